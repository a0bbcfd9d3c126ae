-- Small graphs with loops, parallel links, links of no length and no capacity, and parts without a link between them: distances, paths,
-- minimum cuts and closures against all choices tried one after the other.
local glocal = require "glocal"

local NAMES = { "A", "B", "C", "D", "E" }

-- A small generator of its own: the same graphs on any machine.
local state = 7
local function below(n)
  state = (state * 1103515245 + 12345) % 2147483648
  return state // 65536 % n
end

local function random_links()
  local rows = {}
  for i = 1, 1 + below(9) do
    rows[i] = { from = NAMES[1 + below(5)], to = NAMES[1 + below(5)], distance = below(4), capacity = below(5),
      cost = 1 + below(3), probability = ({ 0, 0.25, 0.5, 1 })[1 + below(4)] }
  end
  return rows
end

local function nodes_of(rows)
  local is_node = {}
  for _, row in ipairs(rows) do is_node[row.from], is_node[row.to] = true, true end
  return is_node
end

-- Floyd's method.
local function all_distances(rows, directed)
  local d = {}
  for _, a in ipairs(NAMES) do
    d[a] = {}
    for _, b in ipairs(NAMES) do d[a][b] = a == b and 0 or math.huge end
  end
  for _, row in ipairs(rows) do
    d[row.from][row.to] = math.min(d[row.from][row.to], row.distance)
    if not directed then d[row.to][row.from] = math.min(d[row.to][row.from], row.distance) end
  end
  for _, k in ipairs(NAMES) do
    for _, a in ipairs(NAMES) do
      for _, b in ipairs(NAMES) do d[a][b] = math.min(d[a][b], d[a][k] + d[k][b]) end
    end
  end
  return d
end

-- The probabilities of all paths without a node twice, the largest first.
local function all_paths(rows, from, to, directed)
  local list, seen = {}, {}
  local function walk(at, product)
    if at == to then
      list[#list + 1] = product
      return
    end
    seen[at] = true
    for _, row in ipairs(rows) do
      local is_loop = row.from == row.to
      if row.probability > 0 and not row.closed and not is_loop then
        if row.from == at and not seen[row.to] then walk(row.to, product * row.probability) end
        if not directed and row.to == at and not seen[row.from] then walk(row.from, product * row.probability) end
      end
    end
    seen[at] = nil
  end
  walk(from, 1)
  table.sort(list, function(a, b) return a > b end)
  return list
end

-- The least capacity over all sets of nodes that hold the beginning and not the end.
local function least_cut(rows, from, to, directed)
  local others, least = {}, math.huge
  for _, name in ipairs(NAMES) do
    if name ~= from and name ~= to then others[#others + 1] = name end
  end
  for set = 0, (1 << #others) - 1 do
    local is_in, sum = { [from] = true }, 0
    for k, name in ipairs(others) do is_in[name] = set >> (k - 1) & 1 == 1 end
    for _, row in ipairs(rows) do
      local out, back = is_in[row.from] and not is_in[row.to], is_in[row.to] and not is_in[row.from]
      if out or (back and not directed) then sum = sum + row.capacity end
    end
    least = math.min(least, sum)
  end
  return least
end

-- The best path that is left after the best closures.
local function best_closures(rows, from, to, directed, most, budget)
  local least = all_paths(rows, from, to, directed)[1] or 0
  local function close(first, left, count)
    least = math.min(least, all_paths(rows, from, to, directed)[1] or 0)
    for k = first, count > 0 and #rows or 0 do
      if rows[k].cost <= left then
        rows[k].closed = true
        close(k + 1, left - rows[k].cost, count - 1)
        rows[k].closed = nil
      end
    end
  end
  close(1, budget, most)
  return least
end

local function last_node(is_node, from)
  local last
  for _, name in ipairs(NAMES) do
    if is_node[name] and name ~= from then last = name end
  end
  return last
end

describe("a small graph", function()
  it("has the distances, paths, cuts and closures that trying all gives", function()
    local compared = 0
    for trial = 1, 120 do
      local rows, directed = random_links(), trial % 2 == 0
      local f, is_node, from = glocal.frame(rows), nodes_of(rows), rows[1].from
      local want, got = all_distances(rows, directed)[from], {}
      local d = glocal.distances(f, { from = from, directed = directed })
      for i = 1, #d do got[d.to[i]] = d.distance[i] end
      for name in pairs(is_node) do
        if name ~= from then assert.equal(want[name], got[name] or math.huge) end
      end
      local to = last_node(is_node, from)
      if to then
        compared = compared + 1
        local paths = all_paths(rows, from, to, directed)
        local p = glocal.likely_paths(f, { from = from, to = to, most = 1000, directed = directed })
        assert.equal(#paths, #p)
        for i = 1, #p do assert.truthy(math.abs(p.probability[i] - paths[i]) < 1e-12) end
        local c, sum = glocal.min_cut(f, { from = from, to = to, capacity = "capacity", directed = directed }), 0
        for i = 1, #c do sum = sum + c.capacity[i] end
        assert.equal(least_cut(rows, from, to, directed), sum)
        local most, budget = 1 + below(3), 1 + below(4)
        local i = glocal.interdict(f, { from = from, to = to, closures = most, budget = budget, cost = "cost",
          directed = directed })
        local after = #i > 0 and (i.after[#i] or 0) or paths[1] or 0
        assert.truthy(math.abs(after - best_closures(rows, from, to, directed, most, budget)) < 1e-12)
      end
    end
    assert.truthy(compared > 100)
  end)
end)
