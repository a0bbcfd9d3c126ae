--- calibration.lua: what a calibration found: the parameters, the fit, and the model with them in place.
--
-- Example:  c:summary()   c:fit()   c:plot()   c:model():run {draws = 1e5}

local answers = require "foresight.scenario.results.answers"
local call = require "foresight.shared.call"
local quantity = require "foresight.scenario.quantity"
local sample = require "foresight.scenario.sample"
local sealed = require "foresight.shared.sealed"

local calibration = {}
local methods, kind = {}, nil

local SUMMARY_TYPES = { parameter = "text", unit = "text", estimate = "real", error = "real", low_95 = "real", high_95 = "real",
  start = "real" }

--- The parameters: by least squares the best value, its standard error and its approximate 95 % interval (from the slopes at the
--- solution); by the nearest draws mean, standard deviation and 95 % interval of the posterior.
--- @function calibration:summary
--- @return frame parameter, unit, estimate, error, low_95, high_95 (nil where a parameter stands at a bound or is not settled), start
--- @since 0.1
--- @example m = model{start=0, stop=3}
--- @example m.rate = 0.5
--- @example m.y = model.stock{start=8, outflow=m.y * m.rate}
--- @example h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
--- @example ("%.2f"):format(m:calibrate{to=h, quantity="y", parameters={"rate"}}:summary().estimate[1]) --> 0.25
function methods.summary(self) return sealed.fields(self, kind).summary end

--- The history beside what the calibrated model gives, for all rows of the model, with 95 % intervals that come of the parameters' own.
--- @function calibration:fit
--- @return frame month or time, quantity, actual, low_95, high_95, estimate
--- @since 0.1
--- @example m = model{start=0, stop=3}
--- @example m.rate = 0.5
--- @example m.y = model.stock{start=8, outflow=m.y * m.rate}
--- @example h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
--- @example #m:calibrate{to=h, quantity="y", parameters={"rate"}}:fit() --> 4
function methods.fit(self) return sealed.fields(self, kind).fit end

--- The parameters as quantities by name, for m:with(...): by least squares normal distributions (a number where there is no error),
--- by the nearest draws the accepted values. They are independent of each other; c:model() keeps their correlations.
--- @function calibration:posterior
--- @return table quantity by name
--- @since 0.1
--- @example m = model{start=0, stop=3}
--- @example m.rate = 0.5
--- @example m.y = model.stock{start=8, outflow=m.y * m.rate}
--- @example h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
--- @example p = m:calibrate{to=h, quantity="y", parameters={"rate"}}:posterior()
--- @example m:with(p):run{draws=10}:summary{at=1}.mean[1] < 6.2 --> true
function methods.posterior(self)
  local copy = {}
  for name, object in pairs(sealed.fields(self, kind).posterior) do copy[name] = object end
  return copy
end

--- The model with the posterior in place of the parameters, and their rank correlations.
--- @function calibration:model
--- @return model the calibrated model
--- @since 0.1
--- @example m = model{start=0, stop=3}
--- @example m.rate = 0.5
--- @example m.y = model.stock{start=8, outflow=m.y * m.rate}
--- @example h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
--- @example c = m:calibrate{to=h, quantity="y", parameters={"rate"}}
--- @example c:model():run{draws=10}:summary{at=1}.mean[1] < 6.2 --> true
function methods.model(self)
  local fields = sealed.fields(self, kind)
  return fields.variant(fields.posterior, fields.correlations, fields.summary)
end

--- Draws the history (dots or a dashed line, as the language of plots has it) beside the fit and its interval.
--- @function calibration:plot
--- @param options? table
--- @option to? string <file> a file: .svg, .png, .pdf; its ending says which
--- @option lang? string {nl|fr|de|en} the language of the words
--- @option title? string = (the quantity and its unit) above it
--- @return picture the plot
--- @leaves
--- @needs file.write
--- @since 0.1
--- @example m = model{from="2026-01", months=3}
--- @example m.rate = 0.5
--- @example m.y = model.stock{start=8, outflow=m.y * m.rate}
--- @example h = frame{{month="2026-01", y=6.0}, {month="2026-02", y=4.5}, {month="2026-03", y=3.4}}
--- @example m:calibrate{to=h, quantity="y", parameters={"rate"}}:plot{lang="en"}.title --> y: history and calibrated model
function methods.plot(self, options)
  options = options or {}
  return sealed.fields(self, kind).fit:plot { to = options.to, lang = options.lang, title = options.title }
