local glocal = require "glocal"
local harm = require "harm_index"

local weights = glocal.frame { { phenomenon = "property", weight = 2, proactive = 0 },
  { phenomenon = "property.robbery", weight = 365, proactive = 0 }, { phenomenon = "drugs", weight = 5, proactive = 1 } }
local figures = glocal.frame {
  { zone = "B", phenomenon = "property.theft.bicycle", count = 10 }, { zone = "A", phenomenon = "property.robbery", count = 2 },
  { zone = "A", phenomenon = "drugs", count = 20 }, { zone = "A", phenomenon = "cyber.fraud", count = 7 },
  { zone = "B", phenomenon = "drugs" },
}
local made, left_out = harm.index(figures, weights)
assert(#made == 2 and made.zone[1] == "A")
assert(made.cases[1] == 22 and made.harm[1] == 2 * 365 + 20 * 5 and made.harm_reported[1] == 2 * 365)
assert(made.harm[2] == 20, "bicycles take the weight of property")
assert(left_out["cyber.fraud"] == 1 and left_out.drugs == 1 and left_out["property.robbery"] == nil)
assert(select(3, harm.index(figures, weights)):find "frame{...}", "where the weights come from")
assert(harm.index(figures:mark "AMBER", weights):marking():find "AMBER")
assert(harm.index(figures, weights:mark "AMBER"):marking():find "AMBER")

for _, fault in ipairs {
  { function() harm.index(glocal.frame { { zone = "A", count = 1 } }, weights) end, "needs a column 'phenomenon'" },
  { function() harm.index(figures, glocal.frame { { phenomenon = "drugs" } }) end, "need the columns phenomenon and weight" },
  { function() harm.index(figures, glocal.frame { { phenomenon = "x", weight = -1 } }) end, "must be a number from 0 on" },
  { function() harm.index(figures, glocal.frame { { phenomenon = "x", weight = 1 }, { phenomenon = "x", weight = 2 } }) end,
    "two weights of x" },
  { function() harm.index(figures, weights, { signed = true }) end, "the weights are not signed" },
} do
  local ok, message = pcall(fault[1])
  assert(not ok and message:find(fault[2], 1, true), message)
end
