--- whom.lua: whom to call: the channels by which an act may be asked of a country on a day, each with its legal basis, the best first.
--
-- Example:  whom{zone="BE-VAN", country="MA", phenomenon="trafficking", act="information", urgency="urgent"}:card{lang="nl"}

local card = require "foresight.cooperation.card"
local core = require "glocal.core"
local glocal = require "glocal"
local lawful = require "foresight.cooperation.lawful"
local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local COLUMNS = { "rank", "channel", "kind", "name", "agreement", "article", "basis", "condition", "carries", "answer_hours",
  "answer_from", "p80_hours", "p90_hours", "in_time", "answers", "answers_from", "answers_to", "due_hours", "languages", "hours",
  "to_confirm", "informal", "informal_hours", "marking" }
local TYPES = { rank = "integer", answer_hours = "real", informal_hours = "real", p80_hours = "real", p90_hours = "real",
  in_time = "real", answers = "integer", due_hours = "real" }
for _, name in ipairs(COLUMNS) do TYPES[name] = TYPES[name] or "text" end

-- Kinds of information, of which the card says who holds them.
local HELD = { "case", "intelligence", "plates", "dna", "fingerprints", "records", "integrity", "databases", "witness" }

local MARKINGS = { [0] = "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED" }

-- A packed marking as text: core/frame/marking.h has the levels in the lowest three bits, the handling codes above.
local function marking_text(packed)
  local text = "TLP:" .. MARKINGS[packed & 7]
  for code = 0, 3 do
    if packed >> (3 + code) & 1 == 1 then text = ("%s H%d"):format(text, code) end
  end
  return text
end

