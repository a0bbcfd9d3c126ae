--- register_import_spec.lua: the register of cooperation from the tables that an analyst has: headings in his language, days as he writes
-- them, and people in them, of whom nothing is kept, whatever else is wrong with the line.

local glocal = require "glocal"
local support = require "tests.spec.support"

describe("the register of cooperation", function()
  local store

  before_each(function() store = assert(glocal.init(support.path ".db", { reference = "benelux" })) end)
  after_each(function() store:close() end)

  local COLUMNS = { code = "Code", kind = "Soort", owner = "Eigenaar", seat = "Zetel", nl = "Naam", valid_from = "Geldig vanaf",
    valid_to = "Geldig tot", source = "Bron", note = "Opmerking" }
  local HEAD = "Code;Soort;Eigenaar;Zetel;Naam;Geldig vanaf;Geldig tot;Bron;Opmerking\n"

  local function channels(text)
    local done = store:import(support.file(HEAD .. text), COLUMNS, { as = "channels", dates = "dmy" })
    local reasons = {}
    for _, row in store:rejects():rows() do reasons[row.line] = row end
    return done, reasons
  end

  it("takes headings in Dutch and days as 01/03/2020", function()
    local done = channels "LO-TIRANA;liaison;België;Albanië;Post Tirana;01/03/2020;31/12/2024;CGI;\n"
    assert.equal(1, done.rows)
    local f = store:sql [[select date(valid_from * 86400, 'unixepoch') as a, date(valid_to * 86400, 'unixepoch') as b
      from channel where code = 'LO-TIRANA']]
    assert.same({ "2020-03-01", "2024-12-31" }, { f.a[1], f.b[1] })
  end)

  it("takes them from a sheet of Excel", function()
    local path = support.path ".xlsx"
    assert(glocal.frame({ { Code = "LO-TIRANA", Soort = "liaison", Eigenaar = "België", Zetel = "Albanië", Naam = "Post Tirana",
      Begin = "01/03/2020", Bron = "CGI" }, { Code = "LO-RABAT", Soort = "liaison", Eigenaar = "België", Zetel = "Marroko",
      Naam = "Post Rabat", Begin = "13/03/2020", Bron = "CGI" } }):to_xlsx(path))
    local done = assert(store:import(path, { code = "Code", kind = "Soort", owner = "Eigenaar", seat = "Zetel", nl = "Naam",
      valid_from = "Begin", source = "Bron" }, { as = "channels" }))
    assert.same({ 1, 1 }, { done.rows, done.rejected })
    local row = store:rejects()
    assert.truthy(row.reason[1]:find("did you mean 'MA' (Marokko)", 1, true))
    assert.equal("Zetel", row.column[1])
  end)

  it("says what of the file a field that it needs could be", function()
    local _, message = store:import(support.file(HEAD .. "A;liaison;BE;MA;a;;;b;\n"), nil, { as = "channels" })
    assert.truthy(message:find("give code=COLUMN; unknown column 'code', did you mean 'Code'?", 1, true))
    assert.truthy(message:find("Geldig vanaf", 1, true))
  end)

  it("keeps nothing of a line with somebody in it, whatever it is refused for", function()
    local _, reasons = channels("A;post;België;Marokko;a;01/03/2020;;CGI;jan.peeters@example.org\n"
      .. "B;liaison;België;Marroko;b;01/03/2020;;CGI;bel 0475 12 34 56\n"
      .. "C;liaison;België;Marroko;c;01/03/2020;;CGI;de post\n"
      .. "D;liaison;België;Marokko;d;01/03/2020;;CGI;door Jan Peeters;\n")
    for line, what in pairs { [2] = "an e-mail address", [3] = "a telephone number" } do
      assert.equal("", reasons[line].text)
      assert.equal("Opmerking", reasons[line].column)
      assert.truthy(reasons[line].reason:find(what, 1, true))
    end
    assert.truthy(reasons[4].text:find("de post", 1, true)) -- nobody is in it: it is kept to be mended
    assert.equal("", reasons[5].text) -- a column too many, and a name
  end)

  it("keeps no name in what it says of a zone that is none, and knows the zone that is called like somebody", function()
    local done, reasons = channels("A;liaison;Jan Peeters;Marokko;a;01/03/2020;;CGI;\n"
      .. "B;Jan Peeters;België;Marokko;a;01/03/2020;;CGI;\n" .. "C;liaison;België;Spitsbergen en Jan Mayen;c;01/03/2020;;CGI;\n")
    for line = 2, 3 do
      assert.equal("", reasons[line].text)
      assert.is_nil(reasons[line].reason:find("Peeters", 1, true))
      assert.truthy(reasons[line].reason:find("looks like a person's name", 1, true))
    end
    assert.is_nil(reasons[4])
    assert.equal(1, done.rows)
  end)

  it("says which days overlap, and in which two countries a post would be", function()
    local done, reasons = channels("A;liaison;België;Albanië;a;01/01/2020;31/12/2024;CGI;\n"
      .. "A;liaison;België;Albanië;a;01/06/2024;;CGI;\n" .. "B;liaison;België;Albanië;b;01/01/2020;;CGI;\n"
      .. "B;liaison;België;Servië;b;01/01/2021;;CGI;\n")
    assert.equal(2, done.rows)
    assert.truthy(reasons[3].reason:find("overlaps that of the same channel in line 2, from 2020-01-01 to 2024-12-31", 1, true))
    assert.truthy(reasons[5].reason:find("two places at once, AL and RS: line 4 has it in AL", 1, true))
  end)

  it("takes kinds, urgencies, levels and states in the words of a corps", function()
    local done = channels "LO-TIRANA;Verbindingspost;België;Albanië;Post Tirana;01/03/2020;;CGI;\n"
    assert.equal(1, done.rows)
    assert.equal("liaison", store:sql("select kind from channel where code = 'LO-TIRANA'").kind[1])
    assert(store:import(support.file("code;fr;owner;status;source;countries\n"
      .. "R1;Traduire la fiche;Cellule internationale;Réalisé;rapport;Maroc, Algérie\n"
      .. "R2;Visiter;Cellule internationale;en cours;rapport;\"Tunisie; Maroc\"\n"), nil, { as = "recommendations" }))
    local f = store:sql "select status, countries from recommendation order by code"
    assert.same({ "done", "in_progress", "MA DZ", "TN MA" }, { f.status[1], f.status[2], f.countries[1], f.countries[2] })
  end)

  it("says which rule a figure breaks", function()
    store:import(support.file "channel,country,act,agreement,answer_hours,source\nBE-SPOC,TN,information,INTERPOL,-3,own\n", nil,
      { as = "channel_reach" })
    local f = store:rejects()
    assert.equal("a value is outside what may be: answer_hours > 0", f.reason[#f])
  end)

  it("says that the last day lies before the first", function()
    local _, reasons = channels "A;liaison;België;Albanië;a;01/03/2020;31/12/2019;CGI;\n"
    assert.equal("valid_to 2019-12-31 lies before valid_from 2020-03-01", reasons[2].reason)
    assert.equal("Geldig tot", reasons[2].column)
    local file = support.file "code,kind,in_force,ended,source\nX-1,treaty,2025-01-01,2024-06-30,own\n"
    store:import(file, nil, { as = "agreements" })
    local f = store:rejects()
    assert.equal("ended 2024-06-30 lies before in_force 2025-01-01", f.reason[#f])
  end)
end)
