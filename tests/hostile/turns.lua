--- turns.lua: one call as a hostile script makes it again and again: each argument and field replaced by what does not belong
--- there, tables whose metamethods act, callbacks and finalisers that act. For sweep.lua and shell.lua.
--
--   local turns = dofile "tests/hostile/turns.lua" (TRACE)
--   turns.replace_each("zones.find", entry, glocal.zones.find, { "x", n = 1 }, 1)
--
-- TRACE: a file that names the call that runs. Whatever raises or fails is fine: what is tested is that the program comes out of
-- it, and that the store can be used again.

local core = require "glocal.core"
local glocal = require "glocal"

local turns = { calls = 0 }

local MOST_FIELDS, MOST_ALLOCATIONS = 24, 60

local trace = assert(io.open((...), "w"))
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

-- Runs it in a coroutine, so that what yields comes back; `begin` is called right before.
local function try(name, what, f, arguments, begin)
  turns.calls = turns.calls + 1
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

-- `left_out`: a set of the values that are passed over.
local function replace_each(name, entry, f, call, every, left_out)
  for _, place in ipairs(places_of(entry, call)) do
    for _, value in ipairs(VALUES) do
      turn = turn + 1
      if turn % every == 0 and not (left_out and left_out[value[1]]) then
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

-- --- the module -------------------------------------------------------------------------------------------------------

--- All that a call is taken through; of `every` values one, and where that is 1 with finalisers at several moments.
function turns.all(name, entry, f, call, every, is_dear)
  replace_each(name, entry, f, call, every)
  if is_dear then return end
  turn_metamethods(name, f, call)
  turn_callbacks(name, f, call)
  turn_finalisers(name, f, call, every)
end

--- Closes the store and takes the folder away.
function turns.close()
  reopen():close()
  glocal.store = nil
  collectgarbage()
  os.execute(("rm -rf '%s'"):format(folder))
end

turns.prepare, turns.reopen, turns.try, turns.replace_each = prepare, reopen, try, replace_each
turns.turn_metamethods, turns.shared_tree, turns.path, turns.folder = turn_metamethods, shared_tree, path, folder

return turns
