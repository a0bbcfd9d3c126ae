-- Packs in isolates: what goes in and comes out, what a grant lets them do, and that none of the attacks of
-- tests/hostile/isolate.lua succeeds.
require "glocal"
local pack = require "foresight.pack.pack"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

-- The folder of a pack with this entry module.
local function pack_of(name, module, permissions, dependencies)
  local folder = support.path ""
  assert(pack.new(name, folder))
  local manifest = support.read(folder .. "/pack.lua")
  manifest = manifest:gsub("permissions = {}",
    ("permissions = {%s}, dependencies = {%s}"):format(permissions or "", dependencies or ""))
  for file, text in pairs { ["pack.lua"] = manifest, [name:gsub("-", "_") .. ".lua"] = module } do
    local out = assert(io.open(folder .. "/" .. file, "wb"))
    out:write(text)
    out:close()
  end
  return folder
end

-- What a script prints, stdout and stderr together; its folder for configuration is its own.
local function run(script, arguments, config)
  local pipe = assert(io.popen(("XDG_CONFIG_HOME='%s' '%s' run %s '%s' 2>&1 </dev/null"):format(config or support.path "", GLOCAL,
    arguments or "", support.file(script, ".lua"))))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local CROSSING = [[
local m = { VERSION = 3, tables = {} }
--- Gives back what it is given.
function m.same(...) return ... end
function m.tables.count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n, getmetatable(t) end
function m.rebuilt(f) local rows = {} for i = 1, #f do rows[i] = {a = f.a[i]} end return frame(rows) end
function m.fail() error "on purpose" end
function m.wrong() local f = frame{{a = 1}}:where "b > 1" return f end
function m.nested() return {list = {1, {2}}, text = "é\0x", yes = true} end
return m]]

