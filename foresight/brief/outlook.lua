--- outlook.lua: the next twelve months of a zone's own series: month by month with an interval, and their sum.
--
-- The sum's interval is wider than chance of each month alone would make it, as errors of a level carry over. With s the
-- standard deviation one step ahead and a the smoothing that makes it grow to s12 at twelve, as in simple exponential
-- smoothing, s_h^2 = s^2 (1 + (h-1) a^2) and the variance of the sum is s^2 times the sum of (1 + k a)^2, k = 0 .. 11
-- (R. J. Hyndman et al., Forecasting with Exponential Smoothing, 2008, chapter 6: lead-time demand).
--
-- Example:  o = outlook.of(frame, "2026-10", 1)   o.total.low, o.total.high

local forecast = require "foresight.forecast.forecast"

local outlook = {}

local AHEAD = 12
local LEAST = 24 -- months of history, for a season to be seen twice
local Z80 = 1.2815515655446004 -- the normal deviate of the ends of an 80 % interval

--- The sum of the means and its 80 % interval, from the means and the ends of the single months; never below 0.
function outlook.total(means, lows, highs)
  local sum, spread, ratio = 0, 0, 1
  local function deviation(h) return (highs[h] - lows[h]) / (2 * Z80) end
  local function relative(h) return deviation(h) / math.sqrt(math.max(means[h], 0.5)) end
  if relative(1) > 0 then ratio = relative(#means) / relative(1) end
  local a2 = math.max(0, (ratio * ratio - 1) / math.max(1, #means - 1))
  local a, factor = math.sqrt(a2), 0
  for h, mean in ipairs(means) do
    sum = sum + mean
    spread = spread + deviation(h) ^ 2 / (1 + (h - 1) * a2)
    factor = factor + (1 + (h - 1) * a) ^ 2
  end
  local half = Z80 * math.sqrt(spread / #means * factor)
  return { mean = sum, low = math.max(0, sum - half), high = sum + half }
end

--- The forecast from the last whole month on: periods, mean, low, high, total, covered (how often past outcomes lay in the
--- 80 % interval, nil where that could not be tried); nil where the history is too short or says nothing.
function outlook.of(frame, history, last_day, seed, gaps)
  if history < LEAST then return nil end
  local made = forecast(frame, { horizon = AHEAD, levels = { 80 }, seed = seed, cutoff = last_day, gaps = gaps })
  if not made or #made ~= AHEAD then return nil end
  local one = { periods = made.period, mean = made.mean, low = made.low_80, high = made.high_80 }
  for h = 1, AHEAD do
    if not (one.mean[h] and one.low[h] and one.high[h]) then return nil end
  end
  one.total = outlook.total(one.mean, one.low, one.high)
  local found = (made:attached "forecast" or {}).found
  for _, each in ipairs(found and found.coverage or {}) do
    if found.outcomes > 0 and each.level == 80 then
      one.covered, one.outcomes = each.covered / found.outcomes, found.outcomes
    end
  end
  one.frame = made
  return one
end

return outlook
