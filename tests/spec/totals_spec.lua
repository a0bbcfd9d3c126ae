--- totals_spec.lua: the shipped figures as they are published: totals beside their parts, ranges, facts, codes.

local glocal = require "glocal"
local support = require "tests.spec.support"

-- Rows of a file in tests/spec/files, numbers as such; lines that begin with # say where they come from.
local function rows_of(name)
  local rows, names = {}, nil
  for line in io.lines("tests/spec/files/" .. name) do
    local row, at = {}, 0
    for field in (line .. ","):gmatch "([^,]*)," do
      at = at + 1
      row[names and names[at] or at] = field ~= "" and (tonumber(field) or field) or nil
    end
    if line:sub(1, 1) ~= "#" then
      if names then rows[#rows + 1] = row else names = row end
    end
  end
  return rows
end

describe("shipped figures", function()
  local store
  setup(function()
    store = support.benelux()
    dofile "scripts/import_figures.lua"
  end)

  local function victims(zone, phenomenon)
    local found = {}
    local frame = glocal.rollup { zone = zone, phenomenon = phenomenon, source = "unodc-glotip", every = "year", store = store }
    for _, row in frame:rows() do
      found[row.zone .. " " .. row.period] = { row.count, row.count_high or row.count }
    end
    return found, frame
  end

  it("give every published total of detected victims, and a sum or range where there is none", function()
    local expected, exact = rows_of "unodc_totals.csv", 0
    local found = victims({ "BE", "DE", "FR", "GB", "LU", "NL" }, "trafficking")
    for _, row in ipairs(expected) do
      local key = row.zone .. " " .. row.year
      assert.same({ row.low, row.high }, found[key], key)
      if row.total then
        assert.same({ row.total, row.total }, found[key], key)
        exact = exact + 1
      end
    end
    assert.equal(83, #expected)
    assert.equal(76, exact)
  end)

  it("give the same totals with the forms beside them, and say where these overlap", function()
    local _, frame = victims("BE", "*")
    local whole = frame:where { phenomenon = "trafficking", period = "2007" }
    assert.same({ 74, 74 }, { whole:sum "count", whole:sum "count_high" })
    assert.equal(290, frame:where({ phenomenon = "trafficking.labour", period = "2007" }):sum "count")
    assert.truthy(frame:note():find("overlap", 1, true))
  end)

  it("hold a range for \"<5\" in which every solved figure lies", function()
    local solved, zeros = rows_of "unodc_censored.csv", 0
    for _, row in ipairs(solved) do
      local frame = glocal.rollup { zone = row.zone, phenomenon = row.phenomenon, facet = row.facet,
        source = "unodc-glotip", every = "year", from = tostring(row.year), to = tostring(row.year), store = store }
      local own = frame:where({ phenomenon = row.phenomenon })
      local what = table.concat({ row.zone, row.year, row.phenomenon, row.facet }, " ")
      assert.equal(1, #own, what)
      assert.is_true(own:sum "count" <= row.value and row.value <= own:sum "count_high", what)
      zeros = zeros + (row.value == 0 and 1 or 0)
    end
    assert.equal(73, #solved)
    assert.equal(19, zeros)
  end)

  it("narrow the range of a form where the exact total leaves less, whatever else is asked", function()
    local lists = { "trafficking.other", { "trafficking", "trafficking.other" }, "*" }
    for _, list in ipairs(lists) do
      local other = glocal.rollup { zone = "BE", phenomenon = list, source = "unodc-glotip", every = "year", from = "2017",
        to = "2017", store = store }:where { phenomenon = "trafficking.other" } -- 121, of which 65 and 55
      assert.same({ 0, 1 }, { other:sum "count", other:sum "count_high" })
    end
  end)

  it("say what they count, so that offences and victims are not added", function()
    local france = glocal.rollup { zone = "FR", phenomenon = { "trafficking", "drugs" }, every = "year", from = "2020",
      to = "2020", store = store }
    local units = {}
    for _, row in france:rows() do units[row.phenomenon] = row.counting_unit end
    assert.same({ trafficking = "detected victims", drugs = "recorded offences" }, units)
    local sources = store:sql "select count(*) as n from source where counting_unit is null or records <> 'figures'"
    assert.equal(0, sources:sum "n")
    assert.equal(1, #store:sql "select code from source where code = 'unodc-glotip' and censored_from = 0")
  end)
end)

describe("reference tables", function()
  local store
  setup(function() store = support.benelux() end)

  it("hold the population of 1 January 2018 for the municipalities that ended that year", function()
    local facts = store:sql [[select z.code, f.value from zone_fact f join zone z on z.id = f.zone
      where f.name = 'population' and f.period = '2018' and z.code in (
        'BE-12030', 'BE-12034', 'BE-44011', 'BE-44049', 'BE-44001', 'BE-44029', 'BE-44036', 'BE-44072',
        'BE-44080', 'BE-45017', 'BE-45057', 'BE-55022', 'BE-72040', 'BE-71047', 'BE-72025', 'BE-72029')]]
    local sum, of = 0, {}
    for _, row in facts:rows() do
      sum = sum + row.value
      of[row.code] = row.value
    end
    assert.equal(16, #facts)
    assert.equal(17452, of["BE-12030"])
    assert.equal(80637, of["BE-55022"])
    assert.equal(276337, sum)
  end)

  it("give each ICCS code to the node that denotes it", function()
    local codes = {}
    for _, row in store:sql("select code, iccs from phenomenon"):rows() do codes[row.code] = row.iccs end
    local function code(phenomenon) return codes[phenomenon] end
    assert.equal("08059", code "migration") -- 0805 holds the smuggling of migrants
    assert.equal("08051", code "smuggling")
    assert.is_nil(code "exploitation.pimping") -- of adults and minors: 03021 and 03022
    assert.equal("03021", code "exploitation.adults")
    assert.equal("07031", code "corruption.bribery")
    assert.equal("020221", code "violence.kidnapping")
  end)
end)
