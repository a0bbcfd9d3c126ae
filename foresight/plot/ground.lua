--- ground.lua: the land under a map of routes: the countries of the world as far as the paper goes, pale, without names.
--
-- Example:  ground.draw(c, {left=0, top=0, right=600, bottom=400}, project)
-- Reference: I. E. Sutherland, G. W. Hodgman, "Reentrant polygon clipping", Communications of the ACM 17 (1974).

local borders = require "foresight.zones.borders"
local colours = require "foresight.plot.colours"

local ground = {}

local EDGE = "#BBBBBB"

-- What of a closed path {x, y ...} lies on one side of a line: `of` is 1 (x) or 2 (y), `sign` 1 where more is inside.
local function clipped_by(points, of, sign, limit)
  local out, count = {}, #points
  if count == 0 then return out end
  local px, py = points[count - 1], points[count]
  local previous = sign * ((of == 1 and px or py) - limit)
  for i = 1, count, 2 do
    local x, y = points[i], points[i + 1]
    local at = sign * ((of == 1 and x or y) - limit)
    if (at >= 0) ~= (previous >= 0) then
      local share = previous / (previous - at)
      out[#out + 1] = px + (x - px) * share
      out[#out + 1] = py + (y - py) * share
    end
    if at >= 0 then out[#out + 1], out[#out + 2] = x, y end
    px, py, previous = x, y, at
  end
  return out
end

--- What of a closed path lies in a box.
function ground.clipped(points, box)
  points = clipped_by(points, 1, 1, box.left)
  points = clipped_by(points, 1, -1, box.right)
  points = clipped_by(points, 2, 1, box.top)
  return clipped_by(points, 2, -1, box.bottom)
end

-- The path without the stretches along the box itself, and without level ones that are as long as `cut`: neither are coast or border.
local function draw_edges(c, points, box, cut)
  local part = {}
  local function finish()
    if #part >= 4 then c:line(part, { colour = EDGE, width = 0.7 }) end
    part = {}
  end
  local function is_no_coast(x1, y1, x2, y2)
    return x1 == x2 and (x1 == box.left or x1 == box.right) or y1 == y2 and (y1 == box.top or y1 == box.bottom) or
      math.abs(x1 - x2) >= cut and math.abs(y1 - y2) < 1
  end
  local px, py = points[#points - 1], points[#points]
  for i = 1, #points, 2 do
    local x, y = points[i], points[i + 1]
    if is_no_coast(px, py, x, y) then
      finish()
    else
      if #part == 0 then part[1], part[2] = px, py end
      part[#part + 1], part[#part + 2] = x, y
    end
    px, py = x, y
  end
  finish()
end

-- The shipped outline of Russia is cut along parallels where it crosses the date line: a ring that goes around the world, which is not
-- drawn, and straight stretches of so many degrees, which are no coast.
local AROUND_THE_WORLD, CUT = 300, 30

local function goes_around(ring)
  local west, east = math.huge, -math.huge
  for i = 1, #ring, 2 do west, east = math.min(west, ring[i]), math.max(east, ring[i]) end
  return east - west > AROUND_THE_WORLD
end

--- Draws the countries in a box of the canvas; project{lon=, lat=} gives x and y.
function ground.draw(c, box, project)
  local own = {}
  for code in pairs(borders.zones "country") do own[code] = code end
  local rings = {}
  for _, polygons in pairs(borders.outlines("country", own)) do
    for _, polygon in ipairs(polygons) do
      local path = {}
      for i = 1, goes_around(polygon[1]) and 0 or #polygon[1], 2 do
        path[i], path[i + 1] = project { lon = polygon[1][i], lat = polygon[1][i + 1] }
      end
      path = ground.clipped(path, box)
      if #path >= 6 then rings[#rings + 1] = path end
    end
  end
  table.sort(rings, function(a, b) -- the same order each time, so that the same map is the same file
    for i = 1, math.min(#a, #b) do
      if a[i] ~= b[i] then return a[i] < b[i] end
    end
    return #a < #b
  end)
  if not c.medium.is_text then
    for _, path in ipairs(rings) do c:area(path, { colour = colours.ground }) end
  end
  local cut = CUT * (project { lon = 1, lat = 0 } - project { lon = 0, lat = 0 })
  for _, path in ipairs(rings) do draw_edges(c, path, box, cut) end
end

return ground
