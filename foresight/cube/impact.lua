--- impact.lua: what an international or national series means for local zones: think globally, act locally. The sums
--- themselves are core/cube's; exposure.lua says how strongly a node bears on a zone.
--
-- Example:  i = impact{of=rollup{zone="RT-CHANNEL", phenomenon="smuggling"}, to="police_zone", exposure="channel"}
--           i:explain "BE-PZ5461"

local core = require "glocal.core"
local glocal = require "glocal"
local call = require "foresight.shared.call"
local exposure = require "foresight.cube.exposure"
local known_then = require "foresight.shared.known"
local phenomenon_tree = require "foresight.phenomena.phenomenon_tree"
local zone_tree = require "foresight.zones.zone_tree"


-- The distinct zones of the figures, in order of appearance.
local function from_zones(figures)
  local list, seen = {}, {}
  for _, code in ipairs(figures.zone) do
    if not seen[code] then
      seen[code] = true
      list[#list + 1] = code
    end
  end
  return list
end

-- Figures of a zone and of one inside it would count the same events twice.
local function check_apart(tree, list)
  for i, a in ipairs(list) do
    for j, b in ipairs(list) do
      if i ~= j and tree:kind(a) and tree:kind(b) and tree:within(a, b) then
        error(("the figures contain '%s' and '%s', which is part of it: events would be counted twice"):format(a, b), 0)
      end
    end
  end
end

local function cyberspace_among(tree, list)
  local found = {}
  for _, code in ipairs(list) do
    if tree:kind(code) == "cyberspace" then found[#found + 1] = code end
  end
  return found
end

local function check_table_speaks(name, listed, from)
  local froms, seen = {}, {}
  for _, code in ipairs(listed.from_zone) do
    if not seen[code] then froms[#froms + 1] = code end
    seen[code] = true
  end
  for _, code in ipairs(from) do
    if seen[code] then return end
  end
  error(("the exposure table '%s' has no weights for %s: it has them for %s"):format(name, table.concat(from, ", "),
    table.concat(froms, ", ")), 0)
end

-- The walk by which the zones of a level are reached, starting at `roots`.
local function tree_for(store, level, roots, at, as_of)
  return zone_tree.of(store, zone_tree.preference({ levels = { level } }, roots), at, as_of)
end

--- Apportions figures of international or national zones to local ones by exposure: expected counts in thousandths, the
--- total conserved.
--- @function impact
--- @param spec table
--- @option of frame a rollup with zone, phenomenon and count
--- @option to? string = "police_zone" <level> the level of the local zones
--- @option within? string <zone> a zone that holds the local zones
--- @option exposure? string = "population" <exposure> an exposure table of the store, or "population": the zone's share
---   of the people of the node
--- @option base? string = "EU" <zone> whose population is the whole where the node holds no such zone
--- @option spread? number = 2 [factor] the true share is judged to lie within this factor of the assumed one
--- @option at? string = (today) the date of the zones and the population
--- @option as_of? string|integer = (that of the rollup) the zones, populations and exposures known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame zone, phenomenon, period, part, estimate, low, high; what falls outside is the row OUTSIDE, what stays
---   in cyberspace the row CYBER. explain(zone) gives which nodes contributed how much, by which weight
--- @raises figures that hold a zone and one inside it, an unknown exposure, weights above 1
--- @needs store.read
--- @since 0.1
--- @example of = rollup{zone="RT-CHANNEL", phenomenon="smuggling", every="year", from="2022", to="2022"}
--- @example i = impact{of=of, exposure="channel"}
--- @example ("%.3f"):format(i:sum "estimate" - of:sum "count") --> 0.000
--- @example i:explain("BE-PZ5461").from_zone[1] --> RT-CHANNEL
local function impact(spec)
  local figures = spec.of
  if type(figures) ~= "userdata" then
    error("bad argument 'of' to 'impact': expected a frame, such as of=rollup{zone=\"RT-CHANNEL\"}", 2)
  end
  local store = glocal.use(spec.store)
  local name, level = spec.exposure or "population", spec.to or "police_zone"
  exposure.check(store, name)
  zone_tree.check_levels(store, { level })
  local within = spec.within and store:resolve("zone", spec.within)
  local base = spec.base and store:resolve("zone", spec.base)
  local at = spec.at and core.period(spec.at, "day") or core.today()
  local from = from_zones(figures)
  local asked = figures:attached "asked"
  local as_of = known_then.state(store, spec.as_of or type(asked) == "table" and asked.as_of or nil)
  local world = tree_for(store, level, from, at, as_of)
  check_apart(world, from)
  local targets = tree_for(store, level, { within }, at, as_of):below(within or "WORLD", level)
  local spread = spec.spread or 2
  if type(spread) ~= "number" or spread ~= spread or spread < 1 then
    error("bad argument 'spread' to 'impact': expected a factor of 1 or more", 2)
  end
  local options = { base = base, spread = spread, at = at, year = tonumber(at:sub(1, 4)), as_of = as_of }
  local exposures, listed
  if name == "population" then
    local peopled = tree_for(store, level, { base or "EU" }, at, as_of)
    exposures = exposure.of_population(store, world, peopled, from, targets, options)
  else
    exposures, listed = exposure.of_table(store, name, world, targets, options)
    check_table_speaks(name, listed, from)
  end
  local ptree = phenomenon_tree.of(store)
  local text = call.text(impact, spec, { at = at }, "impact")
  local frame, message, code = core.allocate(figures, exposures, ptree, {
    outside = "OUTSIDE", cyberspace = "CYBER", cyberspace_from = cyberspace_among(world, from),
    call = text, store = store:path(), state = as_of or store:state(),
  })
  if not frame then return nil, message, code end
  return frame:attach {
    map_day = at, kept = { map_day = at },
    explain = function(_, given)
      local wanted = store:resolve("zone", given)
      local found, why, failed = core.contributions(figures, exposures, ptree, wanted,
        text .. ':explain "' .. wanted .. '"')
      if not found then return nil, why, failed end
      local columns = { "from_zone", "phenomenon" }
      if found:has "period" then columns[3] = "period" end
      for _, column in ipairs { "figure", "weight", "estimate", "low", "high" } do columns[#columns + 1] = column end
      return found:select(columns)
    end,
  }
end

return impact
