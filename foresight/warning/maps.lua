--- maps.lua: a frame read as maps: which column has the places, where they lie or which of them border each other, and which
--- columns tell the maps apart. What moran, local_moran, getis_ord and knox share.
--
-- Example:  settings = maps.settings("moran", r, {neighbours=5})   --> {place="zone", value="count", keys={"period"}, places=...}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local forecasting = require "foresight.forecast.options"
local glocal = require "glocal"
local neighbours = require "foresight.zones.neighbours"
local outlines = require "foresight.zones.outlines"
local positions = require "foresight.zones.positions"

local maps = {}

local FIGURES = { "count", "estimate", "value", "weighted", "events" }
local RESULTS = {}
for column in ([[places neighbours value lag moran_i gi expected variance z p p_permuted q quadrant cluster distance_from
    distance_to lag_from lag_to events observed ratio]]):gmatch "%S+" do
  RESULTS[column] = true
end
local COORDINATES = { { "longitude", "latitude" }, { "lon", "lat" }, { "x", "y" } }

local function fail(name, argument, message, ...)
  error(("bad argument '%s' to '%s': " .. message):format(argument, name, ...), 0)
end

local function is_number(figures, name)
  local kind = figures:type(name)
  return kind == "integer" or kind == "real"
end

--- The column of the figures: as asked, a rate, or the first usual name.
function maps.value(name, figures, given)
  if given then
    if not is_number(figures, given) then fail(name, "value", "column '%s' is %s, not a number", given, (figures:type(given))) end
    return given
  end
  for _, each in ipairs(figures:columns()) do
    if each:find "^count_per_" and not each:find "_high$" and is_number(figures, each) then return each end
  end
  for _, each in ipairs(FIGURES) do
    if figures:has(each) and is_number(figures, each) then return each end
  end
end

--- The column of places.
function maps.place(name, figures, given)
  if given then
    figures:type(given) -- raises for an unknown column, naming the nearest
    return given
  end
  if figures:has "zone" then return "zone" end
  fail(name, "place", "the frame has no column 'zone': name its column of places; it has %s",
    table.concat(figures:columns(), ", "))
end

-- Whether the column says something of each place, as its name does: one value per place, which differs between places.
local function describes_places(figures, place, column)
  local of, first, varies = {}, nil, false
  for i = 1, #figures do
    local key, value = figures:get(i, place), figures:get(i, column)
    if key ~= nil and value ~= nil then
      if of[key] ~= nil and of[key] ~= value then return false end
      of[key] = value
      if first == nil then first = value end
      varies = varies or value ~= first
    end
  end
  return varies
end

--- The column of days or months, if there is one.
function maps.time(figures)
  for _, name in ipairs(figures:columns()) do
    local kind = figures:type(name)
    if kind == "day" or kind == "month" then return name end
  end
end

