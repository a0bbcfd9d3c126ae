--- briefs.lua: the brief of every zone of a level, each in its own language, as a folder with an index page. What zones have in
-- common is computed once (foresight/brief/memo.lua), and all pictures are drawn by few processes.
--
-- Example:  briefs{level="police_zone", of="BE", to="briefs"}   --> briefs/2026-11-30/index.html

local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local demand_section = require "foresight.awareness.demand_section"
local feedback = require "foresight.awareness.feedback"
local folder = require "foresight.digest.folder"
local glocal = require "glocal"
local gnuplot = require "foresight.plot.output.gnuplot"
local html = require "foresight.brief.html"
local index_page = require "foresight.awareness.index_page"
local locale = require "foresight.language.locale"
local make = require "foresight.brief.make"
local news = require "foresight.awareness.news"
local outfile = require "foresight.shared.outfile"
local own_words = require "foresight.language.own_words"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local sent = require "foresight.awareness.sent"
local zone_languages = require "foresight.awareness.zone_languages"
local zone_tree = require "foresight.zones.zone_tree"

local SENT, FORM = "sent.csv", "feedback.csv"

local function marking_of(list, given)
  return core.frame({}, { marking = table.concat(list, " ") .. " " .. (given or "") }):marking()
end

-- The zones of the run and the tree they stand in; raises where there are none.
local function zones_of(run, given, as_of)
  local of = run.store:resolve("zone", given)
  zone_tree.check_levels(run.store, { run.level })
  local tree = zone_tree.of(run.store, zone_tree.preference({ levels = { run.level } }, {}), run.date, as_of)
  local codes = tree:below(of, run.level)
  table.sort(codes)
  if #codes == 0 then
    error(("no %s lies in '%s' on %s: name another level or zone"):format((run.level:gsub("_", " ")), of, run.date), 0)
  end
  return codes, tree, of
end

local function languages_of(spec, tree, code)
  if spec.lang and spec.lang ~= "auto" then return { spec.lang } end
  return zone_languages.of(tree, code)
end

-- BE-PZ5345 -> 5345-nl.html; what no file name may hold goes.
local function file_name(code, lang)
  return ("%s-%s.html"):format(code:gsub("^BE%-PZ(%d)", "%1"):gsub("[^%w_.-]", "_"), lang)
end

-- One brief, not yet drawn; nil and why where the zone can have none; nil, message, code where it failed.
local function one_brief(run, spec, code, lang)
  local before, before_day
  if spec.since then
    before, before_day = run.since, run.since_day
  else
    before, before_day = sent.before(run.last[code .. " " .. lang], run.state)
  end
  local concern
  local asked = { zone = code, lang = lang, as_of = spec.as_of, at = spec.at, date = run.date, texts = spec.texts,
    words = spec.words,
    exposure = spec.exposure, seed = spec.seed, marking = spec.marking }
  local done, it, message, failure = pcall(make.of, asked, { store = run.store, memo = run.memo, together = run.codes,
    pictures = run.pictures, demand = demand_section.of, lead = function(it)
      concern = news.of(it, { since = before, since_day = before_day, least = run.least })
      return news.blocks(it, concern)
    end })
  if not done then
    if tostring(it):find("no brief for", 1, true) then return nil, tostring(it) end
    error(it, 0)
  end
  if not it then return nil, message, failure end
  return { it = it, concern = concern, lang = lang, file = file_name(code, lang), since = before, since_day = before_day }
end

