--- compliance.lua: how many messages were answered within their time limit.
--
-- Example:  compliance{}   compliance{by={"channel", "urgency"}, every="year", from="2020"}

local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local proportion = require "foresight.shared.proportion"
local unknown_channels = require "foresight.cooperation.unknown_channels"

local KEYS = { "channel", "country", "kind", "urgency", "instrument" }
local FIXED = { "8h", "3d", "7d" }
local LIMITS = { urgent = "8h", urgent_indirect = "3d" }
local OTHERWISE = "7d"

local function list_of(value)
  if value == nil or type(value) == "table" then return value end
  return { value }
end

-- The codes of countries, by code, name or short form.
local function countries(store, given)
  local codes = {}
  for i, one in ipairs(list_of(given) or {}) do codes[i] = store:resolve("zone", one) end
  return given and codes
end

local function check_limit(limit, name)
  if type(limit) ~= "string" or not limit:match "^%d+[hd]$" then
    error(("bad argument '%s' to 'compliance': '%s' is no time limit: write hours or days, such as 8h or 3d"):format(name,
      tostring(limit)), 0)
  end
  return limit
end

local function urgencies(limits)
  local list, otherwise = {}, OTHERWISE
  for urgency, limit in pairs(limits) do
    check_limit(limit, "limits")
    if urgency == "other" then otherwise = limit else list[#list + 1] = urgency .. "=" .. limit end
  end
  table.sort(list)
  return list, otherwise
end

local function words_of_limits(limits, otherwise)
  local names = {}
  for urgency, limit in pairs(limits) do
    if urgency ~= "other" then names[#names + 1] = ("%s %s"):format(urgency, limit) end
  end
  table.sort(names)
  names[#names + 1] = "other " .. otherwise
  return table.concat(names, ", ")
end

local function check_by(by)
  for _, name in ipairs(by) do
    local is_one = false
    for _, key in ipairs(KEYS) do is_one = is_one or key == name end
    if not is_one then
      error(("bad argument 'by' to 'compliance': there is no '%s'%s"):format(name, hint.of(name, KEYS, "messages have")), 0)
    end
  end
end

local function share_of(part, whole) return whole > 0 and part / whole or nil end

local function row_of(counted, keys)
  local low, high = proportion.wilson(counted.in_time, counted.due)
  local row = { messages = counted.messages, answered = counted.answered, open = counted.messages - counted.answered,
    due = counted.due, in_time = counted.in_time, share = share_of(counted.in_time, counted.due), low = low, high = high,
    median_hours = counted.median_minutes and counted.median_minutes / 60 }
  for i, limit in ipairs(FIXED) do row["in_" .. limit] = share_of(counted["in_time_" .. i], counted["due_" .. i]) end
  for _, key in ipairs(keys) do row[key] = counted[key] end
  return row
end

local function note_text(note, open, limits, otherwise)
  if note.messages == 0 then return "no message was counted: glocal import STORE FILE --as messages" end
  local said = { ("time limits: %s (h: hours, d: calendar days, UTC)"):format(words_of_limits(limits, otherwise)),
    ("answers known up to %s"):format(note["until"]) }
  if open > 0 then
    said[#said + 1] = ("%d not answered by then: late once their limit has passed, censored before"):format(open)
  end
  if note.undue > 0 then said[#said + 1] = ("%d whose limit had not passed are in no share"):format(note.undue) end
  if note.untimed > 0 then
    said[#said + 1] = ("%d without a time of day could not be held against a limit in hours"):format(note.untimed)
  end
  if note.after > 0 then said[#said + 1] = ("%d received later left out"):format(note.after) end
  return table.concat(said, "; ") .. "."
end

local COLUMNS = { "messages", "answered", "open", "due", "in_time", "share", "low", "high", "in_8h", "in_3d", "in_7d",
  "median_hours" }
local TYPES = { messages = "integer", answered = "integer", open = "integer", due = "integer", in_time = "integer",
  share = "real",
  low = "real", high = "real", in_8h = "real", in_3d = "real", in_7d = "real", median_hours = "real" }
local UNITS = { messages = "messages", answered = "messages", open = "messages", due = "messages", in_time = "messages",
  median_hours = "hours" }

local function table_of(counts, keys, options)
  local rows, open = {}, 0
  for i, counted in counts:rows() do
    rows[i] = row_of(counted, keys)
    open = open + rows[i].open
  end
  local columns, types = table.move(keys, 1, #keys, 1, {}), {}
  for name, kind in pairs(TYPES) do types[name] = kind end
  for _, key in ipairs(keys) do types[key] = "text" end
  table.move(COLUMNS, 1, #COLUMNS, #columns + 1, columns)
  return core.frame(rows, { columns = columns, types = types, units = UNITS, marking = options.marking }), open
end

--- How many messages were answered within their time limit, by country and kind. A message counts once its limit has passed (due):
--- answered in time, or late, which one without an answer is too. One whose limit has not passed is in no share (censored), but
--- in messages and open. low and high are Wilson's 95 % interval of the share. in_8h, in_3d and in_7d are shares of all messages
--- within eight hours, three and seven calendar days, whatever their own limit, each of those for which that limit has passed.
--- median_hours is the product-limit median until the answer, with open messages censored: null where fewer than half are
--- answered.
--- @function compliance
--- @param spec? table
--- @option by? string[] = {"country", "kind"} {channel|country|kind|urgency|instrument} what distinguishes the rows; {} for a single one
--- @option every? string {day|week|month|quarter|year} also by period of receipt
--- @option from? string <date> received on that day or later
--- @option to? string <date> received on that day or before
--- @option until? string = (the last day in the messages) <date> the day up to which answers are known; later ones do not count
--- @option limits? table = {urgent="8h", urgent_indirect="3d", other="7d"} the time limit by urgency, in hours or calendar days
--- @option channel? string|string[] only these
--- @option country? string|string[] <zone> only these
--- @option kind? string|string[] only these
--- @option urgency? string|string[] only these
--- @option instrument? string|string[] only these
--- @option as_of? string|integer as known on that day, or after that batch
--- @option store? store = (the current one) the store to read
--- @return frame period, by ..., messages, answered, open, due, in_time, share, low, high, in_8h, in_3d, in_7d, median_hours
--- @raises an unknown country, key or limit
--- @needs store.read
--- @since 0.1
--- @example compliance{by={}}:columns()[1] --> messages
--- @example select(2, pcall(compliance, {by={"contry"}})):match "did you mean.*" --> did you mean 'country'?
local function compliance(spec)
  spec = spec or {}
  local store = glocal.use(spec.store)
  local by = spec.by or { "country", "kind" }
  check_by(by)
  local limits = spec.limits or LIMITS
  local list, otherwise = urgencies(limits)
  local counts, note, code = store:message_counts { by = by, every = spec.every, from = spec.from, to = spec.to,
    ["until"] = spec["until"], state = known.state(store, spec.as_of), limits = FIXED, urgencies = list, otherwise = otherwise,
    channel = list_of(spec.channel), country = countries(store, spec.country), kind = list_of(spec.kind),
    urgency = list_of(spec.urgency), instrument = list_of(spec.instrument) }
  if not counts then return nil, note, code end
  local keys = {}
  for _, name in ipairs(counts:columns()) do
    if name == "messages" then break end
    keys[#keys + 1] = name
  end
  local made, open = table_of(counts, keys, { marking = counts:marking() })
  local unknown, said = unknown_channels(store, made)
  return made:attach { note_text = note_text(note, open, limits, otherwise) .. (said or ""), counted = { open = open,
    undue = note.undue, untimed = note.untimed, ["until"] = note["until"], unknown = unknown } }
end

return compliance
