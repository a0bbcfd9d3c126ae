--- dm_test.lua: the Diebold-Mariano test of equal accuracy.
--
-- Example:  dm_test(losses_of_a, losses_of_b, 12).p

local core = require "glocal.core"

--- The Diebold-Mariano test, with Harvey's correction for few outcomes, on the losses of two forecasters at the same outcomes in order of
--- time, of forecasts `horizon` steps ahead (1 unless told): {count, difference, statistic, p}. A difference below 0 says that the first is
--- better; p how likely so large a one is by chance. Raises for fewer than 3 outcomes.
--- @sig dm_test(a: number[], b: number[], horizon?: integer): table
--- @needs none
--- @since 0.1
--- @example dm_test({1, 4, 2, 8}, {2, 5, 4, 9}).difference --> -1.25
local function dm_test(a, b, horizon)
  return core.diebold_mariano(a, b, horizon)
end

return dm_test
