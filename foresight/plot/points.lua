--- points.lua: where the zones of a map are: their positions and outlines, as the store that is open knows them.
--
-- Example:  place = points.set(set, "5461", frame)   place.points[1].lat   --> 51.1

local glocal = require "glocal"
local geometry = require "foresight.zones.geometry"
local outlines_of = require "foresight.zones.outlines"
local positions = require "foresight.zones.positions"
local zone_tree = require "foresight.zones.zone_tree"

local points = {}

-- Police zones and judicial districts hold their municipalities in hierarchies of their own: these are walked where the
-- administrative one does not find a place.
local WALKS = { {}, { "police_zone", "judicial_district" } }

local function positions_of(store, codes, day)
  local found, missing = {}, codes
  for _, levels in ipairs(WALKS) do
    if #missing > 0 then
      local tree = zone_tree.of(store, zone_tree.preference({ levels = levels }, {}), day)
      for code, position in pairs(positions.of(store, tree, missing)) do found[code] = position end
    end
    local still = {}
    for _, code in ipairs(missing) do
      if not found[code] then still[#still + 1] = code end
    end
    missing = still
  end
  return found
end

local function sum_at(set, at)
  local sum
  for _, series in ipairs(set.series) do
    if series.values[at] then sum = (sum or 0) + series.values[at] end
  end
  return sum
end

--- The places of a set of zones on a map: `points`, those that have a position or an outline; `unplaced`, how many have
--- neither; `outlined`, how many have an outline; `day`, whose map it is; `remote`, the names of zones of which parts that lie
--- far off are not drawn. `highlight` is the zone the map is about; raises for an unknown one.
function points.set(set, highlight, frame)
  local store, codes = glocal.use(), {}
  for i, x in ipairs(set.xs) do codes[i] = x.key end
  local day = outlines_of.day(store, frame, codes)
  local placed, outlines = positions_of(store, codes, day), outlines_of.of(store, codes, day)
  local marked = highlight and store:resolve("zone", highlight)
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
        value = sum_at(set, at), name = x.label, highlight = x.key == marked }
      if polygons then outlined = outlined + 1 end
    elseif x.key ~= "OUTSIDE" then
      unplaced = unplaced + 1
    end
  end
  return { points = list, unplaced = unplaced, outlined = outlined, day = day, remote = remote }
end

return points
