--- barrier_spec.lua: barrier models: a case worked out by hand, the best set found among all, what is worth knowing, wrong tables.

local glocal = require "glocal"
local support = require "tests.spec.support"

local near = support.near(1e-9)

local function process_of(rows)
  return glocal.frame(rows, { columns = { "quantity", "stage", "low", "mode", "high" }, types = { stage = "text" } })
end

local function fixed(quantity, stage, value)
  return { quantity = quantity, stage = stage, low = value, mode = value, high = value }
end

-- 100 persons, two stages: a tenth is stopped before any harm, a fifth of the others after 4 months; those through suffer 10.
local function certain_process(displaced)
  return process_of { fixed("persons", nil, 100.0), fixed("displaced", nil, displaced or 0.0), fixed("stopped", "entry", 0.1),
    fixed("stopped", "work", 0.2), fixed("harm", "entry", 0.0), fixed("harm", "work", 4.0), fixed("harm", "through", 10.0) }
end

local function barrier(code, stage, cost, effect, low, high)
  return { barrier = code, stage = stage, cost_low = cost, cost = cost, cost_high = cost, effect_low = low or effect,
    effect = effect, effect_high = high or effect }
end

local THREE = { barrier("a", "entry", 10.0, 0.5), barrier("b", "work", 20.0, 0.25), barrier("c", "work", 30.0, 0.5) }

local function solve(spec)
  spec.process = spec.process or certain_process()
  spec.barriers = glocal.frame(spec.barriers or THREE)
  spec.draws = spec.draws or 100
  return glocal.barrier_model(spec)
end

