-- Attacks on what is taken of a pack, by whoever makes or carries it: archives, names, manifests, signatures, indexes, files that
-- are swapped between two looks, the environment. Each is refused with one message, and writes and reads nothing elsewhere. What a
-- pack may try once it runs is in tests/hostile/isolate.lua.
local glocal = require "glocal"
local core = require "glocal.core"
local corps = require "tests.spec.corps"
local fetch = require "foresight.pack.fetch"
local index = require "foresight.pack.index"
local installed = require "foresight.pack.installed"
local lookalike = require "foresight.pack.lookalike"
local manifest = require "foresight.pack.manifest"
local offline = require "foresight.pack.offline"
local pack = require "foresight.pack.pack"
local place = require "foresight.pack.place"
local record = require "foresight.pack.record"
local repository = require "foresight.pack.repository"
local resolve = require "foresight.pack.resolve"
local signed = require "foresight.pack.signed"
local support = require "tests.spec.support"
local tar = require "tests.hostile.tar"
local trust = require "foresight.pack.trust"
local zone_tools = require "tests.spec.pack.zone_tools"

local write, as, has = corps.write, corps.as, corps.has
local with, shell = zone_tools.with, zone_tools.shell
local entry, file, of = tar.entry, tar.file, tar.of

local SECRET = support.path ".secret"

setup(function()
  zone_tools.begin()
  write(SECRET, "the secret")
end)
teardown(corps.finish)

-- --- archives -----------------------------------------------------------------------------------------------------

local NFC, NFD = "z\u{e9}ro.lua", "ze\u{301}ro.lua"
local HUGE = "\x80" .. ("\0"):rep(3) .. "\x7f" .. ("\xff"):rep(7) -- the size in base 256

