--- score.lua: how good forecasts were, by any grouping; the scores of one outcome are core/series'.
--
-- Example:  score(f, {by="method", reference="naive"})

local core = require "glocal.core"
local glocal = require "glocal"
local call = require "foresight.call"
local quantile_columns = require "foresight.quantile_columns"

local ARGUMENTS = { "by", "actual", "point", "scale" }

local function add(group, name, value)
  if value == nil or value ~= value then return end
  local sum = group[name] or { 0, 0 }
  sum[1], sum[2] = sum[1] + value, sum[2] + 1
  group[name] = sum
end

local function mean(group, name)
  local sum = group[name]
  return sum and sum[1] / sum[2] or nil
end

local function add_row(group, row, y, point, quantiles, scale)
  add(group, "count", 1)
  local f = row[point]
  if f then
    local miss, size = f - y, math.abs(f) + math.abs(y)
    add(group, "bias", miss)
    add(group, "mae", math.abs(miss))
    add(group, "squares", miss * miss)
    add(group, "smape", size > 0 and 200 * math.abs(miss) / size or 0)
    if scale and row[scale] and row[scale] > 0 then add(group, "mase", math.abs(miss) / row[scale]) end
  end
  local p, q = {}, {}
  for _, each in ipairs(quantiles) do
    local value = row[each.name]
    if value then p[#p + 1], q[#q + 1] = each.probability, value end
    if each.level and each.probability < 0.5 then
      local low, high = value, row["high_" .. each.name:match "_(.*)"]
      if low and high then add(group, "coverage_" .. each.name:match "_(.*)", y >= low and y <= high and 1 or 0) end
    end
  end
  if #p > 0 then
    local wis, dispersion, over, under, crps = core.wis(y, p, q)
    add(group, "wis", wis)
    add(group, "dispersion", dispersion)
    add(group, "over", over)
    add(group, "under", under)
    add(group, "crps", crps)
  end
end

--- Scores forecasts against what came about, by group. The frame has `actual`, a point forecast (`mean`, else `median`, or
--- the column `point`) and quantiles (median, low_80, high_80 ...); rows without an actual are passed over. By: one or more columns, all
--- rows together unless told. Gives count, mae, rmse, smape, bias (above 0: too high), mase (with `scale`, a column with the mean absolute error
--- of the seasonal naive forecast in the history), wis with its parts dispersion, over and under, crps, and the share of outcomes
--- within each interval (coverage_80: 0.8 is right). Less is better for all losses. Raises for a missing column, naming the nearest.
--- @sig score(frame: frame, options?: {by?: string|string[], actual?: string, point?: string, scale?: string}): frame
--- @needs none
--- @since 0.1
--- @example f = frame{{actual=12, median=10, low_50=8, high_50=13, low_95=5, high_95=20}}
--- @example score(f).wis[1] --> 1.05
--- @example score(f).coverage_95[1] --> 1.0
local function score(frame, options)
  options = options or {}
  call.check("score", options, ARGUMENTS)
  if type(frame) ~= "userdata" then
    error("bad argument #1 to 'score': expected a frame, got " .. type(frame), 2)
  end
  local actual, by = options.actual or "actual", call.list(options.by)
  local point = options.point or frame:has "mean" and "mean" or "median"
  for _, name in ipairs { actual, point, options.scale } do frame:type(name) end
  for _, name in ipairs(by) do frame:type(name) end
  local quantiles, groups, by_key = quantile_columns.of(frame), {}, {}
  for _, row in frame:rows() do
    local y, key = row[actual], {}
    for i, name in ipairs(by) do key[i] = tostring(row[name]) end
    local text = table.concat(key, "\0")
    if y then
      local group = by_key[text]
      if not group then
        group = { row = row }
        by_key[text] = group
        groups[#groups + 1] = group
      end
      add_row(group, row, y, point, quantiles, options.scale)
    end
  end
  local columns, types, rows = table.move(by, 1, #by, 1, {}), { count = "integer" }, {}
  local names = { "count", "mae", "rmse", "smape", "bias" }
  if options.scale then names[#names + 1] = "mase" end
  if #quantiles > 0 then table.move({ "wis", "dispersion", "over", "under", "crps" }, 1, 5, #names + 1, names) end
  for _, each in ipairs(quantiles) do
    if each.level and each.probability < 0.5 then names[#names + 1] = "coverage_" .. each.name:match "_(.*)" end
  end
  for _, name in ipairs(names) do
    columns[#columns + 1] = name
    types[name] = types[name] or "real"
  end
  for i, group in ipairs(groups) do
    local row = {}
    for _, name in ipairs(by) do row[name] = group.row[name] end
    for _, name in ipairs(names) do row[name] = mean(group, name) end
    row.count = group.count[2]
    row.rmse = group.squares and math.sqrt(mean(group, "squares")) or nil
    rows[i] = row
  end
  return glocal.frame(rows, { columns = columns, types = types, marking = frame:marking() })
end

return score
