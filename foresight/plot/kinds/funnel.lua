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

--- The model of the frame that peers gives with figures.
function funnel.model(it, room, new_model)
  local drawn = it.frame:attached "funnel"
  if not drawn then error("kind=\"funnel\" draws what peers gives with figures, as in peers{zone=..., of=r}", 0) end
  local points, said = {}, it.words.funnel
  local name_of = names.of(it.frame, "zone", it.words)
  for i = 1, #it.frame do
    local function at(name) return it.frame:get(i, name) end
    if at "rate" then
      points[#points + 1] = { name = name_of(at "zone"), x = at "population", y = at "rate", low = at "rank_low",
        high = at "rank_high", rank = at "rank", is_own = at "zone" == drawn.zone, is_beyond = at "verdict" ~= "within",
        verdict = at "verdict" }
    end
  end
  local model = new_model(it, { xs = {}, series = #points > 0 and { {} } or {} }, {})
  model.measure = said.measure
  it.spec.title = it.spec.title or it.words.kinds.funnel
  local level = it.words.write.percent(drawn.level, 0)
  model.legend = { { name = said.own, colour = colours.orange }, { name = said.within, colour = colours.blue },
    { name = it.words.fill(said.beyond, { level = level }), colour = colours.vermillion } }
  model.height = room.medium.is_text and 80 or 420
  function model.draw(c, area)
    funnel.draw(c, area, points, it.words, { curves = drawn.curves, rate = drawn.rate * 1e5, x = said.size })
  end
  function model.lines()
    local lines = {}
    for i, point in ipairs(points) do
      lines[i] = it.words.fill(said.line, { name = point.name, rate = it.words.write.number(point.y, 1), rank = point.rank,
        low = point.low, high = point.high, of = #points, verdict = said[point.verdict] or said.within })
    end
    return lines
  end
  return model
end

return funnel
