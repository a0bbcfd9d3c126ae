--- blocks.lua: which periods of several grains make up which: months, quarters and years as trees of time.
--
-- A block is one coarsest period with all that lies in it, a parent before its children; blocks of one shape (a year of
-- four quarters of three months) are reconciled alike. A period that the finer grain does not fill, such as the year in
-- which the forecasts begin, is a block of its own.
--
-- Example:  blocks.of({{"2026-01", ... "2026-12"}, {"2026"}})[1] --> {parents={0, 1, 1 ...}, grains={2, 1, 1 ...}, blocks={{1, 1, 2 ...}}}

local core = require "glocal.core"

local blocks = {}

-- {from, to}: the first day, and the first day after.
local function stretch(period)
  return { from = core.period(period, "day"), to = core.period(core.period(period, nil, 1), "day") }
end

-- The periods of each grain with their first days, in order.
local function sorted(periods)
  local list = {}
  for step, period in ipairs(periods) do
    local days = stretch(period)
    list[step] = { step = step, period = period, from = days.from, to = days.to }
  end
  table.sort(list, function(a, b) return a.from < b.from end)
  list.first = {}
  for place, each in ipairs(list) do list.first[each.from] = place end
  return list
end

-- The periods of a finer grain that fill a period without a hole; nil where they don't.
local function filling(list, period)
  local place, filled, from = list.first[period.from], {}, period.from
  while place and list[place] and list[place].from == from and list[place].to <= period.to do
    filled[#filled + 1] = list[place]
    from, place = list[place].to, place + 1
  end
  return from == period.to and #filled > 0 and filled or nil
end

local function add(block, lists, grain, period, above)
  local at = #block.parents + 1
  block.parents[at], block.grains[at], block.steps[at] = above, grain, period.step
  for finer = grain + 1, #lists do
    local filled = filling(lists[finer], period)
    if filled then
      for _, each in ipairs(filled) do add(block, lists, finer, each, at) end
      return
    end
  end
end

--- Groups of blocks of one shape. `periods` is a list per grain, the coarsest first. A group has parents and grains by
--- slot, and per block the number of the period in each slot.
function blocks.of(periods)
  local lists, taken, groups, by_shape = {}, {}, {}, {}
  for grain, each in ipairs(periods) do lists[grain], taken[grain] = sorted(each), {} end
  for grain, list in ipairs(lists) do
    for _, period in ipairs(list) do
      if not taken[grain][period.step] then
        local block = { parents = {}, grains = {}, steps = {} }
        add(block, lists, grain, period, 0)
        for slot, step in ipairs(block.steps) do taken[block.grains[slot]][step] = true end
        local shape = blocks.shape(block)
        local group = by_shape[shape]
        if not group then
          group = { parents = block.parents, grains = block.grains, blocks = {}, shape = shape }
          by_shape[shape], groups[#groups + 1] = group, group
        end
        group.blocks[#group.blocks + 1] = block.steps
      end
    end
  end
  return groups
end

--- All blocks of a group's shape among other periods, such as those of the residuals.
function blocks.like(group, periods)
  local root, present, found = group.grains[1], {}, {}
  for _, grain in ipairs(group.grains) do present[grain] = true end
  local lists = {}
  for grain, each in ipairs(periods) do lists[grain] = sorted(present[grain] and each or {}) end
  for _, period in ipairs(lists[root]) do
    local block = { parents = {}, grains = {}, steps = {} }
    add(block, lists, root, period, 0)
    if blocks.shape(block) == group.shape then found[#found + 1] = block.steps end
  end
  return found
end

--- A text that is the same for blocks of one shape.
function blocks.shape(block)
  return table.concat(block.parents, " ") .. "/" .. table.concat(block.grains, " ")
end

return blocks
