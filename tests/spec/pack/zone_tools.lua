--- zone_tools.lua: what the specs of attacks share: a right pack, archives of its files with others behind them, glocal in a home.
--
-- Example:  setup(zone_tools.begin)   zone_tools.with(tar.file("../evil.lua", "x"))   zone_tools.shell(home, "pack list")  --> 0, "..."

local core = require "glocal.core"
local corps = require "tests.spec.corps"
local pack = require "foresight.pack.pack"
local support = require "tests.spec.support"
local tar = require "tests.hostile.tar"

local zone_tools = { files = {} }

local GLOCAL = assert(core.full_path(os.getenv "GLOCAL" or "build/release/glocal"))

--- Makes the homes of the corps, and the pack; corps.finish removes them.
function zone_tools.begin()
  corps.begin()
  local folder = support.path ""
  assert(pack.new("zone-tools", folder))
  zone_tools.files = assert(core.folder_files(folder))
  zone_tools.files["pack.lua"] = zone_tools.files["pack.lua"]:gsub("Name of the corps", corps.ANTWERP)
end

--- The members of the pack, in their order, with others behind them.
function zone_tools.with(...)
  local names, members = {}, {}
  for name in pairs(zone_tools.files) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do members[i] = tar.file(name, zone_tools.files[name]) end
  for _, each in ipairs { ... } do members[#members + 1] = each end
  return tar.of(members)
end

--- Runs glocal in a home: its exit code, and what it said.
function zone_tools.shell(home, arguments, environment)
  local pipe = assert(io.popen(("cd '%s' && env HOME='%s' XDG_CONFIG_HOME= XDG_DATA_HOME= %s '%s' %s 2>&1"):format(
    home, home, environment or "", GLOCAL, arguments)))
  local text = pipe:read "a"
  local _, _, code = pipe:close()
  return code, text
end

return zone_tools
