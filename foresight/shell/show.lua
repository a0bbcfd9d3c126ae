--- show.lua: how the shell shows values: numbers, tables, frames. What a statement returned is results.lua's, faults
--- are fault.lua's.
--
-- Example:  require "foresight.shell.show".text({zone = "BE", count = 3})   --> {count = 3, zone = "BE"}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local glocal = require "glocal"
local number = require "foresight.shared.number"
local outfile = require "foresight.shared.outfile"
local sealed = require "foresight.shared.sealed"
local terminal = require "foresight.shared.terminal"

local show = {}

--- What the terminal is like, for the shell's own files.
show.host, show.wrap, show.is_frame = terminal.host, terminal.wrap, call.is_frame

local MOST_FIELDS, DEEPEST = 40, 4

local function key_text(key)
  if type(key) == "string" and key:match "^[%a_][%w_]*$" then return key end
  return "[" .. show.text(key, DEEPEST) .. "]"
end

local function sorted_keys(value)
  local keys = {}
  for key in pairs(value) do
    if not (math.type(key) == "integer" and key >= 1 and key <= #value) then keys[#keys + 1] = key end
  end
  table.sort(keys, function(a, b)
    if type(a) == type(b) and (type(a) == "number" or type(a) == "string") then return a < b end
    return tostring(a) < tostring(b)
  end)
  return keys
end

local function table_parts(value, depth, seen)
  local parts, keys = {}, sorted_keys(value)
  local total = #value + #keys
  for i = 1, math.min(#value, MOST_FIELDS) do parts[i] = show.text(value[i], depth + 1, seen) end
  for i = 1, math.min(#keys, MOST_FIELDS - #parts) do
    parts[#parts + 1] = key_text(keys[i]) .. " = " .. show.text(value[keys[i]], depth + 1, seen)
  end
  if #parts < total then parts[#parts + 1] = ("... %d more"):format(total - #parts) end
  return parts
end

-- A long list of plain values: as many to a line as fit.
local function filled(parts, indent)
  local lines, line = {}, ""
  for i, part in ipairs(parts) do
    local more = part .. (i < #parts and "," or "")
    if line ~= "" and #indent + 3 + #line + #more > show.host.width() then
      lines[#lines + 1] = line
      line = more
    else
      line = line == "" and more or line .. " " .. more
    end
  end
  lines[#lines + 1] = line
  return "{\n" .. indent .. "  " .. table.concat(lines, "\n" .. indent .. "  ") .. "\n" .. indent .. "}"
end

local function table_text(value, depth, seen)
  if seen[value] then return "{... itself}" end
  if next(value) == nil then return "{}" end
  if depth >= DEEPEST then return "{...}" end
  seen[value] = true
  local parts = table_parts(value, depth, seen)
  seen[value] = nil
  local line = "{" .. table.concat(parts, ", ") .. "}"
  if #line + 2 * depth <= show.host.width() and not line:find "\n" then return line end
  local indent = ("  "):rep(depth)
  if #sorted_keys(value) == 0 and not line:find("[{\n]", 2) then return filled(parts, indent) end
  return "{\n" .. indent .. "  " .. table.concat(parts, ",\n" .. indent .. "  ") .. "\n" .. indent .. "}"
end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function quoted(text)
  return '"' .. core.visible((text:gsub('["\\\n\r\t]', ESCAPES))) .. '"'
end

--- The value as one would write it; tables bounded in depth and number of fields.
function show.text(value, depth, seen)
  depth = depth or 0
  if type(value) == "string" then return depth > 0 and quoted(value) or core.visible(value, "\n") end
  if type(value) ~= "table" then
    if type(value) == "function" then return "function" end
    if show.is_frame(value) and depth > 0 then return ("frame of %d row%s"):format(#value, #value == 1 and "" or "s") end
    if value ~= value then return "nan" end -- never "-nan"
    return tostring(value)
  end
  local of_sealed = sealed.shown(value)
  if of_sealed then return of_sealed end
  local meta = getmetatable(value)
  if type(meta) == "table" and meta.shown then return core.visible(meta.shown(value), "\n") end -- a model, whatever its marking
  if type(meta) == "table" and meta.__tostring then
    local text = tostring(value)
    return meta.__name == "glocal.picture" and text or core.visible(text, "\n") -- a picture has colours of its own
  end
  return table_text(value, depth, seen or {})
end

-- A part of the library names itself and its help.
local function part_text(value)
  local name = (type(value) == "function" or type(value) == "table") and require "foresight.shell.entries".name_of(value)
  return name and ('%s: see help "%s"'):format(name, name)
end

--- Tells the library what its surroundings are like; print and tostring then show frames as the shell does.
function show.install(host)
  terminal.install(host)
  debug.getmetatable(glocal.frame {}).__tostring = function(frame) return terminal.render(frame) end
end

--- A value as it is shown at the top: frames fill the terminal.
function show.value(value)
  if show.is_frame(value) then return terminal.shown(value) end
  return part_text(value) or show.text(value)
end

local function marking_of(value)
  if show.is_frame(value) then return value:marking() end
  local meta = type(value) == "table" and getmetatable(value)
  if type(meta) == "table" and meta.__name == "look" then return value.marking end
  if type(meta) == "table" and meta.marking then return meta.marking(value) end
  return sealed.marking(value) or core.taken_marking(value)
end

-- Raises where the marking of a frame, brief, plot or look keeps it from leaving.
local function check_leaves(value)
  local marking = marking_of(value)
  local may, message = outfile.may_leave(marking, show.is_frame(value) and "frame" or "result")
  if not may then error(message, 0) end
end

-- What has fields of its own, such as a brief, a run or a quantity of a model, is no JSON: its inner tables are nobody's business.
local function check_plain(value)
  local meta = type(value) == "table" and getmetatable(value)
  local name = type(meta) == "table" and type(meta.__name) == "string" and meta.__name:match "^glocal%.(.*)$"
  if name then
    error(("a %s has no form as JSON: return what it holds, such as a frame or a field of it"):format(name:gsub("_", " ")), 0)
  end
end

--- The value as JSON, for another program. A table with a first element is a list, any other an object, its keys in order.
--- Raises where something in it is marked so that it may not leave, and for what has no such form.
--- @leaves
function show.json(value)
  check_leaves(value)
  check_plain(value)
  if type(value) == "string" then return core.json_text(value) end
  if math.type(value) == "float" then
    if value ~= value or math.abs(value) == math.huge then return "null" end
    return number.exact(value)
  end
  if type(value) ~= "table" then
    return (value == nil or type(value) == "number" or type(value) == "boolean") and
      (value == nil and "null" or tostring(value)) or core.json_text(tostring(value))
  end
  local parts = {}
  if #value > 0 or next(value) == nil then
    for i = 1, #value do parts[i] = show.json(value[i]) end
    return "[" .. table.concat(parts, ", ") .. "]"
  end
  for i, key in ipairs(sorted_keys(value)) do parts[i] = core.json_text(tostring(key)) .. ": " .. show.json(value[key]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- Whether the values a function returned say that it failed: nil, message, code.
function show.is_failure(count, value, message, code)
  return count >= 2 and value == nil and type(message) == "string" and (code == nil or type(code) == "string")
end

--- The names a script sees.
function show.global_names()
  local names = {}
  for _, from in ipairs { _G, glocal, getmetatable(glocal).parts } do
    for name in pairs(from) do
      if type(name) == "string" and name:sub(1, 1) ~= "_" then names[#names + 1] = name end
    end
  end
  table.sort(names) -- of equally near names the hint is always the same
  return names
end

--- The path of the store that is open, "" without one: the history keeps it beside each statement.
function show.store_path()
  local ok, path = pcall(function() return glocal.store and glocal.store:path() end)
  return ok and path or ""
end

--- The two lines a session begins with.
function show.banner(name)
  local where = glocal.store and name or "no store is open"
  io.stderr:write(("glocal %s  %s\nhelp() to begin, Ctrl-D to leave\n"):format(glocal.version, core.visible(where)))
end

return show
