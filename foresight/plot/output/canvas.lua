--- canvas.lua: what a plot is drawn on: a list of lines, areas, boxes, circles and texts, in pixels from the top left.
-- A kind of plot draws once; gnuplot.lua makes it SVG, PNG, PDF or Sixel, characters.lua the text of a terminal.
--
-- Example:  c = canvas.new(canvas.GRAPHICS, 800, 450)   c:text(10, 20, "Count", {bold = true})   c.items[1].kind   --> text
--
-- Points are a flat list {x1, y1, x2, y2 ...}. A text stands with its middle at y. What can't be seen in a text, such as a
-- mark that turns its direction, is written out (core.visible) before it is measured, so that no picture shows other than it
-- says, in pixels or on a terminal.

local core = require "glocal.core"
local colours = require "foresight.plot.colours"

local canvas = {}
canvas.__index = canvas

-- How wide letters are, in ems: of DejaVu Sans, which is wide, so that others fit too.
local NARROW, WIDE = {}, {}
for letter in ("iljtfrI.,;:'|!()[] \u{202F}\u{2019}"):gmatch(utf8.charpattern) do NARROW[letter] = true end
for letter in ("mwMW@%\u{2026}\u{2014}"):gmatch(utf8.charpattern) do WIDE[letter] = true end

local function pixels(text, size)
  local ems = 0
  for letter in text:gmatch(utf8.charpattern) do
    ems = ems + (NARROW[letter] and 0.36 or WIDE[letter] and 0.93 or letter:match "%u" and 0.69 or 0.61)
  end
  return ems * size
end

--- Paper and screens of pixels.
canvas.GRAPHICS = {
  font = 12, title = 16, line = 17, pad = 14, gap = 6, swatch = 22,
  width_of = function(text, size, bold) return pixels(text, size or 12) * (bold and 1.1 or 1) end,
}

--- A terminal: a character is 2 wide and 4 high, as braille has dots.
canvas.CHARACTERS = {
  font = 4, title = 4, line = 4, pad = 0, gap = 2, swatch = 4, is_text = true,
  width_of = function(text) return 2 * core.width(text) end,
}

function canvas.new(medium, width, height)
  return setmetatable({ medium = medium, width = width, height = height, items = {} }, canvas)
end

local function add(self, item)
  self.items[#self.items + 1] = item
end

--- A line through points: colour, width (1), dashed; `mark` is a letter that tells it apart where there is no colour.
function canvas:line(points, style)
  add(self, { kind = "line", points = points, colour = style.colour or colours.ink, width = style.width or 1,
    dashed = style.dashed or false, mark = style.mark })
end

--- A straight line of an axis, or (faint) of the grid behind the figures.
function canvas:rule(x1, y1, x2, y2, style)
  style = style or {}
  add(self, { kind = "rule", points = { x1, y1, x2, y2 }, colour = style.colour or colours.axis, width = style.width or 1,
    dashed = style.dashed or false, faint = style.faint or false })
end

--- The inside of a polygon: colour, opacity (1), and edge, the colour of its outline.
function canvas:area(points, style)
  add(self, { kind = "area", points = points, colour = style.colour, opacity = style.opacity or 1, edge = style.edge,
    shade = style.shade })
end

--- A box: colour, opacity; `shade` (0 to 1) tells it apart where there is no colour.
function canvas:box(x, y, width, height, style)
  add(self, { kind = "box", x = x, y = y, width = width, height = height, colour = style.colour,
    opacity = style.opacity or 1, shade = style.shade or 1 })
end

--- A filled circle.
function canvas:circle(x, y, radius, style)
  add(self, { kind = "circle", x = x, y = y, radius = radius, colour = style.colour, opacity = style.opacity or 1 })
end

--- A text: align (left, right, center), colour, size, bold; halo: it stands over figures.
function canvas:text(x, y, text, style)
  style = style or {}
  text = core.visible(text)
  if text == "" then return end
  add(self, { kind = "text", x = x, y = y, text = text, align = style.align or "left",
    colour = style.colour or colours.ink, size = style.size or self.medium.font, bold = style.bold or false,
    halo = style.halo })
end

function canvas:width_of(text, size, bold)
  return self.medium.width_of(core.visible(text), size, bold)
end

--- The text, cut with an ellipsis where it is wider than `width`.
function canvas:fitted(text, width, size, bold)
  text = core.visible(text)
  if self:width_of(text, size, bold) <= width then return text end
  local count = utf8.len(text)
  while count > 1 do
    count = count - 1
    local cut = text:sub(1, utf8.offset(text, count + 1) - 1):gsub("[ ,;:]+$", "") .. "\u{2026}"
    if self:width_of(cut, size, bold) <= width then return cut end
  end
  return "\u{2026}"
end

--- The text as at most `most` lines of a width; what does not fit ends with an ellipsis.
function canvas:wrapped(text, width, most, size, bold)
  local lines, line = {}, ""
  for word in text:gmatch "[^ \n]+" do
    local joined = line == "" and word or line .. " " .. word
    if line ~= "" and #lines < most - 1 and self:width_of(joined, size, bold) > width then
      lines[#lines + 1], line = line, word
    else
      line = joined
    end
  end
  if line ~= "" then lines[#lines + 1] = line end
  for i, each in ipairs(lines) do lines[i] = self:fitted(each, width, size, bold) end
  return lines
end

return canvas
