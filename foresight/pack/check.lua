--- check.lua: whether a pack is whole: its manifest, its text, its permissions, its tests and its examples.
--
-- Example:  check.of("packs/harm-index", use.trial, entries)   --> a frame: check, result, problems
--
-- `run(files, manifest, name, others)` runs a file of the pack as the pack itself is run, with the permissions that it declares
-- and the packs that it depends on: what it printed; or nil, message.

local core = require "glocal.core"
local glocal = require "glocal"
local lint = require "foresight.pack.lint"
local manifest = require "foresight.pack.manifest"
local pack = require "foresight.pack.pack"
local permissions = require "foresight.pack.permissions"
local source = require "foresight.pack.source"
local use = require "foresight.pack.use"
local version = require "foresight.pack.version"

local check = {}

-- Each finding: what was looked at, what was found, how many problems.
local function add(found, what, result, problems)
  found[#found + 1] = { check = what, result = result, problems = problems or 0 }
end

local function check_texts(found, files)
  local faults, count = {}, 0
  for name, text in pairs(files) do
    if name:find "%.lua$" and name ~= "pack.lua" then
      count = count + 1
      local chunk, message = load(text, "@" .. name, "t", {})
      if not chunk then faults[#faults + 1] = message end
    end
  end
  table.sort(faults)
  add(found, "Lua files", #faults == 0 and ("%d can be read"):format(count) or table.concat(faults, "; "), #faults)
  return #faults == 0
end

local function check_permissions(found, files, given, entries)
  local used, absent = permissions.used(files, entries)
  local declared = {}
  for _, name in ipairs(given.permissions) do declared[name] = true end
  for _, name in ipairs(permissions.all()) do
    local places = used[name] or {}
    local where = #places > 0 and table.concat(places, ", ", 1, math.min(3, #places))
      .. (#places > 3 and (" and %d more"):format(#places - 3) or "")
    if declared[name] and not where then
      add(found, "permission " .. name, "is declared and never used: take it out of pack.lua", 1)
    elseif declared[name] then
      add(found, "permission " .. name, "used in " .. where)
    elseif where then
      add(found, "permission " .. name, ("is used in %s and not declared in pack.lua"):format(where), 1)
    end
  end
  if #absent > 0 then
    add(found, "what no pack has", table.concat(absent, ", ") .. ": a pack reads and writes through glocal's functions", #absent)
  end
end

local function check_lint(found, files, entries)
  local findings, message = lint.of(files, entries)
  if not findings then
    add(found, "lint", ("undefined globals, unused variables and shadowing were not looked for: %s"):format(message))
    return
  end
  if #findings == 0 then add(found, "lint", "luacheck finds nothing") end
  for _, each in ipairs(findings) do add(found, "lint " .. each.place, each.text, 1) end
end

-- Where each name is required that is no module of the pack, by name.
local function required(files)
  local places, names = {}, {}
  for name in pairs(files) do names[#names + 1] = name end
  table.sort(names)
  for _, file in ipairs(names) do
    for _, each in ipairs(file:find "%.lua$" and file ~= "pack.lua" and source.required(files[file]) or {}) do
      if each.name ~= "glocal" and not files[each.name:gsub("%.", "/") .. ".lua"] then
        places[each.name] = places[each.name] or ("%s:%d"):format(file, each.line)
      end
    end
  end
  return places
end

-- The packs that a pack depends on, as at a load: in use, by name; nil where one of them is not to be had.
local function check_dependencies(found, files, given)
  local places, others, names, is_whole = required(files), {}, {}, true
  for name in pairs(given.dependencies) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local range = given.dependencies[name]
    local view, message = use.dependency(name, range)
    others[name], is_whole = view, is_whole and view ~= nil
    if not view then
      add(found, "dependency " .. name, ("%s is not to be had: %s"):format(range, message), 1)
    elseif places[name] then
      add(found, "dependency " .. name, ("%s is met by %s, required in %s"):format(range, use.about(view).version, places[name]))
    end
    if not places[name] then
      add(found, "dependency " .. name, "is declared and never required: take it out of pack.lua", 1)
    end
    places[name] = nil
  end
  local undeclared = {}
  for name in pairs(places) do undeclared[#undeclared + 1] = name end
  table.sort(undeclared)
  for _, name in ipairs(undeclared) do
    local what = manifest.name_fault(name) and "there is no such module in the pack"
      or "there is no such module in the pack, and no such pack among the dependencies in pack.lua"
    add(found, "dependency " .. name, ("is required in %s: %s"):format(places[name], what), 1)
  end
  return is_whole and others or nil
end

local function check_runs(found, what, names, files, given, run, others, expected_of)
  for _, name in ipairs(names) do
    local printed, message = run(files, given, name, others)
    local expected = expected_of and files[expected_of(name)]
    if printed and expected and printed ~= expected then
      printed, message = nil, ("expected\n%s\ngot\n%s"):format(expected, printed)
    end
    add(found, what .. " " .. name, printed and "passes" or "fails: " .. message, printed and 0 or 1)
  end
end

--- The checks of a folder as a frame and the number of problems; or nil, message, code where it is no pack.
function check.of(folder, run, entries)
  local files, given, code = pack.of_folder(folder)
  if not files then return nil, given, code end
  local found = {}
  add(found, "manifest", ("%s %s, %s"):format(given.name, given.version, given.summary.en))
  if not version.fits(glocal.version, given.glocal) then
    add(found, "glocal", ("the pack is for glocal %s, and this is %s"):format(given.glocal, glocal.version), 1)
  end
  local taken = manifest.taken(given.name)
  if taken then add(found, "name", ("'%s' is %s: a pack needs another name"):format(given.name, taken), 1) end
  if not files["README.md"] then add(found, "documentation", "there is no README.md", 1) end
  if #given.tests == 0 then add(found, "tests", "there are none", 1) end
  if #given.examples == 0 then add(found, "examples", "there are none", 1) end
  local can_be_read = check_texts(found, files)
  if can_be_read then check_lint(found, files, entries) end
  check_permissions(found, files, given, entries)
  local others = check_dependencies(found, files, given)
  if can_be_read and others then
    check_runs(found, "test", given.tests, files, given, run, others)
    local function recorded(name) return (name:gsub("%.lua$", ".txt")) end
    check_runs(found, "example", given.examples, files, given, run, others, recorded)
  end
  if can_be_read and not others then
    add(found, "tests and examples", "were not run: they need what the pack depends on", 1)
  end
  local problems = 0
  for _, each in ipairs(found) do problems = problems + each.problems end
  return core.frame(found, { columns = { "check", "result", "problems" } }), problems
end

return check
