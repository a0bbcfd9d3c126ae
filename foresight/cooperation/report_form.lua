--- report_form.lua: the empty form on which an officer writes down what was learnt abroad.
--
-- Example:  report_form{to="report.csv"}      report_form{to="report.xlsx"}

local core = require "glocal.core"

local FIELDS = { "code", "country", "day", "phenomenon", "topic", "text", "source_evaluation", "information_evaluation", "corps",
  "role", "mission", "source", "handling", "note" }
local TYPES = {}
for _, name in ipairs(FIELDS) do TYPES[name] = "text" end

--- Writes the empty form for what officers bring back, with the columns that glocal import STORE FILE --as reports takes, as CSV or, where
--- the name ends so, .xlsx. A line is a report: a code of its own, the country, the day, the text without any person in it, the
--- source's evaluation (A no doubt, B mostly reliable, C mostly unreliable, X cannot be assessed) and that of the information (1
--- accuracy not in doubt, 2 known personally to the source, 3 corroborated by other information, 4 cannot be corroborated), the role of
--- who writes it, and the handling (H1 where nothing is said).
--- @function report_form
--- @param spec table
--- @option to string <file> the file to write
--- @return string the file
--- @raises without a file
--- @fails io, not_found: the file can't be written
--- @needs file.write
--- @since 0.1
--- @example select(3, report_form{to="/nowhere/form.csv"}) --> not_found
local function report_form(spec)
  if type(spec) ~= "table" or type(spec.to) ~= "string" then
    error("bad argument 'to' to 'report_form': it is missing, as in to=\"report.csv\"", 0)
  end
  local form = core.frame({}, { columns = FIELDS, types = TYPES, marking = "CLEAR" })
  local written, message, code
  if spec.to:lower():match "%.xlsx$" then
    written, message, code = form:to_xlsx(spec.to)
  else
    written, message, code = form:to_csv(spec.to)
  end
  if not written then return nil, message, code end
  return spec.to
end

return report_form
