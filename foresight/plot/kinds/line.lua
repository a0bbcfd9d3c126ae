--- line.lua: series over time as lines, with the intervals of a forecast as a fan and what was observed before it.
--
-- Example:  line.draw(c, area, set, options)   (by plot.lua, which chose the columns)

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local figures = require "foresight.plot.figures"
local time = require "foresight.plot.time"

local line = {}

local MOST_POINTS = 2000 -- of a series: more than a picture shows
local MOST_DOTS = 30 -- periods whose figures are dots on the line
local MOST_BANDS = 3 -- series whose intervals are drawn

--- How many series are drawn by default, and at most.
line.TOP, line.MOST = 8, 16

-- --- runs -------------------------------------------------------------------------------------------------------

-- The places that have a value, parted where a period between two of them has none.
local function runs_of(set, values, other)
  local runs, run, before = {}, nil, nil
  local step = set.step or time.STEP[set.span] or 1
  for i, x in ipairs(set.xs) do
    if values[i] ~= nil and (not other or other[i] ~= nil) then
      if not run or x.at - before > step + 1e-9 then
        run = {}
        runs[#runs + 1] = run
      end
      run[#run + 1] = i
      before = x.at
    end
  end
  return runs
end

-- Of each bucket the first, the lowest, the highest and the last: the outline of the line stays.
local function thinned(run, values)
  local kept, buckets = {}, MOST_POINTS // 4
  for b = 0, buckets - 1 do
    local from, to = b * #run // buckets + 1, (b + 1) * #run // buckets
    local lowest, highest = from, from
    for i = from, to do
      if values[run[i]] < values[run[lowest]] then lowest = i end
      if values[run[i]] > values[run[highest]] then highest = i end
    end
    local order = { from, math.min(lowest, highest), math.max(lowest, highest), to }
    for n, i in ipairs(order) do
      if n == 1 or i ~= order[n - 1] then kept[#kept + 1] = run[i] end
    end
  end
  return kept
end

--- Thins long series in place; how many points were there and are drawn, nil where all are.
function line.thin(set)
  local all, drawn = 0, 0
  for _, series in ipairs(set.series) do
    series.runs = runs_of(set, series.values)
    for r, run in ipairs(series.runs) do
      all = all + #run
      if #run > MOST_POINTS then series.runs[r] = thinned(run, series.values) end
      drawn = drawn + #series.runs[r]
    end
  end
  if drawn < all then return all, drawn end
end

-- --- drawing ----------------------------------------------------------------------------------------------------

local function draw_band(c, set, low, high, x_of, y_of, style)
  local most = 4 * c.width
  for _, run in ipairs(runs_of(set, low, high)) do
    local points, every = {}, math.max(1, #run // most)
    for i = 1, #run, every do
      points[#points + 1] = x_of(set.xs[run[i]].at)
      points[#points + 1] = y_of(low[run[i]])
    end
    for i = #run - (#run - 1) % every, 1, -every do
      points[#points + 1] = x_of(set.xs[run[i]].at)
      points[#points + 1] = y_of(high[run[i]])
    end
    if #run == 1 then -- of one period a band has no width of its own
      local x, half = points[1], c.medium.is_text and 1 or 4
      points = { x - half, points[2], x + half, points[2], x + half, points[4], x - half, points[4] }
    end
    c:area(points, style)
  end
end

local function draw_run(c, set, run, values, x_of, y_of, style)
  local points = {}
  for _, i in ipairs(run) do
    points[#points + 1] = x_of(set.xs[i].at)
    points[#points + 1] = y_of(values[i])
  end
  if #points > 2 or style.mark then c:line(points, style) end
  if #points == 2 or style.has_dots and not c.medium.is_text then
    for i = 1, #points, 2 do
      c:circle(points[i], points[i + 1], c.medium.is_text and 0.5 or style.width * 1.4, { colour = style.colour })
    end
  end
end

-- A period that is not whole has a ring on the line.
local function draw_cut(c, set, series, x_of, y_of, style)
  for i, x in ipairs(set.xs) do
    if x.is_cut and series.values[i] ~= nil and not c.medium.is_text then
      local at, height = x_of(x.at), y_of(series.values[i])
      c:circle(at, height, style.width * 2.4, { colour = style.colour })
      c:circle(at, height, style.width * 1.5, { colour = colours.paper })
    end
  end
end

-- What the wider interval is beside the narrower.
local OPACITY = { [1] = { 0.3 }, [2] = { 0.18, 0.34 }, [3] = { 0.12, 0.22, 0.34 } }

local function opacity_of(count, i)
  return (OPACITY[count] or OPACITY[3])[math.min(i, 3)]
end

local function has_bands(set)
  return #set.series <= MOST_BANDS
end

--- Of how many series intervals are drawn, where these are too many and have some; nil where all are drawn.
function line.bands_left_out(set, roles)
  if has_bands(set) or #roles.intervals == 0 or roles.intervals[1].is_censored then return nil end
  return MOST_BANDS
end

local function has_any(lists, i)
  for _, series in ipairs(lists) do
    if next(series[i] or {}) then return true end
  end
  return false
end

-- A censored count has a range only where the two differ.
local function band_kept(series, i)
  for at, high in pairs(series.highs[i]) do
    if high ~= series.lows[i][at] then return true end
  end
  return false
end

--- The colour of a series: its own, or by its place.
function line.colour_of(series, i)
  return series.colour or colours.series(i)
end

-- A bound or a level has the colour of the figures it is of, dashed; grey where there is one such pair. Vermillion is for alarms.
local BESIDE_ALARMS = { 1, 3, 4, 5, 6, 7 }

--- Gives figures and their bounds their colours, in place.
function line.colour_bounds(set)
  local colour_of, places = {}, {}
  for _, series in ipairs(set.series) do
    if not colour_of[series.place] then
      places[#places + 1] = series.place
      colour_of[series.place] = colours.series(BESIDE_ALARMS[(#places - 1) % #BESIDE_ALARMS + 1])
    end
  end
  for _, series in ipairs(set.series) do
    series.colour = series.is_bound and #places == 1 and colours.axis or colour_of[series.place]
    series.dashed = series.is_bound
  end
end

-- A figure that raised an alarm.
local function draw_alarms(c, set, series, x_of, y_of, width)
  for at in pairs(series.alarms or {}) do
    local value = series.values[at]
    if value ~= nil and c.medium.is_text then
      c:text(x_of(set.xs[at].at), y_of(value), "!", { align = "center", colour = colours.vermillion, bold = true })
    elseif value ~= nil then
      c:circle(x_of(set.xs[at].at), y_of(value), math.max(3, width * 2.2), { colour = colours.vermillion })
    end
  end
end

--- The entry of a legend for the alarms among the series; nil where there are none.
function line.alarm_entry(all, words)
  for _, series in ipairs(all) do
    if next(series.alarms or {}) then return { kind = "dot", colour = colours.vermillion, name = words.alarm, mark = "!" } end
  end
end

local MARKS = "abcdefghijklmnop"

--- Draws the series into an area whose axes are there; `width` of the lines (default: 2).
function line.draw_series(c, set, roles, x_of, y_of, width)
  local has_dots = #set.xs <= MOST_DOTS and (width or 2) >= 2
  for i, series in ipairs(set.series) do
    local colour = line.colour_of(series, i)
    for k = 1, has_bands(set) and #roles.intervals or 0 do
      if band_kept(series, k) then
        draw_band(c, set, series.lows[k], series.highs[k], x_of, y_of,
          { colour = series.band or colour, opacity = opacity_of(#roles.intervals, k) })
      end
    end
  end
  for i, series in ipairs(set.series) do
    local style = { colour = line.colour_of(series, i), width = series.width or width or 2,
      dashed = series.dashed or i > colours.COUNT, has_dots = has_dots and not series.dashed }
    local observed = runs_of(set, series.actual)
    local mark = c.medium.is_text and #set.series > 1 and MARKS:sub(i, i) or nil
    for r, run in ipairs(series.runs) do
      style.mark = r == #series.runs and mark or nil
      draw_run(c, set, run, series.values, x_of, y_of, style)
    end
    draw_cut(c, set, series, x_of, y_of, style)
    for _, run in ipairs(observed) do
      draw_run(c, set, run, series.actual, x_of, y_of,
        { colour = #set.series == 1 and colours.ink or style.colour, width = width or 2, has_dots = has_dots })
    end
  end
  for _, series in ipairs(set.series) do draw_alarms(c, set, series, x_of, y_of, width or 2) end
end

--- The entries of the legend; none where one line needs none.
function line.legend(set, roles, words)
  local legend = {}
  local is_forecast = roles.actual and has_any(set.series, "actual")
  if #set.series == 1 and is_forecast then
    legend[1] = { kind = "line", colour = colours.ink, name = roles.is_nowcast and words.known or words.observed }
    legend[2] = { kind = "line", colour = line.colour_of(set.series[1], 1),
      name = roles.is_nowcast and words.corrected or roles.fitted
        or words.fill(words.forecast, { measure = words.measure(roles.y) }) }
  elseif #set.series > 1 or set.series[1] and set.series[1].is_named then
    for i, series in ipairs(set.series) do
      legend[i] = { kind = "line", colour = line.colour_of(series, i), name = series.name,
        dashed = series.dashed or i > colours.COUNT,
        mark = #set.series > 1 and MARKS:sub(i, i) or nil }
    end
  end
  legend[#legend + 1] = line.alarm_entry(set.series, words)
  if not has_bands(set) then return legend end
  local clear = 1 -- what shows through: the narrower interval lies on the wider
  for k, interval in ipairs(roles.intervals) do
    local kept, banded, place = 0, nil, nil
    for i, series in ipairs(set.series) do
      if band_kept(series, k) then kept, banded, place = kept + 1, series, i end
    end
    if kept > 0 then
      clear = clear * (1 - opacity_of(#roles.intervals, k))
      legend[#legend + 1] = { kind = "band", shade = true, opacity = 1 - clear,
        colour = kept == 1 and (banded.band or line.colour_of(banded, place)) or colours.grey,
        name = interval.name or interval.level and words.fill(words.interval, { level = interval.text }) or
          interval.is_censored and words.censored or words.range }
    end
  end
  return legend
end

-- Where the observed ends and the forecast begins.
local function draw_cutoff(c, area, set, x_of)
  local last = 0
  for _, series in ipairs(set.series) do
    for i in pairs(series.actual) do last = math.max(last, i) end
  end
  if last > 0 and last < #set.xs then
    local x = (x_of(set.xs[last].at) + x_of(set.xs[last + 1].at)) / 2
    c:rule(x, area.top, x, area.bottom, { colour = colours.grey, dashed = true })
  end
end

--- Draws axes and lines into the area.
function line.draw(c, area, set, roles, words)
  local m = c.medium
  local low, high = figures.extent(set.series, not has_bands(set))
  local bottom = area.bottom - axes.time_height(c)
  local scale = axes.scale(low, high, axes.count(c, bottom - area.top), words, set.is_whole)
  local inner = {
    left = area.left + axes.widest(c, scale.tics) + (m.is_text and 4 or 2 * m.gap),
    right = area.right - (m.is_text and 0 or m.gap),
    top = area.top + (m.is_text and 2 or m.gap), bottom = bottom - (m.is_text and 2 or 0),
  }
  local y_of = axes.left(c, inner, scale)
  local x_of = axes.time(c, inner, set, words)
  draw_cutoff(c, inner, set, x_of)
  line.draw_series(c, set, roles, x_of, y_of)
end

return line
