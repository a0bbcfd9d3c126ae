--- mann_kendall.lua: whether a series rises or falls all along, whatever its shape, and by how much a step.
--
-- Example:  mann_kendall(f, {value="index", by="corps"})
-- References: H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945), 245-259; M. G. Kendall, Rank Correlation
-- Methods (4th edition, 1970), p. 55 for ties and p. 68 for the exact distribution; P. K. Sen, "Estimates of the regression
-- coefficient based on Kendall's tau", Journal of the American Statistical Association 63 (1968), 1379-1389; R. O. Gilbert,
-- Statistical Methods for Environmental Pollution Monitoring (1987), chapters 16 and 17.

local columns = require "foresight.cooperation.columns"
local core = require "glocal.core"
local order_statistics = require "foresight.shared.order_statistics"

local EXACT = 40 -- the longest series for which all orders are counted
local Z = 1.959963984540054
local ONE_SIDED = 1.6448536269514722 -- of the normal distribution, 5 %
local COLUMNS = { "series", "n", "s", "tau", "p", "slope", "slope_low", "slope_high", "trend" }

local trend = {}

-- How many of all orders of n things have so many inversions, as a share: at[k + 1].
local function inversions(n)
  local at = { [1] = 1.0 }
  for m = 2, n do
    local most, made, window = m * (m - 1) // 2, {}, 0.0
    for k = 0, most do
      window = window + (at[k + 1] or 0) - (k >= m and at[k - m + 1] or 0)
      made[k + 1] = window / m
    end
    at = made
  end
  return at
end

-- The chance that |S| is at least that, without ties.
local function exact_p(n, s)
  local most, sum = n * (n - 1) // 2, 0.0
  local at = inversions(n)
  for k = 0, (most - math.abs(s)) // 2 do sum = sum + at[k + 1] end
  return math.min(1.0, 2 * sum)
end

local function sign(x) return x > 0 and 1 or x < 0 and -1 or 0 end

