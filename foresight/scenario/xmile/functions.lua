--- functions.lua: the functions of XMILE that are read, as quantities of a model. What works on arrays is in arrays.lua.
--
-- Example:  functions.of.step.make({}, {height, from})   functions.of.step.least --> 2
-- References: XMILE 1.0, 3.5; smooths, delays and trend as chains of stocks: J. D. Sterman, Business Dynamics (2000), ch. 11 and 16.
--
-- Time is compared half a step early in STEP and a millionth of a step early in PULSE: sums of dt are seldom the decimal they stand for.

local parts = require "foresight.scenario.parts"
local quantity = require "foresight.scenario.quantity"

local functions = { of = {} }
local apply = quantity.apply
local time, dt = parts.time, parts.dt

local LARGEST = 0x1.fffffffffffffp+1023

local function define(names, least, most, make)
  for _, name in ipairs(names) do functions.of[name] = { least = least, most = most, make = make } end
end

local function number(value) return quantity.new { value = value } end

local function of_one(operation)
  return function(_, x) return apply(operation, x[1]) end
end

-- --- arithmetic ---------------------------------------------------------------------------------------------------

for name, operation in pairs { abs = "abs", exp = "exp", ln = "log", sqrt = "sqrt", sin = "sin", cos = "cos", tan = "tan",
  round = "round" } do
  define({ name }, 1, 1, of_one(operation))
end
define({ "arcsin", "asin" }, 1, 1, of_one "asin")
define({ "arccos", "acos" }, 1, 1, of_one "acos")
define({ "arctan", "atan" }, 1, 1, of_one "atan")
define({ "log10" }, 1, 1, function(_, x) return apply("log", x[1]) / math.log(10) end)
define({ "sinh" }, 1, 1, function(_, x) return (apply("exp", x[1]) - apply("exp", -x[1])) / 2 end)
define({ "cosh" }, 1, 1, function(_, x) return (apply("exp", x[1]) + apply("exp", -x[1])) / 2 end)
define({ "tanh" }, 1, 1, function(_, x) return 1 - 2 / (apply("exp", 2 * x[1]) + 1) end)
define({ "pi" }, 0, 0, function() return number(math.pi) end)
define({ "inf" }, 0, 0, function() return number(LARGEST) end) -- the largest number there is

local function whole_part(x)
  return apply("choose", apply("less", x, number(0)), -apply("floor", -x), apply("floor", x))
end

--- The remainder. XMILE's has the sign of the divisor; that of Vensim, whose files keep it, the sign of what is divided.
function functions.modulo(it, a, b)
  if it.is_vensim then return a - b * whole_part(a / b) end
  return apply("modulo", a, b)
end

define({ "int", "integer" }, 1, 1, function(it, x) return it.is_vensim and whole_part(x[1]) or apply("floor", x[1]) end)
define({ "mod", "modulo" }, 2, 2, function(it, x) return functions.modulo(it, x[1], x[2]) end)

define({ "safediv", "zidz", "xidz" }, 2, 3, function(_, x)
  local is_zero = apply("equal", x[2], number(0))
  return apply("choose", is_zero, x[3] or number(0), x[1] / apply("choose", is_zero, number(1), x[2]))
end)
define({ "if_then_else" }, 3, 3, function(_, x) return apply("choose", x[1], x[2], x[3]) end)

for _, name in ipairs { "min", "max" } do
  define({ name }, 1, 99, function(_, x)
    local made = x[1]
    for i = 2, #x do made = apply(name, made, x[i]) end
    return made
  end)
end

-- Of several values; of an array: subscripts.lua.
define({ "mean" }, 1, 99, function(_, x)
  local made = x[1]
  for i = 2, #x do made = made + x[i] end
  return made / #x
end)

-- --- time ---------------------------------------------------------------------------------------------------------

define({ "time" }, 0, 0, function() return time end)
define({ "dt", "time_step" }, 0, 0, function() return dt end)
define({ "starttime", "initial_time" }, 0, 0, function(it) return number(it.clock.start) end)
define({ "stoptime", "final_time" }, 0, 0, function(it) return number(it.clock.stop) end)

define({ "step" }, 2, 2, function(_, x) return apply("choose", apply("above", time + dt / 2, x[2]), x[1], number(0)) end)

define({ "ramp" }, 2, 3, function(_, x)
  local until_when = x[3] and apply("min", time, x[3]) or time
  return x[1] * apply("max", until_when - x[2], number(0))
end)

-- A volume within one step, at a time and, where an interval is given, after each interval.
define({ "pulse" }, 2, 3, function(_, x)
  local since = time - x[2] + dt * 1e-6
  local within = since
  if x[3] then
    local repeats = apply("above", x[3], number(0))
    within = apply("choose", repeats, apply("modulo", since, apply("choose", repeats, x[3], number(1))), since)
  end
  return apply("choose", apply("both", apply("at_least", since, number(0)), apply("less", within, dt)), x[1] / dt, number(0))
end)

define({ "init" }, 1, 1, of_one "initial")
define({ "previous" }, 2, 2, function(_, x) return apply("delay", x[1], dt, x[2]) end)

-- --- delays and smooths -------------------------------------------------------------------------------------------

define({ "delay", "delay_fixed" }, 2, 3, function(_, x)
  return apply("delay", x[1], x[2], x[3] or apply("initial", x[1]))
end)

local function order_of(it, name, x)
  local order = it.constant(x)
  if not order or order < 1 or order > 100 or order % 1 ~= 0 then
    it.fault("the order of %s must be a whole number from 1 to 100 that is the same at all times", name)
  end
  return math.tointeger(order)
end

for method, prefix in pairs { smooth = "smth", material_delay = "delay" } do
  for _, order in ipairs { 1, 3 } do
    define({ prefix .. order }, 2, 3, function(_, x)
      return quantity.methods[method](x[1], x[2], { order = order, start = x[3] })
    end)
  end
  define({ prefix .. "n" }, 3, 4, function(it, x)
    return quantity.methods[method](x[1], x[2], { order = order_of(it, prefix:upper() .. "N", x[3]), start = x[4] })
  end)
end

-- The growth per unit of time of x against its smooth.
local function trend(x, duration, start)
  local average = quantity.methods.smooth(x, duration, { order = 1, start = start and x / (1 + duration * start) or nil })
  return (x - average) / (average * duration)
end

define({ "trend" }, 2, 3, function(_, x) return trend(x[1], x[2], x[3]) end)
define({ "forcst" }, 3, 4, function(_, x) return x[1] * (1 + trend(x[1], x[2], x[4]) * x[3]) end)

-- --- chance -------------------------------------------------------------------------------------------------------

-- Drawn anew at each step, from the seed of the run; a seed in the file is not taken.
local function drawn(family)
  return function(_, x)
    return quantity.new { family = family, parameters = { x[1], x[2] }, each_step = true }
  end
end
define({ "random", "uniform" }, 2, 3, drawn "uniform")
define({ "normal" }, 2, 3, drawn "normal")

return functions
