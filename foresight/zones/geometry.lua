--- geometry.lua: outlines as GeoJSON text and as rings: reading, writing, and one path to draw.
--
-- Example:  geometry.parse('{"type":"Polygon","coordinates":[[[4,51],[5,51],[5,52],[4,51]]]}')[1][1]   --> {4, 51, 5, 51 ...}
-- Reference: RFC 7946, The GeoJSON Format.

local positions = require "foresight.zones.positions"

local geometry = {}

-- The numbers of a ring "[[4.4,51.2],[4.5,51.3]]" as a flat list.
local function ring_of(text)
  local points = {}
  for lon, lat in text:gmatch "%[%s*(-?[%d.eE+-]+)%s*,%s*(-?[%d.eE+-]+)[^%]]*%]" do
    points[#points + 1] = tonumber(lon)
    points[#points + 1] = tonumber(lat)
  end
  return #points >= 6 and #points % 2 == 0 and points or nil
end

-- Twice the area, positive where it runs counterclockwise.
local function turning(points)
  local sum, count = 0, #points
  for i = 1, count, 2 do
    local j = i + 1 < count and i + 2 or 1
    sum = sum + points[i] * points[j + 1] - points[j] * points[i + 1]
  end
  return sum
end

local function reversed(points)
  local list = {}
  for i = #points - 1, 1, -2 do
    list[#list + 1] = points[i]
    list[#list + 1] = points[i + 1]
  end
  return list
end

-- The polygon "[[[...]],[[...]]]": its outer ring counterclockwise, its holes the other way.
local function polygon_of(text)
  local rings = {}
  for inner in text:sub(2, -2):gmatch "%b[]" do
    local ring = ring_of(inner:sub(2, -2))
    if ring then
      if (turning(ring) > 0) ~= (#rings == 0) then ring = reversed(ring) end
      rings[#rings + 1] = ring
    end
  end
  return #rings > 0 and rings or nil
end

--- The polygons of a GeoJSON text: a list of lists of rings; nil where it holds none.
function geometry.parse(geojson)
  local kind = geojson:match '"type"%s*:%s*"(%a*[Pp]olygon)"'
  local coordinates = geojson:match '"coordinates"%s*:%s*(%b[])'
  if not kind or not coordinates then return nil end
  local polygons = {}
  if kind == "Polygon" then
    polygons[1] = polygon_of(coordinates)
  else
    for inner in coordinates:sub(2, -2):gmatch "%b[]" do polygons[#polygons + 1] = polygon_of(inner) end
  end
  return #polygons > 0 and polygons or nil
end

local function ring_text(ring)
  local points = {}
  for i = 1, #ring, 2 do points[#points + 1] = ("[%.7g,%.7g]"):format(ring[i], ring[i + 1]) end
  if ring[1] ~= ring[#ring - 1] or ring[2] ~= ring[#ring] then points[#points + 1] = points[1] end
  return "[" .. table.concat(points, ",") .. "]"
end

--- Polygons as the text of a GeoJSON geometry.
function geometry.text(polygons)
  local parts = {}
  for i, rings in ipairs(polygons) do
    local texts = {}
    for j, ring in ipairs(rings) do texts[j] = ring_text(ring) end
    parts[i] = "[" .. table.concat(texts, ",") .. "]"
  end
  if #parts == 1 then return ('{"type":"Polygon","coordinates":%s}'):format(parts[1]) end
  return ('{"type":"MultiPolygon","coordinates":[%s]}'):format(table.concat(parts, ","))
end

-- The widest stretch of a horizontal line within a polygon: its middle.
local function widest_at(rings, y)
  local crossings = {}
  for _, ring in ipairs(rings) do
    for i = 1, #ring, 2 do
      local j = i + 2 < #ring and i + 2 or 1
      local x1, y1, x2, y2 = ring[i], ring[i + 1], ring[j], ring[j + 1]
      if (y1 > y) ~= (y2 > y) then crossings[#crossings + 1] = x1 + (x2 - x1) * (y - y1) / (y2 - y1) end
    end
  end
  table.sort(crossings)
  local wide, middle = -1, nil
  for i = 1, #crossings - 1, 2 do
    if crossings[i + 1] - crossings[i] > wide then
      wide, middle = crossings[i + 1] - crossings[i], (crossings[i] + crossings[i + 1]) / 2
    end
  end
  return middle
end

--- Where a name stands in an outline: in its largest part, at the latitude of that part's centroid, where it is widest.
function geometry.middle(polygons)
  local largest, most = polygons[1], -1
  for _, rings in ipairs(polygons) do
    if math.abs(turning(rings[1])) > most then largest, most = rings, math.abs(turning(rings[1])) end
  end
  local ring, sum = largest[1], 0
  for i = 1, #ring, 2 do
    local j = i + 2 < #ring and i + 2 or 1
    sum = sum + (ring[i + 1] + ring[j + 1]) * (ring[i] * ring[j + 1] - ring[j] * ring[i + 1])
  end
  local lat = most > 0 and sum / (3 * turning(ring)) or ring[2]
  return { lon = widest_at(largest, lat) or ring[1], lat = lat }
end

-- A remote part is smaller than this share of the largest one, and farther from its middle than FAR and than the largest one
-- is wide, corner to corner: the Canary Islands are, Corsica is not (a test holds both).
local SMALL = 0.1
local FAR = 500 -- km

-- West, south, east, north of a ring.
local function box_of(ring)
  local west, south, east, north = math.huge, math.huge, -math.huge, -math.huge
  for i = 1, #ring, 2 do
    west, east = math.min(west, ring[i]), math.max(east, ring[i])
    south, north = math.min(south, ring[i + 1]), math.max(north, ring[i + 1])
  end
  return { lon = (west + east) / 2, lat = (south + north) / 2 }, { lon = west, lat = south }, { lon = east, lat = north }
end

--- An outline without small parts that lie far off, as the Canary Islands do from Spain: a map with them shows mostly sea.
--- And whether any were left out.
function geometry.without_remote(polygons)
  local largest, most, kept = nil, -1, {}
  for _, rings in ipairs(polygons) do
    if math.abs(turning(rings[1])) > most then largest, most = rings, math.abs(turning(rings[1])) end
  end
  local centre, corner, opposite = box_of(largest[1])
  local reach = math.max(FAR, positions.distance(corner, opposite))
  for _, rings in ipairs(polygons) do
    local is_remote = math.abs(turning(rings[1])) < SMALL * most and positions.distance(centre, (box_of(rings[1]))) > reach
    if not is_remote then kept[#kept + 1] = rings end
  end
  return kept, #kept < #polygons
end

--- One closed path of a polygon with holes, each reached over a bridge of no width; as flat {x, y ...} by `project`.
function geometry.path(rings, project)
  local path = {}
  local function add(lon, lat)
    local x, y = project { lon = lon, lat = lat }
    path[#path + 1], path[#path + 2] = x, y
  end
  for r, ring in ipairs(rings) do
    for i = 1, #ring, 2 do add(ring[i], ring[i + 1]) end
    add(ring[1], ring[2])
    if r > 1 then add(rings[1][1], rings[1][2]) end
  end
  return path
end

return geometry
