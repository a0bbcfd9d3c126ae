--- shape_spec.lua: tables as offices lay them out, and text formats of others, come in with one call.

local support = require "tests.spec.support"

-- What came in: a line per observation, "2023 A-1 p.x 5".
local function taken(store)
  local lines = {}
  local rows = store:sql [[select strftime('%Y', o.day * 86400, 'unixepoch') as year, z.code as zone, p.code as phenomenon,
      o.count from observation o join zone z on z.id = o.zone join phenomenon p on p.id = o.phenomenon
    where o.retracted is null order by o.id]]
  for _, row in rows:rows() do
    lines[#lines + 1] = ("%s %s %s %d"):format(row.year, row.zone, row.phenomenon, row.count)
  end
  return lines
end

local function import(text, mapping, options, ending)
  local store = support.small_store()
  local summary, message, code = store:import(support.file(text, ending), mapping, options)
  return store, summary, message, code
end

local PLAIN = { day = "jaar", zone = "zone", phenomenon = "p", count = "aantal" }

describe("a table with titles above it", function()
  local text = 'Misdrijven, "per zone\n\nPeriode: 2023\nzone;jaar;p;aantal\nA-1;2023;p.x;5\nA-2;2023;p.x;zeven\n;;;\n'

  it("comes in from the line that is told, and lines keep their numbers", function()
    local store, summary = import(text, PLAIN, { header = 4 })
    assert.same({ "2023 A-1 p.x 5" }, taken(store))
    assert.same({ 6, "aantal" }, { summary.rejects.line[1], summary.rejects.column[1] })
    assert.equal(1, summary.rejected) -- the empty row is nothing
  end)

  it("says which line is empty, and what is no line", function()
    local _, _, message = import(text, PLAIN, { header = 2 })
    assert.matches("line 2, given as the header, is empty; the next that is not is line 3", message, 1, true)
    _, _, message = import(text, PLAIN, { header = "four" })
    assert.matches("'four' is no header: give the line of the column names", message, 1, true)
  end)

  it("names the columns and the header's line where one is unknown", function()
    local _, _, message = import(text, { day = "maand", zone = "zone", phenomenon = "p" }, { header = 4 })
    assert.matches("unknown column 'maand'; line 4, taken as the header, has zone, jaar, p, aantal", message, 1, true)
  end)

  it("takes the delimiter of a first line sep=;", function()
    local store = import("sep=;\nzone;jaar;p;aantal\nA-1;2023;p.x;5\n", PLAIN)
    assert.same({ "2023 A-1 p.x 5" }, taken(store))
  end)
end)

describe("a wide table", function()
  local text = "zone;p;2022;2023;Totaal\nA-1;p.x;5;6;11\n;p.y;;8;7\nA-2;p.x;vijf;1;6\nTotaal;;5;15;26\n* voorlopig\n"

  it("is long: a row for each cell, of parents filled down, without totals and notes", function()
    local store, summary = import(text, { zone = "zone", phenomenon = "p" },
      { long = { columns = "2022..", to = "day" }, fill = "zone", exclude = { "Totaal*", "\\* *" } })
    assert.same({ "2022 A-1 p.x 5", "2023 A-1 p.x 6", "2023 A-1 p.y 8", "2023 A-2 p.x 1" }, taken(store))
    assert.equal("2 rows left out: Totaal* (1), \\* * (1); 1 empty cell passed over; column 'Totaal' left out; it is not the " ..
      "sum of the others in 1 of 3 rows, first in line 3: 7, and they sum to 8 or more", summary.note)
    assert.same({ 4, "2022" }, { summary.rejects.line[1], summary.rejects.column[1] })
  end)

  it("with a header of two rows feeds two fields, and own words through a map", function()
    local store = import(";Drugs;;Diefstal;\nzone;2022;2023;2022;2023\nA-1;1;2;3;4\n",
      { zone = "zone", phenomenon = { map = { Drugs = "p.x", Diefstal = "p.y" } } },
      { header = "1-2", long = { columns = "Drugs..Diefstal", to = { "phenomenon", "day" } } })
    assert.same({ "2022 A-1 p.x 1", "2023 A-1 p.x 2", "2022 A-1 p.y 3", "2023 A-1 p.y 4" }, taken(store))
  end)

  it("refuses what contradicts itself", function()
    local function message_of(options, mapping)
      local _, _, message = import(text, mapping or { zone = "zone", phenomenon = "p" }, options)
      return message
    end
    assert.matches("'day' comes from the wide columns (long): leave it out of the mapping",
      message_of({ long = { columns = "2022..", to = "day" } }, { day = "2022", zone = "zone", phenomenon = "p" }), 1, true)
    assert.matches("observations have no field 'dya', did you mean 'day'?",
      message_of { long = { columns = "2022..", to = "dya" } }, 1, true)
    assert.matches("unknown column '2021'", message_of { long = { columns = "2021..2023", to = "day" } }, 1, true)
    assert.matches("long needs the columns and the field", message_of { long = { columns = "2022.." } }, 1, true)
  end)

  it("keeps the marking of its file", function()
    local store, summary = import("# TLP:RED\nzone;p;2022\nA-1;p.x;5\n", { zone = "zone", phenomenon = "p",
      handling = { const = "CLEAR" } }, { long = { columns = "2022", to = "day" } })
    assert.equal("TLP:RED", summary.marking)
    assert.equal("TLP:RED", store:sql("select count from observation"):marking())
  end)
end)

describe("where", function()
  local text = "zone,jaar,p,sex,aantal\nA-1,2023,p.x,F,2\nA-1,2023,p.x,M,3\n"

  it("takes the rows of a category, of any format", function()
    local store = import(text, PLAIN, { where = { sex = "F" } })
    assert.same({ "2023 A-1 p.x 2" }, taken(store))
    store = import('[{"zone": "A-1", "jaar": 2023, "p": "p.x", "of": {"sex": "F"}, "aantal": 2}, {"of": {"sex": "M"}}]',
      PLAIN, { where = { ["of.sex"] = "F" } }, ".json")
    assert.same({ "2023 A-1 p.x 2" }, taken(store))
    store = import('{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": ' ..
      '{"zone": "A-1", "jaar": "2023", "p": "p.x", "sex": "F", "aantal": 2}}, {"type": "Feature", "geometry": null, ' ..
      '"properties": {"zone": "A-2", "jaar": "2023", "p": "p.x", "sex": "M", "aantal": 3}}]}', PLAIN, { where = { sex = "F" } })
    assert.same({ "2023 A-1 p.x 2" }, taken(store))
  end)

  it("says which categories come, and which columns there are", function()
    local _, _, message = import(text, PLAIN, { where = { sex = "W" } })
    assert.matches("no row has 'W' in column 'sex'; it has F, M", message, 1, true)
    _, _, message = import(text, PLAIN, { where = { sax = "F" } })
    assert.matches("unknown column 'sax', did you mean 'sex'? line 1, taken as the header, has zone, jaar, p, sex", message,
      1, true)
  end)
end)

describe("Eurostat's TSV", function()
  local text = "freq,sex,geo\\TIME_PERIOD\t2021 \t2022 \nA,T,A-1\t120 \t131 b\nA,T,A\t: \t90 p\nA,T,A-2\t:c\t7\nA,F,A\t1\t2\n"

  it("comes in with its flags", function()
    local store, summary = import(text, { phenomenon = { const = "p.x" } }, { where = { sex = "T" } }, ".tsv")
    assert.same({ "2021 A-1 p.x 120", "2022 A-1 p.x 131", "2022 A p.x 90", "2022 A-2 p.x 7" }, taken(store))
    assert.equal("in the file: 1 break in the series (b), 1 provisional (p), 1 without a figure skipped, 1 confidential refused",
      summary.note)
    assert.equal(4, summary.rejects.line[1])
  end)

  it("asks for a dimension that would be summed", function()
    local _, _, message = import(text, { phenomenon = { const = "p.x" } }, nil, ".tsv")
    assert.matches("'sex' has several values (T, F), which would be summed", message, 1, true)
  end)
end)

describe("JSON-stat", function()
  it("has its time and place by role", function()
    local store = import('{"class":"dataset","id":["Region","Tid"],"size":[2,1],"value":[5,7],"dimension":{"Region":' ..
      '{"category":{"index":["A-1","A-2"]}},"Tid":{"category":{"index":["2023"]}}},"role":{"time":["Tid"],"geo":["Region"]}}',
      { phenomenon = { const = "p.x" } }, nil, ".json")
    assert.same({ "2023 A-1 p.x 5", "2023 A-2 p.x 7" }, taken(store))
  end)
end)

describe("a file in a .zip", function()
  local core = require "glocal.core"

  local function zip_of(files)
    local path, inside = support.path ".zip", {}
    for name, text in pairs(files) do inside[name] = support.file(text) end
    assert(core.pack(path, inside))
    return path
  end

  local CSV = "zone;jaar;p;aantal\nA-1;2023;p.x;5\n"

  it("comes in as if it lay there by itself", function()
    local store = support.small_store()
    local summary = assert(store:import(zip_of { ["m.csv"] = CSV }, PLAIN))
    assert.same({ "2023 A-1 p.x 5" }, taken(store))
    assert.equal("file 'm.csv' in the archive", summary.note)
  end)

  it("is taken in shape, and a column of its own called rejected is a column", function()
    local store = support.small_store()
    assert(store:import(zip_of { ["a/m.csv"] = "title\n\nzone;2022;rejected\nA-1;5;3\n" },
      { zone = "zone", phenomenon = { const = "p.x" } }, { header = 3, long = { columns = "2022", to = "day" } }))
    assert(store:import(zip_of { ["m.csv"] = "zone,jaar,p,aantal,rejected\nA-2,2023,p.x,5,3\n" }, PLAIN))
    assert.same({ "2022 A-1 p.x 5", "2023 A-2 p.x 5" }, taken(store))
  end)

  it("is asked for where there are several", function()
    local store, path = support.small_store(), zip_of { ["m.csv"] = CSV, ["n.csv"] = "x" }
    local _, message, code = store:import(path, PLAIN)
    assert.matches("holds 2 files: ", message, 1, true)
    assert.equal("ambiguous", code)
    assert(store:import(path, PLAIN, { resource = "m.csv" }))
    _, message = store:import(path, PLAIN, { resource = "k.csv" })
    assert.matches("holds no file 'k.csv', did you mean", message, 1, true)
  end)

  it("is named in what is wrong with it", function()
    local path = zip_of { ["m.json"] = '{"class":"collection"}' }
    local _, message = support.small_store():import(path, PLAIN)
    assert.matches("'" .. path .. " (m.json)' is a JSON-stat collection", message, 1, true)
  end)
end)
