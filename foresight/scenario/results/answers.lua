--- answers.lua: what all answers of a run share: which output and which rows are meant, the note, the frame with the run's marking.
--
-- Example:  fields = answers.fields_of(r)   answers.output_of(fields, "waiting", "tornado")   --> 1

local results = require "foresight.scenario.results"
local sealed = require "foresight.shared.sealed"

local answers = {}

local kind

--- run.lua says what kind of object a run is.
function answers.set_kind(given) kind = given end

function answers.fields_of(r) return sealed.fields(r, kind) end

answers.output_of, answers.rows_at = results.output_of, results.rows_at
answers.note, answers.period = results.note_of, results.period_of

--- What the source line of a plot says of a run.
function answers.origin(fields)
  return { hash = fields.hash:sub(1, 12), draws = fields.about.draws, seed = fields.seed }
end

--- A number to compare outcomes with: NaN is none.
function answers.threshold(value, what)
  if value ~= value then error(("bad argument 'threshold' to '%s': expected a number, got nan"):format(what), 0) end
  return value
end

--- "waiting > 10 000 people", in the language of a plot.
function answers.case(quantity, comparison, threshold, unit)
  return function(words)
    local said = unit and unit ~= "" and " " .. words.unit(unit) or ""
    return ("%s %s %s%s"):format(quantity, comparison, words.figure(threshold), said)
  end
end

--- The month or time of the row that was asked for, as a plot takes it.
function answers.at(fields, row) return tostring(answers.period(fields, row)) end

--- Gives a frame its note and what its plot is made of: `result` (kind and what that kind needs), kept by frames of its rows;
--- `more`: note, draws (in place of the run's), drawn, history (a frame whose sources are the plot's).
function answers.attach(fields, frame, result, more)
  more = more or {}
  local origin = answers.origin(fields)
  if more.draws ~= nil then origin.draws = more.draws end
  origin.history = more.history
  if origin.draws == 1 then origin.draws = false end
  return frame:attach { note_text = more.note or answers.note(fields), drawn = more.drawn, result = result, origin = origin,
    kept = { result = result, origin = origin } }
end

--- A frame of rows, with the run's marking and origin (and those of `others`, frames that it rests on too).
function answers.frame(fields, rows, columns, types, what, others)
  return results.made_frame(fields, rows, columns, types, what, nil, nil, others)
end

return answers
