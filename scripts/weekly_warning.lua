--- weekly_warning.lua: judges the series of a store by their own past, and the indicators of the plans that it keeps by their
--- thresholds, keeps the alarms as alerts, and writes a digest for each zone that has something new.
--
-- Example:  glocal run --store demo.db scripts/weekly_warning.lua --lang nl,fr --to warnings
--
-- Ready to be scheduled: run twice it adds nothing twice. Ends with 0 where there is nothing new, 3 where there is, 1 where it
-- failed, 2 for a wrong call. The folder of a run (warnings/2026-11-29) appears whole or not at all; it is recorded in the store's log
-- as a disclosure. Without --store (and without $GLOCAL_STORE) it takes demo.db where one stands.

local glocal = require "glocal"
local core = require "glocal.core"
local args = require "foresight.shell.args"
local catalogue = require "foresight.shared.catalogue"
local folder = require "foresight.digest.folder"
local hint = require "foresight.shared.hint"
local html = require "foresight.brief.html"
local index_page = require "foresight.digest.index_page"
local locale = require "foresight.language.locale"
local show = require "foresight.shell.show"
local text = require "foresight.brief.text"
local watch = require "foresight.warning.watch"
local watching = require "foresight.plan.watching"

local SOMETHING_NEW, WRONG_CALL = 3, 2

local OPTIONS = {
  store = { value = "STORE", help = "the store (also before the script: glocal run --store STORE)" },
  to = { value = "FOLDER", help = "where the digests go, in a folder named by the day (default: warnings)" },
  lang = { value = "LANGS", help = "the languages, with commas between: nl,fr,de,en (default: that of the locale)" },
  level = { value = "KIND", help = "the zones that get a digest, such as police_zone, and that are judged too " ..
    "(default: the zones that the store has figures of)" },
  since = { value = "PERIOD", help = "the first period judged and told of (default: a year before the last)" },
  method = { value = "METHODS", help = "the detectors, with commas between (default: farrington_flexible)" },
  date = { value = "DAY", help = "the day of the digests (default: today)" },
  marking = { value = "WORD", help = "a stricter marking, such as AMBER" },
  help = { short = "h", help = "this help" },
}

local USAGE = "usage: glocal run [--store STORE] weekly_warning [--to FOLDER] [--lang LANGS] [--level KIND] ..."

local function wrong(message)
  io.stderr:write("weekly_warning: ", message, "\n", USAGE, "\n")
  return WRONG_CALL
end

