--- rollup.lua: sums figures up the trees of zones and phenomena; the sums themselves are core/cube's.
--
-- Example:  rollup{zone="BE", level="province", phenomenon="trafficking", every="year", measures={"count", "events"}}

local core = require "glocal.core"
local coverage = require "foresight.cube.coverage"
local extent = require "foresight.cube.extent"
local glocal = require "glocal"
local known_then = require "foresight.shared.known"
local call = require "foresight.shared.call"
local hint = require "foresight.shared.hint"
local notes = require "foresight.cube.notes"
local periods = require "foresight.shared.periods"
local phenomenon_tree = require "foresight.phenomena.phenomenon_tree"
local subjects = require "foresight.cube.subjects"
local unpublished = require "foresight.shared.unpublished"
local unions = require "foresight.cube.unions"
local values = require "foresight.cube.values"
local zone_tree = require "foresight.zones.zone_tree"

local MEASURES = { "events", "count", "value", "weighted" }

local function resolve_all(store, kind, given)
  local codes = {}
  for i, text in ipairs(call.list(given)) do codes[i] = store:resolve(kind, text) end
  return codes
end

-- The last day of a date or period.
local function last_day(text) return core.period(core.period(core.period(text, nil, 1), "day"), "day", -1) end

-- Which zones get rows; and the walk: the tree, its hierarchies and day, and whether the zones share members.
local function pick_zones(store, spec, as_of)
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
      wanted[#wanted + 1] = store:sql("select kind from zone where code = ?", { code }).kind[1]
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
    local rows = store:sql([[select id, category from facet where dimension = :dimension
      and (:category = '' or category = :category) order by category]], { dimension = dimension, category = category })
    if #rows == 0 then
      local known = store:sql "select distinct dimension as name from facet where id > 0 order by 1".name
      error(("unknown facet '%s'%s"):format(facet, hint.of(dimension, known, "the store has")), 0)
    end
    for _, row in rows:rows() do list[#list + 1] = { id = row.id, category = row.category, dimension = dimension } end
  end
  local common = common_dimension(list)
  for _, facet in ipairs(common and {} or list) do facet.category = facet.dimension .. ":" .. facet.category end
  return list, common
end

local SPANS = { day = 1, week = 2, month = 3, quarter = 4, year = 5, all = 6 }

-- Figures that fit no period: longer than one, or across its bounds, which of one no longer only from and to cut; a week lies
-- across the ends of months too.
local function left_out(note, every)
  local n, span = note.left_out_events, note.left_out_span
  local what = ("%d observation%s (count %d)"):format(n, n == 1 and "" or "s", note.left_out_count)
  local was = n == 1 and "was" or "were"
  if SPANS[every] and SPANS[span] and SPANS[span] <= SPANS[every] and (span ~= "week" or every == "week" or every == "all") then
    return ("%s %s partly outside from/to and %s left out: from and to at the bounds of a %s include %s"):format(what,
      n == 1 and "lies" or "lie", was, span, n == 1 and "it" or "them")
  end
  return ("%s cover%s more than one %s and %s left out; the longest cover a %s%s"):format(what, n == 1 and "s" or "", every, was,
    span, SPANS[span] and (": every=\"%s\" includes them"):format(span) or "")
end

-- By what rates divide, where that is not the fact of the whole zone in the year itself.
local function rate_notes(said, asked, note)
  local fact = asked.options.per.fact
  if note.rates_partial > 0 then
    said[#said + 1] = ("their rates divide by the %s of the zones that have figures"):format(fact)
  end
  if note.fact_year ~= 0 and math.abs(note.fact_year - note.fact_for) > 2 then
    said[#said + 1] = ("rates of %d divide by the %s of %d, the nearest known"):format(note.fact_for, fact, note.fact_year)
  end
  local unknown = note.rates_unknown
  if unknown > 0 then
    said[#said + 1] = ("%d rate%s null: no %s within %d years of the period"):format(unknown,
      unknown == 1 and " is" or "s are", fact, coverage.WITHIN)
  end
end

-- What an analyst should know beside the rows, as sentences.
local function sentences_of(note, rows, known, asked)
  local said, every = subjects.notes(known, note, asked.options.own), asked.options.every
  if note.left_out_events > 0 then said[#said + 1] = left_out(note, every) end
  local years = every == "year" and subjects.financial_years(asked.store, known, note, asked.options.state) or {}
  for _, text in ipairs(years) do said[#said + 1] = text end
  for _, text in ipairs(notes.beside(asked, note, rows)) do said[#said + 1] = text end
  for _, text in ipairs(coverage.sentences(note.coverage, asked.ztree)) do said[#said + 1] = text end
  for _, text in ipairs(rows > 0 and unions.sentences(asked) or {}) do said[#said + 1] = text end
  if asked.options.per then rate_notes(said, asked, note) end
  if note.unweighted_events > 0 then
    said[#said + 1] = ("%d observations have no weight (%s ...) and are not in 'weighted'")
      :format(note.unweighted_events, note.unweighted_phenomenon)
  end
  return said
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

local function with_zone(spec, zone)
  local copy = {}
  for name, value in pairs(spec) do copy[name] = value end
  copy.zone = zone
  return copy
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

-- The sum of each stretch in its own tree, as one frame; what is noted, as one note.
local function sum_stretches(asked, spec)
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

-- Zones that share members, one by one: `again` rolls one up.
local function one_by_one(spec, zones, again, origin)
  local frames, sentences, coverage_rows, sources, published = {}, {}, {}, {}, {}
  for i, zone in ipairs(zones) do
    local frame, message, code = again(with_zone(spec, zone))
    if not frame then return nil, message, code end
    frames[i], sentences[i] = frame, frame:attached "sentences"
    for _, row in ipairs(frame:attached "coverage_rows" or {}) do coverage_rows[#coverage_rows + 1] = row end
    for _, source in ipairs(unpublished.sources(frame)) do sources[#sources + 1] = source end
    for _, each in ipairs(frame:attached "published" or {}) do published[#published + 1] = each end
  end
  local frame = unions.append(frames, origin)
  unpublished.remember(frame, sources)
  return frame, unions.join_sentences(zones, sentences), coverage_rows, published
end

-- The frame with what stands beside it: what was asked, to roll it up as of another time. Frames of its rows and columns keep its
-- note, the day of its map, and where its figures begin and end within a period (extent.lua).
local function attach(frame, spec, at, sentences, coverage_rows, published)
  local kept = {
    map_day = at, published = published, rolled_up = spec, coverage_rows = coverage_rows,
    note_text = periods.note(#sentences > 0 and table.concat(sentences, "; ") or nil, spec, published),
  }
  return frame:attach {
    map_day = at, published = published, note_text = kept.note_text, kept = kept,
    sentences = sentences, asked = spec, rolled_up = spec, coverage_rows = coverage_rows,
  }
end

--- Sums figures up the trees of zones and phenomena, over periods. A row holds everything recorded at its zone or below,
--- on its phenomenon or below, within its period. A figure longer than the period is left out; note() says so.
--- @function rollup
--- @param spec table
--- @option zone? string|string[] = "WORLD" <zone> codes or names; "*": every zone
--- @option level? string|string[] = (the zone itself) <level> the kinds of zones that get rows; "*": all
--- @option phenomenon? string|string[] = (all top ones) <phenomenon> codes or names; "*": every one
--- @option phenomenon_level? integer|string|integer[] = 1 1 (top), 2, 3, "leaf" or "*"
--- @option every? string = "month" {day|week|month|quarter|year|all} the length of the periods
--- @option from? string the first date or period, included
--- @option to? string the last date or period, included
--- @option measures? string|table = {"count"} {events|count|value|weighted} per={"population", 1e5} for rates
--- @option weight? string <weight> the table of weights for the measure "weighted"
--- @option prefer? string|string[] = (the store's order) <source> of sources that have the same figure, those to take first
--- @option source? string|string[] <source> only what these sources reported
--- @option facet? string|string[] <facet> a breakdown, such as "sex" or "sex:female"
--- @option min_credibility? integer [1-6] only what is graded 1 to this
--- @option coverage? boolean = false add reporting and could_report: zones below with figures
--- @option own? boolean = false add rows of the parts "own" and "not stated"
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option at? string = (end of `to`, or today) date of the zone tree
--- @option members? string = (each period's end) date of the members of unions
--- @option hierarchy? string <hierarchy> the tree of zones, such as "police"
--- @option store? store = (the current one) the store to read
--- @return frame zone, phenomenon, period, the measures; count_high of a censored count; null where nothing has a value or weight
--- @raises an unknown argument, zone, phenomenon, level or measure, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example r = rollup{zone="FR", phenomenon="drugs", every="year", from="2019", to="2020"}
--- @example #r --> 2
--- @example r:columns()[3] --> period
local function rollup(spec)
  local store = glocal.use(spec.store)
  local as_of = known_then.state(store, spec.as_of)
  local zone_pick, walk = pick_zones(store, spec, as_of)
  local origin = { call = call.text(rollup, spec, { at = walk.at }, "rollup"), store = store:path() }
  if walk.are_apart then
    origin.state = as_of or store:state()
    local frame, sentences, coverage_rows, published = one_by_one(spec, zone_pick.roots, rollup, origin)
    if not frame then return nil, sentences, coverage_rows end
    return attach(frame, spec, walk.at, sentences, coverage_rows, published)
  end
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
  local asked = { store = store, cells = cells, ztree = walk.tree, ptree = ptree, options = options, at = walk.at }
  asked.stretches, asked.is_fixed = stretches_of(store, spec, cells, walk, as_of)
  local frame, note, failure = sum_stretches(asked, spec)
  if not frame then
    cells_cached[store] = nil -- a failure is not cached: the store may be repaired meanwhile
    return nil, note, failure
  end
  if has_value then subjects.check_values(known, note.subjects) end
  if spec.own and note.exceeded > 0 then frame = frame:where "part == 'all' or count >= 0" end
  unpublished.remember(frame, subjects.without_zeros(known, note))
  return attach(frame, spec, walk.at, sentences_of(note, #frame, known, asked), note.coverage, extent.of(asked, frame))
end

--- Of how many of the zones below each zone has figures, for the zones of a rollup that have no published figure of their
--- own; of some rows of a rollup, of these. Members of a union are those at the end of the period.
--- @function frame:coverage
--- @return frame zone, phenomenon, period, kind (of the zones that report), reporting, could_report, reporting_zones (their
---   codes)
--- @raises a frame that is not a rollup's
--- @since 0.1
--- @example r = rollup{zone="EU", phenomenon="trafficking", every="year", from="2022", to="2022"}
--- @example r:coverage().could_report[1] --> 27
function core.frame_methods.coverage(frame)
  local spec = frame:attached "rolled_up"
  if not spec then error("coverage is known of what rollup gives; this frame is another", 0) end
  local copy = with_zone(spec, spec.zone)
  copy.coverage = "zones"
  local covered = assert(rollup(copy))
  local rows = coverage.of_rows(frame, covered:attached "coverage_rows" or {})
  return coverage.frame(rows, covered:marking() .. " " .. frame:marking())
end

call.guard(core.frame_methods)

return rollup
