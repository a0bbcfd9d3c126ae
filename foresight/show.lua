--- show.lua: how the shell says things: values, frames, failures with the analyst's own line, the banner.
--
-- Example:  require "foresight.show".text({zone = "BE", count = 3})   --> {count = 3, zone = "BE"}

local glocal = require "glocal"
local core = require "glocal.core"

local show = {}

-- What the terminal is like; the command replaces it.
show.host = {
  width = function() return 80 end, screen = function() return 24, 0, 0 end, is_terminal = function() return false end,
}

local MOST_FIELDS, DEEPEST = 40, 4

--- 1234567 -> "1 234 567"
function show.number(n)
  local sign, digits = tostring(n):match "^(-?)(%d+)$"
  if not digits then return tostring(n) end
  return sign .. digits:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^ ", "")
end

--- Whether the value is a frame.
function show.is_frame(value)
  return type(value) == "userdata" and (getmetatable(value) or {}).__name == "glocal.frame"
end

local function told(variable)
  return (os.getenv(variable) or "") ~= ""
end

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

--- The value as one would write it; tables bounded in depth and number of fields.
function show.text(value, depth, seen)
  depth = depth or 0
  if type(value) == "string" and depth > 0 then return ("%q"):format(value):gsub("\\\n", "\\n") end
  if type(value) ~= "table" then
    if type(value) == "function" then return "function" end
    if show.is_frame(value) and depth > 0 then return ("frame of %d rows"):format(#value) end
    return tostring(value)
  end
  local meta = getmetatable(value)
  if type(meta) == "table" and meta.__tostring then return tostring(value) end
  return table_text(value, depth, seen or {})
end

-- What a frame has to say about itself, such as what a rollup left out.
local function note_text(frame)
  local note = core.frame_methods.note(frame)
  return note and note ~= "" and "\nnote: " .. note or ""
end

-- A part of the library names itself and its help.
local function part_text(value)
  local name = (type(value) == "function" or type(value) == "table") and require "foresight.help".name_of(value)
  return name and ('%s: see help "%s"'):format(name, name)
end

--- A value as it is shown at the top: frames fill the terminal.
function show.value(value)
  if show.is_frame(value) then
    local plain = told "GLOCAL_PLAIN"
    local colour = not plain and not told "NO_COLOR" and show.host.is_terminal "stdout"
    local text = value:render { width = show.host.width(), plain = plain, colour = colour }:gsub("\n$", "")
    return text .. note_text(value)
  end
  return part_text(value) or show.text(value)
end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function json_text(text)
  return '"' .. text:gsub('[%c"\\]', function(c) return ESCAPES[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
end

--- The value as JSON. A table with a first element is a list, any other an object, its keys in order.
function show.json(value)
  if type(value) == "string" then return json_text(value) end
  if math.type(value) == "float" then
    if value ~= value or math.abs(value) == math.huge then return "null" end
    local short = ("%.15g"):format(value)
    return tonumber(short) == value and short or ("%.17g"):format(value)
  end
  if type(value) ~= "table" then
    return (value == nil or type(value) == "number" or type(value) == "boolean") and
      (value == nil and "null" or tostring(value)) or json_text(tostring(value))
  end
  local parts = {}
  if #value > 0 or next(value) == nil then
    for i = 1, #value do parts[i] = show.json(value[i]) end
    return "[" .. table.concat(parts, ", ") .. "]"
  end
  for i, key in ipairs(sorted_keys(value)) do parts[i] = json_text(tostring(key)) .. ": " .. show.json(value[key]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- Whether the values a function returned say that it failed: nil, message, code.
function show.is_failure(count, value, message, code)
  return count >= 2 and value == nil and type(message) == "string" and (count == 2 or type(code) == "string")
end

-- A name that is not there yields nil without a word; most often it is a mistyped one.
local function hint_for_name(statement)
  local name = statement:match "^%s*([%a_][%w_]*)%s*$"
  if not name or name == "nil" or name == "store" or name == "_" or rawget(_G, name) ~= nil then return "" end
  local near = require "foresight.help".nearest(name, show.global_names())
  return near and (" (nothing is called '%s', did you mean '%s'?)"):format(name, near) or ""
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

-- `local x = 1` alone does nothing that lives on.
local function tell_of_local(statement)
  local name = statement:match "^%s*local%s+function%s+([%a_][%w_]*)" or statement:match "^%s*local%s+([%a_][%w_]*)"
  if not name or not show.host.is_terminal "stdin" then return end
  local uses = 0
  for word in statement:gmatch "[%a_][%w_]*" do
    if word == name then uses = uses + 1 end
  end
  if uses == 1 then
    io.stderr:write(("note: '%s' is gone now, a local lives within its own statement; leave out `local` to keep it\n")
      :format(name))
  end
end

-- Whether the statement is `name = call`, and the name is nil now: the call failed, and what it said was dropped.
local function assigned_nothing(statement)
  local name = statement:match "^%s*([%a_][%w_]*)%s*=[^=]"
  return name and _G[name] == nil
end

--- Shows what a statement returned; whether it went well.
function show.results(statement, ...)
  local count = select("#", ...)
  local failure = core.take_failure()
  if count == 0 and failure and assigned_nothing(statement) then
    io.stderr:write("error: ", failure, "\n")
    return false
  end
  if show.is_failure(count, ...) then
    io.stderr:write("error: ", (select(2, ...)), "\n")
    return false
  end
  for i = 1, count do
    local text = show.value((select(i, ...)))
    if text == "nil" and count == 1 then text = text .. hint_for_name(statement) end
    print(text)
  end
  tell_of_local(statement)
  return true
end

local function line_of(text, wanted)
  local at = 0
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do
    at = at + 1
    if at == wanted then return line end
  end
end

-- Where the word Lua complains of stands in the line, if it stands there once.
local function column_of(line, message)
  local word = message:match "near '(.-)'$" or message:match "%(%a+ '([^']+)'%)" or message:match "'([^']+)'"
  if not word or word == "" then return nil end
  local from = line:find(word, 1, true)
  if from and not line:find(word, from + 1, true) then return utf8.len(line, 1, from) or from end
end

local function hint_for_message(message)
  local name = message:match "%(global '([^']+)'%)"
  local near = name and require "foresight.help".nearest(name, show.global_names())
  return near and near ~= name and (", did you mean '%s'?"):format(near) or ""
end

--- Tells a fault on stderr: the message and, of a statement of several lines, the line it is about. `input_line`
--- is the statement's place in piped input, 0 in a session.
function show.fault(message, statement, input_line)
  core.take_failure() -- what was raised says more
  local text, trace = tostring(message):match "^(.-)\n(stack traceback.*)$"
  message = text or tostring(message)
  local number, rest = message:match "^shell:(%d+): (.*)$"
  number, message = tonumber(number), rest or message
  message = message:gsub(" near <eof>$", ": the statement is not finished")
  message = message .. hint_for_message(message)
  local place = input_line > 0 and ("line %d: "):format(input_line + (number or 1) - 1) or ""
  io.stderr:write("error: ", place, message, "\n")
  local line = number and line_of(statement, number)
  if line and (statement:find "\n" or message:find " near '") then
    local margin = ("%4d | "):format(number)
    io.stderr:write(margin, line, "\n")
    local column = column_of(line, message)
    if column then io.stderr:write((" "):rep(#margin + column - 1), "^\n") end
  end
  if trace then io.stderr:write(trace, "\n") end
end

--- The two lines a session begins with.
function show.banner(name)
  local where = glocal.store and name or "no store is open"
  print(("glocal %s  %s"):format(glocal.version, where))
  print "help() to begin, Ctrl-D to leave"
end

return show
