--- map_spec.lua: the map of any day: zones that merged, split and changed number, their people, and where figures go.

local glocal = require "glocal"
local zone_tree = require "foresight.zones.zone_tree"
local support = require "tests.spec.support"

describe("the map of a day", function()
  local store, zones
  setup(function()
    store = support.benelux()
    zones = glocal.zones
  end)

  local function number(country, level, at) return #zones.children(country, { level = level, at = at }) end

  it("has the municipalities of that day", function()
    for day, counts in pairs {
      ["2018-12-31"] = { 589, 380, 102 }, ["2019-01-01"] = { 581, 355, 102 }, ["2020-12-31"] = { 581, 355, 102 },
      ["2021-01-01"] = { 581, 352, 102 }, ["2022-01-01"] = { 581, 345, 102 }, ["2023-09-01"] = { 581, 342, 100 },
      ["2024-12-31"] = { 580, 342, 100 }, ["2025-01-01"] = { 565, 342, 100 },
    } do
      for i, country in ipairs { "BE", "NL", "LU" } do
        assert.equal(counts[i], number(country, "municipality", day), country .. " " .. day)
      end
    end
    assert.equal(565, number("BE", "municipality")) -- today
  end)

  it("has the police zones of that day, as often as their number was published", function()
    for day, count in pairs {
      ["2020-06-01"] = 185, ["2024-05-01"] = 182, ["2025-06-01"] = 178, ["2026-02-02"] = 176,
    } do
      assert.equal(count, number("BE", "police_zone", day), day)
    end
    assert.truthy(zones:find("Noord-Limburg").name[1]:find("provisional", 1, true))
  end)

  it("puts a municipality where it lay that day", function()
    local function above(zone, hierarchy, at, level)
      for _, row in zones.ancestors(zone, { hierarchy = hierarchy, at = at }):rows() do
        if row.kind == level then return row.code end
      end
    end
    assert.equal("BE-VAN", above("BE-11056", "administrative", "2024-06-01", "province")) -- Zwijndrecht
    assert.equal("BE-VOV", above("BE-46030", "administrative", "2025-06-01", "province"))
    assert.equal("BE-PZ5379", above("BE-73001", "police", "2024-06-01", "police_zone")) -- Alken
    assert.equal("BE-PZ5907", above("BE-73001", "police", "2025-06-01", "police_zone"))
  end)

  it("has each year's people, the same sum by every map and hierarchy", function()
    local known = { [2009] = 10753080, [2012] = 11035948, [2016] = 11267910, [2018] = 11376070, [2019] = 11431406,
      [2020] = 11492641, [2024] = 11763650 }
    for _, day in ipairs { "2018-06-01", "2020-01-01", "2025-06-01" } do
      for _, hierarchy in ipairs { "administrative", "police", "judicial" } do
        local tree = zone_tree.of(store, { hierarchy, "administrative" }, day)
        for year, sum in pairs(known) do
          assert.equal(sum, math.floor(zone_tree.populations(store, tree, year).BE + 0.5), day .. hierarchy .. year)
        end
      end
    end
    local tree = zone_tree.of(store, { "administrative" }, "2025-06-01")
    assert.equal(11825551, zone_tree.populations(store, tree, 2025).BE)
    for year, sum in pairs { [2015] = 562958, [2019] = 613894, [2023] = 660809, [2024] = 672050 } do
      local people, communes = zone_tree.populations(store, tree, year), 0
      for _, code in ipairs(tree:below("LU", "municipality")) do communes = communes + people[code] end
      assert.equal(sum, communes)
      assert.equal(sum, people.LU)
    end
  end)

  it("has the people of the Netherlands, municipality by municipality", function()
    for day, sums in pairs {
      ["2016-06-01"] = { [2015] = 16900726, [2016] = 16979120 },
      ["2020-06-01"] = { [2015] = 16900726, [2016] = 16979120, [2020] = 17407585 },
      ["2025-06-01"] = { [2015] = 16900726, [2016] = 16979120, [2020] = 17407585, [2022] = 17590672, [2023] = 17811291 },
    } do
      local tree = zone_tree.of(store, { "administrative" }, day)
      for year, sum in pairs(sums) do
        local people, found = zone_tree.populations(store, tree, year), 0
        for _, code in ipairs(tree:below("NL", "municipality")) do found = found + people[code] end
        assert.equal(sum, math.floor(found + 0.5), day .. " " .. year)
      end
    end
  end)

  it("adds people up over what merged, and keeps them apart on the day before", function()
    local now, before = zone_tree.of(store, { "administrative" }, "2025-06-01"),
      zone_tree.of(store, { "administrative" }, "2020-06-01")
    local function people(tree, year, zone) return zone_tree.populations(store, tree, year)[zone] end
    assert.equal(people(before, 2020, "BE-11002") + people(before, 2020, "BE-11007"), people(now, 2020, "BE-11002"))
    assert.equal(556137, people(now, 2024, "BE-11002")) -- Antwerp with Borsbeek, as published
    assert.equal(people(before, 2019, "BE-23023") + people(before, 2019, "BE-23024") + people(before, 2019, "BE-23032"),
      people(now, 2019, "BE-23106"))
  end)
end)

