--- distributions.lua: the uncertain quantities of a model, each by the name of its distribution.
--
-- Example:  m.arrivals = model.lognormal {low = 800, high = 1500, unit = "people/month"}

local core = require "glocal.core"
local quantity = require "foresight.scenario.quantity"
local sample = require "foresight.scenario.sample"

local distributions = {}

local Z_90 = 1.6448536269514722 -- normal quantile of 95 %

-- A quantity drawn from a family, its parameters by name out of `options`.
local function draw(family, options, given)
  local about = core.families()[family]
  local parameters = {}
  for i, name in ipairs(about.parameters) do
    local value = given and given[name] or nil
    if value == nil then value = options[name] end
    if value == nil and i > about.least then value = about.otherwise[i] end
    if value == nil then error(("%s needs %s"):format(family, table.concat(about.parameters, ", ")), 0) end
    parameters[i] = quantity.of(value, ("%s of %s"):format(name, family))
  end
  return quantity.new { family = family, parameters = parameters, each_step = options.every == "step" or nil,
    unit = options.unit }
end

--- Normal distribution.
--- @function model.normal
--- @param options table
--- @option mean number|quantity the mean
--- @option sd number|quantity the standard deviation
--- @option unit? string the unit, such as "people/month"
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.normal{mean=10, sd=2}) --> normal(10, 2)
function distributions.normal(options)
  return draw("normal", options)
end

-- The mean and standard deviation of the logarithm, of a 90 % interval.
local function of_interval(options)
  if not (options.low and options.high) then error("lognormal needs low and high, its 90 % interval, or meanlog and sdlog", 0) end
  for _, name in ipairs { "low", "high" } do
    local value = options[name]
    if type(value) == "number" and value <= 0 then error(("%s of lognormal must be above 0, got %g"):format(name, value), 0) end
  end
  if type(options.low) == "number" and type(options.high) == "number" then
    if options.high < options.low then
      error(("high of lognormal must be low or more, got low %g, high %g"):format(options.low, options.high), 0)
    end
    local low, high = math.log(options.low), math.log(options.high)
    return { meanlog = (low + high) / 2, sdlog = (high - low) / (2 * Z_90) }
  end
  local low, high = quantity.apply("log", options.low), quantity.apply("log", options.high)
  return { meanlog = (low + high) / 2, sdlog = (high - low) / (2 * Z_90) }
end

--- Lognormal distribution: by its 90 % interval (low is exceeded in 95 of 100 draws, high in 5), or by the mean and standard
--- deviation of the logarithm.
--- @function model.lognormal
--- @param options table
--- @option low? number|quantity the 5 % quantile, above 0
--- @option high? number|quantity the 95 % quantile
--- @option meanlog? number|quantity the mean of the logarithm
--- @option sdlog? number|quantity its standard deviation
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.lognormal{meanlog=0, sdlog=1}) --> lognormal(0, 1)
function distributions.lognormal(options)
  if options.meanlog and options.sdlog then return draw("lognormal", options) end
  return draw("lognormal", options, of_interval(options))
end

--- Uniform distribution.
--- @function model.uniform
--- @param options table
--- @option low number|quantity the least
--- @option high number|quantity the most
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.uniform{low=0, high=1}) --> uniform(0, 1)
function distributions.uniform(options)
  return draw("uniform", options)
end

--- Triangular distribution.
--- @function model.triangular
--- @param options table
--- @option low number|quantity the least
--- @option mode number|quantity the most likely
--- @option high number|quantity the most
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.triangular{low=0, mode=1, high=5}) --> triangular(0, 1, 5)
function distributions.triangular(options)
  return draw("triangular", options)
end

--- PERT distribution: like the triangular one, smoother; a beta distribution on low to high.
--- @function model.pert
--- @param options table
--- @option low number|quantity the least
--- @option mode number|quantity the most likely
--- @option high number|quantity the most
--- @option weight? number|quantity = 4 of the mode
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.pert{low=0, mode=1, high=5}) --> pert(0, 1, 5, 4)
function distributions.pert(options)
  return draw("pert", options)
end

--- Beta distribution, between 0 and 1 or low and high.
--- @function model.beta
--- @param options table
--- @option a number|quantity the first shape
--- @option b number|quantity the second
--- @option low? number|quantity = 0 the least
--- @option high? number|quantity = 1 the most
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.beta{a=2, b=5}) --> beta(2, 5, 0, 1)
function distributions.beta(options)
  return draw("beta", options)
end

