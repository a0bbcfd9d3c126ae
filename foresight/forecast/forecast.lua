--- forecast.lua: what is likely if nothing changes, and how sure that is: every series of a frame, with intervals. The
--- methods are core/series'.
--
-- Example:  r = rollup{zone="BE", level="province", phenomenon="smuggling", every="month"}
--           f = forecast(r, {horizon=12})   f:plot()   f:note()   f:register{author="analysis", note="monthly outlook"}

local core = require "glocal.core"
local call = require "foresight.shared.call"

local FIGURES = { "count", "estimate", "value", "weighted", "events" }

local shared = require "foresight.forecast.options"
local regressors = require "foresight.forecast.regressors"
require "foresight.forecast.effects"
require "foresight.register.register"

-- --- the note -----------------------------------------------------------------------------------------------------

local function percent(held, outcomes)
  return ("%.1f %%"):format(100 * held / outcomes)
end

local function plural(n, one, many)
  return ("%d %s"):format(n, n == 1 and one or many or one .. "s")
end

-- What the intervals mean, and how often they held when looking back.
local function intervals_text(found)
  local levels, achieved = {}, {}
  for i, each in ipairs(found.held) do
    levels[i] = ("%g"):format(each.level)
    if found.outcomes > 0 then achieved[i] = ("%s in the %g %%"):format(percent(each.held, found.outcomes), each.level) end
  end
  local text = ("the outcome of a period should lie in its %s %% interval %s times in 100"):format(
    table.concat(levels, " or "), table.concat(levels, " or "))
  if found.outcomes == 0 then
    return text .. "; the history is too short to see whether it does"
  end
  return ("%s; looking back from up to %s it lay %s (%s of %s; backtest() is the stricter test)"):format(
    text, plural(found.origins, "origin"),
    table.concat(achieved, ", "), plural(found.outcomes, "outcome"), plural(found.series, "series", "series"))
end

local function calibration_text(found, options)
  if options.calibrate == false then return "intervals are the method's own, as asked" end
  if found.calibrated == 0 then
    return "too little history to look back on: intervals are widened as short series need, not calibrated by their past"
  end
  if found.calibrated < found.series - found.unknown then
    return ("intervals are calibrated for %d of %d series; the others have too little history and are only widened"):format(
      found.calibrated, found.series - found.unknown)
  end
end

