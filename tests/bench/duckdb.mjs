// duckdb.mjs: DuckDB's side of scripts/bench, through npm's @duckdb/node-api.
//
//   node duckdb.mjs import EVENTS.csv OUT.duckdb             its own file, default settings
//   node duckdb.mjs star FOLDER OUT.duckdb                   the star schema: ids for codes, both trees as bridges
//   node duckdb.mjs query FILE.duckdb NAME [REPEATS]         once; then the median seconds of REPEATS more
//   node duckdb.mjs sums FILE.duckdb NAME                    rows, events, count, value
//
// Queries run on two threads and their results are held in memory, not turned into JavaScript. Several ways of one
// query carry a name each, such as rollup-staged; scripts/bench takes the fastest.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.BENCH_NODE}/package.json`);
const { DuckDBInstance } = await import(pathToFileURL(require.resolve("@duckdb/node-api")).href);

const totals = "sum(events) as events, sum(count) as count, sum(value) as value";
const leafCells = `select zone, phenomenon, month, count(*) as events, sum(count) as count, sum(value) as value
  from fact group by all`;
const levelUp = (from, tree, key, others) =>
  `select t.parent as ${key}, ${others}, ${totals} from ${from} c join ${tree} t on c.${key} = t.id group by all`;

// Each level of a tree from the level below it: the fewest rows to sum.
const staged = `with leaf as materialized (${leafCells}),
  p2 as materialized (${levelUp("leaf", "phenomenon", "phenomenon", "zone, month")}),
  p1 as materialized (${levelUp("p2", "phenomenon", "phenomenon", "zone, month")}),
  z5 as materialized (from leaf union all by name from p2 union all by name from p1),
  z4 as materialized (${levelUp("z5", "zone", "zone", "phenomenon, month")}),
  z3 as materialized (${levelUp("z4", "zone", "zone", "phenomenon, month")}),
  z2 as materialized (${levelUp("z3", "zone", "zone", "phenomenon, month")}),
  z1 as materialized (${levelUp("z2", "zone", "zone", "phenomenon, month")})
  from z5 union all by name from z4 union all by name from z3 union all by name from z2 union all by name from z1`;

// Leaf cells first, then both trees, one after the other.
const bridged = `with leaf as (${leafCells}),
  up as (select zone, b.ancestor as phenomenon, month, ${totals}
    from leaf join phenomenon_above b on b.id = leaf.phenomenon group by all)
  select b.ancestor as zone, phenomenon, month, ${totals} from up join zone_above b on b.id = up.zone group by all`;

// Leaf cells first, then both trees at once.
const bridgedAtOnce = `with leaf as (${leafCells})
  select z.ancestor as zone, p.ancestor as phenomenon, month, ${totals}
  from leaf join zone_above z on z.id = leaf.zone join phenomenon_above p on p.id = leaf.phenomenon group by all`;

// What one writes without thinking of it.
const plain = `select z.ancestor as zone, p.ancestor as phenomenon, month, count(*) as events, sum(count) as count, sum(value) as value
  from fact join zone_above z on z.id = fact.zone join phenomenon_above p on p.id = fact.phenomenon group by all`;

const grain = (period) => `select zone, phenomenon, ${period} as period, count(*) as events, sum(count) as count, sum(value) as value
  from fact group by all`;

const queries = {
  "rollup-staged": staged,
  "rollup-bridged": bridged,
  "rollup-at-once": bridgedAtOnce,
  "rollup-plain": plain,
  // BE-VAN, trafficking, the last 24 months, by municipality.
  "drill": `select zone, month, count(*) as events, sum(count) as count, sum(value) as value from fact
    where month >= 120 and zone in (select id from zone_above where ancestor = (select id from zone where code = 'BE-VAN'))
    and phenomenon in (select id from phenomenon_above where ancestor = (select id from phenomenon where code = 'trafficking'))
    group by all`,
  "day": grain("day"),
  "week": grain("(day + 3) // 7"), // day 0 was a Thursday
};

const above = (tree) => `create table ${tree}_above as
  with recursive up as (select id, id as ancestor from ${tree}
    union all select up.id, t.parent from up join ${tree} t on t.id = up.ancestor where t.parent is not null)
  select * from up`;

const star = (folder) => [
  ...[["zone", "zones"], ["phenomenon", "phenomena"]].flatMap(([name, file]) => [
    `create temp table ${name}_text as select row_number() over ()::usmallint as id, ${name} as code, parent
      from read_csv('${folder}/${file}.csv', header = true, all_varchar = true)`,
    `create table ${name} as select t.id, t.code, p.id as parent from ${name}_text t left join ${name}_text p on p.code = t.parent`,
    above(name),
  ]),
  `create table fact as select z.id as zone, p.id as phenomenon,
      (12 * (year(e.date) - 2012) + month(e.date) - 1)::utinyint as month, (e.date - date '1970-01-01')::usmallint as day,
      e.count::usmallint as count, (100 * e.harm)::integer as value
    from read_csv('${folder}/events.csv', types = {'harm': 'decimal(12, 2)'}) e
    join zone z on z.code = e.zone join phenomenon p on p.code = e.phenomenon`,
];

const [what, from, ...rest] = process.argv.slice(2);
const open = async (path) => (await DuckDBInstance.create(path)).connect();

if (what === "import") {
  const connection = await open(rest[0]);
  await connection.run(`create table events as from read_csv('${from}')`);
  connection.closeSync();
} else if (what === "star") {
  const connection = await open(rest[0]);
  for (const sql of star(from)) await connection.run(sql);
  connection.closeSync();
} else {
  const connection = await open(from);
  const sql = queries[rest[0]];
  await connection.run("set threads = 2");
  if (what === "sums") {
    const reader = await connection.runAndReadAll(`select count(*) as result_rows, ${totals} from (${sql})`);
    console.log(reader.getRows()[0].join(" "));
  } else {
    await connection.run(sql);
    const seconds = [];
    for (let i = 0; i < Number(rest[1] ?? 0); i++) {
      const start = process.hrtime.bigint();
      await connection.run(sql);
      seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
    }
    if (seconds.length > 0) console.log(seconds.sort((a, b) => a - b)[seconds.length >> 1].toFixed(6));
  }
  connection.closeSync();
}
