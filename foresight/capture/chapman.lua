--- chapman.lua: Chapman's estimate from two lists, nearly unbiased where they share few cases, as Lincoln and Petersen's is not.
--
-- Example:  chapman.estimate(87, 14, 7, 0.95).total   --> 164.0
-- References: D. G. Chapman, "Some properties of the hypergeometric distribution with applications to zoological sample censuses",
-- University of California Publications in Statistics 1 (1951); G. A. F. Seber, "The effects of trap response on tag recapture
-- estimates", Biometrics 26 (1970), for the variance; A. Chao, Biometrics 43 (1987), for the interval on the logarithm of the unseen.

local core = require "glocal.core"

local chapman = {}

--- total, low, high and unseen of two lists with so many cases each, `both` of them on both: on each some that the other has not.
function chapman.estimate(first, second, both, level)
  local total = (first + 1) * (second + 1) / (both + 1) - 1
  local variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ^ 2 * (both + 2))
  local seen = first + second - both
  local unseen = total - seen
  local z = core.distribution_quantile("normal", 0.5 + level / 2, { mean = 0, sd = 1 })
  local factor = math.exp(z * math.sqrt(math.log(1 + variance / unseen ^ 2)))
  return { total = total, low = seen + unseen / factor, high = seen + unseen * factor, unseen = unseen }
end

return chapman
