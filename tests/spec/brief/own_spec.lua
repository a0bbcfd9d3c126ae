--- own_spec.lua: a zone's own figures on its brief: whole periods, like zones, forecasts, chance.

local glocal = require "glocal"
local figures = require "foresight.brief.figures"
local front = require "foresight.brief.front"
local outlook = require "foresight.brief.outlook"
local places = require "foresight.brief.places"
local pages = require "tests.spec.brief.pages"
local support = require "tests.spec.support"

local DATE = pages.DATE
local row_of, flowing, with_own, with_figures = pages.row_of, pages.flowing, pages.with_own, pages.with_figures

local function level(n, last_year)
  return function(i) return i > 48 and last_year or n end
end

  describe("a brief of a zone with figures of its own", function()
    local theirs, its_store, brief
    setup(function()
      theirs = {
        ["BE-PZ5913"] = { ["property.vehicle"] = level(30, 40), ["property.burglary"] = level(40, 40) },
        ["BE-PZ5388"] = { ["property.vehicle"] = level(20, 20) }, ["BE-PZ5359"] = { ["property.vehicle"] = level(10, 10) },
      }
      its_store = with_own(theirs)
      brief = assert(glocal.brief { zone = "5913", lang = "en", date = DATE, store = its_store })
    end)
      it("begins with them: trend, rate, like zones, the next twelve months", function()
      assert.is_true(brief.html:find('id="own"', 1, true) < brief.html:find('id="moves"', 1, true))
      local row = row_of(brief.html, "own", "Theft of vehicles")
      assert.are.equal("480", row[2])
      assert.are.equal("360", row[3])
      assert.are.equal("+33.3%", row[4])
      assert.truthy(flowing(brief):find("rose in the twelve months to October 2026 from 360 to 480 (+33.3%)", 1, true))
      local frame = brief.figures:where { phenomenon = "property.vehicle" }
      local population = places.of(its_store, "BE-PZ5913", { lang = "en", date = DATE }).population
    assert.is_true(math.abs(frame.rate[1] - 480 / population * 1e5) < 0.01)
      assert.is_true(frame.low_80[1] <= frame.mean[1] and frame.mean[1] <= frame.high_80[1])
    end)

    it("says where a zone went that merged", function()
      local ok, message = pcall(glocal.brief, { zone = "5906", lang = "en", date = DATE, store = its_store })
      assert.is_false(ok)
      assert.truthy(message:find("'BE-PZ5906': the zone ended on 2022-12-31; ask for BE-PZ5913", 1, true), message)
      assert(glocal.brief { zone = "5906", lang = "en", date = "2022-06-01", store = its_store })
    end)

    it("tells a change from chance", function()
      assert.truthy(row_of(brief.html, "own", "Burglary")[4]:find("chance", 1, true))
    end)

    it("names the like zones and says why they are alike", function()
      local row = row_of(brief.html, "like", "Leuven")
      assert.truthy(row[2]:find("same region", 1, true))
      assert.truthy(row[2]:find("similar size", 1, true))
      assert.are.equal(2, #brief.figures:where { phenomenon = "property.vehicle" }.like_rate * 2)
    end)

    it("has their marking", function() assert.are.equal("TLP:AMBER", brief.marking) end)

    it("chooses the texts by their phenomena", function()
      assert.truthy(flowing(brief):find("Organised property crime", 1, true))
    end)

    it("says the counting unit in the language of the page", function()
      local dutch = assert(glocal.brief { zone = "5913", lang = "nl", date = DATE, store = its_store })
      assert.truthy(dutch.html:gsub("\u{AD}", ""):find(">Fenomeen (misdrijven)</th>", 1, true)) -- once, for all rows
      assert.are.equal("Inbraak", (row_of(dutch.html, "own", "Inbraak")[1]:gsub("\u{AD}", "")))
    end)

    it("says it so too where the source has it in another of our languages", function()
      local theirs_in_dutch = with_own({ ["BE-PZ5913"] = { ["property.vehicle"] = level(30, 40) } }, "feiten")
      local page = assert(glocal.brief { zone = "5913", lang = "fr", date = DATE, store = theirs_in_dutch })
      assert.truthy(page.html:find("(faits)</th>", 1, true))
    end)

    it("has no column of like zones where none has figures", function()
      local alone = with_own { ["BE-PZ5913"] = { ["property.vehicle"] = level(30, 40) } }
      local page = assert(glocal.brief { zone = "5913", lang = "nl", date = DATE, store = alone })
      assert.are.equal(6, #row_of(page.html, "own", "Diefstal"))
      assert.is_nil(page.html:gsub("\u{AD}", ""):find("Vergelijkbare zones</th>", 1, true))
      assert.truthy(flowing(page):find("van geen vergelijkbare zone staan cijfers", 1, true))
    end)

    it("has the phenomena that the first page has no room for in the annex", function()
      local codes = { "property.vehicle", "property.burglary", "drugs.dealing", "drugs.possession", "violence.assault",
        "smuggling.land.lorry", "documents.identity" }
      local counts = {}
      for i, code in ipairs(codes) do counts[code] = level(100 - 10 * i) end
      local page = assert(glocal.brief { zone = "5913", lang = "en", date = DATE, store = with_own { ["BE-PZ5913"] = counts } })
      assert.are.equal(5, #pages.cells_of(page.html, "own"))
      local rest = pages.cells_of(page.html, "rest")
      assert.are.equal(2, #rest)
      assert.are.equal("480", rest[1][2])
      assert.are.equal("360", rest[2][2])
      assert.truthy(flowing(page):find("The 5 largest of 7 phenomena; the others are in the annex.", 1, true))
    end)

    -- Of 36 months a few have a row: the mean of those is no forecast.
    it("says until when a row counts that ends earlier, and forecasts nothing of years with holes", function()
      local some = with_own { ["BE-PZ5913"] = { ["property.vehicle"] = level(30),
        ["smuggling.land.lorry"] = function(i) return i % 5 == 0 and 1 or nil end } }
      local rows = {}
      for i = 0, 35 do rows[#rows + 1] = ("%s,BE-PZ5913,drugs.dealing,7\n"):format(glocal.period("2023-01", "month", i)) end
      assert(support.import(some, table.concat(rows), { source = "earlier", counting_unit = "offences" }))
      local page = assert(glocal.brief { zone = "5913", lang = "nl", date = DATE, store = some })
      assert.truthy(row_of(page.html, "own", "Dealen door gebruikers, t/m december 2025"))
      local holes = row_of(page.html, "own", "Mensensmokkel in vrachtwagens")
      assert.are.equal("\u{2013}", holes[#holes])
      assert.truthy(row_of(page.html, "own", "Diefstal")[6]:find("(", 1, true))
    end)

    it("takes no figure of the zone for one of the country", function()
      local few = with_own { ["BE-PZ5913"] = { ["trafficking.labour"] = function(i) return i % 12 == 0 and 1 or nil end } }
      local page = assert(glocal.brief { zone = "5913", lang = "en", date = DATE, store = few })
      assert.are.equal("2022", row_of(page.html, "moves", "Belgium")[2])
      assert.truthy(flowing(page):find("In Belgium, 231 victims of trafficking were detected in 2022", 1, true))
    end)

    it("leaves the advice what room the own figures leave on the page", function()
      local function rows(count, unit)
        local list = {}
        for i = 1, count do list[i] = { unit = unit or tostring(i) } end
        return list
      end
      assert.are.equal(560, front.advice_room {})
      assert.are.equal(350, front.advice_room(rows(3, "offences")))
      assert.are.equal(240, front.advice_room(rows(5, "offences")))
      assert.are.equal(240, front.advice_room(rows(9, "offences"))) -- five are shown
      assert.are.equal(185, front.advice_room(rows(3))) -- names with their units are two lines
    end)

    it("takes whole periods only", function()
      local running = assert(glocal.brief { zone = "5913", lang = "en", date = "2026-10-15", store = its_store })
      assert.are.equal("2026-09", running.figures.last[1])
    end)

  it("compares no year with one of which figures are missing", function()
      local own = with_own { ["BE-PZ5913"] = { ["property.vehicle"] = function(i) return i ~= 40 and 30 or nil end } }
      local made = assert(glocal.brief { zone = "5913", lang = "en", date = DATE, store = own })
      local row = row_of(made.html, "own", "Theft of vehicles")
      assert.truthy(row[4]:find("(a)", 1, true))
      assert.truthy(flowing(made):find("not every period of the two years has a figure", 1, true))
      assert.are.same({ "360", "330 (11/12)" }, { row[2], row[3] })
      assert.truthy(flowing(made):find("in brackets of how many periods of the year there are figures", 1, true))
      assert.are.equal(360, made.figures.count[1])
      assert.is_nil(made.figures.before[1])
      end)

    it("counts a month without events as 0, and leaves out the last month that events do not reach the end of", function()
      local own = with_figures()
      assert(own:import(support.file [[
  day,zone,phenomenon
  2024-01-05,BE-PZ5913,property.vehicle
  2025-03-05,BE-PZ5913,property.vehicle
  2025-12-31,BE-PZ5913,property.vehicle
  2026-01-10,BE-PZ5913,property.vehicle
  ]], { day = "day", zone = "zone", phenomenon = "phenomenon" }, { source = "log", records = "events" }))
      local made = assert(glocal.brief { zone = "5913", lang = "en", date = DATE, store = own })
      assert.are.equal("2025-12", made.figures.last[1])
      assert.are.equal(2, made.figures.count[1])
      assert.are.equal(1, made.figures.before[1])
      end)
end)

describe("the counts of a brief", function()
  it("are ranges that hold 0 where they are rare", function()
    assert.are.same({ 0, 3 }, { figures.count_interval(0.5, 1.5) })
    assert.are.same({ 0, 0 }, { figures.count_interval(0, 0) })
    local from, to = figures.count_interval(100, 100) -- Poisson of mean 100: 10 % quantile 87, 90 % quantile 113
    assert.are.same({ 87, 113 }, { from, to })
    from, to = figures.count_interval(1000, 1000) -- 960, 1041
    assert.are.same({ 960, 1041 }, { from, to })
  end)

  it("of twelve months have an interval between that of independent months and the sum of their ends", function()
    local means, lows, highs = {}, {}, {}
    for h = 1, 12 do means[h], lows[h], highs[h] = 50, 40, 60 end
    local flat = outlook.total(means, lows, highs) -- no growth of the interval: the months are independent
    assert.is_true(math.abs(flat.high - (600 + 10 * math.sqrt(12))) < 1e-9)
    for h = 1, 12 do lows[h], highs[h] = 50 - 5 * math.sqrt(h), 50 + 5 * math.sqrt(h) end -- a random walk
    local walk, ends = outlook.total(means, lows, highs), 0
    for h = 1, 12 do ends = ends + highs[h] end
    local sum = 0
    for k = 1, 12 do sum = sum + k * k end
    assert.is_true(math.abs(walk.high - (600 + 5 * math.sqrt(sum))) < 1e-9)
    assert.is_true(walk.high < ends)
    assert.is_true(outlook.total({ 0.1 }, { 0 }, { 3 }).low >= 0)
  end)
end)
