-- data_text.lua: tables as text, and any text that someone has made of one.

local data_text = require "foresight.shared.data_text"

local SEEDS = {
  '{mapping = {zone = "Gemeente", day = {column = "a \\"b\\"", map = {["x y"] = "z"}}}, ' ..
    'options = {at_least = 0.8, strict = true}}',
  "{ -- a comment\n 'single', \"d\\65\\n\", 3, -1.5e3, 0x10, false; [ 'k' ] = {}, }",
  "{{{{{{{{1}}}}}}}}",
  "{a = 1, a = 2, [\"end\"] = 'no name'}",
}
local ALPHABET = "{}[]=,;\"'\\\n\r\t -.0159exabz_\0\255"

local function mutated(text, random)
  for _ = 1, random(1, 4) do
    local at, kind = random(1, #text + 1), random(1, 4)
    local i = random(1, #ALPHABET)
    local letter = ALPHABET:sub(i, i)
    if kind == 1 then
      text = text:sub(1, at - 1) .. letter .. text:sub(at)
    elseif kind == 2 then
      text = text:sub(1, at - 1) .. text:sub(at + random(1, 3))
    elseif kind == 3 then
      text = text:sub(1, at - 1) .. letter .. text:sub(at + 1)
    else
      local from = random(1, #text + 1)
      text = text:sub(1, at - 1) .. text:sub(from, from + random(0, 20)) .. text:sub(at)
    end
  end
  return text
end

describe("tables as text", function()
  it("reads or refuses any text, and what it reads it writes and reads again", function()
    math.randomseed(20261129)
    local read, refused = 0, 0
    for i = 1, 20000 do
      local text = mutated(SEEDS[i % #SEEDS + 1], math.random)
      local value, message = data_text.read(text)
      if value then
        read = read + 1
        local written = data_text.write(value)
        local again = assert(data_text.read(written), text)
        assert.equals(written, data_text.write(again), text)
      else
        refused = refused + 1
        assert.matches("^line %d+: ", message)
      end
    end
    assert.matches("^line 1: expected a text, a number", select(2, data_text.read "{1e999}"))
    assert.is_true(read > 1000 and refused > 1000)
  end)
end)
