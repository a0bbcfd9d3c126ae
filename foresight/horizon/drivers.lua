--- drivers.lua: the drivers that clusters of signals were promoted to, as a frame that event_crossimpact begins with.
--
-- Example:  drivers()     d = driver "parcel_hubs"

local core = require "glocal.core"
local glocal = require "glocal"
local records = require "foresight.shared.records"

-- The events and their probabilities with an empty column for each event: what event_crossimpact takes.
local function impacts_of(rows, marking)
  local columns, types, made = { "event", "probability" }, { event = "text", probability = "real" }, {}
  for i, row in ipairs(rows) do
    made[i] = { event = row.event, probability = row.probability }
    columns[i + 2], types[row.event] = row.event, "real"
  end
  return core.frame(made, { columns = columns, types = types, marking = marking }):attach { note_text =
    "A cell says how likely the event of the column becomes once that of the row has happened; empty: no different." }
end

--- The drivers that a store has: events with a probability, each with the signals that it rests on. drivers{impacts=true} is the
--- table that event_crossimpact takes, in which the impacts are still to be said.
--- @function drivers
--- @param spec? table
--- @option as_of? string = (today) as known on that day
--- @option impacts? boolean = false event, probability and an empty column for each event
--- @option store? store = (the current one) the store to read
--- @return frame event (its name), label, probability, method (linear or log_odds, pooled; given), judgements (how many), signals
---   (how many), retracted (of these, since), members (their numbers), promoted (the day), role, reason, marking; marked as its
---   rows are
--- @needs store.read
--- @since 0.1
--- @example drivers{as_of="2000-01-01"}:columns()[1] --> event
local function drivers(spec)
  spec = spec or {}
  local store = glocal.use(spec.store)
  local rows, markings, gone = {}, {}, 0
  for i, each in ipairs(records.of(store, "drivers", records.day(spec.as_of or core.today()))) do
    local _, count = each.signals:gsub("%d+", "")
    rows[i] = { event = each.name, label = each.label, probability = each.probability, method = each.method,
      judgements = each.judgements, signals = count, retracted = each.retracted, members = each.signals,
      promoted = records.date(each.known), role = each.role, reason = each.reason ~= "" and each.reason or nil,
      marking = each.marking }
    markings[i], gone = each.marking, gone + (each.retracted > 0 and 1 or 0)
  end
  if spec.impacts then return impacts_of(rows, records.joined(markings)) end
  return core.frame(rows, {
    columns = { "event", "label", "probability", "method", "judgements", "signals", "retracted", "members", "promoted", "role",
      "reason", "marking" },
    types = { event = "text", label = "text", probability = "real", method = "text", judgements = "integer", signals = "integer",
      retracted = "integer", members = "text", promoted = "text", role = "text", reason = "text", marking = "text" },
    marking = records.joined(markings),
  }):attach { note_text = #rows == 0 and "no drivers yet: promote(signal_clusters()[1], {driver=..., role=...}) makes one"
    or gone > 0 and ("%d rest on signals that were retracted since: promote them anew"):format(gone) or nil }
end

return drivers
