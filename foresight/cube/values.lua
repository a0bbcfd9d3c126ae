--- values.lua: a value that no observation has, and a weighted sum of what has no weight, is unknown, not 0. The cells of a
--- store keep sums, in which the two are alike; where a row has 0 what is known is summed up apart, to tell which it is.
--
-- Example:  frame, note = values.sum(store, nil, cells, ztree, ptree, {measures = {"count", "value"}, ...})

local core = require "glocal.core"
local query = require "foresight.shared.query"

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

local function has_zero(frame, name)
  if not frame:has(name) then return false end
  local lowest = frame:select(name):summary()[1].lowest -- in one pass of the core, where a frame has a million rows
  if not lowest or lowest > 0 then return false end
  for row = 1, #frame do
    if frame:get(row, name) == 0 then return true end
  end
  return false
end

-- The same sum over other measures and weights.
local function sum_again(cells, ztree, ptree, what, measures, weights, sources)
  local other = {}
  for name, each in pairs(what) do other[name] = each end
  other.measures, other.weights, other.per, other.sources = measures, weights, nil, sources or what.sources
  return core.sum(cells, ztree, ptree, other)
end

-- The frame with null in a column of figures where it has 0 and the other sum has no row for which `is_known` holds.
local function without_unknown(frame, name, other, is_known, call, known)
  local keys, list = keys_of(other), {}
  known = known or {}
  for row = 1, #other do known[keys[row]] = known[keys[row]] or is_known(row) end
  keys = keys_of(frame)
  for row = 1, #frame do
    local figure = frame:get(row, name)
    if figure ~= 0 or known[keys[row]] then list[row] = figure end
  end
  local kind, unit = frame:type(name)
  return frame:with(name, list, { type = kind, unit = unit, call = call }):mark(frame:marking() .. " " .. other:marking())
end

local unknown = setmetatable({}, { __mode = "k" }) -- by store: whether some figure of one state has no value

-- Whether some figure has no value; events without one have none to add.
local function has_unknown(store)
  local state, known = store:state(), unknown[store]
  if not known or known.state ~= state then
    local rows = query(store, [[select 1 from batch_source x join batch b on b.id = x.batch
      join observation o on o.id between b.first and b.last and o.source = x.source where o.value is null limit 1]])
    known = { state = state, is_so = #rows > 0 }
    unknown[store] = known
  end
  return known.is_so
end

-- The sources of the sum that record events.
local function event_sources(what)
  local asked, ids = {}, {}
  for _, id in ipairs(what.sources or {}) do asked[id] = true end
  for _, source in ipairs(what.described) do
    if not source.figures and (not what.sources or asked[source.id]) then ids[#ids + 1] = source.id end
  end
  return ids
end

-- The rows to which events contribute, whose value is known.
local function rows_of_events(cells, ztree, ptree, what)
  local ids, rows = event_sources(what), {}
  if #ids == 0 then return rows end
  local other, message, code = sum_again(cells, ztree, ptree, what, { "events" }, nil, ids)
  if not other then return nil, message, code end
  for _, key in ipairs(keys_of(other)) do rows[key] = true end
  return rows
end

local function with_values(frame, store, as_of, all, ztree, ptree, what)
  if not frame:has "value" or not has_unknown(store) or not has_zero(frame, "value") then return frame end
  local cells, message, code = valued_cells(store, as_of)
  if not cells then return nil, message, code end
  local other
  other, message, code = sum_again(cells, ztree, ptree, what, { "events" })
  if not other then return nil, message, code end
  local events
  events, message, code = rows_of_events(all, ztree, ptree, what)
  if not events then return nil, message, code end
  return without_unknown(frame, "value", other, function(row) return other:get(row, "events") > 0 end,
    "value: null where no figure has one", events)
end

-- Of a count above 0 the weighted sum is 0 only where a weight is 0: with weights of 1 it would not be.
local function with_weighted(frame, cells, ztree, ptree, what)
  if not has_zero(frame, "weighted") then return frame end
  local ones = {}
  for code in pairs(what.weights) do ones[code] = 1 end
  local other, message, code = sum_again(cells, ztree, ptree, what, { "count", "weighted" }, ones)
  if not other then return nil, message, code end
  return without_unknown(frame, "weighted", other, function(row)
    return other:get(row, "weighted") ~= 0 or other:get(row, "count") == 0
  end, "weighted: null where no phenomenon has a weight")
end

--- core.sum, with null for the value of rows none of whose observations has one, and for the weighted sum of rows none of
--- whose phenomena has a weight.
function values.sum(store, as_of, cells, ztree, ptree, what)
  local frame, note, failure = core.sum(cells, ztree, ptree, what)
  if not frame then return nil, note, failure end
  local message, code
  frame, message, code = with_values(frame, store, as_of, cells, ztree, ptree, what)
  if frame then frame, message, code = with_weighted(frame, cells, ztree, ptree, what) end
  if not frame then return nil, message, code end
  return frame, note
end

return values
