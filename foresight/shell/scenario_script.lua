--- scenario_script.lua: what the scripts of scenarios share: their options, the store, and the folder of a run, which appears whole or not
--- at all.
--
-- Example:  local run = scenario_script.begin("scenario_channel", arg, {budget = {value = "EUR", help = "a year"}})
--           scenario_script.finish(run, files)

local glocal = require "glocal"
local args = require "foresight.shell.args"
local core = require "glocal.core"
local folder = require "foresight.digest.folder"
local hint = require "foresight.shared.hint"
local html = require "foresight.brief.html"
local likelihood = require "foresight.language.likelihood"
local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"
local show = require "foresight.shell.show"
local text = require "foresight.brief.text"

local scenario_script = {}

local WRONG_CALL = 2

local OPTIONS = {
  store = { value = "STORE", help = "the store (also before the script: glocal run --store STORE)" },
  to = { value = "FOLDER", help = "where the files go, in a folder named by the script and the day (default: scenarios)" },
  lang = { value = "LANGS", help = "the languages, with commas between (default: nl,fr,de,en)" },
  draws = { value = "N", help = "how many futures (default: 10000)" },
  seed = { value = "N", help = "of the random numbers (default: 1)" },
  date = { value = "DAY", help = "the day of the pages, of the zones and the population (default: today)" },
  marking = { value = "WORD", help = "a stricter marking, such as AMBER" },
  help = { short = "h", help = "this help" },
}

-- --- the call -----------------------------------------------------------------------------------------------------

local function wrong(name, message)
  io.stderr:write(name, ": ", message, "\n",
    ("usage: glocal run [--store STORE] scripts/%s.lua [--to FOLDER] [--lang LANGS] ...\n"):format(name))
  os.exit(WRONG_CALL, true)
end

local function languages_of(name, words)
  local list, is_known = {}, {}
  for _, lang in ipairs(locale.LANGUAGES) do is_known[lang] = true end
  for word in words:gmatch "[^,%s]+" do
    if not is_known[word] then
      wrong(name, ("there is no language '%s'%s"):format(word, hint.of(word, locale.LANGUAGES, "use")))
    end
    list[#list + 1] = word
  end
  if #list == 0 then wrong(name, "say which language") end
  return list
end

local function whole(name, options, option, otherwise)
  local given = options[option]
  local number = math.tointeger(tonumber(given or otherwise))
  if not number or number < 1 then wrong(name, ("--%s wants a whole number above 0, not '%s'"):format(option, given)) end
  return number
end

--- The options of a call (`words`), with `more` of the script's own; ends the command where the call is wrong. Has langs, draws, seed, date,
--- store; or nil, message, code where there is no store.
function scenario_script.begin(name, words, more)
  local options = {}
  for key, option in pairs(OPTIONS) do options[key] = option end
  for key, option in pairs(more or {}) do options[key] = option end
  local given, rest = args.parse(words, options)
  if not given then wrong(name, rest) end
  if given.help then
    print(("usage: glocal run [--store STORE] scripts/%s.lua ...\n\n%s"):format(name, args.describe(options)))
    os.exit(0, true)
  end
  if rest[1] then wrong(name, ("there is nothing to do with '%s'"):format(rest[1])) end
  if given.date and not pcall(core.period, given.date, "day") then
    wrong(name, ("--date: '%s' is no day"):format(given.date))
  end
  if given.marking then
    local may, why, fault = core.may_leave(given.marking, "scenario")
    if not may and fault ~= "marking" then wrong(name, "--marking: " .. why) end
  end
  local store, message, code = glocal.store, nil, nil
  if given.store or not store then store, message, code = glocal.open(given.store or "demo.db") end
  if not store then return nil, message, code end
  return { name = name, given = given, store = store, langs = languages_of(name, given.lang or "nl,fr,de,en"),
    draws = whole(name, given, "draws", 10000), seed = whole(name, given, "seed", 1), to = given.to or "scenarios",
    date = given.date and core.period(given.date, "day") or core.today(), wrong = function(said) wrong(name, said) end,
    whole = function(option, otherwise) return whole(name, given, option, otherwise) end }
end

-- --- words --------------------------------------------------------------------------------------------------------

--- What a page needs in a language: said (its phrases), write (its numbers), chance(p), interval(low, high).
function scenario_script.words(lang)
  local all, write = phrases.of(lang), locale.of(lang)
  local said = all.scenario
  local words = { lang = lang, said = said, write = write, scale = all.digest.scale, fill = phrases.fill,
    sentence = phrases.sentence }
  -- A probability in words, by ICD 203, beside the number.
  function words.chance(p)
    local percent = p > 0 and p < 0.01 and "<" .. write.percent(0.01, 0)
      or p < 1 and p > 0.99 and ">" .. write.percent(0.99, 0) or write.percent(p, 0)
    return phrases.fill(said.chance, { words = all.digest.likelihood[likelihood.key(math.floor(100 * p + 0.5) / 100)],
      percent = percent })
  end
  -- Three digits at most, as more would be made up; below 10 one decimal.
  function words.round(value)
    local size = value == 0 and 1 or 10 ^ math.max(-1, math.floor(math.log(math.abs(value), 10)) - 2)
    if math.abs(value) >= 9.95 then size = math.max(1, size) end
    local rounded = math.floor(value / size + 0.5) * size
    return write.number(rounded, math.abs(rounded - math.floor(rounded + 0.5)) > 0.01 and 1 or 0)
  end
  function words.interval(low, high) return phrases.fill(said.interval, { low = words.round(low), high = words.round(high) }) end
  function words.euros(value) return phrases.fill(said.euros, { number = write.number(value) }) end
  return words
end

-- --- files --------------------------------------------------------------------------------------------------------

--- A page in a language as its two files.
function scenario_script.page(run, words, spec)
  local name, day = spec.name, words.write.day(run.date)
  local facts = { { words.said.facts.dated, day } }
  for _, fact in ipairs(spec.facts) do facts[#facts + 1] = fact end
  facts[#facts + 1] = { words.said.facts.simulation, words.fill(words.said.simulation,
    { draws = words.write.number(run.draws), seed = tostring(run.seed) }) }
  local made = { lang = words.lang, title = words.said.title, name = name, facts = facts, marking = spec.marking,
    blocks = spec.blocks, foot = words.fill(words.said.foot, { title = words.said.title, name = name, date = day }) }
  return { name = words.lang .. ".html", text = html.of(made), marking = spec.marking },
    { name = words.lang .. ".txt", text = text.of(made), marking = spec.marking }
end

--- The strictest of the markings of frames and results, and of the one asked for.
function scenario_script.marking(run, ...)
  local all = { run.given.marking }
  for _, each in ipairs { ... } do all[#all + 1] = type(each) == "userdata" and each:marking() or each.marking end
  return core.frame({}, { marking = table.concat(all, " ") }):marking()
end

--- A frame as a file of the run: a table that says the marking of all of it.
function scenario_script.table(name, frame, marking)
  return { name = name .. ".csv", text = frame:mark(marking):to_csv(), marking = marking }
end

--- Writes the files of a run and records it as a disclosure; true, or nil, message, code.
function scenario_script.finish(run, files)
  local path, message, code = folder.write(run.to, run.name .. "-" .. run.date, files, "scenario")
  if not path then return nil, message, code end
  print(("wrote %s: %d files"):format(show.text(path), #files))
  if run.store:is_read_only() then return true end
  local logged
  logged, message, code = run.store:disclose(path, ("%s in %s, %s"):format(run.name, table.concat(run.langs, ", "),
    files[1].marking))
  if not logged then return nil, message, code end
  return true
end

return scenario_script
