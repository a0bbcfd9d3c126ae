--- option_totals.lua: what each option comes to over all periods, draw by draw, and how it compares with the first: paired, as all meet
--- the same draws.
--
-- Example:  totals = option_totals.new(2000)   option_totals.compare(options, {totals}, asked).rows[1].short

local plural = require "foresight.shared.plural"

local option_totals = {}

option_totals.COLUMNS = { "option", "teams", "overloaded", "short", "wait", "one_more_short", "cost", "probability_best",
  "is_best",
  "one_more_wait", "left_over", "short_low", "short_high", "less_short", "less_short_low", "less_short_high", "cost_low",
    "cost_high",
  "saves", "saves_low", "saves_high", "error" }
option_totals.TYPES = { option = "text", is_best = "integer" }
for _, name in ipairs(option_totals.COLUMNS) do option_totals.TYPES[name] = option_totals.TYPES[name] or "real" end
option_totals.UNITS = { teams = "teams", short = "hours", short_low = "hours", short_high = "hours", wait = "hours",
  left_over = "requests", one_more_short = "hours", one_more_wait = "hours", less_short = "hours", less_short_low = "hours",
  less_short_high = "hours" }

--- Totals of an option with nothing in them.
function option_totals.new(draws)
  local totals = { backlog = {}, short = {}, requests = {}, waited = {}, is_over = {} }
  for k = 1, draws do
    totals.backlog[k], totals.short[k], totals.requests[k], totals.waited[k], totals.is_over[k] = 0, 0, 0, 0, false
  end
  return totals
end

-- Mean, and the 10 % and 90 % quantile.
local function spread(values)
  local sorted, sum = table.move(values, 1, #values, 1, {}), 0
  table.sort(sorted)
  for _, value in ipairs(values) do sum = sum + value end
  return sum / #values, sorted[math.max(1, math.ceil(0.1 * #sorted))], sorted[math.max(1, math.ceil(0.9 * #sorted))]
end

-- The median over draws of the mean wait of a request; nil where it is infinite.
local function wait_of(totals)
  local waits = {}
  for k = 1, #totals.waited do waits[k] = totals.requests[k] > 0 and totals.waited[k] / totals.requests[k] or 0 end
  table.sort(waits)
  local median = waits[math.max(1, math.ceil(0.5 * #waits))]
  return median < math.huge and median or nil
end

local function less(a, b)
  local list = {}
  for k = 1, #a do list[k] = a[k] - b[k] end
  return list
end

-- What an option costs in each draw; nil where no cost is given.
local function costs_of(option, totals, asked)
  if not option.cost and not asked.cost_short then return nil end
  local list = {}
  for k = 1, #totals.short do
    list[k] = (option.cost or 0) * #asked.hours + (asked.cost_short or 0) * totals.short[k]
  end
  return list
end

-- In how many draws each option has the lowest cost; ties are shared.
local function add_best(rows, costs, draws)
  local wins, cheapest = {}, 1
  for o = 1, #rows do wins[o] = 0 end
  for k = 1, draws do
    local least, holders = math.huge, {}
    for o = 1, #rows do
      if costs[o][k] < least then least, holders = costs[o][k],
        { o } elseif costs[o][k] == least then holders[#holders + 1] = o end
    end
    for _, o in ipairs(holders) do wins[o] = wins[o] + 1 / #holders end
  end
  for o, row in ipairs(rows) do
    row.probability_best = wins[o] / draws
    row.error = math.sqrt(row.probability_best * (1 - row.probability_best) / draws)
    if row.cost < rows[cheapest].cost then cheapest = o end
  end
  for o, row in ipairs(rows) do row.is_best = o == cheapest and 1 or 0 end
  return rows[cheapest]
end

local function row_of(option, totals, first, asked)
  local row, over, left, teams = { option = option.name }, 0, 0, 0
  for k = 1, #totals.short do
    over = over + (totals.is_over[k] and 1 or 0)
    left = left + totals.backlog[k] / option.service
  end
  for _, each in ipairs(option.teams) do teams = teams + each end
  row.teams, row.overloaded, row.left_over = teams / #option.teams, over / asked.draws, left / asked.draws
  row.short, row.short_low, row.short_high = spread(totals.short)
  row.less_short, row.less_short_low, row.less_short_high = spread(less(first.short, totals.short))
  row.wait = wait_of(totals)
  return row
end

--- {rows, best}: a row for each option that is no repetition with more teams. `all`: the totals of the options in their order.
function option_totals.compare(options, all, asked)
  local rows, costs, count = {}, {}, 0
  for _, option in ipairs(options) do count = count + (option.is_extra and 0 or 1) end
  local has_costs = true
  for o = 1, count do
    local row, extra = row_of(options[o], all[o], all[1], asked), all[count + o]
    if extra then
      row.one_more_short = spread(less(all[o].short, extra.short))
      local wait = wait_of(extra)
      row.one_more_wait = row.wait and wait and row.wait - wait or nil
    end
    costs[o] = costs_of(options[o], all[o], asked)
    if costs[o] then
      row.cost, row.cost_low, row.cost_high = spread(costs[o])
    else
      has_costs = false
    end
    if costs[o] and costs[1] then row.saves, row.saves_low, row.saves_high = spread(less(costs[1], costs[o])) end
    rows[o] = row
  end
  return { rows = rows, best = has_costs and count > 1 and add_best(rows, costs, asked.draws) or nil }
end

--- What the note of the comparison says.
function option_totals.said(asked)
  return { ("All periods together, %s; low and high: 80 %% of them"):format(plural(asked.draws, "draw")),
    "wait: the median of a request's mean wait; null: it grows without end in half of the draws or more",
    asked.more > 0
      and ("one_more_short, one_more_wait: how many hours less with %s more on duty"):format(plural(asked.more,
      "team")) or nil,
    "less_short, saves: against the first option, draw by draw; what saves is more than chance where low and high have one sign" }
end

return option_totals
