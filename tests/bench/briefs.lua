--- briefs.lua: the briefs of all police zones of Belgium over the shipped figures and, made here, five years of months of four
-- phenomena of every zone; prints the digest of all pages, and the seconds last. scripts/bench runs it.
--
-- Example:  GLOCAL_THREADS=2 glocal run tests/bench/briefs.lua build/bench/briefs

local glocal = require "glocal"
local core = require "glocal.core"

local folder = arg[1]
local DATE, FIRST = "2026-11-30", "2021-10"
local PHENOMENA = { "trafficking.labour", "smuggling.assistance", "documents.identity", "drugs.trafficking.resale" }

local function now() return tonumber(assert(io.popen "date +%s.%N"):read "l") end

local function make_store(path)
  for _, ending in ipairs { "", "-wal", "-shm" } do os.remove(path .. ending) end
  local store = assert(glocal.init(path, { reference = "benelux" }))
  local say = print
  print = function() end -- luacheck: ignore
  dofile "scripts/import_figures.lua"
  print = say -- luacheck: ignore
  local lines, n = { "day,zone,phenomenon,count" }, 0
  local zones = store:sql "select code from zone where kind = 'police_zone' and valid_to is null order by code".code
  for _, zone in ipairs(zones) do
    for _, phenomenon in ipairs(PHENOMENA) do
      for month = 1, 60 do
        n = (n * 1103515245 + 12345) % 0x80000000
        lines[#lines + 1] = ("%s,%s,%s,%d"):format(core.period(FIRST, "month", month - 1), zone, phenomenon, n // 65536 % 21)
      end
    end
  end
  local file = assert(io.open(path .. ".csv", "w"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
  assert(store:import(path .. ".csv", { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count" },
    { source = "own", counting_unit = "offences" }))
  return store
end

local name = ("%s/%s"):format(folder, os.getenv "GLOCAL_THREADS" or "0")
assert(os.execute(("mkdir -p '%s' && rm -rf '%s' && mkdir '%s'"):format(folder, name, name)))
local store = make_store(folder .. "/store.db") -- the pages name it
local began = now()
local found = assert(glocal.briefs { of = "BE", to = name, date = DATE, index_lang = "nl", store = store })
local seconds = now() - began
local digests = {}
for i, path in ipairs(found.file) do digests[i] = assert(core.sha256(path)) end
local list = name .. "/digests"
local file = assert(io.open(list, "w"))
file:write(table.concat(digests, "\n"))
file:close()
print(#found, (assert(core.sha256(list))))
print(("%.3f"):format(seconds))
