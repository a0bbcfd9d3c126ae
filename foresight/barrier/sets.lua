--- sets.lua: all sets of barriers that a budget pays for, and the harm each would avoid in every draw.
--
-- With P_s = 1 - stopped_s the share that passes stage s today, h_s the harm done to those stopped there and h_(S+1) that of those
-- who go through, the harm is N (h_1 + sum over s of P_1 ... P_s (h_(s+1) - h_s)); a barrier b at stage s multiplies P_s by
-- 1 - e_b (1 - r): effect e, share r of those stopped who are put through all the same. So the set B avoids
--
--   avoided(B) = sum over s of w_s (1 - product over b in B at stages up to s of (1 - e_b (1 - r)))
--
-- Example:  inputs = sets.draw(process, barriers, 10000, 1)   for list in sets.each(barriers, 300000, 3) do ... end

local build = require "foresight.scenario.build"
local core = require "glocal.core"

local sets = {}

local MOST_VALUES = 4e6 -- of a run that keeps its draws

-- --- draws --------------------------------------------------------------------------------------------------------

-- What is drawn: {name, range}, in the order of the tables.
local function inputs_of(process, barriers)
  local list = { { name = "persons", range = process.persons }, { name = "displaced", range = process.displaced } }
  for _, stage in ipairs(process.stages) do
    list[#list + 1] = { name = "stopped at " .. stage.name, range = stage.stopped }
    list[#list + 1] = { name = "harm at " .. stage.name, range = stage.harm }
  end
  list[#list + 1] = { name = "harm of those through", range = process.through }
  for _, barrier in ipairs(barriers) do
    list[#list + 1] = { name = "effect of " .. barrier.code, range = barrier.effect, barrier = barrier }
    list[#list + 1] = { name = "cost of " .. barrier.code, range = barrier.cost, barrier = barrier, is_cost = true }
  end
  return list
end

-- A PERT distribution of each range, its stream by its name; the draws of all by name.
function sets.draw(process, barriers, draws, seed)
  local list, graph, nodes = inputs_of(process, barriers), core.graph(), {}
  if #list * draws > MOST_VALUES then
    error(("bad argument 'draws' to 'barrier_model': at most %d with so many barriers, got %d"):format(
      MOST_VALUES // #list, draws), 0)
  end
  for i, input in ipairs(list) do
    local range = input.range
    if range.high > range.low then
      local parameters = {}
      for k, value in ipairs { range.low, range.mode, range.high, 4 } do parameters[k] = graph:constant(value) end
      nodes[i] = graph:distribution("pert", parameters, {})
      graph:key(nodes[i], input.name)
    else
      nodes[i] = graph:constant(range.low)
    end
  end
  local left, message, code = build.core(core.run_graph, graph, { outputs = nodes, draws = draws, seed = seed })
  if not left then return nil, message, code end
  local values = {}
  for i, input in ipairs(list) do
    input.values, input.is_certain = {}, input.range.high <= input.range.low
    for d = 1, draws do input.values[d] = left:value(i, 1, d) end
    values[input.name] = input.values
  end
  return list, values
end

-- --- the process --------------------------------------------------------------------------------------------------

-- By stage: how many pass it today (share), harm of those stopped there; harm never falls from stage to stage.
local function todays(process, values, draws)
  local passing, harm, before = {}, {}, nil
  for s, stage in ipairs(process.stages) do
    local stopped, own = values["stopped at " .. stage.name], values["harm at " .. stage.name]
    local share, done = {}, {}
    for d = 1, draws do
      share[d] = (s > 1 and passing[s - 1][d] or 1) * (1 - stopped[d])
      done[d] = before and math.max(before[d], own[d]) or own[d]
    end
    passing[s], harm[s], before = share, done, done
  end
  local last = {}
  for d = 1, draws do last[d] = math.max(before[d], values["harm of those through"][d]) end
  harm[#harm + 1] = last
  return passing, harm
end

--- The terms of the sum above that are not 0: {stage, weight by draw}; and what passes of each barrier, by draw.
function sets.prepare(process, barriers, values, draws)
  local passing, harm = todays(process, values, draws)
  local terms, persons, displaced = {}, values.persons, values.displaced
  for s in ipairs(process.stages) do
    local weight, is_any = {}, false
    for d = 1, draws do
      weight[d] = persons[d] * passing[s][d] * (harm[s + 1][d] - harm[s][d])
      is_any = is_any or weight[d] > 0
    end
    if is_any then terms[#terms + 1] = { stage = s, weight = weight } end
  end
  local passes = {}
  for i, barrier in ipairs(barriers) do
    local effect, own = values["effect of " .. barrier.code], {}
    for d = 1, draws do own[d] = 1 - effect[d] * (1 - displaced[d]) end
    passes[i] = own
  end
  return { terms = terms, passes = passes, passing = passing, harm = harm, persons = persons, draws = draws }
end

--- The harm that a set avoids, by draw; `members` are places in the list of barriers.
function sets.avoided(it, barriers, members)
  local avoided = {}
  for d = 1, it.draws do avoided[d] = 0.0 end
  for _, term in ipairs(it.terms) do
    local acting, weight = {}, term.weight
    for _, i in ipairs(members) do
      if barriers[i].stage <= term.stage then acting[#acting + 1] = it.passes[i] end
    end
    local a, b, c = acting[1], acting[2], acting[3]
    if #acting == 1 then
      for d = 1, it.draws do avoided[d] = avoided[d] + weight[d] * (1 - a[d]) end
    elseif #acting == 2 then
      for d = 1, it.draws do avoided[d] = avoided[d] + weight[d] * (1 - a[d] * b[d]) end
    elseif #acting == 3 then
      for d = 1, it.draws do avoided[d] = avoided[d] + weight[d] * (1 - a[d] * b[d] * c[d]) end
    elseif #acting > 3 then
      for d = 1, it.draws do
        local product = 1
        for _, passes in ipairs(acting) do product = product * passes[d] end
        avoided[d] = avoided[d] + weight[d] * (1 - product)
      end
    end
  end
  return avoided
end

--- How many more a year are stopped before any harm, how many more are found while it is done, and how much less harm those found have
--- suffered: means over the draws. The last is nil where nobody is found under way.
function sets.found(it, barriers, members)
  local stages, prevented, found, sooner, counted = #it.passing, 0, 0, 0, 0
  local own = {}
  for s = 1, stages do
    own[s] = {}
    for _, i in ipairs(members) do
      if barriers[i].stage == s then own[s][#own[s] + 1] = it.passes[i] end
    end
  end
  for d = 1, it.draws do
    local factor, before, found_today, found_then, harm_today, harm_then = 1, 0, 0, 0, 0, 0
    local reach_today, reach_then = 1, 1
    for s = 1, stages do
      for _, passes in ipairs(own[s]) do factor = factor * passes[d] end
      local left_today = it.passing[s][d]
      local left_then, harm = left_today * factor, it.harm[s][d]
      local stopped_today, stopped_then = reach_today - left_today, reach_then - left_then
      if harm > 0 then
        found_today, found_then = found_today + stopped_today, found_then + stopped_then
        harm_today, harm_then = harm_today + stopped_today * harm, harm_then + stopped_then * harm
      else
        before = before + stopped_then - stopped_today
      end
      reach_today, reach_then = left_today, left_then
    end
    prevented = prevented + it.persons[d] * before
    found = found + it.persons[d] * (found_then - found_today)
    if found_today > 0 and found_then > 0 then
      sooner, counted = sooner + harm_today / found_today - harm_then / found_then, counted + 1
    end
  end
  return prevented / it.draws, found / it.draws, counted > 0 and sooner / counted or nil
end

-- --- all sets -----------------------------------------------------------------------------------------------------

-- Whether a barrier outside the set could still be paid for.
local function has_room(barriers, members, left)
  local is_in = {}
  for _, i in ipairs(members) do is_in[i] = true end
  for i, barrier in ipairs(barriers) do
    if not is_in[i] and barrier.cost.mode <= left then return true end
  end
  return false
end

--- All sets of at most `size` barriers within the budget to which no other could be added: a barrier never does harm, so the others are
--- never better.
function sets.all(barriers, budget, size)
  local found, members = {}, {}
  local function extend(from, left)
    if #members > 0 and (#members == size or not has_room(barriers, members, left)) then
      found[#found + 1] = table.move(members, 1, #members, 1, {})
    end
    if #members == size then return end
    for i = from, #barriers do
      if barriers[i].cost.mode <= left then
        members[#members + 1] = i
        extend(i + 1, left - barriers[i].cost.mode)
        members[#members] = nil
      end
    end
  end
  extend(1, budget)
  return found
end

return sets
