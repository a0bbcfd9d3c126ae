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

-- The rows by series and period, and what is known of the periods.
local function series_of(frame, verb, options)
  local roles = figure.of(frame, verb, options)
  if not roles.time then
    error(("'%s' needs a column of periods; the frame has %s"):format(verb, table.concat(frame:columns(), ", ")), 0)
  end
  local span = select(3, frame:type(roles.time))
  local made = { roles = roles, span = span, rows = {}, key = {}, period = frame[roles.time], value = frame[roles.value],
    high = roles.high and frame[roles.high], zero = options.gaps == "zero",
    cut = roles.time == "period" and periods.cut(frame) or {}, is_partly = periods.partly_published(frame) }
  for i = 1, #frame do
    local key, period = figure.key(frame, i, roles.keys), made.period[i]
    made.key[i] = key
    made.rows[key] = made.rows[key] or {}
    if period then
      if made.rows[key][period] then
        error(("'%s' has two rows of one series in %s (rows %d and %d): sum them up first, as in r:by{...}, or keep one"):format(
          verb, period, made.rows[key][period], i), 0)
      end
      made.rows[key][period] = i
      local first, last = made.rows[key].first, made.rows[key].last
      if not first or period < first then made.rows[key].first = period end
      if not last or period > last then made.rows[key].last = period end
    end
  end
  return made
end

-- The figure of a series in a period, and its upper bound; nil where there is none or it is not whole. A gap is a 0 only where
-- that was said, and only between the first and the last row of the series.
local function at(series, key, period)
  local rows = series.rows[key]
  local row = rows[period]
  if series.cut[period] or row and series.is_partly(row) then return nil end
  if row then return series.value[row], series.high and series.high[row] or series.value[row] end
  if series.zero and period > rows.first and period < rows.last then return 0, 0 end
  return nil
end

local function whole_number(verb, argument, value, least)
  if math.type(value) ~= "integer" or value < least then
    error(("bad argument '%s' to '%s': expected a whole number, %d or more, got %s"):format(argument, verb, least,
      tostring(value)), 0)
  end
  return value
end

-- The period that `beside` says: one span back, or the same part of the year before.
local function before(series, period, beside)
  if beside == series.span or beside == nil then return core.period(period, series.span, -1) end
  if series.span == "week" then return core.period(period, "week", -PER_YEAR.week) end
  if series.span == "day" then
    local year, rest = period:match "^(%d+)(.*)$"
    local well, day = pcall(core.period, ("%04d%s"):format(math.tointeger(year) - 1, rest), "day")
    return well and day or nil -- 29 February has no day a year before
  end
  return core.period(period, series.span, -PER_YEAR[series.span])
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
  local past, change, percent, missing, ranges, from_zero = {}, {}, {}, 0, 0, 0
  for i = 1, #frame do
    local period, key = series.period[i], series.key[i]
    local earlier = period and before(series, period, beside)
    local now, now_high = at(series, key, period or "")
    local was, was_high = at(series, key, earlier or "")
    past[i] = was
    if now == nil or was == nil then
      if earlier and series.rows[key].first <= earlier and not series.rows[key][earlier] then missing = missing + 1 end
    elseif now ~= now_high or was ~= was_high then
      ranges = ranges + 1
    else
      change[i] = now - was
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
    past[i] = period and at(series, series.key[i], core.period(period, series.span, -n)) or nil
  end
  local kind, unit = frame:type(series.roles.value)
  local said = {}
  cut_note(series, said)
  local made = frame:with(("%s_lag_%d"):format(series.roles.value, n), past,
    { type = kind, unit = unit, call = ("lag(%d)"):format(n) })
  return figure.noted(made, frame, said)
end

local SUMMARIES = {
  sum = function(list) local total = 0 for _, each in ipairs(list) do total = total + each end return total end,
  min = function(list) return math.min(table.unpack(list)) end,
  max = function(list) return math.max(table.unpack(list)) end,
  median = function(list)
    table.sort(list)
    local half = #list // 2
    return #list % 2 == 1 and list[half + 1] + 0.0 or (list[half] + list[half + 1]) / 2
  end,
}
function SUMMARIES.mean(list) return SUMMARIES.sum(list) / #list end

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
  local series, made, open = series_of(frame, "rolling", options), {}, 0
  if summary == "sum" and not require "foresight.shared.additive"(frame, series.roles.value) then
    error(("'rolling' can't sum %s, which does not add up over periods: rolling(%d, \"mean\")?"):format(series.roles.value, n), 0)
  end
  for i = 1, #frame do
    local window, period, key = {}, series.period[i], series.key[i]
    for back = 0, period and n - 1 or -1 do
      local value, high = at(series, key, core.period(period, series.span, -back))
      if value == nil or value ~= high then break end
      window[#window + 1] = value
    end
    if #window == n then made[i] = SUMMARIES[summary](window)
    elseif period and core.period(period, series.span, 1 - n) >= series.rows[key].first then open = open + 1 end
  end
  local kind, unit = frame:type(series.roles.value)
  if summary == "mean" or summary == "median" then kind = "real" end
  local said = {}
  cut_note(series, said)
  if open > 0 then
    said[#said + 1] = ("%d window%s a period without an exact figure and %s null (gaps=\"zero\" makes a missing row 0)"):format(
      open, open == 1 and " has" or "s have", open == 1 and "is" or "are")
  end
  local with = frame:with(("%s_%s_%d"):format(series.roles.value, summary, n), made,
    { type = kind, unit = unit, call = ("rolling(%d, %q)"):format(n, summary) })
  return figure.noted(with, frame, said)
end

call.guard(core.frame_methods)
