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

local function import(store, rows, source)
  assert(store:import(support.file("day,zone,phenomenon,count,facet\n" .. rows), FIGURES, { source = source or "test" }))
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
