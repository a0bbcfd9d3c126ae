--- given_day_spec.lua: what is given its day gives the same on whatever day it is asked: each function that takes today, or yesterday, where
--- none is given.

local glocal = require "glocal"
local help = require "foresight.shell.help"
local support = require "tests.spec.support"

local DAY, LATER = "2026-11-22", "2029-01-01"

local function channel(spec)
  spec = spec or {}
  spec.zone, spec.phenomenon, spec.every, spec.to = "RT-CHANNEL", "smuggling", "month", "2025-04"
  return glocal.rollup(spec)
end

local function modelled()
  local m = glocal.model { from = "2026-09", months = 3 }
  m.arrivals = glocal.model.lognormal { low = 800, high = 3500, unit = "people/month" }
  return m:run { draws = 100, seed = 7, outputs = { "arrivals" } }
end

local function reported()
  return { zone = "BE-PZ5461", phenomenon = "cyber", every = "week", max_delay = 2, now = "2024-03-31", at = DAY }
end

-- Weeks of figures of which a part is known a week later.
local function report(store)
  for week = 0, 11 do
    local lines = {}
    for i, back in ipairs { 0, 0, 0, 1, 1, 2 } do
      if back <= week then
        lines[i] = ("%s,BE-PZ5461,cyber,%d"):format(glocal.period("2024-01-03", "day", 7 * (week - back)), 2 + week % 3)
      end
    end
    assert(support.import(store, table.concat(lines, "\n") .. "\n", { source = "events", records = "events",
      recorded = glocal.period("2024-01-07", "day", 7 * week) }))
  end
end

local RECORDED = { "BE-PZ5461", "BE", "RT-CHANNEL" } -- zones of which the store has an alert

local CASES = {
  accessions = function() return glocal.accessions { agreement = "PRUM-2005", on = DAY } end,
  backtest = function() return glocal.backtest(channel(), { horizon = 1, methods = { "naive" }, cutoff = "2025-04-30" }) end,
  basis = function() return glocal.basis { zone = "BE-VWV", country = "FR", act = "pursuit", on = DAY } end,
  brief = function() return glocal.brief { zone = "5461", lang = "en", date = DAY }.html end,
  changes = function() return glocal.changes(channel(), { cutoff = "2025-04-30" }) end,
  channel_coverage = function() return glocal.channel_coverage { demand = channel(), partner = "FR", on = DAY } end,
  cooperation_check = function() return glocal.cooperation_check { on = DAY } end,
  country_brief = function()
    local made = glocal.country_brief { country = "MA", lang = "en", on = DAY }
    return made.html .. made.text
  end,
  crosswalk = function() return glocal.crosswalk { zone = "5461", on = DAY } end,
  delays = function() return glocal.delays(reported()) end,
  demand_supply = function() return glocal.demand_supply { zone = "5461", on = DAY } end,
  drivers = function() return glocal.drivers { as_of = DAY } end,
  forecast = function() return glocal.forecast(channel(), { horizon = 2, method = "naive", cutoff = "2025-04-30" }) end,
  impact = function()
    local made = glocal.impact { of = channel(), exposure = "channel", at = DAY }
    return made, made:where { part = "zone" }:plot({ kind = "map", lang = "en" }):summary()
  end,
  leads = function()
    local south = glocal.rollup { zone = "RT-CMED", phenomenon = "migration", every = "month", to = "2025-04" }
    return glocal.leads(channel(), south, { cutoff = "2025-04-30" })
  end,
  nowcast = function() return glocal.nowcast(reported()) end,
  peers = function() return glocal.peers { zone = "5461", date = DAY } end,
  plan = function() return glocal.plan { zone = "5461", years = { 2026, 2031 }, lang = "en", date = DAY }.html end,
  ["plan.check"] = function() return glocal.plan.check { zone = "5461", on = DAY } end,
  portfolio = function() return glocal.portfolio { zone = "5461", on = DAY } end,
  priorities = function() return glocal.priorities { zone = "5461", on = DAY } end,
  recommendations = function() return glocal.recommendations { on = DAY } end,
  reporting_triangle = function() return glocal.reporting_triangle(reported()) end,
  residuals = function() return glocal.residuals(channel(), { method = "naive", cutoff = "2025-04-30" }) end,
  rollup = function()
    return glocal.rollup { zone = "BE", level = "province", every = "year", at = DAY }, channel(),
      channel { at = DAY }:plot({ kind = "line", lang = "en" }):summary()
  end,
  ["run:impact"] = function()
    local made = modelled():impact { quantity = "arrivals", zone = "RT-CHANNEL", phenomenon = "smuggling", exposure = "channel",
      at = DAY }
    return made, made:where { part = "zone" }:plot({ kind = "map", y = "median", lang = "en" }):summary()
  end,
  signal_clusters = function() return glocal.signal_clusters { as_of = DAY } end,
  signals = function() return glocal.signals { as_of = DAY } end,
  warn = function() return glocal.warn(channel(), { method = "ears_c1", from = "2025-01", cutoff = "2025-04-30" }) end,
  warnings = function()
    local pages = {}
    for i, zone in ipairs(RECORDED) do
      pages[i] = glocal.warnings { zone = zone, since = "2024-01", lang = "en", date = DAY }.html
    end
    return table.concat(pages)
  end,
  where_is = function() return glocal.where_is { what = "records", zone = "BE-VWV", country = "FR", on = DAY } end,
  whom = function()
    local found = glocal.whom { zone = "BE-VWV", country = "FR", act = "information", on = DAY }
    return found, found:card { lang = "en" }
  end,
  zones = function() return glocal.zones("BE", { at = DAY }) end,
  ["zones.ancestors"] = function() return glocal.zones.ancestors("5461", { at = DAY }) end,
  ["zones.children"] = function() return glocal.zones.children("BE-VWV", { at = DAY }) end,
  ["zones.neighbours"] = function() return glocal.zones.neighbours("5461", { at = DAY }) end,
}

