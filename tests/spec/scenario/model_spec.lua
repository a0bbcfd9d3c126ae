--- model_spec.lua: scenarios from the analyst's end: what is written, what comes out, what is refused and how that is said.

local glocal = require "glocal"
local support = require "tests.spec.support"

local model = glocal.model
local near = support.near(1e-9)

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

local function route()
  local m = model { from = "2026-01", months = 12 }
  m.arrivals = model.lognormal { low = 800, high = 1500, unit = "people/month" }
  m.rate = model.triangular { low = 0.05, mode = 0.1, high = 0.2, unit = "1/month" }
  m.closed = model.event { probability = 0.3, from = "2026-06" }
  m.inflow = m.arrivals * (1 - 0.6 * m.closed)
  m.waiting = model.stock { start = 2000, inflow = m.inflow, outflow = m.waiting * m.rate, unit = "people" }
  return m
end

-- The one value of a model without chance.
local function value(m, name, at)
  return m:run { draws = 1, outputs = name }:summary { at = at }.mean[1]
end

describe("a model", function()
  it("says its equations", function()
    local text = tostring(route())
    assert.truthy(text:find("model from 2026-01, 12 months", 1, true))
    assert.truthy(text:find("waiting' = inflow - waiting * rate, at the start 2000   [people]", 1, true), text)
  end)

  it("accumulates month by month", function()
    local m = model { from = "2026-01", months = 3 }
    m.w = model.stock { start = 100, inflow = 10, outflow = m.w * 0.1 }
    near(100, value(m, "w", "2026-01"), "w")
    m.w = model.stock { start = 100, inflow = { 10, 5 }, outflow = m.w * 0.1 }
    near(105, value(m, "w", "2026-01"))
    near(109.5, value(m, "w", "2026-02"))
  end)

  it("takes operators, functions and comparisons", function()
    local m = model { from = "2026-01", months = 1 }
    m.a, m.b = 7, 2
    local cases = {
      [m.a + m.b] = 9, [m.a - m.b] = 5, [m.a * m.b] = 14, [m.a / m.b] = 3.5, [m.a ^ m.b] = 49, [m.a % m.b] = 1, [m.a // m.b] = 3,
      [-m.a] = -7, [1 - m.a] = -6, [m.a:min(m.b)] = 2, [model.max(3, m.a, m.b)] = 7, [m.a:above(m.b)] = 1, [m.a:less(m.b)] = 0,
      [m.a:at_least(7)] = 1, [m.a:at_most(6)] = 0, [m.a:equal(7)] = 1, [m.a:unequal(7)] = 0, [model.both(1, 0)] = 0,
      [model.either(1, 0)] = 1, [m.a:above(3):negation()] = 0, [m.a:above(3):choose(5, 6)] = 5, [m.b:log():exp()] = 2,
      [model.sqrt(m.b + 7)] = 3, [model.sum { m.a, m.b, 1 }] = 10, [m.b:lookup { { 0, 0 }, { 4, 8 } }] = 4,
      [(m.a / m.b):floor()] = 3, [(m.a / m.b):round()] = 4, [(m.b - m.a):abs()] = 5,
    }
    for made, expected in pairs(cases) do
      m.c = made
      near(expected, value(m, "c", "2026-01"), tostring(made))
    end
  end)

  it("knows time and dates", function()
    local m = model { from = "2026-01", months = 4 }
    m.step, m.pulse = model.step { from = "2026-03", height = 5 }, model.pulse { from = "2026-02", lasts = 2 }
    m.ramp = model.ramp { from = 1, slope = 2 }
    m.late = model.time:delay(1, -1)
    local f = m:run { draws = 1 }:summary()
    local by = {}
    for _, row in f:rows() do
      by[row.quantity] = by[row.quantity] or {}
      table.insert(by[row.quantity], row.mean)
    end
    assert.same({ 0, 0, 5, 5 }, by.step)
    assert.same({ 0, 1, 1, 0 }, by.pulse)
    assert.same({ 0, 0, 2, 4 }, by.ramp)
    assert.same({ -1, 0, 1, 2 }, by.late)
  end)

  it("runs in any time", function()
    local m = model { start = 0, stop = 30, dt = 0.125, unit = "minutes" }
    m.tea = model.stock { start = 180, outflow = (m.tea - 70) / 10 }
    local f = m:run { draws = 1 }:summary()
    assert.equal(241, #f)
    near(178.625, f.mean[2])
    support.near(1e-5)(75.374, f.mean[241])
    local exact = model { start = 0, stop = 30, dt = 0.5, method = "rk4" }
    exact.tea = model.stock { start = 180, outflow = (exact.tea - 70) / 10 }
    support.near(1e-6)(70 + 110 * math.exp(-3), exact:run { draws = 1 }:summary { at = 30 }.mean[1])
  end)

  it("draws a quantity once for all who use it, and another one anew", function()
    local m = model { from = "2026-01", months = 1 }
    m.x = model.normal { mean = 0, sd = 1 }
    m.same = m.x - m.x
    local shared = model.normal { mean = 0, sd = 1 }
    m.a, m.b = shared + 0, shared + 0
    m.difference = m.a - m.b
    m.other = m.x - model.normal { mean = 0, sd = 1 }
    local f = m:run { draws = 1000, outputs = { "same", "difference", "other" } }:summary()
    assert.same({ 0, 0 }, { f.sd[1], f.sd[2] })
    support.near(0.1)(math.sqrt(2), f.sd[3])
  end)

  it("can be changed between runs, and has variants", function()
    local m = model { from = "2026-01", months = 1 }
    m.a = 1
    m.b = m.a * 2
    local r = m:run { draws = 1, outputs = "b" }
    local variant = m:with { a = 5 }
    m.a = 3
    near(2, r:summary().mean[1])
    near(6, value(m, "b", "2026-01"))
    near(10, value(variant, "b", "2026-01"))
    m.b = nil
    assert.is_nil(tostring(m):find "b =")
    says("no quantity 'aa' to change, did you mean 'a'?", m.with, m, { aa = 2 })
  end)
end)

describe("a run", function()
  it("gives frames with their origin, unit and note", function()
    local r = route():run { draws = 2000, seed = 7 }
    local f = r:summary { quantity = "waiting" }
    assert.equal(12, #f)
    assert.equal("2026-12", tostring(f.month[12]))
    assert.equal("people", f.unit[1])
    assert.truthy(f:provenance():find("seed 7", 1, true) and f:provenance():find(r.hash:sub(1, 12), 1, true))
    assert.truthy(f.note_text:find("2 000 draws, seed 7", 1, true))
    assert.truthy(f.low_95[12] < f.low_80[12] and f.low_80[12] < f.median[12] and f.median[12] < f.high_80[12])
    local q = r:quantiles { probabilities = { 0.1, 0.5, 0.9 }, quantity = "waiting", at = "2026-12" }
    assert.same({ f.low_80[12], f.median[12], f.high_80[12] }, { q.q10[1], q.q50[1], q.q90[1] })
    assert.equal(40 * 12, #r:paths { count = 40, quantity = "waiting" })
  end)

  it("tells how likely a threshold is passed", function()
    local m = model { from = "2026-01", months = 1 }
    m.x = model.uniform { low = 0, high = 1 }
    m.y, m.n = m.x * 10, model.binomial { trials = 1, probability = 0.4 } * 1
    for _, draws in ipairs { 10000, 3000000 } do -- all values kept, and a histogram
      local r = m:run { draws = draws, seed = 3 }
      support.near(0.02)(0.3, r:probability("y", ">", 7).probability[1])
      support.near(0.02)(0.7, r:probability("y", "<=", 7).probability[1])
      support.near(0.02)(0.4, r:probability("n", ">=", 1).probability[1])
      assert.equal(0, r:probability("n", ">", 1).probability[1])
      assert.equal(1, r:probability("n", "<", 1.5).probability[1])
    end
  end)

  it("has the same bits whatever the threads and the split", function()
    local m = route()
    local whole = m:run { draws = 400001, seed = 7 }
    local parts = {}
    for k = 1, 3 do parts[k] = m:run { draws = 400001, seed = 7, shard = { k, 3 } } end
    local merged = parts[3]:merge(parts[1]):merge(parts[2])
    local a, b = whole:summary(), merged:summary()
    for _, name in ipairs { "mean", "error", "sd", "median", "low_80", "high_95" } do
      for i = 1, #a do assert.equal(a[name][i], b[name][i]) end
    end
    says("merge each shard once", merged.merge, merged, parts[1])
    says("only shards of one run", whole.merge, whole, m:run { draws = 10, outputs = "waiting" })
    local chunk = [[m = model{from="2026-01", months=3} m.x = model.gamma{shape=2} m.y = model.stock{start=0, inflow=m.x}
      f = m:run{draws=300000, seed=5}:summary() for i = 1, 3 do print(("%a %a %a"):format(f.mean[i], f.sd[i], f.low_95[i])) end]]
    local said = {}
    for threads = 1, 3 do
      local pipe = assert(io.popen(("GLOCAL_THREADS=%d '%s' -e '%s' 2>&1"):format(threads, os.getenv "GLOCAL", chunk)))
      said[threads] = pipe:read "a"
      pipe:close()
    end
    assert.truthy(said[1]:find "^0x")
    assert.same({ said[1], said[1] }, { said[2], said[3] })
  end)

  it("compares variants draw by draw", function()
    local m = route()
    local d = m:compare(m:with { closed = 0 }, { draws = 4000, seed = 7 }):summary { quantity = "waiting", at = "2026-05" }
    assert.same({ 0, 0 }, { d.mean[1], d.sd[1] }) -- before the date nothing differs
    d = m:compare(m:with { closed = 0 }, { draws = 4000, seed = 7 }):summary { quantity = "waiting", at = "2026-12" }
    assert.truthy(d.mean[1] > 0 and d.median[1] == 0 and d.high_80[1] > 0) -- in 3 draws of 10 it closed
  end)

  it("sorts inputs by what they move", function()
    local t = route():run { draws = 10 }:tornado("waiting", { level = 80 })
    assert.equal("arrivals", t.input[1])
    assert.truthy(t.swing[1] >= t.swing[2] and t.swing[2] >= t.swing[3])
    near(math.abs(t.high[1] - t.low[1]), t.swing[1])
  end)

  it("says how much of the variance comes from each quantity", function()
    local m = model { start = 0, stop = 1 }
    for i = 1, 3 do m["x" .. i] = model.uniform { low = -math.pi, high = math.pi } end
    m.y = m.x1:sin() + 7 * m.x2:sin() ^ 2 + 0.1 * m.x3 ^ 4 * m.x1:sin() -- Ishigami's function
    local known = { x1 = { 0.313905, 0.557589 }, x2 = { 0.442411, 0.442411 }, x3 = { 0, 0.243684 } }
    local f = m:run():sensitivity("y", { draws = 100000 })
    assert.equal("x1", f.input[1])
    for _, row in f:rows() do
      support.near(2 * row.first_error)(known[row.input][1], row.first)
      support.near(2 * row.total_error)(known[row.input][2], row.total)
      assert.truthy(row.first_error < 0.02 and row.total_error < 0.02)
    end
    says("at least 10240 draws", function() m:run():sensitivity("y", { draws = 100 }) end)
  end)

  it("correlates quantities by rank", function()
    local m = model { from = "2026-01", months = 1 }
    m.a, m.b = model.normal { mean = 0, sd = 1 }, model.normal { mean = 0, sd = 1 }
    m.sum = m.a + m.b
    m:correlate({ "a", "b" }, 0.5)
    assert.truthy(tostring(m):find("rank correlation of", 1, true))
    local pearson = 2 * math.sin(math.pi * 0.5 / 6)
    support.near(0.02)(math.sqrt(2 + 2 * pearson), m:run { draws = 100000 }:summary().sd[1])
    says("independent quantities", function() m:run():sensitivity "sum" end)
    m.c = m.a * 2
    says("'c' can't be correlated: it is no distribution", function() m:correlate({ "a", "c" }, 0.5):run() end)
    local n = model { from = "2026-01", months = 1 }
    n.a, n.b, n.c = model.normal { mean = 0, sd = 1 }, model.normal { mean = 0, sd = 1 }, model.normal { mean = 0, sd = 1 }
    n.sum = n.a + n.b + n.c
    n:correlate({ "a", "b", "c" }, { { 1, 0.9, -0.9 }, { 0.9, 1, 0.9 }, { -0.9, 0.9, 1 } })
    says("not possible together: their matrix is not positive definite", n.run, n)
    says("expected a number from -1 to 1, got 2", n.correlate, n, { "a", "b" }, 2)
  end)

  it("counts and names what went wrong in some draws", function()
    local m = model { from = "2026-01", months = 1 }
    m.hits = model.poisson { mean = 2 }
    m.share = 1 / m.hits
    m.safe = m.hits:above(0):choose(1 / m.hits, 0)
    local f = m:run { draws = 1000 }:summary()
    local count = f.note_text:match "Division by zero in 'share' in (%d+) draws: left out"
    assert.truthy(tonumber(count) > 90 and tonumber(count) < 180, f.note_text)
    assert.is_nil(f.note_text:find "'safe'")
  end)

  it("takes figures of frames, missing ones left out, and their marking", function()
    local f = glocal.frame({ { count = 3 }, {}, { count = 9 } },
      { columns = { "count" }, units = { count = "people" }, marking = "AMBER" })
    local m = model { from = "2026-01", months = 1 }
    m.x = model.empirical { of = f }
    m.y = m.x * 1
    local r = m:run { draws = 4000 }
    assert.equal("TLP:AMBER", r.marking)
    assert.equal("TLP:AMBER", r:summary():marking())
    support.near(0.2)(6, r:summary().mean[1])
    local n = model { from = "2026-01", months = 1 }
    n.x = model.empirical { of = f:take { 1, 3 }.count }
    n.y = n.x * 1
    assert.equal("TLP:AMBER", n:run { draws = 10 }.marking)
  end)
end)

describe("a model refuses, by the name of the quantity,", function()
  local function with(define, f)
    local m = model { from = "2026-01", months = 6 }
    define(m)
    return f or m.run, m
  end

  it("a loop, a quantity that is not there, parameters outside their bounds", function()
    says("a loop without a stock or a delay: a -> b -> a", with(function(m) m.a = m.b + 1 m.b = m.a * 2 end))
    says("'y' needs 'zz', which is not defined", with(function(m) m.y = m.zz + 1 end))
    says("did you mean 'rate'?", with(function(m) m.rate = 1 m.y = m.rat + 1 end))
    says("'a': sd of normal must be 0 or more, got -1", with(function(m) m.a = model.normal { mean = 0, sd = -1 } end))
    says("'a': the probabilities of discrete must add up to 1", with(function(m)
      m.a = model.discrete { values = { 1, 2 }, probabilities = { 0.5, 0.6 } }
    end))
    says("the same in all draws", with(function(m) m.a = model.time:delay(model.uniform { low = 1, high = 2 }) end))
    says("\"soon\" is no date", with(function(m) m.a = model.step { from = "soon" } end))
  end)

  it("units that do not fit", function()
    says("units of 'c' do not fit: one side of '+' is in EUR, the other in people", with(function(m)
      m.a, m.b = model.constant(1, { unit = "EUR" }), model.constant(1, { unit = "people" })
      m.c = m.a + m.b
    end))
    says("an inflow is in people, where it needs people/month", with(function(m)
      m.w = model.stock { start = 1, inflow = model.constant(1, { unit = "people" }), unit = "people" }
    end))
  end)

  it("what it can't be given", function()
    says("'run' is what a model can do", function() route().run = 2 end)
    says("a:less(b)", function() return route().a < 3 end)
    says("did you mean 'above'?", function() return route().a:abov(3) end)
    says("a quantity can't be changed", function() route().a.x = 3 end)
    says("low of lognormal must be above 0", model.lognormal, { low = -1, high = 2 })
    says("there is no 'sg', did you mean 'sd'?", model.normal, { mean = 1, sg = 2 })
    says("expected a number or a quantity of a model", model.normal, { mean = {}, sd = 2 })
    says("expected at least 1, got 0", with(function(m) m.a = model.time + 0 end, function(m) m:run { draws = 0 } end))
    local function one(m) m.a = model.time + 0 end
    says("the run has no results of 'b'", with(one, function(m) m:run():summary { quantity = "b" } end))
    says("is not within the model's time", with(one, function(m) m:run():summary { at = "2027-01" } end))
    says("needs from= and months=", model, {})
    says("whole number of steps", model, { from = "2026-01", months = 2, dt = 0.3 })
  end)
end)
