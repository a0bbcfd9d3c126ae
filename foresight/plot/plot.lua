--- plot.lua: plots of frames, and the line charts and maps of a brief. plot/columns.lua finds what the columns of a frame
-- are to a plot, plot/kinds.lua what each kind makes of them, plot/picture.lua shows and writes it.
--
-- Example:  r:plot()   r:plot{kind="bar", top=10, to="r.svg"}   r:plot{kind="map", at="2025", lang="nl"}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local glocal = require "glocal"
local canvas = require "foresight.plot.output.canvas"
local colours = require "foresight.plot.colours"
local columns = require "foresight.plot.columns"
local gnuplot = require "foresight.plot.output.gnuplot"
local hint = require "foresight.shared.hint"
local kinds = require "foresight.plot.kinds"
local line = require "foresight.plot.kinds.line"
local locale = require "foresight.language.locale"
local map = require "foresight.plot.kinds.map"
local page = require "foresight.plot.page"
local picture = require "foresight.plot.output.picture"
local terminal = require "foresight.plot.output.terminal"
local time = require "foresight.plot.time"
local words_of = require "foresight.plot.words"

local plot = { colours = colours }

-- --- plots of frames --------------------------------------------------------------------------------------------

local ARGUMENTS = {
  "kind", "x", "y", "by", "panel", "low", "high", "top", "at", "stack", "horizontal", "highlight", "labels", "to", "lang",
  "title", "source", "width", "height", "images", "store",
}
local KINDS = { "line", "bar", "heat", "multiples", "map", "circles", "choropleth" }

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

local function check_whole(spec, name, lowest, highest)
  local value = spec[name]
  if value == nil then return end
  local whole = math.tointeger(value)
  if type(value) ~= "number" or not whole or whole < lowest or whole > highest then
    error(("bad argument '%s' to 'plot': expected a whole number from %d to %d, got %s"):format(name, lowest, highest,
      tostring(value)), 0)
  end
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
  check_whole(spec, "top", 1, 10000)
  check_whole(spec, "labels", 0, 1000)
  check_whole(spec, "width", 200, 4000)
  check_whole(spec, "height", 150, 4000)
end

--- Draws the frame. In the shell the plot shows itself: as an image where the terminal shows those ($GLOCAL_IMAGES:
--- kitty, sixel or none), else in characters; in words with GLOCAL_PLAIN=1 or where the output is no terminal. `to` writes
--- it as SVG, PNG or PDF, by the ending of the name. Kind (r:plot "bar" for short): line (of two periods or more, else bar), bar, heat (a row per
--- group, a column per period), multiples (a panel per value of the column `panel`), map (coloured zones where the store
--- has outlines, else circles), circles, choropleth. x, y and by name columns and are chosen unless told: periods; the
--- first of median, mean, estimate, count, value ...; every column of text that tells rows apart. y may be a list. Ranges
--- are drawn: low and high, count_high, and of a forecast low_80 and high_80, low_95 and high_95 around median or mean,
--- with `actual` before it. Top: how many series, bars, rows or panels, the largest first. At: the period of bars and maps
--- (the last with figures unless told). Stack and horizontal: of bars. Highlight: a zone of a map; labels: how many are
--- named. Lang: nl, fr, de or en. Title and source in place of those found; width and height in pixels. The plot has
--- write(path), svg(), text(), summary() and the fields kind, title, marking, note. Raises for a wrong argument; returns
--- nil, message, code where there is nothing to draw (not_found), gnuplot is missing (not_found), the marking forbids the
--- file (TLP:RED: marking), or it can't be written (io).
--- @sig frame:plot(spec?: string|{kind?: string, x?: string, y?: string|string[], by?: string|string[], panel?: string|string[], low?: string, high?: string, top?: integer, at?: string, stack?: boolean, horizontal?: boolean, highlight?: string, labels?: integer, to?: string, lang?: string, title?: string, source?: string, width?: integer, height?: integer, images?: string, store?: store}): picture?, string?, string?
--- @needs store.read, file.write, process
--- @since 0.1
--- @example r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year", from="2019", to="2022"}
--- @example r:plot{lang="nl"}.title --> Mensenhandel: België, Luxemburg en Nederland
--- @example r:plot{kind="bar", lang="en"}:summary():match "Highest: [^;]*" --> Highest: Netherlands 814
--- @example select(2, pcall(r.plot, r, {y="cuont"})):match "did you mean.*" --> did you mean 'count'?
function core.frame_methods.plot(frame, spec)
  if type(spec) == "string" then spec = { kind = spec } end
  if spec ~= nil and type(spec) ~= "table" then
    error(("bad argument #1 to 'plot': expected a table, as in plot{kind=\"bar\"}, got %s"):format(type(spec)), 0)
  end
  spec = table_copy(spec or {})
  call.check("plot", spec, ARGUMENTS)
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

