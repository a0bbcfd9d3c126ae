--- flow_map.lua: a map of routes: links as wide as what passes them, closed ones dashed, the minimum cut and the bottlenecks marked by
-- their form, so that they are seen in grey too; cyberspace and what has no position at the side.
--
-- Example:  flow_map(f):plot{to="routes.svg"}   (of the frame that foresight/network/flow_map.lua makes)
-- Reference: W. R. Tobler, "Experiments in migration mapping by computer", The American Cartographer 14 (1987).

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local ground = require "foresight.plot.ground"
local names = require "foresight.plot.names"
local placing = require "foresight.plot.placing"
local projection = require "foresight.plot.projection"
local time = require "foresight.plot.time"

local flow_map = {}

local WIDEST, NARROWEST = 11, 0.9 -- of a line, in pixels
local STEPS = 20 -- of a curve
local BEND = 0.14 -- how far a curve leaves the straight line, as a share of it: both ways of a pair of places are seen
local AROUND = 0.1 -- of land around the outermost places
local LEAST_AROUND = 0.4 -- of it, in degrees
local UNKNOWN, CLOSED = colours.grey, colours.axis

-- What pixels and characters differ in: columns at the left (legend) and right (what is on no map), margins, radii.
local function sizes(medium)
  if medium.is_text then return { aside = 44, beside = 40, margin = 4, node = 1, head = 0, bar = 2 } end
  return { aside = 196, beside = 132, margin = 16, node = 4, head = 8, bar = 7 }
end

-- --- what is drawn ------------------------------------------------------------------------------------------------

-- The nodes that the links of the frame lead from or to, those on the map and those at its side.
local function nodes_of(it, frame)
  local used, list, by_name = {}, { on = {}, aside = {} }, {}
  for i = 1, #frame do used[frame:get(i, "from")], used[frame:get(i, "to")] = true, true end
  local zone_name = names.of(it.nodes, "zone", it.words)
  for _, row in it.nodes:rows() do
    if used[row.node] then
      local node = { name = row.zone and zone_name(row.zone) or row.node, lat = row.lat, lon = row.lon, at = row.at,
        is_bottleneck = row.bottleneck == "yes", through = 0 }
      by_name[row.node] = node
      table.insert(row.lat and list.on or list.aside, node)
    end
  end
  return list, by_name
end

