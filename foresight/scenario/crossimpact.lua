--- crossimpact.lua: cross-impact balance analysis: which scenarios agree with the judgements of how developments promote or
--- hinder each other. The search and succession are in core/model/crossimpact.
--
-- Example:  c = crossimpact "somewhereland.csv"   c:consistent()   c:balances {"A1", "B3", "C1", "D2", "E3", "F3"}
-- Reference: W. Weimer-Jehle, "Cross-impact balances", Technological Forecasting and Social Change 73 (2006).

local core = require "glocal.core"
local call = require "foresight.shared.call"
local hint = require "foresight.shared.hint"
local matrix_file = require "foresight.scenario.matrix_file"
local outfile = require "foresight.shared.outfile"
local quantity = require "foresight.scenario.quantity"
local sample = require "foresight.scenario.sample"
local sealed = require "foresight.shared.sealed"

local WEIGHED = 1e9 -- combinations up to which weights are found without being asked for
local RESERVED = { score = true, consistency = true, inconsistency = true, weight = true, share = true, attractor = true,
  step = true, length = true }

local methods, as_declared, kind = {}, {}, nil

local function count_text(value)
  local text = ("%d"):format(value)
  return (text:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^ ", ""))
end

local function combinations_of(m)
  local product = 1
  for _, each in ipairs(m.descriptors) do product = product * #each.states end
  return product
end

-- The matrix as the core takes it.
local function settings_of(fields, more)
  local m, settings = fields.matrix, { descriptors = {}, sizes = {}, states = {}, judgements = {}, marking = fields.marking,
    of = fields.of }
  for k, each in ipairs(m.descriptors) do
    settings.descriptors[k], settings.sizes[k] = each.name, #each.states
    for _, state in ipairs(each.states) do settings.states[#settings.states + 1] = state end
  end
  for _, row in ipairs(m.judgements) do table.move(row, 1, #row, #settings.judgements + 1, settings.judgements) end
  for name, value in pairs(more) do settings[name] = value end
  return settings
end

-- --- consistent scenarios and attractors --------------------------------------------------------------------------

--- The scenarios in which no descriptor has a state of higher balance than its own, of all combinations. Where combinations are
--- at most a billion, or `weights` asks for it, weight says how many of them end in the scenario by succession.
--- @function crossimpact:consistent
--- @param options? table
--- @option inconsistency? number = 0 up to which a state may be better than that of the scenario
--- @option weights? boolean = (true up to 10^9 combinations) find the weights
--- @option succession? string = "global" {global|incremental|local} how scenarios follow each other
--- @option most? integer = 1000000 [scenarios] more raise
--- @return frame the state of each descriptor, score (sum of balances), consistency (smallest margin over the best other state),
---   inconsistency, weight, share (of the combinations); the heaviest first
--- @raises more scenarios than `most`
--- @since 0.1
--- @example c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2},
---   {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
--- @example #c:consistent() --> 2
function methods.consistent(self, options)
  local fields = sealed.fields(self, kind)
  options = options or {}
  local weights = options.weights
  if weights == nil then weights = combinations_of(fields.matrix) <= WEIGHED end
  local frame, found, code = core.crossimpact_consistent(settings_of(fields, {
    inconsistency = options.inconsistency, weights = weights, succession = options.succession, most = options.most,
    ["function"] = "consistent",
    call = ("%s:consistent(%s)"):format(fields.call, next(options) and call.text(as_declared.consistent, options) or ""),
  }))
  if not frame then return nil, found, code end
  local said = { ("%d of %s combinations are consistent%s"):format(#frame, count_text(found.combinations),
    (options.inconsistency or 0) > 0 and (" within an inconsistency of %g"):format(options.inconsistency) or "") }
  if not weights then
    said[2] = "Weights were not found (weights=true to go through all combinations)"
  else
    said[2] = ("Weight: combinations that end there by %s succession"):format(options.succession or "global")
    local cyclic = found.combinations - found.in_fixed
    if cyclic > 0 then said[3] = ("%s end in cycles, which :attractors() shows"):format(count_text(cyclic)) end
  end
  return frame:attach { note_text = table.concat(said, ". ") .. "." }
end

--- In what succession ends: scenarios that stay as they are, and cycles; from all combinations.
--- @function crossimpact:attractors
--- @param options? table
--- @option succession? string = "global" {global|incremental|local} every descriptor takes its best state, goes one state
---   towards it,
---   or only the one with the largest difference takes it
--- @return frame attractor, step, length (1: it stays), the state of each descriptor, score, consistency, inconsistency, weight
---   (combinations that end there), share; the heaviest first
--- @raises more than a million attractors
--- @since 0.1
--- @example c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2},
---   {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
--- @example #c:attractors() --> 4
function methods.attractors(self, options)
  local fields = sealed.fields(self, kind)
  options = options or {}
  local frame, found, code = core.crossimpact_attractors(settings_of(fields, { succession = options.succession,
    ["function"] = "attractors",
    call = ("%s:attractors(%s)"):format(fields.call, next(options) and call.text(as_declared.attractors, options) or "") }))
  if not frame then return nil, found, code end
  local count, cycles, last = 0, 0, nil
  for i = 1, #frame do
    if frame:get(i, "attractor") ~= last then
      last, count = frame:get(i, "attractor"), count + 1
      cycles = cycles + (frame:get(i, "length") > 1 and 1 or 0)
    end
  end
  return frame:attach { note_text = ("%d attractors, %d of them cycles, of %s combinations by %s succession."):format(count,
    cycles,
    count_text(found.combinations), options.succession or "global") }
end

-- --- one scenario -------------------------------------------------------------------------------------------------

local function place_of_state(descriptor, given, what)
  if math.type(given) == "integer" and descriptor.states[given] then return given end
  for i, state in ipairs(descriptor.states) do
    if state == given then return i end
  end
  error(("bad argument #1 to '%s': descriptor '%s' has no state '%s'%s"):format(what, descriptor.name, tostring(given),
    hint.of(tostring(given), descriptor.states, "it has")), 0)
end

local function only_row(frame, what)
  if #frame ~= 1 then
    error(("bad argument #1 to '%s': a scenario is one row, and the frame has %d: choose one with :head(1) or :where{}"):format(
      what, #frame), 0)
  end
  local row = {}
  for _, name in ipairs(frame:columns()) do row[name] = frame:get(1, name) end
  return row
end

-- The number of the state of each descriptor, given as a list in their order, or by name, as in a row of consistent().
local function states_of(m, scenario, what)
  if call.is_frame(scenario) then scenario = only_row(scenario, what) end
  local chosen, by_name, names = {}, {}, {}
  for k, each in ipairs(m.descriptors) do by_name[each.name], names[k] = k, each.name end
  for name in pairs(scenario) do
    if type(name) == "string" and not by_name[name] and not RESERVED[name] then
      error(("bad argument #1 to '%s': there is no descriptor '%s'%s"):format(what, name, hint.of(name, names, "there are")), 0)
    end
  end
  for k, each in ipairs(m.descriptors) do
    local given = scenario[each.name]
    if given == nil then given = scenario[k] end
    if given == nil then
      error(("bad argument #1 to '%s': the scenario has no state of '%s', which may be %s"):format(what, each.name,
        table.concat(each.states, ", ")), 0)
    end
    chosen[k] = place_of_state(each, given, what)
  end
  return chosen
end

local function offsets_of(m)
  local at, offsets = 0, {}
  for k, each in ipairs(m.descriptors) do
    offsets[k] = at
    at = at + #each.states
  end
  return offsets, at
end

-- The balance of every state in a scenario.
local function balances_of(m, chosen)
  local offsets, count = offsets_of(m)
  local sums = {}
  for j = 1, count do
    sums[j] = 0
    for k, state in ipairs(chosen) do sums[j] = sums[j] + m.judgements[offsets[k] + state][j] end
  end
  return sums, offsets
end

-- The marking of the matrix, and that of a scenario which was taken out of a frame: {marking, frame}.
local function with_marking(fields, scenario)
  local frame = sample.source_of(core.frame({}, { marking = fields.marking }), scenario)
  return { marking = frame and frame:marking() or "TLP:CLEAR", frame = frame }
end

local function frame_of(fields, rows, columns, types, name)
  local frame = core.frame(rows, { columns = columns, types = types, marking = fields.marking })
  return frame:attach { note_text = name }
end

--- How much speaks for each state in a scenario: the sum of the judgements of the scenario's states on it.
--- @function crossimpact:balances
--- @param scenario table|frame the state of each descriptor: a list in their order, by name, or one row of consistent()
--- @return frame descriptor, state, balance, chosen (1 or 0), margin (of the chosen state over the best other; below 0 it is
---   inconsistent)
--- @raises a descriptor or state that there is not, or one that is missing
--- @since 0.1
--- @example c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2},
---   {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
--- @example c:balances{"A1", "B2"}.balance[3] --> 2.0
function methods.balances(self, scenario)
  local fields = sealed.fields(self, kind)
  local m = fields.matrix
  local chosen = states_of(m, scenario, "balances")
  local sums, offsets = balances_of(m, chosen)
  local rows, inconsistent = {}, {}
  for k, each in ipairs(m.descriptors) do
    local best
    for i = 1, #each.states do
      if i ~= chosen[k] and (not best or sums[offsets[k] + i] > best) then best = sums[offsets[k] + i] end
    end
    local margin = sums[offsets[k] + chosen[k]] - best
    if margin < 0 then inconsistent[#inconsistent + 1] = ("%s by %g"):format(each.name, -margin) end
    for i, state in ipairs(each.states) do
      rows[#rows + 1] = { descriptor = each.name, state = state, balance = sums[offsets[k] + i], chosen = i == chosen[k]
        and 1 or 0,
        margin = i == chosen[k] and margin or nil }
    end
  end
  return frame_of(with_marking(fields, scenario), rows, { "descriptor", "state", "balance", "chosen", "margin" },
    { descriptor = "text", state = "text", balance = "real", chosen = "integer", margin = "real" },
    #inconsistent == 0 and "The scenario is consistent." or "Inconsistent: " .. table.concat(inconsistent, ", ") .. ".")
end

-- --- a storyline in numbers ---------------------------------------------------------------------------------------

-- The inputs of each state of a descriptor: all its states, and no others.
local function check_states(descriptor, given)
  if type(given) ~= "table" then
    error(("bad argument #2 to 'inputs': '%s' needs a table of its states, as in %s={%s={}}"):format(descriptor.name,
      descriptor.name, descriptor.states[1]), 0)
  end
  for state in pairs(given) do place_of_state(descriptor, state, "inputs") end
  for i, state in ipairs(descriptor.states) do
    local inputs = given[state] == nil and given[i] or given[state]
    if type(inputs) ~= "table" then
    error(("bad argument #2 to 'inputs': '%s' has no inputs for its state '%s': give a table, {} to leave the model as it is")
        :format(descriptor.name, state), 0)
    end
  end
end

--- The inputs of a model in a scenario, so that a storyline becomes numbers: what each state of a descriptor means for the model,
--- gathered for the states of the scenario. m:with(c:inputs(...)) is the model in that scenario.
--- @function crossimpact:inputs
--- @param scenario table|frame the state of each descriptor: a list in their order, by name, or one row of consistent()
--- @param meaning table by descriptor and state: quantities of the model with their numbers or distributions; a descriptor that is
---   not named changes nothing
--- @return table quantity or number by name, as model:with takes it
--- @raises a descriptor or state that there is not, a state without inputs, a quantity that two descriptors set
--- @since 0.1
--- @example c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2},
---   {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
--- @example c:inputs({"A2", "B2"}, {A={A1={closed=0}, A2={closed=1}}}).closed --> 1
function methods.inputs(self, scenario, meaning)
  local fields = sealed.fields(self, kind)
  local m, by_name, names = fields.matrix, {}, {}
  local chosen = states_of(m, scenario, "inputs")
  for k, each in ipairs(m.descriptors) do by_name[each.name], names[k] = each, each.name end
  for name, given in pairs(meaning) do
    if not by_name[name] then
      error(("bad argument #2 to 'inputs': there is no descriptor '%s'%s"):format(tostring(name),
        hint.of(tostring(name), names, "there are")), 0)
    end
    check_states(by_name[name], given)
  end
  local inputs, set_by, marked = {}, {}, with_marking(fields, scenario)
  for k, each in ipairs(m.descriptors) do
    local states = meaning[each.name]
    local meant = states and (states[each.states[chosen[k]]] or states[chosen[k]]) or {}
    local source = sample.source_of(marked.frame, meant) -- which tells what state was chosen
    for name, value in pairs(meant) do
      if set_by[name] then
        error(("bad argument #2 to 'inputs': both '%s' and '%s' set '%s'"):format(set_by[name], each.name, tostring(name)), 0)
      end
      inputs[name], set_by[name] = quantity.marked(value, source, ("'%s'"):format(name)), each.name
    end
  end
  return inputs
end

-- --- robustness ---------------------------------------------------------------------------------------------------

-- What each solution leaves of room for each judgement: calls `see(source, target, room, rises)`.
local function each_room(m, chosen, see)
  local sums, offsets = balances_of(m, chosen)
  for k, descriptor in ipairs(m.descriptors) do
    local own = sums[offsets[k] + chosen[k]]
    local nearest
    for i = 1, #descriptor.states do
      if i ~= chosen[k] then
        local room = own - sums[offsets[k] + i]
        if not nearest or room < nearest then nearest = room end
        for source, state in ipairs(chosen) do
          if source ~= k then see(offsets[source] + state, offsets[k] + i, room, true) end
        end
      end
    end
    for source, state in ipairs(chosen) do
      if source ~= k then see(offsets[source] + state, offsets[k] + chosen[k], nearest, false) end
    end
  end
end

--- Which judgements the solutions hang on: for each judgement, how many of the consistent scenarios would be lost if it were
--- lower or higher by `change`, the others being as they are. Scenarios that would join are not counted.
--- @function crossimpact:robustness
--- @param options? table
--- @option change? number = 1 of a judgement
--- @return frame from, from_state, to, to_state, judgement, scenarios (that have from_state), lost_lower, lost_higher,
---   falls_by (by more than it the first is lost), rises_by; those that lose most first
--- @raises a change that is not above 0
--- @since 0.1
--- @example c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2},
---   {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
--- @example c:robustness().falls_by[1] --> 4.0
function methods.robustness(self, options)
  local fields = sealed.fields(self, kind)
  local m, change = fields.matrix, options and options.change or 1
  if change <= 0 then error(("bad argument 'change' to 'robustness': expected more than 0, got %s"):format(tostring(change)),
    0) end
  local solutions, message, code = methods.consistent(self, { weights = false })
  if not solutions then return nil, message, code end
  local cells, names = {}, {}
  for _, each in ipairs(m.descriptors) do
    for _, state in ipairs(each.states) do names[#names + 1] = { each.name, state } end
  end
  for s = 1, #solutions do
    local scenario = {}
    for k, each in ipairs(m.descriptors) do scenario[k] = solutions:get(s, each.name) end
    each_room(m, states_of(m, scenario, "robustness"), function(source, target, room, rises)
      local key = (source - 1) * #names + target
      local cell = cells[key] or { source = source, target = target, scenarios = 0, lost_lower = 0, lost_higher = 0 }
      cells[key] = cell
      cell.scenarios = cell.scenarios + 1
      local lost, bound = rises and "lost_higher" or "lost_lower", rises and "rises_by" or "falls_by"
      if change > room then cell[lost] = cell[lost] + 1 end
      if not cell[bound] or room < cell[bound] then cell[bound] = room end
    end)
  end
  local rows = {}
  for _, cell in pairs(cells) do
    cell.from, cell.from_state = table.unpack(names[cell.source])
    cell.to, cell.to_state = table.unpack(names[cell.target])
    cell.judgement = m.judgements[cell.source][cell.target]
    rows[#rows + 1] = cell
  end
  table.sort(rows, function(a, b)
    local lost_a, lost_b = math.max(a.lost_lower, a.lost_higher), math.max(b.lost_lower, b.lost_higher)
    if lost_a ~= lost_b then return lost_a > lost_b end
    if a.source ~= b.source then return a.source < b.source end
    return a.target < b.target
  end)
  return frame_of(fields, rows,
    { "from", "from_state", "to", "to_state", "judgement", "scenarios", "lost_lower", "lost_higher", "falls_by", "rises_by" },
    { from = "text", from_state = "text", to = "text", to_state = "text", judgement = "real", scenarios = "integer",
      lost_lower = "integer", lost_higher = "integer", falls_by = "real", rises_by = "real" },
    ("%d consistent scenarios; lost: of them, where this judgement is lower or higher by %g. Scenarios that would join are not "
      .. "counted."):format(#solutions, change))
end

-- --- the file -----------------------------------------------------------------------------------------------------

--- Writes the matrix as CSV, which crossimpact() reads.
--- @function crossimpact:write
--- @param path string <file> the file, .csv
--- @return string the path
--- @fails io; marking: TLP:RED, H2 or H3
--- @needs file.write
--- @leaves
--- @since 0.1
--- @example select(3, crossimpact "/nowhere.csv") --> not_found
function methods.write(self, path)
  local fields = sealed.fields(self, kind)
  return outfile.write(path, matrix_file.csv(fields.matrix, fields.marking), fields.marking, "matrix")
end

local function shown(fields)
  local m, lines = fields.matrix, {}
  lines[1] = ("%s%d descriptors, %s combinations"):format(m.title and m.title .. ": " or "", #m.descriptors,
    count_text(combinations_of(m)))
  for _, each in ipairs(m.descriptors) do lines[#lines + 1] = ("  %s: %s"):format(each.name, table.concat(each.states, ", ")) end
  lines[#lines + 1] = ":consistent()  :attractors()  :balances{...}  :inputs(...)  :robustness()  :write(path)"
  return table.concat(lines, "\n")
end

for name, f in pairs(methods) do as_declared[name] = f end
call.guard(methods)

kind = sealed.kind { name = "crossimpact", word = "cross-impact matrix", public = { "marking" }, methods = methods,
  shown = shown }

--- Cross-impact balances: reads judgements of how each state of a descriptor promotes (above 0) or hinders (below 0) each
--- state of the others: a file of ScenarioWizard (.scw), CSV, or a frame with the states in its first column and as the names of
--- the others. A state is written DESCRIPTOR:STATE, or A1, A2, B1 ... where the letters are the descriptor.
--- @function crossimpact
--- @param source string|frame <file> .scw, .csv, or a frame
--- @param options? table
--- @option marking? string = (that of the file or frame, else CLEAR) how strictly the results are marked; it only tightens
--- @return crossimpact with consistent(), attractors(), balances(scenario), robustness(), write(path)
--- @fails not_found, io
--- @raises what is wrong in the file, with its line and column
--- @needs file.read
--- @since 0.1
--- @example c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2},
---   {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
--- @example c:consistent().score[1] --> 3
local function crossimpact(source, options)
  local fields = {}
  local message, code
  if call.is_frame(source) then
    fields.matrix, fields.of, fields.call = matrix_file.of_frame(source), source, "crossimpact(f)"
    fields.marking = source:marking()
  else
    fields.matrix, message, code = matrix_file.read(source)
    if not fields.matrix then return nil, message, code end
    fields.call = ("crossimpact(%q)"):format(source)
    fields.marking = fields.matrix.marking or "TLP:CLEAR"
  end
  local marked = core.frame({ { a = 1 } }, { marking = fields.marking })
  if options and options.marking then
    marked, message, code = marked:mark(options.marking)
    if not marked then return nil, message, code end
  end
  fields.marking = marked:marking()
  for _, each in ipairs(fields.matrix.descriptors) do
    if RESERVED[each.name] then
      error(("the descriptor '%s' is called like a column of results: give it another name"):format(each.name), 0)
    end
  end
  return sealed.new(fields, kind)
end

return crossimpact
