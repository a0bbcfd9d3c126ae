--- peers.lua: a zone beside the zones that are most like it, and, given figures, whether its rate is another than theirs by more than
-- chance: limits that depend on each zone's size, and ranks with the ranks that they might have. Never a league table without them.
--
-- Example:  peers{zone="5345"}   p = peers{zone="5345", of=r}   p:plot{kind="funnel"}

local comparable = require "foresight.benchmark.comparable"
local core = require "glocal.core"
local funnel_limits = require "foresight.benchmark.funnel_limits"
local glocal = require "glocal"

local MOST, LEVEL = 10, 0.95
local PER = 1e5

local function check_number(spec, name, low, high, example)
  local value = spec[name]
  if value ~= nil and not (type(value) == "number" and value >= low and value <= high) then
    error(("bad argument '%s' to 'peers': expected a number from %g to %g, such as %s, got %s"):format(name, low, high, example,
      tostring(value)), 0)
  end
end

-- The count of each zone; raises for a frame with several rows of a zone.
local function counts_of(frame)
  for _, name in ipairs { "zone", "count" } do
    if not frame:has(name) then
      error(("bad argument 'of' to 'peers': the frame has no column '%s': give counts by zone, as rollup gives them"):format(
        name), 0)
    end
  end
  local counts, zones, values = {}, frame.zone, frame.count
  local high = frame:has "count_high" and frame.count_high or values
  for i = 1, #frame do
    local zone = zones[i]
    if counts[zone] ~= nil then
      error(("bad argument 'of' to 'peers': zone '%s' has several rows: take one period and one phenomenon, or sum them up, "
        .. "as in r:by \"zone\""):format(zone), 0)
    end
    -- Censored or missing: no figure, never 0.
    counts[zone] = values[i] and values[i] == high[i] and values[i] >= 0 and values[i] or false
  end
  return counts
end

local CURVE = 80 -- sizes at which the limits are drawn

-- The limits as rates, from the smallest size that is drawn to beyond the largest zone.
local function curves_of(rate, largest, level, phi)
  local list = {}
  for i = 1, CURVE do
    local size = largest * 1.04 * (i / CURVE) ^ 2 -- closer where the limits turn
    local function at(p) return PER * phi * funnel_limits.smooth_quantile(p, rate * size / phi) / size end
    list[i] = { x = size, low = at((1 - level) / 2), high = at((1 + level) / 2) }
  end
  return list
end

