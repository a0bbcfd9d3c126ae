--- request_draws.lua: how many requests come in each period, as draws: of a forecast by its quantiles (the rule of model.quantiles:
--- straight by the normal quantile between them and beyond the outermost, never below 0), of what is known the figure itself.
--
-- Example:  request_draws.of(f, {draws = 2000, seed = 1}).values[3][1]   -- period 3, draw 1

local core = require "glocal.core"
local model = require "foresight.scenario.model"
local quantile_columns = require "foresight.forecast.quantile_columns"

local STANDARD = { mean = 0, sd = 1 }

local request_draws = {}

-- Standard normal draws: one for all periods of a draw, or one for each period.
local function normal_draws(periods, asked)
  local steps = asked.every == "step" and periods or 1
  local m = model { from = "2026-01", months = steps }
  m.z = model.normal { mean = 0, sd = 1, every = asked.every == "step" and "step" or "draw" }
  local run, message, code = m:run { draws = asked.draws, seed = asked.seed, outputs = { "z" } }
  if not run then return nil, message, code end
  local paths = run:paths { count = asked.draws, quantity = "z" }
  local values, months, z, draw = {}, paths.month, paths.value, paths.draw
  local first, at, seen = nil, {}, 0
  for i = 1, #paths do
    if not at[months[i]] then
      seen = seen + 1
      at[months[i]] = seen
      values[seen] = {}
    end
    first = first or draw[i]
    values[at[months[i]]][draw[i] - first + 1] = z[i]
  end
  for t = 2, steps == 1 and periods or 0 do values[t] = values[1] end
  return values
end

-- The value at the standard normal quantile z of a line through knots {z, value}.
local function value_at(knots, z)
  local i = 1
  while i < #knots - 1 and z > knots[i + 1].z do i = i + 1 end
  local a, b = knots[i], knots[i + 1]
  return math.max(0, a.value + (z - a.z) * (b.value - a.value) / (b.z - a.z))
end

local function knots_of(row, columns)
  local knots = {}
  for _, each in ipairs(columns) do
    local value = row[each.name]
    if value then
      knots[#knots + 1] = { z = core.distribution_quantile("normal", each.probability, STANDARD), value = value }
      if #knots > 1 and knots[#knots].value < knots[#knots - 1].value then knots[#knots].value = knots[#knots - 1].value end
    end
  end
  return knots
end

--- {periods, values (by period, by draw), median, low, high (80 % of the draws' rule), is_forecast}; or nil, message, code. `asked`:
--- value (the column of figures that are known), draws, seed, every.
function request_draws.of(frame, asked)
  local columns = frame:has "median" and quantile_columns.of(frame) or {}
  local found = { periods = {}, values = {}, is_forecast = #columns >= 2 }
  local z
  if found.is_forecast then
    local message, code
    z, message, code = normal_draws(#frame, asked)
    if not z then return nil, message, code end
  end
  for i, row in frame:rows() do
    local values = {}
    if found.is_forecast then
      local knots = knots_of(row, columns)
      if #knots < 2 then return nil, ("no interval in %s: the forecast has no quantiles there"):format(row.period), "invalid" end
      for k = 1, asked.draws do values[k] = value_at(knots, z[i][k]) end
    else
      for k = 1, asked.draws do values[k] = row[asked.value] or false end
    end
    found.periods[i], found.values[i] = row.period, values
  end
  return found
end

return request_draws
