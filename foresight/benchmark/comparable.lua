--- comparable.lua: which zones are like a zone, by variables that are named: facts of the store, and what follows from them.
--
--   a fact        population, area_km2 or any other that the zones have, of the latest year up to the day, on the scale of ratios
--   density       population by area_km2, on the scale of ratios
--   border        whether the zone touches another country on the map: 1 or 0
--   region        whether it lies in the same zone next below the country as the zone asked about: 1 or 0
--
-- Each variable is divided by its standard deviation over all zones of the level, so that none counts for more because of its
-- unit; the distance is Euclid's.
--
-- Example:  zones = comparable.of(store, "BE-PZ5345", {"population", "density", "border"}, "2026-11-30")   zones[2].code

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local neighbours = require "foresight.zones.neighbours"
local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local comparable = {}

local DERIVED = { "density", "border", "region" }

local function country_of(tree, code)
  local up, below = code, nil
  while up and tree:kind(up) ~= "country" do up, below = tree:parent(up), up end
  return up, below
end

-- A fact of all zones, summed over their parts.
local function totals(study, name)
  return study.tree:totals(zone_tree.facts(study.store, name), study.year, zone_tree.UNPEOPLED)
end

local read = {}

function read.density(study)
  local people, area, found = totals(study, "population"), totals(study, "area_km2"), {}
  for _, code in ipairs(study.codes) do
    if people[code] and area[code] and area[code] > 0 then found[code] = people[code] / area[code] end
  end
  return found, true
end

function read.border(study)
  local found = {}
  for _, code in ipairs(study.codes) do
    local list = neighbours.of(study.store, code, study.date)
    if list then
      found[code] = 0
      for _, each in ipairs(list) do
        if country_of(study.tree, each.code) ~= study.country then found[code] = 1 end
      end
    end
  end
  return found
end

function read.region(study)
  local found, _, own = {}, country_of(study.tree, study.code)
  for _, code in ipairs(study.codes) do
    local _, region = country_of(study.tree, code)
    found[code] = region == own and 1 or 0
  end
  return found
end

local function check(store, name)
  for _, each in ipairs(DERIVED) do
    if each == name then return end
  end
  if type(name) == "string" and zone_tree.has_fact(store, name) then return end
  local known = query(store, "select distinct name from zone_fact where name not in ('lat', 'lon', 'name') order by name").name
  table.move(DERIVED, 1, #DERIVED, #known + 1, known)
  error(("bad argument 'by' to 'peers': no zone has a fact '%s'%s"):format(tostring(name), hint.of(tostring(name), known,
    "the store has")), 0)
end

-- The values of a variable; those on the scale of ratios as logarithms beside them.
local function variable_of(study, name)
  local values, is_ratio
  if read[name] then
    values, is_ratio = read[name](study)
  else
    values, is_ratio = totals(study, name), true
  end
  local scaled, sum, squares, n = {}, 0, 0, 0
  for _, code in ipairs(study.codes) do
    local value = values[code]
    if value and not (is_ratio and value <= 0) then
      scaled[code] = is_ratio and math.log(value) or value
      sum, squares, n = sum + scaled[code], squares + scaled[code] ^ 2, n + 1
    end
  end
  local variance = n > 1 and (squares - sum * sum / n) / (n - 1) or 0
  return { name = name, values = values, scaled = scaled, deviation = math.sqrt(math.max(0, variance)) }
end

local function distance_of(variables, a, b)
  local sum = 0
  for _, one in ipairs(variables) do
    local x, y = one.scaled[a], one.scaled[b]
    if not (x and y) then return nil end
    if one.deviation > 0 then sum = sum + ((x - y) / one.deviation) ^ 2 end
  end
  return math.sqrt(sum)
end

--- The zones of the level of a zone in its country, the most alike first and itself at the head: code, distance, values (by variable);
--- and the codes left out because a variable of theirs is unknown. Raises for a zone without the variables, and for an unknown one.
function comparable.of(store, code, names, date)
  local level = query(store, "select kind from zone where code = ?", { code }).kind[1]
  local tree = zone_tree.of(store, zone_tree.preference({ levels = { level } }, {}), date)
  local country = country_of(tree, code)
  if not country then
    error(("bad argument 'zone' to 'peers': '%s' is a %s; peers are of a zone within a country, such as a police zone"):format(
      code, (level:gsub("_", " "))), 0)
  end
  local study = { store = store, code = code, tree = tree, country = country, date = date, year = tonumber(date:sub(1, 4)),
    codes = tree:below(country, level) }
  local variables, found, left_out = {}, {}, {}
  for i, name in ipairs(names) do
    check(store, name)
    variables[i] = variable_of(study, name)
    if not variables[i].scaled[code] then
      error(("no peers for '%s': its %s is unknown on %s; leave it out of by="):format(code, name, date), 0)
    end
  end
  for _, other in ipairs(study.codes) do
    local distance = distance_of(variables, code, other)
    if distance then
      local values = {}
      for _, one in ipairs(variables) do values[one.name] = one.values[other] end
      found[#found + 1] = { code = other, distance = distance, values = values }
    else
      left_out[#left_out + 1] = other
    end
  end
  table.sort(found, function(a, b)
    if (a.code == code) ~= (b.code == code) then return a.code == code end
    if a.distance ~= b.distance then return a.distance < b.distance end
    return a.code < b.code
  end)
  return found, left_out
end

--- The day of a comparison.
function comparable.day(date) return date and core.period(date, "day") or core.today() end

return comparable
