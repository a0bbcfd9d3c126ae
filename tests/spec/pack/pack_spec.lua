-- glocal pack: a new pack passes its own check; what is built and signed is verified, and nothing else; each fault of a manifest
-- has its message.
local glocal = require "glocal"
local core = require "glocal.core"
local lint = require "foresight.pack.lint"
local manifest = require "foresight.pack.manifest"
local pack = require "foresight.pack.pack"
local permissions = require "foresight.pack.permissions"
local support = require "tests.spec.support"
local version = require "foresight.pack.version"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

local function glocal_pack(arguments)
  local pipe = assert(io.popen(("'%s' pack %s 2>&1"):format(GLOCAL, arguments)))
  local text = pipe:read "a"
  local _, _, code = pipe:close()
  return code, text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

local function new_pack(name)
  local folder = support.path ""
  return assert(pack.new(name or "harm-index", folder))
end

describe("a version", function()
  it("lies in ranges", function()
    for _, case in ipairs {
      { "1.4.2", "^1.2", true }, { "2.0.0", "^1.2", false }, { "1.1.9", "^1.2", false }, { "0.2.5", "^0.2.1", true },
      { "0.3.0", "^0.2.1", false }, { "0.0.4", "^0.0.3", false }, { "1.2.9", "~1.2", true }, { "1.3.0", "~1.2", false },
      { "1.0.0", ">=1.0 <2.0", true }, { "2.0.0", ">=1.0 <2.0", false }, { "1.2.0", "1.2.0", true }, { "1.2.1", "1.2.0", false },
      { "9.9.9", "*", true }, { "1.2.0-beta", "^1.2", false }, { "1.2.0-beta.2", "^1.2.0-beta.1", true },
    } do
      assert.equal(case[3], version.fits(case[1], case[2]), case[1] .. " " .. case[2])
    end
  end)

  -- The order of semver.org, section 11.
  it("has its place among others", function()
    local order = { "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
      "1.0.0-rc.1", "1.0.0", "1.9.3", "1.10.0", "2.0.0" }
    for i = 2, #order do
      assert.equal(-1, version.compare(order[i - 1], order[i]), order[i])
      assert.equal(1, version.compare(order[i], order[i - 1]), order[i])
    end
    assert.equal("1.9.3", version.highest(order, "<1.10"))
  end)

  it("is told from what is none", function()
    for _, text in ipairs { "1.2", "1", "", "1.02.3", "1..3", "1.2.3.", "1.2.3.4", "v1.2.3", "1.2.x", "9999999.0.0" } do
      assert.is_false(version.is(text), text)
    end
    for _, text in ipairs { "", "1.2", "latest", "^", ">1", "^1.2 || ^2" } do assert.is_false(version.is_range(text), text) end
  end)
end)

describe("a manifest", function()
  local WHOLE = support.read(new_pack() .. "/pack.lua")

  it("is data, never run", function()
    assert.equal("harm-index", assert(manifest.read(WHOLE)).name)
    local _, message = manifest.read('os.execute "touch /tmp/x" return {}')
    assert.truthy(message:find("pack.lua: line 1: expected a table", 1, true), message)
    _, message = manifest.read((WHOLE:gsub('"0.1.0"', "io.read()", 1)))
    assert.truthy(message:find("line 4: expected a text, a number, true, false or a table", 1, true), message)
  end)

  it("says each of its faults, and the nearest right value", function()
    local function message_of(from, to)
      local text, count = WHOLE:gsub(from, to, 1)
      assert.equal(1, count, from)
      local given, message, code = manifest.read(text)
      assert.is_nil(given, from)
      assert.equal("invalid", code)
      return message
    end
    for _, case in ipairs {
      { "licence = ", "license = ", "there is no field 'license', did you mean 'licence'?" },
      { '"harm%-index"', '"Harm Index"', "name: expected 2 to 40 small letters" },
      { '"0%.1%.0"', '"0.1"', "version: expected three numbers" },
      { '">=0%.1%.0"', '"latest"', "glocal: expected a range" },
      { "permissions = {}", 'permissions = { "store.raed" }', "there is no permission 'store.raed', did you mean 'store.read'?" },
      { "permissions = {}", 'permissions = { "process", "process" }', "'process' stands there twice" },
      { '"AMBER"', '"PINK"', "handling: expected a marking" },
      { "en = ", "eng = ", "summary: expected texts by language, English among them" },
      { '"harm_index"', '"../x"', "entry: expected the name of a module" },
      { '"tests/harm_index.lua"', '"/etc/passwd"', "tests: number 1: expected the name of a file in the pack" },
      { "permissions = {}", 'dependencies = { ["zone-tools"] = "x" }', "'x' of zone-tools is no range of versions" },
      { 'corps = "Name of the corps",', "", "corps: is missing" },
    } do
      local message = message_of(case[1], case[2])
      assert.truthy(message:find(case[3], 1, true), message)
    end
  end)

  it("speaks of files that are there", function()
    local folder = new_pack()
    os.remove(folder .. "/examples/first.txt")
    local files, message = pack.of_folder(folder)
    assert.is_nil(files)
    assert.equal("pack.lua speaks of examples/first.txt, which is not there", message)
  end)
end)

