--- compare.lua: each figure beside those of the other rows of its period: rank, share.
--
-- Example:  r = rollup{zone="EU", level="country", phenomenon="trafficking", every="year"}   r:rank()   r:share()

local call = require "foresight.shared.call"
local core = require "glocal.core"
local figure = require "foresight.frame.figure"
local hint = require "foresight.shared.hint"
local is_additive = require "foresight.shared.additive"

-- Rows are compared within a period and, where the frame has it, a counted thing; or within the columns that were given.
local function within_of(frame, verb, roles, options)
  if options.within then return figure.columns(frame, verb, options.within) end
  local within = { roles.time }
  if frame:has "counting_unit" then within[#within + 1] = "counting_unit" end
  return within
end

local function groups_of(frame, within)
  local groups, order = {}, {}
  for i = 1, #frame do
    local key = figure.key(frame, i, within)
    if not groups[key] then
      groups[key] = {}
      order[#order + 1] = groups[key]
    end
    table.insert(groups[key], i)
  end
  return order
end

local function said_within(within)
  return #within > 0 and "within " .. table.concat(within, " and ") or "of all rows"
end

--- The rank of each figure among the rows of its period, the largest first. Equal figures share a rank, the next one is left out.
--- @function frame:rank
--- @param options? table
--- @option value? string = (count, estimate, median, value ...) <column> the figure
--- @option within? string|string[] = (the period) <column> the rows that are ranked among each other
--- @return frame with the column rank; null where there is no figure
--- @since 0.1
--- @example frame{{zone="BE", count=3}, {zone="NL", count=5}}:rank().rank[2] --> 1
function core.frame_methods.rank(frame, options)
  options = options or {}
  local roles = figure.of(frame, "rank", options)
  local within, ranks, value = within_of(frame, "rank", roles, options), {}, frame[roles.value]
  local ranges, high = 0, roles.high and frame[roles.high]
  for _, rows in ipairs(groups_of(frame, within)) do
    local known = {}
    for _, i in ipairs(rows) do
      if value[i] ~= nil then known[#known + 1] = i end
      if high and high[i] ~= value[i] then ranges = ranges + 1 end
    end
    table.sort(known, function(a, b) return value[a] > value[b] or value[a] == value[b] and a < b end)
    for n, i in ipairs(known) do
      local last = known[n - 1]
      ranks[i] = last and value[last] == value[i] and ranks[last] or n
    end
  end
  local said = { "ranked " .. said_within(within) }
  if ranges > 0 then
    said[2] = ("%d range%s such as 1 to 4 ranked by the lower end"):format(ranges, ranges == 1 and "" or "s")
  end
  return figure.noted(frame:with("rank", ranks, { type = "integer", call = "rank()" }), frame, said)
end

--- The share of each figure in the sum of the rows of its period.
--- @function frame:share
--- @param options? table
--- @option value? string = (count, estimate, median, value ...) <column> the figure
--- @option within? string|string[] = (the period) <column> the rows that make up a whole
--- @return frame with the column share, in percent; null where there is no figure or one of the whole is a range
--- @raises figures that do not add up, such as rates, and rows that overlap
--- @since 0.1
--- @example frame{{zone="BE", count=3}, {zone="NL", count=5}}:share().share[1] --> 37.5
function core.frame_methods.share(frame, options)
  options = options or {}
  local roles = figure.of(frame, "share", options)
  local within, shares, value = within_of(frame, "share", roles, options), {}, frame[roles.value]
  if not is_additive(frame, roles.value) then
    error(("'share' needs figures that add up, and '%s' does not%s"):format(roles.value,
      hint.of("count", frame:has "count" and { "count" } or {}, "the frame has")), 0)
  end
  figure.adds(frame, "share", roles.value, within)
  local high, open = roles.high and frame[roles.high], 0
  for _, rows in ipairs(groups_of(frame, within)) do
    local total, is_open = 0.0, false
    for _, i in ipairs(rows) do
      total = total + (value[i] or 0)
      is_open = is_open or high ~= nil and high[i] ~= value[i]
    end
    for _, i in ipairs(rows) do
      if is_open then open = open + 1
      elseif value[i] ~= nil and total ~= 0 then shares[i] = 100 * value[i] / total end
    end
  end
  local said = { ("percent of the rows here, %s; what the frame leaves out is not in the whole"):format(said_within(within)) }
  if open > 0 then
    said[2] = ("%d share%s of a whole with ranges such as 1 to 4 left open"):format(open, open == 1 and "" or "s")
  end
  return figure.noted(frame:with("share", shares, { type = "real", unit = "%", call = "share()" }), frame, said)
end

call.guard(core.frame_methods)
