--- marking_spec.lua: a result is as strictly marked as all it was made of.

local glocal = require "glocal"
local core = require "glocal.core"
local help = require "foresight.shell.help"
local corps = require "tests.spec.corps"
local marked = require "tests.spec.safety.marked"
local support = require "tests.spec.support"

local cross_impacts, barriers_of, rows = marked.cross_impacts, marked.barriers_of, marked.rows
local shell, delphi = marked.shell, marked.delphi
local command = marked.command

-- ---- what a result takes over ----

local function file_of(lines) return support.file("day,zone,phenomenon,source,count,handling\n" .. lines) end

local FIELDS = { day = "day", zone = "zone", phenomenon = "phenomenon", source = "source", count = "count",
  handling = "handling" }

local function by_hand(store, statement)
  local path = store:path()
  assert(os.execute(("sqlite3 %s \"%s\""):format(path, statement)))
  return assert(glocal.open(path))
end

-- ---- every function that gives a frame ----

local RED = "RED H1"

local function table_of()
  return glocal.frame({
    { zone = "A", month = "2023-01", sex = "m", count = 3 }, { zone = "A", month = "2024-01", sex = "m", count = 4 },
    { zone = "B", month = "2023-01", sex = "f", count = 5 }, { zone = "B", month = "2024-01", sex = "f", count = 6 },
  }, { types = { month = "month" }, marking = RED })
end

local function series(marking)
  return glocal.frame(support.months(support.seasonal(48)), { types = { period = "month" }, marking = marking or RED })
end

