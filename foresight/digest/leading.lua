--- leading.lua: which series moved before that of an alert, where its warning had leaders: found again from the figures as the store
--- knows them now, since an alert keeps of its leaders how they were asked for.
--
-- Example:  leading.of(store, item)[1].lag   --> 2

local alert = require "foresight.warning.alert"
local query = require "foresight.shared.query"
local register_alerts = require "foresight.warning.register_alerts"
local rollup = require "foresight.cube.rollup"

local leading = {}

local cached = setmetatable({}, { __mode = "k" }) -- by store: of one state, by series and call; a run asks for many zones and languages

-- Whether all figures that a call names are of one store, which may have been moved since.
local function is_of_one_store(call)
  local first
  for path in call:gmatch "%-%- store (.-), state %d+" do
    first = first or path
    if path ~= first then return false end
  end
  return first ~= nil
end

-- The rollup that the leaders were, as the call of the alert has it; nil where they were none of this store. What a store brings is no
-- program: without round brackets nothing in it can be called.
local function asked_of(call)
  local leaders = is_of_one_store(call) and call:match(register_alerts.LEADERS .. "(.*)")
  local braces = leaders and leaders:match "^%s*rollup(%b{})"
  local chunk = braces and not braces:find "[()]" and load("return " .. braces, "=leaders", "t", {})
  local done, asked = pcall(chunk or error)
  return done and type(asked) == "table" and asked or nil
end

local function find(store, item, call)
  local asked = asked_of(call)
  if not asked then return nil end
  asked.store = store
  local done, leaders = pcall(rollup, asked)
  if not (done and leaders) or #leaders == 0 then return nil end
  local led, found = pcall(alert.moved_before, item.figures, leaders)
  if not (led and found) then return nil end
  local list = { marking = leaders:marking() }
  for i = 1, #found do
    list[i] = { zone = found:get(i, "lead_zone"), phenomenon = found:get(i, "lead_phenomenon"), lag = found:get(i, "lag"),
      correlation = found:get(i, "correlation") }
  end
  return list
end

--- A list of zone, phenomenon, lag (in periods) and correlation, the surest first, with its marking; nil where the warning of the
--- latest alert had no leaders, or such as the store can't give again. `item`: with its figures.
function leading.of(store, item)
  if not item.figures then return nil end
  local call = query(store, "select call from alert where id = ?", { item.latest.id }).call[1]
  if not (call and call:find(register_alerts.LEADERS, 1, true)) then return nil end
  local of_store = cached[store]
  if not of_store or of_store.state ~= store:state() then of_store = { state = store:state() } end
  cached[store] = of_store
  local key = table.concat({ item.zone, item.phenomenon, item.keys_text, item.measure, item.span, call }, "\0")
  if of_store[key] == nil then of_store[key] = find(store, item, call) or false end
  return of_store[key] or nil
end

return leading
