--- below.lua: the zones below a province, region, country or union that stand out: those whose own figures moved more than chance
--- explains among all that were compared, those with most alarms of a year, and those to which a table of exposures brings most.
--
-- Example:  found = below.of(it)   found.kind, found.moved[1].zone, found.exposed[1].from   --> police_zone, BE-PZ5345, 12
-- Reference: two Poisson counts x and y are compared by z = (x - y) / sqrt(x + y) (J. Przyborowski, H. Wilenski, Biometrika 31 (1940),
--   in the normal approximation), the level divided by the number of comparisons (O. J. Dunn, Journal of the American Statistical
--   Association 56 (1961)).

local alert_rows = require "foresight.warning.alert_rows"
local core = require "glocal.core"
local figures = require "foresight.brief.figures"
local impact = require "foresight.cube.impact"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local series = require "foresight.brief.series"

local below = {}

local SHOWN = 5 -- zones of a kind
local PHENOMENA = 8 -- of the zone's own, the largest first
local STANDARD = { mean = 0, sd = 1 }
local LEVEL = 0.05
local YEAR = 365 -- days of alarms

local LEVELS = { province = true, region = true, country = true, union = true }
local KINDS = { "police_zone", "safety_region", "canton", "municipality" }

-- The kind of the zones below that are looked at; nil where none are.
local function kind_of(place)
  if not LEVELS[place.level] then return nil end
  if place.level == "union" then return "country" end
  for _, kind in ipairs(KINDS) do
    if #place.tree:below(place.code, kind) > 1 then return kind end
  end
end

local function of_unit(frame, unit)
  return frame:has "counting_unit" and frame:where { counting_unit = unit } or frame
end

-- The zones below with two whole years of a phenomenon, each with z.
local function compare(it, one, found)
  local frame, message, code = rollup { zone = it.place.code, level = found.kind, phenomenon = one.phenomenon, every = one.every,
    from = one.before.first, to = one.now.last, as_of = it.as_of, at = it.date, hierarchy = it.place.hierarchy, store = it.store }
  if not frame then return nil, message, code end
  frame = of_unit(frame, one.unit)
  if #frame == 0 then return true end
  found.frames[#found.frames + 1] = frame
  for _, zone in ipairs(core.distinct(frame, "zone")) do
    local values = series.values(frame, zone)
    local now = series.window(values, one.every, one.now.last, one.is_event)
    local before = series.window(values, one.every, one.before.last, one.is_event)
    local is_whole = now and before and now.holes == 0 and before.holes == 0 and now.high == now.low
      and before.high == before.low -- hidden counts are a range, which is not compared
    if is_whole and now.low + before.low > 0 then
      found.compared = found.compared + 1
      if before.low > 0 then
        found.moved[#found.moved + 1] = { zone = zone, phenomenon = one.phenomenon, every = one.every, unit = one.unit, now = now,
          before = before, last = one.last, age = one.age, frame = frame, share = (now.low - before.low) / before.low,
          z = (now.low - before.low) / math.sqrt(now.low + before.low) }
      end
    end
  end
  return true
end

-- Of those compared only what chance does not explain, the furthest first.
local function keep_sure(found)
  local sure = {}
  for _, one in ipairs(found.moved) do
    if 2 * core.distribution_tail("normal", math.abs(one.z), STANDARD) * found.compared < LEVEL then sure[#sure + 1] = one end
  end
  table.sort(sure, function(a, b)
    local x, y = math.abs(a.z), math.abs(b.z)
    if x ~= y then return x > y end
    if a.zone ~= b.zone then return a.zone < b.zone end
    return a.phenomenon < b.phenomenon
  end)
  found.moved = table.move(sure, 1, SHOWN, 1, {})
end

-- What a table brings to the zones below, the most first.
local function add_exposed(it, result, found)
  local topic = it.figures.by_name[result.name]
  local nodes = topic.nodes
  local of, message, code = rollup { zone = nodes, phenomenon = result.topic.phenomenon, every = result.one.every,
    source = topic.sources, from = result.one.now.first, to = result.one.now.last, as_of = it.as_of, at = it.date,
    store = it.store }
  if not of then return nil, message, code end
  local frame
  frame, message, code = impact { of = of, to = found.kind, within = it.place.code, exposure = result.exposure, at = it.date,
    as_of = it.as_of, store = it.store }
  if not frame then return nil, message, code end
  found.frames[#found.frames + 1] = frame
  local largest = query(it.store, [[select zone, sum(estimate) as estimate, sum(low) as low, sum(high) as high from $r
    where part = 'zone' group by zone order by 2 desc, 1 limit :most]], { r = frame, most = SHOWN })
  for _, row in largest:rows() do
    local one = { result = result, zone = row.zone, low = row.low, high = row.high, nodes = nodes, sources = topic.sources }
    one.from, one.to = figures.count_interval(row.low, row.high)
    found.exposed[#found.exposed + 1] = one
  end
  return true
end

local function add_alarms(it, found, codes)
  local rows = alert_rows.of(it.store, { zone = codes, since = found.since, to = it.date })
  found.frames[#found.frames + 1] = rows
  if #rows == 0 then return end
  for _, row in query(it.store, "select zone, count(*) as number from $r group by zone order by 2 desc, 1 limit :most",
    { r = rows, most = SHOWN }):rows() do
    found.alarmed[#found.alarmed + 1] = { zone = row.zone, number = row.number }
  end
end

--- What stands out below: kind (nil: the zone has no such level), number (of zones), compared (how many comparisons), moved,
--- alarmed, exposed, since (of alarms), frames; or nil, message, code.
function below.of(it)
  local found = { kind = kind_of(it.place), compared = 0, moved = {}, alarmed = {}, exposed = {}, frames = {},
    since = core.period(it.date, "day", -YEAR) }
  if not found.kind then return found end
  local codes = it.place.tree:below(it.place.code, found.kind)
  found.number = #codes
  for i = 1, math.min(PHENOMENA, #it.own.rows) do
    local one = it.own.rows[i]
    if one.before then
      local done, message, code = compare(it, one, found)
      if not done then return nil, message, code end
    end
  end
  keep_sure(found)
  add_alarms(it, found, codes)
  for _, result in ipairs(it.figures.exposed) do
    local done, message, code = true, nil, nil
    if result.mine then done, message, code = add_exposed(it, result, found) end
    if not done then return nil, message, code end
  end
  return found
end

return below