-- All briefs, and of the zones without one why; or nil, message, code.
local function made_of(run, spec, tree)
  local made, left_out = {}, {}
  for _, code in ipairs(run.codes) do
    for _, lang in ipairs(languages_of(spec, tree, code)) do
      local drawn = #run.pictures
      local one, message, failure = one_brief(run, spec, code, lang)
      if failure then return nil, message, failure end
      local may, why = false, message
      if one then may, why = outfile.may_leave(one.it.marking, "brief") end
      if may then
        made[#made + 1] = one
      else
        for i = #run.pictures, drawn + 1, -1 do run.pictures[i] = nil end
        left_out[#left_out + 1] = { zone = code, lang = lang, why = why }
      end
    end
  end
  return made, left_out
end

-- The zones with their briefs, for the index, by their names in its language.
local function entries_of(run, made)
  local entries, at, topics = {}, {}, phrases.of(run.lang).brief.topics
  local names = catalogue.names(run.store, "zone", run.lang)
  local phenomena = catalogue.names(run.store, "phenomenon", run.lang)
  for _, one in ipairs(made) do
    local place = one.it.place
    local entry = at[place.code]
    if not entry then
      entry = { zone = place.code, name = names[place.code], within = names[place.parents[1]] or "", briefs = {},
        population = place.population, items = #one.concern.items,
        about = table.concat(news.about(one.concern, topics, phenomena), "; ") }
      at[place.code], entries[#entries + 1] = entry, entry
    end
    table.insert(entry.briefs, { lang = one.lang, file = one.file })
  end
  table.sort(entries, function(a, b)
    local name_a, name_b = core.fold(a.name), core.fold(b.name)
    if name_a ~= name_b then return name_a < name_b end
    return a.zone < b.zone
  end)
  return entries, names
end

local function draw(run)
  local svgs, message, code = gnuplot.draw_all(run.pictures)
  if not svgs then return nil, message, code end
  for i, each in ipairs(run.pictures) do each.block.svg = svgs[i] end
  return true
end

-- The pages as files; what may leave has been asked.
local function files_of(run, made, index)
  local sent_items = {}
  for _, one in ipairs(made) do
    if not sent_items[one.it.place.code] then -- in two languages it is one brief
      sent_items[one.it.place.code] = true
      sent_items[#sent_items + 1] = { zone = one.it.place.code, date = run.date, items = news.shown(one.concern),
        marking = one.it.marking }
    end
  end
  local files = { { name = "index.html", text = html.of(index), marking = run.marking },
    { name = FORM, text = feedback.form(sent_items), marking = run.marking } }
  for _, one in ipairs(made) do
    files[#files + 1] = { name = one.file, text = html.of(one.it.page), marking = one.it.marking }
  end
  return files
end

local function remember(run, made, path)
  for _, one in ipairs(made) do
    local code = one.it.place.code
    run.last[code .. " " .. one.lang] = { zone = code, lang = one.lang, date = run.date, state = run.state, since = one.since,
      since_date = one.since_day, folder = path }
  end
  return outfile.write(run.to .. "/" .. SENT, sent.text(run.last), run.marking, "brief")
end

local function result_of(run, made, left_out, path)
  local rows = {}
  for i, one in ipairs(made) do
    rows[i] = { zone = one.it.place.code, language = one.lang, items = #one.concern.items, marking = one.it.marking,
      file = path .. "/" .. one.file, first = one.concern.items[1] and one.concern.items[1].text }
  end
  local text = ("%d brief%s and index.html written to %s"):format(#made, #made == 1 and "" or "s", path)
  for i = 1, math.min(3, #left_out) do
    text = text .. ("; not written: %s in %s (%s)"):format(left_out[i].zone, left_out[i].lang, left_out[i].why)
  end
  if #left_out > 3 then text = text .. (" and %d more"):format(#left_out - 3) end
  return core.frame(rows, { columns = { "zone", "language", "items", "marking", "file", "first" }, marking = run.marking,
    types = { zone = "text", language = "text", items = "integer", marking = "text", file = "text", first = "text" } })
    :attach { note_text = text }
end

local function run_of(store, spec)
  local run = { store = store, memo = {}, pictures = {}, date = spec.date and core.period(spec.date, "day") or core.today(),
    least = spec.least or 1, level = spec.level or "police_zone", state = store:state { as_of = spec.as_of },
    to = (spec.to:gsub("/+$", "")) }
  if run.to == "" then run.to = "." end
  if not (run.least >= 0 and run.least < math.huge) then
    error(("bad argument 'least' to 'briefs': expected a number of at least 0, got %s"):format(tostring(run.least)), 0)
  end
  if spec.since then
    run.since = store:state { as_of = spec.since }
    run.since_day = type(spec.since) == "string" and core.period(spec.since, "day")
      or query(store, "select substr(recorded_at, 1, 10) as day from batch where id = ?", { run.since }).day[1] or run.date
  end
  return run
end

local function made_and_written(spec)
  for _, name in ipairs { "of", "to" } do
    if type(spec[name]) ~= "string" then
      error(("bad argument '%s' to 'briefs': expected %s"):format(name, name == "of" and 'a zone, such as of="BE"'
        or 'a folder, such as to="briefs"'), 0)
    end
  end
  local store = glocal.use(spec.store)
  local run = run_of(store, spec)
  local made, left_out, code, message
  run.last, message, code = sent.read(run.to .. "/" .. SENT)
  if not run.last then return nil, message, code end
  local tree, of
  run.codes, tree, of = zones_of(run, spec.of, spec.as_of and run.state or nil)
  made, left_out, code = made_of(run, spec, tree)
  if not made then return nil, left_out, code end
  if #made == 0 then
    return nil, ("no brief was written: %s"):format(left_out[1].why), "marking"
  end
  local done
  done, message, code = draw(run)
  if not done then return nil, message, code end
  local markings = {}
  for i, one in ipairs(made) do markings[i] = one.it.marking end
  run.marking, run.lang, run.is_first = marking_of(markings, spec.marking), spec.index_lang or locale.preferred(), true
  for _, one in ipairs(made) do run.is_first = run.is_first and one.since == nil end
  run.left_out = {}
  for i, each in ipairs(left_out) do run.left_out[i] = each.zone end
  local entries, names = entries_of(run, made)
  run.of = names[of]
  local index
  index, message, code = index_page.of(run, entries)
  if not index then return nil, message, code end
  local path
  path, message, code = folder.write(run.to, run.date, files_of(run, made, index), "brief")
  if not path then return nil, message, code end
  done, message, code = remember(run, made, path)
  if not done then return nil, message, code end
  return result_of(run, made, left_out, path)
end

--- Writes the brief of every zone of a level, each in its own language or languages, into a folder named by the day, with an index
--- page: a map and a table that lead to each zone, from disk and without a server. Each brief begins with what is new since the
--- zone's last one (`sent.csv` in `to` keeps which that was) and concerns it: a warning of its own, its own figures, or an estimate
--- that reaches the threshold; and says why the zone gets it. `feedback.csv` lists the items with an empty answer: import it to record what
--- was sent, and again as it comes back (`as="feedback"`); reach{} shows what readers found.
--- @function briefs
--- @param spec table
--- @option of string <zone> the zone whose parts get briefs, such as "BE"
--- @option to string <file> the folder that takes the folder of the day
--- @option level? string = "police_zone" <level> the kind of zones that get one
--- @option lang? string = "auto" {auto|nl|fr|de|en} auto: the languages of each zone (data/brief/languages.csv)
--- @option index_lang? string = (that of the terminal) {nl|fr|de|en} the language of the index page
--- @option least? number = 1 [a year] the threshold: an international item reaches a zone where its estimate is at least this
--- @option since? string|integer = (the zone's last brief) what is new is what came after this date or batch
--- @option as_of? string|integer = (what is known now) what was known on a date or after a batch
--- @option at? string = (the last month with figures) the last month to consider
--- @option date? string = (today) the day of the briefs and of their zones
--- @option texts? string = (those that ship) <file> the corps' own texts, a CSV such as data/brief/texts.csv
--- @option words? string = (STORE.words.csv beside the store, if any) <file> the corps' own words and sections, a CSV (docs/awareness.md)
--- @option exposure? table<string, string> other exposure tables by topic: channel, crossings, victims
--- @option seed? integer = 1 of the forecasts
--- @option marking? string a stricter marking, such as "AMBER"
--- @option store? store = (the current one) the store to read
--- @return frame zone, language, items, marking, file, first (item); its note says what was not written, and why
--- @raises an unknown zone, level or language; a zone for which no language is declared
--- @fails not_found, io: the folder can't be written, or gnuplot is missing; invalid: sent.csv is no list of briefs; marking: no
---   brief may leave
--- @needs store.read, file.write, file.read, process
--- @leaves
--- @since 0.1
--- @example select(3, briefs{level="province", of="BE", to="/nowhere/briefs", date="2026-11-30", at="2025-04"}) --> not_found
local function briefs(spec) return own_words.during(spec, made_and_written) end

return briefs
