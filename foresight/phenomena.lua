--- phenomena.lua: the tree of phenomena: looking up, walking, weights.
--
-- Example:  phenomena "trafficking"   phenomena:find "ransom"   phenomena.children("cyber", {level="leaf"})

local core = require "glocal.core"
local glocal = require "glocal"
local nouns = require "foresight.nouns"

local phenomena = {}

local trees = setmetatable({}, { __mode = "k" }) -- by store: of one state

-- Every phenomenon with its level, counted from 1 at the top.
local LEVELS = [[with recursive down (id, level) as (select id, 1 from phenomenon where parent is null
  union all select p.id, level + 1 from down join phenomenon p on p.parent = down.id)]]

--- The tree of all phenomena; the kind of a node is its level: "1" at the top.
function phenomena.tree(store)
  local state, kept = store:state(), trees[store]
  if not kept or kept.state ~= state then
    local nodes = store:sql(LEVELS .. [[ select p.id, p.code, cast(level as text) as kind from phenomenon p
      join down on down.id = p.id]])
    local links = store:sql "select id as child, parent from phenomenon where parent is not null"
    kept = { state = state, tree = core.tree(nodes, links) }
    trees[store] = kept
  end
  return kept.tree
end

--- The weights of a named table by phenomenon code; raises for an unknown table.
function phenomena.weights(store, name)
  local rows = store:sql([[select p.code, w.value from weight w join phenomenon p on p.id = w.phenomenon
    where w."table" = ?]], { name })
  if #rows == 0 then
    local tables = store:sql('select distinct "table" as name from weight order by 1').name
    local near = core.nearest(name, tables)
    error(("unknown weight table '%s'%s"):format(name, near and (", did you mean '%s'?"):format(near)
      or ": the store has " .. (#tables > 0 and table.concat(tables, ", ") or "none")), 0)
  end
  local weights = {}
  for _, row in rows:rows() do weights[row.code] = row.value end
  return weights
end

local function listing(store)
  return store:sql(LEVELS .. [[ select p.id, p.code, down.level, p.iccs, ]] .. nouns.label_sql("phenomenon", "p") ..
    [[ as name from phenomenon p join down on down.id = p.id order by p.code]], { lang = nouns.language() })
end

local SHOWN = { "code", "level", "iccs", "name" }

--- Phenomena whose code, ICCS code or name, in any language, holds a text; the best fit first.
--- @sig phenomena.find(text: string, options?: {store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example phenomena:find("mensenhandel").code[1] --> trafficking
local function find(text, options)
  if type(text) ~= "string" then error("bad argument #1 to 'find': expected a text, got " .. type(text), 2) end
  local store = glocal.use(options and options.store)
  return nouns.find(store, "phenomenon", listing(store), text):select(SHOWN)
end

local function below(store, phenomenon, keep)
  local code = store:resolve("phenomenon", phenomenon)
  local tree, wanted = phenomena.tree(store), {}
  for _, node in ipairs(tree:below(code)) do
    if node ~= code and keep(tree, code, node) then wanted[#wanted + 1] = node end
  end
  if #wanted == 0 then return listing(store):take {}:select(SHOWN) end
  return listing(store):where { code = wanted }:select(SHOWN)
end

--- The phenomena below one: its children, or all below it of a level: a number from 1 at the top, or "leaf".
--- @sig phenomena.children(phenomenon: string, options?: {level?: integer|string, store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example phenomena.children("smuggling").level[1] --> 2
local function children(phenomenon, options)
  options = options or {}
  local level = options.level
  return below(glocal.use(options.store), phenomenon, function(tree, code, node)
    if level == "leaf" then return #tree:below(node) == 1 end
    if level then return tree:kind(node) == tostring(level) end
    return tree:parent(node) == code
  end)
end

--- The phenomena above one, from its parent upward.
--- @sig phenomena.ancestors(phenomenon: string, options?: {store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example phenomena.ancestors("smuggling.sea.small_boat").code[1] --> smuggling.sea
local function ancestors(phenomenon, options)
  local store = glocal.use(options and options.store)
  local _, id = store:resolve("phenomenon", phenomenon)
  return store:sql([[with recursive up (id, steps) as (select parent, 1 from phenomenon where id = :id
      union all select p.parent, steps + 1 from up join phenomenon p on p.id = up.id)
    select steps as step, p.code, p.iccs, ]] .. nouns.label_sql("phenomenon", "p") .. [[ as name
    from up join phenomenon p on p.id = up.id order by steps]], { id = id, lang = nouns.language() })
end

--- A phenomenon and all below it.
--- @sig phenomena(phenomenon?: string, options?: {store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example phenomena("trafficking").code[1] --> trafficking
local function card(phenomenon, options)
  local store = glocal.use(options and options.store)
  if not phenomenon then return listing(store):select(SHOWN) end
  local code = store:resolve("phenomenon", phenomenon)
  return listing(store):where { code = phenomena.tree(store):below(code) }:select(SHOWN)
end

local noun = nouns.noun({ find = find, children = children, ancestors = ancestors }, card)
for name, value in pairs(phenomena) do noun[name] = value end
return noun
