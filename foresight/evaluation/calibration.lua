--- calibration.lua: reliability of the registered forecasts that were scored: observed against stated probabilities.
--
-- Example:  calibration{by="author"}

local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local query = require "foresight.shared.query"

local KEYS = {
  method = "f.method", phenomenon = "p.code", zone = "z.code", author = "r.author", kind = "r.kind",
}

--- Reliability of the registered forecasts that score_due() scored: per key and probability, the share of outcomes that
--- were at most the quantile. Reliable forecasts have observed near probability; above it they were too high, below it
--- too low. Probabilities are taken to the nearest 0.025.
--- @function calibration
--- @param spec? table
--- @option by? string = "method" {method|phenomenon|zone|author|kind} the key; kind is model, judgement or pool
--- @option store? store = (the current one) the store to read
--- @return frame the key, probability, observed, outcomes, error (half the width of observed's 95 % interval, were
---   outcomes independent)
--- @needs store.read
--- @since 0.1
--- @example calibration{by="author"}:columns()[1] --> author
--- @example select(2, pcall(calibration, {by="methd"})):match "did you mean.*" --> did you mean 'method'?
local function calibration(spec)
  spec = spec or {}
  local by = spec.by or "method"
  if not KEYS[by] then
    local names = { "method", "phenomenon", "zone", "author", "kind" }
    error(("bad argument 'by' to 'calibration': there is no '%s'%s"):format(tostring(by), hint.of(by, names, "use")), 0)
  end
  local store = glocal.use(spec.store)
  local frame = query(store, ([[with outcome as (select distinct forecast, day, outcome from score),
      stated as (select %s as %s, round(q.probability * 40) / 40.0 as probability, o.outcome <= q.value as below
        from outcome o join forecast_quantile q on q.forecast = o.forecast and q.day = o.day
        join forecast f on f.id = o.forecast join registration r on r.id = f.registration
        join zone z on z.id = f.zone join phenomenon p on p.id = f.phenomenon)
    select %s, probability, avg(below) as observed, count(*) as outcomes,
      1.96 * sqrt(probability * (1 - probability) / count(*)) as error
    from stated group by 1, 2 order by 1, 2]]):format(KEYS[by], by, by))
  if frame and #frame == 0 then
    return frame:attach {
      note_text = "No forecast scored yet: register forecasts and call score_due() once their outcomes are recorded.",
    }
  end
  return frame
end

return calibration
