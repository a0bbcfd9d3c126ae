--- recommendations.lua: recommendations and what became of them: open, overdue or done, by who has to see to them.
--
-- Example:  recommendations{on="2026-11-22"}      recommendations{by="owner"}      recommendations{country="MA"}

local card = require "foresight.cooperation.card"
local concerned = require "foresight.cooperation.concerned"
local core = require "glocal.core"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"

local STATES = { "open", "overdue", "done", "rejected" }
local COLUMNS = { "code", "text", "owner", "state", "status", "due", "days_over", "evidence", "follow_up", "countries",
  "source", "marking" }
local TYPES = { days_over = "integer", due = "day" }
for _, name in ipairs(COLUMNS) do TYPES[name] = TYPES[name] or "text" end

-- What becomes of it on a day: done and rejected stay, what is past its day is overdue.
local function state_of(row, day)
  if row.status == "done" or row.status == "rejected" then return row.status end
  return row.due and row.due < day and "overdue" or "open"
end

local function row_of(each, day, lang)
  local state = state_of(each, day)
  return { code = each.code, text = card.name(each, lang), owner = each.owner, state = state, status = each.status,
    due = each.due and records.date(each.due), days_over = state == "overdue" and day - each.due or nil, evidence = each.evidence,
    follow_up = each.follow_up, countries = each.countries, source = each.source, marking = each.marking }
end

local function listed(rows, markings)
  local rank = { overdue = 1, open = 2, done = 3, rejected = 4 }
  table.sort(rows, function(a, b)
    if a.state ~= b.state then return rank[a.state] < rank[b.state] end
    if (a.due or "9") ~= (b.due or "9") then return (a.due or "9") < (b.due or "9") end
    return a.code < b.code
  end)
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = records.joined(markings),
    units = { days_over = "days" } })
end

local function counted(rows, markings)
  local names, of = {}, {}
  for _, row in ipairs(rows) do
    if not of[row.owner] then
      of[row.owner] = { owner = row.owner, open = 0, overdue = 0, done = 0, rejected = 0, all = 0 }
      names[#names + 1] = row.owner
    end
    local one = of[row.owner]
    one[row.state], one.all = one[row.state] + 1, one.all + 1
  end
  table.sort(names)
  local list = {}
  for i, name in ipairs(names) do list[i] = of[name] end
  return core.frame(list, { columns = { "owner", "open", "overdue", "done", "rejected", "all" }, types = { owner = "text",
    open = "integer", overdue = "integer", done = "integer", rejected = "integer", all = "integer" },
    units = { open = "recommendations", overdue = "recommendations", done = "recommendations", rejected = "recommendations",
      all = "recommendations" }, marking = records.joined(markings) })
end

--- Recommendations and what became of them on a day: open, overdue (its day has passed), done or rejected, the overdue first; or how many
--- of each an owner has. An owner is a role, never a person. glocal import STORE FILE --as recommendations brings them in and, with a
--- later file, their new status.
--- @function recommendations
--- @param spec? table
--- @option by? string {owner} counts for each owner instead of a list
--- @option owner? string only of that role
--- @option country? string <zone> only what concerns that country: it stands under `countries`, itself or with a union that it is of; where
---   nothing does, the evidence is a report of it, or a text names it
--- @option state? string {open|overdue|done|rejected} only these
--- @option on? string = (today) the day
--- @option lang? string = (that of the terminal) {nl|fr|de|en} of the text
--- @option as_of? string|integer as known on that day, or after that batch
--- @option store? store = (the current one) the store to read
--- @return frame code, text, owner, state, status, due, days_over, evidence, follow_up, countries, source, marking; by
---   owner: owner, open, overdue, done, rejected, all
--- @raises an unknown state or country, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example recommendations{on="2026-11-22"}:columns()[4] --> state
--- @example select(2, pcall(recommendations, {state="overdu"})):match "did you mean.*" --> did you mean 'overdue'?
local function recommendations(spec)
  spec = spec or {}
  if spec.by ~= nil then records.one_of(spec.by, { "owner" }, "recommendations", "by") end
  local wanted = spec.state and records.one_of(spec.state, STATES, "recommendations", "state")
  local lang = spec.lang and locale.check(spec.lang) or locale.preferred()
  local reg = register.of(glocal.use(spec.store), spec.as_of)
  local day = records.day(spec.on and core.period(tostring(spec.on), "day") or core.today())
  local country = spec.country and reg:country(spec.country, day, "recommendations")
  local by = country and concerned.of(reg, country, day) or function() return "countries" end
  local rows, markings, by_text = {}, {}, 0
  for _, each in ipairs(reg.recommendation) do
    local is_owner = not spec.owner or core.fold(each.owner) == core.fold(tostring(spec.owner))
    local is_wanted = is_owner and (not wanted or state_of(each, day) == wanted)
    local how = register.holds(each, day) and is_wanted and by(each)
    if how then
      if how ~= "countries" then by_text = by_text + 1 end
      rows[#rows + 1], markings[#markings + 1] = row_of(each, day, lang), each.marking
    end
  end
  local made = spec.by and counted(rows, markings) or listed(rows, markings)
  local said = #rows == 0 and "no recommendation" .. (country and (" that concerns %s"):format(country) or "")
    or by_text > 0 and ("%d without countries: by their text or evidence"):format(by_text) or nil
  return made:attach { note_text = said }
end

return recommendations
