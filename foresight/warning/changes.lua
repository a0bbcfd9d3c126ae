--- changes.lua: where the level, the trend or the spread of a series changed for good, found by core/detect/changes.
--
-- Example:  c = changes(r)   c:plot()   c:explain(2)

local core = require "glocal.core"
local call = require "foresight.shared.call"
local forecasting = require "foresight.forecast.options"
local hint = require "foresight.shared.hint"
local periods = require "foresight.shared.periods"
local plural = require "foresight.shared.plural"
local terminal = require "foresight.shared.terminal"

local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local COSTS = { "mean", "mean_variance", "trend", "poisson", "negative_binomial" }

-- The shortest segment by default: a year, so that a season is no change.
local A_YEAR = { day = 28, week = 52, month = 12, quarter = 4, year = 3 }

-- Fewer values than these fit any data.
local LEAST = { mean = 1, mean_variance = 2, trend = 3, poisson = 1, negative_binomial = 1 }

-- --- the call -----------------------------------------------------------------------------------------------------

-- The column of periods and its span.
local function time_of(figures)
  for _, name in ipairs(figures:columns()) do
    local kind, _, span = figures:type(name)
    if kind == "day" or kind == "month" then return name, span end
  end
  error("bad argument #1 to 'changes': a frame without a column of days, weeks, months ... has no order in time", 0)
end

-- The column of figures: as asked, else the first of its kind, else the only one of numbers.
local function value_of(figures, given)
  if given then return given end
  for _, name in ipairs(FIGURES) do
    if figures:has(name) then return name end
  end
  for _, name in ipairs(figures:columns()) do
    local kind = figures:type(name)
    if kind == "integer" or kind == "real" then return name end
  end
end

local function check_cost(given, figures, value)
  if given == nil then return value and figures:type(value) == "integer" and "negative_binomial" or "mean" end
  for _, each in ipairs(COSTS) do
    if each == given then return each end
  end
  error(("bad argument 'cost' to 'changes': there is no '%s'%s"):format(tostring(given), hint.of(given, COSTS, "use")), 0)
end

local function check_penalty(given)
  if given == nil or given == "bic" or given == "mbic" then return given or "mbic" end
  if type(given) ~= "number" or not (given >= 0 and given < math.huge) then
    error(("bad argument 'penalty' to 'changes': use \"mbic\", \"bic\" or a number, 0 or more, not %s"):format(tostring(given)),
      0)
  end
  return given
end

local function check_minimum(given, cost, span)
  if given == nil then return math.max(A_YEAR[span] or 3, LEAST[cost]) end
  if math.type(given) ~= "integer" or given < LEAST[cost] or given > 100000 then
    error(("bad argument 'minimum' to 'changes': expected a whole number, %d or more with cost=%q, got %s")
      :format(LEAST[cost], cost, tostring(given)), 0)
  end
  return given
end

local function check_overdispersion(given, cost)
  if given == nil then return nil end
  if cost ~= "negative_binomial" then
    error(("bad argument 'overdispersion' to 'changes': it is of cost=\"negative_binomial\", not of %q"):format(cost), 0)
  elseif type(given) ~= "number" or not (given >= 0 and given < 1000) then
    error(("bad argument 'overdispersion' to 'changes': expected a number, 0 or more, got %s"):format(tostring(given)), 0)
  end
  return given
end

-- --- what is said -------------------------------------------------------------------------------------------------

local PENALTY = { mbic = "the modified BIC", bic = "BIC" }

-- How the season was taken out, and where it was not.
local function season_text(found, settings)
  local of_counts = settings.cost == "poisson" or settings.cost == "negative_binomial"
  local text = ("Season of %s taken out first, by medians of %s to the moving average"):format(
    found.span == "day" and "the week" or "the year", of_counts and "ratios" or "differences")
  if found.unadjusted == 0 then return text end
  return ("%s; left in where it can't be estimated, in %d series (fewer than three %s, or a %s that is mostly 0)"):format(text,
    found.unadjusted, found.span == "day" and "weeks" or "years", found.span == "day" and "day of the week" or found.span)
end

