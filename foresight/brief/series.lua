--- series.lua: one series of a brief: its last whole year against the year before it, and why two years can't be compared:
-- counted in another way, or not whole.
--
-- Example:  s = series.of(frame, {node="RT-WBALKAN", phenomenon="migration.crossing", every="month"}, asked)
--           s.now.low   s.before.low   s.share   --> -0.58

local core = require "glocal.core"
local memo = require "foresight.brief.memo"
local query = require "foresight.shared.query"

local series = {}

--- How many periods a year has.
series.LENGTH = { week = 52, month = 12, quarter = 4, year = 1 }

local function last_day(period)
  return core.period(core.period(core.period(period, nil, 1), "day"), "day", -1)
end
series.last_day = last_day

--- Whether the whole of the period lies before the day.
function series.is_over(period, day) return last_day(period) < day end

--- {period -> {low, high}} of the rows of a rollup, of one zone and counting unit where they are given.
function series.values(frame, zone, unit)
  local values, last = {}, nil
  local zones, periods, low = frame.zone, frame.period, frame.count
  local high = frame:has "count_high" and frame.count_high or low
  local units = unit and frame:has "counting_unit" and frame.counting_unit
  for i, period in ipairs(periods) do
    if (not zone or zones[i] == zone) and (not units or (units[i] or "") == unit) and low[i] then
      local sum = values[period] or { low = 0, high = 0 }
      sum.low, sum.high = sum.low + low[i], sum.high + (high[i] or low[i])
      values[period] = sum
      if not last or period > last then last = period end
    end
  end
  return values, last
end

--- The sum over a year of periods up to `last`; `length`: how many they are, `holes`: of how many of them there are no figures. Nil
--- where of none.
function series.window(values, every, last, is_event)
  local length = series.LENGTH[every]
  local sum = { low = 0, high = 0, last = last, first = core.period(last, every, 1 - length), holes = 0, length = length,
    every = every }
  for step = 0, length - 1 do
    local value = values[core.period(last, every, -step)]
    if value then
      sum.low, sum.high = sum.low + value.low, sum.high + value.high
    elseif not is_event then
      sum.holes = sum.holes + 1
    end
  end
  return sum.holes < length and sum or nil
end

-- The observations as known after a batch.
local function observations(state)
  return ("(select * from observation where batch <= %d and (retracted is null or retracted > %d))"):format(state, state)
end
series.observations = observations

local BASIS = [[select distinct s.code as source, s.records, z.code as zone, p.code = :phenomenon as is_total
  from %s o join source s on s.id = o.source join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon
  where (p.code = :phenomenon or p.code like :phenomenon || '.%%') and o.facet = 0
    and (:any or coalesce(s.counting_unit, '') = :unit)
    and o.day between cast(julianday(:first) - 2440587.5 as integer) and cast(julianday(:last) - 2440587.5 as integer) %s]]

local function basis_query(asked, one, window, where)
  return query(asked.store, BASIS:format(observations(asked.state), where), {
    phenomenon = one.phenomenon, unit = one.unit or "", any = one.unit and 0 or 1,
    first = core.period(window.first, "day"), last = last_day(window.last) })
end

-- The rows of all zones by zone: in a run of many briefs one statement serves those with the same window.
local function basis_by_zone(asked, one, window)
  local key = ("basis %s %s %s %s"):format(one.phenomenon, one.unit or "*", window.first, window.last)
  return memo.once(asked, key, function()
    local by_zone = {}
    for _, row in basis_query(asked, one, window, ""):rows() do
      by_zone[row.zone] = by_zone[row.zone] or {}
      table.insert(by_zone[row.zone], row)
    end
    return by_zone
  end)
end

