--- zones.lua: the places: looking up, walking up and down their hierarchies (zone_tree.lua says how), their cards.
--
-- Example:  zones:find "antw"   #zones.children("BE", {level="police_zone", at="2020-01-01"}) --> 185

local call = require "foresight.shared.call"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local catalogue = require "foresight.shared.catalogue"
local neighbours_of = require "foresight.zones.neighbours".of
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local valid = zone_tree.valid

-- The frame of all zones, as `find` and `children` show it.
local function listing(store, lang)
  return query(store, "select z.id, z.code, z.kind, " .. catalogue.label_sql("zone", "z") .. [[ as name,
    date(z.valid_from * 86400, 'unixepoch') as valid_from, date(z.valid_to * 86400, 'unixepoch') as valid_to
    from zone z order by z.id]], { lang = lang or locale.preferred() })
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

--- Zones whose code or name, in any language, holds a text. Case and accents are ignored.
--- @function zones.find
--- @param text string a part of the code or name
--- @param options? table
--- @option level? string <level> only zones of this kind
--- @option store? store = (the current one) the store to read
--- @return frame the best fit first
--- @needs store.read
--- @since 0.1
--- @example zones:find("antw", {level="province"}).code[1] --> BE-VAN
local function find(text, options)
  options = options or {}
  if type(text) ~= "string" then error("bad argument #1 to 'find': expected a text, got " .. type(text), 2) end
  local store = glocal.use(options.store)
  local found = catalogue.find(store, "zone", listing(store), text)
  if options.level then
    zone_tree.check_levels(store, call.list(options.level))
    found = found:where { kind = options.level }
  end
  return shown(found)
end

-- The hierarchies in which the zone has children, those of policing first.
local function hierarchies_below(store, id, at)
  return query(store, [[select distinct hierarchy from zone_link l where parent = :id and ]] .. valid "l" .. [[
    order by hierarchy = 'police' desc, hierarchy = 'judicial' desc, hierarchy]], { id = id, at = at }).hierarchy
end

