--- found.lua: what an import was not told and the file says: the line of its header, how figures and dates are written. What
--- is found never goes before what is told.
--
-- Example:  found.complete("export.csv", {zone = "Gemeente"}, {})   --> {header = 4, thousands = "."}, "found: header in line 4 ..."

local kind_fields = require "foresight.exchange.kind_fields"
local writing = require "foresight.exchange.look.writing"

local found = {}

local MOST_BYTES = 256 << 10 -- of the head: enough to see how figures are written, and no loss of speed

local function column_of(source)
  return type(source) == "table" and source.column or type(source) == "string" and source or nil
end

local options_of_import

-- Whether the import takes the option.
local function is_option(name)
  if not options_of_import then
    options_of_import = {}
    local entry = require "foresight.shared.declared".entry("foresight.exchange.import", "store:import")
    for _, each in ipairs(entry and entry.parameters or {}) do options_of_import[each.name] = true end
  end
  return options_of_import[name] ~= nil
end

-- The columns that the mapping takes, by name, with the field of each; whether all of them are there.
local function mapped_columns(columns, mapping)
  local by_name, used, all = {}, {}, true
  for _, column in ipairs(columns) do by_name[column.name] = by_name[column.name] or column end
  for field, source in pairs(mapping) do
    local name = column_of(source)
    local column = name and by_name[name]
    if column then
      column.field = field
      used[#used + 1] = column
    end
    all = all and (not name or column ~= nil)
  end
  return used, all
end

-- The columns that are called like a field of the kind, which feed it where no column is named.
local function columns_by_name(columns, kind)
  local used, is_field = {}, {}
  for field in (kind_fields[kind] or ""):gmatch "%S+" do is_field[field] = true end
  for _, column in ipairs(columns) do
    if is_field[column.name] then
      column.field = column.name
      used[#used + 1] = column
    end
  end
  return used
end

local function is_header_found(facts, options)
  if options.header ~= nil or not facts.header_first then return false end
  local first = (facts.has_delimiter_line or facts.has_heading) and 2 or 1
  return facts.header_first > first and facts.header_first == facts.header_last
end

local function said(options, added)
  local parts = {}
  if added.header then parts[1] = ("header in line %s"):format(options.header) end
  for _, name in ipairs { "thousands", "decimal" } do
    if added[name] then parts[#parts + 1] = ("%s '%s'"):format(name, options[name]) end
  end
  if added.value_unit then parts[#parts + 1] = ("values in %s"):format(options.value_unit) end
  if added.dates then parts[#parts + 1] = ("dates %s"):format(options.dates) end
  return #parts > 0 and "found: " .. table.concat(parts, ", ") or nil
end

-- What is told, and how a converter wrote the rows.
local function told_of(options, opened)
  return { header = options.header, delimiter = opened and opened.delimiter or options.delimiter,
    encoding = opened and opened.encoding or options.encoding }
end

--- The options with what was found, and what that is as a note; nil, message, code where the file contradicts itself. `rows`:
--- the CSV, `opened` how a converter made them of `file`, if one did. A file that can't be looked at is left to the importer.
function found.complete(rows, mapping, options, opened, file)
  local facts, columns = require "foresight.exchange.look".facts(rows, told_of(options, opened), MOST_BYTES)
  if not facts then return options end
  local used, are_there = mapped_columns(columns, mapping)
  if next(mapping) and not are_there and not options.long then return options end
  if not next(mapping) then used = columns_by_name(columns, options.as or "observations") end
  if options.long then used = columns end
  local given, added = {}, {}
  for name, value in pairs(options) do given[name] = value end
  local function take(name, value)
    if given[name] == nil and value ~= nil and is_option(name) then given[name], added[name] = value, true end
  end
  if is_header_found(facts, options) then take("header", facts.header_first) end
  local how = writing.of(used)
  local is_told = options.thousands or options.decimal
  if how.fault and not (is_told or options.dates) then
    return nil, ("%s: %s"):format((file or rows):match "[^/]+$", how.fault), "invalid"
  end
  if not is_told then
    take("thousands", how.thousands)
    if how.decimal == "," then take("decimal", how.decimal) end
  end
  take("dates", how.dates)
  for _, column in ipairs(used) do
    if column.field == "value" then take("value_unit", writing.unit_of(column)) end
  end
  return given, said(given, added), facts, columns
end

return found
