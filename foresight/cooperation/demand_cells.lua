--- demand_cells.lua: demand for cooperation read from what there is: a frame of demand, a rollup, a forecast or flows of messages, as
-- a figure for each partner, country and phenomenon.
--
-- Example:  cells, said = demand_cells.of(rollup{zone="EU", level="country", phenomenon="trafficking", every="year"}, {partner="BE"})
--
-- Of several periods the sum is taken; a cell that lacks one of them, or whose figure is missing, has no demand rather than too small
-- a one. What overlaps (a phenomenon and one under it, a country and what holds it) is never added up.

local columns = require "foresight.cooperation.columns"
local hint = require "foresight.shared.hint"

local demand_cells = {}

local WHAT = "channel_coverage"
local PLACES = { "country", "zone" }
local AMOUNTS = { "demand", "count", "mean", "estimate", "sent", "received", "messages" }
local PERIODS = { "period", "month" }

local function fail(message, ...) error(("bad argument 'demand' to '%s': " .. message):format(WHAT, ...), 0) end

local function first_of(f, names)
  for _, name in ipairs(names) do
    if f:has(name) then return name end
  end
end

local function needed(f, names)
  local name = first_of(f, names)
  if not name then fail("the frame has no column '%s'%s", names[1], hint.of(names[1], f:columns(), "it has")) end
  return name
end

-- A phenomenon and one under it, or a place and one in it, count the same twice.
local function check_overlap(cells, reg, day)
  for i, a in ipairs(cells) do
    for j, b in ipairs(cells) do
      if i ~= j and a.partner == b.partner then
        local same = a.country == b.country
        if same and a.phenomenon and b.phenomenon and b.phenomenon:sub(1, #a.phenomenon + 1) == a.phenomenon .. "." then
          fail("%s holds %s in %s: one of them would count twice; take one level", a.phenomenon, b.phenomenon, a.country)
        end
        local is_known = reg and reg.kinds[b.country]
        if not same and a.phenomenon == b.phenomenon and is_known and reg:is_within(b.country, a.country, day) then
          fail("%s lies in %s: one of them would count twice; take one level", b.country, a.country)
        end
      end
    end
  end
end

--- The cells {partner, country, phenomenon, amount} of a frame and what is to be said of them. `given`: {partner= (where the frame has
--- no such column), reg=, day= (of the register, where there is a store)}. Raises what can't be read so.
function demand_cells.of(f, given)
  local place, amount, period = needed(f, PLACES), needed(f, AMOUNTS), first_of(f, PERIODS)
  local has_partner, has_phenomenon, has_high = f:has "partner", f:has "phenomenon", f:has "count_high"
  if not has_partner and not given.partner then
    fail("the frame has no column 'partner': say whose demand it is, partner=\"BE\"")
  end
  local cells, of, periods, span, ranges, at_home = {}, {}, {}, 0, 0, 0
  for i, row in f:rows() do
    local partner, country = has_partner and row.partner or given.partner, row[place]
    local phenomenon = has_phenomenon and row.phenomenon or nil
    if not partner or not country then fail("row %d: the partner or the country is missing", i) end
    local key = ("%s\0%s\0%s"):format(partner, country, phenomenon or "")
    local when = period and tostring(row[period]) or ""
    local cell = of[key]
    if partner == country then at_home = at_home + 1 end
    if not cell then
      cell = { partner = partner, country = country, phenomenon = phenomenon, sum = 0, count = 0, rows = {} }
      of[key], cells[#cells + 1] = cell, cell
    end
    if cell.rows[when] then
      fail("rows %d and %d are of the same partner, country, phenomenon%s", cell.rows[when], i,
        period and " and " .. period or "")
    end
    cell.rows[when] = i
    if not periods[when] then periods[when], span = true, span + 1 end
    if row[amount] ~= nil then
      cell.sum, cell.count = cell.sum + columns.amount(row[amount], amount, i, WHAT), cell.count + 1
      if has_high and row.count_high ~= row[amount] then ranges = ranges + 1 end
    end
  end
  if at_home > 0 then -- nobody needs a channel to himself
    local abroad = {}
    for _, cell in ipairs(cells) do
      if cell.partner ~= cell.country then abroad[#abroad + 1] = cell end
    end
    cells = abroad
  end
  for _, cell in ipairs(cells) do cell.amount = cell.count == span and cell.sum or nil end
  check_overlap(cells, given.reg, given.day)
  local said = {}
  if span > 1 then
    local names = {}
    for name in pairs(periods) do names[#names + 1] = name end
    table.sort(names)
    said[1] = ("demand is the sum of '%s' over %d periods, %s to %s"):format(amount, span, names[1], names[#names])
  elseif amount ~= "demand" then
    said[1] = ("demand is '%s'"):format(amount)
  end
  if ranges > 0 then said[#said + 1] = ("%d figures are ranges and enter with their lower end"):format(ranges) end
  if at_home > 0 then said[#said + 1] = ("%d rows of the partner's own country are left out"):format(at_home) end
  return cells, said
end

return demand_cells
