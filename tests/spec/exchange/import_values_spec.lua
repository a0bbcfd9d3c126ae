--- import_values_spec.lua: fields as offices write them: numbers, missing marks, dates; and what is said of those refused.

local glocal = require "glocal"
local support = require "tests.spec.support"

local function says(text, wanted)
  assert.truthy(tostring(text):find(wanted, 1, true), ("expected '%s' in:\n%s"):format(wanted, tostring(text)))
end

-- Imports counts of A-1 in p.x, a line for each, of the years 2001, 2002 ...; gives the store and what import gives.
local function counts(texts, options)
  local store, lines = support.small_store(), {}
  for i, text in ipairs(texts) do lines[i] = ('%d,A-1,p.x,"%s"\n'):format(2000 + i, text) end
  return store, support.import(store, table.concat(lines), options)
end

local function kept(store) return store:sql "select count, coalesce(count_high, count) high from observation order by day" end

describe("a count", function()
  for mark, text in pairs { ["."] = "1.234", [","] = "1,234", ["'"] = "1’234", [" "] = "1\u{202f}234" } do
    it(("groups thousands by '%s' once it is told, and is no 1.234 before"):format(mark), function()
      local store, summary = counts({ text }, { thousands = mark })
      assert.equal(1, summary.rows)
      assert.same({ 1234 }, kept(store).count)
      local other, untold, message, code = counts({ text })
      if mark == "'" or mark == " " then -- which mean nothing else
        assert.same({ 1234 }, kept(other).count)
        says(untold, "found: thousands '" .. mark)
      else
        assert.same({ nil, "rejected" }, { untold, code })
        says(message, ('thousands="%s"'):format(mark))
      end
    end)
  end

  it("is 10 as 10.0 and 12 as 12,0, and has its groups checked", function()
    assert.same({ 10, 12 }, kept((counts { "10.0", "12.00" })).count)
    assert.same({ 10, 12 }, kept((counts { "10,0", "12,00" })).count)
    local store, summary = counts({ "1.234", "12.34", "5" }, { thousands = "." })
    assert.same({ 1234, 5 }, kept(store).count)
    says(summary, "'12.34' is not a whole number: its dot groups thousands, and a group has three digits")
  end)

  it("groups thousands by any mark where that is told, each figure by itself", function()
    local texts = { "1.234", "1,234", "1’234", "1\u{202f}234", "1 234", "12,0", "1.234.567", "1 234,0", "999" }
    local store, summary = counts(texts, { thousands = "any" })
    assert.equal(#texts, summary.rows)
    assert.same({ 1234, 1234, 1234, 1234, 1234, 12, 1234567, 1234, 999 }, kept(store).count)
    local _, refused = counts({ "1", "2", "0.123", "12.34" }, { thousands = "any" })
    assert.equal(2, refused.rejected)
  end)

  it("that mixes marks is not guessed at, and the message names the way", function()
    local _, summary, message = counts { "1 234", "1.234" }
    assert.is_nil(summary)
    says(message, "thousands='any'")
  end)

  it("may be a range, with both ends", function()
    local store, summary = counts { "<5", "< 5", "≤5", "<=5", "1-4", "1–4", "10 - 14", "5+", ">5", "4-1" }
    local frame = kept(store)
    assert.same({ 0, 0, 0, 0, 1, 1, 10 }, frame.count)
    assert.same({ 4, 4, 5, 5, 4, 4, 14 }, frame.high)
    assert.equal(3, summary.rejected)
    says(summary, "'5+' has no upper end")
    says(summary, "--map 'count:>5=6-11'")
    says(summary, "'4-1' is no range")
  end)

  it("may be a range in words, and one that is open above is refused with the map that takes it", function()
    local texts = { "fewer than 5", "5 of minder", "moins de 5", "1 \u{e0} 4", "at most 7" }
    local frame = kept((counts(texts)))
    assert.same({ { 0, 0, 0, 1, 0 }, { 4, 5, 4, 4, 7 } }, { frame.count, frame.high })
    for _, text in ipairs { "5 or more", "5 of meer", "5 et plus", "5 und mehr", ">= 5" } do
      local _, summary = counts { "1", text }
      says(summary, ("'%s' has no upper end"):format(text))
      says(summary, ("--map 'count:%s=5-9'"):format(text))
    end
  end)

  it("is no percentage and no amount", function()
    local _, summary = counts { "1", "2", "12,5 %", "12 €" }
    says(summary, "'12,5 %' is a percentage, not a count")
    says(summary, "'12 €' is an amount, not a count")
  end)

  it("keeps its flags apart, counted; a confidential one is refused", function()
    local store, summary = counts({ "2 376e", "123 b", "45*", "12 (p)", "9e", "7 c", "(p) 8", "*6", "3 [1]" },
      { thousands = " " })
    assert.same({ 2376, 123, 45, 12, 9, 8, 6, 3 }, kept(store).count)
    assert.same({ e = 2, b = 1, p = 2, ["*"] = 3 }, summary.flags)
    says(summary, "1 break in the series (b), 2 estimated (e), 2 provisional (p)")
    says(summary, "'7 c' is confidential")
  end)

  it("that is missing is passed over and counted by its mark", function()
    local store, summary = counts({ "1", "..", "n.b.", "n.b.", "", "*", "onbekend" }, { missing = { "onbekend" } })
    assert.equal(1, #kept(store))
    assert.equal(6, summary.passed_over)
    assert.same({ [".."] = 1, ["n.b."] = 2, [""] = 1, ["*"] = 1, onbekend = 1 }, summary.missing)
    says(summary, "6 lines without a count passed over (empty 1, '*' 1, '..' 1, 'n.b.' 2, 'onbekend' 1)")
  end)
end)

describe("a value", function()
  it("in percent is taken once its unit is said, which is found where all have the sign", function()
    local store = support.benelux()
    local mapping = { zone = "zone", day = "day", phenomenon = { const = "drugs" }, value = "share" }
    local function take(rows, options)
      options.source, options.scale, options.again = "s", { value = 10 }, true
      return store:import(support.file("zone,day,share\n" .. rows), mapping, options)
    end
    local summary = assert(take("BE,2023,12.5 %\nNL,2023,3 %\n", {}))
    says(summary, "values in percent")
    assert.same({ 125, 30 }, store:sql("select value from observations order by zone").value)
    assert.equal("percent", store:sql("select value_unit u from source where code = 's'").u[1])
    local _, message = take("BE,2024,12.5 %\nNL,2024,3 €\n", { value_unit = "EUR", at_least = 1 })
    says(message, "'12.5 %' is in percent, and the values in EUR")
  end)
end)

describe("a name", function()
  it("that is NA is missing, and never Namibia", function()
    local store = support.benelux()
    local text = "day,zone,phenomenon,count\n2020,11002,drugs,7\n2020,NA,drugs,12\n2020,Namibia,drugs,1\n"
    local summary = assert(store:import(support.file(text), support.MAPPING, { source = "t" }))
    assert.same({ 2, 1 }, { summary.rows, summary.rejected })
    says(summary, "the zone is missing ('NA': not available)")
    says(summary, "with 12 of 20 counted (60 %)")
  end)
end)

-- Imports a line for each date; the days that came in, and what import gives.
local function days(texts, options)
  local store, lines = support.small_store(), {}
  for i, text in ipairs(texts) do lines[i] = ('"%s",A-1,p.x,1\n'):format(text) end
  local summary, message, code = support.import(store, table.concat(lines), options)
  local frame = store:sql "select date(day * 86400, 'unixepoch') || ' ' || span d from observation order by id"
  return frame.d, summary or message, code
end

describe("a date", function()
  it("is taken form by form", function()
    local span = { day = 0, month = 2, quarter = 3 }
    assert.same({ "2019-03-01 " .. span.month, "2024-03-01 " .. span.month, "2019-12-31 " .. span.day,
      "2019-04-01 " .. span.quarter }, (days { "2019M03", "maart 2024", "31.12.2019", "Q2 2019" }))
    assert.same({ "2023-01-01 4", "2023-01-01 4", "2023-01-01 4", "2019-12-01 " .. span.month },
      (days { "2023*", "2023 (p)", "2023 [1]", "2019 dec" })) -- what stands behind a period is no part of it
    local months = { "2023_01", "2023/01", "202301", "2023-01", "01/2023" }
    for i, day in ipairs((days(months))) do assert.equal("2023-01-01 " .. span.month, day, months[i]) end
  end)

  it("is refused where it is open, with the option that settles it", function()
    local taken, summary = days { "01.02.2019", "11.10.06", "43466", "2024", "2025", "2023", "2022" }
    assert.equal(4, #taken)
    says(summary, 'dates="dmy"')
    says(summary, "century=20")
    says(summary, 'dates="excel"')
    assert.same({ "2019-02-01 0", "2006-10-21 0" }, (days({ "01.02.2019", "21.10.06" }, { dates = "dmy", century = 20 })))
    assert.same({ "2019-01-01 0" }, (days({ "43466" }, { dates = "excel" })))
  end)

  it("of the form 2010-11 is no November where the column has 2012-13", function()
    local taken, message, code = days { "2010-11", "2011-12", "2012-13" }
    assert.same({ 0, "rejected" }, { #taken, code })
    says(message, "'2012-13' on line 4 is a financial year, so '2010-11' on line 2 can't be a month")
    says(message, "--fiscal 04")
    assert.equal("rejected", select(3, days { "2009-10", "2010-11" }))
    assert.same({ "2009-10-01 2", "2010-11-01 2" }, (days({ "2009-10", "2010-11" }, { dates = "iso" })))
    assert.same({ "2010-11-01 2", "2010-12-01 2" }, (days { "2010-11", "2010-12" }))
  end)

  it("is a financial year where it is told to be, which the batch notes", function()
    local taken, summary = days({ "2009-10", "2010-11", "2012/13" }, { fiscal = "04" })
    assert.same({ "2009-01-01 4", "2010-01-01 4", "2012-01-01 4" }, taken)
    local batch = glocal.store:sql "select note said from batch order by id desc limit 1"
    says(batch.said[1], "financial years that begin in month 04")
    assert.equal(3, summary.rows)
  end)

  it("ends the import where its column has two orders", function()
    local taken, message, code = days { "31/12/2019", "12/30/2019" }
    assert.same({ 0, "invalid" }, { #taken, code }) -- found before the first line
    says(message, "dates have the day first (1) and the month first (1)")
    taken, message, code = days({ "31/12/2019", "12/30/2019" }, { thousands = "." }) -- found on the way
    assert.same({ 0, "rejected" }, { #taken, code })
    says(message, "has the day first")
  end)

  it("may stand in several columns", function()
    local store = support.small_store()
    local function take(header, line, mapping)
      mapping.zone, mapping.phenomenon = { const = "A-1" }, { const = "p.x" }
      assert(store:import(support.file(header .. "\n" .. line .. "\n"), mapping, { source = "t" }))
      return store:sql "select date(day * 86400, 'unixepoch') || ' ' || span d from observation order by id desc limit 1".d[1]
    end
    assert.equal("2024-03-01 2", take("jaar,maand", "2024,maart", { year = "jaar", month = "maand" }))
    assert.equal("2024-12-01 2", take("jaar,maand", "2024,12", { year = "jaar", month = "maand" }))
    assert.equal("2024-04-01 3", take("y,q", "2024,2", { year = "y", quarter = "q" }))
    assert.equal("2024-07-01 3", take("y,q", "2024,3e kwartaal", { year = "y", quarter = "q" }))
    assert.equal("2024-02-29 0", take("y,m,d", "2024,févr.,29", { year = "y", month = "m", day = "d" }))
    assert.equal("2024-01-01 4", take("y", "2024", { year = "y" }))
    local message = select(2, store:import(support.file "y,m\n2024,\n", { year = "y", month = "m", zone = { const = "A" },
      phenomenon = { const = "p" } }, {}))
    says(message, "the month is empty")
  end)
end)

describe("what is refused", function()
  it("is summed by column, reason and value", function()
    local _, summary = counts { "x", "x", "1", "2", "3", "y" }
    assert.same({ "count", "count" }, summary.refusals.column)
    assert.same({ "x", "y" }, summary.refusals.value)
    assert.same({ 2, 1 }, summary.refusals.lines)
    assert.same({ 2, 7 }, summary.refusals.first_line)
    says(summary, "imported 3 of 6 lines (50 %)")
    says(summary, "3 refused, whose count can't be read")
  end)

  it("is all that is kept where too little came in", function()
    local store, summary, message, code = counts({ "x", "1", "2", "3" }, { at_least = "90%", source = "fresh" })
    assert.same({ nil, "rejected" }, { summary, code })
    says(message, "only 3 of 4 lines (75 %) could be taken, fewer than at_least = 90 %")
    says(message, "count: 'x' is not a whole number")
    assert.same({ 0, 0 }, { #kept(store), #store:sql "select 1 from source" })
    local rejects = store:rejects(store:state())
    assert.same({ 2, "count", "2001,A-1,p.x,\"x\"" }, { rejects.line[1], rejects.column[1], rejects.text[1] })
    assert.equal(0, store:check():sum "problems")
    assert.equal(3, select(2, counts({ "x", "1", "2", "3" }, { at_least = 0.75 })).rows)
  end)

  it("keeps only the mapped columns of its lines", function()
    local store = support.small_store()
    local text = "day,zone,suspect,born\n2024-13-01,A,Jan Voorbeeld,1990-01-01\n2024-01-02,A,Piet Voorbeeld,1991-02-02\n" ..
      "2024-01-02,A,Voorbeeld, Jan,1990-01-01\n2024-01-02,A,\"Voorbeeld\" x,1990\n2024-01-03,A,Voorbeeld,1990\n2024-01-04,A,,\n"
    local summary = assert(store:import(support.file(text), { day = "day", zone = "zone", phenomenon = { const = "p" } }, {}))
    local rejects = store:rejects(summary.batch)
    assert.same({ "2024-13-01,A", "", "" }, rejects.text)
    local path = store:path()
    store:close()
    for _, ending in ipairs { "", "-wal" } do
      local file = io.open(path .. ending, "rb")
      local bytes = file and file:read "a" or ""
      assert.falsy(bytes:find("Voorbeeld", 1, true))
      assert.falsy(bytes:find("1990-01", 1, true)) -- "1990" alone comes in hashes
    end
  end)

  it("is no empty line", function()
    local store = support.small_store()
    local summary = support.import(store, "2024,A,p,1\n,,,\n , ,,\n")
    assert.same({ 1, 0, 0 }, { summary.rows, summary.rejected, summary.passed_over })
  end)
end)
