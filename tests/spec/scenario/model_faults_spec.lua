--- model_faults_spec.lua: what goes wrong in a model, before and while it runs, is said with the name of the quantity: steps that are
-- too long, figures that are none, models that are changed or stopped while they run.

local glocal = require "glocal"
local support = require "tests.spec.support"

local model = glocal.model

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

local function months(fill)
  local m = model { from = "2026-01", months = 6 }
  fill(m)
  return m
end

local function note(m, options) return m:run(options or { draws = 1000 }):summary():note() end

describe("a step that is too long for", function()
  local function emptied(rate)
    return months(function(m)
      m.rate = rate
      m.waiting = model.stock { start = 1000, inflow = 100, outflow = m.waiting * m.rate }
    end)
  end

  it("a stock is said, with the draws in which it falls below 0", function()
    local said = note(emptied(model.uniform { low = 0.5, high = 2.6 }))
    assert.truthy(said:find("'waiting': more flows out than there is, so that it falls below 0 %(in 7%d%d draws%)"), said)
    assert.truthy(note(emptied(2)):find("'waiting': more flows out than there is", 1, true))
    assert.is_nil(note(emptied(model.uniform { low = 0.1, high = 1 })):find("flows out", 1, true))
  end)

  it("a stock by Runge and Kutta's method", function()
    local m = model { start = 0, stop = 6, method = "rk4" }
    m.y = model.stock { start = 10, outflow = 3 }
    assert.truthy(note(m):find("'y': more flows out than there is", 1, true))
  end)

  it("a stock, not where it is emptied to the last", function()
    assert.is_nil(note(months(function(m) m.y = model.stock { start = 0.3, outflow = m.y / model.dt } end)):find "flows")
    assert.is_nil(note(months(function(m) m.y = model.stock { start = 0.3, outflow = 0.1 * (model.time:less(3)) } end))
      :find("flows", 1, true))
    assert.is_nil(note(months(function(m) m.debt = model.stock { start = -5, outflow = 3 } end)):find("flows", 1, true))
  end)

  it("a stock, the same with any threads and shards", function()
    local m = emptied(model.uniform { low = 0.5, high = 2.6 })
    local a = m:run { draws = 5000, shard = { 1, 2 } }
    local whole = m:run { draws = 5000 }:summary():note()
    assert.equal(whole, m:run { draws = 5000, shard = { 2, 2 } }:merge(a):summary():note())
  end)

  it("a delay is refused", function()
    for _, duration in ipairs { 0.5, 0, -1 } do
      local m = months(function(m) m.y = model.smooth(model.time, duration) end)
      says(("'y': smooth over %g month in steps of 1: its duration must be 1 or more"):format(duration), m.run, m)
    end
    local m = months(function(m) m.y = model.material_delay(model.time, 2) end)
    says("'y': material delay over 2 month in steps of 1: its duration must be 3 or more, or dt shorter", m.run, m)
  end)
end)

describe("what is not finite", function()
  it("is counted where nothing else says why", function()
    local m = model { start = 0, stop = 400 }
    m.y = model.stock { start = 1, inflow = m.y * 9 }
    assert.truthy(m:run { draws = 5 }:summary { at = 400 }:note():find("'y' is not finite in 5 draws: left out", 1, true))
  end)

  it("is said of the other side of a comparison", function()
    local m = months(function(m) m.hits = model.poisson { mean = 1 } m.y = 1 / m.hits end)
    local said = m:compare(m:with { hits = 2 }):summary():note()
    assert.truthy(said:find "'y' is not finite in [%d ]+ draws: left out", said)
  end)

  it("leaves gaps in a tornado and in shares, which are said", function()
    local r = months(function(m) m.hits = model.poisson { mean = 1 } m.y = 1 / m.hits m.n = 3 * m.y:initial() * 0 + 1 end):run()
    assert.truthy(r:tornado("y"):note():find("Without a figure where 'y' is not finite", 1, true))
    assert.truthy(r:sensitivity("y"):note():find("Without a figure where 'y' is not finite", 1, true))
    local certain = months(function(m) m.y = model.time * 2 end):run()
    assert.truthy(certain:tornado("y"):note():find("Nothing that is drawn goes into 'y'", 1, true))
    assert.truthy(certain:sensitivity("y"):note():find("Nothing that is drawn goes into 'y'", 1, true))
  end)

  it("is no time, threshold or history", function()
    local nan = 0 / 0
    for _, name in ipairs { "start", "stop", "dt" } do
      local spec = { start = 0, stop = 3, dt = 1 }
      spec[name] = nan
      says(("bad argument '%s' to 'model': expected a number"):format(name), model, spec)
    end
    says("bad argument 'stop' to 'model': expected a number, got inf", model, { start = 0, stop = math.huge })
    says("is no whole number of steps of 1e-300", model, { start = 0, stop = 3, dt = 1e-300 })
    local m = model { start = 0, stop = 3 }
    m.y = model.normal { mean = 0, sd = 1 } * 2
    local r = m:run { draws = 100 }
    says("bad argument 'threshold' to 'probability': expected a number, got nan", r.probability, r, "y", ">", nan)
    says("bad argument 'threshold' to 'discover': expected a number, got nan", r.discover, r, "y", ">", nan)
    says("bad argument 'at' to 'summary': expected a time, a number", r.summary, r, { at = nan })
    says("bad argument 'at' to 'summary': expected a time, a number, got x", r.summary, r, { at = "x" })
    m.a = 1
    m.z = m.a * 2
    says("the history has inf at 1.0, which is no figure", m.calibrate, m, { quantity = "z", parameters = "a",
      to = glocal.frame { { time = 1.0, z = math.huge }, { time = 2.0, z = 3 } } })
  end)
end)

