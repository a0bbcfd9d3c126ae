--- verbs_spec.lua: frames grouped, made wide, and compared over time and with each other; what must not be added is not.

local glocal = require "glocal"
local support = require "tests.spec.support"

local function months(rows, more)
  local options = { columns = { "zone", "month", "count" }, types = { month = "month", count = "integer" } }
  for name, value in pairs(more or {}) do options[name] = value end
  return glocal.frame(rows, options)
end

local FILES = months({
  { zone = "BE", month = "2023-01", count = 4 }, { zone = "BE", month = "2024-01", count = 5 },
  { zone = "NL", month = "2023-01", count = 10 }, { zone = "NL", month = "2023-02", count = 0 },
  { zone = "NL", month = "2024-02", count = 6 }, { zone = "NL", month = "2024-01" },
}, { units = { count = "offences" }, marking = "AMBER" })

describe("by", function()
  it("sums the figure under its own name, with unit, marking and what has no figure", function()
    local sums = FILES:by "zone"
    assert.same({ "zone", "rows", "unknown", "count", "count_mean", "count_min", "count_max" }, sums:columns())
    assert.same({ zone = "NL", rows = 4, unknown = 1, count = 16, count_mean = 16 / 3, count_min = 0, count_max = 10 }, sums[2])
    assert.equal("offences", select(2, sums:type "count"))
    assert.equal("TLP:AMBER", sums:marking())
    assert.equal("1 row without a figure (unknown) is in no sum", sums:note())
  end)

  it("keeps null the sum of figures that are all unknown", function()
    local sums = months({ { zone = "BE", month = "2024-01" } }):by "zone"
    assert.is_nil(sums:get(1, "count"))
  end)

  it("adds both ends of ranges", function()
    local f = glocal.frame { { zone = "A", count = 1, count_high = 4 }, { zone = "A", count = 7, count_high = 7 } }
    local sums = f:by "zone"
    assert.equal(8, sums:get(1, "count"))
    assert.equal(11, sums:get(1, "count_high"))
    assert.equal(7.0, sums:get(1, "count_mean"))
    assert.equal("the mean is of the rows whose figure is exact", sums:note())
  end)

  it("gives no sum of a rate", function()
    local sums = glocal.frame({ { zone = "A", rate = 1.5 }, { zone = "A", rate = 2.5 } }):by "zone"
    assert.is_false(sums:has "rate")
    assert.equal(2.0, sums:get(1, "rate_mean"))
    assert.equal("rate does not add up: mean, lowest and highest only", sums:note())
  end)

  it("refuses a sum that does not fit in 64 bits", function()
    local f = glocal.frame { { zone = "A", count = math.maxinteger }, { zone = "A", count = 1 } }
    assert.error_matches(function() f:by "zone" end, "overflow")
  end)

  it("does not add what counts different things, or a zone to one that holds it", function()
    local f = glocal.frame { { zone = "A", counting_unit = "offences", count = 1 },
                             { zone = "A", counting_unit = "victims", count = 2 } }
    assert.equal("'by' would add offences to victims: keep one, or group by counting_unit too",
      support.message_of(function() f:by "zone" end))
    assert.equal(2, #f:by { "zone", "counting_unit" })
    local store = support.small_store()
    local nested = glocal.frame { { zone = "BE", count = 9 }, { zone = "BE-VLG", count = 4 } }
    if #store:sql "select 1 from zone_link l join zone z on z.id = l.child where z.code = 'BE-VLG'" > 0 then
      assert.error_matches(function() nested:by { "count" } end, "which holds it", 1, true)
    end
  end)

  it("names the nearest column, and rollup for a period", function()
    assert.equal("bad argument to 'by': there is no column 'zoen', did you mean 'zone'?",
      support.message_of(function() FILES:by "zoen" end))
    assert.equal("bad argument to 'by': there is no column 'year'; rollup{..., every=\"year\"} sums by year",
      support.message_of(function() FILES:by "year" end))
  end)
end)

describe("pivot", function()
  it("has a row and a column per value, null where there is no row, in the order of time", function()
    local wide = FILES:pivot("month", "zone")
    assert.same({ "month", "BE", "NL" }, wide:columns())
    assert.same({ "2023-01", "2023-02", "2024-01", "2024-02" }, wide.month)
    assert.same({ 4, nil, 5, nil }, wide.BE)
    assert.equal("TLP:AMBER", wide:marking())
    assert.equal("offences", select(2, wide:type "BE"))
  end)

  it("does not choose between two rows for one cell", function()
    local f = glocal.frame { { zone = "A", year = "2024", count = 1 }, { zone = "A", year = "2024", count = 2 } }
    assert.equal("'pivot' has two rows for zone=A, year=2024: sum them up first, as in r:by{\"zone\", \"year\"}, or keep one",
      support.message_of(function() f:pivot("zone", "year") end))
  end)

  it("keeps a null apart from the text that stands for it", function()
    local f = glocal.frame { { zone = "A", unit = "not stated", count = 1 }, { zone = "A", count = 2 } }
    local wide = f:pivot("zone", "unit")
    assert.same({ "zone", "not stated", "null" }, wide:columns())
    assert.same({ 1, 2 }, { wide:get(1, "not stated"), wide:get(1, "null") })
    assert.same({ "zone", "not stated" }, f:tail(1):pivot("zone", "unit"):columns())
  end)

  it("says which cells are the lower end of a range", function()
    local f = glocal.frame { { zone = "A", year = "2024", count = 1, count_high = 4 } }
    assert.equal("1 cell is at the lower end of a range such as 1 to 4", f:pivot("zone", "year"):note())
  end)
end)

describe("change", function()
  it("is against the period before, or the same one a year before; null where one is missing", function()
    local by_year = FILES:change "year"
    assert.same({ nil, 1, nil, nil, 6 }, by_year.change)
    assert.equal(25.0, by_year:get(2, "change_percent"))
    assert.is_nil(by_year:get(5, "change_percent"))
    assert.equal("1 from 0 has no percentage", by_year:note())
    assert.equal(-10, FILES:change():get(4, "change"))
    assert.equal(-100.0, FILES:change():get(4, "change_percent"))
  end)

  it("takes a missing row as 0 only where that is said", function()
    local f = months { { zone = "BE", month = "2024-01", count = 4 }, { zone = "BE", month = "2024-03", count = 5 } }
    assert.is_nil(f:change():get(2, "change"))
    assert.equal('1 figure has no row to compare with (gaps="zero" makes it 0)', f:change():note())
    assert.equal(5, f:change(nil, { gaps = "zero" }):get(2, "change"))
  end)

  it("leaves the change of a range open", function()
    local f = glocal.frame({ { month = "2024-01", count = 1, count_high = 4 }, { month = "2024-02", count = 5, count_high = 5 } },
      { types = { month = "month" } })
    assert.is_nil(f:change():get(2, "change"))
    assert.equal("1 change of ranges such as 1 to 4 left open", f:change():note())
  end)

  it("wants periods, and one row for each", function()
    assert.error_matches(function() glocal.frame { { count = 1 } }:change() end, "needs a column of periods")
    local twice = months { { zone = "BE", month = "2024-01", count = 4 }, { zone = "BE", month = "2024-01", count = 5 } }
    assert.error_matches(function() twice:change() end, "two rows of one series in 2024%-01 %(rows 1 and 2%)")
  end)

  it("compares each day with the same one of the year before", function()
    local list = {}
    for _, day in ipairs { "2023-01-15", "2023-03-01", "2024-01-15", "2024-02-28", "2024-03-01", "2025-01-15", "2025-02-28",
      "2025-03-01" } do
      list[#list + 1] = { day = day, count = #list }
    end
    local f = glocal.frame(list, { types = { day = "day" } })
    local before = f:change("year").before
    assert.same({ [3] = 0, [5] = 1, [6] = 2, [7] = 3, [8] = 4 }, { [3] = before[3], [4] = before[4], [5] = before[5],
      [6] = before[6], [7] = before[7], [8] = before[8] })
  end)

  it("compares leap days with nothing, weeks with those 52 before", function()
    local days = glocal.frame({ { day = "2023-02-28", count = 1 }, { day = "2024-02-28", count = 3 },
                                { day = "2024-02-29", count = 2 } }, { types = { day = "day" } })
    assert.same({ nil, 2 }, days:change("year").change)
  end)
end)

describe("lag and rolling", function()
  it("go by periods, not by rows", function()
    assert.equal(4, FILES:lag(12):get(2, "count_lag_12"))
    assert.is_nil(FILES:lag(1):get(2, "count_lag_1"))
    local f = months { { zone = "A", month = "2024-03", count = 6 }, { zone = "A", month = "2024-01", count = 2 },
                       { zone = "A", month = "2024-02", count = 4 } }
    assert.same({ 4.0 }, f:rolling(3).count_mean_3)
    assert.equal(12, f:rolling(3, "sum"):get(1, "count_sum_3"))
    assert.equal(4.0, f:rolling(3, "median"):get(1, "count_median_3"))
  end)

  it("are null where a period of the window is missing", function()
    local f = months { { zone = "A", month = "2024-01", count = 2 }, { zone = "A", month = "2024-03", count = 4 } }
    assert.is_nil(f:rolling(3):get(2, "count_mean_3"))
    assert.equal('1 window has a period without a figure and is null (gaps="zero" makes a missing row 0)',
      f:rolling(3):note())
    assert.equal(2.0, f:rolling(3, "mean", { gaps = "zero" }):get(2, "count_mean_3"))
  end)

  it("say why a window is null: no figure, a range, a period that is not whole", function()
    local f = glocal.frame({ { month = "2024-01", count = 1, count_high = 4 }, { month = "2024-02", count = 5, count_high = 5 },
      { month = "2024-03", count = 6, count_high = 6 } }, { types = { month = "month" } })
    local rolled = f:rolling(2)
    assert.same({ nil, nil, 5.5 }, { rolled.count_mean_2[1], rolled.count_mean_2[2], rolled.count_mean_2[3] })
    assert.equal("1 window has a range such as 1 to 4 and is null", rolled:note())
    assert.is_nil(f:rolling(2, "mean", { gaps = "zero" }).count_mean_2[2])
  end)

  it("are as the figures of each window, of any series and any gaps", function()
    local rows, state = {}, 7
    local function random(n)
      state = (state * 1103515245 + 12345) % 2 ^ 31 // 1 | 0
      return state // 65536 % n
    end
    for zone = 1, 5 do
      for month = 0, 39 do
        if random(5) > 0 then
          rows[#rows + 1] = { zone = "Z" .. zone, month = glocal.period("2020-11", "month", month), count = random(30) }
        end
      end
    end
    local f = months(rows):sort { "count" } -- in no order
    local of = {}
    for _, row in f:rows() do of[row.zone .. row.month] = row.count end
    local function window(row, n)
      local list = {}
      for back = n - 1, 0, -1 do list[#list + 1] = of[row.zone .. glocal.period(row.month, "month", -back)] end
      return #list == n and list or nil
    end
    local sums, highest, median = f:rolling(3, "sum"), f:rolling(4, "max"), f:rolling(3, "median")
    for i, row in f:rows() do
      local three, four = window(row, 3), window(row, 4)
      assert.equal(three and three[1] + three[2] + three[3], sums.count_sum_3[i])
      assert.equal(four and math.max(table.unpack(four)), highest.count_max_4[i])
      if three then table.sort(three) end
      assert.equal(three and three[2] + 0.0, median.count_median_3[i])
      assert.equal(of[row.zone .. glocal.period(row.month, "month", -1)], f:lag().count_lag_1[i])
      local before = of[row.zone .. glocal.period(row.month, "month", -12)]
      assert.equal(before and row.count - before, f:change("year").change[i])
    end
  end)

  it("do not sum what does not add up", function()
    local f = glocal.frame({ { month = "2024-01", rate = 1.0 } }, { types = { month = "month" } })
    assert.error_matches(function() f:rolling(1, "sum") end, "does not add up over periods")
  end)
end)

describe("rank and share", function()
  it("are within each period", function()
    local ranked = FILES:rank()
    assert.same({ 2, 1, 1, 1, 1 }, ranked.rank)
    local shares = FILES:share()
    assert.equal(100 * 4 / 14, shares:get(1, "share"))
    assert.is_nil(shares:get(4, "share"))
    assert.equal("%", select(2, shares:type "share"))
  end)

  it("share a rank where figures are equal", function()
    local f = glocal.frame { { z = "a", count = 3 }, { z = "b", count = 5 }, { z = "c", count = 3 }, { z = "d", count = 1 } }
    assert.same({ 2, 1, 2, 4 }, f:rank().rank)
  end)

  it("share nothing that does not add up", function()
    assert.error_matches(function() glocal.frame { { zone = "A", rate = 1.0 } }:share() end, "needs figures that add up")
  end)
end)

describe("sort", function()
  it("puts texts in the order of a dictionary", function()
    local names = {}
    for i, name in ipairs { "Zele", "Évergem", "aalst", "Essen", "Edegem", "Aalst" } do names[i] = { name = name } end
    local sorted = glocal.frame(names):sort "name".name
    assert.same({ "Aalst", "aalst", "Edegem", "Essen", "Évergem", "Zele" }, table.move(sorted, 1, 6, 1, {}))
    assert.equal("Zele", glocal.frame(names):sort("-name").name[1])
  end)
end)

describe("a column with the name of a method", function()
  it("is the column, and the method where it is called", function()
    local ranked = FILES:rank()
    assert.equal("table", type(ranked.rank))
    assert.equal(1, ranked:rank().rank[2])
    local f = glocal.frame { { type = "x", rows = 3 } }
    assert.same({ "x" }, f.type)
    assert.equal("text", f:type "type")
    assert.same({ 3 }, f.rows)
    for i, row in f:rows() do assert.equal(3 * i, row.rows) end
  end)
end)

describe("a null among the keys", function()
  it("is not the text nil", function()
    local f = months { { month = "2024-01", count = 3 }, { zone = "nil", month = "2024-01", count = 1 } }
    assert.same({ 3, 1 }, f:pivot("zone", "month")["2024-01"])
    assert.equal(2, #f:change())
    assert.same({ 100.0, 100.0 }, f:share { within = "zone" }.share)
  end)
end)

describe("a group by a column named as a sum's columns are", function()
  it("counts what is unknown all the same", function()
    local sums = glocal.frame({ { unknown = "x", count = 2 }, { unknown = "x" } }):by "unknown"
    assert.equal(2, sums:get(1, "count"))
    assert.equal("1 row without a figure (unknown) is in no sum", sums:note())
  end)
end)

describe("names of other programs", function()
  it("lead to the name here", function()
    assert.error_matches(function() return FILES.shape end, "here it is r:columns%(%)")
    assert.error_matches(function() return FILES:group_by "zone" end, 'here it is r:by "zone"')
    assert.error_matches(function() return FILES.count + 1 end, "a column is a list of values: calculate with it as in r:mutate")
    assert.error_matches(function() return FILES.count > 100 end, 'compare them as in r:where "count > 100"')
    assert.error_matches(function() return next, pairs(FILES) end, "a frame is no table")
  end)

  it("are known to help as they are here, and each leads to what there is", function()
    local help = require "foresight.shell.help"
    assert.equal('trend: here it is r:change "year"', help.text("trend"):match "^[^\n]*")
    assert.matches("graph: here it is", help.text "graph", 1, true)
    assert.matches('smooth of other programs: here it is r:rolling', help.text "smooth", 1, true)
    for name, each in pairs(require "foresight.shared.other_names") do
      assert.is_truthy(help.find(each.see), name .. " leads to " .. each.see)
      local here = help.find(name)
      assert.is_false(here ~= nil and here.name == name and not here.internal, name .. " is a name here too")
    end
  end)
end)
