--- registered.lua: the register of forecasts as a detector: an outcome outside the interval that was registered for it is an alarm.
--
-- Example:  w = warn(r, {method="register", level=80})   w:explain(1)   w:register()

local core = require "glocal.core"
local glocal = require "glocal"
local periods = require "foresight.shared.periods"
local pit_q = require "foresight.warning.pit_q"
local plural = require "foresight.shared.plural"
local query = require "foresight.shared.query"
local register = require "foresight.register.register"
local register_alerts = require "foresight.warning.register_alerts"
local terminal = require "foresight.shared.terminal"

local registered = {}

local TAKEN = { method = true, from = true, to = true, level = true, registration = true, direction = true, value = true,
  store = true }
local SPANS = { [0] = "day", "week", "month", "quarter", "year" }

-- --- the call -----------------------------------------------------------------------------------------------------

local function check(options)
  for name in pairs(options) do
    if not TAKEN[name] then
      error(("bad argument '%s' to 'warn': register takes level, registration, direction, from, to and value"):format(name), 0)
    end
  end
  local level, direction, number = options.level or 95, options.direction or "both", options.registration
  if type(level) ~= "number" or not (level > 0 and level < 100) then
    error(("bad argument 'level' to 'warn': expected a number between 0 and 100, got %s"):format(tostring(level)), 0)
  elseif direction ~= "up" and direction ~= "down" and direction ~= "both" then
    error(("bad argument 'direction' to 'warn': use \"up\", \"down\" or \"both\", not %s"):format(tostring(direction)), 0)
  elseif number ~= nil and math.type(number) ~= "integer" then
    error(("bad argument 'registration' to 'warn': expected the number of a registration, got %s"):format(tostring(number)), 0)
  end
  return level, direction
end

-- What was asked of the rollup: the outcome must be of the same figures as the forecast.
local function asked_of(figures)
  local asked = figures:attached "asked"
  if not asked or not figures:has "zone" or not figures:has "phenomenon" or not figures:has "period" then
    error("the register holds forecasts of a store's figures: give warn a rollup by period, as rollup{...} gave it", 0)
  end
  return asked
end

-- --- what was registered ------------------------------------------------------------------------------------------

local function key(zone, phenomenon, facet, period)
  return table.concat({ zone, phenomenon, facet or "", period }, "\0")
end

-- "source=a" ... of a registration, in order.
local function filters_text(list)
  local said = {}
  for i, each in ipairs(list) do said[i] = each.name .. "=" .. each.value end
  table.sort(said)
  return table.concat(said, " ")
end

local function registrations_of(store, number)
  local list = {}
  for _, row in query(store, "select id, registered_at, author, span, measure, gaps from registration order by id"):rows() do
    row.filters = {}
    if not number or row.id == number then list[row.id] = row end
  end
  for _, row in query(store, "select registration, name, value from registration_filter"):rows() do
    if list[row.registration] then table.insert(list[row.registration].filters, row) end
  end
  return list
end

-- The quantiles of the registrations that are of these figures, by series and period; of several the last one stands.
local function forecasts_of(store, fitting, cutoff)
  local rows = query(store, [[select f.registration, z.code as zone, p.code as phenomenon, f.facet, f.method, q.day,
      q.probability, q.value
    from forecast f join forecast_quantile q on q.forecast = f.id join zone z on z.id = f.zone
      join phenomenon p on p.id = f.phenomenon
    where q.day <= julianday(:cutoff) - julianday('1970-01-01')
    order by f.registration, f.id, q.day, q.probability]], { cutoff = cutoff })
  local list, superseded = {}, 0
  for _, row in rows:rows() do
    local registration = fitting[row.registration]
    if registration then
      local period = core.period(core.period("1970-01-01", "day", row.day), SPANS[registration.span])
      local at = key(row.zone, row.phenomenon, row.facet, period)
      local one = list[at]
      if not one or one.registration ~= registration then
        if one then superseded = superseded + 1 end
        one = { registration = registration, period = period, zone = row.zone, phenomenon = row.phenomenon,
          facet = row.facet ~= "" and row.facet or nil, method = row.method, probabilities = {}, values = {} }
        list[at] = one
      end
      table.insert(one.probabilities, row.probability)
      table.insert(one.values, row.value)
    end
  end
  return list, superseded, rows:marking()
end

-- Those of the same measure, span and filters as the figures.
local function fitting_of(all, measure, span, filters)
  local fitting, others = {}, 0
  for id, one in pairs(all) do
    if one.measure == measure and SPANS[one.span] == span and filters_text(one.filters) == filters then
      fitting[id] = one
    else
      others = others + 1
    end
  end
  return fitting, others
