--- reconcile.lua: forecasts of zones, phenomena and periods that add up; the arithmetic is core/series'.
--
-- Example:  r = rollup{zone="BE", level={"country", "province"}, phenomenon="smuggling"}
--           f = reconcile(forecast(r, {horizon=12}), {method="mint"})

local core = require "glocal.core"
local call = require "foresight.shared.call"
local grains = require "foresight.reconcile.grains"
local hint = require "foresight.shared.hint"
local layout = require "foresight.reconcile.layout"
local quantile_columns = require "foresight.forecast.quantile_columns"
local reconcile_spec = require "foresight.reconcile.spec"
local residuals_of = require "foresight.forecast.residuals"
local result = require "foresight.reconcile.result"
local sums = require "foresight.reconcile.sums"
local trees = require "foresight.reconcile.trees"

local FIGURES = { "count", "estimate", "value", "weighted", "events", "actual" }
local PROPORTIONS = { "of_averages", "average" }
local FROM_ERRORS = { mint = true, variance = true }
local FROM_THE_PAST = { top_down = true, middle_out = true }

-- --- what is given ------------------------------------------------------------------------------------------------

local function check_frame(frame, name, columns)
  if not call.is_frame(frame) then
    error(("bad argument to 'reconcile': expected a frame as %s, got %s"):format(name, type(frame)), 0)
  end
  for _, column in ipairs(columns) do frame:type(column) end -- raises for a missing one, naming the nearest
end

-- One frame or a list of frames as a list, every one checked.
local function frames_of(given, name, columns)
  local list = call.list(given)
  if #list == 0 then error(("bad argument to 'reconcile': expected a frame or a list of frames as %s"):format(name), 0) end
  for _, frame in ipairs(list) do check_frame(frame, name, columns) end
  return list
end

local function attached(frames, name)
  local list = {}
  for i, frame in ipairs(frames) do
    list[i] = frame:attached "forecast"
    if not list[i] then
      error(("bad argument '%s' to 'reconcile': true needs a forecast as forecast(r) gave it; or write %s=%s"):format(name,
        name, name == "history" and "r" or "residuals(r)"), 0)
    end
  end
  return list
end

-- The frames of residuals, computed where the method needs them and none are given; nil, message, code where that fails.
local function residual_frames(frames, options)
  local given = options.residuals
  local needs = FROM_ERRORS[options.method] and not options.variance and frames[1]:attached "forecast"
  if given == nil and needs then given = true end
  if given == nil or given == false then
    if options.method == "mint" then
      error("bad argument 'residuals' to 'reconcile': mint needs them: residuals=residuals(r), r what was forecast", 0)
    end
    return false
  end
  if given ~= true then return frames_of(given, "'residuals'", { "residual", "period" }) end
  local list = {}
  attached(frames, "residuals")
  for i, frame in ipairs(frames) do
    local message, code
    list[i], message, code = residuals_of(frame)
    if not list[i] then return nil, message, code end
  end
  return list
end

local function figure_of(frame)
  for _, name in ipairs(FIGURES) do
    if frame:has(name) then return name end
  end
  error("bad argument 'history' to 'reconcile': the frame has none of " .. table.concat(FIGURES, ", "), 0)
end

local function check_proportions(given)
  if given == nil or given == "of_averages" or given == "average" then return end
  error(("bad argument 'proportions' to 'reconcile': there is no '%s'%s"):format(tostring(given),
    hint.of(given, PROPORTIONS, "use")), 0)
end

local function history_frames(frames, options)
  if not options.history then
    if options.proportions ~= nil then
      error("bad argument 'proportions' to 'reconcile': they are of a history: add history=r", 0)
    end
    return nil
  end
  if not FROM_THE_PAST[options.method] then
    error(("bad argument 'history' to 'reconcile': it goes with method=\"top_down\" or \"middle_out\", not %q"):format(
      options.method or "structural"), 0)
  end
  check_proportions(options.proportions)
  if options.history ~= true then return frames_of(options.history, "'history'", { "period" }) end
  local list = {}
  for i, each in ipairs(attached(frames, "history")) do list[i] = each.figures end
  return list
end

-- --- what comes out -----------------------------------------------------------------------------------------------

