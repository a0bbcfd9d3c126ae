--- journal_spec.lua: what a journal holds, and what undo takes back. The statements are handed over as the shell does.

local glocal = require "glocal"
local imports = require "foresight.store.imports"
local session = require "foresight.shell.session"
local support = require "tests.spec.support"

-- Runs the statements as the shell would, and keeps them.
local function play(...)
  for _, text in ipairs { ... } do
    local chunk = load("return " .. text) or assert(load(text))
    local results = table.pack(pcall(chunk))
    local message = not results[1] and results[2] or results[2] == nil and results[3] or nil
    if results[1] and results[2] ~= nil then rawset(_G, "_", results[2]) end
    session.keep(text, message == nil, results[1] and results.n - 1 or 0, message)
  end
end

-- The journal without its head.
local function journal(options)
  local path = support.path ".lua"
  assert(glocal.journal(path, options))
  return support.read(path):match "^[^\n]*\n\n(.*)\n$", path
end

local function forget(...)
  for _, name in ipairs { ... } do rawset(_G, name, nil) end
end

describe("a journal", function()
  before_each(function() session.statements = {} end)

  it("shows expressions, keeps statements whole, and comments what failed", function()
    play("j_a = 1", "j_a + 1 -- a look", "for i = 1, 2 do\n  j_a = j_a + i\nend", "local x = 5 j_a = x", "error 'no'",
      "return j_a;", "if j_a then return 7 end")
    assert.are.equal([[
j_a = 1
show(j_a + 1 -- a look
)
for i = 1, 2 do
  j_a = j_a + i
end
do
local x = 5 j_a = x
end
-- failed: no
-- error 'no'
show( j_a)
show((function()
if j_a then return 7 end
end)())]], (journal():gsub('%[string "[^\n]*"%]:1: ', "")))
    forget("j_a", "_")
  end)

  it("leaves the store to whoever runs it", function()
    local path = support.small_store():path()
    _G.open, _G.store = glocal.open, nil
    play(("store = open '%s'"):format(path), ("j_s = assert(open '%s')"):format(path))
    local text = journal()
    assert.is_truthy(text:find("^%-%- the store is the one"))
    assert.is_truthy(text:find("\nj_s = store %-%- j_s = assert"))
    forget("j_s", "_", "open", "store")
  end)

  it("keeps only what led to what still exists", function()
    play("j_a = 2", "j_b = j_a * 2", "j_b", "j_lost = j_b", "j_lost = nil", "j_t = {}", "j_t[1] = j_b", "#j_t",
      "j_c = 1", "j_c = 9", "function j_f() return j_d end", "j_d = 4", "j_e = _")
    assert.are.equal([[
j_a = 2
j_b = j_a * 2
show(j_b)
j_t = {}
j_t[1] = j_b
show(#j_t)
j_c = 9
function j_f() return j_d end
j_d = 4
j_e = _]], (journal { kept = true }))
    forget("j_a", "j_b", "j_t", "j_c", "j_d", "j_e", "j_f", "_")
  end)

  it("writes SQL as a call", function()
    session.keep("select count(*) n\nfrom zone;", true, 1)
    session.keep("with a as (select ']]') select * from a", true, 1)
    assert.is_truthy(journal():find("show(sql([[select count(*) n\nfrom zone]]))\n", 1, true))
    assert.is_truthy(journal():find("show(sql([=[with a as (select ']]') select * from a]=]))", 1, true))
  end)

  it("runs again with the same frames", function()
    local store = support.small_store()
    rawset(_G, "frame", glocal.frame)
    rawset(_G, "rollup", glocal.rollup)
    local figures = support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,3\n2024-02-01,A-2,p.y,4\n"
    rawset(_G, "store", store)
    play(("store:import(%q)"):format(figures), 'j_r = rollup{zone="A", level="region", every="year"}', 'j_r:sort "-count"')
    local shown = tostring(rawget(_G, "_"))
    local _, path = journal()
    forget("_", "j_r", "store", "frame", "rollup")
    local other = support.small_store():path()
    local pipe = assert(io.popen(("%s run --store %s %s 2>&1"):format(os.getenv "GLOCAL" or "build/release/glocal", other, path)))
    local said = pipe:read "a"
    pipe:close()
    assert.is_truthy(said:gsub("[%s]", ""):find(shown:gsub("[%s]", ""), 1, true), said)
  end)

  it("does not write over a file that is none", function()
    play("j_a = 1")
    local path = support.file "print 'mine'\n"
    local done, message, code = glocal.journal(path)
    assert.is_nil(done)
    assert.is_truthy(message:find "choose another name")
    assert.are.equal("exists", code)
    assert.are.equal("print 'mine'\n", support.read(path))
    assert.has_error(function() glocal.journal(path, { kpt = true }) end)
    forget "j_a"
  end)
end)

describe("undo", function()
  it("takes back one import after the other, and says when none is left", function()
    imports.list = {}
    local store = support.small_store()
    imports.list = {} -- those of the zones
    local function total() return glocal.rollup { zone = "A", every = "all" }:sum "count" end
    assert(support.import(store, "2024-01-01,A-1,p.x,1\n"))
    local second = assert(support.import(store, "2024-01-02,A-1,p.x,20\n"))
    local third = assert(support.import(store, "2024-01-01,A-2,p.x,300\n"))
    assert.are.equal(321, total())
    local done = assert(glocal.undo())
    assert.are.equal(third.batch, done.batch)
    assert.is_truthy(tostring(done):find("^took back batch %d+: 1 line of .*csv %(recorded as batch %d+%)$"))
    assert.are.equal(21, total())
    assert(store:retract(second.batch, "by hand")) -- passed over
    assert(glocal.undo())
    assert.are.equal(0, #glocal.rollup { zone = "A", every = "all" })
    local nothing, message, code = glocal.undo()
    assert.is_nil(nothing)
    assert.is_truthy(message:find "nothing to undo")
    assert.are.equal("not_found", code)
  end)

  it("stays at an import that can't be taken back, and says why", function()
    imports.list = {}
    support.small_store()
    local nothing, message, code = glocal.undo()
    assert.is_nil(nothing)
    assert.is_truthy(message:find "only observations")
    assert.are.equal("invalid", code)
  end)
end)
