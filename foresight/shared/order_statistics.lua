--- order_statistics.lua: what the order of numbers tells: quantiles, the median, ranks.
--
-- Example:  order_statistics.quantile({2, 3, 3, 5}, 0.25)   --> 2.75     order_statistics.ranks {7, 5, 7}   --> {2.5, 1.0, 2.5}, 6
-- Reference: R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), type 7.

local order_statistics = {}

--- The quantile of sorted numbers, interpolated between the two beside it; nil for none.
function order_statistics.quantile(sorted, p)
  local at = 1 + p * (#sorted - 1)
  local below = math.floor(at)
  local value = sorted[below]
  return below < #sorted and value + (at - below) * (sorted[below + 1] - value) or value
end

--- The median of sorted numbers; nil for none.
function order_statistics.median(sorted)
  local value = order_statistics.quantile(sorted, 0.5)
  return value and value + 0.0
end

--- The ranks of a list of numbers, from 1; equal ones have the mean of theirs. The second result is the sum of t^3 - t over the
--- ties.
function order_statistics.ranks(values)
  local order, ranks, ties = {}, {}, 0
  for i = 1, #values do order[i] = i end
  table.sort(order, function(a, b)
    if values[a] ~= values[b] then return values[a] < values[b] end
    return a < b
  end)
  local from = 1
  while from <= #order do
    local to = from
    while to < #order and values[order[to + 1]] == values[order[from]] do to = to + 1 end
    local t = to - from + 1
    for k = from, to do ranks[order[k]] = (from + to) / 2 end
    ties, from = ties + t * t * t - t, to + 1
  end
  return ranks, ties
end

return order_statistics
