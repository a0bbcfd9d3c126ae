--- result.lua: the reconciled values as frames: whole numbers where they add up, quantiles in order, and
--- the note.
--
-- Example:  result.back_to_rows(all, group, values, 1, 1, cells)   out = result.finished(all, all[1], made, given)

local grains = require "foresight.reconcile.grains"
local quantile_columns = require "foresight.forecast.quantile_columns"
local whole = require "foresight.reconcile.whole"

local result = {}

local FEW_FUTURES = 20 -- joint past errors: with fewer, the tails of a 95 % interval have none

--- Values in the order of a group's blocks into cells by frame; `width` values to a cell, of which the one `at`.
function result.back_to_rows(all, group, values, width, at, cells)
  local i = 0
  grains.each(all, group, group.blocks, nil, function(each, row)
    cells[each][row] = values[i * width + at]
    i = i + 1
  end)
end

--- Room for cells, by frame.
function result.new_cells(all)
  local cells = {}
  for _, each in ipairs(all) do cells[each] = {} end
  return cells
end

--- Whole numbers for a column that had them (but a mean, which had them by chance), where the trees of all groups allow it;
--- whether they do, nil where there is nothing to round.
function result.round(all, results, column)
  if column == "mean" or all[1].frame:type(column) ~= "integer" then return nil end
  for _, each in ipairs(results) do
    each.above = whole.tree(each.axes)
    if not each.above then return false end
  end
  for _, each in ipairs(results) do
    for first = 0, #each.values - 1, #each.above do whole.round(each.above, each.values, first) end
  end
  return true
end

-- The columns of quantiles that belong beside the column that adds up: low below it, high above.
local function settle(cells, beside, probability, is_whole)
  for row, value in pairs(cells) do
    if is_whole then value = math.floor(value + 0.5) end
    local middle = beside and beside[row]
    if middle and probability < 0.5 then value = math.min(value, middle) end
    if middle and probability > 0.5 then value = math.max(value, middle) end
    cells[row] = value
  end
end

local function without(frame, dropped)
  local kept = {}
  for _, name in ipairs(frame:columns()) do
    if not dropped[name] then kept[#kept + 1] = name end
  end
  return frame:select(kept)
end

-- Which columns of one grain's frame are new, in order: {name, cells, type}; and which are left out.
local function columns_of(each, made, given)
  local new, dropped = {}, {}
  for p, quantile in ipairs(made.quantiles[1] and given.quantiles or quantile_columns.of(each.frame)) do
    if made.quantiles[p] and quantile.name ~= given.column then
      local kind = each.frame:type(quantile.name)
      settle(made.quantiles[p][each], given.column == "median" and made.point[each], quantile.probability, kind == "integer")
      new[#new + 1] = { quantile.name, made.quantiles[p][each], kind }
    elseif quantile.name ~= given.column then
      dropped[quantile.name] = true
    end
  end
  new[#new + 1] = { given.column, made.point[each], made.is_whole and "integer" or "real" }
  return new, dropped
end

--- The frame of one grain with what was found, as strictly marked as all that went in.
function result.finished(all, each, made, given)
  local new, dropped = columns_of(each, made, given)
  local out, from = next(dropped) and without(each.frame, dropped) or each.frame, {}
  for _, list in ipairs { all, given.residuals or {}, given.history or {} } do
    for _, other in ipairs(list) do
      from[#from + 1] = other.frame
    end
  end
  for i, column in ipairs(new) do
    local options = { type = column[3], unit = select(2, each.frame:type(column[1])) }
    if i == #new then options.call, options.from = given.call, from end
    out = out:with(column[1], column[2], options)
  end
  return out, next(dropped) ~= nil
end

--- What an analyst should know beside the rows; `extra` is said last.
function result.note_text(all, results, made, given, extra)
  local said, held, lambdas, futures = {}, 0, {}, FEW_FUTURES
  for _, each in ipairs(results) do
    futures = math.min(futures, each.futures or futures)
    held = held + each.note.held_at_zero
    if each.note.lambda then lambdas[#lambdas + 1] = ("%.3f"):format(each.note.lambda) end
  end
  if #lambdas > 0 then said[#said + 1] = "Shrinkage intensity " .. table.concat(lambdas, ", ") end
  if held > 0 then said[#said + 1] = ("%d negative forecasts set to 0"):format(held) end
  said[#said + 1] = grains.alone(all)
  if made.is_whole == false then
    said[#said + 1] = ("'%s' not rounded: on crossed trees whole numbers would not add up"):format(given.column)
  end
  local is_whole = false
  for p, each in ipairs(given.quantiles) do
    is_whole = is_whole or made.quantiles[p] ~= nil and each.name ~= given.column and all[1].frame:type(each.name) == "integer"
  end
  if is_whole then
    said[#said + 1] = ("%s adds up; quantiles, rounded one by one, do not"):format(
      given.column)
  end
  local missed = given.residuals and given.residuals[1].missed or 0
  if missed > 0 then
    said[#said + 1] = ("%d series without residuals treated as certain"):format(missed)
  end
  if futures < FEW_FUTURES then
    said[#said + 1] = ("Quantiles from the errors of only %d periods: outer ones imprecise"):format(futures)
  end
  for _, text in ipairs(extra) do said[#said + 1] = text end
  return #said > 0 and table.concat(said, ". ") .. "." or nil
end

return result
