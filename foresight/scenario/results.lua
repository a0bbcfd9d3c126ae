--- results.lua: how what a run left becomes frames: which rows, which columns, the note below.
--
-- Example:  results.made_frame(fields, rows, {"time", "value"}, {time="real", value="real"}, "paths()")

local arrays = require "foresight.scenario.arrays"
local build = require "foresight.scenario.build"
local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local names = require "foresight.scenario.xmile.names"
local number = require "foresight.shared.number"
local plural = require "foresight.shared.plural"

local results = {}

local MOST_ALSO_NAMED = 1000 -- columns that are found by the keys of their names too, since each is copied for it

--- The names of quantities that `wanted` (a name or a list) stands for: the elements of an array by its name.
function results.each_name(state, wanted)
  local list = {}
  for _, each in ipairs(call.list(wanted)) do
    local name = names.resolve(state.keys, each)
    local axes = state.arrays[name]
    local labels = axes and arrays.labels(name, axes) or { name }
    table.move(labels, 1, #labels, #list + 1, list)
  end
  return list
end

-- The array and the elements of each quantity that is part of one, and the names of the axes of those that are `shown`.
local function axes_of(state, shown)
  local found, known, list = {}, {}, {}
  for name, axes in pairs(state.arrays) do
    local labels, places = arrays.labels(name, axes)
    for i, label in ipairs(labels) do found[label] = { name, places[i] } end
  end
  for _, label in ipairs(shown) do
    for axis in pairs(found[label] and found[label][2] or {}) do
      if not known[axis] then known[axis], list[#list + 1] = true, axis end
    end
  end
  table.sort(list)
  return found, list
end

-- Elements of arrays with the name of the array, and a column for each axis after it.
local function with_axes(fields, frame)
  if next(fields.state.arrays) == nil or not frame:has "quantity" then return frame end
  local shown, order, heads = frame.quantity, {}, {}
  local found, axes = axes_of(fields.state, shown)
  for i, axis in ipairs(axes) do heads[i] = frame:has(axis) and "axis " .. axis or axis end
  for _, column in ipairs(frame:columns()) do
    order[#order + 1] = column
    if column == "quantity" then table.move(heads, 1, #heads, #order + 1, order) end
  end
  local plain = {}
  for i, name in ipairs(shown) do plain[i] = found[name] and found[name][1] or name end
  frame = frame:with("quantity", plain, { type = "text" })
  for k, axis in ipairs(axes) do
    local elements = {}
    for i, name in ipairs(shown) do elements[i] = found[name] and found[name][2][axis] end
    frame = frame:with(heads[k], elements, { type = "text" })
  end
  return frame:select(order)
end

--- Which output has that name, and its name as the model has it: names from an XMILE file may be written as that equals them.
function results.output_of(fields, name, what)
  name = names.resolve(fields.state.keys, name)
  for i, each in ipairs(fields.names) do
    if each == name then return i, each end
  end
  error(("bad argument '%s' to '%s': the run has no results of '%s'%s"):format("quantity", what, tostring(name),
    hint.of(name, fields.names, "it has those of")), 0)
end

-- The rows from `at` or all: a month or a time.
function results.rows_at(fields, at, what, option)
  local clock, rows = fields.state.clock, fields.about.rows
  if at == nil then return 1, rows end
  local row
  if clock.first then
    local ok, month = pcall(build.month, at)
    if not ok or not month then
      error(("bad argument '%s' to '%s': expected a month such as \"2026-06\", got %s"):format(option or "at", what,
        tostring(at)), 0)
    end
    row = month - clock.first + 1
  else
    local time = tonumber(at)
    if not time or time - time ~= 0 then
      error(("bad argument '%s' to '%s': expected a time, a number, got %s"):format(option or "at", what, tostring(at)), 0)
    end
    row = math.floor((time - clock.start) / (clock.dt * clock.every) + 0.5) + 1
  end
  if row < 1 or row > rows then
    error(("bad argument '%s' to '%s': %s is not within the model's time"):format(option or "at", what, tostring(at)), 0)
  end
  return row, row
end

function results.method_of(clock)
  return ("%s of %s %s by %s method"):format(plural(clock.steps, "step"), number.shown(clock.dt),
    clock.unit or "of time", clock.method == "rk4" and "Runge and Kutta's" or "Euler's")
end

-- What went wrong in some draws, and which quantities became too large for a number without any of that.
local function faults_said(fields, is_certain, said)
  local explained = 0
  for _, fault in ipairs(fields.about.faults) do
    local name, draws = fault.quantity:gsub("#%d+/%d+$", ""), plural(fault.draws, "draw")
    if fault.is_warning then
      said[#said + 1] = ("'%s': %s%s; a shorter step (dt) may be needed"):format(name, fault.what,
        is_certain and "" or (" (in %s)"):format(draws))
    else
      explained = explained + fault.draws
      said[#said + 1] = ("%s in '%s' in %s: left out"):format(fault.what:sub(1, 1):upper() .. fault.what:sub(2), name, draws)
    end
  end
  for i, name in ipairs(fields.names) do
    local draws = fields.about.outputs[i].not_finite
    if draws > explained then
      said[#said + 1] = ("'%s' is not finite in %s: left out"):format(name, plural(draws, "draw"))
    end
  end
end

function results.note_of(fields, is_certain)
  local said = { is_certain and results.method_of(fields.state.clock)
    or ("%s, seed %d"):format(plural(fields.about.draws, "draw"), fields.seed) }
  if fields.about.draws < fields.about.wanted then
    said[1] = said[1] .. (" (%s of %s)"):format(fields.about.draws, fields.about.wanted)
  end
  if fields.options.precision_note then said[#said + 1] = fields.options.precision_note end
  if fields.settings.sampling == "sobol" or fields.settings.sampling == "latin_hypercube" then
    said[#said + 1] = ("Errors are those of independent draws: those of %s are smaller"):format(
      fields.settings.sampling == "sobol" and "a Sobol sequence" or "a Latin hypercube")
  end
  if fields.is_difference then said[#said + 1] = "Differences between two variants, draw by draw" end
  if fields.state.clock.by_period then said[#said + 1] = "Stocks at the end of the month, all else its mean" end
  if not fields.about.is_exact then
    said[#said + 1] = "Quantiles interpolated in a histogram (docs/methods.md); means from exact sums"
  end
  table.move(fields.late, 1, #fields.late, #said + 1, said)
  faults_said(fields, is_certain, said)
  return table.concat(said, ". ") .. "."
end

local function same_unit(units)
  for _, unit in ipairs(units) do
    if unit ~= units[1] then return nil end
  end
  return units[1] ~= "" and units[1] or nil
end

function results.frame_of(fields, what, spec)
  local clock = fields.state.clock
  spec.first, spec.last = results.rows_at(fields, spec.at, what)
  spec.names_of, spec.units, spec.unit = fields.names, fields.units, same_unit(fields.units)
  spec.month = clock.first and clock.first - 1970 * 12 or nil
  spec.time_unit, spec.sources = clock.unit, fields.sources
  spec.call = fields.call .. (":%s(%s)"):format(what, spec.text or "")
  spec.measures, spec.quantiles, spec.names = spec.measures or {}, spec.quantiles or {}, spec.names or {}
  local frame = fields.left:frame(spec)
  if spec.quantity then
    local wanted = {}
    for i, name in ipairs(results.each_name(fields.state, spec.quantity)) do
      wanted[i] = select(2, results.output_of(fields, name, what))
    end
    frame = frame:where { quantity = wanted }
  end
  return with_axes(fields, frame):attach { note_text = results.note_of(fields) }
end

-- A frame of rows, with the run's marking and origin (and those of `others`, frames that it rests on too).
function results.made_frame(fields, rows, columns, types, what, note, units, others)
  local last = columns[#columns]
  local values = {}
  for i, row in ipairs(rows) do values[i] = row[last] end
  local frame = core.frame(rows, { columns = table.move(columns, 1, #columns - 1, 1, {}), types = types, units = units })
  frame = frame:with(last, values, { type = types[last], unit = units and units[last], call = what,
    from = { fields.base, table.unpack(others or {}) } })
  return (units and frame or with_axes(fields, frame)):attach { note_text = note or results.note_of(fields) }
end

function results.period_of(fields, row)
  local clock = fields.state.clock
  if clock.first then return core.period(clock.from, "month", row - 1) end
  return clock.start + (row - 1) * clock.dt * clock.every
end

--- Time, and a column for each quantity: its mean over the draws. Columns of a file are found by the keys of their names too.
function results.by_time(fields)
  local time, rows, types, units = fields.state.clock.first and "month" or "time", {}, {}, {}
  local columns = { time }
  types[time] = time == "month" and "month" or "real"
  if fields.state.clock.unit then units[time] = fields.state.clock.unit end
  for row = 1, fields.about.rows do rows[row] = { [time] = results.period_of(fields, row) } end
  for i, name in ipairs(fields.names) do
    columns[i + 1], types[name] = name, "real"
    if fields.units[i] ~= "" then units[name] = fields.units[i] end
    local is_constant = fields.about.outputs[i].is_constant
    local value = fields.left:measure("mean", i, 1)
    for row = 1, fields.about.rows do
      if row > 1 and not is_constant then value = fields.left:measure("mean", i, row) end
      if value and value - value == 0 then rows[row][name] = value end
    end
  end
  local frame = results.made_frame(fields, rows, columns, types, "frame()", nil, units)
  -- a run of one future is given as this frame: run():frame() is the same with draws and without
  local also = { note_text = results.note_of(fields, fields.state.keys and fields.about.draws == 1),
    frame = function(self) return self end }
  local is_small = #columns <= MOST_ALSO_NAMED and #columns * #rows <= 1000 * MOST_ALSO_NAMED
  for key, name in pairs(is_small and fields.state.keys or {}) do
    if types[name] and key ~= name then also[key] = frame[name] end
  end
  return frame:attach(also)
end

return results
