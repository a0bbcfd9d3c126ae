--- exchange_spec.lua: figures go out in other houses' formats and come back the same; what is damaged or forbidden is
--- refused with its reason.

local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

local function figures(store)
  assert(store:import(support.file("day,zone,phenomenon,count,count_high\n2023,A-1,p.x,5,\n2023,A-2,p.x,1,4\n" ..
    "2024,A-1,p.x,7,\n2024,A-1,p.y,11,\n"),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", count_high = "count_high" },
    { source = "office" }))
end

-- Every figure of the small store, by zone, leaf and year.
local function rolled(store)
  return glocal.rollup { zone = "A", level = "region", phenomenon = { "p.x", "p.y" }, every = "year", store = store }
end

local function text_of(frame) return (frame:to_csv(nil, { bare = true })) end

-- What python3-openpyxl, a reader of another maker, finds in a workbook: lines "sheet!cell type format value".
local READER = [[
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1]):
    print(sheet.title, "freeze", sheet.freeze_panes, "filter", sheet.auto_filter.ref)
    for row in sheet.iter_rows():
        for c in row:
            if c.value is not None:
                print("%s!%s %s %s %s" % (sheet.title, c.coordinate, c.data_type, c.number_format.replace(" ", "_"), c.value))
]]

local function cells_of(path)
  local script = support.file(READER, ".py")
  local pipe = assert(io.popen(("/usr/bin/python3 '%s' '%s' 2>&1"):format(script, path)))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local function has(text, part) assert.truthy(text:find(part, 1, true), ("no '%s' in:\n%s"):format(part, text)) end

