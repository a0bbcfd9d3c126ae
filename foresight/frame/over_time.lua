--- over_time.lua: each figure beside those of other periods of its series: change, lag, rolling.
--
-- Example:  r = rollup{zone="BE", phenomenon="trafficking", every="year"}   r:change()   r:lag(1)   r:rolling(3, "mean")
--
-- A period without a row is no figure, and what is compared with it is null; gaps="zero" says that it is a 0. A period that is
-- not whole (cut by from or to, or not over) is compared with nothing.

local call = require "foresight.shared.call"
local core = require "glocal.core"
local figure = require "foresight.frame.figure"
local periods = require "foresight.shared.periods"

local SPANS = { day = 1, week = 2, month = 3, quarter = 4, year = 5 }
local PER_YEAR = { week = 52, month = 12, quarter = 4, year = 1 }

-- The numbers of the periods that are not whole.
local function cut_numbers(frame, made)
  local cut, is_cut = {}, {}
  for _, period in ipairs(made.cut) do cut[period] = true end
  if not next(cut) then return is_cut end
  local seen = {}
  for i, number in ipairs(made.period) do
    if number and not seen[number] then
      seen[number] = true
      is_cut[number] = cut[frame:get(i, made.roles.time)]
    end
  end
  return is_cut
end

local function fail_twice(frame, made, verb, first, second)
  error(("'%s' has two rows of one series in %s (rows %d and %d): sum them up first, as in r:by{...}, or keep one"):format(
    verb, frame:get(second, made.roles.time), first, second), 0)
end

-- The rows by series and period, both by number, and which of them hold a figure that can be compared.
local function series_of(frame, verb, options)
  local roles = figure.of(frame, verb, options)
  if not roles.time then
    error(("'%s' needs a column of periods; the frame has %s"):format(verb, table.concat(frame:columns(), ", ")), 0)
  end
  local key, period = frame:series(roles.keys, roles.time)
  local made = { roles = roles, span = select(3, frame:type(roles.time)), rows = {}, first = {}, last = {}, key = key,
    period = period, value = frame[roles.value], high = roles.high and frame[roles.high], zero = options.gaps == "zero",
    cut = roles.time == "period" and periods.cut(frame) or {}, is_partly = periods.partly_published(frame) }
  made.is_cut = cut_numbers(frame, made)
  local rows, first, last = made.rows, made.first, made.last
  for i = 1, #frame do
    local at, number = key[i], period[i]
    local of = rows[at]
    if not of then
      of = {}
      rows[at] = of
    end
    if number then
      if of[number] then fail_twice(frame, made, verb, of[number], i) end
      of[number] = i
      if not first[at] or number < first[at] then first[at] = number end
      if not last[at] or number > last[at] then last[at] = number end
    end
  end
  return made
end

-- The figure of a series in a period, and its upper bound; nil where there is none or it is not whole. A gap is a 0 only where
-- that was said, and only between the first and the last row of the series.
local function at(series, key, period)
  if not period then return nil end
  local row = series.rows[key][period]
  if series.is_cut[period] or row and series.is_partly(row) then return nil end
  if row then return series.value[row], series.high and series.high[row] or series.value[row] end
  if series.zero and period > series.first[key] and period < series.last[key] then return 0, 0 end
  return nil
end

local function whole_number(verb, argument, value, least)
  if math.type(value) ~= "integer" or value < least then
    error(("bad argument '%s' to '%s': expected a whole number, %d or more, got %s"):format(argument, verb, least,
      tostring(value)), 0)
  end
  return value
end

-- The number of the period that `beside` says, of the row i: one span back, or the same part of the year before.
local function before(frame, series, i, beside)
  local number = series.period[i]
  if beside == series.span or beside == nil then return number - 1 end
  if series.span ~= "day" then return number - PER_YEAR[series.span] end
  local year, month, day = frame:get(i, series.roles.time):match "^(%d+)-(%d+)-(%d+)$"
  if month == "02" and day == "29" then return nil end -- it has no day a year before
  local with_february = math.tointeger(year) - (month > "02" and 0 or 1) -- the year of the February in between
  local is_leap = with_february % 4 == 0 and (with_february % 100 ~= 0 or with_february % 400 == 0)
  return number - (is_leap and 366 or 365)
end

local function check_beside(series, beside)
  if beside == nil or beside == series.span then return end
  if beside ~= "year" or SPANS[series.span] > SPANS.year then
    error(("bad argument #1 to 'change': '%s' is not known of figures by %s: use \"%s\" or \"year\""):format(tostring(beside),
      series.span, series.span), 0)
  end
end

