--- shared_spec.lua: the rules that every folder shares: hints, numbers, what may leave and how it is written.

require "glocal"
local hint = require "foresight.shared.hint"
local number = require "foresight.shared.number"
local outfile = require "foresight.shared.outfile"
local support = require "tests.spec.support"

describe("a hint", function()
  it("names the nearest, else all, and nothing for what is no name", function()
    assert.equal(", did you mean 'count'?", hint.of("cuont", { "count", "value" }, "use"))
    assert.equal("; use count, value", hint.of("zzzzz", { "count", "value" }, "use"))
    assert.equal("; the store has none", hint.of("zzzzz", {}, "the store has"))
    assert.equal("", hint.of("zzzzz", { "count" }))
    assert.equal("; use a, b", hint.of("c", { "a", "b" }, "use")) -- every name is near to a single letter
    assert.equal("; use a, b", hint.of(12, { "a", "b" }, "use"))
    assert.equal("", hint.of("count", { "count" })) -- never itself
  end)
end)

describe("a number", function()
  it("is grouped for a terminal and exact for a file", function()
    assert.same({ "1 234 567", "-1 000", "999", "0.333333" },
      { number.shown(1234567), number.shown(-1000), number.shown(999), number.shown(1 / 3) })
    for _, value in ipairs { 0.1, 1 / 3, 1e300, -2.5, 1e-9 } do assert.equal(value, tonumber(number.exact(value))) end
    assert.same({ "0.1", "12" }, { number.exact(0.1), number.exact(12) })
  end)
end)

describe("a file", function()
  it("is written whole, in pieces too, and replaces the one before", function()
    local path = support.file("before", ".txt")
    assert.equal(path, outfile.replace(path, "after"))
    assert.equal("after", support.read(path))
    assert.equal(path, outfile.write(path, outfile.pieces(function(put)
      put "a"
      put "b"
    end), "TLP:AMBER", "frame"))
    assert.equal("ab", support.read(path))
    assert.is_nil(io.open(path .. ".part"))
  end)

  it("stays as it was where writing fails or the marking forbids it, and no part stays beside it", function()
    local path = support.file("before", ".txt")
    local written, message, code = outfile.write(path, "secret", "TLP:RED", "brief")
    assert.same({ false, "marking" }, { written or false, code })
    assert.truthy(message:find("this brief is TLP:RED", 1, true))
    written, message, code = outfile.replace(path, function(part) return nil, "no room for " .. part, "full" end)
    assert.same({ false, "no room for " .. path, "full" }, { written or false, message, code })
    assert.equal("before", support.read(path))
    assert.is_nil(io.open(path .. ".part"))
    written, message, code = outfile.replace("/nowhere/x.txt", "x")
    assert.same({ false, "can't write '/nowhere/x.txt': No such file or directory", "not_found" },
      { written or false, message, code })
  end)
end)

-- store:sql gives nil where a table is lost; query raises, so that nobody has to ask.
describe("a statement of the library's own", function()
  it("goes through query, in every file", function()
    local may = { ["shared/query.lua"] = true, ["store/sql.lua"] = true, ["shell/sql_shell.lua"] = true }
    local pipe, found = assert(io.popen "grep -rnE ':sql[ ([\"]' foresight --include=*.lua"), {}
    for line in pipe:lines() do
      local file, code = line:match "^foresight/([^:]*):%d+:(.*)$"
      if not may[file] and not code:find "^%s*%-%-" and not code:find "^%s*function methods" then found[#found + 1] = line end
    end
    pipe:close()
    assert.same({}, found)
  end)
end)
