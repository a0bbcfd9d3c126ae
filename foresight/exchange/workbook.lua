--- workbook.lua: frames as .xlsx, and .xlsx as rows. Both are the core's: libxlsxwriter writes, core/exchange/workbook/sheet.c reads; here
--- is which sheet is meant, and what is said of it.
--
-- Example:  workbook.rows("figures.xlsx", "/tmp/glocal-x", {sheet = "2024"})   --> {rows = "/tmp/glocal-x/rows.csv", ...}

local core = require "glocal.core"
local glocal = require "glocal"
local by_name = require "foresight.exchange.by_name"
local figures = require "foresight.exchange.figures"
local hint = require "foresight.shared.hint"
local kept_rows = require "foresight.exchange.kept_rows"
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

local MOST_NAMED = 5

local function quoted(names)
  local said = {}
  for i = 1, math.min(#names, MOST_NAMED) do said[i] = ("'%s'"):format(names[i]) end
  if #names > MOST_NAMED then said[#said + 1] = ("%d more"):format(#names - MOST_NAMED) end
  return table.concat(said, ", ")
end

-- The place of the sheet that the analyst means: by name, by number among those in view, or the first in view.
local function pick_sheet(sheets, wanted, path)
  local visible, names = {}, {}
  for i, sheet in ipairs(sheets) do
    if not sheet.hidden then visible[#visible + 1] = i end
    names[i] = sheet.name
  end
  if wanted == nil and visible[1] then return visible[1] end
  for i, name in ipairs(names) do
    if name == tostring(wanted) then return i end
  end
  local number = math.tointeger(tonumber(wanted))
  if number and visible[number] then return visible[number] end
  if #names == 0 then return nil, ("'%s' is a workbook without a sheet that holds a table"):format(path) end
  if wanted == nil then return nil, ("every sheet of '%s' is hidden: say which with --sheet: %s"):format(path, quoted(names)) end
  return nil, ("%s has no sheet '%s'%s"):format(path, wanted, hint.of(tostring(wanted), names, "it has"))
end

-- Which sheet was read and which were not, where nobody said which.
local function says_sheet(sheets, picked, wanted)
  if #sheets < 2 then return nil end
  local said = ("sheet '%s' of %d"):format(sheets[picked].name, #sheets)
  if wanted ~= nil then return said end
  local others, hidden = {}, {}
  for i, sheet in ipairs(sheets) do
    local list = sheet.hidden and hidden or others
    if i ~= picked then list[#list + 1] = sheet.name end
  end
  if #others > 0 then said = ("%s; not read: %s"):format(said, quoted(others)) end
  if #hidden > 0 then said = ("%s; hidden and not read: %s"):format(said, quoted(hidden)) end
  return said
end

local FINDINGS = {
  { "unanswered", "%d formula%s without a result, read as empty: open the workbook, save it, and import again" },
  { "errors", "%d cell%s with an error such as #REF! or #DIV/0!" },
  { "not_available", "%d #N/A cell%s read as missing" },
  { "hidden_rows", "%d hidden row%s read too" },
  { "merged", "%d run%s of merged rows: the value is in the first row only" },
  { "cut_dates", "%d date%s read as the month or year shown, not the day kept" },
}

-- What the analyst can't see in the rows: "3 hidden rows read too; ...".
local function says_found(found)
  local said = {}
  for _, finding in ipairs(FINDINGS) do
    local count = found[finding[1]]
    if count > 0 then said[#said + 1] = finding[2]:format(count, count == 1 and "" or "s") end
  end
  return #said > 0 and table.concat(said, "; ") or nil
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
  local sheets, message, code = core.sheets_of(path)
  if not sheets then return nil, message, code end
  local sheet
  sheet, message = pick_sheet(sheets, options.sheet, path)
  if not sheet then return nil, message, "invalid" end
  local made, found, fault = kept_rows.of(path, "sheet " .. sheet, function(to) return core.convert_sheet(path, to, sheet) end)
  if not made then return nil, found, fault end
  local read = { says_sheet(sheets, sheet, options.sheet) }
  read[#read + 1] = says_found(found)
  if options.is_shaped then
    local marking, units = properties_of(path, folder)
    return { rows = made, marking = marking, units = units, delimiter = ",", encoding = "utf-8", pads = true,
      note = #read > 0 and table.concat(read, "; ") or nil }
  end
  if next(mapping) == nil and as == "observations" then mapping = by_name(core.table_names(made) or {}) end
  local flags
  flags, message, code = core.convert_table(made, folder .. "/rows.csv",
    { name = path, figure = figures.column_of(mapping, as), delimiter = ",", encoding = "utf-8" })
  if not flags then return nil, message, code end
  local marking, units = properties_of(path, folder)
  return {
    rows = folder .. "/rows.csv",
    mapping = mapping,
    note = figures.note(#read > 0 and table.concat(read, "; ") or nil, flags),
    marking = marking,
    units = units,
    delimiter = ",",
    encoding = "utf-8",
  }
end

return workbook
