--- pool.lua: opinion pools: several experts' probabilities or quantiles combined into one.
--
-- Example:  pool({0.3, 0.5, 0.6}, {method="log_odds", extremise=1.5})
--           register_judgement{quantiles=pool{f[1], {[0.1]=5, [0.5]=9, [0.9]=20}}, pooled=true, ...}
-- References: M. Stone, "The opinion pool" (1961); V. A. Satopaa et al., "Combining multiple probability predictions using a
-- simple logit model", International Journal of Forecasting 30 (2014).

local core = require "glocal.core"

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

-- --- quantiles ------------------------------------------------------------------------------------------------------

-- Points {probability, value} in order: of a table {[0.1]=5, ...}, or of a row of a forecast.
local function points_of(given, i)
  local points = {}
  for name, value in pairs(given) do
    local side, level = tostring(name):match "^(%a+)_([%d.]+)$"
    local probability = name == "median" and 0.5 or side == "low" and (100 - tonumber(level)) / 200
      or side == "high" and (100 + tonumber(level)) / 200 or type(name) == "number" and name or nil
    if probability then
      if type(value) ~= "number" or not (probability > 0 and probability < 1) then
        error(("bad argument #1 to 'pool': number %d has %s at %s"):format(i, tostring(value), tostring(name)), 0)
      end
      points[#points + 1] = { probability = probability, value = value }
    end
  end
  if #points < 2 then
    error(("bad argument #1 to 'pool': number %d has fewer than two quantiles; write {[0.1]=5, [0.9]=20}"):format(i), 0)
  end
  table.sort(points, function(a, b) return a.probability < b.probability end)
  for k = 2, #points do
    if points[k].value < points[k - 1].value then
      error(("bad argument #1 to 'pool': the quantiles of number %d decrease"):format(i), 0)
    end
  end
  return points
end

-- The distribution function at x: linear between the quantiles, the outer segments extended to 0 and 1.
local function cdf_at(points, x)
  local low = points[1]
  local k = 2
  while k < #points and points[k].value < x do
    low, k = points[k], k + 1
  end
  local high = points[k]
  if high.value == low.value then return x < low.value and 0 or high.probability end
  local slope = (high.probability - low.probability) / (high.value - low.value)
  return math.max(0, math.min(1, low.probability + slope * (x - low.value)))
end

-- The quantiles of the mixture at every probability that any expert gave.
local function mixture(list, weights, total)
  local all, seen, pooled, low, high, markings = {}, {}, {}, math.huge, -math.huge, {}
  for i, given in ipairs(list) do
    all[i], markings[i] = points_of(given, i), core.taken_marking(given)
    local first, last = all[i][1], all[i][#all[i]]
    local width = last.value - first.value
    local beyond = width * math.max(first.probability, 1 - last.probability) / (last.probability - first.probability)
    low, high = math.min(low, first.value - 10 * beyond - width), math.max(high, last.value + 10 * beyond + width)
    for _, point in ipairs(all[i]) do seen[point.probability] = true end
  end
  for probability in pairs(seen) do
    local from, to = low, high
    for _ = 1, 100 do
      local middle, cumulative = (from + to) / 2, 0
      for i, points in ipairs(all) do cumulative = cumulative + weights[i] / total * cdf_at(points, middle) end
      if cumulative < probability then from = middle else to = middle end
    end
    pooled[probability] = (from + to) / 2
  end
  return core.mark_taken(pooled, table.concat(markings, " "))
end

-- --- the call -----------------------------------------------------------------------------------------------------

--- Makes one probability of several, of models and experts alike; or of quantiles those of their mixture.
--- @function pool
--- @param probabilities number[]|table[] probabilities; or tables {[0.1]=5, [0.5]=9, [0.9]=20}, or rows of a forecast
--- @param options? table
--- @option method? string = "linear" {linear|log_odds} the weighted mean, or that of the log odds
--- @option extremise? number = 1 [factor] of the log odds; 1 to 3 where each judge knows something the others don't
--- @option weights? number[] = (equal) one per probability
--- @return number|table the probability, or the quantiles
--- @raises a probability that is not between 0 and 1
--- @since 0.1
--- @example ("%.3f"):format(pool{0.2, 0.4}) --> 0.300
--- @example ("%.1f"):format(pool{{[0.1]=0, [0.9]=8}, {[0.1]=2, [0.9]=10}}[0.9]) --> 9.0
--- @example ("%.3f"):format(pool({0.7, 0.8}, {method="log_odds", extremise=2})) --> 0.903
local function pool(probabilities, options)
  options = options or {}
  if type(probabilities) ~= "table" or #probabilities == 0 then
    error("bad argument #1 to 'pool': expected a list of probabilities, as in pool{0.3, 0.5}", 0)
  end
  local method, sum = options.method or "linear", 0
  local weights, total = check_weights(options.weights, #probabilities)
  if type(probabilities[1]) == "table" then
    if method ~= "linear" then error("bad argument 'method' to 'pool': quantiles are pooled linearly", 0) end
    return mixture(probabilities, weights, total)
  end
  for i, probability in ipairs(probabilities) do check_probability(probability, i) end
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
