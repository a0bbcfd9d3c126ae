--- picture.lua: what a plan sees: the zone's own figures, the national and the international ones, and what they mean here, as
--- sentences with the evidence of their numbers.
--
-- Example:  for _, sentence in ipairs(picture.own(it)) do print(sentence.text, sentence.evidence[1]) end

local demand = require "foresight.priority.demand"
local evidence = require "foresight.plan.evidence"
local figures = require "foresight.brief.figures"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local words = require "foresight.brief.words"

local picture = {}

local fill = phrases.fill
local OWN = 8 -- phenomena of the zone that are told
local CYBER = "cyber"
local OLD = 12 -- months: older figures are marked so

local function first_big(text) return phrases.sentence(text) end

-- The call that gives the figures of a window, as an analyst would type it.
local function rollup_call(it, zones, one, window, sources, hierarchy)
  return "rollup" .. evidence.literal { zone = #zones == 1 and zones[1] or zones, phenomenon = one.phenomenon, every = one.every,
    from = window.first, to = window.last, source = sources, as_of = it.as_of, at = it.date, hierarchy = hierarchy }
end

local function quoted(text) return "'" .. text:gsub("'", "''") .. "'" end

-- The condition that picks the zone's rows.
local function where_of(one)
  return one.node and not one.is_total and "zone = " .. quoted(one.node) or nil
end

local OF_UNIT = [[select s.code from source s where coalesce(s.counting_unit, '') = :unit and s.id in (
  select o.source from observation o join phenomenon p on p.id = o.phenomenon
  where p.code = :phenomenon or p.code like :phenomenon || '.%') order by 1]]

-- The sources that a call has to name where the figures are in several counting units: a rollup of only one of them has no column
-- that says which.
local function sources_of_unit(it, one, frame)
  if not one.unit or not frame:has "counting_unit" then return nil end
  return query(it.store, OF_UNIT, { unit = one.unit, phenomenon = one.phenomenon }).code
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
local function window_evidence(it, title, one, zones, frame, sources, hierarchy)
  local e = evidence.new(it, title)
  local where, column = where_of(one), "count"
  local function let(name, window)
    e:let(name, evidence.sum(rollup_call(it, zones, one, window, sources, hierarchy), column, where), window.low)
    if window.high ~= window.low then
      local high = frame:has "count_high" and "coalesce(count_high, count)" or "count"
      e:let(name .. "_high", evidence.sum(rollup_call(it, zones, one, window, sources, hierarchy), high, where), window.high)
    end
    if window.holes > 0 then
      e:let(name .. "_known", evidence.value(rollup_call(it, zones, one, window, sources, hierarchy), "count(distinct period)",
        (where and where .. " and " or "") .. "count is not null"), window.length - window.holes)
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

-- " (figures of 9 of the 12 months)" of a year that lacks periods, for behind its count; "" of a whole one.
local function partial_text(it, e, name, every)
  if not e.values[name .. "_known"] then return "" end
  return " " .. fill(it.words.partial[every], { known = e:show(name .. "_known", "number") })
end

-- One series in a sentence. `extra` follows the percentage.
local function sentence_of(it, one, name, e, extra)
  local said = it.plan.picture
  local unit = words.unit(it, one.unit) ~= "" and words.unit(it, one.unit) or words.unit_of(it, one)
  local values = { series = first_big(name), now = count_text(e, "now"),
    unit = (unit .. partial_text(it, e, "now", one.every)):gsub("^ ", ""),
    period = words.period(it, one), age = words.age(it, one.age) }
  if one.share then
    values.before, values.percent, values.extra = count_text(e, "before"), e:show("share", "signed_percent"), extra or ""
    return { text = fill(one.age > OLD and said.moved_old or said.moved, values), evidence = { e.number } }
  end
  if one.before then
    values.before = count_text(e, "before") .. partial_text(it, e, "before", one.every)
    values.why = one.why or it.words.moves.reasons[one.reason] or ""
    return { text = fill(said.beside, values), evidence = { e.number } }
  end
  return { text = fill(said.alone, values), evidence = { e.number } }
end

