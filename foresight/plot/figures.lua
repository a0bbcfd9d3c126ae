--- figures.lua: the figures of a frame as series over places on an axis (periods or categories), ready to be drawn.
--
-- Example:  set = figures.of(frame, roles, {x = "period", groups = {"zone"}}, words)   set.series[1].values[1]   --> 145

local is_additive = require "foresight.shared.additive"
local names = require "foresight.plot.names"
local time = require "foresight.plot.time"

local figures = {}

-- The column's cells, with their number, since nulls leave holes. A column that goes by the name of a method, such as
-- "type", is read cell by cell.
local function cells_of(frame, name)
  local cells = frame[name]
  if type(cells) ~= "table" then
    cells = {}
    for i = 1, #frame do cells[i] = frame:get(i, name) end
  end
  cells.n = #frame
  return cells
end

-- The number of distinct combinations of the columns.
local function count_keys(frame, columns)
  local lists, seen, count = {}, {}, 0
  for c, name in ipairs(columns) do lists[c] = cells_of(frame, name) end
  for i = 1, #frame do
    local parts = {}
    for c = 1, #columns do parts[c] = tostring(lists[c][i]) end
    local key = table.concat(parts, "\0")
    if not seen[key] then seen[key], count = true, count + 1 end
  end
  return count
end

local MOST_COUNTED = 200000 -- rows; of larger frames every column that differs is a group

