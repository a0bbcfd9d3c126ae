--- call.lua: calls of declared functions: the one check of what they are given, and a call as one would type it, for the
--- origin of its result.
--
-- Example:  glocal.rollup = call.checked(rollup)   glocal.rollup{zoen="BE"}   --> there is no 'zoen', did you mean 'zone'?

local core = require "glocal.core"
local hint = require "foresight.shared.hint"

local call = {}

-- What is declared is read at the first call, so that the shell opens at once.
local declared = setmetatable({}, { __index = function(_, name) return require "foresight.shared.declared"[name] end })

-- --- types --------------------------------------------------------------------------------------------------------

local NAMES = {
  string = "a text", integer = "a whole number", number = "a number", boolean = "true or false", table = "a table",
  ["function"] = "a function", frame = "a frame", store = "a store", tree = "a tree", ["file*"] = "an open file",
  quantity = "a quantity of a model", model = "a model", run = "a run of a model", plan = "a plan",
}

-- "string[]" is a list of texts; what comes from the columns of a frame is called so, and whole numbers by their unit.
local function name_of_type(kind, parameter)
  if parameter.set == "column" then return kind == "string" and "the name of a column" or "a list of them" end
  if kind == "integer" and parameter.unit and parameter.unit:find "^%a+s$" then return "a whole number of " .. parameter.unit end
  local item = kind:match "^(.*)%[%]$"
  if item then return "a list of " .. (NAMES[item] or item):gsub("^an? ", ""):gsub("true or false", "boolean") .. "s" end
  return NAMES[kind:match "^%w+%*?" or kind] or kind
end

-- The values of the core show their name in place of their metatable.
local function userdata_name(value)
  return type(value) == "userdata" and getmetatable(value)
end

local is_of_type = {
  any = function() return true end,
  integer = function(value) return type(value) == "number" and math.tointeger(value) ~= nil end,
  ["file*"] = function(value) return io.type(value) ~= nil end,
}
for _, each in ipairs { "frame", "store", "tree", "cells" } do
  is_of_type[each] = function(value) return userdata_name(value) == "glocal." .. each end
end

-- What scripts see in place of the metatable of a model and its parts names their kind.
for _, each in ipairs { "quantity", "model", "run", "plan" } do
  is_of_type[each] = function(value)
    local shown_meta = type(value) == "table" and getmetatable(value)
    return type(shown_meta) == "table" and shown_meta.__name == "glocal." .. each
  end
end

local function fits_one(value, kind)
  local item = kind:match "^(.*)%[%]$"
  if item then
    if type(value) ~= "table" then return false end
    for _, each in ipairs(value) do
      if not fits_one(each, item) then return false end
    end
    return true
  end
  local is_it = is_of_type[kind]
  if is_it then return is_it(value) end
  return type(value) == kind:match "^%a+"
end

-- The types of "string|table<string, string|number>", which a bar in brackets does not part.
local function types_of(text)
  local kinds, depth, from = {}, 0, 1
  for i = 1, #text + 1 do
    local c = text:sub(i, i)
    if c == "<" then depth = depth + 1 elseif c == ">" then depth = depth - 1 end
    if (c == "|" and depth == 0) or c == "" then
      kinds[#kinds + 1] = text:sub(from, i - 1):gsub("%?$", "")
      from = i + 1
    end
  end
  return kinds
end

local function shown(value)
  if value == nil then return "nothing" end
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) == "number" or type(value) == "boolean" then return tostring(value) end
  return (userdata_name(value) or type(value)):gsub("^glocal%.", "a ")
end

-- What is wrong with a list in which a value is missing: those behind it would be passed over in silence.
local function gap_of(list)
  local last = 0
  for i in ipairs(list) do last = i end
  for key in next, list do
    if math.type(key) == "integer" and (key > last or key < 1) then
      return ("the list has a value at %d and none at %d"):format(key, last + 1)
    end
  end
end

-- What is wrong with a value, or nil: "expected a whole number, got "x"".
local function wrong_type(parameter, value)
  parameter.types = parameter.types or types_of(parameter.type)
  local names = {}
  for i, kind in ipairs(parameter.types) do
    if fits_one(value, kind) then
      return type(value) == "table" and kind ~= "any[]" and kind:find "%[%]$" and gap_of(value) or nil
    end
    names[i] = name_of_type(kind, parameter)
  end
  return ("expected %s, got %s"):format(table.concat(names, " or "), shown(value))
end

-- --- names and values ---------------------------------------------------------------------------------------------

-- "a", "b" or "c"
local function either(values)
  local count = #values
  if count == 1 then return ("%q"):format(values[1]) end
  return ('"%s" or "%s"'):format(table.concat(values, '", "', 1, count - 1), values[count])
end

