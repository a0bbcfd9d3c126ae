--- reach.lua: whom briefs reached: of the items that were sent, how many were answered, and what readers found of them.
--
-- Example:  reach{zone="5345", by="theme"}:where{few=false}

local core = require "glocal.core"
local feedback = require "foresight.awareness.feedback"
local glocal = require "glocal"
local known = require "foresight.shared.known"
local proportion = require "foresight.shared.proportion"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"

local FEW = 5 -- answers, below which a share says next to nothing
local FIELDS = { "useful", "known", "not_for_us" }
local GROUPS = { theme = true, zone = true, role = true }

-- Whether a zone is the other one or lies in it on a day, by any hierarchy.
local function within_of(store, state)
  local parents = {}
  for _, row in query(store, ([[select c.code as child, p.code as parent, l.valid_from as first, l.valid_to as last
    from %s l join zone c on c.id = l.child join zone p on p.id = l.parent]]):format(known.rows("zone_link", state))):rows() do
    parents[row.child] = parents[row.child] or {}
    table.insert(parents[row.child], row)
  end
  local function is_within(code, other, day, seen)
    if code == other then return true end
    seen[code] = true
    for _, link in ipairs(parents[code] or {}) do
      local is_then = (not link.first or link.first <= day) and (not link.last or link.last >= day)
      if is_then and not seen[link.parent] and is_within(link.parent, other, day, seen) then return true end
    end
    return false
  end
  return is_within
end

local function group_of(groups, list, key)
  local group = groups[key]
  if not group then
    group = { key = key, sent = {}, items = 0, answered = {}, answered_items = 0, answers = 0,
      useful = 0, known = 0, not_for_us = 0 }
    groups[key], list[#list + 1] = group, group
  end
  return group
end

local function add(group, row)
  local item = table.concat({ row.zone, row.day, row.item, row.theme }, " ")
  if not group.sent[item] then group.sent[item], group.items = true, group.items + 1 end
  if not row.answer then return end
  if not group.answered[item] then group.answered[item], group.answered_items = true, group.answered_items + 1 end
  local field = row.answer:gsub(" ", "_")
  group[field], group.answers = group[field] + row.readers, group.answers + row.readers
end

local COLUMNS = { "items", "answered", "answers", "few", "useful", "known", "not_for_us" }
local TYPES = { items = "integer", answered = "integer", answers = "integer", few = "integer" }
for _, field in ipairs(FIELDS) do
  TYPES[field] = "integer"
  for _, ending in ipairs { "_share", "_low", "_high" } do
    COLUMNS[#COLUMNS + 1], TYPES[field .. ending] = field .. ending, "real"
  end
end

-- Shares of the answers; where nobody answered there are none, and no counts either.
local function row_of(group, by)
  local row = { items = group.items, answered = group.answered_items, few = group.answers < FEW and 1 or 0 }
  if by == "role" then row.items = nil end -- an item is sent to a zone, not to a role
  row[by] = group.key ~= "" and group.key or nil
  if group.answers == 0 then return row end
  row.answers = group.answers
  for _, field in ipairs(FIELDS) do
    row[field], row[field .. "_share"] = group[field], group[field] / group.answers
    row[field .. "_low"], row[field .. "_high"] = proportion.wilson(group[field], group.answers)
  end
  return row
end

local function checked_group(by)
  by = by or "theme"
  if not GROUPS[by] then
    error(("bad argument 'by' to 'reach': expected theme, zone or role, got '%s'"):format(tostring(by)), 0)
  end
  return by
end

local function selected(store, spec)
  local state = known.state(store, spec.as_of)
  local all, marking = feedback.rows(store, state)
  local zone = spec.zone and store:resolve("zone", spec.zone)
  local theme = spec.theme and store:resolve("phenomenon", spec.theme)
  local first = spec.from and records.day(core.period(spec.from, "day"))
  local last = spec.to and records.day(core.period(core.period(spec.to, "day"), "day"))
  local is_within, rows = zone and within_of(store, state), {}
  for _, row in ipairs(all) do
    local is_about = not theme or row.theme == theme or row.theme:sub(1, #theme + 1) == theme .. "."
    local is_then = (not first or row.day >= first) and (not last or row.day <= last)
    if is_about and is_then and (not zone or is_within(row.zone, zone, row.day, {})) then rows[#rows + 1] = row end
  end
  return rows, marking
end

-- The markings of what is counted, not of all that the store has.
local function marking_of(rows)
  local words = { "CLEAR" }
  for _, row in ipairs(rows) do words[#words + 1] = row.marking end
  return core.frame({}, { marking = table.concat(words, " ") }):marking()
end

local function note_of(rows, list)
  if #rows == 0 then
    return "no feedback: import the feedback.csv of a folder of briefs as it went out and as it came back (as=\"feedback\")"
  end
  local items, answered, few, seen = 0, 0, 0, {}
  for _, row in ipairs(rows) do
    local item = table.concat({ row.zone, row.day, row.item, row.theme }, " ")
    if not seen[item] then items = items + 1 end
    if row.answer and seen[item] ~= "answered" then answered, seen[item] = answered + 1, "answered" end
    seen[item] = seen[item] or "sent"
  end
  for _, group in ipairs(list) do few = few + (group.answers < FEW and 1 or 0) end
  return ("%d of %d items answered; the others are missing, not 0. Shares with Wilson's 95 %% interval.%s"):format(answered,
    items,
    few > 0 and (" few=1 in %d row%s: fewer than %d answers say little."):format(few, few == 1 and "" or "s", FEW)
    or "")
end

--- Whom briefs reached: of the items that went out, how many were answered, and what readers found of them (useful, known, not for
--- us), with shares and their interval. What nobody answered is missing and not 0. The answers are imported from the form that goes
--- with the briefs (`as="feedback"`, see briefs{}); of a reader the store has a role and nothing else.
--- @function reach
--- @param spec? table
--- @option zone? string <zone> the zone, with all that lies in it (default: all)
--- @option by? string = "theme" {theme|zone|role} what a row is
--- @option theme? string <phenomenon> this theme only, with all below it
--- @option from? string the first day of the briefs
--- @option to? string the last day of the briefs
--- @option as_of? string|integer = (what is known now) what was known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame theme (zone, role), items (sent; null by role), answered (items), answers (readers), of each of useful, known and
---   not_for_us the count, share, low and high (Wilson, 95 %), few (1: fewer than 5 answers)
--- @raises an unknown zone or theme
--- @needs store.read
--- @since 0.1
--- @example #reach{zone="5345", by="theme"} --> 0
local function reach(spec)
  spec = spec or {}
  local store, by = glocal.use(spec.store), checked_group(spec.by)
  local rows = selected(store, spec)
  local groups, list, out = {}, {}, {}
  for _, row in ipairs(rows) do
    if by ~= "role" or row.answer then add(group_of(groups, list, row[by] or ""), row) end
  end
  table.sort(list, function(a, b) return a.key < b.key end)
  for i, group in ipairs(list) do out[i] = row_of(group, by) end
  local types = { [by] = "text" }
  for name, kind in pairs(TYPES) do types[name] = kind end
  return core.frame(out, { columns = table.move(COLUMNS, 1, #COLUMNS, 2, { by }), types = types, marking = marking_of(rows) })
    :attach { note_text = note_of(rows, list) }
end

return reach
