--- score_due.lua: scores registered forecasts whose outcomes are recorded.
--
-- Example:  score_due()   calibration{by="method"}

local core = require "glocal.core"
local doors = require "glocal.doors"
local glocal = require "glocal"
local outcome = require "foresight.register.outcome"
local query = require "foresight.shared.query"

-- The registered quantiles of periods that have ended and are not scored.
local function due(store, today)
  return query(store, [[select r.id as registration, r.span, r.measure, r.gaps, f.id as forecast, z.code as zone,
      p.code as phenomenon, f.facet, f.method, q.day, q.probability, q.value
    from registration r join forecast f on f.registration = r.id join forecast_quantile q on q.forecast = f.id
      join zone z on z.id = f.zone join phenomenon p on p.id = f.phenomenon
    where q.day < julianday(:today) - julianday('1970-01-01')
      and not exists (select 1 from score s where s.forecast = f.id and s.day = q.day)
    order by r.id, f.id, q.day, q.probability]], { today = today })
end

local EPOCH = "1970-01-01"
local SPANS = { [0] = "day", "week", "month", "quarter", "year" }

local function grouped(rows)
  local registrations, registration, one = {}, nil, nil
  for _, row in rows:rows() do
    if not registration or registration.id ~= row.registration then
      registration = { id = row.registration, every = SPANS[row.span], measure = row.measure, gaps = row.gaps, due = {} }
      registrations[#registrations + 1] = registration
      one = nil
    end
    if not one or one.forecast ~= row.forecast or one.number ~= row.day then
      one = {
        forecast = row.forecast, number = row.day, day = core.period(EPOCH, "day", row.day), zone = row.zone,
        phenomenon = row.phenomenon, facet = row.facet ~= "" and row.facet or nil, method = row.method,
        probabilities = {}, values = {},
      }
      one.period = core.period(one.day, registration.every)
      table.insert(registration.due, one)
    end
    table.insert(one.probabilities, row.probability)
    table.insert(one.values, row.value)
  end
  return registrations
end

-- One quantile is the probability of exceeding a threshold (Brier, log score); several are intervals (WIS, coverage).
local function scores_of(one, observed)
  if #one.probabilities == 1 and one.probabilities[1] ~= 0.5 then
    local brier, log_score = core.event_scores(observed > one.values[1], 1 - one.probabilities[1])
    return { brier = brier, log_score = log_score }
  end
  local scores, count = {}, #one.probabilities
  local wis = core.wis(observed, one.probabilities, one.values)
  if wis == wis then scores.wis = wis end
  for i, probability in ipairs(one.probabilities) do
    if probability == 0.5 then scores.absolute_error = math.abs(observed - one.values[i]) end
    for k = i + 1, count do
      if probability < 0.5 and math.abs(probability + one.probabilities[k] - 1) < 1e-9 then
        scores[("inside_%g"):format(100 * (one.probabilities[k] - probability))] =
          observed >= one.values[i] and observed <= one.values[k] and 1.0 or 0.0
      end
    end
  end
  return scores
end

local function over(one, every, today)
  return core.period(core.period(one.day, every, 1), "day") <= today
end

--- Scores every registered forecast whose period is over and whose outcome is recorded (0 where nothing was recorded but
--- others of the registration reported that period or a later one). Quantiles get wis, absolute_error (of the median) and
--- inside_80 ... (1 or 0), probabilities brier and log_score. Scores stand: a later revision does not change them.
--- @function score_due
--- @param store? store = (the current one) the store of the registrations
--- @return frame what was scored now: registration, zone, phenomenon, period, method, outcome, name, score
--- @fails what writing the store may give
--- @needs store.write
--- @since 0.1
--- @example score_due():columns()[1] --> registration
local function score_due(store)
  store = glocal.use(store)
  local today = core.today()
  local waiting = due(store, today)
  local scores, shown, late, markings = {}, {}, 0, { waiting:marking() }
  for _, registration in ipairs(grouped(waiting)) do
    registration.filters = {}
    local filters = query(store, "select name, value from registration_filter where registration = ?", { registration.id })
    for _, row in filters:rows() do table.insert(registration.filters, row) end
    local from
    for _, one in ipairs(registration.due) do
      if not from or one.period < from then from = one.period end
    end
    local known, message, code = outcome.known(store, registration, registration.due, from, today)
    if not known then return nil, message, code end
    markings[#markings + 1] = known.marking
    for _, one in ipairs(registration.due) do
      local observed = over(one, registration.every, today) and known.of(one, one.period)
      if observed then
        local values, named = scores_of(one, observed), {}
        for name in pairs(values) do named[#named + 1] = name end
        table.sort(named)
        for _, name in ipairs(named) do
          scores[#scores + 1] = {
            forecast = one.forecast, day = one.day, name = name, value = values[name] * 1.0, outcome = observed * 1.0,
          }
          shown[#shown + 1] = {
            registration = registration.id, zone = one.zone, phenomenon = one.phenomenon, period = one.period,
            method = one.method, outcome = observed, name = name, score = values[name] * 1.0,
          }
        end
      else
        late = late + 1
      end
    end
  end
  if #scores > 0 then
    local added, message, code = doors.score_rows(store, core.frame(scores, {
      columns = { "forecast", "day", "name", "value", "outcome" }, types = { day = "day", value = "real", outcome = "real" } }))
    if not added then return nil, message, code end
  end
  local frame = core.frame(shown, {
    columns = { "registration", "zone", "phenomenon", "period", "method", "outcome", "name", "score" },
    types = { registration = "integer", zone = "text", phenomenon = "text", period = "text", method = "text", name = "text",
      outcome = "real", score = "real" },
    marking = table.concat(markings, " "),
  })
  return frame:attach { note_text = late > 0 and ("%d due forecast%s not scored: outcome not recorded yet."):format(late,
    late == 1 and "" or "s") or nil }
end

return score_due
