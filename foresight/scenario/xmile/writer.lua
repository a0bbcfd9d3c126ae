--- writer.lua: a model as an XMILE file, which Stella, Vensim and others read, and model.from_xmile again.
--
-- Example:  text = writer.text(definitions, order, clock)
-- Reference: XMILE 1.0 (OASIS, 2015).
--
-- XMILE has one future: an uncertain quantity becomes its mean, and the documentation of the variable says of what. Flows and tables
-- that are inside an expression get variables of their own.

local build = require "foresight.scenario.build"
local functions = require "foresight.scenario.xmile.functions"
local names = require "foresight.scenario.xmile.names"
local quantity = require "foresight.scenario.quantity"

local writer = {}

local apply = quantity.apply
local RESERVED = { ["and"] = true, ["or"] = true, ["not"] = true, mod = true, ["if"] = true, ["then"] = true, ["else"] = true }

local function escaped(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }):gsub("%c", " "))
end

local function number(value)
  for digits = 15, 17 do
    local text = ("%%.%dg"):format(digits):format(value)
    if tonumber(text) == value then return value < 0 and "(" .. text .. ")" or text end
  end
end

-- A name in an equation: with _ for spaces, in quotes where it is no plain name, or that of a function.
local function name_text(name)
  local plain = name:gsub(" ", "_")
  local is_plain = plain:find "^%a[%w_]*$" and not plain:find "_$" and not RESERVED[plain:lower()]
    and not functions.of[plain:lower()]
  return is_plain and plain or '"' .. name:gsub("[\\\"]", "\\%0") .. '"'
end

-- --- uncertain quantities -----------------------------------------------------------------------------------------

local function of(value) return quantity.new { value = value } end

local function weighted(values, weights)
  local sum, total = 0, 0
  for i, value in ipairs(values) do
    local weight = weights and weights[i] or 1
    sum, total = sum + weight * value, total + weight
  end
  return of(sum / total)
end

local MEANS = {
  normal = function(p) return p[1] end,
  poisson = function(p) return p[1] end,
  exponential = function(p) return p[1] end,
  negative_binomial = function(p) return p[1] end,
  bernoulli = function(p) return p[1] end,
  uniform = function(p) return (p[1] + p[2]) / 2 end,
  triangular = function(p) return (p[1] + p[2] + p[3]) / 3 end,
  pert = function(p) return (p[1] + p[4] * p[2] + p[3]) / (p[4] + 2) end,
  lognormal = function(p)
    local mean = p[1] + p[2] ^ 2 / 2
    return type(mean) == "number" and math.exp(mean) or apply("exp", mean)
  end,
  beta = function(p) return p[3] + (p[4] - p[3]) * p[1] / (p[1] + p[2]) end,
  gamma = function(p) return p[1] * p[2] end,
  binomial = function(p) return p[1] * p[2] end,
  discrete = function(_, it) return weighted(it.values, it.weights) end,
  empirical = function(_, it) return weighted(it.values) end,
}

