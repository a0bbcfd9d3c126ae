--- unions.lua: roll-ups of unions, whose members change and are shared. A row of a period holds the members of the period's
--- end, so the time asked is cut where members change, and each stretch is summed in a tree of its own. A country lies in
--- BENELUX and in the EU, but a walk gives it one parent; so a list of such zones is rolled up one by one, and each row
--- holds what it holds alone.
--
-- Example:  unions.apart({"BENELUX", "EU"}, tree, own_tree)   --> true: EU alone holds more than in this tree
--           unions.stretches({every="year", at="2026-01-01", changes={"2013-07-01", "2020-02-01"}, first="2012-01-01"})
--           --> {{to="2012-12-31", members="2012-12-31"}, {from="2013-01-01", to="2019-12-31", members="2019-12-31"},
--                {from="2020-01-01", members="2026-01-01"}}

local core = require "glocal.core"

local unions = {}

local function day_before(day) return core.period(day, "day", -1) end

--- The time asked, cut where members change: from, to (nil as asked) and members, the day that says who is one. A change
--- counts from the period on at whose end it holds. asked: every, from, to, at, changes (zone_tree.member_changes), and
--- the first and last day on which cells begin.
function unions.stretches(asked)
  local list, begin = {}, asked.from
  local from = asked.from and core.period(asked.from, "day")
  local to = asked.to and day_before(core.period(core.period(asked.to, nil, 1), "day"))
  for _, change in ipairs(asked.every ~= "all" and asked.first and asked.changes or {}) do
    local start = core.period(core.period(change, asked.every), "day")
    local is_within = (not to or change <= to) and (not from or start > from)
    if is_within and start > asked.first and start <= asked.last and start ~= begin then
      list[#list + 1] = { from = begin, to = day_before(start), members = day_before(start) }
      begin = start
    end
  end
  list[#list + 1] = { from = begin, to = asked.to, members = asked.at }
  return list
end

-- "EU: 28 members to 2019, 27 from 2020 on"; a stretch: members, tree, from.
local function sizes_of(union, stretches, every)
  local said, before = {}, nil
  for i, stretch in ipairs(stretches) do
    local size = 0
    for _, code in ipairs(stretch.tree:below(union)) do
      if stretch.tree:parent(code) == union then size = size + 1 end
    end
    if size ~= before and i > 1 then
      said[#said] = ("%s to %s"):format(said[#said], core.period(day_before(stretch.from), every))
    end
    if size ~= before then said[#said + 1] = tostring(size) end
    before = size
  end
  if #said < 2 then return nil end
  said[1] = said[1]:gsub("^%d+", "%0 members")
  return ("%s: %s since"):format(union, table.concat(said, ", "))
end

--- Sentences on unions at or below the roots whose members are not the same in all periods. asked: stretches, options
--- (every, zone_pick.roots) and is_fixed, whether the members of one day hold though others came and went.
function unions.sentences(asked)
  local said, seen, stretches = {}, {}, asked.stretches
  if asked.is_fixed then
    return { ("members of unions are those of %s in all periods (members=)"):format(stretches[1].members) }
  end
  for _, root in ipairs(#stretches > 1 and asked.options.zone_pick.roots or {}) do
    for _, code in ipairs(stretches[1].tree:below(root)) do
      if stretches[1].tree:kind(code) == "union" and not seen[code] then
        said[#said + 1] = sizes_of(code, stretches, asked.options.every)
        seen[code] = true
      end
    end
  end
  return said
end

--- Whether some root holds less in the common tree than in its own, which `own_tree(root)` gives.
function unions.apart(roots, tree, own_tree)
  for _, root in ipairs(#roots > 1 and roots or {}) do
    local own = own_tree(root)
    if own ~= tree and #own:below(root) ~= #tree:below(root) then return true end
  end
  return false
end

-- The frame with the column counting_unit, which stands over its counts where they are all of one.
local function with_counting_unit(frame)
  if frame:has "counting_unit" then return frame end
  local _, unit = frame:type(frame:has "count" and "count" or frame:columns()[1])
  local units, names = {}, {}
  for row = 1, #frame do units[row] = unit end
  frame = frame:with("counting_unit", units, { type = "text" })
  for _, name in ipairs(frame:columns()) do
    if name == "counting_unit" then goto next end
    names[#names + 1] = name
    if name == "phenomenon" then names[#names + 1] = "counting_unit" end
    ::next::
  end
  frame = frame:select(names)
  for _, name in ipairs { "count", "count_high" } do
    if frame:has(name) then frame = frame:with(name, frame[name], { type = "integer" }) end
  end
  return frame
end

-- The frames with the same columns: an upper bound that a frame does not have is the figure itself, and its counting unit
-- that of its counts.
local function align(frames)
  local bounds, has_units = {}, false
  for _, frame in ipairs(frames) do
    has_units = has_units or frame:has "counting_unit"
    for _, column in ipairs(frame:columns()) do
      local base = column:match "^(.*)_high$"
      if base and frame:has(base) then bounds[column] = base end
    end
  end
  local aligned = {}
  for i, frame in ipairs(frames) do
    if has_units then frame = with_counting_unit(frame) end
    for column, base in pairs(bounds) do
      if not frame:has(column) and frame:has(base) then
        local kind, unit = frame:type(base)
        frame = frame:with(column, frame[base], { type = kind, unit = unit })
      end
    end
    aligned[i] = frame
  end
  return aligned
end

-- --- stretches below each other ------------------------------------------------------------------------------------

local KEYS = { "zone", "phenomenon", "facet", "counting_unit", "part" }

-- The codes from the root down to a node.
local function path_of(tree, code)
  local path = {}
  while code do
    table.insert(path, 1, code)
    code = tree:parent(code)
  end
  return path
end

-- The number of each text in a list.
local function numbers(list)
  local number = {}
  for i, text in ipairs(list) do number[text] = number[text] or i end
  return number
end

local function compare(a, b)
  for i = 1, math.max(#a, #b) do
    if a[i] ~= b[i] then
      if a[i] == nil or b[i] == nil then return a[i] == nil end
      return a[i] < b[i]
    end
  end
  return false
end

-- Rows that differ in nothing but the period, as groups in the order of their zones, phenomena, facets, units and parts.
local function groups_of(frames, trees, ptree, order)
  local groups, by_key, offset = {}, {}, 0
  for n, frame in ipairs(frames) do
    local columns = {}
    for i, name in ipairs(KEYS) do columns[i] = frame:has(name) and frame[name] or {} end
    for row = 1, #frame do
      local parts = {}
      for i = 1, #KEYS do parts[i] = columns[i][row] or "" end
      local key = table.concat(parts, "\0")
      if not by_key[key] then
        local group = { rows = {}, zone = path_of(trees[n], parts[1]), phenomenon = path_of(ptree, parts[2]),
          rest = { order.facet[parts[3]] or 0, order.counting_unit[parts[4]] or 0, parts[5] } }
        by_key[key] = group
        groups[#groups + 1] = group
      end
      local rows = by_key[key].rows
      rows[#rows + 1] = offset + row
    end
    offset = offset + #frame
  end
  table.sort(groups, function(a, b)
    for _, name in ipairs { "zone", "phenomenon" } do
      if compare(a[name], b[name]) then return true end
      if compare(b[name], a[name]) then return false end
    end
    return compare(a.rest, b.rest)
  end)
  return groups
end

--- The sums of the stretches as one frame, in the order of one sum. options: as core.sum took them.
function unions.join(frames, stretches, ptree, options)
  local with_rows, trees = {}, {}
  for i, frame in ipairs(frames) do
    if #frame > 0 then
      with_rows[#with_rows + 1], trees[#trees + 1] = frame, stretches[i].tree
    end
  end
  if #with_rows < 2 then return with_rows[1] or frames[1] end
  local facets, units, rows = {}, {}, {}
  for i, facet in ipairs(options.facets or {}) do facets[i] = facet.category end
  for i, subject in ipairs(options.subjects) do units[i] = subject.counting_unit or "" end
  frames = align(with_rows)
  local order = { facet = numbers(facets), counting_unit = numbers(units) }
  for _, group in ipairs(groups_of(frames, trees, ptree, order)) do
    table.move(group.rows, 1, #group.rows, #rows + 1, rows)
  end
  return core.join(frames, rows, options)
end

local FIRST = { outside_zone = true, alternative_source = true, preferred_source = true, unweighted_phenomenon = true }
local SPANS = numbers { "day", "week", "month", "quarter", "year", "all" }

--- The notes of the stretches as one.
function unions.join_notes(notes)
  local all = notes[1]
  for i = 2, #notes do
    local note = notes[i]
    if note.fact_year ~= 0 and (all.fact_year == 0
      or math.abs(note.fact_year - note.fact_for) > math.abs(all.fact_year - all.fact_for)) then
      all.fact_year, all.fact_for = note.fact_year, note.fact_for
    end
    if SPANS[note.left_out_span] > SPANS[all.left_out_span] then all.left_out_span = note.left_out_span end
    for name, value in pairs(note) do
      if name == "subjects" or name == "publishers" then
        all[name] = all[name] | value
      elseif name == "coverage" then
        all.coverage = all.coverage or {}
        table.move(value, 1, #value, #all.coverage + 1, all.coverage)
      elseif FIRST[name] then
        if not all[name] or all[name] == 0 then all[name] = value end
      elseif type(value) == "number" and not name:find "^fact_" then
        all[name] = all[name] + value
      end
    end
  end
  return all
end

-- --- zones that share members --------------------------------------------------------------------------------------

-- The rows of zones that an earlier frame does not have, counted through all frames.
local function new_rows(frames)
  local seen, rows, offset = {}, {}, 0
  for _, frame in ipairs(frames) do
    local zones, here = frame.zone, {}
    for i, zone in ipairs(zones) do
      if not seen[zone] then rows[#rows + 1] = offset + i end
      here[zone] = true
    end
    for zone in pairs(here) do seen[zone] = true end
    offset = offset + #frame
  end
  return rows
end

-- "15 (BENELUX) and 25 (EU) published totals stand": what is said of several zones, once.
local function said_once(item, zone_count)
  if item.text:find "^%u[^%s]*: " then return item.text end -- it names its zone
  local parts, is_same = {}, #item.zones == zone_count
  for i, zone in ipairs(item.zones) do
    is_same = is_same and item.numbers[i] == item.numbers[1]
    parts[i] = item.numbers[i] ~= "" and ("%s (%s)"):format(item.numbers[i], zone) or zone
  end
  if is_same then return item.before .. item.numbers[1] .. item.text end
  if item.numbers[1] == "" then return table.concat(parts, ", ") .. ": " .. item.text end
  local last = table.remove(parts)
  return item.before .. (#parts > 0 and table.concat(parts, ", ") .. " and " or "") .. last .. item.text
end

local COVERAGE = " (r:coverage() lists them)"

-- What is said of the coverage of each zone, as one sentence.
local function join_coverage(said)
  local list, covered, at = {}, {}, nil
  for _, text in ipairs(said) do
    if text:sub(-#COVERAGE) == COVERAGE then
      at = at or #list + 1
      list[at] = ""
      covered[#covered + 1] = text:sub(1, -#COVERAGE - 1)
    else
      list[#list + 1] = text
    end
  end
  if at then list[at] = table.concat(covered, ", ") .. COVERAGE end
  return list
end

--- The sentences of several zones, each once; `sentences`: a list for each zone.
function unions.join_sentences(zones, sentences)
  local items, by_text, said = {}, {}, {}
  for i, list in ipairs(sentences) do
    for _, sentence in ipairs(list) do
      local before, number, text = sentence:match "^(%l-%s?)(%d+)(%s.*)$" -- "15 published ...", "in 3 of them ..."
      before, text = before or "", text or sentence
      local item = by_text[before .. text] or { before = before, text = text, zones = {}, numbers = {} }
      if not by_text[before .. text] then items[#items + 1] = item end
      by_text[before .. text] = item
      item.zones[#item.zones + 1], item.numbers[#item.numbers + 1] = zones[i], number or ""
    end
  end
  for i, item in ipairs(items) do said[i] = said_once(item, #zones) end
  return join_coverage(said)
end

--- The roll-ups below each other, each zone once. One without rows has no unit either.
function unions.append(frames, options)
  local with_rows = {}
  for _, frame in ipairs(frames) do
    if #frame > 0 then with_rows[#with_rows + 1] = frame end
  end
  if #with_rows == 0 then with_rows[1] = frames[1] end
  return core.join(align(with_rows), new_rows(with_rows), options)
end

return unions
