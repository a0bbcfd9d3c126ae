--- repository.lua: the repositories that this user knows: where each is, and the newest index that was seen of it.
--
-- Example:  repository.sync {"/media/usb/packs"}   --> {{place = "/media/usb/packs", version = 3, packs = 2, ...}}
--           repository.all()   --> {{id = "9A0C...", index = {...}, places = {...}}}, and what is wrong with others
--
-- Of each there is one file, REPOSITORY.seen: the signed index as it came, and the places it may come from (mirrors).

local core = require "glocal.core"
local fetch = require "foresight.pack.fetch"
local index = require "foresight.pack.index"
local outfile = require "foresight.shared.outfile"
local pack = require "foresight.pack.pack"
local place = require "foresight.pack.place"
local record = require "foresight.pack.record"
local signed = require "foresight.pack.signed"
local trust = require "foresight.pack.trust"

local repository = {}

local LARGEST, ENDING, KEPT = 2 << 20, ".seen", "seen.lua"

local function path_of(id)
  local folder, message, code = place.repositories()
  if not folder then return nil, message, code end
  return ("%s/%s%s"):format(folder, id, ENDING)
end

-- The index in signed bytes, the hash of its text and the key that signed it; or nil, message, code.
local function open(bytes)
  local text, comment, key = signed.read(index.NAME, bytes)
  if not text then return nil, comment, key end
  local given, message, code = index.read(text, comment)
  if not given then return nil, message, code end
  return given, core.sha256_text(text), key
end

-- What was seen of a repository: {bytes, places, version, sha256, key}; nil, message, code (not_found: nothing yet).
local function seen(id)
  local path, message, code = path_of(id)
  if not path then return nil, message, code end
  local bytes, number
  bytes, message, number = pack.read_file(path)
  if not bytes then return nil, message, number end
  local files = core.unbundle(bytes)
  local kept = files and files[KEPT] and files[index.FILE] and record.of(files[KEPT], path)
  if not kept then return nil, ("'%s' is damaged: remove it and sync the repository again"):format(path), "corrupt" end
  kept.bytes = files[index.FILE]
  return kept
end

local function keep(id, bytes, kept)
  local path, message, code = path_of(id)
  if not path then return nil, message, code end
  local file
  file, message, code = core.bundle { [index.FILE] = bytes, [KEPT] = record.text(kept) }
  if not file then return nil, message, code end
  return outfile.replace(path, file)
end

local function ids()
  local folder, message, code = place.repositories()
  if not folder then return nil, message, code end
  return place.names(folder, ENDING)
end

local function is_in(list, one)
  for _, each in ipairs(list) do
    if each == one then return true end
  end
  return false
end

-- What is wrong with an index where another was seen before; nil where nothing is.
local function fault_of(given, sha256, key, before)
  if not trust.follows(key.id, before.key) then
    return ("it was signed by key %s until now, and key %s does not follow that by a statement"):format(before.key, key.id),
      "untrusted"
  end
  if given.version < before.version then
    return ("its index has version %d, and version %d was seen before: it was set back, or this copy is old"):format(
      given.version, before.version), "stale"
  end
  if given.version == before.version and sha256 ~= before.sha256 then
    return ("there are two indexes of version %d: its key signed in two places, or was stolen"):format(given.version), "corrupt"
  end
end

-- The identity of the repository that a place was of before; nil where it is new, or nil, message, code.
local function known_at(where)
  local all, message, code = ids()
  if not all then return nil, message, code end
  for _, id in ipairs(all) do
    local kept
    kept, message, code = seen(id)
    if not kept then return nil, message, code end
    if is_in(kept.places, where) then return id end
  end
end

local function expired(given)
  return ("its index expired on %s: whoever publishes there must sign it anew, or newer ones are kept from you"):format(
    given.expires)
end

-- Keeps a verified index, with the bytes it is in, where it may follow what was seen; the index, or nil, message, code.
local function keep_newer(where, bytes, given, sha256, key)
  local folder, message, code = place.repositories()
  if folder then folder, message, code = core.make_folders(folder) end
  if not folder then return nil, message, code end
  local held <close>, why, fault = place.hold(folder)
  if not held then return nil, why, fault end
  local was
  was, message, code = known_at(where)
  if message then return nil, message, code end
  if was and was ~= given.repository then
    return nil, ("another repository was here before: if that is meant, `glocal pack forget %s` first"):format(where), "untrusted"
  end
  local before
  before, message, code = seen(given.repository)
  if not before and code ~= "not_found" then return nil, message, code end
  if before then
    message, code = fault_of(given, sha256, key, before)
    if message then return nil, message, code end
  end
  local places = before and before.places or {}
  if not is_in(places, where) then places[#places + 1] = where end
  local kept
  kept, message, code = keep(given.repository, bytes, { places = places, version = given.version, sha256 = sha256, key = key.id })
  if not kept then return nil, message, code end
  return given
end

-- Fetches and verifies the index at a place and keeps it; the index, or nil, message, code.
local function take(where)
  local bytes, message, code = fetch.file(where, index.FILE, LARGEST)
  if not bytes then return nil, message, code end
  local given, sha256, key = open(bytes)
  if not given then return nil, sha256, key end
  if index.is_expired(given) then return nil, expired(given), "stale" end
  return keep_newer(where, bytes, given, sha256, key)
end

local function count(packs)
  local n = 0
  for _, versions in pairs(packs) do
    for _ in pairs(versions) do n = n + 1 end
  end
  return n
end

--- Fetches the indexes at these places, or at all that are known: a list of {place, repository, version, expires, packs, fault,
--- code}; or nil, message, code.
function repository.sync(places)
  if #places == 0 then
    local all, message, code = ids()
    if not all then return nil, message, code end
    for _, id in ipairs(all) do
      local kept
      kept, message, code = seen(id)
      if not kept then return nil, message, code end
      table.move(kept.places, 1, #kept.places, #places + 1, places)
    end
    if #places == 0 then return nil, "no repository is known yet: `glocal pack sync REPO`", "not_found" end
  end
  local results = {}
  for i, each in ipairs(places) do
    local where, message, code = fetch.absolute(each)
    local given
    if where then given, message, code = take(where) end
    results[i] = given and { place = where, repository = given.repository, version = given.version, expires = given.expires,
      packs = count(given.packs) }
      or { place = where or each, repository = where and known_at(where), fault = message, code = code }
  end
  return results
end

--- The indexes that hold today, signatures looked at again: a list of {id, index, places}, and one of what is wrong with others.
function repository.all()
  local all, message, code = ids()
  if not all then return nil, message, code end
  local list, faults = {}, {}
  for _, id in ipairs(all) do
    local kept, given, fault
    kept, fault = seen(id)
    if kept then given, fault = open(kept.bytes) end
    if given and index.is_expired(given) then given, fault = nil, expired(given) end
    if given then
      list[#list + 1] = { id = id, index = given, places = kept.places }
    else
      faults[#faults + 1] = ("repository %s: %s"):format(kept and kept.places[1] or id, fault)
    end
  end
  return list, faults
end

--- Forgets the repository at a place, and with it the version that was seen; its identity, or nil, message, code.
function repository.forget(where)
  local full, message, code = fetch.absolute(where)
  if not full then return nil, message, code end
  local id
  id, message, code = known_at(full)
  if not id then return nil, message or ("no repository at '%s' is known"):format(full), code or "not_found" end
  local removed
  removed, message = os.remove(assert(path_of(id)))
  if not removed then return nil, message, "io" end
  return id
end

return repository
