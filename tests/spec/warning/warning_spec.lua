-- warn: each count judged by its own past, in rollups and plain frames; what can't be judged is said.
local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

-- Months from 2015-01, counts by a function of the month's number.
local function months(count, value)
  local rows = {}
  for i = 1, count do
    rows[i] = { zone = "A", month = ("%d-%02d"):format(2015 + (i - 1) // 12, (i - 1) % 12 + 1), count = value(i) }
  end
  return glocal.frame(rows, { types = { month = "month" } })
end

local function steady(i) return 20 + i % 3 end

describe("warn", function()
  it("raises an alarm where a count is far above its past, and only there", function()
    local figures = months(96, function(i) return i == 90 and 60 or steady(i) end)
    for _, method in ipairs { "farrington_flexible", "farrington", "ears_c1", "bayes" } do
      local w = assert(glocal.warn(figures, { method = method, from = "2022-01", to = "2022-12", gaps = "missing" }))
      assert.equal(12, #w)
      for i = 1, #w do
        assert.equal(w.period[i] == "2022-06" and 1 or 0, w.alarm[i], method .. " " .. w.period[i])
        assert.equal(w.alarm[i] == 1, w.observed[i] > w.upper[i])
        assert.equal(method, w.method[i])
      end
    end
  end)

  it("says how many periods it could not judge, and why", function()
    local w = assert(glocal.warn(months(24, steady), { from = "2016-01" }))
    assert.equal(0, #w)
    assert.truthy(w:note():find("12 months not judged: its history is shorter than the years asked for (5; years=2 takes less, "
      .. 'method="ears_c2" judges by the last periods alone)', 1, true), w:note())
    assert.equal(12, #assert(glocal.warn(months(48, steady), { from = "2018-01", years = 2 }))) -- as it says
    w = assert(glocal.warn(months(24, steady), { from = "2016-01", method = "ears_c1" }))
    assert.equal(12, #w)
    assert.truthy(w:note():find("12 months judged in 1 series from 2016-01", 1, true))
  end)

  it("explains a row by the history it was compared with", function()
    local w = assert(glocal.warn(months(96, function(i) return i == 96 and 60 or steady(i) end), { from = "2022-12" }))
    local text = w:explain(1):gsub("\n", " ")
    assert.equal(1, select("#", w:explain(1))) -- the shell prints every value
    assert.truthy(text:find("A, 2022-12, by farrington_flexible: 60 observed, 21", 1, true), text)
    assert.truthy(text:find("an alarm; p < 0.001", 1, true), text)
    assert.truthy(text:find("Compared with 55 months before it", 1, true), text)
    assert.has_error(function() w:explain(7) end, "bad argument #1 to 'explain': expected the number of a row, 1 to 1, got 7")
  end)

  -- R surveillance 1.20.3, farringtonFlexible(b=3, w=3, noPeriods=10, pastWeeksNotIncluded=26, pThresholdTrend=1, alpha=0.01,
  -- limit54=c(0, 4)) on the same weeks: the expected count of its regression is never below the machine's epsilon.
  it("has a bound where a series has died out", function()
    local rows = {}
    for i = 0, 211 do
      rows[i + 1] = { period = core.period("2001-01-01", "week", i), count = 60 * math.exp(-math.max(i - 52, 0) / 3) // 1 | 0 }
    end
    local w = assert(glocal.warn(glocal.frame(rows), { years = 3, half_window = 3, periods = 10, trend_p = 1, alpha = 0.01,
      least_cases = 0, from = rows[212].period }))
    assert.near(2.35768163862122e-04, w.upper[1], 1e-15)
    assert.near(2.22044604925031e-16, w.expected[1], 1e-30)
    assert.equal(0, w.alarm[1])
  end)

  it("never takes zeros, a missing count or a short series for an alarm", function()
    local zeros = glocal.warn(months(96, function() return 0 end), { from = "2022-01" })
    for i = 1, #zeros do assert.equal(0, zeros.alarm[i]) end
    local with_hole = months(96, function(i) if i ~= 92 then return steady(i) end end)
    local holes = glocal.warn(with_hole, { from = "2022-01", gaps = "missing" })
    assert.equal(11, #holes)
    assert.truthy(holes:note():find("1 month not judged: its count is missing", 1, true), holes:note())
  end)

  -- Weeks from 2015-W01, in a column of text as a file has them.
  local function written_weeks(count, value)
    local rows = {}
    for i = 1, count do
      rows[i] = { zone = "A", week = core.period("2015-W01", "week", i - 1), count = value(i) }
    end
    return glocal.frame(rows)
  end

  it("judges a count after a history of zeros, and says by what", function()
    local function first(count) return written_weeks(340, function(i) return i == 340 and count or 0 end) end
    local w = assert(glocal.warn(first(12), { from = "2021-W20" }))
    assert.equal("2021-W26", w.period[#w])
    assert.equal(1, w.alarm[#w])
    assert.truthy(w.p[#w] < 0.001)
    assert.equal(0, w.expected[#w])
    assert.truthy(w:note():find("7 weeks of them by the mean of their history, without season or trend: the " ..
      "regression does not converge", 1, true), w:note())
    assert.truthy(w:explain(#w):gsub("\n", " "):find("an alarm", 1, true))
    w = assert(glocal.warn(first(1), { from = "2021-W20" }))
    for i = 1, #w do assert.equal(0, w.alarm[i]) end -- one case is no outbreak: fewer than least_cases
    w = assert(glocal.warn(first(3), { from = "2021-W20", least_cases = 0 }))
    assert.equal(1, w.alarm[#w])
  end)

  it("says of an alarm above counts that are all the same that they tell no chance", function()
    local w = assert(glocal.warn(months(40, function(i) return i == 40 and 1 or 0 end), { method = "ears_c1", from = "2018-01" }))
    assert.equal(1, w.alarm[#w])
    assert.is_nil(w.p[#w])
    assert.truthy(w:note():find("1 month of them by the mean alone: the counts before are all the same", 1, true), w:note())
    assert(w:explain(#w))
  end)

  it("judges up to yesterday where a figure is misdated into the future, and says so", function()
    local function check(today)
      -- the month of yesterday, the cutoff of warn: on the first of a month it is the month before today's
      local last = core.period(core.period(today, "day", -1), "month")
      local rows = { { month = core.period(last, "month", 400), count = 5 } }
      for i = 1, 60 do rows[#rows + 1] = { month = core.period(last, "month", -i), count = i == 1 and 90 or steady(i) } end
      for _, types in ipairs { { month = "month" }, { month = "text" } } do
        local w = assert(glocal.warn(glocal.frame(rows, { types = types }), { method = "ears_c1", gaps = "missing" }))
        assert.equal(core.period(last, "month", -1), w.period[#w])
        assert.equal(1, w.alarm[#w])
        assert.truthy(w:note():find("1 month after " .. last .. " left out: still to come", 1, true), w:note())
      end
    end
    for _, today in ipairs(support.DAYS) do support.on_day(today, function() check(today) end) end
  end)

  it("judges week 53 and days, and never more than there is a history for", function()
    local all = written_weeks(330, function(i) return i == 314 and 60 or steady(i) end)
    for _, method in ipairs { "farrington_flexible", "farrington" } do
      local w = assert(glocal.warn(all, { from = "2020-W50", to = "2021-W02", method = method }))
      assert.equal(6, #w)
      assert.equal("2020-W53", w.period[4])
      for k = 1, 6 do assert.equal(k == 4 and 1 or 0, w.alarm[k]) end
    end
    assert.equal("2020-W53", all.week[314])
    local rows = {}
    for i = 1, 2400 do
      rows[i] = { zone = "A", day = core.period("2015-01-01", "day", i - 1), count = i == 2400 and 60 or steady(i) }
    end
    local w = assert(glocal.warn(glocal.frame(rows), {}))
    assert.equal(60, #w)
    assert.equal(1, w.alarm[60])
    for i = 1, 59 do assert.equal(0, w.alarm[i]) end
    w = assert(glocal.warn(written_weeks(20, steady)))
    assert.equal(0, #w)
    assert.truthy(w:note():find("20 weeks not judged: its history is shorter than the years asked for", 1, true), w:note())
    w = assert(glocal.warn(written_weeks(340, function() return 1000000000 end), { from = "2021-W20" }))
    for i = 1, #w do assert.equal(0, w.alarm[i]) end
  end)

  it("compares nothing with counts from before a change of definition, where it is told of it", function()
    local rows = {}
    for i = 1, 96 do
      for _, phenomenon in ipairs { "a", "b" } do
        rows[#rows + 1] = { phenomenon = phenomenon, month = ("%d-%02d"):format(2015 + (i - 1) // 12, (i - 1) % 12 + 1),
          count = steady(i) + (i >= 61 and 40 or 0) }
      end
    end
    local figures = glocal.frame(rows, { types = { month = "month" } })
    local options = { from = "2022-01", changed = { a = "2020-01" } }
    local w = assert(glocal.warn(figures, options))
    for i = 1, #w do
      if w.phenomenon[i] == "a" then
        assert.equal(0, w.alarm[i], w.period[i])
        assert.truthy(math.abs(w.expected[i] - 61) < 2, w.expected[i])
      else
        assert.truthy(w.expected[i] < 55, w.expected[i])
      end
    end
    assert.truthy(w:note():find("counts of a before 2020-01 are no history: its definition changed", 1, true), w:note())
    local early = assert(glocal.warn(figures,
      { from = "2020-02", to = "2020-06", changed = { a = "2020-01" }, method = "ears_c1" }))
    assert.truthy(early:note():find("not judged: too few periods before it are known", 1, true), early:note())
    assert.truthy(support.message_of(glocal.warn, figures, { changed = { aa = "2020-01" } }):find("no row is of 'aa'", 1, true))
  end)

  it("says that what is asked for begins after the figures end, and refuses an end before the beginning", function()
    local w = assert(glocal.warn(months(40, steady), { method = "ears_c1", from = "2019-01" }))
    assert.equal("nothing judged: the figures end with 2018-04, before 2019-01.", w:note())
    assert.has_error(function() glocal.warn(months(40, steady), { method = "ears_c1", from = "2018-03", to = "2018-01" }) end,
      "bad argument 'from' to 'warn': 2018-03 comes after to=\"2018-01\"")
  end)

  it("refuses what is no count by period, and wrong options, by name", function()
    local function fault(...) return select(2, pcall(glocal.warn, ...)) end
    assert.truthy(fault(glocal.frame { { zone = "A", count = 3 } }):find("without a column of days, weeks, months", 1, true))
    assert.truthy(fault(months(24, steady), { method = "farington" }):find("'farrington'", 1, true))
    assert.truthy(fault(months(24, steady), { alpha = 2 }):find("'alpha'", 1, true))
    assert.truthy(fault(months(24, steady), { threshold = "nb" }):find "nb_plugin")
    local negative = fault(months(24, function(i) return i == 5 and -1 or 3 end), { method = "ears_c1" })
    assert.truthy(negative:find("detectors judge counts, and that of 2015-05 (zone A) is -1: mend it or make it null", 1, true),
      negative)
  end)

  it("gives the same bits whatever the threads, and every series its own judgement", function()
    local rows = {}
    for zone = 1, 40 do
      for i = 1, 84 do
        rows[#rows + 1] = { zone = "Z" .. zone, month = ("%d-%02d"):format(2015 + (i - 1) // 12, (i - 1) % 12 + 1),
          count = (zone * 7 + i * i) % 23 }
      end
    end
    local figures = glocal.frame(rows, { types = { month = "month" } })
    local w = assert(glocal.warn(figures, { from = "2021-01" }))
    assert.equal(40 * 12, #w)
    local alone = assert(glocal.warn(figures:where { zone = "Z7" }, { from = "2021-01" }))
    local own = w:where { zone = "Z7" }
    for i = 1, #alone do assert.equal(alone.upper[i], own.upper[i]) end
    assert.equal(11, #core.detector_names())
  end)

  -- 1,040 weeks from 2004-W53, a year of 53 weeks, as some of the years after it are.
  local function weeks_of_53(count, value)
    local rows = {}
    for i = 1, count do rows[#rows + 1] = { zone = "A", week = core.period("2004-W53", "week", i - 1), count = value(i) } end
    return glocal.frame(rows, { types = { week = "day" } })
  end

  it("looks for a change that lasts by likelihood ratios, and begins anew after an alarm", function()
    local figures = months(96, function(i) return steady(i) + (i >= 88 and 12 or 0) end)
    for _, method in ipairs { "glr_poisson", "glr_nb" } do
      local w = assert(glocal.warn(figures, { method = method, from = "2021-01", gaps = "missing" }))
      assert.equal(24, #w)
      local first
      for i = 1, #w do
        first = first or w.alarm[i] == 1 and w.period[i]
        assert.equal(w.alarm[i] == 1, w.score[i] > 1)
        assert.equal(w.alarm[i] == 1, w.observed[i] > w.upper[i])
      end
      assert.is_true(first > "2022-04" and first < "2022-10", first)
    end
  end)

  it("says how long the change of a likelihood ratio has lasted, from where the chart began", function()
    local figures = months(96, function(i) return steady(i) + (i >= 88 and 6 or 0) end)
    local w = assert(glocal.warn(figures, { method = "glr_poisson", from = "2021-01", to = "2022-06", gaps = "missing" }))
    local text = w:explain(18):gsub("\n", " ")
    assert.truthy(text:find("a change 3 months long fits best", 1, true), text)
    assert.truthy(text:find(("stands at %.0f %% of its limit"):format(100 * w.score[18]), 1, true), text)
  end)

  it("turns a run length into a limit, and says it", function()
    local figures = months(96, steady)
    local function limit_of(method, run_length)
      local w = assert(glocal.warn(figures, { method = method, from = "2022-01", gaps = "missing",
        in_control_run_length = run_length }))
      return tonumber((w:explain(1):gsub("\n", " "):match "which is ([%d.]+) for the run length"))
    end
    for _, method in ipairs { "cusum", "glr_poisson" } do
      local short, long = limit_of(method, 20), limit_of(method, 200)
      assert.is_true(short > 0 and short < long, method)
      assert.equal(long, limit_of(method, 200))
    end
  end)

  it("looks down where asked, with the bound below", function()
    local figures = months(96, function(i) return i >= 90 and 5 or steady(i) end)
    local up = assert(glocal.warn(figures, { method = "glr_poisson", from = "2022-01", gaps = "missing" }))
    assert.is_false(up:has "lower")
    local down = assert(glocal.warn(figures, { method = "glr_poisson", from = "2022-01", gaps = "missing", direction = "down" }))
    assert.equal(12, #down)
    assert.equal(1, down.alarm[6])
    for i = 1, #down do assert.equal(down.alarm[i] == 1, down.observed[i] < down.lower[i]) end
    assert.truthy(down:explain(6):gsub("\n", " "):find("5 observed, 21.0 expected, an alarm below", 1, true), down:explain(6))
  end)

  it("counts weeks through years of 53, and passes over missing ones", function()
    local figures = weeks_of_53(600, function(i) if i ~= 590 then return 10 + i % 4 + (i == 595 and 25 or 0) end end)
    for _, method in ipairs { "farrington_flexible", "farrington", "ears_c1", "bayes", "rki", "cusum", "glr_poisson", "glr_nb",
      "outbreak_p" } do
      local w = assert(glocal.warn(figures, { method = method, from = core.period("2004-W53", "week", 580), gaps = "missing" }))
      local at = {}
      for i = 1, #w do at[w.period[i]] = i end
      assert.is_nil(at[core.period("2004-W53", "week", 589)], method)
      assert.truthy(w:note():find("1 week not judged: its count is missing", 1, true), method .. ": " .. w:note())
      local peak = at[core.period("2004-W53", "week", 594)]
      if method ~= "outbreak_p" then assert.equal(1, w.alarm[peak], method) end
      assert.equal(core.period("2004-W53", "week", 594), w.period[peak])
    end
    assert.equal("2015-W53", core.period("2004-W53", "week", 574))
  end)

  it("says why a likelihood ratio can't be had", function()
    local function note(figures, options)
      options.method, options.gaps = options.method or "glr_nb", "missing"
      return assert(glocal.warn(figures, options)):note()
    end
    local short = note(months(20, steady), { from = "2015-07" })
    assert.truthy(short:find("less than a year is known before the first period judged", 1, true), short)
    local zeros = note(months(96, function() return 0 end), { from = "2022-01" })
    assert.truthy(zeros:find("no mean above 0 is known before it", 1, true), zeros)
    local late = note(months(96, steady), { from = "2022-01", least_window = 3 })
    assert.truthy(late:find("2 months not judged: fewer periods than least_window", 1, true), late)
  end)

  it("takes options of a method only with that method", function()
    local function fault(options) return select(2, pcall(glocal.warn, months(96, steady), options)) end
    assert.truthy(fault { ratio = 2 }:find("it is of glr_poisson, glr_nb, not of farrington_flexible", 1, true))
    assert.truthy(fault { method = "glr_poisson", ratio = 1 }:find("'ratio'", 1, true))
    assert.truthy(fault { method = "glr_poisson", ratio = 2, direction = "up" }:find("the ratio has one", 1, true))
    assert.truthy(fault { method = "glr_nb", change = "epidemic", direction = "down" }:find("its direction is up", 1, true))
    assert.truthy(fault { method = "glr_poisson", in_control_run_length = 1e6 }:find("2 to 1000 periods", 1, true))
    local both = fault { method = "cusum", in_control_run_length = 50, limit = 2 }
    assert.truthy(both:find("the limit, which is given too", 1, true), both)
    assert.truthy(fault { method = "glr_poisson", in_control_mean = 2, harmonics = 2 }:find("a mean that is given", 1, true))
    assert.truthy(fault { method = "glr_poisson", direction = "upwards" }:find("'direction'", 1, true))
  end)

  it("marks the alarms in the picture and names them, in four languages", function()
    local w = assert(glocal.warn(months(96, function(i) return i == 90 and 60 or steady(i) end), { from = "2022-01" }))
    local words = { en = "alarms: June 2022", nl = "alarmen: juni 2022", fr = "alertes.*juin 2022", de = "Alarme: Juni 2022" }
    for lang, said in pairs(words) do
      local summary = assert(w:plot { lang = lang }):summary()
      assert.truthy(summary:find(said), summary)
    end
    assert.truthy(assert(w:plot { lang = "en" }):svg():find("rgb(213,94,0)", 1, true))
    local quiet = assert(glocal.warn(months(96, steady), { from = "2022-01" }))
    assert.is_nil(assert(quiet:plot { lang = "en" }):summary():find("alarms", 1, true))
  end)
end)

describe("warn by the register", function()
  local store

  local function import(first, last, value)
    local lines = {}
    for year = first, last do lines[#lines + 1] = ("%d,A-1,p.x,%d\n"):format(year, value(year)) end
    assert(support.import(store, table.concat(lines)))
  end

  local function years() return glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "year", store = store } end

  before_each(function()
    store = support.small_store()
    import(2008, 2019, function(year) return 20 + year % 4 end)
    assert(store:source("test", { records = "figures" }))
    local made = assert(glocal.forecast(years(), { horizon = 4, cutoff = "2019-12-31" }))
    assert(made:register { author = "analysis", store = store })
  end)

  after_each(function() store:close() end)

  it("raises an alarm where an outcome is outside its interval, either way", function()
    local quiet = assert(glocal.warn(years(), { method = "register" }))
    assert.equal(0, #quiet)
    assert.truthy(quiet:note():find("4 forecasts without an outcome yet", 1, true), quiet:note())
    import(2020, 2022, function(year) return year == 2021 and 90 or year == 2022 and 1 or 22 end)
    local w = assert(glocal.warn(years(), { method = "register" }))
    assert.equal(3, #w)
    assert.same({ 0, 1, 1 }, { w.alarm[1], w.alarm[2], w.alarm[3] })
    for i = 1, 3 do
      assert.equal(w.alarm[i] == 1, w.observed[i] > w.upper[i] or w.observed[i] < w.lower[i])
      assert.equal(w.alarm[i] == 1, math.abs(w.score[i]) > 1)
    end
    assert.is_true(w.score[2] > 1 and w.score[3] < -1)
    assert.is_true(w.p[2] < 0.001 and w.p[3] > 0.9)
    local text = w:explain(2):gsub("\n", " ")
    assert.truthy(text:find("A-1, p.x, 2021, by register: 90 observed", 1, true), text)
    assert.truthy(text:find("an alarm. The forecast (registration 1 of", 1, true), text)
    assert.truthy(assert(w:plot { lang = "en" }):summary():find("alarms: 2021, 2022", 1, true))
    local up = assert(glocal.warn(years(), { method = "register", direction = "up", from = "2021" }))
    assert.same({ 1, 0 }, { up.alarm[1], up.alarm[2] })
    assert.truthy(w:provenance():find('warn(r, {method="register"})', 1, true), w:provenance())
  end)

  it("keeps its alarms as alerts, with the chance of an outcome as far out on its side", function()
    import(2020, 2022, function(year) return year == 2021 and 90 or year == 2022 and 1 or 22 end)
    local w = assert(glocal.warn(years(), { method = "register" }))
    for i = 1, 3 do -- one series: nothing to adjust for
      assert.near(2 * math.min(w.p[i], 1 - w.p[i]), w.q[i], 1e-12)
    end
    local added, known = w:register { store = store }
    assert.same({ 2, 0 }, { added, known })
    added, known = assert(glocal.warn(years(), { method = "register" })):register { store = store }
    assert.same({ 0, 2 }, { added, known })
    local kept = glocal.alerts { store = store }
    assert.same({ "2022", "2021" }, { kept.period[1], kept.period[2] })
    assert.equal("register", kept.method[1])
    assert.near(w.score[3], kept.score[1], 1e-12)
    assert.near(1 - w.p[3], kept.p[1], 1e-12)
    assert.near(w.p[2], kept.p[2], 1e-12)
    assert.near(w.q[2], kept.q[2], 1e-12)
    assert.equal(1, assert(glocal.warn(years(), { method = "register", direction = "up" })):register { store = store })
    local said = assert(glocal.warnings { zone = "A-1", since = "2022", lang = "en", store = store }).text:gsub("%s+", " ")
    assert.truthy(said:find("2022: 1 observed, ", 1, true), said)
    assert.truthy(said:find("fewer than the lower bound of this detector", 1, true), said)
    assert.truthy(said:find("So low a count by chance alone", 1, true), said)
  end)

  it("adjusts for all outcomes of a period", function()
    local pit_q = require "foresight.warning.pit_q"
    local rows = { { period = "2021", p = 0.01 }, { period = "2021", p = 0.02 }, { period = "2021", p = 0.03 },
      { period = "2021", p = 0.5 }, { period = "2022", p = 0.2 }, { period = "2021" } }
    pit_q.add(rows, "up") -- p.adjust(c(.01, .02, .03, .5), "BH") of R
    for i, q in ipairs { 0.04, 0.04, 0.04, 0.5, 0.2 } do assert.near(q, rows[i].q, 1e-12) end
    assert.is_nil(rows[6].q)
    assert.near(0.02, pit_q.chance(0.99, "both"), 1e-12)
    assert.near(0.01, pit_q.chance(0.99, "down"), 1e-12)
  end)

  it("takes the last registration of a period, and only of the same figures", function()
    import(2020, 2020, function() return 40 end)
    local again = assert(glocal.forecast(years(), { horizon = 2, cutoff = "2020-12-31" }))
    local id = assert(again:register { author = "desk", store = store })
    assert(glocal.register_judgement { zone = "A-1", phenomenon = "p.x", period = "2022", above = 30, probability = 0.2,
      author = "desk", source = "test", store = store })
    import(2021, 2021, function() return 41 end)
    local w = assert(glocal.warn(years(), { method = "register", from = "2021" }))
    assert.equal(1, #w)
    assert.truthy(w:explain(1):find("registration " .. id, 1, true), w:explain(1))
    assert.truthy(w:note():find("2 forecasts registered again later", 1, true), w:note())
    assert.truthy(w:note():find("1 registration of other figures", 1, true), w:note())
    local first = assert(glocal.warn(years(), { method = "register", from = "2021", registration = 1, level = 50 }))
    assert.truthy(first:explain(1):find("registration 1 ", 1, true))
    assert.truthy(first:note():find("registered without 50 %: the interval of 80 % is used", 1, true), first:note())
  end)

  it("refuses figures that are no rollup, and options of other detectors", function()
    local function fault(...) return select(2, pcall(glocal.warn, ...)) end
    assert.truthy(fault(months(24, steady), { method = "register" }):find("give warn a rollup by period", 1, true))
    assert.truthy(fault(years(), { method = "register", alpha = 0.1 }):find("register takes level, registration", 1, true))
    assert.truthy(fault(years(), { method = "register", level = 100 }):find("between 0 and 100", 1, true))
    assert.truthy(fault(years(), { level = 80 }):find("it is of register, not of farrington_flexible", 1, true))
  end)
end)
