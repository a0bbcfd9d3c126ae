--- import.lua: `glocal import`: its words, its options and its help, over store:import.
--
-- Example:  import.call({as = "zones"}, {"demo.db", "zones.csv", "code=NIS"})   --> 0

local glocal = require "glocal"
local command = require "foresight.shell.commands.command"
local import_signals = require "foresight.exchange.import_signals"
local kind_fields = require "foresight.exchange.kind_fields"
local outfile = require "foresight.shared.outfile"
local page = require "foresight.exchange.look.page"
local terminal = require "foresight.shared.terminal"

local DONE = command.DONE
local later, fail, wrong, did_you_mean = command.later, command.fail, command.wrong, command.did_you_mean

local function declared_for_import(option)
  return require "foresight.shared.declared".values("foresight.exchange.import", "store:import", option)
end

local function kinds() return declared_for_import "as" end

-- "zone=route" takes the column `route`; "phenomenon=:0805" the constant 0805.
local function mapping_of(words)
  local mapping = {}
  for _, word in ipairs(words) do
    local field, column = word:match "^([%a_][%w_]*)=(.+)$"
    if not field then
      return nil, ("'%s' is not FIELD=COLUMN or FIELD=:CONSTANT"):format(word)
    elseif mapping[field] then
      return nil, ("the field '%s' is given twice"):format(field)
    end
    local constant = column:match "^:(.*)$"
    mapping[field] = constant and { const = constant } or column
  end
  return mapping
end

-- The fields of each kind.
local fields_of = { signals = import_signals.FIELDS }
for kind, words in pairs(kind_fields) do fields_of[kind] = words end

-- The kinds and their fields, as lines of help.
local function describe_fields()
  local lines, width = {}, 78
  for i, kind in ipairs(kinds()) do
    local line = ("  %-13s"):format(kind)
    lines[i] = ""
    for field in fields_of[kind]:gmatch "%S+" do
      if #line + #field + 1 > width then
        lines[i] = lines[i] .. line .. "\n"
        line = (" "):rep(15)
      end
      line = line .. " " .. field
    end
    lines[i] = lines[i] .. line
  end
  return table.concat(lines, "\n")
end

-- "sex=T": of the dimension sex, the category T.
local function where_of(words)
  local where = {}
  for _, word in ipairs(words) do
    local name, value = word:match "^([^=]+)=(.+)$"
    if not name then return nil, ("--where wants COLUMN=VALUE, such as sex=T, not '%s'"):format(word) end
    if where[name] then return nil, ("--where gives '%s' twice: one import takes one category"):format(name) end
    where[name] = value
  end
  return where
end

local function scale_of(words)
  local scale = {}
  for _, word in ipairs(words) do
    local field, factor = word:match "^([%a_][%w_]*)=(%d+)$"
    if not field then return nil, ("--scale wants FIELD=NUMBER, such as value=100, not '%s'"):format(word) end
    scale[field] = math.tointeger(tonumber(factor))
  end
  return scale
end

-- "under=property", or the code alone
local function parent_of(word)
  return word:match "^under=(.+)$" or word
end

