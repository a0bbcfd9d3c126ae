--- threat_assessment.lua: phenomena ranked by attributes that experts rate (none, low, medium, high, unknown), and how far the ranking
--- rests on weights that nobody knows exactly. The unit is a phenomenon, a market, a kind of network: never a person.
--
-- Example:  threat.assess(ratings, {weights = {corruption = 5, violence = 4, mobility = 1}})
--           ratings: phenomenon, attribute, rating
-- References: S. Strang, "Project SLEIPNIR: An Analytical Technique for Operational Priority Setting", RCMP (2005): ranked attributes with
-- four ratings and "unknown"; F. H. Barron, B. E. Barrett, "Decision Quality Using Ranked Attribute Weights", Management Science
-- 42 (1996): weights of which only the order is known.

local glocal = require "glocal"

local threat = {}

local SCORES = { none = 0, low = 1, medium = 2, high = 3 }
local DRAWS = 2000
local MODULUS, FACTOR = 2147483647, 48271 -- S. Park, K. Miller (1988): the same numbers on any machine

-- Uniform numbers above 0 and below 1.
local function random_of(seed)
  local state = seed % (MODULUS - 1) + 1
  return function()
    state = state * FACTOR % MODULUS
    return state / MODULUS
  end
end

local function nearest_ratings() return "none, low, medium, high or unknown" end

-- {phenomenon = {attribute = score, or false where it is unknown}}, and both lists in order.
local function ratings_of(frame)
  for _, name in ipairs { "phenomenon", "attribute", "rating" } do
    if not frame:has(name) then error(("the ratings need a column '%s': phenomenon, attribute and rating"):format(name), 0) end
  end
  local found, phenomena, attributes, seen = {}, {}, {}, {}
  for i = 1, #frame do
    local row = frame[i]
    local score = SCORES[row.rating]
    if score == nil and row.rating ~= "unknown" and row.rating ~= nil then
      error(("row %d: there is no rating '%s': use %s"):format(i, tostring(row.rating), nearest_ratings()), 0)
    end
    if not found[row.phenomenon] then
      found[row.phenomenon] = {}
      phenomena[#phenomena + 1] = row.phenomenon
    end
    if found[row.phenomenon][row.attribute] ~= nil then
      error(("row %d: %s of %s is rated twice"):format(i, row.attribute, row.phenomenon), 0)
    end
    found[row.phenomenon][row.attribute] = score or false
    if not seen[row.attribute] then
      seen[row.attribute] = true
      attributes[#attributes + 1] = row.attribute
    end
  end
  table.sort(phenomena)
  table.sort(attributes)
  return found, phenomena, attributes
end

local function weights_of(given, attributes)
  local weights, total = {}, 0
  for name in pairs(given) do
    local is_known = false
    for _, each in ipairs(attributes) do is_known = is_known or each == name end
    if not is_known then error(("there is a weight of '%s', and nothing is rated by it"):format(tostring(name)), 0) end
  end
  for i, name in ipairs(attributes) do
    local weight = given[name]
    if type(weight) ~= "number" or weight <= 0 then error(("'%s' needs a weight above 0"):format(name), 0) end
    weights[i] = weight
    total = total + weight
  end
  for i = 1, #weights do weights[i] = weights[i] / total end
  return weights
end

-- The score of one phenomenon from 0 to 100; what is unknown, or was not rated, as `unknown` (0 or 3).
local function score_of(rated, attributes, weights, unknown)
  local sum = 0
  for i, name in ipairs(attributes) do sum = sum + weights[i] * (rated[name] or unknown) end
  return 100 * sum / 3
end

-- Weights that keep the order of those given: a flat Dirichlet distribution (exponentials over their sum), put into their order.
local function drawn_weights(weights, random)
  local order, values, total = {}, {}, 0
  for i = 1, #weights do
    order[i] = i
    values[i] = -math.log(random())
    total = total + values[i]
  end
  table.sort(order, function(a, b)
    if weights[a] ~= weights[b] then return weights[a] > weights[b] end
    return a < b
  end)
  table.sort(values, function(a, b) return a > b end)
  local drawn = {}
  for k, i in ipairs(order) do drawn[i] = values[k] / total end
  return drawn
end

-- How often each is first, and the range of its ranks in 95 of 100 draws.
local function ranks_of(found, phenomena, attributes, weights, options)
  local random, ranks, first = random_of(options.seed or 1), {}, {}
  for _, name in ipairs(phenomena) do ranks[name], first[name] = {}, 0 end
  local draws = options.draws or DRAWS
  for _ = 1, draws do
    local drawn, list = drawn_weights(weights, random), {}
    for i, name in ipairs(phenomena) do
      -- what is unknown is anything between none and high
      local sum = 0
      for k, attribute in ipairs(attributes) do
        local score = found[name][attribute]
        sum = sum + drawn[k] * (score or 3 * random())
      end
      list[i] = { name = name, score = sum }
    end
    table.sort(list, function(a, b)
      if a.score ~= b.score then return a.score > b.score end
      return a.name < b.name
    end)
    for rank, each in ipairs(list) do table.insert(ranks[each.name], rank) end
    first[list[1].name] = first[list[1].name] + 1
  end
  for _, list in pairs(ranks) do table.sort(list) end
  return ranks, first, draws
end

--- Ranks phenomena. For the sensitivity to weights, weights that keep the order of yours are drawn, and what is unknown is drawn
--- between none and high.
--- @param ratings frame phenomenon, attribute, rating (none, low, medium, high, unknown)
--- @param options table
--- @option weights table<string, number> a number above 0 for each attribute
--- @option draws? integer = 2000 of the sensitivity
--- @option seed? integer = 1 of the draws
--- @return frame the highest first: phenomenon, low (all that is unknown is none), high (it is high), unknown (attributes), rank_best
---   and rank_worst (in 95 of 100 draws), first (the share of draws in which it comes first)
function threat.assess(ratings, options)
  if type(options) ~= "table" or type(options.weights) ~= "table" then
    error("say what weighs how much: threat.assess(ratings, {weights = {corruption = 5, ...}})", 0)
  end
  local found, phenomena, attributes = ratings_of(ratings)
  if #phenomena < 2 then error("at least two phenomena are compared", 0) end
  local weights = weights_of(options.weights, attributes)
  local ranks, first, draws = ranks_of(found, phenomena, attributes, weights, options)
  local rows = {}
  for i, name in ipairs(phenomena) do
    local unknown = 0
    for _, attribute in ipairs(attributes) do unknown = unknown + (found[name][attribute] and 0 or 1) end
    local list = ranks[name]
    rows[i] = { phenomenon = name, low = score_of(found[name], attributes, weights, 0),
      high = score_of(found[name], attributes, weights, 3), unknown = unknown,
      rank_best = list[math.max(1, math.ceil(0.025 * draws))], rank_worst = list[math.ceil(0.975 * draws)],
      first = first[name] / draws }
  end
  table.sort(rows, function(a, b)
    if a.low + a.high ~= b.low + b.high then return a.low + a.high > b.low + b.high end
    return a.phenomenon < b.phenomenon
  end)
  return glocal.frame(rows, { columns = { "phenomenon", "low", "high", "unknown", "rank_best", "rank_worst", "first" },
    marking = ratings:marking() })
end

return threat
