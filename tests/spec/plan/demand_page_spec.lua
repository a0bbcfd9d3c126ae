--- demand_page_spec.lua: demand beside supply on plans and briefs, over the made-up requests and capacity of the demo, and where none are.

local glocal = require "glocal"
local demand = require "foresight.priority.demand"
local pages = require "tests.spec.brief.pages"
local phrases = require "foresight.language.phrases"
local support = require "tests.spec.support"

local DATE = "2026-11-30"

-- Months of a zone from 2023-01 on.
local function months(zone, phenomenon, level)
  local lines = {}
  for i = 0, 45 do
    lines[#lines + 1] = ("%s,%s,%s,%d"):format(glocal.period("2023-01", "month", i), zone, phenomenon, level + i * 7 % 9 + i)
  end
  return table.concat(lines, "\n") .. "\n"
end

local function demo_store()
  local store = support.benelux()
  assert(support.import(store, months("BE-PZ5345", "drugs.trafficking.resale", 40) .. months("BE-PZ5345", "fraud", 90)
    .. months("BE-PZ5345", "drugs.dealing", 10), { source = "corps" }))
  for name, as in pairs { requests = "requests", capacity = "expertise" } do
    local summary = assert(store:import(("data/examples/demo/%s.csv"):format(name), nil, { as = as }))
    assert.equal(0, summary.rejected)
  end
  return store
end

describe("demand beside supply", function()
  local store

  setup(function() store = demo_store() end)

  it("reads the figures of many phenomena at once as it does one by one", function()
    local codes = glocal.sql("select code from phenomenon order by code").code
    local list = {}
    for i = 1, #codes do list[i] = codes[i] end
    local at_once, single = demand.reader(store, "BE-PZ5345", { date = DATE }), demand.reader(store, "BE-PZ5345", { date = DATE })
    at_once.look(list)
    local seen = 0
    for _, code in ipairs(list) do
      local a, b = at_once.of(code), single.of(code)
      assert.same(b.before, a.before)
      for _, name in ipairs { "count", "share", "z", "first", "last", "age", "alerts", "requests", "hours", "every" } do
        assert.equal(b[name], a[name], code .. " " .. name)
      end
      seen = seen + (a.count and 1 or 0)
    end
    assert.is_true(seen >= 4, seen)
  end)

  it("shows something of each function on the made-up log, whose source says that it is", function()
    assert.same({ "made up as demo" }, { table.unpack(glocal.sql("select distinct source from request").source, 1, 2) })
    assert.equal(35, #glocal.demand { zone = "5345", kinds = "mutual aid", from = "2024-01", by = {} } + 12)
    local readings = {}
    for _, row in glocal.demand_supply { zone = "5345", on = DATE }:rows() do readings[row.phenomenon] = row.reading end
    assert.equal("unanswered", readings.cyber)
    assert.equal("answered", readings.drugs)
    assert.equal("attention only", readings.property)
    local reserve = glocal.strategic_reserve { requests = glocal.demand { zone = "BE", kinds = "mutual aid", by = { "zone" },
      every = "day", complete = true }, capacity = 6, sizes = { 0, 40 }, cost = 20, cost_short = 3000, draws = 2000 }
    local short = reserve.probability_short
    assert.is_true(short[1] > 0.1 and short[2] < short[1], tostring(reserve))
  end)

  it("stands on a plan in each language, with the evidence of every number", function()
    for _, lang in ipairs { "nl", "fr", "de", "en" } do
      local p = assert(glocal.plan { zone = "5345", years = { 2026, 2031 }, lang = lang, date = DATE })
      local said, flat = phrases.of(lang).demand, pages.flowing(p)
      assert.truthy(flat:find(said.heading, 1, true), flat)
      local number
      for item in p.html:gsub("\u{AD}", ""):gmatch "<li>(.-)</li>" do
        number = number or item:find(said.unanswered:match "^[^{]*" :gsub("%s+$", ""), 1, true) and item:match "#evidence%-(%d+)"
      end
      assert.truthy(number, lang)
      local trace = p:trace(math.tointeger(number))
      assert.equal('demand_supply{as_of=' .. store:state() .. ', on="2026-11-30", zone="BE-PZ5345"}', trace.call[1])
      assert.is_true(#trace > 8)
      if lang == "nl" then assert.equal(0, #p:verify():where { same = 0 }) end -- the same calls in each language
    end
  end)

  it("stands on a brief in each language, with its call", function()
    for _, lang in ipairs { "nl", "fr", "de", "en" } do
      local b = assert(glocal.brief { zone = "5345", lang = lang, date = DATE })
      local said, flat = phrases.of(lang).demand, pages.flowing(b)
      assert.truthy(flat:find(said.heading, 1, true), flat)
      assert.truthy(b.html:gsub("\u{AD}", ""):find(said.readings.unanswered, 1, true), lang)
      assert.truthy(flat:find(('demand_supply{zone="5345", on="2026-11-30", as_of=%d}'):format(store:state()), 1, true), flat)
    end
  end)

  it("says with which command requests and capacity are recorded where there are none", function()
    local empty = support.benelux()
    for _, lang in ipairs { "nl", "fr", "de", "en" } do
      local flat = pages.flowing(assert(glocal.brief { zone = "5461", lang = lang, date = DATE, store = empty }))
      for _, as in ipairs { "requests", "expertise" } do
        local file = empty:path():match "[^/]+$":gsub("%p", "%%%0")
        assert.truthy(flat:find(("glocal import %s [%%a]+%%.csv %%-%%-as %s"):format(file, as)), lang .. "\n" .. flat)
      end
      local plan = pages.flowing(assert(glocal.plan { zone = "5461", years = { 2026, 2027 }, lang = lang, date = DATE,
        store = empty }))
      assert.truthy(plan:find("--as requests", 1, true), plan)
    end
  end)
end)
