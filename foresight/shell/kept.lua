--- kept.lua: the last values that statements gave, as `_1` (the last, `_` as well), `_2` (the one before) ... `_9`.
--
-- Example:  rollup{zone="BE", every="year"}   _1:sort "-count"   _2
--
-- Frames may be large: the older ones are let go when together they hold more cells than MOST_CELLS.

local kept = {}

local MOST, MOST_CELLS = 9, 20000000

local values = {} -- the last first

local function cells_of(value)
  if not require "foresight.shared.call".is_frame(value) then return 0 end
  return #value * #value:columns()
end

--- Keeps a value as the last; nil, and the value that is the last already, change nothing.
function kept.add(value)
  if value == nil or rawequal(value, values[1]) then return end
  table.insert(values, 1, value)
  local cells = 0
  for i = 1, MOST + 1 do
    cells = cells + (values[i] ~= nil and cells_of(values[i]) or 0)
    if i > MOST or (i > 1 and cells > MOST_CELLS) then values[i] = nil end
    if i <= MOST then rawset(_G, "_" .. i, values[i]) end
  end
  rawset(_G, "_", value)
end

return kept
