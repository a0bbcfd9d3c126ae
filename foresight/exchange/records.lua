--- records.lua: JSON records (a list of objects, as open data portals give them) as rows.
--
-- Example:  records.rows("figures.json")   --> {rows = "/tmp/glocal-x/rows", ...}

local core = require "glocal.core"
local kept_rows = require "foresight.exchange.kept_rows"

local records = {}

--- The records as rows, a column for each name: {rows}; or nil, message, code.
function records.rows(path)
  local made, message, code = kept_rows.of(path, "records", function(to) return core.convert_records(path, to) end)
  if not made then return nil, message, code end
  return { rows = made, delimiter = ",", encoding = "utf-8" }
end

return records
