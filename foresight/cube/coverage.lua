--- coverage.lua: of how many of the zones below a sum of published figures has any: "EU: 5 of 27 members have figures".
---
--- A zone that publishes a figure itself is covered by it. Else the zones of the reporting kind count, the kind that most
--- of the topmost zones with figures are of: a country with figures of six municipalities is not a member that reports.
--
-- Example:  coverage.of(asked, frame)   --> {{zone="EU", period="2022", kind="country", reporting=5, could_report=27, ...}}

local core = require "glocal.core"
local notes = require "foresight.cube.notes"
local zone_tree = require "foresight.zones.zone_tree"

local coverage = {}

local MOST = 3 -- zones that a note names
coverage.AT_ONCE = 200000 -- figures of which the coverage is counted unasked
coverage.WITHIN = 5 -- years that a fact may be away from the period of a rate

-- Which sources publish figures, of those asked; of one that reports zeros, what it does not name is covered.
local function figure_sources(asked)
  local wanted, ids = nil, {}
  for _, id in ipairs(asked.options.sources or {}) do
    wanted = wanted or {}
    wanted[id] = true
  end
  for _, source in ipairs(asked.options.described) do
    if source.figures and not source.reports_zeros and (not wanted or wanted[source.id]) then ids[#ids + 1] = source.id end
  end
  return ids
end

-- The zones where a rollup begins; of all zones those at the top.
local function roots_of(asked)
  local roots, tree = asked.options.zone_pick.roots, asked.ztree
  if #roots > 0 then return roots end
  local tops = {}
  for _, code in ipairs(asked.store:sql("select code from zone order by code").code) do
    if tree:kind(code) and not tree:parent(code) then tops[#tops + 1] = code end
  end
  return tops
end

-- The zones that get rows and have parts.
local function zones_with_parts(asked)
  local pick, tree, found, seen = asked.options.zone_pick, asked.ztree, {}, {}
  local function add(code)
    if not seen[code] and #tree:below(code) > 1 then found[#found + 1] = code end
    seen[code] = true
  end
  for _, root in ipairs(roots_of(asked)) do
    for _, kind in ipairs(type(pick.kinds) == "table" and pick.kinds or {}) do
      for _, code in ipairs(tree:below(root, kind)) do add(code) end
    end
    if not pick.kinds then add(root) end
    if pick.kinds == "every" then
      for _, code in ipairs(tree:below(root)) do add(code) end
    end
  end
  return found
end

-- The column of a frame, or the same text for every row where it has none.
local function texts(frame, name, otherwise)
  if frame:has(name) then return frame[name] end
  return setmetatable({}, { __index = function() return otherwise end })
end

-- What `make` gives for a key, made once.
local function once(make)
  return setmetatable({}, { __index = function(known, key)
    known[key] = make(key)
    return known[key]
  end })
end

-- --- which zones have figures -------------------------------------------------------------------------------------

-- The zone and those above it, as far as they are asked.
local function tops_above(tree, by_top, zone)
  local tops, at = {}, zone
  while at do
    if by_top[at] then tops[#tops + 1] = at end
    at = tree:parent(at)
  end
  return tops
end

-- Per zone with parts, per subject (phenomenon and counting unit), per period: the zones below with figures, or `own`.
local function gather(asked, tops, ids)
  local by_top = {}
  for _, code in ipairs(tops) do by_top[code] = {} end
  local tops_of = once(function(zone) return tops_above(asked.ztree, by_top, zone) end)
  local frame = assert(notes.sum_of_places(asked, {
    zone_pick = { roots = tops, kinds = "leaves" }, own = true, sources = ids, measures = { "events" },
    facets = asked.options.facets,
  }))
  local zones, phenomena, periods = frame.zone, frame.phenomenon, texts(frame, "period", "")
  local units = texts(frame, "counting_unit", "")
  for i, zone in ipairs(zones) do
    local subject, period = phenomena[i] .. "\0" .. (units[i] or ""), periods[i]
    for _, code in ipairs(tops_of[zone]) do
      local by_period = by_top[code][subject] or {}
      local cell = by_period[period] or {}
      by_top[code][subject], by_period[period] = by_period, cell
      if code == zone then cell.own = true else cell[#cell + 1] = zone end
    end
  end
  return by_top
end

-- The kind of most of the topmost zones that ever have figures below `top`; of equal ones the first by name.
local function reporting_kind(tree, top, by_period)
  local ever, tally = {}, {}
  for _, cell in pairs(by_period) do
    for _, zone in ipairs(cell) do ever[zone] = true end
  end
  for zone in pairs(ever) do
    local above = tree:parent(zone)
    while above ~= top and not ever[above] do above = tree:parent(above) end
    local kind = tree:kind(zone)
    if above == top then tally[kind] = (tally[kind] or 0) + 1 end
  end
  local best
  for kind, n in pairs(tally) do
    if not best or n > tally[best] or (n == tally[best] and kind < best) then best = kind end
  end
  return best
end

-- --- the rows -----------------------------------------------------------------------------------------------------

-- `counts`: how many zones of each kind lie below; of a union its members, for the tree is one of a stretch (unions.lua).
local function rows_of(tree, top, subject, by_period, counts, out)
  local kind, periods = reporting_kind(tree, top, by_period), {}
  if not kind then return end
  for period, cell in pairs(by_period) do
    if not cell.own then periods[#periods + 1] = period end
  end
  table.sort(periods)
  for _, period in ipairs(periods) do
    local reporting = {}
    for _, zone in ipairs(by_period[period]) do
      if tree:kind(zone) == kind then reporting[#reporting + 1] = zone end
    end
    table.sort(reporting)
    out[#out + 1] = {
      zone = top, phenomenon = subject:match "^[^\0]*", counting_unit = subject:match "\0(.*)", period = period, kind = kind,
      reporting = #reporting, could_report = counts[kind], zones = reporting,
    }
  end
end

--- The coverage of each zone, phenomenon and period that has no published figure of its own, as a list of rows; nil where
--- there is nothing to say. `is_wanted`: every zone asked counts, else only those that are named or of the levels; and of
--- so many figures that it takes as long as the rollup itself only whether they are too many.
function coverage.of(asked, is_wanted, figures)
  if asked.options.zone_pick.kinds == "every" and not is_wanted then return nil end
  local ids = figure_sources(asked)
  if #ids == 0 then return nil end
  local tops, out = zones_with_parts(asked), {}
  if #tops == 0 then return nil end
  if not is_wanted and figures > coverage.AT_ONCE then return nil, true end
  local by_top = gather(asked, tops, ids)
  for _, top in ipairs(tops) do
    local counts, subjects = once(function(kind) return #asked.ztree:below(top, kind) end), {}
    for subject in pairs(by_top[top]) do subjects[#subjects + 1] = subject end
    table.sort(subjects)
    for _, subject in ipairs(subjects) do rows_of(asked.ztree, top, subject, by_top[top][subject], counts, out) end
  end
  return out
end

-- --- what is said of it -------------------------------------------------------------------------------------------

local function plural(tree, row)
  if tree:kind(row.zone) == "union" then return "members" end
  local word = row.kind:gsub("_", " ")
  return word:find "[^aeiou]y$" and word:gsub("y$", "ies") or word .. "s"
end

local function span_of(low, high) return low == high and tostring(low) or ("%d to %d"):format(low, high) end

--- Sentences on the zones of which not all that could report did.
function coverage.sentences(rows, tree)
  local list, by_zone = {}, {}
  for _, row in ipairs(rows or {}) do
    local key = row.zone .. "\0" .. row.kind
    if row.reporting < row.could_report then
      local item = by_zone[key]
      if not item then
        item = { row = row, low = row.reporting, high = row.reporting, least = row.could_report, most = row.could_report }
        by_zone[key] = item
        list[#list + 1] = item
      end
      item.low, item.high = math.min(item.low, row.reporting), math.max(item.high, row.reporting)
      item.least, item.most = math.min(item.least, row.could_report), math.max(item.most, row.could_report)
    end
  end
  local said = {}
  for i = 1, math.min(#list, MOST) do
    local item = list[i]
    said[i] = ("%s: %s of %s %s have figures"):format(item.row.zone, span_of(item.low, item.high),
      span_of(item.least, item.most), plural(tree, item.row))
  end
  if #said == 0 then return {} end
  local more = #list > MOST and (", and so in %d more zones"):format(#list - MOST) or ""
  return { table.concat(said, ", ") .. more .. " (r:coverage() lists them)" }
end

--- The rows as a frame, with the codes of the zones that have figures.
function coverage.frame(rows)
  local list, has_unit, has_period = {}, false, false
  for i, row in ipairs(rows) do
    has_unit, has_period = has_unit or row.counting_unit ~= "", has_period or row.period ~= ""
    list[i] = {
      zone = row.zone, phenomenon = row.phenomenon, counting_unit = row.counting_unit, period = row.period, kind = row.kind,
      reporting = row.reporting, could_report = row.could_report, reporting_zones = table.concat(row.zones, ", "),
    }
  end
  local columns = { "zone", "phenomenon" }
  if has_unit then columns[#columns + 1] = "counting_unit" end
  if has_period then columns[#columns + 1] = "period" end
  for _, name in ipairs { "kind", "reporting", "could_report", "reporting_zones" } do columns[#columns + 1] = name end
  return core.frame(list, { columns = columns })
end

-- --- beside the rows of a rollup ----------------------------------------------------------------------------------

-- The coverage of each row of a rollup, by its number.
local function by_row(frame, rows)
  local found, of = {}, {}
  for _, row in ipairs(rows) do
    of[table.concat({ row.zone, row.phenomenon, row.counting_unit, row.period }, "\0")] = row
  end
  local zones, phenomena, periods = frame.zone, frame.phenomenon, texts(frame, "period", "")
  local units, parts = texts(frame, "counting_unit", ""), texts(frame, "part", "all")
  for i, zone in ipairs(zones) do
    local start = zone .. "\0" .. phenomena[i] .. "\0"
    if parts[i] == "all" then
      found[i] = of[start .. (units[i] or "") .. "\0" .. periods[i]] or of[start .. "\0" .. periods[i]]
    end
  end
  return found
end

--- The rollup with the columns reporting and could_report; null where the zone has a figure of its own, or no figures.
function coverage.columns(frame, rows)
  local reporting, could_report, of = {}, {}, by_row(frame, rows)
  for i = 1, #frame do
    reporting[i], could_report[i] = of[i] and of[i].reporting, of[i] and of[i].could_report
  end
  return frame:with("reporting", reporting, { type = "integer" }):with("could_report", could_report, { type = "integer" })
end

-- The population (or another fact) of the zones with figures; nil where one of them is unknown.
local function fact_of(row, populations)
  local sum = 0
  for _, zone in ipairs(row.zones) do
    if not populations[zone] then return nil end
    sum = sum + populations[zone]
  end
  return sum > 0 and sum or nil
end

--- The rollup with rates by the fact of the zones that have figures, where not all have; and how many rates that are.
function coverage.rates(asked, frame, rows)
  local per, partial, facts, n = asked.options.per, by_row(frame, rows), {}, 0
  local names = { [per.name] = "count" }
  if frame:has(per.name .. "_high") then names[per.name .. "_high"] = "count_high" end
  local periods = texts(frame, "period", asked.at)
  local divisors = {}
  for i, row in pairs(partial) do
    local year = math.tointeger(tonumber(periods[i]:sub(1, 4)))
    if row.reporting < row.could_report then
      facts[year] = facts[year] or asked.ztree:totals(per.facts, year, zone_tree.UNPEOPLED, coverage.WITHIN)
      divisors[i] = fact_of(row, facts[year]) or false
      n = n + 1
    end
  end
  if not frame:has "count" then return frame, 0 end
  for name, measure in pairs(n > 0 and names or {}) do
    local rates, counts, unit = frame[name], frame[measure], per.unit
    for i, divisor in pairs(divisors) do
      rates[i] = divisor and counts[i] and counts[i] * per.factor / divisor or nil
    end
    frame = frame:with(name, rates, { type = "real", unit = unit })
  end
  return frame, n
end

return coverage
