--- explain.lua: in words, what a count was compared with.
--
-- Example:  w:explain(1)
--   --> BE, drugs, 2024-05: 61 observed, 41.2 expected, alarm above 55.0: an alarm.
--       Compared with 107 months of the 5 years before ...

local terminal = require "foresight.shared.terminal"

local explain = {}

local function keys_of(frame)
  local keys = {}
  for _, name in ipairs(frame:columns()) do
    if frame:type(name) == "text" and name ~= "method" and name ~= "reason" then keys[#keys + 1] = name end
  end
  return keys
end

-- The rows of the figures that are of the same series.
local function rows_like(figures, frame, row)
  local keys, rows = keys_of(frame), {}
  for i = 1, #figures do
    local same = true
    for _, key in ipairs(keys) do
      same = same and (not figures:has(key) or figures:get(i, key) == frame:get(row, key))
    end
    if same then rows[#rows + 1] = i end
  end
  return rows
end

local function figure(value)
  if value == nil then return "no" end
  return value == math.floor(value) and ("%d"):format(value) or ("%.1f"):format(value)
end

local function compared_with(detail, span)
  local said = { ("Compared with %d %ss before it"):format(detail.history[1], span) }
  local less = detail.down_weighted[1]
  if less and less > 0 then said[#said + 1] = ("%d of them were high themselves and weigh less"):format(less) end
  local dispersion, trend = detail.dispersion[1], detail.trend[1]
  if dispersion then
    said[#said + 1] = dispersion > 1 and ("the variance is %.2f times the mean"):format(dispersion)
      or "the variance is that of a Poisson count"
  end
  if dispersion then
    said[#said + 1] = trend and ("a trend of %+.2f %% a %s is in the expected count"):format(100 * (math.exp(trend) - 1), span)
      or "no trend is in the expected count"
  end
  return table.concat(said, "; ") .. "."
end

local function judged(detail)
  local observed, upper, p = detail.observed[1], detail.upper[1], detail.p[1]
  if not upper then return ("not judged: %s"):format(detail.reason[1] or "it has no bound") end
  local chance = p and (p < 0.001 and "; p < 0.001" or ("; p = %.3f"):format(p)) or ""
  return ("%s observed, %s expected, an alarm above %s: %s%s"):format(figure(observed), figure(detail.expected[1]), figure(upper),
    detail.alarm[1] == 1 and "an alarm" or observed > upper and ("no alarm, %s"):format(detail.reason[1] or "too few cases")
    or "no alarm", chance)
end

--- What a row of warn()'s frame was compared with, as text; `judge(period, rows)` judges it again with all details.
function explain.row(frame, row, judge, figures)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to 'explain': expected the number of a row, 1 to %d, got %s"):format(#frame, tostring(row)), 0)
  end
  local _, _, span = frame:type "period"
  local detail, message, code = judge(frame:get(row, "period"), rows_like(figures, frame, row))
  if not detail then return nil, message, code end
  local names = {}
  for _, key in ipairs(keys_of(frame)) do names[#names + 1] = frame:get(row, key) end
  names[#names + 1] = frame:get(row, "period")
  local first = ("%s, by %s: %s."):format(table.concat(names, ", "), frame:get(row, "method"), judged(detail))
  local width = math.max(40, terminal.host.width() - 2)
  return terminal.wrap(first, width) .. "\n" .. terminal.wrap(compared_with(detail, span), width)
end

return explain
