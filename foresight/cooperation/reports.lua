--- reports.lua: what officers brought back from a country, evaluated and marked, and the empty form for it.
--
-- Example:  reports{country="MA"}      report_form{to="report.csv"}      glocal import my.db report.csv --as reports

local core = require "glocal.core"
local glocal = require "glocal"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local COLUMNS = { "day", "country", "code", "phenomenon", "topic", "text", "source_evaluation", "information_evaluation", "corps",
  "role", "mission", "source", "note", "marking" }
local TYPES = {}
for _, name in ipairs(COLUMNS) do TYPES[name] = "text" end
TYPES.day = "day"

--- The rows that are asked for, the latest first, and how many their marking keeps out where only those are wanted that may leave.
local function select(reg, spec)
  local country = spec.country and reg.store:resolve("zone", spec.country)
  local phenomenon = spec.phenomenon and reg.store:resolve("phenomenon", spec.phenomenon)
  local first = spec.from and records.day(core.period(tostring(spec.from), "day"))
  local last = spec.to and records.day(records.last_day(tostring(spec.to)))
  local rows, left_out = {}, 0
  for _, each in ipairs(reg.report) do
    local is_about = not phenomenon or each.phenomenon == phenomenon
      or each.phenomenon and each.phenomenon:sub(1, #phenomenon + 1) == phenomenon .. "."
    local is_there = not country or reg:is_within(each.country, country, each.day)
    if is_about and is_there and (not first or each.day >= first) and (not last or each.day <= last) then
      if spec.leaving and not core.may_leave(each.marking, "report") then
        left_out = left_out + 1
      else
        rows[#rows + 1] = each
      end
    end
  end
  table.sort(rows, function(a, b)
    if a.day ~= b.day then return a.day > b.day end
    return a.code < b.code
  end)
  return rows, left_out
end

--- What officers brought back: reports of a country, the latest first, with Europol's 4x4 evaluation (the source A, B, C or X, the
--- information 1 to 4) and the marking of each. They come in by a form: report_form{to="form.csv"}, then glocal import STORE FILE
--- --as reports. A report without a handling code is H1; with H2, H3 or TLP:RED it does not leave the store.
--- @function reports
--- @param spec? table
--- @option country? string <zone> only of this country, or of what lies in this zone
--- @option phenomenon? string <phenomenon> only of this one and those below it
--- @option from? string <date> of that day or later
--- @option to? string <date> of that day or before
--- @option leaving? boolean = false only those whose marking lets them leave the store; the note says how many are kept in
--- @option as_of? string|integer as known on that day, or after that batch
--- @option store? store = (the current one) the store to read
--- @return frame day, country, code, phenomenon, topic, text, source_evaluation, information_evaluation, corps, role, mission, source,
---   note, marking; marked as its rows are
--- @raises an unknown country or phenomenon, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example reports{country="MA"}:columns()[7] --> source_evaluation
--- @example select(2, pcall(reports, {country="Marocco"})):match "did you mean.*" --> did you mean 'MA' (Morocco)?
local function reports(spec)
  spec = spec or {}
  local reg = register.of(glocal.use(spec.store), spec.as_of)
  local found, left_out = select(reg, spec)
  local rows, markings = {}, {}
  for i, each in ipairs(found) do
    local row = {}
    for _, name in ipairs(COLUMNS) do row[name] = each[name] end
    row.day = records.date(each.day)
    rows[i], markings[i] = row, each.marking
  end
  local note = #rows == 0 and "no report" or nil
  if left_out > 0 then note = ("%s%d kept in by their marking"):format(note and note .. "; " or "", left_out) end
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = records.joined(markings) }):attach { note_text = note }
end

return reports
