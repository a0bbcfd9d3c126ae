--- backtest.lua: out-of-sample accuracy of methods by rolling-origin evaluation, computed in core/series.
--
-- Example:  backtest(r, {horizon=12, methods={"combination", "ets", "snaive"}})
--           backtest(r, {as_of=true})     with the figures known at each origin
--           backtest(r, {by="method", scores={"mae", "owa", "crps"}, reference="naive"})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local periods = require "foresight.shared.periods"
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

-- The same rollup as of a date.
local function asked_as_of(asked, date)
  local spec = {}
  for name, value in pairs(asked) do spec[name] = value end
  spec.as_of = date
  return spec
end

-- The figures known at each origin: the rollup as of its last day, or `delay` days later.
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

-- Few columns by default, so that they fit a terminal: error, weighted interval score, coverage, skill.
local function default_scores(by, reference)
  return { "mae", "wis", "coverage", reference and "dm" or by == "method" and "skill" or nil }
end

-- How to read the scores in the frame.
local function scores_text(found, settings, asked)
  local is_asked, said = {}, { "Point scores are of the median" }
  for _, name in ipairs(settings.scores) do is_asked[name] = true end
  if is_asked.mase then said[#said + 1] = "mase below 1: better than the seasonal naive in the history" end
  if is_asked.owa then said[#said + 1] = "owa below 1: better than naive2" end
  if is_asked.skill then said[#said + 1] = "skill above 0: better than snaive" end
  if is_asked.dm then
    local reference = settings.reference or settings.methods[1]
    said[#said + 1] = ("dm below 0: better than %s; dm_p: p value"):format(reference)
    local least = math.max(3, (settings.horizon + settings.stride - 1) // settings.stride + 1)
    if found.origins < least then
      said[#said + 1] = ("dm of %d period%s ahead needs %d origins or more"):format(settings.horizon,
        settings.horizon == 1 and "" or "s", least)
    end
  end
  if asked == nil then said[#said + 1] = 'Other scores: scores="all"' end
  return table.concat(said, ". ")
end

local function note_text(found, settings, as_of, asked, cut)
  local said = { ("%d outcome%s of %d series from %d origin%s, %d period%s apart"):format(found.outcomes,
    found.outcomes == 1 and "" or "s", found.used, found.origins, found.origins == 1 and "" or "s", settings.stride,
    settings.stride == 1 and "" or "s") }
  if found.origins < settings.origins then
    said[#said + 1] = ("History too short for %d origins: %d used"):format(settings.origins, found.origins)
  end
  if found.used < found.series then
    said[#said + 1] = ("%d series too short"):format(found.series - found.used)
  end
  if found.cut > 0 then said[#said + 1] = cut or "Periods that are not whole left out" end
  said[#said + 1] = as_of and "Forecasts from the figures known at each origin, scored against those known now"
    or "Figures as revised since each origin (as_of=true for those known then)"
  said[#said + 1] = scores_text(found, settings, asked)
  return table.concat(said, ". ") .. "."
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
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} periods without a row
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
  local settings = shared.core_options("backtest", figures, options, FIGURES)
  check_whole(options, "origins", 500)
  check_whole(options, "stride", 1000)
  if options.delay ~= nil and math.type(options.delay) ~= "integer" then
    error("bad argument 'delay' to 'backtest': expected a whole number of days, got " .. tostring(options.delay), 0)
  end
  local by = options.by or "horizon"
  if not BY[by] then
    error(("bad argument 'by' to 'backtest': use \"horizon\", \"method\" or \"series\", not %s"):format(tostring(by)), 0)
  end
  settings.horizon = options.horizon or shared.horizon(figures)
  settings.origins = options.origins or 6
  settings.stride = options.stride or 1
  settings.by = by
  settings.methods = call.list(options.methods or { "combination", "snaive" })
  if options.reference ~= nil and type(options.reference) ~= "string" then
    error("bad argument 'reference' to 'backtest': expected the name of a method, got " .. type(options.reference), 0)
  end
  settings.reference = options.reference
  settings.scores = scores.check("backtest", options.scores, default_scores(by, options.reference),
    core.score_names())
  settings.call = ("backtest(r, %s)"):format(call.text(backtest, options,
    { horizon = settings.horizon, cutoff = settings.cutoff }))
  regressors.asked("backtest", options, settings.methods)
  regressors.add("backtest", figures, options, settings)
  local as_of = given or options.as_of
  if as_of and options.leaders then
    error("bad argument 'leaders' to 'backtest': their figures known at each origin are not available: leave as_of out, or " ..
      "leaders", 0)
  end
  if as_of then
    if not given and not figures:attached "asked" then
      error("as_of=true needs a rollup as rollup{...} gave it; or write backtest(function(as_of) return rollup{..., " ..
        "as_of=as_of} end, {...})", 0)
    end
    local message, code
    local origins = core.backtest_origins(periods.wholly_published(figures), settings)
    settings.known, message, code = known_frames(figures, given, origins, options.delay or 0)
    if not settings.known then return nil, message, code end
  end
  local frame, found, code = core.backtest_series(periods.wholly_published(figures), settings)
  if not frame then return nil, found, code end
  return frame:attach { note_text = note_text(found, settings, as_of, options.scores, periods.left_out(figures)) }
end

return backtest
