--- own_figures.lua: where the own figures of a brief come from: what is recorded at a zone or below, and rolled up. In a run of many
-- zones (`asked.together`) all are read in one statement and rolled up at once, those of one marking together, so that what
-- is stricter at one zone does not mark another.
--
-- Example:  for _, item in ipairs(own_figures.recorded(asked)) do print(item.phenomenon, item.unit, item.span) end

local known = require "foresight.shared.known"
local memo = require "foresight.brief.memo"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local series = require "foresight.brief.series"

local own_figures = {}

-- The codes that a merger went into, by the zone that came of it.
local function olds_of(asked)
  return memo.once(asked, "olds", function()
    local olds = {}
    for _, row in query(asked.store, ("select distinct o.code as old, n.code as new from %s s join zone o on o.id = s.old "
        .. "join zone n on n.id = s.new order by o.id"):format(known.rows("zone_succession", asked.state))):rows() do
      olds[row.new] = olds[row.new] or {}
      table.insert(olds[row.new], row.old)
    end
    return olds
  end)
end

--- The codes at the zone or below, and those of before mergers.
function own_figures.zones(asked, code)
  return memo.once(asked, "zones of " .. code, function()
    local zones, olds, seen = asked.place.tree:below(code), olds_of(asked), {}
    for i = 1, #zones do
      for _, old in ipairs(olds[zones[i]] or {}) do
        if not seen[old] then zones[#zones + 1] = old end
        seen[old] = true
      end
    end
    return zones
  end)
end

-- --- what is recorded ---------------------------------------------------------------------------------------------

local RECORDED = [[select z.code as zone, p.code as phenomenon, coalesce(s.counting_unit, '') as unit, max(o.span) as span,
    min(coalesce(s.records, '') = 'events') as is_event, date(min(o.day) * 86400, 'unixepoch') as first,
    date(max(o.day) * 86400, 'unixepoch') as last, s.id as source, s.code as source_code,
    coalesce(o.handling, s.handling) as handling
  from %s o join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon join source s on s.id = o.source
  where o.facet = 0 %s group by o.zone, o.phenomenon, o.source, coalesce(o.handling, s.handling) order by 1, 2, 3, s.id]]

-- The rows of a statement by their zone.
local function by_zone(asked, where)
  local found = {}
  for _, row in query(asked.store, RECORDED:format(series.observations(asked.state), where)):rows() do
    found[row.zone] = found[row.zone] or {}
    table.insert(found[row.zone], row)
  end
  return found
end

local function rows_by_zone(asked, zones)
  if asked.together then return memo.once(asked, "recorded", function() return by_zone(asked, "") end) end
  local quoted = {}
  for i, code in ipairs(zones) do quoted[i] = "'" .. code:gsub("'", "''") .. "'" end
  return by_zone(asked, ("and z.code in (%s)"):format(table.concat(quoted, ", ")))
end

local function add(item, row)
  item.span, item.is_event = math.max(item.span, row.span), math.min(item.is_event, row.is_event)
  item.first = row.first < item.first and row.first or item.first
  item.is_source[row.source] = true
end

--- What is recorded at the zone or below: phenomenon, unit, span, is_event (whether all of it is events), first day, sources
--- (ids); in the order of phenomenon and unit.
function own_figures.recorded(asked)
  local zones = own_figures.zones(asked, asked.place.code)
  local rows, items, at = rows_by_zone(asked, zones), {}, {}
  for _, zone in ipairs(zones) do
    for _, row in ipairs(rows[zone] or {}) do
      local key = row.phenomenon .. "\0" .. row.unit
      if not at[key] then
        at[key] = { phenomenon = row.phenomenon, unit = row.unit, span = row.span, is_event = row.is_event, first = row.first,
          is_source = {} }
        items[#items + 1] = at[key]
      end
      add(at[key], row)
    end
  end
  for _, item in ipairs(items) do
    local ids = {}
    for id in pairs(item.is_source) do ids[#ids + 1] = id end
    table.sort(ids)
    item.sources = table.concat(ids, ",")
  end
  table.sort(items, function(a, b)
    if a.phenomenon ~= b.phenomenon then return a.phenomenon < b.phenomenon end
    return a.unit < b.unit
  end)
  return items
end

--- In a run of many briefs: the sources of figures at the zones on a phenomenon or below it: source (code), span, first and last day;
--- nil elsewhere.
function own_figures.sources(asked, zones, phenomenon)
  if not asked.together then return nil end
  local rows, list, at = rows_by_zone(asked, {}), {}, {}
  for _, zone in ipairs(zones) do
    for _, row in ipairs(rows[zone] or {}) do
      if row.phenomenon == phenomenon or row.phenomenon:sub(1, #phenomenon + 1) == phenomenon .. "." then
        local one = at[row.source_code]
        if not one then
          one = { code = row.source_code, span = row.span, first = row.first, last = row.last }
          at[row.source_code], list[#list + 1] = one, one
        end
        one.span = math.max(one.span, row.span)
        one.first = row.first < one.first and row.first or one.first
        one.last = row.last > one.last and row.last or one.last
      end
    end
  end
  return list
end

--- The last day of all figures of the sources (ids with commas between).
function own_figures.last_day(asked, sources)
  return memo.once(asked, "last day " .. sources, function()
    return query(asked.store, ("select date(max(day) * 86400, 'unixepoch') as day from %s where source in (%s)"):format(
      series.observations(asked.state), sources)).day[1]
  end)
end

-- --- rolled up ----------------------------------------------------------------------------------------------------

-- The zones of the run by the markings of what is recorded there.
local function groups_of(asked)
  return memo.once(asked, "groups", function()
    local rows, group_of, members, is_member = rows_by_zone(asked, {}), {}, {}, {}
    for _, code in ipairs(asked.together) do
      is_member[code] = true
      local is_marked, markings = {}, {}
      for _, zone in ipairs(own_figures.zones(asked, code)) do
        for _, row in ipairs(rows[zone] or {}) do is_marked[row.handling] = true end
      end
      for marking in pairs(is_marked) do markings[#markings + 1] = marking end
      table.sort(markings)
      local key = table.concat(markings, " | ")
      if key ~= "" then
        group_of[code], members[key] = key, members[key] or {}
        table.insert(members[key], code)
      end
    end
    return { of = group_of, members = members, is_member = is_member }
  end)
end

local function one_rollup(asked, item, every, zones, from, to)
  return rollup { zone = zones, phenomenon = item.phenomenon, every = every, from = from, to = to,
    as_of = asked.as_of, at = asked.date, hierarchy = asked.place.hierarchy, store = asked.store }
end

-- The rollup of a group as a frame per zone.
local function split(frame)
  local rows, frames = {}, {}
  for i, zone in ipairs(frame.zone) do
    rows[zone] = rows[zone] or {}
    table.insert(rows[zone], i)
  end
  for zone, list in pairs(rows) do frames[zone] = frame:take(list) end
  return frames
end

--- The figures of a zone, up to a period; nil where it has none, or nil, message, code. `from` may be ignored: a caller
--- that needs a year takes the year.
function own_figures.of(asked, item, every, code, from, to)
  local groups = asked.together and groups_of(asked)
  local group = groups and groups.of[code]
  if groups and groups.is_member[code] and not group then return nil end
  if not group then -- also a like zone outside of a run
    local key = ("rollup %s %s %s %s %s"):format(code, item.phenomenon, every, from or "", to)
    local frame, message, failure = memo.once(asked, key, function()
      return one_rollup(asked, item, every, code, from, to)
    end)
    if not frame then return nil, message, failure end
    return #frame > 0 and frame or nil
  end
  local key = ("rollup %s %s %s %s"):format(group, item.phenomenon, every, to)
  local frames, message, failure = memo.once(asked, key, function()
    local frame, why, fault = one_rollup(asked, item, every, groups.members[group], nil, to)
    if not frame then return nil, why, fault end
    return split(frame)
  end)
  if not frames then return nil, message, failure end
  return frames[code]
end

return own_figures
