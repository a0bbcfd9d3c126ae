--- phrases.lua: the words of a brief in a language, and how their blanks are filled.
--
-- Example:  words = phrases.of "nl"   phrases.fill(words.here.rank, {rank = 1, of = 185})   --> 1 van 185

local core = require "glocal.core"
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

local kept = {}

--- The words of a language; raises for one there is none of.
function phrases.of(lang)
  local known
  for _, each in ipairs(locale.LANGUAGES) do known = known or each == lang end
  if not known then
    local near = type(lang) == "string" and core.nearest(lang:lower(), locale.LANGUAGES)
    error(("unknown language '%s'%s: a brief is in %s"):format(tostring(lang),
      near and (", did you mean '%s'?"):format(near) or "", table.concat(locale.LANGUAGES, ", ")), 0)
  end
  if not kept[lang] then
    local words = require("foresight.language.brief." .. lang)
    kept[lang] = lang == "fr" and french(words) or words
  end
  return kept[lang]
end

--- The template with each {name} replaced by its value; a name without one is a fault of ours.
function phrases.fill(template, values)
  return (template:gsub("{([%a_]+)}", function(name)
    return tostring(values[name] == nil and error("no value for {" .. name .. "} in: " .. template) or values[name])
  end))
end

--- The first letter as a capital (ASCII letters only, which is all our sentences begin with).
function phrases.sentence(text)
  return (text:gsub("^%l", string.upper))
end

--- "a, b and c".
function phrases.list(words, items)
  if #items < 2 then return items[1] or "" end
  return table.concat(items, ", ", 1, #items - 1) .. " " .. words.and_word .. " " .. items[#items]
end

return phrases
