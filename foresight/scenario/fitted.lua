--- fitted.lua: a quantity whose distribution is fitted to figures by maximum likelihood (core/model/fit); which family, by AIC.
--
-- Example:  m.arrivals = model.fitted {of = rollup{zone="BE", phenomenon="smuggling", every="month"}}

local core = require "glocal.core"
local number = require "foresight.shared.number"
local quantity = require "foresight.scenario.quantity"
local sample = require "foresight.scenario.sample"

local fitted = {}

local COUNTS = { "poisson", "negative_binomial" }
local POSITIVE = { "normal", "lognormal", "gamma", "weibull", "exponential" }
local ANY = { "normal" }

-- The families among which AIC may choose: densities and probabilities can't be compared, and a family must be able to have all values.
local function candidates_for(values)
  local is_whole, least, most = true, math.huge, -math.huge
  for _, x in ipairs(values) do
    is_whole = is_whole and x == math.floor(x)
    least, most = math.min(least, x), math.max(most, x)
  end
  if least == most then
    error(("%s %g: write the number itself"):format(#values == 1 and "the one value is" or ("all %d values are"):format(#values),
      least), 0)
  end
  if is_whole and least >= 0 then return COUNTS end
  if least <= 0 then return ANY end
  return most < 1 and table.move(POSITIVE, 1, #POSITIVE, 2, { "beta" }) or POSITIVE
end

-- All fits that can be had, the lowest AIC first, and what was said of the others.
local function fits_of(families, values)
  local fits, refused = {}, nil
  for _, family in ipairs(families) do
    local ok, fit = pcall(core.fit_distribution, family, values, "fitted")
    if ok then
      fit.family = family
      fits[#fits + 1] = fit
    else
      refused = refused or fit
    end
  end
  if #fits == 0 then error(refused, 0) end
  table.sort(fits, function(a, b) return a.aic < b.aic or a.aic == b.aic and a.family < b.family end)
  return fits
end

-- "lognormal fitted to 24 values by maximum likelihood: log likelihood -148.2, AIC 300.4, Kolmogorov distance 0.08 (AIC of ...)"
local function note_of(fits, values, missing)
  local best, others = fits[1], {}
  for i = 2, #fits do others[#others + 1] = ("%s %.1f"):format(fits[i].family, fits[i].aic) end
  return ("%s fitted to %s values%s by maximum likelihood: log likelihood %.2f, AIC %.1f, KS %.3f%s"):format(best.family,
    number.shown(#values), missing > 0 and (" (%s missing left out)"):format(number.shown(missing)) or "", best.log_likelihood,
    best.aic, best.distance, #others > 0 and (" (AIC of %s)"):format(table.concat(others, ", ")) or "")
end

--- A distribution fitted to figures by maximum likelihood. Without a family the one with the lowest AIC is taken: for whole numbers
--- from 0 on Poisson or negative binomial; for numbers above 0 normal, lognormal, gamma, Weibull, exponential, and beta where all are
--- below 1; else normal. m:explain() says which, with the log likelihood, AIC and Kolmogorov and Smirnov's distance. The figures are taken
--- as independent: a trend or a season among them counts as chance. What comes of it has the frame's marking.
--- @function model.fitted
--- @param options table
--- @option of number[]|frame the figures, at least 5, or a frame
--- @option column? string = (count) of the frame
--- @option family? string = (by AIC) {normal|lognormal|gamma|weibull|exponential|beta|uniform|poisson|negative_binomial} which
--- @option unit? string = (that of the column) the unit
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @return quantity the quantity
--- @raises fewer than 5 figures, figures that the family can't have, figures that are all the same
--- @since 0.1
--- @example tostring(model.fitted{of={2, 4, 3, 7, 4}, family="poisson"}) --> poisson(4)
function fitted.fitted(options)
  local values, unit, source, missing = sample.of(options, "fitted")
  local fits = fits_of(options.family and { options.family } or candidates_for(values), values)
  local parameters = {}
  for i, value in ipairs(fits[1].parameters) do parameters[i] = quantity.of(value, "parameter of fitted") end
  return quantity.new { family = fits[1].family, parameters = parameters, unit = options.unit or unit, source = source,
    each_step = options.every == "step" or nil, note = note_of(fits, values, missing) }
end

return fitted
