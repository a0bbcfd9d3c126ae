--- sampling_spec.lua: how the uncertain quantities of a model are drawn: Sobol sequences, rank correlations.

local glocal = require "glocal"
local support = require "tests.spec.support"

local model = glocal.model

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

local function route(months)
  local m = model { from = "2026-01", months = months or 12 }
  m.arrivals = model.lognormal { low = 800, high = 1500, unit = "people/month" }
  m.rate = model.triangular { low = 0.05, mode = 0.1, high = 0.2, unit = "1/month" }
  m.noise = model.normal { mean = 0, sd = 20, every = "step", unit = "people/month" }
  m.waiting = model.stock { start = 2000, inflow = m.arrivals + m.noise, outflow = m.waiting * m.rate, unit = "people" }
  return m
end

local function mean(m, options)
  return m:run(options):summary { at = "2026-12", quantity = "waiting" }.mean[1]
end

-- The root mean square distance of the mean from `exact` over some seeds.
local function spread(m, exact, sampling, draws)
  local squares, seeds = 0, 12
  for seed = 1, seeds do
    squares = squares + (mean(m, { draws = draws, seed = seed, sampling = sampling, outputs = "waiting" }) - exact) ^ 2
  end
  return math.sqrt(squares / seeds)
end

describe("a Sobol sequence", function()
  it("has the same bits whatever the threads and the split, others with another seed", function()
    local m = route()
    local options = { draws = 5000, seed = 7, sampling = "sobol" }
    local whole = m:run(options)
    local part = function(k) return m:run { draws = 5000, seed = 7, sampling = "sobol", shard = { k, 3 } } end
    local merged = part(3):merge(part(1)):merge(part(2))
    assert.equal(whole:summary():to_csv(), merged:summary():to_csv())
    assert.not_equal(mean(m, options), mean(m, { draws = 5000, seed = 8, sampling = "sobol" }))
    says("only shards of one run can be merged", function()
      part(1):merge(m:run { draws = 5000, seed = 7, shard = { 2, 3 } })
    end)
  end)

  it("settles with far fewer draws", function()
    local m = route()
    local exact = mean(m, { draws = 2 ^ 20, seed = 99, sampling = "sobol", outputs = "waiting" })
    local random, sobol = spread(m, exact, "random", 4096), spread(m, exact, "sobol", 4096)
    assert.truthy(sobol < random / 10, ("%g against %g"):format(sobol, random))
    local note = m:run { draws = 100, sampling = "sobol" }:summary().note_text
    assert.truthy(note:find("Errors are those of independent draws: those of a Sobol sequence are smaller", 1, true), note)
  end)

  it("gives both variants of a comparison the same draws, whatever was left out", function()
    local m = route()
    local d = m:compare(m:with { arrivals = 1000 }, { draws = 512, sampling = "sobol", outputs = "noise" })
    assert.same({ 0, 0 }, { d:summary().mean[1], d:summary().sd[1] })
  end)

  it("has the same draws whatever is asked for", function()
    local m = route()
    local all, one = m:run { draws = 512, sampling = "sobol" }, m:run { draws = 512, sampling = "sobol", outputs = "waiting" }
    assert.equal(all:summary { quantity = "waiting" }:to_csv(), one:summary():to_csv())
  end)

  it("refuses more dimensions than it has", function()
    says("Sobol sequences have 1111 dimensions, and this model draws 1203 numbers", function()
      route(1200):run { sampling = "sobol" }
    end)
    says("sobol", function() route():run { sampling = "sobols" } end)
  end)
end)

