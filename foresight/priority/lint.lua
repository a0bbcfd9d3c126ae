--- lint.lua: what is wrong with the priorities of a zone, one line for each fault: no international item, no owner, indicator
--- or date, a date that is past, a priority in two cycles, an owner or a higher priority that has ended, figures older than a
--- year.
--
-- Example:  for _, fault in ipairs(lint.of(store, "BE-PZ5345", {date = "2026-11-30"}).faults) do print(fault.message) end

local demand = require "foresight.priority.demand"
local query = require "foresight.shared.query"
local rows_of = require "foresight.priority.priority_rows"

local lint = {}

local OLDEST = 12 -- months

-- The day on which the zone that a text is the code of ended; nil where it is no zone, or one that goes on.
local function end_of_owner(store, owner)
  return query(store, "select date(valid_to * 86400, 'unixepoch') as day from zone where code = ?", { owner }).day[1]
end

local function check_fields(add, store, one, date)
  for _, field in ipairs { "owner", "indicator", "due" } do
    if not one[field] then
      add(field, one.code, ("'%s' has no %s: add the column '%s' to its line and import it again"):format(one.code,
        field == "due" and "date" or field, field))
    end
  end
  if one.due and one.due < date then
    add("overdue", one.code, ("'%s' was due on %s, before %s"):format(one.code, one.due, date))
  end
  local ended = one.owner and end_of_owner(store, one.owner)
  if ended and ended < date then
    add("owner ended", one.code, ("'%s': its owner '%s' ended on %s; give it another"):format(one.code, one.owner, ended))
  end
end

local function check_higher(add, all, one)
  for _, code in ipairs(one.answers) do
    local higher = all.by_code[code]
    if not higher then
      add("unknown higher", one.code, ("'%s' answers '%s', which the store does not have"):format(one.code, code))
    elseif higher.status == "ended" then
      add("ended higher", one.code, ("'%s' answers '%s', which ended on %s"):format(one.code, code, higher.valid_to))
    end
  end
end

-- Two priorities of a zone about one phenomenon that are in force on one day in two cycles.
local function check_cycles(add, list)
  for i, a in ipairs(list) do
    for k = i + 1, #list do
      local b = list[k]
      if a.zone == b.zone and a.cycle and b.cycle and a.cycle ~= b.cycle and rows_of.share_phenomenon(a.phenomena,
        b.phenomena) then
        add("two cycles", a.code, ("'%s' and '%s' are about the same phenomenon and in force on the same day, in the cycles "
          .. "'%s' and "
          .. "'%s': end one of them (valid_to)"):format(a.code, b.code, a.cycle, b.cycle))
      end
    end
  end
end

--- Whether one of the zone's priorities answers one of a union (EU, Benelux), by itself or through others.
function lint.has_international(all, own)
  for _, one in ipairs(own) do
    for _, other in ipairs(all.list) do
      if other.kind == "union" and rows_of.reaches(all, one.code, other.code) then return true end
    end
  end
  return false
end

local function check_figures(add, store, zone, own, asked)
  local reader, seen = demand.reader(store, zone, asked), {}
  for _, one in ipairs(own) do
    for _, phenomenon in ipairs(one.phenomena) do
      local found = reader.of(phenomenon)
      if found.age and found.age > OLDEST and not seen[phenomenon] then
        add("old figures", one.code, ("'%s': the last figures of %s in %s are of %s, %d months old"):format(one.code,
          phenomenon, zone,
          found.last, found.age))
      end
      seen[phenomenon] = true
    end
  end
  return reader.markings
end

--- {faults = {{rule, subject, message}}, marking} of a zone on a day. `asked`: date, as_of, is_international (a plan has its
--- item).
function lint.of(store, zone, asked)
  local all = rows_of.of(store, asked)
  local list = rows_of.applying(all, rows_of.path(store, zone, asked.date))
  local own, in_force, found = {}, {}, { faults = {} }
  local function add(rule, subject, message)
    found.faults[#found.faults + 1] = { rule = rule, subject = subject, message = message }
  end
  for _, one in ipairs(list) do
    if one.status == "in force" then
      in_force[#in_force + 1] = one
      if one.is_own then own[#own + 1] = one end
    end
  end
  if #own == 0 then
    add("no priority", zone, ("%s has no priority of its own in force on %s: import them --as priorities"):format(zone,
      asked.date))
  elseif not lint.has_international(all, own) and not asked.is_international then
    add("international", zone, ("none of the %d priorities of %s answers one of the EU or the Benelux: link one (--as "
      .. "priority_links), "
      .. "as every zonal plan needs an international item"):format(#own, zone))
  end
  for _, one in ipairs(own) do
    check_fields(add, store, one, asked.date)
    check_higher(add, all, one)
  end
  check_cycles(add, in_force)
  for _, link in ipairs(all.loose) do
    add("link", link.priority, ("a link is of '%s', which the store has no priority of"):format(link.priority))
  end
  found.marking = rows_of.marking(list, table.concat(check_figures(add, store, zone, own, asked), " "))
  return found
end

return lint
