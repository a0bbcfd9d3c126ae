--- index.lua: what a repository holds, as a text of one form only, which is signed.
--
-- Example of one:
--   {
--     expires = "2027-02-28", format = 1, repository = "9A0C2B7733D1E5F0", version = 3,
--     packs = {["harm-index"] = {["0.1.0"] = {sha256 = "...", size = 4608, key = "1CC5F8...", summary = {en = "..."},
--       corps = "PZ Antwerpen", handling = "GREEN", glocal = ">=0.1.0", permissions = {"store.read"}, dependencies = {}}}},
--   }
--
-- `version` only grows and `expires` is some months away: whoever keeps an old index from becoming known, or shows an older one
-- than was seen before, is noticed.
-- Reference: The Update Framework, section 5 (rollback and freeze attacks), https://theupdateframework.github.io/specification/

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local manifest = require "foresight.pack.manifest"
local version = require "foresight.pack.version"

local index = { FILE = "packs.index", NAME = "index.lua", DAYS = 90 }

local FORMAT = 1
-- What an index takes over from a manifest.
local TAKEN = { "summary", "corps", "handling", "glocal", "permissions", "dependencies" }

local function fields_of(value, names)
  if type(value) ~= "table" then return false end
  local known = {}
  for _, name in ipairs(names) do
    if value[name] == nil then return false end
    known[name] = true
  end
  for key in pairs(value) do
    if not known[key] then return false end
  end
  return true
end

local function is_entry(name, number, entry)
  if manifest.name_fault(name) or not version.is(number) then return false end
  if not fields_of(entry, { "sha256", "size", "key", table.unpack(TAKEN) }) then return false end
  for _, field in ipairs(TAKEN) do
    if manifest.field_fault(field, entry[field]) then return false end
  end
  return type(entry.sha256) == "string" and entry.sha256:find("^" .. ("%x"):rep(64) .. "$") and
    type(entry.key) == "string" and entry.key:find("^" .. ("%x"):rep(16) .. "$") and
    math.type(entry.size) == "integer" and entry.size > 0
end

local function is_index(value)
  if not fields_of(value, { "format", "repository", "version", "expires", "packs" }) then return false end
  if value.format ~= FORMAT or math.type(value.version) ~= "integer" or value.version < 1 then return false end
  if type(value.repository) ~= "string" or not value.repository:find("^" .. ("%x"):rep(16) .. "$") then return false end
  if type(value.expires) ~= "string" or not value.expires:find "^%d%d%d%d%-%d%d%-%d%d$" then return false end
  if type(value.packs) ~= "table" then return false end
  for name, versions in pairs(value.packs) do
    if type(versions) ~= "table" then return false end
    for number, entry in pairs(versions) do
      if not is_entry(name, number, entry) then return false end
    end
  end
  return true
end

--- An index without packs, of a repository that is told from all others by 16 digits of chance.
function index.new()
  local keys, message, code = core.make_keys ""
  if not keys then return nil, message, code end
  return { format = FORMAT, repository = core.key_id(keys.public), version = 0, packs = {} }
end

--- The next version of an index, which holds for so many days.
function index.next(given, days)
  given.version, given.expires = given.version + 1, core.period(core.today(), "day", days or index.DAYS)
  return given
end

--- Its text.
function index.text(given)
  return data_text.write(given) .. "\n"
end

--- The comment that is signed with the text.
function index.comment(given)
  return ("glocal index %s version %d"):format(given.repository, given.version)
end

--- The index in a text, the comment having been signed with it; or nil, message, "corrupt".
function index.read(text, comment)
  local given, message = data_text.read(text)
  if not given or not is_index(given) or index.text(given) ~= text or index.comment(given) ~= comment then
    return nil, "it is not an index of packs as glocal writes one" .. (message and ": " .. message or ""), "corrupt"
  end
  return given
end

--- What the index is to say of a pack (verified.of gives one).
function index.entry(found)
  local entry = { sha256 = found.hash, size = found.size, key = found.key.id }
  for _, field in ipairs(TAKEN) do entry[field] = found.manifest[field] end
  return entry
end

--- Whether a pack is what the index says of it.
function index.holds(entry, found)
  return data_text.write(entry) == data_text.write(index.entry(found))
end

--- Whether the day is past on which the index is to be replaced by a newer one at the latest.
function index.is_expired(given)
  return core.today() > given.expires
end

--- The name of a pack's file in the repository.
function index.path(name, number)
  return ("packs/%s/%s-%s.pack"):format(name, name, number)
end

return index
