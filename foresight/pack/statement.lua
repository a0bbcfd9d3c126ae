--- statement.lua: "this key follows mine", signed by the old key, so that whoever trusted the old one may trust the new.
--
-- Example:  statement.write("old.key", "passphrase", "new.pub", "to-new.statement")
--           statement.follow("new.pub", "to-new.statement")   --> the digits of the new key, with the corps of the old

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local outfile = require "foresight.shared.outfile"
local pack = require "foresight.pack.pack"
local signed = require "foresight.pack.signed"
local trust = require "foresight.pack.trust"

local statement = {}

local NAME = "statement.lua"

local function comment_of(id) return "glocal key follows: " .. id end

--- Writes the statement; the digits of the new key, or nil, message, code.
function statement.write(key_path, passphrase, public_path, to)
  local public, message, code = pack.read_file(public_path)
  if not public then return nil, message, code end
  local id
  id, message, code = core.key_id(public)
  if not id then return nil, ("'%s': %s"):format(public_path, message), code end
  local text = data_text.write { format = 1, to = id, public = public, date = core.today() } .. "\n"
  local bytes
  bytes, message, code = signed.write(NAME, text, key_path, passphrase, comment_of(id))
  if not bytes then return nil, message, code end
  local written
  written, message, code = outfile.replace(to, bytes)
  if not written then return nil, message, code end
  return id
end

--- Trusts the key in a file because a trusted, unrevoked key says that it follows; its digits, or nil, message, code. `given`
--- may say another corps, purpose or max_handling than the old key has.
function statement.follow(public_path, path, given)
  local public, message, code = pack.read_file(public_path)
  if not public then return nil, message, code end
  local bytes
  bytes, message, code = pack.read_file(path)
  if not bytes then return nil, message, code end
  local text, comment, old = signed.read(NAME, bytes)
  if not text then return nil, ("'%s' is not followed: %s"):format(path, comment), old end
  local said = data_text.read(text)
  if not said or said.public ~= public or comment ~= comment_of(core.key_id(public) or "") then
    return nil, ("'%s' is of another key than '%s'"):format(path, public_path), "corrupt"
  end
  if said.to == old.id then return nil, ("'%s' says that a key follows itself"):format(path), "invalid" end
  given = given or {}
  return trust.add {
    public = public, corps = given.corps or old.corps, purpose = given.purpose or old.purpose,
    max_handling = given.max_handling or old.max_handling, follows = old.id,
  }
end

return statement
