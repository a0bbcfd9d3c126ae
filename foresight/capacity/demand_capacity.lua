--- demand_capacity.lua: demand against capacity: the requests of each period to come (a forecast, draw by draw) before the teams on
--- duty, as a queue (queue_load.lua); several options beside each other on the same draws, and what one more team brings.
--
-- Example:  f = forecast(demand{zone="5345", kinds="mutual aid", by={}}, {value="requested", horizon=6})
--           d = demand_capacity{demand=f, service=6, teams=2}   d.compared

local call = require "foresight.shared.call"
local capacity_options = require "foresight.capacity.capacity_options"
local derived = require "foresight.shared.derived"
local option_totals = require "foresight.capacity.option_totals"
local queue_load = require "foresight.capacity.queue_load"
local request_draws = require "foresight.capacity.request_draws"

local LOW, HIGH = 0.1, 0.9 -- of the draws: the interval of 80 %

-- The quantile of sorted values; nil where it is infinite: it grows without end.
local function quantile(sorted, p)
  local value = sorted[math.max(1, math.min(#sorted, math.ceil(p * #sorted)))]
  if value < math.huge then return value end
end

-- One option in one period over all draws; adds to the totals of the draws.
local function period_of(option, t, drawn, asked, totals)
  local requests, loads, waits, chance = drawn.values[t], {}, {}, {}
  local backlogs, short, over, utilisation = {}, 0, 0, {}
  local hours = asked.hours[t] * option.open / capacity_options.WEEK
  local teams = option.teams[t]
  for k = 1, #requests do
    local found = queue_load.of { requests = requests[k], hours = hours, teams = teams, service = option.service, cv = option.cv }
    local backlog = math.max(0, totals.backlog[k] + found.work - teams * hours)
    totals.backlog[k], backlogs[k] = backlog, backlog / option.service
    totals.short[k] = totals.short[k] + found.short
    totals.requests[k] = totals.requests[k] + requests[k]
    totals.waited[k] = totals.waited[k] + (requests[k] > 0 and requests[k] * found.wait or 0)
    totals.is_over[k] = totals.is_over[k] or found.utilisation >= 1
    loads[k], waits[k], chance[k], utilisation[k] = found.load, found.wait, found.waits, found.utilisation
    short = short + found.short
    over = over + (found.utilisation >= 1 and 1 or 0)
  end
  local sorted = table.move(requests, 1, #requests, 1, {})
  for _, list in ipairs { sorted, loads, waits, chance, utilisation, backlogs } do table.sort(list) end
  return { option = option.name, period = drawn.periods[t], teams = teams, requests = quantile(sorted, 0.5),
    requests_low = quantile(sorted, LOW), requests_high = quantile(sorted, HIGH), load = quantile(loads, 0.5),
    utilisation = quantile(utilisation, 0.5), utilisation_low = quantile(utilisation, LOW),
    utilisation_high = quantile(utilisation, HIGH), overloaded = over / #requests, waits = quantile(chance, 0.5),
    wait = quantile(waits, 0.5), wait_low = quantile(waits, LOW), wait_high = quantile(waits, HIGH), short = short / #requests,
    backlog = quantile(backlogs, 0.5), backlog_high = quantile(backlogs, HIGH) }
end

local COLUMNS = { "option", "period", "requests", "utilisation", "waits", "wait", "short", "backlog", "teams", "overloaded",
  "load",
  "requests_low", "requests_high", "utilisation_low", "utilisation_high", "wait_low", "wait_high", "backlog_high" }
local UNITS = { teams = "teams", requests = "requests", requests_low = "requests", requests_high = "requests", load = "teams",
  wait = "hours", wait_low = "hours", wait_high = "hours", short = "hours", backlog = "requests", backlog_high = "requests" }

local function types_of(asked)
  local types = { option = "text", period = asked.period_type, teams = "integer" }
  for _, name in ipairs(COLUMNS) do types[name] = types[name] or "real" end
  return types
end

-- All options over all periods: the rows, and the totals of each by draw.
local function judge(asked, drawn, options)
  local rows, all = {}, {}
  for o, option in ipairs(options) do
    local totals = option_totals.new(asked.draws)
    for t = 1, #drawn.periods do
      local row = period_of(option, t, drawn, asked, totals)
      if not option.is_extra then rows[#rows + 1] = row end
    end
    all[o] = totals
  end
  return rows, all
end

local function said_of(asked, drawn, compared)
  local said = { ("%s to %s: %s"):format(drawn.periods[1], drawn.periods[#drawn.periods], drawn.is_forecast and
    ("requests as forecast, %d draws, seed %d, %s; low and high: 80 %% of them"):format(asked.draws, asked.seed,
      asked.every == "step" and "each period drawn by itself" or "a draw high or low in all periods") or
    "requests as they came, without an interval") }
  said[#said + 1] = asked.service_said
  said[#said + 1] = "Requests are taken to come at random within a period (Erlang C), wait their turn, and none gives up; a "
    .. "null wait grows without end, as the load is not below the teams"
  said[#said + 1] = "All options meet the same draws"
  local best = compared.best
  if best then
    said[#said + 1] = ("Lowest mean cost: '%s', lowest too in %.0f %% of the draws (standard error %.1f)"):format(best.option,
      100 * best.probability_best, 100 * best.error)
  end
  return said
end

--- Demand against capacity as a queue: for each period to come the load on the teams on duty, their utilisation, the chance to wait, the
--- mean wait, the hours that are short and the backlog, with the interval of the forecast; several options on the same draws, and what
--- one more team brings. `d.compared` has a row for each option: cost, chance of an overload, hours short, what it differs from the first.
--- @function demand_capacity
--- @param spec table
--- @option demand frame one series: a forecast with its intervals, or the requests of past periods as demand gives them
--- @option value? string = "requested" <column> of requests that are known
--- @option teams? integer|integer[]|frame [teams] on duty at the same time: one number, one for each period, or a frame with period, teams
--- @option options? table[] several: {name="as now", teams=2, cost=4000 (a period), open=, service=, service_cv=}
--- @option service? number = (hours delivered by granted request of the log) [hours] that one request takes a team
--- @option log? frame from which service is taken: demand, with granted and hours_delivered
--- @option team? integer = 1 persons in a team, where service is taken from a log in hours of one person
--- @option service_cv? number = 1 standard deviation of the service time as a share of its mean
--- @option open? number = 168 [hours] of a week in which teams are on duty
--- @option more? integer = 1 [teams] what so many more bring
--- @option cost_short? number what an hour of work that is short costs, as you judge it
--- @option every? string = "draw" {draw|step} a draw is high or low in all periods, or each period is drawn by itself
--- @option draws? integer = 2000 [draws] of the forecast
--- @option seed? integer = 1 of the draws
--- @return frame option, period, teams, requests (median) with low and high, load, utilisation, overloaded (the chance), waits (the chance
---   to wait), wait, short (mean), backlog at the end of the period; `compared`: see docs/demand.md
--- @raises a frame of several series; teams that are no whole number; a service time that is not known
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example f = frame({{period="2026-01", requested=2976}}, {columns={"period", "requested"}, types={period="month"}})
--- @example d = demand_capacity{demand=f, service=1, teams=5, draws=1}
--- @example d.load[1] --> 4.0
--- @example math.abs(d.waits[1] - 0.55411255411255) < 1e-12 --> true
--- @example d.compared.one_more_wait[1] < 0.5 --> true
local function demand_capacity(spec)
  local asked = capacity_options.of(spec)
  local drawn, message, code = request_draws.of(asked.demand, asked)
  if not drawn then return nil, message, code end
  local options = capacity_options.list(spec, asked)
  local rows, totals = judge(asked, drawn, options)
  local compared = option_totals.compare(options, totals, asked)
  local origin, from = "demand_capacity" .. call.text(demand_capacity, spec), { spec.demand }
  if call.is_frame(spec.log) then from[2] = spec.log end
  local options_frame = derived.frame(compared.rows, { columns = option_totals.COLUMNS, types = option_totals.TYPES,
    units = option_totals.UNITS, call = origin, from = from, seed = asked.seed, said = option_totals.said(asked) })
  return derived.frame(rows, { columns = COLUMNS, types = types_of(asked), units = UNITS, call = origin, from = from,
    seed = asked.seed,
    said = said_of(asked, drawn, compared), attach = { compared = options_frame } })
end

return demand_capacity
