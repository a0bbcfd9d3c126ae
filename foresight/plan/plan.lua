--- plan.lua: the foresight security plan of a zone: what we see, what we expect, what it means here, priorities, measures with
--- an owner (a role) and a date, indicators with thresholds, assumptions, known events; every number with a link to the call
--- that computes it.
--
-- Example:  p = plan{zone="5345", years={2026, 2031}, lang="nl", to="plan/"}   p:verify()   p:keep{role="strategy"}

local call = require "foresight.shared.call"
local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local documents = require "foresight.plan.documents"
local evidence = require "foresight.plan.evidence"
local figures = require "foresight.brief.figures"
local follow_up = require "foresight.plan.follow_up"
local gather = require "foresight.plan.gather"
local glocal = require "glocal"
local html = require "foresight.brief.html"
local kept = require "foresight.plan.kept"
local lint = require "foresight.priority.lint"
local outlook = require "foresight.plan.outlook"
local own_words = require "foresight.language.own_words"
local page = require "foresight.plan.page"
local personal = require "foresight.horizon.personal"
local priority_rows = require "foresight.priority.priority_rows"
local records = require "foresight.shared.records"
local sections = require "foresight.brief.sections"
local sealed = require "foresight.shared.sealed"
local text = require "foresight.brief.text"

local MOST_YEARS = 20

local methods = {}

local kind = sealed.kind {
  name = "plan", methods = methods,
  public = { "text", "html", "marking", "zone", "lang", "years", "state", "version", "number", "path" }, gated = { "text",
    "html" },
  shown = function(it)
    return it.path and "plan written to " .. (type(it.path) == "table" and table.concat(it.path, ", ") or it.path)
      or (it.text:gsub("\n$", ""))
  end,
}

-- --- what is done with a plan ----------------------------------------------------------------------------------------

local function write_folder(it, path)
  local made, message, code = core.make_folder(path, {})
  if not made and code ~= "exists" then return nil, message, code end
  local endings = documents.has_pandoc() and { "html", "docx", "odt" } or { "html" }
  local written, zone = {}, it.zone:gsub("^BE%-PZ", ""):gsub("[^%w_.-]", "_")
  for i, ending in ipairs(endings) do
    local name = ("%s/plan-%s-%s.%s"):format(path:gsub("/+$", ""), zone, it.lang, ending)
    local done
    done, message, code = documents.write(name, it.made.page, it.made.content.date, it.marking)
    if not done then return nil, message, code end
    written[i] = name
  end
  return written
end

--- Writes the plan: a name that ends in / is a folder, which gets the page as HTML and, where pandoc is installed, as .docx
--- and .odt; a file is what its ending says: .html, .txt, .docx, .odt.
--- @function plan:write
--- @param path string <file> the folder or file to write
--- @return string|string[] the path; of a folder those of its files
--- @fails not_found: the folder is missing, or pandoc; io: the file can't be written; marking: TLP:RED, H2 or H3
--- @needs file.write, file.read, process
--- @leaves
--- @since 0.1
--- @example select(3, plan{zone="5345", years={2026, 2031}, lang="nl"}:write "/nowhere/x.html") --> not_found
function methods.write(self, path)
  if path == nil then error("bad argument #1 to 'write': expected a file or folder, as in p:write \"plan.html\"", 0) end
  local it = sealed.fields(self, kind)
  if not path:find "/$" and not documents.ending(path) then
    error(("bad argument #1 to 'write': a plan is written as .html, .txt, .docx or .odt, or into a folder (a name that ends "
      .. "in /), not '%s'")
      :format(path), 0)
  end
  local written, message, code
  if path:find "/$" then
    written, message, code = write_folder(it, path)
  else
    written, message, code = documents.write(path, it.made.page, it.made.content.date, it.marking)
  end
  if not written then return nil, message, code end
  it.path = written
  return written
end

