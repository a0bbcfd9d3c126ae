--- complete_spec.lua: what stands before the cursor, and what the Tab key offers there.

local glocal = require "glocal"
local complete = require "foresight.shell.complete"
local cursor = require "foresight.shell.cursor"
local support = require "tests.spec.support"

local function shown(text)
  return table.concat(complete.candidates(text).shown, "|")
end

local function texts(text)
  return table.concat(complete.candidates(text).texts, "|")
end

describe("cursor", function()
  local function read(text)
    local c = cursor.read(text)
    return c.kind, c.word, c.callee or c.owner, c.argument
  end

  it("tells strings, members and names apart", function()
    assert.same({ "string", "an", "zones" }, { read 'zones "an' })
    assert.same({ "string", "an", "zones:find" }, { read 'zones:find("an' })
    assert.same({ "member", "so", "r" }, { read "x = 2 r:so" })
    assert.same({ "name", "ro" }, { read "for i = 1, 2 do ro" })
    assert.same({ "comment", "" }, { read "x = 1 -- zo" })
    assert.same({ "name", "zo" }, { read 'x = "a -- b" zo' })
  end)

  it("knows the call and the argument, also in a nested table", function()
    assert.same({ "string", "pro", "rollup", "level" }, { read 'rollup{zone={"BE", "NL"}, level="pro' })
    assert.same({ "string", "", "rollup", "zone" }, { read 'rollup{level="x", zone={"BE", "' })
    assert.same({ "string", "co", "r:select" }, { read 'r:select{"zone", "co' })
    assert.same({ "name", "ev", "rollup" }, { read 'rollup{zone="}", ev' })
    assert.same({ "name", "", "rollup", "every" }, { read "rollup{every=" })
  end)

  it("follows a chain of calls, over lines", function()
    assert.same({ "member", "so", "rollup()" }, { read 'rollup{zone="BE"}:so' })
    assert.same({ "string", "co", "r:where():sort" }, { read 'r\n  :where "a == \'}\'"\n  :sort "co' })
    assert.same({ "string", "a", "print" }, { read "print([[x]] .. [[a" })
  end)
end)

describe("completion", function()
  setup(function()
    support.small_store()
    _G.r = glocal.frame({ { zone = "BE", count = 1, count_high = 2 }, { zone = "NL", count = 3 } },
      { columns = { "zone", "count", "count_high" } })
  end)
  teardown(function() _G.r = nil end)

  it("names, methods, fields and arguments", function()
    assert.equal("rollup", texts "ro")
    assert.equal("sort", texts "r:so")
    assert.equal("sort", texts 'rollup{zone="A"}:so')
    assert.equal("sort", texts 'r:where{zone="BE"}:so')
    assert.equal("count|count_high|zone", texts "r.")
    assert.equal("children", texts "zones:ch")
    assert.equal("phenomenon=|phenomenon_level=", texts "rollup{ph")
    assert.equal("zone=", texts "r:where{zo")
    assert.equal("", texts "x = 1 -- ro")
    assert.equal("upper", texts '("a"):up')
  end)

  it("columns and what they hold", function()
    assert.equal("count|count_high", texts 'r:select{"zone", "co')
    assert.equal("-count|-count_high", texts 'r:sort "-co')
    assert.equal("zone == 'BE' and count|zone == 'BE' and count_high", texts [[r:where "zone == 'BE' and co]])
    assert.equal("count|count_high", shown [[r:where "zone == 'BE' and co]])
    assert.is_true(complete.candidates('r:where "co').open)
    assert.equal("BE|NL", texts 'r:where{zone="')
  end)

  it("options, and their values, as they are declared", function()
    assert.equal("horizon=", texts "forecast(r, {ho")
    assert.equal("mase", texts 'backtest(r, {scores={"mas')
    assert.equal("bar", texts 'r:plot{kind="ba')
    assert.equal("snaive", texts 'forecast(r, {method="sna')
    assert.equal("lang=", texts 'r:to_xlsx("x", {la')
    assert.equal("nl", texts 'r:to_xlsx("x", {lang="n')
    assert.equal("missing", texts 'forecast(r, {gaps="m')
    assert.equal("count|count_high", texts 'forecast(r, {value="co')
    assert.equal("true|false", texts "rollup{own=")
    assert.equal("", texts 'forecast(r, {nope="')
    assert.is_true(complete.candidates('r:to_csv "x').files)
  end)

  it("names of tables and columns in SQL", function()
    assert.equal("observation|observations", texts "select * from observati")
    assert.equal("count|count_high", texts "select zone from r where co")
    assert.equal("r", texts("select * from r"):match "^[^|]*")
    assert.equal("select n from observation|select n from observations", texts 'sql "select n from observati')
  end)

  it("codes of zones and phenomena, by code", function()
    assert.equal("A|A-1|A-2", texts 'rollup{zone="a')
    assert.equal("p|p.x|p.y", texts 'rollup{phenomenon="p')
    assert.equal("p.x", texts 'phenomena.children("p.x')
  end)

  it("values that are few, and files", function()
    assert.equal("month", texts 'rollup{every="mo')
    assert.equal('"day"|"week"|"month"|"quarter"|"year"|"all"', texts "rollup{every=")
    assert.equal("nl", texts 'r:named "n')
    assert.equal("frame:head", texts 'help "frame:hea')
    assert.is_true(complete.candidates('open "da').files)
    assert.is_true(complete.candidates('brief{zone="A", to="x').files)
    assert.is_nil(complete.candidates('zones "da').files)
  end)

  it("needs no store", function()
    local store = glocal.store
    glocal.store = nil
    assert.equal("", texts 'zones "A')
    assert.equal("", texts 'rollup{level="')
    glocal.store = store
  end)

  it("bears what is half typed or wrong", function()
    for _, text in ipairs { "", '"', "'", "[[", "--[[", ")", "}}}", "r:", ":", ".", "r..", "x = {[", 'f("\\', "\0\1",
      "\xC3", 'zones "\xC3', "1.2.", "(((((", 'rollup{zone={{{"', "nope:", "nope.x.y:z" } do
      assert.is_table(complete.candidates(text).texts, text)
    end
  end)
end)

describe("completion of names in any language", function()
  setup(function() support.benelux() end)

  it("puts in the code and shows the name", function()
    assert.equal("BE-62063  Luik (municipality)", shown('zones "luik'):match "BE%-62063[^|]*")
    assert.equal("BE-62063  Liège (municipality)", shown('zones "liege'):match "BE%-62063[^|]*")
    assert.equal("trafficking", texts('rollup{phenomenon="mensenh'):match "^[^|]*")
  end)
end)
