--- trees.lua: the trees that the series of a frame stand on: of zones and of phenomena.
--
-- What is recorded at a zone itself (part "own" of a rollup) is a leaf of its own below that zone, and what is on none of the
-- narrower phenomena (part "not stated") one below that phenomenon.
--
-- Example:  keys, trees = trees.of(frame, {zones={A="TOTAL", B="TOTAL"}})   axis = trees.axis(codes, trees[1])

local core = require "glocal.core"
local glocal = require "glocal"
local phenomenon_tree = require "foresight.phenomena.phenomenon_tree"
local zone_tree = require "foresight.zones.zone_tree"

local trees = {}

-- A function from a code to the code above it: of a tree, or of a table {child = parent}.
local function parent_in(tree, name)
  if type(tree) == "table" then return function(code) return tree[code] end end
  return function(code)
    local kind = tree:kind(code)
    if kind == nil then error(("'%s' is not in the tree of %s"):format(code, name), 0) end
    return tree:parent(code)
  end
end

-- The store's zones by the hierarchies that the kinds of these zones call for: police zones hang under provinces, too.
local function zones_of(frame)
  local store = glocal.use()
  local plain = zone_tree.of(store, zone_tree.preference({}, {}), core.today())
  local levels, codes, seen = {}, {}, {}
  for _, code in ipairs(frame.zone) do
    local kind = not seen[code] and plain:kind(code)
    if not seen[code] then codes[#codes + 1] = code end
    seen[code] = true
    if kind and not seen["kind " .. kind] then
      seen["kind " .. kind] = true
      levels[#levels + 1] = kind
    end
  end
  table.sort(levels)
  return zone_tree.of(store, zone_tree.preference({ levels = levels }, codes), core.today())
end

--- The columns that say which series a row is of, and the tree of each.
function trees.of(frame, options)
  local keys, found = {}, {}
  if frame:has "zone" then
    keys[#keys + 1] = "zone"
    found[#keys] = options.zones or zones_of(frame)
  end
  if frame:has "phenomenon" then
    keys[#keys + 1] = "phenomenon"
    found[#keys] = options.phenomena or phenomenon_tree.of(glocal.use())
  end
  if frame:has "part" then keys[#keys + 1] = "part" end
  return keys, found
end

-- Numbers for all codes and what lies above them, a parent before its children. `extra[i]` names a leaf below codes[i].
local function axis_of(codes, extra, parent_of)
  local axis, number = { parents = {}, places = {} }, {}
  local function add(name, above)
    axis.parents[#axis.parents + 1] = above
    number[name] = #axis.parents
    return number[name]
  end
  local function place(code, depth)
    if number[code] then return number[code] end
    if depth > 100 then error(("'%s' lies in itself"):format(code), 0) end
    local parent = parent_of(code)
    return add(code, parent and place(parent, depth + 1) or 0)
  end
  for i, code in ipairs(codes) do
    local at = place(code, 0)
    local name = extra[i] and code .. "\0" .. extra[i]
    axis.places[i] = name and (number[name] or add(name, at)) or at
  end
  return axis
end

local LEAF_OF = { own = "zone", ["not stated"] = "phenomenon" } -- part: the tree in which it is a leaf

--- An axis per tree: the parent of each place, and the place of each series.
function trees.axes(plan, found)
  local axes, part = {}, nil
  for i, key in ipairs(plan.keys) do
    if key == "part" then part = i end
  end
  for i, tree in ipairs(found) do
    local codes, extra = {}, {}
    for n, series in ipairs(plan.series) do
      local of = part and series.codes[part]
      codes[n] = series.codes[i]
      extra[n] = of and LEAF_OF[of] == plan.keys[i] and of or nil
    end
    axes[i] = axis_of(codes, extra, parent_in(tree, plan.keys[i] .. "s"))
  end
  return axes
end

return trees
