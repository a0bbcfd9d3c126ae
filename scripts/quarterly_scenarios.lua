--- quarterly_scenarios.lua: the scenarios of the quarter, one after the other: small boats across the Channel, and barriers against
--- trafficking. Each is a script of its own, whose judgements stand at its head.
--
-- Example:  glocal run --store demo.db scripts/quarterly_scenarios.lua --lang nl,fr --to scenarios
--
-- Ready to be scheduled. The options go to each of them. Ends with 0, 1 where one failed (the others ran), 2 for a wrong call.

local args = require "foresight.shell.args"

local SCRIPTS = { "scenario_channel", "scenario_barriers" }

local FAILED, WRONG_CALL = 1, 2

local OPTIONS = {
  store = { value = "STORE", help = "the store (also before the script: glocal run --store STORE)" },
  to = { value = "FOLDER", help = "where the files go, a folder for each scenario (default: scenarios)" },
  lang = { value = "LANGS", help = "the languages, with commas between (default: nl,fr,de,en)" },
  draws = { value = "N", help = "how many futures (default: 10000)" },
  seed = { value = "N", help = "of the random numbers (default: 1)" },
  date = { value = "DAY", help = "the day of the pages, of the zones and the population (default: today)" },
  marking = { value = "WORD", help = "a stricter marking, such as AMBER" },
  help = { short = "h", help = "this help" },
}

local USAGE = "usage: glocal run [--store STORE] quarterly_scenarios [--to FOLDER] [--lang LANGS] ..."

local options, rest = args.parse(arg, OPTIONS)
if not options or rest[1] then
  local why = options and ("there is nothing to do with '%s'"):format(rest[1]) or rest
  io.stderr:write("quarterly_scenarios: ", why, "\n", USAGE, "\n")
  return WRONG_CALL
end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end

local folder, words, failed = arg[0]:match "^(.*/)" or "", arg, 0
for _, name in ipairs(SCRIPTS) do
  local path = folder .. name .. ".lua"
  local chunk, message = loadfile(path, "t")
  if chunk then
    rawset(_G, "arg", table.move(words, 1, #words, 1, { [0] = path }))
    local worked, done, why = pcall(chunk)
    message = not worked and done or done == nil and why
  end
  if message then
    failed = failed + 1
    io.stderr:write(("%s: %s\n"):format(name, tostring(message)))
  end
end
rawset(_G, "arg", words)
return failed > 0 and FAILED or 0
