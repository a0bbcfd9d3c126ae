--- borders.lua: the shipped borders, each stretch once with the zone on its left and on its right, and the outlines of the
-- zones that are made of them: a stretch bounds a zone when only one of its sides lies in it.
--
-- There are two maps: "municipality" (Belgium 2019, the Netherlands 2023, Luxembourg 2018: every later zone there is made of
-- whole ones) and "country" (the world). Read when first needed.
--
-- Example:  borders.outlines("country", {BE = "BENELUX", NL = "BENELUX", LU = "BENELUX"}).BENELUX[1][1]   --> {lon, lat ...}
-- Reference: M. Bostock, "TopoJSON": borders stored once dissolve by leaving out those within.

local core = require "glocal.core"

local borders = {}

local FILES = { stretches = "borders.csv", crossings = "crossings.csv" }
local UNIT = 1e-4 -- degrees

local function lines_of(name)
  local path = ("%s/data/reference/benelux/%s"):format(core.home, FILES[name])
  local file, message = io.open(path, "rb")
  if not file then error(("the shipped borders can't be read: %s"):format(message), 0) end
  local text = file:read "a"
  file:close()
  return text:gsub("^[^\n]*\n", "", 1):gmatch "[^\n]+"
end

local maps

--- The stretches {left, right, text} of a map; right is "" where nothing is on the other side.
function borders.stretches(map)
  if not maps then
    maps = { municipality = {}, country = {} }
    for line in lines_of "stretches" do
      local of, left, right, text = line:match "^([^,]*),([^,]*),([^,]*),(.*)$"
      local list = maps[of]
      list[#list + 1] = { left = left, right = right, text = text }
    end
  end
  return maps[map]
end

--- The points of a stretch, lon and lat in turn. In the file the first is whole, the others are steps.
function borders.points(stretch)
  if not stretch.points then
    local points, x, y, is_x = {}, 0, 0, true
    for number in stretch.text:gmatch "%S+" do
      if is_x then x = x + tonumber(number) else y = y + tonumber(number) end
      if not is_x then points[#points + 1], points[#points + 2] = x * UNIT, y * UNIT end
      is_x = not is_x
    end
    stretch.points, stretch.text = points, nil
  end
  return stretch.points
end

--- All zones of a map, as a set.
function borders.zones(map)
  local set = {}
  for _, stretch in ipairs(borders.stretches(map)) do set[stretch.left], set[stretch.right] = true, true end
  set[""] = nil
  return set
end

local crossings

--- Where a municipality touches one of another country, whose outlines come from another source: {left, right, km}.
function borders.crossings()
  if not crossings then
    crossings = {}
    for line in lines_of "crossings" do
      local left, right, km = line:match "^([^,]*),([^,]*),(.*)$"
      crossings[#crossings + 1] = { left = left, right = right, km = tonumber(km) }
    end
  end
  return crossings
end

-- --- from stretches to rings ----------------------------------------------------------------------------------------

local function key_of(x, y) return ("%.4f %.4f"):format(x, y) end

-- A stretch as it bounds a zone, which lies on its left.
local function directed(stretch, is_forward)
  local points = borders.points(stretch)
  if is_forward then return points end
  local list = {}
  for i = #points - 1, 1, -2 do list[#list + 1], list[#list + 2] = points[i], points[i + 1] end
  return list
end

local function heading(points, from, to)
  return math.atan(points[to + 1] - points[from + 1], points[to] - points[from])
end

-- Of several ways on, the one farthest to the left: so a ring does not cross itself where parts touch in a point.
local function way_on(ways, ring, used)
  local best, most
  local back = heading(ring, #ring - 1, #ring - 3)
  for _, way in ipairs(ways or {}) do
    if not used[way] then
      local turn = (back - heading(way, 1, 3)) % (2 * math.pi)
      if not most or turn < most then best, most = way, turn end
    end
  end
  return best
end

-- Joins directed stretches end to end into rings.
local function rings_of(list)
  local ways, used, rings = {}, {}, {}
  for _, points in ipairs(list) do
    local key = key_of(points[1], points[2])
    ways[key] = ways[key] or {}
    table.insert(ways[key], points)
  end
  for _, points in ipairs(list) do
    if not used[points] then
      used[points] = true
      local ring, first = table.move(points, 1, #points, 1, {}), key_of(points[1], points[2])
      local last = key_of(ring[#ring - 1], ring[#ring])
      while last ~= first do
        local on = way_on(ways[last], ring, used)
        if not on then break end
        used[on] = true
        table.move(on, 3, #on, #ring + 1, ring)
        last = key_of(ring[#ring - 1], ring[#ring])
      end
      if last == first and #ring >= 8 then rings[#rings + 1] = ring end
    end
  end
  return rings
end

-- Twice the area, positive where it runs counterclockwise.
local function turning(ring)
  local sum = 0
  for i = 1, #ring - 3, 2 do sum = sum + ring[i] * ring[i + 3] - ring[i + 2] * ring[i + 1] end
  return sum
end

-- Whether a point lies in a ring: a ray to the east crosses it an odd number of times.
local function holds(ring, x, y)
  local inside = false
  for i = 1, #ring - 3, 2 do
    local x1, y1, x2, y2 = ring[i], ring[i + 1], ring[i + 2], ring[i + 3]
    if (y1 > y) ~= (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 then inside = not inside end
  end
  return inside
end

-- Each outer ring with the holes in it, the smallest that holds them; the largest polygon first.
local function polygons_of(rings)
  local polygons, holes, size = {}, {}, {}
  for _, ring in ipairs(rings) do
    size[ring] = math.abs(turning(ring))
    if turning(ring) > 0 then polygons[#polygons + 1] = { ring } else holes[#holes + 1] = ring end
  end
  table.sort(polygons, function(a, b) return size[a[1]] > size[b[1]] end)
  for _, hole in ipairs(holes) do
    local x, y = (hole[1] + hole[3]) / 2, (hole[2] + hole[4]) / 2
    for i = #polygons, 1, -1 do
      if size[polygons[i][1]] > size[hole] and holds(polygons[i][1], x, y) then
        table.insert(polygons[i], hole)
        break
      end
    end
  end
  return polygons
end

--- The outlines of the zones that zones of a map are told to belong to (`zone_of`: by code): by code a list of polygons,
--- each a list of closed rings, the outer first, counterclockwise. What belongs to no zone may be left out.
function borders.outlines(map, zone_of)
  local lists, found = {}, {}
  local function add(zone, stretch, is_forward)
    if not zone then return end
    lists[zone] = lists[zone] or {}
    table.insert(lists[zone], directed(stretch, is_forward))
  end
  for _, stretch in ipairs(borders.stretches(map)) do
    local left, right = zone_of[stretch.left], zone_of[stretch.right]
    if left ~= right then
      add(left, stretch, true)
      add(right, stretch, false)
    end
  end
  for zone, list in pairs(lists) do found[zone] = polygons_of(rings_of(list)) end
  return found
end

return borders
