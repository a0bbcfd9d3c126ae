--- panel_answers.lua: the answers of a Delphi panel: taken from a frame, and summed up by item.
--
-- Example:  taken, refused = panel_answers.of(f, study)     panel_answers.summary({2, 3, 3, 5})   --> {median = 3.0, low = 2.75, ...}

local core = require "glocal.core"
local order_statistics = require "foresight.shared.order_statistics"
local personal = require "foresight.horizon.personal"

local panel_answers = {}

-- --- summing up ---------------------------------------------------------------------------------------------------

--- The median, the quartiles low and high, and iqr, of a list of numbers; nil for none.
function panel_answers.summary(values)
  if #values == 0 then return nil end
  local sorted = table.move(values, 1, #values, 1, {})
  table.sort(sorted)
  local low, high = order_statistics.quantile(sorted, 0.25), order_statistics.quantile(sorted, 0.75)
  return { median = order_statistics.quantile(sorted, 0.5), low = low, high = high, iqr = high - low, answers = #sorted }
end

--- How far the distribution of the answers moved, 0 to 1: half the sum of the differences of the shares of each value. Reference:
--- M. Scheibe, M. Skutsch, J. Schofer, "Experiments in Delphi methodology", in H. Linstone, M. Turoff, The Delphi Method (1975):
--- below 0.15 the group is stable.
function panel_answers.shift(before, after)
  if #before == 0 or #after == 0 then return nil end
  local shares, order, sum = {}, {}, 0
  local function add(list, sign)
    for _, value in ipairs(list) do
      if not shares[value] then shares[value], order[#order + 1] = 0, value end
      shares[value] = shares[value] + sign / #list
    end
  end
  add(before, 1)
  add(after, -1)
  table.sort(order)
  for _, value in ipairs(order) do sum = sum + math.abs(shares[value]) end
  return sum / 2
end

-- --- taking -------------------------------------------------------------------------------------------------------

-- Rows of respondent, item, value: as they are, or of a table with a column for each item.
local function long_of(f, study)
  local rows, items = {}, {}
  if f:has "item" and f:has "value" then
    for i = 1, #f do
      rows[i] = { row = i, respondent = f:get(i, "respondent"), item = f:get(i, "item"), value = f:get(i, "value") }
    end
    return rows
  end
  for _, name in ipairs(f:columns()) do
    local number = tonumber(name:match "^item[_ ]?(%d+)$" or name:match "^(%d+)$")
    for k, text in ipairs(study.items) do
      if text == name then number = k end
    end
    if number then items[#items + 1] = { name = name, item = number } end
  end
  if #items == 0 then
    error("the answers need the columns respondent, item and value, or respondent and a column for each item, named "
      .. "item1, item2 ... or as the item is worded", 0)
  end
  for i = 1, #f do
    for _, each in ipairs(items) do
      rows[#rows + 1] = { row = i, respondent = f:get(i, "respondent"), item = each.item, value = f:get(i, each.name) }
    end
  end
  return rows
end

-- Why an answer can't be taken; nil: it can.
local function fault_of(answer, study, seen)
  local who = answer.respondent ~= nil and tostring(answer.respondent) or ""
  local item, value = math.tointeger(tonumber(answer.item)), tonumber(answer.value)
  if not who:find "^[%w_.-]+$" or #who > 24 then
    return "a respondent is an opaque label such as R07, in up to 24 letters, digits, _ . and -; never a name"
  elseif personal.found(who) then
    return "the label of the respondent looks like " .. personal.found(who)
  elseif not item or not study.items[item] then
    return ("there is no item '%s'; the study has %d"):format(tostring(answer.item), #study.items)
  elseif not value or value ~= value or value < study.low or value > study.high then
    return ("'%s' is no answer from %g to %g"):format(tostring(answer.value), study.low, study.high)
  elseif seen[who .. "\0" .. item] then
    return ("%s has answered item %d in this round already"):format(who, item)
  end
  seen[who .. "\0" .. item] = true
  answer.respondent, answer.item, answer.value = who, item, value + 0.0
end

--- The answers of a frame as rows that the store keeps, and a frame of those refused (row, respondent, item, reason). `seen` has
--- the answers that the round has, by "R07\0" and the item. An empty cell is no answer.
function panel_answers.of(f, study, seen)
  if not f:has "respondent" then error("the answers need a column 'respondent': an opaque label such as R07 for each", 0) end
  local taken, refused, empty = {}, {}, 0
  for _, answer in ipairs(long_of(f, study)) do
    if answer.value == nil or answer.value == "" then
      empty = empty + 1
    else
      local fault = fault_of(answer, study, seen)
      if fault then
        refused[#refused + 1] = { row = answer.row, item = tostring(answer.item), reason = fault }
      else
        taken[#taken + 1] = { respondent = answer.respondent, item = answer.item, value = answer.value }
      end
    end
  end
  return taken, core.frame(refused, { columns = { "row", "item", "reason" }, marking = f:marking(),
    types = { row = "integer", item = "text", reason = "text" } }):attach {
    note_text = empty > 0 and ("%d empty cells are no answers."):format(empty) or nil }
end

return panel_answers