--- The zones below a zone: its children, or all below it of a level. Where no hierarchy is given and the zone has no children in
--- the administrative one, those of another (the note says which).
--- @function zones.children
--- @param zone string <zone> a code or name
--- @param options? table
--- @option level? string|string[] = (its children) <level> the kinds of zones
--- @option hierarchy? string = (administrative, unless the level calls for police or judicial) <hierarchy> the tree
--- @option at? string = (today) the date of the tree
--- @option store? store = (the current one) the store to read
--- @return frame a row per zone
--- @needs store.read
--- @since 0.1
--- @example #zones.children("BE", {level="police_zone", at="2020-01-01"}) --> 185
--- @example #zones.children("BE") --> 3
--- @example zones.children("5345").code[1] --> BE-11002
local function children(zone, options)
  options = options or {}
  local store = glocal.use(options.store)
  local code, id = catalogue.resolve(store, "zone", zone, "children")
  local levels = options.level and call.list(options.level)
  if levels then zone_tree.check_levels(store, levels) end
  local at = zone_tree.day(options.at)
  local function below(hierarchy)
    local hierarchies = zone_tree.preference({ hierarchy = hierarchy, levels = levels }, { code })
    local tree, codes = zone_tree.of(store, hierarchies, at), {}
    for _, level in ipairs(levels or { false }) do
      for _, each in ipairs(tree:below(code, level or nil)) do
        if each ~= code and (levels or tree:parent(each) == code) then codes[#codes + 1] = each end
      end
    end
    return codes
  end
  local codes, note = below(options.hierarchy), nil
  if #codes == 0 and not options.hierarchy and not levels then
    local other = hierarchies_below(store, id, at)
    if #other > 0 then
      codes = below(other[1])
      note = ("by the hierarchy %s; in the administrative one %s has no children%s"):format(other[1], code,
        #other > 1 and (" (others: %s)"):format(table.concat(other, ", ", 2)) or "")
    end
  end
  local frame = only(store, codes)
  return note and frame:attach { note_text = note } or frame
end

--- The zones above a zone, from its parent upward, with the hierarchy of each step.
--- @function zones.ancestors
--- @param zone string <zone> a code or name
--- @param options? table
--- @option hierarchy? string = (every) <hierarchy> the tree
--- @option at? string = (today) the date of the tree
--- @option store? store = (the current one) the store to read
--- @return frame a row per zone
--- @needs store.read
--- @since 0.1
--- @example zones.ancestors("BE-11002", {hierarchy="police"}).code[1] --> BE-PZ5345
local function ancestors(zone, options)
  options = options or {}
  local store = glocal.use(options.store)
  local _, id = catalogue.resolve(store, "zone", zone, "ancestors")
  return query(store, [[
    with recursive up (id, hierarchy, steps, path) as (
      select l.parent, l.hierarchy, 1, l.hierarchy from zone_link l
      where l.child = :id and (:hierarchy = '' or l.hierarchy = :hierarchy) and ]] .. valid "l" .. [[
      union all
      select l.parent, up.hierarchy, steps + 1, up.path from up join zone_link l on l.child = up.id and ]] .. valid "l" ..
      [[ where l.hierarchy = up.hierarchy or (l.hierarchy = 'administrative' and not exists (select 1 from zone_link m
        where m.child = up.id and m.hierarchy = up.hierarchy)))
    select up.hierarchy, steps as step, z.code, z.kind, ]] .. catalogue.label_sql("zone", "z") .. [[ as name
    from up join zone z on z.id = up.id where steps < 64 order by up.hierarchy, steps]],
    { id = id, hierarchy = options.hierarchy or "", at = zone_tree.day(options.at), lang = locale.preferred() })
end

--- The zones that share a border with a zone, also across a national border, with the length of that border: zones of its
--- kind, or abroad, where there are none, municipalities. Borders are simplified, so lengths are on the short side.
--- @function zones.neighbours
--- @param zone string <zone> a code or name
--- @param options? table
--- @option at? string = (today) the date of the map
--- @option store? store = (the current one) the store to read
--- @return frame zone, name, kind, country and border_km, the longest border first
--- @fails not_found: no outline of the zone ships
--- @needs store.read
--- @since 0.2
--- @example zones.neighbours("BE-13002").country[1] --> NL
--- @example zones.neighbours("5345", {at="2024-06-01"}).kind[1] --> police_zone
local function neighbours(zone, options)
  options = options or {}
  local store = glocal.use(options.store)
  local code = catalogue.resolve(store, "zone", zone, "neighbours")
  local at = zone_tree.day(options.at)
  local found = neighbours_of(store, code, at)
  if not found then
    return nil, ("there is no outline of '%s' on %s, so its neighbours are not known"):format(code, at), "not_found"
  end
  local tree, rows, about = zone_tree.of(store, { "administrative" }, at), {}, {}
  for _, row in listing(store):rows() do about[row.code] = row end
  for i, each in ipairs(found) do
    local country = each.code:match "^%a%a"
    rows[i] = { zone = each.code, name = about[each.code].name, kind = about[each.code].kind,
      country = tree:kind(country) and country or nil, border_km = math.floor(each.km * 10 + 0.5) / 10 }
  end
  return glocal.frame(rows, { columns = { "zone", "name", "kind", "country", "border_km" },
    types = { zone = "text", name = "text", kind = "text", country = "text", border_km = "real" } })
end

--- A zone's card: code, kind, names in four languages, validity, parents, population, area and place.
--- @function zones
--- @param zone string <zone> a code or name
--- @param options? table
--- @option at? string = (today) the date of parents and figures
--- @option store? store = (the current one) the store to read
--- @return frame rows of field and value
--- @needs store.read
--- @since 0.1
--- @example zones("5345").value[1] --> BE-PZ5345
local function card(zone, options)
  options = options or {}
  local store = glocal.use(options.store)
  local code, id = catalogue.resolve(store, "zone", zone, "zones")
  local at = zone_tree.day(options.at)
  local rows = {}
  local function add(field, value)
    if value ~= nil then rows[#rows + 1] = { field = field, value = tostring(value) } end
  end
  local row = query(store, [[select kind, date(valid_from * 86400, 'unixepoch') as valid_from,
    date(valid_to * 86400, 'unixepoch') as valid_to from zone where id = ?]], { id })[1]
  add("code", code)
  add("kind", row.kind)
  for _, label in query(store, "select lang, text from label where kind = 'zone' and id = ? order by lang", { id }):rows() do
    add("name (" .. label.lang .. ")", label.text)
  end
  add("valid from", row.valid_from)
  add("valid to", row.valid_to)
  for _, link in query(store, [[select l.hierarchy, z.code from zone_link l join zone z on z.id = l.parent
    where l.child = :id and ]] .. valid "l" .. " order by l.hierarchy", { id = id, at = at }):rows() do
    add("parent (" .. link.hierarchy .. ")", link.code)
  end
  for _, link in query(store, [[select z.code, s.valid_from, date(s.valid_from * 86400, 'unixepoch') as day
    from zone_succession s join zone z on z.id = s.new where s.old = ?]], { id }):rows() do
    add("since " .. link.day .. " part of", link.code)
  end
  local tree = zone_tree.of(store, zone_tree.preference({ levels = { row.kind } }, { code }), at)
  local population = zone_tree.populations(store, tree, tonumber(at:sub(1, 4)))[code]
  add("population", population and ("%d"):format(population))
  for _, fact in query(store, [[select name, period, value from zone_fact where zone = ? and name <> 'population'
    order by name]], { id }):rows() do
    add(fact.name, ("%.10g"):format(fact.value))
  end
  return glocal.frame(rows, { columns = { "field", "value" } })
end

return catalogue.callable({ find = find, children = children, ancestors = ancestors, neighbours = neighbours }, card)
