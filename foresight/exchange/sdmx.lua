--- sdmx.lua: frames as SDMX-CSV, and what Eurostat publishes (SDMX-CSV, JSON-stat) as rows.
--
-- Example:  sdmx.write(frame, "r.csv", {provisional = "2025-01"})
-- Reference: SDMX-CSV field guide 1.0 and 2.0; code lists CL_FREQ, CL_OBS_STATUS 2.2, CL_CONF_STATUS 1.2 (sdmx.org).

local core = require "glocal.core"
local figures = require "foresight.exchange.figures"
local number = require "foresight.shared.number"
local outfile = require "foresight.shared.outfile"

local sdmx = {}

-- --- writing --------------------------------------------------------------------------------------------------

local FREQUENCIES = { day = "D", week = "W", month = "M", quarter = "Q", year = "A" }
local CONCEPTS = { zone = "REF_AREA", from_zone = "COUNTERPART_AREA" }

-- The columns that hold the bounds of a measure: low and high of an estimate; NAME and NAME_high of a censored count.
local function bounds_of(frame, name)
  if name == "estimate" and frame:has "low" and frame:has "high" then return "low", "high" end
  if frame:has(name .. "_high") then return name, name .. "_high" end
end

-- What each column of the frame becomes: the time, dimensions, attributes (names), measures with their bounds.
local function layout_of(frame)
  local layout, is_bound = { dimensions = {}, attributes = {}, measures = {} }, {}
  for _, name in ipairs(frame:columns()) do
    local low, high = bounds_of(frame, name)
    if high then
      is_bound[high] = true
      is_bound[low] = is_bound[low] or low ~= name
    end
  end
  for _, name in ipairs(frame:columns()) do
    local kind, unit, span = frame:type(name)
    if (kind == "day" or kind == "month") and not layout.time then
      layout.time, layout.frequency = name, FREQUENCIES[span]
    elseif kind == "day" or kind == "month" then
      table.insert(layout.attributes, name)
    elseif kind == "text" then
      table.insert(name:find "_name$" and layout.attributes or layout.dimensions, name)
    elseif not is_bound[name] then
      local low, high = bounds_of(frame, name)
      table.insert(layout.measures, { name = name, unit = unit or "", low = low, high = high })
    end
  end
  return layout
end

local function quoted(value)
  if value == nil then return "" end
  if math.type(value) == "float" then
    if value ~= value or math.abs(value) == math.huge then return "" end
    return number.exact(value)
  end
  local text = tostring(value)
  return text:find '[",\r\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

-- OBS_VALUE, OBS_STATUS, lower, upper of one measure of a row.
local function observed(measure, row, period, provisional)
  local value, low, high = row[measure.name], nil, nil
  if measure.low then low, high = row[measure.low], row[measure.high] end
  local status = provisional and period and period >= provisional and "P" or "A"
  if value == nil then
    status = "O"
  elseif measure.name == "estimate" then
    status = "E"
  elseif high and high ~= low then
    value, status = nil, "Q"
  end
  return value, status, low, high
end

