--- columns.lua: what the functions of cooperation ask of the frames they are given.
--
-- Example:  columns.need(f, "queries", "hit_rates", "queries")     columns.count(row.hits, "hits", i, "hit_rates")

local core = require "glocal.core"
local hint = require "foresight.shared.hint"

local columns = {}

--- Raises where the frame has no such column, naming the nearest.
function columns.need(f, name, what, option)
  if f:has(name) then return end
  error(("bad argument '%s' to '%s': the frame has no column '%s'%s"):format(option, what, name, hint.of(name, f:columns(),
    "it has")),
    0)
end

--- A number of a row, at least 0; raises otherwise. `whole`: it must be a whole one.
function columns.amount(value, name, row, what, whole)
  local is_number = type(value) == "number" and value >= 0 and value < 1e15
  if not is_number or (whole and not math.tointeger(value)) then
    error(("bad argument #1 to '%s': row %d: %s is %s of at least 0, got %s"):format(what, row, name,
      whole and "a whole number" or "a number", tostring(value)), 0)
  end
  return whole and math.tointeger(value) or value
end

--- The strictest marking of frames.
function columns.marking(frames)
  local joined
  for _, f in ipairs(frames) do
    local empty = core.frame({}, { columns = { "x" }, types = { x = "integer" }, marking = f:marking() })
    joined = joined and joined:append(empty) or empty
  end
  return joined:marking()
end

return columns
