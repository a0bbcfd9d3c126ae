--- midnight_spec.lua: ready scripts have one date where midnight passes while they run.

local fixture = require "tests.spec.schedule.fixture"
local support = require "tests.spec.support"

-- Each look at the clock finds it a day later.
local RUN = [[local core, days = require "glocal.core", 0
core.today = function() days = days + 1 return core.period("2026-11-29", "day", days) end
arg = {%s} return dofile "%s/scripts/%s.lua"]]

describe("where midnight passes meanwhile", function()
  local home
  setup(function() home = fixture.home() end)

  local function run(name, store, arguments)
    local script = home:script(name, RUN:format(arguments, fixture.project, name))
    home:done(("run --store %s %s"):format(store, script), ("cd %s"):format(home.path))
  end

  local function names(pattern)
    local pipe = io.popen(("cd %s && ls -d %s"):format(home.path, pattern))
    local text = pipe:read "a"
    pipe:close()
    return text
  end

  it("nightly_check has one date, and keeps the newest backups", function()
    home:done(("init %s/small.db"):format(home.path))
    local function night() run("nightly_check", "small.db", '"--to", "backups", "--keep", "2"') end
    night()
    assert.equal("backups/small-2026-11-30.db\ncheck-2026-11-30.txt\n", names "backups/* check-*")
    night()
    assert.equal("backups/small-2026-11-30-2.db\nbackups/small-2026-11-30.db\n", names "backups/*")
    night()
    assert.equal("backups/small-2026-11-30-2.db\nbackups/small-2026-11-30-3.db\n", names "backups/*")
  end)

  it("the plans of one run of yearly_plan have one date", function()
    run("yearly_plan", home:demo_store(), '"--zone", "5302,5461", "--years", "2026,2031", "--lang", "en"')
    for _, zone in ipairs { "5302", "5461" } do
      local page = support.read(("%s/plans/plan-%s-en.html"):format(home.path, zone))
      assert.truthy(page:find("30 November 2026", 1, true))
      assert.falsy(page:find("%f[%d]%d December 2026"))
    end
  end)
end)
