--- periods.lua: which periods of a rollup are not whole: those that its `from` and `to` cut, and the one that is not over.
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

--- The first and the last date or period that was asked of the rollup behind the figures; is_rollup where the figures are
--- all of it, and not some rows or another view of it.
function periods.covered(figures)
  local asked = figures:attached "asked"
  local from = asked or from_provenance(figures)
  return { from = from.from and tostring(from.from), to = from.to and tostring(from.to), is_rollup = asked ~= nil }
end

local function span_of(figures)
  if not figures:has "period" then return nil end
  local _, _, span = figures:type "period"
  return SPANS[span] and span or nil
end

--- Why each period of the figures is not whole, by period: "from" or "to" that cut it, "today" within it; in order.
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
  consider(core.today(), "today")
  local has = {}
  for _, period in ipairs(figures.period) do has[period] = true end
  for _, each in ipairs(ends) do
    if has[each.period] and not found[each.period] then
      found[each.period] = each.reason
      found[#found + 1] = each.period
    end
  end
  return found
end

--- "2020-W01 and 2021-W52 are cut by from/to"; nil where every period is whole.
function periods.text(figures, covered)
  local cut, asked, said = periods.cut(figures, covered), {}, {}
  for _, period in ipairs(cut) do
    if cut[period] == "today" then
      said[#said + 1] = ("%s is not over"):format(period)
    else
      asked[#asked + 1] = period
    end
  end
  if #asked > 0 then
    table.insert(said, 1, ("%s %s cut by from/to"):format(table.concat(asked, " and "), #asked == 1 and "is" or "are"))
  end
  return #said > 0 and table.concat(said, "; ") or nil
end

--- "2020-W01 and 2021-W52 left out: cut by from/to"; nil where from and to cut none.
function periods.left_out(figures)
  local cut, named = periods.cut(figures), {}
  for _, period in ipairs(cut) do
    if cut[period] ~= "today" then named[#named + 1] = period end
  end
  return #named > 0 and ("%s left out: cut by from/to"):format(table.concat(named, " and ")) or nil
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

--- A rollup's note with the periods that are not whole; found when it is read, which takes a pass over the rows.
function periods.note(note, frame, spec)
  return function()
    local text = periods.text(frame, { from = spec.from and tostring(spec.from), to = spec.to and tostring(spec.to) })
    return note and text and note .. "; " .. text or note or text
  end
end

return periods
