--- links.lua: a frame of links as a graph, the results of a graph as frames: what all of foresight/network shares.
--
-- Example:  graph = links.read("betweenness", f, {ends={"from", "to"}, column="probability", least=0, most=1})
--           graph.names[1]   graph.index["BE"]   links.frame(rows, {columns={"node"}, call="betweenness(f)", from={f}})

local derived = require "foresight.shared.derived"
local hint = require "foresight.shared.hint"
local plural = require "foresight.shared.plural"

local links = {}

local MOST_ROWS = 10000000

function links.fail(name, argument, text, ...)
  error(("bad argument '%s' to '%s': %s"):format(argument, name, text:format(...)), 0)
end

local function need(name, f, column, what)
  if f:has(column) then return f[column] end
  links.fail(name, what, "the frame has no column '%s'%s", column, hint.of(column, f:columns(), "it has"))
end

-- A column of numbers between bounds, nulls left as they are; the row and the value are named where one does not fit.
local function numbers(name, f, column, what, least, most)
  local values = need(name, f, column, what)
  local kind = f:type(column)
  if kind ~= "integer" and kind ~= "real" then
    links.fail(name, what, "the column '%s' is %s, not a number", column, kind)
  end
  for row = 1, #f do
    local value = values[row]
    if value ~= nil and not (value >= least and value <= most and value - value == 0) then
      local bounds = most == math.huge and ("a finite number from %g on"):format(least)
        or ("between %g and %g"):format(least, most)
      links.fail(name, what, "row %d: %s = %s is not %s", row, column, tostring(value), bounds)
    end
  end
  return values
end
links.numbers = numbers

--- The graph of a frame: names, index (by name), from, to, values (nil without a column), rows (of the frame), nodes, directed,
--- empty (rows left out, as they miss an end or a value). `spec`: ends, column, least, most, optional, directed, drop (a value that
--- stands for no link).
function links.read(name, f, spec)
  local ends = spec.ends or { "from", "to" }
  if #ends ~= 2 then links.fail(name, "ends", "expected the names of two columns, got %d", #ends) end
  if #f > MOST_ROWS then links.fail(name, "links", "%d links are more than %d", #f, MOST_ROWS) end
  local from, to = need(name, f, ends[1], "ends"), need(name, f, ends[2], "ends")
  local values
  if spec.column and (f:has(spec.column) or not spec.optional) then
    values = numbers(name, f, spec.column, spec.argument or "links", spec.least or 0, spec.most or math.huge)
  end
  local graph = { names = {}, index = {}, from = {}, to = {}, values = values and {}, rows = {}, directed = spec.directed,
    empty = 0, ends = ends }
  local function node(key)
    key = tostring(key)
    local at = graph.index[key]
    if not at then
      at = #graph.names + 1
      graph.names[at], graph.index[key] = key, at
    end
    return at
  end
  local count = 0
  for row = 1, #f do
    local a, b, value = from[row], to[row], values and values[row]
    if a == nil or b == nil or (values and value == nil) then
      graph.empty = graph.empty + 1
    else
      a, b = node(a), node(b)
      if not (spec.drop and value == spec.drop) then
        count = count + 1
        graph.from[count], graph.to[count], graph.rows[count] = a, b, row
        if values then graph.values[count] = value end
      end
    end
  end
  graph.nodes = #graph.names
  if graph.nodes == 0 then links.fail(name, "links", "the frame has no links") end
  return graph
end

--- The numbers of nodes given by name (one or a list); raises for one that is none.
function links.nodes(name, graph, given, argument)
  if given == nil then links.fail(name, argument, "name a node, such as '%s'", graph.names[1]) end
  local list, seen = {}, {}
  for _, each in ipairs(type(given) == "table" and given or { given }) do
    local at = graph.index[tostring(each)]
    if not at then links.fail(name, argument, "there is no node '%s'%s", tostring(each), hint.of(tostring(each), graph.names,
      "there are")) end
    if not seen[at] then
      seen[at] = true
      list[#list + 1] = at
    end
  end
  if #list == 0 then links.fail(name, argument, "name a node, such as '%s'", graph.names[1]) end
  return list
end

--- The number of one node given by name.
function links.node(name, graph, given, argument)
  local list = links.nodes(name, graph, given, argument)
  if #list > 1 then links.fail(name, argument, "expected one node, got %d", #list) end
  return list[1]
end

--- What the core takes of a graph, with more fields.
function links.graph_of(graph, more)
  local settings = { nodes = graph.nodes, from = graph.from, to = graph.to, lengths = graph.lengths or graph.values,
    directed = graph.directed }
  for key, value in pairs(more or {}) do settings[key] = value end
  return settings
end

--- Lengths that add up where probabilities multiply.
function links.as_lengths(probabilities)
  local lengths = {}
  for i, p in ipairs(probabilities) do lengths[i] = p == 1 and 0 or -math.log(p) end
  return lengths
end

--- A sentence on rows that were left out, or nil.
function links.left_out(graph)
  if graph.empty == 0 then return nil end
  return ("%s without an end or a figure left out"):format(plural(graph.empty, "row"))
end

links.frame = derived.frame

return links
