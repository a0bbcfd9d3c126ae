-- changes: where a level, a trend or a spread changed for good, in plain frames; what can't be looked at is said.
local glocal = require "glocal"

-- Months from 2015-01, figures by a function of the month's number; nil: no row.
local function months(count, value, zone)
  local rows = {}
  for i = 1, count do
    rows[#rows + 1] = { zone = zone or "A", month = ("%d-%02d"):format(2015 + (i - 1) // 12, (i - 1) % 12 + 1), count = value(i) }
  end
  return glocal.frame(rows, { types = { month = "month" } })
end

local function wobble(i) return (i * 7919) % 5 end
local function fault(...) return select(2, pcall(glocal.changes, ...)) end

describe("changes", function()
  it("finds a step in counts, with its level before and after", function()
    local c = assert(glocal.changes(months(96, function(i) return (i <= 60 and 20 or 35) + wobble(i) end)))
    assert.equal(2, #c)
    assert.equal("2020-01", c.from[2])
    assert.equal("2019-12", c.to[1])
    assert.equal(60, c.periods[1])
    assert.near(22, c.level[1], 0.5)
    assert.equal(c.level[1], c.level_before[2])
    assert.near(100 * (c.level[2] / c.level[1] - 1), c.change_percent[2], 1e-9)
    assert.is_nil(c.level_before[1])
    assert.is_nil(c.gain[1])
    assert.is_true(c.gain[2] > 0)
    assert.equal("negative_binomial", c.method[1])
    local note = c:note()
    assert.truthy(note:find("1 change in 1 of 1 series; cost negative_binomial, penalty by the modified BIC", 1, true), note)
    local text = c:explain(2):gsub("\n", " ")
    assert.truthy(text:find("A, 2020-01 to 2022-12: the level changed at 2020-01, from 22", 1, true), text)
    assert.truthy(text:find("Without this change the criterion would be worse by", 1, true), text)
  end)

  it("finds a trend that turns and a spread that widens, each by its own cost", function()
    local peak = months(80, function(i) return i <= 40 and 10 + i or 90 - i + wobble(i) end)
    local turned = assert(glocal.changes(peak, { cost = "trend" }))
    assert.equal(2, #turned)
    assert.is_true(turned.trend[1] > 0.9 and turned.trend[2] < -0.9)
    local wider = months(80, function(i) return 50 + ((i * 7919) % 11 - 5) * (i <= 40 and 1 or 6) end)
    local spread = assert(glocal.changes(wider, { cost = "mean_variance" }))
    assert.equal(2, #spread)
    assert.is_true(spread.deviation[2] > 4 * spread.deviation[1])
    assert.equal(1, #assert(glocal.changes(months(80, function() return 50 end), { cost = "mean" })))
  end)

  it("gives every series its own segments, with one, two and three threads", function()
    local rows = {}
    for zone = 1, 30 do
      for i = 1, 72 do
        rows[#rows + 1] = { zone = "Z" .. zone, month = ("%d-%02d"):format(2015 + (i - 1) // 12, (i - 1) % 12 + 1),
          count = 5 + (zone * 7 + i * i) % 9 + (i > 20 + zone and zone or 0) }
      end
    end
    local figures = glocal.frame(rows, { types = { month = "month" } })
    local all = assert(glocal.changes(figures))
    assert.equal(30, select(2, table.concat(all.segment, ","):gsub("%f[%d]1%f[%D]", "")))
    local alone, own = assert(glocal.changes(figures:where { zone = "Z20" })), all:where { zone = "Z20" }
    assert.equal(#own, #alone)
    for i = 1, #own do assert.equal(own.level[i], alone.level[i]) end
  end)

  it("draws the series with its levels, and says so in words", function()
    local c = assert(glocal.changes(months(96, function(i) return (i <= 60 and 20 or 35) + wobble(i) end)))
    local summary = assert(c:plot { lang = "de" }):summary()
    assert.truthy(summary:find("Niveau: ", 1, true), summary)
    assert.truthy(summary:find("beobachtet: ", 1, true), summary)
    local c3 = assert(glocal.changes(months(90, function(i) return 100 - i end), { cost = "trend" }))
    assert.truthy(assert(c3:plot { lang = "en" }):summary():find("level: first 99 (January 2015), last 10", 1, true))
  end)

  it("takes the season out first when asked, so that it makes no change points", function()
    local function seasonal(i) return 1 + 0.7 * math.sin(2 * math.pi * (i - 1) / 12) end
    local steady = months(120, function(i) return math.floor(60 * seasonal(i) + 0.5) + wobble(i) end)
    local with = assert(glocal.changes(steady, { minimum = 4 }))
    assert.is_true(#with > 5) -- every summer and every winter
    local without = assert(glocal.changes(steady, { minimum = 4, season = true }))
    assert.equal(1, #without)
    assert.truthy(without:note():find("Season of the year taken out first, by medians of ratios to the moving average", 1, true),
      without:note())
    local step = months(120, function(i) return math.floor((i <= 70 and 60 or 90) * seasonal(i) + 0.5) + wobble(i) end)
    local c = assert(glocal.changes(step, { season = true }))
    assert.equal(2, #c)
    assert.equal("2020-11", c.from[2])
    assert.near(62, c.level[1], 2)
    assert.near(92, c.level[2], 3)
    local differences = assert(glocal.changes(step, { season = true, cost = "mean" }))
    assert.truthy(differences:note():find("by medians of differences", 1, true))
    local short = assert(glocal.changes(months(30, function(i) return 20 + wobble(i) end), { season = true }))
    local said = "left in where it can't be estimated, in 1 series (fewer than three years, or a month that is"
    assert.truthy(short:note():find(said, 1, true), short:note())
    local rows = {}
    for i = 1, 20 do rows[i] = { zone = "A", year = tostring(2000 + i), count = i } end
    assert.truthy(fault(glocal.frame(rows, { types = { year = "month" } }), { season = true }):find("have no season", 1, true))
  end)

  it("names the sources of its figures under the picture", function()
    local support = require "tests.spec.support"
    local store = support.benelux()
    local lines = {}
    for i = 0, 59 do lines[#lines + 1] = ("%s,BE,drugs,%d\n"):format(glocal.period("2015-01", "month", i), 20 + wobble(i)) end
    assert(support.import(store, table.concat(lines), { source = "federal", records = "figures" }))
    local figures = assert(glocal.rollup { zone = "BE", phenomenon = "drugs", every = "month" })
    local c = assert(glocal.changes(figures))
    local svg = assert(c:plot { lang = "en" }):svg()
    assert.truthy(svg:find("Source: federal", 1, true), svg)
  end)

  it("says what is too short, missing or cut", function()
    local short = assert(glocal.changes(months(20, function(i) return i end)))
    assert.equal(1, #short)
    assert.truthy(short:note():find("1 series too short for a change: fewer than 24 months known", 1, true), short:note())
    local with_holes = months(60, function(i) if i % 10 ~= 0 then return 4 + wobble(i) end end)
    local holes = assert(glocal.changes(with_holes, { gaps = "missing" }))
    assert.equal(54, holes.periods[1])
    assert.truthy(holes:note():find("5 months missing: passed over", 1, true), holes:note())
    local zeros = assert(glocal.changes(months(60, function() return 0 end)))
    assert.equal(1, #zeros)
    assert.equal(0, zeros.level[1])
  end)

  it("refuses wrong options and figures by name", function()
    assert.truthy(fault(glocal.frame { { zone = "A", count = 3 } }):find("without a column of days, weeks, months", 1, true))
    local figures = months(40, function(i) return i end)
    assert.truthy(fault(figures, { cost = "poison" }):find("did you mean 'poisson'", 1, true))
    assert.truthy(fault(figures, { penalty = "aic" }):find("\"mbic\", \"bic\" or a number", 1, true))
    assert.truthy(fault(figures, { penalty = -1 }):find("0 or more", 1, true))
    assert.truthy(fault(figures, { minimum = 2, cost = "trend" }):find("3 or more with cost=\"trend\"", 1, true))
    assert.truthy(fault(figures, { overdispersion = 1, cost = "poisson" }):find("it is of cost=\"negative_binomial\"", 1, true))
    assert.truthy(fault(months(40, function(i) return i - 5 end)):find("and that of 2015-01 is -4: use \"mean\"", 1, true))
    local c = assert(glocal.changes(figures))
    assert.has_error(function() c:explain(0) end, ("bad argument #1 to 'explain': expected the number of a row, 1 to %d, got 0")
      :format(#c))
  end)
end)
