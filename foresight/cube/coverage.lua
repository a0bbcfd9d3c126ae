--- coverage.lua: of how many of the zones below a sum of published figures has any, in words and as a frame: "EU: 5 of 27
--- members have figures". What counts is the core's (cube/coverage.h).
--
-- Example:  coverage.sentences({{zone="EU", kind="country", period="2022", reporting=5, could_report=27}}, tree)

local core = require "glocal.core"

local coverage = {}

local MOST = 3 -- zones that a note names
coverage.WITHIN = 5 -- years that a fact may be away from the period of a rate

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

--- Those of the rows that are of zones, phenomena and periods of a frame, as far as it has them.
function coverage.of_rows(frame, rows)
  local names, has, list = {}, {}, {}
  for _, name in ipairs { "zone", "phenomenon", "period" } do
    if frame:has(name) then names[#names + 1] = name end
  end
  local function key(value)
    local parts = {}
    for i, name in ipairs(names) do parts[i] = value(name) or "" end
    return table.concat(parts, "\0")
  end
  for i = 1, #frame do has[key(function(name) return frame:get(i, name) end)] = true end
  for _, row in ipairs(rows) do
    if has[key(function(name) return row[name] end)] then list[#list + 1] = row end
  end
  return list
end

--- The rows as a frame under the marking of the rollup, with the codes of the zones that have figures.
function coverage.frame(rows, marking)
  local list, has_unit, has_period = {}, false, false
  for i, row in ipairs(rows) do
    has_unit, has_period = has_unit or row.counting_unit ~= rows[1].counting_unit, has_period or row.period ~= ""
    list[i] = {
      zone = row.zone, phenomenon = row.phenomenon, counting_unit = row.counting_unit, period = row.period, kind = row.kind,
      reporting = row.reporting, could_report = row.could_report, reporting_zones = table.concat(row.zones, ", "),
    }
  end
  local columns = { "zone", "phenomenon" }
  if has_unit then columns[#columns + 1] = "counting_unit" end
  if has_period then columns[#columns + 1] = "period" end
  for _, name in ipairs { "kind", "reporting", "could_report", "reporting_zones" } do columns[#columns + 1] = name end
  return core.frame(list, { columns = columns, marking = marking })
end

return coverage
