--- read_signed.lua: a table that a trusted key has signed, such as the weights of a harm index: whose judgement it is stands with it.
--
-- Example:  weights = read_signed "our_weights.csv"      --> its provenance: read_signed("our_weights.csv"), sha256 ..., signed by ...
--
-- Beside FILE stands FILE.minisig, as `glocal pack sign FILE --key K` or `minisign -S -t FILE -m FILE` makes it. Its trusted comment is
-- the name of the file, so that another table of the same hand can't take its place.

local core = require "glocal.core"
local derived = require "foresight.shared.derived"
local glocal = require "glocal"
local outfile = require "foresight.shared.outfile"
local pack = require "foresight.pack.pack"
local trust = require "foresight.pack.trust"

local LARGEST = 64 << 20

-- The bytes of a file and the key that signed them; or nil, message, code.
local function verified(path)
  local bytes, message, code = core.file_bytes(path, LARGEST)
  if not bytes then return nil, message, code end
  local signature
  signature, message = pack.read_file(path .. pack.SIGNATURE)
  if not signature then
    return nil, ("'%s' is not signed: %s; `glocal pack sign %s --key FILE.key` does"):format(path, message, path), "not_found"
  end
  local comment, key
  comment, key, code = trust.verify(bytes, signature)
  if not comment then return nil, ("'%s' is refused: %s"):format(path, key), code end
  if comment ~= pack.title_of_file(path) then
    return nil, ("'%s' is refused: it was signed as '%s'"):format(path, comment), "corrupt"
  end
  return bytes, key
end

-- The table in bytes that were verified: of a copy, so that the file can't become another in between.
local function table_of(bytes, path, options)
  local folder, handle <close>, code = core.temporary_folder()
  if not folder then return nil, handle, code end
  local copy, message
  copy, message, code = outfile.replace(folder .. "/" .. pack.title_of_file(path), bytes)
  if not copy then return nil, message, code end
  return glocal.read(copy, options)
end

-- The frame with `call` as its origin: the copy that it was read from is gone.
local function as_signed(frame, call)
  local names, types, units, rows, note = frame:columns(), {}, {}, {}, frame:note()
  for _, name in ipairs(names) do types[name], units[name] = frame:type(name) end
  for i = 1, #frame do rows[i] = frame[i] end
  return derived.frame(rows, { columns = names, types = types, units = units, from = {}, call = call,
    said = note and { (note:gsub("%.$", "")) } }):mark(frame:marking())
end

--- Reads a table as read does where a key that this user trusts has signed it (FILE.minisig, by `glocal pack sign FILE --key K`). Its
--- provenance names the key, its corps and the hash of the file; it is refused where it is marked more strictly than the key is
--- trusted for.
--- @function read_signed
--- @param file string <file> the file; its signature stands beside it
--- @param options? table as for read
--- @return frame the table
--- @fails not_found (also: not signed), untrusted, revoked, corrupt (not what was signed), marking, io, invalid
--- @needs file.read, file.write
--- @since 0.1
--- @example select(3, read_signed "/nowhere.csv") --> not_found
local function read_signed(file, options)
  local bytes, key, code = verified(file)
  if not bytes then return nil, key, code end
  local frame, message
  frame, message, code = table_of(bytes, file, options)
  if not frame then return nil, message, code end
  if not core.is_within(frame:marking(), key.max_handling) then
    return nil, ("'%s' is refused: it is marked %s, and key %s of %s is trusted up to %s"):format(file, frame:marking(), key.id,
      key.corps, key.max_handling), "marking"
  end
  return as_signed(frame, ("read_signed(%q), sha256 %s, signed by key %s of %s"):format(file, core.sha256_text(bytes), key.id,
    key.corps))
end

return read_signed