describe("what goes into a pack and comes out", function()
  local folder = pack_of("crossing", CROSSING)
  local function with(code) return run(("local p = assert(use %q)\n%s"):format(folder, code)) end

  it("is copied", function()
    assert.equal("1\t2.5\tx\ttrue\tnil\n", with "print(p.same(1, 2.5, 'x', true, nil))")
    assert.equal("2\t4\ttrue\tinteger\tfloat\n", with [[
      local n = p.nested()
      print(n.list[2][1], #n.text, n.yes, math.type(p.same(3)), math.type(p.same(3.0)))]])
    assert.equal("2\tnil\n", with "print(p.tables.count(setmetatable({1, x = 2}, {__pairs = error, __index = error})))")
    assert.equal("3\n", with "print(p.VERSION)")
  end)

  it("is a frame by reference, and carries the marking of what went in", function()
    assert.equal("TLP:GREEN\tTLP:GREEN\tTLP:GREEN\n", with [[
      local f = frame{{a = 1}, {a = 2}}:mark "GREEN"
      print(p.same(f):marking(), p.rebuilt(f):marking(), frame(p.same({{a = 7}})):marking())]])
    assert.equal("TLP:CLEAR\n", with "print(p.rebuilt(frame{{a = 1}}):marking())")
    local text = with "print(p.same(frame{{a = 1}}):provenance())"
    assert.truthy(text:find("^crossing%.same%(%.%.%.%)  %[pack crossing 0%.1%.0, sha256 %x+%]\n  frame"), text)
  end)

  it("is refused where it can't cross", function()
    for code, message in pairs {
      ["p.same(print)"] = "a function can't go into a pack", ["p.same({{print}})"] = "a function can't go into a pack",
      ["local t = {} t[1] = t p.same(t)"] = "a table that holds itself",
      ["p.same(io.stdout)"] = "a value of the library other than a frame",
      ["p.same({[{}] = 1})"] = "a table with a table for a key",
      ["p.same(frame{{a = 1}}:mark 'RED')"] = "marked TLP:RED, and the pack may read up to TLP:AMBER",
      ["p.same(frame{{a = 1}}:mark 'RED'.a)"] = "marked TLP:RED",
      ["local t = {} for _ = 1, 40 do t = {t} end p.same(t)"] = "nested more than 32 deep",
      ["p.VERSION = 4"] = "'VERSION' can't be set here",
    } do
      local text = with(code)
      assert.truthy(text:find(message, 1, true), code .. ": " .. text)
    end
  end)

  it("is an error with the pack's name, file and line", function()
    local text = with "p.fail()"
    assert.truthy(text:find("pack 'crossing': crossing/crossing.lua:6: on purpose", 1, true), text)
    text = with "p.wrong()"
    assert.truthy(text:find("pack 'crossing': crossing/crossing.lua:7: where: no column is called 'b'", 1, true), text)
  end)

  it("has its documentation in help", function()
    local text = with "help 'crossing.same'"
    assert.truthy(text:find("crossing.same(...)\n\n  Gives back what it is given.", 1, true), text)
    text = with "help(p)"
    assert.truthy(text:find("crossing.tables.count(t)", 1, true), text)
  end)

  it("has help and completion as the functions of the library have, from its tags", function()
    local text = run(([[
      b = use(%q, {permissions = {}})
      for _, topic in ipairs {"b.budgets", b.budgets, "barrier-model.budgets"} do help(topic) end
      local complete = require "foresight.shell.complete"
      for _, typed in ipairs {"b.", "b.budgets{", 'b.budgets{phenomenon="'} do
        print(table.concat(complete.candidates(typed).texts, " "))
      end]]):format "packs/barrier-model")
    local _, count = text:gsub("barrier%-model%.budgets%(spec: table%): frame\n\n", "")
    assert.equal(3, count, text)
    assert.truthy(text:find("phenomenon* of which barriers (trafficking, smuggling)", 1, true), text)
    assert.truthy(text:find("\nbudgets\nbarriers= budgets= draws= lang= phenomenon= process= seed=\n"
      .. "trafficking smuggling\n", 1, true), text)
  end)
end)

describe("a pack", function()
  it("does not see the session, nor another pack", function()
    local one = pack_of("one", [[SHARED = 1
      return {get = function() return SHARED, OUTSIDE end, set = function() string.rep = nil SHARED = 2 end}]])
    local two = pack_of("two", "return {get = function() return SHARED, OUTSIDE, string.rep ~= nil end}")
    assert.equal("1\tnil\nnil\tnil\ttrue\n2\tnil\ntrue\n", run(([[
      OUTSIDE = 3
      local one, two = use %q, use %q
      print(one.get()) one.set() print(two.get()) print(one.get()) print(string.rep ~= nil)]]):format(one, two)))
  end)

  it("is stopped when its budget is used up, and lives on", function()
    local folder = pack_of("greedy", [[return {
      loop = function() while true do pcall(function() while true do end end) end end,
      hold = function() local t = {} for i = 1, 1e9 do t[i] = {i} end end,
      fine = function() return 7 end}]])
    local text = run(([[
      local p = use(%q, {instructions = 1000000, memory = 32})
      print(pcall(p.loop))
      local spent = require "glocal.isolate".spent()
      print(spent > 900000 and spent < 1100000 or spent)
      p = use(%q, {memory = 32})
      print(pcall(p.hold)) print(p.fine())]]):format(folder, folder))
    assert.equal("false\tpack 'greedy' was stopped: it took more than its 1000000 instructions\ntrue\n"
      .. "false\tpack 'greedy': out of memory: it needs more than its 32 MB\n7\n", text)
  end)

  it("is stopped at the same place every time, whatever the machine", function()
    local folder = pack_of("counts", [[
      local QUERY = "with recursive c(x) as (select 1 union all select x + 1 from c where x < 9999) select count(*) from c"
      local n = 0
      local function step() n = n + 1 end
      local WORK = {
        lua = function() while true do step() end end,
        coroutines = function() while true do coroutine.wrap(step)() end end,
        texts = function() while true do step() ;("x"):rep(1000):upper():find("x*y") end end,
        tables = function() while true do step() local t = {3, 2, 1} table.sort(t) table.concat(t) table.unpack(t) end end,
        sql = function() while true do step() glocal.sql(QUERY) end end}
      local m = {count = function() local count = n n = 0 return count end}
      for name, work in pairs(WORK) do m[name] = function() while true do pcall(work) end end end
      return m]])
    local script = ([[
      local p = use(%q, {instructions = 2000000})
      for _, name in ipairs{"lua", "coroutines", "texts", "tables", "sql", "lua"} do
        local well, message = pcall(p[name])
        print(name, p.count(), message)
      end]]):format(folder)
    local first = run(script)
    local _, stops = first:gsub("it took more than its 2000000 instructions\n", "")
    assert.equal(6, stops, first)
    assert.equal(first, run(script))
  end)

  it("may do what was granted before, and no more than it declares", function()
    local folder = pack_of("reader", [[return {
      count = function() return #store:sql "select * from zone", store:is_read_only() end,
      open = function() return open(store:path()) end, write = function() return store:retract(1, "x") end,
      files = function() return read "x.csv" end}]], '"store.read"')
    local path, config = support.path ".db", support.path ""
    assert(require "glocal".init(path)):close()
    local on_store = ("--store '%s'"):format(path)
    local script = ([[local p = assert(use %q)
      print(p.count()) for _, n in ipairs{'open', 'write', 'files'} do print(pcall(p[n])) end]]):format(folder)
    local text = run(script, on_store, config)
    assert.truthy(text:find("pack 'reader' wants to read the store of the session, up to TLP:AMBER: allow it with "
      .. ("`glocal pack grant %s --allow store.read`"):format(folder), 1, true), text)
    local function grant(arguments)
      local pipe = io.popen(("XDG_CONFIG_HOME='%s' '%s' pack grant '%s' %s 2>&1"):format(config, GLOCAL, folder, arguments))
      local said = pipe:read "a"
      pipe:close()
      return said
    end
    assert.equal("reader may read the store of the session, up to TLP:GREEN; read any file that you may read\n",
      grant "--allow store.read,file.read --max-handling green")
    text = run(script, on_store, config)
    assert.truthy(text:find "^%d+\ttrue\n", text)
    for _, message in ipairs { "the pack reads and writes the store of its session, and no other",
      "'store:retract' needs store.write", "'read' needs file.read" } do assert.truthy(text:find(message, 1, true), text) end
    assert.truthy(grant "--allow none":find "nothing else")
    assert.truthy(run(script, on_store, config):find "wants to read")
    assert.truthy(run(script, "--no-packs"):find("is not used: glocal was started with --no-packs", 1, true))
  end)

  it("that asks for more than was granted, or lies elsewhere, is asked about anew", function()
    local config, module = support.path "", "return { yes = function() return 'yes' end }"
    local function asked(folder, change)
      local manifest = support.read(folder .. "/pack.lua")
      local file = assert(io.open(folder .. "/pack.lua", "wb"))
      file:write((change and manifest:gsub(change[1], change[2]) or manifest))
      file:close()
      return run(("local p, why = use %q print(p and p.yes() or why)"):format(folder), "", config)
    end
    local folder = pack_of("asker", module, '"store.read"')
    local pipe = io.popen(("XDG_CONFIG_HOME='%s' '%s' pack grant '%s' --allow store.read"):format(config, GLOCAL, folder))
    pipe:read "a"
    pipe:close()
    assert.equal("yes\n", asked(folder))
    local other = asked(pack_of("asker", module, '"store.read"'))
    assert.truthy(other:find("pack 'asker' wants to read the store", 1, true), other)
    assert.is_nil(other:find("other terms", 1, true))
    local more = asked(folder, { 'permissions = {"store.read"}', 'permissions = {"store.read", "file.write"}' })
    assert.truthy(more:find("for other terms (it did not ask before to write and replace any file that you may write)", 1, true),
      more)
    assert.equal("yes\n", asked(folder, { 'permissions = {[^}]*}', 'permissions = {"store.read"}' }))
    local purpose = asked(folder, { 'purpose = "[^"]*"', 'purpose = "profiling"' })
    assert.truthy(purpose:find("(its purpose was 'What the results may be used for', and is 'profiling')", 1, true), purpose)
    assert.equal("yes\n", asked(folder, { 'permissions = {[^}]*}', "permissions = {}" }))
  end)

  it("reads no more of the store than its grant", function()
    local store = support.small_store()
    assert(store:import(support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,3\n",
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count" }, { source = "test" }))
    assert(store:source("test", { handling = "RED" }))
    local path = store:path()
    store:close()
    local folder = pack_of("sums", "return {sum = function() return rollup{zone = 'A', every = 'year'} end}", '"store.read"')
    local script = [[local p = use(%q, {permissions = {"store.read"}, max_handling = %q})
      print(pcall(function() return p.sum():marking() end))]]
    assert.truthy(run(script:format(folder, "AMBER"), ("--store '%s'"):format(path)):find(
      "marked TLP:RED, and the pack may read up to TLP:AMBER", 1, true))
    assert.equal("true\tTLP:RED\n", run(script:format(folder, "RED"), ("--store '%s'"):format(path)))
  end)

  it("requires another, in a state of its own", function()
    local tools = pack_of("tools", [[return {double = function(n) return 2 * n end, red = function(f) return f end,
      spin = function() while true do end end}]])
    local user = pack_of("user", [[local tools = require "tools"
      return {four = function() return tools.double(2) end, red = function(f) return tools.red(f) end,
        spin = function() while true do pcall(tools.spin) end end}]], "", 'tools = "^0.1"')
    local text = run(([[
      local use, pack = require "foresight.pack.use", require "foresight.pack.pack"
      local function opened(folder, grant)
        local files, manifest = pack.of_folder(folder)
        return use.of(files, manifest, grant)
      end
      print(select(2, pcall(opened, %q, {})))
      local tools = opened(%q, {max_handling = "RED"})
      local user = opened(%q, {dependencies = {tools = tools}, instructions = 1000000})
      print(user.four()) print(select(2, pcall(user.spin)))
      tools.red(frame{{a = 1}}:mark "RED") print(select(2, pcall(user.four)))]]):format(user, tools, user))
    assert.truthy(text:find("pack 'user' needs the pack 'tools' ^0.1, which is not there\n4\npack 'user' was stopped", 1, true),
      text)
    assert.truthy(text:find("marked TLP:RED, and the pack may read up to TLP:AMBER", 1, true), text)
  end)

  it("that is installed comes with those it depends on, as they were granted", function()
    local tools = pack_of("tools", "return {double = function(n) return 2 * n end}", '"store.read"')
    local user = pack_of("user", "local tools = require 'tools' return {four = function() return tools.double(2) end}", "",
      'tools = "^0.1"')
    local ring = pack_of("ring", "return {}", "", 'ring = "*"')
    local text = run(([[
      local use, pack = require "foresight.pack.use", require "foresight.pack.pack"
      local folders = {tools = %q, user = %q, ring = %q}
      function use.installed(name, range)
        if not folders[name] then return nil, "no pack " .. name .. " " .. range, "not_found" end
        local files, manifest = pack.of_folder(folders[name])
        return {files = files, manifest = manifest, grant = {permissions = {}, max_handling = "GREEN"}}
      end
      print(use.named("user").four(), select(2, use.named "nothing"), select(2, use.named "ring"))
      print(pcall(use.named("tools", {max_handling = "RED"}).double, frame{{a = 1}}:mark "AMBER"))]]):format(tools, user, ring))
    local unknown = '4\tno pack nothing *; a folder or a built pack goes by its path, as in use "./nothing"\t'
    assert.truthy(text:find(unknown, 1, true), text)
    assert.truthy(text:find("\tpack 'ring' depends on itself\tinvalid\n", 1, true), text)
    assert.truthy(text:find("may read up to TLP:GREEN", 1, true), text)
  end)

  it("notices that the session has another store", function()
    local folder = pack_of("where", "return {path = function() return store and store:path() end}", '"store.read"')
    local one, two = support.path ".db", support.path ".db"
    for _, path in ipairs { one, two } do assert(require "glocal".init(path)):close() end
    assert.equal(("%s\n%s\nnil\n"):format(one, two), run(([[
      local p = use(%q, {permissions = {"store.read"}})
      open %q print(p.path()) open %q print(p.path()) glocal.store = nil print(p.path())]]):format(folder, one, two)))
  end)
end)

describe("an attack on its state", function()
  it("comes to nothing, within the budget", function()
    local folder = support.path ""
    os.execute(("mkdir '%s'"):format(folder))
    local command = ("'%s' run tests/hostile/isolate.lua '%s' 2>&1 </dev/null"):format(GLOCAL, folder)
    local pipe = assert(io.popen(command))
    local text = pipe:read "a"
    local well = pipe:close()
    assert.truthy(well, text)
    assert.truthy(tonumber(text:match "(%d+) attacks, of which %d+ ended by the clock; 0 succeeded\n$") > 300, text)
  end)
end)
