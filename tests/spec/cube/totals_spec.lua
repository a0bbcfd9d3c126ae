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

  it("narrow no range of forms that the nearest years tell to overlap", function()
    local narrowed = glocal.rollup { zone = { "NL", "DE" }, phenomenon = "trafficking.other", source = "unodc-glotip",
      every = "year", from = "2017", to = "2018", store = store }
    local found = {}
    for _, row in narrowed:rows() do found[row.zone .. row.period] = { row.count, row.count_high } end
    -- NL 2018: the forms of 2017 come to more than the total; DE 2017: those of 2018 do, which as the later decides
    assert.same({ NL2017 = { 332, 536 }, NL2018 = { 63, 100 }, DE2017 = { 0, 8 }, DE2018 = { 10, 18 } }, found)
  end)

  it("give a year the same rows whichever years are asked", function()
    local function rows_by_year(more)
      local spec = { zone = "EU", level = { "union", "country" }, phenomenon = "*", source = "unodc-glotip", every = "year",
        own = true, coverage = true, store = store }
      for name, value in pairs(more) do spec[name] = value end
      local by_year = {}
      for _, row in glocal.rollup(spec):rows() do
        local list = by_year[row.period] or {}
        by_year[row.period] = list
        list[#list + 1] = ("%s %s %s %d %d %s %s"):format(row.zone, row.phenomenon, row.part, row.count,
          row.count_high or row.count, row.reporting, row.could_report)
      end
      return by_year
    end
    for _, facet in ipairs { false, "sex" } do
      local all, years = rows_by_year { facet = facet or nil }, 0
      for year, rows in pairs(all) do
        assert.same(rows, rows_by_year({ facet = facet or nil, from = year, to = year })[year], year)
        years = years + 1
      end
      assert.is_true(years > 10)
    end
  end)

  it("leave over what is stated of no form, so that parts and total agree", function()
    local frame = glocal.rollup { zone = { "BE", "DE", "FR", "GB", "LU", "NL" }, phenomenon = "trafficking",
      phenomenon_level = { 1, 2 }, source = "unodc-glotip", every = "year", own = true, store = store }
    local sums, checked = {}, 0
    for _, row in frame:rows() do
      local sum = sums[row.zone .. row.period] or { low = 0, high = 0, parts = 0 }
      sums[row.zone .. row.period] = sum
      if row.phenomenon == "trafficking" and row.part == "all" then
        sum.total, sum.is_exact = row.count, row.count == row.count_high
      elseif row.phenomenon == "trafficking" then
        sum.rest_low, sum.rest_high = row.count, row.count_high
      elseif row.part == "all" then
        sum.low, sum.high, sum.parts = sum.low + row.count, sum.high + row.count_high, sum.parts + 1
      end
    end
    for key, sum in pairs(sums) do
      if sum.total and sum.is_exact and sum.rest_high then
        assert.equal(sum.total, sum.low + sum.rest_high, key)
        assert.equal(math.max(0, sum.total - sum.high), sum.rest_low, key)
        checked = checked + 1
      elseif sum.total and sum.parts > 0 then -- no total is published, or they overlap
        assert.is_true(sum.low >= sum.total or not sum.is_exact, key)
      end
    end
    assert.is_true(checked > 40, tostring(checked))
  end)

  it("say of several zones that share members each thing once", function()
    local note = glocal.rollup({ zone = { "BENELUX", "EU" }, phenomenon = "trafficking", every = "year", store = store }):note()
    for _, text in ipairs { "published totals stand", "they overlap", "r:coverage() lists them" } do
      assert.equal(1, select(2, note:gsub(text:gsub("%p", "%%%0"), "")), text)
    end
    assert.is_truthy(note:find("in 8 (BENELUX) and 17 (EU) of them the parts come to more than the total", 1, true), note)
    assert.is_truthy(note:find("BENELUX: 1 to 2 of 3 members have figures, EU: 2 to 6 of", 1, true), note)
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
