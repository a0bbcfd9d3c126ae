--- monthly_outlook.lua: imports what is new in a folder, scores the forecasts that fell due, forecasts the figures of the store, registers
--- that before the outcome is known, and says how good earlier ones were.
--
-- Example:  glocal run --store demo.db scripts/monthly_outlook.lua --from /srv/inbox --columns "day=month zone=route
--             phenomenon=phenomenon count=count source=:frontex" --lang nl,fr --to outlook
--
-- Ready to be scheduled: a file that was imported before is passed over, a forecast of the same figures is registered once. The files
-- of --from are of one form, which --columns describes as for `glocal import`; without --from nothing is imported. The folder of a run
-- (outlook/2026-11-30) appears whole or not at all and is recorded in the store's log as a disclosure. Ends with 0, 1 where it failed,
-- 2 for a wrong call.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local folder = require "foresight.digest.folder"
local hint = require "foresight.shared.hint"
local html = require "foresight.brief.html"
local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local show = require "foresight.shell.show"
local text = require "foresight.brief.text"
local watch = require "foresight.warning.watch"

local WRONG_CALL = 2
local AUTHOR = "monthly outlook"
local SHOWN = 10 -- series in the table of a source
local MOST_PERIODS = 24

local OPTIONS = {
  store = { value = "STORE", help = "the store (also before the script: glocal run --store STORE)" },
  from = { value = "FOLDER", help = "import the files of this folder that are new (.csv)" },
  columns = { value = "FIELDS", help = "their columns, as for glocal import: \"day=month zone=route count=count ...\"" },
  to = { value = "FOLDER", help = "where the pages go, in a folder named by the day (default: outlook)" },
  lang = { value = "LANGS", help = "the languages, with commas between (default: nl,fr,de,en)" },
  horizon = { value = "N", help = "how many periods ahead (default: 6)" },
  seed = { value = "N", help = "of the forecasts (default: 1)" },
  date = { value = "DAY", help = "the day of the pages (default: today)" },
  marking = { value = "WORD", help = "a stricter marking, such as AMBER" },
  help = { short = "h", help = "this help" },
}

local USAGE = "usage: glocal run [--store STORE] monthly_outlook [--from FOLDER --columns FIELDS] [--to FOLDER] ..."

-- --- the call -----------------------------------------------------------------------------------------------------

local function wrong(message)
  io.stderr:write("monthly_outlook: ", message, "\n", USAGE, "\n")
  return WRONG_CALL
end

local options, rest = args.parse(arg, OPTIONS)
if not options then return wrong(rest) end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end
if rest[1] then return wrong(("there is nothing to do with '%s'"):format(rest[1])) end