local function note_text(figures, found, options, gaps, explains)
  local said = { ("%s known up to %s"):format(found.value, found.last), intervals_text(found) }
  local function say(condition, text, ...)
    if condition then said[#said + 1] = text:format(...) end
  end
  said[#said + 1] = calibration_text(found, options)
  if explains then said[#said + 1] = regressors.note(found, options.method) end
  say(found.gaps > 0, gaps == "zero" and "%s without a row count as 0 (gaps=\"missing\" would not)"
    or "%s without a row are taken as missing (gaps=\"zero\" would count them as 0)", plural(found.gaps, found.span))
  say(found.value == "count" and figures:has "count_high", "censored counts such as \"<5\" go in as the lowest they can be")
  say(found.left_out > 0, "%s after the cutoff %s left out", plural(found.left_out, "row"),
    found.left_out == 1 and "is" or "are")
  say(found.unordered > 0, "the rows of %s were not in order of time and were sorted",
    plural(found.unordered, "series", "series"))
  say(found.unknown > 0, "%s without any figure: not forecast", plural(found.unknown, "series", "series"))
  say(found.late > 0, "%s ended before %s and %s forecast over the time since", plural(found.late, "series", "series"),
    found.last, found.late == 1 and "is" or "are")
  say(found.broken > 0, "%s %s, which breaks=false would not do", found.series == 1 and "fitted without" or
    ("%s fitted without outliers or level shifts%s:"):format(plural(found.broken, "series", "series"),
      found.broken > 3 and ", among them" or ""), found.breaks)
  say(found.noted > 0, "of %s: %s", found.noted == 1 and found.series == 1 and "the method"
    or ("the method for %d of %d series"):format(found.noted, found.series), found.said)
  return table.concat(said, "; ")
end

-- --- the plot -----------------------------------------------------------------------------------------------------

local NO_EFFECTS_NOTE = "nothing was found to run ahead: leads() shows what came near"
local EFFECTS_NOTE = "low and high are the 95 % interval of the coefficient; a gain of 0.1 is a tenth less error in forecasts at "
  .. "origins in the past; what has a gain and an interval without 0 is kept; running ahead, or coming before, is not causing"
local SEASON = { day = 7, week = 52, month = 12, quarter = 4, year = 1 }
local MOST_DRAWN = 50 -- series: more than a plot shows

-- The same forecast with enough of the history before it to see where it comes from; nil where it would be in vain.
local function with_history(figures, told, found)
  if told.actual ~= 0 or found.series > MOST_DRAWN then return nil end
  local again = {}
  for name, value in pairs(told) do again[name] = value end
  again.actual = math.max(5 * SEASON[found.span], 3 * told.horizon, 24)
  local frame, note = core.forecast_series(figures, again)
  return frame and frame:attach { note_text = note_text(figures, note, {}, told.gaps_are_zero and "zero" or "missing") }
end

-- --- the call -----------------------------------------------------------------------------------------------------

--- Forecasts every series of a frame, one per combination of its text columns (zone, phenomenon, facet ...), over its
--- column of periods, with intervals. Leaders, events and regressors are selected only where they improve past forecasts
--- of a series: effects() has them.
--- @function forecast
--- @param figures frame a rollup, or any frame of periods and figures
--- @param options? table
--- @option horizon? integer = (12 months, 4 quarters ...) [periods] how far ahead
--- @option levels? number|number[] = {80, 95} [%] of the intervals
--- @option method? string = "combination" <method> see forecast_methods()
--- @option model? string a member of its family, such as "MAdM" of ets
--- @option seed? integer = 1 of the simulations
--- @option calibrate? boolean = true calibrate intervals by past errors
--- @option breaks? boolean = true leave outliers and level shifts out
--- @option actual? boolean|integer = false put the history before it, or so many periods
--- @option value? string = (count, estimate, value ...) <column> the column to forecast
--- @option gaps? string = (zero in rollups to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @option leaders? frame series that may lead these; leads() tests them
--- @option max_lag? integer = 12 [periods] by how much a leader may lead
--- @option lead_value? string <column> the column of the leaders
--- @option events? table|frame {{name, from, to, every="year", zone ...}, ...}; no `to`: a step
--- @option regressors? frame figures known ahead, by period and any keys
--- @return frame the keys, period, mean, median, low_80, high_80 ..., method; note() has past coverage
--- @raises an unknown method, a horizon outside 1 to 1000, a level outside 0 to 100, a period that comes twice, a frame
---   without periods or figures
--- @since 0.1
--- @example r = rollup{zone="BE", phenomenon="trafficking", every="year", to="2023"}
--- @example f = forecast(r, {horizon=2, levels={80, 95}})
--- @example f.period[1] --> 2023
--- @example table.concat(f:columns(), " ", 3, 6) --> period mean median low_80
--- @example f.low_95[1] <= f.median[1] and f.median[1] <= f.high_95[1] --> true
local function forecast(figures, options)
  options = shared.check("forecast", figures, options)
  local told = shared.core_options("forecast", figures, options, FIGURES)
  told.horizon = options.horizon or shared.horizon(figures)
  if options.model ~= nil and (options.method == nil or options.method == "combination") then
    error("bad argument 'model' to 'forecast': it names a member of a family: say of which, as in method=\"ets\", " ..
      "model=\"MAdM\"", 0)
  end
  told.method = options.method
  told.model = options.model
  told.actual = options.actual == true and -1 or options.actual or 0
  told.call = ("forecast(r, %s)"):format(call.text(forecast, options,
    { horizon = told.horizon, seed = told.seed, cutoff = told.cutoff }))
  local explains = regressors.asked("forecast", options, { options.method or "combination" })
  regressors.add("forecast", figures, options, told)
  local frame, found, effects = core.forecast_series(figures, told)
  if not frame then return nil, found, effects end
  return frame:attach {
    effects = explains and effects:attach { note_text = #effects > 0 and EFFECTS_NOTE or NO_EFFECTS_NOTE } or nil,
    drawn = function() return with_history(figures, told, found) end,
    note_text = note_text(figures, found, options, told.gaps_are_zero and "zero" or "missing", explains),
    forecast = { figures = figures, options = options, told = told, found = found },
  }
end

return forecast
