--- whom.lua: answers of the register of cooperation, over the shipped one.
--
-- Example:  glocal run --store reference.db tests/bench/whom.lua whom     prints last the seconds of one answer

local glocal, core = require "glocal", require "glocal.core"

local CALLS, COUNTRIES = 500, { "FR", "NL", "LU", "DE", "MA", "US", "GB", "AL" }
local name = ... or "whom"
local answer = glocal[name]
answer { country = "FR", act = "information" } -- the register is read once

local started = core.clock()
for i = 1, CALLS do
  answer { zone = "BE-VWV", country = COUNTRIES[i % #COUNTRIES + 1], act = "information", on = "2026-11-22" }
end
print((core.clock() - started) / CALLS)
