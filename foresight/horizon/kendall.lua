--- kendall.lua: Kendall's coefficient of concordance: how far several judges put things in the same order; 1: all the same, 0: no
--- more than by chance. Ties have the mean of their ranks, and W is corrected for them.
--
-- Example:  k = kendall.of({{1, 2, 3}, {1, 3, 2}})   k.w, k.chi2, k.df, k.p
-- Reference: M. G. Kendall, Rank Correlation Methods (4th edition, 1970), chapter 6; S. Siegel, Nonparametric Statistics (1956),
-- p. 229 to 239: chi-square = m (n - 1) W with n - 1 degrees of freedom, for more than seven things.

local core = require "glocal.core"
local order_statistics = require "foresight.shared.order_statistics"

local kendall = {}

--- W of a list of judges, each a list of as many numbers; nil where there are fewer than two judges or things, or where each
--- judge gives the same to all. w, chi2, df, p, judges, things.
function kendall.of(judges)
  local m, n = #judges, judges[1] and #judges[1] or 0
  if m < 2 or n < 2 then return nil end
  local sums, all_ties = {}, 0
  for i = 1, n do sums[i] = 0 end
  for _, values in ipairs(judges) do
    local ranks, ties = order_statistics.ranks(values)
    all_ties = all_ties + ties
    for i = 1, n do sums[i] = sums[i] + ranks[i] end
  end
  local middle, squares = m * (n + 1) / 2, 0
  for i = 1, n do squares = squares + (sums[i] - middle) ^ 2 end
  local whole = m * m * (n * n * n - n) - m * all_ties
  if whole <= 0 then return nil end
  local w = 12 * squares / whole
  local chi2 = m * (n - 1) * w
  return { w = w, chi2 = chi2, df = n - 1, judges = m, things = n,
    p = core.distribution_tail("gamma", chi2, { shape = (n - 1) / 2, scale = 2 }) }
end

return kendall
