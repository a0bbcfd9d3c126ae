--- yearly_plan.lua: writes the foresight security plan of one zone or of several, checks that each number of it can be
--- computed anew, keeps it as a version, and reviews the version before.
--
-- Example:  glocal run --store demo.db scripts/yearly_plan.lua --zone 5345 --years 2026,2031 --lang nl --date 2026-11-30 --to
-- plans
--
-- Ready to be scheduled. All dates in what it writes are that of --date: the same store, date and seed give the same bytes.
-- Ends with 0, 1 where it failed (a number that its evidence does not give counts), 2 for a wrong call. What is written is
-- recorded in the store's log as a disclosure. Without --store (and without $GLOCAL_STORE) it takes demo.db where one stands.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local core = require "glocal.core"
local show = require "foresight.shell.show"

local WRONG_CALL = 2

local OPTIONS = {
  store = { value = "STORE", help = "the store (also before the script: glocal run --store STORE)" },
  zone = { value = "ZONES", help = "the zones, with commas between: 5345,5461; needed" },
  years = { value = "FIRST,LAST", help = "the years of the plan, such as 2026,2031; needed" },
  lang = { value = "LANG", help = "nl, fr, de or en (default: that of the locale)" },
  to = { value = "FOLDER", help = "where the plans go (default: plans)" },
  date = { value = "DAY", help = "the day of the plan (default: today)" },
  at = { value = "MONTH", help = "the last month to consider (default: the last with figures)" },
  keep = { value = "ROLE", help = "keep each as a version in the store, adopted by this role (never a person)" },
  calendar = { value = "FILE", help = "known events, a CSV as data/calendar/events.csv" },
  texts = { value = "FILE", help = "the corps' own texts, a CSV as data/brief/texts.csv" },
  marking = { value = "WORD", help = "a stricter marking, such as AMBER" },
  seed = { value = "N", help = "the seed of the forecasts (default: 1)" },
  help = { short = "h", help = "this help" },
}

local USAGE = "usage: glocal run [--store STORE] yearly_plan --zone ZONES --years FIRST,LAST [--lang LANG] [--to "
  .. "FOLDER] ..."

-- A wrong call ends with 2; closing the state lets the store note how the run ended.
local function wrong(message)
  io.stderr:write("yearly_plan: ", message, "\n", USAGE, "\n")
  os.exit(WRONG_CALL, true)
end

local options, rest = args.parse(arg, OPTIONS)
if not options then wrong(rest) end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end
if rest[1] then wrong(("there is nothing to do with '%s'; the zones go with --zone"):format(rest[1])) end
if not options.zone then wrong "which zone? say --zone 5345, or several: --zone 5345,5461" end
local first, last = (options.years or ""):match "^(%d%d%d%d),(%d%d%d%d)$"
if not first then wrong "which years? say --years 2026,2031: the first and the last" end
local seed = math.tointeger(tonumber(options.seed))
if options.seed and not seed then wrong(("--seed wants a whole number, not '%s'"):format(options.seed)) end

options.date = options.date or core.today() -- once, so that all plans and reviews of a run have one day

if options.store or not glocal.store then
  local opened, message, code = glocal.open(options.store or "demo.db")
  if not opened then return nil, message, code end
end
local store, folder = glocal.store, (options.to or "plans"):gsub("/+$", "") .. "/"

-- How the version before fares, in a line; nothing where there is none.
local function print_review(zone)
  local kept = glocal.plan.kept { zone = zone }
  if #kept == 0 then return end
  local number = kept.number[#kept]
  local reviewed, message, code = glocal.plan.review(number, { date = options.date })
  if not reviewed then return nil, message, code end
  print(("version %d before this one: %s"):format(kept.version[#kept], reviewed:note() or ""))
end

local function write_plan(zone)
  local done, plan, message, code = pcall(glocal.plan, { zone = zone, years = { math.tointeger(first), math.tointeger(last) },
    lang = options.lang, date = options.date, at = options.at, calendar = options.calendar, texts = options.texts,
    marking = options.marking, seed = seed })
  if not done then wrong((tostring(plan):gsub("^[^\n]-%.lua:%d+: ", ""))) end
  if not plan then return nil, message, code end
  local verified = plan:verify()
  local differing = #verified:where { same = 0 }
  if differing > 0 then
    return nil, ("%d numbers of the plan of %s are not what their evidence gives; nothing was written"):format(differing,
      zone), "invalid"
  end
  local written
  written, message, code = plan:write(folder)
  if not written then return nil, message, code end
  for _, path in ipairs(written) do
    print("wrote " .. show.text(path))
    if not store:is_read_only() then
      local recorded
      recorded, message, code = store:disclose(path, ("security plan of %s, %s, state %d"):format(plan.zone, plan.marking,
        plan.state))
      if not recorded then return nil, message, code end
    end
  end
  print(verified:note())
  print_review(plan.zone)
  if options.keep then
    local number
    number, message, code = plan:keep { role = options.keep }
    if not number then return nil, message, code end
    print(("kept as plan %d, version %d of %s"):format(number, plan.version, plan.zone))
  end
  return true
end

for zone in options.zone:gmatch "[^,%s]+" do
  local done, message, code = write_plan(zone)
  if not done then return nil, message, code end
end
