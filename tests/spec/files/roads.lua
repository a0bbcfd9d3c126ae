-- roads.lua: ways by which code that was allowed nothing might still reach a file, a program, the environment or the
-- library's own tables. For tests/spec/safety/capability_spec.lua.
--
--   lua5.4: the list of {name, code}       glocal run --allow none roads.lua N MARK SECRET: takes road N
--
-- A road that comes to anything returns it. MARK is a file that none may make, SECRET one that none may read.

local roads = {}

local function road(name, code) roads[#roads + 1] = { name = name, code = code } end

-- --- the standard libraries -----------------------------------------------------------------------------------

road("io.open to write", "return io.open(MARK, 'w')")
road("io.open to read", "return io.open(SECRET):read 'a'")
road("io.lines", "return io.lines(SECRET)()")
road("io.output", "return io.output(MARK)")
road("io.popen", "return io.popen('touch ' .. MARK):close()")
road("os.execute", "return os.execute('touch ' .. MARK)")
road("os.getenv", "return os.getenv 'HOME'")
road("os.remove", "return os.remove(SECRET)")
road("os.rename", "return os.rename(SECRET, MARK)")
road("os.tmpname", "return os.tmpname()")
road("os.exit", "return os.exit")
road("rawget of io", "return rawget(_G, 'io')")
road("dofile", "return dofile(SECRET)")
road("loadfile", "return loadfile(SECRET)")
road("package.loaded", "return package.loaded.io")
road("package.loadlib", "return package.loadlib('libc.so.6', 'system')")
road("package.searchers", "return package.searchers[2] 'io'")
road("package.preload", "return package.preload")
road("package.path", "package.path = '/tmp/?.lua' return require 'x'")
road("require of a standard library", "return require 'io'")
road("require of the core", "return require 'glocal.core'")
road("require of a module of the library", "return require 'foresight.shared.outfile'")
road("require of the command", "return require 'foresight.shell.cli'.main({'init', MARK}, {})")

-- --- bytecode -------------------------------------------------------------------------------------------------

road("string.dump", "return string.dump(function() end)")
road("string.dump by a text", "return (''):dump()")
road("bytecode", [[return load(HEADER, "x", "b")]])
road("bytecode, of any mode", [[return load(HEADER, "x", "bt")]])
road("bytecode in pieces", [[local i = 0 return load(function() i = i + 1 return HEADER:sub(i, i) end)]])

-- --- debug ----------------------------------------------------------------------------------------------------

road("debug.getregistry", "return debug.getregistry()")
road("debug.getupvalue", "return debug.getupvalue(glocal.open, 1)")
road("debug.setupvalue", "return debug.setupvalue(glocal.open, 1, nil)")
road("debug.upvaluejoin", "return debug.upvaluejoin(function() end, 1, glocal.open, 1)")
road("debug.sethook", "return debug.sethook(function() end, 'c')")
road("debug.getlocal", "return debug.getlocal(2, 1)")
road("debug.getinfo", "return debug.getinfo(1, 'f').func")
road("debug.setmetatable", "return debug.setmetatable(1, {})")
road("debug.setuservalue", "return debug.setuservalue(frame{{a=1}}, {}, 1)")
road("debug.traceback", "return debug.traceback()")

-- --- metatables -----------------------------------------------------------------------------------------------

road("metatable of texts", "return getmetatable('').__index")
road("metatable of texts, changed", "getmetatable('').__index = {} return true")
road("metatable of a frame", "return getmetatable(frame{{a=1}}).__index")
road("finaliser of a frame by hand", "local f = frame{{a=1}} getmetatable(f).__gc(f) return true")
road("methods of frames replaced", "getmetatable(frame{{a=1}}).__index = function() end return true")
road("methods of frames by a frame", "frame{{a=1}}.head = print return true")
road("setmetatable of a frame", "return setmetatable(frame{{a=1}}, {})")
road("metatable of the library", "return getmetatable(glocal).parts")
road("a part of the library replaced", "getmetatable(glocal).parts.zones = 'foresight.shell.cli' return glocal.zones")
road("metatable of the globals", "return getmetatable(_G).__index")
road("setmetatable of the globals", "return setmetatable(_G, nil)")
road("setmetatable of a library table", "return setmetatable(glocal.zones, {})")
road("metatable of a column", "local m = getmetatable(frame{{a=1}}.a) m.__add = nil return true")
road("a finaliser of its own", "return setmetatable({}, {__gc = function() end})")

-- --- the library's tables -------------------------------------------------------------------------------------

road("a function of the library set", "glocal.open = print return true")
road("a store made up", "glocal.store = setmetatable({}, {__index = function() return print end}) return true")
road("a store made up, as a global", "store = {sql = print} return true")
road("rawset in the library", [[
  local seen
  rawset(glocal, "use", function() seen = true end)
  pcall(glocal.zones.children, "BE")
  return seen]])
road("a function of a part set", "glocal.zones.children = print return true")
road("rawset in a part", [[
  local seen
  rawset(glocal.zones, "children", function() seen = true end)
  pcall(glocal.rollup, {zone = "BE"})
  return seen]])
road("the fields behind a part", [[
  local step, view = pairs(glocal.zones)
  return view ~= glocal.zones or step(view) == nil]])
road("help's functions set", "glocal.help.find = print return true")
road("capabilities set", "glocal.capabilities = {['file.write'] = true} return frame{{a=1}}:to_csv(MARK)")
road("a declaration changed", [[
  glocal.help.find("init").needs = {}
  return init(MARK)]])
road("the code of an example changed", [[
  glocal.example.steps_of = function() return {{code = "SPY()", line = 1}} end
  example "open"
  return SEEN()]])
road("a chunk that is handed to pcall", "return select(2, pcall(load, HEADER, 'x', 'b'))")
road("the list of functions", "return glocal.functions or glocal.core")

-- --- what the library calls -----------------------------------------------------------------------------------

road("string.format overwritten", "string.format = SPY pcall(rollup, {zoen = 1}) return SEEN()")
road("string methods overwritten", "for n in pairs(string) do string[n] = SPY end frame{{a=1}}:where 'a > 0' return SEEN()")
road("table functions overwritten", "for n in pairs(table) do table[n] = SPY end frame{{a=1, b=2}}:mutate{c = 'a'} return SEEN()")
road("math functions overwritten", "for n in pairs(math) do math[n] = SPY end frame{{a=1, b=2}}:glimpse() return SEEN()")
road("base functions overwritten", [[
  local call, set = pcall, rawset
  for _, n in ipairs {"type", "pairs", "ipairs", "next", "error", "select", "tostring", "setmetatable", "rawset", "load",
      "pcall", "require", "print", "rawget", "tonumber"} do set(_G, n, SPY) end
  local f = frame{{a=1}}
  call(f.where, f, {a=1})
  call(rollup, {zoen=1})
  f:print()
  return SEEN()]])
road("base functions taken away", [[
  local call, set, all = pcall, rawset, _G
  for n in pairs(all) do set(all, n, nil) end
  local well, message = call(function() return frame{{a=1}}:where("a > 0") end)
  return not well and message]])

-- --- objects ----------------------------------------------------------------------------------------------------

road("metatable of a model", "return getmetatable(model{start=0, stop=1}).__index")
road("metatable of a run", "local m = model{start=0, stop=1} m.x = 1 return getmetatable(m:run{draws=1}).__index")
road("setmetatable of a quantity", "local m = model{start=0, stop=1} m.x = 1 return setmetatable(m.x, {})")
road("a distribution replaced", "model.normal = print return true")
road("a model written", "local m = model{start=0, stop=1} m.x = 1 return m:to_xmile(MARK)")
road("a model read", "return model.from_xmile(SECRET)")
road("a picture of a model", "local m = model{start=0, stop=1} m.x = 1 return m:plot{to=MARK}")
road("a matrix read", "return crossimpact(SECRET)")
road("a table read", "return read(SECRET)")
road("a digest written", "return warnings{zone='BE', to=MARK}")
road("an alert kept", "return frame{{a=1}}:register()")
road("a signal kept", [[
  return signal{title='x', seen='2026-01-01', source='s', reliability='A', credibility=1, steep='social', role='a'}]])
road("a Delphi study opened", "return delphi{name='x', question='q', items={'a'}, scale={1, 5}, stop={rounds=1}, role='a'}")
road("the doors", "return require 'glocal.doors'")

-- --- code handed to the library -------------------------------------------------------------------------------

road("an expression of where", "return frame{{a=1}}:where 'io.open(MARK, \"w\")'")
road("an expression of mutate", "return frame{{a=1}}:mutate{b = \"require 'io' and 1\"}.b[1]")
road("profile", "return profile \"io.open(MARK, 'w')\".result")
road("time", "return time \"io.open(MARK, 'w')\"")
road("the row of a function", [[
  local meta
  frame{{a=1}}:where(function(row) meta = getmetatable(row) return true end)
  return meta and meta.__index({}, 'open')]])
road("a file to render to", "return frame{{a=1}}:render{to = setmetatable({}, {__index = {write = SPY}})} and SEEN()")
road("a chunk that says it is the library's", "return load('return io.open(MARK, \"w\")', '@' .. HOME .. '/foresight/x.lua')()")
road("load with an environment", "return load('return io', '=x', 't', setmetatable({}, {__index = _G}))()")
road("_ENV", "local _ENV = setmetatable({}, {__index = function(_, n) return _G[n] end}) return io")
road("a coroutine", "return coroutine.wrap(function() return io end)()")
road("coroutine.running", "return debug.getinfo(coroutine.running(), 1, 'f')")
road("a message handler", [[
  local _, seen = xpcall(error, function() return debug.getregistry() end)
  return type(seen) ~= "string" and seen]])
road("a message handler of a library function", [[
  local seen
  xpcall(frame, function(m) seen = type(m) ~= "string" and m or nil return debug end, 1)
  return seen]])
road("an object as an error", [[
  return pcall(error, setmetatable({}, {__tostring = function() return io.open(MARK, "w") end})) and 1]])
road("collectgarbage stops", "return collectgarbage 'stop'")
road("collectgarbage turns", "return collectgarbage 'generational'")
road("goto", "do goto on end ::on:: return rawget(_G, 'io')")

-- --- functions of the library that need what is not allowed ---------------------------------------------------

for _, call in ipairs {
  "open(SECRET)", "init(MARK)", "use()", "rollup{zone='BE'}", "zones 'BE'", "zones.children 'BE'", "phenomena.find 'x'",
  "sources.find 'x'", "impact{zone='BE'}", "brief{zone='BE', to=MARK}", "undo()", "journal(MARK)", "history()",
  "register_judgement{}", "score_due()", "example 'open'", "sql 'select * from zone'",
} do road(call:match "^[%w_.]+" .. " by the library", "return " .. call) end
for _, call in ipairs {
  "to_csv(MARK)", "to_csv()", "to_json(MARK)", "to_xlsx(MARK .. '.xlsx')", "to_geojson(MARK)", "to_package(MARK .. '.zip')",
  "to_sdmx(MARK)", "plot{to=MARK}", "write_xlsx(MARK, {})", "write_geojson(MARK, 'a')", "register{}", "named 'nl'",
} do road("frame:" .. call, "return frame{{zone='BE', month='2024-01', count=1}}:" .. call) end
for _, statement in ipairs {
  "attach '\" .. MARK .. \"' as x", "vacuum into '\" .. MARK .. \"'",
  "select load_extension('x')", "select fts3_tokenizer('x')",
  "select writefile('\" .. MARK .. \"', 'x')", "select readfile('\" .. SECRET .. \"')", "pragma temp_store_directory = '/tmp'",
  "create table x (a)",
} do road("SQL: " .. statement:match "^%a+ ?[%w_]*", ('return glocal.sql("%s")'):format(statement)) end

if not ... then return roads end

local number, mark, secret, home = ...
local taken = roads[tonumber(number)]
local seen = false
local known = {
  MARK = mark, SECRET = secret, HOME = home, HEADER = "\27Lua\x54\0\x19\x93\r\n\x1a\n",
  SPY = function() seen = true end, SEEN = function() return seen end,
}
for name, value in pairs(known) do _G[name] = value end
local out, text_of, call = print, tostring, pcall
local chunk = assert(load(taken.code, "=road", "t"))
local well, result, message = call(chunk)
if not well then
  out("refused: " .. text_of(result))
elseif result then
  out("reached: " .. text_of(result))
else
  out(message and "refused: " .. text_of(message) or "nothing")
end