-- Error messages of the core with the names of the series for their numbers.
local function run(all, settings)
  local series = all[1].plan.series
  local function name(number)
    return layout.name(series[(tonumber(number) - 1) % #series + 1])
  end
  local well, values, note, found = pcall(core.reconcile_values, settings)
  if well then return values, note, found end
  if type(values) ~= "string" then error(values, 0) end
  error((values:gsub("series (%d+) and (%d+)", function(a, b) return name(a) .. " and " .. name(b) end)
    :gsub("series (%d+)", name)), 0)
end

-- Whether the figures that were forecast add up themselves, as a text.
local function past_text(all, axes, given, figures)
  if #all > 1 or not figures then return nil end
  for _, key in ipairs(given.keys) do
    if not figures:has(key) then return nil end
  end
  local well, beside = pcall(grains.beside, all, { figures }, given.keys, "the figures")
  return well and sums.text(all[1].plan, axes, beside[1], figure_of(figures)) or nil
end

-- --- the call -----------------------------------------------------------------------------------------------------

-- The call as one would type it; trees of thousands of zones are not written out.
local function call_text(reconcile, frames, options)
  local shown = {}
  for name, value in pairs(options) do
    local is_tree = name == "zones" or name == "phenomena"
    shown[name] = is_tree and frames[1] or value -- a frame is shown as ...
  end
  local names = #frames == 1 and "f" or "{f" .. (", f"):rep(#frames - 1) .. "}"
  return ("reconcile(%s, %s)"):format(names, call.text(reconcile, shown))
end

local function reconcile_all(frames, given)
  local all = grains.of(frames, given.keys, given.column)
  local axes, results = trees.axes(all[1].plan, given.trees), {}
  local made = { point = result.new_cells(all), quantiles = {} }
  given.residuals = given.residuals and grains.beside(all, given.residuals, given.keys, "'residuals'", true)
  local figures = given.history and given.history[1] or (frames[1]:attached "forecast" or {}).figures
  given.history = given.history and grains.beside(all, given.history, given.keys, "'history'")
  for i, group in ipairs(all.groups) do
    local settings = reconcile_spec.of(all, group, axes, given)
    local values, note, found = run(all, settings)
    if not values then return nil, note, found end
    results[i] = { axes = settings.axes, values = values, note = note,
      futures = found and #settings.residuals // #settings.axes[1].places }
    for p in ipairs(found and given.quantiles or {}) do
      made.quantiles[p] = made.quantiles[p] or result.new_cells(all)
      result.back_to_rows(all, group, found, #given.quantiles, p, made.quantiles[p])
    end
  end
  made.is_whole = result.round(all, results, given.column)
  for i, group in ipairs(all.groups) do result.back_to_rows(all, group, results[i].values, 1, 1, made.point) end
  local out, has_dropped = {}, false
  for _, each in ipairs(all) do
    out[each.place], has_dropped = result.finished(all, each, made, given)
  end
  local extra = { past_text(all, axes, given, figures) }
  if has_dropped then
    extra[#extra + 1] = "Quantiles dropped: coherent ones need residuals=true, or residuals=residuals(r)"
  end
  local text = result.note_text(all, results, made, given, extra)
  for i, frame in ipairs(out) do
    -- With quantiles it is still a forecast: it can be registered, and scored when its outcome is in.
    local forecast = frame:has "median" and frames[i]:attached "forecast" or nil
    out[i] = frame:attach { note_text = text, forecast = forecast }
  end
  return table.unpack(out)
end

--- Makes forecasts add up over the trees of zones and phenomena, crossed, and over time. Every series needs a value at
--- every period; all levels come from one rollup: level={"country", "province"}, phenomenon_level="*"; own=true keeps
--- what is recorded at a zone itself. A list of frames, by month, quarter, year, is reconciled over time too. With
--- residuals the quantile columns become those of coherent futures; without they are left out. A column of whole numbers
--- stays one where the series are one tree.
--- @function reconcile
--- @param frame frame|frame[] forecasts with zone or phenomenon or both, period and mean; or one frame per grain
--- @param options? table
--- @option method? string = "structural" {bottom_up|top_down|middle_out|ols|structural|variance|mint} mint: shrunk
---   covariance of the residuals
--- @option zones? tree|table = (the store's) a tree, or a table of child = parent
--- @option phenomena? tree|table = (the store's) a tree, or a table of child = parent
--- @option column? string = "mean" <column> what is made to add up
--- @option residuals? frame|frame[]|boolean what residuals(r) gives (one per grain); true makes them; default for mint
---   and variance
--- @option history? frame|frame[]|boolean the rollup that was forecast, whose proportions top_down and middle_out take
--- @option proportions? string = "of_averages" {of_averages|average} the part's mean over the whole's, or the mean of the
---   parts by period
--- @option variance? string <column> the column of variances, for method="variance"
--- @option level? string <level> the kind of zones from which middle_out starts
--- @option nonnegative? boolean = true nothing below 0
--- @return frame ... as many frames as were given
--- @raises unknown methods and codes, missing values, parts that would count twice
--- @since 0.1
--- @example f = frame{{zone="TOTAL", period="2026-01", mean=10}, {zone="A", period="2026-01", mean=4}, {zone="B", period="2026-01", mean=4}}
--- @example reconcile(f, {zones={A="TOTAL", B="TOTAL"}}).mean[1] --> 9.0
--- @example r = rollup{zone="BENELUX", level={"union", "country"}, phenomenon="trafficking", every="year", to="2022"}
--- @example c = reconcile(forecast(r, {horizon=2, method="ses"}), {method="mint"})
--- @example c.low_80[1] <= c.median[1] and c.median[1] <= c.high_80[1] --> true
local function reconcile(frame, options)
  options = options or {}
  local column = options.column or "mean"
  local frames = frames_of(frame, "first argument", { options.column })
  for _, each in ipairs(frames) do
    if not each:has(column) then
      error("bad argument #1 to 'reconcile': it takes forecasts, as reconcile(forecast(r)): the frame has no 'mean' " ..
        "(column=\"...\" names another)", 0)
    end
  end
  local keys, found = trees.of(frames[1], options)
  if #found == 0 and #frames == 1 then
    error("bad argument #1 to 'reconcile': the frame has neither 'zone' nor 'phenomenon'", 0)
  end
  for _, each in ipairs(frames) do
    check_frame(each, "first argument", keys)
    if #each == 0 then return table.unpack(frames) end
  end
  local residuals, message, code = residual_frames(frames, options)
  if residuals == nil then return nil, message, code end
  return reconcile_all(frames, {
    call = call_text(reconcile, frames, options),
    column = column,
    method = options.method or "structural",
    nonnegative = options.nonnegative ~= false,
    variance = options.variance,
    level = options.level,
    keys = keys,
    trees = found,
    residuals = residuals or nil,
    history = history_frames(frames, options),
    average = options.proportions == "average",
    figure_of = figure_of,
    quantiles = quantile_columns.of(frames[1]),
  })
end

return reconcile
