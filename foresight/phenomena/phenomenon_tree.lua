--- phenomenon_tree.lua: the phenomena of a store as a tree, and their weights. For the library; analysts see phenomena.
--
-- Example:  phenomenon_tree.of(store):below "smuggling"

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"

local phenomenon_tree = {}

local trees = setmetatable({}, { __mode = "k" }) -- by store: of one state

--- SQL: every phenomenon with its level, counted from 1 at the top.
phenomenon_tree.LEVELS = [[with recursive down (id, level) as (select id, 1 from phenomenon where parent is null
  union all select p.id, level + 1 from down join phenomenon p on p.parent = down.id)]]

--- The tree of all phenomena; the kind of a node is its level: "1" at the top.
function phenomenon_tree.of(store)
  local state, cached = store:state(), trees[store]
  if not cached or cached.state ~= state then
    local nodes = query(store, phenomenon_tree.LEVELS .. [[ select p.id, p.code, cast(level as text) as kind from phenomenon p
      join down on down.id = p.id]])
    local links = query(store, "select id as child, parent from phenomenon where parent is not null")
    cached = { state = state, tree = core.tree(nodes, links) }
    trees[store] = cached
  end
  return cached.tree
end

--- Raises for a level below the lowest.
function phenomenon_tree.check_level(store, level)
  local deepest = query(store, phenomenon_tree.LEVELS .. " select max(level) as n from down").n[1]
  if deepest and level > deepest then
    error(("bad argument 'phenomenon_level' to 'rollup': there is no level %d, the lowest is %d"):format(level, deepest), 0)
  end
end

--- The weights of a named table by phenomenon code, as known after batch `as_of`; raises for an unknown table.
function phenomenon_tree.weights(store, name, as_of)
  local rows = query(store, "select p.code, w.value from " .. known.rows("weight", as_of) ..
    [[ w join phenomenon p on p.id = w.phenomenon where w."table" = ?]], { name })
  local tables = #rows == 0 and query(store, 'select distinct "table" as name from weight order by 1').name or {}
  local is_known = #rows > 0
  for _, has in ipairs(tables) do is_known = is_known or has == name end
  if not is_known then
    error(("unknown weight table '%s'%s"):format(name, hint.of(name, tables, "the store has")), 0)
  end
  local weights = {}
  for _, row in rows:rows() do weights[row.code] = row.value end
  return weights
end

return phenomenon_tree
