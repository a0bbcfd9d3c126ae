--- answer_times.lua: how soon a channel answers, from what it carried: of single messages the median, 80 % and 90 % quantile of the time
-- until the answer and the share answered in time, over the two years up to a day; of monthly counts the same share and the
-- median of the monthly medians.
--
-- Reference: the product-limit estimate of core/include/store/messages.h. A month's median weighs as many as it received.
--
-- Example:  answer_times.of(reg, "BE-SPOC", "FR", "urgent", "2026-11-22").median   --> 5.5

local core = require "glocal.core"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"

local answer_times = {}

local MONTHS = 24
local FEWEST = 10 -- answers, below which a deadline says more

-- The urgencies of messages that are meant: "urgent" itself; for what is not urgent all that do not begin so.
local function urgencies_of(store, source, urgency)
  local list = {}
  for _, row in query(store, ("select distinct urgency from %s order by 1"):format(source)):rows() do
    local is_urgent = row.urgency:sub(1, 6) == "urgent"
    if urgency == "urgent" and row.urgency == "urgent" or urgency ~= "urgent" and not is_urgent then
      list[#list + 1] = row.urgency
    end
  end
  return list
end

local function of_messages(reg, channel, country, urgencies, from, on)
  local f = reg.store:message_counts { by = {}, from = from, to = on, ["until"] = on, state = reg.state, limits = { "8h" },
    urgencies = { "urgent=8h", "urgent_indirect=3d" }, otherwise = "7d", channel = { channel }, country = { country },
    urgency = urgencies }
  local answered = f and f.answered[1]
  if not answered or answered < FEWEST then return nil end
  local function hours(name) return f[name][1] and f[name][1] / 60 end
  if not hours "median_minutes" then return nil end
  return { median = hours "median_minutes", p80 = hours "p80_minutes", p90 = hours "p90_minutes", count = answered,
    share = f.due[1] > 0 and f.in_time[1] / f.due[1] or nil, from = from, to = on, marking = f:marking() }
end

local COUNTS = [[select f.received as received, f.in_time as in_time, f.median_hours as hours, f.month as month
  from %s f join zone z on z.id = f.country where f.channel = :channel and z.code = :country and f.urgency in (%s)
  and f.month >= :first and f.month <= :last order by f.median_hours]]

-- The median of what is sorted by `hours`, each as heavy as its `received`.
local function weighted_median(rows)
  local all, sum = 0, 0
  for _, row in ipairs(rows) do all = all + row.received end
  for _, row in ipairs(rows) do
    sum = sum + row.received
    if 2 * sum >= all then return row.hours end
  end
end

local function of_counts(reg, channel, country, urgencies, from, on)
  local records = require "foresight.shared.records"
  local quoted = {}
  for i, each in ipairs(urgencies) do quoted[i] = "'" .. each:gsub("'", "''") .. "'" end
  local f = query(reg.store, COUNTS:format(known.rows("message_flow", reg.state), table.concat(quoted, ", ")),
    { channel = channel, country = country, first = records.day(from), last = records.day(on) })
  local timed, received, stated, in_time = {}, 0, 0, 0
  for _, row in f:rows() do
    if row.hours and row.received then
      timed[#timed + 1], received = { hours = row.hours, received = row.received }, received + row.received
    end
    if row.in_time and row.received then stated, in_time = stated + row.received, in_time + row.in_time end
  end
  if received < FEWEST then return nil end
  return { median = weighted_median(timed), count = received, share = stated > 0 and in_time / stated or nil, from = from,
    to = on,
    is_monthly = true, marking = f:marking() }
end

local function computed(reg, channel, country, urgency, on)
  local from = core.period(on, "day", -1)
  from = core.period(core.period(core.period(from, "month"), "month", 1 - MONTHS), "day")
  local as_messages = urgencies_of(reg.store, "message_group", urgency)
  local found = #as_messages > 0 and of_messages(reg, channel, country, as_messages, from, on)
  if found then return found end
  local as_counts = urgencies_of(reg.store, known.rows("message_flow", reg.state), urgency)
  return #as_counts > 0 and of_counts(reg, channel, country, as_counts, from, on) or nil
end

local function has_any(reg)
  if reg.has_messages == nil then
    reg.has_messages = query(reg.store, [[select exists (select 1 from message_group)
      or exists (select 1 from message_flow_history) as any]]).any[1] == 1
  end
  return reg.has_messages
end

--- {median, p80, p90 (hours), count, share, from, to, is_monthly, marking} of what a channel answered for a country with that urgency,
--- over two years up to the day; nil where fewer than ten answers are known.
function answer_times.of(reg, channel, country, urgency, on)
  if not has_any(reg) then return nil end
  reg.times = reg.times or {}
  local key = table.concat({ channel, country, urgency, on }, "\0")
  if reg.times[key] == nil then reg.times[key] = computed(reg, channel, country, urgency, on) or false end
  return reg.times[key] or nil
end

return answer_times
