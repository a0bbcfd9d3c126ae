--- permissions.lua: which permissions a pack's own text makes use of, found from the names that it calls.
--
-- Example:  permissions.used {["a.lua"] = 'local r = rollup{zone="BE"}'}   --> {["store.read"] = {"a.lua:1: rollup"}}
--
-- A call is found where a name of the library is followed by what opens one. It tells what a pack is for, and what a reader
-- should look at; what a pack may do is decided at the call itself, by the state that it runs in.

local core = require "glocal.core"
local source = require "foresight.pack.source"

local permissions = {}

-- What is around a pack in no state that it runs in.
local ABSENT = { io = true, os = true, debug = true, package = true, dofile = true, loadfile = true }
local OF_OS = { time = true, date = true, clock = true, difftime = true }

-- Needs by the name of a function and by that of a method.
local needs
local function all_needs(entries)
  if needs then return needs end
  needs = { functions = {}, methods = {} }
  for _, entry in ipairs(entries) do
    if #entry.needs > 0 and not entry.internal then
      local noun, method = entry.name:match "^([%w_]+):([%w_]+)$"
      if noun then needs.methods[method] = entry.needs else needs.functions[entry.name] = entry.needs end
    end
  end
  return needs
end

-- Whether a function is handed on by its name (`local r = rollup`, `pcall(rollup, ...)`, `glocal.rollup`), and is no local of the
-- file's own.
local function is_handed_on(text, at, name, is_of_glocal)
  if is_of_glocal then return true end
  local before = text:sub(math.max(1, at - 40), at - 1)
  local is_argument = before:find "call%s*%(%s*$" or before:find "wrap%s*%(%s*$" or before:find "create%s*%(%s*$"
  if not (is_argument or before:find "[^=~<>]=%s*$") then return false end
  local root = name:match "^[^.]+"
  return not (text:find("local%s+" .. root .. "%f[^%w_]") or text:find("local%s+function%s+" .. root .. "%f[^%w_]"))
end

--- Of Lua files (contents by name): where each permission is used, and what is called that no pack has. `entries`: the
--- declarations of the library.
function permissions.used(files, entries)
  local known, used, absent, names = all_needs(entries), {}, {}, {}
  for name in pairs(files) do names[#names + 1] = name end
  table.sort(names)
  for _, file in ipairs(names) do
    local text = file:find "%.lua$" and source.plain(files[file]) or ""
    for at, mark, name, after in text:gmatch "()([.:]?)%f[%w_]([%a_][%w_.]*)%s*()" do
      local is_of_glocal
      name, is_of_glocal = name:gsub("^glocal%.", "")
      local opens = text:sub(after, after):find "[({\"']" ~= nil
      local found = mark == ":" and known.methods[name] or mark == "" and known.functions[name] or nil
      local root, field = name:match "^([%a_][%w_]*)%.?([%w_]*)"
      local place = ("%s:%d: %s"):format(file, source.line_of(text, at), name)
      local is_used = found and (opens or mark == "" and is_handed_on(text, at, name, is_of_glocal > 0))
      for _, need in ipairs(is_used and found or {}) do
        used[need] = used[need] or {}
        table.insert(used[need], place)
      end
      if mark == "" and ABSENT[root] and not (root == "os" and OF_OS[field]) and (field ~= "" or opens) then
        absent[#absent + 1] = place
      end
    end
  end
  return used, absent
end

--- All permissions, in order.
function permissions.all()
  local list = {}
  for name in pairs(core.capabilities) do list[#list + 1] = name end
  table.sort(list)
  return list
end

return permissions
