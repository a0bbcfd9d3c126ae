--- country_page.lua: a country brief in words: the blocks that foresight/brief/html.lua and text.lua set, and the card of ten lines.
--
-- Example:  made = country_page.of(it)   made.blocks[1].text   --> Cijfers

local card = require "foresight.cooperation.card"
local legal = require "foresight.cooperation.legal"
local phrases = require "foresight.language.phrases"
local records = require "foresight.shared.records"

local country_page = {}

local fill = phrases.fill
local LEFT, RIGHT = "left", "right"

local function period_text(it, now)
  if now.from == now.to then return it.write.month(now.to) end
  if now.from:sub(1, 4) == now.to:sub(1, 4) and now.from:sub(6) == "01" and now.to:sub(6) == "12" then return now.to:sub(1, 4) end
  return ("%s\u{2013}%s"):format(it.write.month(now.from), it.write.month(now.to))
end

local function name_of(it, noun, code)
  return noun == "zone" and card.zone_name(it.store, code, it.lang) or card.phenomenon_name(it.store, code, it.lang)
end

local function figure_row(it, one, with_zone)
  local what = name_of(it, "phenomenon", one.phenomenon)
  if with_zone then what = ("%s, %s"):format(name_of(it, "zone", one.zone), what) end
  return { what, period_text(it, one.now), it.write.count(one.now.low, one.now.high),
    one.before and it.write.count(one.before.low, one.before.high) or "\u{2013}",
    one.share and it.write.signed_percent(one.share) or "\u{2013}",
    fill(it.words.source_known, { source = it.sources[one.source] or one.source, day = one.known }) }
end

local function add_figures(it, to, list, spec)
  if #list == 0 then return false end
  local rows = {}
  for i, one in ipairs(list) do rows[i] = figure_row(it, one, spec.with_zone) end
  to { kind = "table", id = spec.id, caption = spec.caption, columns = it.words.figure_columns, rows = rows,
    align = { LEFT, LEFT, RIGHT, RIGHT, RIGHT, LEFT } }
  return true
end

local function add_all_figures(it, to)
  local words, figures = it.words, it.figures
  to { kind = "heading", text = words.figures }
  local values = { country = it.name }
  local has_own = add_figures(it, to, figures.own, { id = "own", caption = fill(words.own_caption, values) })
  local has_abroad = add_figures(it, to, figures.abroad, { id = "abroad", caption = fill(words.abroad_caption, values),
    with_zone = true })
  if not has_own then to { kind = "note", text = fill(words.no_figures, values) } end
  if has_own or has_abroad then to { kind = "note", text = words.figures_note } end
  if figures.more > 0 then to { kind = "note", text = fill(words.more, { number = figures.more }) } end
  to { kind = "heading", text = words.routes }
  local names = {}
  for i, route in ipairs(figures.route_list) do
    names[i] = fill(words.route_source, { route = name_of(it, "zone", route.code), source = route.source })
  end
  if #names > 0 then to { kind = "list", items = names } end
  if #names == 0 then to { kind = "note", text = fill(words.no_routes, values) } end
  if not add_figures(it, to, figures.routes, { id = "routes", with_zone = true }) and #names > 0 then
    to { kind = "note", text = words.no_route_figures }
  end
end

local function answer_text(it, row)
  local words = it.words
  local text = words.no_time
  if row.answer_from == "flows" then
    text = fill(words.from_flows, { hours = it.write.figure(row.answer_hours), number = row.answers,
      from = row.answers_from:sub(1, 7),
      to = row.answers_to:sub(1, 7) })
  elseif row.answer_hours then
    text = fill(words.from_deadline, { hours = it.write.figure(row.answer_hours) })
  end
  return text
end

