--- model.lua: what if: a model of uncertain quantities, stocks and flows, run over as many draws as wanted in core/model.
--
-- Example:
--   m = model {from = "2026-01", months = 24}
--   m.arrivals = model.lognormal {low = 800, high = 1500, unit = "people/month"}
--   m.closed = model.event {probability = 0.3, from = "2026-06"}
--   m.rate = model.triangular {low = 0.05, mode = 0.1, high = 0.2, unit = "1/month"}
--   m.inflow = m.arrivals * (1 - 0.6 * m.closed)
--   m.waiting = model.stock {start = 2000, inflow = m.inflow, outflow = m.waiting * m.rate, unit = "people"}
--   r = m:run {draws = 1e6, seed = 7}   r:probability("waiting", ">", 5000)   r:plot()

local arrays = require "foresight.scenario.arrays"
local build = require "foresight.scenario.build"
local calibrate = require "foresight.scenario.results.calibrate"
local call = require "foresight.shared.call"
local clock = require "foresight.scenario.clock"
local core = require "glocal.core"
local correlations = require "foresight.scenario.correlations"
local distributions = require "foresight.scenario.distributions"
local diagram = require "foresight.scenario.results.diagram"
local draws = require "foresight.scenario.results.draws"
local fitted = require "foresight.scenario.fitted"
local frozen = require "foresight.shared.frozen"
local functions = require "foresight.scenario.functions"
local hint = require "foresight.shared.hint"
local information = require "foresight.scenario.results.information"
local names = require "foresight.scenario.xmile.names"
local outfile = require "foresight.shared.outfile"
local parts = require "foresight.scenario.parts"
local precision = require "foresight.scenario.precision"
local quantity = require "foresight.scenario.quantity"
local registered = require "foresight.scenario.registered"
local reader = require "foresight.scenario.xmile.reader"
local results = require "foresight.scenario.results"
local run = require "foresight.scenario.run"
local running = require "foresight.scenario.running"
local sample = require "foresight.scenario.sample"
local writer = require "foresight.scenario.xmile.writer"

local inside = setmetatable({}, { __mode = "k" })
local methods = {}
local meta = { __name = "glocal.model" }

local function state_of(m)
  local state = inside[m]
  if not state then error("expected a model", 3) end
  return state
end

-- --- definitions --------------------------------------------------------------------------------------------------

local function may_change(state)
  if running.has(state) then error("the model is running: it can be changed when the run has ended", 3) end
end

local function place_of(state, name)
  for i, each in ipairs(state.order) do
    if each == name then return i end
  end
end

function meta.__index(m, name)
  if methods[name] then return methods[name] end
  local state = inside[m]
  if type(name) ~= "string" then error("a quantity of a model has a name", 2) end
  name = names.resolve(state.keys, name)
  local axes = state.arrays[name]
  if axes then return arrays.of_names(name, axes, function(label) return m[label] end) end
  state.references[name] = state.references[name] or quantity.new { name = name, kin = state.kin }
  return state.references[name]
end

local function forget(state, name)
  local place = place_of(state, name)
  if place then table.remove(state.order, place) end
  state.definitions[name] = nil
end

-- Quantities go by their names: one of another model would be taken for this model's of that name.
local function check_kin(state, name, object)
  local other = object and quantity.foreign(object, state.kin)
  if other then
    error(("'%s' uses '%s' of another model: a model has quantities of its own"):format(name, other), 3)
  end
end

