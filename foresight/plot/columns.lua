--- columns.lua: what the columns of a frame are to a plot: time, groups, the figure, its ranges. The convention:
--
--   period, month, day, week, quarter, year   time: a column of days or months, or text or whole years so named
--   time                                      the time of a model: numbers with fractions
--   count_per_100k, count, estimate, value    the figure; median or mean where the frame is a forecast
--   low and high, count_high                  its range (of an estimate; of a censored count such as "<5")
--   low_80 and high_80, low_95 and high_95    intervals at a level, of a forecast
--   actual                                    what was observed, null after the cutoff, beside a forecast
--   observed and upper, with alarm            counts and the bound above which a detector raises an alarm; alarms are marked
--   observed and level                        figures and the level of the segment they are in
--   known and expected, with share_reported   counts known so far, and corrected for late reports
--   observed and upper, with alarm            counts and the bound above which a detector raises an alarm
--   every other column of text                a group: zone, phenomenon, facet ...
--
-- Example:  columns.of(r, {}).y   --> count

local call = require "foresight.shared.call"
local hint = require "foresight.shared.hint"
local time = require "foresight.plot.time"

local columns = {}

local TIMES = { period = true, month = true, day = true, week = true, quarter = true, year = true, date = true }
local FIGURES = { "median", "mean", "estimate", "count", "weighted", "value", "events", "q50" }

local PREDICTED = { median = true, mean = true, expected = true, probability = true, estimate = true }

--- Raises for a column the frame does not have, naming the nearest.
function columns.check(frame, name, argument)
  if type(name) ~= "string" then
    error(("bad argument '%s' to 'plot': expected the name of a column, got %s"):format(argument, type(name)), 0)
  end
  if frame:has(name) then return name end
  local names = frame:columns()
  error(("bad argument '%s' to 'plot': there is no column '%s'%s"):format(argument, name,
    hint.of(name, names, "the frame has")), 0)
end

local function is_number(frame, name)
  local kind = frame:type(name)
  return kind == "integer" or kind == "real"
end

-- Whether a column of text or of numbers holds periods, judged by its first cells that are not null.
local function holds_periods(frame, name)
  local kind, seen = frame:type(name), 0
  if kind == "real" then return false end
  for i = 1, #frame do
    local cell = frame:get(i, name)
    if cell ~= nil then
      if not time.position(tostring(cell)) then return false end
      if math.type(cell) == "integer" and (cell < 1500 or cell > 2500) then return false end
      seen = seen + 1
      if seen == 50 then break end
    end
  end
  return seen > 0
end

local function is_time(frame, name)
  local kind = frame:type(name)
  if kind == "day" or kind == "month" or kind == "real" and name == "time" then return true end
  return TIMES[name] and holds_periods(frame, name) or false
end

local function time_column(frame)
  for _, name in ipairs(frame:columns()) do
    if is_time(frame, name) then return name end
  end
end

