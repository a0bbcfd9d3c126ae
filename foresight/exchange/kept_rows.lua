--- kept_rows.lua: what a converter made of a file, kept from a look to the import that follows it, so that a large workbook is
--- converted once. It goes with the import, with the next three files, or with the session.
--
-- Example:  path, found = kept_rows.of("f.xlsx", "sheet 1", function(to) return core.convert_sheet("f.xlsx", to, 1) end)

local core = require "glocal.core"

local kept_rows = {}

local MOST = 3 -- a file of an archive, what was made of it, and what it says of its columns

local kept = {} -- {key, path, found, folder}, the latest first

local function key_of(path, part)
  local state = core.file_state(path)
  return state and table.concat({ path, part, state }, "\0") or nil
end

local function drop_from(n)
  for i = #kept, n, -1 do
    core.remove_folder(kept[i].path:match "^(.*)/")
    kept[i] = nil
  end
end

--- The file that `make(path)` writes, and what it answers; as it was made before, where `path` has not changed since. `part` says
--- what is made of it. Or nil, message, code.
function kept_rows.of(path, part, make)
  local key = key_of(path, part)
  for _, each in ipairs(kept) do
    if each.key == key then return each.path, each.found end
  end
  local folder, handle, code = core.temporary_folder()
  if not folder then return nil, handle, code end
  local made = folder .. "/rows"
  local found, message, fault = make(made)
  if not found then
    core.remove_folder(folder)
    return nil, message, fault
  end
  drop_from(MOST)
  table.insert(kept, 1, { key = key, path = made, found = found, handle = handle })
  return made, found
end

--- Drops all of it: the rows were imported.
function kept_rows.drop() drop_from(1) end

return kept_rows