--- Gamma distribution: mean shape x scale.
--- @function model.gamma
--- @param options table
--- @option shape number|quantity the shape
--- @option scale? number|quantity = 1 the scale
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.gamma{shape=2, scale=3}) --> gamma(2, 3)
function distributions.gamma(options)
  return draw("gamma", options)
end

--- Exponential distribution.
--- @function model.exponential
--- @param options table
--- @option mean number|quantity the mean
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.exponential{mean=3}) --> exponential(3)
function distributions.exponential(options)
  return draw("exponential", options)
end

--- Weibull distribution.
--- @function model.weibull
--- @param options table
--- @option shape number|quantity the shape
--- @option scale number|quantity the scale
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.weibull{shape=2, scale=3}) --> weibull(2, 3)
function distributions.weibull(options)
  return draw("weibull", options)
end

--- Poisson distribution: a count.
--- @function model.poisson
--- @param options table
--- @option mean number|quantity the mean
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.poisson{mean=3}) --> poisson(3)
function distributions.poisson(options)
  return draw("poisson", options)
end

--- Negative binomial distribution: a count that varies more than a Poisson one; variance mean + mean^2 / size.
--- @function model.negative_binomial
--- @param options table
--- @option mean number|quantity the mean
--- @option size number|quantity the smaller, the more it varies
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.negative_binomial{mean=3, size=2}) --> negative_binomial(3, 2)
function distributions.negative_binomial(options)
  return draw("negative_binomial", options)
end

--- Binomial distribution: how many of some trials succeed.
--- @function model.binomial
--- @param options table
--- @option trials number|quantity how many
--- @option probability number|quantity of each
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.binomial{trials=10, probability=0.3}) --> binomial(10, 0.3)
function distributions.binomial(options)
  return draw("binomial", options)
end

--- Bernoulli distribution: 1 with a probability, else 0.
--- @function model.bernoulli
--- @param options table
--- @option probability number|quantity of 1
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.bernoulli{probability=0.3}) --> bernoulli(0.3)
function distributions.bernoulli(options)
  return draw("bernoulli", options)
end

--- Discrete distribution: some values, each with its probability.
--- @function model.discrete
--- @param options table
--- @option values number[] the values
--- @option probabilities number[] theirs, which add up to 1
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.discrete{values={0, 5}, probabilities={0.8, 0.2}}) --> discrete(2 values)
function distributions.discrete(options)
  local values, weights = sample.numbers(options.values, "value"), sample.numbers(options.probabilities, "probability")
  if #values ~= #weights then error(("discrete has %d values and %d probabilities"):format(#values, #weights), 0) end
  return quantity.new { family = "discrete", parameters = {}, values = values, weights = weights, unit = options.unit,
    source = sample.source_of(options.values, options.probabilities),
    each_step = options.every == "step" or nil }
end

--- Empirical distribution: the values of a list or of a column of a frame, each as likely as the others. Missing figures are left
--- out. What comes of it has the frame's marking.
--- @function model.empirical
--- @param options table
--- @option of number[]|frame the values, or a frame
--- @option column? string = (count) of the frame
--- @option unit? string = (that of the column) the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @raises a list without numbers, a frame without the column
--- @since 0.1
--- @example tostring(model.empirical{of={3, 1, 2}}) --> empirical(3 values)
function distributions.empirical(options)
  local values, unit, source = sample.of(options, "empirical")
  if #values == 0 then error("empirical needs at least one value that is not missing", 0) end
  table.sort(values)
  return quantity.new { family = "empirical", parameters = {}, values = values, unit = options.unit or unit, source = source,
    each_step = options.every == "step" or nil }
end

--- A distribution by some of its quantiles, such as an expert's or those of a forecast; between them the normal quantile is
--- interpolated, and beyond the outermost it goes on.
--- @function model.quantiles
--- @param options table
--- @option values number[] rising
--- @option probabilities number[] of a lower value, rising between 0 and 1
--- @option unit? string the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @since 0.1
--- @example tostring(model.quantiles{values={1, 2, 4}, probabilities={0.1, 0.5, 0.9}}) --> quantiles(3 values)
function distributions.quantiles(options)
  local values, weights = sample.numbers(options.values, "value"), sample.numbers(options.probabilities, "probability")
  if #values ~= #weights then error(("quantiles has %d values and %d probabilities"):format(#values, #weights), 0) end
  return quantity.new { family = "quantiles", parameters = {}, values = values, weights = weights, unit = options.unit,
    source = sample.source_of(options.values, options.probabilities),
    each_step = options.every == "step" or nil }
end

return distributions