local function add_channels(it, to)
  local words, rows = it.words, {}
  to { kind = "heading", text = words.channels }
  for i, row in ipairs(it.network.channels) do
    local channel, agreement = it.reg:channel_on(row.channel, it.day), it.reg.agreements[row.agreement]
    local reached = {}
    for _, text in ipairs { row.hours or "", row.languages or "" } do
      if text ~= "" then reached[#reached + 1] = text end
    end
    rows[i] = { card.name(channel, it.lang), card.basis_text(agreement, row.article, row.to_confirm ~= nil, it.lang),
      answer_text(it, row), table.concat(reached, "; ") }
  end
  if #rows == 0 then return to { kind = "note", text = card.words(it.lang).nobody } end
  to { kind = "table", id = "channels", columns = words.channel_columns, rows = rows, align = { LEFT, LEFT, LEFT, LEFT } }
end

local function acts_text(it, acts)
  local words, parts = card.words(it.lang), {}
  for i, each in ipairs(acts) do
    local said = {}
    said[1] = card.article_text(each.article, it.lang)
    if each.to_confirm then said[#said + 1] = words.to_confirm end
    parts[i] = words.acts[each.act] .. (#said > 0 and (" (%s)"):format(table.concat(said, ", ")) or "")
  end
  return table.concat(parts, ", ")
end

local function add_agreements(it, to)
  local words, rows = it.words, {}
  to { kind = "heading", text = words.agreements }
  for i, each in ipairs(it.network.agreements) do
    local agreement, said = it.reg.agreements[each.code], card.words(it.lang)
    local why = legal.not_in_force(agreement, it.day)
    local state = why and card.missing_text(why, agreement, nil, it.lang) or fill(said.since,
      { day = records.date(agreement.in_force) })
    if not why and not each.is_in_force then state = ("%s; %s"):format(state, words.not_for) end
    if not why and agreement.verification == "to_confirm" then state = ("%s (%s)"):format(state, said.to_confirm) end
    rows[i] = { card.name(agreement, it.lang), agreement.signed or "\u{2013}", state,
      each.is_in_force and acts_text(it, each.acts) or "\u{2013}", agreement.source }
  end
  if #rows == 0 then return to { kind = "note", text = fill(words.no_agreements, { country = it.name }) } end
  to { kind = "table", id = "agreements", columns = words.agreement_columns, rows = rows, align = { LEFT, LEFT, LEFT, LEFT,
    LEFT } }
end

-- What no agreement in force allows, of what an officer on the spot might be tempted to do.
local FORBIDDEN = { "pursuit", "observation", "hearing", "joint_patrol" }

local function watch_items(it)
  local words, items, allowed, unsure = it.words, {}, {}, {}
  for _, each in ipairs(it.network.agreements) do
    for _, act in ipairs(each.acts) do allowed[act.act] = true end
    if legal.not_in_force(it.reg.agreements[each.code], it.day) == "unknown_date" then
      unsure[#unsure + 1] = card.name(it.reg.agreements[each.code], it.lang)
    end
  end
  local none = {}
  for _, act in ipairs(FORBIDDEN) do
    if not allowed[act] then none[#none + 1] = card.words(it.lang).acts[act] end
  end
  if #none > 0 then items[#items + 1] = fill(words.not_allowed, { acts = it.write.list(none) }) end
  if #unsure > 0 then items[#items + 1] = fill(words.unsure, { agreements = table.concat(unsure, "; ") }) end
  for _, list in ipairs { it.figures.own, it.figures.abroad, it.figures.routes } do
    for _, one in ipairs(list) do
      if one.share and math.abs(one.share) >= 0.2 and one.now.low + one.before.low >= 20 and #items < 7 then
        items[#items + 1] = fill(one.share > 0 and words.rose or words.fell, { what = name_of(it, "phenomenon", one.phenomenon),
          zone = name_of(it, "zone", one.zone), share = it.write.signed_percent(one.share), period = period_text(it, one.now) })
      end
    end
  end
  for _, each in ipairs(it.network.signals) do
    items[#items + 1] = fill(words.signal, { title = each.title, day = each.seen, source = each.source or "\u{2013}" })
  end
  items[#items + 1] = words.informal
  return items
end

local function add_brought(it, to)
  local words, rows = it.words, {}
  to { kind = "heading", text = words.reports }
  for i, each in ipairs(it.network.reports) do
    rows[i] = { tostring(each.day), each.phenomenon and name_of(it, "phenomenon",
      each.phenomenon) or each.topic or "\u{2013}", each.text,
      each.source_evaluation .. each.information_evaluation, each.marking }
  end
  if #rows > 0 then
    to { kind = "table", id = "reports", columns = words.report_columns, rows = rows, align = { LEFT, LEFT, LEFT, LEFT, LEFT } }
    to { kind = "note", text = words.evaluation }
  else
    to { kind = "note", text = words.no_reports }
  end
  local items = {}
  for _, each in ipairs(it.network.recommendations) do
    items[#items + 1] = fill(words.recommendation, { text = each.text, owner = each.owner, state = words.states[each.state],
      due = each.due and tostring(each.due) or "\u{2013}" })
  end
  for _, each in ipairs(it.network.presence) do
    items[#items + 1] = fill(words.presence[each.kind], { number = each.number or "?", text = each.text,
      corps = each.corps and name_of(it, "zone", each.corps) or "", source = each.source })
  end
  if #items > 0 then
    to { kind = "heading", text = words.recommendations }
    to { kind = "list", items = items }
  end
end

local function flow_text(it)
  local words, flow = it.words, it.network.flow
  if not flow then return words.no_flow end
  local values = { received = it.write.number(flow.received), sent = flow.sent and it.write.number(flow.sent),
    balance = flow.balance and it.write.signed(flow.balance), from = it.write.month(flow.from), to = it.write.month(flow.to) }
  return fill(flow.sent and words.flow or words.flow_received, values)
end

local function facts_of(it)
  local words = it.words
  return { { words.facts.country, ("%s (%s)"):format(it.name, it.country) },
    { words.facts.asked_by, ("%s (%s)"):format(name_of(it, "zone", it.zone), it.zone) },
    { words.facts.day, it.write.day(it.on) },
    { words.facts.about, it.phenomenon and name_of(it, "phenomenon", it.phenomenon) or words.facts.all } }
end

--- The page of it (country_brief.lua).
function country_page.of(it)
  local blocks = {}
  local function to(block) blocks[#blocks + 1] = block end
  add_all_figures(it, to)
  add_channels(it, to)
  add_agreements(it, to)
  to { kind = "heading", text = it.words.watch }
  to { kind = "list", items = watch_items(it) }
  add_brought(it, to)
  to { kind = "heading", text = it.words.reciprocity }
  to { kind = "note", text = flow_text(it) }
  local left_out = it.figures.left_out + it.network.left_out
  if left_out > 0 then to { kind = "note", text = fill(it.words.left_out, { number = left_out }) } end
  to { kind = "note", text = fill(it.words.made, { store = it.store_name, state = it.state_text, call = it.call }) }
  return { lang = it.lang, title = it.words.title, name = it.name, facts = facts_of(it), marking = it.marking, blocks = blocks,
    foot = ("%s: %s, %s"):format(it.words.title, it.name, it.write.day(it.on)) }
end

--- The card: ten lines for the pocket.
function country_page.card(it)
  local words, lines = it.words, {}
  lines[1] = ("%s (%s)%s%s"):format(words.title, it.on, card.words(it.lang).colon, it.name)
  local one = it.figures.own[1] or it.figures.abroad[1] or it.figures.routes[1]
  lines[2] = one and ("%s, %s%s%s (%s)"):format(name_of(it, "phenomenon", one.phenomenon), name_of(it, "zone", one.zone),
    card.words(it.lang).colon, it.write.count(one.now.low, one.now.high), period_text(it, one.now))
    or fill(words.no_figures, { country = it.name })
  local first = it.network.channels[1]
  lines[3] = first and ("%s%s%s"):format(words.channels, card.words(it.lang).colon,
    card.name(it.reg:channel_on(first.channel, it.day),
    it.lang)) or card.words(it.lang).nobody
  if first then
    lines[4] = "  " .. card.basis_text(it.reg.agreements[first.agreement], first.article, first.to_confirm ~= nil, it.lang)
    lines[5] = "  " .. (first.answer_hours and answer_text(it, first) or card.words(it.lang).no_answer_time)
  end
  local number = 0
  for _, each in ipairs(it.network.agreements) do number = number + (each.is_in_force and 1 or 0) end
  lines[#lines + 1] = fill(words.counts, { agreements = number, reports = #it.network.reports })
  lines[#lines + 1] = "- " .. watch_items(it)[1]
  lines[#lines + 1] = flow_text(it)
  return card.text(lines, it.marking)
end

return country_page
