--- scenario_barriers.lua: which three barriers against labour exploitation a budget should pay for, how sure that is, and what to find out
--- first: a page in each language, a plot and tables.
--
-- Example:  glocal run --store demo.db scripts/scenario_barriers.lua --budget 400000 --lang nl,fr
--
-- The barriers and the process are those that ship (data/barriers), all of it judgement; --barriers and --process take your own
-- (docs/barriers.md). The detected victims are those of the store (scripts/import_figures.lua).

local glocal = require "glocal"
local core = require "glocal.core"
local script = require "foresight.shell.scenario_script"

local SHOWN, TO_FIND_OUT = 5, 3 -- sets in the table and the chart; inputs
local COUNTRY, LABOUR = "BE", "trafficking.labour"

local run, message, code = script.begin("scenario_barriers", arg, {
  budget = { value = "EUR", help = "what may be spent in a year (default: 400000)" },
  barriers = { value = "FILE", help = "your own barriers, with the columns of data/barriers/barriers.csv" },
  process = { value = "FILE", help = "your own process, with the columns of data/barriers/process.csv" },
})
if not run then return nil, message, code end
local budget = run.whole("budget", 400000)

-- A table of the analyst's own, of this phenomenon where it says of which.
local function own_table(path)
  if not path then return nil end
  local frame, why, reason = glocal.read(path)
  if not frame then return nil, why, reason end
  return frame:has "phenomenon" and frame:where { phenomenon = "trafficking" } or frame
end

local barriers, process
barriers, message, code = own_table(run.given.barriers)
if run.given.barriers and not barriers then return nil, message, code end
process, message, code = own_table(run.given.process)
if run.given.process and not process then return nil, message, code end

local made, b, why, reason = pcall(glocal.barrier_model, { phenomenon = "trafficking", budget = budget, draws = run.draws,
  seed = run.seed, barriers = barriers, process = process })
if not made then run.wrong((tostring(b):gsub("^[^\n]-%.lua:%d+: ", ""))) end
if not b then return nil, why, reason end
local sets, worth, alone = b:sets(), b:worth_knowing(), b:barriers()

-- Victims of labour exploitation detected in the last year that the store has; nil where it has none.
local function detected()
  local known, frame = pcall(glocal.rollup, { zone = COUNTRY, phenomenon = LABOUR, every = "year", store = run.store })
  if not known or not frame or #frame == 0 then return nil end
  local last = frame:tail(1)
  return { year = last:get(1, "period"), count = last:get(1, "count"), high = last:has "count_high" and last:get(1, "count_high"),
    frame = frame }
end

local victims = detected()
local marking = script.marking(run, sets, worth, alone, victims and victims.frame or sets)

-- --- pages --------------------------------------------------------------------------------------------------------

-- The names of barriers in a language, by code: those that ship, else the analyst's own.
local function names_of(lang)
  local names = {}
  for _, row in alone:rows() do names[row.barrier] = row.name or row.barrier end
  if not barriers then
    for _, row in glocal.barriers({ phenomenon = "trafficking", lang = lang }):rows() do names[row.barrier] = row.name end
  elseif barriers:has(lang) then
    for _, row in barriers:rows() do names[row.barrier] = row[lang] or names[row.barrier] end
  end
  return names
end

