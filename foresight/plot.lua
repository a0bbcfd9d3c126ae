--- plot.lua: line charts and maps as SVG text, drawn by gnuplot (Debian package gnuplot-nox). The same call gives the
-- same bytes. No text of an analyst reaches a command line: gnuplot reads a script from a temporary file, in which every
-- text is a single-quoted string with enhanced text off.
--
-- Example:  plot = require "foresight.plot"
--           svg = plot.line{of=rollup{zone="RT-CHANNEL", phenomenon="smuggling"}, y="count", lang="nl"}
-- Reference: M. Okabe and K. Ito, "Color Universal Design" (2008): colours that the colour-blind can tell apart.

local call = require "foresight.call"
local locale = require "foresight.brief.locale"

local plot = {}

plot.colours = { blue = "#0072B2", sky = "#56B4E9", orange = "#E69F00", vermillion = "#D55E00", grey = "#999999" }

local FONT = 12
local POINT = 4.5 -- the radius gnuplot gives a point of size 1 at this font size; read back from what it writes

-- A text as gnuplot reads it: in single quotes nothing is special but the quote itself.
local function quoted(text)
  return "'" .. text:gsub("%c", " "):gsub("'", "''") .. "'"
end

local function escaped(text)
  return (text:gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

local function read_and_remove(path)
  local file = io.open(path, "rb")
  local text = file and file:read "a" or ""
  if file then file:close() end
  os.remove(path)
  return text
end

-- Runs a gnuplot script; what it writes, or nil, message, code.
local function run_gnuplot(script)
  local path = os.tmpname()
  local file, message = io.open(path, "wb")
  if not file then return nil, "can't write a temporary file: " .. message, "io" end
  file:write(script)
  file:close()
  local pipe = io.popen(("LC_ALL=C.UTF-8 gnuplot -d '%s' 2>'%s.err'"):format(path, path), "r")
  local svg = pipe:read "a"
  local done, _, code = pipe:close()
  os.remove(path)
  local said = read_and_remove(path .. ".err")
  if code == 127 then
    return nil, "gnuplot was not found: install the Debian package gnuplot-nox to draw charts", "not_found"
  elseif not done or not svg:find "</svg>" then
    return nil, "gnuplot failed: " .. (said:match "line %d+: ([^\n]*)" or said:match "[^\n]+" or "no output"), "io"
  end
  return svg
end

-- Points come as references to a definition; a circle of its own is shorter, and can be styled.
local function circle(x, y, radius, colour)
  return ('<circle cx="%s" cy="%s" r="%s" fill="%s" class="dot"/>'):format(x, y, radius, colour:gsub(" ", ""))
end

-- gnuplot's SVG as it may stand in a page: no prolog, no ids, no definitions, no size of its own, a name for readers who
-- can't see it.
local function cleaned(svg, width, height, alt)
  local body = svg:match "<g id=\"gnuplot_canvas\">(.*)</svg>"
  body = body:gsub("<defs>.-</defs>", ""):gsub("<title>gnuplot_plot_%d+</title>", ""):gsub("<title>[^<]*</title>", "")
    :gsub(' id="[^"]*"', ""):gsub(' class="gridline"', "")
    :gsub("<use xlink:href='#gpPt6' transform='translate%(([%d.-]+),([%d.-]+)%) scale%(([%d.]+)%)' color='([^']*)'/>",
      circle)
    :gsub("<text>", '<text paint-order="stroke" stroke="#fff" stroke-width="2.5">')
  local emptied = 1
  while emptied > 0 do body, emptied = body:gsub("<g[^>]*>%s*</g>\n?", "") end
  body = body:gsub('class="dot"', 'fill-opacity="0.65" stroke="#fff" stroke-width="0.6"'):gsub("\n%s*\n+", "\n")
  return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" ' ..
    'class="plot" font-family="sans-serif">\n<g>\n%s</svg>\n'):format(width, height, escaped(alt), body:gsub("^%s+", ""))
end

local function header(width, height)
  return {
    ("set terminal svg size %d,%d font 'sans-serif,%d' noenhanced"):format(width, height, FONT),
    "set encoding utf8",
  }
end

-- --- line charts ------------------------------------------------------------------------------------------------

-- A round step so that about `wanted` of them reach `top`.
local function nice_step(top, wanted)
  local raw = top / wanted
  local power = 10 ^ math.floor(math.log(raw, 10))
  for _, factor in ipairs { 1, 2, 2.5, 5, 10 } do
    if factor * power >= raw - 1e-12 then return factor * power end
  end
end

