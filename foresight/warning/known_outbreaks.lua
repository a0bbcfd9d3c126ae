--- known_outbreaks.lua: the outbreaks that confirmed alerts tell of: later baselines leave them out, since a past outbreak raises
--- what is expected and hides the next.
--
-- Example:  known_outbreaks.of(store, figures, {"confirmed"})   --> a frame of the keys, first and last

local core = require "glocal.core"
local glocal = require "glocal"
local alert_rows = require "foresight.warning.alert_rows"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"

local known_outbreaks = {}

local DISPOSITIONS = { confirmed = { "confirmed" }, explained = { "confirmed", "explained" }, none = {} }

local function text_columns(figures)
  local names = {}
  for _, name in ipairs(figures:columns()) do
    if figures:type(name) == "text" then names[#names + 1] = name end
  end
  return names
end

local function quoted(list)
  local parts = {}
  for i, each in ipairs(list) do parts[i] = "'" .. each .. "'" end
  return table.concat(parts, ", ")
end

-- The column of the store that a key of the figures is.
local function key_sql(name)
  if name == "zone" then return "z.code as zone" end
  if name == "phenomenon" then return "p.code as phenomenon" end
  local quoted_name = name:gsub('"', '""')
  return ([[json_extract(s.keys, '$."%s"') as "%s"]]):format((name:gsub("['\"\\]", "")), quoted_name)
end

local QUERY = [[select %s, date(coalesce(v.first, a.day) * 86400, 'unixepoch') as first_day,
    date(coalesce(v.last, ]] .. alert_rows.last_day_sql "a.day" .. [[) * 86400, 'unixepoch') as last_day
  from %s v join alert a on a.id = v.alert join surveillance_series s on s.id = a.series
    join zone z on z.id = s.zone join phenomenon p on p.id = s.phenomenon
  where v.disposition in (%s) order by a.id]]

-- The outbreaks with these dispositions, of the series that the figures have, as a frame; nil where there are none.
local function find(store, figures, dispositions, state)
  local keys, parts = text_columns(figures), {}
  for i, name in ipairs(keys) do parts[i] = key_sql(name) end
  local standing = not state and alert_rows.STANDING or ([[(select * from alert_disposition where id in
    (select max(id) from alert_disposition where state <= %d group by alert))]]):format(state)
  local found = query(store, QUERY:format(table.concat(parts, ", "), standing, quoted(dispositions)))
  if not found or #found == 0 then return nil end
  local rows, types, columns = {}, { first = "day", last = "day" }, { table.unpack(keys) }
  for _, name in ipairs(keys) do types[name] = "text" end
  columns[#columns + 1], columns[#columns + 2] = "first", "last"
  for i, row in found:rows() do
    local made = { first = row.first_day, last = row.last_day }
    for _, name in ipairs(keys) do made[name] = row[name] end
    rows[i] = made
  end
  return core.frame(rows, { columns = columns, types = types, marking = found:marking() })
end

--- The outbreaks that a warn of these figures leaves out, as the core takes them; nil where there are none. `leave_out`:
--- "confirmed", "explained" (these too), "none"; nil: the confirmed ones, of a rollup.
function known_outbreaks.of(figures, leave_out)
  local asked = figures:attached "asked"
  if leave_out == nil and not asked then return nil end
  local dispositions = DISPOSITIONS[leave_out or "confirmed"]
  if #dispositions == 0 or not (figures:has "zone" and figures:has "phenomenon") then return nil end
  local store = asked and asked.store or glocal.store
  if not store then return nil end
  return find(store, figures, dispositions, asked and known.state(store, asked.as_of))
end

--- "2 known outbreaks left out of the baselines (leave_out="none" to keep them in)"; nil for none.
function known_outbreaks.text(count)
  if count == 0 then return nil end
  return ("%d known outbreak%s left out of the baselines (leave_out=\"none\" to keep %s in)"):format(count,
    count == 1 and "" or "s", count == 1 and "it" or "them")
end

return known_outbreaks
