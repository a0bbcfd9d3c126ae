--- event_crossimpact.lua: probabilistic cross-impact analysis: how likely events are, and how much each makes the others
--- likelier.
--
-- Example:  e = event_crossimpact(read "events.csv", {draws=1e6})
-- References: T. J. Gordon, H. Hayward, "Initial experiments with the cross-impact matrix method of forecasting", Futures 1
-- (1968);
-- M. Turoff, "An alternative approach to cross impact analysis", Technological Forecasting and Social Change 3 (1972).

local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local square = require "foresight.scenario.square"

local function odds(p) return p / (1 - p) end

local function logit(p) return math.log(odds(p)) end

local function check_initial(f, names, column)
  local initial = {}
  for i, event in ipairs(names) do
    local p = f:get(i, column)
    if type(p) ~= "number" or not (p > 0 and p < 1) then
      error(("event '%s', row %d: its probability must lie between 0 and 1, and is %s"):format(event, i, tostring(p)), 0)
    end
    initial[i] = p
  end
  return initial
end

-- P(j | i) must leave P(j | not i) between 0 and 1, as P(j) is their mean.
local function check_conditional(names, initial, i, j, given)
  local p, q = initial[i], initial[j]
  local low, high = math.max(0, (q - 1 + p) / p), math.min(1, q / p)
  if type(given) ~= "number" or not (given > low and given < high) then
    error(("the probability of '%s' given '%s' is %s: with probabilities of %g and %g it lies between %.3g and %.3g"):format(
      names[j],
      names[i], tostring(given), q, p, low, high), 0)
  end
  return given, (q - p * given) / (1 - p)
end

-- Rows of P(j | i) and P(j | not i); those of the event itself are nil.
local function conditionals(names, cells, initial)
  local so, otherwise = {}, {}
  for i in ipairs(names) do
    so[i], otherwise[i] = {}, {}
    for j in ipairs(names) do
      if i ~= j then
        local given = cells[i][j]
        if given == nil then given = initial[j] end
        so[i][j], otherwise[i][j] = check_conditional(names, initial, i, j, given)
      end
    end
  end
  return so, otherwise
end

