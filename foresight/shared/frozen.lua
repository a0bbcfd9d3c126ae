--- frozen.lua: tables that can be read and called, not changed. In a state that lacks a capability scripts see the library
--- through them only.
--
-- Example:  local zones = frozen.of({find = find}, card)   zones.find = nil   --> raises: 'find' can't be set here

local core = require "glocal.core"

local frozen = {}

local function refuse(_, name, _, level)
  error(("'%s' can't be set here: the library's own tables don't change"):format(tostring(name)), (level or 1) + 1)
end

local function is_store(value)
  return type(value) == "userdata" and debug.getmetatable(value).__name == "glocal.store"
end

-- Whether scripts may have everything: then the metatable can be seen, as of any table.
local function is_open()
  return next(core.lacking) == nil
end

local function view_of(meta)
  meta.is_frozen, meta.__newindex = true, meta.__newindex or refuse
  if not is_open() then meta.__metatable = false end
  return setmetatable({}, meta)
end

--- A view of the fields, which `call` (where given) answers calls of.
function frozen.of(fields, call)
  return view_of {
    __index = fields,
    __call = call and function(_, ...) return call(...) end,
    __pairs = function(view) return function(_, name) return next(fields, name) end, view, nil end,
  }
end

--- A view of the library, in which only the current store can be set; what it holds is seen through views too. Of what can be
--- called, such as help, the rest is the library's own.
function frozen.library(library)
  local views = {}
  local function seen(value)
    local meta = debug.getmetatable(value)
    if type(value) ~= "table" or meta and meta.is_frozen then return value end
    local is_called = meta and meta.__call
    views[value] = views[value] or frozen.of(is_called and {} or value, is_called and value)
    return views[value]
  end
  return view_of {
    __index = function(_, name) return seen(library[name]) end,
    __newindex = function(view, name, value)
      if name ~= "store" or value ~= nil and not is_store(value) then refuse(view, name, value, 2) end
      library.store = value
    end,
  }
end

return frozen
