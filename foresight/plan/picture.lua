--- picture.lua: what a plan sees: the zone's own figures, the national and the international ones, and what they mean here, as
--- sentences with the evidence of their numbers.
--
-- Example:  for _, sentence in ipairs(picture.own(it)) do print(sentence.text, sentence.evidence[1]) end

local demand = require "foresight.priority.demand"
local evidence = require "foresight.plan.evidence"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local words = require "foresight.brief.words"

local picture = {}

local fill = phrases.fill
local OWN = 8 -- phenomena of the zone that are told
local OLD = 12 -- months: older figures are marked so

local function first_big(text) return phrases.sentence(text) end

-- The call that gives the figures of a window, as an analyst would type it.
local function rollup_call(it, zones, one, window, sources)
  return "rollup" .. evidence.literal { zone = #zones == 1 and zones[1] or zones, phenomenon = one.phenomenon, every = one.every,
    from = window.first, to = window.last, source = sources, as_of = it.as_of, at = it.date }
end

local function quoted(text) return "'" .. text:gsub("'", "''") .. "'" end

-- The condition that picks the zone's rows of the unit.
local function where_of(one, frame)
  local parts = {}
  if one.node and not one.is_total then parts[1] = "zone = " .. quoted(one.node) end
  if one.unit and frame:has "counting_unit" then parts[#parts + 1] = "coalesce(counting_unit, '') = " .. quoted(one.unit) end
  return #parts > 0 and table.concat(parts, " and ") or nil
end


-- The names of the sources of a topic or of the zone's own series, in the plan's language.
local function add_sources(it, e, codes)
  if not codes or #codes == 0 then return end
  local list = {}
  for i, code in ipairs(codes) do
    list[i] = query(it.store, [[select coalesce((select text from label where kind = 'source' and id = s.id and lang = :lang),
      (select text from label where kind = 'source' and id = s.id order by lang limit 1), s.code) as name
      from source s where s.code = :code]], { code = code, lang = it.lang }).name[1]
  end
  e:about(fill(it.plan.evidence.source, { names = table.concat(list, "; ") }))
end

-- A series' last year against the year before as evidence: now, before and share, where they are.
local function window_evidence(it, title, one, zones, frame, sources)
  local e = evidence.new(it, title)
  local where, column = where_of(one, frame), "count"
  local function let(name, window)
    e:let(name, evidence.sum(rollup_call(it, zones, one, window, sources), column, where), window.low)
    if window.high ~= window.low then
      local high = frame:has "count_high" and "coalesce(count_high, count)" or "count"
      e:let(name .. "_high", evidence.sum(rollup_call(it, zones, one, window, sources), high, where), window.high)
    end
  end
  let("now", one.now)
  if one.before then let("before", one.before) end
  if one.share then e:let("share", "(now - before) / before", one.share) end
  add_sources(it, e, sources)
  if one.age > OLD then e:about(fill(it.plan.evidence.old, { age = words.age(it, one.age) })) end
  return e
end

-- "12" or, of hidden counts, "12–15".
local function count_text(e, name)
  if e.values[name .. "_high"] then return e:show(name, "number") .. "\u{2013}" .. e:show(name .. "_high", "number") end
  return e:show(name, "number")
end

-- One series in a sentence. `extra` follows the percentage.
local function sentence_of(it, one, name, e, extra)
  local said = it.plan.picture
  local values = { series = first_big(name), now = count_text(e, "now"), unit = words.unit(it, one.unit) ~= "" and
    words.unit(it, one.unit) or words.unit_of(it, one), period = words.period(it, one), age = words.age(it, one.age) }
  if one.share then
    values.before, values.percent, values.extra = count_text(e, "before"), e:show("share", "signed_percent"), extra or ""
    return { text = fill(one.age > OLD and said.moved_old or said.moved, values), evidence = { e.number } }
  end
  if one.before then
    values.before = count_text(e, "before")
    values.why = one.why or it.words.moves.reasons[one.reason] or ""
    return { text = fill(said.beside, values), evidence = { e.number } }
  end
  return { text = fill(said.alone, values), evidence = { e.number } }
end

--- The zone's own figures, the largest first.
function picture.own(it)
  local list, said = {}, it.plan.picture
  for i, one in ipairs(it.own.rows) do
    if i <= OWN then
      local name = it.phenomena[one.phenomenon]
      local e = window_evidence(it, first_big(name), one, { it.place.code }, one.frame)
      one.evidence = e
      local is_sure = one.z and math.abs(one.z) >= demand.SIGNIFICANT
      list[#list + 1] = sentence_of(it, one, name, e, one.z and (is_sure and said.sure or said.chance))
    end
  end
  if #it.own.rows > OWN then list[#list + 1] = { text = said.more } end
  if #list == 0 then list[1] = { text = fill(it.words.own.none, { this = it.level.this }), is_gap = true } end
  return list
end

local function public(it, found, one)
  local zones = one.is_total and found.nodes or { one.node }
  local e = window_evidence(it, first_big(words.series(it, one)), one, zones, found.frame, found.sources)
  one.evidence = e
  return sentence_of(it, one, words.series(it, one), e)
end

--- The country's figures.
function picture.national(it)
  local list = {}
  for _, found in ipairs(it.figures.topics) do
    for _, one in ipairs(found.rows) do
      if one.node == it.place.country and one.now.high > 0 then list[#list + 1] = public(it, found, one) end
    end
  end
  if #list == 0 then list[1] = { text = it.plan.picture.no_national, is_gap = true } end
  return list
end

--- The international series: the sums, the largest fall and rise, the Channel.
function picture.international(it)
  local list, seen = {}, {}
  local function add(found, one)
    if one and found and not seen[one] and one.node ~= it.place.country then
      seen[one] = true
      list[#list + 1] = public(it, found, one)
    end
  end
  for _, found in ipairs(it.figures.topics) do
    add(found, found.total)
    if found.name == "channel" then add(found, found.rows[1]) end
  end
  for _, one in ipairs { it.figures.rise or false, it.figures.fall or false } do
    for _, found in ipairs(it.figures.topics) do
      for _, each in ipairs(found.rows) do
        if one and each == one then add(found, one) end
      end
    end
  end
  if #list == 0 then list[1] = { text = it.words.moves.none, is_gap = true } end
  return list
end

--- What tables of exposures make of the international figures for the zone.
function picture.impact(it)
  local list = {}
  for _, result in ipairs(it.figures.exposed) do
    local found = it.figures.by_name[result.name]
    if result.mine then
      local one = result.one
      local e = evidence.new(it, first_big(it.words.topics[result.name]))
      local zones = result.name == "victims" and { it.place.country } or found.nodes
      local of = rollup_call(it, zones, { phenomenon = found.topic.phenomenon, every = one.every }, one.now, found.sources)
      local call = "impact" .. "{of=" .. of .. ", " .. evidence.literal({ to = it.place.level, within = it.place.country,
        exposure = result.exposure, at = it.date, as_of = it.as_of }):sub(2)
      local where = ("zone = %s and part = 'zone'"):format(quoted(it.place.code))
      e:let("now", evidence.sum(of, "count"), one.now.low)
      e:let("low", evidence.sum(call, "low", where), result.mine.low)
      e:let("high", evidence.sum(call, "high", where), result.mine.high)
      e:let("from", "plan.count_interval(low, high)", result.mine.from)
      e:let("to", "select(2, plan.count_interval(low, high))", result.mine.to)
      add_sources(it, e, found.sources)
      e:about(it.plan.evidence.judgement)
      result.evidence = e
      list[#list + 1] = { text = fill(it.words.here.item, { topic = it.words.topics[result.name], from = e:show("from", "number"),
        to = e:show("to", "number"), now = e:show("now", "number"), unit = words.unit_of(it, one), period = words.period(it, one),
        this = it.level.this, table = words.table_name(it, result.exposure) }), evidence = { e.number } }
    end
  end
  if #list == 0 then return { { text = fill(it.words.here.none, { this = it.level.this }), is_gap = true } } end
  return list
end


return picture
