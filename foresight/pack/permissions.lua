--- permissions.lua: which permissions a pack's own text makes use of, found from the names that it calls.
--
-- Example:  permissions.used {["a.lua"] = 'local r = rollup{zone="BE"}'}   --> {["store.read"] = {"a.lua:1: rollup"}}
--
-- A call is found where a name of the library is followed by what opens one. It tells what a pack is for, and what a reader
-- should look at; what a pack may do is decided at the call itself, by the state that it runs in.

local core = require "glocal.core"

local permissions = {}

-- What is around a pack in no state that it runs in.
local ABSENT = { io = true, os = true, debug = true, package = true, dofile = true, loadfile = true }
local OF_OS = { time = true, date = true, clock = true, difftime = true }

-- The text with its comments and what stands between quotes blanked out, line by line as it was.
local function plain(text)
  local out, at = {}, 1
  local function blank(from, to) out[#out + 1] = text:sub(from, to):gsub("[^\n]", " ") end
  while at <= #text do
    local from = text:find("[%-\"'%[]", at)
    if not from then break end
    out[#out + 1] = text:sub(at, from - 1)
    local c = text:sub(from, from)
    local is_comment = text:sub(from, from + 1) == "--"
    local bracket = text:match(is_comment and "^%-%-%[(=*)%[" or "^%[(=*)%[", from)
    local to
    if bracket then
      to = select(2, text:find("]" .. bracket .. "]", from, true)) or #text
    elseif is_comment then
      to = (text:find("\n", from, true) or #text + 1) - 1
    elseif c == '"' or c == "'" then
      to = from + 1
      while to <= #text and text:sub(to, to) ~= c and text:sub(to, to) ~= "\n" do
        to = to + (text:sub(to, to) == "\\" and 2 or 1)
      end
    end
    if to and (is_comment or bracket) then
      blank(from, to)
    elseif to then
      out[#out + 1] = c
      blank(from + 1, to - 1)
      out[#out + 1] = text:sub(to, to)
    else
      to = from
      out[#out + 1] = c
    end
    at = to + 1
  end
  out[#out + 1] = text:sub(at)
  return table.concat(out)
end

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

local function line_of(text, at) return select(2, text:sub(1, at):gsub("\n", "")) + 1 end

--- Of Lua files (contents by name): where each permission is used, and what is called that no pack has. `entries`: the
--- declarations of the library.
function permissions.used(files, entries)
  local known, used, absent, names = all_needs(entries), {}, {}, {}
  for name in pairs(files) do names[#names + 1] = name end
  table.sort(names)
  for _, file in ipairs(names) do
    local text = file:find "%.lua$" and plain(files[file]) or ""
    for at, mark, name, after in text:gmatch "()([.:]?)%f[%w_]([%a_][%w_.]*)%s*()" do
      name = name:gsub("^glocal%.", "")
      local opens = text:sub(after, after):find "[({\"']" ~= nil
      local found = mark == ":" and known.methods[name] or mark == "" and known.functions[name] or nil
      local root, field = name:match "^([%a_][%w_]*)%.?([%w_]*)"
      local place = ("%s:%d: %s"):format(file, line_of(text, at), name)
      for _, need in ipairs(found and opens and found or {}) do
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
