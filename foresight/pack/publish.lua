--- publish.lua: a pack into a repository: a folder, from which a USB stick or a web server may be filled.
--
-- Example:  publish.pack("harm-index-0.1.0.pack", "/srv/packs", "antwerp.key", "passphrase")   --> the index, version 4
--
-- The pack and its signature are written first and the index last, as one file, so that a reader at any moment finds an index
-- whose packs are there. A version that was published never changes.

local core = require "glocal.core"
local fetch = require "foresight.pack.fetch"
local index = require "foresight.pack.index"
local manifest = require "foresight.pack.manifest"
local outfile = require "foresight.shared.outfile"
local pack = require "foresight.pack.pack"
local place = require "foresight.pack.place"
local signed = require "foresight.pack.signed"
local trust = require "foresight.pack.trust"
local verified = require "foresight.pack.verified"

local publish = {}

local LARGEST = 1 << 20

-- The index of a repository, or a first one; the key that signs from now on is that which signed it, or follows it.
local function current(folder, key_id)
  local bytes, message, code = fetch.file(folder, index.FILE, LARGEST)
  if not bytes then
    if code ~= "not_found" then return nil, message, code end
    return index.new()
  end
  local text, comment, key = signed.read(index.NAME, bytes)
  if not text then return nil, ("the index of '%s' is refused: %s"):format(folder, comment), key end
  if not trust.follows(key_id, key.id) then
    return nil, ("the index of '%s' is signed by key %s, which %s does not follow"):format(folder, key.id, key_id), "untrusted"
  end
  return index.read(text, comment)
end

-- The identity of a secret key: of what it signs.
local function id_of(key_path, passphrase)
  local key, message, code = pack.read_file(key_path)
  if not key then return nil, message, code end
  local signature
  signature, message, code = core.sign("", key, passphrase, "")
  if not signature then return nil, ("'%s': %s"):format(key_path, message), code end
  local id = core.key_id(signature)
  local usable
  usable, message, code = trust.usable(id)
  if usable then return id end
  if code ~= "untrusted" then return nil, message, code end
  local public = key_path:gsub("%.key$", "") .. ".pub"
  return nil, ("key %s, which you sign with, is not trusted here: whoever publishes trusts his own key too, once: "
    .. "`glocal pack trust %s --corps NAME --purpose TEXT --max-handling MARKING`, with the corps that the pack states"):format(
    id, public), code
end

-- The pack's own signature, or one by this key where there is none.
local function signed_pack(path, key_path, passphrase)
  local there = io.open(path .. pack.SIGNATURE, "rb")
  if there then
    there:close()
  else
    local made, message, code = pack.sign(path, key_path, passphrase)
    if not made then return nil, message, code end
  end
  return verified.of_file(path)
end

local function copy(found, folder)
  local path = folder .. "/" .. index.path(found.name, found.version)
  local made, message, code = core.make_folders(path:match "^(.*)/")
  if made then made, message, code = outfile.replace(path, found.bytes) end
  if made then made, message, code = outfile.replace(path .. pack.SIGNATURE, found.signature) end
  if not made then return nil, message, code end
  return path
end

-- Puts a pack into an index and its files into the folder.
local function put(given, found, folder)
  local taken = manifest.taken(found.name)
  if taken then return nil, ("'%s' is %s: a pack needs another name"):format(found.name, taken), "exists" end
  local may, message, code = outfile.may_leave(found.manifest.handling, "pack")
  if not may then return nil, message, code end
  local versions = given.packs[found.name] or {}
  given.packs[found.name] = versions
  local there = versions[found.version]
  if there and there.sha256 ~= found.hash then
    return nil, ("%s %s was published with other bytes: what is changed needs another version"):format(found.name, found.version),
      "exists"
  end
  versions[found.version] = index.entry(found)
  return copy(found, folder)
end

-- Puts a verified pack, or nothing new, into the repository in a folder and signs the index with a key; the index, or nil, message,
-- code.
local function into(folder, found, key_path, passphrase, key_id, days)
  local given, message, code = current(folder, key_id)
  if not given then return nil, message, code end
  if found then
    local placed
    placed, message, code = put(given, found, folder)
    if not placed then return nil, message, code end
  elseif given.version == 0 then
    return nil, ("there is no repository in '%s'"):format(folder), "not_found"
  end
  index.next(given, days)
  local text = index.text(given)
  if #text > LARGEST then return nil, ("the index of '%s' would be too large"):format(folder), "full" end
  local bytes
  bytes, message, code = signed.write(index.NAME, text, key_path, passphrase, index.comment(given))
  if bytes then bytes, message, code = outfile.replace(folder .. "/" .. index.FILE, bytes) end
  if not bytes then return nil, message, code end
  return given
end

--- Publishes a built pack, or without one (nil) signs the index anew, for so many days from today (default: 90). The new index
--- and the verified pack; or nil, message, code.
function publish.pack(path, to, key_path, passphrase, days)
  local folder = fetch.folder(to)
  if not folder then return nil, ("'%s' is no folder: publish into one and copy that to the web server"):format(to), "invalid" end
  local id, message, code = id_of(key_path, passphrase)
  if not id then return nil, message, code end
  local found, made
  if path then
    found, message, code = signed_pack(path, key_path, passphrase)
    if found then made, message, code = core.make_folders(folder) end
    if not made then return nil, message, code end
  end
  local held <close>, why, fault = place.hold(folder)
  if not held then
    if not path and fault == "not_found" then why = ("there is no repository in '%s'"):format(folder) end
    return nil, why, fault
  end
  local given
  given, message, code = into(folder, found, key_path, passphrase, id, days)
  if not given then return nil, message, code end
  return given, found
end

return publish
