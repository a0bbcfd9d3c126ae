--- figures.lua: the figures of a brief: the last twelve months of each series against the twelve before, what that means
-- for the zone and its peers, and the frames they came from.
--
-- Example:  f = figures.of(store, place, {at = "2025-04"})   f.topics[1].mine.estimate

local core = require "glocal.core"
local impact = require "foresight.cube.impact"
local rollup = require "foresight.cube.rollup"
local topics = require "foresight.brief.topics"

local figures = {}

local MONTHS_DRAWN = 60

-- The zones a topic takes figures from.
local function nodes_of(store, topic, place)
  if topic.from == "country" then return { place.country } end
  if not topic.from.kind then return topic.from end
  return store:sql([[select distinct z.code from observation o join zone z on z.id = o.zone
    join phenomenon p on p.id = o.phenomenon where z.kind = :kind and o.facet = 0
    and (p.code = :phenomenon or p.code like :phenomenon || '.%') order by z.id]],
    { kind = topic.from.kind, phenomenon = topic.phenomenon }).code
end

-- The last period that ends no later than the month `at`.
local function last_allowed(at, every)
  if not at or every == "month" then return at end
  return core.period(core.period(core.period(at, "month", 1), every, -1), every)
end

-- {period -> {node -> {low, high}}} of a rollup, and the last period.
local function by_period(frame)
  local periods, last = {}, nil
  local zone, period, low = frame.zone, frame.period, frame.count
  local high = frame:has "count_high" and frame.count_high or low
  for i = 1, #frame do
    periods[period[i]] = periods[period[i]] or {}
    periods[period[i]][zone[i]] = { low = low[i], high = high[i] or low[i] }
    if not last or period[i] > last then last = period[i] end
  end
  return periods, last
end

-- The sum over `length` periods up to `last`, of one node or all; nil unless every period has figures.
local function window(periods, every, last, length, node)
  local sum = { low = 0, high = 0, last = last, first = core.period(last, every, 1 - length) }
  for step = 0, length - 1 do
    local nodes = periods[core.period(last, every, -step)]
    if not nodes or (node and length == 1 and not nodes[node]) then return nil end
    for code, count in pairs(nodes) do
      if not node or code == node then sum.low, sum.high = sum.low + count.low, sum.high + count.high end
    end
  end
  return sum
end

-- The last year of figures against the year before it.
local function compare(periods, every, last, node)
  local length = every == "month" and 12 or 1
  return {
    node = node, every = every, now = window(periods, every, last, length, node),
    before = window(periods, every, core.period(last, every, -length), length, node),
  }
end

local function has_exposure(store, name)
  return name == "population" or #store:sql("select 1 as n from exposure where name = ? limit 1", { name }) > 0
end

local function add(sum, estimate, low, high)
  sum = sum or { estimate = 0, low = 0, high = 0 }
  sum.estimate, sum.low, sum.high = sum.estimate + estimate, sum.low + low, sum.high + high
  return sum
end

-- Estimates per zone over the last year, what falls outside, and the zone's own series.
local function estimates_of(frame, code, first)
  local sums, own, outside = {}, {}, nil
  local zone, period, part = frame.zone, frame.period, frame.part
  local estimate, low, high = frame.estimate, frame.low, frame.high
  for i = 1, #frame do
    if zone[i] == code then own[period[i]] = add(own[period[i]], estimate[i], low[i], high[i]) end
    if period[i] >= first then
      if part[i] == "zone" then
        sums[zone[i]] = add(sums[zone[i]], estimate[i], low[i], high[i])
      else
        outside = add(outside, estimate[i], low[i], high[i])
      end
    end
  end
  return sums, own, outside
end

-- By estimate; where shares go by population, by population, as estimates are rounded to thousandths.
local function rank_of(place, sums, exposure)
  local mine, rank = sums[place.code], 1
  if not mine then return nil end
  for _, peer in ipairs(place.peers) do
    local other, larger = sums[peer.code], false
    if other and exposure == "population" then
      larger = peer.population > place.population
    elseif other then
      larger = other.estimate > mine.estimate + 1e-9
    end
    if larger then rank = rank + 1 end
  end
  return rank
end

-- All peers together, and per 100 000 of their people.
local function country_of(place, sums)
  local country, people = add(nil, 0, 0, 0), 0
  for _, peer in ipairs(place.peers) do
    local sum = sums[peer.code]
    if sum then country = add(country, sum.estimate, sum.low, sum.high) end
    people = people + peer.population
  end
  country.population, country.rate = people, country.estimate / people * 1e5
  return country
end

-- What a table says of the zone that no figure feeds: the phenomena.
local function unfed(store, name, code)
  return store:sql([[select distinct p.code from exposure e join zone t on t.id = e.to_zone
    join phenomenon p on p.id = e.phenomenon where e.name = :name and t.code = :code and not exists
      (select 1 from observation o join phenomenon q on q.id = o.phenomenon where o.zone = e.from_zone
        and (q.code = p.code or q.code like p.code || '.%')) order by p.code]], { name = name, code = code }).code
end

local function allocate(store, place, topic, nodes, result, options)
  local first = core.period(result.last, topic.every, topic.every == "month" and 1 - MONTHS_DRAWN or -9)
  local of = assert(rollup { zone = nodes, phenomenon = topic.phenomenon, every = topic.every, from = first,
    to = result.last, as_of = options.as_of, at = place.date, store = store })
  local frame, message, code = impact { of = of, to = place.level, within = place.country, exposure = result.exposure,
    base = result.exposure == "population" and topic.base or nil, at = place.date, store = store }
  if not frame then return nil, message, code end
  result.frame = frame
  result.sums, result.own, result.outside = estimates_of(frame, place.code, result.total.now.first)
  result.mine, result.rank = result.sums[place.code], rank_of(place, result.sums, result.exposure)
  result.country = country_of(place, result.sums)
  result.named = next(result.sums) ~= nil
  result.unfed = unfed(store, result.exposure, place.code)
  return result
