--- reconcile.lua: forecasts of zones and phenomena that add up; the arithmetic is core/series'.
--
-- Example:  reconcile(f, {method="mint", residuals=errors, zones={A="TOTAL", B="TOTAL"}})

local core = require "glocal.core"
local glocal = require "glocal"
local call = require "foresight.call"
local phenomenon_tree = require "foresight.phenomenon_tree"
local quantile_columns = require "foresight.quantile_columns"
local zone_tree = require "foresight.zone_tree"

local ARGUMENTS = { "method", "zones", "phenomena", "column", "residuals", "variance", "level", "nonnegative" }

local function check_frame(frame, name, columns)
  if type(frame) ~= "userdata" then
    error(("bad argument to 'reconcile': expected a frame as %s, got %s"):format(name, type(frame)), 3)
  end
  for _, column in ipairs(columns) do frame:type(column) end -- raises for a missing one, naming the nearest
end

-- The parent of a code: of a tree, or of a table {child = parent}.
local function parent_in(tree, name)
  if type(tree) == "table" then return function(code) return tree[code] end end
  return function(code)
    if tree:kind(code) == nil then error(("'%s' is not in the tree of %s"):format(code, name), 0) end
    return tree:parent(code)
  end
end

-- Numbers for all codes and what lies above them, a parent before its children.
local function axis_of(codes, parent_of)
  local axis, number = { parents = {}, places = {} }, {}
  local function place(code, depth)
    if number[code] then return number[code] end
    if depth > 100 then error(("'%s' lies in itself"):format(code), 0) end
    local parent = parent_of(code)
    local above = parent and place(parent, depth + 1) or 0
    axis.parents[#axis.parents + 1] = above
    number[code] = #axis.parents
    return number[code]
  end
  for i, code in ipairs(codes) do axis.places[i] = place(code, 0) end
  return axis
end

-- Series and periods in order of appearance, and the row of each series at each period.
local function laid_out(frame, keys)
  local plan = { series = {}, periods = {}, number = {}, row = {} }
  local columns, period_number = {}, {}
  for i, key in ipairs(keys) do columns[i] = frame[key] end
  local periods = frame:has "period" and frame.period or {}
  for row = 1, #frame do
    local codes = {}
    for i in ipairs(keys) do codes[i] = columns[i][row] or error(("row %d has no %s"):format(row, keys[i]), 0) end
    local key, period = table.concat(codes, "\0"), periods[row] or ""
    if not plan.number[key] then
      plan.series[#plan.series + 1] = codes
      plan.number[key] = #plan.series
    end
    if not period_number[period] then
      plan.periods[#plan.periods + 1] = period
      period_number[period] = #plan.periods
      plan.row[#plan.periods] = {}
    end
    local at = plan.row[period_number[period]]
    if at[plan.number[key]] then
      error(("%s has two rows at '%s'"):format(table.concat(codes, ", "), period), 0)
    end
    at[plan.number[key]] = row
  end
  return plan
end

local function values_of(plan, cells, name)
  local values = {}
  for step, period in ipairs(plan.periods) do
    for i, codes in ipairs(plan.series) do
      local row = plan.row[step][i]
      if not row or not cells[row] then
        error(("%s has no '%s' at '%s': every series needs one at every period"):format(table.concat(codes, ", "), name,
          period), 0)
      end
      values[#values + 1] = cells[row]
    end
  end
  return values
end

-- Residuals time by time in the order of the forecasts' series; a missing one is false.
local function residuals_of(plan, frame, keys)
  local other, values = laid_out(frame, keys), {}
  local cells, from = frame.residual, {}
  for i, codes in ipairs(plan.series) do
    from[i] = other.number[table.concat(codes, "\0")]
      or error(("the residuals have none of %s"):format(table.concat(codes, ", ")), 0)
  end
  for time in ipairs(other.periods) do
    for i in ipairs(plan.series) do
      local row = other.row[time][from[i]]
      values[#values + 1] = row and cells[row] or false
    end
  end
  return values
end

local function back_to_rows(plan, values, width, at)
  local cells, n = {}, #plan.series
  for step in ipairs(plan.periods) do
    for i = 1, n do cells[plan.row[step][i]] = values[((step - 1) * n + i - 1) * width + at] end
  end
  return cells
end

-- The columns that say which series a row is of, and the tree of each.
local function keys_and_trees(frame, options)
  local keys, trees = {}, {}
  if frame:has "zone" then
    keys[#keys + 1] = "zone"
    trees[#keys] = options.zones or zone_tree.of(glocal.use(), zone_tree.preference({}, {}), core.today())
  end
  if frame:has "phenomenon" then
    keys[#keys + 1] = "phenomenon"
    trees[#keys] = options.phenomena or phenomenon_tree.of(glocal.use())
  end
  if #keys == 0 then error("bad argument #1 to 'reconcile': the frame has neither 'zone' nor 'phenomenon'", 3) end
  return keys, trees
end

-- 1 for each series of the level that a middle-out begins at.
local function anchors_of(plan, keys, trees, level)
  if keys[1] ~= "zone" or type(trees[1]) ~= "userdata" or not level then
    error("middle_out needs level=\"a kind of zone\" and a tree of zones", 3)
  end
  local anchors = {}
  for n, of in ipairs(plan.series) do anchors[n] = trees[1]:kind(of[1]) == level and 1 or 0 end
  return anchors
end

-- The base quantiles, value by value in the order of the forecasts.
local function add_quantiles(spec, plan, frame, quantiles)
  local columns = {}
  spec.probabilities, spec.quantiles = {}, {}
  for p, each in ipairs(quantiles) do
    spec.probabilities[p] = each.probability
    columns[p] = values_of(plan, frame[each.name], each.name)
  end
  for i = 1, #spec.base do
    for p in ipairs(quantiles) do spec.quantiles[#spec.quantiles + 1] = columns[p][i] end
  end
end

-- What core.reconcile_values is told.
local function spec_of(frame, plan, keys, trees, column, quantiles, options)
  local spec = { axes = {}, method = options.method or "structural", nonnegative = options.nonnegative ~= false }
  for i, key in ipairs(keys) do
    local codes = {}
    for n, of in ipairs(plan.series) do codes[n] = of[i] end
    spec.axes[i] = axis_of(codes, parent_in(trees[i], key .. "s"))
  end
  spec.base = values_of(plan, frame[column], column)
  if options.variance then
    local all = values_of(plan, frame[options.variance], options.variance)
    spec.variances = table.move(all, 1, #plan.series, 1, {})
  end
  if spec.method == "middle_out" then spec.anchors = anchors_of(plan, keys, trees, options.level) end
  if options.residuals then
    check_frame(options.residuals, "'residuals'", { "residual", "period" })
    spec.residuals = residuals_of(plan, options.residuals, keys)
    if #quantiles > 0 then add_quantiles(spec, plan, frame, quantiles) end
  end
  return spec
end

local function without(frame, dropped)
  local kept = {}
  for _, name in ipairs(frame:columns()) do
    if not dropped[name] then kept[#kept + 1] = name end
  end
  return frame:select(kept)
end

--- Makes forecasts add up over the trees of zones and phenomena, crossed. The frame has zone or phenomenon or both, period,
--- and `mean` (or another `column`); every series needs a value at every period. Method: bottom_up, top_down (by the
--- proportions of the forecasts), middle_out (from the zones of kind `level`), ols, structural (unless told), variance (by
--- the column `variance`, or residuals) or mint (shrunk covariance of the residuals). Residuals: a frame of the same series with
--- period and residual; with them the quantile columns (median, low_80, high_80 ...) become those of coherent futures, without
--- they are left out, as the note says. Counts stay at 0 or above unless nonnegative=false. Zones and phenomena: trees, or tables of
--- child = parent; the store's unless given. A total must have no more than its parts: what is recorded at it alone needs a
--- row of its own. Raises for unknown methods and codes, missing values, and parts that would count twice.
--- @sig reconcile(frame: frame, options?: {method?: string, zones?: tree|table, phenomena?: tree|table, column?: string, residuals?: frame, variance?: string, level?: string, nonnegative?: boolean}): frame
--- @needs none
--- @since 0.1
--- @example f = frame{{zone="TOTAL", period="2026-01", mean=10}, {zone="A", period="2026-01", mean=4}, {zone="B", period="2026-01", mean=4}}
--- @example reconcile(f, {zones={A="TOTAL", B="TOTAL"}}).mean[1] --> 9.0
local function reconcile(frame, options)
  options = options or {}
  call.check("reconcile", options, ARGUMENTS)
  local column = options.column or "mean"
  check_frame(frame, "first argument", { column })
  local keys, trees = keys_and_trees(frame, options)
  if #frame == 0 then return frame end
  local plan, quantiles = laid_out(frame, keys), quantile_columns.of(frame)
  local values, note, found =
    core.reconcile_values(spec_of(frame, plan, keys, trees, column, quantiles, options))
  if not values then return nil, note, found end
  local out, said, dropped = frame:with(column, back_to_rows(plan, values, 1, 1), { type = "real" }), {}, {}
  if options.residuals then out = out:mark(options.residuals:marking()) end
  if note.lambda then said[1] = ("shrinkage %.3f"):format(note.lambda) end
  if note.held_at_zero > 0 then said[#said + 1] = ("%d forecasts are held at 0"):format(note.held_at_zero) end
  for p, each in ipairs(quantiles) do
    if found then
      out = out:with(each.name, back_to_rows(plan, found, #quantiles, p), { type = "real" })
    elseif each.name ~= column then
      dropped[each.name] = true
    end
  end
  if next(dropped) then
    out = without(out, dropped)
    said[#said + 1] = "the quantiles are left out: coherent ones need residuals=..."
  end
  return out:attach { note_text = #said > 0 and table.concat(said, "; ") or nil }
end

return reconcile
