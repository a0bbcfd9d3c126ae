--- own.lua: a zone's own figures, where the store has them: each phenomenon's last whole year against the year before, its
-- rate beside that of like zones, and the next twelve months.
--
-- Example:  o = own.of(asked)   o.rows[1].phenomenon, o.rows[1].now.low, o.rows[1].rate, o.rows[1].outlook.total.mean

local core = require "glocal.core"
local order_statistics = require "foresight.shared.order_statistics"
local outlook = require "foresight.brief.outlook"
local own_figures = require "foresight.brief.own_figures"
local series = require "foresight.brief.series"

local own = {}

local RATE = 1e5
own.LIKE = 5 -- like zones that are compared

local EVERY = { [0] = "month", "week", "month", "quarter", "year" }

-- The last period that is whole: of figures the last one published, of events the last that the source's days reach the
-- end of, unless `at` says that a later one is whole too.
local function last_whole(asked, item, every)
  local ends = own_figures.last_day(asked, item.sources)
  local last = core.period(ends, every)
  if item.is_event == 1 and not asked.at and series.last_day(last) > ends then last = core.period(last, every, -1) end
  if item.is_event == 1 and asked.at and every == "month" then last = asked.at end
  if asked.at and last > core.period(asked.at, every) then last = core.period(asked.at, every) end
  while not series.is_over(last, asked.date) do last = core.period(last, every, -1) end
  return last
end

-- The rows of one counting unit.
local function of_unit(frame, unit)
  if not frame:has "counting_unit" then return frame end
  return frame:where { counting_unit = unit }
end

-- The rates of like zones in the same year: the named ones that have figures, their median.
local function beside(asked, one, item)
  local rates = {}
  for _, peer in ipairs(asked.place.like) do
    if #rates < own.LIKE then
      local frame = own_figures.of(asked, item, one.every, peer.code, one.now.first, one.now.last)
      local values = frame and series.values(of_unit(frame, one.unit), peer.code)
      local sum = values and series.window(values, one.every, one.last, one.is_event)
      if sum and sum.holes == 0 then
        rates[#rates + 1] = { code = peer.code, peer = peer, rate = sum.low / peer.population * RATE, count = sum.low,
          frame = frame }
      end
    end
  end
  if #rates == 0 then return nil end
  local sorted = {}
  for i, each in ipairs(rates) do sorted[i] = each.rate end
  table.sort(sorted)
  rates.median = order_statistics.median(sorted)
  return rates
end

local function history_length(frame, one)
  local first = frame.period[1]
  for _, period in ipairs(frame.period) do first = period < first and period or first end
  local n = 0
  while core.period(one.last, "month", -n) >= first do n = n + 1 end
  return n
end

local function row_of(asked, item)
  local every = EVERY[item.span]
  local last = last_whole(asked, item, every)
  local frame, message, code = own_figures.of(asked, item, every, asked.place.code, nil, last)
  if not frame and message then return nil, message, code end
  if not frame then return false end
  frame = of_unit(frame, item.unit)
  if #frame == 0 then return false end
  local one = series.of(frame, {
    node = asked.place.code, phenomenon = item.phenomenon, unit = item.unit, every = every, last = last,
    is_event = item.is_event == 1, first = core.period(item.first, every), zones = own_figures.zones(asked, asked.place.code),
  }, asked)
  if not one then return false end
  one.frame = frame
  if one.now.holes == 0 and asked.place.population then
    one.rate = one.now.low / asked.place.population * RATE
    one.beside = beside(asked, one, item)
  end
  local is_whole = one.now.holes == 0 and one.before and one.before.holes == 0
  if every == "month" and is_whole then -- without the months that have no row it would be of those that have one
    one.outlook = outlook.of(frame, history_length(frame, one), series.last_day(last), asked.seed,
      one.is_event and "zero" or "missing")
  end
  return one
end

-- A phenomenon with rows of its own below it is not shown beside them.
local function leaves(items)
  local list = {}
  for _, item in ipairs(items) do
    local has_below = false
    for _, other in ipairs(items) do
      has_below = has_below or other.unit == item.unit and other.phenomenon:sub(1, #item.phenomenon + 1) == item.phenomenon .. "."
    end
    if not has_below then list[#list + 1] = item end
  end
  return list
end

--- The zone's own series, the largest first, and the frames they came from; or nil, message, code.
function own.of(asked)
  local found = { rows = {}, frames = {} }
  for _, item in ipairs(leaves(own_figures.recorded(asked))) do
    local one, message, code = row_of(asked, item)
    if one == nil then return nil, message, code end
    if one then
      found.rows[#found.rows + 1] = one
      found.frames[#found.frames + 1] = one.frame
      -- What stands on the page of like zones marks it too.
      for _, each in ipairs(one.beside or {}) do found.frames[#found.frames + 1] = each.frame end
    end
  end
  table.sort(found.rows, function(a, b)
    if a.now.low ~= b.now.low then return a.now.low > b.now.low end
    if a.phenomenon ~= b.phenomenon then return a.phenomenon < b.phenomenon end
    return a.unit < b.unit
  end)
  return found
end

--- The zone's own series as a frame: a row per phenomenon and counting unit; a year that lacks periods has no count.
function own.frame(found, marking)
  local rows = {}
  for i, one in ipairs(found.rows) do
    local ahead = one.outlook and one.outlook.total or {}
    local now, before = one.now, one.before
    rows[i] = { phenomenon = one.phenomenon, counting_unit = one.unit, last = now.last,
      count = now.holes == 0 and now.low or nil,
      before = before and before.holes == 0 and before.low or nil, share = one.share, rate = one.rate,
      like_rate = one.beside and one.beside.median, mean = ahead.mean, low_80 = ahead.low, high_80 = ahead.high }
  end
  return core.frame(rows, {
    columns = { "phenomenon", "counting_unit", "last", "count", "before", "share", "rate", "like_rate", "mean", "low_80",
      "high_80" }, marking = marking,
    types = { phenomenon = "text", counting_unit = "text", last = "text", count = "integer", before = "integer",
      share = "real", rate = "real", like_rate = "real", mean = "real", low_80 = "real", high_80 = "real" },
  })
end

return own
