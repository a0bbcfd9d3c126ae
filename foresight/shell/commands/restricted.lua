--- restricted.lua: `glocal run --allow`: a script in a state of its own that has the capabilities it is allowed, and no more.
--
-- Example:  restricted.run({allow = "store.read"}, "report.lua", text, hash, {"2025"})   --> 0

local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local run_command = require "foresight.shell.commands.run"
local show = require "foresight.shell.show"

local restricted = {}

--- "store.read,file.write" as a list; or nil, message.
function restricted.capabilities(text)
  local list, known = {}, {}
  for name in pairs(core.capabilities) do known[#known + 1] = name end
  table.sort(known)
  for name in text:gmatch "[^,%s]+" do
    if core.capabilities[name] == nil and name ~= "none" then
      return nil, ("there is no capability '%s'%s"):format(name, hint.of(name, known, "there are"))
    end
    if name ~= "none" then list[#list + 1] = name end
  end
  return list
end

--- Has the state made, and the script run in it: an exit code.
function restricted.run(options, name, text, hash, words)
  local capabilities, message = restricted.capabilities(options.allow)
  if not capabilities then return command.wrong(message, "run") end
  return show.host.run_restricted(capabilities, name, text, hash, options.store, options.execute ~= nil, options.json or false,
    table.unpack(words))
end

--- In that state: runs the script or text. An exit code.
function restricted.inside(host, name, text, hash, store, is_text, as_json, words)
  show.install(host)
  if not core.capabilities["store.read"] then
    if store then return command.fail "--store needs --allow store.read" end
    run_command.open_store = function() return true end -- nor that of the environment
  end
  if is_text then return run_command.text(text, store, words, as_json) end
  return run_command.script(name, text, hash, store, words)
end

return restricted
