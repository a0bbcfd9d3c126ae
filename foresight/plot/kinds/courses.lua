--- courses.lua: several quantities of a model over time, or single draws: a panel for each quantity, in its own unit and scale.
--
-- Example:  courses.model(it, room, new_model)   (of the frames that run:summary, run:quantiles and run:paths give)

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local figures = require "foresight.plot.figures"
local line = require "foresight.plot.kinds.line"
local summary = require "foresight.plot.summary"

local courses = {}

local MOST, MOST_DRAWS = 12, 100

-- The rows of each quantity, in the order of the frame.
local function rows_by_quantity(frame)
  local order, rows = {}, {}
  for i = 1, #frame do
    local name = frame:get(i, "quantity")
    if not rows[name] then
      order[#order + 1], rows[name] = name, {}
    end
    table.insert(rows[name], i)
  end
  return order, rows
end

-- What tells the rows of a quantity and a time apart: draws, the axes of an array.
local function groups_of(it)
  local groups = {}
  for _, name in ipairs(it.roles.texts) do
    if name ~= "quantity" and name ~= "unit" then groups[#groups + 1] = name end
  end
  return groups
end

local function panel_of(it, about, name, rows)
  local set = figures.of(it.frame, it.roles, { x = it.roles.time, groups = groups_of(it), rows = rows }, it.words)
  if #set.series == 0 then return nil end
  line.thin(set)
  local unit = about.units and about.units[name]
  set.name = name .. (unit and unit ~= "" and (" (%s)"):format(it.words.unit(unit)) or "")
  if about.is_paths then
    for i = #set.series, MOST_DRAWS + 1, -1 do set.series[i] = nil end
    for _, series in ipairs(set.series) do series.colour, series.width = colours.blue, 0.7 end
  end
  return set
end

local function panels_of(it, about)
  local order, rows = rows_by_quantity(it.frame)
  local panels, fixed = {}, {}
  for _, name in ipairs(order) do
    local panel = panel_of(it, about, name, rows[name])
    if panel then panels[#panels + 1] = panel else fixed[#fixed + 1] = name end
  end
  return panels, fixed
end

-- The panel with the most lines, whose names are those of all.
local function largest(panels)
  local found
  for _, panel in ipairs(panels) do
    if not found or #panel.series > #found.series then found = panel end
  end
  return found
end

local function layout(medium, width, count)
  local columns = medium.is_text and math.max(1, math.min(count, width // 60)) or count == 1 and 1 or
    math.min(count, math.max(1, width // 300))
  return columns, math.ceil(count / columns), medium.is_text and (count == 1 and 48 or 32) or count == 1 and 330 or 200
end

local function draw_panel(c, area, set, roles, words)
  local m = c.medium
  local name_height = m.is_text and 4 or m.line * 1.15
  local low, high = figures.extent(set.series)
  local inner = { top = area.top + name_height + 2, bottom = area.bottom - axes.time_height(c), right = area.right }
  local scale = axes.scale(low, high, math.max(2, math.min(4, axes.count(c, inner.bottom - inner.top))), words)
  inner.left = area.left + axes.widest(c, scale.tics) + (m.is_text and 4 or 2 * m.gap)
  c:text(area.left, area.top + name_height / 2, c:fitted(set.name, area.right - area.left, m.font, true), { bold = true })
  local y_of = axes.left(c, inner, scale)
  local x_of = axes.time(c, inner, set, words, { ends = { area.left, area.right + m.gap } })
  line.draw_series(c, set, roles, x_of, y_of, 1.5)
end

local function draw(c, area, panels, roles, words)
  local columns, _, height = layout(c.medium, area.right - area.left, #panels)
  local gap = c.medium.is_text and 4 or 20
  local each = (area.right - area.left + gap) / columns
  if c.medium.is_text then each = each - each % 2 end
  for p, set in ipairs(panels) do
    local left, top = area.left + (p - 1) % columns * each, area.top + (p - 1) // columns * height
    draw_panel(c, { left = left, right = left + each - gap, top = top, bottom = top + height - (c.medium.is_text and 4 or 10) },
      set, roles, words)
  end
end

function courses.model(it, room, new_model)
  local words, about = it.words, it.frame:attached "result"
  it.kept = it.kept or {}
  if not it.kept.courses then it.kept.courses = { panels_of(it, about) } end
  local panels, fixed = it.kept.courses[1], it.kept.courses[2]
  local model = new_model(it, panels[1] or { xs = {}, series = {} }, {})
  if #panels > MOST then
    model.notes[#model.notes + 1] = words.fill(words.latest, { number = MOST, of = #panels })
    panels = table.move(panels, #panels - MOST + 1, #panels, 1, {})
  end
  if #fixed > 0 then
    model.notes[#model.notes + 1] = words.fill(words.results.fixed, { list = words.write.list(fixed) })
  end
  local names = {}
  for i, panel in ipairs(panels) do names[i] = panel.name end
  model.title = about.title and words.fill(words.results.titles[about.title], { list = words.write.list(names) })
    or words.write.list(names)
  if about.is_paths and panels[1] then
    model.measure = words.fill(words.results.measures.paths, { number = words.write.number(#panels[1].series) })
  else
    model.measure = words.measure(it.roles.y)
    model.legend = line.legend(largest(panels) or { series = {} }, it.roles, words)
  end
  local _, rows, height = layout(room.medium, room.width - 2 * room.medium.pad, #panels)
  model.height = rows * height
  function model.draw(c, area) draw(c, area, panels, it.roles, words) end
  function model.lines() return #panels > 0 and summary.courses(panels, it.roles, words) or {} end
  return model
end

return courses
