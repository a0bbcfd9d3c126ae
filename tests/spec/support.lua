--- support.lua: what the specs share: a temporary folder, small stores, files.
--
-- Example:  local support = require "tests.spec.support"   local store = support.small_store()

local glocal = require "glocal"
local core = require "glocal.core" -- which glocal brings

local support = {}

local pipe = assert(io.popen "mktemp -d")
support.folder = pipe:read "l"
pipe:close()

local made = 0

--- A name in the temporary folder that was not given before.
function support.path(ending)
  made = made + 1
  return ("%s/%d%s"):format(support.folder, made, ending or "")
end

--- Writes a file and gives its path.
function support.file(text, ending)
  local path = support.path(ending or ".csv")
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

function support.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

-- Days on which what counts from today has gone wrong or might: within a month, the first and last of months and years, of a leap
-- year too, a Sunday and a Monday.
support.DAYS = { "2026-11-18", "2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01", "2027-02-28", "2027-03-01", "2028-02-29" }

--- Does something with one day as today, whatever day it is and should it end meanwhile. What the store records has the clock of the
--- machine still, which no script can hold: for that, run a script with GLOCAL_CLOCK.
function support.on_day(day, todo)
  local today = core.today
  core.today = function() return day end
  local done, message = pcall(todo)
  core.today = today
  if not done then error(message, 0) end
end

--- The message that a call raises.
function support.message_of(f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "no error was raised")
  return message
end

--- A check that a number is `expected`, but for `within` of it (of 1 where it is smaller).
function support.near(within)
  return function(expected, found, what)
    if not (found and math.abs(expected - found) <= within * math.max(1, math.abs(expected))) then
      error(("%s is %s, not %.15g"):format(what or "it", tostring(found), expected), 2)
    end
  end
end

--- Rows of months from 2015-01 on, a count each; nil leaves the row out, false makes it null.
function support.months(values, key, count)
  local rows = {}
  for i = 1, count or #values do
    if values[i] ~= nil then
      rows[#rows + 1] = {
        zone = key or "BE", period = glocal.period("2015-01", "month", i - 1), count = values[i] or nil,
      }
    end
  end
  return rows
end

--- Figures with a season of twelve.
function support.seasonal(n)
  local values = {}
  for i = 1, n do values[i] = 100 + 10 * ((i - 1) % 12) + (i * 7) % 5 end
  return values
end

--- A store with three zones under A and three phenomena, made by imports; the current store.
function support.small_store()
  local store = assert(glocal.init(support.path ".db", { handling = "CLEAR" }))
  assert(store:import(support.file("code,kind,parent,name\nA,country,,Aland\nA-1,region,A,One\nA-2,region,A,Two\n"),
    { code = "code", kind = "kind", parent = "parent", name = "name" }, { as = "zones" }))
  assert(store:import(support.file("code,parent,iccs\np,,01\np.x,p,\np.y,p,\n"),
    { code = "code", parent = "parent", iccs = "iccs" }, { as = "phenomena" }))
  return store
end

--- A store with the Benelux reference; the current store.
function support.benelux()
  return assert(glocal.init(support.path ".db", { reference = "benelux", handling = "CLEAR" }))
end

support.MAPPING = { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count" }

--- Imports rows of day,zone,phenomenon,count as text; gives the summary.
function support.import(store, text, options)
  options = options or {}
  options.source = options.source or "test"
  return store:import(support.file("day,zone,phenomenon,count\n" .. text), options.mapping or support.MAPPING, options)
end

return support
