--- zone_briefs.lua: writes the brief of every zone of a level, each in its own language, with an index page.
--
-- Example:  glocal run --store demo.db scripts/zone_briefs.lua --of BE --to briefs
--
-- Ready to be scheduled: each brief begins with what is new since the zone's last one (briefs/sent.csv keeps which that was), so
-- a run over the same state of the store gives the same bytes, whatever the number of threads. The folder of a run
-- (briefs/2026-11-30) appears whole or not at all; it is recorded in the store's log as a disclosure. Ends with 0 where it is
-- written, 1 where it failed, 2 for a wrong call. Without --store (and without $GLOCAL_STORE) it takes demo.db where one stands.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local show = require "foresight.shell.show"

local OPTIONS = {
  of = { value = "ZONE", help = "the zone whose parts get briefs (default: BE)" },
  level = { value = "KIND", help = "the kind of zones that get one (default: police_zone)" },
  to = { value = "FOLDER", help = "where they go, in a folder named by the day (default: briefs)" },
  lang = { value = "LANG", help = "auto (the languages of each zone), nl, fr, de or en (default: auto)" },
  least = { value = "N", help = "the line: an international item reaches a zone where it is estimated at N a year or more " ..
    "(default: 1)" },
  since = { value = "DAY", help = "what is new is what came after this day (default: the zone's last brief)" },
  at = { value = "MONTH", help = "the last month to consider, such as 2025-04 (default: the last with figures)" },
  date = { value = "DAY", help = "the day of the briefs, of their zones and population (default: today)" },
  marking = { value = "WORD", help = "a stricter marking, such as GREEN or AMBER" },
  texts = { value = "FILE", help = "the corps' own texts: what to do, whom to call (a CSV as data/brief/texts.csv)" },
  words = { value = "FILE", help = "the corps' own words and sections, a CSV (default: STORE.words.csv beside the store)" },
  seed = { value = "N", help = "the seed of the forecasts (default: 1)" },
  why = { value = "TEXT", help = "why the pages are made, for the store's log" },
  help = { short = "h", help = "this help" },
}
OPTIONS["index-lang"] = { value = "LANG", help = "the language of the index page (default: that of the locale)" }
OPTIONS["as-of"] = { value = "N", help = "what was known after change N of the store, or on a date" }

local USAGE = "usage: glocal run [--store STORE] zone_briefs [--of ZONE] [--level KIND] [--to FOLDER] ..."

-- A wrong call ends with 2; closing the state lets the store note how the run ended.
local function wrong(message)
  io.stderr:write("zone_briefs: ", message, "\n", USAGE, "\n")
  os.exit(2, true)
end

local options, rest = args.parse(arg, OPTIONS)
if not options then wrong(rest) end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end
if rest[1] then wrong(("there is nothing to do with '%s'; the zone goes with --of"):format(rest[1])) end

local function number_of(name, convert, what)
  local given = options[name]
  local number = convert(tonumber(given))
  if given and not number then wrong(("--%s wants %s, not '%s'"):format(name, what, given)) end
  return number
end

local function same(number) return number end

if not glocal.store then
  local file = io.open("demo.db", "rb")
  if not file then wrong "no store: say --store STORE, or make demo.db with scripts/demo" end
  file:close()
  local opened, message, code = glocal.open "demo.db"
  if not opened then return nil, message, code end
end
local store = glocal.store

local spec = {
  of = options.of or "BE", level = options.level, to = options.to or "briefs", lang = options.lang,
  index_lang = options["index-lang"], least = number_of("least", same, "a number"),
  since = math.tointeger(tonumber(options.since)) or options.since, at = options.at, date = options.date,
  as_of = math.tointeger(tonumber(options["as-of"])) or options["as-of"], marking = options.marking, texts = options.texts,
  words = options.words,
  seed = number_of("seed", math.tointeger, "a whole number"),
}
-- An unknown zone, level, language or date is a wrong call; the message says which, without our own file and line.
local made, found, message, code = pcall(glocal.briefs, spec)
if not made then wrong((tostring(found):gsub("^[^\n]-%.lua:%d+: ", ""))) end
if not found then return nil, message, code end
print(show.text(found:note()))
if not store:is_read_only() then
  local path = found.file[1]:match "^(.*)/"
  local recorded
  recorded, message, code = store:disclose(path, options.why or ("briefs of %d pages, %s, state %d"):format(#found,
    found:marking(), store:state { as_of = spec.as_of }))
  if not recorded then return nil, message, code end
end
