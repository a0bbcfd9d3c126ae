--- sums.lua: checks that the history is coherent: figures recorded at a total alone are in none of its parts.
--
-- Example:  sums.text(all[1].plan, axes, beside[1], "count")   --> "in the past TOTAL was 120 where its parts make 100 ..."

local core = require "glocal.core"
local layout = require "foresight.reconcile.layout"

local sums = {}

local CLOSE = 0.005 -- as a part of the total

local function totals(plan, figures, column)
  local cells, values = figures.frame[column], {}
  for n in ipairs(plan.series) do
    local number = figures.from[n]
    values[n] = 0
    for step in ipairs(figures.plan.periods) do
      local row = figures.plan.row[step][number]
      values[n] = values[n] + (row and cells[row] or 0)
    end
  end
  return values
end

--- A text where a total differs from its parts, of the one that does so most; nil where all add up.
function sums.text(plan, axes, figures, column)
  local past = totals(plan, figures, column)
  local added = core.reconcile_values { axes = axes, base = past, method = "bottom_up" }
  local worst, at = CLOSE, nil
  for n, total in ipairs(past) do
    local gap = math.abs(total - added[n]) / math.max(math.abs(total), math.abs(added[n]), 1e-300)
    if gap > worst then worst, at = gap, n end
  end
  if not at then return nil end
  local text = ("In the past %s was %.6g but its parts add up to %.6g"):format(layout.name(plan.series[at]), past[at], added[at])
  return text .. ": the forecasts add up all the same (rollup{..., own=true} has a row for what is recorded " ..
    "at a zone itself)"
end

return sums
