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

-- --- modules that were compiled when glocal was built ------------------------------------------------------------------

describe("a module that was compiled before", function()
  local core = require "glocal.core"
  local share = core.full_path(GLOCAL):match "^(.*)/" .. "/share/glocal"

  -- A home of the library with a module `version` whose text is TEXT and whose compiled form, where COMPILED is given, is that of
  -- COMPILED; `change` is given the code and its SHA-256 with the text, and says both.
  local TEXT, NAME = "return { fits = function() return 'of the text' end }\n", "foresight/pack/version.lua"
  local function home_with(compiled, change, probe)
    local home = support.path ""
    local both = { home, share, home, share, home }
    local made = "mkdir -p '%s/generated' && cp -rL '%s/foresight' '%s' && ln -s '%s/data' '%s'"
    assert(os.execute(made:format(table.unpack(both))))
    local function write(path, text)
      local file <close> = assert(io.open(home .. "/" .. path, "wb"))
      file:write(text)
    end
    write(NAME, TEXT)
    if not compiled then return home end
    local whole = support.read(share .. "/generated/foresight.compiled")
    local length, behind = whole:match "^glocal modules 1 (%d+)\n()"
    local index, codes = whole:sub(behind, behind + length - 1), whole:sub(behind + length)
    local code = string.dump(assert(load(compiled, "@" .. NAME)))
    code = code:sub(1, 32) .. code:sub(32 + 1 + 1 + #NAME + 1)
    local hash
    code, hash = (change or function(...) return ... end)(code, core.sha256_text(TEXT .. code))
    local line = ("%s %d %d %s"):format(NAME, #codes, #code, hash)
    index = index:gsub(NAME:gsub("%p", "%%%0") .. " [^\n]*", line)
    if probe then codes = probe(codes) end
    write("generated/foresight.compiled", ("glocal modules 1 %d\n%s%s%s"):format(#index, index, codes, code))
    return home
  end

  local function said_by(home)
    return run("/", ("GLOCAL_HOME='%s'"):format(home), [[-e 'return (require "foresight.pack.version".fits())']])
  end

  local COMPILED = "return { fits = function() return 'compiled' end }"

  it("is taken where its text is the one that was compiled", function()
    assert.equal("compiled\n", said_by(home_with(COMPILED)))
  end)

  it("is not taken where its text or a byte of it is another, or where there is none", function()
    assert.equal("of the text\n", said_by(home_with()))
    local home = home_with(COMPILED)
    local file <close> = assert(io.open(home .. "/" .. NAME, "ab"))
    file:write "-- a comment\n"
    file:close()
    assert.equal("of the text\n", said_by(home))
    for _, at in ipairs { 1, 20, 40, 60 } do
      assert.equal("of the text\n", said_by(home_with(COMPILED, function(code, hash)
        return code:sub(1, at - 1) .. string.char(code:byte(at) ~ 1) .. code:sub(at + 1), hash
      end)))
    end
    assert.equal("of the text\n", said_by(home_with(COMPILED, function(code) return code, ("0"):rep(64) end)))
    assert.equal("of the text\n", said_by(home_with(COMPILED, function(code, hash) return code:sub(1, 20), hash end)))
  end)

  it("is not taken where it was compiled by a Lua that makes other code", function()
    assert.equal("of the text\n", said_by(home_with(COMPILED, nil, function(codes)
      return (codes:gsub("\27Lua", "\27Lub", 1))
    end)))
  end)

  it("is not taken of a file that is cut off or no such file", function()
    local home = home_with(COMPILED)
    local path = home .. "/generated/foresight.compiled"
    local whole = support.read(path)
    for _, text in ipairs { "", "glocal modules 1 99999999\n", "glocal modules 2 1\n ", whole:sub(1, 5000), whole:sub(1, 60000),
      whole:sub(1, -2), (whole:gsub("^glocal modules 1 %d+", "glocal modules 1 99999999999999999999999")) } do
      local file <close> = assert(io.open(path, "wb"))
      file:write(text)
      file:close()
      assert.equal("of the text\n", said_by(home))
    end
  end)

  it("says the place of an error as its text does", function()
    local code = [[-e 'local _, m = pcall(require "foresight.shared.data_text".read) return m:match "[^/]*$"']]
    local with, without = run("/", "", code), run("/", ("GLOCAL_HOME='%s'"):format(home_with()), code)
    assert.truthy(with:find("^data_text.lua:%d+: attempt to get length of a nil value %(local 'text'%)"), with)
    assert.equal(without, with)
  end)
end)
