--- index_page.lua: the page that leads to the digests of a run: a line for each zone that has something new.
--
-- Example:  index_page.of({{name = "Frankrijk", new = 3, file = "FR-nl.html"}}, {lang = "nl", date = "2026-11-29", ...})

local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"

local index_page = {}

--- The page, as foresight/brief sets it. `asked`: lang, date, marking, added (new alerts).
function index_page.of(entries, asked)
  local said, write = phrases.of(asked.lang).digest, locale.of(asked.lang)
  local items, day = {}, write.day(asked.date)
  for i, entry in ipairs(entries) do
    items[i] = { file = entry.file,
      text = phrases.fill(said.index.item, { name = entry.name, number = write.number(entry.new) }) }
  end
  local name = said.index.name
  return {
    lang = asked.lang, title = said.title, name = name, marking = asked.marking,
    facts = { { said.facts.dated, day }, { said.index.added, write.number(asked.added) } },
    blocks = { { kind = "links", items = items } },
    foot = phrases.fill(said.foot, { title = said.title, name = name, date = day }),
  }
end

return index_page
