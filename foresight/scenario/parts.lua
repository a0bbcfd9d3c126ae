--- parts.lua: what a model is made of besides distributions: stocks, events, steps and pulses, time.
--
-- Example:  m.waiting = model.stock {start = 2000, inflow = m.arrivals, outflow = m.waiting * m.rate}

local arrays = require "foresight.scenario.arrays"
local quantity = require "foresight.scenario.quantity"
local sample = require "foresight.scenario.sample"

local parts = {}

local function list_of(given, what)
  if given == nil then return {} end
  local source = sample.source_of(given)
  if type(given) ~= "table" or quantity.parts(given) then given = { given } end
  local flows = {}
  for i, each in ipairs(given) do flows[i] = quantity.marked(quantity.of(each, what), source) end
  return flows
end

--- A stock: what accumulates. It begins with `start` and changes by its flows, which are per unit of time.
--- @function model.stock
--- @param options table
--- @option start number|quantity what is there at the beginning
--- @option inflow? number|quantity|table what comes in per unit of time, or a list
--- @option outflow? number|quantity|table what goes out
--- @option unit? string the unit, such as "people"; flows are then in people/month
--- @return quantity the stock, to be named: m.NAME = model.stock{...}
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.waiting = model.stock{start=10, inflow=2}
--- @example m:run{draws=1}:summary().mean[2] --> 14.0
function parts.stock(options)
  return quantity.new { stock = true, start = quantity.of(options.start, "start of a stock"),
    inflows = list_of(options.inflow, "inflow of a stock"), outflows = list_of(options.outflow, "outflow of a stock"),
    unit = options.unit }
end

--- A fixed number with a unit.
--- @function model.constant
--- @param value number the number
--- @param options? table
--- @option unit? string the unit, such as "1/month"
--- @return quantity the number
--- @since 0.1
--- @example tostring(model.constant(0.3, {unit="1/month"})) --> 0.3
function parts.constant(value, options)
  return quantity.new { value = value, unit = options and options.unit }
end

local function when(value, what)
  return quantity.of(value, what, true)
end

local function operation(name, inputs, unit)
  return quantity.new { operation = name, inputs = inputs, unit = unit }
end

--- 0 before a time, a height from then on.
--- @function model.step
--- @param options table
--- @option from string|number|quantity a date, or the time since the beginning
--- @option height? number|quantity = 1 the height
--- @return quantity the step
--- @since 0.1
--- @example tostring(model.step{from="2026-06", height=3}) --> step(3, 2026-06)
function parts.step(options)
  local height = options.height == nil and 1 or options.height
  return operation("step", { quantity.of(height, "height of step"), when(options.from, "from of step") })
end

--- 0 before a time, then rising by a slope per unit of time, and level from another time on.
--- @function model.ramp
--- @param options table
--- @option from string|number|quantity a date, or the time since the beginning
--- @option to? string|number|quantity = (never) when it stops rising
--- @option slope? number|quantity = 1 per unit of time
--- @return quantity the ramp
--- @since 0.1
--- @example tostring(model.ramp{from="2026-06", to="2026-09", slope=3}) --> ramp(3, 2026-06, 2026-09)
function parts.ramp(options)
  local slope, to = options.slope == nil and 1 or options.slope, options.to == nil and 1e300 or options.to
  return operation("ramp", { quantity.of(slope, "slope of ramp"), when(options.from, "from of ramp"), when(to, "to of ramp") })
end

--- A height for some time, and again after each interval where one is given.
--- @function model.pulse
--- @param options table
--- @option from string|number|quantity a date, or the time since the beginning
--- @option lasts? number|quantity = 1 how long, in the model's time
--- @option every? number|quantity = (once) from one beginning to the next
--- @option height? number|quantity = 1 the height
--- @return quantity the pulse
--- @since 0.1
--- @example tostring(model.pulse{from="2026-06", lasts=2}) --> pulse(1, 2026-06, 2, 0)
function parts.pulse(options)
  local height, lasts, every = options.height, options.lasts, options.every
  return operation("pulse", { quantity.of(height == nil and 1 or height, "height of pulse"), when(options.from, "from of pulse"),
    quantity.of(lasts == nil and 1 or lasts, "lasts of pulse"), quantity.of(every == nil and 0 or every, "every of pulse") })
end

--- An event that may happen: 1 while it holds, in the draws in which it happens; else 0. The date may be uncertain itself.
--- @function model.event
--- @param options table
--- @option probability number|quantity that it happens at all
--- @option from string|number|quantity when, a date or the time since the beginning
--- @option lasts? number|quantity = (for good) how long it holds, in the model's time
--- @return quantity 1 or 0
--- @since 0.1
--- @example m = model{from="2026-01", months=3}
--- @example m.closed = model.event{probability=1, from="2026-02"}
--- @example m:run{draws=1}:summary().mean[1] --> 0.0
function parts.event(options)
  local happens = quantity.new { family = "bernoulli", parameters = { quantity.of(options.probability, "probability of event") } }
  local window = options.lasts == nil and parts.step { from = options.from }
    or parts.pulse { from = options.from, lasts = options.lasts }
  return operation("multiply", { happens, window })
end

--- The sum of quantities, or of an array over an axis.
--- @function model.sum
--- @param list table|array quantities and numbers; an array
--- @param axis? string = (all) the axis of the array to sum over
--- @return quantity|array the sum; of an array with other axes an array over those
--- @since 0.1
--- @example tostring(model.sum{1, 2}) --> sum(1, 2)
function parts.sum(list, axis)
  if arrays.parts(list) then return arrays.sum(list, axis) end
  if axis then error("a sum over an axis needs an array", 0) end
  local inputs = {}
  for i, each in ipairs(list) do inputs[i] = quantity.of(each, ("item %d of sum"):format(i)) end
  if #inputs == 0 then error("a sum needs at least one quantity", 0) end
  return quantity.marked(operation("sum", inputs), sample.source_of(list))
end

parts.time = operation("time", {})
parts.dt = operation("dt", {})

return parts
