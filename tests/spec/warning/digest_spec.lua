--- digest_spec.lua: what a zone hears of, in four languages; the weekly run that keeps alerts and writes digests, twice.

local glocal = require "glocal"
local core = require "glocal.core"
local likelihood = require "foresight.language.likelihood"
local locale = require "foresight.language.locale"
local sparkline = require "foresight.digest.sparkline"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"
local HERE = assert(io.popen "pwd"):read "l"
if GLOCAL:sub(1, 1) ~= "/" then GLOCAL = HERE .. "/" .. GLOCAL end
local LANGUAGES = locale.LANGUAGES

local function shell(line)
  local pipe = assert(io.popen(line .. " 2>&1"))
  local said = pipe:read "a"
  local _, _, code = pipe:close()
  return said, code
end

-- Months of a zone and phenomenon, 20 to 22, but for those named.
local function import_months(store, zone, phenomenon, high, options)
  local lines = {}
  for i = 0, 95 do
    local month = glocal.period("2015-01", "month", i)
    lines[#lines + 1] = ("%s,%s,%s,%d"):format(month, zone, phenomenon, high[month] or 20 + i % 3)
  end
  assert(support.import(store, table.concat(lines, "\n") .. "\n", options or { records = "figures" }))
end

local function register(zone, phenomenon, from)
  local r = assert(glocal.rollup { zone = zone, phenomenon = phenomenon, every = "month" })
  return assert(glocal.warn(r, { method = "ears_c1", from = from or "2022-01" })):register()
end

describe("a digest", function()
  local store

  before_each(function()
    store = support.benelux()
    import_months(store, "BE-PZ5461", "cyber", { ["2022-11"] = 61 }, { source = "zone", records = "figures" })
    import_months(store, "BE", "drugs", { ["2022-10"] = 62 }, { source = "federal", records = "figures" })
    import_months(store, "RT-CHANNEL", "smuggling", { ["2022-09"] = 63 }, { source = "coast", records = "figures" })
    import_months(store, "RT-CMED", "drugs", { ["2022-08"] = 64 }, { source = "sea", records = "figures" })
    register("BE-PZ5461", "cyber")
    register("BE", "drugs")
    register("RT-CHANNEL", "smuggling")
    register("RT-CMED", "drugs")
    assert.equal(4, #glocal.alerts())
  end)

  it("tells of its own, of what lies above and of what is linked to it, and only that", function()
    local d = assert(glocal.warnings { zone = "5461", since = "2022-01", lang = "en", date = "2026-11-29" })
    local own, above, linked = d.text:find("Cyber", 1, true), d.text:find("Drug", 1, true), d.text:find("Smuggling", 1, true)
    assert.truthy(own and above and linked, d.text)
    assert.truthy(own < above and above < linked)
    assert.falsy(d.text:find("64 observed", 1, true)) -- the central Mediterranean is not linked to it for drugs
    local flat = d.text:gsub("%s+", " ")
    assert.truthy(flat:find("You get this because it is of this police zone.", 1, true), flat)
    assert.truthy(flat:find("You get this because this police zone lies in Belgium.", 1, true))
    assert.truthy(flat:find("because the table ‘Channel’ links Channel", 1, true), flat)
    assert.truthy(flat:find("November 2022: 61 observed, 20.9 expected; an alarm is a count above 23.6.", 1, true), flat)
    assert.truthy(flat:find("by chance alone, had nothing changed: almost no chance (<0.1%)", 1, true), flat)
    assert.truthy(flat:find("Not yet assessed: dispose(1, ...)", 1, true), flat)
    assert.truthy(flat:find("Alarms since 1 January 2022: 3 (series: 3; not yet assessed: 3).", 1, true), flat)
    local inland = assert(glocal.warnings { zone = "BE-PZ5345", since = "2022-01", lang = "en" })
    assert.truthy(inland.text:find("62 observed", 1, true))
    assert.falsy(inland.text:find("61 observed", 1, true))
  end)

  it("names the leading series that moved before, where the warning had leaders", function()
    local high, lines = {}, {}
    local state = 7
    local function random(most)
      state = (state * 1103515245 + 12345) % 2147483648
      return state // 65536 % most
    end
    for i = 0, 119 do high[i] = 30 + random(60) end
    local function add(zone, phenomenon, source, value)
      for i = 0, 119 do
        lines[i + 1] = ("%s,%s,%s,%d"):format(glocal.period("2013-01", "month", i), zone, phenomenon, value(i))
      end
      assert(support.import(store, table.concat(lines, "\n") .. "\n", { source = source, records = "figures" }))
    end
    add("RT-EMED", "smuggling", "east", function(i) return high[i] end)
    add("BE-PZ5345", "cyber", "city", function(i) return i == 119 and 250 or 10 + (high[i - 2] or 60) + random(4) end)
    local leaders = assert(glocal.rollup { zone = "RT-EMED", phenomenon = "smuggling", every = "month" })
    local own = assert(glocal.rollup { zone = "BE-PZ5345", phenomenon = "cyber", every = "month" })
    local w = assert(glocal.warn(own, { false_discovery = 0.05, leaders = leaders, from = "2022-12" }))
    assert.equal(1, (w:register()))
    local led = { nl = "Bewoog eerder", fr = "A bougé avant elle", de = "Bewegte sich früher", en = "Moved before it" }
    local span = { nl = "2 maanden", fr = "2 mois", de = "2 Monate", en = "2 months" }
    for _, lang in ipairs(LANGUAGES) do
      local d = assert(glocal.warnings { zone = "BE-PZ5345", since = "2022-12", lang = lang })
      local said = d.text:gsub("%s+", " ")
      local at = said:find(led[lang], 1, true)
      assert.truthy(at and said:find(span[lang], at, true), said)
    end
    local plain = assert(glocal.warnings { zone = "5461", since = "2022-11", lang = "en" })
    assert.falsy(plain.text:find("Moved before it", 1, true)) -- its warning had none
  end)

  it("of a day is the same on whatever day it is made", function()
    local made = {}
    for i, today in ipairs { "2022-12-20", "2029-01-01" } do
      support.on_day(today, function()
        local d = assert(glocal.warnings { zone = "5461", since = "2022-01", lang = "en", date = "2022-12-20" })
        assert.truthy(d.html:find("map of 20 December 2022", 1, true))
        made[i] = d.html
      end)
    end
    assert.equal(made[1], made[2])
  end)

  it("draws the map of a level once, and marks the zone on it", function()
    import_months(store, "BE-PZ5345", "cyber", { ["2022-11"] = 70 }, { source = "city", records = "figures" })
    register("BE-PZ5345", "cyber")
    local function map_of(zone)
      local d = assert(glocal.warnings { zone = zone, since = "2022-01", lang = "en", date = "2026-11-29" })
      local last
      for svg in d.html:gmatch "<svg.-</svg>" do last = svg end
      local plain, marks = last:gsub("<polyline[^>]*/>\n", "")
      return last, plain, marks
    end
    local coast, plain_coast, marks = map_of "5461"
    local city, plain_city = map_of "BE-PZ5345"
    assert.is_true(marks > 0)
    assert.equal(plain_coast, plain_city)
    assert.not_equal(coast, city)
    local gnuplot = require "foresight.plot.output.gnuplot"
    local draw, count = gnuplot.draw, 0
    gnuplot.draw = function(...)
      count = count + 1
      return draw(...)
    end
    assert.equal(city, (map_of "BE-PZ5345"))
    assert.equal(0, count)
    register("BE-PZ5345", "cyber", "2021-01") -- the store is another now
    map_of "BE-PZ5345"
    gnuplot.draw = draw
  end)

  it("is the same in every language, in words of that", function()
    local titles = { nl = "Signalering", fr = "Alerte précoce", de = "Frühwarnung", en = "Early warning" }
    local chance = { nl = "vrijwel uitgesloten", fr = "quasi exclu", de = "nahezu ausgeschlossen", en = "almost no chance" }
    for _, lang in ipairs(LANGUAGES) do
      local d = assert(glocal.warnings { zone = "5461", since = "2022-01", lang = lang })
      assert.truthy(d.text:find(titles[lang], 1, true), lang)
      assert.truthy(d.text:gsub("%s+", " "):find(chance[lang], 1, true), d.text)
      assert.truthy(d.html:find('<html lang="' .. lang, 1, true))
      assert.equal(4, select(2, d.html:gsub("<svg", ""))) -- three courses and a map
      assert.falsy(d.html:find "https?://")
      assert.falsy(d.text:find "{%a+}", "a phrase is not filled in")
      for line in d.text:gmatch "[^\n]+" do assert.truthy(core.width(line) <= 80, line) end
    end
  end)

  it("says what became of an alert, and how often the detector was right", function()
    assert(glocal.dispose(1, { as = "explained", reason = "a campaign of checks", by = "analysis" }))
    local d = assert(glocal.warnings { zone = "5461", since = "2022-01", lang = "en" })
    assert.truthy(d.text:gsub("%s+", " "):find("Explained by a known cause (analysis): a campaign of checks", 1, true), d.text)
    assert.falsy(d.text:find("followed up", 1, true)) -- one is not enough
    local r = glocal.rollup { zone = "BE-PZ5461", phenomenon = "cyber", every = "month" }
    assert(glocal.warn(r, { method = "ears_c1", from = "2018-01", to = "2021-12", alpha = 0.3 })):register()
    local ids = glocal.alerts { zone = "BE-PZ5461", to = "2021" }.alert
    assert.truthy(#ids >= 4)
    for i = 1, 4 do assert(glocal.dispose(ids[i], { as = "confirmed", reason = "x", by = "analysis" })) end
    d = assert(glocal.warnings { zone = "5461", since = "2022-01", lang = "en" })
    assert.truthy(d.text:gsub("%s+", " "):find("Of 5 past alarms of this detector that were followed up, 4 were confirmed: "
      .. "that one is true is likely (80%).", 1, true), d.text)
  end)

  it("tells what is new, and what there is nothing to say of", function()
    local d = assert(glocal.warnings { zone = "5461", since = "2022-01", lang = "en", after = 2 })
    assert.equal(1, d.new)
    assert.equal(1, select(2, d.text:gsub("\u{2013} new", "")))
    assert.same({ 1, 2 }, { d.alerts.alert[1], d.alerts.alert[2] })
    d = assert(glocal.warnings { zone = "5461", since = "2023-01", lang = "en" })
    assert.truthy(d.text:gsub("%s+", " "):find("Since 1 January 2023 no series of this police zone", 1, true), d.text)
    d = assert(glocal.warnings { zone = "NL", since = "2022-01", lang = "en" })
    assert.truthy(d.text:gsub("%s+", " "):find("nothing can be said of them", 1, true), d.text)
    assert.truthy(select(2, pcall(glocal.warnings, { zone = "Atlantis" })):find("unknown zone", 1, true))
    assert.truthy(select(2, pcall(glocal.warnings, { zone = "5461", lang = "it" })):find("'lang'", 1, true))
  end)

  it("in a zone under surveillance without alarms says that there were none", function()
    import_months(store, "NL", "cyber", {}, { source = "nl", records = "figures" })
    register("NL", "cyber")
    local d = assert(glocal.warnings { zone = "NL", since = "2022-01", lang = "en" })
    assert.truthy(d.text:find("No alarm since 1 January 2022. Series under surveillance", 1, true), d.text)
  end)
end)

describe("a probability in words", function()
  it("is on the scale of ICD 203", function()
    local expected = { [0.001] = "almost_no_chance", [0.049] = "almost_no_chance", [0.05] = "very_unlikely", [0.2] = "unlikely",
      [0.5] = "roughly_even", [0.55] = "roughly_even",
      [0.551] = "likely", [0.8] = "likely", [0.801] = "very_likely", [0.95] = "very_likely", [1] = "almost_certain" }
    for probability, key in pairs(expected) do assert.equal(key, likelihood.key(probability)) end
    assert.equal("likely", likelihood.key_of_percent(0.804)) -- shown as 80%
  end)
end)

describe("a sparkline", function()
  it("begins at 0, leaves a gap where nothing is known, and shows alarms", function()
    local svg = sparkline.svg { values = { 0, 10, nil, 5 }, count = 4, alarms = { [2] = true }, alt = "a <b>" }
    assert.truthy(svg:find('d="M4.0 42.0 L68.0 4.0 M196.0 23.0"', 1, true), svg)
    assert.equal(1, select(2, svg:gsub("<circle", "")))
    assert.truthy(svg:find("a &lt;b&gt;", 1, true))
    assert.equal("▁█ ▄", sparkline.text { values = { 0, 10, nil, 5 }, count = 4 })
    assert.equal("▁▁", sparkline.text { values = { 0, 0 } })
  end)
end)

describe("weekly_warning.lua", function()
  local folder, database

  local function run(arguments)
    return shell(("cd '%s' && '%s' run --store s.db '%s/scripts/weekly_warning.lua' %s"):format(folder, GLOCAL, HERE, arguments))
  end

  local function files(path)
    return (shell(("cd '%s' && ls %s"):format(folder, path)):gsub("\n", " "))
  end

  before_each(function()
    local store = support.benelux()
    import_months(store, "BE-PZ5461", "cyber", { ["2022-11"] = 61 }, { source = "zone", records = "figures" })
    import_months(store, "RT-CHANNEL", "smuggling", { ["2022-09"] = 63 }, { source = "coast", records = "figures" })
    folder, database = support.path "", store:path()
    store:close()
    shell(("mkdir '%s' && mv '%s' '%s/s.db'"):format(folder, database, folder))
  end)

  it("judges at a level what municipalities have, also where another source has figures of that level", function()
    local store = assert(glocal.open(folder .. "/s.db"))
    import_months(store, "BE-11002", "drugs", { ["2022-11"] = 61 }, { source = "city", records = "figures" })
    store:close()
    local said = run "--lang nl --to out --date 2026-11-29 --level police_zone"
    assert.truthy(said:find("city, police_zone by month, farrington_flexible: 12 months judged in 1 series", 1, true), said)
    local page = support.read(folder .. "/out/2026-11-29/BE-PZ5345-nl.txt")
    assert.truthy(page:find("In deze politiezone zelf", 1, true), page)
  end)

  it("says where nothing could be judged", function()
    local store = assert(glocal.open(folder .. "/s.db"))
    for batch = 20, 21 do assert(store:retract(batch, "test")) end
    assert(support.import(store, "2026-01,BE-PZ5461,cyber,9\n2026-02,BE-PZ5461,cyber,9\n",
      { source = "short", records = "figures" }))
    store:close()
    local said, code = run "--lang nl --to out --date 2026-11-29"
    assert.equal(0, code, said)
    assert.truthy(said:find("nothing could be judged: that there is no alert says nothing", 1, true), said)
  end)

  it("run twice adds nothing twice, and its exit code tells", function()
    local said, code = run "--lang nl,fr --to out --date 2026-11-29"
    assert.equal(3, code, said)
    assert.truthy(said:find("2 new alerts, 0 known before", 1, true), said)
    assert.truthy(said:find("wrote out/2026-11-29: digests of 2 zones", 1, true), said)
    assert.equal("BE-PZ5461-fr.html BE-PZ5461-fr.txt BE-PZ5461-nl.html BE-PZ5461-nl.txt RT-CHANNEL-fr.html RT-CHANNEL-fr.txt " ..
      "RT-CHANNEL-nl.html RT-CHANNEL-nl.txt index.html index.txt ", files "out/2026-11-29")
    local index = support.read(folder .. "/out/2026-11-29/index.html")
    assert.truthy(index:find('href="RT-CHANNEL-nl.html"', 1, true))
    said, code = run "--lang nl,fr --to out --date 2026-11-29"
    assert.equal(0, code, said)
    assert.truthy(said:find("0 new alerts, 2 known before", 1, true), said)
    assert.equal("2026-11-29 ", files "out")
    local store = assert(glocal.open(folder .. "/s.db"))
    assert.equal(2, #glocal.alerts())
    for i, problems in ipairs(store:check().problems) do assert.equal(0, problems, store:check().check[i]) end
    assert.equal(1, #store:log():where { action = "disclose" })
    -- What comes later is new, and alone.
    assert(support.import(store, "2023-01,BE-PZ5461,cyber,90\n", { source = "zone", records = "figures" }))
    store:close()
    said, code = run "--lang nl,fr --to out --date 2026-11-29"
    assert.equal(3, code, said)
    assert.truthy(said:find("1 new alert, ", 1, true), said)
    assert.equal("BE-PZ5461-fr.html BE-PZ5461-fr.txt BE-PZ5461-nl.html BE-PZ5461-nl.txt index.html index.txt ",
      files "out/2026-11-29-2")
  end)

  it("gives the zones of a level what concerns them", function()
    local said, code = run "--level police_zone --lang en --to out --date 2026-11-29"
    assert.equal(3, code, said)
    local store = assert(glocal.open(folder .. "/s.db"))
    local linked = store:sql [[select count(distinct e.to_zone) as n from exposure e join zone f on f.id = e.from_zone
      join zone t on t.id = e.to_zone where f.code = 'RT-CHANNEL' and t.kind = 'police_zone']].n[1]
    local written = files "out/2026-11-29"
    assert.truthy(written:find("BE-PZ5461-en.html", 1, true), written)
    assert.truthy(linked > 10)
    assert.equal(linked, select(2, written:gsub("BE%-PZ%d+%-en%.html", "")))
  end)

  it("whose digests can't be written tells of the alerts the next time", function()
    shell(("cd '%s' && touch taken"):format(folder))
    local said, code = run "--lang nl --to taken"
    assert.equal(1, code, said)
    assert.falsy(files ".":find("part", 1, true))
    shell(("cd '%s' && rm taken"):format(folder))
    said, code = run "--lang nl --to taken"
    assert.equal(3, code, said)
    assert.truthy(said:find("2 new alerts, 2 known before", 1, true), said)
  end)

  it("leaves out what may not leave, says so, and goes on with the others", function()
    local store = assert(glocal.open(folder .. "/s.db"))
    assert(store:import(support.file "day,zone,phenomenon,count,handling\n2022-12-01,BE-PZ5461,cyber,7,RED\n",
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = "handling" }, { source = "secret" }))
    store:close()
    local said, code = run "--lang nl --to out --date 2026-11-29"
    assert.equal(3, code, said)
    assert.truthy(said:find("BE-PZ5461: this digest is TLP:RED, which may not leave glocal", 1, true), said)
    assert.equal("RT-CHANNEL-nl.html RT-CHANNEL-nl.txt index.html index.txt ", files "out/2026-11-29")
    assert.truthy(support.read(folder .. "/out/2026-11-29/index.html"):find("TLP:CLEAR", 1, true))
  end)

  it("run three times at once keeps each alert once, and each folder that is written is whole", function()
    local line = ("GLOCAL_SEED=1 '%s' run --store s.db '%s/scripts/weekly_warning.lua'"):format(GLOCAL, HERE) ..
      " --lang en --to out --date 2026-11-29 >%d.txt 2>&1"
    local lines = {}
    for i = 1, 3 do lines[i] = line:format(i) .. "; echo $? >>codes" end
    shell(("cd '%s' && { (%s) & wait; }"):format(folder, table.concat(lines, ") & (")))
    for code in support.read(folder .. "/codes"):gmatch "%d+" do assert.truthy(code == "3" or code == "0", code) end
    for written in files("out"):gmatch "%S+" do
      assert.truthy(written:find "^2026%-11%-29", written)
      assert.falsy(written:find "part", written)
      assert.equal("BE-PZ5461-en.html BE-PZ5461-en.txt RT-CHANNEL-en.html RT-CHANNEL-en.txt index.html index.txt ",
        files("out/" .. written))
    end
    local store = assert(glocal.open(folder .. "/s.db"))
    assert.equal(2, #glocal.alerts())
    assert.equal(0, store:check():sum "problems")
  end)

  it("writes beside what another run is writing", function()
    shell(("mkdir -p '%s/out/2026-11-29.1.part' && echo x >'%s/out/2026-11-29.1.part/.index.html.1'"):format(folder, folder))
    local said, code = run "--lang nl --to out --date 2026-11-29"
    assert.equal(3, code, said)
    assert.equal("2026-11-29 2026-11-29.1.part ", files "out")
    assert.equal("x\n", support.read(folder .. "/out/2026-11-29.1.part/.index.html.1"))
  end)

  it("gives each zone files of its own, also where codes differ in a sign that no name of a file has", function()
    local store = assert(glocal.open(folder .. "/s.db"))
    assert(store:import(support.file "code,kind,parent\nX/1,town,BE\nX_1,town,BE\nx_1,town,BE\n", nil, { as = "zones" }))
    for _, zone in ipairs { "X/1", "X_1", "x_1" } do
      import_months(store, zone, "cyber", { ["2022-11"] = 61 }, { source = "towns", records = "figures" })
    end
    store:close()
    local said, code = run "--lang en --to out --date 2026-11-29"
    assert.equal(3, code, said)
    local written = files "out/2026-11-29"
    for _, name in ipairs { "X_1-en.html", "X_1-2-en.html", "x_1-3-en.html" } do
      assert.truthy(written:find(name, 1, true), written)
    end
    assert.truthy(support.read(folder .. "/out/2026-11-29/X_1-en.html"):find("X/1", 1, true))
  end)

  it("judges months beside a figure of a year or of a time to come, and says what it does not judge", function()
    local store = assert(glocal.open(folder .. "/s.db"))
    import_months(store, "BE", "drugs", { ["2022-12"] = 90 }, { source = "federal", records = "figures" })
    assert(support.import(store, "2014,BE,drugs,240\n2062-03,BE,drugs,5\n2020,NL,drugs,9\n", { source = "federal",
      records = "figures" }))
    assert(store:import(support.file "day,zone,phenomenon,count,facet\n2022-01,FR,drugs,3,sex:male\n",
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", facet = "facet" }, { source = "federal" }))
    store:close()
    local said, code = run "--lang en --to out --method ears_c1"
    assert.equal(3, code, said)
    assert.truthy(said:find("1 month after %d%d%d%d%-%d%d left out: still to come %(the last is 2062%-03%)"), said)
    assert.truthy(said:find("not judged: 1 series by year", 1, true), said)
    assert.truthy(said:find("not judged: 1 series distinguished by a facet alone", 1, true), said)
    said, code = run "--lang en --to out --method ears_c1 --since 2022-01"
    assert.equal(3, code, said)
    assert(glocal.open(folder .. "/s.db"))
    assert.equal(90, glocal.alerts { zone = "BE" }.observed[1])
  end)

  it("goes on where nothing is registered, with every detector that is asked for", function()
    local said, code = run "--lang en --to out --method register,ears_c1"
    assert.equal(3, code, said)
    assert.truthy(said:find("register: 0 outcomes judged", 1, true), said)
    assert.truthy(said:find("2 new alerts, 0 known before", 1, true), said)
    said, code = run "--lang en --to out --method register,ears_c1"
    assert.equal(0, code, said)
    assert.truthy(said:find("0 new alerts, 2 known before", 1, true), said)
  end)

  it("refuses wrong calls with the nearest right value", function()
    for arguments, expected in pairs { ["--lang nk"] = "did you mean 'nl'?", ["--method ears_c"] = "did you mean 'ears_c1'?",
      ["--level police_zon"] = "did you mean 'police_zone'?", ["--sinse 2020"] = "did you mean '--since'?",
      extra = "nothing to do",
      ["--marking PINK"] = "unknown marking 'PINK'", ["--since never"] = "--since:" } do
      local said, code = run(arguments)
      assert.equal(2, code, said)
      assert.truthy(said:find(expected, 1, true), said)
    end
    local said, code = run "--help"
    assert.equal(0, code)
    assert.truthy(said:find("--method METHODS", 1, true))
  end)
end)
