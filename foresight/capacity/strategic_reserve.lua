--- strategic_reserve.lua: how large a reserve for public order must be, shared by zones: on how many days the calls on it, all zones
-- together, are beyond it, for each size that is compared. Days are simulated:
--
--   need of a zone   its own events of the day (Poisson) times what one takes (triangular), and its share of what shared events take
--   call             what a zone needs beyond its own capacity, summed over zones
--   short            what is called beyond the reserve
--
-- Shared events (a summit, a strike, a match) hit zones on the same day, so that their needs go together: a reserve that is sized
-- zone by zone, or by means, is too small. All sizes meet the same days (common random numbers), by the core's Philox streams.
--
-- Example:  strategic_reserve{zones = f, shared = {mean = 0.05, low = 50, mode = 200, high = 800}, sizes = {0, 100, 200}}

local core = require "glocal.core"
local model = require "foresight.scenario.model"
local reserve_requests = require "foresight.capacity.reserve_requests"

local COLUMNS = { "zone", "events", "low", "mode", "high", "capacity" }
local ROW = { "zone", "events", "low", "mode", "high", "capacity", "share" }
local MOST_ZONES, MOST_SIZES = 1000, 200

local function fail(name, text, ...) error(("bad argument '%s' to 'strategic_reserve': " .. text):format(name, ...), 0) end

local function is_number(value, least) return type(value) == "number" and value >= least and value < math.huge end

local function check_triangle(name, where, one)
  for _, key in ipairs { "low", "mode", "high" } do
    if not is_number(one[key], 0) then
      fail(name, "%s: %s is a number of officers of at least 0, not %s", where, key, tostring(one[key]))
    end
  end
  if not (one.low <= one.mode and one.mode <= one.high) then
    fail(name, "%s: low, mode and high must rise, got %g, %g, %g", where, one.low, one.mode, one.high)
  end
end

local function zones_of(frame)
  for _, name in ipairs(COLUMNS) do
    if not frame:has(name) then
      fail("zones", "the frame has no column '%s': it needs zone, events (a day), low, mode and high (officers an event takes), "
        .. "capacity (officers)", name)
    end
  end
  if #frame == 0 or #frame > MOST_ZONES then fail("zones", "expected 1 to %d zones, got %d", MOST_ZONES, #frame) end
  local rows, shares, seen = {}, 0, {}
  for i, row in frame:rows() do
    local where = ("row %d, zone '%s'"):format(i, tostring(row.zone))
    if not is_number(row.events, 0) then fail("zones", "%s: events is missing: unknown is not 0", where) end
    if not is_number(row.capacity, 0) then fail("zones", "%s: capacity is missing: unknown is not 0", where) end
    if seen[row.zone] then fail("zones", "%s has several rows", where) end
    check_triangle("zones", where, row)
    if row.share ~= nil and not is_number(row.share, 0) then fail("zones", "%s: share is a number of at least 0", where) end
    rows[i], seen[row.zone] = row, true
    shares = shares + (row.share or 0)
  end
  for _, row in ipairs(rows) do row.share = shares > 0 and (row.share or 0) / shares or 1 / #rows end
  return rows
end

