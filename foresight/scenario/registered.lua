--- registered.lua: a registered forecast as an uncertain quantity of a model: its quantiles, month by month.
--
-- Example:  id = f:register{author="analysis"}   m.arrivals = model.forecast {id = id, zone = "BE"}

local build = require "foresight.scenario.build"
local core = require "glocal.core"
local glocal = require "glocal"
local quantity = require "foresight.scenario.quantity"
local query = require "foresight.shared.query"

local registered = {}

local SPANS = { [0] = "day", "week", "month", "quarter", "year" } -- as the register writes them

local QUANTILES = [[select f.id as series, z.code as zone, p.code as phenomenon, f.facet as facet, r.span as span,
    r.measure as measure, date(q.day * 86400, 'unixepoch') as day, q.probability as probability, q.value as value
  from registration r join forecast f on f.registration = r.id join zone z on z.id = f.zone
    join phenomenon p on p.id = f.phenomenon join forecast_quantile q on q.forecast = f.id
  where r.id = ? order by f.id, q.day, q.probability]]

local function refuse(option, message, ...)
  error(("bad argument '%s' to 'model.forecast': "):format(option) .. message:format(...), 0)
end

local function quantiles_of(store, id)
  local frame = query(store, QUANTILES, { id })
  if #frame == 0 then
    local last = query(store, "select max(id) as last from registration", {}).last[1]
    if not last then refuse("id", "the store has no registered forecast") end
    refuse("id", "no forecast is registered as number %d; the last is %d", id, last)
  end
  return frame
end

local function series_name(row)
  return row.zone .. " " .. row.phenomenon .. (row.facet ~= "" and " " .. row.facet or "")
end

-- The rows of the one series that is meant.
local function rows_of(frame, options, store)
  local wanted = { zone = options.zone and store:resolve("zone", options.zone), facet = options.facet,
    phenomenon = options.phenomenon and store:resolve("phenomenon", options.phenomenon) }
  local rows, names, seen = {}, {}, {}
  for _, row in frame:rows() do
    local is_meant = true
    for key, value in pairs(wanted) do is_meant = is_meant and row[key] == value end
    if is_meant then
      rows[#rows + 1] = row
      if not seen[row.series] then names[#names + 1] = series_name(row) end
      seen[row.series] = true
    end
  end
  if #names ~= 1 then
    if #names == 0 then
      for _, row in frame:rows() do
        if not seen[row.series] then names[#names + 1] = series_name(row) end
        seen[row.series] = true
      end
      refuse("id", "forecast %d has no such series; it has %s", options.id, table.concat(names, ", "))
    end
    refuse("id", "forecast %d has %d series, say which by zone=, phenomenon= or facet=: %s", options.id, #names,
      table.concat(names, ", "))
  end
  return rows, names[1]
end

-- By period: values by probability; and the probabilities that all periods have.
local function by_period(rows, span)
  local periods, of, count, probabilities = {}, {}, {}, {}
  for _, row in ipairs(rows) do
    local period = core.period(row.day, span)
    if not of[period] then
      of[period] = {}
      periods[#periods + 1] = period
    end
    of[period][row.probability] = row.value
    count[row.probability] = (count[row.probability] or 0) + 1
  end
  for probability, found in pairs(count) do
    if found == #periods then probabilities[#probabilities + 1] = probability end
  end
  table.sort(probabilities)
  for _, period in ipairs(periods) do
    local values = {}
    for i, probability in ipairs(probabilities) do values[i] = of[period][probability] end
    of[period] = values
  end
  return periods, of, probabilities
end

local function note_of(what, measure, probabilities, is_not_negative)
  local shown = {}
  for i, p in ipairs(probabilities) do shown[i] = ("%g"):format(100 * p) end
  return ("%s (%s), quantiles at %s %%, straight by the normal quantile between them and beyond the outermost%s"):format(what,
    measure, table.concat(shown, ", "), is_not_negative and ", never below 0" or "")
end

--- A registered forecast of months as an uncertain quantity: in every month of the model it has that month's quantiles. A draw is at the
--- same place of the distribution in all months, high throughout or low throughout; with every="step" each step is drawn by itself. Between
--- the registered quantiles the normal quantile is interpolated, and beyond the outermost it goes on, not below 0 where no registered
--- quantile is. What comes of it has the marking of the registered forecasts.
--- @function model.forecast
--- @param options table
--- @option id integer the number of the registration, as register() gave it
--- @option zone? string which series, where the registration has several
--- @option phenomenon? string the same
--- @option facet? string the same
--- @option period? string = (each month its own) one period of the forecast, for all of the model's time
--- @option unit? string the unit, such as "people/month"
--- @option every? string = "draw" {draw|step} drawn once for a draw, or anew at every step
--- @option store? store = (the current one) the store it is registered in
--- @return quantity the quantity
--- @raises a number under which nothing is registered, several series, a forecast with fewer than two quantiles
--- @needs store.read
--- @since 0.1
--- @example id = register_judgement{zone="BE", phenomenon="smuggling", period="2035-01", quantiles={[0.1]=5, [0.9]=20}, author="desk"}
--- @example tostring(model.forecast{id=id, period="2035-01"}) --> quantiles(2 values)
function registered.forecast(options)
  local store = glocal.use(options.store)
  local frame = quantiles_of(store, options.id)
  local rows, series = rows_of(frame, options, store)
  local span, least = SPANS[rows[1].span], math.huge
  local periods, of, probabilities = by_period(rows, span)
  if #probabilities < 2 then
    refuse("id", "forecast %d of %s has fewer than two quantiles in all its periods", options.id, series)
  end
  for _, values in pairs(of) do least = math.min(least, table.unpack(values)) end
  local what = ("forecast %d of %s"):format(options.id, series)
  local made = { family = "quantiles", parameters = {}, unit = options.unit, source = frame, is_not_negative = least >= 0 or nil,
    each_step = options.every == "step" or nil, note = note_of(what, rows[1].measure, probabilities, least >= 0) }
  if options.period then
    local ok, period = pcall(core.period, options.period, span)
    made.values, made.weights = ok and of[period], probabilities
    if not made.values then
      refuse("period", "%s has %s to %s, got %s", what, periods[1], periods[#periods], options.period)
    end
    return quantity.new(made)
  end
  if span ~= "month" then
    refuse("id", "%s is by %s, and a model by month: take one of its periods, period=\"%s\"", what, span, periods[1])
  end
  made.monthly = { what = what, values = {}, probabilities = probabilities, first = periods[1], last = periods[#periods] }
  for _, period in ipairs(periods) do made.monthly.values[build.month(period)] = of[period] end
  return quantity.new(made)
end

return registered
