--- options.lua: the options that forecast, backtest, leads and residuals share: checked, and as the core takes them.
--
-- Example:  settings = options.core_options("forecast", r, {levels={80}}, {"count"})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local periods = require "foresight.shared.periods"
local unpublished = require "foresight.shared.unpublished"

local options = {}

local HORIZON = { day = 14, week = 13, month = 12, quarter = 4, year = 3 }
local ZERO_FILLED = { day = true, week = true, month = true } -- a period without a row in a rollup: nothing happened

--- Raises for what is no frame; the options, {} unless given.
function options.check(name, figures, given, place)
  if not call.is_frame(figures) then
    error(("bad argument #%d to '%s': expected a frame, as rollup gives, got %s"):format(place or 1, name, type(figures)), 3)
  end
  return given or {}
end

local function span_of(figures)
  for _, name in ipairs(figures:columns()) do
    local kind, _, span = figures:type(name)
    if kind == "day" or kind == "month" then return span end
  end
end

--- The default horizon.
function options.horizon(figures)
  return HORIZON[span_of(figures)] or 12
end

-- A gap is a 0 in counts of incidents recorded as they happen; of a source that reports no zeros, and in figures published by
-- quarter or year, it is a figure that was not published.
local function gaps_are_zero(figures, given, value)
  if given ~= nil then
    if given ~= "zero" and given ~= "missing" then
      error(("bad argument 'gaps': use \"zero\" or \"missing\", not %s"):format(
        type(given) == "string" and ("%q"):format(given) or tostring(given)), 0)
    end
    return given == "zero"
  end
  return value ~= nil and figures:type(value) == "integer" and ZERO_FILLED[span_of(figures)] == true
    and #unpublished.sources(figures) == 0 and ("\n" .. figures:provenance()):find("\n%s*rollup{") ~= nil
end

-- Until when periods without a row are zeros for certain: the cutoff, where it is given, or the `to` of the rollup,
-- where the analyst says that gaps are zeros; else the core judges by the gaps before.
local function zeros_to(given, covered, cutoff)
  if cutoff then return cutoff end
  return given.gaps == "zero" and covered.is_rollup and covered.to or nil
end

--- "5 months without a row treated as missing: uk-home-office reports no zeros ...": what a period without a row is.
function options.gaps_text(figures, count, span, is_zero)
  local periods_text = ("%d %s%s"):format(count, span, count == 1 and "" or "s")
  if is_zero then return periods_text .. " without a row counted as 0 (gaps=\"missing\" to change)" end
  local sources = unpublished.sources(figures)
  local why = #sources > 0 and (": %s %s no zeros"):format(table.concat(sources, ", "), #sources == 1 and "reports" or "report")
  return ("%s without a row treated as missing%s (gaps=\"zero\" to count as 0)"):format(periods_text, why or "")
end

local function check_whole(name, value, argument, minimum)
  if value ~= nil and (math.type(value) ~= "integer" or value < minimum) then
    error(("bad argument '%s' to '%s': expected a whole number, %d or more, got %s"):format(argument, name, minimum,
      tostring(value)), 0)
  end
end

--- The settings for the core; `names` are the columns to forecast by default, the first that exists.
function options.core_options(name, figures, given, names)
  local value = given.value
  if value ~= nil and type(value) ~= "string" then
    error(("bad argument 'value' to '%s': expected the name of a column, got %s"):format(name, type(value)), 0)
  end
  if value then figures:type(value) end -- raises for an unknown column, naming the nearest
  for _, each in ipairs(names) do
    if not value and figures:has(each) then value = each end
  end
  check_whole(name, given.seed, "seed", 0)
  if type(given.actual) ~= "boolean" then check_whole(name, given.actual, "actual", 0) end
  if given.breaks ~= nil and type(given.breaks) ~= "boolean" then
    error(("bad argument 'breaks' to '%s': expected false, which leaves outliers and level shifts in, or true, got %s")
      :format(name, tostring(given.breaks)), 0)
  end
  local cutoff = given.cutoff
  if cutoff ~= nil and type(cutoff) ~= "string" then
    error(("bad argument 'cutoff' to '%s': expected a date or period, such as \"2024-06\", got %s"):format(name, type(cutoff)), 0)
  end
  local zero = gaps_are_zero(figures, given.gaps, value)
  local covered = periods.covered(figures)
  return {
    ["function"] = name,
    covered_from = covered.from,
    covered_to = covered.to,
    zeros_before = covered.is_rollup and (given.gaps == "zero" and "certain" or zero and "likely") or nil,
    zeros_to = zero and zeros_to(given, covered, cutoff) or nil,
    value = given.value,
    levels = given.levels or { 80, 95 },
    seed = given.seed or 1,
    calibrate = given.calibrate ~= false,
    breaks = given.breaks ~= false,
    gaps_are_zero = zero,
    cutoff = cutoff or core.period(core.today(), "day", -1),
  }
end

return options
