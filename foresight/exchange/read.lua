--- read.lua: files in the formats of other organisations as the rows that the importer takes, recognised by content: Data Package, SDMX-CSV,
--- JSON-stat, GeoJSON, workbooks; CSV goes straight on.
--
-- Example:  opened = read.open("asylum.json", mapping, {where = {sex = "T"}})   --> opened.rows, opened.mapping ...

local core = require "glocal.core"
local fields = require "foresight.exchange.fields"

local read = {}

local READERS = {
  xlsx = "foresight.exchange.workbook",
  package = "foresight.exchange.package",
  geojson = "foresight.exchange.geojson",
  ["sdmx-csv"] = "foresight.exchange.sdmx",
  ["json-stat"] = "foresight.exchange.sdmx",
}

-- Without a mapping, columns go by the names of the fields.
local function by_name(rows)
  local there, mapping = {}, {}
  for _, name in ipairs(core.table_names(rows) or {}) do there[name] = true end
  for _, field in ipairs(fields) do
    if there[field] then mapping[field] = field end
  end
  return mapping
end

-- A file that is marked hands its marking on to every row; what can't have one is refused.
local function pass_marking(opened, as, file)
  local marking = opened.marking
  if not marking then return true end
  local is_clear = marking == "TLP:CLEAR" -- which says as much: it does not take the store's default
  if is_clear and (as ~= "observations" or opened.mapping.handling) then return true end
  if as ~= "observations" then
    return nil, ("%s is marked %s: only observations can be marked, not %s"):format(file, marking, as), "marking"
  end
  if next(opened.mapping) == nil then opened.mapping = by_name(opened.rows) end
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

local function convert(file, folder, mapping, options, format)
  local as = options.as or "observations"
  local opened, message, code = require(READERS[format]).rows(file, folder, options, mapping, as, format)
  if not opened then return nil, message, code end
  opened.mapping = opened.mapping or mapping
  opened.format = format
  local passed
  passed, message, code = pass_marking(opened, as, file)
  if not passed then return nil, message, code end
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
  if format == "table" then return false end
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
