--- rerun.lua: `glocal rerun`: a run of a schedule made again, and compared byte for byte.
--
-- Example:  rerun_command.call({}, {"weekly-20261130T060000Z"})   --> 0

local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local rerun = require "foresight.schedule.rerun"

local rerun_command = {}

local MOST_THREADS = 1024

rerun_command.usage = "glocal rerun ID [--to FOLDER] [--threads N] [--anyway]"
rerun_command.says = [[
Makes a run of a schedule again: the same script and arguments, the clock at its time, the store as it was then. Says whether what
it gives is the same byte for byte (exit code 0), or what differs (1). Where the script or glocal has changed since, it says so
and does nothing; --anyway runs the script as it was then. Neither the store nor the outputs of the run are touched.

`glocal schedule log` lists the IDs.]]
rerun_command.options = {
  to = { value = "FOLDER", help = "keep what it gives in this new folder" },
  threads = { value = "N", help = "with so many threads (default: as then); what it gives does not depend on it" },
  anyway = { help = "although something has changed" },
  json = command.JSON, help = command.HELP,
}

local function wrong(message) return command.wrong(message, "rerun") end

function rerun_command.call(options, words)
  if not words[1] then return wrong "rerun needs the ID of a run; glocal schedule log lists them" end
  if words[2] then return wrong(("rerun makes one run again, not '%s' as well"):format(words[2])) end
  local threads = options.threads and math.tointeger(tonumber(options.threads))
  if options.threads and not (threads and threads >= 1 and threads <= MOST_THREADS) then
    return wrong(("--threads: '%s' is no whole number from 1 to %d"):format(options.threads, MOST_THREADS))
  end
  local result, message = rerun.of(words[1], { program = core.full_path "/proc/self/exe", to = options.to, threads = threads,
    anyway = options.anyway })
  if not result then return command.fail(message) end
  if options.json then
    command.json { id = result.id, same = result.same, outputs = result.outputs, differences = result.differences,
      changes = result.changes, notes = result.notes }
    return result.same and command.DONE or command.FAILED
  end
  for _, list in ipairs { result.changes, result.notes } do
    for _, line in ipairs(list) do command.say(line) end
  end
  if result.same then
    command.tell(("%s: the same, byte for byte: %d file%s and what it printed"):format(result.id, result.outputs,
      result.outputs == 1 and "" or "s"))
    return command.DONE
  end
  for _, line in ipairs(result.differences) do command.tell(line) end
  if result.errors and result.errors:find "%S" then command.say((result.errors:gsub("%s+$", ""))) end
  return command.fail(("%s: not the same: %d difference%s"):format(result.id, #result.differences,
    #result.differences == 1 and "" or "s"))
end

return rerun_command
