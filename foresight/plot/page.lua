--- page.lua: what stands around every plot: title, subtitle, legend, source line and marking; the rest is for the figures.
--
-- Example:  area = page.draw(c, {title = "Trafficking: Belgium", marking = "TLP:CLEAR", legend = {...}})
--           area.left, area.top, area.right, area.bottom

local colours = require "foresight.plot.colours"

local page = {}

-- The swatch of a legend's entry: a piece of line, of band, or a box.
local function draw_swatch(c, entry, x, y)
  local m = c.medium
  if entry.kind == "line" and m.is_text then
    c:text(x, y, entry.mark or (entry.dashed and "╌" or "─"), { colour = entry.colour, bold = true })
  elseif entry.kind == "line" and entry.dashed then
    c:line({ x, y, x + m.swatch, y }, { colour = entry.colour, width = 2.5, dashed = true })
  elseif entry.kind == "line" then
    c:box(x, y - 1.25, m.swatch, 2.5, { colour = entry.colour })
  elseif entry.kind == "dot" and m.is_text and entry.mark then
    c:text(x, y, entry.mark, { colour = entry.colour, bold = true })
  elseif entry.kind == "dot" then
    c:circle(x + m.swatch / 2, y, m.is_text and 1 or 4, { colour = entry.colour })
  elseif m.is_text and entry.kind == "band" then
    c:text(x, y, entry.opacity > 0.3 and "▒" or "░", { colour = entry.colour })
  elseif m.is_text then
    c:box(x, y - 2, 4, 4, { colour = entry.colour, shade = entry.shade })
  else
    c:box(x + 3, y - 6, m.swatch - 6, 12, { colour = entry.colour, opacity = entry.opacity or 1 })
  end
end

-- Entries flow like words; returns the y below them. Without `is_drawn` they are only measured.
local function flow_legend(c, legend, left, right, y, is_drawn)
  local m = c.medium
  local x = left
  for _, entry in ipairs(legend) do
    local name = c:fitted(entry.name, (right - left) * 0.8)
    local wide = m.swatch + m.gap + c:width_of(name)
    if x > left and x + wide > right then x, y = left, y + m.line end
    if is_drawn then
      draw_swatch(c, entry, x, y + m.line / 2)
      c:text(x + m.swatch + m.gap, y + m.line / 2, name)
    end
    x = x + wide + 2.5 * m.font
  end
  return #legend > 0 and y + m.line or y
end

local function draw_lines(c, lines, x, y, style, line)
  for _, text in ipairs(lines) do
    c:text(x, y + line / 2, text, style)
    y = y + line
  end
  return y
end

-- Title and subtitle; the y below them.
local function draw_head(c, spec, left, right, y)
  local m = c.medium
  if spec.title and spec.title ~= "" then
    local lines = c:wrapped(spec.title, right - left, 2, m.title, true)
    y = draw_lines(c, lines, left, y, { size = m.title, bold = true }, m.is_text and 4 or m.title * 1.35)
  end
  if spec.subtitle and spec.subtitle ~= "" then
    local lines = c:wrapped(spec.subtitle, right - left, 3)
    y = draw_lines(c, lines, left, y, { colour = colours.soft }, m.line)
  end
  return y
end

-- Source line and marking; the y above them.
local function draw_foot(c, spec, left, right, bottom)
  local m = c.medium
  local marking = spec.marking or ""
  local size = m.is_text and 4 or 11
  local room = right - left - c:width_of(marking, size, true) - 3 * m.gap
  local lines = c:wrapped(spec.source or "", room, 2, size)
  local count = math.max(#lines, marking ~= "" and 1 or 0)
  if count == 0 then return bottom end
  local line = m.is_text and 4 or 15
  local y = bottom - count * line
  draw_lines(c, lines, left, y, { size = size, colour = colours.soft }, line)
  c:text(right, bottom - line / 2, marking, { size = size, bold = true, align = "right" })
  return y
end

--- Draws it, and gives the area that is left for the figures and their axes.
function page.draw(c, spec)
  local m = c.medium
  local left, right = m.pad, c.width - m.pad
  local top = draw_head(c, spec, left, right, m.is_text and 0 or m.pad * 0.7)
  if not m.is_text and not spec.is_bare then top = top + m.gap end
  top = flow_legend(c, spec.legend or {}, left, right, top, true)
  local bottom = draw_foot(c, spec, left, right, c.height - (m.is_text and 0 or m.pad * 0.5))
  if not m.is_text then top, bottom = top + m.gap, bottom - m.gap end
  return { left = left, top = top, right = right, bottom = bottom }
end

return page
