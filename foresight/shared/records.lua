--- records.lua: what functions that keep rows of the store share (signals, drivers, plans, the register): days as numbers, rows as
--- tables of Lua with the marking of each, the checks of roles and of dates, the door.
--
-- Example:  for _, each in ipairs(records.of(store, "signals", records.day "2026-11-30")) do print(each.title, each.marking) end

local core = require "glocal.core"
local doors = require "glocal.doors"
local hint = require "foresight.shared.hint"
local query = require "foresight.shared.query"

local records = {}

local EPOCH = "1970-01-01"

--- The number of a day from 1970-01-01; of a period its first day. Reference: H. Hinnant, "chrono-compatible low-level date
--- algorithms".
function records.day(text)
  local y, m, d = core.period(tostring(text), "day"):match "^(%d+)-(%d+)-(%d+)$"
  y, m, d = tonumber(y), tonumber(m), tonumber(d)
  if m <= 2 then y = y - 1 end
  local era_year, shifted = y % 400, (m + 9) % 12
  local day_of_era = era_year * 365 + era_year // 4 - era_year // 100 + (153 * shifted + 2) // 5 + d - 1
  return y // 400 * 146097 + day_of_era - 719468
end

--- The day of a number.
function records.date(number) return core.period(EPOCH, "day", number) end

--- The last day of a period, as a text.
function records.last_day(text)
  return core.period(core.period(core.period(text, nil, 1), "day"), "day", -1)
end

--- The day that an option names, not after today; raises, naming the option.
function records.past_day(value, callee, name)
  local day = core.period(tostring(value), "day")
  if day > core.today() then
    error(("bad argument '%s' to '%s': %s is to come"):format(name, callee, day), 0)
  end
  return day
end

--- The rows under a name, each a table; `value` as core.horizon_rows takes it.
function records.of(store, name, value)
  local frame, message = core.horizon_rows(store, name, value)
  if not frame then error(message, 0) end
  local list, columns = {}, frame:columns()
  for i, row in frame:rows() do
    local copy = {}
    for _, column in ipairs(columns) do copy[column] = row[column] end
    list[i] = copy
  end
  return list, frame
end

--- One marking, as strict as all of them; raises for one that is none.
function records.joined(list)
  return core.frame({ { a = 1 } }, { marking = #list > 0 and table.concat(list, " ") or "CLEAR" }):marking()
end

--- The store's marking of what says none of its own.
function records.default_marking(store)
  return query(store, "select value from setting where name = 'default_handling'").value[1] or "AMBER"
end

--- Raises unless the text is a role, as far as can be told.
function records.check_role(value, callee, name)
  if type(value) ~= "string" or value:match "^%s*$" then
    error(("bad argument '%s' to '%s': say which role, as in %s=\"analysis\"; never a person's name"):format(name, callee, name),
      0)
  end
end

--- The value among the names, in whatever capitals it is written; raises, naming the nearest.
function records.one_of(value, names, callee, name)
  local wanted = tostring(value):lower()
  for _, each in ipairs(names) do
    if each:lower() == wanted then return each end
  end
  error(("bad argument '%s' to '%s': there is no '%s'%s"):format(name, callee, tostring(value), hint.of(value, names, "use")), 0)
end

--- Raises for a likelihood or an impact that is none.
function records.check_judgement(likelihood, impact, callee)
  if likelihood ~= nil and not (type(likelihood) == "number" and likelihood > 0 and likelihood < 1) then
    error(("bad argument 'likelihood' to '%s': a probability lies between 0 and 1, such as 0.3; nothing is certain; got %s")
      :format(callee, tostring(likelihood)), 0)
  end
  local whole = math.tointeger(impact)
  if impact ~= nil and not (whole and whole >= 1 and whole <= 5) then
    error(("bad argument 'impact' to '%s': expected 1 (negligible) to 5 (severe), got %s"):format(callee, tostring(impact)), 0)
  end
end

local function frame_of(rows, shape)
  return #rows > 0 and core.frame(rows, { columns = shape.columns, types = shape.types, marking = shape.marking or "CLEAR" })
    or nil
end

--- Keeps rows by the door, all or nothing with one line of the log. Each of `sets` is {rows, shape}, the table's columns and
--- types; the first must have rows. Gives the number of the first row, or nil, message, code.
function records.keep(store, options, sets)
  if not doors.keep_records then error("this needs store.write, which this session was opened without", 0) end
  local frames = {}
  for i, set in ipairs(sets) do frames[i] = frame_of(set[1], set[2]) end
  return doors.keep_records(store, options, frames[1], frames[2], frames[3])
end

return records