-- The columns whose combinations are maps: those of text and time that do not describe a place.
local function keys_of(figures, place)
  local keys, time = {}, maps.time(figures)
  for _, name in ipairs(figures:columns()) do
    if name ~= place and (name == time or figures:type(name) == "text" and not describes_places(figures, place, name)) then
      keys[#keys + 1] = name
    end
  end
  return keys
end

local function keys_given(name, figures, place, by)
  local keys = {}
  for i, each in ipairs(call.list(by)) do
    figures:type(each) -- raises for an unknown column, naming the nearest
    if each == place then fail(name, "by", "column '%s' has the places", each) end
    keys[i] = each
  end
  return keys
end

-- --- where places lie -------------------------------------------------------------------------------------------

-- Columns of coordinates of the frame's own; nil where the store has to know.
local function columns_of(name, figures, options)
  if options.x or options.y then
    if not (options.x and options.y) then fail(name, options.x and "y" or "x", "x= and y= go together") end
    for _, each in ipairs { "x", "y" } do
      if not is_number(figures, options[each]) then
        fail(name, each, "column '%s' is %s, not a number", options[each], (figures:type(options[each])))
      end
    end
    return options.x, options.y
  end
  for _, pair in ipairs(COORDINATES) do
    if figures:has(pair[1]) and figures:has(pair[2]) and is_number(figures, pair[1]) and is_number(figures, pair[2]) then
      return pair[1], pair[2]
    end
  end
end

-- Degrees must be degrees.
local function check_degrees(name, figures, x, y)
  for column, most in pairs { [x] = 180, [y] = 90 } do
    for i = 1, #figures do
      local value = figures:get(i, column)
      if value and math.abs(value) > most then
        fail(name, "metric", "great-circle distances need degrees, and column '%s' has %s in row %d: use metric=\"plane\"",
          column, tostring(value), i)
      end
    end
  end
end

local function codes_of(figures, place)
  local codes, seen = {}, {}
  for i = 1, #figures do
    local code = figures:get(i, place)
    if code ~= nil and not seen[code] then
      seen[code] = true
      codes[#codes + 1] = tostring(code)
    end
  end
  return codes
end

local function store_of(name, place, options)
  local store = options.store or glocal.store
  if not store then
    error(("'%s' does not know where the places of column '%s' lie: give columns of coordinates with x= and y=, or open a store "
      .. "that has these zones"):format(name, place), 0)
  end
  return store
end

local function places_frame(store, figures, place)
  local codes, rows = codes_of(figures, place), {}
  for code, position in pairs(positions.walked(store, codes, outlines.day(store, figures, codes))) do
    rows[#rows + 1] = { [place] = code, longitude = position.lon, latitude = position.lat }
  end
  table.sort(rows, function(a, b) return a[place] < b[place] end)
  return core.frame(rows, { columns = { place, "longitude", "latitude" },
    types = { [place] = "text", longitude = "real", latitude = "real" } })
end

local function set_places(name, figures, options, settings)
  settings.x, settings.y = columns_of(name, figures, options)
  settings.is_great_circle = options.metric ~= "plane"
  if not settings.x then
    if options.metric == "plane" then fail(name, "metric", "the places of zones are in degrees: use \"great_circle\"") end
    settings.places = places_frame(store_of(name, settings.place, options), figures, settings.place)
    settings.x, settings.y = "longitude", "latitude"
  elseif options.metric == nil then
    settings.is_great_circle = settings.x:find "^lon" ~= nil and settings.y:find "^lat" ~= nil
  end
  if settings.is_great_circle and not settings.places then check_degrees(name, figures, settings.x, settings.y) end
end

local function borders_frame(name, figures, options, place)
  local store = store_of(name, place, options)
  local codes = codes_of(figures, place)
  local pairs_of = neighbours.pairs(store, codes, outlines.day(store, figures, codes))
  if #pairs_of == 0 then
    fail(name, "weights", "no two zones of the frame are known to share a border: use weights=\"nearest\"")
  end
  return core.frame(pairs_of, { columns = { "a", "b" }, types = { a = "text", b = "text" } })
end

-- --- all of it --------------------------------------------------------------------------------------------------

-- As in counts by period: foresight/forecast/options.lua.
local function gaps_are_zero(name, figures, options, value)
  local counted = value and value:find "^count_per_" and figures:has "count" and "count" or value
  return forecasting.core_options(name, figures, { gaps = options.gaps, value = counted }, FIGURES).gaps_are_zero
end

--- Where the places of a frame with degrees of its own lie, for a plot; nil where the store knows, or the plane is no map.
function maps.positions(figures, settings)
  if settings.places or settings.borders or not settings.x:find "^lon" then return nil end
  local found = {}
  for i = 1, #figures do
    local place, lon, lat = figures:get(i, settings.place), figures:get(i, settings.x), figures:get(i, settings.y)
    if place ~= nil and lon and lat then found[place] = { lon = lon, lat = lat } end
  end
  return found
end

local function check_names(name, settings)
  for _, column in ipairs(table.move(settings.keys, 1, #settings.keys, 2, { settings.place })) do
    if RESULTS[column] then
      fail(name, column == settings.place and "place" or "by",
        "column '%s' is called like a column of the result: give it another name", column)
    end
  end
end

--- The settings of a frame of which it does not matter where its places lie.
function maps.reading(name, figures, options)
  local settings = { ["function"] = name, value = options.value, population = options.population, seed = options.seed or 1 }
  settings.place = maps.place(name, figures, options.place)
  settings.value = maps.value(name, figures, options.value)
  if options.population and not is_number(figures, options.population) then
    fail(name, "population", "column '%s' is %s, not a number", options.population, (figures:type(options.population)))
  end
  settings.keys = options.by and keys_given(name, figures, settings.place, options.by) or keys_of(figures, settings.place)
  check_names(name, settings)
  settings.gaps_are_zero = gaps_are_zero(name, figures, options, settings.value)
  return settings
end

--- The settings for the core. Raises for what can't be read as maps.
function maps.settings(name, figures, options)
  local settings = maps.reading(name, figures, options)
  if options.weights == "borders" then
    settings.borders = borders_frame(name, figures, options, settings.place)
  else
    set_places(name, figures, options, settings)
  end
  return settings
end

return maps
