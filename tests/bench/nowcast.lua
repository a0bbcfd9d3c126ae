-- nowcast.lua: how often the intervals of a nowcast hold what came in the end, on series made by known delays. The table of
-- docs/methods.md:
--   build/release/glocal run tests/bench/nowcast.lua

local glocal = require "glocal"

local WEEKS, SERIES = 70, tonumber(arg and arg[1]) or 300
local SHARES = { 0.40, 0.25, 0.15, 0.10, 0.05, 0.03, 0.02 } -- by weeks of delay

local function uniform() return math.random() end

local function normal() return math.sqrt(-2 * math.log(1 - uniform())) * math.cos(2 * math.pi * uniform()) end

-- Marsaglia and Tsang (2000)
local function gamma(shape)
  if shape < 1 then return gamma(shape + 1) * uniform() ^ (1 / shape) end
  local d = shape - 1 / 3
  while true do
    local z = normal()
    local v = (1 + z / math.sqrt(9 * d)) ^ 3
    if v > 0 and math.log(1 - uniform()) < 0.5 * z * z + d - d * v + d * math.log(v) then return d * v end
  end
end

local function poisson(mean)
  local count, product, limit = -1, 1, math.exp(-math.min(mean, 500))
  repeat
    count, product = count + 1, product * (1 - uniform())
  until product <= limit
  return count
end

-- The shares of one period: as they are, or drawn about them (Dirichlet, of that concentration), or slower by the week.
local function shares_of(kind, week)
  local shares, sum = {}, 0
  for i, share in ipairs(SHARES) do
    shares[i] = kind.concentration and gamma(share * kind.concentration) or share
    if kind.slower then shares[i] = share * (1 + kind.slower * week / WEEKS * (i - 1)) end
    sum = sum + shares[i]
  end
  for i = 1, #shares do shares[i] = shares[i] / sum end
  return shares
end

-- Reports of a period by delay.
local function reports(mean, kind, week)
  local shares, known = shares_of(kind, week), {}
  for i = 1, #SHARES do known[i] = 0 end
  for _ = 1, poisson(mean * (kind.size and gamma(kind.size) / kind.size or 1)) do
    local at = uniform()
    for i, share in ipairs(shares) do
      at = at - share
      if at < 0 or i == #shares then
        known[i] = known[i] + 1
        break
      end
    end
  end
  if kind.corrected then -- some of what came is taken back a week later
    for i = 1, #known - 1 do
      local back = 0
      for _ = 1, known[i] do back = back + (uniform() < kind.corrected and 1 or 0) end
      known[i + 1] = known[i + 1] - back
    end
  end
  return known
end

local function make(mean, kind)
  local rows, final = {}, {}
  for series = 1, SERIES do
    for week = 0, WEEKS - 1 do
      local known, count = reports(mean, kind, week), 0
      local period = glocal.period(glocal.period("2023-01-02", "week"), "week", week)
      for delay = 0, #SHARES - 1 do
        count = count + known[delay + 1]
        if week + delay < WEEKS then rows[#rows + 1] = { zone = "Z" .. series, period = period, delay = delay, count = count } end
      end
      final["Z" .. series .. period] = count
    end
  end
  return glocal.frame(rows, { types = { period = "day" } }), final
end

-- Coverage of both intervals in %, the mean absolute error of what is expected and of what is known.
local function judge(n, final)
  local inside, error_of, rows = { 0, 0 }, { 0, 0 }, 0
  for i = 1, #n do
    if n.share_reported[i] < 0.9 then
      local came = final[n.zone[i] .. n.period[i]]
      rows = rows + 1
      inside[1] = inside[1] + (came >= n.low_80[i] and came <= n.high_80[i] and 1 or 0)
      inside[2] = inside[2] + (came >= n.low_95[i] and came <= n.high_95[i] and 1 or 0)
      error_of[1] = error_of[1] + math.abs(came - n.expected[i])
      error_of[2] = error_of[2] + math.abs(came - n.known[i])
    end
  end
  return 100 * inside[1] / rows, 100 * inside[2] / rows, error_of[1] / rows, error_of[2] / rows
end

local KINDS = {
  { name = "fixed delays, Poisson" },
  { name = "fixed delays, counts vary (size 5)", size = 5 },
  { name = "delays vary (Dirichlet 20)", concentration = 20 },
  { name = "delays grow slower", slower = 0.5 },
  { name = "10 % corrected", corrected = 0.1 },
}
local METHODS = {
  { name = "bayes", options = {} },
  { name = "bayes, dispersion=false", options = { dispersion = false } },
  { name = "bayes, window=60", options = { window = 60 } },
  { name = "lawless", options = { method = "lawless" } },
}

math.randomseed(14)
print("| delays | mean | method | 80 % | 95 % | error | error of known |")
print("|---|---|---|---|---|---|---|")
for _, kind in ipairs(KINDS) do
  for _, mean in ipairs { 2, 20, 200 } do
    local triangle, final = make(mean, kind)
    for _, method in ipairs(METHODS) do
      local options = { least_reports = 0, max_delay = 6, window = 26 }
      for name, value in pairs(method.options) do options[name] = value end
      local low, high, error_of, error_of_known = judge(assert(glocal.nowcast(triangle, options)), final)
      print(("| %s | %d | %s | %.0f | %.0f | %.2f | %.2f |"):format(kind.name, mean, method.name, low, high, error_of,
        error_of_known))
    end
  end
end
