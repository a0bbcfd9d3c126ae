--- trust.lua: the keys that this user trusts: whose they are, for what, and up to which marking.
--
-- Example:  trust.add {public = text, corps = "PZ Antwerpen", purpose = "Barriers", max_handling = "AMBER"}   --> 1CC5F8...
--           trust.verify(bytes, signature)   --> "harm-index 0.1.0", {id = "1CC5F8...", corps = "PZ Antwerpen", ...}
--           trust.revoke("1CC5F8...", "stolen laptop")
--
-- Each key is a file of its own in the trust folder, and revoked ones stay there: nothing that they signed is taken again.

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local place = require "foresight.pack.place"
local record = require "foresight.pack.record"

local trust = {}

local ENDING, ID = ".trusted", "^%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x$"

local function path_of(id)
  local folder, message, code = place.trust()
  if not folder then return nil, message, code end
  return ("%s/%s%s"):format(folder, id, ENDING)
end

local function write(key)
  local folder, message, code = place.trust()
  if folder then folder, message, code = core.make_folders(folder) end
  if not folder then return nil, message, code end
  local written
  written, message, code = record.write(("%s/%s%s"):format(folder, key.id, ENDING), key)
  if not written then return nil, message, code end
  return key.id
end

--- The record of a key, revoked or not; or nil, message, code (untrusted, corrupt).
function trust.find(id)
  if type(id) ~= "string" or not id:find(ID) then
    return nil, ("'%s' is no key: expected its 16 digits"):format(tostring(id)), "invalid"
  end
  id = id:upper()
  local path, message, code = path_of(id)
  if not path then return nil, message, code end
  local key
  key, message, code = record.read(path)
  if not key then
    if code ~= "not_found" then return nil, message, code end
    return nil, ("key %s is not trusted here: once its corps has read you its digits (your own key too), `glocal pack trust "
      .. "FILE.pub --corps NAME --purpose TEXT --max-handling AMBER`"):format(id), "untrusted"
  end
  if key.id ~= id or core.key_id(key.public) ~= id then
    return nil, ("'%s' holds another key than its name says"):format(path), "corrupt"
  end
  return key
end

--- The record of a key that may vouch for something now; or nil, message, code (untrusted, revoked, corrupt).
function trust.usable(id)
  local key, message, code = trust.find(id)
  if not key then return nil, message, code end
  if key.revoked then
    return nil, ("key %s of %s was revoked on %s: %s"):format(key.id, key.corps, key.revoked.date, key.revoked.reason), "revoked"
  end
  return key
end

--- All keys that were ever trusted, by their digits; or nil, message, code.
function trust.all()
  local folder, message, code = place.trust()
  local ids
  if folder then ids, message, code = place.names(folder, ENDING) end
  if not ids then return nil, message, code end
  local keys = {}
  for i, id in ipairs(ids) do
    keys[i], message, code = trust.find(id)
    if not keys[i] then return nil, message, code end
  end
  return keys
end

local function check_line(value, what)
  if type(value) ~= "string" or value == "" or #value > 200 or value:find "%c" then
    return nil, ("expected %s in one line of text, up to 200 bytes"):format(what), "invalid"
  end
  return true
end

--- Keeps a key: `public` (the text of FILE.pub), `corps`, `purpose`, `max_handling` (the strictest marking of what it signs),
--- `follows` (the key whose statement named this one). Its digits, or nil, message, code.
function trust.add(given)
  local id, message, code = core.key_id(given.public)
  if not id or not given.public:find "^[^\n]*public" then
    return nil, message or "this is a signature, not a public key", code or "invalid"
  end
  local lines = { { given.corps, "whose key it is (--corps)" }, { given.purpose, "what it is trusted for (--purpose)" } }
  for _, each in ipairs(lines) do
    local ok
    ok, message, code = check_line(each[1], each[2])
    if not ok then return nil, message, code end
  end
  local ok, fault = pcall(core.is_within, given.max_handling, "CLEAR")
  if not ok then return nil, tostring(fault):gsub("^.-: ", "", 1), "invalid" end
  local there
  there, message, code = trust.find(id)
  if not there and code ~= "untrusted" then return nil, message, code end
  if there and there.revoked then return nil, select(2, trust.usable(id)), "revoked" end
  if there and there.public ~= given.public then
    return nil, ("another key has the digits %s: one of the two is forged"):format(id), "exists"
  end
  return write {
    id = id, public = given.public, corps = given.corps, purpose = given.purpose, max_handling = given.max_handling,
    follows = given.follows or there and there.follows, since = there and there.since or core.today(),
  }
end

--- Revokes a key for good; its record, or nil, message, code.
function trust.revoke(id, reason)
  local ok, message, code = check_line(reason, "why the key is revoked (--reason)")
  if not ok then return nil, message, code end
  local key
  key, message, code = trust.find(id)
  if not key and code == "untrusted" then
    local ids = {}
    for i, each in ipairs(trust.all() or {}) do ids[i] = each.id end
    return nil, ("there is no key %s%s"):format(id, hint.of(id:upper(), ids, "trusted are")), code
  end
  if not key then return nil, message, code end
  if key.revoked then return nil, select(2, trust.usable(id)), "revoked" end
  key.revoked = { date = core.today(), reason = reason }
  local written
  written, message, code = write(key)
  if not written then return nil, message, code end
  return key
end

--- Whether a key is another, or came in its place by statements.
function trust.follows(id, earlier)
  for _ = 1, 100 do
    if id == earlier then return true end
    local key = id and trust.find(id)
    if not key then return false end
    id = key.follows
  end
  return false
end

-- Keys are texts of lines that end in a line feed, and nothing else stands in them.
local function is_plain(signature)
  return not signature:find "[%z\r]" and signature:sub(-1) == "\n" and signature:sub(-2) ~= "\n\n"
end

--- Looks whether a trusted key signed bytes: the comment that it signed with them and its record; or nil, message, code
--- (untrusted, revoked, corrupt, invalid).
function trust.verify(bytes, signature)
  if not is_plain(signature) then return nil, "this is no signature of minisign's format", "invalid" end
  local id, message, code = core.key_id(signature)
  if not id then return nil, message, code end
  local key
  key, message, code = trust.usable(id)
  if not key then return nil, message, code end
  local comment
  comment, message, code = core.verify(bytes, signature, key.public)
  if not comment then return nil, message, code end
  return comment, key
end

return trust