-- An array is a quantity for each element; what had the name before is gone.
local function define_array(state, name, array)
  for _, label in ipairs(state.arrays[name] and arrays.labels(name, state.arrays[name]) or { name }) do
    forget(state, label)
  end
  state.arrays[name] = arrays.parts(array).axes
  for _, cell in ipairs(arrays.cells(array)) do check_kin(state, name, cell) end
  for _, each in ipairs(arrays.definitions(name, array)) do
    state.definitions[each[1]] = each[2]
    if each[2] then state.order[#state.order + 1] = each[1] end
  end
end

function meta.__newindex(m, name, value)
  local state = inside[m]
  may_change(state)
  name = names.resolve(state.keys, name)
  if type(name) ~= "string" or not (state.definitions[name] or state.arrays[name] or name:find "^[%a_][%w_]*$") then
    error(("a quantity needs a name of letters, digits and _, got %s"):format(tostring(name)), 2)
  end
  if methods[name] then error(("'%s' is what a model can do: give the quantity another name"):format(name), 2) end
  local place, axes = place_of(state, name), state.arrays[name]
  if arrays.parts(value) then return define_array(state, name, value) end
  if axes then
    for _, label in ipairs(arrays.labels(name, axes)) do forget(state, label) end
    state.arrays[name] = nil
  end
  if value == nil then return forget(state, name) end
  local object = quantity.parts(value) and value
  if not object then
    local ok, made = pcall(quantity.of, value, ("'%s'"):format(name))
    if not ok then error(made, 2) end
    object = made
  end
  check_kin(state, name, object)
  state.definitions[name] = object
  if not place then state.order[#state.order + 1] = name end
end

local function built(state)
  return build.graph(state.definitions, state.order, state.clock, state.correlations)
end

local function marking_of(m) return build.marking(inside[m]) end

-- The equations, and the marking of what went into them.
local function text_of(m)
  local state, marking = inside[m], marking_of(m)
  local head = clock.text(state.clock)
  if marking ~= "TLP:CLEAR" then head = head .. " \u{B7} " .. marking end
  if #state.order == 0 then return head .. ": no quantity yet" end
  local ok, graph = pcall(built, state)
  if ok then return head .. "\n" .. graph:equations():gsub("\n$", "") end
  local lines = { head }
  for _, name in ipairs(state.order) do
    lines[#lines + 1] = ("%s = %s"):format(name, quantity.text(state.definitions[name]))
  end
  return table.concat(lines, "\n")
end

function meta.__tostring(m)
  local marking = marking_of(m)
  if outfile.may_leave(marking, "model") then return text_of(m) end
  return ("model marked %s: show(...) shows it on the terminal"):format(marking)
end

function meta.__pairs(m)
  local state, i = inside[m], 0
  return function()
    i = i + 1
    local name = state.order[i]
    if name then return name, m[name] end
  end
end
meta.__metatable = { __name = meta.__name, __tostring = meta.__tostring, shown = text_of, marking = marking_of }

--- A model: uncertain quantities, stocks and flows over time. m.NAME = ... defines a quantity, by numbers, distributions
--- (model.normal ...), other quantities and operators; m:run works it out over many draws. print(m) lists the equations.
--- Comparisons are methods: m.a:above(m.b) is 1 or 0; so are min, max, exp, log, choose, lookup, smooth, delay (docs/scenarios.md).
--- @function model
--- @param options table
--- @option from? string the first month; a row of the results is then a month: stocks at its end, all else its mean
--- @option months? integer [months] how many
--- @option start? number = 0 instead of from and months: the time at which it begins
--- @option stop? number the time at which it ends
--- @option dt? number = 1 the step, in months or the model's own time
--- @option save? number = (dt) the time from one row of the results to the next, with start and stop
--- @option unit? string = (month) the unit of time, with start and stop
--- @option method? string = "euler" {euler|rk4} how stocks are integrated: Euler, or Runge and Kutta's fourth order
--- @return model the model
--- @raises for times that do not fit
--- @since 0.1
--- @example m = model{from="2026-01", months=24}
--- @example m.arrivals = model.normal{mean=100, sd=10}
--- @example m.waiting = model.stock{start=0, inflow=m.arrivals}
--- @example m:run{draws=1000, seed=7}:summary():rows()() ~= nil --> true
local function new_model(options)
  local m = setmetatable({}, meta)
  inside[m] = { clock = clock.of(options), definitions = {}, order = {}, references = {}, arrays = {}, options = options,
    correlations = {}, kin = {} }
  return m
end

-- --- what a model can do ------------------------------------------------------------------------------------------

-- Quantities that results are wanted of: those named, else all but what is a plain number or a draw; of a file all.
local function outputs_of(state, wanted)
  local outputs, seen = {}, {}
  for _, name in ipairs(wanted and results.each_name(state, wanted) or state.order) do
    local object = state.definitions[name]
    if not object then
      error(("bad argument 'outputs' to 'run': the model has no quantity '%s'%s"):format(name,
        hint.of(name, state.order, "it has")), 0)
    end
    local it = quantity.parts(object)
    local is_wanted = wanted or state.keys or not (it.family or it.value)
    if is_wanted and not seen[name] then outputs[#outputs + 1], seen[name] = name, true end
  end
  if #outputs == 0 then outputs = table.move(state.order, 1, #state.order, 1, {}) end
  if #outputs == 0 then error("the model has no quantity to work out: m.NAME = ... defines one", 0) end
  return outputs
end

local function snapshot(state)
  local copy = { clock = state.clock, keys = state.keys, source = state.source, arrays = {}, definitions = {},
    order = table.move(state.order, 1, #state.order, 1, {}),
    correlations = table.move(state.correlations, 1, #state.correlations, 1, {}) }
  for name, object in pairs(state.definitions) do copy.definitions[name] = object end
  for name, axes in pairs(state.arrays) do copy.arrays[name] = axes end
  return copy
end

-- The outputs, and the quantity that is to be precise among them.
local function with_wanted(state, outputs, wanted)
  for _, name in ipairs(outputs) do
    if name == names.resolve(state.keys, wanted) then return outputs end
  end
  return type(wanted) == "string" and table.move(outputs_of(state, wanted), 1, 1, #outputs + 1, outputs) or outputs
end

--- Works the model out over draws. The same seed gives the same results, with any number of threads; a model that differs in one
--- quantity has the same draws of the others. A model of an XMILE file in which nothing is uncertain has one future: without
--- `draws` it is given as a frame, time and a column for each variable, as run:frame gives it.
--- @function model:run
--- @param options? table
--- @option draws? integer = 10000 [draws] how many
--- @option seed? integer = 1 of the random numbers
--- @option outputs? string|string[] = (all but numbers and draws) the quantities to keep results of
--- @option sampling? string = "random" {random|latin_hypercube|sobol} independent draws, one in each of as many equal slices, or points of a
---   scrambled Sobol sequence
--- @option shard? table {k, n}: only part k of n of the draws, to be merged with the others by run:merge
--- @option precision? number the draws are doubled until the error of the mean of the quantity `of` is at most this share of
---   the mean, in every row
--- @option of? string the quantity whose mean is to be precise
--- @option at? string|number = (all) the month or time at which it is
--- @option absolute? boolean = false the precision is in the quantity's unit, not a share of the mean
--- @option most_draws? integer = 10000000 [draws] where it ends, precise or not; the note says so
--- @return run|frame its results
--- @raises a loop without a stock, a quantity that is not defined, units that do not fit, parameters outside their bounds
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.normal{mean=10, sd=2}
--- @example m.y = m.x * 2
--- @example math.abs(m:run{draws=10000}:summary().mean[1] - 20) < 0.2 --> true
function methods.run(self, options)
  local state = state_of(self)
  options = options or {}
  local outputs, gives_frame = outputs_of(state, options.outputs), false
  if options.precision then
    outputs = with_wanted(state, outputs, options.of)
  else
    precision.check_alone(options)
    if state.keys and not options.draws then gives_frame = quantity.are_certain(state.definitions) end
  end
  if gives_frame then options = { draws = 1, seed = options.seed, outputs = options.outputs } end
  local once = function(own) return run.of(snapshot(state), outputs, own) end
  local result, message, code = running.during({ state }, options.precision and precision.run or once, options, once)
  if not result then return nil, message, code end
  return gives_frame and result:frame() or result
end

--- The same model with some quantities defined anew, to be compared with it. What is given for an array holds for all its elements.
--- @function model:with
--- @param changes table quantity or number by name
--- @return model the variant
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = 1
--- @example m.y = m.x * 2
--- @example m:with{x=3}:run{draws=1}:summary().mean[1] --> 6.0
function methods.with(self, changes)
  local state = state_of(self)
  local variant = new_model(state.options)
  local own = state_of(variant)
  own.clock, own.keys, own.source, own.kin = state.clock, state.keys, state.source, state.kin
  for name, axes in pairs(state.arrays) do own.arrays[name] = axes end
  for _, name in ipairs(state.order) do own.definitions[name] = state.definitions[name] end
  table.move(state.order, 1, #state.order, 1, own.order)
  table.move(state.correlations, 1, #state.correlations, 1, own.correlations)
  local source = sample.source_of(changes)
  for name, value in pairs(changes) do
    if source and not arrays.parts(value) then value = quantity.marked(value, source, ("'%s'"):format(tostring(name))) end
    local label = names.resolve(state.keys, name)
    if not (state.definitions[label] or state.arrays[label]) then
      error(("the model has no quantity '%s' to change%s"):format(tostring(name), hint.of(name, state.order, "it has")), 0)
    end
    variant[label] = state.arrays[label] and arrays.filled(state.arrays[label], value) or value
  end
  return variant
end

--- Correlates uncertain quantities, by rank: high values of one go with high values of the other.
--- @function model:correlate
--- @param names string[] two or more quantities, each a distribution by itself
--- @param correlation number|table Spearman's rank correlation of every two of them, or a row of it for each
--- @return model the model
--- @raises for what is no distribution; m:run refuses correlations that are not possible together
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x, m.z = model.normal{mean=10, sd=2}, model.normal{mean=0, sd=2}
--- @example m.y = m.x + m.z
--- @example m:correlate({"x", "z"}, 0.9):run():summary().sd[1] > 3.5 --> true
function methods.correlate(self, wanted, correlation)
  local state, which = state_of(self), {}
  may_change(state)
  for i, name in ipairs(wanted) do
    which[i] = names.resolve(state.keys, name)
    if not state.definitions[which[i]] then
      error(("the model has no quantity '%s'%s"):format(name, hint.of(name, state.order, "it has")), 0)
    end
  end
  correlations.add_all(state.correlations, which, correlation)
  return self
end

--- A variant less this model, draw by draw with the same random numbers, so that only what differs shows.
--- @function model:compare
--- @param variant model such as m:with{...} gives
--- @param options? table
--- @option draws? integer = 10000 [draws] how many
--- @option seed? integer = 1 of the random numbers
--- @option outputs? string|string[] = (all but numbers and draws) the quantities to compare
--- @option sampling? string = "random" {random|latin_hypercube|sobol} independent draws, one in each of as many equal slices, or points of a
---   scrambled Sobol sequence
--- @option shard? table {k, n}: only part k of n of the draws
--- @return run the results of the differences
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.normal{mean=10, sd=2}
--- @example m.y = m.x * 2
--- @example m:compare(m:with{y=m.x * 3}, {draws=100}):summary().mean[1] > 5 --> true
function methods.compare(self, variant, options)
  local state, other = state_of(self), state_of(variant)
  options = options or {}
  clock.check_same(state.clock, other.clock, "compare")
  local outputs = {}
  for _, name in ipairs(outputs_of(state, options.outputs)) do
    if other.definitions[name] then outputs[#outputs + 1] = name end
  end
  local both = other == state and { state } or { state, other }
  return running.during(both, run.of, snapshot(other), outputs, options, snapshot(state))
end

--- Draws the model as a diagram: stocks as boxes, flows as pipes with a valve, uncertain quantities marked with ~, arrows from what is
--- used to what uses it (dashed where they close a loop). In a terminal it is the list of equations.
--- @function model:plot
--- @param options? table
--- @option to? string <file> a file: .svg, .png, .pdf; its ending says which
--- @option lang? string {nl|fr|de|en} the language of the words
--- @option title? string = (the model's time) above it
--- @option width? integer = (as it needs) [pixels] of the file
--- @return picture the plot
--- @leaves
--- @needs file.write
--- @since 0.1
--- @example m = model{from="2026-01", months=24}
--- @example m.rate = model.uniform{low=0, high=1}
--- @example m.w = model.stock{start=9, outflow=m.w * m.rate}
--- @example m:plot{lang="en"}:summary():match "uncertain: [^\n]*" --> uncertain: rate = uniform(low 0, high 1)
function methods.plot(self, options)
  local state = state_of(self)
  options = options or {}
  if #state.order == 0 then error("the model has no quantity to draw: m.NAME = ... defines one", 0) end
  return diagram.of(snapshot(state)):plot { to = options.to, lang = options.lang, title = options.title, width = options.width }
end

--- What knowing an uncertain quantity before deciding would be worth: the expected value of perfect information of each, and of all
--- together ("(all)"). The decisions are this model as it is and its variants; all have the same random numbers. Of one quantity:
--- the draws are sorted by it and cut into blocks, in each of which the decision with the best mean is taken (Strong and Oakley).
--- @function model:value_of_information
--- @param outcome string the quantity that the decision is judged by
--- @param variants table the other decisions, models by name such as m:with{...} gives
--- @param options? table
--- @option want? string = "high" {high|low} whether high or low values of the quantity are better
--- @option at? string|number = (the end) a month or time
--- @option draws? integer = 100000 [draws] how many
--- @option seed? integer = 1 of the random numbers
--- @option sampling? string = "random" {random|latin_hypercube} independent draws, or one in each of as many equal slices
--- @return frame input, value (in the unit of the quantity), low_95 and high_95 (its 95 % interval, from drawing no more than that many
---   draws), error (one standard error), share of the value of knowing all; the highest first
--- @raises a quantity that a variant does not have
--- @since 0.1
--- @example m = model{from="2026-01", months=1}
--- @example m.gain = model.normal{mean=1, sd=10}
--- @example m.result = m.gain * 0
--- @example v = m:value_of_information("result", {go=m:with{result=m.gain}})
--- @example math.abs(v.value[1] - 3.51) < 0.1 --> true
function methods.value_of_information(self, outcome, variants, options)
  options, outcome = options or {}, names.resolve(state_of(self).keys, outcome)
  local asked = { draws = options.draws or draws.MOST, seed = options.seed, sampling = options.sampling, at = options.at,
    want = options.want }
  local decisions, runs, states, seen = information.decisions(variants), {}, {}, {}
  table.insert(decisions, 1, "as it is")
  for i, name in ipairs(decisions) do
    local state = i == 1 and state_of(self) or inside[variants[name]]
    if not state then
      error(("bad argument #2 to 'value_of_information': '%s' is no model"):format(name), 0)
    elseif not state.definitions[outcome] then
      error(("%s has no quantity '%s'%s"):format(i == 1 and "the model" or ("the variant '%s'"):format(name), outcome,
        hint.of(outcome, state.order, "it has")), 0)
    end
    clock.check_same(state_of(self).clock, state.clock, "value_of_information")
    local settings = { draws = asked.draws, seed = asked.seed, sampling = asked.sampling }
    local made, message, code = running.during({ state }, run.of, snapshot(state), { outcome }, settings)
    if not made then return nil, message, code end
    runs[i] = made
    if not seen[state] then states[#states + 1], seen[state] = state, true end
  end
  return running.during(states, information.of, runs, decisions, outcome, asked)
end

--- Finds the values of some parameters for which the model comes nearest to a history: by least squares, with all other uncertain
--- quantities at their medians; or, method="abc", as the draws of the model's own distributions that come nearest (approximate Bayesian
--- computation by rejection). Figures that are missing stay missing; periods outside the model's time are left out, and the note says so.
--- @function model:calibrate
--- @param options table
--- @option to frame the history: a row for each month ('month' or 'period') or time ('time')
--- @option quantity string what of the model the history is of
--- @option parameters string|string[] quantities of the model, each a number or a distribution that is drawn once
--- @option column? string = (the quantity, count ...) the figures of the history
--- @option method? string = "least_squares" {least_squares|abc} how
--- @option bounds? table {low, high} by parameter, for least squares; otherwise a tenth of a number and ten times it, and the quantiles
---   of 0.1 and 99.9 % of a distribution
--- @option draws? integer = 100000 [draws] of abc, how many
--- @option accept? number = 0.01 of abc, the share of draws that is taken
--- @option seed? integer = 1 of abc, of the random numbers
--- @return calibration summary(), fit(), posterior(), model(), plot()
--- @raises a history without figures in the model's time, two rows of one period; a parameter that does not change the quantity
--- @since 0.1
--- @example m = model{start=0, stop=3}
--- @example m.rate = 0.5
--- @example m.y = model.stock{start=8, outflow=m.y * m.rate}
--- @example h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
--- @example m:calibrate{to=h, quantity="y", parameters={"rate"}}.method --> least_squares
function methods.calibrate(self, options)
  local state = state_of(self)
  local asked = {}
  for name, value in pairs(options) do asked[name] = value end
  asked.parameters = call.list(options.parameters)
  if not state.definitions[options.quantity] then
    error(("bad argument 'quantity' to 'calibrate': the model has no quantity '%s'%s"):format(options.quantity,
      hint.of(options.quantity, state.order, "it has")), 0)
  end
  local made, message, code = running.during({ state }, run.of, snapshot(state), { options.quantity },
    { draws = 1, seed = options.seed })
  if not made then return nil, message, code end
  return running.during({ state }, calibrate.of, made, asked, function(posterior, pairs_of, source)
    local variant = methods.with(self, posterior)
    for _, each in ipairs(pairs_of) do correlations.add(state_of(variant).correlations, each[1], each[2], each[3], source) end
    return variant
  end)
end

--- How strictly the model is marked: as the strictest frame whose figures went into its distributions, correlations or file. print(m)
--- and show(m) have it in their first line, all results take it over.
--- @function model:marking
--- @return string such as "TLP:AMBER"
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.empirical{of=frame({{count=3}, {count=5}}, {marking="AMBER"})}
--- @example m:marking() --> TLP:AMBER
function methods.marking(self)
  state_of(self)
  return marking_of(self)
end

--- How the model is worked out: its inputs, the steps, what is done for each draw.
--- @function model:explain
--- @return string the text
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.normal{mean=10, sd=2}
--- @example m.y = m.x * 2
--- @example m:explain():match "[^\n]*" --> 2 steps of 1 month by Euler's method
function methods.explain(self)
  local state = state_of(self)
  return run.explain(snapshot(state), outputs_of(state))
end

--- Writes the model as an XMILE file, for Stella, Vensim and others; model.from_xmile reads it again to the same results. XMILE has
--- one future: an uncertain quantity is written as its mean, and the variable's documentation says of which distribution. Months
--- become times from 0, dates the months until then.
--- @function model:to_xmile
--- @param path string <file> the file
--- @return string the path
--- @fails io; marking: TLP:RED, H2 or H3, of what went into the model
--- @raises what XMILE can't hold, with the name of the quantity
--- @needs file.write
--- @leaves
--- @since 0.1
--- @example m = model{start=0, stop=2}
--- @example m.tea = model.stock{start=180, outflow=(m.tea - 70) / 10}
--- @example select(3, m:to_xmile "/nowhere/tea.xmile") --> not_found
function methods.to_xmile(self, path)
  local state = state_of(self)
  if #state.order == 0 then error("the model has no quantity to write: m.NAME = ... defines one", 0) end
  built(state) -- what is not defined is said before anything is written
  local marking = marking_of(self)
  return outfile.write(path, writer.text(state.definitions, state.order, state.clock, marking), marking, "model")
end

--- A model from an XMILE file (.xmile, .stmx), of Stella, Vensim and others: stocks, flows, auxiliaries, graphical functions, arrays,
--- modules, delays and smooths. m:run() gives time and all variables as a frame. What is outside the subset (conveyors, queues, macros
--- and more: docs/scenarios.md) is refused by name. Units are shown and not checked.
--- @function model.from_xmile
--- @param path string <file> the file
--- @param options? table
--- @option method? string = (the file's) {euler|rk4} how stocks are integrated
--- @option marking? string = (that of the file, else CLEAR) how strictly the results are marked; it only tightens
--- @return model the model; its quantities go by their names in the file, as XMILE equals them: m["teacup temperature"]
--- @fails not_found, io, corrupt: no XML, with line and column
--- @raises what is wrong in the file or outside the subset, with its line
--- @needs file.read
--- @since 0.1
--- @example select(3, model.from_xmile "/nowhere.xmile") --> not_found
local function from_xmile(path, options)
  local read, message, code = reader.read(path)
  if not read then return nil, message, code end
  if options and options.method then read.clock.method = options.method end
  local ok, m = pcall(new_model, read.clock)
  if not ok then error(("%s: %s"):format(path, m), 0) end
  local state = state_of(m)
  state.clock.keeps_units = true
  state.definitions, state.order, state.keys, state.arrays = read.definitions, read.order, read.keys, read.arrays
  state.source = core.frame({ { a = 1 } }, { marking = read.marking or "TLP:CLEAR" })
  if options and options.marking then
    state.source, message, code = state.source:mark(options.marking)
    if not state.source then return nil, message, code end
  end
  return m
end

for name, f in pairs(methods) do methods[name] = call.checked(f) end
run.is_model = function(value) return inside[value] ~= nil end

local members = {}
local function each_element(f) return arrays.lift(call.checked(f)) end
for name, value in pairs(parts) do members[name] = type(value) == "function" and each_element(value) or value end
for name, f in pairs(distributions) do members[name] = each_element(f) end
for name, f in pairs(fitted) do members[name] = call.checked(f) end
for name, f in pairs(registered) do members[name] = call.checked(f) end
for name, f in pairs(functions) do members[name] = each_element(f) end
members.sum, members.array = call.checked(parts.sum), call.checked(arrays.array)
members.from_xmile = call.checked(from_xmile)
return frozen.of(members, call.checked(new_model))
