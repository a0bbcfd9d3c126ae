--- annex.lua: what stands behind the first page of a brief: all international figures, the like zones, the exposures, maps,
-- sources, and how it was computed.
--
-- Example:  annex.add(brief, to)   -- `to` takes blocks, see page.lua

local channels = require "foresight.brief.channels"
local charts = require "foresight.brief.charts"
local front = require "foresight.brief.front"
local known = require "foresight.shared.known"
local phrases = require "foresight.language.phrases"
local lately = require "foresight.brief.lately"
local places = require "foresight.brief.places"
local query = require "foresight.shared.query"
local series = require "foresight.brief.series"
local sources = require "foresight.brief.sources"
local words = require "foresight.brief.words"

local annex = {}

local fill, EMPTY = phrases.fill, words.EMPTY
local NEAREST = 5
local OWN_SHOWN = 3 -- phenomena in the table of like zones

-- --- international figures ----------------------------------------------------------------------------------------

-- Series, last period, age, figure, year before, difference, percent. Hidden counts make ranges of the differences too.
local function moves_row(brief, label, one, style, to)
  local write, now, before = brief.write, one.now, one.before
  local row = { label, words.last(brief, one), words.age_short(brief, one.age), words.count_short(brief, now),
    words.count_short(brief, before), EMPTY, EMPTY, style = style }
  if one.difference then
    row[6] = write.signed(one.difference)
  elseif one.reason == "censored" then
    row[6] = write.signed(now.low - before.high) .. " \u{2026} " .. write.signed(now.high - before.low)
  end
  row[7] = one.share and write.signed_percent(one.share) or EMPTY .. to.remark(one)
  return row
end

