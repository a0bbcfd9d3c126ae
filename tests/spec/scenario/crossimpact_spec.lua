-- crossimpact, event_crossimpact, structural_analysis: Somewhereland (the tutorial of ScenarioWizard), the sample file
-- CIB_nested of the
-- Stockholm Environment Institute's cibsa (MIT) with ScenarioWizard's solutions, and what is said of wrong files.
local glocal = require "glocal"
local support = require "tests.spec.support"

local SOMEWHERELAND = "tests/spec/files/cib_somewhereland.csv"

local function states_of(frame, row, count)
  local states = {}
  for i, name in ipairs(frame:columns()) do
    if i <= count then states[i] = frame:get(row, name) end
  end
  return table.concat(states)
end

-- ScenarioWizard's solution file: {states, weight, consistency, score} each.
local function solutions(path)
  local found = {}
  for line in io.lines(path) do
    local states, weight, consistency, score = line:match '^"([^"]*)",(%d+),(%-?%d+),%-?%d+,(%-?%d+)'
    if states then
      found[#found + 1] = { states = states, weight = tonumber(weight), consistency = tonumber(consistency),
        score = tonumber(score) }
    end
  end
  return found
end

describe("crossimpact", function()
  it("turns a storyline into the inputs of a model", function()
    local c = assert(glocal.crossimpact(SOMEWHERELAND))
    local m = glocal.model { from = "2026-01", months = 12 }
    m.closed, m.pull = 0, 1
    m.arrivals = 100 * (1 - m.closed) * m.pull
    local meaning = { A = { A1 = { closed = 1 }, A2 = { closed = 0 }, A3 = {} }, B = { B1 = { pull = 2 }, B2 = {}, B3 = {} } }
    local consistent = c:consistent()
    for i = 1, #consistent do
      local one = consistent:take { i }
      local arrivals = m:with(c:inputs(one, meaning)):run({ draws = 1 }):summary({ quantity = "arrivals" }).mean[1]
      assert.equal((one.A[1] == "A1" and 0 or 100) * (one.B[1] == "B1" and 2 or 1), arrivals)
    end
    assert.same({ closed = 1 }, c:inputs({ "A1", "B2", "C2", "D1", "E1", "F2" }, { A = meaning.A }))
    local function message(scenario, given) return support.message_of(c.inputs, c, scenario, given) end
    local story = { "A1", "B2", "C2", "D1", "E1", "F2" }
    assert.truthy(message(story, { G = {} }):find("there is no descriptor 'G'", 1, true))
    assert.truthy(message(story, { A = { A1 = {}, A2 = {}, A4 = {} } }):find("descriptor 'A' has no state 'A4'", 1, true))
    assert.truthy(message(story, { A = { A1 = {} } }):find("'A' has no inputs for its state 'A2'", 1, true))
    assert.truthy(message({ "A1", "B2" }, {}):find("no state of 'C'", 1, true))
    assert.truthy(message(consistent, {}):find("is one row, and the frame has 10", 1, true))
    assert.truthy(message(story, { A = { A1 = { x = 1 }, A2 = {}, A3 = {} }, B = { B1 = {}, B2 = { x = 2 }, B3 = {} } })
      :find("both 'A' and 'B' set 'x'", 1, true))
  end)

  it("hands the marking of the matrix to the model", function()
    local c = assert(glocal.crossimpact(SOMEWHERELAND, { marking = "AMBER" }))
    local m = glocal.model { from = "2026-01", months = 1 }
    m.closed = 0
    m.open = 1 - m.closed
    local inputs = c:inputs({ "A1", "B2", "C2", "D1", "E1", "F2" }, { A = { A1 = { closed = 1 }, A2 = {}, A3 = {} } })
    assert.equal("TLP:AMBER", m:with(inputs):run({ draws = 1 }):summary():marking())
  end)

  it("finds exactly the ten scenarios of Somewhereland, with their scores", function()
    local c = assert(glocal.crossimpact(SOMEWHERELAND))
    local scores = { A1B2C2D1E1F2 = 9, A1B3C1D2E3F3 = 21, A1B3C2D1E1F2 = 14, A1B3C2D1E1F3 = 12, A2B1C3D2E2F1 = 17,
      A2B2C3D2E2F1 = 15,
      A3B1C2D1E1F2 = 18, A3B1C3D2E1F1 = 9, A3B2C2D1E1F2 = 19, A3B2C3D2E1F1 = 8 }
    local found, weight = assert(c:consistent()), 0
    assert.equal(10, #found)
    for i = 1, #found do
      assert.equal(scores[states_of(found, i, 6)], found.score[i])
      assert.equal(0, found.inconsistency[i])
      weight = weight + found.weight[i]
    end
    assert.equal(486, weight)
    assert.truthy(found:note():find "10 of 486 combinations are consistent")
  end)

  it("gives the balances of a scenario", function()
    local c = glocal.crossimpact(SOMEWHERELAND)
    local b = c:balances { "A2", "B1", "C3", "D1", "E1", "F1" }
    assert.same({ 0, 3, -3, 2, 1, -3, -9, -1, 10, -7, 7, 4, -1, -3, 2, -1, -1 }, b.balance)
    assert.equal("Inconsistent: D by 14.", b:note())
    for _, row in c:consistent():rows() do assert.equal("The scenario is consistent.", c:balances(row):note()) end
  end)

  it("finds the solutions of CIB_nested with ScenarioWizard's weights and scores", function()
    local c = assert(glocal.crossimpact "tests/spec/files/cib_nested.scw")
    local found, wanted, fixed = assert(c:consistent()), solutions "tests/spec/files/cib_nested.sl", 0
    assert.equal(15, #wanted)
    assert.equal(15, #found)
    local names = found:columns()
    local states = {}
    for line in io.lines "tests/spec/files/cib_nested.scw" do
      local descriptor, state = line:match "^&(%S+)", line:match "^ %-(%S+)"
      if line:find "^#" then break end
      if descriptor then states[#states + 1] = {} elseif state then table.insert(states[#states], state) end
    end
    for i, each in ipairs(wanted) do
      local k = 0
      for number in each.states:gmatch "%d+" do
        k = k + 1
        assert.equal(states[k][tonumber(number)], found:get(i, names[k]))
      end
      assert.equal(15, k)
      assert.equal(each.weight, found.weight[i])
      assert.equal(each.score, found.score[i])
      assert.equal(each.consistency, found.consistency[i])
      fixed = fixed + each.weight
    end
    assert.truthy(found:note():find("46 926 end in cycles", 1, true))
    assert.equal(22674816 - 46926, fixed)
    local a = assert(c:attractors())
    local cyclic = 0
    for i = 1, #a do
      if a.length[i] > 1 and a.step[i] == 1 then cyclic = cyclic + a.weight[i] end
    end
    assert.equal(46926, cyclic)
  end)

  it("lets through what is nearly consistent, if asked", function()
    local c = glocal.crossimpact(SOMEWHERELAND)
    local near = c:consistent { inconsistency = 2 }
    assert.truthy(#near > 10)
    for i = 1, #near do
      assert.truthy(near.inconsistency[i] <= 2)
      assert.equal(near.inconsistency[i], math.max(0, -near.consistency[i]))
      if near.inconsistency[i] > 0 then assert.equal(0, near.weight[i]) end
    end
    assert.equal(486, #c:consistent { inconsistency = 1000 })
    assert.truthy(support.message_of(c.consistent, c, { inconsistency = 1000, most = 100 }):find "more than 100 scenarios")
    assert.equal(nil, c:consistent { weights = false }.weight[1])
  end)

  it("says which judgements the solutions hang on", function()
    local c = glocal.crossimpact(SOMEWHERELAND)
    local r, solved = c:robustness { change = 2 }, c:consistent()
    local function lost(from, to, change)
      local path = support.path ".csv"
      local lines = {}
      for line in io.lines(SOMEWHERELAND) do lines[#lines + 1] = line end
      local fields, names = {}, {}
      for field in lines[1]:gmatch "[^,]+" do names[#names + 1] = field end
      for i, line in ipairs(lines) do
        if line:find("^" .. from .. ",") then
          for field in line:gmatch "[^,]+" do fields[#fields + 1] = field end
          for k, name in ipairs(names) do
            if name == to then fields[k] = ("%d"):format(tonumber(fields[k]) + change) end
          end
          lines[i] = table.concat(fields, ",")
        end
      end
      local file = assert(io.open(path, "w"))
      file:write(table.concat(lines, "\n"))
      file:close()
      local still, count = {}, 0
      local other = glocal.crossimpact(path):consistent()
      for i = 1, #other do still[states_of(other, i, 6)] = true end
      for i = 1, #solved do count = count + (still[states_of(solved, i, 6)] and 0 or 1) end
      return count
    end
    for i = 1, #r, 23 do
      assert.equal(lost(r.from_state[i], r.to_state[i], -2), r.lost_lower[i])
      assert.equal(lost(r.from_state[i], r.to_state[i], 2), r.lost_higher[i])
    end
  end)

  it("writes CSV that it reads", function()
    for _, path in ipairs { SOMEWHERELAND, "tests/spec/files/cib_nested.scw" } do
      local c, copy = glocal.crossimpact(path), support.path ".csv"
      assert.equal(copy, c:write(copy))
      local a, b = c:consistent { weights = false }, glocal.crossimpact(copy):consistent { weights = false }
      assert.equal(#a, #b)
      assert.same(a.score, b.score)
      for i = 1, #a do assert.equal(states_of(a, i, 6), states_of(b, i, 6)) end
    end
  end)

  it("writes no name that a spreadsheet would take for a formula, and takes back each as it was", function()
    local names, rows, path = { "=c:@x", '=c:say "hi"', "-B:1,q", "-B:'=2" }, {}, support.path ".csv"
    for i, name in ipairs(names) do
      rows[i] = { from = name }
      for k, other in ipairs(names) do rows[i][other] = (i < 3) == (k < 3) and 0 or i - k end
    end
    local c = glocal.crossimpact(glocal.frame(rows, { columns = { "from", table.unpack(names) } }))
    assert(c:write(path))
    for line in support.read(path):gmatch "[^\n]+" do
      assert.falsy(line:find '^"?[=+@-]', line)
      assert.falsy(line:find ',"?[=+@-][^%d]', line)
    end
    local copy, again = glocal.crossimpact(path), support.path ".csv"
    assert.equal(tostring(c), tostring(copy))
    assert(copy:write(again))
    assert.equal(support.read(path), support.read(again))
  end)

  it("takes a frame, and its marking", function()
    local f = glocal.frame({ { from = "A1", A1 = 0, A2 = 0, B1 = 2, B2 = -2 }, { from = "A2", A1 = 0, A2 = 0, B1 = -2, B2 = 2 },
      { from = "B1", A1 = 0.5, A2 = -1, B1 = 0, B2 = 0 }, { from = "B2", A1 = -1, A2 = 1, B1 = 0, B2 = 0 } },
      { columns = { "from", "A1", "A2", "B1", "B2" }, types = { A1 = "real", A2 = "real", B1 = "real", B2 = "real" },
        marking = "RED" })
    local c = glocal.crossimpact(f)
    local found = c:consistent()
    assert.equal("TLP:RED", found:marking())
    assert.equal("TLP:RED", c:robustness():marking())
    assert.same({ 3.0, 2.5 }, { math.max(found.score[1], found.score[2]), math.min(found.score[1], found.score[2]) })
    assert.equal("marking", select(3, c:write(support.path ".csv")))
  end)

  it("says where a file is wrong", function()
    local function fault(text, ending)
      local message = support.message_of(glocal.crossimpact, support.file(text, ending))
      return message:gsub("^.*/", "")
    end
    local HEAD = "from,A1,A2,B1,B2\nA1,0,0,1,-1\nA2,0,0,-1,1\n"
    assert.truthy(fault(HEAD .. "B1,1,x,0,0\nB2,0,0,0,0\n"):find ":4:3: the judgement of 'B1' on 'A2' is no number: 'x'")
    assert.truthy(fault(HEAD .. "B1,1,,0,0\nB2,0,0,0,0\n"):find ":4:3: the judgement of 'B1' on 'A2' is missing: write 0")
    assert.truthy(fault(HEAD .. "B1,1,0,0,0\n"):find ": there is no row for the state 'B2'")
    assert.truthy(fault(HEAD
      .. "BB1,1,0,0,0\nB2,0,0,0,0\n"):find ":4:1: there is no state 'BB1' in the first line, did you mean 'B1'")
    assert.truthy(fault("from,A1,A2,C1\nA1,0,0,1\nA2,0,0,1\nC1,0,0,0\n"):find "descriptor 'C' has one state, 'C1'")
    assert.truthy(fault("from,good,bad\ngood,0,0\nbad,0,0\n"):find ":1:2: 'good' does not say whose state it is")
    assert.truthy(fault("from,A1,B1,A2,B2\n"):find ":1:4: the states of 'A' do not stand together")
    assert.truthy(fault ""  :find "the file is empty")
    local scw = "$ ScenarioWizard 4.0\nx\n&A\n -one\n -two\n&B\n -three\n%s#\n"
      .. " 0 , 0 , 1 ,-1 ,\n 0 , 0 , 1 ,-1 ,\n 1 , 0 , 0 , 0 ,\n%s#\n"
    assert.truthy(fault(scw:format("", ""), ".scw"):find ":6: descriptor 'B' has one state, 'three'")
    assert.truthy(fault(scw:format(" -four\n", ""), ".scw"):find "there is no row of judgements for the state 'B:four'")
    assert.truthy(fault(scw:format(" -four\n", " 1 , 0 , 0 ,\n"),
      ".scw"):find ":13:4: the row of 'B:four' has 3 judgements, and there are 4")
    assert.equal("not_found", select(3, glocal.crossimpact "/nowhere.scw"))
    local c = glocal.crossimpact(SOMEWHERELAND)
    assert.truthy(support.message_of(c.balances, c, { A = "A7", B = "B1" }):find "has no state 'A7'")
    assert.truthy(support.message_of(c.balances, c, { A = "A1", B = "B1" }):find "no state of 'C', which may be C1, C2, C3")
    assert.truthy(support.message_of(c.balances, c, { X = "A1" }):find "there is no descriptor 'X'")
  end)
end)

local function events(cells)
  return glocal.frame(cells, { columns = { "event", "probability", "a", "b" }, types = { a = "real", b = "real" } })
end

describe("event_crossimpact", function()
  it("gives back probabilities that agree with each other", function()
    local e = glocal.event_crossimpact(events { { event = "a", probability = 0.4, b = 0.7 }, { event = "b", probability = 0.5,
      a = 0.56 } })
    support.near(0.006)(0.4, e.final[1])
    support.near(0.006)(0.5, e.final[2])
    assert.truthy(e.standard_error[1] < 0.002)
  end)

  it("multiplies odds", function()
    local e = glocal.event_crossimpact(events { { event = "a", probability = 0.5, b = 3 }, { event = "b",
      probability = 0.5 } }, { impacts = "odds" })
    support.near(0.006)(0.5, e.final[1])
    support.near(0.006)((0.5 + 0.5 * 0.75 + 0.5 * 0.5) / 2, e.final[2]) -- decided first, or after a happened, or did not
  end)

  it("has Turoff's factors, which give the conditional probability", function()
    local f = events { { event = "a", probability = 0.4, b = 0.7 }, { event = "b", probability = 0.5, a = 0.56 } }
    local t = glocal.event_crossimpact(f, { method = "turoff" })
    support.near(1e-12)((math.log(0.7 / 0.3) - 0) / 0.6, t.by_a[2])
    support.near(1e-12)(0.4, t.given[1])
    support.near(1e-12)(0.7, glocal.event_crossimpact(f, { method = "turoff", known = { a = 1 } }).given[2])
  end)

  it("says which probabilities contradict each other, and the bounds", function()
    local function fault(...) return support.message_of(glocal.event_crossimpact, ...) end
    assert.truthy(fault(events { { event = "a", probability = 0.8, b = 0.1 }, { event = "b", probability = 0.5 } })
      :find "the probability of 'b' given 'a' is 0.1: with probabilities of 0.5 and 0.8 it lies between 0.375 and 0.625")
    assert.truthy(fault(events { { event = "a", probability = 1.0 }, { event = "b",
      probability = 0.5 } }):find "event 'a', row 1")
    assert.truthy(fault(events { { event = "a", probability = 0.5 }, { event = "c",
      probability = 0.5 } }):find "column 'b' has no row")
  end)
end)

describe("structural_analysis", function()
  local function influences(cells)
    return glocal.frame(cells, { columns = { "v", "a", "b", "c" } })
  end

  -- M^4 and M^5 of {0 3 1; 1 0 3; 0 1 0} by hand: rows 44 41 12 ... the ranks of both settle.
  it("ranks variables directly and through chains", function()
    local s = glocal.structural_analysis(influences { { v = "a", a = 0, b = 3, c = 1 }, { v = "b", a = 1, b = 0, c = 3 },
      { v = "c", a = 0, b = 1, c = 0 } })
    assert.same({ "a", "b", "c" }, s.variable)
    assert.same({ 1, 1, 3 }, s.influence_rank)
    assert.same({ 1, 2, 3 }, s.indirect_influence_rank)
    support.near(1e-12)(100 * 4 / 9, s.influence[1])
    assert.same({ "influential", "relay", "dependent" }, s.class)
    assert.truthy(s:note():find "Indirect: paths of %d steps")
  end)

  it("counts potential influences apart, and draws the plane", function()
    local s = glocal.structural_analysis(influences { { v = "a", a = "0", b = "P", c = "1" }, { v = "b", a = "1", b = "0",
      c = "2" },
      { v = "c", a = "1", b = "1", c = "0" } })
    assert.equal(1, s.influence[3] > 0 and 1 or 0)
    assert.truthy(s:note():find "1 potential influences")
    local picture = assert(s:plot { lang = "en" })
    assert.truthy(picture:summary():find "b: influence 50")
    assert.truthy(picture:svg():find "<svg")
  end)

  it("says what is wrong", function()
    local function fault(cells) return support.message_of(glocal.structural_analysis, influences(cells)) end
    assert.truthy(fault { { v = "a", a = 0, b = 3, c = 1 }, { v = "b", a = 1, b = 0, c = 3 } }:find "column 'c' has no row")
    assert.truthy(fault { { v = "a", a = "0", b = "x", c = "1" }, { v = "b", a = "0", b = "0", c = "0" }, { v = "c" } }
      :find "row 1, column 'b': the influence of 'a' on 'b' must be 0, 1, 2, 3 or P, and is 'x'")
    local s = glocal.structural_analysis(influences { { v = "a", a = 2, b = 3, c = 1 }, { v = "b", a = 1, b = 0 },
      { v = "c", a = 0, b = 1, c = 0 } })
    assert.truthy(s:note():find("1 empty cell taken as no influence. Influence on itself not counted: a", 1, true), s:note())
  end)
end)