-- Of how many of the zones below that could report figures of the last year are known, where it is not all: " (figures of 1 of
-- the 22 police zones)", or of 1–4 where that differs between its periods; with its evidence.
local function coverage_text(it, one, e)
  if not it.place.hierarchy then return "" end
  local call = rollup_call(it, { it.place.code }, one, one.now, nil, it.place.hierarchy) .. ":coverage()"
  local found = rollup { zone = it.place.code, phenomenon = one.phenomenon, every = one.every, from = one.now.first,
    to = one.now.last, as_of = it.as_of, at = it.date, hierarchy = it.place.hierarchy, store = it.store }:coverage()
  if #found == 0 then return "" end
  local least = query(it.store, "select kind, min(reporting) as reporting, max(reporting) as most, max(could_report) as could "
    .. "from $r group by kind order by kind limit 1", { r = found })[1]
  if least.reporting == least.could then return "" end
  local where = "kind = " .. quoted(least.kind)
  e:let("reporting", evidence.value(call, "min(reporting)", where), least.reporting)
  local many = least.most > least.reporting
  if many then e:let("most", evidence.value(call, "max(reporting)", where), least.most) end
  e:let("could", evidence.value(call, "max(could_report)", where), least.could)
  local reporting = e:show("reporting", "number") .. (many and "\u{2013}" .. e:show("most", "number") or "")
  return fill(it.plan.picture.coverage, { reporting = reporting, could = e:show("could", "number"),
    many = (it.said.levels[least.kind] or it.said.levels.zone).many })
end

-- The sentence, with that of how many zones report before its full stop.
local function with_coverage(sentence, coverage)
  if coverage ~= "" then sentence.text = sentence.text:gsub("%.$", "") .. coverage .. "." end
  return sentence
end