local ARCHIVES = {
  ["a name that leads up"] = function() return with(file("../evil.lua", "x")) end,
  ["a name that leads up from a folder"] = function() return with(file("zz/../../evil.lua", "x")) end,
  ["an absolute name"] = function() return with(file(SECRET, "x")) end,
  ["a name that begins with ./"] = function() return with(file("./zz.lua", "x")) end,
  ["a name with an empty part"] = function() return with(file("zz//a.lua", "x")) end,
  ["a name with a backslash"] = function() return with(file("zz\\..\\evil.lua", "x")) end,
  ["the name of a drive"] = function() return with(file("c:evil.lua", "x")) end,
  ["a hidden name"] = function() return with(file("zz/.bashrc", "x")) end,
  ["a name with a line feed"] = function() return with(file("zz\nevil.lua", "x")) end,
  ["a name with the escapes of a terminal"] = function() return with(file("zz\27[2Jevil.lua", "x")) end,
  ["bytes behind the NUL of a name"] = function() return with(entry { name = "zz.lua\0../evil", body = "x" }) end,
  ["a name whose prefix leads up"] = function() return with(entry { name = "evil.lua", prefix = "..", body = "x" }) end,
  ["a name twice"] = function() return with(file("zz.lua", "return 1"), file("zz.lua", "return 2")) end,
  ["pack.lua twice"] = function() return with(file("pack.lua", zone_tools.files["pack.lua"])) end,
  ["names that differ by capitals"] = function() return with(file("zz.LUA", "1"), file("zz.lua", "2")) end,
  ["names that differ by normalisation"] = function() return with(file(NFC, "1"), file(NFD, "2")) end,
  ["names out of order"] = function() return with(file("aa.lua", "1")) end,
  ["a hard link"] = function() return with(entry { name = "zz.lua", type = "1", link = SECRET }) end,
  ["a hard link to a member"] = function() return with(entry { name = "zz.lua", type = "1", link = "zone_tools.lua" }) end,
  ["a symbolic link"] = function() return with(entry { name = "zz.lua", type = "2", link = SECRET }) end,
  ["a file through a symbolic link"] = function()
    return with(entry { name = "zz", type = "2", link = "/tmp" }, file("zz/evil.lua", "x"))
  end,
  ["a character device"] = function() return with(entry { name = "zz", type = "3" }) end,
  ["a block device"] = function() return with(entry { name = "zz", type = "4" }) end,
  ["a folder"] = function() return with(entry { name = "zz/", type = "5" }) end,
  ["a named pipe"] = function() return with(entry { name = "zz", type = "6" }) end,
  ["a contiguous file"] = function() return with(entry { name = "zz", type = "7", body = "x" }) end,
  ["a sparse file"] = function() return with(entry { name = "zz", type = "S", magic = "ustar  \0", body = "x" }) end,
  ["a member of several volumes"] = function() return with(entry { name = "zz", type = "M", body = "x" }) end,
  ["the name of a volume"] = function() return with(entry { name = "zz", type = "V" }) end,
  ["a long name of GNU tar"] = function()
    return with(entry { name = "././@LongLink", type = "L", body = "../evil.lua\0" }, file("zz.lua", "x"))
  end,
  ["a long link of GNU tar"] = function()
    return with(entry { name = "././@LongLink", type = "K", body = SECRET .. "\0" },
      entry { name = "zz", type = "2", link = "x" })
  end,
  ["a pax header with another path"] = function()
    return with(entry { name = "x", type = "x", body = tar.pax("path", "../evil.lua") }, file("zz.lua", "x"))
  end,
  ["a pax header with another link"] = function()
    return with(entry { name = "x", type = "x", body = tar.pax("linkpath", SECRET) }, entry { name = "zz", type = "2" })
  end,
  ["a pax header with another size"] = function()
    return with(entry { name = "x", type = "x", body = tar.pax("size", "99999999999") }, file("zz.lua", "x"))
  end,
  ["a pax header of a sparse file"] = function()
    return with(entry { name = "x", type = "x", body = tar.pax("GNU.sparse.realsize", "99999999999999")
      .. tar.pax("GNU.sparse.map", "0,99999999999999") }, file("zz.lua", "x"))
  end,
  ["a pax header for all"] = function()
    return with(entry { name = "x", type = "g", body = tar.pax("path", "../evil.lua") }, file("zz.lua", "x"))
  end,
  ["a pax header without end"] = function()
    return with(entry { name = "x", type = "x", body = "99999999999 path=x\n" }, file("zz.lua", "x"))
  end,
  ["a size of 8 GB"] = function() return with(entry { name = "zz", size = 8 ^ 11 // 1 - 1 | 0, body = "x" }) end,
  ["a size in base 256"] = function() return with(entry { name = "zz", raw_size = HUGE, body = "x" }) end,
  ["a size below nothing"] = function() return with(entry { name = "zz", raw_size = ("\xff"):rep(12), body = "x" }) end,
  ["another mode"] = function() return with(entry { name = "zz", mode = 2541, body = "x" }) end,
  ["an owner"] = function() return with(entry { name = "zz", owner = 1000, body = "x" }) end,
  ["a time"] = function() return with(entry { name = "zz", time = 1, body = "x" }) end,
  ["a wrong sum"] = function() return with(entry { name = "zz", sum = 1, body = "x" }) end,
  ["an archive that ends in a header"] = function() return with():sub(1, 700) end,
  ["an archive that ends in a file"] = function() return with():sub(1, 3 * 512 + 100) end,
  ["an archive without its end"] = function() return with():sub(1, -1025) end,
  ["bytes behind the end"] = function() return with() .. "x" end,
  ["blocks of nothing behind the end"] = function() return with() .. ("\0"):rep(1 << 20) end,
  ["an archive behind the end"] = function() return with() .. of { file("../evil.lua", "x") } end,
  ["a file behind half an end"] = function()
    return with():sub(1, -513) .. of { file("zz.lua", "x") }
  end,
  ["nothing"] = function() return "" end,
  ["nothing but an end"] = function() return of {} end,
  ["64 MB of nothing"] = function() return ("\0"):rep(64 << 20) end,
  ["more files than a pack has"] = function()
    local members = {}
    for i = 1, 20000 do members[i] = file(("a%06d"):format(i), "") end
    return of(members)
  end,
  ["a pack in a pack"] = function() return of { file("zone-tools-0.1.0.pack", with()) } end,
  ["an archive of cpio"] = function() return "070701" .. ("0"):rep(104) .. "evil.lua\0" end,
  ["an archive of ar"] = function() return "!<arch>\nevil.lua/      0           0     0     644     1         `\nx" end,
  ["an archive of zip"] = function() return "PK\3\4\20\0\0\0\0\0" .. ("\0"):rep(16) .. "\11\0\0\0" .. "../evil.lua" end,
  ["a bomb of gzip"] = function()
    local path = support.path ".gz"
    assert(os.execute(("head -c 50000000 /dev/zero | gzip -1 > '%s'"):format(path)))
    return support.read(path)
  end,
  ["a right pack, packed by gzip"] = function()
    local path = write(support.path ".tar", with())
    assert(os.execute(("gzip -n '%s'"):format(path)))
    return support.read(path .. ".gz")
  end,
  ["a text of uuencode"] = function() return "begin-base64 644 zz\n" .. ("QUFB"):rep(20) .. "\n====\n" end,
}

describe("an archive with", function()
  local function signed_archive(keys, bytes)
    local path = write(support.path ".pack", bytes)
    local signature = assert(core.sign(bytes, support.read(keys.key), "", "zone-tools 0.1.0"))
    write(path .. ".minisig", signature)
    return path
  end

  it("what a pack may hold is taken, so that the others are refused for what they are", function()
    assert.is_true(core.bundle(zone_tools.files) == with())
    as()
    local keys = corps.pair()
    corps.trusts(keys)
    assert(offline.read(signed_archive(keys, with())))
  end)

  -- Signed by a key that is trusted: the attack is by whoever the key was given to.
  local names = {}
  for name in pairs(ARCHIVES) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    it(name .. " is refused", function()
      local home = as()
      local keys = corps.pair()
      corps.trusts(keys)
      local path = signed_archive(keys, ARCHIVES[name]())
      local list, message, code = offline.read(path)
      assert.is_nil(list)
      assert.truthy(code == "corrupt" or code == "invalid", tostring(code))
      assert.is_true(#message < 400)
      assert.is_nil(message:find "%c")
      assert.is_nil(message:find("the secret", 1, true))
      assert.same({ ".config" }, { io.popen(("ls -A '%s'"):format(home)):read "l" }) -- the key that is trusted, nothing else
      os.remove(path)
    end)
  end

  it("any of them as an index or a bundle is refused", function()
    local a = corps.publisher()
    corps.published(a.repo, a.keys, "zone-tools", "1.0.0")
    for _, name in ipairs { "a name that leads up", "a symbolic link", "a pax header with another path", "a bomb of gzip",
      "nothing", "a size in base 256", "bytes behind the end" } do
      local bytes = ARCHIVES[name]()
      write(a.repo .. "/packs.index", bytes)
      assert.is_false((corps.synced(a.repo)), name)
      assert.is_nil(offline.read(write(support.path ".bundle", bytes)), name)
    end
  end)

  it("is told in the shell in one line", function()
    local home = as()
    local keys = corps.pair()
    write(home .. "/none", "")
    corps.trusts(keys)
    local path = signed_archive(keys, ARCHIVES["a symbolic link"]())
    local code, text = shell(home, ("pack add '%s'"):format(path))
    assert.equal(1, code)
    assert.equal(1, select(2, text:gsub("\n", "")))
    has(text, "is refused: this is no pack as `glocal pack build` makes it")
  end)
end)

-- --- files that are none, or others when they are looked at again -------------------------------------------------

describe("a file that", function()
  it("is a pipe, a device or a folder is refused and not waited for", function()
    local home = as()
    local pipe = support.path ".pack"
    assert(os.execute(("mkfifo '%s'"):format(pipe)))
    for _, path in ipairs { pipe, "/dev/zero", home } do
      has(select(2, pack.read_file(path)), "is no file")
      has(select(2, record.read(path)), "is no file")
    end
    local repo = core.make_folders(support.path "")
    assert(os.execute(("mkfifo '%s/packs.index'"):format(repo)))
    local ok, message, code = corps.synced(repo)
    assert.is_false(ok)
    assert.equal("corrupt", code)
    has(message, "is no file")
    assert(os.remove(repo .. "/packs.index"))
    assert(os.execute(("ln -s /dev/zero '%s/packs.index'"):format(repo)))
    has(select(2, corps.synced(repo)), "is no file")
  end)

  it("has become a link to another pack since it was installed is refused", function()
    local a = corps.publisher()
    corps.published(a.repo, a.keys, "zone-tools", "1.0.0")
    corps.published(a.repo, a.keys, "zone-tools", "1.1.0", { permissions = { "process" } })
    as()
    corps.trusts(a.keys)
    assert(corps.synced(a.repo))
    assert(corps.add("zone-tools", "1.0.0"))
    local given = assert(installed.records "zone-tools")[1]
    local other = ("%s/%s"):format(a.repo, index.path("zone-tools", "1.1.0"))
    for _, ending in ipairs { ".pack", ".pack.minisig" } do
      assert(os.remove(given.path .. ending))
      assert(os.execute(("ln -s '%s%s' '%s%s'"):format(other, ending:sub(6), given.path, ending)))
    end
    local loaded, message, code = corps.load "zone-tools"
    assert.is_nil(loaded)
    assert.equal("corrupt", code)
    has(message, "it is not what was installed")
    local record_path = given.path .. ".install" -- and under the name of the other, without its record
    assert(os.execute(("cp '%s' '%s'"):format(record_path, (record_path:gsub("1%.0%.0", "1.1.0")))))
    has(select(2, corps.load("zone-tools", "1.1.0")), "is of another pack than its name says")
  end)

  it("is swapped between the index and the pack is refused: an index is read once, and what it says is what is taken", function()
    local a = corps.publisher()
    corps.published(a.repo, a.keys, "zone-tools", "1.0.0")
    local b = corps.publisher(corps.LIEGE)
    as(b.home)
    corps.published(b.repo, b.keys, "zone-tools", "1.0.0", { permissions = { "process" } })
    as()
    corps.trusts(a.keys)
    corps.trusts(b.keys)
    local reads, bytes_of = 0, fetch.file
    finally(function() fetch.file = bytes_of end)
    fetch.file = function(where, name, most)
      local bytes, message, code = bytes_of(where, name, most)
      if name == index.FILE then -- what comes behind the first look is another's
        reads = reads + 1
        assert(os.execute(("cp -rT '%s' '%s'"):format(b.repo, a.repo)))
      end
      return bytes, message, code
    end
    assert(corps.synced(a.repo))
    assert.equal(1, reads)
    local plan, message, code = corps.add "zone-tools"
    assert.is_nil(plan)
    assert.equal("corrupt", code)
    has(message, "it is not what the index says")
    has(select(2, corps.synced(a.repo)), "another repository was here before")
  end)

  it("is a built pack of a folder is verified at each use", function()
    local home = as()
    local keys = corps.pair()
    local path = corps.built("zone-tools", "1.0.0", keys)
    local call = ("-e 'local it, why = use \"%s\" print(it and it.share(1, 4) or why)'"):format(path)
    local _, text = shell(home, call)
    has(text, "is not trusted here")
    corps.trusts(keys)
    _, text = shell(home, call)
    has(text, "25")
    corps.poke(path, 700, 1)
    _, text = shell(home, call)
    has(text, "the signature does not hold")
    os.remove(path .. ".minisig")
    _, text = shell(home, call)
    has(text, "is not signed")
  end)
end)

-- --- names --------------------------------------------------------------------------------------------------------

describe("a name that", function()
  it("looks like another is refused with the character and the name that was meant", function()
    for name, expected in pairs {
      ["zоne-tools"] = "character 2 is U+043E, which looks like 'o': did you mean 'zone-tools'?", -- Cyrillic
      ["zone‐tools"] = "character 5 is U+2010, which looks like '-': did you mean 'zone-tools'?", -- a hyphen
      ["zone\u{200B}-tools"] = "character 5 is U+200B, which can't be seen: did you mean 'zone-tools'?",
      ["\u{202E}sloot-enoz"] = "character 1 is U+202E, which can't be seen: did you mean 'sloot-enoz'?",
      ["ｚone-tools"] = "character 1 is U+FF5A, which looks like 'z': did you mean 'zone-tools'?", -- full width
      ["zone-toοls"] = "character 8 is U+03BF, which looks like 'o': did you mean 'zone-tools'?", -- Greek
      ["zo\u{301}ne-tools"] = "character 3 is U+0301", ["zöne-tools"] = "did you mean 'zone-tools'?",
      ["zone-tools\u{FE0F}"] = "character 11 is U+FE0F, which can't be seen: did you mean 'zone-tools'?",
      ["zone-tools\0"] = "character 11 is U+0000, which can't be seen", ["zone\xFF"] = "it is no UTF-8",
      ["漢字"] = "character 1 is U+6F22", ["Zone-Tools"] = "expected 2 to 40 small letters", ["zone--tools"] = "expected",
      ["../zone"] = "expected", ["zone/tools"] = "expected", ["-zone"] = "expected", ["zone-"] = "expected", ["z"] = "expected",
      ["con."] = "expected", [("z"):rep(41)] = "expected", [""] = "expected",
    } do
      has(manifest.name_fault(name), expected)
      has(select(2, corps.load(name)), "is no name of a pack")
    end
    for _, name in ipairs { "zone-tools", "z2", "barrier-model" } do assert.is_nil(manifest.name_fault(name)) end
  end)

  it("is easily taken for one that is installed is refused until it is meant", function()
    local a = corps.publisher()
    for _, name in ipairs { "harm-index", "harrn-index", "harm-lndex", "harmindex", "harm-tools" } do
      corps.published(a.repo, a.keys, name, "1.0.0")
    end
    as()
    corps.trusts(a.keys)
    assert(corps.synced(a.repo))
    assert(corps.add "harm-index")
    for _, name in ipairs { "harrn-index", "harm-lndex", "harmindex" } do
      assert.equal(lookalike.skeleton "harm-index", lookalike.skeleton(name))
      local plan, message, code = corps.add(name)
      assert.is_nil(plan)
      assert.equal("ambiguous", code)
      has(message, ("'%s' is easily taken for 'harm-index', which is installed: if it is meant, --accept-key"):format(name))
    end
    assert(corps.add "harm-tools")
    assert(corps.add("harmindex", "*", { accept = a.keys.id }))
    assert(corps.add "harmindex") -- from here on it is known
  end)

  it("needs itself by a long way round is refused", function()
    local function candidates(name)
      local n = tonumber(name:match "%d+")
      return { { name = name, version = "1.0.0", dependencies = { ["p" .. n % 60 + 1] = "*" } } }
    end
    local order, message, code = resolve.of({ { name = "p1", range = "*" } }, candidates)
    assert.is_nil(order)
    assert.equal("invalid", code)
    has(message, "packs that need each other can't be loaded")
  end)

  it("is a name of the library or of Lua can't be a pack's", function()
    for _, name in ipairs { "rollup", "string", "use", "frame", "print" } do
      assert.truthy(manifest.taken(name), name)
      has(select(2, pack.new(name, support.path "")), "a pack needs another name")
    end
  end)
end)

-- --- manifests ----------------------------------------------------------------------------------------------------

describe("a manifest", function()
  local function refused(text, expected)
    local given, message, code = manifest.read(text)
    assert.is_nil(given, expected)
    assert.equal("invalid", code)
    has(message, expected)
    assert.is_nil(core.visible(message):find "[^\n]%c")
  end

  local function changed(from, to)
    local text, count = zone_tools.files["pack.lua"]:gsub(from, to, 1)
    assert.equal(1, count, from)
    return text
  end

  it("that is anything but data is refused, and what it holds is not run", function()
    local mark = support.path ".mark"
    for text, expected in pairs {
      [("return { name = (function() io.open('%s', 'w') end)() }"):format(mark)] = "line 1: expected a text, a number",
      [("os.execute('touch %s') return {}"):format(mark)] = "expected a table",
      [("return {} os.execute('touch %s')"):format(mark)] = "expected nothing behind the table",
      ["return setmetatable({}, {})"] = "expected a table", ["return { name = _G }"] = "expected a text",
      ["return { [1 + 1] = 2 }"] = "a key in brackets is a text", ["return { name = [[x]] }"] = "expected a text",
      ["return " .. ("{"):rep(1000)] = "tables are nested too deep", ["return { x = 1e999 }"] = "expected a text, a number",
      ["return { x = " .. ("9"):rep(400) .. " }"] = "expected a text, a number", ["return { x = 0/0 }"] = "expected , or }",
      ["return { x = nan }"] = "expected a text, a number", ["return { x = 'a\\q' }"] = "an escape that is not known",
      ["return { x = '\\u{202E}' }"] = "an escape that is not known",
      ["return { name = 'a', name = 'b' }"] = "'name' stands there twice",
      ["return { ['name'] = 'a', name = 'b' }"] = "'name' stands there twice", ["return { name = 'a"] = "a text is not closed",
      ["return {" .. (" "):rep(1 << 20) .. "}"] = "it is too long", [""] = "expected a table", ["\27Lua"] = "expected a table",
      ["return {\0}"] = "expected", ["return"] = "expected a table", ["return { name = false }"] = "name: expected 2 to 40",
    } do
      refused(text, expected)
    end
    assert.is_nil(io.open(mark))
  end)

  it("whose texts hide or fake something is refused", function()
    local first = "Says in one line what the pack is for."
    for value, expected in pairs {
      ["two\\nlines"] = "expected one line of text", ["a\\27[2Jb"] = "expected one line of text", ["a\\0b"] = "expected one line",
      ["a\\127b"] = "expected one line", ["a\u{202E}b"] = "summary: en: it has what can't be seen: a\\u{202E}b",
      ["a\u{200B}b"] = "it has what can't be seen", ["a\u{9B}2Jb"] = "it has what can't be seen",
      ["a\\255b"] = "it has what can't be seen",
      [("x"):rep(201)] = "up to 200 bytes", [""] = "expected one line of text",
    } do
      refused(changed(first, (value:gsub("%%", "%%%%"))), expected)
    end
    for _, field in ipairs { "corps", "purpose", "licence" } do
      refused(changed(field .. ' = "[^"]*"', field .. ' = "a\u{202E}b"'), field .. ": it has what can't be seen")
    end
  end)

  it("with numbers, lists and ranges of any size is refused", function()
    for _, case in ipairs {
      { '"0%.1%.0"', '"1.0.99999999999999999999"', "version: expected three numbers" },
      { '"0%.1%.0"', "0.1", "version: expected three numbers" }, { '"0%.1%.0"', '"1.0.0\\0"', "version: expected" },
      { '">=0%.1%.0"', '"' .. (">=1 "):rep(100) .. '"', "glocal: expected a range" },
      { "permissions = {}", "permissions = { x = 1 }", "permissions: expected a list" },
      { "permissions = {}", "permissions = 7", "permissions: expected a list" },
      { "permissions = {}", "permissions = { {} }", "there is no permission" },
      { "permissions = {}", 'permissions = { "store.read " }', "there is no permission 'store.read '" },
      { "permissions = {}", 'permissions = { "*" }', "there is no permission '*'" },
      { "permissions = {}", 'dependencies = { "zone-tools" }', "is no name of a pack" },
      { "permissions = {}", 'dependencies = { ["../x"] = "*" }', "is no name of a pack" },
      { "permissions = {}", 'dependencies = { ["zоne"] = "*" }', "looks like 'o'" },
      { '"tests/zone_tools%.lua"', '"tests/../../x.lua"', "expected the name of a file in the pack" },
      { '"examples/first%.lua"', '"examples/first.txt"', "expected the name of a file in the pack" },
      { '"zone_tools"', '"os.execute"', "entry: expected the name of a module" },
      { "AMBER", "CLEAR RED H9", "handling: expected" },
    } do
      refused(changed(case[1], (case[2]:gsub("%%", "%%%%"))), case[3])
    end
  end)
end)

-- --- signatures ---------------------------------------------------------------------------------------------------

describe("a signature", function()
  local bytes, keys, other, theirs = "what is signed", nil, nil, nil

  local function is_refused(signature, expected, public)
    local comment, message = core.verify(bytes, signature, public or support.read(keys.pub))
    assert.is_nil(comment)
    has(message, expected)
  end

  local function lines_of(signature)
    local lines = {}
    for line in signature:gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
    return lines
  end

  local function minisign(arguments)
    assert(os.execute(("minisign %s >/dev/null 2>&1 </dev/null"):format(arguments)), arguments)
  end

  setup(function()
    as()
    keys, other = corps.pair(), corps.pair()
    theirs = support.path ""
    minisign(("-GW -p '%s.pub' -s '%s.key'"):format(theirs, theirs))
  end)

  it("whose parts are another's is refused", function()
    local mine = lines_of(assert(core.sign(bytes, support.read(keys.key), "", "zone-tools 1.0.0")))
    local again = lines_of(assert(core.sign(bytes, support.read(keys.key), "", "zone-tools 9.0.0")))
    local of_other = lines_of(assert(core.sign("other bytes", support.read(keys.key), "", "zone-tools 1.0.0")))
    local foreign = lines_of(assert(core.sign(bytes, support.read(other.key), "", "zone-tools 1.0.0")))
    local function put(...) return table.concat({ ... }, "\n") .. "\n" end
    local none = "the comment of the signature is not what was signed"
    assert.equal("zone-tools 1.0.0", core.verify(bytes, put(table.unpack(mine)), support.read(keys.pub)))
    is_refused(put(mine[1], mine[2], again[3], mine[4]), none) -- another comment
    is_refused(put(mine[1], mine[2], mine[3] .. " ", mine[4]), none)
    is_refused(put(mine[1], mine[2], mine[3], again[4]), none) -- another global signature
    is_refused(put(mine[1], mine[2], mine[3], foreign[4]), none)
    is_refused(put(mine[1], mine[2], of_other[3], of_other[4]), none)
    is_refused(put(mine[1], of_other[2], of_other[3], of_other[4]), "the signature does not hold")
    is_refused(put(table.unpack(foreign)), "signed by key " .. other.id .. ", not by " .. keys.id)
    is_refused(put(mine[1], mine[2]), "no signature of minisign's format")
    is_refused(put(mine[1], mine[2], mine[3], mine[4], table.unpack(foreign)), "no signature of minisign's format")
    is_refused(put(table.unpack(mine)) .. put(table.unpack(again)), "no signature of minisign's format")
    is_refused(put(mine[2], mine[1], mine[3], mine[4]), "a signature begins with")
    is_refused(put("untrusted comment: x", mine[2], mine[3], mine[4]), "a signature begins with")
    is_refused(put(mine[1], mine[2]:sub(1, -5), mine[3], mine[4]), "no signature of minisign's format")
    is_refused(put(mine[1], mine[2], "trusted comment: " .. ("x"):rep(1 << 16), mine[4]), "no signature of minisign's format")
    is_refused("", "a signature begins with")
  end)

  it("under another algorithm is refused: Ed is of the bytes and ED of their hash", function()
    local lines = lines_of(assert(core.sign(bytes, support.read(keys.key), "", "x")))
    for algorithm, expected in pairs { Ed = "the signature does not hold", Xd = "no signature of minisign's format",
      ["\0\0"] = "no signature of minisign's format" } do
      local path = support.path ".b64"
      assert(os.execute(("printf '%%s' '%s' | base64 -d > '%s'"):format(lines[2], path)))
      local raw = algorithm .. support.read(path):sub(3)
      write(path, raw)
      local pipe = assert(io.popen(("base64 -w0 '%s'"):format(path)))
      lines[2] = pipe:read "a"
      pipe:close()
      is_refused(table.concat(lines, "\n") .. "\n", expected)
    end
  end)

  it("with the line ends of another system, a NUL or a byte order mark vouches for nothing", function()
    corps.trusts(keys)
    local signature = assert(core.sign(bytes, support.read(keys.key), "", "x"))
    assert.equal("x", trust.verify(bytes, signature))
    for _, text in ipairs { signature:gsub("\n", "\r\n"), signature .. "\n", signature:sub(1, -2), signature .. "\0",
      "\u{FEFF}" .. signature, " " .. signature, (signature:gsub("trusted comment: x", "trusted comment: x\r")) } do
      assert.is_nil((trust.verify(bytes, text)))
    end
  end)

  it("of minisign is verified in each of its forms, and ours by minisign", function()
    local path, public = write(support.path ".txt", bytes), support.read(theirs .. ".pub")
    for options, comment in pairs {
      ["-S"] = false, ["-Sl"] = false, ["-SH"] = false, ["-S -t 'zone-tools 1.0.0'"] = "zone-tools 1.0.0",
      ["-S -t 'é ü 漢 %s \\n {}'"] = "é ü 漢 %s \\n {}", ["-Sl -t 'of the bytes'"] = "of the bytes",
    } do
      os.remove(path .. ".minisig")
      minisign(("%s -s '%s.key' -m '%s'"):format(options, theirs, path))
      local signature = support.read(path .. ".minisig")
      local said = assert(core.verify(bytes, signature, public))
      if comment then assert.equal(comment, said) end
      assert.is_nil((core.verify(bytes .. " ", signature, public)))
    end
    for _, comment in ipairs { "zone-tools 1.0.0", "é ü 漢 %s", "" } do
      write(path .. ".minisig", assert(core.sign(bytes, support.read(keys.key), "", comment)))
      minisign(("-V -p '%s' -m '%s'"):format(keys.pub, path))
    end
    -- Keys go both ways too: minisign signs with an open key of ours, and we with one of its.
    os.remove(path .. ".minisig")
    minisign(("-S -W -s '%s' -m '%s'"):format(keys.key, path))
    assert(core.verify(bytes, support.read(path .. ".minisig"), support.read(keys.pub)))
    write(path .. ".minisig", assert(core.sign(bytes, support.read(theirs .. ".key"), "", "x")))
    minisign(("-V -p '%s.pub' -m '%s'"):format(theirs, path))
    local locked = support.path ""
    assert(pack.new_keys(locked, "a passphrase"))
    os.remove(path .. ".minisig")
    assert(os.execute(("echo 'a passphrase' | minisign -S -s '%s.key' -m '%s' >/dev/null 2>&1"):format(locked, path)))
    assert(core.verify(bytes, support.read(path .. ".minisig"), support.read(locked .. ".pub")))
  end)
end)

-- --- tables -------------------------------------------------------------------------------------------------------

describe("a signed table", function()
  it("is read where it is what its corps signed under its own name, up to the marking that the key is trusted for", function()
    as()
    local keys = corps.pair()
    local folder = core.make_folders(support.path "")
    local path, other = folder .. "/weights.csv", folder .. "/older.csv"
    write(path, "phenomenon,weight,since\nproperty,2,2024-03\ndrugs,0.5,2024-05\n")
    has(select(2, glocal.read_signed(path)), "is not signed")
    assert(pack.sign(path, keys.key, ""))
    assert.equal("untrusted", select(3, glocal.read_signed(path)))
    corps.trusts(keys)
    local weights = assert(glocal.read_signed(path))
    assert.equal("real", (weights:type "weight"))
    assert.equal("month", (weights:type "since"))
    assert.same({ 2, 0.5 }, { weights[1].weight, weights[2].weight })
    has(weights:provenance(), ("sha256 %s, signed by key %s of PZ Antwerpen"):format(core.sha256(path), keys.id))
    assert(os.execute(("cp '%s' '%s' && cp '%s.minisig' '%s.minisig'"):format(path, other, path, other)))
    has(select(2, glocal.read_signed(other)), "it was signed as 'weights.csv'")
    local bytes = support.read(path)
    for at = 1, #bytes do
      corps.poke(path, at, bytes:byte(at) ~ 1)
      assert.equal("corrupt", select(3, glocal.read_signed(path)))
      corps.poke(path, at, bytes:byte(at))
    end
    write(path, "# TLP:RED\n" .. bytes)
    assert(pack.sign(path, keys.key, ""))
    local refused, message, code = glocal.read_signed(path)
    assert.is_nil(refused)
    assert.equal("marking", code)
    has(message, "is trusted up to AMBER")
    assert(trust.revoke(keys.id, "lost"))
    assert.equal("revoked", select(3, glocal.read_signed(path)))
  end)
end)

-- --- the environment ----------------------------------------------------------------------------------------------

describe("the environment", function()
  it("brings no other Lua and no other trust in", function()
    local a = corps.publisher()
    corps.published(a.repo, a.keys, "zone-tools", "1.0.0")
    local home = as()
    local evil = core.make_folders(support.path "" .. "/foresight/pack"):match "^(.*)/foresight"
    local mark = support.path ".mark"
    local text = ("io.open('%s', 'w'):close() return {verify = function() return 'zone-tools 1.0.0', {} end}"):format(mark)
    for _, name in ipairs { "foresight/pack/trust.lua", "foresight/init.lua", "glocal.lua", "init.lua", ".luacheckrc" } do
      write(evil .. "/" .. name, text)
    end
    for _, each in ipairs {
      ("LUA_PATH='%s/?.lua;;' LUA_PATH_5_4='%s/?.lua;;'"):format(evil, evil), ("LUA_INIT='@%s/init.lua'"):format(evil),
      ("LUA_INIT_5_4='@%s/init.lua'"):format(evil), ("LUA_CPATH='%s/?.so' LUA_CPATH_5_4='%s/?.so'"):format(evil, evil),
      "TMPDIR=/nowhere", "XDG_CONFIG_HOME=relative XDG_DATA_HOME=../x", "GLOCAL_LANG=../../x", "GLOCAL_DEBUG=",
      "LANG=xx_XX LC_ALL=", "COLUMNS=-1 TERM=", "IFS=/",
    } do
      local code, said = shell(home, ("pack sync '%s'"):format(a.repo), each)
      assert.equal(1, code, each .. "\n" .. said)
      has(said, "is not trusted here")
      assert.is_nil(io.open(mark), each)
    end
    for _, each in ipairs { "HOME=", "HOME=relative" } do
      local code, said = shell(home, "pack keys", each)
      assert.equal(1, code)
      has(said, "says where glocal may keep packs and keys")
    end
    assert.same({}, place.names(assert(place.repositories()), ""))
  end)
end)

-- --- web servers --------------------------------------------------------------------------------------------------

describe("a web server", function()
  it("gives out a repository, and nothing that it makes of it is taken", function()
    local a = corps.publisher()
    corps.published(a.repo, a.keys, "zone-tools", "1.0.0")
    local home = as()
    corps.trusts(a.keys)
    local port, id = support.path ".port", support.path ".id"
    assert(os.execute(("P=$PWD; cd '%s' && { python3 $P/tests/hostile/web.py >'%s' 2>/dev/null & echo $! >'%s'; }"):format(a.repo,
      port, id)))
    finally(function() os.execute(("kill $(cat '%s')"):format(id)) end)
    assert(os.execute(("for i in $(seq 600); do [ -s '%s' ] && break; sleep 0.1; done"):format(port)))
    local address = "http://127.0.0.1:" .. support.read(port):match "%d+"
    write(home .. "/.curlrc", "output = " .. home .. "/of_curlrc\nlocation\n")
    for _, case in ipairs {
      { "", 0, "version 1 with 1 pack" }, { "/nowhere", 1, "404" },
      { "/moved", 1, "the server answers 302 and points to 'file:///etc/passwd', which is not followed" },
      { "/endless", 1, "is larger than the 2097152 bytes it may have" }, { "/grown", 1, "Maximum file size exceeded" },
    } do
      local code, text = shell(home, ("pack sync '%s%s'"):format(address, case[1]))
      assert.equal(case[2], code, text)
      has(text, case[3])
    end
    local code, text = shell(home, "pack add zone-tools")
    assert.equal(0, code, text)
    assert.is_nil(io.open(home .. "/of_curlrc"))
  end)
end)

-- --- repositories -------------------------------------------------------------------------------------------------

describe("an index", function()
  it("that says what no index says is refused", function()
    local a = corps.publisher()
    corps.published(a.repo, a.keys, "zone-tools", "1.0.0")
    local text, comment = signed.read(index.NAME, support.read(a.repo .. "/packs.index"))
    local function signs(change, also)
      local it = assert(index.read(text, comment))
      it.version = 9
      change(it, it.packs["zone-tools"]["1.0.0"])
      local said = also and also(index.text(it)) or index.text(it)
      write(a.repo .. "/packs.index", assert(signed.write(index.NAME, said, a.keys.key, "", index.comment(it))))
      return corps.synced(a.repo)
    end
    local changes = {
      function(it) it.version = 0 end, function(it) it.version = -1 end,
      function(it) it.format = 2 end, function(it) it.repository = "../../x" end, function(it) it.expires = "9999" end,
      function(it) it.expires = "2099-13-99x" end, function(it) it.more = true end, function(it) it.packs = 7 end,
      function(it) it.packs["../x"] = {} it.packs["../x"]["1.0.0"] = it.packs["zone-tools"]["1.0.0"] end,
      function(it) it.packs["zоne"] = it.packs["zone-tools"] end, function(it) it.packs["zone-tools"]["1"] = {} end,
      function(it) it.packs["zone-tools"]["1.0.0/../.."] = it.packs["zone-tools"]["1.0.0"] end,
      function(_, each) each.sha256 = "x" end, function(_, each) each.sha256 = each.sha256 .. "0" end,
      function(_, each) each.size = 0 end, function(_, each) each.size = 1e300 end, function(_, each) each.key = "../x" end,
      function(_, each) each.permissions = { "all" } end, function(_, each) each.handling = "PINK" end,
      function(_, each) each.dependencies = { ["../x"] = "*" } end, function(_, each) each.summary = { en = "a\27[2Jb" } end,
      function(_, each) each.corps = "a\u{202E}b" end, function(_, each) each.path = "/etc/passwd" end,
    }
    for i, change in ipairs(changes) do
      local ok, message, code = signs(change)
      assert.is_false(ok, i)
      assert.equal("corrupt", code, i)
      has(message, "it is not an index of packs as glocal writes one")
    end
    assert.is_false((signs(function() end, function(said) return said .. " " end)))
    assert.is_false((signs(function() end, function(said) return (said:gsub("version = 9", "version = 9.0")) end)))
    assert.is_false((signs(function() end, function(said) return "return " .. said end)))
    assert(signs(function() end))
    assert.equal(9, repository.all()[1].index.version)
  end)
end)
