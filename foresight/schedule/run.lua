--- run.lua: one run of a schedule, from its lock to its record.
--
-- Example:  run.now(place.schedule "weekly", {program = "/usr/bin/glocal"})   --> {id = "weekly-20261130T060000Z", status = "done", ...}
--
-- The script works in a folder of its own, where the store stands under the same name at every run, with the clock held at the time
-- of its start; what it writes there are its outputs, which appear as a folder named by the day, whole or not at all.

local core = require "glocal.core"
local notice = require "foresight.schedule.notice"
local place = require "foresight.schedule.place"
local record = require "foresight.schedule.record"
local snapshot = require "foresight.schedule.snapshot"
local when = require "foresight.schedule.when"

local run = {}

local WRONG_CALL, NOT_STARTED = 2, 126 -- exit codes: from 126 on they are the system's
local MOST_REASON = 300
local PROBE = 16384 -- bytes that a full disk has no room for
local SEEDS = 2 ^ 31

-- What decides results or the language of names beside the store, the script and its arguments.
local VARIABLES = { "GLOCAL_LANG", "GLOCAL_MEMORY", "GLOCAL_PLAIN", "LANG", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "TZ" }

--- The variables of this process that a run depends on, by name.
function run.environment()
  local list = {}
  for _, name in ipairs(VARIABLES) do
    local value = os.getenv(name)
    if value and value ~= "" then list[name] = value end
  end
  return list
end

-- --- what it runs on ------------------------------------------------------------------------------------------

--- The state of a store: its last batch, and the end of its log.
function run.state_of(store)
  local anchor = store:anchor()
  return { batch = store:state(), log = anchor and core.sha256_text((anchor:gsub("%s%S+%s*$", ""))) or "none" }
end

-- Where a store's file lies, and its name there.
local function parts_of(path) return path:match "^(.*)/([^/]*)$" end

--- A folder to work in: out/, and store/ with the store, which is the folder `store_folder` or one of its own.
function run.work_folder(path, store_folder)
  local made, message, code = core.make_folders(path .. "/out")
  if made and store_folder then made, message, code = core.make_link(store_folder, path .. "/store") end
  return made, message, code
end

