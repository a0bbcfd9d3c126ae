--- import.lua: files into a store: our own CSV and the formats of other organisations (read.lua), with a summary.
--
-- Example:  s = store:import("detections.csv", {day="month", zone="route", phenomenon={const="0805"}, count="detections"})

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local figures = require "foresight.exchange.figures"
local kept_rows = require "foresight.exchange.kept_rows"
local locale = require "foresight.language.locale"
local names_report = require "foresight.exchange.names_report"
local imports = require "foresight.store.imports"
local number = require "foresight.shared.number"
local answers = require "foresight.exchange.look.answers"
local query = require "foresight.shared.query"
local refusals = require "foresight.exchange.refusals"
local methods = core.store_methods

local FIRST = 5 -- refused lines in a summary

local function plural(n, one, many) return n == 1 and one or many or one .. "s" end

-- "12 figures of the same sources are in batch 3 already, 4 of them with another value: ..."
local function overlap_text(summary)
  local where = summary.overlap_batches == 1 and ("batch %d"):format(summary.overlap_batch)
    or ("%d earlier batches, the last of them %d"):format(summary.overlap_batches, summary.overlap_batch)
  local then_what = summary.replaced > 0
    and ("%s earlier %s replaced"):format(number.shown(summary.replaced), plural(summary.replaced, "observation"))
    or "the new ones stand (replace=true retracts the earlier)"
  return ("%s %s of the same source %s in %s already, %s: %s"):format(number.shown(summary.overlap),
    plural(summary.overlap, "figure"), plural(summary.overlap, "is", "are"), where,
    summary.differing == 0 and "none with another value" or number.shown(summary.differing) .. " with another value", then_what)
end

