--- shell.lua: calls what the command itself gives a script as a hostile script would, and prints "N calls of M functions": the
--- standard functions that it replaces, and what it tells of the terminal.
--
--   glocal run tests/hostile/shell.lua TRACE [NAME]
--
-- TRACE: a file that names the call that runs.

local glocal = require "glocal"
local host = require "foresight.shared.terminal".host

local turns = loadfile(debug.getinfo(1, "S").source:match "^@(.*)/" .. "/turns.lua")(arg[1])
local ONLY, say = arg[2], print
local NONE = { parameters = {} }

-- A call or two of each, in which every argument is then replaced. What stands in no table here is stock Lua's.
local text = ("a b "):rep(50)
local CALLS = {
  string = {
    find = { { text, "b", 1, true }, { text, "(b+)%s", 2 } }, match = { { text, "(%a) (%a)", 1 } },
    gmatch = { { text, "%a", 1 } },
    gsub = { { text, "%a", "%0%0", 3 }, { text, "%a", { a = "x" } }, { text, "%a", function(c) return c end } },
    rep = { { "ab", 3, "," } }, format = { { "%q %5.2f %d %s %c %a %i", text, 1.5, 3, {}, 65, 0.1, 7 } },
    upper = { { text } }, lower = { { text } }, reverse = { { text } },
    pack = { { "<i4 z s1 d", 1, "a", "b", 0.5 } }, packsize = { { "<i4 d" } }, unpack = { { "<i4", "abcdefgh", 2 } },
  },
  utf8 = { len = { { text, 1, -1, true } }, offset = { { text, 3, 1 } } },
  table = {
    insert = { { { 1, 2, 3 }, 2, "x" } }, remove = { { { 1, 2, 3 }, 2 } }, move = { { { 1, 2, 3 }, 1, 3, 2, { 4 } } },
    concat = { { { "a", "b", 3 }, ", ", 1, 3 } }, sort = { { { 3, 1, 2 }, function(a, b) return a < b end }, { { "b", "a" } } },
  },
  coroutine = {
    resume = { { coroutine.create(print), 1 } }, wrap = { { function() end } }, close = { { coroutine.create(print) } },
  },
  _G = {
    load = { { "return 1", "=x", "t", {} }, { function() return nil end, "=x" } },
    xpcall = { { function(...) return ... end, function(m) return m end, 1 } },
    setmetatable = { { {}, { __index = {}, __gc = function() end } } }, print = { { "a", {}, 1 } },
    collectgarbage = { { "step", 10 }, { "count" }, { "incremental", 200, 100, 13 } },
  },
}
-- A call with these goes on until Ctrl-C, as in stock Lua (test_standard.c), or fills the memory.
local ENDLESS = { ["table.move"] = true, ["table.insert"] = true, ["table.remove"] = true, ["table.concat"] = true,
  ["string.rep"] = true }
local FREE = { ["2^31"] = true, ["2^32+1"] = true, ["2^53"] = true, maxinteger = true, ["1e308"] = true,
  ["endless numbers"] = true, ["endless texts"] = true }

print = function() end -- luacheck: ignore
turns.prepare()
local count = 0

local function take(name, f, calls)
  if ONLY and name ~= ONLY then return end
  count = count + 1
  for _, call in ipairs(calls) do
    call.n = #call
    turns.replace_each(name, NONE, f, call, 1, ENDLESS[name] and FREE)
    turns.turn_metamethods(name, f, call)
    turns.reopen()
  end
end

for library, functions in pairs(CALLS) do
  for name, calls in pairs(functions) do take(library .. "." .. name, _G[library][name], calls) end
end
local told = {}
for name in pairs(host) do told[#told + 1] = name end
table.sort(told)
assert(#told > 5)
for _, name in ipairs(told) do
  if name ~= "run_restricted" then take("host." .. name, host[name], { { "stdout" }, { n = 0 } }) end
end
take("host.run_restricted", host.run_restricted,
  { { { "store.read" }, "x", "return 1", ("0"):rep(64), turns.path, true, false, "word" } })
assert(glocal.store)
turns.close()
say(("%d calls of %d functions"):format(turns.calls, count))
