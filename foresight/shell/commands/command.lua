--- command.lua: what the subcommands share: how they end, how they talk, how they print.
--
-- Example:  return command.fail "no such file"   --> 1, after "glocal: no such file" on stderr
--
-- Results go to stdout, talk to stderr. Exit codes: 0 done, 1 the work failed, 2 the call was wrong.

local core = require "glocal.core"
local outfile = require "foresight.shared.outfile"
local show = require "foresight.shell.show"
local terminal = require "foresight.shared.terminal"

local command = { DONE = 0, FAILED = 1, WRONG_CALL = 2 }

-- Options that several commands have (args.lua says their form).
command.JSON = { help = "print the result as JSON" }
command.HELP = { short = "h", help = "this help" }

--- A line of talk.
function command.say(...)
  io.stderr:write(core.visible(table.concat { ... }, "\n"), "\n")
end

--- A line of what was asked for.
function command.tell(text)
  terminal.write(core.visible(text, "\n"))
end

function command.fail(message)
  command.say("glocal: ", message)
  return command.FAILED
end

--- A wrong call of the subcommand `name` (nil: of glocal itself).
function command.wrong(message, name)
  command.say("glocal: ", message)
  command.say(("try `glocal %s--help`"):format(name and name .. " " or ""))
  return command.WRONG_CALL
end

--- ", did you mean 'import'?", or "" where nothing is near.
function command.did_you_mean(word, names)
  return require "foresight.shared.hint".of(word, names)
end

--- Prints the value as JSON; raises where something in it may not leave.
function command.json(value)
  terminal.write(show.json(value))
end

--- The rows of a frame, for JSON; nil and why where they may not leave.
function command.rows_of(frame)
  local may, message = outfile.may_leave(frame:marking(), "frame")
  if not may then return nil, message end
  local rows = {}
  for i = 1, #frame do rows[i] = frame[i] end
  return rows
end

--- A table some of whose fields are made when they are first asked for: reading declarations takes longer than opening.
function command.later(fields, made)
  return setmetatable(fields, { __index = function(self, name)
    if not made[name] then return nil end
    rawset(self, name, made[name]())
    return rawget(self, name)
  end })
end

return command
