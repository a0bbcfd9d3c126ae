--- demand_supply_rows.lua: demand beside supply as rows, for demand_supply and for the pages that show it.
--
-- Example:  found = demand_supply_rows.of(store, "BE-PZ5345", {date = "2026-11-30", lang = "en"})   found.rows[1].reading   --> unanswered

local catalogue = require "foresight.shared.catalogue"
local demand = require "foresight.priority.demand"
local priority_rows = require "foresight.priority.priority_rows"
local query = require "foresight.shared.query"
local supply = require "foresight.priority.supply"

local demand_supply_rows = {}

-- What hardly anyone reports, as nobody is harmed who would say so: a judgement, that looked_for= changes.
local LOOKED_FOR = { "drugs", "smuggling", "trafficking", "corruption", "firearms", "laundering" }

local ORDER = { unanswered = 1, ["follows the search"] = 2, answered = 3, ["attention only"] = 4, quiet = 5, ["not known"] = 6 }

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
    if one.status == "in force" and priority_rows.share_phenomenon(one.phenomena, { code }) then
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

-- The phenomena asked about: those given, or all top ones.
local function codes_of(store, phenomenon)
  if phenomenon == nil then return query(store, "select code from phenomenon where parent is null order by code").code end
  local codes = {}
  for i, each in ipairs(type(phenomenon) == "string" and { phenomenon } or phenomenon) do
    codes[i] = (store:resolve("phenomenon", tostring(each)))
  end
  return codes
end

--- The rows of a zone, what is asked for and unanswered first; reader and capacity (both sides), marking. `asked`: date, lang, as_of,
--- capacity, looked_for, phenomenon as demand_supply has them.
function demand_supply_rows.of(store, zone, asked)
  local of = { names = catalogue.names(store, "phenomenon", asked.lang), looked_for = asked.looked_for or LOOKED_FOR,
    list = priority_rows.applying(priority_rows.of(store, asked), priority_rows.path(store, zone, asked.date)),
    reader = demand.reader(store, zone, asked), capacity = supply.reader(store, zone, asked, "demand_supply") }
  local codes, rows = codes_of(store, asked.phenomenon), {}
  of.reader.look(codes)
  for i, code in ipairs(codes) do rows[i] = row_of(of, code) end
  add_shares(rows, of.capacity.total)
  table.sort(rows, function(a, b)
    if ORDER[a.reading] ~= ORDER[b.reading] then return ORDER[a.reading] < ORDER[b.reading] end
    return a.phenomenon < b.phenomenon
  end)
  return { rows = rows, reader = of.reader, capacity = of.capacity,
    marking = priority_rows.marking(of.list, table.concat(of.reader.markings, " ") .. " " .. of.capacity.marking) }
end

--- Whether requests of the year state no phenomenon: they are in no row.
function demand_supply_rows.requests_apart(found)
  local apart = 0
  for _, row in ipairs(found.reader.log.rows) do apart = apart + (row.phenomenon == nil and (row.requested or 0) or 0) end
  return apart
end

return demand_supply_rows
