--- reciprocity.lua: what is received from a country against what is sent to it.
--
-- Example:  reciprocity{channel="SPOC", from="2024-01"}

local core = require "glocal.core"
local glocal = require "glocal"
local message_flows = require "foresight.cooperation.message_flows"
local proportion = require "foresight.shared.proportion"

local COLUMNS = { "country", "months", "received", "sent", "balance", "share_sent", "low", "high" }

-- Months that state both, by country: a month with one of them would tip the balance.
local function tally(flows)
  local names, of, partial = {}, {}, 0
  for _, row in flows:rows() do
    local one = of[row.country]
    if not one then
      one = { country = row.country, months = 0, received = 0, sent = 0 }
      names[#names + 1], of[row.country] = row.country, one
    end
    if row.received and row.sent then
      one.months, one.received, one.sent = one.months + 1, one.received + row.received, one.sent + row.sent
    else
      partial = partial + 1
    end
  end
  table.sort(names)
  return names, of, partial
end

--- What was received from each country against what was sent to it, over months in which both are stated. share_sent is of all
--- messages either way, with Wilson's 95 % interval: above a half more is asked or given than received.
--- @function reciprocity
--- @param spec? table
--- @option channel? string|string[] only these
--- @option country? string|string[] <zone> only these
--- @option kind? string|string[] only these
--- @option from? string <date> from that month on
--- @option to? string <date> up to that month
--- @option as_of? string|integer as known on that day, or after that batch
--- @option store? store = (the current one) the store to read
--- @return frame country, months, received, sent, balance (sent - received), share_sent, low, high
--- @raises an unknown country
--- @needs store.read
--- @since 0.1
--- @example reciprocity{}:columns()[5] --> balance
local function reciprocity(spec)
  spec = spec or {}
  local flows, message, code = message_flows { by = { "country" }, of = "counts", channel = spec.channel, country = spec.country,
    kind = spec.kind, from = spec.from, to = spec.to, as_of = spec.as_of, store = glocal.use(spec.store) }
  if not flows then return nil, message, code end
  local names, of, partial = tally(flows)
  local rows = {}
  for i, name in ipairs(names) do
    local row = of[name]
    local all = row.received + row.sent
    if row.months == 0 then
      row.received, row.sent = nil, nil
    else
      row.balance = row.sent - row.received
      row.share_sent = all > 0 and row.sent / all or nil
      row.low, row.high = proportion.wilson(row.sent, all)
    end
    rows[i] = row
  end
  local note = "over months in which both directions are stated"
  if partial > 0 then note = note .. ("; %d months of a country that state one only are left out"):format(partial) end
  return core.frame(rows, { columns = COLUMNS, marking = flows:marking(), types = { country = "text", months = "integer",
    received = "integer", sent = "integer", balance = "integer", share_sent = "real", low = "real", high = "real" },
    units = { received = "messages", sent = "messages", balance = "messages" } }):attach { note_text = note .. "." }
end

return reciprocity
