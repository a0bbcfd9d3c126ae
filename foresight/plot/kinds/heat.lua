--- heat.lua: a heat map: a row per zone (or other group), a column per period (or other category), the figure as a colour.
--
-- Example:  heat.draw(c, area, set, words)

local colours = require "foresight.plot.colours"
local figures = require "foresight.plot.figures"
local time = require "foresight.plot.time"

local heat = {}

--- Rows that are drawn by default.
heat.TOP = 40

local LABEL = 0.36 -- of the width, at most, for the names
local ROW = 20

function heat.height(medium, set)
  return #set.series * (medium.is_text and 4 or ROW) + (medium.is_text and 8 or 56)
end

--- How many rows a height takes.
function heat.room(medium, height)
  return math.max(1, math.floor((height - (medium.is_text and 8 or 56)) / (medium.is_text and 4 or 12)))
end

local SKEWED = 25 -- times the middle figure

--- Whether one figure towers over the others so that in shares of it they would all look alike.
function heat.is_skewed(set)
  local sizes = {}
  for _, series in ipairs(set.series) do
    for _, value in pairs(series.values) do
      if value ~= 0 then sizes[#sizes + 1] = math.abs(value) end
    end
  end
  table.sort(sizes)
  return #sizes > 10 and sizes[#sizes] > SKEWED * sizes[(#sizes + 1) // 2]
end

-- How strong a figure is, -1 to 1: zero is lightest; of a skewed set by the square root.
local function share_of(value, low, high, is_root)
  local most = math.max(math.abs(math.min(low, 0)), math.abs(math.max(high, 0)))
  if most == 0 then return 0 end
  local share = math.abs(value) / most
  return (value < 0 and -1 or 1) * (is_root and math.sqrt(share) or share)
end

-- The scale of colours with its ends, and its middle where it is no straight one.
local function draw_scale(c, x, y, low, high, words, is_root, missing)
  local m = c.medium
  local from, to = math.min(low, 0), math.max(high, 0)
  local first, last = share_of(from, low, high, is_root), share_of(to, low, high, is_root)
  local wide, steps = m.is_text and 20 or 180, m.is_text and 10 or 60
  c:text(x, y, words.figure(from), { colour = colours.soft })
  x = x + c:width_of(words.figure(from)) + m.gap
  for i = 0, steps - 1 do
    local share = first + (last - first) * (i + 0.5) / steps
    c:box(x + i * wide / steps, m.is_text and y - 2 or y - 6, wide / steps + (m.is_text and 0 or 0.5), m.is_text and 4 or 12,
      { colour = colours.ramp(share), shade = math.min(0.99, math.abs(share)) })
  end
  if is_root and from == 0 then
    local middle = words.figure(math.tointeger(to / 4) or to / 4)
    if m.is_text then
      x = x + m.gap
      c:text(x + wide, y, ("(\u{00BD}: %s)"):format(middle), { colour = colours.soft })
      x = x + c:width_of(("(\u{00BD}: %s)"):format(middle))
    else
      local share = share_of(to / 4, low, high, true)
      c:text(x + wide / 2, y, middle, { align = "center", size = 11,
        colour = colours.lightness(colours.ramp(share)) < 0.55 and "#FFFFFF" or colours.ink })
    end
  end
  x = x + wide + m.gap
  c:text(x, y, words.figure(to), { colour = colours.soft })
  x = x + c:width_of(words.figure(to)) + 3 * m.gap
  if not missing then return end
  if m.is_text then
    c:text(x, y, "·", { colour = colours.soft })
  else
    c:box(x, y - 6, 14, 12, { colour = colours.nothing })
  end
  c:text(x + (m.is_text and 4 or 20), y, words.nothing, { colour = colours.soft })
end

-- Periods between the first and the last that have no row are columns too.
local function columns_of(set)
  if not set.span then return set.xs, nil end
  local step, columns, place = time.STEP[set.span], {}, {}
  local first, last = set.xs[1].at, set.xs[#set.xs].at
  if (last - first) / step > 4000 then return set.xs, nil end
  for i, x in ipairs(set.xs) do place[x.at] = i end
  for at = first, last, step do columns[#columns + 1] = { at = at, from = place[at] } end
  return columns, place
end

local function least_wide(medium) return medium.is_text and 2 or 1.5 end

--- Whether there are more periods than cells: then one is the mean of several.
function heat.is_crowded(medium, width, set)
  return set.span ~= nil and #columns_of(set) * least_wide(medium) > width * (1 - LABEL)
end

-- Many columns share one cell where there is no room: the mean of those with a figure.
local function cell_value(series, columns, from, to, is_direct)
  local sum, count = 0, 0
  for i = from, to do
    local at = is_direct and i or columns[i].from
    local value = at and series.values[at]
    if value then sum, count = sum + value, count + 1 end
  end
  if count == 0 then return nil end
  return count == 1 and sum or sum / count
end

local function draw_columns_names(c, set, columns, inner, each, words)
  local m = c.medium
  local y = inner.bottom + (m.is_text and 2 or m.line * 0.75)
  local function middle(i) return inner.left + (i - 0.5) * each end
  local tics = {}
  if set.span then
    local by_at = {}
    for i, column in ipairs(columns) do by_at[column.at] = i end
    local found = time.tics(set.span, columns[1].at, columns[#columns].at, words.lang, function(list)
      local before = -math.huge
      for _, tic in ipairs(list) do
        local half, x = c:width_of(tic.label) / 2, middle(by_at[tic.at] or (tic.at - columns[1].at) + 1)
        if x - half < before then return false end
        before = x + half + m.font * 0.6
      end
      return true
    end)
    for _, tic in ipairs(found) do
      local i = by_at[tic.at] or (tic.at - columns[1].at) / time.STEP[set.span] + 1
      tics[#tics + 1] = { x = middle(i), label = tic.label }
    end
    if #tics == 0 then tics[1] = { x = middle(1), label = time.text(tostring(set.xs[1].key), words.lang) } end
  else
    local before = -math.huge
    for i, column in ipairs(columns) do
      local label = c:fitted(column.label, math.max(each * 0.96, 5 * m.font))
      local half = c:width_of(label) / 2
      if middle(i) - half >= before then
        tics[#tics + 1] = { x = middle(i), label = label }
        before = middle(i) + half + m.font * 0.4
      end
    end
  end
  for _, tic in ipairs(tics) do
    local half = c:width_of(tic.label) / 2
    c:text(math.min(math.max(tic.x, inner.left + (m.is_text and half or 0)), inner.right - half + m.pad), y, tic.label,
      { align = "center", colour = colours.soft })
  end
end

-- A large figure in few characters: 885k, 1.2M.
local function short_figure(value, words)
  local size = math.abs(value)
  if size >= 1e6 then return words.figure(math.floor(value / 1e5 + 0.5) / 10) .. "M" end
  if size >= 1e4 then return words.figure(math.floor(value / 1e3 + 0.5)) .. "k" end
  if size >= 1e3 then return words.figure(math.floor(value / 1e2 + 0.5) / 10) .. "k" end
  return words.figure(value)
end

-- The size at which a text fits into a cell; nil where it does not.
local function fitting(c, text, wide)
  for _, size in ipairs { 11, 9 } do
    if c:width_of(text, size) + 4 <= wide then return size end
  end
end

--- Draws scale, names and cells into the area.
function heat.draw(c, area, set, words)
  local m = c.medium
  local low, high = figures.extent(set.series)
  local columns = columns_of(set)
  local is_direct = columns == set.xs
  local missing = false
  for _, series in ipairs(set.series) do missing = missing or series.count < #columns end
  draw_scale(c, area.left, area.top + m.line / 2, low, high, words, set.is_root, missing)
  local top = area.top + (m.is_text and 4 or m.line * 1.6)
  local label_width = 0
  for _, series in ipairs(set.series) do label_width = math.max(label_width, c:width_of(series.name)) end
  label_width = math.min(label_width, (area.right - area.left) * LABEL)
  local left = area.left + label_width + (label_width > 0 and (m.is_text and 2 or m.gap) or 0)
  if m.is_text then left = left - left % 2 end
  local bottom = area.bottom - (m.is_text and 4 or m.line * 1.3)
  local each_y = m.is_text and 4 or math.min(34, (bottom - top) / #set.series)
  local per_cell = 1
  local each_x = (area.right - left) / #columns
  if each_x < least_wide(m) then per_cell = math.ceil(least_wide(m) / each_x) end
  if m.is_text then
    each_x = math.max(2, math.floor((area.right - left) / #columns / 2) * 2) / per_cell
  end
  local inner = { left = left, right = left + each_x * #columns, top = top, bottom = top + each_y * #set.series }
  local gap = not m.is_text and each_x > 6 and each_y > 6 and 1 or 0
  for s, series in ipairs(set.series) do
    local y = top + (s - 1) * each_y
    c:text(left - (m.is_text and 2 or m.gap), y + each_y / 2, c:fitted(series.name, label_width), { align = "right" })
    for from = 1, #columns, per_cell do
      local to = math.min(from + per_cell - 1, #columns)
      local value = cell_value(series, columns, from, to, is_direct)
      local x, wide = left + (from - 1) * each_x, each_x * (to - from + 1)
      if value then
        local share = share_of(value, low, high, set.is_root)
        local colour = colours.ramp(share)
        c:box(x, y, wide - gap, each_y - gap, { colour = colour, shade = math.min(0.99, math.abs(share)) })
        local at = is_direct and from or columns[from].from
        local text = from == to and figures.text(set, series, at, words) or words.figure(value)
        if c:width_of(text, 11) + 6 > wide and text:find("\u{2013}", 1, true) then text = "\u{2265}" .. words.figure(value) end
        local size = fitting(c, text, wide)
        if not size then
          text = short_figure(value, words)
          size = fitting(c, text, wide)
        end
        if not m.is_text and size and each_y >= 14 then
          c:text(x + wide / 2, y + each_y / 2, text,
            { align = "center", size = size, colour = colours.lightness(colour) < 0.55 and "#FFFFFF" or colours.ink })
        end
      elseif m.is_text then
        c:text(x, y + 2, "·", { colour = colours.soft })
      else
        c:box(x, y, wide - gap, each_y - gap, { colour = colours.nothing })
      end
    end
  end
  draw_columns_names(c, set, columns, inner, each_x, words)
end

return heat
