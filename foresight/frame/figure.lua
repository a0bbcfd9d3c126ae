--- figure.lua: what a verb of frames works on: the column with the figure, the upper bound of its ranges, the period, the
--- keys that tell series apart; and whether figures may be added up.
--
-- Example:  figure.of(r, "change", {})   --> {value="count", high="count_high", time="period", keys={"zone", "phenomenon"}}
--
-- Reference: Lenz and Shoshani (1997), Summarizability in OLAP and statistical data bases: parts must be disjoint.

local call = require "foresight.shared.call"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local is_additive = require "foresight.shared.additive"
local query = require "foresight.shared.query"

local figure = {}

local FIGURES = { "count", "estimate", "median", "value", "weighted", "events" }
local SPANS = { year = true, quarter = true, month = true, week = true, day = true }

local function is_number(frame, name)
  local kind = frame:type(name)
  return kind == "integer" or kind == "real"
end

local function time_of(frame)
  for _, name in ipairs(frame:columns()) do
    local kind = frame:type(name)
    if kind == "day" or kind == "month" then return name end
  end
end

local function value_of(frame, verb, given)
  if given then
    if is_number(frame, given) then return given end
    error(("bad argument 'value' to '%s': column '%s' is %s, not a number"):format(verb, given, (frame:type(given))), 0)
  end
  local numbers = {}
  for _, name in ipairs(FIGURES) do
    if frame:has(name) and is_number(frame, name) then return name end
  end
  for _, name in ipairs(frame:columns()) do
    if is_number(frame, name) then numbers[#numbers + 1] = name end
  end
  if #numbers == 1 then return numbers[1] end
  error(#numbers == 0 and ("'%s' needs a column of numbers; the frame has %s"):format(verb, table.concat(frame:columns(), ", "))
    or ("'%s' does not know which column to take: value=\"%s\"?"):format(verb, table.concat(numbers, '" or value="')), 0)
end

--- The roles of a frame's columns for a verb: value, high (nil: no ranges), time (nil), keys (the texts that tell series apart).
function figure.of(frame, verb, options)
  local roles = { value = value_of(frame, verb, options.value), time = time_of(frame), keys = {} }
  if frame:has(roles.value .. "_high") then roles.high = roles.value .. "_high" end
  for _, name in ipairs(frame:columns()) do
    local base = name:match "^(.-)_name$"
    if frame:type(name) == "text" and not (base and frame:has(base)) then roles.keys[#roles.keys + 1] = name end
  end
  return roles
end

--- What tells a row apart by some columns: the same text for rows that agree. A null agrees with nulls only, never with a text.
function figure.key(frame, row, names)
  local parts = {}
  for i, name in ipairs(names) do
    local cell = frame:get(row, name)
    parts[i] = cell == nil and "" or "=" .. tostring(cell)
  end
  return table.concat(parts, "\0")
end

--- The names of columns that were given, checked: a period that the frame does not have is what rollup makes.
function figure.columns(frame, verb, given)
  local names = call.list(given)
  if #names == 0 then error(("'%s' needs the name of a column, as in r:%s \"zone\""):format(verb, verb), 0) end
  for _, name in ipairs(names) do
    if type(name) ~= "string" then
      error(("bad argument to '%s': expected the name of a column, got %s"):format(verb, type(name)), 0)
    end
    if not frame:has(name) then
      local advice = SPANS[name] and ('; rollup{..., every="%s"} sums by %s'):format(name, name)
        or hint.of(name, frame:columns(), "the frame has")
      error(("bad argument to '%s': there is no column '%s'%s"):format(verb, name, advice), 0)
    end
  end
  return names
end

-- Of two codes in the column of which one lies above the other: the upper and the lower.
local NESTED = {
  zone = [[with recursive up (low, id) as (
      select z.id, l.parent from zone z join zone_link l on l.child = z.id where z.code in (select zone from $f)
      union select up.low, l.parent from up join zone_link l on l.child = up.id)
    select h.code as upper, w.code as lower from up join zone h on h.id = up.id join zone w on w.id = up.low
    where h.code in (select zone from $f) and h.id <> w.id order by 1, 2]],
  phenomenon = [[with recursive up (low, id) as (
      select id, parent from phenomenon where code in (select phenomenon from $f) and parent is not null
      union select up.low, p.parent from up join phenomenon p on p.id = up.id where p.parent is not null)
    select h.code as upper, w.code as lower from up join phenomenon h on h.id = up.id join phenomenon w on w.id = up.low
    where h.code in (select phenomenon from $f) order by 1, 2]],
}

-- Whether a row of the upper code and one of the lower agree in all columns that are kept.
local function meet(frame, column, kept, pair)
  local seen, codes = {}, frame[column]
  for i = 1, #frame do
    if codes[i] == pair.upper then seen[figure.key(frame, i, kept)] = true end
  end
  for i = 1, #frame do
    if codes[i] == pair.lower and seen[figure.key(frame, i, kept)] then return true end
  end
  return false
end

local function check_nested(frame, verb, column, kept)
  local store = glocal.store
  if not store or not frame:has(column) or frame:type(column) ~= "text" then return end
  for _, pair in query(store, NESTED[column], { f = frame }):rows() do
    if meet(frame, column, kept, pair) then
      error(("'%s' would add %s to %s, which holds it: keep rows that do not overlap, as in r:where \"%s ~= '%s'\""):format(
        verb, pair.lower, pair.upper, column, pair.upper), 0)
    end
  end
end

-- Different values of a column among rows that would be added.
local function check_same(frame, verb, column, kept, message)
  if not frame:has(column) then return end
  local first = {}
  for i = 1, #frame do
    local key, cell = figure.key(frame, i, kept), frame:get(i, column)
    if first[key] == nil then first[key] = cell end
    if first[key] ~= cell then
      error(message:format(verb, tostring(first[key]), tostring(cell)), 0)
    end
  end
end

--- Whether the figures add up at all; raises where rows that agree in the columns `kept` overlap or count different things.
function figure.adds(frame, verb, value, kept)
  if not is_additive(frame, value) then return false end
  local is_kept = {}
  for _, name in ipairs(kept) do is_kept[name] = true end
  if not is_kept.counting_unit then
    check_same(frame, verb, "counting_unit", kept, "'%s' would add %s to %s: keep one, or group by counting_unit too")
  end
  if not is_kept.part then
    check_same(frame, verb, "part", kept, "'%s' would add rows of part '%s' to rows of part '%s': keep one")
  end
  for _, column in ipairs { "zone", "phenomenon" } do
    if not is_kept[column] then check_nested(frame, verb, column, kept) end
  end
  return true
end

--- The frame that was made, with what is to say of it (a list of texts) and the note of the frame that it was made from.
function figure.noted(made, frame, said)
  local before = frame:note()
  if before then table.insert(said, before) end
  local kept = { note_text = #said > 0 and table.concat(said, "; ") or nil, published = frame:attached "published",
    map_day = frame:attached "map_day", rolled_up = frame:attached "rolled_up", coverage_rows = frame:attached "coverage_rows" }
  return made:attach { note_text = kept.note_text, published = kept.published, map_day = kept.map_day,
    rolled_up = kept.rolled_up, coverage_rows = kept.coverage_rows, kept = kept }
end

--- A name in double quotes, for SQL.
function figure.quoted(name)
  return '"' .. name:gsub('"', '""') .. '"'
end

return figure
