--- neighbours.lua: which zones share a border with a zone, and how much of it.
--
-- Example:  neighbours.of(store, "BE-PZ5345", "2026-01-01")   --> {{code = "BE-PZ5349", km = 9.8} ...}, the longest first
--
-- The sides of a stretch of border are municipalities; each counts for the zone of the level that holds it. Abroad that is a
-- zone of the same kind, or where that country has none the municipality. What the shipped map does not know (Germany,
-- France, the sea) is no neighbour of a municipality; countries border by the map of the world.

local borders = require "foresight.zones.borders"
local outlines = require "foresight.zones.outlines"
local positions = require "foresight.zones.positions"
local query = require "foresight.shared.query"

local neighbours = {}

local function length_of(stretch)
  local points, km = borders.points(stretch), 0
  for i = 1, #points - 3, 2 do
    km = km + positions.distance({ lon = points[i], lat = points[i + 1] }, { lon = points[i + 2], lat = points[i + 3] })
  end
  return km
end

-- Zones of a kind as a set.
local function of_kind(store, kind)
  local set = {}
  for _, code in ipairs(query(store, "select code from zone where kind = ?", { kind }).code) do set[code] = true end
  return set
end

-- To which zone of the kind, or else which municipality, each zone of the map belongs that day.
local function sides(store, map, kind, at)
  local tree = outlines.tree(store, kind, at)
  local of = outlines.members(tree, map, of_kind(store, kind))
  if map == "municipality" and kind ~= "municipality" then
    for code, municipality in pairs(outlines.members(tree, map, of_kind(store, "municipality"))) do
      of[code] = of[code] or municipality
    end
  end
  return of
end

local function see_crossings(of, see)
  for _, crossing in ipairs(borders.crossings()) do
    see(of[crossing.left], of[crossing.right], function() return crossing.km end)
  end
end

-- The map of the world is coarse: where two countries are known by municipality, their border is as long as there.
local function prefer_crossings(store, code, at, km)
  local detailed = {}
  see_crossings(sides(store, "municipality", "country", at), function(a, b, length)
    local other = a == code and b or b == code and a or nil
    if other then detailed[other] = (detailed[other] or 0) + length() end
  end)
  for other, length in pairs(detailed) do km[other] = length end
end

--- The neighbours of a zone on a day: a list of {code, km}, the longest border first; nil where the map does not know it.
function neighbours.of(store, code, at)
  local kind = query(store, "select kind from zone where code = ?", { code }).kind[1]
  local map = kind == "country" and "country" or "municipality"
  local of, km, is_known = sides(store, map, kind, at), {}, false
  local function see(a, b, length)
    is_known = is_known or a == code or b == code
    if not a or not b or a == b then return end
    local other = a == code and b or b == code and a or nil
    if other then km[other] = (km[other] or 0) + length() end
  end
  for _, stretch in ipairs(borders.stretches(map)) do
    see(of[stretch.left], of[stretch.right], function() return length_of(stretch) end)
  end
  if map == "municipality" then see_crossings(of, see) else prefer_crossings(store, code, at, km) end
  if not is_known then return nil end
  local list = {}
  for other, length in pairs(km) do list[#list + 1] = { code = other, km = length } end
  table.sort(list, function(a, b)
    if a.km ~= b.km then return a.km > b.km end
    return a.code < b.code
  end)
  return list
end

local function by_kind(store, codes)
  local wanted, kinds, of = {}, {}, {}
  for _, code in ipairs(codes) do wanted[code] = true end
  for _, row in query(store, "select code, kind from zone"):rows() do
    if wanted[row.code] then
      if not of[row.kind] then
        of[row.kind] = {}
        kinds[#kinds + 1] = row.kind
      end
      of[row.kind][row.code] = true
    end
  end
  table.sort(kinds)
  return kinds, of
end

--- The pairs {a, b} of the zones that share a border on a day, each once, in order; between zones of one kind.
function neighbours.pairs(store, codes, at)
  local list, seen = {}, {}
  local kinds, of_kinds = by_kind(store, codes)
  for _, kind in ipairs(kinds) do
    local wanted, map = of_kinds[kind], kind == "country" and "country" or "municipality"
    local function see(a, b)
      if not (a and b and a ~= b and wanted[a] and wanted[b]) then return end
      if b < a then a, b = b, a end
      local key = a .. "\0" .. b
      if not seen[key] then list[#list + 1] = { a = a, b = b } end
      seen[key] = true
    end
    local of = sides(store, map, kind, at)
    for _, stretch in ipairs(borders.stretches(map)) do see(of[stretch.left], of[stretch.right]) end
    if map == "municipality" then see_crossings(of, see) end
  end
  table.sort(list, function(p, q)
    if p.a ~= q.a then return p.a < q.a end
    return p.b < q.b
  end)
  return list
end

return neighbours
