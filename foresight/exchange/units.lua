--- units.lua: what a file of glocal's own says beside its rows: the units of its columns, of which the importer makes what
--- one count is, the unit of the values, the dimension of the facets; and how many decimals the values have.
--
-- Example:  units.traits({count = "n"}, {n = "offences"})   --> {counting_unit = "offences"}

local rows = require "foresight.exchange.rows"

local units = {}

local MOST_DECIMALS = 6

local function unescaped(text)
  return (text:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

--- The marking, and the units by column, of the comment before the header of a CSV file (core/io/csv_heading.h).
function units.of_heading(heading)
  local found = {}
  for name, unit in heading:gmatch ";%s*([^:;]+):%s*([^:;]+)" do found[unescaped(name)] = unescaped(unit) end
  return heading:match "^[^;]*":gsub("%s+$", ""), found
end

local function unit_of(source, by_column)
  local column = type(source) == "table" and source.column or source
  local unit = type(column) == "string" and (by_column[column] or by_column[column:gsub("^properties%.", "")])
  return unit ~= "" and unit or nil
end

--- What the importer is told of the sources: counting_unit, value_unit, facet_dimension.
function units.traits(mapping, by_column)
  return {
    counting_unit = unit_of(mapping.count, by_column), value_unit = unit_of(mapping.value, by_column),
    facet_dimension = unit_of(mapping.facet, by_column),
  }
end

--- The scale at which all values in the rows are whole: {value = 100} where they have two decimals; nil where they have
--- none, or the values are no column.
function units.scale(path, mapping)
  local column = type(mapping.value) == "table" and mapping.value.column or mapping.value
  if type(column) ~= "string" then return nil end
  local decimals = 0
  for field in rows.column(path, column) do
    local written = field:match "^[-+]?%d*%.(%d*)"
    if written then decimals = math.max(decimals, #written:gsub("0+$", "")) end
  end
  return decimals > 0 and { value = 10 ^ math.min(decimals, MOST_DECIMALS) // 1 | 0 } or nil
end

return units