describe("figures", function()
  local store
  setup(function()
    store = support.benelux()
    assert(store:import(support.file(
      "day,zone,phenomenon,count\n2018-05,BE-12030,trafficking,3\n2020-05,BE-23023,trafficking,10\n" ..
      "2020-05,BE-PZ5904,trafficking,7\n2020-05,BE-11056,smuggling,4\n2025-05,BE-23106,trafficking,100\n" ..
      "2020-05,NL-GM0788,trafficking,100\n2025-05,BE-PZ5913,trafficking,50\n2022-05,BE-54007,drugs,9\n"),
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", source = { const = "ours" } }, {}))
  end)

  local function count(zone, at, phenomenon)
    local r = glocal.rollup { zone = zone, phenomenon = phenomenon or "trafficking", every = "all", at = at, store = store }
    return #r > 0 and r.count[1] or 0
  end

  it("of what has merged are the successor's, by the map of today", function()
    assert.equal(3, count "BE-12041")
    assert.equal(110, count "BE-23106")
    assert.equal(7, count "BE-PZ5964")
    assert.equal(4, count("BE-VOV", nil, "smuggling"))
    assert.equal(0, count("BE-VAN", nil, "smuggling"))
  end)

  it("of what is yet to merge go back by people, and none is lost", function()
    local parts = { count("BE-23023", "2020-06-01"), count("BE-23024", "2020-06-01"), count("BE-23032", "2020-06-01") }
    assert.equal(110, parts[1] + parts[2] + parts[3])
    -- 36 of the 100, as Galmaarden had 8 836 of 24 724 inhabitants when they were last counted apart, and its own 10
    assert.equal(46, parts[1])
    assert.equal(4, count("BE-VAN", "2020-06-01", "smuggling"))
    -- with the 3 of Puurs, which lies in Klein-Brabant
    assert.equal(50 + 3, count("BE-PZ5356", "2020-06-01") + count("BE-PZ5906", "2020-06-01"))
    assert.is_true(count("BE-PZ5906", "2020-06-01") > count("BE-PZ5356", "2020-06-01"))
    for _, day in ipairs { "2018-06-01", "2020-06-01", "2025-06-01" } do
      local r = glocal.rollup { zone = "BE", phenomenon = "trafficking", every = "all", at = day, hierarchy = "police",
        store = store }
      assert.equal(170, r.count[1])
    end
  end)

  it("of a municipality that was split go by shares", function()
    assert.equal(42, count "NL-GM0824")
    assert.equal(100, count("NL-NB", "2025-06-01"))
  end)

  it("of a number that is no more valid are found by the new one, and the other way round", function()
    assert.equal(9, count("BE-57096", nil, "drugs"))
    assert.equal(9, count("BE-54007", "2018-06-01", "drugs"))
  end)
end)
