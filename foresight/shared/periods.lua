--- periods.lua: which periods of a rollup are not whole: those that its `from` and `to` cut, those in which the published figures
--- begin or end, and the one that is not over.
--
-- Example:  r = rollup{zone="A", every="week", from="2020", to="2021"}
--           periods.text(r) --> 2020-W01 and 2021-W52 are cut by from/to
--           periods.covered(r) --> {from="2020", to="2021", is_rollup=true}

local core = require "glocal.core"

local periods = {}

local SPANS = { day = true, week = true, month = true, quarter = true, year = true }

local function first_day(text) return core.period(text, "day") end
local function last_day(text) return core.period(core.period(core.period(text, nil, 1), "day"), "day", -1) end

-- `from` and `to` as the one rollup in the provenance has them; a frame made of several covers what it covers.
local function from_provenance(figures)
  local text, found = "\n" .. (figures:provenance() or ""), {}
  local _, rollups = text:gsub("\n%s*rollup{", "")
  if rollups ~= 1 then return found end
  local arguments = text:match "\n%s*rollup(%b{})" or ""
  for _, name in ipairs { "from", "to" } do found[name] = arguments:match("[{ ]" .. name .. '="([%w-]+)"') end
  return found
end

--- The first and the last date or period that was asked of the rollup behind the figures, and what is published of a part of its
--- period only (cube/extent.lua); is_rollup where the figures are all of it, and not some rows or another view.
function periods.covered(figures)
  local asked = figures:attached "asked"
  local from = asked or from_provenance(figures)
  return { from = from.from and tostring(from.from), to = from.to and tostring(from.to), is_rollup = asked ~= nil,
    published = figures:attached "published" }
end

local function span_of(figures)
  if not figures:has "period" then return nil end
  local _, _, span = figures:type "period"
  return SPANS[span] and span or nil
end

-- What tells apart the rows of which figures begin or end within a period, as far as the frame has it.
local KEYS = { "phenomenon", "counting_unit", "period" }

