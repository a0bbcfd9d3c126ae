--- zones.lua: what a scan needs to know of zones: where they are, how many people live there, which touch.
--
-- Example:  zones = scan_zones.of(store, r, codes)   zones.positions["BE-11002"].lat   zones.people(2024)["BE-11002"]

local glocal = require "glocal"
local known = require "foresight.shared.known"
local neighbours = require "foresight.zones.neighbours"
local outlines = require "foresight.zones.outlines"
local positions = require "foresight.zones.positions"
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local scan_zones = {}

local function kinds_of(store, codes)
  local kind_of, wanted, kinds = {}, {}, {}
  for _, row in query(store, "select code, kind from zone"):rows() do kind_of[row.code] = row.kind end
  for _, code in ipairs(codes) do
    local kind = kind_of[code]
    if kind and not wanted[kind] then kinds[#kinds + 1] = kind end
    wanted[kind or ""] = true
  end
  return kinds
end

--- Of zones of a frame: `day` of the map, `positions` by code, `people(year)` by code, `pairs()` that touch as a frame or nil.
function scan_zones.of(store, figures, codes)
  local rolled_up = figures:attached "rolled_up" or {}
  local as_of = known.state(store, rolled_up.as_of)
  local day = outlines.day(store, figures, codes)
  local tree = zone_tree.of(store, zone_tree.preference({ levels = kinds_of(store, codes) }, {}), day, as_of)
  local zones = { day = day, tree = tree, positions = positions.walked(store, codes, day) }
  local by_year = {}
  function zones.people(year)
    by_year[year] = by_year[year] or zone_tree.populations(store, tree, year, as_of)
    return by_year[year]
  end
  function zones.pairs()
    local rows = neighbours.pairs(store, codes, day)
    return #rows > 0 and glocal.frame(rows, { columns = { "a", "b" } }) or nil
  end
  return zones
end

-- The zones of which a rollup would have had rows if they had any figure.
local function zones_asked(tree, spec)
  local list, seen = {}, {}
  for _, root in ipairs(type(spec.zone) == "table" and spec.zone or { spec.zone }) do
    for _, level in ipairs(type(spec.level) == "table" and spec.level or { spec.level }) do
      for _, code in ipairs(tree:kind(root) and level ~= "*" and tree:below(root, level) or {}) do
        if not seen[code] then list[#list + 1] = code end
        seen[code] = true
      end
    end
  end
  return list
end

--- The codes of zones that a rollup has no row of, for nothing was recorded there.
function scan_zones.without_rows(store, figures, codes)
  local spec = figures:attached "asked"
  if not spec or not spec.level then return {} end
  local roots = {}
  for i, zone in ipairs(type(spec.zone) == "table" and spec.zone or { spec.zone or "WORLD" }) do
    roots[i] = zone ~= "*" and store:resolve("zone", zone) or nil
  end
  local levels = type(spec.level) == "table" and spec.level or { spec.level }
  local tree = zone_tree.of(store, zone_tree.preference({ hierarchy = spec.hierarchy, levels = levels }, roots),
    outlines.day(store, figures, codes), known.state(store, spec.as_of))
  local has, list = {}, {}
  for _, code in ipairs(codes) do has[code] = true end
  for _, code in ipairs(zones_asked(tree, { zone = roots, level = spec.level })) do
    if not has[code] then list[#list + 1] = code end
  end
  return list
end

return scan_zones
