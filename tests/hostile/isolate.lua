--- isolate.lua: ways by which a pack might get out of its state, change what is outside, or outlive its budget.
--
--   glocal run tests/hostile/isolate.lua DIR [NAME]      takes all, or those whose name holds NAME; exit code 0: none succeeds
--
-- Each is a pack of its own that was granted nothing, with so many INSTRUCTIONS and MEMORY. `attack(f, t)` is called with a frame
-- and a table that are shared with it. It may raise, or give nil or false; anything else is a success of the attack, and so is
-- a file that was made, a changed frame or global outside, more than a tenth above the instructions, the memory (of the state and of
-- frames) or the SECONDS of processor time, at which ends what no instruction counts (docs/packs.md). Those of steps.lua and the roads of
-- tests/spec/files/roads.lua are taken here too.

local glocal = require "glocal"
local isolate = require "glocal.isolate"

local INSTRUCTIONS, SECONDS, MEMORY = 5000000, 1, 64
local FOLDER, ONLY = arg[1], arg[2]
local MARK, SECRET = FOLDER .. "/mark", FOLDER .. "/secret.lua"

local attacks = dofile "tests/hostile/steps.lua"

local function attack(name, code) attacks[#attacks + 1] = { name = name, code = code } end

-- --- out of the state -----------------------------------------------------------------------------------------------

attack("the metatable of a shared frame", "return getmetatable(f) ~= 'glocal.frame' and getmetatable(f)")
attack("a method put into a shared frame", "f.head = function() end return true")
attack("rawset of a shared frame", "return rawset(f, 'a', 1)")
attack("setmetatable of a shared frame", "return setmetatable(f, {__index = print})")
attack("a column of a shared frame written", "f.a[1] = 99 return f.a[1] == 99 and f:sum 'a' == 99")
attack("a chain of __index to a shared frame", [[
  local p = setmetatable({}, {__index = setmetatable({}, {__index = f})})
  return p.a and debug]])
attack("a method of a shared frame over another object", "return f.head(setmetatable({}, {__index = f}), 1)")
attack("the finaliser of a shared frame", "local m = getmetatable(f) return m.__gc(f)")
attack("a shared frame closed", "do local x <close> = f end return true")
attack("the metatable of a shared table", "return getmetatable(t)")
attack("the globals of the session", "return CANARY")
attack("a table of the session changed", "t.x = 'changed' return t.y")
attack("a finaliser", "return setmetatable({}, {__gc = function() while true do end end})")
attack("a finaliser set later", [[
  local m = {}
  local x = setmetatable({}, m)
  m.__gc = function() LATE = true end
  x = nil
  collectgarbage() collectgarbage()
  return LATE]])
attack("__gc by rawset on a hidden metatable", "return rawset(getmetatable(''), '__gc', print)")
attack("the metatable of texts by a concatenation", "return getmetatable(('x') .. '').__index")
attack("arithmetic of texts", "getmetatable('').__add = function() return 1 end return '1' + 'x'")
attack("require of the core", "return require 'glocal.core'")
attack("require of the isolates", "return require 'glocal.isolate'")
attack("require of what runs here", "return require 'foresight.pack.inside'")
attack("require of the doors", "return require 'glocal.doors'")
attack("require by a path", "return require '../../secret'")
attack("require by an absolute path", "return require(SECRET)")
attack("require with a NUL", "return require 'glocal\\0.core'")
attack("require of a table",
  "return require(setmetatable({}, {__tostring = function() return 'io' end, __eq = function() return true end}))")
attack("require of nothing", "return require(nil)")
attack("require of the trial's entry", "return require 'trial.entry'")
attack("require of the test of a pack", "return require 'tests.secret'")
attack("package.loaded", "return package.loaded['glocal.core']")
attack("package.path", "package.path = '/tmp/?.lua' return require 'x'")
attack("the registry by a negative index", "return select(-1, debug.getregistry())")
attack("the upvalues of require", "return debug.getupvalue(require, 1)")
attack("upvalues by load", "return load('return require, io', 'x', 't', {})() and io")
attack("upvalues joined", "return debug.upvaluejoin(attack, 1, print, 1)")
attack("bytecode by load", "return load(HEADER)")
attack("bytecode by a reader", "local i = 0 return load(function() i = i + 1 return HEADER:sub(i, i) end, 'x', 'b')")
attack("bytecode by string.dump", "return string.dump(attack)")
attack("a chunk in binary mode", "return load('return 1', 'x', 'b')")
attack("a mode that is a table", "return load(HEADER, 'x', setmetatable({}, {__tostring = function() return 'b' end}))")
attack("light userdata", "return type(rawget(_G, 1)) == 'userdata' and _G[1]")
attack("a userdata as a key", "local x = {[f] = 1} return x, f")
attack("coroutine.wrap of the library", "return coroutine.wrap(open)(SECRET)")
attack("coroutine.wrap of io", "return coroutine.wrap(function() return io.open(SECRET) end)()")
attack("coroutine.running of the session", "local co, is_main = coroutine.running() return is_main and coroutine.resume(co)")
attack("coroutine.close of the main one", "return coroutine.close(coroutine.running())")
attack("a yield across the border", "coroutine.yield(1) return true")
attack("a yield out of the library", "return f:where(function() coroutine.yield() end)")
attack("the environment by os", "return os.getenv 'HOME'")
attack("the environment by io", "return io.popen 'env'")
attack("the environment by a path", "return open '/proc/self/environ'")
attack("the file of a store by its path", "return open(SECRET)")
attack("a store of a relative path", "return open '../secret.lua'")
attack("a store in memory", "return open ':memory:'")
attack("a store by a URI", "return open('file:' .. SECRET .. '?mode=ro')")
attack("a new store", "return init(MARK)")
attack("a table from a file", "return read(SECRET)")
attack("the file of a picture", "return f:plot{to = MARK}")
attack("a file of figures", "return f:to_csv(MARK)")
attack("a file by a path in a name", "return f:to_csv('/tmp/../' .. MARK)")
attack("SQL that reads a file through a frame", "return glocal.sql(\"select readfile('\" .. SECRET .. \"') from $f\", {f = f})")
attack("SQL that attaches through a frame", "return glocal.sql(\"attach '\" .. MARK .. \"' as x; select * from $f\", {f = f})")
attack("SQL in the name of a frame", "return glocal.sql('select * from $f', {['f; drop table x'] = f})")
attack("SQL in the name of a column", "return glocal.sql('select \"a\"\" from sqlite_master --\" from $f', {f = f}).x")
attack("SQL of the schema", "return #glocal.sql('select sql from sqlite_master') > 0")
attack("SQL with a pragma", "return glocal.sql('pragma database_list')")
attack("SQL that loads an extension", "return glocal.sql(\"select load_extension('\" .. SECRET .. \"')\")")
attack("SQL that vacuums into a file", "return glocal.sql(\"vacuum into '\" .. MARK .. \"'\")")
attack("print replaced for the session", "print = function() return io end return rawget(_G, 'io')")
attack("the library's table set", "glocal.frame = nil return glocal.frame == nil")
attack("the library's table by rawset", "rawset(glocal, 'frame', 1) return glocal.frame == nil")
attack("the library's table by next", "local n, v = next(glocal) return v")
attack("the store set", "glocal.store = f return true")
attack("the store made up", "glocal.store = setmetatable({}, {__name = 'glocal.store'}) return true")
attack("use of another pack", "return use './harm-index'")
attack("use with permissions", "return use('./x', {permissions = {'file.read'}})")
attack("a marking loosened", "return f:mark 'RED':mark 'CLEAR':marking() == 'TLP:CLEAR'")
attack("os.exit", "os.exit(3)")
attack("os.execute", "return os.execute('touch ' .. MARK)")
attack("os.rename", "return os.rename(SECRET, MARK)")
attack("os.setlocale", "return os.setlocale('C')")
attack("a thread as a result", "return coroutine.create(function() end)")
attack("a function as a result", "return print")
attack("a function in a table as a result", "return {{{f = print}}}")
attack("a function as a key in a result", "return {[print] = 1}")
attack("a table as a key in a result", "return {[{}] = 1}")
attack("a table that holds itself as a result", "local x = {} x[1] = {x} return x")
attack("a deep table as a result", "local x = {} for i = 1, 1e5 do x = {x} end return x")
attack("a table that doubles as a result", "local x = {} for i = 1, 30 do x = {x, x} end return x")
attack("a large table as a result", "local x = {} for i = 1, 1.1e6 do x[i] = i end return x")
attack("a large text as a result", "return {('x'):rep(2e7), ('y'):rep(2e7), ('x'):rep(2e7), ('x'):rep(2e7)}, ('x'):rep(2e7)")
attack("many results", "return table.unpack({}, 1, 1e5)")
attack("an error object with a metatable", "error(setmetatable({}, {__tostring = function() return io end, __gc = print}))")
attack("an error object that is told by a function", "error(setmetatable({}, {__tostring = function() error(debug) end}))")
attack("an error object that is told for ever", "error(setmetatable({}, {__tostring = function() while true do end end}))")
attack("an error object whose name is a table", "error(setmetatable({}, {__name = {}}))")
attack("an error of nil", "error(nil)")
attack("an error of a function", "error(print)")
attack("an error of a coroutine", "error(coroutine.create(print))")
attack("an error of a frame", "error(f)")
attack("an error of a large text", "error(('x'):rep(2e7))")
attack("an error with the escapes of a terminal", "error('\\27]0;x\\7\\27[2J')")
attack("an error in a handler of an error", "xpcall(error, function() error(debug) end) return debug")
attack("an error in __close", "local x <close> = setmetatable({}, {__close = function() error(io) end}) error(1)")
attack("the stack of the session by error levels", "error('x', 1e9)")
attack("a name that looks like the library's", "return load('return io', '@' .. HOME .. '/foresight/init.lua')()")
attack("a module that looks like the library's", "return require 'foresight.іnit'")

-- --- over the budget ------------------------------------------------------------------------------------------------

local LOOP = "while true do end"

attack("a loop", LOOP)
attack("a loop by goto", "::on:: goto on")
attack("a loop by repeat", "repeat until false")
attack("a loop of a number", "for i = 1, math.huge do end")
attack("a tail call for ever", "local function g() return g() end return g()")
attack("a loop in pcall", "while true do pcall(function() while true do end end) end")
attack("a loop in xpcall", "while true do xpcall(function() while true do end end, function() while true do end end) end")
attack("pcall of pcall", "local function g() return pcall(pcall, g) end while true do g() end")
attack("pcall of error", "while true do pcall(error) end")
attack("many pcalls in each other", [[
  local function g(n) if n > 0 then pcall(g, n - 1) end while true do end end
  g(150)]])
attack("a handler that calls for ever", "local function g() xpcall(error, g) end while true do g() end")
attack("a loop in a coroutine", "while true do pcall(coroutine.wrap(function() while true do end end)) end")
attack("a loop in coroutines in each other", [[
  local function g(n) if n == 0 then while true do end end pcall(coroutine.wrap(g), n - 1) while true do end end
  g(100)]])
attack("coroutines that are short", "while true do coroutine.wrap(function() end)() end")
attack("coroutines that yield",
  "local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end")
attack("a coroutine that is closed", [[
  while true do
    local co = coroutine.create(function()
      local x <close> = setmetatable({}, {__close = function() while true do end end})
      coroutine.yield()
    end)
    coroutine.resume(co)
    pcall(coroutine.close, co)
  end]])
attack("a coroutine kept for later", [[
  KEPT = KEPT or coroutine.wrap(function() while true do pcall(function() while true do end end) end end)
  KEPT()]])
attack("a loop in __close", "do local x <close> = setmetatable({}, {__close = function() while true do end end}) end")
attack("a loop in __close of an error", [[
  while true do
    pcall(function()
      local x <close> = setmetatable({}, {__close = function() while true do end end})
      local y <close> = setmetatable({}, {__close = function() while true do end end})
      error "x"
    end)
  end]])
attack("__close in a for", [[
  local ending = setmetatable({}, {__close = function() while true do end end})
  for _ in function() return 1 end, nil, nil, ending do while true do end end]])
for _, event in ipairs {
  "index", "newindex", "call", "concat", "len", "eq", "lt", "le", "unm", "add", "band", "tostring", "pairs",
} do
  local CALLS = {
    index = "return x.y", newindex = "x.y = 1", call = "x()", concat = "return x .. x", len = "return #x", eq = "return x == z",
    lt = "return x < x", le = "return x <= x", unm = "return -x", add = "return x + 1", band = "return x & 1",
    tostring = "return tostring(x)", pairs = "for _ in pairs(x) do end",
  }
  attack("a loop in __" .. event, ([[
    local m = {__%s = function() while true do end end}
    local x, z = setmetatable({}, m), setmetatable({}, m)
    while true do pcall(function() %s end) end]]):format(event, CALLS[event]))
end
attack("__index that calls itself", "local x x = setmetatable({}, {__index = function(_, k) return x[k] end}) return x.y")
attack("a ring of __index", "local a, b = {}, {} setmetatable(a, {__index = b}) setmetatable(b, {__index = a}) return a.y")
attack("a chain of __call", "local x = print for i = 1, 1e6 do x = setmetatable({}, {__call = x}) end return x()")
attack("an iterator without end", "for _ in function() return 1 end do end")
attack("a comparator that loops", "table.sort({3, 1, 2}, function() while true do end end)")
attack("a comparator that never agrees",
  "local x = {} for i = 1, 1e6 do x[i] = i end while true do pcall(table.sort, x, function() return true end) end")
attack("a comparator that sorts", "local function by() table.sort({2, 1, 3}, by) end table.sort({2, 1}, by)")
attack("sorting for ever", "local x = {} for i = 1, 5e5 do x[i] = -i end while true do table.sort(x) x[1] = 1e9 end")
attack("a replacement that loops", "('x'):gsub('.', function() while true do end end)")
attack("a replacement that replaces", "local function g() return ('x'):gsub('.', g) end return g()")
attack("a reader that never ends", "load(function() return ' ' end)")
attack("a reader of large pieces", "local s = (' '):rep(1e7) load(function() return s end)")
attack("a large comment", "local s = '--[[' .. ('x'):rep(2e7) while true do load(s) end")
attack("a list for table.insert without end", "table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 1)")
attack("a list for table.remove without end", "table.remove(setmetatable({}, {__len = function() return 1 << 60 end}), 1)")
attack("a list for table.concat without end", [[
  table.concat(setmetatable({}, {__len = function() return 1 << 60 end, __index = function() return '' end}))]])
attack("a list for table.move without end", "table.move({}, 1, 1 << 60, 2)")
attack("a list for table.unpack without end", "return table.unpack({}, 1, 1e8)")
attack("table.unpack for ever", "while true do table.unpack({}, 1, 2e5) end")
attack("many arguments", "local function g(...) return g(1, ...) end return g()")
attack("many arguments to select", "local x = {} for i = 1, 2e5 do x[i] = i end while true do select('#', table.unpack(x)) end")
attack("string.rep for ever", "while true do ('x'):rep(3e7) end")
attack("string.rep of a large text", "return ('x'):rep(1 << 40)")
attack("string.rep of nothing", "return (''):rep(1 << 60) ~= ''")
attack("string.rep with a separator", "return (''):rep(1 << 60, 'x')")
attack("a width of string.format", "return ('%99999999d'):format(1)")
attack("string.format for ever", "local s = ('x'):rep(1e7) while true do ('%q'):format(s) end")
attack("string.pack of a large format", "return string.pack(('i16'):rep(1e6))")
attack("string.pack of a large size", "return string.pack('!16 i16 c2147483647', 1, 'x')")
attack("string.byte of a large text", "return ('x'):rep(3e7):byte(1, -1)")
attack("texts compared for ever", "local a, b = ('x'):rep(2e7) .. 'a', ('x'):rep(2e7) .. 'b' while true do local _ = a < b end")
attack("texts put together for ever", "local s = 'x' while true do s = s .. s end")
attack("texts with the same hash", "local x = {} for i = 1, 1e9 do x[('a'):rep(1000) .. i .. ('b'):rep(1000)] = true end")
attack("utf8 without end", "local s = ('é'):rep(1e7) while true do utf8.len(s) end")
attack("utf8.offset without end", "local s = ('é'):rep(1e7) while true do utf8.offset(s, 9e6) end")
attack("a pattern of optional letters", "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40))")
attack("a pattern of stars", "return ('a'):rep(1000):find(('a*'):rep(100) .. 'b')")
attack("a pattern of lazy stars", "return ('a'):rep(1e5):find('.-.-.-.-.-b')")
attack("a pattern of brackets", "return ('('):rep(1e6):find('%b()')")
attack("a pattern with back references", "return ('a'):rep(1e4):find('(.+)(.+)%1%2b')")
attack("a frontier pattern", "return ('a'):rep(1e7):gsub('%f[%w]%w*%f[%W]b', '') and nil")
attack("a long pattern", "return ('a'):find(('[a-z]'):rep(1e6))")
attack("gmatch for ever", "for _ in ('a'):rep(1e7):gmatch('a*b') do end")
attack("a deep call", "local function g() return 1 + g() end return g()")
attack("a deep call for ever", "local function g() return 1 + g() end while true do pcall(g) end")
attack("an error far down, without a place",
  "local function g(n) if n == 0 then error('x', 0) end return 1 + g(n - 1) end return g(1.8e5)")
attack("an error object far down", "local function g(n) if n == 0 then error({}) end return 1 + g(n - 1) end return g(1.8e5)")
attack("a deep parser: brackets", "return load('return ' .. ('('):rep(1e6))")
attack("a deep parser: tables", "return load('return ' .. ('{'):rep(1e6))")
attack("a deep parser: functions", "return load(('function f() '):rep(1e6))")
attack("a deep parser: not", "return load('return ' .. ('not '):rep(1e6) .. '1')")
attack("a deep parser: powers", "return load('return ' .. ('2^'):rep(1e6) .. '1')")
attack("a deep parser: concatenations", "return load('return ' .. ('a..'):rep(1e6) .. 'a')")
attack("a parser with many locals", "return load(('local a '):rep(1e5))")
attack("a parser with many constants", [[
  local x = {} for i = 1, 2e5 do x[i] = ('"%d"'):format(i) end
  return load('return {' .. table.concat(x, ',') .. '}') and nil]])
attack("a parser with many gotos", "return load(('goto a '):rep(1e5))")
attack("a deep parser of expressions of the library", "return f:where(('('):rep(1e6) .. 'a' .. (')'):rep(1e6))")
attack("a deep table for the library", "local x = {} for i = 1, 1e5 do x = {x} end return frame(x)")
attack("small tables", "local x = {} for i = 1, 1e9 do x[i] = {i} end")
attack("small tables in pcall", "while true do pcall(function() local x = {} for i = 1, 1e9 do x[i] = {i} end end) end")
attack("a full heap",
  [[local x = {}
  while pcall(function() for i = 1, 100 do x[#x + 1] = {i} end end) do end
  while true do pcall(string.rep, 'x', 1e6) end]])
attack("coroutines", "local x = {} for i = 1, 1e9 do x[i] = coroutine.create(print) end")
attack("closures", "local x = {} for i = 1, 1e9 do x[i] = function() return i end end")
attack("the collector for ever", "local x = {} for i = 1, 2e5 do x[i] = {} end while true do collectgarbage() end")
attack("weak tables", [[
  local x = setmetatable({}, {__mode = 'k'})
  for i = 1, 2e5 do local k = {} x[k] = {k} end
  while true do collectgarbage() end]])
attack("frames", "local x = {} for i = 1, 1e9 do x[i] = frame{{a = i}} end")
attack("large frames", [[
  local x, n = {}, {} for i = 1, 1e5 do n[i] = {a = i} end
  for i = 1, 1e9 do x[i] = frame(n) end]])
attack("a frame that grows",
  "local x = f for i = 1, 60 do x = glocal.sql('select * from $x union all select * from $x', {x = x}) end return #x > 1e7")
attack("SQL without end",
  "return glocal.sql 'with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c'")
attack("SQL without end, in pcall", [[
  while true do pcall(glocal.sql, 'with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c') end]])
attack("SQL of a large text", "return glocal.sql \"select length(replace(hex(zeroblob(1e9)), '0', 'ab')) n\".n[1]")
attack("SQL that matches for ever",
  [[return glocal.sql("select '" .. ('a'):rep(50) .. "' like '" .. ('%a'):rep(20) .. "%b' n").n[1] == 2]])
attack("a row's function that loops", "return f:where(function() while true do end end)")
attack("a row's expression that loops", "return f:mutate{b = '(function() while true do end end)()'}")
attack("a model of many draws", [[
  local m = model{from = '2026-01', months = 24}
  return m:run{draws = 1e9, seed = 1}]])
attack("a sort of the library for ever", "while true do f:sort 'a' end")
attack("printing nothing for ever", "while true do tostring({}) end")
attack("math for ever", "while true do math.random() end")
attack("a date for ever", "while true do os.date('%c') end")
attack("a date of a large format", "return os.date(('%c'):rep(1e6)) and nil")
attack("next for ever", "local x = {} for i = 1, 1e6 do x[i] = i end for i = 1, 1e6 do x[i] = nil end while true do next(x) end")
attack("a table that grows by its length", "local x = {} for i = 1, 1e9 do x[#x + 1] = #x end")
attack("a comparator in C", "local x = {} for i = 1, 1e5 do x[i] = i end while true do pcall(table.sort, x, rawequal) end")
attack("a comparator of the library", "local x = {3, 1, 2} while true do pcall(table.sort, x, frame) end")
attack("small sorts for ever", "local x = {} for i = 1, 1e4 do x[i] = -i end while true do table.sort(x) end")
attack("a new coroutine for a few instructions",
  "while true do coroutine.resume(coroutine.create(function() for _ = 1, 200 do end end)) end")
attack("coroutines that yield to each other", [[
  local a = coroutine.wrap(function() while true do coroutine.yield() end end)
  local b = coroutine.wrap(function() while true do a() coroutine.yield() end end)
  while true do b() end]])
attack("a finaliser for each table", "while true do setmetatable({}, {__gc = function() for _ = 1, 200 do end end}) end")
attack("string.byte for ever", "local s = ('x'):rep(1e5) while true do s:byte(1, -1) end")
attack("string.char for ever", "local x = {} for i = 1, 1e5 do x[i] = 65 end while true do string.char(table.unpack(x)) end")
attack("utf8.codepoint for ever", "local s = ('x'):rep(1e5) while true do utf8.codepoint(s, 1, -1) end")
attack("table.pack for ever", "local s = ('x'):rep(1e5) while true do table.pack(s:byte(1, -1)) end")
attack("tonumber of a long text", "local s = (' '):rep(1e7) while true do tonumber(s) end")
attack("rawequal of long texts", "local a, b = ('x'):rep(2e7) .. 'a', ('x'):rep(2e7) .. 'b' while true do rawequal(a, b) end")
attack("find without a match", "local s = ('a'):rep(1e7) while true do s:find('b', 1, true) end")
attack("short patterns for ever", "local s = ('a'):rep(100) while true do s:find('a-a-b') end")
attack("gsub with a table for ever", "local s = ('a'):rep(1e4) while true do s:gsub('.', {a = 'b'}) end")
attack("upper for ever", "local s = ('a'):rep(1e6) while true do s:upper() end")
attack("concat for ever", "local x = {} for i = 1, 100 do x[i] = ('x'):rep(1e4) end while true do table.concat(x) end")
attack("the collector, a step at a time",
  "local x = {} for i = 1, 2e5 do x[i] = {} end while true do collectgarbage('step', 100) end")
attack("the collector's mode for ever", [[
  local x = {} for i = 1, 2e5 do x[i] = {} end
  while true do collectgarbage('generational') collectgarbage('incremental') end]])
attack("load for ever", "local s = ('local a = 1 '):rep(100) while true do load(s) end")
attack("a budget that is used up in steps", "for i = 1, 1e9 do pcall(string.rep, 'x', i * 1000) end")
attack("an xpcall whose handler goes on", [[
  while true do xpcall(function() while true do end end, function(m) for _ = 1, 1e9 do end return m end) end]])
attack("an error in __close of a coroutine that is closed in a finaliser", [[
  while true do
    setmetatable({}, {__gc = function()
      local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = error}) coroutine.yield() end)
      coroutine.resume(co) coroutine.close(co) while true do end
    end})
  end]])