-- Those that record something on that day, and the pages of many zones, each of them a brief's.
local OTHERS = { briefs = true, ["plan.review"] = true, ["plan.watch"] = true, signal = true, signals_from = true }

-- A result in words: a frame with its note, a text, a list of them.
local function said(value)
  if type(value) ~= "userdata" then return tostring(value) end
  local names, lines = value:columns(), {}
  for _, row in value:rows() do
    local cells = {}
    for i, name in ipairs(names) do cells[i] = tostring(row[name]) end
    lines[#lines + 1] = table.concat(cells, "\t")
  end
  lines[#lines + 1] = tostring(value:note())
  return table.concat(lines, "\n")
end

local function result_of(case)
  local results = table.pack(case())
  assert(results[1] ~= nil, results[2])
  for i = 1, results.n do results[i] = said(results[i]) end
  return table.concat(results, "\n")
end

describe("what is given its day", function()
  setup(function()
    local store = support.benelux()
    report(store)
    dofile "scripts/import_figures.lua"
    glocal.use(store)
    assert(glocal.warn(channel(), { method = "ears_c1", from = "2024-01" }):register())
  end)

  local names = {}
  for name in pairs(CASES) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    it("is the same on any day: " .. name, function()
      local case = CASES[name]
      local first
      support.on_day(DAY, function() first = result_of(case) end)
      assert.is_true(#first > 3)
      support.on_day(LATER, function() assert.equal(first, result_of(case)) end)
    end)
  end

  it("is every function that takes today where none is given", function()
    local function check(name, list)
      for _, each in ipairs(list or {}) do
        local default = tostring(each.default or "")
        if default:find "today" or default:find "yesterday" then
          assert.truthy(CASES[name] or OTHERS[name], name .. " has no case here")
        end
        check(name, each.options)
      end
    end
    for _, entry in ipairs(help.entries()) do check(entry.name, entry.parameters) end
  end)
end)
