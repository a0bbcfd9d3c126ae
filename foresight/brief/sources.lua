--- sources.lua: where the figures of a brief come from: name, publisher, licence, and the days between which its figures
-- were used.
--
-- Example:  for _, source in ipairs(sources.used(brief)) do print(source.name, source.first, source.last) end

local catalogue = require "foresight.shared.catalogue"
local query = require "foresight.shared.query"
local series = require "foresight.brief.series"

local sources = {}

-- Every series of the brief: zones, phenomenon, last period.
local function series_of(brief)
  local list = {}
  for _, found in ipairs(brief.figures.topics) do
    for _, one in ipairs(found.rows) do list[#list + 1] = one end
  end
  return table.move(brief.own.rows, 1, #brief.own.rows, #list + 1, list)
end

-- A year's figure stands on its first day; what a reader wants to see is the year.
local function period_of(day, span)
  return span >= 4 and day:sub(1, 4) or day:sub(1, 7)
end

--- The sources used, by code: name (in the brief's language), publisher, licence, first and last period.
function sources.used(brief)
  local found, order = {}, {}
  for _, one in ipairs(series_of(brief)) do
    local zones = {}
    for i, code in ipairs(one.zones or { one.node }) do zones[i] = "'" .. code:gsub("'", "''") .. "'" end
    local listed = query(brief.store, ("select s.code, " .. catalogue.label_sql("source", "s") .. [[ as name, s.publisher,
        s.licence, max(o.span) as span, date(min(o.day) * 86400, 'unixepoch') as first,
        date(max(o.day) * 86400, 'unixepoch') as last
      from %s o join source s on s.id = o.source join zone z on z.id = o.zone
      join phenomenon p on p.id = o.phenomenon
      where z.code in (%s) and (p.code = :phenomenon or p.code like :phenomenon || '.%%') and o.facet = 0
        and date(o.day * 86400, 'unixepoch') <= :last group by s.id]]):format(series.observations(brief.state),
        table.concat(zones, ", ")),
      { phenomenon = one.phenomenon, lang = brief.lang, last = series.last_day(one.now.last) })
    for _, row in listed:rows() do
      row.first, row.last = period_of(row.first, row.span), period_of(row.last, row.span)
      local known = found[row.code]
      if not known then
        found[row.code] = row
        order[#order + 1] = row.code
      else
        if row.first < known.first then known.first = row.first end
        if row.last > known.last then known.last = row.last end
      end
    end
  end
  table.sort(order)
  local list = {}
  for i, code in ipairs(order) do list[i] = found[code] end
  return list
end

return sources