attack("select from behind", "local x = {} for i = 1, 1e5 do x[i] = i end while true do select(-1, table.unpack(x)) end")

-- --- what comes back, and what else the standard library takes --------------------------------------------------------

for _, event in ipairs { "index", "newindex", "call", "tostring", "len", "concat", "eq", "lt", "pairs", "close", "gc", "mode" } do
  attack("a result whose metatable has __" .. event,
    ("return setmetatable({a = 1}, {__%s = function() _G.CANARY = 1 while true do end end}) == nil"):format(event))
end
attack("a result whose metatable is hidden", "return getmetatable(setmetatable({}, {__metatable = io})) and io")
attack("a result that is a proxy of nothing", [[
  return #setmetatable({}, {__index = function(_, i) return i end, __len = function() return 1e9 end}) == 0]])
attack("a result whose pairs have no end", [[
  local x = setmetatable({}, {__pairs = function() return function(_, i) return (i or 0) + 1, 1 end end})
  for _ in pairs(x) do end]])
attack("a result of nan as a key", "return {[0 / 0] = 1}")
attack("a result whose keys are texts of a terminal", "error({['\\27]0;x\\7'] = '\\27[2J'})")
attack("a coroutine in a result", "return {a = {coroutine.create(print)}}")
attack("a frame's method in a result", "return {f.head}")
attack("a ring of tables through keys and values", "local a, b = {}, {} a.b, b.a = b, a return {a, b}")
attack("a table that is shared a million times in a result",
  "local x, y = {}, {} for i = 1, 10 do y[i] = i end for i = 1, 1e6 do x[i] = y end return x")
attack("an error object with __name", "error(setmetatable({}, {__name = '\\27[2Jglocal'}))")
attack("an error object that ends the handler", "error(setmetatable({}, {__tostring = function() coroutine.yield() end}))")
attack("an error object that grows", "error(setmetatable({}, {__tostring = function() return ('x'):rep(1e9) end}))")
attack("an error object that is no text when asked", "error(setmetatable({}, {__tostring = function() return 1 end}))")
attack("an error in an error of a handler",
  "xpcall(error, function() xpcall(error, function() error(error) end) end) while true do end")
attack("assert with an object", "assert(false, setmetatable({}, {__tostring = function() while true do end end}))")
attack("warn switched on", "if warn then warn('@on') warn(('x'):rep(1e7)) end while true do warn 'x' end")
attack("print for ever", "local print = print while true do local ok = pcall(print, setmetatable({}, {__tostring = error})) end")
attack("print of a table that is told for ever", "print(setmetatable({}, {__tostring = function() while true do end end}))")
attack("_ENV replaced", "local _ENV = setmetatable({}, {__index = _ENV}) return io or debug")
attack("_ENV of a chunk", "return load('return io or debug or package', 'x', 't', _ENV)()")
attack("_ENV of a chunk that is a proxy", "return load('return x', 'x', 't', setmetatable({}, {__index = _G.io}))()")
attack("the metatable of the globals", "setmetatable(_G, {__index = function() while true do end end}) return nowhere")
attack("the metatable of the globals kept for the next call", [[
  pcall(setmetatable, _G, {__index = function() error 'kept' end, __newindex = function() error 'kept' end})]])
attack("the metatable of the library", "return getmetatable(glocal) ~= nil and getmetatable(glocal).__index ~= nil and io")
attack("the globals emptied", "for k in pairs(_G) do rawset(_G, k, nil) end")
attack("the standard functions replaced", "string.format = function() return io end return (''):format() ~= nil and io")
attack("table.unpack of a proxy",
  "return table.unpack(setmetatable({}, {__index = function() while true do end end, __len = function() return 3 end}))")
attack("table.concat of huge bounds", "return table.concat({}, '', math.mininteger, math.maxinteger)")
attack("table.concat of numbers that are texts",
  "local x = {} for i = 1, 1e6 do x[i] = 1e308 end while true do table.concat(x) end")
attack("table.move over huge bounds", "return table.move({1}, math.mininteger, math.maxinteger, 1)")
attack("table.move of a proxy", [[
  local x = setmetatable({}, {__index = function() return 1 end, __newindex = function() end})
  return table.move(x, 1, math.maxinteger - 1, 1)]])
attack("table.move onto itself for ever",
  "local x = {} for i = 1, 1e5 do x[i] = i end while true do table.move(x, 1, 1e5, 2) end")
attack("table.insert in front for ever", "local x = {} for i = 1, 1e9 do table.insert(x, 1, i) end")
attack("table.remove in front for ever",
  "local x = {} for i = 1, 3e5 do x[i] = i end while true do x[#x + 1] = table.remove(x, 1) end")
attack("table.sort of a proxy", [[
  table.sort(setmetatable({}, {__len = function() return 1e8 end, __index = function(_, i) return -i end,
    __newindex = function() end}))]])
attack("table.sort of a huge length", "table.sort(setmetatable({}, {__len = function() return math.maxinteger end}))")
attack("table.sort with an error in between",
  "local x = {} for i = 1, 1e5 do x[i] = i end while true do pcall(table.sort, x, error) end")
attack("table.pack of many results for ever", "while true do table.pack(table.unpack({}, 1, 1e5)) end")
attack("select of a huge number", "return select(math.maxinteger, 1) or select(math.mininteger, 1)")
attack("ipairs of a proxy without end", "for _ in ipairs(setmetatable({}, {__index = function() return 1 end})) do end")
attack("utf8 of a text that is none", "local s = ('\\xff'):rep(1e7) while true do utf8.len(s, 1, -1, true) end")
attack("utf8.char of many", "local x = {} for i = 1, 2e5 do x[i] = 0x7FFFFFFF end while true do utf8.char(table.unpack(x)) end")
attack("utf8.codes for ever", "local s = ('é'):rep(1e6) while true do for _ in utf8.codes(s) do end end")
attack("a precision of string.format", "return ('%.99999999f'):format(1)")
attack("string.format of a table that is told for ever",
  "return ('%s'):format(setmetatable({}, {__tostring = function() while true do end end}))")
attack("string.format of a pointer", "return ('%p'):format(f):find('0x') and io")
attack("string.format of many fields",
  "local s = ('%s'):rep(200) while true do pcall(string.format, s, table.unpack({}, 1, 200)) end")
attack("string.format of %n", "return pcall(string.format, '%n', 1) and true")
attack("string.pack of a size beyond all", "return string.pack('s8', 'x') and string.pack('c' .. 1 << 40, 'x')")
attack("string.pack of an alignment", "return string.pack('!99 i99', 1)")
attack("string.unpack outside", "return string.unpack('c100', 'x', -100)")
attack("string.unpack of a huge place", "return string.unpack('b', 'x', math.maxinteger)")
attack("string.unpack of a size that lies", "return string.unpack('s8', '\\255\\255\\255\\255\\255\\255\\255\\127x')")
attack("string.unpack for ever", "local s, p = ('x'):rep(1e5), ('b'):rep(200) while true do string.unpack(p, s) end")
attack("string.packsize without end", "return string.packsize(('i16'):rep(1e7))")
attack("string.rep with a long separator", "return ('x'):rep(1e5, ('y'):rep(1e6))")
attack("string.rep below nothing", "return ('x'):rep(math.mininteger) ~= ''")
attack("string.reverse for ever", "local s = ('x'):rep(1e7) while true do s:reverse() end")
attack("string.sub for ever", "local s = ('x'):rep(1e7) while true do local _ = s:sub(2) end")
attack("gsub whose function yields", "return coroutine.wrap(function() return ('x'):gsub('.', coroutine.yield) end)() and io")
attack("gsub whose function raises for ever", "while true do pcall(string.gsub, 'x', '.', error) end")
attack("gsub that grows", "local s = 'x' while true do s = s:gsub('.', '%0%0') end")
attack("gsub with a table that is asked for ever",
  "('x'):gsub('.', setmetatable({}, {__index = function() while true do end end}))")
attack("gmatch kept over calls", [[
  KEPT = KEPT or ('a'):rep(1e6):gmatch '.-.-.-b'
  KEPT()]])
attack("a pattern of a class that has no end", "return ('x'):find('[' .. ('a-z'):rep(1e6))")
attack("a pattern of captures in each other", "return ('x'):find(('('):rep(33) .. 'x' .. (')'):rep(33))")
attack("a pattern of places", "return ('a'):rep(1e5):find('()a*()a*()a*()a*b')")
attack("a pattern of %b for ever", "local s = ('('):rep(1e5) while true do s:find('%b()') end")
attack("a pattern with an anchor for ever", "local s = ('a'):rep(1e6) while true do s:find('^a-b') end")
attack("a pattern with NULs", "return ('\0'):rep(1e6):find('\0-\0-\0-b')")
attack("a date of a wrong form", "return os.date('%Ez%Q')")
attack("a date beyond all years", "return os.date('%c', math.maxinteger)")
attack("a time of huge fields", "return os.time{year = math.maxinteger, month = math.maxinteger, day = 1} and nil")
attack("a time of a proxy", "return os.time(setmetatable({}, {__index = function() while true do end end}))")
attack("math.random of a huge range", "while true do math.random(math.mininteger, math.maxinteger) end")
attack("math.randomseed of the session", "math.randomseed(1) return debug")
attack("tonumber of a base", "local s = ('z'):rep(1e6) while true do tonumber(s, 36) end")
attack("tostring of a huge number", "while true do local _ = tostring(1e308) .. '' end")
attack("next with a key that is none", "return next({}, io or 'x')")
attack("next while it grows", "local x = {1} for k in next, x do x[k + 1] = 1 end")
attack("rawlen and rawget for ever", "local x = {} while true do rawlen(x) rawget(x, 1) rawequal(x, x) end")
attack("collectgarbage stopped", "collectgarbage 'stop' local x = 'x' while true do x = {x} x = 'x' end")
attack("collectgarbage stopped while memory is filled", "collectgarbage 'stop' while true do local _ = {} end")
attack("collectgarbage with a huge pause", "collectgarbage('setpause', 1e9) while true do local _ = {{}} end")
attack("collectgarbage with a huge step", "while true do collectgarbage('step', 1 << 40) end")
attack("collectgarbage incremental with huge arguments",
  "collectgarbage('incremental', 1 << 30, 1 << 30, 63) while true do local _ = {} end")
attack("collectgarbage count", "local n = collectgarbage 'count' return n < 0 and io")
attack("a finaliser that brings its table back", [[
  local m = {} m.__gc = function(x) KEPT = setmetatable(x, m) end
  setmetatable({}, m) while true do collectgarbage() end]])
attack("a chain of weak tables", [[
  local x = {} for i = 1, 3000 do x[i] = setmetatable({}, {__mode = 'k'}) end
  for i = 1, 2999 do local y = x[i + 1] x[i][y] = y end
  while true do collectgarbage() end]])
attack("weak values for ever", [[
  local x = setmetatable({}, {__mode = 'v'})
  for i = 1, 1e9 do x[i] = {} end]])
attack("pcall in __close when the budget is used up", [[
  local x <close> = setmetatable({}, {__close = function() while true do pcall(function() while true do end end) end end})
  while true do end]])
attack("__close in __close when the budget is used up", [[
  local function again()
    local x <close> = setmetatable({}, {__close = function() pcall(again) while true do end end})
    while true do end
  end
  pcall(again) while true do pcall(again) end]])
attack("__close of a coroutine that is dropped when the budget is used up", [[
  KEPT = coroutine.wrap(function()
    local x <close> = setmetatable({}, {__close = function() while true do end end})
    coroutine.yield()
  end)
  KEPT() while true do end]])
attack("__close in many frames when the budget is used up", [[
  local function deep(n)
    local x <close> = setmetatable({}, {__close = function() for _ = 1, 1e6 do end end})
    if n == 0 then while true do end end
    deep(n - 1)
  end
  deep(150)]])
attack("coroutine.close of oneself",
  "local co co = coroutine.create(function() coroutine.close(co) end) return coroutine.resume(co) and io")
attack("coroutine.close for ever", "while true do coroutine.close(coroutine.create(print)) end")
attack("coroutine.running in a comparator", "table.sort({2, 1}, function() return coroutine.yield() end)")
attack("coroutine.isyieldable and back", "return coroutine.isyieldable() and coroutine.yield() == nil and io")
attack("a coroutine of coroutine.wrap of itself", "local w w = coroutine.wrap(function() return w() end) return w()")
attack("a coroutine that resumes the one above", [[
  local co co = coroutine.create(function() return coroutine.resume(co) end)
  local _, ok = coroutine.resume(co) return ok]])
attack("coroutines in each other without end", "local function g() return coroutine.wrap(g)() end return g()")
attack("goto out of a block", "return load('goto x do ::x:: end')")
attack("a loop by goto in pcall", "while true do pcall(function() ::on:: goto on end) end")
attack("a loop of floats that do not grow", "for i = 1e308, math.huge, 1e-300 do end")
attack("a loop that wraps around",
  "for i = math.maxinteger - 1, math.maxinteger do if i < 0 then while true do end end end while true do end")
attack("integer division and shifts for ever", "local x = 1 while true do x = (x << 63) // 3 ~ x % 7 end")
attack("a text made a number for ever",
  "local s = (' '):rep(1e6) .. '1' while true do local _ = pcall(function() return s + 1 end) end")
attack("texts put together by an operator of many",
  "local s = ('x'):rep(1e5) while true do local _ = s .. s .. s .. s .. s .. s end")
attack("texts of the same length as keys", "local x, s = {}, ('x'):rep(39) for i = 1, 1e9 do x[s .. i] = i end")
attack("floats as keys", "local x = {} for i = 1, 1e9 do x[i + 0.5] = i end")
attack("a table emptied and filled",
  "while true do local x = {} for i = 1, 1e4 do x[i] = i end for i = 1, 1e4 do x[i] = nil end end")
attack("load of a chunk that loads", "local s = 'return load(s, \"x\", \"t\", _ENV)()' _G.s = s return load(s)()")
attack("load with a reader that yields", "return coroutine.wrap(function() return load(coroutine.yield) end)() and io")
attack("load with a reader that raises", "while true do load(error) end")
attack("load with a name that is a terminal's", "return load('error()', '\\27[2J')()")
attack("load with a name that is a file", "return load('return 1', '@/etc/passwd')() == 2")
attack("an attribute that is none", "return load('local x <evil> = 1')")
attack("a number of many digits", "return load('return ' .. ('9'):rep(1e7)) and nil")
attack("a text of many escapes", "return load('return \"' .. ('\\\\u{7FFFFFFF}'):rep(1e6) .. '\"') and nil")
attack("a long bracket that never ends", "return load('return [' .. ('='):rep(1e7) .. '[')")
attack("many upvalues", "local t = {} for i = 1, 300 do t[i] = 'local a' .. i end return load(table.concat(t, ' '))")
attack("many arguments in a call", "return load('return f(' .. ('1,'):rep(1e6) .. '1)')")
attack("many parameters", "return load('return function(' .. ('a,'):rep(1e6) .. 'a) end')")
attack("many levels of if", "return load(('if 1 then '):rep(1e5) .. ('end '):rep(1e5))")
attack("many levels of while in a function", "return load(('while 1 do '):rep(1e5) .. ('end '):rep(1e5))")
attack("many levels of calls", "return load('return ' .. ('f('):rep(1e5) .. (')'):rep(1e5))")
attack("many levels of indices", "return load('return a' .. ('[a'):rep(1e5) .. (']'):rep(1e5))")
attack("require for ever", "while true do pcall(require, 'nowhere') end")
attack("require of a dependency that is none", "return require 'harm-index'")
attack("require of names that look alike", "return pcall(require, 'glоcal') and true")
attack("require of the folder above", "return require '..'")
attack("require of its own entry", "return require 'attack' == nil")
attack("a frame of a huge table", "local x = {} for i = 1, 1e6 do x[i] = {a = i} end return glocal.frame(x) and nil")
attack("a frame of a proxy", [[
  return glocal.frame(setmetatable({}, {__len = function() return 1 << 40 end,
    __index = function() return {a = 1} end})) and nil]])
attack("a frame of a table that changes while it is read", [[
  local x = {{a = 1}, {a = 2}} setmetatable(x[1], {__index = function() x[2] = nil while true do end end})
  return glocal.frame(x, {columns = {'a', 'b'}}) and nil]])
attack("a frame of many columns", "local r = {} for i = 1, 1e5 do r['c' .. i] = i end while true do glocal.frame{r} end")
attack("a column's name with SQL",
  "return glocal.sql('select * from $f', {f = glocal.frame{{['a\"; drop table x; --'] = 1}}}) and nil")
attack("SQL of many terms", "return glocal.sql('select ' .. ('1+'):rep(1e6) .. '1')")
attack("SQL of many columns", "return glocal.sql('select ' .. ('1,'):rep(1e5) .. '1')")
attack("SQL of many frames",
  "local p = {} for i = 1, 1e4 do p['f' .. i] = f end return glocal.sql('select 1 from $f1', p) and nil")
attack("SQL that sorts for ever", [[
  return glocal.sql('with recursive c(x) as (select 1 union all select x + 1 from c limit 1e9) '
    .. 'select x from c order by -x limit 1')]])
attack("SQL of a join without end", [[
  local x = {} for i = 1, 3000 do x[i] = {a = i} end local g = glocal.frame(x)
  return glocal.sql('select count(*) n from $g a, $g b, $g c where a.a + b.a = c.a * 0.5 + 0.25', {g = g}).n[1] == -1]])
attack("SQL with printf of a width", "return glocal.sql \"select length(printf('%.*c', 2000000000, 'x')) n\".n[1] == -1")
attack("SQL with a pattern of glob", [[
  return glocal.sql("select '" .. ('a'):rep(1000) .. "' glob '" .. ('*a'):rep(30) .. "b' n").n[1] == 2]])
attack("SQL with a writing statement", "return glocal.sql 'create temp table x(a)' or glocal.sql 'insert into x values (1)'")
attack("SQL with a second statement", "return glocal.sql('select 1; select 2')")
attack("SQL over the tables of the machine",
  "return glocal.sql 'select * from pragma_database_list' or glocal.sql 'select * from fsdir(\"/\")'")

-- --- taking them ----------------------------------------------------------------------------------------------------

local PACK = [==[
local MARK, SECRET, HOME, HEADER = %q, %q, %q, "\27Lua\x54\0\x19\x93\r\n\x1a\n"
local seen, pcall, tostring = false, pcall, tostring
local function SPY() seen = true end
local function SEEN() return seen end
for name, value in pairs{MARK = MARK, SECRET = SECRET, HOME = HOME, HEADER = HEADER, SPY = SPY, SEEN = SEEN} do
  rawset(_G, name, value)
end
local attack
function attack(f, t) %s
end
return {attack = attack, after = function() return 7 end}
]==]

local function exists(path)
  local file = io.open(path)
  if file then file:close() end
  return file ~= nil
end

local function globals_of()
  local names = {}
  for name in pairs(_G) do names[#names + 1] = tostring(name) end
  table.sort(names)
  return table.concat(names, " ")
end

local file = assert(io.open(SECRET, "w"))
file:write "return 'the secret'"
file:close()

local CANARY = "CANARY" -- a global of the session
_G[CANARY] = "outside"
local shared = glocal.frame { { a = 3, b = "x" }, { a = 1, b = "y" } }
local given = setmetatable({ x = "as it was" }, { __index = function() _G[CANARY] = "changed" end })
local before, text_before = globals_of(), tostring(shared)

local by_clock = 0 -- attacks that the instructions did not stop

-- Seconds that are not an attack's own doing: a tick of the processor's clock, a build that looks at every access.
local maps <close> = io.open "/proc/self/maps"
local LEEWAY = maps and maps:read "a":find("libasan", 1, true) and 5 or 0.5

-- What the attack achieved, or nil; how many instructions it took.
local function taken(each)
  local modules = { attack = PACK:format(MARK, SECRET, require "glocal.core".home, each.code) }
  local well, it, names = pcall(isolate.new, { name = "attack", ceiling = "AMBER", instructions = INSTRUCTIONS, seconds = SECONDS,
    memory = MEMORY }, "attack", "attack", modules)
  if not well then return "is not loaded: " .. it, 0 end
  local own <close> = it
  local pack = {}
  for i, name in ipairs(names) do pack[name] = isolate.call(own, i, name) end
  local begun = os.clock()
  local answer = table.pack(pcall(pack.attack, shared, given))
  local seconds = os.clock() - begun
  local took, held = isolate.spent(), select(2, isolate.held(own))
  local said = tostring(answer[2])
  if said:find "seconds of computing" or said:find "did not end" then by_clock = by_clock + 1 end
  local still, seven = pcall(pack.after)
  if answer[1] and answer[2] then return "gives " .. said:sub(1, 200), took end
  if took > 1.1 * INSTRUCTIONS then return ("takes %d instructions"):format(took), took, said end
  if held > 1.1 * MEMORY * 2 ^ 20 then return ("holds %d bytes"):format(held), took, said end
  if seconds > 1.1 * SECONDS + LEEWAY then return ("takes %.2f seconds of processor time"):format(seconds), took, said end
  local GIVEN_UP = "closed for the rest of this session"
  local is_given_up = said:find(GIVEN_UP, 1, true) and tostring(seven):find(GIVEN_UP, 1, true)
  if not (still and seven == 7) and not tostring(seven):find "memory" and not is_given_up then
    return "breaks its state: " .. tostring(seven), took
  end
  if not answer[1] and type(answer[2]) ~= "string" then return "raises a " .. type(answer[2]), took end
  if exists(MARK) or exists(MARK .. ".xlsx") or exists(MARK .. ".zip") then return "makes a file", took end
  if globals_of() ~= before or _G[CANARY] ~= "outside" then return "changes a global of the session", took end
  if tostring(shared) ~= text_before or shared:sum "a" ~= 4 then return "changes the shared frame", took end
  if rawget(given, "x") ~= "as it was" or ("x"):upper() ~= "X" then return "changes a table of the session", took end
  if said:find("the secret", 1, true) then return "reads a file", took end
  return nil, took, said
end

for _, road in ipairs(dofile "tests/spec/files/roads.lua") do attack("road: " .. road.name, road.code) end

local wrong, count = 0, 0
for _, each in ipairs(attacks) do
  if not ONLY or each.name:find(ONLY, 1, true) then
    count = count + 1
    local fault, took, said = taken(each)
    if fault then
      wrong = wrong + 1
      print(("%s: %s%s"):format(each.name, fault, said and " (" .. said:sub(1, 200) .. ")" or ""))
    elseif ONLY then
      print(each.name, took, said and said:sub(1, 300))
    end
  end
end
print(("%d attacks, of which %d ended by the clock; %d succeeded"):format(count, by_clock, wrong))
return wrong == 0 and 0 or 1
