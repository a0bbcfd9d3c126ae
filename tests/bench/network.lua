-- network.lua: what foresight/network takes for a problem of a given size: seconds on the last line.
--
-- Example:  glocal run tests/bench/network.lua placement     60 candidate posts, 200 countries on a globe, five to be placed

local core = require "glocal.core"
local glocal = require "glocal"

local state = 2026
local function below(n)
  state = state * 6364136223846793005 + 1442695040888963407
  return (state >> 33) % n
end

local function globe(count)
  local places = {}
  for i = 1, count do places[i] = { lat = math.asin(2 * below(1000001) / 1e6 - 1), lon = 2 * math.pi * below(1000000) / 1e6 } end
  return places
end

local function kilometres(a, b)
  local c = math.sin(a.lat) * math.sin(b.lat) + math.cos(a.lat) * math.cos(b.lat) * math.cos(a.lon - b.lon)
  return 6371 * math.acos(math.max(-1, math.min(1, c)))
end

local function placement(objective)
  local posts, countries, links, demand = globe(60), globe(200), {}, {}
  for i, post in ipairs(posts) do
    for j, country in ipairs(countries) do
      links[#links + 1] = { from = "post-" .. i, to = "country-" .. j, distance = kilometres(post, country) }
    end
  end
  for j = 1, #countries do demand[j] = { place = "country-" .. j, demand = 1 + below(1000) } end
  local spec = { links = glocal.frame(links), demand = glocal.frame(demand), posts = 5, objective = objective,
    within = objective == "coverage" and 2500 or nil }
  return function() assert(glocal.placement(spec):attached "is_optimal") end
end

-- Distances without geometry, of which none follows from others.
local function random_placement(objective)
  local links = {}
  for i = 1, 60 do
    for j = 1, 200 do links[#links + 1] = { from = "post-" .. i, to = "country-" .. j, distance = 1 + below(5000) } end
  end
  local spec = { links = glocal.frame(links), posts = 5, objective = objective,
    within = objective == "coverage" and 1000 or nil }
  return function() assert(glocal.placement(spec):attached "is_optimal") end
end

local function routes(nodes, count)
  local rows = {}
  for i = 1, count do
    rows[i] = { from = "n" .. below(nodes), to = "n" .. below(nodes), probability = (1 + below(99)) / 100 }
  end
  rows[#rows + 1] = { from = "n0", to = "n1", probability = 0.01 }
  return glocal.frame(rows)
end

local parts = {
  placement = function() return placement "travel" end,
  coverage = function() return placement "coverage" end,
  answer_time = function() return placement "answer_time" end,
  random_travel = function() return random_placement "travel" end,
  random_coverage = function() return random_placement "coverage" end,
  random_answer_time = function() return random_placement "answer_time" end,
  paths = function()
    local f = routes(2000, 10000)
    return function() glocal.likely_paths(f, { from = "n0", to = "n1", most = 10 }) end
  end,
  interdict = function()
    local f = routes(200, 1000)
    return function() glocal.interdict(f, { from = "n0", to = "n1", closures = 3 }) end
  end,
  queue = function()
    return function() glocal.queue { arrivals = 25, service = 0.4, desks = 12 } end
  end,
}

local work = parts[... or "placement"]()
local started = core.clock()
work()
print(core.clock() - started)
