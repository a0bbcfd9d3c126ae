--- demand_capacity_spec.lua: the queue against Erlang's formula and sums by hand, options on the same draws, and what a call can get
--- wrong; the strategic reserve out of the demand log.

local glocal = require "glocal"
local support = require "tests.spec.support"

local message_of, near = support.message_of, support.near(1e-9)

local function months(values)
  local rows = {}
  for i, value in ipairs(values) do rows[i] = { period = glocal.period("2026-01", "month", i - 1), requested = value or nil } end
  return glocal.frame(rows, { columns = { "period", "requested" }, types = { period = "month", requested = "integer" } })
end

-- A forecast of months with quantiles of a normal distribution.
local function forecast(median, sd, count)
  local rows = {}
  for i = 1, count or 3 do
    rows[i] = { period = glocal.period("2026-01", "month", i - 1), mean = median, median = median,
      low_80 = median - 1.2815515655446 * sd,
      high_80 = median + 1.2815515655446 * sd }
  end
  return glocal.frame(rows, { columns = { "period", "mean", "median", "low_80", "high_80" }, types = { period = "month" } })
end

describe("demand against capacity", function()
  it("is the queue of Erlang C, with the correction of Allen and Cunneen", function()
    -- 4 erlangs on 5 teams: C = 0.554113, as in the tables of Erlang C (L. Kleinrock, Queueing Systems 1, 1975).
    local d = glocal.demand_capacity { demand = months { 4 * 744 }, service = 1, teams = 5 }
    near(4, d.load[1])
    near(0.8, d.utilisation[1])
    near(0.55411255411255, d.waits[1])
    near(0.55411255411255, d.wait[1])
    near(0, d.short[1])
    local constant = glocal.demand_capacity { demand = months { 4 * 744 }, service = 1, teams = 5, service_cv = 0 }
    near(0.55411255411255 / 2, constant.wait[1])
    -- One more: C(6, 4) = 256 / 899.
    near(0.55411255411255 - 256 / 899 / 2, d.compared.one_more_wait[1])
  end)

  it("carries what is short into the next period", function()
    local d = glocal.demand_capacity { demand = months { 800, 600, 900 }, service = 1, teams = 1 } -- of 744, 672, 744 hours
    assert.same({ 56.0, 0.0, 156.0 }, d.short)
    assert.same({ 56.0, 0.0, 156.0 }, d.backlog)
    assert.same({ 1.0, 0.0, 1.0 }, d.overloaded)
    assert.is_nil(d.wait[1]) -- it grows without end
    assert.equal(1.0, d.waits[1])
    local c = d.compared
    assert.same({ 212.0, 212.0, 1.0 }, { c.short[1], c.one_more_short[1], c.overloaded[1] })
    local slow = glocal.demand_capacity { demand = months { 744 + 672 }, service = 1, teams = 1, open = 84 }
    assert.equal(744 + 672 - 372.0, slow.backlog[1])
  end)

  it("has the interval of the forecast", function()
    local d = glocal.demand_capacity { demand = forecast(1000, 100), service = 1, teams = 2, draws = 20000 }
    near(1000, math.floor(d.requests[1] / 10 + 0.5) * 10)
    assert.is_true(math.abs(d.requests_low[1] - 872) < 5 and math.abs(d.requests_high[1] - 1128) < 5)
    -- P(X > 1488) = P(Z > 4.88): none; P(X > 744) of one team = P(Z > -2.56).
    assert.equal(0.0, d.overloaded[1])
    local one = glocal.demand_capacity { demand = forecast(1000, 100), service = 1, teams = 1, draws = 20000 }
    assert.is_true(math.abs(one.overloaded[1] - 0.99477) < 0.003)
    -- The mean shortfall of a normal: 256 + 100 (phi(2.56) - 2.56 (1 - Phi(2.56))) to 0.02.
    assert.is_true(math.abs(one.short[1] - 256.1) < 4)
  end)

  it("compares options on the same draws, and says how sure the best is", function()
    local spec = { demand = forecast(700, 100), service = 1, draws = 4000, cost_short = 100, options = {
      { name = "one", teams = 1, cost = 1000 }, { name = "two", teams = 2, cost = 2000 }, { name = "three", teams = 3,
        cost = 3000 } } }
    local c = assert(glocal.demand_capacity(spec)).compared
    assert.same({ "one", "two", "three" }, c.option)
    assert.same({ 0, 1, 0 }, c.is_best)
    assert.equal(0.0, c.probability_best[3]) -- never cheaper than two, draw by draw
    near(1, c.probability_best[1] + c.probability_best[2])
    near(0, c.saves[1])
    near(c.short[1] - c.short[2], c.less_short[2])
    near(-3000, c.saves[3] - c.saves[2])
    local again = assert(glocal.demand_capacity(spec)).compared
    assert.same(c.probability_best, again.probability_best)
    spec.seed = 2
    assert.are_not.same(c.short[1], glocal.demand_capacity(spec).compared.short[1])
    spec.every = "step"
    local step = glocal.demand_capacity(spec).compared
    assert.is_true(step.short_high[1] < c.short_high[1]) -- periods that go their own way even out
  end)

  it("takes the service time from the log, and teams by period", function()
    local log = glocal.frame({ { period = "2026-01", requested = 10, granted = 8, hours_delivered = 320.0 },
      { period = "2026-02", requested = 10, granted = 2 } }, { columns = { "period", "requested", "granted", "hours_delivered" },
      types = { period = "month" } })
    local d = glocal.demand_capacity { demand = log, team = 4, teams = { 1, 2 } }
    near(10 * 10 / 744, d.load[1])
    assert.same({ 1, 2 }, d.teams)
    assert.truthy(d:attached("note_text"):find("320 hours delivered for 8 granted requests", 1, true))
    local frame = glocal.frame({ { period = "2026-02", teams = 3 } }, { types = { period = "month" } })
    assert.truthy(message_of(glocal.demand_capacity, { demand = log, teams = frame }):find("no teams are given for 2026-01",
      1, true))
  end)

  it("names what is wrong", function()
    local function message(spec)
      spec.demand = spec.demand or months { 3 }
      return message_of(glocal.demand_capacity, spec)
    end
    for expected, spec in pairs {
      ["say how many teams"] = { service = 1 },
      ["whole number of teams"] = { service = 1, teams = 1.5 },
      ["say how many hours a request takes"] = { teams = 1 },
      ["missing is not 0"] = { demand = months { 3, false }, service = 1, teams = 1 },
      ["the list has 2 numbers for 1 periods"] = { service = 1, teams = { 1, 2 } },
      ["'a' stands twice"] = { service = 1, options = { { name = "a", teams = 1 }, { name = "a", teams = 2 } } },
      ["did you mean 'teams'"] = { service = 1, options = { { name = "a", team = 1 } } },
      ["more than can be computed"] = { demand = forecast(1, 1, 200), service = 1, teams = 10000, draws = 20000 },
      ["has no rows"] = { demand = months {}, service = 1, teams = 1 },
    } do
      local said = message(spec)
      assert.truthy(said:find(expected, 1, true), said)
    end
    local two = glocal.frame({ { period = "2026-01", requested = 1 }, { period = "2026-01", requested = 2 } },
      { types = { period = "month" } })
    assert.truthy(message { demand = two, service = 1, teams = 1 }:find("several rows", 1, true))
  end)
end)