-- {name, lua, value} of the evidence of a number; raises where there is none.
local function piece(it, number)
  for _, one in ipairs(it.made.content.evidence) do
    if one.number == number then return one end
  end
  error(("bad argument #1 to 'trace': there is no evidence %s; it has 1 to %d"):format(tostring(number),
    #it.made.content.evidence), 0)
end

--- The evidence of a sentence: what each number is called, the Lua that computes it, its value, and how the page shows it.
--- @function plan:trace
--- @param number integer the number in brackets behind the sentence
--- @return frame name, call, value, shown; the note says state, seed and the past score of that kind of statement
--- @raises there is no evidence of that number
--- @needs store.read
--- @since 0.1
--- @example plan{zone="5345", years={2026, 2031}, lang="en"}:trace(1):columns()[2] --> call
function methods.trace(self, number)
  local it = sealed.fields(self, kind)
  local one, shown, rows = piece(it, number), {}, {}
  for _, each in ipairs(one.shown) do shown[each.name] = each.text end
  for i, step in ipairs(one.steps) do
    rows[i] = { name = step.name, call = step.lua, value = step.value, shown = shown[step.name] }
  end
  local note = ("%s. State %d of the store, seed %d."):format(one.title, it.state, it.made.content.seed)
  for _, line in ipairs(one.lines) do note = note .. " " .. line end
  return core.frame(rows, { columns = { "name", "call", "value", "shown" },
    types = { name = "text", call = "text", value = "real", shown = "text" }, marking = it.marking }):attach { note_text = note }
end

--- Computes every number of the plan anew from the store, by the calls of its evidence, and holds it against the page.
--- @function plan:verify
--- @return frame evidence, name, shown, anew (as the page would show it), same (1 or 0); the note says how many are
--- @needs store.read
--- @since 0.1
--- @example p = plan{zone="5461", years={2026, 2031}, lang="en", date="2026-11-30"}
--- @example #p:verify():where{same=0} --> 0
function methods.verify(self)
  local it, rows, same = sealed.fields(self, kind), {}, 0
  local before = glocal.store
  glocal.store = it.store
  local done, fault = pcall(function()
    for _, one in ipairs(it.made.content.evidence) do
      local values = evidence.anew(one.steps)
      for _, each in ipairs(one.shown) do
        local anew = evidence.formats[each.format](it.write, values[each.name])
        rows[#rows + 1] = { evidence = one.number, name = each.name, shown = each.text, anew = anew,
          same = anew == each.text and 1 or 0 }
        same = same + rows[#rows].same
      end
    end
  end)
  glocal.store = before
  if not done then error(fault, 0) end
  return core.frame(rows, { columns = { "evidence", "name", "shown", "anew", "same" },
    types = { evidence = "integer", name = "text", shown = "text", anew = "text", same = "integer" }, marking = it.marking })
    :attach { note_text = ("%d of %d numbers of the page are what the store gives now."):format(same, #rows) }
end

--- Keeps the plan in the store for good, as the next version of the zone's: for plan.compare, plan.review and plan.watch.
--- @function plan:keep
--- @param options table
--- @option role string who adopts it, such as "strategy"; never a person
--- @return integer its number; p.version says which version it became
--- @raises a role that is missing or looks like a person
--- @fails read_only, busy; conflict: someone else kept the same version meanwhile
--- @needs store.write
--- @since 0.1
--- @example select(2, pcall(function() plan{zone="5345", years={2026, 2031}}:keep{role=""} end)):match "say which role" -->
---   say which role
function methods.keep(self, options)
  local it = sealed.fields(self, kind)
  records.check_role(options.role, "keep", "role")
  personal.check("keep", { role = options.role })
  local number, version, code = kept.add(it.store, it.made.content, options.role, it.marking)
  if not number then return nil, version, code end
  it.number, it.version = number, version
  return number
end

call.guard(methods)

-- --- the functions ---------------------------------------------------------------------------------------------------

local function check_years(years)
  local first, last = years and math.tointeger(years[1]), years and math.tointeger(years[2])
  if not (first and last) or first > last or first < 1900 or last > 2200 or last - first > MOST_YEARS or #years ~= 2 then
    error(("bad argument 'years' to 'plan': expected the first and the last year, at most %d apart, as in years={2026, 2031}")
      :format(MOST_YEARS), 0)
  end
  return { first, last }
end

local FIELDS = {
  measures = { text = true, owner = false, due = false, phenomenon = false, international = false },
  assumptions = { text = true, unless = false },
  scenarios = { name = true, text = false, probability = false, role = false },
}

-- A copy of a list of tables: each has the fields that it must, no other, and no text that looks like a person's.
local function checked_list(spec, name)
  if spec[name] == nil then return nil end
  local list = {}
  for i, one in ipairs(spec[name]) do
    local where = ("bad argument '%s' to 'plan': number %d "):format(name, i)
    if type(one) ~= "table" then error(where .. "is no table", 0) end
    for field, value in pairs(one) do
      if FIELDS[name][field] == nil then error(where .. ("has a field '%s', which is none"):format(tostring(field)), 0) end
      if type(value) == "string" then personal.check("plan", { [field] = value }) end
    end
    for field, is_needed in pairs(FIELDS[name]) do
      if is_needed and type(one[field]) ~= "string" then error(where .. ("has no '%s'"):format(field), 0) end
    end
    if one.probability ~= nil then records.check_judgement(one.probability, nil, "plan") end
    list[i] = {}
    for field, value in pairs(one) do list[i][field] = value end
    if one.due ~= nil then list[i].due = core.period(tostring(one.due), "day") end
  end
  return list
end

local function made_of(spec)
  local store = glocal.use(spec.store)
  local asked = {}
  for name, value in pairs(spec) do asked[name] = value end
  asked.years = check_years(spec.years)
  for _, name in ipairs { "measures", "assumptions", "scenarios" } do asked[name] = checked_list(asked, name) end
  if asked.role ~= nil then records.check_role(asked.role, "plan", "role") end
  local it, message, code = gather.of(store, asked)
  if not it then return nil, message, code end
  local made = page.of(it)
  made.page, message, code = sections.arrange(made.page, "plan")
  if not made.page then return nil, message, code end
  local result = sealed.new({ zone = it.place.code, lang = it.lang, years = asked.years, marking = it.marking, state = it.state,
    html = html.of(made.page), text = text.of(made.page), made = made, store = store, write = it.write }, kind)
  if spec.to then
    local written
    written, message, code = result:write(spec.to)
    if not written then return nil, message, code end
  end
  return result
end

--- Makes the foresight security plan of a zone: its own, the national and the international figures; forecasts with their
--- interval, warnings, drivers and scenarios; what it means here; the priorities in force at every level and the gaps between
--- them; the international item; measures with an owner role and a date; indicators with thresholds; assumptions, each with
--- what would show it wrong; known events. Every probability stands in the words of ICD 203 beside its number. Behind each
--- sentence with a number stands a link to its evidence.
--- @function plan
--- @param spec table
--- @option zone string <zone> a zone within a country whose population is known (a police zone, a province), a country or a union
--- @option years integer[] the first and the last year, as in {2026, 2031}
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language
--- @option to? string <file> where to write it: a folder (a name that ends in /) or a file (.html, .txt, .docx, .odt)
--- @option measures? table {{text=, owner=, due=, phenomenon=, international=}, ...}: what was decided; owner is a role
--- @option assumptions? table {{text=, unless=}, ...}: more assumptions, and what would show each wrong
--- @option scenarios? table {{name=, text=, probability=, role=}, ...}: what the planners think of
--- @option calendar? string = (that ships) <file> known events, a CSV such as data/calendar/events.csv
--- @option texts? string = (those that ship) <file> the corps' own texts, a CSV such as data/brief/texts.csv
--- @option as_of? string|integer = (what is known now) what was known on a date or after a batch
--- @option words? string = (STORE.words.csv beside the store, if any) <file> the corps' own words and sections, a CSV (docs/awareness.md)
--- @option at? string = (the last month with figures) the last month to consider
--- @option date? string = (today) the day of the plan
--- @option seed? integer = 1 of the forecasts
--- @option role? string who judges the scenarios, such as "strategy", never a person
--- @option marking? string a stricter marking, such as "AMBER"
--- @option store? store = (the current one) the store to read
--- @return plan fields text and html (where the marking lets them leave), marking, zone, lang, years, state, path (with `to`),
---   number and version (once kept)
--- @raises an unknown zone or language; years that are none; a measure, assumption or scenario that is none
--- @fails io: a file can't be written; marking: TLP:RED, H2 or H3; not_found: its folder, or a file of texts or events, is
---   missing; invalid: such a file that can't be read
--- @needs store.read, file.write, file.read, process
--- @leaves
--- @since 0.1
--- @example p = plan{zone="5345", years={2026, 2031}, lang="nl", date="2026-11-30"}
--- @example p.text:match "Veiligheidsplan: Antwerpen" --> Veiligheidsplan: Antwerpen
--- @example p.marking --> TLP:CLEAR
local function make(spec) return own_words.during(spec, made_of) end

-- The content and marking of a plan, or of the number of one that is kept.
local function content_of(store, which, callee)
  if math.tointeger(which) then
    local row = kept.find(store, math.tointeger(which), callee)
    return row.content, row.marking
  end
  local done, it = pcall(sealed.fields, which, kind)
  if not done then
    error(("bad argument #1 to '%s': expected a plan, or the number of one that is kept (plan.kept() lists them), got %s")
      :format(callee, type(which)), 0)
  end
  return it.made.content, it.marking
end

--- The plans that the store keeps.
--- @function plan.kept
--- @param options? table
--- @option zone? string <zone> only of this zone
--- @option store? store = (the current one) the store to read
--- @return frame number, zone, version, first_year, last_year, lang, date, known (the last batch that its figures knew), role,
---   kept_at, marking; marked as its rows are
--- @needs store.read
--- @since 0.1
--- @example plan.kept():columns()[3] --> version
local function kept_plans(options)
  options = options or {}
  local store = glocal.use(options.store)
  local rows, markings = kept.rows(store, options.zone and store:resolve("zone", options.zone)), {}
  for i, row in ipairs(rows) do markings[i] = row.marking end
  return core.frame(rows, { columns = { "number", "zone", "version", "first_year", "last_year", "lang", "date", "known", "role",
    "kept_at", "marking" }, types = { number = "integer", zone = "text", version = "integer", first_year = "integer",
    last_year = "integer", lang = "text", date = "day", known = "integer", role = "text", kept_at = "text", marking = "text" },
    marking = records.joined(markings) })
    :attach { note_text = #rows == 0 and "no plans are kept yet: p = plan{...}, then p:keep{role=...}" or nil }
end

--- What changed from one plan to another, part by part, and why as far as the plans say: other figures, another state of the
--- store, seed or version.
--- @function plan.compare
--- @param a plan|integer the earlier plan, or the number of one that is kept
--- @param b plan|integer the later
--- @param options? table
--- @option store? store = (the current one) the store that keeps them
--- @return frame part, key, change (added, removed, changed), before, after, why
--- @raises no such plan
--- @needs store.read
--- @since 0.1
--- @example p = plan{zone="5345", years={2026, 2031}, lang="en", date="2026-11-30"}
--- @example #plan.compare(p, p) --> 0
local function compare(a, b, options)
  local store = glocal.use(options and options.store)
  local before, marking_a = content_of(store, a, "compare")
  local after, marking_b = content_of(store, b, "compare")
  local rows = follow_up.compare(before, after)
  local note = before.zone ~= after.zone and ("these are plans of two zones, %s and %s."):format(before.zone, after.zone)
    or before.lang ~= after.lang and ("texts differ as one plan is in %s and the other in %s."):format(before.lang, after.lang)
    or #rows == 0 and "nothing differs." or nil
  return core.frame(rows, { columns = { "part", "key", "change", "before", "after", "why" }, types = { part = "text",
    key = "text",
    change = "text", before = "text", after = "text", why = "text" }, marking = records.joined { marking_a, marking_b } })
    :attach { note_text = note }
end

local function day_of(options) return priority_rows.day(options.date) end

--- What a plan expected against what came: each forecast whose months are over and known is held against its interval. Nothing
--- is counted that is not known: a period with a missing month is "not whole".
--- @function plan.review
--- @param plan plan|integer the plan, or the number of one that is kept
--- @param options? table
--- @option date? string = (today) the day of the review
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option store? store = (the current one) the store to read
--- @return frame series, first, last, mean, low, high, observed, within (the interval, 1 or 0), before, p_more, more (1 or 0),
---   brier, months (known), status (reviewed, running, not whole, no figures), key
--- @raises no such plan
--- @needs store.read
--- @since 0.1
--- @example plan.review(plan{zone="5345", years={2026, 2031}, lang="en", at="2023-12", date="2024-02-01"},
---   {date="2026-11-30"}).status[1]
---   --> reviewed
local function review(which, options)
  options = options or {}
  local store = glocal.use(options.store)
  local content, marking = content_of(store, which, "review")
  local rows, markings = follow_up.review(store, content, { date = day_of(options), as_of = options.as_of })
  markings[#markings + 1] = marking
  local known, within, brier, judged = 0, 0, 0, 0
  for _, row in ipairs(rows) do
    if row.status == "reviewed" then known, within = known + 1, within + row.within end
    if row.brier then brier, judged = brier + row.brier, judged + 1 end
  end
  local note = known == 0 and "none of the forecasts is over and known yet." or
    ("within their 80 %% interval: %d of the %d that are over%s."):format(within, known,
      judged > 0 and ("; mean Brier score %.3f of %d statement%s (always 50 %% would have 0.250)"):format(brier / judged,
        judged, judged == 1 and "" or "s") or "")
  return core.frame(rows, { columns = { "series", "first", "last", "mean", "low", "high", "observed", "within", "before",
    "p_more", "more",
    "brier", "months", "status", "key" }, types = { series = "text", first = "month", last = "month", mean = "real", low = "real",
    high = "real", observed = "integer", within = "integer", before = "integer", p_more = "real", more = "integer",
      brier = "real",
    months = "integer", status = "text", key = "text" }, marking = records.joined(markings) }):attach { note_text = note }
end

--- The indicators of a plan now: what would change our mind. "above" as soon as what is known passes the upper threshold,
--- "below" once all months are known, and beside it how many months warn() raises an alarm for.
--- @function plan.watch
--- @param plan plan|integer the plan, or the number of one that is kept
--- @param options? table
--- @option date? string = (today) the day
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option store? store = (the current one) the store to read
--- @return frame series, first, last, low, high, observed (so far), months (known), known_to, alarms, status (above, below,
---   within, running, no figures), key
--- @raises no such plan
--- @needs store.read
--- @since 0.1
--- @example plan.watch(plan{zone="5345", years={2026, 2031}, lang="en", date="2026-11-30"}).status[1] --> no figures
local function watch(which, options)
  options = options or {}
  local store = glocal.use(options.store)
  local content, marking = content_of(store, which, "watch")
  local rows, markings = follow_up.watch(store, content, { date = day_of(options), as_of = options.as_of })
  markings[#markings + 1] = marking
  local passed = 0
  for _, row in ipairs(rows) do passed = passed + ((row.status == "above" or row.status == "below") and 1 or 0) end
  return core.frame(rows, { columns = { "series", "first", "last", "low", "high", "observed", "months", "known_to", "alarms",
    "status",
    "key" }, types = { series = "text", first = "month", last = "month", low = "real", high = "real", observed = "integer",
    months = "integer", known_to = "month", alarms = "integer", status = "text", key = "text" },
      marking = records.joined(markings) })
    :attach { note_text = ("%d of %d indicators passed a threshold: the plan asks to be looked at again then."):format(passed,
      #rows) }
end

--- What is wrong with the priorities of a zone, one line for each: no international item, a priority without owner, indicator
--- or date, one that is due, in two cycles, whose owner or higher priority has ended, or whose figures are older than a year.
--- @function plan.check
--- @param spec table
--- @option zone string <zone> the zone
--- @option on? string = (today) the day
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option store? store = (the current one) the store to read
--- @return frame rule, subject, message; no rows: nothing is wrong
--- @raises an unknown zone
--- @needs store.read
--- @since 0.1
--- @example plan.check{zone="5345", on="2026-11-30"}.rule[1] --> no priority
local function check(spec)
  local store = glocal.use(spec.store)
  local zone = priority_rows.zone(store, spec.zone, "check")
  local found = lint.of(store, zone, { date = priority_rows.day(spec.on), as_of = spec.as_of })
  return core.frame(found.faults, { columns = { "rule", "subject", "message" },
    types = { rule = "text", subject = "text", message = "text" }, marking = found.marking })
    :attach { note_text = #found.faults == 0 and "nothing is wrong with the priorities of the zone." or nil }
end

--- Between which whole numbers a count lies whose mean is judged to lie between two: the 10 % quantile of a Poisson count of
--- mean `low`, the 90 % quantile of one of mean `high`. Plans and briefs show what falls on a zone so.
--- @function plan.count_interval
--- @param low number the lower mean
--- @param high number the upper mean
--- @return integer the lower count
--- @return integer the upper count
--- @since 0.1
--- @example select(2, plan.count_interval(2, 5)) --> 8
local function count_interval(low, high) return figures.count_interval(low, high) end

return catalogue.callable({ kept = kept_plans, compare = compare, review = review, watch = watch, check = check,
  outlook = outlook,
  count_interval = count_interval }, make)
