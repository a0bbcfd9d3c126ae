--- check.lua: whether a pack is whole: its manifest, its text, its permissions, its tests and its examples.
--
-- Example:  check.of("packs/harm-index", use.trial, entries)   --> a frame: check, result, problems
--
-- `run(files, manifest, name)` runs a file of the pack as the pack itself is run, with the permissions that it declares: what
-- it printed; or nil, message.

local core = require "glocal.core"
local glocal = require "glocal"
local manifest = require "foresight.pack.manifest"
local pack = require "foresight.pack.pack"
local permissions = require "foresight.pack.permissions"
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

local function check_runs(found, what, names, files, given, run, expected_of)
  for _, name in ipairs(names) do
    local printed, message = run(files, given, name)
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
    add(found, "glocal", ("is for %s, and this is %s"):format(given.glocal, glocal.version), 1)
  end
  local taken = manifest.taken(given.name)
  if taken then add(found, "name", ("'%s' is %s: a pack needs another name"):format(given.name, taken), 1) end
  if not files["README.md"] then add(found, "documentation", "there is no README.md", 1) end
  if #given.tests == 0 then add(found, "tests", "there are none", 1) end
  if #given.examples == 0 then add(found, "examples", "there are none", 1) end
  local can_be_read = check_texts(found, files)
  check_permissions(found, files, given, entries)
  if can_be_read then
    check_runs(found, "test", given.tests, files, given, run)
    check_runs(found, "example", given.examples, files, given, run, function(name) return (name:gsub("%.lua$", ".txt")) end)
  end
  local problems = 0
  for _, each in ipairs(found) do problems = problems + each.problems end
  return core.frame(found, { columns = { "check", "result", "problems" } }), problems
end

return check