-- The official channel that an informal contact is routed to: its own where that is lawful here, else the best.
local function route(offers, informal)
  for _, each in ipairs(informal) do
    local target = offers[1]
    for _, offer in ipairs(offers) do
      if offer.channel.code == each.channel.official then target = offer end
    end
    if target and not target.informal then
      target.informal = each
      table.move({ each.row, each.channel }, 1, 2, #target.rows + 1, target.rows)
    end
  end
end

local function marking_of(list)
  local texts, seen = {}, {}
  for _, each in ipairs(list) do
    for _, row in ipairs(each.rows) do
      if not seen[row.marking] then seen[row.marking], texts[#texts + 1] = true, row.marking end
    end
  end
  return records.joined(texts)
end

local function row_of(rank, offer)
  local agreement, times = offer.agreement, offer.times or {}
  return {
    rank = rank, channel = offer.channel.code, kind = offer.channel.kind, name = card.name(offer.channel, "en"),
    agreement = agreement.code, article = offer.article, basis = card.basis_text(agreement, offer.article, false, "en"),
    condition = offer.act.en, carries = offer.channel.carries and marking_text(offer.channel.carries) or nil,
    answer_hours = offer.hours, answer_from = offer.times and "flows" or offer.hours and "deadline" or nil,
    p80_hours = times.p80, p90_hours = times.p90, in_time = times.share, answers = times.count, answers_from = times.from,
    answers_to = times.to, due_hours = offer.row.answer_hours,
    languages = offer.row.languages or offer.channel.languages, hours = offer.channel.hours,
    to_confirm = offer.is_to_confirm and "to be confirmed" or nil,
    informal = offer.informal and offer.informal.channel.code or nil,
    informal_hours = offer.informal and offer.informal.row.answer_hours or nil, marking = marking_of { offer },
  }
end

-- "half answered within 5 h, 80 % within 20 h, 90 % within 31 h (312 answers); 94 % in time"
local function times_text(times, lang)
  local words, fill = card.words(lang)
  local hours_text = locale.of(lang).figure
  local parts = { fill(words.half, { hours = hours_text(times.median) }) }
  if times.p80 then parts[#parts + 1] = fill(words.within, { share = "80", hours = hours_text(times.p80) }) end
  if times.p90 then parts[#parts + 1] = fill(words.within, { share = "90", hours = hours_text(times.p90) }) end
  local text = fill(words.answers, { times = table.concat(parts, ", "), number = times.count, from = times.from:sub(1, 7),
    to = times.to:sub(1, 7) })
  if times.share then
    text = text .. words.semicolon .. fill(words.in_time, { share = ("%.0f"):format(math.floor(times.share * 100)) })
  end
  return text
end

local function details(offer, lang)
  local words, fill = card.words(lang)
  local parts = {}
  parts[1] = offer.times and times_text(offer.times, lang)
    or offer.hours and fill(words.answer, { hours = ("%g"):format(offer.hours) }) or words.no_answer_time
  if offer.channel.hours then parts[#parts + 1] = offer.channel.hours end
  local languages = offer.row.languages or offer.channel.languages
  if languages then parts[#parts + 1] = languages end
  if offer.channel.carries then parts[#parts + 1] = fill(words.carries, { marking = marking_text(offer.channel.carries) }) end
  return "  " .. table.concat(parts, words.semicolon)
end

local function add_offer(lines, rank, offer, lang)
  local words, fill = card.words(lang)
  lines[#lines + 1] = ("%d %s"):format(rank, card.name(offer.channel, lang))
  lines[#lines + 1] = "  " .. card.basis_text(offer.agreement, offer.article, offer.is_to_confirm, lang)
  lines[#lines + 1] = details(offer, lang)
  if offer.informal then
    local hours = offer.informal.row.answer_hours
    lines[#lines + 1] = "  " .. fill(hours and words.informal_hours or words.informal,
      { name = card.name(offer.informal.channel, lang), hours = hours and ("%g"):format(hours) or "" })
  end
end

-- "- Police agreement Belgium-Morocco: day of entry into force unknown"
local function missing_text(reg, each, lang)
  local words = card.words(lang)
  local what = each.agreement and card.name(each.agreement, lang) or card.name(each.channel, lang)
  return ("- %s%s%s"):format(what, words.colon, card.missing_text(each.why, each.agreement,
    each.place and card.zone_name(reg.store, each.place, lang), lang))
end

local function lines_of(reg, asked, offers, missing, lang)
  local words = card.words(lang)
  local lines = { card.heading(reg, asked, asked.held and words.where or words.whom, lang) }
  if asked.held then
    lines[2] = words.holder .. words.colon
      .. phrases.fill(words.held[asked.held], { place = card.zone_name(reg.store, asked.country, lang) })
  end
  for rank = 1, math.min(#offers, 2) do add_offer(lines, rank, offers[rank], lang) end
  if #offers == 0 then lines[#lines + 1] = asked.home == asked.country and phrases.sentence(words.own) .. "." or words.nobody end
  if #offers > 2 then
    local names = {}
    for i = 3, #offers do names[#names + 1] = offers[i].channel.code end
    lines[#lines + 1] = words.also .. " " .. table.concat(names, ", ")
  end
  local said, left = {}, #offers == 0 and 6 or 1
  for _, each in ipairs(missing) do
    local text = missing_text(reg, each, lang)
    if left > 0 and not said[text] then
      said[text], left, lines[#lines + 1] = true, left - 1, text
    end
  end
  return lines
end

local function check(spec)
  for _, name in ipairs { "country", "act" } do
    if spec[name] == nil then error(("bad argument '%s' to 'whom': it is missing, as in %s=\"%s\""):format(name, name,
      name == "act" and "information" or "MA"), 0) end
  end
end

--- Whom to call: the channels by which an act may be asked of a country on a day, the best first. Only channels whose basis holds on
--- that day: the agreement is in force, both sides are party to it, and it allows the act; nothing is taken as in force of which
--- the day is not known. What is urgent goes where an answer is due soonest, else the nearest comes first, then what is certain. An
--- informal contact is never offered: it stands beside the official channel that it is to be routed to.
--- @function whom
--- @param spec table
--- @option zone? string = "BE" <zone> who asks
--- @option country string <zone> of whom
--- @option act string = "information" what is asked, such as information, pursuit, joint_patrol
--- @option phenomenon? string <phenomenon> what it is about
--- @option what? string {case|intelligence|plates|dna|fingerprints|records|integrity|databases|witness} the information that is
---   looked for, as where_is has it: the card says who holds it
--- @option urgency? string = "normal" {urgent|normal} how soon an answer is needed
--- @option on? string = (today) the day
--- @option as_of? string|integer the register as known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame rank, channel, kind, name, agreement, article, basis, condition, carries (the strictest marking it may carry),
---   answer_hours with answer_from: the median of the time until an answer ("flows") where ten answers or more of that channel, country and
---   urgency are known in the two years before, else the legal deadline ("deadline"); p80_hours, p90_hours, in_time (share), answers
---   and their first and last day; due_hours (the legal deadline), languages, hours, to_confirm, informal (the contact that is routed to it), informal_hours, marking;
---   card{lang="nl"} is the answer in ten lines
--- @raises an unknown zone, country, phenomenon or act, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example w = whom{zone="BE", country="FR", act="information", urgency="urgent", on="2026-11-22"}
--- @example w.answer_hours[1] --> 8.0
--- @example select(2, pcall(whom, {country="FR", act="persuit"})):match "did you mean.*" --> did you mean 'pursuit'?
local function whom(spec)
  check(spec)
  local reg = register.of(glocal.use(spec.store), spec.as_of)
  local asked = reg:asked(spec, "whom")
  asked.held = spec.what and records.one_of(spec.what, HELD, "whom", "what")
  local best, informal, missing = lawful.search(reg, asked)
  local offers, rows = {}, {}
  for _, offer in pairs(best) do offers[#offers + 1] = offer end
  table.sort(offers, function(a, b) return lawful.is_before(a, b, asked) end)
  route(offers, informal)
  for rank, offer in ipairs(offers) do rows[rank] = row_of(rank, offer) end
  local all = table.move(missing, 1, #missing, #offers + 1, table.move(offers, 1, #offers, 1, {}))
  local note = #offers == 0 and "no lawful channel: card() says what is missing" or
    ("%d lawful channels on %s; card{lang=\"nl\"} for the desk"):format(#offers, asked.on)
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = marking_of(all) }):attach {
    note_text = note, card = card.method(function(lang) return lines_of(reg, asked, offers, missing, lang) end) }
end

return whom