local function note_text(found, figures, settings)
  local said = { ("%s in %d of %d series; cost %s, penalty by %s, segments of %s or more"):format(
    plural(found.segments - found.series, "change"), found.changed, found.series, settings.cost,
    PENALTY[settings.criterion] or ("%g a change"):format(settings.penalty), plural(settings.minimum, found.span)) }
  if settings.season then said[#said + 1] = season_text(found, settings) end
  if found.too_short > 0 then
    said[#said + 1] = ("%d series too short for a change: fewer than %s known"):format(found.too_short,
      plural(2 * settings.minimum, found.span))
  end
  if found.missing > 0 then said[#said + 1] = ("%s missing: passed over"):format(plural(found.missing, found.span)) end
  if found.cut > 0 then said[#said + 1] = ("%s not complete: left out"):format(plural(found.cut, found.span)) end
  if found.gaps > 0 then
    said[#said + 1] = forecasting.gaps_text(figures, found.gaps, found.span, found.is_zero_filled)
  end
  return table.concat(said, ". ") .. "."
end

local function keys_of(frame)
  local keys = {}
  for _, name in ipairs(frame:columns()) do
    if frame:type(name) == "text" and name ~= "method" then keys[#keys + 1] = name end
  end
  return keys
end

local function key_of(frame, keys, row)
  local parts = {}
  for i, name in ipairs(keys) do parts[i] = frame:has(name) and tostring(frame:get(row, name)) or "" end
  return table.concat(parts, "\0")
end

local WHAT = { mean_variance = "level or spread", trend = "level or trend" } -- of the others the level

local function figure(value)
  return math.abs(value) >= 100 and ("%.0f"):format(value) or ("%.3g"):format(value)
end

-- "from 12.3 to 18 (+46 %)".
local function moved(frame, row)
  local level, before, percent = frame:get(row, "level"), frame:get(row, "level_before"), frame:get(row, "change_percent")
  return ("from %s to %s%s"):format(figure(before), figure(level), percent and (" (%+.0f %%)"):format(percent) or "")
end

local function explained(frame, row, settings)
  local names = {}
  for _, key in ipairs(keys_of(frame)) do names[#names + 1] = frame:get(row, key) end
  local from, to = frame:get(row, "from"), frame:get(row, "to")
  names[#names + 1] = ("%s to %s"):format(from, to)
  local said = {}
  if frame:get(row, "level_before") then
    said[1] = ("%s: the %s%s changed at %s, %s."):format(table.concat(names, ", "), WHAT[settings.cost] or "level",
      settings.season and " (seasonally adjusted)" or "", from, moved(frame, row))
    said[2] = ("Without this change the criterion would be worse by %.1f, after the penalty that every change pays.")
      :format(frame:get(row, "gain"))
  else
    said[1] = ("%s: the first segment, at %s; no change before it."):format(table.concat(names, ", "),
      figure(frame:get(row, "level")))
  end
  local trend = frame:get(row, "trend")
  said[#said + 1] = ("%s, %sstandard deviation %s within the segment."):format(plural(frame:get(row, "periods"), "value"),
    trend and ("a trend of %+.3g a %s, "):format(trend, select(3, frame:type "from")) or "", figure(frame:get(row, "deviation")))
  return said
end

local function explain(frame, row, settings)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to 'explain': expected the number of a row, 1 to %d, got %s"):format(#frame, tostring(row)), 0)
  end
  return terminal.wrap(table.concat(explained(frame, row, settings), " "), math.max(40, terminal.host.width() - 2))
end

-- --- the picture --------------------------------------------------------------------------------------------------

-- The level of a period within its segment; along a trend the line through the segment's middle.
local function level_at(segment, at)
  local level, trend = segment.level, segment.trend
  return trend and level + trend * (at - (segment.first + segment.last) / 2) or level
end

-- The number of every period that a segment holds.
local function numbers_of(frame, span)
  local first, last, numbers, count = nil, nil, {}, 0
  for i = 1, #frame do
    local from, to = frame:get(i, "from"), frame:get(i, "to")
    if not first or from < first then first = from end
    if not last or to > last then last = to end
  end
  while first and first <= last do
    count = count + 1
    numbers[first] = count
    first = core.period(first, span, 1)
  end
  return numbers
end

-- The figures, and beside each the level of its segment.
local function drawn(frame, figures, settings)
  local column, span = time_of(figures)
  local keys, segments, rows, levels = keys_of(frame), {}, {}, {}
  local number = numbers_of(frame, span)
  for i = 1, #frame do
    local key = key_of(frame, keys, i)
    segments[key] = segments[key] or {}
    local from, to = frame:get(i, "from"), frame:get(i, "to")
    table.insert(segments[key], { from = from, to = to, level = frame:get(i, "level"), trend = frame:get(i, "trend"),
      first = number[from], last = number[to] })
  end
  for i = 1, #figures do
    local at = figures:get(i, column)
    for _, segment in ipairs(at and segments[key_of(figures, keys, i)] or {}) do
      if at >= segment.from and at <= segment.to then
        local row = { period = at, observed = figures:get(i, settings.shown) }
        for _, name in ipairs(keys) do row[name] = figures:get(i, name) end
        rows[#rows + 1], levels[#rows + 1] = row, level_at(segment, number[at])
      end
    end
  end
  local columns = table.move(keys, 1, #keys, 1, {})
  table.move({ "period", "observed" }, 1, 2, #columns + 1, columns)
  return core.frame(rows, { columns = columns, types = { period = (figures:type(column)) }, marking = figures:marking() })
    :with("level", levels, { type = "real", call = settings.call, from = { figures } }) -- whose sources the picture names
end

--- Finds where the level, the trend or the spread of each series changed for good, by exact segmentation (PELT): of all ways to
--- cut a series the one whose segments fit best, each change paid for with a penalty. One row per series and segment; :plot() draws
--- the series with the levels, :explain(row) says a change in words. Formulas and references are in docs/methods.md.
--- @function changes
--- @param figures frame figures by day, week, month ..., such as a rollup
--- @param options? table
--- @option cost? string = (negative_binomial for whole numbers, else mean) {mean|mean_variance|trend|poisson|negative_binomial}
---   what changes: the level; level and spread; level and trend; the mean of counts without or with overdispersion
--- @option penalty? string|number = "mbic" what a change must gain: "mbic", "bic" or a number
--- @option minimum? integer = (a year, 28 days) known periods of a segment, at least
--- @option overdispersion? number = (estimated) of negative_binomial: variance = mean + this x mean squared
--- @option season? boolean = false take the season out first (of days that of the week, else that of the year), so that it makes no
---   change points; levels are then those of the seasonally adjusted series
--- @option value? string = (count, estimate ...) <column> the column of figures
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @return frame the keys, segment, from, to, periods, level, level_before, change_percent, trend, deviation, gain (by how much
---   the criterion would be worse without the change), cost, method
--- @raises for a frame without periods, a figure below 0 with a cost of counts, an option out of bounds
--- @since 0.1
--- @example r = rollup{zone="FR", phenomenon="drugs", every="month"}
--- @example c = changes(r)
--- @example c.segment[1] .. " " .. c.method[1] --> 1 negative_binomial
local function changes(figures, options)
  options = forecasting.check("changes", figures, options)
  local _, span = time_of(figures)
  local settings = forecasting.core_options("changes", figures, options, FIGURES)
  settings.shown = value_of(figures, options.value)
  settings.cost = check_cost(options.cost, figures, settings.shown)
  local penalty = check_penalty(options.penalty)
  settings[type(penalty) == "string" and "criterion" or "penalty"] = penalty
  settings.minimum = check_minimum(options.minimum, settings.cost, span)
  settings.overdispersion = check_overdispersion(options.overdispersion, settings.cost)
  settings.season = options.season or nil
  settings.call = ("changes(r, %s)"):format(call.text(changes, options, { cutoff = settings.cutoff }))
  local whole = periods.wholly_published(figures)
  local frame, found, code = core.change_points(whole, settings)
  if not frame then return nil, found, code end
  return frame:attach {
    note_text = periods.beside(note_text(found, figures, settings), figures),
    explain = function(self, row) return explain(self, row, settings) end,
    drawn = function() return drawn(frame, whole, settings) end,
  }
end

return changes
