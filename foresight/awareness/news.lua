--- news.lua: what a zone should hear of first, and why: warnings of its own, own figures that are new since its last brief, and
-- what an exposure table brings to it, where that is at least the stated threshold. What is below it is named with that.
--
-- Example:  n = news.of(it, {since = 12, since_day = "2026-10-01", least = 1})   n.items[1].text, n.items[1].why
--           news.blocks(it, n)   --> what page.lua puts at the head of the brief

local core = require "glocal.core"
local feedback = require "foresight.awareness.feedback"
local figures = require "foresight.brief.figures"
local memo = require "foresight.brief.memo"
local own_figures = require "foresight.brief.own_figures"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"
local words = require "foresight.brief.words"

local news = {}

local fill = phrases.fill
news.SHOWN = 3 -- items of the first page; the others are counted

-- --- what changed -------------------------------------------------------------------------------------------------

-- Zones and phenomena whose figures came or went since a batch: first and last day.
local CHANGED = [[select z.code as zone, p.code as phenomenon, date(min(o.day) * 86400, 'unixepoch') as first,
    date(max(o.day) * 86400, 'unixepoch') as last
  from observation o join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon
  where o.batch <= :state and (o.batch > :since or (o.retracted > :since and o.retracted <= :state))
  group by o.zone, o.phenomenon order by 1, 2]]

local function changed_since(it, since)
  return memo.once(it, "changed since " .. since, function()
    local found = {}
    for _, row in query(it.store, CHANGED, { since = since, state = it.state }):rows() do
      found[row.zone] = found[row.zone] or {}
      table.insert(found[row.zone], row)
    end
    return found
  end)
end

