--- pack.lua: what a call of a pack costs over the same call of a plain function, handing it a frame, and loading it: one that is
--- installed and signed, as an analyst's `use "bench"`.
--
-- Example:  glocal run tests/bench/pack.lua scalar|frame|load|first   prints last the seconds (of processor time) of a million calls,
--                                                                     frames, or of a thousand loads: microseconds, and
--                                                                     milliseconds, of one
--
-- first: the first load of a process, where the library's modules for packs are still to be read; load: those after it.

local core = require "glocal.core"
local glocal = require "glocal"
local install = require "foresight.pack.install"
local offers = require "foresight.pack.offers"
local pack = require "foresight.pack.pack"
local place = require "foresight.pack.place"
local trust = require "foresight.pack.trust"
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
  local bench, count = use.of(FILES, MANIFEST, {}), 1000000
  local function sum(a, b) return a + b end
  return seconds_of(count, bench.sum, 1, 2) - seconds_of(count, sum, 1, 2)
end

function kinds.frame()
  local bench, count = use.of(FILES, MANIFEST, {}), 100000
  local f = glocal.sql [[
    with recursive c(x) as (select 1 union all select x + 1 from c where x < 10000000)
    select x a, x b, x c, x d from c]]
  assert(bench.rows(f) == 10000000)
  local function rows(g) return #g end
  return 10 * (seconds_of(count, bench.rows, f) - seconds_of(count, rows, f))
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read "a"
end

-- Installs a signed pack for a user of its own, in a folder that is removed with the value.
local function installed_pack()
  local home, handle = core.temporary_folder()
  assert(home, handle)
  place.environment = function(name) return name == "HOME" and home or nil end
  local folder, key = home .. "/bench", home .. "/bench"
  assert(pack.new("bench", folder))
  write(folder .. "/bench.lua", FILES["bench.lua"])
  assert(pack.new_keys(key, ""))
  assert(trust.add { public = read(key .. ".pub"), corps = "Name of the corps", purpose = "bench", max_handling = "AMBER" })
  local built = assert(pack.build(folder, home .. "/bench.pack"))
  assert(pack.sign(built, key .. ".key", ""))
  local found = assert(require "foresight.pack.verified".of_file(built))
  local plan = assert(install.plan({ { name = "bench", range = "*" } },
    { files = { offers.of_file(found) }, without_indexes = true }))
  assert(install.apply(plan, {}))
  return handle, home
end

local function load_one(i)
  assert(use.named("bench", { memory = 512 + i })) -- each a state of its own
end

function kinds.load()
  local home <close> = installed_pack()
  local count, _ = 100, home
  load_one(0)
  local begun = os.clock()
  for i = 1, count do load_one(i) end
  return 10 * (os.clock() - begun)
end

function kinds.first()
  local home <close>, folder = installed_pack()
  local script, _ = "local begun = os.clock() assert(use 'bench') return 1000 * (os.clock() - begun)", home
  local process = assert(io.popen(("HOME='%s' XDG_DATA_HOME= XDG_CONFIG_HOME= '%s' run -e %q"):format(folder,
    core.full_path "/proc/self/exe", script)))
  local text = process:read "a"
  assert(process:close(), text)
  return tonumber(text)
end

local kind = kinds[arg[1]] or error("expected scalar, frame, load or first", 0)
print(("%.3f"):format(kind()))