describe("a pack", function()
  it("is the same bytes from the same folder, whatever its place and times", function()
    local a, b = support.path ".pack", support.path ".pack"
    assert(pack.build(new_pack(), a))
    assert(pack.build(new_pack(), b))
    assert.equal(support.read(a), support.read(b))
  end)

  it("is verified where it is what the key signed, and not where a byte is another", function()
    local path, keys = support.path ".pack", support.path ""
    assert(pack.build(new_pack(), path))
    local id = assert(pack.new_keys(keys, "a passphrase"))
    assert.equal("exists", select(3, pack.new_keys(keys, "")))
    local _, message = pack.sign(path, keys .. ".key", "another")
    assert.truthy(message:find("this is not the passphrase of the secret key", 1, true), message)
    assert(pack.sign(path, keys .. ".key", "a passphrase"))
    local found = assert(pack.verify(path, keys .. ".pub"))
    assert.same({ "harm-index", "0.1.0", id }, { found.name, found.version, found.key })
    local bytes, signature, public = support.read(path), support.read(path .. ".minisig"), support.read(keys .. ".pub")
    for i = 1, #bytes, 11 do
      local other = bytes:sub(1, i - 1) .. string.char(bytes:byte(i) ~ 1) .. bytes:sub(i + 1)
      assert.equal("corrupt", select(3, core.verify(other, signature, public)))
    end
    write(path, bytes .. "\0")
    assert.equal("corrupt", select(3, pack.verify(path, keys .. ".pub")))
  end)

  it("is refused where its signature is of another pack or version", function()
    local one, other, keys = support.path ".pack", support.path ".pack", support.path ""
    local folder = new_pack()
    assert(pack.build(folder, one))
    write(folder .. "/pack.lua", (support.read(folder .. "/pack.lua"):gsub('"0%.1%.0"', '"0.2.0"', 1)))
    assert(pack.build(folder, other))
    assert(pack.new_keys(keys, ""))
    assert(pack.sign(one, keys .. ".key", ""))
    write(other .. ".minisig", support.read(one .. ".minisig"))
    assert.equal("corrupt", select(3, pack.verify(other, keys .. ".pub")))
  end)

  it("is not built where its handling forbids that it leaves", function()
    local folder = new_pack()
    write(folder .. "/pack.lua", (support.read(folder .. "/pack.lua"):gsub('"AMBER"', '"RED"', 1)))
    assert.equal("marking", select(3, pack.build(folder, support.path ".pack")))
  end)

  it("is not built where a file in it says that it is marked more strictly than the pack", function()
    local folder = new_pack() -- AMBER
    for marking, stays in pairs { ["TLP:RED"] = true, ["TLP:AMBER H2"] = true, ["TLP:AMBER+STRICT"] = true, ["TLP:GREEN"] = false,
      ["TLP:AMBER"] = false } do
      write(folder .. "/figures.csv", "# " .. marking .. "\nn\n1\n")
      local path, message, code = pack.build(folder, support.path ".pack")
      assert.equal(stays, path == nil, marking)
      if stays then
        assert.equal("marking", code)
        assert.truthy(message:find("'figures.csv' is marked " .. marking .. ",", 1, true), message)
      end
    end
  end)

  it("holds files alone", function()
    local folder = new_pack()
    assert(os.execute(("ln -s /etc/passwd '%s/docs.md'"):format(folder)))
    local path, message, code = pack.build(folder, support.path ".pack")
    assert.is_nil(path)
    assert.equal("invalid", code)
    assert.truthy(message:find("docs.md' is a symbolic link: a pack holds files themselves", 1, true), message)
  end)
end)

