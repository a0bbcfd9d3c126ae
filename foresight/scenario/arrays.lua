--- arrays.lua: arrays of quantities over named axes. All that is done with an array is done with each element; the axes of two arrays
--- are matched by their names.
--
-- Example:  m.arrivals = model.array {axis = {route = {"east", "west"}}, values = {east = 100, west = 50}}
--           m.cost = m.arrivals * 12          --> cost[east], cost[west]
--           m.total = model.sum(m.arrivals, "route")
--
-- An array is a table with {axes, cells} under a key of its own: axes is a list of {name, elements}, cells has the quantity by the
-- elements between commas. In a model each cell is a quantity of its own, "cost[east]".

local hint = require "foresight.shared.hint"
local quantity = require "foresight.scenario.quantity"
local sample = require "foresight.scenario.sample"

local arrays = {}

local ARRAY = {} -- the key
local MOST_CELLS = 100000
local meta = { __name = "glocal.array" }

local function inside(value) return type(value) == "table" and rawget(value, ARRAY) or nil end

--- Its axes and cells; nil for any other value.
function arrays.parts(value) return inside(value) end

local function new(axes, cells) return setmetatable({ [ARRAY] = { axes = axes, cells = cells } }, meta) end

-- --- elements -----------------------------------------------------------------------------------------------------

-- Every combination of elements: `each` is given the element by the name of the axis, and the key of the cell.
local function over(axes, each)
  local place, list = {}, {}
  local function go(i)
    if i > #axes then return each(place, table.concat(list, ",")) end
    for _, element in ipairs(axes[i].elements) do
      place[axes[i].name], list[i] = element, element
      go(i + 1)
    end
  end
  go(1)
end

local function key_of(axes, place)
  local list = {}
  for i, axis in ipairs(axes) do list[i] = place[axis.name] end
  return table.concat(list, ",")
end

