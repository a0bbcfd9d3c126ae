--- hint.lua: what a message adds for a name that is unknown: the nearest known one, else all that there are.
--
-- Example:  hint.of("cuont", {"count", "value"}, "the frame has")   --> , did you mean 'count'?
--           hint.of("xyz", {"count", "value"}, "the frame has")     --> ; the frame has count, value

local core = require "glocal.core"

local hint = {}

--- Of a wanted name (any value: only texts have a nearest), among names; `lead` opens the list of them ("use" ...), which is
--- left out without it.
function hint.of(wanted, names, lead)
  local near = type(wanted) == "string" and core.nearest(wanted, names)
  if near and near ~= wanted then return (", did you mean '%s'?"):format(near) end
  if not lead then return "" end
  return ("; %s %s"):format(lead, #names > 0 and table.concat(names, ", ") or "none")
end

return hint
