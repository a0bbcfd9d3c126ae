--- history.lua: the figures that a model is calibrated to, by the row of its results.
--
-- Example:  h = history.of(frame, fields, {quantity = "waiting"})   h.rows[1], h.values[1]   --> 1, 2000.0

local answers = require "foresight.scenario.results.answers"
local build = require "foresight.scenario.build"
local hint = require "foresight.shared.hint"
local plural = require "foresight.shared.plural"

local history = {}

local function is_number(frame, name)
  local kind = frame:type(name)
  return kind == "integer" or kind == "real"
end

local function figure_column(frame, options)
  local wanted = options.column
  if wanted then
    if not frame:has(wanted) then
      error(("bad argument 'column' to 'calibrate': there is no column '%s'%s"):format(wanted,
        hint.of(wanted, frame:columns(), "the history has")), 0)
    end
    return wanted
  end
  for _, name in ipairs { options.quantity, "count", "value", "observed", "actual", "estimate", "median" } do
    if frame:has(name) and is_number(frame, name) then return name end
  end
  error(("the history has no column '%s' or 'count': name the one with the figures by column=; it has %s"):format(
    options.quantity, table.concat(frame:columns(), ", ")), 0)
end

local function time_column(frame, clock)
  for _, name in ipairs(clock.first and { "month", "period", "day", "date" } or { "time" }) do
    if frame:has(name) then return name end
  end
  error(("the history has no column of %s: it has %s"):format(clock.first and "months ('month' or 'period')" or "'time'",
    table.concat(frame:columns(), ", ")), 0)
end

-- The row of a period; nil where it is none of the model's.
local function row_of(fields, value)
  local clock = fields.state.clock
  if clock.first then
    local ok, month = pcall(build.month, value)
    local text = tostring(value)
    if not ok or not month or not text:find "^%d%d%d%d%-%d%d$" then
      error(("the history has '%s' where a month such as 2026-01 should be: roll it up by month"):format(text), 0)
    end
    local row = month - clock.first + 1
    return row >= 1 and row <= fields.about.rows and row or nil
  end
  local number = tonumber(value)
  local steps = number and (number - clock.start) / (clock.dt * clock.every)
  local row = steps and math.floor(steps + 0.5) + 1
  local is_row = row and math.abs(steps - row + 1) < 1e-6 and row >= 1 and row <= fields.about.rows
  return is_row and math.tointeger(row) or nil
end

--- {rows, values, actual (by row), missing, outside (periods the model does not have), column}.
function history.of(frame, fields, options)
  if type(frame) ~= "userdata" then
    error("bad argument 'to' to 'calibrate': expected a frame with months and figures", 0)
  end
  local it = { rows = {}, values = {}, actual = {}, missing = 0, outside = {}, column = figure_column(frame, options) }
  if not is_number(frame, it.column) then error(("column '%s' of the history has no numbers"):format(it.column), 0) end
  local time, seen = time_column(frame, fields.state.clock), {}
  for i = 1, #frame do
    local period, value = frame:get(i, time), frame:get(i, it.column)
    local row = period ~= nil and row_of(fields, period)
    if not row then
      it.outside[#it.outside + 1] = tostring(period)
    elseif seen[row] then
      error(("two rows of the history are of %s: choose one series with :where{}"):format(tostring(period)), 0)
    elseif value ~= nil and value - value ~= 0 then
      error(("the history has %s at %s, which is no figure"):format(tostring(value), tostring(period)), 0)
    elseif value == nil then
      it.missing, seen[row] = it.missing + 1, true
    else
      seen[row], it.actual[row] = true, value
      it.rows[#it.rows + 1], it.values[#it.values + 1] = row, value
    end
  end
  if #it.rows == 0 then
    error(("no figure of the history falls into the model's time%s"):format(#it.outside > 0 and
      (": it has %s, the model %s to %s"):format(it.outside[1], tostring(answers.period(fields, 1)),
        tostring(answers.period(fields, fields.about.rows))) or ""), 0)
  end
  return it
end

--- What a note says of it.
function history.said(it, quantity)
  local said = { ("'%s' against %s"):format(quantity, plural(#it.rows, "figure")) }
  if it.missing > 0 then said[#said + 1] = ("%s missing, and not counted"):format(plural(it.missing, "figure")) end
  if #it.outside > 0 then
    local named = table.concat(it.outside, ", ", 1, math.min(3, #it.outside)) .. (#it.outside > 3 and " ..." or "")
    said[#said + 1] = ("%s outside the model's time left out: %s"):format(plural(#it.outside, "row"), named)
  end
  return said
end

return history
