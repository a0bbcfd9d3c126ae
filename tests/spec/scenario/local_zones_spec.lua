--- local_zones_spec.lua: a scenario taken down to police zones adds up to the scenario, with its uncertainty.

local glocal = require "glocal"
local support = require "tests.spec.support"

local model = glocal.model
local CHANNEL = { quantity = "arrivals", zone = "RT-CHANNEL", phenomenon = "smuggling", exposure = "channel" }

local function with(changes)
  local spec = {}
  for name, value in pairs(CHANNEL) do spec[name] = value end
  for name, value in pairs(changes) do spec[name] = value end
  return spec
end

describe("run:impact", function()
  local m, r
  setup(function()
    support.benelux()
    m = model { from = "2026-09", months = 6 }
    m.rate = model.lognormal { low = 800, high = 3500, unit = "people/month" }
    m.closed = model.event { probability = 0.3, from = "2026-12" }
    m.arrivals = m.rate * (1 - 0.6 * m.closed)
    m.west = model.constant(50, { unit = "people/month" })
    r = m:run { draws = 4000, seed = 7, outputs = { "arrivals", "west" } }
  end)

  it("adds up to the quantity in each month", function()
    local local_figures = r:impact(CHANNEL)
    local whole = r:summary { quantity = "arrivals" }
    local sums = {}
    for _, row in local_figures:rows() do
      sums[row.month] = (sums[row.month] or 0) + row.mean
      assert.is_true(row.low_95 <= row.low_80 and row.low_80 <= row.median and row.median <= row.high_80)
    end
    for i = 1, #whole do support.near(1e-9)(whole.mean[i], sums[whole:get(i, "month")], whole:get(i, "month")) end
  end)

  it("agrees with impact where the shares are certain, and quantiles are the share times those of the run", function()
    local certain = r:impact(with { certain = true, months = "2026-10" })
    local figures = glocal.frame { { zone = "RT-CHANNEL", phenomenon = "smuggling", count = 1000000 } }
    local shares = {}
    for _, row in glocal.impact({ of = figures, exposure = "channel" }):rows() do shares[row.zone] = row.estimate / 1000000 end
    local whole = r:summary { quantity = "arrivals", at = "2026-10" }
    assert.equal(47, #certain:where { part = "zone" } + 1)
    for _, row in certain:rows() do
      local share = shares[row.zone]
      support.near(1e-8)(share * whole.mean[1], row.mean, row.zone)
      support.near(1e-8)(share * whole.high_95[1], row.high_95, row.zone)
    end
  end)

  it("is drawn by the map of its day, of some of its zones too", function()
    local local_figures = r:impact(with { months = "2026-10", at = "2021-06-01" })
    for _, frame in ipairs { local_figures, local_figures:where { part = "zone" } } do
      local said = frame:plot({ kind = "map", y = "median", lang = "en" }):summary()
      assert.truthy(said:find("map of 1 June 2021", 1, true), said)
    end
  end)

  it("carries the uncertainty of the shares too", function()
    local certain = r:impact(with { certain = true, months = "2026-10" }):where { zone = "BE-PZ5461" }
    local uncertain = r:impact(with { months = "2026-10" }):where { zone = "BE-PZ5461" }
    assert.is_true(uncertain.sd[1] > 1.1 * certain.sd[1])
    support.near(0.05)(certain.mean[1], uncertain.mean[1])
  end)

  it("adds several quantities up draw by draw", function()
    local both = r:impact { of = { { quantity = "arrivals" }, { quantity = "west" } }, zone = "RT-CHANNEL",
      phenomenon = "smuggling", exposure = "channel", certain = true, total = true }
    local alone = r:impact(with { certain = true, total = true })
    local share = 0.015 -- of BE-PZ5461 in the table 'channel'
    assert.is_false(both:has "month")
    support.near(1e-8)(alone:where({ zone = "BE-PZ5461" }).mean[1] + share * 50 * 6,
      both:where({ zone = "BE-PZ5461" }).mean[1])
  end)

  it("allocates by population, at any level", function()
    local provinces = r:impact { quantity = "arrivals", zone = "RT-CHANNEL", phenomenon = "smuggling", to = "province",
      within = "BE", base = "BE", months = "2026-09", certain = true }
    local inside = provinces:where { part = "zone" }
    assert.is_true(#inside >= 10)
    local whole = r:summary { quantity = "arrivals", at = "2026-09" }.mean[1]
    assert.is_true(inside:sum "mean" <= whole + 1e-6 and inside:sum "mean" > 0.85 * whole) -- Brussels is no province
  end)

  it("says which zones a variant changes, with how likely", function()
    local d = m:compare(m:with { closed = 1 }, { draws = 4000, seed = 7 })
    local changes = d:impact(with { total = true }):where { part = "zone" }:sort "mean"
    assert.equal("BE-PZ5461", changes.zone[1])
    assert.is_true(changes.mean[1] < 0 and changes.increase[1] == 0)
    local none = m:compare(m, { draws = 500 }):impact(with { months = "2026-09" })
    assert.same({ 0.0, 0.0 }, { none.mean[1], none.sd[1] })
  end)

  it("gives the same bits for the same call, with a map", function()
    local a, b = r:impact(CHANNEL), r:impact(CHANNEL)
    assert.same(a.mean, b.mean)
    assert.same(a.high_95, b.high_95)
    local path = support.path ".svg"
    assert.equal(path, r:impact(with { total = true }):plot({ kind = "map", to = path }) and path)
    assert.truthy(support.read(path):find("Westkust", 1, true))
    local shown = r:impact(with { total = true }):where { part = "zone" }
    assert.truthy(shown:plot({ kind = "map", lang = "en" }).title:find "^Arrivals: %d+ police zones$")
  end)

  it("says what falls outside", function()
    assert.truthy(r:impact(CHANNEL):note():find("of 'arrivals' %d[%d.]* %% fall to no zone %(OUTSIDE%)"))
  end)

  it("names what is wrong", function()
    local function message(changes) return support.message_of(r.impact, r, with(changes)) end
    assert.truthy(message { quantity = "arivals" }:find("did you mean 'arrivals'", 1, true))
    assert.truthy(message { zone = "RT-CHANEL" }:find("did you mean 'RT-CHANNEL'", 1, true))
    assert.truthy(message { exposure = "chanel" }:find("did you mean 'channel'", 1, true))
    assert.truthy(message { months = "2031-01" }:find("'months' to 'impact': 2031-01 is not within", 1, true))
    assert.truthy(message { months = { "2026-11", "2026-10" } }:find("the first month is after the last", 1, true))
    assert.truthy(message { to = "police_zne" }:find("police_zone", 1, true))
    assert.truthy(support.message_of(r.impact, r, { quantity = "arrivals" }):find('zone="RT-CHANNEL"', 1, true))
    local large = m:run { draws = 2000000, outputs = "arrivals" }
    assert.truthy(support.message_of(large.impact, large, CHANNEL):find("run fewer draws", 1, true))
  end)
end)
