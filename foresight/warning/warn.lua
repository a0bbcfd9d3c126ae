--- warn.lua: which counts are above what their own past leads to expect, judged by the detectors of core/detect.
--
-- Example:  w = warn(r, {method="farrington_flexible"})   w:plot()   w:explain(1)

local core = require "glocal.core"
local call = require "foresight.shared.call"
local defaults = require "foresight.warning.defaults"
local explain = require "foresight.warning.explain"
local forecasting = require "foresight.forecast.options"
local periods = require "foresight.shared.periods"

local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local PASSED_ON = {
  "method", "years", "half_window", "periods", "recent_excluded", "baseline", "alpha", "weights_threshold", "trend_p",
  "least_cases", "case_periods", "drift", "limit", "in_control_mean", "minimum_sd", "threshold", "reweight", "trend",
  "current_year",
}

-- The column of periods, its span, and its last period as text.
local function time_of(figures)
  for _, name in ipairs(figures:columns()) do
    local kind, _, span = figures:type(name)
    if kind == "day" or kind == "month" then
      local last
      for i = 1, #figures do
        local at = figures:get(i, name)
        if at and (not last or at > last) then last = at end
      end
      return span, last
    end
  end
end

local function plural(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

local function note_text(found, figures, first, last)
  local said = {}
  said[1] = ("%s judged in %d series from %s to %s: %s"):format(plural(found.judged, found.span), found.series, first, last,
    plural(found.alarms, "alarm"))
  for _, reason in ipairs(found.reasons) do
    said[#said + 1] = ("%s not judged: %s"):format(plural(reason.periods, found.span), reason.text)
  end
  if found.unknown > 0 then
    said[#said + 1] = ("%d of %d series have no count in these periods"):format(found.unknown, found.series)
  end
  if found.cut > 0 then said[#said + 1] = ("%s not complete: left out"):format(plural(found.cut, found.span)) end
  if found.gaps > 0 then
    said[#said + 1] = forecasting.gaps_text(figures, found.gaps, found.span, found.is_zero_filled)
  end
  return table.concat(said, ". ") .. "."
end

--- Judges each count by its own past: is it more than what came before leads to expect? One row per series and period judged.
--- The detectors and their references are in docs/methods.md; the options have the names of R surveillance in brackets.
--- @function warn
--- @param figures frame counts by day, week, month ..., such as a rollup
--- @param options? table
--- @option method? string = "farrington_flexible" {farrington_flexible|farrington|ears_c1|ears_c2|ears_c3|cusum|bayes|rki|outbreak_p}
---   the detector; ears_c1 and cusum need no years of history
--- @option from? string = (a year before the last) the first period judged
--- @option to? string = (the last whole period) the last period judged
--- @option alpha? number = (0.05; EARS 0.001, C3 0.025) how often a count that is no more than usual may be above the bound
--- @option years? integer = (5; rki 2) of history [b]
--- @option half_window? integer = (by span: 3 weeks, 1 month) periods before and after the same time of earlier years [w]
--- @option periods? integer = (by span: 10 in a year of weeks, 4 of months) groups into which a year is divided [noPeriods]
--- @option recent_excluded? integer = (half a year) periods before the one judged that are no history [pastWeeksNotIncluded]
--- @option weights_threshold? number = (2.58; farrington 1) residuals above it weigh less [weightsThreshold]
--- @option threshold? string = "delta" {delta|nb_plugin|muan} how the bound is reckoned [thresholdMethod]
--- @option trend? boolean = true look for a trend
--- @option trend_p? number = (1; farrington 0.05) a trend is kept below this p [pThresholdTrend]
--- @option reweight? boolean = true past outbreaks weigh less
--- @option least_cases? number = 5 no alarm with fewer in the last `case_periods` [limit54]
--- @option case_periods? integer = (4 weeks) see least_cases
--- @option baseline? integer = 7 periods of EARS
--- @option minimum_sd? number = 0 of EARS [minSigma]
--- @option drift? number = 1.04 of cusum, in standard deviations [k]
--- @option limit? number = (cusum 2.26, outbreak_p 100) of the statistic [h, k]
--- @option in_control_mean? number = (the mean before from) of cusum [m]
--- @option current_year? boolean = (bayes true, rki false) compare with the periods just before too [actY]
--- @option value? string = (count, estimate ...) <column> the column of counts
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @return frame the keys, period, observed, expected, upper (an alarm is a count above it), score (1 at the bound), p, alarm
---   (1 or 0), method
--- @raises for a frame without periods, a negative count, an option out of bounds
--- @since 0.1
--- @example r = rollup{zone="FR", phenomenon="drugs", every="month"}
--- @example w = warn(r, {from="2021-03", to="2021-03"})
--- @example w.observed[1] --> 24666.0
--- @example w.alarm[1] --> 1
local function warn(figures, options)
  options = forecasting.check("warn", figures, options)
  local span, last_period = time_of(figures)
  if not span then
    error("bad argument #1 to 'warn': a frame without a column of days, weeks, months ... has nothing to judge by", 0)
  end
  local method = options.method or "farrington_flexible"
  local settings = forecasting.core_options("warn", figures, options, FIGURES)
  for name, value in pairs(defaults.of(method, span)) do settings[name] = value end
  for _, name in ipairs(PASSED_ON) do
    if options[name] ~= nil then settings[name] = options[name] end
  end
  local whole = periods.wholly_published(figures)
  local last = options.to or select(2, time_of(whole)) or last_period
  settings.method = method
  settings.last = last and tostring(last) or nil
  settings.first = options.from or last and core.period(settings.last, span, 1 - defaults.judged(span)) or nil
  settings.call = ("warn(r, %s)"):format(call.text(warn, options, { cutoff = settings.cutoff }))
  local frame, found, code = core.warn_series(whole, settings)
  if not frame then return nil, found, code end
  return frame:attach {
    note_text = periods.beside(note_text(found, figures, settings.first, settings.last), figures),
    explain = function(self, row) return explain.row(self, row, function(first, only)
      settings.first, settings.last, settings.details = first, first, true
      return core.warn_series(whole:take(only), settings)
    end, whole) end,
  }
end

return warn
