--- refusals.lua: why lines of an import were refused, summed up: a row for each column, reason and value, most lines first.
--
-- Example:  refusals.text(refusals.of(store, 3), 3)

local number = require "foresight.shared.number"
local query = require "foresight.shared.query"

local refusals = {}

local SHOWN = 8 -- reasons in a text; a file has few, or the wrong mapping

-- The value is what a reason quotes first.
local SUMMED = [[select "column", case when instr(reason, '''') > 0 then
    substr(reason, instr(reason, '''') + 1, instr(substr(reason, instr(reason, '''') + 1), '''') - 1) end value,
    reason, count(*) lines, min(line) first_line
  from reject where batch = ? group by "column", reason order by lines desc, first_line]]

--- The refusals of a batch as a frame: column, value, reason, lines, first_line.
function refusals.of(store, batch) return query(store, SUMMED, { batch }) end

--- As lines of text: how many, from which line of the file on, in which column, why.
function refusals.text(frame, batch)
  local lines = { " lines  first  column and reason" }
  for i = 1, math.min(#frame, SHOWN) do
    local row = frame[i]
    lines[#lines + 1] = ("%6s %6s  %s%s"):format(number.shown(row.lines), number.shown(row.first_line),
      row.column and row.column .. ": " or "", row.reason)
  end
  if #frame > SHOWN then lines[#lines + 1] = ("and %s other reasons"):format(number.shown(#frame - SHOWN)) end
  lines[#lines + 1] = ("every refused line: store:rejects(%d)"):format(batch)
  return table.concat(lines, "\n")
end

return refusals
