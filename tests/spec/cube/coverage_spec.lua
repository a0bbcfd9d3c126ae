--- coverage_spec.lua: what a rollup says of figures it does not show, and of the zones its sums and rates cover.

local glocal = require "glocal"
local support = require "tests.spec.support"

local ZONES = [[
code,kind,parent,name,valid_from,valid_to
X,country,,Exland,,
X1,province,X,One,,
A,municipality,X1,Aa,,
B,municipality,X1,Be,,
C,municipality,X,Capital,,
M1,municipality,X1,Emone,,2020-12-31
M,municipality,X1,Emm,2021-01-01,
]]
local FIGURES = { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", facet = "facet" }

-- Country X with province X1 (A, B, and M1, which became M in 2021) and the capital C, which is in no province.
local function new_store()
  local store = assert(glocal.init(support.path ".db"))
  assert(store:import(support.file(ZONES), { code = "code", kind = "kind", parent = "parent", name = "name",
    valid_from = "valid_from", valid_to = "valid_to" }, { as = "zones" }))
  assert(store:import(support.file "old,new,from,share\nM1,M,2021-01-01,1\n",
    { old = "old", new = "new", valid_from = "from", share = "share" }, { as = "successions" }))
  assert(store:import(support.file "code,parent,name\ncrime,,Crime\ncrime.theft,crime,Theft\ncrime.drugs,crime,Drugs\n",
    { code = "code", parent = "parent", name = "name" }, { as = "phenomena" }))
  return store
end

local function import(store, rows, records)
  assert(store:import(support.file("day,zone,phenomenon,count,facet\n" .. rows), FIGURES,
    { source = "test", records = records or "events" }))
end

describe("a rollup without rows", function()
  local function note(rows, spec)
    local store = new_store()
    import(store, rows)
    spec.store = store
    local frame = glocal.rollup(spec)
    assert.equal(0, #frame)
    return frame:note()
  end

  it("names figures that carry a facet", function()
    assert.equal('2 observations (count 10) carry a facet (sex): facet="sex" shows them',
      note("2024-01,A,crime.theft,4,sex:F\n2024-01,A,crime.theft,6,sex:M\n", { zone = "A" }))
  end)

  it("names figures of a zone above", function()
    assert.equal('1 observation (count 9) stands at a zone above: zone="X" shows it',
      note("2024-01,X,crime.theft,9,\n", { zone = "A", phenomenon = "crime" }))
  end)

  it("names figures of a wider phenomenon", function()
    assert.equal('1 observation (count 9) is of a wider phenomenon: phenomenon="crime" shows it',
      note("2024-01,A,crime,9,\n", { zone = "A", phenomenon = "crime.theft" }))
    assert.equal('1 observation (count 9) is of phenomena at other levels: phenomenon_level="*" shows it',
      note("2024-01,A,crime,9,\n", { zone = "A", phenomenon_level = 2 }))
  end)

  it("names figures from before a merger", function()
    assert.equal('M1 ended 2020-12-31; its figures are in M; at="2020" shows them',
      note("2019-06-01,M1,crime.theft,10,\n", { zone = "M1", every = "year" }))
  end)

  it("names figures outside the periods, and the one change that shows most", function()
    assert.equal('2 observations (count 7) lie outside these periods: from="2023-02", to="2023-05" shows them',
      note("2023-02,A,crime.theft,3,\n2023-05,A,crime.theft,4,\n", { zone = "A", from = "2024-01" }))
    assert.equal('1 observation (count 5) stands at a zone above and covers a year: zone="X", every="year" shows it',
      note("2023,X,crime.theft,5,\n", { zone = "A" }))
  end)

  it("shows with the call of the note what the note says", function()
    local store = new_store()
    import(store, "2019-06-01,M1,crime.theft,10,\n")
    assert.equal(10, glocal.rollup({ zone = "M1", every = "year", at = "2020", store = store }):sum "count")
  end)

  it("says that nothing is recorded only where that is true", function()
    assert.equal("no observations: none at or below these zones, of these phenomena, in these periods",
      note("2024-01,B,crime.theft,9,\n", { zone = "A" }))
    local elsewhere = note("2024,A,crime.theft,9,\n", { zone = "A" })
    assert.truthy(elsewhere:find('every="year" includes them', 1, true))
    assert.falsy(elsewhere:find("no observations", 1, true))
  end)
end)

describe("a rollup with rows", function()
  it("says which figures carry a facet at zones without figures of the whole", function()
    local store = new_store()
    import(store, "2024-01,A,crime.theft,4,sex:F\n2024-01,A,crime.theft,6,sex:M\n2024-01,B,crime.theft,3,\n")
    local frame = glocal.rollup { zone = "X1", store = store }
    assert.equal(3, frame.count[1])
    assert.equal('2 observations (count 10) carry a facet (sex) and are not in the rows: facet="sex" shows them', frame:note())
  end)

  it("says nothing of facets where the whole is recorded too", function()
    local store = new_store()
    import(store, "2024-01,A,crime.theft,4,sex:F\n2024-01,A,crime.theft,6,sex:M\n2024-01,A,crime.theft,10,\n")
    assert.is_nil(glocal.rollup({ zone = "X1", store = store }):note())
  end)

  it("says what lies under the zones asked but under none of the rows", function()
    local store = new_store()
    import(store, "2024-01,A,crime.theft,4,\n2024-01,C,crime.theft,123,\n2024-02,C,crime.drugs,1,\n")
    local frame = glocal.rollup { zone = "X", level = "province", store = store }
    assert.equal(4, frame:sum "count")
    assert.equal('outside these levels: count 124 in C; level={"province", "municipality"} or own=true shows it', frame:note())
    assert.equal(128, glocal.rollup({ zone = "X", level = "province", own = true, store = store }):sum "count")
    assert.is_nil(glocal.rollup({ zone = "X", level = { "province", "municipality" }, store = store }):note())
    assert.is_nil(glocal.rollup({ zone = "X1", level = "municipality", store = store }):note())
  end)
end)

describe("coverage", function()
  local store
  -- A union U of three countries, one of which left at the end of 2019; populations of 2019.
  setup(function()
    store = assert(glocal.init(support.path ".db"))
    assert(store:import(support.file("code,kind,parent,name\nWORLD,world,,World\nU,union,WORLD,Union\nP,country,WORLD,Pe\n" ..
      "Q,country,WORLD,Qu\nR,country,WORLD,Er\nP1,municipality,P,One\nP2,municipality,P,Two\nU2,union,WORLD,Other\n"),
      { code = "code", kind = "kind", parent = "parent", name = "name" }, { as = "zones" }))
    assert(store:import(support.file "hierarchy,child,parent,valid_from,valid_to\nu,P,U,,\nu,Q,U,,\nu,R,U,,2019-12-31\n",
      { hierarchy = "hierarchy", child = "child", parent = "parent", valid_from = "valid_from", valid_to = "valid_to" },
      { as = "links" }))
    assert(store:import(support.file("zone,name,value,period\nP,population,1000,2019\nQ,population,3000,2019\n" ..
      "R,population,5000,2019\n"), { zone = "zone", name = "name", value = "value", period = "period" }, { as = "facts" }))
    assert(store:import(support.file "code,parent,name\ncrime,,Crime\n", { code = "code", parent = "parent", name = "name" },
      { as = "phenomena" }))
    import(store, "2018,P,crime,10,\n2018,Q,crime,20,\n2019,P,crime,10,\n2021,P,crime,12,\n2022,P,crime,12,\n" ..
      "2022,Q,crime,30,\n2022,P1,crime,4,\n2030,P,crime,8,\n", "figures")
  end)

  local function rollup(spec)
    spec.store, spec.every, spec.hierarchy = store, "year", "u"
    spec.at = spec.at or "2023"
    return glocal.rollup(spec)
  end

  it("says of how many members a sum has figures, of those that were members then", function()
    local frame = rollup { zone = "U", coverage = true, to = "2022" }
    assert.same({ "2018", "2019", "2021", "2022" }, frame.period)
    assert.same({ 2, 1, 1, 2 }, frame.reporting)
    assert.same({ 3, 3, 2, 2 }, frame.could_report)
    assert.truthy(frame:note():find("U: 1 to 2 of 2 to 3 members have figures (r:coverage() lists them)", 1, true))
    local listed = frame:coverage()
    assert.same({ "country", "country", "country", "country" }, listed.kind)
    assert.same({ "P, Q", "P", "P", "P, Q" }, listed.reporting_zones)
    local some = frame:where { period = { "2019", "2022" } }:sort "-count":mutate { twice = "count * 2" }
    assert.same({ "2019", "2022" }, some:coverage().period)
    assert.same({ "P", "P, Q" }, some:change():coverage().reporting_zones)
    local all = rollup({ zone = "*", to = "2022", coverage = true }):where { zone = "U" }
    assert.same({ 2, 1, 1, 2 }, all.reporting)
  end)

  it("is said of a change between sums of different zones", function()
    local frame = rollup { zone = "U", to = "2022" }
    local text = "2 changes are between sums of different zones (U: 1 has figures in 2019, 2 in 2018)"
    assert.is_truthy(frame:change():note():find(text, 1, true), frame:change():note())
    local last = frame:where { period = { "2021", "2022" } }:change():note()
    text = "1 change is between sums of different zones (U: all have figures in 2022, 1 in 2021)"
    assert.is_truthy(last:find(text, 1, true), last)
    assert.is_nil(frame:where { period = { "2019", "2021" } }:change():note():find("different zones", 1, true))
    assert.is_nil((rollup { zone = "P", to = "2022" }:change():note() or ""):find("different zones", 1, true))
  end)

  it("lists the zones of what a list of zones gives, and of no other frame", function()
    assert.equal(4, #rollup({ zone = { "U", "U2" }, to = "2022" }):coverage())
    assert.truthy(support.message_of(function() return glocal.frame({ { zone = "U" } }):coverage() end)
      :find("coverage is known of what rollup gives", 1, true))
  end)

  it("says nothing where all have figures, or the zone has its own", function()
    assert.falsy((rollup({ zone = "U", from = "2022", to = "2022" }):note() or ""):find("members", 1, true))
    local own = rollup { zone = "P", from = "2022", to = "2022", coverage = true }
    assert.equal(12, own.count[1])
    assert.is_nil(own.reporting[1])
    assert.falsy((own:note() or ""):find("have figures", 1, true))
  end)

  it("says nothing of a source that reports zeros", function()
    local small = support.small_store()
    assert(support.import(small, "2024,A-1,p.x,10\n", { records = "figures" }))
    local spec = { zone = "A", every = "year", store = small }
    assert.equal("A: 1 of 2 regions have figures (r:coverage() lists them)", glocal.rollup(spec):note())
    assert(small:import(support.file "code,kind,reports_zeros\ntest,open,1\n",
      { code = "code", kind = "kind", reports_zeros = "reports_zeros" }, { as = "sources" }))
    assert.is_nil(glocal.rollup(spec):note())
  end)

  it("of events is none: they are what happened", function()
    local small = support.small_store()
    assert(support.import(small, "2024-01-01,A-1,p.x,10\n", { records = "events" }))
    local frame = glocal.rollup { zone = "A", every = "year", store = small }
    assert.is_nil(frame:note())
    assert.equal(0, #frame:coverage())
  end)

  it("divides rates by the population of the zones that have figures", function()
    local frame = rollup { zone = "U", measures = { "count", per = { "population", 1000 } }, from = "2021", to = "2022" }
    assert.same({ 12.0, 10.5 }, frame.count_per_1k) -- 12 of 1000; 42 of 4000
    assert.truthy(frame:note():find("their rates divide by the population of the zones that have figures", 1, true))
  end)

  it("does so whatever else is measured", function()
    local frame = rollup { zone = "U", measures = { "events", per = { "population", 1000 } }, from = "2021", to = "2022" }
    assert.is_false(frame:has "count")
    assert.same({ 12.0, 10.5 }, frame.count_per_1k)
  end)

  it("tells the year of the population beside each rate where coverage is asked", function()
    local frame = rollup { zone = "U", measures = { "count", per = { "population", 1000 } }, to = "2022", coverage = true }
    assert.same({ 2019, 2019, 2019, 2019 }, frame.population_year)
  end)

  it("takes the facets of a figure together", function()
    local small = support.small_store()
    assert(small:import(support.file("day,zone,phenomenon,count,facet\n2024,A-1,p.x,1,sex:F\n" ..
      "2024,A-1,p.x,1,sex:M\n2024,A-2,p.x,1,sex:F\n"), FIGURES, { source = "test", records = "figures" }))
    local frame = glocal.rollup { zone = "A", every = "year", facet = "sex", coverage = true, store = small }
    assert.same({ 2, 2 }, frame.reporting)
    assert.same({ "F", "M" }, frame.facet)
    assert.equal("A-1, A-2", frame:coverage().reporting_zones[1])
  end)

  it("says which population is more than two years away, and gives no rate past five", function()
    local spec = { zone = "P", measures = { "count", per = { "population", 1000 } }, from = "2021", to = "2021" }
    assert.falsy((rollup(spec):note() or ""):find("population", 1, true))
    spec.from, spec.to = "2022", "2022"
    local frame = rollup(spec)
    assert.same({ 12.0 }, frame.count_per_1k)
    assert.truthy(frame:note():find("rates of 2022 divide by the population of 2019, the nearest known", 1, true))
    spec.from, spec.to = "2030", "2030"
    frame = rollup(spec)
    assert.is_nil(frame.count_per_1k[1])
    assert.equal("1 rate is null: no population within 5 years of the period", frame:note())
  end)
end)

describe("a union", function()
  local store
  -- U: P and Q always, R until January 2020, S from July 2013 on. A figure a year and country, and months.
  setup(function()
    store = assert(glocal.init(support.path ".db"))
    assert(store:import(support.file("code,kind,parent,name\nWORLD,world,,World\nU,union,WORLD,Union\n" ..
      "P,country,WORLD,Pe\nQ,country,WORLD,Qu\nR,country,WORLD,Er\nS,country,WORLD,Es\n"),
      { code = "code", kind = "kind", parent = "parent", name = "name" }, { as = "zones" }))
    assert(store:import(support.file("hierarchy,child,parent,valid_from,valid_to\nu,P,U,,\nu,Q,U,,\nu,R,U,,2020-01-31\n" ..
      "u,S,U,2013-07-01,\n"),
      { hierarchy = "hierarchy", child = "child", parent = "parent", valid_from = "valid_from", valid_to = "valid_to" },
      { as = "links" }))
    assert(store:import(support.file("zone,name,value,period\nP,population,1000,2019\nQ,population,1000,2019\n" ..
      "R,population,8000,2019\nS,population,1000,2019\n"), { zone = "zone", name = "name", value = "value", period = "period" },
      { as = "facts" }))
    assert(store:import(support.file "code,parent,name\ncrime,,Crime\n", { code = "code", parent = "parent", name = "name" },
      { as = "phenomena" }))
    local rows = {}
    for year = 2012, 2021 do
      for zone, count in pairs { P = 1, Q = 10, R = 100, S = 1000 } do
        rows[#rows + 1] = ("%d,%s,crime,%d,\n"):format(year, zone, count)
      end
    end
    for _, month in ipairs { "2020-01", "2020-02" } do
      rows[#rows + 1] = month .. ",R,crime,7,\n" .. month .. ",P,crime,5,\n"
    end
    import(store, table.concat(rows), "figures")
  end)

  local function rollup(spec)
    spec.store, spec.hierarchy, spec.every = store, "u", spec.every or "year"
    return glocal.rollup(spec)
  end

  it("is its members at the end of each period, and the note says how many", function()
    local frame = rollup { zone = "U", from = "2012", coverage = true }
    assert.same({ "2012", "2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020", "2021" }, frame.period)
    assert.same({ 111, 1111, 1111, 1111, 1111, 1111, 1111, 1111, 1011, 1011 }, frame.count)
    assert.same({ 3, 4, 4, 4, 4, 4, 4, 4, 3, 3 }, frame.could_report)
    assert.same(frame.could_report, frame.reporting)
    assert.truthy(frame:note():find("U: 3 members to 2012, 4 to 2019, 3 since", 1, true))
  end)

  it("holds a month in which a member left on its last day", function()
    local frame = rollup { zone = "U", every = "month", from = "2020-01", to = "2020-03" }
    assert.same({ "2020-01", "2020-02" }, frame.period)
    assert.same({ 12, 5 }, frame.count)
    assert.truthy(frame:note():find("U: 4 members to 2020-01, 3 since", 1, true))
  end)

  it("counts what is left out once, though the time is summed in stretches", function()
    local note = rollup({ zone = "U", every = "month", from = "2020" }):note()
    assert.truthy(note:find("7 observations (count 2122) cover more than one month and were left out", 1, true))
  end)

  it("is of one day where members= asks for it, and the note says so", function()
    local frame = rollup { zone = "U", from = "2018", members = "2021" }
    assert.same({ 1011, 1011, 1011, 1011 }, frame.count)
    assert.equal("members of unions are those of 2021-12-31 in all periods (members=)", frame:note():match "members of unions.*$")
    assert.equal(1111, rollup({ zone = "U", from = "2021", to = "2021", members = "2015" }).count[1])
  end)

  it("has the rows of its members where they were members, in the order of one sum", function()
    local frame = rollup { zone = "U", level = "country", from = "2019", to = "2020" }
    assert.same({ "P", "P", "Q", "Q", "R", "S", "S" }, frame.zone)
    assert.same({ "2019", "2020", "2019", "2020", "2019", "2019", "2020" }, frame.period)
  end)

  it("divides by the population of its members", function()
    local frame = rollup { zone = "U", from = "2019", to = "2020", measures = { "count", per = { "population", 1000 } } }
    assert.same({ 1111 / 11, 1011 / 3 }, frame.count_per_1k)
  end)

  it("comes from one call", function()
    assert.equal(1, select(2, rollup({ zone = "U" }):provenance():gsub("rollup{", "")))
  end)

  it("is the same whatever its members were before the data and after them", function()
    local frame = rollup { zone = "U", from = "2014", to = "2019" }
    assert.falsy((frame:note() or ""):find("members to", 1, true))
  end)
end)
