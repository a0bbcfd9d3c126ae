--- register_spec.lua: forecasts kept before the fact, scored after it, and never changed.

local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

local message_of = support.message_of

-- A store with five years of months at two regions.
local function filled_store()
  local store, lines = support.small_store(), {}
  for i = 0, 59 do
    local month = glocal.period("2018-01", "month", i)
    lines[#lines + 1] = ("%s,A-1,p.x,%d\n%s,A-2,p.x,%d\n"):format(month, 20 + (i * 7) % 11, month, 5 + (i * 5) % 7)
  end
  assert(support.import(store, table.concat(lines), { records = "events" }))
  return store
end

local function core_register(frame) return frame:register { author = "analysis" } end

local SPEC = { zone = "A", level = "region", phenomenon = "p.x", every = "month" }
local LATER = "2023-01,A-1,p.x,25\n2023-02,A-1,p.x,33\n2023-03,A-1,p.x,28\n2023-01,A-2,p.x,7\n"

describe("a registered forecast", function()
  it("is kept with its quantiles, cutoff, state, filters and hash", function()
    local store = filled_store()
    local f = glocal.forecast(glocal.rollup(SPEC), { horizon = 3, levels = { 80 }, seed = 4 })
    local id = assert(f:register { author = "analysis", note = "outlook" })
    local row = store:sql("select *, date(cutoff * 86400, 'unixepoch') as known from registration where id = ?", { id })[1]
    assert.same({ "analysis", "model", 4, "2022-12-31", 2, "count", "outlook" },
      { row.author, row.kind, row.seed, row.known, row.span, row.measure, row.note })
    assert.equal(64, #row.sha256)
    assert.equal(3, row.state)
    local q = store:sql [[select q.value from forecast_quantile q join forecast f on f.id = q.forecast
      order by f.id, day, probability]]
    assert.equal(2 * 3 * 3, #q)
    assert.equal(f.low_80[1], q.value[1])
    assert.equal(f.median[1], q.value[2])
    assert.equal(f.high_80[1], q.value[3])
    local log = store:log():where { action = "register" }
    assert.equal("registration 1", log.object[1])
    assert.truthy(log.why[1]:find(row.sha256, 1, true))
    assert.equal(0, store:check():where { check = "forecasts as registered" }.problems[1])
  end)

  it("may be one that was made to add up", function()
    local store = filled_store()
    local r = glocal.rollup { zone = "A", level = { "country", "region" }, phenomenon = "p.x", every = "month" }
    local f = glocal.forecast(r, { horizon = 2, levels = { 80 }, method = "ses" })
    local c = glocal.reconcile(f, { method = "mint" })
    assert(c:register { author = "analysis" })
    local q = store:sql("select value from forecast_quantile where probability = 0.5 order by forecast, day").value
    assert.same({ c.median[1] * 1.0, c.median[2] * 1.0 }, { q[1], q[2] })
    local origin = store:sql("select call from registration").call[1]
    assert.truthy(origin:find("reconcile(f, {method=\"mint\"})", 1, true), origin)
    assert.truthy(message_of(core_register, glocal.reconcile(f)):find("is no forecast", 1, true)) -- without quantiles
  end)

  it("is refused once any of its outcome is known", function()
    local store = filled_store()
    local f = glocal.forecast(glocal.rollup(SPEC), { horizon = 3 })
    assert(support.import(store, "2023-01-15,A-2,p.x,1\n", { source = "early" }))
    local id, message, code = f:register { author = "analysis" }
    assert.is_nil(id)
    assert.equal("exists", code)
    assert.equal("2023-01 of A-2 p.x is recorded already, at least in part: a forecast is registered before its outcome is " ..
      'known; from="2023-02" registers what comes after', message)
    assert(f:register { author = "analysis", from = "2023-02" })
    assert.equal(2, store:sql("select count(distinct day) as n from forecast_quantile").n[1])
  end)

  it("is refused where its outcome is known to be 0, since a later period is recorded", function()
    local store = filled_store()
    local f = glocal.forecast(glocal.rollup(SPEC), { horizon = 3 })
    assert(support.import(store, "2023-04,A-2,p.x,1\n"))
    local id, message, code = f:register { author = "analysis" }
    assert.is_nil(id)
    assert.equal("exists", code)
    assert.truthy(message:find("2023-03 of A-1 p.x is known already to be 0, since others reported that period or a later one",
      1, true), message)
    assert.is_nil((glocal.register_judgement { zone = "A-2", phenomenon = "p.x", period = "2023-03", above = 1,
      probability = 0.5, author = "officers" }))
  end)

  -- In the state of a script with every capability.
  it("can't be written past the check: the doors are open to the library alone", function()
    local store = filled_store()
    for _, name in ipairs { "record", "register_rows", "score_rows", "run_begin", "run_end", "raise_alerts", "dispose_alert" } do
      assert.is_nil(store[name], name)
      assert.is_nil(core[name], name)
      assert.is_nil(core.store_methods[name], name)
    end
    local loader, where = package.searchers[2] "foresight.shared.hint"
    assert.truthy(where:find "hint.lua$")
    for _, road in ipairs {
      function() return require "glocal.doors" end, function() return loader "glocal.doors" end,
      function() return loader("glocal.doors", where) end, function() return require "foresight.doors" end,
      function() return require "foresight...doors" end,
    } do
      assert.is_false((pcall(road)))
    end
    assert.is_nil(package.loaded["glocal.doors"])
    assert.is_nil(package.preload["glocal.doors"])
    -- What the library's own modules show does not lead past it either.
    local function write(period, every)
      local row = { zone = "A-1", phenomenon = "p.x", facet = "", method = "mine", day = glocal.period(period, "day"),
        probability = 0.5, value = 1.0 }
      return require "foresight.register.register".write(store, { row }, "CLEAR", { author = "x", kind = "judgement",
        cutoff = glocal.today(), every = every, measure = "count", gaps = "zero", call = "", note = "", filters = {} })
    end
    local id, message, code = write("2022-05", "month")
    assert.same({ nil, "exists" }, { id, code })
    assert.truthy(message:find("2022-05 of A-1 p.x is recorded already", 1, true), message)
    assert.equal("exists", select(3, write("2022", "year")))
    assert.equal(0, store:sql("select count(*) as n from registration").n[1])
    assert.equal(1, (write("2199-05", "month")))
  end)

  it("needs an author's role and a forecast of a rollup", function()
    filled_store()
    local r = glocal.rollup(SPEC)
    local f = glocal.forecast(r, { horizon = 1 })
    assert.truthy(message_of(f.register, f, {}):find("say which role forecasts", 1, true))
    assert.truthy(message_of(f.register, f, { autor = "x" }):find("did you mean 'author'?", 1, true))
    local part = f:head(1)
    assert.truthy(message_of(part.register, part, { author = "x" }):find("no forecast as forecast", 1, true))
    local g = glocal.forecast(r:where "count > 0", { horizon = 1 })
    assert.truthy(message_of(g.register, g, { author = "x" }):find("only a forecast of a rollup", 1, true))
  end)

  it("keeps its marking, which what is read of it carries", function()
    local store = filled_store()
    local r = glocal.rollup(SPEC)
    local f = glocal.forecast(r, { horizon = 1 })
    assert(f:register { author = "analysis" })
    assert.equal("TLP:CLEAR", store:sql("select * from forecast_quantile"):marking())
    assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2023-05", above = 9, probability = 0.5,
      author = "officers", marking = "AMBER" })
    assert.equal("TLP:AMBER", store:sql("select * from forecast_quantile"):marking())
    assert.equal("TLP:CLEAR", store:sql("select * from zone"):marking())
  end)
end)

describe("a judgement", function()
  it("takes a period without a row for missing where the source reports no zeros", function()
    local store = support.small_store()
    assert(support.import(store, "2022-01,A-1,p.x,25\n2022-01,A-2,p.x,25\n", { records = "figures" }))
    local id = assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2023-02", above = 30,
      probability = 0.4, author = "officers" })
    assert.equal("missing", store:sql("select gaps from registration where id = ?", { id })[1].gaps)
    assert(support.import(store, "2023-02,A-2,p.x,25\n2023-03,A-1,p.x,25\n", { source = "more", records = "figures" }))
    assert.equal(0, #glocal.score_due())
  end)
end)

