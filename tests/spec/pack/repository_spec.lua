-- Packs between corps: trust and its end, repositories that can't be set back, what resolving takes. Two users are two homes; each
-- has keys, repositories and packs of its own.
require "glocal"
local core = require "glocal.core"
local corps = require "tests.spec.corps"
local index = require "foresight.pack.index"
local installed = require "foresight.pack.installed"
local offline = require "foresight.pack.offline"
local publish = require "foresight.pack.publish"
local repository = require "foresight.pack.repository"
local resolve = require "foresight.pack.resolve"
local signed = require "foresight.pack.signed"
local statement = require "foresight.pack.statement"
local support = require "tests.spec.support"
local trust = require "foresight.pack.trust"
local version = require "foresight.pack.version"

local GLOCAL = assert(core.full_path(os.getenv "GLOCAL" or "build/release/glocal"))
local write, as, pair, trusts = corps.write, corps.as, corps.pair, corps.trusts
local built, published, publisher, synced = corps.built, corps.published, corps.publisher, corps.synced
local add, load, has, title_of = corps.add, corps.load, corps.has, corps.title_of
local poke = corps.poke

setup(corps.begin)
teardown(corps.finish)

local function shell(user, arguments)
  local pipe = assert(io.popen(("cd '%s' && env HOME='%s' XDG_CONFIG_HOME= XDG_DATA_HOME= '%s' pack %s 2>&1"):format(user, user,
    GLOCAL, arguments)))
  local text = pipe:read "a"
  local _, _, code = pipe:close()
  return code, text
end

describe("two corps", function()
  it("share a pack: the same bytes, until the key is revoked, and past its rotation with a statement", function()
    local a, b = as(), as()
    local function at(user, arguments, expected)
      local code, text = shell(user, arguments)
      assert.equal(expected or 0, code, arguments .. "\n" .. text)
      return text
    end
    write(a .. "/none", "")
    local open = " --passphrase-file none"
    at(a, "key old" .. open)
    at(a, "new harm-table")
    local manifest = support.read(a .. "/harm-table/pack.lua"):gsub("Name of the corps", corps.ANTWERP)
      :gsub("permissions = {}", 'permissions = { "store.read" }')
    write(a .. "/harm-table/pack.lua", manifest)
    at(a, "build harm-table")
    at(a, "sign harm-table-0.1.0.pack --key old.key" .. open)
    local trusted = (" --corps '%s' --purpose 'harm of offences' --max-handling AMBER"):format(corps.ANTWERP)
    has(at(a, "publish harm-table-0.1.0.pack --to repo --key old.key" .. open, 1), ", which you sign with, is not trusted here: "
      .. "whoever publishes trusts his own key too, once: `glocal pack trust old.pub --corps NAME --purpose TEXT "
      .. "--max-handling MARKING`")
    at(a, "trust old.pub" .. trusted)
    at(a, "publish harm-table-0.1.0.pack --to repo --key old.key" .. open)

    local repo = a .. "/repo"
    has(at(b, "sync " .. repo, 1), "is not trusted here: once its corps has read you its digits (your own key too), "
      .. "`glocal pack trust FILE.pub --corps NAME --purpose TEXT --max-handling AMBER`")
    at(b, ("trust %s/old.pub%s"):format(a, trusted))
    at(b, "sync " .. repo)
    has(at(b, "search harm"), "harm-table")
    has(at(b, "add harm-table", 1), "allow it with --allow store.read")
    at(b, "add harm-table@^0.1 --allow store.read")
    as(b)
    local found = assert(load "harm-table")
    assert.equal(core.sha256(a .. "/harm-table-0.1.0.pack"), found.hash)
    assert.same({ "store.read" }, found.grant.permissions)
    assert.equal("AMBER", found.grant.max_handling)
    assert.equal(support.read(a .. "/harm-table/harm_table.lua"), found.files["harm_table.lua"])

    at(a, "key new" .. open)
    at(a, "rotate --key old.key --to new.pub" .. open)
    at(a, "trust new.pub --statement new.statement")
    write(a .. "/harm-table/pack.lua", (manifest:gsub('"0.1.0"', '"0.1.1"', 1)))
    at(a, "build harm-table")
    at(a, "publish harm-table-0.1.1.pack --to repo --key new.key" .. open)
    has(at(b, "sync", 1), "is not trusted here")
    at(b, ("trust %s/new.pub%s"):format(a, trusted)) -- trusted, but nothing says that it follows the other
    has(at(b, "sync", 1), "does not follow that by a statement")
    at(b, ("trust %s/new.pub --statement %s/new.statement"):format(a, a))
    at(b, "sync")
    has(at(b, "outdated"), "harm-table 0.1.0: there is 0.1.1")
    at(b, "add harm-table")
    has(at(b, "outdated"), "all packs are the newest")
    assert.equal("0.1.1", load("harm-table").version)
    has(at(b, "keys"), "follows")

    local id = support.read(a .. "/new.pub"):match "key (%x+)"
    at(b, ("revoke %s --reason 'stolen laptop'"):format(id))
    local none, message, code = load "harm-table"
    assert.is_nil(none)
    assert.equal("revoked", code)
    has(message, "stolen laptop")
    assert.equal("0.1.0", load("harm-table", "0.1.0").version) -- the old key is another
    has(at(b, "list", 1), "was revoked on")
  end)
end)

