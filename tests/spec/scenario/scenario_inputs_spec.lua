--- scenario_inputs_spec.lua: where the uncertain quantities of a model come from: fits to figures, registered forecasts, Lua functions.

local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

local model = glocal.model

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

describe("a fitted quantity", function()
  local AMOUNTS = { 812, 1040, 955, 1310, 722, 1188, 905, 1002, 876, 1415, 990, 1105.5 }
  local COUNTS = { 4, 0, 7, 2, 11, 3, 5, 0, 9, 1, 6, 2, 14, 3 }

  local function one(of)
    local m = model { from = "2026-01", months = 1 }
    m.x = of
    return m
  end

  it("has the estimates of R", function()
    -- MASS 7.3-58.2: fitdistr(COUNTS, "negative binomial"), theta.ml
    local m = one(model.fitted { of = COUNTS })
    assert.equal("x = negative_binomial(mean 4.78571, size 1.58071)", tostring(m):match "\n([^\n]*)")
    assert.equal("gamma(4.78571, 1)", tostring(model.gamma { shape = 4.78571 }))
    assert.truthy(m:explain():find("x: negative_binomial fitted to 14 values by maximum likelihood: log likelihood -36.93, "
      .. "AIC 77.9, KS 0.047 (AIC of poisson 93.3)", 1, true), m:explain())
    assert.equal("lognormal(6.91681, 0.185493)", tostring(model.fitted { of = AMOUNTS }))
    assert.equal("poisson(4.78571)", tostring(model.fitted { of = COUNTS, family = "poisson" }))
  end)

  it("chooses among the families that can have the figures", function()
    assert.truthy(tostring(model.fitted { of = { -1.5, 2, 0.3, 1, 4 } }):find "^normal")
    local shares = one(model.fitted { of = { 0.12, 0.35, 0.5, 0.22, 0.41, 0.65, 0.3, 0.18 } }):explain()
    assert.truthy(shares:find("beta", 1, true) and shares:find("gamma", 1, true), shares)
    assert.truthy(tostring(model.fitted { of = { 5, 5, 5, 6, 5 } }):find "^poisson")
  end)

  it("takes a column of a frame, its unit and its marking, and says what is missing", function()
    local rows = {}
    for i, count in ipairs(COUNTS) do rows[i] = { place = tostring(i), count = count } end
    rows[#rows + 1] = { place = "unknown" }
    local m = one(model.fitted { of = core.frame(rows, { marking = "TLP:AMBER" }) })
    assert.truthy(m:explain():find("fitted to 14 values (1 missing left out)", 1, true), m:explain())
    local f = m:run { draws = 100 }:summary()
    assert.equal("TLP:AMBER", f:marking())
    says("no column 'counts', did you mean 'count'?", model.fitted, { of = core.frame(rows), column = "counts" })
  end)

  it("refuses what can't be fitted", function()
    says("bad argument 'of' to 'model.fitted': it needs the figures", model.fitted, {})
    says("at least 5 values, there are 3", model.fitted, { of = { 1, 2, 3 } })
    says("values of lognormal are above 0, value 4 is 0", model.fitted, { of = { 1, 2, 3, 0, 4 }, family = "lognormal" })
    says("all 5 values are 7: write the number itself", model.fitted, { of = { 7, 7, 7, 7, 7 } })
    says("did you mean 'lognormal'?", model.fitted, { of = AMOUNTS, family = "lognormel" })
  end)
end)

describe("a registered forecast in a model", function()
  local SPEC = { zone = "A", level = "region", phenomenon = "p.x", every = "month" }

  -- A store with five years of months at two regions, and a forecast of twelve months registered.
  local function registered_store()
    local store, lines = support.small_store(), {}
    for i = 0, 59 do
      local month = glocal.period("2018-01", "month", i)
      lines[#lines + 1] = ("%s,A-1,p.x,%d\n%s,A-2,p.x,%d\n"):format(month, 20 + (i * 7) % 11, month, 5 + (i * 5) % 7)
    end
    assert(support.import(store, table.concat(lines), { records = "events" }))
    local f = glocal.forecast(glocal.rollup(SPEC), { horizon = 12, levels = { 80, 95 }, seed = 4 })
    return store, assert(f:register { author = "analysis" }), f
  end

  it("has each month's quantiles, and the marking of the forecast", function()
    local _, id, f = registered_store()
    local m = model { from = "2023-03", months = 6 }
    m.a = model.forecast { id = id, zone = "A-1", unit = "people/month" }
    local q = m:run { draws = 200000, outputs = "a" }:quantiles { probabilities = { 0.025, 0.1, 0.5, 0.9, 0.975 } }
    local own = f:where { zone = "A-1" }
    for i = 1, 6 do
      local at = i + 2
      local wanted = { own.low_95[at], own.low_80[at], own.median[at], own.high_80[at], own.high_95[at] }
      for k, name in ipairs { "q2.5", "q10", "q50", "q90", "q97.5" } do
        support.near(0.15)(wanted[k], q[name][i], name .. " " .. i)
      end
    end
    assert.equal(f:marking(), q:marking())
    assert.equal("people/month", q.unit[1])
    local text = m:explain()
    assert.truthy(text:find("a: forecast 1 of A-1 p.x (count), quantiles at 2.5, 10, 50, 90, 97.5 %", 1, true), text)
    assert.truthy(tostring(m):find("a = quantiles(5 values for 6 rows, not below 0)", 1, true), tostring(m))
  end)

  it("is at the same place of the distribution in all months, or drawn anew", function()
    local _, id = registered_store()
    local m = model { from = "2023-01", months = 2 }
    m.once = model.forecast { id = id, zone = "A-2" }
    m.anew = model.forecast { id = id, zone = "A-2", every = "step" }
    local paths = m:run { draws = 400 }:paths { count = 400 }
    local by = { once = {}, anew = {} }
    for _, row in paths:rows() do
      local draw = by[row.quantity][row.draw] or {}
      by[row.quantity][row.draw] = draw
      draw[#draw + 1] = row.value
    end
    -- of pairs of draws, how many are in the same order in both months
    local function concordant(draws)
      local same, all = 0, 0
      for i = 1, 399 do
        local a, b = draws[tostring(i)], draws[tostring(i + 1)]
        all = all + 1
        if (a[1] < b[1]) == (a[2] < b[2]) then same = same + 1 end
      end
      return same / all
    end
    assert.truthy(concordant(by.once) > 0.97)
    assert.truthy(concordant(by.anew) < 0.7)
  end)

  it("may be one of its periods for all time, and has the same bits whatever the threads and the split", function()
    local _, id = registered_store()
    local m = model { start = 0, stop = 3 }
    m.a = model.forecast { id = id, zone = "A-1", period = "2023-05" }
    assert.equal(4, #m:run { draws = 100, outputs = "a" }:summary() * 4)
    local n = model { from = "2023-01", months = 12, dt = 0.5, method = "rk4" }
    n.a = model.forecast { id = id, zone = "A-1" }
    n.s = model.stock { start = n.a, inflow = n.a }
    local whole = n:run { draws = 3000 }
    local merged = n:run { draws = 3000, shard = { 2, 2 } }:merge(n:run { draws = 3000, shard = { 1, 2 } })
    assert.equal(whole:summary():to_csv(), merged:summary():to_csv())
  end)

  it("refuses what is not there, by name", function()
    local store, id = registered_store()
    says("no forecast is registered as number 99; the last is 1", model.forecast, { id = 99 })
    says("has 2 series, say which by zone=, phenomenon= or facet=: A-1 p.x, A-2 p.x", model.forecast, { id = id })
    says("has no such series; it has A-1 p.x, A-2 p.x", model.forecast, { id = id, zone = "A" })
    says("has 2023-01 to 2023-12, got 2024-01", model.forecast, { id = id, zone = "A-1", period = "2024-01" })
    local m = model { from = "2023-06", months = 24 }
    m.a = model.forecast { id = id, zone = "A-1" }
    says("'a': forecast 1 of A-1 p.x has the months 2023-01 to 2023-12, and the model runs from 2023-06 to 2025-05", m.run, m)
    local n = model { start = 0, stop = 3 }
    n.a = model.forecast { id = id, zone = "A-1" }
    says("is by month and needs a model with from= and months=", n.run, n)
    local other = assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2035", above = 9,
      probability = 0.3, author = "desk", store = store })
    says("has fewer than two quantiles", model.forecast, { id = other })
    local year = assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2036",
      quantiles = { [0.1] = 5, [0.9] = 20 }, author = "desk", store = store })
    says('is by year, and a model by month: take one of its periods, period="2036"', model.forecast, { id = year })
    assert.truthy(tostring(model.forecast { id = year, period = "2036" }):find "2 values")
  end)
end)

