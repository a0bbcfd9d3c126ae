--- passphrase.lua: the passphrase of a secret key: the first line of the file that was named, or what is typed unseen.
--
-- Example:  passphrase.of({["passphrase-file"] = "secret.txt"}, false)   --> "correct horse battery staple"

local show = require "foresight.shell.show"

local passphrase = {}

--- The passphrase, twice the same where the key is new; or nil, message.
function passphrase.of(options, is_new)
  if options["passphrase-file"] then
    local file, message = io.open(options["passphrase-file"], "rb")
    if not file then return nil, message end
    local line = file:read "l"
    file:close()
    return line or ""
  end
  local first, message = show.host.read_secret(is_new and "passphrase for the new key (none: Enter): "
    or "passphrase of the key: ")
  if not first then return nil, message end
  if is_new and first ~= "" and show.host.read_secret "the same once more: " ~= first then
    return nil, "the two passphrases differ: no key was made"
  end
  return first
end

return passphrase
