--- channels.lua: whom to call across the border, of the register of cooperation: for each neighbouring country the first channel for
--- information that the zone may use on the day of the brief, with its basis.
--
-- Example:  it.channels = channels.of(it)   channels.add(brief, to)   a table in the annex: country, channel, basis

local card = require "foresight.cooperation.card"
local core = require "glocal.core"
local whom = require "foresight.cooperation.whom"

local channels = {}

local COUNTRIES = { "BE", "NL", "LU", "FR", "DE" }

-- What may not leave would keep the whole page from leaving.
local function may_leave(marking) return not marking:find "RED" and not marking:find "H[23]" end

-- The first channel that may be told; and whether one before it may not.
local function first_of(found)
  for rank, row in found:rows() do
    if may_leave(row.marking) then
      return { channel = row.channel, agreement = row.agreement, article = row.article, is_to_confirm = row.to_confirm ~= nil,
        marking = row.marking }, rank > 1
    end
  end
  return nil, #found > 0
end

--- {rows, left_out, frame}: a row per country, how many channels their marking keeps out, and an empty frame marked as the rows are.
function channels.of(it)
  local markings, out = {}, { rows = {}, left_out = 0 }
  local has_register = #core.cooperation_rows(it.store, "channel_reach", it.state) > 0
  for _, country in ipairs(has_register and COUNTRIES or {}) do
    if country ~= it.place.country then
      local row, is_kept_out = first_of(whom { zone = it.place.code, country = country, act = "information", on = it.date,
        as_of = it.as_of, store = it.store })
      out.left_out = out.left_out + (is_kept_out and 1 or 0)
      if row then
        row.country = country
        out.rows[#out.rows + 1], markings[#markings + 1] = row, row.marking
      end
    end
  end
  out.frame = core.frame({}, { marking = #markings > 0 and table.concat(markings, " ") or "CLEAR" })
  return out
end

--- Adds the table to the annex; nothing where the register gives none.
function channels.add(brief, to)
  local reg = require "foresight.cooperation.register".of(brief.store, brief.as_of)
  local words, rows = card.words(brief.lang), {}
  local day = require "foresight.shared.records".day(brief.date)
  for i, row in ipairs(brief.channels.rows) do
    rows[i] = { card.zone_name(brief.store, row.country, brief.lang), card.name(reg:channel_on(row.channel, day), brief.lang),
      card.basis_text(reg.agreements[row.agreement], row.article, row.is_to_confirm, brief.lang) }
  end
  if #rows == 0 then return end
  to.heading(brief.words.headings.call, "call")
  to.block { kind = "table", id = "channels", columns = words.columns, rows = rows, align = { "left", "left", "left" } }
  if brief.channels.left_out > 0 then to.note(words.left_out) end
end

return channels
