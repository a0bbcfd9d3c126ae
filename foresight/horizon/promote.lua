--- promote.lua: makes a driver of a cluster of signals: an event with a probability, which a scenario takes and which can be
--- traced back to the signals it rests on.
--
-- Example:  d = promote(c[1], {driver="parcel_hubs", role="analysis"})    m.hubs = d:event{from="2027-01"}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local driver = require "foresight.horizon.driver"
local found_signals = require "foresight.horizon.found_signals"
local glocal = require "glocal"
local personal = require "foresight.horizon.personal"
local pool = require "foresight.register.pool"
local records = require "foresight.shared.records"

local SHAPE = {
  columns = { "name", "label", "probability", "method", "judgements", "reason", "role", "known", "handling" },
  types = { name = "text", label = "text", probability = "real", method = "text", judgements = "integer", reason = "text",
    role = "text", known = "day", handling = "text" },
}
local SIGNALS = { columns = { "row", "signal" }, types = { row = "integer", signal = "integer" } }

-- The numbers of the signals, and what they are called together.
local function members_of(cluster)
  if call.is_frame(cluster) then
    error("bad argument #1 to 'promote': say which row of the frame, as in promote(c[1], {...})", 0)
  elseif type(cluster) == "table" and type(cluster.members) == "string" then
    local ids = {}
    for each in cluster.members:gmatch "%d+" do ids[#ids + 1] = math.tointeger(tonumber(each)) end
    return ids, cluster.label
  end
  if type(cluster) == "table" and #cluster > 0 then
    local ids, seen = {}, {}
    for i, each in ipairs(cluster) do
      if not math.tointeger(each) then
        error(("bad argument #1 to 'promote': number %d of the list is no number of a signal: %s"):format(i, tostring(each)), 0)
      end
      if not seen[each] then seen[each], ids[#ids + 1] = true, math.tointeger(each) end
    end
    return ids
  end
  error("bad argument #1 to 'promote': expected a row of signal_clusters, as in promote(c[1], {...}), or numbers of signals", 0)
end

local function check_name(store, name)
  if type(name) ~= "string" or not name:find "^[%a_][%w_]*$" then
    error("bad argument 'driver' to 'promote': a driver is named as a quantity of a model: letters, digits and _, as in "
      .. "driver=\"parcel_hubs\"", 0)
  end
  for _, each in ipairs(records.of(store, "drivers", records.day(core.today()))) do
    if each.name == name then return false end
  end
  return true
end

local function probability_of(list, options)
  if options.probability ~= nil then
    records.check_judgement(options.probability, nil, "promote")
    if type(options.reason) ~= "string" or options.reason:match "^%s*$" then
      error("bad argument 'reason' to 'promote': a probability that is not pooled from the judgements needs a reason", 0)
    end
    return options.probability, "given", 0
  end
  local likelihoods = {}
  for _, each in ipairs(list) do table.move(each.likelihoods, 1, #each.likelihoods, #likelihoods + 1, likelihoods) end
  if #likelihoods == 0 then
    error("none of these signals has a likelihood: judge_signal(number, {role=..., likelihood=...}), or say probability= and "
      .. "reason=", 0)
  end
  local method = options.method or "linear"
  return pool(likelihoods, { method = method }), method, #likelihoods
end

--- Makes a driver of a cluster and keeps it with its signals, for good. Its probability is pooled from all likelihoods that roles
--- judge of the signals now; a later judgement does not change it.
--- @function promote
--- @param cluster table|frame a row of signal_clusters, as in c[1], or a list of numbers of signals
--- @param options table
--- @option driver string its name in a scenario: letters, digits and _
--- @option role string who promotes it, such as "analysis"; never a person
--- @option method? string = "linear" {linear|log_odds} how likelihoods are pooled
--- @option probability? number = (pooled) that it comes true, where it is not to be pooled; with a reason
--- @option label? string = (the cluster's) what it is called beside its name
--- @option reason? string = "" why
--- @option store? store = (the current one) the store of the signals
--- @return driver its name, label, probability, signals; :event{...} is it in a model, :signals() what it rests on
--- @raises no row and no numbers; a name that no quantity may have; signals without a likelihood
--- @fails exists: a driver of that name; read_only, busy
--- @needs store.write
--- @since 0.1
--- @example select(2, pcall(promote, {1}, {driver="a b", role="analysis"})):match "letters, digits and _" --> letters, digits and _
local function promote(cluster, options)
  local store = glocal.use(options.store)
  local ids, label = members_of(cluster)
  records.check_role(options.role, "promote", "role")
  label = options.label or label or ""
  personal.check("promote", { label = label, reason = options.reason or "", role = options.role })
  if not check_name(store, options.driver) then
    return nil, ("there is a driver '%s' already; it is never changed: choose another name"):format(options.driver), "exists"
  end
  local list = found_signals.of(store, { ids = ids }, "promote")
  local probability, method, judgements = probability_of(list, options)
  local members = {}
  for i, id in ipairs(ids) do members[i] = { row = 1, signal = id } end
  local row = { name = options.driver, label = label, probability = probability, method = method, judgements = judgements,
    reason = options.reason or "", role = options.role, known = core.today(), handling = found_signals.marking(list) }
  local done, message, code = records.keep(store, {
    table = "driver", second = "driver_signal", parent = "driver", action = "promote", object = "driver", numbered = true,
    why = ("%s, by %s: %.4g of signals %s"):format(options.driver, options.role, probability, table.concat(ids, ", ")),
  }, { { { row }, SHAPE }, { members, SIGNALS } })
  if not done then return nil, message, code end
  return driver(options.driver, { store = store })
end

return promote
