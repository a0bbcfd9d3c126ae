--- score_spec.lua: scores by group, and forecasts that add up, from Lua.

local glocal = require "glocal"

describe("score", function()
  it("gives the scores of each group, and passes over what has not come about", function()
    local f = glocal.frame {
      { method = "a", actual = 12, median = 10, low_50 = 8, high_50 = 13, low_95 = 5, high_95 = 20 },
      { method = "b", actual = 21, median = 10, low_50 = 8, high_50 = 13, low_95 = 5, high_95 = 20 },
      { method = "b", median = 10, low_50 = 8, high_50 = 13, low_95 = 5, high_95 = 20 },
    }
    local s = glocal.score(f, { by = "method" })
    assert.same({ "a", "b" }, s.method)
    assert.same({ 1, 1 }, s.count)
    assert.is_true(math.abs(s.wis[1] - 1.05) < 1e-12)
    assert.same({ 1.0, 0.0 }, s.coverage_95)
    assert.same({ -2.0, -11.0 }, s.bias)
    assert.has_error(function() glocal.score(f, { byy = "method" }) end,
      "bad argument to 'score': there is no 'byy', did you mean 'by'?")
  end)
end)

describe("reconcile", function()
  local zones = { A = "T", B = "T", AA = "A", AB = "A", BA = "B", BB = "B" }
  local values = { T = 100, A = 55, B = 40, AA = 30, AB = 20, BA = 25, BB = 18 }
  local function forecasts(of)
    local rows = {}
    for _, zone in ipairs { "T", "A", "B", "AA", "AB", "BA", "BB" } do
      rows[#rows + 1] = { zone = zone, period = "2026-01", mean = of[zone], low_80 = of[zone] - 5, high_80 = of[zone] + 5 }
    end
    return glocal.frame(rows, { types = { period = "month" } })
  end

  it("adds up, by the reference answers", function()
    local r = glocal.reconcile(forecasts(values), { zones = zones })
    assert.same({ 96.0, 53.5, 42.5, 31.75, 21.75, 24.75, 17.75 }, (function()
      local out = {}
      for i, x in ipairs(r.mean) do out[i] = tonumber(("%.9f"):format(x)) end
      return out
    end)())
    assert.is_false(r:has "low_80")
  end)

  it("is marked as strictly as the residuals it rests on", function()
    local rows = {}
    for zone in pairs(values) do
      for time = 1, 6 do
        rows[#rows + 1] = { zone = zone, period = "2025-0" .. time, residual = (values[zone] * time * 7 % 11) - 5.0 }
      end
    end
    local residuals = glocal.frame(rows, { types = { period = "month", residual = "real" } }):mark "TLP:AMBER"
    local r = glocal.reconcile(forecasts(values), { zones = zones, method = "mint", residuals = residuals })
    assert.equal("TLP:AMBER", r:marking())
    assert.is_true(r:has "low_80")
  end)

  it("is never negative", function()
    local r = glocal.reconcile(forecasts { T = 10, A = 2, B = 3, AA = 4, AB = -6, BA = 5, BB = -1 },
      { zones = zones, method = "ols" })
    for _, x in ipairs(r.mean) do assert.is_true(x >= 0) end
    assert.equal("3.75", ("%.2f"):format(r.mean[2]))
  end)

  it("says what is wrong", function()
    assert.has_error(function() glocal.reconcile(forecasts(values), { zones = zones, method = "olz" }) end)
    assert.has_error(function() glocal.reconcile(forecasts(values), { zones = { A = "B", B = "A" } }) end)
    assert.has_error(function() glocal.reconcile(forecasts(values), { zones = zones, method = "mint" }) end)
  end)
end)