local function wrong_value(parameter, value)
  if not parameter.values then return nil end
  for _, each in ipairs(type(value) == "table" and value or { value }) do
    local is_known = type(each) ~= "string"
    for _, known in ipairs(parameter.values) do is_known = is_known or known == each end
    if not is_known then
      local near = hint.of(each, parameter.values)
      return ("there is no '%s'%s"):format(each, near ~= "" and near or ": use " .. either(parameter.values))
    end
  end
end

local function short_name(entry)
  return entry.name:match "[%w_]+:([%w_]+)$" or entry.name
end

local function option_names(entry)
  local names = {}
  for i, each in ipairs(declared.options(entry)) do names[i] = each.name end
  return names
end

local function wrong_option(entry, option)
  local names = option_names(entry)
  return ("bad argument to '%s': there is no '%s'%s"):format(short_name(entry), tostring(option),
    hint.of(option, names, "it takes"))
end

-- --- the check ----------------------------------------------------------------------------------------------------

-- What is wrong with a table of options, or nil.
local function fault_of_options(entry, given)
  local by_name = {}
  for _, each in ipairs(entry.parameters) do
    if each.is_option then by_name[each.name] = each end
  end
  for name, value in pairs(given) do
    local option = by_name[name]
    if not option then return wrong_option(entry, name) end
    local wrong = wrong_type(option, value) or wrong_value(option, value)
    if wrong then return ("bad argument '%s' to '%s': %s"):format(name, short_name(entry), wrong) end
  end
end

local function fault_of_argument(entry, place, parameter, value, has_options)
  -- What must be there besides, the function asks for in its own words.
  if value == nil and (parameter.is_optional or not has_options) then return nil end
  local wrong = wrong_type(parameter, value) or wrong_value(parameter, value)
  if wrong and has_options then
    wrong = wrong:gsub("a table", ("a table, as in %s{%s=...}"):format(short_name(entry), option_names(entry)[1]))
  end
  if wrong then return ("bad argument #%d to '%s': %s"):format(place, short_name(entry), wrong) end
end

local function has_table(parameter)
  return parameter.type:find "table" ~= nil
end

-- The argument that holds the options: the last that may be a table.
local function options_place(entry, arguments)
  if #arguments == #entry.parameters then return nil end
  for i = #arguments, 1, -1 do
    if has_table(arguments[i]) then return i end
  end
end

