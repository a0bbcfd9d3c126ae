--- column_type.lua: what a column of a table is, told from the forms of its cells (core.look_at counts them).
--
-- Example:  column_type.of(column)   --> {name = "month", is_time = true, text = "month (maart 2024), names in nl"}

local column_type = {}

-- --- time -----------------------------------------------------------------------------------------------------

local DAYS = { day = true, day_time = true, day_parts = true, day_short = true, day_named = true, day_compact = true }
local MONTHS = { month = true, month_year = true, month_named = true, month_compact = true }

-- What is said of a form, by an example of it.
local EXAMPLES = {
  day = "2024-01-31", day_time = "2024-01-31 10:00", day_parts = "31/1/2024", day_short = "31.1.24", day_named = "31 maart 2024",
  day_compact = "20240131", month = "2024-03", month_year = "3/2024", month_named = "maart 2024", month_compact = "202403",
  month_name = "maart", quarter = "2024-Q1", week = "2024-W05", year = "2024", year_span = "2009-10", years = "2020-2021",
  half = "2024-S1",
}

local function sorted(counts)
  local names = {}
  for name in pairs(counts) do names[#names + 1] = name end
  table.sort(names, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  return names
end

local function sum(counts)
  local all = 0
  for _, n in pairs(counts) do all = all + n end
  return all
end

-- The forms of time that come, without the cells that have none.
local function forms_of(column)
  local forms = {}
  for name, n in pairs(column.forms) do
    if name ~= "none" then forms[name] = n end
  end
  return forms
end

local function only(forms, set)
  for name in pairs(forms) do
    if not set[name] then return false end
  end
  return next(forms) ~= nil
end

-- 2021/22, which no other span of years is written like.
local function are_financial_years(column)
  for _, value in ipairs(column.values) do
    if not value[1]:find "^%d%d%d%d/%d%d$" then return false end
  end
  return #column.values > 0
end

local function name_of_time(column, forms)
  if column.successive > 0 and column.successive == sum(forms) and only(forms, { month = true, year_span = true }) and
    (forms.year_span or #column.values > 1) then
    return "financial year"
  end
  for _, each in ipairs { "month_name", "quarter", "week", "year", "half" } do
    if only(forms, { [each] = true }) then return (each:gsub("_", " ")) end
  end
  if only(forms, { years = true }) and column.successive == sum(forms) and are_financial_years(column) then
    return "financial year"
  end
  if forms.years and only(forms, { years = true, year_span = true }) then return "span of years" end
  return only(forms, DAYS) and "day" or only(forms, MONTHS) and "month" or "period"
end

-- The language that all names of months have, or the list of those that come.
local function languages_of(column)
  local names = sorted(column.languages)
  local most = names[1] and column.languages[names[1]]
  local all = {}
  for _, name in ipairs(names) do
    if column.languages[name] == most then all[#all + 1] = name end
  end
  return all
end

local function time_of(column, forms)
  local examples = {}
  for i, form in ipairs(sorted(forms)) do
    if i <= 3 then examples[i] = EXAMPLES[form] end
  end
  local name = name_of_time(column, forms)
  local languages = languages_of(column)
  return {
    name = name, is_time = true, forms = forms, languages = languages,
    text = ("%s (%s%s)"):format(name, table.concat(examples, ", "),
      #languages > 0 and "; " .. table.concat(languages, " or ") or ""),
  }
end

-- --- numbers --------------------------------------------------------------------------------------------------

local function number_of(kinds)
  local parts = { kinds.decimal and "decimal number" or "whole number" }
  if kinds.range or kinds.open_range then parts[2] = "ranges" end
  return { name = kinds.decimal and "decimal" or "integer", is_number = true, text = table.concat(parts, ", ") }
end

local FIRST_DAY, LAST_DAY = 32874, 73050 -- day numbers of Excel: 1990 to 2099

--- {name, text, is_time, is_number, may_be_day (a day number of Excel)}: name is day, month, quarter, week, year, month name, financial year, span of years,
--- half, period, integer, decimal, text, mixed or empty.
function column_type.of(column)
  local kinds = {}
  for name, n in pairs(column.kinds) do kinds[name] = n end
  local numbers = (kinds.integer or 0) + (kinds.decimal or 0) + (kinds.range or 0) + (kinds.open_range or 0)
  local dates, texts = kinds.date or 0, kinds.text or 0
  local all = numbers + dates + texts
  if all == 0 then return { name = "empty", text = (kinds.missing or 0) > 0 and "marks only" or "empty" } end
  local forms = forms_of(column)
  if dates > 0 and sum(forms) >= 0.8 * all then return time_of(column, forms) end
  for _, each in ipairs { "year", "month_compact", "day_compact" } do
    if forms[each] == all and (each ~= "year" or #column.values <= 150) then return time_of(column, forms) end
  end
  if numbers >= 0.8 * all then
    local type = number_of(kinds)
    type.may_be_day = kinds.integer == all and column.least >= FIRST_DAY and column.most <= LAST_DAY and
      not next(column.thousands) and not next(column.open)
    return type
  end
  if texts >= 0.8 * all then return { name = "text", is_text = true, text = "text" } end
  return { name = "mixed", is_text = true, text = "mixed: numbers, dates and texts" }
end

return column_type
