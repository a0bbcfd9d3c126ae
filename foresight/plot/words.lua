--- words.lua: the phrases of plots, and how they name a measure and its unit.
--
-- Example:  words.of("nl").measure("count", "per 100 000 population")   --> aantal per 100.000 inwoners

local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"

local words = {}

-- "per 100 000 population" -> "per 100.000 inwoners"
local function rate_text(said, write, unit)
  local number, fact = unit:match "^per ([%d ]+) (%S+)$"
  number = number and tonumber((number:gsub(" ", "")))
  if not number then return nil end
  return phrases.fill(said.rate, { number = write.number(number), fact = said.facts[fact] or fact })
end

--- The words of a language, with `write` (numbers, dates), measure(column, unit), level(kind); raises for a language there
--- is none of.
function words.of(lang)
  local all, write = phrases.of(lang), locale.of(lang)
  local said = all.plot
  return setmetatable({
    lang = lang, write = write, fill = phrases.fill, sentence = phrases.sentence, figure = write.figure,
    level = function(kind) return all.levels[kind] and all.levels[kind].many end,
    unit = function(unit) return said.units[unit] or phrases.counting_unit(unit, lang) end,
    measure = function(column, unit)
      local rate = unit and rate_text(said, write, unit)
      if rate then return column:find "^count" and said.measures.count .. " " .. rate or rate end
      local name = said.measures[column] or column:gsub("_", " ")
      if unit and column == "value" then return said.units[unit] or unit end
      return unit and ("%s (%s)"):format(name, said.units[unit] or phrases.counting_unit(unit, lang)) or name
    end,
  }, { __index = said })
end

return words
