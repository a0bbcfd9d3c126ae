--- brief_spec.lua: the brief is whole, says what its figures say, is the same twice, and refuses what it must.

local glocal = require "glocal"
local core = require "glocal.core"
local figures = require "foresight.brief.figures"
local locale = require "foresight.language.locale"
local places = require "foresight.brief.places"
local positions = require "foresight.zones.positions"
local pages = require "tests.spec.brief.pages"
local support = require "tests.spec.support"

local DATE, LANGUAGES = pages.DATE, pages.LANGUAGES
local unbalanced, cells_of, row_of, flowing = pages.unbalanced, pages.cells_of, pages.row_of, pages.flowing
local with_figures, with_handling = pages.with_figures, pages.with_handling

describe("a brief", function()
  local store, briefs
  setup(function()
    store = with_figures()
    briefs = {}
    for _, lang in ipairs(LANGUAGES) do
      briefs[lang] = assert(glocal.brief { zone = "5345", lang = lang, date = DATE, store = store })
    end
  end)

  local words = {
    nl = { "Zonebeeld", "Wat dat hier betekent", "grensoverschrijdingen", "22 november 2026", "37,6%" },
    fr = { "Fiche de zone", "Ce que cela signifie ici", "franchissements", "22 novembre 2026", "37,6\u{202F}%" },
    de = { "Lagebild der Zone", "Was das hier bedeutet", "Grenzübertritte", "22. November 2026" },
    en = { "Zone brief", "What it means here", "border crossings", "22 November 2026", "37.6%" },
  }

  for _, lang in ipairs(LANGUAGES) do
    describe("in " .. lang, function()
      it("is well-formed and says its language", function()
        assert.is_nil(unbalanced(briefs[lang].html))
        assert.truthy(briefs[lang].html:find(('<html lang="%s">'):format(lang), 1, true))
      end)

      it("fetches nothing", function()
        local page = briefs[lang].html
        assert.is_nil(page:find "https?:")
        assert.is_nil(page:find "[%s\"';]src%s*=")
        assert.is_nil(page:find "href%s*=")
        assert.is_nil(page:find "url%s*%(")
        assert.is_nil(page:find "@import")
        assert.is_nil(page:find "<script")
      end)

      it("has no id twice", function()
        local seen = {}
        for id in briefs[lang].html:gmatch ' id=["\']([^"\']*)' do
          assert.is_nil(seen[id])
          seen[id] = true
        end
      end)

      it("bears its marking at head and foot of each sheet, and page numbers", function()
        local page = briefs[lang].html
        assert.truthy(page:match('<thead><tr><td><header class="marking">.-<b>TLP:CLEAR</b>'))
        assert.truthy(page:match('<tfoot><tr><td><footer class="marking">.-<b>TLP:CLEAR</b>'))
        assert.are.equal("TLP:CLEAR", briefs[lang].text:match "^[^\n]+")
        assert.are.equal("TLP:CLEAR", briefs[lang].text:match "([^\n]+)\n$")
        assert.truthy(page:find('counter(page) " / " counter(pages)', 1, true))
      end)

      it("speaks its language in page and text alike", function()
        local page = briefs[lang].html:gsub("\u{AD}", "")
        for _, word in ipairs(words[lang]) do
          assert.truthy(page:find(word, 1, true), word)
          assert.truthy(briefs[lang].text:find(word, 1, true), word)
        end
        local place = places.of(store, "BE-PZ5345", { lang = lang, date = DATE })
        assert.truthy(page:find(locale.of(lang).number(place.population), 1, true))
        assert.is_nil(page:find("{%a+}"), "a blank was not filled")
        assert.is_nil(briefs[lang].text:find "nil")
      end)

      it("has every cell filled, and charts that say what they show", function()
        for id, count in pairs { moves = 18, here = 1, compared = 6, sources = 3 } do
          local rows = cells_of(briefs[lang].html, id)
          assert.are.equal(count, #rows, id)
          for _, row in ipairs(rows) do assert.are.equal(#rows[1], #row) end
        end
        local charts = 0
        for label in briefs[lang].html:gmatch '<svg[^>]-aria%-label="([^"]*)"' do
          charts = charts + 1
          assert.is_true(#label > 20)
        end
        assert.are.equal(3, charts) -- two courses and a map
      end)

      it("keeps the text within 80 columns", function()
        for line in briefs[lang].text:gmatch "[^\n]+" do
          if not line:find "glocal %a+" then assert.is_true(core.width(line) <= 80, line) end
        end
      end)

      it("puts the chief's page first and the annex on a sheet of its own", function()
        local page = briefs[lang].html
        local annex = page:find('<h2 class="annex">', 1, true)
        assert.is_true(page:find('<div class="columns">', 1, true) < annex)
        assert.is_true(annex < page:find('id="moves"', 1, true))
        assert.truthy(page:find("h2.annex { [^}]*break%-before: page"))
      end)
    end)
  end

  it("has publishers, licences, tables and counting units in the language of the page", function()
    local dutch = briefs.nl.text
    for _, english in ipairs { "Home Office,", "Reuse permitted", "United Nations", "detected victims", "border crossings",
      "European Border", "Open Government" } do
      assert.is_nil(dutch:find(english, 1, true), english)
    end
    assert.truthy(dutch:find("Hergebruik met", 1, true))
    assert.truthy(flowing(briefs.nl):find("17.721 detecties", 1, true))
    assert.truthy(briefs.de.text:find("Ärmelkanal", 1, true))
    assert.truthy(briefs.fr.text:find("ministère", 1, true) or briefs.fr.text:find("Ministère", 1, true))
  end)

  it("says that it holds no personal data, not that no persons stand behind it", function()
    assert.truthy(flowing(briefs.en):find("contains no personal data", 1, true))
    assert.truthy(flowing(briefs.nl):find("bevat geen persoonsgegevens", 1, true))
    assert.is_nil(briefs.nl.text:find("geen personen achter", 1, true))
  end)

  it("dates the zones by their table", function()
    assert.truthy(briefs.en.text:find("Zone table%s+%d+ police zones, last change %d+ %a+ %d+"))
    local place = places.of(store, "BE-PZ5345", { lang = "nl", date = "2018-06-01" })
    assert.is_true(place.table_day == nil or place.table_day <= "2018-06-01")
  end)

  it("says in one line that there are no own figures, and what brings them in, without a command on the first page", function()
    assert.truthy(flowing(briefs.en):find("holds no figures of this police zone itself", 1, true))
    assert.truthy(flowing(briefs.en):find("glocal import", 1, true))
    assert.is_nil(briefs.en.html:match '^(.*)<h2 class="annex">':find("<pre>", 1, true))
    assert.are.equal(0, #briefs.en.figures)
  end)

  it("names the largest fall and rise with the age of the figure", function()
    local text = flowing(briefs.en)
    assert.truthy(text:find("Largest fall: irregular border crossings (Western Balkan", 1, true))
    assert.truthy(text:find("Largest rise: irregular border crossings (Eastern Land Border", 1, true))
    assert.truthy(text:find("+181.7%% on the year before %(19 months old%)"))
    assert.truthy(text:find("231 victims of trafficking were detected in 2022, against 145 the year before (3.9 years old)",
      1, true))
  end)

  it("shows the numbers that rollup and impact give", function()
    local function year(from, to)
      local routes = store:sql "select code from zone where kind = 'route' and code <> 'RT-CHANNEL'".code
      return glocal.rollup { zone = routes, phenomenon = "migration.crossing", every = "month", from = from, to = to,
        store = store }
    end
    local now = year("2024-05", "2025-04")
    local row = cells_of(briefs.en.html, "moves")[1]
    assert.are.equal(226347, now:sum "count")
    assert.are.equal("226,347", row[4])
    assert.are.equal("362,701", row[5])
    assert.are.equal(362701, year("2023-05", "2024-04"):sum "count")
    assert.are.equal("\u{2212}136,354", row[6])
    local boats = glocal.rollup { zone = "RT-CHANNEL", phenomenon = "smuggling", every = "month", from = "2025-09",
      to = "2026-08", store = store }
    local mine = glocal.impact { of = boats, within = "BE", exposure = "channel", at = DATE, store = store }
      :where { zone = "BE-PZ5345" }
    local from, to = figures.count_interval(mine:sum "low", mine:sum "high")
    assert.are.equal(("%d to %d"):format(from, to), cells_of(briefs.en.html, "here")[1][5])
  end)

  it("gives the published total where forms are censored", function()
    local row = row_of(briefs.en.html, "moves", "Luxembourg")
    assert.are.same({ "77", "50", "+27", "+54.0%" }, table.move(row, 4, 7, 1, {}))
  end)

  it("gives no percentage where a source counted in another way or a year is not whole", function()
    -- Germany: a published total of 2021 beside the sum of the forms of 2022; two routes have a few months only.
    for _, start in ipairs { "Germany", "United Kingdom" } do
      local row = row_of(briefs.en.html, "moves", start)
      assert.are.equal("\u{2013}", row[6])
      assert.are.equal("\u{2013}\u{A0}(b)", row[7])
    end
    assert.are.equal("\u{2013}\u{A0}(a)", row_of(briefs.en.html, "moves", "Black Sea")[7])
    assert.truthy(flowing(briefs.en):find("(b) counted in another way in the two years", 1, true))
  end)

  it("gives no percentage across a break that the texts name", function()
    local early = assert(glocal.brief { zone = "5345", lang = "en", at = "2017-12", date = DATE, store = store })
    local row = row_of(early.html, "moves", "United Kingdom")
    assert.are.equal("5,138", row[4])
    assert.is_nil(row[7]:find "%%")
    assert.truthy(flowing(early):find("from 2017 more than eight times the figure of 2016", 1, true))
  end)

  it("says of what the estimate is a part, and that it is one", function()
    assert.truthy(flowing(briefs.nl):find("naar schatting 47 tot 393 van de 28.366 aankomsten in de twaalf maanden", 1, true))
    assert.truthy(flowing(briefs.en):find("an estimated 47 to 393 of the 28,366 arrivals in the twelve months", 1, true))
  end)

  it("shares nothing out by population", function()
    local message = support.message_of(glocal.brief, { zone = "5345", exposure = { crossings = "population" }, store = store })
    assert.truthy(message:find("the same rate in every zone", 1, true))
    local eifel = assert(glocal.brief { zone = "5291", lang = "de", date = DATE, store = store })
    assert.is_nil(eifel.html:find('id="here"', 1, true))
    assert.truthy(flowing(eifel):find("Keine Tabelle der Datenbank sagt, was diese Zahlen für diese Polizeizone", 1, true))
  end)

  it("estimates of all zones and what falls outside add up to the figure", function()
    local totals = { crossings = 226347, channel = 28366 } -- victims stay a national figure
    for topic, total in pairs(totals) do
      local sum = briefs.nl.estimates:where { topic = topic }:sum "estimate"
      assert.is_true(math.abs(sum - total) < 0.001, topic .. " " .. sum)
    end
    assert.are.equal(0, #briefs.nl.estimates:where { topic = "victims" })
  end)

  it("is the same twice, to the byte, and as of an earlier state when the store has grown", function()
    local again = assert(glocal.brief { zone = "BE-PZ5345", lang = "nl", date = DATE, store = store })
    assert.are.equal(briefs.nl.html, again.html)
    assert.are.equal(briefs.nl.text, again.text)
    local grown = with_figures()
    local before = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, store = grown })
    with_handling(grown, "CLEAR")
    assert(grown:import(support.file "zone,name,value,period\nBE-11002,population,1,2020\n",
      { zone = "zone", name = "name", value = "value", period = "period" }, { as = "facts" }))
    assert(grown:import(support.file "child,parent,hierarchy\nBE-11002,BE-PZ5461,police\n",
      { child = "child", parent = "parent", hierarchy = "hierarchy" }, { as = "links", replace = true }))
    local made, after = pcall(glocal.brief, { zone = "5345", lang = "nl", date = DATE, store = grown })
    assert.are_not.equal(before.text, made and after and after.text) -- it has lost its municipality
    local then_known = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, as_of = before.state, store = grown })
    local function without_state(page) return (page:gsub("bekend op[^;]*;", "")) end
    assert.are.equal(without_state(before.html), without_state(then_known.html))
    assert.are.equal(before.command, then_known.command)
    glocal.use(store)
  end)

  it("knows only what was known then", function()
    local nothing = store:sql("select min(batch) - 1 as id from observation").id[1]
    local early = assert(glocal.brief { zone = "5345", lang = "en", as_of = nothing, date = DATE, store = store })
    assert.truthy(early.text:find("holds no international figures", 1, true))
    assert.is_nil(unbalanced(early.html))
    local ok, message = pcall(glocal.brief, { zone = "5345", lang = "en", as_of = "2001-01-01", date = DATE, store = store })
    assert.is_false(ok)
    assert.truthy(tostring(message):find("did not know yet", 1, true))
  end)

  it("considers nothing after the month asked for", function()
    local early = assert(glocal.brief { zone = "5345", lang = "en", at = "2021-06", date = DATE, store = store })
    assert.are.equal("June 2021", cells_of(early.html, "moves")[1][2])
    assert.is_nil(early.text:find("2022", 1, true) and early.text:match "in 2022, against")
  end)

  it("is made for other zones too", function()
    for zone, word in pairs { ["5461"] = "Westkust", ["NL-VR13"] = "Amsterdam", ["BE-VAN"] = "Antwerp",
      ["BE-11002"] = "Antwerp", ["LU-CA"] = "Capellen" } do
      local made = assert(glocal.brief { zone = zone, lang = "en", date = DATE, store = store })
      assert.truthy(made.html:find(word, 1, true))
      assert.is_nil(unbalanced(made.html))
    end
  end)

  it("lies where its people live", function()
    assert.is_true(math.abs(positions.distance({ lat = 51.2194, lon = 4.4025 }, { lat = 50.8503, lon = 4.3517 }) - 41.2) < 0.5)
    local place = places.of(store, "BE-PZ5345", { lang = "nl", date = DATE })
    local nearest = places.nearest(place, 5)
    assert.are.equal(5, #nearest)
    for i = 2, 5 do assert.is_true(nearest[i - 1].distance <= nearest[i].distance) end
  end)

  it("is plain ASCII in a plain terminal", function()
    local getenv = os.getenv
    os.getenv = function(name) return name == "GLOCAL_PLAIN" and "1" or getenv(name) end -- luacheck: ignore 122
    local ok, made = pcall(glocal.brief, { zone = "5345", lang = "fr", date = DATE, store = store })
    os.getenv = getenv -- luacheck: ignore 122
    assert.is_true(ok, made)
    assert.is_nil(made.text:find "[\128-\255]")
  end)

  describe("written to a file", function()
    it("appears whole, and nothing beside it", function()
      local path = support.path ".html"
      local made = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, to = path, store = store })
      assert.are.equal(path, made.path)
      assert.are.equal(briefs.nl.html, support.read(path))
      assert.is_nil(io.open(path .. ".part"))
    end)

    it("prints as the name of its file, and as the page before", function()
      local path = support.path ".html"
      local made = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, store = store })
      assert.truthy(tostring(made):find("Zonebeeld: Antwerpen", 1, true))
      assert(made:write(path))
      assert.are.equal("brief written to " .. path, tostring(made))
    end)

    it("takes a path and nothing else", function()
      local write, message_of = briefs.nl.write, support.message_of
      assert.truthy(message_of(write, briefs.nl, "x.html", "y.html"):find("bad argument #2 to 'write'", 1, true))
      assert.truthy(message_of(write, briefs.nl):find("bad argument #1 to 'write'", 1, true))
      assert.truthy(message_of(write, briefs.nl, 3):find("bad argument #1 to 'write'", 1, true))
    end)

    it("fails with a reason where it can't be", function()
      local made, message, code = glocal.brief { zone = "5345", lang = "nl", to = "/nowhere/x.html", store = store }
      assert.is_nil(made)
      assert.are.equal("can't write '/nowhere/x.html': No such file or directory", message)
      assert.are.equal("not_found", code)
    end)

    it("is refused when TLP:RED went into it", function()
      local red = with_figures()
      with_handling(red, "RED")
      local path = support.path ".html"
      local made, message, code = glocal.brief { zone = "5345", lang = "nl", to = path, store = red }
      assert.is_nil(made)
      assert.truthy(message:find("TLP:RED", 1, true))
      assert.are.equal("marking", code)
      assert.is_nil(io.open(path))
      assert.are.equal("TLP:RED", glocal.brief { zone = "5345", lang = "nl", store = red }.marking)
      glocal.use(store)
    end)

    it("bears the strictest marking, never a looser one than asked", function()
      local amber = with_figures()
      with_handling(amber, "AMBER")
      for asked, expected in pairs { GREEN = "TLP:AMBER", ["AMBER+STRICT H1"] = "TLP:AMBER+STRICT H1" } do
        local made = assert(glocal.brief { zone = "5345", lang = "nl", marking = asked, store = amber })
        assert.are.equal(expected, made.marking)
        assert.truthy(made.html:find("<b>" .. expected .. "</b></footer>", 1, true))
      end
      glocal.use(store)
    end)
  end)

  describe("asked for wrongly", function()
    local faults = {
      { { zone = "5345", lang = "nk" }, "there is no 'nk', did you mean 'nl'" },
      { { zone = "53455", lang = "nl" }, "unknown zone '53455'" },
      { { zone = "BE", lang = "nl" }, "no brief for 'BE': it is a country" },
      { { lang = "nl" }, "bad argument 'zone'" },
      { { zone = "5345", lang = "nl", exposure = { chanel = "gateways" } }, "did you mean 'channel'" },
      { { zone = "5345", lang = "nl", exposure = { channel = "nonsense" } }, "unknown exposure 'nonsense'" },
      { { zone = "5345", lang = "nl", exposure = { channel = "nonsens" }, date = "2041-01-01" }, "unknown exposure 'nonsens'" },
      { { zone = "5345", langs = "nl" }, "there is no 'langs', did you mean 'lang'" },
      { { zone = "5345", lang = "nl", at = "last year" }, "not a date" },
    }
    for _, fault in ipairs(faults) do
      it("says: " .. fault[2], function()
        fault[1].store = store
        local ok, message = pcall(glocal.brief, fault[1])
        assert.is_false(ok)
        assert.truthy(tostring(message):find(fault[2], 1, true), message)
      end)
    end
  end)
end)
