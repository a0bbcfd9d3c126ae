--- plural.lua: a number with its noun, in messages and notes (English; pages have language/).
--
-- Example:  plural(1, "month")   --> 1 month     plural(1200, "country", "countries")   --> 1 200 countries

local number = require "foresight.shared.number"

--- `many` is the noun's plural where it has more to it than an s.
local function plural(count, noun, many)
  return ("%s %s"):format(number.shown(count), count == 1 and noun or many or noun .. "s")
end

return plural
