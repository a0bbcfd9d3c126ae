--- scan.lua: where, and when, are there more cases than chance explains? Kulldorff's scan statistics over core/detect/scan.
--
-- Example:  s = scan(r, {max_share=0.1})   s:explain(1)   s:members(1)   s:plot()

local core = require "glocal.core"
local glocal = require "glocal"
local call = require "foresight.shared.call"
local figure = require "foresight.frame.figure"
local forecasting = require "foresight.forecast.options"
local hint = require "foresight.shared.hint"
local periods = require "foresight.shared.periods"
local query = require "foresight.shared.query"
local scan_map = require "foresight.warning.scan.map"
local scan_words = require "foresight.warning.scan.words"
local scan_zones = require "foresight.warning.scan.zones"

local FIGURES = { "count", "cases", "estimate", "value", "weighted", "events" }

local function check_column(figures, name, option)
  if not figures:has(name) then
    error(("bad argument '%s' to 'scan': there is no column '%s'%s"):format(option, name,
      hint.of(name, figures:columns(), "the frame has")), 0)
  end
  return name
end

local function first_of(figures, names)
  for _, name in ipairs(names) do
    if figures:has(name) then return name end
  end
end

local function place_of(figures, options)
  if options.place then return check_column(figures, options.place, "place") end
  return figures:has "zone" and "zone"
    or error("bad argument 'place' to 'scan': the frame has no column 'zone': name that of the places, as in place=\"tract\"", 0)
end

local function cases_of(figures, options)
  if options.cases then return check_column(figures, options.cases, "cases") end
  return first_of(figures, FIGURES)
    or error("bad argument 'cases' to 'scan': name the column of counts, as in cases=\"count\"", 0)
end

-- The column of periods; nil for a scan in space only: because it was asked for, or there is only one period.
local function time_of(figures, options)
  if options.time == false then return nil end
  local name = options.time
  if name then
    check_column(figures, name, "time")
  else
    for _, each in ipairs(figures:columns()) do
      local kind = figures:type(each)
      if not name and (kind == "day" or kind == "month") then name = each end
    end
  end
  if not name or (figures:has(name) and select(3, figures:type(name)) == "all") then return nil end
  local first
  for i = 1, #figures do
    first = first or figures:get(i, name)
    if figures:get(i, name) ~= first then return name end
  end
  return nil, name
end

