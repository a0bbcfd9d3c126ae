--- backtest.lua: how good forecasts of these series would have been, at origins in the past. The work is core/series'.
--
-- Example:  backtest(r, {horizon=12, methods={"combination", "ets", "snaive"}})
--           backtest(r, {as_of=true})     with what the store knew at each origin
--           backtest(r, {by="method", scores={"mae", "owa", "crps"}, reference="naive"})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local shared = require "foresight.forecast.options"
local regressors = require "foresight.forecast.regressors"
local scores = require "foresight.evaluation.scores"

local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local BY = { method = true, horizon = true, series = true }

local function check_whole(options, name, most)
  local value = options[name]
  if value ~= nil and (math.type(value) ~= "integer" or value < 1 or value > most) then
    error(("bad argument '%s' to 'backtest': expected a whole number from 1 to %d, got %s"):format(name, most,
      tostring(value)), 0)
  end
end

-- A copy of what a rollup was asked, as of a date.
local function asked_as_of(asked, date)
  local spec = {}
  for name, value in pairs(asked) do spec[name] = value end
  spec.as_of = date
  return spec
end

-- Per origin what was known then: the rollup as of its last day, or `delay` days later.
local function known_frames(figures, given, origins, delay)
  local rollup = require "foresight.cube.rollup"
  local frames = {}
  for i, day in ipairs(origins) do
    local date = core.period(day, "day", delay)
    local frame, message, code
    if type(given) == "function" then
      frame, message, code = given(date)
    else
      frame, message, code = rollup(asked_as_of(figures:attached "asked", date))
    end
    if frame == nil then return nil, message, code end
    if not call.is_frame(frame) then
      error("bad argument #1 to 'backtest': the function must give a frame, as in function(as_of) return rollup{..., " ..
        "as_of=as_of} end", 0)
    end
    frames[i] = frame
  end
  return frames
end

-- Few columns unless told, so that they fit a terminal: how far off, how good as a whole, how honest, and whether it
-- was worth it.
local function scores_unless_told(by, reference)
  return { "mae", "wis", "coverage", reference and "dm" or by == "method" and "skill" or nil }
end

