--- dm_test.lua: the Diebold-Mariano test of equal accuracy.
--
-- Example:  dm_test(losses_of_a, losses_of_b, 12).p

local core = require "glocal.core"

--- The Diebold-Mariano test, with the correction of Harvey, Leybourne and Newbold for small samples, on the losses of two
--- forecasters at the same outcomes.
--- @function dm_test
--- @param a number[] the losses of the first, in order of time
--- @param b number[] the losses of the second
--- @param horizon? integer = 1 [periods] how far ahead the forecasts were
--- @return table count, difference (below 0: the first is better), statistic, p
--- @raises fewer than 3 outcomes
--- @since 0.1
--- @example dm_test({1, 4, 2, 8}, {2, 5, 4, 9}).difference --> -1.25
local function dm_test(a, b, horizon)
  return core.diebold_mariano(a, b, horizon)
end

return dm_test
