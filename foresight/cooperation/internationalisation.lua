--- internationalisation.lua: how far each corps works across borders, as an index of several activities, and whether it rises.
--
-- Example:  index, tests = internationalisation(f, {base="2020"})

local columns = require "foresight.cooperation.columns"
local core = require "glocal.core"
local mann_kendall = require "foresight.cooperation.mann_kendall"

local WHAT = "internationalisation"

local function fail(message, ...) error(("bad argument to 'internationalisation': " .. message):format(...), 0) end

-- --- reading -----------------------------------------------------------------------------------------------------------

local function list_in_order(set)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name end
  table.sort(list)
  return list
end

-- "2020", also out of a column of reals.
local function period_text(value) return tostring(type(value) == "number" and math.tointeger(value) or value) end

-- Counts by corps, period and activity; the denominators by corps and period.
local function read(f, spec)
  local it = { count = {}, per = {}, corps = {}, periods = {}, activities = {}, per_name = spec.per }
  for i, row in f:rows() do
    local corps, period, activity = row[spec.corps], row[spec.period], row[spec.activity]
    if corps == nil or period == nil or activity == nil then fail("row %d: the corps, period or activity is missing", i) end
    corps, period = tostring(corps), period_text(period)
    it.corps[corps], it.periods[period], it.activities[activity] = true, true, true
    local key, cell = ("%s\0%s"):format(corps, period), ("%s\0%s\0%s"):format(corps, period, activity)
    if it.count[cell] then fail("row %d: %s has a row of %s in %s already", i, corps, activity, period) end
    if row[spec.count] ~= nil then it.count[cell] = columns.amount(row[spec.count], spec.count, i, WHAT) end
    if spec.per then
      local per = row[spec.per] ~= nil and columns.amount(row[spec.per], spec.per, i, WHAT) or nil
      if per and it.per[key] and it.per[key] ~= per then fail("row %d: %s has two values of %s in %s", i, corps, spec.per,
        period) end
      it.per[key] = per or it.per[key]
    else
      it.per[key] = 1
    end
  end
  return it
end

-- The rate of an activity over all corps that state it in the base period.
local function base_rate(it, activity, base)
  local count, per = 0, 0
  for corps in pairs(it.corps) do
    local c, p = it.count[("%s\0%s\0%s"):format(corps, base, activity)], it.per[("%s\0%s"):format(corps, base)]
    if c and p and p > 0 then count, per = count + c, per + p end
  end
  if count == 0 then fail("there was no '%s' in %s: choose another base, or leave the activity out", activity, base) end
  return count / per
end

-- --- the index ---------------------------------------------------------------------------------------------------------

local function index_of(it, corps, period, activities, base, weights)
  local sum, weight = 0.0, 0.0
  local per = it.per[("%s\0%s"):format(corps, period)]
  for _, activity in ipairs(activities) do
    local count = it.count[("%s\0%s\0%s"):format(corps, period, activity)]
    if not count then return nil, activity end
    if not per or per <= 0 then return nil, it.per_name end
    sum = sum + weights[activity] * count / per / base[activity]
    weight = weight + weights[activity]
  end
  return 100 * sum / weight
end

local function weights_of(given, activities)
  local weights, all = {}, 0
  for _, activity in ipairs(activities) do
    local weight = given and given[activity] or 1
    if type(weight) ~= "number" or weight < 0 or weight == math.huge or weight ~= weight then
      fail("the weight of '%s' is not a number of at least 0", activity)
    end
    weights[activity], all = weight, all + weight
  end
  for name in pairs(given or {}) do
    if not weights[name] then
      fail("there is no activity '%s'%s", tostring(name), require "foresight.shared.hint".of(tostring(name), activities,
        "there are"))
    end
  end
  if all <= 0 then fail "all weights are 0" end
  return weights
end

