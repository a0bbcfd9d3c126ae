-- Further attacks by whoever makes or carries a pack, beside those of attack_spec.lua: names at their edges, long manifests, packs
-- of many files, tests and examples that never end, a home that is a link, programs of a foreign PATH.
require "glocal"
local core = require "glocal.core"
local corps = require "tests.spec.corps"
local installed = require "foresight.pack.installed"
local manifest = require "foresight.pack.manifest"
local offline = require "foresight.pack.offline"
local pack = require "foresight.pack.pack"
local support = require "tests.spec.support"
local tar = require "tests.hostile.tar"
local zone_tools = require "tests.spec.pack.zone_tools"

local write, as, has, file, entry = corps.write, corps.as, corps.has, tar.file, tar.entry
local with, shell = zone_tools.with, zone_tools.shell

setup(zone_tools.begin)
teardown(corps.finish)

local function signed(keys, bytes)
  local path = write(support.path ".pack", bytes)
  write(path .. ".minisig", assert(core.sign(bytes, support.read(keys.key), "", "zone-tools 0.1.0")))
  return path
end

describe("an archive with", function()
  local NAMES = {
    ["a trailing dot"] = "zz.", ["a trailing dot in a folder"] = "zz./a.lua", ["a trailing blank"] = "zz.lua ",
    ["a leading blank"] = " zz.lua", ["a name of dots"] = "...", ["a name of two dots"] = "zz/..", ["a name of one dot"] = "zz/.",
    ["a folder's name"] = "zz/", ["a tab"] = "zz\t.lua", ["a carriage return"] = "zz\r.lua", ["a DEL"] = "zz\127.lua",
    ["a byte that is no UTF-8"] = "zz\xff.lua", ["an overlong form"] = "zz\xc0\xae.lua", ["a surrogate"] = "zz\xed\xa0\x80.lua",
    ["what turns the direction"] = "zz\u{202E}aul.lua", ["what can't be seen"] = "zz\u{200B}.lua",
    ["a byte order mark"] = "\u{FEFF}zz",
    ["a colon of another stream"] = "zz.lua:evil", ["a star"] = "zz*.lua", ["a question mark"] = "zz?.lua",
    ["a quote"] = "zz'.lua",
    ["a name of Windows's devices"] = "zz/../con", ["the name of a hidden folder"] = ".git/hooks/post-checkout",
    ["a tilde"] = "~/zz.lua", ["a dollar"] = "$HOME/zz.lua", ["a dash in front"] = "-rf",
  }
  local DIFFER = { -- names that a file system may take for each other
    { "zz/A.lua", "zz/a.lua" }, { "ZZ/a.lua", "zz/a.lua" }, { "zz.lua", "zz.LuA" }, { "z\u{C9}.lua", "z\u{E9}.lua" },
    { "z\u{212A}.lua", "zk.lua" }, { "zstra\u{DF}e.lua", "zstrasse.lua" }, { "zz", "zz/a.lua" }, { "ZZ/a.lua", "zz" },
  }

  local function is_refused(bytes, title)
    local home = as()
    local keys = corps.pair()
    corps.trusts(keys)
    local list, message, code = offline.read(signed(keys, bytes))
    assert.is_nil(list, title)
    assert.truthy(code == "corrupt" or code == "invalid", title)
    assert.is_nil(message:find "%c", title)
    assert.same({ ".config" }, { io.popen(("ls -A '%s'"):format(home)):read "l" }, title)
  end

  it("a name that means another on some machine is refused", function()
    for title, name in pairs(NAMES) do is_refused(with(file(name, "x")), title) end
  end)

  it("two names that are one on some machine is refused", function()
    for _, pair in ipairs(DIFFER) do is_refused(with(file(pair[1], "1"), file(pair[2], "2")), pair[1] .. " and " .. pair[2]) end
  end)

  it("headers of pax that say anything is refused", function()
    local records = {
      tar.pax("path", "zz\0../evil"), tar.pax("path", ""), tar.pax("SCHILY.xattr.user.x", "y"), tar.pax("uid", "0"),
      tar.pax("mtime", "1e99"),
      tar.pax("hdrcharset", "BINARY"), tar.pax("GNU.sparse.name", "../evil") .. tar.pax("GNU.sparse.major", "1")
        .. tar.pax("GNU.sparse.minor", "0"), tar.pax("path", ("x/"):rep(5000) .. "y"), "0 path=x\n", "-5 path=x\n", "7 path\n",
      ("9"):rep(400),
      tar.pax("comment", "harmless"),
    }
    for i, record in ipairs(records) do
      for _, kind in ipairs { "x", "g", "X" } do
        is_refused(with(entry { name = "x", type = kind, body = record }, file("zz.lua", "x")), kind .. " " .. i)
      end
    end
    is_refused(with(entry { name = "zz.lua", type = "S", magic = "ustar  \0", size = 1 << 30, body = "" }),
      "a sparse file of GNU tar")
    is_refused(with(entry { name = "zz.lua", size = 1 << 32, body = "x" }), "a size of 4 GB")
  end)

  it("ten thousand files is taken or refused, whole, and nothing else is left", function()
    local members = {}
    for name, text in pairs(zone_tools.files) do members[#members + 1] = { name, text } end
    for i = 1, 10000 do members[#members + 1] = { ("zz/a%05d.lua"):format(i), "return " .. i } end
    table.sort(members, function(a, b) return a[1] < b[1] end)
    for i, each in ipairs(members) do members[i] = file(each[1], each[2]) end
    is_refused(tar.of(members), "ten thousand files")
  end)
end)

describe("a manifest", function()
  it("whose names and lists are long is refused with a short message", function()
    local text = zone_tools.files["pack.lua"]
    local many = {}
    for i = 1, 5000 do many[i] = ('["a%d"] = "*"'):format(i) end
    for _, case in ipairs {
      { '"zone%-tools"', ('"%s"'):format(("a"):rep(1e5)) }, { '"zone_tools"', ('"%s"'):format(("a"):rep(1e5) .. ".") },
      { '"PZ Antwerpen"', ('"%s"'):format(("a"):rep(1e5)) }, { "permissions = {}",
      ("permissions = { '%s' }"):format(("a"):rep(1e5)) },
      { "permissions = {}", ("['%s'] = 1"):format(("a"):rep(1e5)) }, { '"0%.1%.0"', ('"%s.0.0"'):format(("9"):rep(1e5)) },
      { '"0%.1%.0"', ('"1.0.0-%s"'):format(("a."):rep(1e4)) }, { '">=0%.1%.0"', ('"%s"'):format((">"):rep(1e5)) },
      { "AMBER", ("A"):rep(1e5) }, { '"tests/zone_tools%.lua"', ('"tests/%s.lua"'):format(("a"):rep(1e5)) },
      { "{ en = ", ("{ ['%s'] = 'x', en = "):format(("a"):rep(1e5)) },
    } do
      local changed, count = text:gsub(case[1], (case[2]:gsub("%%", "%%%%")), 1)
      assert.equal(1, count, case[1])
      local files = setmetatable({ ["pack.lua"] = changed }, { __index = zone_tools.files })
      local given, message, code = manifest.of(files)
      assert.is_nil(given, case[1])
      assert.equal("invalid", code)
      assert.is_true(#message < 5000, case[1] .. ": " .. #message)
    end
    local given = manifest.read((text:gsub("permissions = {}", "dependencies = { " .. table.concat(many, ", ") .. " }")))
    assert.equal("*", given.dependencies.a5000)
  end)
end)

describe("a pack under check", function()
  it("whose tests and examples print and run for ever is stopped, and the check goes on to its end", function()
    local home = as()
    local folder = home .. "/zone-tools"
    assert(pack.new("zone-tools", folder))
    write(folder .. "/tests/zone_tools.lua", "while true do print(('x'):rep(1e6)) end\n")
    write(folder .. "/examples/first.lua", "while true do print(('x'):rep(1e6), {}) end\n")
    local code, text = shell(home, "pack check zone-tools")
    assert.equal(1, code)
    has(text, "test tests/zone_tools.lua")
    has(text, "it needs more than its 512 MB")
    has(text, "example examples/first.lua")
    has(text, "is not whole: ")
    assert.is_true(#text < 5000)
  end)
end)

describe("the account", function()
  it("whose home is a link has its packs behind it, and another's link leads nowhere", function()
    local a = corps.publisher()
    corps.published(a.repo, a.keys, "zone-tools", "1.0.0")
    local real, link = core.make_folders(support.path ""), support.path ""
    assert(os.execute(("ln -s '%s' '%s'"):format(real, link)))
    as(link)
    corps.trusts(a.keys)
    assert(corps.synced(a.repo))
    assert(corps.add "zone-tools")
    assert(corps.load "zone-tools")
    local other = core.make_folders(support.path "")
    local given = assert(installed.records "zone-tools")[1]
    local packs = given.path:match "^(.*)/[^/]*$"
    assert(os.execute(("mv '%s' '%s/kept' && ln -s '%s/kept' '%s'"):format(packs, other, other, packs)))
    assert(corps.load "zone-tools") -- the same bytes, signed as before
    corps.poke(given.path .. ".pack", 700, 1)
    assert.is_nil((corps.load "zone-tools"))
    local trusted = link .. "/.config/glocal/trust"
    assert(os.execute(("rm -rf '%s' && ln -s /nowhere '%s'"):format(trusted, trusted)))
    local loaded, message = corps.load "zone-tools"
    assert.is_nil(loaded)
    has(message, "is not trusted here")
  end)

  it("whose environment names a configuration of another library has none of it read", function()
    local home, mark = as(), support.path ".so"
    local conf = write(support.path ".cnf", ([[
openssl_conf = start
[start]
providers = all
[all]
evil = evil
default = evil
[evil]
module = %s
activate = 1
]]):format(mark))
    assert(os.execute(("mkfifo '%s'"):format(mark))) -- who opens it waits, until timeout(1) ends it
    local environment = ("OPENSSL_CONF='%s' OPENSSL_MODULES='%s' timeout 60"):format(conf, support.folder)
    local code, text = shell(home, "-e 'return (require \"glocal.core\".sha256_text \"abc\"):sub(1, 16)'", environment)
    assert.equal(0, code)
    assert.equal("ba7816bf8f01cfea\n", text)
  end)

  it("whose PATH has programs by known names runs none of them", function()
    local a = corps.publisher()
    local path = corps.built("zone-tools", "1.0.0", a.keys)
    local home, mark = as(), support.path ".mark"
    corps.trusts(a.keys)
    local evil = core.make_folders(support.path "")
    for _, name in ipairs { "minisign", "tar", "gzip", "bsdtar", "sha256sum", "openssl", "gpg", "lua", "lua5.4", "sh",
      "stty", "cp",
      "mv", "glocal", "sqlite3", "b2sum", "mktemp", "rm" } do
      write(evil .. "/" .. name, ("#!/bin/sh\n: > '%s'\nexit 0\n"):format(mark))
    end
    assert(os.execute(("chmod +x '%s'/*"):format(evil)))
    local environment = ("PATH='%s'"):format(evil)
    corps.poke(path, 700, 1) -- what a fake minisign would wave through
    local code, text = shell(home, ("pack add '%s'"):format(path), environment)
    assert.equal(1, code)
    has(text, "the signature does not hold")
    corps.poke(path, 700, support.read(path):byte(700) ~ 1)
    for _, arguments in ipairs { ("pack verify '%s' --key '%s'"):format(path, a.keys.pub), "pack list", "pack keys",
      ("pack add '%s'"):format(path), "-e 'return use \"zone-tools\"'" } do
      shell(home, arguments, environment)
    end
    assert.is_nil(io.open(mark))
  end)
end)
