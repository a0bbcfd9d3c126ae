--- funnel.lua: a funnel plot: the rate of each zone against its size, with the limits within which chance alone would keep it. Small
-- zones may lie far from the line and mean nothing by it; that is what the funnel shows and a league table hides.
--
-- Example:  funnel.draw(c, area, points, words, {curves = {...}, rate = 12.5})     a point: name, x, y, is_beyond, is_own
-- Reference: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005).

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"
local names = require "foresight.plot.names"
local placing = require "foresight.plot.placing"

local funnel = {}

local function extent(points, curves)
  local high_x, high_y = 0, 0
  for _, point in ipairs(points) do high_x, high_y = math.max(high_x, point.x), math.max(high_y, point.y) end
  -- The curves go to infinity where zones are small: they may leave the picture.
  local _, first = next(curves)
  high_y = math.max(high_y, math.min(first and first.high or 0, 2 * high_y))
  return math.max(high_x, 1), math.max(high_y, 1e-9)
end

-- The stretches of a curve that lie in the picture.
local function draw_curve(c, curves, name, x_of, y_of, top)
  local path = {}
  local function finish()
    if #path >= 4 then c:line(path, { colour = colours.soft, dashed = true }) end
    path = {}
  end
  for _, at in ipairs(curves) do
    if y_of(at[name]) >= top then
      path[#path + 1], path[#path + 2] = x_of(at.x), y_of(at[name])
    else
      finish()
    end
  end
  finish()
end

--- Draws the funnel into the area; options: curves ({x, low, high}), rate (of the line), x (what the axis of sizes is called).
function funnel.draw(c, area, points, words, options)
  local m = c.medium
  local high_x, high_y = extent(points, options.curves)
  local down = axes.scale(0, high_y, axes.count(c, area.bottom - area.top), words)
  local inner = { left = area.left + axes.widest(c, down.tics) + m.gap, top = area.top + m.line, right = area.right - m.gap,
    bottom = area.bottom - 2.2 * m.line }
  local along = axes.scale(0, high_x, m.is_text and 4 or 7, words)
  local function x_of(value) return inner.left + (value - along.low) / (along.high - along.low) * (inner.right - inner.left) end
  local y_of = axes.left(c, inner, down)
  for _, tic in ipairs(along.tics) do
    if x_of(tic.value) <= inner.right then
      c:text(x_of(tic.value), inner.bottom + m.line * 0.6, tic.label, { align = "center", colour = colours.soft })
    end
  end
  c:text(inner.right, inner.bottom + m.line * 1.6, options.x, { align = "right", colour = colours.soft })
  c:line({ inner.left, y_of(options.rate), inner.right, y_of(options.rate) }, { colour = colours.grey })
  draw_curve(c, options.curves, "low", x_of, y_of, inner.top)
  draw_curve(c, options.curves, "high", x_of, y_of, inner.top)
  local taken = {}
  for _, point in ipairs(points) do
    local x, y, radius = x_of(point.x), y_of(point.y), m.is_text and 1 or 5
    taken[#taken + 1] = { x - radius, y - radius, x + radius, y + radius }
    c:circle(x, y, m.is_text and (point.is_own and 1.5 or 0.7) or point.is_own and 7 or 5, { opacity = 0.9,
      colour = point.is_own and colours.orange or point.is_beyond and colours.vermillion or colours.blue })
  end
  for _, point in ipairs(points) do
    if point.is_own or point.is_beyond then
      local x, y, gap = x_of(point.x), y_of(point.y), m.is_text and 2 or 9
      if not placing.name(c, inner, point.name, x, y, gap, taken) then c:text(x + gap, y, point.name, { halo = true }) end
    end
  end
end

-- What is drawn of the frame that peers gives: rates by population.
local function rates_of(it, drawn)
  local points, said, write, known = {}, it.words.funnel, it.words.write, 0
  local name_of = names.of(it.frame, "zone", it.words)
  for i = 1, #it.frame do
    if it.frame:get(i, "rate") then known = known + 1 end
  end
  for i = 1, #it.frame do
    local function at(name) return it.frame:get(i, name) end
    if at "rate" then
      local verdict = said[at "verdict"] or said.within
      points[#points + 1] = { name = name_of(at "zone"), x = at "population", y = at "rate", is_own = at "zone" == drawn.zone,
        is_beyond = at "verdict" ~= "within",
        line = it.words.fill(said.line, { name = name_of(at "zone"), rate = write.number(at "rate", 1), rank = at "rank",
          low = at "rank_low", high = at "rank_high", of = known, verdict = verdict }) }
    end
  end
  return { points = points, curves = drawn.curves, centre = drawn.rate * 1e5, measure = said.measure, size = said.size,
    own = said.own, beyond = it.words.fill(said.beyond, { level = write.percent(drawn.level, 0) }) }
end

-- What is drawn of a frame of counts and of the limits of each: counts over what is expected, by what is expected.
local function ratios_of(it)
  local points, curves, said, write = {}, {}, it.words.funnel, it.words.write
  local name_of = names.of(it.frame, "zone", it.words)
  for i = 1, #it.frame do
    local function at(name) return it.frame:get(i, name) end
    local count, expected, low, high = at "count", at "expected", at "low", at "high"
    if count and low and high and expected and expected > 0 then
      local verdict = count > high and "above" or count < low and "below" or "within"
      points[#points + 1] = { name = name_of(at "zone"), x = expected, y = count / expected, is_beyond = verdict ~= "within",
        line = it.words.fill(said.ratio_line, { name = name_of(at "zone"), ratio = write.number(count / expected, 2),
          low = write.number(low / expected, 2), high = write.number(high / expected, 2),
          verdict = said[verdict] or said.within }) }
      curves[#curves + 1] = { x = expected, low = low / expected, high = high / expected }
    end
  end
  table.sort(curves, function(a, b) return a.x < b.x end)
  return { points = points, curves = curves, centre = 1, measure = said.ratio, size = said.expected, beyond = said.outside }
end

-- What of a frame is drawn; raises where it has no limits.
local function drawn_of(it)
  local drawn = it.frame:attached "funnel"
  if drawn then return rates_of(it, drawn) end
  for _, name in ipairs { "zone", "count", "expected", "low", "high" } do
    if not it.frame:has(name) then
      error(("kind=\"funnel\" draws what peers gives with figures, as in peers{zone=..., of=r}, or a frame with zone, count, "
        .. "expected, low and high; this one has no column '%s'"):format(name), 0)
    end
  end
  return ratios_of(it)
end

--- The model of the frame that peers gives with figures, or of one with counts, expected counts and limits (the pack peer-benchmark).
function funnel.model(it, room, new_model)
  local said, drawn = it.words.funnel, drawn_of(it)
  local model = new_model(it, { xs = {}, series = #drawn.points > 0 and { {} } or {} }, {})
  model.measure = drawn.measure
  it.spec.title = it.spec.title or it.words.kinds.funnel
  model.legend = { { name = said.within, colour = colours.blue }, { name = drawn.beyond, colour = colours.vermillion } }
  if drawn.own then table.insert(model.legend, 1, { name = drawn.own, colour = colours.orange }) end
  model.height = room.medium.is_text and 80 or 420
  function model.draw(c, area)
    funnel.draw(c, area, drawn.points, it.words, { curves = drawn.curves, rate = drawn.centre, x = drawn.size })
  end
  function model.lines()
    local lines = {}
    for i, point in ipairs(drawn.points) do lines[i] = point.line end
    return lines
  end
  return model
end

return funnel
