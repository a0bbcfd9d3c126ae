--- look_spec.lua: what a look finds in tables as offices write them, what it proposes, and profiles.

local glocal = require "glocal"
local data_text = require "foresight.shared.data_text"
local proposal = require "foresight.exchange.look.proposal"
local support = require "tests.spec.support"

local store

local function look_at(text, options) return assert(store:look(support.file(text), options)) end

local EXPORT = "Politiezone;;;;\nBron: extractie;;;;\n;;;;\nGemeente;Fenomeen;Maand;Aantal feiten;Schade (\u{20ac})\n" ..
  "Leuven;Drugs;11/2025;58;4.804,02\nBertem;Drugs;11/2025;<5;600,46\nBierbeek;Drugs;maart 2026;1.204;9.766,32\n" ..
  "St.-Joris-Winge;Drugs;11/2025;n.b.;1.019,75\nTotaal;;november 2025;;\nTotaal generaal;;;;\n* n.b. = niet beschikbaar\n"

local WIDE = "\u{feff}Zone de police\n\nCommune;Ph\u{e9}nom\u{e8}ne;janv. 2026;f\u{e9}vr. 2026;mars 2026;Total\n" ..
  "Li\u{e8}ge;Drugs;2;0;1\u{202f}530;1\u{202f}532\n;Traite des \u{ea}tres humains;0;n.d.;< 5;0\n" ..
  "Ans;Drugs;2;0;402;404\n;Traite des \u{ea}tres humains;9;n.d.;1;10\n"

