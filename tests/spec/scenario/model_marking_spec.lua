--- model_marking_spec.lua: how strictly a model is marked: as what went into it, by whichever way; what shows it asks the gate.

local glocal = require "glocal"
local show = require "foresight.shell.show"
local support = require "tests.spec.support"

local model, command = glocal.model, os.getenv "GLOCAL" or "build/release/glocal"

local function red(rows) return glocal.frame(rows, { marking = "RED" }) end
local VICTIMS = { { zone = "A", count = 314159 }, { zone = "B", count = 300000 }, { zone = "C", count = 271828 },
  { zone = "D", count = 5 }, { zone = "E", count = 7 } }

-- A model of three months that `fill` defines.
local function made(fill)
  local m = model { from = "2026-01", months = 3 }
  fill(m)
  return m
end

local function shares() return red { { p = 0.3, x = 1 }, { p = 0.7, x = 2 } } end

local WAYS = {
  ["a frame"] = function(m) m.y = model.empirical { of = red(VICTIMS) } end,
  ["a column"] = function(m) m.y = model.fitted { of = red(VICTIMS).count } end,
  ["probabilities"] = function(m) m.y = model.discrete { values = { 1, 2 }, probabilities = shares().p } end,
  ["probabilities of quantiles"] = function(m) m.y = model.quantiles { values = { 1, 2 }, probabilities = shares().p } end,
  ["a sum of a column"] = function(m) m.y = model.sum(red(VICTIMS).count) end,
  ["flows of a column"] = function(m) m.y = model.stock { start = 0, inflow = red(VICTIMS).count } end,
  ["the start of a stock"] = function(m) m.y = model.stock { start = model.empirical { of = red(VICTIMS) } } end,
  ["an array of a row"] = function(m) m.y = model.array { axis = { z = { "p", "x" } }, values = shares()[1] } end,
  ["points of a table"] = function(m) m.y = model.time:lookup { shares().x, shares().x } end,
  ["the names of an axis"] = function(m) m.y = model.array { axis = { z = red(VICTIMS).zone }, value = 3 } end,
  ["what a quantity depends on"] = function(m)
    m.x = model.empirical { of = red(VICTIMS) }
    m.y = model.lua(function(x) return x end, m.x:smooth(3))
  end,
  ["a correlation"] = function(m)
    m.a, m.b = model.normal { mean = 0, sd = 1 }, model.normal { mean = 0, sd = 1 }
    m.y = m.a + m.b
    m:correlate({ "a", "b" }, { red({ { r = 1 }, { r = 0.5 } }).r, { 0.5, 1 } })
  end,
}

local function calibrated()
  local history = red { { month = "2026-01", y = 314159.0 }, { month = "2026-02", y = 271828.0 }, { month = "2026-03", y = 2e5 } }
  local m = made(function(m)
    m.a, m.b = model.uniform { low = 1, high = 1e6 }, model.uniform { low = -1e5, high = 1e5 }
    m.y = m.a + m.b * model.time
  end)
  return m:calibrate { to = history, quantity = "y", parameters = { "a", "b" } }
end

