--- build.lua: from the definitions of a model to a graph of the core.
--
-- Example:  graph, ids, sources = build(definitions, clock)   --> core graph, node by name, the frames that went in

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local quantity = require "foresight.scenario.quantity"

local build = {}

local DEEPEST = 2000 -- operations inside one another

--- What a function of the core gives; what it raises comes without the place in the library.
function build.core(f, ...)
  local given = table.pack(pcall(f, ...))
  if not given[1] then error(given[2], 0) end
  return table.unpack(given, 2, given.n)
end

--- Months since year 0.
function build.month(text)
  local year, month = tostring(core.period(text, "month")):match "^(%d+)%-(%d+)$"
  return year and tonumber(year) * 12 + tonumber(month) - 1
end

local function date_value(date, it)
  if not it.clock.first then
    error(("'%s': the date \"%s\" needs a model with from= and months="):format(it.current, date), 0)
  end
  local ok, month = pcall(build.month, date)
  if not ok or not month then error(("'%s': \"%s\" is no date, as in \"2026-06\""):format(it.current, date), 0) end
  return month - it.clock.first
end

local function on(it, method, ...)
  return build.core(it.graph[method], it.graph, ...)
end

local node_of

local function nodes_of(list, it)
  local nodes = {}
  for i, each in ipairs(list) do nodes[i] = node_of(each, it) end
  return nodes
end

