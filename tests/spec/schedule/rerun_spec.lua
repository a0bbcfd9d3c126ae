--- rerun_spec.lua: every ready script, scheduled and run on a store as the demo has it, gives the same bytes when it is made again on
--- another day, when the store has gone on, on one thread and on two.
--
-- A new ready script gets a line in READY.

local fixture = require "tests.spec.schedule.fixture"
local support = require "tests.spec.support"

-- By script: its arguments, of a few zones and languages, as each is run three times; BACKUPS is a folder of the home.
local READY = {
  weekly_warning = "--lang nl,fr",
  monthly_outlook = "--lang nl,de --horizon 2",
  quarterly_scenarios = "--lang fr --draws 500",
  nightly_check = "--to BACKUPS --keep 2",
  spoc_report = "--until 2026-10-31 --months 6 --horizon 1 --to spoc.txt",
  yearly_plan = "--zone 5302 --years 2026,2031 --lang fr --to plans",
  zone_briefs = "--of BE-WBR --lang auto --to briefs",
}

-- A file of messages of two years, for spoc_report.
local function messages_of(home)
  local path, lines = home.path .. "/messages.csv", { "received,answered,channel,country,kind,urgency" }
  for month = 0, 23 do
    for i = 1, 6 + month % 3 do
      local day = ("%d-%02d-%02d"):format(2024 + (month + 10) // 12, (month + 10) % 12 + 1, i)
      lines[#lines + 1] = ("%s 10:00,%s %02d:00,SPOC,%s,request,urgent"):format(day, day, 11 + i, i % 2 == 0 and "FR" or "NL")
    end
  end
  local file = assert(io.open(path, "wb"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
  return path
end

describe("a ready script", function()
  local home, store, ids = nil, nil, {}

  local names = {}
  for name in pairs(READY) do names[#names + 1] = name end
  table.sort(names)

  setup(function()
    home = fixture.home()
    store = home:demo_store()
    home:done(("import %s %s --as messages"):format(store, messages_of(home)))
    for i, name in ipairs(names) do
      home:done(("schedule add %s --timer none --script %s --store %s --on 'monthly 1 06:00' -- %s"):format(name, name, store,
        (READY[name]:gsub("BACKUPS", home.path .. "/backups"))))
      home:done("schedule run " .. name, ("export GLOCAL_CLOCK=2026-11-%02dT06:00:00Z GLOCAL_THREADS=2"):format(i + 20))
      ids[name] = ("%s-202611%02dT060000Z"):format(name, i + 20)
    end
  end)

  for _, name in ipairs(names) do
    it("gives the same bytes when it is made again: " .. name, function()
      for threads = 1, 2 do
        local out = home:done(("rerun %s --threads %d"):format(ids[name], threads))
        assert.matches("the same, byte for byte", out)
        assert.is_nil(out:find(" 0 files", 1, true))
      end
    end)
  end

  it("leaves the store and the backups alone when it is made again", function()
    local function state() return home:done(("run --store %s -e 'return store:state(), #store:log()'"):format(store)) end
    local before = state()
    home:done("rerun " .. ids.nightly_check)
    assert.equal(before, state())
    local pipe = io.popen("ls " .. home.path .. "/backups")
    assert.equal("demo-2026-11-22.db\n", pipe:read "a")
    pipe:close()
  end)
end)

describe("a run made again", function()
  local home

  setup(function() home = fixture.home() end)

  local function run(name, text, options)
    local script = home:add(name, text, options)
    home:done("schedule run " .. name)
    local runs = home:runs(name)
    return runs[#runs].id, script
  end

  it("says what differs", function()
    local input = home.path .. "/input.txt"
    home:script("input", "")
    os.execute("echo one > " .. input)
    local id = run("reads", ([[local f = io.open(%q) local o = io.open("copy.txt", "w") o:write(f:read "a") o:close()
      print "read"]]):format(input))
    assert.matches("the same", home:done("rerun " .. id))
    os.execute("echo second > " .. input)
    local code, out, errors = home:run("rerun " .. id)
    assert.equal(1, code)
    assert.matches("^copy.txt: was %x+ %(4 bytes%), is %x+ %(7 bytes%)\n$", out)
    assert.matches("not the same: 1 difference\n$", errors)
  end)

  it("says that the script has changed, and runs what it was only when told to", function()
    local id, script = run("changes", 'print "before"')
    os.execute("echo 'print \"after\"' > " .. script)
    local code, _, errors = home:run("rerun " .. id)
    assert.equal(1, code)
    assert.matches("changed since: script: .*changes.lua was %x+, it is %x+; %-%-anyway", errors)
    assert.matches("the same", home:done(("rerun %s --anyway"):format(id)))
    os.remove(script)
    code, _, errors = home:run("rerun " .. id)
    assert.equal(1, code)
    assert.matches("changes.lua is gone", errors)
  end)

  it("says that glocal has changed", function()
    local id = run("version", 'print "x"')
    local path = ("%s/state/glocal/schedules/version/runs/%s/record.lua"):format(home.path, id)
    os.execute(("sed -i 's/version = \"[0-9.]*\"/version = \"0.0.9\"/' %s"):format(path))
    local code, _, errors = home:run("rerun " .. id)
    assert.equal(1, code)
    assert.matches("changed since: version: glocal was 0%.0%.9, it is ", errors)
  end)

  it("says that a store has gone on of which no snapshot was kept, and that a snapshot is damaged", function()
    local store = home.path .. "/small.db"
    home:done("init " .. store)
    local id = run("plain", "print(store:state())", ("--store %s --snapshots 0"):format(store))
    local kept = run("kept", "print(store:state())", ("--store %s"):format(store))
    local code, _, errors = home:run("rerun " .. id)
    assert.equal(1, code)
    assert.matches("store: it was in state 0, it is in state 0, and no snapshot of it was kept", errors)
    assert.matches("the same", home:done("rerun " .. kept))
    os.execute(("find %s/state/glocal/schedules/chunks -type f | head -1 | xargs truncate -s 10"):format(home.path))
    code, _, errors = home:run("rerun " .. kept)
    assert.equal(1, code)
    assert.matches("the snapshot of the store is damaged: piece %x+ is not what it was", errors)
  end)

  it("waits with its snapshot for another that is being kept or swept", function()
    local store, state = home.path .. "/beside.db", home.path .. "/state/glocal/schedules"
    home:done("init " .. store)
    home:add("beside", "print(store:state())", "--store " .. store)
    home:done("schedule run beside",
      ("flock -x %s/.lock sh -c 'sleep 1; touch %s/released' & sleep 0.2"):format(state, home.path))
    assert.is_true(home:exists "released")
    assert.matches("the same", home:done("rerun " .. home:runs("beside")[1].id))
  end)

  it("has the corps' own words that lay beside the store, and says that they are others now", function()
    local store, words = home.path .. "/words.db", home.path .. "/words.words.csv"
    local function write(text)
      local file = assert(io.open(words, "wb"))
      file:write("key,nl\nbrief.headings.own,", text, "\n")
      file:close()
    end
    home:done(("init %s --reference benelux"):format(store))
    local bare = run("bare", 'brief{zone="5461", lang="nl", to="page.html"}', "--store " .. store)
    write "Zo staan we ervoor"
    local script = 'brief{zone="5461", lang="nl", to="page.html"}'
    local worded = run("worded", script, "--store " .. store)
    local page = support.read((home:record(worded):match 'folder = "([^"]*)"') .. "/page.html")
    assert.truthy(page:find("Zo staan we ervoor", 1, true))
    local out, errors = home:done("rerun " .. worded)
    assert.matches("the same, byte for byte: 1 file", out)
    assert.is_nil(errors:find("words:", 1, true))
    write "Wat er nu is"
    out, errors = home:done("rerun " .. worded)
    assert.matches("the same, byte for byte: 1 file", out)
    assert.matches("words: words.words.csv was %x+, it is %x+; the run's own is taken", errors)
    out, errors = home:done("rerun " .. bare)
    assert.matches("the same, byte for byte: 1 file", out)
    assert.matches("words: words.words.csv was none, it is %x+; the run's own is taken", errors)
    os.execute("echo more >> " .. fixture.quoted(home.path .. "/state/glocal/schedules/worded/runs/" .. worded .. "/words.csv"))
    local code, _, damaged = home:run("rerun " .. worded)
    assert.equal(1, code)
    assert.matches("the copy of the words that the run had is not what it was: ", damaged)
  end)

  it("has the chance and the clock that it had", function()
    local id = run("chance", "print(math.random(1 << 40), os.time(), os.date '!%c', today())")
    assert.matches("the same", home:done("rerun " .. id, "export GLOCAL_CLOCK=2031-01-01"))
  end)

  it("needs an ID that there is", function()
    local code, _, errors = home:run "rerun chance-20200101T000000Z"
    assert.equal(1, code)
    assert.matches("there is no run 'chance%-20200101T000000Z'", errors)
    assert.equal(2, (home:run "rerun"))
    assert.equal(2, (home:run "rerun a b"))
    assert.equal(2, (home:run "rerun a --threads 0"))
  end)
end)
