--- cut_points.lua: whose loss cuts whom off: the articulation points of a network of cooperation.
--
-- Example:  cut_points(channels, {ends={"corps", "partner"}})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

local MOST_NAMED = 20

--- Whose loss cuts whom off: for each node into how many pieces the network around it falls without it, and who is then no longer
--- connected to most of the others. Directions do not count.
--- @function cut_points
--- @param f frame a row per link: from, to
--- @param options? table
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option all? boolean = false nodes that cut nobody off too
--- @return frame node, links (its number), pieces, cut_off (how many nodes), who (up to 20 of them); the most first
--- @raises a frame without links
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example c = cut_points(frame{{from="BE", to="NL"}, {from="NL", to="DE"}, {from="BE", to="FR"}, {from="FR", to="NL"}})
--- @example c.node[1] .. " cuts off " .. c.who[1] --> NL cuts off DE
local function cut_points(f, options)
  options = options or {}
  local graph = links.read("cut_points", f, { ends = options.ends, directed = false })
  local found, message, code = core.network_losses(links.graph_of(graph))
  if not found then return nil, message, code end
  local who, degree = {}, {}
  for i = 1, #found.pairs, 2 do
    local node = found.pairs[i]
    who[node] = who[node] or {}
    if #who[node] <= MOST_NAMED then who[node][#who[node] + 1] = graph.names[found.pairs[i + 1]] end
  end
  for i = 1, #graph.from do
    for _, node in ipairs { graph.from[i], graph.to[i] } do degree[node] = (degree[node] or 0) + 1 end
  end
  local rows = {}
  for node, name in ipairs(graph.names) do
    if options.all or found.lost[node] > 0 then
      local names = who[node] or {}
      if #names > MOST_NAMED then names[MOST_NAMED + 1] = "..." end
      rows[#rows + 1] = { node = name, links = degree[node] or 0, pieces = found.pieces[node], cut_off = found.lost[node],
        who = #names > 0 and table.concat(names, ", ") or nil, place = node }
    end
  end
  table.sort(rows, function(a, b)
    if a.cut_off ~= b.cut_off then return a.cut_off > b.cut_off end
    return a.place < b.place
  end)
  local cuts = 0
  for _, lost in ipairs(found.lost) do cuts = cuts + (lost > 0 and 1 or 0) end
  return links.frame(rows, { columns = { "node", "links", "pieces", "cut_off", "who" },
    types = { node = "text", links = "integer", pieces = "integer", cut_off = "integer", who = "text" },
    call = "cut_points(f, " .. call.text(cut_points, options) .. ")", from = { f },
    said = { ("%d of %s cut others off when lost"):format(cuts, plural(graph.nodes, "node")), links.left_out(graph) } })
end

return cut_points
