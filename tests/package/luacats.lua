--- luacats.lua: reads the file for editors as a language server would: it is Lua, each annotation is well formed, each type
--- that is named is known, and each parameter belongs to the function below it. Says what is wrong; silent when nothing is.
--
-- Example:  lua5.4 luacats.lua docs/glocal.lua

local path = arg[1]
local known = { string = true, number = true, integer = true, boolean = true, table = true, any = true, ["nil"] = true,
                ["function"] = true, fun = true, userdata = true, file = true } -- file*: what io.open gives
local faults = {}
local function fault(line, text) faults[#faults + 1] = ("%s:%d: %s"):format(path, line, text) end

local _, message = loadfile(path)
if message then fault(0, message) end
for line in io.lines(path) do
  local class = line:match "^%-%-%-@class ([%w_.]+)"
  if class then known[class] = true end
end

-- Every name of a type: what is left without texts, field names and brackets.
local function check_type(line, text)
  local depth = 0
  for bracket in text:gmatch "[{}()<>%[%]]" do depth = depth + (("{(<["):find(bracket, 1, true) and 1 or -1) end
  if depth ~= 0 then fault(line, "brackets don't match in: " .. text) end
  text = text:gsub("'[^']*'", ""):gsub('"[^"]*"', ""):gsub("fun%b()", ""):gsub("[%a_][%w_]*%?*%s*:", "")
  for name in text:gmatch "[%a_][%w_.]*" do
    if not known[name] then fault(line, ("unknown type '%s' in: %s"):format(name, text)) end
  end
end

-- "string|table<string, string> the zone (default: BE)": the type, which ends at a blank outside of brackets and quotes.
local function type_of(rest)
  local depth, quoted = 0, false
  for i = 1, #rest do
    local c = rest:sub(i, i)
    if c == '"' then quoted = not quoted
    elseif ("{(<["):find(c, 1, true) then depth = depth + 1
    elseif ("})>]"):find(c, 1, true) then depth = depth - 1
    elseif c == " " and depth == 0 and not quoted and not rest:sub(1, i):find ":%s$" then return rest:sub(1, i - 1) end
  end
  return rest
end

local number, parameters, class, fields = 0, {}, nil, {}
for line in io.lines(path) do
  number = number + 1
  local tag, rest = line:match "^%-%-%-@(%a+) ?(.*)$"
  if tag == "class" then
    class = rest
  elseif tag == "field" then
    local name, kind = rest:match "^([%a_][%w_]*)%?? (.+)$"
    if not name then fault(number, "not NAME TYPE: " .. rest) else check_type(number, type_of(kind)) end
    fields[("%s.%s"):format(class, name)] = true
  elseif tag == "param" then
    local name, kind = rest:match "^([%a_.][%w_.]*)%?? (.+)$"
    if not name then fault(number, "not NAME TYPE: " .. rest) else check_type(number, type_of(kind)) end
    parameters[#parameters + 1] = name
  elseif tag == "return" or tag == "type" then
    check_type(number, (type_of(rest):gsub("%?", "")))
  elseif tag and tag ~= "meta" then
    fault(number, "unknown annotation @" .. tag)
  end
  local names = line:match "^function [%w_.:]+%((.-)%) end$"
  if names then
    if names ~= table.concat(parameters, ", ") then fault(number, "other parameters than annotated: " .. line) end
    parameters = {}
  end
end

for _, field in ipairs { "zone", "level", "phenomenon", "every", "measures" } do
  if not fields["glocal.rollup.options." .. field] then fault(0, "rollup{ has no field " .. field) end
end
if #faults > 0 then
  print(table.concat(faults, "\n"))
  os.exit(1)
end
