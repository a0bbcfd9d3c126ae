--- clock.lua: the times of an XMILE file: start, stop, dt, how often results are saved, and by which method.
--
-- Example:  clock.of(root, fault) --> {start=0, stop=30, dt=0.125, unit="minutes", method="euler"}
-- Reference: XMILE 1.0, 2.3 and 3.4.

local clock = {}

-- Of a list such as "gear, rk4" the first that is known; rk2 falls back on rk4, as the standard says.
local METHODS = { euler = "euler", rk4 = "rk4", rk2 = "rk4" }

local function method_of(text, fault, line)
  for each in text:gmatch "[^,%s]+" do
    if METHODS[each:lower()] then return METHODS[each:lower()] end
  end
  fault(line, "the method '%s' is not read: Euler and RK4 are", text)
end

local function number_of(element, name, fault)
  local text = element:text_of(name)
  if not text then return nil end
  local value = tonumber(text)
  if not value or value ~= value or value - value ~= 0 then
    fault(element:child(name).line, "<%s> must be a number, got '%s'", name, text:sub(1, 40))
  end
  return value + 0.0
end

-- The time between two rows of the results, from <save_step> or the attribute of Stella.
local function save_of(specs, fault)
  local save = number_of(specs, "save_step", fault) or number_of(specs, "savestep", fault)
  local text = specs.attributes["isee:save_interval"] or specs.attributes.save_interval
  return save or text and tonumber(text) or nil
end

--- The options of a model, from <sim_specs> of the file or its main model. Vensim writes RK4 into every file that it exports, whatever
--- the model uses (in the community's tests all of them have outputs of Euler's method): `is_exported` says that it is one of those.
function clock.of(root, main, fault, is_exported)
  local specs = root:child "sim_specs" or main:child "sim_specs"
  if not specs then fault(root.line, "there is no <sim_specs>, which says from when until when") end
  local start, stop = number_of(specs, "start", fault), number_of(specs, "stop", fault)
  if not start or not stop then fault(specs.line, "<sim_specs> needs <start> and <stop>") end
  if stop <= start then fault(specs.line, "<stop> must come after <start>, %g, got %g", start, stop) end
  local dt = number_of(specs, "dt", fault) or 1.0
  if dt <= 0 then fault(specs.line, "<dt> must be above 0, got %g", dt) end
  local is_reciprocal = specs:child "dt" and (specs:child "dt".attributes.reciprocal or ""):lower() == "true"
  if is_reciprocal then dt = 1 / dt end
  local save, unit = save_of(specs, fault), specs.attributes.time_units
  if unit and not unit:find "%S" then unit = nil end
  return { start = start, stop = stop, dt = dt, save = save and save > 0 and save or nil, unit = unit,
    method = is_exported and "euler" or method_of(specs.attributes.method or "euler", fault, specs.line) }
end

return clock
