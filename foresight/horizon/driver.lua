--- driver.lua: a driver: an event of a scenario that signals point at. It is read from the store and can't be changed.
--
-- Example:  d = driver "parcel_hubs"   m.hubs = d:event{from="2027-01", lasts=6}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local likelihood = require "foresight.language.likelihood"
local parts = require "foresight.scenario.parts"
local quantity = require "foresight.scenario.quantity"
local records = require "foresight.shared.records"
local sealed = require "foresight.shared.sealed"
local signals = require "foresight.horizon.signals"

local methods, kind = {}, nil

--- The driver as an event of a model: 1 while it holds, in the draws in which it comes true, else 0. What is made of it has the
--- marking of its signals.
--- @function driver:event
--- @param options table
--- @option from string|number|quantity when, a date or the time since the beginning
--- @option lasts? number|quantity = (for good) how long it holds, in the model's time
--- @return quantity 1 or 0
--- @since 0.1
--- @example type(promote) --> function
function methods.event(self, options)
  local fields = sealed.fields(self, kind)
  local happens = quantity.new { family = "bernoulli", parameters = { quantity.of(fields.probability,
    "probability of a driver") },
    source = core.frame({ { probability = fields.probability } }, { marking = fields.marking }) }
  local window = options.lasts == nil and parts.step { from = options.from }
    or parts.pulse { from = options.from, lasts = options.lasts }
  return happens * window
end

--- The signals that the driver rests on, as they are known now; those that were retracted are missing, and the note says how
--- many.
--- @function driver:signals
--- @return frame as signals gives them
--- @needs store.read
--- @since 0.1
--- @example type(signals) --> function
function methods.signals(self)
  local fields = sealed.fields(self, kind)
  local ids, live, count = {}, {}, 0
  for id in fields.members:gmatch "%d+" do ids[math.tointeger(tonumber(id))], count = true, count + 1 end
  for _, each in ipairs(records.of(fields.store, "signals", records.day(core.today()))) do
    if ids[each.signal] then live[#live + 1] = each.signal end
  end
  local frame = signals { store = fields.store, ids = live }
  return frame:attach { note_text = #live < count
    and ("%d of the %d signals of '%s' were retracted since it was promoted."):format(
    count - #live, count, fields.name) or nil }
end

local function shown(fields)
  return ("%s: %s\nprobability %.3g (%s), %s; signals %s"):format(fields.name, fields.label, fields.probability,
    likelihood.key(fields.probability):gsub("_", " "), fields.method == "given" and "given"
      or ("pooled of %d judgements (%s)"):format(fields.judgements, fields.method), fields.members)
end

kind = sealed.kind { name = "driver", public = { "name", "label", "probability", "members", "marking" },
  gated = { "label", "probability", "members" }, methods = call.guard(methods), shown = shown }

--- The driver of that name, as promote made it: drivers() lists them.
--- @function driver
--- @param name string as in promote(c[1], {driver="parcel_hubs", ...})
--- @param options? table
--- @option store? store = (the current one) the store to read
--- @return driver its name, label, probability, members; :event{...} is it in a model, :signals() what it rests on
--- @raises a name that no driver has, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example select(2, pcall(driver, "no_such")):match "there is no driver 'no_such'" --> there is no driver 'no_such'
local function driver(name, options)
  local store, names = glocal.use(options and options.store), {}
  for i, each in ipairs(records.of(store, "drivers", records.day(core.today()))) do
    names[i] = each.name
    if each.name == name then
      return sealed.new({ name = each.name, label = each.label, probability = each.probability, method = each.method,
        judgements = each.judgements, members = each.signals, marking = each.marking, store = store }, kind)
    end
  end
  error(("there is no driver '%s'%s"):format(tostring(name), hint.of(name, names, "there are")), 0)
end

return driver
