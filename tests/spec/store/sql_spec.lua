--- sql_spec.lua: SQL over frames: what comes out is what SQLite itself makes of the same rows.

local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

local sql = glocal.sql

local function text_of(frame)
  local path = support.path ".csv"
  assert(frame:to_csv(path))
  return support.read(path)
end

-- The statement over the frame, and over a copy that SQLite made of it and filters, joins and sorts on its own.
local function same_as_copy(statement, parameters, ordered)
  local over = assert(sql(statement, parameters))
  local names = {}
  for name, value in pairs(parameters) do
    if type(value) == "userdata" then names[#names + 1] = name end
  end
  table.sort(names)
  local copies = {}
  for i, name in ipairs(names) do copies[i] = ("copy_%s as materialized (select * from $%s)"):format(name, name) end
  local copied = "with " .. table.concat(copies, ", ") .. " " ..
    statement:gsub("%$(%a+)", function(name) return type(parameters[name]) == "userdata" and "copy_" .. name end)
  local expected = assert(sql(copied, parameters))
  local a, b = text_of(over), text_of(expected)
  if not ordered then
    local function sorted(text)
      local lines = {}
      for line in text:gmatch "[^\n]*\n" do lines[#lines + 1] = line end
      table.sort(lines)
      return table.concat(lines)
    end
    a, b = sorted(a), sorted(b)
  end
  assert.equal(b, a, statement)
end

describe("columns that differ in case only", function()
  it("can both be asked for: the later as a_2", function()
    local f = require "glocal".frame({ { a = 1, A = 2, a_2 = 3 } }, { columns = { "a", "A", "a_2" }, units = { A = "EUR" } })
    local asked = require "glocal".sql("select a, A_3, a_2 from $f", { f = f })
    assert.same({ a = 1, A_3 = 2, a_2 = 3 }, asked[1])
    assert.equal("EUR", select(2, asked:type "A_3"))
  end)
end)

describe("sql over frames", function()
  local f
  before_each(function()
    glocal.store = nil
    f = glocal.frame({
      { zone = "BE", month = "2024-02", count = 3, rate = 0.5 }, { zone = "NL", month = "2024-01", count = 5 },
      { month = "2024-03", count = 7, rate = 1.5 }, { zone = "BE", month = "2024-01", rate = 2 },
    }, { columns = { "zone", "month", "count", "rate" }, types = { month = "month" }, units = { count = "events" } })
  end)

  it("reads them without a store", function()
    local r = sql("select zone, sum(count) n from $f where month >= '2024-02' group by zone order by n desc", { f = f })
    assert.same({ 7, 3 }, r.n)
    assert.equal("BE", r.zone[2])
    assert.is_nil(r.zone[1])
  end)

  it("gives an unchanged column its type and unit again", function()
    local r = sql("select month, count, count + 1 more from $f f order by month", { f = f })
    assert.equal("month", (r:type "month"))
    assert.equal("events", select(2, r:type "count"))
    assert.is_nil((select(2, r:type "more")))
    assert.same({ "2024-01", "2024-01", "2024-02", "2024-03" }, r.month)
    local none = sql("select month, rate, zone from $f where count > 100", { f = f })
    assert.equal("month", (none:type "month"))
    assert.equal("real", (none:type "rate"))
    assert.equal("text", (none:type "zone"))
    -- of several selects only the first is known
    local both = sql("select month from $f union all select zone from $f", { f = f })
    assert.equal("text", (both:type "month"))
  end)

  it("keeps days, weeks, quarters and years as they are printed", function()
    for every, texts in pairs { day = { "2023-12-31", "2024-02-29" }, week = { "2023-W52", "2024-W05" },
                                quarter = { "2023-Q4", "2024-Q1" }, year = { "0999", "2024" } } do
      local g = glocal.frame({ { t = texts[1] }, { t = texts[2] } },
        { types = { t = (every == "day" or every == "week") and "day" or "month" } })
      local r = sql("select t from $g where t > ? order by t desc", { texts[1], g = g })
      assert.same({ texts[2] }, r.t)
      assert.equal(every, (select(3, r:type "t")))
      assert.equal(1, #sql("select t from $g where t = :t", { g = g, t = texts[2] }))
    end
  end)

  it("joins markings and names the frames as parents", function()
    local red, green = f:mark "RED", f:mark "GREEN H1"
    assert.equal("TLP:RED H1", sql("select 1 as x from $a a, $b b", { a = red, b = green }):marking())
    assert.equal("TLP:GREEN H1", sql("select count(*) n from $b", { a = red, b = green }):marking())
    assert.equal("select 1 as x from $f\n  frame{...}", sql("select 1 as x from $f", { f = f }):provenance())
  end)

  it("stands beside the tables of a store", function()
    local store = support.small_store()
    local zone = glocal.frame { { code = "A-1", n = 4 }, { code = "X", n = 9 } }
    local r = store:sql("select zone.code, n from $zone f join zone on zone.code = f.code", { zone = zone })
    assert.same({ code = "A-1", n = 4 }, r[1])
    assert.equal(1, #r)
    assert.equal(4, store:sql("select n from z where code = 'A-1'", { z = zone }).n[1])
    assert.equal(store:state(), tonumber(r:provenance():match "state (%d+)"))
    -- nothing is left of a frame behind the statement
    assert.matches("no such table: z", select(2, store:sql "select n from z"))
    store:close()
    glocal.store = nil
  end)

  it("takes names that mean something to SQL", function()
    local odd = glocal.frame { { ["a b"] = 1, ["select"] = 2, ['q"q'] = 3, ["é"] = 4 } }
    local r = sql([[select "a b", "select", "q""q", é from $order]], { order = odd })
    assert.same({ ["a b"] = 1, ["select"] = 2, ['q"q'] = 3, ["é"] = 4 }, r[1])
    assert.equal(2, sql("select max(\"select\") m from $json_each", { json_each = odd }).m[1])
  end)

  it("names a column that comes twice anew", function()
    local r = sql("select a.*, b.*, 1 as zone_2 from $f a join $f b using (month, count)", { f = f })
    assert.same({ "zone", "month", "count", "rate", "zone_2", "month_2", "count_2", "rate_2", "zone_2_2" }, r:columns())
  end)

  it("tells the place and the nearest name", function()
    local function says(statement, ...)
      local r, message, code = sql(statement, { f = f, far = f })
      assert.is_nil(r)
      assert.equal("sql", code)
      for _, part in ipairs { ... } do assert.truthy(message:find(part, 1, true), message) end
    end
    says("select zonne from $f", "line 1, column 8: no such column: zonne, did you mean 'zone'?")
    says("select 'é',\n  f.cuont\nfrom $f f", "line 2, column 3", "did you mean 'count'?")
    says("select $f.zone, x.zonne from $f, $far x", "line 1, column 17")
    says("select zone from $ff", "column 18", "no frame ff", "did you mean '$f'?")
    says("select zone from farr", "column 18", "did you mean 'far'?")
    says("selec zone from $f", "column 1", "did you mean 'select'?")
    says("select summ(count) from $f", "did you mean 'sum'?")
    says('select zone from $f where zone = "BE"', "between single quotes: 'BE'")
    says("select zone from $f where", "not finished")
    says("select 1 from $far where count = $f", "$f stands where a table may")
    says("select :f", ":f is a frame")
    says("delete from $f", "only reading")
    says("update f set zone = 1", "only reading")
    says("select zone from $f; select 1", "one statement")
    assert.matches("needs a name", select(2, sql("select 1", { f })))
    assert.has_error(function() sql("select 1", { f = {} }) end)
  end)

  it("does not lose rows of a text that looks like a number", function()
    local g = glocal.frame { { t = "5", i = 5 }, { t = "05", i = 6 }, { t = "x", i = 7 } }
    for _, condition in ipairs { "t = 5", "t = '5'", "i = '5'", "t = i", "i = t", "t > 4", "i >= '6'", "i > 5.5",
                                 "i = 5.0", "i < 6.2", "i > -1e300", "t in (5)", "t in ('x', null)", "i in (5, 7)",
                                 "t like '0%'", "t glob '*5'", "t is null", "t is not null", "i = null",
                                 "t collate nocase = 'X'", "i > 9223372036854775807", "i < 1e19" } do
      same_as_copy("select * from $g where " .. condition, { g = g })
    end
  end)

  it("gives what SQLite makes of a copy, whatever is asked", function()
    math.randomseed(4711)
    local random = math.random
    local function frame_of(rows)
      local list = {}
      for i = 1, rows do
        local function maybe(value) if random(5) > 1 then return value end end
        list[i] = {
          t = maybe(("z%d"):format(random(0, 12))), i = maybe(random(-5, 12)), r = maybe(random(-4, 9) / 2),
          d = maybe(("2024-%02d-%02d"):format(random(12), random(28))),
          m = maybe(("202%d-%02d"):format(random(0, 3), random(12))),
          u = ("u%d"):format(random(0, rows)), w = maybe(random(0) >> random(0, 63)),
        }
      end
      return glocal.frame(list, { columns = { "t", "i", "r", "d", "m", "u", "w" }, types = {
        t = "text", i = "integer", r = "real", d = "day", m = "month", w = "integer" } })
    end
    local VALUES = { t = { "'z3'", "'z99'", "''", "3", "null" }, i = { "3", "-2", "2.5", "'4'", "null" },
                     r = { "0.5", "1", "-0.0", "null" }, d = { "'2024-06-15'", "'2024-06'", "'x'", "''", "2024" },
                     m = { "'2021-06'", "'2021'", "'2022-01-01'", "null" }, u = { "'u7'", "'u'" },
                     w = { "0", "9223372036854775807", "1e18" } }
    local OPERATORS = { "=", "<", "<=", ">", ">=", "<>", "is", "is not" }
    local COLUMNS = { "t", "i", "r", "d", "m", "u", "w" }
    local function any(list) return list[random(#list)] end
    local function condition(table_name)
      local name = any(COLUMNS)
      local kind = random(8)
      local column = table_name .. "." .. name
      if kind == 1 then return column .. any { " is null", " is not null" } end
      if kind == 2 then return ("%s between %s and %s"):format(column, any(VALUES[name]), any(VALUES[name])) end
      if kind == 3 then return ("%s in (%s, %s)"):format(column, any(VALUES[name]), any(VALUES[name])) end
      if kind == 4 then return ("%s like '%s'"):format(column, any { "z1%", "%2%", "Z_" }) end
      return ("%s %s %s"):format(column, any(OPERATORS), any(VALUES[name]))
    end
    local f1, g1 = frame_of(300), frame_of(90)
    for _ = 1, 150 do
      local where = condition "f" .. any { " and ", " or " } .. condition "f"
      same_as_copy("select * from $f f where " .. where, { f = f1 })
      local by = any(COLUMNS)
      same_as_copy(("select f.%s, count(*) n, sum(i) s, min(u) a from $f f where %s group by f.%s"):format(by, where, by),
        { f = f1 })
      same_as_copy(("select distinct %s, %s from $f f where %s"):format(by, any(COLUMNS), condition "f"), { f = f1 })
      same_as_copy(("select * from $f f where %s order by %s %s, %s %s, u, i, r, d, m, t, w limit %d offset %d"):format(
        where, any(COLUMNS), any { "desc", "asc", "" }, any(COLUMNS), any { "desc", "" }, random(0, 300), random(0, 3)),
        { f = f1 }, true)
      local on = any(COLUMNS)
      same_as_copy(("select count(*) n, count(g.i) k, sum(f.i %% 7 + (g.w & 15)) s from $f f %s join $g g on " ..
        "f.%s = g.%s and %s"):format(any { "", "left" }, on, any { on, on, any(COLUMNS) }, condition "g"), { f = f1, g = g1 })
    end
  end)

  it("sorts many rows of every type", function()
    local rows = {}
    for i = 1, 6000 do
      local n = (i * 7919) % 6007
      rows[i] = { a = n % 7 > 0 and n * 1e15 // 1 | 0 or nil, r = n % 5 > 0 and (n - 3000) / 8 or nil,
                  t = n % 3 > 0 and ("k%d"):format(n) or nil, d = n % 4 > 0 and core.period("2000-01-01", "day", n) or nil }
    end
    local g = glocal.frame(rows, { types = { a = "integer", r = "real", t = "text", d = "day" } })
    for _, order in ipairs { "a", "r desc", "t", "d desc, a", "t desc, r", "r, d" } do
      same_as_copy("select rowid_of, a, r, t, d from (select t || 'x' as rowid_of, * from $g) order by " .. order ..
        ", a, r, d, t", { g = g }, true)
      same_as_copy("select * from $g order by " .. order .. ", a, r, d, t", { g = g }, true)
    end
  end)
end)

describe("statements of the shell", function()
  local sql_shell = require "foresight.shell.sql_shell"
  local show = require "foresight.shell.show"

  local function chunk(text) return (sql_shell.chunk(text)) end

  before_each(function()
    show.host.is_terminal = function() return true end
    rawset(_G, "r", glocal.frame { { a = 1 } })
    rawset(_G, "least", 1)
  end)
  after_each(function()
    sql_shell.chunk ".lua"
    show.host.is_terminal = function() return false end
    rawset(_G, "r", nil)
    rawset(_G, "least", nil)
  end)

  it("are SQL where they begin so, and Lua where they do not", function()
    assert.equal("return sql([[select a from r]], {r=r})", chunk "select a from r")
    assert.equal("return sql([=[SELECT 'a]]' from $r where a > :least]=], {r=r, least=least})",
      chunk "SELECT 'a]]' from $r where a > :least;")
    assert.equal("x = sql([[select * from r]], {r=r})", chunk "x = select * from r")
    assert.equal("return sql([[select 1]])", chunk "-- first\n/* two */ select 1")
    assert.equal("return sql([[explain query plan select 1]])", chunk "explain query plan select 1")
    assert.equal("return sql([[with a as (select 1) select * from a]])", chunk "with a as (select 1) select * from a")
    for _, lua in ipairs { "select('#', 1)", "select = 1", "select ('#')", "with = 2", "with.x = 3", "explain = r",
                           'explain "5345"', "selected", "r", "x = selected", "return 1", "" } do
      assert.is_nil(chunk(lua), lua)
    end
  end)

  it("go on until they are finished", function()
    assert.is_false(chunk "select a,")
    assert.is_false(chunk "select a,\n  a from r") -- over several lines: until ; or an empty line
    assert.equal("return sql([[select a,\n  a from r]], {r=r})", chunk "select a,\n  a from r\n")
    assert.is_false(chunk "select a")
    assert.equal("return sql([[select a\nfrom r]], {r=r})", chunk "select a\nfrom r;")
    assert.is_false(chunk "select 'a; --")
    assert.is_false(chunk "with")
    assert.equal("return sql([[select a\nfrom r]], {r=r})", chunk "select a\nfrom r") -- pasted as one
  end)

  it("are all SQL after .sql", function()
    assert.same({ "", true }, { sql_shell.chunk ".sql" })
    assert.equal("return sql([[values (1)]])", chunk "values (1)")
    assert.same({ "", false }, { sql_shell.chunk ".lua" })
    assert.is_nil(chunk "values (1)")
    assert.matches("did you mean '.tables'", chunk ".table")
  end)

  it("show the place of a fault", function()
    chunk "select a,\n zonne from r;"
    assert.equal("no such column: zonne\n   2 |  zonne from r;\n        ^",
      sql_shell.fault("SQL: line 2, column 2: no such column: zonne", "select a,\n zonne from r;"))
    assert.equal("SQL: line 2, column 2: x", sql_shell.fault("SQL: line 2, column 2: x", 'sql "select a"'))
  end)
end)

describe("time and profile", function()
  it("tell what a statement took and gave", function()
    local t = glocal.time "frame{{a=1}, {a=2}}"
    assert.equal(2, t[1].rows)
    assert.equal(2, #t.result)
    assert.is_true(t.wall[1] >= 0 and t.cpu[1] >= 0 and t.peak[1] > 0)
    assert.equal("sql", (select(3, glocal.time "select nope")))
    assert.has_error(function() glocal.time(3) end)
    assert.has_error(function() glocal.time "= 3" end)
  end)

  it("tell Lua, C and SQL apart", function()
    local f = glocal.frame { { a = 1 }, { a = 2 } }
    local function add(n) return sql("select sum(a) + ? s from $f", { n, f = f }).s[1] end
    local p = glocal.profile(function()
      local s = 0
      for i = 1, 3 do s = s + add(i) end
      pcall(error, "passed over")
      return s
    end)
    assert.equal(15, p.result)
    local kinds, total = {}, 0
    for _, row in p:rows() do
      kinds[row.kind] = kinds[row.kind] or row
      total = total + row.share
      if row.what:find "^add" then assert.equal(3, row.calls) end
      if row.kind == "SQL" then assert.equal(3, row.calls) end
    end
    assert.truthy(kinds.Lua and kinds.C and kinds.SQL)
    assert.is_true(total > 98 and total < 102, total)
    assert.equal("s", select(2, p:type "seconds"))
    assert.has_error(function() glocal.profile(function() error("mine", 0) end) end, "mine")
    assert.is_nil(debug.gethook())
  end)
end)
