--- modules_spec.lua: which Lua modules the command finds: the system's, and those of the folders it is told of.

local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"
if GLOCAL:sub(1, 1) ~= "/" then GLOCAL = io.popen "pwd":read "l" .. "/" .. GLOCAL end

-- A folder with a module that would be found there, also in the place of one that the library needs.
local function folder_of_modules()
  local folder = support.path ""
  assert(os.execute(("mkdir -p '%s/foresight/shared' '%s/whole'"):format(folder, folder)))
  for name, text in pairs {
    ["own.lua"] = "return 'own'", ["whole/init.lua"] = "return 'whole'", ["dkjson.lua"] = "print 'planted'",
    ["foresight/shared/hint.lua"] = "print 'planted'", ["foresight/init.lua"] = "print 'planted'",
    ["foresight.lua"] = "print 'planted'", ["glocal.lua"] = "print 'planted'", ["string.lua"] = "print 'planted'",
  } do
    local file = assert(io.open(folder .. "/" .. name, "w"))
    file:write(text, "\n")
    file:close()
  end
  return folder
end

local function run(folder, before, arguments)
  local pipe = assert(io.popen(("cd '%s' && %s '%s' %s 2>&1"):format(folder, before, GLOCAL, arguments)))
  local text = pipe:read "a"
  pipe:close()
  return text
end

describe("the command's Lua modules", function()
  local folder = folder_of_modules()
  local PATHS = ("LUA_PATH='%s/?.lua;;' LUA_PATH_5_4='%s/?.lua;;' LUA_CPATH='%s/?.so;;'"):format(folder, folder, folder)

  it("come neither from the current folder nor from LUA_PATH", function()
    for _, before in ipairs { "", PATHS } do
      assert.truthy(run(folder, before, "-e 'require \"own\"'"):find("module 'own' not found", 1, true))
      assert.equal("1\n", run(folder, before, "-e 1"))
      assert.equal("true\n", run(folder, before, "-e 'return require \"glocal\" == glocal'"))
      assert.is_nil(run(folder, before, "-e 'rolup{}'"):find("planted", 1, true))
      local packed = ("-e 'frame{{a=1}}:to_package \"%s/p%d.zip\"'"):format(folder, #before)
      assert.is_nil(run(folder, before, packed):find("planted", 1, true))
      assert.equal("true\n", run(folder, before, "-e 'return not (package.path .. package.cpath):find(\"./?\", 1, true)'"))
    end
  end)

  it("come from the folders that are named", function()
    local named = ("--module-path '%s' "):format(folder)
    assert.equal("own\nwhole\n", run("/", "", named .. "-e 'return (require \"own\"), (require \"whole\")'"))
    assert.equal("own\n", run("/", "", "run " .. named .. "-e 'return (require \"own\")'"))
    assert.equal("own\n", run("/", "", "run " .. named .. support.file("print((require 'own'))", ".lua")))
    assert.is_nil(run("/", "", named .. "-e 'require \"foresight.shared.hint\" return 1'"):find("planted", 1, true))
    local refused = run("/", "", "run --allow none " .. named .. "-e 1")
    assert.truthy(refused:find("--module-path is for scripts that may do everything", 1, true), refused)
  end)

  it("that are not there are told with the package that has them", function()
    local text = run("/", "", ("-e 'package.path = \"\" frame{{a=1}}:to_package \"%s/p.zip\"'"):format(folder))
    assert.truthy(text:find("Data Packages need the Lua library dkjson: apt-get install lua-dkjson", 1, true), text)
  end)
end)
