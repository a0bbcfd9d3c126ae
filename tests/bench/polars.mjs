// polars.mjs: polars' side of scripts/bench, through npm's nodejs-polars, in one process; prints its seconds.
//
//   node polars.mjs FOLDER OUT.parquet    CSV to parquet, the full rollup, its rows
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.BENCH_NODE}/package.json`);
const pl = require("nodejs-polars");
const [folder, out] = process.argv.slice(2);
const now = () => Number(process.hrtime.bigint()) / 1e9;

// Every node beside each node at or above it.
function above(file, name) {
  const parent = new Map(readFileSync(`${folder}/${file}`, "utf8").trim().split("\n").slice(1).map((line) => line.split(",")));
  const rows = { [name]: [], ancestor: [] };
  for (const node of parent.keys()) {
    for (let at = node; at; at = parent.get(at)) {
      rows[name].push(node);
      rows.ancestor.push(at);
    }
  }
  return pl.DataFrame(rows);
}
const totals = ["events", "count", "value"].map((name) => pl.col(name).sum());
const levelUp = (cells, bridge, name, others) => cells.join(bridge, { on: name }).select("ancestor", ...others, "events", "count", "value")
  .groupBy(["ancestor", ...others]).agg(...totals).rename({ ancestor: name });

let start = now();
const events = pl.readCSV(`${folder}/events.csv`);
events.writeParquet(out);
const reading = now() - start;
start = now();
const leaf = events.lazy()
  .select(pl.col("zone"), pl.col("phenomenon"), pl.col("date").str.slice(0, 7).alias("month"), pl.col("count"), pl.col("harm"))
  .groupBy(["zone", "phenomenon", "month"])
  .agg(pl.col("harm").count().alias("events"), pl.col("count").sum().alias("count"), pl.col("harm").sum().alias("value"))
  .collectSync();
const up = levelUp(leaf, above("phenomena.csv", "phenomenon"), "phenomenon", ["zone", "month"]);
const all = levelUp(up, above("zones.csv", "zone"), "zone", ["phenomenon", "month"]);
console.log(reading, now() - start, all.height);
