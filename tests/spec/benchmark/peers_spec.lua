--- peers_spec.lua: zones beside the zones most like them: limits and ranks against published values, what is missing is not 0, and one
-- method in the library and in the pack.

local glocal = require "glocal"
local funnel_limits = require "foresight.benchmark.funnel_limits"
local support = require "tests.spec.support"

local message_of, near = support.message_of, support.near

describe("limits of a funnel", function()
  it("are the quantiles of R", function()
    -- R 4.2: qpois(c(0.025, 0.975), 10), qpois(c(0.025, 0.975), 2500)
    assert.are.same({ 4, 17 }, { funnel_limits.of(10, 0.95, 1) })
    assert.are.same({ 2402, 2598 }, { funnel_limits.of(2500, 0.95, 1) })
  end)

  it("are drawn as a curve through the counts that have the very probability", function()
    -- R 4.2: ppois(16:17, 10)
    near(1e-9)(17, funnel_limits.smooth_quantile(0.9857223864029504, 10))
    near(1e-9)(16, funnel_limits.smooth_quantile(0.97295839021519881, 10))
    near(1e-6)(16.5, funnel_limits.smooth_quantile((0.9857223864029504 + 0.97295839021519881) / 2, 10))
  end)

  it("are those of the pack peer-benchmark", function()
    local pack = dofile "packs/peer-benchmark/peer_benchmark.lua"
    local rows = { { zone = "A", count = 40, population = 10000 }, { zone = "B", count = 20, population = 10000 },
      { zone = "C", count = 18, population = 9000 } }
    local made, about = pack.compare(glocal.frame(rows), { overdispersion = false })
    local low, high = funnel_limits.of(made.expected[1], 0.95, 1)
    assert.are.same({ made.low[1], made.high[1] }, { low, high })
    assert.are.equal(1, about.overdispersion)
    local plot = made:plot { kind = "funnel", lang = "en" }
    local line = "A: 2.00 times what is expected, higher than chance explains; chance alone gives 0.60 to 1.45"
    assert.truthy(plot:summary():find(line, 1, true), plot:summary())
    assert.truthy(plot:svg():find("expected count", 1, true))
  end)

  it("widen where zones vary more than by chance, and never narrow", function()
    assert.are.equal(1, funnel_limits.overdispersion { 0.1, -0.2, 0.3 })
    near(1e-12)(9, funnel_limits.overdispersion { 3, -3, 3, -3 })
    assert.are.equal(1, funnel_limits.overdispersion {})
  end)

  it("give ranks that are sure only where differences are", function()
    local rows = { { count = 400, size = 1000 }, { count = 210, size = 1000 }, { count = 200, size = 1000 } }
    assert.are.same({ { 1, 1 }, { 2, 3 }, { 2, 3 } }, funnel_limits.ranks(rows, 0.95, 1))
    -- By hand: z = 2 (20 - sqrt 210) / sqrt 2 = 7.8 for the first two, 0.49 for the last; critical at 0.05 / 2 tests: 2.241.
    assert.are.same({ { 1, 3 }, { 1, 3 }, { 1, 3 } }, funnel_limits.ranks(rows, 0.95, 100))
  end)
end)

describe("peers", function()
  local store

  setup(function() store = support.benelux() end)

  local function counts()
    local rows = {}
    for i, code in ipairs { "BE-PZ5345", "BE-PZ5964", "BE-PZ5909", "BE-PZ5364", "BE-PZ5415", "BE-PZ5339" } do
      rows[i] = { zone = code, count = ({ 900, 160, 180, 134, 273, 0 })[i] }
    end
    return rows
  end

  local function of(options)
    local spec = { zone = "5345", date = "2026-11-30", store = store }
    for name, value in pairs(options or {}) do spec[name] = value end
    return glocal.peers(spec)
  end

  it("are the zones most alike by what is named, the zone itself first", function()
    local found = of { by = { "population" }, most = 3 }
    assert.are.equal("BE-PZ5345", found.zone[1])
    assert.are.equal(0.0, found.distance[1])
    assert.are.equal("BE-PZ5339", found.zone[2]) -- Brussels Capital Ixelles, the second largest
    assert.is_true(found.distance[2] <= found.distance[3])
    local near_border = of { by = { "border" }, most = 3 }
    assert.are.equal(1.0, near_border.border[2])
    local region = of { by = { "region", "density" }, most = 5 }
    for i = 1, #region do assert.are.equal(1.0, region.region[i]) end
  end)

  it("judge each zone by its size, at the rate of the peers", function()
    local found = of { of = glocal.frame(counts(), { marking = "GREEN" }), most = 5 }
    assert.are.equal("TLP:GREEN", found:marking())
    local cases, people = 0, 0
    for i = 2, #found do cases, people = cases + found.count[i], people + found.population[i] end
    near(1e-12)(found.population[1] * cases / people, found.expected[1])
    assert.are.equal("BE-PZ5339", found.zone[6])
    assert.are.equal(6, found.rank[6]) -- a 0 that was counted is a 0
    for i = 1, #found do assert.is_true(found.rank_low[i] <= found.rank[i] and found.rank[i] <= found.rank_high[i]) end
    local summary = found:plot { lang = "en" }:summary()
    assert.truthy(summary:find("Antwerp: 160.1 per 100,000 population", 1, true), summary)
    assert.truthy(summary:find("but any rank from", 1, true))
    assert.truthy(found:plot { kind = "funnel", lang = "nl" }:svg():find("binnen de grenzen van het toeval", 1, true))
  end)

  it("do not take a missing or censored figure for 0", function()
    local rows = counts()
    rows[6].count = nil
    rows[5].count_high = 280
    rows[1].count_high, rows[2].count_high, rows[3].count_high, rows[4].count_high = 900, 160, 180, 134
    local found = of { of = glocal.frame(rows, { columns = { "zone", "count", "count_high" } }), most = 6 }
    assert.is_nil(found.rate[5])
    assert.is_nil(found.rate[6])
    assert.is_nil(found.rank[7]) -- of a zone that is not in the frame
    assert.truthy(found:note():find("3 of 7 zones without a figure", 1, true))
    rows[1].count = nil
    local silent = of { of = glocal.frame(rows, { columns = { "zone", "count", "count_high" } }), most = 6 }
    assert.truthy(silent:note():find("no comparison: the zone itself", 1, true))
  end)

  it("say what is wrong with a call", function()
    assert.truthy(message_of(of, { by = { "populaton" } }):find("no zone has a fact 'populaton', did you mean 'population'?", 1,
      true))
    assert.truthy(message_of(of, { zone = "EU" }):find("peers are of a zone within a country", 1, true))
    assert.truthy(message_of(of, { by = {} }):find("name at least one variable", 1, true))
    assert.truthy(message_of(of, { level = 2 }):find("expected a number from 0.5", 1, true))
    assert.truthy(message_of(of, { of = glocal.frame { { zone = "BE-PZ5345", n = 1 } } }):find("no column 'count'", 1, true))
    local twice = glocal.frame { { zone = "BE-PZ5345", count = 1 }, { zone = "BE-PZ5345", count = 2 } }
    assert.truthy(message_of(of, { of = twice }):find("has several rows", 1, true))
    assert.truthy(message_of(function() glocal.frame { { zone = "BE", count = 1 } }:plot { kind = "funnel" } end):find(
      "this one has no column 'expected'", 1, true))
  end)
end)