--- The program with its arguments, as in the record.
function run.command(program, given, script)
  local words = { program, "run", "--clock", given.clock }
  local function add(...)
    for _, word in ipairs { ... } do words[#words + 1] = word end
  end
  if given.store then add("--store", "../store/" .. select(2, parts_of(given.store))) end
  if given.allow then add("--allow", given.allow) end
  add("--", script)
  add(table.unpack(given.args))
  return words
end

--- NAME=VALUE for the program: what the record holds in place of ours. `packs`: the file that it writes the packs to that it loads.
function run.variables(given, id, packs, is_again)
  local list = { "GLOCAL_STORE=", "GLOCAL_CLOCK=", "GLOCAL_SEED=" .. given.seed, "GLOCAL_RUN=" .. id,
    "GLOCAL_RUN_PACKS=" .. packs,
    "GLOCAL_THREADS=" .. (given.threads or ""), "GLOCAL_RERUN=" .. (is_again and id or "") }
  for _, name in ipairs(VARIABLES) do list[#list + 1] = name .. "=" .. (given.environment[name] or "") end
  return list
end

--- The packs that the program wrote down: {name, version, sha256, range or path}; nil for none.
function run.packs_of(path) return (place.read_table(path)) end

--- The files under a folder with their hashes: {name, sha256, bytes}.
function run.outputs_of(folder)
  local list = {}
  for i, name in ipairs(place.files(folder)) do
    local path = folder .. "/" .. name
    local file = io.open(path, "rb")
    list[i] = { name = name, sha256 = core.sha256(path), bytes = file and file:seek "end" or 0 }
    if file then file:close() end
  end
  return list
end

-- --- how it ended ---------------------------------------------------------------------------------------------

local STOPS = {
  timeout = "it took longer than %s",
  interrupted = "it was interrupted by Ctrl-C",
  terminated = "glocal schedule run was asked to end",
}

local function last_line(path)
  local text, last = place.read(path) or "", nil
  for line in text:gmatch "[^\r\n]+" do
    if line:find "%S" then last = line end
  end
  return last and core.visible(last):sub(1, MOST_REASON)
end

-- Where not even an error could be written, the disk says why.
local function silence(code, errors)
  local probe = errors .. ".probe"
  local written, message = place.write(probe, ("x"):rep(PROBE))
  os.remove(probe)
  return ("it ended with %d and said nothing%s"):format(code, written and ""
    or "; no more can be written there: " .. message:match "[^:]*$":gsub("^%s+", ""))
end

-- done, failed or killed, and why.
local function judge(ending, errors, timeout)
  if ending.stop then
    return ending.stop == "timeout" and "failed" or "killed", STOPS[ending.stop]:format(timeout and timeout .. " s" or "")
  end
  if ending.signal then return "killed", ("by signal %d (%s)"):format(ending.signal, ending.signal_name) end
  if ending.code == 1 or ending.code == WRONG_CALL or ending.code >= NOT_STARTED then
    return "failed", last_line(errors) or silence(ending.code, errors)
  end
  return "done"
end

-- --- the outputs ----------------------------------------------------------------------------------------------

local function is_free(path) return not core.folder_names(path) and not io.open(path) end

-- Moves what was written into its place: 2026-11-30, or 2026-11-30-2 where that is taken. The path; or nil, message.
local function publish(work, to, date)
  local path, n = to .. "/" .. date, 1
  while not is_free(path) do
    n = n + 1
    path = ("%s/%s-%d"):format(to, date, n)
  end
  local done, why = os.rename(work .. "/out", path)
  if not done then return nil, ("the outputs can't be put in their place: %s"):format(why) end
  return path
end

-- --- one attempt ----------------------------------------------------------------------------------------------

-- The state of the store before, with the words beside it and a snapshot, where the schedule has one; or nil, message.
local function look_at_store(schedule, given, root, folder)
  local words, message = snapshot.take_words(schedule.store, folder)
  if words == nil then return nil, message end
  given.words = words
  local store
  store, message = snapshot.open(schedule.store)
  if not store then return nil, message end
  given.before = run.state_of(store)
  given.snapshot, given.snapshot_note = false, nil
  if schedule.snapshots > 0 then
    local kept
    kept, message = snapshot.take(store, root, folder)
    given.snapshot = kept and true or false
    if not kept then given.snapshot_note = ("no snapshot of the store was kept: %s"):format(message) end
  end
  store:close()
  return true
end

-- Runs the script once. Sets status and reason, and what the ending says.
local function attempt(schedule, given, at)
  local errors, packs = at.folder .. "/errors.txt", at.folder .. "/packs.lua"
  os.remove(packs)
  core.remove_folder(given.work)
  local made, message = run.work_folder(given.work, schedule.store and parts_of(schedule.store))
  if made and schedule.store then made, message = look_at_store(schedule, given, at.root, at.folder) end
  if made and given.packs then made, message = place.write(given.work .. "/out/packs.lock", at.packs) end
  if made then made, message = record.write(at.folder, given) end
  if not made then
    given.status, given.reason = "failed", message
    return
  end
  local ending
  ending, message = core.supervise { command = run.command(at.program, given, given.script),
    environment = run.variables(given, given.id, packs), folder = given.work .. "/out", output = at.folder .. "/output.txt",
    errors = errors, seconds = schedule.timeout or 0, lock = at.lock }
  if not ending then
    given.status, given.reason = "failed", message
    return
  end
  given.code, given.signal, given.seconds, given.memory = ending.code, ending.signal, ending.seconds, ending.memory
  given.status, given.reason = judge(ending, errors, schedule.timeout)
  given.used = run.packs_of(packs)
  if given.packs then os.remove(given.work .. "/out/packs.lock") end
  return ending.stop
end

-- What is of use when it is over: the outputs in their place, their hashes, the state after.
local function settle(schedule, given, at)
  if schedule.store then
    local store = snapshot.open(schedule.store)
    if store then
      given.after = run.state_of(store)
      store:close()
    end
  end
  given.said = core.sha256(at.folder .. "/output.txt")
  if given.status == "done" then
    local outputs, path = run.outputs_of(given.work .. "/out"), nil
    if #outputs > 0 then
      local message
      path, message = publish(given.work, schedule.to, given.clock:sub(1, 10))
      if not path then given.status, given.reason, outputs = "failed", message, {} end
    end
    given.outputs, given.folder = outputs, path
  end
  core.remove_folder(given.work)
end

-- --- the run --------------------------------------------------------------------------------------------------

-- What is known before it starts; or nil and why it can't.
local function prepare(schedule, at)
  local script, message = place.read(schedule.script)
  if not script then return nil, ("the script can't be read: %s"):format(message) end
  at.given.script_sha256 = core.sha256_text(script)
  local done
  done, message = place.write(at.folder .. "/script.lua", script)
  if not done then return nil, message end
  at.packs = place.read(schedule.project .. "/packs.lock")
  if at.packs then
    at.given.packs = core.sha256_text(at.packs)
    done, message = place.write(at.folder .. "/packs.lock", at.packs)
  end
  return done, message
end

local function begin(schedule, at)
  local last = record.last(schedule.name)
  local now = os.time()
  at.id, at.folder = record.new(schedule.name, now)
  if not at.id then return nil, at.folder end
  local given = {
    format = 1, id = at.id, name = schedule.name, status = "running", version = core.version, clock = record.time(now),
    started = record.time(now), order = last and (last.run.order or 0) + 1 or 1, script = schedule.script,
    args = schedule.args, store = schedule.store, allow = schedule.allow, threads = os.getenv "GLOCAL_THREADS",
    environment = run.environment(), work = ("%s/glocal-%s.part"):format(schedule.to, at.id),
    seed = schedule.seed or tonumber(core.sha256_text(at.id):sub(1, 8), 16) % SEEDS // 1 | 0, attempts = 0,
  }
  if last and last.run.started > given.started then
    given.note = ("the clock was set back: the run before began at %s"):format(last.run.started)
  end
  at.given = given
  return record.write(at.folder, given)
end

local function pause(seconds)
  if seconds <= 0 then return true end
  local ending = core.supervise { command = { "sleep", tostring(seconds) }, output = "/dev/null", errors = "/dev/null" }
  return ending and not ending.stop
end

local function finish(schedule, at)
  local given = at.given
  given.finished = record.time()
  local written, message = record.write(at.folder, given)
  if not written then -- a full disk: the snapshot makes room for the record
    snapshot.drop(at.folder)
    record.prune(at.root, schedule.name, schedule.snapshots)
    given.snapshot = false
    written, message = record.write(at.folder, given)
  end
  record.log(at.root, given.status, given)
  if given.status ~= "done" then record.note_failure(at.root, given) end
  record.prune(at.root, schedule.name, schedule.snapshots)
  local faults = notice.tell(schedule, given)
  if not written then faults[#faults + 1] = ("the record of %s can't be written: %s"):format(given.id, message) end
  return given, faults
end

--- Whether a time of the schedule passed without a run since it was added.
function run.is_missed(schedule, now)
  local due = when.last(when.parse(schedule.on), now)
  local last = record.last(schedule.name)
  local since = last and last.run.started or schedule.added
  return due ~= nil and record.time(due) > since
end

--- Runs the schedule now: its record and a list of what could not be told to whom. Or nil, message, code: busy where it runs
--- already, which is noted in the log.
function run.now(schedule, options)
  local at = { root = place.root(), program = options.program }
  local lock, message, code = core.take_lock(place.of(schedule.name, "lock"))
  if not lock then
    if code ~= "busy" then return nil, message, code end
    record.log(at.root, "skipped", { name = schedule.name, reason = "the run before has not ended" })
    return nil, ("%s is running already: this run is left out"):format(schedule.name), "busy"
  end
  local held <close> = lock
  at.lock = held
  record.close_killed(at.root, schedule.name)
  if options.missed and not run.is_missed(schedule, os.time()) then return false end
  local begun
  begun, message, code = begin(schedule, at)
  if not begun then return nil, message, code end
  local given = at.given
  local ready, why = prepare(schedule, at)
  if not ready then
    given.status, given.reason = "failed", why
    return finish(schedule, at)
  end
  local stop
  repeat
    given.attempts = given.attempts + 1
    given.status, given.reason = "running", nil
    local worked
    worked, stop = pcall(attempt, schedule, given, at)
    if not worked then given.status, given.reason, stop = "failed", tostring(stop), nil end
    local is_over = given.status == "done" or given.code == WRONG_CALL or stop == "interrupted" or stop == "terminated"
  until is_over or given.attempts > schedule.retry or not pause(schedule.pause)
  settle(schedule, given, at)
  return finish(schedule, at)
end

return run
