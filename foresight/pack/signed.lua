--- signed.lua: a text and its signature as one file, so that the two are never of different moments.
--
-- Example:  bytes = signed.write("index.lua", text, "pack.key", "passphrase", "glocal index 3")
--           signed.read("index.lua", bytes)   --> text, "glocal index 3", {id = "1CC5F8...", ...}
--
-- The file is a tar of both: `tar xf FILE` and then `minisign -Vm index.lua -p FILE.pub` verify it without glocal.

local core = require "glocal.core"
local pack = require "foresight.pack.pack"
local trust = require "foresight.pack.trust"

local signed = {}

--- The bytes of the file; or nil, message, code.
function signed.write(name, text, key_path, passphrase, comment)
  local key, message, code = pack.read_file(key_path)
  if not key then return nil, message, code end
  local signature
  signature, message, code = core.sign(text, key, passphrase, comment)
  if not signature then return nil, ("'%s': %s"):format(key_path, message), code end
  return core.bundle { [name] = text, [name .. pack.SIGNATURE] = signature }
end

--- The two texts in such bytes; or nil, message, code.
function signed.parts(name, bytes)
  local files = core.unbundle(bytes)
  local text, signature = files and files[name], files and files[name .. pack.SIGNATURE]
  if not text or not signature or next(files, next(files, next(files))) then
    return nil, ("it is not %s and its signature, or is damaged"):format(name), "corrupt"
  end
  return text, signature
end

--- The text, the comment signed with it, and the record of the trusted key that signed; or nil, message, code.
function signed.read(name, bytes)
  local text, signature, code = signed.parts(name, bytes)
  if not text then return nil, signature, code end
  local comment, key
  comment, key, code = trust.verify(text, signature)
  if not comment then return nil, key, code end
  return text, comment, key
end

return signed
