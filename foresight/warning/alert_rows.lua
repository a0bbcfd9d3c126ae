--- alert_rows.lua: the alerts of the store as its rows, and the days in them as periods. For the library; analysts see alerts.
--
-- Example:  alert_rows.of(store, {zone="FR", since="2024-01"}).day[1]   alert_rows.period(19723, 2)   --> 2024-01

local core = require "glocal.core"
local call = require "foresight.shared.call"
local hint = require "foresight.shared.hint"
local query = require "foresight.shared.query"

local alert_rows = {}

alert_rows.DISPOSITIONS = { "confirmed", "explained", "false", "duplicate", "watch" }
alert_rows.SPANS = { [0] = "day", "week", "month", "quarter", "year" }

local EPOCH = "1970-01-01"

--- A day of the store, counted from 1970-01-01, as the period of that span; as a day where none is given.
function alert_rows.period(day, span)
  local text = core.period(EPOCH, "day", day)
  return span and core.period(text, alert_rows.SPANS[span]) or text
end

--- SQL: the day on which a date or period begins, counted from 1970-01-01.
function alert_rows.day_sql(text)
  return ("cast(julianday('%s') - 2440587.5 as integer)"):format(core.period(tostring(text), "day"))
end

--- SQL: the last day of the period of span s.span that begins on the day that `first` is.
function alert_rows.last_day_sql(first)
  return ([[case s.span when 0 then %s when 1 then %s + 6 else cast(julianday(%s * 86400, 'unixepoch',
    case s.span when 2 then '+1 month' when 3 then '+3 months' else '+12 months' end) - 2440587.5 as integer) - 1 end]])
    :format(first, first, first)
end

--- SQL: of each alert the disposition that stands.
alert_rows.STANDING = [[(select * from alert_disposition where id in (select max(id) from alert_disposition group by alert))]]

-- Codes or names as the core takes them: a line each; nil for all.
local function lines_of(store, noun, given)
  if given == nil or given == "*" then return nil end
  local codes = {}
  for i, text in ipairs(call.list(given)) do codes[i] = (store:resolve(noun, text)) end
  return table.concat(codes, "\n")
end

local function disposition_lines(given)
  if given == nil then return nil end
  local names = { "open", table.unpack(alert_rows.DISPOSITIONS) }
  for _, each in ipairs(call.list(given)) do
    local is_known = false
    for _, name in ipairs(names) do is_known = is_known or name == each end
    if not is_known then
      error(("bad argument 'disposition' to 'alerts': there is no '%s'%s"):format(tostring(each), hint.of(each, names, "use")), 0)
    end
  end
  return table.concat(call.list(given), "\n")
end

--- The alerts as the store's rows: span and day as numbers, keys and settings as JSON; the latest first. `spec` as of alerts. Marked as
--- these rows are, not as all alerts. Raises where the store is damaged.
function alert_rows.of(store, spec)
  local rows, message = core.alert_rows(store, {
    zones = lines_of(store, "zone", spec.zone), phenomena = lines_of(store, "phenomenon", spec.phenomenon),
    dispositions = disposition_lines(spec.disposition), method = spec.method,
    first = spec.since and core.period(tostring(spec.since), "day"),
    last = spec.to and core.period(core.period(core.period(tostring(spec.to), nil, 1), "day"), "day", -1),
  })
  return rows or error(message, 0)
end

--- The method of alerts that plans raise: an indicator of a kept plan passed a threshold.
alert_rows.OF_PLAN = "plan"

--- Which indicator of which plan an alert is of: plan (its number), version, zone (whose plan), item, side ("above", "below"), first and
--- last (of its months), threshold; nil for an alert of a detector.
function alert_rows.plan_of(store, row)
  if row.method ~= alert_rows.OF_PLAN then return nil end
  return query(store, [[select json_extract(:s, '$.plan') as plan, json_extract(:s, '$.version') as version,
    json_extract(:s, '$.zone') as zone, json_extract(:s, '$.item') as item, json_extract(:s, '$.side') as side,
    json_extract(:s, '$.first') as first, json_extract(:s, '$.last') as last,
    json_extract(:s, '$.threshold') as threshold]], { s = row.settings })[1]
end

return alert_rows
