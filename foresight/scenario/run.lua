--- run.lua: what a run of a model left: frames of quantiles, chances, paths, and what matters most.
--
-- Example:  r = m:run {draws = 1e6, seed = 7}   r:summary()   r:probability("waiting", ">", 5000)   r:tornado "waiting"

local answers = require "foresight.scenario.results.answers"
local build = require "foresight.scenario.build"
local call = require "foresight.shared.call"
local core = require "glocal.core"
local discover = require "foresight.scenario.results.discover"
local influence = require "foresight.scenario.results.influence"
local local_zones = require "foresight.scenario.local_zones"
local outfile = require "foresight.shared.outfile"
local plural = require "foresight.shared.plural"
local results = require "foresight.scenario.results"
local sealed = require "foresight.shared.sealed"

local run = {}
local methods, kind = {}, nil

local fields_of, output_of, made_frame = answers.fields_of, answers.output_of, answers.frame

-- --- running ------------------------------------------------------------------------------------------------------

local function nodes_of(ids, names)
  local nodes = {}
  for i, name in ipairs(names) do nodes[i] = ids[name] end
  return nodes
end

local function shard_of(options)
  local shard = options.shard
  if not shard then return 1, 1 end
  local k, n = math.tointeger(shard[1]), math.tointeger(shard[2])
  if not (k and n and k >= 1 and k <= n) then
    error("bad argument 'shard' to 'run': expected {k, n}, part k of n, as in shard={1, 4}", 0)
  end
  return k, n
end

local function core_options(clock, names, ids, options)
  local shard, shards = shard_of(options)
  local draws = math.tointeger(options.draws or 10000)
  if draws < 1 then error(("bad argument 'draws' to 'run': expected at least 1, got %d"):format(draws), 0) end
  return { outputs = nodes_of(ids, names), start = clock.start, dt = clock.dt, steps = clock.steps, every = clock.every,
    by_period = clock.by_period, method = clock.method, unit = not clock.keeps_units and clock.unit or nil, draws = draws,
    seed = math.tointeger(options.seed or 1), sampling = options.sampling or "random", shard = shard, shards = shards }
end

-- What a run rests on, as a frame: its marking and origin go into all that is made of the run.
local function base_of(left, names, units, sources, text)
  return left:frame { names_of = names, units = units, first = 1, last = 1, sources = sources, call = text }
end

local function call_text(state, options, draws, seed, hash)
  local clock, parts = state.clock, {}
  parts[1] = clock.first and ("model{from=%q, months=%d}"):format(clock.from, clock.months)
    or ("model{start=%g, stop=%g, dt=%g}"):format(clock.start, clock.stop, clock.dt)
  local sampling = options.sampling and (", sampling=%q"):format(options.sampling) or ""
  parts[2] = (":run{draws=%d, seed=%d%s}"):format(draws, seed, sampling)
  parts[3] = (" of the model %s"):format(hash:sub(1, 12))
  return table.concat(parts)
end

local function result_of(left, state, names, options, about)
  local graph, sources, hash = about.graph, about.sources, about.hash
  local found = left:about()
  local units, text = build.units(state.definitions, names), call_text(state, options, found.wanted, about.settings.seed, hash)
  local base = base_of(left, names, units, sources, text)
  return sealed.new({ left = left, state = state, names = names, units = units, sources = sources, options = options,
    graph = graph, ids = about.ids, inputs = about.inputs, late = about.late,
    about = found, hash = hash, settings = about.settings,
    base = base, marking = base:marking(),
    draws = found.draws, seed = about.settings.seed, is_difference = about.is_difference, call = text }, kind)
end

