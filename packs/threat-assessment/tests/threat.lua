local glocal = require "glocal"
local threat = require "threat_assessment"

local function ratings(list)
  local rows = {}
  for name, rated in pairs(list) do
    for attribute, rating in pairs(rated) do rows[#rows + 1] = { phenomenon = name, attribute = attribute, rating = rating } end
  end
  table.sort(rows, function(a, b) return a.phenomenon .. a.attribute < b.phenomenon .. b.attribute end)
  return glocal.frame(rows)
end

local f = ratings { drugs = { corruption = "high", violence = "medium" }, fraud = { corruption = "low", violence = "none" },
  trafficking = { corruption = "medium", violence = "unknown" } }
local made = threat.assess(f, { weights = { corruption = 2, violence = 1 } })
assert(made.phenomenon[1] == "drugs" and made.phenomenon[3] == "fraud")
-- by hand: (2 * 3 + 1 * 2) / 3 of 3
assert(math.abs(made.low[1] - 100 * (2 * 3 + 1 * 2) / 9) < 1e-9 and made.low[1] == made.high[1])
-- what is unknown is a range
assert(math.abs(made.low[2] - 100 * 4 / 9) < 1e-9 and math.abs(made.high[2] - 100 * 7 / 9) < 1e-9 and made.unknown[2] == 1)
-- drugs are rated higher than fraud by both: whatever the weights, fraud never comes first
assert(made.first[3] == 0 and made.rank_worst[3] == 3)
assert(math.abs(made.first[1] + made.first[2] + made.first[3] - 1) < 1e-12)
-- the same seed, the same answer
local again = threat.assess(f, { weights = { corruption = 2, violence = 1 } })
for i = 1, 3 do assert(again.first[i] == made.first[i]) end
assert(threat.assess(f:mark "AMBER", { weights = { corruption = 2, violence = 1 } }):marking():find "AMBER")

for _, fault in ipairs {
  { function() threat.assess(f) end, "say what weighs how much" },
  { function() threat.assess(f, { weights = { corruption = 2 } }) end, "'violence' needs a weight above 0" },
  { function() threat.assess(f, { weights = { corruption = 2, violence = 1, violense = 1 } }) end, "a weight of 'violense'" },
  { function() threat.assess(ratings { a = { x = "severe" } }, { weights = { x = 1 } }) end, "there is no rating 'severe'" },
  { function() threat.assess(ratings { a = { x = "high" } }, { weights = { x = 1 } }) end, "at least two phenomena" },
} do
  local ok, message = pcall(fault[1])
  assert(not ok and message:find(fault[2], 1, true), message)
end
