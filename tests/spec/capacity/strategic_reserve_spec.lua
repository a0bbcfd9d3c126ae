--- strategic_reserve_spec.lua: the reserve against sums that can be done by hand, shared events, the same bits, what a call can get wrong.

local glocal = require "glocal"
local support = require "tests.spec.support"

local message_of = support.message_of

local function zones(rows, marking)
  return glocal.frame(rows, { columns = { "zone", "events", "low", "mode", "high", "capacity" }, marking = marking })
end

local function one(events, officers, capacity)
  return { zone = "A", events = events, low = officers, mode = officers, high = officers, capacity = capacity }
end

local function within(expected, found, error_of)
  assert.is_true(math.abs(found - expected) < 5 * error_of, ("%g is not %g"):format(found, expected))
end

describe("a strategic reserve", function()
  it("falls short as the Poisson distribution says", function()
    local found = glocal.strategic_reserve { zones = zones { one(1, 10, 10) }, sizes = { 10, 0 }, draws = 200000, seed = 3 }
    assert.are.same({ 0.0, 10.0 }, found.size)
    -- P(N > 1) and P(N > 2) of a Poisson count of mean 1; E max(10 N - 10, 0) = 10 (1 - P(N >= 1)) = 10 / e.
    within(1 - 2 / math.exp(1), found.probability_short[1], found.error[1])
    within(1 - 2.5 / math.exp(1), found.probability_short[2], found.error[2])
    within(10 / math.exp(1), found.mean_short[1], 0.02)
  end)

  it("must be larger where events are shared than where each zone has its own", function()
    local rows, apart = {}, {}
    for i = 1, 10 do
      rows[i] = { zone = "Z" .. i, events = 0, low = 0, mode = 0, high = 0, capacity = 0 }
      apart[i] = { zone = "Z" .. i, events = 0.1, low = 10, mode = 10, high = 10, capacity = 0 }
    end
    -- The same mean of 10 officers a day: one event that all zones feel, or ten that have nothing to do with each other.
    local shared = glocal.strategic_reserve { zones = zones(rows), shared = { mean = 0.1, low = 100, mode = 100, high = 100 },
      sizes = { 50 } }
    local own = glocal.strategic_reserve { zones = zones(apart), sizes = { 50 } }
    within(1 - math.exp(-0.1), shared.probability_short[1], shared.error[1])
    assert.is_true(own.probability_short[1] < 0.002)
  end)

  it("has a cost curve with a lowest point, and the marking of its figures", function()
    local found = glocal.strategic_reserve { zones = zones({ one(2, 10, 0) }, "AMBER"), sizes = { 0, 20, 40, 200 }, cost = 1,
      cost_short = 20 }
    assert.are.equal("TLP:AMBER", found:marking())
    local sum = 0
    for i = 1, #found do sum = sum + found.is_cheapest[i] end
    assert.are.equal(1, sum)
    assert.are.equal(0, found.is_cheapest[1])
    assert.are.equal(0, found.is_cheapest[4])
    assert.is_nil(glocal.strategic_reserve { zones = zones { one(2, 10, 0) }, sizes = { 5 }, draws = 100 }.cost[1])
  end)

  it("is the same bits for a seed, on one and on two threads", function()
    local said = {}
    for threads = 1, 2 do
      local path = support.file([[local z = frame{{zone="A", events=1.3, low=5, mode=12, high=40, capacity=10}}
        local s = strategic_reserve{zones=z, shared={mean=0.1, low=20, mode=60, high=200}, sizes={0, 40}, seed=5}
        for i = 1, #s do print(("%a %a"):format(s.probability_short[i], s.mean_short[i])) end]], ".lua")
      local pipe = assert(io.popen(("GLOCAL_THREADS=%d '%s' run '%s' 2>&1"):format(threads, os.getenv "GLOCAL", path)))
      said[threads] = pipe:read "a"
      assert.is_true(pipe:close(), said[threads])
    end
    assert.are.equal(said[1], said[2])
  end)

  it("says what is wrong with a call", function()
    local function said(options)
      local spec = { zones = zones { one(1, 10, 10) }, sizes = { 0 }, draws = 100 }
      for name, value in pairs(options) do spec[name] = value end
      return message_of(glocal.strategic_reserve, spec)
    end
    assert.truthy(said { zones = zones { { zone = "A", low = 1, mode = 1, high = 1, capacity = 0 } } }:find(
      "row 1, zone 'A': events is missing: unknown is not 0", 1, true))
    assert.truthy(said { zones = glocal.frame { { zone = "A" } } }:find("no column 'events'", 1, true))
    assert.truthy(said { zones = zones { { zone = "A", events = 1, low = 3, mode = 2, high = 4, capacity = 0 } } }:find(
      "low, mode and high must rise", 1, true))
    assert.truthy(said { sizes = {} }:find("expected 1 to 200 sizes", 1, true))
    assert.truthy(said { sizes = { -1 } }:find("at least 0, not -1", 1, true))
    assert.truthy(said { cost = -1 }:find("expected an amount of at least 0", 1, true))
    assert.truthy(said { zones = zones { one(1, 1, 1), one(1, 1, 1) } }:find("has several rows", 1, true))
  end)
end)
