--- nightly_check.lua: looks whether a store is whole, makes a backup of it, opens that and looks whether it is whole too, and removes the
--- oldest backups.
--
-- Example:  glocal run --store demo.db scripts/nightly_check.lua --to /srv/backups --keep 14
--
-- Ready to be scheduled: --to names a folder from / on, as a scheduled script works in a folder of its own. Writes check-DATE.txt in
-- the folder that it works in: what was looked at, and the anchor of the log, to be kept elsewhere. Ends with 0 where all is well, 1
-- where something is wrong (then no backup is removed), 2 for a wrong call. Made again by `glocal rerun` it removes nothing and leaves
-- no backup.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local core = require "glocal.core"
local outfile = require "foresight.shared.outfile"
local show = require "foresight.shell.show"

local FAILED, WRONG_CALL = 1, 2
local KEPT, MOST_KEPT = 14, 10000

local OPTIONS = {
  store = { value = "STORE", help = "the store (also before the script: glocal run --store STORE)" },
  to = { value = "FOLDER", help = "where the backups go (default: backups)" },
  keep = { value = "N", help = "how many backups are kept (default: 14)" },
  help = { short = "h", help = "this help" },
}

local USAGE = "usage: glocal run [--store STORE] nightly_check [--to FOLDER] [--keep N]"

local function wrong(message)
  io.stderr:write("nightly_check: ", message, "\n", USAGE, "\n")
  return WRONG_CALL
end

local options, rest = args.parse(arg, OPTIONS)
if not options then return wrong(rest) end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end
if rest[1] then return wrong(("there is nothing to do with '%s'"):format(rest[1])) end
local keep = math.tointeger(tonumber(options.keep or KEPT))
if not keep or keep < 1 or keep > MOST_KEPT then
  return wrong(("--keep: '%s' is no whole number from 1 to %d"):format(options.keep, MOST_KEPT))
end

local today = core.today() -- once, so that a night that passes midnight has one date
local store, message, code = glocal.store, nil, nil
if options.store or not store then store, message, code = glocal.open(options.store or "demo.db") end
if not store then return nil, message, code end

-- --- is it whole --------------------------------------------------------------------------------------------------

-- What check says of a store, as lines, and how many problems there are.
local function checked(what)
  local report, fault, why = what:check()
  if not report then return nil, fault, why end
  local lines, problems = {}, 0
  for _, row in report:rows() do
    lines[#lines + 1] = ("%-32s %s"):format(row.check, show.text(row.result))
    problems = problems + row.problems
  end
  return lines, problems
end

local anchor = store:anchor()
local state = store:state()
local lines, problems = checked(store)
if not lines then return nil, problems, code end

-- --- the backup ---------------------------------------------------------------------------------------------------

local name = store:path():match "([^/]*)$":gsub("%.db$", "")
local is_again = (os.getenv "GLOCAL_RERUN" or "") ~= ""
local to = is_again and "backups" or options.to or "backups"
local made
made, message, code = core.make_folders(to)
if not made then return nil, message, code end

-- demo-2026-11-30.db, or demo-2026-11-30-2.db where there is one.
local function free_name()
  local first = ("%s/%s-%s"):format(to, name, today)
  local path, n = first .. ".db", 1
  while io.open(path) do
    n = n + 1
    path = ("%s-%d.db"):format(first, n)
  end
  return path
end

local path
path, message, code = store:backup(free_name())
if not path then return nil, message, code end

-- The restore test: the copy opens, is whole, and is the store in the same state.
local copy
copy, message, code = glocal.open(path) -- to be written, so that closing leaves nothing beside it
glocal.store = store
if not copy then return nil, message, code end
local copy_lines, copy_problems = checked(copy)
if not copy_lines then return nil, copy_problems, code end
local is_same = copy:state() == state and copy:anchor():match "^(.*) %S+$" == anchor:match "^(.*) %S+$"
copy:close()
local is_well = problems == 0 and copy_problems == 0 and is_same

-- --- the report ---------------------------------------------------------------------------------------------------

local report = { ("store %s, state %d"):format(show.text(store:path():match "[^/]*$"), state), anchor, "" }
table.move(lines, 1, #lines, #report + 1, report)
report[#report + 1] = ("%-32s %s")
  :format("backup", is_same and copy_problems == 0 and "opens, is whole, in the same state"
  or ("not to be relied on: %d problems, %s state"):format(copy_problems, is_same and "the same" or "another"))
local text = table.concat(report, "\n") .. "\n"
local file = ("check-%s.txt"):format(today)
made, message, code = outfile.write(file, text, "CLEAR", "report")
if not made then return nil, message, code end
io.write(text)

-- --- rotation -----------------------------------------------------------------------------------------------------

local function is_backup(each) return each:sub(1, #name + 1) == name .. "-" and each:find "%-%d%d%d%d%-%d%d%-%d%d[-%d]*%.db$" end

-- 2026-11-30-10 comes after 2026-11-30-9.
local function order_of(each)
  local day, n = each:match "(%d%d%d%d%-%d%d%-%d%d)%-?(%d*)%.db$"
  return ("%s-%06d"):format(day, math.tointeger(tonumber(n)) or 1)
end

if is_again then
  os.remove(path)
  os.remove(to)
elseif is_well then
  local backups = {}
  for _, each in ipairs(core.folder_names(to) or {}) do
    if is_backup(each) then backups[#backups + 1] = each end
  end
  table.sort(backups, function(a, b) return order_of(a) < order_of(b) end)
  for i = 1, #backups - keep do
    os.remove(to .. "/" .. backups[i])
    io.stderr:write(("removed %s\n"):format(show.text(backups[i])))
  end
end
if not is_well then
  io.stderr:write(("nightly_check: %s is not well: see %s\n"):format(show.text(store:path()), file))
  return FAILED
end
