--- sparkline.lua: the course of a series in the space of a line, its alarms in another colour: as SVG that stands in a page, and as
--- block characters.
--
-- Example:  sparkline.svg({values = {3, 4, 9}, alarms = {[3] = true}, alt = "..."})   sparkline.text({values = {3, 4, 9}})   --> ▁▁█
-- Reference: E. R. Tufte, "Beautiful Evidence" (2006), sparklines.

local colours = require "foresight.plot.colours"

local sparkline = {}

local WIDTH, HEIGHT, EDGE = 200, 46, 4
local LEVELS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function highest(values, count)
  local most = 0
  for i = 1, count do most = math.max(most, values[i] or 0) end
  return most
end

--- The picture: `values` by position (nil where unknown), `count` of them, `alarms` the positions that are alarms, `alt` what it
--- shows for who can't see it. The axis begins at 0.
function sparkline.svg(spec)
  local count, most = spec.count or #spec.values, highest(spec.values, spec.count or #spec.values)
  local function x(i) return EDGE + (count > 1 and (i - 1) / (count - 1) or 0.5) * (WIDTH - 2 * EDGE) end
  local function y(value) return HEIGHT - EDGE - (most > 0 and value / most or 0) * (HEIGHT - 2 * EDGE) end
  local paths, open, dots = {}, false, {}
  for i = 1, count do
    local value = spec.values[i]
    if value then
      paths[#paths + 1] = ("%s%.1f %.1f"):format(open and "L" or "M", x(i), y(value))
      if spec.alarms and spec.alarms[i] then
        dots[#dots + 1] = ('<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>'):format(x(i), y(value), colours.vermillion)
      end
    end
    open = value ~= nil
  end
  return ('<svg class="spark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" ' ..
    'aria-label="%s"><path d="M%d %dH%d" stroke="#999" stroke-width="0.7" fill="none"/><path d="%s" fill="none" stroke="%s" ' ..
    'stroke-width="1.4" stroke-linejoin="round"/>%s</svg>'):format(WIDTH, HEIGHT, WIDTH, HEIGHT,
    spec.alt:gsub('[&<>"]', ESCAPES), EDGE, HEIGHT - EDGE, WIDTH - EDGE, table.concat(paths, " "), colours.blue,
    table.concat(dots))
end

--- The same in characters, a blank where the value is unknown; at most `width` of them, the last ones.
function sparkline.text(spec, width)
  local count = spec.count or #spec.values
  local most, glyphs = highest(spec.values, count), {}
  for i = math.max(1, count - (width or 52) + 1), count do
    local value = spec.values[i]
    glyphs[#glyphs + 1] = not value and " "
      or LEVELS[most > 0 and math.max(1, math.min(8, math.ceil(value / most * 8))) or 1]
  end
  return table.concat(glyphs)
end

return sparkline
