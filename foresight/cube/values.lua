--- values.lua: a value that no observation has is unknown, not 0. The cells of a store keep sums, in which the two are
--- alike; where a row's value is 0 the observations that have one are summed up apart, to tell which it is.
--
-- Example:  frame, note = values.sum(store, nil, cells, ztree, ptree, {measures = {"count", "value"}, ...})

local core = require "glocal.core"

local values = {}

local kept = setmetatable({}, { __mode = "k" }) -- by store: the cells with a value, of one state

local function valued_cells(store, as_of)
  local state, known = store:state(), kept[store]
  if not known or known.state ~= state or known.as_of ~= as_of then
    local cells, message, code = store:cells { as_of = as_of, valued = true }
    if not cells then return nil, message, code end
    known = { state = state, as_of = as_of, cells = cells }
    kept[store] = known
  end
  return known.cells
end

-- What tells a row from the others: its cells that are no numbers.
local function keys_of(frame)
  local names, keys = {}, {}
  for _, name in ipairs(frame:columns()) do
    local kind = frame:type(name)
    if kind ~= "integer" and kind ~= "real" then names[#names + 1] = name end
  end
  for row = 1, #frame do
    local parts = {}
    for n, name in ipairs(names) do parts[n] = tostring(frame:get(row, name)) end
    keys[row] = table.concat(parts, "\0")
  end
  return keys
end

local function has_zero(frame)
  for row = 1, #frame do
    if frame:get(row, "value") == 0 then return true end
  end
  return false
end

local function has_unknown(store)
  return #store:sql "select 1 from observation where value is null limit 1" > 0
end

-- The rows of the same sum that have a value, as a set of their keys.
local function rows_with_value(cells, ztree, ptree, what)
  local events = {}
  for name, each in pairs(what) do events[name] = each end
  events.measures, events.weights, events.per = { "events" }, nil, nil
  local frame, message, code = core.sum(cells, ztree, ptree, events)
  if not frame then return nil, message, code end
  local known, keys = {}, keys_of(frame)
  for row = 1, #frame do known[keys[row]] = frame:get(row, "events") > 0 end
  return known
end

local function without_unknown(frame, known)
  local keys, list = keys_of(frame), {}
  for row = 1, #frame do
    local value = frame:get(row, "value")
    if value ~= 0 or known[keys[row]] then list[row] = value end
  end
  local kind, unit = frame:type "value"
  return frame:with("value", list, { type = kind, unit = unit, call = "null where no observation has a value" })
end

--- core.sum, with null for the value of rows none of whose observations has one.
function values.sum(store, as_of, cells, ztree, ptree, what)
  local frame, note, failure = core.sum(cells, ztree, ptree, what)
  if not frame or not frame:has "value" or not has_zero(frame) or not has_unknown(store) then return frame, note, failure end
  local valued, message, code = valued_cells(store, as_of)
  if not valued then return nil, message, code end
  local known
  known, message, code = rows_with_value(valued, ztree, ptree, what)
  if not known then return nil, message, code end
  return without_unknown(frame, known), note
end

return values
