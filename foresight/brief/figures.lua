--- figures.lua: the international figures of a brief: the last year of each public series against the year before, the
-- largest fall and rise, and what a table of exposures makes of them for the zone.
--
-- Example:  f = figures.of(asked)   f.fall.node, f.rise.node   f.exposed[1].mine.low, f.exposed[1].mine.high

local core = require "glocal.core"
local impact = require "foresight.cube.impact"
local known = require "foresight.shared.known"
local memo = require "foresight.brief.memo"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local series = require "foresight.brief.series"
local topics = require "foresight.brief.topics"

local figures = {}

local RECENT = 24 -- months: an older figure tells of the past, and is no news for a first page
local OLDEST = 60 -- months: an older figure is of another time, and left out
local LEAST = 100 -- counts in the year before: below, a few more or less are a large share
figures.MONTHS_DRAWN = 60

-- --- public series ------------------------------------------------------------------------------------------------

-- The zones a topic takes figures from.
local function nodes_of(asked, topic)
  if not topic.from.kind then return topic.from end
  return query(asked.store, ([[select distinct z.code from %s o join zone z on z.id = o.zone
    join phenomenon p on p.id = o.phenomenon where z.kind = :kind and o.facet = 0
    and (p.code = :phenomenon or p.code like :phenomenon || '.%%') order by z.id]]):format(
    series.observations(asked.state)), { kind = topic.from.kind, phenomenon = topic.phenomenon }).code
end

-- The sources that report at the zones themselves. What a corps knows of its own municipalities lies under a country, and is
-- no national figure.
local function sources_at(asked, topic, nodes)
  local quoted = {}
  for i, code in ipairs(nodes) do quoted[i] = "'" .. code:gsub("'", "''") .. "'" end
  return query(asked.store, ([[select distinct s.code from %s o join source s on s.id = o.source join zone z on z.id = o.zone
    join phenomenon p on p.id = o.phenomenon where z.code in (%s)
    and (p.code = :phenomenon or p.code like :phenomenon || '.%%') order by s.id]]):format(
    series.observations(asked.state), table.concat(quoted, ", ")), { phenomenon = topic.phenomenon }).code
end

-- The last period that ends no later than the month `at`.
local function last_allowed(at, every)
  if not at or every == "month" then return at end
  return core.period(core.period(core.period(at, "month", 1), every, -1), every)
end

-- All nodes together. A month counts where any of them has figures, as a route without detections has no row.
local function total_of(asked, topic, nodes, frame, last)
  local one = { topic = topic, is_total = true, zones = nodes, phenomenon = topic.phenomenon, every = topic.every,
    last = last, has_basis = false }
  return series.of(frame, one, asked)
end

local function topic_of(asked, topic)
  local nodes, found = nodes_of(asked, topic), { topic = topic, name = topic.name, rows = {} }
  if #nodes == 0 then return found end
  found.sources = sources_at(asked, topic, nodes)
  if #found.sources == 0 then return found end
  local frame, message, code = rollup { zone = nodes, phenomenon = topic.phenomenon, every = topic.every,
    source = found.sources, to = last_allowed(asked.at, topic.every), as_of = asked.as_of, at = asked.date, store = asked.store }
  if not frame then return nil, message, code end
  if #frame == 0 then return found end
  found.frame, found.nodes = frame, nodes
  local _, last = series.values(frame)
  for _, node in ipairs(nodes) do
    -- Of one publisher's routes all end with its last month; each country has a last year of its own.
    local own = { topic = topic, node = node, phenomenon = topic.phenomenon, every = topic.every,
      last = topic.total and last or nil }
    local one = series.of(frame, own, asked)
    if one and series.age(one.last, asked.at and series.last_day(asked.at) or asked.date) <= OLDEST then
      found.rows[#found.rows + 1] = one
    end
  end
  table.sort(found.rows, function(a, b)
    local own_a, own_b = a.node == asked.place.country, b.node == asked.place.country
    if own_a ~= own_b then return own_a end
    if a.now.low ~= b.now.low then return a.now.low > b.now.low end
    return a.node < b.node
  end)
  if topic.total then found.total = total_of(asked, topic, nodes, frame, last) end
  return found
end

-- The largest fall and rise, as shares, of what is recent; of older figures where nothing is.
local function movers_of(all)
  local function among(most_months)
    local fall, rise
    for _, found in ipairs(all) do
      for _, one in ipairs(found.topic.leads and found.rows or {}) do
        local counts = one.share and one.age <= most_months and one.before.low >= LEAST
        if counts and one.share < 0 and (not fall or one.share < fall.share) then fall = one end
        if counts and one.share > 0 and (not rise or one.share > rise.share) then rise = one end
      end
    end
    return fall, rise
  end
  local fall, rise = among(RECENT)
  if fall or rise then return fall, rise end
  return among(math.huge)
end

-- --- what it means here -------------------------------------------------------------------------------------------

local function has_table(asked, name)
  return #query(asked.store, ("select 1 as n from %s where name = ? limit 1"):format(known.rows("exposure", asked.state)),
    { name }) > 0
end

--- The 10 % quantile of a Poisson count of mean `low` and the 90 % quantile of one of mean `high`: between which whole
--- numbers a count lies whose mean is judged to lie between the two. Rare counts may be 0.
function figures.count_interval(low, high)
  local function quantile(mean, p) return core.distribution_quantile("poisson", p, { mean = mean }) end
  return quantile(low, 0.1), quantile(high, 0.9)
end

local function add(sum, estimate, low, high)
  sum = sum or { estimate = 0, low = 0, high = 0 }
  sum.estimate, sum.low, sum.high = sum.estimate + estimate, sum.low + low, sum.high + high
  return sum
end