-- Ranges around the figure: {level, low, high}, the widest first; level is nil where the frame has none.
local function intervals(frame, spec, y)
  if spec.low or spec.high then
    if not (spec.low and spec.high) then
      error("bad argument to 'plot': low= and high= go together, each the name of a column", 0)
    end
    return { { low = columns.check(frame, spec.low, "low"), high = columns.check(frame, spec.high, "high") } }
  end
  local found = {}
  for _, name in ipairs(frame:columns()) do
    local level = name:match "^low_(%d+%.?%d*)$"
    if level and frame:has("high_" .. level) and PREDICTED[y] then
      found[#found + 1] = { level = tonumber(level), text = level, low = name, high = "high_" .. level }
    end
  end
  for _, name in ipairs(y == "q50" and frame:columns() or {}) do -- of a model's run: q5 and q95
    local low = tonumber(name:match "^q(%d+%.?%d*)$")
    local high = low and low < 50 and ("q%g"):format(100 - low)
    if high and frame:has(high) then
      found[#found + 1] = { level = 100 - 2 * low, text = ("%g"):format(100 - 2 * low), low = name, high = high }
    end
  end
  table.sort(found, function(a, b) return a.level > b.level end)
  if #found == 0 and (y == "estimate" or y == "median" or y == "mean") and frame:has "low" and frame:has "high" then
    found[1] = { low = "low", high = "high" }
  elseif #found == 0 and frame:has(y .. "_high") and is_number(frame, y .. "_high") then
    found[1] = { low = y, high = y .. "_high", is_censored = true }
  end
  return found
end

-- The name beside a code ("zone_name" beside "zone") is no group of its own.
local function names_another(frame, name)
  local base = name:match "^(.-)_name$"
  return base and frame:has(base)
end

-- The columns of text that differ between rows, so that they and its period identify a row.
local function varying(frame, names)
  local found = {}
  for _, name in ipairs(names) do
    local first = frame:get(1, name)
    for i = 2, #frame do
      if frame:get(i, name) ~= first then
        found[#found + 1] = name
        break
      end
    end
  end
  return found
end

local function text_columns(frame, except)
  local names = {}
  for _, name in ipairs(frame:columns()) do
    if frame:type(name) == "text" and not except[name] and not names_another(frame, name) then names[#names + 1] = name end
  end
  return names
end

-- A frame with a rate was asked for it: that is drawn.
local function rate_column(frame)
  for _, name in ipairs(frame:columns()) do
    if name:find "^count_per_" and not name:find "_high$" and is_number(frame, name) then return name end
  end
end

local function figure_column(frame, x)
  local rate = rate_column(frame)
  if rate then return rate end
  for _, name in ipairs(FIGURES) do
    if frame:has(name) and name ~= x and is_number(frame, name) then return name end
  end
  for _, name in ipairs(frame:columns()) do
    if name ~= x and is_number(frame, name) and not name:find "^low" and not name:find "^high" and name ~= "id" then
      return name
    end
  end
  error("nothing to draw: the frame has no column of numbers; it has " .. table.concat(frame:columns(), ", "), 0)
end

local function as_list(frame, given, argument)
  if given == nil then return nil end
  local list = {}
  for i, name in ipairs(call.list(given)) do list[i] = columns.check(frame, name, argument) end
  return list
end

--- The roles: time (or nil), x, y, ys (where several), intervals, actual, texts (all columns of text), groups (those that
--- differ).
function columns.of(frame, spec)
  local roles = { time = time_column(frame) }
  if spec.x then
    roles.x = columns.check(frame, spec.x, "x")
    if is_time(frame, spec.x) then roles.time = spec.x end
  end
  local is_warning = frame:has "observed" and frame:has "upper" and frame:has "alarm"
  local is_segmented = frame:has "observed" and frame:has "level"
  local of_warning = frame:has "corrected" and { "observed", "corrected", "upper" } or { "observed", "upper" }
  local group = is_warning and of_warning or is_segmented and { "observed", "level" } or nil
  local ys = as_list(frame, spec.y or group, "y")
  for _, name in ipairs(ys or {}) do
    if not is_number(frame, name) then
      error(("bad argument 'y' to 'plot': column '%s' is %s, not a number"):format(name, (frame:type(name))), 0)
    end
  end
  roles.is_nowcast = not ys and frame:has "known" and frame:has "expected" and frame:has "share_reported"
  if roles.is_nowcast then ys = { "expected" } end
  roles.ys = ys and #ys > 1 and ys or nil
  roles.y = ys and ys[1] or figure_column(frame, roles.x or roles.time)
  roles.unit = select(2, frame:type(roles.y))
  roles.bound = not spec.y and (is_warning and "upper" or is_segmented and "level") or nil
  roles.alarm = not spec.y and is_warning and "alarm" or nil
  roles.intervals = roles.ys and {} or intervals(frame, spec, roles.y)
  roles.actual = not roles.ys and roles.y ~= "actual" and frame:has "actual" and is_number(frame, "actual") and "actual" or nil
  if roles.is_nowcast then roles.actual = "known" end
  local except = {}
  if roles.time then except[roles.time] = true end
  roles.texts = text_columns(frame, except)
  roles.by, roles.panel = as_list(frame, spec.by, "by"), as_list(frame, spec.panel, "panel")
  roles.groups = varying(frame, roles.texts)
  roles.span = roles.time and select(3, frame:type(roles.time)) or nil
  return roles
end

return columns
