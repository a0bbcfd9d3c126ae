--- browser_spec.lua: the briefs of a province in headless Chromium, as a reader meets them: by keyboard, by screen reader, on paper.
--- tests/browser/briefs_in_browser.py drives it; where no browser can start, the tests are pending and say why.

local glocal = require "glocal"
local json = require "dkjson"
local pages = require "tests.spec.brief.pages"
local support = require "tests.spec.support"

-- A zone with four own phenomena and an alarm has the fullest first page there is.
local function fullest_store()
  local own = {}
  for _, phenomenon in ipairs { "trafficking.labour", "smuggling.assistance", "documents.identity",
    "drugs.trafficking.resale" } do
    own[phenomenon] = function(i) return i == 60 and 90 or 5 + i * 7 % 11 end
  end
  return pages.with_own { ["BE-PZ5461"] = own, ["BE-PZ5460"] = own }
end

describe("briefs in a browser", function()
  local found, why

  setup(function()
    local store, to = fullest_store(), support.path()
    assert(glocal.briefs { of = "BE-VWV", lang = "nl", index_lang = "nl", to = to, date = pages.DATE, store = store })
    local folder = to .. "/" .. pages.DATE
    -- The index leads to all of them; of the briefs themselves three are opened.
    local out = support.path ".json"
    local command = ("python3 tests/browser/briefs_in_browser.py '%s' 5461-nl.html 5460-nl.html 5444-nl.html > '%s' 2>&1"):format(
      folder, out)
    local _, _, code = os.execute(command)
    local said = support.read(out)
    if code == 3 then
      why = said:gsub("%s+$", "")
    else
      assert(code == 0, said)
      found = assert(json.decode(said))
    end
  end)

  -- A test that needs the browser.
  local function it_shows(what, check)
    it(what, function()
      if not found then pending(why) else check(found) end
    end)
  end

  it_shows("lead from the map and the table to every zone", function(all)
    local index = all.index
    assert.are.same({}, index.missing)
    assert.are.equal(19, index.map_links)
    assert.are.equal(19, index.table_links)
    for _, each in ipairs(index.followed) do assert.are.equal(each[1], each[2]) end
    assert.are.equal("Arro Ieper", index.followed[2][3])
  end)

  it_shows("are reached by keyboard, in order, with a focus that is seen and a way past the map", function(all)
    local index, on_map = all.index, 0
    assert.are.equal(1 + index.links, #index.stops)
    assert.are.equal("#zones", index.stops[1].href)
    for i, stop in ipairs(index.stops) do
      assert.is_true(stop.seen, i .. " " .. stop.href)
      assert.is_true(stop.style ~= "none" and stop.width >= 2, i .. " " .. stop.href)
      on_map = on_map + (stop.map and 1 or 0)
    end
    assert.are.equal(19, on_map)
    assert.is_true(index.stops[2].map)
    assert.are.equal("#zones", index.skip)
    assert.are.equal("Arro Ieper", index.after_skip.text)
  end)

  it_shows("tell a screen reader what each link, table and column is", function(all)
    local index, times = all.index, {}
    for _, name in ipairs(index.names) do
      assert.are_not.equal("", name)
      times[name] = (times[name] or 0) + 1
    end
    assert.are.equal(2, times.Westkust) -- on the map and in the table
    assert.are.same({ "Alle zones" }, index.tables)
    for _, column in ipairs { "Zone", "Zonebeeld", "Ligt in", "Inwoners", "Berichten", "Waarover" } do
      assert.is_true(index.column_names[column], column)
    end
    assert.are.equal("nl", index.language)
  end)

  it_shows("fetch nothing and complain of nothing", function(all)
    assert.are.same({}, all.requests)
    assert.are.same({}, all.errors)
    assert.are.equal(0, all.index.scripts)
    assert.is_false(all.index.overflow)
  end)

  it_shows("print on A4 with the first page on one sheet", function(all)
    assert.are.equal(3, #all.briefs)
    for _, brief in ipairs(all.briefs) do
      assert.are.equal(1, brief.front_sheets, brief.file)
      assert.is_true(brief.sheets >= 2 and brief.sheets <= 6, brief.file)
    end
  end)
end)
