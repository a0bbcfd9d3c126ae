-- `glocal run --pack`: what the kernel refuses a process in which the Lua wall has fallen: the script here has all of Lua's
-- standard libraries, as a pack would that got out of its state. core/shell/wall.c; tests/unit/shell/test_wall.c tries C.
local glocal = require "glocal"
local pack = require "foresight.pack.pack"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

-- The folder of a pack with this entry module.
local function pack_of(name, module, permissions)
  local folder = support.path ""
  assert(pack.new(name, folder))
  local manifest = support.read(folder .. "/pack.lua"):gsub("permissions = {}", ("permissions = {%s}"):format(permissions or ""))
  for file, text in pairs { ["pack.lua"] = manifest, [name:gsub("-", "_") .. ".lua"] = module } do
    local out = assert(io.open(folder .. "/" .. file, "wb"))
    out:write(text)
    out:close()
  end
  return folder
end

-- What the command prints, stdout and stderr together, and whether it ended with 0; its folder for configuration is its own. The
-- search for leaks would look into the process, which the wall refuses.
local config = support.path ""
local function glocal_does(arguments)
  local command = "ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 XDG_CONFIG_HOME='%s' '%s' %s 2>&1 </dev/null"
  local pipe = assert(io.popen(command:format(config, GLOCAL, arguments)))
  local text = pipe:read "a"
  return text, pipe:close() == true
end

local function run(folder, script, arguments)
  return glocal_does(("run --pack '%s' %s '%s'"):format(folder, arguments or "", support.file(script, ".lua")))
end

local MODULE = [[
local m = {}
function m.double(n) return 2 * n end
function m.spin() while true do end end
function m.grow() local t = {} for i = 1, 1e8 do t[i] = {i} end end
function m.main(...) return "main of " .. select("#", ...) end
function m.lazily() return tostring(frame{{a = 1, b = "x"}, {a = 3, b = "y"}}:where "a > 1":sort "a") end
function m.sum() return assert(rollup{zone = "A", every = "year"}):sum "count" end
function m.zones() return #store:sql "select * from zone" end
return m]]

