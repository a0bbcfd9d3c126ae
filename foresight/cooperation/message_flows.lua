--- message_flows.lua: what channels carried, month by month, as series that forecasts, plots and warnings take.
--
-- Example:  forecast(message_flows{by={"channel"}}, {value="received", horizon=12})     message_flows{by={"country"}, channel="SPOC"}

local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"
local unknown_channels = require "foresight.cooperation.unknown_channels"

local KEYS = { "channel", "country", "kind", "urgency" }

local function list_of(value)
  if value == nil or type(value) == "table" then return value end
  return { value }
end

local function check_by(by)
  for _, name in ipairs(by) do
    local is_one = false
    for _, key in ipairs(KEYS) do is_one = is_one or key == name end
    if not is_one then
      error(("bad argument 'by' to 'message_flows': there is no '%s'%s"):format(name, hint.of(name, KEYS, "flows have")), 0)
    end
  end
end

-- --- counts of months ----------------------------------------------------------------------------------------------------

-- "country in (?, ?)" and its parameters added.
local function condition(column, values, parameters)
  local marks = {}
  for i, value in ipairs(values) do
    marks[i] = "?"
    parameters[#parameters + 1] = value
  end
  return ("%s in (%s)"):format(column, table.concat(marks, ", "))
end

local function where_of(store, spec)
  local conditions, parameters = { "1" }, {}
  for _, key in ipairs(KEYS) do
    local values = list_of(spec[key])
    if values and key == "country" then
      local codes = {}
      for i, one in ipairs(values) do codes[i] = store:resolve("zone", one) end
      values = codes
    end
    if values then
      conditions[#conditions + 1] = condition(key == "country" and "z.code" or "f." .. key, values, parameters)
    end
  end
  return table.concat(conditions, " and "), parameters
end

-- A sum is null where one of its rows does not state the number: what is missing is not 0.
local SUMS = "iif(count(*) = count(f.received), sum(f.received), null) as received, "
  .. "iif(count(*) = count(f.sent), sum(f.sent), null) as sent, iif(count(*) = count(f.in_time), sum(f.in_time), null) as in_time"

local function counts(store, spec, by, state)
  local columns = {}
  for i, key in ipairs(by) do columns[i] = key == "country" and "z.code as country" or "f." .. key end
  local where, parameters = where_of(store, spec)
  local picked = #columns > 0 and ", " .. table.concat(columns, ", ") or ""
  local order = { "1" }
  for i = 1, #by do order[#order + 1] = tostring(i + 1) end
  return query(store, ([[select date(f.month * 86400, 'unixepoch') as day%s, %s,
    count(*) - count(f.received) as unstated from %s f join zone z on z.id = f.country where %s
    group by %s order by %s]]):format(picked, SUMS, known.rows("message_flow", state), where, table.concat(order, ", "),
    table.concat(order, ", ")), parameters)
end

local function is_within(month, spec)
  return (not spec.from or month >= spec.from:sub(1, 7)) and (not spec.to or month <= spec.to:sub(1, 7))
end

local function rows_of_counts(f, by, spec)
  local rows, unstated = {}, 0
  for _, row in f:rows() do
    local month = row.day:sub(1, 7)
    if is_within(month, spec) then
      local made = { month = month, received = row.received, sent = row.sent, in_time = row.in_time }
      for _, key in ipairs(by) do made[key] = row[key] end
      unstated = unstated + row.unstated
      rows[#rows + 1] = made
    end
  end
  return rows, unstated
end

-- --- single messages -----------------------------------------------------------------------------------------------------

local function rows_of_messages(store, spec, by, state)
  local codes
  if spec.country then
    codes = {}
    for i, one in ipairs(list_of(spec.country)) do codes[i] = store:resolve("zone", one) end
  end
  local f, note, code = store:message_counts { by = by, every = "month", from = spec.from, to = spec.to, state = state,
    channel = list_of(spec.channel), country = codes, kind = list_of(spec.kind), urgency = list_of(spec.urgency) }
  if not f then return nil, note, code end
  local rows = {}
  for i, row in f:rows() do
    local made = { month = tostring(row.period):sub(1, 7), received = row.messages }
    for _, key in ipairs(by) do made[key] = row[key] end
    rows[i] = made
  end
  return rows, f:marking()
end

local function is_there(store, spec)
  if spec.of then return spec.of end
  return query(store, "select exists (select 1 from message_flow) as any").any[1] == 1 and "counts" or "messages"
end

local function frame_of(store, rows, by, marking, note)
  local columns = { "month" }
  table.move(by, 1, #by, 2, columns)
  table.move({ "received", "sent", "in_time" }, 1, 3, #columns + 1, columns)
  local types = { month = "month", received = "integer", sent = "integer", in_time = "integer" }
  for _, key in ipairs(by) do types[key] = "text" end
  local made = core.frame(rows, { columns = columns, types = types, marking = marking,
    units = { received = "messages", sent = "messages", in_time = "messages" } })
  local _, said = unknown_channels(store, made)
  return made:attach { note_text = note .. (said or "") }
end

--- What channels carried by month. Counts by month (import --as message_flows) and single messages (--as messages) are two sources of
--- the same and are never added: without `of` the counts are taken where there are any. A month without a row is not known; a sum is
--- null where one of its rows does not state the number. The frame goes into forecast, warn and plot; say which number: value="received".
--- @function message_flows
--- @param spec? table
--- @option by? string[] = {"channel"} {channel|country|kind|urgency} what distinguishes the series; {} for a single one
--- @option of? string {counts|messages} which source
--- @option channel? string|string[] only these
--- @option country? string|string[] <zone> only these
--- @option kind? string|string[] only these
--- @option urgency? string|string[] only these
--- @option from? string <date> from that month on
--- @option to? string <date> up to that month
--- @option as_of? string|integer as known on that day, or after that batch
--- @option store? store = (the current one) the store to read
--- @return frame month, by ..., received, sent, in_time
--- @raises an unknown country or key
--- @needs store.read
--- @since 0.1
--- @example message_flows{}:columns()[2] --> channel
local function message_flows(spec)
  spec = spec or {}
  local store = glocal.use(spec.store)
  local by, state = spec.by or { "channel" }, known.state(store, spec.as_of)
  check_by(by)
  if is_there(store, spec) == "messages" then
    local rows, marking, code = rows_of_messages(store, spec, by, state)
    if not rows then return nil, marking, code end
    return frame_of(store, rows, by, marking, ("single messages by month of receipt; %d rows."):format(#rows))
  end
  local f = counts(store, spec, by, state)
  local rows, unstated = rows_of_counts(f, by, spec)
  local note = "counts by month as imported"
  if unstated > 0 then note = note .. ("; %d of them state no number received: no sum where they enter"):format(unstated) end
  return frame_of(store, rows, by, f:marking(), note .. ".")
end

return message_flows
