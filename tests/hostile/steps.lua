--- steps.lua: attacks by single steps that go on for long, by memory that frames and SQL take, by what the standard library does
--- at its edges: further ones for tests/hostile/isolate.lua, which says what each may do.
--
-- Example:  for _, each in ipairs(dofile "tests/hostile/steps.lua") do print(each.name, each.code) end

local attacks = {}

local function attack(name, code) attacks[#attacks + 1] = { name = name, code = code } end

-- --- keys chosen to collide: multiples of one less than the number of places in the table --------------------------

local COLLIDING = "local n = 1 << %d local x = {} for i = 1, n do x[i * (n - 1)] = i end "

local function colliding(name, bits, code) attack("keys that collide, " .. name, COLLIDING:format(bits) .. code) end

colliding("put into a table", 17, "return x == nil")
colliding("put into a table by pcall for ever", 13,
  "while true do pcall(function() local y = {} for k in next, x do y[k] = k end end) end")
colliding("walked through", 14, "while true do for k in pairs(x) do local _ = x[k] end end")
colliding("taken out while it is walked through", 14, "while true do for k, v in pairs(x) do x[k] = nil x[k] = v end end")
colliding("moved", 13, "while true do table.move(x, n - 1, 1 << 22, 1, {}) end")
colliding("of floats", 13, "local y = {} while true do for k in next, x do y[k + 0.5] = k end y = {} end")
colliding("as a result", 13, "return nil, x")
colliding("in results in each other", 13, "return nil, {{{x}, x}, x}")
colliding("as the parameters of a statement in SQL", 13, "while true do pcall(glocal.sql, 'select 1', x) end")
colliding("as the rows of a frame", 13, "while true do pcall(glocal.frame, x) end")
colliding("as a row of a frame", 13, "while true do pcall(glocal.frame, {x}) end")
colliding("as the options of a call", 13, "while true do pcall(f.print, f, x) end")
colliding("as an environment", 13, "while true do load('a = b', 'x', 't', x)() end")
colliding("as a metatable", 13, "while true do pcall(function() return setmetatable({}, x) + 1 end) end")
colliding("in a table with weak keys", 13,
  "local y = setmetatable({}, {__mode = 'k'}) for k in next, x do y[k] = {} end while true do collectgarbage() end")
attack("keys that collide, in a constructor", [[
  local n, p = 1 << 13, {} for i = 1, n do p[i] = '[' .. i * (n - 1) .. ']=1' end
  local make = load('return {' .. table.concat(p, ',') .. '}') while true do make() end]])
attack("keys that collide, among the constants of a chunk", [[
  local n, p = 1 << 15, {} for i = 1, n do p[i] = i * (n - 1) end
  local text = 'return {' .. table.concat(p, ',') .. '}' while true do load(text) end]])
attack("keys that collide, over many calls", [[
  KEPT, N = KEPT or {}, (N or 0) + 1
  for i = N * 1000, N * 1000 + 999 do KEPT[i * ((1 << 17) - 1)] = i end
  return nil, KEPT]])
attack("texts as keys of which only the middle differs", [[
  local x, a = {}, ('a'):rep(5000) for i = 1, 1e9 do x[a .. i .. a] = i end]])
attack("floats that are nearly the same as keys", "local x = {} for i = 1, 1e9 do x[1 + i * 2.0 ^ -52] = i end")
attack("booleans, tables and functions as keys",
  "local x = {} for i = 1, 1e9 do x[{}] = true x[function() return i end] = false end")

-- --- the collector -------------------------------------------------------------------------------------------------

attack("a chain of weak tables from behind", [==[
  local n, x = 20000, {} for i = 1, n do x[i] = setmetatable({}, {__mode = 'k'}) end
  for i = n, 2, -1 do x[i - 1][x[i]] = x[i] end
  while true do collectgarbage() end]==])
attack("a chain of weak tables in no order", [==[
  local n, x, p = 10000, {}, {} for i = 1, n do x[i], p[i] = setmetatable({}, {__mode = 'k'}), i end
  for i = n, 2, -1 do local j = (i * 7919) % i + 1 p[i], p[j] = p[j], p[i] end
  for i = 1, n - 1 do local to = x[p[i + 1]] x[p[i]][to] = {to} end
  while true do collectgarbage() end]==])
attack("a chain of weak tables, a step at a time", [==[
  local n, x = 20000, {} for i = 1, n do x[i] = setmetatable({}, {__mode = 'k'}) end
  for i = n, 2, -1 do x[i - 1][x[i]] = x[i] end
  while true do collectgarbage('step', 1) end]==])
attack("weak tables of both kinds in each other", [[
  local x = {} for i = 1, 3e4 do x[i] = setmetatable({}, {__mode = 'kv'}) x[i][x[i - 1] or 1] = x[i] end
  while true do collectgarbage() end]])
attack("a list of tables a million long", "local x for i = 1, 1e9 do x = {x} end")
attack("coroutines that hold each other",
  "local x for i = 1, 1e9 do local y = x x = coroutine.wrap(function() coroutine.yield(y) return y end) x() end")
attack("generations for ever", "collectgarbage 'generational' local x = {} for i = 1, 1e9 do x[i % 1e5] = {i} end")

-- --- variables that are closed -------------------------------------------------------------------------------------

local LOOP_WHEN_CLOSED = "setmetatable({}, {__close = function() while true do pcall(function() while true do end end) end end})"

attack("a variable to be closed in a coroutine that is left open", ([[
  KEPT = coroutine.wrap(function() local x <close> = %s coroutine.yield() end)
  KEPT()]]):format(LOOP_WHEN_CLOSED))
attack("a variable to be closed in coroutines that are left open in each other", ([[
  local function go(n)
    local x <close> = %s
    if n > 0 then coroutine.wrap(go)(n - 1) end
    coroutine.yield()
  end
  KEPT = coroutine.wrap(go) KEPT(100)]]):format(LOOP_WHEN_CLOSED))
attack("a variable to be closed in a coroutine that ends by an error", ([[
  while true do pcall(coroutine.wrap(function() local x <close> = %s error 'x' end)) end]]):format(LOOP_WHEN_CLOSED))
attack("a variable to be closed that yields", [[
  local co = coroutine.wrap(function()
    local x <close> = setmetatable({}, {__close = function() while true do coroutine.yield() end end})
    error 'x'
  end)
  while true do pcall(co) end]])
attack("a variable to be closed that closes its own coroutine", [[
  local co
  co = coroutine.create(function()
    local x <close> = setmetatable({}, {__close = function() coroutine.close(co) while true do end end})
    coroutine.yield()
  end)
  coroutine.resume(co) while true do pcall(coroutine.close, co) end]])
attack("a thousand variables to be closed", [[
  local text = {}
  for i = 1, 190 do text[i] = ('local v%d <close> = it'):format(i) end
  local it = setmetatable({}, {__close = function() for _ = 1, 1e5 do end end})
  local go = load('local it = ... ' .. table.concat(text, ' ')) while true do go(it) end]])
attack("a state whose variable to be closed holds the frame",
  [[KEPT = coroutine.wrap(function()
    local x <close> = setmetatable({f}, {__close = function() f = nil end}) coroutine.yield()
  end)
  KEPT()]])

-- --- the standard library at its edges -----------------------------------------------------------------------------

attack("widths of string.format",
  "while true do for _, w in ipairs{99, 100, 1e9} do pcall(string.format, '%' .. w .. 's', 'x') end end")
attack("string.format of the longest number", "while true do local _ = ('%99.99f'):format(-1.7976931348623157e308) end")
attack("string.format of hexadecimal floats", "while true do local _ = ('%99.99a'):format(0.1) end")
attack("string.format of a text with NULs", "while true do pcall(string.format, '%10s', ('\\0'):rep(1e6)) end")
attack("string.format of a quoted text that grows", "local s = '\\0' while true do s = ('%q'):format(s) end")
attack("string.format with a thousand fields", "local s = ('%d'):rep(1e5) while true do pcall(string.format, s, 1) end")
attack("table.concat of a sparse range", "return table.concat({[1] = 'a', [1 << 40] = 'b'}, ',', 1, 1 << 40)")
attack("table.concat with a large separator",
  "local s = ('x'):rep(1e6) local x = {} for i = 1, 1e5 do x[i] = '' end return #table.concat(x, s) < 0")
attack("table.concat of one text a million times",
  "local s, x = ('x'):rep(1e5), {} for i = 1, 1e5 do x[i] = s end return table.concat(x) == ''")
attack("table.unpack of a whole range", "return table.unpack({}, math.mininteger, math.maxinteger)")
attack("table.unpack at the end of all numbers", "return table.unpack({}, math.maxinteger - 10, math.maxinteger) and io")
attack("table.unpack of results of table.unpack", "while true do pcall(table.pack, table.unpack({}, 1, 9e5)) end")
attack("table.move to the end of all numbers", "return table.move({1, 2, 3}, 1, 3, math.maxinteger - 1)")
attack("table.move between proxies for ever", [[
  local x = setmetatable({}, {__index = function() while true do end end})
  return table.move(x, 1, 2, 1, {})]])
attack("table.move that grows the table", "local x = {1} while true do table.move(x, 1, #x, #x + 1) end")
attack("table.insert far behind",
  "local x = setmetatable({}, {__len = function() return math.maxinteger end}) table.insert(x, 1)")
attack("table.remove of a hole",
  "local x = setmetatable({}, {__len = function() return 1 << 62 end}) while true do pcall(table.remove, x, 5) end")
attack("an order that changes its mind", [[
  local x = {} for i = 1, 1e5 do x[i] = i end
  while true do pcall(table.sort, x, function() return math.random() < 0.5 end) end]])
attack("an order that empties the list", [[
  local x = {} for i = 1, 1e4 do x[i] = i end
  table.sort(x, function() for i = 1, 1e4 do x[i] = nil end return true end)]])
attack("an order that grows the list", [[
  local x = {} for i = 1, 1e3 do x[i] = i end
  table.sort(x, function(a, b) for i = 1, 1e3 do x[#x + 1] = i end return a < b end)]])
attack("an order that yields", "return coroutine.wrap(function() table.sort({3, 1, 2}, coroutine.yield) end)() and io")
attack("an order of nan", "local x = {} for i = 1, 1e5 do x[i] = 0 / 0 end while true do pcall(table.sort, x) end")
attack("the worst list for a sort", [[
  local x = {} for i = 1, 3e5 do x[i] = i % 2 == 0 and i or -i end
  while true do table.sort(x) table.sort(x, function(a, b) return a > b end) end]])
attack("string.pack of many texts",
  "local s = ('s4'):rep(200) while true do pcall(string.pack, s, ('x'):rep(1e5), table.unpack({}, 1, 199)) end")
attack("string.pack of padding", "while true do local _ = ('<!16' .. ('Xi16'):rep(1000)):packsize() end")
attack("string.pack of zeros", "return #string.pack('c1000000000', 'x') < 0")
attack("string.unpack of many values", "local s = ('x'):rep(1e6) while true do pcall(string.unpack, ('B'):rep(1e6), s) end")
attack("utf8.codepoint of a whole text", "return utf8.codepoint(('x'):rep(1e7), 1, -1)")
attack("utf8.char of what is none", "while true do pcall(utf8.char, -1) pcall(utf8.char, 1 << 40) end")
attack("utf8.codes of what is no UTF-8",
  "local s = ('é'):rep(1e6) .. '\\xff' while true do pcall(function() for _ in utf8.codes(s) do end end) end")
attack("utf8.offset from behind", "local s = ('\\x80'):rep(1e7) while true do pcall(utf8.offset, s, -1e6) end")
attack("utf8.len in pieces", "local s = ('é'):rep(1e6) while true do utf8.len(s, -2e6, -1) end")
attack("a replacement that yields",
  "return coroutine.wrap(function() return ('xy'):gsub('.', function() coroutine.yield(1) end) end)() == 2")
attack("a replacement that raises, in pcall",
  "while true do pcall(string.gsub, ('x'):rep(1e5), '.', function() error {} end) end")
attack("a replacement by a large text", "return #(('x'):rep(1e5):gsub('.', ('y'):rep(1e5))) < 0")
attack("a replacement that takes the captures of all", "return #(('x'):rep(1e4):gsub('.*', ('%0'):rep(1e4))) < 0")
attack("gmatch over matches of nothing", "while true do for _ in ('x'):rep(1e6):gmatch '()' do end end")
attack("gsub with an anchor and a table", "while true do ('x'):rep(1e6):gsub('^x*', {}) end")
attack("a pattern of frontiers", "return ('ab'):rep(1e5):find(('%f[a]a%f[b]b'):rep(1000) .. 'c')")
attack("a pattern of brackets in brackets", "return ('('):rep(1e5):gsub('%b()', '') and nil")
attack("a pattern of a back reference to all", "return (('a'):rep(2e4) .. 'b'):find('^(a+)%1+$')")
for _, form in ipairs { "%", "%E", "%O", "!%c%", "%5Y", "%-d", "%\\0", "%c\\0%c", "*t%", "!*t", "%Ec%Ex%EX%Ey%EY%Od%Oe%OH" } do
  attack("os.date of " .. form, ("while true do pcall(os.date, '%s', math.random(-1 << 40, 1 << 40)) end"):format(form))
end
attack("os.date of a large text", "while true do pcall(os.date, ('x'):rep(1e7)) end")
attack("os.date of many fields", "while true do pcall(os.date, ('%A %B '):rep(1e5)) end")
attack("os.time of fields that overflow",
  "while true do pcall(os.time, {year = 1 << 31, month = 1 << 31, day = -1 << 31, hour = 1 << 31}) end")
attack("os.difftime of nothing", "return os.difftime(0 / 0, 1) and os.getenv")
attack("math.tointeger and friends for ever",
  "while true do math.fmod(1e308, 1e-308) math.ult(-1, 1) math.tointeger('9' .. ('0'):rep(1e5)) end")
attack("select and varargs of a million",
  "local function g(...) return select('#', ...) end while true do pcall(g, table.unpack({}, 1, 9e5)) end")

-- --- memory of frames and of SQL -----------------------------------------------------------------------------------

attack("frames of distinct texts", [[
  local kept, r = {}, {}
  for j = 1, 1e9 do
    for i = 1, 1000 do r[i] = {t = ('a text that is there once '):rep(20) .. j .. ' ' .. i} end
    kept[j] = glocal.frame(r)
  end]])
local SERIES = "with recursive c(x) as (select 1 union all select x + 1 from c limit 100000000) "
attack("a statement in SQL with rows without end",
  ("return #(glocal.sql [[%s select x, x y, x z from c]] or '') > 0"):format(SERIES))
attack("a statement in SQL with a million distinct texts",
  ("return #(glocal.sql [[%s select printf('%%0200d', x) t from c]] or '') > 0"):format(SERIES))
attack("a statement in SQL whose distinct texts are remembered",
  ("return glocal.sql [[%s select count(*) n from (select distinct printf('%%0200d', x) t from c)]]"):format(SERIES))
attack("a statement in SQL that puts texts together",
  ("return glocal.sql [[%s select length(group_concat(printf('%%0200d', x))) n from c]]"):format(SERIES))
attack("a statement in SQL with a queue without end", [==[return glocal.sql [[
  with recursive c(x) as (select printf('%01000d', 1) union all select printf('%01000d', 1) from c, (select 1 union all select 2))
  select count(*) n from c]]]==])
attack("a statement in SQL that sorts texts",
  ("return glocal.sql [[%s select x from c order by printf('%%0200d', -x)]]"):format(SERIES))
attack("a statement in SQL that groups texts",
  ("return glocal.sql [[%s select count(*) n from c group by printf('%%0200d', x)]]"):format(SERIES))
attack("a statement in SQL with a large text in each row",
  ("return glocal.sql [[%s select max(length(printf('%%0900000d', x))) n from c]]"):format(SERIES))
attack("frames appended to each other", "local x = f while true do x = x:append(x) end")
attack("frames mutated for ever", "local x, n = f, 0 while true do n = n + 1 x = x:mutate{['c' .. n] = '1'} end")

-- --- values that cross ---------------------------------------------------------------------------------------------

attack("a list with holes as a result", "local x = {} for i = 1, 1e6, 3 do x[i] = i end return nil, x, x, x")
attack("a result of the largest numbers as keys",
  "return nil, {[math.maxinteger] = 1, [math.mininteger] = 2, [1e308] = 3, [-0.0] = 4}")
attack("a result of results", "local x = {} for i = 1, 240 do x[i] = {i} end return nil, table.unpack(x)")
attack("tables 32 deep, many times over", [[
  local x = {1} for i = 1, 30 do x = {x} end
  local y = {} for i = 1, 1e5 do y[i] = x end return nil, y]])
attack("a ring through a metatable", "local x = setmetatable({}, {__index = function(t, k) return t end}) return nil, x")
attack("a text of escapes as a key of a result", "return nil, {['\\27]52;c;x\\7'] = '\\27[2J'} == nil")
attack("a frame whose column has a name of escapes", "return nil, glocal.frame{{['\\27[2J'] = 1}} == nil")

return attacks
