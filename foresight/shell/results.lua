--- results.lua: what a statement of the shell returned: shown and stored, or reported as a failure.
--
-- Example:  results.show("1 + 1", 2)   --> true, having printed 2

local fault = require "foresight.shell.fault"
local kept = require "foresight.shell.kept"
local show = require "foresight.shell.show"
local terminal = require "foresight.shared.terminal"

local results = {}

--- Shows what a statement returned; whether it went well, and the message if not.
function results.show(statement, ...)
  local count = select("#", ...)
  local failure = fault.of_results(statement, count, ...)
  if failure then
    fault.say("error: " .. failure)
    return false, failure
  end
  if count > 0 then kept.add((...)) end
  for i = 1, count do
    local text = show.value((select(i, ...)))
    if text == "nil" and count == 1 then text = text .. fault.hint_for_nil(statement) end
    terminal.write(text)
  end
  fault.warn(statement)
  return true
end

return results
