--- zones.lua: the places: looking up, walking up and down their hierarchies, facts.
--
-- A zone has at most one parent per hierarchy and date: administrative, police, judicial, eu, schengen, benelux. A walk
-- takes hierarchies in order of preference: a node's parent is the one in the first of them that has one. So police
-- zones hang under provinces (police), provinces under regions (administrative), and Belgium under BENELUX when that is
-- where the walk began.
--
-- Example:  zones:find "antw"   #zones.children("BE", {level="police_zone"}) --> 185

local core = require "glocal.core"
local glocal = require "glocal"
local nouns = require "foresight.nouns"

local zones = {}

local UNIONS = { EU = "eu", SCHENGEN = "schengen", BENELUX = "benelux" }
local PREFERRED = {
  police_zone = "police", safety_region = "police", police_unit = "police", judicial_district = "judicial",
}

-- The day as a count from 1970-01-01, in SQL.
local DAY = "cast(julianday(:at) - 2440587.5 as integer)"
local VALID = "coalesce(%s.valid_from, -1e9) <= " .. DAY .. " and coalesce(%s.valid_to, 1e9) >= " .. DAY

local function valid(t) return VALID:format(t, t) end

--- The hierarchies of a walk, first choice first: the one asked for, or what the levels call for; the union's own when
--- it starts at one; then the administrative.
function zones.preference(options, roots)
  local list, seen = {}, {}
  local function add(hierarchy)
    if hierarchy and not seen[hierarchy] then
      seen[hierarchy] = true
      list[#list + 1] = hierarchy
    end
  end
  for _, root in ipairs(roots) do add(UNIONS[root]) end
  if type(options.hierarchy) == "table" then
    for _, hierarchy in ipairs(options.hierarchy) do add(hierarchy) end
  else
    add(options.hierarchy)
  end
  for _, level in ipairs(options.levels or {}) do add(PREFERRED[level]) end
  add "administrative"
  return list
end

local function check_hierarchies(store, list)
  local known = store:sql("select distinct hierarchy from zone_link order by hierarchy").hierarchy
  for _, wanted in ipairs(list) do
    local found = wanted == "administrative"
    for _, hierarchy in ipairs(known) do found = found or hierarchy == wanted end
    if not found then
      error(("unknown hierarchy '%s': the store has %s"):format(wanted, table.concat(known, ", ")), 0)
    end
  end
end

local trees = setmetatable({}, { __mode = "k" }) -- by store: of one state

--- The tree of all zones at a date by hierarchies in order of preference, zones that are not valid then marked retired.
--- Kept as long as the store's state is the same.
function zones.tree(store, hierarchies, at)
  check_hierarchies(store, hierarchies)
  local state = store:state()
  local kept = trees[store]
  if not kept or kept.state ~= state then
    kept = { state = state }
    trees[store] = kept
  end
  local key = table.concat(hierarchies, " ") .. " " .. at
  if not kept[key] then
    local order = {}
    for i, hierarchy in ipairs(hierarchies) do order[i] = ("when '%s' then %d"):format(hierarchy:gsub("'", "''"), i) end
    local chosen = ([[with ranked as (
        select child, parent, case hierarchy %s end as rank from zone_link l
        where %s or not exists (select 1 from zone z where z.id = l.child and %s)),
      chosen as (
        select child, parent from (select child, parent, row_number() over (partition by child order by rank) as n
          from ranked where rank is not null) where n = 1) ]]):format(table.concat(order, " "), valid "l", valid "z")
    local nodes = store:sql(chosen .. "select z.id, z.code, z.kind, not (" .. valid "z" .. [[) as retired,
      z.id not in (select parent from chosen) and z.id in (select parent from zone_link) as displaced from zone z]],
      { at = at })
    local links = store:sql(chosen .. "select child, parent from chosen", { at = at })
    local successions = store:sql("select old, new, share from zone_succession where valid_from <= " .. DAY, { at = at })
    kept[key] = core.tree(nodes, links, #successions > 0 and successions or nil)
  end
  return kept[key]
end

local function check_at(options)
  return options.at and core.period(options.at, "day") or core.today()
end

local function levels_of(level)
  if type(level) == "table" then return level end
  return { level }
end

--- Raises for a kind that no zone has, naming the nearest.
function zones.check_levels(store, levels)
  local kinds = store:sql("select distinct kind from zone order by kind").kind
  for _, level in ipairs(levels) do
    local found = false
    for _, kind in ipairs(kinds) do found = found or kind == level end
    if not found then
      local near = core.nearest(level, kinds)
      error(("unknown level '%s'%s"):format(level, near and (", did you mean '%s'?"):format(near)
        or ": the store has " .. table.concat(kinds, ", ")), 0)
    end
  end
end

-- Population in tree.totals: no people live on a route or in cyberspace, and a union is not a parent of its own.
zones.UNPEOPLED = { "route", "cyberspace" }

--- The population of every zone of a tree in a year: its own figure, else the sum of its parts; zones of which a part is
--- unknown are left out.
function zones.populations(store, tree, year)
  local facts = zones.facts(store, "population")
  return tree:totals(facts, year, zones.UNPEOPLED)
end

--- A fact of all zones that have it: zone (id), year, value. A zone that was only renumbered has its successor's.
function zones.facts(store, name)
  local facts = store:sql([[
    with fact as (select zone, cast(case period when '' then 0 else substr(period, 1, 4) end as integer) as year,
      value * 1.0 as value from zone_fact where name = :name)
    select zone, year, value from fact
    union all
    select s.old, fact.year, fact.value from zone_succession s join fact on fact.zone = s.new
    where s.share = 1 and s.old not in (select zone from fact)
      and (select count(*) from zone_succession t where t.new = s.new) = 1]], { name = name })
  if #facts == 0 then
    error(("no zone has a fact '%s': the store has %s"):format(name,
      table.concat(store:sql("select distinct name from zone_fact order by name").name, ", ")), 0)
  end
  return facts
end

-- The frame of all zones in tree order, as `find` and `children` show it.
local function listing(store, lang)
  return store:sql("select z.id, z.code, z.kind, " .. nouns.label_sql("zone", "z") .. [[ as name,
    date(z.valid_from * 86400, 'unixepoch') as valid_from, date(z.valid_to * 86400, 'unixepoch') as valid_to
    from zone z order by z.id]], { lang = lang or nouns.language() })
end

local SHOWN = { "code", "kind", "name", "valid_from", "valid_to" }

-- Columns that hold nothing in this listing are left out.
local function shown(frame)
  local columns = {}
  for _, name in ipairs(SHOWN) do
    local any = name == "code" or name == "kind" or name == "name"
    for i = 1, any and 0 or #frame do any = any or frame:get(i, name) ~= nil end
    if any then columns[#columns + 1] = name end
  end
  return frame:select(columns)
end

local function only(store, codes, lang)
  local all, row_of, rows = listing(store, lang), {}, {}
  for i, code in ipairs(all.code) do row_of[code] = i end
  for i, code in ipairs(codes) do rows[i] = row_of[code] end
  return shown(all:take(rows))
end

--- Zones whose code or name, in any language, holds a text; the best fit first. Case and accents are ignored.
--- @sig zones.find(text: string, options?: {level?: string, store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example zones:find("antw", {level="province"}).code[1] --> BE-VAN
local function find(text, options)
  options = options or {}
  if type(text) ~= "string" then error("bad argument #1 to 'find': expected a text, got " .. type(text), 2) end
  local store = glocal.use(options.store)
  local found = nouns.find(store, "zone", listing(store), text)
  if options.level then
    zones.check_levels(store, levels_of(options.level))
    found = found:where { kind = options.level }
  end
  return shown(found)
end

--- The zones below a zone: its children, or all below it of a level (kind). The tree is that of a date (`at`, today
--- unless told) by a hierarchy (administrative unless the level calls for police or judicial).
--- @sig zones.children(zone: string, options?: {level?: string|string[], hierarchy?: string, at?: string, store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example #zones.children("BE", {level="police_zone"}) --> 185
--- @example #zones.children("BE") --> 3
local function children(zone, options)
  options = options or {}
  local store = glocal.use(options.store)
  local code = store:resolve("zone", zone)
  local levels = options.level and levels_of(options.level)
  if levels then zones.check_levels(store, levels) end
  local hierarchies = zones.preference({ hierarchy = options.hierarchy, levels = levels }, { code })
  local tree = zones.tree(store, hierarchies, check_at(options))
  local codes = {}
  for _, level in ipairs(levels or { false }) do
    for _, below in ipairs(tree:below(code, level or nil)) do
      if below ~= code and (levels or tree:parent(below) == code) then codes[#codes + 1] = below end
    end
  end
  return only(store, codes)
end

--- The zones above a zone, from its parent upward, with the hierarchy of each step; every hierarchy at a date (`at`,
--- today unless told).
--- @sig zones.ancestors(zone: string, options?: {hierarchy?: string, at?: string, store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example zones.ancestors("BE-11002", {hierarchy="police"}).code[1] --> BE-PZ5345
local function ancestors(zone, options)
  options = options or {}
  local store = glocal.use(options.store)
  local _, id = store:resolve("zone", zone)
  return store:sql([[
    with recursive up (id, hierarchy, steps, path) as (
      select l.parent, l.hierarchy, 1, l.hierarchy from zone_link l
      where l.child = :id and (:hierarchy = '' or l.hierarchy = :hierarchy) and ]] .. valid "l" .. [[
      union all
      select l.parent, up.hierarchy, steps + 1, up.path from up join zone_link l on l.child = up.id and ]] .. valid "l" ..
      [[ where l.hierarchy = up.hierarchy or (l.hierarchy = 'administrative' and not exists (select 1 from zone_link m
        where m.child = up.id and m.hierarchy = up.hierarchy)))
    select up.hierarchy, steps as step, z.code, z.kind, ]] .. nouns.label_sql("zone", "z") .. [[ as name
    from up join zone z on z.id = up.id where steps < 64 order by up.hierarchy, steps]],
    { id = id, hierarchy = options.hierarchy or "", at = check_at(options), lang = nouns.language() })
end

--- A zone's card: code, kind, names in four languages, validity, parents, population, area and place, as rows of field
--- and value.
--- @sig zones(zone: string, options?: {at?: string, store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example zones("5345").value[1] --> BE-PZ5345
local function card(zone, options)
  options = options or {}
  local store = glocal.use(options.store)
  local code, id = store:resolve("zone", zone)
  local at = check_at(options)
  local rows = {}
  local function add(field, value)
    if value ~= nil then rows[#rows + 1] = { field = field, value = tostring(value) } end
  end
  local row = store:sql([[select kind, date(valid_from * 86400, 'unixepoch') as valid_from,
    date(valid_to * 86400, 'unixepoch') as valid_to from zone where id = ?]], { id })[1]
  add("code", code)
  add("kind", row.kind)
  for _, label in store:sql("select lang, text from label where kind = 'zone' and id = ? order by lang", { id }):rows() do
    add("name (" .. label.lang .. ")", label.text)
  end
  add("valid from", row.valid_from)
  add("valid to", row.valid_to)
  for _, link in store:sql([[select l.hierarchy, z.code from zone_link l join zone z on z.id = l.parent
    where l.child = :id and ]] .. valid "l" .. " order by l.hierarchy", { id = id, at = at }):rows() do
    add("parent (" .. link.hierarchy .. ")", link.code)
  end
  for _, link in store:sql([[select z.code, s.valid_from, date(s.valid_from * 86400, 'unixepoch') as day
    from zone_succession s join zone z on z.id = s.new where s.old = ?]], { id }):rows() do
    add("since " .. link.day .. " part of", link.code)
  end
  local tree = zones.tree(store, zones.preference({ levels = { row.kind } }, { code }), at)
  local population = zones.populations(store, tree, tonumber(at:sub(1, 4)))[code]
  add("population", population and ("%d"):format(population))
  for _, fact in store:sql([[select name, period, value from zone_fact where zone = ? and name <> 'population'
    order by name]], { id }):rows() do
    add(fact.name, ("%.10g"):format(fact.value))
  end
  return glocal.frame(rows, { columns = { "field", "value" } })
end

-- What the library itself uses stays beside what analysts see.
local noun = nouns.noun({ find = find, children = children, ancestors = ancestors }, card)
for name, value in pairs(zones) do noun[name] = value end
return noun
