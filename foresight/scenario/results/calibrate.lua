--- calibrate.lua: parameters of a model for which it comes nearest to a history: least squares, or the draws that are nearest
-- (approximate Bayesian computation by rejection).
--
-- Example:  c = m:calibrate {to = history, quantity = "waiting", parameters = {"rate"}}   c:summary()   m2 = c:model()
-- References: D. W. Marquardt (1963), least_squares.lua; J. K. Pritchard and others, Molecular Biology and Evolution 16 (1999); M. A.
-- Beaumont, Annual Review of Ecology, Evolution, and Systematics 41 (2010).

local answers = require "foresight.scenario.results.answers"
local build = require "foresight.scenario.build"
local calibration = require "foresight.scenario.results.calibration"
local core = require "glocal.core"
local draws = require "foresight.scenario.results.draws"
local history = require "foresight.scenario.results.history"
local hint = require "foresight.shared.hint"
local least_squares = require "foresight.scenario.results.least_squares"
local number = require "foresight.shared.number"
local order_statistics = require "foresight.shared.order_statistics"
local plural = require "foresight.shared.plural"
local quantity = require "foresight.scenario.quantity"

local calibrate = {}

local METHODS = { "least_squares", "abc" }
local FEWEST = 50 -- accepted draws

-- --- parameters ---------------------------------------------------------------------------------------------------

