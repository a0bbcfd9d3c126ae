--- answer.lua: what a zone answers: its priorities beside the higher ones, the international item, measures with an owner (a
--- role) and a date, indicators with their thresholds.
--
-- Example:  for _, measure in ipairs(answer.measures(it)) do print(measure.text, measure.owner, measure.due) end

local core = require "glocal.core"
local demand_block = require "foresight.priority.demand_block"
local evidence = require "foresight.plan.evidence"
local phrases = require "foresight.language.phrases"
local priority_rows = require "foresight.priority.priority_rows"
local texts = require "foresight.brief.texts"

local answer = {}

local fill = phrases.fill
local SUGGESTED, CALLS = 4, 3 -- measures of the file of texts, of whom to call

-- Whether a priority is in force in any of the plan's years.
local function is_in_years(it, one)
  local first, last = it.years[1] .. "-01-01", it.years[2] .. "-12-31"
  return not (one.valid_to and one.valid_to < first) and not (one.valid_from and one.valid_from > last)
end

--- The priorities of the zone and of those above it that hold in the plan's years, near to far.
function answer.priorities(it)
  local list = {}
  for _, one in ipairs(it.priorities) do
    if is_in_years(it, one) then list[#list + 1] = one end
  end
  return list
end

-- How many rows the crosswalk has of a relation, as evidence.
local function count_relation(it, e, name, relation)
  local spec = evidence.literal { zone = it.place.code, on = it.date, lang = it.lang, as_of = it.as_of }
  local count = 0
  for _, row in it.crosswalk:rows() do count = count + (row.relation == relation and 1 or 0) end
  e:let(name, ("#crosswalk%s:where{relation=%q}"):format(spec, relation), count)
  return count
end

--- How far the zone's priorities and the higher ones meet, in sentences.
function answer.alignment(it)
  local list, said = {}, it.plan.answer
  local function add(relation, phrase)
    local e = evidence.new(it, said.crosswalk)
    local count = count_relation(it, e, "number", relation)
    if count > 0 then
      list[#list + 1] = { text = fill(phrase, { number = e:show("number", "number"), this = it.level.this }),
        evidence = { e.number } }
    else
      it.evidence[e.number] = nil
    end
  end
  add("unanswered", said.unanswered)
  add("same phenomenon", said.same_phenomenon)
  add("local only", said.local_only)
  add("demand without priority", said.demand)
  if #list == 0 then list[1] = { text = fill(said.aligned, { this = it.level.this }) } end
  return list
end

--- Demand beside supply: the sentences, and the table (nil for none), whose numbers have their evidence in one piece.
function answer.demand(it)
  local e = evidence.new(it, phrases.of(it.lang).demand.heading)
  e:let("rows", "demand_supply" .. evidence.literal { zone = it.place.code, on = it.date, as_of = it.as_of })
  local function show(row, column, format)
    local name = ("%s_%s"):format((row.phenomenon:gsub("[^%w]", "_")), column)
    e:let(name, ("rows:where{phenomenon=%q}.%s[1]"):format(row.phenomenon, column), row[column])
    return e:show(name, format)
  end
  local made = demand_block.of(it, it.demand_supply, show, function(number)
    e:let("unanswered", '#rows:where{reading="unanswered"}', number)
    return e:show("unanswered", "number")
  end)
  local list = { { text = made.lead, evidence = { e.number } } }
  for _, note in ipairs(made.notes) do list[#list + 1] = { text = note } end
  return list, made.table
end

-- What of the EU or the Benelux is in force and about what the plan is about; all of it where nothing is.
local function of_unions(it)
  local near, all = {}, {}
  for _, one in ipairs(it.priorities) do
    if one.kind == "union" and one.status == "in force" then
      all[#all + 1] = one
      if priority_rows.share_phenomenon(one.phenomena, it.phenomena_codes) then near[#near + 1] = one end
    end
  end
  return #near > 0 and near or all
end

local function answers_of(it, higher)
  local list = {}
  for _, one in ipairs(it.priorities) do
    if one.is_own and one.status == "in force" and priority_rows.reaches(it.all_priorities, one.code, higher.code) then
      list[#list + 1] = priority_rows.name(one, it.lang)
    end
  end
  return list
end

-- Of each priority whether the zone answers it, and with what.
local function add_answers(it, list, priorities)
  local said = it.plan.answer
  for _, one in ipairs(priorities) do
    local values = { zone = it.place.names[one.zone], cycle = one.cycle or "", name = priority_rows.name(one, it.lang),
      This = phrases.sentence(it.level.this) }
    local own = answers_of(it, one)
    values.own = table.concat(own, "; ")
    list[#list + 1] = { text = fill(#own > 0 and said.answered or said.open, values) }
  end
end

--- What priorities above the zone ask for in cyberspace, and whether the zone answers.
function answer.cyberspace(it)
  local list, higher = {}, {}
  for _, one in ipairs(it.priorities) do
    if not one.is_own and one.status == "in force" and priority_rows.share_phenomenon(one.phenomena, { "cyber" }) then
      higher[#higher + 1] = one
    end
  end
  add_answers(it, list, higher)
  return list
end

--- The international item: the priorities of the EU and the Benelux that the zone's phenomena fall under, who answers them,
--- whom to call.
function answer.international(it)
  local list, said = {}, it.plan.answer
  add_answers(it, list, of_unions(it))
  if #list == 0 then list[1] = { text = said.no_union, is_gap = true } end
  for _, line in ipairs(texts.choose(it.texts, it.asked_texts, "call", CALLS)) do
    list[#list + 1] = { text = line.text .. (line.is_to_confirm and " (" .. it.words.advice.to_confirm .. ")" or "") }
  end
  return list
end

-- The role that holds the phenomenon by the priorities in force.
local function holder_of(it, phenomenon)
  for _, one in ipairs(it.priorities) do
    if one.status == "in force" and one.owner and phenomenon and phenomenon ~= ""
      and priority_rows.share_phenomenon(one.phenomena, { phenomenon }) then
      return one.owner
    end
  end
end

-- The date proposed for a suggested measure: the end of a half-year, at least half a year ahead, within the plan's years.
local function proposed_due(it)
  local earliest = it.years[1] .. "-06-30"
  local ahead = core.period(core.period(it.date, "month", 6), "month")
  local year, month = ahead:match "^(%d+)-(%d+)$"
  local due = year .. (month <= "06" and "-06-30" or "-12-31")
  due = due < earliest and earliest or due
  local last = it.years[2] .. "-12-31"
  return due > last and last or due
end

--- The measures: those given, then suggestions of the file of texts. {text, owner, due, is_suggested}; a suggestion's date is
--- proposed.
function answer.measures(it)
  local list = {}
  for _, one in ipairs(it.spec.measures or {}) do
    list[#list + 1] = { text = one.text, owner = one.owner or holder_of(it, one.phenomenon), due = one.due,
      is_international = one.international or false }
  end
  for _, line in ipairs(texts.choose(it.texts, it.asked_texts, "do", SUGGESTED)) do
    list[#list + 1] = { text = line.text, owner = holder_of(it, it.texts[line.place].phenomenon), due = proposed_due(it),
      is_suggested = true, is_international = true }
  end
  return list
end

--- What is still wrong with the zone's priorities, in the plan's language.
function answer.faults(it)
  local list, said = {}, it.plan.faults
  for i, fault in ipairs(it.lint.faults) do
    list[i] = { text = fill(said[fault.rule], { subject = fault.subject, this = it.level.this,
      This = phrases.sentence(it.level.this) }) }
  end
  return list
end

return answer