local langs, is_known = {}, {}
for _, lang in ipairs(locale.LANGUAGES) do is_known[lang] = true end
for lang in (options.lang or "nl,fr,de,en"):gmatch "[^,%s]+" do
  if not is_known[lang] then
    return wrong(("there is no language '%s'%s"):format(lang, hint.of(lang, locale.LANGUAGES, "use")))
  end
  langs[#langs + 1] = lang
end
if #langs == 0 then return wrong "say which language" end

local numbers = { horizon = { options.horizon or "6", MOST_PERIODS }, seed = { options.seed or "1", 1 << 31 } }
for name, each in pairs(numbers) do
  local number = math.tointeger(tonumber(each[1]))
  if not number or number < 1 or number > each[2] then
    return wrong(("--%s: '%s' is no whole number from 1 to %d"):format(name, each[1], each[2]))
  end
  numbers[name] = number
end
if options.date and not pcall(core.period, options.date, "day") then
  return wrong(("--date: '%s' is no day"):format(options.date))
end
local date = options.date and core.period(options.date, "day") or core.today()
if options.marking then
  local may, why, fault = core.may_leave(options.marking, "outlook")
  if not may and fault ~= "marking" then return wrong("--marking: " .. why) end
end
if options.from and not options.columns then return wrong "--from needs --columns" end

-- "day=month source=:frontex" -> {day = "month", source = {const = "frontex"}}
local mapping = {}
for word in (options.columns or ""):gmatch "%S+" do
  local field, column = word:match "^([%a_]+)=(.+)$"
  if not field then return wrong(("--columns: '%s' is not FIELD=COLUMN or FIELD=:CONSTANT"):format(word)) end
  local constant = column:match "^:(.*)$"
  mapping[field] = constant and { const = constant } or column
end

local store, message, code = glocal.store, nil, nil
if options.store or not store then store, message, code = glocal.open(options.store or "demo.db") end
if not store then return nil, message, code end

-- --- what is new --------------------------------------------------------------------------------------------------

-- The files that were imported: {file, rows}; or nil, message, code.
local function import_new(from)
  local names, fault, why = core.folder_names(from)
  if not names then return nil, fault, why end
  table.sort(names)
  local list = {}
  for _, name in ipairs(names) do
    local path = from .. "/" .. name
    if name:lower():find "%.csv$" and #query(store, "select 1 from batch where sha256 = ?", { core.sha256(path) }) == 0 then
      local summary
      summary, fault, why = store:import(path, mapping)
      if not summary then return nil, ("%s: %s"):format(show.text(name), fault), why end
      list[#list + 1] = { file = name, rows = summary.rows }
    end
  end
  return list
end

local imported = {}
if options.from then
  imported, message, code = import_new(options.from)
  if not imported then return nil, message, code end
end
for _, each in ipairs(imported) do
  print(("imported %s: %d line%s"):format(show.text(each.file), each.rows, each.rows == 1 and "" or "s"))
end

-- --- what fell due ------------------------------------------------------------------------------------------------

local scored
scored, message, code = glocal.score_due(store)
if not scored then return nil, message, code end

-- Of all that this script registered and that is scored: how many outcomes, and how many in the 80 % interval.
local past = query(store, [[select count(*) as outcomes, coalesce(sum(s.value), 0) as inside from score s
  join forecast f on f.id = s.forecast join registration r on r.id = f.registration
  where s.name = 'inside_80' and r.author = ?]], { AUTHOR })[1]
print(("%d scores of forecasts that fell due"):format(#scored))

-- --- what is expected ---------------------------------------------------------------------------------------------

-- The highest medians of the first period that no figure is of.
local function first_rows(found, after)
  local rows = {}
  for _, row in found:rows() do
    if row.period == after and row.median then rows[#rows + 1] = row end
  end
  table.sort(rows, function(a, b)
    if a.median ~= b.median then return a.median > b.median end
    if a.zone ~= b.zone then return a.zone < b.zone end
    return a.phenomenon < b.phenomenon
  end)
  return table.move(rows, 1, SHOWN, 1, {})
end

local function last_of(periods)
  local last = periods[1]
  for i = 2, #periods do
    if periods[i] > last then last = periods[i] end
  end
  return last
end

-- Registers a forecast of figures that none is registered of; what was done, in a word, or nil, message, code.
local function register(found, note)
  if #query(store, "select 1 from registration where author = ? and note = ?", { AUTHOR, note }) > 0 then return "known" end
  local id, fault, why = found:register { author = AUTHOR, note = note, store = store }
  if id or why == "exists" then return id and "registered" or "known" end
  return nil, fault, why
end

-- One source's figures by one kind of zones and one length of periods: {source, last, unit, rows, marking}, or {source, why}.
local function outlook_of(group)
  local figures = glocal.rollup { zone = group.zones, phenomenon = group.phenomena, source = group.source, every = group.every,
    store = store }
  local made = { source = group.source }
  if #figures == 0 then
    made.why = "no_figures"
    return made
  end
  local worked, found = pcall(glocal.forecast, figures, { horizon = numbers.horizon, levels = { 80, 95 }, seed = numbers.seed })
  if not worked then
    io.stderr:write(("%s: no forecast: %s\n"):format(show.text(group.source), show.text(tostring(found)))) -- the page says it in brief
    made.why = "unfit"
    return made
  end
  made.last = last_of(figures.period)
  local note = ("%s, %s by %s, figures to %s, state %d"):format(group.source, group.kind, group.every, made.last,
    query(store, "select max(id) as n from batch where kind in ('observations', 'retraction')").n[1])
  local done, fault, why = register(found, note)
  if not done then return nil, fault, why end
  print(("%s: %s"):format(note, done))
  made.rows = first_rows(found, core.period(made.last, group.every, 1))
  made.found, made.marking = found, found:marking()
  made.unit = query(store, "select counting_unit from source where code = ?", { group.source }).counting_unit[1]
  return made
end

local outlooks, found_frames = {}, {}
for _, group in ipairs((watch.figures(store))) do
  local made
  made, message, code = outlook_of(group)
  if not made then return nil, message, code end
  outlooks[#outlooks + 1] = made
  if made.found then found_frames[#found_frames + 1] = made end
end

-- --- the pages ----------------------------------------------------------------------------------------------------

local markings = { options.marking }
for _, each in ipairs(outlooks) do markings[#markings + 1] = each.marking end
local marking = core.frame({}, { marking = table.concat(markings, " ") }):marking()

local function table_of(made, said, write, names)
  local lines = {}
  for i, row in ipairs(made.rows) do
    lines[i] = { names.zone[row.zone] or row.zone, names.phenomenon[row.phenomenon] or row.phenomenon,
      row.period:find "^%d%d%d%d%-%d%d$" and write.month(row.period) or row.period, write.estimate(row.median),
      row.low_80 and write.range(row.low_80, row.high_80) or "" }
  end
  return { kind = "table", columns = said.columns, rows = lines, align = { "left", "left", "left", "right", "right" },
    caption = phrases.fill(said.caption, { source = made.source, last = write.month(made.last) })
      .. (made.unit and phrases.fill(said.unit, { unit = phrases.counting_unit(made.unit, write.lang or "en") }) or "") }
end

local function page_of(lang)
  local said, write = phrases.of(lang).outlook, locale.of(lang)
  local names = { zone = catalogue.names(store, "zone", lang), phenomenon = catalogue.names(store, "phenomenon", lang) }
  local blocks = { { kind = "heading", text = said.headings.expected } }
  for _, made in ipairs(outlooks) do
    if made.rows then made.lang = lang end
    blocks[#blocks + 1] = made.rows and table_of(made, said, setmetatable({ lang = lang }, { __index = write }), names)
      or { kind = "note", text = phrases.fill(said.not_forecast, { source = made.source,
        why = said.not_forecast_reasons[made.why] }) }
  end
  blocks[#blocks + 1] = { kind = "heading", text = said.headings.past }
  blocks[#blocks + 1] = { kind = "note", text = past.outcomes == 0 and said.unscored
    or phrases.fill(said.scored, { number = write.number(past.outcomes), inside = write.number(past.inside) }) }
  blocks[#blocks + 1] = { kind = "heading", text = said.headings.imported }
  local items = {}
  for i, each in ipairs(imported) do
    items[i] = phrases.fill(said.imported, { file = each.file, number = write.number(each.rows) })
  end
  blocks[#blocks + 1] = #items > 0 and { kind = "list", items = items } or { kind = "note", text = said.none }
  local day = write.day(date)
  return { lang = lang, title = said.title, name = said.name, marking = marking, blocks = blocks,
    facts = { { said.facts.dated, day }, { said.facts.figures, write.number(#imported) },
      { said.facts.scored, write.number(#scored) } }, foot = phrases.fill(said.foot, { title = said.title, date = day }) }
end

local files = {}
for _, lang in ipairs(langs) do
  local page = page_of(lang)
  files[#files + 1] = { name = lang .. ".html", text = html.of(page), marking = marking }
  files[#files + 1] = { name = lang .. ".txt", text = text.of(page), marking = marking }
end
for i, made in ipairs(found_frames) do
  local frame = made.found:mark(marking)
  files[#files + 1] = { name = ("forecast-%d.csv"):format(i), text = frame:to_csv(), marking = marking }
end
local path
path, message, code = folder.write(options.to or "outlook", date, files, "outlook")
if not path then return nil, message, code end
print(("wrote %s: %d files"):format(show.text(path), #files))
if not store:is_read_only() then
  local logged
  logged, message, code = store:disclose(path, ("%s in %s, %s"):format(AUTHOR, table.concat(langs, ", "), marking))
  if not logged then return nil, message, code end
end
