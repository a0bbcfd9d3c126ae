--- journal.lua: the session as a script that runs again, on this store or another.
--
-- Example:  journal "antwerp.lua"   then, from a system shell:  glocal run --store other.db antwerp.lua

local glocal = require "glocal"
local help = require "foresight.shell.help"
local names = require "foresight.shell.names"
local outfile = require "foresight.shared.outfile"
local session = require "foresight.shell.session"

local FIRST_LINE = "-- A glocal session"

-- Talk between the analyst and the shell, which a script has no use for.
local TALK = { help = true, journal = true, history = true, example = true }

-- --- a statement as a script has it ---------------------------------------------------------------------------

local function commented(text, why)
  return ("-- %s\n-- %s"):format(why:gsub("\n", " "), (text:gsub("\n", "\n-- ")))
end

local function is_talk(text)
  local first = text:match "^%s*([%a_][%w_]*)%s*[(\"'{%[]"
  return TALK[first or ""] and load("return " .. text) ~= nil
end

-- `store = open "a.db"` and the like alone: the name that is given, or true.
local function opens_store(text)
  local name, rest = text:match "^%s*([%a_][%w_]*)%s*=%s*(.*)$"
  rest = (rest or text):gsub("^%s*glocal%s*%.%s*", ""):gsub("^%s*assert%s*%(%s*(.*)%)%s*;?%s*$", "%1")
    :gsub("^%s*glocal%s*%.%s*", "")
  local argument = rest:match "^%s*open%s*(.-)%s*;?%s*$" or rest:match "^%s*init%s*(.-)%s*;?%s*$"
  local is_one = argument and (argument:match "^%b()$" or argument:match "^\"[^\"]*\"$" or argument:match "^'[^']*'$")
  return is_one and (name or true)
end

-- An expression that was shown; a comment at its end must not swallow the bracket.
local function as_shown(text)
  text = text:match "^(.-)[%s;]*$"
  return ("show(%s%s)"):format(text, text:find("--", 1, true) and "\n" or "")
end

-- The packs that a statement called, each with its version and hash, as a comment above it.
local function packs_of(statement)
  local lines = {}
  for i, title in ipairs(statement.packs or {}) do lines[i] = ("-- pack %s\n"):format(title) end
  return table.concat(lines)
end

local function script_of(statement)
  local text, what = statement.text, statement.names
  if not statement.ok then return commented(text, "failed: " .. tostring(statement.message or "?"):gsub("^shell:%d+: ", "")) end
  local opened = opens_store(text)
  if opened and opened ~= true and opened ~= "store" then return ("%s = store -- %s"):format(opened, text) end
  if opened then return commented(text, "the store is the one that the script is run on") end
  if load("return " .. text) then
    if statement.results > 0 then return as_shown(text) end
    return text:find "^%s*%(" and ";" .. text or text
  end
  local value = text:match "^%s*return%f[^%w_](.*)$"
  if value and load(text) then return as_shown(value) end
  if what.has_return then return ("show((function()\n%s\nend)())"):format(text) end
  return what.has_local and ("do\n%s\nend"):format(text) or text
end

-- --- the statements that matter ---------------------------------------------------------------------------------

-- The last part of the name of every function that writes a file or the store.
local function names_of_writers()
  local writers = { io = true, os = true }
  for _, entry in ipairs(help.entries()) do
    local needs = table.concat(entry.needs, " ")
    if needs:find "write" and not entry.internal then writers[entry.name:match "[%w_]+$"] = true end
  end
  return writers
end

local function meets(a, b)
  for name in pairs(a) do
    if b[name] then return true end
  end
end

-- Whether the statement may change a table that is needed: more than a look at it.
local function may_change(statement, needed)
  if statement.results > 0 and not statement.text:find "[({]" then return false end
  for name in pairs(statement.names.mentions) do
    if needed[name] and type(rawget(_G, name)) == "table" then return true end
  end
end

local function mentions_last(statement)
  for name in pairs(statement.names.mentions) do
    if name:find "^_%d*$" then return true end
  end
end

-- The statements, of all that went well, that led to a global that still exists, a file, or a change of the store.
local function kept_of(statements)
  local kept, needed, writers, needs_shown = {}, {}, names_of_writers(), false
  for _, statement in ipairs(statements) do
    for name in pairs(statement.names.sets) do needed[name] = rawget(_G, name) ~= nil or nil end
  end
  for i = #statements, 1, -1 do
    local statement = statements[i]
    local what = statement.names
    if statement.ok and (meets(what.sets, needed) or meets(what.fields, writers) or meets(what.mentions, writers)
        or may_change(statement, needed) or (needs_shown and statement.results > 0)) then
      table.insert(kept, 1, statement)
      for name, when in pairs(what.sets) do
        if when == "always" then needed[name] = nil end
      end
      for name in pairs(what.mentions) do needed[name] = true end
      needs_shown = needs_shown or mentions_last(statement)
    end
  end
  return kept
end

-- --- the file -------------------------------------------------------------------------------------------------

local function is_of_another(path)
  local file = io.open(path, "rb")
  if not file then return false end
  local line = file:read "l"
  file:close()
  return line ~= nil and line:sub(1, #FIRST_LINE) ~= FIRST_LINE
end

local function head_of(path)
  local name = path:match "[^/]+$" or path
  local on = glocal.store and " on " .. (glocal.store:path():match "[^/]+$") or ""
  return ("%s%s, written on %s (glocal %s). Run it again with: glocal run --store STORE %s\n"):format(FIRST_LINE, on,
    glocal.today(), glocal.version, name)
end

--- Writes the statements of this session as a script that glocal run plays again, on this store or another one.
--- Statements that failed stand as comments; above one that called a pack stand its version and hash. A journal is written anew when asked again; a file that is none is not
--- touched.
--- @function journal
--- @param path string <file> the script to write
--- @param options? table
--- @option kept? boolean = false only statements that led to globals which still exist, to files, or to changes of the
---   store
--- @return table path and statements; prints as a sentence
--- @fails exists: there is such a file; not_found: nothing to write; io: it can't be written
--- @needs file.write
--- @since 0.1
--- @example select(3, journal "/nowhere/session.lua") --> not_found
local function journal(path, options)
  if type(path) ~= "string" then
    error(("bad argument #1 to 'journal': expected a path, as in journal \"session.lua\", got %s"):format(type(path)), 2)
  end
  local statements, parts = {}, {}
  for _, statement in ipairs(session.statements) do
    if not is_talk(statement.text) then
      statement.names = statement.names or names.of(statement.text)
      statements[#statements + 1] = statement
    end
  end
  if options and options.kept then statements = kept_of(statements) end
  if #statements == 0 then return nil, "nothing to write yet: no statement had an effect", "not_found" end
  if is_of_another(path) then
    return nil, ("'%s' exists and is not a journal of glocal; choose another name"):format(path), "exists"
  end
  for i, statement in ipairs(statements) do parts[i] = packs_of(statement) .. script_of(statement) end
  local written, message, code = outfile.replace(path, head_of(path) .. "\n" .. table.concat(parts, "\n") .. "\n")
  if not written then return nil, message, code end
  return session.sentence(("wrote %d statement%s to %s"):format(#parts, #parts == 1 and "" or "s", path),
    { path = path, statements = #parts })
end

return journal
