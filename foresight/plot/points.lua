--- points.lua: where the zones of a map are: their positions and outlines, as the store that is open knows them.
--
-- Example:  list, unplaced, outlined = points.set(set, "5461")   list[1].lat   --> 51.1

local glocal = require "glocal"
local outline = require "foresight.plot.outline"
local positions = require "foresight.zones.positions"
local zone_tree = require "foresight.zones.zone_tree"

local points = {}

-- Police zones and judicial districts hold their municipalities in hierarchies of their own: these are walked where the
-- administrative one does not find a place.
local WALKS = { {}, { "police_zone", "judicial_district" } }

local function positions_of(store, codes)
  local found, missing = {}, codes
  for _, levels in ipairs(WALKS) do
    if #missing > 0 then
      local tree = zone_tree.of(store, zone_tree.preference({ levels = levels }, {}), glocal.today())
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

--- The points of a set whose places are zones: those that have a position or an outline; how many have neither; how many
--- have an outline. `highlight` is the zone the map is about; raises for an unknown one.
function points.set(set, highlight)
  local store, codes, wanted = glocal.use(), {}, {}
  for i, x in ipairs(set.xs) do codes[i], wanted[x.key] = x.key, true end
  local placed, outlines = positions_of(store, codes), outline.of(store, wanted)
  local marked = highlight and store:resolve("zone", highlight)
  local list, unplaced, outlined = {}, 0, 0
  for at, x in ipairs(set.xs) do
    local position, polygons = placed[x.key], outlines[x.key]
    if position or polygons then
      list[#list + 1] = { lat = position and position.lat, lon = position and position.lon, polygons = polygons,
        value = sum_at(set, at), name = x.label, highlight = x.key == marked }
      if polygons then outlined = outlined + 1 end
    elseif x.key ~= "OUTSIDE" then
      unplaced = unplaced + 1
    end
  end
  return list, unplaced, outlined
end

return points
