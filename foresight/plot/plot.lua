--- plot.lua: plots of frames, and the line charts and maps of a brief. plot/columns.lua finds what the columns of a frame
-- are to a plot, plot/kinds.lua what each kind makes of them, plot/picture.lua shows and writes it.
--
-- Example:  r:plot()   r:plot{kind="bar", top=10, to="r.svg"}   r:plot{kind="map", at="2025", lang="nl"}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local glocal = require "glocal"
local colours = require "foresight.plot.colours"
local columns = require "foresight.plot.columns"
local embedded = require "foresight.plot.embedded"
local gnuplot = require "foresight.plot.output.gnuplot"
local hint = require "foresight.shared.hint"
local kinds = require "foresight.plot.kinds"
local locale = require "foresight.language.locale"
local outfile = require "foresight.shared.outfile"
local picture = require "foresight.plot.output.picture"
local terminal = require "foresight.plot.output.terminal"
local time = require "foresight.plot.time"
local words_of = require "foresight.plot.words"

local plot = { colours = colours }

-- --- plots of frames --------------------------------------------------------------------------------------------

local KINDS = { "line", "bar", "heat", "multiples", "map", "circles", "choropleth", "clusters", "plane", "bubbles", "funnel",
  "flow_map" }

-- So that a table of the caller's stays as it is.
local function table_copy(given)
  local copy = {}
  for key, value in pairs(given) do copy[key] = value end
  return copy
end

local function check_kind(kind)
  for _, each in ipairs(KINDS) do
    if each == kind then return kind end
  end
  error(("bad argument 'kind' to 'plot': there is no '%s'%s"):format(tostring(kind), hint.of(kind, KINDS, "use")), 0)
end

-- Of an embedded plot, in pixels.
local function check_size(spec, callee)
  call.check_whole(spec, "width", 20, 4000, callee)
  call.check_whole(spec, "height", 20, 4000, callee)
end

local function check_types(spec)
  if spec.at ~= nil then
    spec.at = tostring(spec.at)
    if not time.position(spec.at) then
      error(("bad argument 'at' to 'plot': '%s' is not a period; periods are written 2024, 2024-Q1, 2024-01, 2024-W05 or "
        .. "2024-01-31"):format(spec.at), 0)
    end
  end
  if spec.images ~= nil then terminal.images(spec.images) end
  for _, name in ipairs { "title", "source", "images", "highlight" } do
    if spec[name] ~= nil and type(spec[name]) ~= "string" then
      error(("bad argument '%s' to 'plot': expected a text, got %s"):format(name, type(spec[name])), 0)
    end
  end
  for _, name in ipairs { "stack", "horizontal" } do
    if spec[name] ~= nil and type(spec[name]) ~= "boolean" then
      error(("bad argument '%s' to 'plot': expected true or false, got %s"):format(name, type(spec[name])), 0)
    end
  end
  call.check_whole(spec, "top", 1, 10000, "plot")
  call.check_whole(spec, "labels", 0, 1000, "plot")
  call.check_whole(spec, "width", 200, 4000, "plot")
  call.check_whole(spec, "height", 150, 4000, "plot")
end

--- Draws the frame, with its intervals. In the shell the plot shows itself: as an image where the terminal can, else in
--- characters; in words with GLOCAL_PLAIN=1 or where the output is no terminal. r:plot "bar" is r:plot{kind="bar"}.
--- @function frame:plot
--- @param spec? string|table
--- @option kind? string = (by the columns) {line|bar|heat|multiples|map|circles|choropleth|clusters|plane|bubbles|funnel|flow_map} what is
---   drawn
--- @option x? string = (the periods) <column> along the axis
--- @option y? string|string[] = (median, mean, count ...) <column> the figures
--- @option by? string|string[] = (what distinguishes the rows) <column> a series per value
--- @option panel? string|string[] <column> a panel per value, of multiples
--- @option low? string <column> the lower end of an interval
--- @option high? string <column> the upper end
--- @option top? integer how many series, bars or rows, the largest first
--- @option at? string|integer = (the last with figures) the period of bars and maps
--- @option stack? boolean stack the bars
--- @option horizontal? boolean lay the bars horizontally
--- @option highlight? string <zone> a zone of a map
--- @option labels? integer how many are named
--- @option to? string <file> SVG, PNG or PDF, by the ending of the name
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language
--- @option title? string in place of the one found
--- @option source? string in place of those found
--- @option width? integer [pixels] of the file
--- @option height? integer [pixels] of the file
--- @option images? string = ($GLOCAL_IMAGES) {kitty|sixel|none} images in the terminal
--- @option store? store = (the current one) the store of names
--- @return picture with write(path), svg(), text(), summary(), title, marking, note
--- @fails not_found: nothing to draw, or gnuplot is missing; marking: TLP:RED, H2 or H3; io: it can't be written
--- @needs store.read, file.write, process
--- @leaves
--- @since 0.1
--- @example r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year", from="2019", to="2022"}
--- @example r:plot{lang="nl"}.title --> Mensenhandel: België, Luxemburg en Nederland
--- @example r:plot{kind="bar", lang="en"}:summary():match "Highest: [^;]*" --> Highest: Netherlands 814
function core.frame_methods.plot(frame, spec)
  if type(spec) == "string" then spec = { kind = spec } end
  if spec ~= nil and type(spec) ~= "table" then
    error(("bad argument #1 to 'plot': expected a table, as in plot{kind=\"bar\"}, got %s"):format(type(spec)), 0)
  end
  spec = table_copy(spec or {})
  local drawn = frame:attached "drawn" -- what stands for the frame in a plot, such as a forecast with its history
  if drawn then frame = drawn() or frame end
  if spec.kind ~= nil then check_kind(spec.kind) end
  check_types(spec)
  if spec.to ~= nil then picture.format_of(spec.to) end
  if spec.store then glocal.use(spec.store) end
  local words = words_of.of(spec.lang or locale.preferred())
  if #frame:columns() == 0 or #frame == 0 then
    return nil, "nothing to draw: the frame has no rows" .. (frame:note() and " (" .. frame:note() .. ")" or ""), "not_found"
  end
  local it = { frame = frame, spec = spec, words = words, roles = columns.of(frame, spec) }
  it.kind = spec.kind or kinds.choose(it)
  local made, message, code = picture.of(it)
  if not made then return nil, message, code end
  if spec.to then
    local written
    written, message, code = made:write(spec.to)
    if not written then return nil, message, code end
  end
  return made