local LINE = { "of", "y", "low", "high", "name", "periods", "lines", "lang", "alt", "width", "height" }

--- Draws series over time: `periods` (2024-01, 2024 ...) and `lines`, each a table of values (nil where unknown), name,
--- and optionally low and high (a band), colour and width; or a frame (`of`) with its column `y`, and columns `low` and
--- `high`. Numbers are written as `lang` does (en unless told); `alt` is the text for who can't see it. Gives SVG text for
--- a page, without title and source line (frame:plot has those); or nil, message, code where gnuplot is missing
--- (not_found) or fails.
--- @sig plot.line(spec: {of?: frame, y?: string, low?: string, high?: string, name?: string, periods?: string[], lines?: table[], lang?: string, alt?: string, width?: integer, height?: integer}): string?, string?, string?
--- @needs process
--- @since 0.1
--- @example plot = require "foresight.plot.plot"
--- @example plot.line{periods={"2023", "2024"}, lines={{values={3, 5}, name="cases"}}}:match "^<svg" --> <svg
function plot.line(spec)
  call.check("plot.line", spec, LINE)
  local periods, lines = spec.periods, spec.lines
  if spec.of then periods, lines = lines_of_frame(spec.of, spec.y or "count", spec) end
  local words = words_of.of(spec.lang or "en")
  local set, roles = set_of(periods, lines)
  local c = canvas.new(canvas.GRAPHICS, spec.width or 640, spec.height or 300)
  local area = page.draw(c, { legend = line.legend(set, roles, words), is_bare = true })
  line.draw(c, area, set, roles, words)
  return gnuplot.draw(c, "svg", { alt = spec.alt, halo = true })
end

local MAP = { "points", "lang", "alt", "width", "height", "labels" }

--- Draws a map of proportional circles: `points` with lat, lon, value (the circle's area), name and highlight (the one
--- the map is about). No outline of the country: the zones themselves show it; a zone without a value is a grey dot.
--- The largest are labelled (6 unless told by `labels`), and so is the highlighted one. Gives SVG text; or nil, message,
--- code where gnuplot is missing (not_found) or fails.
--- @sig plot.map(spec: {points: table[], lang?: string, alt?: string, width?: integer, height?: integer, labels?: integer}): string?, string?, string?
--- @needs process
--- @since 0.1
--- @example plot = require "foresight.plot.plot"
--- @example points = {{lat=51.2, lon=4.4, value=9, name="Antwerp"}, {lat=50.8, lon=4.4, value=4, name="Brussels"}}
--- @example plot.map{points=points, lang="nl"}:match "Antwerp" --> Antwerp
function plot.map(spec)
  call.check("plot.map", spec, MAP)
  if type(spec.points) ~= "table" or #spec.points == 0 then
    error("bad argument 'points' to 'plot.map': expected a list of points with lat, lon and value", 2)
  end
  local width = spec.width or 760
  local c = canvas.new(canvas.GRAPHICS, width, map.height(canvas.GRAPHICS, spec.points, width, spec.height or 440))
  local area = { left = 0, top = 2, right = c.width, bottom = c.height - 2 }
  map.draw(c, area, spec.points, words_of.of(spec.lang or "en"), { labels = spec.labels })
  return gnuplot.draw(c, "svg", { alt = spec.alt, halo = true })
end

return plot
