--- front.lua: the first page of a brief, for the chief: the zone's own figures, what moves internationally, what that means
-- here, and what to do.
--
-- Example:  front.add(brief, to)   -- `to` takes blocks, see page.lua

local charts = require "foresight.brief.charts"
local phrases = require "foresight.language.phrases"
local texts = require "foresight.brief.texts"
local words = require "foresight.brief.words"

local front = {}

local fill = phrases.fill
local SHOWN = 5 -- own phenomena in the table of the first page
local FIRST_OPTIONAL = 5 -- rate, like zones, forecast: columns that may have nothing to say
local SURE = 1.96 -- standard deviations by which a change is told from chance, 95 %
local ADVICE, ROOM, ROOM_BESIDE_OWN = 3, 560, 350 -- lines of a section, and its characters: what one page has room for
local OWN_LINES, LINE_ROOM = 3, 55 -- of own rows beside that, in lines; each line more takes so many characters of a section
local PAGE_LINE = 105 -- characters in a line of the whole width

-- --- own figures --------------------------------------------------------------------------------------------------

local function with_unit(brief, text, unit)
  unit = words.unit(brief, unit)
  return text .. (unit ~= "" and (" (%s)"):format(unit) or "")
end

-- What all rows count, nil where they count different things: it is said once then, for the room it takes on the page.
local function common_unit(rows)
  for _, one in ipairs(rows) do
    if one.unit ~= rows[1].unit then return nil end
  end
  return rows[1].unit
end

-- Whether its last year is another than the one that the note below the table names.
local function ends_otherwise(rows, one)
  return one.now ~= nil and one.now.last ~= rows[1].now.last
end

local function own_name(brief, one)
  local text = phrases.sentence(brief.phenomena[one.phenomenon])
  if ends_otherwise(brief.own.rows, one) then
    text = ("%s, %s"):format(text, fill(brief.words.up_to, { last = words.last(brief, one) }))
  end
  return common_unit(brief.own.rows) and text or with_unit(brief, text, one.unit)
end

-- The largest fall and rise that are more than chance, as sentences.
local function own_lead(brief, rows)
  local said, fall, rise = brief.words.own, nil, nil
  for _, one in ipairs(rows) do
    local is_sure = one.share and math.abs(one.z) >= SURE
    if is_sure and one.share < 0 and (not fall or one.z < fall.z) then fall = one end
    if is_sure and one.share > 0 and (not rise or one.z > rise.z) then rise = one end
  end
  local sentences = {}
  local function add(phrase, one)
    if not one then return end
    sentences[#sentences + 1] = fill(phrase, { phenomenon = phrases.sentence(brief.phenomena[one.phenomenon]),
      period = words.period(brief, one), before = words.count(brief, one.before), now = words.count(brief, one.now),
      percent = brief.write.signed_percent(one.share) })
  end
  add(said.rise, rise)
  add(said.fall, fall)
  if #sentences == 0 then
    local is_compared = false
    for _, one in ipairs(rows) do is_compared = is_compared or one.share ~= nil end
    return is_compared and fill(said.steady, { period = words.period(brief, rows[1]) }) or nil
  end
  return table.concat(sentences, " ")
end

local function change_cell(brief, one, to)
  if one.share then
    local percent = brief.write.signed_percent(one.share)
    return math.abs(one.z) < SURE and percent .. " (" .. brief.words.own.chance .. ")" or percent
  end
  return words.EMPTY .. to.remark(one)
end

local function own_row(brief, one, to)
  local write = brief.write
  local ahead = one.outlook and one.outlook.total
  return {
    own_name(brief, one), words.count_short(brief, one.now), words.count_short(brief, one.before), change_cell(brief, one, to),
    one.rate and write.figure(math.floor(one.rate * 10 + 0.5) / 10) or words.EMPTY,
    one.beside and write.figure(math.floor(one.beside.median * 10 + 0.5) / 10) or words.EMPTY,
    ahead and ("%s (%s\u{2013}%s)"):format(write.number(ahead.mean), write.number(ahead.low), write.number(ahead.high))
      or words.EMPTY,
  }
end

