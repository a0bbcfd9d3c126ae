--- quantity.lua: quantities of a model and what operators make of them: expressions, which are worked out in C later.
--
-- Example:  m.outflow = m.waiting * m.rate   m.busy = m.waiting:above(5000)   m.shown = m.waiting:max(0)
--
-- An expression is a table {operation, inputs ...} under a key of its own in the object. Not in a weak table beside it: the collector
-- takes quadratic time for long chains there.

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local outfile = require "foresight.shared.outfile"
local sample = require "foresight.scenario.sample"

local quantity = {}

local PARTS = {} -- the key
local meta = { __name = "glocal.quantity" }
quantity.methods = {}

--- A quantity of parts: {operation, inputs}, {name, kin: of which model and its variants}, {value}, {family ...}, {stock ...}.
function quantity.new(parts)
  return setmetatable({ [PARTS] = parts }, meta)
end

--- What stands behind a quantity; nil for any other value.
function quantity.parts(object)
  return type(object) == "table" and rawget(object, PARTS) or nil
end

--- A number as a quantity, a quantity as it is; raises for anything else. Dates are taken where `takes_date`.
function quantity.of(value, what, takes_date)
  local parts = quantity.parts(value)
  if parts then
    if parts.stock then error(("%s can't be a stock: name the stock first, m.NAME = stock{...}"):format(what), 0) end
    return value
  end
  if type(value) == "boolean" then value = value and 1 or 0 end
  if type(value) == "number" and value == value and value - value == 0 then return quantity.new { value = value } end
  if takes_date and type(value) == "string" then return quantity.new { date = value } end
  local shown = type(value) == "number" and tostring(value) or type(value)
  error(("%s must be a number%s or a quantity of the model, got %s"):format(what, takes_date and ", a date" or "", shown), 0)
end

local function apply(operation, ...)
  local array = quantity.spread and quantity.spread(quantity.apply, operation, ...) -- arrays.lua
  if array then return array end
  local inputs = table.pack(...)
  for i = 1, inputs.n do
    inputs[i] = quantity.of(inputs[i], ("input %d of %s"):format(i, operation))
  end
  inputs.n = nil
  return quantity.new { operation = operation, inputs = inputs }
end
quantity.apply = apply

function meta.__add(a, b) return apply("add", a, b) end
function meta.__sub(a, b) return apply("subtract", a, b) end
function meta.__mul(a, b) return apply("multiply", a, b) end
function meta.__div(a, b) return apply("divide", a, b) end
function meta.__pow(a, b) return apply("power", a, b) end
function meta.__mod(a, b) return apply("modulo", a, b) end
function meta.__idiv(a, b) return apply("floor", apply("divide", a, b)) end
function meta.__unm(a) return apply("negate", a) end

local function refuse_comparison(word)
  return function()
    error(("quantities are compared when the model runs: write a:%s(b), which gives 1 or 0"):format(word), 2)
  end
end
meta.__lt, meta.__le = refuse_comparison "less", refuse_comparison "at_most"