-- Crimes in cyberspace have a section of their own.
local function is_cyber(one) return one.phenomenon == CYBER or one.phenomenon:sub(1, #CYBER + 1) == CYBER .. "." end

local function own_sentence(it, one)
  local name, said = it.phenomena[one.phenomenon], it.plan.picture
  local e = window_evidence(it, first_big(name), one, { it.place.code }, one.frame,
    sources_of_unit(it, one, one.frame), it.place.hierarchy)
  one.evidence = e
  local is_sure = one.z and math.abs(one.z) >= demand.SIGNIFICANT
  local sentence = sentence_of(it, one, name, e, one.z and (is_sure and said.sure or said.chance))
  return with_coverage(sentence, coverage_text(it, one, e))
end

-- Sentences of the first of the rows that are, or are not, of cyberspace, behind those of the list.
local function add_own(it, list, wants_cyber)
  local count, said = 0, it.plan.picture
  for _, one in ipairs(it.own.rows) do
    if is_cyber(one) == wants_cyber then
      count = count + 1
      if count <= OWN then list[#list + 1] = own_sentence(it, one) end
    end
  end
  if count > OWN then list[#list + 1] = { text = it.place.is_top and said.more_top or said.more } end
end

--- The zone's own figures, the largest first; of a country the national ones of the public series before them.
function picture.own(it)
  local list = it.place.level == "country" and picture.national(it, true) or {}
  add_own(it, list, false)
  if #list == 0 then list[1] = { text = fill(it.words.own.none, { this = it.level.this }), is_gap = true } end
  return list
end

--- The zone's own figures of crime in cyberspace.
function picture.cyberspace(it)
  local list = {}
  add_own(it, list, true)
  if #list == 0 then list[1] = { text = fill(it.plan.picture.no_cyberspace, { this = it.level.this }), is_gap = true } end
  return list
end

local function public(it, found, one)
  local zones = one.is_total and found.nodes or { one.node }
  local e = window_evidence(it, first_big(words.series(it, one)), one, zones, found.frame, found.sources)
  one.evidence = e
  return sentence_of(it, one, words.series(it, one), e)
end

--- The country's figures; of a union those of its members. `is_part`: no line where there are none.
function picture.national(it, is_part)
  local list = {}
  for _, found in ipairs(it.figures.topics) do
    for _, one in ipairs(found.rows) do
      if it.members[one.node] and one.now.high > 0 then list[#list + 1] = public(it, found, one) end
    end
  end
  if #list == 0 and not is_part then list[1] = { text = it.plan.picture.no_national, is_gap = true } end
  return list
end

--- The international series: the sums, the largest fall and rise, the Channel.
function picture.international(it)
  local list, seen = {}, {}
  local function add(found, one)
    if one and found and not seen[one] and not it.members[one.node or false] then
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
      local call = "impact" .. "{of=" .. of .. ", " .. evidence.literal({ to = figures.impact_level(it.place),
        within = it.place.country, exposure = result.exposure, at = it.date, as_of = it.as_of }):sub(2)
      local where = it.place.level == "union" and "part = 'zone'"
        or ("zone = %s and part = 'zone'"):format(quoted(it.place.code))
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

-- A zone below whose figures moved more than chance explains among all that were compared.
local function moved_below(it, one)
  local name = fill(it.said.plot.title, { what = first_big(it.phenomena[one.phenomenon]), where = it.place.names[one.zone] })
  local e = evidence.new(it, name)
  local sources = sources_of_unit(it, one, one.frame)
  for _, each in ipairs { "now", "before" } do
    e:let(each, evidence.sum(rollup_call(it, { one.zone }, one, one[each], sources, it.place.hierarchy), "count"), one[each].low)
  end
  e:let("share", "(now - before) / before", one.share)
  return { text = fill(it.plan.below.moved, { series = name, now = e:show("now", "number"), unit = words.unit(it, one.unit),
    period = words.period(it, one), before = e:show("before", "number"), percent = e:show("share", "signed_percent"),
    number = it.write.number(it.below.compared) }) .. (one.age > OLD and " " .. fill(it.plan.evidence.old, {
      age = words.age(it, one.age) }) or ""), evidence = { e.number } }
end

-- A zone below to which a table of exposures brings most.
local function exposed_below(it, one)
  local result = one.result
  local name = fill(it.said.plot.title, { what = first_big(it.words.topics[result.name]), where = it.place.names[one.zone] })
  local e = evidence.new(it, name)
  local of = rollup_call(it, one.nodes, { phenomenon = result.topic.phenomenon, every = result.one.every }, result.one.now,
    one.sources)
  local call = "impact{of=" .. of .. ", " .. evidence.literal({ to = it.below.kind, within = it.place.code,
    exposure = result.exposure, at = it.date, as_of = it.as_of }):sub(2)
  local where = ("zone = %s and part = 'zone'"):format(quoted(one.zone))
  e:let("low", evidence.sum(call, "low", where), one.low)
  e:let("high", evidence.sum(call, "high", where), one.high)
  e:let("from", "plan.count_interval(low, high)", one.from)
  e:let("to", "select(2, plan.count_interval(low, high))", one.to)
  add_sources(it, e, one.sources)
  e:about(it.plan.evidence.judgement)
  local from, to = e:show("from", "number"), e:show("to", "number")
  return { text = fill(it.plan.below.exposed, { series = name, from = from, to = to, unit = words.unit_of(it, result.one),
    period = words.period(it, result.one), table = words.table_name(it, result.exposure) }), evidence = { e.number } }
end

local function alarmed_below(it, one)
  local e = evidence.new(it, fill(it.plan.below.alarms_of, { zone = it.place.names[one.zone] }))
  e:let("number", "#alerts" .. evidence.literal { zone = one.zone, since = it.below.since, to = it.date }, one.number)
  return { text = fill(it.plan.below.alarms, { zone = it.place.names[one.zone], number = e:show("number", "number") }),
    evidence = { e.number } }
end

--- The zones below that stand out: by their own figures, by a table of exposures, by alarms.
function picture.below(it)
  local list, found = {}, it.below
  for _, one in ipairs(found.moved) do list[#list + 1] = moved_below(it, one) end
  for _, one in ipairs(found.alarmed) do list[#list + 1] = alarmed_below(it, one) end
  for _, one in ipairs(found.exposed) do list[#list + 1] = exposed_below(it, one) end
  if #list == 0 then list[1] = { text = fill(it.plan.below.none, { number = it.write.number(found.number),
    many = it.said.levels[found.kind].many }), is_gap = true } end
  return list
end

return picture
