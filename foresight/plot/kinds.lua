--- kinds.lua: what each kind of plot makes of a frame: which columns become what, how much fits, what is left out and said.
--
-- Example:  kinds.line.model(it, {medium = canvas.GRAPHICS, width = 800})   --> {set, legend, notes, draw ...}
--
-- A model has draw(c, area), height (wanted, of the figures alone; nil: any), legend, notes, first and last (periods),
-- measure, words_lines() for a reader who does not see it. `it`: frame, spec, roles, words.

local bar = require "foresight.plot.kinds.bar"
local canvas = require "foresight.plot.output.canvas"
local colours = require "foresight.plot.colours"
local figures = require "foresight.plot.figures"
local heat = require "foresight.plot.kinds.heat"
local is_additive = require "foresight.shared.additive"
local line = require "foresight.plot.kinds.line"
local map = require "foresight.plot.kinds.map"
local multiples = require "foresight.plot.kinds.multiples"
local names = require "foresight.plot.names"
local cut_periods = require "foresight.shared.periods"
local points_of = require "foresight.plot.points"
local summary = require "foresight.plot.summary"
local time = require "foresight.plot.time"

local fill = require "foresight.language.phrases".fill

local kinds = {}

-- --- shared -----------------------------------------------------------------------------------------------------

local function fill_note(it, template, values)
  local filled = {}
  for name, value in pairs(values) do filled[name] = type(value) == "number" and it.words.write.number(value) or value end
  return fill(template, filled)
end

