--- call.lua: a call as one would type it, for the origin of its result; and the check of its argument names.
--
-- Example:  call.text("rollup", {zone="BE", every="month"}, {"zone", "every"})   --> rollup{zone="BE", every="month"}

local hint = require "foresight.shared.hint"

local call = {}

local function value_text(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return type(value) == "userdata" and "..." or tostring(value) end
  local parts, names = {}, {}
  for i, item in ipairs(value) do parts[i] = value_text(item) end
  for name in pairs(value) do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do parts[#parts + 1] = name .. "=" .. value_text(value[name]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- The call with its arguments in the order of `names`; `meant` are the values of arguments that were not given but
--- differ from day to day, so that the call can be repeated.
function call.text(name, spec, names, meant)
  local parts = {}
  for _, argument in ipairs(names) do
    local value = spec[argument]
    if value == nil and meant then value = meant[argument] end
    if value ~= nil then parts[#parts + 1] = argument .. "=" .. value_text(value) end
  end
  return name .. "{" .. table.concat(parts, ", ") .. "}"
end

--- Raises for an argument that the function does not have, naming the nearest.
function call.check(name, spec, names)
  if type(spec) ~= "table" then
    error(("bad argument #1 to '%s': expected a table, as in %s{zone=\"BE\"}, got %s"):format(name, name, type(spec)), 3)
  end
  local known = {}
  for _, argument in ipairs(names) do known[argument] = true end
  for argument in pairs(spec) do
    if not known[argument] then
      error(("bad argument to '%s': there is no '%s'%s"):format(name, tostring(argument),
        hint.of(argument, names, "it takes")), 3)
    end
  end
end

--- Whether the value is a frame.
function call.is_frame(value)
  return type(value) == "userdata" and (getmetatable(value) or {}).__name == "glocal.frame"
end

--- The value as a list: a list as it is, one value as a list of it, nil as an empty list.
function call.list(value)
  if value == nil then return {} end
  if type(value) == "table" then return value end
  return { value }
end

return call
