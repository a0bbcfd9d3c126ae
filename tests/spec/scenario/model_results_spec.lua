--- model_results_spec.lua: what is found in runs of models: boxes that lead to outcomes, the value of information, calibration, and
-- how all of it is drawn.

local glocal = require "glocal"
local support = require "tests.spec.support"

local model = glocal.model

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

local function within(expected, value, tolerance, what)
  assert.truthy(value and math.abs(value - expected) <= tolerance, ("%s is %s, not %s"):format(what, value, expected))
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

describe("discovery", function()
  it("finds a box that is there, and no limit on what does not matter", function()
    local m = model { start = 0, stop = 1 }
    for i = 1, 5 do m["x" .. i] = model.uniform { low = 0, high = 1 } end
    m.y = m.x1:above(0.3) * m.x1:less(0.6) * m.x2:above(0.5) + 0 * (m.x3 + m.x4 + m.x5)
    local boxes = m:run { draws = 20000, seed = 3 }:discover("y", ">", 0.5)
    assert.equal(2, #boxes)
    assert.same({ "x1", "x2" }, boxes.input)
    within(0.3, boxes.low[1], 0.02, "low of x1")
    within(0.6, boxes.high[1], 0.02, "high of x1")
    within(0.5, boxes.low[2], 0.02, "low of x2")
    assert.is_nil(boxes.high[2])
    assert.truthy(boxes.coverage[1] > 0.95 and boxes.density[1] > 0.9 and boxes.p_low[1] < 1e-9)
  end)

  it("takes the step of the path that one asks for", function()
    local r = route():run { draws = 5000, seed = 7 }
    local path = r:discover("waiting", ">", 7000, { give = "path", boxes = 1 })
    assert.equal(1, path.coverage[1])
    assert.equal(1, path.mass[1])
    local box = r:discover("waiting", ">", 7000, { step = 5, boxes = 1 })
    assert.truthy(box.coverage[1] > 0.9)
    says("the path has", function() r:discover("waiting", ">", 7000, { step = 900 }) end)
  end)

  it("says what was left out, and when there is nothing to find", function()
    local m = model { from = "2026-01", months = 2 }
    m.hits, m.a = model.poisson { mean = 2 }, model.uniform { low = 0, high = 1 }
    m.noise = model.normal { mean = 0, sd = 1, every = "step" }
    m.share = m.a / m.hits + 0 * m.noise
    local r = m:run { draws = 2000 }
    local note = r:discover("share", ">", 0.4):note()
    assert.truthy(note:find "%d+ draws without a finite value of 'share' left out", note)
    assert.truthy(note:find("Drawn anew at every step, so not looked at: noise", 1, true), note)
    local none = r:discover("share", ">", 400)
    assert.equal(0, #none)
    assert.truthy(none:note():find("Nothing to discover: no draw is a case", 1, true))
    assert.is_nil((none:plot()))
  end)

  it("is asked by the core's own function for a comparison that there is, in an input at least", function()
    local core = require "glocal.core"
    local graph = core.graph()
    local s = core.sample_graph(graph, { outputs = { graph:constant(2) }, cells = { 1, 1 }, draws = 10 })
    local how = { peel = 0.05, mass = 0.05, significance = 0.05, boxes = 1 }
    assert.equal(1, #s:boxes({ 1 }, 1, ">", 1, how))
    for _, comparison in ipairs { "", "=", ">>" } do assert.is_false((pcall(s.boxes, s, { 1 }, 1, comparison, 1, how))) end
    says("there is no input to look for boxes in", s.boxes, s, {}, 1, ">", 1, how)
  end)

  it("refuses by name", function()
    local r = route():run { draws = 100 }
    says("did you mean 'waiting'", function() r:discover("waitin", ">", 1) end)
    says("use \">\"", function() r:discover("waiting", "=", 1) end)
    says("bad argument 'peel'", function() r:discover("waiting", ">", 1, { peel = 0.9 }) end)
    says("bad argument 'boxes'", function() r:discover("waiting", ">", 1, { boxes = 0 }) end)
    local m = route()
    says("not of a comparison", function() m:compare(m:with { closed = 1 }, { draws = 10 }):discover("waiting", ">", 1) end)
  end)
end)

-- E max(0, X) of a normal X: the unit normal loss integral; H. Raiffa, R. Schlaifer (1961).
local function normal_loss(z, density, upper) return density - z * upper end

describe("the value of information", function()
  local function decision()
    local m = model { start = 0, stop = 1 }
    m.a, m.b = model.normal { mean = 0, sd = 8 }, model.normal { mean = 0, sd = 6 }
    m.u = 0 * m.a
    return m, m:with { u = m.a + m.b }
  end

  it("is the normal loss integral for two normal decisions", function()
    local m, go = decision()
    local v = m:value_of_information("u", { go = go }, { seed = 5 })
    local unit = normal_loss(0, 1 / math.sqrt(2 * math.pi), 0.5)
    assert.same({ "(all)", "a", "b" }, v.input)
    for i, sd in ipairs { 10, 8, 6 } do within(sd * unit, v.value[i], 3 * v.error[i] + 0.01, v.input[i]) end
    within(1, v.share[1], 0, "share")
  end)

  it("is the same whichever end is wanted of the mirrored utility", function()
    local m, go = decision()
    local v = m:value_of_information("u", { go = go }, { draws = 5000 })
    local w = m:value_of_information("u", { go = m:with { u = -1 * (m.a + m.b) } }, { draws = 5000, want = "low" })
    assert.equal(v.value[1], w.value[1])
    assert.truthy(w:note():find("the lower the better", 1, true))
  end)

  it("refuses what is no decision", function()
    local m = decision()
    says("got no variant", function() m:value_of_information("u", {}) end)
    says("'x' is no model", function() m:value_of_information("u", { x = 3 }) end)
    says("has no quantity 'w'", function() m:value_of_information("w", { x = m }) end)
  end)
end)

describe("calibration", function()
  local function sir()
    local m = model { start = 0, stop = 30, dt = 0.125, save = 1 }
    m.beta, m.gamma = 0.5, 0.1
    m.S = model.stock { start = 990, outflow = m.beta * m.S * m.I / 1000 }
    m.I = model.stock { start = 10, inflow = m.beta * m.S * m.I / 1000, outflow = m.gamma * m.I }
    return m
  end

  local function history_of(m, quantity, wiggle)
    local found, rows = m:run { draws = 1 }:summary { quantity = quantity }, {}
    for i = 1, #found do
      rows[i] = { time = found.time[i], [quantity] = found.mean[i] * (1 + (wiggle or 0) * math.sin(7 * i)) }
    end
    return glocal.frame(rows)
  end

  it("recovers the parameters of an epidemic", function()
    local m = sir()
    local c = m:calibrate { to = history_of(m:with { beta = 0.37, gamma = 0.13 }, "I"), quantity = "I",
      parameters = { "beta", "gamma" } }
    within(0.37, c:summary().estimate[1], 1e-7, "beta")
    within(0.13, c:summary().estimate[2], 1e-7, "gamma")
  end)

  -- NIST, Statistical Reference Datasets, nonlinear regression: Misra1a (D. Misra, 1978), certified values.
  it("gives the certified values and errors of Misra1a", function()
    local y = { 10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78 }
    local x = { 77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0 }
    local m, rows = model { start = 0, stop = 760, dt = 0.1 }, {}
    m.b1, m.b2 = 250, 0.0005
    m.y = m.b1 * (1 - (-1 * m.b2 * model.time):exp())
    for i in ipairs(x) do rows[i] = { time = x[i], y = y[i] } end
    local s = m:calibrate { to = glocal.frame(rows), quantity = "y", parameters = { "b1", "b2" } }:summary()
    within(2.3894212918e+02, s.estimate[1], 1e-7 * 2.4e2, "b1")
    within(5.5015643181e-04, s.estimate[2], 1e-7 * 5.5e-4, "b2")
    within(2.7070075241e+00, s.error[1], 1e-6 * 2.7, "error of b1")
    within(7.2668688436e-06, s.error[2], 1e-6 * 7.3e-6, "error of b2")
  end)

  it("recovers logistic growth, with intervals that hold it, and puts it into the model", function()
    local m = model { start = 0, stop = 20, method = "rk4" }
    m.r, m.K = 0.2, 500
    m.P = model.stock { start = 10, inflow = m.r * m.P * (1 - m.P / m.K) }
    local history = history_of(m:with { r = 0.5, K = 900 }, "P", 0.02)
    local c = m:calibrate { to = history, quantity = "P", parameters = { "r", "K" } }
    local s = c:summary()
    for i, truth in ipairs { 0.5, 900 } do
      assert.truthy(s.low_95[i] < truth and truth < s.high_95[i] and s.error[i] < 0.02 * truth, s.parameter[i])
    end
    local fitted = c:model():run { draws = 2000, seed = 3, outputs = "K" }:summary { quantity = "K" }
    within(s.estimate[2], fitted.mean[1], 4 * fitted.error[1], "K of the calibrated model")
    within(s.error[2], fitted.sd[1], 0.1 * s.error[2], "its standard deviation")
    assert.equal(21, #c:fit())
  end)

  it("takes the nearest draws as a posterior, with their correlation", function()
    local m = sir():with { beta = model.uniform { low = 0.1, high = 0.8 }, gamma = model.uniform { low = 0.05, high = 0.3 } }
    local c = m:calibrate { to = history_of(sir():with { beta = 0.37, gamma = 0.13 }, "I"), quantity = "I",
      parameters = { "beta", "gamma" }, method = "abc", draws = 20000 }
    local s = c:summary()
    assert.truthy(s.low_95[1] < 0.37 and 0.37 < s.high_95[1] and s.error[1] < 0.04)
    assert.truthy(s.low_95[2] < 0.13 and 0.13 < s.high_95[2] and s.error[2] < 0.03)
    assert.truthy(c.note:find("The nearest 200 of 20 000 draws", 1, true), c.note)
    assert.truthy(tostring(c:model()):find "rank correlation of beta and gamma = 0%.[5-9]")
  end)

  it("leaves missing months and other periods out, and says so", function()
    local m = route()
    local c = m:calibrate { to = glocal.frame({ { month = "2026-01", waiting = 2800.0 }, { month = "2026-02" },
      { month = "2026-03", waiting = 4100.0 }, { month = "2025-12", waiting = 9.0 } }), quantity = "waiting",
      parameters = { "rate" } }
    assert.truthy(c.note:find("'waiting' against 2 figures. 1 figure missing, and not counted. 1 row outside the model's time "
      .. "left out: 2025-12", 1, true), c.note)
    assert.is_nil(c:fit().actual[2])
  end)

  it("keeps the marking of the history", function()
    local m = route()
    local history = glocal.frame({ { month = "2026-01", waiting = 2800.0 }, { month = "2026-02", waiting = 3600.0 } },
      { marking = "RED" })
    local c = m:calibrate { to = history, quantity = "waiting", parameters = { "rate" } }
    assert.equal("TLP:RED", c.marking)
    assert.equal("TLP:RED", c:summary():marking())
    assert.equal("TLP:RED", c:model():run { draws = 10 }:summary():marking())
    assert.equal("marking", (select(3, c:plot():write(os.tmpname() .. ".svg"))))
    local one = m:calibrate { to = history:head(1), quantity = "waiting", parameters = { "rate" } }
    assert.equal("TLP:RED", m:with(one:posterior()):run { draws = 10 }:summary():marking())
  end)

  it("refuses by name", function()
    local m = route()
    local function calibrate(changes)
      local options = { to = glocal.frame { { month = "2026-01", waiting = 2800.0 } }, quantity = "waiting",
        parameters = { "rate" } }
      for name, value in pairs(changes) do options[name] = value end
      return function() return m:calibrate(options) end
    end
    says("did you mean 'waiting'", calibrate { quantity = "waitin" })
    says("did you mean 'rate'", calibrate { parameters = "rat" })
    says("can't be calibrated", calibrate { parameters = "inflow" })
    says("'arrivals' does not change 'rate'",
      calibrate { quantity = "rate", column = "waiting", parameters = { "arrivals" } })
    says("1 figure can't settle 2 parameters", calibrate { parameters = { "rate", "arrivals" } })
    says("is none of the parameters", calibrate { bounds = { rat = { 0, 1 } } })
    says("there is no 'mcmc'", calibrate { method = "mcmc" })
    says("falls into the model's time", calibrate { to = glocal.frame { { month = "2020-01", waiting = 1.0 } } })
    says("two rows of the history are of 2026-01", calibrate { to = glocal.frame { { month = "2026-01", waiting = 1.0 },
      { month = "2026-01", waiting = 2.0 } } })
  end)
end)

describe("results of models", function()
  local m = route()
  local r = m:run { draws = 2000, seed = 7 }

  it("say in four languages what they show, of which model and draws", function()
    local drawn = { r:tornado "waiting", r:sensitivity("waiting", { draws = 10240 }), r:discover("waiting", ">", 7000),
      r:probability("waiting", ">", 7000), r:summary(), r:quantiles { quantity = "waiting" }, r:paths { count = 3 },
      m:value_of_information("waiting", { closed = m:with { closed = 1 } }, { draws = 2000 }),
      m:compare(m:with { closed = 1 }, { draws = 100 }):summary { quantity = "waiting" }, m }
    for i, each in ipairs(drawn) do
      local seen = {}
      for _, lang in ipairs { "en", "nl", "fr", "de" } do
        local picture = assert(each:plot { lang = lang })
        assert.truthy(picture.source:find("^glocal [%d.]+, ", 1), picture.source)
        assert.truthy(picture:svg():find("TLP:CLEAR", 1, true))
        assert.truthy(#picture:text { width = 80, height = 20 } > 100)
        seen[picture:summary()] = true
      end
      local count = 0
      for _ in pairs(seen) do count = count + 1 end
      assert.equal(4, count, "plot " .. i)
    end
  end)

  it("have titles with their units", function()
    assert.equal("waiting: what moves it most", r:tornado("waiting"):plot { lang = "en" }.title)
    assert.equal("Probability of waiting > 7,000 people", r:probability("waiting", ">", 7000):plot { lang = "en" }.title)
    assert.equal("What leads to waiting > 7,000 people", r:discover("waiting", ">", 7000):plot { lang = "en" }.title)
    assert.equal("closed, inflow and waiting (people)", r:summary():plot { lang = "en" }.title)
  end)

  it("say what draws they leave out", function()
    local z = model { from = "2026-01", months = 2 }
    z.hits, z.a = model.poisson { mean = 2 }, model.uniform { low = 0, high = 1 }
    z.w = model.stock { start = 1, inflow = z.a / z.hits }
    local bad = z:run { draws = 1000 }
    for _, each in ipairs { bad:summary { quantity = "w" }, bad:probability("w", ">", 1), bad:discover("w", ">", 1.2) } do
      assert.truthy(each:plot { lang = "en" }:summary():find "%d+ draws without a finite value left out")
    end
    assert.truthy(bad:tornado("w"):plot { lang = "en" }:summary():find("without a finite outcome not drawn", 1, true))
  end)

  it("draw models in a time of their own", function()
    local n = model { start = 0, stop = 30, dt = 0.5, unit = "minutes" }
    n.tea = model.stock { start = 180, outflow = (n.tea - 70) / 10 }
    local said = n:run { draws = 1 }:plot { lang = "en" }:summary()
    assert.truthy(said:find("Median, 0 – 30 minutes", 1, true), said)
  end)

  it("are intervals where nothing changes in time, or for one month", function()
    local z = model { from = "2026-01", months = 3 }
    z.a = model.uniform { low = 0, high = 1 }
    z.b, z.c = z.a * 2, model.constant(5, { unit = "EUR" }) * z.a
    local run = z:run { draws = 1000 }
    for _, each in ipairs { run:plot { lang = "en" }, run:summary():plot { lang = "en" }, run:quantiles():plot { lang = "en" },
      r:summary { at = "2026-06" }:plot { lang = "en" } } do
      assert.truthy(each:summary():find("^Estimates with intervals"), each:summary())
      assert.truthy(each:summary():find("median, 9%d%% interval"), each:summary())
    end
  end)

  it("stand beside each other in panels where their units differ", function()
    local picture = r:plot { quantity = { "waiting", "inflow" }, lang = "en" }
    assert.truthy(picture:summary():find("^Courses over time"), picture:summary())
  end)
end)

describe("a diagram", function()
  -- Boxes {left, top, right, bottom} of the texts of a picture, as SVG has them.
  local function texts_of(svg)
    local boxes = {}
    for x, y, anchor, text in svg:gmatch 'translate%(([%d.]+),([%d.]+)%)"[^>]-text%-anchor="(%w+)"[^>]*>%s*<text[^>]*>([^<]*)<' do
      local wide, high = 6 * #text, 10
      local left = anchor == "middle" and x - wide / 2 or anchor == "end" and x - wide or tonumber(x)
      boxes[#boxes + 1] = { left, y - high / 2, left + wide, y + high / 2, text }
    end
    return boxes
  end

  it("of fifteen quantities has no label over another", function()
    local m = model { from = "2026-01", months = 12 }
    m.arrivals, m.closed = model.lognormal { low = 800, high = 1500 }, model.event { probability = 0.3, from = "2026-06" }
    m.diversion = model.uniform { low = 0, high = 0.5 }
    m.inflow = m.arrivals * (1 - m.diversion * m.closed)
    m.rate = model.triangular { low = 0.05, mode = 0.1, high = 0.2 }
    m.pressure = m.waiting / m.capacity
    m.leave_rate = m.rate * (1 + 0.2 * m.pressure)
    m.leaving = m.waiting * m.leave_rate
    m.waiting = model.stock { start = 2000, inflow = m.inflow, outflow = { m.leaving, m.detected } }
    m.patrols = model.constant(40)
    m.detection = (m.patrols / 100):min(0.9) * model.beta { a = 20, b = 30 }
    m.detected = m.waiting * m.detection * 0.1
    m.in_shelter = model.stock { start = 100, inflow = m.detected, outflow = m.in_shelter * 0.3 }
    m.capacity = 5000
    m.crossings = model.stock { start = 0, inflow = m.leaving }
    local picture = m:plot { lang = "en" }
    local boxes, names = texts_of(picture:svg()), 0
    for i, a in ipairs(boxes) do
      if m[a[5]:gsub("^~ ", "")] then names = names + 1 end
      for k = i + 1, #boxes do
        local b = boxes[k]
        local overlaps = a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
        assert.falsy(overlaps, a[5] .. " and " .. b[5])
      end
    end
    assert.truthy(names >= 15, names)
    assert.truthy(picture:summary():find("flow: leaving = waiting * leave_rate", 1, true))
    assert.truthy(picture:summary():find("uncertain: detection = ", 1, true))
  end)

  it("keeps the marking of what went in, and needs something to draw", function()
    local m = model { from = "2026-01", months = 2 }
    says("no quantity to draw", function() m:plot() end)
    m.x = model.empirical { of = glocal.frame({ { count = 3 }, { count = 5 } }, { marking = "AMBER" }) }
    m.y = m.x * 2
    assert.equal("TLP:AMBER", m:plot().marking)
  end)
end)