local function mean_of(it, out)
  local mean = not it.monthly and not it.is_not_negative and MEANS[it.family]
  if not mean then
    error(("'%s' is drawn from %s, whose mean is not written: give it a number first, by m:with{...}"):format(out.current,
      it.family), 0)
  end
  out.doc[#out.doc + 1] = "The mean of " .. quantity.text(quantity.new(it))
  local given = {}
  for i, each in ipairs(it.parameters) do given[i] = quantity.parts(each).value or each end
  local made = mean(given, it)
  return type(made) == "number" and of(made) or made
end

-- --- expressions --------------------------------------------------------------------------------------------------

local text_of

local INFIX = { add = "+", subtract = "-", multiply = "*", divide = "/", power = "^", modulo = "MOD", less = "<", at_most = "<=",
  above = ">", at_least = ">=", equal = "=", unequal = "<>", both = "AND", either = "OR" }
local CALLS = { min = "MIN", max = "MAX", abs = "ABS", exp = "EXP", log = "LN", sqrt = "SQRT", sin = "SIN", cos = "COS",
  tan = "TAN", asin = "ARCSIN", acos = "ARCCOS", atan = "ARCTAN", floor = "INT", initial = "INIT", delay = "DELAY" }

local function all(inputs, out)
  local list = {}
  for i, each in ipairs(inputs) do list[i] = text_of(each, out) end
  return list
end

local function is_on_grid(object, clock)
  local it = quantity.parts(object)
  local value = it.value or it.date and build.month(it.date) - clock.first
  local steps = value and (value - clock.start) / clock.dt
  return steps and math.abs(steps - math.floor(steps + 0.5)) < 1e-9
end

local NEAR = "(TIME + DT/1000000)"

local SPECIAL = {
  time = function() return "TIME" end,
  dt = function() return "DT" end,
  negate = function(x) return "(-" .. x[1] .. ")" end,
  negation = function(x) return "(NOT " .. x[1] .. ")" end,
  round = function(x) return "INT(" .. x[1] .. " + 0.5)" end,
  choose = function(x) return ("(IF %s THEN %s ELSE %s)"):format(x[1], x[2], x[3]) end,
  sum = function(x) return "(" .. table.concat(x, " + ") .. ")" end,
  step = function(x, inputs, out)
    if is_on_grid(inputs[2], out.clock) then return ("STEP(%s, %s)"):format(x[1], x[2]) end
    return ("(IF %s >= %s THEN %s ELSE 0)"):format(NEAR, x[2], x[1])
  end,
  ramp = function(x, inputs)
    local stop = quantity.parts(inputs[3]).value
    if stop and stop >= 1e300 then return ("RAMP(%s, %s)"):format(x[1], x[2]) end
    return ("RAMP(%s, %s, %s)"):format(x[1], x[2], x[3])
  end,
  pulse = function(x, inputs)
    local every = quantity.parts(inputs[4]).value
    local since = ("(%s - %s)"):format(NEAR, x[2])
    local within = every == 0 and since or ("(IF %s > 0 THEN %s MOD %s ELSE %s)"):format(x[4], since, x[4], since)
    return ("(IF %s >= 0 AND %s < %s THEN %s ELSE 0)"):format(since, within, x[3], x[1])
  end,
}

local function operation(it, out)
  local x = all(it.inputs, out)
  local infix = INFIX[it.operation]
  if infix then return ("(%s %s %s)"):format(x[1], infix, x[2]) end
  if CALLS[it.operation] then return ("%s(%s)"):format(CALLS[it.operation], table.concat(x, ", ")) end
  local special = SPECIAL[it.operation]
  if not special then error(("'%s' uses %s, which XMILE has not"):format(out.current, it.operation), 0) end
  return special(x, it.inputs, out)
end

local function new_name(what, out)
  local name, i = ("%s %s"):format(out.current, what), 1
  while out.taken[names.key(name)] do
    i = i + 1
    name = ("%s %s %d"):format(out.current, what, i)
  end
  out.taken[names.key(name)] = true
  return name
end

local function table_lines(it)
  local xs, ys = {}, {}
  for i, x in ipairs(it.xs) do xs[i], ys[i] = number(x):gsub("[()]", ""), number(it.ys[i]):gsub("[()]", "") end
  return ('        <gf type="%s">\n          <xpts>%s</xpts>\n          <ypts>%s</ypts>\n        </gf>\n'):format(
    it.is_extrapolated and "extrapolate" or "continuous", table.concat(xs, ","), table.concat(ys, ","))
end

local function variable(kind, name, lines, out)
  out[#out + 1] = ('      <%s name="%s">\n%s      </%s>\n'):format(kind, escaped(name), lines, kind)
end

-- Parentheses around the whole say nothing.
local function equation(text)
  if text:sub(1, 1) == "(" and text:match "^%b()" == text and not text:find '"' then text = text:sub(2, -2) end
  return ("        <eqn>%s</eqn>\n"):format(escaped(text))
end

local function chain(it, out)
  local x, duration = text_of(it.x, out), text_of(it.duration, out)
  local start, call = it.start and ", " .. text_of(it.start, out) or "", it.chain == "smooth" and "SMTH" or "DELAY"
  if it.order == 1 or it.order == 3 then return ("%s%d(%s, %s%s)"):format(call, it.order, x, duration, start) end
  return ("%sN(%s, %s, %d%s)"):format(call, x, duration, it.order, start)
end

function text_of(object, out)
  local it = quantity.parts(object)
  if it.name then return name_text(it.name) end
  if it.value then return number(it.value) end
  if it.date then return number(build.month(it.date) - out.clock.first + 0.0) end
  if it.family then return text_of(mean_of(it, out), out) end
  if it.chain then return chain(it, out) end
  if it.lua then error(("'%s' is a Lua function, which XMILE has not"):format(out.current), 0) end
  if it.xs then
    local x, name = text_of(it.x, out), new_name("lookup", out)
    variable("aux", name, equation(x) .. table_lines(it), out.extra)
    return name_text(name)
  end
  out.depth = out.depth + 1
  if out.depth > 140 then error(("'%s' is nested too deep to be written: name some of its parts"):format(out.current), 0) end
  local made = operation(it, out)
  out.depth = out.depth - 1
  return made
end

-- --- variables ----------------------------------------------------------------------------------------------------

local function notes(unit, out)
  local lines = unit and ("        <units>%s</units>\n"):format(escaped(unit)) or ""
  if #out.doc > 0 then lines = ("        <doc>%s</doc>\n"):format(escaped(table.concat(out.doc, "; "))) .. lines end
  return lines
end

-- The names of the flows; an expression becomes a flow of its own.
local function flow_names(list, tag, out)
  local lines = {}
  for i, each in ipairs(list) do
    local name = quantity.parts(each).name
    if not name or out.used_as_flow[name] == nil then
      local text = text_of(each, out)
      name = new_name(tag, out)
      variable("flow", name, equation(text), out.extra)
    end
    lines[i] = ("        <%s>%s</%s>\n"):format(tag, escaped(name_text(name)), tag)
  end
  return table.concat(lines)
end

local function write_one(name, definitions, out)
  local it = quantity.parts(definitions[name])
  out.current, out.doc, out.depth, out.extra = name, {}, 0, {}
  if it.stock then
    local start = text_of(it.start, out)
    local flows = flow_names(it.inflows, "inflow", out) .. flow_names(it.outflows, "outflow", out)
    variable("stock", name, equation(start) .. flows .. notes(it.unit, out), out)
  elseif it.xs then
    local x = text_of(it.x, out)
    variable(out.used_as_flow[name] and "flow" or "aux", name, equation(x) .. table_lines(it) .. notes(it.unit, out), out)
  else
    local text = text_of(definitions[name], out)
    variable(out.used_as_flow[name] and "flow" or "aux", name, equation(text) .. notes(it.unit, out), out)
  end
  table.move(out.extra, 1, #out.extra, #out + 1, out) -- after the variable that they belong to
end

-- What is a flow of one stock: a named quantity that is no stock.
local function flows_in(definitions)
  local used = {}
  for _, object in pairs(definitions) do
    local it = quantity.parts(object)
    for _, list in ipairs(it.stock and { it.inflows, it.outflows } or {}) do
      for _, each in ipairs(list) do
        local name = quantity.parts(each).name
        if name and definitions[name] and not quantity.parts(definitions[name]).stock then used[name] = true end
      end
    end
  end
  return used
end

--- The file's text. Raises what XMILE can't hold, with the name of the quantity.
function writer.text(definitions, order, clock, marking)
  local about = clock.first and ("A model of months: time 0 is the beginning of %s."):format(clock.from) or "A model of glocal."
  if marking ~= "TLP:CLEAR" then about = marking .. ". " .. about end
  local out = { clock = clock, taken = {}, used_as_flow = flows_in(definitions) }
  for _, name in ipairs(order) do
    if names.key(name) == "time" then error("'time' is the time in XMILE: give that quantity another name", 0) end
    if out.taken[names.key(name)] then error(("XMILE has one name for '%s' and another quantity: rename one"):format(name), 0) end
    out.taken[names.key(name)] = true
  end
  for _, name in ipairs(order) do write_one(name, definitions, out) end
  local head = ([[
<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
  <header>
    <vendor>glocal</vendor>
    <product version="0.1" lang="en">glocal</product>
    <caption>%s</caption>
  </header>
  <sim_specs method="%s" time_units="%s">
    <start>%s</start>
    <stop>%s</stop>
    <dt>%s</dt>
%s  </sim_specs>
  <model>
    <variables>
]]):format(escaped(about), clock.method == "rk4" and "RK4" or "Euler", escaped(clock.first and "months" or clock.unit or "time"),
    number(clock.start):gsub("[()]", ""), number(clock.stop):gsub("[()]", ""), number(clock.dt),
    clock.every > 1 and ("    <save_step>%s</save_step>\n"):format(number(clock.every * clock.dt)) or "")
  return head .. table.concat(out) .. "    </variables>\n  </model>\n</xmile>\n"
end

return writer
