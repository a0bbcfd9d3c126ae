--- demand_supply.lua: demand beside supply, phenomenon by phenomenon, for the chief of a zone: what is asked of it (figures, warnings,
--- requests) and what it gives (priorities, capacity). What police find by looking for it rises with the looking: it is said apart.
--
-- Example:  demand_supply{zone="5345"}:where{reading="unanswered"}   demand_supply{zone="5345", capacity=f}

local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local demand = require "foresight.priority.demand"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local query = require "foresight.shared.query"
local rows_of = require "foresight.priority.priority_rows"
local supply = require "foresight.priority.supply"

-- What hardly anyone reports, as nobody is harmed who would say so: a judgement, that looked_for= changes.
local LOOKED_FOR = { "drugs", "smuggling", "trafficking", "corruption", "firearms", "laundering" }

local ORDER = { unanswered = 1, ["follows the search"] = 2, answered = 3, ["attention only"] = 4, quiet = 5, ["not known"] = 6 }

local COLUMNS = { "phenomenon", "name", "reading", "count", "change", "direction", "alerts", "requests", "own", "capacity",
  "holder",
  "higher", "counting_unit", "last", "hours_asked", "asked_share", "capacity_share", "looked_for" }
local TYPES = { phenomenon = "text", name = "text", reading = "text", count = "integer", change = "real", direction = "text",
  alerts = "integer", requests = "integer", own = "integer", capacity = "real", holder = "text", higher = "integer",
  counting_unit = "text", last = "text", hours_asked = "real", asked_share = "real", capacity_share = "real",
    looked_for = "integer" }

-- What both sides come to. Figures that rise say nothing of demand where police find what they look for, and nothing else asks for it.
local function reading_of(row)
  local is_reported = row.alerts > 0 and row.looked_for == 0 or (row.requests or 0) > 0
  local has_attention = row.own > 0 or (row.capacity or 0) > 0
  if row.direction == "rising" or row.alerts > 0 or (row.requests or 0) > 0 then
    if row.looked_for == 1 and not is_reported and has_attention then return "follows the search" end
    return has_attention and "answered" or "unanswered"
  end
  if not row.direction and not row.requests then return has_attention and "attention only" or "not known" end
  return has_attention and "attention only" or "quiet"
end

local function priorities_about(list, code)
  local own, higher, holder = 0, 0, nil
  for _, one in ipairs(list) do
    if one.status == "in force" and rows_of.share_phenomenon(one.phenomena, { code }) then
      if one.is_own then own = own + 1 else higher = higher + 1 end
      holder = holder or one.owner
    end
  end
  return own, higher, holder
end