describe("permissions", function()
  local entries = require "foresight.shell.entries".all()

  it("are found where a function that needs one is called, not in comments and texts", function()
    local used, absent = permissions.used({ ["a.lua"] = [==[
      -- rollup{zone="BE"}
      local text = "rollup{}" .. [[ store:import("x") ]]
      local r = rollup{zone = "BE"}
      local n = it.forecast(r)
      store:import "a.csv"
      local t = os.time()
      io.open("x")
    ]==] }, entries)
    assert.same({ "a.lua:3: rollup" }, { used["store.read"][1] })
    assert.truthy(table.concat(used["store.write"] or {}, " "):find("a.lua:5: import", 1, true))
    assert.same({ "a.lua:7: io.open" }, absent)
    local text = "local sum = rollup\npcall(rollup, {})\nlocal g = glocal.rollup\nif x == rollup then end"
    used = permissions.used({ ["b.lua"] = text }, entries)
    assert.same({ "b.lua:1: rollup", "b.lua:2: rollup", "b.lua:3: rollup" }, used["store.read"])
  end)
end)

describe("glocal pack", function()
  it("makes a pack that passes its own check", function()
    local folder = support.path ""
    local code, text = glocal_pack(("new zone-tools --to '%s'"):format(folder))
    assert.equal(0, code, text)
    code, text = glocal_pack(("check '%s'"):format(folder))
    assert.equal(0, code, text)
    assert.truthy(text:find("example examples/first.lua  passes", 1, true), text)
  end)

  it("finds the first pack of docs/packs.md whole", function()
    local folder, count = new_pack "zone-rate", 0
    for path, text in support.read "docs/packs.md":gmatch "`zone%-rate/([%w_/.]+)`:\n\n```%a+\n(.-)```\n" do
      write(folder .. "/" .. path, text)
      count = count + 1
    end
    assert.equal(4, count)
    local code, text = glocal_pack(("check '%s'"):format(folder))
    assert.equal(0, code, text)
  end)

  it("finds the packs that ship whole", function()
    local pipe, count = assert(io.popen "ls -d packs/*/"), 0
    for folder in pipe:lines() do
      local code, text = glocal_pack(("check '%s'"):format(folder))
      assert.equal(0, code, text)
      count = count + 1
    end
    pipe:close()
    assert.equal(5, count)
  end)

  it("says what a pack fails at", function()
    local folder = new_pack "zone-tools"
    write(folder .. "/tests/zone_tools.lua", 'assert(#zones.children "BE" > 0, "no children") assert(false, "planned")')
    write(folder .. "/examples/first.lua", 'print "other"')
    local code, text = glocal_pack(("check '%s'"):format(folder))
    assert.equal(1, code)
    assert.truthy(text:find("permission store.read: is used in tests/zone_tools.lua:1: zones.children and not declared", 1, true),
      text)
    assert.truthy(text:find("expected\n37.5 %\n\ngot\nother", 1, true), text)
    local declared = support.read(folder .. "/pack.lua"):gsub("permissions = {}", 'permissions = { "store.read" }', 1)
    write(folder .. "/pack.lua", declared)
    code, text = glocal_pack(("check '%s'"):format(folder))
    assert.equal(1, code)
    assert.truthy(text:find("planned", 1, true), text)
  end)

  it("names what luacheck finds, and says where luacheck is not here", function()
    local folder = new_pack "zone-tools"
    local entry = support.read(folder .. "/zone_tools.lua")
    write(folder .. "/.luacheckrc", "io.open('" .. folder .. "/mark', 'w')") -- Lua that luacheck would run
    write(folder .. "/zone_tools.lua", "local unused = 1\ntotal = 2\n" .. entry:gsub("return zone_tools", [[
function zone_tools.twice(part)
  local part = part
  return rolup(part), frame, zones
end

return zone_tools]]))
    local code, text = glocal_pack(("check '%s'"):format(folder))
    assert.equal(1, code)
    for _, expected in ipairs {
      "lint zone_tools.lua:1:7: unused variable 'unused' (W211)",
      "lint zone_tools.lua:2:1: setting non-standard global variable 'total'",
      "accessing undefined variable 'rolup', did you mean 'rollup'? (W113)", "variable 'part' was previously defined",
      "is not whole: 4 problems",
    } do
      assert.truthy(text:find(expected, 1, true), text)
    end
    assert.is_nil(io.open(folder .. "/mark"))
    local findings, message = lint.of({ ["a.lua"] = "return 1" }, {})
    assert.same({}, findings, message)
    local program = lint.PROGRAM
    finally(function() lint.PROGRAM = program end)
    lint.PROGRAM = "no-such-luacheck"
    assert.equal("luacheck is not installed (Debian: lua-check)", select(2, lint.of({ ["a.lua"] = "return 1" }, {})))
  end)

  it("runs tests over the packs that are needed, and says which are not there, not needed or not declared", function()
    local home, keys, user = core.make_folders(support.path ""), support.path "", ""
    local function at_home(arguments)
      local pipe = assert(io.popen(("cd '%s' && HOME='%s' XDG_CONFIG_HOME= XDG_DATA_HOME= '%s' pack %s 2>&1"):format(home, home,
        assert(core.full_path(GLOCAL)), arguments)))
      local text = pipe:read "a"
      return select(3, pipe:close()), text
    end
    local function changed(folder, from, to)
      local text, count = support.read(folder .. "/pack.lua"):gsub(from, to, 1)
      assert.equal(1, count)
      write(folder .. "/pack.lua", text)
    end
    assert(pack.new_keys(keys, user))
    local tools, watch = new_pack "zone-tools", new_pack "zone-watch"
    changed(tools, "permissions = {}", 'permissions = { "store.read" }')
    write(tools .. "/zone_tools.lua", "local it = {}\nfunction it.children(zone) return #zones.children(zone) end\nreturn it\n")
    changed(watch, "permissions = {}", 'dependencies = { ["zone-tools"] = "^0.1", ["zone-paint"] = "*" }')
    write(watch .. "/tests/zone_watch.lua", 'assert(require "zone-tools".children "BE" == 3)\nassert(require "zone-gone")')
    local code, text = at_home(("check '%s'"):format(watch))
    assert.equal(1, code)
    for _, expected in ipairs {
      "dependency zone-tools: ^0.1 is not to be had: there is no pack zone-tools installed",
      "dependency zone-paint: is declared and never required: take it out of pack.lua",
      "dependency zone-gone: is required in tests/zone_watch.lua:2: there is no such module in the pack, and no such pack",
      "tests and examples: were not run: they need what the pack depends on",
    } do
      assert.truthy(text:find(expected, 1, true), text)
    end
    local built = home .. "/zone-tools.pack"
    assert(pack.build(tools, built))
    assert(pack.sign(built, keys .. ".key", ""))
    assert.equal(0, at_home(("trust '%s.pub' --corps 'Name of the corps' --purpose x --max-handling AMBER"):format(keys)))
    assert.equal(0, at_home "add zone-tools.pack --allow store.read")
    changed(watch, ', %["zone%-paint"%] = "%*"', "")
    write(watch .. "/tests/zone_watch.lua", 'assert(require "zone-tools".children "BE" == 3)')
    code, text = at_home(("check '%s'"):format(watch))
    assert.equal(0, code, text)
    assert.truthy(text:find("^0.1 is met by 0.1.0, required in tests/zone_watch.lua:1", 1, true), text)
    changed(watch, "%^0%.1", "^2")
    code, text = at_home(("check '%s'"):format(watch))
    assert.equal(1, code)
    assert.truthy(text:find("no version of zone-tools fits ^2; there are 0.1.0", 1, true), text)
  end)

  it("is wrong without what it needs", function()
    for arguments, expected in pairs {
      [""] = "pack needs one of new, check", ["sing x"] = "did you mean 'sign'?", ["new"] = "pack new needs a name",
      ["sign x"] = "pack sign needs --key FILE.key", ["check a b"] = "pack check takes a folder, not 'b' as well",
    } do
      local code, text = glocal_pack(arguments)
      assert.equal(2, code, arguments)
      assert.truthy(text:find(expected, 1, true), text)
    end
    local code, text = glocal_pack "check /nowhere"
    assert.equal(1, code)
    assert.truthy(text:find("can't read '/nowhere': No such file or directory", 1, true), text)
  end)
end)

describe("route-watch", function()
  it("judges the last months of a route, and says what they mean for a zone", function()
    local store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    assert(store:import("data/observed/uk_small_boats.csv", { day = "month", zone = "route", phenomenon = "phenomenon",
      count = "count" }, { source = "uk-home-office" }))
    local watch = dofile "packs/route-watch/route_watch.lua"
    local judged, text = watch.route { route = "RT-CHANNEL", phenomenon = "smuggling", zone = "5461", exposure = "channel",
      lang = "nl" }
    assert.equal(6, #judged)
    local expected = "Voor BE%-PZ5461: naar schatting %d+ %(%d+ tot %d+%) van de aankomsten van %d+%-%d+, "
      .. "volgens de tabel ‘channel’%."
    assert.truthy(text:find(expected), text)
  end)
end)
