--- grant.lua: `glocal pack grant`: what a pack may do that is used from a folder or a built file, kept for the sessions and scripts
--- to come. What an installed one may do is granted when it is added.
--
-- Example:  grant.grant[1]({allow = {"store.read"}, ["max-handling"] = "GREEN"}, {"harm-index"})   --> 0

local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local grants = require "foresight.pack.grants"
local manifest = require "foresight.pack.manifest"

local calls = { order = { "grant" } }

local function tell(name, grant, as_json)
  if as_json then
    command.json { pack = name, permissions = grant and grant.permissions or {}, max_handling = grant and grant.max_handling }
  elseif not grant or #grant.permissions == 0 then
    command.tell(("%s may calculate with what it is handed, up to TLP:%s, and nothing else"):format(name,
      grant and grant.max_handling or grants.LEAST_HANDLING))
  else
    command.tell(("%s may %s"):format(name, table.concat(grants.words(grant.permissions, grant.max_handling), "; ")))
  end
  return command.DONE
end

-- Keeps the grant of a pack, or says what it is: an exit code.
local function call(options, words)
  local name, allow = words[1], options.allow and table.concat(options.allow, ",")
  local fault = manifest.name_fault(name)
  if fault then return command.wrong(("'%s' is no name of a pack: %s"):format(core.visible(name), fault), "pack") end
  local kept, message = grants.of(name)
  if message then return command.fail(message) end
  if not allow and not options["max-handling"] then return tell(name, kept, options.json) end
  local before = kept and kept.max_handling or grants.LEAST_HANDLING
  local grant = { permissions = {}, max_handling = options["max-handling"] or before }
  for each in (allow or table.concat(kept and kept.permissions or {}, ",")):gmatch "[^,%s]+" do
    if each ~= "none" then table.insert(grant.permissions, each) end
  end
  grant.max_handling = grant.max_handling:upper():gsub("^TLP:", "")
  local is_taken_back = allow == "none" and not options["max-handling"]
  local path
  path, message = grants.give(name, not is_taken_back and grant or nil)
  if not path then return command.fail(message) end
  return tell(name, not is_taken_back and grant or nil, options.json)
end

calls.grant = { call, "a name" }

return calls
