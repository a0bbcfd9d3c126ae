--- delphi_spec.lua: Delphi rounds: answers, Kendall's W against published examples, a stop rule that was declared and can't be changed,
-- feedback in four languages.

local glocal = require "glocal"
local kendall = require "foresight.horizon.kendall"
local panel_answers = require "foresight.horizon.panel_answers"
local stop_rule = require "foresight.horizon.stop_rule"
local support = require "tests.spec.support"

local function says(text, part)
  assert.truthy(tostring(text):find(part, 1, true), ("no '%s' in: %s"):format(part, tostring(text)))
end

describe("Kendall's W", function()
  -- S. Siegel, Nonparametric Statistics (1956), p. 231: three executives rank six applicants; s = 25.5, W = .16.
  it("is that of Siegel's executives", function()
    local k = kendall.of { { 1, 6, 3, 2, 5, 4 }, { 1, 5, 6, 4, 2, 3 }, { 6, 3, 2, 5, 4, 1 } }
    support.near(1e-12)(12 * 25.5 / (9 * 210), k.w)
    assert.equal("0.16", ("%.2f"):format(k.w))
    assert.equal(5, k.df)
  end)

  -- M. G. Kendall, Rank Correlation Methods, chapter 6, also Siegel p. 234: three rankings of ten with ties; S = 591, W = .828.
  it("is that of Kendall's example with ties", function()
    local k = kendall.of { { 1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10 }, { 2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5 },
      { 2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10 } }
    support.near(1e-12)(591 / 714, k.w)
    assert.equal("0.828", ("%.3f"):format(k.w))
  end)

  it("goes from none to all, and is none where nobody tells items apart", function()
    assert.equal(1.0, kendall.of({ { 1, 2, 3 }, { 10, 20, 30 } }).w)
    assert.equal(0.0, kendall.of({ { 1, 2, 3 }, { 3, 2, 1 } }).w)
    assert.is_nil(kendall.of { { 2, 2, 2 }, { 5, 5, 5 } })
    assert.is_nil(kendall.of { { 1, 2, 3 } })
    assert.is_nil(kendall.of {})
  end)
end)

describe("answers", function()
  it("are summed up by median and quartiles, as R's quantile", function()
    local s = panel_answers.summary { 2, 5, 3, 3 }
    assert.same({ 3.0, 2.75, 3.5, 0.75, 4 }, { s.median, s.low, s.high, s.iqr, s.answers })
    assert.is_nil(panel_answers.summary {})
    support.near(1e-12)(0.5, panel_answers.shift({ 1, 1, 2, 2 }, { 2, 2, 3, 3 }))
    assert.equal(0.0, panel_answers.shift({ 1, 2 }, { 2, 1, 2, 1 }))
  end)
end)

describe("a stop rule", function()
  it("stops for the first of its reasons", function()
    local rule = stop_rule.checked { iqr = 1, w = 0.7 }
    assert.equal(3, rule.rounds)
    assert.equal("", stop_rule.of(rule, { iqr = 1.5, w = 0.69, round = 1 }))
    assert.equal("iqr", stop_rule.of(rule, { iqr = 1, round = 1 }))
    assert.equal("w", stop_rule.of(rule, { iqr = 2, w = 0.7, round = 2 }))
    assert.equal("w, rounds", stop_rule.of(rule, { iqr = 2, w = 0.8, round = 3 }))
    for _, wrong in ipairs { { iqr = -1 }, { w = 2 }, { rounds = 0 }, { weeks = 3 }, { rounds = 1.5 } } do
      says(support.message_of(stop_rule.checked, wrong), "bad argument 'stop'")
    end
  end)
end)

