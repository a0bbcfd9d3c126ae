--- zone_tree.lua: the zones of a store as a tree at a date, and facts up that tree. For the library; analysts see zones.
--
-- A zone has at most one parent per hierarchy and date: administrative, police, judicial, eu, schengen, benelux. A walk
-- takes hierarchies in order of preference: a node's parent is the one in the first of them that has one. So police
-- zones hang under provinces (police), provinces under regions (administrative), and Belgium under BENELUX when that is
-- where the walk began.
--
-- Example:  zone_tree.of(store, {"police", "administrative"}, "2024-01-01"):below("BE", "police_zone")

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"

local zone_tree = {}

local UNIONS = { EU = "eu", SCHENGEN = "schengen", BENELUX = "benelux" }
local PREFERRED = {
  police_zone = "police", safety_region = "police", police_unit = "police", judicial_district = "judicial",
}

-- The day as a count from 1970-01-01, in SQL.
local DAY = "cast(julianday(:at) - 2440587.5 as integer)"
local VALID = "coalesce(%s.valid_from, -1e9) <= " .. DAY .. " and coalesce(%s.valid_to, 1e9) >= " .. DAY

--- SQL: table `t` is valid on the day :at.
function zone_tree.valid(t) return VALID:format(t, t) end

local valid = zone_tree.valid
-- A link holds on the day :at, one to a union on the day :members.
local LINKED = ("case when l.parent in (select id from zone where kind = 'union') then %s else %s end"):format(
  (valid "l":gsub(":at", ":members")), valid "l")

