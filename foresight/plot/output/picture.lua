--- picture.lua: a plot as a value: it shows itself in the terminal, goes to a file, and says in words what it shows.
--
-- Example:  p = r:plot()   p:write "r.svg"   print(p:summary())

local call = require "foresight.shared.call"
local canvas = require "foresight.plot.output.canvas"
local core = require "glocal.core"
local gnuplot = require "foresight.plot.output.gnuplot"
local hint = require "foresight.shared.hint"
local kinds = require "foresight.plot.kinds"
local map = require "foresight.plot.kinds.map"
local outfile = require "foresight.shared.outfile"
local page = require "foresight.plot.page"
local sealed = require "foresight.shared.sealed"
local characters = require "foresight.plot.output.characters"
local terminal = require "foresight.plot.output.terminal"
local titles = require "foresight.plot.titles"
local phrases = require "foresight.language.phrases"

local picture = {}

local methods = {}
local FORMATS, ENDINGS = { "svg", "png", "pdf" }, { ".svg", ".png", ".pdf" }
local WIDTH, HEIGHT = 800, 450
local MOST_HEIGHT = 4000

-- --- drawing ----------------------------------------------------------------------------------------------------

local function page_of(self, model)
  local notes = table.move(model.notes, 1, #model.notes, 1, {})
  if model.at then table.insert(notes, 1, model.at) end
  return {
    title = self.title, subtitle = titles.subtitle(model, model.measure, self.it.words, notes), source = self.source,
    marking = self.marking, legend = model.legend,
  }
end

-- How much of a height title, legend and source line take.
local function taken_by_page(medium, width, spec)
  local scratch = canvas.new(medium, width, 10000)
  local area = page.draw(scratch, spec)
  return 10000 - (area.bottom - area.top)
end

-- The canvas of a medium and width; `height` is that of a screen where one is to be filled, nil for paper.
local function canvas_of(self, medium, width, height)
  local kind, it = kinds[self.kind], self.it
  local model = kind.model(it, { medium = medium, width = width, height = height and height - 6 * medium.line })
  local spec = page_of(self, model)
  local taken = taken_by_page(medium, width, spec)
  if height and model.height and not it.spec.top then -- now that it is known how much title and legend take
    model = kind.model(it, { medium = medium, width = width, height = math.max(2 * medium.line, height - taken) })
    spec = page_of(self, model)
    taken = taken_by_page(medium, width, spec)
  end
  local whole = it.spec.height and not medium.is_text and it.spec.height or
    model.height and math.ceil(model.height + taken) or height or HEIGHT
  if not medium.is_text then whole = math.max(180, math.min(MOST_HEIGHT, whole)) end
  local c = canvas.new(medium, width, whole)
  model.draw(c, page.draw(c, spec))
  return c, model
end

local function summary_of(self)
  local words = self.it.words
  local model = kinds[self.kind].model(self.it, { medium = canvas.GRAPHICS, width = WIDTH })
  local spec = page_of(self, model)
  local kind = words.kinds[model.kind or self.kind]
  local title = spec.title == kind and kind or ("%s. %s"):format(kind, spec.title)
  local lines = { ("%s. %s."):format(title, spec.subtitle) }
  for _, each in ipairs(model.lines()) do lines[#lines + 1] = each end
  lines[#lines + 1] = (spec.source ~= "" and spec.source .. ". " or "") .. self.marking
  return core.visible(table.concat(lines, "\n"), "\n")
end

local function text_of(self, options)
  call.check_whole(options, "width", 1, 1000, "text")
  call.check_whole(options, "height", 1, 1000, "text")
  local columns, rows = terminal.size()
  columns, rows = options.width or columns, options.height or rows
  rows = math.min(rows, math.max(20, math.floor(columns * 0.24))) -- no higher than a picture is
  local c = canvas_of(self, canvas.CHARACTERS, 2 * columns, 4 * rows)
  return characters.draw(c, { colour = options.colour, ascii = options.ascii })
end

local function graphics_of(self, format, options)
  local c, model = canvas_of(self, canvas.GRAPHICS, self.it.spec.width or WIDTH)
  options.halo, options.alt = model.halo, summary_of(self):gsub("\n", " ")
  return gnuplot.draw(c, format, options)
end

-- The plot as an image in the terminal; nil where it can't be drawn, and then text does.
local function image_of(self, way)
  local columns, _, pixel = terminal.size()
  local wide = math.floor(math.min(columns * (pixel or 8), 1200))
  local c = canvas_of(self, canvas.GRAPHICS, self.it.spec.width or math.max(480, way == "kitty" and math.min(wide, 900) or wide))
  local bytes = gnuplot.draw(c, way == "kitty" and "png" or "sixel")
  if bytes and way == "kitty" then return terminal.kitty(bytes, math.min(columns, 110)) end
  return bytes
end

local function shown(self)
  if self.path then return "plot written to " .. self.path end
  if not terminal.is_seen() then return summary_of(self) end
  local way = terminal.images(self.it.spec.images)
  return way and image_of(self, way) or text_of(self, { colour = terminal.has_colour(), ascii = terminal.is_ascii() })
end

local kind = sealed.kind {
  name = "picture", word = "plot", methods = methods, shown = shown,
  public = { "kind", "lang", "marking", "note", "path", "source", "title" },
}

-- The fields of a plot that may leave; or nil, message, code.
local function leaving(self)
  local fields = sealed.fields(self, kind)
  local may, message, code = outfile.may_leave(fields.marking, "plot")
  if not may then return nil, message, code end
  return fields
end

--- The plot as SVG text.
--- @function picture:svg
--- @return string SVG
--- @fails not_found: gnuplot is missing; marking: TLP:RED, H2 or H3; io, cancelled
--- @needs process
--- @leaves
--- @since 0.1
--- @example frame({{year="2023", count=3}, {year="2024", count=5}}):plot():svg():match "^<svg" --> <svg
function methods.svg(self)
  local fields, message, code = leaving(self)
  if not fields then return nil, message, code end
  return graphics_of(fields, "svg", { is_file = true })
end

--- The format a file's name asks for; raises for one there is none of.
function picture.format_of(path)
  if type(path) ~= "string" then
    error("bad argument 'to' to 'plot': expected a file name, such as \"plot.svg\", got " .. type(path), 0)
  end
  local ending = path:match "%.([%w]+)$"
  for _, format in ipairs(FORMATS) do
    if ending and ending:lower() == format then return format end
  end
  error(("bad argument 'to' to 'plot': a plot can't be written as '%s'%s"):format(path,
    hint.of(ending and "." .. ending:lower(), ENDINGS, "its name ends in")), 0)
end

--- Writes the plot.
--- @function picture:write
--- @param path string <file> SVG, PNG or PDF, by the ending of the name
--- @return string the path
--- @fails not_found: gnuplot is missing; marking: TLP:RED, H2 or H3; io, cancelled
--- @needs file.write, process
--- @leaves
--- @since 0.1
--- @example p = frame({{year="2023", count=3}, {year="2024", count=5}}, {marking="RED"}):plot()
--- @example select(3, p:write "p.svg") --> marking
function methods.write(self, path)
  local format = picture.format_of(path)
  local fields, message, code = leaving(self)
  if not fields then return nil, message, code end
  local bytes
  bytes, message, code = graphics_of(fields, format, { is_file = true })
  if not bytes then return nil, message, code end
  local written
  written, message, code = outfile.write(path, bytes, fields.marking, "plot")
  if not written then return nil, message, code end
  fields.path = path
  return path
end

--- The plot as text.
--- @function picture:text
--- @param options? table
--- @option width? integer = (that of the terminal) [columns] how wide
--- @option height? integer = (that of the terminal) [lines] how high, about
--- @option colour? boolean = false with colour
--- @option ascii? boolean = false no braille and no blocks
--- @return string the text
--- @fails marking: TLP:RED, H2 or H3; show() shows it on the terminal
--- @leaves
--- @since 0.1
--- @example p = frame{{zone="East", count=3}, {zone="West", count=5}}:plot{lang="en", horizontal=true}
--- @example p:text{width=40, height=12, ascii=true}:match "East (#+)" --> ###################
function methods.text(self, options)
  local fields, message, code = leaving(self)
  if not fields then return nil, message, code end
  return text_of(fields, options or {})
end

--- What the plot shows, in words: for a screen reader, and where the output is no terminal.
--- @function picture:summary
--- @return string the summary
--- @fails marking: TLP:RED, H2 or H3; show() shows it on the terminal
--- @leaves
--- @since 0.1
--- @example p = frame{{zone="East", count=3}, {zone="West", count=5}}:plot{lang="en"}
--- @example p:summary():match "Highest: [^.]*" --> Highest: West 5; East 3
function methods.summary(self)
  local fields, message, code = leaving(self)
  if not fields then return nil, message, code end
  return summary_of(fields)
end

--- A map that many look at: a function of a zone's code that gives the SVG with that zone marked (unmarked where it is not on the map),
--- drawn once. Or nil, message, code as of picture:svg.
function picture.marker(self)
  local fields, message, code = leaving(self)
  if not fields then return nil, message, code end
  local c, model = canvas_of(fields, canvas.GRAPHICS, fields.it.spec.width or WIDTH)
  local svg
  svg, message, code = gnuplot.draw(c, "svg", { is_file = true, halo = model.halo, alt = summary_of(fields):gsub("\n", " ") })
  if not svg then return nil, message, code end
  return function(zone)
    local over = canvas.new(canvas.GRAPHICS, c.width, c.height)
    return map.mark(c, over, zone) and gnuplot.lay_over(svg, over) or svg
  end
end

--- A map whose zones lead somewhere: the SVG with an invisible area over each zone that `links` has by its code ({file, text}). They
--- are for the mouse; who goes by keyboard or listens finds the same in a table beside the map. Or nil, message, code as of picture:svg.
function picture.linked(self, links)
  local fields, message, code = leaving(self)
  if not fields then return nil, message, code end
  local c, model = canvas_of(fields, canvas.GRAPHICS, fields.it.spec.width or WIDTH)
  local svg
  svg, message, code = gnuplot.draw(c, "svg", { is_file = true, halo = model.halo, alt = summary_of(fields):gsub("\n", " ") })
  if not svg then return nil, message, code end
  return gnuplot.lay_links(svg, map.places(c), links)
end

call.guard(methods)

-- --- making -----------------------------------------------------------------------------------------------------

--- The picture of `it` (frame, spec, roles, words, kind); or nil, message, code where there is nothing to draw.
function picture.of(it)
  local self = { it = it, kind = it.kind, marking = it.frame:marking(), lang = it.words.lang }
  local model = kinds[it.kind].model(it, { medium = canvas.GRAPHICS, width = WIDTH })
  if model.is_empty then
    return nil, ("nothing to draw: column '%s' has no figures%s"):format(it.roles.y,
      it.spec.at and " in " .. it.spec.at or ""), "not_found"
  end
  local own = it.frame:attached "titled" -- what it is called in a language, where its columns do not say
  self.title = it.spec.title or own and own(it.words.lang) or model.title
    or titles.of(it.rows and it.frame:take(it.rows) or it.frame, it.roles, it.words)
  self.source = titles.source(it.frame, it.words, it.spec.source)
  self.note = #model.notes > 0 and phrases.sentence(table.concat(model.notes, "; ")) or nil
  return sealed.new(self, kind)
end

--- What a picture can do, for help and completion.
picture.methods = methods

return picture