-- "nl,fr" as a list of known names; or nil, message.
local function list_of(words, known, what)
  local list, is_known = {}, {}
  for _, name in ipairs(known) do is_known[name] = true end
  for word in words:gmatch "[^,%s]+" do
    if not is_known[word] then return nil, ("there is no %s '%s'%s"):format(what, word, hint.of(word, known, "use")) end
    list[#list + 1] = word
  end
  if #list == 0 then return nil, ("say which %s"):format(what) end
  return list
end

-- The store, whose record of what ran tells what an earlier run has told of; `glocal run --store` has recorded this one.
local function open_store(path)
  if glocal.store and not path then return glocal.store end
  local store, message, code = glocal.open(path or "demo.db")
  if not store then return nil, message, code end
  if store:is_read_only() then return store end
  return store, store:run_begin(arg[0], core.sha256(arg[0]), table.concat(arg, " "))
end

-- A name for the files of a zone that no other zone's has: A/1 and A_1 are two zones, also on a disk that knows no capitals.
local function file_name(zone, taken)
  local plain, n = zone:gsub("[^%w_.-]", "_"), 1
  local name = plain
  while taken[name:lower()] do
    n = n + 1
    name = ("%s-%d"):format(plain, n)
  end
  taken[name:lower()] = true
  return name
end

-- A digest of each zone in each language, where it has something new: the files, the entries of the index and their marking; or nil,
-- message, code. One that may not leave is said and left out.
local function digests_of(store, zones, asked)
  local files, entries, names, markings, taken = {}, {}, catalogue.names(store, "zone", asked.langs[1]), {}, {}
  for _, zone in ipairs(zones) do
    local of_zone = file_name(zone, taken)
    for i, lang in ipairs(asked.langs) do
      local digest, message, code = glocal.warnings { zone = zone, lang = lang, since = asked.since, after = asked.before,
        date = asked.date, marking = asked.marking, store = store }
      if not digest then return nil, message, code end
      if digest.new == 0 then break end
      local may, why = core.may_leave(digest.marking, "digest")
      if not may then
        io.stderr:write(("%s: %s; warnings{zone=\"%s\"} shows it\n"):format(zone, why, zone))
        break
      end
      local file = ("%s-%s"):format(of_zone, lang)
      markings[#markings + 1] = digest.marking
      files[#files + 1] = { name = file .. ".html", text = digest.html, marking = digest.marking }
      files[#files + 1] = { name = file .. ".txt", text = digest.text, marking = digest.marking }
      if i == 1 then entries[#entries + 1] = { zone = zone, name = names[zone], new = digest.new, file = file .. ".html" } end
    end
  end
  return files, entries, core.frame({}, { marking = table.concat(markings, " ") }):marking()
end

local options, rest = args.parse(arg, OPTIONS)
if not options then return wrong(rest) end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end
if rest[1] then return wrong(("there is nothing to do with '%s'"):format(rest[1])) end
local langs, message = list_of(options.lang or locale.preferred(), locale.LANGUAGES, "language")
if not langs then return wrong(message) end
local methods
local detectors = core.detector_names()
detectors[#detectors + 1] = "register" -- what was forecast before, as a detector
methods, message = list_of(options.method or "farrington_flexible", detectors, "detector")
if not methods then return wrong(message) end

if options.marking then
  local may, why, fault = core.may_leave(options.marking, "digest")
  if not may and fault ~= "marking" then return wrong("--marking: " .. why) end
end

local store, run, code = open_store(options.store)
if not store then return nil, run, code end
local ending <close> = setmetatable({ status = "failed" }, {
  __close = function(self) return run and store:run_end(run, self.status) end,
})
local kinds = store:sql "select distinct kind from zone order by kind".kind
if options.level then
  local known
  known, message = list_of(options.level, kinds, "level")
  if not known then return wrong(message) end
end
for _, name in ipairs { "since", "date" } do
  local done, why = pcall(core.period, options[name] or "2026", "day")
  if not done then return wrong(("--%s: %s"):format(name, why)) end
end

local before = watch.told(store, arg[0]:match "[^/]+$", table.concat(arg, " "))
local judged
judged, message, code = watch.run(store, { methods = methods, from = options.since, level = options.level })
if not judged then return nil, message, code end
for _, each in ipairs(judged.judged) do
  print(show.text(("%s, %s by %s, %s: %s"):format(each.source, each.kind, each.every, each.method, each.note)))
end
for _, each in ipairs(judged.left) do print("not judged: " .. each) end
local plans
plans, message, code = watching.run(store)
if not plans then return nil, message, code end
if plans.plans > 0 then
  print(("indicators of %d kept plan%s: %d judged, %d passed a threshold"):format(plans.plans, plans.plans == 1 and "" or "s",
    plans.judged, plans.added))
  for _, each in ipairs(plans.passed) do print(show.text("passed: " .. each)) end
end
if #judged.judged == 0 then print "the store has no figures by day, week, month or quarter: nothing was judged" end
local periods = 0
for _, each in ipairs(judged.judged) do periods = periods + each.periods end
if #judged.judged > 0 and periods == 0 then
  print "nothing could be judged: that there is no alert says nothing; --method ears_c2 judges series of a year"
end
local new = watch.new(store, before, options.level)
print(("%d new alert%s, %d known before"):format(new.count, new.count == 1 and "" or "s", judged.known + plans.known))
if new.count == 0 then
  ending.status = "done"
  return 0
end

local date = options.date and core.period(options.date, "day") or core.today()
local files, entries, marking = digests_of(store, new.zones, {
  langs = langs, since = options.since or new.since, before = before, date = date, marking = options.marking })
if not files then return nil, entries, marking end
if #files == 0 then
  print "no digest: no zone of that level is concerned by them, or what concerns it may not leave"
  ending.status = "done"
  return SOMETHING_NEW
end
local index = index_page.of(entries, { lang = langs[1], date = date, marking = marking, added = new.count })
table.insert(files, 1, { name = "index.html", text = html.of(index), marking = marking })
table.insert(files, 2, { name = "index.txt", text = text.of(index), marking = marking })
local path
path, message, code = folder.write(options.to or "warnings", date, files)
if not path then return nil, message, code end
print(("wrote %s: digests of %d zone%s"):format(show.text(path), #entries, #entries == 1 and "" or "s"))
local logged
logged, message, code = store:disclose(path, ("digests of %d zones in %s, %s"):format(#entries, table.concat(langs, ", "),
  marking))
if not logged then return nil, message, code end
ending.status = "done"
return SOMETHING_NEW
