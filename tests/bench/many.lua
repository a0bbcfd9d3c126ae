--- many.lua: early warning of 185 zones x 60 phenomena, as a script asks for it: this week by flexible Farrington with
--- false-discovery control, and ten years by EARS.
--
--   glocal run tests/bench/many.lua prepare FOLDER                        writes zones.csv, phenomena.csv, weeks.csv
--   GLOCAL_THREADS=2 glocal run --store STORE tests/bench/many.lua week   rollup, warn, digest: one line each
--   GLOCAL_THREADS=2 glocal run --store STORE tests/bench/many.lua ears
--
-- A country of five regions of 37 zones, and ten groups of six phenomena: 191 x 70 nodes are tested. Counts are negative
-- binomial of a mean from 0.02 to 20 a week, over eleven years; in the last week one phenomenon triples in one region. Numbers: a
-- linear congruential generator, the same on every machine.

local glocal = require "glocal"
local core = require "glocal.core"

local ZONES, PHENOMENA, WEEKS, FIRST = 185, 60, 574, "2014-W01"

local function random_of(seed)
  local state = seed
  return function()
    state = (state * 6364136223846793005 + 1442695040888963407)
    return ((state >> 11) & 0x1fffffffffffff) / 0x20000000000000 -- between 0 and 1
  end
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function prepare(folder)
  local zones, phenomena = { "zone,parent,level\nXX,,country\n" }, { "phenomenon,parent\n" }
  for region = 1, 5 do zones[#zones + 1] = ("XX-R%d,XX,region\n"):format(region) end
  for zone = 1, ZONES do zones[#zones + 1] = ("XX-%03d,XX-R%d,district\n"):format(zone, (zone - 1) % 5 + 1) end
  for group = 1, 10 do phenomena[#phenomena + 1] = ("g%02d,\n"):format(group) end
  for leaf = 1, PHENOMENA do
    local group = (leaf - 1) % 10 + 1
    phenomena[#phenomena + 1] = ("g%02d.%02d,g%02d\n"):format(group, leaf, group)
  end
  write(folder .. "/zones.csv", table.concat(zones))
  write(folder .. "/phenomena.csv", table.concat(phenomena))
  local file, random, days = assert(io.open(folder .. "/weeks.csv", "wb")), random_of(7), {}
  for week = 1, WEEKS do days[week] = core.period(FIRST, "week", week - 1) end
  file:write "week,zone,phenomenon,count\n"
  for zone = 1, ZONES do
    local of_zone = math.exp(3 * random() - 1.5)
    for leaf = 1, PHENOMENA do
      local mean, lines = of_zone * math.exp(3.8 * random() - 2.4), {}
      local more = (zone - 1) % 5 == 2 and leaf == 17
      for week = 1, WEEKS do
        local level = mean * (1 + 0.3 * math.cos(6.2832 * week / 52.18)) * (0.5 + random())
        if more and week == WEEKS then level = 3 * level end
        local left, count = random(), 0 -- Poisson by inversion
        local chance = math.exp(-level)
        while left > chance and count < 300 do
          left, count = left - chance, count + 1
          chance = chance * level / count
        end
        if count > 0 then
          lines[#lines + 1] = ("%s,XX-%03d,g%02d.%02d,%d\n"):format(days[week], zone, (leaf - 1) % 10 + 1, leaf, count)
        end
      end
      file:write(table.concat(lines))
    end
  end
  file:close()
end

local function timed(what, f)
  local start = core.clock()
  local made = assert(f())
  print(("%-8s %.3f s, %d rows"):format(what, core.clock() - start, #made))
  return made
end

local function digest(frame)
  local path = os.tmpname()
  assert(frame:to_csv(path))
  print("digest   " .. core.sha256(path))
  os.remove(path)
end

local last = core.period(FIRST, "week", WEEKS - 1)
local parts = {
  prepare = function() prepare(assert(arg[2], "many.lua prepare FOLDER")) end,
  week = function()
    local r = timed("rollup", function()
      return glocal.rollup { zone = "XX", level = "*", phenomenon = "*", every = "week",
        from = core.period(FIRST, "week", WEEKS - 320), to = last }
    end)
    local w = timed("warn", function() return glocal.warn(r, { false_discovery = 0.05, from = last }) end)
    print(w:note())
    digest(w)
  end,
  ears = function()
    local r = timed("rollup", function()
      return glocal.rollup { zone = "XX", level = "district", phenomenon_level = "leaf", every = "week", to = last }
    end)
    local w = timed("warn", function()
      return glocal.warn(r, { method = "ears_c1", from = core.period(last, "week", -519) })
    end)
    print(w:note())
  end,
}
local part = parts[arg[1]] or error("many.lua: prepare, week or ears", 0)
part()
