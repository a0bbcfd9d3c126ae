--- crossimpact.lua: cross-impact balance analysis of 3^18 = 387,420,489 combinations: the search for consistent scenarios, and with
--- "weights" where all combinations end.
--
-- Example:  glocal run tests/bench/crossimpact.lua [weights]     prints how many are consistent, and last the seconds
--
-- The judgements are random but for the seed: each descriptor is moved by four others, from -3 to 3.

local core, glocal = require "glocal.core", require "glocal"

local DESCRIPTORS, STATES, SOURCES = 18, 3, 4

local state = 20061
local function random(count) -- the minimal standard of Park and Miller (1988), the same everywhere
  state = state * 16807 % 2147483647
  return state % count
end

local names, columns = {}, { "from" }
for k = 1, DESCRIPTORS do
  for i = 1, STATES do
    names[#names + 1] = ("%s%d"):format(string.char(64 + k), i)
    columns[#columns + 1] = names[#names]
  end
end

local rows = {}
for i, name in ipairs(names) do
  rows[i] = { from = name }
  for _, target in ipairs(names) do rows[i][target] = 0 end
end
for target = 0, DESCRIPTORS - 1 do
  for source = 1, SOURCES do
    local from = (target + source * 5) % DESCRIPTORS
    for i = 1, STATES do
      for j = 1, STATES do rows[from * STATES + i][names[target * STATES + j]] = random(7) - 3 end
    end
  end
end

local weights = (...) == "weights"
local c = glocal.crossimpact(glocal.frame(rows, { columns = columns }))
local started = core.clock()
local found = assert(c:consistent { weights = weights })
local seconds = core.clock() - started
print(("%d of %d combinations consistent%s"):format(#found, STATES ^ DESCRIPTORS, weights and ", with weights" or ""))
print(("%.3f"):format(seconds))
