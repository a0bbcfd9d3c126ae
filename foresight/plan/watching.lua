--- watching.lua: the indicators of the plans that a store keeps, under the same surveillance as its series: one that passes a threshold
--- is an alert of the method "plan", with the plan, its version, the item and the threshold. Of each zone the last version is watched.
--
-- Example:  told = watching.run(store)   told.plans, told.judged, told.added, told.known   --> 1, 2, 1, 0

local alert_rows = require "foresight.warning.alert_rows"
local core = require "glocal.core"
local doors = require "glocal.doors"
local kept = require "foresight.plan.kept"
local follow_up = require "foresight.plan.follow_up"
local json = require "foresight.plan.json"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"

local watching = {}

local ABOVE_ALL = "WORLD" -- where the sum of several zones is put, which no one of them is

-- The last version of each zone's plan.
local function last_versions(store)
  local list, at = {}, {}
  for _, row in ipairs(kept.rows(store)) do
    if not at[row.zone] then
      list[#list + 1] = row.zone
    end
    at[row.zone] = row
  end
  for i, zone in ipairs(list) do list[i] = at[zone] end
  return list
end

local function expected(content, key)
  for _, one in ipairs(content.expectations) do
    if one.key == key then return one.mean end
  end
end

-- The settings of the detector that an indicator is, as JSON; `side` is the threshold that it passed.
local function settings_of(row, one, side)
  return json.text { plan = row.number, version = row.version, zone = row.zone, item = one.key, first = one.first,
    last = one.last, side = side, threshold = side == "below" and one.low or one.high }
end

local function is_known(store, settings)
  return #query(store, [[select 1 as n from alert a join detector d on d.id = a.detector
    where d.method = :method and d.settings = :settings]], { method = alert_rows.OF_PLAN, settings = settings }) > 0
end

-- The indicator as a judged row: the months so far, and whether they are an alarm.
local function judged(row, one, found)
  local zones = type(one.zone) == "table" and one.zone or { one.zone }
  return core.frame({ { zone = #zones == 1 and zones[1] or ABOVE_ALL, phenomenon = one.phenomenon, counting_unit = one.unit,
    window = "12 months", zones = #zones > 1 and table.concat(zones, " ") or nil, period = found.month,
    observed = found.observed * 1.0, expected = expected(row.content, one.key), upper = one.high, score = nil, p = nil, q = nil,
    alarm = found.side and 1 or 0 } }, { columns = { "zone", "phenomenon", "counting_unit", "window", "zones", "period",
    "observed", "expected", "upper", "alarm" }, types = { zone = "text", phenomenon = "text", counting_unit = "text",
    window = "text", zones = "text", period = "month", observed = "real", expected = "real", upper = "real", alarm = "integer" },
    marking = records.joined { found.marking, row.marking } })
end

local KEYS = { "counting_unit", "window", "zones" }

-- Judges an indicator and keeps its alert, once; true, or nil, message, code.
local function judge(store, row, one, told, asked)
  local found = follow_up.crossing(store, one, asked)
  if not found then return true end
  told.judged = told.judged + 1
  local settings = settings_of(row, one, found.side)
  if found.side and is_known(store, settings) then -- a later revision may move the month: it is told of once
    told.known = told.known + 1
    return true
  end
  local tally, message, code = doors.raise_alerts(store, judged(row, one, found), { method = alert_rows.OF_PLAN,
    settings = settings, measure = "count", unit = "", keys = KEYS, alarm = "alarm",
    call = ("plan.watch(%d)"):format(row.number) })
  if not tally then return nil, message, code end
  told.added, told.known = told.added + tally.added, told.known + tally.known
  if tally.added > 0 then
    told.passed[#told.passed + 1] = ("plan %d of %s, version %d: %s %s %.6g"):format(row.number, row.zone, row.version, one.key,
      found.side, found.side == "below" and one.low or one.high)
  end
  return true
end

--- Judges the indicators of the last plan of each zone by the figures that are known; what passes a threshold is kept as an alert, once.
--- Gives plans (how many), judged (indicators with figures), added, known, passed (a line for each new one); or nil, message, code.
function watching.run(store)
  local told, asked = { plans = 0, judged = 0, added = 0, known = 0, passed = {} }, { date = core.today() }
  for _, row in ipairs(last_versions(store)) do
    row.content = kept.find(store, row.number, "watch").content
    told.plans = told.plans + 1
    for _, one in ipairs(row.content.indicators) do
      local done, message, code = judge(store, row, one, told, asked)
      if not done then return nil, message, code end
    end
  end
  return told
end

return watching
