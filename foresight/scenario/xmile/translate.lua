--- translate.lua: the equations of an XMILE file as quantities of a model, one for each element of an array.
--
-- Example:  definitions, order, keys = translate.of(file, clock)   tostring(definitions["Rate A[Entry 1]"])
-- Reference: XMILE 1.0, 3.3, 3.7 (arrays) and 4.7 (modules).
--
-- A context says where a tree stands: its variable, the scope of its names, the element of each dimension it is worked out for
-- (`bound`, a position by key), and inside SUM and the like the elements summed over (`free`).

local expression = require "foresight.scenario.xmile.expression"
local functions = require "foresight.scenario.xmile.functions"
local hint = require "foresight.shared.hint"
local names = require "foresight.scenario.xmile.names"
local parts = require "foresight.scenario.parts"
local quantity = require "foresight.scenario.quantity"
local subscripts = require "foresight.scenario.xmile.subscripts"

local translate = {}

local apply = quantity.apply
local MOST_WORK = 5000000 -- operations of all equations and elements

local tree_to_quantity

local function number(value) return quantity.new { value = value + 0.0 } end

local function fault(it, message, ...)
  it.file.fault(it.line, "'%s': %s", it.label, message:format(...))
end

-- --- calls --------------------------------------------------------------------------------------------------------

local function looked_up(x, from)
  local xs, ys = {}, {}
  for i, point in ipairs(from.points) do xs[i], ys[i] = point[1], point[2] end
  return quantity.new { x = x, xs = xs, ys = ys, is_extrapolated = from.is_extrapolated }
end

local function table_for(v, positions)
  local own = v.elements[table.concat(positions, ",")]
  return own and own.table or v.table
end

-- LOOKUP(NAME, x), NAME(x), LOOKUP(NAME[i], x) or NAME[i](x) where NAME has a graphical function; `element` is NAME[i] or nil.
local function lookup_call(v, x, it, element)
  local positions = {}
  if element then
    local moving
    positions, moving = subscripts.positions_of(element, v, it)
    if moving then fault(it, "'%s': which table it is must not change in time", v.label) end
  else
    for i, dimension in ipairs(v.dims) do positions[i] = subscripts.own_position(v, dimension, it) end
  end
  local from = table_for(v, positions)
  if not from then fault(it, "'%s' has no graphical function", v.label) end
  return looked_up(tree_to_quantity(x, it), from)
end

