--- register_alerts.lua: the alarms of a warn, kept in the store as alerts.
--
-- Example:  w = warn(rollup{zone="FR", phenomenon="drugs", every="month"}, {method="ears_c1"})   w:register()

local core = require "glocal.core"
local doors = require "glocal.doors"
local glocal = require "glocal"

local register_alerts = { LEADERS = "\n  leaders: " } -- before the origin of a warning's leaders in the call of its alerts

-- What tells the series apart beside zone and phenomenon, in order.
local function keys_of(frame, figures)
  local keys = {}
  for _, name in ipairs(frame:columns()) do
    if figures:has(name) and figures:type(name) == "text" and name ~= "zone" and name ~= "phenomenon" then
      keys[#keys + 1] = name
    end
  end
  table.sort(keys)
  return keys
end

local function value_text(value)
  if type(value) == "string" then return core.json_text(value) end
  if type(value) == "number" then return math.tointeger(value) and tostring(math.tointeger(value)) or ("%.17g"):format(value) end
  return tostring(value)
end

-- The settings as JSON, their names in order, so that the same ones are the same text.
local function settings_text(settings, names)
  local sorted, parts = table.move(names, 1, #names, 3, { "nowcast", "false_discovery" }), {}
  table.sort(sorted)
  for _, name in ipairs(sorted) do
    local value = settings[name]
    if value ~= nil and name ~= "method" then
      parts[#parts + 1] = core.json_text(name) .. ":" .. value_text(value)
    end
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

-- The column that was judged, and its unit.
local function judged_column(figures, candidates)
  for _, name in ipairs(candidates) do
    if figures:has(name) then
      local _, unit = figures:type(name)
      return name, unit or ""
    end
  end
  return "count", ""
end

local function check_columns(frame)
  for _, name in ipairs { "zone", "phenomenon" } do
    if not frame:has(name) then
      error(("an alert is of a zone and a phenomenon of the store, and this frame has no column '%s'"):format(name), 0)
    end
  end
end

--- What frame:register does with a warn of these figures: it keeps the alarms, and gives how many are new and how many the store
--- had. `settings` are all of the warn, `names` those that are its detector's; `as_alerts` makes of its rows those that are kept, where
--- they are others; `leaders` is the frame of the series that may have moved before.
function register_alerts.of(figures, settings, names, as_alerts, leaders)
  local asked = figures:attached "asked"
  local method, detector = settings.method, settings_text(settings, names)
  local of_leaders = leaders and register_alerts.LEADERS .. leaders:provenance() or ""
  local measure, unit = judged_column(figures, { settings.value or "count", "count", "estimate", "value", "weighted", "events" })
  return function(frame, options)
    check_columns(frame)
    local store = glocal.use(options.store or asked and asked.store)
    local tally, message, code = doors.raise_alerts(store, as_alerts and as_alerts(frame) or frame, {
      method = method, settings = detector, measure = measure, unit = unit, keys = keys_of(frame, figures),
      alarm = frame:has "raised" and "raised" or "alarm", -- of many series the alerts, each once
      call = (frame:provenance() or "") .. of_leaders,
    })
    if not tally then return nil, message, code end
    return tally.added, tally.known
  end
end

return register_alerts