-- Keeps the first `most` of a list, and notes it.
local function first_of(it, list, most, notes)
  if #list <= most then return list end
  notes[#notes + 1] = fill_note(it, it.words.largest, { number = most, of = #list })
  return table.move(list, 1, most, 1, {})
end

-- Marks the places of periods that are not whole, and notes them; a forecast of one is of all of it.
local function note_cut(it, set, notes)
  if not set.span or it.roles.time ~= "period" or it.frame:has "method" then return end
  it.cut = it.cut or cut_periods.cut(it.frame)
  local shown = {}
  for _, x in ipairs(set.xs) do
    x.is_cut = it.cut[x.key] ~= nil
    if x.is_cut then shown[#shown + 1] = time.text(tostring(x.key), it.words.lang) end
  end
  if #shown > 0 then notes[#notes + 1] = fill_note(it, it.words.cut, { periods = table.concat(shown, ", ") }) end
end

local function new_model(it, set, notes)
  local model = {
    set = set, notes = notes, legend = {}, measure = it.words.measure(it.roles.y, it.roles.unit),
    time_unit = set.span == "number" and select(2, it.frame:type(it.roles.time)) or nil,
    is_empty = #set.series == 0, first = set.span and set.xs[1] and set.xs[1].key, span = set.span,
    last = set.span and #set.xs > 0 and set.xs[#set.xs].key,
  }
  local result = it.frame:attached "result" -- of a model: the line of one quantity
  if result and (result.left_out or 0) > 0 then
    notes[#notes + 1] = fill_note(it, it.words.results.left_out, { number = result.left_out })
  end
  if result and result.at then model.at = time.text(result.at, it.words.lang, true) end
  if result and not result.kind then
    model.title = result.title_text and result.title_text(it.words)
    model.measure = result.measure and it.words.results.measures[result.measure] or model.measure
  end
  set.is_whole = it.frame:type(it.roles.y) == "integer"
  set.is_censored = it.roles.intervals[1] ~= nil and it.roles.intervals[1].is_censored
  if it.roles.ys then
    local parts = {}
    for i, name in ipairs(it.roles.ys) do parts[i] = it.words.measure(name, select(2, it.frame:type(name))) end
    model.measure = table.concat(parts, ", ")
  end
  if set.beyond then notes[#notes + 1] = it.words.beyond end
  if set.added then notes[#notes + 1] = it.words.added end
  note_cut(it, set, notes)
  return model
end

local function check_time(it, kind)
  local x = it.spec.x or it.roles.time
  if not x then
    error(("a %s plot needs a column of periods, and the frame has none: name one with x=, or use kind=\"bar\""):format(kind), 0)
  elseif x ~= it.roles.time then
    error(("bad argument 'x' to 'plot': a %s plot needs periods (days, months, years), and column '%s' has none: use "
      .. "kind=\"bar\""):format(kind, x), 0)
  end
  return x
end

local function groups_of(it, except)
  local wanted = {}
  for _, name in ipairs(it.roles.groups) do
    if name ~= except then wanted[#wanted + 1] = name end
  end
  return figures.needed(it.frame, wanted)
end

local function without(list, other)
  local taken, kept = {}, {}
  for _, name in ipairs(other) do taken[name] = true end
  for _, name in ipairs(list) do
    if not taken[name] then kept[#kept + 1] = name end
  end
  return kept
end

-- The figures are read once, however often the picture is drawn.
local function once(it, key, make)
  it.kept = it.kept or {}
  if not it.kept[key] then it.kept[key] = make() end
  return it.kept[key]
end

local function copy_of(set, series)
  local copy = {}
  for key, value in pairs(set) do copy[key] = value end
  copy.series = series
  return copy
end

local function note_thinned(it, all, drawn, notes)
  if all then notes[#notes + 1] = fill_note(it, it.words.thinned, { number = drawn, of = all }) end
end

-- --- line -------------------------------------------------------------------------------------------------------

kinds.line = {}

function kinds.line.model(it)
  local x, notes = check_time(it, "line"), {}
  local top = it.spec.top
  if top and top > line.MOST then
    error(("a line plot shows at most %d series, not %d: use a smaller top=, or kind=\"multiples\"")
      :format(line.MOST, top), 0)
  end
  local found = once(it, "set", function()
    local groups = it.roles.by or groups_of(it, x)
    local set = figures.of(it.frame, it.roles, { x = x, groups = groups, ys = it.roles.ys }, it.words)
    set.all, set.drawn = line.thin(set)
    return set
  end)
  local set = copy_of(found, first_of(it, found.series, top or line.TOP, notes))
  local model = new_model(it, set, notes)
  note_thinned(it, found.all, found.drawn, notes)
  if it.roles.bound then line.colour_bounds(set) end
  local result = it.frame:attached "result"
  it.roles.fitted = result and result.line_name and it.words.results[result.line_name]
  model.legend = line.legend(set, it.roles, it.words)
  local most = line.bands_left_out(set, it.roles)
  if most then notes[#notes + 1] = fill_note(it, it.words.no_bands, { number = most }) end
  function model.draw(c, area) line.draw(c, area, set, it.roles, it.words) end
  function model.lines() return summary.courses({ set }, it.roles, it.words) end
  return model
end

-- --- bar --------------------------------------------------------------------------------------------------------

kinds.bar = {}

local MOST_PERIODS = 60 -- standing bars over time

-- What the bars stand over, and what their series are.
local function bar_columns(it)
  local roles, spec = it.roles, it.spec
  local groups = groups_of(it, spec.x or roles.time)
  if spec.x then return spec.x, roles.by or without(groups, { spec.x }) end
  if roles.by and #without(groups, roles.by) == 0 and roles.time then return roles.time, roles.by end
  if #groups == 0 and roles.time then return roles.time, roles.by or {} end
  if #groups == 0 and #it.frame > 1 then
    error("the frame has no column of periods or of text that distinguishes its rows: name one with x=", 0)
  end
  if #groups == 0 then return roles.texts[1], {} end
  return groups[1], roles.by or without(groups, { groups[1] })
end

local function sum_over(set)
  local sums = {}
  for at = 1, #set.xs do
    sums[at] = 0
    for _, series in ipairs(set.series) do sums[at] = sums[at] + (series.values[at] or 0) end
  end
  return sums
end

-- The categories in a new order, or fewer of them.
local function with_places(set, order)
  local copy = copy_of(set, {})
  copy.xs = {}
  for n, at in ipairs(order) do copy.xs[n] = set.xs[at] end
  for s, series in ipairs(set.series) do
    local moved = { name = series.name, key = series.key, values = {}, actual = {}, lows = {}, highs = {} }
    for n, at in ipairs(order) do moved.values[n] = series.values[at] end
    for k = 1, #series.lows do
      moved.lows[k], moved.highs[k] = {}, {}
      for n, at in ipairs(order) do moved.lows[k][n], moved.highs[k][n] = series.lows[k][at], series.highs[k][at] end
    end
    copy.series[s] = moved
  end
  return copy
end

-- Categories with a figure, the largest first.
local function by_sum(set)
  local sums, order = sum_over(set), {}
  for at = 1, #set.xs do
    local has = false
    for _, series in ipairs(set.series) do has = has or series.values[at] ~= nil end
    if has then order[#order + 1] = at end
  end
  table.sort(order, function(a, b)
    if sums[a] ~= sums[b] then return sums[a] > sums[b] end
    return set.xs[a].label < set.xs[b].label
  end)
  return order
end

-- The rows of one period, where the periods are no axis; notes which.
local function rows_of_period(it, x)
  local roles = it.roles
  if not roles.time or x == roles.time then return nil end
  local rows, period, count = figures.rows_at(it.frame, roles, it.spec.at)
  it.rows = rows
  return rows, period, count
end

local function period_text(it, period)
  return time.text(period, it.words.lang, true)
end

local function set_period(it, model, period, count)
  if not period then return end
  if it.roles.time == "period" and not it.frame:has "method" then
    it.cut = it.cut or cut_periods.cut(it.frame)
    if it.cut[period] then model.notes[#model.notes + 1] = fill_note(it, it.words.cut, { periods = period_text(it, period) }) end
  end
  model.first, model.last, model.span = period, period, nil
  if count and count > 1 and not it.spec.at then
    model.first, model.last = nil, nil
    model.at = fill_note(it, it.words.at, { period = period_text(it, period) })
  end
end

-- Whether bars are stacked as asked: what does not add up, or is of several units, stands side by side, and a note says so.
local function is_stacked(it, set, notes)
  if not it.spec.stack or #set.series < 2 then return it.spec.stack end
  for _, name in ipairs(it.roles.ys or { it.roles.y }) do
    local unit = select(2, it.frame:type(name))
    if unit ~= it.roles.unit or not is_additive(it.frame, name) then
      notes[#notes + 1] = fill_note(it, it.words.unstacked, { measure = it.words.measure(name, unit) })
      return false
    end
  end
  return true
end

function kinds.bar.model(it, room)
  local notes = {}
  local set, period, count = table.unpack(once(it, "bars", function()
    local x, groups = bar_columns(it)
    local rows, at, periods = rows_of_period(it, x)
    return { figures.of(it.frame, it.roles, { x = x, groups = groups, rows = rows, ys = it.roles.ys }, it.words), at, periods }
  end), 1, 3)
  set = copy_of(set, first_of(it, set.series, bar.SERIES, notes))
  local is_time = set.span ~= nil
  if is_time then
    for _, place in ipairs(set.xs) do place.label = time.text(tostring(place.key), it.words.lang) end
  end
  if is_time and #set.xs > MOST_PERIODS and not it.spec.top then
    local kept = {}
    for at = #set.xs - MOST_PERIODS + 1, #set.xs do kept[#kept + 1] = at end
    notes[#notes + 1] = fill_note(it, it.words.latest, { number = MOST_PERIODS, of = #set.xs })
    set = with_places(set, kept)
  end
  local options = { stack = is_stacked(it, set, notes), horizontal = it.spec.horizontal, is_text = room.medium.is_text,
    is_censored = it.roles.intervals[1] and it.roles.intervals[1].is_censored }
  if not is_time then
    local order = once(it, "order", function() return by_sum(set) end)
    local most = it.spec.top or bar.TOP
    if room.height and not it.spec.top then most = math.min(most, bar.room(room.medium, set, options, room.height)) end
    set = with_places(set, first_of(it, order, most, notes))
  end
  if options.horizontal == nil then
    options.horizontal = not is_time and not bar.fits(canvas.new(room.medium, room.width, 0), set)
  end
  local model = new_model(it, set, notes)
  set_period(it, model, period, count)
  model.legend = bar.legend(set, it.words, options)
  if options.horizontal then model.height = bar.height(room.medium, set, options) end
  function model.draw(c, area) bar.draw(c, area, set, it.words, options) end
  function model.lines() return summary.cells(set, it.words) end
  return model
end

-- --- heat -------------------------------------------------------------------------------------------------------

kinds.heat = {}

function kinds.heat.model(it, room)
  local notes = {}
  local found, period, count = table.unpack(once(it, "heat", function()
    local roles, spec = it.roles, it.spec
    local x = spec.x or roles.time
    local groups = roles.by or groups_of(it, x)
    if not x then
      if #groups < 2 then
        error("a heat map needs periods, or two columns of text, for its columns and rows: use kind=\"bar\"", 0)
      end
      x, groups = groups[2], without(groups, { groups[2] })
    end
    local rows, at, periods = rows_of_period(it, x)
    return { figures.of(it.frame, roles, { x = x, groups = groups, rows = rows, ys = roles.ys }, it.words), at, periods }
  end), 1, 3)
  local most = it.spec.top or heat.TOP
  if room.height and not it.spec.top then most = math.min(most, heat.room(room.medium, room.height)) end
  local set = copy_of(found, first_of(it, found.series, most, notes))
  set.is_root = once(it, "is_root", function() return heat.is_skewed(set) end)
  if set.is_root then notes[#notes + 1] = it.words.root end
  if heat.is_crowded(room.medium, room.width, set) then notes[#notes + 1] = it.words.crowded end
  local model = new_model(it, set, notes)
  set_period(it, model, period, count)
  model.height = heat.height(room.medium, set)
  function model.draw(c, area) heat.draw(c, area, set, it.words) end
  function model.lines() return summary.cells(set, it.words) end
  return model
end

-- --- multiples --------------------------------------------------------------------------------------------------

kinds.multiples = {}

-- The panels, largest first, each with the series that are in it; a series has one colour in all of them.
local function panels_of(set, panel_parts)
  local panels, by_name, order, colour = {}, {}, {}, {}
  for _, series in ipairs(set.series) do
    local name = table.concat(series.parts, ", ", 1, panel_parts)
    local rest = table.concat(series.parts, ", ", panel_parts + 1)
    local panel = by_name[name]
    if not panel then
      panel = copy_of(set, {})
      panel.name, panel.total = name, 0
      by_name[name], panels[#panels + 1] = panel, panel
    end
    if not colour[rest] then
      order[#order + 1] = rest
      colour[rest] = #order
    end
    series.name = rest
    panel.total = panel.total + series.total
    panel.series[#panel.series + 1] = series
  end
  table.sort(panels, function(a, b)
    if a.total ~= b.total then return a.total > b.total end
    return a.name < b.name
  end)
  return panels, order, colour
end

function kinds.multiples.model(it, room)
  local x, notes = check_time(it, "multiples"), {}
  local kept = once(it, "panels", function()
    local roles = it.roles
    local groups = groups_of(it, x)
    local panel = roles.panel or roles.by and without(groups, roles.by) or { groups[1] }
    if #panel == 0 then panel = roles.by or {} end
    if #panel == 0 then panel = { roles.texts[1] } end
    if #panel == 0 then
      error("small multiples need a column of text, one panel for each of its values: name it with panel=", 0)
    end
    local by = without(roles.by or without(groups, panel), panel)
    local all = table.move(by, 1, #by, #panel + 1, table.move(panel, 1, #panel, 1, {}))
    local set = figures.of(it.frame, roles, { x = x, groups = all, ys = roles.ys }, it.words)
    set.all, set.drawn = line.thin(set)
    local panels, order, colour = panels_of(set, #panel)
    return { set = set, panels = panels, order = order, colour = colour }
  end)
  local top = it.spec.top or multiples.TOP
  if top > multiples.MOST then
    error(("small multiples show at most %d panels, not %d"):format(multiples.MOST, top), 0)
  end
  if room.height and not it.spec.top then top = math.min(top, multiples.room(room.medium, room.width - 16, room.height)) end
  local panels = first_of(it, kept.panels, top, notes)
  local model = new_model(it, kept.set, notes)
  panels.is_whole = kept.set.is_whole
  for p, panel in ipairs(panels) do
    local series = {}
    for _, one in ipairs(panel.series) do
      if kept.colour[one.name] <= colours.COUNT then
        one.colour = colours.series(kept.colour[one.name])
        series[#series + 1] = one
      end
    end
    panels[p] = copy_of(panel, series)
    panels[p].is_censored = kept.set.is_censored
  end
  if #kept.order > 1 then
    for i = 1, math.min(#kept.order, colours.COUNT) do
      model.legend[i] = { kind = "line", colour = colours.series(i), name = kept.order[i] }
    end
    if #kept.order > colours.COUNT then
      notes[#notes + 1] = fill_note(it, it.words.largest, { number = colours.COUNT, of = #kept.order })
    end
  end
  model.legend[#model.legend + 1] = line.alarm_entry(kept.set.series, it.words)
  note_thinned(it, kept.set.all, kept.set.drawn, notes)
  model.height = multiples.height(room.medium, room.width, #panels)
  function model.draw(c, area) multiples.draw(c, area, panels, it.roles, it.words) end
  function model.lines() return summary.courses(panels, it.roles, it.words) end
  return model
end

-- --- maps -------------------------------------------------------------------------------------------------------

kinds.map, kinds.circles, kinds.choropleth, kinds.clusters = {}, {}, {}, {}

-- The column of the places of a map.
local function places_column(it)
  return it.spec.x or it.frame:has "zone" and "zone" or it.frame:attached "place"
end

-- Gives each point its cluster; the rows must be of one map.
local function set_clusters(it, points, x, rows)
  if not it.frame:has "cluster" or it.frame:type "cluster" ~= "text" then
    error("kind=\"clusters\" needs a column of text 'cluster', as local_moran and getis_ord give", 0)
  end
  local clusters, labels, seen = {}, {}, {}
  for i = 1, rows and #rows or #it.frame do
    local row = rows and rows[i] or i
    local place = it.frame:get(row, x)
    if place ~= nil and seen[place] then
      error(("the frame has several maps, as '%s' shows, in two rows: choose one with :where{}"):format(tostring(place)), 0)
    elseif place ~= nil then
      seen[place], clusters[place] = true, it.frame:get(row, "cluster")
      labels[place] = it.frame:has "label" and it.frame:get(row, "label") or nil
    end
  end
  local has_figure = it.frame:attached "cluster_figure"
  for _, point in ipairs(points) do
    point.cluster, point.label = clusters[point.key], labels[point.key]
    if has_figure and point.value then point.name = point.name .. " " .. it.words.figure(point.value) end
  end
  points.name_of, points.is_plane = it.frame:attached "cluster_name", it.frame:attached "is_plane"
end

local function map_model(it, room, way)
  local notes = {}
  local kept = once(it, "map", function()
    local x = places_column(it)
    if not x then error("a map needs a column of zones: name it with x=", 0) end
    local rows, period, count = rows_of_period(it, x)
    local set = figures.of(it.frame, it.roles, { x = x, groups = {}, rows = rows }, it.words)
    local places = points_of.set(set, it.spec.highlight, it.frame)
    places.set, places.period, places.count = set, period, count
    if way == "clusters" then set_clusters(it, places.points, x, rows) end
    return places
  end)
  local coloured = way == "choropleth" or way == "map" and kept.outlined * 2 >= #kept.points and kept.outlined > 0
  if #kept.points == 0 or (way == "choropleth" and kept.outlined == 0) then
    error(way == "choropleth" and "no zone of the frame has an outline: import zone geometry, or use kind=\"circles\"" or
      "no zone of the frame has a place on the map: the store knows neither lat and lon nor an outline of any", 0)
  end
  local model = new_model(it, kept.set, notes)
  set_period(it, model, kept.period, kept.count)
  model.kind = way == "clusters" and way or coloured and "choropleth" or "circles"
  if kept.outlined > 0 then
    notes[#notes + 1] = fill(it.words.map_day, { day = time.text(kept.day, it.words.lang, true) })
  end
  if #kept.remote > 0 then
    notes[#notes + 1] = fill(it.words.remote, { zones = it.words.write.list(kept.remote) })
  end
  if kept.unplaced > 0 then notes[#notes + 1] = fill_note(it, it.words.unplaced, { number = kept.unplaced }) end
  local judged = way == "clusters" and it.frame:attached "judged" -- the column of figures that the clusters are of
  if judged then model.measure = it.words.measure(judged, it.roles.unit) end
  local covered = way == "clusters" and it.frame:attached "periods_judged"
  if covered then model.first, model.last = covered.first, covered.last end
  local negative = 0
  for _, point in ipairs(kept.points) do
    if not coloured and way ~= "clusters" and (point.value or 0) < 0 then negative = negative + 1 end
  end
  if negative > 0 then notes[#notes + 1] = fill_note(it, it.words.unpositive, { number = negative }) end
  model.height = map.height(room.medium, kept.points, room.width, room.height or 520)
  model.halo = true
  function model.draw(c, area)
    map.draw(c, area, kept.points, it.words, { coloured = coloured, clusters = way == "clusters", labels = it.spec.labels,
      has_ground = it.frame:attached "has_ground" })
  end
  function model.lines()
    return way == "clusters" and map.cluster_lines(kept.points, it.words) or summary.cells(kept.set, it.words)
  end
  return model
end

for _, way in ipairs { "map", "circles", "choropleth", "clusters" } do
  kinds[way].model = function(it, room) return map_model(it, room, way) end
end

-- --- what scenarios give -----------------------------------------------------------------------------------------

for _, name in ipairs { "funnel", "plane", "bubbles", "tornado", "intervals", "discovery", "courses", "diagram",
  "flow_map" } do
  local way = require("foresight.plot.kinds." .. name)
  kinds[name] = { model = function(it, room) return way.model(it, room, new_model) end }
end

local function has_all(frame, needed)
  for _, name in ipairs(needed or {}) do
    if not frame:has(name) then return false end
  end
  return true
end

--- The kind that suits a frame best: lines over two periods or more, else bars.
function kinds.choose(it)
  if it.frame:attached "plane" then return "plane" end
  if it.frame:attached "funnel" then return "funnel" end
  local result = it.frame:attached "result"
  if result and result.kind and has_all(it.frame, result.needs) then return result.kind end
  if it.frame:attached "bubbles" then return "bubbles" end
  if it.frame:attached "flow_map" and has_all(it.frame, { "from", "to", "flow" }) then return "flow_map" end
  if it.roles.panel then return "multiples" end
  if it.frame:has "cluster" and it.frame:type "cluster" == "text" and places_column(it) then return "clusters" end
  if it.roles.time and (not it.spec.x or it.spec.x == it.roles.time) and not it.spec.at then
    local _, count = names.distinct(it.frame, it.roles.time, 2)
    if count > 1 then return "line" end
  end
  return "bar"
end

return kinds
