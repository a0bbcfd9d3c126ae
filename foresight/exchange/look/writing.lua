--- writing.lua: how figures and dates are written, over all columns that are used: the marks of thousands and decimals, the
--- order of day and month, marks for missing figures. Evidence decides; what contradicts itself is a fault, what has no
--- evidence stays open.
--
-- Example:  writing.of(columns)   --> {thousands = ".", decimal = ",", dates = "dmy"}

local writing = {}

local MARK_NAMES = { ["."] = "dots", [","] = "commas", [" "] = "spaces", ["'"] = "apostrophes" }

local function add(totals, counts)
  for mark, n in pairs(counts) do totals[mark] = (totals[mark] or 0) + n end
end

local function numbers_of(columns)
  local sure, open, points, commas = {}, {}, 0, 0
  for _, column in ipairs(columns) do
    if column.type.is_number then
      add(sure, column.thousands)
      add(open, column.open)
      points, commas = points + column.decimal_points, commas + column.decimal_commas
    end
  end
  return sure, open, points, commas
end

local function marks_text(marks)
  local names = {}
  for mark in pairs(marks) do names[#names + 1] = ("'%s'"):format(mark) end
  table.sort(names)
  return table.concat(names, " and ")
end

-- In a column of whole numbers some of which read 1.234, that is thousands: decimals don't come in threes only.
local function is_grouped(columns, mark)
  for _, column in ipairs(columns) do
    local n = column.open[mark] or 0
    local plain = (column.kinds.integer or 0) - n
    local below = column.kinds.decimal or 0
    if column.type.is_number and n > 0 and below == 0 and plain > 0 then return true end
  end
  return false
end

-- The marks that group thousands: those beyond doubt, and those of 1.234 that mark no decimals, where there are any others.
local function grouping_marks(sure, open, decimal)
  local marks, n, known = {}, 0, 0
  for mark in pairs(sure) do marks[mark], n, known = true, n + 1, known + 1 end
  for mark in pairs(open) do
    if not marks[mark] and mark ~= decimal then marks[mark], n = true, n + 1 end
  end
  return marks, n, known
end

-- Several marks group thousands: each of them does, where none of these figures can be a decimal number.
local function settle_any(columns, marks, found)
  found.fault = ("thousands are written with %s: say which, as in thousands='.', or that each does, thousands='any'")
    :format(marks_text(marks))
  for _, column in ipairs(columns) do
    if column.type.is_number and column.kinds.decimal and column.most_decimals > 2 then return end
  end
  found.any = true
end

local function settle_numbers(columns, found)
  local sure, open, points, commas = numbers_of(columns)
  local decimal = commas > 0 and points == 0 and "," or points > 0 and commas == 0 and "." or nil
  local marks, n, known = grouping_marks(sure, open, decimal)
  if n > 1 then return settle_any(columns, marks, found) end
  found.thousands = known == 1 and next(marks) or nil
  if points > 0 and commas > 0 then
    found.fault = ("decimals are written with a point (%d figures) and with a comma (%d): say which, as in decimal=','")
      :format(points, commas)
    return
  end
  found.decimal = commas > 0 and "," or points > 0 and "." or nil
  if found.decimal and found.decimal == found.thousands then
    found.fault = ("'%s' stands for thousands in some figures and for decimals in others: say which, as in decimal=','")
      :format(found.decimal)
    return
  end
  for _, mark in ipairs { ".", "," } do
    if not found.thousands and open[mark] and found.decimal ~= mark then
      local other = mark == "." and "," or "."
      if found.decimal == other or is_grouped(columns, mark) then
        found.thousands = mark
      else
        found.open_mark = mark
      end
    end
  end
  found.thousands_name = MARK_NAMES[found.thousands]
end

local function settle_dates(columns, found)
  local first, second, written = 0, 0, 0
  for _, column in ipairs(columns) do
    local forms = column.type.forms
    if forms and (forms.day_parts or forms.day_short) then
      written = written + (forms.day_parts or 0) + (forms.day_short or 0)
      first, second = first + column.first_over_12, second + column.second_over_12
    end
    if forms and forms.day_short then found.needs_century = true end
    if column.type.name == "financial year" then found.fiscal = column end
  end
  if written == 0 then return end
  if first > 0 and second > 0 then
    found.fault = found.fault or
      ("dates have the day first (%d) and the month first (%d): say which, as in dates='dmy'"):format(first, second)
  elseif first > 0 then
    found.dates = "dmy"
  elseif second > 0 then
    found.dates = "mdy"
  else
    found.open_dates = written
  end
end

local UNITS = { ["%"] = "percent", EUR = "EUR", USD = "USD", GBP = "GBP" }
local WORDS = { ["\u{20ac}"] = "EUR", eur = "EUR", euro = "EUR", euros = "EUR", ["$"] = "USD", ["\u{a3}"] = "GBP", kg = "kg",
  ["%"] = "percent" }

--- The unit that all signs beside the figures of a column name, or its own name: "Schade (EUR)"; nil: there is none.
function writing.unit_of(column)
  if #column.units == 1 then return UNITS[column.units[1][1]] end
  for word in column.name:gmatch "[^%s%(%)%[%]]+" do
    if WORDS[word:lower()] then return WORDS[word:lower()] end
  end
end

--- {thousands, any (each mark groups them), decimal, dates, needs_century, fiscal (a column), open_mark, open_dates, fault}
function writing.of(columns)
  local found = {}
  settle_numbers(columns, found)
  settle_dates(columns, found)
  return found
end

return writing
