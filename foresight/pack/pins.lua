--- pins.lua: whose a name is. The first key under which a pack is added keeps its name: another key is refused until told
--- otherwise, unless it follows the first by a statement, so that nobody else's pack comes in under a known name (trust on first
--- use, against dependency confusion).
--
-- Example:  pins.keep("harm-index", "1CC5F8...")
--           pins.allowed("harm-index", candidates)   --> those that its keys signed, and what is said of the others

local core = require "glocal.core"
local place = require "foresight.pack.place"
local record = require "foresight.pack.record"
local trust = require "foresight.pack.trust"

local pins = {}

local FILE = "keys.pin"

local function path_of(name)
  local folder, message, code = place.packs()
  if not folder then return nil, message, code end
  return ("%s/%s/%s"):format(folder, name, FILE)
end

--- The keys that a name is known by; none yet: an empty list. Or nil, message, code.
function pins.keys(name)
  local path, message, code = path_of(name)
  if not path then return nil, message, code end
  local kept
  kept, message, code = record.read(path)
  if kept then return kept.keys end
  if code == "not_found" then return {} end
  return nil, message, code
end

-- Whether a key is one of some, or follows one.
local function belongs(key, keys)
  for _, each in ipairs(keys) do
    if trust.follows(key, each) then return true end
  end
  return false
end

--- Keeps a key for a name; true, or nil, message, code.
function pins.keep(name, key)
  local keys, message, code = pins.keys(name)
  if not keys then return nil, message, code end
  for _, each in ipairs(keys) do
    if each == key then return true end
  end
  keys[#keys + 1] = key
  local path = assert(path_of(name))
  local made
  made, message, code = core.make_folders(path:match "^(.*)/")
  if made then made, message, code = record.write(path, { name = name, keys = keys }) end
  if not made then return nil, message, code end
  return true
end

--- Forgets a name that was kept for a pack whose installing failed.
function pins.forget(name)
  local path = path_of(name)
  if path then os.remove(path) end
end

local function of_corps(id)
  local key = trust.find(id)
  return key and ("%s (%s)"):format(id, key.corps) or id
end

-- The keys of candidates that are the first of their line: none of the others goes before them.
local function lines(candidates)
  local firsts = {}
  for _, each in ipairs(candidates) do
    local is_later = false
    for _, other in ipairs(candidates) do
      is_later = is_later or other.key ~= each.key and trust.follows(each.key, other.key)
    end
    if not is_later and not belongs(each.key, firsts) then firsts[#firsts + 1] = each.key end
  end
  return firsts
end

local function usable(candidates)
  local list, notes = {}, {}
  for _, each in ipairs(candidates) do
    local key, message = trust.usable(each.key)
    if key then
      list[#list + 1] = each
    else
      notes[#notes + 1] = ("%s %s is passed over: %s"):format(each.name, each.version, message)
    end
  end
  return list, notes
end

--- Of candidates {name, version, key} for a name those whose key may vouch for it, and sentences about the others. `accepted`:
--- a key that the user named. Nil, message, code where keys that have nothing to do with each other claim a new name.
function pins.allowed(name, candidates, accepted)
  local keys, message, code = pins.keys(name)
  if not keys then return nil, message, code end
  local list, notes = usable(candidates)
  local is_new = #keys == 0
  if accepted then keys = table.move(is_new and {} or keys, 1, #keys, 1, { [#keys + 1] = accepted }) end
  if is_new and not accepted then
    keys = lines(list)
    if #keys > 1 then
      return nil, ("%s is offered under keys of different owners, %s and %s: say whose is meant with --accept-key"):format(name,
        of_corps(keys[1]), of_corps(keys[2])), "ambiguous"
    end
  end
  local kept = {}
  for _, each in ipairs(list) do
    if belongs(each.key, keys) then
      kept[#kept + 1] = each
    else
      notes[#notes + 1] = ("%s %s is passed over: it is signed by key %s, and the name is known by key %s; if that is meant, "
        .. "--accept-key %s"):format(name, each.version, of_corps(each.key), of_corps(keys[#keys]), each.key)
    end
  end
  return kept, notes
end

return pins
