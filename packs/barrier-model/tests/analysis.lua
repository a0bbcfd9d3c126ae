local analysis = require "barrier_analysis"

local made = analysis.budgets { phenomenon = "trafficking", budgets = { 150000, 300000 }, draws = 500 }
assert(#made == 2 and made.budget[1] == 150000)
assert(made.cost[1] <= 150000 and made.cost[2] <= 300000)
assert(made.avoided[2] >= made.avoided[1], "more money buys no worse a set")
assert(made.per_1000[1] == nil)
assert(math.abs(made.per_1000[2] - (made.avoided[2] - made.avoided[1]) / 150) < 1e-9)

for _, fault in ipairs {
  { function() analysis.budgets {} end, "say for which budgets" },
  { function() analysis.budgets { phenomenon = "trafficking", budgets = { 3e5, 2e5 }, draws = 100 } end, "numbers that rise" },
} do
  local ok, message = pcall(fault[1])
  assert(not ok and tostring(message):find(fault[2], 1, true), tostring(message))
end
