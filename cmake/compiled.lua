-- Writes OUT: the modules of foresight/ as Lua's compiler makes them, so that a process need not parse what it uses. The build runs it
-- by the program that it has just made, whose Lua is the one that will read them; what the file holds is in core/lua/compiled.c.
--
--   build/release/glocal run cmake/compiled.lua build/release/share/glocal/generated/foresight.compiled foresight/init.lua ...

local core = require "glocal.core"

local out = table.remove(arg, 1)

-- What a Lua that makes other code is known by: a little of each kind of statement and expression.
local PROBE = [[
local a <const>, b, c = 7, 2.5, "x"
local function each(...) local first, n = ..., select("#", ...) return first, n end
local it = { 1, 2, 3, k = { a }, [b] = each(1), each(2) }
function it:add(x, ...) self.sum = (self.sum or 0) + x * 2 - 3 / x // 1 % 5 ^ 2 return self:add(...) end
for i = 10, 1, -3 do it[i] = i & 3 | i << 1 ~ i >> 2 + ~i end
for k, v in pairs(it) do if k ~= v and not (k == "k") or #c >= 1 then goto on end it[k] = c .. k .. -a ::on:: end
while a > 1 and it.n < 8 or b <= 3 do it.n = it.n + 1 if it.n == 5 then break end end
repeat local x <close> = nil c = c .. x until b == nil
do local up = 0 it.f = function(...) up = up + 1 return function() return up, up == nil end end end
return it, each(it:add(a, b)), { each() }, c == "y", a < b
]]

-- The code without the name, which the reader puts in.
local HEADER = 32
local function code_of(text, name)
  local code = string.dump(assert(load(text, "@" .. name, "t")))
  local rest = code:sub(HEADER + 1)
  local stored = string.char(#name + 2 | 0x80) .. "@" .. name
  assert(#name < 120 and rest:sub(1, #stored) == stored, "Lua writes its code in another way than this script knows")
  return code:sub(1, HEADER) .. rest:sub(#stored + 1)
end

local probe = string.dump(assert(load(PROBE, "=probe", "t")))
local codes, at = { PROBE, probe }, #PROBE + #probe
local index = { ("probe 0 %d %d\n"):format(#PROBE, #probe) }
table.sort(arg)
for _, path in ipairs(arg) do
  local name = path:match "^.*(foresight/.*)$"
  local file <close> = assert(io.open(path, "rb"))
  local text = file:read "a"
  local code = code_of(text, name)
  index[#index + 1] = ("%s %d %d %s\n"):format(name, at, #code, core.sha256_text(text .. code))
  codes[#codes + 1], at = code, at + #code
end
local lines = table.concat(index)
local file = assert(io.open(out .. ".new", "wb"))
assert(file:write(("glocal modules 1 %d\n"):format(#lines), lines, table.concat(codes)))
assert(file:close())
assert(os.rename(out .. ".new", out))
