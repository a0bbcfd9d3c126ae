--- inside.lua: what is done in the state of a pack: its modules are loaded, its functions listed, its store opened. Called by
--- core/shell/isolate.c alone.
--
-- Example:  inside.load({}, "harm-index", "harm_index", {harm_index = "return {share = function(a, b) return a / b end}"})
--           --> its functions, {"share"}, {}

local core = require "glocal.core"
local glocal = require "glocal"

local inside = {}

local open_store, NO_STORE = core.open_store, "the pack reads and writes the store of its session, and no other"

-- A pack opens no store by its path: not the ones of the account that it was not given.
local function refuse() error(NO_STORE, 0) end
core.open_store, core.create_store = refuse, refuse
glocal.open, glocal.init = refuse, refuse

--- Opens the store of the session, read-only where the pack may not write; nil: the session has none.
function inside.set_store(path)
  if glocal.store then glocal.store:close() end
  glocal.store = nil
  if not path then return end
  local store, message = open_store(path, { read_only = not core.capabilities["store.write"] })
  if not store then error(message, 0) end
  glocal.store = store
end

-- {["tables.read"] = f} as {tables = {read = f}}.
local function nested(flat)
  local fields = {}
  for path, value in pairs(flat) do
    local holder = fields
    for name in path:gmatch "([^.]+)%." do
      holder[name] = holder[name] or {}
      holder = holder[name]
    end
    holder[path:match "[^.]+$"] = value
  end
  return fields
end

-- require for the pack: its own modules, the packs that it depends on, and the library as `glocal`.
local function requirer(others, pack, sources, standard)
  local loaded, loading = {}, {}
  for name, functions in pairs(others) do loaded[name] = nested(functions) end
  return function(name)
    if name == "glocal" then return standard(name) end
    if others[name] then return loaded[name] end
    local source = sources[name]
    if not source then error(("there is no module '%s' in the pack '%s'"):format(tostring(name), pack), 2) end
    if loaded[name] == nil then
      if loading[name] then error(("module '%s' requires itself"):format(name), 2) end
      loading[name] = true
      local chunk, message = load(source, ("@%s/%s.lua"):format(pack, name:gsub("%.", "/")), "t")
      if not chunk then error(message, 0) end
      local value = chunk(name)
      loading[name] = nil
      loaded[name] = value == nil and true or value
    end
    return loaded[name]
  end
end

-- The functions of a module and of the tables in it; what else it holds is copied when it goes out.
local function listed(module)
  local functions, paths, values, seen = {}, {}, {}, {}
  local function visit(holder, prefix, depth)
    seen[holder] = true
    local names = {}
    for name in next, holder do
      if type(name) == "string" and name:find "^[%a_][%w_]*$" then names[#names + 1] = name end
    end
    table.sort(names)
    for _, name in ipairs(names) do
      local value, path = rawget(holder, name), prefix .. name
      local kind = type(value)
      if kind == "function" then
        functions[#functions + 1], paths[#paths + 1] = value, path
      elseif kind == "table" and depth < 4 and not seen[value] then
        visit(value, path .. ".", depth + 1)
      elseif kind == "string" or kind == "number" or kind == "boolean" then
        values[path] = value
      end
    end
  end
  visit(module, "", 1)
  return functions, paths, values
end

--- Loads the entry module over the functions of other packs, by their names: its functions, their names ("share", "tables.read"), the numbers and texts beside them by theirs.
function inside.load(others, pack, entry, sources)
  local globals = _G
  local own = requirer(others, pack, sources, globals.require)
  rawset(globals, "require", own)
  local module = own(entry)
  if type(module) == "function" then module = { [entry] = module } end
  if type(module) ~= "table" then
    error(("%s.lua gives a %s: the entry of a pack returns a table of functions"):format(entry, type(module)), 0)
  end
  return listed(module)
end

return inside
