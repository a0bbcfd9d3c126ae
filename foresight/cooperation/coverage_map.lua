--- coverage_map.lua: reach against demand as a map: the countries whose demand no channel reaches, a part, partners', or own ones.
--
-- Example:  partners, cells = channel_coverage{demand=demand, partner="BE"}
--           coverage_map(cells, {partner="BE"}):plot{to="coverage.svg", lang="nl"}

local call = require "foresight.shared.call"
local columns = require "foresight.cooperation.columns"
local derived = require "foresight.shared.derived"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local phrases = require "foresight.language.phrases"

local NAME = "coverage_map"
local RANK = { gap = 1, ["in part"] = 2, pooled = 3, own = 4, ["not known"] = 5 }

local function distinct(cells, name)
  local list, seen = {}, {}
  for i = 1, #cells do
    local value = cells:get(i, name)
    if value ~= nil and not seen[value] then
      seen[value], list[#list + 1] = true, value
    end
  end
  table.sort(list)
  return list
end

-- The wanted values of a column as a set; nil: all of them. Raises for one that is not there.
local function wanted_of(cells, name, given)
  if given == nil then return nil end
  local there, is_there, set = distinct(cells, name), {}, {}
  for _, each in ipairs(there) do is_there[each] = true end
  for _, each in ipairs(call.list(given)) do
    if not is_there[each] then
      error(("bad argument '%s' to 'coverage_map': no row has the %s '%s'%s"):format(name, name, tostring(each),
        hint.of(tostring(each), there, "there are")), 0)
    end
    set[each] = true
  end
  return set
end

-- Demand of a country by how it is met.
local function sums_of(cells, partners, phenomena)
  local of, order = {}, {}
  for _, row in cells:rows() do
    local is_wanted = (not partners or partners[row.partner]) and (not phenomena or phenomena[row.phenomenon])
    if is_wanted then
      local one = of[row.country]
      if not one then
        one = { country = row.country, own = 0, pooled = 0, none = 0, known = 0, unknown = 0 }
        of[row.country], order[#order + 1] = one, one
      end
      if row.demand == nil then
        one.unknown = one.unknown + 1
      else
        one.known = one.known + 1
        one[row.reach] = one[row.reach] + row.demand
      end
    end
  end
  return order
end

local function cluster_of(one)
  local met = one.own + one.pooled
  if one.known == 0 or one.none + met == 0 then return "not known" end
  if met == 0 then return "gap" end
  if one.none > 0 then return "in part" end
  return one.pooled > 0 and "pooled" or "own"
end

--- A map of reach against demand, of the cells that channel_coverage gives: each country by whether its demand is met by channels of
--- the partner's own, only with those of partners (pooled), in part, or not at all (gap). Demand is added up over what is chosen, and
--- stands beside the names. m:plot{to="coverage.svg", lang="nl"} draws it.
--- @function coverage_map
--- @param cells frame the second frame of channel_coverage
--- @param options? table
--- @option partner? string|string[] = (all) whose demand
--- @option phenomenon? string|string[] = (all) of what
--- @option store? store = (the current one) of places and names
--- @return frame zone, demand, own, pooled, gap (demand that is met so, or not), cluster (gap, in part, pooled, own, not known); the
---   gaps first
--- @raises a partner or phenomenon that no row has
--- @needs store.read
--- @since 0.1
--- @example demand = frame{{partner="BE", country="MA", demand=10}, {partner="BE", country="AL", demand=6}}
--- @example partners, cells = channel_coverage{demand=demand, reach=frame{{partner="NL", channel="post", country="MA"}}}
--- @example m = coverage_map(cells, {partner="BE"})
--- @example m.zone[1] .. " " .. m.cluster[1] .. ", " .. m.zone[2] .. " " .. m.cluster[2] --> AL gap, MA pooled
local function coverage_map(cells, options)
  options = options or {}
  for _, name in ipairs { "partner", "country", "phenomenon", "demand", "reach" } do columns.need(cells, name, NAME, "cells") end
  if options.store then glocal.use(options.store) end
  local partners = wanted_of(cells, "partner", options.partner)
  local rows, counts = {}, {}
  for i, one in ipairs(sums_of(cells, partners, wanted_of(cells, "phenomenon", options.phenomenon))) do
    local cluster = cluster_of(one)
    local demand = one.known > 0 and one.own + one.pooled + one.none or nil
    counts[cluster] = (counts[cluster] or 0) + 1
    rows[i] = { zone = one.country, demand = demand, own = demand and one.own, pooled = demand and one.pooled,
      gap = demand and one.none, cluster = cluster }
  end
  table.sort(rows, function(a, b)
    if RANK[a.cluster] ~= RANK[b.cluster] then return RANK[a.cluster] < RANK[b.cluster] end
    if (a.demand or 0) ~= (b.demand or 0) then return (a.demand or 0) > (b.demand or 0) end
    return a.zone < b.zone
  end)
  local who = options.partner and table.concat(call.list(options.partner), ", ") or table.concat(distinct(cells, "partner"), ", ")
  return derived.frame(rows, { columns = { "zone", "demand", "own", "pooled", "gap", "cluster" },
    types = { zone = "text", demand = "real", own = "real", pooled = "real", gap = "real", cluster = "text" },
    call = "coverage_map(cells, " .. call.text(coverage_map, options) .. ")", from = { cells },
    said = { ("Demand of %s; countries: %d without a channel, %d met in part, %d only by partners, %d by own channels"):format(
      who, counts.gap or 0, counts["in part"] or 0, counts.pooled or 0, counts.own or 0),
      counts["not known"] and ("%d without a stated demand"):format(counts["not known"]) },
    attach = { cluster_figure = "demand", has_ground = true, judged = "demand", titled = function(lang)
      return phrases.fill(phrases.of(lang).plot.coverage_map.title, { who = who })
    end } })
end

return coverage_map
