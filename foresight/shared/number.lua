--- number.lua: numbers for a terminal and for a file. On pages and plots they are written in the reader's language:
--- language/locale.lua.
--
-- Example:  number.shown(1234567)   --> 1 234 567     number.exact(0.1)   --> 0.1

local number = {}

--- For a terminal: whole numbers in groups of three digits, others with at most six significant digits.
function number.shown(value)
  if math.type(value) == "float" then return ("%.6g"):format(value) end
  local sign, digits = tostring(value):match "^(-?)(%d+)$"
  if not digits then return tostring(value) end
  return sign .. digits:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^ ", "")
end

--- For a file: the fewest digits that read back as the same number.
function number.exact(value)
  if math.type(value) ~= "float" then return tostring(value) end
  local short = ("%.15g"):format(value)
  return tonumber(short) == value and short or ("%.17g"):format(value)
end

return number
