--- crosswalk.lua: which higher priority is answered by which one of a zone, where the gaps are in both directions, and what
--- the figures ask for beside what has attention.
--
-- Example:  crosswalk{zone="5345", on="2026-11-30"}:where{relation="unanswered"}

local core = require "glocal.core"
local demand = require "foresight.priority.demand"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local query = require "foresight.shared.query"
local rows_of = require "foresight.priority.priority_rows"
local supply = require "foresight.priority.supply"

local COLUMNS = { "level", "higher", "higher_name", "own", "own_name", "relation", "phenomenon", "count", "counting_unit", "last",
  "change", "direction", "alerts", "requests", "attention", "capacity" }
local TYPES = { level = "text", higher = "text", higher_name = "text", own = "text", own_name = "text", relation = "text",
  phenomenon = "text", count = "integer", counting_unit = "text", last = "text", change = "real", direction = "text",
  alerts = "integer", requests = "integer", attention = "integer", capacity = "real" }

-- How many of the zone's own priorities are about the phenomenon, or what is above or below it.
local function attention(own, phenomenon)
  local count = 0
  for _, one in ipairs(own) do
    if phenomenon and rows_of.share_phenomenon(one.phenomena, { phenomenon }) then count = count + 1 end
  end
  return count
end

local function add(asked, row, phenomena)
  local phenomenon = phenomena[1]
  row.phenomenon = #phenomena > 0 and table.concat(phenomena, ", ") or nil
  if phenomenon then
    local best
    for _, each in ipairs(phenomena) do -- of several that which says most
      local one = asked.reader.of(each)
      if not best or (one.count or -1) > (best.count or -1) then best = one end
      row.alerts = (row.alerts or 0) + one.alerts
      if one.requests then row.requests = (row.requests or 0) + one.requests end
      local capacity = asked.capacity.of(each)
      if capacity then row.capacity = (row.capacity or 0) + capacity end
    end
    row.count, row.counting_unit, row.last, row.change = best.count, best.unit, best.last, best.share
    row.direction = demand.direction(best)
    row.attention = attention(asked.own, phenomenon)
  end
  asked.rows[#asked.rows + 1] = row
end

-- The higher priorities, each by what the zone has to answer it.
local function add_higher(asked)
  for _, one in ipairs(asked.higher) do
    local answered = false
    local function answer(own, relation)
      answered = true
      asked.used[own.code] = true
      add(asked, { level = one.kind, higher = one.code, higher_name = rows_of.name(one, asked.lang), own = own.code,
        own_name = rows_of.name(own, asked.lang), relation = relation }, one.phenomena)
    end
    for _, own in ipairs(asked.own) do
      if rows_of.reaches(asked.all, own.code, one.code) then answer(own, "answers") end
    end
    for _, own in ipairs(asked.own) do
      if not answered and rows_of.share_phenomenon(own.phenomena, one.phenomena) then answer(own, "same phenomenon") end
    end
    if not answered then
      add(asked, { level = one.kind, higher = one.code, higher_name = rows_of.name(one, asked.lang), relation = "unanswered" },
        one.phenomena)
    end
  end
end

local function add_local(asked)
  for _, own in ipairs(asked.own) do
    if not asked.used[own.code] then
      add(asked, { level = own.kind, own = own.code, own_name = rows_of.name(own, asked.lang), relation = "local only" },
        own.phenomena)
    end
  end
end

-- Phenomena of which the figures rise more than by chance, or that had an alert or a request, and none of the zone's priorities is
-- about.
local function add_demand(asked)
  for _, code in ipairs(query(asked.store, "select code from phenomenon where parent is null order by code").code) do
    local one = asked.reader.of(code)
    if attention(asked.own, code) == 0 and demand.is_asked(one) then
      add(asked, { level = asked.kind, relation = "demand without priority" }, { code })
    end
  end
end

local function note_of(asked, zone, date)
  local count = { ["answers"] = 0, ["same phenomenon"] = 0, ["unanswered"] = 0, ["local only"] = 0,
    ["demand without priority"] = 0 }
  for _, row in ipairs(asked.rows) do count[row.relation] = count[row.relation] + 1 end
  local said = { ("%d higher priorities in force on %s, %d of %s itself"):format(#asked.higher, date, #asked.own, zone) }
  if count["same phenomenon"] > 0 then
    said[#said + 1] = ("%d of one phenomenon without a link: import them --as priority_links"):format(count["same phenomenon"])
  end
  said[#said + 1] = ("%d unanswered, %d local only, %d in demand without a priority"):format(count.unanswered,
    count["local only"], count["demand without priority"])
  said[#said + 1] = demand.gaps_text(asked.reader)
  if asked.reader.log.message then said[#said + 1] = asked.reader.log.message end
  return table.concat(said, "; ") .. "."
end

--- Lays the priorities of a zone beside those of the zones that it lies in. Each row is a pair, or a gap: `relation` is
--- "answers" (a link says so, through others too), "same phenomenon" (no link, but about the same), "unanswered" (a higher one
--- that none of the zone's answers), "local only" (one of the zone's that answers none), or "demand without priority" (the
--- figures of the zone rise more than chance explains, or alerts or requests of a year concern it, and no priority of the zone is
--- about it). Beside each the demand: the zone's last year of figures, its change, the alerts and the requests of the demand log; and
--- what has attention: `attention`, how many of the zone's own priorities are about it, and the capacity for it. Missing figures are
--- null, never 0.
--- @function crosswalk
--- @param spec table
--- @option zone string <zone> the zone
--- @option on? string = (today) the day on which they are in force
--- @option capacity? frame = (holders of expertise in the register) phenomenon, capacity: what the zone has for it, in one unit
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the names
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option store? store = (the current one) the store to read
--- @return frame level, higher, higher_name, own, own_name, relation, phenomenon, count (of the last year that is whole),
---   counting_unit, last (the last period of the year), change (a share of the year before; null where the two can't be compared), direction (rising, falling, steady), alerts, requests (of a year), attention, capacity
--- @raises an unknown zone or language
--- @needs store.read
--- @since 0.1
--- @example crosswalk{zone="5345", on="2026-11-30"}.relation[1] --> unanswered
local function crosswalk(spec)
  local store = glocal.use(spec.store)
  local zone = rows_of.zone(store, spec.zone, "crosswalk")
  local date, lang = rows_of.day(spec.on), locale.check(spec.lang or locale.preferred())
  local asked = { store = store, lang = lang, all = rows_of.of(store, { date = date, as_of = spec.as_of }), rows = {}, used = {},
    own = {}, higher = {}, kind = query(store, "select kind from zone where code = ?", { zone }).kind[1] }
  asked.capacity = supply.reader(store, zone, { date = date, as_of = spec.as_of, capacity = spec.capacity }, "crosswalk")
  asked.reader = demand.reader(store, zone, { date = date, as_of = spec.as_of })
  for _, one in ipairs(rows_of.applying(asked.all, rows_of.path(store, zone, date))) do
    if one.status == "in force" then
      local list = one.is_own and asked.own or asked.higher
      list[#list + 1] = one
    end
  end
  add_higher(asked)
  add_local(asked)
  add_demand(asked)
  local shown = table.move(asked.own, 1, #asked.own, #asked.higher + 1, table.move(asked.higher, 1, #asked.higher, 1, {}))
  return core.frame(asked.rows, { columns = COLUMNS, types = TYPES,
    marking = rows_of.marking(shown, table.concat(asked.reader.markings, " ") .. " " .. asked.capacity.marking) })
    :attach { note_text = note_of(asked, zone, date) }
end

return crosswalk
