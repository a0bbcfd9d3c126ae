--- schedule_spec.lua: schedules on machines with systemd, with cron, with neither; runs that end well, badly or not at all; each with a
--- record, the next one unharmed.

local fixture = require "tests.spec.schedule.fixture"
local support = require "tests.spec.support"

describe("a schedule", function()
  local home

  before_each(function() home = fixture.home() end)

  local function crontab() return support.read(home.path .. "/crontab") end

  it("is a line in the crontab where there is cron and no systemd, beside the lines of others", function()
    home:has_cron()
    os.execute(("echo '5 4 * * * backup # glocal schedule other' > %s/crontab"):format(home.path))
    local script = home:script("s", "print 'done'")
    local out, errors = home:done(("schedule add weekly --script %s --on 'Mon 06:00'"):format(script))
    assert.matches("^weekly runs next on %d%d%d%d%-%d%d%-%d%d 06:00, by cron\n$", out)
    assert.matches("try it with `glocal schedule run weekly`", errors)
    assert.matches("^5 4 [^\n]*other\n0 6 %* %* 1 [^\n]* schedule run weekly [^\n]*# glocal schedule weekly\n$", crontab())
    home:done "schedule run weekly"
    assert.equal("done", home:runs "weekly"[1].status)
    home:done "schedule remove weekly"
    assert.equal("5 4 * * * backup # glocal schedule other\n", crontab())
    assert.equal("done", home:runs "weekly"[1].status) -- the records stay
  end)

  it("is started by cron as the line says", function()
    home:has_cron()
    local script = home:script("it's 50%", "print(arg[1])")
    assert.matches("50%%", script)
    home:done(("schedule add weekly --script %s --on 'daily 02:30' --catch-up -- 'a b'"):format(
      fixture.quoted(home.path .. "/it's 50%.lua")))
    local line = crontab():match "^[^\n]*":gsub("^%d+ %d+ %S+ %S+ %S+ ", ""):gsub("\\%%", "%%") -- as cron takes % away
    assert.equal(true, os.execute(line))
    assert.equal("done", home:runs "weekly"[1].status)
    assert.matches("\n%*/15 %* %* %* %* [^\n]*schedule run %-%-missed weekly", crontab())
  end)

  it("is a timer of systemd where there is a user manager", function()
    home:has_systemd()
    local script = home:script("s", "print 'done'")
    assert.matches("by systemd", (home:done(("schedule add q --script %s --on 'quarterly 15 06:00' --catch-up"):format(script))))
    local units = home.path .. "/config/systemd/user/glocal-q."
    local timer = support.read(units .. "timer")
    assert.matches("OnCalendar=%*%-01,04,07,10%-15 06:00:00\nPersistent=true\n", timer)
    assert.matches('ExecStart="[^"]*glocal" schedule run q\n', support.read(units .. "service"))
    assert.matches("daemon%-reload\n%-%-user enable %-%-now glocal%-q.timer\n$", support.read(home.path .. "/asked"))
    if os.execute "command -v systemd-analyze >/dev/null 2>&1" then
      local pipe = io.popen(("systemd-analyze --user verify %sservice %stimer 2>&1 | grep glocal-q"):format(units, units))
      assert.equal("", pipe:read "a")
      pipe:close()
    end
    home:done "schedule remove q"
    assert.is_false(home:exists "config/systemd/user/glocal-q.timer")
    assert.matches("disable %-%-now glocal%-q.timer\n%-%-user daemon%-reload\n$", support.read(home.path .. "/asked"))
  end)

  it("needs something that starts it", function()
    local code, _, errors = home:run(("schedule add x --script %s --on 'daily 06:00'"):format(home:script("s", "")))
    assert.equal(1, code)
    assert.matches("^glocal: neither a systemd user manager nor cron was found", errors)
    assert.equal(0, #home:runs())
    assert.matches("nothing is scheduled", select(3, home:run "schedule list"))
  end)

  it("stays away where the system does not take it", function()
    home:program("crontab", '[ "$1" = -l ] && { echo "no crontab for me" >&2; exit 1; }; echo "not allowed" >&2; exit 1')
    local code, _, errors = home:run(("schedule add x --script %s --on 'daily 06:00'"):format(home:script("s", "")))
    assert.equal(1, code)
    assert.matches("x can't be scheduled: crontab: not allowed", errors)
    assert.is_false(home:exists "state/glocal/schedules/x/schedule.lua")
  end)

  for words, message in pairs {
    ["add x --script SCRIPT --on 'Mon 25:00'"] = '"Mon 25:00" is no schedule: there is no hour 25',
    ["add x --script SCRIPT"] = "schedule add needs %-%-on",
    ["add x --on 'Mon 06:00'"] = "schedule add needs %-%-script",
    ["add 'x y' --script SCRIPT --on 'Mon 06:00'"] = "'x y' is no name of a schedule",
    ["add x --script SCRIPT --on 'Mon 06:00' --timeout soon"] = "%-%-timeout: 'soon' is no length of time: write 90s",
    ["add x --script SCRIPT --on 'Mon 06:00' --retry many"] = "%-%-retry: 'many' is no whole number from 0 to 20",
    ["add x --script SCRIPT --on 'Mon 06:00' --allow store.reed"] = "there is no capability 'store.reed'",
    ["add x --script SCRIPT --on 'Mon 06:00' --notify 'tell \"me'"] = "a quote is not closed",
    ["add x --script SCRIPT --on 'Mon 06:00' --mail 'a b'"] = "'a b' is no address",
    ["add x --script SCRIPT --on 'Mon 06:00' --timer at"] = "there is no 'at'",
    ["ad"] = "did you mean 'add'",
    ["run"] = "schedule run needs a name",
    ["list x"] = "schedule list takes no 'x'",
    [""] = "schedule needs a command",
  } do
    it("has one message for a wrong call: " .. words, function()
      local code, out, errors = home:run("schedule " .. words:gsub("SCRIPT", home:script("s", "")))
      assert.equal(2, code)
      assert.equal("", out)
      assert.matches(message, errors)
      assert.matches("^glocal: [^\n]+\ntry `glocal schedule %-%-help`\n$", errors)
    end)
  end

  it("names the nearest where there is none of that name", function()
    home:add("weekly", "print 1")
    local code, _, errors = home:run "schedule run weekley"
    assert.equal(1, code)
    assert.equal("glocal: there is no schedule 'weekley', did you mean 'weekly'?\n", errors)
    code, _, errors = home:run(("schedule add weekly --timer none --on 'daily 01:00' --script %s"):format(home:script("s", "")))
    assert.equal(1, code)
    assert.matches("there is a schedule 'weekly' already", errors)
    code, _, errors = home:run "schedule add x --timer none --on 'daily 01:00' --script weekly_warnin"
    assert.equal(1, code)
    assert.matches("there is no script 'weekly_warnin', did you mean 'weekly_warning'", errors)
    code, _, errors = home:run(("schedule add x --timer none --on 'daily 01:00' --script %s --store nowhere.db"):format(
      home:script("s", "")))
    assert.equal(1, code)
    assert.matches("nowhere.db", errors)
  end)

  it("says when it runs next", function()
    home:add("weekly", "print 1")
    local out = home:done("schedule next --count 2 --json", "export GLOCAL_CLOCK=2026-11-30T06:00:00Z")
    assert.matches('"2026%-12%-07T06:00:00Z".*"2026%-12%-14T06:00:00Z"', out)
  end)
end)

describe("a run", function()
  local home

  before_each(function() home = fixture.home() end)

  -- Runs a schedule of that script, which must not end well: its line in the log.
  local function failing(text, options, before)
    home:add("x", text, options)
    local code, out = home:run("schedule run x", before)
    assert.equal(1, code)
    local run = home:runs "x"[1]
    assert.matches(run.status, out)
    return run
  end

  -- The schedule x still runs, with another script.
  local function assert_unharmed()
    home:script("x", 'local f = io.open("a.txt", "w") f:write "whole" f:close()')
    home:done "schedule run x"
    local runs = home:runs "x"
    assert.equal("done", runs[#runs].status)
    assert.equal(1, runs[#runs].outputs)
  end

  local function outputs()
    local pipe = io.popen(("cd %s/state/glocal/schedules/x/outputs && find . -type f | sort"):format(home.path))
    local text = pipe:read "a"
    pipe:close()
    return text
  end

  it("keeps what the script wrote, in a folder named by the day, whole or not at all", function()
    home:add("x", [[os.execute "mkdir sub" for _, n in ipairs {"a.txt", "sub/b.txt"} do
      local f = io.open(n, "w") f:write(n) f:close() end print "said"]])
    local at = "export GLOCAL_CLOCK=2026-11-30T06:00:00Z"
    home:done("schedule run x", at)
    home:done("schedule run x", at)
    assert.equal("./2026-11-30-2/a.txt\n./2026-11-30-2/sub/b.txt\n./2026-11-30/a.txt\n./2026-11-30/sub/b.txt\n", outputs())
    local card = home:done "schedule log x-20261130T060000Z-2"
    assert.matches("sub/b.txt, 9 bytes, SHA%-256 %x+\n", card)
    assert.matches("\noutput.txt:\nsaid\n$", card)
    local log = support.read(home.path .. "/state/glocal/schedules/log.jsonl")
    assert.matches('^{"at": "2026%-11%-30T06:00:00Z", "event": "done", [^\n]*}\n{[^\n]*}\n$', log)
  end)

  it("with an error in its script is recorded with its reason, and leaves no half of a file", function()
    local run = failing 'local f = io.open("half.txt", "w") f:write "hal" f:close() error "the sheet has no column day"'
    assert.equal("failed", run.status)
    assert.matches("the sheet has no column day", run.reason)
    assert.equal("", outputs())
    assert_unharmed()
  end)

  it("that gives nil and a message, or whose script is no Lua or gone, is recorded with its reason", function()
    assert.matches("nothing came", failing 'return nil, "nothing came"'.reason)
    local script = home:script("x", "this is no Lua")
    home:run "schedule run x"
    assert.matches("syntax error", home:runs "x"[2].reason)
    os.remove(script)
    home:run "schedule run x"
    assert.matches("the script can't be read: .*No such file", home:runs "x"[3].reason)
    assert_unharmed()
  end)

  it("that is killed is recorded as killed", function()
    local run = failing 'os.execute "kill -9 $PPID"'
    assert.equal("killed", run.status)
    assert.matches("by signal 9", run.reason)
    assert_unharmed()
  end)

  it("that is killed with what started it is recorded as killed by who asks, and by the next", function()
    home:add("x", [[local stat = io.open("/proc/self/stat"):read "a" local parent = stat:match "^%d+ %b() %a (%d+)"
      os.execute("kill -9 " .. parent .. " $PPID")]])
    assert.are_not.equal(0, (home:run "schedule run x"))
    repeat -- until the lock is free: both were killed, one after the other
      local first = home:runs "x"[1]
    until first.status ~= "running"
    assert.matches("killed", home:done "schedule list")
    assert.are_not.equal(0, (home:run "schedule run x"))
    home:script("x", "print(1)")
    repeat
      local _, _, errors = home:run "schedule run x"
    until not errors:find "running already"
    local runs = home:runs "x"
    for i = 1, 2 do
      assert.equal("killed", runs[i].status)
      assert.matches("ended from outside", runs[i].reason)
    end
    assert.equal("", outputs())
    assert.equal("done", runs[#runs].status)
  end)

  it("on a store of an older glocal brings it up to date, as the script would", function()
    local store = home.path .. "/older.db"
    home:done("init " .. store)
    home:add("older", "print(store and 1 or 0)", "--store " .. store)
    local make = [[set -e; id=$(sqlite3 'STORE' 'pragma application_id'); rm -f 'STORE' 'STORE'-*
      n=0; set -- core/store/migrations/*.sql
      { while [ $# -gt 1 ]; do cat "$1"; n=$((n + 1)); shift; done
        echo "pragma application_id = $id; pragma user_version = $n;"; } | sqlite3 'STORE' >/dev/null]]
    assert(os.execute((make:gsub("STORE", store))))
    home:done "schedule run older"
    assert.equal("done", home:runs "older"[1].status)
  end)

  it("that takes too long is stopped", function()
    local run = failing("while true do end", "--timeout 1s")
    assert.equal("failed", run.status)
    assert.equal("it took longer than 1 s", run.reason)
    assert_unharmed()
  end)

  it("on a full disk is recorded with its reason", function()
    local run = failing([[local f = io.open("big.txt", "w") f:setvbuf "no"
      local ok, why = f:write(("x"):rep(1 << 20)) f:close() if not ok then return nil, why end]], "", "ulimit -f 64")
    assert.equal("failed", run.status)
    assert.matches("File too large", run.reason)
    assert.equal("", outputs())
    assert_unharmed()
  end)

  it("goes on where no snapshot of the store could be kept, and says so", function()
    local store = home.path .. "/s.db"
    home:done("init " .. store)
    home:add("x", "print(store:path())", "--store " .. store)
    home:done("schedule run x", "ulimit -f 64")
    local id = home:runs "x"[1].id
    assert.matches("no snapshot of the store was kept: .*can't write the backup '[^\n]*copy.db': disk I/O error",
      home:done("schedule log " .. id))
    assert.matches("\n%.%./store/s%.db\n$", home:done("schedule log " .. id))
  end)

  it("waits for a store that is busy", function()
    local store = home.path .. "/s.db"
    home:done("init " .. store)
    home:add("x", "print(#store:log())", "--store " .. store)
    -- Another program holds the store until the record says that the run has begun.
    local holder = home:script("holder", ([[local p = io.popen("sqlite3 %s", "w") p:write "begin immediate; select 1;\n" p:flush()
      while not io.popen("grep -l running %s/state/glocal/schedules/x/runs/*/record.lua 2>/dev/null"):read "l" do end
      p:write "commit;\n" p:close()]]):format(store, home.path))
    os.execute(("lua5.4 %s >/dev/null 2>&1 &"):format(holder))
    home:done "schedule run x"
    assert.equal("done", home:runs "x"[1].status)
  end)

  it("whose script needs a capability that it was not given is recorded with its reason", function()
    local run = failing('require "glocal".frame({{a = 1}}):to_csv "a.csv"', "--allow store.read")
    assert.equal("failed", run.status)
    assert.matches("file.write", run.reason)
  end)

  it("after the clock was set back says so, and comes after the one before", function()
    home:add("x", "print(today())")
    home:done("schedule run x", "export GLOCAL_CLOCK=2026-11-30T06:00:00Z")
    local out = home:done("schedule run x", "export GLOCAL_CLOCK=2026-11-20T06:00:00Z")
    assert.matches("the clock was set back: the run before began at 2026%-11%-30T06:00:00Z", out)
    local runs = home:runs "x"
    assert.equal("x-20261130T060000Z", runs[1].id)
    assert.equal("x-20261120T060000Z", runs[2].id)
  end)

  it("never overlaps another of the same name", function()
    home:add("x", ([[print(io.popen("%s schedule run x 2>&1"):read "a")]]):format(os.getenv "GLOCAL" or "glocal"))
    home:done "schedule run x"
    local runs = home:runs "x"
    assert.equal(1, #runs)
    assert.matches("x is running already: this run is left out", home:done("schedule log " .. runs[1].id))
    assert.matches('"event": "skipped"', support.read(home.path .. "/state/glocal/schedules/log.jsonl"))
  end)

  it("is tried again, each time in an empty folder", function()
    home:add("x", ([[local f = io.open("out.txt", "a") f:write "once" f:close()
      local seen = io.open "%s/seen" if seen then return end io.open("%s/seen", "w"):close() return nil, "not yet"]]):format(
        home.path, home.path), "--retry 3 --retry-after 0")
    home:done "schedule run x"
    local id = home:runs "x"[1].id
    assert.matches("attempts = 2", home:record(id))
    assert.matches("out.txt, 4 bytes", home:done("schedule log " .. id))
  end)

  it("that was missed is made up for once", function()
    home:has_cron()
    local script = home:script("x", "print(today())")
    home:done(("schedule add x --catch-up --on 'Mon 06:00' --script %s"):format(script),
      "export GLOCAL_CLOCK=2026-11-07T12:00:00Z")
    home:done("schedule run --missed x", "export GLOCAL_CLOCK=2026-11-08T12:00:00Z") -- a Sunday: nothing was due
    assert.equal(0, #home:runs "x")
    for day = 24, 26 do -- three Mondays were
      home:done("schedule run --missed x", ("export GLOCAL_CLOCK=2026-11-%dT12:00:00Z"):format(day))
    end
    assert.equal(1, #home:runs "x")
    home:done("schedule run --missed x", "export GLOCAL_CLOCK=2026-11-30T06:00:00Z")
    assert.equal(2, #home:runs "x")
  end)

  it("that failed is told to a command, without a shell, and at the next start of the shell, once", function()
    home:program("tell", ([[cat > %s/told; echo "$GLOCAL_STATUS $GLOCAL_REASON $1" >> %s/told]]):format(home.path, home.path))
    home:program("sendmail", ("cat > %s/mail"):format(home.path))
    failing("error '$(touch pwned); `touch pwned`'",
      ("--notify 'tell \"$(touch %s/pwned)\"' --mail chief@zone.example"):format(home.path))
    local told = support.read(home.path .. "/told")
    assert.matches("^run: x%-%d+T%d+Z\nstatus: failed\n", told)
    assert.matches("failed [^\n]*%$%(touch pwned%)[^\n]* %$%(touch [^\n]*/pwned%)\n$", told)
    assert.is_false(home:exists "pwned")
    assert.matches("^To: chief@zone.example\nSubject: glocal: x: failed\n", support.read(home.path .. "/mail"))
    assert.is_nil(support.read(home.path .. "/mail"):find("touch", 1, true)) -- nothing of what a script says leaves by mail
    assert.matches("^the scheduled run x%-%d+T%d+Z: failed, [^\n]*\n", select(3, home:run ""))
    assert.equal("", select(3, home:run ""))
  end)

  it("says of a command that can't be told", function()
    home:add("x", "error 'e'", "--notify no-such-program")
    local code, _, errors = home:run "schedule run x"
    assert.equal(1, code)
    assert.matches("%-%-notify: the program 'no%-such%-program' was not found", errors)
    assert.equal("failed", home:runs "x"[1].status)
  end)
end)

describe("the times of a schedule", function()
  local when = require "foresight.schedule.when"

  for text, each in pairs {
    ["Mon 06:00"] = { "Mon *-*-* 06:00:00", "0 6 * * 1" },
    ["mon,thursday 6:05"] = { "Mon,Thu *-*-* 06:05:00", "5 6 * * 1,4" },
    ["Sun 23:59"] = { "Sun *-*-* 23:59:00", "59 23 * * 0" },
    ["daily 02:30"] = { "*-*-* 02:30:00", "30 2 * * *" },
    ["monthly 1 06:00"] = { "*-*-01 06:00:00", "0 6 1 * *" },
    ["quarterly 28 06:00"] = { "*-01,04,07,10-28 06:00:00", "0 6 28 1,4,7,10 *" },
    ["yearly 01-15 06:00"] = { "*-01-15 06:00:00", "0 6 15 1 *" },
  } do
    it("are systemd's and cron's: " .. text, function()
      local parsed = assert(when.parse(text))
      assert.equal(each[1], when.calendar(parsed))
      assert.equal(each[2], when.cron(parsed))
    end)
  end

  for text, message in pairs {
    ["Mon 25:00"] = "there is no hour 25", ["Mon 06:60"] = "there is no minute 60", ["Mon"] = "it says no time",
    [""] = "it says no time", ["Mondy 06:00"] = "'Mondy' is no day of the week", ["monthly 31 06:00"] = "from 1 to 28",
    ["monthly 06:00"] = "from 1 to 28", ["daily 1 06:00"] = "daily takes a time only", ["yearly 02-29 06:00"] = "every year has",
    ["yearly 13-01 06:00"] = "every year has", ["Mon 6"] = "it says no time", ["Mon x:00"] = "'x:00' is no time",
    ["Mon Tue 06:00"] = "'Mon' is no day of the week",
  } do
    it("are told what is wrong with them: " .. text, function()
      local parsed, why, code = when.parse(text)
      assert.is_nil(parsed)
      assert.equal("invalid", code)
      assert.matches(message, why, 1, true)
      assert.matches('write "Mon 06:00"', why)
    end)
  end

  it("follow each other", function()
    local function at(text)
      local y, m, d, h, min = text:match "(%d+)-(%d+)-(%d+) (%d+):(%d+)"
      return os.time { year = y, month = m, day = d, hour = h, min = min, sec = 0 }
    end
    for _, each in ipairs {
      { "Mon 06:00", "2026-11-30 06:00", "2026-12-07 06:00" }, { "Mon 06:00", "2026-11-30 05:59", "2026-11-30 06:00" },
      { "monthly 28 06:00", "2026-01-28 06:00", "2026-02-28 06:00" },
      { "quarterly 1 06:00", "2026-11-30 00:00", "2027-01-01 06:00" },
      { "yearly 01-15 06:00", "2026-01-15 06:00", "2027-01-15 06:00" }, { "daily 00:00", "2026-12-31 00:00", "2027-01-01 00:00" },
    } do
      local parsed = when.parse(each[1])
      assert.equal(at(each[3]), when.next(parsed, at(each[2])))
      assert.equal(at(each[3]), when.last(parsed, at(each[3])))
      assert.is_true(when.last(parsed, at(each[3]) - 60) <= at(each[2]))
    end
  end)
end)
