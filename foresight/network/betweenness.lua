--- betweenness.lua: which nodes or links of a network the shortest paths of all others lead over.
--
-- Example:  betweenness(routes, {probability="probability"})   betweenness(f, {of="links"})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

--- Betweenness: for every pair of others the share of their shortest paths that leads over a node or link, summed over the pairs.
--- Paths are shortest by `length`, most likely by `probability`, else of the fewest steps. A node with much of it is a bottleneck.
--- @function betweenness
--- @param f frame a row per link: from, to, and a length or a probability
--- @param options? table
--- @option of? string = "nodes" {nodes|links} what is measured
--- @option length? string <column> of a link
--- @option probability? string <column> that a link is passed; the most likely paths count
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option directed? boolean = true links lead from the first end to the second only
--- @return frame node (or from, to), betweenness, share (of all ordered pairs of others; half as many where links lead both ways); the
---   largest first
--- @raises a length below 0; a probability outside 0 to 1
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example f = frame{{from="MA", to="ES"}, {from="ES", to="FR"}, {from="FR", to="BE"}}
--- @example betweenness(f).node[1] --> ES
--- @example betweenness(f).betweenness[1] --> 2.0
local function betweenness(f, options)
  options = options or {}
  if options.length and options.probability then
    links.fail("betweenness", "probability", "paths are shortest by a length or most likely by a probability, not both")
  end
  local directed = options.directed
  if directed == nil then directed = true end
  local column = options.length or options.probability
  local graph = links.read("betweenness", f, { ends = options.ends, column = column,
    argument = options.length and "length" or "probability", most = options.probability and 1 or nil,
    drop = options.probability and 0 or nil, directed = directed })
  if options.probability then graph.lengths = links.as_lengths(graph.values) end
  local of_links = options.of == "links"
  local found, message, code = core.network_betweenness(links.graph_of(graph, { links = of_links }))
  if not found then return nil, message, code end
  local others = of_links and graph.nodes * (graph.nodes - 1) or (graph.nodes - 1) * (graph.nodes - 2)
  local pairs_of_others, rows = directed and others or others / 2, {}
  for i, value in ipairs(found) do
    local row = { betweenness = value, share = pairs_of_others > 0 and value / pairs_of_others or 0, place = i }
    if of_links then
      row.from, row.to = graph.names[graph.from[i]], graph.names[graph.to[i]]
    else
      row.node = graph.names[i]
    end
    rows[i] = row
  end
  table.sort(rows, function(a, b)
    if a.betweenness ~= b.betweenness then return a.betweenness > b.betweenness end
    return a.place < b.place
  end)
  local columns = of_links and { "from", "to", "betweenness", "share" } or { "node", "betweenness", "share" }
  return links.frame(rows, { columns = columns,
    types = { from = "text", to = "text", node = "text", betweenness = "real", share = "real" },
    call = "betweenness(f, " .. call.text(betweenness, options) .. ")", from = { f },
    said = { ("%s, %s; paths %s"):format(plural(graph.nodes, "node"), plural(#graph.from, "link"),
      options.length and "shortest by " .. options.length or options.probability and "most likely by " .. options.probability
      or "of the fewest steps"), links.left_out(graph) } })
end

return betweenness
