--- normal.lua: the normal distribution, as far as plans need it.
--
-- Example:  normal.cdf(1.2815515655446004)   --> 0.9
-- Reference: of the error function M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 7.1.26.

local normal = {}

--- The distribution function; its error is below 1.5e-7.
function normal.cdf(z)
  local x = math.abs(z) / math.sqrt(2)
  local t = 1 / (1 + 0.3275911 * x)
  local series_of_t = 0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
  local tail = t * series_of_t * math.exp(-x * x)
  return z < 0 and tail / 2 or 1 - tail / 2
end

return normal
