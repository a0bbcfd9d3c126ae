--- linkage.lua: agglomerative clustering of a matrix of likeness: the two clusters that are most alike are joined until none are
--- alike enough.
--
-- Example:  linkage.clusters({{}, {0.7}, {0.1, 0.2}}, 0.5, "average")   --> {{1, 2}, {3}}
-- Reference: R. R. Sokal, C. D. Michener, "A statistical method for evaluating systematic relationships" (1958): average linkage;
-- G. N. Lance, W. T. Williams, "A general theory of classificatory sorting strategies", The Computer Journal 9 (1967).

local linkage = {}

-- The nearest other cluster of i, the one of lower number where two are as near; none: 0.
local function nearest(full, alive, i)
  local best, at = -1, 0
  for j = 1, #full do
    if j ~= i and alive[j] and full[i][j] > best then best, at = full[i][j], j end
  end
  return at, best
end

local function most_alike(alive, near, value)
  local best, at = -1, nil
  for i = 1, #near do
    if alive[i] and near[i] > 0 and value[i] > best then best, at = value[i], i end
  end
  return at, best
end

-- The likeness of the joined cluster a to each other.
local function update(full, alive, sizes, a, b, method)
  for j = 1, #full do
    if alive[j] and j ~= a and j ~= b then
      local joined = method == "single" and math.max(full[a][j], full[b][j])
        or (sizes[a] * full[a][j] + sizes[b] * full[b][j]) / (sizes[a] + sizes[b])
      full[a][j], full[j][a] = joined, joined
    end
  end
end

--- The clusters of a matrix (matrix[i][j] with j < i) at a threshold, by "single" or "average" linkage: lists of numbers, each
--- rising, in the order of their first.
function linkage.clusters(matrix, threshold, method)
  local n, full, alive, sizes, members, near, value = #matrix, {}, {}, {}, {}, {}, {}
  for i = 1, n do
    full[i] = {}
    for j = 1, n do full[i][j] = i == j and 0 or matrix[math.max(i, j)][math.min(i, j)] end
    alive[i], sizes[i], members[i] = true, 1, { i }
  end
  for i = 1, n do near[i], value[i] = nearest(full, alive, i) end
  while true do
    local i, best = most_alike(alive, near, value)
    if not i or best < threshold then break end
    local a, b = math.min(i, near[i]), math.max(i, near[i])
    update(full, alive, sizes, a, b, method)
    alive[b], sizes[a] = false, sizes[a] + sizes[b]
    table.move(members[b], 1, #members[b], #members[a] + 1, members[a])
    for j = 1, n do
      if alive[j] and (j == a or near[j] == a or near[j] == b or full[j][a] >= value[j]) then
        near[j], value[j] = nearest(full, alive, j)
      end
    end
  end
  local clusters = {}
  for i = 1, n do
    if alive[i] then
      table.sort(members[i])
      clusters[#clusters + 1] = members[i]
    end
  end
  return clusters
end

return linkage
