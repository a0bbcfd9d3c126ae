--- view_spec.lua: frames in full and in summary, the values that are kept, the statements the shell knows beside Lua.

local glocal = require "glocal"
local kept = require "foresight.shell.kept"
local shorthand = require "foresight.shell.shorthand"
local show = require "foresight.shell.show"
local support = require "tests.spec.support"

describe("glimpse", function()
  local f = glocal.frame({ { zone = "BE", count = 4, month = "2024-01" }, { zone = "BE", count = 1200 }, { count = 4 } },
    { columns = { "zone", "count", "month" }, types = { month = "month" }, units = { count = "events" }, marking = "AMBER" })

  it("is a frame with a row per column, under the same marking", function()
    local g = f:glimpse { plain = false }
    assert.equal("TLP:AMBER", g:marking())
    assert.same({ "column", "type", "unit", "nulls", "lowest", "highest", "values" }, g:columns())
    assert.same({ column = "count", type = "integer", unit = "events", nulls = 0, lowest = "4", highest = "1 200",
                  values = "█              ▄" }, g[2])
    assert.same({ column = "zone", type = "text", nulls = 1, values = "1 text: BE 2" }, g[1])
    assert.same({ column = "month", type = "month", nulls = 2, lowest = "2024-01", highest = "2024-01", values = "█" }, g[3])
  end)

  it("has no glyphs when it is plain, no unit column without units, and bears an empty frame", function()
    assert.is_nil(f:glimpse { plain = true }:get(2, "values"))
    local empty = glocal.frame({}, { columns = { "a" }, types = { a = "text" } }):glimpse()
    assert.is_false(empty:has "unit")
    assert.is_nil(empty:get(1, "values"))
  end)
end)

describe("render", function()
  it("writes to an open file what it would give as text", function()
    local rows = {}
    for i = 1, 5000 do rows[i] = { n = i } end
    local f, path = glocal.frame(rows), support.path ".txt"
    local file = assert(io.open(path, "w"))
    assert.is_true(f:render { rows = 0, to = file })
    file:close()
    assert.equal(f:render { rows = 0 }, support.read(path))
    assert.error_matches(function() f:render { to = file } end, "bad argument 'to'")
  end)
end)

describe("the last values", function()
  it("are kept as _1 to _9, each once, and frames no longer than there is room", function()
    for i = 1, 12 do kept.add("value " .. i) end
    kept.add "value 12"
    kept.add(nil)
    assert.equal("value 12", _G._)
    assert.equal("value 12", _G._1)
    assert.equal("value 4", _G._9)
    assert.is_nil(rawget(_G, "_10"))
    for name in pairs { _ = 1, _1 = 1, _2 = 1, _3 = 1, _4 = 1, _5 = 1, _6 = 1, _7 = 1, _8 = 1, _9 = 1 } do _G[name] = nil end
  end)
end)

describe("shorthand", function()
  it("stands for Lua, and leaves Lua alone", function()
    local function is(wanted, text) assert.equal(wanted, shorthand.translate(text)) end
    is('help "rollup"', "?rollup")
    is('help "rollup"', "rollup?")
    is('help "frame:head"', '? "frame:head"')
    is("help()", "?")
    is("help()", "help")
    is('help "two words"', "help two words")
    is('history "rollup"', "history rollup")
    is("history()", "history")
    is('example "rollup"', "example rollup")
    for _, lua in ipairs { 'help "x"', "help(rollup)", "history().time", "history = 3", "x = a.b", "helper", "1 + 1",
                           "history:tail(3)" } do
      is(lua, lua)
    end
  end)
end)

describe("show", function()
  it("wraps between words, and keeps what is longer than a line", function()
    assert.equal("one two\n  three\n  fouroffive", show.wrap("one two three fouroffive", 8, 2))
    assert.equal("a  b", show.wrap("a  b", 10))
  end)
end)
