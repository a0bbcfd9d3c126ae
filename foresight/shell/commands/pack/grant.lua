--- grant.lua: `glocal pack grant`: what a pack may do that is used from a folder or a built file, kept for the sessions and scripts
--- to come, for this path and the terms that its manifest states now. What an installed one may do is granted when it is added.
--
-- Example:  grant.grant[1]({allow = {"store.read"}, ["max-handling"] = "GREEN"}, {"./harm-index"})   --> 0

local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local grants = require "foresight.pack.grants"
local manifest = require "foresight.pack.manifest"
local pack = require "foresight.pack.pack"

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

-- The full path of a folder or a built pack and its manifest; or nil, message.
local function found(what)
  local fault = manifest.name_fault(what)
  if not fault and not core.folder_names(what) then
    return nil, ("there is no folder '%s' here: give the path of a pack's folder or file; what an installed pack may do was "
      .. "asked by `glocal pack add`"):format(what)
  end
  local path, message = core.full_path(what)
  if not path then return nil, message end
  local files, given
  if what:sub(-#pack.ENDING) == pack.ENDING then
    local bytes
    bytes, message = pack.read_file(what)
    if not bytes then return nil, message end
    files, given = pack.of_bytes(bytes)
  else
    files, given = pack.of_folder(what)
  end
  if not files then return nil, given end
  return path, given
end

-- Keeps the grant of a pack, or says what it is: an exit code.
local function call(options, words)
  local allow = options.allow and table.concat(options.allow, ",")
  local file, given = found(words[1])
  if not file then return command.fail(given) end
  local name, kept, message = given.name, grants.of(file)
  if message then return command.fail(message) end
  local does_hold, new
  if kept then does_hold, new = grants.holds(kept, given) end
  if kept and not does_hold then
    command.say(("%s was granted something on other terms: %s"):format(name, new))
    kept = nil
  end
  if not allow and not options["max-handling"] then return tell(name, kept, options.json) end
  local before = kept and kept.max_handling or grants.LEAST_HANDLING
  local grant = { permissions = {}, max_handling = options["max-handling"] or before }
  for each in (allow or table.concat(kept and kept.permissions or {}, ",")):gmatch "[^,%s]+" do
    if each ~= "none" then table.insert(grant.permissions, each) end
  end
  grant.max_handling = grant.max_handling:upper():gsub("^TLP:", "")
  local is_taken_back = allow == "none" and not options["max-handling"]
  local path
  path, message = grants.give(file, given, not is_taken_back and grant or nil)
  if not path then return command.fail(message) end
  return tell(name, not is_taken_back and grant or nil, options.json)
end

calls.grant = { call, "a folder or a built pack" }

return calls
