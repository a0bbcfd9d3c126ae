--- displacement.lua: where flows go when links or nodes of a network are closed.
--
-- Example:  displacement(routes, {from={"MA", "DZ"}, to="BE", closed={"ES"}})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

-- The share of each link in the paths from a source to a target: each of the most likely paths has the share of its probability in the sum
-- of theirs. Nil where there is no path.
local function shares_of(graph, source, target, most)
  local paths, message, code = core.network_paths(links.graph_of(graph, { source = source, target = target, most = most }))
  if not paths then return nil, message, code end
  local shares, weights, sum = {}, {}, 0
  for k, path in ipairs(paths) do
    weights[k] = 1
    for _, link in ipairs(path) do weights[k] = weights[k] * graph.values[link] end
    sum = sum + weights[k]
  end
  if sum == 0 then return {}, 0 end
  for k, path in ipairs(paths) do
    for _, link in ipairs(path) do
      local row = graph.rows[link]
      shares[row] = (shares[row] or 0) + weights[k] / sum
    end
  end
  return shares, #paths
end

-- The loads of the rows of the frame over all pairs of sources and targets; how many pairs have no path.
local function loads_of(graph, sources, targets, most)
  local loads, without = {}, 0
  for _, source in ipairs(sources) do
    for _, target in ipairs(targets) do
      local shares, count, code = shares_of(graph, source, target, most)
      if not shares then return nil, count, code end
      if count == 0 then without = without + 1 end
      for row, share in pairs(shares) do loads[row] = (loads[row] or 0) + share end
    end
  end
  return loads, without
end

local function without_closed(graph, closed_nodes, closed_links)
  local left = { names = graph.names, index = graph.index, nodes = graph.nodes, directed = graph.directed, from = {}, to = {},
    values = {}, rows = {}, closed = 0 }
  for i = 1, #graph.from do
    local a, b = graph.from[i], graph.to[i]
    local is_closed = closed_nodes[a] or closed_nodes[b] or closed_links[graph.names[a] .. " > " .. graph.names[b]]
      or (not graph.directed and closed_links[graph.names[b] .. " > " .. graph.names[a]])
    if is_closed then
      left.closed = left.closed + 1
    else
      local at = #left.from + 1
      left.from[at], left.to[at], left.values[at], left.rows[at] = a, b, graph.values[i], graph.rows[i]
    end
  end
  left.lengths = links.as_lengths(left.values)
  return left
end

--- Displacement: the load of each link before and after nodes or links are closed, where flows spread over the most likely paths left in
--- proportion to their probabilities. It assumes that all of the flow goes on by another path, so it is the upper bound of what is displaced.
--- @function displacement
--- @param f frame a row per link: from, to, probability (0 to 1)
--- @param options? table
--- @option from string|string[] where flows begin; each pair of a beginning and an end carries 1
--- @option to string|string[] where they end
--- @option closed string|string[] nodes ("ES") and links ("MA > ES") that are closed
--- @option paths? integer = 10 [paths] the flow of a pair spreads over so many
--- @option probability? string = "probability" <column> that a link is passed
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option directed? boolean = true links lead from the first end to the second only
--- @return frame from, to, before, after, change (loads in flows); the largest gain first
--- @raises an unknown node or link; a beginning or end that is closed
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example f = frame{{from="MA", to="ES", probability=0.8}, {from="ES", to="BE", probability=0.5}, {from="MA", to="BE", probability=0.1}}
--- @example d = displacement(f, {from="MA", to="BE", closed="MA > ES"})
--- @example d.from[1] .. " " .. d.to[1] .. " " .. d.change[1] --> MA BE 0.8
local function displacement(f, options)
  options = options or {}
  call.check_whole(options, "paths", 1, 1000, "displacement")
  local directed = options.directed
  if directed == nil then directed = true end
  local graph = links.read("displacement", f, { ends = options.ends, column = options.probability or "probability",
    argument = "probability", most = 1, drop = 0, directed = directed })
  graph.lengths = links.as_lengths(graph.values)
  local sources = links.nodes("displacement", graph, options.from, "from")
  local targets = links.nodes("displacement", graph, options.to, "to")
  if options.closed == nil then links.fail("displacement", "closed", "say what is closed: \"%s\"", graph.names[1]) end
  local known, closed_nodes, closed_links, plain = {}, {}, {}, {}
  for i = 1, #graph.from do known[graph.names[graph.from[i]] .. " > " .. graph.names[graph.to[i]]] = true end
  for _, each in ipairs(call.list(options.closed)) do
    local back = not directed and each:gsub("^(.-) > (.*)$", "%2 > %1")
    if known[each] or (back and known[back]) then closed_links[each] = true else plain[#plain + 1] = each end
  end
  for _, node in ipairs(#plain > 0 and links.nodes("displacement", graph, plain, "closed") or {}) do closed_nodes[node] = true end
  for _, list in ipairs { sources, targets } do
    for _, node in ipairs(list) do
      if closed_nodes[node] then links.fail("displacement", "closed", "'%s' is where flows begin or end", graph.names[node]) end
    end
  end
  local most = options.paths or 10
  local before, without, code = loads_of(graph, sources, targets, most)
  if not before then return nil, without, code end
  local left = without_closed(graph, closed_nodes, closed_links)
  local after, stopped
  after, stopped, code = loads_of(left, sources, targets, most)
  if not after then return nil, stopped, code end
  local rows = {}
  for i, row in ipairs(graph.rows) do
    local old, new = before[row] or 0, after[row] or 0
    if old > 0 or new > 0 then
      rows[#rows + 1] = { from = graph.names[graph.from[i]], to = graph.names[graph.to[i]], before = old, after = new,
        change = new - old, place = i }
    end
  end
  table.sort(rows, function(a, b)
    if a.change ~= b.change then return a.change > b.change end
    return a.place < b.place
  end)
  local flows = #sources * #targets
  return links.frame(rows, { columns = { "from", "to", "before", "after", "change" },
    types = { from = "text", to = "text", before = "real", after = "real", change = "real" },
    call = "displacement(f, " .. call.text(displacement, options) .. ")", from = { f },
    said = { ("%s, each over up to %s"):format(plural(flows, "flow"), plural(most, "path")),
      without > 0 and ("%s without a path before"):format(plural(without, "flow")),
      stopped > without and ("%s without a path left"):format(plural(stopped - without, "flow")),
      "All of a flow is taken to go on by another path: an upper bound", links.left_out(graph) } })
end

return displacement
