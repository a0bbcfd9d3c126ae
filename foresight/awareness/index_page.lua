--- index_page.lua: the page that leads to the briefs of a run: a map whose zones are links, and the same as a table for who goes by
-- keyboard or listens. It fetches nothing and needs no script.
--
-- Example:  made = index_page.of(run, entries)   html.of(made)

local core = require "glocal.core"
local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"
local picture = require "foresight.plot.output.picture"
require "foresight.plot.plot" -- frame:plot

local index_page = {}

local fill = phrases.fill
local EMPTY = "\u{2013}"

-- The map; false where no zone has a place, nil, message, code where it can't be drawn.
local function map_of(run, entries, said)
  local rows, links = {}, {}
  for i, entry in ipairs(entries) do
    rows[i] = { zone = entry.zone, items = entry.items }
    links[entry.zone] = { file = entry.briefs[1].file, text = entry.name }
  end
  local frame = core.frame(rows, { columns = { "zone", "items" }, types = { zone = "text", items = "integer" },
    marking = run.marking })
  local done, made, message, code = pcall(frame.plot, frame, { kind = "map", lang = run.lang, title = said.index.map,
    source = "glocal", store = run.store })
  if not done then -- none of the zones has a place
    if tostring(made):find("place on the map", 1, true) then return false end
    error(made, 0)
  end
  if not made then return nil, message, code end
  local svg
  svg, message, code = picture.linked(made, links)
  if not svg then return nil, message, code end
  return { kind = "figure", svg = svg, caption = said.index.map_caption, bars = {} }
end

local function table_of(run, entries, said)
  local rows = {}
  for i, entry in ipairs(entries) do
    local links = {}
    for n, each in ipairs(entry.briefs) do
      links[n] = { text = each.lang, file = each.file, lang = each.lang, name = entry.name .. ", " .. each.lang }
    end
    if #entry.briefs == 1 then links = entry.briefs[1].lang end -- its name leads there
    rows[i] = { { { text = entry.name, file = entry.briefs[1].file } }, links, entry.within, run.write.number(entry.population),
      run.write.number(entry.items), entry.about ~= "" and entry.about or EMPTY }
  end
  return { kind = "table", id = "zones", caption = said.index.list, columns = said.index.columns, rows = rows,
    align = { "left", "left", "left", "right", "right", "left" } }
end

--- The page of a run: lang, date, level, of (its name), least, is_first, marking, store, left_out; `entries`: zone, name, within,
--- population, items, about, briefs ({lang, file}). Or nil, message, code.
function index_page.of(run, entries)
  local words = phrases.of(run.lang)
  local said, facts = words.awareness, words.awareness.index.facts
  run.write = locale.of(run.lang)
  local day, level = run.write.day(run.date), words.levels[run.level] or words.levels.zone
  local name = fill(said.index.name, { name = run.of, levels = level.many })
  local blocks = {}
  local map, message, code = map_of(run, entries, said)
  if map == nil then return nil, message, code end
  if map then blocks = { { kind = "skip", to = "zones", text = said.index.skip }, map } end
  blocks[#blocks + 1] = { kind = "note", text = said.index.how }
  blocks[#blocks + 1] = table_of(run, entries, said)
  if #run.left_out > 0 then
    blocks[#blocks + 1] = { kind = "note", text = fill(said.index.left_out, { zones = table.concat(run.left_out, "; ") }) }
  end
  return {
    lang = run.lang, title = said.index.title, name = name, marking = run.marking, blocks = blocks,
    facts = { { facts.dated, day }, { facts.zones, run.write.number(#entries) },
      { facts.line, fill(said.index.line, { least = run.write.number(run.least) }) },
      { facts.since, run.is_first and said.index.no_since or said.index.since } },
    foot = fill(said.index.foot, { title = said.index.title, name = name, date = day }),
  }
end

return index_page
