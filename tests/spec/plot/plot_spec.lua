-- plot_spec.lua: plots of frames: what is chosen, what is drawn, what is said, and what is refused.

local glocal = require "glocal"
local canvas = require "foresight.plot.output.canvas"
local colours = require "foresight.plot.colours"
local geometry = require "foresight.zones.geometry"
local support = require "tests.spec.support"
local terminal = require "foresight.plot.output.terminal"
local time = require "foresight.plot.time"

local frame = glocal.frame

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "(.-)\n" do lines[#lines + 1] = line end
  return lines
end

-- Monthly figures of one zone, `actual` for a year and a forecast for half a year.
local function forecast(marking)
  local rows = {}
  for i = 0, 17 do
    local row = { zone = "BE", period = ("%d-%02d"):format(2024 + i // 12, i % 12 + 1) }
    if i < 12 then
      row.actual = 100 + i
    else
      row.median, row.low_80, row.high_80, row.low_95, row.high_95 = 111.0, 106.0, 120.0, 101.0, 130.0
    end
    rows[#rows + 1] = row
  end
  return frame(rows, { types = { period = "month" }, marking = marking,
    columns = { "zone", "period", "actual", "median", "low_80", "high_80", "low_95", "high_95" } })
end

local function zones(values)
  local rows = {}
  for i, value in ipairs(values) do rows[i] = { zone = "z" .. i, count = value } end
  return frame(rows, { columns = { "zone", "count" } })
end

local function years(first, values)
  local rows = {}
  for i, value in ipairs(values) do rows[i] = { year = tostring(first + i - 1), count = value or nil } end
  return frame(rows, { columns = { "year", "count" }, types = { count = "integer" } })
end

describe("frame:plot", function()
  setup(function() glocal.store = nil end)

  it("chooses lines over periods, and bars where there is one", function()
    assert.are.equal("line", years(2020, { 1, 2, 3 }):plot().kind)
    assert.are.equal("bar", years(2020, { 1 }):plot().kind)
    assert.are.equal("bar", zones { 1, 2 }:plot().kind)
    assert.are.equal("multiples", frame({ { zone = "a", year = "2020", n = 1 }, { zone = "b", year = "2021", n = 2 } })
      :plot { panel = "zone" }.kind)
  end)

  it("takes the kind as a word", function()
    assert.are.equal("bar", years(2020, { 1, 2, 3 }):plot "bar".kind)
  end)

  it("leaves the caller's table as it is", function()
    local spec = { at = 2020, kind = "bar" }
    years(2020, { 1, 2 }):plot(spec)
    assert.are.equal(2020, spec.at)
  end)

  it("reads the convention of forecasts", function()
    local said = forecast():plot { lang = "en" }:summary()
    assert.truthy(said:find("last 111 (June 2025)", 1, true), said)
    assert.truthy(said:find("Median for June 2025: 111, 95% interval 101 to 130.", 1, true), said)
    local svg = forecast():plot { lang = "nl" }:svg()
    for _, wanted in ipairs { "waargenomen", "prognose (mediaan)", "80%-interval", "95%-interval" } do
      assert.truthy(svg:find(">" .. wanted .. "<", 1, true), wanted)
    end
  end)

  it("keeps the largest series and says so", function()
    local rows = {}
    for i = 1, 185 do
      for year = 2020, 2021 do rows[#rows + 1] = { zone = "z" .. i, period = tostring(year), count = i } end
    end
    local p = frame(rows):plot { lang = "en" }
    assert.are.equal("The 8 largest of 185", p.note)
    assert.truthy(p:svg():find(">z185<", 1, true))
    assert.is_nil(p:svg():find(">z177<", 1, true))
    assert.truthy(p:summary():find("the 8 largest of 185", 1, true))
  end)

  it("draws what lies between the first and the last point of a long series, and says so", function()
    local rows = {}
    for i = 1, 9000 do rows[i] = { day = glocal.period("1990-01-01", "day", i), count = i == 4321 and 5000 or i % 7 } end
    local p = frame(rows, { types = { day = "day" } }):plot { lang = "en" }
    assert.truthy(p.note:match "^2?[01],?%d+ of 9,000 points drawn$", p.note)
    assert.truthy(p:svg():find(">5,000<", 1, true)) -- the axis reaches the peak
  end)

  it("adds up rows of the same period, but never rates and forecasts", function()
    local p = frame { { period = "2024", count = 2 }, { period = "2025", count = 3 }, { period = "2025", count = 4 } }
      :plot { lang = "en" }
    assert.are.equal("Rows of the same period added up", p.note)
    assert.truthy(p:summary():find("last 7 (2025)", 1, true))
    local ok, message = pcall(function()
      return frame { { period = "2024", median = 2.5 }, { period = "2024", median = 3.5 } }:plot { kind = "line" }
    end)
    assert.is_false(ok)
    assert.truthy(message:find("several rows stand at 2024", 1, true), message)
  end)

  it("shows a censored count as what it may be", function()
    local f = frame { { facet = "AL", count = 1, count_high = 4 }, { facet = "MA", count = 27, count_high = 27 } }
    local p = f:plot { kind = "bar", lang = "en" }
    assert.truthy(p:svg():find(">1\u{2013}4<", 1, true))
    assert.truthy(p:svg():find(">27<", 1, true))
    assert.truthy(p:summary():find("MA 27; AL 1\u{2013}4.", 1, true), p:summary())
  end)

  it("parts a line where periods are missing", function()
    local f = years(2000, { 1, 2, 3, false, 5, 6, 7 })
    local _, parts = f:plot():svg():gsub("stroke='rgb%(  0, 114, 178%)'  d='M", "%0")
    assert.are.equal(2, parts)
  end)

  it("draws negative figures on both sides of zero", function()
    local text = zones { 4, -4 }:plot { horizontal = true, lang = "en" }:text { width = 60, height = 20, ascii = true }
    local positive, negative = text:match "z1 +(#+) 4", text:match "z2 +%-4 (#+)"
    assert.truthy(positive and negative, text)
    assert.is_true(math.abs(#positive - #negative) <= 1, text)
  end)

  it("writes numbers, dates and words in four languages", function()
    local expected = {
      nl = { "Aantal per maand, jan 2024 \u{2013} mrt 2024", "12.345" }, fr = { "Nombre par mois, janv. 2024 \u{2013} mars 2024",
        "12\u{202F}345" }, de = { "Anzahl pro Monat, Jan. 2024 \u{2013} März 2024", "12.345" },
      en = { "Count per month, Jan 2024 \u{2013} Mar 2024", "12,345" },
    }
    local f = frame({ { month = "2024-01", count = 1 }, { month = "2024-02", count = 2 }, { month = "2024-03", count = 12345 } },
      { types = { month = "month" } })
    for lang, wanted in pairs(expected) do
      local p = f:plot { lang = lang }
      assert.truthy(p:svg():find(">" .. wanted[1] .. "<", 1, true), lang)
      assert.truthy(p:summary():find(wanted[2], 1, true), lang)
    end
  end)

  it("gives the same bytes again", function()
    for _, kind in ipairs { "line", "bar", "heat", "multiples" } do
      local f = frame { { zone = "a", year = "2020", n = 1 }, { zone = "b", year = "2020", n = 1 }, { zone = "a", year = "2021",
        n = 4 } }
      assert.are.equal(f:plot { kind = kind }:svg(), f:plot { kind = kind }:svg())
    end
  end)

  it("keeps an analyst's text out of commands and markup", function()
    local evil = "END_OF_DATA\nsystem('touch " .. support.folder .. "/owned') `touch " .. support.folder ..
      "/owned` <b>'\"\\ & @x %s {/Bold y}"
    local f = frame { { zone = evil, year = "2020", n = 1 }, { zone = "b", year = "2021", n = 2 },
      { zone = evil, year = "2021", n = 3 } }
    for _, kind in ipairs { "line", "bar", "heat", "multiples" } do
      local svg = assert(f:plot { kind = kind, title = evil, source = evil }:svg())
      assert.is_nil(svg:find("<b>", 1, true))
      assert.truthy(svg:find("{/Bold y}", 1, true))
    end
    assert.is_nil(io.open(support.folder .. "/owned"))
  end)

  it("says what is counted in its language", function()
    local f = frame({ { zone = "a", count = 3 } }, { units = { count = "border crossings" } })
    assert.truthy(f:plot { lang = "nl" }:summary():find("Aantal (detecties)", 1, true))
  end)

  it("writes what the name says, with source and marking", function()
    local p = years(2020, { 1, 2, 3 }):plot { source = "Bureau" }
    for ending, begins in pairs { svg = "<svg ", png = "\137PNG", pdf = "%PDF" } do
      local path = support.path("." .. ending)
      assert.are.equal(path, p:write(path))
      assert.are.equal(begins, support.read(path):sub(1, #begins))
    end
    local path = support.path ".SVG"
    years(2020, { 1, 2, 3 }):mark("AMBER"):plot { source = "Bureau", to = path }
    local svg = support.read(path)
    assert.truthy(svg:find(">TLP:AMBER<", 1, true))
    assert.truthy(svg:find("Bureau<", 1, true))
  end)

  it("does not let TLP:RED leave", function()
    local path = support.path ".svg"
    local p, message, code = years(2020, { 1, 2 }):mark("RED"):plot { to = path }
    assert.is_nil(p)
    assert.are.equal("marking", code)
    assert.truthy(message:find "TLP:RED")
    assert.is_nil(io.open(path))
    assert.is_nil((years(2020, { 1, 2 }):mark("RED"):plot():svg()))
  end)

  it("says where there is nothing to draw", function()
    local empty = frame({}, { columns = { "zone", "count" } })
    local null = frame({ { zone = "a" }, { zone = "b" } }, { columns = { "zone", "count" }, types = { count = "integer" } })
    assert.are.same({ nil, "nothing to draw: the frame has no rows", "not_found" }, { empty:plot() })
    assert.are.same({ nil, "nothing to draw: column 'count' has no figures", "not_found" }, { null:plot() })
    assert.truthy(frame({ { zone = "a", count = 3 } }):plot():svg())
  end)

  it("reads columns that go by the name of a method", function()
    assert.truthy(frame { { type = "x", sum = 2 }, { type = "y", sum = 4 } }:plot():summary():find("y 4", 1, true))
  end)

  describe("tells of a wrong call", function()
    local f = frame { { zone = "a", year = "2020", count = 1 }, { zone = "b", year = "2021", count = 2 } }
    local faults = {
      { { y = "cuont" }, "there is no column 'cuont', did you mean 'count'?" },
      { { kind = "barr" }, "there is no 'barr', did you mean 'bar'?" },
      { { knid = "bar" }, "there is no 'knid', did you mean 'kind'?" },
      { { y = "zone" }, "column 'zone' is text, not a number" },
      { { x = "zone", kind = "line" }, "a line plot needs periods" },
      { { by = 3 }, "expected the name of a column or a list of them, got 3" },
      { { lang = "ne" }, "there is no 'ne', did you mean 'nl'" },
      { { to = "x.pgn" }, "did you mean '.png'?" },
      { { to = "x" }, "its name ends in .svg, .png, .pdf" },
      { { top = 0 }, "expected a whole number from 1 to" },
      { { top = 99 }, "at most 16 series, not 99" },
      { { at = "soon" }, "'soon' is not a period" },
      { { at = "1990", kind = "bar" }, "there are no rows of '1990'; column 'year' goes from 2020 to 2021" },
      { { low = "count" }, "low= and high= go together" },
      { { images = "kity" }, "there is no 'kity', did you mean 'kitty'" },
      { { stack = "yes" }, "expected true or false, got \"yes\"" },
      { 7, "a table, as in plot{kind=...}, got 7" },
    }
    for _, fault in ipairs(faults) do
      it(fault[2], function()
        local ok, message = pcall(f.plot, f, fault[1])
        assert.is_false(ok)
        assert.truthy(tostring(message):find(fault[2], 1, true), message)
      end)
    end
  end)
end)

describe("plots in a terminal", function()
  it("fit it", function()
    local f = frame { { zone = "a", year = "2020", n = 1 }, { zone = "b", year = "2021", n = 2 },
      { zone = "a", year = "2022", n = 3 } }
    for _, kind in ipairs { "line", "bar", "heat", "multiples" } do
      for _, size in ipairs { { 80, 22 }, { 200, 58 }, { 40, 12 } } do
        local lines = lines_of(f:plot { kind = kind, lang = "en" }:text { width = size[1], height = size[2] })
        assert.is_true(#lines <= math.max(20, size[2]), kind .. " " .. #lines)
        for _, line in ipairs(lines) do assert.is_true(utf8.len(line) <= size[1], line) end
      end
    end
  end)

  it("shorten names, not figures", function()
    local f = frame { { zone = ("long name "):rep(9), count = 1234567 }, { zone = "b", count = 2 } }
    local text = f:plot { kind = "bar", lang = "en" }:text { width = 80, height = 20 }
    assert.truthy(text:find("1,234,567", 1, true))
    assert.truthy(text:find("\u{2026}", 1, true))
  end)

  it("draw bars in proportion", function()
    local text = zones { 30, 15 }:plot { horizontal = true, lang = "en" }:text { width = 80, height = 20, ascii = true }
    local long, short = #text:match "z1 (#+)", #text:match "z2 (#+)"
    assert.is_true(math.abs(long - 2 * short) <= 1, text)
  end)

  it("use ASCII alone where asked", function()
    local text = years(2020, { 1, 5, 3 }):plot { lang = "fr" }:text { width = 60, height = 20, ascii = true }
    assert.is_nil(text:find "[\128-\255]")
    assert.truthy(text:find "%*")
  end)

  it("use colour only where asked", function()
    local p = years(2020, { 1, 5, 3 }):plot {}
    assert.is_nil(p:text { width = 60, height = 20 }:find "\27")
    assert.truthy(p:text { width = 60, height = 20, colour = true }:find "\27%[")
  end)

  it("are words where nobody looks at one", function()
    local said = tostring(zones { 3, 5 }:plot { lang = "en" })
    assert.truthy(said:find("Bar chart", 1, true))
    assert.truthy(said:find("Highest: z2 5; z1 3.", 1, true))
    assert.is_nil(said:find "█")
  end)

  it("reach kitty in pieces", function()
    assert.are.equal("TWFu", terminal.base64 "Man")
    assert.are.equal("TWE=", terminal.base64 "Ma")
    assert.are.equal("TQ==", terminal.base64 "M")
    local sent = terminal.kitty(("x"):rep(4000), 80)
    local _, pieces = sent:gsub("\27_G", "")
    assert.are.equal(2, pieces)
    assert.truthy(sent:find("^\27_Ga=T,f=100,q=2,c=80,m=1;"))
    assert.truthy(sent:find("\27_Gm=0;[^\27]*\27\\$"))
  end)
end)

describe("plots of a store", function()
  local store
  setup(function()
    store = support.benelux()
    assert(store:import(support.file("month,route,phenomenon,count\n2024-01,RT-CHANNEL,smuggling,10\n" ..
      "2024-02,RT-CHANNEL,smuggling,30\n"),
      { day = "month", zone = "route", phenomenon = "phenomenon", count = "count" }, { source = "uk-home-office" }))
  end)

  it("name phenomenon, zone and source in the language", function()
    local p = glocal.rollup { zone = "RT-CHANNEL", phenomenon = "smuggling", every = "month" }:plot { lang = "nl" }
    assert.are.equal("Mensensmokkel: Kanaalroute (kleine boten)", p.title)
    assert.truthy(p.source:find("^Bron: Verenigd Koninkrijk: aankomsten met kleine boten%. glocal "), p.source)
  end)

  local function police_zones()
    return frame({ { zone = "BE-PZ5345", count = 9 }, { zone = "BE-PZ5415", count = 4 },
      { zone = "CYBER", count = 2 } })
  end

  it("map zones as circles, and tell what has no place", function()
    local p = police_zones():plot { kind = "circles", lang = "nl" }
    assert.truthy(p.note:find("1 zonder plaats op de kaart", 1, true), p.note)
    local radii = {}
    for radius in p:svg():gmatch '<circle[^>]- r="([%d.]+)"' do radii[#radii + 1] = tonumber(radius) end
    assert.are.equal(5, #radii) -- two zones, three of the legend
    assert.is_true(math.abs(radii[1] / radii[2] - 1.5) < 0.01)
    local online = frame({ { zone = "CYBER", count = 2 } })
    local ok, message = pcall(online.plot, online, { kind = "choropleth" })
    assert.is_false(ok)
    assert.truthy(message:find("no zone of the frame has an outline", 1, true))
  end)

  it("colour the zones as they were on the day of the figures, and say which day", function()
    local p = police_zones():plot { kind = "map", lang = "en" }
    assert.are.equal(0, select(2, p:svg():gsub("<circle", "")))
    assert.truthy(p.note:find("Map of %d+ %a+ %d%d%d%d; 1 without a place on the map"), p.note)
    local ended = frame({ { zone = "BE-PZ5346", count = 1 }, { zone = "BE-PZ5345", count = 2 } })
    assert.truthy(ended:plot({ kind = "map", lang = "fr" }).note:find("Carte du 31 décembre 2024", 1, true))
  end)

  it("are pale where all figures are 0", function()
    local function svg_of(count)
      local f = frame { { zone = "BE-VAN", count = count }, { zone = "BE-VWV", count = count } }
      return f:plot({ kind = "map", lang = "en" }):svg()
    end
    local pale = "rgb(197, 224, 243)"
    assert.truthy(svg_of(0):find(pale, 1, true))
    assert.is_nil(svg_of(3):find(pale, 1, true))
  end)

  it("leave remote islands out, and say of whom", function()
    local p = frame({ { zone = "ES", count = 1 }, { zone = "FR", count = 2 } }):plot { kind = "map", lang = "en" }
    assert.truthy(p.note:lower():find("remote parts not drawn: spain", 1, true), p.note)
    assert.is_nil(p.note:find("France", 1, true))
  end)

  it("read GeoJSON outlines, holes and all", function()
    local polygons = geometry.parse('{"type": "MultiPolygon", "coordinates": [[[[0,0],[0,4],[4,4],[4,0],[0,0]],' ..
      '[[1,1],[2,1],[2,2],[1,1]]], [[[9, 9], [10, 9], [10, 10.5e0], [9, 9]]]]}')
    assert.are.equal(2, #polygons)
    assert.are.equal(2, #polygons[1])
    local path = geometry.path(polygons[1], function(p) return p.lon, p.lat end)
    local area = 0 -- the hole runs the other way, so that it counts against the outer ring
    for i = 1, #path, 2 do
      local j = i + 2 < #path and i + 2 or 1
      area = area + path[i] * path[j + 1] - path[j] * path[i + 1]
    end
    assert.are.equal(2 * (16 - 0.5), math.abs(area))
    assert.is_nil(geometry.parse '{"type": "Point", "coordinates": [1, 2]}')
    assert.is_nil(geometry.parse "")
  end)
end)

describe("the axis of time", function()
  it("places periods", function()
    assert.are.equal(0, (time.position "1970-01-01"))
    assert.are.equal(19782, (time.position "2024-02-29"))
    assert.are.equal(time.position "2024-01-01", (time.position "2024-W01"))
    assert.are.equal(time.position "2019-12-30", (time.position "2020-W01"))
    assert.are.equal(1, time.position "2024-Q2" - time.position "2024-Q1")
    assert.is_nil(time.position "soon")
  end)

  it("has no more ticks than fit", function()
    local function count(most)
      return #time.tics("month", time.position "2018-01", time.position "2026-08", "en", function(tics) return #tics <= most end)
    end
    assert.is_true(count(9) <= 9 and count(9) >= 4)
    assert.is_true(count(3) <= 3)
    assert.are.equal(1, #time.tics("day", -1e6, 1e6, "en", function(tics) return #tics <= 1 end))
  end)
end)

describe("the colours", function()
  it("go from light to dark", function()
    local before = 1
    for i = 0, 10 do
      local lightness = colours.lightness(colours.ramp(i / 10))
      assert.is_true(lightness < before)
      before = lightness
    end
  end)
end)

describe("a text on the canvas", function()
  it("is cut to its width", function()
    local c = canvas.new(canvas.CHARACTERS, 80, 40)
    assert.are.equal("Li\u{2026}", c:fitted("Liège", 6))
    assert.are.equal("Liège", c:fitted("Liège", 10))
    assert.are.same({ "a bb", "ccc dd\u{2026}" }, c:wrapped("a bb ccc ddd eee", 14, 2))
  end)
end)

describe("what a picture shows of a frame", function()
  local function svg_of(f, spec)
    spec = spec or {}
    spec.to, spec.lang = support.path ".svg", "en"
    assert(f:plot(spec))
    return support.read(spec.to)
  end

  it("is the rate where there is one", function()
    local rates = glocal.frame({ { zone = "A", year = "2023", count = 900, count_per_100k = 1.5 },
                                 { zone = "A", year = "2024", count = 800, count_per_100k = 2.5 } },
      { units = { count_per_100k = "per 100 000 population" } })
    local text = svg_of(rates)
    assert.is_truthy(text:find("per 100", 1, true))
    assert.is_nil(text:find("900", 1, true))
  end)

  it("is the largest cell of a heat map too, in few characters where there is no room", function()
    local rows = {}
    for year = 2000, 2024 do rows[#rows + 1] = { zone = "A", year = tostring(year), count = year * 500 } end
    assert.is_truthy(svg_of(glocal.frame(rows), { kind = "heat" }):find("1M", 1, true))
  end)

  it("says why intervals are not drawn", function()
    local rows = {}
    for _, zone in ipairs { "A", "B", "C", "D" } do
      for month = 1, 3 do
        rows[#rows + 1] = { zone = zone, month = ("2024-%02d"):format(month), median = 5, low_80 = 3, high_80 = 8 }
      end
    end
    local f = glocal.frame(rows, { types = { month = "month" } })
    assert.is_truthy(svg_of(f):find("intervals are drawn of up to 3 series", 1, true))
    assert.is_nil(svg_of(f:where "zone < 'D'"):find("intervals are drawn", 1, true))
  end)
end)

describe("the size of a plot", function()
  it("has bounds, so that no number draws for hours", function()
    local picture = glocal.frame({ { zone = "East", count = 3 }, { zone = "West", count = 5 } }):plot { lang = "en" }
    for _, size in ipairs { 1 << 31, 2.0 ^ 53, math.maxinteger, 0, -5, 1001 } do
      for _, side in ipairs { "width", "height" } do
        local well, message = pcall(picture.text, picture, { [side] = size })
        assert.is_false(well)
        assert.truthy(message:find(("'%s' to 'text': expected a whole number from 1 to 1000"):format(side), 1, true), message)
        local spec = { periods = { "2023", "2024" }, lines = { { values = { 3, 5 } } }, [side] = size * 5 }
        well, message = pcall(glocal.plot.line, spec)
        assert.is_false(well)
        assert.truthy(message:find("expected a whole number from 20 to 4000", 1, true), message)
      end
    end
  end)
end)
