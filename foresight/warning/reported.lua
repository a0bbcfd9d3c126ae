--- reported.lua: counts by the delay with which they became known, summed up from the store's own batches: what reporting
-- triangles, delays and nowcasts are made of. Delays are told in core/include/base/cuts.h.
--
-- Example:  local found = reported.of("nowcast", {zone="BE", phenomenon="drugs", every="week"})
--           core.nowcast_series(found.counts, found.settings)

local asking = require "foresight.cube.asked"
local core = require "glocal.core"
local glocal = require "glocal"
local known_then = require "foresight.shared.known"
local number = require "foresight.shared.number"
local query = require "foresight.shared.query"
local subjects = require "foresight.cube.subjects"

local reported = {}

-- By the length of a period: how long a delay is told apart from longer ones, and of how many periods delays are taken.
local MOST = { day = 60, week = 26, month = 24, quarter = 12, year = 10 }
local WINDOW = { day = 60, week = 26, month = 24, quarter = 12, year = 8 }

-- What a rollup is asked of what a triangle is.
local ASKED_OF_ROLLUP = { "zone", "level", "phenomenon", "phenomenon_level", "every", "from", "source", "prefer",
  "min_credibility", "hierarchy", "at", "members", "store" }

--- Of how many periods delays are taken, by the length of a period; of twice the delays where these are longer.
function reported.window(span, max_delay) return math.max(WINDOW[span] or 26, 2 * (max_delay or 0)) end

-- The last day on which observations were recorded or taken back.
local LAST = [[select substr(max(recorded_at), 1, 10) as day, count(*) as batches from batch
  where kind in ('observations', 'retraction') and id <= :state]]

local function last_recorded(store, state)
  local rows = query(store, LAST, { state = state or store:state() })
  return rows.day[1], rows.batches[1]
end

local function check_now(name, now)
  if now == nil then return nil end
  local is_day = type(now) == "string" and now:find "^%d%d%d%d%-%d%d%-%d%d$"
  if not is_day or not pcall(core.period, now, "day") then
    error(("bad argument 'now' to '%s': expected a day, such as \"2025-03-31\", got %s"):format(name, tostring(now)), 0)
  end
  return now
end

local function check_delay(name, delay, span)
  if delay ~= nil and (delay < 1 or delay > 500) then
    error(("bad argument 'max_delay' to '%s': expected 1 to 500 %ss, got %d"):format(name, span, delay), 0)
  end
end

