--- positions.lua: where zones are, and how far apart.
--
-- Example:  positions.distance({lat=51.22, lon=4.40}, {lat=50.85, lon=4.35})   --> 41.3 (km)
-- Reference: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).

local known = require "foresight.shared.known"
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local positions = {}

local EARTH = 6371.0088 -- mean radius in km

--- Great-circle distance in km between two positions {lat, lon} in degrees.
function positions.distance(a, b)
  local north = math.sin(math.rad(b.lat - a.lat) / 2)
  local east = math.sin(math.rad(b.lon - a.lon) / 2)
  local h = north * north + math.cos(math.rad(a.lat)) * math.cos(math.rad(b.lat)) * east * east
  return 2 * EARTH * math.asin(math.min(1, math.sqrt(h)))
end

--- lat, lon and population of every zone that has them itself, the latest of each, as known after batch `as_of`.
function positions.facts(store, as_of)
  local facts = {}
  for _, row in query(store, ([[select z.code, f.name, f.value, max(f.period) as period from %s f join zone z on z.id = f.zone
      where f.name in ('lat', 'lon', 'population') group by f.zone, f.name]]):format(
      known.rows("zone_fact", as_of))):rows() do
    facts[row.code] = facts[row.code] or {}
    facts[row.code][row.name] = row.value
  end
  return facts
end

--- A zone lies where its people live: the mean of its municipalities, weighted by population; nil when none has a place.
function positions.centre(tree, code, facts)
  local lat, lon, people = 0, 0, 0
  for _, below in ipairs(tree:below(code, "municipality")) do
    local fact = facts[below] or {}
    if fact.lat and fact.lon and fact.population then
      lat, lon = lat + fact.lat * fact.population, lon + fact.lon * fact.population
      people = people + fact.population
    end
  end
  if people > 0 then return { lat = lat / people, lon = lon / people } end
end

--- The positions {lat, lon} of zones by code: a zone's own, else where its people live.
function positions.of(store, tree, codes)
  local facts, found = positions.facts(store), {}
  for _, code in ipairs(codes) do
    local own = facts[code]
    found[code] = own and own.lat and own.lon and { lat = own.lat, lon = own.lon } or
      tree:kind(code) and positions.centre(tree, code, facts) or nil
  end
  return found
end

-- Police zones and judicial districts hold their municipalities in hierarchies of their own: these are walked where the
-- administrative one does not find a place.
local WALKS = { {}, { "police_zone", "judicial_district" } }

-- The hierarchies of a walk that the store has.
local function hierarchies_of(store, levels)
  local has, list = { administrative = true }, {}
  for _, name in ipairs(query(store, "select distinct hierarchy from zone_link").hierarchy) do has[name] = true end
  for _, name in ipairs(zone_tree.preference({ levels = levels }, {})) do
    if has[name] then list[#list + 1] = name end
  end
  return list
end

--- The same by whichever hierarchy of a day finds them.
function positions.walked(store, codes, day)
  local found, missing = {}, codes
  for _, levels in ipairs(WALKS) do
    if #missing > 0 then
      local tree = zone_tree.of(store, hierarchies_of(store, levels), day)
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

return positions
