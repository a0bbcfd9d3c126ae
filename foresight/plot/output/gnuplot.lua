--- gnuplot.lua: a canvas as SVG, PNG, PDF or Sixel, by gnuplot (Debian package gnuplot-nox). The same canvas gives the
-- same SVG. No text of an analyst reaches a command line, and none is interpreted: gnuplot reads a script from its
-- input, in which every text is a string without special characters, with enhanced text off.
--
-- Example:  svg = gnuplot.draw(c, "svg", {alt = "Line plot of ..."})

local core = require "glocal.core"

local gnuplot = {}

local POINT = 4.5 -- the radius gnuplot's SVG gives a point of size 1 at font size 12; read back from what it writes
local ENVIRONMENT = { "LC_ALL=C.UTF-8", "TZ=UTC", "GNUTERM=", "GNUPLOT_DRIVER_DIR=", "GNUPLOT_LIB=" }

-- A text as gnuplot reads it: in double quotes, where all of ASCII but letters, figures and a few marks stands as its octal
-- number. So no text ends its string, and none of what gnuplot looks for (backslashes, backticks that run a command,
-- macros) is in it. In single quotes a text that begins with two quotes would end at once.
local function quoted(text)
  return '"' .. text:gsub("[^%w ,.:;()+/\x80-\xFF-]", function(c) return ("\\%03o"):format(c:byte()) end) .. '"'
end

