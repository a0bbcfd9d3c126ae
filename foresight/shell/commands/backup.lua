--- backup.lua: `glocal backup`: a copy of a store while others may go on writing to it.
--
-- Example:  backup_command.call({}, {"demo.db", "backups/demo-2026-11-30.db"})   --> 0

local command = require "foresight.shell.commands.command"
local core = require "glocal.core"

local backup_command = {}

backup_command.usage = "glocal backup STORE FILE"
backup_command.says = [[
Copies a store as it is at this moment into a new file, which appears whole or not at all. Others may go on working with the
store. The copy is a store with all markings of the first; it is for its owner alone (mode 0600). The store's log says that it
was made.]]
backup_command.options = { json = command.JSON, help = command.HELP }

function backup_command.call(options, words)
  if not words[1] or not words[2] then
    return command.wrong(words[1] and "backup needs a FILE for the copy" or "backup needs a store and a file", "backup")
  end
  if words[3] then return command.wrong(("backup makes one copy, not '%s' as well"):format(words[3]), "backup") end
  local store, message = core.open_store(words[1])
  if not store then return command.fail(message) end
  local path, bytes = store:backup(words[2])
  store:close()
  if not path then return command.fail(bytes) end
  if options.json then
    command.json { store = words[1], file = path, bytes = bytes }
  else
    command.tell(("copied %s to %s (%d bytes)"):format(words[1], path, bytes))
  end
  return command.DONE
end

return backup_command
