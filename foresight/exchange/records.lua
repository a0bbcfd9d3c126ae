--- records.lua: JSON records (a list of objects, as open data portals give them) as rows.
--
-- Example:  records.rows("figures.json")   --> {rows = "/tmp/glocal-x/rows", ...}

local core = require "glocal.core"
local kept_rows = require "foresight.exchange.kept_rows"
local rows = require "foresight.exchange.rows"

local records = {}

-- The marking of a file that r:to_json wrote, by how it begins; nil of another.
local function own_marking(path)
  local file = io.open(path, "rb")
  local head = file and file:read(400) or ""
  if file then file:close() end
  return head:match '^{"marking":"(TLP:[^"]+)","provenance":'
end

-- A list of the file as rows of CSV: the one of that name, or all that it is.
local function made_of(path, name)
  return kept_rows.of(path, name or "records", function(to) return core.convert_records(path, to, name) end)
end

-- The units by column that it says.
local function own_units(path)
  local at, found = made_of(path, "columns"), {}
  if not at then return nil end
  local unit = rows.column(at, "unit")
  for name in rows.column(at, "name") do found[name] = unit() end
  return found
end

--- The records as rows, a column for each name: {rows}, and the marking and units of a file of our own; or nil, message, code.
function records.rows(path)
  local marking = own_marking(path)
  local made, message, code = made_of(path, marking and "rows" or nil)
  if not made then return nil, message, code end
  return { rows = made, delimiter = ",", encoding = "utf-8", marking = marking, units = marking and own_units(path) }
end

return records
