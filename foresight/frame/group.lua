--- group.lua: rows summed up by the values of some columns: r:by "zone".
--
-- Example:  rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year"}:by "zone"

local call = require "foresight.shared.call"
local core = require "glocal.core"
local figure = require "foresight.frame.figure"

-- The statement that sums up: groups in the order in which they come in the frame.
local function statement(kept, roles, adds)
  local q, columns, keys = figure.quoted, {}, {}
  local value = q(roles.value)
  for i, name in ipairs(kept) do columns[i], keys[i] = q(name), q(name) end
  local function add(what, name) columns[#columns + 1] = what .. " as " .. q(name) end
  add("count(*)", "rows")
  add(("count(*) - count(%s)"):format(value), "unknown")
  if adds then add(("sum(%s)"):format(value), roles.value) end
  if adds and roles.high then add(("sum(coalesce(%s, %s))"):format(q(roles.high), value), roles.high) end
  local many = roles.high and ("case when %s = %s then %s end"):format(value, q(roles.high), value) or value
  add(("avg(%s)"):format(many), roles.value .. "_mean")
  add(("min(%s)"):format(value), roles.value .. "_min")
  add(("max(%s)"):format(roles.high and q(roles.high) or value), roles.value .. "_max")
  return ("select %s from $f group by %s order by min(rowid)"):format(table.concat(columns, ", "), table.concat(keys, ", "))
end

local function notes(unknown, adds, roles, has_ranges)
  local said = {}
  if not adds then said[1] = ("%s does not add up: mean, lowest and highest only"):format(roles.value) end
  if unknown > 0 then
    said[#said + 1] = ("%d row%s without a figure (unknown) %s in no sum"):format(unknown, unknown == 1 and "" or "s",
      unknown == 1 and "is" or "are")
  end
  if has_ranges then said[#said + 1] = "the mean is of the rows whose figure is exact" end
  return said
end

local function count_ranges(frame, roles)
  local low, high = roles.high and frame[roles.value], roles.high and frame[roles.high]
  for i = 1, low and #frame or 0 do
    if low[i] ~= nil and high[i] ~= nil and low[i] ~= high[i] then return true end
  end
  return false
end

--- Sums up the rows that agree in some columns: how many there are, the sum of the figure (under its own name), its mean, lowest
--- and highest value. Rates, shares and other figures that do not add up get no sum.
--- @function frame:by
--- @param columns string|string[] <column> the columns that tell groups apart
--- @param options? table
--- @option value? string = (count, estimate, median, value ...) <column> the figure
--- @return frame a row per group, in the order of the frame: the columns, rows, unknown (rows without a figure, where there are any),
---   the sum, its upper bound where there are ranges, NAME_mean, NAME_min, NAME_max
--- @raises rows of one group that overlap (a zone and one that it holds), or count different things
--- @since 0.1
--- @example f = frame{{zone="BE", count=3}, {zone="NL", count=5}, {zone="BE", count=4}}
--- @example f:by("zone").count[1] --> 7
--- @example f:by("zone").count_mean[1] --> 3.5
function core.frame_methods.by(frame, columns, options)
  options = options or {}
  local kept = figure.columns(frame, "by", columns)
  local roles = figure.of(frame, "by", options)
  local adds = figure.adds(frame, "by", roles.value, kept)
  local made = assert(core.sql_frames(statement(kept, roles, adds), { f = frame }))
  local missing, unknown = frame[roles.value], 0
  for i = 1, #frame do
    if missing[i] == nil then unknown = unknown + 1 end
  end
  if unknown == 0 and not frame:has "unknown" then
    local names = {}
    for _, name in ipairs(made:columns()) do
      if name ~= "unknown" then names[#names + 1] = name end
    end
    made = made:select(names)
  end
  local _, unit = frame:type(roles.value)
  for _, ending in ipairs { "", "_high", "_mean", "_min", "_max" } do
    local name = roles.value .. ending
    if unit and made:has(name) then made = made:with(name, made[name], { type = made:type(name), unit = unit }) end
  end
  return figure.noted(made, frame, notes(unknown, adds, roles, count_ranges(frame, roles)))
end

call.guard(core.frame_methods)
