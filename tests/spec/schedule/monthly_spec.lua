--- monthly_spec.lua: monthly_outlook.lua over two months, with the clock held: it imports what is new in a folder, registers what it
-- expects, scores it when the outcome comes in, and says how good it was.

local fixture = require "tests.spec.schedule.fixture"
local support = require "tests.spec.support"

local COLUMNS = "'day=month zone=zone phenomenon=phen count=n source=:corps'"

describe("monthly_outlook.lua", function()
  local home, store

  -- A file of the inbox: months of drugs in BE-PZ5345 from `first` on.
  local function bring(name, first, count)
    local file, year, month = assert(io.open(("%s/inbox/%s"):format(home.path, name), "wb")), first:match "(%d+)-(%d+)"
    file:write "month,zone,phen,n\n"
    for i = 0, count - 1 do
      local at = year * 12 + month - 1 + i
      file:write(("%d-%02d,BE-PZ5345,drugs,%d\n"):format(at // 12, at % 12 + 1, 40 + (at * 7) % 9))
    end
    file:close()
  end

  local function run(clock, options)
    return home:done(("schedule run outlook %s"):format(options or ""), ("export GLOCAL_CLOCK=%sT06:00:00Z"):format(clock))
  end

  local function said(day) return home:done(("schedule log outlook-%sT060000Z"):format((day:gsub("-", "")))) end

  local function page(day, name)
    return support.read(("%s/state/glocal/schedules/outlook/outputs/%s/outlook/%s/%s"):format(home.path, day, day, name))
  end

  setup(function()
    home = fixture.home()
    os.execute(("mkdir -p %s/inbox"):format(home.path))
    store = home.path .. "/corps.db"
    home:done("init " .. store .. " --reference benelux")
    home:done(("schedule add outlook --timer none --script monthly_outlook --store %s --on 'monthly 3 06:00' -- --from %s/inbox "
      .. "--columns %s --lang nl,en --horizon 2"):format(store, home.path, COLUMNS))
    bring("2025-12.csv", "2022-01", 48)
    run "2026-01-03"
  end)

  it("imports the first month's file and registers what it expects, which nothing has come of", function()
    assert.matches("imported 2025%-12.csv: 48 lines\n0 scores of forecasts that fell due\ncorps, police_zone by month, figures "
      .. "to 2025%-12, state %d+: registered\n", said "2026-01-03")
    assert.matches("No registered forecast could be compared", page("2026-01-03", "en.txt"))
    assert.matches("BE%-PZ5345", page("2026-01-03", "forecast-1.csv"))
  end)

  it("imports only what is new the month after, scores the month that came, and says how good it was", function()
    bring("2026-01.csv", "2026-01", 1)
    os.execute(("echo 'not a table' > %s/inbox/readme.txt"):format(home.path))
    run "2026-02-03"
    local log = said "2026-02-03"
    assert.is_nil(log:find("imported 2025-12", 1, true))
    assert.matches("imported 2026%-01.csv: 1 line\n", log)
    assert.matches("[1-9]%d* scores of forecasts that fell due", log)
    assert.matches("figures to 2026%-01, state %d+: registered", log)
    assert.matches("Outcomes scored so far: 1; within the 80%% interval registered beforehand: [01]%.",
      page("2026-02-03", "en.txt"))
    assert.matches("Uitkomsten tot nu toe beoordeeld: 1; binnen", (page("2026-02-03", "nl.txt"):gsub("%s+", " ")))
    assert.matches("2026%-01.csv: overgenomen regels: 1", page("2026-02-03", "nl.txt"))
  end)

  it("adds nothing where nothing is new, and can be made again", function()
    run "2026-02-04"
    assert.matches("\n0 scores of forecasts that fell due\n[^\n]*: known\n", said "2026-02-04")
    assert.matches("the same, byte for byte", home:done "rerun outlook-20260204T060000Z")
  end)

  it("that finds a file it can't take fails with its name and the reason, and keeps nothing of it", function()
    os.execute(("printf 'month,zone\\n2026-02,BE-PZ5345\\n' > %s/inbox/bad.csv"):format(home.path))
    local code = home:run("schedule run outlook", "export GLOCAL_CLOCK=2026-03-03T06:00:00Z")
    assert.equal(1, code)
    assert.matches("bad.csv: ", said "2026-03-03")
  end)
end)
