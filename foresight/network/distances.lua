--- distances.lua: how far it is from node to node of a network by the shortest path.
--
-- Example:  distances(frame{{from="BE", to="NL", distance=210}, {from="NL", to="DE", distance=650}})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

local MOST_ROWS = 5000000

--- Shortest distances between the nodes of a network of links, each with a length. Nodes without a path between them have no row.
--- @function distances
--- @param f frame a row per link: from, to, distance
--- @param options? table
--- @option from? string|string[] = (all nodes) only from these
--- @option length? string = "distance" <column> the length of a link
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option directed? boolean = false links lead from the first end to the second only
--- @return frame from, to, distance; in the order of the nodes
--- @raises a length below 0; an unknown node; more than five million pairs
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example d = distances(frame{{from="BE", to="NL", distance=210}, {from="NL", to="DE", distance=650}})
--- @example d:where{from="BE", to="DE"}.distance[1] --> 860.0
local function distances(f, options)
  options = options or {}
  local column = options.length or "distance"
  local graph = links.read("distances", f, { ends = options.ends, column = column, argument = "length",
    directed = options.directed or false })
  local sources = {}
  if options.from then
    sources = links.nodes("distances", graph, options.from, "from")
  else
    for i = 1, graph.nodes do sources[i] = i end
  end
  if #sources * graph.nodes > MOST_ROWS then
    links.fail("distances", "from", "%d x %d pairs are more than %d: name the nodes to begin from", #sources, graph.nodes,
      MOST_ROWS)
  end
  local found, message, code = core.network_distances(links.graph_of(graph, { sources = sources }))
  if not found then return nil, message, code end
  local rows = {}
  for i, source in ipairs(sources) do
    for node, distance in ipairs(found[i]) do
      if node ~= source and distance < math.huge then
        rows[#rows + 1] = { from = graph.names[source], to = graph.names[node], distance = distance }
      end
    end
  end
  local unreached = #sources * (graph.nodes - 1) - #rows
  return links.frame(rows, { columns = { "from", "to", "distance" }, types = { from = "text", to = "text", distance = "real" },
    call = "distances(f, " .. call.text(distances, options) .. ")", from = { f },
    said = { ("%s, %s"):format(plural(graph.nodes, "node"), plural(#graph.from, "link")),
      unreached > 0 and ("%s without a path between them"):format(plural(unreached, "pair")), links.left_out(graph) } })
end

return distances
