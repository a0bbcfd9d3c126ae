--- when.lua: the times of a schedule: "Mon 06:00", "Mon,Thu 06:00", "daily 02:30", "monthly 1 06:00", "quarterly 15 06:00",
--- "yearly 01-15 06:00", in the local time of the machine, as systemd and cron take them.
--
-- Example:  when.cron(when.parse "Mon 06:00")   --> 0 6 * * 1
--           when.next(when.parse "Mon 06:00", os.time())

local when = {}

local WEEKDAYS = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" }
local FULL = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" }
local MONTH_LENGTHS = { 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
table.insert(MONTH_LENGTHS, 1, 31)
local LAST_DAY = 28 -- the last that every month has
local RIGHT = [[write "Mon 06:00", "Mon,Thu 06:00", "daily 02:30", "monthly 1 06:00", "quarterly 1 06:00" or ]] ..
  [["yearly 01-15 06:00"]]
local DAY, MOST_DAYS = 86400, 800 -- a yearly schedule on 29 February is refused, so that a year and a day would do

local function weekday_of(word)
  for i = 1, 7 do
    if word:lower() == WEEKDAYS[i]:lower() or word:lower() == FULL[i]:lower() then return i end
  end
end

-- "Mon,Thu" as {[1] = true, [4] = true}; nil where a word of it is none.
local function weekdays_of(words)
  local days = {}
  for word in words:gmatch "[^,]+" do
    local day = weekday_of(word)
    if not day then return nil end
    days[day] = true
  end
  return next(days) and days
end

local KINDS = {}

function KINDS.daily(rest)
  if rest ~= "" then return nil, "daily takes a time only" end
  return {}
end

local function day_of_month(rest)
  local day = rest:match "^%d%d?$" and math.tointeger(tonumber(rest))
  if not day or day < 1 or day > LAST_DAY then return nil, "the day of the month is from 1 to 28, which every month has" end
  return { day = day }
end
KINDS.monthly, KINDS.quarterly = day_of_month, day_of_month

function KINDS.yearly(rest)
  local month, day = rest:match "^(%d%d?)%-(%d%d?)$"
  month, day = math.tointeger(tonumber(month)), math.tointeger(tonumber(day))
  if not month or not MONTH_LENGTHS[month] or day < 1 or day > MONTH_LENGTHS[month] or (month == 2 and day == 29) then
    return nil, "yearly takes a month and a day that every year has, such as 01-15"
  end
  return { month = month, day = day }
end

-- "06:00" as hour and minute; or nil and what is wrong.
local function time_of(text)
  local hour, minute = text:match "^(%d%d?):(%d%d)$"
  if not hour then return nil, ("'%s' is no time"):format(text) end
  hour, minute = math.tointeger(tonumber(hour)), math.tointeger(tonumber(minute))
  if hour > 23 then return nil, ("there is no hour %d: hours go from 00 to 23"):format(hour) end
  if minute > 59 then return nil, ("there is no minute %d: minutes go from 00 to 59"):format(minute) end
  return hour, minute
end

local function parse(text)
  local first, rest, time = text:match "^%s*(%S+)%s*(.-)%s*(%S+)%s*$"
  if not first or not time:find(":", 1, true) then return nil, "it says no time" end
  local hour, minute = time_of(time)
  if not hour then return nil, minute end
  local kind = first:lower()
  if KINDS[kind] then
    local given, message = KINDS[kind](rest)
    if not given then return nil, message end
    given.kind, given.hour, given.minute = kind, hour, minute
    return given
  end
  local days = rest == "" and weekdays_of(first)
  if not days then return nil, ("'%s' is no day of the week, nor daily, monthly, quarterly or yearly"):format(first) end
  return { kind = "weekly", days = days, hour = hour, minute = minute }
end

--- The times as a table: kind, hour, minute, and days, day or month; or nil and one message that says what is wrong and right.
function when.parse(text)
  local given, message = parse(text)
  if given then return given end
  return nil, ('"%s" is no schedule: %s; %s'):format(text, message, RIGHT), "invalid"
end

-- --- for systemd and cron -------------------------------------------------------------------------------------

local function list_of_days(given, names)
  local list = {}
  for i = 1, 7 do
    if given.days[i] then list[#list + 1] = names and names[i] or tostring(i % 7) end
  end
  return table.concat(list, ",")
end

--- As systemd's OnCalendar (systemd.time(7)).
function when.calendar(given)
  local time = ("%02d:%02d:00"):format(given.hour, given.minute)
  if given.kind == "weekly" then return ("%s *-*-* %s"):format(list_of_days(given, WEEKDAYS), time) end
  if given.kind == "daily" then return "*-*-* " .. time end
  local months = given.kind == "monthly" and "*" or given.kind == "quarterly" and "01,04,07,10" or ("%02d"):format(given.month)
  return ("*-%s-%02d %s"):format(months, given.day, time)
end

--- As the five fields of a crontab (crontab(5)).
function when.cron(given)
  local months = given.kind == "quarterly" and "1,4,7,10" or given.month or "*"
  return ("%d %d %s %s %s"):format(given.minute, given.hour, given.day or "*", months,
    given.kind == "weekly" and list_of_days(given) or "*")
end

-- --- times ----------------------------------------------------------------------------------------------------

local function is_day(given, date)
  if given.kind == "weekly" then return given.days[(date.wday + 5) % 7 + 1] or false end
  if given.kind == "daily" then return true end
  if date.day ~= given.day then return false end
  if given.kind == "quarterly" then return date.month % 3 == 1 end
  return given.kind == "monthly" or date.month == given.month
end

-- The time of the schedule on the day that is so many days from that of `at`; nil where there is none.
local function on_day(given, at, shift)
  local today = os.date("*t", at)
  local noon = os.time { year = today.year, month = today.month, day = today.day + shift, hour = 12 }
  local date = os.date("*t", noon)
  if not is_day(given, date) then return nil end
  return os.time { year = date.year, month = date.month, day = date.day, hour = given.hour, min = given.minute, sec = 0 }
end

--- The first time after `after`, in seconds since 1970.
function when.next(given, after)
  for shift = 0, MOST_DAYS do
    local time = on_day(given, after, shift)
    if time and time > after then return time end
  end
end

--- The last time up to `at`.
function when.last(given, at)
  for shift = 0, -MOST_DAYS, -1 do
    local time = on_day(given, at, shift)
    if time and time <= at then return time end
  end
end

local UNITS = { s = 1, m = 60, h = 3600, d = DAY }

--- "90s", "15m", "2h", "1d" in seconds; or nil, message.
function when.span(text)
  local number, unit = tostring(text):match "^(%d+)([smhd])$"
  if not number or #number > 6 or tonumber(number) == 0 then
    return nil, ("'%s' is no length of time: write 90s, 15m, 2h or 1d"):format(text), "invalid"
  end
  return math.tointeger(tonumber(number)) * UNITS[unit]
end

return when
