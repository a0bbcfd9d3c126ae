--- sql.lua: SQL over frames and, where one is open, over the current store.
--
-- Example:  sql("select zone, sum(count) n from $r group by zone order by n desc", {r=r})

local core = require "glocal.core"
local glocal = require "glocal"

--- Runs one SELECT over frames and the current store's tables, and gives a frame; it works without a store too.
--- `$name` where a table may stand is the frame of that name among the parameters, read in place; `:name` and `?` are
--- values. See store:sql, which it is the same as. In the shell a statement that begins with select, with or explain
--- needs no more than itself: frames and values go by their names there. Returns nil, message, 'sql' for a wrong
--- statement.
--- @sig sql(statement: string, parameters?: table): frame?, string?, string?
--- @needs none
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