local function fault_of(entry, ...)
  local shape = entry.shape
  if not shape then
    local arguments = declared.arguments(entry)
    local last = arguments[#arguments]
    shape = { arguments = arguments, options = options_place(entry, arguments), is_open = last and last.name == "...",
      first = entry.name:find(":", 1, true) and 1 or 0 }
    entry.shape = shape
  end
  local arguments, count = shape.arguments, select("#", ...) - shape.first
  if count > #arguments and not shape.is_open then
    local names = {}
    for i, each in ipairs(arguments) do names[i] = each.name end
    return ("bad argument #%d to '%s': it takes %s"):format(#arguments + 1, short_name(entry),
      #names > 0 and ("%d: %s"):format(#names, table.concat(names, ", ")) or "no arguments")
  end
  for i = 1, #arguments do
    local value = select(i + shape.first, ...)
    local fault = fault_of_argument(entry, i, arguments[i], value, i == shape.options)
    local has_options = i == shape.options or arguments[i].name == "spec" -- a frame or a spec, and options of either
    if not fault and has_options and type(value) == "table" then fault = fault_of_options(entry, value) end
    if fault then return fault end
  end
  for i = 1, #arguments do -- the function would look into it before it says anything in its own words
    if select(i + shape.first, ...) == nil and arguments[i].type == "frame" and not arguments[i].is_optional then
      return ("bad argument #%d to '%s': expected a frame, got nothing"):format(i, short_name(entry))
    end
  end
end

-- --- the files of the analyst's home ------------------------------------------------------------------------------

local function in_home(path)
  local rest = type(path) == "string" and path:match "^~(/.*)$"
  local home = rest and os.getenv "HOME"
  return home and home .. rest or path
end

-- The options with `~/` as in the system's shell; a copy where there is one.
local function options_in_home(entry, given)
  if type(given) ~= "table" then return given end
  local copy
  for _, each in ipairs(entry.parameters) do
    local path = each.is_option and each.set == "file" and given[each.name]
    if path and in_home(path) ~= path then
      if not copy then
        copy = {}
        for name, value in pairs(given) do copy[name] = value end
      end
      copy[each.name] = in_home(path)
    end
  end
  return copy or given
end

local function has_files(entry)
  for _, each in ipairs(entry.parameters) do
    if each.set == "file" then return true end
  end
  return false
end

-- The arguments with the names of files in the home of the one who types.
local function expanded(entry, ...)
  local shape, given = entry.shape, table.pack(...)
  for i, each in ipairs(shape.arguments) do
    local place = i + shape.first
    if each.set == "file" then given[place] = in_home(given[place]) end
    if i == shape.options then given[place] = options_in_home(entry, given[place]) end
  end
  return table.unpack(given, 1, given.n)
end

-- The capability that the function needs and this state was opened without.
local function missing_capability(entry)
  for _, need in ipairs(entry.needs) do
    if not core.capabilities[need] then return need end
  end
end

local function lacking_text(name, capability)
  return ("'%s' needs %s, which this session was opened without"):format(name, capability)
end

local is_checked = setmetatable({}, { __mode = "k" })

--- The function, with a check of all it is given and of what the state may do before each call. `entry` is the place of its
--- declaration among those of the core; that of a function in Lua stands above it. Both are read at the first call, so that the
--- shell, and the state of a pack, open at once.
function call.checked(f, entry)
  if is_checked[f] or not entry and debug.getinfo(f, "S").what == "C" then return f end
  local is_known, lacking, takes_files = false, nil, false
  local function checked(...)
    if not is_known then
      entry = entry and declared.finished(core.declaration(entry)) or declared.of_function(f)
      lacking = entry and missing_capability(entry)
      takes_files = entry and has_files(entry)
      is_known = true
    end
    if lacking then error(lacking_text(entry.name, lacking), 2) end
    local fault = entry and fault_of(entry, ...)
    if fault then error(fault, 2) end
    if takes_files then return f(expanded(entry, ...)) end
    return f(...)
  end
  is_checked[checked] = true
  return checked
end

--- The same for each declared function of a table, in its place; of one that can't be changed they are checked already.
function call.guard(functions)
  local meta = debug.getmetatable(functions)
  if meta and meta.is_frozen then return functions end
  for name, f in pairs(functions) do
    if type(f) == "function" then functions[name] = call.checked(f) end
  end
  return functions
end

-- What the core left out says so at its call.
local function refuse_lacking()
  for name, capability in pairs(core.lacking) do
    local noun, method = name:match "^([%w_]+):([%w_]+)$"
    local holder = noun and core[noun .. "_methods"] or not noun and core or nil
    if holder then holder[method or name] = function() error(lacking_text(name, capability), 2) end end
  end
end

--- The same for the functions in C that take options; of the others the core counts the arguments.
function call.guard_core()
  refuse_lacking()
  for full, place in pairs(core.with_options()) do
    local noun, name = full:match "^([%w_]+):([%w_]+)$"
    local holder = noun and core[noun .. "_methods"] or not noun and core or nil
    local f = holder and holder[name or full]
    if f then holder[name or full] = call.checked(f, place) end
  end
end

-- --- the call as text ---------------------------------------------------------------------------------------------

-- A call is written with at most so many values, tables in tables so deep; what is beyond is three dots. A table that stands in
-- others many times over has no end otherwise.
local MOST_VALUES, DEEPEST = 10000, 20

local function value_text(value, left, depth)
  left[1] = left[1] - 1
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return type(value) == "userdata" and "..." or tostring(value) end
  if left[1] < 0 or depth > DEEPEST then return "..." end
  local parts, names = {}, {}
  for i, item in ipairs(value) do
    if left[1] <= 0 then break end
    parts[i] = value_text(item, left, depth + 1)
  end
  for name in pairs(value) do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    if left[1] <= 0 then break end
    parts[#parts + 1] = name .. "=" .. value_text(value[name], left, depth + 1)
  end
  if left[1] <= 0 then parts[#parts + 1] = "..." end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- The call of a declared function with its options in order; `meant` are the values of options that were not given but
--- differ from day to day, so that the call can be repeated.
function call.text(f, spec, meant, name)
  local parts, left = {}, { MOST_VALUES }
  for _, option in ipairs(declared.options(declared.of_function(f))) do
    local value = spec[option.name]
    if value == nil and meant then value = meant[option.name] end
    if value ~= nil then parts[#parts + 1] = option.name .. "=" .. value_text(value, left, 1) end
  end
  return (name or "") .. "{" .. table.concat(parts, ", ") .. "}"
end

--- Whether the value is a frame.
function call.is_frame(value)
  return userdata_name(value) == "glocal.frame"
end

--- Raises unless the field is a whole number from `lowest` to `highest`, or nil.
function call.check_whole(spec, name, lowest, highest, callee)
  local value = spec[name]
  if value == nil then return end
  local whole = type(value) == "number" and math.tointeger(value)
  if not whole or whole < lowest or whole > highest then
    error(("bad argument '%s' to '%s': expected a whole number from %d to %d, got %s"):format(name, callee, lowest, highest,
      tostring(value)), 0)
  end
end

--- The value as a list: a list as it is, one value as a list of it, nil as an empty list.
function call.list(value)
  if value == nil then return {} end
  if type(value) == "table" then return value end
  return { value }
end

return call
