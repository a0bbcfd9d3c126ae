--- damaged.lua: takes each table and view from a store in turn and runs every example on what is left; prints "N steps of
--- M functions without one of T tables" and each message that is not one an analyst can act on.
--
--   glocal run tests/hostile/damaged.lua [TABLE]
--
-- A step may fail or do without the table. What it may not is fall over in the library: a message with a file and line of
-- foresight/ in it (attempt to index a nil value, bad argument to 'ipairs') is a fault there.

local core = require "glocal.core"
local entries = require "foresight.shell.entries"
local example = require "foresight.shell.example"
local glocal = require "glocal"

local ONLY, say = arg[1], print
-- These talk to a terminal, end the store, or repeat a call as often as it takes.
local LEFT_OUT = { shell = true, example = true, help = true, profile = true, time = true, init = true, open = true,
  ["store:close"] = true }

local folder = assert(io.popen "mktemp -d"):read "l"
local template, copy = folder .. "/template.db", folder .. "/copy.db"

local function prepare()
  local store = assert(glocal.init(template, { reference = "benelux" }))
  local _, message = assert(loadfile(core.home .. "/scripts/import_figures.lua"))()
  assert(not message, message)
  assert(glocal.register_judgement { zone = "BE", phenomenon = "drugs", period = "2035", above = 9, probability = 0.5,
    author = "test" })
  store:close()
end

local function names_of_tables()
  local store = assert(glocal.open(template, { read_only = true }))
  local rows = store:sql [[select type, name from sqlite_schema
    where type in ('table', 'view') and name not like 'sqlite\_%' escape '\' order by name]]
  local list = {}
  for _, row in rows:rows() do list[#list + 1] = row end
  store:close()
  return list
end

local function without(table)
  assert(os.execute(("rm -f '%s'* && sqlite3 '%s' '.backup %s' && sqlite3 '%s' 'drop %s \"%s\"'"):format(copy, template,
    copy, copy, table.type, table.name)))
end

local function environment()
  return setmetatable({}, {
    __index = function(_, name)
      local value = glocal[name]
      if value == nil then value = core[name] end
      if value == nil then value = _G[name] end
      return value
    end,
    __newindex = function(t, name, value)
      if name == "store" then glocal.store = value else rawset(t, name, value) end
    end,
  })
end

local function is_open(store) return store and (pcall(store.path, store)) end

local steps, faults = 0, {}

local function note(entry, table, message)
  if type(message) == "string" and message:find "foresight/[%w_/]+%.lua:%d+:" and not message:find(" is damaged: ", 1, true) then
    local where = message:match "foresight/.*"
    faults[where] = faults[where] or ("%s without %s: %s"):format(entry.name, table, where)
  end
end

local function run(entry, table)
  local env = environment()
  for _, step in ipairs(example.steps_of(entry.example or "")) do
    local chunk = load((step.expected and "return " or "") .. step.code, "=example", "t", env)
    if chunk then
      steps = steps + 1
      local _, first, second = pcall(chunk)
      note(entry, table, first)
      note(entry, table, second)
    end
  end
end

local function opened()
  if not is_open(glocal.store) then glocal.store = assert(core.open_store(copy)) end
end

local SLOW = 0.15 -- seconds
local SLOW_WITHOUT = { zone = true, zone_link = true, cells = true, label = true, source = true, batch = true,
  observation = true }

-- Those whose examples call a method of the store; the slow ones are tried without a few tables only.
local function entries_with_store()
  local list, own, is_used = {}, {}
  for name, method in pairs(core.store_methods) do
    if type(method) == "function" then
      own[name] = method
      core.store_methods[name] = function(...) is_used = true return method(...) end
    end
  end
  for _, entry in ipairs(entries.all()) do
    if not LEFT_OUT[entry.name] then
      opened()
      is_used = false
      local started = os.clock()
      run(entry, "nothing")
      if is_used then list[#list + 1] = { entry = entry, is_slow = os.clock() - started > SLOW } end
    end
  end
  for name, method in pairs(own) do core.store_methods[name] = method end
  return list
end

local function run_all_without(table, list)
  without(table)
  local store, message = core.open_store(copy)
  glocal.store = store
  if not store then note({ name = "open" }, table.name, message) end
  for _, each in ipairs(store and list or {}) do
    opened()
    if not each.is_slow or SLOW_WITHOUT[table.name] then run(each.entry, table.name) end
  end
  if is_open(glocal.store) then glocal.store:close() end
  glocal.store = nil
end

print = function() end -- luacheck: ignore
prepare()
local tables = names_of_tables()
assert(os.execute(("sqlite3 '%s' '.backup %s'"):format(template, copy)))
local list = entries_with_store()
steps = 0
glocal.store = nil
for _, table in ipairs(tables) do
  if not ONLY or table.name == ONLY then run_all_without(table, list) end
end
os.execute(("rm -rf '%s'"):format(folder))
for _, fault in pairs(faults) do say("fault: " .. fault) end
say(("%d steps of %d functions without one of %d tables"):format(steps, #list, #tables))
