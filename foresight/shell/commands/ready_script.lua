--- ready_script.lua: the scripts that glocal brings, by their names, found from any folder.
--
-- Example:  ready_script.find "weekly_warning"               --> /usr/share/glocal/scripts/weekly_warning.lua
--           ready_script.find "scripts/weekly_warning.lua"   --> the same

local core = require "glocal.core"
local hint = require "foresight.shared.hint"

local ready_script = {}

-- The names of those that glocal brings.
local function known_names()
  local names = {}
  for _, name in ipairs(core.folder_names(core.home .. "/scripts") or {}) do
    if name:find "%.lua$" then names[#names + 1] = name:sub(1, -5) end
  end
  table.sort(names)
  return names
end

--- The path of a script that glocal brings, by its name; or nil, message with the nearest.
function ready_script.find(script)
  local name, known = script:gsub("^scripts/", ""):gsub("%.lua$", ""), known_names()
  for _, each in ipairs(known) do
    if each == name then return ("%s/scripts/%s.lua"):format(core.home, name) end
  end
  return nil, ("there is no script '%s'%s"):format(script, hint.of(name, known, "glocal brings"))
end

return ready_script