local function like_note(brief, rows)
  local names, seen = {}, {}
  for _, one in ipairs(rows) do
    for _, each in ipairs(one.beside or {}) do
      if not seen[each.code] then
        names[#names + 1] = brief.place.names[each.code]
      end
      seen[each.code] = true
    end
  end
  if #names == 0 then return brief.words.own.alone end
  return fill(brief.words.own.like, { list = brief.write.list(names) })
end

local function outlook_note(brief, rows)
  local said, inside, outcomes, has_any = brief.words.own, 0, 0, false
  for _, one in ipairs(rows) do
    has_any = has_any or one.outlook ~= nil
    if one.outlook and one.outlook.covered then
      inside, outcomes = inside + one.outlook.covered * one.outlook.outcomes, outcomes + one.outlook.outcomes
    end
  end
  if not has_any then return said.outlook_none end
  if outcomes == 0 then return said.outlook_untried end
  return fill(said.outlook, { outcomes = brief.write.number(outcomes), percent = brief.write.percent(inside / outcomes, 0) })
end

local function own_columns(brief, rows)
  local columns = table.move(brief.words.own.columns, 1, 7, 1, {})
  columns[1] = with_unit(brief, columns[1], common_unit(brief.own.rows))
  if rows[1].every ~= "month" then columns[2] = brief.words.own.column_year end
  return columns
end

-- A column of dashes says no more than the note does.
local function drop_if_empty(columns, cells, i)
  for _, row in ipairs(cells) do
    if row[i] ~= words.EMPTY then return end
  end
  table.remove(columns, i)
  for _, row in ipairs(cells) do table.remove(row, i) end
end

-- The rows from `first` to `last` as a table; the notes that it needs below it.
local function own_table(brief, to, spec)
  local rows, cells, notes, is_chance, is_partial = brief.own.rows, {}, {}, false, false
  for i = spec.first, math.min(spec.last, #rows) do
    cells[#cells + 1] = own_row(brief, rows[i], to)
    is_chance = is_chance or rows[i].share ~= nil and math.abs(rows[i].z) < SURE
    is_partial = is_partial or words.is_partial(rows[i])
  end
  local columns = own_columns(brief, rows)
  for i = #columns, FIRST_OPTIONAL, -1 do drop_if_empty(columns, cells, i) end
  to.block { kind = "table", id = spec.id, caption = spec.caption, columns = columns, rows = cells,
    align = { "left", "right", "right", "right", "right", "right", "right" } }
  to.remarks()
  if is_partial then notes[1] = brief.words.own.partial_note end
  if is_chance then notes[#notes + 1] = brief.words.own.chance_note end
  return notes
end

--- The own figures that the first page has no room for, as a table of the annex.
function front.add_rest(brief, to)
  if #brief.own.rows <= SHOWN then return end
  to.heading(brief.words.headings.own, "own_rest")
  local notes = own_table(brief, to, { id = "rest", caption = brief.words.own.rest, first = SHOWN + 1, last = #brief.own.rows })
  if #notes > 0 then to.note(table.concat(notes, " ")) end
end

local function add_own(brief, to)
  local rows, said = brief.own.rows, brief.words.own
  to.heading(brief.words.headings.own, "own")
  if #rows == 0 then
    to.note(fill(said.none, { this = brief.level.this }))
    return
  end
  local lead = own_lead(brief, rows)
  if lead then to.lead(lead) end
  local of_table = own_table(brief, to, { id = "own", first = 1, last = SHOWN })
  local notes = { fill(said.whole, { last = words.last(brief, rows[1]), age = words.age(brief, rows[1].age) }),
    like_note(brief, rows), outlook_note(brief, rows) }
  table.move(of_table, 1, #of_table, #notes + 1, notes)
  if #rows > SHOWN then notes[#notes + 1] = fill(said.largest, { shown = SHOWN, number = #rows }) end
  to.note(table.concat(notes, " "))
  return charts.own(brief, to, rows)
end

-- --- international ------------------------------------------------------------------------------------------------

local function mover(brief, phrase, one)
  return fill(phrase, { series = words.series(brief, one), now = words.count(brief, one.now),
    unit = words.unit_of(brief, one), period = words.period(brief, one), difference = brief.write.signed(one.difference),
    percent = brief.write.signed_percent(one.share), age = words.age(brief, one.age) })
end

local function victims_line(brief)
  local said = brief.words.moves
  for _, one in ipairs(brief.figures.by_name.victims.rows) do
    if one.node == brief.place.country then
      local has_before = one.before and not (one.reason == "basis" or one.reason == "break")
      return phrases.sentence(fill(has_before and said.victims or said.victims_alone, {
        in_country = words.country_in(brief, one.node), now = words.count(brief, one.now),
        before = words.count(brief, one.before), period = words.period(brief, one), age = words.age(brief, one.age) }))
    end
  end
end

local function add_moves(brief, to)
  local said, figures, items = brief.words.moves, brief.figures, {}
  to.heading(brief.words.headings.moves, "moves")
  if figures.fall then items[#items + 1] = mover(brief, said.fall, figures.fall) end
  if figures.rise then items[#items + 1] = mover(brief, said.rise, figures.rise) end
  local total = figures.by_name.crossings.total
  if total and total.share and #brief.own.rows == 0 then items[#items + 1] = mover(brief, said.total, total) end
  if #items == 0 and brief.has_figures then items[1] = said.still end
  items[#items + 1] = victims_line(brief)
  if #items == 0 then items[1] = said.none end
  to.block { kind = "list", items = items }
  if #brief.own.rows == 0 then return charts.public(brief, to) end
  return true
end

local function add_here(brief, to)
  local said, items = brief.words.here, {}
  to.heading(brief.words.headings.here, "here")
  for _, result in ipairs(brief.figures.exposed) do
    if result.mine then
      items[#items + 1] = fill(said.item, { topic = brief.words.topics[result.name],
        from = brief.write.number(result.mine.from), to = brief.write.number(result.mine.to),
        now = words.count(brief, result.one.now), period = words.period(brief, result.one),
        unit = words.unit_of(brief, result.one), this = brief.level.this,
        table = words.table_name(brief, result.exposure) })
    end
  end
  if #items == 0 then return to.note(fill(said.none, { this = brief.level.this })) end
  to.block { kind = "list", items = items }
  to.note(said.judgement)
end

-- The characters that a section has on the page: the own figures come first and take what they need.
local function advice_room(rows)
  if #rows == 0 then return ROOM end
  local lines = 0
  for i = 1, math.min(SHOWN, #rows) do
    lines = lines + (common_unit(rows) and not ends_otherwise(rows, rows[i]) and 1 or 2)
  end
  return ROOM_BESIDE_OWN - LINE_ROOM * math.max(0, lines - OWN_LINES)
end
front.advice_room = advice_room

-- What comes first on the page takes room too: a line of it holds some PAGE_LINE characters.
local function lead_lines(blocks)
  local lines = 0
  for _, block in ipairs(blocks or {}) do
    for _, text in ipairs(block.items or { (block.kind == "note" or block.kind == "form") and block.text or nil }) do
      lines = lines + math.ceil(utf8.len(text) / PAGE_LINE)
    end
  end
  return math.max(0, lines - 2) -- the heading and two lines fit beside all else
end

local function add_advice(brief, to)
  local columns, room = {}, math.max(0, advice_room(brief.own.rows) - LINE_ROOM * lead_lines(brief.lead))
  local asked = { path = brief.place.path, phenomena = brief.phenomena_codes, date = brief.date, lang = brief.lang }
  for i, section in ipairs { "do", "call", "plan" } do
    local items = {}
    for n, line in ipairs(texts.choose(brief.texts, asked, section, ADVICE, room)) do
      items[n] = line.text .. (line.is_to_confirm and (" (%s)"):format(brief.words.advice.to_confirm) or "")
    end
    if #items == 0 then items[1] = brief.words.advice.none end
    columns[i] = { heading = brief.words.headings[section], items = items }
  end
  to.block { kind = "columns", columns = columns, section = "advice" }
end

--- Adds the first page; true, or nil, message, code where a chart can't be drawn.
function front.add(brief, to)
  local drawn, message, code = add_own(brief, to)
  if drawn == nil and message then return nil, message, code end
  drawn, message, code = add_moves(brief, to)
  if drawn == nil and message then return nil, message, code end
  add_here(brief, to)
  add_advice(brief, to)
  return true
end

return front
