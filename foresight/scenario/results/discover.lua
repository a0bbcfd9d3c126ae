--- discover.lua: scenario discovery: which values of the uncertain quantities lead to the outcomes of interest, as boxes.
--
-- Example:  r:discover("waiting", ">", 10000)   r:discover("waiting", ">", 10000):plot()
-- Reference: B. P. Bryant, R. J. Lempert, "Thinking inside the box", Technological Forecasting and Social Change 77 (2010).

local answers = require "foresight.scenario.results.answers"
local build = require "foresight.scenario.build"
local draws = require "foresight.scenario.results.draws"
local hint = require "foresight.shared.hint"
local number = require "foresight.shared.number"
local plural = require "foresight.shared.plural"

local methods = {}

local COMPARISONS = { [">"] = true, [">="] = true, ["<"] = true, ["<="] = true }

local function check_comparison(comparison)
  if not COMPARISONS[comparison] then
    error(("bad argument 'comparison' to 'discover': use \">\", \">=\", \"<\" or \"<=\", not %q"):format(comparison), 0)
  end
end

local function share(options, name, otherwise, most)
  local value = options[name] or otherwise
  if not (value > 0 and value < most or value == most and most == 1) then
    error(("bad argument '%s' to 'discover': expected a number above 0 and %s %g, got %g"):format(name,
      most == 1 and "at most" or "below", most, value), 0)
  end
  return value
end

local function whole(options, name, otherwise)
  local value = options[name] or otherwise
  if options[name] and (value < 1 or value ~= math.floor(value)) then
    error(("bad argument '%s' to 'discover': expected a whole number from 1 on, got %g"):format(name, value), 0)
  end
  return value
end

-- Of each step, in shares of what it is about: all cases, the box, all draws.
local function measures_of(step, cases, count)
  return { coverage = step.cases / cases, density = step.cases / step.draws, mass = step.draws / count }
end

