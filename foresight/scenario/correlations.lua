--- correlations.lua: the rank correlations of a model: {name, name, number, source = the frame they were taken out of}.
--
-- Example:  correlations.add_all(list, {"arrivals", "rate"}, -0.5)

local sample = require "foresight.scenario.sample"

local correlations = {}

local function check_correlation(value)
  if type(value) ~= "number" or not (value >= -1 and value <= 1) then
    error(("bad argument #2 to 'correlate': expected a number from -1 to 1, got %s"):format(tostring(value)), 0)
  end
  return value
end

-- The correlation of the i-th and the k-th of some quantities: a number for all, or of a matrix, which says it twice.
local function correlation_of(given, which, i, k)
  if type(given) ~= "table" then return check_correlation(given) end
  local function cell(row, column) return type(given[row]) == "table" and given[row][column] or nil end
  local value, other = check_correlation(cell(i, k)), cell(k, i)
  if other ~= nil and other ~= value then
    error(("bad argument #2 to 'correlate': the matrix has %s for '%s' and '%s', and %s for '%s' and '%s'"):format(
      tostring(value), which[i], which[k], tostring(other), which[k], which[i]), 0)
  end
  return value
end

--- Adds one of two quantities to a list; they have one correlation, the last that was given. `source`: a frame that it comes from.
function correlations.add(list, first, second, value, source)
  for i, pair in ipairs(list) do
    if pair[1] == first and pair[2] == second or pair[1] == second and pair[2] == first then
      table.remove(list, i)
      break
    end
  end
  table.insert(list, { first, second, value, source = source })
end

--- Adds those of every two of the names: a number for all, or a matrix.
function correlations.add_all(list, names, given)
  if #names < 2 then error("bad argument #1 to 'correlate': name two quantities or more", 0) end
  local source = type(given) == "table" and sample.source_of(given, table.unpack(given)) or nil
  for i = 1, #names do
    for k = i + 1, #names do correlations.add(list, names[i], names[k], correlation_of(given, names, i, k), source) end
  end
end

return correlations
