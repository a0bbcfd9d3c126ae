--- node_places.lua: where the nodes of a network lie: zones as the store that is open knows them, hubs where a frame says; cyberspace, and
-- what the frame gives without a position, lie at the side of a map.
--
-- Example:  node_places.of("flow_map", graph, store, frame{{node="Mistra", lat=37.1, lon=22.4}})
--           --> {{lat=..., lon=..., code="MA"}, ...}, day of the map

local call = require "foresight.shared.call"
local core = require "glocal.core"
local geometry = require "foresight.zones.geometry"
local links = require "foresight.network.links"
local outlines = require "foresight.zones.outlines"
local positions = require "foresight.zones.positions"
local query = require "foresight.shared.query"

local node_places = {}

-- A coordinate of a row of places=, between bounds; nil where it is empty.
local function coordinate(callee, row, number, name, most)
  local value = row[name]
  if value ~= nil and not (math.type(value) and value >= -most and value <= most) then
    links.fail(callee, "places", "row %d: %s = %s is not between -%d and %d", number, name, tostring(value), most, most)
  end
  return value
end

-- {node = {lat, lon} or {is_aside}} of what places= says.
local function given(callee, graph, places)
  local found = {}
  if not places then return found end
  for _, name in ipairs { "node", "lat", "lon" } do
    if not places:has(name) then
      links.fail(callee, "places", "the frame has no column '%s'; it needs node, lat and lon", name)
    end
  end
  for number, row in places:rows() do
    local at = row.node ~= nil and links.node(callee, graph, row.node, "places")
    if not at then links.fail(callee, "places", "row %d: the node is missing", number) end
    if found[at] then links.fail(callee, "places", "row %d: '%s' stands twice", number, tostring(row.node)) end
    local lat = coordinate(callee, row, number, "lat", 90)
    local lon = coordinate(callee, row, number, "lon", 180)
    if (lat == nil) ~= (lon == nil) then
      links.fail(callee, "places", "row %d: '%s' has a %s and no %s", number, tostring(row.node), lat and "lat" or "lon",
        lat and "lon" or "lat")
    end
    found[at] = lat and { lat = lat, lon = lon, is_hub = true } or { is_aside = true, is_hub = true }
  end
  return found
end

-- The code of the zone that a node names; raises, naming the nearest, where it names none.
local function zone_of(callee, store, name)
  local done, code = pcall(store.resolve, store, "zone", name)
  if done then return code end
  links.fail(callee, "places", "'%s' is no zone (%s): places=frame{{node=\"%s\", lat=..., lon=...}} says where a hub lies",
    name, tostring(code):gsub("^.-: ", "", 0), name)
end

--- Of each node of a graph {lat, lon}, or {is_aside} where it lies at the side; with code (of a zone) or is_hub; and the day of the map.
function node_places.of(callee, graph, store, places)
  local found, codes, at_code = given(callee, graph, places), {}, {}
  for i, name in ipairs(graph.names) do
    if not found[i] then
      if not store then
        links.fail(callee, "places", "no store is open to say where '%s' lies: open one, or say it with places=", name)
      end
      local code = zone_of(callee, store, name)
      if at_code[code] then
        links.fail(callee, "links", "'%s' and '%s' are one zone, %s: write both alike", graph.names[at_code[code]], name, code)
      end
      at_code[code], codes[#codes + 1] = i, code
    end
  end
  local day = store and outlines.day(store, nil, codes) or core.today()
  local where = #codes > 0 and positions.walked(store, codes, day) or {}
  local shapes = #codes > 0 and outlines.of(store, codes, day) or {}
  local kinds = {}
  if #codes > 0 then
    for _, row in query(store, "select code, kind from zone"):rows() do kinds[row.code] = row.kind end
  end
  for code, i in pairs(at_code) do
    local place = where[code] or shapes[code] and geometry.middle((geometry.without_remote(shapes[code])))
    if kinds[code] == "cyberspace" or not place then
      found[i] = { is_aside = true, is_cyberspace = kinds[code] == "cyberspace", code = code }
    else
      found[i] = { lat = place.lat, lon = place.lon, code = code }
    end
  end
  return found, day
end

--- The links that are closed, as a set of their numbers: those that are named ("MA > ES"), and all at a node that is ("ES").
function node_places.closed(callee, graph, closed)
  local nodes, shut, plain, by_name = {}, {}, {}, {}
  for i = 1, #graph.from do by_name[graph.names[graph.from[i]] .. " > " .. graph.names[graph.to[i]]] = i end
  for _, each in ipairs(call.list(closed)) do
    local at = by_name[tostring(each)]
    if at then
      shut[at] = true
    elseif tostring(each):find(" > ", 1, true) then
      links.fail(callee, "closed", "there is no link '%s'", tostring(each))
    else
      plain[#plain + 1] = each
    end
  end
  for _, at in ipairs(#plain > 0 and links.nodes(callee, graph, plain, "closed") or {}) do nodes[at] = true end
  for i = 1, #graph.from do
    if nodes[graph.from[i]] or nodes[graph.to[i]] then shut[i] = true end
  end
  return shut
end

return node_places