local function path_rows(steps, cases, count)
  local rows, found = {}, {}
  for _, step in ipairs(steps) do
    if step.is_box then found[step.box] = step.step end
  end
  for _, step in ipairs(steps) do
    if not step.is_box then
      local row = measures_of(step, cases, count)
      row.box, row.step, row.inputs, row.draws, row.cases = step.box, step.step, step.inputs, step.draws, step.cases
      row.chosen = found[step.box] == step.step and 1 or 0
      rows[#rows + 1] = row
    end
  end
  return rows
end

local function box_rows(steps, cases, count, inputs)
  local rows = {}
  for _, step in ipairs(steps) do
    for i, input in ipairs(step.is_box and inputs or {}) do
      if step.low[i] or step.high[i] then
        local row = measures_of(step, cases, count)
        row.box, row.input, row.unit, row.low, row.high = step.box, input.name, input.unit, step.low[i], step.high[i]
        row.p_low, row.p_high, row.draws, row.cases = step.p_low[i], step.p_high[i], step.draws, step.cases
        rows[#rows + 1] = row
      end
    end
  end
  return rows
end

local BOX_COLUMNS = { "box", "input", "unit", "low", "high", "p_low", "p_high", "coverage", "density", "mass", "draws", "cases" }
local BOX_TYPES = { box = "integer", input = "text", unit = "text", low = "real", high = "real", p_low = "real",
  p_high = "real", coverage = "real", density = "real", mass = "real", draws = "integer", cases = "integer" }
local PATH_COLUMNS = { "box", "step", "coverage", "density", "mass", "inputs", "draws", "cases", "chosen" }
local PATH_TYPES = { box = "integer", step = "integer", coverage = "real", density = "real", mass = "real", inputs = "integer",
  draws = "integer", cases = "integer", chosen = "integer" }

local function note_of(it, fields, ask, cases, found)
  local said = draws.said(it, fields, ask.quantity)
  local percent = 100 * cases / it.draws
  said[#said + 1] = ("%s with '%s' %s %s (%.3g %%)"):format(plural(cases, "case"), ask.quantity, ask.comparison,
    number.shown(ask.threshold), percent)
  if cases == 0 then
    said[#said + 1] = "Nothing to discover: no draw is a case"
  elseif cases == it.draws then
    said[#said + 1] = "Nothing to discover: all draws are cases"
  elseif found == 0 then
    said[#said + 1] = "No limit on an input raises the share of cases"
  end
  return table.concat(said, ". ") .. "."
end

-- For a plot: of each box its limits and what it holds.
local function limits_by_box(rows)
  local boxes = {}
  for _, row in ipairs(rows) do
    local last = boxes[#boxes]
    if not last or last.number ~= row.box then
      last = { number = row.box, coverage = row.coverage, density = row.density, limits = {} }
      boxes[#boxes + 1] = last
    end
    table.insert(last.limits, { input = row.input, low = row.low, high = row.high, unit = row.unit })
  end
  return boxes
end

--- Which values of the uncertain quantities lead to the outcomes of interest: boxes, limits on some of the inputs, by the patient rule
--- induction method (PRIM). A box is good where its coverage (the share of all cases that are in it) and its density (the share of its
--- draws that are cases) are both high; where nobody says, the one with the highest harmonic mean of the two is taken of the path from
--- all draws to few. Later boxes are sought among the draws outside the earlier ones. p_low and p_high are quasi-p-values: how likely
--- the box would have as many cases without that limit's help. :plot() draws coverage and density along the path.
--- @function run:discover
--- @param quantity string the outcome
--- @param comparison string {>|>=|<|<=} how it is compared
--- @param threshold number with what: a draw for which that holds is a case
--- @param options? table
--- @option at? string|number = (the end) a month or time
--- @option boxes? integer = 3 how many at most
--- @option draws? integer = (those of the run, at most 100000) [draws] how many are looked at
--- @option give? string = "boxes" {boxes|path} what is given: the limits of each box, or the path of boxes each was chosen of
--- @option step? integer = (the best balanced) the step of the first path to take as the first box
--- @option peel? number = 0.05 the share of a box's draws that a step takes off
--- @option mass? number = 0.05 no box has a smaller share of all draws
--- @option significance? number = 0.05 limits with a higher quasi-p-value are dropped
--- @return frame a row for each limited input of each box: box, input, unit, low, high (both belong to the box; nil: no limit), p_low,
---   p_high, coverage, density, mass, draws, cases; or for each step of the path: box, step, coverage, density, mass, inputs, draws,
---   cases, chosen
--- @raises a quantity the run has no results of, a step that the path does not have
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.x, m.z = model.uniform{low=0, high=1}, model.uniform{low=0, high=1}
--- @example m.y = m.x + 0 * m.z
--- @example m:run():discover("y", ">", 0.8).input[1] --> x
function methods.discover(self, quantity, comparison, threshold, options)
  local fields = answers.fields_of(self)
  options = options or {}
  if fields.is_difference then error("discovery is of a run of one model, not of a comparison", 0) end
  quantity = select(2, answers.output_of(fields, quantity, "discover"))
  check_comparison(comparison)
  answers.threshold(threshold, "discover")
  local asked = { peel = share(options, "peel", 0.05, 0.5), mass = share(options, "mass", 0.05, 1),
    significance = share(options, "significance", 0.05, 1), boxes = whole(options, "boxes", 3), step = whole(options, "step", 0) }
  local give = options.give or "boxes"
  if give ~= "boxes" and give ~= "path" then
    error(("bad argument 'give' to 'discover': there is no '%s'%s"):format(give, hint.of(give, { "boxes", "path" }, "use")), 0)
  end
  whole(options, "draws", 1)
  local row = options.at and answers.rows_at(fields, options.at, "discover") or fields.about.rows
  local it, message, code = draws.of(fields, quantity, row, options.draws)
  if not it then return nil, message, code end
  if it.draws == 0 then error(("no draw has a finite value of '%s'"):format(quantity), 0) end
  if #it.inputs == 0 then error(("'%s' does not depend on a quantity that is drawn once"):format(quantity), 0) end
  local columns = {}
  for i, input in ipairs(it.inputs) do columns[i] = input.column end
  local steps, cases = build.core(it.sample.boxes, it.sample, columns, it.outcome, comparison, threshold, asked)
  if not steps then return nil, cases, "cancelled" end
  local boxes, path = box_rows(steps, cases, it.draws, it.inputs), path_rows(steps, cases, it.draws)
  local note = note_of(it, fields, { quantity = quantity, comparison = comparison, threshold = threshold }, cases, #boxes)
  local text = ("discover(%q, %q, %g)"):format(quantity, comparison, threshold)
  local frame = give == "path" and answers.frame(fields, cases > 0 and path or {}, PATH_COLUMNS, PATH_TYPES, text)
    or answers.frame(fields, cases > 0 and boxes or {}, BOX_COLUMNS, BOX_TYPES, text)
  local unit = fields.units[(answers.output_of(fields, quantity, "discover"))]
  return answers.attach(fields, frame, { kind = "discovery", needs = {}, left_out = it.left_out, path = path,
    boxes = limits_by_box(boxes), at = answers.at(fields, row), case = answers.case(quantity, comparison, threshold, unit) },
    { note = note, draws = it.draws })
end

return methods
