--- follow_up.lua: what became of a plan: what it expected against what came (review), its indicators now (watch), and what
--- changed between two plans (compare).
--
-- Example:  rows = follow_up.review(store, content, {date = "2027-12-01"})

local core = require "glocal.core"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local warn = require "foresight.warning.warn"

local follow_up = {}

-- The months of a series from the first to the last, as the store knows them now: sum, months known, the frame; sum is nil
-- where none.
local function observed(store, one, asked)
  local frame = rollup { zone = one.zone, phenomenon = one.phenomenon, every = "month", from = one.first, to = one.last,
    source = one.source, as_of = asked.as_of, at = asked.date, hierarchy = one.hierarchy, store = store }
  if not frame or #frame == 0 then return nil, 0 end
  if one.unit and frame:has "counting_unit" then frame = frame:where { counting_unit = one.unit } end
  local sums = query(store, "select sum(count) as n, count(distinct period) as months, max(period) as last from $r where "
    .. "count is not null",
    { r = frame })
  return sums.n[1], sums.months[1], frame, sums.last[1]
end

local function is_over(one, date)
  return core.period(core.period(one.last, "month", 1), "day") <= date
end

local MONTHS = 12

--- Each expectation beside what came: a row each, and the frames' markings.
function follow_up.review(store, content, asked)
  local rows, markings = {}, {}
  for i, one in ipairs(content.expectations) do
    local sum, months, frame = observed(store, one, asked)
    local row = { series = one.name, key = one.key, first = one.first, last = one.last, mean = one.mean, low = one.low,
      high = one.high, before = one.before, p_more = one.p_more, months = months }
    if frame then markings[#markings + 1] = frame:marking() end
    if not is_over(one, asked.date) then
      row.status = "running"
    elseif months < MONTHS then
      row.status = months == 0 and "no figures" or "not whole"
    else
      row.observed, row.status = sum, "reviewed"
      row.within = (sum >= one.low and sum <= one.high) and 1 or 0
      row.more = sum > one.before and 1 or 0
      if one.p_more then row.brier = (one.p_more - row.more) ^ 2 end
    end
    rows[i] = row
  end
  return rows, markings
end

-- How many alarms a detector raises in the months so far.
local function alarms_of(store, one, asked)
  local frame = rollup { zone = one.zone, phenomenon = one.phenomenon, every = "month", to = one.last, source = one.source,
    as_of = asked.as_of, at = asked.date, hierarchy = one.hierarchy, store = store }
  if frame and one.unit and frame:has "counting_unit" then frame = frame:where { counting_unit = one.unit } end
  if not frame or #frame == 0 then return nil end
  local w = warn(frame, { from = one.first, to = one.last })
  if not w or #w == 0 then return nil end
  local count = 0
  for _, row in w:rows() do count = count + (row.alarm == 1 and 1 or 0) end
  return count
end

--- Each indicator against the figures so far: "above" as soon as the sum passes the upper threshold; "below" once all months
--- are known.
function follow_up.watch(store, content, asked)
  local rows, markings = {}, {}
  for i, one in ipairs(content.indicators) do
    local sum, months, frame, last = observed(store, one, asked)
    local row = { series = one.name, key = one.key, first = one.first, last = one.last, low = one.low, high = one.high,
      observed = sum, months = months, known_to = last }
    if frame then
      markings[#markings + 1] = frame:marking()
      row.alarms = alarms_of(store, one, asked)
    end
    row.status = months == 0 and "no figures" or sum > one.high and "above" or months < MONTHS and "running"
      or sum < one.low and "below" or "within"
    rows[i] = row
  end
  return rows, markings
end

--- Whether an indicator passed a threshold, and in which month: {side ("above", "below"; nil: neither yet), month (the one in which the
--- sum passed the upper threshold, else the last that is known), observed (the sum up to it), marking}; nil where no figures are
--- known. The lower threshold is passed once all months are known.
function follow_up.crossing(store, one, asked)
  local _, months, frame = observed(store, one, asked)
  if months == 0 then return nil end
  local by_month = query(store, "select period, sum(count) as n from $r where count is not null group by period order by period",
    { r = frame })
  local found = { observed = 0, marking = frame:marking() }
  for _, row in by_month:rows() do
    found.observed, found.month = found.observed + row.n, row.period
    if found.observed > one.high then
      found.side = "above"
      return found
    end
  end
  if months >= MONTHS and found.observed < one.low then found.side = "below" end
  return found
end

-- --- two plans ------------------------------------------------------------------------------------------------------

local function number(value) return value and ("%.4g"):format(value) or "-" end

local PARTS = {
  { name = "expectations", key = "key", said = function(one)
    return ("%s (%s to %s)"):format(number(one.mean), number(one.low), number(one.high))
  end },
  { name = "priorities", key = "key", said = function(one) return one.text .. (one.owner and ", " .. one.owner or "") end },
  { name = "measures", key = "text", said = function(one)
    return ("%s, %s"):format(one.owner or "no owner", one.due or "no date")
  end },
  { name = "assumptions", key = "text", said = function(one) return one.unless or "" end },
  { name = "events", key = "text", said = function(one) return one.when end },
  { name = "faults", key = "message", said = function(one) return one.rule end },
}

-- What two plans were made from that is not the same.
local function circumstances(a, b)
  local why = {}
  if a.state ~= b.state then why[#why + 1] = ("state %d of the store, not %d"):format(b.state, a.state) end
  if a.date ~= b.date then why[#why + 1] = ("dated %s, not %s"):format(b.date, a.date) end
  if a.seed ~= b.seed then why[#why + 1] = ("seed %d, not %d"):format(b.seed, a.seed) end
  if a.version ~= b.version then why[#why + 1] = ("glocal %s, not %s"):format(b.version, a.version) end
  return table.concat(why, "; ")
end

-- By part: why it differs, as far as the plans say; nil where only their circumstances tell.
local REASONS = {}

function REASONS.expectations(_, _, before, after)
  if not (before and after) then return nil end
  return before.last ~= after.last and ("figures to another month: ahead to %s, not %s"):format(after.last, before.last) or nil
end

function REASONS.priorities(a, b, before, after)
  if not before and after.valid_from and after.valid_from > a.date then return "in force from " .. after.valid_from end
  if not after and before.valid_to and before.valid_to < b.date then return "ended on " .. before.valid_to end
end

function REASONS.measures(_, _, before, after)
  local one = after or before
  if not one.is_suggested then return "as the planner gave it" end
  return before and after and "a proposal, whose date follows the day of the plan"
    or "a proposal, which follows what the plan is about"
end

function REASONS.assumptions(_, _, before, after)
  return (after or before).is_given and "as the planner gave it" or nil
end

function REASONS.events(a, b, before, after)
  if not after then return before.from < b.date and "over by " .. b.date or "no longer in the file of events" end
  if not before then
    return after.from > a.years[2] .. "-12-31" and ("within the years of this plan, to %d"):format(b.years[2])
      or "new in the file of events"
  end
  return "changed in the file of events"
end

local function why_of(part, a, b, before, after)
  local reason, around = REASONS[part.name] and REASONS[part.name](a, b, before, after), circumstances(a, b)
  if not reason then return around ~= "" and around or nil end
  return part.name == "expectations" and around ~= "" and reason .. "; " .. around or reason
end

local function by_key(list, key)
  local found = {}
  for _, one in ipairs(list or {}) do found[one[key]] = one end
  return found
end

--- What was added, removed or changed from plan `a` to plan `b`, part by part: {part, key, change, before, after, why}.
function follow_up.compare(a, b)
  local rows = {}
  for _, part in ipairs(PARTS) do
    local olds, news = by_key(a[part.name], part.key), by_key(b[part.name], part.key)
    for _, one in ipairs(a[part.name] or {}) do
      local other = news[one[part.key]]
      local before, after = part.said(one), other and part.said(other)
      if not other then
        rows[#rows + 1] = { part = part.name, key = one[part.key], change = "removed", before = before,
          why = why_of(part, a, b, one, nil) }
      elseif before ~= after then
        rows[#rows + 1] = { part = part.name, key = one[part.key], change = "changed", before = before, after = after,
          why = why_of(part, a, b, one, other) }
      end
    end
    for _, one in ipairs(b[part.name] or {}) do
      if not olds[one[part.key]] then
        rows[#rows + 1] = { part = part.name, key = one[part.key], change = "added", after = part.said(one),
          why = why_of(part, a, b, nil, one) }
      end
    end
  end
  return rows
end

return follow_up
