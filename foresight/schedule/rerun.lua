--- rerun.lua: a run made again: the same script, arguments, clock, seed and state of the store, in a folder of its own; what it gives
--- is compared byte for byte with what the run gave.
--
-- Example:  rerun.of("weekly-20261130T060000Z", {program = "/usr/bin/glocal"})   --> {same = true, outputs = 3, differences = {}}

local core = require "glocal.core"
local own_words = require "foresight.language.own_words"
local place = require "foresight.schedule.place"
local record = require "foresight.schedule.record"
local run = require "foresight.schedule.run"
local snapshot = require "foresight.schedule.snapshot"
local used = require "foresight.pack.used"

local rerun = {}

local function short(hash) return (hash or "none"):sub(1, 12) end

-- "harm-index 1.2.0", with the hash where the version alone says nothing.
local function title(pack, other)
  local is_same = other and other.version == pack.version
  return pack.version .. (is_same and (" (sha256 %s)"):format(short(pack.sha256)) or "")
end

-- Of the packs that the run loaded those that are others now, or gone. `lock`: the run's own, or false.
local function pack_changes(given, lock)
  local list = {}
  for _, was in ipairs(given.used or {}) do
    local is, message = used.now(was, lock)
    if not is then
      list[#list + 1] = ("pack: %s was %s, and can't be loaded: %s"):format(was.name, was.version, message)
    elseif is.sha256 ~= was.sha256 then
      list[#list + 1] = ("pack: %s changed: %s -> %s"):format(was.name, title(was, is), title(is, was))
    end
  end
  return list
end

--- What is not as the run saw it: a list of lines. `folder`: that of its record.
function rerun.changes(given, folder)
  local list = {}
  if given.version ~= core.version then
    list[#list + 1] = ("version: glocal was %s, it is %s"):format(given.version, core.version)
  end
  local script = place.read(given.script)
  local hash = script and core.sha256_text(script)
  if hash ~= given.script_sha256 then
    list[#list + 1] = hash and ("script: %s was %s, it is %s"):format(given.script, short(given.script_sha256), short(hash))
      or ("script: %s is gone"):format(given.script)
  end
  local changed = pack_changes(given, given.packs and folder .. "/packs.lock")
  return table.move(changed, 1, #changed, #list + 1, list)
end

-- The packs that the run had are taken by its own copy of packs.lock; that of the project may have moved on.
local function packs_note(given, schedule)
  local now = schedule and place.read(schedule.project .. "/packs.lock")
  local hash = now and core.sha256_text(now)
  if hash == given.packs then return nil end
  return ("pack: packs.lock was %s, it is %s; the run's own is taken"):format(short(given.packs), short(hash))
end

-- The words beside the store that the run had are taken; those there may be others by now.
local function words_note(given)
  if given.words == nil then return nil end -- a record from before words were kept
  local hash = given.store and snapshot.words_now(given.store)
  if (hash or false) == given.words then return nil end
  return ("words: %s was %s, it is %s; the run's own is taken"):format(own_words.path_beside(given.store):match "[^/]+$",
    short(given.words), short(hash))
end

-- The store as the run saw it, as a file in the folder; true and a note, or nil, message, code.
local function bring_store(given, folder, to)
  local name = given.store:match "[^/]*$"
  local made, message, code = core.make_folders(to)
  if made and given.words then made, message, code = snapshot.restore_words(folder, given.words, to .. "/" .. name) end
  if not made then return nil, message, code end
  if snapshot.is_kept(folder) then
    made, message, code = snapshot.restore(place.root(), folder, to .. "/" .. name)
    if not made then return nil, message, code end
    return true
  end
  local store
  store, message, code = core.open_store(given.store, { read_only = true })
  if not store then return nil, "store: " .. message, code end
  local state = run.state_of(store)
  if state.log == given.before.log then
    made, message, code = core.copy_store(store, to .. "/" .. name)
  else
    made, message, code = nil, ("store: it was in state %d, it is in state %d, and no snapshot of it was kept%s")
      :format(given.before.batch, state.batch, given.snapshot_note and " (" .. given.snapshot_note .. ")" or ""), "changed"
  end
  store:close()
  return made, message, code
end

-- "pack: harm-index was 1.2.0, it is 1.2.1", of what the runs loaded.
local function compare_packs(was, is, add)
  local now, before = {}, {}
  for _, each in ipairs(is or {}) do now[each.name .. (each.range or "")] = each end
  for _, each in ipairs(was or {}) do
    local key = each.name .. (each.range or "")
    local other = now[key]
    before[key] = true
    if not other then
      add("pack: %s %s: not loaded", each.name, each.version)
    elseif other.sha256 ~= each.sha256 then
      add("pack: %s was %s, it is %s", each.name, title(each, other), title(other, each))
    end
  end
  for _, each in ipairs(is or {}) do
    if not before[each.name .. (each.range or "")] then add("pack: %s %s: the run did not load it", each.name, each.version) end
  end
end

-- "index.html: differs", "5461-nl.html: not written"
local function compare(given, outputs, said, code, packs)
  local differences, was, is = {}, {}, {}
  local function add(...) differences[#differences + 1] = (...):format(select(2, ...)) end
  for _, each in ipairs(given.outputs or {}) do was[each.name] = each end
  for _, each in ipairs(outputs) do
    is[each.name] = true
    if not was[each.name] then
      add("%s: the run did not write it", each.name)
    elseif was[each.name].sha256 ~= each.sha256 then
      add("%s: was %s (%d bytes), is %s (%d bytes)", each.name, short(was[each.name].sha256), was[each.name].bytes,
        short(each.sha256), each.bytes)
    end
  end
  for _, each in ipairs(given.outputs or {}) do
    if not is[each.name] then add("%s: not written", each.name) end
  end
  if said ~= given.said then add("what it printed: was %s, is %s", short(given.said), short(said)) end
  compare_packs(given.used, packs, add)
  if code ~= given.code then add("exit code: was %d, is %d", given.code or -1, code) end
  return differences
end

--- Makes a run again. A table: same, differences (lines), outputs (how many), changes and notes (lines), reason where it failed.
--- Or nil, message, code: not_found; changed: something is not as it was, and options.anyway is not given.
function rerun.of(id, options)
  local given, folder, code = record.find(id)
  if not given then return nil, folder, code end
  if given.status == "running" then return nil, ("%s has not ended yet"):format(id), "busy" end
  if not given.said then
    return nil, ("%s never started its script: %s"):format(id, given.reason or given.status), "invalid"
  end
  local changes = rerun.changes(given, folder)
  if #changes > 0 and not options.anyway then
    return nil, ("%s can't be made again as it was; changed since: %s; --anyway runs the script as it was then"):format(id,
      table.concat(changes, "; ")), "changed"
  end
  local work, message
  work, message, code = core.temporary_folder()
  if not work then return nil, message, code end
  local kept <close> = message
  local made
  made, message, code = run.work_folder(work .. "/work")
  if made and given.store then made, message, code = bring_store(given, folder, work .. "/work/store") end
  if made and given.packs then
    made, message, code = place.write(work .. "/work/out/packs.lock", place.read(folder .. "/packs.lock") or "")
  end
  if not made then return nil, message, code end
  if options.threads then given.threads = tostring(options.threads) end
  local script = #changes > 0 and folder .. "/script.lua" or given.script
  local ending
  ending, message, code = core.supervise { command = run.command(options.program, given, script),
    environment = run.variables(given, id, work .. "/packs.lua", true), folder = work .. "/work/out",
    output = work .. "/output.txt", errors = work .. "/errors.txt" }
  if not ending then return nil, message, code end
  if ending.stop then return nil, "the rerun was stopped", "cancelled" end
  if given.packs then os.remove(work .. "/work/out/packs.lock") end
  local outputs = given.status == "done" and run.outputs_of(work .. "/work/out") or {}
  local differences = compare(given, outputs, core.sha256(work .. "/output.txt"), ending.code,
    run.packs_of(work .. "/packs.lua"))
  local errors = place.read(work .. "/errors.txt") or ""
  if options.to then
    made, message, code = rerun.keep(work .. "/work/out", outputs, options.to)
    if not made then return nil, message, code end
  end
  local notes = { packs_note(given, (place.schedule(given.name))) }
  notes[#notes + 1] = words_note(given)
  return { id = id, same = #differences == 0, differences = differences, outputs = #outputs, changes = changes,
    notes = notes, errors = #differences > 0 and errors or nil, held = kept ~= nil }
end

--- Copies the outputs into a folder that is not there yet.
function rerun.keep(from, outputs, to)
  if core.folder_names(to) then return nil, ("there is a folder '%s' already; choose another name"):format(to), "exists" end
  local made, message, code = core.make_folders(to)
  if not made then return nil, message, code end
  for _, each in ipairs(outputs) do
    local inner = each.name:match "^(.*)/[^/]*$"
    if inner then core.make_folders(to .. "/" .. inner) end
    made, message, code = place.write(to .. "/" .. each.name, place.read(from .. "/" .. each.name) or "")
    if not made then return nil, message, code end
  end
  return true
end

return rerun
