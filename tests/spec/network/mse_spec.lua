-- mse: published totals (Chan, Silverman and Vincent, R package SparseMSE 2.0.1: main effects, and stepwise by p < 0.02) of potential
-- victims of trafficking in the United Kingdom in 2013 (six lists) and the Netherlands 2010-2015 (six lists), and what is said of
-- frames that are no capture histories.
local glocal = require "glocal"
local support = require "tests.spec.support"

local function histories(name)
  return assert(glocal.read("tests/spec/files/" .. name .. ".csv"))
end

-- To the digits given.
local function check_interval(frame, row, digits, total, low, high)
  local format = ("%%.%df"):format(digits)
  assert.equal(total, format:format(frame.total[row]))
  assert.equal(low, format:format(frame.low[row]))
  assert.equal(high, format:format(frame.high[row]))
end

describe("mse agrees with SparseMSE on", function()
  it("the lists of the United Kingdom", function()
    local m = glocal.mse(histories "mse_uk", { count = "count", best = 1 })
    assert.same({ "main effects", "stepwise", "BIC 1" }, { m.model[1], m.model[2], m.model[3] })
    assert.equal(2744, m.seen[1])
    check_interval(m, 1, 4, "12213.9951", "10988.8001", "13621.2567")
    check_interval(m, 2, 5, "11417.99109", "9977.28264", "13145.65651")
    assert.equal("PF:NCA LA:NG NG:GP LA:PF PF:GP GO:GP NG:GO", m.terms[2])
    assert.equal("", m.never_together[2])
    assert.truthy(m.bic[3] <= m.bic[2])
  end)

  it("the lists of the Netherlands, with pairs that are never together", function()
    local m = glocal.mse(histories "mse_nl", { count = "frequency", best = 1 })
    assert.equal(8234, m.seen[1])
    check_interval(m, 1, 4, "52823.4639", "48523.9033", "57581.8548")
    check_interval(m, 2, 4, "111139.3712", "92439.8581", "133991.4671")
    assert.equal("O:Z P:Z I:Z P:R O:P K:O", m.terms[2])
    assert.equal("K:R I:K", m.never_together[2])
    assert.truthy(m:attached("note_text"):find("the data do not say which model is right", 1, true))
  end)
end)