-- "6 lines without a count passed over ('n.b.' 4, empty 2)"; the marks are left out where nothing stood there.
local function passed_over_text(summary)
  local marks, parts = {}, {}
  for mark in pairs(summary.missing) do marks[#marks + 1] = mark end
  table.sort(marks)
  for i, mark in ipairs(marks) do
    parts[i] = ("%s %s"):format(mark == "" and "empty" or ("'%s'"):format(mark), number.shown(summary.missing[mark]))
  end
  local is_plain = #marks == 0 or #marks == 1 and marks[1] == ""
  return ("%s %s without a count passed over%s"):format(number.shown(summary.passed_over),
    plural(summary.passed_over, "line"), is_plain and "" or (" (%s)"):format(table.concat(parts, ", ")))
end

-- What an analyst should know of an import beside its lines.
local function remarks(summary)
  local said = {}
  if summary.passed_over > 0 then said[1] = passed_over_text(summary) end
  local flags = figures.flags(summary.flags)
  if #flags > 0 then said[#said + 1] = "of the figures " .. table.concat(flags, ", ") end
  if summary.unmarked == 1 then
    said[#said + 1] = ("source '%s': no handling given, marked %s (the store's default)"):format(summary.unmarked_source,
      summary.handling)
  elseif summary.unmarked > 1 then
    said[#said + 1] = ("%d new sources ('%s' ...): no handling given, marked %s (the store's default)"):format(
      summary.unmarked, summary.unmarked_source, summary.handling)
  end
  if summary.unmarked_lines > 0 then
    said[#said + 1] = ("%s %s without a handling marked %s (the store's default)"):format(number.shown(summary.unmarked_lines),
      plural(summary.unmarked_lines, "line"), summary.handling)
  end
  if summary.same_file then
    said[#said + 1] = ("the same rows stand in batch %d too, from another source: store:retract(%d, \"why\") takes that back")
      :format(summary.same_file, summary.same_file)
  end
  if summary.overlap > 0 then said[#said + 1] = overlap_text(summary) end
  table.move(names_report.lines(summary), 1, 2, #said + 1, said)
  if summary.note then said[#said + 1] = summary.note end
  return said
end

local function percent(part, whole) return ("%.3g %%"):format(100 * part / whole) end

-- How much of the total is missing: "2 refused, with 35 of 17 753 counted (0.2 %)". Where each line is one, lines say it.
local function missing_text(summary)
  local text = ("%s refused"):format(number.shown(summary.rejected))
  local whole = summary.counted + summary.counted_refused
  if whole > 0 and whole ~= summary.rows + summary.rejected and summary.uncounted < summary.rejected then
    text = ("%s, with %s of %s counted (%s)"):format(text, number.shown(summary.counted_refused), number.shown(whole),
      percent(summary.counted_refused, whole))
  end
  if summary.uncounted == 0 then return text end
  return ("%s%s whose count can't be read"):format(text,
    summary.uncounted == summary.rejected and "," or (", %s of them"):format(number.shown(summary.uncounted)))
end

-- A summary as it is shown: "imported 1 of 2 lines (50 %) from a.csv as batch 3 (0.01 s); 1 refused", and why.
local function summary_text(summary)
  local rows, rejected = summary.rows, summary.rejected
  local handling = (summary.marking or "TLP:CLEAR"):match "^TLP:(.*)$"
  local lines = rows + rejected + summary.passed_over
  local line = ("imported %s of %s lines%s%s from %s as batch %d (%.2f s)"):format(number.shown(rows),
    number.shown(lines), rejected > 0 and (" (%s)"):format(percent(rows, lines)) or "",
    handling ~= "CLEAR" and (", handling %s,"):format(handling) or "", summary.file:match "[^/]+$" or summary.file,
    summary.batch, summary.seconds)
  if rejected > 0 then line = line .. "; " .. missing_text(summary) end
  line = table.concat({ line, table.unpack(remarks(summary)) }, "; ")
  if rejected == 0 then return line end
  return ("%s\n%s"):format(line, refusals.text(summary.refusals, summary.batch))
end

-- A share as 0.9 or "90%".
local function share_of(at_least, as)
  if at_least == nil then return as == "observations" and 0.5 or 0 end
  local percents = type(at_least) == "string" and tonumber(at_least:match "^%s*([%d.]+)%s*%%%s*$" or nil)
  local share = percents and percents / 100 or tonumber(at_least)
  if not share or share < 0 or share > 1 then
    error(("bad argument 'at_least': expected a share such as 0.9 or \"90%%\", got '%s'"):format(tostring(at_least)), 0)
  end
  return share
end

-- What the importer is given: the analyst's options, and the rows that a converter made of the file.
local function with_rows(options, opened)
  local given = {}
  for name, value in pairs(options) do given[name] = value end
  for _, name in ipairs { "sheet", "resource", "header", "where", "long", "fill", "exclude" } do given[name] = nil end
  given.profile, given.save = nil, nil -- seen to
  if opened then
    given.header_line = opened.header_line
    for _, name in ipairs { "rows", "delimiter", "encoding" } do given[name] = opened.rows and opened[name] or given[name] end
    for _, name in ipairs { "source", "dates", "decimal", "thousands", "scale", "counting_unit", "value_unit",
      "facet_dimension" } do
      given[name] = given[name] or opened[name]
    end
    local notes = { options.note, opened.note }
    given.note = options.note and opened.note and table.concat(notes, "; ") or options.note or opened.note
    if opened.mapping.source then given.source = nil end
  end
  given.at_least = share_of(options.at_least, options.as or "observations")
  if given.fiscal then
    local kept = "financial years that begin in month " .. given.fiscal ..
      " are kept as the calendar year in which they begin"
    given.note = given.note and given.note .. "; " .. kept or kept
  end
  return given
end

local NAMED = { { "zone", "zone" }, { "country", "zone" }, { "requester", "zone" }, { "phenomenon", "phenomenon" } }

-- What the map of a field leads to and the store does not have: a slip of the call, which no line of the file is to be refused for.
local function wrong_map(store, mapping, options)
  for _, named in ipairs(NAMED) do
    local field, kind = named[1], named[2]
    local source, may_be_new = mapping[field], kind == "phenomenon" and options.add_phenomena ~= nil
    local map = not may_be_new and type(source) == "table" and source.map
    for _, from in ipairs(type(map) == "table" and data_text.keys(map) or {}) do
      local ok, message = pcall(store.resolve, store, kind, tostring(map[from]))
      if not ok and tostring(message):find "^unknown" then
        return ("'%s' is mapped to what is none: %s"):format(from, message)
      end
    end
  end
end

--- Imports a file, all or nothing; the format is detected: CSV or TSV (also gzip, a pipe, or "-" for stdin), a Data
--- Package, SDMX-CSV or JSON-stat 2.0 as Eurostat publishes them, GeoJSON, or a sheet of an .xlsx. Without
--- a mapping, columns go by the names of the fields; where they are called otherwise, the import that store:look proposes is
--- shown. What is not given is detected: the line of the header, marks of thousands and decimals, the order of dates; the note
--- says what. Observations have the fields day (2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024, maart 2024, 31/12/2024 ...) or
--- year with month, quarter or day in columns of their own, zone, phenomenon, count ("<5" is kept as 0 to 4, or 1 to 4 where
--- its source says censored_from=1; a line whose count is missing is passed over; where no count is mapped a line is 1),
--- count_high, value, source, facet
--- (dimension:category), credibility (1-6), reliability (A-F), handling (TLP and H0-H3), span, counting_unit (a source for
--- each) and part ("own" and "not stated" are rejected: what a rollup with own=true leaves over is no figure of its zone).
--- Rejected lines are kept in the table reject (the mapped columns of them), and where fewer than at_least come in nothing is
--- imported; a marked file marks what is imported, and a new source for which no handling is given takes the store's default
--- (init). Figures that an earlier batch of the same source has are counted (overlap, differing): the later stand.
--- @function store:import
--- @param file string <file> the file
--- @param mapping? table which column feeds which field: field = "column", {column="c", map={from="to"}}, or
---   {const="value"}
--- @param options? table
--- @option as? string = "observations"
---   {observations|zones|links|facts|successions|phenomena|weights|sources|exposures|aliases|geometry|message_flows|messages|
---   requests|channels|channel_reach|agreements|agreement_parties|agreement_acts|expertise|contact_points|trainings|missions|
---   recommendations|partners|reports|priorities|priority_links|feedback|signals} what the rows are
--- @option strict? boolean = false reject the file for one wrong line
--- @option again? boolean = false import a file that was imported before; not where its lines would be counted twice
--- @option replace? boolean = false retract the earlier figures of the source that the file gives again, and the links
---   that the new ones contradict
--- @option delimiter? string = (detected) between fields
--- @option encoding? string = (detected) utf-8, utf-16 or latin-1
--- @option decimal? string = "." the decimal mark, . or ,
--- @option thousands? string what groups thousands: . , ' or a space, which stands for every kind of it; any: each of these
--- @option missing? string[] marks of missing figures beside those known (empty, .., -, :, n/a, NA, n.b., n.d., s.o., k.A., *)
--- @option dates? string = "iso" {iso|dmy|mdy|excel} the order of day, month and year where the numbers leave it open;
---   excel: numbers are day numbers of Excel
--- @option century? integer of years of two digits, such as 20
--- @option fiscal? string the month in which financial years begin, such as "04": 2009-10 is one, kept as 2009
--- @option at_least? number|string = 0.5 of observations (of other rows 0), the share of lines that must come in, of those
---   with a figure, also as "90%"; else nothing is imported
--- @option scale? table in how many parts of its unit a field is kept: {value=100} for cents
--- @option source? string = (the file's name) <source> the source of the observations
--- @option records? string = (figures where a count is mapped) {events|figures} of new sources: events add up, a figure
---   stands for its zone, phenomenon and time
--- @option counting_unit? string of new sources: what one count is, such as offences
--- @option value_unit? string of new sources: what values are in, such as EUR
--- @option kind? string <level> what the names of zones are, such as municipality: no other meaning is taken
--- @option within? string <zone> the zone that they lie in, in any hierarchy
--- @option add_phenomena? string <phenomenon> words that the tree of phenomena lacks are added under this one
--- @option recorded? string = (now) the day on which the file was received, of files that were kept: what was known then (as_of,
---   nowcast) goes by it; the earliest go in first
--- @option note? string a note kept with the batch
--- @option sheet? string|integer = 1 of a workbook
--- @option resource? string of a Data Package or a .zip with several files
--- @option header? integer|string = (the first line) the line of the column names, or its two lines, "3-4", of which the
---   upper is filled to the right
--- @option long? table of a wide table, each cell is a row: {columns="2023..2024", to="day", values="count"}; the name of
---   the column feeds the field `to` (two fields where the header has two rows), columns are "A", "A..B", "A.." or a list
--- @option fill? string|string[] columns in which an empty cell takes the one above
--- @option exclude? string|table rows left out and counted, by pattern: {"Totaal*", gemeente="Totaal*"}; without a column
---   the first cell that is not empty
--- @option where? table<string, string> only the rows of these categories, such as {sex="T"}
--- @option profile? string <file> the answers of an earlier import of such a file, kept by save; what differs from last time
---   is said
--- @option save? string <file> keep the answers of this import in this file: a readable table, to be taken by profile
--- @return table batch, rows, rejected, passed_over (without a count), missing (of these, by mark), flags (of figures, by
---   letter), added (new sources), added_phenomena, unmarked (of the sources), overlap, differing, replaced, counted,
---   counted_refused and uncounted (refused lines whose count can't be read), refusals (a frame: column, value, reason, lines,
---   first_line), rejects (the first five), names (a frame of what each text became: text, code, kind, country, lines, how),
---   marking (of the file), file, encoding,
---   delimiter, note, seconds
--- @fails not_found, exists (imported before), rejected (strict, too little came in, or dates contradict each other), full, busy,
---   corrupt, marking, cancelled
--- @needs store.write, file.read, file.write
--- @since 0.1
--- @example select(3, store:import("/nowhere.csv", {day="d", zone="z", phenomenon="p"})) --> not_found
function methods.import(store, file, mapping, options)
  if options and options.as == "signals" then
    return require "foresight.exchange.import_signals".of(store, file, mapping, options)
  end
  local started = core.clock()
  local answered, fault, kind = answers.of(store, file, mapping, options or {})
  if not answered then return nil, fault, kind end
  mapping, options = answered.mapping, answered.options
  local wrong = wrong_map(store, mapping, options)
  if wrong then return nil, wrong, "invalid" end
  local opened
  opened, fault, kind = require "foresight.exchange.read".open(file, mapping, options)
  if opened == nil then return nil, fault, kind end
  local _ <close> = opened and opened.folder -- the rows go when they were read
  local given = with_rows(options, opened)
  given.language = locale.preferred()
  local summary, message, code, refused = store:import_file(file, opened and opened.mapping or mapping, given)
  if refused then return nil, message .. "\n" .. refusals.text(refusals.of(store, refused.batch), refused.batch), code end
  if not summary then return nil, message, code end
  summary.seconds = core.clock() - started
  summary.marking = summary.marking or opened and opened.marking or nil
  summary.note = answers.joined(answered.note, opened and opened.note or nil)
  summary.format = opened and opened.format or nil
  summary.refusals = refusals.of(store, summary.batch)
  summary.rejects = query(store, [[select line, "column", reason, text from reject
    where batch = ? and rowid > (select max(rowid) from reject) - ? order by rowid limit ?]],
    { summary.batch, summary.rejected, FIRST })
  if options.save and summary.rows > 0 then
    local kept
    kept, message = answers.keep(store, file, answered, options.save, summary.marking)
    summary.note = answers.joined(summary.note,
      kept and ("profile kept in %s"):format(options.save) or "the profile was not kept: " .. message)
  end
  kept_rows.drop()
  imports.add { store = store, batch = summary.batch, rows = summary.rows, file = summary.file }
  return setmetatable(summary, {
    __tostring = function(self) return core.visible(summary_text(self), "\n") end,
  })
end
