--- read.lua: files in the formats of other organisations as the rows that the importer takes, recognised by content: Data Package, SDMX-CSV,
--- JSON-stat, GeoJSON, workbooks; CSV goes straight on.
--
-- Example:  opened = read.open("asylum.json", mapping, {where = {sex = "T"}})   --> opened.rows, opened.mapping ...

local core = require "glocal.core"
local by_name = require "foresight.exchange.by_name"
local units = require "foresight.exchange.units"

local read = {}

local READERS = {
  xlsx = "foresight.exchange.workbook",
  package = "foresight.exchange.package",
  geojson = "foresight.exchange.geojson",
  ["sdmx-csv"] = "foresight.exchange.sdmx",
  ["json-stat"] = "foresight.exchange.sdmx",
}

-- A file that is marked hands its marking on to every row; what can't have one is refused.
local function pass_marking(opened, as, file)
  local marking = opened.marking
  if not marking then return true end
  local is_clear = marking == "TLP:CLEAR" -- which says as much: it does not take the store's default
  if is_clear and (as ~= "observations" or opened.mapping.handling) then return true end
  if as ~= "observations" then
    return nil, ("%s is marked %s: only observations can be marked, not %s"):format(file, marking, as), "marking"
  end
  if opened.mapping.handling then
    return nil, ("%s is marked %s, which every row of it takes: leave 'handling' out of the mapping"):format(file, marking),
      "marking"
  end
  opened.mapping.handling = { const = marking }
  return true
end

local function nothing_for(name, value, format, wanted)
  if value ~= nil and not wanted[format] then
    return ("'%s' is for %s, and the file is %s"):format(name, wanted.says, format == "table" and "CSV" or format)
  end
end

local SHEET = { xlsx = true, says = "workbooks" }
local RESOURCE = { package = true, says = "Data Packages" }
local WHERE = { ["sdmx-csv"] = true, ["json-stat"] = true, says = "SDMX-CSV and JSON-stat" }

-- What the importer is told of the sources of a file that says the units of its columns.
local function pass_units(opened, options)
  if not opened.units then return end
  for name, value in pairs(units.traits(opened.mapping, opened.units)) do opened[name] = value end
  if opened.rows and not options.scale then opened.scale = units.scale(opened.rows, opened.mapping) end
end

local function convert(file, folder, mapping, options, format)
  local as = options.as or "observations"
  local opened, message, code = require(READERS[format]).rows(file, folder, options, mapping, as, format)
  if not opened then return nil, message, code end
  opened.mapping = opened.mapping or mapping
  opened.format = format
  if as == "observations" and next(opened.mapping) == nil then opened.mapping = by_name(core.table_names(opened.rows) or {}) end
  local passed
  passed, message, code = pass_marking(opened, as, file)
  if not passed then return nil, message, code end
  if as == "observations" then pass_units(opened, options) end
  return opened
end

-- The decimals of the values of a plain file, from a copy in which each row is a line.
local function scale_of_table(file, mapping, options)
  local path, folder = core.temporary_folder()
  if not path then return nil end
  local _ <close> = folder
  local copied = core.convert_table(file, path .. "/rows.csv",
    { delimiter = options.delimiter, encoding = options.encoding })
  return copied and units.scale(path .. "/rows.csv", mapping)
end

-- A plain file, of which the importer reads all but the units of its columns, and the names of glocal's own.
local function open_table(file, mapping, options)
  if (options.as or "observations") ~= "observations" then return false end
  local heading = core.csv_heading(file)
  if not heading then return false end
  if next(mapping) == nil then mapping = by_name(core.table_names(file) or {}) end
  if heading == "" then return next(mapping) and { mapping = mapping } or false end
  local marking, by_column = units.of_heading(heading)
  local opened = { mapping = by_name({}, mapping), marking = marking, units = by_column }
  -- The importer joins the marking of the file to those of its lines.
  if not opened.mapping.handling then opened.mapping.handling = { const = marking } end
  if mapping.value and not options.scale then opened.scale = scale_of_table(file, mapping, options) end
  pass_units(opened, options)
  return opened
end

--- The file as rows: {rows, mapping, note, source, delimiter ..., folder: to be closed}; false for a plain file, which the
--- importer reads itself; or nil, message, code.
function read.open(file, mapping, options)
  local format, message, code = core.format_of(file)
  if not format then return nil, message, code end
  local misplaced = nothing_for("sheet", options.sheet, format, SHEET) or
    nothing_for("resource", options.resource, format, RESOURCE) or nothing_for("where", options.where, format, WHERE)
  if misplaced then return nil, misplaced, "invalid" end
  if format == "table" then return open_table(file, mapping or {}, options) end
  local path, folder, fault = core.temporary_folder()
  if not path then return nil, folder, fault end
  local opened
  opened, message, code = convert(file, path, mapping or {}, options, format)
  if not opened then
    core.remove_folder(path)
    return nil, message, code
  end
  opened.folder = folder
  return opened
end

return read
