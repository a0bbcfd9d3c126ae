--- init.lua: everything a script sees, as one table: `require "glocal"`; in the shell the same names are global.
--
-- Example:  local glocal = require "glocal"   store = glocal.open "demo.db"   print(#glocal.zones.children "BE")

local core = require "glocal.core"

local glocal = {
  version = core.version,
  frame = core.frame,
  period = core.period,
  today = core.today,
}
package.loaded.glocal = glocal

--- Makes a new store; with a reference set it has zones, phenomena, sources and exposures from the start. The new
--- store becomes the current one. Returns nil, message, code when the file is there already (exists), can't be made,
--- or there is no such reference set (not_found); then no file stays behind.
--- @sig init(path: string, options?: {reference?: string}): store?, string?, string?
--- @needs store.write, file.read
--- @since 0.1
--- @example select(3, init "/nowhere/x.db") --> not_found
function glocal.init(path, options)
  local store, message, code = core.create_store(path)
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

--- Opens a store and makes it the current one, which rollup, zones, brief ... use. Returns nil, message, code when
--- there is no such file (not_found), it is not a store (corrupt), or a newer glocal made it (version).
--- @sig open(path: string, options?: {read_only?: boolean}): store?, string?, string?
--- @needs store.read
--- @since 0.1
--- @example select(3, open "/nowhere/x.db") --> not_found
function glocal.open(path, options)
  local store, message, code = core.open_store(path, options)
  if not store then return nil, message, code end
  glocal.store = store
  return store
end

--- The current store, or the one given; raises when there is none.
--- @sig use(store?: store): store
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

require "foresight.frame"
require "foresight.view"
require "foresight.export"
require "foresight.store"
require "foresight.labels"

-- The rest is loaded when first named, so that the shell opens at once; frame:plot with its first call.
function core.frame_methods.plot(...)
  require "foresight.plot" -- takes this one's place
  return core.frame_methods.plot(...)
end

local parts = {
  zones = "foresight.zones",
  phenomena = "foresight.phenomena",
  sources = "foresight.sources",
  rollup = "foresight.rollup",
  impact = "foresight.impact",
  forecast = "foresight.forecast",
  forecast_methods = "foresight.forecast_methods",
  backtest = "foresight.backtest",
  leads = "foresight.leads",
  register_judgement = "foresight.register_judgement",
  score_due = "foresight.score_due",
  calibration = "foresight.calibration",
  pool = "foresight.pool",
  reconcile = "foresight.reconcile",
  residuals = "foresight.residuals",
  score = "foresight.score",
  dm_test = "foresight.dm_test",
  brief = "foresight.brief",
  plot = "foresight.plot",
  sql = "foresight.sql",
  time = "foresight.time",
  profile = "foresight.profile",
  help = "foresight.help",
  journal = "foresight.journal",
  show = "foresight.shown",
  undo = "foresight.undo",
  example = "foresight.example",
  history = "foresight.history",
}

return setmetatable(glocal, {
  parts = parts, -- for help and completion, which name what is not loaded yet
  __index = function(self, name)
    local module = parts[name]
    if not module then return nil end
    local value = require(module)
    rawset(self, name, value)
    return value
  end,
})
