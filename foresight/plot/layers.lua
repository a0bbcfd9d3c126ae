--- layers.lua: a drawing of a graph in layers from left to right: which layer a node is in, in which order they stand, and where edges
-- that pass several layers run, so that no line crosses a box.
--
-- Example:  layers.of({{width=80, height=30}, {width=60, height=30}}, {{from=1, to=2}}, {gap_x=60, gap_y=16})
--           --> nodes with x and y (their middles), edges with points, width, height
-- Reference: K. Sugiyama, S. Tagawa, M. Toda, IEEE Transactions on Systems, Man, and Cybernetics 11 (1981); the order by medians of P.
-- Eades, N. Wormald, Algorithmica 11 (1994), here means.

local layers = {}

local SWEEPS, SETTLING = 12, 12

-- --- layers -------------------------------------------------------------------------------------------------------

-- Edges that would close a loop are turned round for the layout (is_back).
local function turn_loops(count, edges)
  local out, state = {}, {}
  for i = 1, count do out[i] = {} end
  local incoming = {}
  for _, edge in ipairs(edges) do
    table.insert(out[edge.from], edge)
    incoming[edge.to] = true
  end
  local function visit(node)
    state[node] = "open"
    for _, edge in ipairs(out[node]) do
      if state[edge.to] == "open" then edge.is_back = true elseif not state[edge.to] then visit(edge.to) end
    end
    state[node] = "done"
  end
  for pass = 1, 2 do -- from where nothing leads to first
    for i = 1, count do
      if not state[i] and (pass == 2 or not incoming[i]) then visit(i) end
    end
  end
  for _, edge in ipairs(edges) do
    edge.low, edge.high = edge.from, edge.to
    if edge.is_back then edge.low, edge.high = edge.to, edge.from end
  end
end

-- As far left as what leads to it lets a node, then as near to what it leads to as that lets it.
local function assign(count, edges)
  local layer = {}
  for i = 1, count do layer[i] = 1 end
  local is_moved, rounds = true, 0
  while is_moved and rounds <= count do
    is_moved, rounds = false, rounds + 1
    for _, edge in ipairs(edges) do
      if layer[edge.high] < layer[edge.low] + 1 then layer[edge.high], is_moved = layer[edge.low] + 1, true end
    end
  end
  for _ = 1, count do
    for i = 1, count do
      local nearest
      for _, edge in ipairs(edges) do
        if edge.low == i then nearest = math.min(nearest or math.huge, layer[edge.high] - 1) end
      end
      if nearest and nearest > layer[i] then layer[i] = nearest end
    end
  end
  return layer
end

-- --- the order within layers --------------------------------------------------------------------------------------

