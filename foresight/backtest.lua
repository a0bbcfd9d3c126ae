--- backtest.lua: how good forecasts of these series would have been, at origins in the past. The work is core/series'.
--
-- Example:  backtest(r, {horizon=12, methods={"combination", "ets", "snaive"}})
--           backtest(r, {as_of=true})     with what the store knew at each origin

local core = require "glocal.core"
local call = require "foresight.call"
local shared = require "foresight.forecast.options"

local ARGUMENTS = {
  "horizon", "origins", "stride", "methods", "levels", "by", "as_of", "delay", "seed", "calibrate", "value", "gaps", "cutoff",
}
local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local BY = { method = true, horizon = true, series = true }

local function check_whole(options, name, most)
  local value = options[name]
  if value ~= nil and (math.type(value) ~= "integer" or value < 1 or value > most) then
    error(("bad argument '%s' to 'backtest': expected a whole number from 1 to %d, got %s"):format(name, most,
      tostring(value)), 0)
  end
end

-- A copy of what a rollup was asked, as of a date.
local function asked_as_of(asked, date)
  local spec = {}
  for name, value in pairs(asked) do spec[name] = value end
  spec.as_of = date
  return spec
end

-- Per origin what was known then: the rollup as of its last day, or `delay` days later.
local function known_frames(figures, given, origins, delay)
  local rollup = require "foresight.rollup"
  local frames = {}
  for i, day in ipairs(origins) do
    local date = core.period(day, "day", delay)
    local frame, message, code
    if type(given) == "function" then
      frame, message, code = given(date)
    else
      frame, message, code = rollup(asked_as_of(figures:attached "asked", date))
    end
    if frame == nil then return nil, message, code end
    if not require "foresight.show".is_frame(frame) then
      error("bad argument #1 to 'backtest': the function must give a frame, as in function(as_of) return rollup{..., " ..
        "as_of=as_of} end", 0)
    end
    frames[i] = frame
  end
  return frames
end

local function note_text(found, told, as_of)
  local said = { ("%d outcome%s of %d series, from %d origin%s %d period%s apart"):format(found.outcomes,
    found.outcomes == 1 and "" or "s", found.used, found.origins, found.origins == 1 and "" or "s", told.stride,
    told.stride == 1 and "" or "s") }
  if found.origins < told.origins then
    said[#said + 1] = ("%d origins were asked: the history has room for %d"):format(told.origins, found.origins)
  end
  if found.used < found.series then
    said[#said + 1] = ("%d series are too short"):format(found.series - found.used)
  end
  said[#said + 1] = as_of and "each forecast saw what was known at its origin, and is held against what is known now"
    or "each forecast saw today's figures up to its origin: later revisions are in them (as_of=true leaves them out)"
  said[#said + 1] = "point scores are of the median; mase below 1 beats the seasonal naive's error in the history"
  return table.concat(said, "; ")
end

--- How good forecasts of these series would have been: rolling origin. At each origin the methods see what came before
--- and forecast `horizon` periods; what came then scores them. Methods: a list of names (the default method and snaive
--- unless told); origins: how many (6 unless told), `stride` periods apart (1), the last a horizon before the end. By:
--- "horizon" (a row per method and step ahead, unless told), "method" (a row per method, with skill against the seasonal
--- naive: 1 - MASE / its MASE, and its 90 % bootstrap interval) or "series" (a row per method and series). As_of=true
--- rolls up anew for each origin what the store knew on its last day, or `delay` days later; figures may also be a
--- function of a date that gives such a frame. Other options as in forecast. Columns: method, outcomes, mae, rmse, smape
--- (%), mase, bias (above 0: too high), wis (weighted interval score), coverage_80 (%), width_80 ... Raises as forecast
--- does, and where the series are too short; returns nil, message, code where the store can't be read.
--- @sig backtest(figures: frame|function, options?: {horizon?: integer, origins?: integer, stride?: integer, methods?: string[], levels?: number[], by?: string, as_of?: boolean, delay?: integer, seed?: integer, calibrate?: boolean, value?: string, gaps?: string, cutoff?: string}): frame
--- @needs store.read
--- @since 0.1
--- @example r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year"}
--- @example b = backtest(r, {horizon=1, origins=3, methods={"naive", "drift"}, by="method"})
--- @example b.method[2] --> drift
--- @example b:has "coverage_80" --> true
local function backtest(figures, options)
  local given = type(figures) == "function" and figures or nil
  if given then
    local message, code
    figures, message, code = given(nil)
    if figures == nil then return nil, message, code end
  end
  options = shared.check("backtest", figures, options, ARGUMENTS)
  local told = shared.core_options("backtest", figures, options, FIGURES)
  check_whole(options, "origins", 500)
  check_whole(options, "stride", 1000)
  if options.delay ~= nil and math.type(options.delay) ~= "integer" then
    error("bad argument 'delay' to 'backtest': expected a whole number of days, got " .. tostring(options.delay), 0)
  end
  local by = options.by or "horizon"
  if not BY[by] then
    error(("bad argument 'by' to 'backtest': use \"horizon\", \"method\" or \"series\", not %s"):format(tostring(by)), 0)
  end
  told.horizon = options.horizon or shared.horizon(figures)
  told.origins = options.origins or 6
  told.stride = options.stride or 1
  told.by = by
  told.methods = call.list(options.methods or { "combination", "snaive" })
  told.call = ("backtest(r, %s)"):format(call.text("", options, ARGUMENTS, { horizon = told.horizon, cutoff = told.cutoff }))
  local as_of = given or options.as_of
  if as_of then
    if not given and not figures:attached "asked" then
      error("as_of=true needs a rollup as rollup{...} gave it; or write backtest(function(as_of) return rollup{..., " ..
        "as_of=as_of} end, {...})", 0)
    end
    local message, code
    told.known, message, code = known_frames(figures, given, core.backtest_origins(figures, told), options.delay or 0)
    if not told.known then return nil, message, code end
  end
  local frame, found, code = core.backtest_series(figures, told)
  if not frame then return nil, found, code end
  return frame:attach { note_text = note_text(found, told, as_of) }
end

return backtest