-- What begins a group of rows: the total, or the name of what is counted.
local function add_group(brief, rows, found, to)
  local title, one = brief.words.moves.groups[found.name], found.total
  if found.name == "channel" then one = found.rows[1] end
  rows[#rows + 1] = one and moves_row(brief, title, one, "strong", to) or { title, "", "", "", "", "", "", style = "strong" }
end

-- By what the rows of a topic are told apart; the others by their zone.
local BY_PHENOMENON = { offences = true }

local function add_moves(brief, to)
  local said, rows, shown = brief.words.moves, {}, {}
  for _, found in ipairs(brief.figures.topics) do
    if #found.rows > 0 and not shown[found.name] then add_group(brief, rows, found, to) end
    for _, one in ipairs(found.rows) do
      local label = BY_PHENOMENON[found.name] and phrases.sentence(brief.phenomena[one.phenomenon])
        or brief.place.names[one.node]
      if found.name ~= "channel" and one.now.high > 0 then
        rows[#rows + 1] = moves_row(brief, label, one, "indent", to)
      end
    end
    shown[found.name] = shown[found.name] or #found.rows > 0
  end
  if #rows == 0 then return end
  to.heading(brief.words.headings.figures, "figures")
  to.block { kind = "table", id = "moves", caption = said.caption, columns = said.columns, rows = rows,
    align = { "left", "left", "right", "right", "right", "right", "right" } }
  to.remarks()
  local notes = {}
  for _, name in ipairs { "crossings", "victims" } do
    if shown[name] then notes[#notes + 1] = said.notes[name] end
  end
  notes[#notes + 1] = said.headline
  to.note(table.concat(notes, " "))
end

-- --- like zones ---------------------------------------------------------------------------------------------------

-- In what a zone is alike: "same region, neighbour".
local function likeness(brief, like)
  local why, said = {}, brief.words.own.why
  if like.is_region then why[#why + 1] = said.region end
  if like.is_size then why[#why + 1] = said.size end
  if like.is_neighbour then why[#why + 1] = said.neighbour end
  return table.concat(why, ", ")
end

local function rate_of(one, code)
  for _, each in ipairs(one.beside or {}) do
    if each.code == code then return each.rate end
  end
end

local function add_like(brief, to)
  local shown, zones, seen = {}, {}, {}
  for _, one in ipairs(brief.own.rows) do
    if one.beside and #shown < OWN_SHOWN then shown[#shown + 1] = one end
  end
  if #shown == 0 then return end
  local said, write, place = brief.words.own, brief.write, brief.place
  local columns, align = table.move(said.like_columns, 1, 3, 1, {}), { "left", "left", "right" }
  local own_row = { place.names[place.code], EMPTY, write.number(place.population), style = "strong" }
  local function cell(rate) return rate and write.figure(math.floor(rate * 10 + 0.5) / 10) or EMPTY end
  for _, one in ipairs(shown) do
    columns[#columns + 1], align[#align + 1] = phrases.sentence(brief.phenomena[one.phenomenon]), "right"
    own_row[#own_row + 1] = cell(one.rate)
    for _, each in ipairs(one.beside) do
      if not seen[each.code] then zones[#zones + 1] = each.peer end
      seen[each.code] = true
    end
  end
  local rows = { own_row }
  for _, like in ipairs(zones) do
    local row = { place.names[like.code], likeness(brief, like), write.number(like.population) }
    for _, one in ipairs(shown) do row[#row + 1] = cell(rate_of(one, like.code)) end
    rows[#rows + 1] = row
  end
  to.heading(brief.words.headings.like, "like")
  to.block { kind = "table", id = "like", caption = said.like_caption, columns = columns, rows = rows, align = align }
end

-- --- what it means here -------------------------------------------------------------------------------------------

local function range_cell(brief, sum)
  if not sum then return EMPTY end
  return fill(brief.words.here.range, { from = brief.write.number(sum.from), to = brief.write.number(sum.to) })
end

local function share_cell(brief, result)
  local whole = math.max(1, result.one.now.low)
  return ("%s\u{2013}%s"):format(brief.write.percent(result.mine.low / whole, 2),
    brief.write.percent(result.mine.high / whole, 2))
end

-- The phenomena for which a table has weights of the zone that no figure feeds.
local function unfed(brief, exposure)
  return query(brief.store, ([[select distinct p.code from %s e join zone t on t.id = e.to_zone
    join phenomenon p on p.id = e.phenomenon where e.name = :name and t.code = :code and not exists
      (select 1 from %s o join phenomenon q on q.id = o.phenomenon where o.zone = e.from_zone
        and (q.code = p.code or q.code like p.code || '.%%')) order by p.code]]):format(
    known.rows("exposure", brief.state), series.observations(brief.state)),
    { name = exposure, code = brief.place.code }).code
end

local function add_here(brief, to)
  local said, rows = brief.words.here, {}
  for _, result in ipairs(brief.figures.exposed) do
    if result.mine then
      rows[#rows + 1] = { brief.words.topics[result.name], words.table_name(brief, result.exposure),
        words.count(brief, result.one.now), share_cell(brief, result), range_cell(brief, result.mine) }
    end
  end
  if #rows == 0 then return end
  to.heading(brief.words.headings.here, "here_table")
  to.block { kind = "table", id = "here", caption = said.caption, columns = said.columns, rows = rows,
    align = { "left", "left", "right", "right", "right" } }
  to.note(said.note)
  local tables = {}
  for _, result in ipairs(brief.figures.exposed) do tables[result.exposure] = true end
  for _, exposure in ipairs { "channel", "gateways" } do
    local codes = tables[exposure] and unfed(brief, exposure) or {}
    for i, code in ipairs(codes) do codes[i] = brief.phenomena[code] end
    if #codes > 0 then
      to.note(fill(said.unfed, { table = words.table_name(brief, exposure), phenomena = table.concat(codes, ", ") }))
    end
  end
end

local function add_compared(brief, to)
  local place, results, said = brief.place, {}, brief.words.compared
  for _, result in ipairs(brief.figures.exposed) do
    if result.mine then results[#results + 1] = result end
  end
  local nearest = places.nearest(place, NEAREST)
  if #results == 0 or #nearest == 0 then return end
  local columns, align = table.move(said.columns, 1, 3, 1, {}), { "left", "right", "right" }
  for _, result in ipairs(results) do
    columns[#columns + 1], align[#align + 1] = brief.words.topics[result.name], "right"
  end
  local function row_of(zone, style)
    local row = { place.names[zone.code],
      zone.distance and fill(said.kilometres, { number = brief.write.number(zone.distance) }) or EMPTY,
      brief.write.number(zone.population), style = style }
    for _, result in ipairs(results) do row[#row + 1] = range_cell(brief, result.sums[zone.code]) end
    return row
  end
  local rows = { row_of({ code = place.code, population = place.population }, "strong") }
  for _, peer in ipairs(nearest) do rows[#rows + 1] = row_of(peer) end
  to.heading(brief.words.headings.compared, "compared")
  to.block { kind = "table", id = "compared", caption = fill(said.note, { levels = brief.level.many }), columns = columns,
    rows = rows, align = align }
end

-- --- sources and method -------------------------------------------------------------------------------------------

local function add_sources(brief, to)
  local rows = {}
  for _, source in ipairs(sources.used(brief)) do
    rows[#rows + 1] = { source.name, brief.publishers[source.publisher] or source.publisher or EMPTY,
      brief.licences[source.licence] or source.licence or EMPTY,
      brief.write.month(source.first) .. " \u{2013} " .. brief.write.month(source.last) }
  end
  if #rows == 0 then return end
  to.heading(brief.words.headings.sources, "sources")
  to.block { kind = "table", id = "sources", columns = brief.words.sources.columns, rows = rows,
    align = { "left", "left", "left", "left" } }
end

local function add_method(brief, to)
  local said, headings = brief.words.method, brief.words.headings
  to.heading(headings.method, "method")
  to.note(fill(said.store, {
    store = brief.store_name, state = brief.state, seed = brief.seed, version = brief.version,
    as_of = brief.as_of_text and fill(said.known_then, { as_of = brief.as_of_text }) or said.known_now,
    year = brief.place.population_year, first = headings["do"], last = headings.plan, file = brief.texts_name,
  }))
  to.note(said.command)
  to.code(brief.command_lines)
end

--- Adds the annex; true, or nil, message, code where a chart can't be drawn.
function annex.add(brief, to)
  to.block { kind = "annex", text = brief.words.annex, section = "annex" }
  for _, block in ipairs(brief.demanded and brief.demanded.blocks(brief) or {}) do to.block(block) end
  lately.add(brief, to)
  front.add_rest(brief, to)
  add_moves(brief, to)
  add_like(brief, to)
  if #brief.own.rows > 0 then
    local drawn, message, code = charts.public(brief, to)
    if not drawn then return nil, message, code end
  end
  add_here(brief, to)
  add_compared(brief, to)
  local drawn, message, code = charts.maps(brief, to)
  if not drawn then return nil, message, code end
  channels.add(brief, to)
  add_sources(brief, to)
  add_method(brief, to)
  return true
end

return annex