end

-- The registered pair of quantiles whose level is nearest to the one asked for; nil where there is no pair.
local function interval_of(one, level)
  local found
  for i, low in ipairs(one.probabilities) do
    for k, high in ipairs(one.probabilities) do
      local distance = math.abs(100 * (high - low) - level)
      if low < 0.5 and math.abs(low + high - 1) < 1e-9 and (not found or distance < found.distance) then
        found = { low = one.values[i], high = one.values[k], level = 100 * (high - low), distance = distance }
      end
    end
  end
  return found
end

-- --- judging ------------------------------------------------------------------------------------------------------

-- The figures by series and period, and the last period that has any.
local function outcomes_of(figures, column)
  local values, latest = {}, ""
  for i = 1, #figures do
    local period = figures:get(i, "period")
    local facet = figures:has "facet" and figures:get(i, "facet") or ""
    values[key(figures:get(i, "zone"), figures:get(i, "phenomenon"), facet, period)] = figures:get(i, column)
    if period > latest then latest = period end
  end
  return values, latest
end

-- The median, as registered or where the normal score is 0.
local function median_of(one, interval)
  for i, probability in ipairs(one.probabilities) do
    if math.abs(probability - 0.5) < 1e-9 then return one.values[i] end
  end
  return (interval.low + interval.high) / 2
end

local function judge(one, observed, level, direction)
  local interval = interval_of(one, level)
  if not interval then return nil end
  local z, above = core.pit(observed, one.probabilities, one.values)
  local bound = core.pit(interval.high, one.probabilities, one.values)
  local is_above, is_below = observed > interval.high and direction ~= "down", observed < interval.low and direction ~= "up"
  return {
    zone = one.zone, phenomenon = one.phenomenon, facet = one.facet, period = one.period, observed = observed * 1.0,
    expected = median_of(one, interval) * 1.0, upper = interval.high * 1.0, lower = interval.low * 1.0,
    score = bound > 0 and math.abs(z) < math.huge and z / bound or nil, p = above, alarm = (is_above or is_below) and 1 or 0,
  }, interval
end

