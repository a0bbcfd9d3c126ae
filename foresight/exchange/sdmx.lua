--- sdmx.lua: frames as SDMX-CSV, and what Eurostat publishes (SDMX-CSV, JSON-stat) as rows.
--
-- Example:  sdmx.write(frame, "r.csv", {provisional = "2025-01"})
-- Reference: SDMX-CSV field guide 1.0 and 2.0; code lists CL_FREQ, CL_OBS_STATUS 2.2, CL_CONF_STATUS 1.2 (sdmx.org).

local core = require "glocal.core"
local figures = require "foresight.exchange.figures"
local number = require "foresight.shared.number"
local outfile = require "foresight.shared.outfile"
local rows = require "foresight.exchange.rows"

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

-- The text of a dimension: a facet has its own dimension before it, which a frame says as the unit of the column.
local function dimension_of(frame, name)
  local _, unit = frame:type(name)
  return unit and name == "facet" and function(text) return text and unit .. ":" .. text end or
    function(text) return text end
end

-- Calls put(text) for each line.
local function each_line(frame, layout, options, put)
  local version = tostring(options.version or "1.0")
  local flow = options.dataflow or "GLOCAL:FRAME(1.0)"
  local start = version == "1.0" and { "DATAFLOW" } or { "STRUCTURE", "STRUCTURE_ID", "ACTION" }
  local first = version == "1.0" and { quoted(flow) } or { "dataflow", quoted(flow), "I" }
  local marking = frame:marking()
  local closed = marking == "TLP:CLEAR" and "F" or "N"
  local texts = {}
  for i, name in ipairs(layout.dimensions) do texts[i] = dimension_of(frame, name) end
  put(head_of(layout, start))
  for _, row in frame:rows() do
    local key = table.move(first, 1, #first, 1, {})
    key[#key + 1] = layout.frequency
    for i, name in ipairs(layout.dimensions) do key[#key + 1] = quoted(texts[i](row[name])) end
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
  for _, name in ipairs(core.table_names(path) or {}) do there[name:match "^([^:]+):" or name] = true end
  return there
end

-- The columns that only glocal writes, and the fields they feed.
local OWN = { handling = "MARKING", phenomenon = "PHENOMENON", facet = "FACET", counting_unit = "COUNTING_UNIT",
  part = "PART" }

local function is_own(there) return there.MARKING and there.INDICATOR and there.OBS_LOWER and there.OBS_UPPER end

-- Fields that the analyst left out and that these files always have; Eurostat's codes of countries are understood.
local function whole_mapping(mapping, as, format, path, where)
  local wanted = {}
  for field, source in pairs(mapping) do wanted[field] = source end
  if as ~= "observations" then return wanted end
  local there = format == "sdmx-csv" and columns_of(path)
  local is_chosen = wanted.count or wanted.count_high or wanted.value or where and where.INDICATOR
  local joins = there and is_own(there) and not is_chosen
  for field, column in pairs(there and is_own(there) and OWN or {}) do
    if wanted[field] == nil and there[column] then wanted[field] = column end
  end
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
  if joins then wanted.count = nil end
  return wanted, joins
end

local function used_columns(mapping)
  local used = {}
  for _, source in pairs(mapping) do
    used[#used + 1] = type(source) == "table" and source.column or type(source) == "string" and source or nil
  end
  return used
end

local MEASURES = { COUNT = "count", VALUE = "value" }
local MEASURED = { "count", "count_high", "value" }
local OF_INDICATOR = {
  INDICATOR = true, OBS_VALUE = true, OBS_STATUS = true, OBS_LOWER = true, OBS_UPPER = true, UNIT_MEASURE = true,
}

-- The lines of one row of a frame become one again: its measures are indicators, a line each, one below the other.
local function joining(put, header)
  local joined = { units = {}, others = {}, skipped = 0 }
  local at, kept, row, key, lines = rows.places(header), {}, nil, nil, 0
  for i, name in ipairs(header) do
    if not OF_INDICATOR[name] then kept[#kept + 1] = i end
  end
  local function line_of(fields, measured)
    local line = table.move(measured, 1, #MEASURED, 1, {})
    for _, i in ipairs(kept) do line[#line + 1] = fields[i] or "" end
    return rows.line(line)
  end

  function joined.finish()
    if not row then return end
    local says = row.count ~= "" or row.value ~= "" or row.fields[at["glocal:rejected"]] ~= ""
    put(says and line_of(row.fields, { row.count, row.count_high, row.value }) or "\n")
    put(("\n"):rep(lines - 1)) -- each row keeps the number of its first line
    row = nil
  end

  local function begin(fields, same)
    joined.finish()
    row, key, lines = { fields = fields, count = "", count_high = "", value = "" }, same, 0
  end

  function joined.take(fields)
    local parts = {}
    for i, place in ipairs(kept) do parts[i] = fields[place] or "" end
    local same, measure = table.concat(parts, "\0"), MEASURES[fields[at.INDICATOR]]
    if not row or same ~= key or (measure and row[measure] ~= "") then begin(fields, same) end
    lines = lines + 1
    if not measure then
      joined.skipped = joined.skipped + 1
      joined.other = joined.other or fields[at.INDICATOR]
      return
    end
    local unit, low = fields[at.UNIT_MEASURE], fields[at.OBS_LOWER]
    joined.units[measure] = unit ~= "" and unit or joined.units[measure]
    row[measure] = low ~= "" and low or fields[at.OBS_VALUE]
    if measure == "count" then row.count_high = fields[at.OBS_UPPER] end
  end

  put(line_of(header, MEASURED))
  return joined
end

-- The rows of one of glocal's own files, joined: the path of the new rows, and what was found.
local function join(folder)
  local from, to = folder .. "/rows.csv", folder .. "/joined.csv"
  local file, message = io.open(to, "wb")
  if not file then return nil, message, "io" end
  local _ <close> = file
  local lines = io.lines(from)
  local joined = joining(function(text) file:write(text) end, rows.fields(lines()))
  for line in lines do
    if line == "" then
      joined.finish()
      file:write "\n"
    else
      joined.take(rows.fields(line))
    end
  end
  joined.finish()
  return to, joined
end

local function own_rows(folder, opened)
  local path, joined, code = join(folder)
  if not path then return nil, joined, code end
  opened.rows, opened.units = path, joined.units
  for _, name in ipairs(MEASURED) do opened.mapping[name] = name end
  if joined.skipped > 0 then
    local note = ("%d figures of other indicators (%s) passed over"):format(joined.skipped, joined.other)
    opened.note = opened.note and opened.note .. "; " .. note or note
  end
  return opened
end

--- The figures as rows: {rows, mapping, note, flags}; or nil, message, code. The indicators of a file of glocal's own that
--- the analyst does not choose from become the measures of one row again.
function sdmx.rows(path, folder, options, mapping, as, format)
  local name = path
  if format == "eurostat-tsv" then
    local made, message, code = core.convert_eurostat(path, folder .. "/eurostat.csv")
    if not made then return nil, message, code end
    path, format = made, "sdmx-csv"
    options = { where = options.where, is_look = options.is_look, delimiter = ",", encoding = "utf-8" }
  end
  local wanted, joins = whole_mapping(mapping, as, format, path, options.where)
  local used = used_columns(wanted)
  if joins then used[#used + 1] = "INDICATOR" end
  local rules, convert = { used = used, where = options.where, keeps_all = options.is_look }, core.convert_jsonstat
  if format ~= "json-stat" then rules.name = name end
  if format ~= "json-stat" then
    convert, rules.sdmx, rules.delimiter, rules.encoding = core.convert_table, true, options.delimiter, options.encoding
  end
  local flags, message, code = convert(path, folder .. "/rows.csv", rules)
  if not flags then return nil, message, code end
  local opened = {
    rows = folder .. "/rows.csv", mapping = wanted, note = figures.note(nil, flags), flags = flags, delimiter = ",",
    encoding = "utf-8",
  }
  if joins then return own_rows(folder, opened) end
  return opened
end

return sdmx
