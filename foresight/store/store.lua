--- store.lua: what stores can do beyond the core: imports with a summary, batches, refused lines, log, tables.
--
-- Example:  s = store:import("detections.csv", {day="month", zone="route", phenomenon={const="0805"}, count="detections"})

local core = require "glocal.core"
local session = require "foresight.shell.session"
local methods = core.store_methods

local FIRST = 5 -- refused lines shown in a summary

local function plural(n, one, many) return n == 1 and one or many or one .. "s" end

-- "12 figures of the same sources are in batch 3 already, 4 of them with another value: ..."
local function overlap_text(summary, number)
  local where = summary.overlap_batches == 1 and ("batch %d"):format(summary.overlap_batch)
    or ("%d earlier batches, the last of them %d"):format(summary.overlap_batches, summary.overlap_batch)
  local then_what = summary.replaced > 0
    and ("%s earlier %s replaced"):format(number(summary.replaced), plural(summary.replaced, "observation"))
    or "the new ones stand (replace=true retracts the earlier)"
  return ("%s %s of the same source %s in %s already, %s: %s"):format(number(summary.overlap),
    plural(summary.overlap, "figure"), plural(summary.overlap, "is", "are"), where,
    summary.differing == 0 and "none with another value" or number(summary.differing) .. " with another value", then_what)
end