-- Estimates per zone over the last year and what falls outside.
local function estimates_of(frame)
  local sums, outside = {}, nil
  local zone, part = frame.zone, frame.part
  local estimate, low, high = frame.estimate, frame.low, frame.high
  for i = 1, #frame do
    if part[i] == "zone" then
      sums[zone[i]] = add(sums[zone[i]], estimate[i], low[i], high[i])
    else
      outside = add(outside, estimate[i], low[i], high[i])
    end
  end
  for _, sum in pairs(sums) do sum.from, sum.to = figures.count_interval(sum.low, sum.high) end
  return sums, outside
end

--- The level that exposures are brought to: that of the place; of a union that of its members, which add up to it.
function figures.impact_level(place) return place.level == "union" and "country" or place.level end

-- What all members of a union come to.
local function total_of_members(sums)
  local total, codes = nil, {}
  for code in pairs(sums) do codes[#codes + 1] = code end
  table.sort(codes) -- sums of reals have an order
  for _, code in ipairs(codes) do total = add(total, sums[code].estimate, sums[code].low, sums[code].high) end
  if total then total.from, total.to = figures.count_interval(total.low, total.high) end
  return total
end

-- All zones of the level; false where no table has any.
local function level_of(asked, exposed, found)
  local name = asked.exposure[exposed.name] or exposed.exposure
  if not name or #found.rows == 0 then return false end
  if not asked.exposure[exposed.name] and not has_table(asked, name) then return false end
  local one = found.total or found.rows[1]
  local place, nodes = asked.place, found.nodes
  if exposed.name == "victims" then nodes = { place.country } end
  local of, message, code = rollup { zone = nodes, phenomenon = found.topic.phenomenon, every = one.every,
    source = found.sources, from = one.now.first, to = one.now.last, as_of = asked.as_of, at = asked.date, store = asked.store }
  if not of then return nil, message, code end
  if #of == 0 then return false end
  local frame
  frame, message, code = impact { of = of, to = figures.impact_level(place), within = place.country, exposure = name,
    at = asked.date, as_of = asked.as_of, store = asked.store }
  if not frame then return nil, message, code end
  local result = { name = exposed.name, about = exposed.about, topic = found.topic, exposure = name, one = one, frame = frame }
  result.sums, result.outside = estimates_of(frame)
  return result
end

local function exposed_of(asked, exposed, found)
  local key = ("exposed %s %s %s"):format(exposed.name, asked.place.level, asked.place.country)
  local of_level, message, code = memo.once(asked, key, function() return level_of(asked, exposed, found) end)
  if not of_level then return nil, message, code end
  local result = memo.copy(of_level)
  local is_union = asked.place.level == "union"
  result.mine = is_union and total_of_members(result.sums) or result.sums[asked.place.code]
  return result
end

-- --- all ----------------------------------------------------------------------------------------------------------

--- All public series by topic, the largest fall and rise, what is brought to the zone, and the frames they came from; or
--- nil, message, code. `asked`: store, place, date, at, as_of, state, exposure, breaks.
function figures.of(asked)
  local all = { topics = {}, exposed = {}, frames = {} }
  local by_name = {}
  for _, topic in ipairs(topics.public) do
    local found, message, code = memo.once(asked, ("topic %s %s %s"):format(topic.name, topic.phenomenon, asked.place.country)
      .. (asked.lang or ""), function() return topic_of(asked, topic) end)
    if not found then return nil, message, code end
    all.topics[#all.topics + 1] = found
    by_name[topic.name] = by_name[topic.name] or found
    all.frames[#all.frames + 1] = found.frame
  end
  all.by_name = by_name
  all.fall, all.rise = movers_of(all.topics)
  for _, exposed in ipairs(topics.exposed) do
    local result, message, code = exposed_of(asked, exposed, by_name[exposed.name])
    if not result and message then return nil, message, code end
    if result then
      all.exposed[#all.exposed + 1] = result
      all.frames[#all.frames + 1] = result.frame
    end
  end
  return all
end

--- The estimates of every topic and zone as one frame, what falls outside included.
function figures.frame(all, marking)
  local rows = {}
  local function add_row(result, zone, sum)
    rows[#rows + 1] = { topic = result.name, exposure = result.exposure, zone = zone, estimate = sum.estimate,
      low = sum.low, high = sum.high }
  end
  for _, result in ipairs(all.exposed) do
    local codes = {}
    for code in pairs(result.sums) do codes[#codes + 1] = code end
    table.sort(codes)
    for _, code in ipairs(codes) do add_row(result, code, result.sums[code]) end
    if result.outside then add_row(result, "OUTSIDE", result.outside) end
  end
  return core.frame(rows, {
    columns = { "topic", "exposure", "zone", "estimate", "low", "high" }, marking = marking,
    types = { topic = "text", exposure = "text", zone = "text", estimate = "real", low = "real", high = "real" },
  })
end

--- The strictest marking of all frames, and of the one asked for.
function figures.marking(frames, given)
  local words = { given }
  for _, frame in ipairs(frames) do words[#words + 1] = frame:marking() end
  return core.frame({}, { marking = table.concat(words, " ") }):marking()
end

--- The months that are drawn, oldest first: the last five years up to `last`.
function figures.months(last)
  local months = {}
  for step = figures.MONTHS_DRAWN - 1, 0, -1 do months[#months + 1] = core.period(last, "month", -step) end
  return months
end

--- The values of a series in each of the months, and the mean of the twelve months up to each; nil where none.
function figures.monthly(one, months)
  local counts, means = {}, {}
  for i, month in ipairs(months) do
    local value = one.values[month]
    local year = series.window(one.values, "month", month, one.is_event)
    counts[i] = value and value.low or one.is_event and 0 or nil
    means[i] = year and year.holes == 0 and year.low / 12 or nil
  end
  return counts, means
end

return figures
