--- table.lua: any table as a frame, without a store: what analyses of one's own figures begin with.
--
-- Example:  f = read "tracts.csv"   scan(f, {place="tract", cases="cases", population="population", x="x", y="y"})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local look = require "foresight.exchange.look"
local opening = require "foresight.exchange.read"
local plural = require "foresight.shared.plural"
local shape = require "foresight.exchange.shape"
local units = require "foresight.exchange.units"

local function sorted_pairs(by_name)
  local names, flat = {}, {}
  for name in pairs(by_name or {}) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do table.move({ name, by_name[name] }, 1, 2, #flat + 1, flat) end
  return flat
end

-- Whether the only cell of a row below the others is a note, such as "Bron: politie", and not a zone without a figure.
local function is_note(text)
  local words = select(2, text:gsub("%S+", ""))
  return text:find "[:*()]" ~= nil or words > 4
end

-- The lines that are no rows of the table: notes below it, and words for the units above its figures.
local function skipped_lines(facts)
  local lines = {}
  for _, row in ipairs(facts.notes or {}) do
    if row.line and is_note(row.text) then lines[#lines + 1] = row.line end
  end
  for _, row in ipairs(facts.units or {}) do lines[#lines + 1] = row.line end
  table.sort(lines)
  return lines
end

local function column_sentence(column)
  local said = {}
  if column.missing then said[#said + 1] = plural(column.missing, "cell") .. " marked as missing" end
  if column.flagged then said[#said + 1] = ("signs beside %s not kept"):format(plural(column.flagged, "figure")) end
  if column.ranges then
    said[#said + 1] = ("only the bounds of %s are known: from %s to %s_high"):format(plural(column.ranges, "figure"), column.name,
      column.name)
  end
  if column.why_text then
    said[#said + 1] = ("text, for %s: '%s'"):format(column.why_text, core.visible(column.example))
  end
  return #said > 0 and ("%s: %s"):format(column.name, table.concat(said, "; ")) or nil
end

local function note_text(columns, facts, skipped)
  local said = {}
  if #skipped > 0 then
    said[1] = #skipped == 1 and ("Line %d is no row of the table and was left out"):format(skipped[1]) or
      ("Lines %s are no rows of the table and were left out"):format(table.concat(skipped, ", "))
  end
  local totals = facts.totals or {}
  if (totals.found or 0) > 0 then
    said[#said + 1] = ("%s among the rows, such as '%s'"):format(plural(totals.found, "row") .. " of totals",
      core.visible(totals[1] and totals[1].text or ""))
  end
  for _, column in ipairs(columns) do said[#said + 1] = column_sentence(column) end
  return #said > 0 and table.concat(said, ". ") .. "." or nil
end

-- The rows with one line of names.
local function with_one_header(opened, facts, file)
  if not facts.header_last or facts.header_last == facts.header_first then return opened, facts.header_first end
  local folder = opened.folder
  if not folder then
    local path, made, code = core.temporary_folder()
    if not path then return nil, made, code end
    folder, opened.folder, opened.path = made, made, path
  end
  local shaped, message, code = shape.rows(opened, file, opened.path or opened.rows:match "^(.*)/",  {},
    { header = ("%d-%d"):format(facts.header_first, facts.header_last) }, "table")
  if not shaped then return nil, message, code end
  shaped.folder = folder
  return shaped, 1
end

local function marking_of(opened)
  local heading = not opened.marking and core.csv_heading(opened.rows) or ""
  local by_column = opened.units
  local marking = opened.marking
  if heading ~= "" then marking, by_column = units.of_heading(heading) end
  return marking or "", by_column
end

--- Reads a table into a frame, without a store: CSV, a workbook, a Data Package, JSON, what look can read. A column is integer,
--- real, day or month where every cell is one, else text. Marks such as n/a are null in columns of figures. A column in which
--- some figures are published by their bounds only (<5, 1-4) becomes two: NAME, the least they can be, and NAME_high. The note
--- says what was left out and why a column stayed text. A file that glocal wrote brings its marking along.
--- @function read
--- @param file string <file> the file
--- @param options? table
--- @option types? table<string, string> by column: integer, real, text, day or month
--- @option header? string|integer = (detected) the line of the column names
--- @option delimiter? string = (detected) between fields
--- @option encoding? string = (detected) utf-8, utf-16 or latin-1
--- @option decimal? string = (detected) the decimal mark, . or ,
--- @option thousands? string = (detected) what groups thousands: . , ' or a space; any: each of these
--- @option dates? string = (detected) {iso|dmy|mdy|excel} the order of day, month and year where the numbers leave it open
--- @option missing? string[] marks of missing figures beside those known
--- @option sheet? string|integer = 1 of a workbook
--- @option resource? string of a Data Package or a .zip with several files
--- @option units? table<string, string> by column
--- @option marking? string = (that of the file, else CLEAR) how strictly the figures are marked; that of the file holds too
--- @return frame the table
--- @fails not_found, io, invalid (a cell that does not fit, a figure or date that can be read in two ways), cancelled
--- @needs file.read, file.write
--- @since 0.1
--- @example select(3, read "/nowhere.csv") --> not_found
local function read(file, options)
  options = options or {}
  local opened, message, code = opening.for_look(file, options)
  if not opened then return nil, message, code end
  local _ <close> = opened.folder
  local facts
  facts, message, code = look.facts(opened.rows, { header = options.header, delimiter = opened.delimiter or options.delimiter,
    encoding = opened.encoding or options.encoding })
  if not facts then return nil, message, code end
  local marking, by_column = marking_of(opened)
  local shaped, header_line
  shaped, header_line, code = with_one_header(opened, facts, file)
  if not shaped then return nil, header_line, code end
  local skipped = skipped_lines(facts)
  local told_units = {}
  for _, given in ipairs { by_column or {}, options.units or {} } do
    for name, unit in pairs(given) do told_units[name] = unit end
  end
  local frame, notes, kind = core.table_frame(shaped.rows, {
    delimiter = shaped.delimiter or options.delimiter, encoding = shaped.encoding or options.encoding,
    header_line = header_line or 0, decimal = options.decimal, thousands = options.thousands, dates = options.dates,
    types = sorted_pairs(options.types), units = sorted_pairs(told_units), missing = options.missing,
    skipped = shaped == opened and skipped or {}, marking = marking,
    call = ("read(%q%s)"):format(file, next(options) and ", " .. call.text(read, options) or ""),
  })
  if not frame then return nil, ("%s: %s"):format(core.visible(file), notes), kind end
  if options.marking then
    frame, message, code = frame:mark(options.marking)
    if not frame then return nil, message, code end
  end
  local note = note_text(notes, facts, skipped)
  return note and frame:attach { note_text = note } or frame
end

return read
