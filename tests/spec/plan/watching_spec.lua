--- watching_spec.lua: the indicators of a kept plan are judged with the series of the store, without a call of their own; one that passes
--- its threshold is an alert that says which plan, version and item.

local glocal = require "glocal"
local support = require "tests.spec.support"
local watch = require "foresight.warning.watch"
local watching = require "foresight.plan.watching"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

-- Months of drugs in BE-PZ5345, from the month `first` on.
local function months(first, count, level)
  local lines = {}
  for i = 0, count - 1 do
    lines[#lines + 1] = ("%s,BE-PZ5345,drugs,%d"):format(glocal.period(first, "month", i), level + (i * 7) % 9)
  end
  return table.concat(lines, "\n") .. "\n"
end

describe("the indicators of a kept plan", function()
  local store, path

  local function import(text) assert(support.import(store, text, { source = "corps", records = "figures" })) end

  local function keep(date)
    local p = assert(glocal.plan { zone = "5345", years = { 2025, 2030 }, lang = "nl", date = date, store = store })
    assert(p:keep { role = "strategy" })
    return p
  end

  setup(function()
    store = support.benelux()
    path = store:path()
    import(months("2019-01", 80, 40)) -- to 2025-08
    keep "2025-10-01"
  end)

  it("are judged beside the series, and nothing passes as long as nothing does", function()
    import(months("2025-09", 3, 40))
    local told = assert(watching.run(store))
    assert.same({ 1, 1, 0, 0 }, { told.plans, told.judged, told.added, told.known })
    assert.equal(0, #glocal.alerts { method = "plan" })
  end)

  it("raise one alert, in the month in which the sum passed the threshold, that names plan, version and item", function()
    import(months("2025-12", 5, 200))
    local told = assert(watching.run(store))
    assert.equal(1, told.added)
    assert.matches("^plan 1 of BE%-PZ5345, version 1: BE%-PZ5345 drugs above %d+", told.passed[1])
    local a = glocal.alerts { method = "plan" }
    assert.equal(1, #a)
    assert.same({ "BE-PZ5345", "drugs", "2026-02" }, { a.zone[1], a.phenomenon[1], a.period[1] })
    assert.matches("^1 %(BE%-PZ5345, version 1%): BE%-PZ5345 drugs above %d+", a.plan[1])
    assert.is_true(a.observed[1] > a.upper[1])
    told = assert(watching.run(store)) -- told of once, also when months are added
    assert.same({ 0, 1 }, { told.added, told.known })
    import(months("2026-05", 1, 200))
    assert.same({ 0, 1 }, (function(t) return { t.added, t.known } end)(assert(watching.run(store))))
  end)

  it("stand in the digest of the zone and in no other's", function()
    local found = watch.new(store, 0)
    assert.same({ "BE-PZ5345" }, found.zones)
    local words = { nl = "Indicator van het plan van Antwerpen (plan 1, versie 1): van september 2025 tot en met februari 2026",
      fr = "Indicateur du plan de Anvers (plan 1, version 1)", de = "Indikator des Plans von Antwerpen (Plan 1, Version 1)",
      en = "Indicator of the plan of Antwerp (plan 1, version 1): from September 2025 to February 2026" }
    for lang, said in pairs(words) do
      local d = assert(glocal.warnings { zone = "5345", since = "2025-09", lang = lang })
      assert.truthy(d.text:gsub("%s+", " "):find(said, 1, true), d.text)
    end
    assert.is_nil(glocal.warnings { zone = "5461", since = "2025-09", lang = "en" }.text:find("Indicator of the plan", 1, true))
    local again = keep "2026-07-01" -- and in the next plan
    assert.truthy(again.text:find("Indicator van het plan", 1, true))
    assert.equal(0, #again:verify():where { same = 0 })
  end)

  it("are judged by weekly_warning.lua; of a zone by its last version", function()
    store:close()
    local line = "%s run --store %s scripts/weekly_warning.lua --lang en --since 2026-01 --date 2026-11-30 --to %s 2>&1"
    local pipe = io.popen(line:format(GLOCAL, path, support.path ""))
    local said = pipe:read "a"
    pipe:close()
    assert.truthy(said:find("indicators of 1 kept plan: 0 judged, 0 passed a threshold", 1, true), said) -- no month since
    assert.truthy(said:find("wrote ", 1, true), said)
  end)
end)

describe("two who keep a plan of one zone at once", function()
  it("are told so, and to try again", function()
    local store = support.benelux()
    local kept = require "foresight.plan.kept"
    local content = { zone = "BE-PZ5345", years = { 2026, 2031 }, lang = "nl", date = "2026-11-30", state = store:state(),
      indicators = {}, expectations = {} }
    assert(kept.add(store, content, "strategy", "CLEAR"))
    local next_version = kept.next_version
    kept.next_version = function(...) -- as it was a moment before another process kept its own
      kept.next_version = next_version
      return next_version(...) - 1
    end
    local number, message, code = kept.add(store, content, "strategy", "CLEAR")
    assert.is_nil(number)
    assert.equal("conflict", code)
    assert.equal("version 1 of the plan of BE-PZ5345 was kept by someone else meanwhile: keep it again", message)
  end)
end)
