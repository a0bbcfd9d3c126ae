--- frame_spec.lua: frames as analysts use them.

local glocal = require "glocal"
local support = require "tests.spec.support"

describe("frame", function()
  local f
  before_each(function()
    f = glocal.frame({
      { zone = "BE", count = 3, month = "2024-01" }, { zone = "NL", count = 5, month = "2024-02" },
      { zone = "LU", month = "2024-03" },
    }, { columns = { "zone", "month", "count" }, types = { month = "month" }, units = { count = "events" } })
  end)

  it("has typed columns, nulls and units", function()
    assert.same({ "zone", "month", "count" }, f:columns())
    assert.equal("integer", (f:type "count"))
    assert.equal("events", (select(2, f:type "count")))
    assert.equal("month", (f:type "month"))
    assert.is_nil(f.count[3])
    assert.same({ zone = "LU", month = "2024-03" }, f[3])
    assert.is_nil(f[4])
  end)

  it("keeps rows by table, expression and function", function()
    assert.equal(1, #f:where { zone = "BE" })
    assert.equal(2, #f:where { zone = { "BE", "LU" } })
    assert.equal("NL", f:where("count and count > 3").zone[1])
    assert.equal(2, #f:where "month >= '2024-02'")
    assert.equal(1, #f:where(function(row) return row.zone == "NL" and row.count == 5 end))
    assert.has_error(function() f:where { zoen = "BE" } end)
    assert.has_error(function() f:where "count >" end)
    assert.has_error(function() f:where(5) end)
  end)

  it("does not let an expression change anything", function()
    assert.has_error(function() f:where "(function() zone = 1 end)()" end)
    assert.equal("BE", f.zone[1])
  end)

  it("sorts stably, nulls last both ways", function()
    assert.same({ "BE", "NL", "LU" }, f:sort("count").zone)
    assert.same({ "NL", "BE", "LU" }, f:sort("-count").zone)
    assert.has_error(function() f:sort "cuont" end)
  end)

  it("adds and replaces columns", function()
    local g = f:mutate { double = "count and count * 2", flag = function(row) return row.zone .. "!" end, one = 1 }
    assert.equal(10, g.double[2])
    assert.is_nil(g.double[3])
    assert.equal("BE!", g.flag[1])
    assert.equal(1, g.one[3])
    assert.equal("zone", g:mutate { zone = "'x'" }:columns()[1])
    assert.has_error(function() f:mutate { bad = "nothing + 1" } end)
  end)

  it("tightens its marking and never loosens it", function()
    local amber = f:mark "AMBER"
    assert.equal("TLP:AMBER", amber:where({ zone = "BE" }):mutate({ x = "1" }):sort("x"):head(1):marking())
    local loose, message, code = amber:mark "GREEN"
    assert.is_nil(loose)
    assert.equal("marking", code)
    assert.truthy(message:find("can only be tightened", 1, true))
    assert.equal("TLP:RED H1", amber:mark("RED H1"):marking())
  end)

  it("tells how it was made", function()
    local text = f:where({ zone = "BE" }):head(1):provenance()
    assert.truthy(text:match "^head%(1%)\n  take{...}\n    frame{...}")
  end)

  it("writes CSV and JSON, whole or not at all, and refuses TLP:RED", function()
    local path = support.path ".csv"
    assert.equal(path, f:to_csv(path))
    assert.equal("zone,month,count\nBE,2024-01,3\nNL,2024-02,5\nLU,2024-03,\n", support.read(path))
    assert.truthy(f:mark("GREEN"):to_csv():match "^# TLP:GREEN\n")
    assert.truthy(f:to_json():find('"count":null', 1, true))
    local written, message, code = f:to_csv "/nowhere/x.csv"
    assert.is_nil(written)
    assert.truthy(message:find("/nowhere/x.csv", 1, true))
    assert.equal("not_found", code)
    local red = support.path ".csv"
    assert.equal("marking", select(3, f:mark("RED"):to_csv(red)))
    assert.is_nil(io.open(red))
  end)

  it("prints to fit, and says what it left out", function()
    local rows = {}
    for i = 1, 185 do rows[i] = { zone = "BE-PZ" .. 5000 + i, count = i * 1000 } end
    local text = glocal.frame(rows, { columns = { "zone", "count" } }):render { width = 40, rows = 6 }
    assert.truthy(text:find("185 rows", 1, true))
    assert.truthy(text:find("179 more rows", 1, true))
    assert.truthy(text:find("185 000", 1, true))
    for line in text:gmatch "[^\n]+" do assert.is_true(utf8.len(line) <= 40) end
  end)
end)

describe("sql", function()
  local store
  setup(function() store = support.small_store() end)
  it("binds parameters by name and position", function()
    assert.equal(1, #store:sql("select code from zone where code = :c", { c = "A-1" }))
    assert.equal(2, #store:sql("select code from zone where code in (?, ?)", { "A-1", "A" }))
    assert.equal(0, #store:sql("select code from zone where code = ?", { "' or 1=1 --" }))
    assert.equal("sql", select(3, store:sql("select :missing", {})))
  end)
  it("only reads", function()
    for _, statement in ipairs {
      "delete from zone", "insert into log values (1,'','','','','','')", "drop table zone", "attach 'x.db' as x",
      "pragma user_version = 9", "create table t (a)", "select 1; delete from zone", "", "select nothing from zone",
    } do
      local frame, message, code = store:sql(statement)
      assert.is_nil(frame)
      assert.equal("sql", code)
      assert.truthy(message:find "^SQL: ")
    end
    assert.equal(3, #store:sql "select * from zone")
  end)
  it("widens a column to what it must hold", function()
    local frame = store:sql "select 1 as x union all select 2.5 union all select null union all select 'a'"
    assert.same({ "1", "2.5", nil, "a" }, frame.x)
  end)
end)
