--- embedded.lua: the line charts and maps of a page as canvases, without title and source line. plot.line and plot.map draw one;
-- pages with many draw all of them at once (gnuplot.draw_all).
--
-- Example:  c = embedded.line{periods = {"2023", "2024"}, lines = {{values = {3, 5}, name = "cases"}}}
--           gnuplot.draw(c, "svg", {alt = "...", halo = true})

local canvas = require "foresight.plot.output.canvas"
local colours = require "foresight.plot.colours"
local line = require "foresight.plot.kinds.line"
local map = require "foresight.plot.kinds.map"
local page = require "foresight.plot.page"
local time = require "foresight.plot.time"
local words_of = require "foresight.plot.words"

local embedded = {}

-- What plot.line was given, as line.lua has it.
local function set_of(periods, lines)
  local set, has_band, band_name = { xs = {}, series = {} }, false, nil
  for i, period in ipairs(periods) do
    local at, span = time.position(tostring(period))
    if not at then error(("bad argument 'periods' to 'plot.line': '%s' is not a period"):format(tostring(period)), 0) end
    set.xs[i], set.span = { key = period, at = at }, span
  end
  for i, one in ipairs(lines) do
    has_band = has_band or one.low ~= nil
    band_name = band_name or one.band_name
    set.series[i] = { key = i, name = one.name or "", values = one.values, actual = {}, colour = one.colour, width = one.width,
      band = one.band or colours.sky, lows = { one.low or {} }, highs = { one.high or {} }, is_named = one.name ~= nil }
  end
  line.thin(set)
  return set, { y = "count", intervals = has_band and { { low = "low", high = "high", name = band_name } } or {} }
end

--- The canvas of lines: periods, lines, marking (said below where it is not CLEAR), lang, width, height, as plot.line has them.
function embedded.line(spec)
  local words = words_of.of(spec.lang or "en")
  local set, roles = set_of(spec.periods, spec.lines)
  local c = canvas.new(canvas.GRAPHICS, spec.width or 640, spec.height or 300)
  local area = page.draw(c, { legend = line.legend(set, roles, words), is_bare = true,
    marking = spec.marking ~= "TLP:CLEAR" and spec.marking or nil })
  line.draw(c, area, set, roles, words)
  return c
end

--- The canvas of a map of circles: points, lang, width, height, labels, as plot.map has them.
function embedded.map(spec)
  local width = spec.width or 760
  local c = canvas.new(canvas.GRAPHICS, width, map.height(canvas.GRAPHICS, spec.points, width, spec.height or 440))
  local area = { left = 0, top = 2, right = c.width, bottom = c.height - 2 }
  map.draw(c, area, spec.points, words_of.of(spec.lang or "en"), { labels = spec.labels })
  return c
end

return embedded
