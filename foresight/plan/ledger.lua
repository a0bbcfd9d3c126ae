--- ledger.lua: the assumptions of a plan, each with what would show it wrong, and the calendar of known events: elections,
--- presidencies, changes of law, treaties, from a CSV file (data/calendar/events.csv ships; a corps may give its own):
--
--   from, to    a day, or a month where the day is not known; `to` may be empty
--   kind        election, presidency, law, treaty, cycle
--   zone        whose it is; phenomenon: what it is about, empty: any
--   basis       official (the text says the day), rule (derived from a rule in `source`), confirm (to be confirmed)
--   nl fr de en the text
--
-- Example:  events = ledger.events(it)   assumptions = ledger.assumptions(it)

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local texts = require "foresight.brief.texts"
local words = require "foresight.brief.words"

local ledger = {}

local fill = phrases.fill
local OLD = 12 -- months

ledger.SHIPPED = core.home .. "/data/calendar/events.csv"
local COLUMNS = { "from", "to", "kind", "zone", "phenomenon", "basis", "source", "nl", "fr", "de", "en" }
local KINDS = { "election", "presidency", "law", "treaty", "cycle" }

local function is_one_of(value, names)
  for _, each in ipairs(names) do
    if each == value then return true end
  end
  return false
end

--- The lines of a file of events, checked; or nil, message, code.
function ledger.read(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, ("can't read '%s': %s"):format(path, why:match ": ([^:]*)$" or why), "not_found" end
  local records = texts.records(file:read "a")
  file:close()
  local place, list = {}, {}
  for i, name in ipairs(records[1] and records[1].fields or {}) do
    if not is_one_of(name, COLUMNS) then
      return nil, ("%s:1: there is no column '%s'%s"):format(path, name, hint.of(name, COLUMNS, "it has")), "invalid"
    end
    place[name] = i
  end
  if not (place.from and place.kind) then
    return nil, ("%s:1: the column '%s' is missing"):format(path, place.from and "kind" or "from"), "invalid"
  end
  for i = 2, #records do
    local line = {}
    for _, name in ipairs(COLUMNS) do line[name] = place[name] and records[i].fields[place[name]] or "" end
    if not is_one_of(line.kind, KINDS) then
      return nil, ("%s:%d: there is no kind '%s'%s"):format(path, records[i].line, line.kind, hint.of(line.kind, KINDS,
        "use")), "invalid"
    end
    local is_date, fault = pcall(core.period, line.from, "day")
    if not is_date then return nil, ("%s:%d: %s"):format(path, records[i].line, tostring(fault)), "invalid" end
    list[#list + 1] = line
  end
  return list
end

local function date_text(it, text)
  return #text == 7 and it.write.month(text) or it.write.day(text)
end

local function text_in(line, lang)
  for _, each in ipairs { lang, "en", "nl", "fr", "de" } do
    if line[each] ~= "" then return phrases.typeset(line[each], each) end
  end
  return ""
end

-- The zones whose events matter: those the zone lies in, and countries, whose elections are felt across a border.
local function concerned(it)
  local set = {}
  for _, one in ipairs(it.path_zones) do set[one.code] = true end
  for _, code in ipairs(query(it.store, "select code from zone where kind = 'country'").code) do set[code] = true end
  return set
end

--- The events from the day of the plan to the end of its last year: {when, text, basis, source, from}.
function ledger.events(it)
  local lines = it.calendar
  local list, set, last = {}, concerned(it), it.years[2] .. "-12-31"
  for _, line in ipairs(lines) do
    local from = core.period(line.from, "day")
    local to = line.to ~= "" and core.period(line.to, "day") or #line.from == 7 and
      core.period(core.period(line.from, "month", 1), "day") or from
    if (line.zone == "" or set[line.zone]) and to >= it.date and from <= last then
      local when = date_text(it, line.from)
      if line.to ~= "" then when = when .. " \u{2013} " .. date_text(it, line.to) end
      list[#list + 1] = { from = line.from, when = when, text = text_in(line, it.lang), source = line.source,
        basis = line.basis == "" and "confirm" or line.basis }
    end
  end
  table.sort(list, function(a, b)
    if a.from ~= b.from then return a.from < b.from end
    return a.text < b.text
  end)
  return list
end

-- The series of the plan that are older than a year.
local function old_series(it)
  local list, seen = {}, {}
  local function add(name, one)
    if one.age > OLD and not seen[name] then
      seen[name] = true
      list[#list + 1] = ("%s (%s)"):format(phrases.sentence(name), words.age(it, one.age))
    end
  end
  for _, one in ipairs(it.own.rows) do add(it.phenomena[one.phenomenon], one) end
  for _, found in ipairs(it.figures.topics) do
    if found.total then add(words.series(it, found.total), found.total)
    elseif found.rows[1] then add(words.series(it, found.rows[1]), found.rows[1]) end
  end
  return list
end

--- The assumptions: {text, unless}.
function ledger.assumptions(it)
  local list, said = {}, it.plan.assumptions
  local function add(name, values)
    list[#list + 1] = { text = fill(said[name].text, values or {}), unless = fill(said[name].unless, values or {}) }
  end
  add "recording"
  if #it.expectations > 0 then add "level" end
  local has_impact = false
  for _, result in ipairs(it.figures.exposed) do has_impact = has_impact or result.mine ~= nil end
  if has_impact then add("exposure", { this = it.level.this }) end
  if #it.own.rows == 0 then add("no_own", { this = it.level.this }) end
  local old = old_series(it)
  if #old > 0 then add("old", { names = table.concat(old, it.lang == "fr" and "\u{A0}; " or "; ") }) end
  for _, one in ipairs(it.spec.assumptions or {}) do
    list[#list + 1] = { text = one.text, unless = one.unless or said.unknown, is_given = true }
  end
  return list
end

return ledger
