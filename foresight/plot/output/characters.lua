--- characters.lua: a canvas as text for a terminal: lines in braille dots, boxes in blocks, texts as they are. A terminal
-- without UTF-8 gets asterisks and hashes.
--
-- Example:  print(characters.draw(c, {colour = true}))

local core = require "glocal.core"
local colours = require "foresight.plot.colours"

local characters = {}

local BRAILLE = { [0] = { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } } -- by column and row of the dot
local EIGHTHS_ACROSS = { "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█" }
local EIGHTHS_UP = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local SHADES = { "░", "▒", "▓", "█" }

-- --- the grid of cells ------------------------------------------------------------------------------------------

local grid = {}
grid.__index = grid

function grid:cell(column, row)
  if column < 0 or row < 0 or column >= self.columns or row >= self.rows then return nil end
  local at = row * self.columns + column
  local cell = self[at]
  if not cell then
    cell = { dots = 0 }
    self[at] = cell
  end
  return cell
end

function grid:dot(x, y, colour, weak)
  x, y = math.floor(x), math.floor(y)
  local cell = self:cell(x // 2, y // 4)
  if not cell or (weak and cell.strong) then return end
  cell.dots = cell.dots | BRAILLE[x % 2][y % 4 + 1]
  cell.colour, cell.strong = colour, not weak
end

function grid:glyph(column, row, glyph, colour)
  local cell = self:cell(column, row)
  if cell then cell.glyph, cell.colour = glyph, colour end
end

-- --- the items --------------------------------------------------------------------------------------------------

local put = {}

local function straight(cells, x1, y1, x2, y2, colour, dashed)
  local steps = math.max(1, math.ceil(math.max(math.abs(x2 - x1), math.abs(y2 - y1))))
  for i = 0, steps do
    if not dashed or i % 4 < 2 then
      cells:dot(x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps, colour)
    end
  end
end

function put.line(cells, item)
  local points = item.points
  for i = 1, #points - 2, 2 do
    straight(cells, points[i], points[i + 1], points[i + 2], points[i + 3], item.colour, item.dashed)
  end
  if #points == 2 then cells:dot(points[1], points[2], item.colour) end
  if item.mark and #points > 0 then
    cells.marks[#cells.marks + 1] = { x = points[#points - 1], y = points[#points], mark = item.mark, colour = item.colour }
  end
end

-- Axes are drawn with the characters for boxes; a faint rule of a grid would only disturb.
function put.rule(cells, item)
  if item.faint then return end
  local x1, y1, x2, y2 = item.points[1] // 2, item.points[2] // 4, item.points[3] // 2, item.points[4] // 4
  if item.dashed then
    return straight(cells, item.points[1], item.points[2], item.points[3], item.points[4], item.colour, true)
  end
  for column = math.min(x1, x2), math.max(x1, x2) do
    for row = math.min(y1, y2), math.max(y1, y2) do
      cells:glyph(column, row, y1 == y2 and "─" or "│", item.colour)
    end
  end
end

-- The spans of y inside a polygon at x, by the even-odd rule.
local function crossings(points, x)
  local found = {}
  local count = #points // 2
  for i = 1, count do
    local j = i % count + 1
    local x1, y1, x2, y2 = points[2 * i - 1], points[2 * i], points[2 * j - 1], points[2 * j]
    if (x1 <= x) ~= (x2 <= x) then found[#found + 1] = y1 + (x - x1) / (x2 - x1) * (y2 - y1) end
  end
  table.sort(found)
  return found
end

-- Filled with more dots, or with fewer; its outline where it has one.
function put.area(cells, item)
  local left, right = math.huge, -math.huge
  for i = 1, #item.points, 2 do
    left, right = math.min(left, item.points[i]), math.max(right, item.points[i])
  end
  local share = item.shade or item.opacity
  local sparse = share < 0.15 and 8 or share < 0.35 and 4 or share < 0.75 and 2 or 1
  for x = math.max(0, math.floor(left)), math.min(2 * cells.columns, math.ceil(right)) do
    local ys = crossings(item.points, x + 0.01)
    for i = 1, #ys - 1, 2 do
      for y = math.ceil(ys[i]), math.floor(ys[i + 1]) do
        if (x + 2 * y) % sparse == 0 then cells:dot(x, y, item.colour, true) end
      end
    end
  end
  if item.edge then
    for i = 1, #item.points - 2, 2 do
      straight(cells, item.points[i], item.points[i + 1], item.points[i + 2], item.points[i + 3], colours.axis)
    end
  end
end

local function overlap(from, to, low, high)
  return math.max(0, math.min(to, high) - math.max(from, low)) / (high - low)
end

function put.box(cells, item)
  local right, bottom = item.x + item.width, item.y + item.height
  for row = math.floor(item.y / 4), math.ceil(bottom / 4) - 1 do
    for column = math.floor(item.x / 2), math.ceil(right / 2) - 1 do
      local across = overlap(item.x, right, 2 * column, 2 * column + 2)
      local up = overlap(item.y, bottom, 4 * row, 4 * row + 4)
      local glyph
      if item.shade < 1 and not cells.has_colour then
        glyph = across * up >= 0.5 and SHADES[math.max(1, math.ceil(item.shade * 4))] or nil
      elseif up >= 0.6 and (across >= 0.95 or right < 2 * column + 2) then
        glyph = up < 0.95 and bottom >= 4 * row + 4 and EIGHTHS_UP[math.floor(up * 8 + 0.5)] or
          EIGHTHS_ACROSS[math.floor(across * 8 + 0.5)]
      elseif across >= 0.5 and bottom >= 4 * row + 4 then
        glyph = EIGHTHS_UP[math.floor(up * 8 + 0.5)]
      elseif across * up >= 0.5 then
        glyph = "█"
      end
      if glyph then cells:glyph(column, row, glyph, item.colour) end
    end
  end
end

local HOLLOW = 3 -- dots: larger circles are rings, so that those that overlap stay apart

function put.circle(cells, item)
  local r = math.max(item.radius, 0.5)
  for x = math.floor(item.x - r), math.ceil(item.x + r) do
    for y = math.floor(item.y - r), math.ceil(item.y + r) do
      local away = math.sqrt((x - item.x) ^ 2 + (y - item.y) ^ 2)
      if away <= r and (away > r - 1.2 or r < HOLLOW) then cells:dot(x, y, item.colour) end
    end
  end
end

-- A letter goes into each cell it takes; one that is two wide leaves the next empty.
local function put_text(cells, column, row, text, style)
  for letter in text:gmatch(utf8.charpattern) do
    local wide = core.width(letter)
    local cell = wide > 0 and cells:cell(column, row)
    if cell then
      cell.glyph, cell.colour, cell.bold = letter, style.colour, style.bold
      if wide == 2 and cells:cell(column + 1, row) then cells:cell(column + 1, row).glyph = "" end
    end
    column = column + wide
  end
end

function put.text(cells, item)
  local width, column = core.width(item.text), math.floor(item.x / 2 + 0.5)
  if item.align == "right" then column = column - width elseif item.align == "center" then column = column - width // 2 end
  put_text(cells, column, math.floor(item.y / 4), item.text, item)
end

-- --- writing ----------------------------------------------------------------------------------------------------

-- The nearest of the 216 colours every terminal of 256 has; nil for ink, which is what the terminal writes in.
local function terminal_colour(colour)
  if not colour or colour == colours.ink or colour == colours.black then return nil end
  if colour == colours.soft or colour == colours.axis then return 244 end
  local number = tonumber(colour:sub(2), 16)
  local function step(part) return math.floor(part / 255 * 5 + 0.5) end
  return 16 + 36 * step(number >> 16) + 6 * step(number >> 8 & 255) + step(number & 255)
end

local ASCII = {
  ["─"] = "-", ["│"] = "|", ["░"] = ".", ["▒"] = ":", ["▓"] = "%", ["█"] = "#", ["\u{2026}"] = "~", ["\u{2013}"] = "-",
  ["\u{2212}"] = "-", ["\u{202F}"] = " ", ["\u{00A0}"] = " ", ["·"] = "-", ["\u{2019}"] = "'",
}
for i = 1, 8 do
  ASCII[EIGHTHS_ACROSS[i]], ASCII[EIGHTHS_UP[i]] = i >= 4 and "#" or " ", i >= 4 and "#" or "_"
end

local function ascii(glyph)
  if #glyph <= 1 then return glyph end
  return ASCII[glyph] or (core.fold(glyph):match "^[%g ]$") or "?"
end

local function glyph_of(cell, is_ascii)
  if not cell then return " " end
  if cell.glyph then return is_ascii and ascii(cell.glyph) or cell.glyph end
  if cell.dots == 0 then return " " end
  return is_ascii and (cell.strong and "*" or ".") or utf8.char(0x2800 + cell.dots)
end

local function style_of(cell)
  if not cell then return "" end
  local colour = terminal_colour(cell.colour)
  return (cell.bold and "1" or "") .. (cell.bold and colour and ";" or "") .. (colour and "38;5;" .. colour or "")
end

local function line_of(cells, row, options)
  local parts, style, last = {}, "", -1
  for column = 0, cells.columns - 1 do
    local cell = cells[row * cells.columns + column]
    if cell and (cell.glyph or cell.dots > 0) then last = column end
  end
  for column = 0, last do
    local cell = cells[row * cells.columns + column]
    local glyph = glyph_of(cell, options.ascii)
    local wanted = not options.colour and "" or glyph == " " and style or style_of(cell)
    if wanted ~= style then
      parts[#parts + 1] = (style ~= "" and "\27[0m" or "") .. (wanted ~= "" and "\27[" .. wanted .. "m" or "")
      style = wanted
    end
    parts[#parts + 1] = glyph
  end
  return table.concat(parts) .. (style ~= "" and "\27[0m" or "")
end

--- The canvas as lines of text. Options: colour (256 colours), ascii (no braille, no blocks).
function characters.draw(c, options)
  options = options or {}
  local cells = setmetatable({
    columns = c.width // 2, rows = c.height // 4, has_colour = options.colour, marks = {},
  }, grid)
  for _, item in ipairs(c.items) do put[item.kind](cells, item) end
  for _, mark in ipairs(cells.marks) do
    cells:glyph(math.min(cells.columns - 1, math.floor(mark.x / 2)), math.floor(mark.y / 4), mark.mark, mark.colour)
  end
  local lines = {}
  for row = 0, cells.rows - 1 do lines[row + 1] = line_of(cells, row, options) end
  while lines[#lines] == "" do lines[#lines] = nil end
  return table.concat(lines, "\n")
end

return characters
