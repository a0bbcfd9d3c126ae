--- doctest.lua: runs every declared example, and looks that every name is declared whole.
--
-- Example:  glocal run scripts/dev/doctest.lua               all of them
--           glocal run scripts/dev/doctest.lua frame:head    one, or all whose name begins so
--
-- Examples find a store open that holds the Benelux reference and the shipped figures. One that writes has a copy.

local glocal = require "glocal"
local core = require "glocal.core"
local example = require "foresight.shell.example"
local help = require "foresight.shell.help"

local say = print

-- --- the store ------------------------------------------------------------------------------------------------

local folder

local function prepare()
  folder = assert(io.popen "mktemp -d"):read "l"
  local path = folder .. "/template.db"
  local store = assert(glocal.init(path, { reference = "benelux" }))
  _G.print = function() end
  local _, message = assert(loadfile(core.home .. "/scripts/import_figures.lua"))()
  _G.print = say
  assert(not message, message)
  store:close()
  return path
end

local copies = 0

local function copy_of(path)
  copies = copies + 1
  local to = ("%s/copy%d.db"):format(folder, copies)
  local from = assert(io.open(path, "rb"))
  local file = assert(io.open(to, "wb"))
  for block in function() return from:read(1 << 20) end do assert(file:write(block)) end
  from:close()
  assert(file:close())
  return to
end

-- --- examples -------------------------------------------------------------------------------------------------

-- What the step gave, as text, and whether it went as said.
local function run_step(step, environment)
  local chunk, fault = load((step.expected and "return " or "") .. step.code, "=example", "t", environment)
  if not chunk then return fault, false end
  _G.print = function() end
  local results = table.pack(pcall(chunk))
  _G.print = say
  if not results[1] then return tostring(results[2]), false end
  if not step.expected and results.n >= 3 and results[2] == nil then return tostring(results[3]), false end
  local got = tostring(results[2])
  return got, not step.expected or got:gsub("%s+$", "") == step.expected:gsub("%s+$", "")
end

local function fresh_environment()
  local environment = setmetatable({}, {
    __index = function(_, name)
      local value = glocal[name]
      if value == nil then value = core[name] end -- the library's own functions are declared too
      if value == nil then value = _G[name] end
      return value
    end,
    __newindex = function(t, name, value)
      if name == "store" then glocal.store = value else rawset(t, name, value) end
    end,
  })
  return environment
end

local function writes(entry)
  local needs = table.concat(entry.needs, " ")
  return needs:find "write" or entry.name == "store:close" or entry.name == "open"
end

-- The number of examples that passed and failed.
local function run_example(entry, shared, template)
  local own = writes(entry) and assert(glocal.open(copy_of(template)))
  glocal.store = own or shared
  local environment, passed, failed = fresh_environment(), 0, 0
  for _, step in ipairs(example.steps_of(entry.example)) do
    local got, well = run_step(step, environment)
    if well then
      passed = passed + (step.expected and 1 or 0)
    else
      failed = failed + 1
      print(("%s, line %d: %s\n  expected: %s\n  got:      %s"):format(entry.name, step.line, step.code,
        step.expected or "no failure", got))
      if not step.expected then break end
    end
  end
  if own then pcall(own.close, own) end
  return passed, failed
end

-- --- completeness ---------------------------------------------------------------------------------------------

local FIELDS = { "name", "signature", "since", "doc", "example" }

-- What lacks in the entry, as a text; nil when it is whole.
local function lack_of(entry)
  if not entry then return "is not declared" end
  for _, field in ipairs(FIELDS) do
    if (entry[field] or "") == "" then return "lacks " .. field end
  end
end

-- Every function that a script can reach, by name.
local function exported_names()
  local names = {}
  local function add(name, value)
    if type(value) == "function" or (type(value) == "table" and (getmetatable(value) or {}).__call) then
      names[#names + 1] = name
    end
  end
  for name in pairs(getmetatable(glocal).parts) do pcall(function() return glocal[name] end) end
  for name, value in pairs(glocal) do
    add(name, value)
    if type(value) == "table" and name ~= "store" and name ~= "parts" and name ~= "help"
      and name ~= "example" then
      for field, each in pairs(value) do
        if type(field) == "string" and field:sub(1, 1) ~= "_" then add(name .. "." .. field, each) end
      end
    end
  end
  for _, noun in ipairs { "frame", "store" } do
    for name, value in pairs(core[noun .. "_methods"] or {}) do add(noun .. ":" .. name, value) end
  end
  table.sort(names)
  return names
end

local function check_declarations()
  local by_name, lacking = {}, 0
  for _, entry in ipairs(help.entries()) do by_name[entry.name] = entry end
  local names = exported_names()
  for name in pairs(by_name) do names[#names + 1] = name end
  local seen = {}
  for _, name in ipairs(names) do
    local lack = not seen[name] and lack_of(by_name[name])
    seen[name] = true
    if lack then
      lacking = lacking + 1
      print(("%s %s"):format(name, lack))
    end
  end
  return lacking
end

-- --- all of it ------------------------------------------------------------------------------------------------

local template = prepare()
local shared = assert(glocal.open(copy_of(template)))
local passed, failed = 0, 0
for _, entry in ipairs(help.entries()) do
  if entry.example and entry.name:sub(1, #(arg[1] or "")) == (arg[1] or "") then
    local well, ill = run_example(entry, shared, template)
    passed, failed = passed + well, failed + ill
  end
end
local lacking = arg[1] and 0 or check_declarations()
glocal.store = nil
shared:close()
os.execute(("rm -rf '%s'"):format(folder))
print(("doctests: %d passed, %d failed"):format(passed, failed))
if failed + lacking > 0 then return nil, ("%d to mend"):format(failed + lacking), "failed" end
