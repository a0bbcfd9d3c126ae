--- warning.lua: weekly counts under surveillance, beside tests/bench/warning.R.
--
--   glocal run tests/bench/warning.lua write FILE SERIES WEEKS      seeded counts: a level, a season, a trend, an outbreak at times
--   glocal run tests/bench/warning.lua METHOD FILE JUDGED           the last JUDGED weeks of each
--
-- FILE has a row count,count,... per series, the first of the week of 2004-12-27. Prints the alarms and the sum of the bounds, and last
-- the seconds of the processor per series and week (of the wall they would be those of whatever else runs).

local core = require "glocal.core"
local glocal = require "glocal"

local FIRST = "2004-12-27"
-- As in warning.R, the options of the paper that R's defaults are not.
local OPTIONS = {
  farrington_flexible = { years = 4, least_cases = 0, periods = 10, recent_excluded = 26, weights_threshold = 2.58,
    alpha = 0.05 },
  ears_c1 = { alpha = 0.001 },
}

local function write(path, series, weeks)
  local state = 42
  local function random()
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  end
  local file <close> = assert(io.open(path, "w"))
  for i = 1, series do
    local level, row = 10 ^ (3 * (i - 0.5) / series - 1), {}
    for week = 1, weeks do
      local mean = level * (1 + 0.4 * math.sin(2 * math.pi * week / 52)) * (1 + 0.1 * week / weeks)
      if random() < 0.01 then mean = 3 * mean + 3 end
      local count, product = 0, random()
      local limit = math.exp(-math.min(mean, 500))
      while product > limit do
        count, product = count + 1, product * random()
      end
      row[week] = count
    end
    file:write(table.concat(row, ","), "\n")
  end
end

local function read(path)
  local rows, weeks, series = {}, 0, 0
  for line in io.lines(path) do
    series, weeks = series + 1, 0
    for part in line:gmatch "%d+" do
      rows[#rows + 1] = { zone = "Z" .. series, week = core.period(FIRST, "week", weeks), count = math.tointeger(part) }
      weeks = weeks + 1
    end
  end
  return glocal.frame(rows, { types = { week = "day", count = "integer" } }), weeks, series
end

if arg[1] == "write" then return write(arg[2], math.tointeger(arg[3]), math.tointeger(arg[4])) end
local method, judged = arg[1], math.tointeger(arg[3])
local figures, weeks, series = read(arg[2])
local options = { method = method, from = core.period(FIRST, "week", weeks - judged), gaps = "missing" }
for name, value in pairs(OPTIONS[method]) do options[name] = value end
assert(glocal.warn(figures:head(weeks), options)) -- once before, so that what is loaded at the first call is there
local start, calls, w = os.clock(), 0
repeat
  w, calls = assert(glocal.warn(figures, options)), calls + 1
until os.clock() - start > 0.2
local seconds = (os.clock() - start) / calls
local alarms, bounds, alarm, upper = 0, 0, w.alarm, w.upper
for i = 1, #w do alarms, bounds = alarms + alarm[i], bounds + upper[i] end
print(("%d alarms, bounds %.3f"):format(alarms, bounds))
print(("%.9f"):format(seconds / (series * judged)))