-- A number for each meaning of a facet: core/include/store/reported.h.
local function facets_up_to(most)
  local list = {}
  for code = 1, 4 * (most + 1) + 3 do
    if code % 4 ~= 0 then list[#list + 1] = { id = code, category = tostring(code) } end
  end
  return list
end

local function figure_ids(known)
  local ids = {}
  for _, source in ipairs(known.described) do
    if source.figures then ids[#ids + 1] = source.id end
  end
  return ids
end

-- Of the sources that have rows here, the one whose first batch came last, and that day: what was known before, of all of them, was
-- kept by no batch. Sources of the same first day are asked at once.
local function first_known(asked, spec, sources)
  local days, by_day, wanted = {}, {}, nil
  if asked.options.sources then
    wanted = {}
    for _, id in ipairs(asked.options.sources) do wanted[id] = true end
  end
  for _, source in ipairs(sources) do
    if not wanted or wanted[source.id] then
      if not by_day[source.first] then
        by_day[source.first] = {}
        days[#days + 1] = source.first
      end
      table.insert(by_day[source.first], source.id)
    end
  end
  table.sort(days, function(a, b) return a > b end)
  local given = asked.options
  for i, day in ipairs(days) do
    if i == #days then return day, by_day[day] end -- no other is left
    local options = {}
    for name, value in pairs(given) do options[name] = value end
    options.sources = by_day[day]
    asked.options = options
    local frame, message, code = asking.sum(asked, spec)
    asked.options = given
    if not frame then return nil, message, code end
    if #frame > 0 then return day, by_day[day] end
  end
end

local function rollup_spec(given, every, from)
  local spec = {}
  for _, name in ipairs(ASKED_OF_ROLLUP) do spec[name] = given[name] end
  spec.every, spec.from = every, from
  return spec
end

-- The rollup that is asked.
local function ask(name, store, spec, now)
  local as_of = now and known_then.state(store, now) or nil
  spec.as_of = now
  local zone_pick, walk = asking.zones(store, spec, as_of)
  if walk.are_apart then
    error(("%s takes zones that share members one by one"):format(name), 0)
  end
  return asking.of(store, spec, as_of, zone_pick, walk, { call = name .. "{...}", store = store:path() })
end

-- Whether events are among the rows, as what came and went.
local function has_events(frame)
  for _, code in ipairs(frame.facet) do
    if tonumber(code) % 4 ~= 3 then return true end
  end
  return false
end

-- The sums by delay. Events beside figures are resolved with them at each cut, for they may be in the figures.
local function sum(asked, spec, now, most)
  local options = { every = spec.every, now = now, most = most, figures = figure_ids(asked.known) }
  local frame, found, code, note
  repeat
    asked.cells, note, code = asked.store:reported_cells(options)
    if not asked.cells then return nil, note, code end
    frame, found, code = asking.sum(asked, spec)
    if not frame then return nil, found, code end
    local is_again = not options.stood and found.publishers ~= 0 and has_events(frame)
    options.stood = true
  until not is_again
  return frame, found, note
end

local function nothing_recorded(given)
  return nil, ("no observations were recorded%s: there is nothing to correct"):format(given.now and " by " .. given.now or ""),
    "not_found"
end

--- Counts by delay: {counts (a frame: keys, facet, period, count), settings (of the core), early, first_known, is_one_day,
--- left_out, longest}; or nil, message, code. `given`: what reporting_triangle takes.
function reported.of(name, given)
  local store, every = glocal.use(given.store), given.every or "month"
  check_delay(name, given.max_delay, every)
  local asked_now = check_now(name, given.now)
  local now, batches = last_recorded(store, asked_now and known_then.state(store, asked_now) or nil)
  if batches == 0 then return nothing_recorded(given) end
  local last = now
  now = asked_now or now
  local most = given.max_delay or MOST[every]
  local from = given.from and core.period(given.from, every)
    or core.period(core.period(now, every), every, -(WINDOW[every] + most))
  local spec = rollup_spec(given, every, from)
  local asked, message, code = ask(name, store, spec, now)
  if not asked then return nil, message, code end
  asked.options.facets, asked.options.coverage = facets_up_to(most), nil
  local counts, found, note = sum(asked, spec, now, most)
  if not counts then return nil, found, note end
  if #counts == 0 then
    return nil, ("no observations at or below these zones, of these phenomena, from %s to %s"):format(from, now), "not_found"
  end
  local first, ids, kind = first_known(asked, spec, note.sources)
  if not first then return nil, ids, kind end
  return {
    counts = counts, early = note.early, first_known = first, is_one_day = first == last, now = now,
    left_out = found.left_out_count, longest = found.left_out_span, is_censored = counts:has "count_high",
    settings = {
      every = every, now = now, most = most, first_known = first, first = core.period(from, "day"),
      gaps_are_zero = #subjects.without_zeros(asked.known, found) == 0,
    },
  }
end

--- nil, message, code: there are no delays, since all was recorded on one day; what to do.
function reported.no_delays(found)
  return nil, ("no delays are known: all was recorded on one day, %s. Import each delivery when it comes; those that were kept "
    .. "go in with the day on which each was received, the earliest first: "
    .. "store:import(file, mapping, {recorded=\"2025-03-31\"})")
    :format(found.first_known), "not_found"
end

--- What beside the rows is to be said: sentences.
function reported.sentences(found)
  local said = {}
  said[1] = ("Known by %s, by the dates of batches since %s"):format(found.now, found.first_known)
  if found.early > 0 then
    said[#said + 1] = ("%s event%s recorded before %s day: delay 0"):format(number.shown(found.early),
      found.early == 1 and "" or "s", found.early == 1 and "its" or "their")
  end
  if found.left_out > 0 then
    said[#said + 1] = ("count %s of longer spans than a %s left out; the longest is a %s"):format(
      number.shown(found.left_out), found.settings.every, found.longest)
  end
  if found.is_censored then said[#said + 1] = "censored counts enter with their lower bounds" end
  return said
end

--- The span of the periods of counts, `found` in the store; a frame that a caller was given must be a reporting triangle.
function reported.span(caller, frame, found)
  for _, name in ipairs { "period", "delay", "count" } do
    if not found and not frame:has(name) then
      error(("bad argument #1 to '%s': a reporting triangle has the columns period, delay and count, this frame has no '%s'; "
        .. "%s{zone=\"BE\"} makes the triangle from the dates of the store's batches"):format(caller, name, caller), 0)
    end
  end
  return select(3, frame:type "period")
end

--- Sentences as one text.
function reported.text(said)
  local parts = {}
  for i, sentence in ipairs(said) do parts[i] = sentence:gsub("^%l", string.upper) end
  return table.concat(parts, ". ") .. "."
end

return reported
