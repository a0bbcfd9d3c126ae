--- warn.lua: which counts are above what their own past leads to expect, judged by the detectors of core/detect.
--
-- Example:  w = warn(r, {method="farrington_flexible"})   w:plot()   w:explain(1)

local alert = require "foresight.warning.alert"
local core = require "glocal.core"
local call = require "foresight.shared.call"
local defaults = require "foresight.warning.defaults"
local discovery = require "foresight.warning.discovery"
local explain = require "foresight.warning.explain"
local glocal = require "glocal"
local forecasting = require "foresight.forecast.options"
local hint = require "foresight.shared.hint"
local known_outbreaks = require "foresight.warning.known_outbreaks"
local late_reports = require "foresight.warning.late_reports"
local periods = require "foresight.shared.periods"
local plural = require "foresight.shared.plural"
local registered = require "foresight.warning.registered"
local register_alerts = require "foresight.warning.register_alerts"
require "foresight.register.register" -- frame:register

local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local PASSED_ON = {
  "method", "years", "half_window", "periods", "recent_excluded", "baseline", "alpha", "weights_threshold", "trend_p",
  "least_cases", "case_periods", "drift", "limit", "in_control_mean", "minimum_sd", "threshold", "reweight", "trend",
  "current_year", "run_length", "direction", "change", "ratio", "overdispersion", "year_length", "harmonics", "least_window",
  "window", "refit",
}

-- Options that only some methods have.
local CHARTS = { "glr_poisson", "glr_nb" }
local ONLY_OF = {
  change = CHARTS, ratio = CHARTS, harmonics = CHARTS, year_length = CHARTS, refit = CHARTS,
  direction = { "glr_poisson", "glr_nb", "register" },
  least_window = CHARTS, window = CHARTS, overdispersion = { "glr_nb" }, drift = { "cusum" },
  level = { "register" }, registration = { "register" }, store = { "register" },
  in_control_mean = { "cusum", "glr_poisson", "glr_nb" }, in_control_run_length = { "cusum", "glr_poisson", "glr_nb" },
}

-- An average run length is simulated for the charts, in a time that grows with its square.
local LONGEST_RUN = { cusum = 100000, glr_poisson = 1000, glr_nb = 1000 }

-- Texts are periods in columns of these names, as in core/panel.
local TIMES = { "period", "month", "day", "week", "quarter", "year", "date" }
local WRITTEN = {
  { "^%d%d%d%d%-W%d%d$", "week" }, { "^%d%d%d%d%-Q%d$", "quarter" }, { "^%d%d%d%d%-%d%d%-%d%d$", "day" },
  { "^%d%d%d%d%-%d%d$", "month" }, { "^%d%d%d%d$", "year" },
}

local function span_written(text)
  for _, each in ipairs(WRITTEN) do
    if text and text:find(each[1]) then return each[2] end
  end
end

local function latest(list)
  local last
  for _, at in ipairs(list) do
    if not last or at > last then last = at end
  end
  return last
end

-- The span of the column of periods, its last period as text, and its name.
local function time_of(figures)
  for _, name in ipairs(figures:columns()) do
    local kind, _, span = figures:type(name)
    if kind == "day" or kind == "month" then return span, core.last_period(figures, name), name end
  end
  for _, name in ipairs(TIMES) do
    if figures:has(name) and figures:type(name) == "text" then
      local last = latest(core.distinct(figures, name))
      return span_written(last), last, name
    end
  end
end

