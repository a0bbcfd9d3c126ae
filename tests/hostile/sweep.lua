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

local core = require "glocal.core"
local entries = require "foresight.shell.entries"
local example = require "foresight.shell.example"
local glocal = require "glocal"

local TRACE, PART, ONLY = arg[1], arg[2] or "core", arg[3]
local MOST_CALLS, MOST_FIELDS, MOST_ALLOCATIONS = 2, 24, 60

-- A call takes long: one in so many of the values.
local EVERY = { ["store:load_reference"] = 20, ["store:check"] = 8, ["store:rebuild"] = 8, library = 10 }
-- What would stop the sweep itself, or repeats a call as often as it is told.
local LEFT_OUT = { shell = true, example = true, help = true, profile = true, time = true }

local say, trace = print, assert(io.open(TRACE, "w"))
trace:setvbuf "no"

-- --- the store ------------------------------------------------------------------------------------------------------

local folder = assert(io.popen "mktemp -d"):read "l"
local path = folder .. "/hostile.db"

local FIGURES = [[
day,zone,phenomenon,count,value
2024-01-05,BE-VLG,drugs,3,100
2024-01-09,BE-WAL,drugs,5,200
2024-02-11,NL-UT,drugs,7,50
2024-03-11,BE-VLG,drugs,2,
2024-04-11,BE-VLG,drugs,4,1
]]

local function write(name, text)
  local file = assert(io.open(name, "w"))
  file:write(text)
  file:close()
  return name
end

