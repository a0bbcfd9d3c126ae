--- messages.lua: single messages of ten years, for the benchmark of cooperation: 200,000 a year to 20 countries by five channels.
--
-- Example:  glocal run tests/bench/messages.lua write FILE       writes two million lines of CSV
--           glocal run --store STORE tests/bench/messages.lua    prints the seconds of compliance{} (the table by country and kind)

local core, glocal = require "glocal.core", require "glocal"

local MESSAGES, MINUTES = 2000000, 3650 * 1440
local COUNTRIES = { "FR", "DE", "NL", "LU", "GB", "IT", "ES", "PL", "RO", "BG", "MA", "TR", "AL", "US", "BR", "AT", "CH", "CZ",
  "HU", "SE" }
local CHANNELS = { "SPOC", "SIENA", "I24-7", "joint-centre", "liaison" }
local KINDS, INSTRUMENTS = { "request", "information", "hit" }, { "", "dna", "fingerprints", "plates", "alerts" }

local state = 20061
local function random(count) -- the minimal standard of Park and Miller (1988), the same everywhere
  state = state * 16807 % 2147483647
  return state % count
end

local days = {}
local function time_of(minute)
  local day = minute // 1440
  days[day] = days[day] or glocal.period("2016-01-01", "day", day)
  return ("%s %02d:%02d"):format(days[day], minute // 60 % 24, minute % 60)
end

local function write(path)
  local file = assert(io.open(path, "wb"))
  file:setvbuf("full", 1 << 20)
  file:write "received,answered,channel,country,kind,urgency,instrument\n"
  for i = 0, MESSAGES - 1 do
    local received, is_urgent = i * MINUTES // MESSAGES, random(5) == 0
    local answered = random(33) > 0 and time_of(received + random(is_urgent and 900 or 14000)) or ""
    file:write(time_of(received), ",", answered, ",", CHANNELS[1 + random(5)], ",", COUNTRIES[1 + random(20)], ",",
      KINDS[1 + random(3)], ",", is_urgent and "urgent" or "normal", ",", INSTRUMENTS[1 + random(5)], "\n")
  end
  assert(file:close())
end

local what, path = ...
if what == "write" then return write(path) end
local started = core.clock()
local made = assert(glocal.compliance {})
local seconds = core.clock() - started
assert(#made == 60)
print(seconds)
