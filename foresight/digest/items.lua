--- items.lua: what a digest tells of: the alerts that concern a zone, by series, each with its course, its disposition and why it
--- concerns the zone.
--
-- Example:  found = items.of(store, "BE-PZ5461", {since = "2026-10-01", date = "2026-11-29"})   found.list[1].latest.observed

local alert_rows = require "foresight.warning.alert_rows"
local concern = require "foresight.digest.concern"
local core = require "glocal.core"
local leading = require "foresight.digest.leading"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local unpublished = require "foresight.shared.unpublished"

local items = {}

local COURSE = { day = 120, week = 104, month = 60, quarter = 40, year = 20 } -- periods that are drawn
local JOINED = "\0"

-- {"facet":"female"} -> {facet = "female"}: the keys that a rollup can be narrowed by.
local function keys_of(store, text)
  if text == "{}" then return {} end
  return query(store, [[select json_extract(:keys, '$.facet') as facet, json_extract(:keys, '$.counting_unit') as counting_unit,
    json_extract(:keys, '$.zones') as zones]], { keys = text })[1]
end

-- --- the course of a series ----------------------------------------------------------------------------------------

local function facet_of(store, category)
  if not category then return nil end
  return query(store, "select dimension || ':' || category as facet from facet where category = ? order by id limit 1",
    { category }).facet[1]
end

