-- mse: published estimates of other lists than those of the United Kingdom and the Netherlands (mse_spec has these two), which
-- a fit in R 4.2.2 (glm, and lpSolve for existence) gives too:
-- * New Orleans (Bales, Murphy and Silverman 2020), Korea (Ball, Shin and Yang 2018) and an artificial table (Chan, Silverman and
--   Vincent 2021, tables 2 and 3), as the documentation of the R package MultipleSystemsEstimation prints data, totals, deviance,
--   AIC and BIC;
-- * five lists of the United Kingdom (Binette and Steorts, On the reliability of multiple systems estimation, 2021: MSETools);
-- * census undercount (Darroch and others 1993) and diabetes (Bruno and others 1994) in Rivest (2011), injuries (Cormack, Chang
--   and Smith 2000) and two samples (Seber 1982, page 107), as the tests of the R package Rcapture state.
local glocal = require "glocal"

-- "1 0 1 7 / ...": a history and how many have it, by list.
local function table_of(lists, text)
  local rows = {}
  for line in text:gmatch "[^/]+" do
    local row, at = {}, 1
    for word in line:gmatch "%S+" do
      row[lists[at] or "n"] = tonumber(word)
      at = at + 1
    end
    rows[#rows + 1] = row
  end
  return glocal.frame(rows)
end

-- All histories of as many lists in the order 11..1, 11..0, ... 00..1.
local function full(lists, counts)
  local rows = {}
  for i, n in ipairs(counts) do
    local row = { n = n }
    for k, name in ipairs(lists) do row[name] = (2 ^ #lists - i) // 2 ^ (#lists - k) % 2 end
    rows[i] = row
  end
  return glocal.frame(rows)
end

local function shown(format, value) return value and format:format(value) or "none" end

local function given(f, names) return glocal.mse(f, { pairs = names, best = 1 }) end

local NEW_ORLEANS = [[1 0 0 0 0 0 0 0 25 / 0 1 0 0 0 0 0 0 5 / 0 0 1 0 0 0 0 0 70 / 0 0 0 1 0 0 0 0 33 / 0 0 0 0 1 0 0 0 6 /
  0 0 0 0 0 1 0 0 6 / 0 0 0 0 0 0 1 0 6 / 0 0 0 0 0 0 0 1 21 / 1 0 1 0 0 0 0 0 1 / 1 0 0 1 0 0 0 0 2 / 1 0 0 0 1 0 0 0 1 /
  0 1 0 0 0 1 0 0 1 / 0 0 1 1 0 0 0 0 2 / 0 0 1 0 1 0 0 0 1 / 0 0 1 0 0 0 1 0 1 / 0 0 0 1 1 0 0 0 2 /
  0 0 0 0 1 0 0 1 1 / 1 0 1 0 0 0 1 0 1 / 1 0 0 1 1 0 0 0 1]]

describe("mse agrees with what was published of", function()
  it("New Orleans, eight lists and five", function()
    local f = table_of({ "A", "B", "C", "D", "E", "F", "G", "H" }, NEW_ORLEANS)
    local m = glocal.mse(f)
    assert.equal("186 D:E 1110.488 33.16 112.8", ("%d %s %.3f %.2f %.1f"):format(m.seen[2], m.terms[2], m.total[2], m.deviance[2],
      m.aic[2]))
    assert.truthy(m:attached("note_text"):find("without a case in common: 18 of 28", 1, true))
    local merged = glocal.sql([[select A, max(B, E, F, G) as BEFG, C, D, H, sum(n) as n from $f group by 1, 2, 3, 4, 5]],
      { f = f })
    m = glocal.mse(merged)
    assert.equal(" 981.4314 18.06 76.92", ("%s %.4f %.2f %.2f"):format(m.terms[2], m.total[2], m.deviance[2], m.aic[2]))
  end)

  it("Korea: all models by BIC, and how many have no estimate", function()
    local f = table_of({ "b", "c", "d" }, "0 0 1 41 / 0 1 0 5 / 1 0 0 5 / 1 1 0 54 / 1 0 1 6 / 0 1 1 0 / 1 1 1 12")
    local m, found = glocal.mse(f, { best = 8 }), {}
    for i = 3, #m do found[i - 2] = ("%s %.4f %.5f"):format(m.terms[i], m.total[i], m.bic[i]) end
    assert.same({ "b:c c:d 157.1667 57.14081", "b:c 268.7778 58.96860", "b:d c:d 123.4630 91.89711", "c:d 126.1944 138.06368",
      "b:d 126.9394 155.16018", " 141.9926 184.14431" }, found)
    assert.equal("b:c 8.567 44.91", ("%s %.3f %.2f"):format(m.terms[2], m.deviance[2], m.aic[2]))
    for best = 1, 3 do -- how many there are does not hang on how many are shown
      local text = glocal.mse(f, { best = best }):attached("note_text")
      assert.truthy(text:find("of 8 models, 2 of them without an estimate", 1, true))
    end
  end)

  it("a table with each way of having no estimate", function()
    local f = table_of({ "A", "B", "C" }, "1 0 0 40 / 0 1 0 30 / 0 0 1 20 / 1 1 0 6")
    local why = { [1] = "parameters not identifiable", [2] = "infinite total" }
    local without = { { "A:B", "A:C", "B:C" }, { "A:B" }, { "A:B", "A:C" }, { "A:B", "B:C" } }
    for k, names in ipairs(without) do
      local m = given(f, names)
      assert.is_nil(m.total[3])
      assert.truthy(m:attached("note_text"):find(("as given (%s)"):format(why[k == 1 and 1 or 2]), 1, true))
    end
    for _, names in ipairs { {}, { "A:C" }, { "B:C" }, { "A:C", "B:C" } } do assert.truthy(given(f, names).total[3]) end
  end)

  it("the United Kingdom, five lists", function()
    local six = assert(glocal.read "tests/spec/files/mse_uk.csv")
    local f = glocal.sql([[select LA, NG, max(PF, NCA) as PFNCA, GO, GP, sum(count) as count from $f group by 1, 2, 3, 4, 5]],
      { f = six })
    local m = glocal.mse(f)
    assert.equal("13444.13 11312.990", ("%.2f %.3f"):format(m.total[1], m.total[2]))
  end)

  it("a census, diabetes and two samples", function()
    local census = full({ "a", "b", "c" }, { 72, 155, 7, 71, 13, 53, 43 })
    local function of(f, ...)
      local m = given(f, { ... })
      return ("%s %s"):format(shown("%.0f", m.total[3]), shown("%.2f", m.deviance[3]))
    end
    assert.equal("1240 0.00", of(census, "a:b", "a:c", "b:c"))
    assert.equal("850 3.79", of(census, "a:b", "b:c")) -- published as 3.8
    local diabetes = full({ "a", "b", "c", "d" }, { 58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10 })
    assert.equal("2771 7.62", of(diabetes, "a:b", "a:c", "b:c", "b:d", "c:d"))
    assert.equal("2472 21.97", of(diabetes, "a:c", "b:d", "c:d"))
    assert.equal("2389.9 28.831", ("%.1f %.3f"):format(glocal.mse(full({ "a", "b" }, { 167, 781, 254 })).total[1],
      glocal.mse(full({ "a", "b" }, { 167, 781, 254 })).aic[1]))
  end)

  it("injuries on four lists, one of which is nearly empty", function()
    local f = full({ "a", "b", "c", "d" }, { 72, 5, 29, 53, 24, 3, 12, 14, 0, 0, 0, 1, 0, 0, 2 })
    local function of(...)
      local m = given(f, { ... })
      local text = m:attached "note_text"
      if not m.total[3] then return text:match "as given %((.-)%)" end
      return ("%.0f %.1f"):format(m.total[3], m.deviance[3])
    end
    assert.equal("215 87.1", of())
    assert.equal("215", of("c:d"):match "%d+")
    -- published as 218: c is within a, so the pair's parameter is infinite though the total is not; without an estimate in the
    -- sense of Chan, Silverman and Vincent
    assert.equal("a parameter is infinite, the total runs to 218", of("a:b", "a:c", "c:d"))
    -- published as more than a million
    assert.equal("infinite total", of("a:b", "a:c", "a:d", "c:d"))
    assert.equal("infinite total", of("a:b", "a:c", "a:d", "b:c", "b:d", "c:d"))
    local text = glocal.mse(f):attached "note_text"
    assert.truthy(text:find("of 64 models, 32 of them without an estimate", 1, true))
    assert.truthy(text:find("Lists within others: all cases on c are on a", 1, true))
  end)

  it("Korea: intervals with the model chosen anew in each draw", function()
    -- Silverman, Chan and Vincent (Statistics and Computing 34, 2024, table 3), 1000 draws: one model 131 to 248, all six 128 to 349.
    -- 20000 draws in R of the one model, without the 300 that have no finite parameters: 131 to 263.
    local f = table_of({ "b", "c", "d" }, "0 0 1 41 / 0 1 0 5 / 1 0 0 5 / 1 1 0 54 / 1 0 1 6 / 1 1 1 12")
    local one, all = glocal.mse(f, { best = 1, draws = 20000 }), glocal.mse(f, { best = 6, draws = 4000 })
    assert.truthy(math.abs(one.bca_low[3] - 131) < 2 and math.abs(one.bca_high[3] - 265) < 8)
    assert.truthy(math.abs(all.bca_low[3] - 129) < 2 and math.abs(all.bca_high[3] - 360) < 25)
    assert.truthy(all.bca_high[3] - all.bca_low[3] > 1.5 * (one.bca_high[3] - one.bca_low[3]))
  end)
end)
