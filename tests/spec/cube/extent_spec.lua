--- extent_spec.lua: a period of which only a part is published is no whole period: that is said, and it is compared and forecast
--- with nothing.

local glocal = require "glocal"
local support = require "tests.spec.support"

local function months(zone, phenomenon, from, count)
  local lines = {}
  for i = 0, count - 1 do
    lines[#lines + 1] = ("%s,%s,%s,%d"):format(glocal.period(from, "month", i), zone, phenomenon, 10 + i)
  end
  return table.concat(lines, "\n") .. "\n"
end

local function yearly(more)
  local spec = { zone = "A", phenomenon = "p", every = "year" }
  for name, value in pairs(more or {}) do spec[name] = value end
  return glocal.rollup(spec)
end

describe("where published figures begin and end", function()
  before_each(function() support.import(support.small_store(), months("A-1", "p.x", "2021-03", 38)) end)

  it("is said of the first and the last period", function()
    local note = yearly():note()
    assert.is_truthy(note:find("2021 has figures from 2021-03 only", 1, true), note)
    assert.is_truthy(note:find("2024 has figures to 2024-04 only", 1, true), note)
    assert.is_truthy(yearly { every = "quarter" }:note():find("2024-Q2 has figures to 2024-04 only", 1, true))
    assert.is_nil((yearly { from = "2022", to = "2023" }:note() or ""):find("only", 1, true))
    assert.is_nil((yearly { every = "month" }:note() or ""):find("only", 1, true))
  end)

  it("keeps the period out of changes and forecasts", function()
    local change = yearly():change().change
    assert.is_nil(change[2]) -- 2022 against ten months of 2021
    assert.is_number(change[3])
    assert.is_nil(change[4])
    local forecast = glocal.forecast(yearly(), { horizon = 1 })
    assert.equal("2024", forecast.period[1])
    local text = "Left out: 2021 has figures from 2021-03 only; left out: 2024 has figures to 2024-04 only"
    assert.is_truthy(forecast:note():find(text, 1, true), forecast:note())
  end)

  it("says nothing of a quarter that is published as a whole, beside a year too", function()
    support.import(glocal.store, "2024-Q2,A,p,90\n2024,A,p,900\n", { source = "test" })
    assert.is_nil((yearly { every = "quarter" }:note() or ""):find("2024-Q2 has figures", 1, true))
    assert.is_truthy(yearly { every = "quarter", zone = "A-1" }:note():find("2024-Q2 has figures to 2024-04 only", 1, true))
  end)

  it("stays with the rows that a verb keeps, and is said of these alone", function()
    local f = yearly()
    local kept = { f:where { zone = "A" }, f:where "count > 0", f:sort "-period", f:head(9), f:tail(9), f:take { 1, 2, 3, 4 },
      f:select { "phenomenon", "period", "count" }, f:select { "period", "count" }, f:mutate { twice = "count * 2" },
      f:named "en", f:mark "AMBER", f:where { zone = "A" }:sort "period":head(4) }
    for i, each in ipairs(kept) do
      assert.equal(f:note(), each:note(), i)
      local change = each:sort "period":change().change
      assert.same({ nil, nil, change[3], nil }, { change[1], change[2], change[3], change[4] }, i)
      assert.is_number(change[3], i)
      assert.is_nil(each:sort "period":lag().count_lag_1[2], i)
      assert.is_nil(each:sort "period":rolling(2).count_mean_2[2], i)
      assert.equal("2024", glocal.forecast(each:sort "period", { horizon = 1 }).period[1], i)
    end
    local text = "2024 has figures to 2024-04 only"
    assert.is_truthy(f:where { period = "2024" }:note():find(text, 1, true))
    assert.is_nil((f:where { period = "2023" }:note() or ""):find(text, 1, true))
    local twice = f:change():rolling(2) -- a verb after a verb
    assert.is_nil(twice.count_mean_2[2])
  end)

  it("says nothing of a year that is published as a whole", function()
    support.import(glocal.store, "2024,A,p,900\n2021,A,p,900\n", { source = "test" })
    assert.is_nil((yearly():note() or ""):find("has figures", 1, true))
  end)

  it("stays with frames below each other, each sentence once", function()
    local one, other = yearly { zone = "A-1" }, yearly()
    local both = one:append(other)
    local _, times = both:note():gsub("2024 has figures to 2024%-04 only", "")
    assert.equal(1, times)
    assert.same({ nil, nil, nil }, { both:change().change[4], both:change().change[8], both:change().change[2] })
    assert.is_number(both:change().change[7])
    assert.is_nil(glocal.frame({ { a = 1 } }):append(glocal.frame { { a = 2 } }):note())
  end)

  it("says nothing of a year of which a preferred source has the whole, and says it where that stands aside", function()
    support.import(glocal.store, "2024,A-1,p.x,900\n", { source = "national" })
    local text = "2024 has figures to 2024-04 only"
    assert.is_nil((yearly { prefer = "national" }:note() or ""):find(text, 1, true))
    assert.equal(900, yearly({ prefer = "national" }):where({ period = "2024" }).count[1])
    assert.is_truthy(yearly { prefer = "test" }:note():find(text, 1, true))
  end)

  it("is told apart by phenomenon and by what is counted", function()
    support.import(glocal.store, months("A-1", "p.y", "2022-01", 18), { source = "victims", counting_unit = "victims" })
    local note = yearly():note()
    assert.is_truthy(note:find("2023 has figures to 2023-06 only (victims)", 1, true), note)
    local by_part = yearly { phenomenon_level = "leaf" }
    note = by_part:note()
    assert.is_truthy(note:find("2024 has figures to 2024-04 only (p.x)", 1, true), note)
    local last = {}
    for _, row in glocal.forecast(by_part, { horizon = 3 }):rows() do
      last[row.phenomenon] = last[row.phenomenon] or row.period
    end
    assert.same({ ["p.x"] = "2024", ["p.y"] = "2024" }, last) -- 2024 and 2023 are cut: both series end in the year before
  end)

  it("is not asked of events, of which none may have happened", function()
    support.import(glocal.store, "2025-03-04,A-2,p.y,1\n", { source = "diary", records = "events", counting_unit = "events" })
    assert.is_nil(yearly():note():find("2025 has figures", 1, true))
  end)
end)

describe("figures across the bounds of from and to", function()
  it("are said to lie there, and not to be too long", function()
    local store = support.small_store()
    assert(support.import(store, "2020-W06,A,p,5\n2020-W07,A,p,6\n", { source = "weekly" }))
    local text = "1 observation (count 6) lies partly outside from/to and was left out: " ..
      "from and to at the bounds of a week include it"
    for _, every in ipairs { "week", "all" } do
      local note = glocal.rollup({ zone = "A", phenomenon = "p", every = every, to = "2020-02-14", store = store }):note()
      assert.is_truthy(note:find(text, 1, true), note)
    end
    local by_month = glocal.rollup { zone = "A", phenomenon = "p", every = "month", from = "2020-02-03", to = "2020-02-12",
      store = store }
    assert.is_truthy(by_month:note():find("1 observation (count 6) covers more than one month", 1, true))
  end)
end)

describe("financial years", function()
  it("are said of the sources that have them, by year", function()
    local store = support.small_store()
    assert(support.import(store, "2009-10,A,p,5\n2010-11,A,p,6\n", { source = "home", fiscal = "04" }))
    assert(support.import(store, "2011,A-1,p.x,7\n", { source = "other" }))
    local text = "years of source home are financial years that begin in month 04: 2009 is 2009-10"
    local function note(more)
      local spec = { zone = "A", phenomenon = "p", every = "year", store = store }
      for name, value in pairs(more or {}) do spec[name] = value end
      return glocal.rollup(spec):note() or ""
    end
    assert.is_truthy(note():find(text, 1, true), note())
    assert.is_nil(note({ source = "other" }):find(text, 1, true))
    assert.is_nil(note({ zone = "A-1" }):find(text, 1, true))
    assert.is_nil(note({ every = "all" }):find(text, 1, true))
  end)
end)
