--- knox.lua: near repeats: do events that are near in space come near in time more often than chance would have it?
--
-- Example:  k = knox(rollup{zone="BE", level="police_zone", every="week"}, {distance={0, 5, 10}, lag={0, 1, 2}})   k:explain(1)

local core = require "glocal.core"
local call = require "foresight.shared.call"
local forecasting = require "foresight.forecast.options"
local maps = require "foresight.warning.maps"
local periods = require "foresight.shared.periods"
local plural = require "foresight.shared.plural"
local terminal = require "foresight.shared.terminal"

local DISTANCES = { 0, 10, 25 } -- km: the same zone, next to it, near
local LAGS = { 0, 1, 2 }        -- periods
local FDR = { bh = "Benjamini-Hochberg", by = "Benjamini-Yekutieli" }

local function note_text(found, settings)
  local said = {
    ("%s by place and %s; %s of %s at q <= %g (%s)"):format(plural(found.events, "event"), found.span,
      found.alarms, plural(found.maps * #settings.distances * #settings.lags, "band"), settings.alpha, FDR[settings.fdr]),
    "Permuted: the times over the events, while their places stay; expected is the mean of that",
    settings.draws > 0 and ("p of %d permutations, seed %d: as many pairs or more"):format(settings.draws, settings.seed)
      or "No p without permutations (draws=)",
    ("Two events of one place are at distance 0, two of one %s at lag 0"):format(found.span),
  }
  if found.unplaced > 0 then
    said[#said + 1] = ("%s at places without coordinates left out"):format(plural(found.unplaced, "event"))
  end
  if found.missing > 0 then said[#said + 1] = ("%s without a count or a period left out"):format(plural(found.missing, "row")) end
  if found.alone > 0 then
    said[#said + 1] = ("%s with fewer than two events has no figures"):format(plural(found.alone, "map"))
  end
  return table.concat(said, ". ") .. "."
end

-- "at 0 km", "above 0 to 10 km"
local function distance_text(from, to, unit)
  local of = unit and " " .. unit or ""
  if from == to then return ("at distance %g%s"):format(to, of) end
  return ("%s %g to %g%s"):format(from > 0 and "above" or "from", from, to, of)
end

local function lag_text(from, to, span)
  if to == 0 then return "in the same " .. span end
  return from == to and ("%s apart"):format(plural(to, span)) or ("%d to %s apart"):format(from, plural(to, span))
end

local function figure(value)
  return (value < 1000 and "%.4g" or "%.0f"):format(value)
end

local function explain(frame, row, settings, span)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to 'explain': expected the number of a row, 1 to %d, got %s"):format(#frame, tostring(row)), 0)
  end
  local function at(name) return frame:get(row, name) end
  local names = {}
  for i, key in ipairs(settings.keys) do names[i] = tostring(at(key)) end
  local name = #names > 0 and table.concat(names, ", ") .. ": " or ""
  local band = distance_text(at "distance_from", at "distance_to", settings.is_great_circle and "km") .. ", "
    .. lag_text(at "lag_from", at "lag_to", span)
  if not at "observed" then return ("%s%s: fewer than two events."):format(name, band) end
  local text = ("%sof %d events %d pairs lie %s; %s would if times had nothing to do with places%s"):format(name, at "events",
    at "observed", band, figure(at "expected"), at "ratio" and (": %.3g times as many"):format(at "ratio") or "")
  if at "p" then
    text = text .. ("; p = %.3f, q = %.3f: %s"):format(at "p", at "q",
      at "q" <= settings.alpha and "more than chance" or ("no more than chance at %g"):format(settings.alpha))
  end
  return terminal.wrap(text .. ".", math.max(40, terminal.host.width() - 2))
end

-- Upper bounds as a list: {10} of 10.
local function bounds(name, given, otherwise)
  if given == nil then return otherwise end
  if type(given) == "number" then return { given } end
  if #given == 0 then error(("bad argument '%s' to 'knox': expected a number or a list of them"):format(name), 0) end
  return given
end

-- Where only repeats at one place are asked for, nothing needs to be known of where it lies.
local function placed(figures, options, distances)
  if #distances == 1 and distances[1] == 0 then
    local settings = maps.reading("knox", figures, options)
    settings.is_great_circle = options.metric ~= "plane"
    return settings
  end
  return maps.settings("knox", figures, options)
end

local function default_by(figures)
  return figures:has "phenomenon" and figures:type "phenomenon" == "text" and { "phenomenon" } or {}
end

--- Near repeats, after Knox: pairs of events by distance and time, against what there would be if times had nothing to do
--- with places. A row with a count of n is n events. One band of each gives Knox's test, several the table of near-repeat
--- calculators. What is permuted are the times, over the events, while the places stay.
--- @function knox
--- @param figures frame counts by place and period, such as a rollup, or a row per event
--- @param options? table
--- @option distance? number|number[] = {0, 10, 25} [km] upper bounds of bands; the first begins at 0
--- @option lag? number|number[] = {0, 1, 2} [periods] upper bounds of bands; the first begins at 0
--- @option value? string = (count; each row is one event) <column> counts
--- @option time? string = (the column of days or months) <column> when
--- @option place? string = "zone" <column> the places
--- @option by? string|string[] = (phenomenon) <column> each combination is judged apart
--- @option x? string = (longitude, lon, x; else where zones lie) <column> coordinates of the places
--- @option y? string = (latitude, lat, y) <column> the other coordinate
--- @option metric? string = (great_circle for degrees) {great_circle|plane} of distances: km, or the unit of x and y
--- @option draws? integer = 999 [permutations] 0: none
--- @option seed? integer = 1 of the permutations
--- @option fdr? string = "bh" {bh|by} Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence
--- @option alpha? number = 0.05 for the note: a band has q of at most this
--- @option store? store = (the current one) that knows where zones lie
--- @return frame the keys, distance_from, distance_to, lag_from, lag_to, events, observed (pairs), expected, ratio, p, q
--- @raises for figures without periods, counts that are not whole, bounds that do not rise
--- @needs store.read
--- @since 0.1
--- @example f = frame({{house="a", day="2024-01-01"}, {house="a", day="2024-01-03"}, {house="b", day="2024-06-01"}}, {types={day="day"}})
--- @example k = knox(f, {place="house", distance=0, lag=7})
--- @example k.expected[1] --> 0.33333333333333
local function knox(figures, options)
  options = forecasting.check("knox", figures, options)
  if #figures == 0 then error("bad argument #1 to 'knox': the frame has no rows", 0) end
  local given = {}
  for name, value in pairs(options) do given[name] = value end
  local whole, distances = periods.wholly_published(figures), bounds("distance", options.distance, DISTANCES)
  given.by = options.by or default_by(figures)
  local settings = placed(whole, given, distances)
  if not settings.is_great_circle and not options.distance then
    error("bad argument 'distance' to 'knox': in the plane there is no default: give upper bounds in the unit of x and y", 0)
  end
  settings.time = options.time or maps.time(figures)
  if not settings.time then
    error("bad argument #1 to 'knox': a frame without a column of days, weeks, months ... has no near repeats", 0)
  end
  settings.distances, settings.lags = distances, bounds("lag", options.lag, LAGS)
  settings.draws, settings.alpha, settings.fdr = options.draws or 999, options.alpha or 0.05, options.fdr or "bh"
  settings.call = ("knox(f, %s)"):format(call.text(knox, options, { seed = settings.seed }))
  local frame, found, code = core.near_repeats(whole, settings)
  if not frame then return nil, found, code end
  return frame:attach {
    note_text = periods.beside(note_text(found, settings), figures),
    explain = function(self, row) return explain(self, row, settings, found.span) end,
  }
end

return knox
