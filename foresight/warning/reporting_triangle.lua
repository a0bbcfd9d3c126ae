--- reporting_triangle.lua: what was known of each period, and when: the store's own batches give the days.
--
-- Example:  t = reporting_triangle{zone="BE", phenomenon="drugs", every="week"}   nowcast(t):plot()

local call = require "foresight.shared.call"
local core = require "glocal.core"
local reported = require "foresight.warning.reported"

--- What was known of each period at each delay. Delay 0 is the first cut at or after the end of the period, delay 1 a period later;
--- cuts are one period apart, back from `now`. A row's count is that of a rollup with as_of=known_on; figures that were
--- revised or retracted lower or raise it.
--- @function reporting_triangle
--- @param spec table
--- @option zone? string|string[] = "WORLD" <zone> codes or names
--- @option level? string|string[] = (the zone itself) <level> the kinds of zones that get rows
--- @option phenomenon? string|string[] = (all top ones) <phenomenon> codes or names
--- @option phenomenon_level? integer|string|integer[] = 1 1 (top), 2, 3, "leaf" or "*"
--- @option every? string = "month" {day|week|month|quarter|year} the length of periods and of delays
--- @option from? string = (by the length of periods: 52 weeks, 48 months) the first period
--- @option now? string = (the last day on which observations were recorded) what was known by the end of this day
--- @option max_delay? integer = (60 days, 26 weeks, 24 months) [periods] longer delays have no rows
--- @option source? string|string[] <source> only what these sources reported
--- @option prefer? string|string[] <source> of sources that have the same figure, those to take first
--- @option min_credibility? integer [1-6] only what is graded 1 to this
--- @option at? string = (today) date of the zone tree
--- @option members? string date of the members of unions
--- @option hierarchy? string <hierarchy> the tree of zones, such as "police"
--- @option store? store = (the current one) the store to read
--- @return frame zone, phenomenon, period, delay, known_on (the day of the cut), count (known by then)
--- @fails not_found: no observations
--- @raises an unknown zone, phenomenon, level or source
--- @needs store.read
--- @since 0.1
--- @example t = reporting_triangle{zone="FR", phenomenon="drugs", every="year", from="2019"}
--- @example t:columns()[4] --> delay
local function reporting_triangle(spec)
  local found, message, code = reported.of("reporting_triangle", spec)
  if not found then return nil, message, code end
  found.settings.call = call.text(reporting_triangle, spec, { now = found.now }, "reporting_triangle")
  local frame, failure
  frame, failure, code = core.triangle_frame(found.counts, found.settings)
  if not frame then return nil, failure, code end
  local said = reported.sentences(found)
  if found.is_one_day then said[#said + 1] = "all of it was recorded on one day: no delays are known" end
  return frame:attach { note_text = reported.text(said), reported = found }
end

return reporting_triangle
