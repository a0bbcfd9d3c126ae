--- charts.lua: the pictures of a brief: a zone's own series with their forecasts, the international ones, maps of what the
-- exposure tables say. In the text form each has bars in its place.
--
-- Example:  charts.public(brief, to)   to.blocks[#to.blocks].kind   --> figure

local colours = require "foresight.plot.colours"
local core = require "glocal.core"
local embedded = require "foresight.plot.embedded"
local figures = require "foresight.brief.figures"
local gnuplot = require "foresight.plot.output.gnuplot"
local memo = require "foresight.brief.memo"
local phrases = require "foresight.language.phrases"
local words = require "foresight.brief.words"

local charts = {}

local fill = phrases.fill
local BARS = 8 -- bars of a map in the text form
local MONTHS_BEFORE = 36 -- drawn before a forecast
local OWN = 3 -- own series that are drawn

-- The last months as label, value and its text.
local function month_bars(write, months, values)
  local bars = {}
  for i = math.max(1, #months - 11), #months do
    bars[#bars + 1] = { write.month(months[i]), values[i] or 0, values[i] and write.estimate(values[i]) or words.EMPTY }
  end
  return bars
end

local function last_known(values, count)
  for i = count, 1, -1 do
    if values[i] then return values[i] end
  end
  return 0
end

-- The block with its picture: drawn at once, or in a run of many briefs later, with those of all (brief.pictures).
local function draw(brief, c, alt, block)
  local options = { alt = alt, halo = true }
  if brief.pictures then
    table.insert(brief.pictures, { canvas = c, options = options, block = block })
    return block
  end
  local message, code
  block.svg, message, code = gnuplot.draw(c, "svg", options)
  if not block.svg then return nil, message, code end
  return block
end

local function line_figure(brief, drawn)
  local write, months = brief.write, drawn.months
  local alt = fill(brief.words.course.alt, {
    caption = drawn.caption, first = write.month(months[1]), last = write.month(months[#months]),
    value = write.estimate(last_known(drawn.values, #(drawn.bar_months or months))),
  })
  return draw(brief, embedded.line { periods = months, lines = drawn.lines, lang = brief.lang, width = drawn.width,
    height = drawn.height }, alt, { kind = "figure", caption = drawn.caption, share = drawn.share,
    bars = month_bars(write, drawn.bar_months or months, drawn.values) })
end

-- --- own series ---------------------------------------------------------------------------------------------------

local function own_figure(brief, one, share)
  local said, ahead = brief.words.own, one.outlook
  local months, observed, mean, low, high = {}, {}, {}, {}, {}
  for step = MONTHS_BEFORE - 1, 0, -1 do
    local month = core.period(one.last, "month", -step)
    local value = one.values[month]
    months[#months + 1] = month
    observed[#months] = value and value.low or one.is_event and month >= one.first and 0 or nil
  end
  local now = #months
  for h = 1, #ahead.mean do
    months[now + h] = core.period(one.last, "month", h)
    mean[now + h], low[now + h], high[now + h] = ahead.mean[h], ahead.low[h], ahead.high[h]
  end
  return line_figure(brief, {
    caption = phrases.sentence(brief.phenomena[one.phenomenon]), months = months,
    values = table.move(observed, 1, now, 1, {}), bar_months = table.move(months, 1, now, 1, {}), share = share,
    width = share == 3 and 300 or 440, height = share == 3 and 165 or 170,
    lines = {
      { values = observed, name = said.observed, colour = colours.blue, width = 1.5 },
      { values = mean, low = low, high = high, name = said.forecast, band_name = said.interval,
        colour = colours.vermillion, width = 2 },
    },
  })
end

--- Adds the own series that have a forecast; true, or nil, message, code.
function charts.own(brief, to, rows)
  local drawn = {}
  for _, one in ipairs(rows) do
    if one.outlook and #drawn < OWN then drawn[#drawn + 1] = one end
  end
  for _, one in ipairs(drawn) do
    local figure, message, code = own_figure(brief, one, math.max(2, #drawn))
    if not figure then return nil, message, code end
    to.block(figure)
  end
  return true
end

-- --- international series -----------------------------------------------------------------------------------------

local function public_figure(brief, one)
  local said, months = brief.words.course, figures.months(one.last)
  local counts, means = figures.monthly(one, months)
  return line_figure(brief, {
    caption = phrases.sentence(fill(said.caption, { series = words.series(brief, one) })), months = months,
    values = counts, width = 440, height = 190, share = 2,
    lines = {
      { values = counts, name = said.month, width = 1, colour = colours.blue },
      { values = means, name = said.mean, width = 2.5, colour = colours.vermillion },
    },
  })
end

--- Adds the monthly course of crossings and small boats; true, or nil, message, code.
function charts.public(brief, to)
  for _, name in ipairs { "crossings", "channel" } do
    local found = brief.figures.by_name[name]
    local one = found.total or found.rows[1]
    if one and one.every == "month" then
      local figure, message, code = memo.once(brief, ("chart %s %s"):format(name, brief.lang), function()
        return public_figure(brief, one)
      end)
      if not figure then return nil, message, code end
      to.block(figure)
    end
  end
  return true
end

-- --- maps ---------------------------------------------------------------------------------------------------------

-- On a map of safety regions each need not say that it is one: "Sicherheitsregion Utrecht" -> "Utrecht".
local function short_name(name, level)
  local shorter = name
  if name:sub(1, #level):lower() == level:lower() then shorter = name:sub(#level + 2) end
  if name:sub(-#level):lower() == level:lower() then shorter = name:sub(1, -#level - 2) end
  return shorter:match "^%u" and shorter or name
end

local function points_of(brief, result)
  local place, points = brief.place, {}
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

local function map_of(brief, result)
  local place, said, write = brief.place, brief.words.map, brief.write
  local points, bars, named = points_of(brief, result), {}, {}
  local caption = fill(said.caption, { topic = brief.words.topics[result.name], period = words.period(brief, result.one),
    table = words.table_name(brief, result.exposure), name = place.names[place.code] })
  for i, point in ipairs(largest_of(points)) do
    bars[i] = { point.name, point.value, write.estimate(point.value) }
    if i <= 3 then named[i] = point.name .. " (" .. write.estimate(point.value) .. ")" end
  end
  local alt = fill(said.alt, { number = #points, levels = brief.level.many, largest = table.concat(named, ", ") })
  return draw(brief, embedded.map { points = points, lang = brief.lang, height = 400 }, alt,
    { kind = "figure", caption = caption, bars = bars })
end

--- Adds a map of each topic that a table brings to the zone; true, or nil, message, code.
function charts.maps(brief, to)
  if not brief.place.position then return true end
  local has_heading = false
  for _, result in ipairs(brief.figures.exposed) do
    if result.mine then
      if not has_heading then to.heading(brief.words.headings.map, "map") end
      has_heading = true
      local figure, message, code = map_of(brief, result)
      if not figure then return nil, message, code end
      to.block(figure)
    end
  end
  return true
end

return charts
