--- installed.lua: the packs that this user has, and the one way to load one.
--
-- Example:  installed.load("barrier-model", "^1.2")   --> {name, version, files, manifest, grant, hash, key, ...}
--
-- A pack is three files in packs/NAME: VERSION-HASH.pack, .pack.minisig, and VERSION-HASH.install, the record of what was
-- granted, which is written last: without it nothing is installed. At every load the bytes are read once, and of those bytes the
-- hash, the signature, the key's trust, the corps and the marking are looked at; nothing is read again behind that.

local lock = require "foresight.pack.lock"
local pack = require "foresight.pack.pack"
local pins = require "foresight.pack.pins"
local place = require "foresight.pack.place"
local record = require "foresight.pack.record"
local verified = require "foresight.pack.verified"
local version = require "foresight.pack.version"
local hint = require "foresight.shared.hint"

local installed = { ENDING = ".install" }

local DIGITS = 16 -- of the hash, in the names of files

--- The path of a pack's files but for their ending; or nil, message, code.
function installed.path(name, number, hash)
  local folder, message, code = place.packs()
  if not folder then return nil, message, code end
  return ("%s/%s/%s-%s"):format(folder, name, number, hash:sub(1, DIGITS))
end

--- The names of which something is installed, in order; or nil, message, code.
function installed.names()
  local folder, message, code = place.packs()
  local all
  if folder then all, message, code = place.names(folder, "") end
  if not all then return nil, message, code end
  local names = {}
  for _, name in ipairs(all) do
    local here
    here, message, code = place.names(folder .. "/" .. name, installed.ENDING)
    if not here then return nil, message, code end
    if #here > 0 then names[#names + 1] = name end
  end
  return names
end

