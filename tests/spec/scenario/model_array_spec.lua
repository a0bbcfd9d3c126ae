--- model_array_spec.lua: arrays of a model: worked out by element, their axes matched by name.

local glocal = require "glocal"
local support = require "tests.spec.support"

local model = glocal.model
local near = support.near(1e-9)

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

describe("an array of a model", function()
  local function two_routes()
    local m = model { from = "2026-01", months = 2 }
    m.arrivals = model.array { axis = { route = { "east", "west" } }, values = { east = 100, west = 50 } }
    m.rate = model.array { axis = { route = { "east", "west" }, mode = { "sea", "air" } },
      of = function(mode, route) return (mode == "sea" and 0.1 or 0.2) + (route == "west" and 0.05 or 0) end }
    return m
  end

  local function value(m, name) return m:run { draws = 1, outputs = name }:frame()[name][1] end

  it("is worked out by element, axes matched by name", function()
    local m = two_routes()
    m.waiting = model.stock { start = 10, inflow = m.arrivals, outflow = m.waiting * m.rate }
    near(10 + 100 - 10 * 0.1, value(m, "waiting[sea,east]"))
    near(10 + 50 - 10 * 0.25, value(m, "waiting[air,west]"))
    m.by_route = model.sum(m.waiting, "mode")
    m.total = model.sum(m.waiting)
    near(20, value(m, "by_route[east]")) -- no stock: its mean over the month
    near(40, value(m, "total"))
    m.east, m.most = m.by_route.east, model.max(m.by_route, 150) + 1
    near(20, value(m, "east"))
    near(151, value(m, "most[west]"))
    local r = m:run { draws = 1 }:summary { quantity = { "by_route", "total" }, at = "2026-01" }
    assert.same({ "by_route", "by_route", "total" }, { table.unpack(r.quantity) })
    assert.same({ "east", "west" }, { r.route[1], r.route[2] })
    assert.is_nil(r.route[3])
    m.again = m.arrivals * 2
    m.again = 5
    near(5, value(m, "again"))
    near(1, value(m:with { rate = model.array { axis = { route = { "east", "west" }, mode = { "sea", "air" } }, value = 1 } },
      "rate[air,west]"))
  end)

  it("draws each element by itself", function()
    local m = two_routes()
    m.drawn = model.normal { mean = m.arrivals, sd = 10 }
    m.more = m.drawn * 1
    local r = m:run { draws = 4000 }:summary { quantity = "more" }
    assert.truthy(math.abs(r.mean[1] - 100) < 1 and math.abs(r.mean[2] - 50) < 1)
    m.spread = m.drawn.east - m.drawn.west
    assert.truthy(math.abs(m:run { draws = 4000 }:summary { quantity = "spread" }.sd[1] - 10 * math.sqrt(2)) < 0.7)
  end)

  it("says what does not fit", function()
    local m = two_routes()
    says("the array has no element 'est', did you mean 'east'?", function() return m.arrivals.est end)
    says("the array has no axis 'rout', did you mean 'route'?", function() return model.sum(m.arrivals, "rout") end)
    says("two arrays have the axis 'route' with different elements: east, west; a", function()
      return m.arrivals + model.array { axis = { route = { "a" } }, value = 1 }
    end)
    says("the array has no value for [west]", function()
      return model.array { axis = { route = { "east", "west" } }, values = { east = 1 } }
    end)
    says("an array needs an axis", function() return model.array { axis = {}, value = 1 } end)
    says("an array can't be changed", function() m.arrivals.east = 3 end)
  end)
end)
