--- demand_block.lua: demand beside supply on a page: a table of the phenomena that either side has something of, and what that comes
--- to in sentences; where requests or capacity are not recorded, the command that records them.
--
-- Example:  made = demand_block.of(it, found, function(_, format, value) return it.write[format](value) end)   made.table, made.notes

local demand_supply_rows = require "foresight.priority.demand_supply_rows"
local phrases = require "foresight.language.phrases"
local words = require "foresight.brief.words"

local demand_block = {}

local fill = phrases.fill
local MOST = 8 -- rows of the table
local IS_SHOWN = { unanswered = true, ["follows the search"] = true, answered = true, ["attention only"] = true }

--- The rows that have something to say; and how many of them the table has no room for.
function demand_block.shown(found)
  local list, rest = {}, 0
  for _, row in ipairs(found.rows) do
    if IS_SHOWN[row.reading] and #list < MOST then list[#list + 1] = row elseif IS_SHOWN[row.reading] then rest = rest + 1 end
  end
  return list, rest
end

-- The cells of a row; show(row, column, format) writes a number of it.
local function cells_of(it, said, row, show)
  local figures = words.EMPTY
  if row.count then
    local unit = words.unit(it, row.counting_unit)
    figures = show(row, "count", "number") .. (unit ~= "" and " " .. unit or "")
    if row.change then figures = ("%s (%s)"):format(figures, show(row, "change", "signed_percent")) end
  end
  local function cell(column, format) return row[column] and show(row, column, format) or words.EMPTY end
  return { phrases.sentence(it.phenomena[row.phenomenon]), figures, cell("alerts", "number"), cell("requests", "number"),
    cell("own", "number"), cell("capacity", "figure"), said.readings[row.reading] }
end

-- The names of the phenomena asked for that nobody answers; whether any is asked for.
local function unanswered(it, found)
  local names, is_asked = {}, false
  for _, row in ipairs(found.rows) do
    if row.reading == "unanswered" then names[#names + 1] = it.phenomena[row.phenomenon] end
    is_asked = is_asked or row.reading == "unanswered" or row.reading == "answered" or row.reading == "follows the search"
  end
  return names, is_asked
end

--- The table (nil where there is nothing to show), the sentence on what it comes to, and notes. `it`: lang, level, write, words,
--- phenomena, store; show(row, column, format) writes a number of a row, count(number) that of the phenomena without an answer.
function demand_block.of(it, found, show, count)
  local said, notes = phrases.of(it.lang).demand, {}
  local names, is_asked = unanswered(it, found)
  local list, rest = demand_block.shown(found)
  local values = { this = it.level.this, store = it.store:path():match "[^/]+$", names = table.concat(names, ", "), rest = rest }
  local function note(phrase) notes[#notes + 1] = fill(phrase, values) end
  if #names > 0 then values.number = count(#names) end
  local lead = fill(#names > 0 and said.unanswered or is_asked and said.all_answered or said.nothing, values)
  if #found.reader.log.rows == 0 then note(said.no_requests) end
  if demand_supply_rows.requests_apart(found) > 0 then note(said.apart) end
  if found.capacity.total == 0 then note(said.no_capacity) end
  if rest > 0 then note(said.more) end
  local cells = {}
  for i, row in ipairs(list) do cells[i] = cells_of(it, said, row, show) end
  return { lead = lead, notes = notes, table = #cells > 0 and { kind = "table", id = "demand", columns = said.columns,
    rows = cells, align = { "left", "right", "right", "right", "right", "right", "left" } } or nil }
end

return demand_block