local function keys_of(figures)
  local names = {}
  for _, name in ipairs(KEYS) do
    if figures:has(name) then names[#names + 1] = name end
  end
  return names
end

local function key_of(names, value)
  local parts = {}
  for i, name in ipairs(names) do parts[i] = value(name) or "" end
  return table.concat(parts, "\0")
end

--- Whether the published figures of a row begin or end within its period: a function of the row's number.
function periods.partly_published(figures)
  local published = figures:attached "published"
  if not published or #published == 0 or not figures:has "period" then return function() return false end end
  local names, cut = keys_of(figures), {}
  for _, each in ipairs(published) do
    cut[key_of(names, function(name) return each[name] end)] = true
  end
  return function(i)
    return cut[key_of(names, function(name) return figures:get(i, name) end)] ~= nil
  end
end

-- Those of the published that the rows of a frame are of.
local function of_rows(figures, published)
  if #published == 0 or not figures:has "period" then return {} end
  local names, has, list = keys_of(figures), {}, {}
  for i = 1, #figures do has[key_of(names, function(name) return figures:get(i, name) end)] = true end
  for _, each in ipairs(published) do
    if has[key_of(names, function(name) return each[name] end)] then list[#list + 1] = each end
  end
  return list
end

--- The rows whose figures are published for the whole of their period; of a frame without other rows, itself.
function periods.wholly_published(figures)
  local published = figures:attached "published"
  if not published or #published == 0 then return figures end
  local is_partly, rows = periods.partly_published(figures), {}
  for i = 1, #figures do
    if not is_partly(i) then rows[#rows + 1] = i end
  end
  return #rows < #figures and figures:take(rows) or figures
end

-- The periods of which no row is published as a whole.
local function published_in_part(figures, add)
  local is_partly, whole, partly = periods.partly_published(figures), {}, {}
  local period = figures.period
  for i = 1, #figures do
    if is_partly(i) then partly[period[i]] = true else whole[period[i]] = true end
  end
  local list = {}
  for each in pairs(partly) do
    if not whole[each] then list[#list + 1] = each end
  end
  table.sort(list)
  for _, each in ipairs(list) do add(each) end
end

--- Why each period of the figures is not whole, by period: "from" or "to" that cut it, "published" where its figures begin or end
--- within it, "today" within it; in order.
--- @return table {list of periods, period = reason}
function periods.cut(figures, covered)
  local found, span = {}, span_of(figures)
  if not span then return found end
  covered = covered or periods.covered(figures)
  local ends = {}
  local function consider(day, reason)
    local period = core.period(day, span)
    ends[#ends + 1] = { period = period, reason = reason }
  end
  if covered.from and first_day(core.period(first_day(covered.from), span)) < first_day(covered.from) then
    consider(first_day(covered.from), "from")
  end
  if covered.to and last_day(core.period(last_day(covered.to), span)) > last_day(covered.to) then
    consider(last_day(covered.to), "to")
  end
  if covered.published and #covered.published > 0 then
    published_in_part(figures, function(period) ends[#ends + 1] = { period = period, reason = "published" } end)
  end
  consider(core.today(), "today")
  local has = {}
  for _, period in ipairs(core.distinct(figures, "period")) do has[period] = true end
  for _, each in ipairs(ends) do
    if has[each.period] and not found[each.period] then
      found[each.period] = each.reason
      found[#found + 1] = each.period
    end
  end
  return found
end

-- "2025 has figures to 2025-04 only", with the phenomena where they differ.
local function published_texts(published)
  local said, by_text, phenomena = {}, {}, {}
  for _, each in ipairs(published) do
    local text = ("%s has figures %s only"):format(each.period, each.from and "from " .. each.from or "to " .. each.to)
    if not by_text[text] then
      by_text[text] = {}
      said[#said + 1] = text
    end
    table.insert(by_text[text], each)
    phenomena[each.phenomenon] = true
  end
  if #said < 2 then return said end
  local is_one = next(phenomena, next(phenomena)) == nil
  for i, text in ipairs(said) do
    local named = {}
    for _, each in ipairs(by_text[text]) do
      if #named < 3 then named[#named + 1] = is_one and each.counting_unit or each.phenomenon end
    end
    local more = #by_text[text] - #named
    local names = table.concat(named, ", ") .. (more > 0 and (" and %d more"):format(more) or "")
    if names ~= "" then said[i] = ("%s (%s)"):format(text, names) end
  end
  return said
end

--- "2020-W01 and 2021-W52 are cut by from/to"; nil where every period is whole.
function periods.text(figures, covered)
  local cut, asked, said = periods.cut(figures, covered), {}, {}
  for _, period in ipairs(cut) do
    if cut[period] == "today" then
      said[#said + 1] = ("%s is not over"):format(period)
    elseif cut[period] ~= "published" then
      asked[#asked + 1] = period
    end
  end
  if #asked > 0 then
    table.insert(said, 1, ("%s %s cut by from/to"):format(table.concat(asked, " and "), #asked == 1 and "is" or "are"))
  end
  local published = of_rows(figures, (covered or periods.covered(figures)).published or {})
  for _, text in ipairs(published_texts(published)) do said[#said + 1] = text end
  return #said > 0 and table.concat(said, "; ") or nil
end

--- "2020-W01 and 2021-W52 left out: cut by from/to"; nil where every period before today is whole.
function periods.left_out(figures)
  local covered = periods.covered(figures)
  local cut, named, said = periods.cut(figures, covered), {}, {}
  for _, period in ipairs(cut) do
    if cut[period] ~= "today" and cut[period] ~= "published" then named[#named + 1] = period end
  end
  for _, text in ipairs(published_texts(of_rows(figures, covered.published or {}))) do said[#said + 1] = "left out: " .. text end
  if #named > 0 then table.insert(said, 1, ("%s left out: cut by from/to"):format(table.concat(named, " and "))) end
  return #said > 0 and table.concat(said, "; ") or nil
end

--- The same beside what is said already, as sentences: of each frame once.
function periods.beside(text, ...)
  local said, seen = { (text:gsub("%.$", "")) }, {}
  for _, figures in ipairs { ... } do
    local left_out = periods.left_out(figures)
    if left_out and not seen[left_out] then said[#said + 1] = left_out end
    seen[left_out or ""] = true
  end
  return table.concat(said, ". ") .. "."
end

--- A rollup's note with the periods that are not whole, of the frame that is read: itself, or one of its rows.
function periods.note(note, spec, published)
  return function(frame)
    local text = periods.text(frame, { from = spec.from and tostring(spec.from), to = spec.to and tostring(spec.to),
      published = published })
    return note and text and note .. "; " .. text or note or text
  end
end

return periods
