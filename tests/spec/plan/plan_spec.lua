--- plan_spec.lua: a security plan in four languages, each number of it computed anew; plans kept, compared, reviewed and watched.

local glocal = require "glocal"
local core = require "glocal.core"
local json = require "foresight.plan.json"
local likelihood = require "foresight.language.likelihood"
local pages = require "tests.spec.brief.pages"
local phrases = require "foresight.language.phrases"
local support = require "tests.spec.support"

local plan = glocal.plan
local DATE = "2026-11-30"

-- Months of a zone from 2019-01 on: about `level`, with a season, `more` from the month on that is given.
local function months(zone, phenomenon, level, count, from, more)
  local lines = {}
  for i = 0, count - 1 do
    local month = glocal.period("2019-01", "month", i)
    local value = level + (i * 7) % 9 + (month >= (from or "9999-12") and more or 0)
    lines[#lines + 1] = ("%s,%s,%s,%d"):format(month, zone, phenomenon, value)
  end
  return table.concat(lines, "\n") .. "\n"
end

local PRIORITIES = [[
code,zone,phenomenon,cycle,valid_from,valid_to,owner,indicator,due,nl,handling
ZVP-1,BE-PZ5345,drugs,ZVP 2026-2031,2026-01-01,2031-12-31,dienst drugs,feiten per maand,2027-06-30,drugs in de haven,GREEN
]]

local function with_plan_store()
  local store = support.benelux()
  assert(support.import(store, months("BE-PZ5345", "drugs", 40, 92, "2025-09", 30)
    .. months("BE-PZ5345", "fraud", 90, 92, "2026-05", 60), { source = "corps", records = "figures" }))
  assert(support.import(store, months("RT-CHANNEL", "smuggling.sea.small_boat", 2000, 92), { source = "homeoffice" }))
  assert(support.import(store, months("RT-WBALKAN", "migration.crossing.land", 900, 92), { source = "frontex" }))
  assert(store:import(support.file(PRIORITIES), {}, { as = "priorities" }))
  assert(store:import(support.file("priority,higher\nZVP-1,EMPACT-2026-drugs\n"), {}, { as = "priority_links" }))
  local w = assert(glocal.warn(glocal.rollup { zone = "BE-PZ5345", phenomenon = "fraud", every = "month" },
    { method = "ears_c1", from = "2026-05" }))
  assert(w:register())
  return store
end

local function plan_of(lang, more)
  local spec = { zone = "5345", years = { 2026, 2031 }, lang = lang, date = DATE }
  for name, value in pairs(more or {}) do spec[name] = value end
  return assert(plan(spec))
end

local cache = {} -- a plan takes seconds: each is made once

local function made(lang, more)
  local key = lang
  for name, value in pairs(more or {}) do key = type(value) == "table" and lang .. " given" or key .. " " .. name .. value end
  if cache[key] then return cache[key] end
  cache[key] = plan_of(lang, more)
  return cache[key]
end

local GIVEN = {
  measures = { { text = "Doorlichting van de haven", owner = "dienst drugs", due = "2027-03-31", phenomenon = "drugs" } },
  scenarios = { { name = "Verschuiving naar andere havens", probability = 0.3, role = "strategie" } },
  assumptions = { { text = "De haven groeit", unless = "de overslag daalt" } },
}

describe("a plan", function()
  local store

  setup(function() store = with_plan_store() end)

  it("shows no number that its evidence does not give anew, in any language", function()
    local v = made("nl", GIVEN):verify()
    assert.is_true(#v > 40)
    assert.equal(0, #v:where { same = 0 }, tostring(v:where { same = 0 }))
    local count = v.evidence[#v]
    for _, lang in ipairs { "fr", "de" } do -- the same numbers in other words
      for i = 1, count do assert.same(made("nl", GIVEN):trace(i).value, made(lang, GIVEN):trace(i).value) end
    end
  end)

  -- Behind each sentence with a figure that was computed stands its evidence; what is left without are dates and law.
  it("leads from every sentence with a figure to its evidence, and from each of these back to a call", function()
    local p = made("nl", GIVEN)
    local html = p.html:gsub("\u{AD}", "")
    local seen = 0
    for item in html:gmatch "<li>(.-)</li>" do
      local is_figure = item:find("verwachten we", 1, true) or item:find("tegenover", 1, true) or item:find("naar schatting",
        1, true)
        or item:find("waargenomen", 1, true) or item:find "%d%%"
      if is_figure then
        local number = item:match '<a href="#evidence%-(%d+)">'
        assert.truthy(number, item)
        assert.truthy(html:find(('id="evidence-%s"'):format(number), 1, true))
        assert.truthy(#p:trace(math.tointeger(number)) > 0)
        seen = seen + 1
      end
    end
    assert.is_true(seen >= 8, seen)
  end)

  it("puts the word of ICD 203 beside every probability and never alone", function()
    local p = made("en", GIVEN)
    local words = phrases.of "en".digest.likelihood
    local flat = pages.flowing(p)
    for probability, shown in pairs { [0.8] = "80%", [0.3] = "30%" } do
      assert.truthy(flat:find(words[likelihood.key(probability)] .. " (" .. shown .. ")", 1, true), flat)
    end
    local body = flat:match "^(.*)EVIDENCE FOR EVERY FIGURE"
    for sentence in body:gmatch "[^.]-%(%d+%%%)" do
      local has_word = false
      for _, word in pairs(words) do has_word = has_word or sentence:find(word .. " (", 1, true) ~= nil end
      assert.is_true(has_word, sentence)
    end
  end)

  it("says its own figures, warnings, priorities, measures, assumptions and the calendar, with the strictest marking", function()
    local p = made("nl", GIVEN)
    local flat = p.html:gsub("\u{AD}", "")
    for _, text in ipairs { "Drugscriminaliteit: ", "meer dan toeval kan verklaren", "waargenomen",
      "Eigen antwoord: drugs in de haven",
      "Doorlichting van de haven", "De haven groeit", "Verschuiving naar andere havens: onwaarschijnlijk (30%)",
      "Voorzitterschap van de Raad van de EU: Litouwen" } do
      assert.truthy(flat:find(text, 1, true), text .. "\n" .. flat)
    end
    assert.equal("TLP:GREEN", p.marking) -- that of the zone's priority
    assert.truthy(p.html:find("TLP:GREEN", 1, true))
  end)

  it("fetches nothing, and is one whole page", function()
    local p = made("fr", GIVEN)
    assert.is_nil(pages.unbalanced(p.html:gsub("<pre>.-</pre>", "")))
    for _, outside in ipairs { "http://", "https://", "src=", "@import", "url(" } do
      assert.falsy(p.html:find(outside, 1, true), outside)
    end
  end)

  it("says the same twice", function()
    assert.equal(made("de", GIVEN).html, plan_of("de", GIVEN).html)
  end)

  it("keeps versions that nobody can change, and compares them", function()
    local p = made "nl"
    local number = assert(p:keep { role = "strategie" })
    assert.equal(1, p.version)
    local q = made("nl", GIVEN)
    local second = assert(q:keep { role = "strategie" })
    assert.equal(2, q.version)
    local list = plan.kept { zone = "5345" }
    assert.same({ 1, 2 }, list.version)
    assert.same({ "TLP:GREEN", "TLP:GREEN" }, list.marking)
    local differs = plan.compare(number, second)
    assert.equal("added", differs:where { part = "measures", key = "Doorlichting van de haven" }.change[1])
    assert.equal("added", differs:where { part = "assumptions" }.change[1])
    for _, row in differs:rows() do assert.equal("as the planner gave it", row.why) end
    assert.equal(0, #plan.compare(second, q))
    assert.truthy(support.message_of(plan.compare, number, 99):find("there is no plan 99", 1, true))
    assert.truthy(support.message_of(plan.review, "x"):find("expected a plan or a whole number", 1, true))
    for _, row in store:check():rows() do assert.equal(0, row.faults or row.problems or 0, tostring(row.check)) end
  end)

  it("is reviewed: what it expected against what came, and nothing is counted that is not known", function()
    local p = made("nl", { at = "2025-08", date = "2025-10-01" })
    local r = plan.review(p, { date = DATE })
    local drugs = r:where { key = "BE-PZ5345 drugs" }
    assert.equal("reviewed", drugs.status[1])
    local came = glocal.rollup { zone = "BE-PZ5345", phenomenon = "drugs", every = "month", from = "2025-09", to = "2026-08" }
    local sum = 0
    for _, n in ipairs(came.count) do sum = sum + n end
    assert.equal(sum, drugs.observed[1])
    assert.equal(sum >= drugs.low[1] and sum <= drugs.high[1] and 1 or 0, drugs.within[1])
    assert.equal(1, drugs.more[1])
    assert.matches("^within their 80 %% interval: %d of the %d that are over; mean Brier score 0", r:note())
    local whys = {} -- of a later plan on later figures each difference has its reason
    for _, row in plan.compare(p, made "nl"):rows() do
      assert.truthy(row.why, row.part .. " " .. row.key)
      whys[row.part .. " " .. row.change] = row.why
    end
    assert.matches("^figures to another month: ahead to 2027%-08, not 2026%-08; dated 2026%-11%-30", whys["expectations changed"])
    assert.equal("over by 2026-11-30", whys["events removed"])
    local early = plan.review(p, { date = "2026-01-01" })
    assert.equal("running", early.status[1])
    assert.is_nil(early.observed[1])
  end)

  it("is watched: an indicator passes its threshold as soon as what is known is above it", function()
    local p = made("nl", { at = "2025-08", date = "2025-10-01" })
    local w = plan.watch(p, { date = DATE })
    local drugs = w:where { key = "BE-PZ5345 drugs" }
    assert.equal(12, drugs.months[1])
    assert.equal(drugs.observed[1] > drugs.high[1] and "above" or "within", drugs.status[1])
    assert.truthy(drugs.alarms[1] > 0)
    assert.equal("no figures", plan.watch(made "nl", { date = DATE }).status[1])
  end)

  it("is written as HTML and text, and as documents where pandoc is installed", function()
    local p = made "nl"
    local path = support.path ".txt"
    assert.equal(path, assert(p:write(path)))
    assert.truthy(support.read(path):find("Veiligheidsplan: Antwerpen", 1, true))
    assert.truthy(support.message_of(p.write, p, "x.pdf"):find(".html, .txt, .docx or .odt", 1, true))
    for _, ending in ipairs { ".docx", ".odt" } do
      local document = support.path(ending)
      local written, message, code = p:write(document)
      if not written then
        assert.equal("not_found", code)
        assert.truthy(message:find("needs pandoc", 1, true))
      else
        local first = support.read(document)
        assert.equal("PK", first:sub(1, 2))
        assert.equal(string.pack("<I2", 46 << 9 | 11 << 5 | 30), first:sub(13, 14)) -- dated as the plan, not by the clock
        assert(p:write(document))
        assert.equal(first, support.read(document))
      end
    end
  end)

  -- The first column of every table too: pandoc leaves the heads of rows out of an .odt.
  it("has in a document all that is on the page, on A4, with the marking at the head of every page", function()
    local p = made("nl", GIVEN)
    local function part(path, name)
      local to = support.path ".xml"
      return support.read(assert(core.unpack(path, name, to)))
    end
    local IN = { [".docx"] = { "word/document.xml", "word/header1.xml", 'w:h="16838"', "word/document.xml" },
      [".odt"] = { "content.xml", "styles.xml", 'fo:page-height="29.7cm"', "styles.xml" } }
    for ending, where in pairs(IN) do
      local document = support.path(ending)
      local written, _, code = p:write(document)
      if not written then
        assert.equal("not_found", code)
      else
        local words = part(document, where[1]):gsub("<[^>]*>", " "):gsub("%s+", " ")
        for _, text in ipairs { "Doorlichting van de haven", "De haven groeit", "drugs in de haven", "dienst drugs",
          "Voorzitterschap van de Raad van de EU" } do
          assert.truthy(words:find(text, 1, true), ending .. ": " .. text)
        end
        assert.is_nil(words:find("\u{AD}", 1, true))
        assert.truthy(part(document, where[1]):find("evidence-1", 1, true))
        assert.truthy(part(document, where[2]):find("TLP:GREEN", 1, true))
        assert.truthy(part(document, where[4]):find(where[3], 1, true))
      end
    end
  end)

  it("takes each bad input with one clear message", function()
    local function message(more)
      local spec = { zone = "5345", years = { 2026, 2031 }, lang = "nl", date = DATE }
      for name, value in pairs(more) do spec[name] = value end
      return support.message_of(plan, spec)
    end
    assert.truthy(message { years = { 2031, 2026 } }:find("as in years={2026, 2031}", 1, true))
    assert.truthy(message { lang = "it" }:find("there is no 'it'", 1, true))
    assert.truthy(message { zone = "53456" }:find("unknown zone '53456'", 1, true))
    assert.truthy(message { zone = "RT-CHANNEL" }:find("no plan for 'RT-CHANNEL': it is a route; a plan is for", 1, true))
    assert.truthy(message { measures = { { owner = "x" } } }:find("number 1 has no 'text'", 1, true))
    assert.truthy(message { measures = { { text = "bel 0475 12 34 56" } } }:find("looks like a telephone number", 1, true))
    assert.truthy(message { scenarios = { { name = "x", probability = 1.2 } } }:find("lies between 0 and 1", 1, true))
    assert.equal("not_found", (select(3, plan { zone = "5345", years = { 2026, 2031 }, date = DATE, calendar = "/nowhere.csv" })))
    local bad = support.file "from,kind,en\n2027,elections,x\n"
    local none, why, code = plan { zone = "5345", years = { 2026, 2031 }, date = DATE, calendar = bad }
    assert.is_nil(none)
    assert.equal("invalid", code)
    assert.truthy(why:find(":2: there is no kind 'elections', did you mean 'election'", 1, true), why)
  end)

  it("says of how many periods there are figures, and computes a count anew where another unit begins later", function()
    local own = support.benelux()
    local figures = months("BE-PZ5461", "drugs", 40, 92):gsub("2025%-0[3-5][^\n]*\n", "") -- three months without a figure
    assert(support.import(own, figures, { source = "corps", records = "figures", counting_unit = "offences" }))
    assert(support.import(own, "2026-06,BE-PZ5461,drugs,9\n2026-08,BE-PZ5461,drugs,<5\n",
      { source = "labs", records = "figures", counting_unit = "seizures" }))
    local p = assert(plan { zone = "5461", years = { 2026, 2031 }, lang = "en", date = DATE, store = own })
    assert.equal(0, #p:verify():where { same = 0 })
    local text = p.text:gsub("%s+", " ")
    assert.truthy(text:find("(figures of 9 of the 12 months) in the year before", 1, true), text)
    assert.truthy(text:find("9\u{2013}13 seizures (figures of 2 of the 12 months) in the twelve months", 1, true), text)
    assert(support.import(own, "2026-06,BE-PZ5462,drugs,5\n", { source = "corps", records = "figures" }))
    p = assert(plan { zone = "BE-VWV", years = { 2026, 2031 }, lang = "en", date = DATE, store = own })
    assert.truthy(p.text:gsub("%s+", " "):find("(figures of 1\u{2013}2 of the 19 police zones)", 1, true), p.text)
    assert.equal(0, #p:verify():where { same = 0 })
    glocal.use(store)
  end)

  it("of a zone without figures says so and forecasts nothing of its own", function()
    local p = assert(plan { zone = "5302", years = { 2026, 2031 }, lang = "fr", date = DATE })
    assert.truthy(pages.flowing(p):find("ne contient pas de chiffres propres", 1, true))
    assert.truthy(pages.flowing(p):find("chiffres propres à cette zone de police sur la cybercriminalité", 1, true))
    assert.equal(0, #p:verify():where { same = 0 })
  end)

  it("has cyberspace in a section of its own: the zone's figures, what is asked of it from above, and its answer", function()
    assert(support.import(store, months("BE-PZ5461", "cyber.enabled.csam", 12, 92) .. months("BE-PZ5461", "fraud", 50, 92),
      { source = "kust", records = "figures" }))
    local p = assert(plan { zone = "5461", years = { 2026, 2031 }, lang = "nl", date = DATE })
    local own, section = pages.flowing(p):match "Wat we zien: deze politiezone(.-)Wat we zien: cyberspace(.-)Wat we verwachten"
    assert.truthy(section:find("Beelden van seksueel misbruik van minderjarigen: %d+ "), section)
    assert.falsy(own:find("misbruik", 1, true))
    assert.truthy(own:find("[Ff]raude"), own)
    assert.truthy(section:find("onlinecriminaliteit", 1, true) and section:find("nog geen antwoord vastgelegd", 1, true), section)
    assert.equal(0, #p:verify():where { same = 0 })
  end)
end)

describe("a plan above the police zones", function()
  -- Two provinces' worth: three police zones with drugs, of which one rises, and victims of two countries.
  local store

  setup(function()
    store = support.benelux()
    assert(support.import(store, months("BE-PZ5345", "drugs", 40, 92, "2025-09", 60) .. months("BE-PZ5350", "drugs", 30, 92)
      .. months("BE-PZ5461", "drugs", 20, 92), { source = "corps", records = "figures" }))
    local years = {}
    for year = 2023, 2025 do
      years[#years + 1] = ("%d,BE,trafficking.labour,%d\n%d,NL,trafficking.labour,%d\n"):format(year, 100 + (year == 2025 and
        90 or 0), year, 300)
    end
    assert(support.import(store, table.concat(years), { source = "observatory", records = "figures" }))
  end)

  local plans = {}

  local function of(zone, lang)
    local key = zone .. lang
    plans[key] = plans[key] or assert(plan { zone = zone, years = { 2026, 2031 }, lang = lang, date = DATE, store = store })
    return plans[key]
  end

  it("has its own figures with their coverage, forecasts, and the zones that stand out", function()
    for zone, said in pairs {
      ["BE-VAN"] = { "(figures of 2 of the 22 police zones)", "Where it stands out: police zones", "Drug crime: Antwerp" },
      BE = { "Security plan: Belgium", "Located in Benelux, European Union", "(figures of 3 of the 176 police zones)" },
      BENELUX = { "What we see: the countries", "Where it stands out: countries",
        "European Union (EMPACT 2026-2029)", "against 100 in the year before (+90.0%): more than chance explains" },
    } do
      local p = of(zone, "en")
      local flat = pages.flowing(p):gsub("%s+", " ")
      for _, text in ipairs(said) do assert.truthy(flat:find(text, 1, true), text .. "\n" .. flat) end
      if zone ~= "BE" then assert.equal(0, #p:verify():where { same = 0 }) end -- that of BE is verified below
    end
    local flat = pages.flowing(of("BE", "en")):gsub("%s+", " ")
    assert.truthy(flat:find("for the twelve months to August 2027 we expect", 1, true), flat) -- of its own
  end)

  it("measures demand by the figures of the police zones below it too", function()
    local c = glocal.crosswalk { zone = "BE-VAN", on = DATE, store = store }:where { relation = "demand without priority" }
    assert.same({ "drugs" }, c.phenomenon)
    assert.equal("rising", c.direction[1])
  end)

  it("has the same numbers in another language", function()
    local v = of("BE", "fr"):verify()
    assert.equal(0, #v:where { same = 0 })
    for i = 1, v.evidence[#v] do assert.same(of("BE", "en"):trace(i).value, of("BE", "fr"):trace(i).value) end
  end)
end)

describe("JSON", function()
  it("reads back what it wrote", function()
    local value = { a = { 1, 2.5, "x\"\\\n\u{E9}" }, b = { c = true, d = false }, e = -0.1 }
    assert.same(value, json.read(json.text(value)))
    assert.equal('{"a":[1,0.5],"b":"x"}', json.text { b = "x", a = { 1, 0.5 } })
  end)
end)