local function texts_of(figures, column)
  local list, seen = {}, {}
  for i = 1, #figures do
    local value = figures:get(i, column)
    if value ~= nil and not seen[value] then
      list[#list + 1] = value
      seen[value] = true
    end
  end
  return list
end

-- Rows of periods that are not whole would be few cases for no reason; one row that is misdated into the future would put the end of
-- the study years off, and no cluster would go on until then.
local function whole_periods(figures, study)
  local time = study.time
  if not time then return figures end
  local cut, rows, to_come = time == "period" and periods.cut(figures) or {}, {}, 0
  local kind, _, span = figures:type(time)
  local now = (kind == "day" or kind == "month") and core.period(core.today(), span) or nil
  for i = 1, #figures do
    local period = figures:get(i, time)
    if now and period and period > now then
      to_come = to_come + 1
    elseif not cut[period] then
      rows[#rows + 1] = i
    end
  end
  if to_come > 0 then
    study.said[#study.said + 1] = ("%d row%s after %s left out: still to come"):format(to_come,
      to_come == 1 and "" or "s", now)
  end
  return #rows > 0 and #rows < #figures and figures:take(rows) or figures
end

-- --- positions, population, neighbours ----------------------------------------------------------------------------------------------

-- Zones without any row, where nothing was recorded: one row each, of no case.
local function with_empty(figures, study)
  local codes = scan_zones.without_rows(study.store, figures, study.codes)
  if #codes == 0 then return figures end
  local rows, last = {}, study.period and figures:get(#figures, study.period)
  for i, code in ipairs(codes) do
    rows[i] = { [study.place] = code, [study.cases] = 0 }
    if study.period then rows[i][study.period] = last end
    study.codes[#study.codes + 1] = code
  end
  local types = { [study.place] = "text", [study.cases] = figures:type(study.cases) }
  local columns = { study.place, study.cases }
  if study.period then
    local _, _, span = figures:type(study.period)
    columns[3], types[study.period] = study.period, span
  end
  local added = glocal.frame(rows, { columns = columns, types = types,
    units = { [study.cases] = select(2, figures:type(study.cases)) } })
  study.said[#study.said + 1] = ("%s without any row counted as 0 (gaps=\"missing\" leaves out)"):format(
    #codes == 1 and "1 zone" or #codes .. " zones")
  return figures:select(columns):append(added)
end

local function year_of(figures, row, study)
  local text = study.period and figures:get(row, study.period)
  return text and math.tointeger(tonumber(tostring(text):sub(1, 4))) or math.tointeger(tonumber(core.today():sub(1, 4)))
end

local function place_zones(figures, study, options)
  study.codes = texts_of(figures, study.place)
  if study.gaps_are_zero then figures = with_empty(figures, study) end
  local zones = scan_zones.of(study.store, figures, study.codes)
  study.zones, study.x, study.y, study.metric, study.is_km = zones, "x", "y", "sphere", true
  local x, y, people, has_people = {}, {}, {}, false
  for i = 1, #figures do
    local code = figures:get(i, study.place)
    local at = zones.positions[code]
    x[i], y[i] = at and at.lon, at and at.lat
    if options.population == nil and options.model ~= "permutation" then
      people[i] = zones.people(year_of(figures, i, study))[code]
      has_people = has_people or people[i] ~= nil
    end
  end
  figures = figures:with("x", x, { type = "real" }):with("y", y, { type = "real" })
  if not has_people then return figures end
  study.population = "population"
  return figures:with("population", people, { type = "real" })
end

local function has_zones(figures, study)
  if not glocal.store or figures:type(study.place) ~= "text" then return false end
  local is_zone = {}
  for _, code in ipairs(query(glocal.store, "select code from zone").code) do is_zone[code] = true end
  for _, code in ipairs(texts_of(figures, study.place)) do
    if is_zone[code] then return true end
  end
  return false
end

-- --- the model ----------------------------------------------------------------------------------------------------------------------

local function settle_model(study, options)
  local model = options.model or (study.population and "poisson") or (study.time and "permutation")
  if model == "poisson" and not study.population then
    error("bad argument 'model' to 'scan': the Poisson model needs a population: name its column, as in population=\"people\", "
      .. "or use model=\"permutation\" on counts by period", 0)
  elseif model == "permutation" and not study.time then
    error("bad argument 'model' to 'scan': the permutation model compares periods, and there is only one", 0)
  elseif not model then
    error("scan needs a population, as in population=\"people\", or counts by period, for the permutation model", 0)
  end
  return model
end

local function read(figures, options)
  local study = { said = {}, place = place_of(figures, options), cases = cases_of(figures, options) }
  study.phenomenon = figures:has "phenomenon" and figures:type "phenomenon" == "text" and figures:get(1, "phenomenon") or nil
  local time, period = time_of(figures, options)
  study.time, study.period = time, time or period or (options.time == false and time_of(figures, {})) or nil
  figure.adds(figures, "scan", study.cases, { study.period })
  local settings = forecasting.core_options("scan", figures, { value = study.cases, gaps = options.gaps, seed = options.seed },
    FIGURES)
  study.gaps_are_zero = settings.gaps_are_zero
  figures = whole_periods(periods.wholly_published(figures), study)
  if options.population then study.population = check_column(figures, options.population, "population") end
  if options.x and options.y then
    study.x, study.y = check_column(figures, options.x, "x"), check_column(figures, options.y, "y")
    study.metric, study.is_km = options.metric or "plane", options.metric == "sphere"
    study.store = nil
  elseif options.x or options.y then
    error("scan needs both x= and y=, the columns of the positions", 0)
  else
    if not has_zones(figures, study) then
      error(("scan needs the positions of the places: name their columns, as in x=\"longitude\", y=\"latitude\"; no %s is a zone "
        .. "of %s"):format(study.place, glocal.store and "the store" or "a store: none is open"), 0)
    end
    study.store = glocal.use(options.store)
    figures = place_zones(figures, study, options)
    if options.metric == "plane" then study.metric, study.is_km = "plane", false end
  end
  study.model = settle_model(study, options)
  return figures, study
end

local function settings_of(study, options)
  local settings = {}
  for _, name in ipairs { "max_share", "max_radius", "max_duration", "draws", "seed", "early_stop" } do
    settings[name] = options[name]
  end
  study.is_flexible, study.neighbours = options.shape == "flexible", options.neighbours or 12
  study.max_share, study.max_p = options.max_share or 0.5, options.max_p or 0.99
  study.is_prospective, study.is_gumbel = options.prospective == true, options.p_value == "gumbel"
  study.early_stop = options.early_stop or 0
  for _, name in ipairs { "place", "cases", "population", "x", "y", "time", "metric", "model", "gaps_are_zero", "is_flexible",
    "neighbours", "is_prospective", "is_gumbel", "max_p" } do
    settings[name] = study[name]
  end
  settings.rates = options.rates
  settings.is_summed = not study.time and study.period ~= nil
  return settings
end

local function neighbour_pairs(study)
  if not study.is_flexible then return nil end
  local found = study.zones and study.zones.pairs()
  study.said[#study.said + 1] = found and "Neighbours are zones that share a border"
    or "Neighbours are the five nearest places (no borders are known)"
  return found
end

-- --- the result ---------------------------------------------------------------------------------------------------------------------

local function members_of(members, rank, clusters)
  if rank == nil then return members end
  if math.type(rank) ~= "integer" or rank < 1 or rank > #clusters then
    error(("bad argument #1 to 'members': expected the rank of a cluster, 1 to %d, got %s"):format(#clusters, tostring(rank)), 0)
  end
  return members:where { rank = rank }
end

local function names_of(members, study)
  local names = {}
  if study.zones then
    local named = members:select { study.place }
    for i, code in ipairs(named[study.place]) do names[i] = code end
  else
    for i = 1, #members do names[i] = tostring(members:get(i, study.place)) end
  end
  return names
end

--- Finds clusters: of circles of places, or connected sets, and windows of time, those with more cases than chance explains,
--- with p for the search over all of them (Kulldorff's scan statistics). Clusters share no place; the first is the most likely.
--- A rollup over zones brings its own places and population; counts by period are scanned in space and time. See help "methods".
--- @function scan
--- @param figures frame counts by place, or by place and period
--- @param options? table
--- @option place? string = "zone" <column> the places
--- @option cases? string = (count, cases, estimate ...) <column> the counts
--- @option population? string = (of zones their own) <column> the people at risk
--- @option x? string = (of zones their own) <column> longitude, or the first coordinate
--- @option y? string = (of zones their own) <column> latitude, or the second
--- @option metric? string = (of zones "sphere") {plane|sphere} distances: in the units of x and y, or in km
--- @option model? string = (poisson with a population) {poisson|permutation} what is expected: by population, or by the totals of
---   places and periods
--- @option time? string|boolean = (the periods) <column> false: space only, all periods together
--- @option shape? string = "circle" {circle|flexible} connected sets of neighbours in place of circles
--- @option neighbours? integer = 12 places that a flexible shape is chosen from, 2 to 64
--- @option max_share? number = 0.5 of the population (or cases) that a cluster may hold
--- @option max_radius? number of a circle, in the units of the distances
--- @option max_duration? integer = (half of the time) [periods] of a cluster
--- @option prospective? boolean = false only clusters that go on in the last period
--- @option rates? string = "high" {high|low|both} clusters of more cases, of fewer
--- @option draws? integer = 999 random data sets
--- @option seed? integer = 1 the same seed, the same p
--- @option early_stop? integer = 0 stop when so many draws reach the most likely cluster; 0: never
--- @option p_value? string = "monte_carlo" {monte_carlo|gumbel} by rank among the draws, or by a Gumbel distribution fitted to them
--- @option max_p? number = 0.99 clusters above it are not listed
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} places and periods without a row
--- @option store? store = (the current one) the store of the zones
--- @return frame rank, centre, places, from, to, cases, expected, relative_risk, llr, p, recurrence (prospective: periods), population,
---   radius; members(rank), explain(rank), left_out(), plot()
--- @raises an unknown column, naming the nearest; a negative count; fewer than two places; too few draws for max_p
--- @since 0.1
--- @example f = frame{{place="a", n=9, people=10, x=0, y=0}, {place="b", n=1, people=10, x=1, y=0}}
--- @example s = scan(f, {place="place", cases="n", population="people", x="x", y="y", draws=99})
--- @example s.centre[1] --> a
--- @example ("%.6f"):format(s.llr[1]) --> 3.680642
local function scan(figures, options)
  options = forecasting.check("scan", figures, options)
  local placed, study = read(figures, options)
  local settings = settings_of(study, options)
  settings.call = ("scan(r, %s)"):format(call.text(scan, options, {}))
  local clusters, members, left_out, found = core.scan_places(placed, neighbour_pairs(study), settings)
  if not clusters then return nil, members, left_out end
  return clusters:attach {
    note_text = periods.beside(scan_words.note(found, study, left_out), figures),
    members = function(_, rank) return members_of(members, rank, clusters) end,
    left_out = function() return left_out end,
    drawn = function() return scan_map.of(placed, study, clusters, members, found) end,
    explain = function(self, rank)
      local names = math.type(rank) == "integer" and names_of(members:where { rank = rank }, study) or {}
      return scan_words.cluster(self, rank, found, study, names)
    end,
  }
end

return scan
