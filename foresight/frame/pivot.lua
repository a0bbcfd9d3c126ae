--- pivot.lua: a long table made wide: r:pivot("zone", "period").
--
-- Example:  rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year"}:pivot("period", "zone")

local call = require "foresight.shared.call"
local core = require "glocal.core"
local figure = require "foresight.frame.figure"

local MOST = 200 -- columns: more is no table to read

-- What a cell is called: a null "not stated", or "null" where a text is that.
local function texts_of(frame, name)
  local cells, null, list = frame[name], "not stated", {}
  for i = 1, #frame do
    if cells[i] == null then null = "null" end
  end
  for i = 1, #frame do list[i] = cells[i] == nil and null or tostring(cells[i]) end
  return list
end

-- The different texts of a column, in the order of the frame; those of a period in the order of time.
local function values_of(frame, name, texts)
  local list, seen = {}, {}
  for _, text in ipairs(texts) do
    if not seen[text] then
      seen[text] = true
      list[#list + 1] = text
    end
  end
  local kind = frame:type(name)
  if kind == "day" or kind == "month" then table.sort(list) end
  return list
end

local function shown(names, row, frame)
  local parts = {}
  for i, name in ipairs(names) do parts[i] = ("%s=%s"):format(name, tostring(frame:get(row, name))) end
  return table.concat(parts, ", ")
end

--- Makes a long table wide: a row per value of some columns, a column per value of another, the figure in the cells. A cell
--- without a row is null.
--- @function frame:pivot
--- @param rows string|string[] <column> what identifies a row
--- @param columns string <column> of which each value becomes a column
--- @param options? table
--- @option value? string = (count, estimate, median, value ...) <column> the figure
--- @return frame the wide table; ranges such as 1 to 4 stand at their lower end, and the note counts them
--- @raises two rows for one cell, or more than 200 columns
--- @since 0.1
--- @example f = frame{{zone="BE", year="2023", count=3}, {zone="BE", year="2024", count=5}}
--- @example f:pivot("zone", "year"):get(1, "2024") --> 5
function core.frame_methods.pivot(frame, rows, columns, options)
  local kept = figure.columns(frame, "pivot", rows)
  local across = figure.columns(frame, "pivot", columns)[1]
  local roles = figure.of(frame, "pivot", options or {})
  local head_of = texts_of(frame, across)
  local heads = values_of(frame, across, head_of)
  if #heads > MOST then
    error(("'pivot' would make %d columns of '%s'; at most %d can be read: r:pivot(\"%s\", \"%s\")?"):format(#heads, across, MOST,
      across, kept[1]), 0)
  end
  local made, row_of, ranges = {}, {}, 0
  local source, value, high = {}, frame[roles.value], roles.high and frame[roles.high]
  for i = 1, #frame do
    local key = figure.key(frame, i, kept)
    if not row_of[key] then
      row_of[key] = #made + 1
      made[#made + 1] = { cells = {}, from = i }
    end
    local row, head = made[row_of[key]], head_of[i]
    if row.cells[head] then
      error(("'pivot' has two rows for %s, %s=%s: sum them up first, as in r:by{\"%s\", \"%s\"}, or keep one"):format(
        shown(kept, i, frame), across, head, table.concat(kept, '", "'), across), 0)
    end
    row.cells[head] = i
    if high and high[i] ~= nil and high[i] ~= value[i] then ranges = ranges + 1 end
  end
  if kept[1] == roles.time then
    table.sort(made, function(a, b)
      local one, other = frame:get(a.from, roles.time) or "", frame:get(b.from, roles.time) or ""
      return one < other or one == other and a.from < b.from
    end)
  end
  for i, row in ipairs(made) do source[i] = row.from end
  local wide, kind, unit = frame:take(source):select(kept), frame:type(roles.value)
  for _, head in ipairs(heads) do
    local cells = {}
    for i, row in ipairs(made) do cells[i] = row.cells[head] and value[row.cells[head]] or nil end
    local name = wide:has(head) and head .. "_" or head
    wide = wide:with(name, cells, { type = kind, unit = unit,
      call = ("pivot(%s, %q)"):format(#kept == 1 and ("%q"):format(kept[1]) or "{...}", across), from = { frame } })
  end
  local left = {}
  for _, name in ipairs(roles.keys) do
    local is_used = name == across
    for _, each in ipairs(kept) do is_used = is_used or each == name end
    local texts = not is_used and values_of(frame, name, texts_of(frame, name)) or {}
    if #texts == 1 then left[#left + 1] = ("%s %s"):format(name, texts[1]) end
  end
  local said = { #left > 0 and ("%s of %s"):format(roles.value, table.concat(left, ", ")) or nil }
  if ranges > 0 then
    said[#said + 1] = ("%d cell%s at the lower end of a range such as 1 to 4"):format(ranges, ranges == 1 and " is" or "s are")
  end
  return figure.noted(wide, frame, said)
end

call.guard(core.frame_methods)

