--- standard_spec.lua: the command's forms of the standard functions that may run long give what stock Lua gives.
--
-- The stock functions run here, in lua5.4; the command's in the command.

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

local function lines_of(command)
  local pipe = assert(io.popen(command .. " 2>&1"))
  local lines = {}
  for line in pipe:lines() do lines[#lines + 1] = line end
  pipe:close()
  return lines
end

describe("the command's standard functions", function()
  it("give what stock Lua gives, in messages too", function()
    local file = "tests/spec/files/standard.lua"
    local stock, ours = lines_of("lua5.4 " .. file), lines_of(GLOCAL .. " run " .. file)
    assert.is_true(#stock > 900, #stock .. " lines")
    for i, line in ipairs(stock) do assert.are.equal(line, ours[i]) end
    assert.are.equal(#stock, #ours)
  end)
end)
