--- queue.lua: messages that wait for desks with shifts, opening hours and priorities, and what one more desk brings.
--
-- Example:  queue {arrivals=24, service=0.5, desks=shifts, classes={urgent={share=0.2, deadline=8}, other={share=0.8, deadline=168}}}

local core = require "glocal.core"
local call = require "foresight.shared.call"
local derived = require "foresight.shared.derived"
local links = require "foresight.network.links"
local plural = require "foresight.shared.plural"

local DAY, WEEK = 24, 168
local MOST = 5e7 -- messages and hours of a call, as in core/network/queue.c

local function fail(argument, text, ...) links.fail("queue", argument, text, ...) end

-- A number for every hour, a list of 24 or 168, as a list of so many hours.
local function by_hour(spec, name, hours)
  local given = spec[name]
  if given == nil then fail(name, "say how many: a number, or a list for the 24 hours of a day or the 168 of a week") end
  if type(given) == "number" then given = { given } end
  if #given ~= 1 and #given ~= DAY and #given ~= WEEK then
    fail(name, "expected a number, or 24 of a day or 168 of a week, got a list of %d", #given)
  end
  local list = {}
  for hour = 1, hours do
    local value = given[(hour - 1) % #given + 1]
    if type(value) ~= "number" or not (value >= 0 and value < math.huge) then
      fail(name, "hour %d: expected 0 or more, got %s", hour, tostring(value))
    end
    list[hour] = value
  end
  return list
end

local function check_classes(spec)
  local names, shares, deadlines, sum = {}, {}, {}, 0
  for i, each in ipairs(spec.classes or { { name = "all", share = 1 } }) do
    if type(each) ~= "table" or type(each.share) ~= "number" or not (each.share >= 0 and each.share < math.huge) then
      fail("classes", "class %d: expected {name=\"urgent\", share=0.2, deadline=8}", i)
    end
    for key in pairs(each) do
      if key ~= "name" and key ~= "share" and key ~= "deadline" then
        fail("classes", "class %d: there is no '%s': it takes name, share, deadline", i, tostring(key))
      end
    end
    local deadline = each.deadline or math.huge
    if type(deadline) ~= "number" or not (deadline >= 0 and deadline <= math.huge) then
      fail("classes", "class %d: expected a deadline of 0 hours or more", i)
    end
    names[i], shares[i], deadlines[i] = tostring(each.name or i), each.share, deadline
    sum = sum + each.share
  end
  if sum == 0 or #names == 0 or #names > 20 then
    fail("classes", "expected 1 to 20 classes with shares that add up to more than 0")
  end
  for i = 1, #shares do shares[i] = shares[i] / sum end
  return names, shares, deadlines
end

-- Standard errors below this are those of a run without chance.
local function error_text(se) return se == se and (" (standard error %.3g)"):format(se) or "" end

local function settings_of(spec, extra)
  local names, shares, deadlines = check_classes(spec)
  local desks = by_hour(spec, "desks", WEEK)
  for hour, value in ipairs(desks) do
    if math.tointeger(value) == nil or value > 100000 then
      fail("desks", "hour %d: expected a whole number of desks up to 100000, got %g", hour, value)
    end
    -- One more where somebody is at work at all.
    if value > 0 then desks[hour] = value + extra end
  end
  return { names = names, shares = shares, deadlines = deadlines, desks = desks, arrivals = by_hour(spec, "arrivals", WEEK),
    service = spec.service, service_cv = spec.service_cv or 1, cycles = spec.weeks or 52, warm_up = spec.warm_up or 4,
    runs = spec.runs or 20, seed = spec.seed or 1 }
end

local function check(spec)
  if not spec.service then fail("service", "say how long a message takes, in hours") end
  if not (spec.service > 0 and spec.service < 1e6) then fail("service", "expected hours above 0, got %g", spec.service) end
  local cv = spec.service_cv or 1
  if not (cv >= 0 and cv <= 100) then fail("service_cv", "expected 0 to 100, got %g", cv) end
  call.check_whole(spec, "weeks", 1, 100000, "queue")
  call.check_whole(spec, "warm_up", 0, 100000, "queue")
  call.check_whole(spec, "runs", 2, 100000, "queue")
  call.check_whole(spec, "more", 0, 10, "queue")
end

-- The core refuses more than this; here it is said in the words of the options.
local function check_size(spec)
  local weekly = 0
  for _, value in ipairs(by_hour(spec, "arrivals", WEEK)) do weekly = weekly + value end
  local weeks = ((spec.weeks or 52) + (spec.warm_up or 4)) * (spec.runs or 20)
  if (weekly + WEEK) * weeks > MOST then
    fail("arrivals", "%.3g messages a week over %.3g weeks are more than can be simulated (%.0e in all): fewer weeks or runs",
      weekly, weeks, MOST)
  end
end

--- A simulation of messages that wait for desks, hour by hour over a week: arrivals and desks may differ by the hour, classes that come
--- first go first (nobody is interrupted), who has begun a message finishes it after the shift. A row per class, and for all of it
--- again with one, two ... more desks in every staffed hour. Standard errors are those over the runs.
--- @function queue
--- @param spec table
--- @option arrivals number|number[] [per hour] mean number of messages: one, or the 24 hours of a day or the 168 of a week (from Monday 0 h)
--- @option desks integer|integer[] [desks] staffed, in the same way; 0: closed
--- @option service number [hours] mean time at a desk
--- @option service_cv? number = 1 its standard deviation as a share of its mean; 1: exponential, 0: constant, else lognormal
--- @option classes? table[] = (one) by priority: {name="urgent", share=0.2, deadline=8}, the deadline in hours until it is answered
--- @option more? integer = 1 [desks] what so many more bring
--- @option weeks? integer = 52 [weeks] of a run
--- @option warm_up? integer = 4 [weeks] before them, not counted
--- @option runs? integer = 20 [runs] how many
--- @option seed? integer = 1 of the chance
--- @return frame more (desks), class, messages (a week), wait and wait_se (hours until a desk takes it), answered and answered_se (until it
---   is done), in_time and in_time_se (share done within the deadline), busy (share of the staffed hours worked), left_over (waiting at
---   the end), growth (of the queue over a run); its `backlog` has the mean number waiting by hour of the week
--- @raises lists of the wrong length; more messages than can be simulated
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example q = queue{arrivals=4, desks=5, service=1, weeks=20, runs=5, more=0}
--- @example math.abs(q.wait[1] - 0.554) < 4 * q.wait_se[1] --> true
local function queue(spec)
  check(spec)
  check_size(spec)
  local rows, backlog, unsteady = {}, {}, nil
  local first
  for more = 0, spec.more == nil and 1 or spec.more do
    local settings = settings_of(spec, more)
    local names = settings.names
    settings.names = nil
    local found, message, code = core.queue_simulate(settings)
    if not found then return nil, message, code end
    first = first or found
    for i, class in ipairs(found.classes) do
      local has = class.messages > 0
      local function known(value) return has and value == value and value or nil end
      local in_time = settings.deadlines[i] < math.huge
      rows[#rows + 1] = { more = more, class = names[i], messages = class.messages / settings.cycles, wait = known(class.wait),
        wait_se = known(class.wait_se), answered = known(class.answered), answered_se = known(class.answered_se),
        in_time = in_time and known(class.in_time) or nil, in_time_se = in_time and known(class.in_time_se) or nil,
        busy = found.busy == found.busy and found.busy or nil, left_over = found.left_over, growth = found.growth }
    end
    for hour, value in ipairs(found.backlog) do
      backlog[#backlog + 1] = { more = more, hour = hour - 1, waiting = value }
    end
    local weekly = 0
    for _, value in ipairs(settings.arrivals) do weekly = weekly + value end
    local staffed = 0
    for _, value in ipairs(settings.desks) do staffed = staffed + value end
    if weekly * settings.service >= staffed then
      unsteady = unsteady or {}
      unsteady[#unsteady + 1] = ("%d more"):format(more)
    end
  end
  local origin, seed, from = "queue" .. call.text(queue, spec), spec.seed or 1, derived.marks { spec.arrivals, spec.desks, spec }
  local waits = "No message was answered"
  if first.wait == first.wait then
    local worked = first.busy == first.busy and ("%.0f %% of the"):format(100 * first.busy) or "no"
    waits = ("Mean wait %.3g hours%s, %s staffed hours worked"):format(first.wait, error_text(first.wait_se), worked)
  end
  local hours = links.frame(backlog, { columns = { "more", "hour", "waiting" },
    types = { more = "integer", hour = "integer", waiting = "real" }, call = origin, seed = seed, from = from,
    said = { "Messages waiting at the end of each hour of the week, from Monday 0 h; mean over weeks and runs" } })
  return links.frame(rows, { columns = { "more", "class", "messages", "wait", "wait_se", "answered", "answered_se", "in_time",
    "in_time_se", "busy", "left_over", "growth" },
    types = { more = "integer", class = "text", messages = "real", wait = "real", wait_se = "real", answered = "real",
      answered_se = "real", in_time = "real", in_time_se = "real", busy = "real", left_over = "real", growth = "real" },
    units = { wait = "hours", wait_se = "hours", answered = "hours", answered_se = "hours" }, call = origin, seed = seed,
    from = from,
    said = { waits, unsteady and ("More work than staffed hours (%s): the queue grows without end, and waits with it"):format(
      table.concat(unsteady, ", ")), ("%s of %s after %s, seed %d"):format(plural(spec.runs or 20, "run"),
      plural(spec.weeks or 52, "week"), plural(spec.warm_up or 4, "week"), seed) },
    attach = { backlog = hours } })
end

return queue
