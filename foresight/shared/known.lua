--- known.lua: tables of which every version is kept (zone_fact, zone_link, zone_succession, weight, exposure), as they were
--- known after a batch. For the library.
--
-- Example:  store:sql("select count(*) n from " .. known.rows("zone_fact", 4))

local known = {}

--- SQL: what stands for the table: itself, or its rows as known after batch `state` (0: before the first).
function known.rows(name, state)
  if not state then return name end
  return ("(select * from %s_history where batch <= %d and (retracted is null or retracted > %d))"):format(name, state, state)
end

--- The state of an `as_of` (a date or a batch number); nil where none is given. Raises for a batch that is not there.
function known.state(store, as_of)
  return as_of ~= nil and store:state { as_of = as_of } or nil
end

return known
