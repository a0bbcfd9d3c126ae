--- names.lua: names of XMILE: which are equal, and how they are shown.
--
-- Example:  names.key 'Teacup  Temperature' --> teacup_temperature   names.key "Rate A[Entry 1, b]" --> rate_a[entry_1,b]
-- Reference: XMILE 1.0, 3.2.2: upper and lower case are one, and so are runs of spaces, non-breaking spaces, line ends and _.

local names = {}

-- "\n" is written as two characters in a name; a quoted name may hold \" and \\.
local function unescape(text)
  return (text:gsub("\\(.)", function(c) return c == "n" and " " or c end))
end

--- The name as it is shown: in one line, single spaces.
function names.shown(text)
  return (unescape(text):gsub("\194\160", " "):gsub("[%c ]+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- The capitals of Latin, Greek and Cyrillic: from, to, how far the small one is; 1 where capital and small letter alternate.
local CAPITALS = { { 0xC0, 0xDE, 32 }, { 0x100, 0x136, 1 }, { 0x139, 0x147, 1, 1 }, { 0x14A, 0x176, 1 }, { 0x179, 0x17D, 1, 1 },
  { 0x391, 0x3AB, 32 }, { 0x400, 0x40F, 80 }, { 0x410, 0x42F, 32 } }

local function small(letter)
  local code = utf8.codepoint(letter)
  if code == 0xD7 or code == 0x130 then return letter end
  for _, range in ipairs(CAPITALS) do
    if code >= range[1] and code <= range[2] and (range[3] > 1 or code % 2 == (range[4] or 0)) then
      return utf8.char(code + range[3])
    end
  end
  return letter
end

--- Equal names have equal keys.
function names.key(text)
  local plain = unescape(text):gsub("\194\160", " "):gsub('"', "")
  plain = plain:lower():gsub("[\xC3-\xD1][\x80-\xBF]", small)
  return (plain:gsub("[%c _]+", "_"):gsub("_*([%[,%]])_*", "%1"):gsub("^_", ""):gsub("_$", ""))
end

--- The name that a model has for a name or one that equals it; `keys` (the name by its key) is nil for models of no file.
function names.resolve(keys, name)
  return keys and type(name) == "string" and keys[names.key(name)] or name
end

return names
