--- import.lua: files into a store: our own CSV and the formats of other organisations (read.lua), with a summary.
--
-- Example:  s = store:import("detections.csv", {day="month", zone="route", phenomenon={const="0805"}, count="detections"})

local core = require "glocal.core"
local imports = require "foresight.store.imports"
local number = require "foresight.shared.number"
local read = require "foresight.exchange.read"
local terminal = require "foresight.shared.terminal"
local methods = core.store_methods

local FIRST = 5 -- refused lines shown in a summary

-- A summary as it is shown: "imported 1 of 2 lines from a.csv as batch 3 (0.01 s); 1 refused:", and the first of them.
local function summary_text(summary)
  local rows, rejected = summary.rows or 0, summary.rejected or 0
  local handling = (summary.marking or "TLP:CLEAR"):match "^TLP:(.*)$"
  local line = ("imported %s of %s lines%s from %s as batch %d (%.2f s)"):format(number.shown(rows),
    number.shown(rows + rejected), handling ~= "CLEAR" and (", handling %s,"):format(handling) or "", summary.file:match "[^/]+$" or summary.file, summary.batch, summary.seconds)
  if summary.note then line = ("%s; %s"):format(line, summary.note) end
  if rejected == 0 then return line end
  return ("%s; %s refused%s:\n%s%s"):format(line, number.shown(rejected), rejected > FIRST and ", the first five" or "",
    terminal.shown(summary.rejects), rejected > FIRST and ("\nall of them: store:rejects(%d)"):format(summary.batch) or "")
end

-- What the importer is given: the analyst's options, and the rows that a converter made of the file.
local function with_rows(options, opened)
  local given = {}
  for name, value in pairs(options) do given[name] = value end
  given.sheet, given.resource, given.where = nil, nil, nil -- the converter's
  if opened then
    for _, name in ipairs { "rows", "delimiter", "encoding" } do given[name] = opened[name] end
    for _, name in ipairs { "source", "order", "decimal", "scale", "counting_unit", "value_unit", "facet_dimension" } do
      given[name] = given[name] or opened[name]
    end
    local notes = { options.note, opened.note }
    given.note = options.note and opened.note and table.concat(notes, "; ") or options.note or opened.note
    if opened.mapping.source then given.source = nil end
  end
  return given
end

--- Imports a file, all or nothing; the format is detected: CSV or TSV (also gzip, a pipe, or "-" for stdin), a Data
--- Package, SDMX-CSV or JSON-stat 2.0 as Eurostat publishes them, GeoJSON, or a sheet of an .xlsx (by xlsx2csv). Without
--- a mapping, columns go by the names of the fields. Observations have the fields day (2024-01-31, 2024-W05, 2024-01,
--- 2024-Q1, 2024), zone, phenomenon, count ("<5" is kept as 1 to 4; default: 1), count_high, value, source, facet
--- (dimension:category), credibility (1-6), reliability (A-F), handling (TLP and H0-H3), span and counting_unit. Rejected lines are kept
--- in the table reject; a marked file marks what is imported.
--- @function store:import
--- @param file string <file> the file
--- @param mapping? table which column feeds which field: field = "column", {column="c", map={from="to"}}, or
---   {const="value"}
--- @param options? table
--- @option as? string = "observations"
---   {observations|zones|links|facts|successions|phenomena|weights|sources|exposures|geometry} what the rows are
--- @option strict? boolean = false reject the file for one wrong line
--- @option again? boolean = false import a file that was imported before
--- @option delimiter? string = (detected) between fields
--- @option encoding? string = (detected) utf-8, utf-16 or latin-1
--- @option decimal? string = "." the decimal mark, . or ,
--- @option order? string = "iso" {iso|dmy|mdy} of day, month and year
--- @option scale? table in how many parts of its unit a field is kept: {value=100} for cents
--- @option source? string = (the file's name) <source> the source of the observations
--- @option records? string = (figures where a column has the count, else events) {events|figures} what the sources
---   record: events, which add up, or figures, which stand for the whole of their zone, phenomenon and time
--- @option counting_unit? string what one count is, such as offences; of a source that says so already it must be that
--- @option value_unit? string the unit of the values, such as EUR
--- @option note? string a note kept with the batch
--- @option sheet? string|integer = 1 of a workbook
--- @option resource? string of a Data Package
--- @option where? table<string, string> only the rows of these categories, such as {sex="T"}
--- @return table batch, rows, rejected, added (new sources), rejects (a frame of the first five), marking (of the file), file, encoding,
---   delimiter, note, seconds
--- @fails not_found, exists (imported before), rejected (strict), full, busy, corrupt, marking, cancelled
--- @needs store.write, file.read, file.write
--- @since 0.1
--- @example select(3, store:import("/nowhere.csv", {day="d", zone="z", phenomenon="p"})) --> not_found
function methods.import(store, file, mapping, options)
  local started = core.clock()
  options = options or {}
  local opened, fault, kind = read.open(file, mapping, options)
  if opened == nil then return nil, fault, kind end
  local _ <close> = opened and opened.folder -- the rows go when they were read
  local given = with_rows(options, opened)
  local summary, message, code = store:import_file(file, opened and opened.mapping or mapping, given)
  if not summary then return nil, message, code end
  summary.seconds = core.clock() - started
  summary.marking = summary.marking or opened and opened.marking or nil
  summary.note = opened and opened.note or nil
  summary.format = opened and opened.format or nil
  summary.rejects = store:sql([[select line, "column", reason, text from reject
    where batch = ? and rowid > (select max(rowid) from reject) - ? order by rowid limit ?]],
    { summary.batch, summary.rejected, FIRST })
  imports.add { store = store, batch = summary.batch, rows = summary.rows, file = summary.file }
  return setmetatable(summary, { __tostring = summary_text })
end
