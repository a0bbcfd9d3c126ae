--- priority_rows.lua: the priorities of a store as records, those of a zone and of the zones it lies in, and what answers what.
--
-- Example:  all = priority_rows.of(store, {date = "2026-11-30"})   all.list[1].code   all.by_code["EMPACT-2026-drugs"].names.nl

local concern = require "foresight.digest.concern"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local priority_rows = {}

local LANGUAGES = { "nl", "fr", "de", "en" }

local function day(column) return ("date(p.%s * 86400, 'unixepoch') as %s"):format(column, column) end

local function add_links(found, store, state)
  for _, row in query(store, ([[select l.priority, l.higher, q.code as phenomenon from %s l
      left join phenomenon q on q.id = l.phenomenon order by l.priority, l.higher, q.code]]):format(
      known.rows("priority_link", state))):rows() do
    local one = found.by_code[row.priority]
    if not one then
      found.loose[#found.loose + 1] = { priority = row.priority, higher = row.higher }
    elseif row.higher then
      one.answers[#one.answers + 1] = row.higher
    else
      one.phenomena[#one.phenomena + 1] = row.phenomenon
    end
  end
end

-- "in force", "ended" or "to come" on a day.
local function status_of(one, date)
  if one.valid_to and one.valid_to < date then return "ended" end
  if one.valid_from and one.valid_from > date then return "to come" end
  return "in force"
end

--- All priorities: list (by code), by_code, loose (links of a priority that is not there). `asked`: date (the day of
--- `status`), as_of.
function priority_rows.of(store, asked)
  local state = known.state(store, asked.as_of)
  local found = { list = {}, by_code = {}, loose = {} }
  local rows = query(store, ([[select p.code, z.code as zone, z.kind, q.code as phenomenon, p.cycle, %s, %s, p.owner, p.indicator,
      %s, p.source, p.handling, p.nl, p.fr, p.de, p.en from %s p join zone z on z.id = p.zone
      left join phenomenon q on q.id = p.phenomenon order by p.code]]):format(day "valid_from", day "valid_to", day "due",
    known.rows("priority", state)))
  for i, row in rows:rows() do
    local one = { code = row.code, zone = row.zone, kind = row.kind, phenomena = { row.phenomenon }, cycle = row.cycle,
      valid_from = row.valid_from, valid_to = row.valid_to, owner = row.owner, indicator = row.indicator, due = row.due,
      source = row.source, handling = row.handling, answers = {}, names = {} }
    for _, lang in ipairs(LANGUAGES) do one.names[lang] = row[lang] end
    one.status = status_of(one, asked.date)
    found.list[i], found.by_code[one.code] = one, one
  end
  add_links(found, store, state)
  return found
end

--- What it is called in a language, or in another that it has a name in, else its code.
function priority_rows.name(one, lang)
  for _, each in ipairs { lang, "en", "nl", "fr", "de" } do
    if one.names[each] then return one.names[each] end
  end
  return one.code
end

-- The unions that all members of a union are members of on a day: of the Benelux the EU.
local function unions_around(store, code, date)
  return query(store, ([[with member as (select l.child, l.parent from zone_link l join zone z on z.id = l.parent
      where z.kind = 'union' and %s), mine as (select child from member where parent = (select id from zone where code = :code))
    select z.code from member m join zone z on z.id = m.parent where m.child in mine and z.code <> :code
    group by z.id having count(distinct m.child) = (select count(*) from mine) order by z.code]]):format(zone_tree.valid "l"),
    { code = code, at = date }).code
end

--- The zone and the zones that it lies in on a day, near to far: {code, kind, is_own}.
function priority_rows.path(store, code, date)
  local list = {}
  for _, one in ipairs(concern.of(store, code, date)) do
    if one.why ~= "exposure" then list[#list + 1] = { code = one.code, kind = one.kind, is_own = one.code == code } end
  end
  if #list == 1 and list[1].kind == "union" then
    for _, union in ipairs(unions_around(store, code, date)) do
      list[#list + 1] = { code = union, kind = "union", is_own = false }
    end
  end
  return list
end

--- Those of a zone and of the zones above it, near to far, each with is_own and depth.
function priority_rows.applying(all, path)
  local depth, list = {}, {}
  for i, each in ipairs(path) do depth[each.code] = i end
  for _, one in ipairs(all.list) do
    if depth[one.zone] then
      one.depth, one.is_own = depth[one.zone], path[depth[one.zone]].is_own
      list[#list + 1] = one
    end
  end
  table.sort(list, function(a, b)
    if a.depth ~= b.depth then return a.depth < b.depth end
    return a.code < b.code
  end)
  return list
end

--- Whether one phenomenon is the other, or lies above or below it.
function priority_rows.is_akin(a, b)
  return a == b or a:sub(1, #b + 1) == b .. "." or b:sub(1, #a + 1) == a .. "."
end

--- Whether two lists of phenomena have any that are akin.
function priority_rows.share_phenomenon(a, b)
  for _, x in ipairs(a) do
    for _, y in ipairs(b) do
      if priority_rows.is_akin(x, y) then return true end
    end
  end
  return false
end

--- Whether a priority answers the other, by itself or through those that it answers.
function priority_rows.reaches(all, from, to, seen)
  seen = seen or {}
  if seen[from] then return false end
  seen[from] = true
  for _, higher in ipairs((all.by_code[from] or { answers = {} }).answers) do
    if higher == to or priority_rows.reaches(all, higher, to, seen) then return true end
  end
  return false
end

--- The strictest marking of the priorities, and of what else is given.
function priority_rows.marking(list, given)
  local words = { given or "CLEAR" }
  for _, one in ipairs(list) do words[#words + 1] = one.handling end
  return core.frame({}, { marking = table.concat(words, " ") }):marking()
end

--- The day, a text or the first of a period; today where none is given. Raises for what is none.
function priority_rows.day(value)
  return value ~= nil and core.period(tostring(value), "day") or core.today()
end

--- The zone's code; raises, with an example, for what is no text.
function priority_rows.zone(store, zone, callee)
  if type(zone) ~= "string" and type(zone) ~= "number" then
    error(("bad argument 'zone' to '%s': expected a zone, such as zone=\"5345\", got %s"):format(callee,
      zone == nil and "nothing" or type(zone)), 0)
  end
  return (store:resolve("zone", tostring(zone)))
end

--- The value among those that there are; raises, naming the nearest.
function priority_rows.check_one_of(value, names, callee, name)
  for _, each in ipairs(names) do
    if each == value then return value end
  end
  error(("bad argument '%s' to '%s': there is no '%s'%s"):format(name, callee, tostring(value),
    hint.of(tostring(value), names, "the store has")), 0)
end

return priority_rows