local function note_text(rows, activities, base)
  local without = 0
  for _, row in ipairs(rows) do
    if not row.index then without = without + 1 end
  end
  local said = { ("100: all corps together in %s"):format(base),
    ("mean of %s, each relative to that: %s"):format(
      #activities == 1 and "1 activity" or #activities .. " activities", table.concat(activities, ", ")) }
  if without > 0 then said[#said + 1] = ("%d without an index, as an activity is not stated"):format(without) end
  return table.concat(said, "; ") .. "."
end

-- The index with a time for the slope: the year where all periods are years, else their place, so that a year left out counts.
local function timed(made, rows, periods)
  local at, are_years = {}, true
  for k, period in ipairs(periods) do
    are_years = are_years and period:match "^%d%d%d%d$" ~= nil
    at[period] = k
  end
  local with_time = {}
  for i, row in ipairs(rows) do
    with_time[i] = { corps = row.corps, index = row.index, time = are_years and tonumber(row.period) or at[row.period] }
  end
  return core.frame(with_time, { columns = { "corps", "time", "index" }, marking = made:marking(),
    types = { corps = "text", time = "integer", index = "real" } })
end

--- How far each corps works across borders: for every activity (messages, missions, joint patrols, training ...) the corps' rate over
--- that of all corps together in the base period; the index is their mean, times 100. A corps that does not state an activity in
--- a period has no index there. The second result tests each corps for a trend (Mann-Kendall, with Sen's slope a year, or a period
--- where these are no years).
--- @function internationalisation
--- @param f frame a row for each corps, period and activity
--- @param spec? table
--- @option corps? string = "corps" <column> whose
--- @option period? string = "period" <column> when, such as a year
--- @option activity? string = "activity" <column> of what
--- @option count? string = "count" <column> how many
--- @option per? string <column> what counts are divided by, such as staff, the same in all rows of a corps and period
--- @option base? string|integer = (the first period) the period in which all corps together are 100
--- @option weights? table<string, number> by activity; default: all alike
--- @return frame corps, period, index, unstated (the activity that is missing, or the column that counts are divided by)
--- @return frame series (the corps), n, s, tau, p, slope, slope_low, slope_high, trend
--- @raises two rows of one corps, period and activity; no activity in the base period
--- @since 0.1
--- @example f = frame{{corps="A", period=2020, activity="messages", count=10}, {corps="A", period=2021, activity="messages", count=15}}
--- @example internationalisation(f).index[2] --> 150.0
local function internationalisation(f, spec)
  spec = spec or {}
  local asked = { corps = spec.corps or "corps", period = spec.period or "period", activity = spec.activity or "activity",
    count = spec.count or "count", per = spec.per }
  for _, option in ipairs { "corps", "period", "activity", "count", "per" } do
    if asked[option] then columns.need(f, asked[option], WHAT, option) end
  end
  local it = read(f, asked)
  local corps, periods, activities = list_in_order(it.corps), list_in_order(it.periods), list_in_order(it.activities)
  if #corps == 0 then fail "the frame has no rows" end
  local base = spec.base and period_text(spec.base) or periods[1]
  if not it.periods[base] then
    fail("there is no period '%s'%s", base, require "foresight.shared.hint".of(base, periods, "there are"))
  end
  local rates, weights = {}, weights_of(spec.weights, activities)
  for _, activity in ipairs(activities) do rates[activity] = base_rate(it, activity, base) end
  local rows = {}
  for _, name in ipairs(corps) do
    for _, period in ipairs(periods) do
      local index, unstated = index_of(it, name, period, activities, rates, weights)
      rows[#rows + 1] = { corps = name, period = period, index = index, unstated = unstated }
    end
  end
  local made = core.frame(rows, { columns = { "corps", "period", "index", "unstated" }, marking = f:marking(),
    types = { corps = "text", period = "text", index = "real", unstated = "text" } })
  return made:attach { note_text = note_text(rows, activities, base) },
    mann_kendall(timed(made, rows, periods), { value = "index", by = "corps", time = "time" })
end

return internationalisation
