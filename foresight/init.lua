--- init.lua: everything a script sees, as one table: `require "glocal"`; in the shell the same names are global.
--
-- Example:  local glocal = require "glocal"   store = glocal.open "demo.db"   print(#glocal.zones.children "BE")

local core = require "glocal.core"
local call = require "foresight.shared.call"

call.guard_core()

local glocal = {
  version = core.version,
  frame = core.frame,
  period = core.period,
  today = core.today,
}
package.loaded.glocal = glocal

--- Makes a new store, which becomes the current one. Where it fails no file stays behind.
--- @function init
--- @param path string <file> the file to make
--- @param options? table
--- @option reference? string {benelux} a reference set: zones, phenomena, sources and exposures from the start
--- @option handling? string = "AMBER" the marking of sources for which an import gives none
--- @return store the new store
--- @fails exists: the file is there already; not_found: no such reference set or folder; invalid: an unknown
---   handling
--- @needs store.write, file.read
--- @since 0.1
--- @example select(3, init "/nowhere/x.db") --> not_found
function glocal.init(path, options)
  local store, message, code = core.create_store(path, { handling = options and options.handling })
  if not store then return nil, message, code end
  local reference = options and options.reference
  if reference then
    local done
    done, message, code = store:load_reference(reference)
    if not done then
      store:close()
      for _, ending in ipairs { "", "-wal", "-shm" } do os.remove(path .. ending) end
      return nil, message, code
    end
  end
  glocal.store = store
  return store
end

--- Opens a store and makes it the current one, which rollup, zones, brief ... use.
--- @function open
--- @param path string <file> the file of the store
--- @param options? table
--- @option read_only? boolean = false refuse every change
--- @return store the store
--- @fails not_found: there is no such file; corrupt: it is not a store; version: a newer glocal made it
--- @needs store.read
--- @since 0.1
--- @example select(3, open "/nowhere/x.db") --> not_found
function glocal.open(path, options)
  local store, message, code = core.open_store(path, options)
  if not store then return nil, message, code end
  glocal.store = store
  return store
end

--- The current store, or makes another the current one.
--- @function use
--- @param store? store the store to use from now on
--- @return store the current store
--- @raises no store is open
--- @needs store.read
--- @since 0.1
--- @example use():path():match "%.db$" --> .db
function glocal.use(store)
  if store then glocal.store = store end
  if not glocal.store then
    error("no store is open: open one with glocal.open 'name.db', or make one with: glocal init name.db", 0)
  end
  return glocal.store
end

require "foresight.frame.frame"
require "foresight.frame.view"
require "foresight.exchange.export"
require "foresight.exchange.import"
require "foresight.exchange.look"
require "foresight.store.store"
require "foresight.frame.labels"
require "foresight.frame.group"
require "foresight.frame.pivot"
require "foresight.frame.over_time"
require "foresight.frame.compare"
call.guard(core.frame_methods)
call.guard(core.store_methods)
for _, name in ipairs { "init", "open", "use" } do glocal[name] = call.checked(glocal[name]) end

-- The rest is loaded when first named, so that the shell opens at once; frame:plot with its first call.
function core.frame_methods.plot(...)
  require "foresight.plot.plot" -- takes this one's place
  return core.frame_methods.plot(...)
end

local parts = {
  zones = "foresight.zones.zones",
  phenomena = "foresight.phenomena.phenomena",
  sources = "foresight.store.sources",
  rollup = "foresight.cube.rollup",
  impact = "foresight.cube.impact",
  forecast = "foresight.forecast.forecast",
  forecast_methods = "foresight.forecast.methods",
  backtest = "foresight.evaluation.backtest",
  leads = "foresight.forecast.leads",
  warn = "foresight.warning.warn",
  register_judgement = "foresight.register.register_judgement",
  score_due = "foresight.register.score_due",
  calibration = "foresight.evaluation.calibration",
  pool = "foresight.register.pool",
  reconcile = "foresight.reconcile.reconcile",
  residuals = "foresight.forecast.residuals",
  score = "foresight.evaluation.score",
  dm_test = "foresight.evaluation.dm_test",
  brief = "foresight.brief.brief",
  plot = "foresight.plot.plot",
  sql = "foresight.store.sql",
  time = "foresight.shell.time",
  profile = "foresight.shell.profile",
  help = "foresight.shell.help",
  journal = "foresight.shell.journal",
  show = "foresight.shell.shown",
  undo = "foresight.shell.undo",
  example = "foresight.shell.example",
  history = "foresight.shell.history",
}

return setmetatable(glocal, {
  parts = parts, -- for help and completion, which name what is not loaded yet
  __index = function(self, name)
    local module = parts[name]
    if not module then return nil end
    local value = require(module)
    value = type(value) == "function" and call.checked(value) or type(value) == "table" and call.guard(value) or value
    rawset(self, name, value)
    return value
  end,
})
