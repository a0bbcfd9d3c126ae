--- layout.lua: which row of a frame is which series at which period, and columns in the order that the core expects.
--
-- Example:  plan = layout.of(frame, {"zone", "phenomenon"})   plan.series[1].codes[1] --> BE   plan.row[step][1] --> 1

local layout = {}

--- The name of a series in a message.
function layout.name(series)
  return table.concat(series.codes, ", ")
end

-- The number of a series by its codes, in tables one in the other: faster by far than joining texts row by row.
local function number_of(plan, columns, row, keys)
  local at, last = plan.number, #columns
  for i = 1, last - 1 do
    local code = columns[i][row]
    local next_at = at[code]
    if not next_at then
      if code == nil then error(("row %d has no %s"):format(row, keys[i]), 0) end
      next_at = {}
      at[code] = next_at
    end
    at = next_at
  end
  local code = last == 0 and "" or columns[last][row]
  if code == nil then error(("row %d has no %s"):format(row, keys[last]), 0) end
  local number = at[code]
  if not number then
    local codes = {}
    for i = 1, last do codes[i] = columns[i][row] end
    number = #plan.series + 1
    plan.series[number] = { codes = codes }
    at[code] = number
  end
  return number
end

--- Series and periods in order of appearance, and the row of each series at each period. Rows for which `is_left` is
--- true are passed over.
function layout.of(frame, keys, is_left)
  local plan = { keys = keys, series = {}, periods = {}, number = {}, row = {}, step = {} }
  local columns = {}
  for i, key in ipairs(keys) do columns[i] = frame[key] end
  local periods = frame:has "period" and frame.period or {}
  for row = 1, #frame do
    if not (is_left and is_left(row)) then
      local number, period = number_of(plan, columns, row, keys), periods[row] or ""
      local step = plan.step[period]
      if not step then
        step = #plan.periods + 1
        plan.periods[step], plan.step[period], plan.row[step] = period, step, {}
      end
      if plan.row[step][number] then
        error(("%s has two rows at '%s'"):format(layout.name(plan.series[number]), period), 0)
      end
      plan.row[step][number] = row
    end
  end
  return plan
end

--- The number of a series in a plan, by its codes; nil where it has none.
function layout.find(plan, codes)
  local at = plan.number
  for i = 1, math.max(1, #codes) do
    at = at and at[codes[i] or ""]
  end
  return at
end

--- The numbers in `plan` of the series of another plan, in their order, and how many it does not have. Raises for one
--- that it does not have, or with `may_miss` where it has none at all; the number of a missing one is 0.
function layout.match(plan, other, what, may_miss)
  local from, missed = {}, 0
  for i, series in ipairs(other.series) do
    from[i] = layout.find(plan, series.codes) or 0
    if from[i] == 0 then missed = missed + 1 end
    if from[i] == 0 and not may_miss or missed == #other.series then
      error(("%s has none of %s"):format(what, layout.name(series)), 0)
    end
  end
  return from, missed
end

return layout