describe("what begins after the end of a model", function()
  it("is said, for it has no effect", function()
    local m = model { from = "2026-01", months = 3 }
    m.late = model.event { probability = 0.5, from = "2026-04" }
    m.pulse = model.pulse { from = 7 }
    m.last = model.step { from = "2026-03" }
    local r = m:run { draws = 1000, shard = { 1, 2 } }
    local other = m:run { draws = 1000, shard = { 2, 2 } }
    for _, said in ipairs { r:summary():note(), r:merge(other):summary():note(), m:explain() } do
      assert.truthy(said:find("'late' begins at 2026-04, after the model's end (2026-03): it has no effect", 1, true), said)
      assert.truthy(said:find("'pulse' begins at time 7, after", 1, true), said)
      assert.is_nil(said:find("'last' begins", 1, true))
    end
  end)
end)

describe("what can't be asked of a run", function()
  it("is refused by its name", function()
    local r = months(function(m) m.y = model.normal { mean = 0, sd = 1 } * 2 end):run { draws = 100 }
    says("bad argument 'count' to 'paths': expected at least 1, got -1", r.paths, r, { count = -1 })
    says("bad argument 'draws' to 'sensitivity': expected at least 1, got 0", r.sensitivity, r, "y", { draws = 0 })
    says("bad argument 'probabilities' to 'quantiles': 0.5 stands there twice", r.quantiles, r, { probabilities = { 0.5, 0.5 } })
    says("bad argument 'levels' to 'summary': 80 stands there twice", r.summary, r, { levels = { 80, 80 } })
    says("the one value is 7: write the number itself", model.fitted, { of = { 7 } })
    says("the axis 'z' has no element 'c'; it has a, b", model.array, { axis = { z = { "a", "b" } }, values = { a = 1, b = 2,
      c = 3 } })
  end)

  it("a model has no quantities of another, unless they are variants of one", function()
    local function other() return months(function(m) m.x = model.normal { mean = 5, sd = 1 } end) end
    for _, make in ipairs { function(x) return x * 2 end, function(x) return x end,
      function(x) return model.stock { start = x } end,
      function(x) return model.normal { mean = x, sd = 1 } end, function(x) return x:smooth(2) end,
      function(x) return model.array { axis = { z = { "a", "b" } }, value = x } end } do
      local m, n = months(function(m) m.x = 100 end), other()
      says("'y' uses 'x' of another model", function() m.y = make(n.x) end)
      says("'x' uses 'x' of another model", m.with, m, { x = make(n.x) })
      m.y = make(m:with { x = 3 }.x)
    end
    assert.equal(1, #months(function(m) m.y = 3 end):run { draws = 10, outputs = { "y", "y" } }.names)
  end)

  it("models of different times are not set against each other", function()
    local function from(month, count)
      local m = model { from = month, months = count }
      m.a = model.normal { mean = 0, sd = 1 }
      m.y = m.a * model.time
      return m
    end
    local m = from("2026-01", 3)
    for _, other in ipairs { from("2030-01", 3), from("2026-01", 30) } do
      says("bad argument to 'compare': the variant is a model from 20", m.compare, m, other)
      says("and this a model from 2026-01, 3 months", m.value_of_information, m, "y", { other = other })
    end
  end)
end)

describe("the units of a distribution", function()
  it("are those of its parameters", function()
    local function drawn(family, options)
      return months(function(m)
        m.people, m.number = model.constant(2, { unit = "people" }), model.constant(1, { unit = "1" })
        for name, value in pairs(options) do
          if type(value) == "string" and name ~= "unit" then options[name] = m[value] end
        end
        m.y = model[family](options)
      end)
    end
    local function refused(word, family, options)
      local m = drawn(family, options)
      says(("units of 'y' do not fit: %s is in people, not in EUR"):format(word), m.run, m)
    end
    refused("mean of normal", "normal", { mean = "people", sd = 1, unit = "EUR" })
    refused("sd of normal", "normal", { mean = 1, sd = "people", unit = "EUR" })
    refused("high of uniform", "uniform", { low = 0, high = "people", unit = "EUR" })
    refused("mode of pert", "pert", { low = 0, mode = "people", high = 9, unit = "EUR" })
    refused("scale of gamma", "gamma", { shape = 2, scale = "people", unit = "EUR" })
    refused("high of beta", "beta", { a = 2, b = 3, low = 0, high = "people", unit = "EUR" })
    assert(drawn("gamma", { shape = "number", scale = "people", unit = "people" }):run { draws = 10 })
    assert(drawn("normal", { mean = "people", sd = 1 }):run { draws = 10 })
    assert(drawn("normal", { mean = 3, sd = 1, unit = "EUR" }):run { draws = 10 })
    assert(drawn("poisson", { mean = "people", unit = "EUR" }):run { draws = 10 }) -- of counts only the numbers are taken
  end)
end)

describe("a correlation", function()
  local function two() return months(function(m)
    m.a, m.b = model.normal { mean = 0, sd = 1 }, model.normal { mean = 0, sd = 1 }
    m.y = m.a + m.b
  end) end

  it("is of two, and a matrix says it once", function()
    local m = two()
    says("bad argument #1 to 'correlate': name two quantities or more", m.correlate, m, { "a" }, 0.5)
    says("the matrix has 0.5 for 'a' and 'b', and -0.5 for 'b' and 'a'", m.correlate, m, { "a", "b" },
      { { 1, 0.5 }, { -0.5, 1 } })
    says("expected a number from -1 to 1", m.correlate, m, { "a", "b" }, 0 / 0)
  end)

  it("is the last that was given, in either order", function()
    local m = two():correlate({ "a", "b" }, 0.9):correlate({ "b", "a" }, -0.5)
    assert.truthy(tostring(m):find("rank correlation of b and a = -0.5", 1, true), tostring(m))
    assert.is_nil(tostring(m):find("0.9", 1, true))
  end)

  it("goes where a variant takes a number instead", function()
    local m = two():correlate({ "a", "b" }, 0.9)
    assert.equal(1000, m:with { a = 3 }:run { draws = 1000 }.draws)
    assert.is_nil(tostring(m:with { a = 3 }):find("rank correlation", 1, true))
  end)
end)

describe("a model that runs", function()
  local function meddling(act)
    return months(function(m)
      m.a = model.normal { mean = 1, sd = 1 }
      m.y = model.lua(function(a) act(m) return a end, m.a)
    end)
  end
  local history = glocal.frame { { month = "2026-01", y = 3 }, { month = "2026-02", y = 3 } }
  local CALLS = {
    run = function(m) return m:run() end,
    compare = function(m) return m:compare(m:with { a = 3 }) end,
    calibrate = function(m) return m:calibrate { to = history, quantity = "y", parameters = "a" } end,
    value_of_information = function(m) return m:value_of_information("y", { v = m:with { a = 3 } }, { draws = 1000 }) end,
  }

  for name, call in pairs(CALLS) do
    it("is not changed by " .. name, function()
      local m = meddling(function(m) m.z = 3 end)
      says("'y': ", call, m)
      says("the model is running: it can be changed when the run has ended", call, m)
      m.z = 3 -- afterwards it can
    end)
  end

  it("and is stopped can be changed and run again", function()
    local is_stopped = true
    local m = meddling(function()
      if is_stopped then debug.sethook(function() error "stopped" end, "", 1) end -- as Ctrl-C: at each instruction from here on
    end)
    assert.is_false(coroutine.resume(coroutine.create(function() m:run() end)))
    is_stopped = false
    m.z = 3
    assert.equal(100, m:run { draws = 100 }.draws)
  end)
end)