describe("a key", function()
  it("is trusted for a corps, a purpose and up to a marking", function()
    as()
    local keys = pair()
    local public = support.read(keys.pub)
    for _, case in ipairs {
      { { corps = "", purpose = "x", max_handling = "AMBER" }, "whose key it is" },
      { { corps = "x", purpose = "a\nb", max_handling = "AMBER" }, "what it is trusted for" },
      { { corps = "x", purpose = "x", max_handling = "PINK" }, "use CLEAR, GREEN" },
    } do
      case[1].public = public
      local id, message = trust.add(case[1])
      assert.is_nil(id)
      has(message, case[2])
    end
    trusts(keys, { max_handling = "GREEN" })
    local path = built("zone-tools", "1.0.0", keys)
    local given, message, code = offline.read(path)
    assert.is_nil(given)
    assert.equal("marking", code)
    has(message, "it is marked AMBER, and key")
    trusts(keys, { corps = "PZ Gent" })
    given, message, code = offline.read(path)
    assert.is_nil(given)
    assert.equal("untrusted", code)
    has(message, "it says that it is of 'PZ Antwerpen', and key")
    trusts(keys)
    assert(offline.read(path))
  end)

  it("that was revoked stays so", function()
    as()
    local keys = pair()
    local id = trusts(keys)
    assert.is_nil(trust.revoke(id, ""))
    assert(trust.revoke(id:lower(), "lost"))
    assert.equal("revoked", select(3, trust.revoke(id, "lost")))
    local _, message, code = trust.add { public = support.read(keys.pub), corps = "x", purpose = "x", max_handling = "AMBER" }
    assert.equal("revoked", code)
    has(message, "lost")
    has(select(2, trust.revoke("0123456789ABCDEF", "x")), "there is no key 0123456789ABCDEF")
  end)

  it("is followed only by the statement of a key that is trusted and not revoked", function()
    as()
    local old, new, other = pair(), pair(), pair()
    local path = support.path ".statement"
    assert(statement.write(old.key, "", new.pub, path))
    assert.equal("untrusted", select(3, statement.follow(new.pub, path)))
    trusts(old)
    assert.equal("corrupt", select(3, statement.follow(other.pub, path)))
    local bytes = support.read(path)
    for at = 1, #bytes do
      poke(path, at, bytes:byte(at) ~ 1 << at % 8)
      assert.is_nil(statement.follow(new.pub, path), at)
      poke(path, at, bytes:byte(at))
    end
    assert.equal(new.id, statement.follow(new.pub, path))
    assert.is_true(trust.follows(new.id, old.id))
    assert.is_false(trust.follows(old.id, new.id))
    as()
    trusts(old)
    assert(trust.revoke(old.id, "stolen"))
    assert.equal("revoked", select(3, statement.follow(new.pub, path)))
  end)
end)

