--- roundtrip_spec.lua: what leaves in a format that glocal reads comes back equal into a second store: counts and their
--- ranges, values and their unit, facets, what is counted, the marking. Parents and children do not double.

local glocal = require "glocal"
local support = require "tests.spec.support"

local ZONES = "code,kind,parent,name\nA,country,,Aland\nA-1,region,A,One\nA-2,region,A,Two\n"
local PHENOMENA = "code,parent\np,\np.x,p\np.y,p\n"

local function empty_store()
  local store = assert(glocal.init(support.path ".db"))
  assert(store:import(support.file(ZONES), nil, { as = "zones" }))
  assert(store:import(support.file(PHENOMENA), nil, { as = "phenomena" }))
  return store
end

local MAPPING = {
  day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", count_high = "count_high", value = "value",
  facet = "facet", handling = "handling",
}
local HEAD = "day,zone,phenomenon,count,count_high,value,facet,handling\n"

-- Months of two zones and a year of their parent, a part of it censored; values with decimals; a facet.
local OFFENCES = HEAD .. "2023,A,p.x,40,,,,CLEAR\n" ..
  "2023-01,A-1,p.x,5,,10.50,,GREEN\n2023-02,A-1,p.x,7,,2.25,,CLEAR\n2023-01,A-2,p.x,1,4,,,CLEAR\n" ..
  "2023-03,A-2,p.y,11,,100,,CLEAR\n2023-01,A-1,p.x,2,3,,sex:female,CLEAR\n2023-01,A-1,p.x,3,,,sex:male,CLEAR\n" ..
  "2023-01,A-2,p.x,6,,,age:0-17,CLEAR\n"

local function offences(marking)
  local store = empty_store()
  assert(store:import(support.file((OFFENCES:gsub("GREEN", marking or "GREEN"))), MAPPING,
    { source = "police", scale = { value = 100 }, counting_unit = "offences", value_unit = "EUR; net: of tax" }))
  return store
end

local ASKED = {
  months = { zone = "A", level = "*", phenomenon = "*", measures = { "count", "value" } },
  years = { zone = "A", level = "*", phenomenon = "*", every = "year" },
  facets = { zone = "A", level = "*", phenomenon = "*", facet = "sex" },
  dimensions = { zone = "A", level = "*", phenomenon = "*", facet = { "sex", "age" } },
}

local function ask(store, name)
  local spec = { store = store }
  for key, value in pairs(ASKED[name]) do spec[key] = value end
  return assert(glocal.rollup(spec))
end

-- Everything of a frame but where it comes from.
local function content(frame)
  local columns = {}
  for i, name in ipairs(frame:columns()) do columns[i] = { name, frame:type(name) } end
  return { columns = columns, rows = frame:to_csv(nil, { bare = true }), marking = frame:marking() }
end

local FORMATS = {
  csv = function(frame, path) return frame:to_csv(path .. ".csv", { units = true }) end,
  tsv = function(frame, path) return frame:to_csv(path .. ".tsv", { units = true, delimiter = "\t" }) end,
  sdmx = function(frame, path) return frame:to_sdmx(path .. ".csv") end,
  ["sdmx 2.0"] = function(frame, path) return frame:to_sdmx(path .. ".csv", { version = "2.0" }) end,
  package = function(frame, path) return frame:to_package(path) end,
  ["package .zip"] = function(frame, path) return frame:to_package(path .. ".zip") end,
  geojson = function(frame, path)
    glocal.store:import(support.file "zone,name,value\nA-1,lat,51.5\nA-1,lon,4.25\n", nil, { as = "facts" })
    return frame:to_geojson(path .. ".geojson")
  end,
  json = function(frame, path) return frame:to_json(path .. ".json") end,
  xlsx = function(frame, path) return frame:to_xlsx(path .. ".xlsx") end,
}

local function back(path, options)
  local store = empty_store()
  local summary = assert(store:import(path, nil, options))
  assert.equal(0, summary.rejected, tostring(summary))
  return store, summary
end