local function row_of(frame, set)
  local row = frame:where { set = set }
  assert.equal(1, #row, set)
  return row
end

describe("a barrier model", function()
  -- Harm today: 90 pass entry; 18 are found at work after 4 months, 72 suffer 10: 792.
  it("works out what sets avoid, as by hand", function()
    local sets = solve({ budget = 60, size = 2 }):sets()
    assert.equal(3, #sets)
    -- a and c: 45 pass entry, 0.8 x 0.5 of them pass work: 27 x 4 + 18 x 10 = 288
    near(792 - 288, row_of(sets, "a + c").avoided[1])
    -- a and b: 0.8 x 0.75 = 0.6 pass work: 18 x 4 + 27 x 10 = 342
    near(792 - 342, row_of(sets, "a + b").avoided[1])
    -- b and c: 0.8 x 0.75 x 0.5 = 0.3 of 90: 63 x 4 + 27 x 10 = 522
    near(792 - 522, row_of(sets, "b + c").avoided[1])
    assert.equal("a + c", sets.set[1])
    near(1, sets.best[1])
    near(0, sets.regret[1])
    near(45, sets.prevented[1]) -- the half of the 90 that passed entry
    near(27 - 18, sets.found[1]) -- found at work: 27 of 45, 18 of 90 today
  end)

  -- 100 reach work: today 20 are found after 4 months and 40 at payment after 8; a barrier at work finds 60 and 20.
  it("says how much sooner people are found", function()
    local sets = solve { budget = 10, size = 1, barriers = { barrier("visits", "work", 10.0, 0.5) }, process = process_of {
      fixed("persons", nil, 100.0), fixed("displaced", nil, 0.0), fixed("stopped", "work", 0.2), fixed("stopped", "payment", 0.5),
      fixed("harm", "work", 4.0), fixed("harm", "payment", 8.0), fixed("harm", "through", 20.0) } }:sets()
    near((20 * 4 + 40 * 8) / 60 - (60 * 4 + 20 * 8) / 80, sets.sooner[1])
    near(20, sets.found[1])
    near(0, sets.prevented[1])
    near(20 * 4 + 40 * 8 + 40 * 20 - (60 * 4 + 20 * 8 + 20 * 20), sets.avoided[1])
  end)

  it("counts those who are put through all the same", function()
    local sets = solve({ budget = 10, size = 1, process = certain_process(0.4) }):sets()
    near(792 * 0.5 * 0.6, sets.avoided[1])
  end)

  it("takes only what the budget pays for, and leaves out sets with room for another", function()
    local sets = solve({ budget = 30, size = 3 }):sets()
    local found = {}
    for i = 1, #sets do found[sets.set[i]] = sets.cost[i] end
    assert.same({ ["a + b"] = 30.0, c = 30.0 }, found)
  end)

  it("says how sure the best set is, and which effect decides", function()
    local list = { barrier("steady", "work", 10.0, 0.4), barrier("wild", "work", 10.0, 0.35, 0.0, 0.8),
      barrier("weak", "work", 10.0, 0.05) }
    local b = solve({ budget = 10, size = 1, barriers = list, draws = 10000, seed = 3 })
    local sets, total = b:sets(), 0
    for i = 1, #sets do total = total + sets.best[i] end
    near(1, total)
    local worth = b:worth_knowing()
    assert.equal("effect of wild", worth.input[1])
    -- Nothing else is uncertain: knowing it is knowing everything, but for the bins.
    support.near(0.05)(1, worth.share[1])
    assert.equal("steady", worth.if_low[1])
    assert.equal("wild", worth.if_high[1])
    assert.equal(1, #worth)
  end)

  it("gives the same bits for the same seed, others for another", function()
    local function means(seed)
      return glocal.barrier_model({ phenomenon = "trafficking", budget = 300000, draws = 1000, seed = seed }):sets().avoided
    end
    assert.same(means(1), means(1))
    assert.not_same(means(1), means(2))
  end)

  it("ships two models whose figures are judgement, in four languages", function()
    for _, phenomenon in ipairs { "trafficking", "smuggling" } do
      local english = glocal.barriers { phenomenon = phenomenon }
      for _, lang in ipairs { "nl", "fr", "de" } do
        local own = glocal.barriers { phenomenon = phenomenon, lang = lang }
        for i = 1, #own do assert.is_true(own.name[i] and own.name[i] ~= english.name[i]) end
      end
      local b = glocal.barrier_model { phenomenon = phenomenon, budget = 400000, draws = 1000 }
      assert.truthy(b:sets():note():find("judgement", 1, true))
      assert.truthy(b:explain():find("judgement", 1, true))
      assert.truthy(b:sets():provenance():find("barriers.csv", 1, true))
    end
  end)

  it("names what is wrong in a table", function()
    local function message(spec)
      spec.budget = spec.budget or 50
      return support.message_of(solve, spec)
    end
    assert.truthy(message({ budget = 5 }):find("the cheapest costs 10", 1, true))
    assert.truthy(message({ budget = -1 }):find("'budget'", 1, true))
    assert.truthy(message({ barriers = { barrier("a", "entri", 1, 0.1) } })
      :find("no stage 'entri', did you mean 'entry'", 1, true))
    assert.truthy(message({ barriers = { barrier("a", "entry", 1, 0.5, 0.6, 0.7) } })
      :find("barriers, row 1 (a), effect: expected 0 <= low <= mode <= high <= 1, got 0.6, 0.5 and 0.7", 1, true))
    assert.truthy(message({ barriers = { barrier("a", "entry", 1, 0.5), barrier("a", "work", 1, 0.5) } })
      :find("stands in the table twice", 1, true))
    assert.truthy(message({ process = process_of { fixed("persons", nil, 1.0), fixed("stopped", "entry", 0.1),
      fixed("stopped", "work", 0.1), fixed("harm", "entry", 0.0), fixed("harm", "work", 1.0), fixed("harm", "through", 1.0) } })
      :find("there is no row 'displaced'", 1, true))
    assert.truthy(message({ process = process_of { fixed("person", nil, 1.0) } }):find("did you mean 'persons'", 1, true))
    assert.truthy(support.message_of(glocal.barrier_model, { budget = 1 }):find("'phenomenon'", 1, true))
  end)
end)
