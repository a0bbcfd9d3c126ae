--- pack.lua: what a call of a pack costs over the same call of a plain function, handing it a frame, and loading it.
--
-- Example:  glocal run tests/bench/pack.lua scalar|frame|load     prints last the seconds (of processor time) of a million calls, frames, or of a
--                                                                 thousand loads: microseconds, and milliseconds, of one

local glocal = require "glocal"
local use = require "foresight.pack.use"

local FILES = { ["pack.lua"] = "",
  ["bench.lua"] = "return {sum = function(a, b) return a + b end, rows = function(f) return #f end}" }
local MANIFEST = {
  name = "bench", version = "1.0.0", permissions = {}, dependencies = {}, tests = {}, examples = {}, entry = "bench",
}

local function seconds_of(count, f, ...)
  local begun = os.clock()
  for _ = 1, count do f(...) end
  return os.clock() - begun
end

local kinds = {}

function kinds.scalar()
  local pack, count = use.of(FILES, MANIFEST, {}), 1000000
  local function sum(a, b) return a + b end
  return seconds_of(count, pack.sum, 1, 2) - seconds_of(count, sum, 1, 2)
end

function kinds.frame()
  local pack, count = use.of(FILES, MANIFEST, {}), 100000
  local f = glocal.sql [[
    with recursive c(x) as (select 1 union all select x + 1 from c where x < 10000000)
    select x a, x b, x c, x d from c]]
  assert(pack.rows(f) == 10000000)
  local function rows(g) return #g end
  return 10 * (seconds_of(count, pack.rows, f) - seconds_of(count, rows, f))
end

function kinds.load()
  local count = 100
  local begun = os.clock()
  for i = 1, count do use.of(FILES, MANIFEST, { memory = 512 + i }) end -- each a state of its own
  return 10 * (os.clock() - begun)
end

local kind = kinds[arg[1]] or error("expected scalar, frame or load", 0)
print(("%.3f"):format(kind()))
