--- outline.lua: the outlines of zones: GeoJSON polygons (WGS84) read from the store's zone_geometry as rings.
--
-- Example:  outline.of(store, {["BE-11002"] = true})["BE-11002"][1]   --> {{lon1, lat1, lon2, lat2 ...}, hole ...}
-- Reference: RFC 7946, The GeoJSON Format.

local outline = {}

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
function outline.parse(geojson)
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

--- The outlines by code of the zones that are wanted (a set); empty where the store has none.
function outline.of(store, wanted)
  local found = {}
  local tables = store:sql "select count(*) as n from sqlite_master where type = 'table' and name = 'zone_geometry'"
  if tables.n[1] == 0 then return found end
  for _, row in store:sql("select z.code, g.geometry from zone_geometry g join zone z on z.id = g.zone"):rows() do
    if wanted[row.code] then found[row.code] = outline.parse(row.geometry) end
  end
  return found
end

--- One closed path of a polygon with holes, each reached over a bridge of no width; as flat {x, y ...} by `project`.
function outline.path(rings, project)
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

return outline
