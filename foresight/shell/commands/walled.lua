--- walled.lua: `glocal run --pack`: a script over the functions of one pack, behind a second wall: from the moment that the script
--- starts, the kernel refuses this process what the pack was not granted (core/shell/wall.c).
--
-- Example:  walled.run({pack = "harm-index"}, "-e", "return pack.index(figures, weights)", nil, {})   --> 0

local glocal = require "glocal"
local command = require "foresight.shell.commands.command"
local run_command = require "foresight.shell.commands.run"
local use = require "foresight.pack.use"

local walled = {}

-- What is said of the wall where it is less than whole; nil where it stands.
local function told(name, permissions)
  if permissions["process"] then
    return ("pack '%s' may start programs, which may do anything: there is no second wall around it"):format(name)
  end
  local list = {}
  for each in pairs(permissions) do list[#list + 1] = each end
  local stands = package.loaded["glocal.isolate"].raise_wall(list, glocal.store and glocal.store:path())
  if not stands.seccomp and not stands.landlock then
    return ("this kernel has neither seccomp nor Landlock: there is no second wall around pack '%s'"):format(name)
  elseif not stands.seccomp then
    return ("this kernel has no seccomp: Landlock alone keeps pack '%s' from files"):format(name)
  elseif not stands.landlock then
    return ("this kernel has no Landlock: seccomp alone keeps pack '%s' from files"):format(name)
  end
end

-- Opens the store that was asked for as far as the pack may have it: true; or nil, message.
local function open_store(options, name, permissions)
  local path = options.store or os.getenv "GLOCAL_STORE"
  if permissions["store.read"] or permissions["store.write"] then
    if not path then return true end
    local store, message = glocal.open(path, { read_only = not permissions["store.write"] })
    return store and true, message
  end
  if options.store then return nil, ("--store: pack '%s' may not read the store"):format(name) end
  return true
end

-- The text of a script that calls the pack's `main`; or nil, message.
local function main_of(view, name, functions)
  if view.main then return "return pack.main(...)" end
  return nil, ("pack '%s' has no function 'main': give a SCRIPT or -e CHUNK, which has its functions in `pack` (%s)"):format(name,
    table.concat(functions, ", "))
end

--- Runs the text (nil: the pack's `main`) with the pack's functions in the global `pack`: an exit code. `limits`: memory,
--- instructions, seconds.
function walled.run(options, name, text, hash, words, limits)
  local view, message = use.named(options.pack, limits)
  if not view then return command.fail(message) end
  local about = use.about(view)
  if not text then
    text, message = main_of(view, about.name, about.functions)
    if not text then return command.wrong(message, "run") end
  end
  local well
  well, message = open_store(options, about.name, about.permissions)
  if not well then return command.fail(message) end
  use.make_ready(view)
  message = told(about.name, about.permissions)
  if message then command.say(message) end
  run_command.open_store = function() return true end -- it is open, or is none
  rawset(_G, "pack", view)
  if name == "-e" then return run_command.text(text, nil, words, options.json) end
  return run_command.script(name, text, hash, nil, words)
end

return walled
