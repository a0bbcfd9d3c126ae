local glocal = require "glocal"
local benchmark = require "peer_benchmark"

local f = glocal.frame {
  { zone = "A", count = 12, population = 20000 }, { zone = "B", count = 9, population = 21000 },
  { zone = "C", count = 41, population = 22000 }, { zone = "D", count = 11, population = 19000 },
  { zone = "E", count = 10, population = 20500 },
}
local made = benchmark.compare(f, { overdispersion = false })
for i = 1, #made do
  print(("%s  %2d cases, %4.1f expected (%d to %d): %s"):format(made.zone[i], made.count[i], made.expected[i], made.low[i] // 1,
    made.high[i] // 1, made.says[i]))
end
