--- late_reports.lua: recent counts corrected for late reports before they are judged. The history compared with is what was known in
-- the end; counts that are not complete, judged or in a baseline, are what a nowcast expects; an alarm needs the lower end of its
-- interval above the bound.
--
-- Example:  figures, late = late_reports.corrected(whole, figures, {nowcast=true})
--           frame, found = late.judged(core.warn_series(figures, settings))

local call = require "foresight.shared.call"
local glocal = require "glocal"
local query = require "foresight.shared.query"

local late_reports = {}

-- --- the nowcast that belongs to the figures ----------------------------------------------------------------------

local PASSED_ON = { "zone", "level", "phenomenon", "phenomenon_level", "every", "source", "prefer", "min_credibility",
  "hierarchy", "at", "members", "store" }

local function refuse(why)
  error("bad argument 'nowcast' to 'warn': " .. why .. ": give the frame that nowcast() makes, as in nowcast=n", 0)
end

-- The day of an as_of; nil for none.
local function day_of(store, as_of)
  if math.type(as_of) ~= "integer" then return as_of and tostring(as_of):sub(1, 10) end
  local rows = query(store, "select substr(recorded_at, 1, 10) as day from batch where id = ?", { as_of })
  return rows and rows.day[1]
end

local function nowcast_of(figures)
  local asked = figures:attached "rolled_up"
  if not asked then refuse "true corrects the counts of a rollup by the dates of its batches, and this frame is another" end
  if asked.facet or asked.own then refuse("true corrects counts, not those of a " .. (asked.facet and "facet" or "part")) end
  local spec = {}
  for _, name in ipairs(PASSED_ON) do spec[name] = asked[name] end
  spec.at = spec.at or figures:attached "map_day"
  spec.now = day_of(glocal.use(asked.store), asked.as_of)
  return glocal.nowcast(spec)
end

-- --- rows of both -------------------------------------------------------------------------------------------------

local function keys_of(frame, figures)
  local keys = {}
  for _, name in ipairs(frame:columns()) do
    if frame:type(name) == "text" and name ~= "method" and name ~= "reason" and figures:has(name) then keys[#keys + 1] = name end
  end
  return keys
end

-- What tells a row's series and period: functions of its number, over columns read once.
local function names_of(frame, keys)
  local columns, periods = {}, frame.period
  for i, name in ipairs(keys) do columns[i] = frame[name] end
  local function series(row)
    local parts = {}
    for i = 1, #columns do parts[i] = columns[i][row] or "" end
    return table.concat(parts, "\0")
  end
  return series, function(row) return series(row) .. "\0" .. periods[row] end, periods
end

-- The nowcast as columns, and by series and period its rows that are not complete; `from`: the first period of these.
local function read(n, keys)
  local it = { frame = n, known = n.known, expected = n.expected, lower = n.lower, upper = n.upper, rows = {} }
  local _, key, periods = names_of(n, keys)
  for i = 1, #n do
    local known = it.known[i]
    if it.expected[i] and (it.upper[i] > known or it.lower[i] < known) then
      it.rows[key(i)] = i
      it.from = (not it.from or periods[i] < it.from) and periods[i] or it.from
      it.to = (not it.to or periods[i] > it.to) and periods[i] or it.to
    end
  end
  return it
end

-- Rows for periods of which nothing is known yet, so that they are judged by what is expected.
local function missing_rows(it, keys, has_series, is_met)
  local taken, expected = {}, {}
  local series, key = names_of(it.frame, keys)
  for i = 1, #it.frame do
    if it.rows[key(i)] == i and has_series[series(i)] and not is_met[i] then
      taken[#taken + 1], expected[#expected + 1] = i, it.expected[i]
    end
  end
  local names = { table.unpack(keys) }
  names[#names + 1] = "period"
  return it.frame:take(taken):select(names):with("count", expected, { type = "real" })
end

local function with_expected(whole, it, keys)
  local counts, has_series, is_met = whole.count, {}, {}
  local series, key, periods = names_of(whole, keys)
  for i = 1, #whole do
    has_series[series(i)] = true
    local row = periods[i] >= it.from and it.rows[key(i)]
    if row then counts[i], is_met[row] = it.expected[row], true end
  end
  local _, unit = whole:type "count"
  local frame = whole:with("count", counts, { type = "real", unit = unit, from = { it.frame },
    call = "corrected for late reports" })
  local more = missing_rows(it, keys, has_series, is_met)
  return #more > 0 and frame:append(more) or frame
end

-- --- the judgement ------------------------------------------------------------------------------------------------

-- observed is what is known; corrected what is expected, with its interval.
local function with_known(frame, it, keys)
  local observed, corrected, alarm, upper = frame.observed, frame.observed, frame.alarm, frame.upper
  local low, high, alarms = {}, {}, 0
  local _, key = names_of(frame, keys)
  for i = 1, #frame do
    local row = it.rows[key(i)]
    observed[i] = row and it.known[row] or corrected[i]
    low[i], high[i] = row and it.lower[row] or corrected[i], row and it.upper[row] or corrected[i]
    if row and low[i] <= upper[i] then alarm[i] = 0 end
    alarms = alarms + alarm[i]
  end
  local _, unit = frame:type "observed"
  local real = { type = "real", unit = unit }
  return frame:with("observed", observed, real):with("corrected", corrected, real):with("corrected_low", low, real)
    :with("corrected_high", high, real):with("alarm", alarm, { type = "integer" }), alarms
end

local function note_of(it)
  local to_come = 0
  for i = 1, #it.expected do -- in the order of rows, so that the sum is the same each time
    if it.expected[i] then to_come = to_come + it.expected[i] - it.known[i] end
  end
  return ("%s to %s corrected for late reports, %.4g still to come: an alarm only where the lower end of their interval is above "
    .. "the bound"):format(it.from, it.to, to_come)
end

--- The figures with the counts that are expected in the place of those not complete, and what makes warn's frame of the
--- judgement: judged(frame, found), note. The figures alone where no nowcast is asked for; nil, message, code.
function late_reports.corrected(whole, figures, options)
  local asked = options.nowcast
  if not asked then return whole end
  if not whole:has "count" or (options.value and options.value ~= "count") then refuse "only the column count is corrected" end
  local n, message, code = asked, nil, nil
  if not call.is_frame(asked) then n, message, code = nowcast_of(figures) end
  if not n then return nil, message, code end
  for _, name in ipairs { "period", "known", "expected", "lower", "upper" } do
    if not n:has(name) then refuse(("the frame given has no column '%s'"):format(name)) end
  end
  local keys = keys_of(n, whole)
  local it = read(n, keys)
  return it.from and with_expected(whole, it, keys) or whole, {
    note = it.from and note_of(it) or "all counts are complete: none is corrected",
    judged = function(frame, found)
      local made
      made, found.alarms = with_known(frame, it, keys)
      return made, found
    end,
  }
end

return late_reports