end

-- --- figures of a brief -----------------------------------------------------------------------------------------

-- The periods and one line of a frame with a time column.
local function lines_of_frame(frame, name, spec)
  for _, column in ipairs(frame:columns()) do
    local kind = frame:type(column)
    if kind == "day" or kind == "month" or column == "period" then
      local one = { values = frame[name], name = spec.name or name }
      if spec.low and spec.high then one.low, one.high = frame[spec.low], frame[spec.high] end
      return frame[column], { one }
    end
  end
  error("bad argument 'of' to 'plot.line': the frame has no column of days or months", 0)
end

--- Draws series over time as SVG for a page, without title and source line (frame:plot has those). The marking of a frame
--- stands below where it is not CLEAR; that of the page it goes into is the page's.
--- @function plot.line
--- @param spec table
--- @option of? frame a frame with a time column, in place of periods and lines
--- @option y? string = "count" <column> its figures
--- @option low? string <column> the lower end of its band
--- @option high? string <column> the upper end of its band
--- @option name? string what the line is called
--- @option periods? string[] 2024-01, 2024 ...
--- @option lines? table[] each {values, name, low, high, colour, width}; nil where unknown
--- @option lang? string = "en" {nl|fr|de|en} of the numbers
--- @option alt? string the text for who can't see it
--- @option width? integer = 640 [pixels] how wide
--- @option height? integer = 300 [pixels] how high
--- @return string SVG
--- @fails not_found: gnuplot is missing; marking: the frame is TLP:RED, H2 or H3; io: it failed
--- @needs process
--- @leaves
--- @since 0.1
--- @example plot = require "foresight.plot.plot"
--- @example plot.line{periods={"2023", "2024"}, lines={{values={3, 5}, name="cases"}}}:match "^<svg" --> <svg
function plot.line(spec)
  check_size(spec, "plot.line")
  local periods, lines, marking = spec.periods, spec.lines, nil
  if spec.of then
    marking = spec.of:marking()
    local may, message, code = outfile.may_leave(marking, "plot")
    if not may then return nil, message, code end
    periods, lines = lines_of_frame(spec.of, spec.y or "count", spec)
  end
  local c = embedded.line { periods = periods, lines = lines, marking = marking, lang = spec.lang, width = spec.width,
    height = spec.height }
  return gnuplot.draw(c, "svg", { alt = spec.alt, halo = true })
end

--- Draws a map of proportional circles as SVG. A zone without a value is a grey dot; the largest are labelled, and so is
--- the highlighted one.
--- @function plot.map
--- @param spec table
--- @option points table[] each {lat, lon, value, name, highlight}; the circle's area is the value
--- @option lang? string = "en" {nl|fr|de|en} of the numbers
--- @option alt? string the text for who can't see it
--- @option width? integer = 760 [pixels] how wide
--- @option height? integer = 440 [pixels] how high
--- @option labels? integer = 6 how many are named
--- @return string SVG
--- @fails not_found: gnuplot is missing; io: it failed
--- @needs process
--- @since 0.1
--- @example plot = require "foresight.plot.plot"
--- @example points = {{lat=51.2, lon=4.4, value=9, name="Antwerp"}, {lat=50.8, lon=4.4, value=4, name="Brussels"}}
--- @example plot.map{points=points, lang="nl"}:match "Antwerp" --> Antwerp
function plot.map(spec)
  if type(spec.points) ~= "table" or #spec.points == 0 then
    error("bad argument 'points' to 'plot.map': expected a list of points with lat, lon and value", 2)
  end
  check_size(spec, "plot.map")
  local c = embedded.map(spec)
  return gnuplot.draw(c, "svg", { alt = spec.alt, halo = true })
end

call.guard(core.frame_methods)

return plot