describe("score_due", function()
  it("scores what fell due, once, by the outcome that is recorded", function()
    local store = filled_store()
    local f = glocal.forecast(glocal.rollup(SPEC), { horizon = 3, levels = { 80 } })
    assert(f:register { author = "analysis" })
    assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2023-02", above = 30, probability = 0.4,
      author = "officers" })
    assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2023-03",
      quantiles = { [0.1] = 20, [0.5] = 26, [0.9] = 40 }, author = "officers" })
    local before = glocal.score_due()
    assert.equal(0, #before)
    assert.truthy(before:note():find("outcome not recorded yet", 1, true))

    assert(support.import(store, LATER, { source = "later" }))
    local scored = glocal.score_due()
    local of_model = scored:where { registration = 1, zone = "A-1", period = "2023-01" }
    local row = f:where { zone = "A-1", period = "2023-01" }[1]
    local function score(frame, name) return frame:where { name = name }.score[1] end
    assert.equal(math.abs(25 - row.median), score(of_model, "absolute_error"))
    assert.equal(row.low_80 <= 25 and 25 <= row.high_80 and 1 or 0, score(of_model, "inside_80"))
    -- WIS of one interval: (|y - m| / 2 + 0.1 IS) / 1.5.
    local interval = row.high_80 - row.low_80 + 10 * math.max(0, row.low_80 - 25) + 10 * math.max(0, 25 - row.high_80)
    assert.is_true(math.abs((math.abs(25 - row.median) / 2 + 0.1 * interval) / 1.5 - score(of_model, "wis")) < 1e-9)
    -- Nothing recorded of A-2 in February, but its neighbour reported: none.
    assert.equal(0, scored:where { registration = 1, zone = "A-2", period = "2023-02" }.outcome[1])
    local judged = scored:where { registration = 2 }
    assert.is_true(math.abs(score(judged, "brier") - 0.36) < 1e-9)
    assert.is_true(math.abs(score(judged, "log_score") + math.log(0.4)) < 1e-9)
    assert.equal(2, score(scored:where { registration = 3 }, "absolute_error"))
    assert.equal(0, #glocal.score_due())
    assert.equal(1, #store:log():where { action = "score" })
  end)

  it("scores by the same sources and facets that were forecast", function()
    local store = filled_store()
    local spec = { zone = "A-1", phenomenon = "p.x", every = "month", source = "test" }
    assert(glocal.forecast(glocal.rollup(spec), { horizon = 1 }):register { author = "analysis" })
    assert(support.import(store, "2023-01,A-1,p.x,500\n", { source = "other" }))
    assert.equal(0, #glocal.score_due())
    assert(support.import(store, "2023-01,A-1,p.x,21\n", { source = "test" }))
    assert.equal(21, glocal.score_due().outcome[1])
  end)
end)

describe("calibration", function()
  it("tells how often outcomes were at most the quantiles", function()
    local store = filled_store()
    assert.truthy(glocal.calibration():note():find("No forecast scored yet", 1, true))
    for i, quantile in ipairs { 10, 20, 30, 40 } do
      assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2023-0" .. i,
        quantiles = { [0.5] = quantile }, author = i < 4 and "officers" or "desk" })
    end
    for month = 1, 4 do
      assert(support.import(store, ("2023-0%d,A-1,p.x,25\n"):format(month), { source = "later" }))
    end
    assert(glocal.score_due())
    local all = glocal.calibration()
    assert.same({ "judged quantiles", 0.5, 0.5, 4 }, { all[1].method, all[1].probability, all[1].observed, all[1].outcomes })
    local by = glocal.calibration { by = "author" }
    assert.same({ "desk", "officers" }, by.author)
    assert.equal(1, by.observed[1])
    assert.is_true(math.abs(by.observed[2] - 1 / 3) < 1e-9)
  end)
end)

