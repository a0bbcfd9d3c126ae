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

  it("says what is no capture history", function()
    local function message(rows, options) return support.message_of(glocal.mse, glocal.frame(rows), options) end
    assert.equal("bad argument 'lists' to 'mse': no case is on more than one list (a, b): lists without overlap say nothing of "
      .. "those that none has seen", message { { a = 1, b = 0, n = 5 }, { a = 0, b = 1, n = 4 } })
    assert.equal("bad argument 'lists' to 'mse': row 6: column 'b' must be 1 (on the list) or 0, and is 2",
      message(three { { a = 1, b = 2, c = 0, n = 1 } }))
    assert.equal("bad argument 'lists' to 'mse': row 6: 9 cases are on no list: those are the ones to be estimated",
      message(three { { a = 0, b = 0, c = 0, n = 9 } }))
    assert.equal("bad argument 'count' to 'mse': row 6: column 'n' must be a whole number of 0 or more, and is -1",
      message(three { { a = 1, b = 1, c = 1, n = -1 } }))
    assert.equal("bad argument 'count' to 'mse': the frame has no column 'm'; it has a, b, c, n",
      message(three(), { count = "m" }))
    assert.truthy(message(three(), { pairs = { "a:d" } }):find("there is no pair 'a:d'", 1, true))
    assert.equal("bad argument 'lists' to 'mse': expected at least two lists, got 1 column", message { { a = 1, n = 1 } })
  end)
end)
