-- reporting_triangle, delays, nowcast, warn{nowcast}: stores made of batches over many recorded dates.
local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

local message_of = support.message_of

-- Small whole numbers from a seed, the same on every machine.
local function generator(seed)
  return function(below)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % below
  end
end

local SHARES = { 45, 25, 15, 8, 4, 2, 1 } -- of reports, by weeks of delay, in %

local function delay_of(random)
  local at = random(100)
  for delay, share in ipairs(SHARES) do
    at = at - share
    if at < 0 then return delay - 1 end
  end
end

local function week_end(week) return core.period("2023-01-02", "day", 7 * week + 6) end

-- A store of events from 2023 on, a batch a week: each event comes in the week of its report. `slow(week)`: weeks by which all reports
-- of the week are late; `outbreak`: a week with six a day in each zone, and not fewer.
local function store_of(weeks, slow, outbreak)
  local store, random, queue = support.small_store(), generator(7), {}
  for week = 0, weeks - 1 do
    for _, zone in ipairs { "A-1", "A-2" } do
      for day = 0, 6 do
        for _ = 1, week == outbreak and 6 or random(6) do
          local at = week + delay_of(random) + (slow and slow(week) or 0)
          queue[at] = queue[at] or {}
          table.insert(queue[at], ("%s,%s,p.x,1"):format(core.period("2023-01-02", "day", 7 * week + day), zone))
        end
      end
    end
    local text = table.concat(queue[week] or {}, "\n") .. "\n"
    assert(support.import(store, text, { source = "s", records = "events", recorded = week_end(week) }))
  end
  return store
end

-- The store of two years, with an outbreak in its last week but one.
local two_years
local function use_two_years()
  two_years = two_years or store_of(104, nil, 102)
  return glocal.use(two_years)
end

-- Whether each row of the triangle is the rollup as of its day; of many rows some.
local function assert_as_of(triangle, every)
  local differing = {}
  for i = 1, #triangle, math.max(1, #triangle // 101) do
    local period = triangle.period[i]
    local r = assert(glocal.rollup { zone = triangle.zone[i], phenomenon = triangle.phenomenon[i], every = every, from = period,
      to = period, as_of = triangle.known_on[i] })
    local count = #r > 0 and r.count[1] or 0
    if count ~= triangle.count[i] then
      differing[#differing + 1] = ("%s %s delay %d: %d, not %d"):format(triangle.zone[i], period, triangle.delay[i],
        triangle.count[i], count)
    end
  end
  assert.same({}, differing)
end

