--- measures_spec.lua: what is measured of cooperation, against published answers.

local glocal = require "glocal"
local pooled = require "foresight.cooperation.pooled"
local proportion = require "foresight.shared.proportion"
local support = require "tests.spec.support"

local function rounded(list, digits)
  local texts = {}
  for i = 1, #list do texts[i] = ("%%.%df"):format(digits):format(list[i]) end
  return table.concat(texts, " ")
end

-- Acute myelogenous leukaemia, weeks until relapse, with and without maintenance: R. G. Miller, Survival Analysis (1981), p. 49.
local function leukaemia()
  local rows = {}
  local function add(stage, times)
    for time, censored in times:gmatch "(%d+)(%+?)" do
      rows[#rows + 1] = { stage = stage, time = tonumber(time), event = censored == "" and 1 or 0 }
    end
  end
  add("maintained", "9 13 13+ 18 23 28+ 31 34 45+ 48 161+")
  add("not", "5 5 8 8 12 16+ 23 27 30 33 43 45")
  return glocal.frame(rows)
end

describe("time_to_signal", function()
  -- summary(survfit(Surv(time, status) ~ x, data = aml, conf.type = "log-log")) of R 4.2.2 with survival 3.5 (Debian).
  it("gives Kaplan and Meier's curve, Greenwood's error and the log(-log) interval of R's survival", function()
    local summary, steps = glocal.time_to_signal(leukaemia(), { stage = "stage", after = 30 })
    local first = steps:where { stage = "maintained" }
    assert.equal("9 13 18 23 31 34 48", rounded(first.time, 0))
    assert.equal("0.909 0.818 0.716 0.614 0.491 0.368 0.184", rounded(first.survival, 3))
    assert.equal("0.0867 0.1163 0.1397 0.1526 0.1642 0.1627 0.1535", rounded(first.error, 4))
    assert.equal("0.508 0.447 0.350 0.266 0.167 0.093 0.012", rounded(first.low, 3))
    assert.equal("0.987 0.951 0.899 0.835 0.753 0.657 0.525", rounded(first.high, 3))
    assert.same({ 31.0, 23.0 }, summary.median)
    assert.same({ 7, 11 }, summary.ended)
    assert.same({ 4, 1 }, summary.open)
    support.near(1e-12)(first.survival[4], summary.still[1])
    support.near(1e-12)((1 - summary.still[1]) * (1 - summary.still[2]), summary.passed[2])
  end)

  it("takes counts as so many rows, and says what is wrong", function()
    local f = glocal.frame { { time = 2, event = 1, n = 3 }, { time = 4, event = 0, n = 1 } }
    local one = glocal.time_to_signal(f, { count = "n" })
    assert.same({ 4, 3, 1 }, { one.cases[1], one.ended[1], one.open[1] })
    assert.equal(2.0, one.median[1])
    assert.truthy(support.message_of(glocal.time_to_signal, f, { time = "tme" }):find("did you mean 'time'", 1, true))
    assert.truthy(support.message_of(glocal.time_to_signal, glocal.frame { { time = -1, event = 1 } }):find("row 1", 1, true))
    assert.truthy(support.message_of(glocal.time_to_signal, glocal.frame { { time = 1, event = 2 } }):find("got 2", 1, true))
  end)

  it("has no median where more than half are open", function()
    local one = glocal.time_to_signal(glocal.frame { { time = 2, event = 1 }, { time = 3, event = 0 }, { time = 3, event = 0 } })
    assert.is_nil(one.median[1])
    assert.truthy(one:attached("note_text"):find "no median where more than half are open")
  end)
end)

describe("a share", function()
  -- R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3;
  -- R 4.2.2 prop.test(x, n, correct = FALSE) gives the same.
  it("has the interval of Wilson as Newcombe tabulates it", function()
    for _, case in ipairs { { 81, 263, "0.2553 0.3662" }, { 15, 148, "0.0624 0.1605" }, { 0, 20, "0.0000 0.1611" },
      { 1, 29, "0.0061 0.1718" } } do
      assert.equal(case[3], rounded({ proportion.wilson(case[1], case[2]) }, 4))
    end
  end)

  it("of hits is of the rows that state both", function()
    local f = glocal.frame({ { instrument = "dna", queries = 100, hits = 10, right = 5 }, { instrument = "dna", queries = 48,
      hits = 5 },
      { instrument = "plates", queries = 7 } }, { columns = { "instrument", "queries", "hits", "right" } })
    local r = glocal.hit_rates(f, { confirmed = "right" })
    assert.same({ 148, 15, 0.5 }, { r.queries[1], r.hits[1], r.confirmed_share[1] })
    assert.equal("0.0624 0.1605", rounded({ r.low[1], r.high[1] }, 4))
    assert.is_nil(r.rate[2])
    assert.truthy(support.message_of(glocal.hit_rates, glocal.frame { { instrument = "a", queries = 1, hits = 2 } }):find
      "more hits %(2%) than queries %(1%)")
  end)
end)

describe("channel_coverage", function()
  it("shares what is pooled as Shapley does: the closed form is the mean over all coalitions", function()
    local state = 11
    local function chance(n)
      state = (state * 1103515245 + 12345) % 2 ^ 31 // 1 | 0
      return (state >> 8) % n
    end
    for n = 1, 6 do
      local cells, sum = {}, 0
      for i = 1, 12 do cells[i] = { owner = 1 + chance(n), amount = 1 + chance(9), by = chance(1 << n) } end
      cells = pooled.gather(cells)
      local a, b = pooled.shapley(cells, n), pooled.shapley_by_coalitions(cells, n)
      for i = 1, n do
        support.near(1e-12)(b[i], a[i])
        sum = sum + a[i]
      end
      support.near(1e-12)(pooled.value(cells, (1 << n) - 1), sum)
    end
  end)

  it("gives partners who do the same the same share, and one who does nothing none", function()
    -- 1 and 2 are each other's mirror image; 4 owns nothing and can meet nothing.
    local cells = { { owner = 1, amount = 7, by = 6 }, { owner = 2, amount = 7, by = 5 }, { owner = 3, amount = 5, by = 3 },
      { owner = 1, amount = 2, by = 1 }, { owner = 2, amount = 2, by = 2 }, { owner = 3, amount = 9, by = 0 } }
    local shares = pooled.shapley(cells, 4)
    assert.equal(shares[1], shares[2])
    assert.equal(0, shares[4])
    support.near(1e-12)(23, shares[1] + shares[2] + shares[3]) -- all but what nobody can meet
  end)

  -- The glove game (L. S. Shapley, 1953; any textbook): one left glove, two right ones: 2/3, 1/6, 1/6.
  it("shares the glove game", function()
    assert.equal("0.6667 0.1667 0.1667", rounded(pooled.shapley({ { owner = 1, amount = 1, by = 6 } }, 3), 4))
  end)

  local demand = glocal.frame { { partner = "BE", country = "MA", phenomenon = "drugs.cocaine", demand = 10 },
    { partner = "NL", country = "MA", phenomenon = "drugs.cocaine", demand = 4 },
    { partner = "LU", country = "GB", phenomenon = "theft", demand = 3 },
    { partner = "LU", country = "US", phenomenon = "theft", demand = 2 } }
  local reach = glocal.frame({ { partner = "BE", channel = "p1", country = "MA", phenomenon = "drugs", cost = 2 },
    { partner = "NL", channel = "p2", country = "GB", cost = 1 }, { partner = "BE", channel = "p3", country = "GB" } },
    { columns = { "partner", "channel", "country", "phenomenon", "cost" } })

  it("tells what each gains, what nobody reaches and how loaded a post is", function()
    local partners, cells, posts = glocal.channel_coverage { demand = demand, reach = reach }
    assert.same({ 10.0, 0.0, 0.0 }, partners.alone)
    assert.same({ 0.0, 4.0, 3.0 }, partners.gain)
    assert.same({ 0.0, 0.0, 2.0 }, partners.gap)
    assert.equal("12.5 2.5 2.0", rounded(partners.shapley, 1))
    assert.same({ "own", "pooled", "pooled", "none" }, cells.reach)
    assert.same({ 0, 0, 1, 0 }, cells.overlap)
    assert.same({ 14.0, 1.5, 1.5 }, posts.load)
    assert.same({ 14.0, 0.0, 0.0 }, posts.alone)
  end)

  it("tells what an event takes away", function()
    local partners = glocal.channel_coverage { demand = demand, reach = reach, without = { country = "GB" } }
    assert.same({ 0.0, 0.0, 5.0 }, partners.gap)
  end)

  it("takes a rollup, a forecast or flows as they come, against the register, and adds up nothing twice", function()
    local store = support.benelux()
    local function covered(rows, spec)
      spec = spec or {}
      spec.demand, spec.partner, spec.store, spec.on = glocal.frame(rows), "BE", store, "2026-11-22"
      return glocal.channel_coverage(spec)
    end
    local yearly = { { zone = "FR", phenomenon = "trafficking", period = "2021", count = 3 },
      { zone = "FR", phenomenon = "trafficking", period = "2022", count = 4 },
      { zone = "MA", phenomenon = "trafficking", period = "2021", count = 5 },
      { zone = "BE", phenomenon = "trafficking", period = "2021", count = 9 } }
    local partners, cells = covered(yearly)
    assert.same({ 7 }, partners.demand) -- Morocco lacks a year, and Belgium needs no channel to itself
    assert.same({ "FR", "MA" }, cells.country)
    assert.is_nil(cells.demand[2])
    assert.same({ "own", "own" }, cells.reach)
    assert.truthy(partners:note():find("1 without a stated demand", 1, true))
    assert.truthy(partners:note():find("sum of 'count' over 2 periods, 2021 to 2022", 1, true))
    assert.truthy(partners:note():find("1 rows of the partner's own country", 1, true))
    local _, _, posts = covered({ { zone = "FR", mean = 2.5 } }, { kinds = "centre" })
    assert.same({ "CCPD-LUXEMBOURG", "CCPD-TOURNAI" }, posts.channel) -- each for those parts of Belgium that may task it
    assert.same({ 1.25, 1.25 }, posts.load)
    local function refused(rows, said, spec)
      assert.truthy(support.message_of(covered, rows, spec):find(said, 1, true))
    end
    refused({ { zone = "FR", phenomenon = "drugs", count = 1 }, { zone = "FR", phenomenon = "drugs.cannabis", count = 1 } },
      "drugs holds drugs.cannabis in FR")
    refused({ { zone = "FR", count = 1 }, { zone = "EU", count = 1 } }, "FR lies in EU")
    refused({ { zone = "FR", count = 1 } }, "did you mean 'liaison'", { kinds = "liason" })
  end)

  it("takes the strictest marking, and says what is wrong", function()
    assert.equal("TLP:RED", glocal.channel_coverage({ demand = demand, reach = reach:mark "RED" }):marking())
    assert.truthy(support.message_of(glocal.channel_coverage, { demand = demand:append(demand:head(1)), reach = reach }):find
      "rows 1 and 5 are of the same partner")
    assert.truthy(support.message_of(glocal.channel_coverage, { demand = reach, reach = reach }):find "no column 'demand'")
  end)
end)

describe("mann_kendall", function()
  local function test(values)
    local rows = {}
    for i, v in ipairs(values) do rows[i] = { v = v } end
    return glocal.mann_kendall(glocal.frame(rows), { value = "v" })[1]
  end

  -- M. G. Kendall, Rank Correlation Methods (1970), appendix table 1: the chance that S is at least that, one side;
  -- R 4.2.2 cor.test(seq_along(x), x, method = "kendall", alternative = "greater", exact = TRUE) gives the same.
  it("has Kendall's exact probabilities", function()
    for _, case in ipairs { { { 1, 2, 3, 4 }, 6, "0.042" }, { { 1, 2, 3, 5, 4 }, 8, "0.042" }, { { 2, 1, 4, 3, 5, 6 }, 11,
      "0.028" },
      { { 2, 1, 4, 3, 6, 5, 7, 8 }, 22, "0.003" }, { { 2, 1, 4, 3, 6, 5, 8, 7, 10, 9 }, 35, "0.000" } } do
      local row = test(case[1])
      assert.equal(case[2], row.s)
      assert.equal(case[3], ("%.3f"):format(row.p / 2))
    end
  end)

  it("agrees with a count of all orders", function()
    local values, found = { 3, 1, 4, 2, 6, 5 }, test { 3, 1, 4, 2, 6, 5 }
    local all, extreme = 0, 0
    local function permute(n)
      if n == 1 then
        local s = 0
        for i = 1, #values do
          for j = i + 1, #values do s = s + (values[j] > values[i] and 1 or -1) end
        end
        all, extreme = all + 1, extreme + (math.abs(s) >= math.abs(found.s) and 1 or 0)
        return
      end
      for i = 1, n do
        values[i], values[n] = values[n], values[i]
        permute(n - 1)
        values[i], values[n] = values[n], values[i]
      end
    end
    permute(#values)
    support.near(1e-12)(extreme / all, found.p)
  end)

  it("corrects for ties, gives Sen's slope, and does not test what is short", function()
    local row = test { 1, 1, 2, 2, 3, 3, 4, 4 }
    -- S = 24; var = (8 x 7 x 21 - 4 x 2 x 1 x 9) / 18 = 61.333; z = 23 / 7.8316 = 2.9368; p = 0.003316.
    assert.equal(24, row.s)
    assert.equal("0.0033", ("%.4f"):format(row.p))
    assert.equal(0.5, row.slope)
    assert.equal("rising", row.trend)
    assert.equal("too short", test({ 1, 2, 3 }).trend)
    assert.equal(1.0, test({ 5, 5, 5, 5 }).p)
  end)
end)

describe("internationalisation", function()
  local rows = {}
  for year = 2020, 2025 do
    rows[#rows + 1] = { corps = "A", period = year, activity = "messages", count = 100 + 20 * (year - 2020), staff = 10 }
    rows[#rows + 1] = { corps = "A", period = year, activity = "missions", count = 5 + (year - 2020), staff = 10 }
    rows[#rows + 1] = { corps = "B", period = year, activity = "messages", count = 50, staff = 20 }
    rows[#rows + 1] = { corps = "B", period = year, activity = "missions", count = year ~= 2023 and 5 or nil, staff = 20 }
  end
  local f = glocal.frame(rows, { columns = { "corps", "period", "activity", "count", "staff" } })

  it("is relative to all corps in the base period, and tested for a trend", function()
    local index, tests = glocal.internationalisation(f, { per = "staff" })
    -- In 2020 all: messages 150 / 30 = 5, missions 10 / 30; A: 10 / 5 = 2 and 0.5 x 3 = 1.5; B: 2.5 / 5 and 0.25 x 3.
    support.near(1e-12)(175.0, index.index[1])
    support.near(1e-12)(62.5, index.index[7])
    assert.is_nil(index.index[10])
    assert.equal("missions", index.unstated[10])
    assert.same({ "A", "B" }, tests.series)
    assert.same({ "rising", "none found" }, tests.trend)
    assert.same({ 6, 5 }, tests.n)
  end)

  it("says what is wrong", function()
    assert.truthy(support.message_of(glocal.internationalisation, f, { base = "2019" }):find "no period '2019'")
    assert.truthy(support.message_of(glocal.internationalisation, f,
      { weights = { mesages = 1 } }):find "did you mean 'messages'")
    assert.truthy(support.message_of(glocal.internationalisation,
      f:append(f:head(1))):find "has a row of messages in 2020 already")
  end)
end)