-- Each must give nothing, an error or false. MADE: a path that must not come to be; KEPT: a file that must stay.
local ATTEMPTS = [[
local MADE, KEPT = %q, %q
local core = require "glocal.core"
local attempts = {
  open = function() return io.open(KEPT) end,
  lines = function() return io.lines(KEPT) end,
  input = function() return io.input(KEPT) end,
  output = function() return io.output(MADE) end,
  write = function() return io.open(MADE, "w") end,
  append = function() return io.open(KEPT, "a") end,
  update = function() return io.open(KEPT, "r+") end,
  tmpfile = function() return io.tmpfile() end,
  dofile = function() return dofile(KEPT) end,
  loadfile = function() return loadfile(KEPT) end,
  execute = function() return os.execute "true" end,
  popen = function() return io.popen "true" end,
  remove = function() return os.remove(KEPT) end,
  rename = function() return os.rename(KEPT, MADE) end,
  loadlib = function() return package.loadlib("liblua5.4.so", "*") end,
  require = function() return require "cjson.safe" end,
  path = function() package.path = KEPT return require "secret" end,
  device = function() return io.open "/dev/tty" end,
  process = function() return io.open "/proc/self/mem" end,
  environment = function() return io.open "/proc/self/environ" end,
  network = function() return io.open "/dev/tcp/127.0.0.1/22" end,
  read = function() return glocal.read(KEPT) end,
  csv = function() return glocal.frame{{a = 1}}:to_csv(MADE) end,
  store = function() return glocal.init(MADE) end,
  plot = function() return glocal.frame{{a = 1, b = 2}}:plot{to = MADE} end,
  home = function() return io.open(core.home .. "/foresight/init.lua") end,
}
local names = {}
for name in pairs(attempts) do names[#names + 1] = name end
table.sort(names)
local got = 0
for _, name in ipairs(names) do
  local well, value = pcall(attempts[name])
  if well and value then got = got + 1 print("GOT " .. name) end
end
print(#names, got, pack.double(4))]]

-- Kernels that have neither say so on stderr; there is then nothing to test.
local plain = pack_of("plain", MODULE)
local has_wall = glocal_does(("run --pack '%s' -e 'io.open \"/etc/passwd\"'"):format(plain)):find "not permitted" ~= nil

describe("behind the second wall", function()
  it("a process opens, makes and starts nothing, though its Lua holds everything", function()
    if not has_wall then return end
    local made, kept = support.path ".made", support.file("return 'the secret'", ".lua")
    local text = run(plain, ATTEMPTS:format(made, kept))
    assert.truthy(text:find("26\t0\t8\n", 1, true), text)
    assert.is_nil(io.open(made))
    assert.equal("return 'the secret'", support.read(kept))
  end)

  it("a pack works, and loads what it needs of the library", function()
    assert.equal("8\n", (glocal_does(("run --pack '%s' -e 'return pack.double(4)'"):format(plain))))
    assert.truthy(glocal_does(("run --pack '%s'"):format(plain)):find("main of 0", 1, true))
    local text = run(plain, "print(pack.lazily()) print(arg[1], (...))", "")
    assert.truthy(text:find("3  y", 1, true), text)
  end)

  it("the store is read where that was granted, with threads, and no other", function()
    local store = support.small_store()
    assert(store:import(support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,3\n2024-05-01,A-1,p.x,4\n",
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count" }, { source = "test" }))
    local path = store:path()
    store:close()
    local reader = pack_of("reader", MODULE, '"store.read"')
    assert.truthy(glocal_does(("pack grant '%s' --allow store.read"):format(reader)))
    local other, secret = support.path ".db", support.file("the secret", ".txt")
    assert(glocal.init(other)):close()
    local script = "print(pack.sum(), pack.zones() > 0, glocal.open(%q) == nil, io.open(%q) == nil)"
    local text = run(reader, script:format(other, secret), ("--store '%s'"):format(path))
    if not text:find("no Landlock", 1, true) then assert.equal("7\ttrue\ttrue\ttrue\n", text) end
    text = glocal_does(("run --pack '%s' --store '%s' -e 1"):format(plain, path))
    assert.equal("glocal: --store: pack 'plain' may not read the store\n", text)
  end)

  it("what was granted is allowed", function()
    local files = pack_of("files", MODULE, '"file.read"')
    local kept, made = support.file("the text", ".txt"), support.path ".made"
    glocal_does(("pack grant '%s' --allow file.read"):format(files))
    local script = ("print(io.open(%q):read 'a', io.open(%q, 'w') == nil)"):format(kept, made)
    if has_wall then assert.equal("the text\ttrue\n", (run(files, script))) end
    local programs = pack_of("programs", MODULE, '"process"')
    glocal_does(("pack grant '%s' --allow process"):format(programs))
    assert.equal("pack 'programs' may start programs, which may do anything: there is no second wall around it\ntrue\texit\t0\n",
      (run(programs, "print(os.execute 'true')")))
  end)

  it("limits are those that use has", function()
    local text, well = glocal_does(("run --pack '%s' --instructions 100000 -e 'return pack.spin()'"):format(plain))
    assert.truthy(text:find("pack 'plain' was stopped: it took more than its 100000 instructions", 1, true), text)
    assert.is_false(well)
    text = glocal_does(("run --pack '%s' --memory 16 --seconds 60 -e 'return pack.grow()'"):format(plain))
    assert.truthy(text:find("it needs more than its 16 MB", 1, true), text)
    text = glocal_does "run --memory 3 -e 1"
    assert.truthy(text:find("--memory is a limit of a pack: it goes with --pack NAME", 1, true), text)
  end)

  it("calls that make no sense are said", function()
    for arguments, message in pairs {
      ["--memory 0 -e 1"] = "--memory: '0' is no whole number above 0, up to 16777216",
      ["--instructions 1.5 -e 1"] = "--instructions: '1.5' is no whole number above 0",
      ["--seconds nan -e 1"] = "--seconds: 'nan' is no number above 0, up to 1000000",
      ["--allow none -e 1"] = "--pack and --allow don't go together",
      ["--no-packs -e 1"] = "--pack and --no-packs don't go together",
      ["--module-path . -e 1"] = "--pack and --module-path don't go together",
    } do
      local text, well = glocal_does(("run --pack '%s' %s"):format(plain, arguments))
      assert.truthy(text:find(message, 1, true), text)
      assert.is_false(well)
    end
    local text = glocal_does(("run --pack '%s'"):format(pack_of("quiet", "return {one = print}")))
    assert.truthy(text:find("pack 'quiet' has no function 'main': give a SCRIPT or -e CHUNK", 1, true), text)
  end)
end)
