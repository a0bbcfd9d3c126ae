--- places.lua: the zone of a brief and the zones it is compared with: names, country, people, positions, distances.
--
-- Example:  place = places.of(store, "BE-PZ5345", "nl", "2026-11-22")   place.country   --> BE
-- Reference: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).

local core = require "glocal.core"
local nouns = require "foresight.shared.nouns"
local zone_tree = require "foresight.zones.zone_tree"

local places = {}

local EARTH = 6371.0088 -- mean radius in km

--- Great-circle distance in km between two positions {lat, lon} in degrees.
function places.distance(a, b)
  local north = math.sin(math.rad(b.lat - a.lat) / 2)
  local east = math.sin(math.rad(b.lon - a.lon) / 2)
  local h = north * north + math.cos(math.rad(a.lat)) * math.cos(math.rad(b.lat)) * east * east
  return 2 * EARTH * math.asin(math.min(1, math.sqrt(h)))
end

--- The names of all nodes of a noun in a language, by code.
function places.names(store, noun, lang)
  local names = {}
  local listed = store:sql(("select n.code, %s as name from %s n"):format(nouns.label_sql(noun, "n"), noun),
    { lang = lang })
  local codes, texts = listed.code, listed.name
  for i = 1, #codes do
    names[codes[i]] = lang == "fr" and texts[i]:gsub("'", "\u{2019}") or texts[i]
  end
  return names
end

-- lat, lon and population of every zone that has them itself, the latest of each.
local function own_facts(store)
  local facts = {}
  for _, row in store:sql([[select z.code, f.name, f.value from zone_fact f join zone z on z.id = f.zone
      where f.name in ('lat', 'lon', 'population') order by z.code, f.name, f.period]]):rows() do
    facts[row.code] = facts[row.code] or {}
    facts[row.code][row.name] = row.value
  end
  return facts
end

-- A zone lies where its people live: the mean of its municipalities, weighted by population; nil when none has a place.
local function position_of(tree, code, facts)
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
function places.positions(store, tree, codes)
  local facts, positions = own_facts(store), {}
  for _, code in ipairs(codes) do
    local own = facts[code]
    positions[code] = own and own.lat and own.lon and { lat = own.lat, lon = own.lon } or
      tree:kind(code) and position_of(tree, code, facts) or nil
  end
  return positions
end

local function parents_of(tree, code)
  local list, up = {}, tree:parent(code)
  while up do
    list[#list + 1] = up
    if tree:kind(up) == "country" then return list, up end
    up = tree:parent(up)
  end
  return list
end

-- The zones of the same level in the country that have people, each with its position if it is known.
local function peers_of(tree, country, level, populations, facts)
  local peers = {}
  for _, code in ipairs(tree:below(country, level)) do
    if populations[code] then
      peers[#peers + 1] = { code = code, population = populations[code], position = position_of(tree, code, facts) }
    end
  end
  return peers
end

--- The zone by its code: level, country, parents up to it, population, position, peers, names of all zones.
function places.of(store, code, lang, date)
  local level = store:sql("select kind from zone where code = ?", { code }).kind[1]
  local tree = zone_tree.of(store, zone_tree.preference({ levels = { level } }, {}), date)
  local parents, country = parents_of(tree, code)
  if not country then
    error(("no brief for '%s': it is a %s; a brief is for a zone within a country, such as a police zone or a province")
      :format(code, level:gsub("_", " ")), 0)
  end
  local facts = own_facts(store)
  local populations = zone_tree.populations(store, tree, tonumber(date:sub(1, 4)))
  local place = {
    code = code, level = level, country = country, parents = parents, date = date, tree = tree,
    names = places.names(store, "zone", lang),
    peers = peers_of(tree, country, level, populations, facts),
  }
  for _, peer in ipairs(place.peers) do
    if peer.code == code then place.population, place.position = peer.population, peer.position end
  end
  if not place.population then
    error(("no brief for '%s': the population of the zone, or of a part of it, is unknown on %s"):format(code, date), 0)
  end
  place.population_year = store:sql([[select max(period) as year from zone_fact where name = 'population'
    and period <> '' and substr(period, 1, 4) <= substr(?, 1, 4)]], { date }).year[1]
  return place
end

--- The `n` peers nearest to the zone, nearest first, each with its distance in km; none when its position is unknown.
function places.nearest(place, n)
  local found = {}
  for _, peer in ipairs(place.peers) do
    if place.position and peer.position and peer.code ~= place.code then
      found[#found + 1] = { code = peer.code, population = peer.population,
        distance = places.distance(place.position, peer.position) }
    end
  end
  table.sort(found, function(a, b)
    if a.distance ~= b.distance then return a.distance < b.distance end
    return a.code < b.code
  end)
  return table.move(found, 1, math.min(n, #found), 1, {})
end

--- The zone that a text stands for; raises for an unknown one.
function places.resolve(store, zone)
  if type(zone) ~= "string" and type(zone) ~= "number" then
    error("bad argument 'zone' to 'brief': expected a zone, such as zone=\"5345\", got " .. type(zone), 0)
  end
  return (store:resolve("zone", tostring(zone)))
end

--- The day a brief is dated, checked.
function places.day(date)
  return date and core.period(date, "day") or core.today()
end

return places
