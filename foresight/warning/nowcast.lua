--- nowcast.lua: counts of recent periods, corrected for reports that are still to come. The delays are those of the store's own
-- batches; the methods are core/detect/nowcast's.
--
-- Example:  n = nowcast{zone="BE", phenomenon="drugs", every="week"}   n:plot()   n:note()
--           nowcast(reporting_triangle{zone="BE", every="week"}, {method="lawless"})

local call = require "foresight.shared.call"
local core = require "glocal.core"
local number = require "foresight.shared.number"
local plural = require "foresight.shared.plural"
local reported = require "foresight.warning.reported"

-- What is asked of the method, and not of the counts.
local OF_METHOD = { "method", "window", "levels", "dispersion", "least_reports", "draws", "seed", "max_delay" }

-- --- the note -----------------------------------------------------------------------------------------------------

local function corrections_text(found)
  return ("%s lower at a later delay, by %s in all: %s"):format(
    found.corrections == 1 and "1 count was" or number.shown(found.corrections) .. " counts were",
    number.shown(math.tointeger(found.corrected_by) or found.corrected_by),
    "what is known may be corrected again, and intervals reach below it")
end

local function note_text(found, settings, counts)
  local said = counts and reported.sentences(counts) or {}
  local corrected = found.first == found.last and found.first or ("%s to %s"):format(found.first, found.last)
  said[#said + 1] = ("%s corrected, %.4g more expected; delays of the last %s, all reported after %s"):format(corrected,
    found.to_come, plural(found.window, found.span), plural(found.max_delay, found.span))
  if found.is_short then
    said[#said + 1] = "the history of imports is too short to tell of later reports: more may come"
  end
  if found.pooled > 0 then
    said[#said + 1] = ("%d of %d series have fewer than %d reports and take the delays of all"):format(found.pooled,
      found.series, settings.least_reports)
  end
  if found.unknown > 0 then said[#said + 1] = ("of %d series nothing is known of these periods"):format(found.unknown) end
  if found.corrections > 0 then said[#said + 1] = corrections_text(found) end
  if settings.dispersion and found.dispersion > 1.05 then
    said[#said + 1] = ("delays vary %.1f times as much as by chance, which widens the intervals (dispersion=false to ignore)")
      :format(found.dispersion)
  end
  return reported.text(said)
end

-- --- what is asked ------------------------------------------------------------------------------------------------

local function merged(spec, options)
  local all = {}
  for name, value in pairs(call.is_frame(spec) and {} or spec) do all[name] = value end
  for name, value in pairs(options or {}) do all[name] = value end
  return all
end

local function settings_of(given, span, counts)
  local settings = { levels = { 80, 95 }, dispersion = true, least_reports = 100, every = span,
    window = reported.window(span, given.max_delay) }
  for name, value in pairs(counts and counts.settings or {}) do settings[name] = value end
  for _, name in ipairs(OF_METHOD) do
    if given[name] ~= nil then settings[name] = given[name] end
  end
  return settings
end

-- The same with the periods before, whose counts are complete.
local function with_history(figures, settings)
  local copy = {}
  for name, value in pairs(settings) do copy[name] = value end
  copy.complete = true
  return (core.nowcast_series(figures, copy))
end

--- Counts of recent periods as they will be once all is reported, with intervals. A period's count is divided by the share that
--- was reported by then of earlier ones, as the dates of batches tell it. Methods and references are in docs/methods.md.
--- @function nowcast
--- @param spec frame|table a reporting triangle (period, delay, count known by then), or what one is made of
--- @param options? table beside a triangle
--- @option method? string = "bayes" {bayes|lawless} Höhle and an der Heiden 2014, with delays that vary more than
---   chance; Lawless 1994
--- @option max_delay? integer = (by which 99 % are reported) [periods] the delay at which all is reported
--- @option window? integer = (60 days, 26 weeks, 24 months) [periods] delays are those of the last ones
--- @option levels? number[] = {80, 95} [%] of intervals; lower and upper are those of the last
--- @option dispersion? boolean = true delays may vary more than chance, which widens intervals
--- @option least_reports? integer = 100 a series with fewer in the window takes the delays of all series
--- @option draws? integer = 1000 from the posterior
--- @option seed? integer = 1 of the draws
--- @option now? string = (the last day on which observations were recorded) what was known by the end of this day
--- @option zone? string|string[] = "WORLD" <zone> codes or names
--- @option level? string|string[] = (the zone itself) <level> the kinds of zones that get rows
--- @option phenomenon? string|string[] = (all top ones) <phenomenon> codes or names
--- @option phenomenon_level? integer|string|integer[] = 1 1 (top), 2, 3, "leaf" or "*"
--- @option every? string = "month" {day|week|month|quarter|year} the length of periods and of delays
--- @option from? string = (by the length of periods) the first period of the triangle
--- @option source? string|string[] <source> only what these sources reported
--- @option prefer? string|string[] <source> of sources that have the same figure, those to take first
--- @option min_credibility? integer [1-6] only what is graded 1 to this
--- @option at? string = (today) date of the zone tree
--- @option members? string date of the members of unions
--- @option hierarchy? string <hierarchy> the tree of zones, such as "police"
--- @option store? store = (the current one) the store to read
--- @return frame the keys, period, known, expected, lower, upper, share_reported, median, low_80, high_80 ...: the periods that are
---   not wholly reported
--- @fails not_found: no observations, or no delays: all of it was recorded on one day
--- @raises a triangle without period, delay and count; an option out of bounds
--- @needs store.read
--- @since 0.1
--- @example t = frame({{period="2024-01", delay=0, count=30}, {period="2024-01", delay=1, count=40},
---   {period="2024-02", delay=0, count=60}}, {types={period="month"}})
--- @example nowcast(t, {method="lawless"}).expected[1] --> 80.0
local function nowcast(spec, options)
  if spec == nil then error("bad argument #1 to 'nowcast': expected a table, as in nowcast{zone=...}, or a frame", 0) end
  local given, figures = merged(spec, options), nil
  local counts, message, code
  if not call.is_frame(spec) then
    counts, message, code = reported.of("nowcast", given)
    if not counts then return nil, message, code end
  else
    counts = spec:attached "reported" -- with what came later than its delays
    figures = spec
  end
  if counts and counts.is_one_day then return reported.no_delays(counts) end
  figures = counts and counts.counts or figures
  local settings = settings_of(given, reported.span("nowcast", figures, counts), counts)
  local text = call.text(nowcast, given, { now = counts and counts.now })
  settings.call = call.is_frame(spec) and ("nowcast(triangle, %s)"):format(text) or "nowcast" .. text
  local frame, found
  frame, found, code = core.nowcast_series(figures, settings)
  if not frame then return nil, found, code end
  return frame:attach {
    note_text = note_text(found, settings, counts), nowcast = { figures = figures, settings = settings, found = found },
    drawn = function() return with_history(figures, settings) end,
  }
end

return nowcast