-- Spearman's correlation of two quantities over all draws of a run.
local function spearman(r, a, b, draws)
  local ranks = {}
  for _, name in ipairs { a, b } do
    local paths, order, rank = r:paths { count = draws, quantity = name }.value, {}, {}
    local values = {}
    for i = 1, draws do order[i], values[i] = i, paths[i] end
    table.sort(order, function(i, k) return values[i] < values[k] end)
    for place, i in ipairs(order) do rank[i] = place end
    ranks[#ranks + 1] = rank
  end
  local sum = 0
  for i = 1, draws do sum = sum + (ranks[1][i] - ranks[2][i]) ^ 2 end
  return 1 - 6 * sum / (draws * (draws ^ 2 - 1))
end

describe("a rank correlation", function()
  local function correlated()
    local m = model { from = "2026-01", months = 1 }
    m.a, m.b = model.normal { mean = 0, sd = 1 }, model.gamma { shape = 2, scale = 3 }
    m:correlate({ "a", "b" }, -0.6)
    return m
  end

  it("is met by few draws too", function()
    local m = correlated()
    for _, sampling in ipairs { "random", "latin_hypercube", "sobol" } do
      support.near(0.02)(-0.6, spearman(m:run { draws = 1000, sampling = sampling }, "a", "b", 1000), sampling)
    end
  end)

  it("leaves each quantity's own draws as they are", function()
    local m, alone = correlated(), model { from = "2026-01", months = 1 }
    alone.a, alone.b = model.normal { mean = 0, sd = 1 }, model.gamma { shape = 2, scale = 3 }
    local options = { draws = 5000, sampling = "latin_hypercube" }
    local with, without = m:run(options), alone:run(options)
    assert.equal(without:quantiles():to_csv(), with:quantiles():to_csv())
    support.near(1e-12)(without:summary().mean[2], with:summary().mean[2])
  end)
end)

describe("a wanted precision", function()
  local function wide()
    local m = model { from = "2026-01", months = 6 }
    m.x = model.lognormal { low = 10, high = 200, unit = "people/month" }
    m.w = model.stock { start = 0, inflow = m.x, unit = "people" }
    m.zero = m.x - model.lognormal { low = 10, high = 200, unit = "people/month" }
    return m
  end

  it("doubles the draws until the error of the mean is small enough", function()
    local m = wide()
    local r = m:run { precision = 0.004, of = "w", seed = 3 }
    local f = r:summary { quantity = "w" }
    for i = 1, #f do assert.truthy(f.error[i] / f.mean[i] <= 0.004) end
    assert.equal(160000, r.draws)
    local half = m:run { draws = 80000, seed = 3 }:summary { quantity = "w" }
    assert.truthy(half.error[1] / half.mean[1] > 0.004)
    assert.equal(m:run { draws = 160000, seed = 3 }:summary():to_csv(), r:summary():to_csv())
    assert.truthy(f.note_text:find("Largest error of the mean of 'w' over all rows: 0.288 % of the mean, 0.4 % wanted", 1, true),
      f.note_text)
  end)

  it("may be in the quantity's unit, of one month, of a quantity that is not asked for otherwise", function()
    local m = wide()
    local r = m:run { precision = 2, absolute = true, of = "x", at = "2026-03", draws = 100, outputs = "w" }
    local f = r:summary { quantity = "x", at = "2026-03" }
    assert.truthy(f.error[1] <= 2 and f.error[1] > 1, f.error[1])
    assert.truthy(f.note_text:find("Error of the mean of 'x' at 2026-03: ", 1, true), f.note_text)
    assert.equal(10000, m:run { precision = 0.5, of = "w" }.draws)
  end)

  it("ends at the most draws, and says so", function()
    local m = wide()
    local r = m:run { precision = 0.01, of = "zero", most_draws = 25000 }
    assert.equal(25000, r.draws)
    local note = r:summary().note_text
    local said = "1 % wanted: not reached in 25 000 draws, most_draws= allows more; where a mean is near 0"
    assert.truthy(note:find(said, 1, true), note)
  end)

  it("refuses what does not fit", function()
    local m = wide()
    says("it needs of=, the quantity whose mean is to be precise", m.run, m, { precision = 0.1 })
    says("no quantity 'ww', did you mean 'w'?", m.run, m, { precision = 0.1, of = "ww" })
    says("expected a number above 0, got 0", m.run, m, { precision = 0, of = "w" })
    says("give draws= with shard=", m.run, m, { precision = 0.1, of = "w", shard = { 1, 2 } })
    says("expected at least draws, 1000, got 5", m.run, m, { precision = 0.1, of = "w", draws = 1000, most_draws = 5 })
    says("bad argument 'of' to 'run': it goes with precision=", m.run, m, { of = "w" })
  end)
end)
