--- asked.lua: what is asked of core.sum by what an analyst asks of a rollup: the zones and phenomena that get rows, their trees, the
-- measures, sources and facets, and the time, cut where members of unions change.
--
-- Example:  local zones, walk = asking.zones(store, spec)
--           local asked = asking.of(store, spec, nil, zones, walk, {call="rollup{...}", store=store:path()})
--           local frame, note = asking.sum(asked, spec)

local core = require "glocal.core"
local call = require "foresight.shared.call"
local coverage = require "foresight.cube.coverage"
local hint = require "foresight.shared.hint"
local phenomenon_tree = require "foresight.phenomena.phenomenon_tree"
local query = require "foresight.shared.query"
local subjects = require "foresight.cube.subjects"
local unions = require "foresight.cube.unions"
local values = require "foresight.cube.values"
local zone_tree = require "foresight.zones.zone_tree"

local asking = {}

local MEASURES = { "events", "count", "value", "weighted" }

local function resolve_all(store, kind, given)
  local codes = {}
  for i, text in ipairs(call.list(given)) do codes[i] = store:resolve(kind, text) end
  return codes
end

-- The last day of a date or period.
local function last_day(text) return core.period(core.period(core.period(text, nil, 1), "day"), "day", -1) end

--- Which zones get rows; and the walk: the tree, its hierarchies and day, and whether the zones share members.
function asking.zones(store, spec, as_of)
  local every = spec.zone == "*"
  local roots = every and {} or resolve_all(store, "zone", spec.zone or "WORLD")
  local levels, kinds = call.list(spec.level), nil
  if spec.level == "*" or (every and #levels == 0) then
    kinds = "every"
  elseif #levels > 0 then
    zone_tree.check_levels(store, levels)
    kinds = levels
  end
  local at = spec.at or spec.to
  at = at and last_day(at) or core.today()
  local function hierarchies_of(tops)
    local wanted = {}
    for _, level in ipairs(type(kinds) == "table" and kinds or {}) do wanted[#wanted + 1] = level end
    for _, code in ipairs(tops) do
      wanted[#wanted + 1] = query(store, "select kind from zone where code = ?", { code }).kind[1]
    end
    return zone_tree.preference({ hierarchy = spec.hierarchy, levels = wanted }, tops)
  end
  local hierarchies = hierarchies_of(roots)
  local tree = zone_tree.of(store, hierarchies, at, as_of)
  local are_apart = unions.apart(roots, tree, function(root)
    return zone_tree.of(store, hierarchies_of { root }, at, as_of)
  end)
  return { roots = roots, kinds = kinds }, { tree = tree, hierarchies = hierarchies, at = at, are_apart = are_apart }
end

local function pick_phenomena(store, spec)
  local tree = phenomenon_tree.of(store)
  local every = spec.phenomenon == "*"
  local level, kinds = spec.phenomenon_level, nil
  if level == "*" or (every and level == nil) then
    kinds = "every"
  elseif level == "leaf" then
    kinds = "leaves"
  elseif level then
    kinds = {}
    for i, number in ipairs(call.list(level)) do
      if math.type(number) ~= "integer" or number < 1 then
        error(("bad argument 'phenomenon_level' to 'rollup': there is no '%s'%s"):format(tostring(number),
          hint.of(number, { "leaf", "*" }, "use 1 for the top, 2, 3 ...,")), 0)
      end
      kinds[i] = tostring(number)
      phenomenon_tree.check_level(store, number)
    end
  end
  return tree, { roots = every and {} or resolve_all(store, "phenomenon", spec.phenomenon), kinds = kinds }
end

local function check_measures(given)
  local measures = call.list(given)
  for _, measure in ipairs(measures) do
    local known = false
    for _, name in ipairs(MEASURES) do known = known or name == measure end
    if not known then
      error(("unknown measure '%s'%s"):format(tostring(measure), hint.of(measure, MEASURES, "use")), 0)
    end
  end
  return #measures > 0 and measures or { "count" }
end

local SHORT = { [1] = "capita", [1e3] = "1k", [1e4] = "10k", [1e5] = "100k", [1e6] = "1m" }

-- measures.per = {"population", 1e5}
local function check_per(store, per, as_of)
  if per == nil then return nil end
  local fact, factor = nil, nil
  if type(per) == "table" then fact, factor = per[1], per[2] or 1e5 end
  if type(fact) ~= "string" or type(factor) ~= "number" then
    error("bad argument 'per': write per={\"population\", 1e5}", 0)
  end
  return {
    facts = zone_tree.facts(store, fact, as_of),
    factor = factor * 1.0,
    name = "count_per_" .. (SHORT[factor] or ("%g"):format(factor)),
    unit = ("per %d %s"):format(factor, fact):gsub("(%d)(%d%d%d) ", "%1 %2 "),
    ignored = zone_tree.UNPEOPLED,
    within = coverage.WITHIN,
    fact = fact,
  }
end

local function source_ids(store, given)
  if given == nil then return nil end
  local ids = {}
  for i, text in ipairs(call.list(given)) do ids[i] = select(2, store:resolve("source", text)) end
  return ids
end

-- The dimension of all these facets; nil where they are of several.
local function common_dimension(list)
  local dimension = list[1] and list[1].dimension
  for _, facet in ipairs(list) do
    if facet.dimension ~= dimension then return nil end
  end
  return dimension
end

-- facet = "sex" (each of its categories) or "sex:female"; categories of several dimensions go by both their names.
local function facet_list(store, given)
  if given == nil then return nil end
  local list = {}
  for _, facet in ipairs(call.list(given)) do
    local dimension, category = facet:match "^([^:]+):?(.*)$"
    local rows = query(store, [[select id, category from facet where dimension = :dimension
      and (:category = '' or category = :category) order by category]], { dimension = dimension, category = category })
    if #rows == 0 then
      local known = query(store, "select distinct dimension as name from facet where id > 0 order by 1").name
      error(("unknown facet '%s'%s"):format(facet, hint.of(dimension, known, "the store has")), 0)
    end
    for _, row in rows:rows() do list[#list + 1] = { id = row.id, category = row.category, dimension = dimension } end
  end
  local common = common_dimension(list)
  for _, facet in ipairs(common and {} or list) do facet.category = facet.dimension .. ":" .. facet.category end
  return list, common
end

local cells_cached = setmetatable({}, { __mode = "k" }) -- by store: the cells of one state

local function cells_of(store, as_of)
  local state = store:state()
  local cached = cells_cached[store]
  if cached and cached.state == state and cached.as_of == as_of then return cached.cells, cached.known end
  local cells, known, code = store:cells { as_of = as_of }
  if not cells then return nil, known, code end
  cells_cached[store] = { state = state, as_of = as_of, cells = cells, known = known }
  return cells, known
end

-- What core.sum is asked of coverage, by the option: the frame coverage() gives has the zones too.
local COVERAGE = { [true] = "columns", zones = "zones" }

-- What core.sum takes, for one stretch of time.
local function options_of(options, stretch, number)
  local copy = {}
  for name, value in pairs(options) do copy[name] = value end
  copy.from, copy.to, copy.continues = stretch.from, stretch.to, number > 1
  return copy
end

--- The sum of each stretch in its own tree, as one frame; what is noted, as one note.
function asking.sum(asked, spec)
  local frames, notes_of, all = {}, {}, asked.options
  for i, stretch in ipairs(asked.stretches) do
    local options = options_of(all, stretch, i)
    local frame, note, failure = values.sum(asked.store, spec.as_of, asked.cells, stretch.tree, asked.ptree, options)
    if not frame then return nil, note, failure end
    frames[i], notes_of[i] = frame, note
  end
  return unions.join(frames, asked.stretches, asked.ptree, all), unions.join_notes(notes_of)
end

-- The time asked, cut where members of unions change, each stretch with its tree; and whether the members of a day that is
-- asked hold in all of it although others came and went.
local function stretches_of(store, spec, cells, walk, as_of)
  local changes = zone_tree.member_changes(store, walk.hierarchies, as_of)
  if #changes == 0 then return { { from = spec.from, to = spec.to, tree = walk.tree } } end
  local first, last = core.days(cells)
  local list = unions.stretches { every = spec.every or "month", from = spec.from, to = spec.to, at = walk.at,
    changes = changes, first = first, last = last }
  local is_fixed = spec.members and #list > 1
  if spec.members then list = { { from = spec.from, to = spec.to, members = last_day(spec.members) } } end
  for _, each in ipairs(list) do each.tree = zone_tree.of(store, walk.hierarchies, walk.at, as_of, each.members) end
  return list, is_fixed
end

--- All that is asked: store, cells, ztree, ptree, at, options (of core.sum), stretches, known (the subjects); or nil, message, code.
--- `origin`: call, store. zone_pick and walk as asking.zones gives them.
function asking.of(store, spec, as_of, zone_pick, walk, origin)
  local ptree, phenomenon_pick = pick_phenomena(store, spec)
  local sources = source_ids(store, spec.source)
  local measures = check_measures(spec.measures)
  local weighted, has_value = false, false
  for _, measure in ipairs(measures) do
    weighted = weighted or measure == "weighted"
    has_value = has_value or measure == "value"
  end
  if weighted and not spec.weight then error("the measure 'weighted' needs weight=\"the name of a weight table\"", 0) end
  local cells, state, code = cells_of(store, spec.as_of)
  if not cells then return nil, state, code end
  local known = subjects.of(store, spec, has_value)
  local facets, dimension = facet_list(store, spec.facet)
  local per = check_per(store, type(spec.measures) == "table" and spec.measures.per or nil, as_of)
  local options = {
    zone_pick = zone_pick,
    phenomenon_pick = phenomenon_pick,
    every = spec.every or "month",
    from = spec.from,
    to = spec.to,
    measures = measures,
    weights = weighted and phenomenon_tree.weights(store, spec.weight, as_of) or nil,
    weighted_unit = spec.weight,
    sources = sources,
    described = known.described,
    subjects = known.subjects,
    facets = facets,
    facet_dimension = dimension,
    min_credibility = spec.min_credibility,
    own = spec.own,
    coverage = COVERAGE[spec.coverage or false] or zone_pick.kinds ~= "every" and "note" or nil,
    year_column = per and spec.coverage and per.fact .. "_year" or nil,
    per = per,
    call = origin.call,
    store = origin.store,
    state = state,
  }
  local asked = { store = store, cells = cells, ztree = walk.tree, ptree = ptree, options = options, at = walk.at,
    tops = { zone = zone_pick.roots, phenomenon = phenomenon_pick.roots } }
  asked.stretches, asked.is_fixed = stretches_of(store, spec, cells, walk, as_of)
  asked.known, asked.has_value = known, has_value
  return asked
end

--- Forgets the cells kept of the store: it may be repaired after a failure.
function asking.forget(store) cells_cached[store] = nil end

return asking
