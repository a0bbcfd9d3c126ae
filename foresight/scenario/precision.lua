--- precision.lua: a run of a model that doubles its draws until the mean of a quantity is precise enough.
--
-- Example:  r = m:run {precision = 0.01, of = "waiting"}   r.draws

local number = require "foresight.shared.number"

local precision = {}

local MOST = 10000000 -- draws, where nothing else is said

local function refuse(option, message, ...)
  error(("bad argument '%s' to 'run': "):format(option) .. message:format(...), 0)
end

local function check(options)
  if type(options.of) ~= "string" then
    refuse("precision", "it needs of=, the quantity whose mean is to be precise, as in precision=0.01, of=\"waiting\"")
  end
  if options.precision <= 0 or options.precision ~= options.precision then
    refuse("precision", "expected a number above 0, got %g", options.precision)
  end
  if options.shard then refuse("precision", "parts of a run can't know how precise the whole is: give draws= with shard=") end
  if (options.most_draws or MOST) < (options.draws or 1) then
    refuse("most_draws", "expected at least draws, %d, got %d", options.draws, options.most_draws)
  end
end

-- The largest error of the mean over the rows, as a share of the mean or in the quantity's unit.
local function reached(result, options)
  local rows, worst = result:summary { quantity = options.of, at = options.at }, 0
  for i = 1, #rows do
    local mean, error_of = rows.mean[i], rows.error[i]
    if not mean or not error_of then return math.huge end -- no draw of it is a number
    if error_of > 0 then
      worst = math.max(worst, options.absolute and error_of or mean ~= 0 and error_of / math.abs(mean) or math.huge)
    end
  end
  return worst
end

local function shown(value, options)
  return options.absolute and number.shown(value) or ("%.3g %%"):format(100 * value)
end

-- What is said of it: by how much, in which rows, and whether it was reached.
local function note_of(options, worst, draws)
  local is_reached = worst <= options.precision
  local found = worst == math.huge and "without bound" or shown(worst, options) .. (options.absolute and "" or " of the mean")
  local said = ("%s of the mean of '%s'%s: %s, %s wanted"):format(options.at and "Error" or "Largest error", options.of,
    options.at and (" at " .. options.at) or " over all rows", found, shown(options.precision, options))
  if is_reached then return said end
  return ("%s: not reached in %s draws, most_draws= allows more%s"):format(said, number.shown(draws), options.absolute and "" or
    "; where a mean is near 0, absolute=true takes the precision in its unit")
end

--- Raises where an option that goes with precision is given without it.
function precision.check_alone(options)
  for _, name in ipairs { "of", "at", "absolute", "most_draws" } do
    if options[name] ~= nil then refuse(name, "it goes with precision=, as in precision=0.01, of=\"waiting\"") end
  end
end

--- Runs by `once(options)`, which gives a run or nil, message, code, with as many draws as it takes.
function precision.run(options, once)
  check(options)
  local draws, most = math.tointeger(options.draws or 10000), math.tointeger(options.most_draws or MOST)
  local own = {}
  for key, value in pairs(options) do own[key] = value end
  while true do
    own.draws = draws
    local result, message, code = once(own)
    if not result then return nil, message, code end
    local worst = reached(result, options)
    if worst <= options.precision or draws >= most then
      own.precision_note = note_of(options, worst, draws)
      return result
    end
    draws = math.min(2 * draws, most)
  end
end

return precision
