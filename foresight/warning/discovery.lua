--- discovery.lua: many series judged at once: the trees that their zones and phenomena stand in. The test itself is
--- core/detect/tree, what stands behind an alert alert.lua.
--
-- Example:  w = warn(rollup{zone="FR", level="*", phenomenon="drugs", phenomenon_level="*"}, {false_discovery=0.05})
--           w:where "raised == 1"

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local plural = require "foresight.shared.plural"

local discovery = {}

local TREES = { "zone", "phenomenon" }
discovery.TREES = TREES
-- Whose p holds far out in the tail (core/detect/predictive_tail.h).
local METHODS = { "farrington_flexible", "farrington" }

-- Raises unless the level and the method do.
local function check(level, method)
  if type(level) ~= "number" or not (level > 0 and level <= 0.5) then
    error(("bad argument 'false_discovery' to 'warn': expected a rate above 0 and at most 0.5, such as 0.05, got %s"):format(
      tostring(level)), 0)
  end
  for _, name in ipairs(METHODS) do
    if name == method then return end
  end
  error(("bad argument 'false_discovery' to 'warn': %s gives no p that holds for many series at once: use method=\"%s\"")
    :format(method, table.concat(METHODS, "\" or \"")), 0)
end

local distinct = core.distinct

local function set_of(list)
  local set = {}
  for _, each in ipairs(list) do set[each] = true end
  return set
end

-- --- parents ------------------------------------------------------------------------------------------------------

