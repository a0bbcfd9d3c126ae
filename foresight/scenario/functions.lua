--- functions.lua: what is calculated with quantities, under names of their own, so that a number may come first: model.min(5, m.x).
--- Each is a method of quantities too: m.x:min(5).
--
-- Example:  m.queue = model.max(0, m.arrivals - m.capacity)   m.is_long = m.queue:above(100)

local core = require "glocal.core"
local quantity = require "foresight.scenario.quantity"

local methods = quantity.methods
local functions = {}

--- The value without its sign.
--- @function model.abs
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.abs(-2)) --> abs(-2)
function functions.abs(x) return methods.abs(x) end

--- e to the power of the quantity.
--- @function model.exp
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.exp(1)) --> exp(1)
function functions.exp(x) return methods.exp(x) end

--- The natural logarithm; a draw in which the quantity is not above 0 has none, and is counted.
--- @function model.log
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.log(2)) --> log(2)
function functions.log(x) return methods.log(x) end

--- The square root.
--- @function model.sqrt
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.sqrt(2)) --> sqrt(2)
function functions.sqrt(x) return methods.sqrt(x) end

--- The sine of an angle in radians.
--- @function model.sin
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.sin(2)) --> sin(2)
function functions.sin(x) return methods.sin(x) end

--- The cosine of an angle in radians.
--- @function model.cos
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.cos(2)) --> cos(2)
function functions.cos(x) return methods.cos(x) end

--- The tangent of an angle in radians.
--- @function model.tan
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.tan(2)) --> tan(2)
function functions.tan(x) return methods.tan(x) end

--- The angle, in radians, of that sine.
--- @function model.asin
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.asin(1)) --> asin(1)
function functions.asin(x) return methods.asin(x) end

--- The angle, in radians, of that cosine.
--- @function model.acos
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.acos(1)) --> acos(1)
function functions.acos(x) return methods.acos(x) end

--- The angle, in radians, of that tangent.
--- @function model.atan
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.atan(1)) --> atan(1)
function functions.atan(x) return methods.atan(x) end

--- The largest whole number that is not above the quantity.
--- @function model.floor
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.floor(2.5)) --> floor(2.5)
function functions.floor(x) return methods.floor(x) end

--- The nearest whole number.
--- @function model.round
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.round(2.5)) --> round(2.5)
function functions.round(x) return methods.round(x) end

--- What the quantity is at the beginning, at every time.
--- @function model.initial
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.initial(2)) --> initial(2)
function functions.initial(x) return methods.initial(x) end

--- 1 where the quantity is 0, else 0.
--- @function model.negation
--- @param x number|quantity of which
--- @return quantity at every time of every draw
--- @since 0.1
--- @example tostring(model.negation(0)) --> negation(0)
function functions.negation(x) return methods.negation(x) end

--- 1 in the draws and at the times in which the first is below the second, else 0.
--- @function model.less
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.less(1, 2)) --> less(1, 2)
function functions.less(a, b) return methods.less(a, b) end

--- 1 where the first is not above the second, else 0.
--- @function model.at_most
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.at_most(1, 2)) --> at_most(1, 2)
function functions.at_most(a, b) return methods.at_most(a, b) end

--- 1 where the first is above the second, else 0.
--- @function model.above
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.above(1, 2)) --> above(1, 2)
function functions.above(a, b) return methods.above(a, b) end

--- 1 where the first is not below the second, else 0.
--- @function model.at_least
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.at_least(1, 2)) --> at_least(1, 2)
function functions.at_least(a, b) return methods.at_least(a, b) end

--- 1 where both are the same, else 0.
--- @function model.equal
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.equal(1, 2)) --> equal(1, 2)
function functions.equal(a, b) return methods.equal(a, b) end

--- 1 where they differ, else 0.
--- @function model.unequal
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.unequal(1, 2)) --> unequal(1, 2)
function functions.unequal(a, b) return methods.unequal(a, b) end

--- 1 where neither is 0, else 0.
--- @function model.both
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.both(1, 2)) --> both(1, 2)
function functions.both(a, b) return methods.both(a, b) end

--- 1 where one of them is not 0, else 0.
--- @function model.either
--- @param a number|quantity the first
--- @param b number|quantity the second
--- @return quantity 1 or 0
--- @since 0.1
--- @example tostring(model.either(1, 2)) --> either(1, 2)
function functions.either(a, b) return methods.either(a, b) end

