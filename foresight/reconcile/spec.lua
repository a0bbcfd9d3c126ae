--- spec.lua: the input of core.reconcile_values for one group of blocks: axes, base forecasts, residuals, history.
--
-- Example:  spec.of(all, group, axes, {column="mean", method="mint", residuals=others, quantiles={}})

local grains = require "foresight.reconcile.grains"
local layout = require "foresight.reconcile.layout"

local spec = {}

--- The axes of a group: those of the series, once per slot, and that of time where there is more than one slot.
function spec.axes(group, axes, series)
  local tiled = {}
  for i, axis in ipairs(axes) do
    local places = {}
    for slot = 0, #group.parents - 1 do table.move(axis.places, 1, series, slot * series + 1, places) end
    tiled[i] = { parents = axis.parents, places = places }
  end
  if #group.parents > 1 or #axes == 0 then
    local places = {}
    for slot = 1, #group.parents do
      for _ = 1, series do places[#places + 1] = slot end
    end
    tiled[#tiled + 1] = { parents = group.parents, places = places }
  end
  return tiled
end

-- A column over blocks, every cell of which is needed; where one is missing the cell of the column `instead`.
local function needed(all, group, list, name, instead)
  local values, columns, others = {}, {}, {}
  for _, each in ipairs(all) do columns[each], others[each] = each.frame[name], instead and each.frame[instead] end
  grains.each(all, group, list, nil, function(each, row, n, step)
    local value = row and (columns[each][row] or others[each] and others[each][row])
    if not value then
      error(("%s has no '%s' at '%s': every series needs one at every period"):format(
        layout.name(all[1].plan.series[n]), name, each.plan.periods[step]), 0)
    end
    values[#values + 1] = value
  end)
  return values
end

-- A column of other frames over the blocks of the past; a missing cell is false. nil where there are none.
local function known(all, group, others, name_of)
  local values, columns = {}, {}
  for i, each in ipairs(others) do columns[each] = each.frame[name_of(each.frame, all[i])] end
  grains.each(all, group, grains.past_blocks(all, group, others), others, function(each, row)
    values[#values + 1] = row and columns[each][row] or false
  end)
  return #values > 0 and values or nil
end

-- 1 for each series of the level that a middle-out begins at.
local function anchors(all, group, keys, found, level)
  local tree = keys[1] == "zone" and found[1]
  if type(tree) ~= "userdata" or not level then
    error("middle_out needs level=\"a kind of zone\" and a tree of zones", 0)
  end
  local list = {}
  for _ = 1, #group.parents do
    for _, series in ipairs(all[1].plan.series) do list[#list + 1] = tree:kind(series.codes[1]) == level and 1 or 0 end
  end
  return list
end

-- The base quantiles, value by value in the order of the forecasts; of a series without an interval (too short a history)
-- the forecast itself.
local function add_quantiles(settings, all, group, quantiles, column)
  local columns = {}
  settings.probabilities, settings.quantiles = {}, {}
  for p, each in ipairs(quantiles) do
    settings.probabilities[p] = each.probability
    columns[p] = needed(all, group, group.blocks, each.name, column)
  end
  for i = 1, #settings.base do
    for p in ipairs(quantiles) do settings.quantiles[#settings.quantiles + 1] = columns[p][i] end
  end
end

--- `given`: column, method, nonnegative, variance, level, keys, trees, residuals and history (as grains.beside gives
--- them), average, quantiles.
function spec.of(all, group, axes, given)
  local settings = { method = given.method, nonnegative = given.nonnegative, average = given.average }
  settings.axes = spec.axes(group, axes, #all[1].plan.series)
  settings.base = needed(all, group, group.blocks, given.column)
  if given.variance then settings.variances = needed(all, group, { group.blocks[1] }, given.variance) end
  if settings.method == "middle_out" then settings.anchors = anchors(all, group, given.keys, given.trees, given.level) end
  if given.history then
    settings.history = known(all, group, given.history, given.figure_of)
    if not settings.history then error("the history has no period like those of the forecasts", 0) end
  end
  if given.residuals then
    settings.residuals = known(all, group, given.residuals, function() return "residual" end)
    if not settings.residuals then error("the residuals have no period like those of the forecasts", 0) end
    if #given.quantiles > 0 then add_quantiles(settings, all, group, given.quantiles, given.column) end
  end
  return settings
end

return spec
