--- sweep.lua: calls every declared function as a hostile script would, and prints "N calls of M functions".
--
--   glocal run tests/hostile/sweep.lua TRACE [core|library [NAME]]
--
-- TRACE: a file that names the call that runs. core: the functions in C, each value in each place; library: those in Lua, fewer.
--
-- The examples of a function are run and its calls recorded. Each call is then repeated with every argument and every field of
-- every table replaced by what does not belong there, with tables whose metamethods turn on the call, and while the collector
-- runs finalisers at each allocation that close the store and empty the tables. Whatever raises or fails is fine: what is
-- tested is that the program comes out of it, and that the store can be used again.

-- It runs in an empty folder, one that it makes where it was not started in one: among the values are texts such as "12", which are
-- names of files.
if io.popen "ls -A":read "l" then
  local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end
  local function absolute(path, here) return path:sub(1, 1) == "/" and path or here .. "/" .. path end
  local here, folder = io.popen "pwd":read "l", io.popen "mktemp -d":read "l"
  local words = { quoted(io.popen "readlink /proc/$PPID/exe":read "l"), "run", quoted(absolute(arg[0], here)) }
  for i, word in ipairs(arg) do words[#words + 1] = quoted(i == 1 and absolute(word, here) or word) end
  local _, _, code = os.execute(("cd %s && %s"):format(quoted(folder), table.concat(words, " ")))
  os.execute("rm -rf " .. quoted(folder))
  return code
end

local core = require "glocal.core"
local entries = require "foresight.shell.entries"
local example = require "foresight.shell.example"
local glocal = require "glocal"

local TRACE, PART, ONLY = arg[1], arg[2] or "core", arg[3]
local MOST_CALLS = 2

-- A call takes long: one in so many of the values.
local EVERY = { barrier_model = 30, make_keys = 20, sobol_indices = 4, library = 10,
  ["store:load_reference"] = 20, ["store:check"] = 8, ["store:rebuild"] = 8 }

local say = print
local turns = loadfile(debug.getinfo(1, "S").source:match "^@(.*)/" .. "/turns.lua")(TRACE)
local path, reopen, shared_tree, try = turns.path, turns.reopen, turns.shared_tree, turns.try

-- --- recorded calls ---------------------------------------------------------------------------------------------------

-- One of each kind whose methods stand in its metatable alone.
local graph = core.graph()
local OF_A_KIND = {
  tree = shared_tree, graph = graph, results = core.run_graph(graph, { outputs = { graph:constant(2) }, draws = 10 }),
  sample = core.sample_graph(graph, { outputs = { graph:constant(2) }, cells = { 1, 1 }, draws = 10 }),
}

-- The table in which the function of that name stands, and its name there.
local function holder_of(name)
  local noun, field = name:match "^([%w_]+)[.:]([%w_]+)$"
  if OF_A_KIND[noun] then return debug.getmetatable(OF_A_KIND[noun]).__index, field end
  if noun then
    local holder = core[noun .. "_methods"] or glocal[noun]
    return type(holder) == "table" and holder or nil, field
  end
  return rawget(core, name) and core or glocal, name
end

local function environment()
  return setmetatable({}, {
    __index = function(_, name)
      local value = rawget(core, name)
      if value == nil then value = glocal[name] end
      if value == nil then value = _G[name] end
      return value
    end,
    __newindex = function(t, name, value)
      if name == "store" then glocal.store = value else rawset(t, name, value) end
    end,
  })
end

-- Up to MOST_CALLS calls that the example makes of its function, each a packed list of arguments.
local function record(entry, holder, field)
  local calls, f, around = {}, holder[field], environment()
  rawset(holder, field, function(...)
    if #calls < MOST_CALLS then calls[#calls + 1] = table.pack(...) end
    return f(...)
  end)
  if holder == core and rawget(glocal, field) then rawset(around, field, holder[field]) end
  for _, step in ipairs(example.steps_of(entry.example or "")) do
    local chunk = load((step.expected and "return " or "") .. step.code, "=example", "t", around)
    if chunk then pcall(chunk) end
  end
  rawset(holder, field, f)
  return calls
end

-- The function in C behind the check of its arguments in Lua.
local function unchecked(f)
  for i = 1, 20 do
    local name, value = debug.getupvalue(f, i)
    if name == "f" and type(value) == "function" then return value end
  end
  return f
end

-- Of what no table holds, the function and the calls: methods of sealed objects, nouns that are called.
local function a_model()
  local m = glocal.model { from = "2026-01", months = 2 }
  m.x, m.z = glocal.model.normal { mean = 10, sd = 2 }, glocal.model.uniform { low = 0, high = 1 }
  m.y = m.x * 2 + m.z
  return m
end

local function a_calibration()
  local m = glocal.model { start = 0, stop = 3 }
  m.rate = 0.5
  m.y = glocal.model.stock { start = 8, outflow = m.y * m.rate }
  return m:calibrate { to = glocal.frame { { time = 1, y = 6.0 }, { time = 2, y = 4.5 } }, quantity = "y", parameters = "rate" }
end

-- Each a new one: what is kept in a store is never changed.
local function next_name()
  local taken = glocal.store:sql "select (select count(*) from delphi_study) + (select count(*) from driver) as n"
  return "n" .. taken.n[1]
end

local function a_delphi()
  local d = assert(glocal.delphi { name = next_name(), question = "How likely?", items = { "a", "b" }, scale = { 1, 5 },
    stop = { rounds = 2 }, role = "analysis" })
  local rows = { { respondent = "R1", item1 = 3, item2 = 4 }, { respondent = "R2", item1 = 2, item2 = 5 } }
  d:answer(glocal.frame(rows))
  assert(d:close { role = "analysis" })
  d:answer(glocal.frame(rows))
  return d
end

local function a_driver()
  local name = next_name()
  local id = assert(glocal.signal { title = name, seen = "2026-01-01", source = "s", reliability = "A", credibility = 1,
    steep = "social", likelihood = 0.5, role = "analysis" })
  return assert(glocal.promote({ id }, { driver = name, role = "analysis" }))
end

local SEALED = {
  barrier_model = function() return glocal.barrier_model { phenomenon = "smuggling", budget = 200000, draws = 200, size = 1 } end,
  brief = function() return glocal.brief { zone = "5345", lang = "nl" } end,
  calibration = a_calibration,
  country_brief = function() return assert(glocal.country_brief { country = "MA", lang = "nl" }) end,
  crossimpact = function()
    local rows = { { from = "A1", A1 = 0, A2 = 0, B1 = 2, B2 = -2 }, { from = "A2", A1 = 0, A2 = 0, B1 = -2, B2 = 2 },
      { from = "B1", A1 = 1, A2 = -1, B1 = 0, B2 = 0 }, { from = "B2", A1 = -1, A2 = 1, B1 = 0, B2 = 0 } }
    return glocal.crossimpact(glocal.frame(rows):select { "from", "A1", "A2", "B1", "B2" })
  end,
  delphi = a_delphi, driver = a_driver,
  digest = function() return glocal.warnings { zone = "5345", lang = "nl" } end,
  model = a_model,
  plan = function() return assert(glocal.plan { zone = "5345", years = { 2026, 2027 }, lang = "nl" }) end,
  picture = function() return glocal.frame({ { year = "2023", n = 3 }, { year = "2024", n = 5 } }):plot() end,
  run = function() return a_model():run { draws = 100 } end,
}
-- What is handed over to a method; nothing unless it says so.
local HANDED = {
  ["plan:write"] = { turns.folder .. "/plan.html" }, ["plan:trace"] = { 1 }, ["plan:keep"] = { { role = "analysis" } },
  ["brief:write"] = { turns.folder .. "/b.html" }, ["picture:write"] = { turns.folder .. "/p.svg" },
  ["country_brief:write"] = { turns.folder .. "/ma.html" },
  ["delphi:answer"] = function() return glocal.frame { { respondent = "R3", item1 = 3, item2 = 4 } } end,
  ["delphi:close"] = { { role = "analysis" } }, ["delphi:feedback"] = { { lang = "nl" } }, ["delphi:results"] = { { round = 1 } },
  ["driver:event"] = { { from = "2026-02" } },
  ["digest:write"] = { turns.folder .. "/d.html" }, ["crossimpact:write"] = { turns.folder .. "/c.csv" },
  ["picture:text"] = { { width = 40, height = 12, ascii = true } },
  ["crossimpact:balances"] = { { "A1", "B2" } },
  ["crossimpact:inputs"] = { { "A1", "B2" }, { A = { A1 = { closed = 1 }, A2 = {} } } }, ["crossimpact:consistent"] = { {} },
  ["model:to_xmile"] = { turns.folder .. "/m.xmile" },
  ["model:compare"] = function() return a_model():with { y = 3 }, { draws = 100 } end,
  ["model:correlate"] = { { "x", "z" }, 0.9 }, ["model:run"] = { { draws = 100 } },
  ["model:value_of_information"] = function() return "y", { other = a_model():with { y = 3 } }, { draws = 100 } end,
  ["model:calibrate"] = function()
    return { to = glocal.frame { { month = "2026-01", y = 21.0 }, { month = "2026-02", y = 22.0 } }, quantity = "y",
      parameters = { "x" } }
  end,
  ["model:plot"] = { {} }, ["calibration:plot"] = { {} }, ["run:discover"] = { "y", ">", 20, {} },
  ["model:with"] = { { y = 3 } },
  ["run:merge"] = function() return a_model():run { draws = 100 } end,
  ["run:impact"] = { { quantity = "y", zone = "RT-CHANNEL", phenomenon = "smuggling", exposure = "channel" } },
  ["run:paths"] = { { count = 3 } }, ["run:probability"] = { "y", ">", 20, {} }, ["run:quantiles"] = { { probabilities = 0.9 } },
  ["run:sensitivity"] = { "y", {} }, ["run:tornado"] = { "y", {} }, ["run:summary"] = { { at = "2026-01" } },
}
local CALLED = { zones = "BE-VLG", sources = "test", phenomena = "drugs" }

local function by_hand(name)
  local noun, field = name:match "^([%w_]+):([%w_]+)$"
  if CALLED[name] then
    return function(...) return glocal[name](...) end, { { CALLED[name], { store = glocal.store }, n = 2 }, { n = 0 } }
  elseif SEALED[noun] then
    local object, handed = SEALED[noun](), HANDED[name] or {}
    if type(handed) == "function" then handed = { handed() } end
    return object[field], { table.pack(object, table.unpack(handed)) }
  end
end

local function found(entry, every)
  local f, calls = by_hand(entry.name)
  if f then return f, calls end
  local holder, field = holder_of(entry.name)
  if not holder or type(holder[field]) ~= "function" and not debug.getmetatable(holder[field]) then return nil end
  calls, f = record(entry, holder, field), holder[field]
  return every == 1 and unchecked(f) or f, calls
end

local function sweep(entry, every)
  local name = entry.name
  reopen()
  local f, calls = found(entry, every)
  if not f then return false end
  if #calls == 0 then calls[1] = { n = 0 } end
  for _, call in ipairs(calls) do turns.all(name, entry, f, call, EVERY[name] or every, EVERY[name]) end
  return true
end

-- --- __gc by hand ------------------------------------------------------------------------------------------------------

-- What is dead after it says so, whatever is asked of it; and it may be collected again.
local function finalise_by_hand()
  local store = assert(core.open_store(path, { read_only = true }))
  local _, temporary = core.temporary_folder()
  local objects = { store, glocal.frame { { a = 1 } }, (store:cells()), temporary,
    core.tree(glocal.frame { { id = 1, code = "A", kind = "x" } }, glocal.frame({}, { columns = { "child", "parent" } })) }
  for _, object in ipairs(objects) do
    assert(type(getmetatable(object)) == "string", "a metatable is shown")
    assert(not pcall(setmetatable, object, {}))
    local meta = debug.getmetatable(object)
    for _ = 1, 2 do pcall(meta.__gc, object) end
    for _, entry in ipairs(core.functions()) do
      local holder, field = holder_of(entry.name)
      local f = holder and holder[field]
      if type(f) == "function" then
        try(entry.name, "of a dead " .. getmetatable(object), f, { object, object, object, object, n = 4 })
        try(entry.name, "of a dead " .. getmetatable(object), f, { object, "BE", n = 2 })
        try(entry.name, "of a dead " .. getmetatable(object), f, { object, n = 1 })
      end
    end
    for _, event in ipairs { "__len", "__tostring", "__close", "__index", "__pairs", "__newindex" } do
      if type(meta[event]) == "function" then
        try("debug", event, meta[event], { object, "zone", n = 2 })
        for _, other in ipairs { 1, "x", {}, io.stdout, print } do
          try("debug", event, meta[event], { other, "zone", n = 2 })
        end
      end
    end
    for _, other in ipairs { 1, "x", {}, io.stdout, print, store } do
      try("debug", "__gc of another", meta.__gc, { other, n = 1 })
    end
  end
end

-- --- all of it ---------------------------------------------------------------------------------------------------------

print = function() end -- luacheck: ignore
turns.prepare()
local swept, passed_over, is_core = 0, {}, {}
local function sweep_all(list, every)
  for _, entry in ipairs(list) do
    if (not ONLY or entry.name == ONLY) and not is_core[entry.name] then
      if sweep(entry, every) then swept = swept + 1 else passed_over[#passed_over + 1] = entry.name end
    end
  end
end
if PART ~= "library" then sweep_all(core.functions(), 1) end
for _, entry in ipairs(core.functions()) do is_core[entry.name] = true end
if PART ~= "core" then sweep_all(entries.all(), EVERY.library) end
reopen()
if PART ~= "library" and not ONLY then finalise_by_hand() end
turns.close()
say(("%d calls of %d functions; passed over: %s"):format(turns.calls, swept, table.concat(passed_over, " ")))
