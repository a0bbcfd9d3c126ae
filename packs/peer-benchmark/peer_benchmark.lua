--- peer_benchmark.lua: a zone against comparable zones: is its rate higher than theirs by more than chance? Any two rates differ;
--- limits that depend on the size of each zone say which differences mean something.
--
-- Example:  benchmark.compare(f)   --> zone, count, population, rate, peers, peers_rate, expected, ratio, low, high, z, says
-- References: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005);
-- exact limits of a Poisson count, without interpolation; more variation than chance by winsorised z scores (his section 3).

local glocal = require "glocal"

local benchmark = {}

local PEERS = 10
local LIMITS = 0.95
local WINSORISED = 0.1 -- of the z scores at each end

-- The least k with P(X <= k) >= p for a Poisson count.
local function poisson_quantile(p, mean) return glocal.distribution_quantile("poisson", p, { mean = mean }) end

-- Rows with a count and a population, and how many were left out.
local function rows_of(frame)
  for _, name in ipairs { "zone", "count", "population" } do
    if not frame:has(name) then error(("the frame needs a column '%s': zone, count and population"):format(name), 0) end
  end
  local rows, left_out, seen = {}, 0, {}
  for i = 1, #frame do
    local row = frame[i]
    if row.count == nil or row.population == nil or row.population <= 0 then
      left_out = left_out + 1
    else
      if row.count < 0 then error(("zone %s has a negative count"):format(row.zone), 0) end
      if seen[row.zone] then
        error(("zone %s has several rows: sum them up or take one period first, as in f:by \"zone\""):format(row.zone), 0)
      end
      seen[row.zone] = true
      rows[#rows + 1] = { zone = row.zone, count = row.count, population = row.population, group = row.group }
    end
  end
  return rows, left_out
end

-- The other zones of the same group that are nearest in population, on the scale of ratios.
local function peers_of(rows, own, most)
  local list = {}
  for _, each in ipairs(rows) do
    if each ~= own and each.group == own.group then
      list[#list + 1] = { row = each, distance = math.abs(math.log(each.population / own.population)) }
    end
  end
  table.sort(list, function(a, b)
    if a.distance ~= b.distance then return a.distance < b.distance end
    return a.row.zone < b.row.zone
  end)
  local peers = {}
  for i = 1, math.min(most, #list) do peers[i] = list[i].row end
  return peers
end

-- How much more the z scores vary than chance alone would have it; at least 1.
local function overdispersion(scores)
  local sorted = table.move(scores, 1, #scores, 1, {})
  table.sort(sorted)
  local cut = math.floor(WINSORISED * #sorted)
  local low, high, sum = sorted[cut + 1], sorted[#sorted - cut], 0
  for _, z in ipairs(scores) do sum = sum + math.max(low, math.min(high, z)) ^ 2 end
  return math.max(1, sum / #scores)
end

local SAYS = {
  en = { high = "higher than its peers by more than chance", low = "lower than its peers by more than chance",
    same = "no more than chance" },
  nl = { high = "hoger dan in vergelijkbare zones, meer dan door toeval te verklaren is",
    low = "lager dan in vergelijkbare zones, meer dan door toeval te verklaren is", same = "door toeval te verklaren" },
  fr = { high = "plus élevé que dans les zones comparables, au-delà de ce que le hasard explique",
    low = "plus bas que dans les zones comparables, au-delà de ce que le hasard explique", same = "explicable par le hasard" },
  de = { high = "höher als in den Vergleichszonen, mehr als durch Zufall zu erklären",
    low = "niedriger als in den Vergleichszonen, mehr als durch Zufall zu erklären", same = "durch Zufall zu erklären" },
}

--- Compares each zone with its peers.
--- @param frame frame zone, count, population, one row per zone; where it has a column group, peers are of the same group
--- @param options? table
--- @option peers? integer = 10 [zones] with how many each is compared
--- @option limits? number = 0.95 the share of zones without a difference that lie within the limits
--- @option overdispersion? boolean = true widen the limits where zones differ more than by chance
--- @option lang? string = "en" {en|nl|fr|de} of the words
--- @return frame in the order of the ratio, highest first: rate and peers_rate per 100,000, expected cases at the rate of the
---   peers, ratio to it, low and high (the limits of the count), z, says
--- @raises a zone without peers
function benchmark.compare(frame, options)
  options = options or {}
  local rows, left_out = rows_of(frame)
  local words = SAYS[options.lang or "en"]
  if not words then error(("there is no language '%s': use en, nl, fr or de"):format(tostring(options.lang)), 0) end
  local limits, most = options.limits or LIMITS, options.peers or PEERS
  if type(limits) ~= "number" or not (limits > 0.5 and limits < 1) then error("limits lie between 0.5 and 1, such as 0.95", 0) end
  if math.type(most) ~= "integer" or most < 2 then error("peers is a whole number of at least 2", 0) end
  local out, scores = {}, {}
  for _, own in ipairs(rows) do
    local cases, people, peers = 0, 0, peers_of(rows, own, most)
    if #peers < 2 then error(("zone %s has %d peers: at least 2 are needed"):format(own.zone, #peers), 0) end
    for _, each in ipairs(peers) do cases, people = cases + each.count, people + each.population end
    local expected = own.population * cases / people
    scores[#scores + 1] = expected > 0 and 2 * (math.sqrt(own.count) - math.sqrt(expected)) or 0
    out[#out + 1] = { zone = own.zone, count = own.count, population = own.population, peers = #peers,
      rate = 1e5 * own.count / own.population, peers_rate = 1e5 * cases / people, expected = expected,
      ratio = expected > 0 and own.count / expected or nil, z = scores[#scores] }
  end
  local phi = options.overdispersion == false and 1 or (#scores > 0 and overdispersion(scores) or 1)
  for _, each in ipairs(out) do
    -- a count that varies phi times as much as chance has the limits of one of expected / phi cases, phi times as large
    each.low = phi * poisson_quantile((1 - limits) / 2, each.expected / phi)
    each.high = phi * poisson_quantile((1 + limits) / 2, each.expected / phi)
    each.says = each.count > each.high and words.high or each.count < each.low and words.low or words.same
  end
  table.sort(out, function(a, b)
    if (a.ratio or 0) ~= (b.ratio or 0) then return (a.ratio or 0) > (b.ratio or 0) end
    return a.zone < b.zone
  end)
  local made = glocal.frame(out, { columns = { "zone", "count", "population", "rate", "peers", "peers_rate", "expected", "ratio",
    "low", "high", "z", "says" }, marking = frame:marking() })
  return made, { overdispersion = phi, left_out = left_out }
end

return benchmark
