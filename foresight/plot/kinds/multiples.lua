--- multiples.lua: small multiples: a panel of lines per group, on the same axes, so that panels compare.
--
-- Example:  multiples.draw(c, area, panels, roles, words)   (panels: sets with a name each)

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local figures = require "foresight.plot.figures"
local line = require "foresight.plot.kinds.line"

local multiples = {}

--- Panels, and series in one, that are drawn by default.
multiples.TOP, multiples.MOST, multiples.SERIES = 12, 60, 4

-- Columns and rows for so many panels: wider than high, few left empty.
local function layout(count, width, height, minimum_width, minimum_height)
  local most = math.max(1, math.floor(width / minimum_width))
  local best
  for columns = 1, math.min(count, most) do
    local rows = math.ceil(count / columns)
    local wide, high = width / columns, height / rows
    if high >= minimum_height or columns == math.min(count, most) then
      local cost = math.abs(math.log(wide / high / 1.7)) + 0.15 * (columns * rows - count)
      if not best or cost < best.cost then best = { columns = columns, rows = rows, cost = cost } end
    end
  end
  return best.columns, best.rows
end

local function minimum_size(medium) return medium.is_text and 44 or 170, medium.is_text and 20 or 105 end

--- How many panels an area takes.
function multiples.room(medium, width, height)
  local wide, high = minimum_size(medium)
  return math.max(1, math.floor(width / wide)) * math.max(1, math.floor(height / high))
end

--- The height that so many panels ask for.
function multiples.height(medium, width, count)
  local columns = math.min(count, math.max(1, math.floor(width / 250)))
  local rows = math.ceil(count / columns)
  return rows * (medium.is_text and 24 or rows == 1 and 240 or rows == 2 and 190 or 150)
end

local function shared_extent(panels)
  local low, high
  for _, set in ipairs(panels) do
    local a, b = figures.extent(set.series)
    if a then low, high = math.min(low or a, a), math.max(high or b, b) end
  end
  return low, high
end

--- Draws the panels into the area: figures at the left of each row, periods under the last panel of each column.
function multiples.draw(c, area, panels, roles, words)
  local m = c.medium
  local low, high = shared_extent(panels)
  local wide, minimum_height = minimum_size(m)
  local columns, rows = layout(#panels, area.right - area.left, area.bottom - area.top, wide, minimum_height)
  local foot = axes.time_height(c)
  local each_y = (area.bottom - area.top - foot) / rows
  if m.is_text then each_y = math.max(8, each_y - each_y % 4) end
  local name_height = m.is_text and 4 or m.line * 1.15
  local scale = axes.scale(low, high, math.max(1.5, math.min(3, axes.count(c, each_y - name_height))), words, panels.is_whole)
  local left = area.left + axes.widest(c, scale.tics) + (m.is_text and 4 or m.gap)
  if m.is_text then left = left + left % 2 end
  local gap = m.is_text and 6 or 16
  local each_x = (area.right - left + gap) / columns
  if m.is_text then each_x = each_x - each_x % 2 end
  for p, set in ipairs(panels) do
    local column, row = (p - 1) % columns, (p - 1) // columns
    local x, y = left + column * each_x, area.top + row * each_y
    local inner = { left = x, right = x + each_x - gap, top = y + name_height + (m.is_text and 0 or 2),
      bottom = y + each_y - (m.is_text and 2 or 8) }
    c:text(x, y + name_height / 2, c:fitted(set.name, each_x - gap, m.font, true), { bold = true })
    local y_of = axes.left(c, inner, scale, column == 0)
    local is_last = p + columns > #panels
    local x_of = axes.time(c, inner, set, words,
      { is_labelled = is_last, ends = { inner.left - (column == 0 and 2 * m.gap or 0), inner.right + gap / 3 } })
    if not m.is_text then
      c:rule(inner.left, inner.bottom, inner.right, inner.bottom, { colour = colours.grid })
    end
    line.draw_series(c, set, roles, x_of, y_of, 1.5)
  end
end

return multiples
