--- flips.lua: changes single bytes of a small store, one at a time, and looks whether check notices each that changes an answer.
--
-- Example:  local found = require "tests.flips.flips".run { answers = 60, seed = 1 }   --> found.changed, found.unnoticed

local glocal = require "glocal"
local support = require "tests.spec.support"

local flips = {}

-- --- the store ------------------------------------------------------------------------------------------------

local function take(store, as, text, options)
  options = options or {}
  options.as = as
  return assert(store:import(support.file(text), nil, options))
end

local function take_tables(store)
  take(store, "zones", "code,kind,parent,nl,fr,en,valid_from\nB,country,,Beland,Belande,Bland,\n" ..
    "B-1,region,B,Drie,Trois,Three,2001-01-01\nB-2,region,B,Vier,Quatre,Four,\n")
  take(store, "links", "hierarchy,child,parent,valid_from,valid_to\npolice,A-1,B-1,2010-01-01,2019-12-31\n" ..
    "police,A-1,B-2,2020-01-01,\n")
  take(store, "facts", "zone,name,value,period\nA-1,population,1200,2020\nA-2,population,3400,2020\nB-1,population,77,2020\n" ..
    "A-1,lat,50.5,\nA-1,lon,4.25,\nA-2,lat,51.5,\nA-2,lon,5.25,\n")
  take(store, "facts", "zone,name,value,period\nA-1,population,1300,2020\nA-1,population,1350,2021\n")
  take(store, "successions", "old,new,valid_from,share\nB-1,B-2,2022-01-01,1\n")
  take(store, "weights", "table,phenomenon,value,source\nharm,p.x,12.5,study\nharm,p.y,3,study\n")
  take(store, "sources", "code,kind,reliability,publisher,licence,counting_unit,records\n" ..
    "office,statistics,B,The Office,CC BY,offences,figures\n")
  take(store, "exposures", "name,from_zone,to_zone,weight,phenomenon,low,high,note\ncoast,A,B-1,0.5,p.x,0.4,0.6,ferry\n" ..
    "coast,A,B-2,0.25,p.x,0.2,0.3,\n")
  take(store, "aliases", "text,zone,scheme\nEerste,A-1,spelling\n0001,A-1,cbs\nTweede,A-2,spelling\n")
  local asked = "period,zone,kind,requester,service,phenomenon,requested,granted,hours_asked,hours_delivered,source\n"
  take(store, "requests", asked .. "2021-01,A-1,mutual aid,A-2,unit,p.x,4,3,320.5,240,log\n2021-W05,A-2,mutual aid,,,,2,,,,log\n")
  take(store, "requests", asked .. "2021-01,A-1,mutual aid,A-2,unit,p.x,5,3,320.5,240,log\n")
  take(store, "geometry", "zone,geometry\n" ..
    'A-1,"{""type"":""Polygon"",""coordinates"":[[[4,50],[5,50],[5,51],[4,51],[4,50]]]}"\n' ..
    'A-2,"{""type"":""Polygon"",""coordinates"":[[[5,50],[6,50],[6,51],[5,51],[5,50]]]}"\n')
end

