--- plane.lua: the plane of influence and dependence of a structural analysis: each variable directly, and where chains of influence
--- take it; lines at the means part it into influential (top left), relay, dependent and autonomous variables.
--
-- Example:  plane.draw(c, area, points, words, {mean = 12.5})     a point: name, x, y, to_x, to_y
-- Reference: M. Godet, From Anticipation to Action (1994), chapter 5.

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local placing = require "foresight.plot.placing"

local plane = {}

local function extent(points)
  local high_x, high_y = 0, 0
  for _, point in ipairs(points) do
    high_x, high_y = math.max(high_x, point.x, point.to_x), math.max(high_y, point.y, point.to_y)
  end
  return math.max(high_x, 1) * 1.05, math.max(high_y, 1) * 1.05
end

local function draw_bottom(c, area, scale, x_of, title)
  local m = c.medium
  c:rule(area.left, area.bottom, area.right, area.bottom)
  for _, tic in ipairs(scale.tics) do
    if x_of(tic.value) <= area.right then
      c:text(x_of(tic.value), area.bottom + m.line * 0.6, tic.label, { align = "center", colour = colours.soft })
    end
  end
  c:text(area.right, area.bottom + m.line * 1.6, title, { align = "right", colour = colours.soft })
end

--- Draws the plane into the area; options: mean, x and y (what the axes are called).
function plane.draw(c, area, points, words, options)
  local m = c.medium
  local high_x, high_y = extent(points)
  local down = axes.scale(0, high_y, axes.count(c, area.bottom - area.top), words)
  local inner = { left = area.left + axes.widest(c, down.tics) + m.gap, top = area.top + m.line, right = area.right - m.gap,
    bottom = area.bottom - 2.2 * m.line }
  local along = axes.scale(0, high_x, m.is_text and 5 or 8, words)
  local function y_of(value) return inner.bottom - (value - down.low) / (down.high - down.low) * (inner.bottom - inner.top) end
  local function x_of(value) return inner.left + (value - along.low) / (along.high - along.low) * (inner.right - inner.left) end
  for _, tic in ipairs(down.tics) do
    c:text(inner.left - m.gap, y_of(tic.value), tic.label, { align = "right", colour = colours.soft })
  end
  c:text(area.left, area.top, options.y, { colour = colours.soft })
  c:rule(inner.left, inner.top, inner.left, inner.bottom)
  draw_bottom(c, inner, along, x_of, options.x)
  c:line({ x_of(options.mean), inner.top, x_of(options.mean), inner.bottom }, { colour = colours.grey, dashed = true })
  c:line({ inner.left, y_of(options.mean), inner.right, y_of(options.mean) }, { colour = colours.grey, dashed = true })
  local taken = {}
  for _, point in ipairs(points) do
    c:line({ x_of(point.x), y_of(point.y), x_of(point.to_x), y_of(point.to_y) }, { colour = colours.grid, width = 1.5 })
    c:circle(x_of(point.to_x), y_of(point.to_y), m.is_text and 0.5 or 3, { colour = colours.orange, opacity = 0.9 })
  end
  for _, point in ipairs(points) do
    local x, y, radius = x_of(point.x), y_of(point.y), m.is_text and 1 or 5
    taken[#taken + 1] = { x - radius, y - radius, x + radius, y + radius }
  end
  for _, point in ipairs(points) do
    c:circle(x_of(point.x), y_of(point.y), m.is_text and 1 or 5, { colour = colours.blue, opacity = 0.9 })
    local x, y, gap = x_of(point.x), y_of(point.y), m.is_text and 2 or 7
    if not placing.name(c, inner, point.name, x, y, gap, taken) then c:text(x + gap, y, point.name, { halo = true }) end
  end
end

--- The model of the frame that structural_analysis gives.
function plane.model(it, room, new_model)
  local drawn = it.frame:attached "plane"
  if not drawn then error("kind=\"plane\" draws what structural_analysis gives", 0) end
  local points, said = {}, it.words.plane
  for i = 1, #it.frame do
    local function at(name) return it.frame:get(i, name) end
    points[i] = { name = at "variable", x = at "dependence", y = at "influence", to_x = at "indirect_dependence",
      to_y = at "indirect_influence" }
  end
  local model = new_model(it, { xs = {}, series = { {} } }, {})
  model.measure = said.measure
  it.spec.title = it.spec.title or it.words.kinds.plane
  model.legend = { { name = said.direct, colour = colours.blue }, { name = said.indirect, colour = colours.orange } }
  model.height = room.medium.is_text and 80 or 480
  function model.draw(c, area)
    plane.draw(c, area, points, it.words, { mean = drawn.mean, x = said.dependence, y = said.influence })
  end
  function model.lines()
    local lines = {}
    for i, point in ipairs(points) do
      lines[i] = ("%s: %s %s, %s %s"):format(point.name, said.influence, it.words.figure(point.y), said.dependence,
        it.words.figure(point.x))
    end
    return lines
  end
  return model
end

return plane
