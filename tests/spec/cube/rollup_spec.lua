--- rollup_spec.lua: what rollup means, on the Benelux reference and on small stores.

local glocal = require "glocal"
local zone_tree = require "foresight.zones.zone_tree"
local support = require "tests.spec.support"

describe("the reference", function()
  local store, zones
  setup(function()
    store = support.benelux()
    zones = glocal.zones
  end)

  it("has the zones of today, and of a day in the past", function()
    assert.equal(176, #zones.children("BE", { level = "police_zone" }))
    assert.equal(565, #zones.children("BE", { level = "municipality" }))
    assert.equal(581, #zones.children("BE", { level = "municipality", at = "2020-01-01" }))
    assert.equal(589, #zones.children("BE", { level = "municipality", at = "2018-06-01" }))
    assert.equal(12, #zones.children("BE", { level = "judicial_district" }))
    assert.equal(25, #zones.children("NL", { level = "safety_region" }))
    assert.equal(100, #zones.children("LU", { level = "municipality" }))
    assert.equal(250, #zones.children("WORLD", { level = "country" }))
  end)

  it("has Belgium's population by roll-up, along every hierarchy", function()
    for _, hierarchy in ipairs { "administrative", "police", "judicial" } do
      local tree = zone_tree.of(store, { hierarchy, "administrative" }, "2024-01-01")
      assert.equal(11763650, zone_tree.populations(store, tree, 2024).BE)
    end
    assert.equal("11825551", zones("BE"):where { field = "population" }.value[1])
  end)

  it("follows who was a member when", function()
    assert.equal(27, #zones.children("EU", { at = "2021-01-01" }))
    assert.equal(28, #zones.children("EU", { at = "2019-01-01" }))
    assert.equal(3, #zones.children "BENELUX")
    assert.equal(176, #zones.children("BENELUX", { level = "police_zone" }))
  end)

  it("resolves codes, short forms and names in any language, and says what is nearest", function()
    for text, code in pairs {
      BE = "BE", BEL = "BE", ["5345"] = "BE-PZ5345", ["11002"] = "BE-11002", PZ5345 = "BE-PZ5345", Belgique = "BE",
      ["BELGIË"] = "BE", belgie = "BE", ["0363"] = "NL-GM0363", world = "WORLD",
    } do
      assert.equal(code, (store:resolve("zone", text)))
    end
    assert.equal("trafficking", (store:resolve("phenomenon", "0204")))
    assert.equal("migration", (store:resolve("phenomenon", "08059")))
    assert.equal("trafficking", (store:resolve("phenomenon", "Mensenhandel")))
    assert.has_error(function() store:resolve("zone", "BEE") end, "unknown zone 'BEE', did you mean 'BE'?")
    local ok, message = pcall(store.resolve, store, "zone", "Antwerpen")
    assert.is_false(ok)
    assert.truthy(message:find("ambiguous", 1, true) and message:find("BE-PZ5345 (police_zone)", 1, true), message)
  end)
end)

describe("rollup", function()
  it("puts a figure only in a period that holds its whole span, and says what it left out", function()
    local store = support.small_store()
    assert(support.import(store, "2024-01-15,A-1,p.x,1\n2024-02,A-1,p.x,10\n2024,A-1,p.x,100\n2024-W05,A-1,p.x,1000\n",
      { records = "events" }))
    local function counts(every)
      local r = glocal.rollup { zone = "A", phenomenon = "p", every = every, store = store }
      return r.count, r:note()
    end
    local months, note = counts "month"
    assert.same({ 1, 10 }, months) -- week 5 lies in January and February
    assert.truthy(note:find("2 observations (count 1100)", 1, true) and note:find("a year", 1, true), note)
    local years, none = counts "year"
    assert.same({ 1111 }, years)
    assert.is_nil(none)
    assert.same({ 1, 1000 }, (counts "week"))
    assert.same({ 1 }, (counts "day"))
    assert.same({ 1011 }, (counts "quarter"))
  end)

  it("makes a parent equal its children plus what is recorded at the parent itself", function()
    local store = support.small_store()
    assert(support.import(store, "2024-01-01,A,p.x,1\n2024-01-01,A-1,p.x,10\n2024-01-01,A-2,p,100\n",
      { records = "events" }))
    local total = glocal.rollup { zone = "A", every = "all", phenomenon = "p", store = store }
    local parts = glocal.rollup { zone = "A", level = "region", every = "all", phenomenon = "p", own = true, store = store }
    assert.equal(111, total.count[1])
    assert.equal(111, parts:sum "count")
    assert.equal(1, parts:where { part = "own" }:sum "count")
    local leaves = glocal.rollup { zone = "A", every = "all", phenomenon = "p", phenomenon_level = 2, store = store }
    assert.equal(11, leaves:sum "count")
  end)

  it("follows a merger, so that the series does not break", function()
    local store = support.benelux()
    assert(support.import(store, "2018-05-01,BE-12030,cyber,3\n2018-05-01,BE-12034,cyber,4\n2020-05-01,BE-12041,cyber,5\n"))
    local r = glocal.rollup { zone = "BE-12041", phenomenon = "cyber", every = "year", store = store }
    assert.same({ 7, 5 }, r.count)
    local zone = glocal.rollup { zone = "BE", level = "police_zone", phenomenon = "cyber", every = "all", store = store }
    assert.equal(12, zone:sum "count")
  end)

  it("gives rates per population and weighted sums", function()
    local store = support.benelux()
    assert(support.import(store, "2024,BE-11002,trafficking,10\n2024,BE-11002,smuggling,1\n"))
    local r = glocal.rollup {
      zone = "5345", phenomenon = "trafficking", every = "year", measures = { "count", per = { "population", 1e5 } },
      store = store,
    }
    assert.equal("1.7981", ("%.4f"):format(r.count_per_100k[1])) -- 10 / 556 137 * 100 000, the people of 2024
    local w = glocal.rollup {
      zone = "5345", every = "year", measures = { "weighted" }, weight = "eu_penalty", store = store,
    }
    assert.equal(10 * 5 + 8, w:sum "weighted") -- the maximum penalties that EU law asks for: 5 and 8 years
  end)

  it("filters by source, credibility and facet", function()
    local store = support.small_store()
    local mapping = { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", facet = "f", credibility = "c",
      source = "s" }
    assert(store:import(support.file("day,zone,phenomenon,count,f,c,s\n2024,A,p,1,,1,one\n2024,A,p,10,,4,one\n" ..
      "2024,A,p,100,,,two\n2024,A,p,7,sex:female,,one\n2024,A,p,5,sex:male,,one\n"), mapping,
      { strict = true, records = "events" }))
    local function count(spec)
      spec.zone, spec.every, spec.store, spec.phenomenon = "A", "year", store, "p"
      return glocal.rollup(spec).count
    end
    assert.same({ 111 }, count {})
    assert.same({ 11 }, count { source = "one" })
    assert.same({ 1 }, count { min_credibility = 3 })
    assert.same({ 7, 5 }, count { facet = "sex" })
    assert.same({ 5 }, count { facet = "sex:male" })
  end)

  it("tells the date of its zone tree, so that it can be repeated on another day", function()
    local store = support.small_store()
    assert(support.import(store, "2024-01-01,A,p.x,1\n"))
    support.on_day("2027-01-01", function()
      local today = glocal.rollup { zone = "A", every = "all", store = store }:provenance()
      assert.truthy(today:find('at="2027-01-01"', 1, true), today)
    end)
    local past = glocal.rollup { zone = "A", every = "all", to = "2024-02", store = store }:provenance()
    assert.truthy(past:find('at="2024-02-29"', 1, true), past)
  end)

  it("says what is wrong with a call", function()
    local store = support.benelux()
    local function says(pattern, spec)
      local ok, message = pcall(glocal.rollup, spec)
      assert.is_false(ok)
      assert.truthy(tostring(message):find(pattern, 1, true), message)
    end
    says("did you mean 'BE'", { zone = "BEE" })
    says("did you mean 'level'", { zone = "BE", levle = "region" })
    says("did you mean 'police_zone'", { zone = "BE", level = "policezone" })
    says("did you mean 'trafficking'", { phenomenon = "traficking" })
    says("did you mean 'count'", { measures = { "counts" } })
    says('use "day", "week", "month"', { every = "fortnight" })
    says("not a date", { from = "soon" })
    says("write per=", { measures = { "count", per = 5 } })
    says("weight table", { measures = { "weighted" }, weight = "nothing" })
    says("unknown facet", { facet = "shoe" })
    says("unknown hierarchy", { zone = "BE", hierarchy = "royal" })
    assert.has_error(function() glocal.rollup "BE" end)
    assert.equal(store, glocal.use())
  end)
end)

describe("figures of a zone that became part of another", function()
  -- M1 became part of C, which was there before, and N1 of N, which came with it.
  local function merged(rows)
    local store = support.small_store()
    local function take(as, text) assert(store:import(support.file(text), nil, { as = as })) end
    take("zones", "code,kind,parent,valid_from,valid_to\nC,region,A,,\nM1,region,A,,2020-12-31\n" ..
      "N1,region,A,,2020-12-31\nN,region,A,2021-01-01,\n")
    take("successions", "old,new,valid_from,share\nM1,C,2021-01-01,1\nN1,N,2021-01-01,1\n")
    assert(support.import(store, rows))
    return function(zone)
      local r = glocal.rollup { zone = zone, phenomenon = "p.x", every = "year", store = store }
      return r.count, r:note() or ""
    end
  end

  it("are added to its own of years in which both were there", function()
    local count = merged "2019,M1,p.x,4\n2019,C,p.x,10\n2020,C,p.x,12\n"
    assert.same({ 14, 12 }, (count "C"))
  end)

  it("give way to its own of years before it was there, and of years after theirs", function()
    local count = merged "2019,N1,p.x,4\n2019,N,p.x,10\n2022,M1,p.x,3\n2022,C,p.x,20\n"
    local figures, note = count "N"
    assert.same({ 10 }, figures)
    assert.is_truthy(note:find("1 figure given again by the same source", 1, true), note)
    assert.same({ 20 }, (count "C"))
  end)
end)

describe("a week's figure beside events", function()
  it("has the events of its week only, whatever else is asked", function()
    local store = support.small_store()
    support.import(store, "2024-01-02,A-1,p.x,10\n2024-01-09,A-1,p.x,10\n2024-01-16,A-1,p.x,10\n",
      { source = "e", records = "events" })
    support.import(store, "2024-W02,A,p.x,12\n", { source = "f", records = "figures" })
    assert.same({ 10, 12, 10 }, glocal.rollup({ zone = "A", phenomenon = "p", every = "week" }).count)
    assert.same({ 12 }, glocal.rollup({ zone = "A", phenomenon = "p", every = "week", from = "2024-W02", to = "2024-W02" }).count)
  end)
end)
