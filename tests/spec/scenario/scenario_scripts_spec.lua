--- scenario_scripts_spec.lua: the scripts of scenarios run on the shipped figures, in four languages and in time, and say what is wrong.

local glocal = require "glocal"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/glocal"
local HERE
do
  local pipe = assert(io.popen "pwd")
  HERE = pipe:read "l"
  pipe:close()
end

local function shell(line)
  local pipe = assert(io.popen(line .. " 2>&1"))
  local said = pipe:read "a"
  local _, _, code = pipe:close()
  return said, code
end

describe("the scenario scripts", function()
  local folder

  local function run(name, arguments, database)
    return shell(("cd '%s' && '%s' run --store %s '%s/scripts/%s.lua' %s"):format(folder, GLOCAL, database or "s.db", HERE, name,
      arguments or ""))
  end

  local function read(path) return support.read(folder .. "/" .. path) end

  setup(function()
    local empty = support.benelux()
    local empty_path = empty:path()
    empty:close()
    local store = support.benelux()
    dofile "scripts/import_figures.lua"
    folder = support.path ""
    local path = store:path()
    store:close()
    shell(("mkdir '%s' && mv '%s' '%s/s.db' && mv '%s' '%s/empty.db'"):format(folder, path, folder, empty_path, folder))
  end)

  it("mark each of their files as they are told, and write none that may not leave", function()
    for name, count in pairs { scenario_barriers = 6, scenario_channel = 7 } do
      local said, code = run(name, "--to marked --date 2026-11-29 --draws 500 --lang en --marking AMBER+STRICT")
      assert.equal(0, code, said)
      local found = shell(("cd '%s/marked/%s-2026-11-29' && grep -l 'TLP:AMBER+STRICT' * | wc -l"):format(folder, name))
      assert.equal(count, tonumber(found), name)
      said, code = run(name, "--to never --date 2026-11-29 --draws 500 --lang en --marking RED")
      assert.equal(1, code, said)
      assert.truthy(said:find("this scenario is TLP:RED, which may not leave glocal", 1, true), said)
    end
    assert.equal("", (shell(("ls -A '%s/never'"):format(folder))))
  end)

  it("take the Channel down to police zones", function()
    local said, code = run("scenario_channel", "--to out --date 2026-11-29 --draws 4000")
    assert.equal(0, code, said)
    assert.truthy(said:find("wrote out/scenario_channel-2026-11-29: 19 files", 1, true), said)
    local at = "out/scenario_channel-2026-11-29/"
    local words = { nl = "ongeveer even waarschijnlijk als niet", fr = "environ une chance sur deux",
      de = "etwa gleich wahrscheinlich wie nicht", en = "roughly even chance" }
    for lang, word in pairs(words) do
      local text = read(at .. lang .. ".txt")
      assert.truthy(text:gsub("%s+", " "):find(word, 1, true), text)
      assert.truthy(text:find("Westkust", 1, true), text)
      assert.is_nil(text:find "{%a")
      assert.truthy(read(at .. lang .. ".html"):find("<svg", 1, true))
      assert.truthy(read(at .. "map-" .. lang .. ".svg"):find("<svg", 1, true))
      assert.truthy(read(at .. "course-" .. lang .. ".svg"):find("<svg", 1, true))
    end
    local zones = assert(glocal.read(folder .. "/" .. at .. "zones.csv"))
    assert.equal(47, #zones)
    local scenarios = assert(glocal.read(folder .. "/" .. at .. "scenarios.csv"))
    assert.same({ "base", "agreement", "supply", "surge", "mixed" }, scenarios.scenario)
    assert.is_true(scenarios.median[3] < scenarios.median[1] and scenarios.median[1] < scenarios.median[4])
  end)

  it("choose barriers for a budget", function()
    local said, code = run("scenario_barriers", "--to out --date 2026-11-29 --budget 300000 --draws 4000")
    assert.equal(0, code, said)
    assert.truthy(said:find("wrote out/scenario_barriers-2026-11-29: 15 files", 1, true), said)
    local at = "out/scenario_barriers-2026-11-29/"
    for _, lang in ipairs { "nl", "fr", "de", "en" } do
      local text = read(at .. lang .. ".txt")
      assert.is_nil(text:find "{%a")
      assert.truthy(text:find("178", 1, true), text) -- victims of 2022
      assert.truthy(read(at .. lang .. ".html"):find("<svg", 1, true))
    end
    assert.equal(14, #assert(glocal.read(folder .. "/" .. at .. "barriers.csv")))
    local store = assert(glocal.open(folder .. "/s.db"))
    assert.is_true(#store:log():where { action = "disclose" } >= 1)
    store:close()
  end)

  it("take your own barriers", function()
    local own = support.file("barrier,name,stage,actor,cost_low,cost,cost_high,effect_low,effect,effect_high\n"
      .. "visits,house visits,housing,municipality,10,20,30,0.1,0.2,0.3\n")
    local said, code = run("scenario_barriers", "--to own --date 2026-11-29 --budget 50 --draws 500 --lang en --barriers " .. own)
    assert.equal(0, code, said)
    local text = read("own/scenario_barriers-2026-11-29/en.txt"):gsub("%s+", " ")
    assert.truthy(text:find("together avoid most harm on average: house visits", 1, true), text)
    assert.truthy(text:find("From your own tables", 1, true), text)
  end)

  it("say what is wrong with a call", function()
    for _, case in ipairs {
      { "scenario_channel", "--lang xx", "there is no language 'xx'" },
      { "scenario_channel", "--draws none", "--draws wants a whole" },
      { "scenario_channel", "--date yesterday", "'yesterday' is no day" },
      { "scenario_channel", "more", "nothing to do with 'more'" },
      { "scenario_barriers", "--marking PINK", "--marking: unknown marking 'PINK'" },
      { "scenario_barriers", "--budget 10", "no barrier costs as little as 10 EUR" },
      { "scenario_barriers", "--barier x", "--barriers" } } do
      local said, code = run(case[1], case[2])
      assert.equal(2, code, said)
      assert.truthy(said:find(case[3], 1, true), said)
    end
    local said, code = run("scenario_channel", "", "empty.db")
    assert.equal(2, code, said)
    assert.truthy(said:find("scripts/import_figures.lua brings them in", 1, true), said)
    said, code = run("scenario_barriers", "--barriers /nowhere.csv")
    assert.equal(1, code, said)
    assert.truthy(said:find("nowhere.csv", 1, true), said)
    said, code = run("scenario_channel", "--help")
    assert.equal(0, code, said)
    assert.truthy(said:find("--draws", 1, true))
  end)

  it("let nothing leave that may not", function()
    local said, code = run("scenario_channel", "--to red --marking RED --lang en --draws 500")
    assert.equal(1, code, said)
    assert.truthy(said:find("TLP:RED", 1, true), said)
    assert.is_nil(io.open(folder .. "/red/scenario_channel-2026-11-29/en.txt"))
  end)
end)
