--- impact_spec.lua: what is apportioned adds up to what was to be apportioned, and can be explained.

local glocal = require "glocal"
local support = require "tests.spec.support"

local function key(row) return row.phenomenon .. " " .. (row.period or "") end

-- Sums by phenomenon and period, in whole thousandths.
local function sums(frame, column)
  local totals = {}
  for _, row in frame:rows() do
    totals[key(row)] = (totals[key(row)] or 0) + math.floor(row[column] * 1000 + 0.5)
  end
  return totals
end

describe("impact", function()
  local store
  setup(function()
    store = support.benelux()
    dofile "scripts/import_figures.lua"
  end)

  local cases = {
    { "French offences on Belgian police zones, by population of the EU", { zone = "FR", phenomenon = "*", from = "2018" }, {} },
    { "border crossings on Dutch safety regions", { zone = "WORLD", level = "route", phenomenon = "migration" },
      { to = "safety_region" } },
    { "Belgian victims on Belgian municipalities", { zone = "BE", phenomenon = "*", every = "year" },
      { to = "municipality", within = "BE" } },
    { "Channel crossings by corridor", { zone = "RT-CHANNEL", phenomenon = "smuggling" }, { exposure = "channel" } },
    { "the same on provinces", { zone = "RT-CHANNEL", phenomenon = "smuggling" },
      { exposure = "channel", to = "province" } },
    { "the same on municipalities", { zone = "RT-CHANNEL", phenomenon = "smuggling" },
      { exposure = "channel", to = "municipality", within = "BE" } },
    { "routes through ports and airports", { zone = "WORLD", level = "route", phenomenon = "migration" },
      { exposure = "gateways" } },
  }
  for _, case in ipairs(cases) do
    it("conserves the total: " .. case[1], function()
      case[2].store, case[3].store = store, store
      local figures = assert(glocal.rollup(case[2]))
      case[3].of = figures
      local laid = assert(glocal.impact(case[3]))
      assert.is_true(#figures > 0)
      assert.same(sums(figures, "count"), sums(laid, "estimate"))
      for _, row in laid:rows() do
        assert.is_true(row.low <= row.estimate + 0.0005 and row.estimate <= row.high + 0.0005)
      end
    end)
  end

  it("brings a table of police zones to any other level, losing nothing", function()
    local figures = glocal.rollup { zone = "RT-CHANNEL", phenomenon = "smuggling", every = "year", from = "2025", to = "2025" }
    local function inside(level)
      return glocal.impact({ of = figures, exposure = "channel", to = level }):where({ part = "zone" })
    end
    local total = inside("police_zone"):sum "estimate"
    assert.is_true(total > 1000)
    for _, level in ipairs { "municipality", "arrondissement", "region", "judicial_district", "country" } do
      local laid = inside(level)
      assert.is_true(math.abs(laid:sum "estimate" - total) < 0.001 * #laid + 0.03, level)
    end
    -- Brussels lies in no province: what it bears is outside them.
    local brussels = inside("region"):where({ zone = "BE-BRU" }).estimate[1]
    assert.is_true(math.abs(inside("province"):sum "estimate" + brussels - total) < 0.05)
    -- Westkust (PZ5461), Spoorkin, Bruges ... all lie in West Flanders: the sum of its police zones, no more, no less
    local there = {}
    for _, code in ipairs(glocal.zones.children("BE-VWV", { level = "police_zone" }).code) do there[code] = true end
    local west = inside("police_zone"):where(function(row) return there[row.zone] end):sum "estimate"
    local province = inside("province"):where { zone = "BE-VWV" }
    assert.equal(("%.1f"):format(west), ("%.1f"):format(province.estimate[1]))
  end)

  it("leaves nothing of a country's own figure outside its zones", function()
    local figures = glocal.rollup { zone = "BE", phenomenon = "trafficking", every = "year", store = store }
    local laid = glocal.impact { of = figures, to = "police_zone", store = store }
    assert.equal(0, laid:where { zone = "OUTSIDE" }:sum "estimate")
    assert.equal(176, #laid:where { period = "2022", part = "zone" })
  end)

  it("lays a union's figure down by the people of the union", function()
    local figures = glocal.frame { { zone = "BENELUX", phenomenon = "trafficking", count = 1000 } }
    local why = glocal.impact({ of = figures, store = store }):explain "5345"
    -- 562 002 of Antwerp among 11 825 551 Belgians, 18 044 027 Dutch and 681 973 Luxembourgers in 2025
    assert.equal(("%.9f"):format(562002 / (11825551 + 18044027 + 681973)), ("%.9f"):format(why.weight[1]))
  end)

  it("lets what bears on a police zone bear on the one it merged into", function()
    local figures = glocal.frame { { zone = "WORLD", phenomenon = "drugs", count = 1000000 } }
    local function of(zone, at)
      local laid = glocal.impact { of = figures, exposure = "gateways", at = at, store = store }
      local rows = laid:where { zone = zone }
      return #rows > 0 and rows:sum "estimate" or 0
    end
    local before = of("BE-PZ5904", "2024-06-01") -- Waasland-Noord: the left bank of the port of Antwerp
    assert.is_true(before > 0)
    assert.equal(before, of("BE-PZ5964", "2026-06-01"))
    assert.equal(0, of("BE-PZ5904", "2026-06-01"))
  end)

  it("bears on the zones of a node, and of one without on those of the base: shares come to 1 at most", function()
    local figures = glocal.frame { { zone = "FR", phenomenon = "drugs", count = 1000 },
      { zone = "RT-CHANNEL", phenomenon = "drugs", count = 500 } }
    local laid = glocal.impact { of = figures, to = "country", store = store }
    assert.equal(1500, math.floor(laid:sum "estimate" + 0.5))
    assert.equal(27, #laid:where { part = "zone" })
    assert.equal(1, glocal.impact({ of = figures:head(1), to = "country", store = store }):explain("FR").weight[1])
    for _, base in ipairs { "EU", "BE" } do
      laid = glocal.impact { of = figures, to = "country", base = base, store = store }
      assert.equal(1500, math.floor(laid:sum "estimate" + 0.5))
    end
  end)

  it("finds the zones within a union, of which the level's own tree knows nothing", function()
    local figures = glocal.frame { { zone = "FR", phenomenon = "drugs", count = 1000 } }
    local laid = glocal.impact { of = figures, to = "country", within = "EU", store = store }
    assert.same({ "FR", "OUTSIDE" }, laid.zone)
    assert.equal(1000, laid.estimate[1])
  end)

  it("keeps figures of cyberspace in cyberspace", function()
    assert(support.import(store, "2024-01,CY-MSG,cyber.enabled,40\n2024-01,FR,cyber.enabled,60\n"))
    local figures = glocal.rollup { zone = { "CYBER", "FR" }, phenomenon = "cyber", store = store }
    local laid = glocal.impact { of = figures, exposure = "population", within = "BE", store = store }
    assert.equal(100, math.floor(laid:sum "estimate" + 0.5))
    assert.equal(1, #laid:where { part = "outside" })
  end)

  it("explains an estimate by its nodes and weights", function()
    local figures = glocal.rollup {
      zone = "WORLD", level = "route", phenomenon = "migration", every = "year", from = "2024", to = "2024", store = store,
    }
    local laid = glocal.impact { of = figures, exposure = "population", store = store }
    local why = laid:explain "5345"
    assert.equal(#figures, #why)
    local there = laid:where { zone = "BE-PZ5345" }
    assert.is_true(math.abs(why:sum "estimate" - there:sum "estimate") < 0.001 * #why)
    for _, row in why:rows() do
      assert.equal(("%.9f"):format(row.figure * row.weight), ("%.9f"):format(row.estimate))
    end
    -- 562 002 people of Antwerp among the 450 589 027 of the EU of today
    assert.equal(("%.9f"):format(562002 / 450589027), ("%.9f"):format(why.weight[1]))
  end)

  it("is drawn by the map of its day, of some of its zones too", function()
    local figures = glocal.frame { { zone = "RT-CHANNEL", phenomenon = "smuggling", count = 1000 } }
    local laid = glocal.impact { of = figures, exposure = "channel", at = "2021-06-01", store = store }
    for _, frame in ipairs { laid, laid:where { part = "zone" } } do
      local said = frame:plot({ kind = "map", lang = "en", store = store }):summary()
      assert.truthy(said:find("map of 1 June 2021", 1, true), said)
    end
  end)

  it("refuses figures that would count twice and tables that say nothing", function()
    local twice = glocal.rollup { zone = { "WORLD", "RT-CHANNEL" }, phenomenon = "smuggling", store = store }
    local ok, message = pcall(glocal.impact, { of = twice, store = store })
    assert.is_false(ok)
    assert.truthy(message:find("events would be counted twice", 1, true), message)
    local french = glocal.rollup { zone = "FR", phenomenon = "drugs", store = store }
    ok, message = pcall(glocal.impact, { of = french, exposure = "channel", store = store })
    assert.is_false(ok)
    assert.truthy(message:find("has no weights for FR", 1, true), message)
    ok, message = pcall(glocal.impact, { of = french, exposure = "chanel", store = store })
    assert.is_false(ok)
    assert.truthy(message:find("did you mean 'channel'", 1, true), message)
    assert.has_error(function() glocal.impact { of = 5 } end)
    assert.has_error(function() glocal.impact { of = french, spread = 0 } end)
  end)
end)
