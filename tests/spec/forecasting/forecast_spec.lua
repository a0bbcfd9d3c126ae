--- forecast_spec.lua: forecasts of frames as an analyst asks for them: keys, periods, gaps, intervals, messages.

local glocal = require "glocal"
local support = require "tests.spec.support"

local frame, forecast = glocal.frame, glocal.forecast
local UNDECIDED = { types = { period = "month" } }

local months, seasonal = support.months, support.seasonal
local message_of = support.message_of

describe("forecast", function()
  local r
  setup(function()
    local rows = months(seasonal(72))
    for _, row in ipairs(months(seasonal(72), "NL")) do
      row.count = row.count * 2
      rows[#rows + 1] = row
    end
    r = frame(rows, UNDECIDED)
  end)

  it("gives keys, periods, mean, median and intervals of every series", function()
    local f = forecast(r, { horizon = 6, levels = { 95, 80 } })
    assert.same({ "zone", "period", "mean", "median", "low_80", "high_80", "low_95", "high_95", "method" }, f:columns())
    assert.equal(12, #f)
    assert.equal("2021-01", f.period[1])
    assert.equal("2021-06", f.period[12])
    assert.equal("NL", f.zone[12])
    assert.same({ "month", nil, "month" }, { f:type "period" })
    for _, row in f:rows() do
      assert.equal("integer", math.type(row.median))
      assert.is_true(0 <= row.low_95 and row.low_95 <= row.low_80 and row.low_80 <= row.median)
      assert.is_true(row.median <= row.high_80 and row.high_80 <= row.high_95)
    end
  end)

  it("gives a series the same figures whatever stands beside it, in whatever order the rows come", function()
    local alone = forecast(r:where { zone = "NL" }, { horizon = 6 })
    local backwards = {}
    for i = #r, 1, -1 do backwards[#backwards + 1] = i end
    local turned = forecast(r:take(backwards), { horizon = 6 })
    local among = forecast(r, { horizon = 6 }):where { zone = "NL" }
    for i = 1, 6 do
      assert.same(alone[i], among[i])
      assert.same(alone[i], turned:where { zone = "NL" }[i])
    end
    assert.truthy(turned:note():find("not in order of time", 1, true))
  end)

  it("gives the same bits on one thread and on many", function()
    local path = support.file(r:to_csv())
    local script = support.file([[
      local rows = {}
      for line in io.lines(arg[1]) do
        local zone, period, count = line:match "^(%u%u),([%d-]+),(%d+)"
        local at = line:match "^(%d+),([%d-]+),(%u%u)" and { line:match "^(%d+),([%d-]+),(%u%u)" } or { count, period, zone }
        if at[1] then for i = 1, 20 do
          rows[#rows + 1] = { zone = at[3] .. i, period = at[2], count = tonumber(at[1]) + i }
        end end
      end
      print(forecast(frame(rows, { types = { period = "month" } }), { horizon = 6 }):to_csv())
    ]], ".lua")
    local function run(threads)
      local command = "GLOCAL_THREADS=%d '%s' run '%s' '%s' 2>&1"
      local pipe = assert(io.popen(command:format(threads, os.getenv "GLOCAL", script, path)))
      local text = pipe:read "a"
      pipe:close()
      return text
    end
    local one = run(1)
    assert.equal(1 + 40 * 6, select(2, one:gsub("combination", "")) + 1, one:sub(1, 300))
    assert.equal(one, run(3))
  end)

  it("repeats the season of a series without noise", function()
    local values = {}
    for i = 1, 60 do values[i] = 100 + 10 * ((i - 1) % 12) end
    local f = forecast(frame(months(values), UNDECIDED), { method = "snaive", horizon = 14 })
    for i = 1, 14 do
      assert.equal(100 + 10 * ((i - 1) % 12), f.median[i])
      assert.equal(f.median[i], f.low_95[i])
      assert.equal(f.median[i], f.high_95[i])
    end
  end)

  it("keeps the marking, and says how it was computed", function()
    local f = forecast(r:mark "AMBER", { horizon = 2, seed = 9 })
    assert.equal("TLP:AMBER", f:marking())
    assert.truthy(f:provenance():find("seed 9", 1, true))
    assert.truthy(f:provenance():find('cutoff="', 1, true))
  end)

  it("says what the intervals mean and how often they held", function()
    local note = forecast(r, { horizon = 6 }):note()
    assert.truthy(note:match("^Data to 2020%-12%. Past coverage: 80 %% interval %d+ %%, 95 %% interval %d+ %% " ..
      "%(%d+ forecasts of 2 series from up to %d+ origins%)%."), note)
    assert.truthy(forecast(frame(months { 1, 2, 3 }, UNDECIDED)):note():find("Past coverage unknown: history too short", 1, true))
  end)

  it("says that censored counts go in as the lowest they can be", function()
    local note = forecast(r:mutate { count_high = "count + 4" }, { horizon = 1 }):note()
    assert.truthy(note:find("taken at their lowest possible value", 1, true))
    assert.is_nil(forecast(r, { horizon = 1 }):note():find("lowest", 1, true))
  end)

  it("puts the history before the forecasts on request", function()
    local f = forecast(r, { horizon = 2, actual = true })
    assert.equal(2 * 74, #f)
    assert.equal(r.count[72], f.actual[72])
    assert.is_nil(f.median[72])
    assert.is_nil(f.actual[73])
    assert.equal("integer", math.type(f.median[73]))
    assert.equal(2 * 5, #forecast(r, { horizon = 2, actual = 3 }))
  end)

  it("leaves out what comes after the cutoff and what is not over", function()
    local f = forecast(r, { horizon = 1, cutoff = "2020-06" })
    assert.equal("2020-07", f.period[1])
    assert.truthy(f:note():find("12 rows after the cutoff left out", 1, true), f:note())
    assert.equal("2020-06", forecast(r, { horizon = 1, cutoff = "2020-06-15" }).period[1])
  end)

  it("takes gaps as missing, or as zeros where told", function()
    local values = seasonal(40)
    values[20], values[21] = nil, nil
    local holed = frame(months(values, "BE", 40), UNDECIDED)
    assert.truthy(forecast(holed):note():find("2 months without a row treated as missing", 1, true))
    local zero = forecast(holed, { gaps = "zero" })
    assert.truthy(zero:note():find("2 months without a row counted as 0", 1, true))
    assert.truthy(message_of(forecast, holed, { gaps = "none" }):find("use \"zero\" or \"missing\"", 1, true))
  end)

  it("takes a month without a row as 0 in a rollup, but not the time after a source fell silent", function()
    local store = support.small_store()
    local lines = {}
    for i = 0, 47 do
      local month = glocal.period("2015-01", "month", i)
      lines[#lines + 1] = ("%s,A-1,p.x,%d\n"):format(month, 50 + i % 3)
      if i % 3 ~= 1 then lines[#lines + 1] = ("%s,A-2,p.x,2\n"):format(month) end
      if i < 24 then lines[#lines + 1] = ("%s,A-2,p.y,40\n"):format(month) end
    end
    assert(support.import(store, table.concat(lines), { records = "events" }))
    local figures = glocal.rollup { zone = "A", level = "region", phenomenon = "p", phenomenon_level = "leaf" }
    local f = forecast(figures, { horizon = 1, method = "mean" })
    assert.truthy(f:note():find("16 months without a row counted as 0", 1, true), f:note())
    assert.truthy(f:note():find("1 series ended before 2018-12", 1, true), f:note())
    assert.equal(40, f:where { phenomenon = "p.y" }.median[1])
    assert.is_true(f:where { zone = "A-2", phenomenon = "p.x" }.mean[1] < 1.5)
  end)

  it("works on days, weeks, quarters and years, and on rates", function()
    for span, season in pairs { day = 7, week = 52, quarter = 4, year = 1 } do
      local rows = {}
      for i = 0, 2 * season + 10 do
        rows[#rows + 1] = { period = glocal.period(glocal.period("2001-01-01", span), nil, i), rate = 3.5 + i % season }
      end
      local f = forecast(frame(rows, { types = { period = "day" } }), { horizon = 3 })
      assert.equal(3, #f)
      assert.equal(glocal.period(rows[#rows].period, nil, 1), f.period[1])
      assert.equal("real", f:type "median")
      assert.is_true(span == "year" and f.low_95[3] == nil or f.low_95[3] >= 0) -- twelve equal years support no 95 %
    end
  end)

  it("copes with one value, two, all zeros, a constant, huge figures and a collapse", function()
    local collapse = seasonal(60)
    for i = 50, 60 do collapse[i] = 0 end
    for _, values in ipairs { { 5 }, { 5, 9 }, { 1, 2, 3 }, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
      { 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7 }, { 900000000000000, 1, 900000000000000, 5, 6 }, collapse } do
      local f = forecast(frame(months(values), UNDECIDED), { horizon = 3, levels = { 50, 99.5 } })
      for _, row in f:rows() do
        for _, name in ipairs { "mean", "median", "low_50", "high_50", "low_99.5", "high_99.5" } do
          local value = row[name] -- an interval may be missing: forecast_edge_cases_spec.lua
          if value == nil and name:find "_" then value = 0 end
          assert.is_true(value == value and value >= 0 and value < math.huge, name)
        end
      end
    end
  end)

  it("names what is wrong with the call", function()
    local cases = {
      { { horizon = 0 }, "bad argument 'horizon' to 'forecast': expected 1 to 1000 periods ahead, got 0" },
      { { horizon = 10000 }, "expected 1 to 1000 periods ahead, got 10000" },
      { { horizon = 1.5 }, "expected a whole number of periods, got 1.5" },
      { { levels = { 0 } }, "a level lies between 0 and 100 (per cent), such as 80 or 95, got 0" },
      { { levels = { 80, 100 } }, "got 100" },
      { { levels = 150 }, "got 150" },
      { { levels = { 0.8 } }, "levels are per cent: write 80, not 0.8" },
      { { levels = {} }, "expected 1 to 9 levels" },
      { { method = "thet" }, "there is no method 'thet', did you mean 'theta'?" },
      { { horison = 3 }, "there is no 'horison', did you mean 'horizon'?" },
      { { value = "cuont" }, "did you mean 'count'?" },
      { { model = "MAdM" }, "it needs a method, as in method=\"ets\"" },
      { { seed = -1 }, "bad argument 'seed'" },
      { { cutoff = "2010" }, "no period that ends by 2010-12-31, the cutoff" },
    }
    for _, case in ipairs(cases) do
      local message = message_of(forecast, r, case[1])
      assert.truthy(message:find(case[2], 1, true), message)
    end
    assert.truthy(message_of(forecast, "r"):find("expected a frame, got \"r\"", 1, true))
  end)

  it("names what is wrong with the frame", function()
    local twice = months { 1, 2, 3 }
    twice[4] = { zone = "BE", period = "2015-02", count = 9 }
    local cases = {
      { frame(twice, UNDECIDED), "2015-02 comes twice for zone BE: rows 2 and 4" },
      { frame { { zone = "BE", count = 3 } }, "no column of periods" },
      { frame({ { period = "2015-01", zone = "BE" } }, UNDECIDED), "no column of numbers" },
      { frame({ { period = "2015-01", a = 1, b = 2 } }, UNDECIDED), "several columns of numbers" },
      { frame({ { period = "2015-01", count = math.huge } }, UNDECIDED), "row 1: the count is infinite" },
      { frame({ { period = "2015-01", count = 1e300 } }, UNDECIDED), "row 1: the count is 1e+300" },
      { frame({}, { columns = { "period", "count" } }), "no rows" },
      { frame { { period = "soon", count = 1 } }, "'soon' is no period" },
    }
    for _, case in ipairs(cases) do
      local message = message_of(forecast, case[1])
      assert.truthy(message:find(case[2], 1, true), message)
    end
  end)

  it("passes over a series without any figure, and says so", function()
    local rows = months { 4, 5, 6, 5 }
    rows[#rows + 1] = { zone = "NL", period = "2015-04" }
    local f = forecast(frame(rows, UNDECIDED), { horizon = 1 })
    assert.equal(1, #f)
    assert.truthy(f:note():find("1 series without any figure: not forecast", 1, true))
  end)

  it("takes outliers and level shifts out of what is fitted, and says so", function()
    local values = {}
    for i = 1, 84 do values[i] = 100 + 2 * ((i - 1) % 12) + (i * 7) % 5 end
    local calm = forecast(frame(months(values), UNDECIDED), { method = "ets", horizon = 12 })
    values[64], values[65] = 30, 20 -- 2020-04 and 2020-05
    local collapsed = frame(months(values), UNDECIDED)
    local f = forecast(collapsed, { method = "ets", horizon = 12 })
    local kept = forecast(collapsed, { method = "ets", horizon = 12, breaks = false })
    assert.truthy(f:note():find("Outliers 2020-04 to 2020-05 (-7", 1, true), f:note())
    assert.is_nil(f:note():find("missing", 1, true))
    assert.is_nil(kept:note():find("utlier", 1, true))
    assert.is_nil(calm:note():find("utlier", 1, true))
    local off, off_kept = 0, 0
    for i = 1, 12 do
      off = off + math.abs(f.median[i] - calm.median[i])
      off_kept = off_kept + math.abs(kept.median[i] - calm.median[i])
    end
    assert.is_true(3 * off < off_kept, ("%g %g"):format(off, off_kept))
    for i = 40, 84 do values[i] = 2 * values[i] end
    assert.truthy(forecast(frame(months(values), UNDECIDED), { method = "ets" }):note()
      :find("level shift 2018-04 (+", 1, true))
    local naive = forecast(collapsed, { method = "snaive", horizon = 12 })
    assert.equal(30, forecast(collapsed, { method = "snaive", horizon = 12, cutoff = "2021-03" }).median[1])
    assert.is_nil(naive:note():find("utlier", 1, true)) -- a benchmark takes the series as it is
  end)

  it("names the series whose breaks were taken out, and refuses what is not yes or no", function()
    local values = seasonal(72)
    values[50] = 2000
    local rows = months(values)
    for _, row in ipairs(months(seasonal(72), "NL")) do rows[#rows + 1] = row end
    local note = forecast(frame(rows, UNDECIDED), { method = "theta", horizon = 1 }):note()
    assert.truthy(note:find("level shifts removed from 1 series (breaks=false to keep): BE: outlier 2019-02 (+", 1, true), note)
    assert.equal("bad argument 'breaks' to 'forecast': expected true or false, got 0",
      message_of(forecast, r, { breaks = 0 }))
  end)
end)
