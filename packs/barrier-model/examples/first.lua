local analysis = require "barrier_analysis"

local made = analysis.budgets { phenomenon = "trafficking", budgets = { 150000, 300000 }, draws = 500 }
for i = 1, #made do print(("%d EUR: %s"):format(made.budget[i], made.barriers[i])) end
