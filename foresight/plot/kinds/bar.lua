--- bar.lua: bars, one per category or period, grouped or stacked by series; lying down where the names are long.
--
-- Example:  bar.draw(c, area, set, roles, words, {horizontal = true})

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local figures = require "foresight.plot.figures"
local time = require "foresight.plot.time"

local bar = {}

--- Categories, and series, that are drawn by default.
bar.TOP, bar.SERIES = 20, 8

local THICKEST = 90 -- pixels of a standing bar
local WHOLE_LABEL = 0.45 -- of the width, at most, for the names

-- --- sizes ------------------------------------------------------------------------------------------------------

-- The thickness of a bar and the room between groups.
local function measures(medium, set, options)
  local bars = options.stack and 1 or math.max(1, #set.series)
  if medium.is_text then return 4, bars > 1 and 4 or 0, bars end
  return bars > 1 and 13 or 18, bars > 1 and 10 or 7, bars
end

--- The height that lying bars ask for.
function bar.height(medium, set, options)
  local thick, between, bars = measures(medium, set, options)
  return #set.xs * (bars * thick + between) + (medium.is_text and -between or 2 * medium.line)
end

--- How many categories a height takes.
function bar.room(medium, set, options, height)
  local thick, between, bars = measures(medium, set, options)
  return math.max(1, math.floor((height + between) / (bars * thick + between)))
end

--- Whether names fit side by side under standing bars.
function bar.fits(c, set)
  local each = (c.width - 2 * c.medium.pad - 6 * c.medium.font) / math.max(1, #set.xs)
  for _, x in ipairs(set.xs) do
    if c:width_of(x.label) + c.medium.font > each then return false end
  end
  return true
end

-- --- stacking ---------------------------------------------------------------------------------------------------

-- The low and high end of every bar of a category: {series, from, to}.
local function bars_of(set, at, stack)
  local list, up, down = {}, 0, 0
  for s, series in ipairs(set.series) do
    local value = series.values[at]
    if value ~= nil and stack then
      local from = value >= 0 and up or down
      list[#list + 1] = { series = s, from = from, to = from + value, value = value }
      if value >= 0 then up = up + value else down = down + value end
    elseif value ~= nil then
      list[#list + 1] = { series = s, from = 0, to = value, value = value }
    end
  end
  return list
end

local function extent(set, stack)
  if not stack then return figures.extent(set.series) end
  local low, high = 0, 0
  for at = 1, #set.xs do
    for _, one in ipairs(bars_of(set, at, true)) do low, high = math.min(low, one.to), math.max(high, one.to) end
  end
  return low, high
end

-- A period that is not whole is pale.
local function style_of(set, s, x)
  local shades = { 1, 0.5, 0.25, 0.75 }
  local is_cut = x and x.is_cut
  return { colour = #set.series == 1 and colours.blue or colours.series(s), opacity = is_cut and 0.4 or nil,
    shade = is_cut and 0.25 or shades[(s - 1) % 4 + 1] }
end

-- The range of a figure; nil where there is none.
local function range_of(series, at)
  local low, high = series.lows[1] and series.lows[1][at], series.highs[1] and series.highs[1][at]
  if low and low ~= high then return low, high end
end

-- The figure, with its range behind it where it lies down and there is room.
local function value_text(set, one, at, words, with_range)
  local low, high = range_of(set.series[one.series], at)
  if set.is_censored then return figures.text(set, set.series[one.series], at, words) end
  if not low or not with_range then return words.figure(one.value) end
  return ("%s (%s\u{2013}%s)"):format(words.figure(one.value), words.figure(low), words.figure(high))
end

--- The entries of the legend.
function bar.legend(set, words, options)
  local legend, ranged = {}, false
  for s, series in ipairs(set.series) do
    local style = style_of(set, s)
    if #set.series > 1 then legend[s] = { kind = "box", colour = style.colour, name = series.name, shade = style.shade } end
    for at = 1, #set.xs do ranged = ranged or range_of(series, at) ~= nil end
  end
  if ranged and not options.stack and not options.is_text then
    legend[#legend + 1] = { kind = "line", colour = colours.ink, name = options.is_censored and words.censored or words.range }
  end
  return legend
end

-- --- drawing ----------------------------------------------------------------------------------------------------

-- The range of a figure, as a thin line over its bar.
local function draw_range(c, series, at, place)
  local low, high = range_of(series, at)
  if low and not c.medium.is_text then place(low, high) end
end

local function draw_lying(c, area, set, words, options)
  local m = c.medium
  local thick, between, bars = measures(m, set, options)
  local low, high = extent(set, options.stack)
  local label_width, value_width = 0, 0
  for _, x in ipairs(set.xs) do label_width = math.max(label_width, c:width_of(x.label)) end
  label_width = math.min(label_width, (area.right - area.left) * WHOLE_LABEL)
  local has_values = not options.stack or #set.series == 1
  for at = 1, has_values and #set.xs or 0 do
    for _, one in ipairs(bars_of(set, at, options.stack)) do
      value_width = math.max(value_width, c:width_of(value_text(set, one, at, words, #set.series == 1)))
    end
  end
  local left = area.left + label_width + (m.is_text and 2 or m.gap)
  local right = area.right - value_width - (value_width > 0 and (m.is_text and 4 or m.gap) or 0)
  if m.is_text then left, right = left - left % 2, right - right % 2 end
  local wanted = math.max(2, math.min(6, (right - left) / (8 * m.font)))
  local scale = axes.scale(low, high, wanted, words, set.is_whole)
  if m.is_text then scale.low, scale.high = math.min(low, 0), math.max(high, 0) end
  if scale.low == scale.high then scale.high = scale.high + 1 end
  local span = low < 0 and value_width + (m.is_text and 4 or m.gap) or 0 -- the numbers of negative bars stand left of them
  local function x_of(value)
    return left + span + (value - scale.low) / (scale.high - scale.low) * (right - left - span)
  end
  local bottom = area.top + #set.xs * (bars * thick + between)
  if not m.is_text then
    for _, tic in ipairs(scale.tics) do
      c:rule(x_of(tic.value), area.top, x_of(tic.value), bottom, { colour = colours.grid, faint = true })
      c:text(x_of(tic.value), bottom + m.line * 0.7, tic.label, { align = "center", colour = colours.soft })
    end
  end
  for at, x in ipairs(set.xs) do
    local top = area.top + (at - 1) * (bars * thick + between) + (m.is_text and 0 or between / 2)
    c:text(left - (m.is_text and 2 or m.gap), top + (m.is_text and 2 or bars * thick / 2), c:fitted(x.label, label_width),
      { align = "right" })
    for _, one in ipairs(bars_of(set, at, options.stack)) do
      local y = top + (options.stack and 0 or (one.series - 1) * thick)
      local from, to = x_of(math.min(one.from, one.to)), x_of(math.max(one.from, one.to))
      if m.is_text and one.to < 0 then to = to - to % 2 end
      c:box(from, y, to - from, m.is_text and thick or thick - (bars > 1 and 1 or 0), style_of(set, one.series, x))
      local last = to
      if not options.stack then
        draw_range(c, set.series[one.series], at, function(a, b)
          c:line({ x_of(a), y + thick / 2, x_of(b), y + thick / 2 }, { colour = colours.ink, width = 1.2 })
          last = math.max(last, x_of(b))
        end)
      end
      if has_values then
        local is_left = one.value < 0
        local x_value = is_left and from - m.gap / 2 or last + m.gap / 2 + 1
        if m.is_text then x_value = is_left and from // 2 * 2 - 2 or math.ceil(last / 2) * 2 + 2 end
        c:text(x_value, y + (m.is_text and 2 or thick / 2), value_text(set, one, at, words, #set.series == 1),
          { align = is_left and "right" or "left", colour = colours.soft, size = thick < 16 and not m.is_text and 11 or nil })
      end
    end
  end
  c:rule(x_of(0), area.top, x_of(0), bottom - (m.is_text and 4 or 0), { faint = m.is_text })
end

-- Under bars of periods: the ticks of a time axis, each under the bar of its period.
local function period_names(c, set, words, middle_of)
  local place = {}
  for at, x in ipairs(set.xs) do place[x.at] = at end
  local names = {}
  local tics = time.tics(set.span, set.xs[1].at, set.xs[#set.xs].at, words.lang, function(list)
    local before = -math.huge
    for _, tic in ipairs(list) do
      local middle, half = place[tic.at] and middle_of(place[tic.at]), c:width_of(tic.label) / 2
      if middle and middle - half < before then return false end
      before = middle and middle + half + c.medium.font or before
    end
    return true
  end)
  for _, tic in ipairs(tics) do
    if place[tic.at] then names[#names + 1] = { at = place[tic.at], label = tic.label } end
  end
  if #names == 0 then names[1] = { at = 1, label = set.xs[1].label } end
  return names
end

-- Under bars of categories: as many names as fit.
local function category_names(c, set, each)
  local widest, names = 0, {}
  for _, x in ipairs(set.xs) do widest = math.max(widest, c:width_of(x.label)) end
  local every = math.max(1, math.ceil((widest + c.medium.font) / each))
  for at, x in ipairs(set.xs) do
    if (#set.xs - at) % every == 0 then names[#names + 1] = { at = at, label = x.label } end
  end
  return names
end

local function draw_names(c, inner, set, words, each)
  local m = c.medium
  local function middle_of(at) return inner.left + (at - 0.5) * each end
  for _, name in ipairs(set.span and period_names(c, set, words, middle_of) or category_names(c, set, each)) do
    local half = c:width_of(name.label) / 2
    c:text(math.min(middle_of(name.at), c.width - half), inner.bottom + (m.is_text and 2 or m.line * 0.8), name.label,
      { align = "center", colour = colours.soft })
  end
end

local function plain_text(_, series, at, words) return words.figure(series.values[at]) end

-- How the figures over the bars are written so that every one has room: with what a censored one may be, else without
-- (the line over the bar shows it), else (nil) not at all.
local function text_over(c, set, words, room)
  for _, text_of in ipairs { figures.text, plain_text } do
    local fits = true
    for _, series in ipairs(set.series) do
      for at in pairs(series.values) do fits = fits and c:width_of(text_of(set, series, at, words)) <= room end
    end
    if fits then return text_of end
  end
end

local function draw_standing(c, area, set, words, options)
  local m = c.medium
  local low, high = extent(set, options.stack)
  local bottom = area.bottom - (m.is_text and m.line or m.line * 1.4)
  local scale = axes.scale(low, high * (options.stack and 1 or 1.04), axes.count(c, bottom - area.top), words, set.is_whole)
  local inner = { left = area.left + axes.widest(c, scale.tics) + (m.is_text and 4 or 2 * m.gap), right = area.right,
    top = area.top + (m.is_text and 0 or m.gap), bottom = bottom }
  local y_of = axes.left(c, inner, scale, true, low >= 0)
  local each = (inner.right - inner.left) / #set.xs
  if m.is_text and each >= 2 then each = each - each % 2 end
  local bars = options.stack and 1 or #set.series
  local thick = math.min(each * (bars > 1 and 0.84 or 0.72) / bars, m.is_text and each or THICKEST)
  if m.is_text and thick >= 2 then thick = thick - thick % 2 end
  local text_of = not options.stack and text_over(c, set, words, thick + (bars == 1 and each * 0.2 or 0))
  for at = 1, #set.xs do
    local left = inner.left + (at - 1) * each + (each - bars * thick) / 2
    if m.is_text and each >= 2 then left = left - left % 2 end
    for _, one in ipairs(bars_of(set, at, options.stack)) do
      local x = left + (options.stack and 0 or (one.series - 1) * thick)
      local top, foot = y_of(math.max(one.from, one.to)), y_of(math.min(one.from, one.to))
      c:box(x, top, thick, foot - top, style_of(set, one.series, set.xs[at]))
      if not options.stack then
        local series = set.series[one.series]
        local reach = select(2, range_of(series, at)) or one.to
        if one.value >= 0 and text_of then
          local above = m.is_text and math.floor(top / 4) * 4 - 2 or math.min(top, y_of(reach)) - m.line * 0.5
          c:text(x + thick / 2, above, text_of(set, series, at, words), { align = "center", colour = colours.soft })
        end
        draw_range(c, series, at, function(a, b)
          c:line({ x + thick / 2, y_of(a), x + thick / 2, y_of(b) }, { colour = colours.ink, width = 1.2 })
        end)
      end
    end
  end
  draw_names(c, inner, set, words, each)
end

--- Draws the bars into the area.
function bar.draw(c, area, set, words, options)
  if options.horizontal then
    draw_lying(c, area, set, words, options)
  else
    draw_standing(c, area, set, words, options)
  end
end

return bar