local function in_order(list)
  local order = {}
  for _, one in pairs(list) do order[#order + 1] = one end
  table.sort(order, function(a, b)
    for _, name in ipairs { "zone", "phenomenon", "facet", "period" } do
      if (a[name] or "") ~= (b[name] or "") then return (a[name] or "") < (b[name] or "") end
    end
    return false
  end)
  return order
end

-- Rows in order, with what each rests on, and what could not be judged.
local function judge_all(list, figures, column, is_asked, spec)
  local values, latest = outcomes_of(figures, column)
  local rows, grounds, left = {}, {}, { late = 0, single = 0, levels = {} }
  for _, one in ipairs(in_order(list)) do
    local observed = values[key(one.zone, one.phenomenon, one.facet, one.period)]
    if observed == nil and one.registration.gaps == "zero" and latest >= one.period then observed = 0 end
    if is_asked(one.period) and observed == nil then
      left.late = left.late + 1
    elseif is_asked(one.period) then
      local row, interval = judge(one, observed, spec.level, spec.direction)
      if row then
        rows[#rows + 1], grounds[#rows + 1] = row, { forecast = one, interval = interval }
        local other = interval.distance > 1e-6 and ("%g"):format(interval.level)
        if other and not left.levels[other] then
          left.levels[other] = true
          table.insert(left.levels, other)
        end
      else
        left.single = left.single + 1
      end
    end
  end
  return rows, grounds, left
end

-- --- what is said -------------------------------------------------------------------------------------------------

local function note_text(rows, left, spec, others, superseded)
  local alarms, said = 0, {}
  for _, row in ipairs(rows) do alarms = alarms + row.alarm end
  said[1] = ("%s judged by the register at %g %%: %s"):format(plural(#rows, "outcome"), spec.level, plural(alarms, "alarm"))
  local function say(count, noun, what)
    if count > 0 then said[#said + 1] = plural(count, noun) .. what end
  end
  say(superseded, "forecast", " registered again later: the last one stands")
  say(left.late, "forecast", " without an outcome yet")
  say(left.single, "forecast", " without an interval (one probability): left out")
  for _, level in ipairs(left.levels) do
    said[#said + 1] = ("registered without %g %%: the interval of %s %% is used"):format(spec.level, level)
  end
  say(others, "registration", " of other figures (measure, period, source, facet ...): left out")
  return table.concat(said, ". ") .. "."
end

local function explain(frame, grounds, row)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to 'explain': expected the number of a row, 1 to %d, got %s"):format(#frame, tostring(row)), 0)
  end
  local one, interval, it = grounds[row].forecast, grounds[row].interval, frame[row]
  local p = it.p < 0.001 and "less than 0.1 %" or ("%.1f %%"):format(100 * it.p)
  local what = table.concat({ one.zone, one.phenomenon, one.facet or one.period, one.facet and one.period }, ", ")
  local verdict = it.alarm == 1 and "an alarm" or "no alarm"
  local text = ("%s, by register: %g observed, %g forecast, %g %% interval %g to %g: %s. "):format(what, it.observed, it.expected,
    interval.level, interval.low, interval.high, verdict)
    .. ("The forecast (registration %d of %s by %s, method %s) gave a chance of %s to more."):format(one.registration.id,
      tostring(one.registration.registered_at):sub(1, 10), one.registration.author, one.method, p)
  return terminal.wrap(text, math.max(40, terminal.host.width() - 2))
end

-- --- all of it ----------------------------------------------------------------------------------------------------

local REALS = { "observed", "expected", "upper", "score", "p", "q", "lower" }

-- The rows as warn has them; `call` is what they came by.
local function frame_of(rows, figures, marking, call)
  local columns = { "zone", "phenomenon" }
  local types = { zone = "text", phenomenon = "text", facet = "text", period = (figures:type "period"), alarm = "integer" }
  if figures:has "facet" then columns[3] = "facet" end
  table.move({ "period", table.unpack(REALS) }, 1, #REALS + 1, #columns + 1, columns)
  columns[#columns + 1] = "alarm"
  for _, name in ipairs(REALS) do types[name] = "real" end
  local methods = {}
  for i = 1, #rows do methods[i] = "register" end
  if not figures:has "facet" then types.facet = nil end
  return core.frame(rows, { columns = columns, types = types, marking = marking })
    :with("method", methods, { type = "text", call = call, from = { figures } })
end

-- Whether a forecast's period is over, whole and asked for.
local function looks_at(figures, options, span)
  local cut, covered = periods.cut(figures), periods.covered(figures)
  local function period_of(day) return day and core.period(core.period(tostring(day), "day"), span) end
  local first, last = period_of(covered.from), period_of(covered.to)
  local from, to = period_of(options.from), period_of(options.to)
  return function(period)
    if cut[period] or core.period(core.period(period, span, 1), "day") > core.today() then return false end
    return not (first and period < first or last and period > last or from and period < from or to and period > to)
  end
end

-- The forecasts of series that the figures have.
local function keep_series(list, figures)
  local series = {}
  for i = 1, #figures do
    local facet = figures:has "facet" and figures:get(i, "facet") or ""
    series[key(figures:get(i, "zone"), figures:get(i, "phenomenon"), facet, "")] = true
  end
  for at, one in pairs(list) do
    if not series[key(one.zone, one.phenomenon, one.facet, "")] then list[at] = nil end
  end
end

-- An alert's p is the chance of a count as far out on its side: of one below its interval, of a lower one.
local function as_alerts(frame)
  local p = {}
  for i, row in frame:rows() do p[i] = row.score and row.score < 0 and 1 - row.p or row.p end
  return frame:with("p", p, { type = "real", from = { frame } }) -- real also where no row says so
end

--- Judges the figures by what was registered of them. `column` is that of the figures, `span` of their periods.
function registered.judge(figures, options, column, span, call)
  local level, direction = check(options)
  local asked = asked_of(figures)
  local store = glocal.use(options.store or asked.store)
  local filters = filters_text(register.filters(asked))
  local fitting, others = fitting_of(registrations_of(store, options.registration), column, span, filters)
  local list, superseded, marking = forecasts_of(store, fitting, core.today())
  keep_series(list, figures)
  local spec = { level = level, direction = direction }
  local rows, grounds, left = judge_all(list, figures, column, looks_at(figures, options, span), spec)
  pit_q.add(rows, direction)
  local frame = frame_of(rows, figures, figures:marking() .. " " .. marking, call)
  return frame:attach {
    note_text = note_text(rows, left, spec, others, superseded),
    registers = register_alerts.of(figures, { method = "register", level = level, direction = direction,
      registration = options.registration, value = column }, { "level", "direction", "registration" }, as_alerts),
    explain = function(self, row) return explain(self, grounds, row) end,
  }
end

return registered
