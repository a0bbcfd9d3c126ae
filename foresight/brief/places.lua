--- places.lua: the zone of a brief and the zones it is compared with: country, population, names, neighbours, like zones.
--
-- Example:  place = places.of(store, "BE-PZ5345", {lang = "nl", date = "2026-11-22"})   place.country   --> BE

local core = require "glocal.core"
local catalogue = require "foresight.shared.catalogue"
local known = require "foresight.shared.known"
local memo = require "foresight.brief.memo"
local positions = require "foresight.zones.positions"
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local places = {}

local NEIGHBOURS = 5

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

-- Of each zone those right above it in any hierarchy, but for police zones.
local function parents_anywhere(store, date, as_of)
  local above = {}
  for _, row in query(store, ("select c.code, p.code as parent from %s l join zone c on c.id = l.child "
      .. "join zone p on p.id = l.parent where p.kind <> 'police_zone' and " .. zone_tree.valid "l"):format(
      known.rows("zone_link", as_of)), { at = date }):rows() do
    above[row.code] = above[row.code] or {}
    table.insert(above[row.code], row.parent)
  end
  return above
end

-- The zones above in every hierarchy, such as the judicial district beside the province, from the country down.
local function path_of(place, above)
  local path, seen = {}, {}
  local function add(code)
    if not seen[code] then path[#path + 1] = code end
    seen[code] = true
  end
  for i = #place.parents, 1, -1 do add(place.parents[i]) end
  -- A zone lies in a judicial district when all its municipalities do.
  local municipalities = place.tree:below(place.code, "municipality")
  local count = {}
  for _, code in ipairs(municipalities) do
    for _, parent in ipairs(above[code] or {}) do count[parent] = (count[parent] or 0) + 1 end
  end
  local shared = {}
  for parent, n in pairs(count) do
    if n == #municipalities and parent ~= place.code then shared[#shared + 1] = parent end
  end
  table.sort(shared)
  for _, parent in ipairs(shared) do add(parent) end
  add(place.code)
  return path
end

-- How alike two zones are: in the same region (or province), of half to double the people, neighbours.
local function likeness(place, peer, is_neighbour)
  local region = place.parents[#place.parents - 1]
  local like = { code = peer.code, population = peer.population, position = peer.position,
    is_region = region ~= nil and region ~= place.code and place.tree:within(region, peer.code),
    is_size = peer.population >= place.population / 2 and peer.population <= place.population * 2,
    is_neighbour = is_neighbour }
  like.score = (like.is_region and 1 or 0) + (like.is_size and 1 or 0) + (like.is_neighbour and 1 or 0)
  like.ratio = math.abs(math.log(peer.population / place.population))
  return like
end

-- The others, the most alike first.
local function like_zones(place)
  local neighbours, found = {}, {}
  for _, each in ipairs(places.nearest(place, NEIGHBOURS)) do neighbours[each.code] = true end
  for _, peer in ipairs(place.peers) do
    if peer.code ~= place.code and peer.population > 0 then
      local like = likeness(place, peer, neighbours[peer.code] or false)
      if like.score > 0 then found[#found + 1] = like end
    end
  end
  table.sort(found, function(a, b)
    if a.score ~= b.score then return a.score > b.score end
    if a.ratio ~= b.ratio then return a.ratio < b.ratio end
    return a.code < b.code
  end)
  return found
end

-- The day of the last change that the zone table has for the country up to a date; nil where it has none.
local function table_day(store, country, date, as_of)
  return query(store, ([[select date(max(day) * 86400, 'unixepoch') as day from (
      select code, valid_from as day from zone union all select code, valid_to + 1 from zone
      union all select z.code, l.valid_from from %s l join zone z on z.id = l.child
      union all select z.code, l.valid_to + 1 from %s l join zone z on z.id = l.child)
    where code like :country || '-%%' and day <= cast(julianday(:date) - 2440587.5 as integer)]]):format(
    known.rows("zone_link", as_of), known.rows("zone_link", as_of)), { country = country, date = date }).day[1]
end

-- The latest year of the population of each zone that has one.
local function population_years(store, date, as_of)
  local latest = {}
  for _, row in query(store, ([[select z.code, max(f.period) as year from %s f join zone z on z.id = f.zone
      where f.name = 'population' and f.period <> '' and substr(f.period, 1, 4) <= substr(?, 1, 4) group by f.zone]]):format(
      known.rows("zone_fact", as_of)), { date }):rows() do
    latest[row.code] = row.year
  end
  return latest
end

-- The year of the population of a zone, of its parts the one known the longest ago; nil when it has none of a year.
local function population_year(place, latest)
  local year
  for _, below in ipairs(latest[place.code] and { place.code } or place.tree:below(place.code)) do
    if latest[below] and (not year or latest[below] < year) then year = latest[below] end
  end
  return year
end

-- Levels above the police zones: their figures are found down the police hierarchy too, where the store has one.
local ABOVE_POLICE = { province = true, region = true, country = true, union = true }
local TOPS = { country = true, union = true }

--- The hierarchy that a rollup of the zone is to name, so that the figures of the police zones below it are among them; nil where
--- it is of a level that lies above none, or the store has no such hierarchy.
function places.hierarchy(store, code)
  local level = query(store, "select kind from zone where code = ?", { code }).kind[1]
  local has_police = ABOVE_POLICE[level] and #query(store, "select 1 as n from zone_link where hierarchy = 'police' limit 1") > 0
  return has_police and "police" or nil
end

-- The hierarchies of the walk, and the one that a rollup of the zone is to name.
local function walk_of(store, code, level)
  local hierarchy = places.hierarchy(store, code)
  return zone_tree.preference({ levels = { level }, hierarchy = hierarchy }, { code }), hierarchy
end

--- The tree around a zone on a day, and `hierarchy`, which a rollup of it names (nil: none). `asked`: date, as_of.
function places.walk(store, code, asked)
  local level = query(store, "select kind from zone where code = ?", { code }).kind[1]
  local hierarchies, hierarchy = walk_of(store, code, level)
  return { tree = zone_tree.of(store, hierarchies, asked.date, asked.as_of and known.state(store, asked.as_of)),
    hierarchy = hierarchy }
end

local function no_brief(code, why, ...)
  error(("no brief for '%s': " .. why):format(code, ...), 0)
end

-- Raises for a zone that has merged by that day, naming where it went.
local function check_valid(store, tree, code, date)
  local heirs = {}
  for target in pairs(tree:targets(code)) do
    if target ~= code then heirs[#heirs + 1] = target end
  end
  table.sort(heirs)
  local last = query(store, "select date(valid_to * 86400, 'unixepoch') as day from zone where code = ?", { code }).day[1]
  if #heirs > 0 and last and last < date then
    no_brief(code, "the zone ended on %s; ask for %s, or give a date until then", last, table.concat(heirs, " or "))
  end
end

--- The zone by its code: level, country, parents up to it, path from the country down, population, position, peers, like
--- zones, names of all zones, the day of the zone table, `hierarchy` (which a rollup of it names; nil: none). `asked`: lang, date, as_of (a batch), memo,
--- and is_top where a country or union will do: its own country, without peers.
function places.of(store, code, asked)
  local date = asked.date
  local level = query(store, "select kind from zone where code = ?", { code }).kind[1]
  local hierarchies, hierarchy = walk_of(store, code, level)
  local tree = zone_tree.of(store, hierarchies, date, asked.as_of)
  check_valid(store, tree, code, date)
  local parents, country = parents_of(tree, code)
  local is_top = asked.is_top and TOPS[level] or false
  if is_top then parents, country = {}, code end
  if not country then
    local _, country_now = parents_of(zone_tree.of(store, zone_tree.preference({ levels = { level } }, {}), date), code)
    if country_now then
      no_brief(code, "the store did not know yet where it lies (as_of)")
    end
    if asked.is_top then
      error(("no plan for '%s': it is a %s; a plan is for a zone within a country, a country or a union, such as 5345, BE or "
        .. "BENELUX"):format(code, (level:gsub("_", " "))), 0)
    end
    no_brief(code, "it is a %s; a brief is for a zone within a country, such as a police zone or a province",
      (level:gsub("_", " ")))
  end
  local function once(key, make) return memo.once(asked, key, make) end
  local function populations() return zone_tree.populations(store, tree, tonumber(date:sub(1, 4)), asked.as_of) end
  local of_level = ("%s %s"):format(level, country)
  local place = {
    code = code, level = level, country = country, parents = parents, date = date, tree = tree, hierarchy = hierarchy,
    is_top = is_top,
    names = once("zones " .. asked.lang, function() return catalogue.names(store, "zone", asked.lang) end),
    peers = is_top and {} or once("peers " .. of_level, function()
      return peers_of(tree, country, level, populations(), positions.facts(store, asked.as_of))
    end),
  }
  for _, peer in ipairs(place.peers) do
    if peer.code == code then place.population, place.position = peer.population, peer.position end
  end
  if is_top then
    place.population = populations()[code]
  elseif not place.population or place.population == 0 then
    no_brief(code, "the population of the zone, or of a part of it, is unknown on %s", date)
  end
  place.population_year = population_year(place, once("population years", function()
    return population_years(store, date, asked.as_of)
  end))
  place.path = path_of(place, once("parents", function() return parents_anywhere(store, date, asked.as_of) end))
  place.like = like_zones(place)
  place.table_day = once("table day " .. country, function() return table_day(store, country, date, asked.as_of) or false end)
    or nil
  place.number = once("number " .. of_level, function() return #tree:below(country, level) end)
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
