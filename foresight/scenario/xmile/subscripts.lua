--- subscripts.lua: names in an equation of XMILE: which variable, which element of an array; and sums over arrays.
--
-- Example:  subscripts.plain_name({kind="name", parts={"rate_a"}}, it) --> the quantity "Rate A[Entry 1]", where `it` stands at Entry 1
-- Reference: XMILE 1.0, 3.7 (arrays) and 4.7 (modules).
--
-- `it` says where a tree stands (translate.lua).

local functions = require "foresight.scenario.xmile.functions"
local hint = require "foresight.shared.hint"
local names = require "foresight.scenario.xmile.names"
local quantity = require "foresight.scenario.quantity"

local subscripts = {}

local apply = quantity.apply

local function number(value) return quantity.new { value = value + 0.0 } end

local function fault(it, message, ...) it.fault(message, ...) end

-- --- names --------------------------------------------------------------------------------------------------------

local function scope_of(name, scope)
  local list, from = name.parts, 1
  if list[1] == "" then
    from = 2
    while scope.parent do scope = scope.parent end
  elseif #list > 1 then
    while scope and not scope.modules[list[1]] do scope = scope.parent end
  end
  for i = from, #list - 1 do
    scope = scope and scope.modules[list[i]]
  end
  return scope, list[#list]
end

function subscripts.variable_of(name, it)
  local scope, key = scope_of(name, it.scope)
  return scope and scope.variables[key]
end

function subscripts.unknown(name, it)
  local known = {}
  for _, v in pairs(it.scope.variables) do known[#known + 1] = v.label:sub(#it.scope.prefix + 1) end
  table.sort(known)
  fault(it, "there is no variable '%s'%s", name.text, hint.of(names.shown(name.text:gsub("_", " ")), known))
end

function subscripts.element_label(v, positions)
  if #v.dims == 0 then return v.label end
  local list = {}
  for i, dimension in ipairs(v.dims) do list[i] = dimension[positions[i]] end
  return ("%s[%s]"):format(v.label, table.concat(list, ","))
end

--- Whether it has graphical functions and no equation: it has no value of its own, and is called.
function subscripts.is_table(v)
  if v.kind == "gf" then return true end
  if v.equation or v.connected then return false end
  for _, own in pairs(v.elements) do
    if own.equation or not own.table then return false end
  end
  return v.table ~= nil or next(v.elements) ~= nil
end

function subscripts.reference(v, positions, it)
  if subscripts.is_table(v) then
    fault(it, "'%s' is a table: write %s(x) for its value at x", v.label, v.label:gsub(" ", "_"))
  end
  local label = subscripts.element_label(v, positions)
  it.references[label] = it.references[label] or quantity.new { name = label }
  return it.references[label]
end

-- --- subscripts ---------------------------------------------------------------------------------------------------

-- The position in `dimension` of the element at `at` of `other`: by its name, or by its place in one of the same size.
local function position_in(dimension, other, at, it)
  if dimension == other then return at end
  local found = dimension.index[names.key(other[at])]
  if found then return found end
  if #dimension == #other then return at end
  fault(it, "'%s' of '%s' is no element of '%s'", other[at], other.name, dimension.name)
end

local function place_of(dimension, it)
  return it.free[dimension.key] or it.bound[dimension.key]
end

-- The element of an array without subscripts: that of the same dimension, or of one that holds the same element.
function subscripts.own_position(v, dimension, it)
  local at = place_of(dimension, it)
  if at then return at end
  for _, other in ipairs(it.variable.dims) do
    local position = it.bound[other.key]
    local same = position and dimension.index[names.key(other[position])]
    if same then return same end
  end
  fault(it, "'%s' is an array over '%s': say which element, as in %s[%s]", v.label, dimension.name, v.label, dimension[1])
end

-- Beyond the elements there is nothing: a division by zero, which a run counts and leaves out.
local function chosen(v, positions, i, index, it)
  local made = number(0) / number(0)
  for at = #v.dims[i], 1, -1 do
    positions[i] = at
    made = apply("choose", apply("equal", index, number(at)), subscripts.reference(v, positions, it), made)
  end
  return made
end

function subscripts.dimension_named(node, it)
  local found = node.kind == "name" and it.file.dimensions[node.parts[1]]
  return found or fault(it, "'*:' needs the name of a dimension")
end

-- A position, or nothing and a quantity that says it while the model runs.
local function position_of(index, v, i, it)
  local dimension = v.dims[i]
  if index.kind == "star" then
    local over = index.over and subscripts.dimension_named(index.over, it)
    if over and it.free[over.key] then return position_in(dimension, over, it.free[over.key], it) end
    return it.free[dimension.key] or fault(it, "'*' of '%s' needs SUM, MEAN, MIN, MAX or SIZE around it", v.label)
  elseif index.kind == "range" then
    fault(it, "'%s' has a range of subscripts: that is outside what is read", v.label)
  elseif index.kind == "name" then
    local key = index.parts[#index.parts]
    if dimension.index[key] and (#index.parts == 1 or index.parts[1] == dimension.key) then return dimension.index[key] end
    local other = #index.parts == 1 and it.file.dimensions[key]
    if other then
      local at = place_of(other, it)
      if not at then fault(it, "'%s[%s]' needs an array over '%s', or SUM around it", v.label, other.name, other.name) end
      return position_in(dimension, other, at, it)
    end
    if not subscripts.variable_of(index, it) and not functions.of[key] then
      fault(it, "'%s' is no element of '%s'%s", index.text, dimension.name, hint.of(index.text, dimension))
    end
  end
  local made = it.quantity_of(index)
  local value = quantity.parts(made).value
  if not value then return nil, made end
  local at = math.tointeger(value)
  if not at or at < 1 or at > #dimension then
    fault(it, "subscript %g of '%s' is not within '%s', 1 to %d", value, v.label, dimension.name, #dimension)
  end
  return at
end

--- The position in each dimension of v; where one changes in time also which, and the quantity that says it.
function subscripts.positions_of(node, v, it)
  if #v.dims == 0 then fault(it, "'%s' is no array, and has no subscripts", v.label) end
  if #node ~= #v.dims then
    fault(it, "'%s' has %d dimension%s, and %d subscript%s", v.label, #v.dims, #v.dims == 1 and "" or "s", #node,
      #node == 1 and "" or "s")
  end
  local positions, moving, by = {}, nil, nil
  for i, index in ipairs(node) do
    local at, made = position_of(index, v, i, it)
    if made and moving then fault(it, "'%s' has two subscripts that change in time: one is read", v.label) end
    if made then moving, by = i, made end
    positions[i] = at or 1
  end
  return positions, moving, by
end

function subscripts.element(node, it)
  local v = subscripts.variable_of(node.of, it) or subscripts.unknown(node.of, it)
  local positions, moving, by = subscripts.positions_of(node, v, it)
  if moving then return chosen(v, positions, moving, by, it) end
  return subscripts.reference(v, positions, it)
end

function subscripts.plain_name(node, it)
  local v = subscripts.variable_of(node, it)
  if v then
    local positions = {}
    for i, dimension in ipairs(v.dims) do positions[i] = subscripts.own_position(v, dimension, it) end
    return subscripts.reference(v, positions, it)
  end
  local key = table.concat(node.parts, "."):gsub("^std%.", "")
  local known = functions.of[key]
  if known and known.least == 0 then return known.make(it, {}) end
  local dimension = it.file.dimensions[node.parts[1]]
  if dimension and #node.parts == 1 and place_of(dimension, it) then return number(place_of(dimension, it)) end
  if dimension and #node.parts == 2 and dimension.index[node.parts[2]] then return number(dimension.index[node.parts[2]]) end
  if key == "nan" then fault(it, "it has no equation (NAN)") end
  subscripts.unknown(node, it)
end

-- --- sums over arrays ---------------------------------------------------------------------------------------------

subscripts.REDUCERS = { sum = true, mean = true, size = true, prod = true, min = true, max = true }

-- The dimensions that a tree inside SUM is summed over, in the order in which they come.
local function collect_free(node, it, found)
  local function add(dimension)
    if not found[dimension.key] then found[#found + 1], found[dimension.key] = dimension, true end
  end
  if node.kind == "name" then
    local v = subscripts.variable_of(node, it)
    for _, dimension in ipairs(v and v.dims or {}) do add(dimension) end
    return
  elseif node.kind == "element" then
    local v, seen = subscripts.variable_of(node.of, it), {}
    for i, index in ipairs(node) do
      local dimension = v and v.dims[i]
      if index.kind == "star" and dimension then
        if seen[dimension.key] then fault(it, "'%s' has '*' twice for '%s'", v.label, dimension.name) end
        seen[dimension.key] = true
        add(index.over and subscripts.dimension_named(index.over, it) or dimension)
      elseif index.kind == "name" and #index.parts == 1 and dimension and not dimension.index[index.parts[1]] then
        local other = it.file.dimensions[index.parts[1]]
        if other and not it.bound[other.key] then add(other) end
      end
    end
    return
  end
  if node.kind == "call" and subscripts.REDUCERS[node.name] and #node == 1 then return end
  for _, each in ipairs(node) do collect_free(each, it, found) end
end

local function reduced(name, list)
  if name == "size" then return number(#list) end
  if name == "sum" or name == "mean" then
    local sum = quantity.new { operation = "sum", inputs = list }
    return name == "sum" and sum or sum / #list
  end
  local made = list[1]
  for i = 2, #list do made = apply(name == "prod" and "multiply" or name, made, list[i]) end
  return made
end

function subscripts.reduce(node, it)
  local tree = node[1]
  local is_dimension = tree.kind == "name" and it.file.dimensions[tree.parts[1]] and not subscripts.variable_of(tree, it)
  if node.name == "size" and is_dimension then
    return number(#it.file.dimensions[tree.parts[1]])
  end
  local over, list, outer = {}, {}, it.free
  collect_free(tree, it, over)
  local function go(i)
    if i > #over then
      list[#list + 1] = node.name == "size" and true or it.quantity_of(tree)
      return
    end
    for at = 1, #over[i] do
      it.free[over[i].key] = at
      go(i + 1)
    end
  end
  it.free = setmetatable({}, { __index = outer })
  go(1)
  it.free = outer
  if #list > 200000 then fault(it, "%s goes over more than 200 000 elements", node.name:upper()) end
  return reduced(node.name, list)
end

return subscripts