local function known_functions()
  local list = { "SUM", "MEAN", "SIZE", "LOOKUP" }
  for name in pairs(functions.of) do list[#list + 1] = name:upper() end
  table.sort(list)
  return list
end

local OF_VENSIM = { vmin = "min", vmax = "max" }

local function call(node, it)
  local v = subscripts.variable_of(node.of, it)
  if v and node.element and #node == 1 then return lookup_call(v, node[1], it, node.element) end
  if v and (v.table or next(v.elements)) and #node == 1 then return lookup_call(v, node[1], it) end
  if node.name == "lookup" and #node == 2 and node[1].kind == "element" then
    local from = subscripts.variable_of(node[1].of, it) or subscripts.unknown(node[1].of, it)
    return lookup_call(from, node[2], it, node[1])
  elseif node.name == "lookup" and #node == 2 and node[1].kind == "name" then
    local from, key = subscripts.variable_of(node[1], it), node[1].parts[1]
    if from then return lookup_call(from, node[2], it) end
    key = OF_VENSIM[key] or key -- xmutil writes functions that it does not know so
    if not functions.of[key] then subscripts.unknown(node[1], it) end
    return call({ kind = "call", name = key, text = node[1].text, of = node[1], node[2] }, it)
  end
  if subscripts.REDUCERS[node.name] and #node == 1 then return subscripts.reduce(node, it) end
  local known = functions.of[node.name]
  if not known then
    fault(it, "the function '%s' is outside what is read%s", node.text, hint.of(node.text:upper(), known_functions()))
  end
  if #node < known.least or #node > known.most then
    local wanted = known.least == known.most and ("%d"):format(known.least) or ("%d to %d"):format(known.least, known.most)
    fault(it, "%s takes %s argument%s, got %d", node.text:upper(), wanted, wanted == "1" and "" or "s", #node)
  end
  local inputs = {}
  for i, each in ipairs(node) do
    local is_self = node.name == "previous" and i == 1 and each.kind == "name" and each.parts[1] == "self"
    inputs[i] = is_self and subscripts.reference(it.variable, it.positions, it) or tree_to_quantity(each, it)
  end
  return known.make(it, inputs)
end

-- Plain numbers are put together here, so that 2/3 can be a subscript or the order of a delay.
local FOLDED = {
  add = function(a, b) return a + b end, subtract = function(a, b) return a - b end,
  multiply = function(a, b) return a * b end, negate = function(a) return -a end,
}

local function operation(node, it)
  local a = tree_to_quantity(node[1], it)
  local b = node[2] and tree_to_quantity(node[2], it)
  local x, y = quantity.parts(a).value, b and quantity.parts(b).value
  local fold = FOLDED[node.operation]
  if fold and x and (y or not b) then
    local value = fold(x, y)
    if value - value == 0 then return number(value) end
  end
  if node.operation == "modulo" then return functions.modulo(it, a, b) end
  if b then return apply(node.operation, a, b) end
  return apply(node.operation, a)
end

function tree_to_quantity(node, it)
  it.work = it.work + 1
  if it.work > MOST_WORK then fault(it, "the model has more than %d operations", MOST_WORK) end
  local kind = node.kind
  if kind == "number" then return number(node.value) end
  if kind == "name" then return subscripts.plain_name(node, it) end
  if kind == "element" then return subscripts.element(node, it) end
  if kind == "call" then return call(node, it) end
  if kind == "apply" then return operation(node, it) end
  if kind == "if" then
    return apply("choose", tree_to_quantity(node[1], it), tree_to_quantity(node[2], it), tree_to_quantity(node[3], it))
  end
  fault(it, "a subscript stands where a value is expected")
end

-- --- equations ----------------------------------------------------------------------------------------------------

local function parsed(text, it)
  local trees = it.trees[text]
  if trees then return trees end
  if text:find("???", 1, true) then fault(it, "it has no equation (???)") end
  local ok, made = pcall(expression.parse, text, it.is_vensim)
  if not ok then
    if type(made) ~= "table" or not made.xmile then error(made, 0) end
    fault(it, "%s", made.xmile)
  end
  it.trees[text] = made
  return made
end

-- The tree of the equation for an element, which may be one of several between commas.
local function tree_of(v, own, ordinal, it)
  local text = own and own.equation or v.equation
  local trees = text and parsed(text, it) or {}
  if #trees == 0 then fault(it, "it has no equation") end
  if #trees == 1 then return trees[1] end
  if #v.dims == 0 then fault(it, "its equation has %d values between commas, and it is no array", #trees) end
  if #trees ~= v.size then fault(it, "its equation has %d values between commas, for %d elements", #trees, v.size) end
  return trees[ordinal]
end

local function sum_of(list)
  local made
  for _, each in ipairs(list) do made = made and made + each or each end
  return made
end

local function flows_of(texts, it)
  local list = {}
  for i, text in ipairs(texts) do
    local key = names.key(text)
    if it.scope.variables[key] then -- a name without quotes, whatever its characters
      list[i] = tree_to_quantity({ kind = "name", text = text, parts = { key } }, it)
    else
      local trees = parsed(text, it)
      if #trees ~= 1 then fault(it, "'%s' is no flow", text) end
      list[i] = tree_to_quantity(trees[1], it)
    end
  end
  return list
end

-- A stock that is not negative stops at 0: of its net flow no more than what is there is taken. The flows keep their own values.
local function stock(v, start, it)
  local inflows, outflows = flows_of(v.inflows, it), flows_of(v.outflows, it)
  if v.is_non_negative and (#inflows > 0 or #outflows > 0) then
    local inward, outward = sum_of(inflows), sum_of(outflows)
    local net = inward and outward and inward - outward or inward or -outward
    inflows, outflows = { apply("max", net, -subscripts.reference(v, it.positions, it) / parts.dt) }, {}
  end
  return quantity.new { stock = true, start = start, inflows = inflows, outflows = outflows, unit = v.unit }
end

local function with_unit(object, unit)
  local own = quantity.parts(object)
  if not unit or own.name then return object end
  local copy = {}
  for name, value in pairs(own) do copy[name] = value end
  copy.unit = unit
  return quantity.new(copy)
end

local function connected(v, it)
  it.scope, it.line = v.connected.scope, v.connected.line
  local trees = parsed(v.connected.from, it)
  if #trees ~= 1 or trees[1].kind ~= "name" and trees[1].kind ~= "element" then
    fault(it, "it is connected from '%s', which is no name", v.connected.from)
  end
  return tree_to_quantity(trees[1], it)
end

local function defined(v, ordinal, it)
  if v.connected then return with_unit(connected(v, it), v.unit) end
  local own = v.elements[table.concat(it.positions, ",")]
  it.line = own and own.line or v.line
  local made = tree_to_quantity(tree_of(v, own, ordinal, it), it)
  if v.kind == "stock" then return stock(v, made, it) end
  local from = own and own.table or v.table
  if not from and v.table_name then
    local named = subscripts.variable_of({ parts = { names.key(v.table_name) } }, it)
    from = named and named.table or fault(it, "the graphical function '%s' is not there", v.table_name)
  end
  if from then made = looked_up(made, from) end
  if v.kind == "flow" and v.is_non_negative then made = apply("max", made, number(0)) end
  return with_unit(made, v.unit)
end

local function define_all(v, it, out)
  local ordinal = 0
  local function go(i)
    if i <= #v.dims then
      for at = 1, #v.dims[i] do
        it.positions[i], it.bound[v.dims[i].key] = at, at
        go(i + 1)
      end
      return
    end
    ordinal = ordinal + 1
    it.scope, it.line = v.scope, v.line
    it.label = subscripts.element_label(v, it.positions)
    local key = names.key(it.label)
    if key == "time" then fault(it, "TIME is the time of the model: no variable can be called so") end
    if out.keys[key] then fault(it, "its name is the same as that of '%s'", out.keys[key]) end
    out.keys[key] = it.label
    if #v.dims > 0 then out.keys[names.key(v.label)] = v.label end
    out.definitions[it.label] = defined(v, ordinal, it)
    out.order[#out.order + 1] = it.label
  end
  it.variable, it.positions, it.bound, it.free = v, {}, {}, {}
  go(1)
  if #v.dims > 0 then
    out.arrays[v.label] = {}
    for i, dimension in ipairs(v.dims) do out.arrays[v.label][i] = { name = dimension.name, elements = dimension } end
  end
end

--- Definitions by name, the names in order, and the name by its key.
function translate.of(file, clock)
  local out = { definitions = {}, order = {}, keys = {}, arrays = {} }
  local it = { file = file, clock = clock, is_vensim = file.is_vensim, work = 0, references = {}, trees = {} }
  function it.fault(message, ...) fault(it, message, ...) end
  function it.quantity_of(tree) return tree_to_quantity(tree, it) end
  function it.constant(object)
    local own = quantity.parts(object)
    while own and own.name do own = out.definitions[own.name] and quantity.parts(out.definitions[own.name]) end
    return own and own.value
  end
  -- plain numbers first, so that an order may be a quantity that is one
  for _, pass in ipairs { true, false } do
    for _, v in ipairs(file.list) do
      local is_plain = v.equation and tonumber(v.equation) and not v.table and v.kind ~= "stock" or false
      if (is_plain and true or false) == pass and not subscripts.is_table(v) then define_all(v, it, out) end
    end
  end
  -- in the order of the file
  local place = {}
  for i, v in ipairs(file.list) do place[v.label] = i end
  local sorted, by_label = {}, {}
  for i, label in ipairs(out.order) do
    by_label[label] = { place[label] or place[label:match "^(.*)%["] or #file.list, i }
    sorted[i] = label
  end
  table.sort(sorted, function(a, b)
    local x, y = by_label[a], by_label[b]
    return x[1] < y[1] or x[1] == y[1] and x[2] < y[2]
  end)
  out.order = sorted
  return out
end

return translate
