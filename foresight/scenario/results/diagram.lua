--- diagram.lua: what a diagram of a model shows: its quantities by what they are, and what uses what.
--
-- Example:  diagram.of(state, graph)   --> frame quantity, type, unit, equation, uses; m:plot() draws it

local build = require "foresight.scenario.build"
local core = require "glocal.core"
local quantity = require "foresight.scenario.quantity"

local diagram = {}

-- The names an expression uses, in order, and whether anything in it is drawn.
local function used_by(object, found, seen)
  if not object or seen[object] then return found end
  seen[object] = true
  local it = quantity.parts(object)
  if not it then return found end
  if it.name and not found[it.name] then
    found[it.name] = true
    found[#found + 1] = it.name
  end
  if it.family then found.is_drawn = true end
  for _, list in ipairs { it.inputs or {}, it.parameters or {}, it.inflows or {}, it.outflows or {} } do
    for _, each in ipairs(list) do used_by(each, found, seen) end
  end
  for _, each in ipairs { it.x or false, it.duration or false, it.start or false } do
    if each then used_by(each, found, seen) end
  end
  return found
end

local function short(object)
  local text = quantity.text(object)
  return (text:gsub("^%((.*)%)$", "%1"))
end

local function kind_of(object)
  local it = quantity.parts(object)
  if it.stock then return "stock" elseif it.value then return "number" end
  return used_by(object, {}, {}).is_drawn and "uncertain" or "auxiliary"
end

-- Node and pipe of one flow of a stock; a flow that is no quantity of its own gets a node.
local function add_flow(it, stock, flow, is_in)
  local name = quantity.parts(flow).name
  local node = name and it.by_id[name]
  if not node or node.kind == "stock" then
    it.count = it.count + 1
    node = { id = "#" .. it.count, name = short(flow), kind = "flow" }
    it.by_id[node.id] = node
    table.insert(it.nodes, node)
    for _, other in ipairs(used_by(flow, {}, {})) do table.insert(it.uses, { from = other, to = node.id }) end
  end
  node.is_uncertain, node.kind = node.is_uncertain or node.kind == "uncertain", "flow"
  node[is_in and "fills" or "drains"] = true
  table.insert(it.links, { from = is_in and node.id or stock, to = is_in and stock or node.id, is_pipe = true })
end

local function nodes_of(state)
  local it = { nodes = {}, by_id = {}, links = {}, uses = {}, count = 0 }
  for _, name in ipairs(state.order) do
    local node = { id = name, name = name, kind = kind_of(state.definitions[name]) }
    it.by_id[name] = node
    it.nodes[#it.nodes + 1] = node
  end
  for _, name in ipairs(state.order) do
    local parts = quantity.parts(state.definitions[name])
    for _, flow in ipairs(parts.stock and parts.inflows or {}) do add_flow(it, name, flow, true) end
    for _, flow in ipairs(parts.stock and parts.outflows or {}) do add_flow(it, name, flow, false) end
    local used = parts.stock and used_by(parts.start, {}, {}) or used_by(state.definitions[name], {}, {})
    for _, other in ipairs(used) do table.insert(it.uses, { from = other, to = name }) end
  end
  for _, node in ipairs(it.nodes) do
    node.source, node.sink = node.fills and not node.drains, node.drains and not node.fills
  end
  local seen = {}
  for _, link in ipairs(it.links) do seen[link.from .. "\0" .. link.to] = true end
  for _, use in ipairs(it.uses) do
    local key = use.from .. "\0" .. use.to
    if use.from ~= use.to and it.by_id[use.from] and not seen[key] then
      seen[key] = true
      it.links[#it.links + 1] = use
    end
  end
  return it
end

-- The equation of each quantity, as the model prints it.
local function equations_of(graph)
  local by_name = {}
  for text in graph:equations():gmatch "[^\n]+" do
    local name = text:match "^(.-)'? = " or ""
    by_name[name:match '^"(.*)"$' or name] = text
  end
  return by_name
end

--- The quantities of a model as a frame that draws itself as a diagram.
function diagram.of(state)
  local graph = build.graph(state.definitions, state.order, state.clock, state.correlations)
  local it, by_name, rows = nodes_of(state), equations_of(graph), {}
  for i, name in ipairs(state.order) do
    local unit = build.units(state.definitions, { name })[1]
    local used = used_by(state.definitions[name], {}, {})
    rows[i] = { quantity = name, type = it.by_id[name].kind, unit = unit ~= "" and unit or nil, uses = #used,
      equation = by_name[name] or name .. " = " .. quantity.text(state.definitions[name]) }
  end
  local clock = state.clock
  local frame = core.frame(rows, { columns = { "quantity", "type", "unit", "equation" }, types = { quantity = "text",
    type = "text", unit = "text", equation = "text", uses = "integer" } })
  local counts = {}
  for i, row in ipairs(rows) do counts[i] = row.uses end
  frame = frame:with("uses", counts, { type = "integer", call = "model:plot()", from = build.sources(state) })
  local function time(words)
    if clock.first then
      return words.fill(words.results.months, { from = words.write.month(clock.from), number = words.write.number(clock.months) })
    end
    local unit = clock.unit and " " .. clock.unit or ""
    return ("%s \u{2013} %s%s"):format(words.figure(clock.start), words.figure(clock.stop), unit)
  end
  return frame:attach { result = { kind = "diagram", nodes = it.nodes, links = it.links, time = time },
    origin = { hash = graph:hash():sub(1, 12) } }
end

return diagram