--- The names of its cells in a model, in order, and the element of each axis by name.
function arrays.labels(name, axes)
  local labels, places = {}, {}
  over(axes, function(place, key)
    labels[#labels + 1] = ("%s[%s]"):format(name, key)
    local copy = {}
    for axis, element in pairs(place) do copy[axis] = element end
    places[#places + 1] = copy
  end)
  return labels, places
end

local function same_elements(a, b)
  if #a.elements ~= #b.elements then return false end
  for i, element in ipairs(a.elements) do
    if element ~= b.elements[i] then return false end
  end
  return true
end

local function add_axes(axes, more)
  for _, axis in ipairs(more) do
    local known
    for _, each in ipairs(axes) do known = known or each.name == axis.name and each end
    if not known then
      axes[#axes + 1] = axis
    elseif not same_elements(known, axis) then
      error(("two arrays have the axis '%s' with different elements: %s; %s"):format(axis.name,
        table.concat(known.elements, ", "), table.concat(axis.elements, ", ")), 0)
    end
  end
end

-- --- what works on each element -----------------------------------------------------------------------------------

local function is_plain(value) return type(value) == "table" and not getmetatable(value) end

local function axes_in(value, axes, depth)
  local it = inside(value)
  if it then
    axes = axes or {}
    add_axes(axes, it.axes)
  elseif depth < 3 and is_plain(value) then
    for _, each in pairs(value) do axes = axes_in(each, axes, depth + 1) end
  end
  return axes
end

local function element_of(value, place, depth)
  local it = inside(value)
  if it then return it.cells[key_of(it.axes, place)] end
  if depth < 3 and is_plain(value) then
    local copy = {}
    for name, each in pairs(value) do copy[name] = element_of(each, place, depth + 1) end
    return copy
  end
  return value
end

--- The function, which where it is given arrays gives an array: what it gives for each element.
function arrays.lift(f)
  return function(...)
    local count, axes = select("#", ...), nil
    for i = 1, count do axes = axes_in((select(i, ...)), axes, 1) end
    if not axes then return f(...) end
    table.sort(axes, function(a, b) return a.name < b.name end) -- the same whatever the order of the options
    local given, cells = table.pack(...), {}
    over(axes, function(place, key)
      local own = {}
      for i = 1, count do own[i] = element_of(given[i], place, 1) end
      cells[key] = f(table.unpack(own, 1, count))
    end)
    return new(axes, cells)
  end
end

for name, method in pairs(quantity.methods) do quantity.methods[name] = arrays.lift(method) end
quantity.spread = function(f, ...)
  for i = 1, select("#", ...) do
    if inside((select(i, ...))) then return arrays.lift(f)(...) end
  end
end

for _, name in ipairs { "__add", "__sub", "__mul", "__div", "__pow", "__mod", "__idiv", "__unm" } do
  meta[name] = arrays.lift(quantity.operators[name])
end

local function without(axes, name)
  local left = {}
  for _, axis in ipairs(axes) do
    if axis.name ~= name then left[#left + 1] = axis end
  end
  return left
end

-- One element of the axis that has it.
local function sliced(it, element)
  for _, axis in ipairs(it.axes) do
    for _, each in ipairs(axis.elements) do
      if each == element then
        local left, cells = without(it.axes, axis.name), {}
        over(left, function(place, key)
          place[axis.name] = element
          cells[key] = it.cells[key_of(it.axes, place)]
        end)
        return #left == 0 and cells[""] or new(left, cells)
      end
    end
  end
end

local function elements_of(it)
  local list = {}
  for _, axis in ipairs(it.axes) do table.move(axis.elements, 1, #axis.elements, #list + 1, list) end
  return list
end

function meta.__index(array, name)
  local it = inside(array)
  local element = sliced(it, name)
  if element then return element end
  if quantity.methods[name] then return quantity.methods[name] end
  error(("the array has no element '%s'%s"):format(tostring(name), hint.of(name, elements_of(it), "it has")), 2)
end

function meta.__newindex() error("an array can't be changed: m.NAME = ... defines it anew", 2) end

function meta.__tostring(array)
  local it, list = inside(array), {}
  for i, axis in ipairs(it.axes) do list[i] = ("%s (%s)"):format(axis.name, table.concat(axis.elements, ", ")) end
  return "array over " .. table.concat(list, " and ")
end
meta.__lt = function() error("quantities are compared when the model runs: write a:less(b), which gives 1 or 0", 2) end
meta.__le = meta.__lt
meta.__metatable = { __name = meta.__name, __tostring = meta.__tostring }

-- --- making them --------------------------------------------------------------------------------------------------

local function axes_given(given)
  local axes, names, size = {}, {}, 1
  for name in pairs(given) do
    if type(name) ~= "string" then error("axis= needs names, as in axis={route={\"east\", \"west\"}}", 0) end
    names[#names + 1] = name
  end
  table.sort(names)
  for i, name in ipairs(names) do
    local elements, seen = {}, {}
    if type(given[name]) ~= "table" then error(("the axis '%s' needs a list of elements"):format(name), 0) end
    for k, element in ipairs(given[name]) do
      element = tostring(element)
      if seen[element] then error(("the axis '%s' has '%s' twice"):format(name, element), 0) end
      if element:find "[%[%],]" then error(("the element '%s' of '%s' can't have [ ] or a comma"):format(element, name), 0) end
      elements[k], seen[element] = element, true
    end
    if #elements == 0 then error(("the axis '%s' has no elements"):format(name), 0) end
    axes[i], size = { name = name, elements = elements }, size * #elements
  end
  if #axes == 0 then error("an array needs an axis, as in axis={route={\"east\", \"west\"}}", 0) end
  if size > MOST_CELLS then error(("an array has at most %d elements, got %d"):format(MOST_CELLS, size), 0) end
  return axes
end

-- What values={east={sea=1}} has for an element: the names of axes in the order of their names. Rows of frames bring their marking.
local function value_at(values, axes, place, key)
  local value, from = values, {}
  for i, axis in ipairs(axes) do
    from[i] = value
    value = type(value) == "table" and not quantity.parts(value) and value[place[axis.name]] or nil
  end
  if value == nil then error(("the array has no value for [%s]"):format(key), 0) end
  return quantity.marked(value, sample.source_of(table.unpack(from)), ("[%s]"):format(key))
end

-- An element that the axis does not have is a name written wrong.
local function check_values(values, axes, depth)
  local axis = axes[depth]
  if not axis or not is_plain(values) or quantity.parts(values) then return end
  local known = {}
  for _, element in ipairs(axis.elements) do known[element] = true end
  for name, each in pairs(values) do
    if not known[name] then
      error(("the axis '%s' has no element '%s'%s"):format(axis.name, tostring(name), hint.of(tostring(name), axis.elements,
        "it has")), 0)
    end
    check_values(each, axes, depth + 1)
  end
end

-- The marking that the names of elements bring along where they were taken out of frames.
local function source_of_axes(given)
  local lists = {}
  for _, list in pairs(given) do lists[#lists + 1] = list end
  return sample.source_of(table.unpack(lists))
end

local function with_unit(object, unit)
  local it = quantity.parts(object)
  if not unit or it.unit or it.name then return object end
  local copy = { unit = unit }
  for name, value in pairs(it) do copy[name] = value end
  return quantity.new(copy)
end

--- An array of quantities over named axes: the same for all elements, a value for each, or what a function gives for each. Operators,
--- functions, distributions and stocks work on each element; axes are matched by name. m.NAME = array makes quantities NAME[element].
--- @function model.array
--- @param options table
--- @option axis table the elements by the name of the axis: {route={"east", "west"}}
--- @option value? number|quantity the same for all elements
--- @option values? table a value by element; of several axes by the elements of each, axes by the alphabet
--- @option of? function given the elements (axes by the alphabet), gives the quantity
--- @option unit? string the unit of each
--- @return array the array; without value, values and of only the axes, for a name that is used before it is defined
--- @raises no axis, an element without a value
--- @since 0.1
--- @example m = model{start=0, stop=2}
--- @example m.arrivals = model.array{axis={route={"east", "west"}}, values={east=100, west=50}}
--- @example m.total = model.sum(m.arrivals, "route")
--- @example m:run{draws=1}:summary{quantity="total"}.mean[1] --> 150.0
function arrays.array(options)
  local axes, cells, source = axes_given(options.axis), {}, source_of_axes(options.axis)
  if options.value == nil and not options.values and not options.of then return new(axes, cells) end
  check_values(options.values, axes, 1)
  over(axes, function(place, key)
    local value = options.value
    if options.values then value = value_at(options.values, axes, place, key) end
    if options.of then
      local list = {}
      for i, axis in ipairs(axes) do list[i] = place[axis.name] end
      value = options.of(table.unpack(list))
    end
    local object = quantity.parts(value) and value or quantity.of(value, ("[%s]"):format(key))
    cells[key] = quantity.marked(with_unit(object, options.unit), source)
  end)
  return new(axes, cells)
end

--- The array summed over an axis, or over all of them: an array over the others, or a quantity.
function arrays.sum(array, axis)
  local it = inside(array)
  local names = {}
  for i, each in ipairs(it.axes) do names[i] = each.name end
  local left = axis and without(it.axes, axis) or {}
  if axis and #left == #it.axes then
    error(("the array has no axis '%s'%s"):format(axis, hint.of(axis, names, "it has")), 0)
  end
  local lists, cells = {}, {}
  over(it.axes, function(place, key)
    local to = key_of(left, place)
    lists[to] = lists[to] or {}
    table.insert(lists[to], it.cells[key])
  end)
  for key, list in pairs(lists) do cells[key] = quantity.new { operation = "sum", inputs = list } end
  return #left == 0 and cells[""] or new(left, cells)
end

--- An array over the axes as it is, anything else as the array that has it for each element.
function arrays.filled(axes, value)
  if inside(value) then return value end
  local cells, object = {}, quantity.parts(value) and value or quantity.of(value, "the elements of an array")
  over(axes, function(_, key) cells[key] = object end)
  return new(axes, cells)
end

-- --- in a model ---------------------------------------------------------------------------------------------------

--- The array of a name: its quantities by their names. `reference` gives a quantity by its name.
function arrays.of_names(name, axes, reference)
  local cells = {}
  over(axes, function(_, key) cells[key] = reference(("%s[%s]"):format(name, key)) end)
  return new(axes, cells)
end

local LISTS = { "inputs", "parameters", "inflows", "outflows" }
local SINGLES = { "start", "x", "duration" }

-- The quantity with m.NAME, used before it was known to be an array, as the element NAME[key].
local function renamed(object, name, own, made)
  if made[object] then return made[object] end
  local it = quantity.parts(object)
  if it.name then
    made[object] = it.name == name and own or object
    return made[object]
  end
  local copy, is_changed = {}, false
  for field, value in pairs(it) do copy[field] = value end
  for _, field in ipairs(LISTS) do
    for i, each in ipairs(it[field] or {}) do
      local other = renamed(each, name, own, made)
      if other ~= each then
        if copy[field] == it[field] then copy[field] = table.move(it[field], 1, #it[field], 1, {}) end
        copy[field][i], is_changed = other, true
      end
    end
  end
  for _, field in ipairs(SINGLES) do
    if it[field] then
      copy[field] = renamed(it[field], name, own, made)
      is_changed = is_changed or copy[field] ~= it[field]
    end
  end
  made[object] = is_changed and quantity.new(copy) or object
  return made[object]
end

--- The quantities of an array, in order; those that are yet to be defined left out.
function arrays.cells(array)
  local it, list = inside(array), {}
  over(it.axes, function(_, key) list[#list + 1] = it.cells[key] end)
  return list
end

--- The names and definitions of the cells of an array that a model calls `name`.
function arrays.definitions(name, array)
  local it, list = inside(array), {}
  over(it.axes, function(_, key)
    local label, object = ("%s[%s]"):format(name, key), it.cells[key]
    if object then object = renamed(object, name, quantity.new { name = label }, {}) end
    list[#list + 1] = { label, object }
  end)
  return list
end

return arrays
