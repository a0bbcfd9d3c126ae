--- lint.lua: what luacheck finds in the Lua files of a pack: globals that nobody defines, variables that are never used, names that
--- hide others, lines that are never reached.
--
-- Example:  lint.of({["a.lua"] = "return conut"}, entries)   --> {{place = "a.lua:1:8", text = "accessing undefined variable ..."}}
--
-- luacheck parses and never runs what it reads, and no configuration of the pack's or of the account's is taken (one is Lua that
-- luacheck runs).
-- Reference: luacheck's warnings, https://luacheck.readthedocs.io/en/stable/warnings.html

local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"

local lint = { PROGRAM = "luacheck" }

-- 0: what can't be read, 1: globals, 2: unused, 3: values never accessed, 4: shadowing, 5: never reached; 6 is layout.
local COMMAND = { "--no-config", "--no-default-config", "--no-cache", "--no-color", "--codes", "--formatter", "plain", "--std",
  "lua54", "--ignore", "6", "--no-max-line-length" }
local COULD_NOT_RUN = 3 -- luacheck's exit code from here on

-- What a pack's modules see beside Lua's own names.
local function globals_of(entries)
  local names, seen = {}, {}
  local function add(name)
    if not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  for _, entry in ipairs(entries) do
    if not entry.internal then add(entry.name:match "^[%w_]+") end
  end
  for name in next, glocal do
    if type(name) == "string" then add(name) end
  end
  add "glocal"
  table.sort(names)
  return names
end

-- One line of luacheck's: "FILE:LINE:COLUMN: (W113) accessing undefined variable 'conut'".
local function finding_of(line, name, globals)
  local at, code, text = line:match "^.-:(%d+:%d+): %((%w+)%) (.*)$"
  if not at then return nil end
  local unknown = code == "W113" and text:match "'([%w_]+)'"
  return { place = name .. ":" .. at, code = code,
    text = core.visible(text) .. (unknown and hint.of(unknown, globals) or "") .. (" (%s)"):format(code) }
end

--- What is found, as a list of {place, code, text}, file by file; or nil, message where luacheck is not here or does not run.
function lint.of(files, entries)
  local globals, names, list = globals_of(entries), {}, {}
  for name in pairs(files) do
    if name:find "%.lua$" and name ~= "pack.lua" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local command = table.move(COMMAND, 1, #COMMAND, 2, { lint.PROGRAM })
    for _, each in ipairs { "--filename", name, "--read-globals", table.unpack(globals) } do command[#command + 1] = each end
    command[#command + 1] = "--"
    command[#command + 1] = "-"
    local out, errors, code = core.run_program(command, files[name])
    if not out then return nil, code == "not_found" and "luacheck is not installed (Debian: lua-check)" or errors end
    if type(code) ~= "number" or code >= COULD_NOT_RUN then
      return nil, ("luacheck ended with %s: %s"):format(code, core.visible(errors:match "^[^\n]*"))
    end
    for line in out:gmatch "[^\n]+" do list[#list + 1] = finding_of(line, name, globals) end
  end
  return list
end

return lint