local function escaped(text, marks)
  return (text:gsub(marks or "[&<>\"']",
    { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

-- --- the script -------------------------------------------------------------------------------------------------

-- 0.3 of a pixel is enough, and short.
local function coordinate(value)
  return (("%.1f"):format(value):gsub("%.0$", ""))
end

local function path_lines(lines, points)
  for i = 1, #points, 2 do lines[#lines + 1] = coordinate(points[i]) .. " " .. coordinate(points[i + 1]) end
  lines[#lines + 1] = ""
end

local function number_of(colour) return tonumber(colour:sub(2), 16) end

-- How each kind is written: its look (items that follow each other with the same one share a block), its data, and
-- the plot element over the block.
local write = {}

write.line = {
  look = function(item) return ("%s %g %s"):format(item.colour, item.width, item.dashed) end,
  data = function(lines, item) path_lines(lines, item.points) end,
  element = function(item)
    return ("with lines lw %g %s lc rgb '%s'"):format(item.width, item.dashed and "dt (6,4)" or "dt solid", item.colour)
  end,
}

write.rule = write.line

write.area = {
  look = function(item) return ("%s %g %s"):format(item.colour, item.opacity, item.edge) end,
  data = function(lines, item) path_lines(lines, item.points) end,
  element = function(item)
    return ("with filledcurves closed lc rgb '%s' fs %ssolid %g %s"):format(item.colour,
      item.opacity < 1 and "transparent " or "", item.opacity, item.edge and ("border lc rgb '%s'"):format(item.edge) or
      "noborder")
  end,
}

write.box = {
  look = function(item) return ("%g"):format(item.opacity) end,
  data = function(lines, item)
    local left, top = item.x, item.y
    local right, bottom = item.x + item.width, item.y + item.height
    lines[#lines + 1] = ("%s %s %s %s %s %s %d"):format(coordinate(left), coordinate(top), coordinate(left),
      coordinate(right), coordinate(top), coordinate(bottom), number_of(item.colour))
  end,
  element = function(item)
    return ("using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable fs %ssolid %g noborder"):format(
      item.opacity < 1 and "transparent " or "", item.opacity)
  end,
}

local circle = {
  look = function(item) return ("%g"):format(item.opacity) end,
  data = function(lines, item, format)
    lines[#lines + 1] = ("%.2f %.2f %.4f %d"):format(item.x, item.y, format == "svg" and item.radius / POINT or item.radius,
      number_of(item.colour))
  end,
}

-- SVG has points that can be styled as circles later; elsewhere a circle is drawn as one.
local function circle_element(item, format)
  if format == "svg" then return "using 1:2:3:4 with points pt 7 ps variable lc rgb variable" end
  return ("using 1:2:3:4 with circles lc rgb variable fs transparent solid %g border lc rgb '#ffffff'"):format(item.opacity)
end

circle.element = circle_element
write.circle = circle

local TERMINAL = {
  svg = function(c) return ("svg size %d,%d font 'sans-serif,12' noenhanced"):format(c.width, c.height) end,
  -- twice as fine as a pixel of ours
  png = function(c)
    return ("pngcairo size %d,%d font 'sans,12' fontscale 1.5 linewidth 1.5 noenhanced background rgb 'white'")
      :format(2 * c.width, 2 * c.height)
  end,
  pdf = function(c)
    return ("pdfcairo size %.4fin,%.4fin font 'sans,12' fontscale 0.56 linewidth 1.5 noenhanced"):format(c.width / 96,
      c.height / 96)
  end,
  sixel = function(c)
    return ("sixelgd size %d,%d truecolor font 'sans,12' fontscale 0.72 noenhanced background rgb 'white'")
      :format(c.width, c.height)
  end,
}

local HALO = "set style textbox 1 opaque fillcolor rgb '#50FFFFFF' noborder margins 0.3,0.1"

-- With a halo the text has a pale ground where the format can't outline letters.
local function label_line(i, item, text, halo)
  local size = item.size ~= 12 and ("%g"):format(item.size) or ""
  local font = (item.bold or size ~= "") and (" font '%s,%s'"):format(item.bold and ":Bold" or "", size ~= "" and size or
    "12") or ""
  return ("set label %d %s at %s,%s %s front textcolor rgb '%s'%s%s"):format(i, quoted(text), coordinate(item.x),
    coordinate(item.y), item.align, item.colour, font, halo and item.halo and " boxed bs 1" or "")
end

-- The blocks of data, the labels and the plot command.
local function script_of(c, format, options)
  local halo = options and options.halo and format ~= "svg"
  local script = {
    "set terminal " .. TERMINAL[format](c), "set encoding utf8",
    "unset border; unset tics; unset key; unset colorbox",
    "set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0",
    halo and HALO or "unset title",
    ("set xrange [0:%d]; set yrange [%d:0]"):format(c.width, c.height),
  }
  local elements, labels, open, look = {}, {}, false, nil
  for _, item in ipairs(c.items) do
    if item.kind == "text" then
      local i = #labels + 1
      labels[i] = label_line(i, item, format == "svg" and "T" .. i or item.text, halo)
    else
      local way = write[item.kind]
      local this = item.kind .. " " .. way.look(item)
      if this ~= look then
        if open then script[#script + 1] = "END_OF_DATA" end
        elements[#elements + 1] = ("$d%d %s"):format(#elements + 1, way.element(item, format))
        script[#script + 1] = ("$d%d << END_OF_DATA"):format(#elements)
        open, look = true, this
      end
      way.data(script, item, format)
    end
  end
  if open then script[#script + 1] = "END_OF_DATA" end
  table.move(labels, 1, #labels, #script + 1, script)
  script[#script + 1] = "plot " .. (#elements > 0 and table.concat(elements, ", \\\n  ") or "-1 with lines")
  return table.concat(script, "\n") .. "\n"
end

-- --- SVG --------------------------------------------------------------------------------------------------------

-- A point comes as a reference to a definition; a circle of its own is shorter, and can be styled.
local POINT_TAG = "^<use xlink:href='#gpPt6' transform='translate%(([%d.-]+),([%d.-]+)%) scale%(([%d.]+)%)' color='([^']*)'/>$"

local function circle_tag(x, y, radius, colour, opacity)
  return ('<circle cx="%s" cy="%s" r="%s" fill="%s" fill-opacity="%g" stroke="#fff" stroke-width="0.6"/>'):format(x, y, radius,
    colour:gsub(" ", ""), opacity)
end

-- In the place of texts gnuplot gets T1, T2 ...: it takes what looks like a reference, &#27; or &#x1B;, as one.
local function text_filler(c)
  local texts = {}
  for _, item in ipairs(c.items) do
    if item.kind == "text" then texts[#texts + 1] = (">%s</text>"):format(escaped(item.text, "[&<>]")) end
  end
  return function(number) return texts[tonumber(number)] end
end

local function tag_cleaner(opacity, halo)
  return function(tag)
    local x, y, radius, colour = tag:match(POINT_TAG)
    if x then return circle_tag(x, y, radius, colour, opacity) end
    if tag == "<text>" then return halo and '<text paint-order="stroke" stroke="#fff" stroke-width="2.5">' or nil end
    return (tag:gsub(' id="[^"]*"', ""):gsub(' class="gridline"', ""):gsub(' font%-family=":Bold"', ' font-weight="bold"'))
  end
end

-- That of the circles of a picture: gnuplot's points have none.
local function dot_opacity(c)
  for _, item in ipairs(c.items) do
    if item.kind == "circle" then return item.opacity end
  end
  return 1
end

-- gnuplot's SVG as it may stand in a page: no prolog, no ids, no definitions, a name for readers who can't see it; and
-- no size of its own unless it is a file.
local function cleaned(svg, c, options)
  local body = svg:match "<g id=\"gnuplot_canvas\">(.*)</svg>"
  body = body:gsub("<defs>.-</defs>", ""):gsub("<title>[^<]*</title>", "")
    :gsub("<[^>]*>", tag_cleaner(dot_opacity(c), options.halo))
  local emptied = 1
  while emptied > 0 do body, emptied = body:gsub("<g[^>]*>%s*</g>\n?", "") end
  body = body:gsub("\n%s*\n+", "\n"):gsub(">T(%d+)</text>", text_filler(c))
  local size = options.is_file and ('width="%d" height="%d" '):format(c.width, c.height) or ""
  local ground = options.is_file and ('<rect width="%d" height="%d" fill="#fff"/>\n'):format(c.width, c.height) or ""
  return ('<svg xmlns="http://www.w3.org/2000/svg" %sviewBox="0 0 %d %d" role="img" aria-label="%s" ' ..
    'class="plot" font-family="sans-serif">\n%s<g>\n%s</svg>\n'):format(size, c.width, c.height,
    escaped(core.visible(options.alt or "")), ground, (body:gsub("^%s+", "")))
end

-- Cairo dates a PDF by the machine's clock; ours may be held. The place of each object in the file is told in bytes: as many digits.
local function dated(pdf)
  return (pdf:gsub("(/CreationDate %(D:)" .. ("%d"):rep(14) .. "Z", "%1" .. os.date "!%Y%m%d%H%M%S" .. "Z", 1))
end

-- --- drawing ----------------------------------------------------------------------------------------------------

local BEGINS = { svg = "<%?xml", png = "\137PNG", pdf = "%%PDF", sixel = "\27P" }

--- The canvas as a file's bytes: format svg, png, pdf or sixel; options: alt (what a reader hears), halo (texts stand
--- out from what is under them), is_file. Or nil, message, code: not_found (no gnuplot), io, cancelled.
function gnuplot.draw(c, format, options)
  local out, said, code = core.run_program({ "gnuplot", "-d", "-" }, script_of(c, format, options), ENVIRONMENT)
  if not out then
    if code == "not_found" then said = "gnuplot was not found: install the Debian package gnuplot-nox to draw plots" end
    return nil, said, code
  elseif code ~= 0 or not out:find("^" .. BEGINS[format]) then
    return nil, "gnuplot failed: " .. (said:match "line %d+: ([^\n]*)" or said:match "[^\n]+" or "no output"), "io"
  end
  if format == "pdf" then return dated(out) end
  return format == "svg" and cleaned(out, c, options or {}) or out
end

local TOGETHER = 100 -- pictures that one process draws: what it writes is held in memory

-- The SVGs of some jobs by one process, which says each after the other.
local function draw_some(jobs, first, last)
  local scripts = {}
  for i = first, last do scripts[#scripts + 1] = "reset\n" .. script_of(jobs[i].canvas, "svg", jobs[i].options) end
  local out, said, code = core.run_program({ "gnuplot", "-d", "-" }, table.concat(scripts), ENVIRONMENT)
  if not out then
    if code == "not_found" then said = "gnuplot was not found: install the Debian package gnuplot-nox to draw plots" end
    return nil, said, code
  end
  local svgs, at = {}, out:find(BEGINS.svg)
  for i = first, last do
    local ends = at and (out:find(BEGINS.svg, at + 1) or #out + 1)
    if code ~= 0 or not at then
      return nil, "gnuplot failed: " .. (said:match "line %d+: ([^\n]*)" or said:match "[^\n]+" or "no output"), "io"
    end
    svgs[i] = cleaned(out:sub(at, ends - 1), jobs[i].canvas, jobs[i].options)
    at = ends <= #out and ends or nil
  end
  return svgs
end

--- The SVGs of many canvases ({canvas, options}, options as of gnuplot.draw), which starts gnuplot once for many of them; or nil,
--- message, code.
function gnuplot.draw_all(jobs)
  local all = {}
  for first = 1, #jobs, TOGETHER do
    local last = math.min(#jobs, first + TOGETHER - 1)
    local svgs, message, code = draw_some(jobs, first, last)
    if not svgs then return nil, message, code end
    for i = first, last do all[i] = svgs[i] end
  end
  return all
end

-- Items as SVG, for what lies over a picture that is there: lines, circles and texts with a halo.
local over = {
  line = function(item)
    local path = {}
    for i = 1, #item.points, 2 do
      path[#path + 1] = coordinate(item.points[i]) .. "," .. coordinate(item.points[i + 1])
    end
    return ('<polyline points="%s" fill="none" stroke="%s" stroke-width="%g"/>'):format(table.concat(path, " "), item.colour,
      item.width)
  end,
  circle = function(item)
    return circle_tag(coordinate(item.x), coordinate(item.y), coordinate(item.radius), item.colour, item.opacity)
  end,
  text = function(item)
    return ('<text x="%s" y="%s" text-anchor="%s" dominant-baseline="central" font-size="%g" fill="%s" paint-order="stroke" ' ..
      'stroke="#fff" stroke-width="2.5">%s</text>'):format(coordinate(item.x), coordinate(item.y),
      item.align == "center" and "middle" or item.align == "right" and "end" or "start", item.size, item.colour,
      escaped(item.text, "[&<>]"))
  end,
}

--- The SVG of a picture with the items of another canvas of its size over it.
function gnuplot.lay_over(svg, c)
  local tags = {}
  for i, item in ipairs(c.items) do tags[i] = over[item.kind](item) end
  local above = table.concat(tags, "\n") .. "\n</svg>\n"
  return (svg:gsub("</svg>%s*$", function() return above end))
end

-- The outline of a place, or its circle.
local function shape_tag(place)
  if #place.paths == 0 then
    return ('<circle cx="%s" cy="%s" r="%s"/>'):format(coordinate(place.x), coordinate(place.y), coordinate(place.radius))
  end
  local parts = {}
  for _, points in ipairs(place.paths) do
    local path = {}
    for i = 1, #points, 2 do path[#path + 1] = coordinate(points[i]) .. "," .. coordinate(points[i + 1]) end
    parts[#parts + 1] = "M" .. table.concat(path, " ") .. "z"
  end
  return ('<path d="%s"/>'):format(table.concat(parts))
end

--- The SVG of a map with a link over each place ({key, paths, x, y, radius}) that `links` has ({file, text}). Each is a stop of the
--- keyboard and has its name; the drawing below them is not read aloud, so that a screen reader meets each zone once.
function gnuplot.lay_links(svg, places, links)
  local tags = { '</g>\n<g class="links" fill="#fff" fill-opacity="0">' }
  for _, place in ipairs(places) do
    local link = links[place.key]
    if link then
      local text = core.visible(link.text)
      tags[#tags + 1] = ('<a href="%s" aria-label="%s"><title>%s</title>%s</a>'):format(escaped(core.visible(link.file)),
        escaped(text), escaped(text, "[&<>]"), shape_tag(place))
    end
  end
  tags[#tags + 1] = "</g>\n</svg>\n"
  local over_it = table.concat(tags, "\n")
  svg = svg:gsub("^(.-<svg[^>]*>)", function(opened)
    return (opened:gsub('role="img"', 'role="group"')) .. '<g aria-hidden="true">'
  end, 1)
  return (svg:gsub("</svg>%s*$", function() return over_it end))
end

--- For whom wants to look at it: the script gnuplot gets.
gnuplot.script = script_of

return gnuplot
