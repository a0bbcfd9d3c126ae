--- proportion.lua: the interval of a share.
--
-- Example:  proportion.wilson(3, 10)   --> 0.1078 0.6032
-- Reference: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
-- Statistical Association 22 (1927), 209-212; L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial
-- proportion", Statistical Science 16 (2001), 101-133.

local proportion = {}

local Z = 1.959963984540054

--- Wilson's interval of a share, 95 %; nil where there is none.
function proportion.wilson(successes, trials)
  if trials == 0 then return nil end
  local share, square = successes / trials, Z * Z
  local centre = (share + square / (2 * trials)) / (1 + square / trials)
  local half = Z / (1 + square / trials) * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
  return math.max(0, centre - half), math.min(1, centre + half)
end

return proportion