-- Adds what the counts say to the rows that have one: the target is the rate of the peers together, without the zone itself.
local function judge(rows, code, level)
  local with, cases, people, largest = {}, 0, 0, 0
  for _, row in ipairs(rows) do
    if row.count and row.population and row.population > 0 then
      with[#with + 1], row.size = row, row.population
      largest = math.max(largest, row.population)
      if row.zone ~= code then cases, people = cases + row.count, people + row.population end
    end
  end
  if people == 0 or not (rows[1].count and rows[1].size) then return { phi = 1, with = #with } end
  local rate, scores = cases / people, {}
  for i, row in ipairs(with) do
    row.expected = row.population * rate
    scores[i] = funnel_limits.z(row.count, row.expected)
  end
  local phi = funnel_limits.overdispersion(scores)
  local ranks = funnel_limits.ranks(with, level, phi)
  for i, row in ipairs(with) do
    row.rate, row.z = PER * row.count / row.population, scores[i]
    row.low, row.high = funnel_limits.of(row.expected, level, phi)
    row.verdict = row.count > row.high and "above" or row.count < row.low and "below" or "within"
    row.rank_low, row.rank_high, row.rank = ranks[i][1], ranks[i][2], 1
    for _, other in ipairs(with) do
      if other.count / other.population > row.count / row.population then row.rank = row.rank + 1 end
    end
  end
  return { phi = phi, with = #with, funnel = { zone = code, phi = phi, level = level, rate = rate,
    curves = curves_of(rate, largest, level, phi) } }
end

local function note_of(spec, found, left_out, judged, level, rows)
  local said = { ("peers by %s, each divided by its standard deviation over all zones of the level"):format(
    table.concat(spec.by or { "population", "density", "border" }, ", ")) }
  if judged then
    said[#said + 1] = not judged.funnel and "no comparison: the zone itself, or all of its peers, have no figure" or
      ("expected at the rate of the peers together; limits and ranks at %g %%, Poisson%s"):format(100 * level,
      judged.phi > 1 and (", variance %.2f times that of chance"):format(judged.phi) or "")
    if judged.with < #rows then
      said[#said + 1] = ("%d of %d zones without a figure (missing or censored): not judged, and not 0"):format(
        #rows - judged.with, #rows)
    end
  end
  if #left_out > 0 then
    said[#said + 1] = ("%d zones left out, as a variable of theirs is unknown (%s%s)"):format(#left_out, left_out[1],
      #left_out > 1 and " ..." or "")
  end
  if #found < 3 then said[#said + 1] = "fewer than two peers: nothing can be said of them" end
  return table.concat(said, "; ")
end

--- The zones of the same level and country that are most like a zone, by declared variables; with figures, whether each zone's rate is
--- another than that of the rest by more than chance, and between which ranks it may lie. `p:plot{kind="funnel"}` draws it.
--- @function peers
--- @param spec table
--- @option zone string <zone> the zone that is compared
--- @option by? string[] = {"population", "density", "border"} facts of the store, and density, border (with another country), region
--- @option of? frame counts by zone, one row each, as rollup gives them for one period and phenomenon
--- @option most? integer = 10 how many peers
--- @option level? number = 0.95 how often a zone lies within its limits where nothing but chance differs
--- @option date? string = (today) the day of zones and facts
--- @option store? store = (the current one) the store to read
--- @return frame zone, distance (in standard deviations), the variables; with `of` also count, rate (per 100,000 population), expected,
---   low, high (limits of the count), z, verdict (within, above, below), rank (1: highest rate), rank_low, rank_high
--- @raises an unknown zone or variable; a zone with several rows
--- @needs store.read
--- @since 0.1
--- @example p = peers{zone="5345", by={"population", "density"}, most=3, date="2026-11-30"}
--- @example p.zone[1] --> BE-PZ5345
--- @example #p --> 4
local function peers(spec)
  local store = glocal.use(spec.store)
  check_number(spec, "most", 1, 1000, "10")
  check_number(spec, "level", 0.5, 0.9999, "0.95")
  local names, level = spec.by or { "population", "density", "border" }, spec.level or LEVEL
  if #names == 0 then error("bad argument 'by' to 'peers': name at least one variable, as in by={\"population\"}", 0) end
  local code, date = store:resolve("zone", tostring(spec.zone)), comparable.day(spec.date)
  local found, left_out = comparable.of(store, code, names, date)
  local counts, people = spec.of and counts_of(spec.of), nil
  if counts then
    people = {}
    for _, each in ipairs(comparable.of(store, code, { "population" }, date)) do people[each.code] = each.values.population end
  end
  local rows = {}
  for i = 1, math.min(#found, 1 + math.tointeger(spec.most or MOST)) do
    local row = { zone = found[i].code, distance = found[i].distance }
    for name, value in pairs(found[i].values) do row[name] = value end
    if counts then row.count, row.population = counts[row.zone] or nil, people[row.zone] end
    rows[i] = row
  end
  local judged = counts and judge(rows, code, level)
  local columns, types = { "zone", "distance" }, { zone = "text", distance = "real" }
  local function add(name, kind)
    if not types[name] then columns[#columns + 1], types[name] = name, kind end
  end
  for _, name in ipairs(names) do add(name, "real") end
  if counts then
    add("population", "real")
    add("count", "integer")
    for _, name in ipairs { "rate", "expected", "low", "high", "z" } do add(name, "real") end
    add("verdict", "text")
    for _, name in ipairs { "rank", "rank_low", "rank_high" } do add(name, "integer") end
  end
  local frame = core.frame(rows, { columns = columns, types = types, marking = spec.of and spec.of:marking() or nil })
  local kept = { funnel = judged and judged.funnel }
  kept.note_text = note_of(spec, found, left_out, judged, level, rows)
  return frame:attach { note_text = kept.note_text, funnel = kept.funnel, kept = kept }
end

return peers
