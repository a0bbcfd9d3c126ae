--- diagram.lua: a model as a diagram of stocks and flows: stocks as boxes, flows as pipes with a valve, all else by what it is, arrows
-- from what is used to what uses it. In a terminal it is the list of equations.
--
-- Example:  diagram.model(it, room, new_model)   (of the frame that foresight/scenario/results/diagram.lua makes)
-- Reference: J. W. Forrester, Industrial Dynamics (1961), chapter 8.

local colours = require "foresight.plot.colours"
local layers = require "foresight.plot.layers"

local diagram = {}

local WIDEST, LEAST, MOST_GAP = 190, 60, 110 -- of a label; between layers
local NARROWEST, HALF_VALVE = 420, 9

local LOOK = {
  stock = { fill = "#DCEBF5", edge = colours.blue }, flow = { fill = colours.paper, edge = colours.blue },
  uncertain = { fill = "#FCEFD2", edge = colours.orange }, auxiliary = { fill = colours.ground, edge = colours.axis },
  number = { fill = colours.paper, edge = colours.grid },
}
local ORDER = { "stock", "flow", "auxiliary", "uncertain", "number" }

local function label_of(node)
  return (node.kind == "uncertain" or node.is_uncertain) and "~ " .. node.name or node.name
end

-- Nodes with their sizes, edges by number.
local function laid_out(c, about, wanted)
  local nodes, number_of, edges = {}, {}, {}
  for i, each in ipairs(about.nodes) do
    local label = c:fitted(label_of(each), WIDEST, nil, each.kind == "stock")
    local width = math.max(LEAST, c:width_of(label, nil, each.kind == "stock") + 18)
    nodes[i] = { kind = each.kind, label = label, width = width, height = each.kind == "flow" and 42 or each.kind == "stock" and
      38 or 26, source = each.source, sink = each.sink }
    number_of[each.id] = i
  end
  for _, each in ipairs(about.links) do
    edges[#edges + 1] = { from = number_of[each.from], to = number_of[each.to], is_pipe = each.is_pipe }
  end
  local width, height, columns = layers.of(nodes, edges, { gap_x = LEAST, gap_y = 14 })
  if wanted and columns > 1 and width < wanted then
    local gap = math.min(MOST_GAP, LEAST + (wanted - width) / (columns - 1))
    width, height = layers.of(nodes, edges, { gap_x = gap, gap_y = 14 })
  end
  return nodes, edges, width, height
end

local function rectangle(c, x, y, width, height, look, is_thick)
  local left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
  c:area({ left, top, right, top, right, bottom, left, bottom, left, top }, { colour = look.fill })
  c:line({ left, top, right, top, right, bottom, left, bottom, left, top }, { colour = look.edge, width = is_thick and 2 or 1 })
end

local function draw_arrow(c, points, colour, size)
  local x, y = points[#points - 1], points[#points]
  local fx, fy = points[#points - 3], points[#points - 2]
  local length = math.sqrt((x - fx) ^ 2 + (y - fy) ^ 2)
  if length == 0 then return end
  local ux, uy = (x - fx) / length, (y - fy) / length
  local bx, by = x - ux * size, y - uy * size
  c:area({ x, y, bx - uy * size * 0.45, by + ux * size * 0.45, bx + uy * size * 0.45, by - ux * size * 0.45, x, y },
    { colour = colour })
end

-- The valve on the pipe, and the small circle where what flows comes from outside or goes there.
local function draw_valve(c, node, x, y)
  local level = y
  for _, end_of in ipairs { node.source and -1 or false, node.sink and 1 or false } do
    if end_of then
      local at = x + end_of * (node.width / 2 - 6)
      c:line({ x, level, at, level }, { colour = colours.blue, width = 3 })
      c:circle(at, level, 6, { colour = colours.blue })
      c:circle(at, level, 4.5, { colour = colours.paper })
      if end_of == 1 then draw_arrow(c, { x, level, at - 6, level }, colours.blue, 11) end
    end
  end
  c:line({ x - node.width / 2 + (node.source and 12 or 0), level, x + node.width / 2 - (node.sink and 12 or 0), level },
    { colour = colours.blue, width = 3 })
  local half = HALF_VALVE
  local left, right, top, bottom = x - half, x + half, level - half, level + half
  c:area({ left, top, right, bottom, right, top, left, bottom, left, top },
    { colour = "#DCEBF5", edge = colours.blue })
  c:text(x, level + 19, node.label, { align = "center", halo = true })
end

local function draw_node(c, node, x, y)
  local look = LOOK[node.kind]
  if node.kind == "flow" then return draw_valve(c, node, x, y) end
  rectangle(c, x, y, node.width, node.height, look, node.kind == "stock")
  c:text(x, y, node.label, { align = "center", bold = node.kind == "stock" })
end

-- What a flow depends on leads to a corner of its valve, beside the pipe.
local function aim_at_valve(points, node, edge)
  local x, y, n = points[#points - 1], points[#points], #points
  local side = edge.is_back and 1 or -1
  local before = points[n - 2]
  if n > 4 and points[n - 2] == y then before = points[n - 4] end
  local up = before <= y and -1 or 1
  points[n - 1], points[n] = x + side * -(node.width / 2 - HALF_VALVE), y + up * HALF_VALVE
  if n > 4 and points[n - 2] == y then points[n - 2] = y + up * HALF_VALVE end
end

local function draw_graphics(c, area, nodes, edges, width)
  local dx, dy = area.left + math.max(0, (area.right - area.left - width) / 2), area.top + 8
  for _, edge in ipairs(edges) do
    local points = {}
    for i = 1, #edge.points, 2 do points[i], points[i + 1] = edge.points[i] + dx, edge.points[i + 1] + dy end
    local colour, target = edge.is_pipe and colours.blue or colours.axis, nodes[edge.to]
    if not edge.is_pipe and target.kind == "flow" then aim_at_valve(points, target, edge) end
    c:line(points, { colour = colour, width = edge.is_pipe and 3 or 1, dashed = edge.is_back and not edge.is_pipe })
    if not edge.is_pipe or target.kind == "stock" then draw_arrow(c, points, colour, edge.is_pipe and 11 or 7) end
  end
  for _, node in ipairs(nodes) do draw_node(c, node, node.x + dx, node.y + dy) end
end

local function draw_list(c, area, lines)
  for i, text in ipairs(lines) do
    c:text(area.left, area.top + 4 * (i - 1) + 2, c:fitted(text, area.right - area.left))
  end
end

local function lines_of(it)
  local lines, said = {}, it.words.results.kinds
  for i = 1, #it.frame do
    lines[i] = ("%s: %s"):format(said[it.frame:get(i, "type")], it.frame:get(i, "equation"))
  end
  return lines
end

function diagram.model(it, room, new_model)
  local words, about = it.words, it.frame:attached "result"
  local said = words.results
  local model = new_model(it, { xs = {}, series = about.nodes }, {})
  model.title, model.measure = words.fill(said.titles.diagram, { time = about.time(words) }), said.measures.diagram
  function model.lines() return lines_of(it) end
  if room.medium.is_text then
    local lines = lines_of(it)
    model.height = 4 * #lines
    function model.draw(c, area) draw_list(c, area, lines) end
    return model
  end
  local c = require("foresight.plot.output.canvas").new(room.medium, 4000, 4000)
  local wanted = (it.spec.width or room.width) - 2 * room.medium.pad
  local nodes, edges, width, height = laid_out(c, about, wanted)
  it.spec.width = it.spec.width or math.max(NARROWEST, math.min(4000, math.ceil(math.max(width, wanted) + 2 * room.medium.pad)))
  local has, has_back = {}, false
  for _, node in ipairs(nodes) do has[node.kind] = true end
  for _, edge in ipairs(edges) do has_back = has_back or edge.is_back and not edge.is_pipe end
  for _, kind in ipairs(ORDER) do
    if has[kind] then
      model.legend[#model.legend + 1] = { kind = kind == "flow" and "line" or "box", colour = LOOK[kind].edge,
        name = said.kinds[kind] }
    end
  end
  if has_back then
    model.legend[#model.legend + 1] = { kind = "line", colour = colours.axis, dashed = true, name = said.feedback }
  end
  model.height = height + 24
  function model.draw(canvas, area) draw_graphics(canvas, area, nodes, edges, width) end
  return model
end

return diagram
