--- basis.lua: which act is allowed where on a day, by which article, or which condition is missing.
--
-- Example:  basis{act="pursuit", zone="BE-VAN", country="NL", on="2023-10-01"}:card{lang="nl"}

local card = require "foresight.cooperation.card"
local core = require "glocal.core"
local glocal = require "glocal"
local legal = require "foresight.cooperation.legal"
local phrases = require "foresight.language.phrases"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local COLUMNS = { "act", "agreement", "allowed", "article", "condition", "missing", "signed", "in_force", "ended", "reference",
  "to_confirm", "marking" }
local TYPES = {}
for _, name in ipairs(COLUMNS) do TYPES[name] = "text" end

local function date(number) return number and records.date(number) or nil end

-- Whether the agreement has anything to do with the country, on any day.
local function concerns(reg, agreement, country, day)
  for _, each in ipairs(reg.agreement_party) do
    if each.agreement == agreement.code and reg:is_within(country, each.zone, day) then return true end
  end
  return false
end

local function answer_of(reg, agreement, asked)
  local act, why, place = legal.basis(reg, agreement, asked)
  local rows = act and why or { agreement }
  local markings = {}
  for i, row in ipairs(rows) do markings[i] = row.marking end
  return { agreement = agreement, act = asked.act, found = act, why = not act and why or nil, place = place,
    is_to_confirm = legal.is_to_confirm(rows), marking = records.joined(markings) }
end

-- Every agreement that is of the country and has the act on some day.
local function answers_of(reg, asked)
  local list, has_act = {}, {}
  for _, each in ipairs(reg.agreement_act) do
    if each.act == asked.act then has_act[each.agreement] = true end
  end
  for _, agreement in ipairs(reg.agreement) do
    if has_act[agreement.code] and concerns(reg, agreement, asked.country, asked.day)
      and concerns(reg, agreement, asked.home, asked.day) then
      local answer = answer_of(reg, agreement, asked)
      if answer.why ~= "same_country" then list[#list + 1] = answer end
    end
  end
  table.sort(list, function(a, b)
    if (a.found ~= nil) ~= (b.found ~= nil) then return a.found ~= nil end
    if a.is_to_confirm ~= b.is_to_confirm then return b.is_to_confirm end
    return a.agreement.code < b.agreement.code
  end)
  return list
end

local function row_of(each)
  local agreement, found = each.agreement, each.found
  return { act = each.act, agreement = agreement.code, allowed = found and "yes" or "no",
    article = found and found.article or nil, condition = found and found.en or nil,
    missing = each.why and card.missing_text(each.why, agreement, each.place, "en") or nil, signed = agreement.signed,
    in_force = date(agreement.in_force), ended = date(agreement.ended), reference = agreement.reference,
    to_confirm = each.is_to_confirm and "to be confirmed" or nil, marking = each.marking }
end

local function lines_of(reg, asked, list, lang)
  local words = card.words(lang)
  local lines = { card.heading(reg, asked, words.basis, lang) }
  for _, each in ipairs(list) do
    if each.found then
      lines[#lines + 1] = words.allowed .. " " .. card.basis_text(each.agreement, each.found.article, each.is_to_confirm, lang)
      if each.found[lang] then lines[#lines + 1] = "  " .. each.found[lang] end
    else
      local signed = each.why == "unknown_date" and each.agreement.signed
      lines[#lines + 1] = ("%s %s%s%s%s"):format(words.not_allowed, card.name(each.agreement, lang),
        signed and " (" .. phrases.fill(words.signed, { day = signed }) .. ")" or "", words.colon,
        card.missing_text(each.why, each.agreement, each.place and card.zone_name(reg.store, each.place, lang), lang))
    end
  end
  if #list == 0 then lines[2] = asked.home == asked.country and phrases.sentence(words.own) .. "." or words.no_agreement end
  return lines
end

--- Which agreement allows an act between a zone and a country on a day, by which article and on which condition; or what is missing:
--- not signed off, not yet in force, ended, one side no party, or outside its territory.
--- @function basis
--- @param spec table
--- @option act string = "information" what is to be done
--- @option country string <zone> where
--- @option zone? string = "BE" <zone> by whom
--- @option phenomenon? string <phenomenon> what it is about
--- @option on? string = (today) the day
--- @option as_of? string|integer the register as known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame act, agreement, allowed (yes or no), article, condition, missing, signed, in_force, ended, reference, to_confirm,
---   marking; what is allowed first; card{lang="nl"} is the answer in ten lines
--- @raises an unknown zone, country, phenomenon or act, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example basis{act="pursuit", country="NL", on="2023-09-30"}.agreement[1] --> BENELUX-2004
--- @example basis{act="pursuit", country="NL", on="2023-10-01"}.agreement[1] --> BENELUX-2018
local function basis(spec)
  for _, name in ipairs { "country", "act" } do
    if spec[name] == nil then error(("bad argument '%s' to 'basis': it is missing, as in %s=\"%s\""):format(name, name,
      name == "act" and "pursuit" or "NL"), 0) end
  end
  local reg = register.of(glocal.use(spec.store), spec.as_of)
  local asked = reg:asked(spec, "basis")
  local list, rows, markings = answers_of(reg, asked), {}, {}
  for i, each in ipairs(list) do rows[i], markings[i] = row_of(each), each.marking end
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = records.joined(markings) }):attach {
    note_text = #list == 0 and (asked.home == asked.country and "no agreement between states is needed: same country"
      or "no agreement that has this act joins the two") or nil,
    card = card.method(function(lang) return lines_of(reg, asked, list, lang) end) }
end

return basis
