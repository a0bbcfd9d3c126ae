--- roles.lua: which column feeds which field, and why; which columns are a run of periods or categories (wide).
--
-- Example:  roles.of(columns, store)   --> {mapping = {zone = "Gemeente"}, long = {first = 3, last = 8, to = {"day"}}}

local core = require "glocal.core"
local field_names = require "foresight.exchange.look.field_names"
local known_names = require "foresight.exchange.look.known_names"
local writing = require "foresight.exchange.look.writing"

local roles = {}

local FEWEST_WIDE = 2

local function form_of_name(name)
  local kind, form = core.cell_form(name)
  if form ~= "none" and (kind == "date" or kind == "integer") then return form end
end

local function is_total(name)
  return core.fold(name):find "^%W*total" or core.fold(name):find "^%W*totaal" or core.fold(name):find "^%W*i?n?s?gesamt" or
    core.fold(name):find "^%W*summe"
end

-- --- wide columns ---------------------------------------------------------------------------------------------

-- The longest run of columns of figures whose names satisfy a test. Totals may stand within it: an import leaves them out.
local function longest_run(columns, test)
  local best, from, last
  for i = 1, #columns + 1 do
    local column = columns[i]
    local is_figure = column and (column.type.is_number or column.type.name == "empty")
    if is_figure and test(column) then
      from, last = from or i, i
    elseif from and not (is_figure and is_total(column.name)) then
      if not best or last - from > best.last - best.first then best = { first = from, last = last } end
      from = nil
    end
  end
  return best and best.last - best.first + 1 >= FEWEST_WIDE and best or nil
end

