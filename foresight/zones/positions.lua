--- positions.lua: where zones are, and how far apart.
--
-- Example:  positions.distance({lat=51.22, lon=4.40}, {lat=50.85, lon=4.35})   --> 41.3 (km)
-- Reference: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).

local known = require "foresight.shared.known"

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
  for _, row in store:sql(([[select z.code, f.name, f.value, max(f.period) as period from %s f join zone z on z.id = f.zone
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

return positions
