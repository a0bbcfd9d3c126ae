-- Placement, graphs and queues: published optima (OR-Library, J. E. Beasley, 1985: p-median problems pmed1 to pmed3), small networks by
-- hand, and the messages for what is no network.
local glocal = require "glocal"
local support = require "tests.spec.support"

-- A file of the OR-Library: vertices, edges, posts; then an edge per line.
local function pmed(number)
  local rows, posts = {}, nil
  for line in io.lines(("tests/spec/files/pmed%d.txt"):format(number)) do
    local a, b, c = line:match "(%d+)%s+(%d+)%s+(%d+)"
    if posts then
      rows[#rows + 1] = { from = a, to = b, distance = math.tointeger(tonumber(c)) }
    else
      posts = math.tointeger(tonumber(c))
    end
  end
  return glocal.frame(rows), posts
end

local function routes(marking)
  return glocal.frame({ { from = "MA", to = "ES", probability = 0.8, cost = 2 },
    { from = "ES", to = "BE", probability = 0.5, cost = 2 },
    { from = "MA", to = "BE", probability = 0.1, cost = 1 },
    { from = "MA", to = "IT", probability = 0.4, cost = 1 },
    { from = "IT", to = "BE", probability = 0.9, cost = 1 }, { from = "ES", to = "MA", probability = 0.2, cost = 1 } },
    { marking = marking })
end

local function message(f, ...) return support.message_of(f, ...) end

describe("placement", function()
  it("finds the published optima, and proves them", function()
    for number, total in ipairs { 5819, 4093, 4250 } do
      local links, posts = pmed(number)
      local p = glocal.placement { links = links, posts = posts }
      assert.equal(total, p:attached "total")
      assert.is_true(p:attached "is_optimal")
      assert.equal(posts, #p)
      local travel, places = 0, 0
      for i = 1, #p do travel, places = travel + p.travel[i], places + p.places[i] end
      assert.equal(total, travel)
      assert.equal(100, places)
    end
  end)

  -- Candidates X, Y, Z and places a to e.
  local function grid()
    local far, rows = { X = { 1, 2, 9, 9, 20 }, Y = { 8, 8, 1, 2, 20 }, Z = { 20, 20, 20, 20, 3 } }, {}
    for post, list in pairs(far) do
      for i, distance in ipairs(list) do rows[#rows + 1] = { from = post, to = ("abcde"):sub(i, i), distance = distance } end
    end
    return glocal.frame(rows):sort { "from", "to" }
  end

  it("takes links from candidates to places as they are, in each objective", function()
    local function posts(options)
      options.links, options.posts = grid(), options.posts or 2
      local p = glocal.placement(options)
      return table.concat(p.post, " "), p:attached "total", p
    end
    local chosen, total, p = posts {}
    assert.equal("Y Z", chosen)
    assert.equal(22, total)
    assert.equal("Total 22: proved optimal. 2 posts at 3 candidates for 5 places.", p:attached "note_text")
    assert.equal("Y", p:attached("services").post[1])
    chosen, total, p = posts { objective = "coverage", within = 2 }
    assert.equal("X Y", chosen)
    assert.equal(1, total) -- place e is beyond
    assert.truthy(p:attached("note_text"):find("Coverage 4 of 5 within 2 (80.0 %): proved optimal", 1, true))
    chosen, total, p = posts { objective = "answer_time" }
    assert.equal("Y Z", chosen)
    assert.equal(22, total)
    assert.truthy(p:attached("note_text"):find("Longest 8; total 22", 1, true))
    chosen, total = posts { fixed = "X" }
    assert.equal("X Z", chosen)
    assert.equal(24, total)
    assert.equal("Z", (posts { posts = 1, candidates = "Z" }))
  end)

  it("places anew for each draw of the demand, and finds posts with the least regret", function()
    local demand = glocal.frame({ { place = "a", demand = 9, draw = 1 }, { place = "e", demand = 1, draw = 1 },
      { place = "a", demand = 1, draw = 2 }, { place = "e", demand = 9, draw = 2 } }, { marking = "TLP:GREEN" })
    local p = glocal.placement { links = grid(), posts = 1, demand = demand }
    local draws = p:attached "draws"
    assert.same({ "X", "Z" }, { draws.posts[1], draws.posts[2] })
    assert.same({ 29.0, 47.0 }, { draws.total[1], draws.total[2] }) -- 9 x 1 + 20; 20 + 9 x 3
    assert.equal("TLP:GREEN", p:marking())
    assert.equal("TLP:GREEN", draws:marking())
    for i = 1, 2 do assert.truthy(draws.expected[i] >= draws.total[i] and draws.robust[i] >= draws.total[i]) end
  end)

  it("gives the best posts of each draw and of the mean, by all choices", function()
    local far = { X = { 1, 2, 9, 9, 20 }, Y = { 8, 8, 1, 2, 20 }, Z = { 20, 20, 20, 20, 3 } }
    local drawn, rows = { { 5, 1, 0, 2, 4 }, { 0, 3, 6, 1, 1 }, { 2, 2, 2, 2, 9 } }, {}
    for d, list in ipairs(drawn) do
      for i, demand in ipairs(list) do rows[#rows + 1] = { place = ("abcde"):sub(i, i), demand = demand, draw = d } end
    end
    local function least(demand)
      local best = math.huge
      for _, pair in ipairs { { "X", "Y" }, { "X", "Z" }, { "Y", "Z" } } do
        local total = 0
        for i = 1, 5 do total = total + demand(i) * math.min(far[pair[1]][i], far[pair[2]][i]) end
        best = math.min(best, total)
      end
      return best
    end
    local p = glocal.placement { links = grid(), posts = 2, demand = glocal.frame(rows) }
    local draws, expected_regret, robust_regret = p:attached "draws", 0, 0
    support.near(1e-9)(least(function(i) return (drawn[1][i] + drawn[2][i] + drawn[3][i]) / 3 end), p:attached "total")
    for d = 1, 3 do
      support.near(1e-9)(least(function(i) return drawn[d][i] end), draws.total[d])
      expected_regret = math.max(expected_regret, draws.expected[d] - draws.total[d])
      robust_regret = math.max(robust_regret, draws.robust[d] - draws.total[d])
    end
    assert.is_true(robust_regret <= expected_regret)
  end)

  -- Distances without geometry: of 16 candidates any four, tried one after the other.
  it("is right where no distance follows from others, and states the gap where it stops early", function()
    local state, rows, distance = 5, {}, {}
    for i = 1, 16 do
      distance[i] = {}
      for j = 1, 40 do
        state = (state * 1103515245 + 12345) % 2147483648
        distance[i][j] = 1 + state // 65536 % 500
        rows[#rows + 1] = { from = "p" .. i, to = "c" .. j, distance = distance[i][j] }
      end
    end
    local best = { total = math.huge, longest = math.huge, within = math.huge, covered = 0 }
    for set = 0, 65535 do
      local open = {}
      for i = 1, 16 do
        if set >> (i - 1) & 1 == 1 then open[#open + 1] = distance[i] end
      end
      if #open == 4 then
        local total, longest, covered = 0, 0, 0
        for j = 1, 40 do
          local nearest = math.min(open[1][j], open[2][j], open[3][j], open[4][j])
          total, longest, covered = total + nearest, math.max(longest, nearest), covered + (nearest <= 90 and 1 or 0)
        end
        best.total, best.covered = math.min(best.total, total), math.max(best.covered, covered)
        if longest < best.longest or (longest == best.longest and total < best.within) then
          best.longest, best.within = longest, total
        end
      end
    end
    local function place(options)
      options.links, options.posts = glocal.frame(rows), 4
      return glocal.placement(options)
    end
    local p = place { objective = "answer_time" }
    assert.same({ best.longest, best.within, true },
      { p:attached "longest", p:attached "total", p:attached "is_optimal" })
    assert.equal(best.total, place {}:attached "total")
    assert.equal(40 - best.covered, place { objective = "coverage", within = 90 }:attached "total")
    local hurried = place { objective = "answer_time", effort = 1e-7 }
    assert.is_false(hurried:attached "is_optimal")
    assert.is_true(hurried:attached "longest" >= best.longest)
    assert.truthy(hurried:attached("note_text"):find("not proved: no longest distance can be below %d+, a gap of [%d.]+ %%"))
    assert.truthy(hurried:attached("note_text"):find("(effort=1e-06 would search longer)", 1, true))
  end)

  it("says where no choice reaches every place", function()
    local apart = glocal.frame { { from = "A", to = "B", distance = 2 }, { from = "C", to = "D", distance = 4 } }
    local p = glocal.placement { links = apart, posts = 1, objective = "answer_time" }
    assert.truthy(p:attached("note_text"):find("No choice of 1 post reaches every place; total of the others 2", 1, true))
    assert.is_nil(p:attached "longest")
    assert.equal("bad argument 'effort' to 'placement': expected a number above 0 and up to 1000000, got 0",
      message(glocal.placement, { links = apart, posts = 1, effort = 0 }))
  end)

  it("says what it can't do", function()
    local links = grid()
    assert.equal("bad argument 'posts' to 'placement': 9 posts can't be put at 3 candidates",
      message(glocal.placement, { links = links, posts = 9 }))
    assert.equal("bad argument 'fixed' to 'placement': 'a' is no candidate",
      message(glocal.placement, { links = links, posts = 1, fixed = "a" }))
    assert.equal("bad argument 'within' to 'placement': coverage needs a distance, such as within=500",
      message(glocal.placement, { links = links, posts = 1, objective = "coverage" }))
    local lost = glocal.frame { { place = "q", demand = 1 } }
    assert.equal("bad argument 'demand' to 'placement': row 1: 'q' is no place of the links",
      message(glocal.placement, { links = links, posts = 1, demand = lost }))
    local apart = glocal.frame { { from = "A", to = "B", distance = 1 }, { from = "C", to = "D", distance = 1 } }
    local p = glocal.placement { links = apart, posts = 1, along = true }
    assert.truthy(p:attached("note_text"):find("2 places that no post reaches: not in the total", 1, true))
    local negative = glocal.frame { { from = "A", to = "B", distance = -1 } }
    assert.equal("bad argument 'distance' to 'placement': row 1: distance = -1 is not a finite number from 0 on",
      message(glocal.placement, { links = negative, posts = 1 }))
    local endless = glocal.frame { { from = "A", to = "B", distance = 1.5 }, { from = "B", to = "C", distance = math.huge } }
    assert.equal("bad argument 'distance' to 'placement': row 2: distance = inf is not a finite number from 0 on",
      message(glocal.placement, { links = endless, posts = 1 }))
  end)
end)

describe("a network of routes", function()
  it("gives the most likely paths, past a circle", function()
    local p = glocal.likely_paths(routes(), { from = "MA", to = "BE" })
    assert.same({ "MA > ES > BE", "MA > IT > BE", "MA > BE" }, { p.path[1], p.path[2], p.path[3] })
    for i, probability in ipairs { 0.4, 0.36, 0.1 } do support.near(1e-12)(probability, p.probability[i]) end
    assert.equal(3, #p)
    local none = glocal.likely_paths(routes(), { from = "BE", to = "MA" })
    assert.equal(0, #none)
    assert.equal("There is no path from BE to MA.", none:attached "note_text")
  end)

  it("is interdicted within a budget, by links and by nodes", function()
    local i = glocal.interdict(routes(), { from = "MA", to = "BE", closures = 3 })
    assert.equal(3, #i)
    assert.is_nil(i.after[3])
    i = glocal.interdict(routes(), { from = "MA", to = "BE", closures = 3, cost = "cost", budget = 3 })
    support.near(1e-12)(0.1, i.after[#i]) -- both ways over another country: costs 2 and 1
    i = glocal.interdict(routes(), { from = "MA", to = "BE", closures = 2, close = "nodes" })
    assert.same({ "ES", "IT" }, { i.node[1], i.node[2] })
    support.near(1e-12)(0.4, i.before[1])
    support.near(1e-12)(0.1, i.after[2])
    local costs = glocal.frame { { node = "ES", cost = 5 }, { node = "IT" } }
    assert.equal(0, #glocal.interdict(routes(), { from = "MA", to = "BE", close = "nodes", node_costs = costs, budget = 0.5 }))
    assert.truthy(message(glocal.interdict, routes(), { from = "MA", to = "BE", close = "nodes",
      node_costs = glocal.frame { { node = "EZ", cost = 1 } } }):find("row 1: there is no node 'EZ'", 1, true))
    assert.truthy(message(glocal.interdict, routes(), { from = "MA", to = "BE", node_costs = costs }):find 'close="nodes"')
    i = glocal.interdict(routes(), { from = "MA", to = "BE", keep = { "ES", "MA" } })
    assert.equal(0, #i) -- no link that may be closed is on the best path
  end)

  it("moves what is displaced onto the paths that are left", function()
    local d = glocal.displacement(routes(), { from = "MA", to = "BE", closed = "ES" })
    local before, after = 0, 0
    for k = 1, #d do
      if d.to[k] == "BE" then before, after = before + d.before[k], after + d.after[k] end
      if d.from[k] == "ES" or d.to[k] == "ES" then assert.equal(0, d.after[k]) end
    end
    support.near(1e-12)(1, before)
    support.near(1e-12)(1, after)
    support.near(1e-12)(0.36 / 0.46, d.after[1])
    assert.equal("bad argument 'closed' to 'displacement': 'BE' is where flows begin or end",
      message(glocal.displacement, routes(), { from = "MA", to = "BE", closed = "BE" }))
  end)

  it("has a minimum cut, bottlenecks, distances and cut points", function()
    local c = glocal.min_cut(routes(), { from = "MA", to = "BE", capacity = "probability" })
    local sum = 0
    for k = 1, #c do sum = sum + c.capacity[k] end
    support.near(1e-12)(1, sum) -- 0.5 + 0.1 + 0.4
    local b = glocal.betweenness(routes(), { of = "links", probability = "probability" })
    assert.equal("MA > ES", b.from[1] .. " > " .. b.to[1])
    local chain = glocal.frame { { from = "a", to = "b", distance = 1 }, { from = "b", to = "c", distance = 2 } }
    assert.equal(3, glocal.distances(chain, { from = "c" }):where({ to = "a" }).distance[1])
    local points = glocal.cut_points(chain)
    assert.same({ 1, "b", 2, 1 }, { #points, points.node[1], points.pieces[1], points.cut_off[1] })
  end)

  it("is marked as its links are", function()
    for _, f in ipairs { glocal.likely_paths(routes "RED", { from = "MA", to = "BE" }), glocal.betweenness(routes "RED"),
      glocal.min_cut(routes "RED", { from = "MA", to = "BE" }) } do
      assert.equal("TLP:RED", f:marking())
      assert.truthy(f:provenance():find("frame{...}", 1, true))
    end
  end)

  it("says where there is no path, and where one would end where it begins", function()
    local apart = glocal.frame { { from = "A", to = "B", probability = 0.5 }, { from = "C", to = "D", probability = 0.5 } }
    for _, f in ipairs { glocal.likely_paths, glocal.min_cut } do
      assert.equal("There is no path from A to C.", f(apart, { from = "A", to = "C" }):attached "note_text")
    end
    assert.equal("There is no path to close.", glocal.interdict(apart, { from = "A", to = "C" }):attached "note_text")
    assert.equal("bad argument 'to' to 'likely_paths': 'A' is where paths begin",
      message(glocal.likely_paths, apart, { from = "A", to = "A" }))
  end)

  it("gets a message that names what is wrong", function()
    assert.equal("bad argument 'from' to 'likely_paths': there is no node 'MB', did you mean 'MA'?",
      message(glocal.likely_paths, routes(), { from = "MB", to = "BE" }))
    assert.equal("bad argument 'ends' to 'betweenness': the frame has no column 'origin'; it has cost, from, probability, to",
      message(glocal.betweenness, routes(), { ends = { "origin", "to" } }))
    local wrong = glocal.frame { { from = "a", to = "b", probability = 1.5 } }
    assert.equal("bad argument 'probability' to 'likely_paths': row 1: probability = 1.5 is not between 0 and 1",
      message(glocal.likely_paths, wrong, { from = "a", to = "b" }))
    assert.truthy(message(glocal.interdict, routes(), { from = "MA", to = "BE", closures = 21 }):find("from 1 to 20", 1, true))
  end)
end)

describe("a queue", function()
  it("waits as Erlang's formula says", function()
    local formula = glocal.erlang_c(5, { arrivals = 4, service = 1 })
    support.near(5e-10)(0.554112554, formula.waits) -- published
    support.near(5e-10)(0.204590075, glocal.erlang_c(10, { arrivals = 8, service = 1 }).wait)
    local q = glocal.queue { arrivals = 4, desks = 5, service = 1, weeks = 20, runs = 10, more = 1 }
    support.near(4 * q.wait_se[1])(formula.wait, q.wait[1])
    assert.same({ 0, 1 }, { q.more[1], q.more[2] })
    support.near(4 * q.wait_se[2])(glocal.erlang_c(6, { arrivals = 4, service = 1 }).wait, q.wait[2])
    assert.same({ load = 4, waits = 1 }, glocal.erlang_c(4, { arrivals = 4, service = 1 }))
  end)

  it("keeps opening hours and priorities, and says when it grows without end", function()
    local desks = {}
    for hour = 1, 24 do desks[hour] = hour > 8 and hour <= 18 and 3 or 0 end
    local q = glocal.queue { arrivals = 2, desks = desks, service = 0.5, weeks = 10, runs = 5, more = 0,
      classes = { { name = "urgent", share = 0.2, deadline = 8 }, { name = "other", share = 0.8, deadline = 168 } } }
    assert.same({ "urgent", "other" }, { q.class[1], q.class[2] })
    assert.truthy(q.wait[1] < q.wait[2])
    assert.truthy(q.in_time[1] < 1)
    local waiting = q:attached("backlog").waiting
    assert.truthy(waiting[8] > waiting[18]) -- at 8 h, before the doors open, and at 18 h
    local more = glocal.queue { arrivals = 4, desks = 3, service = 1, weeks = 2, runs = 2, more = 0 }
    assert.truthy(more:attached("note_text"):find("the queue grows without end", 1, true))
  end)

  it("refuses what can't be simulated", function()
    assert.truthy(message(glocal.queue, { arrivals = 1e12, desks = 2, service = 1 }):find("more than can be simulated", 1, true))
    assert.truthy(message(glocal.queue, { arrivals = { 1, 2 }, desks = 2, service = 1 }):find("got a list of 2", 1, true))
    assert.truthy(message(glocal.queue, { arrivals = 1, desks = 2.5, service = 1 }):find("whole number of desks", 1, true))
  end)
end)
