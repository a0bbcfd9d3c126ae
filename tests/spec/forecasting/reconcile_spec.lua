--- reconcile_spec.lua: forecasts that add up over zones, phenomena and time, and the residuals they learn from.

local glocal = require "glocal"
local support = require "tests.spec.support"

local near = support.near(1e-10)
local message_of = support.message_of

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
    local amber = glocal.reconcile(forecasts(values):mark "TLP:AMBER+STRICT",
      { zones = zones, residuals = residuals:mark "TLP:AMBER H1" })
    assert.equal("TLP:AMBER+STRICT H1", amber:marking())
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

describe("reconcile over time", function()
  -- A column by row, of zones T, A and B in quarters and a year.
  local ZONES = { A = "T", B = "T" }
  local VALUES = { T = { 100, 22, 24, 30, 28 }, A = { 55, 14, 12, 18, 15 }, B = { 40, 9, 10, 11, 12 } }

  local function frames(zones, name, values, year)
    local years, quarters = {}, {}
    for _, zone in ipairs(zones) do
      years[#years + 1] = { zone = zone, period = tostring(year or 2026), [name] = values[zone][1] + 0.0 }
      for i = 1, 4 do
        local period = ("%d-Q%d"):format(year or 2026, i)
      quarters[#quarters + 1] = { zone = zone, period = period, [name] = values[zone][i + 1] + 0.0 }
      end
    end
    return years, quarters
  end

  it("adds up over zones and time together, by R's dense matrices", function()
    -- S = kronecker(rbind(rep(1, 4), diag(4)), rbind(c(1, 1), diag(2))); S (S' W^-1 S)^-1 S' W^-1 y, W = diag(S 1), then I.
    local years, quarters = frames({ "T", "A", "B" }, "mean", VALUES)
    local q, y = glocal.reconcile({ glocal.frame(quarters), glocal.frame(years) }, { zones = ZONES })
    for i, x in ipairs { 100, 58, 42 } do near(x, y.mean[i]) end
    for i, x in ipairs { 21.875, 22.375, 28.875, 26.875, 13.3125, 12.0625, 17.8125, 14.8125, 8.5625, 10.3125, 11.0625,
      12.0625 } do
      near(x, q.mean[i])
    end
    q, y = glocal.reconcile({ glocal.frame(quarters), glocal.frame(years) }, { zones = ZONES, method = "ols" })
    near(99.2666666666667, y.mean[1])
    near(28.7333333333333, q.mean[3])
    near(14.6666666666667, q.mean[8])
  end)

  it("takes the errors of whole years as those made together, by R's dense matrices", function()
    -- W = lambda diag(C) + (1 - lambda) C, C = crossprod(R) / 6, lambda 0.106871363848912.
    local errors = { { 15, 3, 4, 4, 4 }, { -9, -2, -3, -1, -3 }, { 11, 2, 3, 3, 2 }, { -12, -3, -2, -4, -3 }, { 4, 2, 1, 0, 1 },
      { -7, -1, -2, -2, -1 } }
    local of_years, of_quarters = {}, { { zone = "T", period = "2026-Q1", residual = 99.0 } } -- a part year does not count
    for t, each in ipairs(errors) do
      local years, quarters = frames({ "T" }, "residual", { T = each }, 2019 + t)
      table.move(years, 1, #years, #of_years + 1, of_years)
      table.move(quarters, 1, #quarters, #of_quarters + 1, of_quarters)
    end
    local years, quarters = frames({ "T" }, "mean", VALUES)
    local q, y = glocal.reconcile({ glocal.frame(quarters), glocal.frame(years) },
      { zones = {}, method = "mint", residuals = { glocal.frame(of_quarters), glocal.frame(of_years) } })
    near(103.8706196706251, y.mean[1])
    for i, x in ipairs { 21.9708194081672, 23.9940211075951, 29.9792557673702, 27.9265233874926 } do near(x, q.mean[i]) end
    assert.equal("Shrinkage intensity 0.107.", q:note())
  end)

  it("says which periods stand by themselves, and leaves them as they are", function()
    local years, quarters = frames({ "T" }, "mean", VALUES)
    years[2] = { zone = "T", period = "2027", mean = 90.0 }
    quarters[5] = { zone = "T", period = "2027-Q1", mean = 20.5 }
    local q, y = glocal.reconcile({ glocal.frame(quarters), glocal.frame(years) }, { zones = {} })
    assert.equal("Incomplete periods not reconciled: year 2027, quarter 2027-Q1.", q:note())
    near(102, y.mean[1])
    assert.equal(90.0, y.mean[2])
    assert.equal(20.5, q.mean[5])
  end)

  it("takes months, quarters and years at once, in any order", function()
    local months, quarters, years = {}, {}, { { zone = "T", period = "2026", mean = 120.0 } }
    for i = 1, 12 do months[i] = { zone = "T", period = ("2026-%02d"):format(i), mean = 9.0 } end
    for i = 1, 4 do quarters[i] = { zone = "T", period = "2026-Q" .. i, mean = 30.0 } end
    local y, m, q = glocal.reconcile({ glocal.frame(years), glocal.frame(months), glocal.frame(quarters) }, { zones = {} })
    -- structural: every month gets the same, x: (108 + 3 (30 - 3x) ... ) weighs 1/12, 1/3, 1: x = (9 + 10 + 10) / 3
    near(29 / 3, m.mean[5])
    near(29, q.mean[2])
    near(116, y.mean[1])
  end)

  it("says what is wrong", function()
    local years, quarters = frames({ "T" }, "mean", VALUES)
    local y, q = glocal.frame(years), glocal.frame(quarters)
    assert.matches("two frames are by year", message_of(glocal.reconcile, { y, y }, { zones = {} }))
    assert.matches("the frame by quarter has none of A", message_of(glocal.reconcile,
      { glocal.frame((frames({ "T", "A" }, "mean", VALUES))), q }, { zones = ZONES }))
    assert.matches("no year is filled .* further than 2026%-Q3", message_of(glocal.reconcile, { q:head(3), y }, { zones = {} }))
  end)
end)

describe("reconcile by the past", function()
  local ZONES = { A = "T", B = "T" }
  local function rows(name, values)
    local list = {}
    for i, each in ipairs(values) do
      for j, zone in ipairs { "T", "A", "B" } do
        list[#list + 1] = { zone = zone, period = ("2025-%02d"):format(i), [name] = each[j] }
      end
    end
    return glocal.frame(list)
  end
  local f, past = rows("mean", { { 100.0, 1.0, 1.0 } }), rows("count", { { 10, 1, 9 }, { 30, 15, 15 } })

  it("shares out by proportions of averages, or by average proportions", function()
    near(40, glocal.reconcile(f, { zones = ZONES, method = "top_down", history = past }).mean[2])
    near(30, glocal.reconcile(f, { zones = ZONES, method = "top_down", history = past, proportions = "average" }).mean[2])
  end)

  it("says where the past did not add up", function()
    local c = glocal.reconcile(f, { zones = ZONES, method = "top_down", history = rows("count", { { 15, 1, 9 } }) })
    assert.matches("In the past T was 15 but its parts add up to 10", c:note())
    assert.is_nil(glocal.reconcile(f, { zones = ZONES, method = "top_down", history = past }):note())
  end)

  it("says what is wrong", function()
    assert.matches("goes with method=\"top_down\"", message_of(glocal.reconcile, f, { zones = ZONES, history = past }))
    assert.matches("no 'averag', did you mean 'average'", message_of(glocal.reconcile, f,
      { zones = ZONES, method = "top_down", history = past, proportions = "averag" }))
    assert.matches("history=r", message_of(glocal.reconcile, f, { zones = ZONES, method = "top_down", proportions = "average" }))
  end)
end)

describe("reconcile of counts", function()
  it("keeps a column of whole numbers whole, and it adds up, on one tree", function()
    local zones, rows = {}, { { zone = "T", period = "2026-01", median = 10 } }
    for i = 1, 7 do
      zones["Z" .. i] = "T"
      rows[#rows + 1] = { zone = "Z" .. i, period = "2026-01", median = 1 }
    end
    local c = glocal.reconcile(glocal.frame(rows), { zones = zones, column = "median" })
    assert.equal("integer", (c:type "median"))
    local sum = 0
    for i = 2, 8 do
      assert.is_true(c.median[i] == 1 or c.median[i] == 2)
      sum = sum + c.median[i]
    end
    assert.equal(sum, c.median[1])
    assert.equal(9, sum) -- 8.5, rounded
  end)

  it("does not round on crossed trees, and says so", function()
    local rows, n = {}, { T = 9, A = 4, B = 4 }
    for zone, count in pairs(n) do
      for _, phenomenon in ipairs { "p", "x", "y" } do
        rows[#rows + 1] = { zone = zone, phenomenon = phenomenon, period = "2026-01",
          median = phenomenon == "p" and count or count // 2 }
      end
    end
    local c = glocal.reconcile(glocal.frame(rows),
      { zones = { A = "T", B = "T" }, phenomena = { x = "p", y = "p" }, column = "median" })
    assert.equal("real", (c:type "median"))
    assert.matches("'median' not rounded", c:note())
  end)
end)

describe("residuals", function()
  local store, r
  local function rows_of(zone, base)
    local rows = {}
    for month = 0, 59 do
      rows[#rows + 1] = ("%d-%02d-03,%s,p.x,%d\n"):format(2020 + month // 12, month % 12 + 1, zone,
        base + (month * 7 + base) % 5 + month % 12)
    end
    return table.concat(rows)
  end

  setup(function()
    store = support.small_store()
    assert(support.import(store, rows_of("A-1", 20) .. rows_of("A-2", 8) .. "2021-05-04,A,p.x,40\n"))
    r = glocal.rollup { zone = "A", level = { "country", "region" }, phenomenon = "p", from = "2020-01", to = "2024-12",
      own = true }
  end)
  teardown(function() store:close() end)

  it("are the outcome less what was expected one step before", function()
    local e = glocal.residuals(r, { method = "naive", gaps = "zero" })
    local a1, of = r:where { zone = "A-1" }, e:where { zone = "A-1" }
    assert.equal(59, #of)
    for i = 1, 59 do
      assert.equal(a1.period[i + 1], of.period[i])
      near(a1.count[i + 1] - a1.count[i], of.residual[i])
      near(a1.count[i], of.fitted[i])
    end
  end)

  it("of the combination lie among those of its members", function()
    local e = glocal.residuals(r:where { zone = "A-1" })
    assert.is_true(#e > 40)
    local members = {}
    for i, method in ipairs { "ets", "dotm", "ces", "arima", "comb" } do
      members[i] = {}
      for _, row in glocal.residuals(r:where { zone = "A-1" }, { method = method }):rows() do
        members[i][row.period] = row.fitted
      end
    end
    for _, row in e:rows() do
      local low, high = math.huge, -math.huge
      for _, each in ipairs(members) do
        local fitted = each[row.period]
        if fitted then low, high = math.min(low, fitted), math.max(high, fitted) end
      end
      assert.is_true(row.fitted >= math.max(0, low) - 1e-9 and row.fitted <= math.max(0, high) + 1e-9)
    end
  end)

  it("are made for reconcile, with what is recorded at a zone itself as a part of it", function()
    local f = glocal.forecast(r, { horizon = 3, method = "ets" })
    local c = assert(glocal.reconcile(f, { method = "mint" }))
    assert.equal(12, #c) -- A, its own, A-1 and A-2
    local sum, total = {}, {}
    for _, row in c:rows() do
      assert.is_true(0 <= row.low_95 and row.low_95 <= row.low_80 and row.low_80 <= row.median)
      assert.is_true(row.median <= row.high_80 and row.high_80 <= row.high_95)
      local of = row.zone == "A" and row.part == "all" and total or sum
      of[row.period] = (of[row.period] or 0) + row.mean
    end
    for period, mean in pairs(total) do near(mean, sum[period], period) end
    assert.equal("integer", (c:type "median"))
    assert.matches("mean adds up", c:note())
    assert.matches("1 series without residuals treated as certain", c:note()) -- the one figure of A's own
    local same = glocal.reconcile(f, { method = "mint", residuals = glocal.residuals(r, { method = "ets" }) })
    assert.same(c.mean, same.mean)
    assert.same(c.high_95, same.high_95)
    assert.matches('^reconcile%(f, {method="mint"}%)\n  forecast%(r, .*\n  residuals%(r, ', c:provenance())
  end)

  it("leave out what the forecast leaves out: an outlier has none, unless breaks=false", function()
    local rows = {}
    for month = 0, 47 do
      rows[#rows + 1] = { zone = "Z", period = ("%d-%02d"):format(2020 + month // 12, month % 12 + 1),
        count = month == 30 and 900 or 50 + (month * 7) % 11 }
    end
    local figures = glocal.frame(rows, { types = { period = "month" } })
    assert.equal(0, #glocal.residuals(figures, { method = "ses" }):where { period = "2022-07" })
    local all = glocal.residuals(figures, { method = "ses", breaks = false }):where { period = "2022-07" }
    assert.is_true(all.residual[1] > 500)
  end)

  it("are the same bits on one thread and on several", function()
    local path = support.path ".lua"
    local file = assert(io.open(path, "w"))
    file:write [[
      local rows = {}
      for zone = 1, 20 do
        for month = 0, 47 do
          rows[#rows + 1] = { zone = "Z" .. zone, period = ("%d-%02d"):format(2020 + month // 12, month % 12 + 1),
            count = (zone * 31 + month * month * 7) % (zone + 3) + month % 12 }
        end
      end
      for _, x in ipairs(residuals(frame(rows, { types = { period = "month" } })).residual) do print(("%a"):format(x)) end
    ]]
    file:close()
    local function run(threads)
      local pipe = assert(io.popen(("GLOCAL_THREADS=%d %s run %s"):format(threads, os.getenv "GLOCAL", path)))
      local text = pipe:read "a"
      pipe:close()
      return text
    end
    local one = run(1)
    assert.is_true(#one > 5000)
    assert.equal(one, run(3))
  end)

  it("says what is wrong", function()
    assert.matches("did you mean 'ets'", message_of(glocal.residuals, r, { method = "etz" }))
    assert.matches("expected a frame", message_of(glocal.residuals, 3))
    assert.matches("as reconcile%(forecast%(r%)%)", message_of(glocal.reconcile, r))
    local f = glocal.forecast(r, { horizon = 2, method = "naive" }):select { "zone", "phenomenon", "part", "period", "mean" }
    assert.matches("mint needs them: residuals=residuals", message_of(glocal.reconcile, f, { method = "mint" }))
    assert.matches("true needs a forecast", message_of(glocal.reconcile, f, { residuals = true }))
  end)
end)
