--- schedule.lua: `glocal schedule`: scripts that run by themselves, through systemd or cron, with a record of every run.
--
-- Example:  schedule_command.call({on = "Mon 06:00", script = "weekly_warning"}, {"add", "weekly"})   --> 0
--
-- Results go to stdout, talk to stderr. Exit codes: 0 done, 1 the work failed, 2 the call was wrong.

local glocal = require "glocal"
local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local notice = require "foresight.schedule.notice"
local place = require "foresight.schedule.place"
local ready_script = require "foresight.shell.commands.ready_script"
local record = require "foresight.schedule.record"
local restricted = require "foresight.shell.commands.restricted"
local show = require "foresight.shell.show"
local snapshot = require "foresight.schedule.snapshot"
local terminal = require "foresight.shared.terminal"
local timer = require "foresight.schedule.timer"
local when = require "foresight.schedule.when"

local DONE, say, fail, tell, json = command.DONE, command.say, command.fail, command.tell, command.json

local schedule_command = {}

local MOST_RETRIES, MOST_TIMES, SNAPSHOTS = 20, 100, 20
local PAUSE = 60 -- seconds between two attempts

schedule_command.usage = "glocal schedule COMMAND [NAME] [OPTIONS] [-- ARG ...]"
schedule_command.says = [[
Has scripts run by themselves: by a timer of systemd's user manager or, where there is none, a line in your crontab. glocal has
no daemon of its own.

  glocal schedule add NAME --script SCRIPT --on TIMES [--store STORE] [--catch-up] [-- ARG ...]
  glocal schedule list              the schedules, when each runs next, how it ended last
  glocal schedule run NAME          runs it now, as the timer does
  glocal schedule next [NAME]       the next times
  glocal schedule log [NAME or ID]  the runs, or all that is known of one
  glocal schedule remove NAME       no more runs; the records and outputs stay, the snapshots of the store go
  glocal rerun ID                   makes a run again and compares what it gives, byte for byte

TIMES, in the local time of the machine: "Mon 06:00", "Mon,Thu 06:00", "daily 02:30", "monthly 1 06:00", "quarterly 1 06:00",
"yearly 01-15 06:00".

SCRIPT is a file or one of those that glocal brings: weekly_warning, monthly_outlook, quarterly_scenarios, nightly_check. It works
in a folder of its own; what it writes there appears in outputs/DATE when it is done, whole or not at all. An ARG that names
another file has to name it from / on. Two runs of one schedule never overlap.]]
schedule_command.options = {
  script = { value = "SCRIPT", help = "of add: a Lua script, or the name of one that glocal brings" },
  on = { value = "TIMES", help = "of add: when, such as \"Mon 06:00\"" },
  store = { value = "STORE", help = "of add: the store to open; else the one $GLOCAL_STORE names" },
  to = { value = "FOLDER", help = "of add: where the outputs go (default: with the records)" },
  allow = { value = "CAPABILITIES", help = "of add: the script may do these only, as in glocal run --allow" },
  ["catch-up"] = { help = "of add: a time that passed while the machine was off is made up for, once" },
  timeout = { value = "LENGTH", help = "of add: stop it after so long: 90s, 15m, 2h, 1d (default: never)" },
  retry = { value = "N", help = "of add: try up to N times more where it fails (default: 0)" },
  ["retry-after"] = { value = "LENGTH", help = "of add: how long to wait before (default: 1m; 0 for not at all)" },
  notify = { value = "CMD", help = "of add: run this, without a shell, where it failed; $GLOCAL_RUN ... say which" },
  mail = { value = "ADDRESS", help = "of add: mail how each run ended, through the system's sendmail" },
  seed = { value = "N", help = "of add: the seed of math.random in the script (default: one of each run's own)" },
  snapshots = { value = "N", help = "of add: of how many runs the store is kept for rerun (default: 20; 0: none)" },
  timer = { value = "KIND", help = "of add: systemd, cron or none (default: what the machine has)" },
  missed = { help = "of run: only if a time has passed without a run" },
  count = { value = "N", help = "of next: how many times of each (default: 1)" },
  json = command.JSON, help = command.HELP,
}

local function wrong(message) return command.wrong(message, "schedule") end

