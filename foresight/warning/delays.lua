--- delays.lua: how long reports take, and whether that has changed.
--
-- Example:  d = delays{zone="BE", phenomenon="drugs", every="week"}   d:plot()

local call = require "foresight.shared.call"
local core = require "glocal.core"
local reported = require "foresight.warning.reported"

-- The delays whose lines are drawn: 0, 1, 2, 4, 8 ..., enough to see a change, and each to be told from the others.
local function is_drawn(delay)
  while delay > 2 and delay % 2 == 0 do delay = delay // 2 end
  return delay <= 2
end

-- The first delay by which nearly all is reported in every group: lines beyond it would lie on each other.
local function last_drawn(frame)
  local least = {}
  for i = 1, #frame do
    local delay, share = frame.delay[i], frame.share[i]
    if share then least[delay] = math.min(least[delay] or 1, share) end
  end
  local delay = 0
  while least[delay] and least[delay] < 0.995 do delay = delay + 1 end
  return delay
end

-- A line for each of some delays.
local function as_lines(frame)
  local rows, texts, shares, last = {}, {}, {}, last_drawn(frame)
  for i = 1, #frame do
    local delay, share = frame.delay[i], frame.share[i]
    if delay <= last and is_drawn(delay) and share then
      rows[#rows + 1] = i
      texts[#texts + 1] = ("by delay %d"):format(delay)
      shares[#shares + 1] = 100 * share
    end
  end
  local keys = {}
  for _, name in ipairs(frame:columns()) do
    if name ~= "delay" and name ~= "share" and name ~= "reports" then keys[#keys + 1] = name end
  end
  return frame:take(rows):select(keys):with("reported", texts, { type = "text" })
    :with("share", shares, { type = "real", unit = "%" })
end

--- How long reports take: the share of a period's count that is reported by delay 0, 1, 2 ..., by quarter of the events, so that a change
--- over time shows. Of the last quarters the longest delays are not known yet; they are taken to be those of all.
--- @function delays
--- @param spec frame|table a reporting triangle (period, delay, count known by then), or what one is made of
--- @param options? table beside a triangle
--- @option by? string = "quarter" {week|month|quarter|year|all} the length of the groups of periods (year for triangles by quarter
---   and year)
--- @option zone? string|string[] = "WORLD" <zone> codes or names
--- @option level? string|string[] = (the zone itself) <level> the kinds of zones that get rows
--- @option phenomenon? string|string[] = (all top ones) <phenomenon> codes or names
--- @option phenomenon_level? integer|string|integer[] = 1 1 (top), 2, 3, "leaf" or "*"
--- @option every? string = "month" {day|week|month|quarter|year} the length of periods and of delays
--- @option from? string = (by the length of periods: 52 weeks, 48 months) the first period
--- @option now? string = (the last day on which observations were recorded) what was known by the end of this day
--- @option max_delay? integer = (60 days, 26 weeks, 24 months) [periods] at which all is reported
--- @option source? string|string[] <source> only what these sources reported
--- @option prefer? string|string[] <source> of sources that have the same figure, those to take first
--- @option min_credibility? integer [1-6] only what is graded 1 to this
--- @option at? string = (today) date of the zone tree
--- @option members? string date of the members of unions
--- @option hierarchy? string <hierarchy> the tree of zones, such as "police"
--- @option store? store = (the current one) the store to read
--- @return frame the keys, period (the quarter), delay, share (reported by then), reports (known of it now)
--- @fails not_found: no observations, or no delays: all of it was recorded on one day
--- @raises a triangle without period, delay and count
--- @needs store.read
--- @since 0.1
--- @example t = frame({{period="2024-01", delay=0, count=30}, {period="2024-01", delay=1, count=40}}, {types={period="month"}})
--- @example delays(t).share[1] --> 0.75
local function delays(spec, options)
  if spec == nil then error("bad argument #1 to 'delays': expected a table, as in delays{zone=...}, or a frame", 0) end
  local found, message, code
  local given = {}
  for name, value in pairs(call.is_frame(spec) and {} or spec) do given[name] = value end
  for name, value in pairs(options or {}) do given[name] = value end
  if call.is_frame(spec) then
    found = spec:attached "reported"
  else
    found, message, code = reported.of("delays", given)
    if not found then return nil, message, code end
  end
  if found and found.is_one_day then return reported.no_delays(found) end
  local figures, settings = found and found.counts or spec, {}
  for name, value in pairs(found and found.settings or {}) do settings[name] = value end
  local span = reported.span("delays", figures, found)
  settings.by = given.by or (span == "quarter" or span == "year") and "year" or "quarter"
  local text = call.text(delays, given, { now = found and found.now })
  settings.call = call.is_frame(spec) and ("delays(triangle, %s)"):format(text) or "delays" .. text
  local frame, failure
  frame, failure, code = core.delays_frame(figures, settings)
  if not frame then return nil, failure, code end
  return frame:attach {
    note_text = found and reported.text(reported.sentences(found)) or nil,
    drawn = settings.by ~= "all" and function() return as_lines(frame) end or nil,
  }
end

return delays
