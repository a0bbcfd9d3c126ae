--- information.lua: what it would be worth to know an uncertain quantity before one decides: the expected value of perfect information.
--
-- Example:  m:value_of_information("cost", {more_staff = m:with {staff = 20}}, {want = "low"})
-- References: H. Raiffa, R. Schlaifer, Applied Statistical Decision Theory (1961); M. Strong, J. E. Oakley, Medical Decision Making 33
-- (2013).

local answers = require "foresight.scenario.results.answers"
local build = require "foresight.scenario.build"
local draws = require "foresight.scenario.results.draws"
local hint = require "foresight.shared.hint"
local number = require "foresight.shared.number"

local information = {}

-- The draws of all decisions side by side: a column of utility for each, and one for each uncertain quantity of any.
local function joined(runs, quantity, row, options)
  local all, utility, inputs, seen, repeated = nil, {}, {}, {}, {}
  for i, each in ipairs(runs) do
    local fields, offset = answers.fields_of(each), all and all:about().columns or 0
    if options.want == "low" then
      fields.ids[quantity] = build.core(fields.graph.apply, fields.graph, "negate", { fields.ids[quantity] })
    end
    local it, message, code = draws.of(fields, quantity, row, options.draws, true)
    if not it then return nil, message, code end
    utility[i] = offset + it.outcome
    for _, input in ipairs(it.inputs) do
      if not seen[input.name] then
        seen[input.name] = true
        inputs[#inputs + 1] = { name = input.name, unit = input.unit, column = offset + input.column }
      end
    end
    for _, name in ipairs(it.repeated) do
      if not seen[name] then repeated[#repeated + 1], seen[name] = name, true end
    end
    all = all and build.core(all.join, all, it.sample, true) or it.sample
  end
  local whole, left_out = all:join()
  return { sample = whole, utility = utility, inputs = inputs, repeated = repeated, left_out = left_out,
    draws = whole:about().draws }
end

local function means_of(it, names, sign)
  local means = {}
  for i in ipairs(names) do
    local sum = 0
    for _, value in ipairs(it.sample:values(it.utility[i])) do sum = sum + value end
    means[i] = sign * sum / it.draws
  end
  return means
end

local function note_of(it, fields, ask, names, best)
  local said = draws.said(it, fields, ask.quantity)
  local means, list = means_of(it, names, ask.want == "low" and -1 or 1), {}
  for i, name in ipairs(names) do list[i] = ("'%s' %s"):format(name, number.shown(means[i])) end
  said[#said + 1] = ("Mean of '%s', the %s the better: %s"):format(ask.quantity, ask.want == "low" and "lower" or "higher",
    table.concat(list, ", "))
  said[#said + 1] = ("Best with what is known now: '%s'"):format(names[best])
  said[#said + 1] = "Value: what knowing it before deciding would gain on average; error: one standard error"
  return table.concat(said, ". ") .. "."
end

local COLUMNS = { "input", "value", "low_95", "high_95", "error", "share" }
local TYPES = { input = "text", value = "real", low_95 = "real", high_95 = "real", error = "real", share = "real" }

--- What m:value_of_information gives, of a run for each decision.
function information.of(runs, names, quantity, options)
  local fields = answers.fields_of(runs[1])
  if options.want and options.want ~= "high" and options.want ~= "low" then
    error(("bad argument 'want' to 'value_of_information': there is no '%s'%s"):format(options.want,
      hint.of(options.want, { "high", "low" }, "use")), 0)
  end
  local row = options.at and answers.rows_at(fields, options.at, "value_of_information") or fields.about.rows
  local it, message, code = joined(runs, quantity, row, options)
  if not it then return nil, message, code end
  if it.draws == 0 then error(("no draw has a finite value of '%s' in all variants"):format(quantity), 0) end
  local total, total_error, best = it.sample:information(it.utility)
  local rows = {}
  local function add(name, value, sd)
    rows[#rows + 1] = { input = name, value = value, error = sd, low_95 = math.max(0, value - 1.96 * sd),
      high_95 = value + 1.96 * sd, share = total > 0 and value / total or 0 }
  end
  for _, input in ipairs(it.inputs) do
    local value, sd = it.sample:information(it.utility, input.column)
    add(input.name, value, sd)
  end
  table.sort(rows, function(a, b) return a.value > b.value or a.value == b.value and a.input < b.input end)
  add("(all)", total, total_error)
  table.insert(rows, 1, table.remove(rows))
  local bases = {}
  for i = 2, #runs do bases[#bases + 1] = answers.fields_of(runs[i]).base end
  local types, unit = {}, fields.units[1] ~= "" and fields.units[1] or nil
  for name, kind in pairs(TYPES) do types[name] = kind end
  local frame = answers.frame(fields, rows, COLUMNS, types, ("value_of_information(%q)"):format(quantity), bases)
  return answers.attach(fields, frame, { kind = "intervals", needs = COLUMNS, left_out = it.left_out, title = "information",
    quantity = quantity, unit = unit, at = answers.at(fields, row),
    measures = { { name = "value", value = "value", low = "low_95", high = "high_95" } } },
    { note = note_of(it, fields, { quantity = quantity, want = options.want }, names, best), draws = it.draws })
end

--- Names of decisions and their models, in the order of the names.
function information.decisions(variants)
  local names = {}
  for name in pairs(variants) do
    if type(name) ~= "string" then
      error("bad argument #2 to 'value_of_information': expected models by name, as in {more_staff=m:with{staff=20}}", 0)
    end
    names[#names + 1] = name
  end
  if #names == 0 then
    error("bad argument #2 to 'value_of_information': a decision is between two models or more, got no variant", 0)
  end
  table.sort(names)
  return names
end

return information
