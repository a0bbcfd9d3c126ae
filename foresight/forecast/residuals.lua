--- residuals.lua: one-step residuals of every series of a frame, computed in core/series.
--
-- Example:  reconcile(f, {method="mint", residuals=residuals(r)})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local declared = require "foresight.shared.declared"
local periods = require "foresight.shared.periods"
local shared = require "foresight.forecast.options"

local FIGURES = { "count", "estimate", "value", "weighted", "events" }

local function note_text(found, settings, has_regressors)
  local said = { "One-step errors within the fitted history: smaller than true forecast errors" }
  if settings.method == nil or settings.method == "combination" then
    said[#said + 1] = "Combination: midmean of its members, equal weights"
  end
  if settings.breaks then said[#said + 1] = "Outliers have no residual (breaks=false to keep)" end
  if has_regressors then said[#said + 1] = "Effects of leaders, events and regressors not removed" end
  if found.without > 0 then
    said[#said + 1] = ("%d of %d series too short: no residuals"):format(found.without, found.series)
  end
  if found.replaced > 0 then
    said[#said + 1] = ("%d of %d series could not be fitted: seasonal naive used instead"):format(found.replaced, found.series)
  end
  return table.concat(said, ". ") .. "."
end

--- One-step residuals of every series of a frame: the outcome less what the method, fitted to the history, expected from
--- the periods before it. reconcile takes them for the covariance of errors.
--- @function residuals
--- @param figures frame a rollup, or a forecast, whose figures, method and options are taken
--- @param options? table
--- @option method? string = "combination" <method> see forecast_methods()
--- @option model? string a member of its family, such as "MAdM" of ets
--- @option seed? integer = 1 of the simulations
--- @option breaks? boolean = true leave outliers and level shifts out
--- @option value? string = (count, estimate, value ...) <column> the column to fit
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @return frame the keys, period, fitted and residual, a row where both are known
--- @raises as forecast does
--- @since 0.1
--- @example r = rollup{zone="BE", phenomenon="trafficking", every="year", to="2022"}
--- @example e = residuals(r, {method="naive"})
--- @example table.concat(e:columns(), " ") --> zone phenomenon period fitted residual
--- @example e.residual[1] == r.count[2] - r.count[1] --> true
local function residuals(figures, options)
  options = shared.check("residuals", figures, options)
  local forecast = figures:attached "forecast"
  local has_regressors
  if forecast then
    local asked, given = forecast.options, {}
    has_regressors = asked.leaders or asked.events or asked.regressors
    for _, option in ipairs(declared.options(declared.of_function(residuals))) do
      local name = option.name
      given[name] = options[name]
      if given[name] == nil then given[name] = asked[name] end
    end
    figures, options = forecast.figures, given
  end
  local settings = shared.core_options("residuals", figures, options, FIGURES)
  settings.method, settings.model = options.method, options.model
  if options.model ~= nil and (options.method == nil or options.method == "combination") then
    error("bad argument 'model' to 'residuals': it needs a method, as in method=\"ets\", model=\"MAdM\"", 0)
  end
  settings.call = ("residuals(r, %s)"):format(call.text(residuals, options, { seed = settings.seed, cutoff = settings.cutoff }))
  local frame, found, code = core.residuals_series(periods.wholly_published(figures), settings)
  if not frame then return nil, found, code end
  return frame:attach { note_text = periods.beside(note_text(found, settings, has_regressors), figures) }
end

return residuals