local function take_figures(store)
  local months, figures = {}, {}
  for i = 0, 47 do
    local month = glocal.period("2019-01", "month", i)
    months[#months + 1] = ("%s,A-1,p.x,%d\n%s,A-2,p.y,%d\n"):format(month, 20 + i * 7 % 11, month, 5 + i * 5 % 7)
    figures[#figures + 1] = ("%s,B-%d,p.x,%d\n"):format(month, i % 2 + 1, 300 + i)
  end
  assert(support.import(store, table.concat(months), { records = "events" }))
  assert(support.import(store, table.concat(figures), { source = "office" }))
  assert(support.import(store, "2019-03,B-1,p.x,999\n2019-05,B-1,p.x,998\n", { source = "office", replace = true }))
  assert(support.import(store, "2021-01-05,A-1,p.y,3\nnonsense,A-1,p.x,1\n2021-01-06,Nowhere,p.x,2\n2021-01-07,A-2,p.x,4\n",
    { source = "later", at_least = 0 }))
  local wrong = assert(support.import(store, "2021-02-05,A-2,p.y,8\n2021-02-06,A-1,p.x,9\n", { source = "later" }))
  assert(store:retract(wrong.batch, "sent twice"))
  assert(store:import(support.file "d,z,p,n,v,c,h,f\n2020-02-01,A-1,p.x,2,12.5,2,GREEN,sex:female\n2020-02-03,A-2,p.y,<5,,3,,\n",
    { day = "d", zone = "z", phenomenon = "p", count = "n", value = "v", credibility = "c", handling = "h", facet = "f" },
    { source = "detailed", records = "events", scale = { value = 100 } }))
  assert(store:source("office", { preference = 2 }))
end

local function take_forecasts(store)
  local spec = { zone = "A", level = "region", phenomenon = "p.x", every = "month", store = store }
  assert(glocal.forecast(glocal.rollup(spec), { horizon = 2, levels = { 80 }, method = "ses" }):register { author = "analysis" })
  assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2023-02", above = 30, probability = 0.4,
    author = "officers" })
  assert(support.import(store, "2023-01,A-1,p.x,25\n2023-02,A-1,p.x,33\n2023-03,A-1,p.x,28\n", { records = "events" }))
  assert(#glocal.score_due() > 0)
end

local function take_alerts(store)
  local r = glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "month", store = store }
  local w = assert(glocal.warn(r, { method = "ears_c1", from = "2020-01", alpha = 0.4 }))
  assert(w:register() > 1)
  assert(glocal.dispose(1, { as = "confirmed", reason = "a new route", by = "analysis", from = "2020-01", to = "2020-03" }))
  assert(glocal.dispose(2, { as = "duplicate", of = 1, reason = "the same", by = "analysis" }))
end

local function take_horizon()
  local ids = {}
  for i, title in ipairs { "Parcels in lockers", "Lockers for parcels", "Drones" } do
    ids[i] = assert(glocal.signal { title = title, seen = "2026-01-05", source = "press", reliability = "B", credibility = 2,
      steep = "social", zone = "A-1", phenomenon = "p.x", horizon = 2, likelihood = 0.3, impact = 3, role = "analysis",
        lang = "en" })
  end
  assert(glocal.promote({ ids[1], ids[2] }, { driver = "lockers", role = "analysis" }))
  assert(glocal.retract_signal(ids[3], { reason = "a hoax", role = "analysis" }))
  local d = assert(glocal.delphi { name = "boats", question = "How likely?", items = { "a", "b" }, scale = { 1, 5 },
    stop = { iqr = 1, rounds = 2 }, role = "analysis" })
  d:answer(glocal.frame { { respondent = "R1", item1 = 3, item2 = 4 }, { respondent = "R2", item1 = 2, item2 = 5 } })
  assert(d:close { role = "analysis", comments = { "why?" } })
end

--- The path of a store with something in every table.
function flips.store()
  local store = support.small_store()
  take_tables(store)
  take_figures(store)
  take_forecasts(store)
  take_alerts(store)
  take_horizon()
  return store:path()
end

-- Made by a process of its own, whose end brings the write-ahead log into the file.
local function bytes_of_store()
  local pipe = assert(io.popen [[lua5.4 -e 'print(require("tests.flips.flips").store())']])
  local path = pipe:read "l"
  assert(pipe:close())
  assert(not io.open(path .. "-wal"))
  return support.read(path)
end

-- The same as a crash leaves it: what was written since stands in the log beside it.
local function bytes_as_crashed()
  local pipe = assert(io.popen [[lua5.4 -e 'print(require("tests.flips.flips").store()) os.exit(true, false)']])
  local path = pipe:read "l"
  pipe:close()
  return support.read(path), support.read(path .. "-wal")
