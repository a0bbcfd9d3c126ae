--- watch.lua: the series of a store under surveillance: what it has by day, week, month or quarter is rolled up, judged, and its alarms
--- kept as alerts.
--
-- Example:  watch.run(store, {methods = {"farrington_flexible"}})   --> {added = 3, known = 59, last = 62, judged = {...}}

local core = require "glocal.core"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local zone_tree = require "foresight.zones.zone_tree"
local warn = require "foresight.warning.warn"

local watch = {}

local EVERY = { [0] = "week", "week", "month", "quarter" } -- a figure of a year has no history to judge it by

local function add_once(list, code)
  if not list[code] then
    list[code] = true
    list[#list + 1] = code
  end
end

local QUARTER = 3 -- the longest span that is judged

-- "2 series" of a count.
local function series_text(count, what) return ("%d series %s"):format(count, what) end

--- The figures of the store by source, the kind of their zones and the length of their periods: the zones and phenomena that have
-- any; and what is said of the series that can't be judged. Sources are judged apart, as each ends at another time. A figure of a
-- year beside those of months leaves the months as they are.
function watch.figures(store)
  local frame = query(store, [[select min(s.code) as source, z.kind, z.code as zone, p.code as phenomenon,
      max(o.span) filter (where o.facet = 0 and o.span <= :longest) as span, max(o.facet = 0) as is_whole
    from observation o join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon join source s on s.id = o.source
    where o.retracted is null group by 2, 3, 4 order by 1, 2, 3, 4]], { longest = QUARTER })
  local list, of, of_years, of_facets = {}, {}, 0, 0
  for _, row in frame:rows() do
    local every = row.span and EVERY[row.span]
    if not every and row.is_whole == 1 then of_years = of_years + 1 end
    if not every and row.is_whole == 0 then of_facets = of_facets + 1 end
    local key = every and table.concat({ row.source, row.kind, every }, " ")
    if key and not of[key] then
      of[key] = { source = row.source, kind = row.kind, every = every, zones = {}, phenomena = {} }
      list[#list + 1] = of[key]
    end
    local group = key and of[key]
    if group then
      add_once(group.zones, row.zone)
      add_once(group.phenomena, row.phenomenon)
    end
  end
  local left = {}
  if of_years > 0 then left[1] = series_text(of_years, "by year: too few figures to judge one by the others") end
  if of_facets > 0 then
    left[#left + 1] = series_text(of_facets, "distinguished by a facet alone, such as sex: warn(rollup{facet=...}) judges them")
  end
  return list, left
end

-- The zones of the list that hold one of those with figures.
local function holders(tree, list, zones)
  local has, found = {}, {}
  for _, zone in ipairs(zones) do has[zone] = true end
  for _, zone in ipairs(list) do
    for _, below in ipairs(tree:below(zone)) do
      if has[below] then
        found[#found + 1] = zone
        break
      end
    end
  end
  return found
end

-- The same figures at a level above theirs, where their zones lie in such; of each source that has none of that level.
local function at_level(store, groups, level)
  local zones, list, has = query(store, "select code from zone where kind = ? order by code", { level }).code, {}, {}
  local tree = zone_tree.of(store, zone_tree.preference({ levels = { level } }, {}), core.today())
  local function key_of(group) return group.source .. " " .. group.every end
  for _, group in ipairs(groups) do has[key_of(group)] = has[key_of(group)] or group.kind == level end
  for _, group in ipairs(groups) do
    local above = has[key_of(group)] and {} or holders(tree, zones, group.zones)
    if #above > 0 then
      list[#list + 1] = { source = group.source, kind = level, every = group.every, zones = above, phenomena = group.phenomena }
    end
  end
  return list
end

local function judge(store, group, method, asked, told)
  local figures, message, code = rollup { zone = group.zones, phenomenon = group.phenomena, every = group.every, store = store }
  if not figures then return nil, message, code end
  if #figures == 0 then return true end
  local w
  w, message, code = warn(figures, { method = method, from = asked.from })
  if not w then return nil, message, code end
  told.judged[#told.judged + 1] = { source = group.source, kind = group.kind, every = group.every, method = method,
    periods = #w, note = w:note() }
  local added, known
  added, known, code = w:register { store = store }
  if not added then return nil, known, code end
  told.added, told.known = told.added + added, told.known + known
  return true
end

--- Judges the series by each of the methods and keeps the alarms. `asked`: methods, from (the first period judged), level (a kind of
--- zones that gets them too). Gives added, known, judged (source, kind, every, method, periods that were judged, note), left (of the others, why not); or nil, message,
--- code.
function watch.run(store, asked)
  local groups, left = watch.figures(store)
  local told = { added = 0, known = 0, judged = {}, left = left }
  if asked.level then
    local above = at_level(store, groups, asked.level)
    table.move(above, 1, #above, #groups + 1, groups)
  end
  for _, group in ipairs(groups) do
    for _, method in ipairs(asked.methods) do
      local done, message, code = judge(store, group, method, asked, told)
      if not done then return nil, message, code end
    end
  end
  return told
end

--- What is new above the alert of that number: count, since (the first day), zones (of a level, all of them; else those whose own
--- series, or an indicator of whose plan, raised an alert).
function watch.new(store, before, level)
  local found = query(store, "select count(*) as count, date(min(day) * 86400, 'unixepoch') as day from alert where id > ?",
    { before })
  local zones = level and query(store, "select code from zone where kind = ? order by code", { level })
    or query(store, [[select distinct case d.method when 'plan' then json_extract(d.settings, '$.zone') else z.code end as code
      from alert a join surveillance_series s on s.id = a.series join zone z on z.id = s.zone
      join detector d on d.id = a.detector where a.id > ? order by 1]], { before })
  return { count = found.count[1], since = found.day[1], zones = zones.code }
end

--- The last alert that an earlier run of the script, with the same arguments, has told of: one that failed told of none.
function watch.told(store, script, words)
  return query(store, [[select coalesce(max(id), 0) as last from alert where raised_at <= (select max(finished) from run
    where status = 'done' and args = :args and (script = :script or script like '%/' || :script))]],
    { script = script, args = words }).last[1]
end

return watch
