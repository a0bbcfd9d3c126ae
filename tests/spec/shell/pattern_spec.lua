--- pattern_spec.lua: the shell's own pattern matcher against stock Lua's: the same results for made-up patterns.
--
-- The stock functions run here, in the lua5.4 that busted runs in; the shell's in the command.

local glocal_command = os.getenv "GLOCAL" or "build/release/glocal"

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local lines = {}
  for line in pipe:lines() do lines[#lines + 1] = line end
  pipe:close()
  return lines
end

describe("the shell's string functions", function()
  it("give what stock Lua gives for 4 000 made-up patterns", function()
    local file = "tests/spec/files/patterns.lua 4000"
    local stock, ours = lines_of("lua5.4 " .. file), lines_of(glocal_command .. " run " .. file)
    assert.is_true(#stock > 20000)
    assert.are.equal(#stock, #ours)
    for i, line in ipairs(stock) do assert.are.equal(line, ours[i]) end
  end)

  it("give up on a pattern that must keep too much in mind, and say so", function()
    local ours = lines_of(glocal_command ..
      [[ -e 'pcall(string.find, ("a"):rep(9000), ("a?"):rep(9000) .. "b")']])
    assert.is_truthy(table.concat(ours, " "):find "pattern too complex")
  end)
end)
