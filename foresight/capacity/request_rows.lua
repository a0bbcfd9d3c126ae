--- request_rows.lua: the demand log of a store as rows that may be added up: of the zones asked about, each request once.
--
--   part       a line that lies within a longer period of the same zone, kind, requester, service, phenomenon and source is part of
--              it, and left out
--   two        two sources that have a line of the same zone, kind, requester, service, phenomenon and period may count the same
--              requests: never added
--
-- Example:  found = request_rows.of(store, {zone = "BE-PZ5345", every = "month"})   found.rows[1].requested

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"

local request_rows = {}

local SPANS = { [0] = "day", "week", "month", "quarter", "year" }
local LENGTH = { day = 0, week = 1, month = 2, quarter = 3, year = 4, all = 5 }

--- The figures of a row.
request_rows.FIGURES = { "requested", "granted", "hours_asked", "hours_delivered" }

local BELOW = [[with recursive below(id) as (select id from zone where code in (%s)
    union select l.child from below join zone_link l on l.parent = below.id
      join zone z on z.id = below.id where l.hierarchy in ('administrative', 'police') or z.kind = 'union')
  select id from below]]

local UNDER = [[with recursive under(id) as (select id from phenomenon where code in (%s)
    union select p.id from under join phenomenon p on p.parent = under.id) select id from under]]

