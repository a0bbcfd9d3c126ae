--- alerts_spec.lua: alarms kept as alerts, what an analyst makes of them, known outbreaks out of the baselines, and how good the
-- detectors were.

local glocal = require "glocal"
local support = require "tests.spec.support"

-- Months of A-1 from 2015-01 on: 20 to 22, but for those named.
local function import_months(store, count, high, options)
  local lines = {}
  for i = 0, count - 1 do
    local month = glocal.period("2015-01", "month", i)
    lines[#lines + 1] = ("%s,A-1,p.x,%d"):format(month, high[month] or 20 + i % 3)
  end
  assert(support.import(store, table.concat(lines, "\n") .. "\n", options or { records = "figures" }))
end

local function rolled_up()
  return assert(glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "month" })
end

local function message_of(f, ...)
  local done, message = pcall(f, ...)
  assert.is_false(done)
  return message
end

describe("alerts", function()
  local store

  before_each(function()
    store = support.small_store()
    import_months(store, 96, { ["2022-03"] = 60, ["2022-11"] = 70 })
  end)

  it("are kept once, with what they were found by", function()
    local w = assert(glocal.warn(rolled_up(), { from = "2022-01", to = "2022-12", method = "ears_c1" }))
    local added, known = w:register()
    assert.same({ 2, 0 }, { added, known })
    added, known = assert(glocal.warn(rolled_up(), { from = "2021-01", to = "2022-12", method = "ears_c1" })):register()
    assert.same({ 0, 2 }, { added, known })
    local a = glocal.alerts()
    assert.equal(2, #a)
    assert.same({ "2022-11", "2022-03" }, a.period)
    assert.equal(70.0, a.observed[1])
    assert.equal("ears_c1", a.method[1])
    assert.is_nil(a.disposition[1])
    local row = store:sql("select d.settings, a.call, a.state from alert a join detector d on d.id = a.detector")
    assert.equal("{}", row.settings[1])
    assert.truthy(row.call[1]:find('warn(r, {method="ears_c1"', 1, true), row.call[1])
    assert.equal(store:state(), row.state[1])
  end)

  it("of other settings are others", function()
    assert(glocal.warn(rolled_up(), { from = "2022-01", method = "ears_c1" })):register()
    assert.equal(2, (assert(glocal.warn(rolled_up(), { from = "2022-01", method = "ears_c1", alpha = 0.01 })):register()))
    assert.same({ "{}", '{"alpha":0.01}' }, store:sql("select settings from detector order by id").settings)
  end)

  it("are found by zone, phenomenon, time, detector and disposition", function()
    assert(glocal.warn(rolled_up(), { from = "2022-01", method = "ears_c1" })):register()
    glocal.dispose(1, { as = "watch", reason = "two more weeks", by = "analysis" })
    assert.equal(2, #glocal.alerts { zone = "A-1", phenomenon = "p.x", method = "ears_c1" })
    assert.equal(0, #glocal.alerts { zone = "A-2" })
    assert.equal(1, #glocal.alerts { since = "2022-04" })
    assert.equal(1, #glocal.alerts { to = "2022-03" })
    assert.equal(2, #glocal.alerts { since = "2022-03", to = "2022" })
    assert.equal(1, #glocal.alerts { disposition = "open" })
    assert.same({ 1 }, glocal.alerts { disposition = { "watch", "false" } }.alert)
    assert.truthy(message_of(glocal.alerts, { disposition = "confirm" }):find("did you mean 'confirmed'", 1, true))
    assert.truthy(message_of(glocal.alerts, { zone = "A-3" }):find("unknown zone", 1, true))
  end)

  it("say so where there are none", function()
    assert.truthy(glocal.alerts():note():find("no alerts in the store yet", 1, true))
  end)

  it("come from the whole of a warn, of zones and phenomena of the store", function()
    local w = assert(glocal.warn(rolled_up(), { from = "2022-01", method = "ears_c1" }))
    assert.truthy(message_of(function() return w:where("alarm == 1"):register() end):find("register all of it", 1, true))
    local plain = glocal.frame(support.months(support.seasonal(96)), { types = { period = "month" } })
    assert.truthy(message_of(function() return glocal.warn(plain, { method = "ears_c1" }):register() end)
      :find("no column 'phenomenon'", 1, true))
  end)
end)

describe("a disposition", function()
  local store

  before_each(function()
    store = support.small_store()
    import_months(store, 96, { ["2022-03"] = 60, ["2022-11"] = 70 })
    assert(glocal.warn(rolled_up(), { from = "2022-01", method = "ears_c1" })):register()
  end)

  it("is kept with the role, and the last one stands", function()
    assert.equal(1, glocal.dispose(1, { as = "watch", reason = "two more weeks", by = "analysis" }))
    assert.equal(2, glocal.dispose(1, { as = "explained", reason = "a campaign", by = "analysis" }))
    assert.equal(3, glocal.dispose(2, { as = "duplicate", of = 1, reason = "the same", by = "analysis" }))
    local a = glocal.alerts { disposition = "explained" }
    assert.same({ "a campaign", "analysis" }, { a.reason[1], a.by[1] })
    local log = store:log():where { action = "dispose" }
    assert.equal(3, #log)
    assert.equal("explained, by analysis: a campaign", log.why[2])
    for _, problems in ipairs(store:check().problems) do assert.equal(0, problems) end
  end)

  it("is refused without reason or role, of no alert, or where it makes no sense", function()
    local function fault(options) return message_of(glocal.dispose, 1, options) end
    assert.truthy(fault({ as = "confirmed", by = "analysis" }):find("say why", 1, true))
    assert.truthy(fault({ as = "confirmed", reason = "x" }):find("which role", 1, true))
    assert.truthy(fault({ as = "true", reason = "x", by = "analysis" }):find("'as'", 1, true))
    assert.truthy(fault({ as = "duplicate", reason = "x", by = "analysis" }):find("of=12", 1, true))
    assert.truthy(fault({ as = "false", of = 2, reason = "x", by = "analysis" }):find("of=12", 1, true))
    assert.truthy(fault({ as = "watch", from = "2022", to = "2022", reason = "x", by = "analysis" })
      :find("only a confirmed", 1, true))
    assert.truthy(fault({ as = "confirmed", from = "2022", reason = "x", by = "analysis" }):find("both when", 1, true))
    local done, message, code = glocal.dispose(99, { as = "watch", reason = "x", by = "analysis" })
    assert.same({ "there is no alert 99; see alerts()", "not_found" }, { message, code })
    assert.is_nil(done)
    assert.equal(0, #glocal.alerts { disposition = { "confirmed", "watch" } })
  end)
end)

describe("known outbreaks", function()
  local store

  -- An outbreak of a year ago raises what the detectors expect of the same time now.
  before_each(function()
    store = support.small_store()
    local high = {}
    for _, year in ipairs { 2020, 2021 } do
      for month = 2, 4 do high[("%d-%02d"):format(year, month)] = 90 end
    end
    high["2022-03"] = 45
    import_months(store, 88, high)
  end)

  -- The alarms of both years confirmed, as outbreaks of three months.
  local function confirm_both()
    assert(glocal.warn(rolled_up(), { method = "ears_c1", from = "2020-02", to = "2021-02" })):register()
    for _, year in ipairs { "2020", "2021" } do
      local found = glocal.alerts { since = year, to = year }
      assert(glocal.dispose(found.alert[#found], { as = "confirmed", reason = "it did rise", by = "analysis",
        from = year .. "-02", to = year .. "-04" }))
    end
  end

  it("are left out of later baselines of every detector that has years of them, and it is said", function()
    confirm_both()
    for _, method in ipairs { "farrington_flexible", "farrington", "bayes", "rki" } do
      local asked = { method = method, from = "2022-03", to = "2022-03", reweight = false, half_window = 1,
        years = method:find "farrington" and 5 or 3 }
      local without = assert(glocal.warn(rolled_up(), asked))
      assert.truthy(without:note():find('2 known outbreaks left out of the baselines (leave_out="none" to keep', 1, true))
      asked.leave_out = "none"
      local with = assert(glocal.warn(rolled_up(), asked))
      assert.falsy(with:note():find("known outbreak", 1, true))
      assert.truthy(without.upper[1] < with.upper[1], method)
      if with.expected[1] then assert.truthy(without.expected[1] < with.expected[1], method) end
      assert.same({ 1, 0 }, { without.alarm[1], with.alarm[1] }, method)
    end
  end)

  it("are out of the few periods that EARS looks at too", function()
    confirm_both()
    local asked = { method = "ears_c1", from = "2021-07", to = "2021-07" }
    local without = assert(glocal.warn(rolled_up(), asked))
    asked.leave_out = "none"
    local with = assert(glocal.warn(rolled_up(), asked))
    assert.truthy(with.upper[1] > 100, with.upper[1])
    assert.truthy(#without == 0 or without.upper[1] < 30)
  end)

  it("are those of the same series only, and of explained alerts where that is asked", function()
    assert(glocal.warn(rolled_up(), { method = "ears_c1", from = "2020-02", to = "2020-03" })):register()
    assert(glocal.dispose(1, { as = "explained", reason = "a campaign", by = "analysis" }))
    local asked = { method = "bayes", from = "2022-03", to = "2022-03" }
    assert.falsy(assert(glocal.warn(rolled_up(), asked)):note():find("known outbreak", 1, true))
    asked.leave_out = "explained"
    assert.truthy(assert(glocal.warn(rolled_up(), asked)):note():find("1 known outbreak left out", 1, true))
    local other = assert(glocal.rollup { zone = "A", phenomenon = "p.x", every = "month" })
    assert.falsy(assert(glocal.warn(other, asked)):note():find("known outbreak", 1, true))
    asked.leave_out = "confirm"
    assert.truthy(message_of(glocal.warn, rolled_up(), asked):find("did you mean 'confirmed'", 1, true))
  end)

  it("are those that were known then, with as_of", function()
    assert(glocal.warn(rolled_up(), { method = "ears_c1", from = "2020-02", to = "2020-03" })):register()
    local state = store:state()
    assert(support.import(store, "2022-05-03,A-2,p.y,1\n", { records = "events", source = "later" }))
    assert(glocal.dispose(1, { as = "confirmed", reason = "x", by = "analysis" }))
    local then_known = glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "month", as_of = state }
    local asked = { method = "bayes", from = "2022-03", to = "2022-03" }
    assert.falsy(assert(glocal.warn(then_known, asked)):note():find("known outbreak", 1, true))
    assert.truthy(assert(glocal.warn(rolled_up(), asked)):note():find("known outbreak", 1, true))
  end)
end)

describe("warning_quality", function()
  it("tells nothing of what was not followed up", function()
    support.small_store()
    local q = glocal.warning_quality()
    assert.equal(0, #q)
    assert.truthy(q:note():find("no alerts in the store yet", 1, true))
    import_months(glocal.store, 96, { ["2022-03"] = 60, ["2022-11"] = 70 })
    assert(glocal.warn(rolled_up(), { from = "2022-01", to = "2022-12", method = "ears_c1" })):register()
    q = glocal.warning_quality()
    assert.same({ 1, 2, 2, 1 }, { #q, q.alarms[1], q.open[1], q.series[1] })
    assert.near(1, q.years[1], 1e-12)
    for _, name in ipairs { "ppv", "ppv_low", "ppv_high", "days", "false_per_year" } do assert.is_nil(q[name][1], name) end
    assert.truthy(q:note():find("2 alerts without a disposition", 1, true))
  end)

  it("counts, and tells timeliness and false alarms from dispositions", function()
    local store = support.small_store()
    import_months(store, 96, { ["2021-03"] = 60, ["2021-11"] = 64, ["2022-07"] = 70 })
    assert(glocal.warn(rolled_up(), { from = "2021-01", to = "2022-12", method = "ears_c1" })):register()
    assert(glocal.warn(rolled_up(), { from = "2021-01", to = "2022-12", method = "outbreak_p", limit = 1e300 })):register()
    local ids = glocal.alerts().alert -- the latest first
    assert.equal(3, #ids)
    assert(glocal.dispose(ids[3], { as = "confirmed", reason = "x", by = "analysis", from = "2021-02-10", to = "2021-03-31" }))
    assert(glocal.dispose(ids[2], { as = "false", reason = "x", by = "analysis" }))
    assert(glocal.dispose(ids[1], { as = "explained", reason = "x", by = "analysis" }))
    local q = glocal.warning_quality()
    assert.equal(2, #q)
    local of = {}
    for i, row in q:rows() do of[q.method[i]] = row end
    local ears, silent = of.ears_c1, of.outbreak_p
    assert.same({ 3, 1, 1, 1, 0 }, { ears.alarms, ears.confirmed, ears.explained, ears["false"], ears.open })
    assert.near(1 / 3, ears.ppv, 1e-12)
    -- Wilson's interval of 1 in 3: Brown, Cai and DasGupta (2001), formula (4).
    assert.near(0.061492, ears.ppv_low, 1e-6)
    assert.near(0.792340, ears.ppv_high, 1e-6)
    assert.near(0.5, ears.false_per_year, 1e-12)
    assert.equal(50.0, ears.days) -- from 10 February to 31 March
    assert.same({ 1, 1 }, { ears.outbreaks, ears.detected })
    -- A detector that watched and said nothing missed the outbreak; it has no share of true alarms.
    assert.same({ 1, 0, 0 }, { silent.outbreaks, silent.detected, silent.alarms })
    assert.is_nil(silent.ppv)
    assert.is_nil(silent.days)
    assert.equal("A-1", glocal.warning_quality { by = "zone" }.zone[1])
    assert.equal("p.x", glocal.warning_quality { by = "phenomenon" }.phenomenon[1])
  end)
end)
