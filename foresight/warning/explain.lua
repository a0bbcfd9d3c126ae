--- explain.lua: in words, what a count was compared with.
--
-- Example:  w:explain(1)
--   --> BE, drugs, 2024-05: 61 observed, 41.2 expected, alarm above 55.0: an alarm.
--       Compared with 107 months of the 5 years before ...

local core = require "glocal.core"
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
function explain.rows_like(figures, frame, row)
  local conditions, values = {}, { f = figures }
  for i, key in ipairs(keys_of(frame)) do
    if figures:has(key) then
      conditions[#conditions + 1] = ('"%s" is :k%d'):format(key, i)
      values["k" .. i] = frame:get(row, key)
    end
  end
  local where = #conditions > 0 and " where " .. table.concat(conditions, " and ") or ""
  return core.sql_frames("select rowid as row from $f" .. where, values).row
end

local function figure(value)
  if value == nil then return "no" end
  return value == math.floor(value) and ("%d"):format(value) or ("%.1f"):format(value)
end

local function compared_with(detail, span, method)
  local history = detail.history[1]
  local said = { history == 0 and method ~= "ears_c3" and "Compared with the mean that was given"
    or ("Compared with %d %ss before it"):format(history, span) }
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

-- "above 12.5", "below 3 or above 12.5".
local function beyond(upper, lower)
  local said = {}
  if lower then said[1] = "below " .. figure(lower) end
  if upper then said[#said + 1] = "above " .. figure(upper) end
  return #said > 0 and table.concat(said, " or ") or "at no count"
end

-- "15 known so far, 34.8 expected once all is reported (between 23 and 50)" of a count that was corrected; else "15 observed".
local function count_text(frame, row, observed)
  if not frame:has "corrected" then return figure(observed) .. " observed" end
  local low, high = frame:get(row, "corrected_low"), frame:get(row, "corrected_high")
  if low == high then return figure(observed) .. " observed" end
  return ("%s known so far, %s once all is reported (%s to %s)"):format(figure(frame:get(row, "observed")),
    figure(frame:get(row, "corrected")), figure(low), figure(high))
end

local function judged(detail, frame, row)
  local observed, upper, p = detail.observed[1], detail.upper[1], detail.p[1]
  if not upper and not detail.score[1] then return ("not judged: %s"):format(detail.reason[1] or "it has no bound") end
  local chance = p and (p < 0.001 and "; p < 0.001" or ("; p = %.3f"):format(p)) or ""
  local is_alarm, is_beyond = detail.alarm[1] == 1, upper and observed > upper
  local late = is_alarm and frame:get(row, "alarm") ~= 1 and "; no alarm, as it may yet be below" -- what was corrected
  return ("%s, %s expected, an alarm %s: %s%s"):format(count_text(frame, row, observed), figure(detail.expected[1]),
    beyond(upper, frame:has "lower" and detail.lower[1] or nil), late and "above" or is_alarm and "an alarm"
    or is_beyond and ("no alarm, %s"):format(detail.reason[1] or "too few cases") or "no alarm", chance .. (late or ""))
end

local STATISTIC = { cusum = "cumulative sum", glr_poisson = "likelihood ratio", glr_nb = "likelihood ratio" }

-- Where the statistic of a detector that goes on from period to period stands.
local function statistic(detail, method, span)
  local score, lasting, limit = detail.score[1], detail.lasting[1], detail.limit[1]
  if not STATISTIC[method] or not score then return nil end
  local said = ("The %s stands at %.0f %% of its limit"):format(STATISTIC[method], 100 * score)
  if limit then said = said .. (", which is %.3f for the run length asked for"):format(limit) end
  if lasting and lasting > 0 then
    local long = lasting == 1 and "in this " .. span or ("%d %ss long"):format(lasting, span)
    said = ("%s; a change %s fits best"):format(said, long)
  end
  return said .. "."
end

--- What a row of warn()'s frame was compared with, as text; `judge(period, rows)` judges it again with all details.
function explain.row(frame, row, judge, figures)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to 'explain': expected the number of a row, 1 to %d, got %s"):format(#frame, tostring(row)), 0)
  end
  local _, _, span = frame:type "period"
  local detail, message, code = judge(frame:get(row, "period"), explain.rows_like(figures, frame, row))
  if not detail then return nil, message, code end
  local names = {}
  for _, key in ipairs(keys_of(frame)) do names[#names + 1] = frame:get(row, key) end
  names[#names + 1] = frame:get(row, "period")
  local method = frame:get(row, "method")
  local first = ("%s, by %s: %s."):format(table.concat(names, ", "), method, judged(detail, frame, row))
  local width = math.max(40, terminal.host.width() - 2)
  local parts = { terminal.wrap(first, width), terminal.wrap(compared_with(detail, span, method), width) }
  local said = statistic(detail, method, span)
  if said then parts[3] = terminal.wrap(said, width) end
  return table.concat(parts, "\n")
end

return explain
