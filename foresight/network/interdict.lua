--- interdict.lua: which few links or nodes to close so that the best path left is as unlikely, or as long, as a budget allows.
--
-- Example:  interdict(routes, {from={"MA", "DZ"}, to="BE", closures=2, cost="cost", budget=5})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local hint = require "foresight.shared.hint"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

-- What closing each node costs: 1, or what the frame says of it.
local function node_costs(graph, f)
  local costs = {}
  for i = 1, graph.nodes do costs[i] = 1 end
  if not f then return costs end
  if not f:has "node" then links.fail("interdict", "node_costs", "the frame needs a column node and a column cost") end
  local values, names = links.numbers("interdict", f, "cost", "node_costs", 0, math.huge), f.node
  for row = 1, #f do
    local at = names[row] ~= nil and graph.index[tostring(names[row])]
    if not at then
      links.fail("interdict", "node_costs", "row %d: there is no node '%s'%s", row, tostring(names[row]),
        hint.of(tostring(names[row]), graph.names, "there are"))
    end
    costs[at] = values[row] or math.huge
  end
  return costs
end

local function costs_of(graph, f, options)
  local costs = {}
  if options.close == "nodes" then
    costs = node_costs(graph, options.node_costs)
  elseif options.cost then
    local values = links.numbers("interdict", f, options.cost, "cost", 0, math.huge)
    for i, row in ipairs(graph.rows) do costs[i] = values[row] or math.huge end
  else
    for i = 1, #graph.from do costs[i] = 1 end
  end
  for _, node in ipairs(options.keep and links.nodes("interdict", graph, options.keep, "keep") or {}) do
    if options.close == "nodes" then
      costs[node] = math.huge
    else
      for i = 1, #graph.from do
        if graph.from[i] == node or graph.to[i] == node then costs[i] = math.huge end
      end
    end
  end
  return costs
end

--- The best closures under a budget, exactly: of all sets of at most so many links (or nodes) that cost no more than the budget, the one
--- that leaves the least likely (or longest) best path from any of the sources to any of the targets. It is the answer to opponents who
--- see what is closed and choose the best path left; it says nothing about who they are.
--- @function interdict
--- @param f frame a row per link: from, to, probability (or a length)
--- @param options? table
--- @option from string|string[] where paths begin
--- @option to string|string[] where they end
--- @option closures? integer = 1 [closures] at most so many, up to 20
--- @option close? string = "links" {links|nodes} what is closed; the ends never are
--- @option budget? number = (any) the costs of all closures at most
--- @option cost? string = (each costs 1) <column> of closing a link; nothing there: it can't be closed
--- @option node_costs? frame = (each costs 1) node, cost: of closing nodes; nothing under cost: it can't be closed
--- @option keep? string|string[] nodes that can't be closed, nor the links at them
--- @option probability? string = "probability" <column> that a link is passed
--- @option length? string <column> of a link, in place of a probability
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option directed? boolean = true links lead from the first end to the second only
--- @return frame step, from, to (or node), cost, before, after: the best path before and once all up to this one are closed; nothing under
---   after where no path is left
--- @raises a probability outside 0 to 1; an unknown node; more than 20 closures
--- @fails cancelled: by Ctrl-C, as the number of ways to close grows with each closure
--- @since 0.1
--- @example f = frame{{from="MA", to="ES", probability=0.8}, {from="ES", to="BE", probability=0.5}, {from="MA", to="BE", probability=0.1}}
--- @example i = interdict(f, {from="MA", to="BE"})
--- @example i.before[1] --> 0.4
--- @example i.after[1] --> 0.1
local function interdict(f, options)
  options = options or {}
  call.check_whole(options, "closures", 1, 20, "interdict")
  if options.length and options.probability then
    links.fail("interdict", "probability", "paths are shortest by a length or most likely by a probability, not both")
  end
  if options.close == "nodes" and options.cost then
    links.fail("interdict", "cost", "these are costs of links, and nodes are closed: node_costs=frame{{node=, cost=}}")
  end
  if options.node_costs and options.close ~= "nodes" then
    links.fail("interdict", "node_costs", "links are closed: say close=\"nodes\", or cost= for the costs of links")
  end
  if options.budget and not (options.budget >= 0 and options.budget <= math.huge) then
    links.fail("interdict", "budget", "expected 0 or more, got %g", options.budget)
  end
  local directed, by_length = options.directed, options.length ~= nil
  if directed == nil then directed = true end
  local graph = links.read("interdict", f, { ends = options.ends,
    column = options.length or options.probability or "probability",
    argument = by_length and "length" or "probability", most = not by_length and 1 or nil, drop = not by_length and 0 or nil,
    directed = directed })
  if not by_length then graph.lengths = links.as_lengths(graph.values) end
  local sources = links.nodes("interdict", graph, options.from, "from")
  local targets = links.nodes("interdict", graph, options.to, "to")
  for _, a in ipairs(sources) do
    for _, b in ipairs(targets) do
      if a == b then links.fail("interdict", "to", "'%s' is where paths begin", graph.names[a]) end
    end
  end
  local settings = links.graph_of(graph, { sources = sources, targets = targets, costs = costs_of(graph, f, options),
    close_nodes = options.close == "nodes", budget = options.budget, most = options.closures or 1 })
  local found, message, code = core.network_interdict(settings)
  if not found then return nil, message, code end
  local function shown(length)
    if length == math.huge then return nil end
    return by_length and length or math.exp(-length)
  end
  -- What each closure adds to those before it: the same search where all of them are closed and none is added.
  local rows, before = {}, shown(found.before)
  for step, item in ipairs(found.closed) do
    local left = { from = {}, to = {}, lengths = {}, closed = {} }
    for k = 1, step do left.closed[found.closed[k]] = true end
    for i = 1, #graph.from do
      local is_closed = left.closed[i]
      if options.close == "nodes" then is_closed = left.closed[graph.from[i]] or left.closed[graph.to[i]] end
      if not is_closed then
        local at = #left.from + 1
        left.from[at], left.to[at], left.lengths[at] = graph.from[i], graph.to[i], settings.lengths[i]
      end
    end
    local costs = {}
    for i = 1, #left.from do costs[i] = math.huge end
    local then_found
    then_found, message, code = core.network_interdict { nodes = graph.nodes, from = left.from, to = left.to,
      lengths = left.lengths, directed = directed, sources = sources, targets = targets, costs = costs, most = 0 }
    if not then_found then return nil, message, code end
    local after = shown(then_found.before)
    rows[step] = { step = step, cost = settings.costs[item], before = before, after = after }
    if options.close == "nodes" then
      rows[step].node = graph.names[item]
    else
      rows[step].from, rows[step].to = graph.names[graph.from[item]], graph.names[graph.to[item]]
    end
    before = after
  end
  local what = by_length and "Shortest path" or "Most likely path"
  local function figure(value) return value and ("%.4g"):format(value) or "none" end
  local columns = options.close == "nodes" and { "step", "node", "cost", "before", "after" }
    or { "step", "from", "to", "cost", "before", "after" }
  return links.frame(rows, { columns = columns,
    types = { step = "integer", from = "text", to = "text", node = "text", cost = "real", before = "real", after = "real" },
    call = "interdict(f, " .. call.text(interdict, options) .. ")", from = { f },
    said = { found.before == math.huge and "There is no path to close"
      or ("%s %s before, %s after %s (cost %g); no other closures within the budget do better"):format(what,
        figure(shown(found.before)), figure(shown(found.after)), plural(#rows, "closure"), found.cost),
      links.left_out(graph) } })
end

return interdict
