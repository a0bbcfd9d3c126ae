--- timer.lua: has the system start a schedule: a timer of systemd's user manager, else a line in the user's crontab. No daemon of
--- our own.
--
-- Example:  timer.kind()   --> systemd
--           timer.install(schedule, "/usr/bin/glocal")   --> true

local core = require "glocal.core"
local when = require "foresight.schedule.when"
local outfile = require "foresight.shared.outfile"

local timer = {}

local MISSED_EVERY = "*/15 * * * *" -- how often cron is to look whether a run was missed

local function succeeds(words)
  local out, _, code = core.run_program(words)
  return out and code == 0 and out
end

--- What can start schedules here: systemd, cron; or nil, message, code.
function timer.kind()
  if succeeds { "systemctl", "--user", "show-environment" } then return "systemd" end
  local out, errors, code = core.run_program { "crontab", "-l" }
  if out and (code == 0 or errors:find "no crontab") then return "cron" end
  return nil, "neither a systemd user manager nor cron was found to start it: install cron, or use --timer none and have " ..
    "something else call glocal schedule run NAME", "not_found"
end

-- --- systemd --------------------------------------------------------------------------------------------------

local function units()
  local config, home = os.getenv "XDG_CONFIG_HOME", os.getenv "HOME"
  if config and config:sub(1, 1) == "/" then return config .. "/systemd/user" end
  if home and home ~= "" then return home .. "/.config/systemd/user" end
  return nil, "neither $XDG_CONFIG_HOME nor $HOME says where units may be kept", "not_found"
end

-- systemd.syntax(7), systemd.service(5): % and $ mean something in a unit, quotes and backslashes in a word.
local function unit_word(text)
  return '"' .. text:gsub("%%", "%%%%"):gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end
local function command_word(text) return (unit_word(text):gsub("%$", "$$$$")) end

-- The variables without which a run would look in other places than the analyst does.
local KEPT = { "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME" }

local function environment()
  local list = {}
  for _, name in ipairs(KEPT) do
    local value = os.getenv(name)
    if value and value ~= "" and not value:find "[\n\r]" then list[#list + 1] = name .. "=" .. value end
  end
  return list
end

--- The texts of the service and of the timer.
function timer.units(schedule, program)
  local lines = { "[Unit]", ("Description=glocal schedule %s"):format(schedule.name), "", "[Service]", "Type=oneshot" }
  for _, each in ipairs(environment()) do lines[#lines + 1] = "Environment=" .. unit_word(each) end
  lines[#lines + 1] = ("ExecStart=%s schedule run %s"):format(command_word(program), schedule.name)
  local service = table.concat(lines, "\n") .. "\n"
  return service, table.concat({
    "[Unit]", ("Description=when glocal schedule %s runs"):format(schedule.name), "", "[Timer]",
    "OnCalendar=" .. when.calendar(when.parse(schedule.on)),
    "Persistent=" .. (schedule.catch_up and "true" or "false"), "", "[Install]", "WantedBy=timers.target",
  }, "\n") .. "\n"
end

local function unit_name(name, ending) return ("glocal-%s.%s"):format(name, ending) end

local function systemctl(...)
  local out, errors, code = core.run_program { "systemctl", "--user", ... }
  if not out then return nil, errors, code end
  if code ~= 0 then return nil, ("systemctl: %s"):format(core.visible(errors:match "[^\n]*")), "io" end
  return true
end

local systemd = {}

function systemd.install(schedule, program)
  local folder, message, code = units()
  if not folder then return nil, message, code end
  local made
  made, message, code = core.make_folders(folder)
  if not made then return nil, message, code end
  local service, timing = timer.units(schedule, program)
  for _, each in ipairs { { "service", service }, { "timer", timing } } do
    made, message, code = outfile.replace(folder .. "/" .. unit_name(schedule.name, each[1]), each[2])
    if not made then return nil, message, code end
  end
  made, message, code = systemctl "daemon-reload"
  if made then made, message, code = systemctl("enable", "--now", unit_name(schedule.name, "timer")) end
  return made, message, code
end

function systemd.remove(name)
  local folder, message, code = units()
  if not folder then return nil, message, code end
  local done
  done, message, code = systemctl("disable", "--now", unit_name(name, "timer"))
  os.remove(folder .. "/" .. unit_name(name, "timer"))
  os.remove(folder .. "/" .. unit_name(name, "service"))
  if done then done, message, code = systemctl "daemon-reload" end
  return done, message, code
end

-- --- cron -----------------------------------------------------------------------------------------------------

-- A word for sh in a crontab, where % would begin the input of the command.
local function shell_word(text)
  return "'" .. text:gsub("'", "'\\''"):gsub("%%", "\\%%") .. "'"
end

local function mark(name) return "# glocal schedule " .. name end

--- The lines of the crontab.
function timer.cron_lines(schedule, program)
  local words = {}
  for _, each in ipairs(environment()) do
    local name, value = each:match "^([^=]*)=(.*)$"
    words[#words + 1] = name .. "=" .. shell_word(value)
  end
  words[#words + 1] = shell_word(program)
  local call = table.concat(words, " ") .. " schedule run "
  local times, name = when.cron(when.parse(schedule.on)), schedule.name
  local lines = { ("%s %s%s >/dev/null 2>&1 %s"):format(times, call, name, mark(name)) }
  if schedule.catch_up then
    lines[2] = ("%s %s--missed %s >/dev/null 2>&1 %s"):format(MISSED_EVERY, call, name, mark(name))
  end
  return lines
end

-- The crontab without the lines of the schedule; or nil, message, code.
local function other_lines(name)
  local out, errors, code = core.run_program { "crontab", "-l" }
  if not out then return nil, errors, code end
  if code ~= 0 and not errors:find "no crontab" then
    return nil, ("crontab: %s"):format(core.visible(errors:match "[^\n]*")), "io"
  end
  local lines, found = {}, false
  for line in (code == 0 and out or ""):gmatch "[^\n]+" do
    local is_ours = line:sub(-#mark(name)) == mark(name)
    if is_ours then found = true else lines[#lines + 1] = line end
  end
  return lines, found
end

local function write_crontab(lines)
  local text = #lines > 0 and table.concat(lines, "\n") .. "\n" or ""
  local out, errors, code = core.run_program({ "crontab", "-" }, text)
  if not out then return nil, errors, code end
  if code ~= 0 then return nil, ("crontab: %s"):format(core.visible(errors:match "[^\n]*")), "io" end
  return true
end

local cron = {}

function cron.install(schedule, program)
  if program:find "[\n\r]" then return nil, "the path of glocal has a line break, which a crontab can't hold", "invalid" end
  local lines, message, code = other_lines(schedule.name)
  if not lines then return nil, message, code end
  for _, line in ipairs(timer.cron_lines(schedule, program)) do lines[#lines + 1] = line end
  return write_crontab(lines)
end

function cron.remove(name)
  local lines, found, code = other_lines(name)
  if not lines then return nil, found, code end
  return not found or write_crontab(lines)
end

local none = {}
function none.install() return true end
function none.remove() return true end

timer.kinds = { systemd = systemd, cron = cron, none = none }

--- Has the system start the schedule, by its `timer`; true, or nil, message, code.
function timer.install(schedule, program) return timer.kinds[schedule.timer].install(schedule, program) end

--- Takes that away.
function timer.remove(schedule) return timer.kinds[schedule.timer].remove(schedule.name) end

return timer