local function prepare()
  local store = assert(glocal.init(path, { reference = "benelux", handling = "CLEAR" }))
  assert(store:import(write(folder .. "/figures.csv", FIGURES),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", value = "value" }, { source = "test" }))
  return store
end

local function is_open(store) return (pcall(store.path, store)) end

local function reopen()
  if not glocal.store or not is_open(glocal.store) then glocal.store = assert(glocal.open(path)) end
  return glocal.store
end

-- --- what does not belong there ---------------------------------------------------------------------------------------

local function cyclic()
  local t = { 1, "x" }
  t.self, t[3] = t, t
  return t
end

-- A list that claims to have 2^62 values: Lua looks for its end in steps of twice the length.
local function endless(value)
  return function()
    local t = {}
    for i = 0, 62 do t[1 << i] = value end
    t[5] = value
    assert(#t == 1 << 62)
    return t
  end
end

local function deep()
  local t = {}
  for _ = 1, 300 do t = { t, next = t } end
  return t
end

local function closed_store()
  local store = assert(core.open_store(path, { read_only = true }))
  store:close()
  return store
end

local open_file = io.tmpfile()

local function closed_file()
  local file = io.tmpfile()
  file:close()
  return file
end

local shared_tree = core.tree(glocal.frame { { id = 1, code = "BE", kind = "country" } },
  glocal.frame({}, { columns = { "child", "parent" } }))

local VALUES = {
  { "nil", function() return nil end }, { "true", function() return true end }, { "0", function() return 0 end },
  { "-1", function() return -1 end }, { "1.5", function() return 1.5 end }, { "2^31", function() return 1 << 31 end },
  { "2^32+1", function() return (1 << 32) + 1 end }, { "2^53", function() return 2.0 ^ 53 end },
  { "maxinteger", function() return math.maxinteger end }, { "mininteger", function() return math.mininteger end },
  { "1e308", function() return 1e308 end }, { "inf", function() return math.huge end },
  { "nan", function() return 0 / 0 end }, { "empty text", function() return "" end }, { "NUL", function() return "\0" end },
  { "text with NUL", function() return "BE\0x" end }, { "%s", function() return "%s%n%s%1$s" end },
  { "a number as text", function() return "12" end }, { "bad UTF-8", function() return "\xff\xc0\xaf" end },
  { "long text", function() return ("x"):rep(70000) end }, { "slashes", function() return ("/x"):rep(3000) end },
  { "{}", function() return {} end }, { "{{}}", function() return { {} } end },
  { "list of texts", function() return { "BE", "x", "" } end },
  { "list of numbers", function() return { 1, -1, 0, 1e308, math.maxinteger } end },
  { "list of anything", function() return { true, {}, print, 1.5, "x", glocal.frame { { a = 1 } } } end },
  { "cyclic", cyclic }, { "endless numbers", endless(1) }, { "endless texts", endless "BE" }, { "deep", deep },
  { "function", function() return function() error "hostile" end end },
  { "yielding function", function() return coroutine.yield end },
  { "coroutine", function() return coroutine.create(print) end }, { "open file", function() return open_file end },
  { "closed file", closed_file }, { "frame", function() return glocal.frame { { a = 1, b = "x" } } end },
  { "empty frame", function() return glocal.frame({}, { columns = { "a" } }) end },
  { "store", reopen }, { "closed store", closed_store }, { "tree", function() return shared_tree end },
  { "cells", function() return (reopen():cells()) end },
  { "folder", function() return select(2, core.temporary_folder()) end },
}

-- --- recorded calls ---------------------------------------------------------------------------------------------------

-- The table in which the function of that name stands, and its name there.
local function holder_of(name)
  local noun, field = name:match "^([%w_]+)[.:]([%w_]+)$"
  if noun == "tree" then return debug.getmetatable(shared_tree).__index, field end
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

-- --- one call ---------------------------------------------------------------------------------------------------------

local function is_store(value) return type(value) == "userdata" and getmetatable(value) == "glocal.store" end

-- A copy of a recorded value, with the store that is open now.
local function fresh(value, seen)
  if is_store(value) then return glocal.store end
  if type(value) ~= "table" or getmetatable(value) then return value end
  seen = seen or {}
  if seen[value] then return seen[value] end
  local copy = {}
  seen[value] = copy
  for key, each in next, value do rawset(copy, key, fresh(each, seen)) end
  return copy
end

local function fresh_call(call)
  reopen()
  local copy = { n = call.n }
  for i = 1, call.n do copy[i] = fresh(call[i]) end
  return copy
end

local calls_made = 0

-- Runs it in a coroutine, so that what yields comes back; `begin` is called right before.
local function try(name, what, f, arguments, begin)
  calls_made = calls_made + 1
  trace:seek "set"
  trace:write(name, ": ", what, (" "):rep(60), "\n")
  local running = coroutine.create(function()
    if begin then begin() end
    return f(table.unpack(arguments, 1, arguments.n))
  end)
  for _ = 1, 3 do
    if coroutine.status(running) ~= "suspended" then break end
    coroutine.resume(running)
  end
  coroutine.close(running)
end

-- --- the turns --------------------------------------------------------------------------------------------------------

local function set(arguments, place, key, value)
  if key == nil then
    arguments[place] = value
    arguments.n = math.max(arguments.n, place)
  else
    rawset(arguments[place], key, value)
  end
end

-- The places of a call where something may stand: {argument} or {argument, key}.
local function places_of(entry, call)
  local places, taken = {}, #entry.parameters
  for i = 1, math.max(call.n, 1) + 1 do places[#places + 1] = { i } end
  for i = 1, call.n do
    local keys = {}
    if type(call[i]) == "table" then
      for key in next, call[i] do keys[#keys + 1] = key end
      table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
      for n = 1, math.min(#keys, MOST_FIELDS) do places[#places + 1] = { i, keys[n] } end
      for n = 1, i == call.n and taken or 0 do
        local option = entry.parameters[n]
        if option.is_option and call[i][option.name] == nil then places[#places + 1] = { i, option.name } end
      end
    end
  end
  return places
end

local turn = 0 -- so that each value comes by somewhere

local function replace_each(name, entry, f, call, every)
  for _, place in ipairs(places_of(entry, call)) do
    for _, value in ipairs(VALUES) do
      turn = turn + 1
      if turn % every == 0 then
        local arguments = fresh_call(call)
        set(arguments, place[1], place[2], value[2]())
        local where = place[2] and ("." .. tostring(place[2])) or ""
        try(name, ("argument %d%s is %s"):format(place[1], where, value[1]), f, arguments)
      end
    end
  end
end

local function close_store() glocal.store:close() end

-- What metamethods and finalisers do to a call with these tables; the first CHANGING of them at several moments.
local CHANGING = 3
local ACTIONS = {
  { "closes the store", close_store },
  { "empties the tables", function(tables)
    for _, each in ipairs(tables) do
      for key in next, each do each[key] = nil end
    end
    collectgarbage()
  end },
  { "replaces values", function(tables)
    for _, each in ipairs(tables) do
      for key, value in next, each do each[key] = type(value) == "string" and 7 or tostring(value) .. "x" end
    end
    collectgarbage()
  end },
  { "fills the tables", function(tables)
    for _, each in ipairs(tables) do
      for i = 1, 50 do each["k" .. i] = "text " .. i end
      for i = 1, 50 do each[#each + 1] = i end
    end
  end },
  { "raises", function() error "hostile" end },
  { "calls again", function(_, f, arguments, times)
    if times < 4 then pcall(f, table.unpack(arguments, 1, arguments.n)) end
  end },
  { "yields", function() coroutine.yield() end },
}

-- The table behind metamethods that act before they answer.
local function proxy(base, act)
  local busy, left = false, 3 -- a table that grows whenever it is read has no end
  local function once()
    if busy or left == 0 then return end
    busy, left = true, left - 1
    local ok, fault = pcall(act)
    busy = false
    if not ok then error(fault, 0) end
  end
  return setmetatable({}, {
    __index = function(_, key) once() return base[key] end,
    __newindex = function(_, key, value) once() base[key] = value end,
    __len = function() once() return #base end,
    __pairs = function() once() return next, base end,
    __tostring = function() once() return "x" end,
    __call = function() once() end, __name = "glocal.store", __gc = function() pcall(act) end, __close = once,
    __eq = once, __lt = once, __concat = once, __unm = once,
  })
end

local function tables_among(arguments)
  local tables = {}
  for i = 1, arguments.n do
    if type(arguments[i]) == "table" and not getmetatable(arguments[i]) then
      tables[#tables + 1] = arguments[i]
      for _, each in next, arguments[i] do
        if type(each) == "table" and not getmetatable(each) then tables[#tables + 1] = each end
      end
    end
  end
  return tables
end

-- Each table of the call, and each table in one, behind metamethods.
local function turn_metamethods(name, f, call)
  for _, action in ipairs(ACTIONS) do
    for i = 1, call.n do
      if type(call[i]) == "table" then
        local keys = { false }
        for key, value in next, call[i] do
          if type(value) == "table" and #keys < MOST_FIELDS then keys[#keys + 1] = key end
        end
        for _, key in ipairs(keys) do
          local arguments = fresh_call(call)
          local tables = tables_among(arguments)
          local base = key and arguments[i][key] or arguments[i]
          set(arguments, i, key or nil, proxy(base, function() action[2](tables, f, arguments, 1) end))
          try(name, ("argument %d%s %s"):format(i, key and ("." .. tostring(key)) or "", action[1]), f, arguments)
        end
      end
    end
  end
end

-- Each function that the call is given acts before it answers.
local function turn_callbacks(name, f, call)
  for _, action in ipairs(ACTIONS) do
    for i = 1, call.n do
      local keys = {}
      if type(call[i]) == "function" then keys[1] = false end
      for key, value in next, type(call[i]) == "table" and call[i] or {} do
        if type(value) == "function" then keys[#keys + 1] = key end
      end
      for _, key in ipairs(keys) do
        local arguments, left = fresh_call(call), 3
        local callback, tables = key and call[i][key] or call[i], tables_among(arguments)
        set(arguments, i, key or nil, function(...)
          left = left - 1
          if left >= 0 then action[2](tables, f, arguments, 3 - left) end
          return callback(...)
        end)
        try(name, ("argument %d%s %s"):format(i, key and ("." .. tostring(key)) or "", action[1]), f, arguments)
      end
    end
  end
end

local DELAYS = { 0, 1, 2, 3, 5, 8, 13 } -- allocations

-- Calls it as it is, while at each allocation, after the first so many, a finaliser acts.
local function turn_finaliser(name, f, call, action, delay)
  local arguments = fresh_call(call)
  local tables, count, is_acting, is_over = tables_among(arguments), 0, false, false
  local function arm()
    setmetatable({}, { __gc = function()
      if is_over then return end
      count = count + 1
      if count < MOST_ALLOCATIONS or not is_acting then arm() else collectgarbage "stop" end
      if is_acting and count > delay then pcall(action[2], tables, f, arguments, count) end
    end })
  end
  arm()
  collectgarbage("generational", 256, 1000) -- a collection at each allocation, once the first has passed
  while count < 2 do local _ = {} end
  try(name, ("a finaliser %s after %d allocations"):format(action[1], delay), f, arguments, function()
    count, is_acting = 0, true
  end)
  is_over = true
  collectgarbage "restart"
  collectgarbage("incremental", 200, 100, 13)
end

local function turn_finalisers(name, f, call, every)
  for i, action in ipairs(ACTIONS) do
    for n, delay in ipairs(DELAYS) do
      if n == 1 or every == 1 and i <= CHANGING then turn_finaliser(name, f, call, action, delay) end
    end
  end
end

-- The function in C behind the check of its arguments in Lua.
local function unchecked(f)
  for i = 1, 20 do
    local name, value = debug.getupvalue(f, i)
    if name == "f" and type(value) == "function" then return value end
  end
  return f
end

local function sweep(entry, every)
  local name = entry.name
  local holder, field = holder_of(name)
  if not holder or type(holder[field]) ~= "function" then return false end
  reopen()
  local calls, f = record(entry, holder, field), every == 1 and unchecked(holder[field]) or holder[field]
  if #calls == 0 then calls[1] = { n = 0 } end
  for _, call in ipairs(calls) do
    replace_each(name, entry, f, call, EVERY[name] or every)
    if EVERY[name] == nil then
      turn_metamethods(name, f, call)
      turn_callbacks(name, f, call)
      turn_finalisers(name, f, call, every)
    end
  end
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
prepare()
local swept, passed_over, is_core = 0, {}, {}
local function sweep_all(list, every)
  for _, entry in ipairs(list) do
    if (not ONLY or entry.name == ONLY) and not LEFT_OUT[entry.name] and not is_core[entry.name] then
      if sweep(entry, every) then swept = swept + 1 else passed_over[#passed_over + 1] = entry.name end
    end
  end
end
if PART ~= "library" then sweep_all(core.functions(), 1) end
for _, entry in ipairs(core.functions()) do is_core[entry.name] = true end
if PART ~= "core" then sweep_all(entries.all(), EVERY.library) end
reopen()
if PART ~= "library" and not ONLY then finalise_by_hand() end
reopen():close()
glocal.store = nil
collectgarbage()
os.execute(("rm -rf '%s'"):format(folder))
say(("%d calls of %d functions; passed over: %s"):format(calls_made, swept, table.concat(passed_over, " ")))
