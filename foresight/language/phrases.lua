--- phrases.lua: what glocal says to readers of its pages, plots and files, in nl, fr, de and en: one file per language
--- (nl.lua ...), with the same keys, and {name} where a value goes. A test holds keys and names equal.
--
-- Example:  words = phrases.of("nl").brief   phrases.fill(words.here.rank, {rank = 1, of = 185})   --> 1 van 185

local locale = require "foresight.language.locale"

local phrases = {}

local NBSP = "\u{00A0}"

-- French sets a space that does not break around : ; ? ! and inside « ».
local function french(value)
  if type(value) == "string" then
    return (value:gsub(" ([:;?!])", NBSP .. "%1"):gsub(" »", NBSP .. "»"):gsub("« ", "«" .. NBSP)
      :gsub("'", "\u{2019}"):gsub("100 000", "100\u{202F}000"))
  elseif type(value) ~= "table" then
    return value
  end
  local copy = {}
  for key, item in pairs(value) do copy[key] = french(item) end
  return copy
end

local by_word -- the key of a counting unit by any word for it, in small letters

local function counting_units_by_word()
  by_word = {}
  for _, lang in ipairs(locale.LANGUAGES) do
    for key, word in pairs(phrases.of(lang).counting_units) do by_word[word:lower()] = by_word[word:lower()] or key end
  end
  for key in pairs(phrases.of "en".counting_units) do by_word[key] = key end
  return by_word
end

--- What one count is, in a language: a source may say it in any of ours. A word we do not know stays as it is.
function phrases.counting_unit(unit, lang)
  local key = (by_word or counting_units_by_word())[unit:lower()]
  return key and phrases.of(lang).counting_units[key] or unit
end

--- A text that comes from elsewhere, with the spaces and marks of its language.
function phrases.typeset(text, lang)
  return lang == "fr" and french(text) or text
end

local loaded = {}
local own -- phrases of a corps, in the place of ours while a page of it is made: {nl = {...}, ...}

--- Calls f with the phrases of a corps in the place of ours (own_words.lua), and gives what it gives.
function phrases.with(words, f, ...)
  local before = own
  own = words
  local results = table.pack(pcall(f, ...))
  own = before
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

--- The corps' own phrases, where a page is being made with them: file, sections; else nil.
function phrases.own() return own end

--- The phrases of a language: levels, brief, plot, export; raises for one there is none of.
function phrases.of(lang)
  if own and own.of[lang] then return own.of[lang] end
  if not loaded[lang] then
    local found = require("foresight.language." .. locale.check(lang))
    loaded[lang] = lang == "fr" and french(found) or found
  end
  return loaded[lang]
end

--- The template with each {name} replaced by its value, and an empty one with the space before it; a name without one is a fault of
--- ours.
function phrases.fill(template, values)
  return (template:gsub("( ?){([%a_]+)}", function(space, name)
    local value = values[name]
    if value == nil then error("no value for {" .. name .. "} in: " .. template) end
    return value == "" and "" or space .. tostring(value)
  end))
end

--- The first letter as a capital.
function phrases.sentence(text)
  return (text:gsub("^%l", string.upper):gsub("^é", "É"):gsub("^ö", "Ö"):gsub("^ü", "Ü"))
end

return phrases
