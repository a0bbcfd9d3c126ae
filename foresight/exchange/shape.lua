--- shape.lua: what an analyst says of how a table is laid out (its header, wide columns, empty cells, rows that are left
--- out) as rules for the core, and what the import says of it.
--
-- Example:  shape.rows({rows = "a.csv"}, "a.csv", "/tmp/x", {Gemeente = ...}, {long = {columns = "2023..", to = "day"}})

local core = require "glocal.core"
local by_name = require "foresight.exchange.by_name"
local call = require "foresight.shared.call"
local fields = require "foresight.exchange.fields"
local hint = require "foresight.shared.hint"
local number = require "foresight.shared.number"
local plural = require "foresight.shared.plural"

local shape = {}

--- The lines of the header: first, last; nothing where it is not told; nil and a message for what are no lines.
function shape.header_of(header)
  if header == nil then return 0, 0 end
  local first, last = tostring(header):match "^%s*(%d+)%s*%-%s*(%d+)%s*$"
  if not first then first = tostring(header):match "^%s*(%d+)%s*$" end
  first, last = math.tointeger(tonumber(first)), math.tointeger(tonumber(last or first))
  if not first or first < 1 or last < first then
    return nil, ("'%s' is no header: give the line of the column names, as in header=4, or its two lines, header='3-4'"):format(
      tostring(header))
  end
  return first, last
end

--- Whether the options ask for more than a header in one line, which the importer reads itself.
function shape.is_wanted(options)
  local first, last = shape.header_of(options.header)
  return options.long ~= nil or options.fill ~= nil or options.exclude ~= nil or options.where ~= nil or first == nil
    or last > first
end

-- {"Totaal*", gemeente = "Totaal*"} as column, pattern, column, pattern ..., the column "" for any.
local function pairs_of_exclude(exclude)
  local flat, named = {}, {}
  for key, value in pairs(call.list(exclude)) do
    if type(key) == "string" then named[#named + 1] = key end
    for _, pattern in ipairs(call.list(value)) do
      if type(pattern) ~= "string" then return nil, "exclude takes patterns: exclude={'Totaal*', gemeente='Totaal*'}" end
    end
  end
  table.sort(named)
  local function add(column, patterns)
    for _, pattern in ipairs(call.list(patterns)) do table.move({ column, pattern }, 1, 2, #flat + 1, flat) end
  end
  add("", call.list(exclude))
  for _, key in ipairs(named) do add(key, exclude[key]) end
  return flat
end

local function pairs_of_where(where)
  local flat, names = {}, {}
  for name in pairs(where or {}) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do table.move({ name, tostring(where[name]) }, 1, 2, #flat + 1, flat) end
  return flat
end

--- The columns that the options name beside those of the mapping.
function shape.columns_of(options)
  local names = {}
  for name in pairs(options.where or {}) do names[#names + 1] = name end
  for _, name in ipairs(call.list(options.fill)) do names[#names + 1] = name end
  for name in pairs(type(options.exclude) == "table" and options.exclude or {}) do
    if type(name) == "string" then names[#names + 1] = name end
  end
  return names
end

-- What `long` says: {columns, to, values}; or nil and a message.
local function long_of(long, as, mapping)
  if long == nil then return { columns = {}, to = {} } end
  if type(long) ~= "table" or long.columns == nil or long.to == nil then
    return nil, "long needs the columns and the field that their names feed: long={columns='2023..', to='day'}, or " ..
      "--long 2023.. --to day"
  end
  local found = {
    columns = call.list(long.columns), to = call.list(long.to),
    values = long.values or (as == "observations" and "count" or "value"),
  }
  if #found.to > 2 then return nil, "long: the names of columns feed one field, or two where the header has two rows" end
  for _, field in ipairs { found.values, table.unpack(found.to) } do
    if as == "observations" and not table.concat(fields, " "):find(field, 1, true) then
      return nil, ("long: observations have no field '%s'%s"):format(field, hint.of(field, fields, "they have"))
    end
    local source = mapping[field]
    if source ~= nil and (type(source) ~= "table" or source.column or source.const) then
      return nil, ("'%s' comes from the wide columns (long): leave it out of the mapping"):format(field)
    end
  end
  return found
end

-- The columns that the mapping takes; those of the wide columns are made.
local function used_of(mapping)
  local used = {}
  for _, source in pairs(mapping) do
    used[#used + 1] = type(source) == "table" and source.column or type(source) == "string" and source or nil
  end
  table.sort(used)
  return used
end

-- The mapping of the rows: the wide columns stand in them under names of their own.
local function mapping_of(mapping, long)
  local wanted = {}
  for field, source in pairs(mapping) do wanted[field] = source end
  local made = table.move(long.to, 1, #long.to, 1, {})
  made[#made + 1] = long.values
  for _, field in ipairs(made) do
    local own = type(mapping[field]) == "table" and mapping[field].map
    wanted[field] = { column = "glocal:long:" .. field, map = own or nil }
  end
  return wanted
end

-- "6 rows left out: Totaal* (5), Bron:* (1); 33 empty cells passed over; column 'Total' left out: ..."
local function says(report, exclude)
  local said, patterns, all = {}, {}, 0
  for i, count in ipairs(report.excluded) do
    local pattern = exclude[2 * i]
    all = all + count
    patterns[i] = #report.excluded == 1 and pattern or ("%s (%s)"):format(pattern, number.shown(count))
  end
  if all > 0 then
    said[1] = ("%s left out: %s"):format(plural(all, "row", "rows"), table.concat(patterns, ", "))
  elseif #patterns > 0 then
    said[1] = ("no row was left out: none begins with %s"):format(exclude[2])
  end
  if report.empty > 0 then said[#said + 1] = plural(report.empty, "empty cell", "empty cells") .. " passed over" end
  if report.totals ~= "" then said[#said + 1] = report.totals end
  return #said > 0 and table.concat(said, "; ") or nil
end

--- Brings the rows of `opened` into shape; `file` is what the analyst calls them. Changes opened: rows, mapping, note.
function shape.rows(opened, file, folder, mapping, options, as)
  local first, last = shape.header_of(options.header)
  if not first then return nil, last, "invalid" end
  local long, fault = long_of(options.long, as, mapping)
  if not long then return nil, fault, "invalid" end
  local exclude, wrong = pairs_of_exclude(options.exclude)
  if not exclude then return nil, wrong, "invalid" end
  local report, message, code = core.shape_table(opened.rows, folder .. "/shaped.csv", {
    name = file, header_first = first, header_last = last, pads = opened.pads or false,
    delimiter = opened.delimiter or options.delimiter or "", encoding = opened.encoding or options.encoding or "",
    used = used_of(mapping), wide = long.columns, to = long.to, values = long.values or "",
    where = pairs_of_where(options.where), exclude = exclude, fill = call.list(options.fill),
  })
  if not report then return nil, message, code end
  opened.rows, opened.delimiter, opened.encoding = folder .. "/shaped.csv", ",", "utf-8"
  if as == "observations" and next(mapping) == nil then mapping = by_name(core.table_names(opened.rows) or {}) end
  opened.mapping = mapping_of(mapping, long)
  local said = says(report, exclude)
  opened.note = opened.note and said and opened.note .. "; " .. said or opened.note or said
  return opened
end

return shape
