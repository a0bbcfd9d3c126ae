--- axes.lua: axes of figures, of periods and of categories: round steps, ticks that fit, grid lines.
--
-- Example:  scale = axes.scale(0, 8574, 5)   scale.high   --> 8916.96   scale.step   --> 2000.0

local colours = require "foresight.plot.colours"
local time = require "foresight.plot.time"

local axes = {}

--- A round step so that about `wanted` of them make up `length`.
function axes.nice_step(length, wanted)
  local raw = length / wanted
  local power = 10.0 ^ math.floor(math.log(raw, 10))
  for _, factor in ipairs { 1, 2, 2.5, 5, 10 } do
    if factor * power >= raw - 1e-9 * power then return factor * power end
  end
end

local function decimals_of(step)
  for decimals = 0, 9 do
    local scaled = step * 10 ^ decimals
    if math.abs(scaled - math.floor(scaled + 0.5)) < 1e-6 * math.max(1, scaled) then return decimals end
  end
  return 9
end

-- Beyond the figures, of their span.
local ROOM = 0.04

--- From low to high, zero between them, with round ticks: {low, high, step, tics = {{value, label}}}. Whole figures get
--- whole steps.
function axes.scale(low, high, wanted, words, is_whole)
  low, high = math.min(low or 0, 0), math.max(high or 0, 0)
  if low == high then high = 1 end
  local step = axes.nice_step(high - low, math.max(1, wanted))
  if is_whole then step = math.max(1, math.ceil(step)) end
  local span = high - low
  low, high = low < 0 and low - ROOM * span or 0, high > 0 and high + ROOM * span or 0
  local from, to = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
  local scale = { low = low, high = high, step = step, tics = {} }
  local decimals = decimals_of(step)
  for i = from, to do
    local value = i * step
    local label = math.abs(value) >= 1e15 and words.figure(value + 0.0) or words.write.number(value, decimals)
    scale.tics[#scale.tics + 1] = { value = value, label = label }
  end
  return scale
end

--- The same from about low to high, without zero where it is not between them.
function axes.open_scale(low, high, wanted, words)
  if low == high then low, high = low - math.max(1, math.abs(low)) / 20, high + math.max(1, math.abs(high)) / 20 end
  local step, room = axes.nice_step(high - low, math.max(1, wanted)), ROOM * (high - low)
  local scale = { low = low - room, high = high + room, step = step, tics = {} }
  local decimals = decimals_of(step)
  for i = math.ceil(scale.low / step), math.floor(scale.high / step) do
    scale.tics[#scale.tics + 1] = { value = i * step, label = words.write.number(i * step, decimals) }
  end
  return scale
end

function axes.widest(c, tics, size)
  local widest = 0
  for _, tic in ipairs(tics) do widest = math.max(widest, c:width_of(tic.label, size)) end
  return widest
end

--- How many ticks a height takes.
function axes.count(c, height)
  return math.max(2, math.min(6, height / c.medium.line / (c.medium.is_text and 3 or 2.6)))
end

--- Draws the axis of figures at the left of the area, the grid over it; `y_of` gives the y of a figure.
--- `is_bare`: without the line of zero, in a terminal, where it would take a row.
function axes.left(c, area, scale, is_labelled, is_bare)
  local m = c.medium
  local function y_of(value)
    return area.bottom - (value - scale.low) / (scale.high - scale.low) * (area.bottom - area.top)
  end
  for _, tic in ipairs(scale.tics) do
    local y = y_of(tic.value)
    local is_zero = math.abs(tic.value) < 1e-9 * scale.step
    c:rule(area.left, y, area.right, y,
      { colour = is_zero and colours.axis or colours.grid, faint = not is_zero or is_bare and m.is_text })
    if is_labelled ~= false then
      c:text(area.left - m.gap, y, tic.label, { align = "right", colour = colours.soft })
    end
  end
  if m.is_text then c:rule(area.left - 2, area.top, area.left - 2, area.bottom) end
  return y_of
end

-- A label near the end is moved inward, where it would be cut.
local function inside(c, x, label, ends)
  local half = c:width_of(label) / 2
  return math.max(ends[1] + half, math.min(ends[2] - half, x))
end

-- Whether labels at their ticks stay clear of each other.
local function are_clear(c, tics, x_of, ends)
  local before = -math.huge
  for _, tic in ipairs(tics) do
    local half, x = c:width_of(tic.label) / 2, inside(c, x_of(tic.at), tic.label, ends)
    if x - half < before then return false end
    before = x + half + c.medium.font * 0.9
  end
  return true
end

--- Draws the axis of periods under the area; gives `x_of` a position.
function axes.time(c, area, set, words, options)
  options = options or {}
  local m, first, last = c.medium, set.xs[1].at, set.xs[#set.xs].at
  local margin = m.is_text and 1 or 4
  local left, right = area.left + margin, area.right - margin
  local function x_of(at)
    if first == last then return (left + right) / 2 end
    return left + (at - first) / (last - first) * (right - left)
  end
  if options.is_labelled == false then return x_of end
  local ends = options.ends or { m.pad * 0.3, c.width - (m.is_text and 0 or 3) }
  local tics = time.tics(set.span, first, last, words.lang, function(tics) return are_clear(c, tics, x_of, ends) end)
  if #tics == 0 then tics = { { at = first, label = time.text(tostring(set.xs[1].key), words.lang) } } end
  for _, tic in ipairs(tics) do
    local x = x_of(tic.at)
    if not m.is_text then c:rule(x, area.bottom, x, area.bottom + 4) end
    c:text(inside(c, x, tic.label, ends), area.bottom + (m.is_text and m.line or m.line * 0.85), tic.label,
      { align = "center", colour = colours.soft })
  end
  return x_of
end

--- The height of the labels under an area.
function axes.time_height(c) return c.medium.is_text and c.medium.line or c.medium.line * 1.4 end

return axes
