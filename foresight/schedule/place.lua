--- place.lua: where schedules and the records of their runs are kept: $XDG_STATE_HOME/glocal/schedules, else ~/.local/state.
--
--   NAME/schedule.lua      what is run, and when
--   NAME/lock              held while it runs
--   NAME/runs/ID/          record.lua, output.txt and errors.txt (what it said), script.lua, packs.lock, snapshot
--   NAME/outputs/2026-11-30   what it wrote, unless the schedule says where
--   chunks/                the pieces of snapshots
--   log.jsonl, unseen      a line per run; those that failed since a shell was last opened
--
-- Example:  place.of "weekly"   --> /home/an/.local/state/glocal/schedules/weekly

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local outfile = require "foresight.shared.outfile"

local place = {}

local LONGEST_NAME = 60

--- The folder of all; nil and why where the environment names none.
function place.root()
  local state, home = os.getenv "XDG_STATE_HOME", os.getenv "HOME"
  if state and state:sub(1, 1) == "/" then return state .. "/glocal/schedules" end
  if home and home ~= "" then return home .. "/.local/state/glocal/schedules" end
  return nil, "neither $XDG_STATE_HOME nor $HOME says where schedules are kept", "not_found"
end

--- What is wrong with the name of a schedule; nil where nothing is.
function place.name_fault(name)
  if name:find "^%w[%w_-]*$" and #name <= LONGEST_NAME then return nil end
  return ("'%s' is no name of a schedule: letters, digits, - and _, such as weekly-warning"):format(name)
end

--- The folder of a schedule; or of something in it.
function place.of(name, ...)
  local root, message, code = place.root()
  if not root then return nil, message, code end
  return table.concat({ root, name, ... }, "/")
end

--- The whole text of a file; or nil, message, code.
function place.read(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message, "not_found" end
  local text
  text, message = file:read "a"
  file:close()
  return text, message, not text and "io" or nil
end

--- Writes what is the scheduler's own, for its owner's eyes; whole or not at all.
function place.write(path, text)
  return outfile.replace(path, text, true)
end

--- Appends a line to a file that only grows.
function place.append(path, line)
  local file, message = io.open(path, "ab")
  if not file then return nil, message, "io" end
  local written, why = file:write(line, "\n")
  local closed, closing = file:close()
  if written and closed then return true end
  return nil, why or closing, "io"
end

--- A table that was kept as text; or nil, message, code.
function place.read_table(path)
  local text, message, code = place.read(path)
  if not text then return nil, message, code end
  local value, fault = data_text.read(text)
  if not value then return nil, ("'%s' is damaged: %s"):format(path, fault), "corrupt" end
  return value
end

function place.write_table(path, value)
  return place.write(path, data_text.write(value) .. "\n")
end

--- The names in a folder, in order; none where there is no folder.
function place.names(path)
  local names = core.folder_names(path) or {}
  table.sort(names)
  return names
end

--- The paths of all files under a folder, from it on, in order: {"index.html", "nl/5461.html"}.
function place.files(path)
  local list = {}
  local function walk(folder, before)
    for _, name in ipairs(place.names(folder)) do
      if core.folder_names(folder .. "/" .. name) then
        walk(folder .. "/" .. name, before .. name .. "/")
      else
        list[#list + 1] = before .. name
      end
    end
  end
  walk(path, "")
  return list
end

--- A schedule by name; or nil, message with the nearest, "not_found".
function place.schedule(name)
  local fault = place.name_fault(name)
  if fault then return nil, fault, "invalid" end
  local path, message, code = place.of(name, "schedule.lua")
  if not path then return nil, message, code end
  local schedule
  schedule, message, code = place.read_table(path)
  if schedule or code ~= "not_found" then return schedule, message, code end
  local near = require "foresight.shared.hint".of(name, place.schedules(), "there are")
  return nil, ("there is no schedule '%s'%s"):format(name, near), "not_found"
end

--- The names of all schedules.
function place.schedules()
  local root, list = place.root(), {}
  for _, name in ipairs(root and place.names(root) or {}) do
    local file = io.open(("%s/%s/schedule.lua"):format(root, name))
    if file then
      file:close()
      list[#list + 1] = name
    end
  end
  return list
end

return place