-- Those above the codes that are not among them, up to the roots.
local function missing_above(codes, parent_of, is_root)
  local has, missing, list = set_of(codes), {}, {}
  for _, code in ipairs(codes) do
    local up = not is_root[code] and parent_of(code) or nil
    while up do
      if not has[up] and not missing[up] then
        missing[up] = true
        list[#list + 1] = up
      end
      up = not is_root[up] and parent_of(up) or nil
    end
  end
  table.sort(list)
  return list
end

local function parents_in(tree)
  return function(code) return tree:kind(code) and tree:parent(code) end
end

local function kinds_of(tree, codes, kinds)
  local has = set_of(kinds)
  for _, code in ipairs(codes) do
    local kind = tree:kind(code)
    if not has[kind] then
      has[kind] = true
      kinds[#kinds + 1] = kind
    end
  end
  return kinds
end

local function copy_of(spec)
  local copy = {}
  for name, value in pairs(spec) do copy[name] = value end
  return copy
end

-- The rollup again with the levels that its parents are on; nil where it has them all.
local function with_parents(figures, asked, trees)
  local zones, phenomena = distinct(figures, "zone"), distinct(figures, "phenomenon")
  local missing_zones = missing_above(zones, parents_in(trees.zone), set_of(trees.tops.zone))
  local missing = missing_above(phenomena, parents_in(trees.phenomenon), set_of(trees.tops.phenomenon))
  if #missing_zones == 0 and #missing == 0 then return nil end
  local spec = copy_of(asked)
  if #missing_zones > 0 then spec.level = kinds_of(trees.zone, missing_zones, kinds_of(trees.zone, zones, {})) end
  if #missing > 0 then
    local levels = kinds_of(trees.phenomenon, missing, kinds_of(trees.phenomenon, phenomena, {}))
    for i, level in ipairs(levels) do levels[i] = math.tointeger(tonumber(level)) end
    spec.phenomenon_level = levels
  end
  return spec, #missing_zones + #missing
end

-- The rows of a column's parents, each the sum of what lies below it: null where one of them has no figure.
local function sums(figures, column, value, parent_of, codes)
  local links, below = {}, {}
  for _, code in ipairs(codes) do
    local up = parent_of(code)
    while up do
      links[#links + 1] = { child = code, top = up }
      below[up] = (below[up] or 0) + 1
      up = parent_of(up)
    end
  end
  for _, link in ipairs(links) do link.parts = below[link.top] end
  local kept, grouped = {}, {}
  for _, name in ipairs(figures:columns()) do
    local kind = figures:type(name)
    if name == column then
      kept[#kept + 1] = ('m.top as "%s"'):format(column)
      grouped[#grouped + 1] = "m.top"
    elseif name == value then
      kept[#kept + 1] = ('case when count(f."%s") = max(m.parts) then sum(f."%s") end as "%s"'):format(value, value, value)
    elseif kind == "text" or kind == "day" or kind == "month" then
      kept[#kept + 1] = ('f."%s" as "%s"'):format(name, name)
      grouped[#grouped + 1] = ('f."%s"'):format(name)
    end
  end
  return assert(core.sql_frames(("select %s from $f f join $m m on m.child = f.\"%s\" group by %s"):format(
    table.concat(kept, ", "), column, table.concat(grouped, ", ")), { f = figures, m = core.frame(links) }))
end

-- Parents of a plain frame by the sums of its rows, one tree after the other.
local function with_sums(figures, parents, value)
  local made, without = 0, {}
  local frame = figures
  for _, column in ipairs(TREES) do
    local given = parents[column]
    if given then
      local codes = distinct(frame, column)
      local function parent_of(code) return given[code] end
      local missing = missing_above(codes, parent_of, {})
      local is_parent = false
      for _, code in ipairs(codes) do is_parent = is_parent or given[code] and set_of(codes)[given[code]] or false end
      if is_parent then
        for _, code in ipairs(missing) do without[#without + 1] = code end
      elseif #missing > 0 then
        local names = {}
        for _, name in ipairs(frame:columns()) do
          local kind = frame:type(name)
          if name == value or kind == "text" or kind == "day" or kind == "month" then names[#names + 1] = name end
        end
        frame = frame:select(names):append(sums(frame, column, value, parent_of, codes))
        made = made + #missing
      end
    end
  end
  return frame, made, without
end

local function check_parents(figures, parents)
  for column, links in pairs(parents) do
    if (column ~= "zone" and column ~= "phenomenon") or type(links) ~= "table" then
      error(("bad argument 'parents' to 'warn': expected {zone={CHILD=PARENT ...}, phenomenon={...}}, got '%s'%s"):format(
        tostring(column), hint.of(tostring(column), TREES, "it takes")), 0)
    end
    if not figures:has(column) then
      error(("bad argument 'parents' to 'warn': the frame has no column '%s'"):format(column), 0)
    end
    for child in pairs(links) do
      local up, steps = child, 0
      while links[up] do
        up, steps = links[up], steps + 1
        if steps > 100 then error(("bad argument 'parents' to 'warn': '%s' lies below itself"):format(tostring(child)), 0) end
      end
    end
  end
end

local function with_given_parents(figures, options, names)
  local value = options.value
  for _, name in ipairs(names) do
    if not value and figures:has(name) then value = name end
  end
  check_parents(figures, options.parents)
  local all, made, without = with_sums(figures, options.parents, value)
  local said
  if made > 0 then said = ("%d parents are the sums of what lies below them"):format(made) end
  if #without > 0 then said = ("parents not in the frame are not tested: %s"):format(table.concat(without, ", ")) end
  return { figures = all, said = said, parent_of = function(column, code) return (options.parents[column] or {})[code] end }
end

local function with_known_parents(figures, again)
  local trees, asked = figures:attached "trees", figures:attached "asked"
  if not trees then
    return { figures = figures, said = "no tree is known of this frame (parents={zone={CHILD=PARENT}} names one): each series "
      .. "stands for itself", parent_of = function() end }
  end
  local found = { figures = figures, parent_of = function(column, code) return parents_in(trees[column])(code) end }
  local spec, count
  if asked and figures:has "zone" and figures:has "phenomenon" then spec, count = with_parents(figures, asked, trees) end
  if spec then
    local frame, message, code = again(spec)
    if not frame then return nil, message, code end
    found.figures, found.said = frame, ("%d parents rolled up from the same store"):format(count)
  end
  return found
end

--- The figures with all nodes that are tested, how to find the parent of one, the level and what is said of it; without
--- false_discovery the figures alone. `again` rolls up.
function discovery.prepare(figures, options, method, names, again)
  local level = options.false_discovery
  if level == nil then return { figures = figures } end
  check(level, method)
  local found, message, code
  if options.parents then
    found = with_given_parents(figures, options, names)
  else
    found, message, code = with_known_parents(figures, again)
  end
  if found then found.level = level end
  return found, message, code
end

-- --- the test -----------------------------------------------------------------------------------------------------

--- Children and parents among the codes of a column, as two lists.
function discovery.links_of(codes, parent_of)
  local has, children, parents = set_of(codes), {}, {}
  for _, code in ipairs(codes) do
    local up = parent_of(code)
    while up and not has[up] do up = parent_of(up) end
    if up then children[#children + 1], parents[#parents + 1] = code, up end
  end
  return children, parents
end

--- The frame of warn_series with q and raised, and what is said of it; without a level the frame as it is.
function discovery.judge(frame, many, is_corrected)
  local level = many.level
  if not level then return frame end
  local options = { level = level }
  for _, column in ipairs(TREES) do
    if frame:has(column) then
      options[column] = column
      options[column .. "_children"], options[column .. "_parents"] = discovery.links_of(distinct(frame, column),
        function(code) return many.parent_of(column, code) end)
    end
  end
  local judged, found, code = core.discoveries(frame, options)
  if not judged then return nil, found, code end
  local said = ("%s raised at a false discovery rate of %g a period, of %s tested; %d with q up to %g"):format(
    plural(found.raised, "alert"), level, plural(found.tested, "node"), found.found, level)
  if is_corrected then said = said .. ". Tails are those of corrected counts, for which the rate is not proved" end
  return judged, many.said and said .. ". " .. many.said or said
end

return discovery
