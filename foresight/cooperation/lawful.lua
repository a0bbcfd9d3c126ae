--- lawful.lua: the channels of the register by which an act may be asked of a country on a day, each with its legal basis.
--
-- Example:  best, informal, missing = lawful.search(reg, asked)   best["BE-SPOC"].article   --> "4"

local answer_times = require "foresight.cooperation.answer_times"
local legal = require "foresight.cooperation.legal"
local register = require "foresight.cooperation.register"

local lawful = {}

-- How far a reach is from what is asked: a neighbour's own centre before the union, the union before the world.
local function distance(reg, row, asked)
  local far = row.country == asked.country and 0 or reg.kinds[row.country] == "world" and 3 or 1
  local own = row.tasked_by and reg.kinds[row.tasked_by] ~= "country" and 0 or 1
  return 2 * far + own
end

local function is_reach(reg, row, asked)
  return row.act == asked.act and register.holds(row, asked.day)
    and (row.urgency == nil or row.urgency == asked.urgency)
    and (row.tasked_by == nil or reg:is_within(asked.zone, row.tasked_by, asked.day))
    and register.covers(row, asked.phenomenon) and reg:is_within(asked.country, row.country, asked.day)
end

local function offer_of(reg, row, channel, agreement, asked)
  local act, rows = legal.basis(reg, agreement, asked)
  if not act then return nil, rows end
  table.move({ row, channel }, 1, 2, #rows + 1, rows)
  local times = answer_times.of(reg, channel.code, asked.country, asked.urgency, asked.on)
  if times then rows[#rows + 1] = times end
  return { row = row, channel = channel, agreement = agreement, act = act, rows = rows, times = times,
    hours = times and times.median or row.answer_hours, article = row.article or act.article,
      is_to_confirm = legal.is_to_confirm(rows), distance = distance(reg, row, asked) }
end

--- Before: what is urgent goes where an answer is due soonest, else to the nearest; then what is certain.
function lawful.is_before(a, b, asked)
  local first, second = a.hours or math.huge, b.hours or math.huge
  if asked.urgency == "urgent" and first ~= second then return first < second end
  if a.distance ~= b.distance then return a.distance < b.distance end
  if a.is_to_confirm ~= b.is_to_confirm then return b.is_to_confirm end
  if first ~= second then return first < second end
  return a.channel.code < b.channel.code
end

--- The best offer of each channel by its code, the informal contacts, and why the others are none, the nearest first.
function lawful.search(reg, asked)
  local best, informal, missing = {}, {}, {}
  local function miss(row, what)
    what.far, what.order = distance(reg, row, asked), #missing + 1
    missing[what.order] = what
  end
  for _, row in ipairs(reg.channel_reach) do
    local channel = is_reach(reg, row, asked) and reg:channel_on(row.channel, asked.day)
    local is_historical = channel and (row.verification == "historical" or channel.verification == "historical")
    if is_historical then
      miss(row, { why = "historical", channel = channel, rows = { row, channel } })
    elseif channel and channel.kind == "informal" then
      informal[#informal + 1] = { row = row, channel = channel }
    elseif channel then
      local agreement = row.agreement and reg.agreements[row.agreement]
      if not agreement then
        miss(row, { why = "no_basis", channel = channel, rows = { row, channel } })
      else
        local offer = offer_of(reg, row, channel, agreement, asked)
        if offer and (not best[channel.code] or lawful.is_before(offer, best[channel.code], asked)) then
          best[channel.code] = offer
        elseif not offer then
          local _, why, place = legal.basis(reg, agreement, asked)
          if why ~= "same_country" then
            miss(row, { why = why, place = place, agreement = agreement, channel = channel, rows = { row, channel, agreement } })
          end
        end
      end
    end
  end
  table.sort(missing, function(a, b) -- what would be nearest is what one asks after
    if a.far ~= b.far then return a.far < b.far end
    return a.order < b.order
  end)
  return best, informal, missing
end

return lawful