for format, write in pairs(FORMATS) do
  describe("figures by " .. format, function()
    for name in pairs(ASKED) do
      it("come back equal: " .. name, function()
        local frame = ask(offences(), name)
        assert.is_true(#frame > 0)
        local path = assert(write(frame, support.path ""))
        assert.same(content(frame), content(ask(back(path), name)))
      end)
    end

    it("keep a marking of CLEAR and of AMBER with a handling code", function()
      for _, marking in ipairs { "CLEAR", "AMBER H1" } do
        local frame = ask(offences(marking), "months")
        assert.equal("TLP:" .. marking, frame:marking())
        assert.equal(frame:marking(), ask(back(assert(write(frame, support.path ""))), "months"):marking())
      end
    end)

    it("of two counting units come back as two", function()
      local store = offences()
      assert(store:import(support.file(HEAD .. "2023-01,A-1,p.x,90,,,,\n2023-01,A-2,p.y,1,4,,,\n"), MAPPING,
        { source = "border", counting_unit = "border crossings" }))
      local frame = ask(store, "years")
      assert.is_true(frame:has "counting_unit")
      local again = back(assert(write(frame, support.path "")))
      assert.same(content(frame), content(ask(again, "years")))
      assert.same({ "border crossings", "offences" },
        again:sql("select distinct counting_unit as unit from source where counting_unit is not null order by 1").unit)
    end)

    it("stand as totals: parents and children do not double", function()
      local frame = ask(offences(), "years")
      local again = back(assert(write(frame, support.path "")))
      assert.same({ "figures" }, again:sql("select distinct records from source where kind = 'unknown'").records)
      assert.equal(51, glocal.rollup { zone = "A", phenomenon = "p", every = "year", store = again }.count[1])
    end)
  end)
end

describe("what a total leaves over its parts", function()
  it("is not taken for the total", function()
    local frame = assert(glocal.rollup { zone = "A", level = "region", phenomenon = "p.x", every = "year", own = true,
      store = offences() })
    assert.same({ "own", "all", "all" }, frame.part)
    for format, write in pairs(FORMATS) do
      local path = assert(write(frame, support.path ""))
      local store = empty_store()
      local summary = assert(store:import(path))
      assert.equal(2, summary.rows, format)
      assert.matches("part 'own'", summary.rejects.reason[1])
      assert.same({ "A-1", "A-2" }, glocal.rollup { zone = "A", level = "*", phenomenon = "p.x", every = "year",
        store = store }:where "zone ~= 'A'".zone)
    end
  end)
end)

describe("a workbook in Dutch", function()
  it("says its units by the heads it has", function()
    local path = support.path ".xlsx"
    assert(ask(offences(), "years"):to_xlsx(path, { lang = "nl" }))
    local store = empty_store()
    assert(store:import(path, { zone = "Zone", day = "Periode", phenomenon = "Fenomeen", count = "Aantal" }))
    assert.equal("offences", store:sql("select counting_unit as unit from source where counting_unit is not null").unit[1])
  end)
end)

describe("a marked CSV", function()
  local frame = glocal.frame { { zone = "A-1", phen = "p.x", day = "2024-01", n = 3 } }
  local mapping = { day = "day", zone = "zone", phenomenon = "phen", count = "n" }

  it("hands its marking on by its first line, and is not loosened", function()
    local path = support.path ".csv"
    assert(frame:mark("AMBER"):to_csv(path))
    assert.equal("# TLP:AMBER\n", support.read(path):match "^.-\n")
    for _, handling in ipairs { false, { const = "CLEAR" } } do
      local store, wanted = empty_store(), { handling = handling or nil }
      for field, source in pairs(mapping) do wanted[field] = source end
      local summary = assert(store:import(path, wanted))
      assert.equal(1, summary.rows)
      assert.matches("handling AMBER", tostring(summary))
      assert.equal("TLP:AMBER", store:observations():marking())
    end
  end)

  it("is read with the delimiter and the encoding that are given", function()
    local store = empty_store()
    local path = support.file "# TLP:GREEN\nzone|phen,|day|n\nA-1|p.x|2024-01|3\nA-1|p.\xff|2024-01|3\n"
    local summary = assert(store:import(path, { day = "day", zone = "zone", phenomenon = "phen,", count = "n" },
      { delimiter = "|", encoding = "utf-8" }))
    assert.equal(1, summary.rows)
    assert.matches("UTF%-8", summary.rejects.reason[1])
  end)

  it("keeps the numbers of its lines, and marks what comes by a pipe", function()
    local store = empty_store()
    local path = support.file "# TLP:GREEN H2; n: offences\r\nzone;phen;day;n\r\nA-1;p.x;2024-01;3\r\nA-9;p.x;2024-01;3\r\n"
    local summary = assert(store:import(path, mapping))
    assert.same({ 4 }, store:rejects(summary.batch).line)
    assert.equal(";", summary.delimiter)
    local pipe = io.popen(("cat '%s' | '%s' import '%s' - day=day zone=zone phenomenon=phen count=n 2>&1"):format(path,
      os.getenv "GLOCAL", empty_store():path()))
    local said = pipe:read "a"
    pipe:close()
    assert.matches("imported 1 of 2", said)
    local piped = glocal.store
    assert.equal("TLP:GREEN H2", piped:observations():marking())
  end)

  it("is refused where the marking is not known, or can't be kept", function()
    local store = empty_store()
    local done, message = store:import(support.file "# TLP:MAUVE\nzone,phen,day,n\nA-1,p.x,2024-01,3\n", mapping)
    assert.is_nil(done)
    assert.matches("TLP:MAUVE", message)
    local code
    done, message, code = store:import(support.file "# TLP:AMBER\nzone,name,value\nA,lat,5\n", nil, { as = "facts" })
    assert.is_nil(done)
    assert.equal("marking", code)
    assert.matches("only observations can be marked", message)
  end)
end)

describe("what an import says of its sources", function()
  local FILE = "day,zone,phenomenon,count,value\n2024,A-1,p.x,3,5\n"

  it("is kept, and held to", function()
    local store = empty_store()
    local options = { source = "s", records = "events", counting_unit = "seizures", value_unit = "kg" }
    assert(store:import(support.file(FILE), nil, options))
    local row = store:sql "select records, counting_unit, value_unit from source where code = 's'"
    assert.same({ "events", "seizures", "kg" }, { row.records[1], row.counting_unit[1], row.value_unit[1] })
    local other = support.file(FILE:gsub("3", "4"))
    local summary, message, code = store:import(other, nil, { source = "s", counting_unit = "offences" })
    assert.same({ false, "rejected" }, { summary or false, code })
    assert.is_truthy(message:find("the source 's' counts seizures, not offences", 1, true), message)
    assert.matches("there is no 'both'",
      support.message_of(store.import, store, support.file(FILE:gsub("3", "5")), nil, { records = "both" }))
  end)

  it("comes before what the file says", function()
    local path = support.path ".zip"
    assert(ask(offences(), "years"):to_package(path))
    local store = back(path, { counting_unit = "recorded offences", source = "q" })
    assert.equal("recorded offences", store:sql("select counting_unit as unit from source where code = 'q'").unit[1])
  end)
end)