-- S, and the number of values in each group of equal ones.
local function count(values)
  local s, ties, of = 0, {}, {}
  for i = 1, #values do
    for j = i + 1, #values do s = s + sign(values[j] - values[i]) end
    of[values[i]] = (of[values[i]] or 0) + 1
  end
  for _, t in pairs(of) do
    if t > 1 then ties[#ties + 1] = t end
  end
  table.sort(ties)
  return s, ties
end

local function variance_of(n, ties)
  local sum = n * (n - 1) * (2 * n + 5)
  for _, t in ipairs(ties) do sum = sum - t * (t - 1) * (2 * t + 5) end
  return sum / 18
end

-- Kendall's tau-b.
local function tau_of(s, n, ties)
  local all, tied = n * (n - 1) / 2, 0
  for _, t in ipairs(ties) do tied = tied + t * (t - 1) / 2 end
  return all > tied and s / math.sqrt(all * (all - tied)) or nil
end

-- Sen's slope with its 95 % interval (Gilbert, p. 218): the ordered slopes at (N' -+ Z sqrt(var S)) / 2.
local function slope_of(times, values, variance)
  local slopes = {}
  for i = 1, #values do
    for j = i + 1, #values do slopes[#slopes + 1] = (values[j] - values[i]) / (times[j] - times[i]) end
  end
  table.sort(slopes)
  local half = Z * math.sqrt(variance)
  local low, high = math.floor((#slopes - half) / 2 + 0.5), math.floor((#slopes + half) / 2 + 0.5) + 1
  return order_statistics.median(slopes), slopes[low], slopes[high]
end

--- The test of a series: n, s, tau, p (of both sides; exact up to 40 values without ties, else normal with continuity correction),
--- slope with its interval. nil for fewer than four values.
function trend.test(times, values)
  local n = #values
  if n < 4 then return nil end
  local s, ties = count(values)
  local variance = variance_of(n, ties)
  local p
  if #ties == 0 and n <= EXACT then
    p = exact_p(n, s)
  else
    local by_chance = { mean = 0, sd = math.sqrt(variance) }
    p = variance > 0 and 2 * core.distribution_tail("normal", math.max(math.abs(s) - 1, 0), by_chance) or 1.0
  end
  local slope, low, high = slope_of(times, values, variance)
  return { n = n, s = s, tau = tau_of(s, n, ties), p = math.min(p, 1.0), slope = slope, slope_low = low, slope_high = high }
end

-- The autocorrelation at lag 1 of what Sen's slope leaves, over values one step apart.
local function autocorrelation(times, values, slope)
  local left, mean, squares, products = {}, 0, 0, 0
  for i, value in ipairs(values) do left[i] = value - slope * times[i] end
  for _, each in ipairs(left) do mean = mean + each / #left end
  for i, each in ipairs(left) do
    squares = squares + (each - mean) ^ 2
    if i > 1 and times[i] - times[i - 1] == 1 then products = products + (each - mean) * (left[i - 1] - mean) end
  end
  return squares > 0 and products / squares or 0
end

local MOST = 2000 -- of one series: the test looks at all pairs

local function fail(i, text, ...)
  error(("bad argument #1 to 'mann_kendall': row %d: " .. text):format(i, ...), 0)
end

local function number_in(row, name, i)
  local value = row[name]
  if value ~= nil and (type(value) ~= "number" or value ~= value or math.abs(value) == math.huge) then
    fail(i, "'%s' has no number, but %s", name, tostring(value))
  end
  return value
end

-- Times and values by series, in the order of their time. A row without a value takes its step all the same.
local function series_of(f, spec)
  local names, of = {}, {}
  for i, row in f:rows() do
    local name = "all"
    if spec.by then
      if row[spec.by] == nil then fail(i, "'%s' names no series", spec.by) end
      name = tostring(row[spec.by])
    end
    if not of[name] then
      names[#names + 1] = name
      of[name] = { times = {}, values = {}, last = spec.time and -math.huge or 0 }
    end
    local one, value, time = of[name], number_in(row, spec.value, i), nil
    if spec.time then
      time = number_in(row, spec.time, i)
      if time == nil or time <= one.last then fail(i, "'%s' must rise from row to row of a series", spec.time) end
    end
    one.last = time or one.last + 1
    if value ~= nil then
      table.insert(one.values, value)
      table.insert(one.times, one.last)
    end
    if #one.values > MOST then fail(i, "a series of more than %d values", MOST) end
  end
  return names, of
end

local function note_text(rows, autocorrelated)
  local tested = 0
  for _, row in ipairs(rows) do tested = tested + (row.p and 1 or 0) end
  if tested == 0 then return "Mann-Kendall: no series of four values or more, none tested." end
  local text = ("Mann-Kendall, both sides, 5 %%; %d tested one by one: one in twenty without a trend seems to have one."):format(
    tested)
  if #autocorrelated == 0 then return text end
  return ("%s Autocorrelated at lag 1, so that p is too small: %s."):format(text, table.concat(autocorrelated, ", "))
end

local function say(row)
  if not row.p then return "too short" end
  if row.p >= 0.05 then return "none found" end
  return row.s > 0 and "rising" or "falling"
end

--- Tests of series for a trend, by Mann and Kendall, with Sen's slope a step. p is of both sides: exact up to 40 values without
--- equal ones, else by the normal distribution with ties and continuity corrected. Values must not depend on those before them, as
--- monthly figures with a season do: series that do at lag 1 are named. A series of fewer than four values is not tested.
--- @function mann_kendall
--- @param f frame the series, each in the order of time
--- @param spec table
--- @option value string <column> what is tested; rows without a value are left out, and take their step
--- @option by? string <column> which series a row is of
--- @option time? string <column> a number that rises, such as the year; the slope is by its unit; without it rows are a step apart
--- @return frame series, n, s, tau (tau-b), p, slope, slope_low, slope_high (95 %), trend (rising, falling, none found, too short)
--- @raises a column that is not there or holds no numbers, a time that does not rise
--- @since 0.1
--- @example mann_kendall(frame{{v=1}, {v=2}, {v=3}, {v=4}, {v=5}}, {value="v"}).s[1] --> 10
local function mann_kendall(f, spec)
  for _, option in ipairs { "value", "by", "time" } do
    if spec[option] then columns.need(f, spec[option], "mann_kendall", option) end
  end
  local names, of = series_of(f, spec)
  local rows, autocorrelated = {}, {}
  for i, name in ipairs(names) do
    local times, values = of[name].times, of[name].values
    local row = trend.test(times, values) or { n = #values }
    row.series, row.trend = name, say(row)
    rows[i] = row
    if row.p and autocorrelation(times, values, row.slope) > ONE_SIDED / math.sqrt(row.n) then
      autocorrelated[#autocorrelated + 1] = name
    end
  end
  return core.frame(rows, { columns = COLUMNS, marking = f:marking(), types = { series = "text", n = "integer", s = "integer",
    tau = "real", p = "real", slope = "real", slope_low = "real", slope_high = "real", trend = "text" } }):attach {
    note_text = note_text(rows, autocorrelated) }
end

return mann_kendall
