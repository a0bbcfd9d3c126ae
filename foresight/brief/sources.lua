--- sources.lua: where the figures of a brief come from: name, publisher, licence, and the days between which its figures
-- were used.
--
-- Example:  for _, source in ipairs(sources.used(brief)) do print(source.name, source.first, source.last) end

local catalogue = require "foresight.shared.catalogue"
local memo = require "foresight.brief.memo"
local own_figures = require "foresight.brief.own_figures"
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

-- The day of a period's end, counted from 1970-01-01, so that an index may serve.
local LISTED = [[select s.code, %s as name, s.publisher, s.licence, max(o.span) as span,
    date(min(o.day) * 86400, 'unixepoch') as first, date(max(o.day) * 86400, 'unixepoch') as last
  from %s o join source s on s.id = o.source join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon
  where z.code in (%s) and (p.code = :phenomenon or p.code like :phenomenon || '.%%') and o.facet = 0
    and o.day <= cast(julianday(:last) - 2440587.5 as integer) group by s.id]]

-- All sources by code: name, publisher, licence.
local function catalogue_of(brief)
  return memo.once(brief, "sources " .. brief.lang, function()
    local found = {}
    for _, row in query(brief.store, "select s.code, " .. catalogue.label_sql("source", "s")
        .. " as name, s.publisher, s.licence from source s", { lang = brief.lang }):rows() do
      found[row.code] = row
    end
    return found
  end)
end

-- What is known of the run (own_figures.sources), where all of it lies before the end; else nil.
local function read_before(brief, one, last)
  local found, rows = own_figures.sources(brief, one.zones or { one.node }, one.phenomenon), {}
  for _, each in ipairs(found or {}) do
    if each.last > last then return nil end
    local about = catalogue_of(brief)[each.code]
    rows[#rows + 1] = { code = each.code, name = about.name, publisher = about.publisher, licence = about.licence,
      span = each.span, first = each.first, last = each.last }
  end
  return found and rows
end

-- The sources of one series.
local function of_series(brief, one)
  local last = series.last_day(one.now.last)
  local zones, codes = {}, one.zones or { one.node }
  for i, code in ipairs(codes) do zones[i] = "'" .. code:gsub("'", "''") .. "'" end
  local key = ("sources %s %s %s %s"):format(table.concat(codes, " "), one.phenomenon, last, brief.lang)
  return memo.once(brief, key, function()
    local rows = read_before(brief, one, last)
    if rows then return rows end
    rows = {}
    for _, row in query(brief.store, LISTED:format(catalogue.label_sql("source", "s"), series.observations(brief.state),
        table.concat(zones, ", ")), { phenomenon = one.phenomenon, lang = brief.lang, last = last }):rows() do
      rows[#rows + 1] = row
    end
    return rows
  end)
end

--- The sources used, by code: name (in the brief's language), publisher, licence, first and last period.
function sources.used(brief)
  local found, order = {}, {}
  for _, one in ipairs(series_of(brief)) do
    for _, each in ipairs(of_series(brief, one)) do
      local row = memo.copy(each)
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