local function is_there(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

describe("a workbook", function()
  it("has numbers, dates, text that is no formula, and where it comes from", function()
    local store = support.small_store()
    figures(store)
    local path = support.path ".xlsx"
    local frame = rolled(store):with("note", { "=1+1", "@x", "-2", "http://a.b" })
      :with("share", { 0.25, 1234.5, nil, 3 }, { type = "real", unit = "%" })
      :with("large", { 9007199254740993, 1, 2, 3 }, { type = "integer" })
    assert.equal(path, frame:to_xlsx(path))
    local cells = cells_of(path)
    has(cells, "Data freeze A2 filter A1:H5")
    has(cells, "Data!A2 s General A-1")
    has(cells, "Data!C2 d yyyy 2023-01-01 00:00:00")
    has(cells, "Data!D2 n #,##0 5")
    has(cells, "Data!F2 s General =1+1")
    has(cells, "Data!F5 s General http://a.b")
    has(cells, 'Data!G3 n #,##0.0_"%" 1234.5')
    has(cells, "Data!H2 s General 9007199254740993")
    has(cells, "About!B1 s General TLP:CLEAR")
    has(cells, "rollup{")
    has(cells, store:path())
    has(cells, "office")
  end)

  it("speaks four languages", function()
    local frame = glocal.frame { { zone = "A", count = 1 } }
    for lang, word in pairs { nl = "Markering", fr = "Marquage", de = "Kennzeichnung", en = "Marking" } do
      local path = support.path ".xlsx"
      assert(frame:to_xlsx(path, { lang = lang }))
      has(cells_of(path), word)
    end
    local path = support.path ".xlsx"
    assert(frame:to_xlsx(path, { lang = "nl" }))
    has(cells_of(path), "s General Aantal")
    assert.matches("there is no 'es', did you mean 'en'", support.message_of(frame.to_xlsx, frame, path, { lang = "es" }))
  end)

  it("is refused where the marking forbids it, and leaves nothing", function()
    local frame = glocal.frame { { a = 1 } }:mark "RED"
    for method, ending in pairs { to_xlsx = ".xlsx", to_package = ".zip", to_csv = ".csv" } do
      local path = support.path(ending)
      local done, message, code = frame[method](frame, path)
      assert.is_nil(done)
      assert.equal("marking", code)
      has(message, "TLP:RED")
      assert.is_false(is_there(path))
      assert.is_false(is_there(path .. ".part"))
    end
  end)

  it("leaves nothing when a cell is too long", function()
    local path = support.path ".xlsx"
    local done, message, code = glocal.frame { { a = ("x"):rep(32768) } }:to_xlsx(path)
    assert.is_nil(done)
    assert.equal("invalid", code)
    has(message, "32 767")
    assert.is_false(is_there(path .. ".part"))
  end)

  it("comes back the same, years as years", function()
    local store = support.small_store()
    figures(store)
    local frame, path = rolled(store), support.path ".xlsx"
    assert(frame:to_xlsx(path))
    local again = support.small_store()
    local summary = assert(again:import(path,
      { day = "period", zone = "zone", phenomenon = "phenomenon", count = "count", count_high = "count_high" }))
    assert.equal(0, summary.rejected)
    assert.equal(text_of(frame), text_of(rolled(again)))
    assert.equal("year", again:sql("select distinct span from observations").span[1])
  end)

  it("names its sheets when one is not there, and hands its marking on", function()
    local store, path = support.small_store(), support.path ".xlsx"
    assert(glocal.frame { { day = "2024-01-05", zone = "A", phenomenon = "p", count = 3 } }:mark("AMBER"):to_xlsx(path))
    local done, message = store:import(path, support.MAPPING, { sheet = "Dat" })
    assert.is_nil(done)
    has(message, "did you mean 'Data'")
    assert(store:import(path, support.MAPPING, { sheet = 1 }))
    assert.equal("TLP:AMBER", store:observations():marking())
  end)

  -- A workbook as other houses make them, by openpyxl.
  local function made(script)
    local path = support.path ".xlsx"
    local file = support.file(("from openpyxl import Workbook\nfrom datetime import date, datetime\nbook = Workbook()\n" ..
      "sheet = book.active\n%s\nbook.save('%s')\n"):format(script, path), ".py")
    assert(os.execute(("/usr/bin/python3 '%s'"):format(file)), "python3-openpyxl")
    return path
  end

  local ROWS = [[
sheet.append(["zone", "phenomenon", "day", "count"])
sheet.append(["A", "p", date(2024, 1, 31), 3])
sheet.append(["A", "p", date(2024, 3, 1), 4])
sheet["C3"].number_format = "mmm yyyy"
]]

  it("names the sheets that were not read, and finds a hidden one by its name", function()
    local path = made(ROWS .. [[
sheet.title = "Figures"
book.create_sheet("Notes")
lists = book.create_sheet("Lists")
lists.append(["zone", "phenomenon", "day", "count"])
lists.append(["A", "p", "2024-02", 9])
lists.sheet_state = "veryHidden"
front = book.create_sheet("Front", 0)
front.sheet_state = "hidden"
]])
    local store = support.small_store()
    local summary = assert(store:import(path))
    assert.equal("sheet 'Figures' of 4; not read: 'Notes'; hidden and not read: 'Front', 'Lists'", summary.note)
    assert.same({ "2024-01-31", "2024-03" }, store:sql([[select case span when 'month' then substr(day, 1, 7)
      else day end text from observations order by day]]).text)
    summary = assert(store:import(path, nil, { sheet = "Lists" }))
    assert.equal("sheet 'Lists' of 4", summary.note)
    assert.equal(9, store:sql("select max(count) n from observations").n[1])
    has(select(2, store:import(path, nil, { sheet = "Figure" })), "did you mean 'Figures'")
    has(select(2, store:import(path, nil, { sheet = 3 })), "no sheet '3'") -- of those in view there are two
  end)

  it("says what a person sees and the rows do not", function()
    local path = made(ROWS .. [[
sheet.append(["A", "p", date(2024, 4, 1), "=1+1"])
sheet.append(["A", "p", date(2024, 5, 15), "#N/A"])
sheet["C5"].number_format = "mmm yyyy"
sheet.append(["A", "p", date(2024, 6, 1), 5])
sheet.append([None, "p", date(2024, 7, 1), "#REF!"])
sheet.merge_cells("A6:A7")
sheet.row_dimensions[6].hidden = True
]])
    local store = support.small_store()
    local summary = assert(store:import(path))
    for _, part in ipairs { "1 formula without a result", "1 cell with an error", "1 #N/A cell read as missing",
      "1 hidden row read too", "1 run of merged rows", "1 date read as the month or year shown" } do
      has(summary.note, part)
    end
    assert.equal(3, summary.rows)
    assert.equal(1, summary.rejected) -- the row with #REF!, by its row in the sheet
    assert.equal(7, store:rejects(summary.batch).line[1])
  end)

  it("has dates as the names of its columns by what they show", function()
    local path = made [[
sheet.append(["zone", date(2019, 1, 1), date(2019, 2, 1), date(2019, 1, 1)])
sheet["B1"].number_format = "mmm-yy"
sheet["C1"].number_format = "mmm-yy"
sheet["D1"].number_format = "yyyy"
sheet.append(["A", 1, 2])
]]
    local rows = support.path ".csv"
    assert(core.convert_sheet(path, rows, 1))
    assert.equal("zone,2019-01,2019-02,2019\nA,1,2,\n", support.read(rows))
  end)
end)

describe("a Data Package", function()
  local dkjson = require "dkjson"

  it("comes back the same from a folder, its datapackage.json and a .zip", function()
    local store = support.small_store()
    figures(store)
    local frame, folder, zip = rolled(store), support.path "", support.path ".zip"
    assert.equal(folder, frame:to_package(folder))
    assert.equal(zip, frame:to_package(zip))
    assert(frame:to_package(folder)) -- again, over itself
    for _, path in ipairs { folder, folder .. "/datapackage.json", zip } do
      local again = support.small_store()
      local summary = assert(again:import(path))
      assert.equal(4, summary.rows)
      assert.equal(text_of(frame), text_of(rolled(again)))
    end
  end)

  it("describes its columns as Table Schema has it", function()
    local store = support.small_store()
    figures(store)
    assert(store:import(support.file "code,publisher,licence\noffice,The Office,Licence Ouverte 2.0\n", nil,
      { as = "sources" }))
    local folder = support.path ""
    local frame = rolled(store):with("share", { 0.5, nil, 1, 2 }, { unit = "persons" })
    assert(frame:to_package(folder, { title = "A title", name = "My Package!" }))
    local found = assert(dkjson.decode(support.read(folder .. "/datapackage.json")))
    assert.equal("my-package", found.name)
    assert.equal("A title", found.title)
    assert.equal("tabular-data-package", found.profile)
    assert.equal("TLP:CLEAR", found.marking)
    assert.same({ { name = "other-at", title = "Licence Ouverte 2.0" } }, found.licenses)
    assert.equal("The Office", found.sources[1].publisher)
    local resource, types = found.resources[1], {}
    for _, field in ipairs(resource.schema.fields) do types[field.name] = field.type end
    assert.same({ zone = "string", phenomenon = "string", period = "year", count = "integer", count_high = "integer",
      share = "number" }, types)
    assert.equal("persons", resource.schema.fields[6].unit)
    assert.same({ "" }, resource.schema.missingValues)
    assert.equal("sha256:" .. core.sha256(folder .. "/data.csv"), resource.hash)
    assert.equal(#support.read(folder .. "/data.csv"), resource.bytes)
  end)

  it("hands its marking on, and does not loosen it", function()
    local zip = support.path ".zip"
    assert(glocal.frame { { day = "2024", zone = "A", phenomenon = "p", count = 3 } }:mark("AMBER H1"):to_package(zip))
    local store = support.small_store()
    local done, message, code = store:import(zip, { handling = { const = "CLEAR" } })
    assert.is_nil(done)
    assert.equal("marking", code)
    has(message, "leave 'handling' out")
    assert(store:import(zip))
    assert.equal("TLP:AMBER H1", store:observations():marking())
    done, message, code = store:import(zip, { zone = "zone", name = { const = "x" }, value = "count" }, { as = "facts" })
    assert.is_nil(done)
    assert.equal("marking", code)
    has(message, "only observations can be marked")
  end)

  local function package(descriptor, data)
    local folder = support.path ""
    assert(core.make_folder(folder, {}))
    for name, text in pairs { ["datapackage.json"] = descriptor, ["data.csv"] = data } do
      local file = assert(io.open(folder .. "/" .. name, "wb"))
      file:write(text)
      file:close()
    end
    return folder
  end

  it("is read with its own words for nothing, delimiter, dates and decimals", function()
    local store = support.small_store()
    local summary = assert(store:import(package([==[{"name": "x", "resources": [{"name": "r", "path": "data.csv",
      "dialect": {"delimiter": ";"}, "schema": {"missingValues": ["", "n/a"], "fields": [
      {"name": "when", "type": "date", "format": "%d/%m/%Y"}, {"name": "zone", "type": "string"},
      {"name": "phenomenon"}, {"name": "count", "type": "integer"}]}}]}]==],
      "when;zone;phenomenon;count\n31/01/2024;A-1;p.x;3\n01/02/2024;A-1;p.x;n/a\n"), { day = "when" }))
    assert.equal(1, summary.rows)
    assert.equal("package 'x'; in the file: 1 without a figure skipped", summary.note)
    assert.same({ "2024-01-31" }, store:observations().day)
    assert.same({ 3 }, store:observations().count)
  end)

  local WRONG = {
    { '{"resources": [{"name": "a", "path": "../data.csv"}]}', "leads out of the package" },
    { '{"resources": [{"name": "a", "path": "/etc/passwd"}]}', "leads out of the package" },
    { '{"resources": [{"name": "a", "path": "http://x.y/data.csv"}]}', "download that file" },
    { '{"resources": [{"name": "a", "data": [1]}]}', "not one file" },
    { '{"resources": [{"name": "a", "path": "none.csv"}]}', "none.csv" },
    { '{"resources": [{"name": "a", "path": "x"}, {"name": "b", "path": "y"}]}', "--resource a" },
    { '{"resources": []}', "no resources" },
    { '{"resources": [{"name"', "not whole JSON" },
    { '{"resources": 7}', "no resources" },
    { '[1, 2]', "no resources" },
  }
  for i, wrong in ipairs(WRONG) do
    it("that is wrong is refused in one line: " .. i, function()
      local done, message = support.small_store():import(package(wrong[1], "day,zone\n"))
      assert.is_nil(done)
      has(message, wrong[2])
      assert.falsy(message:find "\n")
    end)
  end

  it("does not write among other files", function()
    local folder = support.path ""
    assert(core.make_folder(folder, {}))
    local file = assert(io.open(folder .. "/mine.txt", "wb"))
    file:close()
    local done, message, code = glocal.frame { { a = 1 } }:to_package(folder)
    assert.is_nil(done)
    assert.equal("exists", code)
    has(message, "mine.txt")
    assert.is_false(is_there(folder .. "/data.csv"))
  end)
end)

describe("SDMX-CSV", function()
  it("says what is censored, provisional, estimated and unknown", function()
    local store = support.small_store()
    figures(store)
    local lines = {}
    for line in rolled(store):to_sdmx(nil, { provisional = "2024" }):gmatch "[^\n]+" do lines[#lines + 1] = line end
    assert.equal("DATAFLOW,FREQ,REF_AREA,PHENOMENON,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MEASURE," ..
      "OBS_LOWER,OBS_UPPER,MARKING", lines[1])
    assert.equal("GLOCAL:FRAME(1.0),A,A-1,p.x,COUNT,2023,5,A,F,,5,5,TLP:CLEAR", lines[2])
    assert.equal("GLOCAL:FRAME(1.0),A,A-1,p.x,COUNT,2024,7,P,F,,7,7,TLP:CLEAR", lines[3])
    assert.equal("GLOCAL:FRAME(1.0),A,A-2,p.x,COUNT,2023,,Q,F,,1,4,TLP:CLEAR", lines[5])
    local other = glocal.rollup { zone = "A", every = "month", store = store }
    assert.has_error(function() glocal.frame { { a = 1 } }:to_sdmx() end)
    assert.truthy(other)
    has(rolled(store):mark("AMBER"):to_sdmx(nil, { version = "2.0" }),
      "dataflow,GLOCAL:FRAME(1.0),I,A,A-1,p.x,COUNT,2023,5,A,N,,5,5,TLP:AMBER")
  end)

  it("comes back the same by its bounds", function()
    local store = support.small_store()
    figures(store)
    local frame, path = rolled(store), support.path ".csv"
    assert.equal(path, frame:to_sdmx(path))
    local again = support.small_store()
    local summary = assert(again:import(path, { phenomenon = "PHENOMENON", count = "OBS_LOWER", count_high = "OBS_UPPER" }))
    assert.equal("sdmx-csv", summary.format)
    assert.equal(text_of(frame), text_of(rolled(again)))
  end)

  local EUROSTAT = "DATAFLOW,LAST UPDATE,freq,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n" ..
    "E:X(1.0),now,A,T,BE,2021,145,\nE:X(1.0),now,A,T,EL,2021,24,p\nE:X(1.0),now,A,T,FR,2021,:,\n" ..
    "E:X(1.0),now,A,T,NL,2021,,c\nE:X(1.0),now,A,T,XX9,2021,5,\nE:X(1.0),now,A,F,BE,2021,100,\n"

  it("is taken as Eurostat publishes it", function()
    local store = support.benelux()
    local path = support.file(EUROSTAT)
    local done, message = store:import(path, { phenomenon = { const = "trafficking" } })
    assert.is_nil(done)
    has(message, "'sex' has several values")
    local summary = assert(store:import(path, { phenomenon = { const = "trafficking" } }, { where = { sex = "T" } }))
    assert.equal(2, summary.rows)
    assert.equal(2, summary.rejected)
    has(summary.note, "1 provisional (p), 1 without a figure skipped, 1 confidential refused")
    local rejects = store:rejects(summary.batch)
    assert.same({ 5, 6 }, rejects.line)
    has(rejects.reason[1], "confidential (flag c)")
    has(rejects.reason[2], "unknown zone 'XX9'")
    assert.same({ "GR", "BE" }, store:observations().zone) -- EL is Eurostat's own code of Greece
    has(store:batches():get(1, "note"), "provisional")
  end)

  it("is JSON-stat too", function()
    local store = support.benelux()
    local path = support.file([==[{"version":"2.0","class":"dataset","id":["sex","geo","time"],"size":[2,2,2],
      "value":{"0":145,"1":200,"2":24,"4":100},"status":{"1":"p","3":"c"},
      "dimension":{"sex":{"category":{"index":{"T":0,"F":1}}},"geo":{"category":{"index":{"BE":0,"EL":1}}},
      "time":{"category":{"index":{"2021":0,"2022":1}}}}}]==], ".json")
    local summary = assert(store:import(path, { phenomenon = { const = "trafficking" } }, { where = { sex = "T" } }))
    assert.equal("json-stat", summary.format)
    assert.equal(3, summary.rows)
    assert.equal(1, summary.rejected)
    has(summary.note, "1 provisional (p)")
    assert.equal(345, glocal.rollup { zone = "BE", every = "all", phenomenon = "trafficking", store = store }.count[1])
  end)
end)

describe("GeoJSON", function()
  local SHAPES = [==[{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"CODE":"A-1"},"geometry":{"type":"Polygon","coordinates":[[[4,51],[4,52],[5,52],[4,51]]]}},
    {"type":"Feature","properties":{"CODE":"A-3"},"geometry":{"type":"Polygon","coordinates":[[[4,51],[4,52],[5,52],[4,51]]]}},
    {"type":"Feature","properties":{"CODE":"A-2"},"geometry":{"type":"Polygon",
      "coordinates":[[[149000,170000],[149000,171000],[150000,171000],[149000,170000]]]}}]}]==]

  it("gives zones their outlines, and frames their shapes", function()
    local store = support.small_store()
    figures(store)
    local done, message = store:import(support.file(SHAPES, ".geojson"), { zone = "COD" }, { as = "geometry" })
    assert.is_nil(done)
    has(message, "did you mean 'CODE'")
    local summary = assert(store:import(support.file(SHAPES, ".geojson"), { zone = "properties.CODE" }, { as = "geometry" }))
    assert.equal(1, summary.rows)
    local rejects = store:rejects(summary.batch)
    has(rejects.reason[1], "did you mean 'A-")
    has(rejects.reason[2], "another coordinate system")
    local text = rolled(store):to_geojson()
    local found = assert(require "dkjson".decode(text))
    assert.equal("FeatureCollection", found.type)
    assert.equal(4, #found.features)
    assert.equal("Polygon", found.features[1].geometry.type)
    assert.same({ 5, 52 }, found.features[1].geometry.coordinates[1][2]) -- turned counterclockwise
    assert.equal("2023", found.features[1].properties.period)
    assert.equal(5, found.features[1].properties.count)
    assert.is_nil(found.features[4].geometry) -- A-2 lies nowhere
    has(text, '"geometry":null')
  end)

  it("gives points where there is no outline, and comes back with its marking", function()
    local store = support.small_store()
    figures(store)
    local none, message, code = rolled(store):to_geojson()
    assert.is_nil(none)
    assert.equal("not_found", code)
    has(message, "as='geometry'")
    assert(store:import(support.file "zone,name,value\nA-1,lat,51.5\nA-1,lon,4.25\n", nil, { as = "facts" }))
    local frame, path = rolled(store), support.path ".geojson"
    assert(frame:mark("GREEN"):to_geojson(path))
    has(support.read(path), '{"type":"Point","coordinates":[4.25,51.5]}')
    local again = support.small_store()
    assert(again:import(path, { day = "period", zone = "zone", phenomenon = "phenomenon", count = "count",
      count_high = "count_high" }))
    assert.equal(text_of(frame), text_of(rolled(again)))
    assert.equal("TLP:GREEN", again:observations():marking())
    assert.has_error(function() glocal.frame { { a = 1 } }:to_geojson() end)
  end)
end)

describe("a file that is damaged or enormous", function()
  local function refused(text, ending, part)
    local store = support.small_store()
    local before = store:state()
    local done, message = store:import(support.file(text, ending), support.MAPPING)
    assert.is_nil(done)
    has(message, part)
    assert.falsy(message:find "\n")
    assert.equal(before, store:state())
  end

  it("is refused in one line, and nothing is kept", function()
    refused("PK\3\4 nothing more", ".xlsx", "damaged archive")
    refused("\xD0\xCF\x11\xE0 old", ".xls", "old Excel")
    refused('{"type":"FeatureCollection","features":[', ".geojson", "not whole JSON")
    refused('{"type":"Topology"}', ".json", "TopoJSON")
    refused('{"a":' .. ("["):rep(1000), ".json", "200 deep")
  end)

  it("that would unpack to gigabytes is not unpacked", function()
    local path = support.path ".xlsx"
    local script = support.file([[
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("xl/workbook.xml", "<workbook><sheets><sheet name='a'/></sheets></workbook>")
    with z.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as f:
        for i in range(1100):
            f.write(b" " * (1 << 20))
]], ".py")
    assert(os.execute(("nice /usr/bin/python3 '%s' '%s'"):format(script, path)))
    local done, message, code = support.small_store():import(path, support.MAPPING)
    assert.is_nil(done)
    assert.equal("full", code)
    has(message, "unpacks to more than 1024 MB")
  end)

  it("leaves no temporary folder behind", function()
    -- a folder for temporary files of its own: other tests make theirs in the common one
    local folder = io.popen("mktemp -d"):read "l"
    local path = support.file('{"type":"FeatureCollection","features":[', ".geojson")
    local said = io.popen(("TMPDIR='%s' %s import '%s' '%s' 2>&1"):format(folder, os.getenv "GLOCAL" or "build/release/glocal",
      support.small_store():path(), path)):read "a"
    has(said, "not whole JSON")
    assert.equal("", io.popen(("ls -A '%s'"):format(folder)):read "a")
    assert(os.remove(folder))
  end)
end)

describe("a text that a spreadsheet would calculate", function()
  it("leaves CSV behind an apostrophe, and comes back without it", function()
    local store = support.small_store()
    local rows = { { day = "2024-01-01", zone = "A-1", phenomenon = "p.x", count = 3, source = "=cmd|'/c calc'!A1" } }
    local frame, path = glocal.frame(rows), support.path ".csv"
    assert(frame:to_csv(path))
    assert.is_truthy(support.read(path):find(",'=cmd", 1, true))
    assert(store:import(path))
    assert.equal(rows[1].source, store:observations():get(1, "source"))
    assert.is_truthy(frame:to_csv(nil, { raw = true }):find(",=cmd", 1, true))
  end)
end)
