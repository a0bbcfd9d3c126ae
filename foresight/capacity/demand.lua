--- demand.lua: the demand log by period: how many requests for help (mutual aid, international assistance ...) a zone had, how many
--- it granted, and the hours that were asked and delivered.
--
-- Example:  demand{zone="5345", every="month"}   forecast(demand{zone="5345", kinds="mutual aid", by={}}, {horizon=6})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local derived = require "foresight.shared.derived"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local plural = require "foresight.shared.plural"
local request_rows = require "foresight.capacity.request_rows"

local KEYS = { "zone", "kind", "requester", "service", "phenomenon", "source" }
local MOST_ROWS = 2000000

local function check_by(by)
  for _, name in ipairs(by) do
    local is_one = false
    for _, key in ipairs(KEYS) do is_one = is_one or key == name end
    if not is_one then
      error(("bad argument 'by' to 'demand': there is no '%s'%s"):format(tostring(name), hint.of(tostring(name), KEYS,
        "requests have")), 0)
    end
  end
end

-- Sums by key and period: {list of series {values of the keys, periods = {period -> sum}}}, first and last period.
local function sums_of(rows, by, every)
  local list, of, first, last = {}, {}, nil, nil
  for _, row in ipairs(rows) do
    local parts = {}
    for i, key in ipairs(by) do parts[i] = row[key] or "" end
    local name = table.concat(parts, "\0")
    if not of[name] then
      of[name] = { parts = parts, name = name, periods = {} }
      list[#list + 1] = of[name]
    end
    local period = core.period(row.day, every)
    of[name].periods[period] = of[name].periods[period] or {}
    request_rows.add(of[name].periods[period], row)
    first = (not first or period < first) and period or first
    last = (not last or period > last) and period or last
  end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list, first, last
end

-- A period without a line is not known; 0 where the log is said to be complete.
local function rows_of(series, periods, by, is_complete)
  local rows, empty = {}, 0
  for _, one in ipairs(series) do
    for _, period in ipairs(periods) do
      local sum = one.periods[period]
      local row = { period = period }
      for i, key in ipairs(by) do row[key] = one.parts[i] ~= "" and one.parts[i] or nil end
      if not sum then empty = empty + 1 end
      for _, name in ipairs(request_rows.FIGURES) do
        local value
        if sum then value = sum[name] or nil elseif is_complete then value = 0 end
        row[name] = value
      end
      row.unmet = row.requested and row.granted and row.requested - row.granted or nil
      rows[#rows + 1] = row
    end
  end
  return rows, empty
end

local function periods_between(first, last, every, count)
  local list, period = {}, first
  while period and period <= last do
    list[#list + 1] = period
    if #list * count > MOST_ROWS then
      error(("bad argument 'every' to 'demand': from %s to %s there are over %d rows: a longer period, or from="):format(first,
        last, MOST_ROWS), 0)
    end
    period = core.period(period, every, 1)
  end
  return list
end

-- The sources whose lines stand in one row, where there are several.
local function sources_text(found, by)
  local list, seen = {}, {}
  for _, name in ipairs(by) do
    if name == "source" then return nil end
  end
  for _, row in ipairs(found.rows) do
    local source = row.source or ""
    if not seen[source] then list[#list + 1], seen[source] = source == "" and "none stated" or source, true end
  end
  if #list < 2 then return nil end
  table.sort(list)
  return ("The lines are of %d sources (%s), without two of the same requester, kind and period: source= takes one"):format(
    #list, table.concat(list, ", "))
end

local function said_of(found, spec, every, empty, rows, by)
  if found.total == 0 then
    return { "No request in the log as asked: glocal import STORE FILE --as requests takes a table of them (docs/demand.md)" }
  end
  local said = { ("%s of the demand log, by %s"):format(plural(#found.rows, "line"), every) }
  said[#said + 1] = sources_text(found, by)
  local unstated = 0
  for _, row in ipairs(rows) do unstated = unstated + (row.requested == nil and 1 or 0) end
  if empty > 0 then
    said[#said + 1] = spec.complete and ("%s without a line counted as 0, as the log is said to be complete"):format(
      plural(empty, every)) or ("%s without a line not known, and not 0 (complete=true to count as 0)"):format(
      plural(empty, every))
  end
  local rest = unstated - (spec.complete and 0 or empty)
  if rest > 0 then
    said[#said + 1] = ("%s whose number requested a line does not state: no sum"):format(plural(rest, "row"))
  end
  if found.parts > 0 then
    said[#said + 1] = ("%s within a longer period of their own left out: they are part of it"):format(
      plural(found.parts, "line"))
  end
  if found.left_out > 0 then
    said[#said + 1] = ("%s of periods that do not make up a %s left out"):format(plural(found.left_out, "line"), every)
  end
  return said
end

--- The demand log by period: requests to a zone and to those that lie in it, or with side="made" by them. A period without a line is
--- not known, unless the log is said to be complete; a sum is null where one of its lines does not state the number. Each request stands
--- once, at the zone that was asked. The frame goes into forecast, warn, plot, demand_capacity and strategic_reserve.
--- @function demand
--- @param spec? table
--- @option zone? string|string[] <zone> those asked, with all that lie in them; all unless given
--- @option side? string = "asked" {asked|made} to whom a request went, or who made it
--- @option kinds? string|string[] only these, such as "mutual aid"
--- @option requester? string|string[] <zone> only from these
--- @option service? string|string[] only from these corps or units
--- @option phenomenon? string|string[] <phenomenon> only about these, or what lies under them
--- @option source? string|string[] only from these
--- @option by? string[] = {"kind"} {zone|kind|requester|service|phenomenon|source} what distinguishes the series; {} for a single one
--- @option every? string = "month" {day|week|month|quarter|year} the length of the periods
--- @option from? string <date> from that day on
--- @option to? string <date> up to that period
--- @option complete? boolean = false a period without a line, from `from` to `to` where they are given, had no request
--- @option as_of? string|integer = (now) as known on that day, or after that batch
--- @option store? store = (the current one) the store to read
--- @return frame period, by ..., requested, granted, hours_asked, hours_delivered, unmet (requested less granted)
--- @raises an unknown zone, kind or key
--- @fails ambiguous: two sources of the same requests
--- @needs store.read
--- @since 0.1
--- @example demand{zone="5345"}:columns()[3] --> requested
--- @example #demand{zone="5345", from="1990", to="1990"} --> 0
local function demand(spec)
  spec = spec or {}
  local store, every, by = glocal.use(spec.store), spec.every or "month", spec.by or { "kind" }
  check_by(by)
  local wanted = { every = every }
  for _, name in ipairs { "zone", "side", "kinds", "requester", "service", "phenomenon", "source", "from", "to", "as_of" } do
    wanted[name] = spec[name]
  end
  local found, message, code = request_rows.of(store, wanted, "demand")
  if not found then return nil, message, code end
  local series, first, last = sums_of(found.rows, by, every)
  if spec.complete and spec.from then first = core.period(core.period(spec.from, "day"), every) end
  if spec.complete and spec.to then last = core.period(core.period(core.period(core.period(spec.to, nil, 1), "day"), "day",
    -1), every) end
  local rows, empty = rows_of(series, periods_between(first, last or "", every, #series), by, spec.complete)
  local columns, types = { "period" }, { period = every == "month" and "month" or "day" }
  for _, key in ipairs(by) do columns[#columns + 1], types[key] = key, "text" end
  for _, name in ipairs { "requested", "granted", "hours_asked", "hours_delivered", "unmet" } do columns[#columns + 1] = name end
  types.requested, types.granted, types.unmet, types.hours_asked, types.hours_delivered = "integer", "integer", "integer", "real",
    "real"
  return derived.frame(rows, { columns = columns, types = types, units = { requested = "requests", granted = "requests",
    unmet = "requests", hours_asked = "hours", hours_delivered = "hours" }, call = call.text(demand, spec),
      from = { found.frame },
    said = said_of(found, spec, every, empty, rows, by) })
end

return demand
