-- scan: clusters in space and time of plain frames and of zones, what they hold, what is left out, and wrong calls.
local glocal = require "glocal"
local support = require "tests.spec.support"

local function new_york() return assert(glocal.read "tests/spec/files/ny_leukaemia.csv") end

local function options(more)
  local all = { place = "tract", cases = "cases", population = "population", x = "longitude", y = "latitude", max_share = 0.1,
    draws = 199 }
  for name, value in pairs(more or {}) do all[name] = value end
  return all
end

-- A lattice by month: place, month, count; `value` by column, row and month.
local function lattice(side, months, value)
  local rows = {}
  for i = 0, side * side - 1 do
    for t = 1, months do
      rows[#rows + 1] = { place = ("p%d"):format(i), month = ("%d-%02d"):format(2020 + (t - 1) // 12, (t - 1) % 12 + 1),
        count = value(i % side, i // side, t), x = i % side, y = i // side }
    end
  end
  return glocal.frame(rows, { types = { month = "month" } })
end

local function rising(x, y, t)
  return x < 2 and y < 2 and t > 15 and 12 or 4 + (7 * x + 3 * y + 5 * t) % 4
end

local IN_MONTHS = { place = "place", cases = "count", x = "x", y = "y", draws = 99 }
local function with(more)
  local all = {}
  for name, value in pairs(IN_MONTHS) do all[name] = value end
  for name, value in pairs(more) do all[name] = value end
  return all
end

describe("scan", function()
  -- SaTScan 9.6, circles of at most 10 % of the population
  local CENTRES = { 49, 89, 112, 62, 46, 266, 166 }
  local PLACES = { 26, 8, 33, 4, 7, 4, 3 }
  local RATIOS = { 11.577255, 9.019716, 6.114140, 4.651839, 4.169203, 3.363518, 3.209485 }

  it("has the seven clusters of New York", function()
    local s = assert(glocal.scan(new_york(), options { draws = 999 }))
    assert.equal(7, #s)
    for i = 1, 7 do
      assert.equal(CENTRES[i], s.centre[i])
      assert.equal(PLACES[i], s.places[i])
      assert.equal(("%.6f"):format(RATIOS[i]), ("%.6f"):format(s.llr[i]))
    end
    assert.equal(95249, s.population[1])
    assert.equal(85, s.cases[1])
    assert.truthy(s.p[1] < 0.005 and s.p[3] > 0.15 and s.p[3] < 0.3)
    assert.truthy(s:note():find("281 places, 552 cases, poisson model. 8508 circles of at most 10 % of the population", 1, true))
  end)

  it("gives the members of a cluster, and says in words what it is", function()
    local s = assert(glocal.scan(new_york(), options()))
    local members = s:members(1)
    assert.equal("49 48 50 47 1 15 51 2 13 14 3 35 16 52 36 37 12 11 5 17 10 4 6 38 18 9", table.concat(members.tract, " "))
    assert.equal(85, members:sum "cases")
    assert.equal(85, #s:members())
    local text = s:explain(1):gsub("\n", " ")
    assert.truthy(text:find("Cluster 1: 26 places within 0.07 of 49 (49, 48, 50, 47, 1 and 21 more). 85 cases, 49.7 expected",
      1, true))
    assert.truthy(text:find("1.84 times the rate elsewhere. Log-likelihood ratio 11.58, p = ", 1, true))
    assert.truthy(s:members(2):to_csv():find("rank,tract,distance,population,cases,expected,relative_risk\n2,89,", 1, true))
    assert.has_error(function() s:members(9) end, "bad argument #1 to 'members': expected the rank of a cluster, 1 to 7, got 9")
    assert.has_error(function() s:explain "a" end, "bad argument #1 to 'explain': expected the rank of a cluster, 1 to 7, got a")
  end)

  it("finds where and since when counts by period have risen, without a population", function()
    local f = lattice(5, 18, rising)
    local s = assert(glocal.scan(f, IN_MONTHS))
    assert.equal(4, s.places[1])
    assert.equal("2021-04", s.from[1])
    assert.equal("2021-06", s.to[1])
    assert.equal(0.01, s.p[1])
    assert.truthy(s:note():find("months 2020-01 to 2021-06, ", 1, true), s:note())
    assert.truthy(s:note():find("permutation model. ", 1, true))
    assert.truthy(s:note():find("windows of 1 to 9 months. p from 99 random data sets", 1, true), s:note())
    local prospective = assert(glocal.scan(f, with { prospective = true, max_duration = 6, max_p = 1 }))
    for i = 1, #prospective do assert.equal("2021-06", prospective.to[i]) end
    assert.equal(100, prospective.recurrence[1])
    assert.truthy(prospective:explain(1):gsub("\n", " "):find("once in 100 months", 1, true))
    local together = assert(glocal.scan(f, with { time = false, population = "count" }))
    assert.falsy(together:has "from")
  end)

  it("ends today where a row is misdated into the future, and says so", function()
    local rows = { { zone = "a1", period = "2999-01", count = 1, x = 0, y = 0 } }
    for i, zone in ipairs { "a1", "a2", "a3", "a4" } do
      for k = 0, 23 do
        rows[#rows + 1] = { zone = zone, period = glocal.period("2021-01", "month", k), x = i, y = 0,
          count = i == 1 and k > 20 and 30 or 3 }
      end
    end
    local s = assert(glocal.scan(glocal.frame(rows, { types = { period = "month" } }), { x = "x", y = "y", model = "permutation",
      draws = 99, prospective = true }))
    assert.equal("2022-12", s.to[1])
    assert.truthy(s:note():find("1 row after", 1, true) and s:note():find("left out: still to come", 1, true), s:note())
  end)

  it("looks for connected sets, and for few cases", function()
    -- a band along one side, which no circle holds alone
    local f = lattice(6, 12, function(x, _, t) return x == 0 and t > 9 and 11 or 4 end)
    local s = assert(glocal.scan(f, with { shape = "flexible", neighbours = 12 }))
    for _, place in ipairs(s:members(1).place) do assert.equal(0, tonumber(place:sub(2)) % 6, place) end
    assert.truthy(#s:members(1) >= 4)
    assert.truthy(s:note():find("connected sets of at most 12 neighbours", 1, true))
    assert.truthy(s:note():find("Neighbours are the five nearest places", 1, true))
    local low = assert(glocal.scan(lattice(5, 12, function(x, y, t) return x < 2 and y < 2 and t > 9 and 1 or 6 end),
      with { rates = "low" }))
    assert.equal(4, low.places[1])
    assert.truthy(low.relative_risk[1] < 0.5)
  end)

  it("says how p was found", function()
    local s = assert(glocal.scan(new_york(), options { max_share = 0.01, early_stop = 10, draws = 9999 }))
    assert.truthy(s:note():find("stopped early, after 10 reached the most likely cluster", 1, true), s:note())
    s = assert(glocal.scan(new_york(), options { p_value = "gumbel" }))
    assert.truthy(s:note():find("p from a Gumbel distribution fitted to 199 random data sets", 1, true))
    assert.truthy(s.p[1] < 0.005)
    s = assert(glocal.scan(new_york(), options { draws = 0 }))
    assert.is_nil(s.p[1])
    assert.truthy(s:note():find("No random data sets were drawn: no p", 1, true))
  end)

  it("names the places that it leaves out, and why", function()
    local rows = {
      { place = "a", n = 9, people = 10, x = 0, y = 0 }, { place = "b", n = 1, people = 10, x = 1, y = 0 },
      { place = "c", n = 1, people = 10, y = 0 }, { place = "d", n = 1, x = 3, y = 0 },
      { place = "e", people = 9, x = 4, y = 0 },
    }
    local s = assert(glocal.scan(glocal.frame(rows), { place = "place", cases = "n", population = "people", x = "x", y = "y",
      draws = 19 }))
    local out = s:left_out()
    assert.equal("c d e", table.concat(out.place, " "))
    assert.equal("no position, no population, a count is missing", table.concat(out.reason, ", "))
    assert.truthy(s:note():find("3 places left out: c (no position); d (no population); e (a count is missing); left_out() lists",
      1, true), s:note())
  end)

  it("draws places of a frame as dots", function()
    local s = assert(glocal.scan(new_york(), options()))
    assert.equal("clusters", s:plot({ lang = "en" }).kind)
    assert.truthy(s:plot({ lang = "nl" }):summary():find("1: p = 0,", 1, true))
  end)

  it("has nothing to say of no cases, and says so", function()
    local s = assert(glocal.scan(lattice(3, 4, function() return 0 end), IN_MONTHS))
    assert.equal(0, #s)
    assert.truthy(s:note():find("No cases: there is nothing to compare", 1, true))
  end)

  it("refuses wrong calls by name", function()
    local f = new_york()
    local function fault(...) return (select(2, pcall(glocal.scan, ...))) end
    for message, call in pairs {
      ["there is no column 'tracts', did you mean 'tract'?"] = options { place = "tracts" },
      ["bad argument 'population' to 'scan': there is no column 'populaton', did you mean 'population'?"] =
        options { population = "populaton" },
      ["'poisson'"] = options { model = "poison" },
      ["999 draws give no p below 0.001: for max_p=0.0005 use draws=1999 or more"] = options { draws = 999, max_p = 0.0005 },
      ["the permutation model compares periods, and there is only one"] = options { model = "permutation" },
      ["max_share is above 0 and at most 1, not 50"] = options { max_share = 50 },
    } do
      local said = fault(f, call)
      assert.truthy(tostring(said):find(message, 1, true), tostring(said))
    end
    local one = f:head(1)
    assert.truthy(fault(one, options()):find("a scan compares places, and the frame has only one", 1, true))
    local negative = glocal.frame { { tract = 1, cases = -1, population = 9, longitude = 1, latitude = 1 },
      { tract = 2, cases = 1, population = 9, longitude = 2, latitude = 1 } }
    assert.truthy(fault(negative, options()):find("a scan is of counts, and that of 1 in row 1 is -1", 1, true))
    assert.truthy(fault(f:append(f), options()):find("tract '1' has two rows", 1, true))
    assert.truthy(fault(f, { place = "tract", population = "population" }):find("needs the positions of the places", 1, true))
  end)
end)

describe("scan of zones", function()
  local store, r
  setup(function()
    store = support.benelux()
    local lines, n = { "month,zone,count" }, 0
    local codes = glocal.zones.children("BE-VAN", { level = "municipality", at = "2024-06-01" }).code
    for t = 1, 12 do
      for i, code in ipairs(codes) do
        n = (n * 7 + i + t) % 5
        local is_high = (code == "BE-13014" or code == "BE-13002" or code == "BE-13023") and t > 10
        local count = is_high and 25 or i % 3 == 0 and n + 1 or n
        if count > 0 then lines[#lines + 1] = ("2023-%02d,%s,%d"):format(t, code, count) end
      end
    end
    assert(store:import(support.file(table.concat(lines, "\n") .. "\n"),
      { day = "month", zone = "zone", count = "count", phenomenon = { const = "drugs" } }, { source = "scan" }))
    r = glocal.rollup { zone = "BE-VAN", level = "municipality", phenomenon = "drugs", every = "month", from = "2023-01",
      to = "2023-12" }
  end)

  it("brings places, kilometres and people of its own", function()
    local s = assert(glocal.scan(r, { gaps = "zero", draws = 99 }))
    assert.equal("2023-11", s.from[1])
    assert.truthy(s:has "population" and s.population[1] > 10000)
    local _, unit = s:type "radius"
    assert.equal("km", unit)
    assert.truthy(s:note():find("poisson model", 1, true))
    local flexible = assert(glocal.scan(r, { gaps = "zero", draws = 99, model = "permutation", shape = "flexible",
      neighbours = 8 }))
    assert.truthy(flexible:note():find("Neighbours are zones that share a border", 1, true), flexible:note())
  end)

  it("draws zones in the colours of their clusters, in four languages", function()
    local s = assert(glocal.scan(r, { gaps = "zero", draws = 99 }))
    local none = { en = "in no cluster", nl = "in geen cluster", fr = "dans aucun agrégat", de = "in keinem Cluster" }
    for lang, said in pairs(none) do
      local picture = assert(s:plot { lang = lang, to = support.path ".svg" })
      assert.equal("clusters", picture.kind)
      local summary = picture:summary()
      assert.truthy(summary:find(said, 1, true), summary)
      assert.truthy(summary:find(lang == "en" and "1: p = 0." or "1: p = 0,", 1, true), summary)
    end
    assert.truthy(s:plot({ lang = "en" }):summary():find("map of", 1, true))
  end)

  it("leaves out zones without a figure for each period where gaps are no zeros, and says so", function()
    local s = assert(glocal.scan(r, { gaps = "missing", draws = 19, max_p = 1 }))
    assert.truthy(#s:left_out() > 0)
    assert.truthy(s:note():find('a period without a row: gaps="zero" to count as 0', 1, true), s:note())
  end)

  it("refuses zones that hold each other", function()
    local both = glocal.rollup { zone = "BE-VAN", level = { "municipality", "province" }, phenomenon = "drugs", every = "month" }
    local ok, message = pcall(glocal.scan, both, { gaps = "zero" })
    assert.falsy(ok)
    assert.truthy(message:find("BE-VAN, which holds it", 1, true), message)
  end)
end)