local function sizes_of(spec)
  if type(spec.sizes) ~= "table" or #spec.sizes == 0 or #spec.sizes > MOST_SIZES then
    fail("sizes", "expected 1 to %d sizes of the reserve, such as {0, 100, 200}", MOST_SIZES)
  end
  local sizes = table.move(spec.sizes, 1, #spec.sizes, 1, {})
  for _, size in ipairs(sizes) do
    if not is_number(size, 0) then fail("sizes", "a size is a number of officers of at least 0, not %s", tostring(size)) end
  end
  table.sort(sizes)
  return sizes
end

local function triangle(one, unit)
  if one.low == one.high then return one.mode end
  return model.triangular { low = one.low, mode = one.mode, high = one.high, unit = unit }
end

-- The model of a day, and the names of its results: short_1, is_short_1 ... by size.
local function model_of(rows, shared, sizes)
  local m, call = model { from = "2026-01", months = 1 }, nil
  m.shared = shared and model.poisson { mean = shared.mean } * triangle(shared) or 0
  for i, row in ipairs(rows) do
    local own = row.events > 0 and model.poisson { mean = row.events } * triangle(row) or 0
    m["call_" .. i] = (own + m.shared * row.share - row.capacity):max(0)
    call = call and call + m["call_" .. i] or m["call_" .. i]
  end
  m.call = call
  for i, size in ipairs(sizes) do
    m["short_" .. i] = (m.call - size):max(0)
    m["is_short_" .. i] = m.call:above(size)
  end
  return m
end

local function check_money(spec, name)
  local given = spec[name]
  if given ~= nil and not is_number(given, 0) then fail(name, "expected an amount of at least 0, got %s", tostring(given)) end
end

-- The means of one month by name, and the error of each.
local function means_of(run, names)
  local found = {}
  for _, row in run:summary { quantity = names }:rows() do found[row.quantity] = row end
  return found
end

--- Sizes of a strategic reserve for public order compared: on what share of days it falls short, by how much, and what it costs. Zones
--- draw on it beyond their own capacity; shared events hit them on the same day. The same bits for a seed, on any number of threads.
--- @function strategic_reserve
--- @param spec table
--- @option zones? frame zone, events (mean number a day), low, mode, high (officers that one takes), capacity (own officers); share (of
---   shared events; equal where there is none)
--- @option requests? frame instead of zones: the demand log by zone, demand{..., by={"zone"}, every="day", complete=true}; days on which
---   several zones asked at once are shared events
--- @option capacity? number|table|frame [officers] with requests: own officers of each zone, {["BE-PZ5345"]=40}, or a frame zone, capacity
--- @option shift? number = 8 [hours] with requests: hours asked are officers over so long a shift
--- @option together? integer = 3 [zones] with requests: so many that ask on one day make a shared event
--- @option shared? table mean (number a day), low, mode, high (officers that one takes, all zones together)
--- @option sizes number[] [officers] the sizes that are compared
--- @option cost? number [a day] what one officer of the reserve costs a day
--- @option cost_short? number [a day] what one officer short costs, as you judge it
--- @option draws? integer = 100000 days that are simulated
--- @option seed? integer = 1 of the simulation
--- @return frame size, probability_short (of a day), error (one standard error), days_a_year, mean_short (officers, all days), cost (of the
---   reserve and of what is short, a day; null where no cost is given), is_cheapest (1: the lowest cost)
--- @raises a zone without a figure; a triangle that does not rise
--- @since 0.1
--- @example z = frame{{zone="A", events=1, low=10, mode=10, high=10, capacity=10}}
--- @example s = strategic_reserve{zones=z, sizes={0, 10}, draws=50000}
--- @example math.abs(s.probability_short[1] - (1 - 2 * math.exp(-1))) < 0.01 --> true
local function strategic_reserve(spec)
  local frame = spec.requests or spec.zones
  if type(frame) ~= "userdata" then
    fail("zones", "expected a frame, or requests=demand{..., by={\"zone\"}}, got %s", type(frame))
  end
  if spec.requests and spec.zones then fail("requests", "give zones or requests, not both") end
  local logged = spec.requests and reserve_requests.of(frame, spec)
  local rows, sizes = zones_of(logged and core.frame(logged.rows, { columns = ROW }) or frame), sizes_of(spec)
  local shared = logged and logged.shared or spec.shared
  if shared then
    if not is_number(shared.mean, 0) then fail("shared", "mean is the number of events a day, at least 0") end
    check_triangle("shared", "shared events", shared)
    if shared.mean == 0 then shared = nil end
  end
  check_money(spec, "cost")
  check_money(spec, "cost_short")
  local names = {}
  for i = 1, #sizes do
    names[2 * i - 1], names[2 * i] = "short_" .. i, "is_short_" .. i
  end
  local run, message, code = model_of(rows, shared, sizes):run { draws = spec.draws or 100000, seed = spec.seed or 1,
    outputs = names }
  if not run then return nil, message, code end
  local found, list, cheapest = means_of(run, names), {}, nil
  local has_cost = spec.cost ~= nil or spec.cost_short ~= nil
  for i, size in ipairs(sizes) do
    local short, is_short = found["short_" .. i], found["is_short_" .. i]
    list[i] = { size = size + 0.0, probability_short = is_short.mean, error = is_short.error,
      days_a_year = 365.25 * is_short.mean, mean_short = short.mean,
      cost = has_cost and size * (spec.cost or 0) + short.mean * (spec.cost_short or 0) or nil }
    if has_cost and (not cheapest or list[i].cost < list[cheapest].cost) then cheapest = i end
  end
  for i, row in ipairs(list) do row.is_cheapest = has_cost and (i == cheapest and 1 or 0) or nil end
  local made = core.frame(list, {
    columns = { "size", "probability_short", "error", "days_a_year", "mean_short", "cost", "is_cheapest" },
    types = { size = "real", probability_short = "real", error = "real", days_a_year = "real", mean_short = "real",
      cost = "real", is_cheapest = "integer" }, marking = frame:marking() })
  return made:attach { note_text = ("%d zones, %d days simulated, seed %d%s; all sizes meet the same days; %s"):format(#rows,
    run.draws, spec.seed or 1, shared and "" or ", no shared events", logged and logged.said
    or "what events take is judgement where no log of requests stands behind it") }
end

return strategic_reserve
