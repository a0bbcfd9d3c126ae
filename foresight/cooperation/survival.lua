--- survival.lua: the product-limit estimate of how long something lasts, where some are still waiting.
--
-- Example:  survival.estimate({{time=5, event=true, n=2}, {time=8, event=false, n=1}})   --> a list of steps
-- References: E. L. Kaplan, P. Meier, Journal of the American Statistical Association 53 (1958), 457-481; M. Greenwood, "The
-- natural duration of cancer" (1926), for the variance; J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time
-- Data (1980), p. 15, for the interval of log(-log S), which stays between 0 and 1.

local survival = {}

local Z = 1.959963984540054

-- Sorted by time; at one time what happened comes before what is censored.
local function in_order(list)
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted, function(a, b) return a.time < b.time end)
  return sorted
end

local function total(list)
  local n = 0
  for _, one in ipairs(list) do n = n + one.n end
  return n
end

-- The interval of log(-log S), 95 %. `variance` is Greenwood's sum; none where S is 1 or 0.
local function interval(s, variance)
  if s >= 1 or s <= 0 then return nil end
  local log_s = math.log(s)
  local half = Z * math.sqrt(variance) / math.abs(log_s)
  return s ^ math.exp(half), s ^ math.exp(-half)
end

--- The steps of the estimate at each time of an event: time, at_risk, events, censored (since the step before), survival, error
--- (Greenwood's), low, high (these three unknown where all have ended). Each of the list has time, event (false: censored) and n, how many.
function survival.estimate(list)
  local sorted, steps = in_order(list), {}
  local at_risk, s, sum, censored, i = total(list), 1.0, 0.0, 0, 1
  while i <= #sorted do
    local time, events, lost = sorted[i].time, 0, 0
    while i <= #sorted and sorted[i].time == time do
      if sorted[i].event then events = events + sorted[i].n else lost = lost + sorted[i].n end
      i = i + 1
    end
    if events > 0 then
      s = events == at_risk and 0.0 or s * (1 - events / at_risk)
      sum = events < at_risk and sum + events / (at_risk * (at_risk - events)) or sum
      local low, high = interval(s, sum)
      steps[#steps + 1] = { time = time, at_risk = at_risk, events = events, censored = censored, survival = s,
        error = s > 0 and s * math.sqrt(sum) or nil, low = low, high = high }
      censored = 0
    end
    at_risk, censored = at_risk - events - lost, censored + lost
  end
  return steps
end

-- The first time at which a value of the steps is at most q; nil where it never is.
local function first_at_most(steps, name, q)
  for _, step in ipairs(steps) do
    local value = step[name]
    if value and value <= q + 1e-12 then return step.time end
  end
end

--- The time by which a share 1 - q has ended, with its interval (the times at which the bounds of the estimate reach q); each nil
--- where it is not reached.
function survival.quantile(steps, q)
  return first_at_most(steps, "survival", q), first_at_most(steps, "low", q), first_at_most(steps, "high", q)
end

--- The estimate after a time, with its interval.
function survival.at(steps, time)
  local last
  for _, step in ipairs(steps) do
    if step.time > time then break end
    last = step
  end
  if not last then return 1.0 end
  return last.survival, last.low, last.high
end

return survival
