--- channel_coverage.lua: demand for cooperation (phenomenon by country) against what channels reach, of each partner alone and of all
--- together.
--
-- Example:  partners, cells, posts = channel_coverage{demand=demand, reach=reach}
--           channel_coverage{demand=demand, reach=reach, without={country={"GB"}}}
--           channel_coverage{demand=rollup{...}, partner="BE"}   -- reach by the register

local columns = require "foresight.cooperation.columns"
local call = require "foresight.shared.call"
local core = require "glocal.core"
local demand_cells = require "foresight.cooperation.demand_cells"
local glocal = require "glocal"
local lawful = require "foresight.cooperation.lawful"
local pooled = require "foresight.cooperation.pooled"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local WHAT = "channel_coverage"
local MOST_PARTNERS = 30

-- Of channels, as core/store/import/cooperation/choices.c has them.
local KINDS = { "liaison", "centre", "spoc", "unit", "europol", "interpol", "siena", "prum", "ecris", "defence", "partner" }

local function fail(message, ...) error(("bad argument to 'channel_coverage': " .. message):format(...), 0) end

local function set_of(value)
  local set = {}
  for _, one in ipairs(call.list(value)) do set[one] = true end
  return set
end

-- --- what is read ------------------------------------------------------------------------------------------------------

local function read_reach(f, without)
  for _, name in ipairs { "partner", "channel", "country" } do columns.need(f, name, WHAT, "reach") end
  local lost = { channel = set_of(without.channel), country = set_of(without.country), partner = set_of(without.partner) }
  local has_phenomenon, has_cost, list, gone = f:has "phenomenon", f:has "cost", {}, 0
  for i, row in f:rows() do
    if not row.partner or not row.country or not row.channel then
      fail("reach, row %d: the partner, channel or country is missing", i)
    end
    if lost.channel[row.channel] or lost.country[row.country] or lost.partner[row.partner] then
      gone = gone + 1
    else
      list[#list + 1] = { partner = row.partner, channel = row.channel, country = row.country,
        phenomenon = has_phenomenon and row.phenomenon or nil,
        cost = has_cost and row.cost ~= nil and columns.amount(row.cost, "cost", i, WHAT) or nil }
    end
  end
  return list, gone
end