describe("a judgement", function()
  it("is refused where it makes no sense", function()
    filled_store()
    local function wrong(fields, text)
      local spec = { zone = "A-1", phenomenon = "p.x", period = "2023-02", author = "officers" }
      for name, value in pairs(fields) do spec[name] = value end
      local message = message_of(glocal.register_judgement, spec)
      assert.truthy(message:find(text, 1, true), message)
    end
    wrong({ above = 3, probability = 1 }, "nothing is certain")
    wrong({ probability = 0.2 }, "say above which figure")
    wrong({ quantiles = { [0.1] = 5, [0.5] = 3 } }, "3 at 0.5 is less than 5 at 0.1")
    wrong({ quantiles = { [10] = 5 } }, "a probability lies between 0 and 1")
    wrong({ above = 3, probability = 0.2, zone = "A-9" }, "unknown zone 'A-9'")
    local id, message, code = glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2022-02", above = 3,
      probability = 0.2, author = "officers" }
    assert.is_nil(id)
    assert.equal("exists", code)
    assert.truthy(message:find("2022-02 of A-1 p.x is recorded already", 1, true))
  end)
end)

describe("pool", function()
  it("is the mean, or the mean of log odds, made bolder", function()
    assert.is_true(math.abs(glocal.pool { 0.2, 0.4 } - 0.3) < 1e-12)
    assert.is_true(math.abs(glocal.pool({ 0.2, 0.4 }, { weights = { 3, 1 } }) - 0.25) < 1e-12)
    assert.is_true(math.abs(glocal.pool({ 0.2, 0.8 }, { method = "log_odds", extremise = 2 }) - 0.5) < 1e-12)
    local plain = glocal.pool({ 0.7, 0.8 }, { method = "log_odds" })
    assert.is_true(glocal.pool({ 0.7, 0.8 }, { method = "log_odds", extremise = 2 }) > plain)
    local same = glocal.pool { { [0.1] = 5, [0.5] = 9, [0.9] = 20 }, { [0.1] = 5, [0.5] = 9, [0.9] = 20 } }
    for probability, value in pairs { [0.1] = 5, [0.5] = 9, [0.9] = 20 } do
      assert.is_true(math.abs(same[probability] - value) < 1e-6)
    end
    -- Two that lie apart: half of the chance is below 10, the other half above 100.
    local apart = glocal.pool { { median = 5, low_80 = 0, high_80 = 10 }, { [0.1] = 100, [0.9] = 110 } }
    assert.is_true(apart[0.1] < 5 and apart[0.9] > 100)
    assert.is_true(math.abs(glocal.pool({ { [0.1] = 0, [0.9] = 8 }, { [0.1] = 2, [0.9] = 10 } })[0.9] - 9) < 1e-6)
    assert.truthy(message_of(glocal.pool, { { [0.1] = 5 } }):find("fewer than two quantiles", 1, true))
    assert.truthy(message_of(glocal.pool, { 0.2, 1 }):find("number 2 is 1", 1, true))
    assert.truthy(message_of(glocal.pool, { 0.2 }, { method = "mean" }):find('use "linear" or "log_odds"', 1, true))
  end)
end)

