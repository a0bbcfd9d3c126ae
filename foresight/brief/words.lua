--- words.lua: what the parts of a brief say in the same way: the name of a series, a period, an age, a counting unit.
--
-- Example:  words.period(brief, one)   --> in de twaalf maanden tot en met april 2025

local phrases = require "foresight.language.phrases"

local words = {}

local fill = phrases.fill

words.EMPTY = "\u{2013}" -- en dash: no figure, or no comparison

--- A period in words: "april 2025", "2022", "2025-Q1".
function words.last(brief, one) return brief.write.month(one.now.last) end

function words.period(brief, one)
  return fill(brief.words.period[one.every], { last = words.last(brief, one) })
end

--- The age of a figure: "19 months old"; from two years on in years with a decimal.
function words.age(brief, months)
  local said = brief.words.age
  if months == 0 then return said.now end
  if months == 1 then return said.one end
  if months < 24 then return fill(said.months, { number = brief.write.number(months) }) end
  return fill(said.years, { number = brief.write.number(months / 12, 1) })
end

--- The same for a cell of a table.
function words.age_short(brief, months)
  local said = brief.words.age_short
  if months < 24 then return fill(said.months, { number = brief.write.number(months) }) end
  return fill(said.years, { number = brief.write.number(months / 12, 1) })
end

--- A counting unit in the language of the brief; one we do not know stays as its source has it.
function words.unit(brief, unit)
  return unit and phrases.counting_unit(unit, brief.lang) or ""
end

--- The counting unit of a public series.
function words.unit_of(brief, one)
  local unit = brief.unit_of[one.phenomenon]
  return words.unit(brief, unit)
end

--- "irregular border crossings, Western Balkan route".
function words.series(brief, one)
  local said = brief.words.moves
  if one.is_total then return said.groups[one.topic.name] end
  return fill(said[one.topic.name .. "_of"], {
    node = brief.place.names[one.node], phenomenon = brief.phenomena[one.phenomenon],
  })
end

-- Of how many periods of the window there are figures; nil where of all.
local function known_periods(window)
  return window.holes > 0 and window.length - window.holes or nil
end

--- How a count of a series is written: "12", "12-15", "9 (figures of 7 of the 12 months)".
function words.count(brief, window)
  if not window then return words.EMPTY end
  local text, known = brief.write.count(window.low, window.high), known_periods(window)
  return known and text .. " " .. fill(brief.words.partial[window.every], { known = brief.write.number(known) }) or text
end

--- The same for a cell of a table: "9 (7/12)".
function words.count_short(brief, window)
  if not window then return words.EMPTY end
  local text, known = brief.write.count(window.low, window.high), known_periods(window)
  return known and ("%s (%d/%d)"):format(text, known, window.length) or text
end

--- Whether a year of the series lacks periods.
function words.is_partial(one)
  return one.now.holes > 0 or one.before ~= nil and one.before.holes > 0
end

function words.table_name(brief, exposure)
  return brief.words.tables[exposure] or exposure
end

function words.country_in(brief, code)
  return brief.words.in_country[code] or fill(brief.words.in_other, { country = brief.place.names[code] or code })
end

return words