-- The last period of the figures that has begun by the cutoff, and what is said of those after it: one figure that is misdated
-- into the future would else leave nothing to judge.
local function last_begun(figures, cutoff)
  local span, last, name = time_of(figures)
  local bound = last and core.period(core.period(cutoff, "day"), span)
  if not last or last <= bound then return last, "" end
  local begun, after = {}, {}
  for _, period in ipairs(core.distinct(figures, name)) do
    table.insert(period > bound and after or begun, period)
  end
  return latest(begun) or bound, (" %d %s%s after %s left out: still to come (the last is %s)."):format(#after, span,
    #after == 1 and "" or "s", bound, last)
end

local function check_methods(method, options)
  for name, methods in pairs(ONLY_OF) do
    local fits = options[name] == nil
    for _, each in ipairs(methods) do fits = fits or each == method end
    if not fits then
      error(("bad argument '%s' to 'warn': it is of %s, not of %s"):format(name, table.concat(methods, ", "), method), 0)
    end
  end
end

-- The run length that sets the limit, checked.
local function run_length_of(method, options)
  local periods_long = options.in_control_run_length
  if periods_long == nil then return nil end
  if options.limit ~= nil then
    error("bad argument 'in_control_run_length' to 'warn': it sets the limit, which is given too", 0)
  end
  local most = LONGEST_RUN[method]
  if type(periods_long) ~= "number" or not (periods_long >= 2 and periods_long <= most) then
    error(("bad argument 'in_control_run_length' to 'warn': expected 2 to %d periods, got %s")
      :format(most, tostring(periods_long)), 0)
  end
  return periods_long
end

local function check_change(options)
  if options.change == "epidemic" and (options.ratio or (options.direction or "up") ~= "up") then
    error("bad argument 'change' to 'warn': an epidemic has no ratio, and its direction is up", 0)
  elseif options.ratio and options.direction then
    error("bad argument 'direction' to 'warn': the ratio has one: above 1 is up, below 1 down", 0)
  elseif options.in_control_mean and (options.harmonics or options.trend or options.refit) then
    error("bad argument 'in_control_mean' to 'warn': a mean that is given has no harmonics, trend or refit", 0)
  end
end

local TOO_SHORT, YEARS = "its history is shorter than the years asked for", 5 -- that farrington_flexible takes by default

-- What a history of a few years can be judged by.
local function shorter_text(reason, years)
  if reason ~= TOO_SHORT then return reason end
  years = years or YEARS
  return ("%s (%d; %smethod=\"ears_c2\" judges by the last periods alone)"):format(reason, years,
    years > 2 and "years=2 takes less, " or "")
end

local function note_text(found, figures, first, last, late, years)
  local said = {}
  if first and last and tostring(first) > last then
    return ("nothing judged: the figures end with %s, before %s."):format(last, first)
  end
  said[1] = ("%s judged in %d series from %s to %s: %s"):format(plural(found.judged, found.span), found.series, first, last,
    plural(found.alarms, "alarm"))
  for _, reason in ipairs(found.reasons) do
    said[#said + 1] = (reason.is_judged and "%s of them by %s" or "%s not judged: %s"):format(
      plural(reason.periods, found.span), shorter_text(reason.text, years))
  end
  if found.unknown > 0 then
    said[#said + 1] = ("%d of %d series have no count in these periods"):format(found.unknown, found.series)
  end
  if found.cut > 0 then said[#said + 1] = ("%s not complete: left out"):format(plural(found.cut, found.span)) end
  if found.gaps > 0 then
    said[#said + 1] = forecasting.gaps_text(figures, found.gaps, found.span, found.is_zero_filled)
  end
  said[#said + 1] = known_outbreaks.text(found.outbreaks)
  if late then said[#said + 1] = late.note end
  return table.concat(said, ". ") .. "."
end

local function by_register(figures, options, span, said)
  local column = options.value
  for _, name in ipairs(FIGURES) do
    if not column and figures:has(name) then column = name end
  end
  return registered.judge(figures, options, column, span, ("warn(r, %s)"):format(said))
end

-- The phenomena whose definition changed, as the core takes them, and what is said of them.
local function changes_of(figures, changed)
  local phenomena, days, said = {}, {}, {}
  for phenomenon in pairs(changed or {}) do phenomena[#phenomena + 1] = phenomenon end
  table.sort(phenomena)
  local has = figures:has "phenomenon" and core.distinct(figures, "phenomenon") or {}
  for i, phenomenon in ipairs(phenomena) do
    local is_known = false
    for _, each in ipairs(has) do is_known = is_known or each == phenomenon end
    if not is_known then
      error(("bad argument 'changed' to 'warn': no row is of '%s'%s"):format(phenomenon, hint.of(phenomenon, has,
        "the frame has")), 0)
    end
    days[i] = core.period(changed[phenomenon], "day")
    said[i] = ("counts of %s before %s are no history: its definition changed"):format(phenomenon, changed[phenomenon])
  end
  return phenomena, days, table.concat(said, ". ")
end

-- The frame with what explains its rows, which frames of its rows keep.
local function attach(frame, made)
  local function judge(period, only)
    local again = {}
    for name, value in pairs(made.settings) do again[name] = value end
    again.start, again.first, again.last, again.details = made.settings.first, period, period, true
    return core.warn_series(made.whole:take(only), again)
  end
  local kept = {
    explain = function(self, row)
      local text, message, code = explain.row(self, row, judge, made.whole)
      if not text then return nil, message, code end
      if not made.many.level then return text end
      return text .. alert.explain(self, row, frame, made)
    end,
  }
  if made.many.level then
    kept.children = function(self, row) return alert.children(self, row, frame, made.many) end
    kept.leading = function(self, row) return alert.leading(self, row, made) end
  end
  return frame:attach {
    note_text = made.note_text, registers = made.registers, explain = kept.explain, children = kept.children,
    leading = kept.leading, kept = kept,
  }
end

--- Judges each count by its own past: is it more than what came before leads to expect? One row per series and period judged.
--- The detectors and their references are in docs/methods.md; the options have the names of R surveillance in brackets.
--- @function warn
--- @param figures frame counts by day, week, month ..., such as a rollup
--- @param options? table
--- @option method? string = "farrington_flexible" {farrington_flexible|farrington|ears_c1|ears_c2|ears_c3|cusum|glr_poisson|glr_nb|
---   bayes|rki|outbreak_p|register} the detector; ears_c1 and cusum need no years of history, register judges by the forecasts that
---   were registered before
--- @option from? string = (a year before the last) the first period judged
--- @option to? string = (the last whole period) the last period judged
--- @option alpha? number = (0.05; EARS 0.001, C3 0.025) how often a count that is no more than usual may be above the bound
--- @option years? integer = (5; rki 2) of history [b]
--- @option half_window? integer = (by span: 3 weeks, 1 month) periods before and after the same time of earlier years [w]
--- @option periods? integer = (by span: 10 in a year of weeks, 4 of months) groups into which a year is divided [noPeriods]
--- @option recent_excluded? integer = (half a year) periods before the one judged that are no history [pastWeeksNotIncluded]
--- @option weights_threshold? number = (2.58; farrington 1) residuals above it weigh less [weightsThreshold]
--- @option threshold? string = "delta" {delta|nb_plugin|muan} how the bound is reckoned [thresholdMethod]
--- @option trend? boolean = (true; glr false) look for a trend
--- @option trend_p? number = (1; farrington 0.05) a trend is kept below this p [pThresholdTrend]
--- @option reweight? boolean = true past outbreaks weigh less
--- @option least_cases? number = 5 no alarm with fewer in the last `case_periods` [limit54]
--- @option case_periods? integer = (4 weeks) see least_cases
--- @option baseline? integer = 7 periods of EARS
--- @option minimum_sd? number = 0 of EARS [minSigma]
--- @option drift? number = 1.04 of cusum, in standard deviations [k]
--- @option limit? number = (cusum 2.26, glr 5, outbreak_p 100) of the statistic [h, c.ARL, k]
--- @option in_control_run_length? number sets the limit of cusum and glr: so many periods pass on average before a false alarm [ARL0]
--- @option in_control_mean? number = (from the counts before from) of cusum and glr [m, mu0]
--- @option change? string = "intercept" {intercept|epidemic} of glr: the mean times a factor, or plus a share of the count before
--- @option ratio? number = (estimated) of glr: the factor looked for, such as 2 for a doubling [exp(theta)]
--- @option direction? string = (glr up, register both) {up|down|both} of glr and register: the changes looked for [dir]
--- @option harmonics? integer = 1 of glr: waves a year in the in-control mean [S]
--- @option year_length? number = (52 weeks, 12 months, 365 days) of glr: periods in that year [freq]
--- @option overdispersion? number = (estimated) of glr_nb: variance = mean + this x mean squared [alpha]
--- @option least_window? integer = 1 of glr: periods that a change has lasted at least [Mtilde]
--- @option window? integer = (any) of glr: periods before the one judged in which a change may have begun [M]
--- @option refit? boolean = false of glr: the in-control mean again after every alarm [refit]
--- @option current_year? boolean = (bayes true, rki false) compare with the periods just before too [actY]
--- @option level? number = 95 of register: the interval outside which an outcome is an alarm
--- @option registration? integer = (the last of each period) of register: only this one
--- @option store? store = (that of the figures) of register
--- @option seed? integer = 1 of the simulation that turns a run length into a limit of glr
--- @option false_discovery? number judge all series of a period at once over the trees of zones and phenomena: of the alerts raised, at
---   most this share is false. Adds tail (the p of a count as high), q (the false discovery rate at which a node is found) and
---   raised (1 where an alert is raised: once, where the signal is strongest); w:children(row) and w:explain(row) say what is behind it.
---   Parents that a rollup has not are rolled up too. With farrington_flexible and farrington
--- @option parents? table of a frame that is no rollup: {zone={CHILD=PARENT ...}, phenomenon={...}}; parents without rows are sums
--- @option leaders? frame with false_discovery: series, such as international ones, of which w:explain(row) and w:leading(row) name those
---   that moved before
--- @option changed? table {PHENOMENON=DATE}: a phenomenon whose definition changed: counts before that date are no history of those after
--- @option leave_out? string = (confirmed, of a rollup) {confirmed|explained|none} known outbreaks that no baseline holds: those of
---   alerts that were confirmed; explained: and those explained
--- @option value? string = (count, estimate ...) <column> the column of counts
--- @option nowcast? boolean|frame = false recent counts corrected for late reports: those of a rollup by its batches, or a frame of
---   nowcast(); columns corrected, corrected_low, corrected_high are added, and an alarm needs corrected_low above upper
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @return frame the keys, period, observed, expected, upper (an alarm is a count above it), score (1 at the bound), p, q (of register:
---   the chance of an outcome as far out, adjusted for all of its period), lower (where the direction is not up: an alarm is a count
---   below it), alarm (1 or 0), method
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
  check_methods(method, options)
  check_change(options)
  if options.from and options.to and core.period(core.period(options.from, "day"), span) >
    core.period(core.period(options.to, "day"), span) then
    error(("bad argument 'from' to 'warn': %s comes after to=%q"):format(options.from, tostring(options.to)), 0)
  end
  local many, message, code = discovery.prepare(figures, options, method, FIGURES, glocal.rollup)
  if not many then return nil, message, code end
  figures = many.figures
  if method == "register" then return by_register(figures, options, span, call.text(warn, options)) end
  local settings = forecasting.core_options("warn", figures, options, FIGURES)
  for name, value in pairs(defaults.of(method, span)) do settings[name] = value end
  for _, name in ipairs(PASSED_ON) do
    if options[name] ~= nil then settings[name] = options[name] end
  end
  local whole, late
  whole, late, code = late_reports.corrected(periods.wholly_published(figures), figures, options)
  if not whole then return nil, late, code end
  local begun, to_come = last_begun(whole, settings.cutoff)
  local last = options.to or begun or last_period
  settings.method, settings.run_length = method, run_length_of(method, options)
  settings.nowcast = late and true or nil
  settings.outbreaks = known_outbreaks.of(figures, options.leave_out)
  settings.last = last and tostring(last) or nil
  settings.first = options.from or last and core.period(settings.last, span, 1 - defaults.judged(span)) or nil
  settings.call = ("warn(r, %s)"):format(call.text(warn, options, { cutoff = settings.cutoff }))
  local changes
  settings.changed_phenomena, settings.changed_days, changes = changes_of(whole, options.changed)
  settings.false_discovery = many.level
  settings.tail = many.level ~= nil
  local frame, found
  frame, found, code = core.warn_series(whole, settings)
  if not frame then return nil, found, code end
  if late then frame, found = late.judged(frame, found) end
  frame, message, code = discovery.judge(frame, many, late ~= nil)
  if not frame then return nil, message, code end
  local said = (message and message .. ". " or "") .. note_text(found, figures, settings.first, settings.last, late,
    options.years)
    .. (changes ~= "" and " " .. changes .. "." or "") .. to_come
  return attach(frame, { whole = whole, settings = settings, many = many, leaders = options.leaders,
    registers = register_alerts.of(figures, settings, PASSED_ON, nil, options.leaders),
    note_text = periods.beside(said, figures) })
end

return warn
