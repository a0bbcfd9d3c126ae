--- kept.lua: the plans that a store keeps, by number: their rows, their content, a new version.
--
-- Example:  one = kept.find(store, 3)   one.content.expectations[1].low   kept.next_version(store, "BE-PZ5345")

local core = require "glocal.core"
local json = require "foresight.plan.json"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"

local kept = {}

local SHAPE = { columns = { "zone", "version", "first_year", "last_year", "lang", "date", "known", "content", "role" },
  types = { zone = "text", version = "integer", first_year = "integer", last_year = "integer", lang = "text", date = "day",
    known = "integer", content = "text", role = "text" } }

local TLP = { [0] = "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED" }

--- A packed marking of the store as its word.
function kept.marking_text(packed)
  local words = { TLP[packed & 7] }
  for level = 0, 3 do
    if packed & (8 << level) ~= 0 then words[#words + 1] = "H" .. level end
  end
  return core.frame({}, { marking = table.concat(words, " ") }):marking()
end

--- The rows of plans, of a zone where it is given, the oldest first: number, zone, version, first_year, last_year, lang, date,
--- known, role, kept_at, marking.
function kept.rows(store, zone)
  local list = {}
  for i, row in query(store, [[select p.id as number, z.code as zone, p.version, p.first_year, p.last_year, p.lang,
      date(p.date * 86400, 'unixepoch') as date, p.known, p.role, p.kept_at, p.handling from plan p join zone z on z.id = p.zone
      where :zone = '' or z.code = :zone order by p.id]], { zone = zone or "" }):rows() do
    list[i] = { number = row.number, zone = row.zone, version = row.version, first_year = row.first_year,
      last_year = row.last_year,
      lang = row.lang, date = row.date, known = row.known, role = row.role, kept_at = row.kept_at,
      marking = kept.marking_text(row.handling) }
  end
  return list
end

--- The plan of a number: its row with `content`; raises where there is none.
function kept.find(store, number, callee)
  for _, row in ipairs(kept.rows(store)) do
    if row.number == number then
      row.content = json.read(query(store, "select content from plan where id = ?", { number }).content[1])
      return row
    end
  end
  error(("bad argument #1 to '%s': there is no plan %s; plan.kept() lists those that are kept"):format(callee,
    tostring(number)), 0)
end

function kept.next_version(store, zone)
  return query(store, "select coalesce(max(p.version), 0) + 1 as n from plan p join zone z on z.id = p.zone where z.code = ?",
    { zone }).n[1]
end

--- Keeps a content for good as the next version of the zone's plan: its number and version, or nil, message, code.
function kept.add(store, content, role, marking)
  local version = kept.next_version(store, content.zone)
  local shape = { columns = SHAPE.columns, types = SHAPE.types, marking = marking }
  local row = { zone = content.zone, version = version, first_year = content.years[1], last_year = content.years[2],
    lang = content.lang, date = content.date, known = content.state, content = json.text(content), role = role }
  local number, message, code = records.keep(store, { table = "plan", action = "plan", object = "plan", numbered = true,
    why = ("%s, version %d, by %s"):format(content.zone, version, role) }, { { { row }, shape } })
  if not number and kept.next_version(store, content.zone) > version then
    return nil, ("version %d of the plan of %s was kept by someone else meanwhile: keep it again"):format(version,
      content.zone), "conflict"
  end
  if not number then return nil, message, code end
  return number, version
end

return kept
