--- reserve_requests.lua: what a strategic reserve is asked for, out of the demand log by zone: how often, for how many officers, and on
--- which days several zones asked at once.
--
--   events             requests over the days that are known, without those of shared days
--   officers           hours asked over requests over the hours of a shift; triangular: lowest, mode = 3 mean - lowest - highest
--                      (method of moments, kept within), highest
--   shared day         at least so many zones asked on it; only a log by day shows them
--   by chance          the days on which as many would have asked had zones nothing to do with each other (Poisson binomial)
--
-- Example:  r = demand{zone="BE", kinds="mutual aid", by={"zone"}, every="day", complete=true}
--           reserve_requests.of(r, {capacity = 20})   --> {rows = {{zone=, events=, low=, mode=, high=, capacity=, share=}}, shared =, said =}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local time = require "foresight.plot.time"

local reserve_requests = {}

local SHIFT, TOGETHER = 8, 3

local function fail(name, text, ...) error(("bad argument '%s' to 'strategic_reserve': " .. text):format(name, ...), 0) end

local function days_of(period)
  return time.position(core.period(core.period(period, nil, 1), "day")) - time.position(core.period(period, "day"))
end

local function triangle_of(sizes)
  local low, high, sum = math.huge, 0, 0
  for _, size in ipairs(sizes) do low, high, sum = math.min(low, size), math.max(high, size), sum + size end
  return { low = low, high = high, mode = math.max(low, math.min(high, 3 * sum / #sizes - low - high)) }
end

local function capacity_of(spec, zone)
  local given = spec.capacity
  if call.is_frame(given) then
    for _, row in given:rows() do
      if row.zone == zone then return row.capacity end
    end
  elseif type(given) == "table" then
    return given[zone]
  else
    return given
  end
end

local function check(frame, spec)
  for _, name in ipairs { "zone", "period", "requested", "hours_asked" } do
    if not frame:has(name) then
      fail("requests", "the frame has no column '%s': give demand{..., by={\"zone\"}}%s", name, hint.of(name, frame:columns()))
    end
  end
  if #frame == 0 then fail("requests", "no request is in it") end
  for _, name in ipairs { "shift", "together" } do
    local value = spec[name]
    if value ~= nil and not (type(value) == "number" and value >= 1 and value <= 1000) then
      fail(name, "expected a number from 1 to 1000, got %s", tostring(value))
    end
  end
  if spec.capacity == nil then
    fail("capacity",
      "say how many officers each zone has of its own for it: a number, {[\"BE-PZ5345\"]=40} or a frame of zone, capacity")
  end
end

-- The officers that a request of the row takes; nil where it does not say.
local function officers(row, shift)
  if row.requested and row.requested > 0 and row.hours_asked then return row.hours_asked / row.requested / shift end
end

-- Days on which at least so many zones asked: {period -> zones}; and how many days are known.
local function shared_days(frame, together)
  local asked, days, count = {}, {}, 0
  for _, row in frame:rows() do
    if row.requested then
      if not days[row.period] then days[row.period], count = true, count + 1 end
      if row.requested > 0 then asked[row.period] = (asked[row.period] or 0) + 1 end
    end
  end
  local shared, n = {}, 0
  for period, zones in pairs(asked) do
    if zones >= together then shared[period], n = true, n + 1 end
  end
  return shared, n, count
end

-- The chance that at least k of independent zones ask on a day.
local function chance_together(shares, k)
  local of = { [0] = 1 }
  for _, p in ipairs(shares) do
    for n = math.min(k, #of + 1), 1, -1 do of[n] = (of[n] or 0) * (n == k and 1 or 1 - p) + of[n - 1] * p end
    of[0] = of[0] * (1 - p)
  end
  return of[k] or 0
end

-- What each zone had, by zone: days known, requests on days of its own and their sizes, officers on shared days.
local function by_zone(frame, shared, shift)
  local list, of = {}, {}
  for _, row in frame:rows() do
    local one = of[row.zone]
    if not one then
      one = { zone = row.zone, days = 0, requests = 0, sizes = {}, shared = 0, asked = 0, all = {} }
      of[row.zone], list[#list + 1] = one, one
    end
    if row.requested then
      one.days = one.days + days_of(row.period)
      local size = officers(row, shift)
      if row.requested > 0 and not size then
        fail("requests", "%s asked %d times in %s, and the log does not say for how many hours: missing is not 0", row.zone,
          row.requested, row.period)
      end
      if row.requested > 0 then one.asked, one.all[#one.all + 1] = one.asked + 1, size end
      if shared[row.period] then
        one.shared = one.shared + (size or 0) * row.requested
      elseif row.requested > 0 then
        one.requests, one.sizes[#one.sizes + 1] = one.requests + row.requested, size
      end
    end
  end
  return list
end

local function shared_events(frame, shared, shift, days)
  local totals, sizes = {}, {}
  for _, row in frame:rows() do
    if shared[row.period] and row.requested and row.requested > 0 then
      totals[row.period] = (totals[row.period] or 0) + officers(row, shift) * row.requested
    end
  end
  for _, total in pairs(totals) do sizes[#sizes + 1] = total end
  if #sizes == 0 then return nil end
  table.sort(sizes)
  local made = triangle_of(sizes)
  made.mean = #sizes / days
  return made
end

--- {rows, shared, said} of a frame of requests by zone; `spec`: capacity, shift, together, shared. Raises.
function reserve_requests.of(frame, spec)
  check(frame, spec)
  local shift, together = spec.shift or SHIFT, spec.together or TOGETHER
  local is_daily = select(3, frame:type "period") == "day"
  local shared, n, days = {}, 0, 0
  if is_daily and not spec.shared then shared, n, days = shared_days(frame, together) end
  local list, rows, shares = by_zone(frame, shared, shift), {}, {}
  for i, one in ipairs(list) do
    local capacity = capacity_of(spec, one.zone)
    if capacity == nil then fail("capacity", "%s has none: unknown is not 0", one.zone) end
    if one.days == 0 then fail("requests", "%s: no day of it is known", one.zone) end
    local sizes = #one.sizes > 0 and triangle_of(one.sizes) or { low = 0, mode = 0, high = 0 }
    rows[i] = { zone = one.zone, events = one.requests / one.days, low = sizes.low, mode = sizes.mode, high = sizes.high,
      capacity = capacity, share = n > 0 and one.shared or nil }
    shares[i] = one.asked / one.days
  end
  local said = { ("requests of the demand log over shifts of %g hours"):format(shift) }
  if is_daily and not spec.shared then
    said[2] = ("%d of %d days on which at least %d zones asked are shared events; by chance alone %.3g would be"):format(n, days,
      together, days * chance_together(shares, together))
  elseif not spec.shared then
    said[2] = "a log by " .. tostring(select(3, frame:type "period")) .. " does not show which events were shared: give shared="
  end
  return { rows = rows, shared = spec.shared or shared_events(frame, shared, shift, days), said = table.concat(said, "; ") }
end

return reserve_requests
