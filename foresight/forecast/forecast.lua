--- forecast.lua: every series of a frame forecast, with prediction intervals; the note, the effects and the plot of it. The
--- methods are core/series'.
--
-- Example:  r = rollup{zone="BE", level="province", phenomenon="smuggling", every="month"}
--           f = forecast(r, {horizon=12})   f:plot()   f:note()   f:register{author="analysis", note="monthly outlook"}

local core = require "glocal.core"
local call = require "foresight.shared.call"

local FIGURES = { "count", "estimate", "value", "weighted", "events" }

local periods = require "foresight.shared.periods"
local plural = require "foresight.shared.plural"
local shared = require "foresight.forecast.options"
local regressors = require "foresight.forecast.regressors"
require "foresight.forecast.effects"
require "foresight.register.register"

-- --- the note -----------------------------------------------------------------------------------------------------

-- "Past coverage: 80 % interval 83 %, 95 % interval 99 % (72 forecasts from 6 origins)"
local function coverage_text(found)
  if found.outcomes == 0 then return "Past coverage unknown: history too short" end
  local levels = {}
  for i, each in ipairs(found.coverage) do
    levels[i] = ("%g %% interval %.0f %%"):format(each.level, 100 * each.covered / found.outcomes)
  end
  local several = found.series > 1
  return ("Past coverage: %s (%s%s from %s%s)"):format(table.concat(levels, ", "), plural(found.outcomes, "forecast"),
    several and (" of %d series"):format(found.series) or "", several and "up to " or "", plural(found.origins, "origin"))
end

local function calibration_text(found, options)
  if found.without_interval == found.series - found.unknown then return nil end -- the method's note says why
  if options.calibrate == false then return "Intervals not calibrated (calibrate=false)" end
  if found.calibrated == 0 then return "Intervals widened for a short series, not calibrated" end
  if found.calibrated < found.series - found.unknown then
    return ("Intervals calibrated for %d of %d series, only widened for the others: history too short"):format(
      found.calibrated, found.series - found.unknown)
  end
end

-- "Outlier 2010-02 (-98 %) left out (breaks=false to keep)"
local function breaks_text(found)
  if found.series == 1 then
    local verb = found.breaks:find "level shift" and "adjusted for" or "left out"
    return ("%s %s (breaks=false to keep)"):format(found.breaks:gsub("^%l", string.upper), verb)
  end
  return ("Outliers and level shifts removed from %s (breaks=false to keep)%s: %s"):format(
    plural(found.broken, "series", "series"), found.broken > 3 and ", among them" or "", found.breaks)
end

local function note_text(figures, found, options, gaps, has_regressors)
  local sentences = { ("Data%s to %s"):format(found.value == "count" and "" or (" (%s)"):format(found.value), found.last),
    coverage_text(found) }
  local function add(condition, text, ...)
    if condition then sentences[#sentences + 1] = text:format(...) end
  end
  sentences[#sentences + 1] = calibration_text(found, options)
  if has_regressors then sentences[#sentences + 1] = regressors.note(found, options.method) end
  if found.gaps > 0 then
    sentences[#sentences + 1] = shared.gaps_text(figures, found.gaps, found.span, gaps == "zero")
  end
  add(found.value == "count" and figures:has "count_high", "Censored counts such as \"<5\" taken at their lowest possible value")
  local left_out = periods.left_out(figures) or found.cut > 0 and "Periods that are not whole left out"
  add(left_out, "%s", left_out and left_out:gsub("^%l", string.upper))
  add(found.left_out > 0, "%s after the cutoff left out", plural(found.left_out, "row"))
  add(found.unordered > 0, "%s not in order of time: sorted", plural(found.unordered, "series", "series"))
  add(found.unknown > 0, "%s without any figure: not forecast", plural(found.unknown, "series", "series"))
  add(found.late > 0, "%s ended before %s: forecast over the gap", plural(found.late, "series", "series"), found.last)
  if found.broken > 0 then sentences[#sentences + 1] = breaks_text(found) end
  add(found.noted > 0, "Method%s: %s", found.series > 1 and (", %d of %d series"):format(found.noted, found.series) or "",
    found.method_note)
  return table.concat(sentences, ". ") .. "."
end

-- --- the plot -----------------------------------------------------------------------------------------------------

local NO_EFFECTS_NOTE = "No leading series found: leads() lists all pairs."
local EFFECTS_NOTE = "low, high: 95 % interval of the coefficient. gain: reduction of past forecast error, 0.1 = 10 %. kept = 1: "
  .. "significant and gain above 0. An association does not prove a cause."
local SEASON = { day = 7, week = 52, month = 12, quarter = 4, year = 1 }
local MAX_PLOTTED = 50 -- series: more than a plot can show

-- The same forecast with the history that a plot shows before it; nil where it has one or there are too many series.
local function with_history(figures, settings, found)
  if settings.actual ~= 0 or found.series > MAX_PLOTTED then return nil end
  local again = {}
  for name, value in pairs(settings) do again[name] = value end
  again.actual = math.max(5 * SEASON[found.span], 3 * settings.horizon, 24)
  local frame, note = core.forecast_series(periods.wholly_published(figures), again)
  return frame and frame:attach { note_text = note_text(figures, note, {}, settings.gaps_are_zero and "zero" or "missing") }
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
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @option leaders? frame series that may lead these; leads() tests them
--- @option max_lag? integer = 12 [periods] by how much a leader may lead
--- @option lead_value? string <column> the column of the leaders
--- @option events? table|frame {{name, from, to, every="year", zone ...}, ...}; no `to`: a step; one name: one event
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
  local settings = shared.core_options("forecast", figures, options, FIGURES)
  settings.horizon = options.horizon or shared.horizon(figures)
  if options.model ~= nil and (options.method == nil or options.method == "combination") then
    error("bad argument 'model' to 'forecast': it needs a method, as in method=\"ets\", model=\"MAdM\"", 0)
  end
  settings.method = options.method
  settings.model = options.model
  settings.actual = options.actual == true and -1 or options.actual or 0
  settings.call = ("forecast(r, %s)"):format(call.text(forecast, options,
    { horizon = settings.horizon, seed = settings.seed, cutoff = settings.cutoff }))
  local has_regressors = regressors.asked("forecast", options, { options.method or "combination" })
  regressors.add("forecast", figures, options, settings)
  local frame, found, effects = core.forecast_series(periods.wholly_published(figures), settings)
  if not frame then return nil, found, effects end
  return frame:attach {
    effects = has_regressors and effects:attach { note_text = #effects > 0 and EFFECTS_NOTE or NO_EFFECTS_NOTE } or nil,
    drawn = function() return with_history(figures, settings, found) end,
    note_text = note_text(figures, found, options, settings.gaps_are_zero and "zero" or "missing", has_regressors),
    forecast = { figures = figures, options = options, settings = settings, found = found },
  }
end

return forecast
