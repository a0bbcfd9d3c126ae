--- read.lua: files in the formats of other organisations as the rows that the importer takes, recognised by content: Data Package, SDMX-CSV,
--- JSON-stat, GeoJSON, workbooks; CSV goes straight on.
--
-- Example:  opened = read.open("asylum.json", mapping, {where = {sex = "T"}})   --> opened.rows, opened.mapping ...

local core = require "glocal.core"
local by_name = require "foresight.exchange.by_name"
local hint = require "foresight.shared.hint"
local kept_rows = require "foresight.exchange.kept_rows"
local shape = require "foresight.exchange.shape"
local units = require "foresight.exchange.units"

local read = {}

local READERS = {
  xlsx = "foresight.exchange.workbook",
  package = "foresight.exchange.package",
  geojson = "foresight.exchange.geojson",
  ["sdmx-csv"] = "foresight.exchange.sdmx",
  ["json-stat"] = "foresight.exchange.sdmx",
  ["eurostat-tsv"] = "foresight.exchange.sdmx",
  ["json-records"] = "foresight.exchange.records",
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
local RESOURCE = { package = true, zip = true, says = "Data Packages and .zip files" }
local HEADER = { table = true, xlsx = true, says = "CSV and workbooks" }

-- The formats of which the converter picks the categories itself.
local PICKS = { ["sdmx-csv"] = true, ["json-stat"] = true, ["eurostat-tsv"] = true }

-- What the importer is told of the sources of a file that says the units of its columns.
local function pass_units(opened, options)
  if not opened.units then return end
  for name, value in pairs(units.traits(opened.mapping, opened.units)) do opened[name] = value end
  if opened.rows and not options.scale then opened.scale = units.scale(opened.rows, opened.mapping) end
end

-- The options without those that the converter has seen to.
local function options_left(options, format)
  local left = {}
  for name, value in pairs(options) do left[name] = value end
  if PICKS[format] then left.where = nil end
  return left
end

-- What a converter is told: in shape, it hands on all columns, and rows as they are.
local function options_of(options, is_shaped)
  local told = {}
  for name, value in pairs(options) do told[name] = value end
  told.is_shaped = is_shaped
  return told
end

local function convert(file, folder, mapping, options, format)
  local as = options.as or "observations"
  local left = options_left(options, format)
  local is_shaped = shape.is_wanted(left) or left.header ~= nil
  local opened, message, code = require(READERS[format]).rows(file, folder, options_of(options, is_shaped), mapping, as, format)
  if not opened then return nil, message, code end
  opened.mapping = opened.mapping or mapping
  opened.format = format
  if is_shaped then
    opened, message, code = shape.rows(opened, file, folder, opened.mapping, left, as)
    if not opened then return nil, message, code end
  end
  if as == "observations" and next(opened.mapping) == nil then opened.mapping = by_name(core.table_names(opened.rows) or {}) end
  local passed
  passed, message, code = pass_marking(opened, as, file)
  if not passed then return nil, message, code end
  if as == "observations" then pass_units(opened, options) end
  return opened
end

-- The decimals of the values of a plain file, from a copy in which each row is a line.
local function scale_of_table(file, mapping, options, header_line)
  if header_line > 1 then return nil end
  local path, folder = core.temporary_folder()
  if not path then return nil end
  local _ <close> = folder
  local copied = core.convert_table(file, path .. "/rows.csv",
    { delimiter = options.delimiter, encoding = options.encoding })
  return copied and units.scale(path .. "/rows.csv", mapping)
end

-- A plain file, of which the importer reads all but the units of its columns, and the names of glocal's own.
local function open_table(file, mapping, options)
  local header_line = shape.header_of(options.header)
  local plain = header_line > 0 and { mapping = mapping, header_line = header_line } or false
  if (options.as or "observations") ~= "observations" then return plain end
  local heading = core.csv_heading(file)
  if not heading then return plain end
  if next(mapping) == nil then mapping = by_name(core.table_names(file, header_line) or {}) end
  if heading == "" then return next(mapping) and { mapping = mapping, header_line = header_line } or plain end
  local marking, by_column = units.of_heading(heading)
  local opened = { mapping = by_name({}, mapping), marking = marking, units = by_column, header_line = header_line }
  -- The importer joins the marking of the file to those of its lines.
  if not opened.mapping.handling then opened.mapping.handling = { const = marking } end
  if mapping.value and not options.scale then opened.scale = scale_of_table(file, mapping, options, header_line) end
  pass_units(opened, options)
  return opened
end

-- A plain file in shape: its rows stand under its own marking, which the importer joins to that of its lines.
local function shape_table(file, folder, mapping, options)
  local as = options.as or "observations"
  local heading = as == "observations" and core.csv_heading(file)
  local opened, message, code = shape.rows({ rows = file }, file, folder, mapping, options, as)
  if not opened then return nil, message, code end
  if heading and heading ~= "" then
    opened.marking, opened.units = units.of_heading(heading)
    if not opened.mapping.handling then opened.mapping.handling = { const = opened.marking } end
  end
  if as == "observations" then pass_units(opened, options) end
  return opened
end

local open_zip

local function open_as(format, file, folder, mapping, options)
  if format == "zip" then return open_zip(file, folder, mapping, options) end
  if format ~= "table" then return convert(file, folder, mapping, options, format) end
  return shape_table(file, folder, mapping, options)
end

local function check_options(options, format)
  local first, message = shape.header_of(options.header)
  if not first then return message end
  return nothing_for("sheet", options.sheet, format, SHEET) or nothing_for("resource", options.resource, format, RESOURCE) or
    nothing_for("header", options.header, format, HEADER)
end

-- The file in an archive that is meant: the only one, or the one that is named.
local function pick_inside(file, wanted)
  local names, message, code = core.archive_names(file)
  if not names then return nil, message, code end
  if wanted then
    for _, name in ipairs(names) do
      if name == wanted or name:match "[^/]*$" == wanted then return name end
    end
    return nil, ("'%s' holds no file '%s'%s"):format(file, wanted, hint.of(wanted, names, "it holds")), "not_found"
  end
  if #names == 0 then return nil, ("'%s' holds no file"):format(file), "invalid" end
  if #names > 1 then
    return nil, ("'%s' holds %d files: %s; say which: --resource '%s' (resource='%s' in a script)"):format(file, #names,
      table.concat(names, ", ", 1, math.min(#names, 10)) .. (#names > 10 and " ..." or ""), names[1], names[1]), "ambiguous"
  end
  return names[1]
end

-- The file in an archive, unpacked, as rows: it may be of any format but another archive.
local function open_inside(inside, folder, mapping, options)
  local format, message, code = core.format_of(inside)
  if not format then return nil, message, code end
  if format == "zip" or format == "package" then
    return nil, ("'%s' is another archive: unpack it first"):format(inside), "invalid"
  end
  local misplaced = check_options(options, format)
  if misplaced then return nil, misplaced, "invalid" end
  if format ~= "table" or shape.is_wanted(options) then return open_as(format, inside, folder, mapping, options) end
  local opened = open_table(inside, mapping, options) or { mapping = mapping }
  opened.rows = inside
  return opened
end

-- A message of an unpacked file names it by the archive and its name there.
local function named_outside(message, inside, file, name)
  local shown = ("%s (%s)"):format(file, name):gsub("%%", "%%%%")
  return (message:gsub(inside:gsub("%p", "%%%0"), shown))
end

-- A file of an archive, unpacked: its path; or nil, message, code.
local function unpacked_file(file, name)
  return kept_rows.of(file, "file " .. name, function(to) return core.unpack(file, name, to) end)
end

-- A file in an archive as if it lay there by itself. Messages name it by its name there.
function open_zip(file, folder, mapping, options)
  local name, message, code = pick_inside(file, options.resource)
  if not name then return nil, message, code end
  local inside, unpacked
  inside, unpacked, code = unpacked_file(file, name)
  if not inside then return nil, unpacked, code end
  local left = options_left(options, "zip")
  left.resource = nil
  local opened
  opened, message, code = open_inside(inside, folder, mapping, left)
  if not opened then return nil, named_outside(message, inside, file, name), code end
  local note = ("file '%s' in the archive"):format(name)
  opened.note = opened.note and note .. "; " .. opened.note or note
  return opened
end

--- The file as rows: {rows, mapping, note, source, delimiter ..., folder: to be closed}; false for a plain file, which the
--- importer reads itself; or nil, message, code.
function read.open(file, mapping, options)
  local format, message, code = core.format_of(file)
  if not format then return nil, message, code end
  local misplaced = format ~= "zip" and check_options(options, format)
  if misplaced then return nil, misplaced, "invalid" end
  if format == "table" and not shape.is_wanted(options) then return open_table(file, mapping or {}, options) end
  local path, folder, fault = core.temporary_folder()
  if not path then return nil, folder, fault end
  local opened
  opened, message, code = open_as(format, file, path, mapping or {}, options)
  if not opened then
    core.remove_folder(path)
    return nil, message, code
  end
  opened.folder = folder
  return opened
end

-- A file in an archive, as it lies there: {rows, format}.
local function look_inside(file, options)
  local name, message, code = pick_inside(file, options.resource)
  if not name then return nil, message, code end
  local inside, unpacked
  inside, unpacked, code = unpacked_file(file, name)
  if not inside then return nil, unpacked, code end
  local format
  format, message, code = core.format_of(inside)
  if not format then return nil, named_outside(message, inside, file, name), code end
  return { rows = inside, format = format, name = name }
end

-- What a look needs of a converter: all columns as they are, none of them judged.
local function look_options(options)
  return { sheet = options.sheet, resource = options.resource, where = options.where, is_shaped = true, is_look = true }
end

--- The rows as the file has them, for a look: {rows, format, folder}; or nil, message, code.
function read.for_look(file, options)
  local format, message, code = core.format_of(file)
  if not format then return nil, message, code end
  if format == "table" then return { rows = file, format = format } end
  local path, folder, fault = core.temporary_folder()
  if not path then return nil, folder, fault end
  local opened = { rows = file, format = format }
  if format == "zip" then opened, message, code = look_inside(file, options) end
  local inside, opened_inside = opened and opened.name, opened and opened.rows
  if opened and opened.format ~= "table" then
    format = opened.format
    if not READERS[format] then
      opened, message, code = nil, ("'%s' is another archive: unpack it first"):format(file), "invalid"
    else
      opened, message, code = require(READERS[format]).rows(opened.rows, path, look_options(options), options.mapping or {},
        options.as or "observations", format)
    end
  end
  if not opened then
    core.remove_folder(path)
    return nil, inside and named_outside(message, opened_inside, file, inside) or message, code
  end
  opened.folder, opened.format = folder, format
  return opened
end

return read
