--- tar.lua: archives such as no `glocal pack build` makes, for the attacks by archives.
--
-- Example:  tar.of{ tar.file("pack.lua", text), tar.entry{name = "x", type = "2", link = "/etc/passwd"} }
-- Reference: POSIX.1-2017, pax, section "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"

local tar = {}

local BLOCK = 512

local function field(text, length) return text .. ("\0"):rep(length - #text) end

-- As libarchive writes numbers: six digits, a blank and a NUL, or eleven digits and a blank.
local function octal(number, length) return (length == 8 and "%06o \0" or "%011o "):format(number) end

local function sum_of(header)
  local sum = 0
  for i = 1, #header do sum = sum + header:byte(i) end
  return sum
end

--- One member: name, body, type, link; mode, owner, time, size, magic, prefix and raw fields where they are to be others.
function tar.entry(given)
  local body = given.body or ""
  local head = field(given.name, 100) .. octal(given.mode or 420, 8) .. octal(given.owner or 0, 8) .. octal(0, 8)
    .. (given.raw_size or octal(given.size or #body, 12)) .. octal(given.time or 0, 12)
  local tail = (given.type or "0") .. field(given.link or "", 100) .. (given.magic or "ustar\0" .. "00") .. field("", 64)
    .. octal(0, 8) .. octal(0, 8) .. field(given.prefix or "", 155) .. ("\0"):rep(12)
  local sum = given.sum or sum_of(head .. (" "):rep(8) .. tail)
  return head .. ("%06o\0 "):format(sum) .. tail .. body .. ("\0"):rep(-#body % BLOCK)
end

function tar.file(name, body) return tar.entry { name = name, body = body } end

--- Members with the end of an archive behind them.
function tar.of(members) return table.concat(members) .. ("\0"):rep(2 * BLOCK) end

--- A record of a pax header: "17 path=../evil\n" counts its own length.
function tar.pax(key, value)
  local rest = (" %s=%s\n"):format(key, value)
  local length = #rest + 1
  while #tostring(length) + #rest ~= length do length = length + 1 end
  return length .. rest
end

return tar
