--- placement.lua: where to put a given number of posts so that what they serve is near, with the proof that no other places do better.
--
-- Example:  placement {links=distances, posts=5}   placement {links=f, posts=3, objective="coverage", within=500, demand=requests}

local core = require "glocal.core"
local call = require "foresight.shared.call"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

local MOST_DRAWS = 1000

local function fail(argument, text, ...) links.fail("placement", argument, text, ...) end

-- --- what is asked ------------------------------------------------------------------------------------------------

-- The last of several links between the same two ends counts.
local function without_repeats(graph)
  local at_of, kept, repeats = {}, { from = {}, to = {}, values = {} }, 0
  for i = 1, #graph.from do
    local a, b = graph.from[i], graph.to[i]
    if not graph.directed and a > b then a, b = b, a end
    local key = a * (graph.nodes + 1) + b
    if at_of[key] then
      kept.values[at_of[key]] = graph.values[i]
      repeats = repeats + 1
    else
      local at = #kept.from + 1
      at_of[key] = at
      kept.from[at], kept.to[at], kept.values[at] = graph.from[i], graph.to[i], graph.values[i]
    end
  end
  graph.from, graph.to, graph.values = kept.from, kept.to, kept.values
  return repeats
end

-- Whether no node stands at both ends: then links are distances from candidates to places.
local function is_two_sided(graph)
  local is_from = {}
  for _, node in ipairs(graph.from) do is_from[node] = true end
  for _, node in ipairs(graph.to) do
    if is_from[node] then return false end
  end
  return true
end

