--- sample.lua: the numbers that a distribution is made of: a list, or a column of a frame, with its marking and unit.
--
-- Example:  values, unit, source, missing = sample.of({of = frame, column = "count"}, "fitted")

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"

local sample = {}

--- A frame with the marking of frames and that which lists bring along that were taken out of frames; nil where they bring none.
function sample.source_of(...)
  local markings = {}
  for i = 1, select("#", ...) do
    local given = select(i, ...)
    markings[i] = call.is_frame(given) and given:marking() or core.taken_marking(given)
  end
  local frame = core.frame({ { value = 0 } }, { marking = table.concat(markings, " ") })
  return frame:marking() ~= "TLP:CLEAR" and frame or nil
end

--- A list of numbers, of which each is named where it is none.
function sample.numbers(list, what)
  local made = {}
  for i, value in ipairs(list) do
    if type(value) ~= "number" then error(("%s %d must be a number, got %s"):format(what, i, type(value)), 0) end
    made[i] = value
  end
  if #made == 0 then error(("there must be a %s at least"):format(what), 0) end
  return made
end

-- The figures of a column, those that are missing left out.
local function of_column(frame, name)
  if not frame:has(name) then
    error(("the frame has no column '%s'%s"):format(name, hint.of(name, frame:columns(), "it has")), 0)
  end
  local kind, unit = frame:type(name)
  if kind ~= "integer" and kind ~= "real" then error(("column '%s' has no numbers"):format(name), 0) end
  local values, missing = {}, 0
  for i = 1, #frame do
    local value = frame:get(i, name)
    if value ~= nil then values[#values + 1] = value else missing = missing + 1 end
  end
  return values, unit, missing
end

--- The numbers of `options.of`, a list or a frame with `options.column` ("count"): their unit, the frame whose marking they have
--- (nil: none), how many were missing. Messages are in the name of `called`.
function sample.of(options, called)
  if options.of == nil then
    error(("bad argument 'of' to 'model.%s': it needs the figures, a list of numbers or a frame"):format(called), 0)
  end
  if type(options.of) ~= "userdata" then
    return sample.numbers(options.of, "value"), nil, sample.source_of(options.of), 0
  end
  local values, unit, missing = of_column(options.of, options.column or "count")
  return values, unit, options.of, missing
end

return sample
