--- scenario_channel.lua: what may become of the small boats across the Channel in the next twelve months, in five scenarios, down to police
--- zones: a page in each language, plots and tables.
--
-- Example:  glocal run --store demo.db scripts/scenario_channel.lua --lang nl,fr --to scenarios
--
-- It rests on the figures of RT-CHANNEL in the store (scripts/import_figures.lua) and on its exposure table "channel". The chances and
-- effects below are judgement: change them here.

local glocal = require "glocal"
local core = require "glocal.core"
local catalogue = require "foresight.shared.catalogue"
local script = require "foresight.shell.scenario_script"

local model = glocal.model
local ROUTE, PHENOMENON, EXPOSURE = "RT-CHANNEL", "smuggling.sea.small_boat", "channel"
local MONTHS = 12
local SHOWN = 6 -- zones in the table

-- What may happen: from which month of the year on, how likely, and its effect (low, mode, high). Judgement.
local CHANGES = {
  { name = "agreement", month = 3, chance = 0.35, sign = -1, effect = { low = 0.05, mode = 0.2, high = 0.4 } },
  { name = "supply", month = 4, chance = 0.25, sign = -1, effect = { low = 0.1, mode = 0.3, high = 0.5 } },
  { name = "surge", month = 2, chance = 0.2, sign = 1, effect = { low = 0.05, mode = 0.2, high = 0.5 } },
}
local VARIANTS = { "base", "agreement", "supply", "surge", "mixed" }

local run, message, code = script.begin("scenario_channel", arg)
if not run then return nil, message, code end

-- --- the past -----------------------------------------------------------------------------------------------------

local figures = glocal.rollup { zone = ROUTE, phenomenon = PHENOMENON, every = "month", store = run.store }
if run.given.marking then figures = figures:mark(run.given.marking) end -- what is made of them has it too

-- The counts by month; raises where the store has too few.
local function history_of(frame)
  local counts, last = {}, nil
  for _, row in frame:rows() do counts[row.period], last = row.count, row.period end
  local history = {}
  for i = 1, 5 * MONTHS do
    history[i] = last and counts[core.period(last, "month", i - 5 * MONTHS)]
    if not history[i] then
      run.wrong(("the store has no five years of months of %s: scripts/import_figures.lua brings them in"):format(ROUTE))
    end
  end
  return history, last
end

local history, last = history_of(figures)

local function total(years_ago)
  local sum = 0
  for i = 1, MONTHS do sum = sum + history[(4 - years_ago) * MONTHS + i] end
  return sum
end

-- How much a year differed from the one before: the root mean square of the logarithm of their ratio.
local function yearly_sd()
  local squares = 0
  for k = 0, 3 do squares = squares + math.log(total(k) / total(k + 1)) ^ 2 end
  return math.sqrt(squares / 4)
end

-- The share of each month of the year in the last three, times twelve.
local function season()
  local points, sum = {}, total(0) + total(1) + total(2)
  for i = 1, MONTHS do
    local own = history[2 * MONTHS + i] + history[3 * MONTHS + i] + history[4 * MONTHS + i]
    points[i] = { i - 1, MONTHS * own / sum }
  end
  return points
end

-- --- the model ----------------------------------------------------------------------------------------------------

local first = core.period(last, "month", 1)
local sd = yearly_sd()

local function build()
  local m = model { from = first, months = MONTHS }
  -- The level of a month carries the figures' marking along.
  m.past = model.empirical { of = glocal.frame({ { count = total(0) / MONTHS } }, { marking = figures:marking() }) }
  m.level = model.lognormal { meanlog = 0, sdlog = sd }
  m.weather = model.lognormal { meanlog = -0.02, sdlog = 0.2, every = "step" }
  m.arrivals = m.past * m.level * m.weather * model.time:lookup(season())
  local expected = m.arrivals
  for _, change in ipairs(CHANGES) do
    m[change.name] = 0
    m[change.name .. "_effect"] = model.pert(change.effect)
    local from = model.step { from = core.period(first, "month", change.month - 1), height = 1 }
    expected = expected * (1 + change.sign * m[change.name] * m[change.name .. "_effect"] * from)
  end
  m.expected = expected
  m.year = model.stock { start = 0, inflow = m.expected }
  return m
end

local function variant_of(m, name)
  local changes = {}
  for _, change in ipairs(CHANGES) do
    changes[change.name] = name == change.name and 1
      or name == "mixed" and model.bernoulli { probability = change.chance } or 0
  end
  return m:with(changes)
end

local options = { draws = run.draws, seed = run.seed, outputs = { "expected", "year" } }
local base = build()
local results, rows = {}, {}
local at = core.period(first, "month", MONTHS - 1)
for i, name in ipairs(VARIANTS) do
  results[name] = variant_of(base, name):run(options)
  local year = results[name]:summary { quantity = "year", at = at }
  rows[i] = { scenario = name, median = year.median[1], low_80 = year.low_80[1], high_80 = year.high_80[1],
    more = results[name]:probability("year", ">", total(0), { at = at }).probability[1] }
end

-- --- zones and assumptions ----------------------------------------------------------------------------------------

