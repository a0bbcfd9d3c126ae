--- place.lua: where keys, packs and indexes of packs are kept for this user, by the XDG Base Directory Specification.
--
-- Example:  place.trust()   --> /home/an/.config/glocal/trust      place.packs()   --> /home/an/.local/share/glocal/packs
-- Reference: XDG Base Directory Specification 0.8, https://specifications.freedesktop.org/basedir-spec/latest/

local core = require "glocal.core"

local place = { environment = os.getenv } -- a test has another

-- $VARIABLE where it is an absolute path, else that folder under $HOME; nil, message, code where there is neither.
local function base(variable, otherwise)
  local set = place.environment(variable)
  if set and set:sub(1, 1) == "/" then return set end
  local home = place.environment "HOME"
  if not home or home:sub(1, 1) ~= "/" then
    return nil, ("neither $%s nor $HOME says where glocal may keep packs and keys"):format(variable), "not_found"
  end
  return home .. otherwise
end

local function under(variable, otherwise, folder)
  return function()
    local found, message, code = base(variable, otherwise)
    if not found then return nil, message, code end
    return ("%s/glocal/%s"):format(found, folder)
  end
end

--- The folders; or nil, message, code.
place.trust = under("XDG_CONFIG_HOME", "/.config", "trust")
place.packs = under("XDG_DATA_HOME", "/.local/share", "packs")
place.repositories = under("XDG_DATA_HOME", "/.local/share", "repositories")

--- The names in a folder that end so, without that ending, in order; none where there is no such folder.
function place.names(folder, ending)
  local all, message, code = core.folder_names(folder)
  if not all then
    if code == "not_found" then return {} end
    return nil, message, code
  end
  local names = {}
  for _, each in ipairs(all) do
    if #each > #ending and each:sub(#each - #ending + 1) == ending then names[#names + 1] = each:sub(1, -#ending - 1) end
  end
  table.sort(names)
  return names
end

-- Removes the files that a process left unfinished which was killed while it wrote (".NAME.XXXXXX", core/base/outfile.c).
local function sweep(folder)
  for _, name in ipairs(core.folder_names(folder, true) or {}) do
    if name:find "^%..+%.%w%w%w%w%w%w$" then os.remove(folder .. "/" .. name) end
  end
end

--- Holds a folder for this process alone, to be closed, and sweeps it and those below (`below`: their names), now that nobody else
--- writes there; or nil, message, code.
function place.hold(folder, below)
  local held, message, code = core.lock_folder(folder)
  if not held then return nil, message, code end
  sweep(folder)
  for _, name in ipairs(below or {}) do sweep(folder .. "/" .. name) end
  return held
end

return place