describe("a strategic reserve out of the demand log", function()
  local function log(rows)
    return glocal.frame(rows, { columns = { "period", "zone", "requested", "hours_asked" }, types = { period = "day" } })
  end

  it("counts events a day, officers by the hours of a shift, and the days on which zones ask together", function()
    local rows = {}
    for day = 0, 99 do
      for zone = 1, 3 do
        local is_shared, is_own = day % 25 == 0, day % 10 == zone
        rows[#rows + 1] = { period = glocal.period("2025-01-01", "day", day), zone = "Z" .. zone,
          requested = (is_shared or is_own) and 1 or 0, hours_asked = is_shared and 400.0 or is_own and 80.0 or 0.0 }
      end
    end
    local s = assert(glocal.strategic_reserve { requests = log(rows), capacity = { Z1 = 0, Z2 = 0, Z3 = 0 }, sizes = { 0, 100 } })
    -- Own: 3 zones at 0.1 a day; shared 0.04 a day: P(anything) = 1 - exp(-0.34); beyond 100 only shared ones, of 150 officers.
    assert.is_true(math.abs(s.probability_short[1] - (1 - math.exp(-0.34))) < 5 * s.error[1])
    assert.is_true(math.abs(s.probability_short[2] - (1 - math.exp(-0.04))) < 5 * s.error[2])
    local note = s:attached "note_text"
    assert.truthy(note:find("4 of 100 days on which at least 3 zones asked are shared events; by chance alone", 1, true), note)
    local apart = assert(glocal.strategic_reserve { requests = log(rows), capacity = 0, sizes = { 100 }, together = 4 })
    assert.is_true(apart.probability_short[1] < s.probability_short[2])
  end)

  it("wants hours and capacity of every zone", function()
    local rows = { { period = "2025-01-01", zone = "A", requested = 2, hours_asked = 16.0 } }
    assert.truthy(message_of(glocal.strategic_reserve, { requests = log(rows), sizes = { 0 }, capacity = { B = 1 } }):find(
      "A has none: unknown is not 0", 1, true))
    rows[1].hours_asked = nil
    assert.truthy(message_of(glocal.strategic_reserve, { requests = log(rows), sizes = { 0 }, capacity = 1 }):find(
      "does not say for how many hours", 1, true))
    assert.truthy(message_of(glocal.strategic_reserve, { sizes = { 0 } }):find("expected a frame, or requests=", 1, true))
  end)
end)
