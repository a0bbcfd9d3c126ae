-- time_to_signal, mann_kendall and internationalisation on published data and on what frames bring: R 4.2.2 with survival 3.5
-- (Debian) for the curves, cor.test(method = "kendall", exact = FALSE, continuity = TRUE) and the median of all slopes for trends.
local glocal = require "glocal"
local support = require "tests.spec.support"

-- Survival in two randomised trials of treatment for ovarian cancer (Edmunson and others, 1979), R's survival: ovarian.
local OVARIAN = {
  rx1 = "59 115 156 431 448+ 477+ 638 803+ 855+ 1040+ 1106+ 268 329",
  rx2 = "421+ 464 475 563 744+ 769+ 770+ 1129+ 1206+ 1227+ 353 365 377+",
}

local function durations(text)
  local rows = {}
  for time, open in text:gmatch "(%d+)(%+?)" do
    rows[#rows + 1] = { time = tonumber(time), event = open == "" and "yes" or "no" }
  end
  return glocal.frame(rows)
end

local function series(...)
  local rows = {}
  for i, v in ipairs { ... } do rows[i] = { v = v ~= "" and v or nil, year = 2000 + i } end
  return glocal.frame(rows, { columns = { "v", "year" } })
end

describe("time_to_signal", function()
  it("has the medians of R's survival, and no bound where the curve's never reaches half", function()
    local rx1, rx2 = glocal.time_to_signal(durations(OVARIAN.rx1)), glocal.time_to_signal(durations(OVARIAN.rx2))
    assert.same({ 13, 7, 638.0, 156.0 }, { rx1.cases[1], rx1.ended[1], rx1.median[1], rx1.median_low[1] })
    assert.same({ 13, 5, 464.0 }, { rx2.cases[1], rx2.ended[1], rx2.median_low[1] })
    for _, none in ipairs { rx1.median_high, rx2.median, rx2.median_high } do assert.is_nil(none[1]) end
    -- survfit(Surv(c(1, 2, 3, 4)) ~ 1, conf.type = "log-log"): median between 2 and 3 (R takes the middle), bounds 1 and NA
    local all = glocal.time_to_signal(durations "1 2 3 4")
    assert.same({ 2.0, 1.0 }, { all.median[1], all.median_low[1] })
    assert.is_nil(all.median_high[1])
    local _, steps = glocal.time_to_signal(durations "1 2 3 4")
    assert.equal(0.0, steps.survival[4])
    assert.is_nil(steps.error[4]) -- unknown there, not 0
  end)

  it("takes true and false in any case, counts of a column of reals, and says what a stage without a name is", function()
    local f = glocal.read(support.file("time,event,n\n2,TRUE,3.0\n4,False,1.0\n", ".csv"))
    local one = glocal.time_to_signal(f, { count = "n" })
    assert.same({ 4, 3, 1 }, { one.cases[1], one.ended[1], one.open[1] })
    local unnamed = glocal.frame { { time = 5, event = 1, stage = "a" }, { time = 7, event = 1 } }
    assert.equal("bad argument #1 to 'time_to_signal': row 2: the column 'stage' names a stage, got nothing",
      support.message_of(glocal.time_to_signal, unnamed, { stage = "stage" }))
    assert.equal("bad argument 'after' to 'time_to_signal': expected a time of at least 0, got -3",
      support.message_of(glocal.time_to_signal, unnamed, { after = -3 }))
  end)

  it("knows nothing of a stage without a case", function()
    local f = glocal.frame { { time = 5, event = 1, stage = "a", n = 2 }, { time = 5, event = 1, stage = "b", n = 0 } }
    local m = glocal.time_to_signal(f, { stage = "stage", count = "n" })
    assert.is_nil(m.still[2])
    assert.is_nil(m.passed[2])
    assert.truthy(m:attached("note_text"):find("no cases: b", 1, true))
  end)
end)

describe("mann_kendall", function()
  it("counts the steps of missing values, and years by their numbers", function()
    assert.equal(1.0, glocal.mann_kendall(series(1, 2, "", 4, 5), { value = "v" }).slope[1])
    local f = glocal.frame { { v = 10, t = 2015 }, { v = 12, t = 2016 }, { v = 16, t = 2018 }, { v = 20, t = 2020 } }
    assert.equal(2.0, glocal.mann_kendall(f, { value = "v", time = "t" }).slope[1])
    local again = glocal.frame { { v = 1, t = 2 }, { v = 2, t = 2 } }
    assert.equal("bad argument #1 to 'mann_kendall': row 2: 't' must rise from row to row of a series",
      support.message_of(glocal.mann_kendall, again, { value = "v", time = "t" }))
  end)

  it("refuses a row that names no series", function()
    assert.equal("bad argument #1 to 'mann_kendall': row 2: 'k' names no series",
      support.message_of(glocal.mann_kendall, glocal.frame { { v = 1, k = "a" }, { v = 2 } }, { value = "v", by = "k" }))
  end)

  it("agrees with R where there are ties", function()
    local row = glocal.mann_kendall(series(1, 2, 2, 3, 3, 3, 2, 4, 5, 5, 4, 6), { value = "v" })
    assert.equal("48 0.7758098 0.0009805515 0.4", ("%d %.7f %.10f %.1f"):format(row.s[1], row.tau[1], row.p[1], row.slope[1]))
  end)

  it("names series whose values depend on those before them", function()
    local slow, quick = {}, {}
    for i = 1, 24 do
      slow[i] = math.floor(100 * math.sin(i / 4))
      quick[i] = (i * 7919) % 101
    end
    local function note(values) return glocal.mann_kendall(series(table.unpack(values)), { value = "v" }):attached "note_text" end
    assert.truthy(note(slow):find("Autocorrelated at lag 1, so that p is too small: all", 1, true))
    assert.is_nil(note(quick):find("Autocorrelated", 1, true))
  end)
end)

describe("internationalisation", function()
  it("has a slope a year, also where a year is missing, and takes the base as a number", function()
    local rows = {}
    for _, year in ipairs { 2015, 2016, 2018, 2020 } do
      rows[#rows + 1] = { corps = "A", period = year, activity = "messages", count = 10 + 2 * (year - 2015) }
    end
    local index, tests = glocal.internationalisation(glocal.frame(rows), { base = 2015 })
    support.near(1e-12)(20.0, tests.slope[1])
    support.near(1e-12)(200.0, index.index[4])
  end)

  it("reads years out of a column of reals, says which divisor is missing and tests nothing short", function()
    local index, tests = glocal.internationalisation(glocal.frame {
      { corps = "A", period = 2020.0, activity = "messages", count = 5, staff = 0 },
      { corps = "B", period = 2020.0, activity = "messages", count = 5, staff = 10 } }, { per = "staff", base = 2020 })
    assert.same({ "2020", "staff" }, { index.period[1], index.unstated[1] })
    assert.equal("Mann-Kendall: no series of four values or more, none tested.", tests:attached "note_text")
  end)
end)
