--- expertise.lua: which corps has somebody who knows a thing: level, languages, where and when it was gained, and by whom it is asked for.
--- What where_is{what="expertise"} answers.
--
-- Example:  expertise.answer(reg, reg:asked({zone = "BE"}, "where_is"), {topic = "document"})

local card = require "foresight.cooperation.card"
local core = require "glocal.core"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local expertise = {}

local COLUMNS = { "corps", "name", "unit", "topic", "phenomenon", "level", "language", "holders", "gained_at", "gained_on",
  "mission",
  "last_asked", "contact", "contact_hours", "channel", "agreement", "basis", "answer_hours", "answer_from", "to_confirm",
    "marking" }
local TYPES = { holders = "integer", answer_hours = "real", gained_on = "day", last_asked = "day" }
for _, name in ipairs(COLUMNS) do TYPES[name] = TYPES[name] or "text" end

local LEVELS = { expert = 1, experienced = 2, basic = 3 }

local function has(text, part) return core.fold(text or ""):find(core.fold(part), 1, true) ~= nil end

local function is_asked(reg, row, asked, spec)
  return register.holds(row, asked.day) and row.verification ~= "historical"
    and (not asked.country or reg:is_within(row.corps, asked.country, asked.day))
    and (not asked.phenomenon or register.covers(row, asked.phenomenon) and row.phenomenon ~= nil)
    and (not spec.topic or has(row.topic, spec.topic))
    and (not spec.language or has(row.language, spec.language))
    and (not spec.level or row.level == spec.level)
    and (not spec.gained_at or row.gained_at and reg:is_within(row.gained_at, spec.gained_at, asked.day))
end

-- The contact point of the corps: that of the theme, else the only one there is.
local function contact_of(reg, row, day)
  local all, own = {}, nil
  for _, each in ipairs(reg.contact_point) do
    if each.corps == row.corps and register.holds(each, day) then
      all[#all + 1] = each
      if each.theme == row.phenomenon or has(row.topic, each.theme) then own = own or each end
    end
  end
  return own or #all == 1 and all[1] or nil
end

-- By which channel the corps is asked: that of its contact point in the same country, else the first of whom.
local function way_to(reg, row, asked, contact)
  local home = reg:country_of(row.corps, asked.day)
  if home == asked.home then return { channel = contact and contact.channel, is_own = true, marking = "TLP:CLEAR" } end
  local whom = require "foresight.cooperation.whom"
  local found = whom { zone = asked.zone, country = home, act = "information", phenomenon = asked.phenomenon,
    urgency = asked.urgency, on = asked.on, as_of = asked.as_of, store = reg.store }
  if #found == 0 then return { marking = found:marking() } end
  return { channel = found.channel[1], agreement = found.agreement[1], basis = found.basis[1],
    answer_hours = found.answer_hours[1],
    answer_from = found.answer_from[1], to_confirm = found.to_confirm[1], marking = found:marking() }
end

local function row_of(reg, row, asked)
  local contact = contact_of(reg, row, asked.day)
  local way = way_to(reg, row, asked, contact)
  return {
    corps = row.corps, name = card.zone_name(reg.store, row.corps, "en"), unit = row.unit, topic = row.topic,
      phenomenon = row.phenomenon,
    level = row.level, language = row.language, holders = row.holders, gained_at = row.gained_at,
    gained_on = row.gained_on and records.date(row.gained_on), mission = row.mission,
    last_asked = row.last_asked and records.date(row.last_asked), contact = contact and contact.role,
    contact_hours = contact and contact.hours, channel = way.channel, agreement = way.agreement, basis = way.basis,
    answer_hours = way.answer_hours, answer_from = way.answer_from,
    to_confirm = (row.verification == "to_confirm" or way.to_confirm) and "to be confirmed" or nil,
    marking = records.joined { row.marking, contact and contact.marking or "TLP:CLEAR", way.marking }, is_own = way.is_own }
end

local function joined(parts) return table.concat(parts, "; ") end

local function add_row(reg, lines, row, lang)
  local words, fill = card.words(lang)
  local parts = { words.levels[row.level] }
  if row.language then parts[#parts + 1] = row.language end
  if row.holders then parts[#parts + 1] = fill(words.holders, { number = row.holders }) end
  if row.gained_at then
    parts[#parts + 1] = fill(row.gained_on and words.gained_on or words.gained,
      { place = card.zone_name(reg.store, row.gained_at, lang), day = row.gained_on })
  end
  lines[#lines + 1] = ("%s%s%s"):format(card.zone_name(reg.store, row.corps, lang), words.colon, row.topic)
  lines[#lines + 1] = "  " .. joined(parts)
  local way = { row.contact and fill(words.contact, { role = row.contact }) or words.no_contact }
  if row.contact_hours then way[#way + 1] = row.contact_hours end
  if row.channel then way[#way + 1] = row.channel end
  way[#way + 1] = row.is_own and words.own
    or row.agreement and card.basis_text(reg.agreements[row.agreement], nil, row.to_confirm ~= nil, lang) or words.nobody
  lines[#lines + 1] = "  " .. joined(way)
end

local function lines_of(reg, asked, rows, lang)
  local words = card.words(lang)
  local lines = { ("%s (%s)%s%s"):format(words.where, asked.on, words.colon,
    asked.phenomenon and card.phenomenon_name(reg.store, asked.phenomenon, lang) or card.zone_name(reg.store, asked.zone, lang)) }
  for i = 1, math.min(#rows, 3) do add_row(reg, lines, rows[i], lang) end
  if #rows == 0 then lines[2] = words.no_expertise end
  return lines
end

--- The frame of who has the expertise that is asked for, the highest level first, those of the own country before others.
function expertise.answer(reg, asked, spec)
  local rows, markings = {}, {}
  for _, each in ipairs(reg.expertise) do
    if is_asked(reg, each, asked, spec) then rows[#rows + 1] = row_of(reg, each, asked) end
  end
  table.sort(rows, function(a, b)
    if (a.is_own or false) ~= (b.is_own or false) then return a.is_own or false end
    if a.level ~= b.level then return LEVELS[a.level] < LEVELS[b.level] end
    if a.corps ~= b.corps then return a.corps < b.corps end
    return a.topic < b.topic
  end)
  local kept = {}
  for i, row in ipairs(rows) do
    local copy = {}
    for _, name in ipairs(COLUMNS) do copy[name] = row[name] end
    kept[i], markings[i] = copy, row.marking
  end
  return core.frame(kept, { columns = COLUMNS, types = TYPES, marking = records.joined(markings) }):attach {
    note_text = #rows == 0 and "no such expertise on record" or nil,
    card = card.method(function(lang) return lines_of(reg, asked, rows, lang) end) }
end

return expertise
