--- legal.lua: which agreement allows an act between two countries on a day, and what is missing where it does not. Nothing is in force
--- of which the day of entry into force is not known.
--
-- Example:  found, missing = legal.basis(reg, reg.agreements["CISA"], asked)   found.article   --> 40

local register = require "foresight.cooperation.register"

local legal = {}

--- Why an agreement is not in force on a day: unknown_date, not_yet, ended; nil where it is.
function legal.not_in_force(agreement, day)
  if not agreement.in_force then return "unknown_date" end
  if day < agreement.in_force then return "not_yet" end
  if agreement.ended and day > agreement.ended then return "ended" end
end

--- The rows that say whether a country is a party to an agreement, whatever their dates: its own, where it has any; else those of what
--- it lies in, such as a union. So a country of the world may be no party to what all others are.
function legal.parties(reg, agreement, country, day)
  local own, above = {}, {}
  for _, each in ipairs(reg.agreement_party) do
    if each.agreement == agreement.code then
      if each.zone == country then
        own[#own + 1] = each
      elseif reg:is_within(country, each.zone, day) then
        above[#above + 1] = each
      end
    end
  end
  return #own > 0 and own or above
end

-- Whether the place is bound as a party on that day: true, or not_party or outside.
local function party(reg, agreement, place, is_asking, country, day)
  local is_outside, row = false, nil
  for _, each in ipairs(legal.parties(reg, agreement, country, day)) do
    if register.holds(each, day) then
      if not is_asking or not each.territory or reg:is_within(place, each.territory, day) then return true, each end
      is_outside, row = true, each
    end
  end
  return false, row, is_outside and "outside" or "not_party"
end

-- Whether all parties of an agreement are of one country: between states it says nothing of what is asked within one of them.
local function is_domestic(reg, agreement, country, day)
  for _, each in ipairs(reg.agreement_party) do
    if each.agreement == agreement.code and not reg:is_within(each.zone, country, day) then return false end
  end
  return true
end

local function act_of(reg, agreement, asked)
  local found
  for _, each in ipairs(reg.agreement_act) do
    if each.agreement == agreement.code and each.act == asked.act and register.holds(each, asked.day)
      and register.covers(each, asked.phenomenon) then
      found = found or each
    end
  end
  return found
end

--- The row of the act where the agreement allows it between asked.zone and asked.country on asked.day, and the rows that say so; else
--- nil and what is missing first (same_country, unknown_date, not_yet, ended, not_party, outside, no_act), with its place.
function legal.basis(reg, agreement, asked)
  if asked.home == asked.country and not is_domestic(reg, agreement, asked.country, asked.day) then return nil, "same_country" end
  local why = legal.not_in_force(agreement, asked.day)
  if why then return nil, why end
  local here, home, fault = party(reg, agreement, asked.zone, true, asked.home, asked.day)
  if not here then return nil, fault, asked.zone end
  local there, away, other = party(reg, agreement, asked.country, false, asked.country, asked.day)
  if not there then return nil, other, asked.country end
  local act = act_of(reg, agreement, asked)
  if not act then return nil, "no_act" end
  return act, { agreement, home, away, act }
end

--- Whether one of the rows is still to be confirmed.
function legal.is_to_confirm(rows)
  for _, each in ipairs(rows) do
    if each.verification == "to_confirm" then return true end
  end
  return false
end

return legal
