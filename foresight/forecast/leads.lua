--- leads.lua: which international series lead local ones: prewhitened cross-correlations, computed in core/series.
--
-- Example:  leads(rollup{zone="UK", phenomenon="smuggling", every="month"},
--             rollup{zone="WORLD", phenomenon="migration", phenomenon_level="leaf", every="month"}, {max_lag=12})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local periods = require "foresight.shared.periods"
local shared = require "foresight.forecast.options"

local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local MAX_Q = 0.05 -- false discovery rate up to which a lead is counted as found

local function note_text(found, frame)
  local useful = 0
  for _, row in frame:rows() do
    if row.q <= MAX_Q and (row.gain or 0) > 0 then useful = useful + 1 end
  end
  local said = {
    ("%d pairs of series, %d lags tested. q: false discovery rate"):format(found.pairs, found.tested),
    ("%d with q up to %g and a gain above 0: they would have improved one-step forecasts"):format(useful, MAX_Q),
  }
  if found.short_pairs > 0 then
    said[#said + 1] = ("%d pairs too short to compare"):format(found.short_pairs)
  end
  said[#said + 1] = "A lead does not prove a cause"
  return table.concat(said, ". ") .. "."
end

--- Which series of `leaders` (international) run ahead of those of `figures` (local): cross-correlations of changes,
--- prewhitened, with the false discovery rate controlled over all pairs and lags. A leader is worth a place in a forecast
--- where q is small and the gain above 0.
--- @function leads
--- @param figures frame the series to be led
--- @param leaders frame the series that may lead
--- @param options? table
--- @option max_lag? integer = 12 [periods] by how much a leader may lead
--- @option every_lag? boolean = false a row per lag, not only the clearest of a pair
--- @option value? string = (count, estimate, value ...) <column> the column of the figures
--- @option lead_value? string <column> the column of the leaders
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} periods without a row
--- @option cutoff? string = (yesterday) the last date known
--- @return frame the keys, the leader's keys as lead_zone ..., lag, correlation, p, q (false discovery rate), gain (error
---   reduction of one-step forecasts in the last third: 0.1 is a tenth), periods; the surest first
--- @raises as forecast does, and where the two frames have different periods
--- @since 0.1
--- @example r = rollup{zone="FR", phenomenon="smuggling", every="month", to="2019"}
--- @example l = leads(r, rollup{zone="FR", phenomenon="documents", every="month", to="2019"}, {max_lag=6})
--- @example table.concat(l:columns(), " ", 3, 6) --> lead_zone lead_phenomenon lag correlation
local function leads(figures, leaders, options)
  options = shared.check("leads", figures, options)
  shared.check("leads", leaders, nil, 2)
  local settings = shared.core_options("leads", figures, options, FIGURES)
  local of_leaders = shared.core_options("leads", leaders, { value = options.lead_value, gaps = options.gaps }, FIGURES)
  local max_lag = options.max_lag or 12
  if math.type(max_lag) ~= "integer" or max_lag < 1 or max_lag > 120 then
    error("bad argument 'max_lag' to 'leads': expected a whole number of periods from 1 to 120, got " .. tostring(max_lag), 0)
  end
  settings.max_lag = max_lag
  settings.every_lag = options.every_lag and true or false
  settings.leader_gaps_are_zero = of_leaders.gaps_are_zero
  settings.leader_value = options.lead_value
  settings.call = ("leads(r, s, %s)"):format(call.text(leads, options, { max_lag = max_lag, cutoff = settings.cutoff }))
  local frame, found, code = core.leads_series(periods.wholly_published(figures), periods.wholly_published(leaders), settings)
  if not frame then return nil, found, code end
  return frame:attach { note_text = periods.beside(note_text(found, frame), figures, leaders) }
end

return leads
