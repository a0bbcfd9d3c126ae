--- capacity_options.lua: what demand_capacity was asked, checked: the series of requests, the hours of each period, and the options, each
--- with its teams by period and once more with so many teams more.
--
-- Example:  asked = capacity_options.of{demand=f, teams=2, service=6}   capacity_options.list(spec, asked)[1].teams[1]

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local time = require "foresight.plot.time"

local capacity_options = {}

capacity_options.WEEK = 168 -- hours
local MOST_DRAWS, MOST_STEPS, MOST_TEAMS, MOST_OPTIONS, MOST_WORK = 20000, 520, 10000, 50, 2e8
local OPTION = { "name", "teams", "cost", "open", "service", "service_cv" }

local function fail(name, text, ...) error(("bad argument '%s' to 'demand_capacity': " .. text):format(name, ...), 0) end

local function check_number(given, name, where, low, high, is_open)
  local value = given[name]
  if value == nil then return nil end
  if type(value) ~= "number" or not (value >= low and value <= high) or is_open and value == low then
    fail(name, "%sexpected a number %s %g%s, got %s", where, is_open and "above" or "of at least", low,
      high < math.huge and (" and at most %g"):format(high) or "", tostring(value))
  end
  return value
end

-- One row for each period, in order; raises for several series.
local function check_series(frame)
  if not call.is_frame(frame) then
    fail("demand", "expected a frame: a forecast, or requests by period as demand gives them, got %s", type(frame))
  end
  if not frame:has "period" then fail("demand", "the frame has no column 'period': give a forecast, or demand{...}") end
  if #frame == 0 then fail("demand", "the frame has no rows: there is no demand to hold against capacity") end
  if #frame > MOST_STEPS then fail("demand", "%d periods are more than %d", #frame, MOST_STEPS) end
  local seen = {}
  for _, period in ipairs(frame.period) do
    if seen[period] then
      fail("demand", "%s has several rows: give one series, as demand{..., by={}} or where{kind=...} does", tostring(period))
    end
    seen[period] = true
  end
end

local function value_of(spec, frame)
  if frame:has "median" then return nil end
  local name = spec.value
  if not name then name = frame:has "requested" and "requested" or frame:has "count" and "count" end
  if not name then
    fail("value", "the frame has no column 'requested' or 'count': say which one has the requests%s", hint.of("", frame:columns(),
      "it has"))
  end
  local kind = frame:type(name) -- raises for an unknown column, naming the nearest
  if kind ~= "integer" and kind ~= "real" then fail("value", "the column '%s' has no numbers", name) end
  for i, row in frame:rows() do
    local value = row[name]
    if value == nil then
      fail("demand", "row %d (%s) has no '%s': missing is not 0; leave the row out, or demand{..., complete=true}", i,
        row.period, name)
    end
    if not (value >= 0 and value < 1e12) then fail("demand", "row %d (%s): '%s' is %s", i, row.period, name, tostring(value)) end
  end
  return name
end

-- Hours of one person that a granted request took, by the rows that state both.
local function service_of_log(log, team)
  if not (log:has "granted" and log:has "hours_delivered") then return nil end
  local hours, granted, rows = 0, 0, 0
  for _, row in log:rows() do
    if row.granted and row.hours_delivered and row.granted > 0 then
      hours, granted, rows = hours + row.hours_delivered, granted + row.granted, rows + 1
    end
  end
  if granted == 0 or hours == 0 then return nil end
  return hours / granted / team,
    ("Service %.3g hours: %.6g hours delivered for %d granted requests (%d rows of the log)%s"):format(
    hours / granted / team, hours, granted, rows, team > 1 and (", teams of %d"):format(team) or "")
end

-- The hours of a period.
local function hours_of(period)
  local first = time.position(core.period(period, "day"))
  local after = time.position(core.period(core.period(period, nil, 1), "day"))
  return 24 * (after - first)
end

--- What is asked of all options: demand, value, service, hours (by period), draws, seed, every, period_type ...; raises.
function capacity_options.of(spec)
  check_series(spec.demand)
  local asked = { demand = spec.demand, value = value_of(spec, spec.demand), hours = {}, every = spec.every or "draw" }
  for _, each in ipairs { { "draws", 1, MOST_DRAWS }, { "seed", 0, math.maxinteger }, { "more", 0, 100 }, { "team", 1,
    10000 } } do
    call.check_whole(spec, each[1], each[2], each[3], "demand_capacity")
  end
  asked.draws, asked.seed, asked.more = spec.draws or 2000, spec.seed or 1, spec.more or 1
  if not spec.demand:has "median" then asked.draws = 1 end
  asked.cost_short = check_number(spec, "cost_short", "", 0, math.huge)
  asked.cv = check_number(spec, "service_cv", "", 0, 100) or 1
  asked.open = check_number(spec, "open", "", 0, capacity_options.WEEK, true) or capacity_options.WEEK
  asked.service = check_number(spec, "service", "", 0, 1e5, true)
  if not asked.service then
    local log = call.is_frame(spec.log) and spec.log or spec.demand
    asked.service, asked.service_said = service_of_log(log, spec.team or 1)
  end
  asked.period_type = spec.demand:type "period"
  for i, period in ipairs(spec.demand.period) do asked.hours[i] = hours_of(tostring(period)) end
  return asked
