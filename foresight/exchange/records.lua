--- records.lua: JSON records (a list of objects, as open data portals give them) as rows.
--
-- Example:  records.rows("figures.json", "/tmp/glocal-x")   --> {rows = "/tmp/glocal-x/rows.csv", ...}

local core = require "glocal.core"
local rows = require "foresight.exchange.rows"

local records = {}

-- The marking of a file that r:to_json wrote, by how it begins; nil of another.
local function own_marking(path)
  local file = io.open(path, "rb")
  local head = file and file:read(400) or ""
  if file then file:close() end
  return head:match '^{"marking":"(TLP:[^"]+)","provenance":'
end

-- The units by column that it says.
local function own_units(path, folder)
  local at, found = folder .. "/columns.csv", {}
  if not core.convert_records(path, at, "columns") then return nil end
  local unit = rows.column(at, "unit")
  for name in rows.column(at, "name") do found[name] = unit() end
  return found
end

--- The records as rows, a column for each name: {rows}, and the marking and units of a file of our own; or nil, message, code.
function records.rows(path, folder)
  local marking = own_marking(path)
  local count, message, code = core.convert_records(path, folder .. "/rows.csv", marking and "rows" or nil)
  if not count then return nil, message, code end
  return { rows = folder .. "/rows.csv", delimiter = ",", encoding = "utf-8", marking = marking,
    units = marking and own_units(path, folder) }
end

return records
