--- draws.lua: the draws of a run once more, one by one: its inputs, and an outcome in one row.
--
-- Example:  it = draws.of(fields, "waiting", 24, 100000)   it.sample:values(it.outcome)   it.inputs[1].name

local build = require "foresight.scenario.build"
local core = require "glocal.core"
local plural = require "foresight.shared.plural"

local draws = {}

--- So many draws are looked at where nobody says.
draws.MOST = 100000

--- The settings of a run for the core, with other outputs and another number of draws.
function draws.settings(fields, outputs, count)
  local settings = {}
  for name, value in pairs(fields.settings) do settings[name] = value end
  settings.outputs, settings.outputs_against, settings.shard, settings.shards = outputs, nil, 1, 1
  settings.draws = count
  return settings
end

--- The uncertain quantities that matter to a node: {name, node, unit}, and the names of those that are drawn anew at every step,
--- which have no one value in a draw.
function draws.inputs(fields, node)
  local found, repeated = {}, {}
  for _, name in ipairs(build.core(core.input_names, fields.graph, draws.settings(fields, { node }, 1))) do
    local input = fields.inputs[name]
    if input.is_repeated then
      repeated[#repeated + 1] = name
    else
      local unit = build.units(fields.state.definitions, { (name:gsub("#%d+$", "")) })[1]
      found[#found + 1] = { name = name, node = input.node, unit = not name:find "#" and unit ~= "" and unit or nil }
    end
  end
  return found, repeated
end

--- {sample, outcome (its column), inputs (each with its column), repeated, left_out, draws}; or nil, message, code. Draws without
--- a finite outcome are not in it, unless all are wanted (`is_raw`).
function draws.of(fields, quantity, row, most, is_raw)
  local node = fields.ids[quantity]
  local inputs, repeated = draws.inputs(fields, node)
  local outputs, cells = { node }, { 1, row }
  for i, input in ipairs(inputs) do
    outputs[i + 1], input.column = input.node, i + 1
    cells[#cells + 1], cells[#cells + 2] = i + 1, 1
  end
  local count = math.min(most or draws.MOST, fields.about.wanted)
  local settings = draws.settings(fields, outputs, count)
  settings.cells = cells
  local sample, message, code = build.core(core.sample_graph, fields.graph, settings)
  if not sample then return nil, message, code end
  local whole, left_out = sample, 0
  if not is_raw then whole, left_out = sample:join() end
  return { sample = whole, outcome = 1, inputs = inputs, repeated = repeated, left_out = left_out, draws = count - left_out }
end

--- What a note says of them: how many, and what was left out.
function draws.said(it, fields, quantity)
  local said = { ("%s, seed %d"):format(plural(it.draws, "draw"), fields.seed) }
  if it.left_out > 0 then
    said[2] = ("%s without a finite value of '%s' left out"):format(plural(it.left_out, "draw"), quantity)
  end
  if #it.repeated > 0 then
    said[#said + 1] = ("Drawn anew at every step, so not looked at: %s"):format(table.concat(it.repeated, ", "))
  end
  return said
end

return draws
