--- breakdowns.lua: columns that break the figures down (sex, age, unit) and feed no field. Their parts and totals would be
--- added up, so that one category is chosen: the total, or the one that holds counts; else the analyst is asked.
--
-- Example:  breakdowns.of(look, "/tmp/rows.csv")   --> {{column = {name = "sex"}, choice = "T", why = "the total"}}

local core = require "glocal.core"
local roles = require "foresight.exchange.look.roles"
local rows = require "foresight.exchange.rows"

local breakdowns = {}

local MOST_CATEGORIES, MOST_LINES = 60, 20000

local TOTALS = { T = true, _T = true, TOT = true, TOTAL = true }
local COUNTS = {}
for word in ("nr num number numbers count counts aantal aantallen nombre anzahl persons personen personnes cases victims " ..
  "offences"):gmatch "%S+" do
  COUNTS[word] = true
end

-- Formats of which every column before the figure is a dimension.
local ALL_DIMENSIONS = { ["sdmx-csv"] = true, ["json-stat"] = true, ["eurostat-tsv"] = true }
local NO_DIMENSIONS = { DATAFLOW = true, STRUCTURE = true, STRUCTURE_ID = true, ACTION = true, ["LAST UPDATE"] = true }

local function is_total(text) return TOTALS[text] or roles.is_total(text) end

local function is_unit(name)
  local folded = core.fold(name)
  for _, word in ipairs { "unit", "eenheid", "unite", "einheit", "measure", "contents" } do
    if folded:find(word, 1, true) then return true end
  end
  return false
end

local function first_value(column, test)
  for _, value in ipairs(column.values) do
    if test(value[1]) then return value[1] end
  end
end

-- The only category whose figures are all whole numbers, where others have decimals.
local function whole_category(path, column, figure)
  local lines = path and io.lines(path)
  if not lines then return nil end
  local at, has, n = rows.places(rows.fields(lines())), {}, 0
  local category, number = at[column.name], at[figure.name]
  if not category or not number then return nil end
  for line in lines do
    local fields = rows.fields(line)
    local name, text = fields[category], fields[number]
    n = n + 1
    if n > MOST_LINES then break end
    if name and text and text ~= "" then has[name] = has[name] or text:find "[.,]%d" ~= nil end
  end
  local whole, decimals
  for name, is_decimal in pairs(has) do
    if is_decimal then
      decimals = true
    elseif whole then
      return nil
    else
      whole = name
    end
  end
  return decimals and whole or nil
end

-- Which category to take, why, and whether its figures are counts; nil: that is for the analyst to say.
local function choice_of(column, figure, path)
  local total = first_value(column, is_total)
  if total then return total, "the total" end
  if is_unit(column.name) then
    local count = first_value(column, function(text)
      for word in core.fold(text):gmatch "%a+" do
        if COUNTS[word] then return true end
      end
      return false
    end)
    if count then return count, "counts", true end
  end
  local whole = figure and whole_category(path, column, figure)
  if whole then return whole, "the only one of whole numbers", true end
end

local function is_candidate(look, column, is_before)
  local n = #column.values
  if column.field or column.is_wide or n < 2 or n > MOST_CATEGORIES or look.told.where and look.told.where[column.name] then
    return false
  end
  if ALL_DIMENSIONS[look.format] then -- a name with a blank is that of a column of labels
    return is_before and not NO_DIMENSIONS[column.name] and not column.name:find " "
  end
  return column.type.is_text and (first_value(column, is_total) ~= nil or is_unit(column.name))
end

local BARE = { value = true, waarde = true, valeur = true, wert = true, number = true }

-- "txtVALUE" and OBS_VALUE are bare, "Schade" says what it is.
local function is_bare(name) return BARE[core.fold((name:gsub("^%l+(%u)", "%1"):gsub("^OBS_", "")))] or false end

-- A figure called value is a count where it is whole and nothing says what it is in, and where a category of counts was chosen.
local function settle_figure(look, found)
  local taken = look.roles.taken
  local figure = taken.value and taken.value.column
  if not figure or taken.count then return end
  local is_count = is_bare(figure.name) and not figure.kinds.decimal and #figure.units == 0
  for _, each in ipairs(found) do is_count = is_count or each.choice ~= nil and each.is_count end
  if is_count then figure.field, taken.count, taken.value = "count", taken.value, nil end
end

--- {{column, choice, why} ...}. `path`: the rows as a converter made them, as CSV with commas; nil: there are none.
function breakdowns.of(look, path)
  local taken = look.roles.taken
  local figure = taken.count and taken.count.column or taken.value and taken.value.column
  local found, is_before = {}, true
  for _, column in ipairs(look.columns) do
    is_before = is_before and column ~= figure
    if is_candidate(look, column, is_before) then
      local choice, why, is_count = choice_of(column, figure, path)
      found[#found + 1] = { column = column, choice = choice, why = why, is_count = is_count }
    end
  end
  settle_figure(look, found)
  return found
end

return breakdowns
