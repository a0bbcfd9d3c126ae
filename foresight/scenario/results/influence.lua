--- influence.lua: which uncertain quantity matters most to an outcome: a tornado, Sobol indices.
--
-- Example:  r:tornado "waiting"   r:sensitivity "waiting"

local answers = require "foresight.scenario.results.answers"
local build = require "foresight.scenario.build"
local core = require "glocal.core"
local plural = require "foresight.shared.plural"

local methods = {}

-- What a note says where there are no rows, or some without a figure.
local function said_of_gaps(quantity, rows, column)
  if #rows == 0 then return (" Nothing that is drawn goes into '%s'."):format(quantity) end
  for _, row in ipairs(rows) do
    if row[column] == nil then return (" Without a figure where '%s' is not finite."):format(quantity) end
  end
  return ""
end
local fields_of, output_of, rows_at, made_frame = answers.fields_of, answers.output_of, answers.rows_at, answers.frame

-- --- tornado ------------------------------------------------------------------------------------------------------

-- For each input two futures: it at either end, all others at their medians; the first of all has all at their medians.
local function settings_given(fields, output, inputs, low, high)
  local settings = {}
  for name, value in pairs(fields.settings) do settings[name] = value end
  local draws, given = 1 + 2 * #inputs, {}
  for i = 1, #inputs do
    for d = 1, draws do given[#given + 1] = d == 2 * i and low or d == 2 * i + 1 and high or 0.5 end
  end
  settings.outputs, settings.sampling, settings.draws, settings.given = { output }, "given", draws, given
  settings.shard, settings.shards, settings.outputs_against = 1, 1, nil
  return settings
end

--- Which uncertain quantity matters most: the outcome with each at its low and its high end, all others at their medians.
--- @function run:tornado
--- @param quantity string the outcome
--- @param options? table
--- @option at? string|number = (the end) a month or time
--- @option level? number = 90 [%] the interval of each input whose ends are taken
--- @return frame input, low and high (the outcome there), swing between them, base (all at their medians); the widest first
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x, m.z = model.normal{mean=10, sd=2}, model.normal{mean=0, sd=1}
--- @example m.y = m.x * 2 + m.z
--- @example m:run():tornado("y").input[1] --> x
function methods.tornado(self, quantity, options)
  local fields = fields_of(self)
  if fields.is_difference then error("a tornado is of a run of one model, not of a comparison", 0) end
  options = options or {}
  quantity = select(2, output_of(fields, quantity, "tornado"))
  local level, output = options.level or 90, fields.ids[quantity]
  if not (level > 0 and level < 100) then
    error(("bad argument 'level' to 'tornado': expected a number between 0 and 100, got %g"):format(level), 0)
  end
  local low, high = (100 - level) / 200, (100 + level) / 200
  local inputs = build.core(core.input_names, fields.graph, settings_given(fields, output, {}, low, high))
  local left = build.core(core.run_graph, fields.graph, settings_given(fields, output, inputs, low, high))
  local row = options.at and rows_at(fields, options.at, "tornado") or fields.about.rows
  local rows, base = {}, left:value(1, row, 1)
  for i, name in ipairs(inputs) do
    local a, b = left:value(1, row, 2 * i), left:value(1, row, 2 * i + 1)
    rows[i] = { input = name, low = a, high = b, base = base, swing = a and b and math.abs(b - a) }
  end
  table.sort(rows, function(a, b)
    local x, y = a.swing or -1, b.swing or -1
    return x > y or x == y and a.input < b.input
  end)
  local frame = made_frame(fields, rows, { "input", "low", "high", "swing", "base" },
    { input = "text", low = "real", high = "real", base = "real", swing = "real" }, ("tornado(%q)"):format(quantity))
  local note = ("'%s' with each uncertain quantity at its %g and %g %% quantile, all others at their medians.%s"):format(quantity,
    100 * low, 100 * high, said_of_gaps(quantity, rows, "swing"))
  local unit = fields.units[(output_of(fields, quantity, "tornado"))]
  return answers.attach(fields, frame, { kind = "tornado", needs = { "input", "low", "high", "base" }, quantity = quantity,
    unit = unit ~= "" and unit or nil, low = ("%g"):format(100 * low), high = ("%g"):format(100 * high),
    at = answers.at(fields, row) }, { note = note })
end

--- How much of the variance of the outcome comes from each uncertain quantity: Sobol indices. `first` is the share that goes when the
--- quantity is known, `total` the share that is left when all others are known; both with half their 95 % interval.
--- @function run:sensitivity
--- @param quantity string the outcome
--- @param options? table
--- @option at? string|number = (the end) a month or time
--- @option draws? integer = 65536 [draws] at least 10240; the model is worked out so often for each uncertain quantity, and twice
--- @return frame input, first, first_error, total, total_error; the largest total first
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x, m.z = model.normal{mean=10, sd=2}, model.normal{mean=0, sd=1}
--- @example m.y = m.x + m.z
--- @example math.abs(m:run():sensitivity("y").first[1] - 0.8) < 0.03 --> true
function methods.sensitivity(self, quantity, options)
  local fields = fields_of(self)
  if fields.is_difference then error("sensitivity is of a run of one model, not of a comparison", 0) end
  options = options or {}
  quantity = select(2, output_of(fields, quantity, "sensitivity"))
  local row, settings = options.at and rows_at(fields, options.at, "sensitivity") or fields.about.rows, {}
  for name, value in pairs(fields.settings) do settings[name] = value end
  settings.outputs, settings.outputs_against = { fields.ids[quantity] }, nil
  settings.draws = math.tointeger(options.draws or 65536)
  if settings.draws < 1 then
    error(("bad argument 'draws' to 'sensitivity': expected at least 1, got %d"):format(settings.draws), 0)
  end
  local found, message, code = build.core(core.sobol_indices, fields.graph, settings, row)
  if not found then return nil, message, code end
  table.sort(found, function(a, b)
    local x, y = a.total or -1, b.total or -1
    return x > y or x == y and a.input < b.input
  end)
  local columns = { "input", "first", "first_error", "total", "total_error" }
  local frame = made_frame(fields, found, columns, { input = "text", first = "real", first_error = "real", total = "real",
    total_error = "real" }, ("sensitivity(%q)"):format(quantity))
  local note = ("Shares of the variance of '%s', %s for each; the errors are half of 95 %% intervals.%s"):format(quantity,
    plural(settings.draws, "draw"), said_of_gaps(quantity, found, "total"))
  return answers.attach(fields, frame, { kind = "intervals", needs = columns, title = "sensitivity", quantity = quantity,
    at = answers.at(fields, row), measures = { { name = "first", value = "first", half = "first_error" },
      { name = "total", value = "total", half = "total_error" } } }, { note = note, draws = settings.draws })
end

return methods