local function cut_note(series, said)
  local cut = {}
  for _, period in ipairs(series.cut) do cut[#cut + 1] = period end
  if #cut == 0 then return end
  said[#said + 1] = ("%s %s not whole and not compared"):format(table.concat(cut, ", "), #cut == 1 and "is" or "are")
end

-- Of how many zones the sum of a row is: a function of the row's number, nil where the zone has a figure of its own or all zones
-- below have any.
local function zones_of_rows(frame)
  local rows = frame:attached "coverage_rows"
  if not rows or #rows == 0 or not (frame:has "zone" and frame:has "phenomenon" and frame:has "period") then
    return function() return nil end
  end
  local of = {}
  local function key(zone, phenomenon, unit, period) return table.concat({ zone, phenomenon, unit or "", period }, "\0") end
  local has_unit = frame:has "counting_unit"
  for _, row in ipairs(rows) do of[key(row.zone, row.phenomenon, has_unit and row.counting_unit, row.period)] = row end
  return function(i)
    return of[key(frame:get(i, "zone"), frame:get(i, "phenomenon"), has_unit and frame:get(i, "counting_unit"),
      frame:get(i, "period") or "")]
  end
end

-- A sentence on the changes between sums of different numbers of zones; pairs: of rows' numbers.
local function uneven_text(frame, pairs_of)
  local zones, n, first = zones_of_rows(frame), 0, nil
  for _, pair in ipairs(pairs_of) do
    local now, was = zones(pair[1]), zones(pair[2])
    if (now and now.reporting) ~= (was and was.reporting) or now and now.kind ~= was.kind then
      n = n + 1
      first = first or ("%s: %s have figures in %s, %s in %s"):format(frame:get(pair[1], "zone"), now and now.reporting or "all",
        frame:get(pair[1], "period"), was and was.reporting or "all", frame:get(pair[2], "period")):gsub(": 1 have", ": 1 has")
    end
  end
  return n > 0 and ("%d change%s between sums of different zones (%s)"):format(n, n == 1 and " is" or "s are", first) or nil
end

--- The change of each figure against the period before, or the same period a year before.
--- @function frame:change
--- @param beside? string = (the period before) {year|quarter|month|week|day} "year": the same period of the year before
--- @param options? table
--- @option value? string = (count, estimate, median, value ...) <column> the figure
--- @option gaps? string = "missing" {missing|zero} what a period without a row is
--- @return frame with the columns before, change and change_percent, null where one of the two figures is missing, not whole,
---   or a range (such as 1 to 4)
--- @raises a frame without periods, or two rows of one series in one period
--- @since 0.1
--- @example f = frame({{month="2023-01", count=4}, {month="2024-01", count=5}}, {types={month="month"}})
--- @example f:change("year").change_percent[2] --> 25.0
--- @example f:change("year").change[1] --> nil
function core.frame_methods.change(frame, beside, options)
  options = options or {}
  local series = series_of(frame, "change", options)
  check_beside(series, beside)
  local past, change, percent, compared, missing, ranges, from_zero = {}, {}, {}, {}, 0, 0, 0
  for i = 1, #frame do
    local period, key = series.period[i], series.key[i]
    local earlier = period and before(frame, series, i, beside)
    local now, now_high = at(series, key, period)
    local was, was_high = at(series, key, earlier)
    past[i] = was
    if now == nil or was == nil then
      if earlier and series.first[key] <= earlier and not series.rows[key][earlier] then missing = missing + 1 end
    elseif now ~= now_high or was ~= was_high then
      ranges = ranges + 1
    else
      change[i] = now - was
      if series.rows[key][earlier] then compared[#compared + 1] = { i, series.rows[key][earlier] } end
      if was ~= 0 then percent[i] = 100.0 * (now - was) / was else from_zero = from_zero + 1 end
    end
  end
  local kind, unit = frame:type(series.roles.value)
  local text = ("change(%s)"):format(beside and ("%q"):format(beside) or "")
  local made = frame:with("before", past, { type = kind, unit = unit, call = text })
    :with("change", change, { type = kind, unit = unit, call = text })
    :with("change_percent", percent, { type = "real", unit = "%", call = text })
  local said = {}
  cut_note(series, said)
  local function say(n, one, several, text_of)
    if n > 0 then said[#said + 1] = text_of:format(n, n == 1 and one or several) end
  end
  say(missing, " has", "s have", "%d figure%s no row to compare with (gaps=\"zero\" makes it 0)")
  say(ranges, "", "s", "%d change%s of ranges such as 1 to 4 left open")
  say(from_zero, "has", "have", "%d from 0 %s no percentage")
  said[#said + 1] = uneven_text(frame, compared)
  return figure.noted(made, frame, said)
end

--- Each figure beside the one so many periods earlier.
--- @function frame:lag
--- @param n? integer = 1 [periods] how far back
--- @param options? table
--- @option value? string = (count, estimate, median, value ...) <column> the figure
--- @option gaps? string = "missing" {missing|zero} what a period without a row is
--- @return frame with a column such as count_lag_1
--- @raises a frame without periods, or two rows of one series in one period
--- @since 0.1
--- @example f = frame({{month="2024-01", count=4}, {month="2024-02", count=5}}, {types={month="month"}})
--- @example f:lag().count_lag_1[2] --> 4
function core.frame_methods.lag(frame, n, options)
  options = options or {}
  n = whole_number("lag", "n", n or 1, 1)
  local series, past = series_of(frame, "lag", options), {}
  for i = 1, #frame do
    local period = series.period[i]
    past[i] = at(series, series.key[i], period and period - n)
  end
  local kind, unit = frame:type(series.roles.value)
  local said = {}
  cut_note(series, said)
  local made = frame:with(("%s_lag_%d"):format(series.roles.value, n), past,
    { type = kind, unit = unit, call = ("lag(%d)"):format(n) })
  return figure.noted(made, frame, said)
end

-- Of the first n numbers of a list.
local SUMMARIES = {
  sum = function(list, n)
    local total = 0
    for i = 1, n do total = total + list[i] end
    return total
  end,
  min = function(list, n) return math.min(table.unpack(list, 1, n)) end,
  max = function(list, n) return math.max(table.unpack(list, 1, n)) end,
  median = function(list, n)
    table.sort(list)
    local half = n // 2
    return n % 2 == 1 and list[half + 1] + 0.0 or (list[half] + list[half + 1]) / 2
  end,
}
function SUMMARIES.mean(list, n) return SUMMARIES.sum(list, n) / n end

-- The figures of the window that ends in a period; or nil and why it has not all: "missing", "range", or "cut" where its period
-- is not whole.
local function window_of(series, key, period, n, into)
  for back = 0, n - 1 do
    local value, high = at(series, key, period - back)
    if value == nil then
      local row = series.rows[key][period - back]
      return nil, (series.is_cut[period - back] or row and series.is_partly(row)) and "cut" or "missing"
    end
    if value ~= high then return nil, "range" end
    into[back + 1] = value
  end
  return into
end

local OPEN = { { "missing", "a period without a figure", ' (gaps="zero" makes a missing row 0)' },
  { "range", "a range such as 1 to 4" }, { "cut", "a period that is not whole" } }

local function open_notes(open, said)
  for _, each in ipairs(OPEN) do
    local n = open[each[1]]
    if n > 0 then
      said[#said + 1] = ("%d window%s %s and %s null%s"):format(n, n == 1 and " has" or "s have", each[2],
        n == 1 and "is" or "are", each[3] or "")
    end
  end
end

--- A figure over a window that moves along: of each period and those before it.
--- @function frame:rolling
--- @param n integer [periods] how long the window is
--- @param summary? string = "mean" {mean|sum|min|max|median} what is made of its figures
--- @param options? table
--- @option value? string = (count, estimate, median, value ...) <column> the figure
--- @option gaps? string = "missing" {missing|zero} what a period without a row is
--- @return frame with a column such as count_mean_12; null where a period of the window has no figure, is not whole, or is a
---   range
--- @raises a frame without periods, or two rows of one series in one period; the sum of what does not add up
--- @since 0.1
--- @example f = frame({{month="2024-01", count=4}, {month="2024-02", count=5}}, {types={month="month"}})
--- @example f:rolling(2).count_mean_2[2] --> 4.5
--- @example f:rolling(2).count_mean_2[1] --> nil
function core.frame_methods.rolling(frame, n, summary, options)
  options = options or {}
  whole_number("rolling", "n", n, 1)
  summary = summary or "mean"
  local series, made, open = series_of(frame, "rolling", options), {}, { missing = 0, range = 0, cut = 0 }
  if summary == "sum" and not require "foresight.shared.additive"(frame, series.roles.value) then
    error(("'rolling' can't sum %s, which does not add up over periods: rolling(%d, \"mean\")?"):format(series.roles.value, n), 0)
  end
  local summarize, window = SUMMARIES[summary], {}
  for i = 1, #frame do
    local period, key = series.period[i], series.key[i]
    if period then
      local full, why = window_of(series, key, period, n, window)
      if full then made[i] = summarize(window, n)
      elseif period - n + 1 >= series.first[key] then open[why] = open[why] + 1 end
    end
  end
  local kind, unit = frame:type(series.roles.value)
  if summary == "mean" or summary == "median" then kind = "real" end
  local said = {}
  cut_note(series, said)
  open_notes(open, said)
  local with = frame:with(("%s_%s_%d"):format(series.roles.value, summary, n), made,
    { type = kind, unit = unit, call = ("rolling(%d, %q)"):format(n, summary) })
  return figure.noted(with, frame, said)
end

call.guard(core.frame_methods)