local function is_looked_for(asked, code)
  for _, each in ipairs(asked.looked_for) do
    if code == each or code:sub(1, #each + 1) == each .. "." then return 1 end
  end
  return 0
end

local function row_of(asked, code)
  local one = asked.reader.of(code)
  local row = { phenomenon = code, name = asked.names[code], count = one.count, change = one.share,
    direction = demand.direction(one), alerts = one.alerts, requests = one.requests, counting_unit = one.unit, last = one.last,
    hours_asked = one.hours, capacity = asked.capacity.of(code), looked_for = is_looked_for(asked, code) }
  row.own, row.higher, row.holder = priorities_about(asked.list, code)
  row.reading = reading_of(row)
  return row
end

-- Shares of what adds up: hours asked over those of all phenomena that state them (else of requests), and capacity.
local function add_shares(rows, total)
  local basis = "hours_asked"
  for _, row in ipairs(rows) do
    if row.requests and not row.hours_asked then basis = "requests" end
  end
  local sum = 0
  for _, row in ipairs(rows) do sum = sum + (row[basis] or 0) end
  for _, row in ipairs(rows) do
    row.asked_share = sum > 0 and row[basis] and row[basis] / sum or nil
    row.capacity_share = total > 0 and row.capacity and row.capacity / total or nil
  end
end

local function note_of(asked, rows, zone, date)
  local count = {}
  for _, row in ipairs(rows) do count[row.reading] = (count[row.reading] or 0) + 1 end
  local said = { ("%s on %s: %d phenomena asked for and without a priority or capacity of its own, %d answered, %d with "
    .. "attention only, %d not known"):format(zone, date, count.unanswered or 0, count.answered or 0,
    count["attention only"] or 0, count["not known"] or 0) }
  if count["follows the search"] then
    said[#said + 1] = ("%d rise and are found by looking for them: more figures may be more police, not more of it"):format(
      count["follows the search"])
  end
  said[#said + 1] = demand.gaps_text(asked.reader)
  local apart = 0
  for _, row in ipairs(asked.reader.log.rows) do apart = apart + (row.phenomenon == nil and (row.requested or 0) or 0) end
  if asked.reader.log.message then
    said[#said + 1] = asked.reader.log.message
  elseif #asked.reader.log.rows == 0 then
    said[#said + 1] = "no request of the last year in the demand log (import --as requests)"
  elseif apart > 0 then
    said[#said + 1] = ("%d requests of the last year state no phenomenon and are in no row: demand{zone=%q}"):format(apart, zone)
  end
  said[#said + 1] = asked.capacity.total > 0 and "capacity: " .. asked.capacity.basis
    or "no capacity stated: capacity=, or expertise in the register"
  return table.concat(said, "; ") .. "."
end

--- Demand beside supply, a row for each phenomenon. Demand: the zone's last year of figures and whether it rises by more than chance,
--- alerts and requests of a year. Supply: the zone's own priorities, its capacity, the role that holds it. `reading` says what both come
--- to: "unanswered" (asked for, with neither priority nor capacity), "answered", "attention only", "quiet", "not known", and "follows the
--- search": it rises, but police find it by looking for it and nobody else asks, so that the figures may follow the supply.
--- @function demand_supply
--- @param spec table
--- @option zone string <zone> the zone
--- @option phenomenon? string|string[] = (all top ones) <phenomenon> only of these
--- @option capacity? frame = (holders of expertise in the register) phenomenon, capacity: what the zone has for it, in one unit
--- @option looked_for? string[] = {"drugs", "smuggling", "trafficking", "corruption", "firearms", "laundering"} <phenomenon> what police
---   find by looking for it
--- @option on? string = (today) the day
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the names
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option store? store = (the current one) the store to read
--- @return frame phenomenon, name, reading, count (of the last year that is
---   whole), change (null where two years can't be compared), direction (rising, falling, steady), alerts, requests, own
---   (priorities of the zone), capacity, holder (a role), higher (priorities above it), counting_unit, last, hours_asked, asked_share and
---   capacity_share (of all phenomena), looked_for (1: found by looking)
--- @raises an unknown zone or phenomenon
--- @needs store.read
--- @since 0.1
--- @example demand_supply{zone="5345", phenomenon="drugs", on="2026-11-30"}.reading[1] --> not known
local function demand_supply(spec)
  local store = glocal.use(spec.store)
  local zone = rows_of.zone(store, spec.zone, "demand_supply")
  local date, lang = rows_of.day(spec.on), locale.check(spec.lang or locale.preferred())
  local when = { date = date, as_of = spec.as_of, capacity = spec.capacity }
  local asked = { names = catalogue.names(store, "phenomenon", lang), looked_for = LOOKED_FOR,
    list = rows_of.applying(rows_of.of(store, when), rows_of.path(store, zone, date)), reader = demand.reader(store, zone, when),
    capacity = supply.reader(store, zone, when, "demand_supply") }
  if spec.looked_for then
    asked.looked_for = {}
    for i, each in ipairs(spec.looked_for) do asked.looked_for[i] = store:resolve("phenomenon", tostring(each)) end
  end
  local given, codes, rows = type(spec.phenomenon) == "string" and { spec.phenomenon } or spec.phenomenon, {}, {}
  for i, each in ipairs(given or {}) do codes[i] = (store:resolve("phenomenon", tostring(each))) end
  if not given then codes = query(store, "select code from phenomenon where parent is null order by code").code end
  for i, code in ipairs(codes) do rows[i] = row_of(asked, code) end
  add_shares(rows, asked.capacity.total)
  table.sort(rows, function(a, b)
    if ORDER[a.reading] ~= ORDER[b.reading] then return ORDER[a.reading] < ORDER[b.reading] end
    return a.phenomenon < b.phenomenon
  end)
  return core.frame(rows, { columns = COLUMNS, types = TYPES,
    marking = rows_of.marking(asked.list, table.concat(asked.reader.markings, " ") .. " " .. asked.capacity.marking) })
    :attach { note_text = note_of(asked, rows, zone, date) }
end

return demand_supply