-- Factors of odds, row by row.
local function factors(names, cells, initial, impacts)
  local if_so, if_not, so, otherwise = {}, {}, nil, nil
  if impacts == "probability" then so, otherwise = conditionals(names, cells, initial) end
  for i in ipairs(names) do
    for j in ipairs(names) do
      local factor, other = 1.0, 1.0
      if i ~= j and impacts == "probability" then
        factor, other = odds(so[i][j]) / odds(initial[j]), odds(otherwise[i][j]) / odds(initial[j])
      elseif i ~= j and cells[i][j] ~= nil then
        factor = cells[i][j]
        if type(factor) ~= "number" or factor <= 0 or factor == math.huge then
          error(("the factor of '%s' on the odds of '%s' must be above 0, and is %s"):format(names[i], names[j],
            tostring(factor)), 0)
        end
      end
      if_so[#if_so + 1], if_not[#if_not + 1] = factor, other
    end
  end
  return if_so, if_not
end

local MOST_DRAWS = 1000000000

local function gordon(f, names, initial, cells, options)
  local draws, seed = options.draws or 100000, options.seed or 1
  if draws < 1 or draws > MOST_DRAWS then
    error(("bad argument 'draws' to 'event_crossimpact': expected 1 to %d, got %d"):format(MOST_DRAWS, draws), 0)
  end
  local if_so, if_not = factors(names, cells, initial, options.impacts or "probability")
  local happened, message, code = core.event_impact { initial = initial, if_so = if_so, if_not = if_not, draws = draws,
    seed = seed }
  if not happened then return nil, message, code end
  local rows = {}
  for i, name in ipairs(names) do
    local final = happened[i] / draws
    rows[i] = { event = name, initial = initial[i], final = final, change = final - initial[i],
      standard_error = math.sqrt(final * (1 - final) / draws) }
  end
  return core.frame(rows, { columns = { "event", "initial", "final", "change", "standard_error" }, marking = f:marking(),
    types = { event = "text", initial = "real", final = "real", change = "real", standard_error = "real" } }):attach {
    note_text = ("%d trials, seed %d: events decided in random order, each changing the odds of those that follow."):format(
      draws, seed),
  }
end

-- The probability of each event where some are known to happen (1) or not (0).
local function given_known(names, initial, gamma, c, known)
  local at, fixed = {}, {}
  for i, name in ipairs(names) do at[name], fixed[i] = i, initial[i] end
  for name, value in pairs(known) do
    if not at[name] then error(("bad argument 'known' to 'event_crossimpact': there is no event '%s'%s"):format(name,
      hint.of(name, names, "there are")), 0) end
    if type(value) ~= "number" or not (value >= 0 and value <= 1) then
      error(("bad argument 'known' to 'event_crossimpact': '%s' must be from 0 to 1"):format(name), 0)
    end
    fixed[at[name]] = value
  end
  local found = {}
  for i, name in ipairs(names) do
    local sum = gamma[i]
    for k in ipairs(names) do sum = sum + c[i][k] * fixed[k] end
    found[i] = known[name] and fixed[i] or 1 / (1 + math.exp(-sum))
  end
  return found
end

local function turoff(f, names, initial, cells, options)
  if options.impacts == "odds" then
    error("bad argument 'impacts' to 'event_crossimpact': method=\"turoff\" takes probabilities", 0)
  end
  local so = conditionals(names, cells, initial)
  local c, gamma, rows, columns = {}, {}, {}, { "event", "initial", "given", "gamma" }
  for i in ipairs(names) do
    c[i], gamma[i] = {}, logit(initial[i])
    for k in ipairs(names) do
      c[i][k] = i == k and 0 or (logit(so[k][i]) - logit(initial[i])) / (1 - initial[k])
      gamma[i] = gamma[i] - c[i][k] * initial[k]
    end
  end
  local given = given_known(names, initial, gamma, c, options.known or {})
  local types = { event = "text", initial = "real", given = "real", gamma = "real" }
  for k, name in ipairs(names) do
    columns[4 + k] = "by_" .. name
    types["by_" .. name] = "real"
  end
  for i, name in ipairs(names) do
    rows[i] = { event = name, initial = initial[i], given = given[i], gamma = gamma[i] }
    for k, other in ipairs(names) do rows[i]["by_" .. other] = c[i][k] end
  end
  local marking = f:marking() .. " " .. core.taken_marking(options.known)
  return core.frame(rows, { columns = columns, types = types, marking = marking }):attach {
    note_text = "by_EVENT: Turoff's cross-impact factors, the change of the log odds as the event becomes known; gamma: all that "
      .. "is not in the matrix; given: the probability with what is known (known={EVENT=1})." }
end

--- Probabilistic cross-impact: the first column of the frame names the events, `probability` is how likely each is judged to
--- be, and a column for each event says what becomes of it once the event of the row has happened: its probability then, or a
--- factor of its odds. An empty cell is no impact. What an event that does not happen means for the others follows from the
--- probabilities.
--- @function event_crossimpact
--- @param f frame the events
--- @param options? table
--- @option method? string = "gordon" {gordon|turoff} trials in random order, or Turoff's factors
--- @option impacts? string = "probability" {probability|odds} what the cells are
--- @option probability? string = "probability" <column> of the initial probabilities
--- @option draws? integer = 100000 [trials] of gordon
--- @option seed? integer = 1 of the trials
--- @option known? table<string, number> of turoff: events that happen (1) or do not (0)
--- @return frame gordon: event, initial, final, change, standard_error; turoff: event, initial, given, gamma, by_EVENT ...
--- @raises probabilities that contradict each other, with the bounds
--- @since 0.1
--- @example f = frame({{event="a", probability=0.4, a=nil, b=0.7}, {event="b", probability=0.5, a=0.5, b=nil}},
---   {columns={"event", "probability", "a", "b"}, types={a="real", b="real"}})
--- @example event_crossimpact(f, {method="turoff"}).given[1] --> 0.4
local function event_crossimpact(f, options)
  options = options or {}
  local column = options.probability or "probability"
  f:type(column) -- raises for a column there is not, naming the nearest
  local names, cells = square.of("event_crossimpact", f, { [column] = true })
  local initial = check_initial(f, names, column)
  return (options.method == "turoff" and turoff or gordon)(f, names, initial, cells, options)
end

return event_crossimpact
