--- time_to_signal.lua: how long it takes until a stage ends, such as from arrival to the first signal and from the signal to the
--- identification, where some cases are still in it.
--
-- Example:  time_to_signal(f, {time="days", event="ended", count="cases", stage="stage", after=90})

local core = require "glocal.core"
local survival = require "foresight.cooperation.survival"
local yes_no = require "foresight.shared.yes_no"

local COLUMNS = { "stage", "cases", "ended", "open", "median", "median_low", "median_high", "after", "still", "still_low",
  "still_high",
  "passed", "longest" }
local STEP_COLUMNS = { "stage", "time", "at_risk", "ended", "censored", "survival", "error", "low", "high" }

local function fail(what, i, value)
  error(("bad argument #1 to 'time_to_signal': row %d: %s, got %s"):format(i, what, value == nil and "nothing"
    or tostring(value)), 0)
end

local function need(f, name, option)
  if not f:has(name) then
    local hint = require "foresight.shared.hint"
    error(("bad argument '%s' to 'time_to_signal': the frame has no column '%s'%s"):format(option, name,
      hint.of(name, f:columns(), "it has")), 0)
  end
end

-- A whole number that a column of reals may hold.
local function whole(value) return type(value) == "number" and math.tointeger(value) or value end

local function case_of(row, i, spec)
  local time, event, n = row[spec.time], yes_no.read(row[spec.event]), 1
  if spec.count then n = whole(row[spec.count]) end
  if type(time) ~= "number" or time < 0 or time ~= time or time == math.huge then
    fail(("the column '%s' is a time of at least 0"):format(spec.time), i, time)
  end
  if event == nil then fail(("the column '%s' is 1 (ended) or 0 (not yet)"):format(spec.event), i, row[spec.event]) end
  if math.type(n) ~= "integer" or n < 0 or n > 1e12 then fail(("the column '%s' is a whole number"):format(spec.count), i, n) end
  return { time = time, event = event, n = n }
end

-- Cases by stage, stages in the order in which they come.
local function stages_of(f, spec)
  local names, of = {}, {}
  for i, row in f:rows() do
    local name = "all"
    if spec.stage then
      name = row[spec.stage]
      if name == nil then fail(("the column '%s' names a stage"):format(spec.stage), i, nil) end
      name = tostring(name)
    end
    if not of[name] then
      names[#names + 1] = name
      of[name] = {}
    end
    local case = case_of(row, i, spec)
    if case.n > 0 then table.insert(of[name], case) end
  end
  return names, of
end

local function default_after(of)
  local longest = 0
  for _, list in pairs(of) do
    for _, case in ipairs(list) do longest = math.max(longest, case.time) end
  end
  return longest
end

local function summary_of(name, list, steps, after)
  local cases, ended, longest = 0, 0, 0
  for _, case in ipairs(list) do
    cases, ended = cases + case.n, ended + (case.event and case.n or 0)
    longest = math.max(longest, case.time)
  end
  local median, low, high = survival.quantile(steps, 0.5)
  local still, still_low, still_high
  if cases > 0 and after <= longest then still, still_low, still_high = survival.at(steps, after) end
  return { stage = name, cases = cases, ended = ended, open = cases - ended, median = median, median_low = low,
    median_high = high,
    after = after, still = still, still_low = still_low, still_high = still_high, longest = longest }
end

-- The share of those who entered the first stage that has passed each one by `after` in each: the product of the shares.
local function pass_on(rows)
  local passed = 1.0
  for _, row in ipairs(rows) do
    passed = row.still and passed and passed * (1 - row.still) or nil
    row.passed = passed
  end
end

local function note_text(rows, after)
  local open, unknown, none = 0, {}, {}
  for _, row in ipairs(rows) do
    open = open + row.open
    if row.cases == 0 then none[#none + 1] = row.stage elseif not row.median then unknown[#unknown + 1] = row.stage end
  end
  local said = { "Kaplan-Meier; intervals of 95 %, Greenwood's variance on the log(-log) scale" }
  if open > 0 then said[#said + 1] = ("%d still open: censored, not left out"):format(open) end
  if #unknown > 0 then said[#said + 1] = ("no median where more than half are open: %s"):format(table.concat(unknown, ", ")) end
  if #none > 0 then said[#said + 1] = ("no cases: %s"):format(table.concat(none, ", ")) end
  said[#said + 1] = ("still: in the stage after %g; passed: through it and those before it, each within %g, taken as independent")
    :format(after, after)
  return table.concat(said, "; ") .. "."
end

--- How long each stage lasts until it ends, such as until the first signal, with those still in it censored: Kaplan-Meier with
--- Greenwood's variance and intervals on the log(-log) scale. The median is the first time at which at most half remain; its bounds
--- are where those of the curve reach half, none where they never do. The frame has a row per duration (counts, never persons). The
--- stages are taken in the order of the frame; where `passed` falls most, the barrier between two stages is highest. The second
--- result has every step of the curves.
--- @function time_to_signal
--- @param f frame a row for each duration
--- @param spec? table
--- @option time? string = "time" <column> how long it lasted, or has lasted so far
--- @option event? string = "event" <column> 1 (true, yes): it ended then; 0 (false, no): not yet (censored)
--- @option count? string <column> of how many cases; without it a row is one
--- @option stage? string <column> the stage; without it there is one
--- @option after? number = (the longest time) the time to which still and passed refer
--- @return frame stage, cases, ended, open, median, median_low, median_high, after, still, still_low, still_high, passed, longest
--- @return frame stage, time, at_risk, ended, censored, survival, error, low, high: the steps
--- @raises a time, event or count that is none; a column that is not there
--- @since 0.1
--- @example f = frame{{time=5, event=1}, {time=8, event=0}, {time=12, event=1}}
--- @example time_to_signal(f).median[1] --> 12.0
local function time_to_signal(f, spec)
  spec = spec or {}
  local asked = { time = spec.time or "time", event = spec.event or "event", count = spec.count, stage = spec.stage }
  for _, option in ipairs { "time", "event", "count", "stage" } do
    if asked[option] then need(f, asked[option], option) end
  end
  local names, of = stages_of(f, asked)
  local after = spec.after or default_after(of)
  if not (after >= 0 and after < math.huge) then
    error(("bad argument 'after' to 'time_to_signal': expected a time of at least 0, got %g"):format(after), 0)
  end
  local rows, curve = {}, {}
  for i, name in ipairs(names) do
    local steps = survival.estimate(of[name])
    rows[i] = summary_of(name, of[name], steps, after)
    for _, step in ipairs(steps) do
      curve[#curve + 1] = { stage = name, time = step.time, at_risk = step.at_risk, ended = step.events, censored = step.censored,
        survival = step.survival, error = step.error, low = step.low, high = step.high }
    end
  end
  pass_on(rows)
  local types = { stage = "text", cases = "integer", ended = "integer", open = "integer" }
  for _, name in ipairs(COLUMNS) do types[name] = types[name] or "real" end
  local step_types = { stage = "text", at_risk = "integer", ended = "integer", censored = "integer" }
  for _, name in ipairs(STEP_COLUMNS) do step_types[name] = step_types[name] or "real" end
  local made = core.frame(rows, { columns = COLUMNS, types = types, marking = f:marking() })
  return made:attach { note_text = note_text(rows, after) },
    core.frame(curve, { columns = STEP_COLUMNS, types = step_types, marking = f:marking() })
end

return time_to_signal