describe("mse", function()
  local function three(more)
    local rows = { { a = 1, b = 0, c = 0, n = 50 }, { a = 0, b = 1, c = 0, n = 40 }, { a = 1, b = 1, c = 0, n = 10 },
      { a = 0, b = 0, c = 1, n = 30 }, { a = 1, b = 0, c = 1, n = 6 } }
    for _, row in ipairs(more or {}) do rows[#rows + 1] = row end
    return rows
  end

  it("is Lincoln and Petersen's estimate for two lists, and does not fit what they can't tell", function()
    local m = glocal.mse(glocal.frame { { a = 1, b = 0, n = 50 }, { a = 0, b = 1, n = 40 }, { a = 1, b = 1, n = 10 } })
    support.near(1e-9)(300, m.total[1])
    -- Chapman: 61 x 51 / 11 - 1
    assert.equal("Chapman", m.model[4])
    support.near(1e-9)(61 * 51 / 11 - 1, m.total[4])
    assert.truthy(m.low[4] > 100 and m.low[4] < m.total[4] and m.total[4] < m.high[4])
    -- cottontail rabbits: 87 and 14 caught, 7 of them twice: 164 (Skalski, Robson and Simmons 1983)
    local rabbits = glocal.mse(glocal.frame { { a = 1, b = 0, n = 80 }, { a = 0, b = 1, n = 7 }, { a = 1, b = 1, n = 7 } })
    support.near(1e-9)(164, rabbits.total[4])
    local own = glocal.mse(glocal.frame { { a = 1, b = 0, n = 50 }, { a = 0, b = 1, n = 40 }, { a = 1, b = 1, n = 10 } },
      { pairs = { "b:a" } })
    assert.equal("as given", own.model[3])
    assert.is_nil(own.total[3])
  end)

  it("takes a history over several rows, columns by name, and drops lists without a case", function()
    local rows = three { { a = 1, b = 1, c = 1, n = 0 } }
    for _, row in ipairs(rows) do row.d, row.year = 0, 2024 end
    local m = glocal.mse(glocal.frame(rows), { lists = { "a", "b", "c", "d" } })
    local plain = glocal.mse(glocal.frame(three()))
    assert.equal(plain.total[1], m.total[1])
    assert.truthy(m:attached("note_text"):find("Lists without a case left out: d", 1, true))
    rows = three()
    rows[1].n, rows[#rows + 1] = 20, { a = 1, b = 0, c = 0, n = 30 }
    assert.equal(plain.total[1], glocal.mse(glocal.frame(rows)).total[1])
  end)

  it("gives the same intervals for a seed, around the total", function()
    local options = { draws = 60, seed = 5, best = 1 }
    local m, again = glocal.mse(glocal.frame(three()), options), glocal.mse(glocal.frame(three()), options)
    assert.equal(m.bca_low[1], again.bca_low[1])
    assert.truthy(m.bca_low[1] < m.total[1] and m.total[1] < m.bca_high[1])
  end)

  it("takes true and false, yes and no, and a column that names the lists", function()
    local plain = glocal.mse(glocal.frame { { a = 1, b = 0, n = 50 }, { a = 0, b = 1, n = 40 }, { a = 1, b = 1, n = 10 } })
    for _, words in ipairs { { "TRUE", "FALSE" }, { "yes", "no" }, { "ja", "nee" }, { "oui", "non" } } do
      local on, off = words[1], words[2]
      local text = ("a,b,Count\n%s,%s,50\n%s,%s,40\n%s,%s,10\n"):format(on, off, off, on, on, on)
      assert.equal(plain.total[1], glocal.mse(glocal.read(support.file(text, ".csv"))).total[1])
    end
    local named = glocal.frame { { seen_by = "a", n = 50 }, { seen_by = "b", n = 40 }, { seen_by = "a + b", n = 10 },
      { seen_by = "", n = 0 } }
    local m = glocal.mse(named, { history = "seen_by", separator = "+" })
    assert.equal(plain.total[1], m.total[1])
    assert.equal("bad argument 'lists' to 'mse': row 1: 5 cases are on no list: those are the ones to be estimated",
      support.message_of(glocal.mse, glocal.frame { { h = "-", n = 5 }, { h = "a-b", n = 1 } }, { history = "h" }))
  end)

  it("takes n for the count where a list is named N", function()
    local m = glocal.mse(glocal.frame({ { N = 1, P = 0, n = 50 }, { N = 0, P = 1, n = 40 }, { N = 1, P = 1, n = 10 } },
      { columns = { "N", "P", "n" } }))
    support.near(1e-9)(300, m.total[1])
  end)

  it("says what it added up, what lies within what and why a model has no estimate", function()
    local function note(rows, options) return glocal.mse(glocal.frame(rows), options):attached("note_text") end
    local text = note({ { a = 1, b = 0, n = 50, sex = "f" }, { a = 0, b = 1, n = 40, sex = "f" },
      { a = 1, b = 1, n = 4, sex = "f" }, { a = 1, b = 1, n = 6, sex = "m" } }, { lists = { "a", "b" }, pairs = { "a:b" } })
    assert.equal("Totals from 282 to 300. 100 cases on 2 lists (a, b); pairs of lists without a case in common: 0 of 1. Two "
      .. "lists: their independence can't be tested. BIC: the best of 2 models, 1 of them without an estimate. "
      .. "Without an estimate: as given (parameters not identifiable). Low and high take the model as known (draws= "
      .. "for intervals that do not). 1 history in more than one row: added up. Neither a list nor the count, cases "
      .. "added up over it: sex.", text)
    text = note { { a = 1, b = 0, c = 0, n = 50 }, { a = 1, b = 1, c = 0, n = 40 }, { a = 0, b = 0, c = 1, n = 10 },
      { a = 1, b = 0, c = 1, n = 5 } }
    assert.truthy(text:find("Lists within others: all cases on b are on a.", 1, true))
    text = note { { a = 1, b = 0, n = 50 }, { a = 1, b = 1, n = 40 } }
    assert.truthy(text:find("No model has an estimate: all cases are on a, so that nothing tells how many it misses", 1, true))
  end)

  it("has no upper bound where too many draws of the bootstrap have an infinite total, and says how many", function()
    local rows = { { a = 1, b = 0, c = 0, n = 40 }, { a = 0, b = 1, c = 0, n = 30 }, { a = 0, b = 0, c = 1, n = 20 },
      { a = 1, b = 1, c = 0, n = 1 } } -- one draw in e has no case on a and b
    local m = glocal.mse(glocal.frame(rows), { draws = 100, best = 1 })
    assert.truthy(m:attached("note_text"):find("BCa of 100 draws: the stepwise model chosen anew in each, BIC 1 among the 1 "
      .. "shown, the others as they stand; draws with an infinite total: [34]%d of main effects %(no upper bound%)"))
    assert.truthy(m.total[1] > 1000 and m.bca_low[1] < m.total[1])
    assert.is_nil(m.bca_high[1])
    rows[4].n = 6 -- one in 400: the bound holds
    m = glocal.mse(glocal.frame(rows), { draws = 1000, best = 1 })
    assert.truthy(m:attached("note_text"):find("draws with an infinite total: %d of main effects"))
    assert.truthy(m.bca_high[1] > m.total[1])
  end)

  it("takes no range for a number, nor its other end for a list", function()
    local f = glocal.frame { { a = 1, b = 0, n = 50, n_high = 50 }, { a = 0, b = 1, n = 40, n_high = 40 },
      { a = 1, b = 1, n = 0, n_high = 4 } }
    local ok, message = pcall(glocal.mse, f)
    assert.is_false(ok)
    assert.truthy(message:find("row 3: column 'n' is a range, 0 to 4, and no number", 1, true), message)
    assert.truthy(message:find('count="n_high"', 1, true), message)
    assert.equal(94, glocal.mse(f, { count = "n_high" }).seen[1])
    local whole = glocal.frame { { a = 1, b = 0, n = 50, n_high = 50 }, { a = 0, b = 1, n = 40, n_high = 40 },
      { a = 1, b = 1, n = 10, n_high = 10 } }
    assert.equal(300, math.floor(glocal.mse(whole).total[1] + 0.5))
  end)

  it("says what is no capture history", function()
    local function message(rows, options) return support.message_of(glocal.mse, glocal.frame(rows), options) end
    assert.equal("bad argument 'lists' to 'mse': no case is on more than one list (a, b): lists without overlap say nothing of "
      .. "those that none has seen", message { { a = 1, b = 0, n = 5 }, { a = 0, b = 1, n = 4 } })
    assert.equal("bad argument 'lists' to 'mse': row 6: column 'b' must be 1 (on the list) or 0, and is 2",
      message(three { { a = 1, b = 2, c = 0, n = 1 } }))
    assert.equal("bad argument 'lists' to 'mse': row 6: 9 cases are on no list: those are the ones to be estimated",
      message(three { { a = 0, b = 0, c = 0, n = 9 } }))
    assert.equal("bad argument 'count' to 'mse': row 6: column 'n' must be a whole number from 0 to 1e9, and is -1",
      message(three { { a = 1, b = 1, c = 1, n = -1 } }))
    assert.equal("bad argument 'count' to 'mse': the frame has no column 'm'; it has a, b, c, n",
      message(three(), { count = "m" }))
    assert.truthy(message(three(), { pairs = { "a:d" } }):find("there is no pair 'a:d'", 1, true))
    assert.equal("bad argument 'lists' to 'mse': expected at least two lists, got 1 column", message { { a = 1, n = 1 } })
    assert.equal("bad argument 'lists' to 'mse': 'a' is named twice", message(three(), { lists = { "a", "a", "b" } }))
    assert.equal("bad argument 'lists' to 'mse': row 6: column 'b' must be 1 (on the list) or 0, and is empty: a missing value "
      .. "is not 0", message(three { { a = 1, c = 1, n = 1 } }))
    assert.equal("bad argument 'separator' to 'mse': expected a sign that stands between lists, such as '-'",
      message({ { h = "a", n = 1 } }, { history = "h", separator = "" }))
    assert.equal("bad argument 'history' to 'mse': column 'h' names 1 list: expected at least two, between '-' (separator= for "
      .. "another sign)", message({ { h = "a", n = 1 } }, { history = "h" }))
  end)
end)
