--- pack.lua: a pack as a folder and as one file: made, built, signed and verified.
--
-- Example:  pack.new("harm-index", "packs/harm-index")   pack.build "packs/harm-index"   --> harm-index-0.1.0.pack
--           pack.sign("harm-index-0.1.0.pack", "keys/pack.key", "passphrase")
--           pack.verify("harm-index-0.1.0.pack", "keys/pack.pub")   --> {name="harm-index", version="0.1.0", key="1CC5..."}
--
-- A pack is read once into memory and what was read is what is verified, so that no change between two looks at a file helps.

local core = require "glocal.core"
local manifest = require "foresight.pack.manifest"
local outfile = require "foresight.shared.outfile"

local pack = {}

local LARGEST = 128 << 20
pack.ENDING, pack.SIGNATURE = ".pack", ".minisig"

-- All of a file; or nil, message, code.
local function read(path) return core.file_bytes(path, LARGEST) end
pack.read_file = read

-- --- a new one ------------------------------------------------------------------------------------------------------

local MANIFEST = [[
-- What this pack is. It is read as data and never run.
return {
  name = "%s",
  version = "0.1.0",
  summary = { en = "Says in one line what the pack is for." },
  licence = "GPL-3.0-or-later",
  corps = "Name of the corps",
  purpose = "What the results may be used for",
  handling = "AMBER",
  glocal = ">=0.1.0",
  permissions = {},
  entry = "%s",
  tests = { "tests/%s.lua" },
  examples = { "examples/first.lua" },
}
]]

local ENTRY = [[
--- %s.lua: what the pack gives to whoever uses it.

local %s = {}

--- The share of a part in a whole, in per cent; nil where the whole is 0.
function %s.share(part, whole)
  if whole == 0 then return nil end
  return 100 * part / whole
end

return %s
]]

local TEST = [[
local it = require "%s"

assert(it.share(1, 4) == 25)
assert(it.share(1, 0) == nil, "there is no share of nothing")
]]

local EXAMPLE = [[
local it = require "%s"

print(("%%.1f %%%%"):format(it.share(3, 8)))
]]

local README = [[
# %s

What the pack does, for whom, and on which figures. Then an example:

```lua
local it = require "%s"
it.share(3, 8)   --> 37.5
```
]]

--- Makes the folder of a new pack, which passes its own check; the folder, or nil, message, code.
function pack.new(name, folder)
  local wrong = manifest.name_fault(name)
  if wrong then return nil, ("'%s' can't be the name of a pack: %s"):format(tostring(name), wrong), "invalid" end
  local taken = manifest.taken(name)
  if taken then return nil, ("'%s' is %s: a pack needs another name"):format(name, taken), "exists" end
  local entry = name:gsub("-", "_")
  local files = {
    [manifest.FILE] = MANIFEST:format(name, entry, entry), [entry .. ".lua"] = ENTRY:format(entry, entry, entry, entry),
    ["tests/" .. entry .. ".lua"] = TEST:format(entry), ["examples/first.lua"] = EXAMPLE:format(entry),
    ["examples/first.txt"] = "37.5 %\n", ["README.md"] = README:format(name, entry),
  }
  for _, each in ipairs { folder, folder .. "/tests", folder .. "/examples" } do
    local made, message, code = core.make_folder(each, {})
    if not made then return nil, message, code end
  end
  for each, text in pairs(files) do
    local written, message, code = outfile.replace(folder .. "/" .. each, text)
    if not written then return nil, message, code end
  end
  return folder
end

-- --- one file -------------------------------------------------------------------------------------------------------

--- The files of a folder by name and the manifest among them; or nil, message, code.
function pack.of_folder(folder)
  local files, message, code = core.folder_files(folder)
  if not files then return nil, message, code end
  local given
  given, message, code = manifest.of(files)
  if not given then return nil, message, code end
  return files, given
end

--- The same of the bytes of a built pack.
function pack.of_bytes(bytes)
  local files, message, code = core.unbundle(bytes)
  if not files then return nil, message, code end
  local given
  given, message, code = manifest.of(files)
  if not given then return nil, message, code end
  return files, given
end

