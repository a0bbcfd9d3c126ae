--- bubbles.lua: signals or clusters of them by likelihood and impact, as large as they are strong, coloured by their kind.
--
-- Example:  signals{since="2026-01"}:plot()
-- Reference: J. J. Flannery, "The relative effectiveness of some common graduated point symbols" (1971): the area is the figure.

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local fill = require "foresight.language.phrases".fill
local placing = require "foresight.plot.placing"

local bubbles = {}

local KINDS = { "social", "technological", "economic", "environmental", "political" }
local COLOURS = { social = colours.blue, technological = colours.vermillion, economic = colours.orange,
  environmental = colours.green, political = colours.purple }
local MOST_DRAWN, MOST_NAMED, NAME_WIDTH = 60, 14, 240
local LOWEST, HIGHEST = 1, 5 -- impact

-- --- what is drawn ------------------------------------------------------------------------------------------------

-- The rows that have both figures, the largest first, so that small ones lie over them.
local function points_of(frame, drawn)
  local points, left_out = {}, 0
  for i = 1, #frame do
    local x, y, size = frame:get(i, drawn.x), frame:get(i, drawn.y), frame:get(i, drawn.size)
    if x and y and size then
      points[#points + 1] = { x = x, y = y, size = size, name = frame:get(i, drawn.name) or "",
        group = frame:get(i, drawn.group) }
    else
      left_out = left_out + 1
    end
  end
  table.sort(points, function(a, b)
    if a.size ~= b.size then return a.size > b.size end
    if a.name ~= b.name then return a.name < b.name end
    return a.x < b.x
  end)
  return points, left_out
end

local function legend_of(points, said)
  local there, legend = {}, {}
  for _, point in ipairs(points) do there[point.group] = true end
  for _, each in ipairs(KINDS) do
    if there[each] then legend[#legend + 1] = { name = said.kinds[each], colour = COLOURS[each] } end
  end
  return legend
end

-- --- drawing ------------------------------------------------------------------------------------------------------

local function draw_axes(c, area, words, x_of, y_of)
  local m, said = c.medium, words.bubbles
  for value = LOWEST, HIGHEST do
    c:rule(area.left, y_of(value), area.right, y_of(value), { colour = colours.grid, faint = true })
    c:text(area.left - m.gap, y_of(value), tostring(value), { align = "right", colour = colours.soft })
  end
  for percent = 0, 100, m.is_text and 25 or 20 do
    local x = x_of(percent / 100)
    if not m.is_text then c:rule(x, area.top, x, area.bottom, { colour = colours.grid, faint = true }) end
    c:text(x, area.bottom + m.line * 0.8, tostring(percent), { align = "center", colour = colours.soft })
  end
  c:rule(area.left, area.bottom, area.right, area.bottom)
  c:rule(area.left, area.top, area.left, area.bottom)
  c:text(area.left - m.gap - c:width_of "5", area.top - m.line, said.impact, { colour = colours.soft })
  c:text(area.right, area.bottom + m.line * 1.8, said.likelihood, { align = "right", colour = colours.soft })
  local x, y = x_of(0.5), y_of((LOWEST + HIGHEST) / 2)
  c:line({ x, area.top, x, area.bottom }, { colour = colours.grey, dashed = true })
  c:line({ area.left, y, area.right, y }, { colour = colours.grey, dashed = true })
end

local function draw(c, area, points, words)
  local m = c.medium
  local largest, smallest = m.is_text and 3 or 22, m.is_text and 0.5 or 3
  local inner = { left = area.left + axes.widest(c, { { label = "5" } }) + 2 * m.gap, top = area.top + 1.6 * m.line,
    right = area.right - m.gap, bottom = area.bottom - 2.4 * m.line }
  local margin = largest
  local function x_of(value) return inner.left + margin + value * (inner.right - inner.left - 2 * margin) end
  local function y_of(value)
    return inner.bottom - margin - (value - LOWEST) / (HIGHEST - LOWEST) * (inner.bottom - inner.top - 2 * margin)
  end
  draw_axes(c, inner, words, x_of, y_of)
  local taken, most = {}, points[1] and points[1].size or 1
  for _, point in ipairs(points) do
    point.radius = math.max(smallest, largest * math.sqrt(most > 0 and point.size / most or 0))
    local x, y, r = x_of(point.x), y_of(point.y), point.radius
    c:circle(x, y, r, { colour = COLOURS[point.group] or colours.grey, opacity = 0.75 })
    taken[#taken + 1] = { x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8 }
  end
  for i = 1, math.min(MOST_NAMED, #points) do
    local point = points[i]
    local name = c:fitted(point.name, m.is_text and 48 or NAME_WIDTH)
    placing.name(c, inner, name, x_of(point.x), y_of(point.y), point.radius + m.gap / 2, taken)
  end
end

-- --- the model ----------------------------------------------------------------------------------------------------

--- The model of a frame that has bubbles attached: {x, y, size, name, group}, each the name of a
--- column, and of, what the title calls them ("signals"). `new_model` is that of kinds.
function bubbles.model(it, room, new_model)
  local drawn, said = it.frame:attached "bubbles", it.words.bubbles
  if not drawn then error("kind=\"bubbles\" draws what signals and signal_clusters give", 0) end
  for _, role in ipairs { "x", "y", "size", "name", "group" } do it.frame:type(drawn[role]) end -- raises where one was left out
  local points, left_out = points_of(it.frame, drawn)
  if #points == 0 then
    error("no row has both a likelihood and an impact: judge_signal(number, {role=..., likelihood=..., impact=...})", 0)
  end
  local all, most = #points, it.spec.top or MOST_DRAWN
  points = table.move(points, 1, math.min(most, all), 1, {})
  local model = new_model(it, { xs = {}, series = { {} } }, {})
  model.measure = said.measure
  it.spec.title = it.spec.title or said[drawn.of]
  if all > most then
    local write = it.words.write
    model.notes[1] = fill(it.words.largest, { number = write.number(most), of = write.number(all) })
  end
  if left_out > 0 then model.notes[#model.notes + 1] = fill(said.left_out, { number = it.words.write.number(left_out) }) end
  model.legend = legend_of(points, said)
  model.height = room.medium.is_text and 96 or 480
  model.halo = true
  function model.draw(c, area) draw(c, area, points, it.words) end
  function model.lines()
    local lines = {}
    for i, point in ipairs(points) do
      lines[i] = ("%s: %s %s %%, %s %s, %s %s"):format(point.name, said.likelihood_short, it.words.figure(point.x * 100),
        said.impact_short, it.words.figure(point.y), said.strength_short, it.words.figure(point.size))
    end
    return lines
  end
  return model
end

return bubbles