end

for name, f in pairs(methods) do methods[name] = call.checked(f) end

kind = sealed.kind {
  name = "calibration", word = "calibration of a model", public = { "marking", "method", "note" }, gated = { "note" },
  methods = methods,
  shown = function(fields)
    local lines = { ("calibration of %s: summary(), fit(), posterior(), model(), plot()"):format(fields.names) }
    lines[2] = fields.note
    return table.concat(lines, "\n")
  end,
}

local function summary_frame(fields, found, parameters, sources)
  local rows = {}
  for i, each in ipairs(parameters) do
    rows[i] = { parameter = each.name, unit = each.unit, estimate = each.estimate, error = each.error, low_95 = each.from,
      high_95 = each.to, start = each.start }
  end
  local columns = { "parameter", "unit", "estimate", "error", "low_95", "high_95", "start" }
  local frame = answers.frame(fields, rows, columns, SUMMARY_TYPES, "calibrate()", sources)
  return frame:attach { note_text = found.note }
end

local function fit_frame(fields, found, past, outcome, sources)
  local time, rows = fields.state.clock.first and "month" or "time", {}
  for row = 1, fields.about.rows do
    local value, half = found.fitted[row], found.widths and found.widths[row]
    if value and value == value and math.abs(value) ~= math.huge then
      rows[#rows + 1] = { [time] = answers.period(fields, row), quantity = outcome, actual = past.actual[row], estimate = value,
        low_95 = found.lows and found.lows[row] or half and value - half, high_95 = found.highs and found.highs[row] or
        half and value + half }
    end
  end
  local types = { [time] = time == "month" and "month" or "real", quantity = "text", actual = "real",
    low_95 = "real", high_95 = "real", estimate = "real" }
  local unit = fields.units[(answers.output_of(fields, outcome, "calibrate"))]
  local columns = { time, "quantity", "actual", "low_95", "high_95", "estimate" }
  local frame = answers.frame(fields, rows, columns, types, "calibrate():fit()", sources)
  return answers.attach(fields, frame, { line_name = "fitted", title_text = function(words)
    local said = unit ~= "" and (" (%s)"):format(words.unit(unit)) or ""
    return words.fill(words.results.titles.fit, { quantity = outcome .. said })
  end }, { note = found.note, draws = found.draws or false, history = sources[1] })
end

local function posterior_of(found, each, source)
  if found.method == "abc" then
    local sorted = table.move(each.values, 1, #each.values, 1, {})
    table.sort(sorted)
    return quantity.new { family = "empirical", parameters = {}, values = sorted, unit = each.unit, source = source }
  elseif each.error and each.error > 0 then
    return quantity.new { family = "normal", parameters = { quantity.of(each.estimate), quantity.of(each.error) },
      unit = each.unit, source = source }
  end
  return quantity.new { value = each.estimate, unit = each.unit, source = source }
end

--- A calibration of what calibrate.lua found.
function calibration.of(fields, found, parameters, past, options, variant)
  local sources = { options.to }
  for _, bounds in pairs(options.bounds or {}) do sources[#sources + 1] = sample.source_of(bounds, options.bounds) end
  local summary = summary_frame(fields, found, parameters, sources)
  local posterior, drawn, names = {}, {}, {}
  for i, each in ipairs(parameters) do
    posterior[each.name] = posterior_of(found, each, summary)
    drawn[each.name], names[i] = quantity.parts(posterior[each.name]).family ~= nil, each.name
  end
  local correlations = {}
  for _, pair in ipairs(found.correlations) do
    if drawn[pair[1]] and drawn[pair[2]] then correlations[#correlations + 1] = pair end
  end
  return sealed.new({ summary = summary, fit = fit_frame(fields, found, past, options.quantity, sources),
    posterior = posterior, correlations = correlations, variant = variant, method = found.method, note = found.note,
    names = table.concat(names, ", "), marking = summary:marking() }, kind)
end

return calibration
