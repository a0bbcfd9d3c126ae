--- erlang_c.lua: the steady queue: how likely a message has to wait for a desk, and how long.
--
-- Example:  erlang_c(5, {arrivals=8, service=0.5}).wait
-- Reference: A. K. Erlang (1917); formula in docs/methods.md.

local core = require "glocal.core"
local links = require "foresight.network.links"

--- Erlang's C formula: messages come at random at a steady rate, each takes a desk for an exponential time, and waits its turn where all
--- desks are taken.
--- @function erlang_c
--- @param desks integer how many are staffed
--- @param options table
--- @option arrivals number [per hour] messages that come in
--- @option service number [hours] mean time at a desk
--- @option target? number [hours] up to which a wait is in time
--- @return table load (desks busy on average), waits (the chance to wait), wait and answered (mean hours), waiting (mean number), in_time;
---   without a load below the desks only load and waits = 1, as the queue grows without end
--- @raises desks, arrivals or service that are none
--- @since 0.1
--- @example e = erlang_c(5, {arrivals=4, service=1})
--- @example e.waits --> 0.55411255411255
--- @example e.wait --> 0.55411255411255
local function erlang_c(desks, options)
  if desks < 1 or desks > 100000 then
    error(("bad argument #1 to 'erlang_c': expected 1 to 100000 desks, got %d"):format(desks), 0)
  end
  options = options or {}
  for _, name in ipairs { "arrivals", "service" } do
    local value = options[name]
    if not value then links.fail("erlang_c", name, "say how many, as in {arrivals=8, service=0.5}") end
    if not (value > 0 and value < math.huge) then links.fail("erlang_c", name, "expected a number above 0, got %g", value) end
  end
  local target = options.target
  if target and not (target >= 0 and target < math.huge) then
    links.fail("erlang_c", "target", "expected 0 or more, got %g", target)
  end
  local load = options.arrivals * options.service
  local waits = core.erlang_c_of(desks, load)
  if load >= desks then return { load = load, waits = 1 } end
  local spare = desks - load
  local wait = waits * options.service / spare
  return { load = load, waits = waits, wait = wait, answered = wait + options.service, waiting = options.arrivals * wait,
    in_time = target and 1 - waits * math.exp(-spare * target / options.service) }
end

return erlang_c
