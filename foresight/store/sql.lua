--- sql.lua: SQL over frames and, where one is open, over the current store.
--
-- Example:  sql("select zone, sum(count) n from $r group by zone order by n desc", {r=r})

local core = require "glocal.core"
local glocal = require "glocal"

--- Runs one SELECT over frames and the current store's tables; it works without a store too. `$name` where a table may
--- stand is the frame of that name among the parameters; `:name` and `?` are values. In the shell a statement that begins
--- with select, with or explain needs no more than itself: frames and values go by their names there. A name that is both
--- a frame's and a table's is refused: $zone is the frame, main.zone the table.
--- @function sql
--- @param statement string <sql> one SELECT
--- @param parameters? table frames and values by name, or values by position
--- @return frame the result, under the strictest marking of what was read
--- @fails sql: a wrong statement
--- @since 0.1
--- @example f = frame({{month="2024-01", n=3}, {month="2024-02", n=5}}, {types={month="month"}})
--- @example sql("select month from $f where n > :least", {f=f, least=3}).month[1] --> 2024-02
--- @example (sql("select month from $f", {f=f}):type "month") --> month
local function sql(statement, parameters)
  local store = glocal.store
  if store then return store:sql(statement, parameters) end
  return core.sql_frames(statement, parameters)
end

return sql