function meta.__index(_, name)
  local method = quantity.methods[name]
  if method then return method end
  if type(name) ~= "string" then return nil end
  local names = {}
  for each in pairs(quantity.methods) do names[#names + 1] = each end
  table.sort(names)
  error(("a quantity has no '%s'%s"):format(name, hint.of(name, names)), 2)
end

function meta.__newindex() error("a quantity can't be changed: m.NAME = ... defines it anew", 2) end
function meta.__tostring(object)
  local marking = quantity.marking_of(quantity.sources(object, {}, {}))
  if outfile.may_leave(marking, "quantity") then return quantity.text(object) end
  return ("quantity marked %s: show(...) shows it on the terminal"):format(marking)
end
meta.__metatable = { __name = meta.__name, __tostring = meta.__tostring, -- what show() shows, and the gate asks
  shown = function(object) return quantity.text(object) end,
  marking = function(object) return quantity.marking_of(quantity.sources(object, {}, {})) end }
quantity.operators = meta

-- --- as text ------------------------------------------------------------------------------------------------------

local INFIX = { add = " + ", subtract = " - ", multiply = " * ", divide = " / ", power = " ^ ", modulo = " % " }

local function list_text(list)
  local parts = {}
  for i, each in ipairs(list) do parts[i] = quantity.text(each) end
  return table.concat(parts, ", ")
end

--- The expression as one would read it.
function quantity.text(object)
  local it = quantity.parts(object)
  if it.name then return it.name end
  if it.value then return ("%.6g"):format(it.value) end
  if it.date then return it.date end
  if it.monthly then return it.monthly.what end
  if it.family then return ("%s(%s)"):format(it.family, it.values and #it.values .. " values" or list_text(it.parameters)) end
  if it.stock then return "stock" end
  if it.xs then return ("lookup(%s, %d points)"):format(quantity.text(it.x), #it.xs) end
  if it.chain then return ("%s(%s, %s)"):format(it.chain, quantity.text(it.x), quantity.text(it.duration)) end
  if it.lua then return ("lua(%s)"):format(list_text(it.inputs)) end
  local infix = INFIX[it.operation]
  if infix then return "(" .. quantity.text(it.inputs[1]) .. infix .. quantity.text(it.inputs[2]) .. ")" end
  return ("%s(%s)"):format(it.operation, list_text(it.inputs))
end

local LISTS, SINGLES = { "inputs", "parameters", "inflows", "outflows" }, { "start", "x", "duration" }

-- Puts on `waiting` what an expression is made of, the last first.
local function push_inputs(it, waiting)
  for i = #SINGLES, 1, -1 do waiting[#waiting + 1] = it[SINGLES[i]] end
  for i = #LISTS, 1, -1 do
    local list = it[LISTS[i]] or {}
    for k = #list, 1, -1 do waiting[#waiting + 1] = list[k] end
  end
end

--- Adds to the list `found` the frames whose figures went into an expression, each once; `seen` is what was looked at before.
function quantity.sources(object, found, seen)
  local waiting = { object } -- no recursion: expressions may be long
  while #waiting > 0 do
    local each = table.remove(waiting)
    if not seen[each] then
      seen[each] = true
      local it = quantity.parts(each)
      if it.source and not seen[it.source] then found[#found + 1], seen[it.source] = it.source, true end
      push_inputs(it, waiting)
    end
  end
  return found
end

--- The name of a quantity in an expression that belongs to a model and its variants other than `kin`; nil where there is none.
function quantity.foreign(object, kin)
  local waiting, seen = { object }, {}
  while #waiting > 0 do
    local each = table.remove(waiting)
    if not seen[each] then
      seen[each] = true
      local it = quantity.parts(each)
      if it.kin and it.kin ~= kin then return it.name end
      push_inputs(it, waiting)
    end
  end
end

--- How strictly frames are marked together.
function quantity.marking_of(sources)
  local markings = {}
  for i, each in ipairs(sources) do markings[i] = each:marking() end
  return #markings == 0 and "TLP:CLEAR" or core.frame({}, { marking = table.concat(markings, " ") }):marking()
end

--- The same quantity, or number as one, with the marking of a frame (nil: none) beside its own.
function quantity.marked(value, source, what)
  if not source then return value end
  local parts = {}
  for name, it in pairs(quantity.parts(value) or quantity.parts(quantity.of(value, what))) do parts[name] = it end
  local both = quantity.marking_of { parts.source or source, source }
  parts.source = parts.source and core.frame({ { value = 0 } }, { marking = both }) or source
  return quantity.new(parts)
end

local function is_certain(object, seen)
  if seen[object] then return true end
  seen[object] = true
  local it = quantity.parts(object)
  if it.family then return false end
  for _, field in ipairs(LISTS) do
    for _, each in ipairs(it[field] or {}) do
      if not is_certain(each, seen) then return false end
    end
  end
  for _, field in ipairs(SINGLES) do
    if it[field] and not is_certain(it[field], seen) then return false end
  end
  return true
end

--- Whether nothing in the definitions (quantity by name) is drawn.
function quantity.are_certain(definitions)
  local seen = {}
  for _, object in pairs(definitions) do
    if not is_certain(object, seen) then return false end
  end
  return true
end

-- --- functions and methods ----------------------------------------------------------------------------------------

local function add_method(name, count)
  quantity.methods[name] = function(...)
    local given = select("#", ...)
    if given ~= count then error(("%s takes %d quantit%s, got %d"):format(name, count, count == 1 and "y" or "ies", given), 2) end
    return apply(name, ...)
  end
end
for _, name in ipairs { "abs", "exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "floor", "round", "initial",
  "negation" } do
  add_method(name, 1)
end
for _, name in ipairs { "less", "at_most", "above", "at_least", "equal", "unequal", "both", "either" } do add_method(name, 2) end
add_method("choose", 3)

-- Of two or more.
for _, name in ipairs { "min", "max" } do
  quantity.methods[name] = function(first, ...)
    local made = first
    for _, each in ipairs { ... } do made = apply(name, made, each) end
    return quantity.of(made, name)
  end
end

function quantity.methods.lookup(x, points, options)
  options = options or {}
  local xs, ys, taken = {}, {}, {}
  for i, point in ipairs(type(points) == "table" and points or {}) do
    local is_point = type(point) == "table" and type(point[1]) == "number" and type(point[2]) == "number"
    if not is_point then error(("point %d of a lookup must be two numbers, as in {{0, 1}, {10, 2}}"):format(i), 2) end
    xs[i], ys[i] = point[1], point[2]
    if core.taken_marking(point) ~= "TLP:CLEAR" then taken[#taken + 1] = point end
  end
  if #xs == 0 then error("a lookup needs points, as in x:lookup{{0, 1}, {10, 2}}", 2) end
  return quantity.new { x = quantity.of(x, "what a lookup is of"), xs = xs, ys = ys, is_extrapolated = options.extrapolated,
    unit = options.unit, source = sample.source_of(table.unpack(taken)) }
end

local function chain(kind)
  return function(x, duration, options)
    options = options or {}
    return quantity.new { chain = kind, x = quantity.of(x, "what is to be followed"),
      duration = quantity.of(duration, "its duration"), order = options.order or (kind == "smooth" and 1 or 3),
      start = options.start ~= nil and quantity.of(options.start, "its start") or nil }
  end
end
quantity.methods.smooth, quantity.methods.material_delay = chain "smooth", chain "material_delay"

function quantity.methods.delay(x, duration, start)
  return apply("delay", x, duration, start == nil and x or start)
end

return quantity
