--- least_squares.lua: the parameters, each scaled to 0 to 1, for which a function of many values is nearest to given ones.
--
-- Example:  at, jacobian = least_squares.find(values_of, target, 2, {{0.5, 0.5}})     values_of(list of points) --> list of values
-- References: D. W. Marquardt, Journal of the Society for Industrial and Applied Mathematics 11 (1963); starts spread by
-- M. Roberts's additive recurrence, so that none is drawn.
--
-- Many points are asked of the function at once: it works them out side by side.

local least_squares = {}

local SPREAD, STARTS, STEPS = 255, 4, 60
local DAMPING = { 1e-12, 1e-6, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1e4, 1e6 } -- tried at once
local MARGIN, SLOPE = 1e-9, 1e-5 -- from the bounds; half the distance that slopes are taken over

local function squares(values, target)
  local sum = 0
  for i, wanted in ipairs(target) do
    local difference = values[i] - wanted
    sum = sum + difference * difference
  end
  return sum == sum and sum or math.huge
end

-- The root of x^(d + 1) = x + 1.
local function recurrence(size)
  local root = 1.5
  for _ = 1, 60 do root = (1 + root) ^ (1 / (size + 1)) end
  return root
end

local function spread(size)
  local root, points = recurrence(size), {}
  for n = 1, SPREAD do
    local point = {}
    for i = 1, size do point[i] = MARGIN + (1 - 2 * MARGIN) * ((0.5 + n / root ^ i) % 1) end
    points[n] = point
  end
  return points
end

local function clipped(value) return math.max(MARGIN, math.min(1 - MARGIN, value)) end

--- Solves a x = b for a symmetric matrix by elimination with pivots; nil where it is singular.
function least_squares.solve(a, b)
  local n, m = #b, {}
  for i = 1, n do
    m[i] = table.move(a[i], 1, n, 1, {})
    m[i][n + 1] = b[i]
  end
  for i = 1, n do
    local pivot = i
    for k = i + 1, n do
      if math.abs(m[k][i]) > math.abs(m[pivot][i]) then pivot = k end
    end
    m[i], m[pivot] = m[pivot], m[i]
    if m[i][i] ~= m[i][i] or math.abs(m[i][i]) <= 1e-300 then return nil end
    for k = i + 1, n do
      local factor = m[k][i] / m[i][i]
      for j = i, n + 1 do m[k][j] = m[k][j] - factor * m[i][j] end
    end
  end
  local x = {}
  for i = n, 1, -1 do
    local sum = m[i][n + 1]
    for j = i + 1, n do sum = sum - m[i][j] * x[j] end
    x[i] = sum / m[i][i]
  end
  return x
end

--- Slopes by central differences, one row for each parameter.
function least_squares.slopes(values_of, at)
  local points, slopes = {}, {}
  for i in ipairs(at) do
    for _, sign in ipairs { -1, 1 } do
      local point = table.move(at, 1, #at, 1, {})
      point[i] = clipped(at[i] + sign * SLOPE)
      points[#points + 1] = point
    end
  end
  local found = values_of(points)
  for i in ipairs(at) do
    local low, high, rows = points[2 * i - 1][i], points[2 * i][i], {}
    for k, value in ipairs(found[2 * i]) do rows[k] = (value - found[2 * i - 1][k]) / (high - low) end
    slopes[i] = rows
  end
  return slopes
end

--- The products of the slopes of some of the parameters: J'J.
function least_squares.products(slopes, free)
  local a = {}
  for i, p in ipairs(free) do
    a[i] = {}
    for k, q in ipairs(free) do
      local sum = 0
      for n, value in ipairs(slopes[p]) do sum = sum + value * slopes[q][n] end
      a[i][k] = sum
    end
  end
  return a
end

-- Downhill directions, and the parameters that are not held at a bound by one.
local function descent(slopes, values, target, at)
  local free, gradient = {}, {}
  for i in ipairs(at) do
    local sum = 0
    for k, value in ipairs(slopes[i]) do sum = sum + value * (target[k] - values[k]) end
    local is_held = at[i] <= MARGIN and sum < 0 or at[i] >= 1 - MARGIN and sum > 0
    if not is_held then free[#free + 1], gradient[#gradient + 1] = i, sum end
  end
  return free, gradient
end

-- A point for each damping.
local function candidates(slopes, free, gradient, at)
  local a, points = least_squares.products(slopes, free), {}
  for _, damping in ipairs(DAMPING) do
    local damped = {}
    for i = 1, #free do
      damped[i] = table.move(a[i], 1, #free, 1, {})
      damped[i][i] = a[i][i] * (1 + damping) + 1e-300
    end
    local step, point = least_squares.solve(damped, gradient), table.move(at, 1, #at, 1, {})
    for i, p in ipairs(step and free or {}) do point[p] = clipped(at[p] + step[i]) end
    points[#points + 1] = point
  end
  return points
end

local function improve(values_of, target, at)
  local values = values_of({ at })[1]
  local least = squares(values, target)
  for _ = 1, STEPS do
    local slopes = least_squares.slopes(values_of, at)
    local free, gradient = descent(slopes, values, target, at)
    if #free == 0 then break end
    local points = candidates(slopes, free, gradient, at)
    local found, before = values_of(points), least
    for i, each in ipairs(found) do
      local sum = squares(each, target)
      if sum < least then at, values, least = points[i], each, sum end
    end
    if before - least <= 1e-14 * before then break end
  end
  return at, values, least
end

--- {at, values, squares, slopes} of the best point found from the given starts and some spread over all values.
function least_squares.find(values_of, target, size, starts)
  local points = spread(size)
  for i, start in ipairs(starts) do
    local point = {}
    for k, value in ipairs(start) do point[k] = clipped(value) end
    table.insert(points, i, point)
  end
  local order, sums = {}, {}
  for i, values in ipairs(values_of(points)) do order[i], sums[i] = i, squares(values, target) end
  table.sort(order, function(a, b)
    if sums[a] ~= sums[b] then return sums[a] < sums[b] end
    return a < b
  end)
  local best
  for i = 1, STARTS do
    local at, values, sum = improve(values_of, target, points[order[i]])
    if not best or sum < best.squares then best = { at = at, values = values, squares = sum } end
  end
  best.slopes = least_squares.slopes(values_of, best.at)
  return best
end

--- Whether a scaled parameter stands at a bound.
function least_squares.at_bound(value)
  return value < 1e-6 and "low" or value > 1 - 1e-6 and "high" or nil
end

--- Student's quantile of 97.5 %, within 0.2 % from 3 degrees of freedom on. M. Abramowitz, I. A. Stegun, Handbook of Mathematical
--- Functions (1964), 26.7.5.
function least_squares.student(degrees)
  if degrees == 1 then return 12.706204736 elseif degrees == 2 then return 4.302652730 end
  local z, n = 1.959963985, degrees
  local z3, z5, z7, z9 = z ^ 3, z ^ 5, z ^ 7, z ^ 9
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n ^ 2)
    + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n ^ 3)
    + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * n ^ 4)
end

return least_squares
