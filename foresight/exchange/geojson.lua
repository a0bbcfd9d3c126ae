--- geojson.lua: frames as GeoJSON, and the features of a GeoJSON file as rows.
--
-- Example:  geojson.write(frame, "r.geojson", {})

local core = require "glocal.core"
local query = require "foresight.shared.query"
local shape = require "foresight.exchange.shape"
local by_name = require "foresight.exchange.by_name"
local geometry = require "foresight.zones.geometry"
local glocal = require "glocal"
local outfile = require "foresight.shared.outfile"
local outlines = require "foresight.zones.outlines"

local geojson = {}

-- --- writing --------------------------------------------------------------------------------------------------

-- By code: the outline of a zone as JSON text, else its point.
local function geometries(store, frame, zones, points)
  local found, codes, seen = {}, {}, {}
  local facts = query(store, [[select z.code, lon.value as lon, lat.value as lat from zone z
    join zone_fact lat on lat.zone = z.id and lat.name = 'lat' join zone_fact lon on lon.zone = z.id and lon.name = 'lon']])
  local known, lons, lats = facts.code, facts.lon, facts.lat
  for i = 1, #known do
    found[known[i]] = ('{"type":"Point","coordinates":[%.15g,%.15g]}'):format(lons[i], lats[i])
  end
  if points then return found end
  for i = 1, #frame do
    if zones[i] and not seen[zones[i]] then
      seen[zones[i]] = true
      codes[#codes + 1] = zones[i]
    end
  end
  for code, polygons in pairs(outlines.of(store, codes, outlines.day(store, frame, codes))) do
    found[code] = geometry.text(polygons)
  end
  return found
end

-- A name that no column of the frame has.
local function free_name(frame)
  local name = "geometry"
  while frame:has(name) do name = name .. "_" end
  return name
end

--- Writes the frame; see frame:to_geojson.
function geojson.write(frame, path, options)
  local column = options.zone or "zone"
  if not frame:has(column) then
    error(("to_geojson needs a column of zones: there is no '%s'; say which: {zone='column'}"):format(column), 3)
  end
  local allowed, message, code = outfile.may_leave(frame:marking(), "frame")
  if not allowed then return nil, message, code end
  local zones, texts, located = frame[column], {}, 0
  local known = geometries(glocal.use(options.store), frame, zones, options.points)
  for i = 1, #frame do
    texts[i] = zones[i] and known[zones[i]]
    if texts[i] then located = located + 1 end
  end
  if located == 0 and #frame > 0 then
    return nil, "none of the frame's zones has an outline, or a lat and lon, in the store; import them: " ..
      "store:import('shapes.geojson', {zone='CODE'}, {as='geometry'})", "not_found"
  end
  local name = free_name(frame)
  return frame:with(name, texts, { type = "text" }):write_geojson(path, name)
end

-- --- reading --------------------------------------------------------------------------------------------------

--- The features as rows: {rows, mapping, note, marking}; or nil, message, code.
function geojson.rows(path, folder, options, mapping, as)
  local wanted, columns, seen = {}, {}, {}
  if next(mapping) == nil and as == "observations" then
    local looked, message, code = core.convert_geojson(path, folder .. "/rows.csv", { columns = {} })
    if not looked then return nil, message, code end
    mapping = by_name(looked.names)
  end
  for field, source in pairs(mapping) do wanted[field] = source end
  if as == "geometry" then
    wanted.geometry = wanted.geometry or "geometry"
    wanted.zone = wanted.zone or "zone"
  elseif next(mapping) == nil then
    return nil, ("%s: say which property feeds which field, as in zone=NISCODE"):format(path), "invalid"
  end
  for _, source in pairs(wanted) do
    local column = type(source) == "table" and source.column or source
    if type(column) == "string" and not seen[column] then
      seen[column] = true
      columns[#columns + 1] = column
    end
  end
  for _, column in ipairs(options.is_shaped and shape.columns_of(options) or {}) do
    if not seen[column] then columns[#columns + 1] = column end
    seen[column] = true
  end
  table.sort(columns)
  local found, message, code = core.convert_geojson(path, folder .. "/rows.csv", { columns = columns })
  if not found then return nil, message, code end
  return {
    rows = folder .. "/rows.csv", mapping = wanted, marking = found.marking,
    units = found.units, delimiter = ",", encoding = "utf-8",
    source = options.source,
  }
end

return geojson
