--- association.lua: what moran, local_moran and getis_ord have in common: the call of the core, what was left out, and a row in
--- words. The formulas are in docs/methods.md.
--
-- Example:  return association.run("moran", moran, r, {neighbours=5})   --> a frame with a note

local core = require "glocal.core"
local call = require "foresight.shared.call"
local forecasting = require "foresight.forecast.options"
local is_additive = require "foresight.shared.additive"
local maps = require "foresight.warning.maps"
local periods = require "foresight.shared.periods"
local plural = require "foresight.shared.plural"
local terminal = require "foresight.shared.terminal"

local association = {}

local FDR = { bh = "Benjamini-Hochberg", by = "Benjamini-Yekutieli" }
local SIDES = {
  greater = "one-sided, more alike than by chance", less = "one-sided, less alike than by chance", two_sided = "two-sided",
}

-- --- the note ---------------------------------------------------------------------------------------------------

local function weights_text(settings)
  local metric = settings.is_great_circle and " km" or ""
  local which = settings.weights == "borders" and "zones that share a border"
    or settings.weights == "distance" and ("places within %g%s"):format(settings.distance, metric)
    or ("the %d nearest places by %s distance"):format(settings.neighbours,
      settings.is_great_circle and "great-circle" or "plane")
  return ("Neighbours: %s%s; %s weights"):format(which, settings.has_self and " and the place itself" or "",
    settings.is_binary and "binary" or "row-standardised")
end

