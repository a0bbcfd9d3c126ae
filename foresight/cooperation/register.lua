--- register.lua: the register of cooperation as tables of Lua, read once for each state of a store, and where places lie: what whom,
--- basis, where_is and cooperation_check ask.
--
-- Example:  reg = register.of(store)   reg.agreements["CISA"].in_force   reg:is_within("BE-PZ5345", "BE-VAN", day)

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"

local register = {}
register.__index = register

local TABLES = { "channel", "channel_reach", "agreement", "agreement_party", "agreement_act", "expertise", "contact_point",
  "training", "mission", "recommendation", "partner", "report" }

--- The acts that an agreement may allow, as core/store/import/cooperation/choices.c has them.
register.ACTS = { "information", "automated_exchange", "direct_access", "criminal_records", "screening", "joint_patrol",
  "joint_operation", "joint_team", "joint_centre", "pursuit", "observation", "hearing", "escort", "special_units", "liaison",
  "extradition", "enforcement", "training" }

-- Kinds of zones of which nothing can be asked as of a country.
local NO_COUNTRY = { union = true, world = true, continent = true, cyberspace = true, route = true }

local function rows_of(store, name, state)
  local frame, message = core.cooperation_rows(store, name, state)
  if not frame then error(message, 0) end
  local list, columns = {}, frame:columns()
  for i, row in frame:rows() do
    local copy = {}
    for _, column in ipairs(columns) do copy[column] = row[column] end
    list[i] = copy
  end
  return list
end

-- {child = {{parent, from, to}, ...}} in all hierarchies, and the kind of each zone.
local function places_of(store, state)
  local parents, kinds = {}, {}
  for _, row in query(store, ([[select c.code as child, p.code as parent, l.valid_from as first, l.valid_to as last
    from %s l join zone c on c.id = l.child join zone p on p.id = l.parent]]):format(known.rows("zone_link", state))):rows() do
    parents[row.child] = parents[row.child] or {}
    table.insert(parents[row.child], { row.parent, row.first, row.last })
  end
  for _, row in query(store, "select code, kind from zone"):rows() do kinds[row.code] = row.kind end
  return parents, kinds
end

local function by_code(list)
  local found = {}
  for _, each in ipairs(list) do
    found[each.code] = found[each.code] or {}
    table.insert(found[each.code], each)
  end
  return found
end

local read = setmetatable({}, { __mode = "k" }) -- of each store the last state that was asked

--- The register as known on a date or after a batch (default: now). Read again only when the store has another state.
function register.of(store, as_of)
  local now, state = store:state {}, known.state(store, as_of)
  local kept = read[store]
  if kept and kept.now == now and kept.state == state then return kept end
  local self = setmetatable({ store = store, now = now, state = state }, register)
  for _, name in ipairs(TABLES) do self[name] = rows_of(store, name, state) end
  self.parents, self.kinds = places_of(store, state)
  self.agreements, self.channels = {}, by_code(self.channel)
  for _, each in ipairs(self.agreement) do self.agreements[each.code] = each end
  read[store] = self
  return self
end

--- Whether a row holds on a day.
function register.holds(row, day)
  return (row.valid_from == nil or row.valid_from <= day) and (row.valid_to == nil or row.valid_to >= day)
end

--- Whether the zone is the other one, or lies in it, on a day.
function register:is_within(code, other, day, seen)
  if code == other then return true end
  seen = seen or {}
  seen[code] = true
  for _, link in ipairs(self.parents[code] or {}) do
    local is_then = (not link[2] or link[2] <= day) and (not link[3] or link[3] >= day)
    if is_then and not seen[link[1]] and self:is_within(link[1], other, day, seen) then return true end
  end
  return false
end

--- The country that a zone lies in; itself where it is one, or lies in none.
function register:country_of(code, day, seen)
  if self.kinds[code] == "country" then return code end
  seen = seen or {}
  seen[code] = true
  for _, link in ipairs(self.parents[code] or {}) do
    local found = not seen[link[1]] and self:country_of(link[1], day, seen)
    if found and self.kinds[found] == "country" then return found end
  end
  return code
end

--- Of the versions of a channel the one of that day; nil where it has none.
function register:channel_on(code, day)
  for _, each in ipairs(self.channels[code] or {}) do
    if register.holds(each, day) then return each end
  end
end

--- Whether what a row is of covers the phenomenon asked for; nil is any.
function register.covers(row, phenomenon)
  return row.phenomenon == nil or phenomenon ~= nil
    and (phenomenon == row.phenomenon or phenomenon:sub(1, #row.phenomenon + 1) == row.phenomenon .. ".")
end

-- --- what is asked ------------------------------------------------------------------------------------------------

-- {act, text, words} of what acts are called in the languages.
local function act_names()
  local list = {}
  for _, lang in ipairs(locale.LANGUAGES) do
    local said = phrases.of(lang).cooperation.acts
    for _, act in ipairs(register.ACTS) do list[#list + 1] = { act = act, text = core.fold(said[act]) } end
  end
  return list
end

-- The act of which a name has most of the words that are asked for; nil where two have as many, or none has one.
local function act_by_words(wanted, named)
  local found, most
  for _, each in ipairs(named) do
    local count = 0
    for word in wanted:gmatch "[^%s_-]+" do
      if #word > 3 and (" " .. each.text .. " "):find(" " .. word .. " ", 1, true) then count = count + 1 end
    end
    if count > (most or 0) then
      found, most = each.act, count
    elseif count == most and each.act ~= found then
      found = nil
    end
  end
  return found
end

--- The act that a word means, by its code or as it is called in one of the languages; raises, naming the nearest.
function register.act(value, callee)
  local wanted = tostring(value):lower():gsub("[%s-]+", "_")
  for _, each in ipairs(register.ACTS) do
    if each == wanted then return each end
  end
  local named, text, all, act_of = act_names(), core.fold(tostring(value)), {}, {}
  for _, each in ipairs(named) do
    if each.text == text then return each.act end
    all[#all + 1], act_of[each.text] = each.text, each.act
  end
  for _, each in ipairs(register.ACTS) do all[#all + 1], act_of[each] = each, each end
  local near = core.nearest(wanted, register.ACTS) or act_by_words(text, named) or act_of[core.nearest(text, all)]
  error(("bad argument 'act' to '%s': there is no act '%s'%s"):format(callee, tostring(value),
    near and (", did you mean '%s'?"):format(near) or hint.of(wanted, register.ACTS, "it is one of")), 0)
end

--- The country that a name means or lies in; raises for what is none, such as a union.
function register:country(name, day, callee)
  local country = self:country_of(self.store:resolve("zone", name), day)
  if NO_COUNTRY[self.kinds[country]] then
    error(("bad argument 'country' to '%s': '%s' is no country (%s): ask of one country"):format(callee, tostring(name),
      self.kinds[country]), 0)
  end
  return country
end

--- What a call asks of, each part looked up: zone, home (its country), country, act, phenomenon, urgency, day, on.
function register:asked(spec, callee)
  local on = spec.on and core.period(tostring(spec.on), "day") or core.today()
  local day = records.day(on)
  local zone = self.store:resolve("zone", spec.zone or "BE")
  local country = spec.country and self:country(spec.country, day, callee)
  return { zone = zone, home = self:country_of(zone, day), country = country, act = spec.act and register.act(spec.act, callee),
    phenomenon = spec.phenomenon and self.store:resolve("phenomenon", spec.phenomenon) or nil, urgency = spec.urgency or "normal",
    day = day, on = on }
end

return register
