--- sql_shell.lua: SQL as a statement of the shell: which text is SQL, the Lua it stands for, where it is wrong.
--
-- Example:  sql_shell.chunk "select zone from r"   --> return sql([[select zone from r]], {r=r})
--
-- A statement is SQL when it begins with select, with or explain, in any case; behind `name =` too; and any statement
-- after .sql, until .lua. Global frames are tables by their names ($name where the store has a table of that name),
-- global numbers and texts are values as :name. One line runs as it is when it is complete; a statement over several
-- lines ends with a semicolon or an empty line. In piped input it ends too where the next line begins something else.

local core = require "glocal.core"
local glocal = require "glocal"
local globals = require "foresight.shell.globals"
local hint = require "foresight.shared.hint"
local query = require "foresight.shared.query"
local shorthand = require "foresight.shell.shorthand"
local show = require "foresight.shell.show"

local sql_shell = {}

local always = false -- .sql was typed
local open -- the statement so far, while it goes on
local complete -- whether that could run as it is

-- --- which text is SQL ------------------------------------------------------------------------------------------

local function parses_as_lua(text)
  return load("return " .. text, "=", "t") ~= nil or load(text, "=", "t") ~= nil
end

-- Words that would write: reported, as glocal only reads by SQL.
local function writes(rest, text)
  return rest:find "^%s+%a" and not parses_as_lua(text)
end

local BEGINS = {
  insert = writes, update = writes, delete = writes, create = writes, drop = writes, alter = writes,
  select = function(rest, text)
    return rest:find "^%s*$" or rest:find "^%s*%*" or rest:find "^%s+[^%s=,.:(]"
      or (rest:find "^%s+%(" and not parses_as_lua(text))
  end,
  with = function(rest) return rest:find "^%s*$" or rest:find '^%s+[%a_"%[`]' end,
  explain = function(rest) return rest:find "^%s*$" or rest:find "^%s+[%a_]" end,
}

local function begins_sql(text)
  local word, rest = text:match "^(%a+)(.*)$"
  local begins = word and BEGINS[word:lower()]
  return begins and begins(rest, text) and true
end

-- Comments before the first word, and the spaces around.
local function trimmed(text)
  local before
  repeat
    before = text
    text = text:gsub("^%s+", ""):gsub("^%-%-[^\n]*\n", ""):gsub("^/%*.-%*/", "")
  until text == before
  return (text:gsub("%s+$", ""))
end

-- The SQL in a text and the name that the result is given; nil when it is Lua.
local function sql_of(text)
  local bare = trimmed(text)
  if begins_sql(bare) then return bare end
  local name, rest = bare:match "^([%a_][%w_]*)%s*=%s*(%a.*)$"
  if name and rest:find "%s" and begins_sql(rest) then return rest, name end
  if always and bare ~= "" then return bare end
end

-- --- the Lua it stands for --------------------------------------------------------------------------------------

