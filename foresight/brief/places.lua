--- places.lua: the zone of a brief and the zones it is compared with: country, population, names, neighbours.
--
-- Example:  place = places.of(store, "BE-PZ5345", "nl", "2026-11-22")   place.country   --> BE

local core = require "glocal.core"
local catalogue = require "foresight.shared.catalogue"
local positions = require "foresight.zones.positions"
local zone_tree = require "foresight.zones.zone_tree"

local places = {}

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
      peers[#peers + 1] = { code = code, population = populations[code], position = positions.centre(tree, code, facts) }
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
  local facts = positions.facts(store)
  local populations = zone_tree.populations(store, tree, tonumber(date:sub(1, 4)))
  local place = {
    code = code, level = level, country = country, parents = parents, date = date, tree = tree,
    names = catalogue.names(store, "zone", lang),
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
        distance = positions.distance(place.position, peer.position) }
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
