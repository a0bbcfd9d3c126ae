--- fixture.lua: what the specs of schedules share: a home of their own, programs in the place of systemctl and crontab, stores, scripts.
--
-- Example:  local home = fixture.home()   home:run "schedule list"   --> 0, "", "nothing is scheduled ..."

local support = require "tests.spec.support"

local fixture = {}

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"
local pipe = io.popen("realpath " .. GLOCAL)
GLOCAL = pipe:read "l"
pipe:close()
pipe = io.popen "pwd"
fixture.project = pipe:read "l"
pipe:close()

local Home = {}
Home.__index = Home

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end
fixture.quoted = quoted

--- A home where neither systemd nor cron is, until one is put there.
function fixture.home()
  local self = setmetatable({ path = support.path "", lines = {} }, Home)
  os.execute("mkdir -p " .. self.path .. "/bin")
  self:program("systemctl", "exit 1")
  self:program("crontab", "echo 'crontab: not here' >&2; exit 1")
  return self
end

--- Puts a program into the home's path.
function Home:program(name, text)
  local path = self.path .. "/bin/" .. name
  local file = assert(io.open(path, "wb"))
  file:write("#!/bin/sh\n", text, "\n")
  file:close()
  os.execute("chmod +x " .. quoted(path))
end

--- cron as it is: `crontab -l` and `crontab -`, over a file.
function Home:has_cron()
  self:program("crontab", ([[f=%s/crontab
if [ "$1" = -l ]; then cat $f 2>/dev/null || { echo "no crontab for me" >&2; exit 1; }; else cat > $f; fi]]):format(self.path))
end

--- A user manager of systemd: says yes, and keeps what it was asked.
function Home:has_systemd() self:program("systemctl", ('echo "$@" >> %s/asked'):format(self.path)) end

--- Runs glocal with these words; its exit code, what it printed and what it said. `before`: variables or commands for the shell.
function Home:run(words, before)
  local out, errors = self.path .. "/out.txt", self.path .. "/errors.txt"
  local _, _, code = os.execute(([[cd PROJECT; export HOME=HERE XDG_STATE_HOME=HERE/state
export XDG_CONFIG_HOME=HERE/config
export PATH=HERE/bin:"$PATH" LC_ALL=C.UTF-8 TZ=UTC; unset GLOCAL_STORE GLOCAL_CLOCK; ]]):gsub("%u%u%u%u+", {
    PROJECT = fixture.project, HERE = self.path }) .. ("%s\n%s %s >%s 2>%s </dev/null"):format(before or "", quoted(GLOCAL),
    words, out, errors))
  return code, support.read(out), support.read(errors)
end

--- As run, for what must go well: what it printed.
function Home:done(words, before)
  local code, out, errors = self:run(words, before)
  if code ~= 0 then error(("glocal %s: %d: %s%s"):format(words, code, out, errors), 2) end
  return out, errors
end

--- Keeps a script; its path.
function Home:script(name, text)
  local path = ("%s/%s.lua"):format(self.path, name)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

--- Adds a schedule that nothing starts, with a script of that text.
function Home:add(name, text, options, words)
  local script = self:script(name, text)
  self:done(("schedule add %s --timer none --on 'Mon 06:00' --script %s %s %s"):format(name, script, options or "", words or ""))
  return script
end

--- The runs of a schedule as JSON, parsed as far as the specs need: a list of tables id, status, reason, outputs.
function Home:runs(name)
  local text, list = self:done("schedule log --json " .. (name or "")), {}
  for row in text:gmatch "{[^{}]*}" do
    local run = {}
    row = row:gsub('\\"', "'"):gsub("\\n", "\n")
    for key, value in row:gmatch '"([%w_]+)": *"([^"]*)"' do run[key] = value end
    for key, value in row:gmatch '"([%w_]+)": *([%d.]+)' do run[key] = tonumber(value) end
    list[#list + 1] = run
  end
  return list
end

--- The record of a run, as the text that is kept.
function Home:record(id)
  return support.read(("%s/state/glocal/schedules/%s/runs/%s/record.lua"):format(self.path, id:match "^(.*)%-%d+T", id))
end

function Home:exists(path)
  local file = io.open(self.path .. "/" .. path)
  if file then file:close() end
  return file ~= nil
end

--- A store as the demo has it, but for the French offences: the reference, border detections, small boats.
function Home:demo_store()
  local path = self.path .. "/demo.db"
  self:done("init " .. path .. " --reference benelux")
  self:done(("import %s data/observed/frontex_detections.csv day=month zone=route phenomenon=phenomenon count=count "
    .. "source=:frontex"):format(path))
  self:done(("import %s data/observed/uk_small_boats.csv day=month zone=route phenomenon=phenomenon count=count "
    .. "value=boats source=:uk-home-office"):format(path))
  return path
end

return fixture
