--- clock.lua: the time of a model: from when to when, in which steps, which rows its results have.
--
-- Example:  clock.of {from = "2026-01", months = 24}   --> {steps = 24, dt = 1, by_period = true ...}

local build = require "foresight.scenario.build"
local core = require "glocal.core"

local clock = {}

local function whole(value, what)
  local nearest = math.floor(value + 0.5)
  if not math.tointeger(nearest) or math.abs(value - nearest) > 1e-6 * math.max(1, nearest) then error(what, 0) end
  return math.tointeger(nearest)
end

local function calendar(options)
  local months = options.months
  if not months then error("a model from a month needs months=, how many", 0) end
  if months < 1 or months > 12000 then
    error(("bad argument 'months' to 'model': expected 1 to 12000, got %d"):format(months), 0)
  end
  if not options.from then error("a model of months needs from=, the first", 0) end
  local ok, first = pcall(build.month, options.from)
  if not ok or not first then
    error(("bad argument 'from' to 'model': expected a month such as \"2026-01\", got %q"):format(options.from), 0)
  end
  local dt = options.dt or 1
  if dt <= 0 or dt > 1 then
    error(("bad argument 'dt' to 'model': expected a part of a month, above 0 and at most 1, got %g"):format(dt), 0)
  end
  local every = whole(1 / dt, ("bad argument 'dt' to 'model': a month must be a whole number of steps, got dt=%g"):format(dt))
  return { first = first, from = core.period(options.from, "month"), months = months, start = 0, stop = months, dt = dt,
    every = every, steps = months * every, unit = "month", by_period = true }
end

local function numeric(options)
  local start, stop, dt = options.start or 0, options.stop, options.dt or 1
  if not stop then error("a model needs from= and months=, or start=, stop= and dt=", 0) end
  for name, value in pairs { start = start, stop = stop, dt = dt, save = options.save } do
    if value - value ~= 0 then error(("bad argument '%s' to 'model': expected a number, got %g"):format(name, value), 0) end
  end
  if stop <= start then
    error(("bad argument 'stop' to 'model': expected more than start, %g, got %g"):format(start, stop), 0)
  end
  if dt <= 0 then error(("bad argument 'dt' to 'model': expected a number above 0, got %g"):format(dt), 0) end
  local steps = whole((stop - start) / dt, ("bad argument 'dt' to 'model': from %g to %g is no whole number of steps of %g")
    :format(start, stop, dt))
  local every = options.save and whole(options.save / dt, "bad argument 'save' to 'model': expected a whole number of steps") or 1
  if steps % every ~= 0 then error("bad argument 'save' to 'model': the time must be a whole number of it", 0) end
  return { start = start, stop = stop, dt = dt, steps = steps, every = every, unit = options.unit, by_period = false }
end

--- The clock of what `model` is given; raises for times that do not fit.
function clock.of(options)
  local made = (options.from or options.months) and calendar(options) or numeric(options)
  made.method = options.method or "euler"
  return made
end

--- "model from 2026-01, 24 months".
function clock.text(it)
  return it.first and ("model from %s, %d months"):format(it.from, it.months) or ("model from %g to %g"):format(it.start, it.stop)
end

--- Raises where two models can't be set against each other, row by row, in the function `what`.
function clock.check_same(a, b, what)
  if a.start ~= b.start or a.steps // a.every ~= b.steps // b.every or a.dt * a.every ~= b.dt * b.every or a.first ~= b.first then
    error(("bad argument to '%s': the variant is a %s, and this a %s"):format(what, clock.text(b), clock.text(a)), 0)
  end
end

return clock
