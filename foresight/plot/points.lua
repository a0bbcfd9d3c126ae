--- points.lua: where the zones of a map are: their positions and outlines, as the store that is open knows them.
--
-- Example:  place = points.set(set, "5461", frame)   place.points[1].lat   --> 51.1

local glocal = require "glocal"
local geometry = require "foresight.zones.geometry"
local outlines_of = require "foresight.zones.outlines"
local positions = require "foresight.zones.positions"

local points = {}

local function sum_at(set, at)
  local sum
  for _, series in ipairs(set.series) do
    if series.values[at] then sum = (sum or 0) + series.values[at] end
  end
  return sum
end

-- Positions, outlines, their day and the code of the highlighted zone; of places that the frame brings itself the positions only.
local function places_of(codes, highlight, frame)
  local own = frame and frame:attached "positions"
  if own then return own, {}, nil, highlight end
  local store = glocal.use()
  local day = outlines_of.day(store, frame, codes)
  return positions.walked(store, codes, day), outlines_of.of(store, codes, day), day,
    highlight and store:resolve("zone", highlight)
end

--- The places of a set of zones on a map: `points`, those that have a position or an outline; `unplaced`, how many have
--- neither; `outlined`, how many have an outline; `day`, whose map it is; `remote`, the names of zones of which parts that lie
--- far off are not drawn. `highlight` is the zone the map is about; raises for an unknown one.
function points.set(set, highlight, frame)
  local codes = {}
  for i, x in ipairs(set.xs) do codes[i] = x.key end
  local placed, outlines, day, marked = places_of(codes, highlight, frame)
  local list, unplaced, outlined, remote = {}, 0, 0, {}
  for at, x in ipairs(set.xs) do
    local position, polygons = placed[x.key], outlines[x.key]
    if polygons then
      local is_cut
      polygons, is_cut = geometry.without_remote(polygons)
      if is_cut then remote[#remote + 1] = x.label end
    end
    if position or polygons then
      list[#list + 1] = { lat = position and position.lat, lon = position and position.lon, polygons = polygons,
        value = sum_at(set, at), name = x.label, key = x.key, highlight = x.key == marked }
      if polygons then outlined = outlined + 1 end
    elseif x.key ~= "OUTSIDE" then
      unplaced = unplaced + 1
    end
  end
  return { points = list, unplaced = unplaced, outlined = outlined, day = day, remote = remote }
end

return points
