--- accessions.lua: which country acceded to an agreement and since when, what is missing, and what goes to and fro of that kind.
--
-- Example:  accessions{act="screening"}      accessions{act="enforcement", country={"NL", "DE"}, on="2026-11-22"}

local card = require "foresight.cooperation.card"
local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local legal = require "foresight.cooperation.legal"
local message_flows = require "foresight.cooperation.message_flows"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local COLUMNS = { "agreement", "name", "country", "acceded", "since", "until", "missing", "received", "sent", "to_confirm",
  "source",
  "marking" }
local TYPES = { received = "integer", sent = "integer", since = "day", ["until"] = "day" }
for _, name in ipairs(COLUMNS) do TYPES[name] = TYPES[name] or "text" end

local OTHERWISE = { "BE", "NL", "LU", "FR", "DE" }

local function agreements_of(reg, spec, act)
  if spec.agreement then
    local found, names = reg.agreements[spec.agreement], {}
    for code in pairs(reg.agreements) do names[#names + 1] = code end
    table.sort(names)
    if not found then
      error(("bad argument 'agreement' to 'accessions': there is no agreement '%s'%s"):format(tostring(spec.agreement),
        hint.of(tostring(spec.agreement), names, "the register has")), 0)
    end
    return { found }
  end
  local list, seen = {}, {}
  for _, each in ipairs(reg.agreement_act) do
    local agreement = reg.agreements[each.agreement]
    if (not act or each.act == act) and agreement and not seen[each.agreement] then
      seen[each.agreement], list[#list + 1] = true, agreement
    end
  end
  table.sort(list, function(a, b) return a.code < b.code end)
  return list
end

local function countries_of(reg, given)
  local codes = {}
  for i, one in ipairs(type(given) == "table" and given or given and { given } or OTHERWISE) do
    codes[i] = reg.store:resolve("zone", one)
  end
  return codes
end

-- The row by which a country is a party on a day, alone or with the union it is of; else one by which it was or will be.
local function party_of(reg, agreement, country, day)
  local other
  for _, each in ipairs(legal.parties(reg, agreement, country, day)) do
    if register.holds(each, day) then return each end
    other = each
  end
  return nil, other
end

local function missing_of(agreement, party, other, country, day)
  local never = other and agreement.in_force and other.valid_to and other.valid_to < agreement.in_force
  if not party and other and not never then
    return other.valid_from and other.valid_from > day and ("accedes on %s"):format(records.date(other.valid_from))
      or ("left on %s"):format(records.date(other.valid_to))
  end
  if not party then return card.missing_text("not_party", agreement, country, "en") end
  local why = legal.not_in_force(agreement, day)
  return why and card.missing_text(why, agreement, nil, "en") or nil
end

-- The later of both days on which it began to bind the country; nil where one is not known.
local function since(agreement, party)
  if not agreement.in_force then return nil end
  return records.date(math.max(agreement.in_force, party.valid_from or agreement.in_force))
end

local function row_of(reg, agreement, country, day, flows)
  local party, other = party_of(reg, agreement, country, day)
  local missing = missing_of(agreement, party, other, country, day)
  local shown, flow = party or other or agreement, flows[country] or {}
  local last = agreement.ended or party and party.valid_to
  return { agreement = agreement.code, name = card.name(agreement, "en"), country = country, acceded = missing and "no" or "yes",
    since = party and since(agreement, party), ["until"] = last and records.date(last), missing = missing,
      received = flow.received,
    sent = flow.sent, to_confirm = legal.is_to_confirm { shown, agreement } and "to be confirmed" or nil, source = shown.source,
    marking = records.joined { shown.marking, agreement.marking } }
end

-- Messages of that kind by country over the twelve months up to the day, where months state both ways.
local function flows_of(reg, kind, on, spec)
  local of = {}
  local f = kind and message_flows { by = { "country" }, kind = kind, from = core.period(core.period(on, "month"), "month", -11),
    to = core.period(on, "month"), as_of = spec.as_of, store = reg.store }
  if not f then return of, "TLP:CLEAR" end
  for _, row in f:rows() do
    local one = of[row.country] or {}
    of[row.country] = one
    for _, name in ipairs { "received", "sent" } do
      if row[name] then one[name] = (one[name] or 0) + row[name] end
    end
  end
  return of, f:marking()
end

--- Which countries acceded to which agreement, since when, and what is missing: no party, not yet in force, ended. With an act, such
--- as screening (pre-employment screening) or enforcement (cross-border execution of sanctions), all agreements that have it, and
--- beside them the messages of that kind received and sent in the twelve months up to the day. A country may be a party alone or with the
--- union that it is of.
--- @function accessions
--- @param spec? table
--- @option act? string only agreements that have this act, such as screening or enforcement
--- @option agreement? string only this one, by its code
--- @option country? string|string[] = {"BE", "NL", "LU", "FR", "DE"} <zone> of these
--- @option kind? string = (the act) the kind of messages that is counted beside them
--- @option on? string = (today) the day
--- @option as_of? string|integer as known on that day, or after that batch
--- @option store? store = (the current one) the store to read
--- @return frame agreement, name, country, acceded (yes or no), since, until, missing, received, sent, to_confirm, source, marking
--- @raises an unknown act, agreement or country, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example accessions{act="screening", country="NL", on="2026-11-22"}.agreement[1] --> BENELUX-SCREENING-2019
--- @example accessions{agreement="BENELUX-SCREENING-2019", country="DE", on="2026-11-22"}.missing[1] --> DE is no party
local function accessions(spec)
  spec = spec or {}
  local reg = register.of(glocal.use(spec.store), spec.as_of)
  local act = spec.act and register.act(spec.act, "accessions")
  local on = spec.on and core.period(tostring(spec.on), "day") or core.today()
  local countries, day = countries_of(reg, spec.country), records.day(on)
  local flows, flows_marking = flows_of(reg, spec.kind or act, on, spec)
  local rows, markings = {}, { flows_marking }
  for _, agreement in ipairs(agreements_of(reg, spec, act)) do
    for _, country in ipairs(countries) do
      rows[#rows + 1] = row_of(reg, agreement, country, day, flows)
      markings[#markings + 1] = rows[#rows].marking
    end
  end
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = records.joined(markings),
    units = { received = "messages",
      sent = "messages" } }):attach { note_text = #rows == 0 and "no agreement has this act" or nil }
end

return accessions