-- An alert of marked figures in the store; the rows of its alerts are marked so for good.
local function raised(store)
  local months = {}
  for i = 1, 24 do
    months[i] = { zone = "A-1", phenomenon = "p.x", count = 2 + i % 2,
      period = ("%d-%02d"):format(2022 + (i - 1) // 12, (i - 1) % 12 + 1) }
  end
  months[24].count = 60
  local figures = glocal.frame(months, { types = { period = "month" }, marking = RED })
  return glocal.warn(figures, { method = "ears_c1", from = "2023-10" }):register { store = store } ~= nil
end

local function square()
  return glocal.frame({ { zone = "A", count = 1, x = 0, y = 0 }, { zone = "B", count = 2, x = 1, y = 0 },
    { zone = "C", count = 4, x = 0, y = 1 }, { zone = "D", count = 3, x = 1, y = 1 } }, { marking = RED })
end

-- Links with all that a network may have, marked.
local function linked()
  return glocal.frame({ { from = "A", to = "B", distance = 1, probability = 0.5 }, { from = "B", to = "C", distance = 2,
    probability = 0.5 } }, { marking = RED })
end

local function triangle()
  return glocal.frame({ { period = "2023-01", delay = 0, count = 3 }, { period = "2023-01", delay = 1, count = 4 },
    { period = "2023-02", delay = 0, count = 3 } }, { types = { period = "month" }, marking = RED })
end

local function rolled(store) return glocal.rollup { zone = "A", phenomenon = "p", every = "year", store = store } end

-- A model over figures that are marked, a run of it, and a model calibrated to them.
local function modelled(marking)
  local m = glocal.model { from = "2026-01", months = 2 }
  m.x = glocal.model.empirical { of = rows(marking) }
  m.y = m.x * 2
  return m
end

local function simulated(marking, options) return modelled(marking):run(options or { draws = 10 }) end

local function calibrated()
  local m = glocal.model { from = "2026-01", months = 2 }
  m.x = 3
  m.y = m.x * 2
  local history = glocal.frame({ { month = "2026-01", y = 5.0 }, { month = "2026-02", y = 6.0 } }, { marking = RED })
  return m:calibrate { to = history, quantity = "y", parameters = { "x" } }
end

-- A store with marked messages, single ones and counts: once, as they would add up.
local has_messages = setmetatable({}, { __mode = "k" })
local function messaged(store)
  if has_messages[store] then return store end
  has_messages[store] = true
  assert(store:import(support.file "received,channel,country,handling\n2026-03-01,SPOC,A-1,RED H1\n", nil, { as = "messages" }))
  assert(store:import(support.file "month,channel,country,received,handling\n2026-03,SPOC,A-1,3,RED H1\n", nil,
    { as = "message_flows" }))
  return store
end

-- A store with a marked line in the demand log.
local function requested(store)
  assert(store:import(support.file "period,zone,kind,phenomenon,requested,handling\n2026-03,A-1,mutual aid,p.x,3,RED H1\n", nil,
    { as = "requests", again = true }))
  return store
end

-- A marked signal that a role has judged, in the store.
local function signalled(store)
  return assert(glocal.signal { title = "t" .. #glocal.signals { store = store }, text = "lockers", seen = "2026-01-01",
    source = "s",
    reliability = "A", credibility = 1, steep = "social", zone = "A", likelihood = 0.5, impact = 3, role = "analysis",
      handling = RED,
    store = store })
end

local function driven(store)
  local id = signalled(store)
  return assert(glocal.promote({ id }, { driver = "d" .. id, role = "analysis", store = store }))
end

-- A marked priority in the store.
local function prioritised(store)
  return assert(store:import(support.file "code,zone,phenomenon,valid_from,owner,handling\nZ,A-1,p,2020-01-01,desk,RED H1\n", {},
    { as = "priorities", again = true }))
end

-- A marked plan, in a store of its own, which becomes the current one.
local red_plan

local function planned()
  if not red_plan then
    local store = support.benelux()
    red_plan = { store = store, plan = assert(glocal.plan { zone = "BE-PZ5345", years = { 2026, 2031 }, lang = "en",
      marking = RED,
      date = "2026-11-22", store = store }) }
    assert(red_plan.plan:keep { role = "strategy" })
  end
  return red_plan.plan, red_plan.store
end

-- A register of cooperation with a marked treaty, its channel and a post that is not confirmed.
local red_register

local function registered()
  if not red_register then
    red_register = support.benelux()
    for as, text in pairs {
      agreements = "code,kind,en,signed,in_force,source,handling\nOWN,treaty,own,2001-01-01,2002-01-01,own,RED H1\n",
      reports = "code,country,day,text,source_evaluation,information_evaluation,role,handling\n"
        .. "OWN-1,JP,2026-01-01,seen,A,1,officer,RED H1\n",
      recommendations = "code,en,owner,source,handling\nOWN-R,do it,SPOC,own,RED H1\n",
      channels = "code,kind,owner,en,source,handling\nOWN-POST,liaison,BE,post,own,RED H1\n" } do
      assert.equal(0, assert(red_register:import(support.file(text), nil, { as = as })).rejected)
    end
    for as, text in pairs {
      agreement_parties = "agreement,zone,source,handling\nOWN,BE,own,RED H1\nOWN,JP,own,RED H1\n",
      agreement_acts = "agreement,act,source,handling\nOWN,information,own,RED H1\n",
      channel_reach = "channel,country,act,agreement,source,handling\nOWN-POST,JP,information,OWN,own,RED H1\n" } do
      assert.equal(0, assert(red_register:import(support.file(text), nil, { as = as })).rejected)
    end
  end
  return { country = "JP", act = "information", on = "2026-11-22", store = red_register }
end

-- Months of marked figures, as many as an outlook needs.
local function monthly(store)
  local lines = {}
  for i = 0, 35 do lines[#lines + 1] = ("%s,A-2,p.y,%d,RED H1\n"):format(glocal.period("2020-01", "month", i), 20 + i % 12) end
  return assert(store:import(support.file("day,zone,phenomenon,count,handling\n" .. table.concat(lines)),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = "handling" },
    { source = "monthly", records = "figures", again = true }))
end

local GIVES = {
  whom = function() return glocal.whom(registered()) end,
  basis = function() return glocal.basis(registered()) end,
  where_is = function()
    return glocal.where_is { what = "case", country = "JP", on = "2026-11-22", store = registered().store }
  end,
  accessions = function()
    return glocal.accessions { agreement = "OWN", country = "JP", on = "2026-11-22", store = registered().store }
  end,
  reports = function() return glocal.reports { store = registered().store } end,
  recommendations = function() return glocal.recommendations { on = "2026-11-22", store = registered().store } end,
  cooperation_check = function() return glocal.cooperation_check { store = registered().store, on = "2026-11-22" } end,
  priorities = function(store) return prioritised(store) and glocal.priorities { zone = "A-1", store = store } end,
  crosswalk = function(store) return prioritised(store) and glocal.crosswalk { zone = "A-1", store = store } end,
  portfolio = function(store) return prioritised(store) and glocal.portfolio { zone = "A-1", store = store } end,
  ["plan.check"] = function(store) return prioritised(store) and glocal.plan.check { zone = "A-1", store = store } end,
  ["plan.outlook"] = function(store)
    return monthly(store) and glocal.plan.outlook { zone = "A-2", phenomenon = "p.y", last = "2022-12", store = store }
  end,
  ["plan:trace"] = function() return planned():trace(1) end,
  ["plan:verify"] = function() return planned():verify() end,
  ["plan.kept"] = function()
    local _, store = planned()
    return glocal.plan.kept { store = store }
  end,
  ["plan.compare"] = function()
    local p, store = planned()
    return glocal.plan.compare(p, p, { store = store })
  end,
  ["plan.review"] = function()
    local p, store = planned()
    return glocal.plan.review(p, { store = store })
  end,
  ["plan.watch"] = function()
    local p, store = planned()
    return glocal.plan.watch(p, { store = store })
  end,
  signals = function(store) return signalled(store) and glocal.signals { store = store } end,
  signal_clusters = function(store) return signalled(store) and glocal.signal_clusters { least = 1, store = store } end,
  drivers = function(store) return driven(store) and glocal.drivers { store = store } end,
  ["driver:signals"] = function(store) return driven(store):signals() end,
  ["delphi:close"] = function(store) return delphi(RED, store):results() end,
  ["delphi:results"] = function() return delphi(RED, support.small_store()):results() end,
  ["delphi:agreement"] = function() return delphi(RED, support.small_store()):agreement() end,
  ["delphi:answers"] = function() return delphi(RED, support.small_store()):answers() end,
  ["run:summary"] = function() return simulated(RED):summary() end,
  ["run:quantiles"] = function() return simulated(RED):quantiles() end,
  ["run:probability"] = function() return simulated(RED):probability("y", ">", 1) end,
  ["run:paths"] = function() return simulated(RED):paths() end,
  ["run:frame"] = function() return simulated(RED):frame() end,
  ["run:sensitivity"] = function() return simulated(RED):sensitivity("y", { draws = 10240 }) end,
  ["run:impact"] = function()
    return simulated(RED):impact { quantity = "y", zone = "RT-CHANNEL", phenomenon = "smuggling", exposure = "channel",
      store = support.benelux() }
  end,
  ["run:tornado"] = function() return simulated(RED):tornado "y" end,
  ["run:discover"] = function() return simulated(RED, { draws = 200 }):discover("y", ">", 5) end,
  ["model:value_of_information"] = function()
    local m = modelled(RED)
    return m:value_of_information("y", { other = m:with { y = 3 } }, { draws = 100 })
  end,
  ["calibration:summary"] = function() return calibrated():summary() end,
  ["calibration:fit"] = function() return calibrated():fit() end,
  read = function() return glocal.read(support.file "# TLP:RED H1\nn\n1\n") end,
  read_signed = function()
    local path = support.file "# TLP:RED H1\nn\n1\n"
    corps.begin()
    corps.as()
    local keys = corps.pair()
    corps.trusts(keys, { max_handling = "RED H1" })
    assert(require "foresight.pack.pack".sign(path, keys.key, ""))
    local made, message = glocal.read_signed(path)
    corps.finish()
    return assert(made, message)
  end,
  nowcast = function() return glocal.nowcast(triangle()) end,
  delays = function() return glocal.delays(triangle()) end,
  reporting_triangle = function(store)
    return glocal.reporting_triangle { zone = "A", phenomenon = "p", every = "year", from = "2023", store = store }
  end,
  warn = function() return glocal.warn(series(), { method = "ears_c1" }) end,
  changes = function() return glocal.changes(series()) end,
  alerts = function(store) return raised(store) and glocal.alerts { store = store } end,
  warning_quality = function(store) return raised(store) and glocal.warning_quality { store = store } end,
  moran = function() return glocal.moran(square(), { place = "zone", neighbours = 1 }) end,
  local_moran = function() return glocal.local_moran(square(), { place = "zone", neighbours = 1 }) end,
  getis_ord = function() return glocal.getis_ord(square(), { place = "zone", neighbours = 1 }) end,
  placement = function() return glocal.placement { links = linked(), posts = 1 } end,
  distances = function() return glocal.distances(linked()) end,
  likely_paths = function() return glocal.likely_paths(linked(), { from = "A", to = "C" }) end,
  betweenness = function() return glocal.betweenness(linked()) end,
  flow_map = function()
    local f = glocal.frame({ { from = "A", to = "B", flow = 1 } }, { marking = RED })
    return glocal.flow_map(f, { places = glocal.frame { { node = "A", lat = 50, lon = 4 }, { node = "B", lat = 51, lon = 5 } } })
  end,
  coverage_map = function()
    local demand = glocal.frame({ { partner = "BE", country = "MA", demand = 1 } }, { marking = RED })
    local reach = glocal.frame { { partner = "BE", channel = "post", country = "MA" } }
    return glocal.coverage_map((select(2, glocal.channel_coverage { demand = demand, reach = reach })))
  end,
  min_cut = function() return glocal.min_cut(linked(), { from = "A", to = "C" }) end,
  interdict = function() return glocal.interdict(linked(), { from = "A", to = "C" }) end,
  displacement = function() return glocal.displacement(linked(), { from = "A", to = "C", closed = "B" }) end,
  cut_points = function() return glocal.cut_points(linked()) end,
  queue = function()
    local day = {}
    for hour = 1, 24 do day[hour] = { n = hour % 2 } end
    return glocal.queue { arrivals = glocal.frame(day, { marking = RED }).n, desks = 1, service = 0.5, weeks = 1, runs = 2 }
  end,
  mse = function()
    return glocal.mse(glocal.frame({ { a = 1, b = 0, n = 50 }, { a = 0, b = 1, n = 40 }, { a = 1, b = 1, n = 10 } },
      { marking = RED }))
  end,
  ["barrier_model:sets"] = function() return barriers_of(RED):sets() end,
  ["barrier_model:worth_knowing"] = function() return barriers_of(RED):worth_knowing() end,
  ["barrier_model:barriers"] = function() return barriers_of(RED):barriers() end,
  ["crossimpact:consistent"] = function() return cross_impacts(RED):consistent() end,
  ["crossimpact:attractors"] = function() return cross_impacts(RED):attractors() end,
  ["crossimpact:balances"] = function() return cross_impacts(RED):balances { "A1", "B1" } end,
  ["crossimpact:robustness"] = function() return cross_impacts(RED):robustness() end,
  event_crossimpact = function()
    return glocal.event_crossimpact(glocal.frame({ { event = "a", probability = 0.4, a = 1, b = 3 },
      { event = "b", probability = 0.5, a = 2, b = 1 } }, { columns = { "event", "probability", "a", "b" }, marking = RED }),
      { impacts = "odds", draws = 10 })
  end,
  peers = function(store)
    local of = glocal.frame({ { zone = "BE-PZ5345", count = 3 }, { zone = "BE-PZ5339", count = 4 } }, { marking = "RED H1" })
    local made = glocal.peers { zone = "5345", by = { "population" }, of = of, date = "2026-11-22", store = support.benelux() }
    glocal.use(store)
    return made
  end,
  reach = function(store)
    local text = "zone,day,item,theme,answer,role,readers,source,handling\nA-1,2026-01-01,1,p.x,useful,officer,,,RED H1\n"
    assert.equal(0, assert(store:import(support.file(text), nil, { as = "feedback" })).rejected)
    return glocal.reach { store = store }
  end,
  demand = function(store) return glocal.demand { store = requested(store) } end,
  demand_supply = function(store)
    return glocal.demand_supply { zone = "A-1", on = "2026-06-01", store = requested(store) }
  end,
  demand_capacity = function(store)
    return glocal.demand_capacity { demand = glocal.demand { store = requested(store), by = {} }, service = 2, teams = 1,
      draws = 10 }
  end,
  strategic_reserve = function()
    return glocal.strategic_reserve { sizes = { 0 }, draws = 10, zones = glocal.frame({ { zone = "A", events = 1, low = 1,
      mode = 2, high = 3, capacity = 0 } }, { marking = "RED H1" }) }
  end,
  structural_analysis = function()
    return glocal.structural_analysis(glocal.frame({ { v = "a", a = 0, b = 3 }, { v = "b", a = 1, b = 0 } },
      { columns = { "v", "a", "b" }, marking = RED }))
  end,
  compliance = function(store) return glocal.compliance { store = messaged(store) } end,
  message_flows = function(store) return glocal.message_flows { store = messaged(store) } end,
  reciprocity = function(store) return glocal.reciprocity { store = messaged(store) } end,
  time_to_signal = function()
    return glocal.time_to_signal(table_of():with("ended", { 1, 1, 0, 1 }), { time = "count", event = "ended" })
  end,
  hit_rates = function()
    return glocal.hit_rates(table_of():with("hits", { 1, 1, 1, 1 }), { queries = "count", by = "zone" })
  end,
  mann_kendall = function() return glocal.mann_kendall(table_of(), { value = "count" }) end,
  internationalisation = function()
    return (glocal.internationalisation(table_of(), { corps = "zone", period = "month", activity = "sex" }))
  end,
  channel_coverage = function()
    return (glocal.channel_coverage { demand = glocal.frame { { partner = "BE", country = "MA", demand = 1 } },
      reach = glocal.frame({ { partner = "BE", country = "MA", channel = "p" } }, { marking = RED }) })
  end,
  knox = function() return glocal.knox(series(), { distance = 0 }) end,
  scan = function()
    return glocal.scan(table_of(), { x = "count", y = "count", model = "permutation", gaps = "zero", draws = 9, max_p = 1 })
  end,
  ["frame:append"] = function() return glocal.frame { { count = 1 } }:append(table_of()) end,
  ["frame:by"] = function() return table_of():by "zone" end,
  ["frame:change"] = function() return table_of():change() end,
  ["frame:coverage"] = function(store) return rolled(store):coverage() end,
  ["frame:effects"] = function()
    return glocal.forecast(series "CLEAR", { horizon = 1, method = "regression", calibrate = false,
      events = glocal.frame({ { from = "2016-01", to = "2016-03", name = "cup" },
        { from = "2017-05", to = "2017-05", name = "cup" } }, { marking = RED }) }):effects()
  end,
  ["frame:glimpse"] = function() return table_of():glimpse() end,
  ["frame:head"] = function() return table_of():head(1) end,
  ["frame:lag"] = function() return table_of():lag() end,
  ["frame:mark"] = function() return table_of():mark(RED) end,
  ["frame:mutate"] = function() return table_of():mutate { twice = function(row) return 2 * row.count end } end,
  ["frame:named"] = function() return table_of():named() end,
  ["frame:pivot"] = function() return table_of():pivot("month", "zone") end,
  ["frame:rank"] = function() return table_of():rank() end,
  ["frame:rolling"] = function() return table_of():rolling(2) end,
  ["frame:select"] = function() return table_of():select { "zone" } end,
  ["frame:share"] = function() return table_of():share() end,
  ["frame:sort"] = function() return table_of():sort { "-count" } end,
  ["frame:tail"] = function() return table_of():tail(1) end,
  ["frame:take"] = function() return table_of():take { 1 } end,
  ["frame:where"] = function() return table_of():where { zone = "A" } end,
  ["frame:with"] = function() return table_of():with("n", { 1, 2, 3, 4 }) end,
  backtest = function() return glocal.backtest(series(), { horizon = 1, origins = 2, methods = { "naive" } }) end,
  forecast = function() return glocal.forecast(series(), { horizon = 1, method = "naive" }) end,
  impact = function()
    local store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    assert(store:import(file_of "2024,RT-CHANNEL,smuggling,s,3,RED H1\n", FIELDS))
    return glocal.impact { of = glocal.rollup { zone = "RT-CHANNEL", phenomenon = "smuggling", every = "year", store = store },
      exposure = "channel", store = store }
  end,
  leads = function() return glocal.leads(series "CLEAR", series()) end,
  reconcile = function()
    local means = {}
    for zone, mean in pairs { T = 9, A = 4, B = 4 } do means[#means + 1] = { zone = zone, period = "2026-01", mean = mean } end
    local whole = glocal.frame(means, { types = { period = "month" }, marking = RED })
    return (glocal.reconcile(whole, { zones = { A = "T", B = "T" } }))
  end,
  residuals = function() return glocal.residuals(series(), { method = "naive" }) end,
  rollup = rolled,
  score = function() return glocal.score(glocal.frame({ { actual = 1, median = 2 } }, { marking = RED })) end,
  score_due = function(store) return glocal.score_due(store) end,
  calibration = function(store) return glocal.calibration { store = store } end,
  sql = function() return glocal.sql("select count(*) n from $f", { f = table_of() }) end,
  ["store:sql"] = function(store) return store:sql "select count(*) n from observations" end,
  ["store:log"] = function(store) return store:log() end, ["store:runs"] = function(store) return store:runs() end,
  ["store:observations"] = function(store) return store:observations() end,
  ["store:rejects"] = function(store) return store:rejects() end,
}

-- What has no figures of the store: names, places, what was typed and how long it took; and a frame of plain values.
local NO_FIGURES = {
  briefs = "holds only what may leave",
  barriers = true, barrier_process = true, -- tables that ship
  forecast_methods = true, frame = true, history = true, phenomena = true, ["phenomena.ancestors"] = true,
  ["phenomena.children"] = true, ["phenomena.find"] = true, profile = true, sources = true, ["sources.find"] = true,
  ["store:batches"] = true, ["store:check"] = true, time = true, zones = true, ["zones.ancestors"] = true,
  ["zones.children"] = true, ["zones.find"] = true, ["zones.neighbours"] = true,
}

describe("a result takes over the marking of", function()
  local store

  before_each(function() store = support.small_store() end)

  it("the outcome that a score rests on", function()
    local years = {}
    for year = 2010, 2019 do years[#years + 1] = ("%d,A-1,p.x,s,%d,CLEAR\n"):format(year, year - 2000) end
    assert(store:import(file_of(table.concat(years)), FIELDS))
    assert(store:source("s", { records = "figures" }))
    glocal.use(store)
    local made = assert(glocal.forecast(glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "year", store = store },
      { horizon = 1, cutoff = "2019-12-31" }))
    assert(made:register { author = "analysis", store = store })
    assert.equal("TLP:CLEAR", store:sql("select outcome from score"):marking())
    assert(store:import(file_of "2020,A-1,p.x,s,25,RED\n", FIELDS))
    local scored = assert(glocal.score_due(store))
    assert.truthy(#scored > 0)
    assert.equal("TLP:RED", scored:marking())
    assert.equal("TLP:RED", glocal.calibration { store = store }:marking())
    local years_of = { zone = "A-1", phenomenon = "p.x", every = "year", store = store }
    assert.equal("TLP:RED", glocal.warn(glocal.rollup(years_of), { method = "register" }):marking())
    assert.equal("TLP:RED", store:sql("select outcome from score"):marking())
    assert.equal("marking", select(3, glocal.calibration { store = store }:to_csv()))
  end)

  it("refused lines: their own, else the file's, else the store's default", function()
    local cases = {
      { "day,zone,phenomenon,source,count,handling\n2024,A-1,p.x,s,3,CLEAR\n2024-13,A-1,p.x,s,4,RED\n", "TLP:RED" },
      { "day,zone,phenomenon,source,count,handling\n2024,A-1,p.x,s,3,AMBER\n2024-13,A-1,p.x,s,4,GREEN\n", "TLP:GREEN" },
      { "# TLP:RED H1\nday,zone,phenomenon,source,count\n2024,A-1,p.x,s,3\n2024-13,A-1,p.x,s,4\n", "TLP:RED H1" },
      { "day,zone,phenomenon,source,count\n2024,A-1,p.x,s,3\n2024-13,A-1,p.x,s,4\n", "TLP:GREEN H2" }, -- the default
      { "day,zone,phenomenon,source,count,handling\n2024,A-1,p.x,s,3,CLEAR\n2024-13,A-1,p.x,s,4,\n", "TLP:GREEN H2" },
      { "day,zone,phenomenon,source,count,handling\n2024,A-1,p.x,s,3,RED\n2024,A-1,p.x,s,4\n", "TLP:RED H2" }, -- a field short
      { "day,zone,phenomenon,source,count,handling\n2024,A-1,p.x,s,3,CLEAR\n2024,A-1,p.x,s,4,secret\n", "TLP:GREEN H2" },
    }
    for i, case in ipairs(cases) do
      local own = assert(glocal.init(support.path ".db", { handling = "GREEN H2" }))
      assert(own:import(support.file "code,kind\nA-1,region\n", { code = "code", kind = "kind" }, { as = "zones" }))
      assert(own:import(support.file "code\np.x\n", { code = "code" }, { as = "phenomena" }))
      assert.equal("TLP:CLEAR", own:rejects():marking())
      local summary = assert(own:import(support.file(case[1])))
      assert.equal(1, summary.rejected, "case " .. i)
      assert.equal(case[2], own:rejects():marking(), "case " .. i)
      assert.equal(case[2], summary.rejects:marking())
    end
  end)

  it("the source of a refused line, and of a file of which nothing was kept", function()
    assert(store:import(file_of "2024,A-1,p.x,s,3,RED\n", FIELDS))
    assert(store:source("s", { handling = "RED" }))
    local plain = { day = "day", zone = "zone", phenomenon = "phenomenon", source = "source", count = "count" }
    local _, _, code = store:import(file_of "2024-13,A-1,p.x,s,4,\n", plain)
    assert.equal("rejected", code)
    assert.equal("TLP:RED", store:rejects():marking())
  end)

  it("a source, which loosens its own only where the log says by whose permission", function()
    assert(store:import(file_of "2024,A-1,p.x,s,3,\n", FIELDS))
    assert(store:source("s", { handling = "AMBER+STRICT H1" }))
    for _, looser in ipairs { "CLEAR", "GREEN H1", "AMBER+STRICT", "RED", "AMBER H1 H2" } do
      local _, message, code = store:source("s", { handling = looser, kind = "police" })
      assert.equal("marking", code, looser)
      assert.truthy(message:find("'s' is marked TLP:AMBER+STRICT H1, and a marking is never loosened", 1, true), message)
    end
    assert.equal("AMBER+STRICT H1", glocal.sources("s").handling[1])
    assert.equal("unknown", glocal.sources("s").kind[1]) -- all or nothing
    assert.equal("rejected", select(3, store:import(support.file "code,handling\ns,GREEN\n", nil, { as = "sources" })))
    local log = store:log()
    assert.is_nil(log.why[#log]:find("GREEN", 1, true))
    assert.has_error(function() store:source("s", { handling = "GREEN" }, { permission = " " }) end)
    assert(store:source("s", { handling = "RED H1" }))
    assert(store:import(support.file "code,handling\ns,RED H1 H2\n", nil, { as = "sources" }))
    assert(store:source("s", { handling = "GREEN" }, { permission = "its letter of 2026-11-02" }))
    log = store:log()
    assert.same({ "describe", "s", "handling=GREEN; permission: its letter of 2026-11-02" },
      { log.action[#log], log.object[#log], log.why[#log] })
    assert.equal("TLP:GREEN", glocal.rollup { zone = "A", every = "all" }:marking())
    assert.equal(0, store:check():sum "problems")
  end)

  it("refused lines of a store from before they were marked", function()
    assert(store:import(file_of "2024,A-1,p.x,s,3,RED\n2024-13,A-1,p.x,s,4,RED\n", FIELDS))
    store = by_hand(store, "update batch set rejects_handling = null")
    assert.equal("TLP:RED", store:rejects():marking())
  end)

  it("the store, in its log", function()
    assert.equal("TLP:CLEAR", store:log():marking())
    assert(store:import(file_of "2024,A-1,p.x,s,3,RED\n", FIELDS))
    assert.equal("TLP:RED", store:log():marking())
  end)

  it("cells whose marking another program took away", function()
    for _, statement in ipairs { "update cells set handling = 0", "update batch set handling = 0",
      "update cells set data = cast(replace(data, x'0000', x'0000') as blob), handling = 0" } do
      local own = support.small_store()
      assert(own:import(file_of "2024,A-1,p.x,s,3,RED\n", FIELDS))
      own = by_hand(own, statement)
      assert.equal("TLP:RED", own:sql("select count from observation"):marking(), statement)
      local r = glocal.rollup { zone = "A", phenomenon = "p", every = "year", store = own }
      assert.equal("TLP:RED", r:marking(), statement)
      local problems = 0
      for _, row in own:check():rows() do problems = problems + row.problems end
      assert.is_true(problems > 0, statement)
      assert(own:rebuild())
      for _, row in own:check():rows() do assert.equal(0, row.problems, row.result) end
    end
  end)

  it("a number that no marking has, as the strictest", function()
    local own = by_hand(support.small_store(), "insert into signal values (7, 't', '', 'nl', 1, 's', 'A', 1, 'social', " ..
      "null, null, null, 1, '', 0, 256)")
    assert.equal("TLP:RED", glocal.signals { store = own }:marking())
    assert.equal("TLP:RED", own:sql("select title from signal"):marking())
  end)

  it("the frame that its rows and columns were taken out of", function()
    local f = table_of()
    assert.equal("TLP:RED H1", glocal.frame({ f[1], { zone = "C", count = 1 } }, { columns = { "zone", "count" } }):marking())
    local taken = {}
    for i, row in f:rows() do taken[i] = row end
    assert.equal("TLP:RED H1 H2", glocal.frame(taken, { marking = "H2" }):marking())
    local plain = glocal.frame { { a = 1 }, { a = 2 }, { a = 3 }, { a = 4 } }
    assert.equal("TLP:RED H1", plain:with("n", f.count):marking())
    local ranked = glocal.frame({ { rank = 1 } }, { marking = "AMBER" }) -- a column that has the name of a method
    assert.equal("TLP:AMBER", glocal.frame({ { a = 1 } }):with("n", ranked.rank):marking())
    assert.equal("TLP:CLEAR", glocal.frame({ plain[1] }):with("n", plain.a):head(0):marking())
    assert.equal("TLP:CLEAR", core.taken_marking(3))
    for _, value in ipairs { "f.count", "f[1]", "{f[1].zone, f[1]}" } do
      local chunk = ('f = frame({{zone="A-1", count=314159}}, {marking="H3"}) return %s'):format(value)
      local said, code = shell(("%s run --json -e '%s'"):format(command, chunk))
      assert.equal(1, code)
      assert.is_nil(said:find("314159", 1, true))
    end
    assert.has_error(function() return f.count + 1 end, "a column is a list of values: calculate with it as in " ..
      'r:mutate{twice="count * 2"}')
  end)

  it("the forecast whose quantiles were pooled", function()
    local f = glocal.forecast(series(), { horizon = 1, method = "naive" })
    local pooled = glocal.pool { f[1], { [0.1] = 5, [0.5] = 9, [0.9] = 20 } }
    assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2035", quantiles = pooled, author = "desk",
      pooled = true, store = store })
    assert.equal("TLP:RED H1", store:sql("select call from registration"):marking())
    local events = { glocal.frame({ { name = "cup", from = "2016-01", to = "2016-03" } }, { marking = "H3" })[1] }
    local made = glocal.forecast(series "CLEAR", { horizon = 1, method = "regression", events = events })
    assert.equal("TLP:CLEAR H3", made:marking())
  end)

  it("figures that were taken back, and those that replaced them", function()
    local made = assert(store:import(file_of "2024,A-1,p.x,s,3,RED\n", FIELDS))
    assert(store:retract(made.batch, "sent in error"))
    assert.equal("TLP:RED", store:observations():marking())
    assert.equal("TLP:CLEAR", glocal.rollup { zone = "A", phenomenon = "p", every = "year", store = store }:marking())
  end)

  it("every frame that a column was made from, be they many", function()
    local from = {}
    for i = 1, 40 do from[i] = glocal.frame({ { a = i } }, { marking = i == 40 and "RED H1" or i == 20 and "H3" or "CLEAR" }) end
    local f = glocal.frame { { a = 1 } }
    assert.equal("TLP:RED H1 H3", f:with("b", { 2 }, { from = from }):marking())
    local all = from[1]
    for i = 2, 40 do all = all:append(from[i]) end
    assert.equal("TLP:RED H1 H3", all:marking())
    local names, parameters = {}, {}
    for i = 1, 40 do
      names[i], parameters["f" .. i] = ("select a from $f%d"):format(i), from[i]
    end
    assert.equal("TLP:RED H1 H3", glocal.sql(table.concat(names, " union all "), parameters):marking())
  end)

  it("the frame or store, in each function that gives a frame", function()
    for _, entry in ipairs(help.entries()) do
      local kind = entry.returns[1] and entry.returns[1].type or ""
      if kind:find "^frame" and not entry.internal then
        assert(GIVES[entry.name] or NO_FIGURES[entry.name], entry.name .. " gives a frame and is not tried here")
      end
    end
    assert(store:import(file_of "2024,A-1,p.x,s,3,RED H1\n2024-13,A-1,p.x,s,4,RED H1\n", FIELDS))
    for name, gives in pairs(GIVES) do
      local ok, made = pcall(gives, store)
      assert(ok and made, name .. ": " .. tostring(made))
      assert.equal("TLP:RED H1", made:marking(), name)
    end
  end)

  it("the file that is looked at", function()
    local path = file_of("2024,A-1,p.x,s,3,\n"):gsub("%.csv$", "") .. ".csv"
    local text = "# TLP:RED\n" .. support.read(path)
    local strict = support.file(text)
    local said, code = shell(("%s import %s %s --look --json"):format(command, store:path(), strict))
    assert.equal(1, code)
    assert.truthy(said:find("this look is TLP:RED", 1, true))
    said, code = shell(("%s run --store %s --json -e 'return store:look \"%s\"'"):format(command, store:path(), strict))
    assert.equal(1, code)
    assert.truthy(said:find("is TLP:RED", 1, true))
    said, code = shell(("%s import %s %s --look"):format(command, store:path(), strict))
    assert.equal(0, code)
    assert.truthy(said:find "p%.x" or said:find "phenomenon")
  end)
end)

describe("an import told as JSON", function()
  it("leaves out the refused lines that may not leave, and says so", function()
    local store = support.small_store()
    local path = file_of "2024,A-1,p.x,s,3,CLEAR\n2024-13,A-1,p.x,s,77777,RED\n"
    local said, code = shell(("%s import %s %s --json"):format(command, store:path(), path))
    assert.equal(0, code)
    assert.truthy(said:find("without 'rejects': this frame is TLP:RED", 1, true))
    assert.is_nil(said:find("77777", 1, true))
  end)
end)

describe("a brief or plot", function()
  local picture

  before_each(function()
    support.small_store()
    picture = rows("RED"):plot { lang = "en" }
  end)

  it("keeps its marking", function()
    assert.truthy(support.message_of(function() picture.marking = "TLP:CLEAR" end):find("a plot can't be changed", 1, true))
    rawset(picture, "marking", "TLP:CLEAR")
    assert.equal("marking", select(3, picture:write(support.path ".svg")))
    assert.equal("marking", select(3, picture:svg()))
    assert.truthy(support.message_of(function() setmetatable(picture, {}) end):find("protected metatable", 1, true))
  end)

  it("has no text past the gate, and says how it is shown", function()
    assert.equal("plot marked TLP:RED: show(...) shows it on the terminal", tostring(picture))
    for _, value in pairs(picture) do assert.is_nil(tostring(value):find("314", 1, true)) end
    assert.truthy(rows("AMBER"):plot { lang = "en" }:summary():find("314", 1, true))
  end)
end)
