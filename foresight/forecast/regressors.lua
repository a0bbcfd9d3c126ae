--- regressors.lua: the regressors of forecast and backtest (leading series, events, future figures): checked, and as the
--- core takes them.
--
-- Example:  regressors.add("forecast", r, {events={{name="law of 2019", from="2019-07"}}}, settings)

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local plural = require "foresight.shared.plural"
local shared = require "foresight.forecast.options"

local regressors = {}

local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local FIELDS = { "name", "from", "to", "every" }
local MAX_LAG = 120 -- periods

local function is_frame(value)
  return call.is_frame(value)
end

-- --- events -------------------------------------------------------------------------------------------------------

-- The key columns of the figures and their distinct values: an event may be limited to some of them.
local function keys_of(figures)
  local names, values = {}, {}
  for _, name in ipairs(figures:columns()) do
    if figures:type(name) == "text" then
      names[#names + 1] = name
      values[name] = { list = {}, has = {} }
      for _, value in ipairs(figures[name]) do
        if value ~= nil and not values[name].has[value] then
          values[name].has[value] = true
          table.insert(values[name].list, value)
        end
      end
    end
  end
  return names, values
end

-- The code of a zone or phenomenon given by name, where a store is open.
local function resolved(noun, text)
  local well, code = pcall(function() return require "glocal".use():resolve(noun, text) end)
  return well and code or nil
end

local function key_value(fail, name, value, known)
  if type(value) ~= "string" then fail("expected a %s as text, got %s", name, type(value)) end
  if known.has[value] then return value end
  local code = (name == "zone" or name == "phenomenon") and resolved(name, value)
  if code and known.has[code] then return code end
  return fail("no series has the %s '%s'%s", name, value, hint.of(value, known.list))
end

local function check_date(fail, event, field)
  local value = event[field]
  if value == nil then return nil end
  if math.type(value) == "integer" then value = tostring(value) end
  local well = type(value) == "string" and pcall(core.period, value)
  if not well then fail("'%s' must be a date or period, such as \"2015-09\", got %s", field, tostring(event[field])) end
  return value
end

local function check_fields(fail, event, keys)
  local fields = table.move(FIELDS, 1, #FIELDS, 1, {})
  table.move(keys, 1, #keys, #fields + 1, fields)
  local known = {}
  for _, field in ipairs(fields) do known[field] = true end
  for field in pairs(event) do
    if not known[field] then
      fail("there is no '%s'%s", tostring(field), hint.of(field, fields, "an event takes"))
    end
  end
end

-- One row per combination of the event's key values; a key without one is null.
local function cross(row, event, keys, check)
  local rows = { row }
  for _, key in ipairs(keys) do
    local given = event[key]
    if given ~= nil then
      local wider = {}
      for _, each in ipairs(rows) do
        for _, value in ipairs(call.list(given)) do
          local copy = { [key] = check(key, value) }
          for field, cell in pairs(each) do copy[field] = cell end
          wider[#wider + 1] = copy
        end
      end
      rows = wider
    end
  end
  return rows
end

local function event_rows(name, i, event, keys, values)
  local function fail(text, ...)
    local called = type(event) == "table" and type(event.name) == "string" and (" ('%s')"):format(event.name) or ""
    error(("bad argument 'events' to '%s': event %d%s: %s"):format(name, i, called, text:format(...)), 0)
  end
  if type(event) ~= "table" then
    fail("expected a table, as in {name=\"border controls\", from=\"2015-09\"}, got %s", type(event))
  end
  check_fields(fail, event, keys)
  if type(event.name) ~= "string" or not event.name:find "%S" then fail "say what it is called, with name" end
  if event.from == nil then fail "say when it begins, as in from=\"2015-09\"" end
  if event.every ~= nil and event.every ~= "year" then
    fail("every is \"year\" or left out, not %s", tostring(event.every))
  end
  local row = { name = event.name, every = event.every }
  row.from, row.to = check_date(fail, event, "from"), check_date(fail, event, "to")
  return cross(row, event, keys, function(key, value) return key_value(fail, key, value, values[key]) end)
end

-- The events as a frame of text: name, from, to, every and the keys of the figures.
local function events_frame(name, figures, given)
  local keys, values = keys_of(figures)
  local list, rows, marking = given, {}, ""
  if is_frame(given) then
    list, marking = {}, given:marking()
    for i, row in given:rows() do list[i] = row end
  elseif type(given) ~= "table" then
    error(("bad argument 'events' to '%s': expected a list of events, as in events={{name=\"border controls\", from=\"2015-09\", "
      .. "to=\"2016-02\"}}, or a frame of them, got %s"):format(name, type(given)), 0)
  elseif given.from ~= nil or given.name ~= nil then
    list = { given }
  end
  for i, event in ipairs(list) do
    marking = marking .. " " .. core.taken_marking(event)
    for _, row in ipairs(event_rows(name, i, event, keys, values)) do rows[#rows + 1] = row end
  end
  if #rows == 0 then error(("bad argument 'events' to '%s': there are none"):format(name), 0) end
  local columns, types = table.move(FIELDS, 1, #FIELDS, 1, {}), {}
  table.move(keys, 1, #keys, #columns + 1, columns)
  for _, column in ipairs(columns) do types[column] = "text" end
  return core.frame(rows, { columns = columns, types = types, marking = marking })
end

-- --- all of it ----------------------------------------------------------------------------------------------------

local function check_frame(name, argument, value, example)
  if not is_frame(value) then
    error(("bad argument '%s' to '%s': expected a frame, as in %s, got %s"):format(argument, name, example, type(value)), 0)
  end
end

local function add_leaders(name, options, settings)
  check_frame(name, "leaders", options.leaders, "leaders=rollup{zone=\"EU\", every=\"month\"}")
  local max_lag = options.max_lag or 12
  if math.type(max_lag) ~= "integer" or max_lag < 1 or max_lag > MAX_LAG then
    error(("bad argument 'max_lag' to '%s': expected a whole number of periods from 1 to %d, got %s"):format(name, MAX_LAG,
      tostring(max_lag)), 0)
  end
  local of_leaders = shared.core_options(name, options.leaders, { value = options.lead_value, gaps = options.gaps }, FIGURES)
  settings.leaders, settings.max_lag = options.leaders, max_lag
  settings.leader_value, settings.leader_gaps_are_zero = options.lead_value, of_leaders.gaps_are_zero
end

--- Whether any regressors are asked for; raises unless one of the methods takes them.
function regressors.asked(name, options, methods)
  local asked = options.leaders ~= nil and "leaders" or options.events ~= nil and "events"
    or options.regressors ~= nil and "regressors"
  if not asked then
    for _, each in ipairs { "max_lag", "lead_value" } do
      if options[each] ~= nil then
        error(("bad argument '%s' to '%s': it needs leaders"):format(each, name), 0)
      end
    end
    return false
  end
  for _, method in ipairs(methods) do
    if method == "combination" or method == "regression" then return true end
  end
  error(("bad argument '%s' to '%s': the method %s takes no regressors: leave it to the combination, or use \"regression\"")
    :format(asked, name, table.concat(methods, ", ")), 0)
end

--- Adds the regressors to the settings for the core.
function regressors.add(name, figures, options, settings)
  if options.leaders ~= nil then add_leaders(name, options, settings) end
  if options.events ~= nil then settings.events = events_frame(name, figures, options.events) end
  if options.regressors ~= nil then
    check_frame(name, "regressors", options.regressors, "regressors=frame{{period=\"2024-01\", price=3}, ...}")
    settings.regressors = options.regressors
  end
end

--- Which regressors were selected, in a sentence.
function regressors.note(found, method)
  if found.candidates == 0 then return "No leading series found: forecast unchanged" end
  if method == "regression" then
    return ("%s used in %s (effects() lists them)"):format(plural(found.selected, "regressor"),
      plural(found.explained, "series", "series"))
  end
  if found.selected == 0 then
    return ("%s significant and improved past forecasts: none selected (effects() lists them)"):format(
      found.candidates == 1 and "The candidate regressor was not both"
        or ("None of the %d candidate regressors was"):format(found.candidates))
  end
  return ("%d of %s selected%s: significant and improved past forecasts (effects() lists them)"):format(found.selected,
    plural(found.candidates, "candidate regressor"),
    found.series > 1 and (" in %d of %d series"):format(found.explained, found.series) or "")
end

return regressors
