--- feedback.lua: what readers said of the items of their briefs, as the store has it, and the form on which they say it: a CSV with a
-- line for each item that was sent, whose answer is still empty. The form is what is imported (`--as feedback`): as it went out it
-- records what was sent, as it comes back what was answered.
--
-- Example:  f = feedback.of(store)   f.verdicts["BE-PZ5345"]["smuggling.channel"]   --> {not_for_us = 2, answers = 3, ...}

local core = require "glocal.core"

local feedback = {}

feedback.ANSWERS = { "useful", "known", "not for us" }
local HEADER = "zone,day,item,theme,answer,role,readers,handling"

--- The rows as known after a batch (nil: now) and their marking: zone, day, item, theme, answer, role, readers, source, marking.
function feedback.rows(store, state)
  local frame, message = core.cooperation_rows(store, "feedback", state)
  if not frame then error(message, 0) end
  local list = {}
  for i, row in frame:rows() do
    list[i] = { zone = row.zone, day = row.day, item = row.item, theme = row.theme, answer = row.answer, role = row.role,
      readers = row.readers or row.answer and 1 or nil, source = row.source, marking = row.marking }
  end
  return list, frame:marking()
end

--- By zone and theme how the last brief that was answered was judged: day, answers, not_for_us, marking.
function feedback.verdicts(store, state)
  local found = {}
  for _, row in ipairs(feedback.rows(store, state)) do
    if row.answer then
      found[row.zone] = found[row.zone] or {}
      local one = found[row.zone][row.theme]
      if not one or row.day > one.day then
        one = { day = row.day, answers = 0, not_for_us = 0, markings = {} }
        found[row.zone][row.theme] = one
      end
      if row.day == one.day then
        one.answers = one.answers + row.readers
        if row.answer == "not for us" then one.not_for_us = one.not_for_us + row.readers end
        one.markings[#one.markings + 1] = row.marking
      end
    end
  end
  return found
end

local function line_of(zone, date, number, item, marking)
  return ("%s,%s,%d,%s,,,,%s"):format(zone, date, number, item.theme, marking)
end

--- The empty form of some briefs: {zone, date, items, marking} each.
function feedback.form(sent)
  local lines = { HEADER }
  for _, one in ipairs(sent) do
    for number, item in ipairs(one.items) do
      lines[#lines + 1] = line_of(one.zone, one.date, number, item, one.marking)
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

return feedback
