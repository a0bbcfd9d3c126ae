--- extent.lua: where published figures begin and end within the first and last period of a rollup: a year of which January to
--- April are published is no year.
--
-- Example:  extent.of(asked, frame)   --> {{phenomenon="migration", counting_unit="", period="2025", to="2025-04"}}
--
-- A source goes as far as its last figure of any zone and phenomenon: a month without one at a zone may be a month without a case.
-- Events are not asked, for that reason.

local core = require "glocal.core"
local notes = require "foresight.cube.notes"
local query = require "foresight.shared.query"

local extent = {}

-- The longest span of figures of a part of a period. Days are not judged: a source of days leaves out those without a case.
local FINER = { quarter = "month", year = "quarter" }
local MOST = 6 -- different first or last periods that are looked into

local function figure_sources(asked)
  local wanted, ids = nil, {}
  for _, id in ipairs(asked.options.sources or {}) do
    wanted = wanted or {}
    wanted[id] = true
  end
  for _, source in ipairs(asked.options.described) do
    if source.figures and (not wanted or wanted[source.id]) then ids[#ids + 1] = source.id end
  end
  return ids
end

-- What a row is of. Of a frame without a column for what is counted, all rows count `unit`.
local function subject_of(frame, i, unit)
  return frame:get(i, "phenomenon") .. "\0" .. (frame:has "counting_unit" and frame:get(i, "counting_unit") or unit or "")
end

-- The first and the last period of each phenomenon, and by period which phenomena begin or end there.
local function ends_of(frame)
  local first, last = {}, {}
  local period = frame.period
  for i = 1, #frame do
    local subject = subject_of(frame, i)
    if not first[subject] or period[i] < first[subject] then first[subject] = period[i] end
    if not last[subject] or period[i] > last[subject] then last[subject] = period[i] end
  end
  local function by_period(map)
    local found, list = {}, {}
    for subject, at in pairs(map) do
      if not found[at] then
        found[at] = {}
        list[#list + 1] = at
      end
      found[at][subject] = true
    end
    table.sort(list)
    return found, list
  end
  local first_of, firsts = by_period(first)
  local last_of, lasts = by_period(last)
  return first_of, firsts, last_of, lasts
end

-- Sources that begin or end within a period: {id, from, to}, months; and those that go on over that end of it, by id.
local function sources_within(extents, period, is_last)
  local first = core.period(core.period(period, "day"), "month")
  local last = core.period(core.period(core.period(period, nil, 1), "day"), "month", -1)
  local cut, whole = {}, {}
  for _, each in ipairs(extents) do
    if each.from <= last and each.to >= first then
      local ends_within = is_last and each.to < last or not is_last and each.from > first
      table.insert(ends_within and cut or whole, ends_within and each or each.id)
    end
  end
  return cut, whole
end

-- Adds the subjects of which these sources have figures of a span, or shorter ones, within a period; how many are longer.
local function look(asked, period, ids, span, has_units, found)
  local frame, note = notes.sum_of_places(asked, { zone_pick = asked.options.zone_pick, every = span, from = period,
    to = period, sources = ids, measures = { "count" } })
  local unit = not has_units and "" or frame and select(2, frame:type "count") or "not stated"
  for i = 1, frame and #frame or 0 do found[subject_of(frame, i, unit)] = true end
  return note and note.left_out_events or 0
end

-- The subjects of which these sources publish parts of a period, as a set; and whether they publish it whole: then the set is
-- empty.
local function subjects_published(asked, period, ids, has_units)
  local found, every = {}, asked.options.every
  if #ids == 0 then return found, false end
  local longer = look(asked, period, ids, FINER[every], has_units, found)
  local is_whole = longer > 0 and longer > look(asked, period, ids, every, has_units, {})
  return is_whole and {} or found, is_whole
end

-- The subjects that a source leaves whole although it begins or ends within the period: others go on and publish the rest of the
-- months, or one that is preferred goes on or publishes it whole, so that its own figures stand aside.
local function whole_beside(asked, period, source, within, going_on, has_units)
  local found, rank, better = subjects_published(asked, period, going_on, has_units), {}, {}
  for i, each in ipairs(asked.options.described) do rank[each.id] = i end
  for _, id in ipairs(going_on) do
    if rank[id] < rank[source] then better[#better + 1] = id end
  end
  for _, each in ipairs(within) do
    local is_preferred = rank[each.id] < rank[source]
    if is_preferred and select(2, subjects_published(asked, period, { each.id }, has_units)) then
      better[#better + 1] = each.id
    end
  end
  if #better > 0 then look(asked, period, better, asked.options.every, has_units, found) end
  return found
end

-- The subjects whose first or last period is not whole: {subject = {period, from or to}}.
local function cut_in(asked, extents, by_period, list, is_last, has_units)
  local cut = {}
  for n = math.max(1, is_last and #list - MOST + 1 or 1), is_last and #list or math.min(MOST, #list) do
    local period = list[n]
    local within, going_on = sources_within(extents, period, is_last)
    for _, source in ipairs(within) do
      local whole = whole_beside(asked, period, source.id, within, going_on, has_units)
      local published = subjects_published(asked, period, { source.id }, has_units)
      for subject in pairs(published) do
        local known = cut[subject]
        if by_period[period][subject] and not whole[subject]
          and (not known or is_last and source.to > known.to or not is_last and source.from < known.from) then
          cut[subject] = { period = period, from = not is_last and source.from or nil, to = is_last and source.to or nil }
        end
      end
    end
  end
  return cut
end

-- The first and the last month of each source, of what was known.
local function extents_of(asked, sources)
  local wanted, list = {}, {}
  for _, id in ipairs(sources) do wanted[id] = true end
  for _, row in query(asked.store, [[select b.source as id, date(min(b.first_day) * 86400, 'unixepoch') as first,
      date(max(b.last_day) * 86400, 'unixepoch') as last from batch_source b join batch on batch.id = b.batch
      where batch.retracted is null and b.batch <= ? group by b.source order by b.source]], { asked.options.state }):rows() do
    if wanted[row.id] then
      list[#list + 1] = { id = row.id, from = core.period(row.first, "month"), to = core.period(row.last, "month") }
    end
  end
  return list
end

--- What is not whole: a list of {phenomenon, counting_unit ("" where the frame has none), period, from or to}, where the sources of
--- a phenomenon begin or end within its first or last period; from and to are months.
function extent.of(asked, frame)
  local sources = FINER[asked.options.every] and #frame > 0 and frame:has "period" and figure_sources(asked) or {}
  local extents = #sources > 0 and extents_of(asked, sources) or {}
  if #extents == 0 then return {} end
  local first_of, firsts, last_of, lasts = ends_of(frame)
  local list, has_units = {}, frame:has "counting_unit"
  for _, cut in ipairs { cut_in(asked, extents, first_of, firsts, false, has_units),
                         cut_in(asked, extents, last_of, lasts, true, has_units) } do
    for subject, each in pairs(cut) do
      each.phenomenon, each.counting_unit = subject:match "^(.-)%z(.*)$"
      list[#list + 1] = each
    end
  end
  table.sort(list, function(one, other)
    local a, b = one.period .. one.phenomenon .. one.counting_unit, other.period .. other.phenomenon .. other.counting_unit
    return a < b or a == b and one.from ~= nil and other.from == nil
  end)
  return list
end

return extent