local function top_of(lines)
  local top = 0
  for _, line in ipairs(lines) do
    for _, list in ipairs { line.values or {}, line.high or {} } do
      for _, value in pairs(list) do top = math.max(top, value) end
    end
  end
  return top > 0 and top or 1
end

local function value_tics(top, write)
  local step, tics = nice_step(top, 4), {}
  local decimals = step < 1 and math.ceil(-math.log(step, 10)) + (step * 10 % 1 ~= 0 and 1 or 0) or
    step % 1 ~= 0 and 1 or 0
  local value, i = 0, 0
  repeat
    tics[#tics + 1] = ("%s %.10g"):format(quoted(write.number(value, decimals)), value)
    i = i + 1
    value = step * i
  until value > top + step * 0.999
  return table.concat(tics, ", "), step * (i - 1)
end

-- A tick at the first period of each year (of a few, where there are many years).
local function year_tics(periods)
  local tics, years = {}, {}
  for i, period in ipairs(periods) do
    if #period == 4 or period:sub(5, 7) == "-01" or period:sub(5) == "-Q1" then
      years[#years + 1] = { at = i, year = period:sub(1, 4) }
    end
  end
  local every = math.max(1, math.ceil(#years / 10))
  for i, tic in ipairs(years) do
    if (#years - i) % every == 0 then tics[#tics + 1] = ("%s %d"):format(quoted(tic.year), tic.at) end
  end
  return table.concat(tics, ", ")
end

local function data_block(script, name, count, low, high)
  script[#script + 1] = ("$%s << END_OF_DATA"):format(name)
  for i = 1, count do
    -- a missing value parts the line
    script[#script + 1] = low[i] and ("%d %.10g %.10g"):format(i, low[i], high[i] or low[i]) or ""
  end
  script[#script + 1] = "END_OF_DATA"
end

-- The periods and one line of a frame with a time column.
local function lines_of_frame(frame, name, spec)
  for _, column in ipairs(frame:columns()) do
    local kind = frame:type(column)
    if kind == "day" or kind == "month" or column == "period" then
      local line = { values = frame[name], name = spec.name or name }
      if spec.low and spec.high then line.low, line.high = frame[spec.low], frame[spec.high] end
      return frame[column], { line }
    end
  end
  error("bad argument 'of' to 'plot.line': the frame has no column of days or months", 0)
end

local LINE = { "of", "y", "low", "high", "name", "periods", "lines", "lang", "alt", "width", "height" }

--- Draws series over time: `periods` (2024-01, 2024 ...) and `lines`, each a table of values (nil where unknown), name,
--- and optionally low and high (a band), colour and width; or a frame (`of`) with its column `y`, and columns `low` and
--- `high`. Numbers are written as `lang` does (en unless told); `alt` is the text for who can't see it. Gives SVG text;
--- or nil, message, code where gnuplot is missing (not_found) or fails.
--- @sig plot.line(spec: {of?: frame, y?: string, low?: string, high?: string, name?: string, periods?: string[], lines?: table[], lang?: string, alt?: string, width?: integer, height?: integer}): string?, string?, string?
--- @needs process
--- @since 0.1
--- @example plot = require "foresight.plot"
--- @example plot.line{periods={"2023", "2024"}, lines={{values={3, 5}, name="cases"}}}:match "^<svg" --> <svg
function plot.line(spec)
  call.check("plot.line", spec, LINE)
  local periods, lines = spec.periods, spec.lines
  if spec.of then periods, lines = lines_of_frame(spec.of, spec.y or "count", spec) end
  local width, height = spec.width or 640, spec.height or 300
  local write = locale.of(spec.lang or "en")
  local script = header(width, height)
  local function say(...) script[#script + 1] = string.format(...) end
  local tics, top = value_tics(top_of(lines), write)
  say("set border 1 lc rgb '#666666'")
  say("set grid ytics lc rgb '#dddddd' lt 1 lw 1")
  say("set tics textcolor rgb '#333333'")
  say("set xtics (%s) nomirror scale 0.5", year_tics(periods))
  say("set ytics (%s) nomirror scale 0", tics)
  say("set xrange [0.5:%g]", #periods + 0.5)
  say("set yrange [0:%.10g]", top)
  say("set key above left Left reverse samplen 2 spacing 1")
  local bands, strokes, colours = {}, {}, { plot.colours.blue, plot.colours.vermillion, plot.colours.grey }
  for i, line in ipairs(lines) do
    local colour = line.colour or colours[(i - 1) % #colours + 1]
    if line.low then
      data_block(script, "band" .. i, #periods, line.low, line.high)
      bands[#bands + 1] = ("$band%d using 1:2:3 with filledcurves lc rgb '%s' fs solid 0.45 noborder title %s"):format(i,
        line.band or plot.colours.sky, quoted(line.band_name or "range"))
    end
    data_block(script, "line" .. i, #periods, line.values, line.values)
    strokes[#strokes + 1] = ("$line%d using 1:2 with lines lw %g lc rgb '%s' title %s"):format(i, line.width or 2,
      colour, quoted(line.name or ""))
  end
  table.move(strokes, 1, #strokes, #bands + 1, bands)
  say("plot %s", table.concat(bands, ", "))
  local svg, message, code = run_gnuplot(table.concat(script, "\n") .. "\n")
  if not svg then return nil, message, code end
  return cleaned(svg, width, height, spec.alt or "")
end

-- --- maps -------------------------------------------------------------------------------------------------------

local ASIDE, MARGIN, LARGEST = 150, 28, 24 -- pixels: the legend's column, around the map, the largest circle's radius
local OBSTACLE = 9 -- labels keep clear of circles of a larger radius
local KM_PER_DEGREE = 111.195

-- Equirectangular, true to scale at the middle latitude: {lat, lon} -> pixels.
local function projection(points, width, most)
  local south, north, west, east = math.huge, -math.huge, math.huge, -math.huge
  for _, point in ipairs(points) do
    south, north = math.min(south, point.lat), math.max(north, point.lat)
    west, east = math.min(west, point.lon), math.max(east, point.lon)
  end
  local squeeze = math.cos(math.rad((south + north) / 2))
  local wide, high = math.max((east - west) * squeeze, 0.01), math.max(north - south, 0.01)
  local scale = math.min((width - ASIDE - 2 * MARGIN) / wide, (most - 2 * MARGIN) / high, 4000)
  local height = math.ceil(math.max(high * scale + 2 * MARGIN, 230))
  local left = ASIDE + (width - ASIDE - wide * scale) / 2
  local above = (height - high * scale) / 2
  return function(point)
    return left + (point.lon - west) * squeeze * scale, above + (north - point.lat) * scale
  end, height, scale
end

-- Where a label stands beside its circle without covering another label or a large circle; nil when there is no room.
local function place_label(text, spot, taken, obstacles, width, height)
  local wide, high, gap = utf8.len(text) * FONT * 0.56, FONT, math.max(spot.radius, 4) + 3
  for _, at in ipairs { { gap, 0, "left" }, { -gap, 0, "right" }, { 0, -gap - 4, "center" }, { 0, gap + 6, "center" } } do
    local left = spot.x + at[1] - (at[3] == "right" and wide or at[3] == "center" and wide / 2 or 0)
    local box = { left, spot.y + at[2] - high / 2, left + wide, spot.y + at[2] + high / 2 }
    local free = box[1] >= ASIDE - 20 and box[3] <= width - 2 and box[2] >= 2 and box[4] <= height - 2
    for _, other in ipairs(taken) do
      free = free and (box[3] < other[1] or box[1] > other[3] or box[4] < other[2] or box[2] > other[4])
    end
    for _, other in ipairs(obstacles) do
      local dx = math.max(box[1] - other.x, 0, other.x - box[3])
      local dy = math.max(box[2] - other.y, 0, other.y - box[4])
      free = free and (other == spot or dx * dx + dy * dy >= (other.radius - 1) ^ 2)
    end
    if free then
      taken[#taken + 1] = box
      return { text = text, x = spot.x + at[1], y = spot.y + at[2], anchor = at[3] }
    end
  end
end

-- Circles and labels of the points, in the order in which they are drawn: large under small, the zone itself on top.
local function draw_points(points, project, radius_of, most, width, height)
  local order = table.move(points, 1, #points, 1, {})
  table.sort(order, function(a, b)
    if (a.highlight or false) ~= (b.highlight or false) then return a.highlight or false end
    if (a.value or 0) ~= (b.value or 0) then return (a.value or 0) > (b.value or 0) end
    return a.name < b.name
  end)
  local spots, obstacles = {}, {}
  for i, point in ipairs(order) do
    local x, y = project(point)
    local radius = radius_of(point.value or 0)
    local colour = point.highlight and plot.colours.orange or radius > 0 and plot.colours.blue or plot.colours.grey
    spots[i] = { x = x, y = y, radius = math.max(radius, point.highlight and 4 or 2), colour = colour,
      has_value = radius > 0 }
    if radius > OBSTACLE then obstacles[#obstacles + 1] = spots[i] end
  end
  local labels, taken = {}, {}
  for i = 1, math.min(#order, 3 * most) do
    if #labels > most then break end
    if order[i].highlight then -- always named, over other circles if need be
      labels[1] = place_label(order[i].name, spots[i], taken, obstacles, width, height) or
        place_label(order[i].name, spots[i], taken, {}, width, height)
    elseif spots[i].has_value then
      labels[#labels + 1] = place_label(order[i].name, spots[i], taken, obstacles, width, height)
    end
  end
  local circles = {}
  for i, spot in ipairs(spots) do
    if not order[i].highlight then circles[#circles + 1] = spot end
  end
  for i, spot in ipairs(spots) do
    if order[i].highlight then circles[#circles + 1] = spot end
  end
  return circles, labels
end

local function decimals(value)
  return value < 10 and value % 1 ~= 0 and (value < 1 and 2 or 1) or 0
end

-- Three circles with their values, and how long some kilometres are.
local function draw_legend(top, radius_of, write, scale, height, circles, labels)
  local y = 24
  local largest = nice_step(top, 1) > top and nice_step(top, 2) or nice_step(top, 1)
  for _, share in ipairs { 1, 0.2, 0.04 } do
    local value = largest * share
    local radius = radius_of(value)
    y = y + radius
    circles[#circles + 1] = { x = 12 + LARGEST, y = y, radius = math.max(radius, 1), colour = plot.colours.blue }
    labels[#labels + 1] = { text = write.number(value, decimals(value)), x = 24 + 2 * LARGEST, y = y, anchor = "left" }
    y = y + math.max(radius, 5) + 10
  end
  local kilometres = 10
  for _, length in ipairs { 20, 50, 100, 200 } do
    if length / KM_PER_DEGREE * scale < ASIDE - 25 then kilometres = length end
  end
  labels[#labels + 1] = { text = write.number(kilometres) .. " km", x = 12, y = height - 30, anchor = "left" }
  return kilometres / KM_PER_DEGREE * scale
end

local MAP = { "points", "lang", "alt", "width", "height", "labels" }

--- Draws a map of proportional circles: `points` with lat, lon, value (the circle's area), name and highlight (the one
--- the map is about). No outline of the country: the zones themselves show it; a zone without a value is a grey dot.
--- The largest are labelled (6 unless told by `labels`), and so is the highlighted one. Gives SVG text; or nil, message,
--- code where gnuplot is missing (not_found) or fails.
--- @sig plot.map(spec: {points: table[], lang?: string, alt?: string, width?: integer, height?: integer, labels?: integer}): string?, string?, string?
--- @needs process
--- @since 0.1
--- @example plot = require "foresight.plot"
--- @example points = {{lat=51.2, lon=4.4, value=9, name="Antwerp"}, {lat=50.8, lon=4.4, value=4, name="Brussels"}}
--- @example plot.map{points=points, lang="nl"}:match "Antwerp" --> Antwerp
function plot.map(spec)
  call.check("plot.map", spec, MAP)
  if type(spec.points) ~= "table" or #spec.points == 0 then
    error("bad argument 'points' to 'plot.map': expected a list of points with lat, lon and value", 2)
  end
  local width, write = spec.width or 760, locale.of(spec.lang or "en")
  local project, height, scale = projection(spec.points, width, spec.height or 440)
  local top = 0
  for _, point in ipairs(spec.points) do top = math.max(top, point.value or 0) end
  local function radius_of(value) return top > 0 and LARGEST * math.sqrt(value / top) or 0 end
  local circles, labels = draw_points(spec.points, project, radius_of, spec.labels or 6, width, height)
  local script = header(width, height)
  local function say(...) script[#script + 1] = string.format(...) end
  local bar = draw_legend(top > 0 and top or 1, radius_of, write, scale, height, circles, labels)
  say "unset border; unset tics; unset key"
  say "set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0"
  say("set xrange [0:%d]", width)
  say("set yrange [%d:0]", height)
  say("set arrow 1 from 12,%d to %.2f,%d nohead lw 2 lc rgb '#333333'", height - 18, 12 + bar, height - 18)
  for i, label in ipairs(labels) do
    say("set label %d %s at %.2f,%.2f %s front textcolor rgb '#111111'", i, quoted(label.text), label.x, label.y,
      label.anchor)
  end
  say("$circles << END_OF_DATA")
  for _, one in ipairs(circles) do
    say("%.2f %.2f %.4f %d", one.x, one.y, one.radius / POINT, tonumber(one.colour:sub(2), 16))
  end
  say("END_OF_DATA")
  say("plot $circles using 1:2:3:4 with points pt 7 ps variable lc rgb variable")
  local svg, message, code = run_gnuplot(table.concat(script, "\n") .. "\n")
  if not svg then return nil, message, code end
  return cleaned(svg, width, height, spec.alt or "")
end

return plot
