-- moran, local_moran, getis_ord, knox: reference answers of R spdep 1.2-7 (leukaemia in upstate New York) and surveillance 1.20.3,
-- zones of a store, and what is said of places that can't take part.
local glocal = require "glocal"
local support = require "tests.spec.support"

local exact = support.near(1e-14)

-- Leukaemia in 281 census tracts, 1978-1982 (L. A. Waller and others, counts rounded, public).
local function new_york()
  local rows = {}
  for line in io.lines "tests/spec/files/ny_leukaemia.csv" do
    local tract, cases, population, latitude, longitude = line:match "^(%d+),([%d.]+),(%d+),([%d.]+),([%d.-]+)"
    if tract then
      rows[#rows + 1] = { tract = math.tointeger(tonumber(tract)), cases = tonumber(cases), population = tonumber(population),
        latitude = tonumber(latitude), longitude = tonumber(longitude) }
    end
  end
  assert.equal(281, #rows)
  return glocal.frame(rows)
end

local RATE = { place = "tract", value = "cases", population = "population", metric = "plane", draws = 0 }

local function with(options, more)
  local all = {}
  for name, value in pairs(options) do all[name] = value end
  for name, value in pairs(more) do all[name] = value end
  return all
end

-- A lattice of 4 x 3, as in tests/unit/detect/association/test_moran.c.
local function lattice(values, marking)
  local rows = {}
  for i, value in ipairs(values or { 9, 8, 3, 1, 7, 9, 4, 2, 6, 5, 2, 0 }) do
    rows[i] = { cell = ("c%02d"):format(i), x = (i - 1) % 4, y = (i - 1) // 4, value = value }
  end
  return glocal.frame(rows, { marking = marking })
end

local ROOK = { place = "cell", distance = 1 }

describe("spatial association agrees with spdep in", function()
  local figures = new_york()

  it("Moran's I", function()
    local m = glocal.moran(figures, RATE)
    exact(0.0540414377618022579, m.moran_i[1])
    exact(-0.0035714285714285713, m.expected[1])
    exact(0.0010319426672426211, m.variance[1])
    support.near(1e-11)(1.7934600123148063, m.z[1])
    support.near(1e-11)(0.036449699554005288, m.p[1])
    assert.equal(281, m.places[1])
    local permuted = glocal.moran(figures, with(RATE, { draws = 9999 }))
    support.near(0.006)(0.04457, permuted.p_permuted[1]) -- moran.mc, 99,999 permutations
    assert.equal(permuted.p_permuted[1], permuted.q[1])
  end)

  it("local Moran's I", function()
    local l = glocal.local_moran(figures, RATE)
    local i = { 0.35670823026331788, 0.44470022401099135, -0.64850614994721911, -0.19342809618665047, 0.45831201741242272 }
    local z = { 1.8440510407122919, 1.1793059945583992, -3.2956084951459745, -1.4320229090801795, 1.1298777876148813 }
    local p = { 0.065175702066517210, 0.23827635211481015, 0.00098208773375422, 0.15213726510133316, 0.25852772480349823 }
    local sum = 0
    for k = 1, 5 do
      exact(i[k], l.moran_i[k])
      exact(z[k], l.z[k])
      exact(p[k], l.p[k])
    end
    for k = 1, #l do sum = sum + l.moran_i[k] end
    support.near(1e-7)(15.185644, sum)
    local found = 0
    for k = 1, #l do found = found + (l.q[k] < 0.05 and 1 or 0) end
    assert.equal(6, found) -- sum(p.adjust(localmoran(...)[, 5], "BH") < .05)
    assert.same({ "high-high", "high-high", "low-high" }, { l.quadrant[1], l.quadrant[2], l.quadrant[3] })
  end)

  it("Getis-Ord Gi* and Gi", function()
    local g = glocal.getis_ord(figures, RATE)
    local z = { 1.865178466821892034, 1.424460801016034006, 2.839311966402044085, 1.189037306611504530, 1.405518848817926658,
      0.055956327042479645 }
    for k = 1, 6 do exact(z[k], g.z[k]) end
    support.near(1e-8)(6.31426528, g.z[131])
    for k = 1, #g do assert.truthy(g.z[k] <= g.z[131]) end
    exact(1.8440510407122923, glocal.getis_ord(figures, with(RATE, { star = false })).z[1])
  end)

  it("neighbours within a distance: 71 tracts have none within 0.05", function()
    local l = glocal.local_moran(figures, with(RATE, { distance = 0.05 }))
    assert.equal(281 - 71, #l)
    assert.truthy(l:note():find "71 figures without a neighbour left out")
  end)

  it("neighbours within 5 km, 4702 in all", function()
    local l = glocal.local_moran(figures, with(RATE, { distance = 5, metric = "great_circle" }))
    local all = 0
    for k = 1, #l do all = all + l.neighbours[k] end
    support.near(0.002)(4702, all) -- spdep measures on the ellipsoid, this on the sphere
  end)
end)

describe("knox", function()
  local function events()
    local rows = {}
    for i = 1, 60 do
      rows[i] = { id = ("e%d"):format(i), day = glocal.period("2024-01-01", "day", i * i * 37 % 365), x = i * 73 % 101 / 100,
        y = i * 29 % 97 / 100 }
    end
    return glocal.frame(rows, { types = { day = "day" } })
  end

  it("counts as knox() of surveillance does", function()
    local k = glocal.knox(events(), { place = "id", distance = 0.2, lag = 14, draws = 9999 })
    assert.equal(11, k.observed[1])
    exact(13.0203389830508, k.expected[1] // 1e-13 * 1e-13)
    support.near(0.015)(0.77217, k.p[1])
    assert.truthy(k:explain(1):find "11 pairs")
  end)

  it("parts the same pairs into bands, which add up", function()
    local whole = glocal.knox(events(), { place = "id", distance = 0.4, lag = 20, draws = 0 })
    local parts = glocal.knox(events(), { place = "id", distance = { 0.1, 0.4 }, lag = { 3, 20 }, draws = 9 })
    local observed, expected = 0, 0
    for i = 1, #parts do observed, expected = observed + parts.observed[i], expected + parts.expected[i] end
    assert.equal(4, #parts)
    assert.equal(whole.observed[1], observed)
    exact(whole.expected[1], expected)
    assert.same({ 0.0, 0.0, 0.1, 0.1 }, parts.distance_from)
    assert.same({ 0, 4, 0, 4 }, parts.lag_from)
    assert.equal(nil, whole.p[1])
  end)

  it("takes a count of n for n events, and needs no coordinates for repeats at one place", function()
    local counts = glocal.frame({ { zone = "A", month = "2024-01", count = 3 }, { zone = "A", month = "2024-02", count = 1 },
      { zone = "B", month = "2024-06", count = 2 }, { zone = "B", month = "2024-07" } },
      { types = { month = "month", count = "integer" } })
    local k = glocal.knox(counts, { distance = 0, lag = { 0, 1 } })
    assert.same({ 4, 3 }, k.observed)
    assert.equal(6, k.events[1])
    assert.truthy(k:note():find "1 row without a count or a period left out")
  end)

  it("says what is wrong", function()
    local f = events()
    local function fault(options) return support.message_of(glocal.knox, f, options) end
    assert.truthy(fault { place = "id" }:find "in the plane there is no default")
    assert.truthy(fault { place = "id", distance = { 0.2, 0.1 } }:find "bounds must rise, and 0.1 follows 0.2")
    assert.truthy(fault { place = "id", distance = -1 }:find "below 0")
    assert.truthy(fault { distance = 1 }:find "no column 'zone'")
    assert.truthy(fault { place = "idd", distance = 1 }:find "did you mean 'id'")
    assert.truthy(support.message_of(glocal.knox, lattice(), { place = "cell", distance = 1 }):find "days, weeks, months")
    local half = glocal.frame({ { zone = "A", month = "2024-01", count = 1.5 } }, { types = { month = "month" } })
    assert.truthy(support.message_of(glocal.knox, half, { distance = 0 }):find "counted events, and row 1 has 1.5")
  end)
end)

describe("maps of a frame", function()
  it("are told apart by text and time, and judged each by itself", function()
    local rows = {}
    for _, year in ipairs { "2023", "2024" } do
      for i, value in ipairs { 9, 8, 3, 1, 7, 9, 4, 2, 6, 5, 2, 0 } do
        rows[#rows + 1] = { cell = ("c%02d"):format(i), name = ("Cell %d"):format(i), year = year, x = (i - 1) % 4,
          y = (i - 1) // 4, value = year == "2023" and value or 9 - value }
      end
    end
    local f = glocal.frame(rows, { types = { year = "month" } })
    local m = glocal.moran(f, ROOK)
    assert.equal(2, #m)
    exact(0.64008179959100198, m.moran_i[1])
    exact(0.64008179959100198, m.moran_i[2])
    assert.falsy(m:has "name") -- it says what a place is called
    local alone = glocal.local_moran(lattice(), ROOK)
    local both = glocal.local_moran(f, ROOK)
    for i = 1, 12 do assert.equal(alone.p_permuted[i], both.p_permuted[i]) end
  end)

  it("give the same with any number of threads", function()
    -- GLOCAL_THREADS is read when the state opens: tests/unit compares threads; here two runs
    local a, b = glocal.local_moran(lattice(), ROOK), glocal.local_moran(lattice(), ROOK)
    assert.same(a.p_permuted, b.p_permuted)
    assert.truthy(glocal.local_moran(lattice(), with(ROOK, { seed = 2 })).p_permuted[6] ~= a.p_permuted[6])
  end)

  it("control false discoveries by Benjamini and Yekutieli where asked", function()
    local bh = glocal.local_moran(lattice(), with(ROOK, { draws = 0 }))
    local by = glocal.local_moran(lattice(), with(ROOK, { draws = 0, fdr = "by" }))
    local harmonic = 0
    for i = 1, 12 do harmonic = harmonic + 1 / i end
    for i = 1, 12 do exact(math.min(1, bh.q[i] * harmonic), by.q[i]) end
  end)

  it("have no statistic where all values are the same", function()
    local m = glocal.moran(lattice { 3, 3, 3, 3, 3, 3 }, ROOK)
    assert.equal(nil, m.moran_i[1])
    assert.truthy(m:note():find "no statistic of 1 map with the same value everywhere")
    local l = glocal.local_moran(lattice { 3, 3, 3, 3, 3, 3 }, ROOK)
    assert.equal(6, #l)
    assert.equal(nil, l.cluster[1])
    assert.truthy(l:explain(1):find "no statistic")
  end)

  it("say what is wrong with them", function()
    local function fault(f, options) return support.message_of(glocal.moran, f, options) end
    assert.truthy(fault(lattice { 1 }, ROOK):find "at least 4 are needed")
    assert.truthy(fault(lattice(), { place = "cell", neighbours = 12 }):find "at least 13 are needed")
    assert.truthy(fault(lattice(), { place = "cell", weights = "distance" }):find "needs one")
    assert.truthy(fault(lattice(), { place = "cell", weights = "nearest", distance = 3 }):find 'weights="nearest" has none')
    assert.truthy(fault(lattice(), { place = "cell", distance = 1, alpha = 2 }):find "between 0 and 1")
    assert.truthy(fault(lattice(), { place = "cell", distance = 1, population = "cell" }):find "is text, not a number")
    assert.truthy(fault(glocal.frame { { zone = "A", value = 1, lon = 4, lat = 500 } }):find 'use metric="plane"')
    assert.truthy(fault(lattice():append(lattice()), ROOK):find "'c01' has two rows on one map, 1 and 13")
    assert.truthy(fault(glocal.frame { { p = "a", value = 1 } }, { place = "p" }):find "give it another name")
    assert.truthy(fault(lattice():where { value = 100 }, ROOK):find "no rows")
  end)

  it("leave out places without coordinates or value, and say so", function()
    local rows = {}
    for _, row in lattice():rows() do rows[#rows + 1] = row end
    rows[1].x, rows[12].value = nil, nil
    local m = glocal.moran(glocal.frame(rows, { types = { x = "real", value = "real" } }), ROOK)
    assert.equal(10, m.places[1])
    assert.truthy(m:note():find "1 place without coordinates left out")
    assert.truthy(m:note():find "1 figure without a value left out")
  end)
end)

describe("zones bring where they lie", function()
  local store

  setup(function()
    store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    local lines = { "year,zone,phenomenon,count" }
    local zones = store:sql "select code from zone where kind = 'arrondissement' and code like 'BE%' order by code"
    for i, zone in ipairs(zones.code) do
      lines[#lines + 1] = ("2024,%s,drugs,%d"):format(zone, zone:find "^BE%-1" and 90 + i or 5 + i % 7)
    end
    assert(store:import(support.file(table.concat(lines, "\n") .. "\n"),
      { day = "year", zone = "zone", phenomenon = "phenomenon", count = "count" }, { source = "s" }))
  end)

  local function figures()
    return glocal.rollup { zone = "BE", level = "arrondissement", phenomenon = "drugs", every = "year", store = store }
  end

  it("and which share a border", function()
    local near = glocal.moran(figures(), { store = store })
    local across = glocal.moran(figures(), { weights = "borders", store = store })
    assert.truthy(near.moran_i[1] > 0 and near.q[1] < 0.05)
    assert.truthy(across.moran_i[1] > 0 and across.q[1] < 0.05)
    assert.truthy(across:note():find "zones that share a border")
    local l = glocal.local_moran(figures(), { weights = "borders", store = store })
    for i = 1, #l do
      assert.equal(#glocal.zones.neighbours(l.zone[i]):where(function(row) return row.zone:find "^BE" end), l.neighbours[i] // 1)
    end
  end)

  it("and are drawn as a map of clusters", function()
    glocal.use(store)
    local l = glocal.local_moran(figures(), { store = store, alpha = 0.3 })
    local picture = assert(l:plot { lang = "en" })
    assert.truthy(picture:summary():find "Map of clusters")
    assert.truthy(picture:summary():find "high among high: ")
    assert.truthy(picture:svg():find "<svg")
  end)
end)

describe("a plot of clusters", function()
  it("of places with degrees of their own is a map of points", function()
    local g = glocal.getis_ord(new_york(), with(RATE, { draws = 0 }))
    local summary = assert(g:plot { lang = "en" }):summary()
    assert.truthy(summary:find "hot spot: ")
  end)

  it("asks which of several maps", function()
    local rows = {}
    for i = 1, 12 do
      for _, kind in ipairs { "a", "b" } do
        rows[#rows + 1] = { place = "p" .. i, kind = kind, value = i * i % 7, lon = i % 4, lat = i // 4 }
      end
    end
    local l = glocal.local_moran(glocal.frame(rows), { place = "place", neighbours = 3 })
    assert.truthy(support.message_of(l.plot, l, {}):find "several maps")
    assert.truthy(l:where { kind = "a" }:plot())
  end)
end)
