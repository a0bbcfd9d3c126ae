--- kind_roles.lua: which column feeds which field of a table of messages, message flows or requests, by its name in nl, fr, de or en
--- and by what stands in it.
--
-- Example:  kind_roles.of(columns, "requests").taken.requested.column.name   --> gevraagd

local core = require "glocal.core"
local kind_fields = require "foresight.exchange.kind_fields"

local kind_roles = {}

-- How a column is called that feeds the field, folded; "a+b" are two words of its name.
local WORDS = {
  period = "period periode maand mois monat month datum date week semaine woche jaar annee jahr zeitraum",
  month = "month maand mois monat periode period",
  zone = "zone politiezone polizeizone gevraagde corps korps",
  kind = "kind soort type art aard nature",
  requester = "requester vrager demandeur anfragender aanvrager requerant antragsteller",
  service = "service dienst dienststelle eenheid unite einheit",
  phenomenon = "phenomenon fenomeen phenomene phanomen misdrijf delikt infraction",
  requested = "requested gevraagd demande demandes demandee demandees angefragt aanvragen anfragen requests",
  granted = "granted toegekend accorde accordes accordee accordees bewilligt gewahrt",
  hours_asked = "uren+gevraagd heures+demandees stunden+angefragt hours+asked hours+requested",
  hours_delivered = "uren+geleverd heures+livrees heures+prestees uren+gepresteerd stunden+geleistet hours+delivered",
  source = "source bron quelle",
  handling = "handling markering marquage kennzeichnung tlp",
  channel = "channel kanaal canal kanal",
  country = "country land pays staat",
  urgency = "urgency dringendheid urgence dringlichkeit",
  received = "received ontvangen recu recus empfangen eingegangen in",
  answered = "answered beantwoord repondu beantwortet out",
  instrument = "instrument",
  sent = "sent verzonden envoye envoyes gesendet",
  in_time = "binnen+termijn dans+delais fristgerecht in+time",
  median_hours = "mediaan mediane median",
}

local TIMES = { period = true, month = true, answered = true }
local FIGURES = { requested = true, granted = true, hours_asked = true, hours_delivered = true, sent = true, in_time = true,
  median_hours = true }
-- What an import of the kind can't do without, and what to write where no column has it.
local NEEDS = {
  requests = { { "period", "period=:2026-03" }, { "zone", "zone=:5345" }, { "kind", "kind=:'mutual aid'" } },
  messages = { { "received", "received=COLUMN" }, { "channel", "channel=:SPOC" }, { "country", "country=:FR" } },
  message_flows = { { "month", "month=:2026-03" }, { "channel", "channel=:SPOC" }, { "country", "country=:FR" } },
}
-- What no table of figures is likely to have.
local SIGNS = { requests = { "requested", "granted" }, messages = { "received", "answered", "channel" },
  message_flows = { "channel", "received", "sent" } }
local KINDS = { "messages", "message_flows", "requests" }

--- Whether the kind is one of those whose columns are known by name.
function kind_roles.has(kind) return NEEDS[kind] ~= nil end

--- The fields that an import of the kind can't do without.
function kind_roles.needed(kind)
  local fields = {}
  for i, each in ipairs(NEEDS[kind]) do fields[i] = each[1] end
  return fields
end

local function fits(kind, field, type)
  if type.name == "empty" then return true end
  if TIMES[field] or (kind == "messages" and field == "received") then return type.is_time == true or type.is_text == true end
  if FIGURES[field] or (kind == "message_flows" and field == "received") then return type.is_number == true end
  return not type.is_time and type.name ~= "decimal"
end

local function words_of(name)
  local words, count = {}, 0
  for word in core.fold((name:gsub("(%l)(%u)", "%1 %2"))):gmatch "%w+" do words[word], count = true, count + 1 end
  return words, count
end

-- How well a name goes with a field: more words of it are better, and a name that has no others.
local function score_of(field, name)
  if core.fold(name) == field then return 10 end
  local words, count = words_of(name)
  local best = 0
  for phrase in WORDS[field]:gmatch "%S+" do
    local parts, is_all = 0, true
    for part in phrase:gmatch "[^+]+" do parts, is_all = parts + 1, is_all and words[part] == true end
    if is_all then best = math.max(best, 2 * parts + (count == parts and 1 or 0)) end
  end
  return best
end

--- {taken = {field -> {column}}, needs = {{field, how}} that no column feeds}.
function kind_roles.of(columns, kind)
  local offers, taken, used = {}, {}, {}
  for field in kind_fields[kind]:gmatch "%S+" do
    for i, column in ipairs(columns) do
      local score = fits(kind, field, column.type) and score_of(field, column.name) or 0
      if score > 0 then offers[#offers + 1] = { field = field, column = column, score = score, at = i } end
    end
  end
  table.sort(offers, function(a, b)
    if a.score ~= b.score then return a.score > b.score end
    if a.at ~= b.at then return a.at < b.at end
    return a.field < b.field
  end)
  for _, each in ipairs(offers) do
    if not taken[each.field] and not used[each.column] then
      taken[each.field], used[each.column] = { column = each.column }, each.field
    end
  end
  local found = { taken = taken, needs = {} }
  for _, each in ipairs(NEEDS[kind]) do
    if not taken[each[1]] then found.needs[#found.needs + 1] = each end
  end
  return found
end

--- The kind whose columns these look like, and those of its signs; nil: none but observations.
function kind_roles.likely(columns)
  for _, kind in ipairs(KINDS) do
    local taken, names, all = kind_roles.of(columns, kind).taken, {}, true
    for i, field in ipairs(SIGNS[kind]) do
      all = all and taken[field] ~= nil
      names[i] = all and ("'%s'"):format(taken[field].column.name) or nil
    end
    if all then return kind, names end
  end
end

return kind_roles
