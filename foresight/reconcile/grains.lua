--- grains.lua: the frames that are reconciled together: one, or one per grain of time with the same series.
--
-- Example:  all = grains.of({f_month, f_year}, {"zone"}, "mean")   all[1].span --> year   all.groups[1].blocks

local blocks = require "foresight.reconcile.blocks"
local layout = require "foresight.reconcile.layout"

local grains = {}

local LENGTH = { day = 1, week = 2, month = 3, quarter = 4, year = 5 }

local LOOKS = { { "^%d%d%d%d$", "year" }, { "^%d%d%d%d%-Q%d$", "quarter" }, { "^%d%d%d%d%-%d%d$", "month" },
  { "^%d%d%d%d%-W%d%d$", "week" }, { "^%d%d%d%d%-%d%d%-%d%d$", "day" } }

-- Of periods as texts, their looks.
local function span_of(frame)
  if not frame:has "period" or #frame == 0 then return nil end
  local kind, _, span = frame:type "period"
  if kind ~= "text" then return span end
  for _, look in ipairs(LOOKS) do
    if (frame:get(1, "period") or ""):find(look[1]) then return look[2] end
  end
end

-- Rows of history that a forecast has before its figures (actual=12) are left as they are.
local function left_in(frame, column)
  if not frame:has "actual" or column == "actual" then return nil end
  local actual, cells = frame.actual, frame[column]
  return function(row) return actual[row] ~= nil and cells[row] == nil end
end

local function check_spans(all)
  for _, each in ipairs(all) do
    if not LENGTH[each.span] then
      error("bad argument #1 to 'reconcile': every frame needs a column 'period' of days, weeks, months, quarters or " ..
        "years, as forecast gives", 0)
    end
  end
  table.sort(all, function(a, b) return LENGTH[a.span] > LENGTH[b.span] end)
  for i = 2, #all do
    if all[i].span == all[i - 1].span then
      error(("bad argument #1 to 'reconcile': two frames are by %s: one per grain of time is needed"):format(all[i].span), 0)
    end
  end
end

local function check_series(all)
  for i = 2, #all do
    local what = function(each) return ("the frame by %s"):format(each.span) end
    all[i].from = layout.match(all[i].plan, all[1].plan, what(all[i]))
    layout.match(all[1].plan, all[i].plan, what(all[1]))
  end
end

local function periods_of(all)
  local periods = {}
  for i, each in ipairs(all) do periods[i] = each.plan.periods end
  return periods
end

local function check_groups(all)
  for _, group in ipairs(all.groups) do
    if #group.parents > 1 then return end
  end
  local last = all[#all]
  error(("bad argument #1 to 'reconcile': no %s is filled by periods of a finer grain: forecast by %s to the end of one, " ..
    "further than %s"):format(all[1].span, last.span, last.plan.periods[#last.plan.periods] or "now"), 0)
end

--- The frames from the coarsest on, each with its place in the list given, span, plan and, in `from`, the numbers of the
--- first one's series; and the groups of blocks. One frame has each period as a block.
function grains.of(frames, keys, column)
  local all = {}
  for i, frame in ipairs(frames) do
    all[i] = { frame = frame, place = i, span = span_of(frame), plan = layout.of(frame, keys, left_in(frame, column)) }
  end
  if #all > 1 then check_spans(all) end
  all[1].from = {}
  for n in ipairs(all[1].plan.series) do all[1].from[n] = n end
  if #all > 1 then
    check_series(all)
    all.groups = blocks.of(periods_of(all))
    check_groups(all)
  else
    all.groups = { { parents = { 0 }, grains = { 1 }, blocks = {} } }
    for step in ipairs(all[1].plan.periods) do all.groups[1].blocks[step] = { step } end
  end
  return all
end

--- Goes over the cells of blocks, block by block, slot by slot, series by series: gives to `visit` the grain, the row (nil
--- where there is none), the number of the series and the step. `others` are grains that stand in for those of `all`.
function grains.each(all, group, list, others, visit)
  for _, steps in ipairs(list) do
    for slot, step in ipairs(steps) do
      local each = (others or all)[group.grains[slot]]
      local rows = each.plan.row[step]
      for n, number in ipairs(each.from) do visit(each, rows[number], n, step) end
    end
  end
end

--- Frames with another column of the same series, such as residuals: by grain, in the order of `all`. With `may_miss` a
--- series may have no row in them, and `missed` is how many have none.
function grains.beside(all, frames, keys, what, may_miss)
  local others, by_span = {}, {}
  for _, frame in ipairs(frames) do by_span[span_of(frame) or ""] = frame end
  for i, each in ipairs(all) do
    local frame = #all == 1 and frames[1] or by_span[each.span]
    if not frame then error(("%s has no frame by %s"):format(what, each.span), 0) end
    local plan = layout.of(frame, keys)
    others[i] = { frame = frame, plan = plan }
    others[i].from, others[i].missed = layout.match(plan, all[1].plan, what, may_miss)
  end
  return others
end

--- The blocks of a group's shape in the past, as `beside` has it.
function grains.past_blocks(all, group, others)
  if #all > 1 then return blocks.like(group, periods_of(others)) end
  local list = {}
  for step in ipairs(others[1].plan.periods) do list[step] = { step } end
  return list
end

--- What stands by itself in time, as a text; nil where all periods are parts or wholes of others.
function grains.alone(all)
  local said = {}
  if #all == 1 then return nil end
  for _, group in ipairs(all.groups) do
    if #group.parents == 1 then
      local each, names = all[group.grains[1]], {}
      for i, steps in ipairs(group.blocks) do names[i] = each.plan.periods[steps[1]] end
      local few = #names <= 3 and table.concat(names, ", ") or ("%s ... %s (%d)"):format(names[1], names[#names], #names)
      said[#said + 1] = ("%s %s"):format(each.span, few)
    end
  end
  return #said > 0 and ("Incomplete periods not reconciled: %s"):format(table.concat(said, ", ")) or nil
end

return grains
