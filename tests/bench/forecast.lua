--- forecast.lua: the default forecast of many monthly series, twelve months ahead, 80 and 95 %.
--
--   GLOCAL_THREADS=2 glocal run tests/bench/forecast.lua SERIES.csv 5000 [METHOD]
--
-- SERIES.csv has a row name,season,value,... per series, as scripts/bench writes them. Each of the many is a share of one
-- of them with noise of its own, in whole numbers, as the zones of a country are. Prints the SHA-256 of the forecasts, and
-- last the seconds.

local glocal = require "glocal"
local core = require "glocal.core"

local file, count, method = arg[1], math.tointeger(arg[2]), arg[3]
local originals = {}
for line in io.lines(file) do
  local values, field = {}, 0
  for part in line:gmatch "[^,]+" do
    field = field + 1
    if field > 2 then values[field - 2] = tonumber(part) end
  end
  originals[#originals + 1] = values
end

local state = 42
local function random() -- between 0 and 1: the same series on every machine
  state = (state * 1103515245 + 12345) % 2147483648
  return state / 2147483648
end

local rows = {}
for i = 1, count do
  local original, share = originals[1 + i % #originals], 10 ^ (-2 * random())
  for t, value in ipairs(original) do
    local level = value * share
    local noise = (random() + random() + random() - 1.5) * 2 * math.sqrt(level)
    local count_then = math.max(0, math.floor(level + noise))
    rows[#rows + 1] = { zone = "Z" .. i, period = core.period("2000-01", "month", t - 1), count = count_then }
  end
end
local figures = glocal.frame(rows, { types = { period = "month", count = "integer" } })

local start = core.clock()
local f = glocal.forecast(figures, { horizon = 12, levels = { 80, 95 }, method = method })
local seconds = core.clock() - start
local path = os.tmpname()
assert(f:to_csv(path))
print(core.sha256(path))
os.remove(path)
print(("%.3f"):format(seconds))