local function head_of(layout, start)
  local heads = table.move(start, 1, #start, 1, {})
  heads[#heads + 1] = "FREQ"
  for _, name in ipairs(layout.dimensions) do heads[#heads + 1] = CONCEPTS[name] or name:upper() end
  for _, name in ipairs { "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "OBS_LOWER",
    "OBS_UPPER", "MARKING" } do
    heads[#heads + 1] = name
  end
  for _, name in ipairs(layout.attributes) do heads[#heads + 1] = name:upper() end
  for i, name in ipairs(heads) do heads[i] = quoted(name) end
  return table.concat(heads, ",") .. "\n"
end

-- Calls put(text) for each line.
local function each_line(frame, layout, options, put)
  local version = tostring(options.version or "1.0")
  local flow = options.dataflow or "GLOCAL:FRAME(1.0)"
  local start = version == "1.0" and { "DATAFLOW" } or { "STRUCTURE", "STRUCTURE_ID", "ACTION" }
  local first = version == "1.0" and { quoted(flow) } or { "dataflow", quoted(flow), "I" }
  local marking = frame:marking()
  local closed = marking == "TLP:CLEAR" and "F" or "N"
  put(head_of(layout, start))
  for _, row in frame:rows() do
    local key = table.move(first, 1, #first, 1, {})
    key[#key + 1] = layout.frequency
    for _, name in ipairs(layout.dimensions) do key[#key + 1] = quoted(row[name]) end
    local names = {}
    for i, name in ipairs(layout.attributes) do names[i] = "," .. quoted(row[name]) end
    local behind, before = table.concat(names), table.concat(key, ",")
    local period = row[layout.time]
    for _, measure in ipairs(layout.measures) do
      local value, status, low, high = observed(measure, row, period, options.provisional)
      put(("%s,%s,%s,%s,%s,%s,%s,%s,%s,%s%s\n"):format(before, measure.name:upper(), period or "", quoted(value), status,
        closed, quoted(measure.unit), quoted(low), quoted(high), marking, behind))
    end
  end
end

--- Writes the frame; see frame:to_sdmx.
function sdmx.write(frame, path, options)
  local version = tostring(options.version or "1.0")
  if version ~= "1.0" and version ~= "2.0" then
    error(("to_sdmx writes SDMX-CSV 1.0 or 2.0, not '%s'"):format(version), 3)
  end
  local layout = layout_of(frame)
  if not layout.time then
    error("to_sdmx needs a time: the frame has no column of days or months, such as the period of a rollup", 3)
  elseif #layout.measures == 0 then
    error("to_sdmx needs a number: the frame has no column of numbers", 3)
  end
  local marking = frame:marking()
  local allowed, message, code = outfile.may_leave(marking, "frame")
  if not allowed then return nil, message, code end
  if not path then
    local lines = {}
    each_line(frame, layout, options, function(line) lines[#lines + 1] = line end)
    return table.concat(lines)
  end
  return outfile.write(path, outfile.pieces(function(put)
    local lines = {}
    each_line(frame, layout, options, function(line)
      lines[#lines + 1] = line
      if #lines < 1000 then return end
      put(table.concat(lines))
      lines = {}
    end)
    put(table.concat(lines))
  end), marking, "frame")
end

-- --- reading --------------------------------------------------------------------------------------------------

-- Eurostat's own codes of countries where they differ from ISO 3166.
local EUROSTAT = { EL = "GR", UK = "GB" }

local DEFAULTS = {
  ["sdmx-csv"] = { zone = { "geo", "REF_AREA" }, day = { "TIME_PERIOD" }, count = { "OBS_VALUE" } },
  ["json-stat"] = { zone = { "geo" }, day = { "time" }, count = { "value" } },
}

-- The names of the columns as a set; of a file that can't be read, none: the reading says why.
local function columns_of(path)
  local there = {}
  for _, name in ipairs(core.table_names(path) or {}) do there[name] = true end
  return there
end

-- Fields that the analyst left out and that these files always have; Eurostat's codes of countries are understood.
local function whole_mapping(mapping, as, format, path)
  local wanted = {}
  for field, source in pairs(mapping) do wanted[field] = source end
  if as ~= "observations" then return wanted end
  local there = format == "sdmx-csv" and columns_of(path)
  for field, names in pairs(DEFAULTS[format]) do
    local given = wanted[field] or (field == "count" and (wanted.value or wanted.count_high))
    for _, name in ipairs(names) do
      if not given and (#names == 1 or not there or there[name]) then
        wanted[field] = name
        break
      end
    end
  end
  if wanted.zone == "geo" then wanted.zone = { column = "geo", map = EUROSTAT } end
  return wanted
end

local function used_columns(mapping)
  local used = {}
  for _, source in pairs(mapping) do
    used[#used + 1] = type(source) == "table" and source.column or type(source) == "string" and source or nil
  end
  return used
end

--- The figures as rows: {rows, mapping, note, flags}; or nil, message, code.
function sdmx.rows(path, folder, options, mapping, as, format)
  local wanted = whole_mapping(mapping, as, format, path)
  local rules, convert = { used = used_columns(wanted), where = options.where }, core.convert_jsonstat
  if format ~= "json-stat" then
    convert, rules.sdmx, rules.delimiter, rules.encoding = core.convert_table, true, options.delimiter, options.encoding
  end
  local flags, message, code = convert(path, folder .. "/rows.csv", rules)
  if not flags then return nil, message, code end
  return {
    rows = folder .. "/rows.csv", mapping = wanted, note = figures.note(nil, flags), flags = flags, delimiter = ",",
    encoding = "utf-8",
  }
end

return sdmx