-- {first, last} of the days of what changed at any of the zones on a phenomenon or below it; nil where nothing did. Without an
-- earlier brief all is new.
local function change_of(it, since, zones, phenomenon)
  if not since then return {} end
  local change
  local changed = changed_since(it, since)
  for _, zone in ipairs(zones) do
    for _, row in ipairs(changed[zone] or {}) do
      if row.phenomenon == phenomenon or row.phenomenon:sub(1, #phenomenon + 1) == phenomenon .. "." then
        change = change or { first = row.first, last = row.last }
        change.first = row.first < change.first and row.first or change.first
        change.last = row.last > change.last and row.last or change.last
      end
    end
  end
  return change
end

-- --- items --------------------------------------------------------------------------------------------------------

local function add(found, kind, theme, text, why, topic)
  found.items[#found.items + 1] = { kind = kind, theme = theme, text = text, why = why, topic = topic }
end

-- Alarms of the zone's own series among the last months. Figures that came after the month of an alarm make it no news: it is judged by
-- those up to that month.
local function add_warnings(it, asked, found)
  if it.lately.of or it.lately.linked then return end -- of other zones: not this one's
  local said, zones = it.awareness_words, own_figures.zones(it, it.place.code)
  for _, row in ipairs(it.lately.rows) do
    local change = change_of(it, asked.since, zones, row.phenomenon)
    if change and (not change.first or core.period(change.first, "month") <= core.period(row.period, "month")) then
      add(found, "warning", row.phenomenon, fill(said.warning, { phenomenon = phrases.sentence(it.phenomena[row.phenomenon]),
        period = it.write.month(row.period), observed = it.write.figure(row.observed),
        expected = it.write.number(row.expected) }),
        fill(said.why.warning, { this = it.level.this }))
    end
  end
end

local function add_exposed(it, asked, found)
  local said, write = it.awareness_words, it.write
  for _, result in ipairs(it.figures.exposed) do
    local is_above = result.mine and result.mine.estimate >= asked.least
    if result.mine and not is_above then found.below[#found.below + 1] = it.words.topics[result.name] end
    local change = is_above and change_of(it, asked.since, found.nodes_of(result), result.topic.phenomenon)
    if change then
      local mine = result.mine
      add(found, "exposure", result.topic.phenomenon, fill(said.exposed, { topic = it.words.topics[result.name],
        now = words.count(it, result.one.now),
        unit = words.unit_of(it, result.one), period = words.period(it, result.one), from = write.number(mine.from),
        to = write.number(mine.to) }), fill(said.why.exposed, { table = words.table_name(it, result.exposure),
        estimate = write.estimate(mine.estimate), least = write.number(asked.least), this = it.level.this }), result.name)
    end
  end
end

-- Own figures that came or were corrected; at a first brief they are all on the page below.
local function add_own(it, asked, found)
  if not asked.since then return end
  local said = it.awareness_words
  for _, one in ipairs(it.own.rows) do
    local change = change_of(it, asked.since, own_figures.zones(it, it.place.code), one.phenomenon)
    if change then
      local first, last = core.period(change.first, "month"), core.period(change.last, "month")
      local values = { phenomenon = phrases.sentence(it.phenomena[one.phenomenon]), last = it.write.month(last) }
      if first ~= last then values.first = it.write.month(first) end
      add(found, "own", one.phenomenon, fill(first == last and said.own_one or said.own, values),
        fill(said.why.own, { this = it.level.this }))
    end
  end
end

-- What the zone's readers said of themes in the last brief that they answered: where most said that it is not for them, the item says
-- so. What stands on the page marks it.
local function add_verdicts(it, found)
  local verdicts = memo.once(it, "feedback " .. it.state, function() return feedback.verdicts(it.store, it.state) end)
  for _, item in ipairs(found.items) do
    local one = (verdicts[it.place.code] or {})[item.theme]
    if one and 2 * one.not_for_us > one.answers then
      item.verdict = fill(it.awareness_words.not_for_us, { date = it.write.day(records.date(one.day)),
        number = it.write.number(one.not_for_us), of = it.write.number(one.answers) })
      it.marking = figures.marking({}, it.marking .. " " .. table.concat(one.markings, " "))
    end
  end
end

--- What concerns the zone of a brief that is being made: items (kind, theme, text, why), the most pressing first, and below: topics
--- that are under the threshold. `asked`: since (the state of its last brief; nil: there was none), since_day, least (a year).
function news.of(it, asked)
  local found = { items = {}, below = {}, since_day = asked.since_day, least = asked.least, is_first = not asked.since }
  function found.nodes_of(result)
    return result.topic.total and it.figures.by_name[result.name].nodes or { result.one.node }
  end
  add_warnings(it, asked, found)
  add_exposed(it, asked, found)
  add_own(it, asked, found)
  add_verdicts(it, found)
  return found
end

--- What the items are about, in a language whose topics and phenomena are given; each once.
function news.about(found, topics, phenomena)
  local list, seen = {}, {}
  for _, item in ipairs(found.items) do
    local name = topics[item.topic] or phrases.sentence(phenomena[item.theme])
    if not seen[name] then list[#list + 1] = name end
    seen[name] = true
  end
  return list
end

--- The items that stand on the page, of which readers can say something.
function news.shown(found)
  return table.move(found.items, 1, math.min(news.SHOWN, #found.items), 1, {})
end

local function form_of(it, found)
  local code, said = it.place.code, it.awareness_words.form
  return { kind = "form", text = said.text, link = said.link,
    name = ("feedback-%s-%s.csv"):format(code:gsub("[^%w_.-]", "_"), it.date),
    csv = feedback.form { { zone = code, date = it.date, items = news.shown(found), marking = it.marking } } }
end

--- The items as blocks for the head of the brief.
function news.blocks(it, found)
  local said, items = it.awareness_words, {}
  local day = found.since_day and it.write.day(found.since_day)
  local blocks = { { kind = "heading", section = "news", text = found.is_first and fill(said.first, { this = it.level.this })
    or fill(said.new, { date = day }) } }
  for i, item in ipairs(news.shown(found)) do
    items[i] = item.text .. " " .. item.why .. (item.verdict and " " .. item.verdict or "")
  end
  if #items > 0 then blocks[#blocks + 1] = { kind = "list", items = items, is_numbered = true } end
  local notes = {}
  if #items == 0 then notes[1] = found.is_first and said.none or fill(said.nothing, { date = day }) end
  if #found.items > news.SHOWN then
    notes[#notes + 1] = fill(said.more, { number = it.write.number(#found.items - news.SHOWN) })
  end
  if #found.below > 0 then
    notes[#notes + 1] = fill(said.below, { topics = it.write.list(found.below), least = it.write.number(found.least) })
  end
  if #notes > 0 then blocks[#blocks + 1] = { kind = "note", text = table.concat(notes, " ") } end
  if #items > 0 then blocks[#blocks + 1] = form_of(it, found) end
  return blocks
end


return news
