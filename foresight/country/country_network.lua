--- country_network.lua: what the register of cooperation has of a country: by which channels it is asked, which agreements there are,
-- what was brought back, recommended and learnt there, and what goes to and fro.
--
-- Example:  found = country_network.of(it)   found.channels[1].channel   found.agreements[1].acts   found.flow.balance

local basis = require "foresight.cooperation.basis"
local core = require "glocal.core"
local message_flows = require "foresight.cooperation.message_flows"
local outfile = require "foresight.shared.outfile"
local recommendations = require "foresight.cooperation.recommendations"
local register = require "foresight.cooperation.register"
local reports = require "foresight.cooperation.reports"
local signals = require "foresight.horizon.signals"
local whom = require "foresight.cooperation.whom"

local country_network = {}

local MOST_CHANNELS, MOST_REPORTS, MOST_SIGNALS = 6, 6, 4

-- The rows of a frame that may leave, at most so many; counts the others.
local function leaving(frame, found, most)
  local kept = {}
  for _, row in frame:rows() do
    if not outfile.may_leave(row.marking or frame:marking(), "row") then
      found.left_out = found.left_out + 1
    elseif #kept < (most or math.huge) then
      local copy = {}
      for _, name in ipairs(frame:columns()) do copy[name] = row[name] end
      kept[#kept + 1], found.markings[#found.markings + 1] = copy, row.marking or frame:marking()
    end
  end
  return kept
end

local function asked(it, more)
  local spec = { zone = it.zone, country = it.country, on = it.on, as_of = it.as_of, store = it.store,
    phenomenon = it.phenomenon }
  for name, value in pairs(more) do spec[name] = value end
  return spec
end

-- The agreements between both, by code: whether each holds, and the acts that it allows with their articles.
local function agreements_of(it, found)
  local list, of = {}, {}
  for _, act in ipairs(register.ACTS) do
    for _, row in ipairs(leaving(basis(asked(it, { act = act })), found)) do
      local one = of[row.agreement]
      if not one then
        one = { code = row.agreement, acts = {} }
        of[row.agreement], list[#list + 1] = one, one
      end
      if row.allowed == "yes" then
        one.is_in_force = true
        one.acts[#one.acts + 1] = { act = act, article = row.article, to_confirm = row.to_confirm ~= nil
          and it.reg.agreements[row.agreement].verification ~= "to_confirm" }
      end
    end
  end
  table.sort(list, function(a, b)
    if (a.is_in_force or false) ~= (b.is_in_force or false) then return a.is_in_force or false end
    return a.code < b.code
  end)
  return list
end

-- Messages with the country over twelve months up to the day, over months that state both ways.
local function flow_of(it, found)
  local last = core.period(it.on, "month")
  local spec = { by = { "channel" }, country = it.country, from = core.period(last, "month", -11), to = last, as_of = it.as_of,
    store = it.store }
  local f = message_flows(spec)
  if not f or #f == 0 then return nil end
  if not outfile.may_leave(f:marking(), "flow") then
    found.left_out = found.left_out + 1
    return nil
  end
  found.markings[#found.markings + 1] = f:marking()
  local flow = { from = spec.from, to = spec.to, received = 0, in_time = 0 }
  local both_received, sent, with_both = 0, 0, 0
  for _, row in f:rows() do
    flow.received = flow.received + (row.received or 0)
    if row.received and row.sent then
      both_received, sent, with_both = both_received + row.received, sent + row.sent, with_both + 1
    end
  end
  if with_both > 0 then flow.received, flow.sent, flow.balance = both_received, sent, sent - both_received end
  return flow
end

-- Missions and training there, and expertise gained there, as counts.
local function presence_of(it, found)
  local list = {}
  for _, each in ipairs(it.reg.mission) do
    if each.zone == it.country and register.holds(each, it.day) and outfile.may_leave(each.marking, "row") then
      list[#list + 1], found.markings[#found.markings + 1] = { kind = "mission", number = each.participants,
        text = each.topic or each.code,
        source = each.source }, each.marking
    end
  end
  for _, each in ipairs(it.reg.expertise) do
    if each.gained_at == it.country and register.holds(each, it.day) and outfile.may_leave(each.marking, "row") then
      list[#list + 1], found.markings[#found.markings + 1] = { kind = "expertise", number = each.holders, text = each.topic,
        corps = each.corps, source = each.source }, each.marking
    end
  end
  return list
end

--- {channels, missing, agreements, reports, recommendations, presence, signals, flow, left_out, markings} between it.zone and it.country.
function country_network.of(it)
  local found = { left_out = 0, markings = {} }
  found.channels = leaving(whom(asked(it, { act = "information" })), found, MOST_CHANNELS)
  found.agreements = agreements_of(it, found)
  found.reports = leaving(reports { country = it.country, phenomenon = it.phenomenon, to = it.on, as_of = it.as_of,
    store = it.store },
    found, MOST_REPORTS)
  found.recommendations = leaving(recommendations { country = it.country, on = it.on, lang = it.lang, as_of = it.as_of,
    store = it.store }, found)
  found.presence = presence_of(it, found)
  found.flow = flow_of(it, found)
  found.signals = leaving(signals { zone = it.country, phenomenon = it.phenomenon, as_of = it.signals_as_of,
    store = it.store }, found,
    MOST_SIGNALS)
  return found
end

return country_network