local function names_in_run(columns, run, which)
  local names = {}
  for i = run.first, run.last do
    if not is_total(columns[i].name) then names[#names + 1] = { columns[i][which], 1 } end
  end
  return names
end

-- Whether the columns of a run are phenomena: half of their names are, or some are and no other column has counts.
local function names_phenomena(columns, run, store)
  local names = names_in_run(columns, run, "name")
  local known = known_names.of(store, "phenomenon", names).known
  if known * 2 >= #names then return true end
  for i, column in ipairs(columns) do
    local is_in = i >= run.first and i <= run.last
    if not is_in and not is_total(column.name) and field_names.of(column.name, column.type) == "count" then return false end
  end
  return known > 0
end

local function names_zones(columns, run, store)
  local names = names_in_run(columns, run, "name")
  return known_names.of(store, "zone", names).known * 2 >= #names
end

-- T1, Q1, K1: a quarter whose year stands above it.
local function is_quarter(name) return name:find "^[TtQqKk][1-4]$" ~= nil end

-- Of two rows of names that are both of time: 2022 above januari, or januari above 2022.
local function parts_of_time(column)
  local function field_of(name)
    local form = form_of_name(name)
    return form == "year" and "year" or is_quarter(name) and "quarter" or "month"
  end
  return { field_of(column.upper), field_of(column.name) }
end

-- Names of months, years ... in a row: each name is a period. Of two rows of names one may be categories.
local function find_wide(columns, store)
  local has_upper = false
  for _, column in ipairs(columns) do has_upper = has_upper or column.upper ~= "" end
  local run = longest_run(columns, function(column)
    return form_of_name(column.name) or is_quarter(column.name) and form_of_name(column.upper)
  end)
  if run then
    run.to = { "day" }
    if has_upper then
      local upper_is_time = form_of_name(columns[run.first].upper) ~= nil
      run.to = upper_is_time and parts_of_time(columns[run.first]) or { "phenomenon", "day" }
    end
    return run
  end
  if has_upper then
    run = longest_run(columns, function(column) return form_of_name(column.upper) end)
    if run then
      run.to = { "day", "phenomenon" }
      return run
    end
  end
  run = longest_run(columns, function(column)
    return not is_total(column.name) and column.name ~= "" and not field_names.of(column.name, column.type)
  end)
  if run and names_phenomena(columns, run, store) then
    run.to = { "phenomenon" }
    return run
  elseif run and names_zones(columns, run, store) then
    run.to = { "zone" }
    return run
  end
end

-- --- columns by name and by content ---------------------------------------------------------------------------

local WHY = { "a word of its name", "its name", "the field of its name" }

-- Of equally sure columns the first goes; of names of zones the one that has more of them: the finer.
local function is_better(field, column, sure, taken)
  if not taken or sure > taken.sure then return true end
  return field == "zone" and sure == taken.sure and column.type.is_text and #column.values > #taken.column.values
end

local function by_name(columns, long)
  local taken = {}
  for i, column in ipairs(columns) do
    local field, sure
    if not (long and i >= long.first and i <= long.last) then field, sure = field_names.of(column.name, column.type) end
    if field and is_better(field, column, sure, taken[field]) then
      if taken[field] then taken[field].column.field, taken[field].column.why = nil, nil end
      taken[field] = { column = column, sure = sure }
      column.field, column.why = field, WHY[sure]
    end
  end
  return taken
end

-- The texts of a column without marks for nothing: NA is Namibia only among codes of two letters.
local function names_in(column)
  local marks, letters, values = {}, 0, {}
  for _, mark in ipairs(column.marks) do marks[mark[1]] = true end
  for _, value in ipairs(column.values) do letters = letters + (value[1]:find "^%u%u$" and 1 or 0) end
  for _, value in ipairs(column.values) do
    local is_name = not marks[value[1]] or (value[1] == "NA" and letters * 2 > #column.values)
    if is_name and not (is_total(value[1]) and #column.values > 1) then values[#values + 1] = value end
  end
  return values
end

local function resolves(store, dimension, column)
  local names = known_names.of(store, dimension, names_in(column), column.name)
  return names.looked > 0 and names.known * 2 >= names.looked and names
end

-- The date of birth is no time of a figure.
local function is_of_person(name)
  local folded = core.fold(name)
  for _, word in ipairs { "gebor", "geboort", "naiss", "birth", "geburt", "ne le" } do
    if folded:find(word, 1, true) then return true end
  end
  return false
end

-- What no column is called is looked for in what they hold.
local function by_content(columns, taken, long, store)
  local function take(field, column, why)
    column.field, column.why = field, why
    taken[field] = { column = column, sure = 0 }
  end
  local in_long = {}
  for _, field in ipairs(long and long.to or {}) do in_long[field] = true end
  for i, column in ipairs(columns) do
    local is_wide = long and i >= long.first and i <= long.last
    if not column.field and column.type.is_text and not is_wide then
      for _, dimension in ipairs { "zone", "phenomenon" } do
        if not taken[dimension] and not in_long[dimension] and not column.field and resolves(store, dimension, column) then
          take(dimension, column, ("its texts are %s of the store"):format(dimension == "zone" and "zones" or "phenomena"))
        end
      end
    end
  end
  local times, figures, amounts = {}, {}, {}
  for i, column in ipairs(columns) do
    local is_wide = long and i >= long.first and i <= long.last
    if not column.field and not is_wide then
      local is_time = column.type.is_time and column.type.name ~= "month name" and not is_of_person(column.name)
      if is_time then times[#times + 1] = column end
      if column.type.is_number and writing.unit_of(column) then
        amounts[#amounts + 1] = column
      elseif column.type.name == "integer" and not is_total(column.name) and not field_names.is_attribute(column.name) then
        figures[#figures + 1] = column
      end
    end
  end
  if not (taken.day or taken.year or in_long.day) and #times == 1 then take("day", times[1], "its cells are dates") end
  if not (taken.count or taken.value or long) and #figures == 0 and #amounts == 1 then
    take("value", amounts[1], "the only column of amounts")
  end
  local is_daily = taken.day and taken.day.column.type.name == "day" -- each line may be one fact
  if not (taken.count or taken.value or long) and #figures == 1 and not is_daily then
    take("count", figures[1], "the only column of whole numbers")
  end
end

-- A column of years that stands alone, or of months with their year, feeds `day`.
local function settle_time(taken)
  local month, year = taken.month, taken.year
  if taken.day then
    for _, field in ipairs { "month", "year", "quarter" } do
      if taken[field] then taken[field].column.field, taken[field] = nil, nil end
    end
  elseif month and month.column.type.is_time and month.column.type.name ~= "month name" then
    month.column.field, taken.day, taken.month = "day", month, nil
    if year then year.column.field, taken.year = nil, nil end
  elseif taken.quarter and taken.quarter.column.type.name == "quarter" and not month then
    taken.quarter.column.field, taken.day, taken.quarter = "day", taken.quarter, nil
    if year then year.column.field, taken.year = nil, nil end
  elseif year and not month and not taken.quarter then
    year.column.field, taken.day, taken.year = "day", year, nil
  end
end

--- Settles the roles: sets `field` and `why` of the columns; gives {taken, long, zone, phenomenon}, the last two as
--- known_names has them, where a column feeds them.
function roles.of(columns, store)
  local long = find_wide(columns, store)
  local taken = by_name(columns, long)
  if long then
    for _, field in ipairs { "day", "month", "year", "quarter", "count", table.unpack(long.to) } do
      if taken[field] then taken[field].column.field, taken[field].column.why, taken[field] = nil, nil, nil end
    end
  end
  by_content(columns, taken, long, store)
  settle_time(taken)
  local found = { taken = taken, long = long }
  for _, dimension in ipairs { "zone", "phenomenon" } do
    local column = taken[dimension] and taken[dimension].column
    if column then
      found[dimension] = known_names.of(store, dimension, names_in(column), column.name)
    end
  end
  if long then
    for i, field in ipairs(long.to) do
      if field == "phenomenon" or field == "zone" then
        local values, seen = {}, {}
        for _, each in ipairs(names_in_run(columns, long, (#long.to == 2 and i == 1) and "upper" or "name")) do
          if not seen[each[1]] then values[#values + 1] = each end
          seen[each[1]] = true
        end
        found[field] = known_names.of(store, field, values)
      end
    end
  end
  return found
end

roles.is_total = is_total

return roles
