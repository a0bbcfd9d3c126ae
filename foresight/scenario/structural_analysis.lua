--- structural_analysis.lua: MICMAC: which variables of a system move the others, directly and through chains of influence.
--
-- Example:  s = structural_analysis(read "influences.csv")   s:plot()
-- Reference: M. Godet, From Anticipation to Action (1994), chapter 5.

local core = require "glocal.core"
local square = require "foresight.scenario.square"

local MOST_POWER = 50

-- Direct influences as numbers, and with potential ones ("P") in their strength; what else there was: {potential, empty, own}.
local function matrices(names, cells, strength)
  local direct, potential, seen = {}, {}, { potential = 0, empty = 0, own = {} }
  for i, row in ipairs(names) do
    direct[i], potential[i] = {}, {}
    for k, column in ipairs(names) do
      local cell = cells[i][k]
      local is_potential = type(cell) == "string" and cell:find "^%s*[Pp]%s*$" ~= nil
      local value = is_potential and 0 or cell == nil and 0 or tonumber(cell)
      if not value or not (value >= 0 and value < math.huge) then
        error(("row %d, column '%s': the influence of '%s' on '%s' must be 0, 1, 2, 3 or P, and is '%s'"):format(i, column,
          row, column,
          tostring(cell)), 0)
      end
      seen.potential = seen.potential + (is_potential and 1 or 0)
      seen.empty = seen.empty + (cell == nil and i ~= k and 1 or 0)
      if i == k and (is_potential or value > 0) then seen.own[#seen.own + 1] = row end
      direct[i][k] = i ~= k and value or 0
      potential[i][k] = i ~= k and (is_potential and strength or value) or 0
    end
  end
  return direct, potential, seen
end

local function sums_of(matrix)
  local rows, columns = {}, {}
  for i = 1, #matrix do rows[i], columns[i] = 0, 0 end
  for i, row in ipairs(matrix) do
    for k, value in ipairs(row) do rows[i], columns[k] = rows[i] + value, columns[k] + value end
  end
  return rows, columns
end

-- Ranks from the highest; equal values have the same.
local function ranks_of(values)
  local ranks = {}
  for i, value in ipairs(values) do
    ranks[i] = 1
    for _, other in ipairs(values) do
      if other > value * (1 + 1e-12) then ranks[i] = ranks[i] + 1 end
    end
  end
  return ranks
end

local function same(a, b)
  for i, value in ipairs(a) do
    if b[i] ~= value then return false end
  end
  return true
end

-- The product, divided by its largest cell: only proportions count.
local function times(a, b)
  local product, largest = {}, 0
  for i = 1, #a do
    product[i] = {}
    for k = 1, #a do
      local sum = 0
      for j = 1, #a do sum = sum + a[i][j] * b[j][k] end
      product[i][k] = sum
      largest = math.max(largest, sum)
    end
  end
  for i = 1, largest > 0 and #a or 0 do
    for k = 1, #a do product[i][k] = product[i][k] / largest end
  end
  return product
end

-- Sums of the power at which both rankings are what they were at the power before; the power, nil where they never are.
local function indirect(matrix)
  local power, rows, columns = matrix, sums_of(matrix)
  for n = 2, MOST_POWER do
    local next_power = times(power, matrix)
    local next_rows, next_columns = sums_of(next_power)
    if same(ranks_of(rows), ranks_of(next_rows)) and same(ranks_of(columns), ranks_of(next_columns)) then
      return next_rows, next_columns, n
    end
    power, rows, columns = next_power, next_rows, next_columns
  end
  return rows, columns, nil
end

local function shares(values)
  local sum, found = 0, {}
  for _, value in ipairs(values) do sum = sum + value end
  for i, value in ipairs(values) do found[i] = sum > 0 and 100 * value / sum or 0 end
  return found
end

local function class_of(influence, dependence, mean)
  if influence > mean then return dependence > mean and "relay" or "influential" end
  return dependence > mean and "dependent" or "autonomous"
end

local function note_text(power, seen)
  local said = { power and ("Indirect: paths of %d steps, from which on the ranks are the same"):format(power)
    or ("Indirect: the ranks do not settle within %d steps"):format(MOST_POWER) }
  said[2] = "Influences and dependences in percent of their sums; class by the mean"
  if seen.potential > 0 then
    said[3] = ("%d potential influences (P) count in the columns potential_"):format(seen.potential)
  end
  if seen.empty > 0 then
    said[#said + 1] = ("%d empty cell%s taken as no influence"):format(seen.empty, seen.empty == 1 and "" or "s")
  end
  if #seen.own > 0 then said[#said + 1] = "Influence on itself not counted: " .. table.concat(seen.own, ", ") end
  return table.concat(said, ". ") .. "."
end

--- Structural analysis (MICMAC) of direct influences, 0 (none) to 3 (strong) and P (potential): the first column of the frame
--- names the variables, and a column for each says how much the variable of the row influences it. Indirect influences are
--- the powers of the matrix, up to the one at which the ranks settle.
--- @function structural_analysis
--- @param f frame the influences
--- @param options? table
--- @option potential? number = 3 the strength of P in the potential columns
--- @return frame variable, influence, dependence (percent), indirect_influence, indirect_dependence, the ranks of all four,
---   potential_influence, potential_dependence (indirect, with P), class (influential, relay, dependent, autonomous; direct),
---   indirect_class; the most influential first
--- @raises a variable without a column or a row; an influence that is none
--- @since 0.1
--- @example f = frame{{v="a", a=0, b=3, c=1}, {v="b", a=1, b=0, c=3}, {v="c", a=0, b=1, c=0}}:select{"v", "a", "b", "c"}
--- @example structural_analysis(f).variable[1] --> a
local function structural_analysis(f, options)
  local names, cells = square.of("structural_analysis", f, {})
  local strength = options and options.potential or 3
  if not (strength >= 0 and strength < math.huge) then
    error(("bad argument 'potential' to 'structural_analysis': expected a number of 0 or more, got %g"):format(strength), 0)
  end
  local direct, with_potential, seen = matrices(names, cells, strength)
  local influence, dependence = sums_of(direct)
  local onward, backward, power = indirect(direct)
  local potential_onward, potential_backward = indirect(with_potential)
  local columns = { influence = influence, dependence = dependence, indirect_influence = onward, indirect_dependence = backward,
    potential_influence = potential_onward, potential_dependence = potential_backward }
  local mean, rows, types = 100 / #names, {}, { variable = "text", class = "text", indirect_class = "text" }
  for i, name in ipairs(names) do rows[i] = { variable = name, place = i } end
  for column, values in pairs(columns) do
    local percent, ranks = shares(values), ranks_of(values)
    types[column] = "real"
    types[column .. "_rank"] = "integer"
    for i in ipairs(names) do rows[i][column], rows[i][column .. "_rank"] = percent[i], ranks[i] end
  end
  for _, row in ipairs(rows) do
    row.class = class_of(row.influence, row.dependence, mean)
    row.indirect_class = class_of(row.indirect_influence, row.indirect_dependence, mean)
  end
  table.sort(rows, function(a, b)
    if a.influence_rank ~= b.influence_rank then return a.influence_rank < b.influence_rank end
    return a.place < b.place
  end)
  local drawn = { plane = { x = "dependence", y = "influence", name = "variable", mean = mean } }
  return core.frame(rows, { marking = f:marking(), types = types, columns = { "variable", "influence", "dependence",
    "indirect_influence",
    "indirect_dependence", "influence_rank", "dependence_rank", "indirect_influence_rank", "indirect_dependence_rank",
    "potential_influence", "potential_dependence", "class", "indirect_class" } }):attach {
    note_text = note_text(power, seen), plane = drawn.plane, kept = drawn }
end

return structural_analysis