-- A workbook of sheets {name, row, row ...} with texts in place.
local function workbook(sheets)
  local path, list, links, parts = support.path ".xlsx", {}, {}, {}
  for n, sheet in ipairs(sheets) do
    local rows = {}
    for i = 2, #sheet do
      local cells = {}
      for c, value in ipairs(sheet[i]) do
        local form = type(value) == "number" and '<c r="%s%d"><v>%d</v></c>' or '<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>'
        cells[c] = form:format(("ABCDEF"):sub(c, c), i - 1, value)
      end
      rows[#rows + 1] = ('<row r="%d">%s</row>'):format(i - 1, table.concat(cells))
    end
    list[n] = ('<sheet name="%s" sheetId="%d" r:id="rId%d"/>'):format(sheet[1], n, n)
    links[n] = ('<Relationship Id="rId%d" Type="a/worksheet" Target="worksheets/sheet%d.xml"/>'):format(n, n)
    parts[("xl/worksheets/sheet%d.xml"):format(n)] = support.file(
      "<worksheet><sheetData>" .. table.concat(rows) .. "</sheetData></worksheet>", ".xml")
  end
  parts["xl/workbook.xml"] = support.file('<workbook xmlns:r="r"><sheets>' .. table.concat(list) .. "</sheets></workbook>",
    ".xml")
  parts["xl/_rels/workbook.xml.rels"] = support.file("<Relationships>" .. table.concat(links) .. "</Relationships>", ".xml")
  assert(require "glocal.core".pack(path, parts))
  return path
end

describe("a look", function()
  setup(function() store = assert(glocal.init(support.path ".db", { reference = "benelux" })) end)

  it("finds how an export of a police zone is written and proposes its import", function()
    local look = look_at(EXPORT)
    assert.are.same({ 4, 2, 2, 1 },
      { look.facts.header_first, look.facts.titles.found, look.facts.totals.found, look.facts.notes.found })
    assert.are.same({ ".", "," }, { look.options.thousands, look.options.decimal })
    assert.are.same({ "Totaal*", "? n.b.*" }, look.options.exclude)
    assert.are.same({ "municipality", "BE" }, { look.options.kind, look.options.within })
    assert.are.same({ { value = 100 }, "EUR" }, { look.options.scale, look.options.value_unit })
    assert.are.same({
      day = "Maand", phenomenon = "Fenomeen", count = "Aantal feiten", value = "Schade (\u{20ac})",
      zone = "Gemeente",
    }, look.mapping)
    assert.is_false(look.is_complete)
    assert.matches("Which zone is 'St.-Joris-Winge' (1 row)? Near are BE-24135 (Tielt-Winge)", look.questions[1], 1, true)
    assert.matches("Add --map zone:St.-Joris-Winge=BE-24135", look.questions[1], 1, true)
    assert.matches("'count=Aantal feiten'", look.command, 1, true)
  end)

  it("says where one name of a list is of another kind", function()
    local look = look_at "nationality;year;count\nBelgium;2023;5\nFrance;2023;7\nGermany;2023;9\nItaly;2023;2\nOther;2023;4\n"
    local questions = table.concat(look.questions, " ")
    assert.matches("Beside 4 zones of the kind country stand: 1 route. Add --kind country", questions, 1, true)
  end)

  it("asks in which month years such as 2021/22 begin", function()
    local look = look_at "year;zone;count\n2020/21;BE;5\n2021/22;BE;7\n2022/23;NL;9\n"
    assert.matches("'year' holds financial years (2020/21): add --fiscal", table.concat(look.questions, " "), 1, true)
  end)

  it("never takes a place for another that has a name like it", function()
    local look = look_at "land;year;count\nBayern;2023;5\nHamburg;2023;7\nHessen;2023;9\nBremen;2023;2\nGent;2023;4\n"
    assert.not_matches("--map", look.command, 1, true)
    assert.is_false(look.is_complete)
    look = look_at "provincie;jaar;aantal\nUtrecht;2023;5\nDrenthe;2023;7\nLimburg;2023;9\nNederland;2023;21\n"
    assert.not_matches("NL-GE", look.command, 1, true)
  end)

  it("sees a workbook and a file in an archive as they lie there, and an import finds the same", function()
    local sheet = support.path ".xlsx"
    assert(glocal.frame({ { zone = "BE", year = 2023, count = 5 }, { zone = "NL", year = 2023, count = 7 } }):to_xlsx(sheet))
    for _, column in ipairs(assert(store:look(sheet)).columns) do assert.not_matches("^glocal:", column.name) end
    local rows, zip = support.file "Tabel 1\n\nzone;year;count\nBE;2023;1.234\nNL;2023;5\n", support.path ".zip"
    assert(require "glocal.core".pack(zip, { ["m.csv"] = rows }))
    local look = assert(store:look(zip))
    assert.are.same({ 3, "." }, { look.options.header, look.options.thousands })
    local summary = assert(store:import(zip, { day = "year", zone = "zone", count = "count", phenomenon = { const = "drugs" } }))
    assert.are.equal(2, summary.rows)
    assert.matches("found: header in line 3, thousands '.'", summary.note, 1, true)
  end)

  it("converts a file once for the import that follows it, and anew where the file has changed", function()
    local core, sheet, made = require "glocal.core", support.path ".xlsx", 0
    local function write(count)
      local rows = { { zone = "BE", year = 2023, count = count }, { zone = "NL", year = 2023, count = 7 } }
      assert(glocal.frame(rows):to_xlsx(sheet))
    end
    local convert <const> = core.convert_sheet
    local _ <close> = setmetatable({}, { __close = function() core.convert_sheet = convert end })
    core.convert_sheet = function(...)
      made = made + 1
      return convert(...)
    end
    write(5)
    local mapping = { day = "year", zone = "zone", count = "count", phenomenon = { const = "drugs" } }
    assert(store:look(sheet))
    assert(store:import(sheet, mapping, { source = "kept" }))
    assert.are.equal(1, made)
    assert(store:look(sheet))
    write(61)
    local batch = assert(store:import(sheet, mapping, { source = "kept", replace = true })).batch
    assert.are.equal(3, made)
    assert.are.equal(61, store:sql("select count n from observations where batch = ? and zone = 'BE'", { batch }).n[1])
  end)

  it("asks where the figures are before each line would count as 1", function()
    local look = look_at "NIS;Jaar;Aantal\n11002;2023;900\n44021;2023;700\n21004;2023;55 of 60\n"
    assert.is_nil(look.mapping.count)
    assert.is_false(look.is_complete)
    assert.matches("Each line would count as 1, though 'Aantal' holds figures", table.concat(look.questions, "\n"), 1, true)
    assert.matches("count=COLUMN", look.command, 1, true) -- and pasted as it stands it imports nothing
  end)

  it("never takes an age, an hour or a code for the count", function()
    local look = look_at("Datum feit;Uur;Gemeente;Omschrijving feit;Leeftijd\n13/01/2024;10;Leuven;Drugs;34\n" ..
      "14/01/2024;11;Gent;Drugs;21\n")
    assert.is_nil(look.mapping.count)
    assert.are.same({ "No column holds how many: each line counts as 1." }, look.questions)
    look = look_at("CD_YEAR|CD_MUNTY_REFNIS|TX_MUNTY_DESCR|TX_CRIME|MS_CNT\n2022|11002|Antwerpen|Drugs|34\n" ..
      "2022|44021|Gent|Drugs|7\n")
    assert.are.same({ day = "CD_YEAR", zone = "CD_MUNTY_REFNIS", phenomenon = "TX_CRIME", count = "MS_CNT" }, look.mapping)
    look = look_at('"ID";"SoortMisdrijf";"RegioS";"Perioden";"Misdrijven_1"\n0;"Drugs";"PV20  ";"2022JJ00";"     12"\n' ..
      '1;"Drugs";"PV21  ";"2022JJ00";"   1234"\n')
    assert.are.same({ day = "Perioden", zone = "RegioS", phenomenon = "SoortMisdrijf", count = "Misdrijven_1" }, look.mapping)
  end)

  it("takes 1,234 in a column of counts for one thousand, and says so", function()
    local look = look_at 'Country,Year,Offences,Crime\nFrance (1),2020,"31,292*",drugs\nGermany,2021,"50,004 (p)",drugs\n'
    assert.are.same({ ",", "Offences" }, { look.options.thousands, look.mapping.count })
    assert.is_true(look.is_complete)
    local summary = assert(store:import(look.file, look.mapping, look.options))
    assert.are.equal(2, summary.rows)
    local kept = store:sql("select count n from observations where batch = ? order by n", { summary.batch })
    assert.are.same({ 31292, 50004 }, kept.n)
  end)

  it("takes the place and not the origin for the zone, and says which figures it leaves", function()
    local look = look_at("Land van herkomst;Gemeente;Land;Jaar;Fenomeen;Aantal;Verdachten\n" ..
      "Frankrijk;Leuven;Frankrijk;2023;Drugs;3;4\nSpanje;Leuven;Spanje;2023;Drugs;3;4\nSpanje;Gent;Itali\u{eb};2023;Drugs;3;4\n")
    assert.are.same({ "Gemeente", "Aantal" }, { look.mapping.zone, look.mapping.count })
    assert.are.same({ "Figures that the command leaves: 'Verdachten'." }, look.questions)
    assert.is_true(look.is_complete)
  end)

  it("takes the finer of two columns of zones, and leaves totals among its names out", function()
    local look = look_at("Provincie;Gemeente;Misdrijf;2022;2023\nAntwerpen;Mechelen;Drugs;5;6\nAntwerpen;Turnhout;Drugs;7;8\n" ..
      "Antwerpen;Totaal;Drugs;12;14\nLimburg;Genk;Drugs;1;2\nLimburg;Totaal;Drugs;1;2\n")
    assert.are.equal("Gemeente", look.mapping.zone)
    assert.are.same({ Gemeente = "Totaal*" }, look.options.exclude)
    local summary = assert(store:import(look.file, look.mapping, look.options))
    assert.are.same({ 6, 0 }, { summary.rows, summary.rejected })
  end)

  it("reads two rows of names: years above months, and a name that stands in the upper one", function()
    local look = look_at ";2022;;2023;\nCommune;jan;f\u{e9}v;jan;f\u{e9}v\nLi\u{e8}ge;1;2;3;4\nAns;5;6;7;8\nSeraing;5;6;7;8\n"
    assert.are.same({ columns = "2022 jan..2023 f\u{e9}v", to = { "year", "month" } }, look.options.long)
    look.mapping.phenomenon = { const = "drugs" }
    assert.are.equal(12, assert(store:import(look.file, look.mapping, look.options)).rows)
    look = look_at "Gemeente;Drugs;;Mensenhandel;\n;2022;2023;2022;2023\nBrugge;1;2;3;4\nIeper;5;6;7;8\nGent;5;6;7;8\n"
    assert.are.same({ zone = "Gemeente" }, look.mapping)
    assert.are.equal(12, assert(store:import(look.file, look.mapping, look.options)).rows)
  end)

  it("takes a text for a phenomenon by itself only where it is near or holds the name", function()
    local look = look_at("zone,year,crime,txtVALUE\nBE,2020,Persons convicted,3\nNL,2020,Inbraak in woning,<5\n" ..
      "LU,2020,Drugs,4\n" ..
      "FR,2020,Mensenhandel,4\n")
    assert.are.same({ column = "crime", map = { ["Inbraak in woning"] = "property.burglary" } }, look.mapping.phenomenon)
    assert.is_false(look.is_complete)
    assert.are.equal("txtVALUE", look.mapping.count)
  end)

  it("joins months in rows with years in columns, and takes the year of months from the title", function()
    local function days(look)
      look.mapping.phenomenon, look.mapping.zone = { const = "drugs" }, look.mapping.zone or { const = "BE-24062" }
      local batch = assert(store:import(look.file, look.mapping, look.options)).batch
      return store:sql("select distinct day, span from observations where batch = ? order by day", { batch })
    end
    local look = look_at "Maand;2022;2023\njan;1;2\nfeb;3;4\nmrt;5;6\n"
    assert.are.same({ columns = "2022..2023", to = "year" }, look.options.long)
    assert.are.equal("Maand", look.mapping.month)
    local all = days(look)
    assert.are.same({ 6, "month" }, { #all, all.span[1] })
    look = look_at "Feiten 2023;;;\n\nGemeente;jan;feb;Totaal\nBertem;1;2;3\nHerent;4;5;9\n"
    assert.are.same({ columns = "jan..feb", to = "month" }, look.options.long)
    assert.are.same({ const = "2023" }, look.mapping.year)
    assert.are.same({ 2, "month" }, { #days(look), "month" })
    look = look_at "Gemeente;jan;feb\nBertem;1;2\nHerent;4;5\n"
    assert.matches("The months have no year", look.questions[2], 1, true)
  end)

  it("takes day numbers of Excel in a column called a date", function()
    local look = look_at "Gemeente;Datum;Fenomeen;Aantal\nLeuven;45292;Drugs;4\nLeuven;45300;Drugs;6\n"
    assert.are.same({ "excel", "Datum", "Aantal" }, { look.options.dates, look.mapping.day, look.mapping.count })
    look = look_at "Gemeente;Jaar;Fenomeen;Aantal\nLeuven;2023;Drugs;45292\nLeuven;2024;Drugs;45300\n"
    assert.are.same({ "Jaar", "Aantal" }, { look.mapping.day, look.mapping.count })
    assert.is_nil(look.options.dates)
  end)

  it("leaves out a row of units below the header, and names a first column that has no name", function()
    local look = look_at ";2021;2022\n;Anzahl;Anzahl\nDrugs;3;-\nMensenhandel;5;6\nCybercriminaliteit;7;8\n"
    assert.are.same({ "column 1", "column 1" }, { look.columns[1].name, look.mapping.phenomenon })
    assert.are.same({ ["2022"] = "Anzahl" }, look.options.exclude)
    look.mapping.zone = { const = "BE" }
    assert.are.equal(5, assert(store:import(look.file, look.mapping, look.options)).rows)
    local indexed = look_at ",zone,day,value,phenomenon\n0,BE,2023,12,drugs\n1,NL,2023,13,drugs\n" -- as pandas writes them
    assert.are.same({ zone = "zone", day = "day", count = "value", phenomenon = "phenomenon" }, indexed.mapping)
    assert.are.equal(2, assert(store:import(indexed.file, indexed.mapping, indexed.options)).rows)
    local plain = look_at ",day,count,phenomenon\nBE,2023,12,drugs\n"
    assert.are.equal("column 1", plain.mapping.zone)
    assert.are.equal(1, assert(store:import(plain.file, plain.mapping, plain.options)).rows)
  end)

  it("takes quarters below years, and amounts by the unit in their name", function()
    local look = look_at "Commune;2022;;2023;\n;T1;T2;T1;T2\nDifferdange;1;2;3;4\nDudelange;5;6;7;8\nP\u{e9}tange;9;1;2;3\n"
    assert.are.same({ "year", "quarter" }, look.options.long.to)
    look.mapping.phenomenon = { const = "drugs" }
    assert.are.equal(12, assert(store:import(look.file, look.mapping, look.options)).rows)
    look = look_at "Land;Jaar;Stof;Inbeslagname (kg)\nBE;2021;Drugs;1.234,500\nNL;2022;Drugs;12.234,250\n"
    assert.are.same({ "Inbeslagname (kg)", "kg" }, { look.mapping.value, look.options.value_unit })
    assert.matches("Each line counts as 1 beside its value", look.questions[1], 1, true)
  end)

  it("takes the sheet of a workbook that holds the table, where the first is a cover", function()
    local look = assert(store:look(workbook {
      { "Cover", { "Small boats" }, { "Published monthly" } },
      { "SB_01", { "Daily series" }, {}, { "Date", "Country", "Arrivals" }, { "2024-01-01", "BE", 5 },
        { "2024-01-02", "BE", 7 } },
    }))
    assert.are.same({ "SB_01", 3 }, { look.options.sheet, look.options.header })
    assert.are.equal("Arrivals", look.mapping.count)
    assert.is_nil(assert(store:look(workbook { { "Data", { "land", "n" }, { "BE", 5 } }, { "Note", { "x" } } })).options.sheet)
  end)

  it("proposes any mark of thousands where a column mixes them, and the marks of missing figures that must be told", function()
    local look = look_at("zone;year;count;phenomenon\nBE;2023;1.234;drugs\nNL;2023;1 234;drugs\nLU;2023;1'234;drugs\n" ..
      "FR;2023;nvt;drugs\n")
    assert.are.same({ "any", { "nvt" } }, { look.options.thousands, look.options.missing })
    assert.is_true(look.is_complete)
  end)

  it("says the kind of names that have several meanings, and where they lie", function()
    local function scope(text)
      local look = look_at(text)
      return { look.options.kind, look.options.within, look.roles.zone.known }
    end
    assert.are.same({ "province", "NL", 3 }, scope "provincie,jaar,aantal\nGroningen,2023,4\nUtrecht,2023,3\nLimburg,2023,2\n")
    assert.are.same({ "country", nil, 3 }, scope "Pays,Ann\u{e9}e,Nombre\nBelgique,2022,5\nLuxembourg,2022,6\nPays-Bas,2022,7\n")
    assert.are.same({ "municipality", "BE", 2 }, scope "Plaats,Jaar,Aantal\nAntwerpen,2022,5\nGent,2022,6\n")
    assert.are.same({ "province", "BE", 2 }, scope "Provincie,Jaar,Aantal\nAntwerpen,2022,5\nLimburg,2022,6\n")
    assert.are.same({ nil, nil, 2 }, scope "NIS,Jaar,Aantal\n11002,2022,5\n44021,2022,6\n")
  end)

  it("chooses the category of a breakdown where only one makes sense, and asks where several do", function()
    local function dataset(contents, values)
      return support.file('{"version":"2.0","class":"dataset","id":["Region","Contents","Tid"],"size":[2,2,1],' ..
        '"role":{"time":["Tid"],"geo":["Region"],"metric":["Contents"]},"dimension":{' ..
        '"Region":{"category":{"index":{"BE":0,"NL":1}}},"Contents":{"category":{"index":' .. contents .. '}},' ..
        '"Tid":{"category":{"index":{"2023K1":0}}}},"value":' .. values .. '}', ".json")
    end
    local given = { mapping = { phenomenon = { const = "drugs" } } }
    local file = dataset('{"Reported":0,"Rate":1}', "[10,1.5,20,2.5]")
    local look = assert(store:look(file, given))
    assert.is_true(look.is_complete)
    assert.are.same({ Contents = "Reported" }, look.options.where)
    assert.are.same({ zone = "geo", day = "time", count = "value", phenomenon = { const = "drugs" } }, look.mapping)
    assert.are.equal(2, assert(store:import(file, look.mapping, look.options)).rows)
    look = assert(store:look(dataset('{"Reported":0,"Solved":1}', "[10,3,20,4]"), given))
    assert.is_false(look.is_complete)
    assert.matches("'Contents' has several categories (Reported, Solved)", look.questions[1], 1, true)
  end)

  it("takes columns of categories, a total among them, and of zones as wide", function()
    local look = look_at "Gemeente;Jaar;Drugs;Mensenhandel;Totaal;Cybercriminaliteit\nLeuven;2022;5;6;11;3\nGent;2022;6;7;13;4\n"
    assert.are.same({ columns = "Drugs..Cybercriminaliteit", to = "phenomenon" }, look.options.long)
    local summary = assert(store:import(look.file, look.mapping, look.options))
    assert.are.equal(6, summary.rows)
    assert.matches("column 'Totaal' left out", summary.note, 1, true)
    look = look_at "Jaar;Totaal;Fietsdiefstal;Drugs;Inbraak in woning\n2022;14;5;6;3\n2023;17;6;7;4\n"
    assert.are.same({ columns = "Fietsdiefstal..Inbraak in woning", to = "phenomenon" }, look.options.long)
    look = look_at "maand;Leuven;Gent;Antwerpen\n2023-01;14;5;6\n2023-02;17;6;7\n"
    assert.are.same({ columns = "Leuven..Antwerpen", to = "zone" }, look.options.long)
    assert.are.same({ "municipality", "BE" }, { look.options.kind, look.options.within })
  end)

  it("asks what a range without an upper end stands for", function()
    local look = look_at "zone,year,count,phenomenon\nBE,2023,5+,drugs\nNL,2023,4,drugs\n"
    assert.is_false(look.is_complete)
    assert.matches("--map count:5+=5-9", look.questions[1], 1, true)
  end)

  it("sees columns of months and names that are filled down", function()
    local look = look_at(WIDE)
    assert.are.same({ columns = "janv. 2026..mars 2026", to = "day" }, look.options.long)
    assert.are.same({ "Commune" }, look.options.fill)
    assert.are.same({ zone = "Commune", phenomenon = "Ph\u{e9}nom\u{e8}ne" }, look.mapping)
    assert.are.equal(" ", look.options.thousands)
    assert.matches("--long 'janv. 2026..mars 2026' --to day", look.command, 1, true)
  end)

  it("asks what the file leaves open", function()
    local function asked(text, words)
      local all = table.concat(look_at(text).questions, "\n")
      assert.is_truthy(all:find(words, 1, true), all)
    end
    asked("zone,year,count\nGB,2009-10,1\nGB,2012-13,2\n", "--fiscal 04")
    asked("zone,day,count\nBE,1/2/2024,1\nBE,3/4/2024,2\n", "--dates dmy or --dates mdy")
    asked("zone,day,count\nBE,2024-01,1\n", "phenomenon=:CODE")
    asked("zone;day;value\nBE;2024;1.234.567\nBE;2024;1234.5\n", "'.' stands for thousands")
    asked("zone,day,sex,count\nBE,2024,M,1\nBE,2024,F,2\nBE,2024,Total,3\n", "the command takes 'Total', the total")
    assert.are.equal("dmy", look_at("zone,day,count\nBE,1/2/2024,1\nBE,13/4/2024,2\n").options.dates)
  end)

  it("never takes the date of birth for the time, nor a person for a zone", function()
    local look = look_at("zone,verdachte,geboren\nBE,Jan,1990-01-01\nBE,Piet,1991-02-02\n")
    assert.are.same({ zone = "zone" }, look.mapping)
  end)

  it("fits in 80 columns but for the command, and writes nothing", function()
    local batches = #store:batches()
    for line in (tostring(look_at(EXPORT)) .. "\n"):gmatch "(.-)\n" do
      assert.is_true(utf8.len(line) < 80 or line:find "^  store:import" ~= nil, line)
    end
    assert.are.equal(batches, #store:batches())
  end)

  it("is what an import without a mapping answers where columns are not called like fields", function()
    local imported, message, code = store:import(support.file "land;jaar;aantal\nBE;2023;5\nNL;2023;7\n")
    assert.is_nil(imported)
    assert.are.equal("invalid", code)
    assert.matches("day=jaar zone=land count=aantal", message, 1, true)
  end)

  it("is quoted for the shell and for Lua", function()
    assert.are.equal("'it'\\''s'", proposal.quoted "it's")
    assert.are.equal("zone=Gemeente", proposal.quoted "zone=Gemeente")
    assert.are.same({ ["a b"] = "x\n\"" }, load("return " .. proposal.lua_text { ["a b"] = "x\n\"" })())
  end)
end)

describe("a profile", function()
  it("is read as data, and never run", function()
    local value = { header = 4, ["a b"] = { "x", 'q"\\\n', true }, n = -1.5 }
    assert.are.same(value, data_text.read("-- a comment\n" .. data_text.write(value)))
    for _, text in ipairs { "{a = os.exit()}", "{function() end}", "return {}", "{'a' .. 'b'}", "{{{{{{{{{{}}}}}}}}}}", "{a = 1",
      "", "{[f()] = 1}", "{} {}" } do
      local read, message = data_text.read(text)
      assert.is_nil(read, text)
      assert.matches("^line %d+: ", message)
    end
  end)

  it("keeps the answers, takes the next file by one word and says what differs", function()
    local path = support.path ".profile"
    store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    local first = support.file "Land;Jaar;N\nBE;2023;5\nNL;2023;7\n"
    local mapping = { zone = "Land", day = "Jaar", count = "N", phenomenon = { const = "drugs" } }
    assert(store:import(first, mapping, { source = "zonal", save = path }))
    assert.matches('source = "zonal"', support.read(path), 1, true)
    local again = assert(store:import(support.file "Land;Jaar;N;Extra\nBE;2024;6;x\nLU;2024;7;y\n", nil, { profile = path }))
    assert.are.equal(2, again.rows)
    assert.matches("new column 'Extra'", again.note, 1, true)
    assert.matches("new zone 'LU'", again.note, 1, true)
  end)

  it("finds the header in another line, and says what else is another", function()
    local path = support.path ".profile"
    store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    local mapping = { zone = "Land", day = "Jaar", count = "N", phenomenon = { const = "drugs" } }
    assert(store:import(support.file "Titel\n\nLand;Jaar;N\nBE;2023;5\nNL;2023;7\n", mapping,
      { source = "p", save = path, header = 3 }))
    local again = assert(store:import(support.file "Land;Jaar;N\nBE;2024;5\nNL;2024;7\n", nil, { profile = path }))
    assert.are.equal(2, again.rows)
    assert.matches("header in line 1, it was 3", again.note, 1, true)
    again = assert(store:import(support.file "Titel\n\nLand;Jaar;N\nBE;2025;5.0\nNL;2025;7.5\n", nil,
      { profile = path, at_least = 0.1 }))
    assert.matches("count in figures with decimals, it was whole figures", again.note, 1, true)
  end)

  it("names the columns that most likely stand for those that are gone", function()
    local path = support.path ".profile"
    store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    local mapping = { zone = "Gemeente", day = "Maand", count = "Aantal", phenomenon = "Fenomeen" }
    assert(store:import(support.file "Gemeente;Fenomeen;Maand;Aantal\nLeuven;Drugs;januari 2025;4\n", mapping,
      { source = "p", save = path, kind = "municipality" }))
    local file = support.file "Zone\n\nCommune;Ph\u{e9}nom\u{e8}ne;Mois;Nombre\nLeuven;Drugs;mars 2025;1104\n"
    local imported, message, code = store:import(file, nil, { profile = path })
    assert.are.same({ nil, "invalid" }, { imported, code })
    assert.matches("no column 'Gemeente', 'Fenomeen', 'Maand', 'Aantal' any more", message, 1, true)
    assert.matches("most likely count=Nombre day=Mois 'phenomenon=Ph\u{e9}nom\u{e8}ne' zone=Commune", message, 1, true)
    assert(store:import(file, { count = "Nombre", day = "Mois", phenomenon = "Ph\u{e9}nom\u{e8}ne", zone = "Commune" },
      { profile = path }))
    imported, message = store:import(support.file "Gemeente;Maand;Aantal\nLeuven;maart 2025;4\n", nil, { profile = path })
    assert.is_nil(imported)
    assert.matches("no column 'Fenomeen' any more", message, 1, true)
  end)
end)

describe("the call of a look", function()
  it("has a place for each name that is asked for, and runs once that is filled in", function()
    store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    local path = support.file "Gemeente;Fenomeen;Maand;Aantal\nLeuven;Drugs;maart 2025;4\nLeuven;Fietsen;maart 2025;7\n"
    local found = assert(store:look(path))
    assert.matches('phenomenon={column="Fenomeen", map={Fietsen="CODE"}}', found.call, 1, true)
    local function run(text) return assert(load("local store = ... return " .. text))(store) end
    local done, message = run(found.call)
    assert.is_nil(done)
    assert.matches("'Fietsen' is mapped to what is none: unknown phenomenon 'CODE'", message, 1, true)
    assert.are.equal(2, run((found.call:gsub('"CODE"', '"property.vehicle"'))).rows)
  end)
end)

describe("a look at a table of another kind", function()
  setup(function() store = assert(glocal.init(support.path ".db", { reference = "benelux" })) end)

  local REQUESTS = "Demandes re\u{e7}ues\n\nMois;Zone;Type;Demandeur;Demand\u{e9}es;Accord\u{e9}es;Heures demand\u{e9}es;"
    .. "Heures livr\u{e9}es\njanvier 2026;5345;renfort;5388;30;26;1.204,0;364,5\nf\u{e9}vrier 2026;5345;renfort;NL;2;n/a;420;-\n"
    .. "Total;;;;32;;;\n"

  it("knows the columns of requests by name, and its import runs as it stands", function()
    local path = support.file(REQUESTS)
    local found = assert(store:look(path, { as = "requests" }))
    assert.are.same({}, found.questions)
    assert.are.same({ period = "Mois", zone = "Zone", kind = "Type", requester = "Demandeur", requested = "Demand\u{e9}es",
      granted = "Accord\u{e9}es", hours_asked = "Heures demand\u{e9}es", hours_delivered = "Heures livr\u{e9}es" }, found.mapping)
    local done = assert(store:import(path, found.mapping, found.options))
    assert.are.same({ 2, 0 }, { done.rows, done.rejected })
    assert.are.same({ 1204.0, 420.0 }, glocal.demand({ zone = "5345", by = {} }).hours_asked)
  end)

  it("knows those of messages and of their counts, in Dutch and German too", function()
    local found = look_at("Ontvangen;Beantwoord;Kanaal;Land;Soort\n13/01/2026 08:00;;SIENA;FR;vraag\n"
      .. "01/02/2026 08:00;;SIENA;FR;vraag\n",
      { as = "messages" })
    assert.are.same({ "Ontvangen", "Kanaal", "Land", "dmy" },
      { found.mapping.received, found.mapping.channel, found.mapping.country, found.options.dates })
    assert.is_true(found.is_complete)
    found = look_at("Monat;Kanal;Land;Empfangen;Gesendet\n1/2026;SIENA;FR;1.050;20\n2/2026;SIENA;FR;613;30\n",
      { as = "message_flows" })
    assert.are.same({ "Monat", "Empfangen", "Gesendet", "." },
      { found.mapping.month, found.mapping.received, found.mapping.sent, found.options.thousands })
  end)

  it("asks for what the kind needs, and names the kind where none was told", function()
    local found = look_at(REQUESTS:gsub("Zone", "x"), { as = "requests" })
    assert.is_false(found.is_complete)
    assert.matches("No column is known as 'zone', which requests need", found.questions[1], 1, true)
    assert.matches("look like those of requests: look again with --as requests", look_at(REQUESTS).questions[1], 1, true)
    local done, message = store:import(support.file(REQUESTS), nil, { as = "requests" })
    assert.is_nil(done)
    assert.matches("no column is called like the fields period, zone, kind", message, 1, true)
    assert.matches("period=Mois", message, 1, true)
  end)
end)