-- What the scores in the frame mean, where it is not plain.
local function note_on_scores(found, told, asked)
  local is_asked, said = {}, { "point scores are of the median" }
  for _, name in ipairs(told.scores) do is_asked[name] = true end
  if is_asked.mase then said[#said + 1] = "mase below 1 beats the seasonal naive's error in the history" end
  if is_asked.owa then said[#said + 1] = "owa below 1 beats naive2" end
  if is_asked.skill then said[#said + 1] = "skill above 0 beats snaive" end
  if is_asked.dm then
    local reference = told.reference or told.methods[1]
    said[#said + 1] = ("dm below 0 beats %s, dm_p is how likely so large a difference is by chance"):format(reference)
    local least = math.max(3, (told.horizon + told.stride - 1) // told.stride + 1)
    if found.origins < least then
      said[#said + 1] = ("dm of %d period%s ahead needs %d origins or more"):format(told.horizon,
        told.horizon == 1 and "" or "s", least)
    end
  end
  if asked == nil then said[#said + 1] = 'scores="all" shows the others' end
  return table.concat(said, "; ")
end

local function note_text(found, told, as_of, asked)
  local said = { ("%d outcome%s of %d series, from %d origin%s %d period%s apart"):format(found.outcomes,
    found.outcomes == 1 and "" or "s", found.used, found.origins, found.origins == 1 and "" or "s", told.stride,
    told.stride == 1 and "" or "s") }
  if found.origins < told.origins then
    said[#said + 1] = ("%d origins were asked: the history has room for %d"):format(told.origins, found.origins)
  end
  if found.used < found.series then
    said[#said + 1] = ("%d series are too short"):format(found.series - found.used)
  end
  said[#said + 1] = as_of and "each forecast saw what was known at its origin, and is held against what is known now"
    or "each forecast saw today's figures up to its origin: later revisions are in them (as_of=true leaves them out)"
  said[#said + 1] = note_on_scores(found, told, asked)
  return table.concat(said, "; ")
end

--- How good forecasts of these series would have been: rolling origin. At each origin the methods are fitted to what was
--- known before it and forecast `horizon` periods, which are scored against the outcome. Leaders are selected anew at
--- each origin; events count as known ahead. Scores of the median: mae, rmse, smape, bias, mase, rmsse, owa (as in M4);
--- of the quantiles: wis with its parts dispersion, over, under, crps, pinball, interval, coverage, width; against a
--- reference: skill (with 90 % bootstrap interval), dm and dm_p (Diebold-Mariano; below 0 the reference is beaten).
--- @function backtest
--- @param figures frame|function a rollup, or a function of a date that gives what was known then
--- @param options? table
--- @option horizon? integer = (12 months, 4 quarters ...) [periods] how far ahead
--- @option origins? integer = 6 [1-500] how many, the last a horizon before the end
--- @option stride? integer = 1 [periods] between origins
--- @option methods? string|string[] = {"combination", "snaive"} <method> the methods to compare
--- @option levels? number|number[] = {80, 95} [%] of the intervals
--- @option by? string = "horizon" {horizon|method|series} a row per method and step ahead, per method, or per method and
---   series
--- @option scores? string|string[] = {"mae", "wis", "coverage"} <score> names, or "all"; skill too by method, dm with a
---   reference
--- @option reference? string = (the first method) <method> the method that dm and dm_p compare with
--- @option as_of? boolean = false roll up anew at each origin what the store knew on its last day
--- @option delay? integer = 0 [days] how much later than that day (with as_of)
--- @option seed? integer = 1 of the simulations
--- @option calibrate? boolean = true calibrate intervals by past errors
--- @option breaks? boolean = true leave outliers and level shifts out
--- @option value? string = (count, estimate, value ...) <column> the column to forecast
--- @option gaps? string = (zero in rollups to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @option leaders? frame series that may lead these, as in forecast (not with as_of)
--- @option max_lag? integer = 12 [periods] by how much a leader may lead
--- @option lead_value? string <column> the column of the leaders
--- @option events? table|frame events, as in forecast
--- @option regressors? frame figures known up to the horizon, as in forecast
--- @return frame method, the key of `by`, outcomes, scores
--- @raises as forecast does, for an unknown score, and where the series are too short
--- @fails what reading the store may give
--- @needs store.read
--- @since 0.1
--- @example r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year"}
--- @example b = backtest(r, {horizon=1, origins=3, methods={"naive", "drift"}, by="method"})
--- @example b.method[2] --> drift
--- @example b:has "coverage_80" --> true
--- @example backtest(r, {horizon=1, origins=3, methods={"naive", "drift"}, by="method", scores={"owa"}}):columns()[3] --> owa
local function backtest(figures, options)
  local given = type(figures) == "function" and figures or nil
  if given then
    local message, code
    figures, message, code = given(nil)
    if figures == nil then return nil, message, code end
  end
  options = shared.check("backtest", figures, options)
  local told = shared.core_options("backtest", figures, options, FIGURES)
  check_whole(options, "origins", 500)
  check_whole(options, "stride", 1000)
  if options.delay ~= nil and math.type(options.delay) ~= "integer" then
    error("bad argument 'delay' to 'backtest': expected a whole number of days, got " .. tostring(options.delay), 0)
  end
  local by = options.by or "horizon"
  if not BY[by] then
    error(("bad argument 'by' to 'backtest': use \"horizon\", \"method\" or \"series\", not %s"):format(tostring(by)), 0)
  end
  told.horizon = options.horizon or shared.horizon(figures)
  told.origins = options.origins or 6
  told.stride = options.stride or 1
  told.by = by
  told.methods = call.list(options.methods or { "combination", "snaive" })
  if options.reference ~= nil and type(options.reference) ~= "string" then
    error("bad argument 'reference' to 'backtest': expected the name of a method, got " .. type(options.reference), 0)
  end
  told.reference = options.reference
  told.scores = scores.check("backtest", options.scores, scores_unless_told(by, options.reference),
    core.score_names())
  told.call = ("backtest(r, %s)"):format(call.text(backtest, options, { horizon = told.horizon, cutoff = told.cutoff }))
  regressors.asked("backtest", options, told.methods)
  regressors.add("backtest", figures, options, told)
  local as_of = given or options.as_of
  if as_of and options.leaders then
    error("bad argument 'leaders' to 'backtest': what was known of them at each origin can't be told: leave as_of out, or " ..
      "leaders", 0)
  end
  if as_of then
    if not given and not figures:attached "asked" then
      error("as_of=true needs a rollup as rollup{...} gave it; or write backtest(function(as_of) return rollup{..., " ..
        "as_of=as_of} end, {...})", 0)
    end
    local message, code
    told.known, message, code = known_frames(figures, given, core.backtest_origins(figures, told), options.delay or 0)
    if not told.known then return nil, message, code end
  end
  local frame, found, code = core.backtest_series(figures, told)
  if not frame then return nil, found, code end
  return frame:attach { note_text = note_text(found, told, as_of, options.scores) }
end

return backtest
