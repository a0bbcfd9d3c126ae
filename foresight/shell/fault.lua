--- fault.lua: how the shell reports errors: the message, the line of the statement it is about, and what to do
--- next. Also warns of what is no fault to Lua but is not what was meant.
--
-- Example:  fault.tell("shell:1: attempt to call a nil value (global 'rolup')", "rolup{}", 0)
--           error: attempt to call a nil value (global 'rolup'), did you mean 'rollup'?

local core = require "glocal.core"
local globals = require "foresight.shell.globals"
local hint = require "foresight.shared.hint"
local show = require "foresight.shell.show"

local fault = {}

local LONGEST = 600 -- of a message, in bytes

-- --- writing --------------------------------------------------------------------------------------------------

local function clipped(text)
  if #text <= LONGEST then return text end
  local from, to = utf8.offset(text, 0, LONGEST // 2) or LONGEST // 2, utf8.offset(text, 0, #text - LONGEST // 4)
  return text:sub(1, from - 1) .. " ... " .. text:sub(to or #text - LONGEST // 4)
end

--- One message on stderr, in lines that fit the terminal where it is one.
function fault.say(message)
  message = core.visible(clipped(message), "\n")
  if show.host.is_terminal "stderr" and not message:find "\n" then message = show.wrap(message, show.host.width() - 1) end
  io.stderr:write(message, "\n")
end

-- --- what to do next ------------------------------------------------------------------------------------------

local function method_names()
  local names = {}
  for _, methods in ipairs { core.frame_methods, core.store_methods } do
    for name in pairs(methods) do names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

local function nearest_or(name, otherwise)
  local near = hint.of(name, show.global_names())
  return near ~= "" and near or otherwise
end

-- A pattern of the message, and what to add: a text, or a function of what the pattern found and the statement.
local HINTS = {
  { "attempt to call a nil value %(global '([^']+)'%)", function(name)
    return globals.as_method(name) or nearest_or(name, "; help() shows what there is")
  end },
  { "attempt to %a+ a nil value %(global '([^']+)'%)", function(name)
    return nearest_or(name, (": nothing is called '%s' yet"):format(name))
  end },
  { "attempt to call a nil value %(method '([^']+)'%)", function(name)
    if core.frame_methods[name] then return (": '%s' is a method of frames, and this is none"):format(name) end
    return hint.of(name, method_names())
  end },
  { "attempt to perform arithmetic on a frame value", '; calculate with its columns: r:mutate{double="count * 2"}' },
  { "no column is given for '(%w+)'", function(name)
    return ('; say which, as in store:import("file.csv", {%s="a column of the file", ...}), or see ?store:import')
      :format(name)
  end },
  { "attempt to %a+ a nil value %(field '([^']+)'%)", ": there is no such field" },
  { "%a+ expected, got", function(_, statement)
    local object, method = statement:match "([%a_][%w_]*)%.([%a_][%w_]*)%s*[%(\"'{]"
    return object and ("; methods go behind a colon: %s:%s"):format(object, method)
  end },
  { "near '[^']*'$", function(_, statement)
    local name, word = statement:match "^%s*([%a_][%w_.:]*)%s+([%w_][%w_.%- ]*)%s*$"
    if name and fault.is_callable(name) then
      if rawget(_G, word) ~= nil then return ("; a call is written %s(%s)"):format(name, word) end
      return ('; texts go between quotes: %s "%s"'):format(name, word)
    end
  end },
  { "'%)' expected near '='", function(_, statement)
    local name, inside = statement:match "([%a_][%w_.:]*)%s*%(%s*([%a_][%w_]*%s*=[^=].-)%s*%)%s*$"
    return name and ("; named arguments go between braces: %s{%s}"):format(name, inside)
  end },
  { "^the store is closed$", '; open one: open "name.db"' },
  { "near '!'", "; 'not equal' is written ~=" },
  { "unexpected symbol near '>'", "; 'not equal' is written ~=" },
  { "near '&'", "; write `and`" },
  { "near '|'", "; write `or`" },
  { "not an expression: .*near '='", "; to compare, write ==" },
}

--- Whether a name of the shell can be called: "zones", "store:import".
function fault.is_callable(name)
  local value = rawget(_G, name) or _G[name:match "^[%a_][%w_]*"]
  return type(value) == "function" or type(value) == "table" and (debug.getmetatable(value) or {}).__call ~= nil
end

local function hint_for(message, statement)
  for _, each in ipairs(HINTS) do
    local found = message:match(each[1])
    if found then
      local advice = each[2]
      if type(advice) == "function" then advice = advice(found, statement) end
      if advice then return advice end
    end
  end
  return ""
end

--- What to add to a lone "nil": a name that is not there yields nil without a word, most often a mistyped one.
function fault.hint_for_nil(statement)
  local name = statement:match "^%s*([%a_][%w_]*)%s*$"
  if not name or name == "nil" or name == "store" or name:find "^_%d?$" or rawget(_G, name) ~= nil then return "" end
  return (" (nothing is called '%s'%s)"):format(name, hint.of(name, show.global_names()))
end

-- --- what is no fault to Lua ----------------------------------------------------------------------------------

-- `local x = 1` alone does nothing that lives on.
local function local_that_is_gone(statement)
  local name = statement:match "^%s*local%s+function%s+([%a_][%w_]*)" or statement:match "^%s*local%s+([%a_][%w_]*)"
  if not name or not show.host.is_terminal "stdin" then return nil end
  local uses = 0
  for word in statement:gmatch "[%a_][%w_]*" do
    if word == name then uses = uses + 1 end
  end
  return uses == 1 and
    ("'%s' no longer exists: a local variable lasts for its own statement; leave out `local`"):format(name)
end

-- rollup{zone=BE} is a rollup of the whole world, as nothing is called BE: the quotes were forgotten. Not where the statement has
-- variables of its own, which are gone by now.
local function text_without_quotes(statement)
  if #statement > 2000 then return nil end
  for _, word in ipairs { "function", "local", "for" } do
    if statement:find("%f[%w_]" .. word .. "%f[^%w_]") then return nil end
  end
  local code = statement:gsub("%b\"\"", '""'):gsub("%b''", "''"):gsub("%-%-[^\n]*", "")
  for argument, name in code:gmatch "[{,]%s*([%a_][%w_]*)%s*=%s*([%a_][%w_]*)%s*%f[,}]" do
    if name ~= "nil" and name ~= "true" and name ~= "false" and _G[name] == nil then
      return ('nothing is called %s, so %s was left out; a text goes between quotes: %s="%s"'):format(name, argument,
        argument, name)
    end
  end
end

--- Warns on stderr of what a statement that went well has in it.
function fault.warn(statement)
  local warning = local_that_is_gone(statement) or text_without_quotes(statement)
  if warning then fault.say("note: " .. warning) end
end

-- --- failures and faults --------------------------------------------------------------------------------------

-- Whether the statement is `name = call`, and the name is nil now: the call failed, and what it said was dropped.
local function assigned_nothing(statement)
  local name = statement:match "^%s*([%a_][%w_]*)%s*=[^=]"
  return name and _G[name] == nil
end

--- What a statement's results say that failed; nil when it went well.
function fault.of_results(statement, count, ...)
  local failure = core.take_failure()
  local said = count == 0 and failure and assigned_nothing(statement) and failure
    or show.is_failure(count, ...) and select(2, ...)
  if not said then return nil end
  local as_sql = require "foresight.shell.sql_shell".fault(said, statement)
  return as_sql ~= said and as_sql or said .. hint_for(said, statement)
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
  local word = message:match "near '(.-)'" or message:match "%(%a+ '([^']+)'%)" or message:match "'([^']+)'"
  if not word or word == "" then return nil end
  local from = line:find(word, 1, true)
  if from and not line:find(word, from + 1, true) then return utf8.len(line, 1, from) or from end
end

-- A long line: the part of it round the column that fits.
local function show_line(number, line, column)
  local margin = ("%4d | "):format(number)
  local room, length = math.max(20, show.host.width() - #margin - 1), utf8.len(line) or #line
  local from = 1
  if length > room then
    from = math.max(1, math.min((column or 1) - room // 2, length - room + 1))
    line = line:sub(utf8.offset(line, from), (utf8.offset(line, from + room) or 0) - 1)
  end
  io.stderr:write(margin, core.visible(line, "\t"), "\n")
  if column then io.stderr:write((" "):rep(#margin + column - from), "^\n") end
end

--- Tells a fault on stderr: the message, what to do next and, of a statement of several lines, the line it is about.
--- `input_line` is the statement's place in piped input, 0 in a session.
function fault.tell(message, statement, input_line)
  core.take_failure() -- what was raised says more
  local text, trace = tostring(message):match "^(.-)\n(stack traceback.*)$"
  message = text or tostring(message)
  local number, rest = message:match "^shell:(%d+): (.*)$"
  number, message = tonumber(number), rest or message
  if message:find "not an expression" then
    message = message:gsub(" near <eof>$", ", it is not finished")
  else
    message = message:gsub("^(.-) near <eof>$", "the statement is not finished: %1")
  end
  message = message:gsub("glocal%.(%a+) (%a+)", function(noun, word)
    return (word == "value" or word == "expected") and noun .. " " .. word or nil -- as Lua calls userdata
  end)
  local place = input_line > 0 and ("line %d: "):format(input_line + (number or 1) - 1) or ""
  fault.say("error: " .. place .. message .. hint_for(message, statement))
  local line = number and line_of(statement, number)
  if line and (statement:find "\n" or message:find " near '") then show_line(number, line, column_of(line, message)) end
  if trace then io.stderr:write(core.visible(trace, "\n\t"), "\n") end
end

return fault
