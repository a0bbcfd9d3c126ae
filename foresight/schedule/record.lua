--- record.lua: the record of a run: what ran, on what, with what, how it ended, what came of it. One table as text per run, and a
--- line of JSON in log.jsonl when it has ended.
--
-- Example:  record.find "weekly-20261130T060000Z"   --> {id = ..., status = "done", outputs = {...}, ...}

local core = require "glocal.core"
local place = require "foresight.schedule.place"
local snapshot = require "foresight.schedule.snapshot"

local record = {}

--- "2026-11-30T06:00:00Z"
function record.time(seconds) return os.date("!%Y-%m-%dT%H:%M:%SZ", seconds) end

--- A name for a run that begins now, and its folder; or nil, message, code.
function record.new(name, seconds)
  local first = ("%s-%s"):format(name, os.date("!%Y%m%dT%H%M%SZ", seconds))
  local id, n = first, 1
  local runs, none, why = place.of(name, "runs")
  if not runs then return nil, none, why end
  while core.folder_names(runs .. "/" .. id) do
    n = n + 1
    id = first .. "-" .. n
  end
  local folder = runs .. "/" .. id
  local made, message, code = core.make_folders(folder)
  if not made then return nil, message, code end
  return id, folder
end

function record.write(folder, run) return place.write_table(folder .. "/record.lua", run) end

-- Those of a schedule, the first first: {record, folder}. One that can't be read is told as such.
local function of_schedule(name)
  local list = {}
  for _, id in ipairs(place.names(place.of(name, "runs"))) do
    local folder = place.of(name, "runs", id)
    local run, message = place.read_table(folder .. "/record.lua")
    run = run or { id = id, name = name, status = "unknown", reason = message, started = "" }
    list[#list + 1] = { run = run, folder = folder }
  end
  table.sort(list, function(a, b)
    local x, y = a.run.order or 0, b.run.order or 0 -- by their order: a clock may have been set back
    if x ~= y then return x < y end
    return a.run.id < b.run.id
  end)
  return list
end

--- The runs of a schedule, or of all, the first first.
function record.list(name)
  if name then return of_schedule(name) end
  local list = {}
  for _, each in ipairs(place.names(place.root())) do
    if not place.name_fault(each) then table.move(of_schedule(each), 1, 9999, #list + 1, list) end
  end
  return list
end

--- The last run of a schedule; nil where there was none.
function record.last(name)
  local list = of_schedule(name)
  return list[#list]
end

--- The run of that name: its record and folder; or nil, message, code.
function record.find(id)
  local name = id:match "^(.*)%-%d+T%d+Z[-%d]*$"
  local folder = name and not place.name_fault(name) and place.of(name, "runs", id)
  if folder and core.folder_names(folder) then
    local run, message, code = place.read_table(folder .. "/record.lua")
    if not run then return nil, message, code end
    return run, folder
  end
  local known = {}
  for _, each in ipairs(record.list()) do known[#known + 1] = each.run.id end
  local near = require "foresight.shared.hint".of(id, known, "there are")
  return nil, ("there is no run '%s'%s"):format(id, near), "not_found"
end

--- A line of the log; what is not a text, number or boolean is left to the record.
function record.log(root, event, fields)
  local names, parts = {}, {}
  for name, value in pairs(fields) do
    if type(value) ~= "table" then names[#names + 1] = name end
  end
  table.sort(names)
  parts[1] = ('{"at": %s, "event": %s'):format(core.json_text(record.time()), core.json_text(event))
  for _, name in ipairs(names) do
    local value = fields[name]
    local text = type(value) == "string" and core.json_text(value) or tostring(value)
    parts[#parts + 1] = ("%s: %s"):format(core.json_text(name), text)
  end
  return place.append(root .. "/log.jsonl", table.concat(parts, ", ") .. "}")
end

--- Notes that a run failed, for the next shell; what was noted.
function record.note_failure(root, run)
  return place.append(root .. "/unseen", run.id .. "\t" .. run.status .. "\t" .. (run.reason or ""):gsub("%s+", " "))
end

--- Lines on what failed since a shell was last opened; once.
function record.unseen()
  local root = place.root()
  local text = root and place.read(root .. "/unseen")
  if not text then return {} end
  os.remove(root .. "/unseen")
  local lines = {}
  for id, status, reason in text:gmatch "([^\t\n]*)\t([^\t\n]*)\t([^\n]*)\n" do
    lines[#lines + 1] = ("the scheduled run %s: %s%s"):format(id, status, reason ~= "" and ", " .. reason or "")
  end
  return lines
end

--- Marks the runs that had begun and never told their end; called by whoever holds the lock of the schedule. Their records.
function record.close_killed(root, name)
  local killed = {}
  for _, each in ipairs(of_schedule(name)) do
    local run = each.run
    if run.status == "running" then
      run.status, run.reason = "killed", "ended from outside before it could say how: killed, or the machine went down"
      if run.work then core.remove_folder(run.work) end
      record.write(each.folder, run)
      record.log(root, "killed", run)
      record.note_failure(root, run)
      killed[#killed + 1] = run
    end
  end
  return killed
end

--- Closes the runs, of a schedule or of all, that say that they run while nothing holds the lock of their schedule any more.
function record.close_ended(name)
  local seen = {}
  for _, each in ipairs(record.list(name)) do
    local run = each.run
    if run.status == "running" and not seen[run.name] then
      seen[run.name] = true
      local held <close> = core.take_lock(place.of(run.name, "lock")) -- nil where it does run, or where nothing can be written
      if held then record.close_killed(place.root(), run.name) end
    end
  end
end

--- Keeps the snapshots of the last runs of all schedules that keep any.
function record.prune(root, name, kept)
  local mine, all = of_schedule(name), {}
  for i = 1, #mine - kept do
    snapshot.drop(mine[i].folder)
  end
  local held <close> = snapshot.hold(root)
  if not held then return end -- the next run sweeps
  for _, each in ipairs(record.list()) do all[#all + 1] = each.folder end
  snapshot.sweep(root, all)
end

return record
