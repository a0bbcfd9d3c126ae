--- page.lua: what a brief says, as a list of blocks that html.lua and text.lua each set in their own way: heading, lead,
-- paragraph, note, table, figure, code. All words are of the brief's language; all numbers are written out.
--
-- Example:  page = compose.page(brief)   page.blocks[1]   --> {kind = "heading", text = "De boodschap"}

local charts = require "foresight.brief.charts"
local message = require "foresight.brief.message"
local phrases = require "foresight.language.phrases"
local places = require "foresight.brief.places"
local sources = require "foresight.brief.sources"

local page = {}

local fill = phrases.fill
local EMPTY = "\u{2013}" -- en dash: no figure, or no comparison

-- A page being written: blocks and the shorthands that add them.
local function new_writer()
  local writer = { blocks = {} }
  for _, kind in ipairs { "heading", "lead", "paragraph", "note", "code" } do
    writer[kind] = function(text) writer.blocks[#writer.blocks + 1] = { kind = kind, text = text } end
  end
  function writer.block(block) writer.blocks[#writer.blocks + 1] = block end
  return writer
end

-- --- what moves ----------------------------------------------------------------------------------------------------

local function period_text(brief, compared)
  if compared.every ~= "month" then return compared.now.last end
  return fill(brief.words.moves.months, { last = brief.write.month(compared.now.last) })
end

-- Series, period, figure, year before, difference, percent. Censored counts make ranges of the differences too.
local function moves_row(brief, label, compared, style)
  local write, now, before = brief.write, compared.now, compared.before
  local period = style == "indent" and "" or period_text(brief, compared) -- that of the row it belongs to
  local row = { label, period, write.count(now.low, now.high), EMPTY, EMPTY, EMPTY }
  if before then
    row[4] = write.count(before.low, before.high)
    local lowest, highest = now.low - before.high, now.high - before.low
    row[5] = lowest == highest and write.signed(lowest) or
      write.signed(lowest) .. " \u{2026} " .. write.signed(highest)
    if lowest == highest and before.low > 0 then row[6] = write.signed_percent(lowest / before.low) end
  end
  row.style = style
  return row
end

local function context_label(brief, row)
  return fill(brief.words.moves[row.topic.name],
    { country = brief.place.names[row.node], phenomenon = brief.phenomena[row.topic.phenomenon] })
end

local function moves_rows(brief)
  local rows = {}
  for _, result in ipairs(brief.figures.topics) do
    local label = brief.words.moves[result.name]
    if label and result.total and result.total.now and result.name ~= "victims" then
      rows[#rows + 1] = moves_row(brief, label, result.total, "strong")
      for _, node in ipairs(result.topic.by_node and result.nodes or {}) do
        if node.now.low > 0 or node.before and node.before.low > 0 then
          rows[#rows + 1] = moves_row(brief, brief.place.names[node.node], node, "indent")
        end
      end
    end
  end
  for _, row in ipairs(brief.figures.context) do
    rows[#rows + 1] = moves_row(brief, context_label(brief, row), row, row.node == brief.place.country and "strong")
  end
  return rows
end

local function last_offence(brief)
  local last
  for _, row in ipairs(brief.figures.context) do
    if row.topic.name == "offences" and (not last or row.now.last > last) then last = row.now.last end
  end
  return last
end

local function moves(brief, to)
  local words, rows = brief.words.moves, moves_rows(brief)
  if #rows == 0 then return end
  to.heading(brief.words.headings.moves)
  to.block { kind = "table", id = "moves", caption = words.caption, columns = words.columns, rows = rows,
    align = { "left", "left", "right", "right", "right", "right" } }
  for _, note in ipairs(words.notes) do to.note(note) end
  local last = last_offence(brief)
  if last and last < tostring(tonumber(brief.place.date:sub(1, 4)) - 1) then
    to.note(fill(words.stale, { last = brief.write.month(last) }))
  end
end

-- --- what it means here --------------------------------------------------------------------------------------------

-- An exposure table as the reader knows it.
local function table_name(brief, exposure)
  return brief.words.tables[exposure] or exposure
end

local function by_text(brief, result)
  local words = brief.words.by
  if result.exposure == "population" then return words.population end
  return fill(words.table, { table = table_name(brief, result.exposure) })
end

local function here_row(brief, result)
  local write, mine, now = brief.write, result.mine, result.total.now
  local row = {
    brief.words.topics[result.name] .. ", " .. by_text(brief, result),
    ("%s (%s)"):format(write.count(now.low, now.high), write.month(result.last)),
    EMPTY, EMPTY, EMPTY, EMPTY,
  }
  if mine then
    row[3], row[4] = write.estimate(mine.estimate), write.range(mine.low, mine.high)
  end
  if mine and result.exposure ~= "population" then -- by population, rate and rank say nothing of the topic
    row[5] = write.estimate(mine.estimate / brief.place.population * 1e5)
    row[6] = fill(brief.words.here.rank, { rank = result.rank, of = #brief.place.peers })
  end
  return row
end

local function here_notes(brief, to)
  local words, place = brief.words.here, brief.place
  local values = {
    of = #place.peers, levels = brief.level.many, this = brief.level.this, country = place.names[place.country],
  }
  for _, result in ipairs(brief.figures.topics) do
    values.topic, values.table = brief.words.topics[result.name], table_name(brief, result.exposure)
    local reason = result.named and words.unnamed or words.unnamed_level
    if result.sums and not result.mine then to.note(fill(reason, values)) end
    if result.unfed and #result.unfed > 0 then
      local names = {}
      for i, code in ipairs(result.unfed) do names[i] = brief.phenomena[code] end
      values.phenomena = table.concat(names, ", ")
      to.note(fill(words.unfed, values))
    end
  end
  for _, note in ipairs(words.notes) do to.note(fill(note, values)) end
end

local function here(brief, to)
  local words, rows = brief.words.here, {}
  for _, result in ipairs(brief.figures.topics) do
    if result.sums then rows[#rows + 1] = here_row(brief, result) end
  end
  if #rows == 0 then return end -- the message has said so
  to.heading(brief.words.headings.here)
  to.block { kind = "table", id = "here", caption = words.caption, columns = words.columns, rows = rows,
    align = { "left", "right", "right", "right", "right", "right" } }
  here_notes(brief, to)
end

-- --- compared ------------------------------------------------------------------------------------------------------

local function estimate_cell(brief, sum, population)
  if not sum then return EMPTY end
  return ("%s\u{A0}(%s)"):format(brief.write.estimate(sum.estimate), brief.write.estimate(sum.estimate / population * 1e5))
end

local function compared_row(brief, results, zone, style)
  local write = brief.write
  local row = {
    brief.place.names[zone.code],
    zone.distance and fill(brief.words.compared.kilometres, { number = write.number(zone.distance) }) or EMPTY,
    write.number(zone.population), style = style,
  }
  for _, result in ipairs(results) do row[#row + 1] = estimate_cell(brief, result.sums[zone.code], zone.population) end
  return row
end

local function country_row(brief, results)
  local place, people = brief.place, 0
  for _, peer in ipairs(place.peers) do people = people + peer.population end
  local row = {
    fill(brief.words.compared.all,
      { country = place.names[place.country], number = #place.peers, levels = brief.level.many }),
    EMPTY, brief.write.number(people), style = "total",
  }
  for _, result in ipairs(results) do row[#row + 1] = estimate_cell(brief, result.country, people) end
  return row
end

local function compared(brief, to)
  local words, place, results = brief.words.compared, brief.place, {}
  local columns, align = table.move(words.columns, 1, #words.columns, 1, {}), { "left", "right", "right" }
  local short = table.move(columns, 1, #columns, 1, {}) -- where there is little room
  for _, result in ipairs(brief.figures.topics) do
    if result.named and result.exposure ~= "population" then -- by population all zones have the same rate
      results[#results + 1] = result
      columns[#columns + 1], align[#align + 1] = brief.words.topics[result.name], "right"
      short[#short + 1] = brief.words.topics_short[result.name]
    end
  end
  if #results == 0 then return end
  to.heading(brief.words.headings.compared)
  local rows = { compared_row(brief, results, { code = place.code, population = place.population }, "strong") }
  for _, peer in ipairs(places.nearest(place, 5)) do rows[#rows + 1] = compared_row(brief, results, peer) end
  rows[#rows + 1] = country_row(brief, results)
  to.block { kind = "table", id = "compared", caption = words.caption, columns = columns, short_columns = short,
    rows = rows, align = align }
  to.note(place.position and fill(words.note, { levels = brief.level.many }) or words.alone)
end

-- --- sources and method --------------------------------------------------------------------------------------------

local function sources_table(brief, to)
  local rows = {}
  for _, source in ipairs(sources.used(brief)) do
    rows[#rows + 1] = { source.name, source.publisher or EMPTY, source.licence or EMPTY,
      brief.write.month(source.first) .. " \u{2013} " .. brief.write.month(source.last) }
  end
  if #rows == 0 then return end
  to.heading(brief.words.headings.sources)
  to.block { kind = "table", id = "sources", columns = brief.words.sources.columns, rows = rows,
    align = { "left", "left", "left", "left" } }
end

local function method(brief, to)
  local words, tables, seen, steps = brief.words.method, {}, {}, {}
  to.heading(brief.words.headings.method)
  to.paragraph(fill(words.store, {
    store = brief.store_name, state = brief.state, version = brief.version, date = brief.write.day(brief.place.date),
    year = brief.place.population_year,
  }))
  for _, result in ipairs(brief.figures.topics) do
    if result.sums and not seen[result.exposure] then
      seen[result.exposure] = true
      tables[#tables + 1] = table_name(brief, result.exposure)
    end
    if result.frame then steps[#steps + 1] = (result.frame:provenance():gsub("\n$", "")) end
  end
  if #tables > 0 then to.paragraph(fill(words.judgement, { tables = brief.write.list(tables) })) end
  to.paragraph(words.command)
  to.code(brief.command_lines)
  if #steps > 0 then
    to.paragraph(words.steps)
    to.block { kind = "code", text = table.concat(steps, "\n"), wraps = true }
  end
end

-- Up to when each topic has figures: "April 2025 (irregular border crossings), 2022 (trafficking victims)".
local function covers_text(brief)
  local parts = {}
  for _, result in ipairs(brief.figures.topics) do
    if result.last and not result.topic.again then
      local topic = brief.words.topics[result.name]
      if brief.lang ~= "de" then topic = topic:gsub("^%u", string.lower) end
      parts[#parts + 1] = fill(brief.words.covers, { last = brief.write.month(result.last), topic = topic })
    end
  end
  return #parts > 0 and table.concat(parts, ", ") or EMPTY
end

-- The facts under the title: level, what it lies in, people, date, period, marking.
local function facts_of(brief)
  local words, place, write = brief.words, brief.place, brief.write
  local within = {}
  for i, code in ipairs(place.parents) do within[i] = place.names[code] end
  return {
    { words.facts.level, brief.level.one .. " (" .. place.code .. ")" },
    { words.facts.within, table.concat(within, ", ") },
    { words.facts.population, fill(words.population,
      { number = write.number(place.population), year = place.population_year }) },
    { words.facts.dated, write.day(place.date) },
    { words.facts.covers, covers_text(brief) },
    { words.facts.marking, brief.marking },
  }
end

--- The page of a brief (see brief.lua); or nil, message, code where a chart can't be drawn.
function page.of(brief)
  local to = new_writer()
  message.add(brief, to)
  moves(brief, to)
  here(brief, to)
  compared(brief, to)
  local figures, failure, code = charts.of(brief, by_text)
  if not figures then return nil, failure, code end
  for _, block in ipairs(figures) do to.block(block) end
  sources_table(brief, to)
  method(brief, to)
  return {
    lang = brief.lang, title = brief.words.title, name = brief.place.names[brief.place.code], facts = facts_of(brief),
    marking = brief.marking, blocks = to.blocks, write = brief.write,
    foot = fill(brief.words.heading, { title = brief.words.title, name = brief.place.names[brief.place.code],
      date = brief.write.day(brief.place.date) }),
  }
end

return page
