--- page.lua: a look as a page for a terminal: how the file is written, a line per column, names, questions, the command.
--
-- Example:  print(page.text(look))

local core = require "glocal.core"
local number = require "foresight.shared.number"
local plural = require "foresight.shared.plural"
local terminal = require "foresight.shared.terminal"

local page = {}

local function width() return terminal.host.width() - 1 end

local function cut(text, room)
  text = core.visible(text)
  local n = utf8.len(text)
  if not n or n <= room then return text .. (" "):rep(room - (n or #text)) end
  return text:sub(1, utf8.offset(text, room) - 1) .. "\u{2026}"
end

local DELIMITERS = { [","] = "comma", [";"] = "semicolon", ["\t"] = "tab", ["|"] = "bar" }

-- --- how it is written ----------------------------------------------------------------------------------------

local function kind_line(look)
  local facts = look.facts
  local parts = { look.format == "table" and "CSV" or look.format }
  if look.format == "table" then
    parts[#parts + 1] = facts.encoding
    parts[#parts + 1] = ("%s between fields"):format(DELIMITERS[facts.delimiter] or ("'%s'"):format(facts.delimiter))
  end
  if look.sheet then parts[#parts + 1] = "sheet " .. look.sheet end
  return table.concat(parts, ", ")
end

local function rows_line(look)
  local facts = look.facts
  if facts.is_whole then return plural(facts.rows, "row") end
  if facts.lines then
    return ("%s in the file; what follows is from %s of them, of its head, its tail and between"):format(
      plural(facts.lines, "line"), number.shown(facts.rows))
  end
  return ("what follows is from its first %s"):format(plural(facts.rows, "row"))
end

local function header_line(facts)
  if not facts.header_first then return "none found" end
  local where = facts.header_last > facts.header_first and ("lines %d and %d"):format(facts.header_first, facts.header_last)
    or ("line %d"):format(facts.header_first)
  local blank = facts.header_first - 1 - facts.titles.found - ((facts.has_delimiter_line or facts.has_heading) and 1 or 0)
  local above = {}
  if facts.has_delimiter_line then above[1] = "sep=" .. facts.delimiter end
  if facts.titles.found > 0 then above[#above + 1] = plural(facts.titles.found, "title") end
  if blank > 0 then above[#above + 1] = plural(blank, "blank line") end
  return where .. (#above > 0 and "; above it " .. table.concat(above, ", ") or "")
end

local function rows_said(rows)
  local lines = {}
  for i = 1, math.min(2, #rows) do
    lines[i] = ("'%s'%s"):format(rows[i].text, rows[i].line and (" in line %d"):format(rows[i].line) or "")
  end
  return table.concat(lines, ", ") .. (rows.found > #lines and (" and %s more"):format(number.shown(rows.found - #lines)) or "")
end

local function figures_line(look)
  local writing, parts = look.writing, {}
  if writing.thousands then parts[1] = ("thousands '%s'"):format(writing.thousands) end
  if writing.decimal then parts[#parts + 1] = ("decimals '%s'"):format(writing.decimal) end
  if writing.dates then parts[#parts + 1] = ("dates %s"):format(writing.dates) end
  return #parts > 0 and table.concat(parts, ", ") or nil
end

-- --- columns --------------------------------------------------------------------------------------------------

local function marks_said(column)
  local parts = {}
  for _, mark in ipairs(column.marks) do
    if column.type.is_number or column.type.name == "empty" then
      parts[#parts + 1] = ("'%s' %s"):format(mark[1], number.shown(mark[2]))
    end
  end
  local empty = column.kinds.empty or 0
  if empty > 0 then parts[#parts + 1] = ("empty %s"):format(number.shown(empty)) end
  for _, flag in ipairs(column.flags) do parts[#parts + 1] = ("flag %s %s"):format(flag[1], number.shown(flag[2])) end
  return table.concat(parts, ", ")
end

local function samples_of(column)
  local texts = {}
  for i = 1, math.min(3, #column.values) do texts[i] = column.values[i][1] end
  return table.concat(texts, " | ")
end

local HEAD = { "column", "field", "type", "sample", "missing" }

local function row_of(column)
  return { column.upper ~= "" and column.upper .. " " .. column.name or column.name, column.field or "",
    column.type.text, samples_of(column), marks_said(column) }
end

-- The marks of all wide columns together.
local function marks_of_all(columns, long)
  local counts, order, empty = {}, {}, 0
  for i = long.first, long.last do
    empty = empty + (columns[i].kinds.empty or 0)
    for _, mark in ipairs(columns[i].marks) do
      if not counts[mark[1]] then order[#order + 1] = mark[1] end
      counts[mark[1]] = (counts[mark[1]] or 0) + mark[2]
    end
  end
  for i, mark in ipairs(order) do order[i] = ("'%s' %s"):format(mark, number.shown(counts[mark])) end
  if empty > 0 then order[#order + 1] = ("empty %s"):format(number.shown(empty)) end
  return table.concat(order, ", ")
end

-- The columns of a wide table are one line.
local function column_rows(look)
  local rows, long = { HEAD }, look.roles.long
  for i, column in ipairs(look.columns) do
    if long and i == long.first then
      local first, last = row_of(column), row_of(look.columns[long.last])
      first[1] = ("%s..%s (%d)"):format(first[1], last[1], long.last - long.first + 1)
      first[2] = table.concat(long.to, ", ") .. ", count"
      first[5] = marks_of_all(look.columns, long)
      rows[#rows + 1] = first
    elseif not (long and i > long.first and i <= long.last) then
      rows[#rows + 1] = row_of(column)
    end
  end
  return rows
end

local MOST = { 24, 14, 26, 26, 20 }

local function columns_text(look)
  local rows, widths, lines, all = column_rows(look), {}, {}, 0
  for c = 1, #HEAD do
    widths[c] = 0
    for _, row in ipairs(rows) do widths[c] = math.max(widths[c], math.min(MOST[c], core.width(core.visible(row[c])))) end
    all = all + widths[c] + 2
  end
  -- Samples give way first, then types, then missing marks.
  for _, c in ipairs { 4, 3, 5, 1 } do
    local least = c == 1 and 12 or 10
    local less = math.min(math.max(0, widths[c] - least), math.max(0, all - 2 - width()))
    widths[c], all = widths[c] - less, all - less
  end
  for i, row in ipairs(rows) do
    local cells = {}
    for c = 1, #HEAD do cells[c] = widths[c] > 0 and cut(row[c], widths[c]) or "" end
    lines[i] = table.concat(cells, "  "):gsub("%s+$", "")
  end
  table.insert(lines, 2, ("-"):rep(math.min(width(), math.max(10, all - 2))))
  return table.concat(lines, "\n")
end

-- --- names ----------------------------------------------------------------------------------------------------

local function names_line(names, field)
  local known = ("%d of %d texts are %s of the store"):format(names.known, names.looked,
    field == "zone" and "zones" or "phenomena")
  if names.looked < names.all then known = known .. (", of %s that were looked up"):format(number.shown(names.looked)) end
  local kinds = {}
  for kind, n in pairs(names.kinds or {}) do kinds[#kinds + 1] = { kind, n } end
  table.sort(kinds, function(a, b) return a[2] > b[2] or (a[2] == b[2] and a[1] < b[1]) end)
  for i, each in ipairs(kinds) do kinds[i] = ("%s %d"):format(each[1], each[2]) end
  if #kinds > 0 then known = known .. ": " .. table.concat(kinds, ", ") end
  return known
end

--- The whole page. `as`: "command" ends it with the command for a shell, else it ends with the call in Lua.
function page.text(look, as)
  local facts, lines = look.facts, {}
  local function line(label, text)
    if text then lines[#lines + 1] = terminal.wrap(("%-12s%s"):format(label, text), width(), 12) end
  end
  line("file", ("%s: %s, %s"):format(look.file, kind_line(look), rows_line(look)))
  line("note", look.note)
  line("header", header_line(facts))
  if facts.titles.found > 0 then line("titles", rows_said(facts.titles)) end
  line("figures", figures_line(look))
  if facts.totals.found > 0 then line("totals", plural(facts.totals.found, "row") .. ": " .. rows_said(facts.totals)) end
  if facts.notes.found > 0 then line("notes", plural(facts.notes.found, "row") .. ": " .. rows_said(facts.notes)) end
  if facts.blank + facts.empty > 0 then line("empty", plural(facts.blank + facts.empty, "row") .. " without a cell") end
  if facts.damaged > 0 then line("damaged", plural(facts.damaged, "row") .. " that can't be read") end
  for _, field in ipairs { "zone", "phenomenon" } do
    if look.roles[field] then line(field, names_line(look.roles[field], field)) end
  end
  lines[#lines + 1] = ""
  lines[#lines + 1] = columns_text(look)
  if #look.questions > 0 then lines[#lines + 1] = "" end
  for i, question in ipairs(look.questions) do lines[#lines + 1] = terminal.wrap(("%d. %s"):format(i, question), width(), 3) end
  lines[#lines + 1] = ""
  lines[#lines + 1] = look.is_complete and "To import it so:" or "To import it, once the questions are answered:"
  lines[#lines + 1] = "  " .. (as == "command" and look.command or look.call)
  return core.visible(table.concat(lines, "\n"), "\n")
end

--- The look as plain data, for JSON.
function page.plain(look)
  local columns = {}
  for i, column in ipairs(look.columns) do
    local sample = {}
    for n = 1, math.min(5, #column.values) do sample[n] = column.values[n][1] end
    columns[i] = { name = column.name, upper = column.upper ~= "" and column.upper or nil, field = column.field, why = column.why,
      type = column.type.name, sample = sample, missing = marks_said(column) }
  end
  local facts = look.facts
  return {
    file = look.file, format = look.format, encoding = facts.encoding, delimiter = facts.delimiter, rows = facts.rows,
    lines = facts.lines, is_whole = facts.is_whole, header_first = facts.header_first, header_last = facts.header_last,
    titles = facts.titles, totals = facts.totals, notes = facts.notes, thousands = look.writing.thousands,
    decimal = look.writing.decimal, dates = look.writing.dates, columns = columns, questions = look.questions,
    is_complete = look.is_complete, mapping = look.mapping, options = look.options, command = look.command, call = look.call,
  }
end

return page
