--- page.lua: what a brief says, as a list of blocks that html.lua and text.lua each set in their own way: heading, lead,
-- note, list, columns, table, figure, code, annex. All words are of the brief's language; all numbers are written out.
--
-- Example:  made = page.of(brief)   made.blocks[1]   --> {kind = "heading", text = "Eigen cijfers"}

local annex = require "foresight.brief.annex"
local front = require "foresight.brief.front"
local phrases = require "foresight.language.phrases"

local page = {}

local fill = phrases.fill

-- A page being written: blocks and the shorthands that add them. Remarks explain an empty percentage: a letter in the
-- cell, the reason below the table.
local function new_writer(brief)
  local writer, letters, reasons = { blocks = {} }, {}, {}
  for _, kind in ipairs { "heading", "lead", "note", "code" } do
    writer[kind] = function(text, section) writer.blocks[#writer.blocks + 1] = { kind = kind, text = text, section = section } end
  end
  function writer.block(block) writer.blocks[#writer.blocks + 1] = block end
  function writer.remark(one)
    local reason = one.reason == "break" and one.why or brief.words.moves.reasons[one.reason]
    if not reason then return "" end
    if not letters[reason] then
      reasons[#reasons + 1] = reason
      letters[reason] = ("abcdefghij"):sub(#reasons, #reasons)
    end
    return "\u{A0}(" .. letters[reason] .. ")"
  end
  function writer.remarks()
    local said = {}
    for i, reason in ipairs(reasons) do said[i] = ("(%s) %s."):format(letters[reason], reason) end
    if #said > 0 then writer.note(table.concat(said, " ")) end
    letters, reasons = {}, {}
  end
  return writer
end

-- The facts under the title: level, what it lies in, people, date, zone table.
local function facts_of(brief)
  local words, place, write = brief.words, brief.place, brief.write
  local within = {}
  for i, code in ipairs(place.parents) do within[i] = place.names[code] end
  local values = { number = write.number(place.number), levels = place.number == 1 and brief.level.one or brief.level.many,
    day = place.table_day and write.day(place.table_day) }
  return {
    { words.facts.level, brief.level.one .. " (" .. place.code .. ")" },
    { words.facts.within, table.concat(within, ", ") },
    { words.facts.population, fill(words.population,
      { number = write.number(place.population), year = place.population_year }) },
    { words.facts.dated, write.day(place.date) },
    { words.facts.zones, fill(place.table_day and words.zones or words.zones_undated, values) },
  }
end

--- The page of a brief (see brief.lua); or nil, message, code where a chart can't be drawn.
function page.of(brief)
  local to = new_writer(brief)
  for _, block in ipairs(brief.lead or {}) do to.block(block) end
  local added, message, code = front.add(brief, to)
  if added then added, message, code = annex.add(brief, to) end
  if not added then return nil, message, code end
  return {
    lang = brief.lang, title = brief.words.title, name = brief.place.names[brief.place.code], facts = facts_of(brief),
    marking = brief.marking, blocks = to.blocks,
    foot = fill(brief.words.heading, { title = brief.words.title, name = brief.place.names[brief.place.code],
      date = brief.write.day(brief.place.date) }),
  }
end

return page
