--- page.lua: what a digest says, as blocks that foresight/brief sets as HTML and as text: all words of its language, all numbers
--- written out.
--
-- Example:  made = page.of(digest)   made.blocks[2].title   --> Drugs: Frankrijk

local alert_rows = require "foresight.warning.alert_rows"
local likelihood = require "foresight.language.likelihood"
local map = require "foresight.digest.map"
local phrases = require "foresight.language.phrases"
local sparkline = require "foresight.digest.sparkline"

local page = {}

local fill = phrases.fill
local ENOUGH = 5 -- alarms that were followed up, from which on their record is told
local MOST_LEADERS = 3
local SHOWN = 30 -- series that are told of in full

local function rounded(value)
  return value == math.floor(value) and value or math.floor(value * 10 + 0.5) / 10
end

local function chance_text(digest, probability)
  local percent = probability < 0.001 and "<" .. digest.write.percent(0.001, 1)
    or digest.write.percent(probability, probability < 0.1 and 1 or 0)
  local key = probability < 0.1 and likelihood.key(probability) or likelihood.key_of_percent(probability)
  return digest.words.likelihood[key], percent
end

local function title_of(digest, item)
  local name = phrases.sentence(digest.phenomena[item.phenomenon] or item.phenomenon)
  local more = {}
  for _, key in ipairs { "facet", "counting_unit" } do
    local value = item.keys[key]
    if value then
      more[#more + 1] = key == "counting_unit" and phrases.counting_unit(value, digest.lang) or digest.facets[value] or value
    end
  end
  return fill(digest.title, { what = name .. (#more > 0 and " (" .. table.concat(more, ", ") .. ")" or ""),
    where = digest.names[item.zone] or item.zone })
end

-- Fewer than expected: an alarm of a detector that looks down too.
local function is_low(latest)
  return latest.expected and latest.observed < latest.expected
end

local function counts_text(digest, item)
  local said, latest, write = digest.words.item, item.latest, digest.write
  if latest.plan then return page.plan_text(digest.words, write, latest, digest.names[latest.plan.zone] or latest.plan.zone) end
  local values = { period = write.month(latest.period), observed = write.figure(rounded(latest.observed)),
    expected = latest.expected and write.figure(rounded(latest.expected)),
    upper = latest.upper and write.figure(rounded(latest.upper)) }
  if is_low(latest) then return fill(said.low, values) end
  if not latest.upper then return fill(said.observed, values) end
  if not latest.expected then return fill(said.bound, values) end
  return fill(said.counts, values)
end

--- What an alert says that an indicator of a plan raised: which threshold was passed when, of which plan and version. `said` are the
--- words of a digest.
function page.plan_text(said, write, latest, zone)
  local plan = latest.plan
  return fill(said.item[plan.side == "above" and "plan_above" or "plan_below"], { first = write.month(plan.first),
    period = write.month(latest.period), last = write.month(plan.last), observed = write.figure(rounded(latest.observed)),
    threshold = write.figure(rounded(plan.threshold)), plan = plan.plan, version = plan.version, zone = zone })
end

local function disposition_text(digest, latest)
  local said = digest.words.dispositions
  return fill(said[latest.disposition or "open"], { reason = latest.reason or "", by = latest.by or "", alert = latest.id,
    other = latest.duplicate_of or "" })
end

-- How often alarms of this detector turned out to be true, where enough were followed up.
local function record_text(digest, item)
  local record = digest.found.records[item.latest.method]
  if not record or record.followed < ENOUGH then return nil end
  local words, percent = chance_text(digest, record.confirmed / record.followed)
  return fill(digest.words.item.record, { number = digest.write.number(record.followed),
    confirmed = digest.write.number(record.confirmed), words = words, percent = percent })
end

local function earlier_text(digest, item)
  local periods, seen = {}, { [item.latest.period] = true }
  for _, alert in ipairs(item.alerts) do
    if not seen[alert.period] and #periods < 12 then periods[#periods + 1] = digest.write.month(alert.period) end
    seen[alert.period] = true
  end
  return #periods > 0 and fill(digest.words.item.earlier, { periods = digest.write.list(periods) }) or nil
end

-- "Smuggling of migrants: Channel route, by 2 months (r = 0.93)": the surest of the leaders that moved before the series.
local function leading_text(digest, item)
  local list, said, named = item.leading, digest.words.item, {}
  if not list then return nil end
  if #list == 0 then return said.not_led end
  for i = 1, math.min(#list, MOST_LEADERS) do
    local one = list[i]
    local name = fill(digest.title, { what = phrases.sentence(digest.phenomena[one.phenomenon] or one.phenomenon or "?"),
      where = digest.names[one.zone] or one.zone or "?" })
    named[i] = fill(said.leader, { name = name, lag = digest.write.number(one.lag),
      span = said.spans[alert_rows.SPANS[item.span]][one.lag == 1 and 1 or 2], r = digest.write.number(one.correlation, 2) })
  end
  return fill(said.led, { leaders = table.concat(named, "; ") })
end

local function why_text(digest, item)
  return fill(digest.words.why[item.concern.why], { name = digest.names[item.zone] or item.zone, this = digest.level.this,
    table = item.concern.table and (digest.tables[item.concern.table] or item.concern.table) or "" })
end

local function block_of(digest, item)
  local said, lines, chance = digest.words.item, { counts_text(digest, item) }, nil
  if item.latest.p then
    local words, percent = chance_text(digest, item.latest.p)
    chance = fill(is_low(item.latest) and said.low_chance or said.chance, { words = words, percent = percent })
  end
  if not item.latest.plan then lines[#lines + 1] = chance or said.no_chance end
  lines[#lines + 1] = record_text(digest, item)
  lines[#lines + 1] = earlier_text(digest, item)
  lines[#lines + 1] = leading_text(digest, item)
  lines[#lines + 1] = disposition_text(digest, item.latest)
  local methods = {}
  for i, method in ipairs(item.methods) do methods[i] = method:gsub("_", " ") end
  local notes = { why_text(digest, item), fill(said.source, { alert = item.latest.id, detectors = table.concat(methods, ", ") }) }
  local course, title = item.course, title_of(digest, item)
  local spark
  if course then
    local alarms = 0
    for _ in pairs(course.alarms) do alarms = alarms + 1 end
    spark = { values = course.values, count = course.count, alarms = course.alarms,
      alt = fill(said.alt, { title = title, first = digest.write.month(course.first), last = digest.write.month(course.last),
        number = alarms }) }
  end
  local is_new = digest.after and item.alerts[1].id > digest.after
  return {
    kind = "series", title = title .. (is_new and " \u{2013} " .. said.new or ""), svg = spark and sparkline.svg(spark),
    glyphs = spark and sparkline.text(spark), lines = lines, note = table.concat(notes, " "),
    caption = course and fill(said.course, { first = digest.write.month(course.first), last = digest.write.month(course.last) }),
  }
end

local function heading_of(digest, item)
  return fill(digest.words.headings[item.concern.why], { this = digest.level.this })
end

local function add_items(digest, blocks)
  local heading
  for i, item in ipairs(digest.found.list) do
    if i > SHOWN then
      blocks[#blocks + 1] = { kind = "note", text = fill(digest.words.others, { number = #digest.found.list - SHOWN }) }
      return
    end
    local text = heading_of(digest, item)
    if text ~= heading then blocks[#blocks + 1] = { kind = "heading", text = text } end
    heading = text
    blocks[#blocks + 1] = block_of(digest, item)
  end
end

local function lead_of(digest)
  local found, said, alarms, open = digest.found, digest.words, 0, 0
  for _, item in ipairs(found.list) do
    alarms = alarms + #item.alerts
    for _, alert in ipairs(item.alerts) do open = open + (alert.disposition and 0 or 1) end
  end
  local since = digest.write.day(digest.since)
  if found.surveillance.series == 0 then return fill(said.nothing, { this = digest.level.this, since = since }) end
  if alarms == 0 then
    return fill(said.none, { since = since, this = digest.level.this, series = digest.write.number(found.surveillance.series) })
  end
  return fill(said.lead, { alarms = digest.write.number(alarms), series = digest.write.number(#found.list), since = since,
    open = digest.write.number(open) })
end

local function facts_of(digest)
  local said, found = digest.words, digest.found
  local facts = { { said.facts.level, digest.level.one .. " (" .. digest.code .. ")" } }
  if #digest.within > 0 then facts[#facts + 1] = { said.facts.within, table.concat(digest.within, ", ") } end
  facts[#facts + 1] = { said.facts.dated, digest.write.day(digest.date) }
  facts[#facts + 1] = { said.facts.watched, found.surveillance.series > 0 and fill(said.watched, {
    series = digest.write.number(found.surveillance.series), own = digest.write.number(found.surveillance.own),
    last = found.surveillance.last and digest.write.day(found.surveillance.last) or "" }) or said.unwatched }
  return facts
end

--- The page; or nil, message, code where a map can't be drawn.
function page.of(digest)
  local blocks = { { kind = "lead", text = lead_of(digest) } }
  if digest.found.surveillance.own == 0 and #digest.found.list > 0 then
    blocks[#blocks + 1] = { kind = "note", text = fill(digest.words.no_own, { this = digest.level.this }) }
  end
  add_items(digest, blocks)
  local figure, message, code = map.of(digest)
  if figure == nil then return nil, message, code end
  if figure then
    blocks[#blocks + 1] = { kind = "heading", text = digest.words.headings.map }
    blocks[#blocks + 1] = figure
  end
  if #digest.found.list > 0 then
    blocks[#blocks + 1] = { kind = "heading", text = digest.words.headings.method }
    blocks[#blocks + 1] = { kind = "note", text = digest.words.method }
    blocks[#blocks + 1] = { kind = "note", text = digest.words.scale }
  end
  local name = digest.names[digest.code]
  return {
    lang = digest.lang, title = digest.words.title, name = name, facts = facts_of(digest), marking = digest.marking,
    blocks = blocks,
    foot = fill(digest.words.foot, { title = digest.words.title, name = name, date = digest.write.day(digest.date) }),
  }
end

return page
