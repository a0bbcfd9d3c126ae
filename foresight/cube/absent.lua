--- absent.lua: where the figures are that a rollup does not show: at a zone above, on a wider phenomenon, under a facet, in a
--- longer span, outside the periods, before a merger; with the call that shows them. Asked only when there are no rows.
--
-- Example:  absent.notes(asked)   --> {"2 observations (count 10) carry a facet (sex): facet=\"sex\" shows them"}

local core = require "glocal.core"
local query = require "foresight.shared.query"

local absent = {}

local SPANS = { [0] = "day", "week", "month", "quarter", "year", "all" }
local RANK = { day = 0, week = 1, month = 2, quarter = 3, year = 4, all = 5 }
local MOST = 3 -- hints in a note

local DAY = "cast(julianday(%s) - 2440587.5 as integer)"
local AFTER = "cast(strftime('%%s', o.day * 86400, 'unixepoch', '+%d months') as integer) / 86400 - 1"
local LAST = "case o.span when 0 then o.day when 1 then o.day + 6 when 2 then " .. AFTER:format(1) .. " when 3 then "
  .. AFTER:format(3) .. " else " .. AFTER:format(12) .. " end"

-- --- zones and phenomena that bear on the question ----------------------------------------------------------------

-- The codes of nodes at or below the roots ("here") and above them, as how[code]; no roots: all of them.
local function relate(tree, roots, codes)
  local how = {}
  for _, code in ipairs(codes) do
    how[code] = #roots == 0 and "here" or nil
    for _, root in ipairs(roots) do
      if tree:kind(code) and tree:within(root, code) then how[code] = "here" end
    end
  end
  for _, root in ipairs(roots) do
    local above = tree:parent(root)
    while above do
      how[above] = how[above] or "above"
      above = tree:parent(above)
    end
  end
  return how
end

-- Zones whose figures go to others on the day of the tree, by code: when they ended and where their figures are.
local function ended_zones(asked)
  local ended = {}
  local rows = query(asked.store, [[select o.code, date(o.valid_to * 86400, 'unixepoch') as last,
      date(s.valid_from * 86400 - 86400, 'unixepoch') as before, group_concat(n.code, ', ') as heirs
    from zone_succession s join zone o on o.id = s.old join zone n on n.id = s.new
    where s.valid_from <= ]] .. DAY:format ":at" .. " group by o.code order by o.code", { at = asked.at })
  for _, row in rows:rows() do ended[row.code] = row end
  return ended
end

