--- outlines.lua: the outlines of zones on a day: those that were imported, else made of the shipped borders: a police zone,
-- arrondissement, province or union is what its municipalities or countries are that day.
--
-- Example:  outlines.of(store, {"BE-PZ5345", "BE-VAN"}, "2024-06-01")["BE-VAN"][1][1]   --> {lon, lat, lon, lat ...}

local borders = require "foresight.zones.borders"
local core = require "glocal.core"
local glocal = require "glocal"
local geometry = require "foresight.zones.geometry"
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local outlines = {}

local UNIONS = { union = true, world = true, continent = true }

--- To which of the wanted zones (a set, of which none lies in another) each zone of a map belongs in a tree: there where
--- its figures go. A zone of which parts are in several belongs to none.
function outlines.members(tree, map, wanted)
  local member_of = {}
  local function holder(code)
    while code and not wanted[code] do code = tree:parent(code) end
    return code
  end
  for code in pairs(borders.zones(map)) do
    local found, is_one = nil, tree:kind(code) ~= nil
    for target in pairs(is_one and tree:targets(code) or {}) do
      local at = holder(target)
      is_one = is_one and at ~= nil and (found == nil or found == at)
      found = at
    end
    if is_one then member_of[code] = found end
  end
  return member_of
end

--- The tree in which zones of a kind hold their municipalities on a day.
function outlines.tree(store, kind, at)
  return zone_tree.of(store, zone_tree.preference({ levels = { kind } }, {}), at)
end

-- Countries by their municipalities when all of them are known so, else by the map of the world, so that they fit each other.
local function of_countries(store, wanted, at)
  local members = outlines.members(outlines.tree(store, "country", at), "municipality", wanted)
  local seen = {}
  for _, country in pairs(members) do seen[country] = true end
  for code in pairs(wanted) do
    if not seen[code] then
      local own = {}
      for each in pairs(wanted) do own[each] = each end
      return borders.outlines("country", own)
    end
  end
  return borders.outlines("municipality", members)
end

-- A union by its members, reached from it.
local function of_union(store, code, at)
  local tree = zone_tree.of(store, zone_tree.preference({}, { code }), at)
  local members = {}
  for country in pairs(borders.zones "country") do
    if tree:kind(country) and tree:within(code, country) then members[country] = code end
  end
  return borders.outlines("country", members)
end

-- Of an older store, opened for reading, there may be no such table.
local function imported(store)
  local tables = query(store, "select count(*) as n from sqlite_master where type = 'table' and name = 'zone_geometry'")
  if tables.n[1] == 0 then return glocal.frame({}, { columns = { "code", "geometry" } }) end
  return query(store, "select z.code, g.geometry from zone_geometry g join zone z on z.id = g.zone")
end

local function of_kind(store, kind, wanted, at)
  if kind == "country" then return of_countries(store, wanted, at) end
  if UNIONS[kind] then
    local found = {}
    for code in pairs(wanted) do found[code] = of_union(store, code, at)[code] end
    return found
  end
  return borders.outlines("municipality", outlines.members(outlines.tree(store, kind, at), "municipality", wanted))
end

--- The outlines on a day by code, each a list of polygons; zones without one are left out.
function outlines.of(store, codes, at)
  local found, by_kind, known = {}, {}, {}
  for _, row in query(store, "select code, kind from zone"):rows() do known[row.code] = { kind = row.kind } end
  for _, row in imported(store):rows() do known[row.code].geometry = row.geometry end
  for _, code in ipairs(codes) do
    local row = known[code]
    if row and row.geometry then
      found[code] = geometry.parse(row.geometry)
    elseif row then
      by_kind[row.kind] = by_kind[row.kind] or {}
      by_kind[row.kind][code] = true
    end
  end
  for kind, wanted in pairs(by_kind) do
    for code, polygons in pairs(of_kind(store, kind, wanted, at)) do found[code] = polygons end
  end
  return found
end

--- The day whose map a frame is drawn by: that of its rollup; else the last on which all its zones are valid, at most that of the page
--- that it is drawn for (`map_until`), or today.
function outlines.day(store, frame, codes)
  local told = frame and frame:attached "map_day"
  if told then return told end
  local ends, day = {}, frame and frame:attached "map_until" or core.today()
  for _, row in query(store, [[select code, date(valid_to * 86400, 'unixepoch') as last from zone
      where valid_to is not null]]):rows() do
    ends[row.code] = row.last
  end
  for _, code in ipairs(codes) do
    if ends[code] and ends[code] < day then day = ends[code] end
  end
  return day
end

return outlines
