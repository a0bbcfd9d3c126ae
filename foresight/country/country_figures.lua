--- country_figures.lua: what a store has of a country: figures counted there, figures of its citizens counted elsewhere, and of the routes
-- that begin or pass there. Each source and phenomenon is a row of its own: its last whole year beside the year before it.
--
-- Example:  found = country_figures.of(it)   found.own[1].now.low, found.own[1].share   found.left_out

local core = require "glocal.core"
local outfile = require "foresight.shared.outfile"
local query = require "foresight.shared.query"
local texts = require "foresight.brief.texts"

local country_figures = {}

--- Which countries routes begin in or pass.
country_figures.ROUTES = core.home .. "/data/cooperation/routes.csv"

local EVERY = { [0] = "day", "week", "month", "quarter", "year" }
local LENGTH = { month = 12, quarter = 4, year = 1 }
local MOST = 10 -- rows of a table

local OBSERVED = [[select z.code as zone, p.code as phenomenon, s.code as source, coalesce(s.counting_unit, '') as unit,
  o.span as span,
    date(o.day * 86400, 'unixepoch') as day, sum(o.count) as low, sum(coalesce(o.count_high, o.count)) as high,
    coalesce(o.handling, s.handling) as handling, max(substr(b.recorded_at, 1, 10)) as known
  from observation o join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon
    join source s on s.id = o.source join facet f on f.id = o.facet join batch b on b.id = o.batch
  where o.span >= 2 and o.day <= cast(julianday(:on) - 2440587.5 as integer) and %s and %s
  group by 1, 2, 3, 4, 5, 6, 9 order by 1, 2, 3, 5, 6]]

-- What was known then: what had come and had not gone.
local function known_sql(state)
  if not state then return "o.retracted is null" end
  return ("o.batch <= %d and (o.retracted is null or o.retracted > %d)"):format(state, state)
end

-- The rows as series: those of one zone, phenomenon, source and span.
local function series_of(frame)
  local list, of = {}, {}
  for _, row in frame:rows() do
    local key = table.concat({ row.zone, row.phenomenon, row.source, row.span, row.handling or "" }, "\0")
    local one = of[key]
    if not one then
      one = { zone = row.zone, phenomenon = row.phenomenon, source = row.source, unit = row.unit, every = EVERY[row.span],
        days = {},
        handling = row.handling or "CLEAR", known = row.known }
      of[key], list[#list + 1] = one, one
    end
    one.days[row.day] = { low = row.low, high = row.high }
    one.last = (not one.last or row.day > one.last) and row.day or one.last
    if row.known > one.known then one.known = row.known end
  end
  return list
end

-- The sum of a year that ends with the period of `last`; nil where one of its periods has no figure: missing is never 0.
local function year_of(one, last)
  local length = LENGTH[one.every]
  local sum = { low = 0, high = 0 }
  for back = 0, length - 1 do
    local day = core.period(core.period(core.period(last, one.every), one.every, -back), "day")
    local value = one.days[day]
    if not value then return nil end
    sum.low, sum.high = sum.low + value.low, sum.high + value.high
  end
  sum.from = core.period(core.period(last, one.every), one.every, 1 - length)
  sum.to = core.period(last, one.every)
  return sum
end

-- The last year of which all is known, the year before it, and the change where neither is censored.
local function add_years(one)
  local length = LENGTH[one.every]
  if not length then return false end
  one.now = year_of(one, one.last)
  if not one.now then -- a figure of its own, such as a month that stands alone
    one.now = { low = one.days[one.last].low, high = one.days[one.last].high, from = core.period(one.last, one.every),
      to = core.period(one.last, one.every), is_part = true }
    return true
  end
  local before = core.period(core.period(core.period(one.last, one.every), one.every, -length), "day")
  one.before = year_of(one, before)
  local is_exact = one.before and one.now.low == one.now.high and one.before.low == one.before.high
  if is_exact and one.before.low > 0 then one.share = one.now.low / one.before.low - 1 end
  return true
end

-- What may leave, the largest first, and at most so many; how many may not, and how many more there are.
local function chosen(list, found)
  local kept = {}
  for _, one in ipairs(list) do
    if not outfile.may_leave(one.handling, "figure") then
      found.left_out = found.left_out + 1
    elseif add_years(one) then
      kept[#kept + 1] = one
      found.markings[#found.markings + 1] = one.handling
    end
  end
  table.sort(kept, function(a, b)
    if a.last:sub(1, 4) ~= b.last:sub(1, 4) then return a.last > b.last end
    if a.now.high ~= b.now.high then return a.now.high > b.now.high end
    if a.phenomenon ~= b.phenomenon then return a.phenomenon < b.phenomenon end
    if a.zone ~= b.zone then return a.zone < b.zone end
    return a.source < b.source
  end)
  found.more = found.more + math.max(0, #kept - MOST)
  return table.move(kept, 1, math.min(#kept, MOST), 1, {})
end

local function phenomenon_sql(it)
  if not it.phenomenon then return "1" end
  return "(p.code = :phenomenon or p.code like :phenomenon || '.%')"
end

local function read(it, where, parameters)
  parameters.on, parameters.phenomenon = it.on, it.phenomenon
  local sql = OBSERVED:format(known_sql(it.state), phenomenon_sql(it) .. " and " .. where)
  return series_of(query(it.store, sql, parameters))
end

-- The routes of the country, of the file that ships or the corps' own.
local function routes_of(it, path)
  local file, why = io.open(path, "r")
  if not file then return nil, ("can't read '%s': %s"):format(path, why:match ": ([^:]*)$" or why), "not_found" end
  local list, place = {}, {}
  for _, record in ipairs(texts.records(file:read "a")) do
    if not place.route then
      for i, name in ipairs(record.fields) do place[name] = i end
      if not (place.route and place.country) then
        file:close()
        return nil, ("%s: line 1: expected the columns route, country and source"):format(path), "invalid"
      end
    elseif record.fields[place.country] == it.country then
      local code = record.fields[place.route]
      local is_known = #query(it.store, "select 1 as x from zone where code = ?", { code }) > 0
      if is_known then list[#list + 1] = { code = code, source = place.source and record.fields[place.source] or "" } end
    end
  end
  file:close()
  return list
end

--- {own, abroad, routes, route_list, left_out, more, markings} of it.country up to it.on; or nil, message, code where the file of routes
--- can't be read.
function country_figures.of(it, routes_path)
  local found = { left_out = 0, more = 0, markings = {} }
  local message, code
  found.route_list, message, code = routes_of(it, routes_path or country_figures.ROUTES)
  if not found.route_list then return nil, message, code end
  found.own = chosen(read(it, "o.facet = 0 and z.code = :country", { country = it.country }), found)
  found.abroad = chosen(read(it, "f.dimension = 'citizenship' and f.category = :country", { country = it.country }), found)
  found.routes = {}
  for _, route in ipairs(found.route_list) do
    table.move(chosen(read(it, "o.facet = 0 and z.code = :country", { country = route.code }), found), 1, MOST, #found.routes + 1,
      found.routes)
  end
  return found
end

return country_figures
