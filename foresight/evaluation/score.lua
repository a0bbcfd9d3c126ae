--- score.lua: accuracy of the forecasts in a frame, by any grouping; scores of single outcomes come from core/series.
--
-- Example:  score(f, {by="method", scores={"mae", "crps"}})
--           score(judged, {by="author"})     where a column `probability` says how likely each event was

local core = require "glocal.core"
local glocal = require "glocal"
local call = require "foresight.shared.call"
local hint = require "foresight.shared.hint"
local quantile_columns = require "foresight.forecast.quantile_columns"
local scores = require "foresight.evaluation.scores"


-- The inputs of each score besides the outcome.
local NEEDS = {
  mae = { "point" }, rmse = { "point" }, smape = { "point" }, bias = { "point" }, mase = { "point", "scale" },
  rmsse = { "point", "squared_scale" }, owa = { "point", "scale", "reference" }, skill = { "point", "reference" },
  dm = { "point", "reference" }, wis = { "quantiles" }, dispersion = { "quantiles" }, over = { "quantiles" },
  under = { "quantiles" }, crps = { "quantiles" }, pinball = { "quantiles" }, interval = { "intervals" },
  coverage = { "intervals" }, width = { "intervals" }, brier = { "probability" }, log_score = { "probability" },
}
local DEFAULT_SCORES = { "mae", "mase", "wis", "coverage", "brier", "log_score" }
local INPUTS = {
  point = "a column `mean` or `median`, or `point` to name one",
  quantiles = "columns of quantiles, as low_80, median, high_80",
  intervals = "columns of intervals, as low_80 and high_80",
  probability = "a column `probability`, or `probability` to name one",
}
local UNITS = { smape = "%", coverage = "%" }

-- ---- one row ----

local function add(group, name, value)
  if value == nil or value ~= value then return end
  local sum = group[name] or { 0, 0 }
  sum[1], sum[2] = sum[1] + value, sum[2] + 1
  group[name] = sum
end

local function mean(group, name)
  local sum = group[name]
  return sum and sum[1] / sum[2] or nil
end

local function smape_term(y, f)
  local size = math.abs(f) + math.abs(y)
  return size > 0 and 200 * math.abs(f - y) / size or 0
end

local function above_0(value) return value and value > 0 and value or nil end

-- Losses relative to a reference forecast of the same outcome.
local function add_pair(group, y, f, other, scale)
  local loss, others = math.abs(f - y), math.abs(other - y)
  add(group, "smape_of_pairs", smape_term(y, f))
  add(group, "smape_of_reference", smape_term(y, other))
  if scale then
    add(group, "mase_of_pairs", loss / scale)
    add(group, "mase_of_reference", others / scale)
  end
  local losses = group.losses or { {}, {} }
  table.insert(losses[1], loss / (scale or 1))
  table.insert(losses[2], others / (scale or 1))
  group.losses = losses
end

local function add_point(group, row, y, given)
  local f = row[given.point]
  if not f then return end
  local deviation, scale = f - y, given.scale and above_0(row[given.scale])
  local squared_scale = given.squared_scale and above_0(row[given.squared_scale])
  add(group, "bias", deviation)
  add(group, "mae", math.abs(deviation))
  add(group, "squared_error", deviation * deviation)
  add(group, "smape", smape_term(y, f))
  if scale then add(group, "mase", math.abs(deviation) / scale) end
  if squared_scale then add(group, "scaled_squared_error", deviation * deviation / squared_scale) end
  local other = given.reference and row[given.reference]
  if other and (scale or not given.scale) then add_pair(group, y, f, other, scale) end
end