local function quoted(text)
  local level = ""
  while text:find("]" .. level .. "]", 1, true) or text:sub(-1 - #level) == "]" .. level do level = level .. "=" end
  return ("[%s[%s]%s]"):format(level, text, level)
end

-- "r=r, n=n": the global frames that the statement names, and the values of its parameters.
local function parameters_of(statement)
  local list, seen = {}, {}
  for _, word in ipairs(core.sql_names(statement)) do
    local mark, name = word:match "^([$:@]?)([%a_][%w_]*)$"
    local value = name and rawget(_G, name)
    local fits = show.is_frame(value) or (mark ~= "" and (type(value) == "number" or type(value) == "string"))
    if fits and not seen[name] and load(name .. " = 1") then
      seen[name] = true
      list[#list + 1] = name .. "=" .. name
    end
  end
  return #list > 0 and ", {" .. table.concat(list, ", ") .. "}" or ""
end

--- A statement in SQL as one in Lua, which a script can run too.
function sql_shell.as_lua(statement, name)
  local call = rawget(_G, "sql") == nil and "sql" or "glocal.sql" -- the analyst may have a `sql` of his own
  local text = statement:gsub("%s*;%s*$", "")
  return ("%s %s(%s%s)"):format(name and name .. " =" or "return", call, quoted(text), parameters_of(text))
end

--- The Lua that a statement of the session stands for: a statement in SQL as a call, a command of the shell as nothing
--- (nil), any other as it is.
function sql_shell.in_lua(text)
  text = shorthand.translate(text)
  if text:find "^%s*%.%a+%s*;?%s*$" then return nil end
  local statement, target = sql_of(text)
  return statement and (sql_shell.as_lua(statement, target):gsub("^return ", "")) or text
end

-- --- commands ---------------------------------------------------------------------------------------------------

local COMMANDS = {
  sql = function() always = true return "" end,
  lua = function() always = false return "" end,
  tables = function() return "return require 'foresight.shell.sql_shell'.tables()" end,
}

local function command(name)
  if COMMANDS[name] then return COMMANDS[name]() end
  return ("error(%q, 0)"):format(("there is no command '.%s'%s"):format(name,
    hint.of("." .. name, { ".lua", ".sql", ".tables" }, "use")))
end

--- The tables that a statement may name: those of the store, and the global frames, with their columns.
function sql_shell.tables()
  local rows = {}
  if glocal.store then
    for _, row in query(glocal.store, [[select name as "table", type as kind from sqlite_schema where type in ('table', 'view')
        and name not like 'sqlite\_%' escape '\']]):rows() do
      local none = glocal.store:sql(('select * from main."%s" limit 0'):format(row.table)) -- pragma_table_info is not allowed
      row.columns = none and table.concat(none:columns(), ", ") or nil
      rows[#rows + 1] = row
    end
  end
  for name, value in pairs(_G) do
    if show.is_frame(value) then
      rows[#rows + 1] = { table = name, kind = "frame", columns = table.concat(value:columns(), ", ") }
    end
  end
  return glocal.frame(rows, { columns = { "table", "kind", "columns" } }):sort { "kind", "table" }
end

-- --- what the shell asks ----------------------------------------------------------------------------------------

local CLAUSES = {}
for word in ([[from where group order having limit offset window join inner left right full cross natural on using
    union except intersect and or not as case when then else end between in is like desc asc]]):gmatch "%a+" do
  CLAUSES[word] = true
end

-- Whether a line goes on with a statement that could end before it.
local function continues(line)
  local word = line:match "^(%a+)"
  if word then return CLAUSES[word:lower()] end
  return line:find "%S" and line:find "^[%s,)]"
end

--- The Lua that a text of the shell stands for; nil when it is no SQL, false while it goes on; and whether every
--- statement is taken for SQL.
function sql_shell.chunk(text)
  local name = text:match "^%s*%.(%a+)%s*;?%s*$"
  if shorthand.translate(text) ~= text then return nil, always end
  if name then return command(name:lower()), always end
  local statement, target = sql_of(text)
  if not statement then
    open = nil
    return nil, always
  end
  local goes_on = open and text:sub(1, #open + 1) == open .. "\n"
  local ended = statement:find ";$" and core.sql_is_finished(statement) or text:find "\n%s*$"
  complete = core.sql_is_finished(statement)
  local runs = ended or (complete and not goes_on and show.host.is_terminal "stdin")
  open = not runs and text or nil
  if not runs then return false, always end
  sql_shell.last = statement
  return sql_shell.as_lua(statement, target), always
end

--- Whether the SQL statement that is open ends before a line of piped input; nil: before the end of the input.
function sql_shell.ends_before(line)
  if not open then return false end
  return line == nil or (complete and not continues(line)) or false
end

-- The line, and the column in it, of a message's place; a long line is cut to what is around.
local function excerpt(line, column, room)
  local first, length = 1, utf8.len(line) or #line
  if length > room and column > room // 2 then first = math.min(column - room // 2, length - room + 1) end
  if not utf8.len(line) then return line:sub(first, first + room - 1), column - first + 1 end
  local from, to = utf8.offset(line, first), utf8.offset(line, first + math.min(room, length - first + 1))
  return line:sub(from, to - 1), column - first + 1
end

local function nearest_frame(message)
  local name = not message:find "did you mean" and message:match "no such table: ([%w_]+)"
  if not name then return "" end
  local names = {}
  for each, value in pairs(_G) do
    if show.is_frame(value) then names[#names + 1] = each end
  end
  table.sort(names)
  return hint.of(name, names)
end

-- What a statement sees: globals and, where they are none (as in stock Lua), glocal's names.
local names = setmetatable({}, {
  __index = function(_, name)
    local value = _G[name]
    if value == nil then value = glocal[name] end
    if value == nil then globals.check(name, 2) end
    return value
  end,
  __newindex = function(_, name, value) _G[name] = value end,
})

--- A function that runs a statement, in Lua or SQL; a function is itself. Raises for what is neither.
function sql_shell.compile(what, name)
  if type(what) == "function" then return what end
  if type(what) ~= "string" then
    error(("bad argument #1 to '%s': expected a statement as text or a function, got %s"):format(name, type(what)), 3)
  end
  local statement, target = sql_of(what)
  local text = statement and sql_shell.as_lua(statement, target) or what
  local chunk = load("return " .. text, "=" .. name, "t", names)
  local message
  if not chunk then chunk, message = load(text, "=" .. name, "t", names) end
  if not chunk then error(("%s: not a statement: %s"):format(name, message:gsub("^.-:%d+: ", "")), 3) end
  return chunk
end

--- What the message of a statement in SQL says, with the place it is about shown below; of another, the message.
function sql_shell.fault(message, text)
  if not sql_of(text) then return message end
  local line, column, rest = message:match "^SQL: line (%d+), column (%d+): (.*)$"
  rest = (rest or message:gsub("^SQL: ", "")) .. nearest_frame(message)
  if always and rest:find "syntax error" then rest = rest .. " (.lua goes back to Lua)" end
  local at = 0
  for each in line and sql_shell.last and (sql_shell.last .. "\n"):gmatch "(.-)\r?\n" or string.gmatch("", "x") do
    at = at + 1
    if at == tonumber(line) then
      local margin = ("%4d | "):format(at)
      local part, place = excerpt(each, tonumber(column), show.host.width() - #margin - 1)
      return ("%s\n%s%s\n%s^"):format(rest, margin, part, (" "):rep(#margin + place - 1))
    end
  end
  return rest
end

return sql_shell
