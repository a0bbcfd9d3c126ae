--- flow_map.lua: the routes of a phenomenon as a map: countries, zones, hubs and cyberspace, links as wide as what passes them, the
-- bottlenecks marked.
--
-- Example:  flow_map(f, {phenomenon="smuggling", closed="MA > ES"}):plot{to="routes.svg", lang="nl"}
-- Reference: W. R. Tobler, "Experiments in migration mapping by computer", The American Cartographer 14 (1987).

local call = require "foresight.shared.call"
local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local glocal = require "glocal"
local links = require "foresight.network.links"
local node_places = require "foresight.network.node_places"
local plural = require "foresight.shared.plural"

local NAME = "flow_map"
local MOST_NODES = 400

-- --- what is read -------------------------------------------------------------------------------------------------

-- The one value of a column of what a row is of; several would lay figures over each other that are of different things.
local function only_value(f, column)
  if not f:has(column) then return nil end
  local found
  for row = 1, #f do
    local value = f:get(row, column)
    if value ~= nil and found ~= nil and value ~= found then
      links.fail(NAME, "f", "column '%s' has %s and %s: choose one, f:where{%s=%q}", column, tostring(found), tostring(value),
        column, tostring(found))
    end
    if found == nil then found = value end
  end
  return found
end

local function check_once(graph)
  local seen = {}
  for i = 1, #graph.from do
    local key = graph.from[i] .. " " .. graph.to[i]
    if graph.from[i] == graph.to[i] then
      links.fail(NAME, "f", "row %d: the link leads from '%s' to itself", graph.rows[i], graph.names[graph.from[i]])
    end
    if seen[key] then
      links.fail(NAME, "f", "the link %s > %s stands in row %d and in row %d: a map has each link once",
        graph.names[graph.from[i]], graph.names[graph.to[i]], graph.rows[seen[key]], graph.rows[i])
    end
    seen[key] = i
  end
end

-- The figures of the links, nil where there is none.
local function flows_of(f, graph, column)
  local values, flows = links.numbers(NAME, f, column, "flow", 0, math.huge), {}
  for i, row in ipairs(graph.rows) do flows[i] = values[row] end
  return flows
end

-- --- bottlenecks --------------------------------------------------------------------------------------------------

-- The links that are open, as a graph of the same nodes.
local function open_of(graph, shut, flows)
  local left = { names = graph.names, nodes = graph.nodes, directed = true, from = {}, to = {}, of = {} }
  for i = 1, #graph.from do
    if not shut[i] and flows[i] ~= 0 then
      local at = #left.from + 1
      left.from[at], left.to[at], left.of[at] = graph.from[i], graph.to[i], i
    end
  end
  return left
end

