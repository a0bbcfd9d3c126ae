--- alert.lua: what stands behind an alert of many series: the nodes below it, and the series that moved before it.
--
-- Example:  w = warn(r, {false_discovery=0.05, leaders=world})   w:children(1)   w:leading(1)   w:explain(1)

local core = require "glocal.core"
local discovery = require "foresight.warning.discovery"
local explain = require "foresight.warning.explain"
local plural = require "foresight.shared.plural"
local terminal = require "foresight.shared.terminal"

local alert = {}

local MOST_NAMED = 4
local MAX_Q, MAX_LAG = 0.05, { day = 28, week = 13, month = 12, quarter = 4, year = 3 }

local function check_row(frame, row, name)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to '%s': expected the number of a row, 1 to %d, got %s"):format(name, #frame, tostring(row)), 0)
  end
end

-- The condition that rows have the other texts and the period of a row.
local function beside(frame, row, column)
  local conditions, values = { 'period = :period' }, { period = frame:get(row, "period") }
  for i, name in ipairs(frame:columns()) do
    if frame:type(name) == "text" and name ~= column and name ~= "method" and name ~= "reason" then
      conditions[#conditions + 1] = ('"%s" is :k%d'):format(name, i)
      values["k" .. i] = frame:get(row, name)
    end
  end
  return table.concat(conditions, " and "), values
end

--- The nodes right below that of a row, by zone and by phenomenon, with their excess, the largest first; `judged` has all nodes.
function alert.children(frame, row, judged, many)
  check_row(frame, row, "children")
  local excess = frame:get(row, "observed") - frame:get(row, "expected")
  local parts = {}
  for _, column in ipairs(discovery.TREES) do
    local own = frame:has(column) and frame:get(row, column)
    if own then
      local where, values = beside(frame, row, column)
      values.f = judged
      local rows = assert(core.sql_frames(([[select '%s' as tree, "%s" as child, observed, expected,
        observed - expected as excess, q, alarm from $f where %s and "%s" is not null]]):format(column, column, where, column),
        values))
      local children, codes = {}, core.distinct(rows, "child")
      local below, above = discovery.links_of(codes, function(code) return many.parent_of(column, code) end)
      for i, code in ipairs(below) do children[code] = above[i] == own end
      local wanted = {}
      for i = 1, #rows do
        if children[rows:get(i, "child")] then wanted[#wanted + 1] = i end
      end
      parts[#parts + 1] = rows:take(wanted)
    end
  end
  if #parts == 0 then error("the frame has neither zones nor phenomena, and so no children", 0) end
  local all = parts[2] and parts[1]:append(parts[2]) or parts[1]
  return all:mutate { share = function(each) return excess > 0 and each.excess / excess or nil end }:sort { "-excess" }
end

--- Of some series those leaders that moved before them, by leads(): a frame as that gives, only what is found; or nil, message, code.
function alert.moved_before(figures, leaders)
  local leads = require "foresight.forecast.leads"
  local span
  for _, name in ipairs(figures:columns()) do
    local kind, _, of = figures:type(name)
    if kind == "day" or kind == "month" then span = of end
  end
  local found, message, code = leads(figures, leaders, { max_lag = MAX_LAG[span] or 12 })
  if not found then return nil, message, code end
  local wanted = {}
  for i = 1, #found do
    if found:get(i, "q") <= MAX_Q and (found:get(i, "gain") or 0) > 0 then wanted[#wanted + 1] = i end
  end
  return found:take(wanted)
end

--- The leaders that moved before the series of a row.
function alert.leading(frame, row, made)
  check_row(frame, row, "leading")
  if not made.leaders then error("no leaders to look among: warn(r, {false_discovery=..., leaders=FRAME}) names them", 0) end
  return alert.moved_before(made.whole:take(explain.rows_like(made.whole, frame, row)), made.leaders)
end

-- "zone BE-VAN +12 of +20, drugs.cocaine +9": the children that make up most of the excess.
local function children_text(frame, row, judged, made)
  local children, said = alert.children(frame, row, judged, made.many), {}
  for i = 1, math.min(#children, MOST_NAMED) do
    local excess = children:get(i, "excess")
    if excess > 0 then
      local share = children:get(i, "share")
      local text = share and (" (%.0f %%)"):format(100 * share) or ""
      said[#said + 1] = ("%s %+.1f%s"):format(children:get(i, "child"), excess, text)
    end
  end
  if #said == 0 then return nil end
  return ("Excess over the expected count below it: %s."):format(table.concat(said, ", "))
end

local function leading_text(frame, row, made)
  local found, message = alert.leading(frame, row, made)
  if not found then return ("What moved before it is not known: %s."):format(message) end
  local _, _, span = frame:type "period"
  local said = {}
  for i = 1, math.min(#found, MOST_NAMED) do
    local names = {}
    for _, name in ipairs(found:columns()) do
      if name:find "^lead_" and found:type(name) == "text" then names[#names + 1] = found:get(i, name) end
    end
    said[i] = ("%s, by %s (r = %.2f)"):format(table.concat(names, " "), plural(found:get(i, "lag"), span),
      found:get(i, "correlation"))
  end
  return #said > 0 and ("Moved before it: %s."):format(table.concat(said, "; ")) or "None of the leaders moved before it."
end

--- What a row of an alert says beside what it was compared with.
function alert.explain(frame, row, judged, made)
  local q, lines = frame:get(row, "q"), {}
  if q then
    lines[1] = frame:get(row, "raised") == 1 and ("An alert is raised here: q = %.2g."):format(q)
      or q <= made.many.level
      and ("Found (q = %.2g); its alert is raised at a node that overlaps it, where the signal is stronger."):format(q)
      or ("No alert: q = %.2g."):format(q)
  end
  if q and q <= made.many.level then
    lines[#lines + 1] = children_text(frame, row, judged, made)
    if made.leaders then lines[#lines + 1] = leading_text(frame, row, made) end
  end
  local width = math.max(40, terminal.host.width() - 2)
  for i, line in ipairs(lines) do lines[i] = "\n" .. terminal.wrap(line, width) end
  return table.concat(lines)
end

return alert