--- Runs the definitions of `state`, less those of `base` where there is one.
function run.of(state, names, options, base)
  local graph, ids, _, inputs, late = build.graph(state.definitions, state.order, state.clock, state.correlations)
  local settings, base_graph = core_options(state.clock, names, ids, options), nil
  local sources = build.sources(state)
  if base then
    local base_ids
    base_graph, base_ids = build.graph(base.definitions, base.order, base.clock, base.correlations)
    settings.outputs_against = nodes_of(base_ids, names)
    for _, each in ipairs(build.sources(base)) do sources[#sources + 1] = each end
  end
  local left, message, code = build.core(core.run_graph, graph, settings, base_graph)
  if not left then return nil, message, code end
  local hash = base and (graph:hash():sub(1, 6) .. base_graph:hash():sub(1, 6)) or graph:hash()
  return result_of(left, state, names, options, { graph = graph, ids = ids, inputs = inputs, late = late,
    sources = sources, hash = hash, settings = settings, is_difference = base ~= nil })
end

--- How a model is worked out, in words.
function run.explain(state, names)
  local graph, ids, notes = build.graph(state.definitions, state.order, state.clock, state.correlations)
  local clock, marking = state.clock, build.marking(state)
  local inputs, operations, calls = build.core(core.input_names, graph, core_options(clock, names, ids, {}))
  local into_lua = calls > 0 and ("and %s into Lua, on one thread"):format(plural(calls, "call"))
    or "in vector registers, without a call into Lua"
  local lines = {
    results.method_of(clock),
    ("Uncertain: %s"):format(#inputs > 0 and table.concat(inputs, ", ") or "nothing"),
    ("Results: %s"):format(table.concat(names, ", ")),
    ("For each draw: %s, %s"):format(plural(operations, "operation"), into_lua),
    ("Equations %s"):format(graph:hash():sub(1, 12)),
  }
  if #notes > 0 and not outfile.may_leave(marking, "model") then
    notes = { ("%s on distributions left out: the model is %s"):format(plural(#notes, "remark"), marking) }
  end
  return table.concat(table.move(notes, 1, #notes, #lines + 1, lines), "\n")
end

-- --- what is asked of results -------------------------------------------------------------------------------------

-- The median and the widest interval that a frame of one row for each quantity has; nil where it has none.
local function interval_of(frame)
  local widest
  for _, name in ipairs(frame:columns()) do
    local level, low = tonumber(name:match "^low_(.+)$"), tonumber(name:match "^q([%d.]+)$")
    if low and low < 50 and frame:has "q50" and frame:has(("q%g"):format(100 - low)) then level = 100 - 2 * low end
    if level and (not widest or level > widest.number) then
      widest = { number = level, level = ("%g"):format(level), value = low and "q50" or "median", low = name,
        high = low and ("q%g"):format(100 - low) or "high_" .. name:match "^low_(.+)$" }
    end
  end
  return widest
end

-- The units by name; of an array by its name too.
local function units_of(fields)
  local units = {}
  for i, name in ipairs(fields.names) do
    units[name] = fields.units[i]
    units[name:match "^[^%[]+"] = fields.units[i]
  end
  return units
end

-- How a frame over time is drawn: a line, or a panel for each of several quantities. Of a comparison the title says so.
local function course_of(fields, frame, wanted, at)
  local units, names, seen = units_of(fields), {}, {}
  for _, name in ipairs(wanted or fields.names) do
    if not seen[name] then names[#names + 1], seen[name] = name, true end
  end
  local title, left_out = fields.is_difference and "difference" or nil, 0
  for i, name in ipairs(fields.names) do
    for row = 1, seen[name] and fields.about.rows or 0 do
      left_out = math.max(left_out, fields.left:measure("not_finite", i, row))
    end
  end
  left_out = math.floor(left_out)
  local is_mixed = #names > 3
  for _, name in ipairs(names) do is_mixed = is_mixed or units[name] ~= units[names[1]] end
  local function title_text(words)
    local unit = not is_mixed and units[names[1]] or ""
    local text = words.write.list(names) .. (unit ~= "" and (" (%s)"):format(words.unit(unit)) or "")
    return title and words.fill(words.results.titles[title], { list = text }) or text
  end
  local fixed = #frame == #names and interval_of(frame)
  if fixed then
    return { kind = "intervals", needs = { "quantity", fixed.value, fixed.low, fixed.high }, label = "quantity", units = units,
      measures = { fixed }, title_text = title_text, left_out = left_out, at = at }
  end
  if is_mixed and #frame > #names then
    return { kind = "courses", needs = { "quantity" }, units = units, title = title, left_out = left_out }
  end
  return { left_out = left_out, title_text = title_text }
end

local function frame_of(fields, what, spec)
  local frame, wanted = results.frame_of(fields, what, spec), nil
  if spec.quantity then
    wanted = {}
    for i, name in ipairs(results.each_name(fields.state, spec.quantity)) do
      wanted[i] = select(2, output_of(fields, name, what))
    end
  end
  return answers.attach(fields, frame, course_of(fields, frame, wanted, spec.at and answers.at(fields, spec.first)))
end

local function check_once(list, option, what)
  local seen = {}
  for _, each in ipairs(list) do
    local shown = ("%g"):format(each) -- as it is in the name of the column
    if seen[shown] then error(("bad argument '%s' to '%s': %s stands there twice"):format(option, what, shown), 0) end
    seen[shown] = true
  end
end

local function level_columns(levels, what)
  local quantiles, names = { 0.5 }, { "median" }
  check_once(levels, "levels", what)
  for _, level in ipairs(levels) do
    if not (level > 0 and level < 100) then
      error(("bad argument 'levels' to '%s': expected numbers between 0 and 100, got %g"):format(what, level), 0)
    end
    table.insert(quantiles, (100 - level) / 200)
    table.insert(names, ("low_%g"):format(level))
    table.insert(quantiles, (100 + level) / 200)
    table.insert(names, ("high_%g"):format(level))
  end
  return quantiles, names
end

--- Mean with its Monte Carlo error (one standard error), standard deviation, median and intervals of each quantity in each row.
--- @function run:summary
--- @param options? table
--- @option quantity? string|string[] = (all) which
--- @option levels? number|number[] = {80, 95} the intervals: 80 is from the 10 % to the 90 % quantile
--- @option at? string|number = (all) a month or time
--- @return frame month or time, quantity, unit, mean, error, sd, median, low_80, high_80 ...
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.normal{mean=10, sd=2}
--- @example m.y = m.x * 2
--- @example math.abs(m:run():summary{at="2026-01"}.median[1] - 20) < 0.2 --> true
function methods.summary(self, options)
  local fields = fields_of(self)
  options = options or {}
  local quantiles, names = level_columns(options.levels and call.list(options.levels) or { 80, 95 }, "summary")
  return frame_of(fields, "summary", { quantity = options.quantity, at = options.at, measures = { "mean", "error", "sd" },
    quantiles = quantiles, names = names })
end

--- Quantiles of each quantity in each row.
--- @function run:quantiles
--- @param options? table
--- @option probabilities? number|number[] = {0.05, 0.25, 0.5, 0.75, 0.95} from 0 to 1
--- @option quantity? string|string[] = (all) which
--- @option at? string|number = (all) a month or time
--- @return frame month or time, quantity, unit, q5, q25 ...
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.uniform{low=0, high=1}
--- @example m.y = m.x * 2
--- @example math.abs(m:run():quantiles{probabilities=0.9}.q90[1] - 1.8) < 0.05 --> true
function methods.quantiles(self, options)
  local fields = fields_of(self)
  options = options or {}
  local wanted, names = call.list(options.probabilities or { 0.05, 0.25, 0.5, 0.75, 0.95 }), {}
  check_once(wanted, "probabilities", "quantiles")
  for i, p in ipairs(wanted) do
    if not (p >= 0 and p <= 1) then
      error(("bad argument 'probabilities' to 'quantiles': expected numbers from 0 to 1, got %g"):format(p), 0)
    end
    names[i] = ("q%g"):format(100 * p)
  end
  return frame_of(fields, "quantiles", { quantity = options.quantity, at = options.at, quantiles = wanted, names = names })
end

-- The share of draws in which a comparison holds, of the core's two shares.
local COMPARISONS = {
  [">"] = function(left, i, row, x) return 1 - left:share(i, row, x) end,
  [">="] = function(left, i, row, x) return 1 - left:share(i, row, x, true) end,
  ["<"] = function(left, i, row, x) return left:share(i, row, x, true) end,
  ["<="] = function(left, i, row, x) return left:share(i, row, x) end,
}

-- For a plot: the 95 % interval that comes of drawing no more than that many draws.
local function with_interval(frame)
  local lows, highs = {}, {}
  for i = 1, #frame do
    local p, sd = frame:get(i, "probability"), frame:get(i, "error")
    if not p then return frame end
    lows[i], highs[i] = math.max(0, p - 1.96 * sd), math.min(1, p + 1.96 * sd)
  end
  if #lows == 0 then return frame end
  return frame:with("low_95", lows):with("high_95", highs):attach { result = frame:attached "result",
    origin = frame:attached "origin" }
end

--- How likely a quantity is above or below a number, in each row, with the Monte Carlo error (one standard error).
--- @function run:probability
--- @param quantity string which
--- @param comparison string {>|>=|<|<=} how it is compared
--- @param threshold number with what
--- @param options? table
--- @option at? string|number = (all) a month or time
--- @return frame month or time, quantity, probability, error
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.uniform{low=0, high=1}
--- @example m.y = m.x * 2
--- @example math.abs(m:run():probability("y", ">", 1.5).probability[1] - 0.25) < 0.02 --> true
function methods.probability(self, quantity, comparison, threshold, options)
  local fields = fields_of(self)
  local i, name = results.output_of(fields, quantity, "probability")
  local share = COMPARISONS[comparison]
  if not share then
    error(("bad argument 'comparison' to 'probability': use \">\", \">=\", \"<\" or \"<=\", not %q"):format(comparison), 0)
  end
  answers.threshold(threshold, "probability")
  local first, last = results.rows_at(fields, options and options.at, "probability")
  if fields.about.outputs[i].is_constant then last = first end
  local rows, time, left_out = {}, fields.state.clock.first and "month" or "time", 0
  for row = first, last do
    left_out = math.max(left_out, fields.left:measure("not_finite", i, row))
    local p, n = share(fields.left, i, row, threshold), fields.left:measure("count", i, row)
    rows[#rows + 1] = { [time] = results.period_of(fields, row), quantity = name, probability = n > 0 and p or nil,
      error = n > 0 and math.sqrt(p * (1 - p) / n) or nil }
  end
  local types = { [time] = time == "month" and "month" or "real", quantity = "text", probability = "real", error = "real" }
  local frame = made_frame(fields, rows, { time, "quantity", "probability", "error" }, types,
    ("probability(%q, %q, %g)"):format(quantity, comparison, threshold))
  local case = answers.case(quantity, comparison, threshold, fields.units[i])
  return answers.attach(fields, frame, { measure = "probability", left_out = math.floor(left_out), title_text = function(words)
    return words.fill(words.results.titles.probability, { case = case(words) })
  end }, { drawn = function() return with_interval(frame) end })
end

--- Single draws over time: what futures look like, not only their spread.
--- @function run:paths
--- @param options? table
--- @option count? integer = 20 [draws] how many
--- @option quantity? string|string[] = (all) which
--- @return frame month or time, quantity, draw, value
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.normal{mean=10, sd=2}
--- @example m.y = m.x * 2
--- @example #m:run():paths{count=3} --> 3
function methods.paths(self, options)
  local fields = fields_of(self)
  options = options or {}
  if options.count and options.count < 1 then
    error(("bad argument 'count' to 'paths': expected at least 1, got %d"):format(options.count), 0)
  end
  local wanted, units = results.each_name(fields.state, options.quantity or fields.names), units_of(fields)
  local time, rows = fields.state.clock.first and "month" or "time", {}
  for _, each in ipairs(wanted) do
    local i, name = results.output_of(fields, each, "paths")
    local last = fields.about.outputs[i].is_constant and 1 or fields.about.rows
    for draw = 1, math.min(options.count or 20, fields.about.kept) do
      for row = 1, last do
        rows[#rows + 1] = { [time] = results.period_of(fields, row), quantity = name, draw = tostring(draw),
          value = fields.left:value(i, row, draw) }
      end
    end
  end
  local frame = made_frame(fields, rows, { time, "quantity", "draw", "value" },
    { [time] = time == "month" and "month" or "real", quantity = "text", draw = "text", value = "real" }, "paths()")
  return answers.attach(fields, frame, { kind = "courses", needs = { "quantity", "draw", "value" }, is_paths = true,
    units = units, title = fields.is_difference and "difference" or nil })
end

-- What is drawn where nobody says: the first stock, else the last quantity.
local function drawn_by_default(fields)
  for _, name in ipairs(fields.names) do
    if build.is_stock(fields.state.definitions, name) then return name end
  end
  return fields.names[#fields.names]
end

--- The means by time, a column for each quantity. Columns of an XMILE file have its names; f.teacup_temperature finds
--- "Teacup Temperature".
--- @function run:frame
--- @return frame month or time, and a column for each quantity of the run
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = 3
--- @example m.y = m.x * 2
--- @example m:run{draws=1, outputs={"x", "y"}}:frame().y[2] --> 6.0
function methods.frame(self)
  return results.by_time(fields_of(self))
end

--- Draws quantities over time: medians with their intervals. Those in different units have a panel each.
--- @function run:plot
--- @param options? table
--- @option quantity? string|string[] = (the first stock) which
--- @option to? string <file> a file: .svg, .png, .pdf; its ending says which
--- @option lang? string {nl|fr|de|en} the language of the words
--- @option title? string = (the quantities and their unit) above it
--- @return picture the plot
--- @leaves
--- @needs file.write
--- @since 0.1
--- @example m = model{from="2026-01", months=3}
--- @example m.x = model.normal{mean=10, sd=2}
--- @example m.y = model.stock{start=0, inflow=m.x}
--- @example m:run():plot():text{width=60, height=12} ~= nil --> true
function methods.plot(self, options)
  local fields = fields_of(self)
  options = options or {}
  local wanted = call.list(options.quantity or drawn_by_default(fields))
  for _, name in ipairs(results.each_name(fields.state, wanted)) do output_of(fields, name, "plot") end
  return self:summary { quantity = wanted }:plot { to = options.to, lang = options.lang, title = options.title }
end

--- The draws of two shards of one run, together.
--- @function run:merge
--- @param other run the other shard
--- @return run both
--- @raises for shards of different runs, or the same draws twice
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.normal{mean=10, sd=2}
--- @example m.y = m.x * 2
--- @example a, b = m:run{draws=4000, shard={1, 2}}, m:run{draws=4000, shard={2, 2}}
--- @example a:merge(b):summary().mean[1] == m:run{draws=4000}:summary().mean[1] --> true
function methods.merge(self, other)
  local a, b = fields_of(self), fields_of(other)
  if a.hash ~= b.hash or table.concat(a.names, ",") ~= table.concat(b.names, ",") then
    error("only shards of one run can be merged: the models or the quantities differ", 0)
  end
  local merged = build.core(a.left.merge, a.left, b.left)
  local sources = table.move(b.sources, 1, #b.sources, #a.sources + 1, table.move(a.sources, 1, #a.sources, 1, {}))
  return result_of(merged, a.state, a.names, a.options, { graph = a.graph, ids = a.ids, inputs = a.inputs, sources = sources,
    hash = a.hash, settings = a.settings, late = a.late, is_difference = a.is_difference })
end

-- --- local zones --------------------------------------------------------------------------------------------------

methods.impact = local_zones { fields_of = fields_of, output_of = results.output_of, rows_at = results.rows_at,
  level_columns = level_columns }

-- --- as a value ---------------------------------------------------------------------------------------------------

for _, part in ipairs { influence, discover } do
  for name, f in pairs(part) do methods[name] = f end
end
for name, f in pairs(methods) do methods[name] = call.checked(f) end

kind = sealed.kind {
  name = "run", word = "run of a model", public = { "marking", "draws", "seed", "hash", "names" }, methods = methods,
  shown = function(fields)
    return ("run of a model: %s, seed %d, results of %s: summary(), quantiles(), probability(), paths(), tornado(), plot()")
      :format(plural(fields.about.draws, "draw"), fields.seed, table.concat(fields.names, ", "))
  end,
}
answers.set_kind(kind)

return run
