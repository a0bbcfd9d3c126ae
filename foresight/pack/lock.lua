--- lock.lua: packs.lock, which says of a project exactly which packs it is worked with, so that the same script gives the same
--- figures on another machine and in a year. It goes with the project's files.
--
-- Example of one, behind the line with its hash:
--   {
--     format = 1, wants = {["barrier-model"] = "^1.2"},
--     packs = {{name = "barrier-model", version = "1.3.0", sha256 = "...", key = "1CC5F8...", dependencies = {}}},
--   }

local manifest = require "foresight.pack.manifest"
local record = require "foresight.pack.record"
local version = require "foresight.pack.version"

local lock = { FILE = "packs.lock" }

local FORMAT = 1

local function is_whole(given)
  if given.format ~= FORMAT or type(given.wants) ~= "table" or type(given.packs) ~= "table" then return false end
  for name, range in pairs(given.wants) do
    if manifest.name_fault(name) or not version.is_range(range) then return false end
  end
  for _, each in ipairs(given.packs) do
    if type(each) ~= "table" or manifest.name_fault(each.name) or not version.is(each.version) or type(each.sha256) ~= "string"
      or manifest.field_fault("dependencies", each.dependencies) then
      return false
    end
  end
  return true
end

--- The lock in a file; or nil, message, code: not_found where there is none.
function lock.read(path)
  local given, message, code = record.read(path)
  if not given then return nil, message, code end
  if not is_whole(given) then return nil, ("'%s' is no lock of packs"):format(path), "corrupt" end
  return given
end

--- Those of a lock's packs that have a name.
function lock.packs(given, name)
  local list = {}
  for _, each in ipairs(given.packs) do
    if each.name == name then list[#list + 1] = each end
  end
  return list
end

-- The packs by name and version, each once.
local function sorted(packs)
  local list, seen = {}, {}
  for _, each in ipairs(packs) do
    local title = each.name .. " " .. each.version
    if not seen[title] then
      seen[title] = true
      list[#list + 1] = { name = each.name, version = each.version, sha256 = each.sha256, key = each.key,
        dependencies = each.dependencies }
    end
  end
  table.sort(list, function(a, b)
    if a.name ~= b.name then return a.name < b.name end
    return version.compare(a.version, b.version) < 0
  end)
  return list
end

--- Writes a lock: `wants` are ranges by name, `packs` what they were resolved to. Its path, or nil, message, code.
function lock.write(path, wants, packs)
  return record.write(path, { format = FORMAT, wants = wants, packs = sorted(packs) })
end

--- Puts wants {name, range} and what they were resolved to into a lock; what others in it need stays as it is. The path, or nil,
--- message, code.
function lock.update(path, wants, packs)
  local given, message, code = lock.read(path)
  if not given then return nil, message, code end
  for _, want in ipairs(wants) do given.wants[want.name] = nil end
  local others = {}
  for name, range in pairs(given.wants) do others[#others + 1] = { name = name, range = range } end
  local kept
  kept, message, code = require "foresight.pack.resolve".of(others, function(name) return lock.packs(given, name) end)
  if not kept then return nil, ("'%s': %s"):format(path, message), code end
  for _, want in ipairs(wants) do given.wants[want.name] = want.range end
  return lock.write(path, given.wants, table.move(packs, 1, #packs, #kept + 1, kept))
end

return lock
