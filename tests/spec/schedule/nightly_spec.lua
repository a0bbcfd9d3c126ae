--- nightly_spec.lua: nightly_check.lua keeps as many backups as it is told to, and has one date where midnight passes meanwhile.

local fixture = require "tests.spec.schedule.fixture"

-- Each look at the clock finds it a day later.
local RUN = [[local core, days = require "glocal.core", 0
core.today = function() days = days + 1 return core.period("2026-11-29", "day", days) end
arg = {"--to", "backups", "--keep", "2"} return dofile "%s/scripts/nightly_check.lua"]]

describe("nightly_check.lua", function()
  local home, script
  setup(function()
    home = fixture.home()
    home:done(("init %s/small.db"):format(home.path))
    script = home:script("nightly", RUN:format(fixture.project))
  end)

  local function names(pattern)
    local pipe = io.popen(("cd %s && ls -d %s"):format(home.path, pattern))
    local text = pipe:read "a"
    pipe:close()
    return text
  end

  it("has one date where midnight passes meanwhile, and keeps the newest backups", function()
    local function night() home:done(("run --store small.db %s"):format(script), ("cd %s"):format(home.path)) end
    night()
    assert.equal("backups/small-2026-11-30.db\ncheck-2026-11-30.txt\n", names "backups/* check-*")
    night()
    assert.equal("backups/small-2026-11-30-2.db\nbackups/small-2026-11-30.db\n", names "backups/*")
    night()
    assert.equal("backups/small-2026-11-30-2.db\nbackups/small-2026-11-30-3.db\n", names "backups/*")
  end)
end)
