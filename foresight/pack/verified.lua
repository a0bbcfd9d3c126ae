--- verified.lua: a built pack whose signature, key, corps, marking and version of glocal have all been looked at. Whatever
--- installs or loads a pack gets it from here, from bytes that were read once.
--
-- Example:  verified.of(bytes, signature, "harm-index-0.1.0.pack")   --> {name = "harm-index", files = {...}, key = {...}, ...}

local core = require "glocal.core"
local glocal = require "glocal"
local pack = require "foresight.pack.pack"
local trust = require "foresight.pack.trust"
local version = require "foresight.pack.version"

local verified = {}

-- What is wrong with a pack that a key of trust signed; nil where nothing is.
local function fault_of(given, comment, key)
  if comment ~= ("%s %s"):format(given.name, given.version) then
    return ("it was signed as '%s', and is %s %s"):format(comment, given.name, given.version), "corrupt"
  end
  if given.corps ~= key.corps then
    return ("it says that it is of '%s', and key %s is trusted as that of '%s'; where both are one corps, `glocal pack trust` "
      .. "with --corps as the pack writes it"):format(given.corps, key.id, key.corps), "untrusted"
  end
  if not core.is_within(given.handling, key.max_handling) then
    return ("it is marked %s, and key %s is trusted up to %s"):format(given.handling, key.id, key.max_handling), "marking"
  end
  if not version.fits(glocal.version, given.glocal) then
    return ("it is for glocal %s, and this is %s"):format(given.glocal, glocal.version), "invalid"
  end
end

--- The pack in bytes: {name, version, hash, size, files, manifest, key (its record in the trust folder)}; or nil, message, code.
--- `what` is its name in messages.
function verified.of(bytes, signature, what)
  local function refused(message, code) return nil, ("'%s' is refused: %s"):format(what, message), code end
  local comment, key, code = trust.verify(bytes, signature)
  if not comment then return refused(key, code) end
  local files, given
  files, given, code = pack.of_bytes(bytes)
  if not files then return refused(given, code) end
  local wrong
  wrong, code = fault_of(given, comment, key)
  if wrong then return refused(wrong, code) end
  return {
    name = given.name, version = given.version, hash = core.sha256_text(bytes), size = #bytes, files = files,
    manifest = given, key = key,
  }
end

--- The same of a file, beside which its signature stands; its bytes and signature are in it too.
function verified.of_file(path)
  local bytes, message, code = pack.read_file(path)
  if not bytes then return nil, message, code end
  local signature
  signature, message = pack.read_file(path .. pack.SIGNATURE)
  if not signature then return nil, ("'%s' is not signed: %s"):format(path, message), "not_found" end
  local found
  found, message, code = verified.of(bytes, signature, path)
  if not found then return nil, message, code end
  found.bytes, found.signature = bytes, signature
  return found
end

return verified
