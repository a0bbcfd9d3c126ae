--- outcome.lua: the outcomes of a registration's series: the same rollup over the periods forecast.
--
-- Example:  known = outcome.known(store, {every="month", measure="count", filters={}, gaps="zero"}, series, "2026-01", "2026-12")
--           known.of(series[1], "2026-03")   --> 17, or nil where it is not known yet

local rollup = require "foresight.cube.rollup"

local outcome = {}

local REPEATABLE = { source = true } -- filters that may come several times

local function distinct(series, field)
  local list, seen = {}, {}
  for _, each in ipairs(series) do
    if not seen[each[field]] then
      seen[each[field]] = true
      list[#list + 1] = each[field]
    end
  end
  return list
end

local function key(zone, phenomenon, facet)
  return table.concat({ zone, phenomenon, facet or "" }, "\0")
end

--- The figures of the series (each {zone, phenomenon, facet}) in the periods from `from` to `to`, as the store knows them
--- now. Returns nil, message, code where it can't be read.
function outcome.known(store, registration, series, from, to)
  local spec = {
    store = store, zone = distinct(series, "zone"), phenomenon = distinct(series, "phenomenon"),
    every = registration.every, from = from, to = to, measures = { registration.measure },
  }
  for _, filter in ipairs(registration.filters) do
    if REPEATABLE[filter.name] then
      spec[filter.name] = spec[filter.name] or {}
      table.insert(spec[filter.name], filter.value)
    else
      spec[filter.name] = tonumber(filter.value) or filter.value
    end
  end
  local figures, message, code = rollup(spec)
  if not figures then return nil, message, code end
  local values, latest = {}, ""
  for _, row in figures:rows() do
    local of = key(row.zone, row.phenomenon, row.facet)
    values[of] = values[of] or {}
    values[of][row.period] = row[registration.measure]
    if row.period > latest then latest = row.period end
  end
  return {
    marking = figures:marking(),
    --- Whether anything at all is recorded of the series in the period.
    recorded = function(one, period)
      local of = values[key(one.zone, one.phenomenon, one.facet)]
      return of ~= nil and of[period] ~= nil
    end,
    --- The figure; 0 where nothing was recorded but others reported that period or a later one; nil: not known yet.
    of = function(one, period)
      local of = values[key(one.zone, one.phenomenon, one.facet)]
      if of and of[period] ~= nil then return of[period] end
      if registration.gaps == "zero" and latest >= period then return 0 end
    end,
  }
end

return outcome
