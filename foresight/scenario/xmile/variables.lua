--- variables.lua: what the models of an XMILE file are made of: dimensions, variables, modules within modules; before any equation
-- is looked at. What is outside the subset is refused by name.
--
-- Example:  file = variables.of(root, fault)   file.top.variables.teacup_temperature.equation --> 180   file.list[1].label
-- Reference: XMILE 1.0, chapter 4.

local document = require "foresight.scenario.xmile.document"
local expression = require "foresight.scenario.xmile.expression"
local hint = require "foresight.shared.hint"
local names = require "foresight.scenario.xmile.names"

local variables = {}

local trim = document.trim

local KINDS = { stock = true, flow = true, aux = true, gf = true }
local OUTSIDE = { conveyor = "conveyors", queue = "queues", oven = "ovens", leak = "leakage of conveyors",
  overflow = "overflow of queues", multiplier = "flows with a unit conversion", init_eqn = "equations for the start alone",
  macro = "macros", len = "conveyors" }
local MOST_ELEMENTS = 200000 -- of all arrays

-- --- dimensions ---------------------------------------------------------------------------------------------------

local function dimension_of(element, fault)
  local name = element.attributes.name or fault(element.line, "a dimension has no name")
  local made = { name = names.shown(name), key = names.key(name), index = {} }
  for i, each in ipairs(element:all "elem") do
    if not each.attributes.name then fault(each.line, "an element of '%s' has no name", made.name) end
    made[i] = names.shown(each.attributes.name)
    made.index[names.key(each.attributes.name)] = i
  end
  if #made == 0 then
    local size = math.tointeger(tonumber(element.attributes.size or ""))
    if not size or size < 1 or size > MOST_ELEMENTS then
      fault(element.line, "the dimension '%s' needs elements, or a size from 1 to %d", made.name, MOST_ELEMENTS)
    end
    for i = 1, size do made[i], made.index[tostring(i)] = tostring(i), i end
  end
  return made
end

local function dimensions_of(root, fault)
  local found, list = {}, root:child "dimensions"
  for _, each in ipairs(list and list:all "dim" or {}) do
    local dimension = dimension_of(each, fault)
    if found[dimension.key] then fault(each.line, "the dimension '%s' is there twice", dimension.name) end
    found[dimension.key] = dimension
  end
  return found
end

