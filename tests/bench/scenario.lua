--- scenario.lua: ten uncertain inputs, a stock and its flows over 24 months, beside scenario.py (numpy) and scenario.c (GSL).
--
--   glocal run tests/bench/scenario.lua 1000000
--
-- Prints the results of the last month, then the seconds.

local model = require "glocal".model

local draws = tonumber(arg[1]) or 1000000

local m = model { from = "2026-01", months = 24 }
m.arrivals = model.lognormal { meanlog = 7, sdlog = 0.19 }
m.growth = model.normal { mean = 0.01, sd = 0.01 }
m.rate = model.triangular { low = 0.05, mode = 0.1, high = 0.2 }
m.start = model.normal { mean = 2000, sd = 150 }
m.refused = model.uniform { low = 0.1, high = 0.3 }
m.closed = model.bernoulli { probability = 0.3 }
m.effect = model.uniform { low = 0.4, high = 0.9 }
m.capacity = model.normal { mean = 900, sd = 90 }
m.leaving = model.exponential { mean = 0.03 }
m.season = model.normal { mean = 0.2, sd = 0.05 }
local time = model.time * model.constant(1, { unit = "1/month" })
local shut = 1 - m.closed * model.step { from = 5 } * m.effect
local inflow = m.arrivals * (1 + m.growth * time) * (1 + m.season * (time * (math.pi / 6)):sin()) * shut * (1 - m.refused)
local decided = (m.waiting * m.rate):min(m.capacity)
m.waiting = model.stock { start = m.start, inflow = inflow, outflow = { decided, m.waiting * m.leaving } }

local function seconds()
  local file = assert(io.open "/proc/uptime")
  local value = file:read "n"
  file:close()
  return value
end

-- The clock of the system has steps of a hundredth; so it is run some times.
local times = math.max(1, 3000000 // draws)
m:run { draws = 1000, seed = 7 }
local began, s = seconds(), nil
for _ = 1, times do s = m:run { draws = draws, seed = 7 }:summary() end
local took = (seconds() - began) / times
print(("%.17g %.17g %.17g %.17g"):format(s.mean[24], s.sd[24], s.low_95[24], s.high_95[24]))
print(took)
