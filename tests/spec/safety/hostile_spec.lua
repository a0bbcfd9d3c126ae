--- hostile_spec.lua: no script crashes the program, whatever it hands to a function or does while one runs. Each runs in a
-- process of its own, of $GLOCAL: scripts/test hostile makes that one with the sanitizers.

require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"
if GLOCAL:sub(1, 1) ~= "/" then GLOCAL = assert(io.popen "pwd"):read "l" .. "/" .. GLOCAL end
local HERE = assert(io.popen "pwd"):read "l"

-- Runs it in a folder that it may fill, and gives what it prints, stdout and stderr together, and how it ended.
local function run(arguments)
  local folder = support.path ""
  local pipe = assert(io.popen(("mkdir '%s' && cd '%s' && '%s' run %s 2>&1"):format(folder, folder, GLOCAL, arguments)))
  local text = pipe:read "a"
  local _, how, code = pipe:close()
  return text, how, code
end

-- What a script prints that must come to its end.
local function printed(script)
  local text, how, code = run(("'%s'"):format(support.file(script, ".lua")))
  assert(how == "exit" and code == 0, text)
  return text
end

-- The name of a script in tests/hostile, and its arguments behind the file that it traces itself in.
local function sweep(script, arguments)
  local trace = support.path ".trace"
  local text, how, code = run(("'%s/tests/hostile/%s' '%s' %s"):format(HERE, script, trace, arguments))
  assert(how == "exit" and code == 0, ("%s %s in %s\n%s"):format(how, code, support.read(trace):match "^[^\n]*", text))
  local calls, functions = text:match "(%d+) calls of (%d+) functions"
  return math.tointeger(calls), math.tointeger(functions), text:match "passed over: ([^\n]*)"
end

describe("a hostile script", function()
  it("gets messages from every function of the core, whatever it hands over or does meanwhile", function()
    local calls, functions = sweep("sweep.lua", "core")
    assert.equal(#core.functions(), functions)
    assert.truthy(calls > 100 * functions)
  end)

  it("gets messages from every function of the library", function()
    local calls, functions, passed_over = sweep("sweep.lua", "library")
    assert.truthy(functions > 70)
    assert.truthy(calls > 20 * functions)
    assert.equal("", passed_over)
  end)

  it("gets messages from the standard functions in the command's forms, and from what it tells of the terminal", function()
    local calls, functions = sweep("shell.lua", "")
    assert.truthy(functions > 35)
    assert.truthy(calls > 100 * functions)
  end)

  local STORE = [[
    local store = assert(init("s.db", { reference = "benelux", handling = "CLEAR" }))
    -- At each allocation a finaliser acts.
    local function while_collecting(act, f, ...)
      local left, is_acting = 100, false
      local function arm()
        setmetatable({}, { __gc = function()
          left = left - 1
          if left > 0 then arm() end
          if is_acting then act() end
        end })
      end
      arm()
      collectgarbage("generational", 256, 1000)
      while left > 98 do local _ = {} end
      is_acting = true
      local found = table.pack(pcall(f, ...))
      left, is_acting = 0, false
      collectgarbage("incremental", 200, 100, 13)
      return table.unpack(found, 1, found.n)
    end
  ]]

  it("that closes a store which a call uses has it closed when the call ends", function()
    local text = printed(STORE .. [[
      local text = { text = "Belgien" }
      local names = {}
      for i = 1, 200 do names[i] = "Utrecht" end
      local well, found = while_collecting(function() store:close() end, store.reconcile, store, names)
      io.write(tostring(well), " ", well and #found or found, " ", tostring(store), " ", select(2, pcall(store.path, store)))
    ]])
    -- Closed before the call had hold of it, or at its end: never in between.
    assert.truthy(text:find "^true 200 store %(closed%)" or text:find "^false [^\n]*the store is closed store %(closed%)", text)
    assert.truthy(text:find("the store is closed", 1, true), text)
  end)

  it("runs no metamethod of the tables that it hands to the core", function()
    local text = printed(STORE .. [[
      local ran = 0
      local function act() ran = ran + 1 end
      local options = setmetatable({ valued = true }, { __index = act, __len = act, __pairs = act, __newindex = act })
      local core = require "glocal.core"
      core.sql_frames("select 1", options)
      core.archive_names "none.zip"
      frame({ setmetatable({ a = 1 }, { __index = act }), { b = 2 } })
      core.make_folder("folder", setmetatable({}, { __len = act, __index = act }))
      io.write(ran)
    ]])
    assert.equal("0", text)
  end)

  it("is refused a list that claims a length no list has", function()
    local text = printed [[
      local t = {}
      for i = 0, 62 do t[1 << i] = 1 end
      t[5] = 1
      assert(#t == 1 << 62)
      local f = frame { { a = 1 }, { a = 2 } }
      io.write(select(2, pcall(f.take, f, t)))
    ]]
    assert.truthy(text:find("a list of 4611686018427387904 values is too long", 1, true), text)
  end)

  it("is told of a text that C would read to its NUL byte only", function()
    local text = printed(STORE .. [[
      io.write(select(2, pcall(store.resolve, store, "zone", "BE\0x")), "\n")
      io.write(select(2, pcall(store.sql, store, "select ?", { "BE\0x" })), "\n")
      io.write((require "glocal.core".run_program({ "wc", "-c" }, "a\0b")))
    ]])
    assert.truthy(text:find "the text holds a NUL byte%)\n[^\n]*a text in a table holds a NUL byte\n3\n", text)
  end)

  it("is shown no metatable of a value of the core", function()
    local text = printed(STORE .. [[
      local core = require "glocal.core"
      local tree = core.tree(frame { { id = 1, code = "A", kind = "x" } }, frame({}, { columns = { "child", "parent" } }))
      for _, value in ipairs { store, frame { { a = 1 } }, (store:cells()), tree, (select(2, core.temporary_folder())) } do
        io.write(tostring(getmetatable(value)), " ", tostring(pcall(setmetatable, value, {})), "\n")
      end
    ]])
    assert.equal("glocal.store false\nglocal.frame false\nglocal.cells false\nglocal.tree false\nglocal.folder false\n", text)
  end)

  it("is told what its columns may be called", function()
    local text = printed "io.write(select(2, pcall(require 'glocal.core'.frame, { { a = 1 } }, { columns = { 1 } })))"
    assert.truthy(text:find("expected ", 1, true), text)
  end)

  it("is told what a variable of the environment looks like", function()
    assert.truthy(printed [[io.write(select(2, require "glocal.core".run_program({ "cat" }, "", { "BE" })))]]
      :find("'BE' is not NAME=VALUE", 1, true))
  end)
end)