local function set_text(words, names, set)
  local list = {}
  for barrier in set:gmatch "[^+ ]+" do list[#list + 1] = names[barrier] end
  return words.write.list(list)
end

local function table_block(id, columns, align, lines)
  return { kind = "table", id = id, columns = columns, align = align, rows = lines }
end

local function sets_block(words, names)
  local lines = {}
  for i, row in sets:head(SHOWN):rows() do
    lines[i] = { ("%d. %s"):format(i, words.sentence(set_text(words, names, row.set))), words.euros(row.cost),
      words.round(row.avoided), words.interval(row.low_80, row.high_80), words.chance(row.best) }
  end
  return table_block("sets", words.said.barriers.columns, { "left", "right", "right", "right", "right" }, lines)
end

local function barriers_block(words, names)
  local said, lines = words.said.barriers, {}
  for i, row in alone:rows() do
    lines[i] = { words.sentence(names[row.barrier]), said.actors[row.actor] or row.actor or "",
      said.stages[row.stage] or row.stage, words.euros(row.cost), words.write.percent(row.in_best, 0) }
  end
  return table_block("barriers", said.barrier_columns, { "left", "left", "left", "right", "right" }, lines)
end

-- "effect of bank_signals" in words.
local function input_text(words, names, input)
  local said = words.said.barriers
  local barrier, stopped, harm = input:match "^effect of (.+)$", input:match "^stopped at (.+)$", input:match "^harm at (.+)$"
  if barrier then return words.fill(said.inputs.effect, { name = names[barrier] }) end
  if stopped then return words.fill(said.inputs.stopped, { name = said.stages[stopped] or stopped }) end
  if harm then return words.fill(said.inputs.harm, { name = said.stages[harm] or harm }) end
  return said.inputs[input] or said.inputs.through
end

local function worth_block(words, names)
  local said, items = words.said.barriers, {}
  for i, row in worth:rows() do
    if i <= TO_FIND_OUT and row.value > 0 then
      items[i] = words.fill(said.worth, { input = words.sentence(input_text(words, names, row.input)),
        value = words.round(row.value) })
    end
  end
  if #items == 0 then items[1] = said.nothing end
  return { kind = "list", items = items }
end

local function chart_block(words, files)
  local said, rows, bars = words.said.barriers, {}, {}
  for i, row in sets:head(SHOWN):rows() do
    rows[i] = { set = tostring(i), mean = row.avoided, low_80 = row.low_80, high_80 = row.high_80 }
    bars[i] = { tostring(i), row.avoided, words.round(row.avoided) }
  end
  local frame = core.frame(rows, { columns = { "set", "mean", "low_80", "high_80" }, marking = marking })
  local picture = frame:plot { kind = "bar", x = "set", y = "mean", horizontal = true, lang = words.lang,
    title = said.chart_title }
  local svg = picture and picture:svg()
  if not svg then return nil end
  files[#files + 1] = { name = ("sets-%s.svg"):format(words.lang), text = svg, marking = marking }
  return { kind = "figure", svg = svg, caption = said.chart, bars = bars }
end

local function basis_block(words)
  local items = {}
  for i, line in ipairs(words.said.barriers.basis) do
    items[i] = words.fill(line, { count = words.write.number(tonumber((sets:note():match "of ([%d ]+) sets":gsub(" ", "")))) })
  end
  local own = {}
  for _, name in ipairs { "barriers", "process" } do own[#own + 1] = run.given[name] end
  if #own > 0 then items[#items + 1] = words.fill(words.said.barriers.own, { files = words.write.list(own) }) end
  return { kind = "list", items = items }
end

local function lead_of(words, names)
  local said, first = words.said.barriers, {}
  for _, column in ipairs(sets:columns()) do first[column] = sets:get(1, column) end
  local values = { budget = words.euros(budget), set = set_text(words, names, first.set), cost = words.euros(first.cost),
    avoided = words.round(first.avoided), low = words.round(first.low_80), high = words.round(first.high_80),
    chance = words.chance(first.best), regret = words.round(first.regret), prevented = words.round(first.prevented),
    found = words.round(first.found) }
  return words.fill(said.lead, values), words.fill(said.sure, values) .. " " .. words.fill(said.people, values)
end

local function page_of(lang, files)
  local words, names = script.words(lang), names_of(lang)
  local headings, said = words.said.headings, words.said.barriers
  local lead, sure = lead_of(words, names)
  local blocks = { { kind = "lead", text = lead }, { kind = "note", text = sure } }
  if victims then
    blocks[#blocks + 1] = { kind = "note", text = words.fill(said.context, { year = victims.year,
      count = words.write.count(victims.count, victims.high) }) }
  end
  for _, block in ipairs { { kind = "heading", text = headings.sets }, sets_block(words, names), chart_block(words, files),
    { kind = "heading", text = headings.find_out }, worth_block(words, names),
    { kind = "heading", text = headings.barriers }, barriers_block(words, names),
    { kind = "heading", text = headings.basis }, basis_block(words), { kind = "note", text = words.scale } } do
    blocks[#blocks + 1] = block
  end
  for _, file in ipairs { script.page(run, words, { name = said.name, marking = marking, blocks = blocks,
    facts = { { words.said.facts.budget, words.euros(budget) } } }) } do
    files[#files + 1] = file
  end
end

local files = {}
for name, frame in pairs { sets = sets, worth_knowing = worth, barriers = alone } do
  files[#files + 1] = script.table(name, frame, marking)
end
for _, lang in ipairs(run.langs) do page_of(lang, files) end
local done
done, message, code = script.finish(run, files)
if not done then return nil, message, code end
