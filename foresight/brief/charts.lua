--- charts.lua: the figures of a brief: two line charts per topic that has a monthly course, and its map. In the text form
-- each has bars in its place.
--
-- Example:  blocks = charts.of(brief, by_text)   blocks[2].kind   --> figure

local figures = require "foresight.brief.figures"
local phrases = require "foresight.language.phrases"
local plot = require "foresight.plot.plot"

local charts = {}

local fill = phrases.fill
local BARS = 8 -- bars in the text form

-- The last months, or the largest zones, as label, value and its text.
local function month_bars(write, months, values)
  local bars = {}
  for i = math.max(1, #months - 11), #months do
    bars[#bars + 1] = { write.month(months[i]), values[i] or 0, values[i] and write.estimate(values[i]) or "\u{2013}" }
  end
  return bars
end

local function last_known(values, count)
  for i = count, 1, -1 do
    if values[i] then return values[i] end
  end
  return 0
end

local function line_figure(brief, drawn)
  local write, words, months = brief.write, brief.words.course, drawn.months
  local alt = fill(words.alt, {
    caption = drawn.caption, first = write.month(months[1]), last = write.month(months[#months]),
    value = write.estimate(last_known(drawn.values, #months)),
  })
  local svg, message, code = plot.line { periods = months, lines = drawn.lines, lang = brief.lang, alt = alt, width = 420,
    height = 240 }
  if not svg then return nil, message, code end
  return { kind = "figure", svg = svg, caption = drawn.caption, half = true,
    bars = month_bars(write, months, drawn.values) }
end

-- How the figures go, internationally and allocated to the zone.
local function course_of(brief, result)
  local words, name = brief.words.course, brief.place.names[brief.place.code]
  local topic, unit = brief.words.topics[result.name], brief.words.units[result.name]
  local months = figures.months(result)
  local counts, means = figures.monthly(result, months)
  local total, message, code = line_figure(brief, {
    caption = fill(words.total, { topic = topic, unit = unit }), months = months, values = counts,
    lines = {
      { values = counts, name = words.month, width = 1, colour = plot.colours.blue },
      { values = means, name = words.mean, width = 2.5, colour = plot.colours.vermillion },
    },
  })
  if not total or not result.mine then return total and { total }, message, code end
  local estimate, low, high = {}, {}, {}
  for i, month in ipairs(months) do
    local own = result.own[month]
    if own then estimate[i], low[i], high[i] = own.estimate, own.low, own.high end
  end
  local mine
  mine, message, code = line_figure(brief, {
    caption = fill(words.own, { topic = topic, name = name }), months = months, values = estimate,
    lines = { { values = estimate, low = low, high = high, name = words.estimate, band_name = words.range } },
  })
  return mine and { total, mine }, message, code
end

-- On a map of safety regions each need not say that it is one: "Sicherheitsregion Utrecht" -> "Utrecht".
local function short_name(name, level)
  local shorter = name
  if name:sub(1, #level):lower() == level:lower() then shorter = name:sub(#level + 2) end
  if name:sub(-#level):lower() == level:lower() then shorter = name:sub(1, -#level - 2) end
  return shorter:match "^%u" and shorter or name
end

local function points_of(brief, result)
  local place = brief.place
  local points = {}
  for _, peer in ipairs(place.peers) do
    if peer.position then
      local sum = result.sums[peer.code]
      points[#points + 1] = {
        lat = peer.position.lat, lon = peer.position.lon, value = sum and sum.estimate or 0,
        name = short_name(place.names[peer.code], brief.level.one),
        highlight = peer.code == place.code,
      }
    end
  end
  return points
end

local function largest_of(points)
  local order = table.move(points, 1, #points, 1, {})
  table.sort(order, function(a, b)
    if a.value ~= b.value then return a.value > b.value end
    return a.name < b.name
  end)
  return table.move(order, 1, math.min(BARS, #order), 1, {})
end

local function map_of(brief, result, by)
  local place, words, write = brief.place, brief.words.map, brief.write
  local points, bars, named = points_of(brief, result), {}, {}
  local caption = fill(result.mine and words.caption or words.caption_unnamed, {
    topic = brief.words.topics[result.name], last = write.month(result.last), by = by,
    name = place.names[place.code],
  })
  for i, point in ipairs(largest_of(points)) do
    bars[i] = { point.name, point.value, write.estimate(point.value) }
    if i <= 3 then named[i] = point.name .. " (" .. write.estimate(point.value) .. ")" end
  end
  local alt = fill(words.alt, { number = #points, levels = brief.level.many, largest = table.concat(named, ", ") })
  local svg, message, code = plot.map { points = points, lang = brief.lang, alt = alt }
  if not svg then return nil, message, code end
  return { kind = "figure", svg = svg, caption = caption, bars = bars }
end

--- The blocks of the charts and maps; or nil, message, code where gnuplot is missing or fails. `by_text` says by which
--- table a topic is allocated.
function charts.of(brief, by_text)
  local courses, maps = {}, {}
  for _, result in ipairs(brief.figures.topics) do
    if result.topic.chart and result.sums and (result.mine or result.name == "crossings") then
      local drawn, message, code = course_of(brief, result)
      if not drawn then return nil, message, code end
      table.move(drawn, 1, #drawn, #courses + 1, courses)
    end
    if result.topic.map and result.named and brief.place.position then
      local map, message, code = map_of(brief, result, by_text(brief, result))
      if not map then return nil, message, code end
      maps[#maps + 1] = map
    end
  end
  local blocks = {}
  if #courses > 0 then
    blocks[1] = { kind = "heading", text = brief.words.headings.course }
    table.move(courses, 1, #courses, 2, blocks)
  end
  if #maps > 0 then
    blocks[#blocks + 1] = { kind = "heading", text = brief.words.headings.map }
    table.move(maps, 1, #maps, #blocks + 1, blocks)
  end
  return blocks
end

return charts
