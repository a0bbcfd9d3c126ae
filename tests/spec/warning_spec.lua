-- warn: each count judged by its own past, in rollups and plain frames; what can't be judged is said.
local glocal = require "glocal"
local core = require "glocal.core"

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
    assert.truthy(w:note():find("12 months not judged: its history is shorter than the years asked for", 1, true), w:note())
    w = assert(glocal.warn(months(24, steady), { from = "2016-01", method = "ears_c1" }))
    assert.equal(12, #w)
    assert.truthy(w:note():find("12 months judged in 1 series from 2016-01", 1, true))
  end)

  it("explains a row by the history it was compared with", function()
    local w = assert(glocal.warn(months(96, function(i) return i == 96 and 60 or steady(i) end), { from = "2022-12" }))
    local text = w:explain(1):gsub("\n", " ")
    assert.truthy(text:find("A, 2022-12, by farrington_flexible: 60 observed, 21", 1, true), text)
    assert.truthy(text:find("an alarm; p < 0.001", 1, true), text)
    assert.truthy(text:find("Compared with 55 months before it", 1, true), text)
    assert.has_error(function() w:explain(7) end, "bad argument #1 to 'explain': expected the number of a row, 1 to 1, got 7")
  end)

  it("never takes zeros, a missing count or a short series for an alarm", function()
    local zeros = glocal.warn(months(96, function() return 0 end), { from = "2022-01" })
    for i = 1, #zeros do assert.equal(0, zeros.alarm[i]) end
    local with_hole = months(96, function(i) if i ~= 92 then return steady(i) end end)
    local holes = glocal.warn(with_hole, { from = "2022-01", gaps = "missing" })
    assert.equal(11, #holes)
    assert.truthy(holes:note():find("1 month not judged: its count is missing", 1, true), holes:note())
  end)

  it("refuses what is no count by period, and wrong options, by name", function()
    local function fault(...) return select(2, pcall(glocal.warn, ...)) end
    assert.truthy(fault(glocal.frame { { zone = "A", count = 3 } }):find("without a column of days, weeks, months", 1, true))
    assert.truthy(fault(months(24, steady), { method = "farington" }):find("'farrington'", 1, true))
    assert.truthy(fault(months(24, steady), { alpha = 2 }):find("'alpha'", 1, true))
    assert.truthy(fault(months(24, steady), { threshold = "nb" }):find "nb_plugin")
    local negative = fault(months(24, function(i) return i == 5 and -1 or 3 end), { method = "ears_c1" })
    assert.truthy(negative:find("detectors judge counts, and that of 2015-05 is -1", 1, true), negative)
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
    assert.equal(9, #core.detector_names())
  end)
end)