-- Quantiles of one distribution of the model, all it depends on at its median.
local function quantiles_of(fields, name, probabilities)
  local node = fields.inputs[name].node
  local settings = draws.settings(fields, { node }, #probabilities)
  settings.sampling, settings.given, settings.cells = "given", {}, { 1, 1 }
  for _, input in ipairs(build.core(core.input_names, fields.graph, settings)) do
    for _, p in ipairs(probabilities) do settings.given[#settings.given + 1] = input == name and p or 0.5 end
  end
  return build.core(core.sample_graph, fields.graph, settings):values(1)
end

local function given_bounds(bounds, name)
  local own = bounds and bounds[name]
  if own == nil then return nil end
  if type(own) ~= "table" or type(own[1]) ~= "number" or type(own[2]) ~= "number" or own[1] >= own[2] then
    error(("the bounds of '%s' must be two numbers, the lower first, as in bounds={%s={0, 1}}"):format(name, name), 0)
  end
  return own[1], own[2]
end

-- Of a number from a tenth of it to ten times it; of a distribution its quantiles of 0.1 and 99.9 %.
local function parameter_of(fields, name, options)
  local definition = fields.state.definitions[name]
  if not definition then
    error(("bad argument 'parameters' to 'calibrate': the model has no quantity '%s'%s"):format(name,
      hint.of(name, fields.state.order, "it has")), 0)
  end
  local parts = quantity.parts(definition)
  local unit = build.units(fields.state.definitions, { name })[1]
  local made, low, high = { name = name, unit = unit ~= "" and unit or nil }, given_bounds(options.bounds, name)
  if parts.family and not parts.each_step then
    local q = quantiles_of(fields, name, { 0.001, 0.5, 0.999 })
    made.low, made.start, made.high, made.is_drawn = low or q[1], q[2], high or q[3], true
  elseif parts.value then
    made.start = parts.value
    if not low and parts.value == 0 then
      error(("'%s' is 0, so its bounds must be given, as in bounds={%s={0, 1}}"):format(name, name), 0)
    end
    local tenth, ten_times = parts.value / 10, parts.value * 10
    made.low, made.high = low or math.min(tenth, ten_times), high or math.max(tenth, ten_times)
  else
    error(("'%s' can't be calibrated: it is neither a number nor a distribution that is drawn once"):format(name), 0)
  end
  return made
end

local function parameters_of(fields, options)
  local made, seen = {}, {}
  for i, name in ipairs(options.parameters) do
    if seen[name] then error(("'%s' stands twice among the parameters"):format(name), 0) end
    made[i], seen[name] = parameter_of(fields, name, options), true
  end
  for name in pairs(options.bounds or {}) do
    if not seen[name] then
      error(("bad argument 'bounds' to 'calibrate': '%s' is none of the parameters%s"):format(tostring(name),
        hint.of(name, options.parameters, "they are")), 0)
    end
  end
  if #made == 0 then error("bad argument 'parameters' to 'calibrate': name one quantity at least", 0) end
  return made
end

-- --- least squares ------------------------------------------------------------------------------------------------

-- The model with each parameter uniform between its bounds, as a function of a list of points of shares: the outcome in some rows.
local function simulator(fields, parameters, outcome)
  local definitions = {}
  for name, object in pairs(fields.state.definitions) do definitions[name] = object end
  for _, each in ipairs(parameters) do
    definitions[each.name] = quantity.new { family = "uniform", unit = each.unit,
      parameters = { quantity.of(each.low), quantity.of(each.high) } }
  end
  local graph, ids = build.graph(definitions, fields.state.order, fields.state.clock, {})
  local node, place = ids[outcome], {}
  local inputs = build.core(core.input_names, graph, draws.settings(fields, { node }, 1))
  for i, name in ipairs(inputs) do place[name] = i end
  for _, each in ipairs(parameters) do
    if not place[each.name] then error(("'%s' does not change '%s'"):format(each.name, outcome), 0) end
  end
  local number_of = {}
  for p, each in ipairs(parameters) do number_of[place[each.name]] = p end
  return function(points, rows)
    local settings = draws.settings(fields, { node }, #points)
    settings.sampling, settings.given, settings.cells = "given", {}, {}
    for i, row in ipairs(rows) do settings.cells[2 * i - 1], settings.cells[2 * i] = 1, row end
    for i in ipairs(inputs) do
      for _, point in ipairs(points) do
        settings.given[#settings.given + 1] = number_of[i] and point[number_of[i]] or 0.5
      end
    end
    local sample, found = build.core(core.sample_graph, graph, settings), {}
    for d in ipairs(points) do found[d] = {} end
    for i in ipairs(rows) do
      for d, value in ipairs(sample:values(i)) do found[d][i] = value end
    end
    return found
  end
end

-- The inverse of a symmetric matrix, column by column; nil where it is singular.
local function inverse(a)
  local columns = {}
  for i = 1, #a do
    local unit = {}
    for k = 1, #a do unit[k] = i == k and 1 or 0 end
    columns[i] = least_squares.solve(a, unit)
    if not columns[i] then return nil end
    for k = 1, #a do
      if columns[i][k] ~= columns[i][k] or math.abs(columns[i][k]) == math.huge then return nil end
    end
    if columns[i][i] <= 0 then return nil end
  end
  return columns
end

-- Standard errors and correlations of the parameters that are not at a bound, from the slopes at the solution.
local function uncertainty(parameters, found, degrees)
  local free = {}
  for p, each in ipairs(parameters) do
    each.at_bound = least_squares.at_bound(found.at[p])
    if not each.at_bound then free[#free + 1] = p end
  end
  local cov = degrees > 0 and #free > 0 and inverse(least_squares.products(found.slopes, free)) or nil
  local variance = degrees > 0 and found.squares / degrees or nil
  for i, p in ipairs(cov and free or {}) do parameters[p].error_share = math.sqrt(variance * cov[i][i]) end
  return free, cov, variance
end

-- Half the 95 % interval of the fitted value in each row: the slopes there, through the covariance of the parameters.
local function band(all_slopes, free, cov, variance, t)
  local widths = {}
  for row = 1, cov and #all_slopes[1] or 0 do
    local sum = 0
    for i, p in ipairs(free) do
      for k, q in ipairs(free) do sum = sum + all_slopes[p][row] * cov[i][k] * all_slopes[q][row] end
    end
    widths[row] = t * math.sqrt(math.max(0, variance * sum))
  end
  return widths
end

local function by_least_squares(fields, parameters, past, options)
  local simulate = simulator(fields, parameters, options.quantity)
  local all_rows = {}
  for row = 1, fields.about.rows do all_rows[row] = row end
  local function values_of(points) return simulate(points, past.rows) end
  local function all_of(points) return simulate(points, all_rows) end
  if #past.rows < #parameters then
    error(("%s can't settle %s"):format(plural(#past.rows, "figure"), plural(#parameters, "parameter")), 0)
  end
  local start = {}
  for p, each in ipairs(parameters) do start[p] = (each.start - each.low) / (each.high - each.low) end
  local found = least_squares.find(values_of, past.values, #parameters, { start })
  if found.squares == math.huge then error(("'%s' is not finite at any values of the parameters"):format(options.quantity), 0) end
  local degrees = #past.rows - #parameters
  local free, cov, variance = uncertainty(parameters, found, degrees)
  local t = degrees > 0 and least_squares.student(degrees) or nil
  for p, each in ipairs(parameters) do
    local span = each.high - each.low
    each.estimate = each.low + span * found.at[p]
    each.error = each.error_share and span * each.error_share
    each.from, each.to = each.error and each.estimate - t * each.error, each.error and each.estimate + t * each.error
  end
  local all, slopes = all_of { found.at }, least_squares.slopes(all_of, found.at)
  local said = history.said(past, options.quantity)
  said[#said + 1] = ("Least squares; root mean square error %s"):format(number.shown(math.sqrt(found.squares / #past.rows)))
  if not cov then
    said[#said + 1] = degrees == 0 and "As many parameters as figures, so no intervals"
      or "The figures do not settle all parameters, so no intervals"
  end
  local correlations = {}
  for i, p in ipairs(cov and free or {}) do
    for k = i + 1, #free do
      local r = cov[i][k] / math.sqrt(cov[i][i] * cov[k][k])
      table.insert(correlations, { parameters[p].name, parameters[free[k]].name,
        6 / math.pi * math.asin(math.max(-1, math.min(1, r)) / 2) }) -- Pearson's as Spearman's, of normal ones
    end
  end
  return { fitted = all[1], widths = band(slopes, free, cov, variance, t), said = said, correlations = correlations }
end

-- --- the nearest draws --------------------------------------------------------------------------------------------

local function rank_correlation(a, b)
  local x, y, n, sum = order_statistics.ranks(a), order_statistics.ranks(b), #a, 0
  for i = 1, n do sum = sum + (x[i] - y[i]) ^ 2 end
  return 1 - 6 * sum / (n * (n * n - 1))
end

local function check_accept(options)
  local share, count = options.accept or 0.01, options.draws or draws.MOST
  if not (share > 0 and share <= 1) then
    error(("bad argument 'accept' to 'calibrate': expected a share above 0 and at most 1, got %g"):format(share), 0)
  end
  local keep = math.floor(share * count + 0.5)
  if keep < FEWEST then
    error(("%g of %s are %d, and a posterior needs %d or more: ask for more draws"):format(share,
      plural(count, "draw"), keep, FEWEST), 0)
  end
  return keep, count
end

local function by_nearest_draws(fields, parameters, past, options)
  local keep, count = check_accept(options)
  local outputs, cells, rows = { fields.ids[options.quantity] }, {}, fields.about.rows
  for row = 1, rows do cells[2 * row - 1], cells[2 * row] = 1, row end
  for p, each in ipairs(parameters) do
    if not each.is_drawn then
      error(("'%s' is a number: with method=\"abc\" each parameter needs a distribution, what was thought of it beforehand")
        :format(each.name), 0)
    end
    outputs[p + 1] = fields.inputs[each.name].node
    cells[#cells + 1], cells[#cells + 2] = p + 1, 1
  end
  local settings = draws.settings(fields, outputs, count)
  settings.cells = cells
  local sample, message, code = build.core(core.sample_graph, fields.graph, settings)
  if not sample then return nil, message, code end
  local accepted, distances, not_finite = sample:nearest(past.rows, past.values, keep)
  while #distances > 0 and distances[#distances] == math.huge do
    accepted[#accepted], distances[#distances] = nil, nil
  end
  if #accepted < FEWEST then error(("only %d draws have finite values of '%s'"):format(#accepted, options.quantity), 0) end
  for p, each in ipairs(parameters) do
    each.values = sample:values(rows + p, accepted)
    local sum, square = 0, 0
    for _, value in ipairs(each.values) do sum = sum + value end
    each.estimate = sum / #accepted
    for _, value in ipairs(each.values) do square = square + (value - each.estimate) ^ 2 end
    local sorted = table.move(each.values, 1, #accepted, 1, {})
    table.sort(sorted)
    each.error = math.sqrt(square / (#accepted - 1))
    each.from, each.to = order_statistics.quantile(sorted, 0.025), order_statistics.quantile(sorted, 0.975)
  end
  local made = { fitted = {}, lows = {}, highs = {}, correlations = {} }
  for row = 1, rows do
    local sorted = {}
    for _, value in ipairs(sample:values(row, accepted)) do
      if value == value and math.abs(value) ~= math.huge then sorted[#sorted + 1] = value end
    end
    table.sort(sorted)
    if #sorted > 0 then
      made.fitted[row] = order_statistics.median(sorted)
      made.lows[row] = order_statistics.quantile(sorted, 0.025)
      made.highs[row] = order_statistics.quantile(sorted, 0.975)
    end
  end
  for i = 1, #parameters do
    for k = i + 1, #parameters do
      table.insert(made.correlations, { parameters[i].name, parameters[k].name,
        rank_correlation(parameters[i].values, parameters[k].values) })
    end
  end
  made.said, made.draws = history.said(past, options.quantity), count
  table.insert(made.said, ("The nearest %s of %s, seed %d, root mean square errors up to %s"):format(
    number.shown(#accepted), plural(count, "draw"), fields.seed, number.shown(distances[#distances])))
  if not_finite > 0 then
    table.insert(made.said, ("%s without a finite value of '%s' left out"):format(plural(not_finite, "draw"),
      options.quantity))
  end
  return made
end

-- --- calibrating --------------------------------------------------------------------------------------------------

local BY = { least_squares = by_least_squares, abc = by_nearest_draws }

--- What m:calibrate gives; `r` is a run of the model, `variant` makes one with other definitions and rank correlations.
function calibrate.of(r, options, variant)
  local fields, method = answers.fields_of(r), options.method or "least_squares"
  if not BY[method] then
    error(("bad argument 'method' to 'calibrate': there is no '%s'%s"):format(method, hint.of(method, METHODS, "use")), 0)
  end
  local past, parameters = history.of(options.to, fields, options), parameters_of(fields, options)
  local found, message, code = BY[method](fields, parameters, past, options)
  if not found then return nil, message, code end
  for _, each in ipairs(parameters) do
    if each.at_bound then
      table.insert(found.said, ("'%s' stands at its %s bound, %s: give others by bounds="):format(each.name,
        each.at_bound == "low" and "lower" or "upper", number.shown(each.at_bound == "low" and each.low or each.high)))
    end
  end
  found.method, found.note = method, table.concat(found.said, ". ") .. "."
  return calibration.of(fields, found, parameters, past, options, variant)
end

return calibrate
