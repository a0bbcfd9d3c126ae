--- import_figures.lua: imports the figures that ship with glocal into a store with the reference set 'benelux'.
--
-- Example:  glocal run --store demo.db scripts/import_figures.lua
--
-- A file that the store has already is passed over, so the script can run again after an update.

local glocal = require "glocal"
local core = require "glocal.core"

local store = glocal.use()
local folder = core.home .. "/data/observed/"

local files = {
  {
    "frontex_detections.csv", source = "frontex",
    mapping = { day = "month", zone = "route", phenomenon = "phenomenon", count = "count" },
  },
  {
    "unodc_victims.csv", source = "unodc-glotip",
    mapping = {
      day = "year", zone = "zone", phenomenon = "phenomenon", facet = "facet", count = "count", count_high = "count_high",
    },
  },
  {
    "fr_offences.csv", source = "fr-etat4001",
    mapping = { day = "month", zone = "zone", phenomenon = "phenomenon", count = "count" },
  },
  {
    "uk_small_boats.csv", source = "uk-home-office",
    mapping = { day = "month", zone = "route", phenomenon = "phenomenon", count = "count", value = "boats" },
  },
}

for _, file in ipairs(files) do
  local summary, message, code = store:import(folder .. file[1], file.mapping, { source = file.source })
  if summary then
    print(("%-24s %6d lines taken, %d refused, as batch %d"):format(file[1], summary.rows, summary.rejected,
      summary.batch))
  elseif code == "exists" then
    print(("%-24s imported before"):format(file[1]))
  else
    return nil, message, code
  end
end