-- Zones below the roots in another hierarchy than those of the walk.
local function add_other_hierarchies(asked, how)
  if #asked.zones == 0 then return end
  local marks = ("?, "):rep(#asked.zones):sub(1, -3)
  local rows = query(asked.store, [[with recursive down (id, hierarchy) as (
      select l.child, l.hierarchy from zone_link l join zone z on z.id = l.parent where z.code in (]] .. marks .. [[)
      union select l.child, l.hierarchy from down join zone_link l on l.parent = down.id and l.hierarchy = down.hierarchy)
    select z.code, min(hierarchy) as hierarchy from down join zone z on z.id = down.id group by z.code]], asked.zones)
  for _, row in rows:rows() do how[row.code] = how[row.code] or "hierarchy:" .. row.hierarchy end
end

local function relate_zones(asked)
  local how = relate(asked.ztree, asked.zones, query(asked.store, "select code from zone").code)
  local ended = ended_zones(asked)
  local is_root = {}
  for _, root in ipairs(asked.zones) do is_root[root] = true end
  for code, zone in pairs(ended) do
    if is_root[code] then how[code] = "ended" end
    for heir in zone.heirs:gmatch "[^, ]+" do
      if how[heir] == "here" and not is_root[code] and how[code] ~= "here" then how[code] = "here" end
    end
  end
  add_other_hierarchies(asked, how)
  return how, ended
end

-- Whether a phenomenon lies at or below one that gets rows.
local function has_row(tree, kinds, code)
  if type(kinds) ~= "table" then return kinds ~= "leaves" or #tree:below(code) == 1 end
  while code do
    for _, kind in ipairs(kinds) do
      if tree:kind(code) == kind then return true end
    end
    code = tree:parent(code)
  end
  return false
end

local function relate_phenomena(asked)
  local how = relate(asked.ptree, asked.phenomena, query(asked.store, "select code from phenomenon").code)
  for code, relation in pairs(how) do
    if relation == "here" and not has_row(asked.ptree, asked.phenomenon_kinds, code) then how[code] = "level" end
  end
  return how
end

-- --- what is recorded there ---------------------------------------------------------------------------------------

local function ids_of(store, kind, how)
  local list = {}
  for _, row in query(store, "select id, code from " .. kind):rows() do
    if how[row.code] then list[#list + 1] = row.id end
  end
  return table.concat(list, ", ")
end

local function recorded(asked, zones, phenomena)
  local store = asked.store
  local where = {
    "o.zone in (" .. ids_of(store, "zone", zones) .. ")",
    "o.phenomenon in (" .. ids_of(store, "phenomenon", phenomena) .. ")",
    "o.batch <= :state and (o.retracted is null or o.retracted > :state)",
  }
  if asked.sources then where[#where + 1] = "o.source in (" .. table.concat(asked.sources, ", ") .. ")" end
  if asked.min_credibility then where[#where + 1] = "o.credibility <= " .. asked.min_credibility end
  local inside = "1"
  if asked.from then inside = inside .. " and o.day >= " .. DAY:format ":first" end
  if asked.to then inside = inside .. " and " .. LAST .. " <= " .. DAY:format ":last" end
  local after = asked.to and core.period(core.period(asked.to, nil, 1), "day") -- the first day behind the last period
  local days = {
    state = asked.state, first = asked.from and core.period(asked.from, "day"), last = after and core.period(after, "day", -1),
  }
  return query(store, ([[select z.code as zone, p.code as phenomenon, o.facet, f.dimension, o.span, %s as inside,
      count(*) as n, sum(o.count) as total, date(min(o.day) * 86400, 'unixepoch') as first,
      date(max(%s) * 86400, 'unixepoch') as last
    from observation o join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon
    join facet f on f.id = o.facet where %s group by 1, 2, 3, 4, 5, 6]]):format(inside, LAST, table.concat(where, " and ")),
    days)
end

-- --- what to say of it --------------------------------------------------------------------------------------------

-- Each way in which a figure is not of the question: what is said of one and of several, and the argument that asks for it.
local function reasons_of(row, asked, known)
  local reasons = {}
  local function add(one, several, argument) reasons[#reasons + 1] = { one = one, several = several, argument = argument } end
  local zone, phenomenon = known.zones[row.zone], known.phenomena[row.phenomenon]
  if zone == "above" then
    add("stands at a zone above", "stand at a zone above", ("zone=%q"):format(row.zone))
  elseif zone == "ended" then
    local ended = known.ended[row.zone]
    local last = ended.last or ended.before
    local at = last:match "^(%d+)%-12%-31$" or last
    add(nil, nil, ("at=%q"):format(at))
    reasons[#reasons].instead = ("%s ended %s; its figures are in %s"):format(row.zone, last, ended.heirs)
  elseif zone ~= "here" then
    add("lies below in another hierarchy", "lie below in another hierarchy", ("hierarchy=%q"):format(zone:match ":(.*)"))
  end
  if phenomenon == "above" then
    add("is of a wider phenomenon", "are of a wider phenomenon", ("phenomenon=%q"):format(row.phenomenon))
  elseif phenomenon == "level" then
    add("is of phenomena at other levels", "are of phenomena at other levels", 'phenomenon_level="*"')
  end
  if asked.facets and row.facet == 0 then
    add("carries no facet", "carry no facet", "no facet=")
  elseif row.facet ~= 0 and not (asked.facets and asked.facets[row.facet]) then
    local what = "a facet (" .. row.dimension .. ")"
    add("carries " .. what, "carry " .. what, ("facet=%q"):format(row.dimension))
  end
  if row.span > RANK[asked.every] then
    local span = SPANS[row.span]
    add("covers a " .. span, "cover a " .. span, ("every=%q"):format(span))
    reasons[#reasons].is_span = true
  end
  if row.inside == 0 then
    add("lies outside these periods", "lie outside these periods", "from")
    reasons[#reasons].is_outside = true
  end
  return reasons
end

local function key_of(reasons)
  local parts = {}
  for i, reason in ipairs(reasons) do parts[i] = reason.argument end
  return table.concat(parts, ", ")
end

local function gather(asked, known)
  local found, by_key = {}, {}
  for _, row in recorded(asked, known.zones, known.phenomena):rows() do
    local reasons = reasons_of(row, asked, known)
    local key = key_of(reasons)
    local item = by_key[key]
    if not item then
      item = { reasons = reasons, n = 0, total = 0, first = row.first, last = row.last, key = key }
      by_key[key] = item
      found[#found + 1] = item
    end
    item.n, item.total = item.n + row.n, item.total + (row.total or 0)
    if row.first < item.first then item.first = row.first end
    if row.last > item.last then item.last = row.last end
  end
  table.sort(found, function(a, b)
    if #a.reasons ~= #b.reasons then return #a.reasons < #b.reasons end
    if a.n ~= b.n then return a.n > b.n end
    return a.key < b.key
  end)
  return found
end

local function sentence(item, every)
  local reasons, arguments, instead = {}, {}, nil
  for _, reason in ipairs(item.reasons) do
    local span = every == "all" and "month" or every
    instead = instead or reason.instead
    reasons[#reasons + 1] = item.n == 1 and reason.one or reason.several
    arguments[#arguments + 1] = reason.is_outside
      and ("from=%q, to=%q"):format(core.period(item.first, span), core.period(item.last, span)) or reason.argument
  end
  local shows = ("%s shows %s"):format(table.concat(arguments, ", "), item.n == 1 and not instead and "it" or "them")
  if instead then return instead .. "; " .. shows end
  return ("%d observation%s (count %d) %s: %s"):format(item.n, item.n == 1 and "" or "s", item.total,
    table.concat(reasons, " and "), shows)
end

--- Sentences on where the figures are that are nearest to what was asked; none when nothing is recorded anywhere near.
--- asked: store, ztree, ptree, zones and phenomena (codes of roots), phenomenon_kinds, facets (ids as keys), sources (ids),
--- every, from, to, at, min_credibility, state.
function absent.notes(asked)
  local zones, ended = relate_zones(asked)
  local found = gather(asked, { zones = zones, ended = ended, phenomena = relate_phenomena(asked) })
  local said = {}
  for _, item in ipairs(found) do
    local is_near = #item.reasons > 0 and #item.reasons == math.max(1, #found[1].reasons)
    local is_said = #item.reasons == 1 and item.reasons[1].is_span -- by the note on what was left out
    if is_near and not is_said and #said < MOST then said[#said + 1] = sentence(item, asked.every) end
  end
  return said
end

-- --- under a facet only -------------------------------------------------------------------------------------------

-- Zones and phenomena that have rows, as keys.
local function places_of(frame)
  local places = {}
  for i = 1, #frame do places[frame:get(i, "zone") .. "\0" .. frame:get(i, "phenomenon")] = true end
  return places
end

--- What is recorded under a facet only, at zones of which nothing is in the rows, as sentences. `sum` is core.sum of the
--- rollup with other options. A store without facets pays a look at an empty table.
function absent.facet_notes(store, ztree, sum)
  local facets = {}
  for _, row in query(store, "select id, dimension from facet where id > 0 order by dimension, id"):rows() do
    facets[#facets + 1] = { id = row.id, category = row.dimension }
  end
  if #facets == 0 then return {} end
  local under = sum { facets = facets }
  if not under or #under == 0 then return {} end
  local whole = places_of(assert(sum { every = "all" }))
  local list, by_dimension = {}, {}
  for _, row in under:rows() do
    local parent = ztree:parent(row.zone)
    local is_new = not whole[row.zone .. "\0" .. row.phenomenon]
    local is_top = not parent or whole[parent .. "\0" .. row.phenomenon] or not by_dimension[row.facet .. "\0" .. parent]
    if is_new then
      by_dimension[row.facet .. "\0" .. row.zone] = true
      local item = by_dimension[row.facet] or { n = 0, total = 0, dimension = row.facet }
      if not by_dimension[row.facet] then list[#list + 1] = item end
      by_dimension[row.facet] = item
      if is_top then item.n, item.total = item.n + row.events, item.total + row.count end
    end
  end
  local said = {}
  for i, item in ipairs(list) do
    said[i] = ("%d observation%s (count %d) %s a facet (%s) and %s not in the rows: facet=%q shows %s"):format(item.n,
      item.n == 1 and "" or "s", item.total, item.n == 1 and "carries" or "carry", item.dimension,
      item.n == 1 and "is" or "are", item.dimension, item.n == 1 and "it" or "them")
  end
  return said
end

return absent
