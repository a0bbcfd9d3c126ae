--- damaged_spec.lua: over a store that lacks a table, each function says so, or does without it (tests/hostile/damaged.lua).

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

describe("a store that lacks a table or a view", function()
  it("gives messages that an analyst can act on, from every function that asks it", function()
    local pipe = assert(io.popen(("'%s' run tests/hostile/damaged.lua 2>&1"):format(GLOCAL)))
    local text = pipe:read "a"
    assert(pipe:close(), text)
    assert.is_nil(text:match "fault: [^\n]*")
    local functions, tables = text:match "of (%d+) functions without one of (%d+) tables"
    assert.truthy(tonumber(functions) > 60 and tonumber(tables) > 30, text)
  end)
end)