-- Places for the nodes, and one in each layer that an edge passes; `links` are between neighbouring layers.
local function places_of(nodes, edges, layer)
  local columns, places, links = {}, {}, {}
  local function add(place)
    places[#places + 1] = place
    place.left, place.right = {}, {}
    columns[place.layer] = columns[place.layer] or {}
    table.insert(columns[place.layer], place)
    return place
  end
  for i, node in ipairs(nodes) do add { layer = layer[i], node = i, width = node.width, height = node.height } end
  for _, edge in ipairs(edges) do
    local before = places[edge.low]
    edge.places = { before }
    for at = layer[edge.low] + 1, layer[edge.high] do
      local place = at == layer[edge.high] and places[edge.high] or add { layer = at, width = 0, height = 6 }
      table.insert(before.right, place)
      table.insert(place.left, before)
      links[#links + 1] = { before, place }
      edge.places[#edge.places + 1] = place
      before = place
    end
  end
  return columns, links
end

local function number(columns)
  for _, column in ipairs(columns) do
    for i, place in ipairs(column) do place.order = i end
  end
end

local function crossings(links)
  local count = 0
  for i = 1, #links do
    for k = i + 1, #links do
      local a, b = links[i], links[k]
      if a[1].layer == b[1].layer and (a[1].order - b[1].order) * (a[2].order - b[2].order) < 0 then count = count + 1 end
    end
  end
  return count
end

local function sort_by_neighbours(column, side)
  for _, place in ipairs(column) do
    local sum = 0
    for _, other in ipairs(place[side]) do sum = sum + other.order end
    place.wanted = #place[side] > 0 and sum / #place[side] or place.order
  end
  table.sort(column, function(a, b)
    if a.wanted ~= b.wanted then return a.wanted < b.wanted end
    return a.order < b.order
  end)
  for i, place in ipairs(column) do place.order = i end
end

local function order(columns, links)
  number(columns)
  local best, least
  local function keep()
    local count = crossings(links)
    if least and count >= least then return end
    least, best = count, {}
    for c, column in ipairs(columns) do best[c] = table.move(column, 1, #column, 1, {}) end
  end
  keep()
  for _ = 1, SWEEPS do
    for c = 2, #columns do sort_by_neighbours(columns[c], "left") end
    keep()
    for c = #columns - 1, 1, -1 do sort_by_neighbours(columns[c], "right") end
    keep()
  end
  for c in ipairs(columns) do columns[c] = best[c] end
  number(columns)
end

-- --- where they stand ---------------------------------------------------------------------------------------------

local function stack(column, gap)
  local y = 0
  for _, place in ipairs(column) do
    place.y = y + place.height / 2
    y = y + place.height + gap
  end
end

-- Each to the mean of its neighbours, as far as the order and the gaps let it.
local function settle(column, gap)
  local shift = 0
  for _, place in ipairs(column) do
    local sum, count = 0, #place.left + #place.right
    for _, other in ipairs(place.left) do sum = sum + other.y end
    for _, other in ipairs(place.right) do sum = sum + other.y end
    place.wanted = count > 0 and sum / count or place.y
  end
  for i, place in ipairs(column) do
    local above = column[i - 1]
    place.y = above and math.max(place.wanted, above.y + (above.height + place.height) / 2 + gap) or place.wanted
    shift = shift + place.wanted - place.y
  end
  for _, place in ipairs(column) do place.y = place.y + shift / #column end
end

local function stand(columns, options)
  local top, bottom, x = math.huge, -math.huge, 0
  for _, column in ipairs(columns) do stack(column, options.gap_y) end
  for round = 1, SETTLING do
    for c = 1, #columns do settle(columns[round % 2 == 1 and c or #columns + 1 - c], options.gap_y) end
  end
  for _, column in ipairs(columns) do
    column.width = 0
    for _, place in ipairs(column) do
      column.width = math.max(column.width, place.width)
      top, bottom = math.min(top, place.y - place.height / 2), math.max(bottom, place.y + place.height / 2)
    end
    column.x = x
    x = x + column.width + options.gap_x
  end
  for _, column in ipairs(columns) do
    for _, place in ipairs(column) do
      place.x, place.y = column.x + column.width / 2, place.y - top
      place.from, place.to = column.x, column.x + column.width
    end
  end
  return x - options.gap_x, bottom - top
end

-- From the right side of the one to the left side of the other, level through the layers between.
local function route(edge)
  local points = {}
  local function add(x, y)
    points[#points + 1] = x
    points[#points + 1] = y
  end
  for i, place in ipairs(edge.places) do
    local left, right = place.x - place.width / 2, place.x + place.width / 2
    if i > 1 then add(place.from, place.y) end
    if i > 1 and (i == #edge.places) and left > place.from then add(left, place.y) end
    if i == 1 and right < place.to then add(right, place.y) end
    if i < #edge.places then add(place.to, place.y) end
  end
  if edge.is_back then
    local turned = {}
    for i = #points - 1, 1, -2 do
      turned[#turned + 1] = points[i]
      turned[#turned + 1] = points[i + 1]
    end
    points = turned
  end
  return points
end

--- Sets x and y (the middle) of every node and `points` and `is_back` of every edge; gives the width and the height. Nodes have width
--- and height, edges from and to, different ones.
function layers.of(nodes, edges, options)
  turn_loops(#nodes, edges)
  local layer = assign(#nodes, edges)
  local columns, links = places_of(nodes, edges, layer)
  order(columns, links)
  local width, height = stand(columns, options)
  for _, column in ipairs(columns) do
    for _, place in ipairs(column) do
      if place.node then nodes[place.node].x, nodes[place.node].y = place.x, place.y end
    end
  end
  for _, edge in ipairs(edges) do edge.points = route(edge) end
  return width, height, #columns
end

return layers