-- A partner, and those parts of it that alone may task a channel, such as the provinces along a border.
local function places_of(reg, partner, day)
  local places, seen = { partner }, { [partner] = true }
  for _, row in ipairs(reg.channel_reach) do
    local place = row.tasked_by
    if place and not seen[place] and reg:is_within(place, partner, day) then
      seen[place], places[#places + 1] = true, place
    end
  end
  return places
end

-- By the register: which channels of whom reach the country of each demand lawfully on the day. A channel that is of no partner, such
-- as a centre of the EU, is of whoever may task it.
local function registered_reach(reg, demand, spec, day, on)
  local kinds = {}
  for _, kind in ipairs(call.list(spec.kinds)) do kinds[records.one_of(kind, KINDS, WHAT, "kinds")] = true end
  local rows, seen, texts, is_partner = {}, {}, {}, {}
  local act = register.act(spec.act or "information", WHAT)
  for _, cell in ipairs(demand) do is_partner[cell.partner] = true end
  local function add(partner, place, cell)
    local best = lawful.search(reg, { zone = place, home = reg:country_of(partner, day), country = cell.country, act = act,
      phenomenon = cell.phenomenon, urgency = spec.urgency or "normal", day = day, on = on })
    for code, offer in pairs(best) do
      local owner = offer.channel.owner and reg:country_of(offer.channel.owner, day)
      local whose = is_partner[owner] and owner or partner
      local key = table.concat({ whose, code, cell.country, cell.phenomenon or "" }, "\0")
      if not seen[key] and (not next(kinds) or kinds[offer.channel.kind]) then
        seen[key] = true
        rows[#rows + 1] = { partner = whose, channel = code, country = cell.country, phenomenon = cell.phenomenon, key = key }
        for _, row in ipairs(offer.rows) do texts[row.marking] = true end
      end
    end
  end
  for partner in pairs(is_partner) do
    for _, place in ipairs(places_of(reg, partner, day)) do
      for _, cell in ipairs(demand) do add(partner, place, cell) end
    end
  end
  table.sort(rows, function(a, b) return a.key < b.key end)
  for _, row in ipairs(rows) do row.key = nil end
  local list = {}
  for text in pairs(texts) do list[#list + 1] = text end
  return core.frame(rows, { columns = { "partner", "channel", "country", "phenomenon" }, types = { partner = "text",
    channel = "text", country = "text", phenomenon = "text" }, marking = records.joined(list) })
end

local function partners_of(demand, reach)
  local names, number = {}, {}
  for _, list in ipairs { demand, reach } do
    for _, one in ipairs(list) do
      if not number[one.partner] then
        names[#names + 1] = one.partner
        number[one.partner] = #names
      end
    end
  end
  if #names > MOST_PARTNERS then fail("there are %d partners, at most %d", #names, MOST_PARTNERS) end
  return names, number
end

-- A phenomenon is reached by a channel for it, for one above it (dotted), or for all (none stated).
local function reaches(one, cell)
  if one.country ~= cell.country then return false end
  if not one.phenomenon or one.phenomenon == cell.phenomenon then return true end
  return cell.phenomenon ~= nil and cell.phenomenon:sub(1, #one.phenomenon + 1) == one.phenomenon .. "."
end

-- --- cells -------------------------------------------------------------------------------------------------------------

local function by_country(reach)
  local of = {}
  for _, one in ipairs(reach) do
    of[one.country] = of[one.country] or {}
    table.insert(of[one.country], one)
  end
  return of
end

-- What reaches each cell: channels, the partners they are of, and the least cost.
local function match(demand, reach, number)
  local of = by_country(reach)
  for _, cell in ipairs(demand) do
    cell.owner, cell.by, cell.channels, cell.cost = number[cell.partner], 0, {}, nil
    local seen = {}
    for _, one in ipairs(of[cell.country] or {}) do
      if reaches(one, cell) then
        cell.by = cell.by | 1 << (number[one.partner] - 1)
        if one.cost then cell.cost = math.min(cell.cost or one.cost, one.cost) end
        if not seen[one.channel] then
          seen[one.channel] = true
          table.insert(cell.channels, one.channel)
        end
      end
    end
    table.sort(cell.channels)
  end
end

local function is_own(cell) return cell.by >> (cell.owner - 1) & 1 == 1 end

local function partner_rows(demand, names, shares)
  local rows = {}
  for i, name in ipairs(names) do rows[i] = { partner = name, demand = 0, alone = 0, pooled = 0, shapley = shares[i] } end
  for _, cell in ipairs(demand) do
    local row = rows[cell.owner]
    if cell.amount then
      row.demand = row.demand + cell.amount
      if is_own(cell) then row.alone = row.alone + cell.amount end
      if cell.by ~= 0 then row.pooled = row.pooled + cell.amount end
    end
  end
  for _, row in ipairs(rows) do
    row.gain = row.pooled - row.alone
    row.gap = row.demand - row.pooled
    row.share_alone = row.demand > 0 and row.alone / row.demand or nil
    row.share_pooled = row.demand > 0 and row.pooled / row.demand or nil
  end
  return rows
end

local function reach_of(cell) return cell.by == 0 and "none" or is_own(cell) and "own" or "pooled" end

local function cell_rows(demand)
  local rows = {}
  for i, cell in ipairs(demand) do
    rows[i] = { partner = cell.partner, country = cell.country, phenomenon = cell.phenomenon, demand = cell.amount,
      reach = reach_of(cell), channels = #cell.channels, overlap = math.max(#cell.channels - 1, 0),
      by = #cell.channels > 0 and table.concat(cell.channels, ", ") or nil, cost = cell.cost }
  end
  return rows
end

-- The demand of a cell is shared alike by the channels that reach it; only what no other reaches is lost with a channel.
local function post_rows(demand)
  local of, names = {}, {}
  for _, cell in ipairs(demand) do
    for _, channel in ipairs(cell.channels) do
      if not of[channel] then
        of[channel] = { channel = channel, cells = 0, load = 0.0, alone = 0 }
        names[#names + 1] = channel
      end
      local row = of[channel]
      row.cells = row.cells + 1
      row.load = row.load + (cell.amount or 0) / #cell.channels
      if #cell.channels == 1 then row.alone = row.alone + (cell.amount or 0) end
    end
  end
  table.sort(names)
  local rows = {}
  for i, name in ipairs(names) do rows[i] = of[name] end
  return rows
end

local function note_text(rows, demand, gone, about)
  local gaps, unknown, cost, costed = 0, 0, 0, 0
  for _, cell in ipairs(demand) do
    if not cell.amount then unknown = unknown + 1 elseif cell.by == 0 then gaps = gaps + 1 end
    if cell.amount and cell.cost then cost, costed = cost + cell.amount * cell.cost, costed + cell.amount end
  end
  local total, gain = 0, 0
  for _, row in ipairs(rows) do total, gain = total + row.pooled, gain + row.gain end
  local said = { ("pooled %g, of which %g only by pooling; Shapley values are exact and add up to it"):format(total, gain) }
  if gaps > 0 then said[#said + 1] = ("%d combinations of partner, country and phenomenon reached by no channel"):format(gaps) end
  if unknown > 0 then said[#said + 1] = ("%d without a stated demand are in no sum"):format(unknown) end
  if gone > 0 then said[#said + 1] = ("%d lines of reach left out (without)"):format(gone) end
  if costed > 0 then said[#said + 1] = ("mean cost of the cheapest channel, weighted by demand: %.4g"):format(cost / costed) end
  table.move(about, 1, #about, #said + 1, said)
  return table.concat(said, "; ") .. "."
end

local function frame(rows, names, texts, wholes, marking)
  local types = {}
  for _, name in ipairs(names) do types[name] = texts[name] and "text" or wholes[name] and "integer" or "real" end
  return core.frame(rows, { columns = names, types = types, marking = marking })
end

--- Demand for cooperation against the reach of channels, of each partner alone and of all together, such as of the Benelux. `gain` is
--- what pooling brings a partner; `shapley` is what of all that is met is due to a partner, for its demand and its channels: the
--- mean of what it adds over all orders in which the partners may join. With `without` the same after an event, such as a country
--- that leaves the channels.
--- @function channel_coverage
--- @param spec table
--- @option demand frame partner, country, phenomenon (may be absent), demand: a row for each combination; or as it comes from rollup
---   (zone, count), forecast (zone, mean) or message_flows (country, sent): periods are added up
--- @option partner? string whose demand it is where the frame has no column partner
--- @option reach? frame partner (whose channel it is), channel, country, phenomenon (null or absent: all; those under it too), cost
---   (may be absent: of travel, in any unit); default: what the register of cooperation says may be used
--- @option act? string = "information" with the register: the act that is asked for
--- @option urgency? string = "normal" with the register: urgent or normal
--- @option kinds? string|string[] {liaison|centre|spoc|unit|europol|interpol|siena|prum|ecris|defence|partner} with the register:
---   channels of these kinds only (default: all)
--- @option on? string = (today) with the register: the day
--- @option store? store = (the current one) the store to read
--- @option without? table what is lost: {channel=, country=, partner=}, each a text or a list
--- @return frame partner, demand, alone, pooled, gain, gap, share_alone, share_pooled, shapley
--- @return frame partner, country, phenomenon, demand, reach (own, pooled, none), channels, overlap, by, cost: a row for each of demand
--- @return frame channel, cells, load (demand shared alike with others that reach it), alone (what no other reaches)
--- @raises a column that is not there; rows of the same partner, country, phenomenon and period; what would count twice
--- @needs store.read
--- @since 0.1
--- @example demand = frame{{partner="BE", country="MA", demand=10}, {partner="NL", country="MA", demand=4}}
--- @example reach = frame{{partner="BE", channel="post-1", country="MA"}}
--- @example channel_coverage{demand=demand, reach=reach}.gain[2] --> 4.0
local function channel_coverage(spec)
  if not spec.demand then fail("say demand=, a frame") end
  local on = spec.on and core.period(tostring(spec.on), "day") or core.today()
  local day = records.day(on)
  local reg = (not spec.reach or spec.store) and register.of(glocal.use(spec.store)) or nil
  local demand, said = demand_cells.of(spec.demand, { partner = spec.partner, reg = reg, day = day })
  local by = spec.reach or registered_reach(reg, demand, spec, day, on)
  local reach, gone = read_reach(by, spec.without or {})
  if not spec.reach then said[#said + 1] = ("reach is the register's on %s"):format(on) end
  local names, number = partners_of(demand, reach)
  match(demand, reach, number)
  local cells = {}
  for _, cell in ipairs(demand) do
    if cell.amount then cells[#cells + 1] = { owner = cell.owner, by = cell.by, amount = cell.amount } end
  end
  local rows = partner_rows(demand, names, pooled.shapley(pooled.gather(cells), #names))
  local marking = columns.marking { spec.demand, by }
  local made = frame(rows, { "partner", "demand", "alone", "pooled", "gain", "gap", "share_alone", "share_pooled", "shapley" },
    { partner = true }, {}, marking)
  return made:attach { note_text = note_text(rows, demand, gone, said) },
    frame(cell_rows(demand), { "partner", "country", "phenomenon", "demand", "reach", "channels", "overlap", "by", "cost" },
      { partner = true, country = true, phenomenon = true, reach = true, by = true }, { channels = true, overlap = true },
        marking),
    frame(post_rows(demand), { "channel", "cells", "load", "alone" }, { channel = true }, { cells = true }, marking)
end

return channel_coverage