-- "Totaal*" is any row that begins so, "gemeente=Totaal*" one whose gemeente does.
local function exclude_of(words)
  local exclude = {}
  for _, word in ipairs(words) do
    local column, pattern = word:match "^([^=*?]+)=(.+)$"
    if column then
      exclude[column] = exclude[column] or {}
      table.insert(exclude[column], pattern)
    else
      exclude[#exclude + 1] = word
    end
  end
  return exclude
end

local function century_of(word)
  local century = math.tointeger(tonumber(word))
  if not century then return nil, ("--century wants the first two digits of the years, such as 20, not '%s'"):format(word) end
  return century
end

-- How an option that is no text is read; the others reach store:import as they are.
local READ = { scale = scale_of, where = where_of, ["add-phenomena"] = parent_of, exclude = exclude_of,
  century = century_of }

-- The options of store:import, by the names they have there: counting-unit is counting_unit.
local function options_of(options)
  local given = {}
  for name, value in pairs(options) do
    if READ[name] then
      local fault
      value, fault = READ[name](value)
      if not value then return nil, fault end
    end
    given[name:gsub("-", "_")] = value
  end
  given.json, given.look, given.map = nil, nil, nil
  if given.long or given.to or given.values then
    if not given.long or not given.to then
      return nil, "--long, the wide columns, and --to, the field that their names feed, go together: --long 2023.. --to day"
    end
    local to = {}
    for field in given.to:gmatch "[^,%s]+" do to[#to + 1] = field end
    given.long = { columns = given.long, to = to, values = given.values }
    given.to, given.values = nil, nil
  end
  return given
end

-- The words behind the store: files, until the first FIELD=COLUMN. A bare word behind the first file is a field that lacks
-- its column; a file of that name is written ./NAME.
local function split_words(words)
  local files, fields = { words[2] }, {}
  for i = 3, #words do
    local is_field = #fields > 0 or words[i]:match "^[%a_][%w_]*=" or words[i]:match "^[%a_][%w_]*$"
    table.insert(is_field and fields or files, words[i])
  end
  return files, fields
end

-- "zone:St.-Joris-Winge=24135": of the field zone, this text means that.
local function add_maps(mapping, words)
  for _, word in ipairs(words or {}) do
    local field, from, to = word:match "^([%a_][%w_]*):(.+)=([^=]+)$"
    if not field then
      return nil, ("--map wants FIELD:FROM=TO, such as zone:Antwerp=BE-11002, not '%s'"):format(word)
    end
    local source = mapping[field]
    if type(source) ~= "table" then source = { column = source } end
    source.map = source.map or {}
    source.map[from] = to
    mapping[field] = source
  end
  return true
end

local function look_at(store, files, mapping, given, options)
  for _, file in ipairs(files) do
    given.mapping = mapping
    local look, message = require "foresight.exchange.look".of(store, file, given)
    if not look then return fail(message) end
    local may = true
    if options.json then may, message = outfile.may_leave(look.marking, "look") end
    if not may then return fail(message) end
    if options.json then command.json(page.plain(look)) else terminal.write(page.text(look, "command")) end
  end
  return DONE
end

-- What is told of the figures in the frame of that name.
local SUMS = { rejects = "counted_refused", names = "counted" }

-- The summary as JSON may have it: without the frames that may not leave, and the sums of the same figures.
local function leaving(summary)
  for _, name in ipairs { "rejects", "refusals", "names" } do
    local rows, why
    if summary[name] then rows, why = command.rows_of(summary[name]) end
    if why then
      command.say("glocal: without '", name, "': ", why)
      if SUMS[name] then summary[SUMS[name]] = nil end
    end
    summary[name] = rows
  end
  return summary
end

local function import(options, words)
  local path = words[1]
  local files, fields = split_words(words)
  if #files == 0 then return wrong("import needs a store and a file", "import") end
  if options.as and not table.concat(kinds(), " "):find(options.as, 1, true) then
    return wrong(("--as %s is not known%s; it is one of %s"):format(options.as, did_you_mean(options.as, kinds()),
      table.concat(kinds(), ", ")), "import")
  end
  local mapping, mapping_fault = mapping_of(fields)
  if not mapping then return wrong(mapping_fault, "import") end
  local mapped, map_fault = add_maps(mapping, options.map)
  if not mapped then return wrong(map_fault, "import") end
  local given, option_fault = options_of(options)
  if not given then return wrong(option_fault, "import") end
  local store, message = glocal.open(path)
  if not store then return fail(message) end
  if options.look then return look_at(store, files, mapping, given, options) end
  for _, file in ipairs(files) do
    local summary
    summary, message = store:import(file, mapping, given)
    if not summary then return fail(message) end
    if options.json then
      command.json(leaving(summary))
    else
      terminal.write(tostring(summary))
    end
  end
  return DONE
end

return later({
  fields = fields_of, call = import, usage = "glocal import STORE FILE ... [--as KIND] FIELD=COLUMN ...",
  options = {
    as = later({ value = "KIND", help = "what a line is (default: observations)" }, { choices = kinds }),
    look = { help = "show what the file holds and the import that would take it; nothing is written" },
    map = { value = "FIELD:FROM=TO", many = true, help = "what a text of the file means, such as zone:Antwerp=BE-11002" },
    profile = { value = "FILE", help = "take the answers of an earlier import; what differs is said" },
    save = { value = "FILE", help = "keep the answers of this import for the next file of its kind" },
    strict = { help = "fail if one line is refused" },
    again = { help = "take a file that was imported before; not one whose lines would be counted twice" },
    replace = { help = "retract the earlier figures of the source that the file gives again" },
    recorded = { value = "DATE", help = "the day on which the file was received, of files that were kept (default: now)" },
    records = { value = "WHAT", choices = { "events", "figures" },
                help = "of new sources: events add up, a figure stands for its zone and time (that, where a count is mapped)" },
    ["counting-unit"] = { value = "TEXT", help = "of new sources: what one count is, such as offences or persons" },
    ["value-unit"] = { value = "TEXT", help = "of new sources: what values are in, such as EUR or kg" },
    delimiter = { value = "MARK", help = "between fields: , ; | or tab (default: detected)" },
    encoding = { value = "NAME", choices = { "utf-8", "utf-16", "latin-1" },
                 help = "utf-8, utf-16 or latin-1 (default: detected)" },
    decimal = { value = "MARK", help = "the decimal mark: . or , (default: .)" },
    thousands = { value = "MARK", help = "what groups thousands: . , ' or a space (of any kind); any: each of these" },
    missing = { value = "MARK", many = true, help = "a mark of missing figures beside those known (.. - : n/a n.b. k.A. ...)" },
    dates = later({ value = "ORDER", help = "of day, month and year: iso, dmy, mdy, or excel for day numbers (default: iso)" },
      { choices = function() return declared_for_import "dates" end }),
    century = { value = "N", help = "of years of two digits, such as 20" },
    fiscal = { value = "MONTH", help = "the month in which financial years (2009-10) begin, such as 04" },
    ["at-least"] = { value = "SHARE", help = "of the lines that must come in, such as 90% (default: 50%)" },
    scale = { value = "FIELD=N", many = true, help = "keep the field in N parts of its unit: value=100 for cents" },
    sheet = { value = "NAME", help = "of a workbook: the name or number of the sheet (default: the first in view)" },
    resource = { value = "NAME", help = "of a Data Package or a .zip: the file, where it holds several" },
    header = { value = "LINE", help = "the line of the column names, or its two lines: 3-4 (default: the first)" },
    long = { value = "COLUMNS", many = true, help = "of a wide table: each cell of A..B, A.. (to the last) or A,B is a row" },
    to = { value = "FIELD", help = "the field that the names of the wide columns feed; two (phenomenon,day) of a header of two" },
    values = { value = "FIELD", help = "the field that the cells of the wide columns feed (default: count)" },
    fill = { value = "COLUMN", many = true, help = "an empty cell of the column takes the one above" },
    exclude = { value = "PATTERN", many = true, help = "leave out rows that begin so: 'Totaal*', or COLUMN='Totaal*'" },
    where = { value = "COLUMN=VALUE", many = true, help = "only the rows of this category" },
    source = { value = "CODE", help = "the source of every line" },
    kind = { value = "KIND", help = "what the names of zones are, such as municipality" },
    within = { value = "ZONE", help = "the zone that they lie in, such as BE" },
    ["add-phenomena"] = { value = "under=CODE", help = "words that the tree of phenomena lacks are added under this one" },
    note = { value = "TEXT", help = "a note kept with the batch" },
    json = command.JSON, help = command.HELP,
  },
}, { says = function() return [[
Imports files, each all or nothing: CSV or TSV (also packed by gzip, from a pipe, or - for stdin), a Data Package (its
datapackage.json, folder or .zip), SDMX-CSV or JSON-stat as Eurostat publishes them, GeoJSON, a sheet of an .xlsx. Which it
is, is found out. Only the columns that are named enter:
  FIELD=COLUMN     the field takes the values of the file's column, dimension or property
  FIELD=:CONSTANT  the field has the same value on every line
Every line that can't be taken is kept with its reason and counted. The KINDs and their fields:
]] .. describe_fields() .. [[


  glocal import demo.db detections.csv day=month zone=route phenomenon=:0805 count=detections
  glocal import demo.db export.csv --look
  glocal import demo.db asylum.json phenomenon=:migration --where sex=T --where age=TOTAL
  glocal import demo.db wide.csv --header 4 --long 2023..2024 --to day --exclude 'Total*' zone=Commune phenomenon=Crime
  glocal import demo.db figures.xlsx --sheet 2024 day=month zone=zone phenomenon=what count=number
  glocal import demo.db shapes.geojson --as geometry zone=NISCODE]] end })
