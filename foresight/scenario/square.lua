--- square.lua: square matrices in frames: names in the first column, and a column for each of them.
--
-- Example:  names, cells = square.of("structural_analysis", f, {})   cells[1][2]   what the first has on the second

local hint = require "foresight.shared.hint"

local square = {}

--- The names, and rows of the cells as they are (nil where empty); `besides` is a set of columns that are no names. Raises for a
--- name without a column or a row.
function square.of(name, f, besides)
  local columns, names, has, wanted = f:columns(), {}, {}, {}
  for i = 1, #f do
    names[i] = tostring(f:get(i, columns[1]) or "")
    if wanted[names[i]] then error(("bad argument #1 to '%s': '%s' has two rows, %d and %d"):format(name, names[i],
      wanted[names[i]], i), 0) end
    wanted[names[i]] = i
  end
  for k = 2, #columns do
    if not besides[columns[k]] then
      has[columns[k]] = true
      if not wanted[columns[k]] then
        error(("bad argument #1 to '%s': column '%s' has no row%s"):format(name, columns[k], hint.of(columns[k], names,
          "rows are")), 0)
      end
    end
  end
  local cells = {}
  for i, row in ipairs(names) do
    if not has[row] then
      error(("bad argument #1 to '%s': there is no column '%s', which row %d has"):format(name, row, i), 0)
    end
    cells[i] = {}
    for k, column in ipairs(names) do cells[i][k] = f:get(i, column) end
  end
  if #names < 2 then error(("bad argument #1 to '%s': the matrix has %d rows, and needs two or more"):format(name, #names), 0) end
  return names, cells
end

return square
