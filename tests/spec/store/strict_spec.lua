--- strict_spec.lua: what is unknown, undeclared, ambiguous or does not add up is never taken for a figure.

local glocal = require "glocal"
local core = require "glocal.core"
local is_additive = require "foresight.shared.additive"
local sql_tables = require "foresight.store.sql_tables"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

-- What the command prints, stdout and stderr together.
local function run(arguments)
  local pipe = assert(io.popen(("'%s' %s 2>&1"):format(GLOCAL, arguments)))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local function run_script(text, arguments)
  return run(("run %s '%s'"):format(arguments or "", support.file(text, ".lua")))
end

describe("what is unknown", function()
  local f = glocal.frame({ { a = 1, n = 3 }, { a = 2 } }, { columns = { "a", "n", "r" }, types = { n = "integer", r = "real" } })

  it("has no sum, and is passed over in one", function()
    assert.equal(3, f:sum "n")
    assert.is_nil(f:sum "r")
    assert.is_nil(f:tail(1):sum "n")
    assert.equal(0, f:head(0):sum "n")
    assert.is_nil(glocal.sql("select sum(n) s from $f where a = 2", { f = f }).s[1])
  end)

  it("is printed, summarized and written as such", function()
    assert.is_nil(f:summary()[3].lowest)
    assert.is_nil(f:glimpse():get(3, "highest"))
    assert.is_nil(f:mutate { m = "n and n * 2" }:get(2, "m"))
    assert.is_nil(tostring(f:tail(1):select { "n" }):find("0", 1, true))
    local path = support.path ".json"
    assert(f:to_json(path))
    assert.truthy(support.read(path):find("\"n\":%s*null"), support.read(path))
  end)

  local function store_of_values(rows)
    local store = support.small_store()
    local file = support.file("day,zone,phenomenon,count,value\n" .. rows)
    assert(store:import(file, { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", value = "value" },
      { source = "test" }))
    return store
  end

  it("is no value of 0 in a rollup", function()
    store_of_values "2024-01-01,A-1,p.x,1,\n2024-01-02,A-1,p.x,1,0\n2024-01-02,A-2,p.x,1,\n2024-02-02,A-2,p.x,2,7\n"
    local r = glocal.rollup { zone = "A", level = "region", phenomenon = "p", measures = { "count", "value" } }
    local function value(zone, period)
      return r:where { zone = zone, period = period }:get(1, "value")
    end
    assert.equal(0, value("A-1", "2024-01"))
    assert.is_nil(value("A-2", "2024-01"))
    assert.equal(7, value("A-2", "2024-02"))
    assert.equal("integer", (r:type "value"))
    assert.equal(0, glocal.rollup { zone = "A", every = "all", to = "2024-01", measures = { "value" } }:get(1, "value"))
    assert.equal(7, glocal.rollup { zone = "A", every = "all", measures = { "value" } }:get(1, "value"))
  end)

  it("is no weighted sum of 0 where nothing has a weight", function()
    local store = store_of_values "2024-01-01,A-1,p.x,1,\n2024-01-01,A-2,p.y,2,\n2024-02-01,A-2,p.x,0,\n"
    assert(store:import(support.file "table,phenomenon,value,source\nharm,p.x,0,test\n",
      { table = "table", phenomenon = "phenomenon", value = "value", source = "source" }, { as = "weights" }))
    local r = glocal.rollup { zone = "A", level = "region", every = "month", measures = "weighted", weight = "harm" }
    assert.equal(0, r:where { zone = "A-1" }:get(1, "weighted"))
    assert.is_nil(r:where { zone = "A-2", period = "2024-01" }:get(1, "weighted"))
    assert.equal(0, r:where { zone = "A-2", period = "2024-02" }:get(1, "weighted"))
  end)

  it("is compared in a condition only after a test, and the message says how", function()
    says("row 2: a cell is null there", f.where, f, "n > 1")
    says("write `count and count > 3`", f.where, f, "n < 1")
    says("which keeps it null", f.mutate, f, { m = "n * 2" })
  end)

  it("is unknown as of then too, and where the value came from a batch that was retracted", function()
    local store = store_of_values "2024-01-01,A-1,p.x,1,\n"
    local _, before = store:cells()
    local mapping = { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", value = "value" }
    local later = assert(store:import(support.file "day,zone,phenomenon,count,value\n2024-01-03,A-1,p.x,1,0\n", mapping,
      { source = "test" }))
    local function value(as_of)
      return glocal.rollup { zone = "A", every = "all", measures = "value", as_of = as_of }:get(1, "value")
    end
    assert.equal(0, value())
    assert.is_nil(value(before))
    assert(store:retract(later.batch, "wrong"))
    assert.is_nil(value())
  end)
end)

describe("a sum beyond 64 bits", function()
  it("is refused, but not one that only passes there on the way", function()
    says("the sum of 'a' does not fit in 64 bits", function() glocal.frame { { a = math.maxinteger }, { a = 1 } }:sum "a" end)
    says("does not fit in 64 bits", function() glocal.frame { { a = math.mininteger }, { a = -1 } }:sum "a" end)
    assert.equal(math.maxinteger, glocal.frame { { a = math.maxinteger }, { a = 1 }, { a = -1 } }:sum "a")
    says("overflow", function()
      local made, message = glocal.sql("select sum(a) s from $f", { f = glocal.frame { { a = math.maxinteger }, { a = 1 } } })
      error(made and "a sum" or message, 0)
    end)
  end)

  it("is refused in an expression", function()
    local f = glocal.frame { { a = math.maxinteger, b = 2 } }
    says("mutate: row 1: the result does not fit in 64 bits", f.mutate, f, { c = "a * b" })
    says("does not fit in 64 bits", f.mutate, f, { c = "(a) + 1" })
    assert.equal(2.0 * math.maxinteger, f:mutate { c = "a * 2.0" }:get(1, "c"))
    assert.equal(math.maxinteger - 2, f:mutate { c = "a - b" }:get(1, "c"))
    assert.equal(math.maxinteger, f:mutate { c = "a or 0" }:get(1, "c"))
  end)
end)

describe("what does not add up", function()
  it("is known by its name and unit", function()
    local f = glocal.frame { { count = 1, events = 1, value = 1, weighted = 1.5, estimate = 2.5, detections = 3, count_high = 4,
      count_per_100k = 0.1, per_capita = 1, share = 0.5, mean = 1, median = 1, low_80 = 1, high_80 = 2, probability = 0.2,
      mase = 1, rate = 1, crime_rate = 2 } }
    local sums = { count = true, events = true, value = true, weighted = true, estimate = true, detections = true,
      count_high = true }
    for _, name in ipairs(f:columns()) do assert.equal(sums[name] or false, is_additive(f, name), name) end
    f = f:with("n", { 1 }, { unit = "per 100 000 population" }):with("cents", { 1 }, { unit = "1/100 EUR" })
    assert.is_false(is_additive(f, "n"))
    assert.is_true(is_additive(f, "cents"))
    assert.is_false(is_additive(f:with("p", { 1 }, { unit = "%" }), "p"))
  end)

  local f = glocal.frame {
    { zone = "BE", kind = "a", count = 3, share = 0.4 }, { zone = "NL", kind = "a", count = 5, share = 0.6 },
    { zone = "BE", kind = "b", count = 3, share = 0.4 }, { zone = "NL", kind = "b", count = 5, share = 0.6 },
  }

  it("is neither stacked nor added up in a plot", function()
    support.small_store()
    local stacked = assert(f:plot { kind = "bar", y = "share", stack = true, lang = "en" })
    assert.truthy(stacked:text():find("not stacked: share does not add up", 1, true), stacked:text())
    assert.is_nil(assert(f:plot { kind = "bar", y = "count", stack = true, lang = "en" }):text():find("not stacked", 1, true))
    says("'share' can't be added up", f.plot, f, { kind = "bar", x = "zone", by = {}, y = "share" })
    says("'share' can't be added up", f.plot, f, { kind = "bar", x = "zone", by = {}, y = { "count", "share" } })
    assert(f:plot { kind = "bar", x = "zone", by = {}, y = "count", lang = "en" })
  end)
end)

describe("an undeclared global", function()
  local store
  setup(function() store = support.benelux():path() end)

  it("is a fault in a script, with what was meant", function()
    local function told(text) return run_script(text, "--store " .. store) end
    assert.truthy(told('rollup{zone=BE}'):find([[attempt to use the undeclared global 'BE', did you mean "BE"?]], 1, true))
    assert.truthy(told('rollup{zone="BE", every=year}'):find([[undeclared global 'year', did you mean "year"?]], 1, true))
    assert.truthy(told('rolup{zone="BE"}'):find("undeclared global 'rolup', did you mean 'rollup'?", 1, true))
    assert.truthy(told('print(frame{{a=1}}:where(function(r) return r.a > lim end))'):find("undeclared global 'lim'", 1, true))
    assert.truthy(told('zone "BE"'):find("undeclared global 'zone', did you mean 'zones'?", 1, true))
    assert.truthy(told('time "rollup{zone=BE}"'):find("undeclared global 'BE'", 1, true))
    assert.truthy(told('import("a.csv")'):find("undeclared global 'import', did you mean 'store:import'?", 1, true))
    assert.truthy(told('print(head(3))'):find("'head': it is a method of frames, as in r:head()", 1, true))
    assert.truthy(run("-e 'rollup{zone=BE}'"):find("undeclared global 'BE'", 1, true))
    assert.truthy(run("run --store " .. store .. " -e 'return xyz'"):find("undeclared global 'xyz'", 1, true))
  end)

  it("is a fault in the shell", function()
    local text = run(("'%s' < '%s'"):format(store, support.file('rollup{zone=BE}\nx = nil\nx\n', ".lua")))
    assert.truthy(text:find([[error: line 1: attempt to use the undeclared global 'BE', did you mean "BE"?]], 1, true), text)
    assert.is_nil(text:find("line 3", 1, true), text)
  end)

  it("may be set, tested with rawget, and read once it was set", function()
    assert.equal("true\tnil\tnil\t3\n", run_script("x = nil y = 3 print(x == nil, store, rawget(_G, 'z'), y)"))
    assert.equal("nil\n", run_script("y = 3 y = nil print(y)"))
  end)

  it("may be read by a module from elsewhere", function()
    local folder = support.path ""
    os.execute("mkdir -p " .. folder)
    local file = assert(io.open(folder .. "/elsewhere.lua", "w"))
    file:write "return jit and 'jit' or 'none'"
    file:close()
    assert.equal("none\n", run_script(("package.path = %q print((require 'elsewhere'))"):format(folder .. "/?.lua")))
  end)
end)

describe("surplus arguments", function()
  local f = glocal.frame { { a = 1 } }

  it("are refused by every method and function, and say what is taken", function()
    local store = support.small_store()
    local function refuses(name, each, self)
      local well, message = pcall(each, self, table.unpack({}, 1, 25))
      assert.is_false(well, name)
      assert.truthy(tostring(message):find("it takes", 1, true), name .. ": " .. tostring(message))
    end
    for name, each in pairs(core.frame_methods) do refuses(name, each, f) end
    for name, each in pairs(core.store_methods) do refuses(name, each, store) end
    local picture = assert(glocal.frame({ { zone = "A", count = 1 } }):plot { kind = "bar" })
    for _, name in ipairs { "svg", "write", "text", "summary" } do refuses(name, picture[name], picture) end
    for _, name in ipairs { "zones", "phenomena", "sources", "period", "today", "frame", "init", "open", "use" } do
      refuses(name, glocal[name], nil)
    end
    for name in pairs(getmetatable(glocal).parts) do
      if type(glocal[name]) == "function" and name ~= "show" then refuses(name, glocal[name], f) end
    end
  end)

  it("of sort are told how to sort downward", function()
    says("bad argument #2 to 'sort': it takes 1: keys (the columns; a minus before a name sorts downward, as in sort{'-count'})",
      f.sort, f, "a", "desc")
    says("bad argument #1 to 'columns': it takes no arguments", f.columns, f, "a")
    says("bad argument #1 to 'rows': it takes no arguments", f.rows, f, 1)
  end)
end)

describe("a name that is a frame's and a table's", function()
  local store, zone
  setup(function()
    store = support.small_store()
    zone = glocal.frame { { code = "mine" } }
  end)

  it("is refused, with how to write each", function()
    local told = "'zone' is a frame and a table of the store: write $zone for the frame, main.zone for the table"
    says(told, glocal.sql, "select * from zone", { zone = zone })
    says(told, store.sql, store, "select * from observation o, ZONE z", { zone = zone })
    assert.equal("mine", glocal.sql("select code from $zone", { zone = zone }).code[1])
    assert.equal(3, glocal.sql("select count(*) n from main.zone", { zone = zone }).n[1])
    assert.equal(1, glocal.sql("with zone as (select 1 q) select count(*) n from zone", { zone = zone }).n[1])
    assert.equal(1, glocal.sql("select max(zone) n from $r", { zone = zone, r = glocal.frame { { zone = 1 } } }).n[1])
  end)

  it("is the table's where the frame stands beside it with its mark", function()
    assert.equal(3, glocal.sql("select count(*) n from zone where code not in (select code from $zone)", { zone = zone }).n[1])
  end)

  it("is found wherever a table may stand", function()
    local function names(statement)
      local list = {}
      for name in pairs(sql_tables.names(statement)) do list[#list + 1] = name end
      table.sort(list)
      return table.concat(list, " ")
    end
    assert.equal("a b c", names "select x, y from a, b join c using (z) where x = 'from d'")
    assert.equal("a b", names "select (select max(q) from b where b.q in (1, 2)), r from \"a\" -- from d")
    assert.equal("a", names "with d (x, y) as (select 1, 2), e as (select 3) select d, e from d, e, a /* from f */")
    assert.equal("a b", names "select * from (a join b) where c = 1 order by c, d")
    assert.equal("", names "select * from $a, main.b, json_each('[1]')")
    assert.equal("a b", names "select e from a group by e, f union select g from b limit 1, 2")
  end)
end)

describe("a level of every node", function()
  before_each(function()
    local store = support.small_store()
    assert(support.import(store, "2024-01-15,A-1,p.x,1\n2024-01-15,A-2,p.y,10\n2024-01-15,A,p,100\n"))
  end)

  local function codes(column, spec)
    spec.every, spec.zone = "all", spec.zone or "A"
    local list = glocal.rollup(spec)[column]
    table.sort(list)
    return table.concat(list, " ")
  end

  it("is held to for phenomena", function()
    assert.equal("p.x p.y", codes("phenomenon", { phenomenon = "*", phenomenon_level = "leaf" }))
    assert.equal("p", codes("phenomenon", { phenomenon = "*", phenomenon_level = 1 }))
    assert.equal("p p.x p.y", codes("phenomenon", { phenomenon = "*" }))
    assert.equal("p p.x p.y", codes("phenomenon", { phenomenon = "*", phenomenon_level = "*" }))
  end)

  it("is held to for zones", function()
    assert.equal("A-1 A-2", codes("zone", { zone = "*", level = "region" }))
    assert.equal("A A-1 A-2", codes("zone", { zone = "*" }))
  end)

  it("that is not there is told with the nearest", function()
    says("there is no 'leav', did you mean 'leaf'?", glocal.rollup, { zone = "A", phenomenon_level = "leav" })
    says("unknown level 'regoin', did you mean 'region'?", glocal.rollup, { zone = "*", level = "regoin" })
    says("unknown level 'leaf'; the store has country, region", glocal.rollup, { zone = "A", level = "leaf" })
    says("there is no level 3, the lowest is 2", glocal.rollup, { zone = "A", phenomenon_level = 3 })
    says("there is no '0'; use 1 for the top, 2, 3 ..., leaf, *", glocal.rollup, { zone = "A", phenomenon_level = 0 })
  end)
end)
