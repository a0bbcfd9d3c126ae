--- queue_load.lua: what a period's requests mean for the teams on duty: a queue with many servers, taken as steady within the period.
--
--   load a             requests per hour times hours that one takes a team: teams busy on average (erlangs)
--   utilisation        a / c for c teams on duty
--   chance to wait     Erlang C(c, a)
--   mean wait          C service / (c - a) times (1 + cv^2) / 2
--   short              hours of work beyond c teams times the open hours of the period
--   backlog            of one period's end: max(0, backlog before + work - capacity), in hours; over service in requests
--
-- References: A. K. Erlang (1917); A. O. Allen, "Probability, Statistics, and Queueing Theory" (1990), 5.2.5 (Allen-Cunneen); L. Green,
-- P. Kolesar, "The Pointwise Stationary Approximation for Queues with Nonstationary Arrivals", Management Science 37 (1991); D. V.
-- Lindley, Proceedings of the Cambridge Philosophical Society 48 (1952).
--
-- Example:  queue_load.of({requests=4, hours=1, teams=5, service=1, cv=1}).wait   --> 0.55411255411255

local core = require "glocal.core"

local queue_load = {}

--- {load, utilisation, waits, wait (infinite where the load is not below the teams), work and short (hours)}. `at`: requests of the
--- period, hours (open), teams (on duty), service (hours), cv (of the service time).
function queue_load.of(at)
  local load = at.requests * at.service / at.hours
  local found = { load = load, utilisation = at.teams > 0 and load / at.teams or load > 0 and math.huge or 0,
    work = at.requests * at.service }
  found.short = math.max(0, found.work - at.teams * at.hours)
  if load == 0 then
    found.waits, found.wait = 0, 0
  elseif load >= at.teams then
    found.waits, found.wait = 1, math.huge
  else
    found.waits = core.erlang_c_of(at.teams, load)
    found.wait = found.waits * at.service / (at.teams - load) * (1 + at.cv * at.cv) / 2
  end
  return found
end

return queue_load
