--- demo_requests.lua: imports a demand log and the capacity of a few zones that are made up, to show what demand, demand_capacity,
-- demand_supply and strategic_reserve do with a corps' own. No figure of it is real: keep it out of a store that you work with.
--
-- Example:  glocal run --store demo.db scripts/demo_requests.lua
--
-- A file that the store has already is passed over.

local glocal = require "glocal"
local core = require "glocal.core"

local store = glocal.use()
local folder = core.home .. "/data/examples/demo/"

for _, file in ipairs { { "requests.csv", as = "requests" }, { "capacity.csv", as = "expertise" } } do
  local summary, message, code = store:import(folder .. file[1], nil, { as = file.as })
  if summary then
    print(("%-14s %5d made-up lines taken, %d refused, as batch %d"):format(file[1], summary.rows, summary.rejected,
      summary.batch))
  elseif code == "exists" then
    print(("%-14s imported before"):format(file[1]))
  else
    return nil, message, code
  end
end
