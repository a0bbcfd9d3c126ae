local benchmark = require "peer_benchmark"
local glocal = require "glocal"

local rows = {}
for i = 1, 20 do rows[i] = { zone = ("Z%02d"):format(i), count = 100, population = 50000 + 100 * i } end
rows[7].count = 160
rows[12].count = 40
local made, about = benchmark.compare(glocal.frame(rows), { overdispersion = false })
assert(#made == 20 and about.left_out == 0)
assert(made.zone[1] == "Z07" and made.says[1] == "higher than its peers by more than chance")
assert(made.zone[20] == "Z12" and made.says[20] == "lower than its peers by more than chance")
for i = 2, 19 do assert(made.says[i] == "no more than chance") end

-- zones that differ by more than chance among themselves widen the limits
local _, wide = benchmark.compare(glocal.frame(rows))
assert(wide.overdispersion >= 1)

-- what is missing is left out and said
rows[3].population = nil
local _, without = benchmark.compare(glocal.frame(rows))
assert(without.left_out == 1)

local marked = benchmark.compare(glocal.frame(rows, { marking = "AMBER" }))
assert(marked:marking():find "AMBER")

for _, fault in ipairs {
  { function() benchmark.compare(glocal.frame { { zone = "A", count = 1 } }) end, "needs a column 'population'" },
  { function() benchmark.compare(glocal.frame { { zone = "A", count = 1, population = 5 } }) end, "zone A has 0 peers" },
  { function() benchmark.compare(glocal.frame { { zone = "A", count = 1, population = 5 }, { zone = "A", count = 1,
    population = 5 } }) end, "zone A has several rows" },
  { function() benchmark.compare(glocal.frame(rows), { limits = 95 }) end, "limits lie between" },
} do
  local ok, message = pcall(fault[1])
  assert(not ok and message:find(fault[2], 1, true), message)
end
