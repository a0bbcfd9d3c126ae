--- yes_no.lua: what a cell says of yes or no: 1 and 0, true and false, yes and no in nl, fr, de and en, in any case.
--
-- Example:  yes_no.read "TRUE"   --> true; yes_no.read "2"   --> nil

local yes_no = {}

local YES = { [1] = true, [true] = true, ["1"] = true, ["true"] = true, yes = true, oui = true, ja = true }
local NO = { [0] = true, [false] = true, ["0"] = true, ["false"] = true, no = true, non = true, nee = true, nein = true }

--- true, false, or nil where it is neither.
function yes_no.read(value)
  local key = type(value) == "string" and value:lower() or value
  if key == nil then return nil end
  if YES[key] then return true end
  if NO[key] then return false end
end

return yes_no
