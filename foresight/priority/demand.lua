--- demand.lua: what a store says of the demand of a phenomenon in a zone: its figures, the last year against the year before, the
--- alerts of a year and the requests of a year.
--
-- Example:  d = demand.of(store, "BE-PZ5345", "drugs", {date = "2026-11-30"})   d.count, d.share, d.z, d.last, d.alerts

local alert_rows = require "foresight.warning.alert_rows"
local concern = require "foresight.digest.concern"
local core = require "glocal.core"
local memo = require "foresight.brief.memo"
local own_figures = require "foresight.brief.own_figures"
local places = require "foresight.brief.places"
local request_rows = require "foresight.capacity.request_rows"
local rollup = require "foresight.cube.rollup"
local series = require "foresight.brief.series"
local unpublished = require "foresight.shared.unpublished"

local demand = {}

local SIGNIFICANT = 1.96 -- of a normal: 5 in 100 by chance, both ways
demand.SIGNIFICANT = SIGNIFICANT

-- The counting unit that most of the figures have; nil where they say none. Units are never added.
local function main_unit(frame)
  if not frame:has "counting_unit" then return nil end
  local sums, best = {}, nil
  local unit, count = frame.counting_unit, frame.count
  for i = 1, #frame do
    local name = unit[i] or ""
    sums[name] = (sums[name] or 0) + (count[i] or 0)
  end
  for name, sum in pairs(sums) do
    if not best or sum > sums[best] or (sum == sums[best] and name < best) then best = name end
  end
  return best
end

local function last_whole(asked, every) return core.period(core.period(asked.date, every), every, -1) end

-- Whether a period without a row is 0, as no source of the figures reports only what it found. In a run the frame is of many zones.
local function is_of_events(frame, zone, phenomenon, asked)
  local own = own_figures.sources(asked, own_figures.zones(asked, zone), phenomenon)
  local is_own = {}
  for _, source in ipairs(own or {}) do is_own[source.code] = true end
  for _, code in ipairs(unpublished.sources(frame)) do
    if not own or is_own[code] then return false end
  end
  return true
end

-- The last whole year of figures of that step against the year before, by the rules of a brief: two years that lack a period, are
-- counted in another way or are censored have no change. Nil where there are no figures; `count` is nil where the year lacks periods.
local function year_of(zone, phenomenon, every, asked)
  local last = last_whole(asked, every)
  local frame = own_figures.of(asked, { phenomenon = phenomenon }, every, zone, nil, last)
  if not frame then return nil end
  local unit = main_unit(frame)
  local first = last
  for _, period in ipairs(frame.period) do first = period < first and period or first end
  local one = series.of(frame, { node = zone, phenomenon = phenomenon, unit = unit, every = every, first = first,
    is_event = is_of_events(frame, zone, phenomenon, asked), zones = own_figures.zones(asked, zone) }, asked)
  if not one then return nil end
  if unit == "" then one.unit = nil end
  if one.now.holes == 0 then one.count, one.high = one.now.low, one.now.high end
  one.marking, one.first = frame:marking(), one.now.first
  return one
end

-- "cyber (9 of 12 months to 2026-10)"; nil where the year is whole or there are no figures.
local function gap_of(one, phenomenon)
  if not one.now or one.now.holes == 0 then return nil end
  return ("%s (%d of %d %ss to %s)"):format(phenomenon, one.now.length - one.now.holes, one.now.length, one.every, one.last)
end

local function alerts_of(store, zone, asked)
  local codes, of = {}, {}
  for i, one in ipairs(concern.of(store, zone, asked.date)) do codes[i], of[one.code] = one.code, one end
  return alert_rows.of(store, { zone = codes, since = core.period(asked.date, "day", -365), to = asked.date }), of
end

-- The requests to the zone in the year that ends on the day, and those without a phenomenon; nil where the log does not have any.
local function requests_of(store, zone, asked)
  local found, message = request_rows.of(store, { zone = zone, every = "year", as_of = asked.as_of,
    from = core.period(asked.date, "day", -365), to = asked.date }, "demand")
  if not found then return { message = message, rows = {} } end
  return found
end

