--- summary.lua: a plot in words, for a screen reader, a pipe, and the `alt` of an SVG.
--
-- Example:  summary.of(picture)   --> Line plot. Trafficking: Belgium. Count per year, 2020 - 2022. ...

local figures = require "foresight.plot.figures"
local time = require "foresight.plot.time"
local phrases = require "foresight.language.phrases"

local summary = {}

local fill = phrases.fill
local MOST_SERIES, MOST_NAMED = 12, 5

local function period(set, words, i) return time.text(tostring(set.xs[i].key), words.lang, true) end

-- First, last, highest and lowest of a series over time.
local function course(set, series, words)
  local first, last, high, low
  for i = 1, #set.xs do
    local value = series.values[i] or series.actual[i]
    if value then
      first, last = first or i, i
      if not high or value > (series.values[high] or series.actual[high]) then high = i end
      if not low or value < (series.values[low] or series.actual[low]) then low = i end
    end
  end
  if not first then return nil end
  local function figure(i) return figures.text(set, series, i, words) end
  return fill(words.summary.course, {
    first = figure(first), first_at = period(set, words, first), last = figure(last), last_at = period(set, words, last),
    high = figure(high), high_at = period(set, words, high), low = figure(low), low_at = period(set, words, low),
  }), last
end

-- The widest interval of a forecast, at its end.
local function fan(set, series, roles, words, last)
  local widest = roles.intervals[1]
  if not widest or not widest.level or not series.lows[1][last] then return nil end
  return fill(words.summary.fan, {
    measure = phrases.sentence(words.measure(roles.y)), at = period(set, words, last), value = words.figure(series.values[last]),
    level = widest.text, low = words.figure(series.lows[1][last]), high = words.figure(series.highs[1][last]),
  })
end

-- "; alarms: June 2024, ..." of the periods that raised one.
local function alarms_of(set, series, words)
  local named, more = {}, 0
  for i = 1, #set.xs do
    if (series.alarms or {})[i] then
      if #named < MOST_SERIES then named[#named + 1] = period(set, words, i) else more = more + 1 end
    end
  end
  if #named == 0 then return "" end
  if more > 0 then named[#named + 1] = fill(words.summary.others, { number = more }) end
  return "; " .. fill(words.summary.alarms, { list = table.concat(named, ", ") })
end

--- Of series over time, one line each.
function summary.courses(sets, roles, words)
  local lines, left_out = {}, 0
  local first = sets[1]
  lines[1] = fill(words.summary.span, { first = period(first, words, 1), last = period(first, words, #first.xs),
    number = words.write.number(#first.xs) })
  for _, set in ipairs(sets) do
    for _, series in ipairs(set.series) do
      if #lines > MOST_SERIES then
        left_out = left_out + 1
      else
        local said, last = course(set, series, words)
        local name = table.concat({ set.name or "", series.name }, set.name and series.name ~= "" and ", " or "")
        if said then
          said = said .. alarms_of(set, series, words)
          lines[#lines + 1] = (name ~= "" and name .. ": " .. said or phrases.sentence(said)) .. "."
          local forecast = fan(set, series, roles, words, last)
          if forecast then lines[#lines + 1] = forecast .. "." end
        end
      end
    end
  end
  if left_out > 0 then lines[#lines + 1] = phrases.sentence(fill(words.summary.others, { number = left_out })) .. "." end
  return lines
end

-- The `most` first of the cells by `is_before`, in order; one pass, since there may be a million.
local function foremost(cells, most, is_before)
  local kept = {}
  for _, cell in ipairs(cells) do
    if #kept < most or is_before(cell, kept[#kept]) then
      local at = #kept + 1
      while at > 1 and is_before(cell, kept[at - 1]) do at = at - 1 end
      table.insert(kept, at, cell)
      kept[most + 1] = nil
    end
  end
  return kept
end

-- Equal figures go by place, so that the same call says the same.
local function is_higher(a, b)
  if a.value ~= b.value then return a.value > b.value end
  if a.at ~= b.at then return a.at < b.at end
  return a.series.key < b.series.key
end

local function is_lower(a, b)
  if a.value ~= b.value then return a.value < b.value end
  return is_higher(a, b)
end

--- Of categories and cells, the highest and the lowest: "series, category" with its figure.
function summary.cells(set, words)
  local cells = {}
  for _, series in ipairs(set.series) do
    for at, value in pairs(series.values) do cells[#cells + 1] = { series = series, at = at, value = value } end
  end
  if #cells == 0 then return {} end
  local function said(list)
    local parts = {}
    for i, cell in ipairs(list) do
      local place = set.span and period(set, words, cell.at) or set.xs[cell.at].label
      local between = cell.series.name ~= "" and place ~= "" and ", " or ""
      parts[i] = ("%s%s%s %s"):format(cell.series.name, between, place, figures.text(set, cell.series, cell.at, words))
    end
    return table.concat(parts, "; ")
  end
  local lines = { fill(words.summary.highest, { list = said(foremost(cells, math.min(MOST_NAMED, #cells), is_higher)) }) }
  local rest = math.min(3, #cells - MOST_NAMED)
  if rest > 0 then lines[2] = fill(words.summary.lowest, { list = said(foremost(cells, rest, is_lower)) }) end
  return lines
end

return summary
