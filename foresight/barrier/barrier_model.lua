--- barrier_model.lua: which barriers against trafficking or smuggling to pay for with a budget, how sure that answer is, and what one
--- would have to know to be sure. No person is modelled: numbers of people a year, and shares of them.
--
-- Example:  b = barrier_model {phenomenon="trafficking", budget=400000}   b:sets()   b:worth_knowing()   b:explain()
-- References: barrier model: Centrum voor Criminaliteitspreventie en Veiligheid, "Barrièremodellen"; value of knowing an
-- input: M. Strong, J. E. Oakley, "An efficient method for computing single-parameter partial expected value of perfect
-- information", Medical Decision Making 33 (2013). Formula in sets.lua.

local barrier_process = require "foresight.barrier.barrier_process"
local barrier_list = require "foresight.barrier.barriers"
local call = require "foresight.shared.call"
local core = require "glocal.core"
local locale = require "foresight.language.locale"
local number = require "foresight.shared.number"
local phrases = require "foresight.language.phrases"
local seal = require "foresight.shared.sealed"
local sets = require "foresight.barrier.sets"
local tables = require "foresight.barrier.tables"

local LISTED = 40 -- sets that are looked at more closely: those with the largest means
local BINS = 20 -- of the draws by one input
local MOST_WORK = 3e8 -- sets x draws
local SHOWN = 8 -- sets in a plot

local methods, kind = {}, nil

local function fields_of(b) return seal.fields(b, kind) end

local function euros(value) return number.shown(math.tointeger(value) or value) end

-- --- working it out -----------------------------------------------------------------------------------------------

local function mean_of(values)
  local sum = 0
  for _, value in ipairs(values) do sum = sum + value end
  return sum / #values
end