-- The values of a distribution that differs by month, for the months of the model one after the other; the probabilities the same way.
local function by_month(monthly, it)
  if not it.clock.first then
    error(("'%s': %s is by month and needs a model with from= and months=, or period=, one of its months"):format(it.current,
      monthly.what), 0)
  end
  local values, weights = {}, {}
  for month = it.clock.first, it.clock.first + it.clock.months - 1 do
    local own = monthly.values[month]
    if not own then
      error(("'%s': %s has the months %s to %s, and the model runs from %s to %s"):format(it.current, monthly.what, monthly.first,
        monthly.last, it.clock.from, core.period(it.clock.from, "month", it.clock.months - 1)), 0)
    end
    table.move(own, 1, #own, #values + 1, values)
    table.move(monthly.probabilities, 1, #own, #weights + 1, weights)
  end
  return values, weights
end

local function distribution(parts, it)
  local options = { values = parts.values, weights = parts.weights, each_step = parts.each_step,
    not_negative = parts.is_not_negative }
  if parts.monthly then
    options.values, options.weights = by_month(parts.monthly, it)
    options.sets = it.clock.months
  end
  local node = on(it, "distribution", parts.family, nodes_of(parts.parameters, it), options)
  -- the quantity's own name; of a second distribution in it with a number
  local count = (it.draws[it.current] or 0) + 1
  it.draws[it.current] = count
  local key = count == 1 and it.current or ("%s#%d"):format(it.current, count)
  on(it, "key", node, key)
  it.inputs[key] = { node = node, is_repeated = parts.each_step or false }
  if parts.note then it.notes[#it.notes + 1] = ("%s: %s"):format(it.current, parts.note) end
  return node
end

local function reference(name, it)
  if not it.definitions[name] then
    local names = {}
    for each in pairs(it.definitions) do names[#names + 1] = each end
    table.sort(names)
    error(("'%s' needs '%s', which is not defined%s"):format(it.current, name, hint.of(name, names)), 0)
  end
  return it.ids[name]
end

-- A delay that is shorter than its steps swings, and grows beyond all bounds. Files are taken as they are.
local function check_duration(parts, it)
  local duration, least = quantity.parts(parts.duration).value, parts.order * it.clock.dt
  if not duration or it.clock.keeps_units or duration >= least * (1 - 1e-9) then return end
  error(("'%s': %s over %g %s in steps of %g: its duration must be %g or more%s"):format(it.current, parts.chain:gsub("_", " "),
    duration, it.clock.unit or "of time", it.clock.dt, least, duration > 0 and ", or dt shorter" or ""), 0)
end

local function chain(parts, it)
  check_duration(parts, it)
  it.chains = it.chains + 1
  local name, start = ("%s#%d"):format(it.current, it.chains), parts.start and node_of(parts.start, it)
  local x, duration = node_of(parts.x, it), node_of(parts.duration, it)
  return on(it, "chain", parts.chain, name, x, duration, parts.order, start)
end

local function call(parts, it)
  it.notes[#it.notes + 1] = ("%s: a Lua function, called for each draw one by one on a single thread: slow"):format(it.current)
  local inputs = nodes_of(parts.inputs, it)
  local ok, node = pcall(on, it, "call", inputs, parts.lua)
  if not ok then error(("'%s': %s"):format(it.current, node), 0) end
  return node
end

local STARTS = { step = 2, ramp = 2, pulse = 2 } -- which input says from when

-- What begins only after the model's end changes nothing: said, for the date may be a slip.
local function note_start(parts, it)
  local from = STARTS[parts.operation] and quantity.parts(parts.inputs[STARTS[parts.operation]])
  local start = from and (from.date and it.clock.start + date_value(from.date, it) or from.value)
  if not start or start < it.clock.stop then return end
  local said = from.date or ("time %g"):format(start)
  local last = it.clock.first and core.period(it.clock.from, "month", it.clock.months - 1) or ("%g"):format(it.clock.stop)
  it.late[#it.late + 1] = ("'%s' begins at %s, after the model's end (%s): it has no effect"):format(it.current, said, last)
end

local function make(parts, it)
  note_start(parts, it)
  if parts.name then return reference(parts.name, it) end
  if parts.value then return on(it, "constant", parts.value) end
  if parts.date then return on(it, "constant", date_value(parts.date, it)) end
  if parts.family then return distribution(parts, it) end
  if parts.xs then
    return on(it, "lookup", node_of(parts.x, it), parts.xs, parts.ys, parts.is_extrapolated or false)
  end
  if parts.chain then return chain(parts, it) end
  if parts.lua then return call(parts, it) end
  return on(it, "apply", parts.operation, nodes_of(parts.inputs, it))
end

-- One node for each object, however often it is used: the same draw.
function node_of(object, it)
  local made = it.made[object]
  if not made then
    local parts = quantity.parts(object)
    it.depth = it.depth + 1
    if it.depth > DEEPEST then
      error(("'%s' has more than %d operations in a row: name some of them, or use model.sum"):format(it.current, DEEPEST), 0)
    end
    made = make(parts, it)
    it.depth = it.depth - 1
    if parts.unit and not parts.name and not it.clock.keeps_units then on(it, "unit", made, parts.unit) end
    it.made[object] = made
  end
  return made
end

local function define_stock(id, parts, it)
  on(it, "stock", id, node_of(parts.start, it))
  for _, flow in ipairs(parts.inflows) do on(it, "flow", id, node_of(flow, it), 1) end
  for _, flow in ipairs(parts.outflows) do on(it, "flow", id, node_of(flow, it), -1) end
  if parts.unit and not it.clock.keeps_units then on(it, "unit", id, parts.unit) end
end

-- A quantity that is a number by now goes with nothing: its correlations are those of variants in which it is drawn.
local function correlate(it, pair)
  local nodes = {}
  for i = 1, 2 do
    local object = it.definitions[pair[i]]
    if object and quantity.parts(object).value then return end
  end
  for i = 1, 2 do
    local object = it.definitions[pair[i]]
    if not object then error(("the correlated quantity '%s' is not defined any more"):format(pair[i]), 0) end
    if not quantity.parts(object).family then
      error(("'%s' can't be correlated: it is no distribution by itself, as in m.%s = model.normal{...}"):format(pair[i],
        pair[i]), 0)
    end
    nodes[i] = it.made[object]
  end
  on(it, "correlate", nodes[1], nodes[2], pair[3])
end

--- The graph of the definitions (quantity by name, and their order in `order`); the clock has first (a month) or nil, and
--- keeps_units where units are shown and not checked; correlations are {name, name, number}. Gives the graph, its node by name,
--- remarks on quantities (for explain), what is drawn (node, is_repeated: at every step) by the key of its stream, and the remarks
--- on what begins after the model's end.
function build.graph(definitions, order, clock, correlations)
  local it = { graph = core.graph(), definitions = definitions, clock = clock, made = {}, draws = {}, notes = {},
    late = {}, chains = 0, depth = 0, inputs = {}, ids = {} }
  local ids = it.ids
  for _, name in ipairs(order) do ids[name] = on(it, "variable", name) end
  for _, name in ipairs(order) do
    it.current = name
    local parts = quantity.parts(definitions[name])
    if parts.stock then
      define_stock(ids[name], parts, it)
    else
      on(it, "define", ids[name], node_of(definitions[name], it))
      if parts.unit and not clock.keeps_units then on(it, "unit", ids[name], parts.unit) end
    end
  end
  for _, pair in ipairs(correlations or {}) do correlate(it, pair) end
  return it.graph, ids, table.move(it.late, 1, #it.late, #it.notes + 1, it.notes), it.inputs, it.late
end

--- The frames that a model rests on: those of its quantities, of their correlations, and its file.
function build.sources(state)
  local found, seen = {}, {}
  for _, name in ipairs(state.order) do quantity.sources(state.definitions[name], found, seen) end
  for _, pair in ipairs(state.correlations) do found[#found + 1] = pair.source end
  found[#found + 1] = state.source
  return found
end

--- How strictly they are marked together.
function build.marking(state) return quantity.marking_of(build.sources(state)) end

-- What a name stands for: a quantity that is nothing but another one is that one.
local function resolved(definitions, name)
  local object = definitions[name]
  while object and quantity.parts(object).name do object = definitions[quantity.parts(object).name] end
  return object and quantity.parts(object)
end

function build.is_stock(definitions, name)
  local parts = resolved(definitions, name)
  return parts and parts.stock or false
end

--- The units as they were given, by name; "" where none was.
function build.units(definitions, names)
  local units = {}
  for i, name in ipairs(names) do
    local parts = resolved(definitions, name)
    units[i] = parts and parts.unit or ""
  end
  return units
end

return build
