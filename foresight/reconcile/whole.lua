--- whole.lua: whole numbers that still add up. From the top of one tree down, every number becomes the whole number
--- below or above it: the parts of a node get what is missing to it, those first whose fraction is the largest
--- (largest remainder). On crossed trees there may be no such numbers, and none are made.
--
-- Example:  whole.round({0, 1, 1, 1}, {9.6, 3.2, 3.2, 3.2})   --> {10, 4, 3, 3}
--
-- Reference: L. H. Cox, "A constructive procedure for unbiased controlled rounding", JASA 82 (1987).

local whole = {}

-- Whether some place in use lies in another.
local function is_deep(axis)
  local used = {}
  for _, place in ipairs(axis.places) do used[place] = true end
  for place in pairs(used) do
    local above = axis.parents[place]
    while above ~= 0 do
      if used[above] then return true end
      above = axis.parents[above]
    end
  end
  return false
end

--- The node above each node, 0 at a root, where the trees are one tree with others that have no depth; else nil.
function whole.tree(axes)
  local deep
  for i, axis in ipairs(axes) do
    if is_deep(axis) then
      if deep then return nil end
      deep = i
    end
  end
  local nodes, above = {}, {}
  local function key(n, place)
    local codes = {}
    for i, axis in ipairs(axes) do codes[i] = i == deep and place or axis.places[n] end
    return table.concat(codes, " ")
  end
  for n = 1, #axes[1].places do nodes[key(n, deep and axes[deep].places[n])] = n end
  for n = 1, #axes[1].places do
    local place = deep and axes[deep].parents[axes[deep].places[n]] or 0
    above[n] = 0
    while place ~= 0 and above[n] == 0 do
      above[n] = nodes[key(n, place)] or 0
      place = axes[deep].parents[place]
    end
  end
  return above
end

local CLOSE = 1e-6 -- sums of thousands of parts are not exact

local function floor(x)
  return math.floor(x + CLOSE)
end

--- Rounds values that add up over a tree so that they still do. `first` is where they begin in the list, which is
--- changed.
function whole.round(above, values, first)
  first = first or 0
  local parts, roots = {}, {}
  for n, parent in ipairs(above) do
    local list = parent == 0 and roots or parts[parent]
    if not list then
      list = {}
      parts[parent] = list
    end
    list[#list + 1] = n
  end
  local pending = {}
  for _, n in ipairs(roots) do
    values[first + n] = math.floor(values[first + n] + 0.5)
    pending[#pending + 1] = n
  end
  while #pending > 0 do
    local node = table.remove(pending)
    local list, missing, rest = parts[node], values[first + node], {}
    for _, n in ipairs(list or {}) do
      rest[n] = values[first + n] - floor(values[first + n])
      missing = missing - floor(values[first + n])
    end
    if list then table.sort(list, function(a, b) return rest[a] > rest[b] or rest[a] == rest[b] and a < b end) end
    for i, n in ipairs(list or {}) do
      values[first + n] = floor(values[first + n]) + (i <= missing and 1 or 0)
      if parts[n] then pending[#pending + 1] = n end
    end
  end
  return values
end

return whole