-- The program that the timer is to start.
local function program() return core.full_path "/proc/self/exe" end

local function local_time(seconds) return seconds and os.date("%Y-%m-%d %H:%M", seconds) or "" end

local function file_is_there(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

-- --- add ------------------------------------------------------------------------------------------------------

-- The script from / on: a file, or one that glocal brings; or nil, message.
local function find_script(script)
  if file_is_there(script) and not core.folder_names(script) then return core.full_path(script) end
  local own, message = ready_script.find(script)
  return own and core.full_path(own), message
end

local function whole_number(text, name, least, most)
  local n = math.tointeger(tonumber(text))
  if not n or n < least or n > most then
    return nil, ("--%s: '%s' is no whole number from %d to %d"):format(name, text, least, most)
  end
  return n
end

-- The numbers and lengths of time among the options, into the schedule: nil, or what is wrong.
local function take_numbers(schedule, options)
  local message
  if options.timeout then
    schedule.timeout, message = when.span(options.timeout)
    if not schedule.timeout then return "--timeout: " .. message end
  end
  schedule.pause = options["retry-after"] == "0" and 0 or PAUSE
  if options["retry-after"] and options["retry-after"] ~= "0" then
    schedule.pause, message = when.span(options["retry-after"])
    if not schedule.pause then return "--retry-after: " .. message end
  end
  for _, each in ipairs { { "retry", 0, MOST_RETRIES, 0 }, { "snapshots", 0, 1000, SNAPSHOTS }, { "seed", 0, 2 ^ 53 | 0 } } do
    local name = each[1]
    schedule[name] = each[4]
    if options[name] then
      schedule[name], message = whole_number(options[name], name, each[2], each[3])
      if not schedule[name] then return message end
    end
  end
end

local function take_files(schedule, options)
  local opened, message
  schedule.script, message = find_script(options.script)
  if not schedule.script then return message end
  local store = options.store or os.getenv "GLOCAL_STORE"
  if store and store ~= "" then
    opened, message = snapshot.open(store)
    if not opened then return message end
    opened:close()
    schedule.store = core.full_path(store)
  end
  schedule.project = core.full_path "."
  schedule.to = options.to or place.of(schedule.name, "outputs")
  local made
  made, message = core.make_folders(schedule.to)
  if not made then return message end
  schedule.to = core.full_path(schedule.to)
end

local function is_mail(text) return text:find "^[^%s@,;<>]+@[^%s@,;<>]+$" ~= nil end

-- What is wrong with the call; nil where nothing is.
local function call_fault(options, name)
  if not name then return "schedule add needs a name for it" end
  local fault = place.name_fault(name)
  if fault then return fault end
  if not options.script then return "schedule add needs --script" end
  if not options.on then return 'schedule add needs --on, such as --on "Mon 06:00"' end
  local parsed, message = when.parse(options.on)
  if not parsed then return message end
  if options.timer and not timer.kinds[options.timer] then
    return ("--timer: there is no '%s'%s"):format(options.timer,
      require "foresight.shared.hint".of(options.timer, { "systemd", "cron", "none" }, "there are"))
  end
  if options.notify then
    local words
    words, message = notice.words(options.notify)
    if not words then return "--notify: " .. message end
  end
  if options.mail and not is_mail(options.mail) then return ("--mail: '%s' is no address"):format(options.mail) end
  local known
  known, message = restricted.capabilities(options.allow or "")
  return not known and "--allow: " .. message or nil
end

local calls = {}

function calls.add(options, words)
  local name = table.remove(words, 1)
  local fault = call_fault(options, name)
  local schedule = { format = 1, name = name, on = options.on, catch_up = options["catch-up"] or false, args = words,
    allow = options.allow, notify = options.notify, mail = options.mail, added = record.time() }
  fault = fault or take_numbers(schedule, options)
  if fault then return wrong(fault) end
  local root, message = place.root()
  if not root then return fail(message) end
  if file_is_there(place.of(name, "schedule.lua")) then
    return fail(("there is a schedule '%s' already; glocal schedule remove %s takes it away"):format(name, name))
  end
  schedule.timer = options.timer
  if not schedule.timer then schedule.timer, message = timer.kind() end
  if not schedule.timer then return fail(message) end
  local made
  made, message = core.make_folders(place.of(name, "runs"))
  if not made then return fail(message) end
  message = take_files(schedule, options)
  if message then return fail(message) end
  made, message = place.write_table(place.of(name, "schedule.lua"), schedule)
  if not made then return fail(message) end
  made, message = timer.install(schedule, program())
  if not made then
    os.remove(place.of(name, "schedule.lua"))
    return fail(("%s can't be scheduled: %s"):format(name, message))
  end
  local next_time = local_time(when.next(when.parse(schedule.on), os.time()))
  if options.json then
    json { name = name, timer = schedule.timer, next = next_time, to = schedule.to }
  else
    tell(schedule.timer == "none" and ("%s is kept; nothing starts it by itself"):format(name)
      or ("%s runs next on %s, by %s"):format(name, next_time, schedule.timer))
    say(("outputs go to %s; try it with `glocal schedule run %s`"):format(schedule.to, name))
    if schedule.timer == "systemd" then
      say "systemd starts it while you are logged in; `loginctl enable-linger` lets it run without"
    end
  end
  return DONE
end

-- --- list, next -----------------------------------------------------------------------------------------------

local function show_rows(rows, columns, options, empty)
  if options.json then
    json(rows)
  elseif #rows == 0 then
    say(empty)
  else
    terminal.write(show.value(glocal.frame(rows, { columns = columns, marking = "CLEAR" })))
  end
  return DONE
end

function calls.list(options)
  record.close_ended()
  local rows = {}
  for i, name in ipairs(place.schedules()) do
    local schedule, message = place.schedule(name)
    if not schedule then return fail(message) end
    local last = record.last(name)
    local due = when.next(when.parse(schedule.on), os.time())
    rows[i] = { name = name, on = schedule.on, by = schedule.timer, next = local_time(due),
      last = last and last.run.started or "never", status = last and last.run.status or "",
      script = schedule.script:match "[^/]+$" }
  end
  return show_rows(rows, { "name", "on", "by", "next", "last", "status", "script" }, options,
    "nothing is scheduled; glocal schedule add does so")
end

calls["next"] = function(options, words)
  local count, message = whole_number(options.count or "1", "count", 1, MOST_TIMES)
  if not count then return wrong(message) end
  local rows = {}
  for _, name in ipairs(words[1] and { words[1] } or place.schedules()) do
    local schedule
    schedule, message = place.schedule(name)
    if not schedule then return fail(message) end
    local at, parsed = os.time(), when.parse(schedule.on)
    for _ = 1, count do
      at = when.next(parsed, at)
      rows[#rows + 1] = { name = name, next = local_time(at), utc = record.time(at) }
    end
  end
  table.sort(rows, function(a, b) return a.utc < b.utc or a.utc == b.utc and a.name < b.name end)
  return show_rows(rows, { "name", "next", "utc" }, options, "nothing is scheduled")
end

-- --- run ------------------------------------------------------------------------------------------------------

local function told(run)
  local parts = { ("%s: %s"):format(run.id, run.status) }
  if run.reason then parts[#parts + 1] = run.reason end
  if run.folder then parts[#parts + 1] = ("%d file%s in %s"):format(#run.outputs, #run.outputs == 1 and "" or "s", run.folder) end
  if run.note then parts[#parts + 1] = run.note end
  return table.concat(parts, "; ")
end

function calls.run(options, words)
  local schedule, message = place.schedule(words[1])
  if not schedule then return fail(message) end
  local run, faults = require "foresight.schedule.run".now(schedule, { program = program(), missed = options.missed })
  if run == false then return DONE end
  if not run then return fail(faults) end
  for _, each in ipairs(faults) do say("glocal: ", each) end
  if options.json then json(run) else tell(told(run)) end
  return run.status == "done" and #faults == 0 and DONE or command.FAILED
end

-- --- log ------------------------------------------------------------------------------------------------------

local function megabytes(bytes) return bytes and ("%.0f MB"):format(bytes / 1e6) end

-- A run in full, a line for each thing that is known of it.
local function card(run, folder)
  local lines = {}
  local function add(name, value)
    if value ~= nil and value ~= "" then lines[#lines + 1] = ("%-12s %s"):format(name, value) end
  end
  add("run", run.id)
  add("status", run.status .. (run.reason and ": " .. run.reason or ""))
  add("note", run.note)
  add("began", run.started)
  add("ended", run.finished)
  add("took", run.seconds and ("%.1f s"):format(run.seconds))
  add("memory", megabytes(run.memory))
  add("attempts", run.attempts)
  add(run.signal and "signal" or "exit code", run.signal or run.code)
  add("glocal", run.version)
  add("script", ("%s, SHA-256 %s"):format(run.script, run.script_sha256 or "unknown"))
  add("arguments", table.concat(run.args or {}, " "))
  add("packs.lock", run.packs and "SHA-256 " .. run.packs)
  for i, each in ipairs(run.used or {}) do
    add(i == 1 and "packs" or "", ("%s %s, SHA-256 %s"):format(each.name, each.version, each.sha256))
  end
  add("seed", run.seed)
  add("threads", run.threads)
  add("store", run.store)
  add("before", run.before and ("state %d, log %s"):format(run.before.batch, run.before.log:sub(1, 12)))
  add("after", run.after and ("state %d, log %s"):format(run.after.batch, run.after.log:sub(1, 12)))
  add("snapshot", run.snapshot_note)
  add("outputs", run.folder)
  for _, each in ipairs(run.outputs or {}) do add("", ("%s, %d bytes, SHA-256 %s"):format(each.name, each.bytes, each.sha256)) end
  add("records", folder)
  for _, name in ipairs { "output.txt", "errors.txt" } do
    local text = place.read(folder .. "/" .. name)
    if text and text:find "%S" then lines[#lines + 1] = ("%s:\n%s"):format(name, core.visible(text:gsub("%s+$", ""), "\n\t")) end
  end
  return table.concat(lines, "\n")
end

function calls.log(options, words)
  local what = words[1]
  local is_run = what and not core.folder_names(place.of(what, "runs") or "")
  record.close_ended(not is_run and what or nil)
  if is_run then
    local run, folder = record.find(what)
    if not run then return fail(folder) end
    if options.json then json(run) else tell(card(run, folder)) end
    return DONE
  end
  local rows = {}
  for i, each in ipairs(record.list(what)) do
    local run = each.run
    rows[i] = { id = run.id, status = run.status, seconds = run.seconds and math.floor(run.seconds * 10 + 0.5) / 10,
      outputs = #(run.outputs or {}), reason = run.reason or run.note or "" }
  end
  return show_rows(rows, { "id", "status", "seconds", "outputs", "reason" }, options, "nothing has run yet")
end

-- --- remove ---------------------------------------------------------------------------------------------------

function calls.remove(options, words)
  local name = words[1]
  local schedule, message = place.schedule(name)
  if not schedule then return fail(message) end
  local removed
  removed, message = timer.remove(schedule)
  if not removed then return fail(("%s stays: %s"):format(name, message)) end
  removed, message = os.remove(place.of(name, "schedule.lua"))
  if not removed then return fail(message) end
  if options.json then json { name = name } else tell(("%s runs no more"):format(name)) end
  record.prune(place.root(), name, 0)
  say(("the records of its runs stay in %s; the snapshots of its store are gone"):format(place.of(name)))
  return DONE
end

-- --- the command ----------------------------------------------------------------------------------------------

local ORDER = { "add", "list", "run", "next", "log", "remove" }
local TAKES = { add = { 1, 1000 }, list = { 0, 0 }, run = { 1, 1 }, next = { 0, 1 }, log = { 0, 1 }, remove = { 1, 1 } }

function schedule_command.call(options, words)
  local name = words[1]
  local call = calls[name]
  if not call then
    return wrong(name and ("there is no schedule %s%s"):format(name, command.did_you_mean(name, ORDER))
      or "schedule needs a command: " .. table.concat(ORDER, ", "))
  end
  local rest = table.move(words, 2, #words, 1, {})
  if #rest < TAKES[name][1] then return wrong(("schedule %s needs a name"):format(name)) end
  if #rest > TAKES[name][2] then return wrong(("schedule %s takes no '%s'"):format(name, rest[TAKES[name][2] + 1])) end
  return call(options, rest)
end

return schedule_command
