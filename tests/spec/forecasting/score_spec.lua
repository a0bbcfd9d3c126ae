--- score_spec.lua: scores by group, from Lua.

local glocal = require "glocal"
local support = require "tests.spec.support"

local near = support.near(1e-12)
local message_of = support.message_of

describe("score", function()
  it("gives the scores of each group, and passes over what has not come about", function()
    local f = glocal.frame {
      { method = "a", actual = 12, median = 10, low_50 = 8, high_50 = 13, low_95 = 5, high_95 = 20 },
      { method = "b", actual = 21, median = 10, low_50 = 8, high_50 = 13, low_95 = 5, high_95 = 20 },
      { method = "b", median = 10, low_50 = 8, high_50 = 13, low_95 = 5, high_95 = 20 },
    }
    assert.same({ "method", "outcomes", "mae", "wis", "coverage_50", "coverage_95" },
      glocal.score(f, { by = "method" }):columns())
    local s = glocal.score(f, { by = "method", scores = "all" })
    assert.same({ "a", "b" }, s.method)
    assert.same({ 1, 1 }, s.outcomes)
    near(1.05, s.wis[1])
    near(0.65, s.dispersion[1])
    near(0.4, s.under[1])
    near(0, s.over[1])
    near(1.05 / 2, s.pinball[1])
    -- b: 11 above the median, 8 above high_50, 1 above high_95.
    near((11 / 2 + 0.25 * (5 + 4 * 8) + 0.025 * (15 + 40 * 1)) / 2.5, s.wis[2])
    near(5 + 4 * 8, s.interval_50[2])
    near(15 + 40 * 1, s.interval_95[2])
    assert.same({ 5.0, 5.0 }, s.width_50)
    assert.same({ 100.0, 0.0 }, s.coverage_95)
    assert.equal("%", select(2, s:type "coverage_95"))
    assert.same({ -2.0, -11.0 }, s.bias)
  end)

  it("scales by the history, and compares with a reference", function()
    -- Scales of three histories; R's forecast 8.20 for the test: dm.test(miss / scale, miss of the reference / scale, power=1).
    local f = glocal.frame {
      { actual = 10, median = 8, mae0 = 2, mse0 = 5, naive2 = 13 },
      { actual = 20, median = 21, mae0 = 4, mse0 = 20, naive2 = 15 },
      { actual = 30, median = 34, mae0 = 5, mse0 = 30, naive2 = 31 },
      { actual = 40, median = 38, mae0 = 0, mse0 = 0, naive2 = 37 },
    }
    local s = glocal.score(f, { scale = "mae0", squared_scale = "mse0", reference = "naive2", scores = "all" })
    near((2 + 1 + 4 + 2) / 4, s.mae[1], "mae")
    near(math.sqrt((4 + 1 + 16 + 4) / 4), s.rmse[1], "rmse")
    near((2 / 2 + 1 / 4 + 4 / 5) / 3, s.mase[1], "mase")
    near(math.sqrt((4 / 5 + 1 / 20 + 16 / 30) / 3), s.rmsse[1], "rmsse")
    local smape, reference = 2 / 18 + 1 / 41 + 4 / 64, 3 / 23 + 5 / 35 + 1 / 61
    near((smape / reference + (1 + 0.25 + 0.8) / (1.5 + 1.25 + 0.2)) / 2, s.owa[1], "owa")
    near(1 - 2.05 / 2.95, s.skill[1], "skill")
    assert.is_true(s.skill_low[1] < s.skill[1] and s.skill[1] < s.skill_high[1])
    near(-0.6348110542727383, s.dm[1], "dm")
    near(0.5904858203260390, s.dm_p[1], "dm_p")
    assert.is_nil(glocal.score(f, { reference = "naive2", horizon = 4, scores = "dm" }).dm[1])
    assert.same({ "outcomes", "mae", "mase" }, glocal.score(f, { scale = "mae0" }):columns())
  end)

  it("scores probabilities of events", function()
    local f = glocal.frame {
      { author = "a", actual = 1, probability = 0.8 }, { author = "a", actual = 0, probability = 0.3 },
      { author = "b", actual = 0, probability = 1.0 },
    }
    local s = glocal.score(f, { by = "author" })
    assert.same({ "author", "outcomes", "brier", "log_score" }, s:columns())
    near((0.04 + 0.09) / 2, s.brier[1])
    near(-(math.log(0.8) + math.log(0.7)) / 2, s.log_score[1])
    near(1, s.brier[2])
    assert.equal(math.huge, s.log_score[2])
    assert.truthy(message_of(glocal.score, glocal.frame { { actual = 3, probability = 0.5 } }):find(
      "'actual' is 3: a probability is scored against 1 (it happened) or 0 (it did not)", 1, true))
    assert.truthy(message_of(glocal.score, glocal.frame { { actual = 1, probability = 50 } }):find(
      "'probability' is 50: a probability lies between 0 and 1", 1, true))
  end)

  it("says what is wrong", function()
    local f = glocal.frame { { actual = 12, median = 10, low_50 = 8, high_50 = 13 } }
    for message, options in pairs {
      ["bad argument to 'score': there is no 'byy', did you mean 'by'?"] = { byy = "method" },
      ["bad argument 'scores' to 'score': there is no score 'briar', did you mean 'brier'?"] = { scores = "briar" },
      ["bad argument 'scores' to 'score': rmsse needs `squared_scale`, the name of a column"] = { scores = { "rmsse" } },
      ["bad argument 'scores' to 'score': brier needs a column `probability`"] = { scores = "brier" },
      ["bad argument 'scale' to 'score': expected the name of a column, got 3"] = { scale = 3 },
      ["bad argument 'horizon' to 'score': expected a whole number of steps, got 0"] = { horizon = 0 },
      ["bad argument 'point' to 'score': the frame has no column 'medain', did you mean 'median'?"] = { point = "medain" },
    } do
      local said = message_of(glocal.score, f, options)
      if not said:find(message, 1, true) then error(said .. "\nis not\n" .. message) end
    end
    assert.truthy(message_of(glocal.score, glocal.frame { { actual = 1, x = 2 } }):find("there is nothing to score", 1, true))
  end)
end)
