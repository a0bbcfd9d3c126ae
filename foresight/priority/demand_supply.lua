--- demand_supply.lua: demand beside supply, phenomenon by phenomenon, for the chief of a zone: what is asked of it (figures, warnings,
--- requests) and what it gives (priorities, capacity). What police find by looking for it rises with the looking: it is said apart.
--
-- Example:  demand_supply{zone="5345"}:where{reading="unanswered"}   demand_supply{zone="5345", capacity=f}

local core = require "glocal.core"
local demand = require "foresight.priority.demand"
local demand_supply_rows = require "foresight.priority.demand_supply_rows"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local rows_of = require "foresight.priority.priority_rows"

local COLUMNS = { "phenomenon", "name", "reading", "count", "change", "direction", "alerts", "requests", "own", "capacity",
  "holder",
  "higher", "counting_unit", "last", "hours_asked", "asked_share", "capacity_share", "looked_for" }
local TYPES = { phenomenon = "text", name = "text", reading = "text", count = "integer", change = "real", direction = "text",
  alerts = "integer", requests = "integer", own = "integer", capacity = "real", holder = "text", higher = "integer",
  counting_unit = "text", last = "text", hours_asked = "real", asked_share = "real", capacity_share = "real",
    looked_for = "integer" }

local function note_of(found, zone, date)
  local count = {}
  for _, row in ipairs(found.rows) do count[row.reading] = (count[row.reading] or 0) + 1 end
  local said = { ("%s on %s: %d phenomena asked for and without a priority or capacity of its own, %d answered, %d with "
    .. "attention only, %d not known"):format(zone, date, count.unanswered or 0, count.answered or 0,
    count["attention only"] or 0, count["not known"] or 0) }
  if count["follows the search"] then
    said[#said + 1] = ("%d rise and are found by looking for them: more figures may be more police, not more of it"):format(
      count["follows the search"])
  end
  said[#said + 1] = demand.gaps_text(found.reader)
  local apart = demand_supply_rows.requests_apart(found)
  if found.reader.log.message then
    said[#said + 1] = found.reader.log.message
  elseif #found.reader.log.rows == 0 then
    said[#said + 1] = "no request of the last year in the demand log (import --as requests)"
  elseif apart > 0 then
    said[#said + 1] = ("%d requests of the last year state no phenomenon and are in no row: demand{zone=%q}"):format(apart, zone)
  end
  said[#said + 1] = found.capacity.total > 0 and "capacity: " .. found.capacity.basis
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
  local asked = { date = rows_of.day(spec.on), lang = locale.check(spec.lang or locale.preferred()), as_of = spec.as_of,
    capacity = spec.capacity, phenomenon = spec.phenomenon }
  if spec.looked_for then
    asked.looked_for = {}
    for i, each in ipairs(spec.looked_for) do asked.looked_for[i] = store:resolve("phenomenon", tostring(each)) end
  end
  local found = demand_supply_rows.of(store, zone, asked)
  return core.frame(found.rows, { columns = COLUMNS, types = TYPES, marking = found.marking })
    :attach { note_text = note_of(found, zone, asked.date) }
end

return demand_supply
