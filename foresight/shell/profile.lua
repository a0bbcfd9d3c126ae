--- profile.lua: where a statement spends its time: Lua functions, functions in C, SQL statements.
--
-- Example:  profile "rollup{zone='BE', level='province', every='year'}"
--
-- A hook sees every call and return in Lua's main thread; between two of them the time goes to the function that
-- runs, so that each has its own time without what it calls. What SQL statements take meanwhile is subtracted and reported
-- beside it. The hook's own time is left out, but not that it is called at all: a function of a few instructions that
-- is called a million times looks dearer than it is.

local core = require "glocal.core"
local glocal = require "glocal"
local sql_shell = require "foresight.shell.sql_shell"

local LONGEST = 100 -- letters of a statement

-- Functions by the names that analysts know them by.
local function known_names()
  local names = {}
  local function offer(holder, prefix)
    for name, value in pairs(holder or {}) do
      if type(name) == "string" and type(value) == "function" then names[value] = names[value] or prefix .. name end
    end
  end
  offer(core.frame_methods, "frame:")
  offer(core.store_methods, "store:")
  for name, value in pairs(glocal) do
    if type(value) == "table" and name ~= "store" then offer(value, name .. ".") end
  end
  offer(glocal, "")
  offer(core, "core.")
  for _, library in ipairs { "string", "table", "math", "io", "os", "coroutine", "debug", "utf8" } do
    offer(_G[library], library .. ".")
  end
  offer(debug.getmetatable(io.stdout).__index, "file:")
  offer(_G, "")
  return names
end

local function name_of(info, names)
  local name = names[info.func] or info.name
  if info.what == "C" then return name or "a function without a name" end
  local place = ("%s:%d"):format(info.short_src:match "[^/]+$", info.linedefined)
  if info.what == "main" then return place end
  return name and ("%s (%s)"):format(name, place) or place
end

-- Collects {what, kind, calls, seconds} by function; gives the hook and the list.
local function collector(own)
  local clock, sql_seconds, getinfo = core.clock, core.sql_trace_seconds, debug.getinfo
  local names, entries, list, stack, depth = known_names(), {}, {}, {}, 0
  local last, sql_last = clock(), 0
  local function entry_of(func)
    local entry = entries[func]
    if entry then return entry end
    local info = getinfo(func, "S")
    local called = getinfo(3, "n") -- of the function that the hook is called for
    info.func, info.name = func, called and called.name
    local kind, name = info.what == "C" and "C" or "Lua", name_of(info, names)
    local key = kind == "C" and name or info.source .. ":" .. info.linedefined -- closures count as one
    entry = entries[key]
    if not entry then
      entry = { what = name, kind = kind, calls = 0, seconds = 0.0 }
      entries[key] = entry
      if not own[func] then list[#list + 1] = entry end
    end
    entries[func] = entry
    return entry
  end
  local function hook(event)
    local now, sql = clock(), sql_seconds()
    local top = stack[depth]
    if top then top.seconds = top.seconds + math.max(0, now - last - (sql - sql_last)) end
    local entry = entry_of(getinfo(2, "f").func)
    if event == "return" then
      while depth > 0 and stack[depth] ~= entry do depth = depth - 1 end -- an error passes over returns
      depth = math.max(0, depth - 1)
    else
      if event == "call" or depth == 0 then depth = depth + 1 end -- a tail call takes its caller's place
      stack[depth] = entry
      entry.calls = entry.calls + 1
    end
    sql_last = sql
    last = clock()
  end
  return hook, list
end

local function add_sql(list, traced)
  for _, row in traced:rows() do
    local text = row.sql:gsub("%s+", " "):gsub("^ ", "")
    if utf8.len(text) and utf8.len(text) > LONGEST then text = text:sub(1, utf8.offset(text, LONGEST) - 1) .. "…" end
    list[#list + 1] = { what = text, kind = "SQL", calls = row.calls, seconds = row.seconds }
  end
end

local function frame_of(list)
  local total = 0
  for _, entry in ipairs(list) do total = total + entry.seconds end
  for _, entry in ipairs(list) do
    entry.share = total > 0 and math.floor(entry.seconds / total * 1000 + 0.5) / 10 or 0.0
    entry.seconds = math.floor(entry.seconds * 1e6 + 0.5) / 1e6
  end
  return glocal.frame(list, {
    columns = { "what", "kind", "calls", "seconds", "share" },
    types = { what = "text", kind = "text", calls = "integer", seconds = "real", share = "real" },
    units = { seconds = "s", share = "%" },
  }):sort { "-seconds", "what" }
end

--- Where a statement or a function spends its time. The SQL of an import runs in a thread of its own and counts all the
--- same; what a coroutine does counts for coroutine.resume.
--- @function profile
--- @param what string|function Lua or SQL as text, or a function
--- @return frame what, kind (Lua, C or SQL), calls, seconds of its own, share in %; the dearest first; the field `result`
---   has what the statement gave
--- @raises what the statement raises
--- @since 0.1
--- @example p = profile "frame({{a=1}}):sum 'a'"
--- @example p:where{kind="C"}.kind[1] --> C
--- @example p.result --> 1
local function profile(what)
  local run = sql_shell.compile(what, "profile")
  local own = {}
  local hook, list = collector(own)
  local function measured()
    debug.sethook(hook, "cr")
    local result = run()
    debug.sethook()
    return result
  end
  own[debug.sethook], own[measured] = true, true
  core.sql_trace()
  -- Ctrl-C stops every instruction of Lua from here on, but not this.
  local _ <close> = setmetatable({}, { __close = function() core.sql_traced() end })
  local started = core.clock()
  local well, result = pcall(measured)
  local wall = core.clock() - started
  debug.sethook()
  local traced = core.sql_traced()
  if not well then error(result, 0) end
  add_sql(list, traced)
  return frame_of(list):attach { result = result, note_text = ("%.3f s elapsed, profiling included"):format(wall) }
end

return profile
