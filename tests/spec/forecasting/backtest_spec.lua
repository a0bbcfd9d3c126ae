--- backtest_spec.lua: backtests as an analyst asks for them: origins, what was known then, scores, messages.

local glocal = require "glocal"
local support = require "tests.spec.support"

local frame = glocal.frame
local UNDECIDED = { types = { period = "month" } }

local months, seasonal = support.months, support.seasonal
local message_of = support.message_of

describe("backtest", function()
  local r
  setup(function() r = frame(months(seasonal(72)), UNDECIDED) end)

  it("scores each method step by step, by method and by series", function()
    local b = glocal.backtest(r, { horizon = 3, origins = 4, methods = { "naive", "snaive" } })
    assert.equal(6, #b)
    assert.same({ 1, 2, 3, 1, 2, 3 }, b.horizon)
    assert.equal(4, b.outcomes[1])
    local by_method = glocal.backtest(r, { horizon = 3, origins = 4, methods = { "naive", "snaive" }, by = "method" })
    assert.same({ "method", "outcomes", "mae", "wis", "coverage_80", "coverage_95", "skill", "skill_low", "skill_high" },
      by_method:columns())
    assert.equal(12, by_method.outcomes[1])
    assert.is_true(by_method.mae[2] < by_method.mae[1])
    assert.equal(0, by_method.skill[2])
    assert.is_true(by_method.skill[1] < 0)
    local by_series = glocal.backtest(r, { horizon = 3, origins = 4, methods = { "naive" }, by = "series" })
    assert.same({ "method", "zone", "outcomes", "mae", "wis", "coverage_80", "coverage_95" }, by_series:columns())
  end)

  it("computes its scores as they are defined", function()
    local f = frame(months { 10, 12, 11, 15, 10, 20 }, UNDECIDED)
    local b = glocal.backtest(f, { horizon = 1, origins = 2, methods = { "naive" }, by = "method", levels = { 80 },
      scores = "all" })
    -- Forecasts 15 and 10 of 10 and 20; seasonal naive's error in the history, by steps of one: (2+1+4)/3 and (2+1+4+5)/4.
    assert.equal(7.5, b.mae[1])
    assert.equal(-2.5, b.bias[1])
    assert.is_true(math.abs(b.rmse[1] - math.sqrt((25 + 100) / 2)) < 1e-9)
    assert.is_true(math.abs(b.smape[1] - (200 * 5 / 25 + 200 * 10 / 30) / 2) < 1e-9)
    assert.is_true(math.abs(b.mase[1] - (5 / (7 / 3) + 10 / 3) / 2) < 1e-9)
  end)

  it("sees only what was known at each origin", function()
    local store = support.small_store()
    local lines = {}
    for i = 0, 35 do lines[#lines + 1] = ("%s,A-1,p.x,%d\n"):format(glocal.period("2020-01", "month", i), 10 + i % 4) end
    assert(support.import(store, table.concat(lines)))
    local figures = glocal.rollup { zone = "A-1", phenomenon = "p.x" }
    local now = glocal.backtest(figures, { horizon = 1, origins = 2, methods = { "naive" }, by = "method" })
    assert.equal(2, now.outcomes[1])
    assert.truthy(now:note():find("as revised since each origin", 1, true))
    -- All of it was imported today: nothing was known then.
    local then_known = glocal.backtest(figures, { horizon = 1, origins = 2, methods = { "naive" }, by = "method", as_of = true })
    assert.equal(0, then_known.outcomes[1])
    -- What was known then differs from what is known now: the forecast follows the one, the outcome the other.
    local asked = {}
    local revised = glocal.backtest(function(as_of)
      asked[#asked + 1] = as_of or "now"
      return as_of and figures:where(function(row) return row.period < as_of end):mutate { count = "count + 100" } or figures
    end, { horizon = 1, origins = 2, methods = { "naive" }, by = "method", delay = 20, scores = "bias" })
    assert.same({ "now", "2022-11-20", "2022-12-20" }, asked)
    assert.is_true(revised.bias[1] > 90)
    local by_function = glocal.backtest(function() return glocal.rollup { zone = "A-1", phenomenon = "p.x" } end,
      { horizon = 1, origins = 2, methods = { "naive" }, by = "method" })
    assert.equal(now.mae[1], by_function.mae[1])
    assert.truthy(message_of(glocal.backtest, figures:where "count > 0", { as_of = true }):find("needs a rollup", 1, true))
  end)

  it("says where the series are too short, or the call is wrong", function()
    local short = frame(months { 1, 2, 3 }, UNDECIDED)
    assert.truthy(message_of(glocal.backtest, short, { horizon = 12 }):find(
      "too short for a backtest: 12 periods ahead need at least 16 periods, and the longest has 3", 1, true))
    assert.truthy(message_of(glocal.backtest, r, { by = "zone" }):find('use "horizon", "method" or "series"', 1, true))
    assert.truthy(message_of(glocal.backtest, r, { origins = 0 }):find("from 1 to 500, got 0", 1, true))
    assert.truthy(message_of(glocal.backtest, r, { methods = { "ets", 3 } }):find("a text or a list of texts, got", 1, true))
  end)

  it("says which scores there are", function()
    assert.truthy(message_of(glocal.backtest, r, { scores = { "mae", "crsp" } }):find(
      "bad argument 'scores' to 'backtest': there is no score 'crsp', did you mean 'crps'?", 1, true))
    assert.truthy(message_of(glocal.backtest, r, { scores = "xyzzy" }):find('use "all", or some of mae, rmse,', 1, true))
    assert.truthy(message_of(glocal.backtest, r, { scores = {} }):find("such as", 1, true))
    assert.truthy(message_of(glocal.backtest, r, { reference = "snaiv" }):find(
      "bad argument 'reference' to 'backtest': there is no method 'snaiv', did you mean 'snaive'?", 1, true))
    local b = glocal.backtest(r, { horizon = 1, origins = 1, methods = { "naive" }, scores = { "crps", "mae", "crps" } })
    assert.same({ "method", "horizon", "outcomes", "crps", "mae" }, b:columns())
  end)
end)

-- 12 figures that are no counts, so that medians are not whole; too few for a season, so that snaive and naive2 are naive.
local FIGURES = { 12.5, 15, 13.75, 18.75, 12.5, 25, 17.5, 22.5, 31.25, 20, 26.25, 37.5 }

local function figures(values, key)
  local rows = months(values or FIGURES, key)
  for _, row in ipairs(rows) do row.count, row.value = nil, row.count * 1.0 end
  return rows
end

local TYPES = { types = { period = "month", value = "real" } }

local function near(expected, found, what)
  if not (found and math.abs(expected - found) <= 1e-9 * math.max(1, math.abs(expected))) then
    error(("%s is %s, not %.12g"):format(what or "it", tostring(found), expected), 2)
  end
end

describe("the scores of a backtest", function()
  local r
  setup(function() r = frame(figures(), TYPES) end)

  -- R, forecast 8.20: naive() and rwf(drift=TRUE) from the last 6 origins, the errors over the mean absolute step of each
  -- history; accuracy() where there is one origin.
  it("are R's answers", function()
    local b = glocal.backtest(r, { horizon = 1, origins = 6, methods = { "naive", "drift" }, by = "method", scores = "all" })
    near(6.66666666666667 * 1.25, b.mae[1], "mae")
    near(6.92820323027551 * 1.25, b.rmse[1], "rmse")
    near(33.17930681340311, b.smape[1], "smape")
    near(1.37229937908004, b.mase[1], "mase")
    near(1.23131010357509, b.rmsse[1], "rmsse")
    near(1, b.owa[1], "owa of naive")
    near(0.997810846466283, b.owa[2], "owa of drift")
    near(0, b.dm[1], "dm of the reference")
    near(1, b.dm_p[1], "dm_p of the reference")
    local one = glocal.backtest(r, { horizon = 3, origins = 1, methods = { "naive" }, by = "method", scores = "all" })
    near(1.23076923077, tonumber(("%.11f"):format(one.mase[1])), "mase of one origin")
    near(1.1476667640694, one.rmsse[1], "rmsse of one origin")
  end)

  -- R's dm.test(power=1) on the scaled errors, horizon 1; 2; and 3 on their absolute means over the steps.
  it("test by Diebold and Mariano, with as many lags as origins overlap", function()
    local function dm(options)
      options.methods, options.scores = { "drift" }, { "dm" }
      options.reference = "naive"
      return glocal.backtest(r, options)
    end
    local b = dm { horizon = 1, origins = 6 }
    near(0.147749286115697, b.dm[1])
    near(0.888313957574886, b.dm_p[1])
    b = dm { horizon = 3, origins = 5 }
    near(1.665216865139419, b.dm[2])
    near(0.171199926440391, b.dm_p[2])
    b = dm { horizon = 3, origins = 5, by = "method" }
    near(-0.397988665149541, b.dm[1])
    near(0.710965531932610, b.dm_p[1])
    -- Origins a horizon apart have no outcome in common: 3 of them are enough.
    b = dm { horizon = 2, origins = 3, stride = 2, by = "method" }
    assert.is_number(b.dm[1])
    b = dm { horizon = 3, origins = 3, by = "method" }
    assert.is_nil(b.dm[1])
    assert.truthy(b:note():find("dm of 3 periods ahead needs 4 origins or more", 1, true))
    assert.same({ "method", "outcomes", "mae", "wis", "coverage_80", "coverage_95", "dm", "dm_p" },
      glocal.backtest(r, { horizon = 1, by = "method", methods = { "drift" }, reference = "naive" }):columns())
  end)

  -- By the formulas, written out once more, over the quantiles that the forecast gives.
  it("of quantiles follow their definitions", function()
    local b = glocal.backtest(r, { horizon = 3, methods = { "naive" }, levels = { 50, 80, 95 }, calibrate = false, origins = 1,
      by = "method", scores = "all" })
    local f = glocal.forecast(r,
      { horizon = 3, method = "naive", levels = { 50, 80, 95 }, calibrate = false, cutoff = "2015-09" })
    local P = { low_95 = 0.025, low_80 = 0.1, low_50 = 0.25, median = 0.5, high_50 = 0.75, high_80 = 0.9, high_95 = 0.975 }
    -- Half the way to the neighbours on either side: 0 to 0.0625, to 0.175, to 0.375, to 0.625 ...
    local WEIGHT = { low_95 = 0.0625, low_80 = 0.1125, low_50 = 0.2, median = 0.25, high_50 = 0.2, high_80 = 0.1125,
      high_95 = 0.0625 }
    local pinball, crps, over, under, dispersion = 0, 0, 0, 0, 0
    local interval, held, width = {}, {}, {}
    for h = 1, 3 do
      local y = FIGURES[9 + h]
      for name, p in pairs(P) do
        local q = f[name][h]
        local loss = y > q and p * (y - q) or (1 - p) * (q - y)
        pinball, crps = pinball + loss / 21, crps + 2 * WEIGHT[name] * loss / 3
      end
      over = over + math.max(0, f.median[h] - y) / 2 / 3.5 / 3
      under = under + math.max(0, y - f.median[h]) / 2 / 3.5 / 3
      for _, level in ipairs { 50, 80, 95 } do
        local low, high, a = f["low_" .. level][h], f["high_" .. level][h], 1 - level / 100
        dispersion = dispersion + a / 2 * (high - low) / 3.5 / 3
        over, under = over + math.max(0, low - y) / 3.5 / 3, under + math.max(0, y - high) / 3.5 / 3
        interval[level] = (interval[level] or 0) + (high - low + 2 / a * (math.max(0, low - y) + math.max(0, y - high))) / 3
        held[level] = (held[level] or 0) + (low <= y and y <= high and 100 / 3 or 0)
        width[level] = (width[level] or 0) + (high - low) / 3
      end
    end
    near(dispersion, b.dispersion[1], "dispersion")
    near(over, b.over[1], "over")
    near(under, b.under[1], "under")
    near(dispersion + over + under, b.wis[1], "wis")
    near(pinball, b.pinball[1], "pinball")
    near(crps, b.crps[1], "crps")
    for _, level in ipairs { 50, 80, 95 } do
      near(interval[level], b["interval_" .. level][1], "interval_" .. level)
      near(held[level], b["coverage_" .. level][1], "coverage_" .. level)
      near(width[level], b["width_" .. level][1], "width_" .. level)
    end
    assert.is_true(b.over[1] > 0 and b.under[1] > 0)
    assert.equal("%", select(2, b:type "coverage_80"))
  end)

  it("hold together: wis is the sum of its parts, crps ranks alike, and groups weigh as many outcomes as they have", function()
    local rows = figures(seasonal(60), "BE")
    for _, row in ipairs(figures(seasonal(60), "NL")) do
      row.value = row.value * 3 + (#rows * 37) % 11
      rows[#rows + 1] = row
    end
    local both = frame(rows, TYPES)
    local told = { horizon = 4, origins = 8, methods = { "naive", "snaive", "drift", "mean", "ses", "naive2" },
      levels = { 20, 40, 60, 80 }, scores = "all" }
    local by = {}
    for _, name in ipairs { "method", "horizon", "series" } do
      told.by = name
      by[name] = glocal.backtest(both, told)
    end
    for name, b in pairs(by) do
      for i = 1, #b do
        near(b.wis[i], b.dispersion[i] + b.over[i] + b.under[i], "wis by " .. name)
        near(b.wis[i] / 2, b.pinball[i], "pinball by " .. name)
        for _, level in ipairs { 20, 40, 60, 80 } do
          local held = b["coverage_" .. level][i] / 100 * b.outcomes[i]
          near(math.floor(held + 0.5), held, "outcomes held by " .. name)
        end
      end
      for _, score in ipairs { "mae", "mase", "bias", "smape", "wis", "crps", "coverage_80" } do
        local sum, count = 0, 0
        for i = 1, #b do
          if b.method[i] == "drift" then sum, count = sum + b[score][i] * b.outcomes[i], count + b.outcomes[i] end
        end
        near(by.method[score][3], sum / count, score .. " by " .. name)
      end
    end
    -- Methods whose wis differs by more than a tenth stand in the same order by crps.
    local b = by.method
    for i = 1, #b do
      for k = 1, #b do
        if b.wis[i] < 0.9 * b.wis[k] then assert.is_true(b.crps[i] < b.crps[k]) end
      end
    end
    for i = 1, #b do near((b.smape[i] / b.smape[6] + b.mase[i] / b.mase[6]) / 2, b.owa[i], "owa against naive2") end
    assert.is_true(b.owa[1] > 1.5)
    for i = 1, #b do near(1 - b.mase[i] / b.mase[2], b.skill[i], "skill against snaive") end
    assert.is_true(b.skill_low[1] <= b.skill[1] and b.skill[1] <= b.skill_high[1])
  end)

  it("have the same bits whatever else is asked for", function()
    local all = glocal.backtest(r, { horizon = 2, origins = 5, methods = { "drift", "ses" }, by = "method", scores = "all" })
    for _, name in ipairs { "owa", "skill", "dm", "crps", "interval" } do
      local one = glocal.backtest(r, { horizon = 2, origins = 5, methods = { "drift", "ses" }, by = "method", scores = name })
      for _, column in ipairs { table.unpack(one:columns(), 3) } do assert.same(all[column], one[column]) end
    end
  end)
end)