-- The nodes at one kind of end, in the order of their numbers.
local function ends_of(list)
  local seen, nodes = {}, {}
  for _, node in ipairs(list) do
    if not seen[node] then
      seen[node] = true
      nodes[#nodes + 1] = node
    end
  end
  table.sort(nodes)
  return nodes
end

local function read_network(spec)
  local graph = links.read("placement", spec.links, { ends = spec.ends, column = spec.distance or "distance",
    argument = "distance", directed = spec.directed or false })
  local along = spec.along
  if along == nil then along = not is_two_sided(graph) end
  if not along then graph.directed = true end
  local repeats = without_repeats(graph)
  local all = {}
  for i = 1, graph.nodes do all[i] = i end
  local it = { graph = graph, along = along, repeats = repeats, sites = along and all or ends_of(graph.from),
    clients = along and all or ends_of(graph.to) }
  if spec.candidates then it.sites = links.nodes("placement", graph, spec.candidates, "candidates") end
  return it
end

-- Demand by draw: a list of {by node, sum}; one of 1 for each place without a frame. Places that the network does not know raise.
local function read_demand(spec, it)
  local f = spec.demand
  if not f then
    local by = {}
    for _, node in ipairs(it.clients) do by[node] = 1 end
    return { by }, nil
  end
  local place = f:has "place" and "place" or f:has "to" and "to" or f:has "zone" and "zone" or nil
  if not place then fail("demand", "the frame needs a column place (or to, zone) and a column demand") end
  local values = links.numbers("placement", f, "demand", "demand", 0, math.huge)
  local places, drawn = f[place], f:has "draw" and f.draw or nil
  local is_client, by_draw, order = {}, {}, {}
  for _, node in ipairs(it.clients) do is_client[node] = true end
  for row = 1, #f do
    local name, value = places[row], values[row]
    local node = name ~= nil and it.graph.index[tostring(name)]
    if not node or not is_client[node] then
      fail("demand", "row %d: '%s' is no place of the links", row, tostring(name))
    end
    local key = drawn and drawn[row] or 1
    if value ~= nil and key ~= nil then
      if not by_draw[key] then
        by_draw[key] = {}
        order[#order + 1] = key
      end
      by_draw[key][node] = (by_draw[key][node] or 0) + value
    end
  end
  if #order == 0 then fail("demand", "the frame has no demand") end
  if #order > MOST_DRAWS then fail("demand", "%d draws are more than %d", #order, MOST_DRAWS) end
  local list = {}
  for i, key in ipairs(order) do list[i] = by_draw[key] end
  return list, drawn and order
end

local function mean_of(demands)
  local mean = {}
  for _, by in ipairs(demands) do
    for node, value in pairs(by) do mean[node] = (mean[node] or 0) + value / #demands end
  end
  return mean
end

-- --- the answer ---------------------------------------------------------------------------------------------------

local function settings_of(spec, it, demand, fixed, posts)
  local weights = {}
  for i, node in ipairs(it.clients) do weights[i] = demand[node] or 0 end
  return { nodes = it.graph.nodes, from = it.graph.from, to = it.graph.to, lengths = it.graph.values,
    directed = it.graph.directed, sites = it.sites, clients = it.clients, weights = weights,
    posts = posts or spec.posts, fixed = fixed, along = it.along,
    objective = spec.objective, within = spec.within, effort = spec.effort }
end

local function fixed_of(spec, it)
  local at = {}
  for j, node in ipairs(it.sites) do at[node] = j end
  local fixed = {}
  for _, node in ipairs(spec.fixed and links.nodes("placement", it.graph, spec.fixed, "fixed") or {}) do
    if not at[node] then fail("fixed", "'%s' is no candidate", it.graph.names[node]) end
    fixed[#fixed + 1] = at[node]
  end
  return fixed
end

local function rows_of(it, demand, found)
  local rows, by_site = {}, {}
  for i, site in ipairs(found.open) do
    rows[i] = { post = it.graph.names[it.sites[site]], places = 0, demand = 0, travel = 0, farthest = 0 }
    by_site[site] = rows[i]
  end
  for i, site in ipairs(found.served_by) do
    local row, weight, distance = by_site[site], demand[it.clients[i]] or 0, found.distances[i]
    if row then
      row.places, row.demand = row.places + 1, row.demand + weight
      row.travel = row.travel + weight * distance
      row.farthest = math.max(row.farthest, distance)
    end
  end
  return rows
end

local function figure(value) return ("%.10g"):format(value) end

local function total_text(spec, found, demand, it)
  local all = 0
  for _, node in ipairs(it.clients) do all = all + (demand[node] or 0) end
  if spec.objective == "coverage" then
    return ("Coverage %s of %s within %s%s"):format(figure(all - found.total), figure(all), figure(spec.within),
      all > 0 and (" (%.1f %%)"):format(100 * (all - found.total) / all) or "")
  elseif spec.objective == "answer_time" then
    if found.radius == math.huge then
      return ("No choice of %s reaches every place; total of the others %s"):format(plural(spec.posts, "post"),
        figure(found.total))
    end
    return ("Longest %s; total %s"):format(figure(found.radius), figure(found.total))
  end
  return ("Total %s"):format(figure(found.total))
end

local function gap_text(value, bound)
  return ("can be below %s, a gap of %.2f %%"):format(figure(bound), value > 0 and 100 * (value - bound) / value or 0)
end

-- What is proved, or how far any other choice could be better. A total is the least only within the longest distance that was found.
local function proof_text(spec, found)
  if found.is_optimal then return "proved optimal" end
  local parts = {}
  if spec.objective == "answer_time" and found.radius_bound < found.radius then
    parts[1] = found.radius == math.huge and ("no longest distance is proved to be below %s"):format(figure(found.radius_bound))
      or "no longest distance " .. gap_text(found.radius, found.radius_bound)
  end
  if found.bound < found.total then
    parts[#parts + 1] = (spec.objective == "answer_time" and "no total with this longest distance " or "no choice ")
      .. gap_text(found.total, found.bound)
  end
  return ("not proved: %s (effort=%g would search longer)"):format(table.concat(parts, "; "), 10 * (spec.effort or 1))
end

local function service_rows(it, demand, found)
  local rows = {}
  for i, site in ipairs(found.served_by) do
    rows[i] = { place = it.graph.names[it.clients[i]], post = site > 0 and it.graph.names[it.sites[site]] or nil,
      distance = site > 0 and found.distances[i] or nil, demand = demand[it.clients[i]] or 0 }
  end
  return rows
end

-- What open posts cost under another demand: the same call with all of them fixed and none to choose.
local function total_under(spec, it, demand, open)
  return core.network_placement(settings_of(spec, it, demand, open, #open))
end

-- Each draw placed anew, and what the posts of the mean and of the draws cost in it.
local function across_draws(spec, it, demands, keys, expected, fixed)
  local sets, seen, best = {}, {}, {}
  local function add(open)
    local key = table.concat(open, ",")
    if not seen[key] then
      sets[#sets + 1] = open
      seen[key] = #sets
    end
    return seen[key]
  end
  add(expected.open)
  for d, demand in ipairs(demands) do
    local found, message, code = core.network_placement(settings_of(spec, it, demand, fixed))
    if not found then return nil, message, code end
    best[d] = { total = found.total, set = add(found.open) }
  end
  local worst, totals = {}, {}
  for s, open in ipairs(sets) do
    worst[s], totals[s] = 0, {}
    for d, demand in ipairs(demands) do
      local found, message, code = total_under(spec, it, demand, open)
      if not found then return nil, message, code end
      totals[s][d] = found.total
      worst[s] = math.max(worst[s], found.total - best[d].total)
    end
  end
  local robust = 1
  for s = 2, #sets do
    if worst[s] < worst[robust] then robust = s end
  end
  local rows = {}
  local function names(open)
    local list = {}
    for i, site in ipairs(open) do list[i] = it.graph.names[it.sites[site]] end
    return table.concat(list, ", ")
  end
  for d, key in ipairs(keys) do
    rows[d] = { draw = tostring(key), posts = names(sets[best[d].set]), total = best[d].total, expected = totals[1][d],
      robust = totals[robust][d] }
  end
  return { rows = rows, robust = names(sets[robust]), robust_regret = worst[robust], expected_regret = worst[1], sets = #sets }
end

local function check(spec)
  if not spec.links then fail("links", "expected a frame of links: from, to, distance") end
  if spec.posts == nil then fail("posts", "say how many, as in posts=5") end
  call.check_whole(spec, "posts", 1, 5000, "placement")
  if spec.objective == "coverage" and not spec.within then fail("within", "coverage needs a distance, such as within=500") end
  if spec.effort and not (spec.effort > 0 and spec.effort <= 1e6) then
    fail("effort", "expected a number above 0 and up to 1000000, got %g", spec.effort)
  end
  if spec.within and spec.objective ~= "coverage" then fail("within", "only objective=\"coverage\" has one") end
  if spec.within and not (spec.within >= 0 and spec.within <= math.huge) then
    fail("within", "expected 0 or more, got %g", spec.within)
  end
end

--- Where to put a given number of posts. Each place is served by the nearest post, over the shortest path along the links (or as the
--- links say, where they lead from candidates to places). The answer is exact: the note says that it is proved, or how far any
--- other choice could be better. With several draws of the demand (such as those of a scenario) the posts are those for its mean, the
--- frame `draws` compares each draw's own best posts with them and with the robust ones, whose largest regret is the smallest
--- among the posts of the draws and of their mean.
--- @function placement
--- @param spec table
--- @option links frame a row per link: from, to, distance
--- @option posts integer [posts] how many in all
--- @option objective? string = "travel" {travel|coverage|answer_time} least total of demand times distance; most demand within a
---   distance; smallest longest distance, then least total
--- @option within? number the distance of coverage
--- @option demand? frame = (1 for each place) place (or to, zone) and demand; with a column draw, several
--- @option fixed? string|string[] posts that are there already; they count among the posts
--- @option candidates? string|string[] = (all nodes; where links lead from candidates to places, those) where a post may be
--- @option effort? number = 1 how long to search for a proof before the gap is stated: 1 is some five seconds
--- @option along? boolean = (true, unless no node is at both ends) over the shortest path along links; false: only as the links say
--- @option distance? string = "distance" <column> the length of a link, or hours
--- @option ends? string[] = {"from", "to"} <column> the columns of a link's ends
--- @option directed? boolean = false links lead from the first end to the second only
--- @return frame post, places, demand, travel (demand times distance), farthest; its `services` has the post of each place, `draws` a
---   row per draw, `total`, `bound` and `is_optimal` the result, `longest` that of answer_time
--- @raises more posts than candidates; places of the demand that no link has; places that no candidate reaches
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example f = frame{{from="A", to="B", distance=2}, {from="B", to="C", distance=3}, {from="C", to="D", distance=4}}
--- @example p = placement{links=f, posts=1}
--- @example p.post[1] --> B
--- @example p:attached "total" --> 12.0
local function placement(spec)
  check(spec)
  local it = read_network(spec)
  local demands, keys = read_demand(spec, it)
  if spec.posts > #it.sites then
    fail("posts", "%d posts can't be put at %s", spec.posts, plural(#it.sites, "candidate"))
  end
  local fixed = fixed_of(spec, it)
  if #fixed > spec.posts then fail("fixed", "%d posts are fixed, and there are only %d in all", #fixed, spec.posts) end
  local demand = #demands > 1 and mean_of(demands) or demands[1]
  local found, message, code = core.network_placement(settings_of(spec, it, demand, fixed))
  if not found then return nil, message, code end
  local origin = "placement" .. call.text(placement, spec)
  local from = { spec.links, spec.demand }
  local said = { ("%s: %s"):format(total_text(spec, found, demand, it), proof_text(spec, found)),
    ("%s at %s for %s"):format(plural(spec.posts, "post"), plural(#it.sites, "candidate"),
      plural(#it.clients, "place")),
    it.along and "Distances along the links" or false,
    it.repeats > 0 and ("%s given more than once: the last counts"):format(plural(it.repeats, "link")),
    found.unserved > 0 and ("%s that no post reaches: not in the total"):format(plural(found.unserved, "place")),
    links.left_out(it.graph) }
  local services = links.frame(service_rows(it, demand, found), { columns = { "place", "post", "distance", "demand" },
    types = { place = "text", post = "text", distance = "real", demand = "real" }, call = origin, from = from })
  local draws
  if keys and #demands > 1 then
    draws, message, code = across_draws(spec, it, demands, keys, found, fixed)
    if not draws then return nil, message, code end
    said[#said + 1] = ("Over %d draws of the demand: largest regret %s; robust posts %s: largest regret %s"):format(#demands,
      figure(draws.expected_regret), draws.robust, figure(draws.robust_regret))
    draws = links.frame(draws.rows, { columns = { "draw", "posts", "total", "expected", "robust" },
      types = { draw = "text", posts = "text", total = "real", expected = "real", robust = "real" }, call = origin, from = from,
      said = { "Totals of each draw: its own best posts, those for the mean of all draws, the robust ones" } })
  end
  return links.frame(rows_of(it, demand, found), { columns = { "post", "places", "demand", "travel", "farthest" },
    types = { post = "text", places = "integer", demand = "real", travel = "real", farthest = "real" }, call = origin,
    from = from, said = said,
    attach = { total = found.total, bound = found.bound, is_optimal = found.is_optimal, services = services,
      longest = spec.objective == "answer_time" and found.radius < math.huge and found.radius or nil, draws = draws } })
end

return placement
