--- offers.lua: which packs are to be had, from files, from what is installed and from the indexes of repositories, and the
--- bytes of each.
--
-- Example:  local offer = offers.new {}
--           offer.candidates "barrier-model"   --> {{name, version, sha256, key, dependencies}, ...}
--           offer.fetch(candidate)   --> a verified pack with its bytes and signature
--
-- A candidate is `installed` (its record), `found` (verified, of a file) or `entry` (of an index, with `places` to fetch it
-- from).

local core = require "glocal.core"
local fetch = require "foresight.pack.fetch"
local index = require "foresight.pack.index"
local installed = require "foresight.pack.installed"
local pack = require "foresight.pack.pack"
local pins = require "foresight.pack.pins"
local repository = require "foresight.pack.repository"
local verified = require "foresight.pack.verified"
local version = require "foresight.pack.version"

local offers = {}

local SIGNATURE_BYTES = 16 << 10

-- Of each repository the versions of a name.
local function of_indexes(list, repositories, name)
  for _, each in ipairs(repositories) do
    for number, entry in pairs(each.index.packs[name] or {}) do
      list[#list + 1] = {
        name = name, version = number, sha256 = entry.sha256, key = entry.key, dependencies = entry.dependencies,
        entry = entry, places = table.move(each.places, 1, #each.places, 1, {}),
      }
    end
  end
end

local function of_installed(list, name)
  local records, message, code = installed.records(name)
  if not records then return nil, message, code end
  for _, each in ipairs(records) do
    list[#list + 1] = { name = name, version = each.version, sha256 = each.sha256, key = each.key,
      dependencies = each.dependencies, installed = each }
  end
  return true
end

--- A candidate of a verified file.
function offers.of_file(found)
  return { name = found.name, version = found.version, sha256 = found.hash, key = found.key.id,
    dependencies = found.manifest.dependencies, found = found }
end

-- Each version once, the nearest of those with the same bytes; the list is in that order already.
local function each_once(list)
  local once, by_version = {}, {}
  for _, each in ipairs(list) do
    local other = by_version[each.version]
    if other and other.sha256 ~= each.sha256 then
      return nil, ("there are two files of %s %s with different bytes: %s and %s"):format(each.name, each.version,
        other.sha256:sub(1, 16), each.sha256:sub(1, 16)), "corrupt"
    end
    if not other then
      by_version[each.version] = each
      once[#once + 1] = each
    elseif each.entry then
      other.entry = other.entry or each.entry
      other.places = other.places or {}
      table.move(each.places, 1, #each.places, #other.places + 1, other.places)
    end
  end
  table.sort(once, function(a, b) return version.compare(a.version, b.version) < 0 end)
  return once
end

local function is_locked(given, each)
  for _, other in ipairs(given.packs) do
    if other.name == each.name and other.version == each.version and other.sha256 == each.sha256 then return true end
  end
  return false
end

-- From the first of its places that has what the index says.
local function fetch_from(candidate)
  local path, fault, code = index.path(candidate.name, candidate.version), "it is nowhere to be had", "not_found"
  for _, where in ipairs(candidate.places) do
    local bytes, signature, found
    bytes, fault, code = fetch.file(where, path, candidate.entry.size)
    if bytes then signature, fault, code = fetch.file(where, path .. pack.SIGNATURE, SIGNATURE_BYTES) end
    if signature and core.sha256_text(bytes) ~= candidate.sha256 then
      fault, code = ("'%s/%s' is refused: it is not what the index says"):format(where, path), "corrupt"
    elseif signature then
      found, fault, code = verified.of(bytes, signature, where .. "/" .. path)
    end
    if found and not index.holds(candidate.entry, found) then
      found, fault, code = nil, ("'%s/%s' is refused: the index says otherwise of it"):format(where, path), "corrupt"
    end
    if found then
      found.bytes, found.signature, found.from = bytes, signature, where
      return found
    end
  end
  return nil, fault, code
end

local function of_record(given)
  local found, message, code = verified.of_file(given.path .. pack.ENDING)
  if not found then return nil, message, code end
  if found.hash ~= given.sha256 then
    return nil, ("%s %s is not what was installed"):format(given.name, given.version), "corrupt"
  end
  return found
end

--- What is to be had. `given.files`: candidates of files; `given.without_indexes`: nothing from repositories; `given.lock`: only
--- what is in it; `given.accept`: a key that the user named for names that are known by another. Its `notes` grow as it is asked.
function offers.new(given)
  local offer = { notes = {} }
  local repositories, faults = {}, {}
  if not given.without_indexes then
    local code
    repositories, faults, code = repository.all()
    if not repositories then return nil, faults, code end
  end
  table.move(faults, 1, #faults, 1, offer.notes)
  local asked = {}

  local function note(texts)
    for _, each in ipairs(texts) do
      if not asked[each] then
        asked[each] = true
        table.insert(offer.notes, each)
      end
    end
  end

  function offer.candidates(name)
    local list = {}
    local ok, message, why = of_installed(list, name)
    if not ok then return nil, message, why end
    for _, each in ipairs(given.files or {}) do
      if each.name == name then list[#list + 1] = each end
    end
    of_indexes(list, repositories, name)
    local allowed, notes
    allowed, notes, why = pins.allowed(name, list, given.accept)
    if not allowed then return nil, notes, why end
    note(notes)
    if given.lock then
      local locked = {}
      for _, each in ipairs(allowed) do
        if is_locked(given.lock, each) then locked[#locked + 1] = each end
      end
      allowed = locked
    end
    return each_once(allowed)
  end

  function offer.fetch(candidate)
    if candidate.found then return candidate.found end
    if candidate.installed then return of_record(candidate.installed) end
    return fetch_from(candidate)
  end

  --- All names that repositories have, in order.
  function offer.names()
    local names, seen = {}, {}
    for _, each in ipairs(repositories) do
      for name in pairs(each.index.packs) do
        if not seen[name] then
          seen[name] = true
          names[#names + 1] = name
        end
      end
    end
    table.sort(names)
    return names
  end

  return offer
end

return offers