-- What an analyst should know of an import beside its lines.
local function remarks(summary, number)
  local said = {}
  if summary.passed_over > 0 then
    said[1] = ("%s %s without a count passed over"):format(number(summary.passed_over), plural(summary.passed_over, "line"))
  end
  if summary.unmarked == 1 then
    said[#said + 1] = ("source '%s': no handling given, marked %s (the store's default)"):format(summary.unmarked_source,
      summary.handling)
  elseif summary.unmarked > 1 then
    said[#said + 1] = ("%d new sources ('%s' ...): no handling given, marked %s (the store's default)"):format(
      summary.unmarked, summary.unmarked_source, summary.handling)
  end
  if summary.unmarked_lines > 0 then
    said[#said + 1] = ("%s %s without a handling marked %s (the store's default)"):format(number(summary.unmarked_lines),
      plural(summary.unmarked_lines, "line"), summary.handling)
  end
  if summary.overlap > 0 then said[#said + 1] = overlap_text(summary, number) end
  if summary.note then said[#said + 1] = summary.note end
  return said
end

-- A summary as it is shown: "imported 1 of 2 lines from a.csv as batch 3 (0.01 s); 1 refused:", and the first of them.
local function summary_text(summary)
  local show = require "foresight.shell.show"
  local rows, rejected = summary.rows, summary.rejected
  local line = ("imported %s of %s lines from %s as batch %d (%.2f s)"):format(show.number(rows),
    show.number(rows + rejected + summary.passed_over), summary.file:match "[^/]+$" or summary.file, summary.batch,
    summary.seconds)
  if rows == 0 and rejected > 0 then
    line = ("nothing was imported from %s (its lines: store:rejects(%d))"):format(summary.file:match "[^/]+$" or summary.file,
      summary.batch)
  end
  line = table.concat({ line, table.unpack(remarks(summary, show.number)) }, "; ")
  if rejected == 0 then return line end
  return ("%s; %s refused%s:\n%s%s"):format(line, show.number(rejected), rejected > FIRST and ", the first five" or "",
    show.value(summary.rejects), rejected > FIRST and ("\nall of them: store:rejects(%d)"):format(summary.batch) or "")
end

-- What the importer is told: the analyst's options, and the rows that a converter made of the file.
local function with_rows(options, opened)
  local told = {}
  for name, value in pairs(options) do told[name] = value end
  if opened then
    for _, name in ipairs { "rows", "delimiter", "encoding" } do told[name] = opened[name] end
    for _, name in ipairs { "source", "order", "decimal" } do told[name] = told[name] or opened[name] end
    local notes = { options.note, opened.note }
    told.note = options.note and opened.note and table.concat(notes, "; ") or options.note or opened.note
    if opened.mapping.source then told.source = nil end
  end
  return told
end

--- Imports a file, all or nothing: CSV or TSV (also packed by gzip, a pipe, or "-" for stdin), a Data Package
--- (datapackage.json, its folder or .zip), SDMX-CSV or JSON-stat 2.0 as Eurostat publishes them, GeoJSON, or a sheet of an
--- .xlsx (by the program xlsx2csv); which it is, is found out. `mapping` says which column feeds which field: field =
--- "column", or {column="c", map={from="to"}}, or {const="value"}; only mapped columns enter. Without a mapping, columns go
--- by the names of the fields. Observations have the fields day (2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024), zone,
--- phenomenon, count ("<5" is kept as 1 to 4, or 0 to 4 where the source says censored_from=0; an empty one is missing: the
--- line is passed over; 1 where it is not mapped), count_high, value, source
--- (the file's name where none is given), facet (dimension:category), credibility (1-6), reliability (A-F), handling (TLP and H0-H3) and span.
--- Columns of SDMX-CSV and JSON-stat are their dimensions; where={sex="T"} takes the figures of one category. Missing figures
--- are passed over, confidential ones refused, provisional ones noted. as="geometry" takes the outlines of zones from the
--- polygons of a GeoJSON file: {zone="NISCODE"}. sheet= names the sheet of a workbook, resource= that of a package. A file
--- that is marked marks what is imported; a new source for which no handling is given takes the store's default (see init).
--- A source records events, which add up, or figures, each of which stands for its zone, phenomenon and time: figures where
--- a count is mapped, or as records= says; counting_unit= and value_unit= say what it counts and has values in. Figures that
--- an earlier batch of the same source has are told (overlap, differing); replace=true retracts those, and links that
--- contradict the new ones. Every refused line is kept in the table reject; a file of which every line is refused is not
--- imported and may come again. Returns a table with batch, rows, rejected, passed_over, added (new sources), unmarked,
--- overlap, differing, replaced, rejects (a frame of the first five), file, encoding, delimiter, note, seconds; or nil, message, code: not_found, exists (imported before),
--- rejected (strict), full, busy, corrupt, marking, cancelled.
--- @sig store:import(file: string, mapping?: table<string, string|table>, options?: {as?: string, strict?: boolean, again?: boolean, replace?: boolean, delimiter?: string, encoding?: string, decimal?: string, order?: string, scale?: table, source?: string, records?: string, counting_unit?: string, value_unit?: string, note?: string, sheet?: string|integer, resource?: string, where?: table<string, string>}): table?, string?, string?
--- @needs store.write, file.read, file.write
--- @since 0.1
--- @example select(3, store:import("/nowhere.csv", {day="d", zone="z", phenomenon="p"})) --> not_found
function methods.import(store, file, mapping, options)
  local started = core.clock()
  options = options or {}
  local opened, fault, kind = require "foresight.exchange.read".open(file, mapping, options)
  if opened == nil then return nil, fault, kind end
  local _ <close> = opened and opened.folder -- the rows go when they were read
  local told = with_rows(options, opened)
  local summary, message, code = store:import_file(file, opened and opened.mapping or mapping, told)
  if not summary then return nil, message, code end
  summary.seconds = core.clock() - started
  summary.note = opened and opened.note or nil
  summary.format = opened and opened.format or nil
  summary.rejects = store:sql([[select line, "column", reason, text from reject
    where batch = ? and rowid > (select max(rowid) from reject) - ? order by rowid limit ?]],
    { summary.batch, summary.rejected, FIRST })
  session.keep_import { store = store, batch = summary.batch, rows = summary.rows, file = summary.file }
  return setmetatable(summary, { __tostring = summary_text })
end

--- The changes of the store, last first: number, when, what kind, source, file, lines taken and refused, the batch that
--- took it back.
--- @sig store:batches(): frame
--- @needs store.read
--- @since 0.1
--- @example store:batches():has "rejected" --> true
function methods.batches(store)
  return store:sql [[select id as batch, recorded_at, kind, source, file, rows, rejected, retracts, retracted, note
    from batch order by id desc]]
end

--- The refused lines of a batch (of all batches unless told): batch, line, column, reason, text.
--- @sig store:rejects(batch?: integer): frame
--- @needs store.read
--- @since 0.1
--- @example #store:rejects(1) --> 0
function methods.rejects(store, batch)
  return store:sql('select batch, line, "column", reason, text from reject where :batch = 0 or batch = :batch ' ..
    "order by batch, rowid", { batch = batch or 0 })
end

--- The log: who did what, when, to what, why; each line's hash covers the line before it.
--- @sig store:log(): frame
--- @needs store.read
--- @since 0.1
--- @example store:log().action[1] --> import
function methods.log(store)
  return store:sql "select id, at, who, action, object, why, hash from log order by id"
end

--- The scripts that ran on the store: script, hash, arguments, the state they saw, when, how they ended.
--- @sig store:runs(): frame
--- @needs store.read
--- @since 0.1
--- @example store:runs():has "script" --> true
function methods.runs(store)
  return store:sql "select id, script, sha256, args, state, started, finished, status from run order by id desc"
end

--- The observations as one reads them: day, span, zone, phenomenon, source, facet, count, count_high, value,
--- credibility, handling, batch; at most `limit` of them (1 000 unless told), the latest first.
--- @sig store:observations(limit?: integer): frame
--- @needs store.read
--- @since 0.1
--- @example store:observations(3):columns()[4] --> zone
function methods.observations(store, limit)
  return store:sql("select * from observations order by id desc limit ?", { limit or 1000 })
end
