-- What is kept of the packs that were used: in the provenance of frames, in journals, in the records of runs.
local data_text = require "foresight.shared.data_text"
local fixture = require "tests.spec.schedule.fixture"
local pack = require "foresight.pack.pack"
local support = require "tests.spec.support"
require "glocal"

-- Writes the files of a pack that A signs; what it needs is any version of others.
local function write_pack(home, name, number, module, needs)
  local folder = home.path .. "/" .. name
  os.execute("rm -rf " .. fixture.quoted(folder))
  assert(pack.new(name, folder))
  local fields = assert(data_text.read(support.read(folder .. "/pack.lua"), true))
  fields.version, fields.corps, fields.dependencies, fields.tests, fields.examples = number, "PZ A", needs, {}, {}
  for file, text in pairs { ["pack.lua"] = data_text.write(fields), [name .. ".lua"] = module } do
    local out = assert(io.open(folder .. "/" .. file, "wb"))
    out:write(text)
    out:close()
  end
  return folder
end

describe("a pack that was used", function()
  local home, store, before

  local function publish(name, number, module, needs)
    local folder, secret = write_pack(home, name, number, module, needs), home.path .. "/pass"
    local built = ("%s/%s-%s.pack"):format(home.path, name, number)
    home:done(("pack build %s --to %s"):format(folder, built))
    home:done(("pack sign %s --key %s/a.key --passphrase-file %s"):format(built, home.path, secret), before)
    home:done(("pack add %s"):format(built), before)
  end

  setup(function()
    home = fixture.home()
    before = ("export XDG_DATA_HOME=%s/data"):format(home.path)
    home:script("pass", "")
    os.execute(("echo > %s/pass"):format(home.path))
    home:done(("pack key %s/a --passphrase-file %s/pass"):format(home.path, home.path))
    home:done(("pack trust %s/a.pub --corps 'PZ A' --purpose tests --max-handling AMBER"):format(home.path))
    publish("inner", "1.0.0", "return {share = function(a, b) return 100 * a / b end}")
    publish("outer", "1.0.0", [[local inner = require "inner"
      local function shares(f)
        local rows = {}
        for i = 1, #f do rows[i] = {n = f.n[i], share = inner.share(f.n[i], 8)} end
        return require "glocal".frame(rows)
      end
      return {shares = shares, twice = function(n) return 2 * n end}]], { inner = "^1" })
    store = home.path .. "/d.db"
    home:done("init " .. store)
  end)

  it("stands in the provenance, with those that it uses, of all that is made of what it gave", function()
    local script = home:script("origin", [[local o = assert(use "outer")
      local r = o.shares(frame{{n = 1}, {n = 3}})
      local of_all = {r, r:append(r), r:select{"n"}, r:where "n > 1", r:sort "n", sql("select sum(n) n from $r", {r = r})}
      for _, each in ipairs(of_all) do
        local text = each:provenance()
        print(text:match "%[pack outer 1%.0%.0, sha256 %x+, which uses inner 1%.0%.0, sha256 %x+%]"
          and #text:match "sha256 (%x+)")
      end]])
    assert.equal(("64\n"):rep(6), (home:done(("run --store %s %s"):format(store, script), before)))
  end)

  it("stands in the journal above the statements that called it", function()
    local path, input = home.path .. "/journal.lua", home.path .. "/input"
    local file = assert(io.open(input, "wb"))
    file:write(('o = use "outer"\nx = 1\ny = o.twice(x)\nr = o.shares(frame{{n = y}})\njournal %q\n'):format(path))
    file:close()
    local glocal = os.getenv "GLOCAL" or "build/release/glocal"
    home:done(("--version >/dev/null; %s %s < %s >/dev/null; true"):format(glocal, store, input), before)
    local text = support.read(path):gsub("sha256 %x+", "HASH")
    assert.truthy(text:find('\n-- pack inner@1.0.0 HASH\n-- pack outer@1.0.0 HASH\no = use "outer"\nx = 1\n'
      .. "-- pack outer@1.0.0 HASH\ny = o.twice(x)\n-- pack outer@1.0.0 HASH\n-- pack inner@1.0.0 HASH\nr = ", 1, true), text)
    assert(load(text))
  end)

  it("stands in the log of the store, and with its runs", function()
    local script = home:script("counts", "print(assert(use 'outer').twice(4))")
    home:done(("run --store %s %s"):format(store, script), before)
    local out = home:done(("run --store %s -e 'return store:runs().packs[1]'"):format(store))
    assert.equal("inner@1.0.0 HASH, outer@1.0.0 HASH\n", (out:gsub("sha256 %x+", "HASH")))
    assert.equal("ok\n", (home:done(("run --store %s -e 'return store:check().result[1]'"):format(store))))
  end)

  it("stands in the record of a run, which says when it is made again that it is another", function()
    home:add("weekly", "print(assert(use 'outer').twice(4))")
    home:done("schedule run weekly", before)
    local id = home:runs("weekly")[1].id
    local log = home:done("schedule log " .. id):gsub("SHA%-256 %x+", "HASH")
    assert.truthy(log:find("packs        inner 1.0.0, HASH\n             outer 1.0.0, HASH\n", 1, true), log)
    assert.truthy(home:done("rerun " .. id, before):find("the same, byte for byte", 1, true))
    publish("inner", "1.0.1", "return {share = function(a, b) return a / b end}")
    local code, _, errors = home:run("rerun " .. id, before)
    assert.equal(1, code)
    assert.truthy(errors:find("changed since: pack: inner changed: 1.0.0 -> 1.0.1; --anyway", 1, true), errors)
    local out
    code, out = home:run("rerun --anyway " .. id, before)
    assert.equal(1, code)
    assert.equal("pack: inner was 1.0.0, it is 1.0.1\n", out)
  end)
end)
