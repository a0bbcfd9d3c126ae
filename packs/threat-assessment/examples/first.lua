local glocal = require "glocal"
local threat = require "threat_assessment"

local ratings = glocal.frame {
  { phenomenon = "labour exploitation", attribute = "violence", rating = "medium" },
  { phenomenon = "labour exploitation", attribute = "corruption", rating = "unknown" },
  { phenomenon = "smuggling by sea", attribute = "violence", rating = "high" },
  { phenomenon = "smuggling by sea", attribute = "corruption", rating = "low" },
  { phenomenon = "online fraud", attribute = "violence", rating = "none" },
  { phenomenon = "online fraud", attribute = "corruption", rating = "low" },
}
local made = threat.assess(ratings, { weights = { violence = 2, corruption = 1 } })
for i = 1, #made do
  print(("%s: %.0f to %.0f of 100, rank %d to %d"):format(made.phenomenon[i], made.low[i], made.high[i], made.rank_best[i],
    made.rank_worst[i]))
end