describe("a repository", function()
  it("never changes a version that it has, and is signed by one key or what follows it", function()
    local a = publisher()
    local first = published(a.repo, a.keys, "zone-tools", "1.0.0")
    assert.equal(1, first.version)
    local other_bytes = built("zone-tools", "1.0.0", a.keys, { licence = "MIT" })
    local given, message, code = publish.pack(other_bytes, a.repo, a.keys.key, "")
    assert.is_nil(given)
    assert.equal("exists", code)
    has(message, "was published with other bytes")
    assert.equal(2, publish.pack(nil, a.repo, a.keys.key, "").version)
    local other = pair()
    trusts(other)
    has(select(2, publish.pack(nil, a.repo, other.key, "")), "does not follow")
    has(select(2, publish.pack(nil, support.path "", a.keys.key, "")), "there is no repository in")
    local taken = built("zone-tools", "1.0.0", a.keys, { name = "forecast" })
    has(select(2, publish.pack(taken, a.repo, a.keys.key, "")), "a function of glocal")
    local red = support.path ".pack" -- `glocal pack build` refuses it; what another program built is refused here
    local files = core.unbundle(support.read(built("zone-tools", "2.0.0", a.keys)))
    files["pack.lua"] = files["pack.lua"]:gsub('"AMBER"', '"RED"')
    write(red, assert(core.bundle(files)))
    trusts(a.keys, { max_handling = "RED" })
    assert.equal("marking", select(3, publish.pack(red, a.repo, a.keys.key, "")))
  end)

  it("has an index that minisign verifies", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    local folder = core.make_folders(support.path "")
    assert(os.execute(("tar xf '%s/packs.index' -C '%s'"):format(a.repo, folder)))
    assert(os.execute(("minisign -Vqm '%s/index.lua' -p '%s'"):format(folder, a.keys.pub)))
  end)

  it("takes packs from several at once, one after the other", function()
    local a = publisher()
    local commands = {}
    write(a.home .. "/none", "")
    for i = 1, 6 do
      commands[i] = ("'%s' pack publish '%s' --to '%s' --key '%s' --passphrase-file none &"):format(GLOCAL,
        built("zone-tools", "1.0." .. i, a.keys), a.repo, a.keys.key)
    end
    assert(os.execute(("cd '%s' && export HOME='%s' XDG_CONFIG_HOME= XDG_DATA_HOME= && { %s wait; } >/dev/null"):format(a.home,
      a.home, table.concat(commands, " "))))
    local text, comment = signed.read(index.NAME, support.read(a.repo .. "/packs.index"))
    local given = assert(index.read(text, comment))
    assert.equal(6, given.version)
    for i = 1, 6 do assert.truthy(given.packs["zone-tools"]["1.0." .. i]) end
  end)

  it("that is set back, split or kept from being renewed is noticed", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    local old = support.read(a.repo .. "/packs.index")
    published(a.repo, a.keys, "zone-tools", "1.1.0")
    local new = support.read(a.repo .. "/packs.index")
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    write(a.repo .. "/packs.index", old)
    local ok, message, code = synced(a.repo)
    assert.is_false(ok)
    assert.equal("stale", code)
    has(message, "its index has version 1, and version 2 was seen before")
    assert(add "zone-tools") -- by the index that was seen
    assert.equal("1.1.0", load("zone-tools").version)

    local text, comment = signed.read(index.NAME, new)
    local given = assert(index.read(text, comment))
    local function signs(change)
      local it = assert(index.read(text, comment))
      change(it)
      write(a.repo .. "/packs.index", assert(signed.write(index.NAME, index.text(it), a.keys.key, "", index.comment(it))))
    end
    signs(function(it) it.packs["zone-tools"]["1.0.0"] = nil end)
    has(select(2, synced(a.repo)), "there are two indexes of version 2")
    signs(function(it) it.version, it.expires = 3, "2026-01-01" end)
    ok, message, code = synced(a.repo)
    assert.is_false(ok)
    assert.equal("stale", code)
    has(message, "its index expired on 2026-01-01")
    signs(function(it) it.version, it.repository = 9, "0123456789ABCDEF" end)
    has(select(2, synced(a.repo)), "another repository was here before")
    signs(function(it) it.version, it.packs["zone-tools"]["1.0.0"].size = 3, -1 end)
    has(select(2, synced(a.repo)), "it is not an index of packs")
    assert.equal(2, given.version)
    local is_expired = index.is_expired
    finally(function() index.is_expired = is_expired end)
    index.is_expired = function() return true end -- some months later
    local all, faults = repository.all()
    assert.same({}, all)
    has(faults[1], "its index expired on " .. given.expires)
    has(select(2, add("zone-tools", "^3")), "its index expired on")
  end)

  it("has mirrors, of which one may lag behind", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    local mirror = support.path ""
    assert(os.execute(("cp -r '%s' '%s'"):format(a.repo, mirror)))
    published(a.repo, a.keys, "zone-tools", "1.1.0")
    as()
    trusts(a.keys)
    assert(synced(mirror))
    assert(synced("file://" .. a.repo))
    local results = assert(repository.sync {})
    assert.equal(2, #results)
    assert.equal(results[1].repository, results[2].repository)
    has(results[1].fault, "version 1, and version 2 was seen")
    assert.is_nil(results[2].fault)
    assert(os.execute(("rm -r '%s/packs'"):format(a.repo)))
    assert.equal("not_found", select(3, add("zone-tools", "^1.1"))) -- nowhere
    assert.equal("zone-tools 1.0.0", title_of(assert(add("zone-tools", "~1.0")))) -- from the mirror
    assert(repository.forget(mirror))
    assert.is_nil(repository.forget(mirror))
  end)

  it("of a pack that it does not describe is refused", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    local path = a.repo .. "/" .. index.path("zone-tools", "1.0.0")
    local other = built("zone-tools", "1.0.0", a.keys, { permissions = { "process" } })
    local bytes = support.read(path)
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    write(path, support.read(other))
    write(path .. ".minisig", support.read(other .. ".minisig"))
    assert.equal("corrupt", select(3, add "zone-tools"))
    write(path, bytes) -- with the signature of the other
    assert.equal("corrupt", select(3, add "zone-tools"))
    -- The right bytes, of which the index says that they want nothing.
    local text, comment = signed.read(index.NAME, support.read(a.repo .. "/packs.index"))
    local it = assert(index.read(text, comment))
    local entry = it.packs["zone-tools"]["1.0.0"]
    entry.sha256, entry.size, it.version = core.sha256(other), #support.read(other), 2
    write(a.repo .. "/packs.index", assert(signed.write(index.NAME, index.text(it), a.keys.key, "", index.comment(it))))
    assert(synced(a.repo))
    write(path, support.read(other))
    has(select(2, add "zone-tools"), "the index says otherwise of it")
    write(path, bytes)
    local _, message = add "zone-tools"
    has(message, "is refused")
    assert.same({}, installed.names())
  end)
end)

describe("resolving", function()
  local function catalogue(packs)
    return function(name)
      local list = {}
      for title, dependencies in pairs(packs) do
        local each, number = title:match "^(%S+) (%S+)$"
        if each == name then list[#list + 1] = { name = name, version = number, dependencies = dependencies } end
      end
      return list
    end
  end

  local function message_of(packs, name, range)
    local order, message = resolve.of({ { name = name, range = range or "*" } }, catalogue(packs))
    assert.is_nil(order)
    return message
  end

  it("says conflicts and cycles with the chain", function()
    assert.equal("aa 1.0.0 needs bb 1.0.0 needs cc ^2: no version of cc fits ^2; there are 1.0.0, 1.5.0", message_of(
      { ["aa 1.0.0"] = { bb = "^1" }, ["bb 1.0.0"] = { cc = "^2" }, ["cc 1.0.0"] = {}, ["cc 1.5.0"] = {} }, "aa"))
    assert.equal("aa 1.0.0 needs bb 1.0.0 needs aa 1.0.0: packs that need each other can't be loaded", message_of(
      { ["aa 1.0.0"] = { bb = "^1" }, ["bb 1.0.0"] = { aa = "^1" } }, "aa"))
    assert.equal("aa 1.0.0 needs bb *: there is no pack bb to be had", message_of({ ["aa 1.0.0"] = { bb = "*" } }, "aa"))
    assert.equal("no version of aa fits ^3; there are 1.0.0", message_of({ ["aa 1.0.0"] = {} }, "aa", "^3"))
  end)

  -- Against what a solution is: each pack behind what it needs, and that the highest that fits.
  it("gives each pack the highest version that fits its own range", function()
    math.randomseed(7)
    local ranges, solved = { "*", "^1", "^2", "~1.1", ">=1.0 <2.0" }, 0
    for _ = 1, 300 do
      local packs, names = {}, { "aa", "bb", "cc", "dd", "ee" }
      for i, name in ipairs(names) do
        for _, number in ipairs { "1.0.0", "1.1.0", "1.1.5", "2.0.0" } do
          if math.random() < 0.7 then
            local dependencies = {}
            for k = i + 1, #names do
              if math.random() < 0.4 then dependencies[names[k]] = ranges[math.random(#ranges)] end
            end
            packs[name .. " " .. number] = dependencies
          end
        end
      end
      local candidates_of = catalogue(packs)
      local order = resolve.of({ { name = "aa", range = "*" } }, candidates_of)
      local place_of = {}
      for i, each in ipairs(order or {}) do
        local title = each.name .. " " .. each.version
        assert.is_nil(place_of[title])
        place_of[title] = i
        for name, range in pairs(each.dependencies) do
          local versions = {}
          for k, other in ipairs(candidates_of(name)) do versions[k] = other.version end
          assert.truthy(place_of[name .. " " .. version.highest(versions, range)])
        end
      end
      if order then
        solved = solved + 1
        assert.equal("aa", order[#order].name)
      end
    end
    assert.is_true(solved > 50)
  end)
end)

describe("glocal pack", function()
  it("says what is wrong with a call", function()
    local user = as()
    for arguments, case in pairs {
      ["add"] = { 2, "pack add needs a name or a file: there is no packs.lock here" },
      ["add zоne-tools"] = { 2, "'zоne-tools' is no name of a pack" }, -- a Cyrillic letter
      ["add zone-tools@latest"] = { 2, "'latest' is no range of versions" },
      ["add zone-tools --allow all"] = { 1, "there is no pack zone-tools to be had: `glocal pack sync REPO` makes those of a "
        .. "repository known, `glocal pack add FILE` takes a file" },
      ["sync /tmp"] = { 1, "there is no 'packs.index' in it: `glocal pack publish FILE --to /tmp` makes it a repository" },
      ["add /tmp"] = { 1, "'/tmp' is no file but a folder: `glocal pack build` makes a file of a pack" },
      ["revoke 00"] = { 2, "pack revoke needs --reason TEXT" },
      ["publish x.pack"] = { 2, "pack publish needs --to REPO and --key FILE.key" },
      ["publish x.pack --to r --key k --expires 0"] = { 2, "--expires takes days from 1 to 730" },
      ["sync"] = { 1, "no repository is known yet" }, ["sync ftp://x"] = { 1, "'ftp://x' is no repository" },
      ["trust x.pub"] = { 2, "no --corps was given" }, ["why zone-tools"] = { 1, "zone-tools is not installed" },
      ["new rollup"] = { 1, "'rollup' is a function of glocal" }, ["list"] = { 0, "no pack is installed" },
      ["remove zone-tools@1"] = { 2, "'1' is no version" }, ["lock"] = { 1, "there is nothing to lock" },
    } do
      local code, text = shell(user, arguments)
      assert.equal(case[1], code, arguments .. "\n" .. text)
      has(text, case[2])
    end
  end)
end)
