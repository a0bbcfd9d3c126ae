--- phenomena.lua: the tree of phenomena: looking up, walking up and down.
--
-- Example:  phenomena "trafficking"   phenomena:find "ransom"   phenomena.children("cyber", {level="leaf"})

local glocal = require "glocal"
local locale = require "foresight.language.locale"
local catalogue = require "foresight.shared.catalogue"
local phenomenon_tree = require "foresight.phenomena.phenomenon_tree"
local query = require "foresight.shared.query"

local function listing(store)
  local columns = " select p.id, p.code, down.level, p.iccs, " .. catalogue.label_sql("phenomenon", "p") .. " as name"
  return query(store, phenomenon_tree.LEVELS .. columns .. " from phenomenon p join down on down.id = p.id order by p.code",
    { lang = locale.preferred() })
end

local SHOWN = { "code", "name", "level", "iccs" }

--- Phenomena whose code, ICCS code or name, in any language, holds a text.
--- @function phenomena.find
--- @param text string a part of the code or name
--- @param options? table
--- @option store? store = (the current one) the store to read
--- @return frame the best fit first
--- @needs store.read
--- @since 0.1
--- @example phenomena:find("mensenhandel").code[1] --> trafficking
local function find(text, options)
  if type(text) ~= "string" then error("bad argument #1 to 'find': expected a text, got " .. type(text), 2) end
  local store = glocal.use(options and options.store)
  return catalogue.find(store, "phenomenon", listing(store), text):select(SHOWN)
end

local function below(store, phenomenon, is_wanted)
  local code = catalogue.resolve(store, "phenomenon", phenomenon, "children")
  local tree, wanted = phenomenon_tree.of(store), {}
  for _, node in ipairs(tree:below(code)) do
    if node ~= code and is_wanted(tree, code, node) then wanted[#wanted + 1] = node end
  end
  if #wanted == 0 then return listing(store):take {}:select(SHOWN) end
  return listing(store):where { code = wanted }:select(SHOWN)
end

--- The phenomena below one: its children, or all below it of a level.
--- @function phenomena.children
--- @param phenomenon string <phenomenon> a code or name
--- @param options? table
--- @option level? integer|string from 1 at the top, or "leaf"
--- @option store? store = (the current one) the store to read
--- @return frame a row per phenomenon
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
--- @function phenomena.ancestors
--- @param phenomenon string <phenomenon> a code or name
--- @param options? table
--- @option store? store = (the current one) the store to read
--- @return frame a row per phenomenon
--- @needs store.read
--- @since 0.1
--- @example phenomena.ancestors("smuggling.sea.small_boat").code[1] --> smuggling.sea
local function ancestors(phenomenon, options)
  local store = glocal.use(options and options.store)
  local _, id = catalogue.resolve(store, "phenomenon", phenomenon, "ancestors")
  return query(store, [[with recursive up (id, steps) as (select parent, 1 from phenomenon where id = :id
      union all select p.parent, steps + 1 from up join phenomenon p on p.id = up.id)
    select steps as step, p.code, p.iccs, ]] .. catalogue.label_sql("phenomenon", "p") .. [[ as name
    from up join phenomenon p on p.id = up.id order by steps]], { id = id, lang = locale.preferred() })
end

--- A phenomenon and all below it.
--- @function phenomena
--- @param phenomenon? string = (all) <phenomenon> a code or name
--- @param options? table
--- @option store? store = (the current one) the store to read
--- @return frame a row per phenomenon
--- @needs store.read
--- @since 0.1
--- @example phenomena("trafficking").code[1] --> trafficking
local function card(phenomenon, options)
  local store = glocal.use(options and options.store)
  if not phenomenon then return listing(store):select(SHOWN) end
  local code = store:resolve("phenomenon", phenomenon)
  return listing(store):where { code = phenomenon_tree.of(store):below(code) }:select(SHOWN)
end

return catalogue.callable({ find = find, children = children, ancestors = ancestors }, card)
