--- register.lua: the register of forecasts: each is recorded before its outcome is known and scored afterwards.
--
-- Example:  f = forecast(rollup{zone="BE", phenomenon="smuggling", every="month"}, {horizon=6})
--           f:register{author="analysis", note="monthly outlook"}

local core = require "glocal.core"
local doors = require "glocal.doors"
local glocal = require "glocal"
local call = require "foresight.shared.call"
local outcome = require "foresight.register.outcome"

local MEASURES = { count = true, value = true, weighted = true, events = true }
local FILTERS = { "source", "facet", "min_credibility", "weight", "hierarchy" }

local register = {}

--- Raises unless it is a role, such as "analysis": persons are never kept.
function register.check_author(name, author)
  if type(author) ~= "string" or author:match "^%s*$" then
    error(("bad argument 'author' to '%s': say which role forecasts, as in author=\"analysis\"; never a person's name")
      :format(name), 0)
  end
end

function register.check_note(name, note)
  if note ~= nil and type(note) ~= "string" then
    error(("bad argument 'note' to '%s': expected a text, got %s"):format(name, type(note)), 0)
  end
end

--- What the figures were narrowed to, as name and value.
function register.filters(asked)
  local list = {}
  for _, name in ipairs(FILTERS) do
    for _, value in ipairs(call.list(asked[name])) do list[#list + 1] = { name = name, value = tostring(value) } end
  end
  return list
end

local function is_over(period, every)
  return core.period(core.period(period, every, 1), "day") <= core.today()
end

-- Why a period's outcome is known, in the order in which one looks: the first that holds of any series is told.
local REASONS = {
  function(known, one, period)
    return known.recorded(one, period) and "is recorded already, at least in part"
  end,
  function(known, one, period, every)
    local figure = is_over(period, every) and known.of(one, period)
    return figure and ("is known already to be %g, since others reported that period or a later one"):format(figure)
  end,
}

local function first_known(known, series, periods, every)
  for _, reason in ipairs(REASONS) do
    for i = #periods, 1, -1 do
      for _, one in ipairs(series) do
        local why = reason(known, one, periods[i], every)
        if why then return ("%s of %s %s %s"):format(periods[i], one.zone, one.phenomenon, why), periods[i + 1] end
      end
    end
  end
end

-- The series and the periods of the rows.
local function asked_by(rows, every)
  local series, periods, seen = {}, {}, {}
  for _, row in ipairs(rows) do
    local key, period = table.concat({ row.zone, row.phenomenon, row.facet }, "\0"), core.period(row.day, every)
    if not seen[key] then
      series[#series + 1] = { zone = row.zone, phenomenon = row.phenomenon, facet = row.facet ~= "" and row.facet or nil }
    end
    if not seen[period] then periods[#periods + 1] = period end
    seen[key], seen[period] = true, true
  end
  table.sort(periods)
  return series, periods
end

-- Fails (nil, message, code) where the outcome of a series in a period that is to be forecast is known, or a part of it: the
-- store has figures of it, or of a later period, so that a period over without a row is 0.
local function check_unknown(store, registration, rows)
  local series, periods = asked_by(rows, registration.every)
  local today = core.period(core.today(), registration.every)
  local last = today > periods[#periods] and today or periods[#periods]
  local known, message, code = outcome.known(store, registration, series, periods[1], last)
  if not known then return nil, message, code end
  local what, next_period = first_known(known, series, periods, registration.every)
  if not what then return true end
  return nil, ("%s: a forecast is registered before its outcome is known%s"):format(what,
    next_period and ("; from=\"%s\" registers what comes after"):format(next_period) or ""), "exists"
end

--- Writes the rows ({zone, phenomenon, facet, method, day, probability, value}) under the marking, unless something of their
--- outcome is known: the number of the registration, or nil, message, code.
function register.write(store, rows, marking, registration)
  local unknown, message, code = check_unknown(store, registration, rows)
  if not unknown then return nil, message, code end
  local frame = core.frame(rows, {
    columns = { "zone", "phenomenon", "facet", "method", "day", "probability", "value" },
    types = { day = "day", probability = "real", value = "real", facet = "text" }, marking = marking,
  })
  return doors.register_rows(store, frame, registration)
end

-- The levels of the frame's intervals.
local function probabilities_of(frame)
  local list = { { name = "median", probability = 0.5 } }
  for _, name in ipairs(frame:columns()) do
    local side, level = name:match "^(%a+)_([%d.]+)$"
    if side == "low" then list[#list + 1] = { name = name, probability = (100 - tonumber(level)) / 200 } end
    if side == "high" then list[#list + 1] = { name = name, probability = (100 + tonumber(level)) / 200 } end
  end
  return list
end

local function rows_of(frame, from)
  local rows, quantiles = {}, probabilities_of(frame)
  for _, row in frame:rows() do
    if row.median ~= nil and (not from or row.period >= from) then
      local day = core.period(row.period, "day")
      for _, each in ipairs(quantiles) do
        local value = row[each.name] -- nil where the history supports no interval
        rows[#rows + 1] = value and {
          zone = row.zone, phenomenon = row.phenomenon, facet = row.facet or "", method = row.method, day = day,
          probability = each.probability, value = value * 1.0,
        } or nil
      end
    end
  end
  return rows
end

-- What was asked of the rollup behind the forecast.
local function asked_of(made)
  local asked = made.figures:attached "asked"
  if not asked or not made.figures:has "zone" or not made.figures:has "phenomenon" then
    error("only a forecast of a rollup, as rollup{...} gave it, can be registered: score_due() rolls the outcome up again", 0)
  end
  if asked.own then error("a rollup with own=true can't be registered: its parts can't be settings apart later", 0) end
  if not MEASURES[made.found.value] then
    error(("a forecast of '%s' can't be registered: the figure must be count, value, weighted or events")
      :format(made.found.value), 0)
  end
  return asked
end

--- Registers a forecast: its quantiles are kept with cutoff, method, seed and the state of the store, their hash goes
--- into the log, and nothing of it can be changed afterwards. score_due() scores it when the outcome is in. Of what warn gave it
--- keeps the alarms as alerts, each once, and which series were judged; alerts() lists them, dispose(...) says what became of them.
--- @function frame:register
--- @param options? table
--- @option author? string of a forecast: a role, never a person
--- @option note? string a note kept with it
--- @option from? string = (the first of the forecast) the first period to register
--- @option store? store = (the current one) the store to keep it in
--- @return integer the number of the registration; of a warn how many alerts are new
--- @return integer? of a warn: how many of its alarms the store had already
--- @raises no forecast of a rollup, or no author; a warn without zone and phenomenon
--- @fails exists: something of the outcome is recorded already; read_only, busy
--- @needs store.write
--- @since 0.1
--- @example f = forecast(rollup{zone="BE", phenomenon="trafficking", every="year"}, {horizon=2})
--- @example math.type(f:register{author="analysis", note="a test"}) --> integer
function core.frame_methods.register(frame, options)
  options = options or {}
  local registers = frame:attached "registers" -- what another kind of result does here, such as that of warn
  if registers then return registers(frame, options) end
  if frame:has "alarm" and frame:has "upper" then
    error("these are rows of a warn: register all of it, w:register(), so that it is known what was judged and no alarm", 0)
  end
  register.check_author("register", options.author)
  register.check_note("register", options.note)
  local made = frame:attached "forecast"
  if not made then
    error("this frame is no forecast as forecast(...) gave it, nor a warn: register that itself, then keep rows of it", 0)
  end
  local asked = asked_of(made)
  local store = glocal.use(options.store or asked.store)
  local from = options.from and core.period(options.from, made.found.span)
  local rows = rows_of(frame, from)
  if #rows == 0 then error(("bad argument 'from' to 'register': the forecast has nothing from %s on"):format(options.from), 0) end
  local registration = {
    author = options.author, kind = "model", seed = made.settings.seed, cutoff = made.found.cutoff, every = made.found.span,
    measure = made.found.value, gaps = made.settings.gaps_are_zero and "zero" or "missing", call = frame:provenance(),
    note = options.note or "", filters = register.filters(asked),
  }
  return register.write(store, rows, frame:marking(), registration)
end

call.guard(core.frame_methods)

return register