-- What is wrong with a file whose first line says that it is marked, as our exports write it, more strictly than the pack.
local function stricter_file(files, handling)
  local own = core.frame({}, { marking = handling }):marking()
  local names = {}
  for name in pairs(files) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local said = files[name]:match "^#%s*(TLP:[%u+ H0-3]*[%u0-3])"
    local is_marking, frame = pcall(core.frame, {}, { marking = (said or "") .. " " .. handling })
    if said and is_marking and frame:marking() ~= own then
      return ("'%s' is marked %s, more strictly than the pack, which is %s: say so in its manifest, or leave the file out")
        :format(name, said, own)
    end
  end
end

--- Builds the pack of a folder: the path of the file, or nil, message, code. The same folder gives the same bytes on any
--- machine. A pack of a handling that may not leave (RED, H2, H3) is not built. `to`: the path; NAME-VERSION.pack in the current folder unless told.
function pack.build(folder, to)
  local files, given, code = pack.of_folder(folder)
  if not files then return nil, given, code end
  local wrong = stricter_file(files, given.handling)
  if wrong then return nil, wrong, "marking" end
  local bytes, message
  bytes, message, code = core.bundle(files)
  if not bytes then return nil, message, code end
  return outfile.write(to or ("%s-%s%s"):format(given.name, given.version, pack.ENDING), bytes, given.handling, "pack")
end

-- --- keys and signatures --------------------------------------------------------------------------------------------

--- Makes a pair of keys in two files that must not be there yet, FILE.key for its owner alone and FILE.pub to be given away;
--- the identity of the key, or nil, message, code.
function pack.new_keys(path, passphrase)
  for _, ending in ipairs { ".key", ".pub" } do
    local there = io.open(path .. ending, "rb")
    if there then
      there:close()
      return nil, ("'%s%s' is there already: a key is never written over"):format(path, ending), "exists"
    end
  end
  local keys, message, code = core.make_keys(passphrase)
  if not keys then return nil, message, code end
  local written
  written, message, code = outfile.replace(path .. ".key", keys.secret, true)
  if written then written, message, code = outfile.replace(path .. ".pub", keys.public) end
  if not written then return nil, message, code end
  return core.key_id(keys.public)
end

--- What is signed with a file that is no pack, such as a table: its name.
function pack.title_of_file(path) return path:match "[^/]*$" end

-- What is signed with bytes: of a pack its name and version.
local function title_of(path, bytes)
  if path:sub(-#pack.ENDING) ~= pack.ENDING then return pack.title_of_file(path) end
  local files, given, code = pack.of_bytes(bytes)
  if not files then return nil, ("'%s': %s"):format(path, given), code end
  return ("%s %s"):format(given.name, given.version)
end

--- Signs a built pack or another file: the path of the signature, or nil, message, code.
function pack.sign(path, key_path, passphrase)
  local bytes, message, code = read(path)
  if not bytes then return nil, message, code end
  local title, key
  title, message, code = title_of(path, bytes)
  if not title then return nil, message, code end
  key, message, code = read(key_path)
  if not key then return nil, message, code end
  local signature
  signature, message, code = core.sign(bytes, key, passphrase, title)
  if not signature then return nil, ("'%s': %s"):format(key_path, message), code end
  return outfile.replace(path .. pack.SIGNATURE, signature)
end

--- Looks whether a built pack is what a key signed: {name, version, key, manifest, files}; or nil, message, code.
function pack.verify(path, public_path)
  local bytes, message, code = read(path)
  if not bytes then return nil, message, code end
  local signature
  signature, message = read(path .. pack.SIGNATURE)
  if not signature then return nil, ("'%s' is not signed: %s"):format(path, message), "not_found" end
  local public
  public, message, code = read(public_path)
  if not public then return nil, message, code end
  local comment
  comment, message, code = core.verify(bytes, signature, public)
  if not comment then return nil, ("'%s': %s"):format(path, message), code end
  local files, given
  files, given, code = pack.of_bytes(bytes)
  if not files then return nil, ("'%s': %s"):format(path, given), code end
  if comment ~= ("%s %s"):format(given.name, given.version) then
    return nil, ("'%s' was signed as '%s', and is %s %s"):format(path, comment, given.name, given.version), "corrupt"
  end
  return { name = given.name, version = given.version, key = core.key_id(public), manifest = given, files = files }
end

return pack