describe("leads", function()
  local function series(n)
    local state = 12345
    local function random()
      state = (state * 1103515245 + 12345) % 2147483648
      return state / 2147483648 - 0.5
    end
    local local_rows, leaders, changes = {}, {}, {}
    local x, y, noise = 400, 500, 300
    for i = 1, n do
      local month = glocal.period("2010-01", "month", i - 1)
      changes[i] = random() * 40
      x, noise = x + changes[i], noise + random() * 30
      y = y + 0.8 * (changes[i - 3] or 0) + random() * 15
      leaders[#leaders + 1] = { zone = "FAR", period = month, value = x }
      leaders[#leaders + 1] = { zone = "ELSEWHERE", period = month, value = noise }
      local_rows[i] = { zone = "HERE", period = month, value = y }
    end
    local types = { types = { period = "month" } }
    return glocal.frame(local_rows, types), glocal.frame(leaders, types)
  end

  it("finds what runs ahead, by how much, and that it helps; not what doesn't", function()
    local here, far = series(120)
    local l = glocal.leads(here, far)
    assert.equal(2, #l)
    assert.same({ "HERE", "FAR", 3 }, { l.zone[1], l.lead_zone[1], l.lag[1] })
    assert.is_true(l.correlation[1] > 0.7 and l.q[1] < 0.001 and l.gain[1] > 0.3)
    assert.equal("ELSEWHERE", l.lead_zone[2])
    assert.is_true(l.q[2] > 0.05)
    assert.truthy(l:note():find("A lead does not prove a cause", 1, true))
    local each = glocal.leads(here, far, { max_lag = 4, every_lag = true })
    assert.equal(8, #each)
    -- Benjamini and Hochberg: q is p times the number of tests over the rank, never less than before it.
    for i = 2, 8 do assert.is_true(each.q[i] >= each.q[i - 1] and each.q[i] >= each.p[i]) end
    assert.is_true(math.abs(each.q[1] - math.min(1, each.p[1] * 8)) < 1e-12)
  end)

  it("joins the markings, and says what is wrong", function()
    local here, far = series(60)
    assert.equal("TLP:AMBER", glocal.leads(here, far:mark "AMBER"):marking())
    assert.truthy(message_of(glocal.leads, here, far, { max_lag = 0 }):find("from 1 to 120, got 0", 1, true))
    assert.truthy(message_of(glocal.leads, here, 3):find("bad argument #2 to 'leads'", 1, true))
    local short = glocal.leads(here:head(10), far)
    assert.equal(0, #short)
    assert.truthy(short:note():find("2 pairs too short", 1, true))
    local years = glocal.frame({ { period = "2010", value = 1 } }, { types = { period = "month" } })
    assert.truthy(message_of(glocal.leads, here, years):find("the one is by month, the other by year", 1, true))
  end)
end)
