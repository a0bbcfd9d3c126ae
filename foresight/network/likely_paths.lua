--- likely_paths.lua: the most likely paths from one place to another, where each link is passed with a probability.
--
-- Example:  likely_paths(routes, {from="MA", to="BE", most=5})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local links = require "foresight.network.links"

--- The most likely paths between two nodes: the probability of a path is the product of those of its links. Paths do not pass a
--- node twice, so that links in a circle do no harm.
--- @function likely_paths
--- @param f frame a row per link: from, to, probability (0 to 1)
--- @param options? table
--- @option from string where paths begin
--- @option to string where they end
--- @option most? integer = 10 [paths] how many
--- @option probability? string = "probability" <column> that a link is passed
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option directed? boolean = true links lead from the first end to the second only
--- @return frame rank, probability, steps, path ("MA > ES > FR > BE"); the most likely first
--- @raises a probability outside 0 to 1; an unknown node
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example f = frame{{from="MA", to="ES", probability=0.8}, {from="ES", to="BE", probability=0.5}, {from="MA", to="BE", probability=0.1}}
--- @example likely_paths(f, {from="MA", to="BE"}).path[1] --> MA > ES > BE
--- @example likely_paths(f, {from="MA", to="BE"}).probability[1] --> 0.4
local function likely_paths(f, options)
  options = options or {}
  local directed = options.directed
  if directed == nil then directed = true end
  local graph = links.read("likely_paths", f, { ends = options.ends, column = options.probability or "probability",
    argument = "probability", most = 1, drop = 0, directed = directed })
  local source = links.node("likely_paths", graph, options.from, "from")
  local target = links.node("likely_paths", graph, options.to, "to")
  if source == target then links.fail("likely_paths", "to", "'%s' is where paths begin", graph.names[target]) end
  call.check_whole(options, "most", 1, 1000, "likely_paths")
  graph.lengths = links.as_lengths(graph.values)
  local paths, message, code = core.network_paths(links.graph_of(graph, { source = source, target = target,
    most = options.most or 10 }))
  if not paths then return nil, message, code end
  local rows = {}
  for rank, path in ipairs(paths) do
    local at, product, names = source, 1, { graph.names[source] }
    for _, link in ipairs(path) do
      at = graph.from[link] == at and graph.to[link] or graph.from[link]
      product = product * graph.values[link]
      names[#names + 1] = graph.names[at]
    end
    if #path > 0 then
      rows[#rows + 1] = { rank = rank, probability = product, steps = #path, path = table.concat(names, " > ") }
    end
  end
  local none = #rows == 0 and ("There is no path from %s to %s"):format(graph.names[source], graph.names[target])
  return links.frame(rows, { columns = { "rank", "probability", "steps", "path" },
    types = { rank = "integer", probability = "real", steps = "integer", path = "text" },
    call = "likely_paths(f, " .. call.text(likely_paths, options) .. ")", from = { f },
    said = { none or "Probability of a path: the product of its links, as if they were independent", links.left_out(graph) } })
end

return likely_paths