local function left_out(found, settings, said)
  local function say(count, text, ...)
    if count > 0 then said[#said + 1] = text:format(plural(count, select(1, ...)), select(2, ...)) end
  end
  say(found.unplaced, "%s without coordinates left out", "place")
  say(found.missing, "%s without a value left out", "figure")
  say(found.isolated, "%s without a neighbour left out", "figure")
  say(found.absent, settings.gaps_are_zero and "%s without a row counted as 0 (gaps=\"missing\" to leave them out)"
    or "%s without a row left out (gaps=\"zero\" to count as 0)", "place")
  say(found.constant, "no statistic of %s with the same value everywhere", "map")
  say(found.small, "no statistic of %s with too few places", "map")
end

local function note_text(found, settings, figures)
  local what = settings.statistic == "moran" and "map" or "place"
  local said = {
    ("%s of %s at q <= %g (%s)"):format(found.alarms, plural(found.tests, what), settings.alpha, FDR[settings.fdr]),
    weights_text(settings),
    settings.draws == 0 and "p " .. SIDES[settings.alternative]
      or ("p_permuted of %s%d permutations, seed %d; %s"):format(what == "place" and "up to " or "", settings.draws,
        settings.seed, SIDES[settings.alternative]),
  }
  left_out(found, settings, said)
  if not settings.population and is_additive(figures, settings.value) then
    said[#said + 1] = ("%s is no rate: where many live there is more (population= divides by it)"):format(settings.value)
  end
  return table.concat(said, ". ") .. "."
end

-- --- a row in words ---------------------------------------------------------------------------------------------

local function p_text(name, p)
  return p < 0.001 and name .. " < 0.001" or ("%s = %.3f"):format(name, p)
end

local function figure(value)
  return value and (math.abs(value) < 1000 and "%.4g" or "%.0f"):format(value) or "nothing"
end

local function row_name(frame, row, settings)
  local names = {}
  local columns = table.move(settings.keys, 1, #settings.keys, 2, { settings.place })
  for _, name in ipairs(columns) do
    if frame:has(name) then names[#names + 1] = tostring(frame:get(row, name)) end
  end
  return #names > 0 and table.concat(names, ", ") or "The map"
end

local function verdict(cells, settings)
  local p = cells.p_permuted or cells.p
  local is_alarm = cells.q and cells.q <= settings.alpha
  return ("z = %.2f, %s%s, %s: %s"):format(cells.z or 0, p_text("p", p),
    cells.p_permuted and " by permutation" or "", p_text("q", cells.q),
    is_alarm and "more than chance" or ("no more than chance at %g"):format(settings.alpha))
end

local DESCRIBE = {
  moran = function(cells)
    return ("Moran's I = %.4f over %d places (%.4f without association): neighbours are %s alike than places at random"):format(
      cells.moran_i, cells.places, cells.expected, cells.moran_i > cells.expected and "more" or "less")
  end,
  local_moran = function(cells)
    local own, around = cells.quadrant:match "^(%a+)%-(%a+)$"
    return ("%s, %s than the mean of its map; around it %s (%d neighbours), %s: %s, I = %.4f"):format(figure(cells.value),
      own == "high" and "higher" or "lower", figure(cells.lag), cells.neighbours, around, cells.quadrant, cells.moran_i)
  end,
  getis_ord = function(cells)
    return ("%s; with its surroundings (%d places) %s of all that the map has%s"):format(figure(cells.value),
      cells.neighbours, cells.gi and ("%.2g %%"):format(100 * cells.gi) or "an unknown part",
      cells.z > 0 and ", more than the mean" or ", less than the mean")
  end,
}

local function explain(frame, row, settings)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to 'explain': expected the number of a row, 1 to %d, got %s"):format(#frame, tostring(row)), 0)
  end
  local cells = {}
  for _, name in ipairs(frame:columns()) do cells[name] = frame:get(row, name) end
  local name = row_name(frame, row, settings)
  if not cells.q then
    return ("%s: no statistic, as all places of the map have the same value or too few have neighbours."):format(name)
  end
  return terminal.wrap(("%s: %s; %s. %s."):format(name, DESCRIBE[settings.statistic](cells), verdict(cells, settings),
    weights_text(settings)), math.max(40, terminal.host.width() - 2))
end

-- --- the call ---------------------------------------------------------------------------------------------------

local function check_weights(name, options, settings)
  settings.weights = options.weights or options.distance and "distance" or "nearest"
  settings.neighbours, settings.distance = options.neighbours or 5, options.distance
  local odd = settings.weights ~= "nearest" and options.neighbours and "neighbours"
    or settings.weights ~= "distance" and options.distance and "distance"
  if odd then
    error(("bad argument '%s' to '%s': weights=\"%s\" has none"):format(odd, name, settings.weights), 0)
  elseif settings.weights == "distance" and not settings.distance then
    error(("bad argument 'distance' to '%s': weights=\"distance\" needs one, in km or in the unit of the plane"):format(name), 0)
  end
end

--- Runs a statistic; `defaults` are those it does not share: alternative, style, star.
function association.run(name, f, figures, options, defaults)
  options = forecasting.check(name, figures, options)
  if #figures == 0 then error(("bad argument #1 to '%s': the frame has no rows"):format(name), 0) end
  local whole = periods.wholly_published(figures)
  local settings = maps.settings(name, whole, options)
  if not settings.value then
    error(("bad argument 'value' to '%s': the frame has no column of figures: name one; it has %s"):format(name,
      table.concat(figures:columns(), ", ")), 0)
  end
  check_weights(name, options, settings)
  settings.statistic = name
  settings.is_binary = (options.style or defaults.style) == "binary"
  settings.has_self = defaults.has_self and options.star ~= false
  settings.alternative = options.alternative or defaults.alternative
  settings.draws, settings.alpha = options.draws or defaults.draws, options.alpha or 0.05
  settings.fdr = options.fdr or "bh"
  settings.call = ("%s(f, %s)"):format(name, call.text(f, options, { seed = settings.seed }))
  local frame, found, code = core.association(whole, settings)
  if not frame then return nil, found, code end
  local drawn = { place = settings.place, positions = maps.positions(whole, settings), map_day = figures:attached "map_day",
    judged = settings.value }
  return frame:attach {
    note_text = periods.beside(note_text(found, settings, figures), figures),
    explain = function(self, row) return explain(self, row, settings) end,
    place = drawn.place, positions = drawn.positions, map_day = drawn.map_day, judged = drawn.judged, kept = drawn,
  }
end

return association
