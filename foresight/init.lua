--- init.lua: everything a script sees, as one table: `require "glocal"`; in the shell the same names are global.
--
-- Example:  local glocal = require "glocal"   store = glocal.open "demo.db"   print(#glocal.zones.children "BE")

local core = require "glocal.core"
local call = require "foresight.shared.call"

call.guard_core()

local glocal = {
  version = core.version,
  frame = core.frame,
  distribution_cdf = core.distribution_cdf,
  distribution_quantile = core.distribution_quantile,
  distribution_tail = core.distribution_tail,
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

--- A pack at work: use "harm-index" gives its functions, which run in a state of their own with what was granted to the pack
--- (docs/packs.md). Of a store, makes it the current one; without an argument, gives the current store.
--- @function use
--- @param what? string|store the name of an installed pack, or the path of a folder or built pack; or a store
--- @param options? table
--- @option permissions? string[] {store.read|store.write|file.read|file.write|process} what the pack may do, of what it declares
--- @option max_handling? string = "AMBER" the strictest marking of what it may be handed and read
--- @option memory? integer = 512 [megabytes] what it may hold
--- @option instructions? integer = 5000000000 what a call may do: instructions of Lua and steps in C, the same on every machine
--- @option seconds? number = 600 [seconds] of processor time for a call, a last resort for what the instructions do not count
--- @return any a table of the pack's functions; or the current store
--- @raises no store is open; what the pack raises while it is loaded
--- @fails not_found: there is no such pack; invalid: it is none; denied: it was granted nothing yet
--- @needs store.read
--- @since 0.1
--- @example use():path():match "%.db$" --> .db
--- @example select(3, use "no-such-pack") --> not_found
function glocal.use(what, options)
  if type(what) == "string" then
    local view, message, code = require "foresight.pack.use".named(what, options)
    if view then return view end
    core.note_failure(message) -- so that the shell says it after b = use "..."
    return nil, message, code
  end
  if what then glocal.store = what end
  if not glocal.store then
    error("no store is open: open one with glocal.open 'name.db', or make one with: glocal init name.db", 0)
  end
  return glocal.store
end

require "foresight.frame.frame"
require "foresight.exchange.export"
require "foresight.store.store"
call.guard(core.frame_methods)
call.guard(core.store_methods)
for _, name in ipairs { "init", "open", "use" } do glocal[name] = call.checked(glocal[name]) end

-- The rest is loaded when first named, so that the shell opens at once: the modules of methods at the first call of one.
local modules_of_methods = {
  frame_methods = {
    ["foresight.frame.compare"] = { "rank", "share" },
    ["foresight.frame.group"] = { "by" },
    ["foresight.frame.labels"] = { "named" },
    ["foresight.frame.over_time"] = { "change", "lag", "rolling" },
    ["foresight.frame.pivot"] = { "pivot" },
    ["foresight.frame.view"] = { "all", "glimpse", "print" },
    ["foresight.plot.plot"] = { "plot" },
  },
  store_methods = {
    ["foresight.exchange.import"] = { "import" },
    ["foresight.exchange.look"] = { "look" },
  },
}
for noun, modules in pairs(modules_of_methods) do
  local methods = core[noun]
  for module, names in pairs(modules) do
    for _, name in ipairs(names) do
      methods[name] = function(...)
        require(module) -- puts its own in the place of this one
        call.guard(methods)
        return methods[name](...)
      end
    end
  end
end

local parts = {
  zones = "foresight.zones.zones",
  phenomena = "foresight.phenomena.phenomena",
  sources = "foresight.store.sources",
  rollup = "foresight.cube.rollup",
  impact = "foresight.cube.impact",
  forecast = "foresight.forecast.forecast",
  forecast_methods = "foresight.forecast.methods",
  model = "foresight.scenario.model",
  backtest = "foresight.evaluation.backtest",
  signal = "foresight.horizon.signal",
  signals = "foresight.horizon.signals",
  signals_from = "foresight.horizon.signals_from",
  judge_signal = "foresight.horizon.judge_signal",
  retract_signal = "foresight.horizon.retract_signal",
  signal_clusters = "foresight.horizon.signal_clusters",
  promote = "foresight.horizon.promote",
  driver = "foresight.horizon.driver",
  drivers = "foresight.horizon.drivers",
  delphi = "foresight.horizon.delphi",
  leads = "foresight.forecast.leads",
  changes = "foresight.warning.changes",
  warn = "foresight.warning.warn",
  alerts = "foresight.warning.alerts",
  dispose = "foresight.warning.dispose",
  warning_quality = "foresight.warning.warning_quality",
  warnings = "foresight.digest.warnings",
  plan = "foresight.plan.plan",
  priorities = "foresight.priority.priorities",
  crosswalk = "foresight.priority.crosswalk",
  portfolio = "foresight.priority.portfolio",
  scan = "foresight.warning.scan",
  reporting_triangle = "foresight.warning.reporting_triangle",
  delays = "foresight.warning.delays",
  nowcast = "foresight.warning.nowcast",
  read = "foresight.exchange.table",
  read_signed = "foresight.pack.read_signed",
  moran = "foresight.warning.moran",
  local_moran = "foresight.warning.local_moran",
  getis_ord = "foresight.warning.getis_ord",
  knox = "foresight.warning.knox",
  crossimpact = "foresight.scenario.crossimpact",
  event_crossimpact = "foresight.scenario.event_crossimpact",
  structural_analysis = "foresight.scenario.structural_analysis",
  placement = "foresight.network.placement",
  distances = "foresight.network.distances",
  likely_paths = "foresight.network.likely_paths",
  betweenness = "foresight.network.betweenness",
  flow_map = "foresight.network.flow_map",
  min_cut = "foresight.network.min_cut",
  interdict = "foresight.network.interdict",
  displacement = "foresight.network.displacement",
  cut_points = "foresight.network.cut_points",
  queue = "foresight.network.queue",
  erlang_c = "foresight.network.erlang_c",
  mse = "foresight.capture.mse",
  barrier_model = "foresight.barrier.barrier_model",
  barrier_process = "foresight.barrier.barrier_process",
  barriers = "foresight.barrier.barriers",
  compliance = "foresight.cooperation.compliance",
  time_to_signal = "foresight.cooperation.time_to_signal",
  channel_coverage = "foresight.cooperation.channel_coverage",
  coverage_map = "foresight.cooperation.coverage_map",
  hit_rates = "foresight.cooperation.hit_rates",
  mann_kendall = "foresight.cooperation.mann_kendall",
  message_flows = "foresight.cooperation.message_flows",
  reciprocity = "foresight.cooperation.reciprocity",
  internationalisation = "foresight.cooperation.internationalisation",
  register_judgement = "foresight.register.register_judgement",
  score_due = "foresight.register.score_due",
  calibration = "foresight.evaluation.calibration",
  pool = "foresight.register.pool",
  reconcile = "foresight.reconcile.reconcile",
  residuals = "foresight.forecast.residuals",
  score = "foresight.evaluation.score",
  dm_test = "foresight.evaluation.dm_test",
  brief = "foresight.awareness.brief",
  briefs = "foresight.awareness.briefs",
  reach = "foresight.awareness.reach",
  peers = "foresight.benchmark.peers",
  strategic_reserve = "foresight.capacity.strategic_reserve",
  demand = "foresight.capacity.demand",
  demand_capacity = "foresight.capacity.demand_capacity",
  demand_supply = "foresight.priority.demand_supply",
  whom = "foresight.cooperation.whom",
  basis = "foresight.cooperation.basis",
  where_is = "foresight.cooperation.where_is",
  cooperation_check = "foresight.cooperation.cooperation_check",
  reports = "foresight.cooperation.reports",
  report_form = "foresight.cooperation.report_form",
  recommendations = "foresight.cooperation.recommendations",
  accessions = "foresight.cooperation.accessions",
  country_brief = "foresight.country.country_brief",
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
