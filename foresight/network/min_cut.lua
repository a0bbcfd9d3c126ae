--- min_cut.lua: the bottleneck of a network: the links with the least capacity in all without which there is no path.
--
-- Example:  min_cut(routes, {from="MA", to="BE", capacity="trips"})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

--- A minimum cut between two nodes: the links that part them and together have the least capacity, which is the most that can flow
--- between them (Ford and Fulkerson). Without a capacity each link counts 1, so that it is the fewest links.
--- @function min_cut
--- @param f frame a row per link: from, to, and a capacity
--- @param options? table
--- @option from string where the flow begins
--- @option to string where it ends
--- @option capacity? string = (each link counts 1) <column> the most that passes a link
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option directed? boolean = true links lead from the first end to the second only
--- @return frame from, to, capacity: the links of the cut
--- @raises a capacity below 0; an unknown node; the same node at both ends
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example f = frame{{from="MA", to="ES", n=5}, {from="MA", to="IT", n=3}, {from="ES", to="BE", n=2}, {from="IT", to="BE", n=9}}
--- @example c = min_cut(f, {from="MA", to="BE", capacity="n"})
--- @example c.from[1] --> MA
--- @example c.capacity[1] + c.capacity[2] --> 5.0
local function min_cut(f, options)
  options = options or {}
  local directed = options.directed
  if directed == nil then directed = true end
  local graph = links.read("min_cut", f, { ends = options.ends, column = options.capacity, argument = "capacity",
    directed = directed })
  local source = links.node("min_cut", graph, options.from, "from")
  local target = links.node("min_cut", graph, options.to, "to")
  if source == target then links.fail("min_cut", "to", "'%s' is where the flow begins", graph.names[source]) end
  if not graph.values then
    graph.values = {}
    for i = 1, #graph.from do graph.values[i] = 1 end
  end
  local flow, cut, code = core.network_min_cut(links.graph_of(graph, { source = source, target = target }))
  if not flow then return nil, cut, code end
  local rows = {}
  for i, link in ipairs(cut) do
    rows[i] = { from = graph.names[graph.from[link]], to = graph.names[graph.to[link]], capacity = graph.values[link] }
  end
  local said = #rows == 0 and ("There is no path from %s to %s"):format(graph.names[source], graph.names[target])
    or ("Minimum cut %s over %s: as much can flow from %s to %s, and no more"):format(("%.14g"):format(flow),
      plural(#rows, "link"), graph.names[source], graph.names[target])
  return links.frame(rows, { columns = { "from", "to", "capacity" }, types = { from = "text", to = "text", capacity = "real" },
    call = "min_cut(f, " .. call.text(min_cut, options) .. ")", from = { f }, said = { said, links.left_out(graph) } })
end

return min_cut
