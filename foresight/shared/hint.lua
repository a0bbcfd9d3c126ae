--- hint.lua: what a message adds for a name that is unknown: the nearest known one, else all that there are.
--
-- Example:  hint.of("cuont", {"count", "value"}, "the frame has")   --> , did you mean 'count'?
--           hint.of("xyz", {"count", "value"}, "the frame has")     --> ; the frame has count, value

local core = require "glocal.core"

local hint = {}

--- Of a wanted name among names. Only a text of two letters or more has a nearest: every name is near to a single letter.
--- `lead` opens the list of all ("use" ...); without it there is none.
function hint.of(wanted, names, lead)
  local near = type(wanted) == "string" and #wanted > 1 and core.nearest(wanted, names)
  if near and near ~= wanted then return (", did you mean '%s'?"):format(near) end
  if not lead then return "" end
  return ("; %s %s"):format(lead, #names > 0 and table.concat(names, ", ") or "none")
end

return hint
