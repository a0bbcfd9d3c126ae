--- warning_quality.lua: how good the detectors were over the store's history, from the dispositions of their alerts.
--
-- Example:  warning_quality()   warning_quality{by="phenomenon"}
-- References: L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001)
-- for the interval; T. Burkom et al., "Public health surveillance: timeliness, sensitivity, false alarm rate" for the measures.

local alert_rows = require "foresight.warning.alert_rows"
local core = require "glocal.core"
local glocal = require "glocal"
local order_statistics = require "foresight.shared.order_statistics"
local outbreaks = require "foresight.warning.outbreaks"
local proportion = require "foresight.shared.proportion"
local query = require "foresight.shared.query"

local quality = {}

local DAYS = { [0] = 1, 7, 365.25 / 12, 365.25 / 4, 365.25 } -- of a period, by span

quality.wilson = proportion.wilson

local KEYS = { detector = "d.method", phenomenon = "p.code", zone = "z.code" }
local COUNTED = { "confirmed", "explained", "false", "duplicate", "watch" }

local FROM = [[ join surveillance_series s on s.id = x.series join detector d on d.id = x.detector
    join zone z on z.id = s.zone join phenomenon p on p.id = s.phenomenon ]]

local function new_row(key, row)
  local made = { key = key, method = row.method, settings = row.settings, series = 0, days = 0, alarms = 0, open = 0, delays = {},
    outbreaks = 0, detected = 0 }
  for _, name in ipairs(COUNTED) do made[name] = 0 end
  return made
end

-- What is counted of each detector, or of each detector and phenomenon or zone; in the order in which they were first used.
local function tallies(store, by)
  local list, of, markings = {}, {}, {}
  local function row_of(row)
    local key = table.concat({ row.detector, row.key }, "\0")
    if not of[key] then
      of[key] = new_row(row.key, row)
      list[#list + 1] = of[key]
    end
    return of[key]
  end
  local judged = query(store, ([[select x.detector, d.method, d.settings, %s as key, s.span, count(*) as series,
      sum(x.periods) as periods from surveillance x]] .. FROM .. "group by 1, 2, 3, 4, 5 order by 1, 4, 5"):format(KEYS[by]))
  for _, row in judged:rows() do
    local one = row_of(row)
    local days = DAYS[row.span]
      or error("the store is damaged: what was under surveillance has no span; `glocal check` says what was changed", 0)
    one.series, one.days = one.series + row.series, one.days + row.periods * days
  end
  local raised = query(store, ([[select x.detector, d.method, d.settings, %s as key, v.disposition, count(*) as alarms
      from alert x]] .. FROM .. " left join " .. alert_rows.STANDING .. [[ v on v.alert = x.id
      group by 1, 2, 3, 4, 5 order by 1, 4, 5]]):format(KEYS[by]))
  for _, row in raised:rows() do
    local one, name = row_of(row), row.disposition or "open"
    one.alarms, one[name] = one.alarms + row.alarms, one[name] + row.alarms
  end
  markings[1], markings[2] = judged:marking(), raised:marking()
  return list, row_of, table.concat(markings, " ")
end

-- Which known outbreaks each detector had the series of under surveillance, and when it raised its first alarm in them.
local function add_timeliness(store, by, row_of)
  local found, marking = outbreaks.of(store)
  for _, outbreak in ipairs(found) do
    for _, row in query(store, ([[select x.detector, d.method, d.settings, %s as key, s.span,
        (select min(]] .. alert_rows.last_day_sql "a.day" .. [[) from alert a where a.series = x.series
          and a.detector = x.detector and a.day between :first and :last) as raised
        from surveillance x]] .. FROM .. [[where x.series = :series and x.first <= :last and x.last >= :first order by 1]])
        :format(KEYS[by]), { series = outbreak.series, first = outbreak.first, last = outbreak.last }):rows() do
      local one = row_of(row)
      one.outbreaks = one.outbreaks + 1
      if row.raised then
        one.detected = one.detected + 1
        one.delays[#one.delays + 1] = row.raised - outbreak.first + 1
      end
    end
  end
  return marking
end

local function shown(one, by)
  table.sort(one.delays)
  local decided = one.confirmed + one.explained + one["false"]
  local low, high = quality.wilson(one.confirmed, decided)
  local years = one.days / 365.25
  return {
    [by] = by ~= "detector" and one.key or nil, method = one.method, settings = one.settings, series = one.series,
    years = years, alarms = one.alarms, confirmed = one.confirmed, explained = one.explained, ["false"] = one["false"],
    duplicate = one.duplicate, watch = one.watch, open = one.open, ppv = decided > 0 and one.confirmed / decided or nil,
    ppv_low = low, ppv_high = high, outbreaks = one.outbreaks, detected = one.detected,
    days = order_statistics.median(one.delays), false_per_year = decided > 0 and years > 0 and one["false"] / years or nil,
  }
end

local function note_text(rows, open, watched)
  if #rows == 0 then
    return "no alerts in the store yet: w = warn(rollup{...}) finds them, w:register() keeps them"
  end
  if open + watched == 0 then return nil end
  return ("%d alert%s without a disposition and %d to watch: rates and shares are of the others, false alarms at least so many")
    :format(open, open == 1 and "" or "s", watched)
end

--- How good each detector, with its settings, was over the store's history, by what dispose(...) said of its alerts. ppv: the share of
--- confirmed ones among those confirmed, explained or false (positive predictive value), with Wilson's 95 % interval; days: the
--- median time from the first day of an outbreak to the last day of the period of the first alarm in it; false_per_year: false
--- alarms per series and year. Null where it can't be determined.
--- @function warning_quality
--- @param spec? table
--- @option by? string = "detector" {detector|phenomenon|zone} a row for each detector, or for each in each phenomenon or zone
--- @option store? store = (the current one) the store to read
--- @return frame method, settings, series, years (of all series together), alarms, confirmed, explained, false, duplicate, watch, open,
---   ppv, ppv_low, ppv_high, outbreaks (known in what it judged), detected, days, false_per_year
--- @needs store.read
--- @since 0.1
--- @example warning_quality():columns()[1] --> method
--- @example warning_quality{by="zone"}:columns()[1] --> zone
local function warning_quality(spec)
  spec = spec or {}
  local store, by = glocal.use(spec.store), spec.by or "detector"
  local list, row_of, marking = tallies(store, by)
  local more = add_timeliness(store, by, row_of)
  local rows, open, watched = {}, 0, 0
  for i, one in ipairs(list) do
    rows[i] = shown(one, by)
    open, watched = open + one.open, watched + one.watch
  end
  local columns = { "method", "settings", "series", "years", "alarms", "confirmed", "explained", "false", "duplicate", "watch",
    "open", "ppv", "ppv_low", "ppv_high", "outbreaks", "detected", "days", "false_per_year" }
  local types = { method = "text", settings = "text", years = "real", ppv = "real", ppv_low = "real", ppv_high = "real",
    days = "real", false_per_year = "real" }
  for _, name in ipairs(columns) do types[name] = types[name] or "integer" end
  if by ~= "detector" then
    table.insert(columns, 1, by)
    types[by] = "text"
  end
  local frame = core.frame(rows, { columns = columns, types = types, marking = marking .. " " .. (more or "") })
  return frame:attach { note_text = note_text(rows, open, watched) }
end

return warning_quality