--- The groups without those that the others determine, such as the part of an impact, which follows from its zone.
function figures.needed(frame, groups)
  if #groups < 2 or #frame > MOST_COUNTED then return groups end
  local all = count_keys(frame, groups)
  local needed = table.move(groups, 1, #groups, 1, {})
  for _, pass in ipairs { false, true } do -- zones and phenomena are given up last
    for i = #needed, 1, -1 do
      local is_noun = needed[i] == "zone" or needed[i] == "phenomenon"
      if is_noun == pass and #needed > 1 then
        local without = table.move(needed, 1, #needed, 1, {})
        table.remove(without, i)
        if count_keys(frame, without) == all then needed = without end
      end
    end
  end
  return needed
end

-- --- the x axis -------------------------------------------------------------------------------------------------

local function category_places(cells, name_of)
  local xs, index = {}, {}
  for i = 1, cells.n do
    local key = cells[i]
    if key ~= nil and not index[key] then
      xs[#xs + 1] = { key = key, label = name_of(key) }
      index[key] = #xs
    end
  end
  return xs, index
end

local function time_places(cells, column)
  local xs, seen, span = {}, {}, nil
  for i = 1, cells.n do
    local key = cells[i]
    if key ~= nil and not seen[key] then
      local at, its = time.place(key)
      if not at then
        error(("bad argument 'x' to 'plot': '%s' in column '%s' is not a period; periods are written 2024, 2024-Q1, "
          .. "2024-01, 2024-W05 or 2024-01-31"):format(tostring(key), column), 0)
      end
      if span and its ~= span then
        error(("bad argument 'x' to 'plot': column '%s' mixes a %s (%s) with a %s: select one length with where")
          :format(column, span, tostring(xs[1].key), its), 0)
      end
      span, seen[key] = its, true
      xs[#xs + 1] = { key = key, at = at }
    end
  end
  table.sort(xs, function(a, b) return a.at < b.at end)
  local index = {}
  local step
  for i, x in ipairs(xs) do
    index[x.key] = i
    local gap = i > 1 and x.at - xs[i - 1].at
    if gap and (not step or gap < step) then step = gap end
  end
  return xs, index, span, span == "number" and step and step * 1.5 or nil
end

-- --- the series -------------------------------------------------------------------------------------------------

local function new_series(key, names_of_parts, intervals)
  local series = { key = key, parts = names_of_parts, name = table.concat(names_of_parts, ", "), values = {}, actual = {},
    lows = {}, highs = {}, alarms = {}, total = 0, count = 0 }
  for i = 1, #intervals do series.lows[i], series.highs[i] = {}, {} end
  return series
end

local function usable(value)
  return value ~= nil and value == value and math.abs(value) ~= math.huge and value or nil
end

local function add(list, at, value)
  if value ~= nil then list[at] = (list[at] or 0) + value end
end

-- Of several rows at one place a count is added up; of a rate or a forecast that would be a wrong number.
local function check_addable(frame, roles, column, key)
  local has_interval = #roles.intervals > 0 and not roles.intervals[1].is_censored and roles.y ~= "estimate"
  if has_interval or not is_additive(frame, column) then
    error(("several rows stand at %s, and '%s' can't be added up: name the column that distinguishes them, as in by=\"zone\", "
      .. "or select one with where"):format(tostring(key), column), 0)
  end
end

local function group_names(frame, groups, words)
  local name_of = {}
  for i, group in ipairs(groups) do name_of[i] = names.of(frame, group, words) end
  return name_of
end

-- --- reading the rows -------------------------------------------------------------------------------------------

local reader = {}
reader.__index = reader

-- Everything a pass over the rows needs, with the columns as lists.
local function new_reader(frame, roles, how, words)
  local self = setmetatable({ frame = frame, roles = roles, how = how, words = words, by_key = {}, seen = {}, groups = {},
    ys = {}, lows = {}, highs = {}, columns = how.ys or { roles.y }, name_of = group_names(frame, how.groups, words) }, reader)
  for i, group in ipairs(how.groups) do self.groups[i] = cells_of(frame, group) end
  for i, column in ipairs(self.columns) do self.ys[i] = cells_of(frame, column) end
  for i, interval in ipairs(roles.intervals) do
    self.lows[i], self.highs[i] = cells_of(frame, interval.low), cells_of(frame, interval.high)
  end
  self.actual = roles.actual and cells_of(frame, roles.actual)
  self.alarms = roles.alarm and cells_of(frame, roles.alarm)
  self.set = { series = {}, added = false }
  self:find_places()
  self:find_beyond()
  return self
end

function reader:find_places()
  local how, set = self.how, self.set
  if not how.x then -- all in one place
    self.xs = setmetatable({}, { __index = function() return "" end })
    set.xs, self.index = { { key = "", label = "" } }, { [""] = 1 }
    return
  end
  self.xs = cells_of(self.frame, how.x)
  if how.x == self.roles.time then
    set.xs, self.index, set.span, set.step = time_places(self.xs, how.x)
  else
    set.xs, self.index = category_places(self.xs, names.of(self.frame, how.x, self.words))
  end
end

-- What falls outside the zones is no zone among them.
function reader:find_beyond()
  if self.how.with_outside then return end
  for _, name in ipairs(self.how.x == "zone" and { "zone" } or self.how.groups) do
    if name == "zone" then self.zones = cells_of(self.frame, name) end
  end
end

-- The series a row belongs to, made where it is new.
function reader:series_of(row, column)
  local parts = {}
  for g, cells in ipairs(self.groups) do parts[g] = tostring(cells[row]) end
  if self.how.ys then parts[#parts + 1] = column end
  local key = table.concat(parts, "\0")
  local series = self.by_key[key]
  if not series then
    local said = {}
    for g, cells in ipairs(self.groups) do said[g] = self.name_of[g](cells[row]) end
    if self.how.ys then said[#said + 1] = self.words.measure(column, select(2, self.frame:type(column))) end
    series = new_series(key, said, self.roles.intervals)
    series.place, series.is_bound = table.concat(parts, "\0", 1, #self.groups), column == self.roles.bound
    self.by_key[key] = series
    table.insert(self.set.series, series)
  end
  return series
end

function reader:take_ranges(series, row, at)
  for i, interval in ipairs(self.roles.intervals) do
    local low, high = usable(self.lows[i][row]), usable(self.highs[i][row])
    if interval.is_censored and high == nil then high = low end
    if low ~= nil and high ~= nil then
      add(series.lows[i], at, math.min(low, high))
      add(series.highs[i], at, math.max(low, high))
    end
  end
end

function reader:take_figure(row, at, column, value, observed)
  local series = self:series_of(row, column)
  local places = self.seen[series] or {}
  self.seen[series] = places
  if places[at] then
    check_addable(self.frame, self.roles, column, self.xs[row])
    self.set.added = true
  end
  places[at] = true
  add(series.values, at, value)
  add(series.actual, at, observed)
  if self.alarms and self.alarms[row] == 1 and not series.is_bound then series.alarms[at] = true end
  series.total, series.count = series.total + math.abs(value or observed), series.count + 1
  self:take_ranges(series, row, at)
end

function reader:take(row)
  local at = self.index[self.xs[row]]
  if not at then return end
  if self.zones and self.zones[row] == "OUTSIDE" then
    self.set.beyond = true
    return
  end
  local observed = self.actual and usable(self.actual[row]) or nil
  for c, column in ipairs(self.columns) do
    local value = usable(self.ys[c][row])
    if value ~= nil or observed ~= nil then self:take_figure(row, at, column, value, observed) end
  end
end

--- The set {xs, series, span, added, beyond}: xs in order (of time, or of appearance), series by total, largest first.
--- `how`: x, groups, rows (a list of row numbers; default: all), ys (columns that are series of their own),
--- with_outside (a zone OUTSIDE is one among the others, as it is where there is no other).
function figures.of(frame, roles, how, words)
  local self = new_reader(frame, roles, how, words)
  for i = 1, how.rows and #how.rows or #frame do self:take(how.rows and how.rows[i] or i) end
  local set = self.set
  if set.beyond and #set.series == 0 then
    return figures.of(frame, roles, { x = how.x, groups = how.groups, rows = how.rows, ys = how.ys, with_outside = true }, words)
  end
  for _, series in ipairs(set.series) do -- of rates the largest is the one that is largest on average
    if not is_additive(frame, self.columns[1]) then series.total = series.total / series.count end
  end
  table.sort(set.series, function(a, b)
    if a.total ~= b.total then return a.total > b.total end
    return a.key < b.key
  end)
  return set
end

--- The smallest and the largest figure of the series, by default with ranges; nil, nil where there is none.
function figures.extent(all, without_ranges)
  local low, high
  local function see(list)
    for _, value in pairs(list) do
      if not low or value < low then low = value end
      if not high or value > high then high = value end
    end
  end
  for _, series in ipairs(all) do
    see(series.values)
    see(series.actual or {})
    for i = 1, without_ranges and 0 or #(series.lows or {}) do
      see(series.lows[i])
      see(series.highs[i])
    end
  end
  return low, high
end

--- The figure of a series at a place as text; a censored count with what it may be: "1–4".
function figures.text(set, series, at, words)
  local value = series.values[at]
  if value == nil then return words.figure(series.actual[at]) end
  local high = set.is_censored and series.highs[1] and series.highs[1][at]
  if not high or high == value then return words.figure(value) end
  return words.figure(value) .. "\u{2013}" .. words.figure(high)
end

--- The rows of the period `at`, or of the last that has figures; with the period and how many there are.
function figures.rows_at(frame, roles, at)
  if not roles.time then return nil end
  local periods, values = cells_of(frame, roles.time), cells_of(frame, roles.y)
  local found, last, last_at, count, seen = false, nil, -math.huge, 0, {}
  for i = 1, #frame do
    local period = periods[i]
    if period ~= nil and not seen[period] then seen[period], count = true, count + 1 end
    found = found or at ~= nil and tostring(period) == tostring(at)
    local position = period ~= nil and usable(values[i]) ~= nil and time.place(period)
    if position and position > last_at then last, last_at = period, position end
  end
  if at ~= nil and not found then
    local list = {}
    for period in pairs(seen) do list[#list + 1] = tostring(period) end
    table.sort(list)
    error(("bad argument 'at' to 'plot': there are no rows of '%s'; column '%s' goes from %s to %s"):format(tostring(at),
      roles.time, list[1] or "nothing", list[#list] or "nothing"), 0)
  end
  local wanted, rows = at ~= nil and tostring(at) or tostring(last), {}
  for i = 1, #frame do
    if tostring(periods[i]) == wanted then rows[#rows + 1] = i end
  end
  return rows, wanted, count
end

return figures
