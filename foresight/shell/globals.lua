--- globals.lua: a script that reads a global which nobody set is wrong, most often for want of quotes: rollup{zone=BE}
--- would be a rollup of the world.
--
-- Example:  globals.watch "scripts/report.lua"   rollup{zone=BE}
--           --> attempt to use the undeclared global 'BE', did you mean "BE"?
--
-- So it is in the shell. Setting a global is free, and one that was set, to nil too, may be read. Whether there is one is asked by
-- rawget(_G, "name"). Only the script's own files, texts and statements are held to this: modules from elsewhere may test
-- which globals a Lua has, as many do.

local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local show = require "foresight.shell.show"

local globals = {}

-- The code of a zone, phenomenon or source of the store that is open.
local function is_code(name)
  local store = glocal.store
  if not store then return false end
  local ok, rows = pcall(store.sql, store, [[select 1 from zone where code = :n union select 1 from phenomenon where code = :n
    union select 1 from source where code = :n union select 1 from zone where kind = :n limit 1]], { n = name })
  return ok and rows ~= nil and #rows > 0
end

-- A value that an option of the library may have, such as month.
local function is_value(name)
  for _, module in pairs(getmetatable(glocal).parts) do
    for _, entry in ipairs(require "foresight.shared.declared".of_module(module)) do
      for _, each in ipairs(entry.parameters) do
        for _, value in ipairs(each.values or {}) do
          if value == name then return true end
        end
      end
    end
  end
  return false
end

--- Of a method that is used as if it were a function, what it is a method of; nil for any other name.
function globals.as_method(name)
  if core.store_methods[name] then return (", did you mean 'store:%s'?"):format(name) end
  if core.frame_methods[name] then return (": it is a method of frames, as in r:%s()"):format(name) end
  local here = require "foresight.shared.other_names"[name]
  if here then return ": here it is " .. here.call end
end

-- What a session that lacks a capability has not.
local WHOLE_ONLY = { io = true, debug = true, package = true, dofile = true, loadfile = true }

--- What to add to a message about a name that nothing has.
function globals.hint(name)
  if WHOLE_ONLY[name] and next(core.lacking) then return ": it is for sessions with every capability" end
  local method = globals.as_method(name)
  if method then return method end
  local near = is_code(name) and "" or hint.of(name, show.global_names())
  if near ~= "" then return near end
  if is_code(name) or is_value(name) then return (', did you mean "%s"?'):format(name) end
  return ('; a text goes between quotes: "%s"'):format(name)
end

-- Whether the function that reads is one of the script: from its folder, or from a text.
local function is_own(folder, level)
  local info = debug.getinfo(level + 1, "S")
  if not info or info.what == "C" then return false end
  local file = info.source:match "^@(.*)$"
  return not file or (file:match "^(.*/)" or "") == folder
end

local set -- the names that were set since globals.watch; nil: nothing is watched

--- Raises where the name was never set, `level` as of error.
function globals.check(name, level)
  if not set or set[name] or type(name) ~= "string" then return end
  error(("attempt to use the undeclared global '%s'%s"):format(name, globals.hint(name)), level + 1)
end

--- From here on the script at `path` (nil: a text, the shell) raises where it reads a global that was never set.
function globals.watch(path)
  local meta, folder = debug.getmetatable(_G), path and path:match "^(.*/)" or ""
  local assign = meta.__newindex
  set = { store = true, _PROMPT = true, _ = true } -- and what the shell keeps
  for i = 1, 9 do set["_" .. i] = true end
  function meta.__index(_, name)
    local value = glocal[name]
    if value == nil and is_own(folder, 2) then globals.check(name, 2) end
    return value
  end
  function meta.__newindex(_, name, value)
    set[name] = true
    assign(_, name, value)
  end
end

return globals
