--- forecast_edge_cases_spec.lua: forecasts of what is likely to be misread: zeros out of season, events that come back, histories
--- without variation, zeros before the first and after the last event, periods that are not whole.

local glocal = require "glocal"
local support = require "tests.spec.support"

local frame, forecast, backtest = glocal.frame, glocal.forecast, glocal.backtest

-- A frame of `n` months or quarters from 2015 on; count(i, phase) gives the counts.
local function series(n, span, count)
  local rows, season = {}, span == "month" and 12 or 4
  for i = 1, n do
    rows[i] = { zone = "A", period = glocal.period("2015", span, i - 1), count = count(i, (i - 1) % season + 1) }
  end
  return frame(rows, { columns = { "zone", "period", "count" }, types = { period = span == "month" and "month" or "text" } })
end

-- Noise between -10 and 10 that is the same everywhere.
local function noise(i) return (i * 7919 + i * i * 31) % 21 - 10 end

local function wis(r, options)
  options.by, options.methods, options.scores = "method", { "combination", "snaive", "ets" }, { "wis" }
  local b = backtest(r, options)
  return b.wis[1], b.wis[2], b.wis[3]
end

describe("zeros that come back in the same season", function()
  local function summer(i, phase) return phase >= 5 and phase <= 10 and 100 + noise(i) or 0 end

  it("are season, not intermittence", function()
    local combined, snaive, ets = wis(series(96, "month", summer), { horizon = 12, origins = 6 })
    assert.is_true(combined <= snaive)
    assert.is_true(combined <= 1.1 * ets)
  end)

  it("are season with noise in and out of it", function()
    local r = series(96, "month", function(i, phase)
      return phase >= 5 and phase <= 10 and math.max(0, 8 + noise(i) // 2) or (i % 17 == 0 and 1 or 0)
    end)
    local combined, snaive, ets = wis(r, { horizon = 12, origins = 6 })
    assert.is_true(combined <= snaive)
    assert.is_true(combined <= 1.1 * ets)
  end)

  it("are season in quarters and where a single phase has any", function()
    local combined, snaive = wis(series(40, "quarter", function(i, phase) return phase > 2 and 100 + noise(i) or 0 end),
      { horizon = 4, origins = 6 })
    assert.is_true(combined <= snaive)
    local f = forecast(series(96, "month", function(i, phase) return phase == 7 and 100 + noise(i) or 0 end), { horizon = 12 })
    support.near(0.15)(100, f.median[7])
    for i = 1, 12 do if i ~= 7 then assert.same({ 0, 0, 0 }, { f.low_95[i], f.median[i], f.high_95[i] }) end end
  end)

  it("are season after a few years", function()
    for _, months in ipairs { 33, 42 } do
      local combined, snaive = wis(series(months, "month", summer), { horizon = 6, origins = 3 })
      assert.is_true(combined <= snaive)
    end
  end)

  it("leaves counts with zeros at any time intermittent", function()
    local r = series(96, "month", function(i) return (i * 37 + i * i * 11) % 19 < 6 and i % 3 + 1 or 0 end)
    local combined = forecast(r, { horizon = 1 })
    assert.is_true(combined.low_80[1] == 0 and combined.mean[1] > 0.2 and combined.mean[1] < 1.2)
  end)
end)

describe("an event given with several dates", function()
  local HIT = { [10] = true, [29] = true, [43] = true, [61] = true }
  local function month(i) return glocal.period("2015", "month", i - 1) end
  local function counts(i) return 100 + noise(i) // 2 + (HIT[i] and 60 or 0) end
  local r = series(72, "month", counts)
  local function cups(more)
    local list = {}
    for _, i in ipairs { 10, 29, 43, 61, 74 } do
      list[#list + 1] = { name = "cup", from = month(i), to = month(i), zone = more and i > 40 and "A" or nil }
    end
    return list
  end

  it("is one regressor, the union of them", function()
    local f = forecast(r, { horizon = 3, events = cups() })
    assert.equal(1, #f:effects())
    assert.equal(1, f:effects().kept[1])
    support.near(0.1)(160, f.median[2])
    support.near(0.1)(100, f.median[3])
    local regression = forecast(r, { horizon = 3, method = "regression", events = cups() })
    support.near(0.05)(60, regression:effects().coefficient[1])
  end)

  it("is so as a frame, with dates that overlap and where some dates name the zone", function()
    local expected = forecast(r, { horizon = 3, events = cups() }):to_csv()
    local columns = { columns = { "name", "from", "to" } }
    assert.equal(expected, forecast(r, { horizon = 3, events = frame(cups(), columns) }):to_csv())
    local doubled = cups()
    doubled[#doubled + 1] = { name = "cup", from = month(74) .. "-05", to = month(74) .. "-20" }
    doubled[#doubled + 1] = { name = "cup", from = month(10), to = month(10) }
    assert.equal(expected, forecast(r, { horizon = 3, events = doubled }):to_csv())
    assert.equal(expected, forecast(r, { horizon = 3, events = cups(true) }):to_csv())
  end)

  it("keeps to the zones that each date names", function()
    local rows = {}
    for i = 1, 72 do
      rows[#rows + 1] = { zone = "A", period = month(i), count = counts(i) }
      rows[#rows + 1] = { zone = "B", period = month(i), count = 100 + noise(i + 5) // 2 + (i == 10 and 60 or 0) }
    end
    local both = frame(rows, { columns = { "zone", "period", "count" }, types = { period = "month" } })
    local e = forecast(both, { horizon = 3, method = "regression", calibrate = false, events = cups(true) }):effects()
    assert.same({ "A", "B" }, { e.zone[1], e.zone[2] })
    support.near(0.1)(60, e.coefficient[1])
  end)
end)

describe("periods that from and to cut", function()
  it("are named where residuals and leads leave them out", function()
    local store, lines = support.small_store(), {}
    for i = 0, 800 do
      local day = glocal.period("2020-01-01", "day", i)
      lines[#lines + 1] = ("%s,A-1,p.x,%d\n%s,A-2,p.x,%d\n"):format(day, 10 + i * 7 % 5, day, 20 + i * 3 % 7)
    end
    assert(support.import(store, table.concat(lines), { records = "events" }))
    local function weeks(zone)
      return glocal.rollup { zone = zone, phenomenon = "p.x", every = "week", from = "2020", to = "2021" }
    end
    local said = "2020-W01 and 2021-W52 left out: cut by from/to"
    assert.truthy(glocal.residuals(weeks "A-1", { method = "naive" }):note():find(said, 1, true))
    local note = glocal.leads(weeks "A-1", weeks "A-2", { max_lag = 3 }):note()
    assert.equal(1, select(2, note:gsub((said:gsub("%-", "%%-")), "")), note)
  end)
end)

describe("months that a source did not publish", function()
  local store
  setup(function()
    store = support.small_store()
    local lines = {}
    for i = 0, 59 do
      local line = ("%s,A-1,p.x,%d\n"):format(glocal.period("2018-01", "month", i), 500 + i % 5)
      if i < 20 or i > 24 then lines[#lines + 1] = line end
    end
    assert(support.import(store, table.concat(lines), { source = "bulletin", records = "figures" }))
  end)
  local function figures() return glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "month" } end

  it("are missing, not 0, and the note says why", function()
    local f = forecast(figures(), { horizon = 1, method = "mean" })
    support.near(0.01)(502, f.mean[1])
    local said = "5 months without a row treated as missing: bulletin reports no zeros (gaps=\"zero\" to count as 0)"
    assert.truthy(f:note():find(said, 1, true), f:note())
    local some = figures():where { zone = "A-1" }
    assert.truthy(forecast(some, { horizon = 1, method = "mean" }):note():find(said, 1, true))
    assert.truthy(forecast(figures(), { horizon = 1, method = "mean", gaps = "zero" }):note():find("counted as 0", 1, true))
  end)

  it("are 0 of a source that reports zeros", function()
    assert(store:import(support.file "code,kind,reports_zeros\nbulletin,open,1\n",
      { code = "code", kind = "kind", reports_zeros = "reports_zeros" }, { as = "sources" }))
    local f = forecast(figures(), { horizon = 1, method = "mean", breaks = false })
    support.near(0.01)(502 * 55 / 60, f.mean[1])
    assert.truthy(f:note():find("5 months without a row counted as 0", 1, true))
  end)
end)

describe("zeros before the first and after the last event", function()
  local store
  setup(function()
    store = support.small_store()
    assert(support.import(store, "2023-01-10,A,p.x,1\n2023-03-05,A,p.x,1\n2023-02-01,A-1,p.y,1\n2023-12-01,A-1,p.y,2\n"))
  end)
  local function rare(from, to) return glocal.rollup { zone = "A", phenomenon = "p.x", every = "month", from = from, to = to } end

  it("count from the start that was asked to the cutoff", function()
    local f = forecast(rare("2020", "2024"), { horizon = 1, gaps = "zero", cutoff = "2024-12-31" })
    assert.equal("2025-01", f.period[1])
    support.near(0.02)(2 / 60, f.mean[1])
    assert.truthy(f:note():find("58 months without a row counted as 0", 1, true))
    local alone = forecast(rare("2020", "2024"), { horizon = 1, gaps = "zero" })
    assert.same({ "2025-01", f.mean[1] }, { alone.period[1], alone.mean[1] })
    assert.equal("2025-01", forecast(rare(nil, "2024"), { horizon = 1, gaps = "zero" }).period[1])
  end)

  it("go no further than what was asked, and are none where gaps are missing values", function()
    local f = forecast(rare("2020", "2023"), { horizon = 1, gaps = "zero", cutoff = "2024-12-31" })
    assert.equal("2024-01", f.period[1])
    assert.equal("2023-04", forecast(rare("2020", "2024"), { horizon = 1, gaps = "missing", cutoff = "2024-12-31" }).period[1])
  end)

  it("reach the cutoff in other frames too, and begin with the first row there", function()
    local r = frame({ { period = "2023-01", count = 1 }, { period = "2023-03", count = 1 } }, { types = { period = "month" } })
    local f = forecast(r, { horizon = 1, gaps = "zero", cutoff = "2024-12-31", actual = true, method = "mean" })
    assert.equal("2025-01", f.period[#f])
    assert.equal("2023-01", f.period[1])
    support.near(1e-6)(2 / 24, f.mean[#f])
  end)

  it("are not assumed of a source that began later or fell silent", function()
    local lines = {}
    for i = 1, 24 do lines[i] = ("%s-15,A-2,p.y,%d"):format(glocal.period("2018-07", "month", i - 1), 5 + i % 3) end
    assert(support.import(store, table.concat(lines, "\n")))
    local r = glocal.rollup { zone = "A-2", phenomenon = "p.y", every = "month", from = "2015", to = "2023" }
    local f = forecast(r, { horizon = 1, actual = true })
    assert.same({ "2018-07", "2020-07" }, { f.period[1], f.period[#f] })
    assert.is_true(f.median[#f] >= 5)
  end)

  it("count in backtests, but for rows that may not have been reported at an origin", function()
    local r = rare("2020", "2024")
    local b = backtest(r, { horizon = 1, origins = 6, gaps = "zero", cutoff = "2024-12-31", by = "method", methods = "mean" })
    assert.equal(6, b.outcomes[1])
    assert.is_true(b.mae[1] < 0.01)
  end)
end)

describe("periods that are not whole", function()
  local store, day
  setup(function()
    store = support.small_store()
    local lines = {}
    day = "2019-12-30"
    while day <= "2022-12-31" do
      lines[#lines + 1] = day .. ",A,p.x,10"
      day = glocal.period(day, "day", 1)
    end
    assert(support.import(store, table.concat(lines, "\n")))
  end)
  local function weeks() return glocal.rollup { zone = "A", phenomenon = "p.x", every = "week", from = "2020", to = "2021" } end

  it("are named by the rollup", function()
    local r = weeks()
    assert.same({ 50, 50 }, { r.count[1], r.count[#r] })
    assert.equal("2020-W01 and 2021-W52 are cut by from/to", r:note())
    local quarters = glocal.rollup { zone = "A", phenomenon = "p.x", every = "quarter", from = "2020-02", to = "2021" }
    assert.equal("2020-Q1 is cut by from/to", quarters:note())
    assert.is_nil(glocal.rollup { zone = "A", phenomenon = "p.x", every = "month", from = "2020", to = "2021" }:note())
    assert.is_nil(glocal.rollup { zone = "A", phenomenon = "p.x", every = "week", from = "2020-W02", to = "2021-W51" }:note())
  end)

  it("are left out of forecasts, which say so", function()
    for _, method in ipairs { "naive", "mean", "combination" } do
      local f = forecast(weeks(), { horizon = 1, method = method })
      assert.equal("2021-W52", f.period[1])
      assert.equal(70, f.median[1])
      assert.truthy(f:note():find("2020-W01 and 2021-W52 left out: cut by from/to", 1, true), f:note())
    end
    local f = forecast(weeks():where { zone = "A" }, { horizon = 1, method = "naive" })
    assert.equal(70, f.median[1])
  end)

  it("are left out of backtests, which say so", function()
    local b = backtest(weeks(), { horizon = 1, origins = 3, methods = { "naive", "mean" }, by = "method" })
    assert.same({ 0, 0 }, { b.mae[1], b.mae[2] })
    assert.truthy(b:note():find("2020-W01 and 2021-W52 left out: cut by from/to", 1, true))
  end)

  it("are rings and pale bars in plots, which say so", function()
    local r = glocal.rollup { zone = "A", phenomenon = "p.x", every = "quarter", from = "2020-02", to = "2021" }
    local drawn = r:plot { kind = "line", lang = "en" }
    assert.truthy(drawn.note:find("ot complete: ", 1, true), drawn.note)
    assert.truthy(drawn:svg():find("<circle[^>]*rgb%(255,255,255%)"))
    local bars = r:plot { kind = "bar", lang = "nl" }
    assert.truthy(bars.note:find("nvolledig: ", 1, true), bars.note)
    assert.truthy(bars:svg():find("opacity = .0%.4"))
    local whole = glocal.rollup { zone = "A", phenomenon = "p.x", every = "quarter", from = "2020", to = "2021" }
    assert.is_nil((whole:plot { kind = "line", lang = "en" }).note)
    local f = forecast(r, { horizon = 2, cutoff = "2021" })
    assert.is_nil(((f:plot { lang = "en" }).note or ""):find("ot complete", 1, true))
  end)

  it("say so where none is whole", function()
    local r = glocal.rollup { zone = "A", phenomenon = "p.x", every = "year", from = "2020-02", to = "2020-10" }
    assert.truthy(support.message_of(forecast, r, {}):find("no period is whole: from and to cut the only year", 1, true))
  end)

  it("are those that are not over, too", function()
    for i, today in ipairs(support.DAYS) do
      support.on_day(today, function()
        local month, phenomenon = glocal.period(today, "month"), "p.on" .. i
        assert(support.import(store, ("%s-01,A,%s,3\n%s,A,%s,4"):format(glocal.period(month, "month", -1), phenomenon, today,
          phenomenon), { add_phenomena = "p" }))
        local r = glocal.rollup { zone = "A", phenomenon = phenomenon, every = "month" }
        assert.equal(month .. " is not over", r:note())
        assert.equal(month, forecast(r, { horizon = 1, method = "naive" }).period[1])
      end)
    end
  end)
end)

describe("a history without variation", function()
  local METHODS = {}
  for i, method in ipairs(glocal.forecast_methods()) do METHODS[i] = method.name end
  local function of(values, options)
    local rows = {}
    for i, value in ipairs(values) do rows[i] = { zone = "A", period = glocal.period("2015", "month", i - 1), count = value } end
    options = options or {}
    options.horizon = options.horizon or 1
    return forecast(frame(rows, { columns = { "zone", "period", "count" }, types = { period = "month" } }), options)
  end
  local function constant(value, n)
    local values = {}
    for i = 1, n do values[i] = value end
    return values
  end

  it("of one value has a forecast and no interval, by any method", function()
    for _, method in ipairs(METHODS) do
      local f = of({ 7 }, { method = method })
      assert.equal(7, f.median[1], method)
      for _, name in ipairs { "low_80", "high_80", "low_95", "high_95" } do assert.is_nil(f[name][1], method) end
      assert.truthy(f:note():find("one value: no interval", 1, true), method)
    end
  end)

  it("of two or four values has no interval of itself, by any method", function()
    for _, method in ipairs(METHODS) do
      for _, n in ipairs { 2, 4 } do
        local f = of(constant(7, n), { method = method })
        assert.equal(7, f.median[1], method)
        assert.is_nil(f.low_80[1], method)
        assert.is_nil(f.high_95[1], method)
        assert.truthy(f:note():find(("all %d values are the same: no interval"):format(n), 1, true), f:note())
        assert.is_nil(f:note():find("Intervals widened", 1, true))
      end
    end
  end)

  it("has an interval of the levels that its length supports", function()
    local f = of(constant(7, 12))
    assert.same({ 7, 7 }, { f.low_80[1], f.high_80[1] })
    assert.is_nil(f.low_95[1])
    assert.truthy(f:note():find("all 12 values are the same: no 95 % interval", 1, true))
    f = of(constant(7, 39))
    assert.same({ 7, 7, 7, 7 }, { f.low_80[1], f.high_80[1], f.low_95[1], f.high_95[1] })
    f = of(constant(0, 19))
    assert.same({ 0, 0, 0, 0 }, { f.low_80[1], f.high_80[1], f.low_95[1], f.high_95[1] })
    assert.is_nil(of(constant(0, 18)).low_95[1])
  end)

  it("of rates, and where a method meets every value, has none either", function()
    assert.is_nil(of { 7.5, 7.5, 7.5, 7.5 }.low_80[1])
    local f = of({ 5, 9 }, { method = "drift" })
    assert.same({ 13 }, { f.median[1], f.low_80[1] })
    assert.truthy(f:note():find("no error in 2 values: no interval", 1, true), f:note())
  end)

  it("leaves other series of the frame their intervals, plots and is reconciled", function()
    local rows = {}
    for i = 1, 24 do
      local period = glocal.period("2022", "month", i - 1)
      rows[#rows + 1] = { zone = "A", phenomenon = "p.x", period = period, count = 20 + noise(i) // 2 + (i > 20 and 7 or 0) }
      rows[#rows + 1] = { zone = "A-1", phenomenon = "p.x", period = period, count = 20 + noise(i) // 2 }
      if i > 20 then rows[#rows + 1] = { zone = "A-2", phenomenon = "p.x", period = period, count = 7 } end
    end
    local f = forecast(frame(rows, { columns = { "zone", "phenomenon", "period", "count" }, types = { period = "month" } }),
      { horizon = 2 })
    local few = f:where { zone = "A-2" }
    assert.same({ 7 }, { few.median[1], few.low_80[1] })
    assert.is_true(f:where { zone = "A-1" }.low_80[1] < f:where { zone = "A-1" }.high_80[1])
    assert.truthy(f:note():find("Method, 1 of 3 series: all 4 values are the same: no interval", 1, true), f:note())
    assert.is_true(#f:to_json() > 0)
    few:plot { to = support.path ".svg" }
    local whole = glocal.reconcile(f, { zones = { ["A-1"] = "A", ["A-2"] = "A" }, phenomena = {}, method = "mint" })
    support.near(1e-9)(whole:where { zone = "A" }.mean[1],
      whole:where { zone = "A-1" }.mean[1] + whole:where { zone = "A-2" }.mean[1])
    assert.is_true(whole:where { zone = "A-2" }.low_80[1] <= whole:where { zone = "A-2" }.high_80[1])
  end)

  it("is registered with its median alone", function()
    local store = support.small_store()
    assert(support.import(store, "2024-01-05,A-1,p.x,7\n2024-02-05,A-1,p.x,7\n2024-03-05,A-1,p.x,7\n2024-04-05,A-1,p.x,7\n"))
    local r = glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "month", to = "2024-04" }
    forecast(r, { horizon = 1, cutoff = "2024-04" }):register { author = "analysis", from = "2024-05" }
    local kept = store:sql "select probability, value from forecast_quantile"
    assert.same({ 0.5, 7.0, 1 }, { kept.probability[1], kept.value[1], #kept })
  end)

  it("is scored in backtests by its median", function()
    local r = series(8, "month", function() return 7 end)
    local b = backtest(r, { horizon = 1, origins = 2, by = "method", methods = { "naive" } })
    assert.same({ 0, 0 }, { b.mae[1], b.wis[1] })
  end)
end)
