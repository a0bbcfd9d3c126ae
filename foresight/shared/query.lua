--- query.lua: a statement of the library's own over a store. It fails only where the store is not whole, and then it raises.
--
-- Example:  query(store, "select kind from zone where code = ?", {"BE"}).kind[1]   --> country

-- "SQL: line 1, column 30: no such table: alias, did you mean 'phrase'?": the analyst never saw the statement.
local function reason(message)
  return (message:gsub("^SQL: ", ""):gsub("^line %d+, column %d+: ", ""):gsub("[,;] .*$", ""))
end

--- The frame of the statement. Raises, as in "'x.db' is damaged: no such table: zone_link; use a copy from before".
local function query(store, statement, parameters)
  local frame, message, code = store:sql(statement, parameters)
  if frame then return frame end
  if code == "sql" then
    message = ("'%s' is damaged: %s; use a copy from before"):format(store:path(), reason(message))
  end
  error(message, 0)
end

return query
