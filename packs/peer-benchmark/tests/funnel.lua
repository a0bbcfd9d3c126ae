-- The limits of a zone that is expected to have 10 or 2500 cases. R 4.2: qpois(c(0.025, 0.975), 10), qpois(c(0.025, 0.975), 2500)
local benchmark = require "peer_benchmark"
local glocal = require "glocal"

for expected, limits in pairs { [10] = { 4, 17 }, [2500] = { 2402, 2598 } } do
  local rows = {}
  for i = 1, 3 do rows[i] = { zone = "Z" .. i, count = expected, population = 10000 } end
  local made = benchmark.compare(glocal.frame(rows), { overdispersion = false })
  assert(made.expected[1] == expected)
  assert(made.low[1] == limits[1] and made.high[1] == limits[2])
end
