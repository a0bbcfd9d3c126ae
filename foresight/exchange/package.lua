--- package.lua: frames as Frictionless Data Packages, and packages as rows.
--
-- Example:  package.write(frame, "trafficking.zip", {title = "Victims detected"})
-- Reference: Data Package, Tabular Data Package and Table Schema, version 1 (specs.frictionlessdata.io).

local core = require "glocal.core"
local by_name = require "foresight.exchange.by_name"
local figures = require "foresight.exchange.figures"
local hint = require "foresight.shared.hint"
local locale = require "foresight.language.locale"
local sources_of = require "foresight.exchange.sources".of
local outfile = require "foresight.shared.outfile"
local phrases = require "foresight.language.phrases"

local package = {}

local MOST_TEXT = 8 << 20 -- of a datapackage.json

local function json()
  local there, dkjson = pcall(require, "dkjson")
  if not there then error("Data Packages need the Lua library dkjson: apt-get install lua-dkjson", 0) end
  return dkjson
end

-- --- writing --------------------------------------------------------------------------------------------------

-- All that a descriptor has: what is not among these comes in an order of chance.
local ORDER = {
  "profile", "name", "title", "publisher", "licence", "created", "marking", "provenance", "licenses", "sources", "resources",
  "path", "format", "mediatype", "encoding", "bytes", "hash", "dialect", "delimiter", "lineTerminator", "header", "schema",
  "fields", "type", "unit", "constraints", "missingValues", "primaryKey",
}

-- The types of Table Schema; a week or a quarter has none, and is a text of a pattern.
local function field_of(frame, name, known)
  local kind, unit, span = frame:type(name)
  local field = { name = name, title = known.heads[name], unit = unit }
  if kind == "integer" then
    field.type = "integer"
  elseif kind == "real" then
    field.type = "number"
  elseif span == "day" then
    field.type = "date"
  elseif span == "month" then
    field.type = "yearmonth"
  elseif span == "year" then
    field.type = "year"
  else
    field.type = "string"
    if span == "week" then field.constraints = { pattern = "[0-9]{4}-W[0-9]{2}" } end
    if span == "quarter" then field.constraints = { pattern = "[0-9]{4}-Q[1-4]" } end
  end
  return field
end

-- The identifiers of opendefinition.org that the licences of public figures go by; the text says the rest.
local function licence_id(text)
  if text:find "Open Government Licence" then return "OGL-UK-3.0" end
  if text:find "CC%-BY%-SA" or text:find "CC BY%-SA" then return "CC-BY-SA-4.0" end
  if text:find "CC%-BY" or text:find "CC BY" then return "CC-BY-4.0" end
  if text:find "CC0" then return "CC0-1.0" end
  if text:lower():find "licence ouverte" or text:lower():find "acknowledgement" then return "other-at" end
  return "notspecified"
end

