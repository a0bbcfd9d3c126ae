--- projection.lua: where degrees are on the paper of a map, and how long some kilometres are there.
--
-- Example:  project, scale = projection.of(points, area, aside, margin)   project{lon=4.4, lat=51.2}   --> x, y
-- Reference: J. P. Snyder, Map Projections: A Working Manual (1987), chapter 12 (equidistant cylindrical).

local colours = require "foresight.plot.colours"

local projection = {}

local KM_PER_DEGREE = 111.195
local LARGEST_SCALE = 4000 -- pixels to a degree: a map of one place shows some of what is around it

local function bounds(points)
  local south, north, west, east = math.huge, -math.huge, math.huge, -math.huge
  local function see(lon, lat)
    south, north = math.min(south, lat), math.max(north, lat)
    west, east = math.min(west, lon), math.max(east, lon)
  end
  for _, point in ipairs(points) do
    if point.lat then see(point.lon, point.lat) end
    for _, polygon in ipairs(point.polygons or {}) do
      for i = 1, #polygon[1], 2 do see(polygon[1][i], polygon[1][i + 1]) end
    end
  end
  return south, north, west, east
end

--- What the points (lat, lon, polygons) take, true to scale at their middle latitude.
function projection.extent(points)
  local south, north, west, east = bounds(points)
  local squeeze = math.max(0.05, math.cos(math.rad((south + north) / 2)))
  return { north = north, west = west, squeeze = squeeze, wide = math.max((east - west) * squeeze, 0.01),
    high = math.max(north - south, 0.01) }
end

--- Pixels to a degree where the extent fits beside a column of `aside` and within the margin.
function projection.scale(extent, width, height, aside, margin)
  return math.min((width - aside - 2 * margin) / extent.wide, (height - 2 * margin) / extent.high, LARGEST_SCALE)
end

--- A function from {lon, lat} to x and y in the area, of which a column at its left is left free; and the scale.
function projection.of(points, area, aside, margin)
  local extent = projection.extent(points)
  local width, height = area.right - area.left, area.bottom - area.top
  local scale = projection.scale(extent, width, height, aside, margin)
  local left = area.left + aside + (width - aside - extent.wide * scale) / 2
  local above = area.top + (height - extent.high * scale) / 2
  return function(point)
    return left + (point.lon - extent.west) * extent.squeeze * scale, above + (extent.north - point.lat) * scale
  end, scale
end

--- How long some kilometres are, at the foot of the column at the left.
function projection.draw_kilometres(c, area, scale, words, aside)
  local m, kilometres = c.medium, 10
  for _, length in ipairs { 20, 50, 100, 200, 500, 1000, 2000 } do
    if length / KM_PER_DEGREE * scale < aside - 2 * m.font then kilometres = length end
  end
  local long = kilometres / KM_PER_DEGREE * scale
  if long > aside - m.font then return end
  local x, y = area.left + m.gap * (m.is_text and 0 or 2), area.bottom - (m.is_text and 3 or 10)
  if m.is_text then
    c:text(x, y, "├" .. ("─"):rep(math.max(0, math.floor(long / 2 + 0.5) - 2)) .. "┤", { colour = colours.soft })
    c:text(x, y - 4, words.write.number(kilometres) .. " km", { colour = colours.soft })
  else
    c:line({ x, y, x + long, y }, { colour = "#333333", width = 2 })
    c:text(x, y - 12, words.write.number(kilometres) .. " km")
  end
end

return projection