describe("a Delphi study", function()
  local store, d

  local function open(changes)
    local spec = { name = "boats", question = "How likely by 2028?", items = { "Larger boats", "Other coasts", "Engines" },
      scale = { 1, 5 }, stop = { iqr = 1, w = 0.9, rounds = 3 }, role = "analysis" }
    for name, value in pairs(changes or {}) do spec[name] = value end
    return glocal.delphi(spec)
  end

  local function answers(list)
    local rows = {}
    for i, each in ipairs(list) do rows[i] = { respondent = "R" .. i, item1 = each[1], item2 = each[2], item3 = each[3] } end
    return glocal.frame(rows, { columns = { "respondent", "item1", "item2", "item3" } })
  end

  before_each(function()
    store = support.small_store()
    d = assert(open())
  end)

  it("goes through rounds until its rule stops it", function()
    assert.equal(15, (d:answer(answers { { 5, 2, 3 }, { 4, 3, 1 }, { 2, 5, 4 }, { 5, 1, 5 }, { 3, 4, 2 } })))
    local r = d:close { role = "analysis", comments = { [2] = "Two saw the storms as a reason." } }
    assert.same({ 4.0, 3.0, 3.0 }, r.median)
    assert.same({ 3.0, 5.0, 2.0 }, { r.low[1], r.high[1], r.iqr[1] })
    says(r:note(), "goes on")
    assert.equal(15, (d:answer(answers { { 5, 2, 3 }, { 4, 2, 3 }, { 4, 3, 4 }, { 5, 2, 4 }, { 4, 2, 3 } })))
    r = d:close { role = "analysis" }
    assert.same({ 0.0, -1.0, 0.0 }, r.change)
    support.near(1e-12)(0.4, r.moved[1])
    support.near(1e-12)(0.4, r.shift[1])
    local a = d:agreement()
    assert.same({ 5, 5, "iqr, w" }, { a.respondents[2], a.complete[2], a.stopped[2] })
    assert.is_nil(a.stopped[1])
    assert.truthy(a.w[2] > 0.9 and a.p[2] < 0.01)
    says(support.message_of(d.answer, d, answers { { 1, 1, 1 } }), "it takes no more answers")
    says(support.message_of(d.close, d, { role = "analysis" }), "has stopped after round 2 (iqr, w)")
    assert.equal(30, #d:answers())
    assert.equal("Delphi ‘boats’, ronde 2: medianen en middelste helften", r:plot { lang = "nl" }.title)
    local log = store:log()
    assert.same({ "open", "answer", "close", "answer", "close" }, table.move(log.action, #log - 4, #log, 1, {}))
    for _, row in store:check():rows() do assert.equal(0, row.problems, row.check) end
    assert.equal("boats", glocal.delphi "boats".name)
  end)

  it("takes answers from a file, and gives back those that it can't take", function()
    local f = glocal.read(support.file "respondent,item,value\nR1,1,3\nR1,2,9\nJan Jansen,1,2\nR1,1,4\nR2,7,2\nR2,1,\nR2,2,0\n")
    local taken, refused = d:answer(f)
    assert.equal(1, taken)
    assert.same({ 2, 3, 4, 5, 7 }, refused.row)
    says(refused.reason[1], "'9' is no answer from 1 to 5")
    says(refused.reason[2], "never a name")
    says(refused.reason[3], "R1 has answered item 1 in this round already")
    says(refused.reason[4], "there is no item '7'")
    says(support.message_of(d.close, d, { role = "analysis" }), "item 2 has no answer in round 1")
    local by_words = glocal.frame({ { respondent = "R3", a = 4 } }, { columns = { "respondent", "a" } }):with("Engines", { 2 })
    assert.equal(1, (d:answer(by_words)))
    says(support.message_of(d.answer, d, glocal.frame { { a = 1 } }), "a column 'respondent'")
    says(support.message_of(d.answer, d, glocal.frame { { respondent = "R4", b = 1 } }), "respondent, item and value")
  end)

  it("is opened once, with a rule that nobody changes", function()
    says(support.message_of(glocal.delphi, { name = "b", question = "?", items = { "x" }, scale = { 0 / 0, 5 },
      stop = { rounds = 2 }, role = "analysis" }), "say from what to what answers go")
    local made, message, code = open { stop = { rounds = 9 } }
    assert.same({ nil, "exists" }, { made, code })
    says(message, "its rule can't be changed")
    says(store:log().why[#store:log()], "stops at every interquartile range <= 1, or W >= 0.9, or 3 rounds")
    local path = store:path()
    assert(os.execute(("sqlite3 '%s' 'update delphi_study set stop_w = 0.1' 2>/dev/null; test $? -ne 0"):format(path)))
    for part, changes in pairs { ["say beforehand when the study stops"] = { stop = false },
      ["from what to what"] = { scale = { 5, 1 } },
      ["what the panel judges"] = { items = {} }, ["the same as another"] = { items = { "a", "a" } },
        ["say which role"] = { role = "" },
      ["what is asked"] = { question = "" }, ["telephone number"] = { items = { "call 0475 12 34 56" } } } do
      changes.name = "other"
      local done, why = pcall(open, changes)
      assert.is_false(done)
      if part ~= "say beforehand when the study stops" then says(why, part) end
    end
    says(support.message_of(glocal.delphi, "boat"), "did you mean 'boats'")
  end)

  it("hands back what all answered, in four languages, and to one his own", function()
    d:answer(answers { { 5, 2, 3 }, { 4, 3, 1 }, { 2, 5, 4 }, { 5, 1, 5 }, { 3, 4, 2 } })
    says(support.message_of(d.feedback, d), "no round of 'boats' is closed yet")
    d:close { role = "analysis", comments = { [2] = "Two saw the storms as a reason." } }
    for lang, part in pairs { nl = "Mediaan 4; de middelste helft van de 5 antwoorden ligt van 3 tot 5.",
      fr = "va de 3 à 5", de = "Die mittlere", en = "the middle half of the 5 answers lies from 3 to 5" } do
      local text = d:feedback { lang = lang }
      if lang ~= "de" then says(text, part) end
      says(text, "Two saw the storms as a reason.")
      assert.is_nil(text:find "R3")
    end
    local own = d:feedback { lang = "en", respondent = "R3" }
    says(own, "Your answer: 2.")
    says(own, "It lies outside the middle half")
    says(support.message_of(d.feedback, d, { respondent = "R9" }), "there is no answer of 'R9' in round 1")
    says(support.message_of(d.results, d, { round = 2 }), "round 2 is not closed")
    says(support.message_of(d.close, d, { role = "x", comments = { [9] = "x" } }), "item")
  end)

  it("is marked with its answers, and a change by another program is noticed", function()
    d:answer(answers({ { 5, 2, 3 }, { 1, 3, 1 } }):mark "AMBER")
    d:close { role = "analysis" }
    assert.equal("TLP:AMBER", d:results():marking())
    assert.equal("TLP:AMBER", d:agreement():marking())
    -- the change of a median tells of the round before
    d:answer(answers { { 5, 2, 3 }, { 4, 3, 1 } })
    assert.equal("TLP:AMBER", d:close { role = "analysis" }:marking())
    assert.equal("TLP:AMBER", d:results { round = 2 }:marking())
    local path = store:path()
    store:close()
    local change = [[printf '.dbconfig enable_trigger off\nupdate delphi_answer set value = 1;\n' | sqlite3 '%s' >/dev/null]]
    assert(os.execute(change:format(path)))
    says(assert(glocal.open(path)):check():where { check = "rows as logged" }.result[1], "delphi_answer: changed")
  end)
end)
