--- page.lua: a plan as blocks, which foresight/brief/html and text set, and as the content that the store keeps.
--
-- Example:  made = page.of(it)   made.page.blocks[1]   made.content.expectations[1].low

local answer = require "foresight.plan.answer"
local evidence = require "foresight.plan.evidence"
local expectation = require "foresight.plan.expectation"
local ledger = require "foresight.plan.ledger"
local phrases = require "foresight.language.phrases"
local picture = require "foresight.plan.picture"
local priority_rows = require "foresight.priority.priority_rows"

local page = {}

local fill = phrases.fill

-- Where the zone lies: up to its country; of a country or union the unions.
local function within_of(it)
  local names, place = {}, it.place
  for i, code in ipairs(place.parents) do names[i] = place.names[code] end
  for _, one in ipairs(place.is_top and it.path_zones or {}) do
    if one.kind == "union" and not one.is_own then names[#names + 1] = place.names[one.code] end
  end
  return table.concat(names, ", ")
end

local function facts_of(it)
  local words, place, facts = it.words, it.place, {}
  local function add(name, value) facts[#facts + 1] = { name, value } end
  add(words.facts.level, it.level.one .. " (" .. place.code .. ")")
  local within = within_of(it)
  if within ~= "" then add(words.facts.within, within) end
  add(it.plan.facts.years, ("%d\u{2013}%d"):format(it.years[1], it.years[2]))
  add(words.facts.dated, it.write.day(it.date))
  add(it.plan.facts.version, it.kept_version and tostring(it.kept_version) or it.plan.facts.draft)
  if place.population and place.population_year then
    add(words.facts.population, fill(words.population, { number = it.write.number(place.population),
      year = place.population_year }))
  end
  return facts
end

local function priorities_table(it, list)
  local said, rows = it.plan.answer, {}
  for i, one in ipairs(list) do
    rows[i] = { it.place.names[one.zone], phrases.sentence(priority_rows.name(one, it.lang)), one.cycle or "\u{2013}",
      one.owner or said.unassigned, one.valid_to and it.write.day(one.valid_to) or "\u{2013}" }
  end
  return { kind = "table", id = "priorities", columns = said.priority_columns, rows = rows,
    align = { "left", "left", "left", "left", "left" } }
end

local function measures_table(it, list)
  local said, rows = it.plan.answer, {}
  for i, one in ipairs(list) do
    rows[i] = { one.text, one.owner or said.unassigned, one.due and it.write.day(one.due) or said.undated,
      one.is_suggested and said.suggested or said.decided }
  end
  return { kind = "table", id = "measures", columns = said.measure_columns, rows = rows, align = { "left", "left", "left",
    "left" } }
end

local function indicators_table(it)
  local said, rows = it.plan.answer, {}
  for i, one in ipairs(it.indicators) do
    rows[i] = { one.name, one.low_text, one.high_text, it.write.month(one.last), evidence = { one.evidence } }
  end
  return { kind = "table", id = "indicators", columns = said.indicator_columns, rows = rows,
    align = { "left", "right", "right", "left" } }
end

local function assumptions_table(it, list)
  local rows = {}
  for i, one in ipairs(list) do rows[i] = { one.text, one.unless } end
  return { kind = "table", id = "assumptions", columns = it.plan.assumptions.columns, rows = rows, align = { "left", "left" } }
end

local function calendar_table(it, list)
  local said, rows = it.plan.calendar, {}
  for i, one in ipairs(list) do rows[i] = { one.when, one.text, said.basis[one.basis] or said.basis.confirm, one.source } end
  return { kind = "table", id = "calendar", columns = said.columns, rows = rows, align = { "left", "left", "left", "left" } }
end

-- What the store holds, from what the page was made, and the words of probability.
local function method_lines(it)
  local said = it.plan.method
  return {
    fill(said.made, { store = it.store:path():match "[^/]+$", state = it.state, seed = it.seed, version = it.version }),
    said.evidence, it.said.digest.scale,
  }
end

local function evidence_block(it)
  local items = {}
  for _, one in ipairs(it.evidence) do
    items[#items + 1] = { number = one.number, title = one.title, lines = one.lines, code = evidence.code(one) }
  end
  return { kind = "evidence", items = items }
end

local function without_figures(list)
  local copy = {}
  for i, one in ipairs(list) do copy[i] = { text = one.text, evidence = one.evidence } end
  return copy
end

-- Adds a heading with its sentences, to the page and to what is kept.
local function adder(it, made)
  return function(id, list)
    made.page.blocks[#made.page.blocks + 1] = { kind = "heading", section = id,
      text = fill(it.plan.headings[id], { this = it.level.this,
      many = it.below.kind and it.said.levels[it.below.kind].many or "" }) }
    if #list > 0 then made.page.blocks[#made.page.blocks + 1] = { kind = "sentences", items = list } end
    made.content.sections[#made.content.sections + 1] = { id = id, sentences = without_figures(list) }
  end
end

local function kept_evidence(it)
  local list = {}
  for i, one in ipairs(it.evidence) do
    local steps, shown = {}, {}
    for k, step in ipairs(one.steps) do steps[k] = { name = step.name, lua = step.lua, value = step.value } end
    for k, each in ipairs(one.shown) do shown[k] = { name = each.name, format = each.format, text = each.text } end
    list[i] = { number = one.number, title = one.title, lines = one.lines, steps = steps, shown = shown }
  end
  return list
end

local function codes_of(list, field)
  local codes = {}
  for i, one in ipairs(list) do codes[i] = { key = one[field or "code"], text = priority_rows.name(one, "en"),
    owner = one.owner, valid_from = one.valid_from, valid_to = one.valid_to } end
  return codes
end

local function has_impact(it)
  for _, result in ipairs(it.figures.exposed) do
    if result.mine then return true end
  end
  return false
end

--- The page and the content that is kept.
function page.of(it)
  local events = ledger.events(it)
  local made = { page = { lang = it.lang, title = it.plan.title, name = it.place.names[it.place.code], marking = it.marking,
    blocks = {} }, content = { format = 1, sections = {} } }
  local add, blocks = adder(it, made), made.page.blocks
  local function block(one) blocks[#blocks + 1] = one end
  add("own", picture.own(it))
  if it.place.level ~= "country" then add(it.place.level == "union" and "members" or "national", picture.national(it)) end
  add("international", picture.international(it))
  local cyberspace = picture.cyberspace(it)
  add("cyberspace", table.move(answer.cyberspace(it), 1, #it.priorities, #cyberspace + 1, cyberspace))
  add("forecasts", expectation.forecasts(it))
  add("warnings", expectation.warnings(it))
  add("scenarios", expectation.scenarios(it))
  add("impact", picture.impact(it))
  if has_impact(it) then block { kind = "note", text = it.words.here.judgement } end
  if it.below.kind then add("below", picture.below(it)) end
  local priorities = answer.priorities(it)
  add("priorities", answer.alignment(it))
  if #priorities > 0 then block(priorities_table(it, priorities)) end
  local demanded, demand_table = answer.demand(it)
  add("demand", demanded)
  if demand_table then block(demand_table) end
  add("international_item", answer.international(it))
  local measures = answer.measures(it)
  add("measures", {})
  block(measures_table(it, measures))
  add("indicators", #it.indicators == 0 and { { text = it.plan.answer.no_indicator } } or { { text = it.plan.answer.watched } })
  if #it.indicators > 0 then block(indicators_table(it)) end
  local assumptions = ledger.assumptions(it)
  add("assumptions", {})
  block(assumptions_table(it, assumptions))
  add("calendar", {})
  if #events > 0 then block(calendar_table(it, events)) end
  local faults = answer.faults(it)
  if #faults > 0 then add("faults", faults) end
  block { kind = "annex", text = it.plan.headings.evidence, section = "evidence" }
  for _, line in ipairs(method_lines(it)) do block { kind = "note", text = line } end
  block(evidence_block(it))
  made.page.facts = facts_of(it)
  made.page.foot = fill(it.words.heading, { title = it.plan.title, name = made.page.name, date = it.write.day(it.date) })
  local kept = made.content
  kept.zone, kept.lang, kept.years, kept.date, kept.state, kept.seed = it.place.code, it.lang, it.years, it.date, it.state,
    it.seed
  kept.version, kept.evidence = it.version, kept_evidence(it)
  kept.expectations, kept.indicators, kept.priorities = it.expectations, it.indicators, codes_of(priorities)
  kept.measures, kept.assumptions, kept.events, kept.faults = measures, assumptions, events, it.lint.faults
  return made
end

return page
