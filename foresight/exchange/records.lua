--- records.lua: JSON records (a list of objects, as open data portals give them) as rows.
--
-- Example:  records.rows("figures.json", "/tmp/glocal-x")   --> {rows = "/tmp/glocal-x/rows.csv", ...}

local core = require "glocal.core"

local records = {}

--- The records as rows, a column for each name: {rows}; or nil, message, code.
function records.rows(path, folder)
  local count, message, code = core.convert_records(path, folder .. "/rows.csv")
  if not count then return nil, message, code end
  return { rows = folder .. "/rows.csv", delimiter = ",", encoding = "utf-8" }
end

return records