end

local function check_teams(value, where)
  if math.tointeger(value) == nil or value < 0 or value > MOST_TEAMS then
    fail("teams", "%sexpected a whole number of teams on duty from 0 to %d, got %s", where, MOST_TEAMS, tostring(value))
  end
  return math.tointeger(value)
end

-- The teams of each period: of one number, a list, or a frame of period and teams.
local function teams_of(given, asked, where)
  local periods, list, of = asked.demand.period, {}, nil
  if given == nil then fail("teams", "%ssay how many teams are on duty at the same time, as in teams=2", where) end
  if call.is_frame(given) then
    of = {}
    for _, name in ipairs { "period", "teams" } do
      if not given:has(name) then fail("teams", "%sthe frame has no column '%s'", where, name) end
    end
    for _, row in given:rows() do of[tostring(row.period)] = row.teams end
  elseif type(given) == "table" and #given ~= #periods then
    fail("teams", "%sthe list has %d numbers for %d periods", where, #given, #periods)
  end
  for i, period in ipairs(periods) do
    local value = given
    if of then value = of[tostring(period)] elseif type(given) == "table" then value = given[i] end
    if value == nil then fail("teams", "%sno teams are given for %s: missing is not 0", where, tostring(period)) end
    list[i] = check_teams(value, where)
  end
  return list
end

local function option_of(one, asked, i)
  if type(one) ~= "table" then fail("options", "option %d: expected {name=\"as now\", teams=2}, got %s", i, type(one)) end
  for key in pairs(one) do
    local is_known = false
    for _, name in ipairs(OPTION) do is_known = is_known or name == key end
    if not is_known then
      fail("options", "option %d: there is no '%s'%s", i, tostring(key), hint.of(tostring(key), OPTION, "it takes"))
    end
  end
  local name = one.name ~= nil and tostring(one.name) or ("option %d"):format(i)
  local where = ("option '%s': "):format(name)
  local option = { name = name, teams = teams_of(one.teams, asked, where), cost = check_number(one, "cost", where, 0, math.huge),
    open = check_number(one, "open", where, 0, capacity_options.WEEK, true) or asked.open,
    service = check_number(one, "service", where, 0, 1e5, true) or asked.service,
    cv = check_number(one, "service_cv", where, 0, 100) or asked.cv }
  if not option.service then
    fail("service",
      "say how many hours a request takes a team, as in service=6; the log states no granted requests with the hours "
      .. "delivered")
  end
  return option
end

-- The option with more teams on duty in each period.
local function with_more(option, more)
  local made = { is_extra = true }
  for key, value in pairs(option) do made[key] = value end
  made.teams = {}
  for i, teams in ipairs(option.teams) do made.teams[i] = math.min(MOST_TEAMS, teams + more) end
  return made
end

--- The options, then each of them again with more teams (is_extra), in the same order; raises.
function capacity_options.list(spec, asked)
  local given = spec.options
  if given == nil then given = { { name = "as given", teams = spec.teams } } end
  if type(given) ~= "table" or #given == 0 or #given > MOST_OPTIONS then
    fail("options", "expected 1 to %d options, such as {{name=\"as now\", teams=2}, {name=\"one more\", teams=3}}", MOST_OPTIONS)
  end
  local list, seen, work = {}, {}, 0
  for i = 1, #given do
    list[i] = option_of(given[i], asked, i)
    if seen[list[i].name] then fail("options", "'%s' stands twice", list[i].name) end
    seen[list[i].name] = true
    for _, teams in ipairs(list[i].teams) do work = work + (teams + 10) * asked.draws * 2 end
  end
  if work > MOST_WORK then
    fail("draws", "%d options over %d periods and %d draws are more than can be computed: fewer draws, or smaller teams", #list,
      #asked.hours, asked.draws)
  end
  for i = 1, asked.more > 0 and #list or 0 do list[#given + i] = with_more(list[i], asked.more) end
  return list
end

return capacity_options
