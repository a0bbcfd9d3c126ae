--- shown.lua: shows values in a script as the shell does; journal writes an expression as show(expression).
--
-- Example:  show(rollup{zone="BE", every="year"})

local show = require "foresight.shell.show"
local terminal = require "foresight.shared.terminal"

--- Shows values as the shell does after a statement, and keeps the first in `_` and `_1`. What a call returned that
--- failed (nil, message, code) is raised as an error.
--- @function show
--- @param ... any the values
--- @since 0.1
--- @example show(frame{{zone="BE", count=3}})
local function shown(...)
  local count = select("#", ...)
  if show.is_failure(count, ...) then error((select(2, ...)), 2) end
  if count > 0 then require "foresight.shell.kept".add((...)) end
  for i = 1, count do terminal.write(show.value((select(i, ...)))) end
end

return shown
