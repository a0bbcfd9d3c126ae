--- rollup.lua: sums figures up the trees of zones and phenomena; the sums themselves are core/cube's.
--
-- Example:  rollup{zone="BE", level="province", phenomenon="trafficking", every="year", measures={"count", "events"}}

local core = require "glocal.core"
local asking = require "foresight.cube.asked"
local coverage = require "foresight.cube.coverage"
local extent = require "foresight.cube.extent"
local glocal = require "glocal"
local known_then = require "foresight.shared.known"
local call = require "foresight.shared.call"
local notes = require "foresight.cube.notes"
local periods = require "foresight.shared.periods"
local subjects = require "foresight.cube.subjects"
local unpublished = require "foresight.shared.unpublished"
local unions = require "foresight.cube.unions"

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

local function with_zone(spec, zone)
  local copy = {}
  for name, value in pairs(spec) do copy[name] = value end
  copy.zone = zone
  return copy
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
local function attach(frame, spec, at, sentences, coverage_rows, published, trees)
  local kept = {
    trees = trees, map_day = at, published = published, rolled_up = spec, coverage_rows = coverage_rows,
    note_text = periods.note(#sentences > 0 and table.concat(sentences, "; ") or nil, spec, published),
  }
  return frame:attach {
    trees = trees, map_day = at, published = published, note_text = kept.note_text, kept = kept,
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
  local zone_pick, walk = asking.zones(store, spec, as_of)
  local origin = { call = call.text(rollup, spec, { at = walk.at }, "rollup"), store = store:path() }
  if walk.are_apart then
    origin.state = as_of or store:state()
    local frame, sentences, coverage_rows, published = one_by_one(spec, zone_pick.roots, rollup, origin)
    if not frame then return nil, sentences, coverage_rows end
    return attach(frame, spec, walk.at, sentences, coverage_rows, published)
  end
  local asked, message, code = asking.of(store, spec, as_of, zone_pick, walk, origin)
  if not asked then return nil, message, code end
  local frame, note, failure = asking.sum(asked, spec)
  if not frame then
    asking.forget(store) -- a failure is not cached: the store may be repaired meanwhile
    return nil, note, failure
  end
  if asked.has_value then subjects.check_values(asked.known, note.subjects) end
  if spec.own and note.exceeded > 0 then frame = frame:where "part == 'all' or count >= 0" end
  unpublished.remember(frame, subjects.without_zeros(asked.known, note))
  return attach(frame, spec, walk.at, sentences_of(note, #frame, asked.known, asked), note.coverage, extent.of(asked, frame),
    { zone = walk.tree, phenomenon = asked.ptree, tops = asked.tops })
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
