--- offline.lua: a pack with all that it needs, with their signatures, as one file for a machine without a network.
--
-- Example:  offline.write("barrier-model", "^1.2", "barrier-model.bundle")      offline.read "barrier-model.bundle"
--
-- The file is a tar of packs, named by their hashes, and of bundle.lua, which says which of them the others are there for. It is
-- not signed: each pack in it is.

local core = require "glocal.core"
local manifest = require "foresight.pack.manifest"
local offers = require "foresight.pack.offers"
local outfile = require "foresight.shared.outfile"
local pack = require "foresight.pack.pack"
local record = require "foresight.pack.record"
local resolve = require "foresight.pack.resolve"
local verified = require "foresight.pack.verified"
local version = require "foresight.pack.version"

local offline = {}

local FILE = "bundle.lua"

--- Writes the file: what is in it, as a list of {name, version}; or nil, message, code.
function offline.write(name, range, to, given)
  local offer, message, code = offers.new(given or {})
  if not offer then return nil, message, code end
  local order
  order, message, code = resolve.of({ { name = name, range = range } }, offer.candidates, offer.names)
  if not order then return nil, table.concat({ message, table.unpack(offer.notes) }, "; "), code end
  local files, last = {}, order[#order]
  for _, candidate in ipairs(order) do
    local found
    found, message, code = offer.fetch(candidate)
    if not found then return nil, message, code end
    local may, why, not_allowed = outfile.may_leave(found.manifest.handling, "pack")
    if not may then return nil, why, not_allowed end
    files[found.hash .. pack.ENDING], files[found.hash .. pack.ENDING .. pack.SIGNATURE] = found.bytes, found.signature
  end
  files[FILE] = record.text { format = 1, name = last.name, version = last.version }
  local bytes
  bytes, message, code = core.bundle(files)
  if bytes then bytes, message, code = outfile.replace(to, bytes) end
  if not bytes then return nil, message, code end
  return order
end

-- The verified packs of a bundle; or nil, message, code.
local function of_bundle(path, files)
  local root, message, code = record.of(files[FILE], path)
  if not root then return nil, message, code end
  if manifest.name_fault(root.name) or not version.is(root.version) then
    return nil, ("'%s' does not say which pack it is for"):format(path), "corrupt"
  end
  files[FILE] = nil
  local list = {}
  for name, bytes in pairs(files) do
    if name:sub(-#pack.ENDING) == pack.ENDING then
      local signature = files[name .. pack.SIGNATURE]
      if not signature then return nil, ("'%s': %s is not signed"):format(path, name), "corrupt" end
      local found
      found, message, code = verified.of(bytes, signature, path)
      if not found then return nil, message, code end
      if name ~= found.hash .. pack.ENDING then return nil, ("'%s' is damaged"):format(path), "corrupt" end
      found.bytes, found.signature = bytes, signature
      list[#list + 1] = offers.of_file(found)
    end
  end
  return list, { name = root.name, range = root.version }
end

--- The candidates in a file, a bundle or a built pack with its signature beside it, what is wanted of them {name, range}, and
--- whether all that it needs is in the file; or nil, message, code.
function offline.read(path)
  local bytes, message, code = pack.read_file(path)
  if not bytes then return nil, message, code end
  local files = core.unbundle(bytes)
  if files and files[FILE] and not files["pack.lua"] then
    local list, want, why = of_bundle(path, files)
    if not list then return nil, want, why end
    return list, want, true
  end
  local found
  found, message, code = verified.of_file(path)
  if not found then return nil, message, code end
  return { offers.of_file(found) }, { name = found.name, range = found.version }, false
end

return offline