-- The sum of the requests about a phenomenon or what lies under it: requested and hours asked; nil where none is, or one is not stated.
local function sum_of(rows, phenomenon)
  local sum, any = {}, false
  for _, row in ipairs(rows) do
    local code = row.phenomenon
    if code and (code == phenomenon or code:sub(1, #phenomenon + 1) == phenomenon .. ".") then
      any = true
      request_rows.add(sum, row)
    end
  end
  if any then return sum.requested or nil, sum.hours_asked or nil end
end

-- The phenomena that have figures of that step by zone, of all zones of a run; nil where they can't be read.
local function with_figures(zone, codes, every, asked)
  local zones = asked.together or { zone }
  local key = ("with figures %s %s %s"):format(asked.together and "" or zone, every, table.concat(codes, " "))
  return memo.once(asked, key, function()
    local frame, message, code = rollup { zone = zones, phenomenon = codes, every = every, to = last_whole(asked, every),
      as_of = asked.as_of, at = asked.date, hierarchy = asked.place.hierarchy, store = asked.store }
    if not frame then return nil, message, code end
    local found, phenomena = {}, frame.phenomenon
    for i, each in ipairs(frame.zone) do
      found[each] = found[each] or {}
      found[each][phenomena[i]] = true
    end
    return found
  end)
end

-- Notes which of the phenomena have no figures: to ask that of all at once takes a tenth of the time.
local function find_empty(reader, zone, codes, asked)
  local by_month, by_year = with_figures(zone, codes, "month", asked), with_figures(zone, codes, "year", asked)
  if not (by_month and by_year) then return end
  for _, code in ipairs(codes) do
    reader.empty[code] = not (by_month[zone] and by_month[zone][code]) and not (by_year[zone] and by_year[zone][code])
  end
end

--- A reader of demand in a zone: of(phenomenon) gives count (nil where the year lacks periods), now and before (brief/series), share and
--- z (of the difference of two Poisson counts; nil where the two years can't be compared), first, last, age in months, unit (nil all where
--- there are no figures), alerts (how many in a year concern it), requests and hours (asked in a year; nil where the log has none of it);
--- marking. reader.look(phenomena) finds at once which of many have no figures. reader.log: the rows of the log, or its message.
--- `asked`: date, as_of; of a run over many zones together and memo, as brief/make has them.
function demand.reader(store, zone, asked)
  local rows, of = alerts_of(store, zone, asked)
  local state = store:state { as_of = asked.as_of }
  asked = { store = store, date = asked.date, as_of = asked.as_of, state = state, place = places.walk(store, zone, asked),
    together = asked.together, memo = asked.memo }
  local reader = { markings = { rows:marking() }, found = {}, empty = {}, gaps = {}, log = requests_of(store, zone, asked) }
  if #reader.log.rows > 0 then reader.markings[2] = reader.log.marking end
  function reader.look(codes) find_empty(reader, zone, codes, asked) end
  function reader.of(phenomenon)
    if reader.found[phenomenon] then return reader.found[phenomenon] end
    local one = not reader.empty[phenomenon] and (year_of(zone, phenomenon, "month", asked)
      or year_of(zone, phenomenon, "year", asked)) or {}
    one.alerts = 0
    one.requests, one.hours = sum_of(reader.log.rows, phenomenon)
    for _, row in rows:rows() do
      local is_about = row.phenomenon == phenomenon or row.phenomenon:sub(1, #phenomenon + 1) == phenomenon .. "."
      local is_seen = row.method ~= alert_rows.OF_PLAN or row.zone == zone -- an indicator of a plan is of its zone only
      if is_about and is_seen and concern.has(of[row.zone], row.phenomenon) then one.alerts = one.alerts + 1 end
    end
    reader.markings[#reader.markings + 1] = one.marking
    reader.gaps[#reader.gaps + 1] = gap_of(one, phenomenon)
    reader.found[phenomenon] = one
    return one
  end
  return reader
end

--- "rising", "falling" or "steady"; nil where two years can't be compared.
function demand.direction(one)
  if not one.z then return nil end
  return one.z >= SIGNIFICANT and "rising" or one.z <= -SIGNIFICANT and "falling" or "steady"
end

--- "no count where a year lacks periods: cyber (9 of 12 months to 2026-10)"; nil where none of those that were asked for lacks any.
function demand.gaps_text(reader)
  if #reader.gaps == 0 then return nil end
  return "no count where a year lacks periods: " .. table.concat(reader.gaps, ", ")
end

--- Whether the zone is asked for it: figures that rise more than by chance, an alert, or a request.
function demand.is_asked(one)
  return demand.direction(one) == "rising" or one.alerts > 0 or (one.requests or 0) > 0
end

return demand
