--- pool.lua: several judgements of one chance made into one.
--
-- Example:  pool({0.3, 0.5, 0.6}, {method="log_odds", extremise=1.5})
-- References: M. Stone, "The opinion pool" (1961); V. A. Satopaa et al., "Combining multiple probability predictions using a
-- simple logit model", International Journal of Forecasting 30 (2014).

local call = require "foresight.call"

local ARGUMENTS = { "method", "extremise", "weights" }

local function check_probability(value, i)
  if type(value) ~= "number" or not (value > 0 and value < 1) then
    error(("bad argument #1 to 'pool': number %d is %s; a probability lies between 0 and 1"):format(i, tostring(value)), 0)
  end
end

local function check_weights(weights, count)
  local total = 0
  if weights == nil then weights = {} for i = 1, count do weights[i] = 1 end end
  for i = 1, count do
    if type(weights[i]) ~= "number" or weights[i] ~= weights[i] or weights[i] < 0 then
      error(("bad argument 'weights' to 'pool': expected %d numbers, none below 0"):format(count), 0)
    end
    total = total + weights[i]
  end
  if total <= 0 then error("bad argument 'weights' to 'pool': they add up to 0", 0) end
  return weights, total
end

--- Makes one probability of several, of models and experts alike. Method: linear (unless told), the weighted mean; or
--- log_odds, the weighted mean of the log odds times `extremise` (1 unless told; above 1 goes further from 1/2, as is
--- right where each judge knows something the others don't: 1 to 3). Raises for a probability that is not between 0 and 1.
--- @sig pool(probabilities: number[], options?: {method?: string, extremise?: number, weights?: number[]}): number
--- @needs none
--- @since 0.1
--- @example ("%.3f"):format(pool{0.2, 0.4}) --> 0.300
--- @example ("%.3f"):format(pool({0.7, 0.8}, {method="log_odds", extremise=2})) --> 0.903
local function pool(probabilities, options)
  options = options or {}
  call.check("pool", options, ARGUMENTS)
  if type(probabilities) ~= "table" or #probabilities == 0 then
    error("bad argument #1 to 'pool': expected a list of probabilities, as in pool{0.3, 0.5}", 0)
  end
  for i, probability in ipairs(probabilities) do check_probability(probability, i) end
  local weights, total = check_weights(options.weights, #probabilities)
  local method, sum = options.method or "linear", 0
  if method ~= "linear" and method ~= "log_odds" then
    error(("bad argument 'method' to 'pool': use \"linear\" or \"log_odds\", not %s"):format(tostring(method)), 0)
  end
  for i, probability in ipairs(probabilities) do
    sum = sum + weights[i] * (method == "linear" and probability or math.log(probability / (1 - probability)))
  end
  if method == "linear" then return sum / total end
  local extremise = options.extremise or 1
  if type(extremise) ~= "number" or extremise ~= extremise or extremise <= 0 then
    error("bad argument 'extremise' to 'pool': expected a number above 0, such as 1.5", 0)
  end
  return 1 / (1 + math.exp(-extremise * sum / total))
end

return pool
