--- priorities.lua: what zones of every level have said matters most: EU (EMPACT), Benelux, country, province, police zone.
--
-- Example:  priorities{zone="5345", on="2026-11-30"}   priorities{cycle="EMPACT 2026-2029", on="*", lang="fr"}

local core = require "glocal.core"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local rows_of = require "foresight.priority.priority_rows"

local COLUMNS = { "code", "zone", "level", "name", "phenomena", "cycle", "valid_from", "valid_to", "status", "owner", "indicator",
  "due", "answers", "source", "marking" }
local TYPES = {}
for _, name in ipairs(COLUMNS) do TYPES[name] = "text" end
for _, name in ipairs { "valid_from", "valid_to", "due" } do TYPES[name] = "day" end

local function joined(list) return #list > 0 and table.concat(list, ", ") or nil end

local function cycles_of(all)
  local list, seen = {}, {}
  for _, one in ipairs(all.list) do
    if one.cycle and not seen[one.cycle] then seen[one.cycle], list[#list + 1] = true, one.cycle end
  end
  return list
end

local function row_of(one, lang)
  return { code = one.code, zone = one.zone, level = one.kind, name = rows_of.name(one, lang), phenomena = joined(one.phenomena),
    cycle = one.cycle, valid_from = one.valid_from, valid_to = one.valid_to, status = one.status, owner = one.owner,
    indicator = one.indicator, due = one.due, answers = joined(one.answers), source = one.source, marking = one.handling }
end

local function note_of(all, listed, spec, date)
  if #all.list == 0 then
    return "no priorities in the store yet: glocal import STORE FILE --as priorities takes a table of them (docs/plan.md)"
  end
  local in_force = 0
  for _, one in ipairs(all.list) do in_force = in_force + (one.status == "in force" and 1 or 0) end
  if #listed == 0 then
    return ("none of the %d priorities of the store %s; on=\"*\" lists those of other times too"):format(#all.list,
      spec.on == "*" and "is asked for" or ("is asked for and in force on " .. date))
  end
  return ("%d of the %d priorities of the store are in force on %s."):format(in_force, #all.list, date)
end

--- The priorities that a store has, as data: whose they are, what they are about, in which cycle, until when, who is
--- responsible (a role, never a person), the indicator by which they are judged. Of a zone: its own and those of all zones that it
--- lies in, near to far.
--- @function priorities
--- @param spec? table
--- @option zone? string <zone> those of the zone and of the zones that it lies in
--- @option level? string <level> only of zones of this kind: union (EU, Benelux), country, province, police_zone
--- @option phenomenon? string <phenomenon> only about this one, those under it or above it
--- @option cycle? string only of this cycle, such as "EMPACT 2026-2029"
--- @option on? string = (today) those in force on a day; "*": of all times
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the names
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option store? store = (the current one) the store to read
--- @return frame code, zone, level, name, phenomena, cycle, valid_from, valid_to, status (in force, ended, to come), owner,
---   indicator, due, answers (codes of the higher ones), source, marking; marked as its rows are
--- @raises an unknown zone, phenomenon or cycle
--- @needs store.read
--- @since 0.1
--- @example #priorities{cycle="EMPACT 2026-2029", on="2026-11-30"} --> 7
--- @example priorities{zone="5345", phenomenon="drugs", on="2026-11-30"}.code[1] --> EMPACT-2026-drugs
local function priorities(spec)
  spec = spec or {}
  local store = glocal.use(spec.store)
  local lang = locale.check(spec.lang or locale.preferred())
  local date = rows_of.day(spec.on ~= "*" and spec.on or nil)
  local all = rows_of.of(store, { date = date, as_of = spec.as_of })
  if spec.cycle then rows_of.check_one_of(spec.cycle, cycles_of(all), "priorities", "cycle") end
  local phenomenon = spec.phenomenon and store:resolve("phenomenon", spec.phenomenon)
  local list = all.list
  if spec.zone ~= nil then
    list = rows_of.applying(all, rows_of.path(store, rows_of.zone(store, spec.zone, "priorities"), date))
  end
  local rows, shown = {}, {}
  for _, one in ipairs(list) do
    if (spec.on == "*" or one.status == "in force") and (not spec.level or one.kind == spec.level)
      and (not spec.cycle or one.cycle == spec.cycle)
      and (not phenomenon or rows_of.share_phenomenon(one.phenomena, { phenomenon })) then
      rows[#rows + 1], shown[#shown + 1] = row_of(one, lang), one
    end
  end
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = rows_of.marking(shown) })
    :attach { note_text = note_of(all, shown, spec, date) }
end

return priorities