-- Where flows begin or end: as asked, else the nodes that no link leads to, or from. Closed ones count: what they cut off is no end.
local function ends_of(graph, given, argument, own)
  if given ~= nil then return links.nodes(NAME, graph, given, argument) end
  local has, list = {}, {}
  for i = 1, #graph.from do has[graph[own][i]] = true end
  for node = 1, graph.nodes do
    if not has[node] then list[#list + 1] = node end
  end
  return list
end

-- The fewest open links without which nothing gets from the sources to the targets, as a set of links; or nil, message, code.
local function cut_of(graph, left, sources, targets)
  local from, to, capacity = {}, {}, {}
  for i = 1, #left.from do from[i], to[i], capacity[i] = left.from[i], left.to[i], 1 end
  local many = #from + 1 -- more than all links together: the cut does not pass what joins the ends to one
  local function join(a, b)
    local at = #from + 1
    from[at], to[at], capacity[at] = a, b, many
  end
  for _, node in ipairs(sources) do join(graph.nodes + 1, node) end
  for _, node in ipairs(targets) do join(node, graph.nodes + 2) end
  local flow, cut, code = core.network_min_cut { nodes = graph.nodes + 2, from = from, to = to, lengths = capacity,
    directed = true, source = graph.nodes + 1, target = graph.nodes + 2 }
  if not flow then return nil, cut, code end
  local set, count = {}, 0
  for _, at in ipairs(cut) do
    if left.of[at] then set[left.of[at]], count = true, count + 1 end
  end
  return set, count
end

-- The nodes that most of the shortest paths of others lead over, and the betweenness of all; or nil, message, code.
local function bottlenecks_of(graph, left, most)
  local none = {}
  if #left.from == 0 or most == 0 then return none, none end
  local found, message, code = core.network_betweenness { nodes = graph.nodes, from = left.from, to = left.to, directed = true }
  if not found then return nil, message, code end
  local order, marked = {}, {}
  for i = 1, graph.nodes do
    if found[i] > 0 then order[#order + 1] = i end
  end
  table.sort(order, function(a, b)
    if found[a] ~= found[b] then return found[a] > found[b] end
    return graph.names[a] < graph.names[b]
  end)
  for rank = 1, math.min(most, #order) do marked[order[rank]] = rank end
  return marked, found
end

-- --- the frames ---------------------------------------------------------------------------------------------------

local function link_rows(graph, flows, shut, cut)
  local rows = {}
  for i = 1, #graph.from do
    rows[i] = { from = graph.names[graph.from[i]], to = graph.names[graph.to[i]], flow = flows[i],
      state = shut[i] and "closed" or "open", cut = cut and (cut[i] and "yes" or "no") or nil, place = i }
  end
  table.sort(rows, function(a, b)
    if (a.flow or -1) ~= (b.flow or -1) then return (a.flow or -1) > (b.flow or -1) end
    return a.place < b.place
  end)
  return rows
end

local function node_rows(graph, places, marked, betweenness)
  local rows = {}
  for i, place in ipairs(places) do
    rows[i] = { node = graph.names[i], zone = place.code, lat = place.lat, lon = place.lon, betweenness = betweenness[i] or 0.0,
      bottleneck = marked[i] and "yes" or "no",
      at = place.is_cyberspace and "cyberspace" or place.is_aside and "aside" or place.is_hub and "hub" or "zone" }
  end
  return rows
end

local function names_of(graph, list)
  local names = {}
  for i, node in ipairs(list) do names[i] = graph.names[node] end
  table.sort(names)
  return table.concat(names, ", ")
end

local function marked_text(graph, marked)
  local list = {}
  for node, rank in pairs(marked) do list[rank] = graph.names[node] end
  return #list > 0 and "Bottlenecks by betweenness: " .. table.concat(list, ", ") or nil
end

local function count_text(count, text) return count > 0 and text:format(count) or nil end

local function cut_text(graph, it)
  if not it.cut then return "No minimum cut: say from= and to=, as no node only begins or ends links" end
  local from, to = names_of(graph, it.sources), names_of(graph, it.targets)
  if it.cut_count == 0 then return ("No open path from %s to %s"):format(from, to) end
  return ("Minimum cut from %s to %s: %s"):format(from, to, plural(it.cut_count, "link"))
end

-- What of the map is to be known beside it.
local function sentences(graph, it)
  local shut, missing, zeros, aside = 0, 0, 0, {}
  for i = 1, #graph.from do
    if it.shut[i] then shut = shut + 1 end
    if it.flows[i] == nil then missing = missing + 1 elseif it.flows[i] == 0 then zeros = zeros + 1 end
  end
  for i, place in ipairs(it.places) do
    if place.is_aside then aside[#aside + 1] = i end
  end
  return { ("%s, %s"):format(plural(graph.nodes, "node"), plural(#graph.from, "link")),
    cut_text(graph, it),
    marked_text(graph, it.marked), shut > 0 and ("%s closed, in no bottleneck"):format(plural(shut, "link")),
    count_text(missing, "%d without a figure"), count_text(zeros, "%d with 0 not drawn"),
    #aside > 0 and ("At the side of the map: %s"):format(names_of(graph, aside)), links.left_out(graph) }
end

-- What the map is called in a language.
local function title_of(store, code, text)
  return function(words)
    local what = text
    if code then what = catalogue.names(store, "phenomenon", words.lang)[code] or code end
    return what and words.fill(words.flow_map.title_of, { what = what }) or words.flow_map.title
  end
end

--- A map of the routes of a phenomenon: each link as wide as what passes it, closed ones dashed. Two kinds of bottlenecks are
--- marked: the minimum cut, the fewest open links without which nothing gets from where flows begin to where they end, and the nodes
--- that most of the shortest paths of others lead over (betweenness). Nodes are zones of the store (countries, provinces, police zones),
--- or hubs that places= has; cyberspace and what has no position lie at the side. m:plot{to="routes.svg", lang="nl"} draws it.
--- @function flow_map
--- @param f frame a row per link: from, to and a figure, of one period; nothing in its place: not known, drawn thin and grey
--- @param options? table
--- @option flow? string = "flow" <column> what passes a link
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option from? string|string[] = (what no link leads to) where flows begin
--- @option to? string|string[] = (what no link leads from) where flows end
--- @option closed? string|string[] nodes ("ES") and links ("MA > ES") that are closed
--- @option places? frame node, lat, lon: hubs that are no zone; without lat and lon at the side
--- @option bottlenecks? integer = 3 [nodes] how many are marked by betweenness
--- @option phenomenon? string = (that of the frame) <phenomenon> what the routes are of, for the title
--- @option store? store = (the current one) of places and names
--- @return frame from, to, flow, state (open, closed), cut (whether it is of the minimum cut); the largest flow first. m:attached "nodes" is
---   a frame of node, zone, lat, lon, betweenness, bottleneck, at (zone, hub, cyberspace, aside)
--- @raises a figure below 0; a link that stands twice; several periods or phenomena; a node that is no zone and has no place
--- @fails cancelled: by Ctrl-C
--- @needs store.read
--- @since 0.1
--- @example f = frame{{from="MA", to="ES", flow=60}, {from="ES", to="FR", flow=50}, {from="FR", to="BE", flow=30}, {from="FR", to="NL", flow=20}}
--- @example m = flow_map(f)
--- @example m:where{cut="yes"}.from[1] --> ES
--- @example m:attached "nodes":where{bottleneck="yes"}.node[1] --> ES
local function flow_map(f, options)
  options = options or {}
  call.check_whole(options, "bottlenecks", 0, 100, NAME)
  local column = options.flow or "flow"
  local graph = links.read(NAME, f, { ends = options.ends, directed = true })
  if graph.nodes > MOST_NODES then
    links.fail(NAME, "f", "%d nodes are more than a map can show (%d)", graph.nodes, MOST_NODES)
  end
  local period, phenomenon = only_value(f, "period"), options.phenomenon or only_value(f, "phenomenon")
  check_once(graph)
  local store = options.store or glocal.store
  local it = { flows = flows_of(f, graph, column) }
  local code = phenomenon and store and store:resolve("phenomenon", phenomenon) or nil
  it.places, it.day = node_places.of(NAME, graph, store, options.places)
  it.shut = node_places.closed(NAME, graph, options.closed)
  local left = open_of(graph, it.shut, it.flows)
  it.sources = ends_of(graph, options.from, "from", "to")
  it.targets = ends_of(graph, options.to, "to", "from")
  for _, a in ipairs(it.sources) do
    for _, b in ipairs(it.targets) do
      if a == b then links.fail(NAME, "to", "'%s' is where flows begin", graph.names[a]) end
    end
  end
  local errcode
  if #it.sources > 0 and #it.targets > 0 then
    it.cut, it.cut_count, errcode = cut_of(graph, left, it.sources, it.targets)
    if not it.cut then return nil, it.cut_count, errcode end
  end
  local betweenness
  it.marked, betweenness, errcode = bottlenecks_of(graph, left, options.bottlenecks or 3)
  if not it.marked then return nil, betweenness, errcode end
  local unit = select(2, f:type(column))
  local from = options.places and { f, options.places } or { f }
  local text = "flow_map(f, " .. call.text(flow_map, options) .. ")"
  local nodes = links.frame(node_rows(graph, it.places, it.marked, betweenness), {
    columns = { "node", "zone", "lat", "lon", "betweenness", "bottleneck", "at" },
    types = { node = "text", zone = "text", lat = "real", lon = "real", betweenness = "real", bottleneck = "text", at = "text" },
    call = text, from = from })
  return links.frame(link_rows(graph, it.flows, it.shut, it.cut), { columns = { "from", "to", "flow", "state", "cut" },
    types = { from = "text", to = "text", flow = f:type(column), state = "text", cut = "text" },
    units = unit and { flow = unit } or nil, call = text, from = from, said = sentences(graph, it),
    attach = { nodes = nodes, flow_map = { title = title_of(store, code, phenomenon), period = period, column = column,
      day = it.day } } })
end

return flow_map