end

local HEADER, FRAME = 32, 24 + 32768

-- Where the last change in the log begins.
local function last_change(log)
  local last, next_change = HEADER, HEADER
  for at = HEADER, #log - FRAME, FRAME do
    if log:sub(at + 5, at + 8) ~= "\0\0\0\0" then last, next_change = next_change, at + FRAME end
  end
  return last
end

-- --- what it answers --------------------------------------------------------------------------------------------

local function text_of(value)
  if type(value) ~= "userdata" or not pcall(value.columns, value) then return tostring(value) end
  local out = { value:marking(), table.concat(value:columns(), "\t") }
  for _, row in value:rows() do
    local cells = {}
    for i, name in ipairs(value:columns()) do cells[i] = tostring(row[name]) end
    out[#out + 1] = table.concat(cells, "\t")
  end
  return table.concat(out, "\n")
end

local function rollup(spec)
  return function(s)
    spec.store = s
    return glocal.rollup(spec)
  end
end

local CALLS = {
  rollup { zone = "A", level = "region", every = "month" },
  rollup { zone = "B", level = { "country", "region" }, phenomenon = "p.x", every = "year" },
  rollup { zone = "A", phenomenon = { "p.x", "p.y" }, every = "quarter", weight = "harm" },
  rollup { zone = "A", every = "year", measures = "value" },
  rollup { zone = "B", every = "year", as_of = 12 },
  rollup { zone = "A", every = "year", facet = "sex:female" },
  function(s)
    local of = glocal.rollup { zone = "A", phenomenon = "p.x", every = "year", store = s }
    return glocal.impact { of = of, level = "region", store = s }
  end,
  function(s) return glocal.zones("A-1", { store = s }) end,
  function(s) return glocal.zones.find("Drie", { store = s }) end,
  function(s) return glocal.zones.find("Eerste", { store = s }) end,
  function(s) return glocal.zones.children("A", { store = s }) end,
  function(s) return glocal.zones.ancestors("A-1", { hierarchy = "police", at = "2015-01-01", store = s }) end,
  function(s) return glocal.phenomena("p.x", { store = s }) end,
  function(s) return glocal.sources("office", { store = s }) end,
  function(s) return s:batches() end,
  function(s) return s:rejects() end,
  function(s) return s:log() end,
  function(s) return s:runs() end,
  function(s) return s:observations() end,
  function(s) return glocal.demand { store = s } end,
  function(s) return glocal.calibration { store = s } end,
  function(s) return glocal.alerts { store = s } end,
  function(s) return glocal.warning_quality { store = s } end,
  function(s) return glocal.signals { text = "lockers", as_of = "2026-02-01", store = s } end,
  function(s) return glocal.drivers { store = s } end,
  function(s) return glocal.delphi { name = "boats", store = s }:results() end,
  function(s) return (s:resolve("zone", "Tweede")) end,
  function(s) return (s:resolve("zone", "quatre")) end,
  function(s) return (s:resolve("phenomenon", "01")) end,
}
for _, name in ipairs { "zone", "zone_link", "zone_link_history", "zone_succession", "zone_fact", "zone_fact_history", "weight",
  "exposure", "label", "alias", "zone_geometry", "source", "facet", "phenomenon", "setting", "replacement", "registration",
  "registration_filter", "forecast", "forecast_quantile", "score", "observations", "detector", "surveillance_series",
  "surveillance", "alert", "alert_disposition", "signal", "signal_zone", "signal_judgement", "signal_retraction", "driver",
  "channel_history", "channel_reach_history", "agreement_history",
  "agreement_party_history", "agreement_act_history", "expertise_history", "contact_point_history", "training_history",
  "mission_history", "recommendation_history", "partner_history", "driver_signal", "request_history", "feedback_history",
  "delphi_study", "delphi_item",
  "delphi_answer", "delphi_round", "delphi_feedback" } do
  CALLS[#CALLS + 1] = function(s) return s:sql("select * from " .. name) end
end

--- The answers of a store as one text, failures among them.
function flips.answers(path)
  local opened, store, message = pcall(glocal.open, path)
  if not (opened and store) then return "not opened: " .. tostring(opened and message or store) end
  local out = {}
  for i, call in ipairs(CALLS) do
    local done, value, why = pcall(call, store)
    local shown, text = pcall(text_of, value)
    out[i] = done and shown and (value == nil and tostring(why) or text) or tostring(done and text or value)
  end
  store:close()
  return table.concat(out, "\n\n")
end

-- --- what check says -------------------------------------------------------------------------------------------

--- Whether check fails, as `glocal check` would.
function flips.is_noticed(path)
  local opened, store = pcall(glocal.open, path)
  if not (opened and store) then return true end
  local done, report = pcall(store.check, store)
  local noticed = not (done and report) or report:sum "problems" > 0
  store:close()
  return noticed
end

-- --- the flips ---------------------------------------------------------------------------------------------------

local function write_file(path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

local function write(path, bytes, log)
  os.remove(path .. "-wal")
  os.remove(path .. "-shm")
  write_file(path, bytes)
  if log then write_file(path .. "-wal", log) end
end

-- Where something is written: most of a small store is empty space. Zeros beside it mean something too.
local function used_offsets(bytes)
  local offsets = {}
  for at in bytes:gmatch "()[^\0]" do offsets[#offsets + 1] = at end
  return offsets
end

local NEAR = 8

local function random_flip(bytes, offsets)
  local at = math.max(1, math.min(#bytes, offsets[math.random(#offsets)] + math.random(-NEAR, NEAR)))
  local was = bytes:byte(at)
  local is = was ~ math.random(255)
  return { at = at - 1, was = was, is = is }, bytes:sub(1, at - 1) .. string.char(is) .. bytes:sub(at + 1)
end

--- Flips bytes until `answers` of them have changed an answer; how many were tried, changed an answer, and went unnoticed, with
--- the offset of these, counted from 0.
function flips.run(options)
  math.randomseed(options.seed)
  local bytes = bytes_of_store()
  local path, offsets = support.path ".db", used_offsets(bytes)
  write(path, bytes)
  local whole, found = flips.answers(path), { tried = 0, changed = 0, unnoticed = {} }
  assert(not flips.is_noticed(path), "the store is not whole before any flip")
  while found.changed < options.answers do
    local flip, changed = random_flip(bytes, offsets)
    write(path, changed)
    found.tried = found.tried + 1
    if flips.answers(path) ~= whole then
      found.changed = found.changed + 1
      write(path, changed) -- as it was before it was opened
      if not flips.is_noticed(path) then table.insert(found.unnoticed, flip) end
    end
  end
  return found
end

--- Flips bytes of the log that a crash left beside a store. What goes unnoticed may answer only as the store did before its last
--- change, which can't be told from what a crash left of it; `lost` is how many did.
function flips.run_log(options)
  math.randomseed(options.seed)
  local bytes, log = bytes_as_crashed()
  local path, offsets, found = support.path ".db", used_offsets(log), { tried = 0, changed = 0, lost = 0, unnoticed = {} }
  local function answers_of(changed)
    write(path, bytes, changed)
    local answers = flips.answers(path)
    write(path, bytes, changed)
    return answers
  end
  local whole, before = answers_of(log), answers_of(log:sub(1, last_change(log)))
  assert(whole ~= before, "the last change changes no answer")
  while found.changed < options.answers do
    local flip, changed = random_flip(log, offsets)
    local answers = answers_of(changed)
    found.tried = found.tried + 1
    if answers ~= whole then
      found.changed = found.changed + 1
      if not flips.is_noticed(path) then
        if answers == before then found.lost = found.lost + 1 else table.insert(found.unnoticed, flip) end
      end
    end
  end
  return found
end

return flips