describe("reporting_triangle", function()
  it("has what a rollup has as of each date, whatever the period and the day of now", function()
    store_of(20)
    for every, now in pairs { week = "2023-05-21", day = "2023-04-30", month = "2023-05-17" } do
      local triangle = assert(glocal.reporting_triangle { zone = "A", level = { "country", "region" }, phenomenon = "p",
        every = every, now = now, max_delay = 4, from = every == "day" and "2023-04-16" or "2023" })
      assert.is_true(#triangle > 10)
      assert_as_of(triangle, every)
    end
  end)

  local function assert_revised(today)
    local store, random = support.small_store(), generator(3)
    local batches = {}
    local function import(source, records, lines, recorded)
      if #lines == 0 then return end
      return assert(support.import(store, table.concat(lines, "\n") .. "\n", { source = source, records = records,
        recorded = recorded, replace = records == "figures" and random(2) == 0 })).batch
    end
    local function events(week, recorded)
      local lines = {}
      for i = 1, 5 + random(10) do
        local day = core.period(today, "day", -7 * week - random(30))
        lines[i] = ("%s,A-%d,p.x,%d"):format(day, 1 + random(2), 1 + random(3))
      end
      return import("events", "events", lines, recorded)
    end
    -- Figures of the last periods, given again, of the region and now and then of the total.
    local function figures(phenomenon, every, week, recorded)
      local lines = {}
      for back = 0, 3 do
        local period = core.period(core.period(core.period(today, "day", -7 * week - 7), every), every, -back)
        if random(3) > 0 then lines[#lines + 1] = ("%s,A-1,%s,%d"):format(period, phenomenon, random(40)) end
        if random(3) > 0 then lines[#lines + 1] = ("%s,A,%s,%d"):format(period, phenomenon, 20 + random(40)) end
      end
      import("figures by " .. every, "figures", lines, recorded)
    end
    for week = 9, 0, -1 do
      local recorded = core.period(today, "day", -7 * week - 1)
      batches[#batches + 1] = events(week, recorded)
      figures("p.x", "month", week, recorded)
      figures("p.y", "week", week, recorded)
    end
    assert(store:retract(batches[3], "sent twice"))
    assert(store:retract(batches[9], "sent twice"))
    for _, asked in ipairs { { "month", "p.x" }, { "week", "p.y" }, { "week", "p" }, { "day", "p.x" }, { "month", "p" } } do
      local triangle = assert(glocal.reporting_triangle { zone = "A", level = { "country", "region" }, phenomenon = asked[2],
        every = asked[1], max_delay = 5, from = core.period(today, "day", -60) })
      assert.is_true(#triangle >= 4, asked[1])
      assert_as_of(triangle, asked[1])
    end
  end

  it("has it of batches that were retracted, and of figures that were revised or stand beside a total and events", function()
    local today = core.today() -- that of the store, which records what is retracted
    support.on_day(today, function() assert_revised(today) end)
  end)
end)

describe("nowcast", function()
  before_each(use_two_years)
  local asked = { zone = "A", phenomenon = "p", every = "week" }
  local function with(options)
    local spec = {}
    for name, value in pairs(asked) do spec[name] = value end
    for name, value in pairs(options) do spec[name] = value end
    return spec
  end

  it("finds the delays, and counts near what came in the end", function()
    local share = { 0.45, 0.70, 0.85, 0.93, 0.97 }
    for _, method in ipairs { "bayes", "lawless" } do
      local inside, all = 0, 0
      for back = 10, 40 do
        local n = assert(glocal.nowcast(with { now = week_end(103 - back), method = method, window = 60 }))
        for i = 1, #n do
          local came = glocal.rollup(with { from = n.period[i], to = n.period[i] }).count[1]
          assert.is_true(n.lower[i] >= n.known[i] and n.lower[i] <= n.median[i] and n.median[i] <= n.upper[i])
          inside, all = inside + (came >= n.lower[i] and came <= n.upper[i] and 1 or 0), all + 1
        end
        local delay = #n - 1
        support.near(0.06)(share[1], n.share_reported[delay + 1], method)
      end
      assert.is_true(inside / all > 0.9, ("%s: %d of %d"):format(method, inside, all))
    end
  end)

  it("of then is what it would have been then, and can be scored", function()
    local n = assert(glocal.nowcast(with { now = week_end(60) }))
    local t = assert(glocal.reporting_triangle(with { now = week_end(60) }))
    local again = assert(glocal.nowcast(t))
    assert.same(n.expected, again.expected)
    local r = glocal.rollup(with { from = n.period[1], to = n.period[#n] })
    local scored = assert(glocal.score(n:with("actual", r.count, { type = "integer" }), { actual = "actual", point = "expected",
      scores = { "mae", "coverage", "wis" } }))
    assert.is_true(scored.mae[1] < 12)
    local mae_known = 0
    for i = 1, #n do mae_known = mae_known + math.abs(n.known[i] - r.count[i]) / #n end
    assert.is_true(scored.mae[1] < mae_known)
  end)

  it("takes a triangle of the analyst's own, and small series take the delays of all", function()
    local rows = {}
    for zone = 1, 3 do
      for week = 0, 19 do
        local known = 0
        for delay = 0, math.min(2, 19 - week) do
          known = known + (zone == 1 and 40 or 1) // (delay + 1)
          rows[#rows + 1] = { zone = "Z" .. zone, period = core.period(core.period("2024-01-01", "week"), "week", week),
            delay = delay, count = known }
        end
      end
    end
    local n = assert(glocal.nowcast(glocal.frame(rows, { types = { period = "day" } })))
    assert.truthy(n:note():find("2 of 3 series have fewer than 100 reports and take the delays of all", 1, true), n:note())
    assert.equal(6, #n)
    support.near(0.03)(40 / 73, n.share_reported[2])
    support.near(0.03)(40 / 73, n.share_reported[6])
  end)

  it("says what to do where no delays are known, and refuses what is no triangle", function()
    support.small_store()
    assert.equal("not_found", select(3, glocal.nowcast { zone = "A" }))
    support.import(glocal.use(), "2024-01-05,A-1,p.x,3\n2024-02-05,A-1,p.x,3\n", { records = "events" })
    local found, message, code = glocal.nowcast { zone = "A", every = "month", from = "2024" }
    assert.is_nil(found)
    assert.equal("not_found", code)
    assert.truthy(message:find("all was recorded on one day", 1, true), message)
    assert.truthy(message:find('{recorded="2025-03-31"}', 1, true), message)
    assert.truthy(glocal.reporting_triangle { zone = "A", from = "2024" }:note():find("no delays are known", 1, true))
    assert.equal("not_found", select(3, glocal.delays { zone = "A", from = "2024" }))
    assert.truthy(message_of(glocal.nowcast, glocal.frame { { zone = "A", count = 3 } }):find("period, delay and count", 1, true))
    local rolled_up = glocal.frame({ { period = "2024-01", count = 3 } }, { types = { period = "month" } })
    assert.truthy(message_of(glocal.nowcast, rolled_up):find("this frame has no 'delay'; nowcast{zone=", 1, true))
    assert.truthy(message_of(glocal.delays, rolled_up):find("this frame has no 'delay'; delays{zone=", 1, true))
    assert.truthy(message_of(glocal.nowcast, { zoen = "A" }):find("did you mean 'zone'", 1, true))
    assert.truthy(message_of(glocal.nowcast, { zone = "A", now = "2024-13-01" }):find("expected a day", 1, true))
    assert.truthy(message_of(glocal.nowcast, { zone = "A", method = "lawles" }):find("'lawless'", 1, true))
    assert.truthy(message_of(glocal.nowcast, { zone = "A", max_delay = 0 }):find("expected 1 to 500", 1, true))
  end)

  it("says that events were recorded before their day, and counts them at delay 0", function()
    local early = support.small_store()
    support.import(early, "2023-02-20,A-1,p.x,3\n", { records = "events", recorded = "2023-01-05" })
    support.import(early, "2023-02-21,A-1,p.x,2\n", { records = "events", recorded = "2023-03-20" })
    local t = assert(glocal.reporting_triangle { zone = "A", every = "week", from = "2023-W08" })
    assert.truthy(t:note():find("1 event recorded before its day: delay 0", 1, true), t:note())
    assert.equal(3, t.count[1])
    assert.equal(5, t.count[#t:where "period == '2023-W08'"])
  end)

  it("gives the same bits with any number of threads", function()
    local bits = {}
    for threads = 1, 3 do
      local command = ([[GLOCAL_THREADS=%d '%s' run --store '%s' -e 'assert(nowcast{zone="*", phenomenon="*", every="week"}]]
        .. [[:to_csv "%s")' >/dev/null]]):format(threads, os.getenv "GLOCAL", two_years:path(), support.path ".csv")
      local out = command:match 'to_csv "(.-)"'
      assert.is_true(os.execute(command))
      bits[threads] = support.read(out)
    end
    assert.is_true(#bits[1] > 1000)
    assert.equal(bits[1], bits[2])
    assert.equal(bits[1], bits[3])
  end)
end)

describe("delays", function()
  it("shows that reports became slower", function()
    store_of(40, function(week) return week >= 20 and 1 or 0 end)
    local d = assert(glocal.delays { zone = "A", phenomenon = "p", every = "week", max_delay = 10, from = "2023" })
    local share = {}
    for i = 1, #d do
      if d.delay[i] == 0 then share[d.period[i]] = d.share[i] end
    end
    support.near(0.08)(0.45, share["2023-Q1"])
    support.near(0.01)(0, share["2023-Q3"])
    local drawn = d:plot():summary()
    assert.truthy(drawn:find("by delay 0", 1, true), drawn)
  end)
end)

describe("warn with a nowcast", function()
  before_each(use_two_years)
  local asked = { zone = "A", phenomenon = "p", every = "week" }

  it("finds what late reports hide, and says so", function()
    local r = glocal.rollup(asked)
    local options = { method = "ears_c1", from = "2024-W48", alpha = 0.005 }
    local plain = assert(glocal.warn(r, options))
    options.nowcast = true
    local w = assert(glocal.warn(r, options))
    local last = #w - 1
    assert.equal("2024-W51", w.period[last])
    assert.equal(0, plain.alarm[last])
    assert.equal(1, w.alarm[last])
    assert.equal(plain.observed[last], w.observed[last])
    assert.is_true(w.corrected[last] > w.observed[last] and w.corrected_low[last] > w.upper[last])
    assert.truthy(w:note():find("corrected for late reports", 1, true), w:note())
    assert.truthy(w:note():find(": 1 alarm", 1, true), w:note())
    local text = w:explain(last):gsub("\n", " ")
    assert.truthy(text:find("known so far", 1, true) and text:find("an alarm", 1, true), text)
    local given = assert(glocal.warn(r, { method = "ears_c1", from = "2024-W48", alpha = 0.005,
      nowcast = glocal.nowcast(asked) }))
    assert.same(w.corrected, given.corrected)
  end)

  it("is taken by every method, and leaves what is complete as it is", function()
    local r = glocal.rollup(asked)
    for _, method in ipairs(core.detector_names()) do
      local options = { method = method, from = "2024-W35", years = 1, cutoff = "2024-12-31" }
      local plain = assert(glocal.warn(r, options))
      options.nowcast = true
      local w = assert(glocal.warn(r, options))
      assert.equal(#plain, #w)
      for i = 1, 8 do
        assert.equal(plain.upper[i], w.upper[i], method)
        assert.equal(plain.observed[i], w.corrected[i], method)
      end
    end
  end)

  it("judges periods of which nothing is known yet, and refuses other frames", function()
    local r = glocal.rollup(asked):where "period <= '2024-W51'"
    local w = assert(glocal.warn(r, { method = "ears_c1", nowcast = true }))
    assert.equal("2024-W52", w.period[#w])
    local other = glocal.frame(support.months { 1, 2, 3 }, { types = { period = "month" } })
    assert.truthy(message_of(glocal.warn, other, { nowcast = true })
      :find("nowcast=n", 1, true))
    assert.truthy(message_of(glocal.warn, r, { nowcast = r }):find("no column 'known'", 1, true))
  end)
end)

describe("import with recorded", function()
  it("dates a batch back, in the order of the files only", function()
    local store = support.small_store()
    local function import(text, recorded, options)
      options = options or {}
      options.recorded = recorded
      return support.import(store, text, options)
    end
    assert(import("2024-01-05,A-1,p.x,3\n", "2024-01-10"))
    assert(import("2024-01-06,A-1,p.x,4\n", "2024-02-10"))
    assert.equal(3, glocal.rollup { zone = "A", as_of = "2024-01-31" }.count[1])
    assert.equal(7, glocal.rollup { zone = "A", as_of = "2024-02-10" }.count[1])
    for recorded, expected in pairs { ["2024-02-09"] = "the earliest first", ["2999-01-01"] = "has not come yet",
      ["2024-03"] = "is no day" } do
      local made, message, code = import("2024-01-07,A-1,p.x,5\n", recorded)
      assert.is_nil(made)
      assert.equal("invalid", code)
      assert.truthy(message:find(expected, 1, true), message)
    end
    local why = message_of(store.import, store, support.file "code,kind\nB,country\n", { code = "code", kind = "kind" },
      { as = "zones", recorded = "2024-03-01" })
    assert.truthy(why:find("only observations are dated back", 1, true), why)
    assert.equal("ok", store:check().result[1])
  end)
end)