describe("a Lua function in a model", function()
  local function of(f, months)
    local m = model { from = "2026-01", months = months or 3 }
    m.x = model.normal { mean = 10, sd = 2 }
    m.y = model.lua(f, m.x, model.time)
    return m
  end

  it("gives what the operators would", function()
    local m = of(function(x, t) return x * t + 1 end)
    m.z = m.x * model.time + 1
    local f = m:run { draws = 3000, outputs = { "y", "z" } }:summary()
    for i = 1, 3 do
      assert.equal(f.mean[i], f.mean[i + 3])
      assert.equal(f.sd[i], f.sd[i + 3])
    end
  end)

  it("says that it is slow, and how often it is called", function()
    local m = of(function(x, t) return x * t end, 24)
    assert.equal("y = lua(x, time)", tostring(m):match "y = [^\n]*")
    local text = m:explain()
    assert.truthy(text:find("and 24 calls into Lua, on one thread", 1, true), text)
    assert.truthy(text:find("y: a Lua function, called for each draw one by one on a single thread: slow", 1, true), text)
    local calls = 0
    m.x = nil
    m.x = model.normal { mean = 10, sd = 2 }
    m.y = model.lua(function(x) calls = calls + 1 return x end, m.x)
    m:run { draws = 5000, outputs = "y" }
    assert.equal(5512, calls) -- the first block is looked at beforehand
  end)

  it("has the same bits in any split, and in sensitivity and comparisons", function()
    local m = of(function(x, t) return x > 10 and t or -x end)
    local whole = m:run { draws = 3000 }
    local merged = m:run { draws = 3000, shard = { 2, 2 } }:merge(m:run { draws = 3000, shard = { 1, 2 } })
    assert.equal(whole:summary():to_csv(), merged:summary():to_csv())
    support.near(0.02)(1, whole:sensitivity("y").total[1])
    local d = m:compare(m:with { x = model.normal { mean = 11, sd = 2 } }, { draws = 100 })
    assert.equal(100, d.draws)
    local other = of(function(x, t) return x > 11 and t or -x end)
    says("the models or the quantities differ", function() whole:merge(other:run { draws = 3000, shard = { 1, 2 } }) end)
  end)

  it("is refused, by the name of its quantity, where it fails or gives no number", function()
    local function run(f) return function() return of(f):run { draws = 10 } end end
    says("'y': the function gave nothing, and must give a number", run(function() end))
    says("'y': the function gave string, and must give a number", run(function() return "3" end))
    local line = debug.getinfo(1, "l").currentline + 1
    says(("scenario_inputs_spec.lua:%d: attempt to index a number value"):format(line), run(function(x) return x.y end))
    says("'y': the function must be written in Lua", run(math.sin))
    says("at most 7 quantities, got 8", model.lua, run, 1, 2, 3, 4, 5, 6, 7, 8)
    local note = of(function(x, t) return t > 1 and 1 / 0 or x end):run { draws = 10 }:summary().note_text
    assert.truthy(note:find("Lua function that gave no finite number in 'y' in 10 draws: left out", 1, true), note)
  end)

  it("may not change the model that is running", function()
    local m
    m = of(function(x) m.z = 3 return x end)
    says("the model is running", m.run, m)
    m = of(function(x) return x + model { start = 0, stop = 1 }.marking end)
    says("'y': ", m.run, m)
    m = of(function(x) m:run { draws = 1 } return x end)
    says("a Lua function in it can't run it again", m.run, m)
    m = of(function() error "never called by explain" end)
    assert.truthy(m:explain():find "3 calls into Lua")
  end)

  it("is not called where what it would get is no number", function()
    local m = model { from = "2026-01", months = 1 }
    m.hits = model.poisson { mean = 2 }
    m.share = 1 / m.hits
    m.y = model.lua(function(x) assert(x == x and x < math.huge) return x end, m.share)
    local note = m:run { draws = 1000, outputs = "y" }:summary().note_text
    assert.truthy(note:find("Division by zero in 'share' in 126 draws: left out.", 1, true), note)
    assert.falsy(note:find("Lua function", 1, true), note)
  end)
end)
