--- map.lua: maps of zones: circles whose area is the figure, or the zones themselves in colour where their outlines are
-- known. No coast and no border but those of the zones: nothing is fetched.
--
-- Example:  map.draw(c, area, points, words, {labels = 6})     a point: lat, lon, value, name, highlight, polygons
-- Reference: J. J. Flannery, "The relative effectiveness of some common graduated point symbols" (1971), on areas.

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local geometry = require "foresight.zones.geometry"
local ground = require "foresight.plot.ground"
local projection = require "foresight.plot.projection"

local map = {}

local CLASSES = 5

-- What pixels and characters differ in: the legend's column, around the map, the largest circle, what labels keep clear of.
local function sizes(medium)
  if medium.is_text then return { aside = 28, margin = 4, largest = 8, obstacle = 3, dot = 0.5, marked = 1 } end
  return { aside = 150, margin = 28, largest = 24, obstacle = 9, dot = 2, marked = 4 }
end

-- --- where things are -------------------------------------------------------------------------------------------

--- The height a map of the points takes at a width: as high as it is wide allows, within `most`.
function map.height(medium, points, width, most)
  local s, extent = sizes(medium), projection.extent(points)
  local scale = projection.scale(extent, width, most, s.aside, s.margin)
  return math.ceil(math.max(extent.high * scale + 2 * s.margin, medium.is_text and 40 or 230))
end

-- --- labels -----------------------------------------------------------------------------------------------------

