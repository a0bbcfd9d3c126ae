--- register_judgement.lua: expert forecasts, registered and scored as those of models are.
--
-- Example:  register_judgement{zone="RT-CHANNEL", phenomenon="smuggling", period="2027-06", above=3000, probability=0.3,
--             author="liaison officers"}

local core = require "glocal.core"
local glocal = require "glocal"
local call = require "foresight.shared.call"
local register = require "foresight.register.register"
local rollup = require "foresight.cube.rollup"
local unpublished = require "foresight.shared.unpublished"


local function check_probability(value, what)
  if type(value) ~= "number" or not (value > 0 and value < 1) then
    error(("bad argument '%s' to 'register_judgement': a probability lies between 0 and 1, such as 0.3; nothing is " ..
      "certain; got %s"):format(what, tostring(value)), 0)
  end
end

-- {[0.1]=5, [0.5]=9, [0.9]=20} as a list in order.
local function check_quantiles(quantiles)
  if type(quantiles) ~= "table" then
    error("bad argument 'quantiles' to 'register_judgement': write quantiles={[0.1]=5, [0.5]=9, [0.9]=20}", 0)
  end
  local list = {}
  for probability, value in pairs(quantiles) do
    check_probability(probability, "quantiles")
    if type(value) ~= "number" or value ~= value or math.abs(value) == math.huge then
      error(("bad argument 'quantiles' to 'register_judgement': at %g stands %s, not a number"):format(probability,
        tostring(value)), 0)
    end
    list[#list + 1] = { probability = probability, value = value }
  end
  table.sort(list, function(a, b) return a.probability < b.probability end)
  if #list == 0 then error("bad argument 'quantiles' to 'register_judgement': there are none", 0) end
  for i = 2, #list do
    if list[i].value < list[i - 1].value then
      error(("bad argument 'quantiles' to 'register_judgement': %g at %g is less than %g at %g"):format(list[i].value,
        list[i].probability, list[i - 1].value, list[i - 1].probability), 0)
    end
  end
  return list
end

-- The quantiles of the judgement, however it was given.
local function points_of(spec)
  if spec.quantiles ~= nil then return check_quantiles(spec.quantiles), "judged quantiles" end
  check_probability(spec.probability, "probability")
  if type(spec.above) ~= "number" then
    error("bad argument 'above' to 'register_judgement': say above which figure, as in above=100, probability=0.3", 0)
  end
  return { { probability = 1 - spec.probability, value = spec.above } }, "judged probability"
end

-- What a period without a row will be: unknown where the figures are of a source that reports no zeros.
local function default_gaps(spec, series, every, store)
  local figures = rollup { zone = series.zone, phenomenon = series.phenomenon, facet = spec.facet, source = spec.source,
    every = every, store = store }
  return figures and #unpublished.sources(figures) > 0 and "missing" or "zero"
end

--- Registers what experts expect of one figure: its quantiles, or the probability that it is above a number. score_due()
--- scores it when the outcome is in.
--- @function register_judgement
--- @param spec table
--- @option zone string <zone> as in rollup
--- @option phenomenon string <phenomenon> as in rollup
--- @option facet? string <facet> narrows the figure
--- @option period string such as "2027-06"
--- @option every? string = (that of the period) {day|week|month|quarter|year} the length of the period
--- @option measure? string = "count" {events|count|value} what is expected
--- @option quantiles? table<number, number> such as {[0.1]=5, [0.5]=9, [0.9]=20}
--- @option above? number the number that `probability` is about
--- @option probability? number [0-1] that the figure is above it
--- @option author string a role, such as "liaison officers", never a person
--- @option note? string a note kept with it
--- @option source? string|string[] <source> narrows the figure
--- @option gaps? string = (missing where a source reports no zeros) {zero|missing} what a period without a row is
--- @option marking? string a stricter marking, such as "AMBER"
--- @option pooled? boolean = false marks what pool() made of several
--- @option store? store = (the current one) the store to keep it in
--- @return integer the number of the registration
--- @raises an argument that makes no sense
--- @fails exists: the figure is recorded already
--- @needs store.write
--- @since 0.1
--- @example id = register_judgement{zone="BE", phenomenon="smuggling", period="2035", above=9, probability=0.3, author="desk"}
--- @example math.type(id) --> integer
local function register_judgement(spec)
  register.check_author("register_judgement", spec.author)
  register.check_note("register_judgement", spec.note)
  for _, name in ipairs { "zone", "phenomenon", "period" } do
    if type(spec[name]) ~= "string" then
      error(("bad argument '%s' to 'register_judgement': expected a text, got %s"):format(name, type(spec[name])), 0)
    end
  end
  local store = glocal.use(spec.store)
  local zone, phenomenon = store:resolve("zone", spec.zone), store:resolve("phenomenon", spec.phenomenon)
  local points, method = points_of(spec)
  local period = core.period(spec.period, spec.every)
  local _, _, every = core.frame({ { p = period } }, { types = { p = "day" } }):type "p"
  local day = core.period(period, "day")
  local series = { zone = zone, phenomenon = phenomenon, facet = spec.facet and spec.facet:match ":(.*)$" or spec.facet }
  local registration = {
    author = spec.author, kind = spec.pooled and "pool" or "judgement", cutoff = core.today(), every = every,
    measure = spec.measure or "count", gaps = spec.gaps or default_gaps(spec, series, every, store), note = spec.note or "",
    filters = register.filters(spec),
    call = call.text(register_judgement, spec, nil, "register_judgement"),
  }
  local rows = {}
  for i, point in ipairs(points) do
    rows[i] = {
      zone = zone, phenomenon = phenomenon, facet = series.facet or "", method = method, day = day,
      probability = point.probability, value = point.value * 1.0,
    }
  end
  local marking = (spec.marking or "") .. " " .. core.taken_marking(spec.quantiles)
  return register.write(store, rows, marking, registration)
end

return register_judgement