local function dims_of_variable(element, dimensions, label, fault)
  local dims, size, list = {}, 1, element:child "dimensions"
  for i, each in ipairs(list and list:all "dim" or {}) do
    local name = each.attributes.name or ""
    dims[i] = dimensions[names.key(name)]
    if not dims[i] then
      local known = {}
      for _, dimension in pairs(dimensions) do known[#known + 1] = dimension.name end
      table.sort(known)
      fault(each.line, "'%s' is over the dimension '%s', which is not defined%s", label, name, hint.of(name, known))
    end
    size = size * #dims[i]
  end
  if size > MOST_ELEMENTS then
    fault(element.line, "'%s' has %d elements: more than %d are not read", label, size, MOST_ELEMENTS)
  end
  return dims, size
end

-- --- graphical functions ------------------------------------------------------------------------------------------

local function numbers_of(element, label, fault)
  local separator, list = element.attributes.sep or ",", {}
  for piece in (element.text .. separator):gmatch("(.-)" .. separator:gsub("%W", "%%%0")) do
    piece = trim(piece)
    if piece ~= "" then
      local value = tonumber(piece)
      if not value or value - value ~= 0 then fault(element.line, "'%s': '%s' is no number", label, piece:sub(1, 40)) end
      list[#list + 1] = value
    end
  end
  return list
end

-- Points {x, y} in the order of x; where several have one x, as they come.
local function points_of(xs, ys)
  local points = {}
  for i = 1, #ys do points[i] = { xs[i] + 0.0, ys[i] + 0.0, i } end
  table.sort(points, function(a, b) return a[1] < b[1] or a[1] == b[1] and a[3] < b[3] end)
  return points
end

-- A step function is a lookup with two points at each step.
local function stepped(points)
  local made = {}
  for i, point in ipairs(points) do
    if i > 1 then made[#made + 1] = { point[1], points[i - 1][2] } end
    made[#made + 1] = point
  end
  return made
end

local function table_of(gf, label, fault)
  local ypts, xpts, scale = gf:child "ypts", gf:child "xpts", gf:child "xscale"
  local ys = ypts and numbers_of(ypts, label, fault) or {}
  if #ys == 0 then fault(gf.line, "the graphical function '%s' has no <ypts>", label) end
  local xs = xpts and numbers_of(xpts, label, fault)
  if xs and #xs ~= #ys then fault(gf.line, "'%s' has %d <xpts> and %d <ypts>", label, #xs, #ys) end
  if not xs then
    local low, high = scale and tonumber(scale.attributes.min), scale and tonumber(scale.attributes.max)
    if not low or not high then
      fault(gf.line, "the graphical function '%s' needs <xpts>, or <xscale> with min and max", label)
    end
    xs = {}
    for i = 1, #ys do xs[i] = #ys == 1 and low or low + (high - low) * (i - 1) / (#ys - 1) end
  end
  local points, kind = points_of(xs, ys), (gf.attributes.type or "continuous"):lower()
  if (gf.attributes.discrete or ""):lower() == "true" then kind = "discrete" end
  if kind ~= "continuous" and kind ~= "extrapolate" and kind ~= "discrete" then
    fault(gf.line, "'%s' has a graphical function of the type '%s': continuous, extrapolate and discrete are read", label, kind)
  end
  return { points = kind == "discrete" and stepped(points) or points, is_extrapolated = kind == "extrapolate" }
end

-- --- variables ----------------------------------------------------------------------------------------------------

-- <non_negative/>, true or false; nil where nothing is said.
local function non_negative(element)
  local said = element and element:child "non_negative"
  if not said then return nil end
  return trim(said.text):lower() ~= "false"
end

-- What <behavior> of a file or model says of stocks and of flows.
local function behaviour(element, from)
  local said = element:child "behavior"
  local made = { stock = from.stock, flow = from.flow }
  if not said then return made end
  for kind in pairs(made) do
    local all, own = non_negative(said), non_negative(said:child(kind))
    if own ~= nil then made[kind] = own elseif all ~= nil then made[kind] = all end
  end
  return made
end

local function texts_of(element, name)
  local list = {}
  for i, each in ipairs(element:all(name)) do list[i] = trim(each.text) end
  return list
end

-- The equation, or several, one for each element, as one text with commas between.
local function equation_of(element)
  local list = texts_of(element, "eqn")
  return #list > 0 and table.concat(list, " , ") or nil
end

local function refuse_outside(element, label, fault)
  for _, each in ipairs(element) do
    if OUTSIDE[each.name] then
      fault(each.line, "%s uses <%s>: %s are outside what is read", label, each.name, OUTSIDE[each.name])
    end
  end
end

local function element_specs(element, v, file)
  for _, each in ipairs(element:all "element") do
    local positions, text = {}, each.attributes.subscript or ""
    for piece in (text .. ","):gmatch "(.-)," do
      local i = #positions + 1
      local dimension = v.dims[i]
      local at = dimension and dimension.index[names.key(piece)]
      if not at then
        file.fault(each.line, "'%s[%s]': '%s' is no element%s%s", v.label, text, trim(piece),
          dimension and (" of '%s'"):format(dimension.name) or "", dimension and hint.of(trim(piece), dimension) or "")
      end
      positions[i] = at
    end
    if #positions ~= #v.dims then file.fault(each.line, "'%s[%s]' needs %d subscripts", v.label, text, #v.dims) end
    local gf = each:child "gf"
    refuse_outside(each, ("'%s'"):format(v.label), file.fault)
    v.elements[table.concat(positions, ",")] = { equation = each:text_of "eqn", line = each.line,
      table = gf and table_of(gf, v.label, file.fault) }
  end
end

local function add_variable(element, scope, defaults, file)
  local fault, name = file.fault, element.attributes.name
  if not name or not name:find "%S" then fault(element.line, "a <%s> has no name", element.name) end
  local v = { kind = element.name, label = scope.prefix .. names.shown(name), line = element.line, scope = scope, elements = {},
    equation = equation_of(element), unit = element:text_of "units", inflows = texts_of(element, "inflow"),
    outflows = texts_of(element, "outflow") }
  local key = names.key(name)
  if scope.variables[key] then
    fault(element.line, "'%s' is there twice, first in line %d", v.label, scope.variables[key].line)
  end
  refuse_outside(element, ("'%s'"):format(v.label), fault)
  v.dims, v.size = dims_of_variable(element, file.dimensions, v.label, fault)
  local gf = element.name == "gf" and element or element:child "gf"
  if gf and (element.name == "gf" or gf:child "ypts") then v.table = table_of(gf, v.label, fault) end
  if gf and not v.table then v.table_name = gf.attributes.name end
  local own = non_negative(element)
  if own == nil then own = defaults[element.name] end
  v.is_non_negative = own
  if v.unit == "" then v.unit = nil end
  element_specs(element, v, file)
  file.size = file.size + v.size
  if file.size > MOST_ELEMENTS then fault(element.line, "the model has more than %d quantities", MOST_ELEMENTS) end
  scope.variables[key] = v
  file.list[#file.list + 1] = v
end

-- --- models and modules -------------------------------------------------------------------------------------------

local add_model

local function add_module(element, scope, file, depth)
  local name = element.attributes.name
  if not name then file.fault(element.line, "a <module> has no name") end
  local wanted = names.key(element.attributes.model or name)
  local content = file.models[wanted]
  if element.attributes.resource then file.fault(element.line, "the module '%s' is in another file: that is not read", name) end
  if not content then file.fault(element.line, "the module '%s' has no <model> of that name", name) end
  if depth > 20 then file.fault(element.line, "modules are nested more than 20 deep: does '%s' hold itself?", name) end
  local inner = { key = names.key(name), prefix = scope.prefix .. names.shown(name) .. ".", parent = scope, variables = {},
    modules = {} }
  scope.modules[inner.key] = inner
  add_model(content, inner, file, depth + 1)
end

-- The variable that a connection of a module leads to: "x" and "module.x" are in that module, ".x" is from the top, "other.x" in
-- another module beside it (Stella writes a connection into both of its modules).
local function target_of(to, inner, scope)
  local ok, trees = pcall(expression.parse, to)
  local list = ok and trees[1] and trees[1].parts or { names.key(to) }
  local at, first = inner, 1
  if list[1] == "" then
    at, first = scope, 2
    while at.parent do at = at.parent end
  elseif #list > 1 and scope.modules[list[1]] then
    at = scope
  end
  for i = first, #list - 1 do at = at and at.modules[list[i]] end
  return at and at.variables[list[#list]]
end

-- After all modules are there, for a connection may lead from one to the next.
local function connect_module(element, scope, file)
  local name = element.attributes.name
  for _, connect in ipairs(element:all "connect") do
    local to = connect.attributes.to or ""
    local v = target_of(to, scope.modules[names.key(name)], scope)
    if not v then file.fault(connect.line, "the module '%s' has no '%s' to connect", name, to) end
    v.connected = { from = connect.attributes.from or "", scope = scope, line = connect.line }
  end
end

function add_model(element, scope, file, depth)
  if element.attributes.resource then file.fault(element.line, "a model in another file is not read") end
  local defaults = behaviour(element, file.defaults)
  local content, modules = element:child "variables" or element, {}
  for _, each in ipairs(content) do
    if KINDS[each.name] then
      add_variable(each, scope, defaults, file)
    elseif each.name == "module" then
      modules[#modules + 1] = each
    elseif OUTSIDE[each.name] then
      file.fault(each.line, "<%s>: %s are outside what is read", each.name, OUTSIDE[each.name])
    end
  end
  for _, each in ipairs(modules) do add_module(each, scope, file, depth) end
  for _, each in ipairs(modules) do connect_module(each, scope, file) end
end

-- The model without a name; where all have one, the first.
local function main_of(root, file)
  local models = root:all "model"
  if #models == 0 then file.fault(root.line, "there is no <model>") end
  local main
  for _, each in ipairs(models) do
    local name = each.attributes.name
    if not name or name == "" then
      main = main or each
    else
      file.models[names.key(name)] = each
    end
  end
  return main or models[1]
end

--- The file: top (a scope: variables and modules by key), list (all variables in order), dimensions, main (its element).
function variables.of(root, fault)
  if root.name ~= "xmile" then fault(root.line, "this is no XMILE: it begins with <%s>", root.name) end
  local file = { fault = fault, list = {}, models = {}, size = 0, dimensions = dimensions_of(root, fault),
    defaults = behaviour(root, { stock = false, flow = false }), top = { prefix = "", variables = {}, modules = {} } }
  refuse_outside(root, "the file", fault)
  local header = root:child "header"
  if header and header:child "includes" then fault(header:child "includes".line, "<includes>: other files are not read") end
  local vendor = header and (header:text_of "vendor" or "") .. " " .. (header:text_of "product" or "") or ""
  file.is_vensim = vendor:find "Ventana" ~= nil or vendor:find "Vensim" ~= nil
  file.is_exported = file.is_vensim and not vendor:find "xmutil"
  file.main = main_of(root, file)
  add_model(file.main, file.top, file, 1)
  if #file.list == 0 then fault(file.main.line, "the model has no variables") end
  return file
end

return variables
