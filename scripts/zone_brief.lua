--- zone_brief.lua: writes the brief of one zone as a page, or prints it as text.
--
-- Example:  glocal run --store demo.db scripts/zone_brief.lua --zone 5345 --lang nl --to brief.html
--
-- Without --store (and without $GLOCAL_STORE) it takes demo.db where one stands. What is written to a file leaves the
-- store, so it is recorded in the store's log as a disclosure.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local show = require "foresight.shell.show"

local OPTIONS = {
  zone = { value = "ZONE", help = "the zone: a code (BE-PZ5345, 5345, NL-VR13) or a name; needed" },
  lang = { value = "LANG", help = "nl, fr, de or en (default: that of the locale)" },
  to = { value = "FILE", help = "the page to write (default: brief-ZONE-LANG.html)" },
  text = { help = "print the brief as text, write nothing" },
  at = { value = "MONTH", help = "the last month to consider, such as 2025-04 (default: the last with figures)" },
  date = { value = "DAY", help = "the day of the brief, of its zones and population (default: today)" },
  marking = { value = "WORD", help = "a stricter marking, such as GREEN or AMBER" },
  exposure = { value = "TOPIC=TABLE", many = true, help = "another exposure table for a topic: channel, crossings, victims" },
  texts = { value = "FILE", help = "the corps' own texts: what to do, whom to call (a CSV as data/brief/texts.csv)" },
  words = { value = "FILE", help = "the corps' own words and sections, a CSV (default: STORE.words.csv beside the store)" },
  seed = { value = "N", help = "the seed of the forecasts (default: 1)" },
  why = { value = "TEXT", help = "why the page is made, for the store's log" },
  help = { short = "h", help = "this help" },
}
OPTIONS["as-of"] = { value = "N", help = "what was known after change N of the store, or on a date" }

local USAGE = "usage: glocal run [--store STORE] zone_brief --zone ZONE [--lang LANG] [--to FILE]"

-- A wrong call ends with 2; closing the state lets the store note how the run ended.
local function wrong(message)
  io.stderr:write("zone_brief: ", message, "\n", USAGE, "\n")
  os.exit(2, true)
end

-- {"crossings=gateways"} -> {crossings = "gateways"}
local function exposures_of(words)
  if not words then return nil end
  local exposure = {}
  for _, word in ipairs(words) do
    local topic, name = word:match "^([%w_]+)=(.+)$"
    if not topic then wrong(("--exposure wants TOPIC=TABLE, such as victims=detection, not '%s'"):format(word)) end
    exposure[topic] = name
  end
  return exposure
end

local function is_there(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

local options, rest = args.parse(arg, OPTIONS)
if not options then wrong(rest) end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end
if rest[1] then wrong(("there is nothing to do with '%s'; the zone goes with --zone"):format(rest[1])) end
if not options.zone then wrong("which zone? say --zone 5345, or another code or name") end
if options.text and options.to then wrong("--text prints and --to writes: choose one") end

if not glocal.store then
  if not is_there "demo.db" then wrong("no store: say --store STORE, or make demo.db with scripts/demo") end
  local opened, message, code = glocal.open "demo.db"
  if not opened then return nil, message, code end
end
-- A whole number, or nil where it was not given.
local function whole(name)
  local given = options[name]
  local number = math.tointeger(tonumber(given))
  if given and not number then wrong(("--%s wants a whole number, not '%s'"):format(name, given)) end
  return number
end

local store = glocal.store

local spec = {
  zone = options.zone, lang = options.lang, at = options.at, date = options.date, marking = options.marking,
  as_of = math.tointeger(tonumber(options["as-of"])) or options["as-of"], exposure = exposures_of(options.exposure),
  texts = options.texts, words = options.words, seed = whole("seed"),
}
-- An unknown zone, language, date or table is a wrong call; the message says which, without our own file and line.
local made, brief, message, code = pcall(glocal.brief, spec)
if not made then wrong((tostring(brief):gsub("^[^\n]-%.lua:%d+: ", ""))) end
if not brief then return nil, message, code end
if options.text then
  io.write(brief.text)
  return
end

local file = options.to or ("brief-%s-%s.html"):format(brief.zone:gsub("^BE%-PZ", ""), brief.lang)
local written
written, message, code = brief:write(file)
if not written then return nil, message, code end
print("wrote " .. show.text(file))
if not store:is_read_only() then
  local recorded
  recorded, message, code = store:disclose(file, options.why or ("brief of %s in %s, %s, state %d"):format(
    brief.zone, brief.lang, brief.marking, brief.state))
  if not recorded then return nil, message, code end
end
