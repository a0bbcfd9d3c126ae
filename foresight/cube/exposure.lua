--- exposure.lua: how strongly international nodes bear on local zones, as impact needs it: a frame of from_zone,
--- to_zone, phenomenon, weight, low, high. From a named table of the store, brought to the level asked, or derived from
--- population.
--
-- Example:  exposure.of_population(store, world, european, {"FR"}, targets, {base="EU", spread=2, year=2024})

local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local exposure = {}

local COLUMNS = {
  columns = { "from_zone", "to_zone", "phenomenon", "weight", "low", "high" },
  types = {
    from_zone = "text", to_zone = "text", phenomenon = "text", weight = "real", low = "real", high = "real",
  },
}

--- Raises where the store has no table of that name, naming the nearest.
function exposure.check(store, name)
  local names = query(store, "select distinct name from exposure order by name").name
  names[#names + 1] = "population"
  for _, each in ipairs(names) do
    if each == name then return end
  end
  error(("unknown exposure '%s'%s"):format(name, hint.of(name, names, "the store has")), 0)
end

local function population_of(populations, code)
  local people = populations[code]
  if not people or people <= 0 then
    error(("the population of '%s' is unknown, so figures can't be allocated by population"):format(code), 0)
  end
  return people
end

-- The targets on which a node's figure bears: those in it, else those in the base; their people are part of the whole, and
-- so the shares come to 1 at most.
local function targets_of(from, targets, tree, base_tree, base, is_based)
  local inside, others = {}, {}
  for _, to in ipairs(targets) do
    if not is_based and tree:within(from, to) then
      inside[#inside + 1] = to
    elseif base_tree:within(base, to) then
      others[#others + 1] = to
    end
  end
  return #inside > 0 and inside or others, #inside > 0
end

--- By population: the share of a node's figure that bears on a zone is the zone's share of the people of the node, or, of
--- a node that holds no zone of the level, of `base`. The true share is judged to lie between 1/spread and spread times that.
--- `tree` is walked from the nodes, `base_tree` from the base: a union only holds its members where the walk begins at it.
function exposure.of_population(store, tree, base_tree, from_zones, targets, options)
  local populations = zone_tree.populations(store, tree, options.year, options.as_of)
  local base = options.base or "EU"
  local base_people = zone_tree.populations(store, base_tree, options.year, options.as_of)
  local rows = {}
  for _, from in ipairs(from_zones) do
    local borne, is_inside = targets_of(from, targets, tree, base_tree, base, options.base)
    for _, to in ipairs(borne) do
      if populations[to] then
        local whole = is_inside and population_of(populations, from) or population_of(base_people, base)
        local weight = populations[to] / whole
        rows[#rows + 1] = {
          from_zone = from, to_zone = to, phenomenon = "", weight = weight,
          low = weight / options.spread, high = math.min(1, weight * options.spread),
        }
      end
    end
  end
  return glocal.frame(rows, COLUMNS)
end

-- The zone of the level asked that holds a zone, or is it; nil when none does.
local function holder(tree, code, wanted)
  while code and not wanted[code] do code = tree:parent(code) end
  return code
end

-- Where a zone's exposure goes at the level asked, as zone = share: through its municipalities, by their population, for
-- police zones, arrondissements and judicial districts do not lie in one another. `own` is the tree in which the
-- zone's municipalities hang under it, `tree` that of the level.
local function spread_over(own, tree, code, wanted, populations)
  if wanted[code] then return { [code] = 1 } end
  local moved = own:targets(code)
  if not moved[code] then -- merged or split since: what bears on it bears on its successors
    local shares = {}
    for target, share in pairs(moved) do
      for at, part in pairs(spread_over(own, tree, target, wanted, populations)) do
        shares[at] = (shares[at] or 0) + share * part
      end
    end
    return shares
  end
  local shares, total = {}, 0
  for _, part in ipairs(own:below(code, "municipality")) do
    local people = population_of(populations, part)
    local at = holder(tree, part, wanted)
    if at then shares[at] = (shares[at] or 0) + people end
    total = total + people
  end
  for at, people in pairs(shares) do shares[at] = people / total end
  return shares
end

--- From the table of that name; what it says of another level is added up, or divided by population.
function exposure.of_table(store, name, tree, targets, options)
  local trees = {} -- by kind of zone
  local function tree_of(kind)
    trees[kind] = trees[kind] or zone_tree.of(store, zone_tree.preference({ levels = { kind } }, {}), options.at,
      options.as_of)
    return trees[kind]
  end
  local listed = query(store, [[select f.code as from_zone, t.code as to_zone, t.kind, coalesce(p.code, '') as phenomenon,
      e.weight, e.low, e.high
    from ]] .. known.rows("exposure", options.as_of or store:state()) .. [[ e
    join zone f on f.id = e.from_zone join zone t on t.id = e.to_zone
    left join phenomenon p on p.id = e.phenomenon where e.name = ? order by e.id]], { name })
  local wanted, populations, sums, order = {}, nil, {}, {}
  for _, code in ipairs(targets) do wanted[code] = true end
  for _, row in listed:rows() do
    local shares
    if row.kind == "cyberspace" then
      shares = { CYBER = 1 }
    else
      populations = populations or zone_tree.populations(store, tree, options.year, options.as_of)
      shares = spread_over(tree_of(row.kind), tree, row.to_zone, wanted, populations)
    end
    for code, share in pairs(shares) do
      local key = row.from_zone .. "\0" .. code .. "\0" .. row.phenomenon
      local sum = sums[key]
      if not sum then
        sum = { from_zone = row.from_zone, to_zone = code, phenomenon = row.phenomenon, weight = 0, low = 0, high = 0 }
        sums[key] = sum
        order[#order + 1] = key
      end
      sum.weight = sum.weight + row.weight * share
      sum.low = sum.low + row.low * share
      sum.high = math.min(1, sum.high + row.high * share)
    end
  end
  table.sort(order) -- shares come in no order; the same call gives the same rows
  local rows = {}
  for i, key in ipairs(order) do rows[i] = sums[key] end
  return glocal.frame(rows, COLUMNS), listed
end

return exposure
