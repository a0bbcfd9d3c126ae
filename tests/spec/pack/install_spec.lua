-- Packs of a user and of a project: installs that are whole or not there, permissions, names, locks, and bytes that are others.
require "glocal"
local corps = require "tests.spec.corps"
local install = require "foresight.pack.install"
local installed = require "foresight.pack.installed"
local lock = require "foresight.pack.lock"
local offline = require "foresight.pack.offline"
local outfile = require "foresight.shared.outfile"
local pack = require "foresight.pack.pack"
local pins = require "foresight.pack.pins"
local place = require "foresight.pack.place"
local record = require "foresight.pack.record"
local repository = require "foresight.pack.repository"
local support = require "tests.spec.support"

local write, as, trusts, published = corps.write, corps.as, corps.trusts, corps.published
local publisher, synced, add, load = corps.publisher, corps.synced, corps.add, corps.load
local has, title_of, poke = corps.has, corps.title_of, corps.poke

setup(corps.begin)
teardown(corps.finish)

describe("installing", function()
  it("keeps versions side by side, of which two packs may need two", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    published(a.repo, a.keys, "zone-tools", "2.0.0")
    published(a.repo, a.keys, "route-old", "1.0.0", { dependencies = { ["zone-tools"] = "^1" } })
    published(a.repo, a.keys, "route-new", "1.0.0", { dependencies = { ["zone-tools"] = "^2", ["route-old"] = "*" } })
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    assert.equal("zone-tools 1.0.0, route-old 1.0.0, zone-tools 2.0.0, route-new 1.0.0", title_of(assert(add "route-new")))
    assert.equal("2.0.0", load("zone-tools").version)
    assert.equal("1.0.0", load("zone-tools", "^1").version)
    assert.same({ { version = "1.0.0", because = "route-new 1.0.0 needs route-old 1.0.0 needs zone-tools 1.0.0" },
      { version = "2.0.0", because = "route-new 1.0.0 needs zone-tools 2.0.0" } }, install.why "zone-tools")
    has(select(2, install.remove "zone-tools"), "zone-tools can't be removed: route-new 1.0.0 needs")
    assert(add "route-old")
    local gone = assert(install.remove "route-new")
    assert.equal(2, #gone)
    assert.same({ "route-old", "zone-tools" }, installed.names())
    assert(install.remove "route-old")
    assert.same({}, installed.names())
    has(select(2, install.remove "route-odl"), "route-odl is not installed")
  end)

  it("asks for permissions, and for those alone that an update has more", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0", { permissions = { "store.read", "file.write" } })
    as()
    trusts(a.keys)
    local function new_of(range)
      assert(synced(a.repo))
      return assert(install.plan({ { name = "zone-tools", range = range or "*" } }, {})).steps[1].new
    end
    assert.same({ "store.read", "file.write" }, new_of())
    local done, message, code = add("zone-tools", "*", {}, { ["store.read"] = true })
    assert.is_nil(done)
    assert.equal("denied", code)
    has(message, "file.write was not granted")
    assert.same({}, installed.names())
    assert(add("zone-tools", "*", {}, { ["store.read"] = true, ["file.write"] = true }))
    local b = corps.home
    as(a.home)
    published(a.repo, a.keys, "zone-tools", "1.1.0", { permissions = { "store.read" } })
    as(b)
    assert.same({}, new_of())
    assert(add "zone-tools")
    assert.same({ "store.read" }, load("zone-tools").grant.permissions)
    as(a.home)
    published(a.repo, a.keys, "zone-tools", "1.2.0", { permissions = { "store.read", "file.write" } })
    as(b)
    assert.same({ "file.write" }, new_of()) -- what was given up is granted anew
  end)

  it("asks anew where the terms are others: the purpose, or the key", function()
    local a = publisher()
    local permissions = { "store.read" }
    published(a.repo, a.keys, "zone-tools", "1.0.0", { permissions = permissions, purpose = "comparing zones" })
    published(a.repo, a.keys, "zone-tools", "1.1.0", { permissions = permissions, purpose = "comparing zones" })
    published(a.repo, a.keys, "zone-tools", "1.2.0", { permissions = permissions, purpose = "profiling" })
    published(a.repo, a.keys, "zone-tools", "1.3.0", { permissions = {}, purpose = "comparing zones" })
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    local function step_of(range, accept)
      return assert(install.plan({ { name = "zone-tools", range = range } }, { accept = accept })).steps[1]
    end
    assert(add("zone-tools", "1.0.0", {}, { ["store.read"] = true }))
    assert.same({}, step_of("1.1.0").new)
    local step = step_of "1.2.0"
    assert.same(permissions, step.new)
    assert.same({ "its purpose was 'comparing zones', and is 'profiling'" }, step.reasons)
    assert.equal("denied", select(3, add("zone-tools", "1.2.0")))
    assert.same({}, step_of("1.3.0").new)
    local b, c = corps.home, publisher()
    published(c.repo, c.keys, "zone-tools", "2.0.0", { permissions = permissions, purpose = "comparing zones" })
    as(b)
    trusts(c.keys)
    assert(synced(c.repo))
    step = step_of("2.0.0", c.keys.id)
    assert.same(permissions, step.new)
    assert.same({ ("it was signed by key %s, and is by key %s"):format(a.keys.id, c.keys.id) }, step.reasons)
  end)

  it("takes a name from the key that it is known by", function()
    local a, c = publisher(), publisher(corps.LIEGE)
    as(a.home)
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    as(c.home)
    published(c.repo, c.keys, "zone-tools", "9.0.0")
    as()
    trusts(a.keys)
    trusts(c.keys)
    assert(synced(a.repo))
    assert(synced(c.repo))
    local plan, message, code = add "zone-tools"
    assert.is_nil(plan)
    assert.equal("ambiguous", code)
    has(message, "offered under keys of different owners")
    assert.equal("zone-tools 1.0.0", title_of(assert(add("zone-tools", "*", { accept = a.keys.id }))))
    plan = assert(add "zone-tools")
    assert.equal("zone-tools 1.0.0", title_of(plan))
    has(plan.notes[1], "zone-tools 9.0.0 is passed over: it is signed by key " .. c.keys.id .. " (ZP Liège)")
    assert.equal("zone-tools 9.0.0", title_of(assert(add("zone-tools", "*", { accept = c.keys.id }))))
    assert.same({ a.keys.id, c.keys.id }, pins.keys "zone-tools")
    assert(record.write(place.packs() .. "/zone-tools/keys.pin", { name = "zone-tools", keys = { a.keys.id } }))
    has(select(2, load "zone-tools"), "is not one that this name is known by")
    assert(load("zone-tools", "^1"))
    assert(os.remove(place.packs() .. "/zone-tools/keys.pin"))
    assert.equal("untrusted", select(3, load("zone-tools", "^1")))
  end)

  it("is whole or not there, wherever writing fails or stops", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    published(a.repo, a.keys, "route-old", "1.0.0", { dependencies = { ["zone-tools"] = "^1" } })
    local replace = outfile.replace
    finally(function() outfile.replace = replace end)
    for _, is_killed in ipairs { false, true } do
      local at, count = 0, nil
      repeat
        at, count = at + 1, 0
        as()
        trusts(a.keys)
        assert(synced(a.repo))
        outfile.replace = function(...)
          count = count + 1
          if count < at then return replace(...) end
          if is_killed then error("killed", 0) end
          return nil, "can't write: no space left on the device", "full"
        end
        local ok, done, message = pcall(add, "route-old")
        outfile.replace = replace
        local names = installed.names()
        if not (ok and done) then
          has(ok and message or done, is_killed and "killed" or "no space left")
          assert.is_nil(load "route-old")
          for _, name in ipairs(names) do assert(load(name)) end
          if not is_killed then
            assert.same({}, names)
            assert.same({}, place.names(assert(place.packs()), "") or {})
          end
          assert(add "route-old") -- what was left is no hindrance
        end
        assert(load "route-old")
      until count < at
      assert.is_true(at > 6)
    end
  end)

  it("takes what is needed offline from one file", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    published(a.repo, a.keys, "route-old", "1.0.0", { dependencies = { ["zone-tools"] = "^1" } })
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    local path = support.path ".bundle"
    assert(offline.write("route-old", "*", path))
    as()
    assert.equal("untrusted", select(3, offline.read(path)))
    trusts(a.keys)
    local list, want, is_whole = offline.read(path)
    assert.is_true(is_whole)
    assert.equal("zone-tools 1.0.0, route-old 1.0.0", title_of(assert(add(want.name, want.range, { files = list,
      without_indexes = true }))))
    local bytes = support.read(path)
    for at = 1, #bytes, 7 do
      poke(path, at, bytes:byte(at) ~ 1 << at % 8)
      assert.is_nil(offline.read(path), at)
      poke(path, at, bytes:byte(at))
    end
  end)
end)

describe("a lock", function()
  it("wins over newer versions, and is kept up by what is added", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    local plan = assert(add("zone-tools", "^1"))
    local path = support.path ".lock"
    assert(lock.write(path, { ["zone-tools"] = "^1" }, plan.candidates))
    local b = corps.home
    as(a.home)
    published(a.repo, a.keys, "zone-tools", "1.1.0")
    published(a.repo, a.keys, "route-old", "1.0.0")
    as(b)
    assert(synced(a.repo))
    plan = assert(add("zone-tools", "^1"))
    assert.equal("1.1.0", load("zone-tools").version)
    assert.equal("1.0.0", load("zone-tools", "*", path).version)
    has(select(2, load("route-old", "*", path)), "has no route-old *")
    has(select(2, load("zone-tools", "^2", path)), "has no zone-tools ^2; it has 1.0.0")
    assert(lock.update(path, { { name = "route-old", range = "*" } }, assert(add "route-old").candidates))
    assert.equal("1.0.0", load("zone-tools", "*", path).version) -- as it was
    assert(load("route-old", "*", path))
    assert(lock.update(path, plan.wants, plan.candidates))
    assert.equal("1.1.0", load("zone-tools", "*", path).version)
    assert(install.remove("zone-tools", "1.1.0"))
    has(select(2, load("zone-tools", "*", path)), "is not installed with these bytes")
    plan = assert(install.plan({ { name = "zone-tools", range = "^1" } }, { lock = lock.read(path) }))
    assert.equal("zone-tools 1.1.0", title_of(plan))
  end)
end)

describe("a byte that is another", function()
  it("in a pack, a signature, a record, an index or a lock is refused at the next load", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    local plan = assert(add "zone-tools")
    local locked = support.path ".lock"
    assert(lock.write(locked, { ["zone-tools"] = "*" }, plan.candidates))
    local given = assert(installed.records "zone-tools")[1]
    assert(load("zone-tools", "*", locked))

    local function each_flip(path, step, masks, is_refused)
      local bytes = support.read(path)
      for at = 1, #bytes, step do
        for _, mask in ipairs(masks == "in turn" and { 1 << at % 8 } or masks) do
          poke(path, at, bytes:byte(at) ~ mask)
          if not is_refused() then error(("byte %d of %s, flipped by %d, is taken"):format(at, path, mask)) end
        end
        poke(path, at, bytes:byte(at))
      end
      write(path, bytes .. "\n")
      assert.is_true(is_refused())
      write(path, bytes:sub(1, -2))
      assert.is_true(is_refused())
      write(path, bytes)
      assert.is_false(is_refused())
    end

    local function load_fails() return load("zone-tools", "*", locked) == nil end
    local bits = { 1, 2, 4, 8, 16, 32, 64, 128 }
    each_flip(given.path .. ".pack", 1, "in turn", load_fails)
    each_flip(given.path .. ".pack.minisig", 1, bits, load_fails)
    each_flip(given.path .. ".install", 1, bits, load_fails)
    each_flip(locked, 1, bits, load_fails)
    each_flip(("%s/zone-tools/keys.pin"):format(place.packs()), 1, bits, load_fails)
    each_flip(("%s/%s.trusted"):format(place.trust(), a.keys.id), 1, bits, load_fails)
    each_flip(a.repo .. "/packs.index", 1, "in turn", function() return not synced(a.repo) end)
    local seen = place.repositories() .. "/" .. place.names(place.repositories(), ".seen")[1] .. ".seen"
    each_flip(seen, 1, "in turn", function() return #select(1, repository.all()) == 0 end)
  end)

  it("does not help between two looks: the bytes of a pack are read once", function()
    local a = publisher()
    published(a.repo, a.keys, "zone-tools", "1.0.0")
    as()
    trusts(a.keys)
    assert(synced(a.repo))
    assert(add "zone-tools")
    local reads, read_file = {}, pack.read_file
    finally(function() pack.read_file = read_file end)
    pack.read_file = function(path)
      local ending = path:match "%.%w+$"
      reads[ending] = (reads[ending] or 0) + 1
      return read_file(path)
    end
    assert(load "zone-tools")
    assert.same({ [".pack"] = 1, [".minisig"] = 1 }, reads)
  end)
end)