-- Of sorted values, Hyndman and Fan's type 7.
local function quantile_of(sorted, p)
  local h = (#sorted - 1) * p
  local k = math.floor(h)
  local low, high = sorted[k + 1], sorted[k + 2] or sorted[k + 1]
  return low + (h - k) * (high - low)
end

local function codes_of(barriers, members)
  local codes = {}
  for i, k in ipairs(members) do codes[i] = barriers[k].code end
  return table.concat(codes, " + ")
end

-- Means of all sets, and in every draw the best: its value and its place.
local function try_all(it, barriers, all)
  local means, best, place = {}, {}, {}
  for i, members in ipairs(all) do
    local avoided = sets.avoided(it, barriers, members)
    local sum = 0
    for d = 1, it.draws do
      local value = avoided[d]
      sum = sum + value
      if not place[d] or value > best[d] then best[d], place[d] = value, i end
    end
    means[i] = sum / it.draws
  end
  return means, best, place
end

-- The largest means first, and those that are best in a draw of a hundred or more.
local function candidates_of(means, wins, draws)
  local order = {}
  for i in ipairs(means) do order[i] = i end
  table.sort(order, function(a, b) return means[a] > means[b] or means[a] == means[b] and a < b end)
  local chosen = {}
  for rank, i in ipairs(order) do
    if rank <= LISTED or (wins[i] or 0) >= draws / 100 then chosen[#chosen + 1] = i end
  end
  return chosen
end

local function share_above(values, draws, threshold)
  local count = 0
  for d = 1, draws do
    if values[d] > threshold then count = count + 1 end
  end
  return count / draws
end

local function over_budget(it, values, members, budget)
  local costs = {}
  for d = 1, it.draws do costs[d] = 0 end
  for _, i in ipairs(members) do
    local own = values["cost of " .. it.barriers[i].code]
    for d = 1, it.draws do costs[d] = costs[d] + own[d] end
  end
  return share_above(costs, it.draws, budget)
end

-- A set in numbers.
local function row_of(it, values, members, about)
  local cost = 0
  for _, i in ipairs(members) do cost = cost + it.barriers[i].cost.mode end
  local sorted = table.move(about.avoided, 1, it.draws, 1, {})
  table.sort(sorted)
  local prevented, found, sooner = sets.found(it, it.barriers, members)
  return { set = codes_of(it.barriers, members), size = #members, cost = cost,
    over_budget = over_budget(it, values, members, about.budget), avoided = about.mean, low_80 = quantile_of(sorted, 0.1),
    high_80 = quantile_of(sorted, 0.9), prevented = prevented, found = found, sooner = sooner,
    best = (about.wins or 0) / it.draws, regret = about.best - about.mean }
end

-- --- what it is worth to know -------------------------------------------------------------------------------------

-- The mean over bins of the best set's mean in each, where `order` says which draw is in which bin.
local function mean_of_bests(order, candidates, draws)
  local total = 0
  for bin = 1, BINS do
    local from, to = (bin - 1) * draws // BINS + 1, bin * draws // BINS
    local most = -math.huge
    for _, each in ipairs(candidates) do
      local sum, avoided = 0, each.avoided
      for i = from, to do sum = sum + avoided[order[i]] end
      most = math.max(most, sum)
    end
    total = total + most
  end
  return total / draws
end

-- The best set where an input is in its lowest or highest fifth.
local function best_in(order, candidates, from, to)
  local most, best
  for _, each in ipairs(candidates) do
    local sum = 0
    for i = from, to do sum = sum + each.avoided[order[i]] end
    if not most or sum > most then most, best = sum, each end
  end
  return best.set
end

-- By input: how much more harm would be avoided, on average, if it were known before the choice. Bins of few draws flatter: what bins
-- by chance would give is taken off.
local function worth_of(inputs, candidates, draws, most)
  local order = {}
  for d = 1, draws do order[d] = d end
  local by_chance, rows = mean_of_bests(order, candidates, draws), {}
  for _, input in ipairs(inputs) do
    if not input.is_certain and not input.is_cost then
      local values = input.values
      table.sort(order, function(a, b) return values[a] < values[b] or values[a] == values[b] and a < b end)
      local value = math.max(0, mean_of_bests(order, candidates, draws) - by_chance)
      rows[#rows + 1] = { input = input.name, value = value, share = most > 0 and value / most or nil,
        if_low = best_in(order, candidates, 1, draws // 5),
        if_high = best_in(order, candidates, draws - draws // 5 + 1, draws) }
    end
  end
  table.sort(rows, function(a, b) return a.value > b.value or a.value == b.value and a.input < b.input end)
  return rows
end

-- --- frames -------------------------------------------------------------------------------------------------------

local function frame_of(fields, rows, columns, types, what, note)
  local last, values = columns[#columns], {}
  for i, row in ipairs(rows) do values[i] = row[last] end
  local frame = core.frame(rows, { columns = table.move(columns, 1, #columns - 1, 1, {}), types = types })
  frame = frame:with(last, values, { type = types[last], call = fields.call .. ":" .. what .. "()", from = fields.sources })
  return frame:attach { note_text = note }
end

local function basis_text(fields)
  return ("%s draws, seed %d, budget %s EUR. All figures are %s"):format(number.shown(fields.draws), fields.seed,
    euros(fields.budget), fields.is_shipped and "judgement of glocal's authors, to be replaced by your own" or "as given")
end

--- The sets of barriers that the budget pays for, the one that avoids most harm on average first.
--- @function barrier_model:sets
--- @return frame set, size, cost (as assumed, EUR a year), over_budget (how likely it costs more than the budget), avoided (harm a
---   year: mean), low_80, high_80, prevented (persons a year more who are stopped before any harm), found (more who are found while it is
---   done), sooner (how much less harm those found have suffered), best (in how many draws no other set avoids more), regret (what
---   choosing it gives up on average beside the best of each draw)
--- @since 0.1
--- @example b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
--- @example #b:sets() >= 40 --> true
function methods.sets(self)
  local fields = fields_of(self)
  local columns = { "set", "size", "cost", "over_budget", "avoided", "low_80", "high_80", "prevented", "found", "sooner", "best",
    "regret" }
  local types = { set = "text", size = "integer" }
  for i = 3, #columns do types[columns[i]] = "real" end
  return frame_of(fields, fields.rows, columns, types, "sets", ("%s. Avoided: %s a year. %s of %s sets listed; those to which "
    .. "another barrier could be added within the budget are left out."):format(basis_text(fields), fields.unit,
    number.shown(#fields.rows), number.shown(fields.count)))
end

--- What one would have to know to choose better: for each input the harm a year that would be avoided in addition, on average, if it were
--- known before the choice.
--- @function barrier_model:worth_knowing
--- @return frame input, value (harm a year), share (of what knowing everything would bring), if_low and if_high (the best set where the
---   input is in its lowest and in its highest fifth); the most valuable first
--- @since 0.1
--- @example b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
--- @example b:worth_knowing().value[1] >= 0 --> true
function methods.worth_knowing(self)
  local fields = fields_of(self)
  if not fields.worth then
    fields.worth = worth_of(fields.inputs, fields.candidates, fields.draws, fields.rows[1].regret)
  end
  return frame_of(fields, fields.worth, { "input", "value", "share", "if_low", "if_high" },
    { input = "text", value = "real", share = "real", if_low = "text", if_high = "text" }, "worth_knowing",
    ("%s. Value: %s a year; knowing everything would bring %.4g. Among the %d sets of b:sets(), by %d bins of each input, less "
      .. "what bins by chance give."):format(basis_text(fields), fields.unit, fields.rows[1].regret, #fields.candidates, BINS))
end

--- Each barrier by itself, and how often it is in the best set.
--- @function barrier_model:barriers
--- @return frame barrier, name, stage, actor, cost, avoided (harm a year by it alone: mean), low_80, high_80, per_100000 (avoided for
---   100,000 EUR), in_best (in how many draws the best set has it); the last the largest first
--- @since 0.1
--- @example b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
--- @example #b:barriers() --> 14
function methods.barriers(self)
  local fields = fields_of(self)
  local columns = { "barrier", "name", "stage", "actor", "cost", "avoided", "low_80", "high_80", "per_100000", "in_best" }
  local types = {}
  for i, name in ipairs(columns) do types[name] = i <= 4 and "text" or "real" end
  return frame_of(fields, fields.alone, columns, types, "barriers",
    ("%s. Avoided: %s a year."):format(basis_text(fields), fields.unit))
end

--- The answer in words: the best set, how sure it is, and what to find out.
--- @function barrier_model:explain
--- @return string the text
--- @since 0.1
--- @example b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
--- @example b:explain():match "^[^:]*" --> Best on average with 300 000 EUR a year
function methods.explain(self)
  local fields = fields_of(self)
  local may, message = core.may_leave(fields.marking, "barrier model")
  if not may then error(message, 2) end
  local first, second, worth = fields.rows[1], fields.rows[2], self:worth_knowing()
  local lines = {
    ("Best on average with %s EUR a year: %s (%s EUR)"):format(euros(fields.budget), first.set,
      euros(first.cost)),
    ("It avoids %.3g %s a year, 80 %% interval %.3g to %.3g; %.3g persons more are stopped before harm, %.3g more are found")
      :format(first.avoided, fields.unit, first.low_80, first.high_80, first.prevented, first.found),
    ("In %.0f %% of the draws no other set is better; choosing it gives up %.2g a year on average"):format(100 * first.best,
      first.regret),
  }
  if second then
    lines[#lines + 1] = ("Next: %s, %.3g, best in %.0f %%"):format(second.set, second.avoided, 100 * second.best)
  end
  for i = 1, math.min(3, #worth) do
    local row = fields.worth[i]
    if row.value > 0 then
      lines[#lines + 1] = ("Worth knowing: %s (%.2g a year)%s"):format(row.input, row.value,
        row.if_low ~= row.if_high and ("; low: %s; high: %s"):format(row.if_low, row.if_high) or "")
    end
  end
  lines[#lines + 1] = "All figures are " .. (fields.is_shipped and "judgement of glocal's authors, to be replaced by your own."
    or "as given.")
  return table.concat(lines, "\n")
end

-- In the reader's language where it knows the unit.
local function title_of(fields, lang)
  local said = phrases.of(lang).scenario
  local title = said.barriers.plot_titles[fields.unit]
  if not title then return ("%s avoided a year with %s EUR"):format(fields.unit, euros(fields.budget)) end
  return phrases.fill(title, { budget = phrases.fill(said.euros, { number = locale.of(lang).figure(fields.budget) }) })
end

--- Draws the sets that avoid most harm, with their 80 % intervals.
--- @function barrier_model:plot
--- @param options? table
--- @option to? string <file> a file: .svg, .png, .pdf; its ending says which
--- @option lang? string {nl|fr|de|en} the language of the words
--- @option title? string = (what is drawn) above it
--- @return picture the plot
--- @leaves
--- @needs file.write
--- @since 0.1
--- @example b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
--- @example b:plot():text{width=80, height=20} ~= nil --> true
function methods.plot(self, options)
  local fields = fields_of(self)
  options = options or {}
  local rows = {}
  for i = 1, math.min(SHOWN, #fields.rows) do
    local row = fields.rows[i]
    rows[i] = { set = row.set:gsub("_", " "), mean = row.avoided, low_80 = row.low_80, high_80 = row.high_80 }
  end
  local shown = frame_of(fields, rows, { "set", "mean", "low_80", "high_80" },
    { set = "text", mean = "real", low_80 = "real", high_80 = "real" }, "sets")
  return shown:plot { kind = "bar", x = "set", y = "mean", to = options.to, lang = options.lang,
    title = options.title or title_of(fields, options.lang or locale.preferred()) }
end

-- --- the model ----------------------------------------------------------------------------------------------------

local function check_positive(spec, name)
  local value = spec[name]
  if type(value) ~= "number" or not (value > 0 and value < math.huge) then
    error(("bad argument '%s' to 'barrier_model': expected a number above 0, got %s"):format(name, tostring(value)), 0)
  end
  return value
end

-- The tables: those given, else those shipped; or nil, message, code.
local function tables_of(spec)
  local process, given, message, code = spec.process, spec.barriers, nil, nil
  if not process then process, message, code = barrier_process { phenomenon = spec.phenomenon } end
  if process and not given then
    given, message, code = barrier_list { phenomenon = spec.phenomenon, lang = spec.lang }
  end
  if not (process and given) then return nil, message, code end
  return process, given
end

local function alone_rows(it, place, all)
  local in_best, rows = {}, {}
  for d = 1, it.draws do
    for _, i in ipairs(all[place[d]]) do in_best[i] = (in_best[i] or 0) + 1 end
  end
  for i, barrier in ipairs(it.barriers) do
    local avoided = sets.avoided(it, it.barriers, { i })
    local mean = mean_of(avoided)
    table.sort(avoided)
    rows[i] = { barrier = barrier.code, name = barrier.name, stage = barrier.stage_name, actor = barrier.actor,
      cost = barrier.cost.mode, avoided = mean, low_80 = quantile_of(avoided, 0.1), high_80 = quantile_of(avoided, 0.9),
      per_100000 = barrier.cost.mode > 0 and mean / barrier.cost.mode * 1e5 or nil, in_best = (in_best[i] or 0) / it.draws }
  end
  table.sort(rows, function(a, b) return a.in_best > b.in_best or a.in_best == b.in_best and a.barrier < b.barrier end)
  return rows
end

local function solve(fields, process, barriers, spec)
  local draws = fields.draws
  local inputs, values, code = sets.draw(process, barriers, draws, fields.seed)
  if not inputs then return nil, values, code end
  local it = sets.prepare(process, barriers, values, draws)
  it.barriers = barriers
  local all = sets.all(barriers, fields.budget, spec.size or 3)
  if #all == 0 then
    local least = math.huge
    for _, barrier in ipairs(barriers) do least = math.min(least, barrier.cost.mode) end
    error(("bad argument 'budget' to 'barrier_model': no barrier costs as little as %s EUR, the cheapest costs %s"):format(
      euros(fields.budget), euros(least)), 0)
  end
  if #all * draws > MOST_WORK then
    error(("bad argument 'size' to 'barrier_model': %s sets by %s draws are too many: fewer draws, or a smaller size"):format(
      number.shown(#all), number.shown(draws)), 0)
  end
  local means, best, place = try_all(it, barriers, all)
  local wins = {}
  for d = 1, draws do wins[place[d]] = (wins[place[d]] or 0) + 1 end
  local mean_best = mean_of(best)
  fields.rows, fields.candidates, fields.inputs, fields.count = {}, {}, inputs, #all
  for rank, i in ipairs(candidates_of(means, wins, draws)) do
    local avoided = sets.avoided(it, barriers, all[i])
    fields.candidates[rank] = { set = codes_of(barriers, all[i]), avoided = avoided }
    fields.rows[rank] = row_of(it, values, all[i], { avoided = avoided, mean = means[i], wins = wins[i], best = mean_best,
      budget = fields.budget })
  end
  fields.alone = alone_rows(it, place, all)
  fields.best = fields.rows[1].set
  return true
end

for name, f in pairs(methods) do methods[name] = call.checked(f) end

kind = seal.kind { name = "barrier_model", word = "barrier model", public = { "marking", "budget", "draws", "seed", "best" },
  gated = { "best" }, methods = methods,
  shown = function(fields)
    local first = fields.rows[1]
    return ("barrier model: best on average with %s EUR a year: %s, %.3g %s avoided a year; best in %.0f %% of the draws\n")
      :format(euros(fields.budget), first.set, first.avoided, fields.unit, 100 * first.best)
      .. ":sets()  :worth_knowing()  :barriers()  :explain()  :plot()"
  end }

--- A barrier model: which barriers to pay for with a budget, draw by draw over all that is uncertain, with the same draws for every
--- set. A barrier stops a share of those who reach its stage, some of whom are put through all the same; barriers act independently of each
--- other. No person is modelled. The figures that ship are judgement, to be replaced by your own (docs/barriers.md).
--- @function barrier_model
--- @param spec table
--- @option phenomenon? string {trafficking|smuggling} whose shipped tables are taken where yours are not given
--- @option budget number [EUR] a year
--- @option size? integer = 3 [barriers] at most so many in a set
--- @option barriers? frame = (shipped) as barriers{...} gives: barrier, stage, cost_low, cost, cost_high, effect_low, effect, effect_high
--- @option process? frame = (shipped) as barrier_process{...} gives: quantity, stage, low, mode, high
--- @option draws? integer = 10000 [draws] how many
--- @option seed? integer = 1 of the random numbers
--- @option lang? string = "en" {nl|fr|de|en} the language of the names of shipped barriers
--- @return barrier_model with sets(), worth_knowing(), barriers(), explain(), plot(); best: the set that is best on average
--- @raises figures that are no range, a stage that there is not, a budget below the cheapest barrier
--- @needs file.read
--- @since 0.1
--- @example b = barrier_model{phenomenon="trafficking", budget=300000, draws=2000}
--- @example b:sets().best[1] > 0 --> true
local function barrier_model(spec)
  if not spec.phenomenon and not (spec.barriers and spec.process) then
    error("bad argument 'phenomenon' to 'barrier_model': say which, or give barriers= and process=", 0)
  end
  local budget = check_positive(spec, "budget")
  call.check_whole(spec, "size", 1, 12, "barrier_model")
  call.check_whole(spec, "draws", 100, 1000000, "barrier_model")
  local process_frame, barriers_frame, code = tables_of(spec)
  if not process_frame then return nil, barriers_frame, code end
  local process = tables.read_process(process_frame)
  local barriers = tables.read_barriers(barriers_frame, process)
  local marking = core.frame({}, { marking = process_frame:marking() .. " " .. barriers_frame:marking() }):marking()
  local fields = { budget = budget, draws = math.tointeger(spec.draws or 10000), seed = math.tointeger(spec.seed or 1),
    unit = process.unit or "harm", sources = { process_frame, barriers_frame }, marking = marking,
    is_shipped = not (spec.barriers or spec.process), call = call.text(barrier_model, spec, {}, "barrier_model") }
  local done, message
  done, message, code = solve(fields, process, barriers, spec)
  if not done then return nil, message, code end
  return seal.new(fields, kind)
end

return barrier_model
