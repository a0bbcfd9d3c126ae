--- folder.lua: several files as a folder that appears whole or not at all: they are written into one beside it, which then takes its
--- name.
--
-- Example:  folder.write("warnings", "2026-11-29", {{name = "5461-nl.html", text = html, marking = "TLP:AMBER"}})
--             --> warnings/2026-11-29

local core = require "glocal.core"
local outfile = require "foresight.shared.outfile"

local folder = {}

local MOST_TRIES = 100

local function is_there(path)
  local file = io.open(path)
  if file then file:close() end
  return file ~= nil
end

-- A name that is free: 2026-11-29, 2026-11-29-2 ...
local function free_name(path)
  local name, n = path, 1
  while is_there(name) do
    n = n + 1
    name = path .. "-" .. n
  end
  return name
end

-- A folder to write into, which no other run writes into at the same time.
local function new_part(path)
  local made, message, code
  for n = 1, MOST_TRIES do
    made, message, code = core.make_folder(("%s.%d.part"):format(path, n))
    if made or code ~= "exists" then break end
  end
  return made, message, code
end

local function fill(part, files, what)
  local taken = {}
  for _, file in ipairs(files) do
    if taken[file.name] then return nil, ("two files of the folder are called '%s'"):format(file.name), "exists" end
    taken[file.name] = true
    local written, message, code = outfile.write(part .. "/" .. file.name, file.text, file.marking, what)
    if not written then return nil, message, code end
  end
  return true
end

local function remove(part, files)
  for _, file in ipairs(files) do os.remove(part .. "/" .. file.name) end
  os.remove(part)
end

--- Writes the files ({name, text, marking}) as a folder of that name, or with a number behind it where it is taken, in the folder
--- `to`, which is made where there is none; the path. `what`: what a message calls a file that may
--- not leave. Or nil, message, code, and nothing is left.
function folder.write(to, name, files, what)
  local made, message, code = core.make_folder(to, {})
  if not made and code ~= "exists" then return nil, message, code end
  local part, done, path
  part, message, code = new_part(to .. "/" .. name)
  if not part then return nil, message, code end
  done, message, code = fill(part, files, what or "digest")
  for _ = 1, done and MOST_TRIES or 0 do
    path = free_name(to .. "/" .. name)
    done, message = os.rename(part, path)
    if done or not is_there(path) then break end -- else another run has just taken the name
  end
  if done then return path end
  remove(part, files)
  if code then return nil, message, code end
  return nil, ("can't write '%s': %s"):format(path, tostring(message):match "([^:]*)$":gsub("^%s+", "")), "io"
end

return folder
