--- quantile_columns.lua: which columns of a forecast are which quantiles: median is the one at 0.5, low_80 and high_80 are
--- those at 0.1 and 0.9.
--
-- Example:  quantile_columns.of(frame)   --> {{name="low_80", probability=0.1}, {name="median", probability=0.5}, ...}

local quantile_columns = {}

--- The quantile columns of a frame, by rising probability.
function quantile_columns.of(frame)
  local found = {}
  for _, name in ipairs(frame:columns()) do
    local side, level = name:match "^(%a+)_(%d+%.?%d*)$"
    level = tonumber(level)
    if name == "median" then
      found[#found + 1] = { name = name, probability = 0.5 }
    elseif level and level > 0 and level < 100 and (side == "low" or side == "high") then
      local outside = (100 - level) / 200
      found[#found + 1] = { name = name, level = level, probability = side == "low" and outside or 1 - outside }
    end
  end
  table.sort(found, function(a, b) return a.probability < b.probability end)
  return found
end

return quantile_columns