-- {version, path} of each that is installed under a name, by what the files are called.
local function places_of(name)
  local folder, message, code = place.packs()
  local all
  if folder then
    folder = folder .. "/" .. name
    all, message, code = place.names(folder, installed.ENDING)
  end
  if not all then return nil, message, code end
  local list = {}
  for _, each in ipairs(all) do
    local number, hash = each:match("^(.+)%-(" .. ("%x"):rep(DIGITS) .. ")$")
    if number and version.is(number) then
      list[#list + 1] = { name = name, version = number, hash = hash, path = folder .. "/" .. each }
    end
  end
  return list
end

-- The record of one of them; or nil, message, code.
local function record_at(here)
  local given, message, code = record.read(here.path .. installed.ENDING)
  if not given then return nil, message, code end
  if given.name ~= here.name or given.version ~= here.version or given.sha256:sub(1, DIGITS) ~= here.hash then
    return nil, ("'%s%s' is of another pack than its name says"):format(here.path, installed.ENDING), "corrupt"
  end
  given.path = here.path
  return given
end

--- The records of what is installed under a name: {name, version, sha256, size, key, granted, terms (corps, purpose and handling
--- at that time), wanted, dependencies, from, date, path}; or nil, message, code.
function installed.records(name)
  local here, message, code = places_of(name)
  if not here then return nil, message, code end
  local list = {}
  for i, each in ipairs(here) do
    list[i], message, code = record_at(each)
    if not list[i] then return nil, message, code end
  end
  table.sort(list, function(a, b) return version.compare(a.version, b.version) < 0 end)
  return list
end

--- The same of all names.
function installed.all()
  local names, message, code = installed.names()
  if not names then return nil, message, code end
  local list = {}
  for _, name in ipairs(names) do
    local some
    some, message, code = installed.records(name)
    if not some then return nil, message, code end
    table.move(some, 1, #some, #list + 1, list)
  end
  return list
end

local function is_in(list, one)
  for _, each in ipairs(list) do
    if each == one then return true end
  end
  return false
end

-- What was granted of what the pack asks for; the marking up to which the key is trusted bounds what the pack reads.
local function grant_of(given, found)
  local permissions = {}
  for _, each in ipairs(found.manifest.permissions) do
    if is_in(given.granted, each) then permissions[#permissions + 1] = each end
  end
  return { permissions = permissions, max_handling = found.key.max_handling, hash = found.hash }
end

--- The pack of a record, verified: {name, version, files, manifest, grant, hash, key, corps, purpose}; or nil, message, code.
function installed.open(given)
  local title = ("%s %s"):format(given.name, given.version)
  local bytes, message = pack.read_file(given.path .. pack.ENDING)
  if not bytes then return nil, ("%s is damaged: %s"):format(title, message), "corrupt" end
  local signature, found, code
  signature, message = pack.read_file(given.path .. pack.ENDING .. pack.SIGNATURE)
  if not signature then return nil, ("%s has lost its signature: %s"):format(title, message), "corrupt" end
  found, message, code = verified.of(bytes, signature, title)
  if not found then return nil, message, code end
  if found.hash ~= given.sha256 or found.name ~= given.name or found.version ~= given.version then
    return nil, ("'%s' is refused: it is not what was installed"):format(title), "corrupt"
  end
  local keys
  keys, message, code = pins.keys(given.name)
  if not keys then return nil, message, code end
  if not is_in(keys, found.key.id) then
    return nil, ("'%s' is refused: key %s is not one that this name is known by"):format(title, found.key.id), "untrusted"
  end
  return {
    name = found.name, version = found.version, files = found.files, manifest = found.manifest, grant = grant_of(given, found),
    hash = found.hash, key = found.key.id, corps = found.key.corps, purpose = found.key.purpose,
  }
end

-- Which one to load: by the lock where there is one, else the highest that fits.
local function choose(name, range, path)
  local here, message, code = places_of(name)
  if not here then return nil, message, code end
  local given
  if path then
    given, message, code = lock.read(path)
    if not given and code ~= "not_found" then return nil, message, code end
  end
  if given then
    local locked = lock.packs(given, name)
    local entry = version.highest_of(locked, range)
    if not entry then
      return nil, ("'%s' has no %s %s%s; `glocal pack lock %s@%s` puts it there"):format(path, name, range,
        #locked > 0 and hint.of(nil, version.texts(locked), "it has") or "", name, range), "not_found"
    end
    for _, each in ipairs(here) do
      if each.version == entry.version and entry.sha256:sub(1, DIGITS) == each.hash then return each, entry.sha256 end
    end
    return nil, ("'%s' has %s %s, which is not installed with these bytes; `glocal pack add` in its folder adds it"):format(path,
      name, entry.version), "not_found"
  end
  local best = version.highest_of(here, range)
  if best then return best end
  if #here == 0 then
    return nil, ("there is no pack %s installed%s; `glocal pack add %s` adds one"):format(name,
      hint.of(name, installed.names() or {}), name), "not_found"
  end
  return nil, ("no version of %s fits %s%s"):format(name, range, hint.of(nil, version.texts(here), "there are")), "not_found"
end

--- The record of the one that would be loaded, which is not verified yet; or nil, message, code. `path`: that of a lock; false for
--- none.
function installed.chosen(name, range, path)
  local here, hash, code = choose(name, range, path)
  if not here then return nil, hash, code end
  local given, message
  given, message, code = record_at(here)
  if not given then return nil, message, code end
  if hash and hash ~= given.sha256 then
    return nil, ("'%s' has %s %s with another hash than what is installed"):format(path, name, given.version), "corrupt"
  end
  return given
end

--- Loads a pack: {name, version, files (contents by name), manifest, grant ({permissions, max_handling, hash}), hash, key, corps,
--- purpose}; or nil, message, code. `range`: "*" unless told. `options.lock`: the lock that decides the version, packs.lock in the current
--- folder unless told; false for none.
function installed.load(name, range, options)
  range = range or "*"
  local wrong = require "foresight.pack.manifest".name_fault(name)
  if wrong then return nil, ("'%s' is no name of a pack: %s"):format(tostring(name), wrong), "invalid" end
  if not version.is_range(range) then
    return nil, ("'%s' is no range of versions, such as ^1.2 or >=1.0 <2.0"):format(tostring(range)), "invalid"
  end
  local path = options and options.lock
  if path == nil then path = lock.FILE end
  local given, message, code = installed.chosen(name, range, path)
  if not given then return nil, message, code end
  return installed.open(given)
end

return installed
