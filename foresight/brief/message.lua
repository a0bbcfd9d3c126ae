--- message.lua: a brief in three sentences: what moves at the external borders, what else moves, what it means here.
--
-- Example:  message.add(brief, to)   -- `to` takes headings and leads, see page.lua

local phrases = require "foresight.language.phrases"

local message = {}

local fill = phrases.fill

local function country_in(brief, code)
  return brief.words.in_country[code] or
    fill(brief.words.in_other, { country = brief.place.names[code] or code })
end

local function change_text(brief, compared)
  local words, write = brief.words.change, brief.write
  local now, before = compared.now, compared.before
  if not before or before.low == 0 or now.low ~= now.high or before.low ~= before.high then return words.none end
  local difference = now.low - before.low
  if difference == 0 then return words.same end
  return fill(difference > 0 and words.up or words.down,
    { percent = write.percent(math.abs(difference) / before.low), number = write.number(math.abs(difference)) })
end

-- The routes with the largest fall and the largest rise, where there is more than one route.
local function movers_text(brief, result)
  local fall, rise
  for _, node in ipairs(#result.nodes > 1 and result.nodes or {}) do
    local change = node.before and node.now.low - node.before.low or 0
    if change < 0 and (not fall or change < fall.change) then fall = { change = change, node = node.node } end
    if change > 0 and (not rise or change > rise.change) then rise = { change = change, node = node.node } end
  end
  local function said(phrase, mover)
    if not mover then return "" end
    return fill(phrase, { route = brief.place.names[mover.node], number = brief.write.signed(mover.change) })
  end
  return said(brief.words.message.fall, fall) .. said(brief.words.message.rise, rise)
end

local function crossings_sentence(brief, result)
  return fill(brief.words.message.crossings, {
    month = brief.write.month(result.last), now = brief.write.number(result.total.now.low),
    change = change_text(brief, result.total), movers = movers_text(brief, result),
  })
end

local function channel_clause(brief, result)
  return fill(brief.words.message.channel, {
    month = brief.write.month(result.last), now = brief.write.number(result.total.now.low),
    change = change_text(brief, result.total),
  })
end

local function victims_clause(brief, result)
  local now, before = result.total.now, result.total.before
  return fill(brief.words.message[before and "victims" or "victims_alone"], {
    in_country = country_in(brief, brief.place.country), year = result.last, now = brief.write.count(now.low, now.high),
    before = before and brief.write.count(before.low, before.high), year_before = before and before.last,
  })
end

--- What the topics come to here, or that nothing can be estimated.
function message.here_sentence(brief)
  local items = {}
  for _, result in ipairs(brief.figures.topics) do
    if result.mine then
      local forms = brief.words.message
      local form = result.mine.estimate < 1.95 and forms.items_below_2 or forms.items
      items[#items + 1] = fill(form[result.name], {
        estimate = brief.write.estimate(result.mine.estimate),
        range = brief.write.range(result.mine.low, result.mine.high),
      })
    end
  end
  local words = brief.words.message
  return fill(#items > 0 and words.here or words.nothing,
    { list = brief.write.list(items), this = brief.level.this })
end

--- Adds the heading and the sentences to the page being written.
function message.add(brief, to)
  to.heading(brief.words.headings.message)
  local topics, clauses = brief.figures.topics, {}
  if topics.crossings.total and topics.crossings.total.now then to.lead(crossings_sentence(brief, topics.crossings)) end
  if topics.channel.total and topics.channel.total.now then
    clauses[#clauses + 1] = channel_clause(brief, topics.channel)
  end
  if topics.victims.total and topics.victims.total.now then
    clauses[#clauses + 1] = victims_clause(brief, topics.victims)
  end
  local clause = clauses[2] and fill(brief.words.clauses, { first = clauses[1], second = clauses[2] }) or clauses[1]
  if clause then to.lead(phrases.sentence(clause) .. ".") end
  to.lead(message.here_sentence(brief))
end

return message
