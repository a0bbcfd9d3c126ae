--- cooperation_check.lua: what in the register of cooperation is to be seen to.
--
-- Example:  cooperation_check{}      cooperation_check{stale=365, on="2026-11-22"}

local core = require "glocal.core"
local glocal = require "glocal"
local legal = require "foresight.cooperation.legal"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local COLUMNS = { "check", "table", "what", "finding", "marking" }
local TYPES = { check = "text", table = "text", what = "text", finding = "text", marking = "text" }
local STALE = 365

local checks = {}

-- Each corps has exactly one contact point for each theme that any corps has one for.
function checks.contact_point(reg, day, add)
  local count, corps, themes, of = {}, {}, {}, {}
  for _, each in ipairs(reg.contact_point) do
    if register.holds(each, day) then
      local key = each.corps .. "\0" .. each.theme
      count[key], of[key] = (count[key] or 0) + 1, each
      corps[each.corps], themes[each.theme] = each, true
    end
  end
  for code, row in pairs(corps) do
    for theme in pairs(themes) do
      local n = count[code .. "\0" .. theme] or 0
      if n ~= 1 then
        add("contact_point", ("%s, %s"):format(code, theme), n == 0 and "no contact point" or ("%d contact points"):format(n),
          of[code .. "\0" .. theme] or row)
      end
    end
  end
end

-- What was confirmed long ago, or never; what is of the past, or says that it is to be confirmed, is not stale.
function checks.stale(reg, day, add, stale)
  for _, name in ipairs { "channel", "channel_reach", "contact_point", "expertise", "partner" } do
    for _, each in ipairs(reg[name]) do
      if register.holds(each, day) and each.verification ~= "historical"
        and (not each.last_confirmed or day - each.last_confirmed > stale) then
        add(name, each.code or each.channel or each.corps, each.last_confirmed
          and ("last confirmed on %s"):format(records.date(each.last_confirmed)) or "no day of confirmation", each)
      end
    end
  end
end

-- A post that holds today and reaches nobody for any act.
function checks.mandate(reg, day, add)
  for _, each in ipairs(reg.channel) do
    local has_reach = false
    for _, row in ipairs(reg.channel_reach) do
      has_reach = has_reach or row.channel == each.code and register.holds(row, day)
    end
    if each.kind == "liaison" and register.holds(each, day) and not has_reach then
      add("channel", each.code, "a post without a mandate: no act, no country", each)
    end
  end
end

function checks.ended(reg, day, add)
  for _, each in ipairs(reg.channel_reach) do
    local agreement = each.agreement and reg.agreements[each.agreement]
    if agreement and register.holds(each, day) and agreement.ended and agreement.ended < day then
      add("channel_reach", ("%s, %s"):format(each.channel, each.country), ("its basis %s ended on %s%s"):format(agreement.code,
        records.date(agreement.ended), agreement.replaced_by and ", replaced by " .. agreement.replaced_by or ""), each)
    end
  end
end

function checks.basis(reg, day, add)
  for _, each in ipairs(reg.channel_reach) do
    local channel = reg:channel_on(each.channel, day)
    if channel and channel.kind ~= "informal" and register.holds(each, day) and each.verification ~= "historical" then
      local what = ("%s, %s, %s"):format(each.channel, each.country, each.act)
      local agreement = each.agreement and reg.agreements[each.agreement]
      if not agreement then
        add("channel_reach", what, "no legal basis", each)
      elseif legal.not_in_force(agreement, day) == "unknown_date" then
        add("channel_reach", what, ("the day on which %s entered into force is not known"):format(agreement.code), each)
      end
    end
  end
end

function checks.unasked(reg, day, add)
  for _, each in ipairs(reg.expertise) do
    if register.holds(each, day) and not each.last_asked then
      add("expertise", ("%s, %s"):format(each.corps, each.topic), "never asked for", each)
    end
  end
end

local ORDER = { "contact_point", "mandate", "ended", "basis", "unasked", "stale" }

--- What in the register of cooperation is to be seen to: corps without exactly one contact point for a theme, posts without a mandate,
--- channels whose agreement has ended, that have no legal basis or one of which the day of entry into force is not known, expertise
--- that nobody asked for, and what was not confirmed for long.
--- @function cooperation_check
--- @param spec? table
--- @option stale? integer = 365 [days] after which a confirmation is stale
--- @option on? string = (today) the day
--- @option as_of? string|integer the register as known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame check, table, what, finding, marking; marked as the rows it is about
--- @needs store.read
--- @since 0.1
--- @example cooperation_check{on="2026-11-22"}.check[1] --> basis
local function cooperation_check(spec)
  spec = spec or {}
  local reg = register.of(glocal.use(spec.store), spec.as_of)
  local on = spec.on and core.period(tostring(spec.on), "day") or core.today()
  local rows, markings, seen = {}, {}, {}
  for _, name in ipairs(ORDER) do
    local found = {}
    checks[name](reg, records.day(on), function(of, what, finding, row)
      found[#found + 1] = { check = name, table = of, what = what, finding = finding, marking = row.marking }
      if not seen[row.marking] then seen[row.marking], markings[#markings + 1] = true, row.marking end
    end, spec.stale or STALE)
    table.sort(found, function(a, b)
      if a.what ~= b.what then return a.what < b.what end
      return a.finding < b.finding
    end)
    table.move(found, 1, #found, #rows + 1, rows)
  end
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = records.joined(markings) }):attach {
    note_text = #rows == 0 and "nothing to see to" or nil }
end

return cooperation_check
