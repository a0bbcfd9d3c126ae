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
-- Example:  funnel_limits.of(10, 0.95, 1)   --> 4, 17

local core = require "glocal.core"

local funnel_limits = {}

local WINSORISED = 0.1 -- of the z scores at each end

local function poisson_quantile(p, mean) return core.distribution_quantile("poisson", p, { mean = mean }) end

--- The count with P(X <= k) = p for a Poisson distribution, interpolated between whole counts, for curves that are drawn
--- (Spiegelhalter 2005, appendix A.1).
function funnel_limits.smooth_quantile(p, mean)
  local k, poisson = poisson_quantile(p, mean), { mean = mean }
  local upto, below = core.distribution_cdf("poisson", k, poisson), core.distribution_cdf("poisson", k - 1, poisson)
  return math.max(0, k - (upto - p) / (upto - below))
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
  return phi * poisson_quantile((1 - level) / 2, expected / phi),
    phi * poisson_quantile((1 + level) / 2, expected / phi)
end

--- The lowest and the highest rank that each zone's rate may have, rank 1 the highest rate; `rows`: count and size.
function funnel_limits.ranks(rows, level, phi)
  local n, found = #rows, {}
  if n < 2 then return { { 1, 1 } } end
  local critical = core.distribution_quantile("normal", 1 - (1 - level) / (n - 1) / 2, { mean = 0, sd = 1 })
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
