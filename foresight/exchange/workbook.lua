--- workbook.lua: frames as .xlsx, and .xlsx as rows. Writing is the core's (libxlsxwriter); reading is done by xlsx2csv, a
--- small program in Debian (package xlsx2csv): it reads row by row, gives dates as dates and numbers as they are stored.
--
-- Example:  workbook.rows("figures.xlsx", "/tmp/glocal-x", {sheet = "2024"})   --> {rows = "/tmp/glocal-x/rows.csv", ...}

local core = require "glocal.core"
local glocal = require "glocal"
local by_name = require "foresight.exchange.by_name"
local figures = require "foresight.exchange.figures"
local hint = require "foresight.shared.hint"
local locale = require "foresight.language.locale"
local sources_of = require "foresight.exchange.sources".of
local phrases = require "foresight.language.phrases"

local workbook = {}

-- --- writing --------------------------------------------------------------------------------------------------

local function source_line(source)
  local parts = { source.name }
  if source.publisher and source.publisher ~= source.name then parts[#parts + 1] = source.publisher end
  if source.licence then parts[#parts + 1] = source.licence end
  return table.concat(parts, "; ")
end

-- The heads of the frame's columns: the known ones in the language, the others as they are; no two alike.
local function heads_of(frame, known)
  local heads, taken = {}, {}
  for i, name in ipairs(frame:columns()) do
    local head = known[name] or name
    heads[i] = taken[head] and name or head
    taken[heads[i]] = true
  end
  return heads
end

--- Writes the frame; see frame:to_xlsx.
function workbook.write(frame, path, options)
  if type(path) ~= "string" then error("bad argument #1 to 'to_xlsx': expected a path, got " .. type(path), 3) end
  local lang = options.lang or locale.preferred()
  local store = options.store or glocal.store
  if options.lang and store then frame = frame:named(lang, { store = store }) end
  local known = phrases.of(lang).export
  local said = {}
  for name, value in pairs(known) do said[name] = value end
  said.heads = options.lang and heads_of(frame, known.heads) or nil
  said.lines = {}
  for _, source in ipairs(sources_of(frame, options.store, lang)) do
    said.lines[#said.lines + 1] = { known.source, source_line(source) }
  end
  return frame:write_xlsx(path, said)
end

-- --- reading --------------------------------------------------------------------------------------------------

local MOST_TEXT = 4 << 20

local ENTITIES = { amp = "&", lt = "<", gt = ">", quot = '"', apos = "'" }

local function decoded(text)
  text = text:gsub("&#x(%x+);", function(digits) return utf8.char(tonumber(digits, 16)) end)
  text = text:gsub("&#(%d+);", function(digits) return utf8.char(tonumber(digits)) end)
  return (text:gsub("&(%a+);", ENTITIES))
end

-- A part of the workbook as text; nil where there is none.
local function part_of(path, name, folder)
  if not core.unpack(path, name, folder .. "/part.xml") then return nil end
  local file = io.open(folder .. "/part.xml", "rb")
  local text = file and file:read(MOST_TEXT)
  if file then file:close() end
  return text
end

local function sheets_of(path, folder)
  local names = {}
  for tag in (part_of(path, "xl/workbook.xml", folder) or ""):gmatch "<[%w:]*sheet%s[^>]*>" do
    local name = tag:match '%sname="([^"]*)"' or tag:match "%sname='([^']*)'"
    if name then names[#names + 1] = decoded(name) end
  end
  return names
end

-- The name of the sheet that the analyst means: by name, by number, or the first.
local function pick_sheet(names, wanted, path)
  if wanted == nil then return names[1] end
  for _, name in ipairs(names) do
    if name == tostring(wanted) then return name end
  end
  local number = math.tointeger(tonumber(wanted))
  if number and names[number] then return names[number] end
  return nil, ("%s has no sheet '%s'%s"):format(path, wanted, hint.of(tostring(wanted), names, "it has"))
end

-- The line that says most: the first, but of a Python traceback the last that is not indented.
local function telling_line(said)
  if not said:find "^Traceback" then return said:match "[^\n]+" end
  local line
  for each in said:gmatch "[^\n]+" do
    if not each:find "^ " then line = each end
  end
  return line
end

-- The exit codes of a program that met a limit: too long a run, too large a file, killed.
local LIMITS = { [128 + 24] = true, [128 + 25] = true, [128 + 9] = true }

-- Runs xlsx2csv on one sheet: dates in ISO, or (plain) as the workbook shows them.
local function run(path, sheet, to, plain)
  local program = { "xlsx2csv", path:match "^/" and path or "./" .. path, to, "-n", sheet, "--no-line-breaks" }
  if not plain then table.move({ "-f", "%Y-%m-%d", "--ignore-formats", "float" }, 1, 4, #program + 1, program) end
  local out, message, code = core.run_program(program)
  if out and code == 0 then return true end
  if out then
    local met = LIMITS[code]
    message = met and "it takes too much time, or is too large" or telling_line(message) or "xlsx2csv failed"
    code = met and "full" or "io"
  end
  if code == "not_found" then
    message = "to read .xlsx glocal needs the program xlsx2csv: apt-get install xlsx2csv; or save the sheet as CSV"
  elseif code ~= "cancelled" then
    message = ("'%s' can't be read as a workbook: %s"):format(path, message)
  end
  return nil, message, code
end

-- Whether a first day of a month is among the rows: it may stand for the month, or a year.
local function has_first_days(rows)
  local file, before = io.open(rows, "rb"), ""
  if not file then return false end
  for block in function() return file:read(1 << 20) end do
    if (before .. block):find "%d%d%d%d%-%d%d%-01[,\n]" then
      file:close()
      return true
    end
    before = block:sub(-16)
  end
  file:close()
  return false
end

-- What glocal writes of a frame into the properties of a workbook: its marking, and the units of its columns.
local function properties_of(path, folder)
  local units, marking = {}, nil
  for name, text in (part_of(path, "docProps/custom.xml", folder) or ""):gmatch 'name="([^"]*)".-<vt:lpwstr>([^<]*)<' do
    local column = name:match "^unit (.*)$"
    if column then units[decoded(column)] = decoded(text) end
    if name == "marking" then marking = decoded(text) end
  end
  return marking, units
end

--- The sheet as rows, in the folder given: {rows, note, marking}; or nil, message, code.
function workbook.rows(path, folder, options, mapping, as)
  if not core.run_program then return nil, "a pack may not read workbooks: it can't run xlsx2csv", "invalid" end
  local names = sheets_of(path, folder)
  local sheet, message = pick_sheet(names, options.sheet, path)
  if not sheet then return nil, message or ("'%s' is a workbook without a sheet"):format(path), "invalid" end
  local made, shown, done, code = folder .. "/sheet.csv"
  done, message, code = run(path, sheet, made)
  if done and has_first_days(made) then
    shown = folder .. "/shown.csv"
    done, message, code = run(path, sheet, shown, true)
  end
  if not done then return nil, message, code end
  local flags
  if next(mapping) == nil and as == "observations" then mapping = by_name(core.table_names(made) or {}) end
  flags, message, code = core.convert_table(made, folder .. "/rows.csv",
    { name = path, figure = figures.column_of(mapping, as), shown = shown, delimiter = ",", encoding = "utf-8" })
  if not flags then return nil, message, code end
  local marking, units = properties_of(path, folder)
  return {
    rows = folder .. "/rows.csv",
    mapping = mapping,
    note = figures.note(#names > 1 and ("sheet '%s' of %d"):format(sheet, #names) or nil, flags),
    marking = marking,
    units = units,
    delimiter = ",",
    encoding = "utf-8",
  }
end

return workbook
