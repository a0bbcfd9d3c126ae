--- standard.lua: prints what the standard functions give that may run long, in all forms of their arguments, small and large:
--- the same lines under stock Lua and under glocal, which has its own forms of them.
--
-- Example:  lua5.4 standard.lua | diff - <(glocal run standard.lua)

local function digest(value)
  if type(value) == "string" and #value > 60 then
    local sum = 0
    for i = 1, #value, math.max(1, #value // 5000) do sum = (sum * 31 + value:byte(i)) & 0xFFFFFFFF end
    return ("text of %d, %d, %q"):format(#value, sum, value:sub(-9))
  end
  if type(value) == "table" or type(value) == "function" then return type(value) end
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

-- Messages but for their places: the same code stands in both.
local function show(name, f, ...)
  local results = table.pack(pcall(f, ...))
  local said = {}
  for i = 1, results.n do said[i] = digest(results[i]) end
  print(name, table.concat(said, " "))
end

local function list(...) return { ... } end

-- Which fields were read and written, in order.
local function watched(length, content)
  local seen = {}
  return setmetatable({}, {
    __len = function() seen[#seen + 1] = "#" return length end,
    __index = function(_, i) seen[#seen + 1] = "r" .. tostring(i) return content and content[i] or i end,
    __newindex = function(_, i, v) seen[#seen + 1] = "w" .. tostring(i) .. "=" .. tostring(v) end,
  }), function() return table.concat(seen, " ") end
end

-- --- tables ---------------------------------------------------------------------------------------------------

for _, arguments in ipairs { {}, { 1 }, { 1, 7 }, { 3, 7 }, { 4, 7 }, { 5, 7 }, { 0, 7 }, { -1, 7 }, { 1.5, 7 },
  { "1", 7 }, { 1, 2, 3 } } do
  local t = list(10, 20, 30)
  show("insert", table.insert, t, table.unpack(arguments))
  print(table.concat(t, " "))
end
for _, at in ipairs { 1, 2, 3, 4, 5, 0, -1, 1.5, "2", "x" } do
  local t = list(10, 20, 30)
  show("remove", table.remove, t, at)
  print(table.concat(t, " "))
  show("remove of none", table.remove, {}, at)
end
show("remove", table.remove, list(1, 2))
show("remove", table.remove, {})
show("remove", table.remove, { [0] = "zero" }, 0)
for _, each in ipairs { { 1, 3, 2 }, { 2, 3, 1 }, { 1, 0, 5 }, { 1, 3, -5 }, { 0, 2, 1 }, { math.mininteger, 0, 1 },
  { 1, math.maxinteger, 2 }, { -1, math.maxinteger, 2 }, { 1, "3", 2 }, { 1, 3.5, 2 }, { 1 } } do
  local t = list("a", "b", "c", "d")
  show("move", table.move, t, table.unpack(each))
  print(#t, t[1], t[2], t[3], t[4], t[5])
  local u = {}
  show("move to", table.move, t, each[1], each[2], each[3], u)
  print(u[1], u[2], u[3])
end
for _, f in ipairs { "insert", "remove", "concat", "sort", "unpack" } do
  for _, bad in ipairs { 1, "x", false, print } do show(f, table[f], bad, 1, 2) end
  show(f, table[f])
end
for _, bad in ipairs { 1, "x", false } do
  show("move", table.move, bad, 1, 2, 3)
  show("move", table.move, {}, 1, 2, 3, bad)
end
for _, each in ipairs { { "insert", 2, "v" }, { "remove", 2 }, { "move", 1, 3, 2 }, { "concat", "," } } do
  local t, seen = watched(4, { 4, 3, 2, 1 })
  show("watched " .. each[1], table[each[1]], t, table.unpack(each, 2))
  print(seen())
end
for _, length in ipairs { -1, 0, 1.5, "2", "x", math.maxinteger, math.mininteger } do
  local t, seen = watched(length)
  show("a length of " .. tostring(length), table.insert, t, "v")
  show("a length of " .. tostring(length), table.remove, t)
  print(seen())
end
for _, each in ipairs { {}, { "," }, { ",", 2 }, { ",", 2, 3 }, { ",", 3, 2 }, { ",", 0, 1 }, { ",", 1, 9 }, { 5, 1, 2 }, { {} },
  { ",", "x" }, { nil, nil, 2 } } do
  show("concat", table.concat, list("a", "b", 3, 4.5), table.unpack(each, 1, 3))
end
show("concat", table.concat, { 1, {}, 3 })
local long = {}
for i = 1, 50000 do long[i] = (i * 7919) % 50021 end
show("concat", table.concat, long)
show("concat", table.concat, long, ", ", 3, 49999)
long[40000] = {}
show("concat", table.concat, long, ";")
long[40000] = 7
table.sort(long)
print(table.concat(long, " ", 1, 9), long[50000])
table.sort(long, function(a, b) return a > b end)
print(table.concat(long, " ", 1, 9))
show("sort", table.sort, { 1, "x" })
show("sort", table.sort, { 3, 1 }, 5)
show("sort", table.sort, { 1, 2, 3, 4, 5 }, function() return true end)
show("unpack", table.unpack, {}, 1, 1e8)
show("unpack", table.unpack, {}, math.mininteger, math.maxinteger)

-- --- texts ----------------------------------------------------------------------------------------------------

local mega = ("Aé€b\n\0001\r\"\\"):rep(200000)
for _, f in ipairs { "upper", "lower", "reverse", "len" } do
  show(f, string[f], mega)
  show(f, string[f], "Ab é")
  show(f, string[f], 12)
  show(f, string[f])
end
for _, each in ipairs { { "ab", 3 }, { "ab", 0 }, { "ab", -1 }, { "", 1e9 }, { "ab", 3, "-" }, { "ab", 1, "-" },
  { "ab", 1 << 20, "--" },
  { "x", 1 << 21 }, { "ab", "3" }, { "ab", 1.5 }, { "ab" }, { "ab", 1 << 62 } } do
  show("rep", string.rep, table.unpack(each))
end
for _, each in ipairs { { "%d %s %q", 1, "x", "a\nb" }, { "%5.2f|%-5d|%+d|%x", 1.255, 3, 4, 255 }, { "%%" }, { "%" },
  { "%y", 1 }, { "%d" },
  { "%d", "x" }, { "%d", 1.5 }, { "%q", 1 / 0 }, { "%q", {} }, { "%10.3s|", "abcdef" }, { "%c%c", 65, 0 }, { "%a", 1 },
  { "%i", 3 },
  { "%s", setmetatable({}, { __tostring = function() return "it" end }) }, { "%s %s", 1 }, { 5 }, { "x", 1 }, { "%-%d", 1 } } do
  show("format", string.format, table.unpack(each))
end
show("format", string.format, "%q", mega)
show("format", string.format, "<%s|%q|%d>", mega, mega, 5)
show("format", string.format, "%s%10d%q", mega, "x", "y")
show("format", string.format, "%s%d", mega)
show("format", string.format, mega .. "%d%%%s" .. mega .. "%5.1f", 1, "two", 3)
show("format", string.format, mega .. "%d %d" .. mega .. "%d %d", 1, 2, 3, "x")
show("format", string.format, mega .. "%d %d" .. mega .. "%d %d", 1, 2, 3)
show("format", string.format, mega .. "%")
show("format", string.format, ("%%"):rep(1 << 20))
show("format", string.format, "%q", ("\0011"):rep(1 << 20))
show("format", string.format, "%q", "x" .. ("\0011"):rep(1 << 20))

-- --- utf8 -----------------------------------------------------------------------------------------------------

local broken = mega .. "\xff" .. mega
for _, s in ipairs
  { "", "Aé€b", "A\xffé", mega, broken, ("€"):rep(500000), ("\u{7FFFFFFF}"):rep(300000), ("é"):rep(600000) .. "\xc3" } do
  show("utf8.len", utf8.len, s)
  for _, each in ipairs { { 2 }, { 3 }, { -1 }, { -3 }, { 1, 2 }, { 2, 1 }, { 1, 0 }, { 5, 4 }, { #s + 1 }, { #s + 2 },
  { 0 }, { 1, #s + 1 },
    { 1, -1, true }, { 2, #s - 1 }, { -#s }, { -#s - 1 }, { "x" }, { 1, "x" } } do
    show("utf8.len", utf8.len, s, table.unpack(each))
  end
  for _, n in ipairs
  { 0, 1, 2, 4, 5, 6, -1, -4, -5, 600000, 1600001, 1800000, 1800001, 1800002, 1e7 // 1, -600000, -1600000, -1800000, -1e7 // 1,
    499999, 500000, 500001, 500002, -500000, -500001, math.maxinteger, math.mininteger } do
    show("utf8.offset " .. n, utf8.offset, s, n)
    show("utf8.offset " .. n .. " from", utf8.offset, s, n, 1)
    show("utf8.offset " .. n .. " from 3", utf8.offset, s, n, 3)
  end
  show("utf8.offset", utf8.offset, s, "x")
  show("utf8.offset", utf8.offset, s, 1, #s + 2)
end

-- --- code -----------------------------------------------------------------------------------------------------

local sum = "return " .. ("1+"):rep(600000) .. "1"
for _, each in ipairs { { "return 1" }, { "return" }, { "x x" }, { "return _VERSION", "=name" }, { "x x", "=name" },
  { "return x", "n", "t", { x = 5 } },
  { "return x", "n", "b" }, { "return _VERSION", "n", "t", nil }, { 5 }, { nil }, { {} }, { sum }, { sum .. " +" },
  { sum .. " +", "=big" },
  { sum, "=big", "b" }, { sum .. "+x", "=big", "t", { x = 7 } }, { sum .. "+x", "=big", nil, { x = 8 } } } do
  local well, f, message = pcall(load, table.unpack(each, 1, math.max(#each, each[4] and 4 or 1)))
  print("load", well, digest(type(f) == "function" and "chunk" or f or message))
  if type(f) == "function" then print(digest(select(2, pcall(f)))) end
end
show("load", load)
show("load", load, "return 1", {})
show("load", load, sum, {})
local given = 0
show("load of pieces", load, function() given = given + 1 return given < 4 and " " or nil end)

-- --- errors and coroutines ------------------------------------------------------------------------------------

local function fails(m) return function() error(m, 0) end end
show("xpcall", xpcall, fails "x", function(m) return m .. "!" end)
show("xpcall", xpcall, fails(nil), function(m) return type(m) end)
show("xpcall", xpcall, function(...) return select("#", ...), ... end, print, 1, nil)
show("xpcall", xpcall, fails "x", fails "y")
show("xpcall", xpcall, fails "x", "handler")
show("xpcall", xpcall, fails "x")
show("xpcall", xpcall, fails "x", function(m) return m, 2 end)
show("xpcall", xpcall, fails "x", tostring)
show("setmetatable", setmetatable, {}, { __gc = true })
show("setmetatable", setmetatable, setmetatable({}, { __metatable = 1 }), { __gc = print })
show("setmetatable", setmetatable, 1, { __gc = print })
show("setmetatable", setmetatable, {}, 1)
show("setmetatable", setmetatable, {})
show("setmetatable", setmetatable, {}, nil)
show("collectgarbage", collectgarbage)
show("collectgarbage", collectgarbage, "x")
show("collectgarbage", collectgarbage, "step", "x")
local function closing(message)
  return setmetatable({}, { __close = function(_, e) print("closed", e) if message then error(message, 0) end end })
end
local function body(message, fault)
  return function()
    local _ <close> = closing(message)
    if fault then error(fault, 0) end
    coroutine.yield(1)
  end
end
for _, message in ipairs { false, "on closing" } do
  for _, fault in ipairs { false, "inside" } do
    local co = coroutine.create(body(message, fault))
    show("close unstarted", coroutine.close, coroutine.create(body(message, fault)))
    show("resume", coroutine.resume, co)
    show("close", coroutine.close, co)
    show("close again", coroutine.close, co)
    show("resume closed", coroutine.resume, co)
    show("wrap", coroutine.wrap(body(message, fault)))
  end
end
show("close", coroutine.close)
show("close", coroutine.close, 1)
show("close", coroutine.close, coroutine.running())
show("close", coroutine.wrap(function(co) return coroutine.close(co) end), (coroutine.running()))
show("wrap", coroutine.wrap(function() error {} end))
show("wrap", coroutine.wrap(function() error "placed" end))
show("wrap", coroutine.wrap, 1)
local dead = coroutine.wrap(function() end)
dead()
show("wrap of the dead", dead)

-- --- the collector, formats -----------------------------------------------------------------------------------

collectgarbage "incremental" -- lua5.4 begins with generations
for _, mode in ipairs { "generational", "incremental", "generational", "incremental" } do
  show("mode", collectgarbage, mode)
  show("collect", collectgarbage)
  show("collect", collectgarbage, "collect")
  local weak = setmetatable({ {} }, { __mode = "v" })
  collectgarbage()
  show("collected", function() return #weak end)
  show("step", collectgarbage, "step", 1 << 22)
  show("running", collectgarbage, "isrunning")
end
for _, arguments in ipairs { {}, { "x" }, { "step", "y" }, { "step", 1.5 }, { "stop" }, { "step", 1 << 22 }, { "restart" } } do
  show("collectgarbage", collectgarbage, table.unpack(arguments))
end
for _, format in ipairs { "", "<i4", ">I2 z", "s1", "!8 b Xi8 d", "c5", "j n", "i17", "y", "=i0" } do
  show("pack", string.pack, format, 1, "ab", 3)
  show("pack", string.pack, format, "ab", 1)
  show("packsize", string.packsize, format)
  show("unpack", string.unpack, format, "\1abcdefgh\0ijklmnopqrstuvwxyz", 2)
end
show("pack", string.pack)
show("packsize", string.packsize, {})
show("unpack", string.unpack, "b")
show("packsize", string.packsize, ("b"):rep(1 << 20))