end

local function topic_of(store, place, topic, options)
  local nodes = nodes_of(store, topic, place)
  local result = { topic = topic, name = topic.name, exposure = options.exposure[topic.name] or topic.exposure }
  if #nodes == 0 then return result end
  local frame, message, code = rollup { zone = nodes, phenomenon = topic.phenomenon, every = topic.every,
    to = last_allowed(options.at, topic.every), as_of = options.as_of, at = place.date, store = store }
  if not frame then return nil, message, code end
  if #frame == 0 then return result end
  result.series = frame
  result.periods, result.last = by_period(frame)
  result.total = compare(result.periods, topic.every, result.last)
  if not result.total.now then return result end
  result.nodes = {}
  for _, node in ipairs(nodes) do
    result.nodes[#result.nodes + 1] = compare(result.periods, topic.every, result.last, node)
  end
  table.sort(result.nodes, function(a, b)
    if a.now.low ~= b.now.low then return a.now.low > b.now.low end
    return a.node < b.node
  end)
  if not result.exposure then return result end
  if not options.exposure[topic.name] and not has_exposure(store, result.exposure) then return result end
  return allocate(store, place, topic, nodes, result, options)
end

local function context_of(store, place, topic, options)
  local rows, series = {}, {}
  for _, node in ipairs(nodes_of(store, topic, place)) do
    local frame, message, code = rollup { zone = node, phenomenon = topic.phenomenon, every = topic.every,
      to = last_allowed(options.at, topic.every), as_of = options.as_of, at = place.date, store = store }
    if not frame then return nil, message, code end
    if #frame > 0 then
      local periods, last = by_period(frame)
      local row = compare(periods, topic.every, last, node)
      row.topic = topic
      series[#series + 1] = frame
      if row.now then rows[#rows + 1] = row end
    end
  end
  -- the zone's own country first
  table.sort(rows, function(a, b)
    local own_a, own_b = a.node == place.country, b.node == place.country
    if own_a ~= own_b then return own_a end
    return a.node < b.node
  end)
  return rows, series
end

-- The strictest marking of all frames, and of the one asked for.
local function marking_of(frames, asked)
  local words = { asked }
  for _, frame in ipairs(frames) do words[#words + 1] = frame:marking() end
  return core.frame({}, { marking = table.concat(words, " ") }):marking()
end

-- The number of the last change among what was known: a date may mean more tomorrow, a number stays.
local function state_of(store, as_of)
  local cells, known, code = store:cells { as_of = as_of }
  if not cells then return nil, known, code end
  return known
end

--- All figures: allocated topics, context rows, the strictest marking of all; or nil, message, code.
function figures.of(store, place, options)
  local state, failure, why = state_of(store, options.as_of)
  if not state then return nil, failure, why end
  if state > 0 then options.as_of = state end -- 0: nothing was known on that date, and the date says so
  local all = { topics = {}, context = {}, state = state }
  local frames = {}
  for _, topic in ipairs(topics.allocated) do
    local found, message, code = topic_of(store, place, topic, options)
    if not found then return nil, message, code end
    all.topics[#all.topics + 1] = found
    all.topics[topic.name] = found
    frames[#frames + 1] = found.series
    frames[#frames + 1] = found.frame
  end
  for _, topic in ipairs(topics.context) do
    local rows, series, code = context_of(store, place, topic, options)
    if not rows then return nil, series, code end
    table.move(rows, 1, #rows, #all.context + 1, all.context)
    table.move(series, 1, #series, #frames + 1, frames)
  end
  all.marking = marking_of(frames, options.marking)
  return all
end

--- The estimates of every topic and zone as one frame, what falls outside included.
function figures.frame(all)
  local rows = {}
  local function add_row(result, zone, sum)
    rows[#rows + 1] = { topic = result.name, exposure = result.exposure, zone = zone, estimate = sum.estimate,
      low = sum.low, high = sum.high }
  end
  for _, result in ipairs(all.topics) do
    local codes = {}
    for code in pairs(result.sums or {}) do codes[#codes + 1] = code end
    table.sort(codes)
    for _, code in ipairs(codes) do add_row(result, code, result.sums[code]) end
    if result.outside then add_row(result, "OUTSIDE", result.outside) end
  end
  return core.frame(rows, {
    columns = { "topic", "exposure", "zone", "estimate", "low", "high" }, marking = all.marking,
    types = { topic = "text", exposure = "text", zone = "text", estimate = "real", low = "real", high = "real" },
  })
end

--- The months that are drawn, oldest first: the topic's last five years.
function figures.months(result)
  local months = {}
  for step = MONTHS_DRAWN - 1, 0, -1 do months[#months + 1] = core.period(result.last, "month", -step) end
  return months
end

--- The sum over all nodes in each of the periods, and the mean of the twelve months up to each; nil where none.
function figures.monthly(result, months)
  local counts, means = {}, {}
  for i, month in ipairs(months) do
    local one = window(result.periods, "month", month, 1)
    local year = window(result.periods, "month", month, 12)
    counts[i], means[i] = one and one.low, year and year.low / 12
  end
  return counts, means
end

return figures