local function add_quantiles(group, row, y, given)
  local p, q = {}, {}
  for _, each in ipairs(given.quantiles) do
    local value = row[each.name]
    if value then p[#p + 1], q[#q + 1] = each.probability, value end
  end
  if #p > 0 then
    local wis, dispersion, over, under, crps, pinball = core.wis(y, p, q)
    add(group, "wis", wis)
    add(group, "dispersion", dispersion)
    add(group, "over", over)
    add(group, "under", under)
    add(group, "crps", crps)
    add(group, "pinball", pinball)
  end
  for _, each in ipairs(given.intervals) do
    local low, high = row[each.low], row[each.high]
    if low and high then
      add(group, "interval_" .. each.text, core.interval_score(y, low, high, each.level))
      add(group, "coverage_" .. each.text, y >= low and y <= high and 100 or 0)
      add(group, "width_" .. each.text, high - low)
    end
  end
end

local function add_event(group, row, y, given)
  local probability = row[given.probability]
  if not probability then return end
  if y ~= 0 and y ~= 1 then
    error(("'%s' is %s: a probability is scored against 1 (it happened) or 0 (it did not)"):format(given.actual, tostring(y)), 0)
  end
  if probability < 0 or probability > 1 then
    error(("'%s' is %s: a probability lies between 0 and 1"):format(given.probability, tostring(probability)), 0)
  end
  local brier, log_score = core.event_scores(y == 1, probability)
  add(group, "brier", brier)
  add(group, "log_score", log_score)
end

-- ---- what is given, what is asked ----

local function intervals_of(frame, quantiles)
  local found = {}
  for _, each in ipairs(quantiles) do
    local text = each.name:match "^low_(.*)"
    if text and frame:has("high_" .. text) then
      found[#found + 1] = { text = text, level = each.level, low = each.name, high = "high_" .. text }
    end
  end
  table.sort(found, function(a, b) return a.level < b.level end)
  return found
end

local function check_column(frame, argument, column)
  if column == nil then return end
  if type(column) ~= "string" then
    error(("bad argument '%s' to 'score': expected the name of a column, got %s"):format(argument, type(column)), 0)
  end
  if not frame:has(column) then
    error(("bad argument '%s' to 'score': the frame has no column '%s'%s"):format(argument, column,
      hint.of(column, frame:columns(), "it has")), 0)
  end
end

local function look_at(frame, options)
  local given = { actual = options.actual or "actual", scale = options.scale, squared_scale = options.squared_scale,
    reference = options.reference }
  given.point = options.point or frame:has "mean" and "mean" or frame:has "median" and "median" or nil
  given.probability = options.probability or not given.point and frame:has "probability" and "probability" or nil
  for _, argument in ipairs { "actual", "point", "scale", "squared_scale", "reference", "probability" } do
    check_column(frame, argument, given[argument])
  end
  given.quantiles = quantile_columns.of(frame)
  if #given.quantiles == 1 then given.quantiles = {} end -- a median is a point
  given.intervals = intervals_of(frame, given.quantiles)
  return given
end

local function lacking(name, given)
  for _, need in ipairs(NEEDS[name]) do
    if not given[need] or type(given[need]) == "table" and #given[need] == 0 then return need end
  end
end

-- The scores to compute: those named must be possible, of "all" and of the default those that are.
local function wanted(options, given)
  local names = core.score_names()
  table.move({ "brier", "log_score" }, 1, 2, #names + 1, names)
  local list, found = scores.check("score", options.scores, DEFAULT_SCORES, names), {}
  for _, name in ipairs(list) do
    local need = lacking(name, given)
    if not need then
      found[#found + 1] = name
    elseif options.scores ~= nil and options.scores ~= "all" then
      error(("bad argument 'scores' to 'score': %s needs %s"):format(name,
        INPUTS[need] or ("`%s`, the name of a column"):format(need)), 0)
    end
  end
  if #found == 0 then
    error("there is nothing to score: the frame needs a column `mean`, `median` or `probability`, or quantiles as low_80 " ..
      "and high_80", 0)
  end
  return found
end

-- ---- the frame ----

local function columns_of(name, given)
  if name == "skill" then return { "skill", "skill_low", "skill_high" } end
  if name == "dm" then return { "dm", "dm_p" } end
  if NEEDS[name][1] ~= "intervals" then return { name } end
  local columns = {}
  for i, each in ipairs(given.intervals) do columns[i] = name .. "_" .. each.text end
  return columns
end

local function root(value) return value and math.sqrt(value) end

-- The values of the columns of a score.
local function values_of(group, name, columns, horizon)
  local losses = group.losses
  if name == "rmse" then return { root(mean(group, "squared_error")) } end
  if name == "rmsse" then return { root(mean(group, "scaled_squared_error")) } end
  if name == "owa" then
    local smape, mase = mean(group, "smape_of_pairs"), mean(group, "mase_of_pairs")
    return { mase and (smape / mean(group, "smape_of_reference") + mase / mean(group, "mase_of_reference")) / 2 }
  end
  if name == "skill" then
    return losses and { core.loss_skill(losses[1], losses[2], { block = horizon, draws = 400, level = 0.9 }) } or {}
  end
  if name == "dm" then
    if not losses or #losses[1] < 3 or #losses[1] <= horizon then return {} end
    local dm = core.diebold_mariano(losses[1], losses[2], horizon)
    return { dm.statistic, dm.p }
  end
  local values = {}
  for i, column in ipairs(columns) do values[i] = mean(group, column) end
  return values
end

local function group_rows(frame, by, given)
  local groups, by_key = {}, {}
  for _, row in frame:rows() do
    local y, key = row[given.actual], {}
    for i, name in ipairs(by) do key[i] = tostring(row[name]) end
    local text = table.concat(key, "\0")
    if y then
      local group = by_key[text]
      if not group then
        group = { row = row, outcomes = 0 }
        by_key[text] = group
        groups[#groups + 1] = group
      end
      group.outcomes = group.outcomes + 1
      if given.point then add_point(group, row, y, given) end
      add_quantiles(group, row, y, given)
      if given.probability then add_event(group, row, y, given) end
    end
  end
  return groups
end

--- Scores forecasts against outcomes, by group. Less is better for all losses; rows without an outcome are passed over.
--- Of the point forecast: mae, rmse, smape, bias, mase and rmsse (with scales), of the quantiles (median, low_80, high_80
--- ...): wis with its parts dispersion, over, under, crps, pinball, and by level interval, coverage, width; of
--- probabilities: brier, log_score; against a reference: skill (with 90 % bootstrap interval), dm, dm_p and, with a
--- scale, owa.
--- @function score
--- @param frame frame forecasts with their outcomes
--- @param options? table
--- @option by? string|string[] = (all rows together) <column> the columns that make a group
--- @option actual? string = "actual" <column> the outcome; for probabilities 1 where the event happened, 0 where not
--- @option point? string = (mean, else median) <column> the point forecast
--- @option scale? string <column> mean absolute error of the seasonal naive forecast in the history, for mase
--- @option squared_scale? string <column> its mean squared error, for rmsse
--- @option reference? string <column> another point forecast, for skill, dm and dm_p
--- @option horizon? integer = 1 [periods] how far ahead the forecasts of a group are, for dm
--- @option probability? string = "probability" <column> the probability of an event
--- @option scores? string|string[] = {"mae", "mase", "wis", "coverage", "brier", "log_score"} <score> names, or "all"
---   that can be had
--- @return frame the columns of `by`, outcomes, scores
--- @raises a missing column, naming the nearest
--- @since 0.1
--- @example f = frame{{actual=12, median=10, low_50=8, high_50=13, low_95=5, high_95=20}}
--- @example score(f).wis[1] --> 1.05
--- @example score(f).coverage_95[1] --> 100.0
--- @example score(frame{{actual=1, probability=0.8}, {actual=0, probability=0.5}}, {scores="brier"}).brier[1] --> 0.145
local function score(frame, options)
  options = options or {}
  if not call.is_frame(frame) then
    error("bad argument #1 to 'score': expected a frame, got " .. type(frame), 2)
  end
  local horizon, by = options.horizon or 1, call.list(options.by)
  if math.type(horizon) ~= "integer" or horizon < 1 then
    error("bad argument 'horizon' to 'score': expected a whole number of steps, got " .. tostring(horizon), 0)
  end
  for _, name in ipairs(by) do check_column(frame, "by", name) end
  local given = look_at(frame, options)
  local asked, columns = wanted(options, given), table.move(by, 1, #by, 1, {})
  local types, units, rows = { outcomes = "integer" }, {}, {}
  columns[#columns + 1] = "outcomes"
  for i, group in ipairs(group_rows(frame, by, given)) do
    local row = { outcomes = group.outcomes }
    for _, name in ipairs(by) do row[name] = group.row[name] end
    for _, name in ipairs(asked) do
      local names = columns_of(name, given)
      for k, value in pairs(values_of(group, name, names, horizon)) do row[names[k]] = value end
    end
    rows[i] = row
  end
  for _, name in ipairs(asked) do
    for _, column in ipairs(columns_of(name, given)) do
      columns[#columns + 1] = column
      types[column], units[column] = "real", UNITS[name]
    end
  end
  return glocal.frame(rows, { columns = columns, types = types, units = units, marking = frame:marking() })
end

return score
