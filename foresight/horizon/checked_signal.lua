--- checked_signal.lua: a signal as an analyst writes it, checked, as the row that the store keeps. signal and signals_from share
--- it.
--
-- Example:  row, zones, judgement = checked_signal.of(store, {title="Parcels", seen="2026-11-02", ...}, "signal")

local core = require "glocal.core"
local call = require "foresight.shared.call"
local locale = require "foresight.language.locale"
local personal = require "foresight.horizon.personal"
local records = require "foresight.shared.records"

local checked_signal = {}

checked_signal.STEEP = { "social", "technological", "economic", "environmental", "political" }
checked_signal.RELIABILITY = { "A", "B", "C", "D", "E", "F" }

--- The columns of the tables, for records.keep.
checked_signal.SHAPE = {
  columns = { "title", "text", "lang", "seen", "source", "reliability", "credibility", "steep", "phenomenon", "horizon_from",
    "horizon_to", "known", "handling" },
  types = { title = "text", text = "text", lang = "text", seen = "day", source = "text", reliability = "text",
    credibility = "integer", steep = "text", phenomenon = "text", horizon_from = "day", horizon_to = "day", known = "day",
    handling = "text" },
}
checked_signal.ZONES = { columns = { "row", "zone" }, types = { row = "integer", zone = "text" } }

-- A judgement of the signal whose number `of` has; in the call that records it `of` is its row there.
local function judgement_shape(of)
  return {
    columns = { of, "role", "likelihood", "impact", "reason", "known", "handling" },
    types = { [of] = "integer", role = "text", likelihood = "real", impact = "integer", reason = "text", known = "day",
      handling = "text" },
  }
end
local JUDGEMENT = judgement_shape "row"
checked_signal.JUDGEMENT_OF = judgement_shape "signal"

local function fail(callee, name, message, ...)
  error(("bad argument '%s' to '%s': " .. message):format(name, callee, ...), 0)
end

local function text_of(spec, callee, name, example)
  local value = spec[name]
  if type(value) ~= "string" or value:match "^%s*$" then fail(callee, name, "say %s", example) end
  return (value:match "^%s*(.-)%s*$")
end

-- "B2", or reliability and credibility by themselves.
local function grading_of(spec, callee)
  local reliability, credibility = spec.reliability, spec.credibility
  if reliability == nil or credibility == nil then
    fail(callee, reliability == nil and "reliability" or "credibility",
      "say how reliable the source is, A to F, and how credible the information, 1 to 6, as in reliability=\"B\", credibility=3")
  end
  local whole = math.tointeger(tonumber(credibility))
  if not (whole and whole >= 1 and whole <= 6) then
    fail(callee, "credibility", "expected 1 to 6, got %s", tostring(credibility))
  end
  return records.one_of(reliability, checked_signal.RELIABILITY, callee, "reliability"), whole
end

-- A period, two of them as "2027..2029", or a number of years after it was seen.
local function horizon_of(value, seen, callee)
  if value == nil then return nil end
  local years = type(value) == "number" and value or tonumber(type(value) == "string" and value:match "^(%d%d?)$" or nil)
  if years and years < 100 then
    if years <= 0 then fail(callee, "horizon", "expected a number of years above 0, got %s", tostring(value)) end
    return seen, core.period(seen, "day", math.ceil(years * 365.25))
  end
  local first, last = tostring(value):match "^%s*(.-)%s*%.%.%s*(.-)%s*$"
  first, last = first or tostring(value), last or tostring(value)
  local from, to = core.period(first, "day"), records.last_day(last)
  if from > to then fail(callee, "horizon", "%s is before %s", last, first) end
  if to < seen then fail(callee, "horizon", "%s was over when the signal was seen, %s", tostring(value), seen) end
  return from, to
end

local function zones_of(store, given)
  if given == nil then return {} end
  local codes, seen = {}, {}
  for _, name in ipairs(call.list(given)) do
    local code = store:resolve("zone", name)
    if not seen[code] then seen[code], codes[#codes + 1] = true, code end
  end
  return codes
end

--- The row, the codes of its zones, and what the role judged where `role` is given. Raises for what can't be one.
function checked_signal.of(store, spec, callee)
  local title = text_of(spec, callee, "title", "in a line what was seen, as in title=\"Parcels sent to empty flats\"")
  local source = text_of(spec, callee, "source",
    "what it comes from, as in source=\"press\" or source=\"customs\"; never a person")
  local text = spec.text or ""
  personal.check(callee, { title = title, text = text, source = source, role = spec.role or "", reason = spec.reason or "" })
  if spec.seen == nil then fail(callee, "seen", "say on which day it was seen, as in seen=\"2026-11-02\"") end
  local seen = records.past_day(spec.seen, callee, "seen")
  local known = spec.recorded and records.past_day(spec.recorded, callee, "recorded") or core.today()
  if known < seen then fail(callee, "recorded", "%s is before the signal was seen, %s", known, seen) end
  local reliability, credibility = grading_of(spec, callee)
  if spec.steep == nil then
    fail(callee, "steep", "say of which kind it is: %s", table.concat(checked_signal.STEEP, ", "))
  end
  records.check_judgement(spec.likelihood, spec.impact, callee)
  local has_judgement = spec.likelihood ~= nil or spec.impact ~= nil
  if has_judgement then records.check_role(spec.role, callee, "role") end
  local from, to = horizon_of(spec.horizon, seen, callee)
  return {
    title = title, text = text, lang = spec.lang and locale.check(spec.lang) or locale.preferred(), seen = seen, source = source,
    reliability = reliability, credibility = credibility,
    steep = records.one_of(spec.steep, checked_signal.STEEP, callee, "steep"),
    phenomenon = spec.phenomenon and store:resolve("phenomenon", spec.phenomenon) or nil, horizon_from = from, horizon_to = to,
    known = known, handling = records.joined { spec.handling or records.default_marking(store) },
  }, zones_of(store, spec.zone), has_judgement and {
    role = spec.role, likelihood = spec.likelihood, impact = spec.impact and math.tointeger(spec.impact), reason = spec.reason
      or "",
    known = known,
  } or nil
end

--- By what tells a signal from another: the same title of the same source on the same day is the same signal.
function checked_signal.key(title, source, seen)
  return title:lower() .. "\0" .. source:lower() .. "\0" .. seen
end

--- The keys of the signals that the store has, each as "signal 12".
function checked_signal.known(store)
  local known = {}
  for _, each in ipairs(records.of(store, "signals", records.day(core.today()))) do
    known[checked_signal.key(each.title, each.source, records.date(each.seen))] = ("signal %d"):format(each.signal)
  end
  return known
end

--- Keeps signals as checked_signal.of gives them ({row, zones, judgement}) in one go; the number of the first, or nil, message,
--- code.
function checked_signal.keep(store, list, why)
  local rows, places, judgements = {}, {}, {}
  for i, each in ipairs(list) do
    rows[i] = each.row
    for _, zone in ipairs(each.zones) do places[#places + 1] = { row = i, zone = zone } end
    if each.judgement then
      each.judgement.row, each.judgement.handling = i, each.row.handling
      judgements[#judgements + 1] = each.judgement
    end
  end
  return records.keep(store, {
    table = "signal", second = "signal_zone", third = "signal_judgement", parent = "signal", action = "signal", object = "signal",
    numbered = true, why = why,
  }, { { rows, checked_signal.SHAPE }, { places, checked_signal.ZONES }, { judgements, JUDGEMENT } })
end

return checked_signal
