--- outbreaks.lua: the outbreaks of the store: the confirmed alerts of a series, of whatever detector, joined where they follow each
--- other. For the library.
--
-- Example:  outbreaks.of(store)[1]   --> {series=3, first=20089, last=20178}   days from 1970-01-01

local alert_rows = require "foresight.warning.alert_rows"
local query = require "foresight.shared.query"

local outbreaks = {}

local QUERY = [[select a.series, coalesce(v.first, a.day) as first, coalesce(v.last, ]] .. alert_rows.last_day_sql "a.day" ..
  [[) as last from ]] .. alert_rows.STANDING .. [[ v join alert a on a.id = v.alert join surveillance_series s on s.id = a.series
  where v.disposition = 'confirmed' order by 1, 2, a.id]]

--- The outbreaks, by series and time, and the marking of what they come from.
function outbreaks.of(store)
  local found, list, last = query(store, QUERY), {}, nil
  for _, row in found:rows() do
    if last and last.series == row.series and row.first <= last.last + 1 then
      last.last = math.max(last.last, row.last)
    else
      last = { series = row.series, first = row.first, last = row.last }
      list[#list + 1] = last
    end
  end
  return list, found:marking()
end

return outbreaks