describe("a model is marked as", function()
  for way, fill in pairs(WAYS) do
    it(way, function()
      local m = made(fill)
      assert.equal("TLP:RED", m:marking())
      assert.equal("TLP:RED", m:run { draws = 100 }:summary():marking())
      assert.equal("TLP:RED", m:with {}:marking())
      assert.equal("marking", select(3, m:plot { lang = "en" }:svg()))
    end)
  end

  it("nothing where nothing marked went in", function()
    local m = made(function(m) m.y = model.normal { mean = 0, sd = 1 } end)
    assert.equal("TLP:CLEAR", m:marking())
    assert.truthy(tostring(m):find("^model from 2026%-01, 3 months\n"))
  end)

  it("the rows that changed it", function()
    local m = made(function(m) m.x, m.y = 3, model.normal { mean = 0, sd = 1 } end)
    assert.equal("TLP:RED", m:with(red({ { x = 314159 } })[1]):marking())
  end)

  it("its file", function()
    local m = made(function(m) m.y = model.stock { start = 3 } end)
    local path = assert(m:to_xmile(support.path ".xmile"))
    local read = assert(model.from_xmile(path, { marking = "RED" }))
    assert.equal("TLP:RED", read:marking())
    assert.equal("marking", select(3, read:plot { lang = "en" }:svg()))
    -- on either side of a comparison
    local plain = assert(model.from_xmile(path))
    assert.equal("TLP:RED", read:compare(plain, { draws = 10 }):summary():marking())
    assert.equal("TLP:RED", plain:compare(read, { draws = 10 }):summary():marking())
  end)

  it("the figures it was calibrated to, with what is left of that", function()
    local m = calibrated():model()
    assert.equal("TLP:RED", m:marking())
    local normal = model.normal { mean = 0, sd = 1 }
    assert.equal("TLP:RED", m:with { a = normal, b = model.normal { mean = 1, sd = 1 } }:marking()) -- their correlation
  end)

  it("the scenario that chose its inputs, stocks too", function()
    local cells = red { { from = "A1", A1 = 0, A2 = 0, B1 = 2, B2 = -2 }, { from = "A2", A1 = 0, A2 = 0, B1 = -2, B2 = 2 },
      { from = "B1", A1 = 1, A2 = -1, B1 = 0, B2 = 0 }, { from = "B2", A1 = -1, A2 = 1, B1 = 0, B2 = 0 } }
    local balance = glocal.crossimpact(cells:select { "from", "A1", "A2", "B1", "B2" })
    local m = made(function(m) m.y = model.stock { start = 1 } end)
    local plain = glocal.crossimpact(glocal.frame { { from = "A1", A1 = 0, A2 = 0, B1 = 2, B2 = -2 },
      { from = "A2", A1 = 0, A2 = 0, B1 = -2, B2 = 2 }, { from = "B1", A1 = 1, A2 = -1, B1 = 0, B2 = 0 },
      { from = "B2", A1 = -1, A2 = 1, B1 = 0, B2 = 0 } }:select { "from", "A1", "A2", "B1", "B2" })
    local chosen, figures = red { { A = "A1", B = "B1" } }, red { { y = 314159 } }
    assert.equal("TLP:RED", plain:balances(chosen):marking())
    for _, inputs in ipairs { plain:inputs(chosen, { A = { A1 = { y = 3 }, A2 = {} } }),
      plain:inputs({ "A1", "B1" }, { A = { A1 = figures[1], A2 = {} } }) } do
      assert.equal("TLP:RED", m:with(inputs):marking())
    end
    local inputs = balance:inputs({ "A1", "B1" }, { A = { A1 = { y = model.stock { start = 5 } }, A2 = {} } })
    assert.equal("TLP:RED", m:with(inputs):run { draws = 10 }:summary():marking())
  end)

  it("the bounds of a calibration, and what is known of an event", function()
    local m = made(function(m) m.a, m.y = 1, m.a * 2 end)
    local history = glocal.frame { { month = "2026-01", y = 3 }, { month = "2026-02", y = 2.9 } }
    local c = m:calibrate { to = history, quantity = "y", parameters = "a", bounds = { a = red({ { b = 0 }, { b = 9 } }).b } }
    assert.same({ "TLP:RED", "TLP:RED", "TLP:RED" }, { c:summary():marking(), c:fit():marking(), c:model():marking() })
    local events = glocal.frame({ { event = "a", probability = 0.4, b = 0.7 }, { event = "b", probability = 0.5, a = 0.5 } },
      { columns = { "event", "probability", "a", "b" }, types = { a = "real", b = "real" } })
    assert.equal("TLP:RED", glocal.event_crossimpact(events, { method = "turoff", known = red({ { a = 1 } })[1] }):marking())
  end)

  it("both shards that are merged", function()
    local values = { 5, 7, 271828, 300000, 314159 } -- the same model, hash and all
    local plain = made(function(m) m.y = model.empirical { of = values } end):run { draws = 4000, shard = { 1, 2 } }
    local marked = made(WAYS["a frame"]):run { draws = 4000, shard = { 2, 2 } }
    assert.equal("TLP:RED", plain:merge(marked):summary():marking())
  end)
end)

describe("the equations of a marked model", function()
  it("are shown, and are no text that leaves", function()
    local m = calibrated():model()
    assert.equal("model marked TLP:RED: show(...) shows it on the terminal", tostring(m))
    local shown = show.text(m)
    assert.truthy(shown:find("^model from 2026%-01, 3 months \u{B7} TLP:RED\n"), shown)
    assert.truthy(shown:find("\na = normal(mean 319075", 1, true), shown)
    assert.truthy(support.message_of(function() return calibrated().note end):find("calibration of a model is TLP:RED", 1, true))
    local quantity = calibrated():posterior().a
    assert.equal("quantity marked TLP:RED: show(...) shows it on the terminal", tostring(quantity))
    assert.truthy(show.text(quantity):find "^normal%(")
    for _, value in ipairs { m, quantity, calibrated():posterior() } do
      assert.truthy(support.message_of(show.json, value):find("is TLP:RED, which may not leave glocal", 1, true))
    end
  end)

  it("leave with a looser marking in their first line", function()
    local m = made(function(m) m.y = model.empirical { of = glocal.frame(VICTIMS, { marking = "AMBER" }) } end)
    assert.truthy(tostring(m):find("^model from 2026%-01, 3 months \u{B7} TLP:AMBER\n"))
  end)

  it("are explained without what was fitted", function()
    assert.is_nil(made(WAYS["a column"]):explain():find("log likelihood", 1, true))
    assert.truthy(made(WAYS["a column"]):explain():find("1 remark on distributions left out: the model is TLP:RED", 1, true))
    assert.truthy(made(function(m) m.y = model.fitted { of = { 1, 2, 3, 4, 5 } } end):explain():find("log likelihood", 1, true))
  end)

  it("are no JSON", function()
    local chunk = 'm = model{start=0, stop=1} m.y = model.empirical{of=frame({{count=314159}}, {marking="RED"})} return m'
    local pipe = assert(io.popen(("%s run --json -e '%s' 2>&1"):format(command, chunk)))
    local said = pipe:read "a"
    pipe:close()
    assert.truthy(said:find("TLP:RED, which may not leave", 1, true), said)
  end)
end)