--- The hierarchies of a walk, first choice first: the one asked for, or what the levels call for; the union's own when
--- it starts at one; then the administrative.
function zone_tree.preference(options, roots)
  local list, seen = {}, {}
  local function add(hierarchy)
    if hierarchy and not seen[hierarchy] then
      seen[hierarchy] = true
      list[#list + 1] = hierarchy
    end
  end
  for _, root in ipairs(roots) do add(UNIONS[root]) end
  for _, hierarchy in ipairs(call.list(options.hierarchy)) do add(hierarchy) end
  for _, level in ipairs(options.levels or {}) do add(PREFERRED[level]) end
  add "administrative"
  return list
end

local function check_hierarchies(store, list)
  local has = query(store, "select distinct hierarchy from zone_link order by hierarchy").hierarchy
  for _, wanted in ipairs(list) do
    local found = wanted == "administrative"
    for _, hierarchy in ipairs(has) do found = found or hierarchy == wanted end
    if not found then
      error(("unknown hierarchy '%s'%s"):format(wanted, hint.of(wanted, has, "the store has")), 0)
    end
  end
end

local trees = setmetatable({}, { __mode = "k" }) -- by store: of one state

-- Where figures go: of what a merger or split ended by that day to its successor; of what it is only to bring about, back to
-- where it will come from, by their people before the day of the change (of a zone without figures, those of its
-- municipalities). Where the people of a part are not known, figures stay.
local SUCCESSIONS = [[
  with s as (select * from %s),
  people as (select zone, period, value from %s where name = 'population'),
  later as (select s.new, s.old, s.share, s.valid_from, count(*) over (partition by s.new) as parts,
      cast(strftime('%%Y', s.valid_from * 86400, 'unixepoch') as integer) as year
    from s where s.valid_from > ]] .. DAY .. [[),
  weighed as (select new, old, parts, share * case parts when 1 then 1 else coalesce(
      (select value from people where zone = old and cast(period as integer) <= year order by period desc limit 1),
      (select sum((select value from people where zone = l.child and cast(period as integer) <= year
          order by period desc limit 1)) from %s l where l.parent = old and l.child in (select zone from people)
        and coalesce(l.valid_to, 1e9) >= later.valid_from - 1 and coalesce(l.valid_from, -1e9) < later.valid_from)) end as weight
    from later)
  select old, new, share from s where valid_from <= ]] .. DAY .. [[

  union all
  select new, old, weight / sum(weight) over (partition by new) from weighed
    where new not in (select new from weighed where weight is null)]]

-- What is kept of one state of the store.
local function cache_of(store)
  local state = store:state()
  local cached = trees[store]
  if not cached or cached.state ~= state then
    cached = { state = state }
    trees[store] = cached
  end
  return cached
end

--- The days on which the members of unions change, of the hierarchies of a walk: the first day of the new ones; ascending.
function zone_tree.member_changes(store, hierarchies, as_of)
  local cached = cache_of(store)
  local key = "changes " .. (as_of or "")
  if not cached[key] then
    cached[key] = query(store, "select l.hierarchy, l.valid_from as first, l.valid_to + 1 as ended from " ..
      known.rows("zone_link", as_of) .. " l join zone p on p.id = l.parent where p.kind = 'union'")
  end
  local wanted, days, seen = {}, {}, {}
  for _, hierarchy in ipairs(hierarchies) do wanted[hierarchy] = true end
  for _, link in cached[key]:rows() do
    for _, day in ipairs(wanted[link.hierarchy] and { link.first or false, link.ended or false } or {}) do
      if day and not seen[day] then days[#days + 1] = day end
      seen[day] = true
    end
  end
  table.sort(days)
  for i, day in ipairs(days) do days[i] = core.period("1970-01-01", "day", day) end
  return days
end

--- The tree of all zones at a date by hierarchies in order of preference, zones that are not valid then marked retired.
--- The members of unions are those of the day `members`; default: that date. With `as_of` the links and mergers are those
--- known after that batch. Cached as long as the store's state is the same.
function zone_tree.of(store, hierarchies, at, as_of, members)
  check_hierarchies(store, hierarchies)
  local cached = cache_of(store)
  members = members or at
  local key = ("%s %s %s %s"):format(table.concat(hierarchies, " "), at, members, as_of or "")
  if not cached[key] then
    local order = {}
    for i, hierarchy in ipairs(hierarchies) do order[i] = ("when '%s' then %d"):format(hierarchy:gsub("'", "''"), i) end
    local chosen = ([[with ranked as (
        select child, parent, case hierarchy %s end as rank, coalesce(valid_to, 1e9) as until from %s l
        where %s or not exists (select 1 from zone z where z.id = l.child and %s)),
      chosen as (
        select child, parent from (select child, parent, row_number() over (partition by child order by rank, until desc) as n
          from ranked where rank is not null) where n = 1) ]]):format(table.concat(order, " "), known.rows("zone_link", as_of),
      LINKED, valid "z")
    local nodes = query(store, chosen ..
      "select z.id, z.code, z.kind, z.valid_from as first_day, z.valid_to as last_day, not (" .. valid "z" .. [[) as retired,
      z.id not in (select parent from chosen) and z.id in (select parent from ]] ..
      known.rows("zone_link", as_of) .. ") as displaced from zone z",
      { at = at, members = members })
    local links = query(store, chosen .. "select child, parent from chosen", { at = at, members = members })
    local successions = query(store, SUCCESSIONS:format(known.rows("zone_succession", as_of), known.rows("zone_fact", as_of),
      known.rows("zone_link", as_of)), { at = at })
    cached[key] = core.tree(nodes, links, #successions > 0 and successions or nil)
  end
  return cached[key]
end

--- The day of a walk: `at`; default: today.
function zone_tree.day(at)
  return at and core.period(at, "day") or core.today()
end

--- Raises for a kind that no zone has, naming the nearest.
function zone_tree.check_levels(store, levels)
  local kinds = query(store, "select distinct kind from zone order by kind").kind
  for _, level in ipairs(levels) do
    local found = false
    for _, kind in ipairs(kinds) do found = found or kind == level end
    if not found then
      error(("unknown level '%s'%s"):format(level, hint.of(level, kinds, "the store has")), 0)
    end
  end
end

-- Population in tree.totals: no people live on a route or in cyberspace, and a union is not a parent of its own.
zone_tree.UNPEOPLED = { "route", "cyberspace" }

--- The population of every zone of a tree in a year: its own figure, else the sum of its parts; zones of which a part is
--- unknown are left out. In a store that has no population nothing has one.
function zone_tree.populations(store, tree, year, as_of)
  if not zone_tree.has_fact(store, "population") then return {} end
  return tree:totals(zone_tree.facts(store, "population", as_of), year, zone_tree.UNPEOPLED)
end

--- Whether any zone has a fact of that name.
function zone_tree.has_fact(store, name)
  return #query(store, "select 1 as n from zone_fact where name = ? limit 1", { name }) > 0
end

--- A fact of all zones that have it, as known after batch `as_of`: zone (id), year, value.
function zone_tree.facts(store, name, as_of)
  if not zone_tree.has_fact(store, name) then
    local names = query(store, "select distinct name from zone_fact order by name").name
    error(("no zone has a fact '%s'%s"):format(name, #names > 0 and hint.of(name, names, "the store has")
      or ": the store has none"), 0)
  end
  return query(store, [[
    select zone, cast(case period when '' then 0 else substr(period, 1, 4) end as integer) as year, value * 1.0 as value
    from ]] .. known.rows("zone_fact", as_of) .. [[ where name = :name]], { name = name })
end

return zone_tree