local PLACE = { quantity = "expected", zone = ROUTE, phenomenon = PHENOMENON, exposure = EXPOSURE, total = true, at = run.date,
  store = run.store }
local zones = results.base:impact(PLACE)
local change = variant_of(base, "base"):compare(variant_of(base, "supply"), options):impact(PLACE)
local shares = results.mixed:sensitivity("year", { at = at, draws = 16384 })
local marking = script.marking(run, figures, zones, change, results.base)
local compared = core.frame(rows, { columns = { "scenario", "median", "low_80", "high_80", "more" }, marking = marking })

local function by_zone(frame)
  local found = {}
  for _, row in frame:rows() do found[row.zone] = row end
  return found
end

local change_of = by_zone(change)
local outside = by_zone(zones).OUTSIDE.mean / zones:sum "mean"

-- --- pages --------------------------------------------------------------------------------------------------------

local function table_block(id, columns, lines, caption)
  local align = { "left" }
  for i = 2, #columns do align[i] = "right" end
  return { kind = "table", id = id, columns = columns, align = align, rows = lines, caption = caption }
end

local function compared_block(words)
  local said, lines = words.said.channel, {}
  for i, row in ipairs(rows) do
    lines[i] = { said.variants[row.scenario], words.round(row.median), words.interval(row.low_80, row.high_80),
      words.chance(row.more) }
  end
  return table_block("compared", said.columns, lines)
end

local function zones_block(words, names)
  local said, lines = words.said.channel, {}
  for _, row in zones:where({ part = "zone" }):sort("-median"):head(SHOWN):rows() do
    local own = change_of[row.zone]
    lines[#lines + 1] = { names[row.zone] or row.zone, words.round(row.median), words.interval(row.low_80, row.high_80),
      words.round(own.median), words.interval(own.low_80, own.high_80) }
  end
  return table_block("zones", said.zone_columns, lines, said.zone_caption)
end

local function matters_block(words)
  local said, items = words.said.channel, {}
  for i = 1, math.min(3, #shares) do
    items[i] = words.fill(said.matter, { input = words.sentence(said.inputs[shares.input[i]] or shares.input[i]),
      percent = words.write.percent(shares.total[i], 0) })
  end
  return { kind = "list", items = items }
end

local function basis_block(words)
  local said, values = words.said.channel.basis, { sd = words.write.number(sd, 2) }
  for _, each in ipairs(CHANGES) do
    values[each.name] = words.write.month(core.period(first, "month", each.month - 1))
    values[each.name .. "_chance"] = words.chance(each.chance)
  end
  local items = {}
  for i, line in ipairs(said) do items[i] = words.fill(line, values) end
  return { kind = "list", items = items }
end

-- A picture as a block and as a file; bars for the text form.
local function figure(files, picture, name, caption, bars)
  if not picture then return nil end
  local svg = picture:svg()
  if not svg then return nil end
  files[#files + 1] = { name = name .. ".svg", text = svg, marking = marking }
  return { kind = "figure", svg = svg, caption = caption, bars = bars or {} }
end

local function course_bars(words)
  local bars, medians = {}, results.base:summary { quantity = "expected" }
  for _, row in medians:rows() do
    bars[#bars + 1] = { words.write.month(row.month), row.median, words.round(row.median) }
  end
  return bars
end

local function page_of(lang, files)
  local words = script.words(lang)
  local said, headings = words.said.channel, words.said.headings
  local values = { first = words.write.month(first), last = words.write.month(last), count = words.write.number(total(0)),
    median = words.round(rows[1].median), low = words.round(rows[1].low_80), high = words.round(rows[1].high_80),
    chance = words.chance(rows[1].more) }
  local names = catalogue.names(run.store, "zone", lang)
  local course = figure(files, results.base:plot { quantity = "expected", lang = lang, title = said.course_title },
    "course-" .. lang, said.course, course_bars(words))
  local map = figure(files, change:where({ part = "zone" }):plot { kind = "map", y = "median", lang = lang,
    title = said.map_title }, "map-" .. lang, said.map)
  local blocks = {
    { kind = "lead", text = words.fill(said.lead, values) .. " " .. words.fill(said.more, values) },
    { kind = "heading", text = headings.compared }, compared_block(words), course,
    { kind = "heading", text = headings.zones }, zones_block(words, names),
    { kind = "note", text = words.fill(said.outside, { percent = words.write.percent(outside, 0) }) }, map,
    { kind = "heading", text = headings.matters }, matters_block(words),
    { kind = "heading", text = headings.basis }, basis_block(words), { kind = "note", text = words.scale },
  }
  values.last = words.write.month(at)
  for _, file in ipairs { script.page(run, words, { name = words.fill(said.name, values), marking = marking, blocks = blocks,
    facts = { { words.said.facts.known, words.write.month(last) } } }) } do
    files[#files + 1] = file
  end
end

local files = { script.table("scenarios", compared, marking), script.table("zones", zones, marking),
  script.table("change", change, marking) }
for _, lang in ipairs(run.langs) do page_of(lang, files) end
local done
done, message, code = script.finish(run, files)
if not done then return nil, message, code end
