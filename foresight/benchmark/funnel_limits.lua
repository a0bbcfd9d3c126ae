--- funnel_limits.lua: between which counts a zone lies by chance alone, given its size: the limits of a funnel plot; and which ranks
-- its rate may have. The pack peer-benchmark has the same limits.
--
--   limits     exact quantiles of a Poisson count, widened where zones vary more than by chance: phi, the mean of the squared
--              z scores, winsorised at 10 % of each end, at least 1; z = 2 (sqrt(count) - sqrt(expected))
--   ranks      of zone i of n: from 1 + the number of zones whose rate is significantly higher to n - that of lower ones, by
--              z = 2 (sqrt(rate_i) - sqrt(rate_j)) / sqrt(phi (1 / size_i + 1 / size_j)), the two-sided tests of one zone at
--              (1 - level) / (n - 1) each (Bonferroni), so that the set covers the true rank with at least the level
--
-- References: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005);
-- M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, "Inference for Ranks with Applications to Mobility across Neighbourhoods and
-- Academic Achievement across Countries", Review of Economic Studies 91 (2024).
--
-- Example:  funnel_limits.poisson_quantile(0.975, 10)   --> 17

local funnel_limits = {}

local WINSORISED = 0.1 -- of the z scores at each end

--- The quantile of the standard normal distribution, to 1e-9, by bisection of the series of its distribution function (G. Marsaglia,
--- Journal of Statistical Software 11, 2004).
function funnel_limits.normal_quantile(p)
  local function cdf(z)
    local sum, term, i = z, z, 1
    while math.abs(term) > 1e-16 do
      i = i + 2
      term = term * z * z / i
      sum = sum + term
    end
    return 0.5 + sum * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
  end
  local low, high = -6, 6
  for _ = 1, 60 do
    local middle = (low + high) / 2
    if cdf(middle) < p then low = middle else high = middle end
  end
  return (low + high) / 2
end

--- The least k with P(X <= k) >= p for a Poisson count; from a mean of 1,000 by Cornish-Fisher, whose error is far below one case.
function funnel_limits.poisson_quantile(p, mean)
  if mean > 1000 then
    local z = funnel_limits.normal_quantile(p)
    return math.max(0, math.ceil(mean + z * math.sqrt(mean) + (z * z - 1) / 6 - 0.5))
  end
  local k, term = 0, math.exp(-mean)
  local sum = term
  while sum < p and k < 10000 do
    k = k + 1
    term = term * mean / k
    sum = sum + term
  end
  return k
end

--- The same, interpolated between whole counts, for curves that are drawn (Spiegelhalter 2005, appendix A.1).
function funnel_limits.smooth_quantile(p, mean)
  if mean > 1000 then
    local z = funnel_limits.normal_quantile(p)
    return math.max(0, mean + z * math.sqrt(mean) + (z * z - 1) / 6)
  end
  local k, term = 0, math.exp(-mean)
  local sum = term
  while sum < p and k < 10000 do
    k = k + 1
    term = term * mean / k
    sum = sum + term
  end
  return math.max(0, k - (sum - p) / term)
end

--- How far a count is from what is expected, in standard deviations.
function funnel_limits.z(count, expected) return expected > 0 and 2 * (math.sqrt(count) - math.sqrt(expected)) or 0 end

--- phi of the z scores.
function funnel_limits.overdispersion(scores)
  if #scores == 0 then return 1 end
  local sorted = table.move(scores, 1, #scores, 1, {})
  table.sort(sorted)
  local cut = math.floor(WINSORISED * #sorted)
  local low, high, sum = sorted[cut + 1], sorted[#sorted - cut], 0
  for _, z in ipairs(scores) do sum = sum + math.max(low, math.min(high, z)) ^ 2 end
  return math.max(1, sum / #scores)
end

--- The limits of a count that is expected to be so high, within which it lies with that level; a count that varies phi times as much
--- as chance has the limits of one of expected / phi, phi times as large.
function funnel_limits.of(expected, level, phi)
  return phi * funnel_limits.poisson_quantile((1 - level) / 2, expected / phi),
    phi * funnel_limits.poisson_quantile((1 + level) / 2, expected / phi)
end

--- The lowest and the highest rank that each zone's rate may have, rank 1 the highest rate; `rows`: count and size.
function funnel_limits.ranks(rows, level, phi)
  local n, found = #rows, {}
  if n < 2 then return { { 1, 1 } } end
  local critical = funnel_limits.normal_quantile(1 - (1 - level) / (n - 1) / 2)
  for i, one in ipairs(rows) do
    local higher, lower = 0, 0
    for j, other in ipairs(rows) do
      if i ~= j then
        local z = 2 * (math.sqrt(one.count / one.size) - math.sqrt(other.count / other.size)) /
          math.sqrt(phi * (1 / one.size + 1 / other.size))
        if z < -critical then higher = higher + 1 end
        if z > critical then lower = lower + 1 end
      end
    end
    found[i] = { 1 + higher, n - lower }
  end
  return found
end

return funnel_limits
