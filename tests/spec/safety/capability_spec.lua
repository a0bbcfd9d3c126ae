--- capability_spec.lua: a script that may not have everything reaches around none of its capabilities.
--
-- The roads it might try are in files/roads.lua; each is taken in a session of its own.

local glocal = require "glocal"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"
local HOME = GLOCAL:match "^(.*)/[^/]*$" .. "/share/glocal"

-- What `glocal run --allow CAPABILITIES` prints, stdout and stderr together.
local function run(allowed, arguments, before)
  local pipe = assert(io.popen(("%s '%s' run --allow '%s' %s 2>&1 </dev/null"):format(before or "", GLOCAL, allowed, arguments)))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local function run_script(allowed, text, arguments)
  return run(allowed, ("%s '%s'"):format(arguments or "", support.file(text, ".lua")))
end

local function exists(path)
  local file = io.open(path)
  if file then file:close() end
  return file ~= nil
end

describe("a session that is allowed nothing", function()
  local roads = dofile "tests/spec/files/roads.lua"
  local secret = support.file("return 'the secret'", ".lua")

  for i, road in ipairs(roads) do
    it("comes to nothing by " .. road.name, function()
      local mark = support.path ""
      local text = run("none", ("tests/spec/files/roads.lua %d '%s' '%s' '%s'"):format(i, mark, secret, HOME))
      local last = text:match "([^\n]*)\n$" or text
      assert.truthy(last:find "^refused: " or last == "nothing", text)
      for _, ending in ipairs { "", ".xlsx", ".zip" } do assert.is_false(exists(mark .. ending), text) end
      assert.is_nil(text:find("the secret", 1, true), text)
      assert.equal("return 'the secret'", support.read(secret))
    end)
  end

  it("has what it needs to calculate", function()
    local text = run_script("none", [[
      local glocal = require "glocal"
      local f = glocal.frame {{zone="A", n=1}, {zone="B", n=3}}
      print(f:where("n > 1").zone[1], f:sum "n", f:mutate{m = "math.floor(n / 2)"}.m[2], period("2024-03", "quarter"))
      print(glocal.sql("select max(n) n from $f", {f=f}).n[1], #os.date(), string.format("%d", utf8.len "é"), load "return 7"())
      table.sort = nil
      print(#frame{{b=1, a=2}}:columns(), arg[1], ...)]], "")
    assert.equal("B\t4\t1\t2024-Q1\n3\t24\t1\t7\n2\tnil\n", text)
  end)

  it("may change its own copies of the standard functions, and them alone", function()
    assert.equal("X\tx\n", run_script("none", "string.lower = string.upper print(string.lower 'x', ('X'):lower())"))
  end)

  it("shows what a text gives, as without --allow", function()
    assert.equal("3\n", run("none", "-e '1 + 2'"))
    assert.equal("{\"a\": 1}\n", run("none", "--json -e 'return {a=1}'"))
  end)

  it("opens no store, that of the environment neither", function()
    local path = support.path ".db"
    assert(glocal.init(path)):close()
    assert.truthy(run("none", ("--store '%s' -e 1"):format(path)):find("--store needs --allow store.read", 1, true))
    assert.equal("nil\n", run("none", "-e 'return store'", ("GLOCAL_STORE='%s'"):format(path)))
  end)
end)

describe("a session that may read stores", function()
  local path, on_store

  setup(function()
    local store = support.small_store()
    assert(store:import(support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,3\n",
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count" }, { source = "test" }))
    path = store:path()
    on_store = ("--store '%s'"):format(path)
    store:close()
  end)

  it("sums up", function()
    assert.equal("3\n", run("store.read", ("--store '%s' -e 'rollup{zone=\"A\", every=\"year\"}.count[1]'"):format(path)))
    assert.equal("3\n", run_script("store.read", "print(rollup{zone='A', every='year'}.count[1])", ("--store '%s'"):format(path)))
  end)

  it("changes nothing, by no function", function()
    local before = support.read(path)
    for _, call in ipairs {
      "store:import('x.csv', {})", "store:retract(1, 'why')", "store:source('test', {handling='CLEAR'})", "store:rebuild()",
      "store:load_reference 'benelux'", "undo()", "open(store:path()):retract(1, 'why')",
    } do
      local text = run_script("store.read", ("print(pcall(function() return %s end))"):format(call), on_store)
      assert.truthy(text:find "^false.*needs store.write, which this session was opened without", call .. ": " .. text)
    end
    assert.equal("true\n", run("store.read", ("--store '%s' -e 'store:is_read_only()'"):format(path)))
    assert.equal("true\n", run("store.read", ("-e 'open(%q, {read_only=false}):is_read_only()'"):format(path)))
    assert.equal(before, support.read(path))
  end)

  it("brings no older store up to date", function()
    local older = support.path ".db"
    os.execute(("cp '%s' '%s' && sqlite3 '%s' 'pragma user_version = 3'"):format(path, older, older))
    local before = support.read(older)
    assert.truthy(run("store.read", ("--store '%s' -e 1"):format(older)):find("was created by an older glocal", 1, true))
    assert.equal(before, support.read(older))
  end)

  it("reads and writes no other file", function()
    local mark = support.path ".csv"
    for _, call in ipairs {
      ("rollup{zone='A'}:to_csv '%s'"):format(mark), ("store:look '%s'"):format(path), ("brief{zone='A', to='%s'}"):format(mark),
      ("rollup{zone='A'}:plot{to='%s'}"):format(mark), ("rollup{zone='A'}:to_package '%s'"):format(mark),
    } do
      local text = run_script("store.read", ("print(pcall(function() return %s end))"):format(call), on_store)
      assert.truthy(text:find "^false.*needs [%w.]+, which this session was opened without", call .. ": " .. text)
    end
    assert.is_false(exists(mark))
  end)
end)

describe("a session that may do some things", function()
  it("writes where it may write", function()
    local path = support.path ".csv"
    assert.equal("true\n", run_script("file.write", ("print(frame{{a=1}}:to_csv('%s', {bare=true}) ~= nil)"):format(path)))
    assert.equal("a\n1\n", support.read(path))
  end)

  it("is told of a capability that does not exist which ones do", function()
    assert.truthy(run("store.reed", "-e 1"):find("there is no capability 'store.reed', did you mean 'store.read'?", 1, true))
  end)

  it("is recorded in the store that it changes", function()
    local path = support.path ".db"
    assert(glocal.init(path)):close()
    assert.equal("1\n", run_script("store.read,store.write", "print(#store:runs())", ("--store '%s'"):format(path)))
    local store = assert(glocal.open(path))
    assert.equal("done", store:runs().status[1])
    store:close()
  end)
end)
