--- card.lua: an answer of the register of cooperation as a card of at most ten lines of 80 columns, for the officer at the desk, in
--- nl, fr, de and en.
--
-- Example:  whom{zone="BE-VAN", country="MA", act="information"}:card{lang="nl"}

local core = require "glocal.core"
local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"

local card = {}

local COLUMNS, LINES = 80, 10

local function width(text) return utf8.len(text) or #text end

-- The line in pieces of at most so many columns, broken at blanks, the later ones set in.
local function add_wrapped(lines, line)
  local piece, inset = line:match "^%s*", line:match "^%s*" .. "  "
  for word in line:gmatch "%S+" do
    local longer = piece:find "%S" and piece .. " " .. word or piece .. word
    if width(longer) > COLUMNS and piece:find "%S" then
      lines[#lines + 1], piece = piece, inset .. word
    else
      piece = longer
    end
  end
  lines[#lines + 1] = piece
end

local function label(store, noun, code, lang)
  return query(store, ("select text from label where kind = '%s' and lang = ? and id = (select id from %s where code = ?)")
    :format(noun, noun), { lang, code }).text[1] or code
end

--- The name of a zone in a language, else its code.
function card.zone_name(store, code, lang) return label(store, "zone", code, lang) end

--- That of a phenomenon.
function card.phenomenon_name(store, code, lang) return label(store, "phenomenon", code, lang) end

--- The name of a row in a language, else in English, else in any.
function card.name(row, lang)
  for _, each in ipairs { lang, "en", "nl", "fr", "de" } do
    if row[each] and row[each] ~= "" then return row[each] end
  end
  return row.code
end

--- The words of the register in a language.
function card.words(lang) return phrases.of(lang).cooperation, phrases.fill end

--- The first line: who asks what of whom, and when.
function card.heading(reg, asked, title, lang)
  local words = card.words(lang)
  local parts = { words.acts[asked.act] }
  if asked.phenomenon then parts[#parts + 1] = label(reg.store, "phenomenon", asked.phenomenon, lang) end
  if asked.urgency == "urgent" then parts[#parts + 1] = words.urgency[asked.urgency] end
  local to = asked.country and card.zone_name(reg.store, asked.country, lang) or "…"
  return ("%s (%s)%s%s > %s, %s"):format(title, asked.on, words.colon, card.zone_name(reg.store, asked.zone, lang), to,
    table.concat(parts, ", "))
end

--- "art. 12", "Art. 12" in German; nil where there is none.
function card.article_text(article, lang)
  local words, fill = card.words(lang)
  return article and article ~= "" and fill(words.article, { article = article }) or nil
end

--- "Benelux police treaty, art. 12, in force since 2023-10-01 (to be confirmed)".
function card.basis_text(agreement, article, is_to_confirm, lang)
  local words, fill = card.words(lang)
  local text = card.name(agreement, lang)
  local said = card.article_text(article, lang)
  if said then text = text .. ", " .. said end
  if is_to_confirm then text = text .. " (" .. words.to_confirm .. ")" end
  return text .. ", " .. fill(words.since, { day = records.date(agreement.in_force) })
end

--- "not in force: ended on 2023-09-30".
function card.missing_text(why, agreement, place, lang)
  local words, fill = card.words(lang)
  local day = why == "not_yet" and agreement.in_force or why == "ended" and agreement.ended
  return fill(words.missing[why], { day = day and records.date(day) or "", place = place or "" })
end

--- The text of the lines, at most ten, the last the marking.
function card.text(lines, marking)
  local kept = {}
  for _, line in ipairs(lines) do add_wrapped(kept, core.visible(line)) end
  if #kept > LINES - 1 then
    kept = table.move(kept, 1, LINES - 1, 1, {})
    local last = kept[LINES - 1]
    if width(last) > COLUMNS - 2 then last = last:sub(1, utf8.offset(last, COLUMNS - 1) - 1) end
    kept[LINES - 1] = last .. " …"
  end
  kept[#kept + 1] = marking
  return table.concat(kept, "\n")
end

--- What card{lang=} of an answer does, over a function that gives the lines in a language.
function card.method(write)
  return function(self, options)
    local lang = options and options.lang and locale.check(options.lang) or locale.preferred()
    return card.text(write(lang), self:marking())
  end
end

return card