-- Where a label stands beside its circle without covering another label or a large circle; nil when there is no room.
local function place_label(c, area, text, spot, taken, obstacles, s)
  local font = c.medium.font
  local wide, high, gap = c:width_of(text), font, math.max(spot.radius, s.marked) + (c.medium.is_text and 1 or 3)
  local sides = { { gap, 0, "left" }, { -gap, 0, "right" }, { 0, -gap - font / 3, "center" }, { 0, gap + font / 2, "center" } }
  if spot.is_area then table.insert(sides, 1, { 0, 0, "center" }) end -- in the zone, where there is no circle to cover
  for _, at in ipairs(sides) do
    local left = spot.x + at[1] - (at[3] == "right" and wide or at[3] == "center" and wide / 2 or 0)
    local box = { left, spot.y + at[2] - high / 2, left + wide, spot.y + at[2] + high / 2 }
    local free = box[1] >= area.left + s.aside - s.margin * 0.7 and box[3] <= area.right - 2 and box[2] >= area.top and
      box[4] <= area.bottom
    for _, other in ipairs(taken) do
      free = free and (box[3] < other[1] or box[1] > other[3] or box[4] < other[2] or box[2] > other[4])
    end
    for _, other in ipairs(obstacles) do
      local dx = math.max(box[1] - other.x, 0, other.x - box[3])
      local dy = math.max(box[2] - other.y, 0, other.y - box[4])
      free = free and (other == spot or dx * dx + dy * dy >= (other.radius - 1) ^ 2)
    end
    if free then
      taken[#taken + 1] = box
      return { text = text, x = spot.x + at[1], y = spot.y + at[2], align = at[3] }
    end
  end
end

local function by_size(a, b)
  if (a.highlight or false) ~= (b.highlight or false) then return a.highlight or false end
  local x, y = math.abs(a.value or 0), math.abs(b.value or 0)
  if x ~= y then return x > y end
  return a.name < b.name
end

-- The largest by name, and the one the map is about, which is named over other circles if need be.
local function place_labels(c, area, order, spots, obstacles, most, s)
  local labels, taken = {}, {}
  for i = 1, math.min(#order, 3 * most) do
    if #labels > most then break end
    local label
    if order[i].highlight then
      label = place_label(c, area, order[i].name, spots[i], taken, obstacles, s) or
        place_label(c, area, order[i].name, spots[i], taken, {}, s)
    elseif spots[i].has_value then
      label = place_label(c, area, order[i].name, spots[i], taken, obstacles, s)
    end
    spots[i].is_named = label ~= nil
    labels[#labels + 1] = label
  end
  for _, label in ipairs(labels) do c:text(label.x, label.y, label.text, { align = label.align, halo = true }) end
end

-- What marks a zone on the map that was drawn, by the zone's code: its edges, the middle of it (or its circle), whether it has its name.
local function keep_places(c, order, spots, project)
  c.places = {}
  for i, point in ipairs(order) do
    if point.key then c.places[point.key] = { point = point, spot = spots[i], project = project } end
  end
end

--- Draws on another canvas of the same size what marks a zone on this one; false where the zone is not on it.
function map.mark(c, over, key)
  local place = c.places and c.places[key]
  if not place then return false end
  local spot, point, s = place.spot, place.point, sizes(c.medium)
  for _, rings in ipairs(point.polygons or {}) do
    for _, ring in ipairs(rings) do
      over:line(geometry.path({ ring }, place.project), { colour = colours.orange, width = 2.5 })
    end
  end
  if not spot.is_area then
    over:circle(spot.x, spot.y, math.max(spot.radius, s.marked), { colour = colours.orange, opacity = 0.65 })
  end
  if not spot.is_named then
    over:text(spot.x, spot.y - (spot.is_area and 0 or math.max(spot.radius, s.marked) + 9), point.name, { align = "center" })
  end
  return true
end

--- Where the zones are that were drawn on a canvas, in the order of their codes: key, and paths (of their outlines) or x, y and radius.
function map.places(c)
  local list = {}
  for key, place in pairs(c.places or {}) do
    local one = { key = key, paths = {}, x = place.spot.x, y = place.spot.y,
      radius = math.max(place.spot.radius, sizes(c.medium).marked) }
    for _, rings in ipairs(place.point.polygons or {}) do
      one.paths[#one.paths + 1] = geometry.path(rings, place.project)
    end
    list[#list + 1] = one
  end
  table.sort(list, function(a, b) return a.key < b.key end)
  return list
end

-- --- legends ----------------------------------------------------------------------------------------------------

local function decimals(value)
  return value < 10 and value % 1 ~= 0 and (value < 1 and 2 or 1) or 0
end

-- Three circles with their values.
local function draw_circle_legend(c, area, top, radius_of, words, s)
  local m = c.medium
  local x, y = area.left + s.largest + (m.is_text and 1 or 12), area.top + (m.is_text and 4 or 20)
  local largest = axes.nice_step(top, 1) > top and axes.nice_step(top, 2) or axes.nice_step(top, 1)
  for _, share in ipairs(m.is_text and { 1, 0.2 } or { 1, 0.2, 0.04 }) do
    local value = largest * share
    local radius = radius_of(value)
    y = y + radius
    c:circle(x, y, math.max(radius, 1), { colour = colours.blue, opacity = 0.65 })
    c:text(x + s.largest + m.gap, y, words.write.number(value, decimals(value)))
    y = y + math.max(radius, m.is_text and 2 or 5) + (m.is_text and 3 or 10)
  end
end

local function draw_class_legend(c, area, classes, has_missing, words)
  local m = c.medium
  local x, y = area.left + (m.is_text and 0 or 12), area.top + m.line
  local box = m.is_text and 4 or 22
  local function entry(text, style)
    c:box(x, y - (m.is_text and 2 or 8), box, m.is_text and 4 or 16, style)
    c:text(x + box + m.gap, y, text)
    y = y + (m.is_text and 4 or 20)
  end
  for i = #classes, 1, -1 do
    local class = classes[i]
    local text = words.figure(class.low)
    if class.high ~= class.low then text = text .. " \u{2013} " .. words.figure(class.high) end
    entry(text, class.style)
  end
  if has_missing then entry(words.nothing, { colour = colours.nothing, shade = 0.1 }) end
end

-- --- the two maps -----------------------------------------------------------------------------------------------

local function draw_edges(c, polygons, project, style)
  for _, rings in ipairs(polygons) do
    for _, ring in ipairs(rings) do c:line(geometry.path({ ring }, project), style) end
  end
end

-- Edges go over all areas, that of the zone the map is about last: else its neighbours would cover it.
local function draw_outlines(c, points, project, style_of)
  local marked
  for _, point in ipairs(points) do
    local style = style_of(point)
    local edge = style.edge
    if not c.medium.is_text then style.edge = nil end -- the way to a hole is no edge
    for _, polygon in ipairs(point.polygons or {}) do c:area(geometry.path(polygon, project), style) end
    style.edge = edge
  end
  if c.medium.is_text then return end
  for _, point in ipairs(points) do
    if point.highlight then marked = point end
    draw_edges(c, point.polygons or {}, project, { colour = style_of(point).edge, width = 0.7 })
  end
  if marked then draw_edges(c, marked.polygons or {}, project, { colour = colours.orange, width = 2.5 }) end
end

local function draw_circles(c, area, points, words, options, s)
  local project, scale = projection.of(points, area, s.aside, s.margin)
  local top = 0
  for _, point in ipairs(points) do top = math.max(top, point.value or 0) end
  local function radius_of(value) return top > 0 and value > 0 and s.largest * math.sqrt(value / top) or 0 end
  draw_outlines(c, points, project, function()
    return { colour = colours.ground, edge = "#BBBBBB", shade = 0.01, opacity = 1 }
  end)
  local order = {}
  for _, point in ipairs(points) do
    if point.lat then order[#order + 1] = point end
  end
  table.sort(order, by_size)
  local spots, obstacles = {}, {}
  for i, point in ipairs(order) do
    local x, y = project(point)
    local radius = radius_of(point.value or 0)
    spots[i] = { x = x, y = y, radius = math.max(radius, point.highlight and s.marked or s.dot), has_value = radius > 0,
      colour = point.highlight and colours.orange or radius > 0 and colours.blue or colours.grey }
    if radius > s.obstacle then obstacles[#obstacles + 1] = spots[i] end
  end
  for _, highlighted in ipairs { false, true } do -- large under small, the zone itself on top
    for i, spot in ipairs(spots) do
      if (order[i].highlight or false) == highlighted then
        c:circle(spot.x, spot.y, spot.radius, { colour = spot.colour, opacity = 0.65 })
      end
    end
  end
  draw_circle_legend(c, area, top > 0 and top or 1, radius_of, words, s)
  projection.draw_kilometres(c, area, scale, words, s.aside)
  place_labels(c, area, order, spots, obstacles, options.labels or 6, s)
  keep_places(c, order, spots, project)
end

local PALEST = 0.12 -- share of the ramp

-- As many zones in each class, as far as equal figures allow; classes go by the figures that are in them. The darkest has the
-- largest, and where all are falls the largest fall.
local function classes_of(points)
  local values = {}
  for _, point in ipairs(points) do
    if point.value then values[#values + 1] = point.value end
  end
  table.sort(values)
  local classes, from = {}, 1
  for i = 1, CLASSES do
    local to = math.max(from, math.floor(i * #values / CLASSES + 0.5))
    while to < #values and values[to + 1] == values[to] do to = to + 1 end
    if from <= #values and (to >= from) and (i == CLASSES or to - from + 1 >= 1) then
      classes[#classes + 1] = { low = values[from], high = values[math.min(to, #values)] }
      from = to + 1
    end
  end
  local are_falls = #values > 0 and values[#values] <= 0 and values[1] < 0
  for i, class in ipairs(classes) do
    local rank = are_falls and #classes - i or i - 1
    local alone = class.low == 0 and class.high == 0 and PALEST or 0.6 -- nothing anywhere is no dark map
    local share = #classes > 1 and PALEST + (1 - PALEST) * rank / (#classes - 1) or alone
    class.style = { colour = colours.ramp(share), shade = math.min(0.99, share) }
  end
  return classes
end

local function draw_coloured(c, area, points, words, options, s)
  local project, scale = projection.of(points, area, s.aside, s.margin)
  local classes, has_missing = classes_of(points), false
  draw_outlines(c, points, project, function(point)
    for _, class in ipairs(classes) do
      if point.value and point.value <= class.high then
        return { colour = class.style.colour, shade = class.style.shade, edge = "#FFFFFF" }
      end
    end
    has_missing = true
    return { colour = colours.nothing, edge = "#FFFFFF", shade = 0.05 }
  end)
  draw_class_legend(c, area, classes, has_missing, words)
  projection.draw_kilometres(c, area, scale, words, s.aside)
  local order, spots = {}, {}
  for _, point in ipairs(points) do
    if point.polygons then order[#order + 1] = point end
  end
  table.sort(order, by_size)
  for i, point in ipairs(order) do
    local x, y = project(geometry.middle(point.polygons))
    spots[i] = { x = x, y = y, radius = 0, is_area = true, has_value = (point.value or 0) ~= 0 }
  end
  place_labels(c, area, order, spots, {}, options.labels or 6, s)
  keep_places(c, order, spots, project)
end

-- --- clusters ---------------------------------------------------------------------------------------------------

-- What kinds of clusters look like, in the order of the legend; any other has the colour of a series.
local CLUSTERS = {
  { "high-high", colours.vermillion, 0.95 }, { "hot spot", colours.vermillion, 0.95 }, { "high-low", colours.orange, 0.75 },
  { "low-high", colours.sky, 0.45 }, { "low-low", colours.blue, 0.6 }, { "cold spot", colours.blue, 0.6 },
  { "not significant", colours.ground, 0.05 }, { "no cluster", colours.ground, 0.05 },
  -- Of a map of coverage, darker where more is missing, so that it is read in grey too.
  { "gap", colours.ramp(-0.95), 0.95 }, { "in part", colours.ramp(-0.5), 0.6 }, { "pooled", colours.ramp(0.42), 0.35 },
  { "own", colours.ramp(0.15), 0.16 }, { "not known", colours.nothing, 0.02 },
}
local MOST_NAMED = 30 -- of a cluster, in words
local UNREMARKABLE = { ["not significant"] = true, ["no cluster"] = true, ["not known"] = true }

-- Those that the points have, each with its style and how many points.
local function clusters_of(points, words)
  local found, by_name = {}, {}
  for _, each in ipairs(CLUSTERS) do
    by_name[each[1]] = { name = words.clusters[each[1]] or each[1], style = { colour = each[2], shade = each[3] }, count = 0 }
    found[#found + 1] = by_name[each[1]]
  end
  local others = {}
  for _, point in ipairs(points) do
    local name = point.cluster
    if name and not by_name[name] then
      by_name[name] = { name = points.name_of and points.name_of(name, words) or name, count = 0 }
      others[#others + 1] = name
    end
    if name then by_name[name].count = by_name[name].count + 1 end
  end
  table.sort(others)
  for i, name in ipairs(others) do
    by_name[name].style = { colour = colours.series(i), shade = 1 - 0.7 * (i - 1) / colours.COUNT }
    table.insert(found, i, by_name[name])
  end
  return found, by_name
end

local function draw_cluster_legend(c, area, points, words)
  local m, found = c.medium, clusters_of(points, words)
  local x, y, box = area.left + (m.is_text and 0 or 12), area.top + m.line, m.is_text and 4 or 22
  local function entry(text, style)
    c:box(x, y - (m.is_text and 2 or 8), box, m.is_text and 4 or 16, style)
    c:text(x + box + m.gap, y, text)
    y = y + (m.is_text and 4 or 20)
  end
  for _, each in ipairs(found) do
    if each.count > 0 then
      local is_dot = each.style.colour == colours.ground and not points[1].polygons
      entry(("%s (%d)"):format(each.name, each.count), { colour = is_dot and colours.grey or each.style.colour,
        shade = each.style.shade, edge = "#BBBBBB" })
    end
  end
  for _, point in ipairs(points) do
    if not point.cluster then return entry(words.nothing, { colour = colours.nothing, shade = 0.1 }) end
  end
end

-- Only the points that have a label of their own, by it.
local function labelled(points)
  local list = {}
  for _, point in ipairs(points) do
    if point.label then list[#list + 1] = { name = point.label, value = -#list, of = point } end
  end
  return list
end

local function draw_clusters(c, area, points, words, options, s)
  local project, scale = projection.of(points, area, s.aside, s.margin)
  local _, by_name = clusters_of(points, words)
  local function style_of(point)
    local cluster = point.cluster and by_name[point.cluster]
    return { colour = cluster and cluster.style.colour or colours.nothing, shade = cluster and cluster.style.shade or 0.1,
      edge = "#BBBBBB" }
  end
  if options.has_ground then
    ground.draw(c, { left = area.left + s.aside, top = area.top, right = area.right, bottom = area.bottom }, project)
  end
  draw_outlines(c, points, project, style_of)
  local order, spots, has_labels = {}, {}, false
  local radius = s.marked * (#points > 150 and 1 or 1.5)
  local function draw_point(point)
    local x, y = project(point.polygons and geometry.middle(point.polygons) or point)
    if not point.polygons then
      local colour = style_of(point).colour
      c:circle(x, y, radius, { colour = colour == colours.ground and colours.grey or colour, opacity = 0.8 })
    end
    return x, y
  end
  for _, point in ipairs(points) do
    if UNREMARKABLE[point.cluster or "no cluster"] then draw_point(point) end
  end
  for _, point in ipairs(points) do
    has_labels = has_labels or point.label ~= nil
    if not UNREMARKABLE[point.cluster or "no cluster"] then
      local x, y = draw_point(point)
      order[#order + 1] = point
      spots[point] = { x = x, y = y, radius = point.polygons and 0 or s.marked, is_area = point.polygons ~= nil,
        has_value = true }
    end
  end
  draw_cluster_legend(c, area, points, words)
  if not points.is_plane then projection.draw_kilometres(c, area, scale, words, s.aside) end
  order = has_labels and labelled(order) or order
  table.sort(order, by_size)
  local placed = {}
  for i, point in ipairs(order) do placed[i] = spots[point.of or point] end
  place_labels(c, area, order, placed, {}, options.labels or has_labels and #order or 6, s)
end

--- The clusters that points are in, in words: "high-high: Antwerpen, Gent".
function map.cluster_lines(points, words)
  local lines, names = {}, {}
  for _, point in ipairs(points) do
    if point.cluster and not UNREMARKABLE[point.cluster] then
      names[point.cluster] = names[point.cluster] or {}
      table.insert(names[point.cluster], point.name)
    end
  end
  local found, by_name = clusters_of(points, words)
  for name, list in pairs(names) do by_name[name].points = list end
  for _, each in ipairs(found) do
    if each.points then
      table.sort(each.points)
      local more = #each.points - MOST_NAMED
      local text = table.concat(each.points, ", ", 1, math.min(#each.points, MOST_NAMED))
      if more > 0 then text = text .. " " .. words.fill(words.summary.others, { number = words.write.number(more) }) end
      lines[#lines + 1] = ("%s: %s"):format(each.name, text)
    elseif each.count > 0 then
      lines[#lines + 1] = ("%s: %d"):format(each.name, each.count)
    end
  end
  return lines
end

--- Draws the map into the area; options: labels (how many are named), coloured (a choropleth: points have polygons), clusters
--- (points have a cluster), has_ground (over the land around).
function map.draw(c, area, points, words, options)
  local draw = options.clusters and draw_clusters or options.coloured and draw_coloured or draw_circles
  draw(c, area, points, words, options, sizes(c.medium))
end

return map