local function basis_rows(asked, one, window)
  local codes, rows = one.zones or { one.node }, {}
  if asked.together then
    local by_zone = basis_by_zone(asked, one, window)
    for _, code in ipairs(codes) do
      for _, row in ipairs(by_zone[code] or {}) do rows[#rows + 1] = row end
    end
    return rows
  end
  local zones = {}
  for i, code in ipairs(codes) do zones[i] = "'" .. code:gsub("'", "''") .. "'" end
  for _, row in basis_query(asked, one, window, ("and z.code in (%s)"):format(table.concat(zones, ", "))):rows() do
    rows[#rows + 1] = row
  end
  return rows
end

-- What a window was counted from: the sources, and of published figures whether each is the total or the sum of parts,
-- and of which zones. Two windows of different bases can't be compared.
local function basis(asked, one, window)
  local parts, at = {}, {}
  for _, row in ipairs(basis_rows(asked, one, window)) do
    local is_event = row.records == "events"
    local key = row.source .. " " .. (is_event and "" or row.zone)
    local kind = is_event and "" or row.is_total == 1 and " total" or " parts"
    if not at[key] then parts[#parts + 1] = key end
    if at[key] ~= " total" then at[key] = kind end
  end
  table.sort(parts)
  for i, key in ipairs(parts) do parts[i] = key .. at[key] end
  return table.concat(parts, "\n")
end

-- The break that lies between the two years: its text, in the language of the brief.
local function break_between(asked, one, first, last)
  for _, each in ipairs(asked.breaks or {}) do
    local is_meant = (each.zone == "" or each.zone == one.node)
      and (each.phenomenon == "" or one.phenomenon == each.phenomenon
        or one.phenomenon:sub(1, #each.phenomenon + 1) == each.phenomenon .. ".")
    if is_meant and first < each.from and each.from <= last then return each.text end
  end
end

--- Compares `now` with `before` in place: difference and share where they can be compared, else the reason: "censored",
--- "holes", "basis", "break" (its words are in `why`), "zero", "none".
function series.compare(asked, one)
  local now, before = one.now, one.before
  if not before then
    one.reason = "none"
    return one
  end
  one.why = break_between(asked, one, core.period(before.first, "day"), last_day(now.last))
  if one.why then
    one.reason = "break"
  elseif now.holes > 0 or before.holes > 0 then
    one.reason = "holes"
  elseif one.has_basis ~= false and basis(asked, one, now) ~= basis(asked, one, before) then
    one.reason = "basis"
  elseif now.low ~= now.high or before.low ~= before.high then
    one.reason = "censored"
  else
    one.difference = now.low - before.low
    if before.low > 0 then one.share = one.difference / before.low else one.reason = "zero" end
    -- Of two counts by chance (Poisson) the difference has about the variance of their sum.
    one.z = now.low + before.low > 0 and one.difference / math.sqrt(now.low + before.low) or 0
  end
  return one
end

--- Whole months between the end of a period and a day: 19 from 2025-04 to 2026-11-29.
function series.age(period, day)
  local y, m = last_day(period):match "^(%d+)-(%d+)"
  local year, month = day:match "^(%d+)-(%d+)"
  return math.max(0, (year - y) * 12 + math.tointeger(month) - math.tointeger(m))
end

--- The series of a frame of figures: values, now, before and their comparison; nil where its last year has no figures.
--- `one`: node, phenomenon, every, unit, is_event, last (the last whole period), zones (those that report).
function series.of(frame, one, asked)
  local last
  one.values, last = series.values(frame, one.zones == nil and one.node or nil, one.unit)
  one.last = one.last or last
  if not one.last then return nil end
  one.now = series.window(one.values, one.every, one.last, one.is_event)
  if not one.now then return nil end
  local year_before = core.period(one.last, one.every, -series.LENGTH[one.every])
  one.before = series.window(one.values, one.every, year_before, one.is_event)
  if one.before and one.is_event and one.first and one.before.first < one.first then one.before = nil end
  one.age = series.age(one.last, asked.date)
  return series.compare(asked, one)
end

return series