local function links_of(frame, by_name)
  local links, top, zeros = {}, 0, 0
  for i = 1, #frame do
    local flow = frame:get(i, "flow")
    local link = { from = by_name[frame:get(i, "from")], to = by_name[frame:get(i, "to")], flow = flow,
      is_closed = frame:get(i, "state") == "closed", is_cut = frame:get(i, "cut") == "yes" }
    if flow == 0 then zeros = zeros + 1 else links[#links + 1] = link end
    top = math.max(top, flow or 0)
    link.from.through, link.to.through = link.from.through + (flow or 0), link.to.through + (flow or 0)
  end
  return links, top, zeros
end

-- --- lines --------------------------------------------------------------------------------------------------------

local function width_of(link, top)
  if not link.flow or top == 0 then return NARROWEST end
  return math.max(NARROWEST, WIDEST * link.flow / top)
end

-- A curve from one place to another, which bends to the left of its way and ends before the circles there.
local function curve(x1, y1, x2, y2, first, last)
  local dx, dy = x2 - x1, y2 - y1
  local cx, cy = (x1 + x2) / 2 + dy * BEND, (y1 + y2) / 2 - dx * BEND
  local points = {}
  for i = 0, STEPS do
    local t = i / STEPS
    local x = (1 - t) ^ 2 * x1 + 2 * t * (1 - t) * cx + t * t * x2
    local y = (1 - t) ^ 2 * y1 + 2 * t * (1 - t) * cy + t * t * y2
    local from_start, from_end = math.sqrt((x - x1) ^ 2 + (y - y1) ^ 2), math.sqrt((x - x2) ^ 2 + (y - y2) ^ 2)
    if from_start >= first and from_end >= last then points[#points + 1], points[#points + 2] = x, y end
  end
  if #points < 4 then points = { x1, y1, x2, y2 } end
  return points
end

-- The direction at the end of a path, as a vector of length 1; nil where the path has no length.
local function direction(points, at)
  local dx, dy = points[at] - points[at - 2], points[at + 1] - points[at - 1]
  local long = math.sqrt(dx * dx + dy * dy)
  if long == 0 then return nil end
  return dx / long, dy / long
end

-- The head of an arrow at the end of a path, its tip so far beyond the end as it is long.
local function draw_head(c, points, wide, long, colour)
  local ux, uy = direction(points, #points - 1)
  if not ux then return end
  local x, y = points[#points - 1], points[#points]
  local tip, tip_y = x + ux * long, y + uy * long
  c:area({ tip, tip_y, x - uy * wide, y + ux * wide, x + uy * wide, y - ux * wide, tip, tip_y }, { colour = colour })
end

-- Two short bars across the middle of a path.
local function draw_bars(c, points, s, width)
  local middle = #points // 4 * 2 + 1
  if middle < 3 then middle = 3 end
  local ux, uy = direction(points, middle)
  if not ux then return end
  local half = s.bar + width / 2
  for _, step in ipairs { -2.5, 2.5 } do
    local x, y = points[middle] + ux * step, points[middle + 1] + uy * step
    c:line({ x - uy * half, y + ux * half, x + uy * half, y - ux * half }, { colour = colours.ink, width = 2 })
  end
end

local function draw_link(c, link, top, s)
  local from, to, width = link.from, link.to, width_of(link, top)
  local head = s.head > 0 and s.head + width * 0.6 or 0
  local points = curve(from.x, from.y, to.x, to.y, s.node, s.node + head)
  local colour = link.is_closed and CLOSED or link.flow and colours.blue or UNKNOWN
  c:line(points, { colour = colour, width = width, dashed = link.is_closed })
  if head > 0 then draw_head(c, points, 3.5 + width * 0.55, head, colour) end
  if link.is_cut then draw_bars(c, points, s, width) end
  return points
end

-- --- nodes --------------------------------------------------------------------------------------------------------

local function draw_node(c, node, s)
  if node.is_bottleneck and not c.medium.is_text then
    c:circle(node.x, node.y, s.node + 5, { colour = colours.ink })
    c:circle(node.x, node.y, s.node + 3, { colour = colours.paper })
  end
  c:circle(node.x, node.y, s.node, { colour = colours.ink })
  if node.at == "hub" and not c.medium.is_text then c:circle(node.x, node.y, s.node - 1.5, { colour = colours.paper }) end
end

-- The bottlenecks first, then by what passes them.
local function by_weight(a, b)
  if a.is_bottleneck ~= b.is_bottleneck then return a.is_bottleneck end
  if a.through ~= b.through then return a.through > b.through end
  return a.name < b.name
end

-- A name beside its node, for a bottleneck in a terminal with a mark. Where there is no room for it, a number, whose name stands in the
-- legend; the names that do.
local function draw_names(c, area, list, s, paths)
  local m, taken, lines, numbered = c.medium, {}, {}, {}
  for _, points in ipairs(paths) do
    for i = 1, #points, 2 do lines[#lines + 1] = { points[i] - 2, points[i + 1] - 2, points[i] + 2, points[i + 1] + 2 } end
  end
  for _, node in ipairs(list) do
    node.room = (node.is_bottleneck and s.node + 5 or s.node) + m.gap / 2
    local r = node.room - m.gap / 2
    taken[#taken + 1] = { node.x - r, node.y - r, node.x + r, node.y + r }
  end
  for _, node in ipairs(list) do
    local text = m.is_text and node.is_bottleneck and node.name .. " (!)" or node.name
    if not placing.name(c, area, text, node.x, node.y, node.room, taken, lines) then numbered[#numbered + 1] = node end
  end
  for number, node in ipairs(numbered) do
    if not placing.name(c, area, tostring(number), node.x, node.y, node.room, taken, lines) then
      c:text(node.x + node.room, node.y, tostring(number), { halo = true })
    end
  end
  return numbered
end

-- --- at the side --------------------------------------------------------------------------------------------------

-- A box at the right with what lies on no map, from top to bottom.
local function place_aside(c, area, list, s, words)
  if #list == 0 then return end
  local m = c.medium
  local left, top = area.right - s.beside + m.gap, area.top + (m.is_text and 0 or 4)
  local bottom = math.min(area.bottom - 2, top + m.line * 1.4 + #list * (m.is_text and 8 or 46))
  local box = { left, top, area.right - 1, top, area.right - 1, bottom, left, bottom, left, top }
  if not m.is_text then c:area(box, { colour = colours.paper }) end
  c:line(box, { colour = colours.axis, width = 1 })
  c:text(left + m.gap, top + m.line * 0.8, c:fitted(words.flow_map.aside, s.beside - 3 * m.gap), { colour = colours.soft })
  local step = (bottom - top - m.line * 1.4) / #list
  for i, node in ipairs(list) do
    node.x, node.y = left + 3 * m.gap, top + m.line * 1.4 + (i - 0.6) * step
  end
end

local function draw_aside_names(c, area, list, s)
  local m = c.medium
  for _, node in ipairs(list) do
    local room = area.right - node.x - s.node - 3 * m.gap
    c:text(node.x + s.node + m.gap, node.y, c:fitted(node.name, room), { halo = true })
  end
end

-- --- the legend ---------------------------------------------------------------------------------------------------

local function draw_legend(c, area, set, s, words, numbered)
  local m, said = c.medium, words.flow_map
  local x, y, swatch = area.left + (m.is_text and 0 or 6), area.top + m.line, m.is_text and 10 or 34
  local has = { widths = set.top > 0 }
  for _, link in ipairs(set.links) do
    has.closed, has.cut = has.closed or link.is_closed, has.cut or link.is_cut
    has.no_figure = has.no_figure or not link.flow
  end
  for _, node in ipairs(set.on) do
    has.bottleneck, has.hub = has.bottleneck or node.is_bottleneck, has.hub or node.at == "hub"
  end
  local function entry(text, draw)
    draw(x, y)
    for _, line in ipairs(c:wrapped(text, s.aside - swatch - 3 * m.gap, 4)) do
      c:text(x + swatch + m.gap, y, line)
      y = y + m.line
    end
    y = y + (m.is_text and 0 or 6)
  end
  local function line(width, style)
    return function(left, at)
      style.width = width
      c:line({ left, at, left + swatch, at }, style)
    end
  end
  if has.widths and not m.is_text then
    local last
    for _, value in ipairs { set.top, axes.nice_step(set.top * 0.3, 1), axes.nice_step(set.top * 0.06, 1) } do
      if (not last or value < last) and not (set.is_whole and value < 1) then
        last = value
        entry(words.figure(value), line(math.max(NARROWEST, WIDEST * value / set.top), { colour = colours.blue }))
      end
    end
  end
  if has.no_figure then entry(said.no_figure, line(NARROWEST, { colour = UNKNOWN })) end
  if has.closed then entry(said.closed, line(3, { colour = CLOSED, dashed = true })) end
  if has.cut then
    entry(said.cut .. said.colon .. said.cut_means, function(left, at)
      c:line({ left, at, left + swatch, at }, { colour = colours.blue, width = 3 })
      draw_bars(c, { left, at, left + swatch / 2, at, left + swatch, at }, s, 3)
    end)
  end
  if has.bottleneck then
    entry(said.bottleneck .. said.colon .. said.bottleneck_means, function(left, at)
      if m.is_text then return c:text(left, at, "(!)") end
      draw_node(c, { x = left + swatch / 2, y = at, is_bottleneck = true }, s)
    end)
  end
  if has.hub and not m.is_text then
    entry(said.hub, function(left, at) draw_node(c, { x = left + swatch / 2, y = at, at = "hub" }, s) end)
  end
  for number, node in ipairs(numbered) do
    if y > area.bottom - 4 * m.line then return c:text(x, y, "\u{2026}") end -- above the kilometres
    c:text(x, y, c:fitted(("%d  %s"):format(number, node.name), s.aside - 2 * m.gap))
    y = y + m.line
  end
end

-- --- the map ------------------------------------------------------------------------------------------------------

-- The corners of what is shown: the places with some land around them.
local function corners(on)
  local extent = projection.extent(on)
  local south, east = extent.north - extent.high, extent.west + extent.wide / extent.squeeze
  local lat = math.max(LEAST_AROUND, AROUND * extent.high)
  local lon = math.max(LEAST_AROUND, AROUND * (east - extent.west))
  return { { lat = extent.north + lat, lon = extent.west - lon }, { lat = south - lat, lon = east + lon } }
end

local function draw(c, area, set, words)
  local s, m = sizes(c.medium), c.medium
  local beside = #set.aside > 0 and s.beside or 0
  local inner = { left = area.left, top = area.top, right = area.right - beside, bottom = area.bottom }
  if #set.on > 0 then
    local shown = corners(set.on)
    local project, scale = projection.of(shown, inner, s.aside, 0)
    local box = { left = inner.left + s.aside, top = inner.top, right = inner.right, bottom = inner.bottom }
    ground.draw(c, box, project)
    for _, node in ipairs(set.on) do node.x, node.y = project(node) end
    projection.draw_kilometres(c, inner, scale, words, s.aside)
  end
  place_aside(c, area, set.aside, s, words)
  local paths = {}
  for _, is_closed in ipairs { true, false } do -- in each the largest first, the smaller over it
    for _, link in ipairs(set.links) do
      if link.is_closed == is_closed then paths[#paths + 1] = draw_link(c, link, set.top, s) end
    end
  end
  for _, list in ipairs { set.on, set.aside } do
    for _, node in ipairs(list) do draw_node(c, node, s) end
  end
  local room = { left = inner.left + s.aside, top = inner.top, right = inner.right - m.gap, bottom = inner.bottom }
  draw_legend(c, inner, set, s, words, draw_names(c, room, set.on, s, paths))
  draw_aside_names(c, area, set.aside, s)
end

-- --- the model ----------------------------------------------------------------------------------------------------

local MOST_LINES = 40

local function lines_of(set, words)
  local said, lines = words.flow_map, {}
  for i = 1, math.min(#set.links, MOST_LINES) do
    local link = set.links[i]
    local text = ("%s > %s%s%s"):format(link.from.name, link.to.name, said.colon,
      link.flow and words.figure(link.flow) or said.no_figure)
    if link.is_closed then text = text .. ", " .. said.closed end
    if link.is_cut then text = text .. ", " .. said.cut end
    lines[i] = text
  end
  if #set.links > MOST_LINES then
    lines[#lines + 1] = words.fill(words.summary.others, { number = words.write.number(#set.links - MOST_LINES) })
  end
  local marked = {}
  for _, node in ipairs(set.on) do
    if node.is_bottleneck then marked[#marked + 1] = node.name end
  end
  if #marked > 0 then lines[#lines + 1] = said.bottleneck .. said.colon .. words.write.list(marked) end
  return lines
end

--- The model of a frame that has a flow_map and its nodes attached. `new_model` is that of kinds.
function flow_map.model(it, room, new_model)
  local about, nodes = it.frame:attached "flow_map", it.frame:attached "nodes"
  if not about or not nodes then error("kind=\"flow_map\" draws what flow_map gives", 0) end
  local words, said = it.words, it.words.flow_map
  local list, by_name = nodes_of({ nodes = nodes, words = words }, it.frame)
  local links, top, zeros = links_of(it.frame, by_name)
  table.sort(list.on, by_weight)
  table.sort(list.aside, by_weight)
  local set = { links = links, top = top, on = list.on, aside = list.aside, is_whole = it.frame:type "flow" == "integer" }
  local model = new_model(it, { xs = {}, series = links }, {})
  model.title = about.title(words)
  model.measure = words.measure(about.column, it.roles.unit)
  if about.period then model.at = time.text(tostring(about.period), words.lang, true) end
  if #list.on > 0 then
    model.notes[#model.notes + 1] = words.fill(words.map_day, { day = time.text(about.day, words.lang, true) })
  end
  if zeros > 0 then model.notes[#model.notes + 1] = words.fill(said.zeros, { number = words.write.number(zeros) }) end
  local s = sizes(room.medium)
  if #list.on > 0 then
    local extent = projection.extent(corners(list.on))
    local width = room.width - (#list.aside > 0 and s.beside or 0)
    local scale = projection.scale(extent, width, room.height or 560, s.aside, 0)
    model.height = math.ceil(math.max(extent.high * scale, room.medium.is_text and 48 or 430))
  else
    model.height = room.medium.is_text and 60 or 430
  end
  model.halo = true
  function model.draw(c, area) draw(c, area, set, words) end
  function model.lines() return lines_of(set, words) end
  return model
end

return flow_map
