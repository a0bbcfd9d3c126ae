local glocal = require "glocal"
local harm = require "harm_index"

local weights = glocal.frame { { phenomenon = "property.burglary", weight = 20, proactive = 0 },
  { phenomenon = "drugs", weight = 5, proactive = 1 } }
local figures = glocal.frame { { zone = "Coast", phenomenon = "property.burglary.home", count = 30 },
  { zone = "Coast", phenomenon = "drugs", count = 80 }, { zone = "Hills", phenomenon = "property.burglary.home", count = 45 } }
local made = harm.index(figures, weights)
for i = 1, #made do
  print(("%s: %d cases, harm %.0f, of which reported to the police %.0f"):format(made.zone[i], made.cases[i], made.harm[i],
    made.harm_reported[i]))
end
