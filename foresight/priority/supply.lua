--- supply.lua: what a zone has for a phenomenon: the capacity that a corps states, or else the holders of expertise that the register of
--- cooperation has of it and of what lies in it.
--
-- Example:  supply.reader(store, "BE-PZ5345", {date = "2026-11-30"}).of "drugs"   --> 12

local call = require "foresight.shared.call"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"

local supply = {}

local HOLDERS = [[with recursive below(id) as (select id from zone where code = :zone
    union select l.child from below join zone_link l on l.parent = below.id where l.hierarchy in ('administrative', 'police'))
  select p.code as phenomenon, e.holders from %s e join phenomenon p on p.id = e.phenomenon
  where e.corps in (select id from below) and e.holders is not null
    and coalesce(e.valid_from, -1e9) <= julianday(:at) - 2440587.5 and coalesce(e.valid_to, 1e9) >= julianday(:at) - 2440587.5]]

local function of_frame(store, frame, callee)
  for _, name in ipairs { "phenomenon", "capacity" } do
    if not frame:has(name) then
      error(("bad argument 'capacity' to '%s': the frame has no column '%s': it needs phenomenon and capacity"):format(callee,
        name), 0)
    end
  end
  local rows, seen = {}, {}
  for i, row in frame:rows() do
    local code = store:resolve("phenomenon", tostring(row.phenomenon))
    if row.capacity ~= nil and not (type(row.capacity) == "number" and row.capacity >= 0 and row.capacity < math.huge) then
      error(("bad argument 'capacity' to '%s': row %d: expected a number of at least 0, got %s"):format(callee, i,
        tostring(row.capacity)), 0)
    end
    if seen[code] then error(("bad argument 'capacity' to '%s': '%s' stands twice"):format(callee, code), 0) end
    seen[code] = true
    rows[#rows + 1] = { phenomenon = code, holders = row.capacity }
  end
  return rows
end

--- A reader: of(phenomenon) is the capacity for it and what lies under it, nil where none is stated; total, the sum; marking; basis, what
--- it is. `asked`: date, as_of, capacity (a frame with phenomenon, capacity).
function supply.reader(store, zone, asked, callee)
  local reader, rows = { marking = "CLEAR", basis = "capacity as given", total = 0 }, {}
  if call.is_frame(asked.capacity) then
    rows, reader.marking = of_frame(store, asked.capacity, callee), asked.capacity:marking()
  elseif asked.capacity ~= nil then
    error(("bad argument 'capacity' to '%s': expected a frame of phenomenon and capacity, got %s"):format(callee,
      type(asked.capacity)), 0)
  else
    local frame = query(store, HOLDERS:format(known.rows("expertise", known.state(store, asked.as_of))), { zone = zone,
      at = asked.date })
    for i, row in frame:rows() do rows[i] = row end
    reader.basis = "holders of expertise in the register of cooperation"
    if #frame > 0 then reader.marking = frame:marking() end
  end
  for _, row in ipairs(rows) do reader.total = reader.total + (row.holders or 0) end
  function reader.of(phenomenon)
    local sum
    for _, row in ipairs(rows) do
      local is_about = row.phenomenon == phenomenon or row.phenomenon:sub(1, #phenomenon + 1) == phenomenon .. "."
      if is_about and row.holders then sum = (sum or 0) + row.holders end
    end
    return sum
  end
  return reader
end

return supply