-- Values by position from the first period to the last, and the positions of alarms.
local function course_values(item, frame, every, date)
  local by_period, last = {}, nil
  local running = core.period(date, every)
  for _, row in frame:rows() do
    if row.period < running or item.latest.period >= row.period then
      by_period[row.period] = row[item.measure]
      if not last or row.period > last then last = row.period end
    end
  end
  if not last then return nil end
  local is_zero = #unpublished.sources(frame) == 0
  local values, periods, alarms, position = {}, {}, {}, {}
  local first = frame.period[1]
  for _, period in ipairs(frame.period) do first = period < first and period or first end
  local at = core.period(last, every, 1 - COURSE[every])
  if at < first then at = first end
  while at <= last do
    periods[#periods + 1] = at
    position[at] = #periods
    values[#periods] = by_period[at] or is_zero and 0 or nil
    at = core.period(at, every, 1)
  end
  for _, alert in ipairs(item.alerts) do
    if position[alert.period] then alarms[position[alert.period]] = true end
  end
  return { values = values, count = #periods, alarms = alarms, first = periods[1], last = last }
end

-- The course of the series as the store knows it now, by the zones of the digest's day; nil where it can't be rolled up the same way.
local function course_of(store, item, date)
  if item.keys.zones then return nil end -- an indicator of a plan, summed over several zones
  local every = alert_rows.SPANS[item.span]
  local spec = { zone = item.zone, phenomenon = item.phenomenon, every = every, measures = { item.measure },
    facet = facet_of(store, item.keys.facet), at = date, store = store }
  local done, frame = pcall(rollup, spec)
  if not (done and frame) or #frame == 0 then return nil end
  if item.keys.counting_unit and frame:has "counting_unit" then
    frame = frame:where { counting_unit = item.keys.counting_unit }
  end
  if #frame == 0 then return nil end
  item.figures = frame
  return course_values(item, frame, every, date), frame:marking()
end

-- --- the items -----------------------------------------------------------------------------------------------------

local function add_alert(found, row, one, of_plan)
  local key = table.concat({ row.zone, row.phenomenon, row.keys, row.measure, row.unit, row.span }, JOINED)
  local item = found.by_series[key]
  if not item then
    item = { zone = row.zone, phenomenon = row.phenomenon, keys_text = row.keys, measure = row.measure, unit = row.unit,
      span = row.span, concern = one, alerts = {}, methods = {} }
    found.by_series[key] = item
    found.list[#found.list + 1] = item
  end
  local alert = { id = row.alert, period = alert_rows.period(row.day, row.span), observed = row.observed,
    expected = row.expected, upper = row.upper, score = row.score, p = row.p, q = row.q, method = row.method,
    disposition = row.disposition, duplicate_of = row.duplicate_of, reason = row.reason, by = row.by, plan = of_plan }
  item.alerts[#item.alerts + 1] = alert
  if not item.methods[alert.method] then
    item.methods[alert.method] = true
    item.methods[#item.methods + 1] = alert.method
  end
end

local GROUPS = { own = 1, within = 2, exposure = 3 }

-- Own ones first, then from near to far; in each those that nobody has assessed, then the latest and the furthest above its bound.
local function is_before(a, b)
  local group_a, group_b = GROUPS[a.concern.why], GROUPS[b.concern.why]
  if group_a ~= group_b then return group_a < group_b end
  if a.concern.place ~= b.concern.place then return a.concern.place < b.concern.place end
  local open_a, open_b = a.latest.disposition == nil, b.latest.disposition == nil
  if open_a ~= open_b then return open_a end
  if a.latest.period ~= b.latest.period then return a.latest.period > b.latest.period end
  if (a.latest.score or 0) ~= (b.latest.score or 0) then return (a.latest.score or 0) > (b.latest.score or 0) end
  return a.phenomenon < b.phenomenon
end

-- How many series that concern the zone a detector judged since then, how many are the zone's own, and the last day judged.
local function surveillance_of(store, of, codes, code, since)
  local frame = core.surveillance_rows(store, { zones = table.concat(codes, "\n"), first = since })
  local told, seen = { series = 0, own = 0, marking = frame:marking() }, {}
  for _, row in frame:rows() do
    if concern.has(of[row.zone], row.phenomenon) then
      if not seen[row.series] then told.series, told.own = told.series + 1, told.own + (row.zone == code and 1 or 0) end
      seen[row.series] = true
      local period = core.period(alert_rows.period(row.last, row.span), nil, 1)
      local last = core.period(core.period(period, "day"), "day", -1)
      told.last = (not told.last or last > told.last) and last or told.last
    end
  end
  return told
end

-- How many alarms of each detector in these zones were followed up and how many confirmed, at any time.
local function records_of(store, codes)
  local records, rows = {}, alert_rows.of(store, { zone = codes, disposition = { "confirmed", "explained", "false" } })
  for _, row in rows:rows() do
    local record = records[row.method] or { followed = 0, confirmed = 0 }
    record.followed = record.followed + 1
    record.confirmed = record.confirmed + (row.disposition == "confirmed" and 1 or 0)
    records[row.method] = record
  end
  return records, rows:marking()
end

--- The items that concern a zone since a day: list, surveillance (series, own, last), zones (concern.lua), records (by detector), marking. `asked`: since,
--- date.
function items.of(store, code, asked)
  local zones = concern.of(store, code, asked.date)
  local found, codes, of = { list = {}, by_series = {} }, {}, {}
  for i, one in ipairs(zones) do
    one.place, codes[i], of[one.code] = i, one.code, one
  end
  local rows = alert_rows.of(store, { zone = codes, since = asked.since })
  local markings = { rows:marking() }
  for _, row in rows:rows() do
    local one = of[row.zone]
    local of_plan = alert_rows.plan_of(store, row)
    local is_mine = not of_plan or of[of_plan.zone] and of[of_plan.zone].why ~= "exposure" -- its own plan, or one above
    if is_mine and concern.has(one, row.phenomenon) then add_alert(found, row, one, of_plan) end
  end
  for _, item in ipairs(found.list) do
    local of_course
    item.latest = item.alerts[1]
    item.keys = keys_of(store, item.keys_text)
    item.course, of_course = course_of(store, item, asked.date)
    markings[#markings + 1] = of_course
    item.leading = leading.of(store, item)
    markings[#markings + 1] = item.leading and item.leading.marking
  end
  table.sort(found.list, is_before)
  found.zones = zones
  found.surveillance = surveillance_of(store, of, codes, code, asked.since)
  local marking
  found.records, marking = records_of(store, codes)
  markings[#markings + 1] = marking
  markings[#markings + 1] = found.surveillance.marking
  found.marking = table.concat(markings, " ")
  return found
end

return items