local function licences_and_sources(list)
  local licences, sources, seen = {}, {}, {}
  for _, source in ipairs(list) do
    sources[#sources + 1] = {
      title = source.publisher and source.publisher ~= source.name and source.name .. " (" .. source.publisher .. ")" or
        source.name,
      name = source.code, publisher = source.publisher, licence = source.licence,
    }
    if source.licence and not seen[source.licence] then
      seen[source.licence] = true
      licences[#licences + 1] = { name = licence_id(source.licence), title = source.licence }
    end
  end
  return #licences > 0 and licences or nil, #sources > 0 and sources or nil
end

local function slug(text)
  local name = core.fold(text):gsub("[^a-z0-9._-]+", "-"):gsub("^[-.]+", ""):gsub("-+$", "")
  return name ~= "" and name or "frame"
end

local function size_of(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:seek "end"
  file:close()
  return bytes
end

local function descriptor(frame, data, name, options)
  local lang = options.lang or locale.preferred()
  local known = phrases.of(lang).export
  local fields = {}
  for i, column in ipairs(frame:columns()) do fields[i] = field_of(frame, column, known) end
  local licences, sources = licences_and_sources(sources_of(frame, options.store, lang))
  return {
    profile = "tabular-data-package", name = name, title = options.title or known.title,
    created = os.date "!%Y-%m-%dT%H:%M:%SZ", marking = frame:marking(), provenance = frame:provenance(),
    licenses = licences, sources = sources,
    resources = {
      {
        profile = "tabular-data-resource", name = "data", path = "data.csv", format = "csv", mediatype = "text/csv",
        encoding = "utf-8", bytes = size_of(data), hash = "sha256:" .. core.sha256(data),
        dialect = { delimiter = ",", lineTerminator = "\n", header = true },
        schema = { fields = fields, missingValues = { "" } },
      },
    },
  }
end

-- Makes the two files in the folder; true, or nil, message, code.
local function make(frame, folder, name, options)
  local data, message, code = frame:to_csv(folder .. "/data.csv", { bare = true, raw = true })
  if not data then return nil, message, code end
  local text = json().encode(descriptor(frame, data, name, options), { indent = true, keyorder = ORDER })
  return outfile.replace(folder .. "/datapackage.json", text .. "\n")
end

local function copy(from, to, marking)
  local file, message = io.open(from, "rb")
  if not file then return nil, message, "io" end
  local _ <close> = file
  return outfile.write(to, outfile.pieces(function(put)
    for block in function() return file:read(1 << 20) end do put(block) end
  end), marking, "frame")
end

-- A folder of its own, or one that holds a package already: an analyst's other files are not written among.
local function into_folder(made, path, marking)
  local done, message, code = core.make_folder(path, { "datapackage.json", "data.csv" })
  if not done then return nil, message, code end
  for _, name in ipairs { "data.csv", "datapackage.json" } do
    done, message, code = copy(made .. "/" .. name, path .. "/" .. name, marking)
    if not done then return nil, message, code end
  end
  return path
end

--- Writes the frame; see frame:to_package.
function package.write(frame, path, options)
  if type(path) ~= "string" then error("bad argument #1 to 'to_package': expected a path, got " .. type(path), 3) end
  local marking = frame:marking()
  local allowed, message, code = outfile.may_leave(marking, "frame")
  if not allowed then return nil, message, code end
  local made, folder, fault = core.temporary_folder()
  if not made then return nil, folder, fault end
  local _ <close> = folder
  local name = slug(options.name or path:gsub("/+$", ""):match "([^/]*)$":gsub("%.zip$", ""))
  local done
  done, message, code = make(frame, made, name, options)
  if not done then return nil, message, code end
  if not path:lower():find "%.zip$" then return into_folder(made, (path:gsub("(.)/+$", "%1")), marking) end
  return outfile.write(path, function(part)
    return core.pack(part, { ["data.csv"] = made .. "/data.csv", ["datapackage.json"] = made .. "/datapackage.json" })
  end, marking, "frame")
end

-- --- reading --------------------------------------------------------------------------------------------------

-- Where the package lies: {kind, path, folder}.
local function place_of(path)
  if path:find "%.json$" then return { folder = path:match "^(.*)/[^/]*$" or ".", descriptor = path } end
  local file = io.open(path .. "/datapackage.json", "rb")
  if not file then return { archive = path } end
  file:close()
  return { folder = path, descriptor = path .. "/datapackage.json" }
end

local function read_descriptor(place, path, folder)
  local at, message, code = place.descriptor
  if place.archive then
    at, message, code = core.unpack(place.archive, "datapackage.json", folder .. "/datapackage.json")
    if not at then return nil, message, code end
  end
  local file
  file, message = io.open(at, "rb")
  if not file then return nil, message, "not_found" end
  local text = file:read(MOST_TEXT + 1) or ""
  file:close()
  if #text > MOST_TEXT then return nil, ("%s: its datapackage.json is larger than 8 MB"):format(path), "full" end
  local well, found, _, fault = pcall(json().decode, text, 1, nil)
  if not well or type(found) ~= "table" then
    return nil, ("%s: its datapackage.json is not whole JSON%s"):format(path,
      type(fault) == "string" and ": " .. fault or ""), "corrupt"
  end
  return found
end

local function names_of(resources)
  local names = {}
  for i, resource in ipairs(resources) do
    names[i] = type(resource) == "table" and type(resource.name) == "string" and resource.name or tostring(i)
  end
  return names
end

local function pick_resource(found, wanted, path)
  local resources = type(found.resources) == "table" and found.resources or {}
  local names = names_of(resources)
  if #resources == 0 then return nil, ("%s: the package has no resources"):format(path), "corrupt" end
  if not wanted then
    if #resources > 1 then
      return nil, ("%s: the package holds %s; say which: --resource %s (resource='%s' in a script)"):format(path,
        table.concat(names, ", "), names[1], names[1]), "ambiguous"
    end
    return resources[1]
  end
  for i, name in ipairs(names) do
    if name == wanted then return resources[i] end
  end
  return nil, ("%s: the package has no resource '%s'%s"):format(path, wanted, hint.of(wanted, names, "it has")), "not_found"
end

-- A package may only name files inside it.
local function inner_path(resource, path)
  local inside = resource.path
  if type(inside) == "table" and #inside == 1 then inside = inside[1] end
  if type(inside) ~= "string" then
    return nil, ("%s: the resource is not one file; glocal reads a CSV file beside datapackage.json"):format(path), "invalid"
  elseif inside:find "://" then
    return nil, ("%s: the data are at %s; download that file into the package first"):format(path, inside), "invalid"
  elseif inside:find "^/" or inside:find "\\" or ("/" .. inside .. "/"):find("/../", 1, true) or inside:find "%z" then
    return nil, ("%s: the path '%s' leads out of the package; it is not read"):format(path, inside), "invalid"
  end
  return inside
end

local function names_of_fields(fields)
  local names, units = {}, {}
  for i, field in ipairs(fields) do
    names[i] = field.name
    if type(field.unit) == "string" then units[field.name] = field.unit end
  end
  return names, units
end

local ORDERS = { ["%d/%m"] = "dmy", ["%d-%m"] = "dmy", ["%d.%m"] = "dmy", ["%m/%d"] = "mdy", ["%m-%d"] = "mdy" }

-- How the days and decimals of the file are written, as the schema says.
local function forms_of(fields, mapping)
  local forms, column_of = {}, {}
  for field, source in pairs(mapping) do column_of[field] = type(source) == "table" and source.column or source end
  for _, field in ipairs(fields) do
    if field.name == column_of.day and type(field.format) == "string" then forms.dates = ORDERS[field.format:sub(1, 5)] end
    if field.name == column_of.value and type(field.decimalChar) == "string" then forms.decimal = field.decimalChar end
  end
  return forms
end

local function texts_of(list)
  local texts = {}
  for _, text in ipairs(type(list) == "table" and list or {}) do
    if type(text) == "string" then texts[#texts + 1] = text end
  end
  return texts
end

local function first_text(...)
  for i = 1, select("#", ...) do
    local text = select(i, ...)
    if type(text) == "string" and text ~= "" then return text end
  end
end

--- The resource as rows: {rows, mapping, note, marking, source, order, decimal}; or nil, message, code.
function package.rows(path, folder, options, mapping, as)
  path = path:gsub("(.)/+$", "%1")
  local place = place_of(path)
  local found, message, code = read_descriptor(place, path, folder)
  if not found then return nil, message, code end
  local resource, inside, data
  resource, message, code = pick_resource(found, options.resource, path)
  if not resource then return nil, message, code end
  inside, message, code = inner_path(resource, path)
  if not inside then return nil, message, code end
  data = place.folder and place.folder .. "/" .. inside
  if place.archive then
    data, message, code = core.unpack(place.archive, inside, folder .. "/data.csv")
    if not data then return nil, message, code end
  end
  local schema = type(resource.schema) == "table" and resource.schema or {}
  local dialect = type(resource.dialect) == "table" and resource.dialect or {}
  local fields = {}
  for _, field in ipairs(type(schema.fields) == "table" and schema.fields or {}) do
    if type(field) == "table" and type(field.name) == "string" then fields[#fields + 1] = field end
  end
  local names, units = names_of_fields(fields)
  local wanted = as == "observations" and by_name(names, mapping) or mapping
  local flags
  flags, message, code = core.convert_table(data, folder .. "/rows.csv", {
    name = path, figure = figures.column_of(wanted, as),
    missing = texts_of(schema.missingValues), comment = first_text(dialect.commentChar),
    delimiter = options.delimiter or first_text(dialect.delimiter),
    encoding = options.encoding or first_text(resource.encoding),
  })
  if not flags then return nil, message, code end
  local forms = forms_of(fields, wanted)
  return {
    rows = folder .. "/rows.csv", mapping = wanted, marking = first_text(found.marking),
    source = first_text(found.name),
    note = figures.note(("package '%s'"):format(first_text(found.title, found.name) or path), flags),
    units = units, dates = forms.dates, decimal = forms.decimal, delimiter = ",", encoding = "utf-8",
  }
end

return package