local function marks(list) return ("?, "):rep(#list):sub(1, -3) end

-- Adds a condition that the column is one of the values.
local function add(where, column, values, through)
  if #values == 0 then return end
  local inner = marks(values)
  where.conditions[#where.conditions + 1] = ("%s in (%s)"):format(column, through and through:format(inner) or inner)
  table.move(values, 1, #values, #where.parameters + 1, where.parameters)
end

local function codes(store, kind, values)
  local list = {}
  for i, each in ipairs(call.list(values)) do list[i] = store:resolve(kind, tostring(each)) end
  return list
end

-- The values that the log has, without regard to case; raises for one that it has not.
local function known_values(store, column, values, callee)
  local list, has = {}, nil
  for i, each in ipairs(call.list(values)) do
    has = has or query(store, ("select distinct %s as v from request where %s <> '' order by 1"):format(column, column)).v
    for _, one in ipairs(has) do
      if one:lower() == tostring(each):lower() then list[#list + 1] = one end
    end
    if #list < i and #has > 0 then
      error(("bad argument '%s' to '%s': no request has '%s'%s"):format(column == "kind" and "kinds" or column, callee,
        tostring(each), hint.of(tostring(each), has, "the log has")), 0)
    end
    if #has == 0 then list[i] = tostring(each) end
  end
  return list
end

local function where_of(store, spec, callee)
  local where = { conditions = { "1" }, parameters = {} }
  local side = spec.side == "made" and "r.requester" or "r.zone"
  add(where, side, codes(store, "zone", spec.zone), BELOW)
  add(where, "q.code", codes(store, "zone", spec.requester))
  add(where, "r.phenomenon", codes(store, "phenomenon", spec.phenomenon), UNDER)
  for option, column in pairs { kinds = "kind", service = "service", source = "source" } do
    add(where, "r." .. column, known_values(store, column, spec[option], callee))
  end
  return where
end

-- Whether the periods of one length make up those of another; weeks make up no month.
local function fits(span, every)
  return LENGTH[span] <= LENGTH[every] and (span ~= "week" or every == "week" or every == "all")
end

local function series_of(row)
  return table.concat({ row.zone, row.kind, row.requester or "", row.service, row.phenomenon or "" }, "\0")
end

-- The lines without those that lie within a longer period of their own; and how many these were.
local function without_parts(lines)
  local longer = {} -- by key: span -> periods
  for _, row in ipairs(lines) do
    local key = row.series .. "\0" .. row.source
    longer[key] = longer[key] or {}
    longer[key][row.span] = longer[key][row.span] or {}
    longer[key][row.span][core.period(row.day, row.span)] = true
  end
  local kept, parts = {}, 0
  for _, row in ipairs(lines) do
    local is_part = false
    for span, periods in pairs(longer[row.series .. "\0" .. row.source]) do
      is_part = is_part or span ~= row.span and fits(row.span, span) and periods[core.period(row.day, span)] == true
    end
    if is_part then parts = parts + 1 else kept[#kept + 1] = row end
  end
  return kept, parts
end

local TLP = { [0] = "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED" }

-- An empty frame as strictly marked as the rows: SQL marks by all rows of the table, of other zones too.
local function mark_of(rows)
  local words, seen = { "CLEAR" }, {}
  for _, row in ipairs(rows) do
    if not seen[row.handling] then
      seen[row.handling] = true
      words[#words + 1] = TLP[row.handling & 7] or "RED"
      for code = 0, 3 do
        if row.handling >> 3 + code & 1 == 1 then words[#words + 1] = "H" .. code end
      end
    end
  end
  return core.frame({}, { marking = table.concat(words, " ") })
end

-- Two sources of the same requests, as a message; nil where there are none.
local function two_sources(lines, every)
  local first = {}
  for _, row in ipairs(lines) do
    local key = row.series .. "\0" .. core.period(row.day, every)
    local other = first[key]
    if other and other ~= row.source then
      local function name(source) return source == "" and "no source" or ("'%s'"):format(source) end
      return ("requests for %s to %s in %s come from %s and from %s, which may count the same: say source="):format(row.kind,
        row.zone, core.period(row.day, every), name(other), name(row.source))
    end
    first[key] = row.source
  end
end

--- {rows, parts, left_out, total, marking, frame (empty, with that marking)}: rows as the log has them, each with day, span, zone, kind, requester, service,
--- phenomenon, the figures, source; or nil, message, code. `spec`: zone, side ("made": by whom instead of to whom), kinds,
--- requester, service, phenomenon, source, from, to, every, as_of.
function request_rows.of(store, spec, callee)
  local where, state = where_of(store, spec, callee or "demand"), known.state(store, spec.as_of)
  local frame = query(store, ([[select date(r.day * 86400, 'unixepoch') as day, r.span, z.code as zone, r.kind,
    q.code as requester,
      r.service, p.code as phenomenon, r.requested, r.granted, r.hours_asked, r.hours_delivered, r.source,
      r.handling
    from %s r join zone z on z.id = r.zone left join zone q on q.id = r.requester left join phenomenon p on p.id = r.phenomenon
    where %s order by r.day, r.span, z.code, r.kind, q.code, r.service, p.code, r.source]]):format(known.rows("request", state),
    table.concat(where.conditions, " and ")), where.parameters)
  local from = spec.from and core.period(spec.from, "day")
  local to = spec.to and core.period(core.period(core.period(spec.to, nil, 1), "day"), "day", -1)
  local lines, left_out = {}, 0
  for _, row in frame:rows() do
    row.span = SPANS[row.span]
    local last = core.period(core.period(core.period(row.day, row.span, 1), "day"), "day", -1)
    if (not from or row.day >= from) and (not to or last <= to) then
      if fits(row.span, spec.every) then
        row.series = series_of(row)
        lines[#lines + 1] = row
      else
        left_out = left_out + 1
      end
    end
  end
  local mark = mark_of(lines)
  local rows, parts = without_parts(lines)
  local message = two_sources(rows, spec.every == "all" and "year" or spec.every)
  if message then return nil, message, "ambiguous" end
  return { rows = rows, parts = parts, left_out = left_out, total = #frame, marking = mark:marking(), frame = mark }
end

--- Adds a row to a sum: a figure that one of its rows does not state is not known (false), and not 0.
function request_rows.add(sum, row)
  for _, name in ipairs(request_rows.FIGURES) do
    local value = row[name]
    if value == nil or sum[name] == false then sum[name] = false else sum[name] = (sum[name] or 0) + value end
  end
end

return request_rows