--- One quantity where a condition is not 0, another where it is.
--- @function model.choose
--- @param condition number|quantity such as m.x:above(5)
--- @param yes number|quantity where it holds
--- @param no number|quantity where it does not
--- @return quantity one of the two
--- @since 0.1
--- @example tostring(model.choose(1, 2, 3)) --> choose(1, 2, 3)
function functions.choose(condition, yes, no) return methods.choose(condition, yes, no) end

--- The least of quantities.
--- @function model.min
--- @param ... number|quantity two or more
--- @return quantity the least of them, draw by draw
--- @since 0.1
--- @example tostring(model.min(1, 2)) --> min(1, 2)
function functions.min(...) return methods.min(...) end

--- The largest of quantities.
--- @function model.max
--- @param ... number|quantity two or more
--- @return quantity the largest of them, draw by draw
--- @since 0.1
--- @example tostring(model.max(1, 2)) --> max(1, 2)
function functions.max(...) return methods.max(...) end

--- A table looked up: straight lines between its points, level beyond them.
--- @function model.lookup
--- @param x number|quantity where
--- @param points table {{x, y}, ...}, x rising
--- @param options? table
--- @option extrapolated? boolean = false the first and the last line go on beyond the points
--- @option unit? string of what is looked up
--- @return quantity the value there
--- @since 0.1
--- @example tostring(model.lookup(5, {{0, 1}, {10, 2}})) --> lookup(5, 2 points)
function functions.lookup(x, points, options) return methods.lookup(x, points, options) end

--- The quantity as it was some time ago.
--- @function model.delay
--- @param x number|quantity what
--- @param duration number|quantity how long ago, in the model's time
--- @param start? number|quantity = (the quantity at the beginning) before that time has passed
--- @return quantity what it was
--- @since 0.1
--- @example tostring(model.delay(5, 2)):match "^delay" --> delay
function functions.delay(x, duration, start) return methods.delay(x, duration, start) end

--- The quantity smoothed: it is followed after a while, and jumps are rounded.
--- @function model.smooth
--- @param x number|quantity what is followed
--- @param duration number|quantity how long it takes on average, in the model's time
--- @param options? table
--- @option order? integer = 1 of how many stages
--- @option start? number|quantity = (the quantity at the beginning) what it is first
--- @return quantity the smoothed quantity
--- @since 0.1
--- @example tostring(model.smooth(5, 2)) --> smooth(5, 2)
function functions.smooth(x, duration, options) return methods.smooth(x, duration, options) end

--- A flow that comes out later, all of it: what is on the way is kept.
--- @function model.material_delay
--- @param x number|quantity what goes in per unit of time
--- @param duration number|quantity how long it is on the way on average, in the model's time
--- @param options? table
--- @option order? integer = 3 of how many stages
--- @option start? number|quantity = (the quantity at the beginning) what comes out first
--- @return quantity what comes out per unit of time
--- @since 0.1
--- @example tostring(model.material_delay(5, 2)) --> material_delay(5, 2)
function functions.material_delay(x, duration, options) return methods.material_delay(x, duration, options) end

--- What a Lua function makes of quantities, for what the operators can't say. It is called for each draw (and at each step, where what
--- it is given changes in time), on one thread: some fifty times slower than an operator, as m:explain() says. The same numbers must
--- always make the same number of it, else a run can't be repeated.
--- @function model.lua
--- @param f function of as many numbers as there are quantities; it gives a number
--- @param ... number|quantity at most seven, of which the function gets the numbers of a draw
--- @return quantity at every time of every draw
--- @raises a function that is not written in Lua; when the model runs: what the function raises, what is no number, with the quantity's name
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x = model.uniform{low=0, high=1}
--- @example m.y = model.lua(function(x) return x > 0.5 and 10 or 0 end, m.x)
--- @example math.abs(m:run{draws=10000}:summary().mean[1] - 5) < 0.2 --> true
function functions.lua(f, ...)
  local inputs = table.pack(...)
  if inputs.n > 7 then error(("a Lua function takes at most 7 quantities, got %d"):format(inputs.n), 0) end
  for i = 1, inputs.n do inputs[i] = quantity.of(inputs[i], ("argument %d of the function"):format(i)) end
  inputs.n = nil
  return quantity.new { lua = f, inputs = inputs }
end

--- The families of distributions.
--- @function model.families
--- @return table their names
--- @since 0.1
--- @example type(model.families()) --> table
function functions.families() return core.families() end

return functions
