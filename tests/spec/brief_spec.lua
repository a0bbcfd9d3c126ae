--- brief_spec.lua: the brief is whole, says what its figures say, is the same twice, and refuses what it must.

local glocal = require "glocal"
local places = require "foresight.brief.places"
local positions = require "foresight.zones.positions"
local plot = require "foresight.plot.plot"
local support = require "tests.spec.support"

local DATE = "2026-11-22"
local LANGUAGES = { "nl", "fr", "de", "en" }

local VOID = { meta = true, br = true, img = true, hr = true }

-- Every tag that opens is closed, in order; the fault, or nil.
local function unbalanced(page)
  local open = {}
  page = page:gsub("<!DOCTYPE[^>]*>", ""):gsub("<style>.-</style>", "")
  if page:gsub("<[^<>]+>", ""):find "[<>]" and page:gsub("<[^<>]+>", ""):find "<" then return "a loose <" end
  for closing, name, rest in page:gmatch "<(/?)([%a][%w]*)([^<>]*)>" do
    if closing == "/" then
      if table.remove(open) ~= name then return "</" .. name .. ">" end
    elseif not VOID[name] and rest:sub(-1) ~= "/" then
      open[#open + 1] = name
    end
  end
  return open[1]
end

-- The cells of one table of a page, as lists of texts.
local function cells_of(page, id)
  local rows = {}
  local body = page:match(('<table class="figures" id="%s">.-<tbody>(.-)</tbody>'):format(id))
  for row in body:gmatch "<tr[^>]*>(.-)</tr>" do
    local cells = {}
    for cell in row:gmatch "<t[hd][^>]*>(.-)</t[hd]>" do cells[#cells + 1] = cell end
    rows[#rows + 1] = cells
  end
  return rows
end

-- A file with one figure under a handling of its own, in a copy of nothing but itself.
local function with_handling(store, handling)
  return assert(store:import(support.file(
    "day,zone,phenomenon,count,handling\n2025-04,RT-CMED,migration.crossing.sea,7," .. handling .. "\n"),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = "handling" },
    { source = "test" }))
end

local function with_figures()
  local store = support.benelux()
  dofile "scripts/import_figures.lua"
  return store
end

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
    nl = { "Zonebeeld", "Wat dat hier betekent", "grensoverschrijdingen", "22 november 2026", "525.935", "37,6%" },
    fr = { "Fiche de zone", "Ce que cela signifie ici", "franchissements", "22 novembre 2026", "525\u{202F}935",
      "37,6\u{202F}%" },
    de = { "Lagebild der Zone", "Was das hier bedeutet", "Grenzübertritte", "22. November 2026", "525.935" },
    en = { "Zone brief", "What it means here", "border crossings", "22 November 2026", "525,935", "37.6%" },
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

      it("bears its marking at head and foot of each sheet", function()
        local page = briefs[lang].html
        assert.truthy(page:match('<thead><tr><td><header class="marking">.-<b>TLP:CLEAR</b>'))
        assert.truthy(page:match('<tfoot><tr><td><footer class="marking">.-<b>TLP:CLEAR</b>'))
        assert.are.equal("TLP:CLEAR", briefs[lang].text:match "^[^\n]+")
        assert.are.equal("TLP:CLEAR", briefs[lang].text:match "([^\n]+)\n$")
      end)

      it("speaks its language in page and text alike", function()
        for _, word in ipairs(words[lang]) do
          assert.truthy(briefs[lang].html:find(word, 1, true), word)
          assert.truthy(briefs[lang].text:find(word, 1, true), word)
        end
        assert.is_nil(briefs[lang].html:find("{%a+}"), "a blank was not filled")
        assert.is_nil(briefs[lang].text:find "nil")
      end)

      it("has every cell filled, and charts that say what they show", function()
        for id, count in pairs { moves = 21, here = 3, compared = 7, sources = 4 } do
          local rows = cells_of(briefs[lang].html, id)
          assert.are.equal(count, #rows, id)
          for _, row in ipairs(rows) do assert.are.equal(#rows[1], #row) end
        end
        local charts = 0
        for label in briefs[lang].html:gmatch '<svg[^>]-aria%-label="([^"]*)"' do
          charts = charts + 1
          assert.is_true(#label > 20)
        end
        assert.are.equal(6, charts)
      end)

      it("keeps the text within 80 columns", function()
        local core = require "glocal.core"
        for line in briefs[lang].text:gmatch "[^\n]+" do
          if not line:find("glocal run", 1, true) then assert.is_true(core.width(line) <= 80, line) end
        end
      end)
    end)
  end

  it("shows the numbers that rollup and impact give", function()
    local function year(from, to)
      local routes = store:sql "select code from zone where kind = 'route' and code <> 'RT-CHANNEL'".code
      return glocal.rollup { zone = routes, phenomenon = "migration.crossing", every = "month", from = from, to = to,
        store = store }
    end
    local now = year("2024-05", "2025-04")
    local row = cells_of(briefs.en.html, "moves")[1]
    assert.are.equal(226347, now:sum "count")
    assert.are.equal("226,347", row[3])
    assert.are.equal("362,701", row[4])
    assert.are.equal(362701, year("2023-05", "2024-04"):sum "count")
    assert.are.equal("\u{2212}136,354", row[5])
    local mine = glocal.impact { of = now, within = "BE", base = "EU", at = DATE, store = store }
      :where { zone = "BE-PZ5345" }
    row = cells_of(briefs.en.html, "here")[1]
    assert.are.equal(("%.0f"):format(mine:sum "estimate"), row[3])
    assert.are.equal(("%.0f\u{2013}%.0f"):format(mine:sum "low", mine:sum "high"), row[4])
    assert.are.equal("\u{2013}", row[6]) -- by population alone a rank says nothing
  end)

  it("gives the published total where forms are censored", function()
    for _, row in ipairs(cells_of(briefs.en.html, "moves")) do
      if row[1]:find "Luxembourg" then
        assert.are.equal("77", row[3])
        assert.are.equal("+27", row[5])
        assert.are.equal("+54.0%", row[6])
      end
    end
  end)

  it("estimates of all zones and what falls outside add up to the figure", function()
    local totals = { crossings = 226347, channel = 28366, gateways = 226347 } -- victims stay a national figure
    for topic, total in pairs(totals) do
      local sum = briefs.nl.estimates:where { topic = topic }:sum "estimate"
      assert.is_true(math.abs(sum - total) < 0.001, topic .. " " .. sum)
    end
  end)

  it("is the same twice, to the byte, and as of an earlier state when the store has grown", function()
    local again = assert(glocal.brief { zone = "BE-PZ5345", lang = "nl", date = DATE, store = store })
    assert.are.equal(briefs.nl.html, again.html)
    assert.are.equal(briefs.nl.text, again.text)
    local grown = with_figures()
    local before = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, store = grown })
    with_handling(grown, "CLEAR")
    local after = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, store = grown })
    assert.are_not.equal(before.text, after.text)
    local then_known = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, as_of = before.state, store = grown })
    -- the last part names the state of the exposure tables, which is that of today
    local function figures_of(page) return page:match "^(.-)<pre>impact" end
    assert.are.equal(figures_of(before.html), figures_of(then_known.html))
    assert.are.equal(before.command, then_known.command)
    glocal.use(store)
  end)

  it("knows nothing before the first import", function()
    local early = assert(glocal.brief { zone = "5345", lang = "en", as_of = "2001-01-01", date = DATE, store = store })
    assert.truthy(early.text:find("holds no figures from which to estimate", 1, true))
    assert.is_nil(unbalanced(early.html))
  end)

  it("considers nothing after the month asked for", function()
    local early = assert(glocal.brief { zone = "5345", lang = "en", at = "2021-06", date = DATE, store = store })
    local rows = cells_of(early.html, "moves")
    assert.are.equal("to June 2021", rows[1][2])
    assert.is_nil(early.text:find("2022", 1, true))
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
    local place = places.of(store, "BE-PZ5345", "nl", DATE)
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

    it("fails with a reason where it can't be", function()
      local made, message, code = glocal.brief { zone = "5345", lang = "nl", to = "/nowhere/x.html", store = store }
      assert.is_nil(made)
      assert.are.equal("can't write '/nowhere/x.html': No such file or directory", message)
      assert.are.equal("io", code)
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
      { { zone = "5345", lang = "nl", exposure = { chanel = "population" } }, "did you mean 'channel'" },
      { { zone = "5345", lang = "nl", exposure = { channel = "nonsense" } }, "unknown exposure 'nonsense'" },
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

describe("a plot", function()
  it("keeps an analyst's text out of markup and commands", function()
    local name = [[<b>"it's" `touch x` & @x %s \n]]
    local svg = assert(plot.line { periods = { "2023", "2024" }, lines = { { values = { 1, 2 }, name = name } }, alt = name })
    assert.is_nil(svg:find("<b>", 1, true))
    assert.truthy(svg:find("`touch x` &amp; @x %s \\n", 1, true))
    assert.is_nil(unbalanced(svg))
    svg = assert(plot.map { points = { { lat = 51, lon = 4, value = 3, name = name } }, alt = name })
    assert.is_nil(svg:find("<b>", 1, true))
    assert.is_nil(svg:find " id=")
  end)

  it("draws circles whose areas are in proportion", function()
    local svg = assert(plot.map { points = {
      { lat = 51, lon = 4, value = 16, name = "a" }, { lat = 50, lon = 5, value = 4, name = "b" },
    } })
    local radii = {}
    for radius in svg:gmatch '<circle[^>]- r="([%d.]+)"' do radii[#radii + 1] = tonumber(radius) end
    assert.is_true(math.abs(radii[1] / radii[2] - 2) < 0.01)
    assert.are.equal(5, #radii) -- two zones and three of the legend
  end)

  it("parts the line where a value is missing, and writes numbers as the language does", function()
    local svg = assert(plot.line { periods = { "2021", "2022", "2023", "2024" }, lang = "de",
      lines = { { values = { 1000, 2000, nil, 3000 }, name = "x" } } })
    assert.truthy(svg:find(">3.000<", 1, true))
  end)
end)
